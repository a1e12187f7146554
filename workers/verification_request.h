// `doppel request verification`: ties a second scan, which shows the Gabors chosen for a model, to the model.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "db/connection.h"
#include "relation/key.h"

namespace doppel::workers {

struct VerificationRequest {
  relation::Key choice;             // of suboptimal_gabor_task
  relation::Key scan;               // the second scan
  std::string name;                 // of the verification
  std::string agreement = "paper";  // size_curve_agreement_config
  // The scan of the model's dataset whose neurons it shows again; none: the one scan of that animal.
  std::optional<relation::Key> first_scan;
  // Pairs of unit_id in the first and in the second scan; empty: the numbers are the same in both.
  std::vector<std::pair<std::int64_t, std::int64_t>> units;
};

struct VerificationReport {
  bool already_there = false;
  std::int64_t n_neurons = 0;  // matched
};

// Throws Error(bad_input) for an unknown scan or setting, Gabors that have not been chosen yet, a scan that
// does not show each of their pictures twice or more, a scan of other neurons, and a name that stands for
// another verification already.
VerificationReport request_verification(db::Connection& connection, const VerificationRequest& request);

}  // namespace doppel::workers

#include "workers/request_truth.h"

#include "db/rows.h"
#include "schema/dataset.h"
#include "schema/interactions.h"
#include "schema/simulation.h"
#include "schema/stimuli.h"
#include "schema/tuning.h"
#include "util/error.h"
#include "workers/request_rows.h"

namespace doppel::workers {

using relation::Key;

namespace {

// The dataset's scans of which import knows how they were simulated.
std::vector<Key> simulated_scans(db::Transaction& transaction, const std::string& dataset) {
  std::vector<Key> scans;
  for (const auto& row : db::fetch(transaction, schema::dataset_scan(), Key{{"dataset", dataset}})) {
    const Key scan = row.key.project({"animal_id", "session", "scan_idx"});
    if (!db::fetch(transaction, schema::simulation(), scan).empty()) scans.push_back(scan);
  }
  if (!scans.empty()) return scans;
  throw Error(ErrorClass::bad_input,
              "dataset " + dataset + " has no scan whose simulated neurons can be built again",
              "the truth is known of scans that this version of `doppel simulate` wrote as a scan file");
}

}  // namespace

std::int32_t request_truth(db::Connection& connection, const TruthRequest& request) {
  db::Transaction transaction(connection);
  require_row(transaction, schema::dataset(), request.dataset);
  require_row(transaction, schema::optimal_gabor_config(), request.optimal_gabor_config);
  require_row(transaction, schema::orientation_tuning_config(), request.orientation_tuning_config);
  require_row(transaction, schema::phase_tuning_config(), request.phase_tuning_config);
  require_row(transaction, schema::size_contrast_config(), request.size_contrast_config);
  require_row(transaction, schema::plaid_config(), request.plaid_config);
  std::int32_t added = 0;
  for (const auto& scan : simulated_scans(transaction, request.dataset)) {
    const Key task = scan.with({{"optimal_gabor_config", request.optimal_gabor_config},
                                {"orientation_tuning_config", request.orientation_tuning_config},
                                {"phase_tuning_config", request.phase_tuning_config},
                                {"size_contrast_config", request.size_contrast_config},
                                {"plaid_config", request.plaid_config}});
    if (add_if_missing(transaction, schema::perfect_twin_task(), task)) ++added;
  }
  transaction.commit();
  return added;
}

}  // namespace doppel::workers

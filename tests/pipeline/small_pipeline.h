// A small population on its way through the whole pipeline: scans of 20 neurons, and settings for a test of
// seconds.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "db/connection.h"
#include "populate/worker.h"
#include "store/blob_store.h"
#include "tests/support/database.h"
#include "tests/support/temporary_folder.h"
#include "workers/import.h"
#include "workers/simulate.h"
#include "workers/verification_request.h"

namespace doppel::test {

class SmallPipeline : public testing::Test {
 protected:
  static constexpr int n_neurons = 20, n_train = 120, n_test = 12, n_repeats = 4;

  SmallPipeline();

  std::int64_t count(const std::string& from_where);
  workers::SimulateRequest simulation(int animal, std::uint64_t seed) const;
  std::filesystem::path simulate(int animal, std::uint64_t seed, bool as_file_tree = false) const;
  workers::ImportReport import(const std::filesystem::path& path);
  void request(const std::string& dataset, const std::vector<relation::Key>& scans, bool everything = false);
  void search_weights(const std::string& dataset);
  // The stimuli of a set of five neurons.
  void request_set(const std::string& dataset);
  static relation::Key model_of(const std::string& dataset);
  // A second clustering, compared with the first.
  void request_clusters(const std::string& dataset);
  // A second scan of animal 1 under the Gabors chosen for the dataset's model.
  workers::VerificationRequest verification(const std::string& dataset);
  // The method on the simulated neurons themselves.
  void request_truth(const std::string& dataset);
  populate::WorkerSummary populate();
  // A second seed: an ensemble of both, and their populations compared in the indices that both have.
  void add_a_second_seed(const std::string& dataset);

  TemporaryFolder folder_;
  MigratedDatabase database_;
  db::Connection connection_;
  store::BlobStore blobs_;
};

}  // namespace doppel::test

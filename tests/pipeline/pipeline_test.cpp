// From a simulated scan to tuning curves through every layer, on a small population: each table is filled,
// joins, and names its run.
#include <gtest/gtest.h>

#include <filesystem>
#include <memory>

#include "db/connection.h"
#include "populate/status.h"
#include "populate/worker.h"
#include "schema/tables.h"
#include "store/blob_store.h"
#include "store/scan_file.h"
#include "tests/support/database.h"
#include "tests/support/temporary_folder.h"
#include "util/error.h"
#include "workers/dataset.h"
#include "workers/import.h"
#include "workers/registry.h"
#include "workers/request.h"
#include "workers/simulate.h"

namespace doppel {
namespace {

constexpr int n_neurons = 20, n_train = 120, n_test = 12, n_repeats = 4;

std::int64_t count(db::Connection& connection, const std::string& sql) {
  return connection.execute("select count(*) from " + sql).integer(0, 0);
}

// Settings small enough for a test of seconds.
void add_small_settings(db::Connection& connection) {
  connection.execute(
      "insert into twin.model_config (model_config, filter_sizes, n_features, n_orientations, "
      "shared_batch_norm, "
      "batch_norm_momentum, batch_norm_epsilon, readout, smooth_weight, sparse_weight, readout_weight, "
      "position_weight, sigma_init, mask_threshold) values "
      "('small', '{5,3}', 2, 8, true, 0.1, 0.001, 'gaussian', 0.003, 0.002, 0.003, 0.1, 0.12, 0)");
  connection.execute(
      "insert into twin.training_config (training_config, learning_rate, learning_rate_factor, batch_size, "
      "max_iterations, schedule, drop_shares, n_drops, validation_every, patience, validation_share, "
      "reduced_precision) values "
      "('small', 0.01, 0.3, 16, 40, 'fixed', '{0.6}', 0, 20, 5, 0.2, false)");
  connection.execute(
      "insert into twin.clustering_config (clustering_config, n_clusters, n_restarts, max_lloyd_iterations, "
      "tolerance, kmeans_seed) values ('small', 4, 2, 50, 1e-4, 1), ('other', 3, 2, 50, 1e-4, 1)");
  connection.execute(
      "insert into twin.optimal_gabor_config (optimal_gabor_config, size_min, size_factor, n_sizes, sf_min, "
      "sf_factor, "
      "n_sfs, contrast_min, contrast_factor, n_contrasts, n_grid_orientations, n_grid_phases, location_step, "
      "location_margin, location_window) values ('small', 10, 1.5, 2, 1, 1.3, 2, 4, 2, 1, 4, 4, 2, 0, 2)");
}

class Pipeline : public testing::Test {
 protected:
  Pipeline() : connection_(database_.connect()), blobs_(folder_.path() / "store") {
    add_small_settings(connection_);
  }

  std::filesystem::path simulate(int animal, std::uint64_t seed, bool as_file_tree = false) const {
    workers::SimulateRequest request;
    request.animal_id = animal;
    request.n_neurons = n_neurons;
    request.n_train_images = n_train;
    request.n_test_images = n_test;
    request.repeats = n_repeats;
    request.seed = seed;
    request.as_file_tree = as_file_tree;
    request.output = folder_.path() / ("scan" + std::to_string(animal) + (as_file_tree ? "" : ".h5"));
    workers::simulate_scan(request);
    return request.output;
  }

  workers::ImportReport import(const std::filesystem::path& path) {
    return workers::import_recording(connection_, blobs_, path, {});
  }

  void request(const std::string& dataset, const std::vector<relation::Key>& scans) {
    workers::DatasetRequest pooled;
    pooled.name = dataset;
    pooled.scans = scans;
    pooled.test_repeats = n_repeats;
    workers::make_dataset(connection_, pooled);
    workers::ModelRequest model;
    model.dataset = dataset;
    model.model_config = model.training_config = "small";
    model.clusters.clustering_config = model.optimal_gabor_config = "small";
    EXPECT_TRUE(workers::request_model(connection_, model));
    request_clusters(dataset);
  }

  // A second clustering, compared with the first.
  void request_clusters(const std::string& dataset) {
    workers::ClusterRequest clusters;
    clusters.clustering_config = "other";
    const relation::Key model{{"dataset", dataset},
                              {"model_config", "small"},
                              {"training_config", "small"},
                              {"seed", std::int64_t{1}}};
    EXPECT_TRUE(workers::request_clusters(connection_, model, clusters));
    EXPECT_EQ(workers::request_comparison(connection_, dataset, "all", {}), 2U);
  }

  populate::WorkerSummary populate() {
    populate::WorkerOptions options;
    options.connection_string = database_.connection_string();
    options.exit_when_empty = true;
    options.poll = std::chrono::milliseconds(50);
    const auto makers = workers::all_makers(blobs_);
    return populate::Worker(options, schema::tables(), makers).run({});
  }

  test::TemporaryFolder folder_;
  test::MigratedDatabase database_;
  db::Connection connection_;
  store::BlobStore blobs_;
};

TEST_F(Pipeline, FillsEveryTableFromTwoPooledScans) {
  const auto first = import(simulate(1, 1));
  const auto second = import(simulate(2, 2));
  request("both", {first.scan, second.scan});
  const auto summary = populate();
  EXPECT_EQ(summary.failed, 0);

  for (const auto* table : schema::tables().tables) {
    EXPECT_GT(count(connection_, table->qualified()), 0) << table->qualified();
  }
  EXPECT_EQ(count(connection_, "twin.optimal_gabor"), 2 * n_neurons);
  EXPECT_EQ(count(connection_, "optimal_gabor natural join orientation_tuning natural join bar_code"),
            2 * n_neurons);
  EXPECT_EQ(
      count(connection_, "twin.neuron_score where cardinality(test_predictions) = " + std::to_string(n_test)),
      2 * n_neurons);
  EXPECT_EQ(count(connection_, "twin.model where equivariance_error < 1e-3"), 1);
  for (const auto& status : populate::table_status(connection_, schema::tables())) {
    EXPECT_EQ(status.pending + status.claimed + status.failed + status.quarantined, 0) << status.table;
  }
}

TEST_F(Pipeline, EveryResultNamesItsRun) {
  const auto scan = import(simulate(1, 1)).scan;
  request("one", {scan});
  populate();
  for (const auto* table : schema::tables().tables) {
    if (!table->has_run()) continue;
    EXPECT_EQ(
        count(connection_, table->qualified() +
                               " t where not exists (select from provenance.run r where r.run_id = "
                               "t._run_id and r.host <> '' and r.device <> '' and r.libraries is not null)"),
        0)
        << table->qualified();
  }
  EXPECT_EQ(
      count(connection_, "twin.model m join provenance.run r on r.run_id = m._run_id where r.seed = m.seed"),
      1);
  EXPECT_EQ(count(connection_,
                  "twin.clustering c join twin.clustering_config f using (clustering_config) "
                  "join provenance.run r on r.run_id = c._run_id where r.seed = f.kmeans_seed"),
            2);
  EXPECT_EQ(count(connection_,
                  "provenance.run where table_name = 'twin.model' and "
                  "parameters #>> '{training_config,learning_rate_factor}' = '0.3'"),
            1)
      << "settings are recorded as they were written";
}

TEST_F(Pipeline, RecomputedFromScratchGivesTheSameRows) {
  const auto path = simulate(1, 1);
  const auto scan = import(path).scan;
  request("one", {scan});
  populate();
  const std::string sql = "select _row_hash from twin.orientation_tuning order by unit_id";
  const auto before = connection_.execute(sql);
  for (const auto* table :
       {"phase_tuning", "orientation_tuning", "optimal_gabor", "cluster_stability", "clustering",
        "density_estimate", "embedding", "alignment", "readout", "model_score", "model"}) {
    connection_.execute(std::string("delete from twin.") + table);
  }
  populate();
  const auto after = connection_.execute(sql);
  ASSERT_EQ(before.size(), after.size());
  for (std::size_t i = 0; i < before.size(); ++i) EXPECT_EQ(before.text(i, 0), after.text(i, 0)) << i;
}

TEST_F(Pipeline, ImportingTheSameFileTwiceChangesNothing) {
  const auto path = simulate(1, 1);
  EXPECT_FALSE(import(path).already_there);
  EXPECT_TRUE(import(path).already_there);
  EXPECT_EQ(count(connection_, "twin.scan"), 1);
  EXPECT_EQ(count(connection_, "provenance.run"), 1);
}

TEST_F(Pipeline, AnotherRecordingOfTheSameScanIsRefused) {
  import(simulate(1, 1));
  try {
    import(simulate(1, 2));
    FAIL() << "imported over another recording";
  } catch (const Error& error) {
    EXPECT_EQ(error.error_class(), ErrorClass::bad_input);
    EXPECT_NE(std::string(error.what()).find("animal_id=1"), std::string::npos) << error.what();
  }
  EXPECT_EQ(count(connection_, "twin.scan"), 1);
}

TEST_F(Pipeline, ATruncatedFileLeavesNoRow) {
  const auto path = simulate(1, 1);
  std::filesystem::resize_file(path, std::filesystem::file_size(path) / 2);
  EXPECT_THROW(import(path), Error);
  EXPECT_EQ(count(connection_, "twin.scan"), 0);
  EXPECT_EQ(count(connection_, "provenance.run"), 0);
}

TEST_F(Pipeline, AFileTreeOfTheSameRecordingImportsLikewise) {
  const auto scan = import(simulate(3, 7, /*as_file_tree=*/true)).scan;
  EXPECT_EQ(scan.integer("animal_id"), 3);
  EXPECT_EQ(count(connection_, "twin.neuron"), n_neurons);
  EXPECT_EQ(count(connection_, "twin.trial where tier = 'test'"), n_test * n_repeats);
}

TEST_F(Pipeline, SimulationIsDeterministic) {
  const auto first = store::read_scan_file(simulate(1, 5));
  const auto again = store::read_scan_file(simulate(2, 5));
  EXPECT_EQ(first.responses, again.responses);
  EXPECT_EQ(first.truth, again.truth);
}

TEST_F(Pipeline, DatasetsPoolByIntersectionOrUnion) {
  workers::SimulateRequest more;
  more.animal_id = 2;
  more.n_neurons = n_neurons;
  more.n_train_images = n_train - 30;  // the same images, the last 30 as test or not at all
  more.n_test_images = n_test;
  more.repeats = n_repeats;
  more.seed = 2;
  more.output = folder_.path() / "fewer.h5";
  workers::simulate_scan(more);
  const auto first = import(simulate(1, 1)).scan;
  const auto second = import(more.output).scan;
  workers::DatasetRequest both;
  both.name = "common";
  both.scans = {first, second};
  both.test_repeats = n_repeats;
  // The test images of the two scans differ, so no test image is common.
  EXPECT_THROW(workers::make_dataset(connection_, both), Error);
  both.name = "any";
  both.pooling = "union";
  const auto report = workers::make_dataset(connection_, both);
  EXPECT_EQ(report.neurons, 2 * n_neurons);
  EXPECT_EQ(report.test_images, 2 * n_test);
  EXPECT_EQ(report.train_images, n_train - n_test);  // what tests one scan trains none
}

TEST_F(Pipeline, AnUnknownConfigurationIsNamedWithThoseThatExist) {
  const auto scan = import(simulate(1, 1)).scan;
  workers::DatasetRequest one;
  one.name = "one";
  one.scans = {scan};
  workers::make_dataset(connection_, one);
  workers::ModelRequest huge;
  huge.dataset = "one";
  huge.model_config = "huge";
  huge.training_config = "two_minutes";
  try {
    workers::request_model(connection_, huge);
    FAIL();
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("huge"), std::string::npos);
    EXPECT_NE(error.mend().find("two_minutes"), std::string::npos);
  }
}

}  // namespace
}  // namespace doppel

// A database with clusterings of before alignments had tables.
#include <gtest/gtest.h>

#include <algorithm>

#include "db/migrator.h"
#include "tests/support/database.h"

namespace doppel {
namespace {

constexpr const char* filled = R"(
insert into twin.dataset (dataset, pooling, selection, selection_seed, test_repeats, n_scans, n_pooled_neurons, n_train_images,
  n_test_images, content_sha256)
values ('mice', 'intersection', 'all', 1, 10, 1, 1, 1, 1, '');
insert into twin.training_task values ('mice', 'demo', 'demo', 1);
insert into twin.clustering_config
  (clustering_config, preparation, n_clusters, n_restarts, max_lloyd_iterations, tolerance, kmeans_seed)
values ('plain', 'unit', 5, 10, 300, 1e-4, 1);
insert into twin.clustering_task values ('mice', 'demo', 'demo', 1, 'demo'), ('mice', 'demo', 'demo', 1, 'plain');
insert into twin.model (dataset, model_config, training_config, seed, weights_sha256, n_iterations, final_validation_loss,
  final_validation_correlation, equivariance_error, _run_id, _input_hash)
values ('mice', 'demo', 'demo', 1, '', 1, 0, 0, 0, 1, '');
insert into twin.readout (dataset, model_config, training_config, seed, n_channels, _run_id, _input_hash)
values ('mice', 'demo', 'demo', 1, 32, 1, '');
insert into twin.clustering (dataset, model_config, training_config, seed, clustering_config, lloyd_iterations, reseeded,
  inertia, _run_id, _input_hash)
values ('mice', 'demo', 'demo', 1, 'demo', 9, 0, 1, 1, '');)";

TEST(ClustersMigration, WhatWasAskedForIsAskedForOfTheAlignmentThatThePreparationIsNow) {
  const test::TestDatabase database;
  auto connection = database.connect();
  const auto migrations = db::read_migrations(test::source_folder() / "migrations");
  const auto clusters = std::ranges::find(migrations, "clusters", &db::Migration::name);
  ASSERT_NE(clusters, migrations.end());
  db::migrate(connection, {migrations.begin(), clusters});
  connection.execute(filled);
  db::migrate(connection, migrations);

  const auto tasks = connection.execute(
      "select clustering_config, alignment_config from twin.clustering_task order by clustering_config");
  ASSERT_EQ(tasks.size(), 2U);
  EXPECT_EQ(tasks.text(0, 0), "demo");
  EXPECT_EQ(tasks.text(0, 1), "peak");
  EXPECT_EQ(tasks.text(1, 0), "plain");
  EXPECT_EQ(tasks.text(1, 1), "none");
  EXPECT_EQ(connection.execute("select from twin.clustering").size(), 0U);
  EXPECT_EQ(connection.execute("select from job.alignment where status = 'pending'").size(), 2U)
      << "workers make the clusterings again, beginning with their alignments";
}

}  // namespace
}  // namespace doppel

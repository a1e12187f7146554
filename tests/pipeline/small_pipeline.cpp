#include "tests/pipeline/small_pipeline.h"

#include <memory>

#include "schema/tables.h"
#include "workers/dataset.h"
#include "workers/export.h"
#include "workers/registry.h"
#include "workers/request.h"
#include "workers/request_models.h"
#include "workers/request_stimuli.h"
#include "workers/request_truth.h"
#include "workers/search.h"

namespace doppel::test {
namespace {

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
  connection.execute(
      "insert into twin.glm_config (glm_config, n_alphas, alpha_min, alpha_max, n_folds, glm_seed, "
      "glm_tolerance, max_glm_iterations, min_glm_correlation) values "
      "('small', 2, 1, 5, 2, 1, 1e-4, 50, 0.05)");
  connection.execute(
      "insert into twin.optimal_dog_config (optimal_dog_config, sigma_cen_min, sigma_cen_max, n_sigma_cens, "
      "sigma_ratios, a_surs, a_cen_min, a_cen_factor, n_a_cens, dog_location_step, dog_location_margin, "
      "dog_location_window) values ('small', 2, 6, 2, '{2}', '{0,0.5}', 4, 2, 1, 2, 0, 2)");
  connection.execute(
      "insert into twin.mei_config (mei_config, mei_norm, mei_smoothness, mei_learning_rate, n_mei_starts, "
      "max_mei_steps, n_mei_drops, mei_patience, mei_averaging, agreement_correlation, agreement_activation, "
      "mei_border, mei_seed) values ('small', 12, 0.005, 1, 2, 8, 1, 4, 0.9, 0.9, 0.99, 2, 1)");
  connection.execute(
      "insert into twin.suboptimal_gabor_config (suboptimal_gabor_config, driven_share, n_gabors, "
      "highest_contrast_only, verification_sizes, verification_contrast) values "
      "('small', 0.5, 3, false, '{8,20,50}', null)");
  connection.execute(
      "insert into twin.cluster_mei_config (cluster_mei_config, n_hermite_ranks, template_support, "
      "hermite_unit, "
      "cluster_mei_norm, cluster_mei_smoothness, cluster_mei_learning_rate, n_template_angles, "
      "n_cluster_mei_starts, steps_per_round, max_cluster_mei_rounds, n_cluster_mei_drops, "
      "cluster_mei_patience, "
      "cluster_mei_tolerance, cluster_mei_seed) values ('small', 5, 17, 2, 12, 0.005, 0.1, 8, 2, 2, 3, 1, 2, "
      "0.001, 1)");
  connection.execute(
      "insert into twin.population_config (population_config, properties, experiments) values "
      "('clusters', "
      "'{orientation_index,phase_index,suppression_index,contrast_index,cross_orientation_index,gabor_over_"
      "dog,"
      "gabor_over_mei,dog_over_mei}', '{cluster/paper/small/paper,cluster/paper/small/paper,"
      "cluster/paper/small/paper,cluster/paper/small/paper,cluster/paper/small/paper,"
      "cluster/paper/small/paper/small/small,cluster/paper/small/paper/small/small,"
      "cluster/paper/small/paper/small/small}')");
  connection.execute(
      "insert into twin.population_config (population_config, properties, experiments) values ('all', "
      "'{orientation_index,phase_index,suppression_index,contrast_index,cross_orientation_index,"
      "nonlinearity_index,gabor_over_dog,gabor_over_mei,dog_over_mei}', "
      "'{paper,paper,paper,paper,paper,small,paper/small/small,paper/small/small,paper/small/small}')");
}

}  // namespace

SmallPipeline::SmallPipeline() : connection_(database_.connect()), blobs_(folder_.path() / "store") {
  add_small_settings(connection_);
}

std::int64_t SmallPipeline::count(const std::string& from_where) {
  return connection_.execute("select count(*) from " + from_where).integer(0, 0);
}

workers::SimulateRequest SmallPipeline::simulation(int animal, std::uint64_t seed) const {
  workers::SimulateRequest request;
  request.animal_id = animal;
  request.n_neurons = n_neurons;
  request.n_train_images = n_train;
  request.n_test_images = n_test;
  request.repeats = n_repeats;
  request.seed = seed;
  return request;
}

std::filesystem::path SmallPipeline::simulate(int animal, std::uint64_t seed, bool as_file_tree) const {
  static const TemporaryFolder simulated;  // once a process, and copied for each test
  const std::string scan = "scan" + std::to_string(animal), ending = as_file_tree ? "" : ".h5";
  const auto original = simulated / (scan + "_" + std::to_string(seed) + ending);
  if (!std::filesystem::exists(original)) {
    auto request = simulation(animal, seed);
    request.as_file_tree = as_file_tree;
    request.output = original;
    workers::simulate_scan(request);
  }
  using Options = std::filesystem::copy_options;
  const auto copy = folder_ / (scan + ending);
  std::filesystem::copy(original, copy, Options::recursive | Options::overwrite_existing);
  return copy;
}

workers::ImportReport SmallPipeline::import(const std::filesystem::path& path) {
  return workers::import_recording(connection_, blobs_, path, {});
}

void SmallPipeline::request(const std::string& dataset, const std::vector<relation::Key>& scans,
                            bool everything) {
  workers::DatasetRequest pooled;
  pooled.name = dataset;
  pooled.scans = scans;
  pooled.test_repeats = n_repeats;
  workers::make_dataset(connection_, pooled);
  workers::ModelRequest model;
  model.dataset = dataset;
  model.model_config = model.training_config = "small";
  model.clusters.clustering_config = model.optimal_gabor_config = "small";
  model.suboptimal_gabor_config = "small";
  if (everything) {
    model.glm_config = model.optimal_dog_config = model.mei_config = "small";
    model.population_config = "all";
    model.clusters.cluster_mei_config = "small";
  }
  EXPECT_TRUE(workers::request_model(connection_, model));
  if (everything) {
    model.population_config = "clusters";
    EXPECT_TRUE(workers::request_model(connection_, model)) << "statistics with the clusters' stimuli, too";
    request_set(dataset);
  }
  request_clusters(dataset);
}

void SmallPipeline::search_weights(const std::string& dataset) {
  workers::WeightSearchRequest search;
  search.name = "search";
  search.dataset = dataset;
  search.model_config = search.training_config = "small";
  search.n_draws = 2;
  EXPECT_EQ(workers::request_weight_search(connection_, search), 2);
  EXPECT_EQ(workers::request_weight_search(connection_, search), 0) << "asked for before";
  search.n_draws = 3;
  EXPECT_THROW(workers::request_weight_search(connection_, search), Error) << "another search of that name";
}

void SmallPipeline::request_set(const std::string& dataset) {
  const relation::Table& table = schema::tables().at("twin.dataset_neuron");
  workers::NamedStimuliRequest set;
  set.name = "set";
  set.training_task = model_of(dataset);
  set.choice = {&table, relation::parse_restriction(table, "unit_id <= 5 and animal_id = 1"), "unit_id <= 5"};
  set.stimuli.cluster_mei_config = "small";
  set.stimuli.experiments = false;
  EXPECT_EQ(workers::request_named_stimuli(connection_, set).n_neurons, 5U);
}

relation::Key SmallPipeline::model_of(const std::string& dataset) {
  return {{"dataset", dataset},
          {"model_config", "small"},
          {"training_config", "small"},
          {"seed", std::int64_t{1}}};
}

void SmallPipeline::request_clusters(const std::string& dataset) {
  workers::ClusterRequest clusters;
  clusters.clustering_config = "other";
  EXPECT_TRUE(workers::request_clusters(connection_, model_of(dataset), clusters));
  EXPECT_EQ(workers::request_comparison(connection_, dataset, "all", {}), 2U);
}

workers::VerificationRequest SmallPipeline::verification(const std::string& dataset) {
  const relation::Key choice{
      {"dataset", dataset},      {"model_config", "small"},         {"training_config", "small"},
      {"seed", std::int64_t{1}}, {"optimal_gabor_config", "small"}, {"suboptimal_gabor_config", "small"}};
  const auto stimuli = folder_.path() / "stimuli.h5", second = folder_.path() / "second.h5";
  workers::export_stimuli(connection_, {choice, stimuli, false});
  auto request = simulation(1, 1);
  request.session = 2;
  request.stimuli = stimuli;
  request.output = second;
  workers::simulate_scan(request);
  workers::VerificationRequest verification;
  verification.choice = choice;
  verification.scan = import(second).scan;
  verification.name = "second";
  return verification;
}

void SmallPipeline::request_truth(const std::string& dataset) {
  workers::TruthRequest truth;
  truth.dataset = dataset;
  truth.optimal_gabor_config = "small";
  EXPECT_GT(workers::request_truth(connection_, truth), 0);
}

populate::WorkerSummary SmallPipeline::populate() {
  populate::WorkerOptions options;
  options.connection_string = database_.connection_string();
  options.exit_when_empty = true;
  options.poll = std::chrono::milliseconds(50);
  const auto makers = workers::all_makers(blobs_);
  return populate::Worker(options, schema::tables(), makers).run({});
}

void SmallPipeline::add_a_second_seed(const std::string& dataset) {
  workers::ModelRequest model;
  model.dataset = dataset;
  model.model_config = model.training_config = "small";
  model.seed = 2;
  model.clusters.clustering_config = model.optimal_gabor_config = "small";
  EXPECT_TRUE(workers::request_model(connection_, model));
  EXPECT_TRUE(workers::request_ensemble(connection_, {"seeds", dataset, "small", "small", {1, 2}}));
  const relation::Key one{
      {"dataset", dataset}, {"seed", std::int64_t{1}}, {"population_config", std::string("all")}};
  const relation::Key other{{"dataset", dataset}, {"seed", std::int64_t{2}}};
  workers::request_model_comparison(connection_, {"seeds", one, other, "key"});
}

}  // namespace doppel::test

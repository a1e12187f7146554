// From a simulated scan to tuning curves through every layer, on a small population: each table is filled,
// joins, and names its run.
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
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
#include "workers/export.h"
#include "workers/import.h"
#include "workers/registry.h"
#include "workers/request.h"
#include "workers/request_models.h"
#include "workers/request_stimuli.h"
#include "workers/request_truth.h"
#include "workers/search.h"
#include "workers/simulate.h"
#include "workers/verification_request.h"

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

class Pipeline : public testing::Test {
 protected:
  Pipeline() : connection_(database_.connect()), blobs_(folder_.path() / "store") {
    add_small_settings(connection_);
  }

  workers::SimulateRequest simulation(int animal, std::uint64_t seed) const {
    workers::SimulateRequest request;
    request.animal_id = animal;
    request.n_neurons = n_neurons;
    request.n_train_images = n_train;
    request.n_test_images = n_test;
    request.repeats = n_repeats;
    request.seed = seed;
    return request;
  }

  std::filesystem::path simulate(int animal, std::uint64_t seed, bool as_file_tree = false) const {
    auto request = simulation(animal, seed);
    request.as_file_tree = as_file_tree;
    request.output = folder_.path() / ("scan" + std::to_string(animal) + (as_file_tree ? "" : ".h5"));
    workers::simulate_scan(request);
    return request.output;
  }

  workers::ImportReport import(const std::filesystem::path& path) {
    return workers::import_recording(connection_, blobs_, path, {});
  }

  void request(const std::string& dataset, const std::vector<relation::Key>& scans, bool everything = false) {
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

  void search_weights(const std::string& dataset) {
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

  // The stimuli of a set of five neurons.
  void request_set(const std::string& dataset) {
    const relation::Table& table = schema::tables().at("twin.dataset_neuron");
    workers::NamedStimuliRequest set;
    set.name = "set";
    set.training_task = model_of(dataset);
    set.choice = {&table, relation::parse_restriction(table, "unit_id <= 5 and animal_id = 1"),
                  "unit_id <= 5"};
    set.stimuli.cluster_mei_config = "small";
    set.stimuli.experiments = false;
    EXPECT_EQ(workers::request_named_stimuli(connection_, set).n_neurons, 5U);
  }

  static relation::Key model_of(const std::string& dataset) {
    return {{"dataset", dataset},
            {"model_config", "small"},
            {"training_config", "small"},
            {"seed", std::int64_t{1}}};
  }

  // A second clustering, compared with the first.
  void request_clusters(const std::string& dataset) {
    workers::ClusterRequest clusters;
    clusters.clustering_config = "other";
    EXPECT_TRUE(workers::request_clusters(connection_, model_of(dataset), clusters));
    EXPECT_EQ(workers::request_comparison(connection_, dataset, "all", {}), 2U);
  }

  // A second scan of animal 1 under the Gabors chosen for the dataset's model.
  workers::VerificationRequest verification(const std::string& dataset) {
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

  // The method on the simulated neurons themselves.
  void request_truth(const std::string& dataset) {
    workers::TruthRequest truth;
    truth.dataset = dataset;
    truth.optimal_gabor_config = "small";
    EXPECT_GT(workers::request_truth(connection_, truth), 0);
  }

  populate::WorkerSummary populate() {
    populate::WorkerOptions options;
    options.connection_string = database_.connection_string();
    options.exit_when_empty = true;
    options.poll = std::chrono::milliseconds(50);
    const auto makers = workers::all_makers(blobs_);
    return populate::Worker(options, schema::tables(), makers).run({});
  }

  void expect_every_neuron_in_every_experiment() {
    for (const char* table :
         {"orientation_fit", "phase_fit", "gabor_certificate", "size_contrast_tuning", "plaid_tuning",
          "glm_neuron", "nonlinearity", "optimal_dog", "mei", "stimulus_comparison"}) {
      EXPECT_EQ(count(connection_, std::string("twin.") + table), 2 * n_neurons) << table;
    }
    EXPECT_EQ(count(connection_,
                    "report.neuron_indices where orientation_index is not null and "
                    "cross_orientation_index is not null and gabor_mei is not null"),
              2 * n_neurons);
    EXPECT_EQ(count(connection_, "mei natural join optimal_gabor natural join optimal_dog"), 2 * n_neurons);
    EXPECT_EQ(
        count(connection_, "report.property_recovery_summary where property not like 'cluster_purity %'"), 10)
        << "six properties, orientation, position, what the optimum is worth, and what grey is worth";
    EXPECT_EQ(count(connection_,
                    "report.property_recovery_summary where property like 'cluster_purity %' and "
                    "median_recovered > 0.1"),
              count(connection_, "twin.clustering"));
    EXPECT_EQ(count(connection_, "twin.neuron_property"),
              count(connection_, "report.neuron_property where value is not null and experiment <> 'test'"))
        << "all that the populations have; none takes in scores";
    EXPECT_EQ(count(connection_,
                    "twin.neuron_property p join report.neuron_indices i using (dataset, animal_id, "
                    "session, scan_idx, unit_id) where p.population_config = 'all' and "
                    "p.property = 'suppression_index' and "
                    "p.property_value = i.suppression_index::float8"),
              2 * n_neurons);
  }

  // What is stored agrees with what SQL makes of the stored curves: {view, index}.
  void expect_indices_follow_from_their_curves() {
    using Pair = std::pair<std::string, std::string>;
    for (const auto& [view, index] :
         {Pair{"tuning", "orientation_index"}, Pair{"tuning", "phase_index"},
          Pair{"size_contrast", "suppression_index"}, Pair{"size_contrast", "contrast_index"},
          Pair{"size_contrast", "preferred_size"}, Pair{"plaid", "cross_orientation_index"},
          Pair{"comparison", "gabor_dog"}, Pair{"comparison", "gabor_mei"}, Pair{"comparison", "dog_mei"},
          Pair{"nonlinearity", "nonlinearity_index"}, Pair{"cluster_tuning", "cluster_orientation_index"},
          Pair{"cluster_tuning", "cluster_phase_index"},
          Pair{"cluster_size_contrast", "cluster_suppression_index"},
          Pair{"cluster_size_contrast", "cluster_contrast_index"},
          Pair{"cluster_size_contrast", "cluster_preferred_size"},
          Pair{"cluster_plaid", "cluster_cross_orientation_index"},
          Pair{"cluster_comparison", "cluster_gabor_dog"}, Pair{"cluster_comparison", "cluster_gabor_mei"},
          Pair{"cluster_comparison", "cluster_dog_mei"}}) {
      const std::string from = "report.recomputed_" + view;
      EXPECT_EQ(count(connection_, from), 2 * n_neurons) << from;
      EXPECT_EQ(count(connection_, from + " where (" + index + " is null) <> (recomputed_" + index +
                                       " is null) or abs(" + index + " - recomputed_" + index +
                                       ") > 1e-5 * (1 + abs(" + index + "))"),
                0)
          << index;
    }
    EXPECT_EQ(count(connection_,
                    "twin.nonlinearity where nonlinearity_index is null and "
                    "no_nonlinearity_index not like '%min_glm_correlation%'"),
              0);
  }

  void expect_stimuli_are_what_their_columns_say() {
    EXPECT_EQ(count(connection_,
                    "twin.mei where cardinality(mei_image) = 36 * 64 and cardinality(start_activations) "
                    "= 2 and abs(sqrt((select sum(x * x) from unnest(mei_image) x)) - norm) < 1e-3 "
                    "and start_activations[best_start + 1] = mei_activation"),
              2 * n_neurons);
    EXPECT_EQ(count(connection_,
                    "twin.gabor_certificate join twin.optimal_gabor using (dataset, model_config, "
                    "training_config, seed, animal_id, session, scan_idx, unit_id, "
                    "optimal_gabor_config) where (cardinality(grid_edges) > 0) = at_grid_edge and "
                    "polish_gain >= 0 and polished_activation >= 0.999 * activation"),
              2 * n_neurons);
    EXPECT_EQ(count(connection_,
                    "twin.glm_neuron where cardinality(glm_weights) = 36 * 64 and "
                    "cardinality(cross_validated_losses) = 2"),
              2 * n_neurons);
  }

  // The Gabors' counts are those of the neurons' shares, and the pictures are those that the scan shows.
  void expect_the_choice_covers_what_it_says() {
    EXPECT_EQ(count(connection_, "twin.gabor_coverage"), 2 * n_neurons);
    EXPECT_EQ(count(connection_,
                    "twin.suboptimal_gabor s where n_driven_neurons <> (select count(*) from "
                    "twin.gabor_coverage where share_of_optimum >= 0.5)"),
              0);
    EXPECT_EQ(count(connection_,
                    "twin.chosen_gabor g where n_driven_alone <> (select count(*) from twin.gabor_coverage "
                    "where gabor_shares[g.gabor_rank] >= 0.5) or abs(chosen_x - 31.5) + abs(chosen_y - 17.5) "
                    "> 0"),
              0);
    EXPECT_EQ(count(connection_,
                    "twin.gabor_coverage where share_of_optimum <> (select max(s) from "
                    "unnest(gabor_shares) s) or share_of_optimum <> gabor_shares[best_gabor_rank]"),
              0);
    EXPECT_EQ(count(connection_,
                    "report.gabor_coverage_curve c where share_percent = 50 and n_first = (select "
                    "n_chosen_gabors from twin.suboptimal_gabor) and n_driven <> "
                    "(select n_driven_neurons from twin.suboptimal_gabor)"),
              0);
    EXPECT_EQ(count(connection_,
                    "twin.verification_stimulus v where (select count(*) from twin.trial t where t.session "
                    "= 2 and t.image_sha256 = v.stimulus_sha256) <> " +
                        std::to_string(n_repeats)),
              0);
  }

  void expect_size_curves_follow_from_their_trials() {
    EXPECT_EQ(count(connection_,
                    "neuron_size_curve natural join optimal_gabor natural join "
                    "gabor_coverage where animal_id = 1 and session = 1"),
              n_neurons);
    EXPECT_EQ(count(connection_, "twin.neuron_size_curve where cardinality(in_vivo_trials) = " +
                                     std::to_string(3 * n_repeats) + " and trials_of_size = '{" +
                                     std::to_string(n_repeats) + "," + std::to_string(n_repeats) + "," +
                                     std::to_string(n_repeats) + "}'"),
              n_neurons);
    for (const std::string index :
         {"curve_oracle", "shown_correlation", "optimal_correlation", "model_curve_similarity",
          "in_vivo_suppression", "shown_suppression", "optimal_suppression"}) {
      EXPECT_EQ(count(connection_, "report.recomputed_size_curve where abs(" + index + " - recomputed_" +
                                       index + ") > 1e-5"),
                0)
          << index;
    }
    // Not the SQL of the maker: a mean over trials as they were recorded.
    EXPECT_EQ(
        count(connection_, "twin.neuron_size_curve s where abs((select avg(x) from unnest(in_vivo_trials[1:" +
                               std::to_string(n_repeats) + "]) x) - in_vivo_curve[1]) > 1e-5"),
        0);
    EXPECT_EQ(count(connection_, "twin.agreement_by_share where share_percent = 0 and n_subset_neurons = " +
                                     std::to_string(n_neurons)),
              2);
  }

  // Every cluster of the clustering that was asked for, and the set of five; every member in each.
  void expect_stimuli_of_every_cluster() {
    const std::string of_clusters =
        " natural join cluster where clustering_config = 'small' and n_members > 0";
    for (const char* table : {"cluster_gabor", "cluster_dog", "cluster_mei"}) {
      EXPECT_EQ(count(connection_, table + of_clusters),
                count(connection_, "cluster where clustering_config = 'small'"))
          << table;
      EXPECT_EQ(
          count(connection_, std::string(table) + " natural join cluster where clustering_config = 'set' "
                                                  "and cluster = 0 and n_members = 5"),
          1)
          << table;
      EXPECT_EQ(count(connection_, std::string(table) + "_member natural join cluster_member"),
                2 * n_neurons + 5)
          << table;
    }
    for (const char* table :
         {"cluster_orientation_tuning", "cluster_phase_tuning", "cluster_size_contrast_tuning",
          "cluster_plaid_tuning", "cluster_stimulus_comparison"}) {
      EXPECT_EQ(count(connection_, std::string(table) + " natural join optimal_gabor"), 2 * n_neurons)
          << table;
    }
    EXPECT_EQ(count(connection_, "report.member_share where share is not null and stimulus = 'mei'"),
              2 * n_neurons + 5);
    // No member's own optimum is beaten by a Gabor of its own grid: its place, orientation and the rest are
    // there.
    EXPECT_EQ(count(connection_, "twin.cluster_gabor_member where cluster_gabor_share > 1.0001"), 0);
    EXPECT_EQ(count(connection_,
                    "twin.cluster_gabor_member join twin.optimal_gabor using (animal_id, session, scan_idx, "
                    "unit_id) where cluster_gabor_angle not in (orientation, orientation + 180)"),
              0);
    // The orientation curve at the member's own orientation (4 of the grid are among the 24) shows the
    // cluster's Gabor.
    EXPECT_EQ(
        count(connection_,
              "twin.cluster_orientation_tuning t join twin.cluster_gabor_member m using (dataset, "
              "model_config, "
              "training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, "
              "animal_id, "
              "session, scan_idx, unit_id) where abs(cluster_orientation_responses[1 + "
              "(cluster_gabor_angle::numeric % 180 / 7.5)::integer] - cluster_gabor_activation) > 1e-4 * "
              "(1 + "
              "cluster_gabor_activation)"),
        0);
    EXPECT_EQ(count(connection_,
                    "twin.cluster_mei where cardinality(cluster_mei_template) = 17 * 17 and "
                    "cardinality(cluster_mei_coefficients) = 15 and cardinality(start_objectives) = 2 and "
                    "n_agreeing_templates between 1 and 2"),
              count(connection_, "twin.cluster_mei"));
  }

  // A second seed: an ensemble of both, and their populations compared in the indices that both have.
  void add_a_second_seed(const std::string& dataset) {
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

  // Trials enter the correlation with single trials by their means and their spread alone: its ratio to the
  // correlation with the means is the same for an ensemble and a model.
  void expect_the_ensemble_to_follow_from_the_stored_predictions() {
    EXPECT_EQ(
        count(connection_,
              "twin.ensemble_score e join twin.neuron_score s using (dataset, animal_id, session, scan_idx, "
              "unit_id) cross join lateral (select corr(p, m) as r from unnest(e.ensemble_predictions, "
              "s.test_means) t (p, m)) c where s.seed = 1 and abs(e.ensemble_average_correlation - "
              "coalesce(c.r, 0)) < 1e-4 and abs(e.ensemble_single_trial_correlation * s.average_correlation "
              "- "
              "e.ensemble_average_correlation * s.single_trial_correlation) < 1e-4"),
        2 * n_neurons);
    EXPECT_EQ(count(connection_,
                    "twin.index_comparison where n_pairs_with_both = " + std::to_string(2 * n_neurons)),
              2);
  }

  // The ledger's last line is the n of the statistics.
  void expect_the_ledger_to_add_up() {
    EXPECT_EQ(
        count(connection_,
              "report.exclusion_counts c where figure = 'population' and stage = 'counted' and n_left = "
              "(select "
              "count(*) from twin.neuron_property p where p.population_config = c.population_config and "
              "p.seed = "
              "c.seed and p.property = c.property)"),
        count(connection_, "report.exclusion_counts where figure = 'population' and stage = 'counted'"));
    EXPECT_EQ(
        count(connection_,
              "report.exclusion_counts c full join report.property_recovery_summary r using (dataset, seed, "
              "property) where figure = 'recovery' and stage = 'counted' and n_left <> n_reliable"),
        0);
    EXPECT_EQ(count(connection_, "report.exclusion_ledger where reason like '%min_glm_correlation%'"),
              count(connection_, "twin.nonlinearity where nonlinearity_index is null and seed = 1"));
  }

  // Two trainings of weights within their ranges, the better one first.
  void expect_the_search_is_ranked() {
    EXPECT_EQ(count(connection_,
                    "report.weight_search where smooth_weight between 0.001 and 0.03 and "
                    "sparse_weight between 0.001 and 0.1 and readout_weight between 0.005 and 0.03"),
              2);
    EXPECT_EQ(count(connection_,
                    "report.weight_search a join report.weight_search b on a.place = 1 and b.place = 2 "
                    "where a.final_validation_loss <= b.final_validation_loss and a.model_config <> "
                    "b.model_config"),
              1);
  }

  test::TemporaryFolder folder_;
  test::MigratedDatabase database_;
  db::Connection connection_;
  store::BlobStore blobs_;
};

TEST_F(Pipeline, FillsEveryTableFromTwoPooledScans) {
  const auto first = import(simulate(1, 1));
  const auto second = import(simulate(2, 2));
  request("both", {first.scan, second.scan}, /*everything=*/true);
  EXPECT_EQ(populate().failed, 0);
  EXPECT_FALSE(workers::request_verification(connection_, verification("both")).already_there);
  EXPECT_EQ(populate().failed, 0);
  request_truth("both");
  const auto summary = populate();
  EXPECT_EQ(summary.failed, 0);

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
  expect_every_neuron_in_every_experiment();
  expect_indices_follow_from_their_curves();
  expect_stimuli_are_what_their_columns_say();
  expect_the_choice_covers_what_it_says();
  expect_size_curves_follow_from_their_trials();
  expect_stimuli_of_every_cluster();
  add_a_second_seed("both");
  EXPECT_EQ(populate().failed, 0);
  expect_the_ensemble_to_follow_from_the_stored_predictions();
  expect_the_ledger_to_add_up();
  search_weights("both");  // fills its tables by asking
  for (const auto* table : schema::tables().tables) {
    EXPECT_GT(count(connection_, table->qualified()), 0) << table->qualified();
  }
}

TEST_F(Pipeline, AWeightSearchTrainsItsDrawsAndRanksThem) {
  request("one", {import(simulate(1, 1)).scan});
  search_weights("one");
  EXPECT_EQ(populate().failed, 0);
  expect_the_search_is_ranked();
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
  request("one", {import(simulate(1, 1)).scan}, /*everything=*/true);
  populate();
  workers::request_verification(connection_, verification("one"));
  request_truth("one");
  add_a_second_seed("one");
  const auto computed = schema::tables().computed();
  const auto hashes = [&] {
    populate();
    std::map<std::string, std::string> of_table;
    for (const auto* table : computed) {
      of_table[table->name] =
          connection_
              .execute("select coalesce(string_agg(_row_hash, ' ' order by _row_hash), '') from " +
                       table->qualified())
              .text(0, 0);
    }
    return of_table;
  };
  const auto before = hashes();
  for (auto table = computed.rbegin(); table != computed.rend(); ++table)
    connection_.execute("delete from " + (*table)->qualified());
  const auto after = hashes();
  for (const auto& [table, rows] : before) {
    EXPECT_FALSE(rows.empty()) << table;
    EXPECT_EQ(rows, after.at(table)) << table;
  }
}

// What is refused, and that the message names it.
TEST_F(Pipeline, AVerificationTakesAScanThatShowsTheGabors) {
  const auto first = import(simulate(1, 1)).scan;
  request("one", {first});
  const auto refused = [&](const workers::VerificationRequest& request, const std::string& part,
                           const std::string& mend) {
    try {
      workers::request_verification(connection_, request);
      ADD_FAILURE() << "accepted; expected: " << part;
    } catch (const Error& error) {
      EXPECT_EQ(error.error_class(), ErrorClass::bad_input);
      EXPECT_NE(std::string(error.what()).find(part), std::string::npos) << error.what();
      EXPECT_NE(error.mend().find(mend), std::string::npos) << error.mend();
    }
  };
  workers::VerificationRequest early;
  early.choice = {{"dataset", std::string("one")},
                  {"model_config", std::string("small")},
                  {"training_config", std::string("small")},
                  {"seed", std::int64_t{1}},
                  {"optimal_gabor_config", std::string("small")},
                  {"suboptimal_gabor_config", std::string("small")}};
  early.scan = first;
  early.name = "early";
  refused(early, "have not been chosen yet", "doppel populate");
  populate();
  refused(early, "is the one that the model is of", "second scan");
  auto good = verification("one");
  const auto stranger = import(simulate(2, 2)).scan;
  auto wrong = good;
  wrong.scan = stranger;
  refused(wrong, "of the wanted scan of animal 2", "--first-scan");
  wrong.first_scan = first;
  refused(wrong, "the seeds of their simulations differ", "options of the first");
  auto of_images = simulation(1, 1);  // the same neurons, but natural images again
  of_images.session = 3;
  of_images.output = folder_.path() / "third.h5";
  workers::simulate_scan(of_images);
  wrong = good;
  wrong.scan = import(of_images.output).scan;
  refused(wrong, "scan 1-3-1 does not show", "doppel export stimuli");
  wrong = good;
  wrong.units = {{1, 999}};
  refused(wrong, "999", "--units");

  EXPECT_EQ(workers::request_verification(connection_, good).n_neurons, n_neurons);
  EXPECT_TRUE(workers::request_verification(connection_, good).already_there);
  wrong = good;
  wrong.units = {{1, 2}, {2, 1}};
  refused(wrong, "'second' is of another scan or of other neurons", "--name");
  wrong.name = "swapped";
  EXPECT_EQ(workers::request_verification(connection_, wrong).n_neurons, 2);
  EXPECT_EQ(populate().failed, 0);
  EXPECT_EQ(count(connection_,
                  "twin.neuron_size_curve a join twin.neuron_size_curve b on a.verification = 'swapped' and "
                  "b.verification = 'second' and a.unit_id = 3 - b.unit_id where a.unit_id in (1, 2)"),
            2);
}

// Where the Gabors are chosen anew, or shown otherwise, a scan of the old ones is told to lack the new.
TEST_F(Pipeline, AVerificationFailsWhereTheGaborsHaveChanged) {
  request("one", {import(simulate(1, 1)).scan});
  populate();
  workers::request_verification(connection_, verification("one"));
  connection_.execute(
      "update twin.suboptimal_gabor_config set verification_contrast = 3.5 where suboptimal_gabor_config = "
      "'small'");
  EXPECT_EQ(populate().failed, 0);
  connection_.execute("delete from twin.size_curve_agreement");
  connection_.execute("delete from twin.suboptimal_gabor");
  EXPECT_EQ(count(connection_, "twin.verification_scan"), 1) << "what a person asked for stays";
  EXPECT_EQ(populate().failed, 1);
  EXPECT_EQ(count(connection_,
                  "job.size_curve_agreement where status = 'failed' and error_message like "
                  "'%session=2%does not show the picture of%gabor_rank=1%'"),
            1);
}

TEST_F(Pipeline, ASecondSimulatedScanIsOfTheSameNeurons) {
  request("one", {import(simulate(1, 1)).scan});
  populate();
  verification("one");
  const auto first = store::read_scan_file(folder_.path() / "scan1.h5");
  const auto second = store::read_scan_file(folder_.path() / "second.h5");
  EXPECT_EQ(first.unit_id, second.unit_id);
  EXPECT_EQ(first.x, second.x);
  EXPECT_EQ(second.trials.size(), second.n_images() * n_repeats);
  EXPECT_NE(std::vector<float>(first.responses.begin(), first.responses.begin() + n_neurons),
            std::vector<float>(second.responses.begin(), second.responses.begin() + n_neurons));
  verification("one");
  EXPECT_EQ(store::read_scan_file(folder_.path() / "second.h5").responses, second.responses);
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

TEST_F(Pipeline, HalvesOfTheImagesShareNoneAndMakeUpAll) {
  workers::DatasetRequest request;
  request.scans = {import(simulate(1, 1)).scan};
  request.test_repeats = n_repeats;
  for (const char* name : {"whole", "one", "other", "drawn_again"}) {
    request.name = name;
    if (request.name != "whole") request.half = request.name == "other" ? 2 : 1;
    request.half_seed = request.name == "drawn_again" ? 4 : 3;
    const auto report = workers::make_dataset(connection_, request);
    EXPECT_EQ(report.train_images, request.name == "whole" ? n_train : n_train / 2) << name;
    EXPECT_EQ(report.test_images, n_test) << name;
  }
  const std::string train =
      "select image_sha256 from twin.dataset_image where dataset_tier = 'train' and dataset = ";
  EXPECT_EQ(count(connection_, "(" + train + "'one' intersect " + train + "'other') i"), 0);
  EXPECT_EQ(
      count(connection_, "(" + train + "'whole' except (" + train + "'one' union " + train + "'other')) i"),
      0);
  const auto common = count(connection_, "(" + train + "'one' intersect " + train + "'drawn_again') i");
  // Hypergeometric, 60 of 120 against 60: mean 30, SD sqrt(60 / 4 * 60 / 119) = 2.75.
  EXPECT_NEAR(static_cast<double>(common), 30, 11) << "four SD";
  EXPECT_EQ(count(connection_, "twin.dataset where image_half = 2 and half_seed = 3"), 1);
  EXPECT_EQ(count(connection_, "twin.dataset where image_half is null and half_seed is null"), 1);
  request.name = "third";
  request.half = 3;
  EXPECT_THROW(workers::make_dataset(connection_, request), Error);
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

// From a simulated scan to tuning curves through every layer, on a small population: each table is filled,
// joins, and names its run.
#include <map>

#include "populate/key_arrays.h"
#include "populate/reproduce.h"
#include "populate/status.h"
#include "relation/ddl.h"
#include "schema/tables.h"
#include "tests/pipeline/small_pipeline.h"
#include "workers/registry.h"
#include "workers/request_truth.h"
#include "workers/verification_request.h"

namespace doppel {
namespace {

class Pipeline : public test::SmallPipeline {
 protected:
  void expect_every_neuron_in_every_experiment() {
    for (const char* table :
         {"orientation_fit", "phase_fit", "gabor_certificate", "size_contrast_tuning", "plaid_tuning",
          "glm_neuron", "nonlinearity", "optimal_dog", "mei", "stimulus_comparison"}) {
      EXPECT_EQ(count(std::string("twin.") + table), 2 * n_neurons) << table;
    }
    EXPECT_EQ(count("report.neuron_indices where orientation_index is not null and "
                    "cross_orientation_index is not null and gabor_mei is not null"),
              2 * n_neurons);
    EXPECT_EQ(count("mei natural join optimal_gabor natural join optimal_dog"), 2 * n_neurons);
    EXPECT_EQ(count("report.property_recovery_summary where property not like 'cluster_purity %'"), 10)
        << "six properties, orientation, position, what the optimum is worth, and what grey is worth";
    EXPECT_EQ(count("report.property_recovery_summary where property like 'cluster_purity %' and "
                    "median_recovered > 0.1"),
              count("twin.clustering"));
    EXPECT_EQ(count("twin.neuron_property"),
              count("report.neuron_property where value is not null and experiment <> 'test'"))
        << "all that the populations have; none takes in scores";
    EXPECT_EQ(count("twin.neuron_property p join report.neuron_indices i using (dataset, animal_id, "
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
      EXPECT_EQ(count(from), 2 * n_neurons) << from;
      EXPECT_EQ(count(from + " where (" + index + " is null) <> (recomputed_" + index + " is null) or abs(" +
                      index + " - recomputed_" + index + ") > 1e-5 * (1 + abs(" + index + "))"),
                0)
          << index;
    }
    EXPECT_EQ(count("twin.nonlinearity where nonlinearity_index is null and "
                    "no_nonlinearity_index not like '%min_glm_correlation%'"),
              0);
  }

  void expect_stimuli_are_what_their_columns_say() {
    EXPECT_EQ(count("twin.mei where cardinality(mei_image) = 36 * 64 and cardinality(start_activations) "
                    "= 2 and abs(sqrt((select sum(x * x) from unnest(mei_image) x)) - norm) < 1e-3 "
                    "and start_activations[best_start + 1] = mei_activation"),
              2 * n_neurons);
    EXPECT_EQ(count("twin.gabor_certificate join twin.optimal_gabor using (dataset, model_config, "
                    "training_config, seed, animal_id, session, scan_idx, unit_id, "
                    "optimal_gabor_config) where (cardinality(grid_edges) > 0) = at_grid_edge and "
                    "polish_gain >= 0 and polished_activation >= 0.999 * activation"),
              2 * n_neurons);
    EXPECT_EQ(count("twin.glm_neuron where cardinality(glm_weights) = 36 * 64 and "
                    "cardinality(cross_validated_losses) = 2"),
              2 * n_neurons);
  }

  // The Gabors' counts are those of the neurons' shares, and the pictures are those that the scan shows.
  void expect_the_choice_covers_what_it_says() {
    EXPECT_EQ(count("twin.gabor_coverage"), 2 * n_neurons);
    EXPECT_EQ(count("twin.suboptimal_gabor s where n_driven_neurons <> (select count(*) from "
                    "twin.gabor_coverage where share_of_optimum >= 0.5)"),
              0);
    EXPECT_EQ(count("twin.chosen_gabor g where n_driven_alone <> (select count(*) from twin.gabor_coverage "
                    "where gabor_shares[g.gabor_rank] >= 0.5) or abs(chosen_x - 31.5) + abs(chosen_y - 17.5) "
                    "> 0"),
              0);
    EXPECT_EQ(count("twin.gabor_coverage where share_of_optimum <> (select max(s) from "
                    "unnest(gabor_shares) s) or share_of_optimum <> gabor_shares[best_gabor_rank]"),
              0);
    EXPECT_EQ(count("report.gabor_coverage_curve c where share_percent = 50 and n_first = (select "
                    "n_chosen_gabors from twin.suboptimal_gabor) and n_driven <> "
                    "(select n_driven_neurons from twin.suboptimal_gabor)"),
              0);
    EXPECT_EQ(count("twin.verification_stimulus v where (select count(*) from twin.trial t where t.session "
                    "= 2 and t.image_sha256 = v.stimulus_sha256) <> " +
                    std::to_string(n_repeats)),
              0);
  }

  void expect_size_curves_follow_from_their_trials() {
    EXPECT_EQ(count("neuron_size_curve natural join optimal_gabor natural join "
                    "gabor_coverage where animal_id = 1 and session = 1"),
              n_neurons);
    EXPECT_EQ(count("twin.neuron_size_curve where cardinality(in_vivo_trials) = " +
                    std::to_string(3 * n_repeats) + " and trials_of_size = '{" + std::to_string(n_repeats) +
                    "," + std::to_string(n_repeats) + "," + std::to_string(n_repeats) + "}'"),
              n_neurons);
    for (const std::string index :
         {"curve_oracle", "shown_correlation", "optimal_correlation", "model_curve_similarity",
          "in_vivo_suppression", "shown_suppression", "optimal_suppression"}) {
      EXPECT_EQ(
          count("report.recomputed_size_curve where abs(" + index + " - recomputed_" + index + ") > 1e-5"), 0)
          << index;
    }
    // Not the SQL of the maker: a mean over trials as they were recorded.
    EXPECT_EQ(count("twin.neuron_size_curve s where abs((select avg(x) from unnest(in_vivo_trials[1:" +
                    std::to_string(n_repeats) + "]) x) - in_vivo_curve[1]) > 1e-5"),
              0);
    EXPECT_EQ(count("twin.agreement_by_share where share_percent = 0 and n_subset_neurons = " +
                    std::to_string(n_neurons)),
              2);
  }

  // Every cluster of the clustering that was asked for, and the set of five; every member in each.
  void expect_stimuli_of_every_cluster() {
    const std::string of_clusters =
        " natural join cluster where clustering_config = 'small' and n_members > 0";
    for (const char* table : {"cluster_gabor", "cluster_dog", "cluster_mei"}) {
      EXPECT_EQ(count(table + of_clusters), count("cluster where clustering_config = 'small'")) << table;
      EXPECT_EQ(count(std::string(table) + " natural join cluster where clustering_config = 'set' "
                                           "and cluster = 0 and n_members = 5"),
                1)
          << table;
      EXPECT_EQ(count(std::string(table) + "_member natural join cluster_member"), 2 * n_neurons + 5)
          << table;
    }
    for (const char* table :
         {"cluster_orientation_tuning", "cluster_phase_tuning", "cluster_size_contrast_tuning",
          "cluster_plaid_tuning", "cluster_stimulus_comparison"}) {
      EXPECT_EQ(count(std::string(table) + " natural join optimal_gabor"), 2 * n_neurons) << table;
    }
    EXPECT_EQ(count("report.member_share where share is not null and stimulus = 'mei'"), 2 * n_neurons + 5);
    // No member's own optimum is beaten by a Gabor of its own grid: its place, orientation and the rest are
    // there.
    EXPECT_EQ(count("twin.cluster_gabor_member where cluster_gabor_share > 1.0001"), 0);
    EXPECT_EQ(count("twin.cluster_gabor_member join twin.optimal_gabor using (animal_id, session, scan_idx, "
                    "unit_id) where cluster_gabor_angle not in (orientation, orientation + 180)"),
              0);
    // The orientation curve at the member's own orientation (4 of the grid are among the 24) shows the
    // cluster's Gabor.
    EXPECT_EQ(
        count("twin.cluster_orientation_tuning t join twin.cluster_gabor_member m using (dataset, "
              "model_config, "
              "training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, "
              "animal_id, "
              "session, scan_idx, unit_id) where abs(cluster_orientation_responses[1 + "
              "(cluster_gabor_angle::numeric % 180 / 7.5)::integer] - cluster_gabor_activation) > 1e-4 * "
              "(1 + "
              "cluster_gabor_activation)"),
        0);
    EXPECT_EQ(count("twin.cluster_mei where cardinality(cluster_mei_template) = 17 * 17 and "
                    "cardinality(cluster_mei_coefficients) = 15 and cardinality(start_objectives) = 2 and "
                    "n_agreeing_templates between 1 and 2"),
              count("twin.cluster_mei"));
  }

  // Trials enter the correlation with single trials by their means and their spread alone: its ratio to the
  // correlation with the means is the same for an ensemble and a model.
  void expect_the_ensemble_to_follow_from_the_stored_predictions() {
    EXPECT_EQ(
        count("twin.ensemble_score e join twin.neuron_score s using (dataset, animal_id, session, scan_idx, "
              "unit_id) cross join lateral (select corr(p, m) as r from unnest(e.ensemble_predictions, "
              "s.test_means) t (p, m)) c where s.seed = 1 and abs(e.ensemble_average_correlation - "
              "coalesce(c.r, 0)) < 1e-4 and abs(e.ensemble_single_trial_correlation * s.average_correlation "
              "- "
              "e.ensemble_average_correlation * s.single_trial_correlation) < 1e-4"),
        2 * n_neurons);
    EXPECT_EQ(count("twin.index_comparison where n_pairs_with_both = " + std::to_string(2 * n_neurons)), 2);
  }

  // The ledger's last line is the n of the statistics.
  void expect_the_ledger_to_add_up() {
    EXPECT_EQ(
        count("report.exclusion_counts c where figure = 'population' and stage = 'counted' and n_left = "
              "(select "
              "count(*) from twin.neuron_property p where p.population_config = c.population_config and "
              "p.seed = "
              "c.seed and p.property = c.property)"),
        count("report.exclusion_counts where figure = 'population' and stage = 'counted'"));
    EXPECT_EQ(
        count("report.exclusion_counts c full join report.property_recovery_summary r using (dataset, seed, "
              "property) where figure = 'recovery' and stage = 'counted' and n_left <> n_reliable"),
        0);
    EXPECT_EQ(count("report.exclusion_ledger where reason like '%min_glm_correlation%'"),
              count("twin.nonlinearity where nonlinearity_index is null and seed = 1"));
  }

  // Two trainings of weights within their ranges, the better one first.
  void expect_the_search_is_ranked() {
    EXPECT_EQ(count("report.weight_search where smooth_weight between 0.001 and 0.03 and "
                    "sparse_weight between 0.001 and 0.1 and readout_weight between 0.005 and 0.03"),
              2);
    EXPECT_EQ(count("report.weight_search a join report.weight_search b on a.place = 1 and b.place = 2 "
                    "where a.final_validation_loss <= b.final_validation_loss and a.model_config <> "
                    "b.model_config"),
              1);
  }
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

  EXPECT_EQ(count("twin.optimal_gabor"), 2 * n_neurons);
  EXPECT_EQ(count("optimal_gabor natural join orientation_tuning natural join bar_code"), 2 * n_neurons);
  EXPECT_EQ(count("twin.neuron_score where cardinality(test_predictions) = " + std::to_string(n_test)),
            2 * n_neurons);
  EXPECT_EQ(count("twin.model where equivariance_error < 1e-3"), 1);
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
    EXPECT_GT(count(table->qualified()), 0) << table->qualified();
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
    EXPECT_EQ(count(table->qualified() +
                    " t where not exists (select from provenance.run r where r.run_id = "
                    "t._run_id and r.host <> '' and r.device <> '' and r.libraries is not null)"),
              0)
        << table->qualified();
  }
  EXPECT_EQ(count("twin.model m join provenance.run r on r.run_id = m._run_id where r.seed = m.seed"), 1);
  EXPECT_EQ(count("twin.clustering c join twin.clustering_config f using (clustering_config) "
                  "join provenance.run r on r.run_id = c._run_id where r.seed = f.kmeans_seed"),
            2);
  EXPECT_EQ(count("provenance.run where table_name = 'twin.model' and "
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

// A row says nothing about which other keys were computed beside it: each alone gives the bits that it has.
TEST_F(Pipeline, EachRowIsReproducedAlone) {
  request("one", {import(simulate(1, 1)).scan}, /*everything=*/true);
  populate();
  workers::request_verification(connection_, verification("one"));
  request_truth("one");
  add_a_second_seed("one");
  EXPECT_EQ(populate().failed, 0);
  for (const auto& maker : workers::all_makers(blobs_)) {
    const relation::Table& table = maker->table();
    const auto keys = populate::read_keys(
        connection_.execute("select " + relation::column_list(table.key_names()) + " from " +
                            table.qualified() + " order by _row_hash limit " + std::to_string(n_neurons)),
        table);
    EXPECT_FALSE(keys.empty()) << table.name;
    for (const relation::Key& key : keys) {
      const auto found = populate::reproduce(connection_, schema::tables(), *maker, key, "cpu", 0);
      EXPECT_TRUE(found.same_inputs) << table.name << " " << key.to_string();
      for (const populate::Difference& difference : found.differences) {
        ADD_FAILURE() << difference.table << " " << difference.key << ": " << difference.column
                      << " is off by " << difference.size.value_or(-1);
      }
    }
  }
}

}  // namespace
}  // namespace doppel

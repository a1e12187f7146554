// Several models of one dataset: spread over seeds, sets that are complete, and populations compared pair by
// pair.
#include <gtest/gtest.h>

#include <cmath>

#include "db/rows.h"
#include "schema/dataset.h"
#include "schema/scores.h"
#include "tests/pipeline/tuned_population.h"
#include "util/error.h"
#include "workers/request_models.h"

namespace doppel {
namespace {

using relation::Key;
using test::TunedPopulation;

constexpr int n_modelled = test::CodedPopulation::n_neurons;

class Models : public testing::Test {
 protected:
  Models() {
    population_.add_tuned_model(2);
    connection().execute(TunedPopulation::orientation("true"));
    connection().execute(TunedPopulation::phase("seed = 1"));
  }

  db::Connection& connection() { return population_.connection(); }
  std::int64_t count(const std::string& from_where) { return population_.count(from_where); }
  double number(const std::string& select) { return population_.number(select); }

  // That of seed 2 is larger by .01 for two neurons of three, and smaller by .02 for the third.
  void insert_phase_of_the_other() {
    connection().execute(TunedPopulation::tuning(
        "phase_tuning",
        "1.5 - 0.6 * (unit_id % 3) - 0.001 * unit_id + case when unit_id % 3 = 0 then -0.02 else 0.01 end",
        "seed = 2"));
  }
  std::string request_comparison(const std::string& name = "seeds") {
    return workers::request_model_comparison(connection(),
                                             {name, population_.model(1), population_.model(2), "key"});
  }
  void populate() { EXPECT_EQ(population_.populate({"population", "model_comparison"}).failed, 0); }

  // Scores whose predictions are the number of the seed, for each test image and neuron.
  void insert_scores(std::int64_t seed) {
    const std::vector<db::Stamp> stamp{{1, ""}};
    db::Transaction transaction(connection());
    db::insert(transaction, schema::model_score(), {{population_.model(seed), 0, 0, 0, 0, 0, 0}}, stamp);
    std::vector<schema::NeuronScore> rows;
    for (const auto& neuron : db::fetch(transaction, schema::dataset_neuron(), Key{{"dataset", "coded"}})) {
      Key key = population_.model(seed);
      for (const char* column : {"animal_id", "session", "scan_idx", "unit_id"})
        key = key.with({{column, neuron.key.at(column)}});
      const auto value = static_cast<float>(seed);
      rows.push_back({key, value / 10, value / 5, std::vector<float>(12, value), std::vector<float>(12, 0)});
    }
    db::insert(transaction, schema::neuron_score(), rows, stamp);
    transaction.commit();
  }

  TunedPopulation population_;
};

TEST_F(Models, AComparisonWaitsForBothPopulations) {
  request_comparison();
  EXPECT_EQ(count("twin.complete_model_comparison"), 0);
  populate();
  EXPECT_EQ(count("twin.model_comparison"), 0);
  insert_phase_of_the_other();
  populate();
  EXPECT_EQ(count("twin.complete_model_comparison where n_compared_populations = 2"), 1);
  EXPECT_EQ(count("twin.model_comparison where n_paired_neurons = " + std::to_string(n_modelled)), 1);
}

TEST_F(Models, DifferencesAreThoseOfSqlAndTheirRatesThoseByHand) {
  insert_phase_of_the_other();
  request_comparison();
  populate();
  const std::string phase = " from twin.index_comparison where compared_property = 'phase_index'";
  EXPECT_EQ(count("twin.index_comparison where n_pairs_with_both = " + std::to_string(n_modelled)), 2);
  EXPECT_NEAR(number("select mean_difference" + phase), 0, 1e-7) << "2 x .01 against .02";
  EXPECT_NEAR(
      number("select sd_difference" + phase),
      number(
          "select stddev_samp(b.phase_index::float8 - a.phase_index::float8) from twin.phase_tuning a join "
          "twin.phase_tuning b using (unit_id) where a.seed = 1 and b.seed = 2"),
      1e-12);
  EXPECT_NEAR(
      number("select paired_pearson" + phase),
      number("select corr(a.phase_index::float8, b.phase_index::float8) from twin.phase_tuning a join "
             "twin.phase_tuning b using (unit_id) where a.seed = 1 and b.seed = 2"),
      1e-12);
  // Orientation is the same in both. Of two hypotheses, the rate of the smaller p is twice it, at most the
  // other's.
  EXPECT_EQ(
      number(
          "select wilcoxon_q_value from twin.index_comparison where compared_property = 'orientation_index'"),
      1);
  EXPECT_NEAR(number("select wilcoxon_q_value" + phase),
              std::min(1.0, 2 * number("select wilcoxon_p_value" + phase)), 1e-12);
}

TEST_F(Models, AComparisonGoesWithAPopulationAndComesBack) {
  insert_phase_of_the_other();
  request_comparison();
  populate();
  const auto hash = [&] {
    return std::string(connection().execute("select _row_hash from twin.model_comparison").text(0, 0));
  };
  const auto before = hash();
  connection().execute("delete from twin.phase_tuning where seed = 2");
  EXPECT_EQ(count("twin.model_comparison") + count("twin.complete_model_comparison"), 0);
  insert_phase_of_the_other();
  populate();
  EXPECT_EQ(hash(), before);
}

TEST_F(Models, AskedForAfterwardsAComparisonIsCompleteAtOnce) {
  insert_phase_of_the_other();
  populate();
  const auto name = request_comparison("");
  EXPECT_EQ(name, "coded/coded/two_minutes/1/local/tuning with coded/coded/two_minutes/2/local/tuning");
  EXPECT_EQ(request_comparison(""), name) << "asked for again";
  EXPECT_EQ(count("twin.complete_model_comparison"), 1);
}

TEST_F(Models, WhatCannotBeComparedIsRefused) {
  const auto ask = [&](const Key& one, const Key& other, const std::string& name = "") {
    return workers::request_model_comparison(connection(), {name, one, other, "key"});
  };
  EXPECT_THROW(ask(population_.model(1), population_.model(1)), Error) << "with itself";
  EXPECT_THROW(ask(population_.model(1), population_.model(3)), Error) << "not asked for";
  EXPECT_THROW(ask(population_.model(1), Key{{"dataset", "coded"}}), Error) << "two match";
  ask(population_.model(1), population_.model(2), "name");
  EXPECT_THROW(ask(population_.model(2), population_.model(1), "name"), Error) << "another one of that name";
}

TEST_F(Models, SpreadOverSeedsIsOfEqualSettings) {
  insert_phase_of_the_other();
  EXPECT_EQ(count("report.index_spread where n_seeds = 2"), 2 * n_modelled);
  EXPECT_NEAR(number("select max(sd) from report.index_spread where property = 'phase_index'"),
              0.02 / std::sqrt(2), 1e-6);
  EXPECT_NEAR(number("select reliability from report.index_reliability where property = 'orientation_index'"),
              1, 1e-12);
  // Between neurons: the variance of the means less that of a mean of two; within: that of one value.
  EXPECT_NEAR(
      number("select reliability from report.index_reliability where property = 'phase_index'"),
      number(
          "select (var_samp(m) - avg(v) / 2) / (var_samp(m) + avg(v) / 2) from (select "
          "avg(phase_index::float8) as m, var_samp(phase_index::float8) as v from twin.phase_tuning group by "
          "unit_id) n"),
      1e-12);
}

TEST_F(Models, AnEnsembleIsTheMeanOfItsMembersOnceAllAreScored) {
  const workers::EnsembleRequest request{"both", "coded", "coded", "two_minutes", {2, 1}};
  EXPECT_TRUE(workers::request_ensemble(connection(), request));
  EXPECT_FALSE(workers::request_ensemble(connection(), request));
  EXPECT_THROW(workers::request_ensemble(connection(), {"both", "coded", "coded", "two_minutes", {1, 3}}),
               Error);
  EXPECT_THROW(workers::request_ensemble(connection(), {"one", "coded", "coded", "two_minutes", {1, 1}}),
               Error);
  insert_scores(1);
  EXPECT_EQ(count("twin.complete_model_set"), 0);
  insert_scores(2);
  EXPECT_EQ(count("twin.complete_model_set where n_set_models = 2"), 1);
  EXPECT_EQ(population_.populate({"ensemble"}).failed, 0);
  EXPECT_EQ(
      count(
          "twin.ensemble_score where ensemble_predictions = array_fill(1.5::real, '{12}') and "
          "ensemble_single_trial_correlation = 0 and abs(members_single_trial_correlation - 0.15) < 1e-6 and "
          "abs(members_average_correlation - 0.3) < 1e-6"),
      n_modelled)
      << "constant predictions score 0";
  EXPECT_NEAR(number("select best_member_single_trial_correlation from twin.ensemble"), 0.2, 1e-6);
  connection().execute("delete from twin.model_score where seed = 2");
  EXPECT_EQ(count("twin.ensemble") + count("twin.complete_model_set"), 0);
}

}  // namespace
}  // namespace doppel

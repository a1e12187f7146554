// Statistics of a population and its clusters through the database, on properties that are known.
#include <gtest/gtest.h>

#include <thread>

#include "db/connection.h"
#include "tests/pipeline/tuned_population.h"

namespace doppel {
namespace {

class PopulationStatistics : public testing::Test {
 protected:
  static std::string orientation(const std::string& where) {
    return test::TunedPopulation::orientation(where);
  }
  static std::string phase(const std::string& where) { return test::TunedPopulation::phase(where); }
  static std::string tuning(const std::string& name, const std::string& index, const std::string& where) {
    return test::TunedPopulation::tuning(name, index, where);
  }
  void request(const std::string& statistics) { population_.request_clusters(statistics); }
  void insert_all() { population_.insert_all(); }
  void populate() {
    EXPECT_EQ(population_.populate({"alignment", "clustering", "population", "cluster_analysis"}).failed, 0);
  }
  std::int64_t count(const std::string& from_where) { return population_.count(from_where); }

  test::TunedPopulation population_;
};

TEST_F(PopulationStatistics, APopulationIsCompleteWithItsLastResult) {
  auto& connection = population_.connection();
  connection.execute(orientation("true"));
  const auto last = connection.execute("select max(unit_id) from twin.neuron").integer(0, 0);
  connection.execute(phase("unit_id < " + std::to_string(last)));
  EXPECT_EQ(count("twin.complete_population"), 0);
  EXPECT_EQ(count("job.population"), 0);
  connection.execute(phase("unit_id = " + std::to_string(last)));
  EXPECT_EQ(count("twin.complete_population where n_complete_neurons = " +
                  std::to_string(test::CodedPopulation::n_neurons)),
            1);
  EXPECT_EQ(count("job.population"), 1);
}

TEST_F(PopulationStatistics, AskedForAfterwardsItIsCompleteAtOnce) {
  population_.connection().execute("delete from twin.cluster_analysis_task");
  population_.connection().execute("delete from twin.population_task");
  insert_all();
  EXPECT_EQ(count("twin.complete_population"), 0);
  population_.connection().execute(
      "insert into twin.population_task select dataset, model_config, training_config, seed, "
      "optimal_gabor_config, "
      "'tuning' from twin.optimal_gabor_task");
  EXPECT_EQ(count("twin.complete_population"), 1);
}

// Neither transaction sees the other's half, unless the later one waits.
TEST_F(PopulationStatistics, TwoTransactionsThatEachBringAHalfCompleteItTogether) {
  population_.connection().execute(orientation("true"));
  db::Connection other_connection(population_.connection_string());
  auto& connection = population_.connection();
  db::Transaction one(connection);
  one.query(phase("unit_id % 2 = 0"));
  std::jthread other([&] { other_connection.execute(phase("unit_id % 2 = 1")); });
  db::Connection observer(population_.connection_string());
  while (observer.execute("select from pg_locks where locktype = 'advisory' and not granted").size() == 0) {
    std::this_thread::yield();
  }
  one.commit();
  other.join();
  EXPECT_EQ(count("twin.complete_population"), 1);
}

TEST_F(PopulationStatistics, GoWithAResultAndComeBackWithIt) {
  insert_all();
  populate();
  const auto before = population_.connection().execute("select _row_hash from twin.cluster_analysis");
  ASSERT_EQ(before.size(), 1U);
  population_.connection().execute("delete from twin.phase_tuning where unit_id % 5 = 1");
  EXPECT_EQ(count("twin.cluster_analysis") + count("twin.population") + count("twin.complete_population"), 0);
  population_.connection().execute(phase("unit_id % 5 = 1"));
  populate();
  EXPECT_EQ(population_.connection().execute("select _row_hash from twin.cluster_analysis").text(0, 0),
            before.text(0, 0));
}

TEST_F(PopulationStatistics, AChangedResultMakesThemStale) {
  insert_all();
  populate();
  const std::string hash = "select properties_sha256 from twin.complete_population";
  const std::string before(population_.connection().execute(hash).text(0, 0));
  population_.connection().execute("delete from twin.phase_tuning where unit_id = 1");
  population_.connection().execute(tuning("phase_tuning", "1.9", "unit_id = 1"));
  EXPECT_NE(population_.connection().execute(hash).text(0, 0), before);
}

TEST_F(PopulationStatistics, CorrelationsAreThoseOfSql) {
  insert_all();
  populate();
  EXPECT_EQ(count("twin.neuron_property"), 2 * test::CodedPopulation::n_neurons);
  EXPECT_EQ(count("twin.index_correlation where one_property = 'orientation_index' and other_property = "
                  "'phase_index' "
                  "and n_with_both = " +
                  std::to_string(test::CodedPopulation::n_neurons)),
            1);
  EXPECT_NEAR(population_.number("select pearson from twin.index_correlation"),
              population_.number("select corr(o.orientation_index::float8, p.phase_index::float8) from "
                                 "twin.orientation_tuning o join twin.phase_tuning p using (unit_id)"),
              1e-12);
  EXPECT_NEAR(population_.number("select spearman from twin.index_correlation"), -1, 1e-12);
}

// The lower and the upper third differ by 2/3 from the whole, the middle one by 1/3, which fifteen of 45 may.
TEST_F(PopulationStatistics, ClustersOfKindsDifferAndRandomOnesDoNot) {
  insert_all();
  populate();
  EXPECT_EQ(count("twin.cluster_analysis where n_compared_clusters = 3 and n_differ_in_any = 2 and "
                  "n_differ_in_all = 2"),
            1);
  EXPECT_NEAR(
      population_.number("select max(ks_statistic) from twin.cluster_property where assignment = 'clusters'"),
      2.0 / 3, 1e-12);
  EXPECT_EQ(count("twin.cluster_property where assignment = 'clusters'"), 3 * 2);
  EXPECT_EQ(count("twin.cluster_property where assignment = 'shuffled'"), 20 * 3 * 2);
  // 60 random clusters, of which .01 differ in a property by chance: more than eight has a probability below
  // 1e-5.
  EXPECT_LE(population_.number(
                "select 20 * n_differ_in_any from report.cluster_difference where assignment = 'shuffled'"),
            8);
  EXPECT_NEAR(population_.number(
                  "select max(cluster_mean) from twin.cluster_property where assignment = 'clusters' and "
                  "property = 'orientation_index'"),
              population_.number(
                  "select avg(orientation_index::float8) from twin.orientation_tuning where unit_id % 3 = 2"),
              1e-12);
}

// Kind 1 lies above the mean of the orientation index as kind 2 does, or below as kind 0, by its neurons'
// numbers.
TEST_F(PopulationStatistics, CombinationsAreCountedAboveAndBelowTheDividingProperty) {
  insert_all();
  populate();
  const std::string clusters = "twin.combination_count where assignment = 'clusters'";
  EXPECT_EQ(count(clusters), 4 + 2);
  EXPECT_EQ(population_.number("select sum(n_combined_clusters) from " + clusters), 3);
  EXPECT_EQ(population_.number("select sum(n_combined_neurons) from " + clusters),
            test::CodedPopulation::n_neurons);
  // Who is above in orientation, is below in phase: they are opposite for every neuron.
  EXPECT_EQ(population_.number("select sum(n_combined_clusters) from " + clusters +
                               " and (cluster_group, combination) in (('above', '-+'), ('below', '+'))"),
            3);
  EXPECT_EQ(count("report.combination where properties = '-phase_index +orientation_index'"), 1);
}

TEST_F(PopulationStatistics, AnUnknownPropertyIsNamed) {
  request("unknown");
  insert_all();
  EXPECT_EQ(population_.populate({"alignment", "clustering", "population", "cluster_analysis"}).failed, 1);
  EXPECT_EQ(count("job.cluster_analysis where status = 'failed' and error_message like '%colour_index%'"), 1);
}

}  // namespace
}  // namespace doppel

// Neurons that leave on the way: they do not keep a population from its statistics, and the ledger tells
// where they are.
#include <gtest/gtest.h>

#include "tests/pipeline/tuned_population.h"
#include "workers/dataset.h"

namespace doppel {
namespace {

constexpr int n_tuned = test::CodedPopulation::n_neurons;

class Exclusions : public testing::Test {
 protected:
  // The rows of model and Gabors were inserted without a claim, which would have taken their jobs.
  Exclusions() {
    population_.connection().execute(
        "delete from job.model; delete from job.readout; delete from job.model_score; "
        "delete from job.optimal_gabor");
  }

  static constexpr const char* others = "unit_id <> 7";

  // All that the population needs, but of neuron 7 the phase tuning.
  void insert_all_but_one() {
    population_.connection().execute(test::TunedPopulation::orientation("true"));
    population_.connection().execute(test::TunedPopulation::phase(others));
  }
  void set_job(const std::string& table, const std::string& assignments) {
    population_.connection().execute("update job." + table + " set " + assignments + " where unit_id = 7");
  }
  void fail_job(const std::string& table) {
    set_job(table, "status = 'failed', error_class = 'bad_input', error_message = 'made to fail'");
  }
  void populate() { EXPECT_EQ(population_.populate({"population"}).failed, 0); }
  std::int64_t count(const std::string& from_where) { return population_.count(from_where); }
  std::string hash() {
    return std::string(population_.connection()
                           .execute("select properties_sha256 from twin.complete_population")
                           .text(0, 0));
  }

  test::TunedPopulation population_;
};

TEST_F(Exclusions, ANeuronWhoseJobFailedDoesNotKeepTheOthersWaiting) {
  insert_all_but_one();
  EXPECT_EQ(count("twin.complete_population"), 0);
  fail_job("phase_tuning");
  EXPECT_EQ(count("twin.complete_population where n_complete_neurons = " + std::to_string(n_tuned - 1) +
                  " and n_excluded_neurons = 1"),
            1);
  populate();
  EXPECT_EQ(count("twin.neuron_property"), 2 * n_tuned - 1);
  EXPECT_EQ(count("twin.index_correlation where n_with_both = " + std::to_string(n_tuned - 1)), 1);
}

TEST_F(Exclusions, QuarantinedAndIgnoredCountLikewise) {
  insert_all_but_one();
  set_job("phase_tuning", "status = 'quarantined', error_class = 'lost_lease', error_message = 'died'");
  EXPECT_EQ(count("twin.complete_population"), 1);
  const auto quarantined = hash();
  set_job("phase_tuning", "status = 'ignored'");
  EXPECT_EQ(hash(), quarantined) << "the statistics are of the same neurons";
}

TEST_F(Exclusions, AFailureFurtherUpAccountsForAllThatFollows) {
  auto& connection = population_.connection();
  connection.execute("delete from twin.optimal_gabor where unit_id = 7");
  connection.execute("select job.enqueue_optimal_gabor()");
  population_.insert_all();
  EXPECT_EQ(count("twin.complete_population"), 0);
  fail_job("optimal_gabor");
  EXPECT_EQ(count("twin.complete_population where n_excluded_neurons = 1"), 1);
  EXPECT_EQ(count("report.exclusion_ledger where figure = 'population' and unit_id = 7 and stage = "
                  "'optimal_gabor' and "
                  "reason = 'failed' and remark = 'made to fail'"),
            2);
}

TEST_F(Exclusions, TriedAgainItWaitsAndSettlesWithTheResult) {
  insert_all_but_one();
  fail_job("phase_tuning");
  populate();
  const auto without = hash();
  set_job("phase_tuning", "status = 'pending'");
  EXPECT_EQ(count("twin.complete_population") + count("twin.population"), 0);
  population_.connection().execute(test::TunedPopulation::phase("unit_id = 7"));
  EXPECT_EQ(count("twin.complete_population where n_excluded_neurons is null and n_complete_neurons = " +
                  std::to_string(n_tuned)),
            1);
  EXPECT_NE(hash(), without);
  populate();
  EXPECT_EQ(count("twin.neuron_property"), 2 * n_tuned);
}

TEST_F(Exclusions, TheHashTellsWhoIsMissing) {
  insert_all_but_one();
  fail_job("phase_tuning");
  const auto without_seven = hash();
  auto& connection = population_.connection();
  connection.execute(test::TunedPopulation::phase("unit_id = 7"));
  connection.execute("delete from job.phase_tuning where unit_id = 7");
  connection.execute("delete from twin.phase_tuning where unit_id = 8");
  EXPECT_EQ(count("twin.complete_population"), 0);
  connection.execute(
      "update job.phase_tuning set status = 'failed', error_class = 'bad_input', error_message = 'so' where "
      "unit_id = 8");
  EXPECT_NE(hash(), without_seven);
}

TEST_F(Exclusions, APropertyThatNobodyHasIsWaitedFor) {
  auto& connection = population_.connection();
  connection.execute(test::TunedPopulation::orientation("true"));
  connection.execute(
      "update job.phase_tuning set status = 'failed', error_class = 'bad_input', error_message = 'all'");
  EXPECT_EQ(count("job.phase_tuning where status = 'failed'"), n_tuned);
  EXPECT_EQ(count("twin.complete_population"), 0);
}

TEST_F(Exclusions, CountsLeadFromAllNeuronsToThoseOfTheStatistics) {
  insert_all_but_one();
  fail_job("phase_tuning");
  populate();
  const std::string counts =
      "report.exclusion_counts where figure = 'population' and property = 'phase_index' and ";
  const auto n = std::to_string(n_tuned), left = std::to_string(n_tuned - 1);
  EXPECT_EQ(count(counts + "stage = 'phase_tuning' and reason = 'failed' and n_in = " + n +
                  " and n_out = 1 and n_left = " + left),
            1)
      << population_.connection()
             .execute(
                 "select string_agg(c::text, ' ') from report.exclusion_counts c where figure = 'population'")
             .text(0, 0);
  EXPECT_EQ(count(counts + "stage = 'counted' and n_in = " + left + " and n_left = " + left), 1);
  EXPECT_EQ(
      count("report.exclusion_counts c where figure = 'population' and stage = 'counted' and n_left = "
            "(select count(*) "
            "from twin.neuron_property p where p.property = c.property and p.property_value is not null)"),
      2);
  EXPECT_EQ(count("report.exclusion_ledger where figure = 'population'"), 1);
}

TEST_F(Exclusions, NeuronsThatWereNotSelectedAndModelsThatAreNotThereAreTold) {
  workers::DatasetRequest few;
  few.name = "few";
  few.scans = {relation::Key{
      {"animal_id", std::int64_t{1}}, {"session", std::int64_t{1}}, {"scan_idx", std::int64_t{1}}}};
  few.selection = "random";
  few.neurons_per_scan = 10;
  few.test_repeats = 2;
  auto& connection = population_.connection();
  workers::make_dataset(connection, few);
  connection.execute(
      "insert into twin.training_task values ('few', 'coded', 'two_minutes', 1);"
      "insert into twin.optimal_gabor_task select 'few', model_config, training_config, seed, 'local' from "
      "twin.training_task where dataset = 'few';"
      "insert into twin.population_task select dataset, model_config, training_config, seed, "
      "optimal_gabor_config, "
      "'tuning' from twin.optimal_gabor_task where dataset = 'few'");
  const std::string counts =
      "report.exclusion_counts where figure = 'population' and dataset = 'few' and property = 'phase_index' "
      "and ";
  EXPECT_EQ(count(counts + "stage = 'dataset_neuron' and n_in = 45 and n_out = 35 and n_left = 10"), 1);
  EXPECT_EQ(count(counts + "stage = 'model' and reason = 'pending' and n_out = 10 and n_left = 0"), 1);
}

// The figure of recovery takes reliable neurons alone.
TEST_F(Exclusions, TheLedgerOfRecoveryEndsWithItsOwnNumber) {
  population_.insert_all();
  EXPECT_EQ(population_.populate({"scan_oracle"}).failed, 0);
  for (const char* property : {"orientation_index", "phase_index"}) {
    EXPECT_EQ(population_.number(
                  std::string("select coalesce(sum(n_left), 0) from report.exclusion_counts where figure = "
                              "'recovery' and stage = 'counted' and property = '") +
                  property + "'"),
              population_.number(std::string("select coalesce(sum(n_reliable), 0) from "
                                             "report.property_recovery_summary where property = '") +
                                 property + "'"))
        << property;
    EXPECT_EQ(population_.number(
                  std::string("select sum(n_out) + coalesce(sum(n_left) filter (where stage = 'counted'), 0) "
                              "from report.exclusion_counts where figure = 'recovery' and property = '") +
                  property + "'"),
              n_tuned)
        << property;
  }
  EXPECT_GT(count("report.exclusion_ledger where figure = 'recovery' and stage = 'recovery'"), 0);
}

}  // namespace
}  // namespace doppel

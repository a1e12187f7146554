// From bar codes to clusters, maps and comparisons through the database, on codes whose kinds are known.
#include <gtest/gtest.h>

#include <algorithm>

#include "db/rows.h"
#include "schema/clustering.h"
#include "science/stats/clusters.h"
#include "tests/pipeline/coded_population.h"
#include "util/error.h"
#include "workers/request_clusters.h"

namespace doppel {
namespace {

using relation::Key;

class BarCodeClusters : public testing::Test {
 protected:
  void request(const std::string& alignment, const std::string& clustering, std::int64_t seed = 1) {
    workers::ClusterRequest request;
    request.alignment_config = alignment;
    request.clustering_config = clustering;
    request.embedding_config = "near";
    EXPECT_TRUE(workers::request_clusters(population_.connection(), population_.model(seed), request));
  }

  void populate() {
    EXPECT_EQ(population_
                  .populate({"alignment", "clustering", "cluster_stability", "embedding", "density_estimate",
                             "clustering_agreement"})
                  .failed,
              0);
  }

  std::vector<std::int32_t> kinds() {
    std::vector<std::int32_t> kinds;
    for (const auto& row : members("kinds")) kinds.push_back(population_.kind_of(row.key.integer("unit_id")));
    return kinds;
  }

  std::vector<schema::ClusterMember> members(const std::string& clustering) {
    db::Transaction transaction(population_.connection());
    return db::fetch(transaction, schema::cluster_member(), Key{{"clustering_config", clustering}});
  }

  std::vector<std::int32_t> assignment(const std::string& clustering) {
    std::vector<std::int32_t> clusters;
    for (const auto& row : members(clustering)) clusters.push_back(row.cluster);
    return clusters;
  }

  // Largest difference of a neuron's aligned weights in models 2 and 3.
  double difference_of_models(const std::string& alignment) {
    return population_.number(
        "select max(abs(w.two - w.three)) from twin.aligned_bar_code a "
        "join twin.aligned_bar_code b using (alignment_config, unit_id), "
        "unnest(a.aligned_weights, b.aligned_weights) w (two, three) "
        "where a.seed = 2 and b.seed = 3 and alignment_config = '" +
        alignment + "'");
  }

  test::CodedPopulation population_;
};

// Two models whose codes differ by nothing but the rolls.
TEST_F(BarCodeClusters, AlignmentUndoesTheRolls) {
  for (const std::int64_t seed : {2, 3}) {
    population_.add_model(seed, /*noise=*/0);
    for (const auto* alignment : {"few", "peak", "none"}) request(alignment, "kinds", seed);
  }
  populate();
  EXPECT_EQ(difference_of_models("peak"), 0);
  EXPECT_EQ(difference_of_models("few"), 0);
  EXPECT_GT(difference_of_models("none"), 0.1);
  // The angles differ by the rolls: whole steps of 45 degrees.
  EXPECT_LT(
      population_.number("select max(abs(d / 45 - round(d / 45))) from (select (a.alignment_angle - "
                         "b.alignment_angle)::float8 as d from twin.aligned_bar_code a join "
                         "twin.aligned_bar_code b using (alignment_config, unit_id) where a.seed = 2 and "
                         "b.seed = 3 and alignment_config <> 'none') angles"),
      1e-5);
}

TEST_F(BarCodeClusters, TheFitThatSqlChoosesFromTheSweepIsTheOneThatWasKept) {
  request("few", "kinds");
  populate();
  EXPECT_EQ(population_.count("twin.alignment_fit"), 3);
  EXPECT_EQ(population_.count(
                "twin.alignment a natural join report.alignment_choice c where a.beta = c.fit_beta and "
                "a.sharpness = c.fit_sharpness and a.no_fit_is_sharp = not c.is_sharp and "
                "a.n_sharp_fits = (select count(*) from twin.alignment_fit where fit_sharpness > 5)"),
            1);
  EXPECT_LT(population_.number("select pair_loss / pair_loss_before from twin.alignment"), 0.9);
}

TEST_F(BarCodeClusters, ClustersOfAlignedCodesAreTheKindsAndThoseOfShuffledCodesAreNot) {
  request("peak", "kinds");
  request("peak", "null");
  populate();
  EXPECT_EQ(science::adjusted_rand_index(assignment("kinds"), kinds()), 1);
  // Within what a thousand random assignments of these sizes reach.
  const auto null = assignment("null");
  double lowest = 1, highest = -1;
  for (std::uint64_t seed = 0; seed < 1000; ++seed) {
    const double random = science::adjusted_rand_index(science::shuffled(null, seed), kinds());
    lowest = std::min(lowest, random);
    highest = std::max(highest, random);
  }
  const double found = science::adjusted_rand_index(null, kinds());
  EXPECT_GE(found, lowest);
  EXPECT_LE(found, highest);
}

TEST_F(BarCodeClusters, KindsAreStableAndShuffledCodesAreNot) {
  request("peak", "kinds");
  request("peak", "null");
  populate();
  const std::string stability =
      "select agreement_with_runs from twin.cluster_stability where clustering_config = ";
  EXPECT_DOUBLE_EQ(population_.number(stability + "'kinds'"), 1);
  EXPECT_LT(population_.number(stability + "'null'"), 0.7);
  EXPECT_EQ(population_.count("twin.cluster_overlap where clustering_config = 'kinds' and best_overlap = 1"),
            3);
}

TEST_F(BarCodeClusters, TheMapHasAPlaceForEachNeuronAndItsModesAreOfOneKind) {
  request("peak", "kinds");
  populate();
  EXPECT_EQ(population_.count("twin.embedding_point"), test::CodedPopulation::n_neurons);
  EXPECT_EQ(population_.number("select perplexity from twin.embedding"), 5)
      << "the least; the share gives .45";
  EXPECT_EQ(population_.count("twin.mode_member"), test::CodedPopulation::n_neurons);
  EXPECT_EQ(population_.number("select sum(mode_size) from twin.density_mode"),
            test::CodedPopulation::n_neurons);
  EXPECT_EQ(population_.count(
                "(select mode from twin.mode_member group by mode having count(distinct unit_id % 3) > 1) m"),
            0);
}

TEST_F(BarCodeClusters, AComparisonWaitsForAllOfItsClusterings) {
  population_.add_model(2, 0.2);
  request("peak", "kinds");
  request("peak", "kinds_again");
  request("peak", "kinds", 2);
  EXPECT_EQ(workers::request_comparison(population_.connection(), "coded", "seeds", {}), 3U);
  EXPECT_EQ(workers::request_comparison(population_.connection(), "coded", "seeds", {}), 0U);
  population_.populate({"alignment"});
  EXPECT_EQ(population_.count("job.clustering_agreement"), 0);
  populate();
  EXPECT_EQ(
      population_.count("twin.clustering_comparison where n_common_neurons = 45 and adjusted_rand_index = 1"),
      3);
  EXPECT_EQ(population_.count("report.clustering_comparison where one_seed = 1 and other_seed = 2"), 2);
  EXPECT_EQ(population_.count("twin.clustering_agreement where n_pairs = 3 and mean_adjusted_rand_index = 1"),
            1);
}

TEST_F(BarCodeClusters, AComparisonGoesWithItsClusteringAndComesBack) {
  request("peak", "kinds");
  request("peak", "six");
  workers::request_comparison(population_.connection(), "coded", "settings", {});
  populate();
  const double before = population_.number("select adjusted_rand_index from twin.clustering_comparison");
  EXPECT_LT(before, 1);
  EXPECT_GT(before, 0.3) << "each of the six is a part of a kind";
  population_.connection().execute("delete from twin.cluster_stability where clustering_config = 'six'");
  population_.connection().execute("delete from twin.clustering where clustering_config = 'six'");
  EXPECT_EQ(population_.count("twin.clustering_agreement"), 0);
  populate();
  EXPECT_EQ(population_.number("select adjusted_rand_index from twin.clustering_comparison"), before);
}

TEST_F(BarCodeClusters, ASetStaysAsItWasAskedFor) {
  request("peak", "kinds");
  EXPECT_THROW(workers::request_comparison(population_.connection(), "coded", "one", {}), Error);
  request("peak", "six");
  EXPECT_EQ(workers::request_comparison(population_.connection(), "coded", "two", {}), 2U);
  request("peak", "null");
  EXPECT_THROW(workers::request_comparison(population_.connection(), "coded", "two", {}), Error);
}

}  // namespace
}  // namespace doppel

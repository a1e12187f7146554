#include "science/stats/clusters.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "util/rng.h"

namespace doppel::science {
namespace {

using Labels = std::vector<std::int32_t>;

Property noise(std::size_t n, std::uint64_t seed) {
  Rng rng(seed);
  Property property(n);
  for (auto& value : property) value = rng.normal();
  return property;
}

TEST(Clusters, EachIsTestedAgainstAllWithoutNeuronsThatLackTheProperty) {
  const std::vector<Property> properties{{1.0, 2.0, std::nullopt, 6.0, 7.0}};
  const auto tests = test_clusters(properties, Labels{0, 0, 0, 1, 1}, 1);
  ASSERT_EQ(tests.size(), 2U);
  EXPECT_EQ(tests[0].n_neurons, 2);
  EXPECT_DOUBLE_EQ(tests[0].mean, 1.5);
  EXPECT_DOUBLE_EQ(tests[0].population_mean, 4);
  EXPECT_DOUBLE_EQ(tests[0].test.statistic, 0.5);  // at 2: all of {1, 2}, half of {1, 2, 6, 7}
  EXPECT_DOUBLE_EQ(tests[1].mean, 6.5);
  EXPECT_DOUBLE_EQ(tests[1].test.statistic, 0.5);
}

TEST(Clusters, OneWithoutAnyValueIsLeftOut) {
  const std::vector<Property> properties{{1.0, 2.0, std::nullopt}, {1.0, 2.0, 3.0}};
  const auto tests = test_clusters(properties, Labels{0, 0, 1}, 1);
  ASSERT_EQ(tests.size(), 3U);
  EXPECT_EQ(tests[2].cluster, 1);
  EXPECT_EQ(tests[2].property, 1U);
}

TEST(Clusters, ThreadsDoNotMatter) {
  const std::vector<Property> properties{noise(90, 1), noise(90, 2)};
  Labels labels;
  for (int i = 0; i < 90; ++i) labels.push_back(i % 9);
  const auto one = test_clusters(properties, labels, 1), three = test_clusters(properties, labels, 3);
  ASSERT_EQ(one.size(), 18U);
  for (std::size_t i = 0; i < one.size(); ++i) {
    EXPECT_EQ(one[i].cluster, three[i].cluster);
    EXPECT_EQ(one[i].test.p_value, three[i].test.p_value);
  }
}

TEST(Clusters, AShuffledAssignmentKeepsTheSizesAndNothingElse) {
  Labels labels;
  for (int i = 0; i < 600; ++i) labels.push_back(i < 400 ? 0 : 1);
  auto random = shuffled(labels, 1);
  EXPECT_NE(random, shuffled(labels, 2));
  EXPECT_NEAR(adjusted_rand_index(labels, random), 0, 0.02);
  std::ranges::sort(random);
  EXPECT_EQ(random, labels);
}

// 200 tests of noise at alpha .01: two by chance; more than ten has a probability below 1e-5.
TEST(Clusters, RandomOnesSeldomDiffer) {
  const std::vector<Property> properties{noise(400, 3)};
  Labels labels;
  for (int i = 0; i < 400; ++i) labels.push_back(i % 20);
  int differing = 0;
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    for (const auto& test : test_clusters(properties, shuffled(labels, seed), 1))
      differing += test.test.p_value < 0.01 ? 1 : 0;
  }
  EXPECT_LE(differing, 10);
}

// Clusters by property: above (+) or below (-) the population.
std::vector<ClusterTest> cluster(std::int32_t number, const std::string& signs) {
  std::vector<ClusterTest> tests;
  for (std::size_t p = 0; p < signs.size(); ++p) {
    tests.push_back({number, p, 10 + number, signs[p] == '+' ? 2.0 : 1.0, 1.5, {}});
  }
  return tests;
}

std::vector<ClusterTest> clusters(const std::vector<std::string>& signs) {
  std::vector<ClusterTest> tests;
  for (std::size_t c = 0; c < signs.size(); ++c) {
    const auto more = cluster(static_cast<std::int32_t>(c), signs[c]);
    tests.insert(tests.end(), more.begin(), more.end());
  }
  return tests;
}

const Combination& find(const std::vector<Combination>& all, const std::string& group,
                        const std::string& pattern) {
  return *std::ranges::find_if(all, [&](const auto& c) { return c.group == group && c.pattern == pattern; });
}

TEST(Clusters, CombinationsAreCountedWithThoseThatNobodyShows) {
  const auto counts =
      count_combinations(clusters({"++-", "++-", "---", "-+-"}), {std::nullopt, {0, 1, 2}, {}});
  ASSERT_EQ(counts.size(), 8U);
  EXPECT_EQ(find(counts, "all", "++-").n_clusters, 2);
  EXPECT_EQ(find(counts, "all", "++-").n_neurons, 21);
  EXPECT_EQ(find(counts, "all", "---").n_clusters, 1);
  EXPECT_EQ(find(counts, "all", "+++").n_clusters, 0);
}

TEST(Clusters, TheTwoGroupsHaveTheirOwnProperties) {
  // Property 0 divides; above it 1 and 2 are combined, below it 2 alone.
  const auto counts = count_combinations(clusters({"++-", "+--", "-++", "-+-"}), {0, {1, 2}, {2}});
  ASSERT_EQ(counts.size(), 4U + 2U);
  EXPECT_EQ(find(counts, "above", "+-").n_clusters, 1);
  EXPECT_EQ(find(counts, "above", "--").n_clusters, 1);
  EXPECT_EQ(find(counts, "above", "++").n_clusters, 0);
  EXPECT_EQ(find(counts, "below", "+").n_clusters, 1);
  EXPECT_EQ(find(counts, "below", "-").n_clusters, 1);
}

TEST(Clusters, OneThatLacksAPropertyCountsNowhere) {
  const auto counts = count_combinations(clusters({"+", "++"}), {std::nullopt, {0, 1}, {}});
  int total = 0;
  for (const auto& count : counts) total += count.n_clusters;
  EXPECT_EQ(total, 1);
}

}  // namespace
}  // namespace doppel::science

#include "science/stats/clusters.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <utility>

#include "util/parallel.h"
#include "util/rng.h"

namespace doppel::science {
namespace {

double average(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

// Defined values of the neurons of `cluster`, or of all.
std::vector<double> values_of(const Property& property, std::span<const std::int32_t> assignment,
                              std::optional<std::int32_t> cluster) {
  std::vector<double> values;
  for (std::size_t i = 0; i < property.size(); ++i) {
    if (property[i] && (!cluster || assignment[i] == *cluster)) values.push_back(*property[i]);
  }
  return values;
}

using TestsOfCluster = std::map<std::size_t, ClusterTest>;  // by property

bool is_above(const ClusterTest& test) { return test.mean > test.population_mean; }

// Nothing where the cluster lacks a property.
std::optional<std::string> pattern_of(const TestsOfCluster& tests,
                                      const std::vector<std::size_t>& properties) {
  std::string pattern;
  for (const std::size_t property : properties) {
    const auto found = tests.find(property);
    if (found == tests.end()) return std::nullopt;
    pattern += is_above(found->second) ? '+' : '-';
  }
  return pattern;
}

using Counts = std::map<std::pair<std::string, std::string>, Combination>;

void list_patterns(Counts& counts, const std::string& group, std::size_t n_properties) {
  if (n_properties == 0) return;
  for (std::size_t bits = 0; bits < (std::size_t{1} << n_properties); ++bits) {
    std::string pattern(n_properties, '-');
    for (std::size_t i = 0; i < n_properties; ++i) {
      if ((bits >> i & 1) != 0) pattern[i] = '+';
    }
    counts[{group, pattern}] = {group, pattern, 0, 0};
  }
}

}  // namespace

std::vector<ClusterTest> test_clusters(std::span<const Property> properties,
                                       std::span<const std::int32_t> assignment, int threads) {
  std::vector<std::vector<double>> population;
  for (const Property& property : properties)
    population.push_back(values_of(property, assignment, std::nullopt));
  const std::int32_t n_clusters =
      assignment.empty() ? 0 : *std::max_element(assignment.begin(), assignment.end()) + 1;
  std::vector<std::optional<ClusterTest>> tests(static_cast<std::size_t>(n_clusters) * properties.size());
  parallel_for(tests.size(), 1, threads, [&](std::size_t at, std::size_t, std::size_t) {
    const auto cluster = static_cast<std::int32_t>(at / properties.size());
    const std::size_t property = at % properties.size();
    const auto values = values_of(properties[property], assignment, cluster);
    if (values.empty()) return;
    tests[at] = ClusterTest{cluster,
                            property,
                            static_cast<std::int32_t>(values.size()),
                            average(values),
                            average(population[property]),
                            kolmogorov_smirnov(values, population[property])};
  });
  std::vector<ClusterTest> found;
  for (const auto& test : tests) {
    if (test) found.push_back(*test);
  }
  return found;
}

std::vector<std::int32_t> shuffled(std::span<const std::int32_t> assignment, std::uint64_t seed) {
  std::vector<std::int32_t> result(assignment.begin(), assignment.end());
  Rng rng(seed);
  for (std::size_t i = result.size(); i > 1; --i) std::swap(result[i - 1], result[rng.below(i)]);
  return result;
}

std::vector<Combination> count_combinations(std::span<const ClusterTest> tests, const CombinationRule& rule) {
  std::map<std::int32_t, TestsOfCluster> by_cluster;
  for (const ClusterTest& test : tests) by_cluster[test.cluster].emplace(test.property, test);
  Counts counts;
  list_patterns(counts, rule.divided_by ? "above" : "all", rule.above.size());
  if (rule.divided_by) list_patterns(counts, "below", rule.below.size());
  for (const auto& [cluster, tests_of] : by_cluster) {
    std::string group = "all";
    if (rule.divided_by) {
      const auto found = tests_of.find(*rule.divided_by);
      if (found == tests_of.end()) continue;
      group = is_above(found->second) ? "above" : "below";
    }
    const auto pattern = pattern_of(tests_of, group == "below" ? rule.below : rule.above);
    if (!pattern || pattern->empty()) continue;
    Combination& count = counts.at({group, *pattern});
    ++count.n_clusters;
    count.n_neurons += tests_of.begin()->second.n_neurons;
  }
  std::vector<Combination> listed;
  for (const auto& [name, count] : counts) listed.push_back(count);
  return listed;
}

}  // namespace doppel::science

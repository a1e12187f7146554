// Clusters of neurons against the population that they come from: each property tested by itself, and the
// combinations of high and low properties that clusters express.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "science/stats/comparison.h"

namespace doppel::science {

using Property = std::vector<std::optional<double>>;  // (n_neurons,); none where it is not defined

// One property of one cluster. Neurons without a value are left out on both sides.
struct ClusterTest {
  std::int32_t cluster = 0;
  std::size_t property = 0;
  std::int32_t n_neurons = 0;
  double mean = 0, population_mean = 0;
  KolmogorovSmirnov test;  // of the cluster's values against the whole population's, the cluster included
};

// Every cluster that has a value, by every property; in the order of clusters, then properties.
std::vector<ClusterTest> test_clusters(std::span<const Property> properties,
                                       std::span<const std::int32_t> assignment, int threads);

// A random assignment to clusters of the same sizes.
std::vector<std::int32_t> shuffled(std::span<const std::int32_t> assignment, std::uint64_t seed);

// Which properties make up a combination; those of clusters above the population's mean of `divided_by` and
// those of the others may differ. Without it all clusters are one group, with the properties `above`.
struct CombinationRule {
  std::optional<std::size_t> divided_by;
  std::vector<std::size_t> above, below;
};

struct Combination {
  std::string group;  // above, below; all
  std::string
      pattern;  // of each property in turn: + the cluster's mean is above the population's, - it is not
  std::int32_t n_clusters = 0, n_neurons = 0;
};

// All 2^m combinations of each group that has properties, those that no cluster shows included. A cluster
// that lacks one of the properties counts nowhere.
std::vector<Combination> count_combinations(std::span<const ClusterTest> tests, const CombinationRule& rule);

}  // namespace doppel::science

// cluster_analysis and its parts cluster_property and combination_count: how the clusters of a clustering
// differ from the population, and the same for neurons dealt to clusters at random.
#include <algorithm>
#include <map>
#include <set>

#include "db/rows.h"
#include "schema/clustering.h"
#include "schema/population.h"
#include "science/stats/clusters.h"
#include "util/error.h"
#include "util/rng.h"
#include "workers/makers.h"
#include "workers/model_key.h"
#include "workers/parameters.h"

namespace doppel::workers {
namespace {

using relation::Key;

struct AnalysisInput {
  Key key;
  schema::StatisticsConfig config;
  std::vector<std::string> names;             // of the properties
  std::vector<science::Property> properties;  // in that order, each (n_neurons,)
  std::vector<std::int32_t> assignment;       // (n_neurons,)
};

// One assignment: that of the clusters (draw 0) or a random one.
struct Analysis {
  std::vector<science::ClusterTest> tests;
  std::vector<science::Combination> combinations;
};

std::vector<std::string> columns_of(std::initializer_list<const char*> more) {
  auto columns = model_columns();
  columns.insert(columns.end(), more.begin(), more.end());
  return columns;
}

std::size_t place_of(const std::string& property, const AnalysisInput& input) {
  const auto found = std::ranges::find(input.names, property);
  if (found != input.names.end()) return static_cast<std::size_t>(found - input.names.begin());
  throw Error(ErrorClass::bad_input,
              "statistics_config '" + input.key.text("statistics_config") + "' names the property " +
                  property + ", which population_config '" + input.key.text("population_config") + "' lacks",
              "ask for a population that has it, or for other statistics");
}

std::vector<std::size_t> places_of(const std::vector<std::string>& properties, const AnalysisInput& input) {
  std::vector<std::size_t> places;
  for (const auto& property : properties) places.push_back(place_of(property, input));
  return places;
}

science::CombinationRule rule_of(const AnalysisInput& input) {
  science::CombinationRule rule;
  if (input.config.dividing_property) rule.divided_by = place_of(*input.config.dividing_property, input);
  rule.above = places_of(input.config.combined_above, input);
  rule.below = places_of(input.config.combined_below, input);
  return rule;
}

bool differs(const science::ClusterTest& test, double level) { return test.test.p_value < level; }

schema::ClusterAnalysis summary_of(const AnalysisInput& input, const Analysis& clusters) {
  std::set<std::int32_t> compared;
  std::map<std::int32_t, std::size_t> n_differing;  // properties, by cluster
  for (const auto& test : clusters.tests) {
    compared.insert(test.cluster);
    if (differs(test, input.config.significance_level)) ++n_differing[test.cluster];
  }
  const auto in_all = std::ranges::count_if(
      n_differing, [&](const auto& entry) { return entry.second == input.names.size(); });
  return {input.key, static_cast<std::int32_t>(compared.size()),
          static_cast<std::int32_t>(n_differing.size()), static_cast<std::int32_t>(in_all)};
}

void add_rows(const AnalysisInput& input, const Analysis& analysis, std::int64_t draw,
              populate::RowSink& sink) {
  const std::string assignment = draw == 0 ? "clusters" : "shuffled";
  for (const auto& test : analysis.tests) {
    const Key key = input.key.with({{"cluster", std::int64_t{test.cluster}},
                                    {"assignment", assignment},
                                    {"draw", draw},
                                    {"property", input.names[test.property]}});
    sink.add(schema::cluster_property(),
             {key, test.n_neurons, test.mean, test.population_mean, test.test.statistic, test.test.p_value,
              differs(test, input.config.significance_level)});
  }
  for (const auto& combination : analysis.combinations) {
    const Key key = input.key.with({{"assignment", assignment},
                                    {"draw", draw},
                                    {"cluster_group", combination.group},
                                    {"combination", combination.pattern}});
    sink.add(schema::combination_count(), {key, combination.n_clusters, combination.n_neurons});
  }
}

class ClusterAnalysisMaker final : public populate::TypedMaker<AnalysisInput, std::vector<Analysis>> {
 public:
  const relation::Table& table() const override { return schema::cluster_analysis(); }
  int version() const override { return 1; }
  std::string parameters_of(const AnalysisInput& input) const override {
    auto parameters = to_json(schema::statistics_config(), input.config);
    parameters["seed"] = input.config.assignment_seed;
    return parameters.dump();
  }

  std::shared_ptr<AnalysisInput> fetch(db::Transaction& snapshot,
                                       const std::vector<Key>& keys) const override {
    auto input = std::make_shared<AnalysisInput>();
    const Key& key = input->key = keys.front();
    input->config = db::fetch_one(snapshot, schema::statistics_config(), key.project({"statistics_config"}));
    input->names =
        db::fetch_one(snapshot, schema::population_config(), key.project({"population_config"})).properties;
    const Key clustering = key.project(columns_of({"alignment_config", "clustering_config"}));
    std::map<Key, std::size_t> place_of_neuron;
    for (const auto& row : db::fetch(snapshot, schema::cluster_member(), clustering)) {
      place_of_neuron.emplace(neuron_of(row.key), input->assignment.size());
      input->assignment.push_back(row.cluster);
    }
    input->properties.assign(input->names.size(), science::Property(input->assignment.size()));
    const Key population = key.project(columns_of({"optimal_gabor_config", "population_config"}));
    for (const auto& row : db::fetch(snapshot, schema::neuron_property(), population)) {
      const std::size_t property = place_of(row.key.text("property"), *input);
      input->properties[property][place_of_neuron.at(neuron_of(row.key))] = row.property_value;
    }
    return input;
  }

  std::shared_ptr<std::vector<Analysis>> compute(const AnalysisInput& input,
                                                 const populate::ComputeContext& context) const override {
    const auto rule = rule_of(input);
    auto analyses = std::make_shared<std::vector<Analysis>>();
    for (std::int32_t draw = 0; draw <= input.config.n_random_assignments; ++draw) {
      if (context.stop.stop_requested()) throw Error(ErrorClass::interrupted, "told to stop");
      const auto seed = derive_seed(static_cast<std::uint64_t>(input.config.assignment_seed),
                                    "random assignment " + std::to_string(draw));
      Analysis analysis;
      analysis.tests = science::test_clusters(
          input.properties, draw == 0 ? input.assignment : science::shuffled(input.assignment, seed),
          std::max(context.threads, 1));
      analysis.combinations = science::count_combinations(analysis.tests, rule);
      analyses->push_back(std::move(analysis));
    }
    return analyses;
  }

  void insert(const AnalysisInput& input, const std::vector<Analysis>& analyses,
              populate::RowSink& sink) const override {
    sink.add(schema::cluster_analysis(), summary_of(input, analyses.front()));
    for (std::size_t draw = 0; draw < analyses.size(); ++draw) {
      add_rows(input, analyses[draw], static_cast<std::int64_t>(draw), sink);
    }
  }
};

}  // namespace

MakerPtr make_cluster_analysis_maker() { return std::make_unique<ClusterAnalysisMaker>(); }

}  // namespace doppel::workers

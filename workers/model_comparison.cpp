// model_comparison and its part index_comparison: the indices of two populations of the same neurons, pair by
// pair. sql/complete_sets.sql sees to it that the key is there only once both populations are.
#include "schema/model_comparison.h"

#include <cmath>
#include <map>
#include <set>

#include "db/rows.h"
#include "schema/dataset.h"
#include "schema/population.h"
#include "science/stats/comparison.h"
#include "science/stats/correlation.h"
#include "science/stats/paired.h"
#include "util/error.h"
#include "workers/makers.h"
#include "workers/model_key.h"

namespace doppel::workers {
namespace {

using relation::Key;

struct PopulationValues {
  std::set<Key> neurons;  // as they are matched
  std::vector<std::string> properties;
  std::map<std::string, std::map<Key, double>> values;  // by property and neuron
};

struct ComparedValues {
  Key key;
  PopulationValues one, other;
};

struct ComparedIndex {
  std::string property;
  schema::IndexComparison row;  // without its key
};

struct ComparisonResult {
  std::int32_t n_matched = 0;
  std::vector<ComparedIndex> indices;
};

// The name by which a neuron is found in the other population.
Key matched_key(const Key& row, const std::string& matching) {
  return matching == "unit" ? row.project({"animal_id", "unit_id"}) : neuron_of(row);
}

PopulationValues fetch_values(db::Transaction& snapshot, const Key& member, const std::string& matching) {
  PopulationValues population;
  for (const auto& row : db::fetch(snapshot, schema::dataset_neuron(), member.project({"dataset"}))) {
    if (population.neurons.insert(matched_key(row.key, matching)).second) continue;
    throw Error(ErrorClass::bad_input,
                "dataset '" + member.text("dataset") + "' has several neurons " +
                    matched_key(row.key, matching).to_string(),
                "compare datasets of one scan of each animal, or match neurons by key");
  }
  population.properties =
      db::fetch_one(snapshot, schema::population_config(), member.project({"population_config"})).properties;
  for (const auto& row : db::fetch(snapshot, schema::neuron_property(), member.project(population_columns())))
    population.values[row.key.text("property")].emplace(matched_key(row.key, matching), row.property_value);
  return population;
}

double mean(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

std::optional<double> sample_sd(const std::vector<double>& values) {
  if (values.size() < 2) return std::nullopt;
  const double centre = mean(values);
  double squares = 0;
  for (const double value : values) squares += (value - centre) * (value - centre);
  return std::sqrt(squares / static_cast<double>(values.size() - 1));
}

schema::IndexComparison compare(const std::map<Key, double>& one, const std::map<Key, double>& other) {
  std::vector<double> a, b, differences;
  for (const auto& [neuron, value] : one) {
    const auto found = other.find(neuron);
    if (found == other.end()) continue;
    a.push_back(value);
    b.push_back(found->second);
    differences.push_back(found->second - value);
  }
  schema::IndexComparison row;
  row.n_pairs_with_both = static_cast<std::int32_t>(a.size());
  if (a.empty()) return row;
  row.one_mean = mean(a);
  row.other_mean = mean(b);
  row.mean_difference = mean(differences);
  row.sd_difference = sample_sd(differences);
  const auto test = science::wilcoxon_signed_rank(differences);
  row.wilcoxon_statistic = test.statistic;
  row.wilcoxon_p_value = test.p_value;
  row.paired_pearson = science::pearson(a, b);
  row.paired_spearman = science::spearman(a, b);
  return row;
}

// The neurons of the one that the other has, too.
std::int32_t count_matched(const PopulationValues& one, const PopulationValues& other) {
  std::int32_t n = 0;
  for (const Key& neuron : one.neurons) n += other.neurons.contains(neuron) ? 1 : 0;
  return n;
}

class ModelComparisonMaker final : public populate::TypedMaker<ComparedValues, ComparisonResult> {
 public:
  const relation::Table& table() const override { return schema::model_comparison(); }
  int version() const override { return 1; }

  std::shared_ptr<ComparedValues> fetch(db::Transaction& snapshot,
                                        const std::vector<Key>& keys) const override {
    auto input = std::make_shared<ComparedValues>();
    input->key = keys.front();
    const auto task = db::fetch_one(snapshot, schema::model_comparison_task(), input->key);
    for (const auto& member : db::fetch(snapshot, schema::compared_population(), input->key)) {
      (member.comparison_place == 0 ? input->one : input->other) =
          fetch_values(snapshot, member.key, task.matching);
    }
    if (count_matched(input->one, input->other) > 0) return input;
    throw Error(ErrorClass::bad_input,
                "the two populations of comparison '" + input->key.text("model_comparison") +
                    "' have no neuron in common",
                task.matching == "key" ? "for two scans of the same neurons: doppel compare --match unit"
                                       : "compare datasets of the same animal's neurons");
  }

  std::shared_ptr<ComparisonResult> compute(const ComparedValues& input,
                                            const populate::ComputeContext&) const override {
    auto result = std::make_shared<ComparisonResult>();
    result->n_matched = count_matched(input.one, input.other);
    const std::set<std::string> there(input.other.properties.begin(), input.other.properties.end());
    static const std::map<Key, double> none;
    std::vector<double> p_values;
    for (const auto& property : input.one.properties) {
      if (!there.contains(property)) continue;
      const auto a = input.one.values.find(property), b = input.other.values.find(property);
      result->indices.push_back({property, compare(a == input.one.values.end() ? none : a->second,
                                                   b == input.other.values.end() ? none : b->second)});
      p_values.push_back(result->indices.back().row.wilcoxon_p_value);
    }
    const auto rates = science::benjamini_hochberg(p_values);
    for (std::size_t i = 0; i < rates.size(); ++i) result->indices[i].row.wilcoxon_q_value = rates[i];
    return result;
  }

  void insert(const ComparedValues& input, const ComparisonResult& result,
              populate::RowSink& sink) const override {
    sink.add(schema::model_comparison(), {input.key, result.n_matched});
    for (const auto& [property, index] : result.indices) {
      schema::IndexComparison row = index;
      row.key = input.key.with({{"compared_property", property}});
      sink.add(schema::index_comparison(), row);
    }
  }
};

}  // namespace

MakerPtr make_model_comparison_maker() { return std::make_unique<ModelComparisonMaker>(); }

}  // namespace doppel::workers

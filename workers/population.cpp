// population and its parts neuron_property and index_correlation: the properties of all neurons of a twin,
// and how they go together. sql/complete_sets.sql sees to it that the key is there only once all neurons have
// all properties.
#include "schema/population.h"

#include <map>

#include "db/rows.h"
#include "science/stats/correlation.h"
#include "workers/makers.h"
#include "workers/model_key.h"
#include "workers/parameters.h"

namespace doppel::workers {
namespace {

using relation::Key;

struct PropertyValue {
  Key neuron;
  std::string property;
  double value = 0;
};

struct PopulationInput {
  Key key;
  schema::PopulationConfig config;
  std::vector<PropertyValue> values;  // those that are defined
};

struct PairCorrelation {
  std::string one, other;
  std::int32_t n = 0;
  double pearson = 0, spearman = 0;
};

constexpr const char* kSelectValues = R"(
select p.animal_id, p.session, p.scan_idx, p.unit_id, p.property, p.value
from twin.population_config c
cross join unnest(c.properties, c.experiments) as w (property, experiment)
join report.neuron_property p on p.property = w.property and p.experiment = w.experiment
where c.population_config = $6 and p.dataset = $1 and p.model_config = $2 and p.training_config = $3
  and p.seed = $4::bigint and coalesce(p.optimal_gabor_config, $5) = $5 and p.value is not null
order by p.animal_id, p.session, p.scan_idx, p.unit_id, p.property)";

std::vector<PropertyValue> fetch_values(db::Transaction& snapshot, const Key& key) {
  const auto rows =
      snapshot.query(kSelectValues, {key.text("dataset"), key.text("model_config"),
                                     key.text("training_config"), std::to_string(key.integer("seed")),
                                     key.text("optimal_gabor_config"), key.text("population_config")});
  std::vector<PropertyValue> values;
  values.reserve(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    values.push_back({Key{{"animal_id", rows.integer(i, 0)},
                          {"session", rows.integer(i, 1)},
                          {"scan_idx", rows.integer(i, 2)},
                          {"unit_id", rows.integer(i, 3)}},
                      std::string(rows.text(i, 4)), rows.real(i, 5)});
  }
  return values;
}

using Column = std::map<Key, double>;  // by neuron

PairCorrelation correlate(const Column& one, const Column& other) {
  std::vector<double> a, b;
  for (const auto& [neuron, value] : one) {
    const auto found = other.find(neuron);
    if (found == other.end()) continue;
    a.push_back(value);
    b.push_back(found->second);
  }
  return {"", "", static_cast<std::int32_t>(a.size()), science::pearson(a, b), science::spearman(a, b)};
}

class PopulationMaker final : public populate::TypedMaker<PopulationInput, std::vector<PairCorrelation>> {
 public:
  const relation::Table& table() const override { return schema::population(); }
  int version() const override { return 1; }
  std::string parameters_of(const PopulationInput& input) const override {
    return to_json(schema::population_config(), input.config).dump();
  }

  std::shared_ptr<PopulationInput> fetch(db::Transaction& snapshot,
                                         const std::vector<Key>& keys) const override {
    const Key& key = keys.front();
    return std::make_shared<PopulationInput>(PopulationInput{
        key, db::fetch_one(snapshot, schema::population_config(), key.project({"population_config"})),
        fetch_values(snapshot, key)});
  }

  std::shared_ptr<std::vector<PairCorrelation>> compute(const PopulationInput& input,
                                                        const populate::ComputeContext&) const override {
    std::map<std::string, Column> columns;
    for (const auto& row : input.values) columns[row.property].emplace(row.neuron, row.value);
    const auto& properties = input.config.properties;
    auto pairs = std::make_shared<std::vector<PairCorrelation>>();
    for (std::size_t i = 0; i < properties.size(); ++i) {
      for (std::size_t j = i + 1; j < properties.size(); ++j) {
        auto pair = correlate(columns[properties[i]], columns[properties[j]]);
        pair.one = properties[i];
        pair.other = properties[j];
        pairs->push_back(std::move(pair));
      }
    }
    return pairs;
  }

  void insert(const PopulationInput& input, const std::vector<PairCorrelation>& pairs,
              populate::RowSink& sink) const override {
    sink.add(schema::population(), {input.key, static_cast<std::int32_t>(input.values.size())});
    for (const auto& row : input.values) {
      sink.add(schema::neuron_property(),
               {with_neuron(input.key, row.neuron).with({{"property", row.property}}), row.value});
    }
    for (const auto& pair : pairs) {
      sink.add(schema::index_correlation(),
               {input.key.with({{"one_property", pair.one}, {"other_property", pair.other}}), pair.n,
                pair.pearson, pair.spearman});
    }
  }
};

}  // namespace

MakerPtr make_population_maker() { return std::make_unique<PopulationMaker>(); }

}  // namespace doppel::workers

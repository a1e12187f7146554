// orientation_tuning and phase_tuning: a neuron's optimal Gabor with one parameter swept.
#include <map>

#include "db/rows.h"
#include "schema/stimuli.h"
#include "schema/tuning.h"
#include "science/stimuli/local_core.h"
#include "science/tuning/curves.h"
#include "workers/makers.h"
#include "workers/model_key.h"
#include "workers/neuron_batch.h"
#include "workers/parameters.h"

namespace doppel::workers {
namespace {

using relation::Key;

struct TuningInput {
  NeuronBatch neurons;
  std::vector<science::Gabor> gabors;  // of each neuron
  std::int32_t n_steps = 0;            // orientations or phases
  std::string parameters;
};

using TuningOutput = std::vector<science::TuningCurve>;

science::Gabor gabor_of(const schema::OptimalGaborRow& row) {
  return {row.r_x, row.r_y, row.size, row.spatial_frequency, row.contrast, row.orientation, row.phase};
}

std::vector<std::string> gabor_columns() {
  auto columns = model_columns();
  columns.insert(columns.end(), neuron_columns().begin(), neuron_columns().end());
  columns.emplace_back("optimal_gabor_config");
  return columns;
}

std::shared_ptr<TuningInput> fetch_input(db::Transaction& snapshot, TwinCache& twins,
                                         const std::vector<Key>& keys) {
  auto input = std::make_shared<TuningInput>();
  input->neurons = fetch_neurons(snapshot, twins, keys);
  std::vector<Key> gabor_keys;
  for (const auto& key : keys) gabor_keys.push_back(key.project(gabor_columns()));
  std::map<Key, science::Gabor> gabors;
  for (const auto& row : db::fetch(snapshot, schema::optimal_gabor(), gabor_keys)) {
    gabors.emplace(row.key, gabor_of(row));
  }
  for (const auto& key : gabor_keys) input->gabors.push_back(gabors.at(key));
  return input;
}

// One experiment: what it sweeps, and where its settings and results are.
struct Orientation {
  using Row = schema::OrientationTuning;
  static constexpr const char* config_column = "orientation_tuning_config";
  static const auto& config_table() { return schema::orientation_tuning_config(); }
  static const auto& table() { return schema::orientation_tuning(); }
  static int steps(const schema::OrientationTuningConfig& config) { return config.n_tuning_orientations; }
  static constexpr auto run = science::orientation_tuning;
};

struct Phase {
  using Row = schema::PhaseTuning;
  static constexpr const char* config_column = "phase_tuning_config";
  static const auto& config_table() { return schema::phase_tuning_config(); }
  static const auto& table() { return schema::phase_tuning(); }
  static int steps(const schema::PhaseTuningConfig& config) { return config.n_tuning_phases; }
  static constexpr auto run = science::phase_tuning;
};

template <class Experiment>
class TuningMaker final : public populate::TypedMaker<TuningInput, TuningOutput> {
 public:
  explicit TuningMaker(std::shared_ptr<TwinCache> twins) : twins_(std::move(twins)) {}
  const relation::Table& table() const override { return Experiment::table(); }
  int version() const override { return 1; }
  populate::Batching batching() const override {
    auto columns = model_columns();
    columns.emplace_back("optimal_gabor_config");
    columns.emplace_back(Experiment::config_column);
    return {columns, 256};
  }
  std::string parameters_of(const TuningInput& input) const override { return input.parameters; }

  std::shared_ptr<TuningInput> fetch(db::Transaction& snapshot, const std::vector<Key>& keys) const override {
    auto input = fetch_input(snapshot, *twins_, keys);
    const auto& configs = Experiment::config_table();
    const auto config = db::fetch_one(snapshot, configs, keys.front().project({Experiment::config_column}));
    input->n_steps = Experiment::steps(config);
    input->parameters = to_json(configs, config).dump();
    return input;
  }

  std::shared_ptr<TuningOutput> compute(const TuningInput& input,
                                        const populate::ComputeContext& context) const override {
    const auto twin = twins_->twin(input.neurons.weights, context.device);
    return std::make_shared<TuningOutput>(
        Experiment::run(science::LocalTwin(*twin), input.neurons.indices, input.gabors, input.n_steps));
  }

  void insert(const TuningInput& input, const TuningOutput& curves, populate::RowSink& sink) const override {
    for (std::size_t i = 0; i < curves.size(); ++i) {
      sink.add(Experiment::table(), typename Experiment::Row{input.neurons.keys[i], curves[i].index,
                                                             curves[i].preferred, curves[i].responses});
    }
  }

 private:
  std::shared_ptr<TwinCache> twins_;
};

}  // namespace

MakerPtr make_orientation_tuning_maker(std::shared_ptr<TwinCache> twins) {
  return std::make_unique<TuningMaker<Orientation>>(std::move(twins));
}
MakerPtr make_phase_tuning_maker(std::shared_ptr<TwinCache> twins) {
  return std::make_unique<TuningMaker<Phase>>(std::move(twins));
}

}  // namespace doppel::workers

// optimum_in_truth and perfect_twin: simulated neurons asked what a twin's optimum is worth to them, and what
// the pipeline's own method finds on them. Both build the scan's population again.
#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "db/rows.h"
#include "schema/interactions.h"
#include "schema/recording.h"
#include "schema/simulation.h"
#include "schema/stimuli.h"
#include "schema/tuning.h"
#include "science/simulate/truth_search.h"
#include "science/tuning/curves.h"
#include "science/tuning/interactions.h"
#include "util/error.h"
#include "workers/gabor_batch.h"
#include "workers/gabor_grid.h"
#include "workers/interaction_settings.h"
#include "workers/makers.h"
#include "workers/model_key.h"
#include "workers/parameters.h"
#include "workers/truth_model.h"

namespace doppel::workers {
namespace {

using relation::Key;

constexpr float kSameActivation = 1e-3F;  // relative: other threads and libraries round differently

const std::vector<std::string>& scan_columns() {
  static const std::vector<std::string> columns{"animal_id", "session", "scan_idx"};
  return columns;
}

// Neurons of one simulated scan: their places in the population, and the truth that is stored of them.
struct TruthBatch {
  std::vector<Key> keys;
  std::vector<std::int64_t> indices;
  std::vector<schema::GroundTruth> truth;
  TruthSource source;
};

// REQUIRES: the keys share their scan.
TruthBatch fetch_truth(db::Transaction& snapshot, TruthCache& cache, const std::vector<Key>& keys) {
  TruthBatch batch{keys, {}, {}, {}};
  const Key scan_key = keys.front().project(scan_columns());
  std::map<Key, schema::GroundTruth> truth;
  for (auto& row : db::fetch(snapshot, schema::ground_truth(), scan_key)) truth.emplace(row.key, row);
  for (const auto& key : keys) {
    batch.indices.push_back(key.integer("unit_id") - 1);  // the simulator numbers its neurons from 1
    batch.truth.push_back(truth.at(neuron_of(key)));
  }
  batch.source = cache.fetch(db::fetch_one(snapshot, schema::scan(), scan_key).recording_sha256);
  return batch;
}

science::Gabor true_optimum(const schema::GroundTruth& truth) {
  return {
      truth.r_x.value(),      truth.r_y.value(),         truth.size.value(), truth.spatial_frequency.value(),
      truth.contrast.value(), truth.orientation.value(), truth.phase.value()};
}

// (n,) expected events of the batch's neurons, each to its own Gabor.
std::vector<float> responses_to(const science::SimulatedPopulation& population, const TruthBatch& batch,
                                std::span<const science::Gabor> gabors) {
  const auto responses = population
                             .paired_responses(science::render(gabors, population.rows(), population.cols()),
                                               torch::tensor(batch.indices, torch::kLong))
                             .contiguous();
  return {responses.data_ptr<float>(), responses.data_ptr<float>() + responses.numel()};
}

// The neurons that are built again must be those that were recorded.
void require_same_neurons(const science::SimulatedPopulation& population, const TruthBatch& batch) {
  std::vector<science::Gabor> optima;
  for (const auto& truth : batch.truth) optima.push_back(true_optimum(truth));
  const auto responses = responses_to(population, batch, optima);
  for (std::size_t i = 0; i < batch.truth.size(); ++i) {
    const float stored = batch.truth[i].activation.value();
    if (std::abs(responses[i] - stored) <= kSameActivation * std::max(1.0F, stored)) continue;
    throw Error(ErrorClass::bad_input,
                "simulated neuron " + neuron_of(batch.keys[i]).to_string() +
                    " answers its optimal Gabor with " + std::to_string(responses[i]) +
                    " events, ground_truth says " + std::to_string(stored),
                "another version of the simulator made this scan: simulate and import it anew");
  }
}

std::shared_ptr<const science::SimulatedPopulation> same_neurons(TruthCache& cache, const TruthBatch& batch) {
  auto population = cache.population(batch.source);
  require_same_neurons(*population, batch);
  return population;
}

// --- optimum_in_truth -----------------------------------------------------------------------------------

struct OptimumInput {
  TruthBatch truth;
  std::vector<science::Gabor> gabors;
};

struct OptimumOutput {
  std::vector<float> responses, blanks;
};

class OptimumInTruthMaker final : public populate::TypedMaker<OptimumInput, OptimumOutput> {
 public:
  explicit OptimumInTruthMaker(std::shared_ptr<TruthCache> cache) : cache_(std::move(cache)) {}
  const relation::Table& table() const override { return schema::optimum_in_truth(); }
  int version() const override { return 3; }
  populate::Batching batching() const override { return {scan_columns(), 1024}; }

  std::shared_ptr<OptimumInput> fetch(db::Transaction& snapshot,
                                      const std::vector<Key>& keys) const override {
    auto input = std::make_shared<OptimumInput>(OptimumInput{fetch_truth(snapshot, *cache_, keys), {}});
    std::map<Key, science::Gabor> gabors;
    for (const auto& row : db::fetch(snapshot, schema::optimal_gabor(), keys)) {
      gabors.emplace(row.key, gabor_of(row));
    }
    for (const auto& key : keys) input->gabors.push_back(gabors.at(key));
    return input;
  }

  std::shared_ptr<OptimumOutput> compute(const OptimumInput& input,
                                         const populate::ComputeContext&) const override {
    const auto population = same_neurons(*cache_, input.truth);
    auto blanks = input.gabors;
    for (science::Gabor& gabor : blanks) gabor.contrast = 0;
    return std::make_shared<OptimumOutput>(OptimumOutput{responses_to(*population, input.truth, input.gabors),
                                                         responses_to(*population, input.truth, blanks)});
  }

  void insert(const OptimumInput& input, const OptimumOutput& output,
              populate::RowSink& sink) const override {
    for (std::size_t i = 0; i < output.responses.size(); ++i) {
      const float best = input.truth.truth[i].activation.value();
      sink.add(schema::optimum_in_truth(), {input.truth.keys[i], output.responses[i],
                                            output.responses[i] / best, output.blanks[i] / best});
    }
  }

 private:
  std::shared_ptr<TruthCache> cache_;
};

// --- perfect_twin ---------------------------------------------------------------------------------------

struct PerfectTwinInput {
  TruthBatch truth;
  schema::OptimalGaborConfig grid;
  schema::OrientationTuningConfig orientation;
  schema::PhaseTuningConfig phase;
  schema::SizeContrastConfigRow size_contrast;
  schema::PlaidConfigRow plaid;
};

struct PerfectTwinOutput {
  std::vector<science::OptimalGabor> optima;
  std::vector<science::TuningCurve> orientation, phase;
  std::vector<science::SizeContrastTuning> size_contrast;
  std::vector<science::PlaidTuning> plaid;
};

class PerfectTwinMaker final : public populate::TypedMaker<PerfectTwinInput, PerfectTwinOutput> {
 public:
  explicit PerfectTwinMaker(std::shared_ptr<TruthCache> cache) : cache_(std::move(cache)) {}
  const relation::Table& table() const override { return schema::perfect_twin(); }
  int version() const override { return 2; }
  populate::Batching batching() const override {
    auto columns = scan_columns();
    for (const char* config : {"optimal_gabor_config", "orientation_tuning_config", "phase_tuning_config",
                               "size_contrast_config", "plaid_config"}) {
      columns.emplace_back(config);
    }
    return {columns,
            1024};  // neurons that look at the same place share the stimuli's way through the filters
  }
  std::string parameters_of(const PerfectTwinInput& input) const override {
    nlohmann::json parameters;
    parameters["optimal_gabor"] = to_json(schema::optimal_gabor_config(), input.grid);
    parameters["orientation_tuning"] = to_json(schema::orientation_tuning_config(), input.orientation);
    parameters["phase_tuning"] = to_json(schema::phase_tuning_config(), input.phase);
    parameters["size_contrast"] = to_json(schema::size_contrast_config(), input.size_contrast);
    parameters["plaid"] = to_json(schema::plaid_config(), input.plaid);
    return parameters.dump();
  }

  std::shared_ptr<PerfectTwinInput> fetch(db::Transaction& snapshot,
                                          const std::vector<Key>& keys) const override {
    const auto setting = [&](const auto& table) {
      return db::fetch_one(snapshot, table, keys.front().project({table.table().key.front().name}));
    };
    return std::make_shared<PerfectTwinInput>(
        PerfectTwinInput{fetch_truth(snapshot, *cache_, keys), setting(schema::optimal_gabor_config()),
                         setting(schema::orientation_tuning_config()), setting(schema::phase_tuning_config()),
                         setting(schema::size_contrast_config()), setting(schema::plaid_config())});
  }

  std::shared_ptr<PerfectTwinOutput> compute(const PerfectTwinInput& input,
                                             const populate::ComputeContext& context) const override {
    const auto population = same_neurons(*cache_, input.truth);
    const auto& neurons = input.truth.indices;
    auto output = std::make_shared<PerfectTwinOutput>();
    output->optima = science::search_truth(*population, neurons, grid_of(input.grid), context.stop);
    std::vector<science::Gabor> gabors;
    for (const auto& optimum : output->optima) gabors.push_back(optimum.gabor);
    output->orientation =
        science::orientation_tuning(*population, neurons, gabors, input.orientation.n_tuning_orientations);
    output->phase = science::phase_tuning(*population, neurons, gabors, input.phase.n_tuning_phases);
    output->size_contrast =
        science::size_contrast_tuning(*population, neurons, gabors, experiment_of(input.size_contrast));
    output->plaid = science::plaid_tuning(*population, neurons, gabors, experiment_of(input.plaid));
    return output;
  }

  void insert(const PerfectTwinInput& input, const PerfectTwinOutput& output,
              populate::RowSink& sink) const override {
    for (std::size_t i = 0; i < output.optima.size(); ++i) {
      const auto& [gabor, activation, at_grid_edge, n_stimuli] = output.optima[i];
      sink.add(schema::perfect_twin(),
               {input.truth.keys[i], gabor.r_x, gabor.r_y, gabor.size, gabor.spatial_frequency,
                gabor.contrast, gabor.orientation, gabor.phase, activation, at_grid_edge,
                activation / input.truth.truth[i].activation.value(), output.orientation[i].preferred,
                output.orientation[i].index, output.phase[i].index, output.size_contrast[i].suppression_index,
                output.plaid[i].cross_orientation_index});
    }
  }

 private:
  std::shared_ptr<TruthCache> cache_;
};

}  // namespace

MakerPtr make_optimum_in_truth_maker(std::shared_ptr<TruthCache> truths) {
  return std::make_unique<OptimumInTruthMaker>(std::move(truths));
}
MakerPtr make_perfect_twin_maker(std::shared_ptr<TruthCache> truths) {
  return std::make_unique<PerfectTwinMaker>(std::move(truths));
}

}  // namespace doppel::workers

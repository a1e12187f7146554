// suboptimal_gabor and its parts chosen_gabor, verification_stimulus and gabor_coverage: a few Gabors that
// drive many neurons, and the pictures of them to show. sql/complete_sets.sql sees to it that the key is
// there only once all neurons have their optimal Gabor.
#include "schema/suboptimal_gabor.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "db/rows.h"
#include "schema/dataset.h"
#include "schema/model.h"
#include "schema/stimuli.h"
#include "science/stimuli/suboptimal_gabors.h"
#include "util/error.h"
#include "util/sha256.h"
#include "workers/gabor_grid.h"
#include "workers/makers.h"
#include "workers/model_key.h"
#include "workers/parameters.h"
#include "workers/twin_cache.h"
#include "workers/verification_stimuli.h"

namespace doppel::workers {
namespace {

using relation::Key;

struct ChoiceInput {
  Key key;
  schema::SuboptimalGaborConfig config;
  schema::OptimalGaborConfig grid;
  Weights weights;
  std::vector<Key> neurons;        // in the model's order
  std::vector<float> activations;  // of their optimal Gabors [events]
};

struct ChoiceOutput {
  science::GaborChoice choice;
  store::StimulusSet stimuli;
};

std::vector<float> fetch_activations(db::Transaction& snapshot, const Key& gabors,
                                     const std::vector<Key>& neurons) {
  std::map<Key, float> of_neuron;
  for (const auto& row : db::fetch(snapshot, schema::optimal_gabor(), gabors))
    of_neuron.emplace(neuron_of(row.key), row.activation);
  std::vector<float> activations;
  activations.reserve(neurons.size());
  for (const Key& neuron : neurons) activations.push_back(of_neuron.at(neuron));
  return activations;
}

// Of its lines, one a stimulus.
std::string hash_of(const store::StimulusSet& stimuli) {
  std::string lines;
  for (const auto& stimulus : stimuli.stimuli) lines += sha256_of(stimuli, stimulus) + "\n";
  return sha256_hex(std::as_bytes(std::span(lines)));
}

std::int32_t n_clipped(const store::StimulusSet& stimuli) {
  std::set<std::int32_t> clipped;
  for (const auto& stimulus : stimuli.stimuli) {
    if (stimulus.clipped_share > 0) clipped.insert(stimulus.image);
  }
  return static_cast<std::int32_t>(clipped.size());
}

class SuboptimalGaborMaker final : public populate::TypedMaker<ChoiceInput, ChoiceOutput> {
 public:
  explicit SuboptimalGaborMaker(std::shared_ptr<TwinCache> twins) : twins_(std::move(twins)) {}
  const relation::Table& table() const override { return schema::suboptimal_gabor(); }
  int version() const override { return 1; }
  std::string parameters_of(const ChoiceInput& input) const override {
    auto parameters = to_json(schema::suboptimal_gabor_config(), input.config);
    parameters["optimal_gabor_config"] = to_json(schema::optimal_gabor_config(), input.grid);
    return parameters.dump();
  }

  std::shared_ptr<ChoiceInput> fetch(db::Transaction& snapshot, const std::vector<Key>& keys) const override {
    const Key& key = keys.front();
    auto input = std::make_shared<ChoiceInput>();
    input->key = key;
    input->config =
        db::fetch_one(snapshot, schema::suboptimal_gabor_config(), key.project({"suboptimal_gabor_config"}));
    input->grid =
        db::fetch_one(snapshot, schema::optimal_gabor_config(), key.project({"optimal_gabor_config"}));
    input->weights = twins_->fetch(db::fetch_one(snapshot, schema::model(), model_of(key)).weights_sha256);
    auto rows = db::fetch(snapshot, schema::dataset_neuron(), key.project({"dataset"}));
    std::ranges::sort(rows, {}, [](const auto& row) { return row.neuron_index; });
    for (const auto& row : rows) input->neurons.push_back(neuron_of(row.key));
    auto gabors = model_columns();
    gabors.emplace_back("optimal_gabor_config");
    input->activations = fetch_activations(snapshot, key.project(gabors), input->neurons);
    return input;
  }

  std::shared_ptr<ChoiceOutput> compute(const ChoiceInput& input,
                                        const populate::ComputeContext& context) const override {
    const auto twin = twins_->twin(input.weights, context.device);
    const auto grid = grid_of(input.grid);
    const float highest =
        grid.contrast_min * std::pow(grid.contrast_factor, static_cast<float>(grid.n_contrasts - 1));
    auto settings = stimulus_settings(input.config, highest);
    settings.rows = static_cast<std::int32_t>(twin->rows());
    settings.cols = static_cast<std::int32_t>(twin->cols());
    settings.scale = {twin->image_mean(), twin->image_sd()};
    auto output = std::make_shared<ChoiceOutput>();
    output->choice = science::choose_gabors(
        *twin, grid, input.activations,
        {input.config.driven_share, input.config.n_gabors, input.config.highest_contrast_only}, context.stop);
    if (output->choice.gabors.empty()) {
      throw Error(ErrorClass::bad_input,
                  "no Gabor at the centre of the image drives a neuron of " + input.key.to_string() +
                      " to driven_share of its optimum",
                  "add a row to twin.suboptimal_gabor_config with a smaller driven_share");
    }
    std::vector<science::Gabor> chosen;
    for (const auto& one : output->choice.gabors) chosen.push_back(one.gabor);
    output->stimuli = verification_stimuli(chosen, settings);
    return output;
  }

  void insert(const ChoiceInput& input, const ChoiceOutput& output, populate::RowSink& sink) const override {
    add_master(input, output, sink);
    add_gabors(input, output, sink);
    for (const auto& stimulus : output.stimuli.stimuli) {
      sink.add(schema::verification_stimulus(),
               {input.key.with({{"gabor_rank", std::int64_t{stimulus.gabor_rank}},
                                {"size_rank", std::int64_t{stimulus.size_rank}}}),
                static_cast<float>(stimulus.size), static_cast<float>(stimulus.contrast),
                sha256_of(output.stimuli, stimulus), static_cast<float>(stimulus.clipped_share)});
    }
    for (std::size_t n = 0; n < input.neurons.size(); ++n) {
      const auto& shares = output.choice.shares[n];
      const auto best = std::ranges::max_element(shares);
      sink.add(schema::gabor_coverage(),
               {with_neuron(input.key, input.neurons[n]),
                static_cast<std::int32_t>(best - shares.begin()) + 1, *best, shares});
    }
  }

 private:
  static void add_master(const ChoiceInput& input, const ChoiceOutput& output, populate::RowSink& sink) {
    schema::SuboptimalGaborRow row;
    row.key = input.key;
    row.n_centred_stimuli = output.choice.n_stimuli;
    row.n_chosen_gabors = static_cast<std::int32_t>(output.choice.gabors.size());
    for (const auto& one : output.choice.gabors) row.n_driven_neurons += one.n_newly_driven;
    row.driven_neurons_share = share_of(row.n_driven_neurons, input);
    row.stimulus_grey_mean = static_cast<float>(output.stimuli.image_mean);
    row.stimulus_grey_sd = static_cast<float>(output.stimuli.image_sd);
    row.n_stimulus_images = static_cast<std::int32_t>(output.stimuli.n_images());
    row.n_clipped_images = n_clipped(output.stimuli);
    row.stimuli_sha256 = hash_of(output.stimuli);
    sink.add(schema::suboptimal_gabor(), row);
  }

  static void add_gabors(const ChoiceInput& input, const ChoiceOutput& output, populate::RowSink& sink) {
    std::int64_t rank = 0;
    std::int32_t driven = 0;
    for (const auto& [gabor, n_driven, n_newly_driven] : output.choice.gabors) {
      driven += n_newly_driven;
      sink.add(schema::chosen_gabor(),
               {input.key.with({{"gabor_rank", ++rank}}), gabor.r_x, gabor.r_y, gabor.size,
                gabor.spatial_frequency, gabor.contrast, gabor.orientation, gabor.phase, n_driven,
                n_newly_driven, share_of(driven, input)});
    }
  }

  static float share_of(std::int32_t n, const ChoiceInput& input) {
    return static_cast<float>(n) / static_cast<float>(input.neurons.size());
  }

  std::shared_ptr<TwinCache> twins_;
};

}  // namespace

MakerPtr make_suboptimal_gabor_maker(std::shared_ptr<TwinCache> twins) {
  return std::make_unique<SuboptimalGaborMaker>(std::move(twins));
}

}  // namespace doppel::workers

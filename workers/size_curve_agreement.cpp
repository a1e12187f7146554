// size_curve_agreement and its parts neuron_size_curve and agreement_by_share: size tuning curves recorded in
// a second scan of a model's neurons against the model's own, under the same pictures and under each neuron's
// optimal Gabor.
#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "db/rows.h"
#include "schema/model.h"
#include "schema/recording.h"
#include "schema/suboptimal_gabor.h"
#include "schema/verification.h"
#include "science/stimuli/local_core.h"
#include "science/tuning/experiment.h"
#include "science/tuning/size_curve.h"
#include "util/error.h"
#include "workers/gabor_batch.h"
#include "workers/makers.h"
#include "workers/model_data.h"
#include "workers/model_key.h"
#include "workers/parameters.h"

namespace doppel::workers {
namespace {

using relation::Key;

struct VerifiedNeuron {
  Key key;  // of neuron_size_curve
  std::int32_t gabor_rank = 0;
  float share_of_optimum = 0;
  science::CurveTrials trials;
};

struct AgreementInput {
  Key key;
  schema::SizeCurveAgreementConfig config;
  std::vector<VerifiedNeuron> neurons;
  GaborBatch batch;          // of the same neurons: the model, their places in it, their optimal Gabors
  std::vector<float> sizes;  // [px]
  float contrast = 0;        // [z-score]
  std::int64_t rows = 0, cols = 0;     // of the pictures [px]
  std::vector<std::uint8_t> pictures;  // (n_gabors, n_sizes, rows, cols), as they were shown
};

struct NeuronOutput {
  std::vector<float> in_vivo, shown, optimal;  // curves [events]
};

struct AgreementOutput {
  std::vector<NeuronOutput> neurons;
};

// Where the second scan's recording has what is compared.
class ShownPictures {
 public:
  ShownPictures(const store::Recording& recording, std::string scan)
      : recording_(recording), scan_(std::move(scan)) {
    for (std::size_t i = 0; i < recording.n_images(); ++i) row_of_[recording.image_sha256[i]] = i;
    trials_of_.resize(recording.n_images());
    for (std::size_t t = 0; t < recording.trials.size(); ++t)
      trials_of_[static_cast<std::size_t>(recording.trials[t].image)].push_back(t);
  }

  std::size_t row(const std::string& sha256, const Key& stimulus) const {
    const auto found = row_of_.find(sha256);
    if (found != row_of_.end() && trials_of_[found->second].size() >= 2) return found->second;
    throw Error(ErrorClass::bad_input,
                "scan " + scan_ + " does not show the picture of " + stimulus.to_string() + " (SHA-256 " +
                    sha256.substr(0, 12) + "...) twice or more",
                "the Gabors have been chosen anew since it was recorded: remove this verification with "
                "doppel delete verification_scan, and record the pictures of doppel export stimuli");
  }
  std::span<const std::uint8_t> pixels(std::size_t row) const {
    const auto n = static_cast<std::size_t>(recording_.rows) * static_cast<std::size_t>(recording_.cols);
    return std::span(recording_.images).subspan(row * n, n);
  }
  std::vector<float> responses(std::size_t row, std::size_t column) const {
    std::vector<float> values;
    for (const std::size_t t : trials_of_[row])
      values.push_back(recording_.responses[t * recording_.n_neurons() + column]);
    return values;
  }

 private:
  const store::Recording& recording_;
  std::string scan_;
  std::map<std::string, std::size_t> row_of_;
  std::vector<std::vector<std::size_t>> trials_of_;
};

Key suboptimal_key(const Key& key) {
  auto columns = model_columns();
  columns.insert(columns.end(), {"optimal_gabor_config", "suboptimal_gabor_config"});
  return key.project(columns);
}

Key verification_key(const Key& key) {
  return suboptimal_key(key).with({{"verification", key.at("verification")}});
}

// The neurons with what the coverage says of each; key and gabor_rank, no trials yet.
std::vector<VerifiedNeuron> fetch_neurons_to_verify(db::Transaction& snapshot, const Key& key,
                                                    std::vector<std::int32_t>& units) {
  std::map<Key, schema::GaborCoverage> coverage;
  for (auto& row : db::fetch(snapshot, schema::gabor_coverage(), suboptimal_key(key))) {
    const Key neuron = neuron_of(row.key);
    coverage.emplace(neuron, std::move(row));
  }
  std::vector<VerifiedNeuron> neurons;
  for (const auto& row : db::fetch(snapshot, schema::verification_neuron(), verification_key(key))) {
    const auto& covered = coverage.at(neuron_of(row.key));
    neurons.push_back(
        {with_neuron(key, neuron_of(row.key)), covered.best_gabor_rank, covered.share_of_optimum, {}});
    units.push_back(row.verification_unit_id);
  }
  return neurons;
}

// (gabor_rank, size_rank) -> row of the recording's images; sizes and contrast into `input`.
std::map<std::pair<std::int64_t, std::int64_t>, std::size_t> find_pictures(db::Transaction& snapshot,
                                                                           const ShownPictures& shown,
                                                                           AgreementInput& input) {
  std::map<std::pair<std::int64_t, std::int64_t>, std::size_t> rows;
  for (const auto& row : db::fetch(snapshot, schema::verification_stimulus(), suboptimal_key(input.key))) {
    const auto gabor = row.key.integer("gabor_rank"), size = row.key.integer("size_rank");
    const auto image = shown.row(row.stimulus_sha256, row.key.project({"gabor_rank", "size_rank"}));
    rows[{gabor, size}] = image;
    const auto pixels = shown.pixels(image);
    input.pictures.insert(input.pictures.end(), pixels.begin(), pixels.end());
    if (gabor == 1) input.sizes.push_back(row.stimulus_size);
    input.contrast = row.stimulus_contrast;
  }
  return rows;
}

void fetch_recorded(db::Transaction& snapshot, const store::BlobStore& blobs,
                    const std::vector<std::int32_t>& units, AgreementInput& input) {
  const auto verification = db::fetch_one(snapshot, schema::verification_scan(), verification_key(input.key));
  const Key scan{{"animal_id", std::int64_t{verification.animal_id}},
                 {"session", std::int64_t{verification.session}},
                 {"scan_idx", std::int64_t{verification.scan_idx}}};
  const auto recording =
      load_recording(blobs, db::fetch_one(snapshot, schema::scan(), scan).recording_sha256);
  input.rows = recording.rows;
  input.cols = recording.cols;
  const ShownPictures shown(recording, scan.to_string());
  const auto pictures = find_pictures(snapshot, shown, input);
  std::map<std::int32_t, std::size_t> column_of;
  for (std::size_t i = 0; i < recording.unit_id.size(); ++i) column_of[recording.unit_id[i]] = i;
  for (std::size_t n = 0; n < units.size(); ++n) {
    auto& neuron = input.neurons[n];
    for (std::size_t s = 1; s <= input.sizes.size(); ++s) {
      const auto picture = pictures.at({neuron.gabor_rank, static_cast<std::int64_t>(s)});
      neuron.trials.push_back(shown.responses(picture, column_of.at(units[n])));
    }
  }
}

// The twin's responses to every picture, exactly as it was shown: (n_gabors * n_sizes, n_neurons).
torch::Tensor responses_to_pictures(const science::Twin& twin, const AgreementInput& input) {
  const auto n = static_cast<std::int64_t>(input.pictures.size()) / (input.rows * input.cols);
  auto grey = torch::empty({n, input.rows, input.cols}, torch::kUInt8);
  std::ranges::copy(input.pictures, grey.data_ptr<std::uint8_t>());
  const auto images = (grey.to(torch::kFloat32) - twin.image_mean()) / twin.image_sd();
  std::vector<torch::Tensor> parts;
  for (const auto& batch : images.split(64)) parts.push_back(twin.responses(batch).to(torch::kCPU));
  return torch::cat(parts).contiguous();
}

std::vector<std::vector<float>> optimal_curves(const science::Twin& twin, const AgreementInput& input) {
  const auto& gabors = input.batch.gabors;
  const auto stimulus = [&](std::size_t i, std::size_t j) {
    science::Gabor gabor = gabors[i];
    gabor.size = input.sizes[j];
    gabor.contrast = input.contrast;
    return gabor;
  };
  return science::gabor_experiment(science::LocalTwin(twin), input.batch.neurons.indices, gabors,
                                   input.sizes.size(), stimulus);
}

schema::NeuronSizeCurve curve_row(const VerifiedNeuron& neuron, const NeuronOutput& curves,
                                  std::span<const float> sizes) {
  const auto in_vivo = science::size_curve_indices(sizes, curves.in_vivo);
  const auto shown = science::size_curve_indices(sizes, curves.shown);
  const auto optimal = science::size_curve_indices(sizes, curves.optimal);
  schema::NeuronSizeCurve row;
  row.key = neuron.key;
  row.curve_oracle = science::curve_oracle(neuron.trials);
  row.shown_correlation = science::curve_correlation(neuron.trials, curves.shown);
  row.optimal_correlation = science::curve_correlation(neuron.trials, curves.optimal);
  row.shown_trial_correlation = science::trial_correlation(neuron.trials, curves.shown);
  row.optimal_trial_correlation = science::trial_correlation(neuron.trials, curves.optimal);
  row.model_curve_similarity = science::curve_similarity(curves.shown, curves.optimal);
  row.in_vivo_suppression = in_vivo.suppression_index;
  row.shown_suppression = shown.suppression_index;
  row.optimal_suppression = optimal.suppression_index;
  row.in_vivo_preferred_size = in_vivo.preferred_size;
  row.shown_preferred_size = shown.preferred_size;
  row.optimal_preferred_size = optimal.preferred_size;
  row.in_vivo_curve = curves.in_vivo;
  row.shown_curve = curves.shown;
  row.optimal_curve = curves.optimal;
  for (const auto& of_size : neuron.trials) {
    row.trials_of_size.push_back(static_cast<std::int32_t>(of_size.size()));
    row.in_vivo_trials.insert(row.in_vivo_trials.end(), of_size.begin(), of_size.end());
  }
  return row;
}

schema::AgreementByShare subset_row(const Key& key, const std::string& model_curve,
                                    const science::AgreementOfSubset& subset) {
  schema::AgreementByShare row;
  row.key = key.with({{"model_curve", model_curve}, {"share_percent", std::int64_t{subset.percent}}});
  row.n_subset_neurons = subset.n_neurons;
  row.n_reliable_neurons = subset.n_reliable;
  row.subset_oracle = subset.oracle;
  row.subset_curve_correlation = subset.curve_correlation;
  row.subset_trial_correlation = subset.trial_correlation;
  if (subset.curve_of_oracle) {
    row.curve_of_oracle_mean = subset.curve_of_oracle->mean;
    row.curve_of_oracle_sd = subset.curve_of_oracle->sd;
    row.trial_of_oracle_mean = subset.trial_of_oracle->mean;
    row.trial_of_oracle_sd = subset.trial_of_oracle->sd;
  }
  return row;
}

class SizeCurveAgreementMaker final : public populate::TypedMaker<AgreementInput, AgreementOutput> {
 public:
  SizeCurveAgreementMaker(const store::BlobStore& blobs, std::shared_ptr<TwinCache> twins)
      : blobs_(&blobs), twins_(std::move(twins)) {}
  const relation::Table& table() const override { return schema::size_curve_agreement(); }
  int version() const override { return 1; }
  std::string parameters_of(const AgreementInput& input) const override {
    return to_json(schema::size_curve_agreement_config(), input.config).dump();
  }

  std::shared_ptr<AgreementInput> fetch(db::Transaction& snapshot,
                                        const std::vector<Key>& keys) const override {
    auto input = std::make_shared<AgreementInput>();
    input->key = keys.front();
    input->config = db::fetch_one(snapshot, schema::size_curve_agreement_config(),
                                  input->key.project({"size_curve_agreement_config"}));
    std::vector<std::int32_t> units;
    input->neurons = fetch_neurons_to_verify(snapshot, input->key, units);
    std::vector<Key> neuron_keys;
    for (const auto& neuron : input->neurons) neuron_keys.push_back(neuron.key);
    input->batch = fetch_gabors(snapshot, *twins_, neuron_keys);
    fetch_recorded(snapshot, *blobs_, units, *input);
    return input;
  }

  std::shared_ptr<AgreementOutput> compute(const AgreementInput& input,
                                           const populate::ComputeContext& context) const override {
    const auto twin = twins_->twin(input.batch.neurons.weights, context.device);
    if (twin->rows() != input.rows || twin->cols() != input.cols) {
      throw Error(ErrorClass::bad_input,
                  "the second scan of " + input.key.to_string() + " has images of " +
                      std::to_string(input.rows) + " x " + std::to_string(input.cols) + " px, the model of " +
                      std::to_string(twin->rows()) + " x " + std::to_string(twin->cols()),
                  "record the pictures of doppel export stimuli as they are");
    }
    const auto shown = responses_to_pictures(*twin, input);
    const auto optimal = optimal_curves(*twin, input);
    const std::size_t n_sizes = input.sizes.size();
    auto output = std::make_shared<AgreementOutput>();
    for (std::size_t i = 0; i < input.neurons.size(); ++i) {
      NeuronOutput curves{science::mean_curve(input.neurons[i].trials), {}, optimal[i]};
      const auto first = (input.neurons[i].gabor_rank - 1) * static_cast<std::int64_t>(n_sizes);
      for (std::size_t s = 0; s < n_sizes; ++s) {
        curves.shown.push_back(
            shown[first + static_cast<std::int64_t>(s)][input.batch.neurons.indices[i]].item<float>());
      }
      output->neurons.push_back(std::move(curves));
    }
    return output;
  }

  void insert(const AgreementInput& input, const AgreementOutput& output,
              populate::RowSink& sink) const override {
    std::vector<science::CurveAgreement> under_shown, under_optimal;
    schema::SizeCurveAgreement master;
    for (std::size_t i = 0; i < input.neurons.size(); ++i) {
      const auto& neuron = input.neurons[i];
      const auto row = curve_row(neuron, output.neurons[i], input.sizes);
      under_shown.push_back(
          {neuron.share_of_optimum, row.curve_oracle, row.shown_correlation, row.shown_trial_correlation});
      under_optimal.push_back({neuron.share_of_optimum, row.curve_oracle, row.optimal_correlation,
                               row.optimal_trial_correlation});
      master.mean_curve_oracle += row.curve_oracle / static_cast<double>(input.neurons.size());
      sink.add(schema::neuron_size_curve(), row);
    }
    master.key = input.key;
    master.n_verified_neurons = static_cast<std::int32_t>(input.neurons.size());
    master.curve_sizes = input.sizes;
    sink.add(schema::size_curve_agreement(), master);
    for (const auto& [name, agreements] :
         {std::pair{"shown", &under_shown}, std::pair{"optimal", &under_optimal}}) {
      for (const auto& subset : science::agreement_by_share(*agreements, input.config.share_percents,
                                                            input.config.min_curve_oracle)) {
        sink.add(schema::agreement_by_share(), subset_row(input.key, name, subset));
      }
    }
  }

 private:
  const store::BlobStore* blobs_;
  std::shared_ptr<TwinCache> twins_;
};

}  // namespace

MakerPtr make_size_curve_agreement_maker(const store::BlobStore& blobs, std::shared_ptr<TwinCache> twins) {
  return std::make_unique<SizeCurveAgreementMaker>(blobs, std::move(twins));
}

}  // namespace doppel::workers

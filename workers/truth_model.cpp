#include "workers/truth_model.h"

#include <algorithm>
#include <set>

#include "util/error.h"
#include "workers/model_data.h"

namespace doppel::workers {
namespace {

// Rows of the images that were shown for training, ascending.
torch::Tensor training_rows(const store::Recording& recording) {
  std::set<std::int64_t> rows;
  for (const auto& trial : recording.trials) {
    if (trial.tier == store::TrialTier::train) rows.insert(trial.image);
  }
  return torch::tensor(std::vector<std::int64_t>(rows.begin(), rows.end()), torch::kLong);
}

science::SimulationConfig config_of(const store::Recording& recording) {
  if (!recording.simulation || !recording.seed) {
    throw Error(ErrorClass::bad_input,
                "the recording does not hold the settings of its simulation, so that its neurons cannot be "
                "built again",
                "simulate it anew with this version of `doppel simulate`");
  }
  science::SimulationConfig config;
  config.n_neurons = static_cast<std::int32_t>(recording.n_neurons());
  config.rows = recording.rows;
  config.cols = recording.cols;
  config.mean_oracle = static_cast<float>(recording.simulation->target_oracle);
  config.share_unoriented = static_cast<float>(recording.simulation->share_unoriented);
  config.coupling = static_cast<float>(recording.simulation->coupling);
  config.draw_indices = recording.simulation->draw_indices;
  config.seed = static_cast<std::uint64_t>(*recording.seed);
  config.check();
  return config;
}

}  // namespace

torch::Tensor normalised_images(const store::Recording& recording) {
  auto bytes = torch::empty({static_cast<std::int64_t>(recording.n_images()), recording.rows, recording.cols},
                            torch::kUInt8);
  std::ranges::copy(recording.images, bytes.data_ptr<std::uint8_t>());
  const auto images = bytes.to(torch::kFloat);
  const auto training = images.index_select(0, training_rows(recording));
  return (images - training.mean()) / training.std(/*unbiased=*/false);
}

std::shared_ptr<const science::SimulatedPopulation> truth_population(const store::Recording& recording) {
  auto population = std::make_shared<science::SimulatedPopulation>(config_of(recording));
  // Oracles are measured on the test images, which must not take part in choosing the gains.
  population->calibrate(normalised_images(recording).index_select(0, training_rows(recording)));
  return population;
}

TruthCache::Entry* TruthCache::find(const std::string& sha256) {
  const auto found =
      std::ranges::find_if(entries_, [&](const Entry& e) { return e.source.sha256 == sha256; });
  if (found == entries_.end()) return nullptr;
  entries_.splice(entries_.begin(), entries_, found);
  return &entries_.front();
}

TruthSource TruthCache::fetch(const std::string& recording_sha256) {
  const std::lock_guard lock(mutex_);
  if (const Entry* entry = find(recording_sha256)) return entry->source;
  auto recording = std::make_shared<store::Recording>(load_recording(*blobs_, recording_sha256));
  recording->responses = {};
  entries_.push_front({{recording_sha256, std::move(recording)}, nullptr});
  if (entries_.size() > capacity) entries_.pop_back();
  return entries_.front().source;
}

std::shared_ptr<const science::SimulatedPopulation> TruthCache::population(const TruthSource& source) {
  const std::lock_guard lock(mutex_);
  Entry* entry = find(source.sha256);
  if (entry && entry->population) return entry->population;
  auto population = truth_population(*source.recording);
  if (entry) entry->population = population;
  return population;
}

}  // namespace doppel::workers

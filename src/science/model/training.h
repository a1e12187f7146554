// Training of a twin: Poisson loss plus regularisers under Adam, early stopping or a fixed schedule,
// checkpoints that resume bit for bit. Deterministic for (data, configurations, seed, device, threads); on a
// GPU both hold where algorithms are told to be deterministic (`doppel worker --deterministic`).
#pragma once

#include <functional>
#include <stop_token>
#include <string>

#include "science/model/data.h"
#include "science/model/twin.h"

namespace doppel::science {

struct TrainingLogEntry {
  std::int32_t iteration = 0;
  std::int32_t phase = 0;  // 0 before the first drop of the learning rate
  float learning_rate = 0;
  float train_loss = 0;              // mean of the total loss since the last entry, per neuron
  float validation_loss = 0;         // Poisson loss alone, per image and neuron
  float validation_correlation = 0;  // mean over neurons
};

struct TrainingResult {
  std::shared_ptr<Twin> twin;
  std::vector<TrainingLogEntry> log;
  std::int32_t iterations = 0;
  float validation_loss = 0;     // of the returned twin
  float equivariance_error = 0;  // equivariance_error(*twin)
};

struct TrainingHooks {
  std::stop_token stop;  // throws Error(interrupted) after saving a checkpoint
  std::function<std::vector<std::byte>()> load_checkpoint;
  std::function<void(const std::vector<std::byte>&)> save_checkpoint;
  std::int32_t checkpoint_every = 500;  // [iterations]
  // Transfer: the core of this twin, frozen, and its normalisation of images, so that bar codes mean the same
  // in both; readouts alone are trained. Null: the core is trained, too.
  std::shared_ptr<const Twin> core_source;
};

TrainingResult train(const ModelData& data, const ModelConfig& model, const TrainingConfig& training,
                     std::uint64_t seed, const std::string& device, const TrainingHooks& hooks = {});

// Largest difference, relative to the features' SD, between the features of an image turned by 90 degrees and
// the turned features with the orientation axis rolled by n_orientations / 4, over random images. About 1e-5
// for a sound core.
float equivariance_error(const Twin& twin, std::uint64_t seed = 0);

}  // namespace doppel::science

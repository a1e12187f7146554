// Everything that a training needs to go on as if it had never stopped. Random numbers are functions of
// (seed, iteration), so no generator's state is kept.
#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <vector>

#include "science/model/adam.h"
#include "science/model/averaging.h"
#include "science/model/training.h"

namespace doppel::science {

// Weights, running statistics and Adam's moments at one moment.
struct Snapshot {
  std::vector<std::pair<std::string, torch::Tensor>> network;  // as named_state()
  Adam::State adam;
};

struct TrainingState {
  std::int32_t iteration = 0;  // finished iterations
  std::int32_t phase = 0;
  std::int32_t n_bad = 0;     // validations in a row without improvement
  std::int32_t n_summed = 0;  // iterations in summed_loss
  float best_validation = 0;
  bool has_best = false;
  bool finished = false;
  torch::Tensor summed_loss;  // scalar float32 on the device: total loss since the last log entry
  std::vector<TrainingLogEntry> log;
  Snapshot now;
  Snapshot best;  // empty unless has_best
  WeightAverage average;
};

// identity: what the training was started with; a checkpoint of another one is refused.
std::vector<std::byte> write_checkpoint(const TrainingState& state, const nlohmann::json& identity);

// Tensors on the CPU. Throws Error(bad_input).
TrainingState read_checkpoint(std::span<const std::byte> bytes, const nlohmann::json& identity);

}  // namespace doppel::science

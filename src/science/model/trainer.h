// One training in progress: steps, validations, the schedule of the learning rate. train() drives it; a test
// may, too. Lives on one thread.
#pragma once

#include <memory>

#include "science/model/checkpoint.h"
#include "science/model/network.h"
#include "science/model/preparation.h"

namespace doppel::science {

class Trainer {
 public:
  Trainer(const ModelData& data, const ModelConfig& model, const TrainingConfig& training, std::uint64_t seed,
          const std::string& device);

  // Before the first step (training.h, core_source).
  void take_core(const Twin& source);

  bool finished() const { return state_.finished; }
  std::int32_t iteration() const { return state_.iteration; }
  const std::vector<TrainingLogEntry>& log() const { return state_.log; }

  // One Adam step (none where max_iterations is 0); a validation and what follows from it when one is due.
  // REQUIRES: !finished().
  void advance();

  std::vector<std::byte> checkpoint();
  void resume(std::span<const std::byte> bytes);

  // The best validated weights so far. Ends the training.
  TrainingResult result();

 private:
  torch::Tensor batch_index(std::int32_t iteration);
  torch::Tensor position_noise(std::int64_t n_images) const;
  double learning_rate() const;
  void step();
  void validate();
  bool improves();          // validates; keeps the weights as the best so far where they are
  bool average_improves();  // likewise the averaged weights; the training goes on from its own
  void follow_schedule(bool improved);
  bool averages() const;  // in the last share of the training
  Snapshot snapshot() const;
  void restore(const Snapshot& snapshot);

  TrainingConfig training_;
  std::uint64_t seed_;
  torch::Device device_;
  nlohmann::json identity_;
  PreparedData data_;
  std::shared_ptr<Network> network_;
  std::unique_ptr<Adam> adam_;
  TrainingState state_;  // its `now` is filled for a checkpoint only
  std::int64_t epoch_ = -1;
  torch::Tensor epoch_order_;  // of epoch_, where the recording lies
};

}  // namespace doppel::science

#include "science/model/training.h"

#include "science/model/trainer.h"
#include "util/error.h"

namespace doppel::science {
namespace {

// cuDNN picks kernels by a stopwatch and sums in any order unless told otherwise. Process-wide while it
// lives.
class DeterministicConvolutions {
 public:
  DeterministicConvolutions()
      : deterministic_(at::globalContext().deterministicCuDNN()),
        benchmark_(at::globalContext().benchmarkCuDNN()) {
    set(true, false);
  }
  ~DeterministicConvolutions() { set(deterministic_, benchmark_); }
  DeterministicConvolutions(const DeterministicConvolutions&) = delete;
  DeterministicConvolutions& operator=(const DeterministicConvolutions&) = delete;

 private:
  static void set(bool deterministic, bool benchmark) {
    at::globalContext().setDeterministicCuDNN(deterministic);
    at::globalContext().setBenchmarkCuDNN(benchmark);
  }
  bool deterministic_, benchmark_;
};

}  // namespace

TrainingResult train(const ModelData& data, const ModelConfig& model, const TrainingConfig& training,
                     std::uint64_t seed, const std::string& device, const TrainingHooks& hooks) {
  const DeterministicConvolutions deterministic;
  Trainer trainer(data, model, training, seed, device);
  if (hooks.core_source) trainer.take_core(*hooks.core_source);
  if (hooks.load_checkpoint) {
    const std::vector<std::byte> bytes = hooks.load_checkpoint();
    if (!bytes.empty()) trainer.resume(bytes);
  }
  while (!trainer.finished()) {
    if (hooks.stop.stop_requested()) {
      if (hooks.save_checkpoint) hooks.save_checkpoint(trainer.checkpoint());
      throw Error(ErrorClass::interrupted,
                  "training stopped at iteration " + std::to_string(trainer.iteration()) + " as asked",
                  "run it again: it resumes from its checkpoint");
    }
    trainer.advance();
    const bool due = hooks.checkpoint_every > 0 && trainer.iteration() % hooks.checkpoint_every == 0;
    if (due && hooks.save_checkpoint && !trainer.finished()) hooks.save_checkpoint(trainer.checkpoint());
  }
  return trainer.result();
}

float equivariance_error(const Twin& twin, std::uint64_t seed) {
  constexpr std::int64_t n_images = 4;
  torch::NoGradGuard no_grad;
  Rng rng(seed);
  const torch::Tensor images =
      truncated_normal({n_images, twin.rows(), twin.cols()}, 1.0, rng).to(twin.device());
  const std::int64_t orientations = twin.config().n_orientations;
  const auto by_orientation = [&](const torch::Tensor& phi) {
    return phi.view({n_images, orientations, twin.config().n_features, phi.size(2), phi.size(3)});
  };
  const torch::Tensor plain = by_orientation(twin.features(images));
  const torch::Tensor turned = by_orientation(twin.features(torch::rot90(images, 1, {1, 2}).contiguous()));
  const torch::Tensor expected = torch::rot90(plain, 1, {3, 4}).roll(orientations / 4, 1);
  return ((turned - expected).abs().max() / plain.std()).item<float>();
}

}  // namespace doppel::science

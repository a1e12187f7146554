#include "science/tuning/experiment.h"

#include <algorithm>
#include <string>

#include "util/error.h"

namespace doppel::science {
namespace {

constexpr std::int64_t kBatch = 512;  // images a pass on a CPU: bounds memory to some 100 MB of features

void check(const ResponseModel& model, std::span<const std::int64_t> neurons, std::span<const Gabor> gabors) {
  if (neurons.size() != gabors.size()) {
    throw Error(ErrorClass::bad_input,
                std::to_string(neurons.size()) + " neurons with " + std::to_string(gabors.size()) + " Gabors",
                "give one Gabor for each neuron");
  }
  for (const std::int64_t neuron : neurons) {
    if (neuron < 0 || neuron >= model.n_neurons()) {
      throw Error(ErrorClass::bad_input,
                  "neuron " + std::to_string(neuron) + " of a model of " + std::to_string(model.n_neurons()),
                  "give indices into the model's neurons");
    }
  }
}

// images(first, count): the images of pairs first.. in neuron-major order, (count, rows, cols).
std::vector<std::vector<float>> run(const ResponseModel& model, std::span<const std::int64_t> neurons,
                                    std::size_t n_stimuli,
                                    const std::function<torch::Tensor(std::size_t, std::size_t)>& images) {
  const torch::NoGradGuard no_grad;
  const std::size_t pairs = neurons.size() * n_stimuli;
  const auto at_once = static_cast<std::size_t>(pass_size(model.device(), kBatch));
  std::vector<std::vector<float>> curves(neurons.size(), std::vector<float>(n_stimuli));
  for (std::size_t first = 0; first < pairs; first += at_once) {
    const std::size_t count = std::min(at_once, pairs - first);
    auto index = torch::empty({static_cast<std::int64_t>(count)}, torch::kInt64);
    for (std::size_t k = 0; k < count; ++k)
      index.data_ptr<std::int64_t>()[k] = neurons[(first + k) / n_stimuli];
    const auto responses =
        model.paired_responses(images(first, count), index).to(torch::kCPU, torch::kFloat32).contiguous();
    const float* value = responses.data_ptr<float>();
    for (std::size_t k = 0; k < count; ++k)
      curves[(first + k) / n_stimuli][(first + k) % n_stimuli] = value[k];
  }
  return curves;
}

std::vector<Gabor> list(const GaborStimulus& stimulus, std::size_t n_stimuli, std::size_t first,
                        std::size_t count) {
  std::vector<Gabor> gabors(count);
  for (std::size_t k = 0; k < count; ++k)
    gabors[k] = stimulus((first + k) / n_stimuli, (first + k) % n_stimuli);
  return gabors;
}

}  // namespace

std::vector<std::vector<float>> gabor_experiment(const ResponseModel& model,
                                                 std::span<const std::int64_t> neurons,
                                                 std::span<const Gabor> gabors, std::size_t n_stimuli,
                                                 const GaborStimulus& stimulus) {
  check(model, neurons, gabors);
  return run(model, neurons, n_stimuli, [&](std::size_t first, std::size_t count) {
    return render(list(stimulus, n_stimuli, first, count), model.rows(), model.cols(), model.device());
  });
}

std::vector<std::vector<float>> plaid_experiment(const ResponseModel& model,
                                                 std::span<const std::int64_t> neurons,
                                                 std::span<const Gabor> gabors, std::size_t n_stimuli,
                                                 const GaborStimulus& first_gabor,
                                                 const GaborStimulus& second_gabor) {
  check(model, neurons, gabors);
  return run(model, neurons, n_stimuli, [&](std::size_t first, std::size_t count) {
    const auto shown = [&](const GaborStimulus& gabor) {
      return render(list(gabor, n_stimuli, first, count), model.rows(), model.cols(), model.device());
    };
    return shown(first_gabor).add_(shown(second_gabor));
  });
}

}  // namespace doppel::science

#include "science/tuning/comparison.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "util/error.h"

namespace doppel::science {
namespace {

constexpr std::int64_t kNeuronsAtOnce = 64;  // on a CPU; bounds the memory of the scaled images

// (n, rows, cols) -> (n, n_energies, rows, cols): each image at each norm.
torch::Tensor at_energies(const torch::Tensor& images, const torch::Tensor& energies) {
  const auto norms = images.flatten(1).norm(2, 1);
  if ((norms == 0).any().item<bool>()) {
    throw Error(ErrorClass::bad_input, "a stimulus without contrast cannot be scaled",
                "leave the neuron out");
  }
  return (images / norms.view({-1, 1, 1})).unsqueeze(1) * energies.view({1, -1, 1, 1});
}

// (n, n_energies) responses of each neuron to its own image at each norm.
torch::Tensor responses_to(const ResponseModel& model, std::span<const std::int64_t> neurons,
                           const torch::Tensor& images, const torch::Tensor& energies) {
  const std::int64_t at_once = pass_size(model.device(), kNeuronsAtOnce);
  const auto there = energies.to(model.device());
  std::vector<torch::Tensor> parts;
  for (std::int64_t first = 0; first < images.size(0); first += at_once) {
    const auto mine =
        neurons.subspan(static_cast<std::size_t>(first),
                        std::min<std::size_t>(static_cast<std::size_t>(at_once),
                                              neurons.size() - static_cast<std::size_t>(first)));
    const auto index = torch::tensor(std::vector<std::int64_t>(mine.begin(), mine.end()));
    const auto shown = at_energies(images.slice(0, first, first + index.size(0)).to(model.device()), there);
    parts.push_back(model.paired_responses(shown.flatten(0, 1), index.repeat_interleave(energies.size(0)))
                        .to(torch::kCPU)
                        .view({-1, energies.size(0)}));
  }
  return torch::cat(parts).contiguous();
}

std::vector<float> row_of(const torch::Tensor& matrix, std::size_t i) {
  const float* begin = matrix.data_ptr<float>() + static_cast<std::int64_t>(i) * matrix.size(1);
  return {begin, begin + matrix.size(1)};
}

std::optional<float> mean_ratio(const std::vector<float>& a, const std::vector<float>& b) {
  double sum = 0;
  for (std::size_t e = 0; e < a.size(); ++e) {
    if (b[e] == 0) return std::nullopt;
    sum += static_cast<double>(a[e]) / b[e];
  }
  return static_cast<float>(sum / static_cast<double>(a.size()));
}

}  // namespace

void ComparisonConfig::check() const {
  if (n_energies >= 1 && energy_min > 0 && energy_max >= energy_min) return;
  throw Error(ErrorClass::bad_input, "comparison of stimuli: a setting is out of range",
              "ask for at least one energy, positive and ascending");
}

std::vector<StimulusComparison> compare_stimuli(const ResponseModel& model,
                                                std::span<const std::int64_t> neurons,
                                                const ComparedStimuli& stimuli,
                                                const ComparisonConfig& config) {
  const torch::NoGradGuard no_grad;
  config.check();
  std::vector<float> energies;
  for (std::int32_t e = 0; e < config.n_energies; ++e) {
    const float share =
        config.n_energies > 1 ? static_cast<float>(e) / static_cast<float>(config.n_energies - 1) : 0.0F;
    energies.push_back(config.energy_min * std::pow(config.energy_max / config.energy_min, share));
  }
  if (neurons.empty()) return {};
  const auto norms = torch::tensor(energies);
  const auto gabor = responses_to(model, neurons, stimuli.gabors, norms);
  const auto dog = responses_to(model, neurons, stimuli.dogs, norms);
  const auto mei = responses_to(model, neurons, stimuli.meis, norms);
  std::vector<StimulusComparison> comparisons;
  for (std::size_t i = 0; i < neurons.size(); ++i) {
    StimulusComparison one{energies, row_of(gabor, i), row_of(dog, i), row_of(mei, i), {}, {}, {}};
    one.gabor_dog = mean_ratio(one.gabor_responses, one.dog_responses);
    one.gabor_mei = mean_ratio(one.gabor_responses, one.mei_responses);
    one.dog_mei = mean_ratio(one.dog_responses, one.mei_responses);
    comparisons.push_back(std::move(one));
  }
  return comparisons;
}

}  // namespace doppel::science

#include "science/simulate/population.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>

#include "science/simulate/truth.h"
#include "util/error.h"
#include "util/rng.h"

namespace doppel::science {
namespace {

constexpr std::int64_t kBatch = 256;         // images a pass
constexpr std::int64_t kPairs = 64;          // of image and neuron a pass
constexpr int kLeastImages = 2;              // that must drive a neuron
constexpr double kRepeats = 10;              // of a test image, as in the paper
constexpr double kMicrometresPerPixel = 20;  // cortical magnification
constexpr double kScatter = 40;              // SD of the retinotopic map's scatter [um]

// (n_neurons,) of one field of the designs.
torch::Tensor field(const std::vector<NeuronDesign>& designs, float NeuronDesign::*member) {
  auto values = torch::empty({static_cast<std::int64_t>(designs.size())});
  for (std::size_t i = 0; i < designs.size(); ++i) values.data_ptr<float>()[i] = designs[i].*member;
  return values;
}

[[noreturn]] void refuse(const std::string& what, const std::string& mend) {
  throw Error(ErrorClass::bad_input, "simulation: " + what, mend);
}

}  // namespace

void SimulationConfig::check() const {
  if (n_neurons < 1) refuse("n_neurons is " + std::to_string(n_neurons), "ask for at least one neuron");
  if (rows < 16 || cols < 16) {
    refuse("images of " + std::to_string(rows) + " x " + std::to_string(cols), "use at least 16 x 16 px");
  }
  if (!(mean_oracle > 0 && mean_oracle < 1)) {
    refuse("mean_oracle is " + std::to_string(mean_oracle), "choose it between 0 and 1");
  }
  if (!(share_unoriented >= 0 && share_unoriented <= 1)) {
    refuse("share_unoriented is " + std::to_string(share_unoriented), "choose it in 0..1");
  }
  if (!(coupling > -1 && coupling < 1)) {
    refuse("coupling is " + std::to_string(coupling), "choose a rank correlation between -1 and 1");
  }
}

struct SimulatedPopulation::Impl {
  Impl(const SimulationConfig& settings, std::vector<NeuronDesign> neurons)
      : config(settings),
        designs(std::move(neurons)),
        bank(designs, settings.rows, settings.cols),
        phase_invariance(field(designs, &NeuronDesign::phase_invariance)),
        suppression(field(designs, &NeuronDesign::suppression_strength)),
        cross_inhibition(field(designs, &NeuronDesign::cross_inhibition_strength)),
        self_normalisation(field(designs, &NeuronDesign::self_normalisation)),
        semi_saturation(field(designs, &NeuronDesign::semi_saturation)),
        exponent(field(designs, &NeuronDesign::exponent)),
        threshold(field(designs, &NeuronDesign::threshold)),
        gain(torch::ones({static_cast<std::int64_t>(designs.size())})),
        spontaneous(torch::zeros_like(gain)) {}

  // The non-linear stage (docs/simulator.md eq. 3-5) up to the gain. pick brings a (n_neurons,) parameter to
  // the shape of the outputs' last axis.
  template <class Pick>
  torch::Tensor drive(const FilterOutputs& out, Pick pick) const {
    const auto q = pick(phase_invariance);
    const auto excitation = (1.0 - q) * torch::relu(out.linear).square_() + q * out.energy;
    const auto pool = pick(semi_saturation).square() + pick(self_normalisation) * out.energy +
                      pick(suppression) * out.surround_energy +
                      pick(cross_inhibition) * out.orthogonal_energy;
    return torch::relu(torch::pow(excitation / pool, pick(exponent) / 2.0) - pick(threshold));
  }

  torch::Tensor drive_of_all(const torch::Tensor& images) const {
    const torch::NoGradGuard no_grad;
    std::vector<torch::Tensor> parts;
    for (std::int64_t first = 0; first < images.size(0); first += kBatch) {
      const auto batch = images.slice(0, first, std::min(first + kBatch, images.size(0)));
      parts.push_back(drive(bank.all(batch), [](const torch::Tensor& parameter) { return parameter; }));
    }
    return parts.empty() ? torch::empty({0, gain.size(0)}) : torch::cat(parts);
  }

  torch::Tensor checked(const torch::Tensor& images) const {
    if (images.dim() != 3 || images.size(1) != config.rows || images.size(2) != config.cols) {
      refuse(
          "images that are not (n, " + std::to_string(config.rows) + ", " + std::to_string(config.cols) + ")",
          "show images of the population's own size");
    }
    return images.to(torch::kCPU, torch::kFloat32);
  }

  SimulationConfig config;
  std::vector<NeuronDesign> designs;
  FilterBank bank;
  torch::Tensor phase_invariance, suppression, cross_inhibition, self_normalisation, semi_saturation,
      exponent, threshold;
  torch::Tensor gain;         // (n_neurons,) events per unit of drive
  torch::Tensor spontaneous;  // (n_neurons,) events
  bool calibrated = false;
};

SimulatedPopulation::SimulatedPopulation(const SimulationConfig& config)
    : SimulatedPopulation(config, draw_designs(config)) {}

SimulatedPopulation::SimulatedPopulation(const SimulationConfig& config, std::vector<NeuronDesign> designs) {
  config.check();
  if (designs.empty()) refuse("no neuron", "give at least one design");
  impl_ = std::make_unique<Impl>(config, std::move(designs));
}

SimulatedPopulation::~SimulatedPopulation() = default;

std::int64_t SimulatedPopulation::n_neurons() const { return impl_->gain.size(0); }
std::int64_t SimulatedPopulation::rows() const { return impl_->config.rows; }
std::int64_t SimulatedPopulation::cols() const { return impl_->config.cols; }
const std::vector<NeuronDesign>& SimulatedPopulation::designs() const { return impl_->designs; }

const FilterBank& SimulatedPopulation::filters() const { return impl_->bank; }

torch::Tensor SimulatedPopulation::responses_of(const FilterOutputs& outputs,
                                                const torch::Tensor& neurons) const {
  const auto pick = [&](const torch::Tensor& parameter) { return parameter.index_select(0, neurons); };
  return impl_->drive(outputs, pick) * pick(impl_->gain) + pick(impl_->spontaneous);
}

torch::Tensor SimulatedPopulation::responses(const torch::Tensor& images) const {
  return impl_->drive_of_all(impl_->checked(images)).mul_(impl_->gain).add_(impl_->spontaneous);
}

torch::Tensor SimulatedPopulation::paired_responses(const torch::Tensor& images,
                                                    const torch::Tensor& neurons) const {
  const torch::NoGradGuard no_grad;
  const auto shown = impl_->checked(images);
  std::vector<torch::Tensor> parts;
  for (std::int64_t first = 0; first < shown.size(0); first += kPairs) {
    const std::int64_t n = std::min(kPairs, shown.size(0) - first);
    // Always as many, the last pass filled up: products and powers round by the number of rows, and a neuron
    // must answer the same in any company.
    const auto place = (torch::arange(kPairs) + first).clamp_max(first + n - 1);
    const auto index = neurons.index_select(0, place);
    parts.push_back(
        responses_of(impl_->bank.paired(shown.index_select(0, place), index), index).slice(0, 0, n));
  }
  return parts.empty() ? torch::empty({0}) : torch::cat(parts);
}

namespace {

// Images that a neuron's mean drive rests on: n if all drive it alike, 1 if one alone does. (n_neurons,)
torch::Tensor images_behind_the_mean(const torch::Tensor& drive) {
  return drive.sum(0).square() / drive.square().sum(0).clamp_min(1e-300);
}

// A gain is a rate over a mean drive. Where hardly an image drives a neuron it is a number without meaning,
// and the next image that does asks for millions of events.
void require_driven(const torch::Tensor& drive) {
  const auto lost = images_behind_the_mean(drive) < kLeastImages;
  const auto n = lost.sum().item<std::int64_t>();
  if (n == 0) return;
  refuse("of " + std::to_string(lost.size(0)) + " neurons " + std::to_string(n) + " (the first is number " +
             std::to_string(lost.nonzero()[0].item<std::int64_t>() + 1) + ") answer to fewer than " +
             std::to_string(kLeastImages) + " of the " + std::to_string(drive.size(0)) +
             " training images, too few to choose their gain by",
         "show more training images (a hundred serve nearly every population), or draw another seed");
}

}  // namespace

// A neuron of rate mu and stimulus-driven share s answers mu ((1 - s) + s drive / mean drive). Its signal
// variance is (mu s cv)^2, its noise variance mu, whatever s: one factor on all shares sets the mean oracle,
// by bisection.
void SimulatedPopulation::calibrate(const torch::Tensor& images) {
  const auto drive = impl_->drive_of_all(impl_->checked(images)).to(torch::kFloat64);
  if (drive.size(0) < 2) refuse("calibration on fewer than two images", "give the images that will be shown");
  require_driven(drive);
  const auto mean = drive.mean(0);
  const auto cv = drive.std(0, /*unbiased=*/false) / mean;
  const auto rate = field(impl_->designs, &NeuronDesign::rate).to(torch::kFloat64);
  const auto factor = field(impl_->designs, &NeuronDesign::signal_factor).to(torch::kFloat64);
  const auto share = [&](double scale) { return (factor * scale).clamp_max(1.0); };
  const auto oracle = [&](double scale) {
    const auto ratio = rate * (share(scale) * cv).square();
    return (ratio / torch::sqrt((ratio + 1.0) * (ratio + 1.0 / (kRepeats - 1.0)))).mean().item<double>();
  };
  double low = 0;
  double high = 1.0 / factor.min().item<double>();
  if (oracle(high) < impl_->config.mean_oracle) {
    refuse("mean_oracle " + std::to_string(impl_->config.mean_oracle) + " is out of reach, at most " +
               std::to_string(oracle(high)) + " on these images",
           "ask for less, or show images of more contrast");
  }
  for (int step = 0; step < 60; ++step) {
    const double middle = (low + high) / 2;
    (oracle(middle) < impl_->config.mean_oracle ? low : high) = middle;
  }
  impl_->gain = (rate * share(high) / mean).to(torch::kFloat32);
  impl_->spontaneous = (rate * (1.0 - share(high))).to(torch::kFloat32);
  impl_->calibrated = true;
}

std::vector<NeuronTruth> SimulatedPopulation::truth() const {
  if (!impl_->calibrated)
    refuse("truth() before calibrate()", "calibrate the population on the images that it is shown");
  auto truths = measure_truth(*this, impl_->designs);
  for (std::size_t i = 0; i < truths.size(); ++i)
    truths[i].gain = impl_->gain[static_cast<std::int64_t>(i)].item<float>();
  return truths;
}

// Retinotopy: the visual field, turned by an angle of the animal's own and scaled, plus scatter.
torch::Tensor SimulatedPopulation::cortical_position() const {
  Rng rng(derive_seed(impl_->config.seed, "cortical position"));
  const double angle = rng.uniform(0.0, 2.0 * std::numbers::pi);
  auto positions = torch::empty({n_neurons(), 2});
  float* out = positions.data_ptr<float>();
  for (const NeuronDesign& design : impl_->designs) {
    const double dx = kMicrometresPerPixel * (design.x - (impl_->config.cols - 1) / 2.0);
    const double dy = kMicrometresPerPixel * (design.y - (impl_->config.rows - 1) / 2.0);
    *out++ = static_cast<float>(dx * std::cos(angle) - dy * std::sin(angle) + kScatter * rng.normal());
    *out++ = static_cast<float>(dx * std::sin(angle) + dy * std::cos(angle) + kScatter * rng.normal());
  }
  return positions;
}

torch::Tensor expected_oracle(const torch::Tensor& expected) {
  const auto events = expected.to(torch::kFloat64);
  const auto mean = events.mean(0);
  const auto signal = events.var(0, /*unbiased=*/false);
  const auto variance = (signal + mean) * (signal + mean / (kRepeats - 1.0));
  return torch::where(variance > 0, signal / variance.clamp_min(1e-300).sqrt(), torch::zeros_like(signal));
}

}  // namespace doppel::science

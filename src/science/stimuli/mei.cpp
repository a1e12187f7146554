#include "science/stimuli/mei.h"

#include <algorithm>
#include <limits>
#include <string>

#include "util/error.h"
#include "util/rng.h"

namespace doppel::science {
namespace {

using torch::Tensor;

constexpr std::size_t kNeuronsAtOnce = 256, kNeuronsAtOnceOnGpu = 2048;

Tensor norms(const Tensor& images) { return images.flatten(1).norm(2, 1).view({-1, 1, 1}); }

Tensor scaled_to(const Tensor& images, float norm) {
  return images * (norm / norms(images).clamp_min(1e-12));
}

Tensor start_images(std::span<const std::int64_t> neurons, std::int64_t rows, std::int64_t cols,
                    const MeiConfig& config, std::uint64_t seed) {
  const auto n_images = static_cast<std::int64_t>(neurons.size()) * config.n_starts;
  Tensor images = torch::empty({n_images, rows, cols});
  float* pixel = images.data_ptr<float>();
  for (const std::int64_t neuron : neurons) {
    Rng rng(derive_seed(seed, "mei of neuron " + std::to_string(neuron)));
    for (std::int64_t i = 0; i < config.n_starts * rows * cols; ++i)
      *pixel++ = static_cast<float>(rng.normal());
  }
  return scaled_to(images, config.norm);
}

// t / mean(t), t = 1 / max(1, sqrt(f)), over the half spectrum of a real image: (rows, cols / 2 + 1).
Tensor fourier_weights(std::int64_t rows, std::int64_t cols, const torch::Device& device) {
  const Tensor y = torch::fft_fftfreq(rows, 1.0 / static_cast<double>(rows)).view({-1, 1});
  const Tensor x = torch::fft_fftfreq(cols, 1.0 / static_cast<double>(cols)).view({1, -1});
  const Tensor t = 1 / torch::hypot(y, x).sqrt().clamp_min(1);
  return (t / t.mean()).slice(1, 0, cols / 2 + 1).to(device);
}

// All images that are still climbing; row i of every tensor is one image.
class Ascent {
 public:
  Ascent(const PairedGradient& gradient, Tensor images, Tensor neurons, const MeiConfig& config)
      : gradient_(gradient),
        config_(config),
        x_(std::move(images)),
        neurons_(std::move(neurons)),
        weights_(fourier_weights(x_.size(1), x_.size(2), x_.device())),
        mean_(torch::zeros_like(x_)),
        square_(torch::zeros_like(x_)),
        place_(torch::arange(x_.size(0), neurons_.options())),
        average_(torch::full({x_.size(0)}, -std::numeric_limits<float>::infinity(), x_.options())),
        best_average_(average_.clone()),
        stale_(torch::zeros({x_.size(0)}, neurons_.options())),
        best_(x_.clone()),
        best_objective_(average_.clone()),
        steps_(torch::zeros({x_.size(0)}, neurons_.options())),
        converged_(torch::zeros({x_.size(0)}, neurons_.options().dtype(torch::kBool))),
        rate_(torch::full({x_.size(0)}, config_.learning_rate, x_.options())),
        drops_(torch::zeros({x_.size(0)}, neurons_.options())),
        age_(torch::zeros({x_.size(0)}, x_.options())) {}

  void run(const std::stop_token& stop) {
    for (std::int32_t step = 1; step <= config_.max_steps && x_.size(0) > 0; ++step) {
      if (stop.stop_requested()) {
        throw Error(ErrorClass::interrupted, "the search for MEIs was asked to stop", "");
      }
      climb(step);
    }
  }

  const Tensor& best() const { return best_; }
  const Tensor& best_objective() const { return best_objective_; }
  const Tensor& steps() const { return steps_; }
  const Tensor& converged() const { return converged_; }

 private:
  void climb(std::int32_t step) {
    const auto at = gradient_(x_, neurons_);
    const Tensor rough = laplacian_of(x_);
    const Tensor objective = at.responses - config_.smoothness * rough.square().sum({1, 2});
    keep_best(objective, step);
    // The kernel is symmetric, so that it is its own adjoint.
    Tensor uphill = along_sphere(at.gradients - 2 * config_.smoothness * laplacian_of(rough));
    uphill = torch::fft_irfft2(torch::fft_rfft2(uphill) * weights_, {{x_.size(1), x_.size(2)}});
    mean_ = 0.9 * mean_ + 0.1 * uphill;
    square_ = 0.999 * square_ + 0.001 * uphill.square();
    age_ = age_ + 1;
    const Tensor mean_bias = (1 - torch::pow(0.9, age_)).view({-1, 1, 1});
    const Tensor square_bias = (1 - torch::pow(0.999, age_)).view({-1, 1, 1});
    const Tensor step_size = rate_.view({-1, 1, 1});
    x_ = scaled_to(x_ + step_size * (mean_ / mean_bias) / ((square_ / square_bias).sqrt() + 1e-8),
                   config_.norm);
    retire(objective);
  }

  // Without the part along the image, which the scaling undoes. It does not vanish at the goal, and Adam,
  // which gives every pixel a step of the same size, would end at its signs.
  Tensor along_sphere(const Tensor& gradient) const {
    return gradient - x_ * ((gradient * x_).sum({1, 2}, true) / x_.square().sum({1, 2}, true));
  }

  void keep_best(const Tensor& objective, std::int32_t step) {
    const Tensor better = objective > best_objective_.index_select(0, place_);
    const Tensor rows = better.nonzero().squeeze(1), places = place_.index_select(0, rows);
    best_.index_copy_(0, places, x_.index_select(0, rows));
    best_objective_.index_copy_(0, places, objective.index_select(0, rows));
    steps_.index_fill_(0, place_, step);
  }

  // Where the moving average has not risen for `patience` steps, an image goes on from its best at a smaller
  // rate, or is taken out.
  void retire(const Tensor& objective) {
    average_ = torch::where(average_.isinf(), objective,
                            config_.averaging * average_ + (1 - config_.averaging) * objective);
    const Tensor risen = average_ > best_average_;
    best_average_ = torch::where(risen, average_, best_average_);
    stale_ = torch::where(risen, torch::zeros_like(stale_), stale_ + 1);
    const Tensor ended = stale_ >= config_.patience;
    if (!ended.any().item<bool>()) return;
    drop_rate(ended & (drops_ < config_.n_drops));
    const Tensor done = stale_ >= config_.patience;
    converged_.index_fill_(0, place_.index_select(0, done.nonzero().squeeze(1)), true);
    const Tensor open = (~done).nonzero().squeeze(1);
    for (Tensor* rows : {&x_, &neurons_, &mean_, &square_, &place_, &average_, &best_average_, &stale_,
                         &rate_, &drops_, &age_}) {
      *rows = rows->index_select(0, open);
    }
  }

  void drop_rate(const Tensor& which) {
    const Tensor rows = which.nonzero().squeeze(1);
    x_.index_copy_(0, rows, best_.index_select(0, place_.index_select(0, rows)));
    for (Tensor* state : {&mean_, &square_, &age_, &stale_}) state->index_fill_(0, rows, 0);
    for (Tensor* average : {&average_, &best_average_}) {
      average->index_fill_(0, rows, -std::numeric_limits<float>::infinity());
    }
    rate_ = torch::where(which, rate_ / 10, rate_);
    drops_ = torch::where(which, drops_ + 1, drops_);
  }

  const PairedGradient& gradient_;
  const MeiConfig config_;
  Tensor x_, neurons_, weights_, mean_, square_, place_;
  Tensor average_, best_average_, stale_;
  Tensor best_, best_objective_, steps_, converged_;  // of all images, by place_
  Tensor rate_, drops_, age_;                         // age: steps of Adam since it began
};

// Starts (rows of images) whose image and response are those of the best.
std::int32_t n_agreeing(const Tensor& images, const Tensor& responses, std::int64_t best,
                        const MeiConfig& config) {
  const Tensor centred = images.flatten(1) - images.flatten(1).mean(1, true);
  const Tensor unit = centred / centred.norm(2, 1, true).clamp_min(1e-12);
  const Tensor alike = unit.mv(unit[best]) > config.agreement_correlation;
  const Tensor as_good = responses >= config.agreement_activation * responses[best];
  return static_cast<std::int32_t>((alike & as_good).sum().item<std::int64_t>());
}

float border_energy(const Tensor& image, std::int64_t border) {
  const Tensor energy = image.square();
  const Tensor inner = energy.slice(0, border, std::max(border, energy.size(0) - border))
                           .slice(1, border, std::max(border, energy.size(1) - border));
  return 1 - (inner.sum() / energy.sum().clamp_min(1e-12)).item<float>();
}

std::vector<Mei> describe(const Ascent& ascent, const PairedGradient& gradient, const Tensor& neurons,
                          const MeiConfig& config) {
  const Tensor responses =
      gradient(ascent.best(), neurons).responses.to(torch::kCPU).view({-1, config.n_starts});
  const Tensor objective = ascent.best_objective().to(torch::kCPU).view({-1, config.n_starts});
  const Tensor best = objective.argmax(1);
  std::vector<Mei> meis;
  for (std::int64_t n = 0; n < responses.size(0); ++n) {
    const std::int64_t start = best[n].item<std::int64_t>(), row = n * config.n_starts + start;
    const Tensor ends =
        ascent.best().slice(0, n * config.n_starts, (n + 1) * config.n_starts).to(torch::kCPU).contiguous();
    const Tensor image = ends[start];
    const Tensor all = responses[n].contiguous();
    Mei mei;
    mei.image.assign(image.data_ptr<float>(), image.data_ptr<float>() + image.numel());
    mei.activations.assign(all.data_ptr<float>(), all.data_ptr<float>() + all.numel());
    mei.activation = mei.activations[static_cast<std::size_t>(start)];
    mei.roughness = laplacian_of(image.unsqueeze(0)).square().sum().item<float>();
    mei.best_start = static_cast<std::int32_t>(start);
    mei.n_agreeing = n_agreeing(ends, all, start, config);
    mei.border_energy = border_energy(image, config.border);
    mei.n_steps = static_cast<std::int32_t>(ascent.steps()[row].item<std::int64_t>());
    mei.converged = ascent.converged()[row].item<bool>();
    meis.push_back(std::move(mei));
  }
  return meis;
}

}  // namespace

void MeiConfig::check() const {
  const bool sound = norm > 0 && smoothness >= 0 && learning_rate > 0 && n_starts >= 1 && max_steps >= 1 &&
                     patience >= 1 && n_drops >= 0 && averaging >= 0 && averaging < 1 && border >= 0;
  if (!sound) {
    throw Error(ErrorClass::bad_input, "MEI: a setting is out of range",
                "norm, rate and counts must be positive and the averaging in 0..1");
  }
}

// The kernel is [.5, 1, .5] along either axis, one after the other, less 4 in the middle: a few sums, where a
// convolution of single planes takes ten times as long on a CPU.
Tensor laplacian_of(const Tensor& images) {
  const auto smoothed = [](const Tensor& padded, std::int64_t axis) {
    const std::int64_t n = padded.size(axis) - 2;
    return padded.narrow(axis, 1, n) + 0.5 * (padded.narrow(axis, 0, n) + padded.narrow(axis, 2, n));
  };
  return smoothed(smoothed(torch::constant_pad_nd(images, {1, 1, 1, 1}), 1), 2) - 4 * images;
}

std::vector<Mei> find_meis(const PairedGradient& gradient, std::span<const std::int64_t> neurons,
                           std::int64_t rows, std::int64_t cols, const MeiConfig& config, std::uint64_t seed,
                           std::stop_token stop) {  // NOLINT(performance-unnecessary-value-param)
  const torch::NoGradGuard no_grad;
  config.check();
  std::vector<Mei> meis;
  if (neurons.empty()) return meis;
  const auto device =
      gradient(torch::zeros({1, rows, cols}), torch::tensor({neurons.front()})).responses.device();
  const std::size_t at_once = device.is_cuda() ? kNeuronsAtOnceOnGpu : kNeuronsAtOnce;
  for (std::size_t first = 0; first < neurons.size(); first += at_once) {
    const auto mine = neurons.subspan(first, std::min(at_once, neurons.size() - first));
    const Tensor index = torch::tensor(std::vector<std::int64_t>(mine.begin(), mine.end()))
                             .repeat_interleave(std::int64_t{config.n_starts});
    const Tensor start = start_images(mine, rows, cols, config, seed);
    Ascent ascent(gradient, start.to(device), index.to(device), config);
    ascent.run(stop);
    for (Mei& mei : describe(ascent, gradient, index.to(device), config)) meis.push_back(std::move(mei));
  }
  return meis;
}

}  // namespace doppel::science

#include "science/stimuli/gabor_certificate.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "science/stimuli/gabor_grid.h"
#include "science/stimuli/local_core.h"
#include "science/stimuli/stimulus_search.h"
#include "util/error.h"

namespace doppel::science {
namespace {

using torch::Tensor;

constexpr int kRounds = 3, kStepsPerRound = 40;
constexpr double kFirstRate = 0.05, kRateFactor = 0.25;  // of Adam, on the scaled parameters
constexpr double kDegrees = 180 / std::numbers::pi;

// (n, 7) numbers of about one unit each: position in SDs of the envelope, logarithms of size, frequency and
// contrast, angles in radians; all relative to the start.
class Chart {
 public:
  Chart(std::span<const Gabor> gabors, const PolishFrame& frame, const torch::Device& device)
      : start_(gabor_parameters(gabors).to(device)),
        largest_size_(4.0 * static_cast<double>(std::max(frame.rows, frame.cols))),
        largest_contrast_(frame.largest_contrast) {}

  // (n, 7) in the order of Gabor's members.
  Tensor parameters(const Tensor& chart) const {
    const auto from = [&](std::int64_t k) { return start_.select(1, k); };
    const auto by = [&](std::int64_t k) { return chart.select(1, k); };
    const Tensor sd = from(2) / 4;
    return torch::stack(
        {from(0) + sd * by(0), from(1) + sd * by(1), (from(2) * by(2).exp()).clamp(1.0, largest_size_),
         (from(3) * by(3).exp()).clamp_max(0.5), (from(4) * by(4).exp()).clamp_max(largest_contrast_),
         from(5) + kDegrees * by(5), from(6) + kDegrees * by(6)},
        1);
  }

 private:
  Tensor start_;
  double largest_size_, largest_contrast_;
};

struct Climbed {
  Tensor chart;      // (n, 7) of the best point
  Tensor responses;  // (n,) there
  Tensor first;      // (n,) at the start
};

// Adam in rounds of falling rate, each from the best point so far.
Climbed climb(const PairedGradient& gradient, const Tensor& neurons, const Chart& chart,
              const PolishFrame& frame, const std::stop_token& stop) {
  Climbed best;
  best.chart = torch::zeros({neurons.size(0), 7}, neurons.options().dtype(torch::kFloat32));
  for (int round = 0; round < kRounds; ++round) {
    const double rate = kFirstRate * std::pow(kRateFactor, round);
    Tensor at = best.chart.clone(), mean = torch::zeros_like(at), square = torch::zeros_like(at);
    for (int step = 1; step <= kStepsPerRound; ++step) {
      if (stop.stop_requested()) {
        throw Error(ErrorClass::interrupted, "the ascent from optimal Gabors was asked to stop", "");
      }
      Tensor slope, responses;
      {
        const torch::AutoGradMode with_grad(true);
        const Tensor x = at.detach().requires_grad_(true);
        const Tensor images = render_gabors(chart.parameters(x), frame.rows, frame.cols);
        const ResponseGradient there = gradient(images.detach(), neurons);
        slope = torch::autograd::grad({images}, {x}, {there.gradients.detach()}).front();
        responses = there.responses.detach();
      }
      if (!best.first.defined()) best.first = best.responses = responses;
      const Tensor better = responses > best.responses;
      best.responses = torch::where(better, responses, best.responses);
      best.chart = torch::where(better.unsqueeze(1), at, best.chart);
      mean = 0.9 * mean + 0.1 * slope;
      square = 0.999 * square + 0.001 * slope.square();
      at = at + rate * (mean / (1 - std::pow(0.9, step))) /
                    ((square / (1 - std::pow(0.999, step))).sqrt() + 1e-12);
    }
  }
  return best;
}

float wrapped(double angle, double period) {
  const double rest = std::fmod(angle, period);
  return static_cast<float>(rest < 0 ? rest + period : rest);
}

// An orientation beyond 180 degrees is the same Gabor with its phase's sign turned.
Gabor gabor_at(const float* values) {
  Gabor gabor{values[0], values[1], values[2], values[3], values[4], wrapped(values[5], 360), values[6]};
  if (gabor.orientation >= 180) {
    gabor.orientation -= 180;
    gabor.phase = -gabor.phase;
  }
  gabor.phase = wrapped(gabor.phase, 360);
  return gabor;
}

}  // namespace

std::vector<PolishedGabor> polish_gabors(const PairedGradient& gradient,
                                         std::span<const std::int64_t> neurons, std::span<const Gabor> gabors,
                                         const PolishFrame& frame, const std::stop_token& stop) {
  const torch::NoGradGuard no_grad;
  if (neurons.empty()) return {};
  Tensor index = torch::tensor(std::vector<std::int64_t>(neurons.begin(), neurons.end()));
  const auto device =
      gradient(render(gabors.first(1), frame.rows, frame.cols), index.slice(0, 0, 1)).responses.device();
  index = index.to(device);
  const Chart chart(gabors, frame, device);
  const Climbed best = climb(gradient, index, chart, frame, stop);
  const Tensor parameters = chart.parameters(best.chart).to(torch::kCPU).contiguous();
  const Tensor responses = best.responses.to(torch::kCPU).contiguous();
  const Tensor first = best.first.to(torch::kCPU).contiguous();
  std::vector<PolishedGabor> polished;
  for (std::size_t i = 0; i < neurons.size(); ++i) {
    const float start = first.data_ptr<float>()[i], top = responses.data_ptr<float>()[i];
    polished.push_back(
        {gabor_at(parameters.data_ptr<float>() + 7 * i), top, start > 0 ? top / start - 1 : 0});
  }
  return polished;
}

float energy_outside(const Gabor& gabor, std::int64_t rows, std::int64_t cols) {
  const auto margin = static_cast<std::int64_t>(std::ceil(gabor.size));  // 4 SD
  const auto beyond = [&](float centre, std::int64_t pixels) {           // for centres outside the image
    return margin + static_cast<std::int64_t>(
                        std::ceil(std::max({0.0F, -centre, centre - static_cast<float>(pixels - 1)})));
  };
  const std::int64_t above = beyond(gabor.r_y, rows), left = beyond(gabor.r_x, cols);
  Gabor moved = gabor;
  moved.r_x += static_cast<float>(left);
  moved.r_y += static_cast<float>(above);
  const auto energy = render(std::span(&moved, 1), rows + 2 * above, cols + 2 * left)[0].square();
  const auto inside = energy.slice(0, above, above + rows).slice(1, left, left + cols);
  return 1 - (inside.sum(torch::kFloat64) / energy.sum(torch::kFloat64)).item<float>();
}

float alias_margin(const Gabor& gabor) {
  const double turn = gabor.orientation / kDegrees;
  const double along = std::max(std::abs(std::cos(turn)), std::abs(std::sin(turn)));
  const double spectrum_sd = 1 / (2 * std::numbers::pi * gabor.size / 4);
  return static_cast<float>(0.5 - (gabor.spatial_frequency * along + 2 * spectrum_sd));
}

std::vector<GaborCertificate> certify_gabors(const Twin& twin, std::span<const std::int64_t> neurons,
                                             std::span<const Gabor> gabors, const GaborGrid& grid,
                                             const std::stop_token& stop) {
  const LocalTwin local(twin);
  const auto gradient = [&](const Tensor& images, const Tensor& index) {
    return local.paired_gradients(images, index);
  };
  PolishFrame frame{twin.rows(), twin.cols()};
  frame.largest_contrast =
      grid.contrast_min * std::pow(grid.contrast_factor, static_cast<float>(grid.n_contrasts - 1));
  const auto polished = polish_gabors(gradient, neurons, gabors, frame, stop);
  const auto boxes = boxes_of(grid.locations(), twin.receptive_fields(), neurons, twin);
  std::vector<GaborCertificate> certificates;
  for (std::size_t i = 0; i < neurons.size(); ++i) {
    certificates.push_back({grid_edges(grid, boxes[i], gabors[i]), polished[i],
                            energy_outside(gabors[i], twin.rows(), twin.cols()), alias_margin(gabors[i])});
  }
  return certificates;
}

}  // namespace doppel::science

// Neurons per second of the in silico experiments, all neurons together and on the pixels that they see,
// beside the plain loop: one neuron at a time through the whole network on whole images. Both must agree.
//
//   experiments_bench [NEURONS] [NEURONS_OF_THE_LOOP]
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <numeric>
#include <vector>

#include "bench/in_silico/random_twin.h"
#include "science/model/glm.h"
#include "science/model/network.h"
#include "science/stimuli/local_core.h"
#include "science/stimuli/mei.h"
#include "science/stimuli/optimal_dog.h"
#include "science/tuning/interactions.h"
#include "util/denormals.h"

namespace doppel::science {
namespace {

using bench::kCols;
using bench::kRows;
using torch::Tensor;

double seconds(const std::function<void()>& work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

// The twin without LocalTwin's short cut: whole images, and all that a neuron does not see as well.
class WholeImages : public ResponseModel {
 public:
  explicit WholeImages(const Twin& twin) : twin_(twin) {
    const auto readout = twin.readout();
    weights_ = readout.weights;
    bias_ = readout.bias;
    quads_ = quad_readout(readout.positions, kRows, kCols);
  }
  std::int64_t n_neurons() const override { return twin_.n_neurons(); }
  std::int64_t rows() const override { return kRows; }
  std::int64_t cols() const override { return kCols; }
  Tensor responses(const Tensor& images) const override { return twin_.responses(images); }
  Tensor paired_responses(const Tensor& images, const Tensor& neurons) const override {
    return read(images, neurons);
  }
  ResponseGradient gradients(const Tensor& images, const Tensor& neurons) const {
    const torch::AutoGradMode with_grad(true);
    const Tensor x = images.detach().clone().requires_grad_(true);
    const Tensor y = read(x, neurons);
    return {y.detach(), torch::autograd::grad({y.sum()}, {x}).front()};
  }

 private:
  Tensor read(const Tensor& images, const Tensor& neurons) const {
    const Tensor phi = frozen_forward(twin_.parts().frozen, images.unsqueeze(1));
    const Tensor image = torch::arange(images.size(0));
    const Tensor corner = quads_.corners.index_select(0, neurons);
    const Tensor shares = quads_.shares.index_select(0, neurons);
    Tensor drive = bias_.index_select(0, neurons);
    for (const std::int64_t dy : {0, 1}) {
      for (const std::int64_t dx : {0, 1}) {
        const Tensor at =
            phi.permute({0, 2, 3, 1}).index({image, corner.select(1, 0) + dy, corner.select(1, 1) + dx});
        drive = drive + (at * weights_.index_select(0, neurons)).sum(1) * shares.select(1, dy).select(1, dx);
      }
    }
    return torch::softplus(drive);
  }

  const Twin& twin_;
  Tensor weights_, bias_;
  QuadReadout quads_;
};

std::vector<std::int64_t> first_of(std::int64_t n) {
  std::vector<std::int64_t> neurons(static_cast<std::size_t>(n));
  std::iota(neurons.begin(), neurons.end(), 0);
  return neurons;
}

struct Sizes {
  std::int64_t together = 0, loop = 0;  // neurons
};

// Runs `all` on every neuron together and `one` on each of a few alone, which return a number a neuron.
void compare(const char* name, const Sizes& sizes, const std::function<std::vector<float>()>& all,
             const std::function<float(std::int64_t)>& one) {
  std::vector<float> fast, slow;
  const double together = seconds([&] { fast = all(); }) / static_cast<double>(sizes.together);
  const double loop = seconds([&] {
                        for (std::int64_t n = 0; n < sizes.loop; ++n) slow.push_back(one(n));
                      }) /
                      static_cast<double>(sizes.loop);
  double difference = 0;
  for (std::size_t n = 0; n < slow.size(); ++n)
    difference = std::max(difference, std::abs(static_cast<double>(fast[n] - slow[n])) / std::abs(slow[n]));
  std::printf("%-14s %9.1f neurons/s, plain loop %8.2f: %6.1f times; largest relative difference %.1e\n",
              name, 1 / together, 1 / loop, loop / together, difference);
  std::fflush(stdout);
}

std::vector<Gabor> own_gabors(const Twin& twin) {
  std::vector<Gabor> gabors;
  const auto centres = twin.receptive_fields();
  for (std::int64_t n = 0; n < twin.n_neurons(); ++n) {
    gabors.push_back({centres[n][0].item<float>(), centres[n][1].item<float>(), 14, 0.1F, 4,
                      static_cast<float>(n * 15 % 180), static_cast<float>(n * 45 % 360)});
  }
  return gabors;
}

void compare_interactions(const Twin& twin, const Sizes& sizes) {
  const LocalTwin local(twin);
  const WholeImages whole(twin);
  const auto gabors = own_gabors(twin);
  const auto neurons = first_of(sizes.together);
  const auto alone = [&](std::int64_t n) {
    return std::span(neurons).subspan(static_cast<std::size_t>(n), 1);
  };
  const auto gabor = [&](std::int64_t n) {
    return std::span(gabors).subspan(static_cast<std::size_t>(n), 1);
  };
  compare(
      "size-contrast", sizes,
      [&] {
        std::vector<float> last;
        for (const auto& one : size_contrast_tuning(local, neurons, gabors))
          last.push_back(one.responses.back());
        return last;
      },
      [&](std::int64_t n) {
        return size_contrast_tuning(whole, alone(n), gabor(n)).front().responses.back();
      });
  compare(
      "plaid", sizes,
      [&] {
        std::vector<float> last;
        for (const auto& one : plaid_tuning(local, neurons, gabors)) last.push_back(one.responses.back());
        return last;
      },
      [&](std::int64_t n) { return plaid_tuning(whole, alone(n), gabor(n)).front().responses.back(); });
}

void compare_meis(const Twin& twin, const Sizes& sizes) {
  const LocalTwin local(twin);
  const WholeImages whole(twin);
  const auto neurons = first_of(sizes.together);
  MeiConfig config;
  config.max_steps = 30;  // a fixed number: time a step, not the luck of convergence
  const auto quick = [&](const Tensor& images, const Tensor& index) {
    return local.paired_gradients(images, index);
  };
  const auto plain = [&](const Tensor& images, const Tensor& index) {
    return whole.gradients(images, index);
  };
  compare(
      "mei, 30 steps", sizes,
      [&] {
        std::vector<float> best;
        for (const auto& mei : find_meis(quick, neurons, kRows, kCols, config, 1))
          best.push_back(mei.activation);
        return best;
      },
      [&](std::int64_t n) {
        const auto one = std::span(neurons).subspan(static_cast<std::size_t>(n), 1);
        return find_meis(plain, one, kRows, kCols, config, 1).front().activation;
      });
}

void compare_dogs(const Twin& twin, const Sizes& sizes) {
  DogGrid grid;
  grid.locations.window = 1;
  grid.n_contrasts = 2;
  const auto neurons = first_of(sizes.together);
  const auto centres = twin.receptive_fields();
  compare(
      "optimal dog", {sizes.together, 1},  // a loop of minutes
      [&] {
        std::vector<float> best;
        for (const auto& dog : find_optimal_dogs(twin, neurons, grid)) best.push_back(dog.activation);
        return best;
      },
      [&](std::int64_t n) {
        const auto one = std::span(neurons).subspan(static_cast<std::size_t>(n), 1);
        return find_optimal_dogs_exhaustively(twin, centres, one, grid).front().activation;
      });
}

void compare_glms(const Sizes& sizes) {
  torch::manual_seed(2);
  const Tensor images = torch::randn({1000, 600});
  const Tensor responses =
      torch::poisson((images.mm(0.04 * torch::randn({600, sizes.together})) - 0.3).exp());
  GlmConfig config;
  config.n_alphas = 6;
  config.n_folds = 3;
  compare(
      "glm", sizes,
      [&] {
        const Tensor loss = fit_glm(images, responses, config, 1).loss.contiguous();
        return std::vector<float>(loss.data_ptr<float>(), loss.data_ptr<float>() + loss.numel());
      },
      [&](std::int64_t n) {
        return fit_glm(images, responses.slice(1, n, n + 1), config, 1).loss[0].item<float>();
      });
}

}  // namespace
}  // namespace doppel::science

int main(int argc, char** argv) {
  doppel::flush_denormals();
  using namespace doppel::science;
  const Sizes sizes{argc > 1 ? std::atoll(argv[1]) : 256, argc > 2 ? std::atoll(argv[2]) : 4};
  const auto twin = doppel::bench::random_twin(sizes.together);
  compare_interactions(*twin, sizes);
  compare_meis(*twin, sizes);
  compare_dogs(*twin, sizes);
  compare_glms(sizes);
}

// The search for optimal Gabors beside the straightforward one, which shows the stimuli to the whole network
// in batches, every stimulus once for all neurons. Both search the same grid over the same locations of one
// box, as the paper does, and must name the same stimulus for every neuron.
//
//   gabor_search_bench [NEURONS] [SIZES] [ORIENTATIONS] [ROWS] [COLUMNS]
//
// The fast search does the same work on a grid of the paper's size as well, whose straightforward search
// would take hours.
#include <torch/types.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <numeric>
#include <span>

#include "bench/in_silico/random_twin.h"
#include "science/stimuli/gabor_grid.h"
#include "science/stimuli/optimal_gabor.h"
#include "science/stimuli/stimulus_search.h"
#include "util/denormals.h"

namespace doppel::science {
namespace {

constexpr int kMargin = 3;  // [px]

double seconds(const std::function<void()>& work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

struct Run {
  std::vector<BestResponse> best;
  double seconds = 0;
};

std::size_t differences(const std::vector<BestResponse>& one, const std::vector<BestResponse>& other) {
  std::size_t n = 0;
  for (std::size_t i = 0; i < one.size(); ++i) n += one[i].point == other[i].point ? 0 : 1;
  return n;
}

void report(const char* name, std::int64_t n_stimuli, std::size_t n_neurons, double seconds) {
  std::printf("%-16s %10lld stimuli for %zu neurons in %8.1f s\n", name, static_cast<long long>(n_stimuli),
              n_neurons, seconds);
  std::fflush(stdout);
}

// One box for all: the middle of the image and what lies around it.
std::vector<LocationBox> middle(std::size_t n_neurons, std::int64_t rows, std::int64_t cols) {
  const LocationBox box{{(bench::kRows - rows) / 2, rows, 1}, {(bench::kCols - cols) / 2, cols, 1}};
  return std::vector<LocationBox>(n_neurons, box);
}

// The same grid for every neuron of a twin, by both searches. Returns how many neurons have another stimulus.
std::size_t compare(const Twin& twin, std::span<const std::int64_t> neurons,
                    const std::vector<LocationBox>& boxes, const GaborStimuli& stimuli) {
  const std::int64_t n_stimuli = stimuli.n_parameters() * boxes.front().count();
  Run fast, plain;
  fast.seconds = seconds([&] { fast.best = search(twin, neurons, boxes, stimuli, {}); });
  report("search", n_stimuli, neurons.size(), fast.seconds);
  plain.seconds = seconds([&] { plain.best = search_exhaustively(twin, neurons, boxes, stimuli); });
  report("straightforward", n_stimuli, neurons.size(), plain.seconds);
  const auto n_different = differences(fast.best, plain.best);
  std::printf("%.0f times as fast; %zu neurons with another stimulus\n", plain.seconds / fast.seconds,
              n_different);
  return n_different;
}

int compare_all(std::int64_t n_neurons, const GaborGrid& grid, std::int64_t rows, std::int64_t cols) {
  const auto boxes = middle(static_cast<std::size_t>(n_neurons), rows, cols);
  const GaborStimuli stimuli(grid);
  std::printf("locations: the box around all receptive fields and a margin of %d px, as in the paper\n",
              kMargin);
  const auto central = bench::random_twin_in_the_middle(n_neurons, rows - 2 * kMargin, cols - 2 * kMargin);
  std::vector<std::int64_t> neurons(boxes.size());
  std::iota(neurons.begin(), neurons.end(), 0);
  std::size_t n_different = compare(*central, neurons, boxes, stimuli);
  const GaborStimuli paper{GaborGrid{}};
  const double all = seconds([&] { search(*central, neurons, boxes, paper, {}); });
  report("paper's grid", paper.n_parameters() * boxes.front().count(), neurons.size(), all);
  std::printf("receptive fields anywhere in the image\n");
  n_different += compare(*bench::random_twin(n_neurons), neurons, boxes, stimuli);
  std::printf(
      "factorised readouts in the middle, masks that are zero where they have less than 1/1000 of their "
      "highest\n");
  const auto masked = [&](float least) {
    return bench::random_masked_twin(n_neurons, rows - 2 * kMargin, cols - 2 * kMargin, least);
  };
  n_different += compare(*masked(1e-3F), neurons, boxes, stimuli);
  std::printf("the same, masks without zeros\n");
  n_different += compare(*masked(0), neurons, boxes, stimuli);
  return n_different == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

}  // namespace
}  // namespace doppel::science

int main(int argc, char** argv) {
  doppel::flush_denormals();
  using namespace doppel::science;
  const auto argument = [&](int i, int otherwise) { return argc > i ? std::atoi(argv[i]) : otherwise; };
  GaborGrid grid;
  grid.n_sizes = argument(2, 2);
  grid.size_factor = 1.9F;
  grid.n_sfs = 2;
  grid.n_contrasts = 2;
  grid.n_orientations = argument(3, 6);
  grid.n_phases = 4;
  return compare_all(argument(1, 1000), grid, argument(4, 23), argument(5, 22));
}

// The search for Gaussian readouts, pass by pass (quad_passes.h).
#include <ATen/Parallel.h>

#include <algorithm>

#include "science/model/network.h"
#include "science/stimuli/quad_passes.h"
#include "science/stimuli/stimulus_search.h"
#include "util/error.h"

namespace doppel::science {
namespace {

using quads::Axis;
using quads::Pass;
using quads::Searcher;
using quads::Team;

constexpr std::int64_t kBatchFloats = 24'000'000;        // of the widest layer: some 100 MB
constexpr std::int64_t kBatchFloatsOnGpu = 750'000'000;  // some 3 GB

struct Problem {
  const LocalCore& core;
  const StimulusGrid& grid;
  std::stop_token stop;
};

// What each member answers to each stimulus at each pixel of the window: (batch, members, rows - 1, cols -
// 1), minus infinity where it does not read.
torch::Tensor drives(const torch::Tensor& phi, const Team& team, const PixelWindow& needed) {
  const std::int64_t rows = team.window.rows.count(), cols = team.window.cols.count();
  const auto window = phi.narrow(2, team.window.rows.first - needed.rows.first, rows)
                          .narrow(3, team.window.cols.first - needed.cols.first, cols);
  const auto at_pixels = torch::matmul(team.weights, window.flatten(2)).view({phi.size(0), -1, rows, cols});
  const auto corner = [&](std::int64_t dy, std::int64_t dx) {
    return at_pixels.narrow(2, dy, rows - 1).narrow(3, dx, cols - 1);
  };
  return torch::addcmul(team.others, corner(0, 0), team.shares[0])
      .addcmul_(corner(0, 1), team.shares[1])
      .addcmul_(corner(1, 0), team.shares[2])
      .addcmul_(corner(1, 1), team.shares[3]);
}

// Each member's highest drive (batch, members, rows, cols), and its first place among the flattened others.
class Peaks {
 public:
  explicit Peaks(const torch::Tensor& drive) : drive_(drive), values_(drive.amax({0, 2, 3})) {}
  Peaks(torch::Tensor values, torch::Tensor places)
      : values_(std::move(values)), places_(std::move(places)) {}

  float value(std::size_t i) const { return values_.data_ptr<float>()[i]; }
  std::int64_t place(std::size_t i) const {
    if (places_.defined()) return places_.data_ptr<std::int64_t>()[i];
    return drive_.select(1, static_cast<std::int64_t>(i)).flatten().argmax().item<std::int64_t>();
  }

 private:
  torch::Tensor drive_, values_, places_;
};

// Keeps what is better than the best so far; of equals the first parameters, then rows, then columns of the
// window. parameters: first index of the batch, in the turned frame.
void record(const Peaks& peaks, const Team& team, const Pass& pass, std::int64_t parameters,
            const Problem& problem, const Twin& twin, std::vector<BestStimulus>& best) {
  const std::int64_t rows = team.others.size(1), cols = team.others.size(2),
                     step = problem.grid.location_step();
  for (std::size_t i = 0; i < team.members.size(); ++i) {
    const Searcher& member = *team.members[i];
    BestStimulus& mine = best[member.place];
    const float found = peaks.value(i);
    if (mine.found && found <= mine.drive) continue;
    const std::int64_t at = peaks.place(i);
    const auto read = [&](const Axis& axis, std::int64_t pixel) {
      return (pixel - reads_of(axis).start) / step;
    };
    const std::int64_t row = team.window.rows.first + at / cols % rows;
    const std::int64_t col = team.window.cols.first + at % cols;
    const GridPoint turned{parameters + at / (rows * cols),
                           location_of(member.row, pass.y, read(member.row, row)),
                           location_of(member.col, pass.x, read(member.col, col))};
    mine.point = quads::unturned_location(turned, member.turns, twin.rows(), twin.cols());
    mine.point.parameters = problem.grid.unturned(turned.parameters, member.turns);
    mine.drive = found;
    mine.found = true;
  }
}

// keep(peaks, team) for each team.
template <class Keep>
void look_on_cores(const torch::Tensor& phi, const Pass& pass, const Keep& keep) {
  const auto look = [&](std::int64_t begin, std::int64_t end) {
    const torch::NoGradGuard no_grad;  // of this thread
    for (std::int64_t i = begin; i < end; ++i) {
      const Team& team = pass.teams[static_cast<std::size_t>(i)];
      keep(Peaks(drives(phi, team, pass.needed)), team);
    }
  };
  const auto n = static_cast<std::int64_t>(pass.teams.size());
  n > 1 ? at::parallel_for(0, n, 1, look) : look(0, n);  // no neuron is in two teams
}

// Most batches improve few members, yet to ask a device about each of these, or about each team, costs more
// than all places together.
template <class Keep>
void look_on_device(const torch::Tensor& phi, const Pass& pass, const Keep& keep) {
  std::vector<torch::Tensor> values, places;
  for (const Team& team : pass.teams) {
    const auto [value, place] = drives(phi, team, pass.needed).transpose(0, 1).flatten(1).max(1);
    values.push_back(value);
    places.push_back(place);
  }
  const auto all_values = torch::cat(values).to(torch::kCPU), all_places = torch::cat(places).to(torch::kCPU);
  std::int64_t first = 0;
  for (const Team& team : pass.teams) {
    const auto n = static_cast<std::int64_t>(team.members.size());
    keep(Peaks(all_values.narrow(0, first, n), all_places.narrow(0, first, n)), team);
    first += n;
  }
}

void run(const Pass& pass, const Problem& problem, const Twin& twin, std::vector<BestStimulus>& best) {
  const PixelWindow input = problem.core.input(pass.needed, pass.image);
  const torch::Device device = problem.core.device();
  const std::int64_t floats = problem.core.n_channels() * input.rows.count() * input.cols.count();
  const auto batch =
      std::max<std::int64_t>(1, (device.is_cuda() ? kBatchFloatsOnGpu : kBatchFloats) / floats);
  const Canvas canvas{input.rows.count(), input.cols.count(), static_cast<float>(pass.x - input.cols.first),
                      static_cast<float>(pass.y - input.rows.first), device};
  const std::int64_t parameters = problem.grid.n_parameters();
  for (std::int64_t first = 0; first < parameters; first += batch) {
    if (problem.stop.stop_requested()) {
      throw Error(ErrorClass::interrupted, "the search for optimal stimuli was stopped", "run it again");
    }
    const std::int64_t count = std::min(batch, parameters - first);
    const auto images = problem.grid.render(first, count, canvas);
    const auto phi = problem.core.features(images, pass.needed, pass.image);
    const auto keep = [&](const Peaks& peaks, const Team& team) {
      record(peaks, team, pass, first, problem, twin, best);
    };
    phi.is_cpu() ? look_on_cores(phi, pass, keep) : look_on_device(phi, pass, keep);
  }
}

// A stimulus through the core and all teams.
double operations_of(const Pass& pass, const LocalCore& core) {
  double sum = core.operations(pass.needed, pass.image);
  for (const Team& team : pass.teams)
    sum += static_cast<double>(team.weights.numel() * team.window.rows.count() * team.window.cols.count());
  return sum;
}

}  // namespace

double operations_of_quads(const Twin& twin, std::span<const std::int64_t> neurons,
                           std::span<const LocationBox> boxes, const StimulusGrid& grid) {
  const torch::NoGradGuard no_grad;
  const LocalCore core(twin.parts().frozen);
  const Problem problem{core, grid, {}};
  const auto searchers = quads::make_searchers(twin, neurons, boxes, core, grid);
  double sum = 0;
  for (const Pass& pass : quads::make_passes(searchers, core, grid)) sum += operations_of(pass, core);
  return sum * static_cast<double>(grid.n_parameters());
}

std::vector<BestStimulus> search_quads(const Twin& twin, std::span<const std::int64_t> neurons,
                                       std::span<const LocationBox> boxes, const StimulusGrid& grid,
                                       std::stop_token stop) {
  const torch::NoGradGuard no_grad;
  const at::NoTF32Guard full_precision;  // stimuli that are compared differ little
  const LocalCore core(twin.parts().frozen);
  const Problem problem{core, grid, std::move(stop)};
  const auto searchers = quads::make_searchers(twin, neurons, boxes, core, grid);
  std::vector<BestStimulus> best(neurons.size());
  for (const Pass& pass : quads::make_passes(searchers, core, grid)) run(pass, problem, twin, best);
  const auto bias = twin.readout().bias.to(torch::kCPU);
  const auto silent = (twin.readout().weights == 0).all(1).to(torch::kCPU);
  for (std::size_t i = 0; i < neurons.size(); ++i) {
    best[i].drive += bias[neurons[i]].item<float>();
    // All stimuli tie for a readout of zeros: the first in grid order.
    if (silent[neurons[i]].item<bool>()) best[i].point = {0, boxes[i].y.first, boxes[i].x.first};
  }
  return best;
}

}  // namespace doppel::science

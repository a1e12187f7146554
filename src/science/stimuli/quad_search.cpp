// The search for Gaussian readouts, pass by pass (quad_passes.h).
#include <algorithm>
#include <functional>

#include "science/model/network.h"
#include "science/stimuli/quad_peaks.h"
#include "science/stimuli/stimulus_search.h"
#include "util/error.h"

namespace doppel::science {
namespace {

using quads::Pass;
using quads::Peak;
using quads::Searcher;
using quads::Team;

constexpr std::int64_t kBatchFloats = 24'000'000;        // of the widest layer: some 100 MB
constexpr std::int64_t kBatchFloatsOnGpu = 750'000'000;  // some 3 GB

struct Problem {
  const LocalCore& core;
  const StimulusGrid& grid;
  std::stop_token stop;
};

// parameters: of the batch's first image, in the turned frame.
void record(const std::vector<std::vector<Peak>>& peaks, const Team& team, const Pass& pass,
            std::int64_t parameters, const Problem& problem, const Twin& twin, std::vector<NearTies>& best) {
  for (std::size_t i = 0; i < team.members.size(); ++i) {
    const Searcher& member = *team.members[i];
    for (const Peak& peak : peaks[i]) {
      const GridPoint turned{parameters + peak.image, location_of(member.row, pass.y, peak.row),
                             location_of(member.col, pass.x, peak.col)};
      GridPoint point = quads::unturned_location(turned, member.turns, twin.rows(), twin.cols());
      point.parameters = problem.grid.unturned(turned.parameters, member.turns);
      best[member.place].offer(point, peak.drive);
    }
  }
}

// The features of all stimuli, batch by batch; parameters: of the batch's first.
using Look = std::function<void(const torch::Tensor& phi, std::int64_t parameters)>;

void run(const Pass& pass, const Problem& problem, const Look& look) {
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
    look(problem.core.features(images, pass.needed, pass.image), first);
  }
}

// What drives all members of a pass at their only reads, handed on one by one.
void tell(const torch::Tensor& phi, const Pass& pass, std::int64_t parameters, const Problem& problem,
          const torch::Tensor& bias, const TakeDrive& take) {
  std::vector<torch::Tensor> teams;
  for (const Team& team : pass.teams) teams.push_back(quads::drives_at_only_reads(phi, team, pass.needed));
  const auto drives = torch::cat(teams, 1).to(torch::kCPU).contiguous();
  const float* drive = drives.data_ptr<float>();
  for (std::int64_t k = 0; k < drives.size(0); ++k) {
    for (const Team& team : pass.teams) {
      for (const Searcher* member : team.members) {
        take(member->place, problem.grid.unturned(parameters + k, member->turns),
             *drive++ + bias.data_ptr<float>()[member->neuron]);
      }
    }
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

std::vector<NearTies> search_quads(const Twin& twin, std::span<const std::int64_t> neurons,
                                   std::span<const LocationBox> boxes, const StimulusGrid& grid,
                                   std::stop_token stop) {
  const torch::NoGradGuard no_grad;
  const at::NoTF32Guard full_precision;  // stimuli that are compared differ little
  const LocalCore core(twin.parts().frozen);
  const Problem problem{core, grid, std::move(stop)};
  const auto searchers = quads::make_searchers(twin, neurons, boxes, core, grid);
  const auto weights = twin.readout().weights.abs().sum(1).to(torch::kCPU);
  std::vector<NearTies> best;
  for (const std::int64_t neuron : neurons)
    best.push_back(NearTies::of_drives(weights[neuron].item<float>()));
  for (const Pass& pass : quads::make_passes(searchers, core, grid)) {
    run(pass, problem, [&](const torch::Tensor& phi, std::int64_t parameters) {
      quads::find_peaks(
          phi, pass, grid.location_step(),
          [&](const Searcher& member) {
            const NearTies& mine = best[member.place];
            return quads::Wanted{mine.floor(), mine.tolerance()};
          },
          [&](const std::vector<std::vector<Peak>>& peaks, const Team& team) {
            record(peaks, team, pass, parameters, problem, twin, best);
          });
    });
  }
  for (std::size_t i = 0; i < neurons.size(); ++i) {
    if (weights[neurons[i]].item<float>() > 0) continue;
    // All stimuli tie for a readout of zeros: the first in grid order.
    best[i] = NearTies();
    best[i].offer({0, boxes[i].y.first, boxes[i].x.first}, 0);
  }
  return best;
}

void drive_quads(const Twin& twin, std::span<const std::int64_t> neurons, std::span<const LocationBox> places,
                 const StimulusGrid& grid, const TakeDrive& take, std::stop_token stop) {
  const torch::NoGradGuard no_grad;
  const at::NoTF32Guard full_precision;
  const LocalCore core(twin.parts().frozen);
  const Problem problem{core, grid, std::move(stop)};
  const auto searchers = quads::make_searchers(twin, neurons, places, core, grid);
  const auto bias = twin.readout().bias.to(torch::kCPU).contiguous();
  for (const Pass& pass : quads::make_passes(searchers, core, grid)) {
    run(pass, problem, [&](const torch::Tensor& phi, std::int64_t parameters) {
      tell(phi, pass, parameters, problem, bias, take);
    });
  }
}

}  // namespace doppel::science

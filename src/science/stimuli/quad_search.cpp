// The search for Gaussian readouts. A neuron reads four pixels, which see `radius` pixels around them. Away
// from the image's borders features depend on (pixel - stimulus centre) alone: one small pass per parameter
// combination serves every neuron and location. Near a border the absolute coordinate matters on that axis
// only, so there is one pass per combination and row (or column, or in a corner both) of locations. A core
// with shared batch norm is exactly equivariant under quarter turns: borders and corners are turned onto the
// top and the top left, so that neurons of all four share those passes.
#include <ATen/Parallel.h>

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <tuple>

#include "science/model/network.h"
#include "science/stimuli/local_core.h"
#include "science/stimuli/stimulus_search.h"
#include "util/error.h"

namespace doppel::science {
namespace {

constexpr std::int64_t kPlane = std::int64_t{1} << 40;  // "no border on this side"
constexpr double kBatchFloats = 24e6;                   // of the widest layer: some 100 MB
constexpr std::int64_t kTile = 4;                       // [px], see Team
constexpr std::size_t kMembersAtOnce = 64;

// What one axis of an image means to a neuron.
struct Axis {
  std::int64_t pixel = 0;  // first of the two that are read
  LocationAxis locations;  // ascending
  bool absolute = false;   // a border is within reach
  PixelSpan image;         // where it ends; a plane on the sides that are out of reach
};

// A neuron in the frame where the search sees it: the image turned by quarter turns (counter-clockwise as
// displayed).
struct Searcher {
  std::size_t place = 0;  // in the caller's list
  std::int64_t neuron = 0;
  int turns = 0;
  Axis row, col;
  torch::Tensor weights;  // (n_channels,), turned
  torch::Tensor shares;   // (2, 2): bilinear, of the four pixels, turned
};

Axis make_axis(std::int64_t pixel, const LocationAxis& locations, std::int64_t radius, std::int64_t pixels) {
  const bool low = pixel < radius;
  const bool high = pixel + 1 > pixels - 1 - radius;
  Axis axis{pixel, locations, low || high, {-kPlane, kPlane}};
  if (low) axis.image.first = 0;
  if (high) axis.image.last = pixels - 1;
  return axis;
}

bool near_low(const Axis& axis) { return axis.image.first == 0; }
bool near_high(const Axis& axis) { return axis.image.last != kPlane; }

// The axis seen from its other end.
Axis mirrored(Axis axis, std::int64_t pixels) {
  axis.pixel = pixels - 2 - axis.pixel;
  axis.locations.first = pixels - 1 - axis.locations.last();
  const PixelSpan image = axis.image;
  axis.image = {image.last != kPlane ? 0 : -kPlane, image.first != -kPlane ? pixels - 1 : kPlane};
  return axis;
}

// Quarter turns that bring the border to the top, or the corner to the top left.
int turns_to_top(const Axis& row, const Axis& col) {
  if ((near_low(row) && near_high(row)) || (near_low(col) && near_high(col))) return 0;
  if (near_low(row)) return near_high(col) ? 1 : 0;
  if (near_high(row)) return near_low(col) ? 3 : 2;
  if (near_low(col)) return 3;
  return near_high(col) ? 1 : 0;
}

struct Problem {
  const LocalCore& core;
  const StimulusGrid& grid;
  std::stop_token stop;
};

// One quarter turn brings pixel (y, x) to (cols - 1 - x, y) and rolls the orientation channels by a quarter.
std::vector<Searcher> make_searchers(const Twin& twin, std::span<const std::int64_t> neurons,
                                     std::span<const LocationBox> boxes, const LocalCore& core,
                                     const StimulusGrid& grid) {
  const Twin::Readout readout = twin.readout();
  const QuadReadout quads = quad_readout(readout.positions, twin.rows(), twin.cols());
  const auto corners = quads.corners.to(torch::kCPU);
  const std::int64_t orientations = twin.config().n_orientations;
  const bool equivariant =
      twin.config().shared_batch_norm && orientations % 4 == 0 && grid.closed_under_quarter_turns();
  std::vector<Searcher> searchers;
  for (std::size_t i = 0; i < neurons.size(); ++i) {
    const std::int64_t n = neurons[i];
    Searcher one{i, n, 0, {}, {}, {}, {}};
    one.row = make_axis(corners[n][0].item<std::int64_t>(), boxes[i].y, core.radius(), twin.rows());
    one.col = make_axis(corners[n][1].item<std::int64_t>(), boxes[i].x, core.radius(), twin.cols());
    one.turns = equivariant ? turns_to_top(one.row, one.col) : 0;
    std::int64_t cols = twin.cols();
    std::int64_t rows = twin.rows();
    for (int turn = 0; turn < one.turns; ++turn) {
      const Axis row = one.row;
      one.row = mirrored(one.col, cols);
      one.col = row;
      std::swap(rows, cols);
    }
    one.weights =
        torch::roll(readout.weights[n].view({orientations, -1}), one.turns * orientations / 4, 0).flatten();
    one.shares = torch::rot90(quads.shares[n], one.turns);
    searchers.push_back(std::move(one));
  }
  return searchers;
}

// A location (y, x) of the turned frame in the frame of the image, rows x cols.
GridPoint unturned_location(GridPoint point, int turns, std::int64_t rows, std::int64_t cols) {
  if (turns % 2 != 0) std::swap(rows, cols);  // the size of the frame that `point` is in
  for (int turn = 0; turn < turns; ++turn) {
    point = {point.parameters, point.x, rows - 1 - point.y};
    std::swap(rows, cols);
  }
  return point;
}

// Where a neuron reads the features of one pass: coordinates start, start + step, ... for its successive
// locations, counted from the last to the first on a free axis.
struct Reads {
  std::int64_t start = 0, count = 1;
  auto operator<=>(const Reads&) const = default;
};

Reads reads_of(const Axis& axis) {
  if (axis.absolute) return {axis.pixel, 1};
  return {axis.pixel - axis.locations.last(), axis.locations.count};
}

// The location of the k-th read; on an absolute axis that of the pass.
std::int64_t location_of(const Axis& axis, std::int64_t pass_location, std::int64_t k) {
  return axis.absolute ? pass_location : axis.locations.last() - k * axis.locations.step;
}

// Neurons that read nearly the same places of the features, within a tile of each other: one matrix product
// reads them all at every pixel of their common window, which is little more than what each of them needs.
struct Team {
  PixelWindow window;  // with the second pixels of the last reads
  std::vector<const Searcher*> members;
  torch::Tensor weights;  // (members, n_channels)
  torch::Tensor shares;   // (4, members, 1, 1): of the four pixels
  torch::Tensor others;   // (members, rows - 1, cols - 1): 0 where a member reads, else minus infinity
};

// All neurons that a pass with the stimulus at (y, x) serves.
struct Pass {
  std::int64_t y = 0, x = 0;
  PixelWindow needed, image;
  std::vector<Team> teams;
};

void include(PixelSpan& span, const Reads& reads, std::int64_t step) {
  span.first = std::min(span.first, reads.start);
  span.last = std::max(span.last, reads.start + (reads.count - 1) * step + 1);
}

constexpr PixelWindow kNowhere{{kPlane, -kPlane}, {kPlane, -kPlane}};

Team make_team(std::vector<const Searcher*> members, std::int64_t step) {
  Team team{kNowhere, std::move(members), {}, {}, {}};
  std::vector<torch::Tensor> weights, shares;
  for (const Searcher* member : team.members) {
    include(team.window.rows, reads_of(member->row), step);
    include(team.window.cols, reads_of(member->col), step);
    weights.push_back(member->weights);
    shares.push_back(member->shares.flatten());
  }
  team.weights = torch::stack(weights);
  team.shares = torch::stack(shares, 1).unsqueeze(2).unsqueeze(3);
  const auto n = static_cast<std::int64_t>(team.members.size());
  team.others = torch::full({n, team.window.rows.count() - 1, team.window.cols.count() - 1},
                            -std::numeric_limits<float>::infinity());
  for (std::int64_t i = 0; i < n; ++i) {
    const auto reads = [&](const torch::Tensor& from, std::int64_t dim, const Axis& axis,
                           std::int64_t first) {
      const Reads read = reads_of(axis);
      const std::int64_t start = read.start - first;
      return from.slice(dim, start, start + (read.count - 1) * step + 1, step);
    };
    const Searcher& member = *team.members[static_cast<std::size_t>(i)];
    const auto rows = reads(team.others[i], 0, member.row, team.window.rows.first);
    reads(rows, 1, member.col, team.window.cols.first).zero_();
  }
  team.others = team.others.to(team.weights.device());
  return team;
}

Pass make_pass(const std::vector<const Searcher*>& members, std::int64_t y, std::int64_t x,
               std::int64_t step) {
  Pass pass{y, x, kNowhere, {members[0]->row.image, members[0]->col.image}, {}};
  using Tile = std::tuple<std::int64_t, std::int64_t, std::int64_t, std::int64_t>;
  std::map<Tile, std::vector<const Searcher*>> tiles;
  for (const Searcher* member : members) {
    const Reads row = reads_of(member->row);
    const Reads col = reads_of(member->col);
    include(pass.needed.rows, row, step);
    include(pass.needed.cols, col, step);
    const auto tile_of = [](std::int64_t start) { return (start + kPlane) / kTile; };  // starts may be < 0
    auto& tile = tiles[{tile_of(row.start), tile_of(col.start), row.count, col.count}];
    tile.push_back(member);
    if (tile.size() < kMembersAtOnce) continue;
    pass.teams.push_back(make_team(std::move(tile), step));
    tile.clear();
  }
  for (auto& [key, tile] : tiles) {
    if (!tile.empty()) pass.teams.push_back(make_team(std::move(tile), step));
  }
  return pass;
}

// The passes of neurons that share the kind of both axes.
std::vector<Pass> make_passes(const std::vector<Searcher>& searchers, std::int64_t step) {
  using Key = std::tuple<std::int64_t, std::int64_t, std::int64_t, std::int64_t, std::int64_t, std::int64_t>;
  std::map<Key, std::vector<const Searcher*>> served;  // by borders in reach and absolute location
  for (const Searcher& one : searchers) {
    const auto places = [](const Axis& axis) {
      std::vector<std::int64_t> all = {0};
      if (!axis.absolute) return all;
      all.clear();
      for (std::int64_t k = 0; k < axis.locations.count; ++k)
        all.push_back(axis.locations.first + k * axis.locations.step);
      return all;
    };
    for (const std::int64_t y : places(one.row)) {
      for (const std::int64_t x : places(one.col)) {
        served[{one.row.image.first, one.row.image.last, one.col.image.first, one.col.image.last, y, x}]
            .push_back(&one);
      }
    }
  }
  std::vector<Pass> passes;
  for (const auto& [key, members] : served)
    passes.push_back(make_pass(members, std::get<4>(key), std::get<5>(key), step));
  return passes;
}

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

// Keeps what is better than the best so far; of equals the first parameters, then rows, then columns of the
// window. parameters: first index of the batch, in the turned frame.
void record(const torch::Tensor& drive, const Team& team, const Pass& pass, std::int64_t parameters,
            const Problem& problem, const Twin& twin, std::vector<BestStimulus>& best) {
  const auto peaks = drive.amax({0, 2, 3}).to(torch::kCPU);
  const std::int64_t rows = drive.size(2), cols = drive.size(3), step = problem.grid.location_step();
  for (std::size_t i = 0; i < team.members.size(); ++i) {
    const Searcher& member = *team.members[i];
    BestStimulus& mine = best[member.place];
    const float found = peaks.data_ptr<float>()[i];
    if (mine.found && found <= mine.drive) continue;
    const auto at = drive.select(1, static_cast<std::int64_t>(i)).flatten().argmax().item<std::int64_t>();
    const auto read = [&](const Axis& axis, std::int64_t pixel) {
      return (pixel - reads_of(axis).start) / step;
    };
    const std::int64_t row = team.window.rows.first + at / cols % rows;
    const std::int64_t col = team.window.cols.first + at % cols;
    const GridPoint turned{parameters + at / (rows * cols),
                           location_of(member.row, pass.y, read(member.row, row)),
                           location_of(member.col, pass.x, read(member.col, col))};
    mine.point = unturned_location(turned, member.turns, twin.rows(), twin.cols());
    mine.point.parameters = problem.grid.unturned(turned.parameters, member.turns);
    mine.drive = found;
    mine.found = true;
  }
}

void run(const Pass& pass, const Problem& problem, const Twin& twin, std::vector<BestStimulus>& best) {
  const PixelWindow input = problem.core.input(pass.needed, pass.image);
  const auto area = static_cast<double>(input.rows.count() * input.cols.count());
  const auto batch = std::max<std::int64_t>(
      1, static_cast<std::int64_t>(kBatchFloats / static_cast<double>(problem.core.n_channels()) / area));
  const Canvas canvas{input.rows.count(), input.cols.count(), static_cast<float>(pass.x - input.cols.first),
                      static_cast<float>(pass.y - input.rows.first)};
  const std::int64_t parameters = problem.grid.n_parameters();
  for (std::int64_t first = 0; first < parameters; first += batch) {
    if (problem.stop.stop_requested()) {
      throw Error(ErrorClass::interrupted, "the search for optimal stimuli was stopped", "run it again");
    }
    const std::int64_t count = std::min(batch, parameters - first);
    const auto images = problem.grid.render(first, count, canvas).to(problem.core.device());
    const auto phi = problem.core.features(images, pass.needed, pass.image);
    const auto look = [&](std::int64_t begin, std::int64_t end) {
      const torch::NoGradGuard no_grad;  // of this thread
      for (std::int64_t i = begin; i < end; ++i) {
        const Team& team = pass.teams[static_cast<std::size_t>(i)];
        record(drives(phi, team, pass.needed), team, pass, first, problem, twin, best);
      }
    };
    const auto n = static_cast<std::int64_t>(pass.teams.size());
    if (phi.is_cpu() && n > 1) {
      at::parallel_for(0, n, 1, look);  // no neuron is in two teams
    } else {
      look(0, n);
    }
  }
}

}  // namespace

std::vector<BestStimulus> search_quads(const Twin& twin, std::span<const std::int64_t> neurons,
                                       std::span<const LocationBox> boxes, const StimulusGrid& grid,
                                       std::stop_token stop) {
  const torch::NoGradGuard no_grad;
  const LocalCore core(twin.parts().frozen);
  const Problem problem{core, grid, std::move(stop)};
  const auto searchers = make_searchers(twin, neurons, boxes, core, grid);
  std::vector<BestStimulus> best(neurons.size());
  for (const Pass& pass : make_passes(searchers, grid.location_step())) run(pass, problem, twin, best);
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

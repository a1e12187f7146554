#include "science/stimuli/quad_passes.h"

#include <limits>
#include <map>
#include <tuple>
#include <utility>

#include "science/stimuli/plane.h"

namespace doppel::science::quads {
namespace {

constexpr std::int64_t kTile = 4;  // [px], see Team
constexpr std::size_t kMembersAtOnce = 64;

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

void include_reads(PixelSpan& span, const Reads& reads, std::int64_t step) {
  include(span, reads.start, reads.start + (reads.count - 1) * step + 1);
}

Team make_team(std::vector<const Searcher*> members, std::int64_t step, const torch::Device& device) {
  Team team{kNowhere, std::move(members), {}, {}, {}, {}};
  std::vector<torch::Tensor> weights, shares;
  for (const Searcher* member : team.members) {
    include_reads(team.window.rows, reads_of(member->row), step);
    include_reads(team.window.cols, reads_of(member->col), step);
    weights.push_back(member->weights);
    shares.push_back(member->shares.flatten());
  }
  team.weights = torch::stack(weights).to(device);
  team.shares = torch::stack(shares, 1).unsqueeze(2).unsqueeze(3).to(device);
  const auto n = static_cast<std::int64_t>(team.members.size());
  team.others = torch::full({n, team.window.rows.count() - 1, team.window.cols.count() - 1},
                            -std::numeric_limits<float>::infinity());
  for (std::int64_t i = 0; i < n; ++i) {
    const Searcher& member = *team.members[static_cast<std::size_t>(i)];
    const Reads rows = reads_of(member.row), cols = reads_of(member.col);
    const MemberReads reads{rows.start - team.window.rows.first, cols.start - team.window.cols.first,
                            rows.count, cols.count};
    const auto last = [&](std::int64_t first, std::int64_t count) { return first + (count - 1) * step; };
    team.others[i]
        .slice(0, reads.row, last(reads.row, reads.n_rows) + 1, step)
        .slice(1, reads.col, last(reads.col, reads.n_cols) + 1, step)
        .zero_();
    team.reads.push_back(reads);
  }
  team.others = team.others.to(device);
  return team;
}

Pass make_pass(const std::vector<const Searcher*>& members, std::int64_t y, std::int64_t x, std::int64_t step,
               const torch::Device& device) {
  Pass pass{y, x, kNowhere, {members[0]->row.image, members[0]->col.image}, {}};
  using Tile = std::tuple<std::int64_t, std::int64_t, std::int64_t, std::int64_t>;
  std::map<Tile, std::vector<const Searcher*>> tiles;
  for (const Searcher* member : members) {
    const Reads row = reads_of(member->row);
    const Reads col = reads_of(member->col);
    include_reads(pass.needed.rows, row, step);
    include_reads(pass.needed.cols, col, step);
    const auto tile_of = [](std::int64_t start) { return (start + kPlane) / kTile; };  // starts may be < 0
    auto& tile = tiles[{tile_of(row.start), tile_of(col.start), row.count, col.count}];
    tile.push_back(member);
    if (tile.size() < kMembersAtOnce) continue;
    pass.teams.push_back(make_team(std::move(tile), step, device));
    tile.clear();
  }
  for (auto& [key, tile] : tiles) {
    if (!tile.empty()) pass.teams.push_back(make_team(std::move(tile), step, device));
  }
  return pass;
}

}  // namespace

// One quarter turn brings pixel (y, x) to (cols - 1 - x, y) and rolls the orientation channels by a quarter.
std::vector<Searcher> make_searchers(const Twin& twin, std::span<const std::int64_t> neurons,
                                     std::span<const LocationBox> boxes, const LocalCore& core,
                                     const StimulusGrid& grid) {
  const Twin::Readout readout = twin.readout();
  const QuadReadout quads = quad_readout(readout.positions, twin.rows(), twin.cols());
  const auto corners = quads.corners.to(torch::kCPU), shares = quads.shares.to(torch::kCPU),
             weights = readout.weights.to(torch::kCPU);
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
    one.weights = torch::roll(weights[n].view({orientations, -1}), one.turns * orientations / 4, 0).flatten();
    one.shares = torch::rot90(shares[n], one.turns);
    searchers.push_back(std::move(one));
  }
  return searchers;
}

GridPoint unturned_location(GridPoint point, int turns, std::int64_t rows, std::int64_t cols) {
  if (turns % 2 != 0) std::swap(rows, cols);  // the size of the frame that `point` is in
  for (int turn = 0; turn < turns; ++turn) {
    point = {point.parameters, point.x, rows - 1 - point.y};
    std::swap(rows, cols);
  }
  return point;
}

Reads reads_of(const Axis& axis) {
  if (axis.absolute) return {axis.pixel, 1};
  return {axis.pixel - axis.locations.last(), axis.locations.count};
}

std::int64_t location_of(const Axis& axis, std::int64_t pass_location, std::int64_t k) {
  return axis.absolute ? pass_location : axis.locations.last() - k * axis.locations.step;
}

// The passes of neurons that share the kind of both axes.
std::vector<Pass> make_passes(const std::vector<Searcher>& searchers, const LocalCore& core,
                              const StimulusGrid& grid) {
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
    passes.push_back(
        make_pass(members, std::get<4>(key), std::get<5>(key), grid.location_step(), core.device()));
  return passes;
}

}  // namespace doppel::science::quads

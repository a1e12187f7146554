#include "science/clustering/density_modes.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>
#include <string>

#include "util/error.h"

namespace doppel::science {
namespace {

constexpr double kKernelReach = 4;         // bandwidths; the rest of a Gaussian is below 1e-4 of its peak
constexpr std::int64_t kMostCells = 4096;  // a side

struct Grid {
  double x0, y0, cell;
  Eigen::Index cols, rows;
  Eigen::Index col_of(double x) const { return static_cast<Eigen::Index>((x - x0) / cell); }
  Eigen::Index row_of(double y) const { return static_cast<Eigen::Index>((y - y0) / cell); }
};

using Density = Eigen::Array<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

Grid grid_around(const Points2d& points, double bandwidth, std::int32_t cells_per_bandwidth) {
  const Eigen::RowVector2d low = points.colwise().minCoeff(), high = points.colwise().maxCoeff();
  const double margin = (kKernelReach + 1) * bandwidth;
  double cell = bandwidth / cells_per_bandwidth;
  cell = std::max(cell, ((high - low).maxCoeff() + 2 * margin) / static_cast<double>(kMostCells));
  const auto cells = [&](Eigen::Index axis) {
    return static_cast<Eigen::Index>(std::ceil((high(axis) - low(axis) + 2 * margin) / cell)) + 2;
  };
  return {low(0) - margin, low(1) - margin, cell, cells(0), cells(1)};
}

// Each point's unit mass shared among the four cell centres around it.
Density spread_points(const Points2d& points, const Grid& grid) {
  Density mass = Density::Zero(grid.rows, grid.cols);
  for (Eigen::Index i = 0; i < points.rows(); ++i) {
    const double u = (points(i, 0) - grid.x0) / grid.cell - 0.5,
                 v = (points(i, 1) - grid.y0) / grid.cell - 0.5;
    const auto col = static_cast<Eigen::Index>(u), row = static_cast<Eigen::Index>(v);
    const double du = u - static_cast<double>(col), dv = v - static_cast<double>(row);
    mass(row, col) += (1 - du) * (1 - dv);
    mass(row, col + 1) += du * (1 - dv);
    mass(row + 1, col) += (1 - du) * dv;
    mass(row + 1, col + 1) += du * dv;
  }
  return mass;
}

// A Gaussian is separable: along the rows, then along the columns.
Density smooth(const Density& mass, double sd_in_cells) {
  const auto reach = static_cast<Eigen::Index>(std::ceil(kKernelReach * sd_in_cells));
  const auto along_rows = [&](const Density& in) {
    Density out = Density::Zero(in.rows(), in.cols());
    for (Eigen::Index d = -reach; d <= reach; ++d) {
      const double z = static_cast<double>(d) / sd_in_cells;
      const double weight = std::exp(-z * z / 2) / (sd_in_cells * std::sqrt(2 * std::numbers::pi));
      const Eigen::Index from = std::max<Eigen::Index>(0, -d), to = std::min(in.cols(), in.cols() - d);
      if (to > from) out.middleCols(from, to - from) += weight * in.middleCols(from + d, to - from);
    }
    return out;
  };
  return along_rows(along_rows(mass).transpose()).transpose();
}

// The highest of a cell and its eight neighbours; of equals the first in row order.
Eigen::Index uphill(const Density& density, Eigen::Index at) {
  const Eigen::Index row = at / density.cols(), col = at % density.cols();
  Eigen::Index best = at;
  double best_slope = 0;
  for (Eigen::Index r = std::max<Eigen::Index>(0, row - 1); r <= std::min(density.rows() - 1, row + 1); ++r) {
    for (Eigen::Index c = std::max<Eigen::Index>(0, col - 1); c <= std::min(density.cols() - 1, col + 1);
         ++c) {
      const double rise = density(r, c) - density(row, col);
      const double slope = rise / (r != row && c != col ? std::numbers::sqrt2 : 1.0);
      if (slope > best_slope) best = r * density.cols() + c, best_slope = slope;
    }
  }
  return best;
}

// The peak that each cell's steepest ascent ends on.
std::vector<Eigen::Index> peaks_of(const Density& density) {
  std::vector<Eigen::Index> peak(static_cast<std::size_t>(density.size()));
  std::vector<Eigen::Index> order(peak.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(),
                   [&](Eigen::Index a, Eigen::Index b) { return density.data()[a] > density.data()[b]; });
  for (const Eigen::Index cell : order) {
    const Eigen::Index next = uphill(density, cell);
    peak[static_cast<std::size_t>(cell)] = next == cell ? cell : peak[static_cast<std::size_t>(next)];
  }
  return peak;
}

// The cells that climb to one peak, for every peak that owns a point.
struct Basins {
  std::vector<Eigen::Index> peak;   // of each cell
  std::vector<std::int32_t> count;  // of points, at the peaks' cells
  std::vector<Eigen::Index> kept;   // peaks with points
};

Basins basins_of(const Density& density, const std::vector<std::size_t>& cells) {
  Basins basins{peaks_of(density), std::vector<std::int32_t>(static_cast<std::size_t>(density.size())), {}};
  for (const std::size_t cell : cells) {
    if (++basins.count[static_cast<std::size_t>(basins.peak[cell])] == 1)
      basins.kept.push_back(basins.peak[cell]);
  }
  return basins;
}

// The peak with points that is reached from `mine` over the highest pass.
Eigen::Index beyond_highest_pass(const Density& density, const Basins& basins, Eigen::Index mine) {
  double highest = -1;
  Eigen::Index other = mine;
  for (Eigen::Index row = 0; row + 1 < density.rows(); ++row) {
    for (Eigen::Index col = 0; col + 1 < density.cols(); ++col) {
      const Eigen::Index here = row * density.cols() + col;
      for (const Eigen::Index there : {here + 1, here + density.cols()}) {
        const Eigen::Index a = basins.peak[static_cast<std::size_t>(here)];
        const Eigen::Index b = basins.peak[static_cast<std::size_t>(there)];
        if (a == b || (a != mine && b != mine)) continue;
        const Eigen::Index beyond = a == mine ? b : a;
        const double pass = std::min(density.data()[here], density.data()[there]);
        if (pass > highest && basins.count[static_cast<std::size_t>(beyond)] > 0)
          highest = pass, other = beyond;
      }
    }
  }
  return other;
}

// The smallest basin goes first, until none is below the limit.
void merge_small(Basins& basins, const Density& density, std::int32_t min_points) {
  const auto count = [&](Eigen::Index peak) -> std::int32_t& {
    return basins.count[static_cast<std::size_t>(peak)];
  };
  while (basins.kept.size() > 1) {
    const auto smallest =
        std::min_element(basins.kept.begin(), basins.kept.end(),
                         [&](Eigen::Index a, Eigen::Index b) { return count(a) < count(b); });
    if (count(*smallest) >= min_points) return;
    const Eigen::Index from = *smallest, into = beyond_highest_pass(density, basins, from);
    if (into == from) return;  // an island of its own
    for (Eigen::Index& owner : basins.peak) owner = owner == from ? into : owner;
    count(into) += count(from);
    count(from) = 0;
    basins.kept.erase(smallest);
  }
}

}  // namespace

void DensityConfig::check() const {
  const bool sound = bandwidth >= 0 && bandwidth_share > 0 && cells_per_bandwidth >= 1 && min_points >= 1;
  if (!sound) {
    throw Error(ErrorClass::bad_input, "density modes: bandwidth, cells or smallest size out of range",
                "change the setting: all must be positive");
  }
}

DensityModes density_modes(const Points2d& points, const DensityConfig& config) {
  config.check();
  if (points.rows() == 0 || !points.allFinite()) {
    throw Error(ErrorClass::bad_input, "density modes of no points, or of points that are not finite",
                "leave such points out");
  }
  DensityModes modes;
  const double extent = (points.colwise().maxCoeff() - points.colwise().minCoeff()).maxCoeff();
  modes.bandwidth =
      config.bandwidth > 0 ? config.bandwidth : std::max(config.bandwidth_share * extent, 1e-12);
  const Grid grid = grid_around(points, modes.bandwidth, config.cells_per_bandwidth);
  const Density density = smooth(spread_points(points, grid), modes.bandwidth / grid.cell);
  std::vector<std::size_t> cells;
  for (Eigen::Index i = 0; i < points.rows(); ++i) {
    cells.push_back(
        static_cast<std::size_t>(grid.row_of(points(i, 1)) * grid.cols + grid.col_of(points(i, 0))));
  }
  Basins basins = basins_of(density, cells);
  merge_small(basins, density, config.min_points);
  std::stable_sort(basins.kept.begin(), basins.kept.end(),
                   [&](Eigen::Index a, Eigen::Index b) { return density.data()[a] > density.data()[b]; });

  modes.position.resize(static_cast<Eigen::Index>(basins.kept.size()), 2);
  std::vector<std::int32_t> number(basins.peak.size(), -1);
  for (std::size_t m = 0; m < basins.kept.size(); ++m) {
    const Eigen::Index row = basins.kept[m] / grid.cols, col = basins.kept[m] % grid.cols;
    modes.position.row(static_cast<Eigen::Index>(m))
        << grid.x0 + (static_cast<double>(col) + 0.5) * grid.cell,
        grid.y0 + (static_cast<double>(row) + 0.5) * grid.cell;
    modes.density.push_back(density.data()[basins.kept[m]] / (grid.cell * grid.cell));
    modes.sizes.push_back(basins.count[static_cast<std::size_t>(basins.kept[m])]);
    number[static_cast<std::size_t>(basins.kept[m])] = static_cast<std::int32_t>(m);
  }
  for (const std::size_t cell : cells) {
    modes.assignment.push_back(number[static_cast<std::size_t>(basins.peak[cell])]);
  }
  return modes;
}

}  // namespace doppel::science

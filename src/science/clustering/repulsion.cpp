#include "science/clustering/repulsion.h"

#include <algorithm>
#include <numeric>

namespace doppel::science {
namespace {

constexpr int kLevels = 24;            // bits a coordinate
constexpr std::int32_t kLeafSize = 6;  // points that are cheaper summed than split

std::uint64_t spread_bits(std::uint64_t value) {  // abc -> a0b0c
  value = (value | value << 16) & 0x0000ffff0000ffffULL;
  value = (value | value << 8) & 0x00ff00ff00ff00ffULL;
  value = (value | value << 4) & 0x0f0f0f0f0f0f0f0fULL;
  value = (value | value << 2) & 0x3333333333333333ULL;
  return (value | value << 1) & 0x5555555555555555ULL;
}

}  // namespace

QuadTree::QuadTree(const Points2d& points) : points_(points.rows(), 2) {
  const Eigen::RowVector2d low = points.colwise().minCoeff();
  const double side = std::max((points.colwise().maxCoeff() - low).maxCoeff(), 1e-300) * (1 + 1e-9);
  const double scale = static_cast<double>(1 << kLevels) / side;
  const auto n = static_cast<std::size_t>(points.rows());
  std::vector<std::uint64_t> code(n);
  for (std::size_t i = 0; i < n; ++i) {
    const auto row = static_cast<Eigen::Index>(i);
    code[i] = spread_bits(static_cast<std::uint64_t>((points(row, 0) - low(0)) * scale)) |
              spread_bits(static_cast<std::uint64_t>((points(row, 1) - low(1)) * scale)) << 1;
  }
  std::vector<std::int32_t> order(n);
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [&](std::int32_t a, std::int32_t b) {
    const auto ca = code[static_cast<std::size_t>(a)], cb = code[static_cast<std::size_t>(b)];
    return ca != cb ? ca < cb : a < b;
  });
  codes_.resize(n);
  for (std::size_t i = 0; i < n; ++i) {
    codes_[i] = code[static_cast<std::size_t>(order[i])];
    points_.row(static_cast<Eigen::Index>(i)) = points.row(order[i]);
  }
  nodes_.reserve(n);
  if (n > 0) build(0, static_cast<std::int32_t>(n), kLevels - 1, side);
}

void QuadTree::build(std::int32_t first, std::int32_t count, int level, double side) {
  const auto place = nodes_.size();
  const Eigen::RowVector2d centre = points_.middleRows(first, count).colwise().mean();
  const bool leaf = count <= kLeafSize || level < 0;
  nodes_.push_back({centre(0), centre(1), side, first, count, 0, leaf});
  if (!leaf) {
    const auto end = codes_.begin() + first + count;
    for (std::int32_t child = first; child < first + count;) {
      const std::uint64_t prefix = codes_[static_cast<std::size_t>(child)] >> (2 * level);
      const auto next = std::partition_point(
          codes_.begin() + child, end, [&](std::uint64_t code) { return code >> (2 * level) == prefix; });
      const auto n_child = static_cast<std::int32_t>(next - codes_.begin()) - child;
      build(child, n_child, level - 1, side / 2);
      child += n_child;
    }
  }
  nodes_[place].after = static_cast<std::int32_t>(nodes_.size());
}

QuadTree::Sum QuadTree::repulsion(double x, double y, double theta) const {
  Sum sum;
  const auto add = [&](double other_x, double other_y, double weight) {
    const double dx = x - other_x, dy = y - other_y;
    const double q = 1 / (1 + dx * dx + dy * dy);
    sum.z += weight * q;
    sum.x += weight * q * q * dx;
    sum.y += weight * q * q * dy;
  };
  const auto n_nodes = static_cast<std::int32_t>(nodes_.size());
  for (std::int32_t i = 0; i < n_nodes;) {
    const Node& node = nodes_[static_cast<std::size_t>(i)];
    const double dx = x - node.x, dy = y - node.y;
    if (node.side * node.side < theta * theta * (dx * dx + dy * dy)) {
      add(node.x, node.y, node.count);
      i = node.after;
    } else {
      if (node.leaf) {
        for (std::int32_t j = node.first; j < node.first + node.count; ++j)
          add(points_(j, 0), points_(j, 1), 1);
      }
      ++i;
    }
  }
  sum.z -= 1;  // the point itself, which adds no force
  return sum;
}

}  // namespace doppel::science

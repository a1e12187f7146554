// The repulsive part of t-SNE's gradient by Barnes and Hut's approximation (van der Maaten 2014): far cells
// of a quadtree act as one point at their centre of mass.
#pragma once

#include <Eigen/Core>

#include <cstdint>
#include <vector>

namespace doppel::science {

using Points2d = Eigen::Matrix<double, Eigen::Dynamic, 2, Eigen::RowMajor>;

class QuadTree {
 public:
  explicit QuadTree(const Points2d& points);  // keeps copies in its own order

  struct Sum {
    double x = 0, y = 0;  // sum_j q_ij^2 (y_i - y_j), q_ij = 1 / (1 + ||y_i - y_j||^2)
    double z = 0;         // sum_j q_ij over j != i
  };
  // For a point of the tree. A cell of side s whose centre of mass is d away counts as one point if s < theta
  // d; theta = 0 is the exact sum. REQUIRES: theta < 0.7, so that no cell stands for the point itself.
  Sum repulsion(double x, double y, double theta) const;

 private:
  // Depth first: the children of a node follow it, `after` is where its subtree ends.
  struct Node {
    double x, y;  // centre of mass
    double side;
    std::int32_t first, count;  // its points
    std::int32_t after;
    bool leaf;
  };
  void build(std::int32_t first, std::int32_t count, int level, double side);

  std::vector<std::uint64_t> codes_;  // Morton order of the points
  Points2d points_;
  std::vector<Node> nodes_;
};

}  // namespace doppel::science

#include "science/stimuli/cluster_family.h"

#include <cmath>
#include <numeric>

namespace doppel::science {
namespace {

bool is_whole(float value) { return std::round(value) == value; }
bool is_at_a_pixel(const ClusterMember& member) { return is_whole(member.r_x) && is_whole(member.r_y); }

}  // namespace

ClusterGabors::ClusterGabors(const GaborGrid& grid) : grid_(grid), family_(grid), stimuli_(grid) {
  family_.n_orientations = 1;
  for (std::int64_t k = 0; k < n_parameters(grid_); ++k) {
    const ParameterIndex at = split(grid_, k);
    orientations_.push_back(at.orientation);
    numbers_.push_back(join(family_, {at.rest, 0, at.phase}));
  }
}

torch::Tensor ClusterGabors::render(std::int64_t k, std::span<const ClusterMember> members,
                                    const ResponseModel& model) const {
  std::vector<Gabor> gabors;
  for (const ClusterMember& member : members) {
    gabors.push_back(grid_gabor(family_, k, member.r_x, member.r_y));
    gabors.back().orientation = member.orientation;
  }
  return science::render(gabors, model.rows(), model.cols(), model.device());
}

// The phase's sign turned.
std::int64_t ClusterGabors::turned(std::int64_t k) const {
  ParameterIndex at = split(family_, k);
  at.phase = (family_.n_phases - at.phase) % family_.n_phases;
  return join(family_, at);
}

std::vector<std::int64_t> ClusterGabors::compared() const {
  std::vector<std::int64_t> all;
  for (std::int64_t k = 0; k < size(); ++k) {
    if (2 * split(family_, k).phase <= family_.n_phases) all.push_back(k);
  }
  return all;
}

float ClusterGabors::steps_of(const ClusterMember& member) const {
  return member.orientation * static_cast<float>(grid_.n_orientations) / 180.0F;
}

std::int64_t ClusterGabors::number(std::int64_t parameters, const ClusterMember& member) const {
  const auto k = static_cast<std::size_t>(parameters);
  return orientations_[k] == std::lround(steps_of(member)) ? numbers_[k] : -1;
}

bool ClusterGabors::is_on_grid(const ClusterMember& member) const {
  const float steps = steps_of(member);
  return is_at_a_pixel(member) && is_whole(steps) && steps >= 0 &&
         steps < static_cast<float>(grid_.n_orientations);
}

torch::Tensor ClusterDogs::render(std::int64_t k, std::span<const ClusterMember> members,
                                  const ResponseModel& model) const {
  std::vector<Dog> dogs;
  for (const ClusterMember& member : members) dogs.push_back(stimuli_.dog(k, member.r_x, member.r_y));
  return science::render(dogs, model.rows(), model.cols(), model.device());
}

std::vector<std::int64_t> ClusterDogs::compared() const {
  std::vector<std::int64_t> all(static_cast<std::size_t>(size()));
  std::iota(all.begin(), all.end(), 0);
  return all;
}

bool ClusterDogs::is_on_grid(const ClusterMember& member) const { return is_at_a_pixel(member); }

}  // namespace doppel::science

#include "science/stimuli/cluster_stimuli.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "science/model/network.h"
#include "science/stimuli/cluster_family.h"
#include "science/stimuli/local_core.h"
#include "science/stimuli/near_ties.h"
#include "science/stimuli/stimulus_search.h"
#include "util/error.h"

namespace doppel::science {
namespace {

using torch::Tensor;
using Members = std::span<const ClusterMember>;

constexpr std::int64_t kShownAtOnce = 512;  // on a CPU
constexpr float kRounding = 1e-5F;          // of a cluster's mean response, as a share of it
const LocationBox kNoLocations{{0, 1, 1}, {0, 1, 1}};

Tensor indices_of(Members members) {
  std::vector<std::int64_t> neurons;
  for (const ClusterMember& member : members) neurons.push_back(member.neuron);
  return torch::tensor(neurons, torch::kInt64);
}

// Responses of a cluster's members to some of a family's stimuli.
class Answers {
 public:
  // All of them, not yet filled in.
  Answers(const ClusterFamily& family, Members members)
      : family_(family), members_(members), rows_(static_cast<std::size_t>(family.size())) {
    std::iota(rows_.begin(), rows_.end(), 0);
    values_ = torch::zeros({family.size(), static_cast<std::int64_t>(members.size())});
  }
  // Each shown to each member. Members with several stimuli share a pass, so that small clusters fill it,
  // too.
  Answers(const ClusterFamily& family, Members members, const ResponseModel& model,
          const std::vector<std::int64_t>& stimuli, const std::stop_token& stop)
      : family_(family), members_(members), rows_(static_cast<std::size_t>(family.size()), -1) {
    const auto n = static_cast<std::int64_t>(stimuli.size()), m = static_cast<std::int64_t>(members.size());
    for (std::int64_t row = 0; row < n; ++row)
      rows_[static_cast<std::size_t>(stimuli[static_cast<std::size_t>(row)])] = row;
    values_ = torch::empty({n, m});
    const Tensor neurons = indices_of(members);
    const std::int64_t at_once = pass_size(model.device(), kShownAtOnce);
    const std::int64_t together = std::max<std::int64_t>(1, at_once / m);
    for (std::int64_t row = 0; row < n; row += together) {
      const auto some = std::span(stimuli).subspan(static_cast<std::size_t>(row),
                                                   static_cast<std::size_t>(std::min(together, n - row)));
      for (std::int64_t first = 0; first < m; first += at_once) {
        if (stop.stop_requested())
          throw Error(ErrorClass::interrupted, "the search for a cluster's stimulus was asked to stop", "");
        show(some, row, first, std::min(at_once, m - first), neurons, model);
      }
    }
  }

  float* of(std::int64_t k) { return values_.data_ptr<float>() + row_of(k) * values_.size(1); }
  Tensor straight(std::int64_t k) const { return values_[row_of(k)]; }
  Tensor turned(std::int64_t k) const { return straight(family_.turned(k)); }
  // Of each member, turned as it likes.
  Tensor best(std::int64_t k) const {
    return family_.turned(k) == k ? straight(k) : torch::maximum(straight(k), turned(k));
  }
  double objective(std::int64_t k) const {
    const Tensor activations = best(k);
    const auto value = activations.accessor<float, 1>();
    double sum = 0;
    for (std::size_t i = 0; i < members_.size(); ++i)
      sum += double{members_[i].weight} * value[static_cast<std::int64_t>(i)];
    return sum / static_cast<double>(members_.size());
  }

 private:
  std::int64_t row_of(std::int64_t k) const { return rows_[static_cast<std::size_t>(k)]; }
  void show(std::span<const std::int64_t> stimuli, std::int64_t row, std::int64_t first, std::int64_t count,
            const Tensor& neurons, const ResponseModel& model) {
    const auto n = static_cast<std::int64_t>(stimuli.size());
    const Members some = members_.subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(count));
    std::vector<Tensor> images;
    for (const std::int64_t k : stimuli) images.push_back(family_.render(k, some, model));
    const auto answers =
        model.paired_responses(torch::cat(images), neurons.slice(0, first, first + count).repeat({n}));
    values_.slice(0, row, row + n)
        .slice(1, first, first + count)
        .copy_(answers.to(torch::kCPU).view({n, count}));
  }

  const ClusterFamily& family_;
  Members members_;
  std::vector<std::int64_t> rows_;  // by stimulus; -1: not shown
  Tensor values_;                   // (stimuli, members)
};

void require_members(Members members) {
  if (members.empty())
    throw Error(ErrorClass::bad_input, "a cluster without members has no optimal stimulus", "leave it out");
}

struct Best {
  std::int64_t stimulus = -1;
  double objective = 0;
  Tensor straight, turned;  // (members,) responses
};

// The best of `compared`, which ascend: the first of equals.
Best best_of(const ClusterFamily& family, Members members, const ResponseModel& model,
             const std::vector<std::int64_t>& compared, const std::stop_token& stop) {
  const torch::NoGradGuard no_grad;
  std::vector<std::int64_t> shown = compared;
  for (const std::int64_t k : compared) shown.push_back(family.turned(k));
  std::ranges::sort(shown);
  shown.erase(std::unique(shown.begin(), shown.end()), shown.end());
  const Answers answers(family, members, model, shown, stop);
  Best best;
  for (const std::int64_t k : compared) {
    const double objective = answers.objective(k);
    if (best.stimulus >= 0 && objective <= best.objective) continue;
    best.stimulus = k;
    best.objective = objective;
  }
  best.straight = answers.straight(best.stimulus);
  best.turned = answers.turned(best.stimulus);
  return best;
}

// All members of all clusters, one after another.
struct Crowd {
  std::vector<std::int64_t> neurons;
  std::vector<LocationBox> places;  // one location each
  std::vector<ClusterMember> members;
  std::vector<std::pair<std::size_t, std::int64_t>> seats;  // cluster, and number in it
};

Crowd crowd_of(std::span<const std::vector<ClusterMember>> clusters) {
  Crowd crowd;
  for (std::size_t c = 0; c < clusters.size(); ++c) {
    for (std::size_t i = 0; i < clusters[c].size(); ++i) {
      const ClusterMember& member = clusters[c][i];
      crowd.neurons.push_back(member.neuron);
      crowd.places.push_back({{std::lround(member.r_y), 1, 1}, {std::lround(member.r_x), 1, 1}});
      crowd.members.push_back(member);
      crowd.seats.emplace_back(c, static_cast<std::int64_t>(i));
    }
  }
  return crowd;
}

// Whether the passes of a search are less work than each member's own patches.
bool is_worth_a_search(const Twin& twin, const ClusterFamily& family, const Crowd& crowd) {
  if (!twin.readout().positions.defined()) return false;
  if (!std::ranges::all_of(crowd.members, [&](const auto& member) { return family.is_on_grid(member); }))
    return false;
  constexpr PixelSpan plane{-1000, 1000};
  const double one = LocalCore(twin.parts().frozen).operations({{0, 1}, {0, 1}}, {plane, plane});
  return operations_of_quads(twin, crowd.neurons, crowd.places, family.grid()) <
         one * static_cast<double>(family.size()) * static_cast<double>(crowd.members.size());
}

// The stimuli of each cluster that may be its best but for rounding.
std::vector<std::vector<std::int64_t>> candidates(const Twin& twin,
                                                  std::span<const std::vector<ClusterMember>> clusters,
                                                  const ClusterFamily& family, const Crowd& crowd,
                                                  const std::stop_token& stop) {
  const torch::NoGradGuard no_grad;
  std::vector<Answers> answers;
  for (const auto& members : clusters) answers.emplace_back(family, members);
  const auto scale = twin.readout().scale.to(torch::kCPU).contiguous();
  const auto take = [&](std::size_t place, std::int64_t parameters, float drive) {
    const std::int64_t k = family.number(parameters, crowd.members[place]);
    if (k < 0) return;
    const auto [cluster, number] = crowd.seats[place];
    const float rate = std::max(drive, 0.0F) + std::log1p(std::exp(-std::abs(drive)));  // softplus
    answers[cluster].of(k)[number] = rate * scale.data_ptr<float>()[crowd.neurons[place]];
  };
  drive_quads(twin, crowd.neurons, crowd.places, family.grid(), take, stop);
  std::vector<std::vector<std::int64_t>> all;
  for (const Answers& of_cluster : answers) {
    NearTies ties(0, kRounding);
    for (const std::int64_t k : family.compared())
      ties.offer({k, 0, 0}, static_cast<float>(of_cluster.objective(k)));
    all.emplace_back();
    for (const GridPoint& point : ties.points()) all.back().push_back(point.parameters);
    if (all.back().empty()) all.back() = family.compared();  // responses that are no numbers
  }
  return all;
}

std::vector<Best> best_of_each(const Twin& twin, std::span<const std::vector<ClusterMember>> clusters,
                               const ClusterFamily& family, const std::stop_token& stop) {
  for (const auto& members : clusters) require_members(members);
  const Crowd crowd = crowd_of(clusters);
  const LocalTwin local(twin);
  std::vector<Best> all;
  if (is_worth_a_search(twin, family, crowd)) {
    const auto few = candidates(twin, clusters, family, crowd, stop);
    for (std::size_t c = 0; c < clusters.size(); ++c)
      all.push_back(best_of(family, clusters[c], local, few[c], stop));
  } else {
    const auto compared = family.compared();
    for (const auto& members : clusters) all.push_back(best_of(family, members, local, compared, stop));
  }
  return all;
}

std::vector<float> values_of(const Tensor& row) {
  const Tensor all = row.contiguous();
  return {all.data_ptr<float>(), all.data_ptr<float>() + all.numel()};
}

std::vector<float> angles_of(Members members, const Tensor& is_reversed) {
  std::vector<float> angles;
  for (std::size_t i = 0; i < members.size(); ++i) {
    const bool other_way = is_reversed[static_cast<std::int64_t>(i)].item<bool>();
    angles.push_back(members[i].orientation + (other_way ? 180.0F : 0.0F));
  }
  return angles;
}

ClusterGabor describe(const ClusterGabors& family, Members members, const Best& best) {
  ClusterGabor result;
  result.gabor = grid_gabor(family.gabors(), best.stimulus, 0, 0);
  result.objective = best.objective;
  result.activations = values_of(torch::maximum(best.straight, best.turned));
  result.angles = angles_of(members, best.turned > best.straight);
  result.edges = grid_edges(family.gabors(), kNoLocations, result.gabor);
  result.n_stimuli = static_cast<std::int64_t>(family.compared().size());
  return result;
}

ClusterDog describe(const ClusterDogs& family, const Best& best) {
  const OptimalDog described = family.dogs().describe(kNoLocations, {best.stimulus, 0, 0}, 0);
  return {described.dog, best.objective, values_of(best.straight), described.edges, described.n_stimuli};
}

}  // namespace

ClusterGabor find_cluster_gabor(const ResponseModel& model, Members members, const GaborGrid& grid,
                                const std::stop_token& stop) {
  require_members(members);
  const ClusterGabors family(grid);
  return describe(family, members, best_of(family, members, model, family.compared(), stop));
}

ClusterDog find_cluster_dog(const ResponseModel& model, Members members, const DogGrid& grid,
                            const std::stop_token& stop) {
  require_members(members);
  const ClusterDogs family(grid);
  return describe(family, best_of(family, members, model, family.compared(), stop));
}

std::vector<ClusterGabor> find_cluster_gabors(const Twin& twin,
                                              std::span<const std::vector<ClusterMember>> clusters,
                                              const GaborGrid& grid, const std::stop_token& stop) {
  const ClusterGabors family(grid);
  std::vector<ClusterGabor> found;
  for (const Best& best : best_of_each(twin, clusters, family, stop))
    found.push_back(describe(family, clusters[found.size()], best));
  return found;
}

std::vector<ClusterDog> find_cluster_dogs(const Twin& twin,
                                          std::span<const std::vector<ClusterMember>> clusters,
                                          const DogGrid& grid, const std::stop_token& stop) {
  const ClusterDogs family(grid);
  std::vector<ClusterDog> found;
  for (const Best& best : best_of_each(twin, clusters, family, stop)) found.push_back(describe(family, best));
  return found;
}

Gabor gabor_for_member(const Gabor& shared, float r_x, float r_y, float angle) {
  Gabor gabor = shared;
  gabor.r_x = r_x;
  gabor.r_y = r_y;
  gabor.orientation = angle;
  if (angle < 180.0F) return gabor;
  gabor.orientation = angle - 180.0F;
  gabor.phase = gabor.phase == 0 ? 0.0F : 360.0F - gabor.phase;
  return gabor;
}

}  // namespace doppel::science

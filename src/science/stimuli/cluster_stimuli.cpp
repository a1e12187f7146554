#include "science/stimuli/cluster_stimuli.h"

#include <algorithm>
#include <functional>

#include "science/stimuli/gabor_grid.h"
#include "util/error.h"

namespace doppel::science {
namespace {

constexpr std::int64_t kShownAtOnce = 512;  // on a CPU
const LocationBox kNoLocations{{0, 1, 1}, {0, 1, 1}};

// Images of stimulus k as members first .. first + count - 1 see it: (count, rows, cols).
using Render = std::function<torch::Tensor(std::int64_t k, std::int64_t first, std::int64_t count)>;

torch::Tensor indices_of(std::span<const ClusterMember> members) {
  std::vector<std::int64_t> neurons;
  for (const ClusterMember& member : members) neurons.push_back(member.neuron);
  return torch::tensor(neurons, torch::kInt64);
}

// (n_stimuli, members): the response of each member to each stimulus. Members with several stimuli share a
// pass, so that small clusters fill it, too.
torch::Tensor all_responses(const ResponseModel& model, std::span<const ClusterMember> members,
                            std::int64_t n_stimuli, const Render& render, const std::stop_token& stop) {
  const torch::NoGradGuard no_grad;
  if (members.empty()) {
    throw Error(ErrorClass::bad_input, "a cluster without members has no optimal stimulus", "leave it out");
  }
  const auto m = static_cast<std::int64_t>(members.size());
  const torch::Tensor neurons = indices_of(members);
  const torch::Tensor table = torch::empty({n_stimuli, m});
  const std::int64_t at_once = pass_size(model.device(), kShownAtOnce);
  const std::int64_t together = std::max<std::int64_t>(1, at_once / m);
  for (std::int64_t k = 0; k < n_stimuli; k += together) {
    const std::int64_t n = std::min(together, n_stimuli - k);
    for (std::int64_t first = 0; first < m; first += at_once) {
      if (stop.stop_requested())
        throw Error(ErrorClass::interrupted, "the search for a cluster's stimulus was asked to stop", "");
      const std::int64_t count = std::min(at_once, m - first);
      std::vector<torch::Tensor> images;
      for (std::int64_t j = 0; j < n; ++j) images.push_back(render(k + j, first, count));
      const auto answers =
          model.paired_responses(torch::cat(images), neurons.slice(0, first, first + count).repeat({n}));
      table.slice(0, k, k + n).slice(1, first, first + count).copy_(answers.to(torch::kCPU).view({n, count}));
    }
  }
  return table;
}

struct Best {
  std::int64_t stimulus = -1;
  double objective = 0;
};

void keep(Best& best, std::int64_t stimulus, const torch::Tensor& activations,
          std::span<const ClusterMember> members) {
  const auto value = activations.accessor<float, 1>();
  double sum = 0;
  for (std::size_t i = 0; i < members.size(); ++i)
    sum += double{members[i].weight} * value[static_cast<std::int64_t>(i)];
  const double objective = sum / static_cast<double>(members.size());
  if (best.stimulus < 0 || objective > best.objective) best = {stimulus, objective};
}

std::vector<float> values_of(const torch::Tensor& row) {
  const torch::Tensor all = row.contiguous();
  return {all.data_ptr<float>(), all.data_ptr<float>() + all.numel()};
}

// The grid's stimulus with the phase's sign turned: what a Gabor is after a turn by 180 degrees.
std::int64_t reversed(const GaborGrid& family, std::int64_t k) {
  ParameterIndex part = split(family, k);
  part.phase = (family.n_phases - part.phase) % family.n_phases;
  return join(family, part);
}

std::vector<float> angles_of(std::span<const ClusterMember> members, const torch::Tensor& is_reversed) {
  std::vector<float> angles;
  for (std::size_t i = 0; i < members.size(); ++i) {
    const bool other_way = is_reversed[static_cast<std::int64_t>(i)].item<bool>();
    angles.push_back(members[i].orientation + (other_way ? 180.0F : 0.0F));
  }
  return angles;
}

}  // namespace

ClusterGabor find_cluster_gabor(const ResponseModel& model, std::span<const ClusterMember> members,
                                const GaborGrid& grid, const std::stop_token& stop) {
  grid.check();
  GaborGrid family = grid;
  family.n_orientations = 1;
  const std::int64_t n = n_parameters(family);
  const auto render_for = [&](std::int64_t k, std::int64_t first, std::int64_t count) {
    std::vector<Gabor> gabors;
    for (const ClusterMember& member :
         members.subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(count))) {
      gabors.push_back(grid_gabor(family, k, member.r_x, member.r_y));
      gabors.back().orientation = member.orientation;
    }
    return render(gabors, model.rows(), model.cols(), model.device());
  };
  const torch::Tensor table = all_responses(model, members, n, render_for, stop);
  Best best;
  std::int64_t n_compared = 0;
  for (std::int64_t k = 0; k < n; ++k) {
    if (2 * split(family, k).phase > family.n_phases) continue;
    ++n_compared;
    keep(best, k, torch::maximum(table[k], table[reversed(family, k)]), members);
  }
  const torch::Tensor straight = table[best.stimulus], turned = table[reversed(family, best.stimulus)];
  ClusterGabor result;
  result.gabor = grid_gabor(family, best.stimulus, 0, 0);
  result.objective = best.objective;
  result.activations = values_of(torch::maximum(straight, turned));
  result.angles = angles_of(members, turned > straight);
  result.edges = grid_edges(family, kNoLocations, result.gabor);
  result.n_stimuli = n_compared;
  return result;
}

ClusterDog find_cluster_dog(const ResponseModel& model, std::span<const ClusterMember> members,
                            const DogGrid& grid, const std::stop_token& stop) {
  const DogStimuli stimuli(grid);
  const auto render_for = [&](std::int64_t k, std::int64_t first, std::int64_t count) {
    std::vector<Dog> dogs;
    for (const ClusterMember& member :
         members.subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(count))) {
      dogs.push_back(stimuli.dog(k, member.r_x, member.r_y));
    }
    return render(dogs, model.rows(), model.cols(), model.device());
  };
  const torch::Tensor table = all_responses(model, members, stimuli.n_parameters(), render_for, stop);
  Best best;
  for (std::int64_t k = 0; k < stimuli.n_parameters(); ++k) keep(best, k, table[k], members);
  const OptimalDog described = stimuli.describe(kNoLocations, {best.stimulus, 0, 0}, 0);
  return {described.dog, best.objective, values_of(table[best.stimulus]), described.edges,
          described.n_stimuli};
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

// The search for factorised readouts, whose masks may cover the image: the features of every stimulus of the
// grid on the full image, each location once for all neurons that have it in their window. The drive
// factorises: features under the masks first, then the dot product with the readout weights.
#include <algorithm>
#include <map>

#include "science/stimuli/stimulus_search.h"
#include "util/error.h"

namespace doppel::science {
namespace {

constexpr std::int64_t kImagesAtOnce = 64;

struct Masks {
  torch::Tensor pixels;   // (support,) int64: pixels where one of the masks is not zero
  torch::Tensor masks;    // (support, members)
  torch::Tensor weights;  // (n_channels, members)
};

Masks masks_of(const Twin::Readout& readout, const torch::Tensor& members) {
  const auto masks = readout.masks.index_select(0, members).flatten(1);
  const auto pixels = torch::nonzero((masks != 0).any(0)).view({-1});
  return {pixels, masks.index_select(1, pixels).t().contiguous(),
          readout.weights.index_select(0, members).t()};
}

// (n, members): sum_k w_k sum_xy m(x, y) Phi_k(x, y).
torch::Tensor drives(const torch::Tensor& phi, const Masks& masks) {
  const auto under_masks = torch::matmul(phi.flatten(2).index_select(2, masks.pixels), masks.masks);
  return (under_masks * masks.weights).sum(1);
}

using Location = std::pair<std::int64_t, std::int64_t>;  // y, x

std::map<Location, std::vector<std::size_t>> neurons_by_location(std::span<const LocationBox> boxes) {
  std::map<Location, std::vector<std::size_t>> places;
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    for (std::int64_t y = boxes[i].y.first; y <= boxes[i].y.last(); y += boxes[i].y.step) {
      for (std::int64_t x = boxes[i].x.first; x <= boxes[i].x.last(); x += boxes[i].x.step)
        places[{y, x}].push_back(i);
    }
  }
  return places;
}

// On a GPU the first of each member's highest drives.
void record(const torch::Tensor& drive, const std::vector<std::size_t>& members, const GridPoint& first,
            std::vector<NearTies>& best) {
  const auto [value, index] = drive.max(0);
  const auto values = value.to(torch::kCPU);
  const auto indices = index.to(torch::kCPU);
  const auto all = drive.is_cpu() ? drive.contiguous() : torch::empty({0, drive.size(1)});
  const auto at = all.accessor<float, 2>();
  for (std::size_t i = 0; i < members.size(); ++i) {
    NearTies& mine = best[members[i]];
    const float highest = values.data_ptr<float>()[i];
    if (highest < mine.floor()) continue;
    mine.offer({first.parameters + indices.data_ptr<std::int64_t>()[i], first.y, first.x}, highest);
    for (std::int64_t k = 0; k < all.size(0); ++k) {
      if (k != indices.data_ptr<std::int64_t>()[i])
        mine.offer({first.parameters + k, first.y, first.x}, at[k][static_cast<std::int64_t>(i)]);
    }
  }
}

}  // namespace

std::vector<NearTies> search_masks(const Twin& twin, std::span<const std::int64_t> neurons,
                                   std::span<const LocationBox> boxes, const StimulusGrid& grid,
                                   const std::stop_token& stop) {
  const torch::NoGradGuard no_grad;
  const Twin::Readout readout = twin.readout();
  const auto weights = (readout.weights.abs().sum(1) * readout.masks.abs().sum({1, 2})).to(torch::kCPU);
  std::vector<NearTies> best;
  for (const std::int64_t neuron : neurons)
    best.push_back(NearTies::of_drives(weights[neuron].item<float>()));
  for (const auto& [location, members] : neurons_by_location(boxes)) {
    std::vector<std::int64_t> model_index;
    for (const std::size_t i : members) model_index.push_back(neurons[i]);
    const Masks masks =
        masks_of(readout, torch::tensor(model_index, torch::kInt64).to(readout.weights.device()));
    const auto [y, x] = location;
    const Canvas canvas{twin.rows(), twin.cols(), static_cast<float>(x), static_cast<float>(y)};
    for (std::int64_t first = 0; first < grid.n_parameters(); first += kImagesAtOnce) {
      if (stop.stop_requested()) {
        throw Error(ErrorClass::interrupted, "the search for optimal stimuli was stopped", "run it again");
      }
      const std::int64_t count = std::min(kImagesAtOnce, grid.n_parameters() - first);
      const auto phi = twin.features(grid.render(first, count, canvas));
      record(drives(phi, masks), members, {first, y, x}, best);
    }
  }
  return best;
}

}  // namespace doppel::science

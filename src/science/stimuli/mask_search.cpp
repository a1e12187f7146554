// The search for factorised readouts, whose masks may cover the image, region by region (mask_regions.h).
// Parts of a drive come from several passes, so that a batch of parameter combinations goes through all of
// them before anything is compared.
#include <algorithm>

#include "science/model/network.h"
#include "science/stimuli/local_core.h"
#include "science/stimuli/mask_peaks.h"
#include "science/stimuli/mask_regions.h"
#include "science/stimuli/mask_sums.h"
#include "science/stimuli/stimulus_search.h"
#include "util/error.h"

namespace doppel::science {
namespace {

constexpr std::int64_t kFloats = 24'000'000;        // of the widest layer, or of all sums: some 100 MB
constexpr std::int64_t kFloatsOnGpu = 750'000'000;  // some 3 GB
constexpr std::int64_t kMostAtOnce = 256;

struct Plan {
  std::vector<masks::Region> regions;
  std::vector<std::vector<masks::Pass>> passes;  // of each region
  std::int64_t n_sums = 0;
};

Plan make_plan(const Twin& twin, std::span<const std::int64_t> neurons, std::span<const LocationBox> boxes,
               const LocalCore& core) {
  Plan plan;
  plan.regions = masks::regions_of(twin.readout(), neurons, boxes, core.radius());
  for (const auto& region : plan.regions)
    plan.passes.push_back(masks::passes_of(region, twin.rows(), twin.cols()));
  for (const LocationBox& box : boxes) plan.n_sums += box.count();
  return plan;
}

std::int64_t stimuli_at_once(const Plan& plan, const LocalCore& core) {
  std::int64_t floats = std::max<std::int64_t>(1, plan.n_sums);
  for (const auto& passes : plan.passes) {
    for (const auto& pass : passes) {
      const PixelWindow input = core.input(pass.needed, pass.image);
      floats = std::max(floats, core.n_channels() * input.rows.count() * input.cols.count());
    }
  }
  return std::clamp<std::int64_t>((core.device().is_cuda() ? kFloatsOnGpu : kFloats) / floats, 1,
                                  kMostAtOnce);
}

// (n, n_sums): the drives of some stimuli, at all locations of all neurons.
torch::Tensor drives(const Plan& plan, const LocalCore& core, const StimulusGrid& grid, std::int64_t first,
                     std::int64_t count, const std::stop_token& stop) {
  const auto sums = torch::zeros({count, plan.n_sums}, torch::TensorOptions(core.device()));
  for (std::size_t i = 0; i < plan.regions.size(); ++i) {
    for (const masks::Pass& pass : plan.passes[i]) {
      if (stop.stop_requested()) {
        throw Error(ErrorClass::interrupted, "the search for optimal stimuli was stopped", "run it again");
      }
      const PixelWindow input = core.input(pass.needed, pass.image);
      const Canvas canvas{input.rows.count(), input.cols.count(),
                          static_cast<float>(pass.x - input.cols.first),
                          static_cast<float>(pass.y - input.rows.first), core.device()};
      const auto images = grid.render(first, count, canvas);
      masks::add(core.features(images, pass.needed, pass.image), plan.regions[i], pass, sums);
    }
  }
  return sums;
}

}  // namespace

std::vector<NearTies> search_masks(const Twin& twin, std::span<const std::int64_t> neurons,
                                   std::span<const LocationBox> boxes, const StimulusGrid& grid,
                                   const std::stop_token& stop) {
  const torch::NoGradGuard no_grad;
  const at::NoTF32Guard full_precision;  // stimuli that are compared differ little
  const LocalCore core(twin.parts().frozen);
  const Twin::Readout readout = twin.readout();
  const auto weights = (readout.weights.abs().sum(1) * readout.masks.sum({1, 2})).to(torch::kCPU);
  std::vector<NearTies> best;
  for (const std::int64_t neuron : neurons)
    best.push_back(NearTies::of_drives(weights[neuron].item<float>()));
  const Plan plan = make_plan(twin, neurons, boxes, core);
  const std::int64_t at_once = stimuli_at_once(plan, core);
  for (std::int64_t first = 0; first < grid.n_parameters(); first += at_once) {
    const std::int64_t count = std::min(at_once, grid.n_parameters() - first);
    masks::offer(drives(plan, core, grid, first, count, stop), boxes, first, best);
  }
  return best;
}

}  // namespace doppel::science

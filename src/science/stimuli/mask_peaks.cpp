#include "science/stimuli/mask_peaks.h"

#include "science/stimuli/mask_sums.h"

namespace doppel::science::masks {
namespace {

// k: of the neuron's sums of one stimulus.
void offer_one(const LocationBox& box, std::int64_t parameters, std::int64_t k, float drive, NearTies& best) {
  const auto [y, x] = location_of(box, k);
  best.offer({parameters, y, x}, drive);
}

}  // namespace

void offer(const torch::Tensor& sums, std::span<const LocationBox> boxes, std::int64_t parameters,
           std::vector<NearTies>& best) {
  if (!sums.is_cpu()) return offer_by_tensors(sums, boxes, parameters, best);
  const float* of_all = sums.data_ptr<float>();
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    for (std::int64_t stimulus = 0; stimulus < sums.size(0); ++stimulus) {
      const float* drive = of_all + stimulus * sums.size(1);
      for (std::int64_t k = boxes[i].count() - 1; k >= 0; --k) {
        if (drive[k] >= best[i].floor()) offer_one(boxes[i], parameters + stimulus, k, drive[k], best[i]);
      }
    }
    of_all += boxes[i].count();
  }
}

void offer_by_tensors(const torch::Tensor& sums, std::span<const LocationBox> boxes, std::int64_t parameters,
                      std::vector<NearTies>& best) {
  std::vector<torch::Tensor> highest, places;
  std::int64_t first_sum = 0;
  for (const LocationBox& box : boxes) {
    // Sums go from the last location to the first, the order of the grid the other way.
    const auto mine = sums.narrow(1, first_sum, box.count()).flip(1).flatten();
    const auto [drive, place] = mine.max(0);
    highest.push_back(drive);
    places.push_back(place);
    first_sum += box.count();
  }
  const auto all_drives = torch::stack(highest).to(torch::kCPU),
             all_places = torch::stack(places).to(torch::kCPU);
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    const std::int64_t n = boxes[i].count(), place = all_places.data_ptr<std::int64_t>()[i];
    offer_one(boxes[i], parameters + place / n, n - 1 - place % n, all_drives.data_ptr<float>()[i], best[i]);
  }
}

}  // namespace doppel::science::masks

// The highest drives of factorised readouts among the sums of a batch (mask_sums.h).
#pragma once

#include <torch/types.h>

#include <cstdint>
#include <span>
#include <vector>

#include "science/stimuli/location_box.h"
#include "science/stimuli/near_ties.h"

namespace doppel::science::masks {

// Offers a batch's sums, (n, locations of all neurons), to each neuron's list. parameters: of the batch's
// first stimulus. On a GPU offer_by_tensors().
void offer(const torch::Tensor& sums, std::span<const LocationBox> boxes, std::int64_t parameters,
           std::vector<NearTies>& best);

// No more than each neuron's highest, of equal ones the first in grid order: one transfer from the device.
void offer_by_tensors(const torch::Tensor& sums, std::span<const LocationBox> boxes, std::int64_t parameters,
                      std::vector<NearTies>& best);

}  // namespace doppel::science::masks

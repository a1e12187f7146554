// Untrained twins for tests: random filters, batch-norm statistics and readouts, so that every term of a
// layer matters.
#pragma once

#include <memory>
#include <string>

#include "science/model/network.h"
#include "science/model/twin.h"

namespace doppel::science {

// Filters of 7 and 5 px, F = 2, O = 8. The Gaussian readout's neurons lie all over the image, at its borders
// too.
std::unique_ptr<Twin> small_twin(const std::string& readout, std::int64_t rows, std::int64_t cols,
                                 std::int64_t n_neurons);

// Likewise with filters of 7, 5 and 3 px, the second layer separable, the third with mixing before, too, and
// elu.
std::unique_ptr<Twin> small_separable_twin(std::int64_t rows, std::int64_t cols, std::int64_t n_neurons);

}  // namespace doppel::science

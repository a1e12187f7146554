// The grid of Gabors that a row of optimal_gabor_config describes.
#pragma once

#include "schema/stimuli.h"
#include "science/stimuli/optimal_gabor.h"

namespace doppel::workers {

science::GaborGrid grid_of(
    const schema::OptimalGaborConfig& row);  // throws Error(bad_input) if it is not sound

}  // namespace doppel::workers

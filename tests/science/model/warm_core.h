// Cores whose weights and batch norms have seen something, and how exactly they turn with an image.
#pragma once

#include <string>

#include "science/model/core.h"

namespace doppel::science {

RotationCore make_core(const ModelConfig& config);

torch::Tensor parameter(const RotationCore& core, const std::string& name);

// Gives the batch norms statistics, gains and shifts that differ from channel to channel.
void warm_up(RotationCore& core);

// (n, channels, rows, cols) -> (n, orientations, features, rows, cols).
torch::Tensor by_orientation(const torch::Tensor& phi, const ModelConfig& config);

// Largest difference between the features of turned images and the turned features with their orientations
// rolled, in SDs of the features.
double turn_error(const ModelConfig& config, bool training);

}  // namespace doppel::science

// Tensors that may be larger than the memory.
#pragma once

#include <torch/types.h>

#include <filesystem>

namespace doppel::workers {

// Zeros, contiguous, on the CPU, in a file of `folder` (made if it is not there) that has no name and goes
// with the tensor: the system keeps in memory what there is room for. Throws Error(environment) where the
// disk has no room for all of it, naming the folder.
torch::Tensor zeros_in_file(torch::IntArrayRef shape, torch::ScalarType type,
                            const std::filesystem::path& folder);

}  // namespace doppel::workers

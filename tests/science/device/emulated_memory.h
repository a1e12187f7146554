// The emulated device's memory. An address that a tensor shows lies in pages that nobody may touch; its bytes
// lie elsewhere on the host, and only host_view() knows where.
#pragma once

#include <c10/core/Allocator.h>
#include <torch/types.h>

#include <cstddef>

namespace doppel::science {

c10::Allocator* emulated_allocator();

// A CPU tensor of the same bytes; a tensor of the CPU is its own. REQUIRES: the tensor outlives it.
torch::Tensor host_view(const torch::Tensor& tensor);

// Room for so many bytes at least; what was there stays.
void grow(const c10::Storage& storage, std::size_t n_bytes);

}  // namespace doppel::science

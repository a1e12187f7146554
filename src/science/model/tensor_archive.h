// A JSON header and named tensors in one self-describing block of bytes: magic, version, header length,
// header, then the tensors' values, little-endian, in the header's order. Twins and checkpoints are written
// in it.
#pragma once

#include <torch/types.h>

#include <cstddef>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace doppel::science {

struct TensorArchive {
  nlohmann::json header;
  std::vector<std::pair<std::string, torch::Tensor>> tensors;  // float32 or int64 when written

  const torch::Tensor& at(std::string_view name) const;  // throws Error(bad_input) if there is none
};

// kind: eight characters, what the block is.
std::vector<std::byte> write_archive(std::string_view kind, const TensorArchive& archive);

// Tensors on the CPU. Throws Error(bad_input) on truncated bytes, trailing bytes or another kind.
TensorArchive read_archive(std::string_view kind, std::span<const std::byte> bytes);

}  // namespace doppel::science

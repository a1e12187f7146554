// NumPy .npz archives, written: how `export` hands a dataset to other tools.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace doppel::store {

struct NpzArray {
  std::string name;  // numpy.load(file)[name]
  std::vector<std::size_t> shape;
  std::vector<float> values;  // C order
};

// Uncompressed, complete or absent; equal arrays give equal bytes. Throws Error(environment) as AtomicFile
// does.
void write_npz(const std::filesystem::path& file, const std::vector<NpzArray>& arrays);

}  // namespace doppel::store

// Grey pictures in and out: PNG and JPEG for `simulate --images`, PNG for optimal stimuli.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

namespace doppel::store {

struct Picture {
  int rows = 0, cols = 0;          // [px]
  std::vector<std::uint8_t> grey;  // (rows, cols)
};

Picture read_picture(
    const std::filesystem::path& file);  // PNG or JPEG, colours turned to luma; Error(bad_input)
void write_png(const Picture& picture, const std::filesystem::path& file);

}  // namespace doppel::store

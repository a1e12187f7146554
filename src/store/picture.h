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

// PNG (grey, colour, palette, 8 or 16 bit; transparency over white) or JPEG (grey, colour), told by content.
// Colours become luma, .299 R + .587 G + .114 B (ITU-R BT.601). Throws Error(bad_input) naming the file and
// the mend for anything else, truncated or damaged, or of more than 64 megapixels.
Picture read_picture(const std::filesystem::path& file);

// 8-bit grey, complete or absent. Throws Error(environment) as AtomicFile does. REQUIRES: grey.size() == rows
// * cols > 0
void write_png(const Picture& picture, const std::filesystem::path& file);

// The centre of the picture, cropped to the aspect of rows x cols, then the mean over the area of each new
// pixel.
Picture resize_to(const Picture& picture, int rows, int cols);

// The .png, .jpg and .jpeg files (in any case) in a folder, in name order; Error(bad_input) if there are
// none.
std::vector<std::filesystem::path> picture_files(const std::filesystem::path& folder);
std::vector<Picture> read_pictures(const std::filesystem::path& folder);

}  // namespace doppel::store

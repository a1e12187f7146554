// A stimulus file (HDF5; docs/formats.md): pictures for a scan to show, each known by its content, with what
// is in them. `doppel export stimuli` writes it, `doppel simulate --stimuli` and a lab's own program read it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace doppel::store {

// A Gabor at one size. Two of them may be the same picture.
struct Stimulus {
  std::int32_t gabor_rank = 0, size_rank = 0;  // from 1
  std::int32_t image = 0;                      // row of images
  double x = 0, y = 0, size = 0;               // [px]
  double spatial_frequency = 0;                // [cycles/px]
  double contrast = 0;                         // [z-score]
  double orientation = 0, phase = 0;           // [deg]
  double clipped_share = 0;                    // of the pixels: outside 0..255 before clipping
};

struct StimulusSet {
  std::int32_t rows = 0, cols = 0;        // [px]
  std::vector<std::uint8_t> images;       // (n_images, rows, cols), grey
  std::vector<std::string> image_sha256;  // (n_images,), unique
  double image_mean = 0, image_sd = 0;  // grey of value 0, and greys per unit of contrast; written, not read
  std::string source;                   // whom they were chosen for, in words
  std::vector<Stimulus> stimuli;

  std::size_t n_images() const { return image_sha256.size(); }
};

void write_stimulus_file(const StimulusSet& set, const std::filesystem::path& file);  // complete or absent

// Throws Error(bad_input) naming file, dataset and mend for anything truncated or foreign: wrong shapes, a
// picture that its hash does not fit or that is there twice, a stimulus without a picture.
StimulusSet read_stimulus_file(const std::filesystem::path& file);

}  // namespace doppel::store

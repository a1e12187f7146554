// A scan's recording in memory: what an HDF5 scan file or a Sensorium FileTree holds, after validation. Plain
// data; the layout of files is in docs/formats.md.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace doppel::store {

// [px] a larger image is a wrong axis order or a damaged header
inline constexpr std::int32_t max_image_side = 4096;

enum class TrialTier : std::uint8_t { train, test };

struct Trial {
  std::int32_t image = 0;  // row of images, not the scan's own image number
  TrialTier tier = TrialTier::train;
  std::int16_t repeat = 0;  // n-th presentation of that image, from 0
};

// True properties of a simulated neuron; names as in twin.ground_truth. Absent where a truth does not exist.
using TruthColumns =
    std::map<std::string, std::vector<std::optional<double>>>;  // column -> one value a neuron

// What a simulated population was drawn with, besides its seed: enough to build it again.
struct SimulationSettings {
  double target_oracle = 0.4;      // mean jackknife oracle that the gains were chosen for
  double share_unoriented = 0.15;  // of the neurons
  double coupling = 0;        // rank correlation of suppression and cross-orientation inhibition as drawn
  bool noiseless = false;     // the responses are the expected events
  bool draw_indices = false;  // of suppression and cross-orientation inhibition the indices were drawn
  bool operator==(const SimulationSettings&) const = default;
};

struct Recording {
  std::int32_t animal_id = 0, session = 0, scan_idx = 0;
  std::int32_t rows = 36, cols = 64;         // image height and width [px]
  std::vector<std::uint8_t> images;          // (n_images, rows, cols), grey 0..255
  std::vector<std::int32_t> image_id;        // (n_images,), the scan's own numbers
  std::vector<std::string> image_sha256;     // (n_images,), lower-case hex of the rows * cols bytes
  std::vector<Trial> trials;                 // (n_trials,), presentation order
  std::vector<float> responses;              // (n_trials, n_neurons), events >= 0
  std::vector<std::int32_t> unit_id;         // (n_neurons,), unique
  std::vector<float> x, y, z;                // (n_neurons,), cortical position, NaN where unknown
  std::string position_unit = "normalised";  // or "um"
  std::string response_unit, source;
  bool simulated = false;
  std::optional<std::int64_t> seed;              // of a simulation
  std::optional<SimulationSettings> simulation;  // absent: unknown, as in files of others
  TruthColumns truth;                            // empty for recordings

  std::size_t n_images() const { return image_id.size(); }
  std::size_t n_neurons() const { return unit_id.size(); }
};

// Throws Error(bad_input) that names `origin` (a path), the dataset and the mend: wrong shapes, NaN or
// negative responses, duplicate unit_ids or trials, an image that no trial shows or no row names, a wrong
// image hash, absurd sizes.
void validate(const Recording& recording, const std::string& origin);

// Averages each image over blocks of `factor` x `factor` pixels, rounds to whole greys, hashes anew, and
// notes it in the source. Validated like a recording that was read. Throws Error(bad_input) if the sides are
// no multiples of the factor, or if the scan has a ground truth: that is in pixels of the images.
void downsample_images(Recording& recording, std::int32_t factor, const std::string& origin);

}  // namespace doppel::store

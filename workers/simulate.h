// `doppel simulate`: a scan file of simulated V1 neurons under natural-like images, with their true
// properties; or a second scan of the same neurons under the pictures of a stimulus file.
#pragma once

#include <filesystem>
#include <optional>

namespace doppel::workers {

struct SimulateRequest {
  std::int32_t animal_id = 1, session = 1, scan_idx = 1;
  std::int32_t n_neurons = 200;
  std::int32_t n_train_images = 1500, n_test_images = 100, repeats = 10;
  float mean_oracle = 0.4F;
  float coupling = 0;            // rank correlation of suppression and cross-orientation inhibition as drawn
  bool draw_indices = false;     // draw the indices of these two instead of their strengths
  bool noiseless = false;        // responses are the expected events
  std::uint64_t seed = 1;        // of neurons, noise and trial order
  std::uint64_t image_seed = 1;  // of the images: scans that share it share images
  std::optional<std::filesystem::path> images;  // a folder of PNG or JPEG files instead
  // A stimulus file: a second scan of the neurons that the other fields describe (all as for their first
  // scan, whose images calibrate them) shows its pictures, `repeats` times each. Holds no truth.
  std::optional<std::filesystem::path> stimuli;
  std::filesystem::path output;  // the scan file, or the folder with as_file_tree
  bool as_file_tree = false;     // Sensorium layout (holds no truth)
};

struct SimulateReport {
  std::int64_t n_train_images = 0, n_test_images = 0, n_trials = 0;
};

SimulateReport simulate_scan(const SimulateRequest& request);

}  // namespace doppel::workers

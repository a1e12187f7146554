#include "store/recording.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <unordered_map>

#include "util/error.h"
#include "util/sha256.h"

namespace doppel::store {
namespace {

// The checks of one recording; each names the dataset of docs/formats.md that is at fault.
class Validator {
 public:
  Validator(const Recording& recording, const std::string& origin) : recording_(recording), origin_(origin) {}

  void run() const {
    check_identity();
    check_shapes();
    check_images();
    check_units();
    check_trials();
    check_responses();
    check_truth();
  }

 private:
  [[noreturn]] void refuse(const std::string& dataset, const std::string& fault,
                           const std::string& mend) const {
    throw Error(ErrorClass::bad_input, origin_ + ": " + dataset + " " + fault, mend);
  }

  void require_size(const std::string& dataset, std::size_t actual, std::size_t expected,
                    const char* per) const {
    if (actual == expected) return;
    refuse(
        dataset,
        "has " + std::to_string(actual) + " values, expected " + std::to_string(expected) + " (" + per + ")",
        "write one value for each, in the same order as the other datasets");
  }

  void check_identity() const {
    const std::pair<const char*, std::int32_t> keys[] = {{"animal_id", recording_.animal_id},
                                                         {"session", recording_.session},
                                                         {"scan_idx", recording_.scan_idx}};
    for (const auto& [key, value] : keys) {
      if (value < 0) {
        refuse(std::string("attribute ") + key, "is " + std::to_string(value),
               "number animals, sessions and scans from 0 or 1");
      }
    }
    if (recording_.position_unit != "um" && recording_.position_unit != "normalised") {
      refuse("attribute position_unit", "is '" + recording_.position_unit + "'",
             "write 'um' or 'normalised'");
    }
  }

  void check_shapes() const {
    const Recording& r = recording_;
    if (r.rows < 1 || r.cols < 1 || r.rows > max_image_side || r.cols > max_image_side) {
      refuse("/images", "has images of " + std::to_string(r.rows) + " x " + std::to_string(r.cols) + " px",
             "store images as (n_images, height, width) with sides of 1 to " +
                 std::to_string(max_image_side) + " px");
    }
    if (r.image_id.empty()) refuse("/image_id", "is empty", "a scan needs at least one image");
    if (r.trials.empty()) refuse("/trials/image_id", "is empty", "a scan needs at least one trial");
    if (r.unit_id.empty()) refuse("/neurons/unit_id", "is empty", "a scan needs at least one neuron");
    if (r.n_images() > std::size_t{std::numeric_limits<std::int32_t>::max()} ||
        r.trials.size() > std::size_t{std::numeric_limits<std::int32_t>::max()}) {
      refuse("/trials", "has more rows than a 32-bit number counts", "split the scan");
    }
    require_size("/images", r.images.size(), r.n_images() * pixels(), "height * width for each image_id");
    require_size("/image_sha256", r.image_sha256.size(), r.n_images(), "one for each image_id");
    require_size("/responses", r.responses.size(), r.trials.size() * r.n_neurons(), "n_trials * n_neurons");
    require_size("/neurons/x", r.x.size(), r.n_neurons(), "one for each unit_id");
    require_size("/neurons/y", r.y.size(), r.n_neurons(), "one for each unit_id");
    require_size("/neurons/z", r.z.size(), r.n_neurons(), "one for each unit_id");
  }

  std::size_t pixels() const {
    return static_cast<std::size_t>(recording_.rows) * static_cast<std::size_t>(recording_.cols);
  }

  std::string image_name(std::size_t row) const {
    return "row " + std::to_string(row) + " (image_id " + std::to_string(recording_.image_id[row]) + ")";
  }

  void check_images() const {
    std::unordered_map<std::int32_t, std::size_t> row_of_id;
    std::unordered_map<std::string, std::size_t> row_of_hash;
    for (std::size_t row = 0; row < recording_.n_images(); ++row) {
      const auto [id, new_id] = row_of_id.emplace(recording_.image_id[row], row);
      if (!new_id) {
        refuse("/image_id",
               "names image " + std::to_string(id->first) + " twice, in rows " + std::to_string(id->second) +
                   " and " + std::to_string(row),
               "give each image one row and a number of its own");
      }
      check_content(row);
      const auto [hash, new_hash] = row_of_hash.emplace(recording_.image_sha256[row], row);
      if (!new_hash) {
        refuse(
            "/images", image_name(row) + " has the pixels of " + image_name(hash->second),
            "an image is known by its content: keep one of the two rows and let the trials of both name it");
      }
    }
  }

  void check_content(std::size_t row) const {
    const auto image = std::span(recording_.images).subspan(row * pixels(), pixels());
    if (std::all_of(image.begin(), image.end(), [&](std::uint8_t grey) { return grey == image[0]; })) {
      refuse("/images", image_name(row) + " is constant (SD 0)",
             "leave blank and grey frames out of images, trials and responses");
    }
    const std::string actual = sha256_hex(std::as_bytes(image));
    if (recording_.image_sha256[row] != actual) {
      refuse("/image_sha256",
             image_name(row) + " is '" + recording_.image_sha256[row].substr(0, 64) +
                 "', but the pixels hash to " + actual,
             "if /images is right, write the lower-case SHA-256 of each image's height * width bytes");
    }
  }

  void check_units() const {
    std::unordered_map<std::int32_t, std::size_t> column_of_unit;
    for (std::size_t neuron = 0; neuron < recording_.n_neurons(); ++neuron) {
      const auto [unit, is_new] = column_of_unit.emplace(recording_.unit_id[neuron], neuron);
      if (!is_new) {
        refuse("/neurons/unit_id",
               "names unit " + std::to_string(unit->first) + " twice, in rows " +
                   std::to_string(unit->second) + " and " + std::to_string(neuron),
               "give each neuron of the scan a number of its own");
      }
    }
    const std::pair<const char*, const std::vector<float>*> positions[] = {
        {"/neurons/x", &recording_.x}, {"/neurons/y", &recording_.y}, {"/neurons/z", &recording_.z}};
    for (const auto& [dataset, values] : positions) {
      const auto infinite =
          std::find_if(values->begin(), values->end(), [](float v) { return std::isinf(v); });
      if (infinite != values->end()) {
        refuse(dataset, "row " + std::to_string(infinite - values->begin()) + " is infinite",
               "write NaN where a position is unknown");
      }
    }
  }

  void check_trials() const {
    std::vector<std::vector<std::int16_t>> repeats(recording_.n_images());
    std::vector<TrialTier> tier_of_image(recording_.n_images());
    for (std::size_t trial = 0; trial < recording_.trials.size(); ++trial) {
      const auto& [image, tier, repeat] = recording_.trials[trial];
      const std::string name = "row " + std::to_string(trial);
      if (image < 0 || static_cast<std::size_t>(image) >= recording_.n_images()) {
        refuse("/trials/image_id", name + " names an image that is not in /image_id",
               "add that image to /images, /image_id and /image_sha256, or drop the trial");
      }
      const auto row = static_cast<std::size_t>(image);
      if (repeat < 0) refuse("/trials/repeat", name + " is " + std::to_string(repeat), count_from_zero);
      if (!repeats[row].empty() && tier_of_image[row] != tier) {
        refuse("/trials/tier",
               name + " shows image_id " + std::to_string(recording_.image_id[row]) + " as " +
                   (tier == TrialTier::test ? "test" : "train") + ", an earlier trial as the other",
               "an image is either train or test: scores on a test image that was trained on mean nothing");
      }
      tier_of_image[row] = tier;
      repeats[row].push_back(repeat);
    }
    for (std::size_t row = 0; row < repeats.size(); ++row) check_repeats(row, repeats[row]);
  }

  void check_repeats(std::size_t row, std::vector<std::int16_t> repeats) const {
    if (repeats.empty()) {
      refuse("/image_id", image_name(row) + " is shown by no trial", "drop the image, or add its trials");
    }
    std::sort(repeats.begin(), repeats.end());
    const auto twice = std::adjacent_find(repeats.begin(), repeats.end());
    const std::string image = "of image_id " + std::to_string(recording_.image_id[row]);
    if (twice != repeats.end()) {
      refuse("/trials/repeat", "holds repeat " + std::to_string(*twice) + " " + image + " more than once",
             std::string("remove the duplicate trial, or ") + count_from_zero);
    }
    for (std::size_t i = 0; i < repeats.size(); ++i) {
      if (static_cast<std::size_t>(repeats[i]) != i) {
        refuse(
            "/trials/repeat",
            "has no repeat " + std::to_string(i) + " " + image + ", but repeat " + std::to_string(repeats[i]),
            count_from_zero);
      }
    }
  }

  void check_responses() const {
    const auto bad = std::find_if(recording_.responses.begin(), recording_.responses.end(),
                                  [](float r) { return !(r >= 0.0F) || std::isinf(r); });
    if (bad == recording_.responses.end()) return;
    const auto index = static_cast<std::size_t>(bad - recording_.responses.begin());
    const std::string value = std::isnan(*bad)   ? "NaN"
                              : std::isinf(*bad) ? "infinite"
                                                 : "negative (" + std::to_string(*bad) + ")";
    refuse("/responses",
           "row " + std::to_string(index / recording_.n_neurons()) + ", column " +
               std::to_string(index % recording_.n_neurons()) + " (unit_id " +
               std::to_string(recording_.unit_id[index % recording_.n_neurons()]) + ") is " + value,
           "responses are deconvolved events, finite and >= 0: drop trials that were not recorded, and do "
           "not z-score");
  }

  void check_truth() const {
    if (!recording_.truth.empty() && !recording_.simulated) {
      refuse("/ground_truth", "is there, but attribute simulated is 0",
             "only a simulated scan has a ground truth: set simulated to 1");
    }
    if (recording_.simulation && !(recording_.simulated && recording_.seed)) {
      refuse("attribute simulation_noiseless", "is there, but the scan is not simulated or has no seed",
             "a population is built again from its seed: set simulated to 1 and the seed");
    }
    for (const auto& [column, values] : recording_.truth) {
      require_size("/ground_truth/" + column, values.size(), recording_.n_neurons(), "one for each unit_id");
      for (std::size_t neuron = 0; neuron < values.size(); ++neuron) {
        if (values[neuron] && !std::isfinite(*values[neuron])) {
          refuse("/ground_truth/" + column, "row " + std::to_string(neuron) + " is not finite",
                 "write NaN where a truth does not exist");
        }
      }
    }
  }

  static constexpr const char* count_from_zero =
      "number the presentations of each image 0, 1, 2 .. in trial order";

  const Recording& recording_;
  const std::string& origin_;
};

}  // namespace

void validate(const Recording& recording, const std::string& origin) { Validator(recording, origin).run(); }

}  // namespace doppel::store

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <optional>
#include <unordered_map>
#include <utility>

#include "store/npy.h"
#include "store/scan_file.h"
#include "store/tree_files.h"
#include "util/error.h"
#include "util/sha256.h"

namespace doppel::store {
namespace {

// What meta/trials says of one trial; `number` is that of its files in data/.
struct TreeTrial {
  std::size_t number = 0;
  TrialTier tier = TrialTier::train;
  std::int32_t image_id = 0;
};

// One reading of a tree into a recording. Every member throws Error(bad_input) naming tree, file and mend.
class TreeReader {
 public:
  TreeReader(const std::filesystem::path& path, const std::vector<std::string>& skipped_tiers)
      : path_(path), name_(path.string()), skipped_tiers_(skipped_tiers), files_(open_tree(path)) {}

  Recording read() {
    read_neurons();
    read_identity();
    for (const TreeTrial& trial : trials_in_order()) read_trial(trial);
    recording_.source =
        "Sensorium FileTree";  // without the path: a folder and its archive are the same recording
    if (!skipped_tiers_.empty())
      recording_.source += fmt::format(" without tier {}", fmt::join(skipped_tiers_, ", "));
    validate(recording_, name_);
    return std::move(recording_);
  }

 private:
  [[noreturn]] void refuse(const std::string& file, const std::string& fault, const std::string& mend) const {
    throw Error(ErrorClass::bad_input, fmt::format("{}: {} {}", name_, file, fault), mend);
  }

  NpyArray array(const std::string& file) const {
    return NpyArray::parse(files_->read(file), fmt::format("{}: {}", name_, file));
  }

  std::vector<std::int32_t> int32_array(const std::string& file) const {
    std::vector<std::int32_t> values;
    for (const std::int64_t value : array(file).integers()) {
      if (!std::in_range<std::int32_t>(value))
        refuse(file, fmt::format("holds {}", value), "use numbers that fit int32");
      values.push_back(static_cast<std::int32_t>(value));
    }
    return values;
  }

  void read_neurons() {
    recording_.unit_id = int32_array("meta/neurons/unit_ids.npy");
    const std::size_t n = recording_.n_neurons();
    if (n == 0) refuse("meta/neurons/unit_ids.npy", "is empty", "a scan needs at least one neuron");
    std::vector<float> positions(3 * n, std::numeric_limits<float>::quiet_NaN());
    const std::string file = "meta/neurons/cell_motor_coordinates.npy";
    if (files_->has(file)) {
      const NpyArray coordinates = array(file);
      coordinates.require_shape(std::array{n, std::size_t{3}});
      positions = coordinates.floats();
    }
    bool normalised = true;
    for (std::size_t i = 0; i < n; ++i) {
      recording_.x.push_back(positions[3 * i]);
      recording_.y.push_back(positions[3 * i + 1]);
      recording_.z.push_back(positions[3 * i + 2]);
      // A scan of micrometres spans hundreds; the layout has no field for the unit.
      constexpr float largest_normalised = 2.0F;
      normalised = normalised && !(std::abs(positions[3 * i]) > largest_normalised) &&
                   !(std::abs(positions[3 * i + 1]) > largest_normalised);
    }
    recording_.position_unit = normalised ? "normalised" : "um";
  }

  void read_identity() {
    const auto hint = key_in_name();
    const std::array<const char*, 3> files{"animal_ids", "sessions", "scan_idx"};
    const std::array<std::int32_t*, 3> keys{&recording_.animal_id, &recording_.session, &recording_.scan_idx};
    for (std::size_t i = 0; i < files.size(); ++i) {
      const std::string file = fmt::format("meta/neurons/{}.npy", files[i]);
      if (!files_->has(file) && hint) {
        *keys[i] = (*hint)[i];
        continue;
      }
      const auto values = int32_array(file);
      if (values.size() != recording_.n_neurons()) {
        refuse(file, fmt::format("has {} values for {} neurons", values.size(), recording_.n_neurons()),
               "save one value a neuron, in the order of unit_ids");
      }
      if (std::adjacent_find(values.begin(), values.end(), std::not_equal_to<>()) != values.end()) {
        refuse(file, "names more than one scan", "save each scan as a tree of its own");
      }
      *keys[i] = values[0];
    }
  }

  // animal, session and scan in a name like static26872-17-20-... ; only asked where meta/neurons does not
  // say.
  std::optional<std::array<std::int32_t, 3>> key_in_name() const {
    const std::string text = std::filesystem::absolute(path_).lexically_normal().filename().string();
    const std::size_t begin = text.find_first_of("0123456789");
    if (begin == std::string::npos) return std::nullopt;
    std::array<std::int32_t, 3> key{};
    const char* at = text.data() + begin;
    const char* const end = text.data() + text.size();
    for (std::size_t i = 0; i < key.size(); ++i) {
      if (i > 0 && (at == end || *at++ != '-')) return std::nullopt;
      const auto [next, code] = std::from_chars(at, end, key[i]);
      if (code != std::errc{} || key[i] < 0) return std::nullopt;
      at = next;
    }
    return key;
  }

  TrialTier parse_tier(const std::string& text, std::size_t trial) const {
    // Doppel draws its own validation images from the training images.
    if (text == "train" || text == "validation") return TrialTier::train;
    if (text == "test") return TrialTier::test;
    refuse("meta/trials/tiers.npy", fmt::format("value {} is '{}'", trial, text),
           fmt::format("use train, validation (read as train) or test; `doppel import --skip-tier {}` leaves "
                       "its trials out",
                       text));
  }

  // In presentation order: by trial_idx where there is one, else by number.
  std::vector<TreeTrial> trials_in_order() const {
    const std::vector<std::string> tiers = array("meta/trials/tiers.npy").texts();
    if (tiers.empty()) refuse("meta/trials/tiers.npy", "is empty", "a scan needs at least one trial");
    const NpyArray ids = array("meta/trials/frame_image_id.npy");
    ids.require_length(tiers.size());
    const std::vector<std::int32_t> image_ids = int32_array("meta/trials/frame_image_id.npy");
    for (const std::string& tier : skipped_tiers_) {
      if (std::find(tiers.begin(), tiers.end(), tier) != tiers.end()) continue;
      refuse("meta/trials/tiers.npy", fmt::format("has no trial of tier '{}', which is to be skipped", tier),
             "check its spelling");
    }
    std::vector<TreeTrial> trials;
    for (std::size_t i = 0; i < tiers.size(); ++i) {
      if (std::find(skipped_tiers_.begin(), skipped_tiers_.end(), tiers[i]) != skipped_tiers_.end()) continue;
      trials.push_back({i, parse_tier(tiers[i], i), image_ids[i]});
    }
    if (files_->has("meta/trials/trial_idx.npy")) {
      const NpyArray index = array("meta/trials/trial_idx.npy");
      index.require_length(tiers.size());
      const auto order = index.integers();
      std::stable_sort(trials.begin(), trials.end(), [&](const TreeTrial& a, const TreeTrial& b) {
        return order[a.number] < order[b.number];
      });
    }
    return trials;
  }

  void read_trial(const TreeTrial& trial) {
    const std::string file = fmt::format("data/responses/{}.npy", trial.number);
    const NpyArray responses = array(file);
    responses.require_length(recording_.n_neurons());
    const std::vector<float> values = responses.floats();
    const auto bad =
        std::find_if(values.begin(), values.end(), [](float r) { return !(r >= 0.0F) || std::isinf(r); });
    if (bad != values.end()) {
      refuse(file, fmt::format("value {} is {}", bad - values.begin(), *bad),
             "responses are deconvolved events, finite and >= 0: drop trials that were not recorded, and do "
             "not z-score");
    }
    recording_.responses.insert(recording_.responses.end(), values.begin(), values.end());

    const std::int32_t image = image_row(trial);
    auto& shown = times_shown_[static_cast<std::size_t>(image)];
    if (shown == std::numeric_limits<std::int16_t>::max()) {
      refuse("meta/trials/frame_image_id.npy",
             fmt::format("shows image {} more than 32767 times", trial.image_id), "split the scan");
    }
    recording_.trials.push_back({image, trial.tier, shown++});
  }

  // The row of a trial's image, known by its content; a new row for a new image.
  std::int32_t image_row(const TreeTrial& trial) {
    const std::string file = fmt::format("data/images/{}.npy", trial.number);
    const std::vector<std::uint8_t> grey = grey_image(array(file), file);
    const std::string hash = sha256_hex(std::as_bytes(std::span(grey)));
    if (const auto known = row_of_hash_.find(hash); known != row_of_hash_.end()) return known->second;

    const auto row = static_cast<std::int32_t>(recording_.image_id.size());
    if (!image_ids_.emplace(trial.image_id, trial.number).second) {
      refuse("meta/trials/frame_image_id.npy",
             fmt::format("calls the images of trials {} and {} both {}, but their pixels differ",
                         image_ids_[trial.image_id], trial.number, trial.image_id),
             "number images, not trials or classes: one number for each image");
    }
    row_of_hash_.emplace(hash, row);
    recording_.image_id.push_back(trial.image_id);
    recording_.image_sha256.push_back(hash);
    recording_.images.insert(recording_.images.end(), grey.begin(), grey.end());
    times_shown_.push_back(0);
    return row;
  }

  // (1, height, width) or (height, width), grey 0..255. Other types than uint8 are rounded.
  std::vector<std::uint8_t> grey_image(const NpyArray& image, const std::string& file) {
    std::vector<std::size_t> shape = image.shape();
    if (shape.size() == 3 && shape[0] == 1) shape.erase(shape.begin());
    if (shape.size() != 2 || shape[0] == 0 || shape[1] == 0 || shape[0] > max_image_side ||
        shape[1] > max_image_side) {
      refuse(file, "is not one grey image", "save it as uint8 with the shape (1, height, width)");
    }
    if (recording_.image_id.empty()) {
      recording_.rows = static_cast<std::int32_t>(shape[0]);
      recording_.cols = static_cast<std::int32_t>(shape[1]);
    }
    if (shape[0] != static_cast<std::size_t>(recording_.rows) ||
        shape[1] != static_cast<std::size_t>(recording_.cols)) {
      refuse(file,
             fmt::format("has {} x {} px, the first trial's image {} x {}", shape[0], shape[1],
                         recording_.rows, recording_.cols),
             "show images of one size in a scan");
    }
    std::vector<std::uint8_t> grey;
    grey.reserve(shape[0] * shape[1]);
    for (const float value : image.floats()) {
      if (!(value >= 0.0F && value <= 255.0F)) {
        refuse(file, fmt::format("holds the value {}", value),
               "save images as uint8 grey, 0..255, not z-scored");
      }
      grey.push_back(static_cast<std::uint8_t>(std::lround(value)));
    }
    return grey;
  }

  std::filesystem::path path_;
  std::string name_;
  const std::vector<std::string>& skipped_tiers_;
  std::unique_ptr<TreeFiles> files_;
  Recording recording_;
  std::unordered_map<std::string, std::int32_t> row_of_hash_;
  std::map<std::int32_t, std::size_t> image_ids_;  // -> first trial that showed it
  std::vector<std::int16_t> times_shown_;          // (n_images,)
};

}  // namespace

Recording read_file_tree(const std::filesystem::path& folder_or_archive,
                         const std::vector<std::string>& skipped_tiers) {
  return TreeReader(folder_or_archive, skipped_tiers).read();
}

}  // namespace doppel::store

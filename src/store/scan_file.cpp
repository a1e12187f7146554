#include "store/scan_file.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <limits>
#include <unordered_map>

#include "store/atomic_file.h"
#include "store/hdf5.h"
#include "store/trial_read.h"
#include "util/error.h"

namespace doppel::store {
namespace {

constexpr std::size_t tier_width = 8, hash_width = 64;
constexpr std::size_t max_attribute_text = 60'000;  // an attribute in an object header holds less than 64 KiB

[[noreturn]] void refuse(const std::string& name, const std::string& dataset, const std::string& fault,
                         const std::string& mend) {
  throw Error(ErrorClass::bad_input, name + ": " + dataset + " " + fault, mend);
}

std::int32_t read_key(const hdf5::Input& input, const std::string& name, const std::string& key) {
  const auto value = input.integer_attribute(key);
  if (!value) refuse(name, "attribute " + key, "is missing", "set it with f.attrs['" + key + "'] = 1");
  if (*value < 0 || *value > std::numeric_limits<std::int32_t>::max()) {
    refuse(name, "attribute " + key, "is " + std::to_string(*value), "write a number from 0 that fits int32");
  }
  return static_cast<std::int32_t>(*value);
}

// All of it or nothing: a population is not built again from half of its settings.
std::optional<SimulationSettings> read_simulation(const hdf5::Input& input) {
  const auto noiseless = input.integer_attribute("simulation_noiseless");
  const auto oracle = input.real_attribute("simulation_target_oracle");
  const auto unoriented = input.real_attribute("simulation_share_unoriented");
  const auto coupling = input.real_attribute("simulation_coupling");
  if (!noiseless || !oracle || !unoriented || !coupling) return std::nullopt;
  const bool draw_indices = input.integer_attribute("simulation_draw_indices").value_or(0) != 0;
  return SimulationSettings{*oracle, *unoriented, *coupling, *noiseless != 0, draw_indices};
}

void write_simulation(hdf5::Output& output, const SimulationSettings& settings) {
  output.set_attribute("simulation_noiseless", std::int64_t{settings.noiseless});
  output.set_attribute("simulation_target_oracle", settings.target_oracle);
  output.set_attribute("simulation_share_unoriented", settings.share_unoriented);
  output.set_attribute("simulation_coupling", settings.coupling);
  if (settings.draw_indices) output.set_attribute("simulation_draw_indices", std::int64_t{1});
}

void read_attributes(const hdf5::Input& input, const std::string& name, Recording& recording) {
  recording.animal_id = read_key(input, name, "animal_id");
  recording.session = read_key(input, name, "session");
  recording.scan_idx = read_key(input, name, "scan_idx");
  recording.position_unit = input.text_attribute("position_unit").value_or(recording.position_unit);
  recording.response_unit = input.text_attribute("response_unit").value_or("");
  recording.source = input.text_attribute("source").value_or("");
  recording.seed = input.integer_attribute("seed");
  recording.simulation = read_simulation(input);
  // Nothing but a simulation has a seed or a known truth.
  const bool looks_simulated = recording.seed.has_value() || input.has("/ground_truth");
  recording.simulated = input.integer_attribute("simulated").value_or(looks_simulated ? 1 : 0) != 0;
}

void read_images(const hdf5::Input& input, Recording& recording) {
  const std::array<hdf5::Axis, 3> any{{{"n_images"}, {"height"}, {"width"}}};
  const auto extents = input.extents("/images", any);
  const std::size_t n = extents[0];
  // validate() refuses absurd sides; here they must only survive the narrowing.
  constexpr std::size_t most = std::numeric_limits<std::int32_t>::max();
  recording.rows = static_cast<std::int32_t>(std::min(extents[1], most));
  recording.cols = static_cast<std::int32_t>(std::min(extents[2], most));
  recording.images = input.read_bytes("/images", any);
  recording.image_id = input.read_int32("/image_id", {"n_images", n});
  recording.image_sha256 = input.read_texts("/image_sha256", {"n_images", n});
}

TrialTier parse_tier(const std::string& text, std::size_t row, const std::string& name) {
  if (text == "train") return TrialTier::train;
  if (text == "test") return TrialTier::test;
  refuse(name, "/trials/tier", "row " + std::to_string(row) + " is '" + text + "'",
         "write train or test; validation images are drawn from train by Doppel");
}

void read_trials(const hdf5::Input& input, const std::string& name, Recording& recording) {
  std::unordered_map<std::int32_t, std::int32_t> row_of_image;
  for (std::size_t row = 0; row < recording.n_images(); ++row) {
    row_of_image.emplace(recording.image_id[row], static_cast<std::int32_t>(row));
  }
  const auto image_id = input.read_int32("/trials/image_id", {"n_trials"});
  const auto tier = input.read_texts("/trials/tier", {"n_trials", image_id.size()});
  const auto repeat = input.read_int32("/trials/repeat", {"n_trials", image_id.size()});
  recording.trials.resize(image_id.size());
  for (std::size_t trial = 0; trial < image_id.size(); ++trial) {
    const auto row = row_of_image.find(image_id[trial]);
    if (row == row_of_image.end()) {
      refuse(name, "/trials/image_id",
             "row " + std::to_string(trial) + " names image " + std::to_string(image_id[trial]) +
                 ", which is not in /image_id",
             "add that image to /images, /image_id and /image_sha256, or drop the trial");
    }
    if (repeat[trial] < 0 || repeat[trial] > std::numeric_limits<std::int16_t>::max()) {
      refuse(name, "/trials/repeat", "row " + std::to_string(trial) + " is " + std::to_string(repeat[trial]),
             "number the presentations of each image 0, 1, 2 .. in trial order");
    }
    recording.trials[trial] = {row->second, parse_tier(tier[trial], trial, name),
                               static_cast<std::int16_t>(repeat[trial])};
  }
}

std::vector<float> read_position(const hdf5::Input& input, const std::string& path, std::size_t n) {
  if (!input.has(path)) return std::vector<float>(n, std::numeric_limits<float>::quiet_NaN());
  const std::array<hdf5::Axis, 1> axes{{{"n_neurons", n}}};
  return input.read_floats(path, axes);
}

void read_neurons(const hdf5::Input& input, Recording& recording) {
  recording.unit_id = input.read_int32("/neurons/unit_id", {"n_neurons"});
  const std::size_t n = recording.n_neurons();
  recording.x = read_position(input, "/neurons/x", n);
  recording.y = read_position(input, "/neurons/y", n);
  recording.z = read_position(input, "/neurons/z", n);
  const std::array<hdf5::Axis, 2> axes{{{"n_trials", recording.trials.size()}, {"n_neurons", n}}};
  recording.responses = input.read_floats("/responses", axes);
}

void read_truth(const hdf5::Input& input, Recording& recording) {
  if (!input.has("/ground_truth")) return;
  for (const std::string& column : input.children("/ground_truth")) {
    auto& values = recording.truth[column];
    for (double value : input.read_doubles("/ground_truth/" + column, recording.n_neurons())) {
      values.push_back(std::isnan(value) ? std::nullopt : std::optional(value));
    }
  }
}

std::pair<double, double> train_image_mean_and_sd(const Recording& recording) {
  const std::size_t pixels =
      static_cast<std::size_t>(recording.rows) * static_cast<std::size_t>(recording.cols);
  std::vector<bool> train(recording.n_images());
  for (const Trial& trial : recording.trials) {
    if (trial.tier == TrialTier::train) train[static_cast<std::size_t>(trial.image)] = true;
  }
  double count = 0, sum = 0, squares = 0;
  for (std::size_t i = 0; i < recording.images.size(); ++i) {
    if (!train[i / pixels]) continue;
    const double grey = recording.images[i];
    count += 1;
    sum += grey;
    squares += grey * grey;
  }
  if (count == 0) return {0, 0};
  return {sum / count, std::sqrt(squares / count - (sum / count) * (sum / count))};
}

void write_attributes(hdf5::Output& output, const Recording& recording) {
  output.set_attribute("animal_id", std::int64_t{recording.animal_id});
  output.set_attribute("session", std::int64_t{recording.session});
  output.set_attribute("scan_idx", std::int64_t{recording.scan_idx});
  output.set_attribute("simulated", std::int64_t{recording.simulated});
  if (recording.seed) output.set_attribute("seed", *recording.seed);
  if (recording.simulation) write_simulation(output, *recording.simulation);
  output.set_attribute("position_unit", recording.position_unit);
  output.set_attribute("response_unit", recording.response_unit.substr(0, max_attribute_text / 2));
  output.set_attribute("source", recording.source.substr(0, max_attribute_text / 2));
  const auto [mean, sd] = train_image_mean_and_sd(recording);
  output.set_attribute("image_mean", mean);
  output.set_attribute("image_std", sd);
}

void write_trials(hdf5::Output& output, const Recording& recording) {
  std::vector<std::int32_t> image_id;
  std::vector<std::string> tier;
  std::vector<std::int16_t> repeat;
  for (const Trial& trial : recording.trials) {
    image_id.push_back(recording.image_id[static_cast<std::size_t>(trial.image)]);
    tier.emplace_back(trial.tier == TrialTier::test ? "test" : "train");
    repeat.push_back(trial.repeat);
  }
  output.make_group("/trials");
  output.write("/trials/image_id", std::span<const std::int32_t>(image_id));
  output.write("/trials/tier", tier, tier_width);
  output.write("/trials/repeat", std::span<const std::int16_t>(repeat));
  output.write("/responses", std::span<const float>(recording.responses),
               {recording.trials.size(), recording.n_neurons()});
}

void write_neurons(hdf5::Output& output, const Recording& recording) {
  const std::vector<std::size_t> extents{recording.n_neurons()};
  output.make_group("/neurons");
  output.write("/neurons/unit_id", std::span<const std::int32_t>(recording.unit_id));
  output.write("/neurons/x", std::span<const float>(recording.x), extents);
  output.write("/neurons/y", std::span<const float>(recording.y), extents);
  output.write("/neurons/z", std::span<const float>(recording.z), extents);
  if (recording.truth.empty()) return;
  output.make_group("/ground_truth");
  for (const auto& [column, truth] : recording.truth) {
    std::vector<double> values;
    for (const auto& value : truth)
      values.push_back(value.value_or(std::numeric_limits<double>::quiet_NaN()));
    output.write("/ground_truth/" + column, std::span<const double>(values));
  }
}

std::vector<std::byte> encode(const Recording& recording) {
  hdf5::Output output;
  const auto side = [](std::int32_t length) { return static_cast<std::size_t>(length); };
  write_attributes(output, recording);
  output.write("/images", std::span<const std::uint8_t>(recording.images),
               {recording.n_images(), side(recording.rows), side(recording.cols)});
  output.write("/image_id", std::span<const std::int32_t>(recording.image_id));
  output.write("/image_sha256", recording.image_sha256, hash_width);
  write_trials(output, recording);
  write_neurons(output, recording);
  return output.image();
}

Recording read_datasets(const std::filesystem::path& file) {
  const std::string name = file.string();
  Recording recording;
  const hdf5::Input input(file);
  read_attributes(input, name, recording);
  read_images(input, recording);
  read_trials(input, name, recording);
  read_neurons(input, recording);
  read_truth(input, recording);
  return recording;
}

}  // namespace

Recording read_scan_file(const std::filesystem::path& file) {
  Recording recording = read_datasets(file);
  validate(recording, file.string());
  return recording;
}

void write_scan_file(const Recording& recording, const std::filesystem::path& file) {
  validate(recording, file.string());
  const std::vector<std::byte> bytes = encode(recording);
  AtomicFile target(file);
  target.write(bytes);
  target.commit();
}

bool is_scan_file(const std::filesystem::path& path) {
  return std::filesystem::is_regular_file(path) && hdf5::is_hdf5(path);
}

namespace {

Recording read_as_it_is(const std::filesystem::path& path, const std::vector<std::string>& skipped_tiers) {
  if (!std::filesystem::exists(path)) {
    throw Error(ErrorClass::bad_input, path.string() + ": no such file or folder", "check the path");
  }
  const std::string extension = path.extension().string();
  const bool archive =
      extension == ".tar" || extension == ".tgz" || extension == ".gz" || extension == ".zip";
  const bool tree = std::filesystem::is_directory(path) || (archive && !is_scan_file(path));
  if (tree) return read_file_tree(path, skipped_tiers);
  if (!skipped_tiers.empty()) {
    throw Error(ErrorClass::bad_input,
                fmt::format("{}: a scan file has no tier '{}'", path.string(), skipped_tiers.front()),
                "skip tiers of FileTrees only: the trials of a scan file are train or test");
  }
  if (hdf5::is_hdf5(path) && hdf5::may_crash_reader(path)) {
    hdf5::try_in_child(path, [&path] { read_datasets(path); });
  }
  return read_scan_file(path);
}

}  // namespace

Recording read_any(const std::filesystem::path& path, const ReadOptions& options) {
  Recording recording = read_as_it_is(path, options.skipped_tiers);
  downsample_images(recording, options.downsample, path.string());
  return recording;
}

}  // namespace doppel::store

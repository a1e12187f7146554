#include "store/stimulus_file.h"

#include <array>
#include <set>
#include <span>
#include <utility>

#include "store/atomic_file.h"
#include "store/hdf5.h"
#include "store/recording.h"
#include "store/trial_read.h"
#include "util/error.h"
#include "util/sha256.h"

namespace doppel::store {
namespace {

constexpr std::size_t sha_width = 64;

using RealColumn = std::pair<const char*, double Stimulus::*>;
constexpr std::array<RealColumn, 8> real_columns{{{"x", &Stimulus::x},
                                                  {"y", &Stimulus::y},
                                                  {"size", &Stimulus::size},
                                                  {"spatial_frequency", &Stimulus::spatial_frequency},
                                                  {"contrast", &Stimulus::contrast},
                                                  {"orientation", &Stimulus::orientation},
                                                  {"phase", &Stimulus::phase},
                                                  {"clipped_share", &Stimulus::clipped_share}}};
using IntegerColumn = std::pair<const char*, std::int32_t Stimulus::*>;
constexpr std::array<IntegerColumn, 3> integer_columns{{{"gabor_rank", &Stimulus::gabor_rank},
                                                        {"size_rank", &Stimulus::size_rank},
                                                        {"image", &Stimulus::image}}};

[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& fault) {
  throw Error(ErrorClass::bad_input, file.string() + ": " + fault,
              "write the file again with doppel export stimuli");
}

void read_images(const hdf5::Input& input, const std::filesystem::path& file, StimulusSet& set) {
  const std::array<hdf5::Axis, 3> any{{{"n_images"}, {"height"}, {"width"}}};
  const auto extents = input.extents("/images", any);
  if (extents[1] < 1 || extents[2] < 1 || extents[1] > max_image_side || extents[2] > max_image_side)
    refuse(file, "/images has sides of " + std::to_string(extents[1]) + " x " + std::to_string(extents[2]));
  set.rows = static_cast<std::int32_t>(extents[1]);
  set.cols = static_cast<std::int32_t>(extents[2]);
  set.images = input.read_bytes("/images", any);
  set.image_sha256 = input.read_texts("/image_sha256", {"n_images", extents[0]});
}

void check_images(const std::filesystem::path& file, const StimulusSet& set) {
  const std::size_t pixels = static_cast<std::size_t>(set.rows) * static_cast<std::size_t>(set.cols);
  std::set<std::string> seen;
  for (std::size_t i = 0; i < set.n_images(); ++i) {
    const auto grey = std::as_bytes(std::span(set.images).subspan(i * pixels, pixels));
    if (sha256_hex(grey) != set.image_sha256[i])
      refuse(file, "/image_sha256 row " + std::to_string(i) + " is not the hash of that picture");
    if (!seen.insert(set.image_sha256[i]).second)
      refuse(file, "/images row " + std::to_string(i) + " is there twice");
  }
}

void read_stimuli(const hdf5::Input& input, const std::filesystem::path& file, StimulusSet& set) {
  const std::size_t n = input.read_int32("/stimuli/image", {"n_stimuli"}).size();
  set.stimuli.resize(n);
  for (const auto& [name, member] : integer_columns) {
    const auto values = input.read_int32(std::string("/stimuli/") + name, {"n_stimuli", n});
    for (std::size_t i = 0; i < n; ++i) set.stimuli[i].*member = values[i];
  }
  for (const auto& [name, member] : real_columns) {
    const auto values = input.read_doubles(std::string("/stimuli/") + name, n);
    for (std::size_t i = 0; i < n; ++i) set.stimuli[i].*member = values[i];
  }
  for (std::size_t i = 0; i < n; ++i) {
    const auto image = set.stimuli[i].image;
    if (image < 0 || static_cast<std::size_t>(image) >= set.n_images())
      refuse(file, "/stimuli/image row " + std::to_string(i) + " is " + std::to_string(image) +
                       ", which is no row of /images");
  }
}

std::vector<std::byte> encode(const StimulusSet& set) {
  hdf5::Output output;
  output.set_attribute("image_mean", set.image_mean);
  output.set_attribute("image_std", set.image_sd);
  output.set_attribute("source", set.source);
  output.write("/images", std::span<const std::uint8_t>(set.images),
               {set.n_images(), static_cast<std::size_t>(set.rows), static_cast<std::size_t>(set.cols)});
  output.write("/image_sha256", set.image_sha256, sha_width);
  output.make_group("/stimuli");
  for (const auto& [name, member] : integer_columns) {
    std::vector<std::int32_t> values;
    for (const auto& stimulus : set.stimuli) values.push_back(stimulus.*member);
    output.write(std::string("/stimuli/") + name, std::span<const std::int32_t>(values));
  }
  for (const auto& [name, member] : real_columns) {
    std::vector<double> values;
    for (const auto& stimulus : set.stimuli) values.push_back(stimulus.*member);
    output.write(std::string("/stimuli/") + name, std::span<const double>(values));
  }
  return output.image();
}

StimulusSet read_set(const std::filesystem::path& file) {
  const hdf5::Input input(file);
  if (!input.has("/stimuli") || !input.has("/images"))
    refuse(file, "/images or /stimuli is missing: this is no stimulus file");
  StimulusSet set;
  set.source = input.text_attribute("source").value_or("");
  read_images(input, file, set);
  read_stimuli(input, file, set);
  return set;
}

}  // namespace

void write_stimulus_file(const StimulusSet& set, const std::filesystem::path& file) {
  const auto bytes = encode(set);
  AtomicFile target(file);
  target.write(bytes);
  target.commit();
}

StimulusSet read_stimulus_file(const std::filesystem::path& file) {
  if (!std::filesystem::is_regular_file(file) || !hdf5::is_hdf5(file))
    refuse(file, std::filesystem::exists(file) ? "this is no HDF5 file" : "no such file");
  if (hdf5::may_crash_reader(file)) hdf5::try_in_child(file, [&file] { read_set(file); });
  auto set = read_set(file);
  check_images(file, set);
  return set;
}

}  // namespace doppel::store

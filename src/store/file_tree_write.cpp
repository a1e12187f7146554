#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <numeric>
#include <utility>

#include "store/atomic_file.h"
#include "store/npy.h"
#include "store/scan_file.h"
#include "util/error.h"

namespace doppel::store {
namespace {

namespace fs = std::filesystem;

// A folder that is complete or absent: filled under a temporary name, synced, renamed.
class AtomicFolder {
 public:
  explicit AtomicFolder(fs::path target) : target_(std::move(target)), temporary_(temporary_beside(target_)) {
    std::error_code ignored;
    if (fs::exists(target_) && !(fs::is_directory(target_) && fs::is_empty(target_, ignored))) {
      throw Error(ErrorClass::usage, fmt::format("{} exists already", target_.string()),
                  "remove it, or name another folder");
    }
    make_folders(temporary_);
  }

  ~AtomicFolder() {
    std::error_code ignored;
    fs::remove_all(temporary_, ignored);
  }
  AtomicFolder(const AtomicFolder&) = delete;
  AtomicFolder& operator=(const AtomicFolder&) = delete;

  void write(const std::string& name, std::span<const std::byte> bytes) const {
    const fs::path file = temporary_ / name;
    make_folders(file.parent_path());
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (descriptor < 0) fail(errno);
    while (!bytes.empty()) {
      const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
      const int why = errno;
      if (written < 0 && why == EINTR) continue;
      if (written < 0) {
        ::close(descriptor);
        fail(why);
      }
      bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    if (::close(descriptor) != 0) fail(errno);
  }

  void commit() {
    // One sync of the file system instead of one for each of thousands of small files.
    const int descriptor = ::open(temporary_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) fail(errno);
    const int code = ::syncfs(descriptor);
    const int why = errno;
    ::close(descriptor);
    if (code != 0) fail(why);
    if (::rename(temporary_.c_str(), target_.c_str()) != 0) fail(errno);
  }

 private:
  [[noreturn]] void fail(int why) const { throw_system_error("write", target_, why); }

  fs::path target_, temporary_;
};

struct Statistics {
  double mean = 0, std = 0, median = 0, min = 0, max = 0;
};

// Population SD, as numpy.std. REQUIRES: values, which are reordered.
Statistics statistics_of(std::vector<float>& values) {
  const auto n = static_cast<double>(values.size());
  Statistics statistics;
  statistics.mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
  double squares = 0;
  for (float value : values) squares += (value - statistics.mean) * (value - statistics.mean);
  statistics.std = std::sqrt(squares / n);
  std::sort(values.begin(), values.end());
  const std::size_t half = values.size() / 2;
  statistics.median =
      values.size() % 2 == 1 ? values[half] : (static_cast<double>(values[half - 1]) + values[half]) / 2;
  statistics.min = values.front();
  statistics.max = values.back();
  return statistics;
}

void write_statistics(const AtomicFolder& folder, const std::string& data, const std::vector<Statistics>& all,
                      const std::vector<std::size_t>& shape) {
  const std::pair<const char*, double Statistics::*> fields[] = {{"mean", &Statistics::mean},
                                                                 {"std", &Statistics::std},
                                                                 {"median", &Statistics::median},
                                                                 {"min", &Statistics::min},
                                                                 {"max", &Statistics::max}};
  for (const auto& [name, field] : fields) {
    std::vector<float> values;
    for (const Statistics& statistics : all) values.push_back(static_cast<float>(statistics.*field));
    const auto bytes = encode_npy(std::span<const float>(values), shape);
    // Still images: the stimulus frame is all there is.
    folder.write(fmt::format("meta/statistics/{}/all/{}.npy", data, name), bytes);
    folder.write(fmt::format("meta/statistics/{}/stimulus_frame/{}.npy", data, name), bytes);
  }
}

class TreeWriter {
 public:
  TreeWriter(const Recording& recording, const AtomicFolder& folder)
      : recording_(recording), folder_(folder) {}

  void write() const {
    constexpr std::string_view config = R"({"links": {}})";
    folder_.write("config.json", std::as_bytes(std::span(config)));
    write_trials();
    write_neurons();
    write_image_statistics();
    write_response_statistics();
  }

 private:
  std::span<const std::uint8_t> image_of(const Trial& trial) const {
    const std::size_t pixels =
        static_cast<std::size_t>(recording_.rows) * static_cast<std::size_t>(recording_.cols);
    return std::span(recording_.images).subspan(static_cast<std::size_t>(trial.image) * pixels, pixels);
  }

  void write_trials() const {
    const std::vector<std::size_t> image_shape{1, static_cast<std::size_t>(recording_.rows),
                                               static_cast<std::size_t>(recording_.cols)};
    const std::size_t n_neurons = recording_.n_neurons();
    std::vector<std::string> tiers, classes;
    std::vector<std::int64_t> image_ids, order;
    for (std::size_t i = 0; i < recording_.trials.size(); ++i) {
      const Trial& trial = recording_.trials[i];
      folder_.write(fmt::format("data/images/{}.npy", i), encode_npy(image_of(trial), image_shape));
      folder_.write(
          fmt::format("data/responses/{}.npy", i),
          encode_npy(std::span(recording_.responses).subspan(i * n_neurons, n_neurons), {n_neurons}));
      tiers.emplace_back(trial.tier == TrialTier::test ? "test" : "train");
      classes.emplace_back("image");
      image_ids.push_back(recording_.image_id[static_cast<std::size_t>(trial.image)]);
      order.push_back(static_cast<std::int64_t>(i));
    }
    folder_.write("meta/trials/tiers.npy", encode_npy(std::span<const std::string>(tiers)));
    folder_.write("meta/trials/frame_image_class.npy", encode_npy(std::span<const std::string>(classes)));
    folder_.write("meta/trials/frame_image_id.npy", encode_npy(std::span<const std::int64_t>(image_ids)));
    folder_.write("meta/trials/trial_idx.npy", encode_npy(std::span<const std::int64_t>(order)));
  }

  void write_neurons() const {
    const std::size_t n = recording_.n_neurons();
    const auto write_ids = [&](const char* file, const std::vector<std::int64_t>& values) {
      folder_.write(fmt::format("meta/neurons/{}.npy", file),
                    encode_npy(std::span<const std::int64_t>(values)));
    };
    write_ids("unit_ids", {recording_.unit_id.begin(), recording_.unit_id.end()});
    write_ids("animal_ids", std::vector<std::int64_t>(n, recording_.animal_id));
    write_ids("sessions", std::vector<std::int64_t>(n, recording_.session));
    write_ids("scan_idx", std::vector<std::int64_t>(n, recording_.scan_idx));
    std::vector<float> positions;
    for (std::size_t i = 0; i < n; ++i)
      positions.insert(positions.end(), {recording_.x[i], recording_.y[i], recording_.z[i]});
    folder_.write("meta/neurons/cell_motor_coordinates.npy",
                  encode_npy(std::span<const float>(positions), {n, 3}));
  }

  // Over all pixels of the training trials, one value; from a histogram, since there are many and only 256
  // kinds.
  void write_image_statistics() const {
    std::vector<float> pixels;
    for (const Trial& trial : recording_.trials) {
      if (trial.tier != TrialTier::train) continue;
      const auto image = image_of(trial);
      pixels.insert(pixels.end(), image.begin(), image.end());
    }
    if (!pixels.empty()) write_statistics(folder_, "images", {statistics_of(pixels)}, {});
  }

  // Over the training trials, one value a neuron.
  void write_response_statistics() const {
    const std::size_t n_neurons = recording_.n_neurons();
    std::vector<Statistics> all;
    for (std::size_t neuron = 0; neuron < n_neurons; ++neuron) {
      std::vector<float> values;
      for (std::size_t i = 0; i < recording_.trials.size(); ++i) {
        if (recording_.trials[i].tier == TrialTier::train)
          values.push_back(recording_.responses[i * n_neurons + neuron]);
      }
      if (values.empty()) return;
      all.push_back(statistics_of(values));
    }
    write_statistics(folder_, "responses", all, {n_neurons});
  }

  const Recording& recording_;
  const AtomicFolder& folder_;
};

}  // namespace

void write_file_tree(const Recording& recording, const std::filesystem::path& folder) {
  validate(recording, folder.string());
  AtomicFolder target(folder);
  TreeWriter(recording, target).write();
  target.commit();
}

}  // namespace doppel::store

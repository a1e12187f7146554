#include "workers/model_data.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <unordered_map>

#include "db/rows.h"
#include "schema/dataset.h"
#include "schema/recording.h"
#include "store/scan_file.h"
#include "util/rng.h"
#include "workers/scratch_tensor.h"

namespace doppel::workers {

using relation::Key;
using store::Recording;
using store::TrialTier;

Recording load_recording(const store::BlobStore& blobs, const std::string& recording_sha256) {
  return store::read_scan_file(blobs.verified_path(recording_sha256));
}

namespace {

using TrialsOfImage =
    std::unordered_map<std::int32_t, std::vector<std::size_t>>;  // image row -> trials, by repeat

TrialsOfImage trials_of_images(const Recording& recording, TrialTier tier) {
  TrialsOfImage trials;
  for (std::size_t i = 0; i < recording.trials.size(); ++i) {
    if (recording.trials[i].tier == tier) trials[recording.trials[i].image].push_back(i);
  }
  for (auto& [image, of_image] : trials) {
    std::ranges::sort(of_image, {}, [&](std::size_t i) { return recording.trials[i].repeat; });
  }
  return trials;
}

std::vector<std::size_t> draw_repeats(const std::vector<std::size_t>& trials, std::size_t n, Rng rng) {
  if (trials.size() == n) return trials;
  std::vector<std::size_t> drawn;
  if (trials.size() < n) {
    for (std::size_t i = 0; i < n; ++i) drawn.push_back(trials[rng.below(trials.size())]);
    return drawn;
  }
  drawn = trials;
  for (std::size_t i = 0; i < n; ++i) std::swap(drawn[i], drawn[i + rng.below(drawn.size() - i)]);
  drawn.resize(n);
  return drawn;
}

void copy_responses(const Recording& recording, std::size_t trial, const std::vector<std::int32_t>& columns,
                    float* out) {
  const float* row = recording.responses.data() + trial * recording.n_neurons();
  for (std::size_t i = 0; i < columns.size(); ++i) out[i] = row[columns[i]];
}

// Cortical x, y of the chosen neurons, z-scored over them; 0 where unknown. (n, 2)
torch::Tensor scored_positions(const Recording& recording, const std::vector<std::int32_t>& columns) {
  auto positions = torch::zeros({static_cast<std::int64_t>(columns.size()), 2});
  auto view = positions.accessor<float, 2>();
  for (int axis = 0; axis < 2; ++axis) {
    const auto& values = axis == 0 ? recording.x : recording.y;
    double sum = 0, squares = 0, n = 0;
    for (auto column : columns) {
      const double value = values[static_cast<std::size_t>(column)];
      if (!std::isfinite(value)) continue;
      sum += value;
      squares += value * value;
      n += 1;
    }
    const double mean = n > 0 ? sum / n : 0;
    const double sd = n > 1 ? std::sqrt(std::max(0.0, squares / n - mean * mean)) : 0;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const float value = values[static_cast<std::size_t>(columns[i])];
      if (std::isfinite(value) && sd > 0)
        view[static_cast<std::int64_t>(i)][axis] = static_cast<float>((value - mean) / sd);
    }
  }
  return positions;
}

struct ImageList {
  std::vector<std::string> sha256;  // in the order of image_index
};

ImageList images_of(db::Transaction& snapshot, const std::string& dataset, const std::string& tier) {
  auto rows = db::fetch(snapshot, schema::dataset_image(), Key{{"dataset", dataset}});
  std::erase_if(rows, [&](const auto& row) { return row.dataset_tier != tier; });
  std::ranges::sort(rows, {}, [](const auto& row) { return row.image_index; });
  ImageList list;
  for (const auto& row : rows) list.sha256.push_back(row.key.text("image_sha256"));
  return list;
}

// Rows of recording.images for each listed image; -1 where the scan did not show it in this tier.
std::vector<std::int32_t> rows_of(const Recording& recording, const ImageList& list,
                                  const TrialsOfImage& shown) {
  std::unordered_map<std::string, std::int32_t> row_of;
  for (std::size_t i = 0; i < recording.n_images(); ++i)
    row_of[recording.image_sha256[i]] = static_cast<std::int32_t>(i);
  std::vector<std::int32_t> rows;
  for (const auto& sha : list.sha256) {
    const auto found = row_of.find(sha);
    rows.push_back(found != row_of.end() && shown.contains(found->second) ? found->second : -1);
  }
  return rows;
}

// Grey values of the listed images into (n, rows, cols), from whichever scan has them.
void copy_images(const Recording& recording, const std::vector<std::int32_t>& rows, torch::Tensor& images) {
  const std::int64_t pixels = static_cast<std::int64_t>(recording.rows) * recording.cols;
  float* out = images.data_ptr<float>();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i] < 0) continue;
    const auto* grey = recording.images.data() + rows[i] * pixels;
    std::copy(grey, grey + pixels, out + static_cast<std::int64_t>(i) * pixels);
  }
}

// Mean training response of each listed image; `seen` is set false where the scan did not show it.
void copy_training(const Recording& recording, const std::vector<std::int32_t>& rows,
                   const TrialsOfImage& shown, const std::vector<std::int32_t>& columns,
                   std::int64_t first_neuron, science::ModelData& data) {
  std::vector<float> trial_responses(columns.size());
  const std::int64_t n_neurons = data.train_responses.size(1);
  const auto n = static_cast<std::int64_t>(columns.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto image = static_cast<std::int64_t>(i);
    if (rows[i] < 0) {
      data.train_seen[image].slice(0, first_neuron, first_neuron + n).fill_(false);
      continue;
    }
    const auto& trials = shown.at(rows[i]);
    float* out = data.train_responses.data_ptr<float>() + image * n_neurons + first_neuron;
    for (std::size_t trial : trials) {
      copy_responses(recording, trial, columns, trial_responses.data());
      for (std::size_t k = 0; k < columns.size(); ++k)
        out[k] += trial_responses[k] / static_cast<float>(trials.size());
    }
  }
}

}  // namespace

torch::Tensor test_responses(const Recording& recording, const std::vector<std::int32_t>& images,
                             const std::vector<std::int32_t>& neuron_columns, std::int32_t n_repeats,
                             std::uint64_t seed) {
  const auto shown = trials_of_images(recording, TrialTier::test);
  const auto n_neurons = static_cast<std::int64_t>(neuron_columns.size());
  auto responses = torch::zeros({static_cast<std::int64_t>(images.size()), n_repeats, n_neurons});
  float* out = responses.data_ptr<float>();
  for (auto image : images) {
    const Rng rng(derive_seed(seed, recording.image_sha256[static_cast<std::size_t>(image)]));
    for (std::size_t trial : draw_repeats(shown.at(image), static_cast<std::size_t>(n_repeats), rng)) {
      copy_responses(recording, trial, neuron_columns, out);
      out += n_neurons;
    }
  }
  return responses;
}

namespace {

struct ScanNeurons {
  Key scan;
  std::vector<std::int32_t> units;
  std::int64_t begin = 0;
};

std::vector<ScanNeurons> neurons_by_scan(const std::vector<schema::DatasetNeuron>& rows) {
  std::vector<ScanNeurons> scans;
  for (const auto& row : rows) {
    const Key scan = row.key.project({"animal_id", "session", "scan_idx"});
    if (scans.empty() || !(scans.back().scan == scan)) scans.push_back({scan, {}, row.neuron_index});
    scans.back().units.push_back(static_cast<std::int32_t>(row.key.integer("unit_id")));
  }
  return scans;
}

std::vector<std::int32_t> columns_of(const Recording& recording, const std::vector<std::int32_t>& units) {
  std::unordered_map<std::int32_t, std::int32_t> column_of;
  for (std::size_t i = 0; i < recording.unit_id.size(); ++i)
    column_of[recording.unit_id[i]] = static_cast<std::int32_t>(i);
  std::vector<std::int32_t> columns;
  for (auto unit : units) columns.push_back(column_of.at(unit));
  return columns;
}

// A dataset's tensors, full of zeros.
class Room {
 public:
  Room(std::filesystem::path folder, bool in_memory) : folder_(std::move(folder)), in_memory_(in_memory) {}
  torch::Tensor zeros(torch::IntArrayRef shape, torch::ScalarType type = torch::kFloat32) const {
    return in_memory_ ? torch::zeros(shape, type) : zeros_in_file(shape, type, folder_);
  }

 private:
  std::filesystem::path folder_;
  bool in_memory_;
};

constexpr std::uint64_t kShare = 4;  // of the memory, for a dataset: the rest is for recordings and training

// Bytes of the responses, far more than those of the images.
std::uint64_t size_of(std::int64_t n_neurons, std::int64_t n_train, std::int64_t n_test,
                      std::int64_t n_repeats) {
  constexpr std::int64_t of_response = sizeof(float), of_mask = sizeof(bool);
  return static_cast<std::uint64_t>(
      n_neurons * (n_train * (of_response + of_mask) + n_test * (n_repeats * of_response + of_mask)));
}

}  // namespace

DatasetContent load_dataset(db::Transaction& snapshot, const store::BlobStore& blobs,
                            const std::string& dataset, std::uint64_t available) {
  const Key key{{"dataset", dataset}};
  const auto settings = db::fetch_one(snapshot, schema::dataset(), key);
  auto neuron_rows = db::fetch(snapshot, schema::dataset_neuron(), key);
  std::ranges::sort(neuron_rows, {}, [](const auto& row) { return row.neuron_index; });
  const auto train = images_of(snapshot, dataset, "train");
  const auto test = images_of(snapshot, dataset, "test");

  DatasetContent content;
  for (const auto& row : neuron_rows) content.neurons.push_back(row.key);
  auto& data = content.data;
  const auto n_neurons = static_cast<std::int64_t>(neuron_rows.size());
  const auto n_train = static_cast<std::int64_t>(train.sha256.size());
  const auto n_test = static_cast<std::int64_t>(test.sha256.size());
  const std::uint64_t n_bytes = size_of(n_neurons, n_train, n_test, settings.test_repeats);
  const Room room(blobs.root() / "scratch", n_bytes < available / kShare);
  data.train_responses = room.zeros({n_train, n_neurons});
  data.train_seen = room.zeros({n_train, n_neurons}, torch::kBool).fill_(true);
  data.test_responses = room.zeros({n_test, settings.test_repeats, n_neurons});
  data.test_seen = room.zeros({n_test, n_neurons}, torch::kBool).fill_(true);
  data.positions = torch::zeros({n_neurons, 2});

  for (const auto& scan : neurons_by_scan(neuron_rows)) {
    const auto row = db::fetch_one(snapshot, schema::scan(), scan.scan);
    const Recording recording = load_recording(blobs, row.recording_sha256);
    if (!data.train_images.defined()) {
      data.train_images = room.zeros({n_train, recording.rows, recording.cols});
      data.test_images = room.zeros({n_test, recording.rows, recording.cols});
    }
    const auto columns = columns_of(recording, scan.units);
    const auto end = scan.begin + static_cast<std::int64_t>(columns.size());
    content.groups.push_back({scan.scan, scan.begin, end});

    const auto shown_in_training = trials_of_images(recording, TrialTier::train);
    const auto train_rows = rows_of(recording, train, shown_in_training);
    copy_images(recording, train_rows, data.train_images);
    copy_training(recording, train_rows, shown_in_training, columns, scan.begin, data);

    const auto test_rows = rows_of(recording, test, trials_of_images(recording, TrialTier::test));
    copy_images(recording, test_rows, data.test_images);
    std::vector<std::int32_t> present;
    std::vector<std::int64_t> places;
    for (std::size_t i = 0; i < test_rows.size(); ++i) {
      const auto place = static_cast<std::int64_t>(i);
      if (test_rows[i] < 0) {
        data.test_seen[place].slice(0, scan.begin, end).fill_(false);
      } else {
        present.push_back(test_rows[i]);
        places.push_back(place);
      }
    }
    const auto seed = derive_seed(static_cast<std::uint64_t>(settings.selection_seed), scan.scan.to_string());
    data.test_responses.slice(2, scan.begin, end)
        .index_copy_(0, torch::tensor(places, torch::kLong),
                     test_responses(recording, present, columns, settings.test_repeats, seed));
    data.positions.slice(0, scan.begin, end).copy_(scored_positions(recording, columns));
  }
  if (data.train_seen.all().item<bool>()) data.train_seen.reset();
  if (data.test_seen.all().item<bool>()) data.test_seen.reset();
  return content;
}

}  // namespace doppel::workers

#include "workers/simulate.h"

#include <torch/types.h>

#include <algorithm>
#include <limits>
#include <numeric>

#include "science/simulate/images.h"
#include "store/picture.h"
#include "store/recording.h"
#include "store/scan_file.h"
#include "store/stimulus_file.h"
#include "util/error.h"
#include "util/rng.h"
#include "util/sha256.h"
#include "workers/truth_model.h"

namespace doppel::workers {

using store::Recording;

namespace {

constexpr std::int32_t image_rows = 36, image_cols = 64;  // [px], the paper's

// Grey images, training images first: (n, rows, cols).
std::vector<std::uint8_t> stimulus_images(const SimulateRequest& request) {
  const auto n = static_cast<std::int64_t>(request.n_train_images) + request.n_test_images;
  if (!request.images) return science::dead_leaves(n, image_rows, image_cols, request.image_seed);
  const auto pictures = store::read_pictures(*request.images);
  if (static_cast<std::int64_t>(pictures.size()) < n) {
    throw Error(ErrorClass::bad_input,
                request.images->string() + " holds " + std::to_string(pictures.size()) + " pictures, " +
                    std::to_string(n) + " are needed",
                "add pictures, or lower --train-images and --test-images");
  }
  std::vector<std::uint8_t> images;
  for (std::int64_t i = 0; i < n; ++i) {
    const auto picture = store::resize_to(pictures[static_cast<std::size_t>(i)], image_rows, image_cols);
    images.insert(images.end(), picture.grey.begin(), picture.grey.end());
  }
  return images;
}

// (n, rows, cols) float32, 0..255.
torch::Tensor grey_tensor(const std::vector<std::uint8_t>& grey) {
  const auto n = static_cast<std::int64_t>(grey.size()) / (image_rows * image_cols);
  auto bytes = torch::empty({n, image_rows, image_cols}, torch::kUInt8);
  std::ranges::copy(grey, bytes.data_ptr<std::uint8_t>());
  return bytes.to(torch::kFloat);
}

// Grey to units of the training images' SD.
struct PixelScale {
  torch::Tensor mean, sd;
  explicit PixelScale(const torch::Tensor& training)
      : mean(training.mean()), sd(training.std(/*unbiased=*/false)) {}
  torch::Tensor operator()(const torch::Tensor& grey) const { return (grey - mean) / sd; }
};

struct Presentation {
  std::int32_t image;
  store::TrialTier tier;
};

// What a scan shows: training images first among its images.
struct Protocol {
  std::int32_t n_train_images = 0, n_test_images = 0, repeats = 0;
  std::uint64_t seed = 0;  // of noise and order
};

// Every training image once and every test image `repeats` times, shuffled.
std::vector<Presentation> presentation_order(const Protocol& protocol) {
  std::vector<Presentation> order;
  for (std::int32_t i = 0; i < protocol.n_train_images; ++i) order.push_back({i, store::TrialTier::train});
  for (std::int32_t i = 0; i < protocol.n_test_images; ++i) {
    for (std::int32_t r = 0; r < protocol.repeats; ++r) {
      order.push_back({protocol.n_train_images + i, store::TrialTier::test});
    }
  }
  Rng rng(derive_seed(protocol.seed, "trial order"));
  for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[rng.below(i)]);
  return order;
}

void add_images(Recording& recording, std::vector<std::uint8_t> images) {
  const std::size_t pixels = image_rows * image_cols;
  recording.rows = image_rows;
  recording.cols = image_cols;
  recording.images = std::move(images);
  for (std::size_t i = 0; i * pixels < recording.images.size(); ++i) {
    const auto grey = std::as_bytes(std::span(recording.images).subspan(i * pixels, pixels));
    recording.image_id.push_back(static_cast<std::int32_t>(i) + 1);
    recording.image_sha256.push_back(sha256_hex(grey));
  }
}

void add_trials(Recording& recording, const Protocol& protocol) {
  std::vector<std::int16_t> shown(recording.n_images(), 0);
  for (const auto& [image, tier] : presentation_order(protocol)) {
    recording.trials.push_back({image, tier, shown[static_cast<std::size_t>(image)]++});
  }
}

// Of each trial: the expected events, or counts drawn around them.
void add_responses(Recording& recording, const Protocol& protocol, bool noiseless,
                   const torch::Tensor& expected_of_image) {
  std::vector<std::int64_t> images;
  for (const auto& trial : recording.trials) images.push_back(trial.image);
  auto responses = expected_of_image.index_select(0, torch::tensor(images, torch::kLong));
  if (!noiseless) responses = science::poisson_counts(responses, derive_seed(protocol.seed, "spikes"));
  responses = responses.to(torch::kFloat).contiguous();
  recording.responses.assign(responses.data_ptr<float>(), responses.data_ptr<float>() + responses.numel());
}

void add_truth(Recording& recording, const std::vector<science::NeuronTruth>& truth) {
  const auto column = [&](const std::string& name, auto get) {
    auto& values = recording.truth[name];
    for (const auto& neuron : truth) values.push_back(get(neuron));
  };
  using T = science::NeuronTruth;
  using V = std::optional<double>;
  column("oriented", [](const T& t) -> V { return t.oriented ? 1.0 : 0.0; });
  column("r_x", [](const T& t) -> V { return t.optimal_gabor.r_x; });
  column("r_y", [](const T& t) -> V { return t.optimal_gabor.r_y; });
  column("size", [](const T& t) -> V { return t.optimal_gabor.size; });
  column("spatial_frequency", [](const T& t) -> V { return t.optimal_gabor.spatial_frequency; });
  column("contrast", [](const T& t) -> V { return t.optimal_gabor.contrast; });
  column("orientation", [](const T& t) -> V { return t.optimal_gabor.orientation; });
  column("phase", [](const T& t) -> V { return t.optimal_gabor.phase; });
  column("activation", [](const T& t) -> V { return t.activation; });
  column("receptive_field_x", [](const T& t) -> V { return t.receptive_field_x; });
  column("receptive_field_y", [](const T& t) -> V { return t.receptive_field_y; });
  column("preferred_orientation", [](const T& t) -> V {
    return t.preferred_orientation ? V(*t.preferred_orientation) : std::nullopt;
  });
  column("orientation_index", [](const T& t) -> V { return t.orientation_index; });
  column("phase_index", [](const T& t) -> V { return t.phase_index; });
  column("suppression_index", [](const T& t) -> V { return t.suppression_index; });
  column("cross_orientation_index", [](const T& t) -> V { return t.cross_orientation_index; });
  column("phase_invariance", [](const T& t) -> V { return t.phase_invariance; });
  column("suppression_strength", [](const T& t) -> V { return t.suppression_strength; });
  column("cross_inhibition_strength", [](const T& t) -> V { return t.cross_inhibition_strength; });
  column("gain", [](const T& t) -> V { return t.gain; });
}

void add_neurons(Recording& recording, std::int32_t n) {
  for (std::int32_t i = 0; i < n; ++i) recording.unit_id.push_back(i + 1);
  recording.z.assign(static_cast<std::size_t>(n), std::numeric_limits<float>::quiet_NaN());
  recording.position_unit = "um";
}

void add_positions(Recording& recording, const science::SimulatedPopulation& population) {
  const auto positions = population.cortical_position().to(torch::kFloat).contiguous();  // (n, 2) [um]
  for (std::int64_t i = 0; i < population.n_neurons(); ++i) {
    recording.x.push_back(positions[i][0].item<float>());
    recording.y.push_back(positions[i][1].item<float>());
  }
}

Recording described(const SimulateRequest& request) {
  const science::SimulationConfig defaults;
  Recording recording;
  recording.animal_id = request.animal_id;
  recording.session = request.session;
  recording.scan_idx = request.scan_idx;
  recording.simulated = true;
  recording.seed = static_cast<std::int64_t>(request.seed);
  recording.simulation = {request.mean_oracle, defaults.share_unoriented, request.coupling, request.noiseless,
                          request.draw_indices};
  recording.response_unit = request.noiseless ? "expected simulated events" : "simulated events";
  recording.source = request.noiseless ? "doppel simulate --noiseless" : "doppel simulate";
  return recording;
}

void check(const SimulateRequest& request) {
  if (request.n_train_images < 10 || request.n_test_images < 2 || request.repeats < 2) {
    throw Error(ErrorClass::usage, "too few images to learn or to test from",
                "use at least 10 training images and 2 test images with 2 repeats");
  }
  if (request.stimuli && request.as_file_tree) {
    throw Error(ErrorClass::usage, "a scan of a stimulus file is written as a scan file only",
                "leave --file-tree out");
  }
}

std::vector<std::uint8_t> pictures_of(const std::filesystem::path& stimuli) {
  auto set = store::read_stimulus_file(stimuli);
  if (set.rows == image_rows && set.cols == image_cols) return std::move(set.images);
  throw Error(ErrorClass::bad_input,
              stimuli.string() + " has pictures of " + std::to_string(set.rows) + " x " +
                  std::to_string(set.cols) + " px, simulated neurons see " + std::to_string(image_rows) +
                  " x " + std::to_string(image_cols),
              "export the stimuli of a model of a simulated scan");
}

// The same neurons' scan of a stimulus file: its pictures are all test images. It holds too little to build
// the neurons again, and so no settings of the simulation.
Recording second_scan(const SimulateRequest& request, std::vector<std::uint8_t> pictures,
                      const Protocol& protocol) {
  Recording recording = described(request);
  recording.simulation.reset();
  add_images(recording, std::move(pictures));
  add_trials(recording, protocol);
  add_neurons(recording, request.n_neurons);
  return recording;
}

Protocol second_protocol(const SimulateRequest& request, std::size_t n_pixels) {
  return {0, static_cast<std::int32_t>(n_pixels / (image_rows * image_cols)), request.repeats,
          derive_seed(request.seed, "session " + std::to_string(request.session) + " scan " +
                                        std::to_string(request.scan_idx))};
}

}  // namespace

SimulateReport simulate_scan(const SimulateRequest& request) {
  check(request);
  Protocol protocol{request.n_train_images, request.n_test_images, request.repeats, request.seed};
  Recording recording = described(request);
  add_images(recording, stimulus_images(request));
  add_trials(recording, protocol);
  add_neurons(recording, request.n_neurons);
  const auto population = truth_population(recording);  // refuses what cannot be simulated
  if (request.stimuli) {
    const PixelScale scale(grey_tensor(recording.images).slice(0, 0, request.n_train_images));
    auto pictures = pictures_of(*request.stimuli);
    protocol = second_protocol(request, pictures.size());
    recording = second_scan(request, std::move(pictures), protocol);
    add_responses(recording, protocol, request.noiseless,
                  population->responses(scale(grey_tensor(recording.images))));
  } else {
    add_responses(recording, protocol, request.noiseless,
                  population->responses(normalised_images(recording)));
    if (!request.as_file_tree) add_truth(recording, population->truth());
  }
  add_positions(recording, *population);

  store::validate(recording, "simulation");
  if (request.as_file_tree) {
    store::write_file_tree(recording, request.output);
  } else {
    store::write_scan_file(recording, request.output);
  }
  return {protocol.n_train_images, protocol.n_test_images,
          static_cast<std::int64_t>(recording.trials.size())};
}

}  // namespace doppel::workers

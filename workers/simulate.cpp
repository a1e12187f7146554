#include "workers/simulate.h"

#include <torch/torch.h>

#include <algorithm>
#include <limits>
#include <numeric>

#include "science/simulate/images.h"
#include "store/picture.h"
#include "store/recording.h"
#include "store/scan_file.h"
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

struct Presentation {
  std::int32_t image;
  store::TrialTier tier;
};

// Every training image once and every test image `repeats` times, shuffled.
std::vector<Presentation> presentation_order(const SimulateRequest& request) {
  std::vector<Presentation> order;
  for (std::int32_t i = 0; i < request.n_train_images; ++i) order.push_back({i, store::TrialTier::train});
  for (std::int32_t i = 0; i < request.n_test_images; ++i) {
    for (std::int32_t r = 0; r < request.repeats; ++r) {
      order.push_back({request.n_train_images + i, store::TrialTier::test});
    }
  }
  Rng rng(derive_seed(request.seed, "trial order"));
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

void add_trials(Recording& recording, const SimulateRequest& request) {
  std::vector<std::int16_t> shown(recording.n_images(), 0);
  for (const auto& [image, tier] : presentation_order(request)) {
    recording.trials.push_back({image, tier, shown[static_cast<std::size_t>(image)]++});
  }
}

// Of each trial: the expected events, or counts drawn around them.
void add_responses(Recording& recording, const SimulateRequest& request,
                   const torch::Tensor& expected_of_image) {
  std::vector<std::int64_t> images;
  for (const auto& trial : recording.trials) images.push_back(trial.image);
  auto responses = expected_of_image.index_select(0, torch::tensor(images, torch::kLong));
  if (!request.noiseless) responses = science::poisson_counts(responses, derive_seed(request.seed, "spikes"));
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
  recording.simulation = {request.mean_oracle, defaults.share_unoriented, request.coupling,
                          request.noiseless};
  recording.response_unit = request.noiseless ? "expected simulated events" : "simulated events";
  recording.source = request.noiseless ? "doppel simulate --noiseless" : "doppel simulate";
  return recording;
}

}  // namespace

void simulate_scan(const SimulateRequest& request) {
  if (request.n_train_images < 10 || request.n_test_images < 2 || request.repeats < 2) {
    throw Error(ErrorClass::usage, "too few images to learn or to test from",
                "use at least 10 training images and 2 test images with 2 repeats");
  }
  science::SimulationConfig asked;
  asked.n_neurons = request.n_neurons;
  asked.mean_oracle = request.mean_oracle;
  asked.coupling = request.coupling;
  asked.check();
  Recording recording = described(request);
  add_images(recording, stimulus_images(request));
  add_trials(recording, request);
  add_neurons(recording, request.n_neurons);
  const auto population = truth_population(recording);
  add_positions(recording, *population);
  add_responses(recording, request, population->responses(normalised_images(recording)));
  if (!request.as_file_tree) add_truth(recording, population->truth());

  store::validate(recording, "simulation");
  if (request.as_file_tree) {
    store::write_file_tree(recording, request.output);
  } else {
    store::write_scan_file(recording, request.output);
  }
}

}  // namespace doppel::workers

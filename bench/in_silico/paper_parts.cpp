#include "bench/in_silico/paper_parts.h"

#include <torch/cuda.h>
#include <torch/types.h>
#include <torch/utils.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numeric>

#include "bench/in_silico/random_twin.h"
#include "science/clustering/alignment.h"
#include "science/clustering/tsne.h"
#include "science/model/glm.h"
#include "science/model/network.h"
#include "science/model/trainer.h"
#include "science/stimuli/cluster_mei.h"
#include "science/stimuli/cluster_stimuli.h"
#include "science/stimuli/gabor_certificate.h"
#include "science/stimuli/gabor_grid.h"
#include "science/stimuli/local_core.h"
#include "science/stimuli/optimal_dog.h"
#include "science/stimuli/stimulus_search.h"
#include "science/tuning/curves.h"
#include "science/tuning/interactions.h"

namespace doppel::bench {
namespace {

using namespace science;  // NOLINT(google-build-using-namespace)

constexpr std::int64_t kTrainImages = 4692, kBatch = 256, kIterations = 10000;
constexpr std::int64_t kOrientations = 8, kChannels = 128;

std::vector<std::int64_t> first_of(std::int64_t n) {
  std::vector<std::int64_t> neurons(static_cast<std::size_t>(n));
  std::iota(neurons.begin(), neurons.end(), 0);
  return neurons;
}

std::vector<Gabor> own_gabors(const Twin& twin) {
  const torch::Tensor centres = twin.receptive_fields().to(torch::kCPU).contiguous();
  std::vector<Gabor> gabors;
  for (std::int64_t n = 0; n < twin.n_neurons(); ++n) {
    const float* centre = centres.data_ptr<float>() + 2 * n;
    gabors.push_back({centre[0], centre[1], 14, 0.1F, 4, static_cast<float>(n * 15 % 180),
                      static_cast<float>(n * 45 % 360)});
  }
  return gabors;
}

// Operations of a neuron's response to one image of its own.
double operations_of_a_response(const Twin& twin) {
  const LocalCore core(twin.parts().frozen);
  const PixelSpan all{-1000, 1000};
  return 2 * core.operations({{0, 1}, {0, 1}}, {all, all});
}

double operations_of_an_image(const Twin& twin) {
  double sum = 0;
  for (const FrozenLayer& layer : twin.parts().frozen) sum += layer.operations();
  return 2 * sum * static_cast<double>(twin.rows() * twin.cols());
}

GaborGrid papers_grid() {
  GaborGrid grid;
  grid.margin = 0;
  return grid;
}

ModelData recording(std::int64_t n_images, std::int64_t n_neurons) {
  torch::manual_seed(4);
  ModelData data;
  data.train_images = torch::rand({n_images, kRows, kCols}) * 255;
  data.train_responses = torch::rand({n_images, n_neurons});
  return data;
}

std::vector<Measured> train(const Problem& problem) {
  const bool gpu = problem.device != "cpu";
  const std::int64_t batch = gpu ? kBatch : 8, steps = gpu ? 20 : 2;
  const ModelData data = recording(4 * batch, problem.neurons);
  const double image = operations_of_an_image(*paper_twin(1, "cpu"));
  std::vector<Measured> all;
  for (const std::string readout : {"gaussian", "factorised"}) {
    for (const bool reduced : {false, true}) {
      ModelConfig model;
      model.readout = readout;
      TrainingConfig training;
      training.batch_size = static_cast<std::int32_t>(batch);
      training.validation_every = 1'000'000;
      training.reduced_precision = reduced;
      Trainer trainer(data, model, training, 1, problem.device);
      for (int i = 0; i < 2; ++i) trainer.advance();
      const double took = seconds(problem, [&] {
        for (std::int64_t i = 0; i < steps; ++i) trainer.advance();
      });
      const double reads = readout == "gaussian" ? 4 * 2 : 2 * static_cast<double>(kRows * kCols);
      const auto images = static_cast<double>(steps * batch);
      all.push_back({readout + (reduced ? ", bfloat16, " : ", float32, ") + std::to_string(steps) +
                         " steps of " + std::to_string(batch) + " images",
                     took, static_cast<double>(steps) / kIterations * static_cast<double>(batch) / kBatch,
                     3 * images * (image + reads * static_cast<double>(kChannels * problem.neurons))});
    }
  }
  for (std::size_t i = 1; i < all.size(); ++i) all[i].instead = true;
  return all;
}

// Where a step's time goes, with as many steps as train() makes.
std::vector<Measured> take_steps_apart(const Problem& problem) {
  const bool gpu = problem.device != "cpu";
  const std::int64_t batch = gpu ? kBatch : 8, steps = gpu ? 20 : 2;
  const torch::Device device(problem.device);
  ModelConfig config;
  config.readout = "gaussian";
  Network network(config, {problem.neurons, kRows, kCols}, torch::ones({problem.neurons}), torch::Tensor(),
                  1);
  network.to(device);
  const auto images = torch::randn({batch, 1, kRows, kCols}, device);
  const auto noise = torch::randn({batch, problem.neurons, 2}, device);
  torch::Tensor phi;
  std::vector<Measured> all;
  const auto add = [&](const char* name, const std::function<void()>& work) {
    work();
    const double took = seconds(problem, [&] {
      for (std::int64_t i = 0; i < steps; ++i) work();
    });
    all.push_back({std::string(name) + ", " + std::to_string(steps) + " steps of " + std::to_string(batch),
                   took, static_cast<double>(steps) / kIterations * static_cast<double>(batch) / kBatch, 0,
                   true});
  };
  for (const bool reduced : {false, true}) {
    network.core().set_reduced_precision(reduced);
    add(reduced ? "core forwards, bfloat16" : "core forwards", [&] { phi = network.core().forward(images); });
    const torch::Tensor along = torch::randn_like(phi);
    add(reduced ? "core both ways, bfloat16" : "core both ways", [&] {
      phi = network.core().forward(images);
      phi.backward(along);
    });
  }
  const torch::Tensor features = phi.detach().requires_grad_(true);
  torch::Tensor drive;
  add("readout forwards", [&] { drive = network.readout().forward(features, noise); });
  add("readout both ways", [&] {
    drive = network.readout().forward(features, noise);
    drive.backward(torch::ones_like(drive));
  });
  add("regularisers both ways", [&] { network.penalty().backward(); });
  return all;
}

std::vector<Measured> find_gabors(const Problem& problem) {
  const auto twin = paper_twin(problem.neurons, problem.device);
  const auto neurons = first_of(problem.neurons);
  GaborGrid grid = papers_grid();
  double share = 1;
  if (problem.device == "cpu") {
    grid.n_sizes = 1, grid.n_sfs = 1, grid.n_contrasts = 1;
    share = 1.0 / (8 * 4 * 6);
  }
  const GaborStimuli stimuli(grid);
  const auto boxes = boxes_of(grid.locations(), twin->receptive_fields(), neurons, *twin);
  const double operations = 2 * operations_of_quads(*twin, neurons, boxes, stimuli);
  std::int64_t n_stimuli = 0;
  const double took =
      seconds(problem, [&] { n_stimuli = find_optimal_gabors(*twin, neurons, grid).front().n_stimuli; });
  return {{std::to_string(n_stimuli) + " stimuli", took, share, operations}};
}

std::vector<Measured> find_dogs(const Problem& problem) {
  const auto twin = paper_twin(problem.neurons, problem.device);
  const auto neurons = first_of(problem.neurons);
  DogGrid grid;
  grid.locations = papers_grid().locations();
  double share = 1;
  if (problem.device == "cpu") grid.n_sigma_cens = 1, share = 1.0 / 8;
  std::int64_t n_stimuli = 0;
  const double took =
      seconds(problem, [&] { n_stimuli = find_optimal_dogs(*twin, neurons, grid).front().n_stimuli; });
  return {{std::to_string(n_stimuli) + " stimuli", took, share}};
}

std::vector<Measured> certify(const Problem& problem) {
  const auto twin = paper_twin(problem.neurons, problem.device);
  const auto n = std::min<std::int64_t>(problem.neurons, 2048);
  const auto neurons = first_of(n);
  const auto gabors = own_gabors(*twin);
  const double took = seconds(problem, [&] {
    certify_gabors(*twin, neurons, std::span(gabors).first(neurons.size()), papers_grid());
  });
  return {
      {std::to_string(n) + " neurons", took, static_cast<double>(n) / static_cast<double>(problem.neurons)}};
}

std::vector<Measured> find_best_images(const Problem& problem) {
  const auto twin = paper_twin(problem.neurons, problem.device);
  const LocalTwin local(*twin);
  const auto n = std::min<std::int64_t>(problem.neurons, problem.device == "cpu" ? 16 : 2048);
  const auto neurons = first_of(n);
  MeiConfig config;
  const std::int32_t most = config.max_steps;
  const std::int32_t fewer = 10, more = 40;
  const auto gradient = [&](const torch::Tensor& images, const torch::Tensor& index) {
    return local.paired_gradients(images, index);
  };
  const auto of = [&](std::int32_t steps) {
    config.max_steps = steps;
    return seconds(problem, [&] { find_meis(gradient, neurons, kRows, kCols, config, 1); });
  };
  const double once = of(fewer), took = of(more) - once;  // without what begins and ends an ascent
  const auto images = static_cast<double>(n * config.n_starts * (more - fewer));
  return {{std::to_string(n) + " neurons, " + std::to_string(config.n_starts) + " starts, 30 of at most " +
               std::to_string(most) + " steps",
           took, static_cast<double>(n) / static_cast<double>(problem.neurons) * 30 / most,
           3 * images * operations_of_a_response(*twin)}};
}

std::vector<Measured> find_cluster_image(const Problem& problem) {
  constexpr std::int64_t clusters = 50;
  const auto twin = paper_twin(problem.neurons, problem.device);
  const LocalTwin local(*twin);
  const PairedModel model{[&](const torch::Tensor& images, const torch::Tensor& index) {
                            return local.paired_responses(images, index);
                          },
                          [&](const torch::Tensor& images, const torch::Tensor& index) {
                            return local.paired_gradients(images, index);
                          },
                          kRows, kCols, twin->device()};
  std::vector<ClusterMember> members;
  for (const Gabor& gabor : own_gabors(*twin)) {
    if (static_cast<std::int64_t>(members.size()) * clusters >= problem.neurons) break;
    ClusterMember member;
    member.neuron = static_cast<std::int64_t>(members.size());
    member.r_x = gabor.r_x, member.r_y = gabor.r_y, member.orientation = gabor.orientation;
    member.weight = 1;
    members.push_back(member);
  }
  ClusterMeiConfig config;
  const std::int32_t rounds = config.max_rounds;
  config.max_rounds = 1;
  find_cluster_mei(model, members, config, 1);  // what a library does at its first call
  config.max_rounds = problem.device == "cpu" ? 2 : 20;
  const double took = seconds(problem, [&] { find_cluster_mei(model, members, config, 1); });
  return {{"1 of 50 clusters, " + std::to_string(members.size()) + " members, 4 starts, " +
               std::to_string(config.max_rounds) + " of at most " + std::to_string(rounds) + " rounds",
           took, static_cast<double>(config.max_rounds) / rounds / clusters}};
}

// 50 clusters, whose members' optima lie at whole pixels.
std::vector<std::vector<ClusterMember>> fifty_clusters(const Twin& twin) {
  std::vector<std::vector<ClusterMember>> clusters(50);
  std::int64_t neuron = 0;
  for (const Gabor& gabor : own_gabors(twin)) {
    clusters[static_cast<std::size_t>(neuron) % clusters.size()].push_back(
        {neuron, std::round(gabor.r_x), std::round(gabor.r_y), gabor.orientation, 1});
    ++neuron;
  }
  std::erase_if(clusters, [](const auto& members) { return members.empty(); });
  return clusters;
}

std::vector<Measured> find_clusters_gabors(const Problem& problem) {
  const auto twin = paper_twin(problem.neurons, problem.device);
  const auto clusters = fifty_clusters(*twin);
  GaborGrid grid = papers_grid();
  double share = 1;
  if (problem.device == "cpu") {
    grid.n_sizes = 1, grid.n_sfs = 1, grid.n_contrasts = 1;
    share = 1.0 / (8 * 4 * 6);
  }
  std::int64_t n_stimuli = 0;
  const double took =
      seconds(problem, [&] { n_stimuli = find_cluster_gabors(*twin, clusters, grid).front().n_stimuli; });
  return {{"50 clusters, " + std::to_string(n_stimuli) + " stimuli", took, share}};
}

std::vector<Measured> find_clusters_dogs(const Problem& problem) {
  const auto twin = paper_twin(problem.neurons, problem.device);
  const auto clusters = fifty_clusters(*twin);
  DogGrid grid;
  double share = 1;
  if (problem.device == "cpu") grid.n_sigma_cens = 1, share = 1.0 / 8;
  std::int64_t n_stimuli = 0;
  const double took =
      seconds(problem, [&] { n_stimuli = find_cluster_dogs(*twin, clusters, grid).front().n_stimuli; });
  return {{"50 clusters, " + std::to_string(n_stimuli) + " stimuli", took, share}};
}

std::vector<Measured> run_experiments(const Problem& problem) {
  const auto twin = paper_twin(problem.neurons, problem.device);
  const LocalTwin local(*twin);
  const auto neurons = first_of(problem.neurons);
  const auto gabors = own_gabors(*twin);
  const double response = operations_of_a_response(*twin) * static_cast<double>(problem.neurons);
  std::vector<Measured> all;
  const auto add = [&](const std::string& name, std::int64_t stimuli, const std::function<void()>& work) {
    // Each is made twice: with the neuron's own Gabor and with its cluster's.
    all.push_back({name + ", " + std::to_string(stimuli) + " stimuli a neuron", seconds(problem, work), 0.5,
                   response * static_cast<double>(stimuli)});
  };
  add("size-contrast", 144, [&] { size_contrast_tuning(local, neurons, gabors); });
  add("plaid", 100, [&] { plaid_tuning(local, neurons, gabors); });
  add("orientation", 24, [&] { orientation_tuning(local, neurons, gabors, 24); });
  add("phase", 24, [&] { phase_tuning(local, neurons, gabors, 24); });
  return all;
}

std::vector<Measured> fit_glms(const Problem& problem) {
  const torch::Device device(problem.device);
  torch::manual_seed(2);
  const auto images = torch::randn({kTrainImages, kRows * kCols}, device);
  GlmConfig config;
  config.n_alphas = 3;
  const auto n = std::min<std::int64_t>(problem.neurons, config.neurons_at_once);
  const auto responses =
      torch::poisson((images.mm(0.02 * torch::randn({kRows * kCols, n}, device)) - 0.3).exp());
  const double took = seconds(problem, [&] { fit_glm(images, responses, config, 1); });
  return {{std::to_string(n) + " neurons, 3 of 48 penalties, 5 folds", took,
           static_cast<double>(n) / static_cast<double>(problem.neurons) * 3 / 48}};
}

Eigen::MatrixXd codes(std::int64_t n) {
  const torch::Tensor drawn = torch::randn({kChannels, n}, torch::kFloat64).contiguous();  // column-major
  return Eigen::Map<const Eigen::MatrixXd>(drawn.data_ptr<double>(), n, kChannels);
}

std::vector<Measured> align_codes(const Problem& problem) {
  AlignmentConfig config;
  const std::int32_t betas = config.n_betas;
  config.n_betas = 5;
  const auto bar_codes = codes(problem.neurons);
  const double took = seconds(problem, [&] { align(bar_codes, kOrientations, config, 1, problem.threads); });
  return {{"5 of 20 weights, 3 starts, on the CPU", took, 5.0 / betas}};
}

std::vector<Measured> embed(const Problem& problem) {
  const auto bar_codes = codes(problem.neurons);
  return {{"on the CPU", seconds(problem, [&] { tsne(bar_codes, {}, problem.threads); })}};
}

}  // namespace

double seconds(const Problem& problem, const std::function<void()>& work) {
  const auto wait = [&] {
    if (problem.device != "cpu") torch::cuda::synchronize();
  };
  wait();
  const auto begin = std::chrono::steady_clock::now();
  work();
  wait();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

const std::vector<Part>& parts() {
  static const std::vector<Part> all = {{"training", train},
                                        {"steps", take_steps_apart},
                                        {"gabors", find_gabors},
                                        {"dogs", find_dogs},
                                        {"certificates", certify},
                                        {"meis", find_best_images},
                                        {"cluster_gabors", find_clusters_gabors},
                                        {"cluster_dogs", find_clusters_dogs},
                                        {"cluster_meis", find_cluster_image},
                                        {"experiments", run_experiments},
                                        {"glm", fit_glms},
                                        {"alignment", align_codes},
                                        {"tsne", embed}};
  return all;
}

}  // namespace doppel::bench

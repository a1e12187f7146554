// doppel request: fills the task tables, from which the workers' work follows.
#include <iostream>
#include <memory>

#include "cli/command.h"
#include "cli/session.h"
#include "workers/request.h"

namespace doppel::cli {
namespace {

struct RequestOptions {
  workers::ModelRequest request;
  std::string config;
  std::vector<std::int64_t> seeds{1};
};

int request_models(RequestOptions& options) {
  auto& request = options.request;
  if (request.model_config.empty()) request.model_config = options.config;
  if (request.training_config.empty()) request.training_config = options.config;
  const Session session;
  auto connection = session.connect("doppel request");
  for (const auto seed : options.seeds) {
    request.seed = seed;
    const bool added = workers::request_model(connection, request);
    std::cout << "model of " << request.dataset << ", " << request.model_config << ", seed " << seed
              << (added ? ": asked for\n" : ": asked for before, nothing to do\n");
  }
  return success;
}

}  // namespace

void add_request(CLI::App& app, Context& context) {
  auto* command = add_command(app, "request", "ask for models and what follows from them",
                              "doppel request model --dataset mouse --config ten_minutes --seed 1");
  command->require_subcommand(1);
  auto* model = add_command(
      *command, "model", "a model of a dataset, its scores, bar codes, clusters, optimal Gabors and tuning",
      "doppel request model --dataset mouse --config ten_minutes --seed 1\n"
      "  doppel sql 'select model_config from model_config'   lists the settings");
  auto options = std::make_shared<RequestOptions>();
  auto& request = options->request;
  model->add_option("--dataset", request.dataset, "name of the dataset")->required();
  auto* config =
      model->add_option("--config", options->config, "settings of model and training, e.g. two_minutes");
  model->add_option("--model-config", request.model_config, "settings of the model alone");
  model->add_option("--training-config", request.training_config, "settings of the training alone");
  model->add_option("--seed", options->seeds, "of weights, validation split and batches; once or more")
      ->capture_default_str();
  model->add_option("--gabors", request.optimal_gabor_config,
                    "grid of Gabor stimuli (default: local; coarse for a factorised readout)");
  model->add_option("--clustering", request.clustering_config, "settings of k-means")->capture_default_str();
  model->add_option("--orientation-tuning", request.orientation_tuning_config, "settings of the experiment")
      ->capture_default_str();
  model->add_option("--phase-tuning", request.phase_tuning_config, "settings of the experiment")
      ->capture_default_str();
  model->add_option("--size-contrast", request.size_contrast_config, "settings of the experiment")
      ->capture_default_str();
  model->add_option("--plaid", request.plaid_config, "settings of the experiment")->capture_default_str();
  model->add_option("--glm", request.glm_config,
                    "settings of the linear baseline of the dataset (default: none)");
  model->add_option("--dogs", request.optimal_dog_config, "grid of differences of Gaussians (default: none)");
  model->add_option("--mei", request.mei_config, "settings of most exciting images (default: none)");
  model
      ->add_option("--comparison", request.stimulus_comparison_config,
                   "of optimal stimuli, where --dogs and --mei are given")
      ->capture_default_str();
  model->callback([options, config, &context] {
    const auto& chosen = options->request;
    if (config->count() == 0 && (chosen.model_config.empty() || chosen.training_config.empty())) {
      throw CLI::RequiredError("--config (or both --model-config and --training-config)");
    }
    context.action = [options] { return request_models(*options); };
  });
}

}  // namespace doppel::cli

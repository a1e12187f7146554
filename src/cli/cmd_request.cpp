// doppel request: fills the task tables, from which the workers' work follows.
#include <iostream>
#include <memory>
#include <utility>

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

struct ClustersOptions {
  std::string dataset, config, model_config, training_config;
  std::int64_t seed = 1;
  workers::ClusterRequest request;
};

struct ComparisonOptions {
  std::string name, dataset, model_config, training_config, alignment_config, clustering_config;
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

int request_clusters(const ClustersOptions& options) {
  const relation::Key model{
      {"dataset", options.dataset},
      {"model_config", options.model_config.empty() ? options.config : options.model_config},
      {"training_config", options.training_config.empty() ? options.config : options.training_config},
      {"seed", options.seed}};
  const Session session;
  auto connection = session.connect("doppel request");
  const bool added = workers::request_clusters(connection, model, options.request);
  std::cout << "clusters " << options.request.alignment_config << ", " << options.request.clustering_config
            << (added ? ": asked for\n" : ": asked for before, nothing to do\n");
  return success;
}

int request_comparison(const ComparisonOptions& options) {
  relation::Key chosen;
  for (const auto& [column, value] : {std::pair{"model_config", &options.model_config},
                                      std::pair{"training_config", &options.training_config},
                                      std::pair{"alignment_config", &options.alignment_config},
                                      std::pair{"clustering_config", &options.clustering_config}}) {
    if (!value->empty()) chosen = chosen.with({{column, *value}});
  }
  const Session session;
  auto connection = session.connect("doppel request");
  const auto n = workers::request_comparison(connection, options.dataset, options.name, chosen);
  std::cout << "comparison " << options.name << " of " << options.dataset
            << (n > 0 ? ": " + std::to_string(n) + " clusterings, asked for\n"
                      : std::string(": asked for before, nothing to do\n"));
  return success;
}

void add_cluster_options(CLI::App& command, workers::ClusterRequest& request) {
  command.add_option("--alignment", request.alignment_config, "way to align the bar codes")
      ->capture_default_str();
  command.add_option("--clustering", request.clustering_config, "settings of k-means")->capture_default_str();
  command.add_option("--stability", request.stability_config, "way to make the clustering again")
      ->capture_default_str();
  command.add_option("--embedding", request.embedding_config, "settings of t-SNE")->capture_default_str();
  command.add_option("--density", request.density_mode_config, "settings of the embedding's density")
      ->capture_default_str();
  command.add_option("--statistics", request.statistics_config, "settings of the statistics of clusters")
      ->capture_default_str();
  command.add_option(
      "--cluster-stimuli", request.cluster_mei_config,
      "settings of the clusters' most exciting images: asks for these, for the clusters' optimal "
      "Gabors and differences of Gaussians, and for the experiments with them (default: none)");
}

void add_clusters(CLI::App& command, Context& context) {
  auto* clusters = add_command(
      command, "clusters", "further alignments and clusterings of a model, null controls among them",
      "doppel request clusters --dataset mouse --config ten_minutes --alignment peak --clustering shuffled");
  auto options = std::make_shared<ClustersOptions>();
  clusters->add_option("--dataset", options->dataset, "name of the dataset")->required();
  clusters->add_option("--config", options->config, "settings of model and training, e.g. two_minutes");
  clusters->add_option("--model-config", options->model_config, "settings of the model alone");
  clusters->add_option("--training-config", options->training_config, "settings of the training alone");
  clusters->add_option("--seed", options->seed, "of the model")->capture_default_str();
  add_cluster_options(*clusters, options->request);
  clusters->callback(
      [options, &context] { context.action = [options] { return request_clusters(*options); }; });
}

void add_comparison(CLI::App& command, Context& context) {
  auto* comparison =
      add_command(command, "comparison",
                  "compare clusterings of a dataset: of other settings, seeds, models or alignments",
                  "doppel request comparison across_seeds --dataset mouse --clustering paper\n"
                  "  doppel query clustering_comparisons   shows the result");
  auto options = std::make_shared<ComparisonOptions>();
  comparison->add_option("name", options->name, "of the comparison")->required();
  comparison->add_option("--dataset", options->dataset, "name of the dataset")->required();
  comparison->add_option("--model-config", options->model_config, "of models with these settings alone");
  comparison->add_option("--training-config", options->training_config, "of models trained like this alone");
  comparison->add_option("--alignment", options->alignment_config, "of codes aligned like this alone");
  comparison->add_option("--clustering", options->clustering_config, "with these settings of k-means alone");
  comparison->callback(
      [options, &context] { context.action = [options] { return request_comparison(*options); }; });
}

}  // namespace

void add_request(CLI::App& app, Context& context) {
  auto* command = add_command(app, "request", "ask for models and what follows from them",
                              "doppel request model --dataset mouse --config ten_minutes --seed 1");
  command->require_subcommand(1);
  add_request_search(*command, context);
  add_request_verification(*command, context);
  add_request_stimuli(*command, context);
  add_request_truth(*command, context);
  add_request_ensemble(*command, context);
  add_request_transfer(*command, context);
  add_clusters(*command, context);
  add_comparison(*command, context);
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
  model->add_option("--orientation-tuning", request.orientation_tuning_config, "settings of the experiment")
      ->capture_default_str();
  model->add_option("--phase-tuning", request.phase_tuning_config, "settings of the experiment")
      ->capture_default_str();
  model->add_option("--population", request.population_config, "properties whose statistics are taken")
      ->capture_default_str();
  add_cluster_options(*model, request.clusters);
  model->add_option("--size-contrast", request.size_contrast_config, "settings of the experiment")
      ->capture_default_str();
  model->add_option("--plaid", request.plaid_config, "settings of the experiment")->capture_default_str();
  model->add_option("--glm", request.glm_config,
                    "settings of the linear baseline of the dataset (default: none)");
  model->add_option("--dogs", request.optimal_dog_config, "grid of differences of Gaussians (default: none)");
  model->add_option("--mei", request.mei_config, "settings of most exciting images (default: none)");
  model->add_option("--suboptimal", request.suboptimal_gabor_config,
                    "settings of a choice of few Gabors for a verification in vivo (default: none)");
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

// doppel request stimuli: optimal stimuli of a set of neurons that a person names.
#include <iostream>
#include <memory>

#include "cli/command.h"
#include "cli/row_choice.h"
#include "cli/session.h"
#include "schema/tables.h"
#include "util/error.h"
#include "workers/request_stimuli.h"

namespace doppel::cli {
namespace {

struct StimuliOptions {
  workers::NamedStimuliRequest request;
  std::string dataset, config, model_config, training_config, from = "dataset_neuron", where;
  std::int64_t seed = 1;
};

workers::NeuronChoice choice_of(const StimuliOptions& options) {
  if (options.where.empty()) return {};
  const relation::Table* table = schema::tables().find(options.from);
  if (!table) {
    throw Error(
        ErrorClass::usage, "there is no table '" + options.from + "'",
        "choose one of neurons, such as optimal_gabor or orientation_tuning; doppel status lists tables");
  }
  return {table, parse_rows(*table, options.where), options.where};
}

int request_stimuli(StimuliOptions& options) {
  auto& request = options.request;
  request.training_task = relation::Key{
      {"dataset", options.dataset},
      {"model_config", options.model_config.empty() ? options.config : options.model_config},
      {"training_config", options.training_config.empty() ? options.config : options.training_config},
      {"seed", options.seed}};
  request.choice = choice_of(options);
  const Session session;
  auto connection = session.connect("doppel request");
  const auto report = workers::request_named_stimuli(connection, request);
  std::cout << "stimuli of " << request.name << ", " << report.n_neurons << " neurons of " << options.dataset
            << (report.added ? ": asked for\n" : ": asked for before, nothing to do\n");
  return success;
}

}  // namespace

void add_request_stimuli(CLI::App& request_command, Context& context) {
  auto* command = add_command(
      request_command, "stimuli", "optimal stimuli that the neurons of a set of your own share",
      "doppel request stimuli sharp --dataset mouse --config ten_minutes --from orientation_tuning "
      "--where \"orientation_index > 1\"\n"
      "  doppel sql \"select * from cluster_gabor where clustering_config = 'sharp'\"   shows the result");
  auto options = std::make_shared<StimuliOptions>();
  auto& request = options->request;
  request.stimuli.cluster_mei_config = "paper";
  request.stimuli.experiments = false;
  command->add_option("name", request.name, "of the set; a clustering of one cluster, cluster 0")->required();
  command->add_option("--dataset", options->dataset, "name of the dataset")->required();
  command->add_option("--config", options->config, "settings of model and training, e.g. two_minutes");
  command->add_option("--model-config", options->model_config, "settings of the model alone");
  command->add_option("--training-config", options->training_config, "settings of the training alone");
  command->add_option("--seed", options->seed, "of the model")->capture_default_str();
  command->add_option("--from", options->from, "table by whose rows the neurons are chosen")
      ->capture_default_str();
  command->add_option("--where", options->where,
                      "condition on its rows, of this model where it tells models apart (default: the set of "
                      "this name that is there)");
  command->add_option("--alignment", request.alignment_config, "way to align the bar codes of its mean")
      ->capture_default_str();
  command->add_option("--gabors", request.stimuli.optimal_gabor_config,
                      "grid of the optimal Gabors that give place and orientation (default: all asked for)");
  command->add_option("--dogs", request.stimuli.optimal_dog_config,
                      "grid of differences of Gaussians (default: those asked for, or local)");
  command->add_option("--mei", request.stimuli.cluster_mei_config, "settings of the most exciting image")
      ->capture_default_str();
  command->add_flag("--experiments", request.stimuli.experiments,
                    "also show each neuron the set's stimuli in the experiments");
  command->callback(
      [options, &context] { context.action = [options] { return request_stimuli(*options); }; });
}

}  // namespace doppel::cli

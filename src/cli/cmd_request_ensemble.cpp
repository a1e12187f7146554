// doppel request ensemble: the models of several seeds as one.
#include <iostream>
#include <memory>

#include "cli/command.h"
#include "cli/session.h"
#include "workers/request_models.h"

namespace doppel::cli {
namespace {

int request_ensemble(const workers::EnsembleRequest& request) {
  const Session session;
  auto connection = session.connect("doppel request");
  const bool added = workers::request_ensemble(connection, request);
  std::cout << "ensemble " << request.name << " of " << request.seeds.size() << " models of "
            << request.dataset << (added ? ": asked for\n" : ": asked for before, nothing to do\n");
  return success;
}

}  // namespace

void add_request_ensemble(CLI::App& request_command, Context& context) {
  auto* command =
      add_command(request_command, "ensemble",
                  "the mean prediction of models that differ in their seeds, beside its members",
                  "doppel request ensemble seeds --dataset mouse --config ten_minutes --seeds 1 2 3\n"
                  "  doppel query ensembles   shows the result");
  auto options = std::make_shared<workers::EnsembleRequest>();
  auto config = std::make_shared<std::string>();
  command->add_option("name", options->name, "of the ensemble")->required();
  command->add_option("--dataset", options->dataset, "name of the dataset")->required();
  auto* both = command->add_option("--config", *config, "settings of model and training, e.g. two_minutes");
  command->add_option("--model-config", options->model_config, "settings of the model alone");
  command->add_option("--training-config", options->training_config, "settings of the training alone");
  command->add_option("--seeds", options->seeds, "of the models; those not there are asked for")->required();
  command->callback([options, config, both, &context] {
    auto& request = *options;
    if (both->count() == 0 && (request.model_config.empty() || request.training_config.empty())) {
      throw CLI::RequiredError("--config (or both --model-config and --training-config)");
    }
    if (request.model_config.empty()) request.model_config = *config;
    if (request.training_config.empty()) request.training_config = *config;
    context.action = [options] { return request_ensemble(*options); };
  });
}

}  // namespace doppel::cli

// doppel request transfer: settings whose core is that of a trained model.
#include <iostream>
#include <memory>

#include "cli/command.h"
#include "cli/session.h"
#include "workers/request_models.h"

namespace doppel::cli {
namespace {

struct TransferOptions {
  std::string name, dataset, config, model_config, training_config;
  std::int64_t seed = 1;
};

int request_transfer(const TransferOptions& options) {
  const relation::Key model{
      {"dataset", options.dataset},
      {"model_config", options.model_config.empty() ? options.config : options.model_config},
      {"training_config", options.training_config.empty() ? options.config : options.training_config},
      {"seed", options.seed}};
  const Session session;
  auto connection = session.connect("doppel request");
  const bool added = workers::add_transfer_settings(connection, options.name, model);
  std::cout << "model settings " << options.name << " with the core of " << model.to_string()
            << (added ? ": added\n" : ": there already, nothing to do\n");
  return success;
}

}  // namespace

void add_request_transfer(CLI::App& request_command, Context& context) {
  auto* command = add_command(
      request_command, "transfer", "settings of models on the core of a trained one, which stays as it is",
      "doppel request transfer mouse_core --dataset mouse --config ten_minutes --seed 1\n"
      "  doppel request model --dataset new_scan --model-config mouse_core --training-config ten_minutes");
  auto options = std::make_shared<TransferOptions>();
  command->add_option("name", options->name, "of the settings")->required();
  command->add_option("--dataset", options->dataset, "of the trained model")->required();
  auto* config = command->add_option("--config", options->config, "its settings of model and training");
  command->add_option("--model-config", options->model_config, "its settings of the model alone");
  command->add_option("--training-config", options->training_config, "its settings of the training alone");
  command->add_option("--seed", options->seed, "its seed")->capture_default_str();
  command->callback([options, config, &context] {
    if (config->count() == 0 && (options->model_config.empty() || options->training_config.empty())) {
      throw CLI::RequiredError("--config (or both --model-config and --training-config)");
    }
    context.action = [options] { return request_transfer(*options); };
  });
}

}  // namespace doppel::cli

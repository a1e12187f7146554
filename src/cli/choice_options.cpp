#include "cli/choice_options.h"

namespace doppel::cli {

void add_choice_options(CLI::App& command, ChoiceOptions& choice) {
  command.add_option("--dataset", choice.dataset, "name of the dataset")->required();
  command.add_option("--config", choice.config, "settings of model and training, e.g. two_minutes");
  command.add_option("--model-config", choice.model_config, "settings of the model alone");
  command.add_option("--training-config", choice.training_config, "settings of the training alone");
  command.add_option("--seed", choice.seed, "of the model")->capture_default_str();
  command.add_option("--gabors", choice.optimal_gabor_config, "grid of the optimal Gabors")
      ->capture_default_str();
  command.add_option("--suboptimal", choice.suboptimal_gabor_config, "settings of the choice of Gabors")
      ->capture_default_str();
}

relation::Key choice_key(const ChoiceOptions& choice) {
  return {{"dataset", choice.dataset},
          {"model_config", choice.model_config.empty() ? choice.config : choice.model_config},
          {"training_config", choice.training_config.empty() ? choice.config : choice.training_config},
          {"seed", choice.seed},
          {"optimal_gabor_config", choice.optimal_gabor_config},
          {"suboptimal_gabor_config", choice.suboptimal_gabor_config}};
}

}  // namespace doppel::cli

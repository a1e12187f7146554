// The options that name a choice of Gabors of a model, for the commands that export and verify it.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <string>

#include "relation/key.h"

namespace doppel::cli {

struct ChoiceOptions {
  std::string dataset, config, model_config, training_config;
  std::int64_t seed = 1;
  std::string optimal_gabor_config = "local", suboptimal_gabor_config = "paper";
};

void add_choice_options(CLI::App& command, ChoiceOptions& choice);
relation::Key choice_key(const ChoiceOptions& choice);  // of suboptimal_gabor_task

}  // namespace doppel::cli

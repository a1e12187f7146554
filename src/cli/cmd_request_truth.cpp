// doppel request truth: the pipeline's own method on simulated neurons themselves.
#include <iostream>
#include <memory>

#include "cli/command.h"
#include "cli/session.h"
#include "workers/request_truth.h"

namespace doppel::cli {
namespace {

int request_truth(const workers::TruthRequest& request) {
  const Session session;
  auto connection = session.connect("doppel request");
  const auto n_new = workers::request_truth(connection, request);
  std::cout << "the method on the simulated neurons of " << request.dataset
            << (n_new > 0 ? ": asked for, of " + std::to_string(n_new) + " scans\n"
                          : std::string(": asked for before, nothing to do\n"));
  return success;
}

}  // namespace

void add_request_truth(CLI::App& request_command, Context& context) {
  auto* command =
      add_command(request_command, "truth",
                  "search and experiments on simulated neurons themselves: what a perfect twin would give",
                  "doppel request truth --dataset animals --gabors local\n"
                  "  doppel query recovery_attribution   what is lost to noise, model and method");
  auto options = std::make_shared<workers::TruthRequest>();
  command->add_option("--dataset", options->dataset, "name of the dataset")->required();
  command->add_option("--gabors", options->optimal_gabor_config, "grid of Gabor stimuli")
      ->capture_default_str();
  command
      ->add_option("--orientation-tuning", options->orientation_tuning_config, "settings of the experiment")
      ->capture_default_str();
  command->add_option("--phase-tuning", options->phase_tuning_config, "settings of the experiment")
      ->capture_default_str();
  command->add_option("--size-contrast", options->size_contrast_config, "settings of the experiment")
      ->capture_default_str();
  command->add_option("--plaid", options->plaid_config, "settings of the experiment")->capture_default_str();
  command->callback([options, &context] { context.action = [options] { return request_truth(*options); }; });
}

}  // namespace doppel::cli

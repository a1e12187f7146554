// doppel request search: a random search of regularisation weights.
#include <iostream>
#include <memory>

#include "cli/command.h"
#include "cli/session.h"
#include "workers/search.h"

namespace doppel::cli {
namespace {

int request_search(const workers::WeightSearchRequest& request) {
  const Session session;
  auto connection = session.connect("doppel request");
  const auto n_new = workers::request_weight_search(connection, request);
  std::cout << "search " << request.name << " on " << request.dataset << ": " << n_new << " of "
            << request.n_draws << " trainings newly asked for\n";
  return success;
}

}  // namespace

void add_request_search(CLI::App& request_command, Context& context) {
  auto* command = add_command(request_command, "search",
                              "models with regularisation weights drawn at random, to choose the best of",
                              "doppel request search weights --dataset mouse --model-config paper "
                              "--training-config paper --draws 20\n"
                              "  doppel sql 'select * from report.weight_search'   the draws, best first");
  auto options = std::make_shared<workers::WeightSearchRequest>();
  command->add_option("name", options->name, "name of the search")->required();
  command->add_option("--dataset", options->dataset, "name of the dataset")->required();
  command->add_option("--model-config", options->model_config, "settings that all draws share")->required();
  command->add_option("--training-config", options->training_config, "settings of the training")->required();
  command->add_option("--draws", options->n_draws, "settings to draw")->capture_default_str();
  command->add_option("--draw-seed", options->draw_seed, "of the draws")->capture_default_str();
  command->add_option("--seed", options->model_seed, "of every training")->capture_default_str();
  command->add_option("--smooth", options->smooth, "lowest and highest smooth_weight")->capture_default_str();
  command->add_option("--sparse", options->sparse, "lowest and highest sparse_weight")->capture_default_str();
  command->add_option("--readout", options->readout, "lowest and highest readout_weight")
      ->capture_default_str();
  command->callback([options, &context] { context.action = [options] { return request_search(*options); }; });
}

}  // namespace doppel::cli

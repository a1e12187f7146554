// doppel simulate: a scan of simulated neurons, as a scan file or a Sensorium FileTree.
#include <iostream>
#include <memory>

#include "cli/command.h"
#include "util/error.h"
#include "workers/simulate.h"

namespace doppel::cli {

void add_simulate(CLI::App& app, Context& context) {
  auto* command =
      add_command(app, "simulate", "write a scan of simulated V1 neurons whose properties are known",
                  "doppel simulate scan_1-1-1.h5 --neurons 200 --train-images 1500 --seed 7");
  struct SimulateOptions {
    workers::SimulateRequest request;
    std::string output, images, stimuli;
  };
  auto options = std::make_shared<SimulateOptions>();
  auto& request = options->request;
  command->add_option("output", options->output, "the HDF5 file, or with --file-tree the folder, to write")
      ->required();
  command->add_option("--animal", request.animal_id, "animal_id")->capture_default_str();
  command->add_option("--session", request.session, "session")->capture_default_str();
  command->add_option("--scan", request.scan_idx, "scan_idx")->capture_default_str();
  command->add_option("--neurons", request.n_neurons, "neurons")->capture_default_str();
  command->add_option("--train-images", request.n_train_images, "images shown once")->capture_default_str();
  command->add_option("--test-images", request.n_test_images, "images shown repeatedly")
      ->capture_default_str();
  command->add_option("--repeats", request.repeats, "presentations of a test image")->capture_default_str();
  command->add_option("--oracle", request.mean_oracle, "mean jackknife oracle; sets the gain")
      ->capture_default_str();
  command->add_flag("--noiseless", request.noiseless,
                    "responses are the expected events instead of Poisson counts around them");
  command
      ->add_option("--couple", request.coupling,
                   "rank correlation of surround suppression and cross-orientation inhibition as drawn")
      ->capture_default_str();
  command->add_flag("--draw-indices", request.draw_indices,
                    "draw the indices of these two, 0 to 0.6, instead of the strengths behind them");
  command->add_option("--seed", request.seed, "of neurons, noise and order of trials")->capture_default_str();
  command->add_option("--image-seed", request.image_seed, "of the images; scans with the same one share them")
      ->capture_default_str();
  command->add_option("--images", options->images, "a folder of PNG or JPEG files to show instead");
  command->add_option("--stimuli", options->stimuli,
                      "a stimulus file (doppel export stimuli): a second scan of the same neurons shows it. "
                      "Give the options of their first scan, another --session or --scan, and --repeats");
  command->add_flag("--file-tree", request.as_file_tree,
                    "write a Sensorium FileTree folder (without the truth)");
  command->callback([options, &context] {
    context.action = [options] {
      options->request.output = options->output;
      if (!options->images.empty()) options->request.images = options->images;
      if (!options->stimuli.empty()) options->request.stimuli = options->stimuli;
      const auto& made = options->request;
      const auto report = workers::simulate_scan(made);
      std::cout << "wrote " << options->output << ": scan " << made.animal_id << '-' << made.session << '-'
                << made.scan_idx << ", " << made.n_neurons << " neurons, ";
      if (made.stimuli) {
        std::cout << report.n_test_images << " pictures of " << options->stimuli << ", " << made.repeats
                  << " times each\n";
      } else {
        std::cout << report.n_train_images << " training and " << report.n_test_images << " test images\n";
      }
      return success;
    };
  });
}

}  // namespace doppel::cli

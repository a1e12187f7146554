// doppel dataset: pools scans under a name.
#include <iostream>
#include <memory>

#include "cli/command.h"
#include "cli/scan_name.h"
#include "cli/session.h"
#include "workers/dataset.h"

namespace doppel::cli {

void add_dataset(CLI::App& app, Context& context) {
  auto* command = add_command(app, "dataset", "pool scans under a name: what a model is trained on",
                              "doppel dataset mouse --scan 26872-17-20");
  struct DatasetOptions {
    workers::DatasetRequest request;
    std::vector<std::string> scans;
    std::int32_t neurons_per_scan = 0, half = 0;
  };
  auto options = std::make_shared<DatasetOptions>();
  auto& request = options->request;
  command->add_option("name", request.name, "name of the dataset")->required();
  command->add_option("--scan", options->scans, "animal_id-session-scan_idx; once or more")->required();
  command->add_option("--pooling", request.pooling, "images of all scans (intersection) or of any (union)")
      ->check(CLI::IsMember({"intersection", "union"}))
      ->capture_default_str();
  command->add_option("--neurons-per-scan", options->neurons_per_scan, "at most so many neurons of a scan")
      ->check(positive_number);
  command
      ->add_option("--selection", request.selection,
                   "which neurons: all, random (by --seed) or best by oracle")
      ->check(CLI::IsMember({"all", "random", "oracle"}))
      ->capture_default_str();
  command->add_option("--seed", request.seed, "of the random selection and of resampled repeats")
      ->capture_default_str();
  command->add_option("--test-repeats", request.test_repeats, "trials of each test image")
      ->capture_default_str();
  command
      ->add_option("--half", options->half,
                   "train on one half of the images, 1 or 2: twins of both halves share no training data")
      ->check(CLI::Range(1, 2));
  command->add_option("--half-seed", request.half_seed, "of the draw of the halves")->capture_default_str();
  command->callback([options, &context] {
    context.action = [options] {
      auto& chosen = options->request;
      for (const auto& scan : options->scans) chosen.scans.push_back(parse_scan(scan));
      if (options->neurons_per_scan > 0) chosen.neurons_per_scan = options->neurons_per_scan;
      if (options->half > 0) chosen.half = options->half;
      const Session session;
      auto connection = session.connect("doppel dataset");
      const auto report = workers::make_dataset(connection, chosen);
      std::cout << "dataset " << chosen.name << ": " << chosen.scans.size() << " scans, " << report.neurons
                << " neurons, " << report.train_images << " training and " << report.test_images
                << " test images" << (report.already_there ? " (already there, nothing to do)" : "") << '\n';
      return success;
    };
  });
}

}  // namespace doppel::cli

// doppel export: data for other tools, and pictures for a rig.
#include <iostream>
#include <memory>

#include "cli/choice_options.h"
#include "cli/command.h"
#include "cli/session.h"
#include "workers/export.h"

namespace doppel::cli {

namespace {

void add_dataset_export(CLI::App& command, Context& context) {
  auto* dataset =
      add_command(command, "dataset", "images, responses and positions of a dataset as NumPy .npz",
                  "doppel export dataset mouse mouse.npz");
  auto name = std::make_shared<std::string>();
  auto file = std::make_shared<std::string>();
  dataset->add_option("name", *name, "name of the dataset")->required();
  dataset->add_option("file", *file, "the .npz to write")->required();
  dataset->callback([name, file, &context] {
    context.action = [name, file] {
      const Session session;
      auto connection = session.connect("doppel export");
      workers::export_dataset(connection, session.blobs(), *name, *file);
      std::cout << "wrote " << *file << '\n';
      return success;
    };
  });
}

struct StimuliOptions {
  ChoiceOptions choice;
  std::string output;
  bool as_pictures = false;
};

int export_stimuli(const StimuliOptions& options) {
  const Session session;
  auto connection = session.connect("doppel export");
  const auto report =
      workers::export_stimuli(connection, {choice_key(options.choice), options.output, options.as_pictures});
  std::cout << "wrote " << options.output << ": " << report.n_gabors << " Gabors, " << report.n_images
            << " pictures\n";
  if (report.n_clipped > 0) {
    std::cout << "note: " << report.n_clipped << " pictures are clipped to the greys 0..255, at most "
              << 100 * report.most_clipped_share << " % of the pixels of one\n";
  }
  return success;
}

void add_stimuli_export(CLI::App& command, Context& context) {
  auto* stimuli =
      add_command(command, "stimuli", "the pictures of the Gabors chosen for a model, for a scan to show",
                  "doppel export stimuli --dataset mouse --config ten_minutes stimuli.h5\n"
                  "  doppel export stimuli --dataset mouse --config ten_minutes --png stimuli/");
  auto options = std::make_shared<StimuliOptions>();
  add_choice_options(*stimuli, options->choice);
  stimuli->add_option("output", options->output, "the HDF5 file, or with --png the folder, to write")
      ->required();
  stimuli->add_flag("--png", options->as_pictures, "write one PNG file for each Gabor and size");
  stimuli->callback([options, &context] { context.action = [options] { return export_stimuli(*options); }; });
}

}  // namespace

void add_export(CLI::App& app, Context& context) {
  auto* command =
      add_command(app, "export", "write data for other tools", "doppel export dataset mouse mouse.npz");
  command->require_subcommand(1);
  add_dataset_export(*command, context);
  add_stimuli_export(*command, context);
}

}  // namespace doppel::cli

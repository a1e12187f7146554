// doppel export: data for other tools.
#include <iostream>
#include <memory>

#include "cli/command.h"
#include "cli/session.h"
#include "workers/export.h"

namespace doppel::cli {

void add_export(CLI::App& app, Context& context) {
  auto* command =
      add_command(app, "export", "write data for other tools", "doppel export dataset mouse mouse.npz");
  command->require_subcommand(1);
  auto* dataset =
      add_command(*command, "dataset", "images, responses and positions of a dataset as NumPy .npz",
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

}  // namespace doppel::cli

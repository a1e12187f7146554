// doppel import: recordings into the store and the tables.
#include <iostream>
#include <memory>

#include "cli/blob_audit.h"
#include "cli/build_facts.h"
#include "cli/command.h"
#include "cli/scan_name.h"
#include "cli/session.h"
#include "workers/import.h"

namespace doppel::cli {

void add_import(CLI::App& app, Context& context) {
  auto* command = add_command(
      app, "import", "bring in recordings: HDF5 scan files, Sensorium FileTree folders or archives of them",
      "doppel import scan_26872-17-20.h5");
  auto paths = std::make_shared<std::vector<std::string>>();
  command->add_option("path", *paths, "files or folders")->required();
  command->callback([paths, &context] {
    context.action = [paths] {
      const Session session;
      auto connection = session.connect("doppel import");
      sign_store(connection, session.blobs());
      const auto facts = build_facts();
      for (const auto& path : *paths) {
        const auto report = workers::import_recording(connection, session.blobs(), path, facts);
        std::cout << path << ": scan " << scan_name(report.scan) << ", " << report.neurons << " neurons, "
                  << report.images << " images, " << report.trials << " trials"
                  << (report.already_there ? " (already there, nothing to do)" : "") << '\n';
      }
      return success;
    };
  });
}

}  // namespace doppel::cli

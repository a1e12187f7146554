// doppel import: recordings into the store and the tables.
#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <memory>

#include "cli/blob_audit.h"
#include "cli/build_facts.h"
#include "cli/command.h"
#include "cli/scan_name.h"
#include "cli/session.h"
#include "workers/import.h"

namespace doppel::cli {
namespace {

// The configurations that come with Doppel (kernels of 7 to 13 px) are for images of about this height [px].
constexpr std::int32_t usual_rows = 36;

// The largest number of pixels a side to average that leaves images of at least the usual height; 1: none.
std::int32_t useful_downsampling(std::int32_t rows, std::int32_t cols) {
  std::int32_t factor = std::max(1, rows / usual_rows);
  while (rows % factor != 0 || cols % factor != 0) --factor;
  return factor;
}

void advise_on_size(const workers::ImportReport& report) {
  const std::int32_t factor = useful_downsampling(report.image_rows, report.image_cols);
  if (factor == 1) return;
  const auto& scan = report.scan;
  std::cerr << fmt::format(
      "note: images of {} x {} px: the configurations that come with Doppel are for about 36 x 64 px, and "
      "twins "
      "of larger images learn slowly\n"
      "  mend: doppel delete scan --where \"animal_id = {} and session = {} and scan_idx = {}\", then doppel "
      "import --downsample {}\n",
      report.image_rows, report.image_cols, scan.integer("animal_id"), scan.integer("session"),
      scan.integer("scan_idx"), factor);
}

}  // namespace

void add_import(CLI::App& app, Context& context) {
  auto* command = add_command(
      app, "import", "bring in recordings: HDF5 scan files, Sensorium FileTree folders or archives of them",
      "doppel import scan_26872-17-20.h5");
  auto paths = std::make_shared<std::vector<std::string>>();
  auto options = std::make_shared<store::ReadOptions>();
  command->add_option("path", *paths, "files or folders")->required();
  command
      ->add_option("--downsample", options->downsample,
                   "average the images over so many pixels a side: 4 brings the 144 x 256 px of Sensorium to "
                   "36 x 64")
      ->check(positive_number)
      ->capture_default_str();
  command
      ->add_option(
          "--skip-tier", options->skipped_tiers,
          "of a FileTree: leave the trials of this tier out (final_test, or test where its responses "
          "are withheld)")
      ->allow_extra_args(false);
  command->callback([paths, options, &context] {
    context.action = [paths, options] {
      const Session session;
      auto connection = session.connect("doppel import");
      sign_store(connection, session.blobs());
      const auto facts = build_facts();
      for (const auto& path : *paths) {
        const auto report = workers::import_recording(connection, session.blobs(), path, facts, *options);
        std::cout << path << ": scan " << scan_name(report.scan) << ", " << report.neurons << " neurons, "
                  << report.images << " images, " << report.trials << " trials"
                  << (report.already_there ? " (already there, nothing to do)" : "") << '\n';
        if (!report.already_there) advise_on_size(report);
      }
      return success;
    };
  });
}

}  // namespace doppel::cli

// doppel request verification: a second scan that shows the Gabors chosen for a model.
#include <iostream>
#include <memory>

#include "cli/choice_options.h"
#include "cli/command.h"
#include "cli/scan_name.h"
#include "cli/session.h"
#include "cli/unit_pairs.h"
#include "workers/verification_request.h"

namespace doppel::cli {
namespace {

struct VerificationOptions {
  ChoiceOptions choice;
  std::string scan, first_scan, name, units;
  workers::VerificationRequest request;
};

int request_verification(VerificationOptions& options) {
  auto& request = options.request;
  request.choice = choice_key(options.choice);
  request.scan = parse_scan(options.scan);
  request.name = options.name.empty() ? scan_name(request.scan) : options.name;
  if (!options.first_scan.empty()) request.first_scan = parse_scan(options.first_scan);
  if (!options.units.empty()) request.units = read_unit_pairs(options.units);
  const Session session;
  auto connection = session.connect("doppel request");
  const auto report = workers::request_verification(connection, request);
  std::cout << "verification " << request.name << ": " << report.n_neurons << " neurons of scan "
            << options.scan << " found again, size curves "
            << (report.already_there ? "asked for before, nothing to do\n" : "asked for\n");
  return success;
}

}  // namespace

void add_request_verification(CLI::App& request_command, Context& context) {
  auto* command = add_command(
      request_command, "verification",
      "compare a second scan, of the Gabors chosen for a model, with the model's size curves",
      "doppel export stimuli --dataset mouse --config ten_minutes stimuli.h5   the pictures to record\n"
      "  doppel request verification --dataset mouse --config ten_minutes --scan 26872-18-1\n"
      "  doppel query fig5b_agreement   shows the result");
  auto options = std::make_shared<VerificationOptions>();
  add_choice_options(*command, options->choice);
  command->add_option("--scan", options->scan, "the second scan, e.g. 26872-18-1")->required();
  command->add_option("--first-scan", options->first_scan,
                      "whose neurons it shows again (default: the dataset's scan of that animal)");
  command->add_option("--units", options->units,
                      "CSV file of unit_id,verification_unit_id (default: the same numbers in both scans)");
  command->add_option("--name", options->name, "of the verification (default: the second scan's)");
  command->add_option("--agreement", options->request.agreement, "settings of the summary")
      ->capture_default_str();
  command->callback(
      [options, &context] { context.action = [options] { return request_verification(*options); }; });
}

}  // namespace doppel::cli

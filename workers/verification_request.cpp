#include "workers/verification_request.h"

#include <algorithm>
#include <map>
#include <set>
#include <span>

#include "db/rows.h"
#include "schema/dataset.h"
#include "schema/recording.h"
#include "schema/suboptimal_gabor.h"
#include "schema/verification.h"
#include "util/error.h"
#include "util/sha256.h"
#include "workers/request_rows.h"

namespace doppel::workers {
namespace {

using relation::Key;

constexpr const char* kScanColumns[] = {"animal_id", "session", "scan_idx"};

Key scan_of(const Key& key) { return key.project({kScanColumns[0], kScanColumns[1], kScanColumns[2]}); }

std::string name_of(const Key& scan) {
  return std::to_string(scan.integer("animal_id")) + "-" + std::to_string(scan.integer("session")) + "-" +
         std::to_string(scan.integer("scan_idx"));
}

schema::Scan require_scan(db::Transaction& transaction, const Key& scan) {
  const auto rows = db::fetch(transaction, schema::scan(), scan);
  if (!rows.empty()) return rows.front();
  throw Error(ErrorClass::bad_input, "there is no scan " + name_of(scan),
              "import it first (doppel import FILE); `doppel sql 'select * from twin.scan'` lists the scans");
}

// A choice that is asked for and made.
void require_choice(db::Transaction& transaction, const Key& choice) {
  if (!db::fetch(transaction, schema::suboptimal_gabor(), choice).empty()) return;
  const bool asked_for = !db::fetch(transaction, schema::suboptimal_gabor_task(), choice).empty();
  throw Error(
      ErrorClass::bad_input,
      "the Gabors for " + choice.to_string() + " have not been " + (asked_for ? "chosen yet" : "asked for"),
      asked_for ? "run doppel populate first: a scan must show the Gabors that were chosen"
                : "ask for them with doppel request model ... --suboptimal NAME");
}

// Every picture at least twice.
void require_pictures(db::Transaction& transaction, const Key& choice, const Key& scan) {
  std::map<std::string, int> trials;
  for (const auto& trial : db::fetch(transaction, schema::trial(), scan)) ++trials[trial.image_sha256];
  std::set<std::string> pictures, missing;
  std::string first;
  for (const auto& stimulus : db::fetch(transaction, schema::verification_stimulus(), choice)) {
    pictures.insert(stimulus.stimulus_sha256);
    if (trials[stimulus.stimulus_sha256] >= 2) continue;
    if (missing.empty()) {
      first = "Gabor " + std::to_string(stimulus.key.integer("gabor_rank")) + " at " +
              std::to_string(stimulus.stimulus_size) + " px, SHA-256 " +
              stimulus.stimulus_sha256.substr(0, 12) + "..., " +
              std::to_string(trials[stimulus.stimulus_sha256]) + " trials";
    }
    missing.insert(stimulus.stimulus_sha256);
  }
  if (missing.empty()) return;
  throw Error(ErrorClass::bad_input,
              "scan " + name_of(scan) + " does not show " + std::to_string(missing.size()) + " of the " +
                  std::to_string(pictures.size()) + " pictures of " + choice.to_string() +
                  " at least twice (the first of them: " + first + ")",
              "record the pictures that doppel export stimuli writes (simulated neurons: doppel simulate "
              "--stimuli), or name the scan that shows them");
}

// The scan of the dataset whose neurons the second one shows again.
Key first_scan_of(db::Transaction& transaction, const VerificationRequest& request) {
  std::vector<Key> scans;
  std::string names;
  const auto dataset = request.choice.text("dataset");
  for (const auto& row : db::fetch(transaction, schema::dataset_scan(), Key{{"dataset", dataset}})) {
    const Key scan = scan_of(row.key);
    names += (names.empty() ? "" : ", ") + name_of(scan);
    if (request.first_scan ? scan == *request.first_scan
                           : scan.integer("animal_id") == request.scan.integer("animal_id")) {
      scans.push_back(scan);
    }
  }
  if (scans.size() == 1) return scans.front();
  const std::string wanted = request.first_scan
                                 ? "scan " + name_of(*request.first_scan)
                                 : "scan of animal " + std::to_string(request.scan.integer("animal_id"));
  throw Error(ErrorClass::bad_input,
              "dataset '" + dataset + "' has " + std::to_string(scans.size()) + " of the wanted " + wanted,
              "name the scan whose neurons are shown again with --first-scan; the dataset has " + names);
}

void require_same_population(const schema::Scan& first, const schema::Scan& second) {
  if (first.key == second.key) {
    throw Error(ErrorClass::bad_input, "scan " + name_of(first.key) + " is the one that the model is of",
                "name the second scan, which shows the chosen Gabors");
  }
  if (first.simulated && second.simulated && first.simulation_seed != second.simulation_seed) {
    throw Error(ErrorClass::bad_input,
                "the neurons of scan " + name_of(second.key) + " are others than those of " +
                    name_of(first.key) + ": the seeds of their simulations differ",
                "simulate the second scan with the options of the first");
  }
}

// Pairs of unit_id, those that the dataset and the second scan have.
std::vector<std::pair<std::int64_t, std::int64_t>> matched_units(db::Transaction& transaction,
                                                                 const VerificationRequest& request,
                                                                 const Key& first) {
  std::set<std::int64_t> there;
  for (const auto& row : db::fetch(transaction, schema::neuron(), request.scan))
    there.insert(row.key.integer("unit_id"));
  const std::map<std::int64_t, std::int64_t> given(request.units.begin(), request.units.end());
  for (const auto& [unit, second] : given) {
    if (there.contains(second)) continue;
    throw Error(ErrorClass::bad_input,
                "unit " + std::to_string(unit) + " is said to be unit " + std::to_string(second) +
                    " of scan " + name_of(request.scan) + ", which has none of that number",
                "correct the file of --units");
  }
  std::vector<std::pair<std::int64_t, std::int64_t>> matched;
  const Key of_first =
      Key{{"dataset", request.choice.at("dataset")}}.with({{"animal_id", first.at("animal_id")},
                                                           {"session", first.at("session")},
                                                           {"scan_idx", first.at("scan_idx")}});
  for (const auto& row : db::fetch(transaction, schema::dataset_neuron(), of_first)) {
    const auto unit = row.key.integer("unit_id");
    const auto pair = given.find(unit);
    if (!given.empty() && pair == given.end()) continue;
    const auto second = given.empty() ? unit : pair->second;
    if (there.contains(second)) matched.emplace_back(unit, second);
  }
  if (!matched.empty()) return matched;
  throw Error(ErrorClass::bad_input,
              "no neuron of scan " + name_of(first) + " in dataset '" + request.choice.text("dataset") +
                  "' is in scan " + name_of(request.scan),
              "give a CSV file of unit_id,verification_unit_id with --units where the numbers differ");
}

schema::VerificationScan verification_row(const VerificationRequest& request, const schema::Scan& scan,
                                          const std::vector<std::pair<std::int64_t, std::int64_t>>& units) {
  std::string lines = scan.recording_sha256 + "\n";
  for (const auto& [first, second] : units)
    lines += std::to_string(first) + " " + std::to_string(second) + "\n";
  schema::VerificationScan row;
  row.key = request.choice.with({{"verification", request.name}});
  row.animal_id = static_cast<std::int32_t>(scan.key.integer("animal_id"));
  row.session = static_cast<std::int32_t>(scan.key.integer("session"));
  row.scan_idx = static_cast<std::int32_t>(scan.key.integer("scan_idx"));
  row.n_matched_neurons = static_cast<std::int32_t>(units.size());
  row.verification_sha256 = sha256_hex(std::as_bytes(std::span(lines)));
  return row;
}

// True if this very verification is there; throws if another one has its name.
bool is_there(db::Transaction& transaction, const schema::VerificationScan& row) {
  const auto rows = db::fetch(transaction, schema::verification_scan(), row.key);
  if (rows.empty()) return false;
  if (rows.front().verification_sha256 == row.verification_sha256) return true;
  throw Error(
      ErrorClass::bad_input,
      "the verification '" + row.key.text("verification") + "' is of another scan or of other neurons",
      "choose another name with --name; a verification stays as it was asked for");
}

void add_neurons(db::Transaction& transaction, const Key& verification, const Key& first,
                 const std::vector<std::pair<std::int64_t, std::int64_t>>& units) {
  std::vector<schema::VerificationNeuron> rows;
  for (const auto& [unit, second] : units) {
    const Key key = verification.with({{"animal_id", first.at("animal_id")},
                                       {"session", first.at("session")},
                                       {"scan_idx", first.at("scan_idx")},
                                       {"unit_id", unit}});
    rows.push_back({key, static_cast<std::int32_t>(second)});
  }
  db::insert(transaction, schema::verification_neuron(), rows);
}

}  // namespace

VerificationReport request_verification(db::Connection& connection, const VerificationRequest& request) {
  db::Transaction transaction(connection);
  require_row(transaction, schema::dataset(), request.choice.text("dataset"));
  require_row(transaction, schema::suboptimal_gabor_config(), request.choice.text("suboptimal_gabor_config"));
  require_row(transaction, schema::size_curve_agreement_config(), request.agreement);
  require_choice(transaction, request.choice);
  const auto scan = require_scan(transaction, request.scan);
  const Key first = first_scan_of(transaction, request);
  require_same_population(require_scan(transaction, first), scan);
  require_pictures(transaction, request.choice, request.scan);
  const auto units = matched_units(transaction, request, first);
  const auto row = verification_row(request, scan, units);
  VerificationReport report{is_there(transaction, row), static_cast<std::int64_t>(units.size())};
  if (!report.already_there) {
    db::insert(transaction, schema::verification_scan(), {row});
    add_neurons(transaction, row.key, first, units);
  }
  report.already_there &= !add_if_missing(transaction, schema::size_curve_agreement_task(),
                                          row.key.with({{"size_curve_agreement_config", request.agreement}}));
  transaction.commit();
  return report;
}

}  // namespace doppel::workers

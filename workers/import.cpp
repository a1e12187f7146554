#include "workers/import.h"

#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <vector>

#include "db/rows.h"
#include "populate/provenance.h"
#include "schema/recording.h"
#include "schema/simulation.h"
#include "store/scan_file.h"
#include "util/error.h"

namespace doppel::workers {

using relation::Key;
using relation::Value;
using store::Recording;

namespace {

Key scan_key(const Recording& recording) {
  return {{"animal_id", std::int64_t{recording.animal_id}},
          {"session", std::int64_t{recording.session}},
          {"scan_idx", std::int64_t{recording.scan_idx}}};
}

struct Moments {
  double mean = 0, sd = 0;
};

Moments grey_moments(const Recording& recording, const std::vector<std::int32_t>& images) {
  const auto pixels = static_cast<std::size_t>(recording.rows) * static_cast<std::size_t>(recording.cols);
  double sum = 0, squares = 0;
  for (auto image : images) {
    const auto* grey = recording.images.data() + static_cast<std::size_t>(image) * pixels;
    for (std::size_t i = 0; i < pixels; ++i) {
      sum += grey[i];
      squares += static_cast<double>(grey[i]) * grey[i];
    }
  }
  const double n = static_cast<double>(pixels * images.size());
  const double mean = n > 0 ? sum / n : 0;
  return {mean, n > 0 ? std::sqrt(std::max(0.0, squares / n - mean * mean)) : 0};
}

std::vector<std::int32_t> training_images(const Recording& recording) {
  std::set<std::int32_t> images;
  for (const auto& trial : recording.trials) {
    if (trial.tier == store::TrialTier::train) images.insert(trial.image);
  }
  return {images.begin(), images.end()};
}

schema::Scan scan_row(const Recording& recording, const std::string& sha256) {
  const Moments training = grey_moments(recording, training_images(recording));
  schema::Scan row;
  row.key = scan_key(recording);
  row.n_neurons = static_cast<std::int32_t>(recording.n_neurons());
  row.n_images = static_cast<std::int32_t>(recording.n_images());
  row.n_trials = static_cast<std::int32_t>(recording.trials.size());
  row.image_rows = recording.rows;
  row.image_cols = recording.cols;
  row.image_mean = static_cast<float>(training.mean);
  row.image_sd = static_cast<float>(training.sd);
  row.simulated = recording.simulated;
  row.simulation_seed = recording.seed;
  row.position_unit = recording.position_unit;
  row.response_unit = recording.response_unit;
  row.source = recording.source;
  row.recording_sha256 = sha256;
  return row;
}

std::vector<schema::Neuron> neuron_rows(const Recording& recording) {
  const auto known = [](const std::vector<float>& values, std::size_t i) {
    return i < values.size() && std::isfinite(values[i]) ? std::optional(values[i]) : std::nullopt;
  };
  std::vector<schema::Neuron> rows;
  for (std::size_t i = 0; i < recording.n_neurons(); ++i) {
    rows.push_back({scan_key(recording).with({{"unit_id", std::int64_t{recording.unit_id[i]}}}),
                    known(recording.x, i), known(recording.y, i), known(recording.z, i)});
  }
  return rows;
}

std::vector<schema::Trial> trial_rows(const Recording& recording) {
  std::vector<schema::Trial> rows;
  for (std::size_t i = 0; i < recording.trials.size(); ++i) {
    const auto& trial = recording.trials[i];
    const auto image = static_cast<std::size_t>(trial.image);
    rows.push_back({scan_key(recording).with({{"trial_idx", static_cast<std::int64_t>(i)}}),
                    recording.image_sha256[image], recording.image_id[image],
                    trial.tier == store::TrialTier::train ? "train" : "test", trial.repeat});
  }
  return rows;
}

// Images that no earlier scan brought. REQUIRES: the import lock is held.
std::vector<schema::Image> new_image_rows(db::Transaction& transaction, const Recording& recording) {
  std::vector<Key> keys;
  for (const auto& sha : recording.image_sha256) keys.push_back({{"image_sha256", sha}});
  std::set<std::string> known;
  for (const auto& row : db::fetch(transaction, schema::image(), keys))
    known.insert(row.key.text("image_sha256"));
  std::vector<schema::Image> rows;
  for (std::size_t i = 0; i < recording.n_images(); ++i) {
    if (!known.insert(recording.image_sha256[i]).second) continue;
    const Moments moments = grey_moments(recording, {static_cast<std::int32_t>(i)});
    rows.push_back({keys[i], recording.rows, recording.cols, static_cast<float>(moments.mean),
                    static_cast<float>(moments.sd)});
  }
  return rows;
}

// Rows of ground_truth by column name, so that a scan file may hold any subset of its columns.
std::vector<std::vector<Value>> truth_rows(const Recording& recording, const std::string& origin) {
  const auto& table = schema::ground_truth().table();
  for (const auto& [name, values] : recording.truth) {
    const auto* column = table.find(name);
    if (column && values.size() == recording.n_neurons()) continue;
    throw Error(
        ErrorClass::bad_input, origin + ": /ground_truth/" + name + " is not a column of twin.ground_truth",
        "rename or remove it; `doppel sql '\\d twin.ground_truth'` or docs/formats.md lists the columns");
  }
  std::vector<std::vector<Value>> rows;
  for (std::size_t i = 0; i < recording.n_neurons(); ++i) {
    auto values = scan_key(recording).with({{"unit_id", std::int64_t{recording.unit_id[i]}}}).values();
    for (const auto& column : table.columns) {
      const auto found = recording.truth.find(column.name);
      if (found == recording.truth.end() || !found->second[i]) {
        values.emplace_back();
      } else if (column.type == relation::Type::boolean) {
        values.emplace_back(*found->second[i] != 0);
      } else {
        values.emplace_back(*found->second[i]);
      }
    }
    rows.push_back(std::move(values));
  }
  return rows;
}

// None where the file does not say what the population was drawn with.
std::vector<schema::SimulationRow> simulation_rows(const Recording& recording) {
  if (!recording.simulation) return {};
  const auto& settings = *recording.simulation;
  return {{scan_key(recording), static_cast<float>(settings.target_oracle),
           static_cast<float>(settings.share_unoriented), static_cast<float>(settings.coupling),
           settings.noiseless, settings.draw_indices ? std::optional(true) : std::nullopt}};
}

// The recording's bytes as a scan file: a FileTree, or one with other images, is rewritten as one, so that
// workers read one format only.
std::string put_recording(const store::BlobStore& blobs, const Recording& recording,
                          const std::filesystem::path& path, const store::ReadOptions& options) {
  if (store::is_scan_file(path) && options.downsample == 1) return blobs.put_file(path);
  const auto rewritten =
      blobs.root() / ("import-" + scan_key(recording).to_string() + "-" + std::to_string(::getpid()) + ".h5");
  std::filesystem::create_directories(blobs.root());
  struct Remove {
    const std::filesystem::path& file;
    ~Remove() {
      std::error_code ignored;
      std::filesystem::remove(file, ignored);
    }
  } remove{rewritten};
  store::write_scan_file(recording, rewritten);
  return blobs.put_file(rewritten);
}

// True if this very recording is there; throws if another one has its key.
bool already_imported(db::Transaction& transaction, const Key& key, const std::string& sha256,
                      const std::string& origin) {
  const auto rows = db::fetch(transaction, schema::scan(), key);
  if (rows.empty()) return false;
  if (rows.front().recording_sha256 == sha256) return true;
  throw Error(ErrorClass::bad_input,
              origin + ": another recording is already there as scan " + key.to_string() + " (SHA-256 " +
                  rows.front().recording_sha256.substr(0, 12) + "..., this one " + sha256.substr(0, 12) +
                  "...)",
              "give this one an animal_id, session and scan_idx of its own, or delete the other scan first");
}

// For provenance.run: what was read, and how.
std::string run_parameters(const std::filesystem::path& path, const store::ReadOptions& options) {
  nlohmann::json parameters{{"file", path.filename().string()}};
  if (options.downsample != 1) parameters["downsample"] = options.downsample;
  if (!options.skipped_tiers.empty()) parameters["skipped_tiers"] = options.skipped_tiers;
  return parameters.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace

ImportReport import_recording(db::Connection& connection, const store::BlobStore& blobs,
                              const std::filesystem::path& path, const populate::BuildFacts& facts,
                              const store::ReadOptions& options) {
  const auto started = populate::database_time(connection);
  const Recording recording = store::read_any(path, options);
  const auto truth =
      recording.truth.empty() ? std::vector<std::vector<Value>>{} : truth_rows(recording, path.string());
  const std::string sha256 = put_recording(blobs, recording, path, options);

  ImportReport report;
  report.scan = scan_key(recording);
  report.neurons = static_cast<std::int64_t>(recording.n_neurons());
  report.images = static_cast<std::int64_t>(recording.n_images());
  report.trials = static_cast<std::int64_t>(recording.trials.size());
  report.image_rows = recording.rows;
  report.image_cols = recording.cols;

  db::Transaction transaction(connection);
  // One import at a time: two that bring the same image or scan would collide on its key.
  transaction.query("select pg_advisory_xact_lock(hashtext('doppel import'))");
  if (already_imported(transaction, report.scan, sha256, path.string())) {
    report.already_there = true;
    return report;
  }
  populate::RunRecord run;
  run.table = "twin.scan";
  run.facts = facts;
  run.parameters = run_parameters(path, options);
  run.claimed_at = run.started_at = started;
  run.n_keys = 1;
  const db::Stamp stamp{populate::insert_run(transaction, run), sha256};
  db::insert(transaction, schema::scan(), {scan_row(recording, sha256)}, {stamp});
  db::insert(transaction, schema::neuron(), neuron_rows(recording), {stamp});
  db::insert(transaction, schema::image(), new_image_rows(transaction, recording), {stamp});
  db::insert(transaction, schema::trial(), trial_rows(recording), {stamp});
  db::insert(transaction, schema::simulation(), simulation_rows(recording));
  if (!truth.empty()) db::insert_values(transaction, schema::ground_truth(), truth, {stamp});
  transaction.commit();
  return report;
}

}  // namespace doppel::workers

// doppel export stimuli: the pictures of a verification, made again from the rows and checked against the
// hashes that stand there.
#include <algorithm>
#include <cstdio>
#include <map>
#include <set>

#include "db/rows.h"
#include "schema/dataset.h"
#include "schema/recording.h"
#include "schema/suboptimal_gabor.h"
#include "store/picture.h"
#include "store/stimulus_file.h"
#include "util/error.h"
#include "workers/export.h"
#include "workers/verification_stimuli.h"

namespace doppel::workers {
namespace {

using relation::Key;

struct ChoiceRows {
  schema::SuboptimalGaborRow choice;
  std::vector<science::Gabor> gabors;                 // by rank
  std::vector<schema::VerificationStimulus> stimuli;  // by rank, then size
  std::int32_t rows = 0, cols = 0;                    // of the model's images [px]
};

ChoiceRows fetch_choice(db::Transaction& snapshot, const Key& key) {
  ChoiceRows rows;
  const auto found = db::fetch(snapshot, schema::suboptimal_gabor(), key);
  if (found.empty()) {
    throw Error(ErrorClass::bad_input, "no Gabors have been chosen for " + key.to_string(),
                "ask for them with doppel request model ... --suboptimal NAME and run doppel populate");
  }
  rows.choice = found.front();
  for (const auto& row : db::fetch(snapshot, schema::chosen_gabor(), key))
    rows.gabors.push_back(gabor_of(row));
  rows.stimuli = db::fetch(snapshot, schema::verification_stimulus(), key);
  const auto scans = db::fetch(snapshot, schema::dataset_scan(), key.project({"dataset"}));
  const auto scan = db::fetch_one(snapshot, schema::scan(),
                                  scans.front().key.project({"animal_id", "session", "scan_idx"}));
  rows.rows = scan.image_rows;
  rows.cols = scan.image_cols;
  return rows;
}

// The sizes and contrast stand in the stimuli themselves.
store::StimulusSet pictures_of(const ChoiceRows& rows) {
  StimulusSettings settings;
  settings.rows = rows.rows;
  settings.cols = rows.cols;
  settings.scale = {rows.choice.stimulus_grey_mean, rows.choice.stimulus_grey_sd};
  settings.contrast = rows.stimuli.front().stimulus_contrast;
  for (const auto& stimulus : rows.stimuli) {
    if (stimulus.key.integer("gabor_rank") == 1) settings.sizes.push_back(stimulus.stimulus_size);
  }
  auto set = verification_stimuli(rows.gabors, settings);
  for (std::size_t i = 0; i < set.stimuli.size(); ++i) {
    if (sha256_of(set, set.stimuli[i]) == rows.stimuli[i].stimulus_sha256) continue;
    throw Error(ErrorClass::internal,
                "the picture of " + rows.stimuli[i].key.to_string() + " is not the one that was noted",
                "the program has changed since: doppel refresh suboptimal_gabor");
  }
  set.source = "Gabors chosen for " + rows.choice.key.to_string();
  return set;
}

// gabor_03_size_21.8.png; a picture that stands for several stimuli is written for each.
void write_pictures(const store::StimulusSet& set, const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  const std::size_t pixels = static_cast<std::size_t>(set.rows) * static_cast<std::size_t>(set.cols);
  for (const auto& stimulus : set.stimuli) {
    char name[64];
    std::snprintf(name, sizeof name, "gabor_%02d_size_%04.1f.png", stimulus.gabor_rank, stimulus.size);
    const auto first = set.images.begin() + static_cast<std::ptrdiff_t>(stimulus.image * pixels);
    store::write_png({set.rows, set.cols, {first, first + static_cast<std::ptrdiff_t>(pixels)}},
                     folder / name);
  }
}

}  // namespace

StimulusReport export_stimuli(db::Connection& connection, const StimulusExport& request) {
  db::Transaction snapshot(connection, db::Transaction::Mode::read_only_snapshot);
  const auto rows = fetch_choice(snapshot, request.choice);
  const auto set = pictures_of(rows);
  if (request.as_pictures) {
    write_pictures(set, request.output);
  } else {
    store::write_stimulus_file(set, request.output);
  }
  StimulusReport report{rows.choice.n_chosen_gabors, rows.choice.n_stimulus_images,
                        rows.choice.n_clipped_images, 0};
  for (const auto& stimulus : rows.stimuli)
    report.most_clipped_share = std::max(report.most_clipped_share, stimulus.clipped_share);
  return report;
}

}  // namespace doppel::workers

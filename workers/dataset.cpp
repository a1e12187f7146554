#include "workers/dataset.h"

#include <algorithm>
#include <map>
#include <set>

#include "db/rows.h"
#include "schema/dataset.h"
#include "schema/recording.h"
#include "schema/scores.h"
#include "util/error.h"
#include "util/rng.h"
#include "util/sha256.h"

namespace doppel::workers {

using relation::Key;

namespace {

void check_request(const DatasetRequest& request) {
  if (request.name.empty() || request.scans.empty()) {
    throw Error(ErrorClass::usage, "a dataset needs a name and at least one scan",
                "e.g. doppel dataset mouse --scan 26872-17-20");
  }
  if (request.selection != "all" && !request.neurons_per_scan) {
    throw Error(ErrorClass::usage, "selection '" + request.selection + "' needs a number of neurons per scan",
                "add --neurons-per-scan N");
  }
  if (request.half && *request.half != 1 && *request.half != 2) {
    throw Error(ErrorClass::usage, "there is no half " + std::to_string(*request.half) + " of the images",
                "--half 1, or --half 2 for the others");
  }
}

std::vector<schema::Scan> fetch_scans(db::Transaction& transaction, std::vector<Key> keys) {
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  std::vector<schema::Scan> scans;
  for (const Key& key : keys) {
    const auto rows = db::fetch(transaction, schema::scan(), key);
    if (rows.empty()) {
      throw Error(
          ErrorClass::bad_input, "there is no scan " + key.to_string(),
          "import it first (doppel import FILE); `doppel sql 'select * from twin.scan'` lists the scans");
    }
    scans.push_back(rows.front());
    const auto& first = scans.front();
    if (scans.back().image_rows != first.image_rows || scans.back().image_cols != first.image_cols) {
      throw Error(ErrorClass::bad_input,
                  "scan " + key.to_string() + " has images of another size than " + first.key.to_string(),
                  "pool scans of one image size only");
    }
  }
  return scans;
}

// The units of a scan in ascending order, or the chosen ones of them.
std::vector<std::int64_t> choose_units(db::Transaction& transaction, const DatasetRequest& request,
                                       const Key& scan) {
  std::vector<std::pair<double, std::int64_t>> ranked;  // (rank, unit_id), lowest first
  if (request.selection == "oracle") {
    for (const auto& row : db::fetch(transaction, schema::oracle(), scan)) {
      ranked.emplace_back(-row.jackknife_oracle, row.key.integer("unit_id"));
    }
    if (ranked.empty()) {
      throw Error(ErrorClass::bad_input,
                  "scan " + scan.to_string() + " has no oracles yet to choose neurons by",
                  "run `doppel populate --tables scan_oracle` first");
    }
  } else {
    Rng rng(derive_seed(static_cast<std::uint64_t>(request.seed), "neurons of " + scan.to_string()));
    for (const auto& row : db::fetch(transaction, schema::neuron(), scan)) {
      const double rank = request.selection == "random" ? rng.uniform() : 0.0;
      ranked.emplace_back(rank, row.key.integer("unit_id"));
    }
  }
  std::ranges::sort(ranked);
  if (request.neurons_per_scan && ranked.size() > static_cast<std::size_t>(*request.neurons_per_scan)) {
    ranked.resize(static_cast<std::size_t>(*request.neurons_per_scan));
  }
  std::vector<std::int64_t> units;
  for (const auto& [rank, unit] : ranked) units.push_back(unit);
  std::ranges::sort(units);
  return units;
}

struct ImageTiers {
  std::set<std::string> train, test;
};

ImageTiers pool_images(db::Transaction& transaction, const DatasetRequest& request,
                       const std::vector<schema::Scan>& scans) {
  std::map<std::string, std::size_t> train, test;  // image -> scans that show it in this tier
  for (const auto& scan : scans) {
    std::set<std::pair<std::string, std::string>> shown;
    for (const auto& row : db::fetch(transaction, schema::trial(), scan.key))
      shown.emplace(row.tier, row.image_sha256);
    for (const auto& [tier, sha] : shown) ++(tier == "train" ? train : test)[sha];
  }
  const std::size_t needed = request.pooling == "intersection" ? scans.size() : 1;
  ImageTiers pooled;
  for (const auto& [sha, n] : test) {
    if (n >= needed) pooled.test.insert(sha);
  }
  for (const auto& [sha, n] : train) {
    if (n >= needed && !test.contains(sha)) pooled.train.insert(sha);  // a test image of any scan trains none
  }
  if (pooled.train.empty() || pooled.test.empty()) {
    throw Error(ErrorClass::bad_input,
                "the scans of dataset '" + request.name + "' share no " +
                    (pooled.train.empty() ? "training" : "test") + " image",
                "pool by union, or choose scans that were shown the same images");
  }
  return pooled;
}

// The draw depends on the images and the seed alone, so that the halves of one seed are disjoint and make up
// all. An odd image goes to the first half.
std::set<std::string> half_of(const std::set<std::string>& images, std::int32_t half, std::int64_t seed) {
  Rng rng(derive_seed(static_cast<std::uint64_t>(seed), "halves of the training images"));
  std::vector<std::pair<double, std::string>> drawn;
  for (const auto& image : images) drawn.emplace_back(rng.uniform(), image);
  std::ranges::sort(drawn);
  const std::size_t middle = (drawn.size() + 1) / 2;
  std::set<std::string> chosen;
  for (std::size_t i = 0; i < drawn.size(); ++i) {
    if ((i < middle) == (half == 1)) chosen.insert(drawn[i].second);
  }
  return chosen;
}

}  // namespace

DatasetReport make_dataset(db::Connection& connection, const DatasetRequest& request) {
  check_request(request);
  db::Transaction transaction(connection);
  const auto scans = fetch_scans(transaction, request.scans);
  ImageTiers images = pool_images(transaction, request, scans);
  if (request.half) images.train = half_of(images.train, *request.half, request.half_seed);

  const Key key{{"dataset", request.name}};
  Sha256 content;
  content.update("repeats " + std::to_string(request.test_repeats) + " seed " + std::to_string(request.seed) +
                 "\n");
  std::vector<schema::DatasetScan> scan_rows;
  std::vector<schema::DatasetNeuron> neuron_rows;
  for (const auto& scan : scans) {
    content.update("scan " + scan.key.to_string() + " " + scan.recording_sha256 + "\n");
    const auto units = choose_units(transaction, request, scan.key);
    const auto columns = scan.key;
    Key scan_in_dataset{{"dataset", request.name},
                        {"animal_id", columns.at("animal_id")},
                        {"session", columns.at("session")},
                        {"scan_idx", columns.at("scan_idx")}};
    scan_rows.push_back({scan_in_dataset});
    for (auto unit : units) {
      content.update("unit " + std::to_string(unit) + "\n");
      neuron_rows.push_back(
          {scan_in_dataset.with({{"unit_id", unit}}), static_cast<std::int32_t>(neuron_rows.size())});
    }
  }
  std::vector<schema::DatasetImage> image_rows;
  for (const auto* tier : {"train", "test"}) {
    std::int32_t index = 0;
    for (const auto& sha : std::string_view(tier) == "train" ? images.train : images.test) {
      content.update(std::string(tier) + " " + sha + "\n");
      image_rows.push_back({key.with({{"image_sha256", sha}}), tier, index++});
    }
  }

  schema::Dataset row;
  row.key = key;
  row.pooling = request.pooling;
  row.selection = request.selection;
  row.neurons_per_scan = request.neurons_per_scan;
  row.selection_seed = request.seed;
  row.test_repeats = request.test_repeats;
  row.n_scans = static_cast<std::int32_t>(scans.size());
  row.n_pooled_neurons = static_cast<std::int32_t>(neuron_rows.size());
  row.n_train_images = static_cast<std::int32_t>(images.train.size());
  row.n_test_images = static_cast<std::int32_t>(images.test.size());
  row.content_sha256 = content.hex();
  row.image_half = request.half;
  if (request.half) row.half_seed = request.half_seed;
  DatasetReport report{false, row.n_pooled_neurons, row.n_train_images, row.n_test_images};

  const auto existing = db::fetch(transaction, schema::dataset(), key);
  if (!existing.empty()) {
    if (existing.front().content_sha256 != row.content_sha256) {
      throw Error(ErrorClass::bad_input, "dataset '" + request.name + "' is already there with other content",
                  "choose another name; models of the old one depend on it");
    }
    report.already_there = true;
    return report;
  }
  db::insert(transaction, schema::dataset(), {row});
  db::insert(transaction, schema::dataset_scan(), scan_rows);
  db::insert(transaction, schema::dataset_neuron(), neuron_rows);
  db::insert(transaction, schema::dataset_image(), image_rows);
  transaction.commit();
  return report;
}

}  // namespace doppel::workers

#include "tests/pipeline/coded_population.h"

#include "db/rows.h"
#include "schema/bar_code.h"
#include "schema/dataset.h"
#include "schema/model.h"
#include "schema/tables.h"
#include "tests/support/temporary_folder.h"
#include "util/rng.h"
#include "workers/dataset.h"
#include "workers/import.h"
#include "workers/registry.h"
#include "workers/simulate.h"

namespace doppel::test {
namespace {

using relation::Key;

constexpr int n_channels = CodedPopulation::n_orientations * CodedPopulation::n_features;

constexpr const char* settings = R"(
insert into twin.model_config (model_config, filter_sizes, n_features, n_orientations, shared_batch_norm,
  batch_norm_momentum, batch_norm_epsilon, readout, smooth_weight, sparse_weight, readout_weight, position_weight,
  sigma_init, mask_threshold)
values ('coded', '{5}', 4, 8, true, 0.1, 0.001, 'gaussian', 0, 0, 0, 0, 0.1, 0);
insert into twin.clustering_config (clustering_config, n_clusters, n_restarts, max_lloyd_iterations, tolerance,
  kmeans_seed, shuffle_seed)
values ('kinds', 3, 5, 100, 1e-4, 1, null), ('kinds_again', 3, 5, 100, 1e-4, 2, null), ('six', 6, 5, 100, 1e-4, 1, null),
       ('null', 3, 5, 100, 1e-4, 1, 7);
insert into twin.embedding_config (embedding_config, perplexity_share, least_perplexity, learning_rate_divisor,
  exaggeration, exaggerated_iterations, embedding_iterations, initial_plane_sd, barnes_hut_theta)
values ('near', 0.01, 5, 12, 12, 250, 1000, 1e-4, 0.5);
insert into twin.alignment_config (alignment_config, alignment_method, n_betas, beta_min, beta_max,
  n_alignment_restarts, angle_learning_rate, evaluate_every, evaluation_patience, n_rate_phases, min_improvement,
  initial_angle_sd, sharp_enough, alignment_seed)
values ('few', 'fitted', 3, 0.1, 10, 1, 0.01, 25, 5, 5, 0.001, 0.01, 5, 1);)";

// One code a kind, the same for all models; its first orientation stands out.
std::vector<float> code_of_kind(int kind) {
  Rng rng(derive_seed(11, "kind " + std::to_string(kind)));
  std::vector<float> code(n_channels);
  for (std::size_t i = 0; i < code.size(); ++i) {
    const bool preferred = i < std::size_t{CodedPopulation::n_features};
    code[i] = static_cast<float>(rng.normal() + (preferred ? 3 : 0));
  }
  return code;
}

std::vector<float> rolled_with_noise(const std::vector<float>& code, double noise, Rng& rng) {
  const auto steps = static_cast<std::size_t>(rng.below(CodedPopulation::n_orientations));
  std::vector<float> rolled(code.size());
  for (std::size_t i = 0; i < code.size(); ++i) {
    rolled[(i + steps * CodedPopulation::n_features) % code.size()] =
        code[i] + static_cast<float>(noise * rng.normal());
  }
  return rolled;
}

// Rows as an import would write them, which is what the test stands for.
const std::vector<db::Stamp> stamp{{1, ""}};

// What every population starts from: a dataset of one simulated scan, and the settings.
class Original {
 public:
  Original() {
    workers::SimulateRequest scan;
    scan.animal_id = 1;
    scan.n_neurons = CodedPopulation::n_neurons;
    scan.n_train_images = 120;
    scan.n_test_images = 12;
    scan.repeats = 2;
    scan.output = folder_.path() / "scan.h5";
    workers::simulate_scan(scan);
    auto connection = database_.connect();
    const store::BlobStore blobs(store());
    workers::DatasetRequest dataset;
    dataset.name = "coded";
    dataset.scans = {workers::import_recording(connection, blobs, scan.output, {}).scan};
    dataset.test_repeats = 2;
    workers::make_dataset(connection, dataset);
    connection.execute(settings);
  }

  const TestDatabase& database() const { return database_; }
  std::filesystem::path store() const { return folder_.path() / "store"; }

 private:
  TemporaryFolder folder_;
  MigratedDatabase database_;
};

const Original& original() {
  static const Original original;
  return original;
}

}  // namespace

CodedPopulation::CodedPopulation()
    : database_(original().database()), connection_(database_.connect()), blobs_(original().store()) {
  add_model(1, 0.2);
}

Key CodedPopulation::model(std::int64_t seed) const {
  return {
      {"dataset", "coded"}, {"model_config", "coded"}, {"training_config", "two_minutes"}, {"seed", seed}};
}

void CodedPopulation::add_model(std::int64_t seed, double noise) {
  db::Transaction transaction(connection_);
  db::insert(transaction, schema::training_task(), {{model(seed)}});
  db::insert(transaction, schema::model(), {{model(seed), "no weights", 1, 0, 0, 0}}, stamp);
  db::insert(transaction, schema::readout(), {{model(seed), n_channels}}, stamp);
  Rng rng(static_cast<std::uint64_t>(seed));
  std::vector<schema::BarCode> codes;
  for (const auto& neuron : db::fetch(transaction, schema::dataset_neuron(), Key{{"dataset", "coded"}})) {
    const Key key = model(seed).with({{"animal_id", neuron.key.at("animal_id")},
                                      {"session", neuron.key.at("session")},
                                      {"scan_idx", neuron.key.at("scan_idx")},
                                      {"unit_id", neuron.key.at("unit_id")}});
    const auto code = code_of_kind(kind_of(neuron.key.integer("unit_id")));
    codes.push_back({key, rolled_with_noise(code, noise, rng), 0, 0});
  }
  db::insert(transaction, schema::bar_code(), codes, stamp);
  transaction.commit();
}

populate::WorkerSummary CodedPopulation::populate(const std::vector<std::string>& tables) const {
  populate::WorkerOptions options;
  options.connection_string = connection_string();
  options.tables = tables;
  options.exit_when_empty = true;
  options.poll = std::chrono::milliseconds(50);
  const auto makers = workers::all_makers(blobs_);
  return populate::Worker(options, schema::tables(), makers).run({});
}

std::int64_t CodedPopulation::count(const std::string& from_where) {
  return connection_.execute("select count(*) from " + from_where).integer(0, 0);
}

double CodedPopulation::number(const std::string& select) {
  return connection_.execute("select (" + select + ")::double precision").real(0, 0);
}

}  // namespace doppel::test

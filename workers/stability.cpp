// cluster_stability and its part cluster_overlap: a clustering made again, from other starts or other
// neurons.
#include "science/clustering/stability.h"

#include <algorithm>
#include <map>

#include "db/rows.h"
#include "schema/agreement.h"
#include "schema/clustering.h"
#include "workers/aligned_codes.h"
#include "workers/kmeans_settings.h"
#include "workers/makers.h"
#include "workers/model_key.h"
#include "workers/parameters.h"

namespace doppel::workers {
namespace {

using relation::Key;

struct StabilityInput {
  Key key;
  schema::StabilityConfigRow config;
  schema::ClusteringConfig clustering;
  AlignedCodes codes;
  std::vector<std::int32_t> assignment;  // (n,) in the order of the codes
};

class StabilityMaker final : public populate::TypedMaker<StabilityInput, science::ClusterStability> {
 public:
  const relation::Table& table() const override { return schema::cluster_stability(); }
  int version() const override { return 1; }
  std::string parameters_of(const StabilityInput& input) const override {
    auto parameters = to_json(schema::stability_config(), input.config);
    parameters["seed"] = input.config.stability_seed;
    return parameters.dump();
  }

  std::shared_ptr<StabilityInput> fetch(db::Transaction& snapshot,
                                        const std::vector<Key>& keys) const override {
    auto input = std::make_shared<StabilityInput>();
    const Key& key = input->key = keys.front();
    input->config = db::fetch_one(snapshot, schema::stability_config(), key.project({"stability_config"}));
    input->clustering =
        db::fetch_one(snapshot, schema::clustering_config(), key.project({"clustering_config"}));
    input->codes = fetch_aligned_codes(snapshot, key);
    auto columns = model_columns();
    columns.insert(columns.end(), {"alignment_config", "clustering_config"});
    std::map<Key, std::int32_t> cluster_of;
    for (const auto& row : db::fetch(snapshot, schema::cluster_member(), key.project(columns))) {
      cluster_of.emplace(neuron_of(row.key), row.cluster);
    }
    for (const Key& neuron : input->codes.neurons) input->assignment.push_back(cluster_of.at(neuron));
    return input;
  }

  std::shared_ptr<science::ClusterStability> compute(const StabilityInput& input,
                                                     const populate::ComputeContext& context) const override {
    science::StabilityConfig config;
    config.kmeans = kmeans_settings(input.clustering);
    config.n_runs = input.config.n_stability_runs;
    config.bootstrap = input.config.resampling == "bootstrap";
    return std::make_shared<science::ClusterStability>(science::cluster_stability(
        points_to_cluster(input.codes.codes, input.clustering), input.assignment, config,
        static_cast<std::uint64_t>(input.config.stability_seed), std::max(context.threads, 1)));
  }

  void insert(const StabilityInput& input, const science::ClusterStability& stability,
              populate::RowSink& sink) const override {
    sink.add(schema::cluster_stability(),
             {input.key, stability.agreement_of_runs, stability.agreement_with_runs});
    for (std::size_t c = 0; c < stability.overlap.size(); ++c) {
      sink.add(schema::cluster_overlap(),
               {input.key.with({{"cluster", static_cast<std::int64_t>(c)}}), stability.overlap[c]});
    }
  }
};

}  // namespace

MakerPtr make_cluster_stability_maker() { return std::make_unique<StabilityMaker>(); }

}  // namespace doppel::workers

// clustering and its parts cluster and cluster_member: k-means on the aligned bar codes of a twin.
#include "schema/clustering.h"

#include "db/rows.h"
#include "science/clustering/kmeans.h"
#include "workers/aligned_codes.h"
#include "workers/kmeans_settings.h"
#include "workers/makers.h"
#include "workers/model_key.h"
#include "workers/neuron_group.h"
#include "workers/parameters.h"

namespace doppel::workers {
namespace {

using relation::Key;

struct ClusteringInput {
  Key key;
  schema::ClusteringConfig config;
  AlignedCodes codes;
};

class ClusteringMaker final : public populate::TypedMaker<ClusteringInput, science::KMeansResult> {
 public:
  const relation::Table& table() const override { return schema::clustering(); }
  int version() const override { return 2; }
  std::string parameters_of(const ClusteringInput& input) const override {
    auto parameters = to_json(schema::clustering_config(), input.config);
    parameters["seed"] = input.config.kmeans_seed;
    return parameters.dump();
  }

  std::shared_ptr<ClusteringInput> fetch(db::Transaction& snapshot,
                                         const std::vector<Key>& keys) const override {
    const Key& key = keys.front();
    return std::make_shared<ClusteringInput>(ClusteringInput{
        key, db::fetch_one(snapshot, schema::clustering_config(), key.project({"clustering_config"})),
        codes_to_cluster(snapshot, db::fetch_one(snapshot, schema::clustering_task(), key))});
  }

  std::shared_ptr<science::KMeansResult> compute(const ClusteringInput& input,
                                                 const populate::ComputeContext&) const override {
    return std::make_shared<science::KMeansResult>(
        science::kmeans(points_to_cluster(input.codes.codes, input.config), kmeans_settings(input.config),
                        static_cast<std::uint64_t>(input.config.kmeans_seed)));
  }

  void insert(const ClusteringInput& input, const science::KMeansResult& result,
              populate::RowSink& sink) const override {
    sink.add(schema::clustering(), {input.key, result.iterations, result.reseeded, result.inertia});
    for (std::size_t c = 0; c < result.sizes.size(); ++c) {
      sink.add(schema::cluster(), {input.key.with({{"cluster", static_cast<std::int64_t>(c)}}),
                                   result.sizes[c], row_of(result.centres, static_cast<Eigen::Index>(c))});
    }
    for (std::size_t i = 0; i < input.codes.neurons.size(); ++i) {
      sink.add(schema::cluster_member(), {with_neuron(input.key, input.codes.neurons[i]),
                                          result.assignment[i], static_cast<float>(result.distance[i])});
    }
  }
};

}  // namespace

MakerPtr make_clustering_maker() { return std::make_unique<ClusteringMaker>(); }

}  // namespace doppel::workers

// clustering and its parts cluster and cluster_member: k-means on the bar codes of a twin.
#include "schema/clustering.h"
#include "db/rows.h"
#include "schema/bar_code.h"
#include "schema/model.h"
#include "science/clustering/align.h"
#include "science/clustering/kmeans.h"
#include "util/error.h"
#include "workers/makers.h"
#include "workers/model_key.h"
#include "workers/parameters.h"

namespace doppel::workers {
namespace {

using relation::Key;

struct ClusteringInput {
  Key key;
  schema::ClusteringConfig config;
  std::int32_t n_orientations = 0;
  std::vector<schema::BarCode> bar_codes;
};

Eigen::MatrixXd matrix_of(const std::vector<schema::BarCode>& bar_codes) {
  const auto n = static_cast<Eigen::Index>(bar_codes.size());
  const auto d = n > 0 ? static_cast<Eigen::Index>(bar_codes.front().weights.size()) : 0;
  Eigen::MatrixXd matrix(n, d);
  for (Eigen::Index i = 0; i < n; ++i) {
    const auto& weights = bar_codes[static_cast<std::size_t>(i)].weights;
    for (Eigen::Index k = 0; k < d; ++k) matrix(i, k) = weights[static_cast<std::size_t>(k)];
  }
  return matrix;
}

class ClusteringMaker final : public populate::TypedMaker<ClusteringInput, science::KMeansResult> {
 public:
  const relation::Table& table() const override { return schema::clustering(); }
  int version() const override { return 1; }
  std::string parameters_of(const ClusteringInput& input) const override {
    auto parameters = to_json(schema::clustering_config(), input.config);
    parameters["seed"] = input.config.kmeans_seed;
    return parameters.dump();
  }

  std::shared_ptr<ClusteringInput> fetch(db::Transaction& snapshot,
                                         const std::vector<Key>& keys) const override {
    const Key& key = keys.front();
    const auto model = db::fetch_one(snapshot, schema::model_config(), key.project({"model_config"}));
    return std::make_shared<ClusteringInput>(ClusteringInput{
        key, db::fetch_one(snapshot, schema::clustering_config(), key.project({"clustering_config"})),
        model.n_orientations, db::fetch(snapshot, schema::bar_code(), model_of(key))});
  }

  std::shared_ptr<science::KMeansResult> compute(const ClusteringInput& input,
                                                 const populate::ComputeContext&) const override {
    auto points = science::unit_rows(matrix_of(input.bar_codes));
    if (input.config.preparation == "peak") points = science::roll_to_peak(points, input.n_orientations);
    science::KMeansConfig config;
    config.n_clusters = input.config.n_clusters;
    config.n_restarts = input.config.n_restarts;
    config.max_iterations = input.config.max_lloyd_iterations;
    config.tolerance = input.config.tolerance;
    config.check();
    return std::make_shared<science::KMeansResult>(
        science::kmeans(points, config, static_cast<std::uint64_t>(input.config.kmeans_seed)));
  }

  void insert(const ClusteringInput& input, const science::KMeansResult& result,
              populate::RowSink& sink) const override {
    sink.add(schema::clustering(), {input.key, result.iterations, result.reseeded, result.inertia});
    for (std::size_t c = 0; c < result.sizes.size(); ++c) {
      const auto centre = result.centres.row(static_cast<Eigen::Index>(c));
      sink.add(schema::cluster(), {input.key.with({{"cluster", static_cast<std::int64_t>(c)}}),
                                   result.sizes[c], std::vector<float>(centre.begin(), centre.end())});
    }
    for (std::size_t i = 0; i < input.bar_codes.size(); ++i) {
      sink.add(schema::cluster_member(), {with_neuron(input.key, input.bar_codes[i].key),
                                          result.assignment[i], static_cast<float>(result.distance[i])});
    }
  }
};

}  // namespace

MakerPtr make_clustering_maker() { return std::make_unique<ClusteringMaker>(); }

}  // namespace doppel::workers

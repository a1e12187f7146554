// cluster_gabor, cluster_dog and cluster_mei with their members: one stimulus for all members of a cluster.
#include "schema/cluster_stimuli.h"
#include "science/stimuli/cluster_stimuli.h"
#include "workers/cluster_mei_settings.h"
#include "workers/cluster_search.h"
#include "workers/dog_grid.h"
#include "workers/gabor_grid.h"
#include "workers/makers.h"

namespace doppel::workers {
namespace {

// Members of all clusters of a batch share a search.
constexpr int kClustersOfASearch = 64;

std::optional<float> share(float activation, float of) {
  if (of == 0) return std::nullopt;
  return activation / of;
}

struct ClusterGaborSearch {
  using Config = schema::OptimalGaborConfig;
  using Result = science::ClusterGabor;
  static const auto& config_table() { return schema::optimal_gabor_config(); }
  static constexpr int version = 2, max_keys = kClustersOfASearch;
  static const auto& table() { return schema::cluster_gabor(); }
  static std::vector<Result> run(const science::Twin& twin, const Clusters& clusters, const Config& config,
                                 const std::stop_token& stop) {
    return science::find_cluster_gabors(twin, clusters, grid_of(config), stop);
  }
  static void add_rows(const MemberList& list, const Result& found, populate::RowSink& sink) {
    const science::Gabor& gabor = found.gabor;
    sink.add(table(), {list.key, gabor.size, gabor.spatial_frequency, gabor.contrast, gabor.phase,
                       found.objective, found.edges, found.n_stimuli});
    for (std::size_t i = 0; i < list.neurons.size(); ++i) {
      sink.add(schema::cluster_gabor_member(),
               {with_neuron(list.key, list.neurons[i]), found.angles[i], found.activations[i],
                share(found.activations[i], list.gabors[i].activation)});
    }
  }
};

struct ClusterDogSearch {
  using Config = schema::OptimalDogConfig;
  using Result = science::ClusterDog;
  static const auto& config_table() { return schema::optimal_dog_config(); }
  static constexpr int version = 2, max_keys = kClustersOfASearch;
  static const auto& table() { return schema::cluster_dog(); }
  static std::vector<Result> run(const science::Twin& twin, const Clusters& clusters, const Config& config,
                                 const std::stop_token& stop) {
    return science::find_cluster_dogs(twin, clusters, grid_of(config), stop);
  }
  static void add_rows(const MemberList& list, const Result& found, populate::RowSink& sink) {
    const science::Dog& dog = found.dog;
    sink.add(table(), {list.key, dog.sigma_cen, dog.sigma_sur, dog.a_cen, dog.a_sur, found.objective,
                       found.edges, found.n_stimuli});
    for (std::size_t i = 0; i < list.neurons.size(); ++i) {
      sink.add(schema::cluster_dog_member(), {with_neuron(list.key, list.neurons[i]), found.activations[i]});
    }
  }
};

struct ClusterMeiSearch {
  using Config = schema::ClusterMeiConfigRow;
  using Result = science::ClusterMei;
  static const auto& config_table() { return schema::cluster_mei_config(); }
  static constexpr int version = 1, max_keys = 4;
  static const auto& table() { return schema::cluster_mei(); }
  static std::int64_t seed(const Config& config) { return config.cluster_mei_seed; }
  static std::vector<Result> run(const science::Twin& twin, const Clusters& clusters, const Config& config,
                                 const std::stop_token& stop) {
    const science::LocalTwin local(twin);
    const science::PairedModel model{[&](const torch::Tensor& images, const torch::Tensor& neurons) {
                                       return local.paired_responses(images, neurons);
                                     },
                                     [&](const torch::Tensor& images, const torch::Tensor& neurons) {
                                       return local.paired_gradients(images, neurons);
                                     },
                                     twin.rows(), twin.cols(), twin.device()};
    std::vector<Result> found;
    for (const auto& members : clusters) {
      found.push_back(science::find_cluster_mei(model, members, cluster_mei_settings(config),
                                                static_cast<std::uint64_t>(config.cluster_mei_seed), stop));
    }
    return found;
  }
  static void add_rows(const MemberList& list, const Result& found, populate::RowSink& sink) {
    sink.add(table(), {list.key, found.image, found.coefficients, found.objective, found.roughness,
                       found.objectives, found.n_agreeing, found.n_rounds, found.converged});
    for (std::size_t i = 0; i < list.neurons.size(); ++i) {
      sink.add(schema::cluster_mei_member(),
               {with_neuron(list.key, list.neurons[i]), found.angles[i], found.activations[i]});
    }
  }
};

}  // namespace

MakerPtr make_cluster_gabor_maker(std::shared_ptr<TwinCache> twins) {
  return std::make_unique<ClusterSearchMaker<ClusterGaborSearch>>(std::move(twins));
}
MakerPtr make_cluster_dog_maker(std::shared_ptr<TwinCache> twins) {
  return std::make_unique<ClusterSearchMaker<ClusterDogSearch>>(std::move(twins));
}
MakerPtr make_cluster_mei_maker(std::shared_ptr<TwinCache> twins) {
  return std::make_unique<ClusterSearchMaker<ClusterMeiSearch>>(std::move(twins));
}

}  // namespace doppel::workers

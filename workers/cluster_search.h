// The maker of a search that finds one stimulus for the members of each cluster: Gabors, differences of
// Gaussians, most exciting images. The searches differ in a description:
//
//   struct Mei {
//     using Config = ...;                    // row of its settings
//     using Result = ...;                    // of one cluster
//     static const auto& config_table();     // whose key has one column
//     static const auto& table();            // where results go
//     static constexpr int version = ...;    // of the maker
//     static constexpr int max_keys = ...;   // clusters of a batch
//     static std::vector<Result> run(const science::Twin&, const Clusters&, const Config&,
//                                    const std::stop_token&);
//     static void add_rows(const MemberList&, const Result&, populate::RowSink&);
//     static std::int64_t seed(const Config&);   // where there is one
//   };
#pragma once

#include <map>
#include <span>

#include "db/rows.h"
#include "populate/maker.h"
#include "science/stimuli/local_core.h"
#include "workers/cluster_members.h"
#include "workers/model_key.h"
#include "workers/parameters.h"

namespace doppel::workers {

using Clusters = std::vector<std::vector<science::ClusterMember>>;

template <class Config>
struct ClusterSearchInput {
  ClusterBatch clusters;
  Config config;
};

template <class Search>
class ClusterSearchMaker final : public populate::TypedMaker<ClusterSearchInput<typename Search::Config>,
                                                             std::vector<typename Search::Result>> {
  using Input = ClusterSearchInput<typename Search::Config>;
  using Output = std::vector<typename Search::Result>;

 public:
  explicit ClusterSearchMaker(std::shared_ptr<TwinCache> twins) : twins_(std::move(twins)) {}
  const relation::Table& table() const override { return Search::table(); }
  int version() const override { return Search::version; }
  populate::Batching batching() const override {
    auto columns = clustering_columns();
    columns.emplace_back("optimal_gabor_config");
    if (config_column() != columns.back()) columns.push_back(config_column());
    return {columns, Search::max_keys};
  }
  std::string parameters_of(const Input& input) const override {
    auto parameters = to_json(Search::config_table(), input.config);
    if constexpr (requires { Search::seed(input.config); }) parameters["seed"] = Search::seed(input.config);
    return parameters.dump();
  }

  std::shared_ptr<Input> fetch(db::Transaction& snapshot,
                               const std::vector<relation::Key>& keys) const override {
    const auto config = keys.front().project({config_column()});
    return std::make_shared<Input>(Input{fetch_clusters(snapshot, *twins_, keys),
                                         db::fetch_one(snapshot, Search::config_table(), config)});
  }

  std::shared_ptr<Output> compute(const Input& input,
                                  const populate::ComputeContext& context) const override {
    const auto twin = twins_->twin(input.clusters.weights, context.device);
    Clusters clusters;
    for (const MemberList& list : input.clusters.lists) clusters.push_back(members_of(list, *twin));
    return std::make_shared<Output>(Search::run(*twin, clusters, input.config, context.stop));
  }

  void insert(const Input& input, const Output& results, populate::RowSink& sink) const override {
    for (std::size_t c = 0; c < results.size(); ++c)
      Search::add_rows(input.clusters.lists[c], results[c], sink);
  }

 private:
  static const std::string& config_column() { return Search::config_table().table().key.front().name; }

  std::shared_ptr<TwinCache> twins_;
};

}  // namespace doppel::workers

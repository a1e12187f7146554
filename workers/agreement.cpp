// clustering_agreement and its part clustering_comparison: the clusterings of a set, each with each.
#include "schema/agreement.h"

#include <iterator>
#include <map>

#include "db/rows.h"
#include "schema/clustering.h"
#include "science/stats/comparison.h"
#include "workers/makers.h"
#include "workers/model_key.h"

namespace doppel::workers {
namespace {

using relation::Key;
using ClusterOf = std::map<Key, std::int32_t>;  // by neuron

struct AgreementInput {
  Key key;
  std::map<std::int32_t, ClusterOf> members;  // by member_index
};

struct PairAgreement {
  std::int32_t one = 0, other = 0;
  double adjusted_rand_index = 0;
  std::int32_t n_common = 0;
};

PairAgreement compare(const ClusterOf& one, const ClusterOf& other) {
  std::vector<std::int32_t> a, b;
  for (const auto& [neuron, cluster] : one) {
    const auto found = other.find(neuron);
    if (found == other.end()) continue;
    a.push_back(cluster);
    b.push_back(found->second);
  }
  return {0, 0, science::adjusted_rand_index(a, b), static_cast<std::int32_t>(a.size())};
}

class AgreementMaker final : public populate::TypedMaker<AgreementInput, std::vector<PairAgreement>> {
 public:
  const relation::Table& table() const override { return schema::clustering_agreement(); }
  int version() const override { return 1; }

  std::shared_ptr<AgreementInput> fetch(db::Transaction& snapshot,
                                        const std::vector<Key>& keys) const override {
    auto input = std::make_shared<AgreementInput>();
    input->key = keys.front();
    for (const auto& member : db::fetch(snapshot, schema::clustering_set_member(), input->key)) {
      ClusterOf& clusters = input->members[member.member_index];
      const Key clustering = member.key.project(clustering_columns());
      for (const auto& row : db::fetch(snapshot, schema::cluster_member(), clustering)) {
        clusters.emplace(neuron_of(row.key), row.cluster);
      }
    }
    return input;
  }

  std::shared_ptr<std::vector<PairAgreement>> compute(const AgreementInput& input,
                                                      const populate::ComputeContext&) const override {
    auto pairs = std::make_shared<std::vector<PairAgreement>>();
    for (auto one = input.members.begin(); one != input.members.end(); ++one) {
      for (auto other = std::next(one); other != input.members.end(); ++other) {
        auto pair = compare(one->second, other->second);
        pair.one = one->first;
        pair.other = other->first;
        pairs->push_back(pair);
      }
    }
    return pairs;
  }

  void insert(const AgreementInput& input, const std::vector<PairAgreement>& pairs,
              populate::RowSink& sink) const override {
    double sum = 0;
    for (const auto& pair : pairs) {
      sum += pair.adjusted_rand_index;
      sink.add(schema::clustering_comparison(), {input.key.with({{"one_member", std::int64_t{pair.one}},
                                                                 {"other_member", std::int64_t{pair.other}}}),
                                                 pair.adjusted_rand_index, pair.n_common});
    }
    // A complete set has two members at least.
    sink.add(schema::clustering_agreement(),
             {input.key, static_cast<std::int32_t>(pairs.size()), sum / static_cast<double>(pairs.size())});
  }
};

}  // namespace

MakerPtr make_clustering_agreement_maker() { return std::make_unique<AgreementMaker>(); }

}  // namespace doppel::workers

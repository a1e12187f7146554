#include "workers/neuron_group.h"

#include <set>

#include "db/rows.h"
#include "schema/neuron_group.h"
#include "util/error.h"
#include "util/sha256.h"
#include "workers/model_key.h"

namespace doppel::workers {

using relation::Key;

namespace {

AlignedCodes only(const AlignedCodes& all, const std::vector<Key>& members) {
  const std::set<Key> wanted(members.begin(), members.end());
  std::vector<Eigen::Index> rows;
  AlignedCodes some;
  for (std::size_t i = 0; i < all.neurons.size(); ++i) {
    if (!wanted.contains(neuron_of(all.neurons[i]))) continue;
    some.neurons.push_back(all.neurons[i]);
    rows.push_back(static_cast<Eigen::Index>(i));
  }
  some.codes = all.codes(rows, Eigen::all);
  return some;
}

}  // namespace

std::vector<Key> group_members(db::Transaction& transaction, const Key& clustering) {
  std::vector<Key> neurons;
  for (const auto& row : db::fetch(transaction, schema::neuron_group_member(),
                                   clustering.project({"dataset", "clustering_config"}))) {
    neurons.push_back(neuron_of(row.key));
  }
  return neurons;
}

std::string sha256_of(const std::vector<Key>& neurons) {
  std::string text;
  for (const Key& neuron : neurons) text += neuron.to_string() + "\n";
  return sha256_hex(text);
}

AlignedCodes codes_to_cluster(db::Transaction& snapshot, const schema::ClusteringTask& task) {
  AlignedCodes all = fetch_aligned_codes(snapshot, task.key);
  if (!task.neuron_group_sha256) return all;
  const auto members = group_members(snapshot, task.key);
  if (sha256_of(members) != *task.neuron_group_sha256) {
    throw Error(ErrorClass::bad_input,
                "the members of the set '" + task.key.text("clustering_config") + "' of dataset '" +
                    task.key.text("dataset") + "' are not those that it was asked for with",
                "put them back, or delete the set's clustering_task and ask again under another name");
  }
  return only(all, members);
}

}  // namespace doppel::workers

#include "workers/gabor_batch.h"

#include <map>

#include "db/rows.h"
#include "workers/model_key.h"

namespace doppel::workers {

using relation::Key;

science::Gabor gabor_of(const schema::OptimalGaborRow& row) {
  return {row.r_x, row.r_y, row.size, row.spatial_frequency, row.contrast, row.orientation, row.phase};
}

std::vector<std::string> gabor_columns() {
  auto columns = model_columns();
  columns.insert(columns.end(), neuron_columns().begin(), neuron_columns().end());
  columns.emplace_back("optimal_gabor_config");
  return columns;
}

GaborBatch fetch_gabors(db::Transaction& snapshot, TwinCache& twins, const std::vector<Key>& keys) {
  GaborBatch batch{fetch_neurons(snapshot, twins, keys), {}};
  std::vector<Key> gabor_keys;
  for (const auto& key : keys) gabor_keys.push_back(key.project(gabor_columns()));
  std::map<Key, science::Gabor> gabors;
  for (const auto& row : db::fetch(snapshot, schema::optimal_gabor(), gabor_keys)) {
    gabors.emplace(row.key, gabor_of(row));
  }
  for (const auto& key : gabor_keys) batch.gabors.push_back(gabors.at(key));
  return batch;
}

}  // namespace doppel::workers

#include "workers/gabor_batch.h"

#include "schema/cluster_stimuli.h"
#include "science/stimuli/cluster_stimuli.h"
#include "workers/fetch_in_order.h"
#include "workers/model_key.h"

namespace doppel::workers {

using relation::Key;

science::Gabor gabor_of(const schema::OptimalGaborRow& row) {
  return {row.r_x, row.r_y, row.size, row.spatial_frequency, row.contrast, row.orientation, row.phase};
}

GaborBatch fetch_gabors(db::Transaction& snapshot, TwinCache& twins, const std::vector<Key>& keys) {
  GaborBatch batch{fetch_neurons(snapshot, twins, keys), {}};
  for (const auto& row : fetch_in_order(snapshot, schema::optimal_gabor(), keys))
    batch.gabors.push_back(gabor_of(row));
  return batch;
}

GaborBatch fetch_cluster_gabors(db::Transaction& snapshot, TwinCache& twins, const std::vector<Key>& keys) {
  GaborBatch batch{fetch_neurons(snapshot, twins, keys), {}};
  const auto own = fetch_in_order(snapshot, schema::optimal_gabor(), keys);
  const auto shared = fetch_in_order(snapshot, schema::cluster_gabor(), keys);
  const auto turned = fetch_in_order(snapshot, schema::cluster_gabor_member(), keys);
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const schema::ClusterGaborRow& row = shared[i];
    const science::Gabor gabor{
        0, 0, row.cluster_size, row.cluster_spatial_frequency, row.cluster_contrast, 0, row.cluster_phase};
    batch.gabors.push_back(
        science::gabor_for_member(gabor, own[i].r_x, own[i].r_y, turned[i].cluster_gabor_angle));
  }
  return batch;
}

}  // namespace doppel::workers

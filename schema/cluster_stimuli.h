// Optimal stimuli that the members of a cluster share: tasks, the clusters that can be searched, and the
// Gabor, difference of Gaussians and most exciting image of each, with what they do to every member. A named
// set of neurons is a cluster, too (schema/neuron_group.h).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "relation/row_table.h"

namespace doppel::schema {

struct ClusterStimulusTask {
  relation::Key key;
};
const relation::RowTable<ClusterStimulusTask>& cluster_gabor_task();
const relation::RowTable<ClusterStimulusTask>& cluster_dog_task();
const relation::RowTable<ClusterStimulusTask>& cluster_mei_task();

struct CompleteCluster {
  relation::Key key;
  std::int32_t n_complete_members = 0;
  std::string members_sha256;
};
const relation::RowTable<CompleteCluster>& complete_cluster();

struct ClusterGaborRow {
  relation::Key key;
  float cluster_size = 0, cluster_spatial_frequency = 0, cluster_contrast = 0, cluster_phase = 0;
  double cluster_gabor_objective = 0;
  std::vector<std::string> cluster_gabor_edges;
  std::int64_t n_cluster_gabors = 0;
};
const relation::RowTable<ClusterGaborRow>& cluster_gabor();

struct ClusterGaborMember {
  relation::Key key;
  float cluster_gabor_angle = 0, cluster_gabor_activation = 0;
  std::optional<float> cluster_gabor_share;
};
const relation::RowTable<ClusterGaborMember>& cluster_gabor_member();

struct ClusterDogRow {
  relation::Key key;
  float cluster_sigma_cen = 0, cluster_sigma_sur = 0, cluster_a_cen = 0, cluster_a_sur = 0;
  double cluster_dog_objective = 0;
  std::vector<std::string> cluster_dog_edges;
  std::int64_t n_cluster_dogs = 0;
};
const relation::RowTable<ClusterDogRow>& cluster_dog();

struct ClusterDogMember {
  relation::Key key;
  float cluster_dog_activation = 0;
};
const relation::RowTable<ClusterDogMember>& cluster_dog_member();

struct ClusterMeiConfigRow {
  relation::Key key;
  std::int32_t n_hermite_ranks = 0, template_support = 0;
  float hermite_unit = 0, cluster_mei_norm = 0, cluster_mei_smoothness = 0, cluster_mei_learning_rate = 0;
  std::int32_t n_template_angles = 0, n_cluster_mei_starts = 0, steps_per_round = 0,
               max_cluster_mei_rounds = 0, n_cluster_mei_drops = 0, cluster_mei_patience = 0;
  float cluster_mei_tolerance = 0;
  std::int64_t cluster_mei_seed = 0;
};
const relation::RowTable<ClusterMeiConfigRow>& cluster_mei_config();

struct ClusterMeiRow {
  relation::Key key;
  std::vector<float> cluster_mei_template, cluster_mei_coefficients;
  double cluster_mei_objective = 0;
  float cluster_mei_roughness = 0;
  std::vector<float> start_objectives;
  std::int32_t n_agreeing_templates = 0, n_cluster_mei_rounds = 0;
  bool cluster_mei_converged = false;
};
const relation::RowTable<ClusterMeiRow>& cluster_mei();

struct ClusterMeiMember {
  relation::Key key;
  float cluster_mei_angle = 0, cluster_mei_activation = 0;
};
const relation::RowTable<ClusterMeiMember>& cluster_mei_member();

}  // namespace doppel::schema

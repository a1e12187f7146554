#include "schema/cluster_stimuli.h"

#include "schema/clustering.h"
#include "schema/model.h"
#include "schema/optimal_dog.h"
#include "schema/stimuli.h"

namespace doppel::schema {

using relation::RowTable;
using relation::TableBuilder;
using relation::Tier;
using relation::Type;

const RowTable<ClusterStimulusTask>& cluster_gabor_task() {
  static const auto table =
      TableBuilder<ClusterStimulusTask>("twin.cluster_gabor_task", Tier::manual,
                                        "The clusterings whose clusters' optimal Gabors somebody asked for")
          .parent(clustering_task())
          .parent(optimal_gabor_task())
          .build();
  return table;
}

const RowTable<ClusterStimulusTask>& cluster_dog_task() {
  static const auto table =
      TableBuilder<ClusterStimulusTask>(
          "twin.cluster_dog_task", Tier::manual,
          "The clusterings whose clusters' optimal differences of Gaussians somebody asked for")
          .parent(cluster_gabor_task())
          .parent(optimal_dog_config())
          .build();
  return table;
}

const RowTable<ClusterStimulusTask>& cluster_mei_task() {
  static const auto table = TableBuilder<ClusterStimulusTask>(
                                "twin.cluster_mei_task", Tier::manual,
                                "The clusterings whose clusters' most exciting images somebody asked for")
                                .parent(cluster_gabor_task())
                                .parent(cluster_mei_config())
                                .build();
  return table;
}

const RowTable<CompleteCluster>& complete_cluster() {
  using C = CompleteCluster;
  static const auto table =
      TableBuilder<C>("twin.complete_cluster", Tier::manual,
                      "Clusters all of whose members have their optimal Gabor; triggers keep it "
                      "(sql/complete_clusters.sql)")
          .parent(cluster_gabor_task())
          .parent(cluster())
          .column("n_complete_members", &C::n_complete_members, "", "neurons")
          .column("members_sha256", &C::members_sha256, "",
                  "SHA-256 over the row hashes of the members' optimal Gabors")
          .build();
  return table;
}

const RowTable<ClusterGaborRow>& cluster_gabor() {
  using G = ClusterGaborRow;
  static const auto table =
      TableBuilder<G>(
          "twin.cluster_gabor", Tier::computed,
          "The Gabor that excites the members of a cluster most, shown to each at the centre of its "
          "optimal Gabor and at that one's orientation, in the better of both directions")
          .parent(cluster())
          .parent(complete_cluster())
          .parent(optimal_gabor_config())
          .parent(model())
          .column("cluster_size", &G::cluster_size, "px", "+-2 SD of the envelope")
          .column("cluster_spatial_frequency", &G::cluster_spatial_frequency, "cycles/px", "of the carrier")
          .column("cluster_contrast", &G::cluster_contrast, "z-score",
                  "in units of the training images' pixel SD")
          .column("cluster_phase", &G::cluster_phase, "deg",
                  "of the carrier at the centre, 0..180: above, it is the same stimulus with every member "
                  "turned by 180 deg")
          .column("cluster_gabor_objective", &G::cluster_gabor_objective, "SD",
                  "what is largest: mean over members of the predicted response over the SD of the neuron's "
                  "training responses")
          .column(
              "cluster_gabor_edges", &G::cluster_gabor_edges, "",
              "ends of the grid that it touches (size_min, ...), so that a better one may lie beyond; the "
              "highest contrast is the rule and does not count")
          .column("n_cluster_gabors", &G::n_cluster_gabors, "", "stimuli that were compared")
          .build();
  return table;
}

const RowTable<ClusterGaborMember>& cluster_gabor_member() {
  using M = ClusterGaborMember;
  static const auto table =
      TableBuilder<M>("twin.cluster_gabor_member", Tier::part, "What its cluster's Gabor does to a neuron")
          .master(cluster_gabor())
          .parent(cluster_member())
          .column(
              "cluster_gabor_angle", &M::cluster_gabor_angle, "deg",
              "that the Gabor is turned by, 0..360: the orientation of the neuron's optimal Gabor, or that "
              "+ 180")
          .column("cluster_gabor_activation", &M::cluster_gabor_activation, "events",
                  "predicted response to it")
          .column("cluster_gabor_share", &M::cluster_gabor_share, "",
                  "that response over the one to the neuron's optimal Gabor; null where that is 0")
          .build();
  return table;
}

const RowTable<ClusterDogRow>& cluster_dog() {
  using D = ClusterDogRow;
  static const auto table =
      TableBuilder<D>(
          "twin.cluster_dog", Tier::computed,
          "The difference of Gaussians that excites the members of a cluster most, shown to each at "
          "the centre of its optimal Gabor")
          .parent(cluster())
          .parent(complete_cluster())
          .parent(cluster_dog_task())
          .parent(optimal_dog_config())
          .parent(model())
          .column("cluster_sigma_cen", &D::cluster_sigma_cen, "px", "SD of the centre")
          .column("cluster_sigma_sur", &D::cluster_sigma_sur, "px",
                  "SD of the surround; without surround the first of the grid")
          .column("cluster_a_cen", &D::cluster_a_cen, "z-score", "value at the middle; negative: dark")
          .column("cluster_a_sur", &D::cluster_a_sur, "", "weight of the surround")
          .column("cluster_dog_objective", &D::cluster_dog_objective, "SD",
                  "what is largest: mean over members of the predicted response over the SD of the neuron's "
                  "training responses")
          .column("cluster_dog_edges", &D::cluster_dog_edges, "",
                  "ends of the grid that it touches (sigma_cen_min, ...), as optimal_dog.dog_grid_edges")
          .column("n_cluster_dogs", &D::n_cluster_dogs, "", "stimuli that were compared")
          .build();
  return table;
}

const RowTable<ClusterDogMember>& cluster_dog_member() {
  using M = ClusterDogMember;
  static const auto table =
      TableBuilder<M>("twin.cluster_dog_member", Tier::part,
                      "What its cluster's difference of Gaussians does to a neuron")
          .master(cluster_dog())
          .parent(cluster_member())
          .column("cluster_dog_activation", &M::cluster_dog_activation, "events", "predicted response to it")
          .build();
  return table;
}

const RowTable<ClusterMeiConfigRow>& cluster_mei_config() {
  using C = ClusterMeiConfigRow;
  static const auto table =
      TableBuilder<C>("twin.cluster_mei_config", Tier::lookup,
                      "Settings of the ascent to clusters' most exciting images")
          .key("cluster_mei_config", Type::text, "name of the setting")
          .column("n_hermite_ranks", &C::n_hermite_ranks, "",
                  "of the Hermite functions: r give r (r + 1) / 2")
          .column("template_support", &C::template_support, "px", "width of the template, odd")
          .column("hermite_unit", &C::hermite_unit, "px",
                  "length of the functions' unit: rank 0 has an SD of sqrt(2) of them")
          .column("cluster_mei_norm", &C::cluster_mei_norm, "z-score", "L2 norm of the template")
          .column("cluster_mei_smoothness", &C::cluster_mei_smoothness, "", "weight of the roughness")
          .column("cluster_mei_learning_rate", &C::cluster_mei_learning_rate, "", "first rate of Adam")
          .column("n_template_angles", &C::n_template_angles, "",
                  "of the grid over the full circle on which a member's angle is searched")
          .column("n_cluster_mei_starts", &C::n_cluster_mei_starts, "", "random starts of a cluster")
          .column("steps_per_round", &C::steps_per_round, "",
                  "of the coefficients between two searches for angles")
          .column("max_cluster_mei_rounds", &C::max_cluster_mei_rounds, "", "rounds of a start at most")
          .column("n_cluster_mei_drops", &C::n_cluster_mei_drops, "", "times that the rate falls to a tenth")
          .column("cluster_mei_patience", &C::cluster_mei_patience, "",
                  "rounds without a rise of the objective by cluster_mei_tolerance")
          .column("cluster_mei_tolerance", &C::cluster_mei_tolerance, "", "relative")
          .column("cluster_mei_seed", &C::cluster_mei_seed, "", "of the starts")
          .check("counts_positive",
                 "n_cluster_mei_starts > 0 and steps_per_round > 0 and max_cluster_mei_rounds > 0 and "
                 "cluster_mei_patience > 0")
          .check("norm_positive", "cluster_mei_norm > 0 and cluster_mei_learning_rate > 0")
          .check("support_odd", "template_support > 2 and template_support % 2 = 1")
          .build();
  return table;
}

const RowTable<ClusterMeiRow>& cluster_mei() {
  using M = ClusterMeiRow;
  static const auto table =
      TableBuilder<M>(
          "twin.cluster_mei", Tier::computed,
          "The template that excites the members of a cluster most, shown to each at the centre of "
          "its optimal Gabor and turned by the angle that suits it")
          .parent(cluster())
          .parent(complete_cluster())
          .parent(cluster_mei_task())
          .parent(cluster_mei_config())
          .parent(model())
          .column("cluster_mei_template", &M::cluster_mei_template, "z-score",
                  "template_support x template_support, row-major; known up to a turn that all members share")
          .column("cluster_mei_coefficients", &M::cluster_mei_coefficients, "",
                  "of the Hermite functions, whose sum the template is")
          .column("cluster_mei_objective", &M::cluster_mei_objective, "SD",
                  "what is largest: mean over members of the predicted response over the SD of the neuron's "
                  "training responses, less cluster_mei_smoothness times the roughness")
          .column("cluster_mei_roughness", &M::cluster_mei_roughness, "",
                  "sum of the template's squared Laplacian")
          .column("start_objectives", &M::start_objectives, "SD", "where each start ended")
          .column("n_agreeing_templates", &M::n_agreeing_templates, "",
                  "starts whose objective is within 1 % of the best, that one included")
          .column("n_cluster_mei_rounds", &M::n_cluster_mei_rounds, "", "of the best start")
          .column("cluster_mei_converged", &M::cluster_mei_converged, "",
                  "the best start ended because its objective no longer rose, not at max_cluster_mei_rounds")
          .build();
  return table;
}

const RowTable<ClusterMeiMember>& cluster_mei_member() {
  using M = ClusterMeiMember;
  static const auto table =
      TableBuilder<M>("twin.cluster_mei_member", Tier::part,
                      "What its cluster's most exciting image does to a neuron")
          .master(cluster_mei())
          .parent(cluster_member())
          .column("cluster_mei_angle", &M::cluster_mei_angle, "deg",
                  "that the template is turned by, 0..360, counter-clockwise")
          .column("cluster_mei_activation", &M::cluster_mei_activation, "events", "predicted response to it")
          .build();
  return table;
}

}  // namespace doppel::schema

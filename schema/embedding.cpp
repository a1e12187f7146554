#include "schema/embedding.h"

#include "schema/alignment.h"

namespace doppel::schema {

using relation::RowTable;
using relation::TableBuilder;
using relation::Tier;
using relation::Type;

const RowTable<EmbeddingConfig>& embedding_config() {
  using C = EmbeddingConfig;
  static const auto table =
      TableBuilder<C>("twin.embedding_config", Tier::lookup,
                      "Settings of t-SNE in the plane; it starts from the principal plane and draws nothing")
          .key("embedding_config", Type::text, "name of the setting")
          .column("perplexity_share", &C::perplexity_share, "", "perplexity as a share of the neurons")
          .column("least_perplexity", &C::least_perplexity, "",
                  "perplexity at least, as far as a third of the neurons allows")
          .column("learning_rate_divisor", &C::learning_rate_divisor, "",
                  "learning rate: neurons over this, at least 50")
          .column("exaggeration", &C::exaggeration, "", "factor on the affinities in the first iterations")
          .column("exaggerated_iterations", &C::exaggerated_iterations, "", "those with exaggeration")
          .column("embedding_iterations", &C::embedding_iterations, "", "in all")
          .column("initial_plane_sd", &C::initial_plane_sd, "", "SD of the first coordinate at the start")
          .column("barnes_hut_theta", &C::barnes_hut_theta, "", "accuracy of the Barnes-Hut sums; 0: exact")
          .check("numbers_sound",
                 "perplexity_share > 0 and least_perplexity > 1 and learning_rate_divisor > 0 and "
                 "exaggeration >= 1 "
                 "and exaggerated_iterations >= 0 and embedding_iterations > 0 and initial_plane_sd > 0 and "
                 "barnes_hut_theta >= 0")
          .build();
  return table;
}

const RowTable<EmbeddingTask>& embedding_task() {
  static const auto table = TableBuilder<EmbeddingTask>("twin.embedding_task", Tier::manual,
                                                        "The embeddings that somebody asked for")
                                .parent(alignment_task())
                                .parent(embedding_config())
                                .build();
  return table;
}

const RowTable<EmbeddingRow>& embedding() {
  using E = EmbeddingRow;
  static const auto table =
      TableBuilder<E>("twin.embedding", Tier::computed, "The t-SNE embedding of a twin's aligned bar codes")
          .parent(alignment())
          .parent(embedding_task())
          .parent(embedding_config())
          .column("kl_divergence", &E::kl_divergence, "nats",
                  "of the codes' affinities from the embedding's, computed exactly")
          .column("perplexity", &E::perplexity, "", "that was used")
          .column("embedding_learning_rate", &E::embedding_learning_rate, "", "that was used")
          .build();
  return table;
}

const RowTable<EmbeddingPoint>& embedding_point() {
  static const auto table =
      TableBuilder<EmbeddingPoint>("twin.embedding_point", Tier::part,
                                   "The place of a neuron in an embedding")
          .master(embedding())
          .parent(aligned_bar_code())
          .column("embedding_x", &EmbeddingPoint::embedding_x, "", "first coordinate; the mean is 0")
          .column("embedding_y", &EmbeddingPoint::embedding_y, "", "second coordinate; the mean is 0")
          .build();
  return table;
}

const RowTable<DensityModeConfig>& density_mode_config() {
  using C = DensityModeConfig;
  static const auto table =
      TableBuilder<C>("twin.density_mode_config", Tier::lookup, "Settings of the density of an embedding")
          .key("density_mode_config", Type::text, "name of the setting")
          .column("bandwidth_share", &C::bandwidth_share, "",
                  "SD of the kernel as a share of the embedding's larger side")
          .column("cells_per_bandwidth", &C::cells_per_bandwidth, "", "fineness of the grid")
          .column("least_mode_size", &C::least_mode_size, "neurons",
                  "a peak with fewer gives them to the neighbour with the highest saddle")
          .check("numbers_sound", "bandwidth_share > 0 and cells_per_bandwidth > 0 and least_mode_size > 0")
          .build();
  return table;
}

const RowTable<DensityTask>& density_task() {
  static const auto table = TableBuilder<DensityTask>("twin.density_task", Tier::manual,
                                                      "The density estimates that somebody asked for")
                                .parent(embedding_task())
                                .parent(density_mode_config())
                                .build();
  return table;
}

const RowTable<DensityEstimate>& density_estimate() {
  using D = DensityEstimate;
  static const auto table =
      TableBuilder<D>("twin.density_estimate", Tier::computed, "A Gaussian kernel density of an embedding")
          .parent(embedding())
          .parent(density_task())
          .parent(density_mode_config())
          .column("bandwidth", &D::bandwidth, "", "SD of the kernel, in the embedding's units")
          .column("n_modes", &D::n_modes, "", "peaks")
          .build();
  return table;
}

const RowTable<DensityMode>& density_mode() {
  using M = DensityMode;
  static const auto table = TableBuilder<M>("twin.density_mode", Tier::part, "A peak of the density")
                                .master(density_estimate())
                                .key("mode", Type::integer, "number of the peak, from 0, the highest first")
                                .column("mode_x", &M::mode_x, "", "first coordinate of the peak")
                                .column("mode_y", &M::mode_y, "", "second coordinate of the peak")
                                .column("mode_density", &M::mode_density, "neurons/unit^2", "at the peak")
                                .column("mode_size", &M::mode_size, "", "neurons that belong to it")
                                .build();
  return table;
}

const RowTable<ModeMember>& mode_member() {
  static const auto table =
      TableBuilder<ModeMember>("twin.mode_member", Tier::part,
                               "The peak on which the steepest ascent from a neuron's place ends")
          .master(density_estimate())
          .parent(embedding_point())
          .column("mode", &ModeMember::mode, "", "number of its peak")
          .refers_to(density_mode())
          .build();
  return table;
}

}  // namespace doppel::schema

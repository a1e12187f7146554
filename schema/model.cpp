#include "schema/model.h"

#include "schema/dataset.h"

namespace doppel::schema {

using relation::RowTable;
using relation::TableBuilder;
using relation::Tier;
using relation::Type;

const RowTable<ModelConfigRow>& model_config() {
  using M = ModelConfigRow;
  static const auto table =
      TableBuilder<M>("twin.model_config", Tier::lookup,
                      "Architectures: rotation-equivariant core and readout")
          .key("model_config", Type::text, "name of the setting")
          .column("filter_sizes", &M::filter_sizes, "px", "width of the filters of each layer")
          .column("n_features", &M::n_features, "", "features per orientation and layer")
          .column("n_orientations", &M::n_orientations, "", "orientations of each feature")
          .column("shared_batch_norm", &M::shared_batch_norm, "",
                  "batch norm shared by the orientations of a feature: exact equivariance")
          .column("batch_norm_momentum", &M::batch_norm_momentum, "",
                  "weight of a batch in the running statistics")
          .column("batch_norm_epsilon", &M::batch_norm_epsilon, "", "added to the variance")
          .column("readout", &M::readout, "", "factorised (mask x features) or gaussian (one position)")
          .column("smooth_weight", &M::smooth_weight, "",
                  "penalty on the Laplacian of the filters, scaled by n_neurons / 13047")
          .column("sparse_weight", &M::sparse_weight, "",
                  "group-sparsity penalty, scaled by n_neurons / 13047")
          .column("readout_weight", &M::readout_weight, "", "L1 penalty of the readout, per neuron")
          .column("position_weight", &M::position_weight, "", "gaussian: penalty on each neuron's own shift")
          .column("sigma_init", &M::sigma_init, "",
                  "gaussian: initial SD of the position noise, image half-widths")
          .column("mask_threshold", &M::mask_threshold, "", "factorised: mask values below it count as zero")
          .later_column("layer_kinds", &M::layer_kinds, "",
                        "of each layer: dense, separable (a filter for each channel, then mixing), "
                        "mixed_separable (mixing before, too); null: all dense")
          .later_column("nonlinearity", &M::nonlinearity, "",
                        "between layers: softplus or elu; null: softplus")
          .check("nonlinearity_known", "nonlinearity in ('softplus', 'elu')")
          .later_column(
              "core_sha256", &M::core_sha256, "",
              "SHA-256 of the twin whose core is taken and stays as it is, a blob of the store; null: "
              "the core is trained")
          .later_column("core_source", &M::core_source, "", "key of the model that the core comes from")
          .check("readout_known", "readout in ('factorised', 'gaussian')")
          .check("core_with_source", "(core_sha256 is null) = (core_source is null)")
          .check("orientations_by_four", "n_orientations > 0 and n_orientations % 4 = 0")
          .build();
  return table;
}

const RowTable<TrainingConfigRow>& training_config() {
  using T = TrainingConfigRow;
  static const auto table =
      TableBuilder<T>("twin.training_config", Tier::lookup, "Settings of training")
          .key("training_config", Type::text, "name of the setting")
          .column("learning_rate", &T::learning_rate, "", "of Adam, at the start")
          .column("learning_rate_factor", &T::learning_rate_factor, "", "at each drop")
          .column("batch_size", &T::batch_size, "images", "images a step")
          .column("max_iterations", &T::max_iterations, "", "steps at most; 0: the network as it was drawn")
          .column(
              "schedule", &T::schedule, "",
              "plateau: drop when validation stops improving; fixed: drop at drop_shares; cosine: fall to "
              "learning_rate_factor along half a period")
          .column("drop_shares", &T::drop_shares, "",
                  "fixed: shares of max_iterations at which the rate drops")
          .column("n_drops", &T::n_drops, "", "plateau: drops before training ends")
          .column("validation_every", &T::validation_every, "iterations", "steps between validations")
          .column("patience", &T::patience, "validations",
                  "plateau: validations without improvement before a drop")
          .column("validation_share", &T::validation_share, "", "share of the training images held out")
          .column("reduced_precision", &T::reduced_precision, "",
                  "while training, convolutions behind the first layer run in bfloat16, where the CPU "
                  "(AVX512-BF16) or "
                  "GPU has it")
          .later_column("averaging_share", &T::averaging_share, "",
                        "the twin has the mean of the weights over this last share of max_iterations; null: "
                        "those of one step")
          .later_column("position_start", &T::position_start, "",
                        "where a gaussian readout starts: the centre of the image, or receptive_fields (the "
                        "correlation of responses with local contrast); null: centre")
          .later_column(
              "window_margin", &T::window_margin, "px",
              "gaussian: the core is trained on the box around all positions, this much wider on every "
              "side, whose pixels give its batch statistics; null: on whole images")
          .check("window_margin_proper", "window_margin >= 0")
          .check("position_start_known", "position_start in ('centre', 'receptive_fields')")
          .check("schedule_known", "schedule in ('plateau', 'fixed', 'cosine')")
          .check("share_proper", "validation_share > 0 and validation_share < 1")
          .build();
  return table;
}

const RowTable<TrainingTask>& training_task() {
  static const auto table =
      TableBuilder<TrainingTask>("twin.training_task", Tier::manual,
                                 "The models that somebody asked for (doppel request model)")
          .parent(dataset())
          .parent(model_config())
          .parent(training_config())
          .key("seed", Type::bigint, "of initial weights, validation split and batches")
          .build();
  return table;
}

const RowTable<Model>& model() {
  static const auto table =
      TableBuilder<Model>("twin.model", Tier::computed, "A trained digital twin of a dataset's neurons")
          .parent(training_task())
          .parent(dataset())
          .parent(model_config())
          .parent(training_config())
          .column("weights_sha256", &Model::weights_sha256, "",
                  "SHA-256 of the trained twin, a blob of the store")
          .column("n_iterations", &Model::n_iterations, "", "training steps taken")
          .column("final_validation_loss", &Model::final_validation_loss, "nats",
                  "Poisson loss on the held-out images, per image and neuron")
          .column("final_validation_correlation", &Model::final_validation_correlation, "",
                  "correlation on the held-out images, mean over neurons")
          .column(
              "equivariance_error", &Model::equivariance_error, "feature SD",
              "largest error of the features of an image turned by 90 degrees; about 1e-5 for a sound core")
          .build();
  return table;
}

const RowTable<TrainingLog>& training_log() {
  using L = TrainingLog;
  static const auto table =
      TableBuilder<L>("twin.training_log", Tier::part, "The course of a training, one row a validation")
          .master(model())
          .key("iteration", Type::integer, "training steps so far")
          .column("schedule_phase", &L::schedule_phase, "", "drops of the learning rate so far")
          .column("current_learning_rate", &L::current_learning_rate, "", "of Adam")
          .column("train_loss", &L::train_loss, "nats",
                  "mean total loss since the last row, per image and neuron")
          .column("validation_loss", &L::validation_loss, "nats", "Poisson loss, per image and neuron")
          .column("validation_correlation", &L::validation_correlation, "", "mean over neurons")
          .build();
  return table;
}

}  // namespace doppel::schema

// Settings of a model and of its training: what the lookup tables model_config and training_config hold.
// science terms and default values follow Ecker et al. 2019 (rotation-equivariant CNN) and Lurz et al. 2020
// (Gaussian readout).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace doppel::science {

struct ModelConfig {
  std::vector<std::int32_t> filter_sizes = {13, 5, 5};  // [px] per layer
  // per layer: "dense", "separable" (a filter for each channel, then mixing) or "mixed_separable" (mixing
  // before, too); empty: all dense. The first is dense.
  std::vector<std::string> layer_kinds;
  std::string nonlinearity = "softplus";  // between layers; or "elu"
  std::int32_t n_features = 16;           // F, per orientation and layer
  std::int32_t n_orientations = 8;        // O
  bool shared_batch_norm = true;          // over orientations: exact equivariance
  float batch_norm_momentum = 0.1F;
  float batch_norm_epsilon = 1e-3F;
  std::string readout = "factorised";  // or "gaussian"
  float smooth_weight = 0.0249692F;    // scaled by n_neurons / 13047
  float sparse_weight = 0.0152482F;    // likewise
  float readout_weight = 0.0170696F;   // per neuron; gaussian: weight of sum |w|
  float position_weight = 0.1F;        // gaussian: weight of sum ||d||^2
  float sigma_init = 0.12F;            // gaussian: initial sd of the position noise
  float mask_threshold = 0.0F;         // factorised: |m| below it counts as zero (proximal step)

  std::string kind_of(std::size_t layer) const {
    return layer_kinds.empty() ? "dense" : layer_kinds.at(layer);
  }
  std::int32_t n_channels() const { return n_orientations * n_features; }
  void check() const;  // throws Error(bad_input) naming the field and its range
};

struct TrainingConfig {
  float learning_rate = 0.002F;
  float learning_rate_factor = 0.1F;  // at each drop; "cosine": of the last step
  std::int32_t batch_size = 256;
  std::int32_t max_iterations = 10000;
  // "plateau": drop at patience; "fixed": drop at the shares below; "cosine": fall along half a period
  std::string schedule = "plateau";
  std::vector<float> drop_shares;      // of max_iterations; for "fixed"
  std::int32_t n_drops = 1;            // for "plateau"
  std::int32_t validation_every = 50;  // [iterations]
  std::int32_t patience = 5;           // [validations]
  float validation_share = 0.2F;       // of the training images
  // The twin has the mean of the weights over this last share of max_iterations; 0: those of one step.
  float averaging_share = 0;
  // of a Gaussian readout: "centre" of the image, or "receptive_fields" (receptive_fields.h)
  std::string position_start = "centre";
  // Of a Gaussian readout: the core is trained on the box around all positions, this many px wider on every
  // side, whose pixels give its batch statistics; none: on whole images.
  std::optional<std::int32_t> window_margin;
  bool reduced_precision = false;  // convolutions behind the first in bfloat16 where the hardware has it;
                                   // weights, statistics, validation and the twin itself stay float32
  void check() const;
};

}  // namespace doppel::science

#include "science/model/readout.h"

#include "science/layers/point_readout.h"
#include "science/model/core.h"
#include "util/error.h"

namespace doppel::science {
namespace {

torch::Tensor initial_bias(const torch::Tensor& mean_response) {
  return 0.5 * torch::log(torch::expm1(mean_response.clamp_min(1e-3)));
}

class FactorisedReadout final : public Readout {
 public:
  FactorisedReadout(const ModelConfig& config, const ReadoutShape& shape, const torch::Tensor& mean_response,
                    Rng& rng)
      : shape_(shape), threshold_(config.mask_threshold) {
    weights =
        register_parameter("weights", truncated_normal({shape.n_neurons, config.n_channels()}, 0.01, rng));
    bias = register_parameter("bias", initial_bias(mean_response));
    signed_masks_ =
        register_parameter("masks", truncated_normal({shape.n_neurons, shape.rows * shape.cols}, 0.01, rng));
  }

  torch::Tensor forward(const torch::Tensor& features, const torch::Tensor&) const override {
    const torch::Tensor flat = features.flatten(2);                      // (n, channels, px)
    const torch::Tensor pooled = torch::matmul(flat, flat_masks().t());  // (n, channels, n_neurons)
    return (pooled * weights.t()).sum(1) + bias;
  }

  torch::Tensor penalty(const ModelConfig& config) const override {
    return config.readout_weight * (signed_masks_.abs().sum(1) * weights.abs().sum(1)).sum();
  }

  bool needs_noise() const override { return false; }
  torch::Tensor masks() const override { return flat_masks().detach().view({-1, shape_.rows, shape_.cols}); }

 private:
  // Positive; in evaluation, what is below the threshold is 0 (Adam's jitter never reaches 0 itself).
  torch::Tensor flat_masks() const {
    const torch::Tensor positive = signed_masks_.abs();
    return is_training() || threshold_ == 0 ? positive : torch::threshold(positive, threshold_, 0);
  }

  ReadoutShape shape_;
  float threshold_;
  torch::Tensor signed_masks_;  // (n_neurons, rows cols), parameter
};

class GaussianReadout final : public Readout {
 public:
  GaussianReadout(const ModelConfig& config, const ReadoutShape& shape, const torch::Tensor& mean_response,
                  const torch::Tensor& xy, Rng& rng)
      : shape_(shape) {
    weights =
        register_parameter("weights", truncated_normal({shape.n_neurons, config.n_channels()}, 0.02, rng));
    bias = register_parameter("bias", initial_bias(mean_response));
    offset_ = register_parameter("offset", torch::zeros({2}));
    linear_ = register_parameter("linear", torch::zeros({2, 2}));
    deviation_ = register_parameter("deviation", torch::zeros({shape.n_neurons, 2}));
    sigma_ = register_parameter("sigma", torch::full({shape.n_neurons, 2}, config.sigma_init));
    xy_ = register_buffer("xy",
                          xy.defined() ? xy.to(torch::kFloat32).clone() : torch::zeros({shape.n_neurons, 2}));
  }

  torch::Tensor forward(const torch::Tensor& features, const torch::Tensor& noise) const override {
    return read(features, to_pixels(points(noise)));
  }

  std::optional<PixelWindow> window(std::int64_t margin) const override {
    const torch::Tensor px = positions().nan_to_num(0);  // of a training that diverges, which then says so
    const torch::Tensor first = std::get<0>(px.min(0)).floor().to(torch::kInt64).cpu();
    const torch::Tensor last = std::get<0>(px.max(0)).floor().to(torch::kInt64).cpu() + 1;
    const auto span = [&](std::int64_t axis) {
      return PixelSpan{first[axis].item<std::int64_t>(), last[axis].item<std::int64_t>()};
    };
    return grown({span(1), span(0)}, margin, whole_image(shape_.rows, shape_.cols));
  }

  torch::Tensor forward_in(const PixelWindow& window, const torch::Tensor& features,
                           const torch::Tensor& noise) const override {
    const auto at = [&](std::int64_t x, std::int64_t y) { return torch::tensor({x, y}, xy_.options()); };
    const torch::Tensor px = to_pixels(points(noise)) - at(window.cols.first, window.rows.first);
    const torch::Tensor edge = at(window.cols.count() - 1, window.rows.count() - 1);
    return read(features, torch::minimum(px.clamp_min(0), edge));
  }

  torch::Tensor penalty(const ModelConfig& config) const override {
    return config.readout_weight * weights.abs().sum() + config.position_weight * deviation_.square().sum();
  }

  bool needs_noise() const override { return true; }

  torch::Tensor positions() const override { return to_pixels(mean_positions().detach()); }

  void start_at(const Retinotopy& map) override {
    const torch::NoGradGuard no_grad;
    offset_.copy_(map.offset);
    linear_.copy_(map.linear);
    deviation_.copy_(map.deviations);
  }

 private:
  torch::Tensor points(const torch::Tensor& noise) const {  // (1 or n, n_neurons, 2)
    const torch::Tensor mean = mean_positions().unsqueeze(0);
    return noise.defined() ? (mean + sigma_ * noise).clamp(-1, 1) : mean;
  }

  torch::Tensor read(const torch::Tensor& features, const torch::Tensor& px) const {
    return read_points(features, px.expand({features.size(0), shape_.n_neurons, 2}), weights) + bias;
  }

  torch::Tensor mean_positions() const {
    return torch::tanh(offset_ + torch::matmul(xy_, linear_.t()) + deviation_);
  }

  torch::Tensor to_pixels(const torch::Tensor& points) const {
    const torch::Tensor extent = torch::tensor({shape_.cols - 1, shape_.rows - 1}, xy_.options());
    return (points + 1) / 2 * extent;
  }

  ReadoutShape shape_;
  torch::Tensor offset_;     // (2,) c, parameter
  torch::Tensor linear_;     // (2, 2) A, parameter
  torch::Tensor deviation_;  // (n_neurons, 2) d, parameter
  torch::Tensor sigma_;      // (n_neurons, 2), parameter
  torch::Tensor xy_;         // (n_neurons, 2), buffer
};

}  // namespace

torch::Tensor Readout::forward_in(const PixelWindow&, const torch::Tensor&, const torch::Tensor&) const {
  throw Error(ErrorClass::internal, "this readout needs the features of the whole image",
              "report it as a bug");
}

std::shared_ptr<Readout> make_readout(const ModelConfig& config, const ReadoutShape& shape,
                                      const torch::Tensor& mean_response, const torch::Tensor& xy, Rng& rng) {
  if (config.readout == "gaussian")
    return std::make_shared<GaussianReadout>(config, shape, mean_response, xy, rng);
  return std::make_shared<FactorisedReadout>(config, shape, mean_response, rng);
}

}  // namespace doppel::science

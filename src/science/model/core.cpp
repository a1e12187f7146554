#include "science/model/core.h"

#include <cmath>
#include <numbers>

#include "science/layers/convolution.h"
#include "science/layers/hermite.h"

namespace doppel::science {
namespace {

torch::Tensor laplacian() {
  return torch::tensor({{.25, .5, .25}, {.5, -3., .5}, {.25, .5, .25}}, torch::kFloat64).view({1, 1, 3, 3});
}

// (n_basis, O, fs, fs) float64: filter of orientation o = sum_k c_k result[k][o].
torch::Tensor turn_basis(const HermiteBasis& basis, std::int64_t n_orientations) {
  std::vector<torch::Tensor> turned;
  for (std::int64_t o = 0; o < n_orientations; ++o) {
    const double angle = 2 * std::numbers::pi * static_cast<double>(o) / static_cast<double>(n_orientations);
    turned.push_back(torch::tensordot(steering(basis, angle), basis.filters, {0}, {0}));
  }
  return torch::stack(turned, 1);
}

// (O / 4, n_basis, fs fs): the first quarter turn. The other three quarters are exact rot90s of these, which
// leaves norms alone, also after the symmetric Laplacian.
torch::Tensor first_quarter(const torch::Tensor& turned) {
  return turned.narrow(1, 0, turned.size(1) / 4).transpose(0, 1).flatten(2).to(torch::kFloat32).contiguous();
}

torch::Tensor roll_index(std::int64_t n_orientations, std::int64_t n_features) {
  const std::int64_t channels = n_orientations * n_features;
  const torch::Tensor channel = torch::arange(channels);
  const torch::Tensor orientation = torch::arange(n_orientations).view({-1, 1});
  return torch::remainder(channel - orientation * n_features, channels);
}

bool has_fast_bfloat16(const torch::Device& device) {
#if defined(__x86_64__)
  if (device.is_cpu()) return __builtin_cpu_supports("avx512bf16") > 0;
#endif
  return device.is_cuda();
}

torch::Tensor convolve_reduced(const torch::Tensor& x_in, const torch::Tensor& filters_in,
                               std::int64_t padding) {
  const auto reduced = [](const torch::Tensor& of) {
    return of.to(torch::kBFloat16).contiguous(torch::MemoryFormat::ChannelsLast);
  };
  return torch::conv2d(reduced(x_in), reduced(filters_in), {}, 1, padding).to(torch::kFloat32);
}

Nonlinearity nonlinearity_of(const ModelConfig& config) {
  return config.nonlinearity == "elu" ? Nonlinearity::elu : Nonlinearity::softplus;
}

// sum_out sum_in |m| / sqrt(1e-8 + ||m_out||^2): as the group sparsity of filters, over one orientation.
torch::Tensor row_sparsity(const torch::Tensor& matrix) {
  return (matrix.abs().sum(1) / (matrix.square().sum(1) + 1e-8).sqrt()).sum();
}

float smoothness_factor(std::size_t layer) { return layer == 0 ? 1.0F : 0.5F; }
float sparsity_factor(std::size_t layer) { return layer == 0 ? 0.0F : 1.0F; }

}  // namespace

torch::Tensor truncated_normal(torch::IntArrayRef shape, double sd, Rng& rng) {
  torch::Tensor values = torch::empty(shape, torch::kFloat32);
  float* value = values.data_ptr<float>();
  for (std::int64_t i = 0; i < values.numel(); ++i) {
    double draw = rng.normal();
    while (std::abs(draw) > 2) draw = rng.normal();
    value[i] = static_cast<float>(sd * draw);
  }
  return values;
}

RotationCore::RotationCore(const ModelConfig& config, Rng& rng) : config_(config) {
  for (std::size_t i = 0; i < config.filter_sizes.size(); ++i) add_layer(i, rng);
}

void RotationCore::add_layer(std::size_t index, Rng& rng) {
  const std::string name = "layer" + std::to_string(index) + "_";
  const std::int64_t orientations = config_.n_orientations;
  const bool last = index + 1 == config_.filter_sizes.size();
  const HermiteBasis basis = hermite_2d(config_.filter_sizes[index]);
  const torch::Tensor turned = turn_basis(basis, orientations);

  Layer layer;
  const std::string kind = config_.kind_of(index);
  layer.filter_size = config_.filter_sizes[index];
  layer.separable = kind != "dense";
  layer.channels_in = index == 0 || layer.separable ? 1 : config_.n_channels();
  layer.coefficients =
      register_parameter(name + "coefficients",
                         truncated_normal({config_.n_features, layer.channels_in, turned.size(0)}, 0.1, rng));
  const auto matrix = [&](const std::string& matrix_name) {
    return register_parameter(name + matrix_name,
                              truncated_normal({config_.n_features, config_.n_channels()}, 0.1, rng));
  };
  if (layer.separable) layer.mixing = matrix("mixing");
  if (kind == "mixed_separable") layer.mixing_before = matrix("mixing_before");
  add_norm(name, last, layer);

  const std::int64_t fs = layer.filter_size;
  const torch::Tensor rough =
      torch::conv2d(turned.view({-1, 1, fs, fs}), laplacian(), {}, /*stride=*/1, /*padding=*/1);
  layer.turned_basis = register_buffer(name + "turned_basis", turned.flatten(2).to(torch::kFloat32));
  layer.quarter_basis = register_buffer(name + "quarter_basis", first_quarter(turned));
  layer.rough_basis = register_buffer(name + "rough_basis", first_quarter(rough.view_as(turned)));
  if (index > 0) layer.roll = register_buffer(name + "roll", roll_index(orientations, config_.n_features));
  layers_.push_back(layer);
}

void RotationCore::add_norm(const std::string& name, bool last, Layer& layer) {
  const std::int64_t normed = config_.shared_batch_norm ? config_.n_features : config_.n_channels();
  if (!last) layer.norm.gain = register_parameter(name + "gain", torch::ones({normed}));
  layer.norm.shift = register_parameter(name + "shift", torch::zeros({normed}));
  layer.norm.mean = register_buffer(name + "mean", torch::zeros({normed}));
  layer.norm.variance = register_buffer(name + "variance", torch::ones({normed}));
  layer.norm.momentum = config_.batch_norm_momentum;
  layer.norm.epsilon = config_.batch_norm_epsilon;
  layer.norm.nonlinearity = last ? Nonlinearity::none : nonlinearity_of(config_);
}

torch::Tensor RotationCore::filters(std::size_t index) const {
  const Layer& layer = layers_[index];
  const std::int64_t orientations = config_.n_orientations;
  const std::int64_t features = config_.n_features;
  const torch::Tensor flat_basis = layer.turned_basis.flatten(1);
  torch::Tensor w = torch::matmul(layer.coefficients, flat_basis)
                        .view({features, layer.channels_in, orientations, -1})
                        .permute({2, 0, 1, 3});  // (O, F, channels in, fs fs)
  if (layer.channels_in > 1) {
    const torch::Tensor roll = layer.roll.view({orientations, 1, layer.channels_in, 1});
    w = w.gather(2, roll.expand({orientations, features, layer.channels_in, w.size(3)}));
  }
  return w.reshape({orientations * features, layer.channels_in, layer.filter_size, layer.filter_size});
}

torch::Tensor RotationCore::turned_rows(const Layer& layer, const torch::Tensor& rows) const {
  const auto shape = {std::int64_t{config_.n_orientations}, std::int64_t{config_.n_features}, rows.size(1)};
  return rows.expand(shape).gather(2, layer.roll.unsqueeze(1).expand(shape)).flatten(0, 1);
}

torch::Tensor RotationCore::mixing(std::size_t index) const {
  return turned_rows(layers_[index], layers_[index].mixing);
}

torch::Tensor RotationCore::mixing_before(std::size_t index) const {
  return turned_rows(layers_[index], layers_[index].mixing_before);
}

torch::Tensor RotationCore::convolve(std::size_t index, const torch::Tensor& x, std::int64_t margin) const {
  const Layer& layer = layers_[index];
  if (layer.separable) {
    const torch::Tensor before = layer.mixing_before.defined() ? mixing_before(index) : torch::Tensor();
    return separable_layer(x, {before, filters(index), mixing(index), config_.n_orientations}, margin);
  }
  const torch::Tensor w = filters(index);
  const std::int64_t padding = layer.filter_size / 2 - margin;
  // The first layer keeps float32: its input, one channel, gains nothing.
  if (index == 0 || !is_training()) return science::convolve(x, as_convolved(w), {}, padding);
  if (reduced_precision_ && has_fast_bfloat16(x.device())) return convolve_reduced(x, w, padding);
  return x.is_cuda() ? convolve_in_parts(x, w, padding) : science::convolve(x, as_convolved(w), {}, padding);
}

torch::Tensor RotationCore::normalise(std::size_t index, const torch::Tensor& x) const {
  return is_training() ? normalise_batch(x, layers_[index].norm) : normalise_running(x, layers_[index].norm);
}

torch::Tensor RotationCore::forward(const torch::Tensor& images) {
  torch::Tensor x = as_convolved(images);
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    x = normalise(i, convolve(i, x, 0));
  }
  return x;
}

torch::Tensor RotationCore::forward(const torch::Tensor& images, const PixelWindow& needed) {
  const PixelWindow image = whole_image(images.size(2), images.size(3));
  if (needed == image) return forward(images);
  std::vector<std::int64_t> radii;
  for (const Layer& layer : layers_) radii.push_back(layer.filter_size / 2);
  const std::vector<PixelWindow> windows = windows_into(radii, needed, image);
  torch::Tensor x = as_convolved(crop(images, windows.front()));
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    x = normalise(i, convolve(i, with_border(x, windows[i], windows[i + 1], radii[i]), radii[i]));
  }
  return x;
}

torch::Tensor RotationCore::squared_norms(const Layer& layer, const torch::Tensor& basis) const {
  const torch::Tensor flat = layer.coefficients.flatten(0, 1);  // (F channels in, n_basis)
  return torch::matmul(flat, basis)
      .square()
      .sum(2)
      .view({basis.size(0), config_.n_features, layer.channels_in});
}

torch::Tensor RotationCore::smoothness() const {
  torch::Tensor total;
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    const torch::Tensor rough = squared_norms(layers_[i], layers_[i].rough_basis).sum(2);
    const torch::Tensor size = squared_norms(layers_[i], layers_[i].quarter_basis).sum(2);
    // A quarter of the orientations stands for all.
    const torch::Tensor term = 4 * smoothness_factor(i) * (rough / (size + 1e-8)).sum();
    total = total.defined() ? total + term : term;
  }
  return total;
}

torch::Tensor RotationCore::sparsity() const {
  torch::Tensor total = torch::zeros({}, layers_.front().coefficients.options());
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    if (sparsity_factor(i) == 0) continue;
    if (layers_[i].separable) {
      for (const torch::Tensor& matrix : {layers_[i].mixing, layers_[i].mixing_before}) {
        if (matrix.defined())
          total = total + config_.n_orientations * sparsity_factor(i) * row_sparsity(matrix);
      }
      continue;
    }
    const torch::Tensor groups = squared_norms(layers_[i], layers_[i].quarter_basis);
    // 1e-12: the root has no derivative at 0.
    const torch::Tensor ratio = (groups + 1e-12).sqrt().sum(2) / (groups.sum(2) + 1e-8).sqrt();
    total = total + 4 * sparsity_factor(i) * ratio.sum();
  }
  return total;
}

std::vector<FrozenLayer> RotationCore::freeze() const {
  torch::NoGradGuard no_grad;
  std::vector<FrozenLayer> frozen;
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    const Layer& layer = layers_[i];
    torch::Tensor scale = (layer.norm.variance + config_.batch_norm_epsilon).rsqrt();
    if (layer.norm.gain.defined()) scale = scale * layer.norm.gain;
    torch::Tensor bias = layer.norm.shift - layer.norm.mean * scale;
    if (config_.shared_batch_norm) {
      scale = scale.repeat({config_.n_orientations});
      bias = bias.repeat({config_.n_orientations});
    }
    const Nonlinearity before = i > 0 ? nonlinearity_of(config_) : Nonlinearity::none;
    SeparableWeights weights;
    if (layer.separable) {
      if (layer.mixing_before.defined()) weights.before = mixing_before(i);
      weights.filters = filters(i);
      weights.after = mixing(i) * scale.view({-1, 1});
      if (config_.shared_batch_norm) weights.n_orientations = config_.n_orientations;
    } else {
      weights.filters = as_convolved(filters(i) * scale.view({-1, 1, 1, 1}));
    }
    frozen.push_back({weights, bias, before});
  }
  return frozen;
}

torch::Tensor FrozenLayer::convolve(const torch::Tensor& activated, std::int64_t padding) const {
  if (!weights.after.defined()) {
    const bool followed = activated.is_cuda() && activated.requires_grad() && weights.filters.size(1) > 1;
    if (followed) return convolve_in_parts(activated, weights.filters, padding) + bias.view({-1, 1, 1});
    return science::convolve(activated, weights.filters, bias, padding);
  }
  return separable_layer(activated, weights, radius() - padding) + bias.view({-1, 1, 1});
}

double FrozenLayer::operations() const { return science::operations(weights); }

torch::Tensor frozen_forward(const std::vector<FrozenLayer>& layers, const torch::Tensor& images) {
  torch::Tensor x = as_convolved(images);
  for (const FrozenLayer& layer : layers) x = layer.convolve(activate(layer.before, x), layer.radius());
  return x;
}

}  // namespace doppel::science

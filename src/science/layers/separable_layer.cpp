#include "science/layers/separable_layer.h"

#include <ATen/Parallel.h>

#include "science/layers/channel_filters.h"
#include "science/layers/orientation_waves.h"

namespace doppel::science {
namespace {

using torch::Tensor;

// (n, channels, rows, cols) -> (n, pixels, channels); free for channels-last activations.
Tensor pixel_lines(const Tensor& x) { return x.permute({0, 2, 3, 1}).contiguous().flatten(1, 2); }

Tensor from_pixels(const Tensor& flat, const ImageShape& shape) {
  return flat.view({flat.size(0), shape.rows, shape.cols, flat.size(2)}).permute({0, 3, 1, 2});
}

// (channels, 1, fs, fs) -> (fs fs, channels).
Tensor taps_of(const Tensor& filters) { return filters.flatten(1).t().contiguous(); }

// work(image), each thread with images of its own.
template <class Work>
void each_image(std::int64_t n, const Work& work) {
  at::parallel_for(0, n, 1, [&](std::int64_t begin, std::int64_t end) {
    torch::NoGradGuard no_grad;  // of this thread
    for (std::int64_t i = begin; i < end; ++i) work(i);
  });
}

ImageShape inner(const ImageShape& shape, std::int64_t margin) {
  return {shape.rows - 2 * margin, shape.cols - 2 * margin, shape.channels};
}

// (inner pixels, channels) in the middle of zeros: (pixels, channels).
Tensor with_margin(const Tensor& values, const ImageShape& shape, std::int64_t margin) {
  if (margin == 0) return values;
  const ImageShape inside = inner(shape, margin);
  return torch::constant_pad_nd(values.view({inside.rows, inside.cols, shape.channels}),
                                {0, 0, margin, margin, margin, margin})
      .flatten(0, 1);
}

// Mixes the channels of pixels: by a matrix (channels out, channels in), or by the blocks that it has in
// waves of orientations (orientation_waves.h). What is mixed enters that basis first.
struct Mixing {
  Tensor weights;  // without values: nothing is mixed, because a function's arguments are all defined

  bool any() const { return weights.numel() > 0; }
  bool in_waves() const { return weights.dim() == 1; }
  std::int64_t channels_out(std::int64_t channels_in) const {
    return in_waves() ? channels_in : weights.size(0);
  }
  void enter(const Tensor& x) const {
    if (in_waves()) to_waves(x, x);
  }
  Tensor entered(const Tensor& x) const {
    if (!in_waves()) return x;
    Tensor waves = torch::empty_like(x);
    to_waves(x, waves);
    return waves;
  }
  void apply(const Tensor& entered, Tensor out) const {
    if (!in_waves()) {
      torch::mm_out(out, entered, weights.t());
      return;
    }
    multiply_waves(entered, weights, out);
    from_waves(out, out);
  }
  Mixing transposed() const { return {in_waves() ? transposed_blocks(weights) : weights.t()}; }
  // out, shaped as the weights: the gradient of sum(slope * apply(entered)).
  void weight_gradient(const Tensor& entered, const Tensor& slope, Tensor out) const {
    if (in_waves()) {
      wave_block_gradient(entered, slope, out);
    } else {
      torch::mm_out(out, slope.t(), entered);
    }
  }
  Tensor gradients(std::int64_t n_images) const {
    std::vector<std::int64_t> sizes{n_images};
    for (const std::int64_t size : weights.sizes()) sizes.push_back(size);
    return torch::empty(sizes);
  }
};

// What a backward pass needs of the forward one; all (n, pixels, channels).
struct Activations {
  Tensor input, mixed;  // mixed is the input where nothing is mixed before
  Tensor filtered;      // in the basis of what mixes after
};

class SeparableLayer : public torch::autograd::Function<SeparableLayer> {
 public:
  static Tensor forward(torch::autograd::AutogradContext* context, const Tensor& x,
                        const Tensor& before_weights, const Tensor& filters, const Tensor& after_weights,
                        std::int64_t margin) {
    const Mixing before{before_weights}, after{after_weights};
    const ImageShape shape{x.size(2), x.size(3), filters.size(0)}, inside = inner(shape, margin);
    const std::int64_t n = x.size(0), pixels = shape.rows * shape.cols, fs = filters.size(2);
    const std::int64_t pixels_out = inside.rows * inside.cols;
    const Tensor input = pixel_lines(x), taps = taps_of(filters);
    Tensor mixed = before.any() ? torch::empty({n, pixels, shape.channels}) : input;
    Tensor filtered = torch::empty({n, pixels_out, shape.channels});
    Tensor out = torch::empty({n, pixels_out, after.channels_out(shape.channels)});
    each_image(n, [&](std::int64_t i) {
      if (before.any()) before.apply(before.entered(input[i]), mixed[i]);
      const Tensor filtered_i = filtered[i];
      convolve_channels(mixed[i].data_ptr<float>(), taps.data_ptr<float>(), shape, fs, margin,
                        filtered_i.data_ptr<float>());
      after.enter(filtered_i);
      after.apply(filtered_i, out[i]);
    });
    context->save_for_backward(
        {input, before.any() ? mixed : Tensor(), filtered, before_weights, filters, after_weights});
    context->saved_data["rows"] = shape.rows;
    context->saved_data["cols"] = shape.cols;
    context->saved_data["margin"] = margin;
    return from_pixels(out, inside);
  }

  // The gradient by a convolution's input is the convolution with the filters turned by 180 degrees. Those by
  // weights are left out where nobody asks: with a twin's weights fixed they are half of the work.
  static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                 torch::autograd::variable_list gradients) {
    const auto saved = context->get_saved_variables();
    const Mixing before{saved[3]}, after{saved[5]};
    const Mixing before_back = before.transposed(), after_back = after.transposed();
    const Tensor& filters = saved[4];
    const Activations kept{saved[0], before.any() ? saved[1] : saved[0], saved[2]};
    const std::int64_t margin = context->saved_data["margin"].toInt();
    const ImageShape shape{context->saved_data["rows"].toInt(), context->saved_data["cols"].toInt(),
                           filters.size(0)};
    const std::int64_t n = kept.input.size(0), fs = filters.size(2), channels = shape.channels;
    const bool weights_too =
        filters.requires_grad() || after.weights.requires_grad() || before.weights.requires_grad();
    const Tensor slopes = pixel_lines(gradients[0]), turned_taps = taps_of(filters.flip({2, 3}));
    Tensor d_input = torch::empty_like(kept.input);
    Tensor d_before, d_taps, d_after;
    if (weights_too) {
      if (before.any()) d_before = before.gradients(n);
      d_taps = torch::empty({n, fs * fs, channels});
      d_after = after.gradients(n);
    }
    each_image(n, [&](std::int64_t i) {
      const Tensor slope = after.entered(slopes[i]);
      const Tensor d_filtered_inside = torch::empty_like(kept.filtered[i]);
      after_back.apply(slope, d_filtered_inside);
      const Tensor d_filtered = with_margin(d_filtered_inside, shape, margin);
      const Tensor d_mixed = before.any() ? torch::empty_like(d_filtered) : d_input[i];
      convolve_channels(d_filtered.data_ptr<float>(), turned_taps.data_ptr<float>(), shape, fs, 0,
                        d_mixed.data_ptr<float>());
      if (before.any()) {
        before.enter(d_mixed);
        before_back.apply(d_mixed, d_input[i]);
      }
      if (!weights_too) return;
      after.weight_gradient(kept.filtered[i], slope, d_after[i]);
      correlate_channels(kept.mixed[i].data_ptr<float>(), d_filtered.data_ptr<float>(), shape, fs,
                         d_taps[i].data_ptr<float>());
      if (before.any()) before.weight_gradient(before.entered(kept.input[i]), d_mixed, d_before[i]);
    });
    const Tensor by_input = from_pixels(d_input, shape);
    if (!weights_too) return {by_input, Tensor(), Tensor(), Tensor(), Tensor()};
    return {by_input, before.any() ? d_before.sum(0) : Tensor(), d_taps.sum(0).t().reshape(filters.sizes()),
            d_after.sum(0), Tensor()};
  }
};

bool has_waves(const Tensor& matrix, std::int64_t n_orientations) {
  return matrix.size(0) == matrix.size(1) &&
         has_orientation_waves(n_orientations, matrix.size(0) / n_orientations);
}

// In the basis in which its product is cheapest.
Tensor mixing_weights(const Tensor& matrix, std::int64_t n_orientations) {
  if (!matrix.defined()) return torch::empty({0, 0});
  if (!has_waves(matrix, n_orientations)) return matrix;
  return wave_blocks(matrix.narrow(0, 0, matrix.size(0) / n_orientations));
}

}  // namespace

Tensor separable_layer(const Tensor& x, const SeparableWeights& weights, std::int64_t margin) {
  const Tensor& filters = weights.filters;
  const bool fast = x.is_cpu() && x.scalar_type() == torch::kFloat32 &&
                    has_channel_filters(filters.size(2), filters.size(0));
  if (!fast) return separable_layer_plainly(x, weights, margin);
  return SeparableLayer::apply(x, mixing_weights(weights.before, weights.n_orientations), filters,
                               mixing_weights(weights.after, weights.n_orientations), margin);
}

double operations(const SeparableWeights& weights) {
  auto sum = static_cast<double>(weights.filters.numel());
  for (const Tensor& matrix : {weights.before, weights.after}) {
    if (!matrix.defined()) continue;
    const auto whole = static_cast<double>(matrix.numel());
    sum += has_waves(matrix, weights.n_orientations) ? wave_operations_share * whole : whole;
  }
  return sum;
}

Tensor separable_layer_plainly(const Tensor& x, const SeparableWeights& weights, std::int64_t margin) {
  const auto mix = [](const Tensor& in, const Tensor& matrix) {
    return torch::conv2d(in, matrix.view({matrix.size(0), matrix.size(1), 1, 1}));
  };
  const std::int64_t channels = weights.filters.size(0), padding = weights.filters.size(2) / 2 - margin;
  const Tensor mixed = weights.before.defined() ? mix(x, weights.before) : x;
  return mix(torch::conv2d(mixed, weights.filters, {}, 1, padding, 1, channels), weights.after);
}

}  // namespace doppel::science

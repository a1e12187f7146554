#include "science/model/separable_layer.h"

#include <ATen/Parallel.h>

#include "science/model/channel_filters.h"

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

// A function's arguments are all defined: nothing to mix before is a matrix without values.
bool mixes(const Tensor& before) { return before.numel() > 0; }

// What a backward pass needs of the forward one; all (n, pixels, channels).
struct Activations {
  Tensor input, mixed, filtered;  // mixed is the input where nothing is mixed before
};

class SeparableLayer : public torch::autograd::Function<SeparableLayer> {
 public:
  static Tensor forward(torch::autograd::AutogradContext* context, const Tensor& x, const Tensor& before,
                        const Tensor& filters, const Tensor& after, std::int64_t margin) {
    const ImageShape shape{x.size(2), x.size(3), filters.size(0)}, inside = inner(shape, margin);
    const std::int64_t n = x.size(0), pixels = shape.rows * shape.cols, fs = filters.size(2);
    const std::int64_t pixels_out = inside.rows * inside.cols;
    const Tensor input = pixel_lines(x), taps = taps_of(filters), after_t = after.t();
    const Tensor before_t = before.t();
    Tensor mixed = mixes(before) ? torch::empty({n, pixels, shape.channels}) : input;
    Tensor filtered = torch::empty({n, pixels_out, shape.channels});
    Tensor out = torch::empty({n, pixels_out, after.size(0)});
    each_image(n, [&](std::int64_t i) {
      if (mixes(before_t)) {
        Tensor mixed_i = mixed[i];
        torch::mm_out(mixed_i, input[i], before_t);
      }
      Tensor filtered_i = filtered[i], out_i = out[i];
      convolve_channels(mixed[i].data_ptr<float>(), taps.data_ptr<float>(), shape, fs, margin,
                        filtered_i.data_ptr<float>());
      torch::mm_out(out_i, filtered_i, after_t);
    });
    context->save_for_backward({input, mixes(before) ? mixed : Tensor(), filtered, before, filters, after});
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
    const Tensor &before = saved[3], &filters = saved[4], &after = saved[5];
    const Activations kept{saved[0], mixes(before) ? saved[1] : saved[0], saved[2]};
    const std::int64_t margin = context->saved_data["margin"].toInt();
    const ImageShape shape{context->saved_data["rows"].toInt(), context->saved_data["cols"].toInt(),
                           filters.size(0)};
    const std::int64_t n = kept.input.size(0), fs = filters.size(2), channels = shape.channels;
    const bool weights_too = filters.requires_grad() || after.requires_grad() || before.requires_grad();
    const Tensor slope = pixel_lines(gradients[0]), turned_taps = taps_of(filters.flip({2, 3}));
    Tensor d_input = torch::empty_like(kept.input);
    Tensor d_before, d_taps, d_after;
    if (weights_too) {
      if (mixes(before)) d_before = torch::empty({n, channels, before.size(1)});
      d_taps = torch::empty({n, fs * fs, channels});
      d_after = torch::empty({n, after.size(0), channels});
    }
    each_image(n, [&](std::int64_t i) {
      const Tensor d_filtered = with_margin(torch::mm(slope[i], after), shape, margin);
      Tensor d_input_i = d_input[i];
      Tensor d_mixed = mixes(before) ? torch::empty_like(d_filtered) : d_input_i;
      convolve_channels(d_filtered.data_ptr<float>(), turned_taps.data_ptr<float>(), shape, fs, 0,
                        d_mixed.data_ptr<float>());
      if (mixes(before)) torch::mm_out(d_input_i, d_mixed, before);
      if (!weights_too) return;
      Tensor d_after_i = d_after[i];
      torch::mm_out(d_after_i, slope[i].t(), kept.filtered[i]);
      correlate_channels(kept.mixed[i].data_ptr<float>(), d_filtered.data_ptr<float>(), shape, fs,
                         d_taps[i].data_ptr<float>());
      if (!mixes(before)) return;
      Tensor d_before_i = d_before[i];
      torch::mm_out(d_before_i, d_mixed.t(), kept.input[i]);
    });
    const Tensor by_input = from_pixels(d_input, shape);
    if (!weights_too) return {by_input, Tensor(), Tensor(), Tensor(), Tensor()};
    return {by_input, mixes(before) ? d_before.sum(0) : Tensor(), d_taps.sum(0).t().reshape(filters.sizes()),
            d_after.sum(0), Tensor()};
  }
};

}  // namespace

Tensor separable_layer(const Tensor& x, const SeparableWeights& weights, std::int64_t margin) {
  const Tensor& filters = weights.filters;
  const bool fast = x.is_cpu() && x.scalar_type() == torch::kFloat32 &&
                    has_channel_filters(filters.size(2), filters.size(0));
  if (!fast) return separable_layer_plainly(x, weights, margin);
  const Tensor before = weights.before.defined() ? weights.before : torch::empty({0, 0});
  return SeparableLayer::apply(x, before, filters, weights.after, margin);
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

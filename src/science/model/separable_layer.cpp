#include "science/model/separable_layer.h"

#include <ATen/Parallel.h>

#include "science/model/channel_filters.h"

namespace doppel::science {
namespace {

using torch::Tensor;

// (n, channels, rows, cols) -> (n, pixels, channels); free for channels-last activations.
Tensor by_pixel(const Tensor& x) { return x.permute({0, 2, 3, 1}).contiguous().flatten(1, 2); }

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

// A function's arguments are all defined: nothing to mix before is a matrix without values.
bool mixes(const Tensor& before) { return before.numel() > 0; }

// What a backward pass needs of the forward one; all (n, pixels, channels).
struct Activations {
  Tensor input, mixed, filtered;  // mixed is the input where nothing is mixed before
};

class SeparableLayer : public torch::autograd::Function<SeparableLayer> {
 public:
  static Tensor forward(torch::autograd::AutogradContext* context, const Tensor& x, const Tensor& before,
                        const Tensor& filters, const Tensor& after) {
    const ImageShape shape{x.size(2), x.size(3), filters.size(0)};
    const std::int64_t n = x.size(0), pixels = shape.rows * shape.cols, fs = filters.size(2);
    const Tensor input = by_pixel(x), taps = taps_of(filters), after_t = after.t();
    const Tensor before_t = before.t();
    Tensor mixed = mixes(before) ? torch::empty({n, pixels, shape.channels}) : input;
    Tensor filtered = torch::empty({n, pixels, shape.channels});
    Tensor out = torch::empty({n, pixels, after.size(0)});
    each_image(n, [&](std::int64_t i) {
      if (mixes(before_t)) {
        Tensor mixed_i = mixed[i];
        torch::mm_out(mixed_i, input[i], before_t);
      }
      Tensor filtered_i = filtered[i], out_i = out[i];
      convolve_channels(mixed[i].data_ptr<float>(), taps.data_ptr<float>(), shape, fs,
                        filtered_i.data_ptr<float>());
      torch::mm_out(out_i, filtered_i, after_t);
    });
    context->save_for_backward({input, mixes(before) ? mixed : Tensor(), filtered, before, filters, after});
    return from_pixels(out, shape);
  }

  // The gradient by a convolution's input is the convolution with the filters turned by 180 degrees.
  static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                 torch::autograd::variable_list gradients) {
    const auto saved = context->get_saved_variables();
    const Tensor &before = saved[3], &filters = saved[4], &after = saved[5];
    const Activations kept{saved[0], mixes(before) ? saved[1] : saved[0], saved[2]};
    const ImageShape shape{gradients[0].size(2), gradients[0].size(3), filters.size(0)};
    const std::int64_t n = kept.input.size(0), fs = filters.size(2), channels = shape.channels;
    const Tensor slope = by_pixel(gradients[0]), turned_taps = taps_of(filters.flip({2, 3}));
    Tensor d_input = torch::empty_like(kept.input);
    Tensor d_before = mixes(before) ? torch::empty({n, channels, before.size(1)}) : Tensor();
    Tensor d_taps = torch::empty({n, fs * fs, channels});
    Tensor d_after = torch::empty({n, after.size(0), channels});
    each_image(n, [&](std::int64_t i) {
      Tensor d_after_i = d_after[i], d_input_i = d_input[i];
      torch::mm_out(d_after_i, slope[i].t(), kept.filtered[i]);
      const Tensor d_filtered = torch::mm(slope[i], after);
      Tensor d_mixed = mixes(before) ? torch::empty_like(d_filtered) : d_input_i;
      correlate_channels(kept.mixed[i].data_ptr<float>(), d_filtered.data_ptr<float>(), shape, fs,
                         d_taps[i].data_ptr<float>());
      convolve_channels(d_filtered.data_ptr<float>(), turned_taps.data_ptr<float>(), shape, fs,
                        d_mixed.data_ptr<float>());
      if (!mixes(before)) return;
      Tensor d_before_i = d_before[i];
      torch::mm_out(d_before_i, d_mixed.t(), kept.input[i]);
      torch::mm_out(d_input_i, d_mixed, before);
    });
    return {from_pixels(d_input, shape), mixes(before) ? d_before.sum(0) : Tensor(),
            d_taps.sum(0).t().reshape(filters.sizes()), d_after.sum(0)};
  }
};

}  // namespace

Tensor separable_layer(const Tensor& x, const SeparableWeights& weights) {
  const Tensor& filters = weights.filters;
  const bool fast = x.is_cpu() && x.scalar_type() == torch::kFloat32 &&
                    has_channel_filters(filters.size(2), filters.size(0));
  if (!fast) return separable_layer_plainly(x, weights);
  const Tensor before = weights.before.defined() ? weights.before : torch::empty({0, 0});
  return SeparableLayer::apply(x, before, filters, weights.after);
}

Tensor separable_layer_plainly(const Tensor& x, const SeparableWeights& weights) {
  const auto mix = [](const Tensor& in, const Tensor& matrix) {
    return torch::conv2d(in, matrix.view({matrix.size(0), matrix.size(1), 1, 1}));
  };
  const std::int64_t channels = weights.filters.size(0), padding = weights.filters.size(2) / 2;
  const Tensor mixed = weights.before.defined() ? mix(x, weights.before) : x;
  return mix(torch::conv2d(mixed, weights.filters, {}, 1, padding, 1, channels), weights.after);
}

}  // namespace doppel::science

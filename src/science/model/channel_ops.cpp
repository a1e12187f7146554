#include "science/model/channel_ops.h"

#include <ATen/Parallel.h>

#include "science/model/channel_kernels.h"

namespace doppel::science {
namespace {

bool has_kernels(const torch::Tensor& x) { return x.is_cpu() && x.scalar_type() == torch::kFloat32; }

// (n, channels, rows, cols) -> (n rows cols, channels); free for channels-last activations.
torch::Tensor pixel_rows(const torch::Tensor& x) {
  return x.permute({0, 2, 3, 1}).contiguous().view({-1, x.size(1)});
}

torch::Tensor from_pixels(const torch::Tensor& flat, const torch::Tensor& like) {
  return flat.view({like.size(0), like.size(2), like.size(3), flat.size(1)}).permute({0, 3, 1, 2});
}

// Sums over the pixels of an image each, then over the images: the order does not depend on the threads.
torch::Tensor filter_gradient(const torch::Tensor& x, const torch::Tensor& d_out, std::int64_t size) {
  const torch::Tensor input = x.contiguous(torch::MemoryFormat::ChannelsLast);
  const torch::Tensor slope = d_out.contiguous(torch::MemoryFormat::ChannelsLast);
  const ImageShape shape{x.size(2), x.size(3), x.size(1)};
  torch::Tensor sums = torch::empty({x.size(0), size * size, shape.channels});
  const std::int64_t pixels = shape.rows * shape.cols * shape.channels;
  at::parallel_for(0, x.size(0), 1, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t i = begin; i < end; ++i) {
      correlate_channels(input.data_ptr<float>() + i * pixels, slope.data_ptr<float>() + i * pixels, shape,
                         size, sums.data_ptr<float>() + i * size * size * shape.channels);
    }
  });
  return sums.sum(0).t().reshape({shape.channels, 1, size, size});
}

class ConvolveEachChannel : public torch::autograd::Function<ConvolveEachChannel> {
 public:
  static torch::Tensor forward(torch::autograd::AutogradContext* context, const torch::Tensor& x,
                               const torch::Tensor& filters) {
    context->save_for_backward({x, filters});
    return convolve_each_channel_plainly(x, filters);
  }

  // The gradient by the input is the convolution with the filters turned by 180 degrees.
  static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                 torch::autograd::variable_list gradients) {
    const auto saved = context->get_saved_variables();
    const torch::Tensor &x = saved[0], &filters = saved[1];
    return {convolve_each_channel_plainly(gradients[0].contiguous(torch::MemoryFormat::ChannelsLast),
                                          filters.flip({2, 3})),
            filter_gradient(x, gradients[0], filters.size(2))};
  }
};

class MixChannels : public torch::autograd::Function<MixChannels> {
 public:
  static torch::Tensor forward(torch::autograd::AutogradContext* context, const torch::Tensor& x,
                               const torch::Tensor& matrix) {
    context->save_for_backward({x, matrix});
    return from_pixels(torch::matmul(pixel_rows(x), matrix.t()), x);
  }

  static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                 torch::autograd::variable_list gradients) {
    const auto saved = context->get_saved_variables();
    const torch::Tensor d_out = pixel_rows(gradients[0]);
    return {from_pixels(torch::matmul(d_out, saved[1]), saved[0]),
            torch::matmul(d_out.t(), pixel_rows(saved[0]))};
  }
};

}  // namespace

torch::Tensor convolve_each_channel(const torch::Tensor& x, const torch::Tensor& filters) {
  if (!has_kernels(x)) return convolve_each_channel_plainly(x, filters);
  return ConvolveEachChannel::apply(x, filters);
}

torch::Tensor mix_channels(const torch::Tensor& x, const torch::Tensor& matrix) {
  if (!has_kernels(x)) return mix_channels_plainly(x, matrix);
  return MixChannels::apply(x, matrix);
}

torch::Tensor convolve_each_channel_plainly(const torch::Tensor& x, const torch::Tensor& filters) {
  return torch::conv2d(x, filters, {}, 1, filters.size(2) / 2, 1, filters.size(0));
}

torch::Tensor mix_channels_plainly(const torch::Tensor& x, const torch::Tensor& matrix) {
  return torch::conv2d(x, matrix.view({matrix.size(0), matrix.size(1), 1, 1}));
}

}  // namespace doppel::science

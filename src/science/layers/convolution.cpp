#include "science/layers/convolution.h"

namespace doppel::science {
namespace {

struct Parts {
  torch::Tensor high, low;
};

// Rounded to the bits that TF32 keeps, and what is left.
Parts split(const torch::Tensor& x) {
  constexpr std::int64_t half_of_the_last = 0x1000, kept = ~std::int64_t{0x1FFF};
  const torch::Tensor high =
      (x.view(torch::kInt32) + half_of_the_last).bitwise_and_(kept).view(torch::kFloat32);
  return {high, x - high};
}

enum class Direction {
  forwards,
  backwards
};  // backwards: filters are (channels in, channels out, size, size)

torch::Tensor product(const torch::Tensor& x, const torch::Tensor& filters, std::int64_t padding,
                      Direction direction) {
  const std::vector<std::int64_t> padded{padding, padding}, one{1, 1}, none{0, 0};
  const bool backwards = direction == Direction::backwards;
  if (!x.is_cuda()) return at::convolution(x, filters, {}, one, padded, one, backwards, none, 1);
  const at::Context& context = at::globalContext();
  const bool deterministic = context.deterministicCuDNN() || context.deterministicAlgorithms();
  constexpr bool by_stopwatch = false, tf32 = true;
  if (backwards) {
    return at::cudnn_convolution_transpose(x, filters, padded, none, one, one, 1, by_stopwatch, deterministic,
                                           tf32);
  }
  return at::cudnn_convolution(x, filters, padded, one, one, 1, by_stopwatch, deterministic, tf32);
}

// One convolution with three times the channels adds the products up without rounding them first.
torch::Tensor sum_of_products(const torch::Tensor& x, const torch::Tensor& filters, std::int64_t padding,
                              Direction direction) {
  const Parts a = split(x), b = split(filters);
  const std::int64_t channels = direction == Direction::forwards ? 1 : 0;
  return product(torch::cat({a.high, a.high, a.low}, 1), torch::cat({b.high, b.low, b.high}, channels),
                 padding, direction);
}

class ConvolutionInParts : public torch::autograd::Function<ConvolutionInParts> {
 public:
  static torch::Tensor forward(torch::autograd::AutogradContext* context, const torch::Tensor& x,
                               const torch::Tensor& filters, std::int64_t padding) {
    context->save_for_backward({x, filters});
    context->saved_data["padding"] = padding;
    return sum_of_products(x, filters, padding, Direction::forwards);
  }

  static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                 torch::autograd::variable_list gradients) {
    const auto saved = context->get_saved_variables();
    const torch::Tensor &x = saved[0], &filters = saved[1], &by_output = gradients[0];
    const std::int64_t padding = context->saved_data["padding"].toInt();
    torch::Tensor by_x, by_filters;
    if (context->needs_input_grad(0)) {
      by_x = sum_of_products(by_output, filters, padding, Direction::backwards);
    }
    if (context->needs_input_grad(1)) {
      by_filters = std::get<1>(at::convolution_backward(by_output, x, filters, at::OptionalIntArrayRef(),
                                                        {1, 1}, {padding, padding}, {1, 1}, false, {0, 0}, 1,
                                                        {false, true, false}));
    }
    return {by_x, by_filters, torch::Tensor()};
  }
};

}  // namespace

torch::Tensor convolve(const torch::Tensor& x, const torch::Tensor& filters, const torch::Tensor& bias,
                       std::int64_t padding) {
  const at::NoTF32Guard full_precision;
  return torch::conv2d(x, filters, bias, 1, padding);
}

torch::Tensor convolve_in_parts(const torch::Tensor& x, const torch::Tensor& filters, std::int64_t padding) {
  return ConvolutionInParts::apply(x, filters, padding);
}

torch::Tensor as_convolved(const torch::Tensor& x) {
  const auto format = x.is_cuda() ? torch::MemoryFormat::Contiguous : torch::MemoryFormat::ChannelsLast;
  return x.to(x.options(), /*non_blocking=*/false, x.size(1) == 1, format);
}

}  // namespace doppel::science

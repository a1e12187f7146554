#include "science/layers/shared_norm.h"

#include <ATen/Parallel.h>

#include "science/layers/channel_lines.h"

namespace doppel::science {
namespace {

// (groups,) -> (1, channels, 1, 1).
torch::Tensor per_channel(const torch::Tensor& group_values, std::int64_t channels) {
  return group_values.repeat({channels / group_values.size(0)}).view({1, channels, 1, 1});
}

struct Moments {
  torch::Tensor mean, variance;  // (groups,), biased
};

// Of groups of channels that have as many values each. means, variances: (channels,).
Moments pooled_moments(const torch::Tensor& means, const torch::Tensor& variances, std::int64_t groups) {
  const torch::Tensor grouped = means.view({-1, groups});
  const torch::Tensor pooled = grouped.mean(0);
  return {pooled, variances.view({-1, groups}).mean(0) + (grouped - pooled).square().mean(0)};
}

Moments group_moments(const torch::Tensor& x, std::int64_t groups) {
  const auto [mean, variance] = at::batch_norm_update_stats(x, {}, {}, 0);
  return pooled_moments(mean, variance, groups);
}

// Derivative of the non-linearity times d_out; out = activate(nonlinearity, u).
torch::Tensor through(Nonlinearity nonlinearity, const torch::Tensor& d_out, const torch::Tensor& u,
                      const torch::Tensor& out) {
  switch (nonlinearity) {
    case Nonlinearity::softplus:
      return torch::softplus_backward(d_out, u, 1, 20);
    case Nonlinearity::elu:
      return d_out * (1 + out.clamp_max(0));
    case Nonlinearity::none:
      break;
  }
  return d_out;
}

// Sums over each group of (channels,) values.
torch::Tensor pool(const torch::Tensor& channel_values, std::int64_t groups) {
  return channel_values.view({-1, groups}).sum(0);
}

// d_x = scale (du - sum(du) / N - xhat sum(du xhat) / N), with xhat = (x - mean) inverse_sd and sums over a
// group's N values, is scale du + slope x + offset.
struct InputGradient {
  InputGradient(const torch::Tensor& gain, const torch::Tensor& mean, const torch::Tensor& inverse_sd,
                const torch::Tensor& sum_du, const torch::Tensor& sum_du_x, double count)
      : d_gain((sum_du_x - mean * sum_du) * inverse_sd),
        scale(gain * inverse_sd),
        slope(scale * inverse_sd * d_gain / -count),
        offset(scale * sum_du / -count - slope * mean) {}
  torch::Tensor d_gain, scale, slope, offset;  // (groups,)
};

class NormaliseBatch : public torch::autograd::Function<NormaliseBatch> {
 public:
  static torch::Tensor forward(torch::autograd::AutogradContext* context, const torch::Tensor& x,
                               const torch::Tensor& gain, const torch::Tensor& shift,
                               const torch::Tensor& mean, const torch::Tensor& inverse_sd,
                               std::int64_t nonlinearity) {
    const auto kind = static_cast<Nonlinearity>(nonlinearity);
    const torch::Tensor scale = gain * inverse_sd;
    const torch::Tensor u =
        torch::addcmul(per_channel(shift - mean * scale, x.size(1)), x, per_channel(scale, x.size(1)));
    const torch::Tensor out = activate(kind, u);
    context->saved_data["nonlinearity"] = nonlinearity;
    context->save_for_backward({x, kind == Nonlinearity::softplus ? u : torch::Tensor(),
                                kind == Nonlinearity::elu ? out : torch::Tensor(), gain, mean, inverse_sd});
    return out;
  }

  static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                 torch::autograd::variable_list gradients) {
    const auto saved = context->get_saved_variables();
    const torch::Tensor &x = saved[0], &gain = saved[3], &mean = saved[4];
    const auto kind = static_cast<Nonlinearity>(context->saved_data["nonlinearity"].toInt());
    const torch::Tensor du = through(kind, gradients[0], saved[1], saved[2]);
    const std::int64_t channels = x.size(1), groups = gain.size(0);
    const torch::Tensor d_shift = pool(du.sum({0, 2, 3}), groups);
    const InputGradient by_input(gain, mean, saved[5], d_shift, pool((du * x).sum({0, 2, 3}), groups),
                                 static_cast<double>(x.numel() / groups));
    torch::Tensor dx =
        torch::addcmul(per_channel(by_input.offset, channels), x, per_channel(by_input.slope, channels));
    dx.addcmul_(du, per_channel(by_input.scale, channels));
    return {dx, by_input.d_gain, d_shift, torch::Tensor(), torch::Tensor(), torch::Tensor()};
  }
};

bool has_kernels(const torch::Tensor& x, Nonlinearity nonlinearity) {
  return x.is_cpu() && x.scalar_type() == torch::kFloat32 && nonlinearity != Nonlinearity::softplus;
}

// loop(image, where its values begin, its shape); threads share no image.
template <class Loop>
void each_image(const torch::Tensor& x, const Loop& loop) {
  const ImageShape shape{x.size(2), x.size(3), x.size(1)};
  at::parallel_for(0, x.size(0), 1, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t i = begin; i < end; ++i) loop(i, i * shape.size(), shape);
  });
}

// group_moments in one pass, about the means of the first image lest the squares cancel.
Moments group_moments_in_loops(const torch::Tensor& x, std::int64_t groups) {
  const std::int64_t channels = x.size(1);
  const torch::Tensor origin = x[0].mean(torch::IntArrayRef{1, 2});
  torch::Tensor sums = torch::empty({x.size(0), 2, channels});
  each_image(x, [&](std::int64_t image, std::int64_t at, const ImageShape& shape) {
    sum_about(x.data_ptr<float>() + at, origin.data_ptr<float>(), shape,
              sums.data_ptr<float>() + image * 2 * channels);
  });
  const torch::Tensor mean = sums.mean(torch::IntArrayRef{0}) / static_cast<double>(x.size(2) * x.size(3));
  return pooled_moments(mean[0] + origin, mean[1] - mean[0].square(), groups);
}

// The same without softplus, by loops that touch the activations once forwards and twice backwards.
class NormaliseBatchInLoops : public torch::autograd::Function<NormaliseBatchInLoops> {
 public:
  static torch::Tensor forward(torch::autograd::AutogradContext* context, const torch::Tensor& x,
                               const torch::Tensor& gain, const torch::Tensor& shift,
                               const torch::Tensor& mean, const torch::Tensor& inverse_sd,
                               std::int64_t nonlinearity) {
    const Bend bend = bend_of(nonlinearity);
    const torch::Tensor scale = gain * inverse_sd;
    const Line line(scale, shift - mean * scale, x.size(1));
    torch::Tensor out = torch::empty_like(x);
    each_image(x, [&](std::int64_t, std::int64_t at, const ImageShape& shape) {
      bend_line(bend, x.data_ptr<float>() + at, line.view(), shape, out.data_ptr<float>() + at);
    });
    context->saved_data["nonlinearity"] = nonlinearity;
    context->save_for_backward({x, bend == Bend::none ? torch::Tensor() : out, gain, mean, inverse_sd});
    return out;
  }

  static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                 torch::autograd::variable_list gradients) {
    const auto saved = context->get_saved_variables();
    const torch::Tensor &x = saved[0], &out = saved[1], &gain = saved[2], &mean = saved[3];
    const Bend bend = bend_of(context->saved_data["nonlinearity"].toInt());
    const torch::Tensor d_out = gradients[0].contiguous(torch::MemoryFormat::ChannelsLast);
    const std::int64_t channels = x.size(1), groups = gain.size(0);
    const float* bent = bend == Bend::none ? nullptr : out.data_ptr<float>();
    const auto slopes = [&](std::int64_t at) {
      return BendSlopes{bend, x.data_ptr<float>() + at, bent != nullptr ? bent + at : nullptr,
                        d_out.data_ptr<float>() + at};
    };
    torch::Tensor sums = torch::empty({x.size(0), 2, channels});
    each_image(x, [&](std::int64_t image, std::int64_t at, const ImageShape& shape) {
      sum_slopes(slopes(at), shape, sums.data_ptr<float>() + image * 2 * channels);
    });
    const torch::Tensor total = sums.sum(0);
    const torch::Tensor d_shift = pool(total[0], groups);
    const InputGradient by_input(gain, mean, saved[4], d_shift, pool(total[1], groups),
                                 static_cast<double>(x.numel() / groups));
    const torch::Tensor scale = by_input.scale.repeat({channels / groups});
    const Line line(by_input.slope, by_input.offset, channels);
    torch::Tensor dx = torch::empty_like(x);
    each_image(x, [&](std::int64_t, std::int64_t at, const ImageShape& shape) {
      line_gradient(slopes(at), scale.data_ptr<float>(), line.view(), shape, dx.data_ptr<float>() + at);
    });
    return {dx, by_input.d_gain, d_shift, torch::Tensor(), torch::Tensor(), torch::Tensor()};
  }

 private:
  static Bend bend_of(std::int64_t nonlinearity) {
    return static_cast<Nonlinearity>(nonlinearity) == Nonlinearity::elu ? Bend::elu : Bend::none;
  }

  struct Line {
    Line(const torch::Tensor& group_scale, const torch::Tensor& group_offset, std::int64_t channels)
        : scale(group_scale.repeat({channels / group_scale.size(0)})),
          offset(group_offset.repeat({channels / group_offset.size(0)})) {}
    ChannelLine view() const { return {scale.data_ptr<float>(), offset.data_ptr<float>()}; }
    torch::Tensor scale, offset;  // (channels,)
  };
};

torch::Tensor gain_of(const SharedNorm& norm) {
  return norm.gain.defined() ? norm.gain : torch::ones_like(norm.mean);
}

}  // namespace

torch::Tensor activate(Nonlinearity nonlinearity, const torch::Tensor& u) {
  switch (nonlinearity) {
    case Nonlinearity::softplus:
      return torch::softplus(u);
    case Nonlinearity::elu:
      return torch::elu(u);
    case Nonlinearity::none:
      break;
  }
  return u;
}

torch::Tensor normalise_batch(const torch::Tensor& x_in, const SharedNorm& norm) {
  const std::int64_t groups = norm.mean.size(0);
  const bool in_loops = has_kernels(x_in, norm.nonlinearity);
  const torch::Tensor x = in_loops ? x_in.contiguous(torch::MemoryFormat::ChannelsLast) : x_in;
  Moments moments;
  {
    torch::NoGradGuard no_grad;
    moments = in_loops ? group_moments_in_loops(x.detach(), groups) : group_moments(x.detach(), groups);
    const double count = static_cast<double>(x.numel() / groups);
    norm.mean.lerp_(moments.mean, norm.momentum);
    norm.variance.lerp_(moments.variance * (count / (count - 1)), norm.momentum);
  }
  const torch::Tensor inverse_sd = (moments.variance + norm.epsilon).rsqrt();
  const auto kind = static_cast<std::int64_t>(norm.nonlinearity);
  if (in_loops)
    return NormaliseBatchInLoops::apply(x, gain_of(norm), norm.shift, moments.mean, inverse_sd, kind);
  return NormaliseBatch::apply(x, gain_of(norm), norm.shift, moments.mean, inverse_sd, kind);
}

torch::Tensor normalise_running(const torch::Tensor& x, const SharedNorm& norm) {
  const torch::Tensor scale = gain_of(norm) * (norm.variance + norm.epsilon).rsqrt();
  const torch::Tensor u = torch::addcmul(per_channel(norm.shift - norm.mean * scale, x.size(1)), x,
                                         per_channel(scale, x.size(1)));
  return activate(norm.nonlinearity, u);
}

}  // namespace doppel::science

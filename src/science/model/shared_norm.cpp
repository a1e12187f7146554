#include "science/model/shared_norm.h"

namespace doppel::science {
namespace {

// (groups,) -> (1, channels, 1, 1).
torch::Tensor per_channel(const torch::Tensor& group_values, std::int64_t channels) {
  return group_values.repeat({channels / group_values.size(0)}).view({1, channels, 1, 1});
}

struct Moments {
  torch::Tensor mean, variance;  // (groups,), biased
};

Moments group_moments(const torch::Tensor& x, std::int64_t groups) {
  const auto [mean, variance] = at::batch_norm_update_stats(x, {}, {}, 0);
  const torch::Tensor means = mean.view({-1, groups});
  const torch::Tensor pooled = means.mean(0);
  return {pooled, variance.view({-1, groups}).mean(0) + (means - pooled).square().mean(0)};
}

class NormaliseBatch : public torch::autograd::Function<NormaliseBatch> {
 public:
  static torch::Tensor forward(torch::autograd::AutogradContext* context, const torch::Tensor& x,
                               const torch::Tensor& gain, const torch::Tensor& shift,
                               const torch::Tensor& mean, const torch::Tensor& inverse_sd, bool softplus) {
    const torch::Tensor scale = gain * inverse_sd;
    const torch::Tensor u =
        torch::addcmul(per_channel(shift - mean * scale, x.size(1)), x, per_channel(scale, x.size(1)));
    context->saved_data["softplus"] = softplus;
    context->save_for_backward({x, softplus ? u : torch::Tensor(), gain, mean, inverse_sd});
    return softplus ? torch::softplus(u) : u;
  }

  // With xhat = (x - mean) inverse_sd and sums over a group's N values:
  // dx = scale (du - sum(du) / N - xhat sum(du xhat) / N).
  static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                 torch::autograd::variable_list gradients) {
    const auto saved = context->get_saved_variables();
    const torch::Tensor &x = saved[0], &gain = saved[2], &mean = saved[3], &inverse_sd = saved[4];
    const bool softplus = context->saved_data["softplus"].toBool();
    const torch::Tensor du =
        softplus ? torch::softplus_backward(gradients[0], saved[1], 1, 20) : gradients[0];
    const std::int64_t channels = x.size(1), groups = gain.size(0);
    const auto group_sum = [&](const torch::Tensor& values) {
      return values.sum({0, 2, 3}).view({-1, groups}).sum(0);
    };
    const torch::Tensor d_shift = group_sum(du);
    const torch::Tensor d_gain = (group_sum(du * x) - mean * d_shift) * inverse_sd;

    const double count = static_cast<double>(x.numel() / groups);
    const torch::Tensor scale = gain * inverse_sd;
    const torch::Tensor slope = scale * inverse_sd * d_gain / -count;
    const torch::Tensor offset = scale * d_shift / -count - slope * mean;
    torch::Tensor dx = torch::addcmul(per_channel(offset, channels), x, per_channel(slope, channels));
    dx.addcmul_(du, per_channel(scale, channels));
    return {dx, d_gain, d_shift, torch::Tensor(), torch::Tensor(), torch::Tensor()};
  }
};

torch::Tensor gain_of(const SharedNorm& norm) {
  return norm.gain.defined() ? norm.gain : torch::ones_like(norm.mean);
}

}  // namespace

torch::Tensor normalise_batch(const torch::Tensor& x, const SharedNorm& norm) {
  const std::int64_t groups = norm.mean.size(0);
  Moments moments;
  {
    torch::NoGradGuard no_grad;
    moments = group_moments(x.detach(), groups);
    const double count = static_cast<double>(x.numel() / groups);
    norm.mean.lerp_(moments.mean, norm.momentum);
    norm.variance.lerp_(moments.variance * (count / (count - 1)), norm.momentum);
  }
  const torch::Tensor inverse_sd = (moments.variance + norm.epsilon).rsqrt();
  return NormaliseBatch::apply(x, gain_of(norm), norm.shift, moments.mean, inverse_sd, norm.softplus);
}

torch::Tensor normalise_running(const torch::Tensor& x, const SharedNorm& norm) {
  const torch::Tensor scale = gain_of(norm) * (norm.variance + norm.epsilon).rsqrt();
  const torch::Tensor u = torch::addcmul(per_channel(norm.shift - norm.mean * scale, x.size(1)), x,
                                         per_channel(scale, x.size(1)));
  return norm.softplus ? torch::softplus(u) : u;
}

}  // namespace doppel::science

// What the members of a cluster see of its template.
#include <numbers>

#include "science/stimuli/cluster_mei.h"

namespace doppel::science {

using torch::Tensor;

Tensor images_for_members(const ClusterMeiConfig& config, const Tensor& beta, const Tensor& angles,
                          const Tensor& centres, const ImageShape& shape) {
  const torch::NoGradGuard no_grad;
  const HermiteBasis basis = hermite_stimuli(config.n_ranks, config.support, double{config.unit});
  const Tensor radians = angles * (std::numbers::pi_v<float> / 180);
  const Tensor filters = basis.filters.to(beta.device(), torch::kFloat32).flatten(1);
  // Member by member: one product for all would round by their number.
  std::vector<Tensor> templates;
  for (const Tensor& coefficients : turned(basis, beta, radians).split(1))
    templates.push_back(coefficients.mm(filters));
  return placed(torch::cat(templates).view({-1, config.support, config.support}), centres, shape.rows,
                shape.cols);
}

Tensor turned(const HermiteBasis& basis, const Tensor& beta, const Tensor& angles) {
  std::vector<float> mu, sign;
  std::vector<std::int64_t> partner;
  for (std::size_t k = 0; k < basis.functions.size(); ++k) {
    const HermiteFunction& f = basis.functions[k];
    const auto place = static_cast<std::int64_t>(k);
    mu.push_back(static_cast<float>(f.mu));
    const bool real = f.kind == HermiteFunction::Kind::real;
    const bool imaginary = f.kind == HermiteFunction::Kind::imaginary;
    sign.push_back(real ? 1.0F : imaginary ? -1.0F : 0.0F);
    partner.push_back(real ? place + 1 : imaginary ? place - 1 : place);
  }
  const auto there = [&](const Tensor& of) { return of.to(beta.device()); };
  const Tensor phases = angles.view({-1, 1}) * there(torch::tensor(mu));
  const Tensor partners = beta.index_select(-1, there(torch::tensor(partner)));
  return torch::cos(phases) * beta + torch::sin(phases) * (partners * there(torch::tensor(sign)));
}

Tensor placed(const Tensor& templates, const Tensor& centres, std::int64_t rows, std::int64_t cols) {
  const std::int64_t reach = templates.size(1) / 2;
  const auto half = static_cast<double>(reach);
  // -1 is the template's first pixel, 1 its last.
  const auto axis = [&](std::int64_t n, const Tensor& centre) {
    return (torch::arange(n, centre.options()).view({1, -1}) - centre.view({-1, 1})) / half;
  };
  const auto n = templates.size(0);
  const Tensor x = axis(cols, centres.select(1, 0)).unsqueeze(1).expand({n, rows, cols});
  const Tensor y = axis(rows, centres.select(1, 1)).unsqueeze(2).expand({n, rows, cols});
  constexpr std::int64_t bilinear = 0, zeros = 0;
  // Its gradient adds up in any order on the GPU.
  const bool here = at::globalContext().deterministicAlgorithms();
  const auto input = [&](const Tensor& of) { return here ? of.to(torch::kCPU) : of; };
  return at::grid_sampler(input(templates.unsqueeze(1)), input(torch::stack({x, y}, 3)), bilinear, zeros,
                          /*align_corners=*/true)
      .squeeze(1)
      .to(templates.device());
}

}  // namespace doppel::science

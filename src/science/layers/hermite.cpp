#include "science/layers/hermite.h"

#include <cmath>

namespace doppel::science {
namespace {

using Kind = HermiteFunction::Kind;

std::vector<HermiteFunction> list_functions(std::int32_t n_ranks) {
  std::vector<HermiteFunction> functions;
  for (std::int32_t rank = 0; rank < n_ranks; ++rank) {
    for (std::int32_t mu = rank % 2; mu <= rank; mu += 2) {
      if (mu == 0) {
        functions.push_back({rank, mu, Kind::symmetric});
      } else {
        functions.push_back({rank, mu, Kind::real});
        functions.push_back({rank, mu, Kind::imaginary});
      }
    }
  }
  return functions;
}

// rho^mu sum_k c_k rho^(2k), c_k = G(mu+nu+1) G(nu+1) (-2)^(nu-k) / [G(mu+1+k) G(1+k) G(nu+1-k)].
torch::Tensor radial_polynomial(const torch::Tensor& rho, std::int32_t mu, std::int32_t nu) {
  torch::Tensor sum = torch::zeros_like(rho);
  for (std::int32_t k = 0; k <= nu; ++k) {
    const double magnitude = std::exp(std::lgamma(mu + nu + 1) + std::lgamma(nu + 1) -
                                      std::lgamma(mu + 1 + k) - std::lgamma(1 + k) - std::lgamma(nu + 1 - k));
    sum = sum + magnitude * std::pow(-2.0, nu - k) * rho.pow(2 * k);
  }
  return rho.pow(mu) * sum;
}

// (n, points, points) on the square grid over `axis`, not normalised.
std::vector<torch::Tensor> sample(const std::vector<HermiteFunction>& functions, const torch::Tensor& axis) {
  const auto grid = torch::meshgrid({axis, axis}, "ij");
  const torch::Tensor theta = torch::atan2(grid[0], grid[1]);
  const torch::Tensor rho = torch::hypot(grid[0], grid[1]);
  const torch::Tensor envelope = torch::exp(-rho.square() / 4);
  std::vector<torch::Tensor> sampled;
  for (const HermiteFunction& f : functions) {
    const torch::Tensor angular =
        f.kind == Kind::imaginary ? torch::sin(f.mu * theta) : torch::cos(f.mu * theta);
    sampled.push_back(envelope * radial_polynomial(rho, f.mu, (f.rank - f.mu) / 2) * angular);
  }
  return sampled;
}

}  // namespace

HermiteBasis hermite_2d(std::int32_t filter_size) {
  const std::int64_t n_points = 2 * filter_size;
  const double edge = 2.0 * std::sqrt(filter_size) * (1.0 - 1.0 / static_cast<double>(n_points));
  HermiteBasis basis;
  basis.functions = list_functions(filter_size);
  auto sampled = sample(basis.functions, torch::linspace(-edge, edge, n_points, torch::kFloat64));
  for (torch::Tensor& psi : sampled) psi = psi / psi.norm();
  basis.upsampled = torch::stack(sampled);
  basis.filters = basis.upsampled.view({-1, filter_size, 2, filter_size, 2}).sum({2, 4});
  return basis;
}

HermiteBasis hermite_stimuli(std::int32_t n_ranks, std::int32_t n_points, double unit) {
  const double edge = (n_points - 1) / (2 * unit);
  HermiteBasis basis;
  basis.functions = list_functions(n_ranks);
  auto sampled = sample(basis.functions, torch::linspace(-edge, edge, n_points, torch::kFloat64));
  for (std::size_t k = 0; k < sampled.size(); ++k) {
    if (basis.functions[k].kind == Kind::imaginary) continue;
    torch::Tensor square = sampled[k].square().sum();
    const bool paired = basis.functions[k].kind == Kind::real;
    if (paired) square = (square + sampled[k + 1].square().sum()) / 2;
    for (std::size_t i = k; i < k + (paired ? 2 : 1); ++i) sampled[i] = sampled[i] / square.sqrt();
  }
  basis.filters = torch::stack(sampled);
  return basis;
}

torch::Tensor steering(const HermiteBasis& basis, double angle) {
  const auto n = static_cast<std::int64_t>(basis.functions.size());
  torch::Tensor matrix = torch::zeros({n, n}, torch::kFloat64);
  auto entry = matrix.accessor<double, 2>();
  for (std::int64_t k = 0; k < n; ++k) {
    const HermiteFunction& f = basis.functions[static_cast<std::size_t>(k)];
    const double cosine = std::cos(f.mu * angle);
    const double sine = std::sin(f.mu * angle);
    entry[k][k] = cosine;  // 1 for the symmetric function, whose mu is 0
    if (f.kind == Kind::real) entry[k][k + 1] = sine;
    if (f.kind == Kind::imaginary) entry[k][k - 1] = -sine;
  }
  return matrix;
}

}  // namespace doppel::science

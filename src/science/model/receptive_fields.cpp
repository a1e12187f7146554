#include "science/model/receptive_fields.h"

#include <cmath>

namespace doppel::science {
namespace {

using torch::Tensor;

constexpr std::int64_t kWindow = 7;  // [px]
constexpr std::int64_t kImagesAtOnce = 512;
constexpr double kTop = 0.7;           // of the largest correlation
constexpr double kSure = 3, kOwn = 4;  // strengths
constexpr double kEdge = 0.95;         // atanh has no value at 1
constexpr double kRidge = 1e-6;

// (n, rows, cols) -> (n, rows, cols): mean over a window, of the pixels that there are.
Tensor local_mean(const Tensor& images) {
  return torch::avg_pool2d(images.unsqueeze(1), kWindow, /*stride=*/1, /*padding=*/kWindow / 2,
                           /*ceil_mode=*/false,
                           /*count_include_pad=*/false)
      .squeeze(1);
}

Tensor local_contrast(const Tensor& images) {
  return local_mean((images - local_mean(images)).square()).sqrt();
}

// Of each pixel's contrast with each neuron's response, over the images that the neuron saw: (pixels,
// n_neurons).
Tensor correlations(const PreparedData& data) {
  const std::int64_t pixels = data.images.size(1) * data.images.size(2), neurons = data.responses.size(1);
  const auto zeros = [](std::initializer_list<std::int64_t> shape) { return torch::zeros(shape); };
  Tensor product = zeros({pixels, neurons}), contrast = zeros({pixels, neurons}),
         squares = zeros({pixels, neurons}), response = zeros({neurons}), response_squares = zeros({neurons}),
         count = zeros({neurons});
  for (const Tensor& rows : data.fit.split(kImagesAtOnce)) {
    const Batch batch = data.batch(rows, torch::kCPU);
    const Tensor seen = batch.seen.defined() ? batch.seen : torch::ones_like(batch.responses);
    const Tensor at_pixel = local_contrast(batch.images).flatten(1).t();  // (pixels, n)
    product += at_pixel.mm(batch.responses);
    contrast += at_pixel.mm(seen);
    squares += at_pixel.square().mm(seen);
    response += batch.responses.sum(0);
    response_squares += batch.responses.square().sum(0);
    count += seen.sum(0);
  }
  count = count.clamp_min(1);
  const Tensor covariance = product / count - contrast / count * (response / count);
  const Tensor of_contrast = squares / count - (contrast / count).square();
  const Tensor of_response = response_squares / count - (response / count).square();
  return covariance / (of_contrast * of_response).clamp_min(1e-12).sqrt();
}

Tensor column(std::int64_t n) { return torch::linspace(-1, 1, n); }

}  // namespace

ReceptiveFields estimate_receptive_fields(const PreparedData& data) {
  const torch::NoGradGuard no_grad;
  const std::int64_t rows = data.images.size(1), cols = data.images.size(2);
  const Tensor map = correlations(data);  // (pixels, n_neurons)
  const Tensor largest = map.amax(0);
  const Tensor excess = (map - kTop * largest).clamp_min(0).view({rows, cols, -1});
  const Tensor total = excess.sum(torch::IntArrayRef{0, 1}).clamp_min(1e-12);
  const Tensor x = (excess.sum(0) * column(cols).unsqueeze(1)).sum(0) / total;
  const Tensor y = (excess.sum(1) * column(rows).unsqueeze(1)).sum(0) / total;
  return {torch::stack({x, y}, 1), largest * std::sqrt(static_cast<double>(data.fit.size(0)))};
}

Retinotopy fit_retinotopy(const ReceptiveFields& fields, const Tensor& xy) {
  const torch::NoGradGuard no_grad;
  const Tensor z = torch::atanh(fields.centres.to(torch::kFloat64).clamp(-kEdge, kEdge));
  const Tensor strength = fields.strength.to(torch::kFloat64);
  const Tensor weight = (strength - kSure).clamp_min(0).unsqueeze(1);
  const Tensor design = torch::cat({torch::ones({z.size(0), 1}, torch::kFloat64), xy.to(torch::kFloat64)}, 1);
  const Tensor normal = design.t().mm(weight * design) + kRidge * torch::eye(3, torch::kFloat64);
  const Tensor map = torch::linalg_solve(normal, design.t().mm(weight * z));  // (3, 2)
  const Tensor own = ((strength - kOwn) / kOwn).clamp(0, 1).unsqueeze(1);
  const auto single = [](const Tensor& of) { return of.to(torch::kFloat32).contiguous(); };
  return {single(map[0]), single(map.slice(0, 1).t()), single(own * (z - design.mm(map)))};
}

}  // namespace doppel::science

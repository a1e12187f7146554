#include "science/model/preparation.h"

#include <cmath>
#include <utility>

#include "util/error.h"
#include "util/rng.h"

namespace doppel::science {
namespace {

void require(bool holds, const std::string& what) {
  if (!holds) throw Error(ErrorClass::bad_input, "training data: " + what, "check the dataset's scans");
}

void check(const ModelData& data) {
  require(data.train_images.dim() == 3 && data.train_images.numel() > 0,
          "images must be (n, rows, cols), not empty");
  require(data.train_responses.dim() == 2 && data.train_responses.size(1) > 0,
          "responses must be (n, neurons) with at least one neuron");
  require(data.train_images.size(0) == data.train_responses.size(0), "as many images as rows of responses");
  require(!data.train_seen.defined() || data.train_seen.sizes() == data.train_responses.sizes(),
          "the mask of seen pairs must have the responses' shape");
  require(torch::isfinite(data.train_images).all().item<bool>(), "pixels must be finite");
  const torch::Tensor fine = torch::isfinite(data.train_responses) & (data.train_responses >= 0);
  require((data.train_seen.defined() ? fine | ~data.train_seen : fine).all().item<bool>(),
          "responses must be finite and >= 0");
  require(!data.positions.defined() ||
              data.positions.sizes() == torch::IntArrayRef({data.train_responses.size(1), 2}),
          "positions must be (neurons, 2)");
}

// SD (n - 1) and mean of each neuron over the pairs that were seen.
std::pair<torch::Tensor, torch::Tensor> sd_and_mean(const torch::Tensor& responses,
                                                    const torch::Tensor& seen) {
  const torch::Tensor values = responses.to(torch::kFloat64);
  const torch::Tensor weight = seen.defined() ? seen.to(torch::kFloat64) : torch::ones_like(values);
  const torch::Tensor count = weight.sum(0);
  const torch::Tensor mean = (values * weight).sum(0) / count.clamp_min(1);
  const torch::Tensor variance = ((values - mean).square() * weight).sum(0) / (count - 1).clamp_min(1);
  return {variance.sqrt(), mean};
}

}  // namespace

torch::Tensor random_permutation(std::int64_t n, std::uint64_t seed) {
  torch::Tensor order = torch::arange(n);
  auto* item = order.data_ptr<std::int64_t>();
  Rng rng(seed);
  for (std::int64_t i = n - 1; i > 0; --i)
    std::swap(item[i], item[rng.below(static_cast<std::uint64_t>(i + 1))]);
  return order;
}

PreparedData prepare(const ModelData& data, float validation_share, std::uint64_t seed) {
  check(data);
  const std::int64_t n = data.train_images.size(0);
  const auto n_validation =
      static_cast<std::int64_t>(std::llround(static_cast<double>(validation_share) * n));
  require(n_validation >= 1 && n_validation < n, "too few images to split");

  PreparedData prepared;
  const torch::Tensor order = random_permutation(n, derive_seed(seed, "validation split"));
  prepared.validation = order.narrow(0, 0, n_validation).clone();
  prepared.fit = order.narrow(0, n_validation, n - n_validation).clone();

  const torch::Tensor fitted_pixels = data.train_images.index_select(0, prepared.fit).to(torch::kFloat64);
  const double pixel_sd = fitted_pixels.std(/*unbiased=*/false).item<double>();
  require(pixel_sd > 0, "all pixels are the same");
  prepared.image_mean = static_cast<float>(fitted_pixels.mean().item<double>());
  prepared.image_sd = static_cast<float>(pixel_sd);
  prepared.images =
      ((data.train_images.to(torch::kFloat32) - prepared.image_mean) / prepared.image_sd).contiguous();

  const bool masked = data.train_seen.defined();
  torch::Tensor responses = data.train_responses.to(torch::kFloat32);
  if (masked) responses = torch::where(data.train_seen, responses, torch::zeros_like(responses));
  const torch::Tensor fitted_seen = masked ? data.train_seen.index_select(0, prepared.fit) : torch::Tensor();
  auto [sd, mean] = sd_and_mean(responses.index_select(0, prepared.fit), fitted_seen);
  sd = torch::where(sd < sd.mean() / 100, torch::ones_like(sd), sd);
  prepared.response_sd = torch::where(sd > 0, sd, torch::ones_like(sd)).to(torch::kFloat32);
  prepared.mean_response = mean.to(torch::kFloat32) / prepared.response_sd;
  prepared.responses = (responses / prepared.response_sd).contiguous();
  if (masked) prepared.seen = data.train_seen.to(torch::kFloat32).contiguous();
  return prepared;
}

}  // namespace doppel::science

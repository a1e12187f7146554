#include "science/model/preparation.h"

#include <algorithm>
#include <cmath>

#include "util/error.h"
#include "util/rng.h"

namespace doppel::science {
namespace {

void require(bool holds, const std::string& what) {
  if (!holds) throw Error(ErrorClass::bad_input, "training data: " + what, "check the dataset's scans");
}

// A set that is larger than the memory is looked through a block of rows at a time.
constexpr std::int64_t kBlock = 512;

template <class Look>
void for_each_block(std::int64_t n_rows, Look look) {
  for (std::int64_t first = 0; first < n_rows; first += kBlock) look(first, std::min(kBlock, n_rows - first));
}

bool all_finite(const torch::Tensor& values) { return torch::isfinite(values).all().item<bool>(); }

bool are_fine(const torch::Tensor& responses, const torch::Tensor& seen) {
  const torch::Tensor fine = torch::isfinite(responses) & (responses >= 0);
  return (seen.defined() ? fine | ~seen : fine).all().item<bool>();
}

void check(const ModelData& data) {
  require(data.train_images.dim() == 3 && data.train_images.numel() > 0,
          "images must be (n, rows, cols), not empty");
  require(data.train_responses.dim() == 2 && data.train_responses.size(1) > 0,
          "responses must be (n, neurons) with at least one neuron");
  require(data.train_images.size(0) == data.train_responses.size(0), "as many images as rows of responses");
  require(!data.train_seen.defined() || data.train_seen.sizes() == data.train_responses.sizes(),
          "the mask of seen pairs must have the responses' shape");
  for_each_block(data.train_images.size(0), [&](std::int64_t first, std::int64_t n) {
    const auto block = [&](const torch::Tensor& of) { return of.defined() ? of.narrow(0, first, n) : of; };
    require(all_finite(block(data.train_images)), "pixels must be finite");
    require(are_fine(block(data.train_responses), block(data.train_seen)),
            "responses must be finite and >= 0");
  });
  require(!data.positions.defined() ||
              data.positions.sizes() == torch::IntArrayRef({data.train_responses.size(1), 2}),
          "positions must be (neurons, 2)");
}

struct Moments {
  torch::Tensor mean, sd;  // float64
};

// Of all pixels of the images of `index`; the SD with n.
Moments pixel_moments(const torch::Tensor& images, const torch::Tensor& index) {
  const auto n_pixels = static_cast<double>(index.size(0) * images.size(1) * images.size(2));
  torch::Tensor sum = torch::zeros({}, torch::kFloat64), squares = torch::zeros({}, torch::kFloat64);
  for (const torch::Tensor& rows : index.split(kBlock))
    sum += images.index_select(0, rows).to(torch::kFloat64).sum();
  const torch::Tensor mean = sum / n_pixels;
  for (const torch::Tensor& rows : index.split(kBlock))
    squares += (images.index_select(0, rows).to(torch::kFloat64) - mean).square().sum();
  return {mean, (squares / n_pixels).sqrt()};
}

// Of each neuron over the pairs that were seen; the SD with n - 1.
Moments response_moments(const torch::Tensor& responses, const torch::Tensor& seen,
                         const torch::Tensor& index) {
  const auto zeros = [&] { return torch::zeros({responses.size(1)}, torch::kFloat64); };
  torch::Tensor count = zeros(), sum = zeros(), squares = zeros();
  const auto add = [&](auto&& look) {
    for (const torch::Tensor& rows : index.split(kBlock)) {
      const torch::Tensor values = responses.index_select(0, rows).to(torch::kFloat64);
      look(values, seen.defined() ? seen.index_select(0, rows) : torch::ones_like(values, torch::kBool));
    }
  };
  const torch::Tensor nothing = torch::zeros({}, torch::kFloat64);
  add([&](const torch::Tensor& values, const torch::Tensor& shown) {
    count += shown.sum(0);
    sum += torch::where(shown, values, nothing).sum(0);
  });
  const torch::Tensor mean = sum / count.clamp_min(1);
  add([&](const torch::Tensor& values, const torch::Tensor& shown) {
    squares += torch::where(shown, (values - mean).square(), nothing).sum(0);
  });
  return {mean, (squares / (count - 1).clamp_min(1)).sqrt()};
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

  prepared.images = data.train_images;
  prepared.responses = data.train_responses;
  prepared.seen = data.train_seen;
  const Moments pixels = pixel_moments(prepared.images, prepared.fit);
  require(pixels.sd.item<double>() > 0, "all pixels are the same");
  prepared.image_mean = static_cast<float>(pixels.mean.item<double>());
  prepared.image_sd = static_cast<float>(pixels.sd.item<double>());

  auto [mean, sd] = response_moments(prepared.responses, prepared.seen, prepared.fit);
  sd = torch::where(sd < sd.mean() / 100, torch::ones_like(sd), sd);
  prepared.response_sd = torch::where(sd > 0, sd, torch::ones_like(sd)).to(torch::kFloat32);
  prepared.mean_response = mean.to(torch::kFloat32) / prepared.response_sd;
  return prepared;
}

std::int64_t PreparedData::n_bytes() const {
  std::int64_t sum = 0;
  for (const torch::Tensor& tensor : {images, responses, seen})
    sum += tensor.defined() ? static_cast<std::int64_t>(tensor.nbytes()) : 0;
  return sum;
}

void PreparedData::move_to(const torch::Device& device) {
  for (torch::Tensor* tensor : {&images, &responses, &seen, &fit, &validation, &response_sd, &mean_response})
    if (tensor->defined()) *tensor = tensor->to(device);
}

Batch PreparedData::batch(const torch::Tensor& index, const torch::Device& device) const {
  const torch::Tensor rows = index.to(images.device());
  const auto taken = [&](const torch::Tensor& of) {
    return of.index_select(0, rows).to(device, torch::kFloat32);
  };
  Batch batch{(taken(images) - image_mean) / image_sd, taken(responses), {}};
  if (seen.defined()) {
    batch.seen = taken(seen);
    // Not a product: what is recorded there may be anything.
    batch.responses = batch.responses.masked_fill(batch.seen == 0, 0);
  }
  batch.responses = batch.responses / response_sd.to(device);
  return batch;
}

bool has_room(const torch::Device& device, std::int64_t n_bytes) {
  if (device.is_cpu()) return true;  // it is there already
  try {
    torch::empty({2 * n_bytes}, torch::TensorOptions().dtype(torch::kUInt8).device(device));
    return true;
  } catch (const c10::OutOfMemoryError&) {
    return false;
  }
}

}  // namespace doppel::science

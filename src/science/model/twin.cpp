#include "science/model/twin.h"

#include "science/model/config_json.h"
#include "science/model/network.h"
#include "science/model/tensor_archive.h"
#include "util/error.h"

namespace doppel::science {
namespace {

constexpr std::string_view archive_kind = "DOPPELTW";
constexpr std::int64_t images_at_once = 128;  // bounds the memory of one evaluation

void check_images(const torch::Tensor& images) {
  if (images.dim() != 3) {
    throw Error(ErrorClass::internal, "a twin takes images of shape (n, rows, cols)", "report it as a bug");
  }
}

torch::Tensor core_features(const Twin::Parts& parts, const torch::Tensor& images) {
  at::NoTF32Guard full_precision;  // searches compare responses that differ little
  const torch::Tensor there = images.to(parts.scale.device(), torch::kFloat32);
  return frozen_forward(parts.frozen, there.unsqueeze(1));
}

// Calls evaluate(begin, length) on slices of at most images_at_once and joins what it returns along the first
// axis.
template <class Evaluate>
torch::Tensor in_slices(std::int64_t n, Evaluate evaluate) {
  std::vector<torch::Tensor> slices;
  for (std::int64_t begin = 0; begin < n || slices.empty(); begin += images_at_once) {
    slices.push_back(evaluate(begin, std::min(images_at_once, n - begin)));
  }
  return slices.size() == 1 ? slices.front() : torch::cat(slices);
}

}  // namespace

Twin::Twin(std::shared_ptr<const Parts> parts) : parts_(std::move(parts)) {}
Twin::~Twin() = default;

Twin Twin::untrained(const ModelConfig& config, std::int64_t rows, std::int64_t cols, std::int64_t n_neurons,
                     std::uint64_t seed, const std::string& device) {
  const ReadoutShape shape{n_neurons, rows, cols};
  auto network = std::make_shared<Network>(config, shape, torch::ones({n_neurons}), torch::Tensor(), seed);
  network->to(torch::Device(device));
  const torch::Tensor scale = torch::ones({n_neurons}, torch::Device(device));
  return Twin(std::make_shared<const Parts>(std::move(network), 0.0F, 1.0F, scale));
}

std::vector<std::byte> Twin::to_bytes() const {
  TensorArchive archive;
  archive.header["model_config"] = config();
  archive.header["rows"] = rows();
  archive.header["cols"] = cols();
  archive.header["n_neurons"] = n_neurons();
  archive.header["image_mean"] = parts_->image_mean;
  archive.header["image_sd"] = parts_->image_sd;
  archive.tensors = named_state(*parts_->network);
  archive.tensors.emplace_back("scale", parts_->scale);
  return write_archive(archive_kind, archive);
}

Twin Twin::from_bytes(std::span<const std::byte> bytes, const std::string& device) {
  const TensorArchive archive = read_archive(archive_kind, bytes);
  try {
    const ReadoutShape shape{archive.header.at("n_neurons"), archive.header.at("rows"),
                             archive.header.at("cols")};
    const auto config = archive.header.at("model_config").get<ModelConfig>();
    if (shape.n_neurons < 0 || shape.rows < 1 || shape.cols < 1 ||
        archive.at("scale").numel() != shape.n_neurons) {
      throw Error(ErrorClass::bad_input, "twin blob with a wrong shape", "train the model again");
    }
    auto network =
        std::make_shared<Network>(config, shape, torch::ones({shape.n_neurons}), torch::Tensor(), 0);
    restore_state(*network, archive);
    network->to(torch::Device(device));
    return Twin(std::make_shared<const Parts>(
        std::move(network), archive.header.at("image_mean").get<float>(),
        archive.header.at("image_sd").get<float>(), archive.at("scale").to(torch::Device(device))));
  } catch (const nlohmann::json::exception& e) {
    throw Error(ErrorClass::bad_input, std::string("twin blob with a wrong header: ") + e.what(),
                "train the model again");
  }
}

const ModelConfig& Twin::config() const { return parts_->network->config(); }
std::int64_t Twin::n_neurons() const { return parts_->network->shape().n_neurons; }
std::int64_t Twin::rows() const { return parts_->network->shape().rows; }
std::int64_t Twin::cols() const { return parts_->network->shape().cols; }
float Twin::image_mean() const { return parts_->image_mean; }
float Twin::image_sd() const { return parts_->image_sd; }
torch::Device Twin::device() const { return parts_->scale.device(); }

torch::Tensor Twin::features(const torch::Tensor& images) const {
  check_images(images);
  torch::NoGradGuard no_grad;
  return in_slices(images.size(0), [&](std::int64_t begin, std::int64_t length) {
    return core_features(*parts_, images.narrow(0, begin, length)).contiguous();
  });
}

torch::Tensor Twin::responses(const torch::Tensor& images) const {
  check_images(images);
  torch::NoGradGuard no_grad;
  return in_slices(images.size(0), [&](std::int64_t begin, std::int64_t length) {
    const torch::Tensor phi = core_features(*parts_, images.narrow(0, begin, length));
    return torch::softplus(parts_->network->readout().forward(phi, {})) * parts_->scale;
  });
}

Twin::Readout Twin::readout() const {
  torch::NoGradGuard no_grad;
  const doppel::science::Readout& trained = parts_->network->readout();
  return {trained.weights.detach(), trained.bias.detach(), parts_->scale, trained.positions(),
          trained.masks()};
}

torch::Tensor Twin::bar_codes() const { return parts_->network->readout().weights.detach(); }

torch::Tensor Twin::receptive_fields() const {
  const Readout trained = readout();
  if (trained.positions.defined()) return trained.positions;
  const torch::Tensor x = torch::arange(cols(), trained.masks.options());
  const torch::Tensor y = torch::arange(rows(), trained.masks.options());
  const torch::Tensor mass = trained.masks.sum({1, 2});
  const torch::Tensor centre =
      torch::stack({(trained.masks.sum(1) * x).sum(1) / mass, (trained.masks.sum(2) * y).sum(1) / mass}, 1);
  // A mask without mass has no centre: the middle of the image stands in.
  const torch::Tensor middle = torch::tensor({(cols() - 1) / 2.0, (rows() - 1) / 2.0}, centre.options());
  return torch::where((mass > 0).unsqueeze(1), centre, middle);
}

}  // namespace doppel::science

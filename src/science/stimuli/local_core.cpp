#include "science/stimuli/local_core.h"

#include <algorithm>

#include "science/model/network.h"

namespace doppel::science {
namespace {

std::vector<PixelWindow> windows_of(const std::vector<FrozenLayer>& layers, const PixelWindow& needed,
                                    const PixelWindow& image) {
  std::vector<std::int64_t> radii;
  for (const FrozenLayer& layer : layers) radii.push_back(layer.radius());
  return windows_into(radii, needed, image);
}

// 1 where pixel corner - reach + k, k < size, lies in 0..pixels-1: (n, size) float32.
torch::Tensor inside(const torch::Tensor& corner, std::int64_t reach, std::int64_t size,
                     std::int64_t pixels) {
  const auto at = corner.view({-1, 1}) - reach + torch::arange(size, corner.options());
  return torch::logical_and(at >= 0, at < pixels).to(torch::kFloat32);
}

// Rows of pixels (n, pixels), n of each: (n, places) -> (n, places). No place is taken twice, so that the
// gradient is a copy, where that of indexing sorts all places to add up equal ones.
class TakePixels : public torch::autograd::Function<TakePixels> {
 public:
  static torch::Tensor forward(torch::autograd::AutogradContext* context, const torch::Tensor& pixels,
                               const torch::Tensor& places) {
    context->save_for_backward({places});
    context->saved_data["pixels"] = pixels.size(1);
    return pixels.gather(1, places);
  }
  static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                 const torch::autograd::variable_list& by_output) {
    const auto places = context->get_saved_variables().front();
    const auto by_pixels =
        torch::zeros({places.size(0), context->saved_data["pixels"].toInt()}, by_output.front().options());
    return {by_pixels.scatter_(1, places, by_output.front()), torch::Tensor()};
  }
};

// The (2 + 2 radius)^2 pixels around each corner; zero beyond the border. (n, 1, size, size)
torch::Tensor patches(const torch::Tensor& images, const torch::Tensor& corners, std::int64_t radius) {
  const auto padded = torch::constant_pad_nd(images, {radius, radius, radius, radius});
  const std::int64_t size = 2 + 2 * radius;
  const auto offset = torch::arange(size, corners.options());
  const auto rows = (corners.select(1, 0).view({-1, 1}) + offset).unsqueeze(2);
  const auto cols = (corners.select(1, 1).view({-1, 1}) + offset).unsqueeze(1);
  const auto places = (rows * padded.size(2) + cols).flatten(1);
  return TakePixels::apply(padded.flatten(1), places).view({-1, 1, size, size});
}

// Convolution of single planes. The library's gradient by the planes takes fifteen times as long as the
// convolution itself; as one product and a sum over the patches that overlap it takes three times.
class PlaneConvolution : public torch::autograd::Function<PlaneConvolution> {
 public:
  static torch::Tensor forward(torch::autograd::AutogradContext* context, const torch::Tensor& planes,
                               const torch::Tensor& filters, const torch::Tensor& bias) {
    context->save_for_backward({filters});
    context->saved_data["rows"] = planes.size(2);
    context->saved_data["cols"] = planes.size(3);
    return torch::conv2d(planes, filters, bias);
  }
  static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                 const torch::autograd::variable_list& by_output) {
    const auto filters = context->get_saved_variables().front();
    const auto patches = torch::matmul(filters.flatten(1).t(), by_output.front().flatten(2));
    const auto by_planes =
        torch::col2im(patches, {context->saved_data["rows"].toInt(), context->saved_data["cols"].toInt()},
                      {filters.size(2), filters.size(3)}, {1, 1}, {0, 0}, {1, 1});
    return {by_planes, torch::Tensor(), torch::Tensor()};
  }
};

// Patches of a pass. On the CPU always as many, the last pass filled up: which kernels a library chooses, and
// with them the last bits of a response, depend on the number, and a neuron must answer the same in any
// company.
std::int64_t patches_at_once(const torch::Device& device) { return device.is_cuda() ? 4096 : 64; }

torch::Tensor filled_up(const torch::Tensor& rows, std::int64_t n) {
  const std::int64_t missing = n - rows.size(0);
  if (missing <= 0 || rows.is_cuda()) return rows;
  auto shape = rows.sizes().vec();
  shape[0] = missing;
  return torch::cat({rows, rows.slice(0, 0, 1).expand(shape)});
}

}  // namespace

std::int64_t LocalCore::radius() const {
  std::int64_t sum = 0;
  for (const FrozenLayer& layer : layers_) sum += layer.radius();
  return sum;
}

double LocalCore::operations(const PixelWindow& needed, const PixelWindow& image) const {
  const auto windows = windows_of(layers_, needed, image);
  double sum = 0;
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    const PixelWindow& out = windows[i + 1];
    sum += layers_[i].operations() * static_cast<double>(out.rows.count() * out.cols.count());
  }
  return sum;
}

PixelWindow LocalCore::input(const PixelWindow& needed, const PixelWindow& image) const {
  return grown(needed, radius(), image);
}

torch::Tensor LocalCore::features(const torch::Tensor& images, const PixelWindow& needed,
                                  const PixelWindow& image) const {
  const torch::NoGradGuard no_grad;
  const auto windows = windows_of(layers_, needed, image);
  torch::Tensor x = images.unsqueeze(1);
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    x = with_border(activate(layers_[i].before, x), windows[i], windows[i + 1], layers_[i].radius());
    x = layers_[i].convolve(x, 0);
  }
  return x;
}

torch::Tensor LocalCore::quads(const torch::Tensor& images, const torch::Tensor& corners) const {
  std::int64_t reach = radius();
  torch::Tensor x = patches(images, corners, reach);
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    x = activate(layers_[i].before, x);
    const auto rows = inside(corners.select(1, 0), reach, x.size(2), images.size(1));
    const auto cols = inside(corners.select(1, 1), reach, x.size(3), images.size(2));
    x = x * (rows.unsqueeze(2) * cols.unsqueeze(1)).unsqueeze(1);
    x = i == 0 ? PlaneConvolution::apply(x, layers_[i].weights.filters, layers_[i].bias)
               : layers_[i].convolve(x, 0);
    reach -= layers_[i].radius();
  }
  return x;
}

QuadReadout quad_readout(const torch::Tensor& positions, std::int64_t rows, std::int64_t cols) {
  const torch::NoGradGuard no_grad;
  const auto corner = [](const torch::Tensor& at, std::int64_t pixels) {
    return at.floor().clamp(0, pixels - 2);
  };
  const auto y = positions.select(1, 1);
  const auto x = positions.select(1, 0);
  const auto corner_y = corner(y, rows);
  const auto corner_x = corner(x, cols);
  const auto share_y = torch::stack({1.0 - (y - corner_y), y - corner_y}, 1);
  const auto share_x = torch::stack({1.0 - (x - corner_x), x - corner_x}, 1);
  return {torch::stack({corner_y, corner_x}, 1).to(torch::kInt64),
          share_y.unsqueeze(2) * share_x.unsqueeze(1)};
}

LocalTwin::LocalTwin(const Twin& twin) : twin_(twin), core_(twin.parts().frozen), readout_(twin.readout()) {
  if (readout_.positions.defined()) quads_ = quad_readout(readout_.positions, rows(), cols());
}

// Responses of one bounded batch, by operations that autograd follows.
torch::Tensor LocalTwin::read(const torch::Tensor& images, const torch::Tensor& neurons) const {
  const auto pick = [&](const torch::Tensor& parameter) { return parameter.index_select(0, neurons); };
  torch::Tensor phi;  // (n, n_channels)
  if (readout_.positions.defined()) {
    phi = (core_.quads(images, pick(quads_.corners)) * pick(quads_.shares).unsqueeze(1)).sum({2, 3});
  } else {
    phi = (frozen_forward(twin_.parts().frozen, images.unsqueeze(1)) * pick(readout_.masks).unsqueeze(1))
              .sum({2, 3});
  }
  const auto drive = (phi * pick(readout_.weights)).sum(1) + pick(readout_.bias);
  return torch::softplus(drive) * pick(readout_.scale);
}

torch::Tensor LocalTwin::paired_responses(const torch::Tensor& images, const torch::Tensor& neurons) const {
  const torch::NoGradGuard no_grad;
  const at::NoTF32Guard full_precision;
  const bool local = readout_.positions.defined();
  const std::int64_t at_once = local ? patches_at_once(core_.device()) : full_images_at_once();
  std::vector<torch::Tensor> parts;
  for (std::int64_t first = 0; first < images.size(0); first += at_once) {
    const std::int64_t last = std::min(first + at_once, images.size(0));
    const auto x = images.slice(0, first, last).to(core_.device(), torch::kFloat32);
    const auto index = neurons.slice(0, first, last).to(core_.device());
    parts.push_back(read(filled_up(x, at_once), filled_up(index, at_once)).slice(0, 0, last - first));
  }
  return parts.empty() ? torch::empty({0}) : torch::cat(parts);
}

ResponseGradient LocalTwin::paired_gradients(const torch::Tensor& images,
                                             const torch::Tensor& neurons) const {
  const torch::AutoGradMode with_grad(true);
  const at::NoTF32Guard full_precision;
  const bool local = readout_.positions.defined();
  const std::int64_t at_once = local ? patches_at_once(core_.device()) : full_images_at_once();
  std::vector<torch::Tensor> responses, gradients;
  for (std::int64_t first = 0; first < images.size(0); first += at_once) {
    const std::int64_t last = std::min(first + at_once, images.size(0)), n = last - first;
    const auto part = images.slice(0, first, last).detach().to(core_.device(), torch::kFloat32);
    const auto index = neurons.slice(0, first, last).to(core_.device());
    const auto x = filled_up(part, at_once).clone().requires_grad_(true);
    const auto y = read(x, filled_up(index, at_once));
    gradients.push_back(torch::autograd::grad({y.sum()}, {x}).front().slice(0, 0, n));
    responses.push_back(y.detach().slice(0, 0, n));
  }
  if (responses.empty()) return {torch::empty({0}), torch::empty_like(images)};
  return {torch::cat(responses), torch::cat(gradients)};
}

}  // namespace doppel::science

#include "science/layers/point_readout.h"

#include <ATen/Parallel.h>

#include <algorithm>

namespace doppel::science {
namespace {

// The four pixels around a point, as rows of the (pixel, channel) matrix, and their weights.
struct Corners {
  std::int64_t first;  // upper left; the others are one to the right, one row down, both
  float u, v;          // fractions to the right and downwards
};

struct Grid {
  std::int64_t rows, cols, channels;
  Corners corners(const float* point) const {
    const auto col = std::clamp<std::int64_t>(static_cast<std::int64_t>(point[0]), 0, cols - 2);
    const auto row = std::clamp<std::int64_t>(static_cast<std::int64_t>(point[1]), 0, rows - 2);
    return {row * cols + col, point[0] - static_cast<float>(col), point[1] - static_cast<float>(row)};
  }
  std::int64_t offset(const Corners& at, int corner) const {
    return (at.first + (corner % 2) + (corner / 2) * cols) * channels;
  }
};

float share(const Corners& at, int corner) {
  return (corner % 2 == 1 ? at.u : 1 - at.u) * (corner / 2 == 1 ? at.v : 1 - at.v);
}

// Independent partial sums, so that the compiler may use vector registers under strict arithmetic.
float dot(const float* a, const float* b, std::int64_t n) {
  constexpr std::int64_t lanes = 8;
  float sums[lanes] = {};
  std::int64_t i = 0;
  for (; i + lanes <= n; i += lanes) {
    for (std::int64_t lane = 0; lane < lanes; ++lane) sums[lane] += a[i + lane] * b[i + lane];
  }
  float sum = 0;
  for (const float partial : sums) sum += partial;
  for (; i < n; ++i) sum += a[i] * b[i];
  return sum;
}

void add_scaled(float* target, const float* source, float factor, std::int64_t n) {
  for (std::int64_t i = 0; i < n; ++i) target[i] += factor * source[i];
}

// (n, channels, rows, cols) -> (n, pixels, channels), contiguous; free for channels-last features.
torch::Tensor by_pixel(const torch::Tensor& features) { return features.permute({0, 2, 3, 1}).contiguous(); }

class ReadPoints : public torch::autograd::Function<ReadPoints> {
 public:
  static torch::Tensor forward(torch::autograd::AutogradContext* context, const torch::Tensor& features,
                               const torch::Tensor& points_in, const torch::Tensor& weights_in) {
    const torch::Tensor phi = by_pixel(features);
    const torch::Tensor points = points_in.contiguous();
    const torch::Tensor weights = weights_in.contiguous();
    const Grid grid{phi.size(1), phi.size(2), phi.size(3)};
    const std::int64_t n = points.size(0), neurons = points.size(1);
    torch::Tensor at_corners = torch::empty({n, neurons, 4});  // w . Phi at each corner
    torch::Tensor drive = torch::empty({n, neurons});
    const float* point = points.data_ptr<float>();
    const float* weight = weights.data_ptr<float>();
    float* corner_value = at_corners.data_ptr<float>();
    float* out = drive.data_ptr<float>();
    at::parallel_for(0, n, 1, [&](std::int64_t begin, std::int64_t end) {
      for (std::int64_t i = begin; i < end; ++i) {
        const float* image = phi.data_ptr<float>() + i * grid.rows * grid.cols * grid.channels;
        for (std::int64_t k = 0; k < neurons; ++k) {
          const std::int64_t pair = i * neurons + k;
          const Corners at = grid.corners(point + 2 * pair);
          float sum = 0;
          for (int corner = 0; corner < 4; ++corner) {
            const float value =
                dot(image + grid.offset(at, corner), weight + k * grid.channels, grid.channels);
            corner_value[4 * pair + corner] = value;
            sum += share(at, corner) * value;
          }
          out[pair] = sum;
        }
      }
    });
    context->save_for_backward({phi, points, weights, at_corners});
    return drive;
  }

  static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                 torch::autograd::variable_list gradients) {
    const auto saved = context->get_saved_variables();
    const torch::Tensor &phi = saved[0], &points = saved[1], &weights = saved[2];
    const torch::Tensor d_drive = gradients[0].contiguous();
    const torch::Tensor d_phi = features_gradient(phi, points, weights, d_drive);
    return {d_phi.permute({0, 3, 1, 2}), points_gradient(points, saved[3], d_drive, phi),
            weights_gradient(phi, points, weights, d_drive)};
  }

 private:
  // Threads share no image, so that the sums' order is fixed.
  static torch::Tensor features_gradient(const torch::Tensor& phi, const torch::Tensor& points,
                                         const torch::Tensor& weights, const torch::Tensor& d_drive) {
    const Grid grid{phi.size(1), phi.size(2), phi.size(3)};
    const std::int64_t n = points.size(0), neurons = points.size(1);
    torch::Tensor d_phi = torch::zeros_like(phi);
    const float* point = points.data_ptr<float>();
    const float* weight = weights.data_ptr<float>();
    const float* slope = d_drive.data_ptr<float>();
    at::parallel_for(0, n, 1, [&](std::int64_t begin, std::int64_t end) {
      for (std::int64_t i = begin; i < end; ++i) {
        float* image = d_phi.data_ptr<float>() + i * grid.rows * grid.cols * grid.channels;
        for (std::int64_t k = 0; k < neurons; ++k) {
          const std::int64_t pair = i * neurons + k;
          const Corners at = grid.corners(point + 2 * pair);
          for (int corner = 0; corner < 4; ++corner) {
            add_scaled(image + grid.offset(at, corner), weight + k * grid.channels,
                       slope[pair] * share(at, corner), grid.channels);
          }
        }
      }
    });
    return d_phi;
  }

  // Likewise, threads share no neuron.
  static torch::Tensor weights_gradient(const torch::Tensor& phi, const torch::Tensor& points,
                                        const torch::Tensor& weights, const torch::Tensor& d_drive) {
    const Grid grid{phi.size(1), phi.size(2), phi.size(3)};
    const std::int64_t n = points.size(0), neurons = points.size(1);
    torch::Tensor d_weights = torch::zeros_like(weights);
    const float* point = points.data_ptr<float>();
    const float* slope = d_drive.data_ptr<float>();
    at::parallel_for(0, neurons, 16, [&](std::int64_t begin, std::int64_t end) {
      for (std::int64_t i = 0; i < n; ++i) {
        const float* image = phi.data_ptr<float>() + i * grid.rows * grid.cols * grid.channels;
        for (std::int64_t k = begin; k < end; ++k) {
          const std::int64_t pair = i * neurons + k;
          const Corners at = grid.corners(point + 2 * pair);
          for (int corner = 0; corner < 4; ++corner) {
            add_scaled(d_weights.data_ptr<float>() + k * grid.channels, image + grid.offset(at, corner),
                       slope[pair] * share(at, corner), grid.channels);
          }
        }
      }
    });
    return d_weights;
  }

  static torch::Tensor points_gradient(const torch::Tensor& points, const torch::Tensor& at_corners,
                                       const torch::Tensor& d_drive, const torch::Tensor& phi) {
    const Grid grid{phi.size(1), phi.size(2), phi.size(3)};
    torch::Tensor d_points = torch::empty_like(points);
    const float* value = at_corners.data_ptr<float>();
    const float* slope = d_drive.data_ptr<float>();
    float* out = d_points.data_ptr<float>();
    for (std::int64_t pair = 0; pair < d_drive.numel(); ++pair) {
      const Corners at = grid.corners(points.data_ptr<float>() + 2 * pair);
      const float* q = value + 4 * pair;
      out[2 * pair] = slope[pair] * ((1 - at.v) * (q[1] - q[0]) + at.v * (q[3] - q[2]));
      out[2 * pair + 1] = slope[pair] * ((1 - at.u) * (q[2] - q[0]) + at.u * (q[3] - q[1]));
    }
    return d_points;
  }
};

}  // namespace

torch::Tensor read_points(const torch::Tensor& features, const torch::Tensor& points,
                          const torch::Tensor& weights) {
  const bool has_neighbours = features.size(2) > 1 && features.size(3) > 1;
  if (features.is_cpu() && has_neighbours) return ReadPoints::apply(features, points, weights);
  const bool any_order = features.is_cuda() && !at::globalContext().deterministicAlgorithms();
  return any_order && has_neighbours ? read_points_by_sampling(features, points, weights)
                                     : read_points_by_indexing(features, points, weights);
}

torch::Tensor read_points_by_sampling(const torch::Tensor& features, const torch::Tensor& points,
                                      const torch::Tensor& weights) {
  const auto last = torch::tensor({features.size(3) - 1, features.size(2) - 1}, points.options());
  const torch::Tensor places = points * (2 / last) - 1;  // -1 is the first pixel's centre, 1 the last one's
  constexpr std::int64_t bilinear = 0, border = 1;
  const torch::Tensor phi =  // (n, channels, neurons)
      at::grid_sampler(features.contiguous(), places.unsqueeze(2), bilinear, border, /*align_corners=*/true)
          .squeeze(3);
  return (phi * weights.t()).sum(1);
}

torch::Tensor read_points_by_indexing(const torch::Tensor& features, const torch::Tensor& points,
                                      const torch::Tensor& weights) {
  const std::int64_t rows = features.size(2), cols = features.size(3);
  const torch::Tensor phi = by_pixel(features).view({-1, features.size(1)});  // (n pixels, channels)
  const torch::Tensor x = points.select(2, 0), y = points.select(2, 1);
  const torch::Tensor col = x.detach().floor().clamp(0, std::max<std::int64_t>(cols - 2, 0));
  const torch::Tensor row = y.detach().floor().clamp(0, std::max<std::int64_t>(rows - 2, 0));
  const torch::Tensor u = x - col, v = y - row;
  const torch::Tensor image = torch::arange(points.size(0), col.options().dtype(torch::kInt64)).view({-1, 1});
  const torch::Tensor first = (image * rows + row.to(torch::kInt64)) * cols + col.to(torch::kInt64);
  const std::int64_t right = cols > 1 ? 1 : 0, down = rows > 1 ? cols : 0;
  const auto corner = [&](std::int64_t offset) { return (phi.index({first + offset}) * weights).sum(2); };
  return (1 - v) * ((1 - u) * corner(0) + u * corner(right)) +
         v * ((1 - u) * corner(down) + u * corner(down + right));
}

}  // namespace doppel::science

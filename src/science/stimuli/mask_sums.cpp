#include "science/stimuli/mask_sums.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "science/layers/channel_loops.h"

namespace doppel::science::masks {
namespace {

constexpr std::int64_t kFloatsAtOnce = 8'000'000;  // of weighted features
constexpr std::int64_t kFloatsAtOnceOnGpu = 250'000'000;
constexpr std::int64_t kReadBeyond = 4 * n_lanes;  // floats behind them, which a loop may read

// Where a part reads along one axis, and where its sums of this pass lie: locations from the last to the
// first, of which a pass for a single one gives one.
struct Reads {
  std::int64_t shift = 0;            // pixel p is read at p - shift, + step for each sum
  std::int64_t count = 1, step = 1;  // sums
  std::int64_t first = 0;            // of the axis' sums
};

Reads reads_of(const LocationAxis& locations, bool absolute, std::int64_t place, std::int64_t needed_first) {
  if (absolute) return {needed_first, 1, 1, locations.count - 1 - locations.index_of(place)};
  return {locations.last() + needed_first, locations.count, locations.step, 0};
}

struct PartReads {
  Reads rows, cols;
};

PartReads reads_of(const Part& part, const Region& region, const Pass& pass) {
  return {reads_of(part.box.y, region.rows.any(), pass.y, pass.needed.rows.first),
          reads_of(part.box.x, region.cols.any(), pass.x, pass.needed.cols.first)};
}

// A mass, and where its first value of z is.
struct Tap {
  std::int64_t at = 0;
  float mass = 0;
};

std::vector<Tap> taps_of(const Part& part, const PartReads& reads, std::int64_t z_cols) {
  std::vector<Tap> taps;
  for (const Pixel& pixel : part.pixels)
    taps.push_back({(pixel.row - reads.rows.shift) * z_cols + pixel.col - reads.cols.shift, pixel.mass});
  return taps;
}

// A row of sums: sum[j] += sum_taps mass z[at + j step].
using AddRow = void (*)(const float* z, const std::vector<Tap>& taps, const Reads& cols, float* sum);

void add_row_anywhere(const float* z, const std::vector<Tap>& taps, const Reads& cols, float* sum) {
  for (const Tap& tap : taps) {
    for (std::int64_t j = 0; j < cols.count; ++j) sum[j] += tap.mass * z[tap.at + j * cols.step];
  }
}

// n <= N lanes; reads, but does not use, what follows the last value.
template <int N>
DOPPEL_AVX2 DOPPEL_BODY void add_lanes(const float* z, const std::vector<Tap>& taps, std::int64_t n,
                                       float* sum) {
  Lanes sums[N] = {};
  for (const Tap& tap : taps) {
#pragma GCC unroll 4
    for (int i = 0; i < N; ++i) sums[i] += tap.mass * load_lanes(z + tap.at + i * n_lanes);
  }
  const float* values = reinterpret_cast<const float*>(sums);
  for (std::int64_t j = 0; j < n; ++j) sum[j] += values[j];
}

DOPPEL_AVX2 void add_row_on_avx2(const float* z, const std::vector<Tap>& taps, const Reads& cols,
                                 float* sum) {
  if (cols.step != 1) return add_row_anywhere(z, taps, cols, sum);
  constexpr std::int64_t most = 4 * n_lanes;
  for (std::int64_t first = 0; first < cols.count; first += most) {
    const std::int64_t n = std::min(most, cols.count - first);
    const auto add = n > 3 * n_lanes   ? add_lanes<4>
                     : n > 2 * n_lanes ? add_lanes<3>
                     : n > n_lanes     ? add_lanes<2>
                                       : add_lanes<1>;
    add(z + first, taps, n, sum + first);
  }
}

// of_parts: of all in the region, one after another -> of those in the pass.
torch::Tensor chosen(const torch::Tensor& of_parts, const Region& region, const Pass& pass) {
  if (pass.parts.size() == region.parts.size()) return of_parts;
  return of_parts.index_select(0, torch::tensor(pass.parts, torch::kInt64).to(of_parts.device()));
}

const Part& part_of(const Region& region, const Pass& pass, std::int64_t i) {
  return region.parts[static_cast<std::size_t>(pass.parts[static_cast<std::size_t>(i)])];
}

// work(first, z) for some parts after the others; z: (n, parts from the first on, pixels).
template <class Work>
void each_chunk(const torch::Tensor& phi, const Region& region, const Pass& pass, const Work& work) {
  const auto weights = chosen(region.weights, region, pass);
  const auto flat = phi.flatten(2).contiguous();
  const std::int64_t n_parts = weights.size(0);
  const auto at_once = std::max<std::int64_t>(
      1, (phi.is_cuda() ? kFloatsAtOnceOnGpu : kFloatsAtOnce) / (flat.size(0) * flat.size(2)));
  for (std::int64_t first = 0; first < n_parts; first += at_once) {
    const auto some = weights.narrow(0, first, std::min(at_once, n_parts - first));
    auto z = torch::empty({flat.size(0) * some.size(0) * flat.size(2) + kReadBeyond}, flat.options())
                 .narrow(0, 0, flat.size(0) * some.size(0) * flat.size(2))
                 .view({flat.size(0), some.size(0), flat.size(2)});
    torch::bmm_out(z, some.expand({flat.size(0), -1, -1}), flat);
    work(first, z);
  }
}

// Parts of as many locations, as convolutions: kernels (parts, 1, rows, cols) whose first pixel is read at
// (row, col) of the pass for the first sum.
struct Kernels {
  torch::Tensor masses;
  std::int64_t row = 0, col = 0;
};

Kernels kernels_of(const std::vector<std::pair<const Part*, PartReads>>& parts) {
  std::int64_t row = INT64_MAX, col = INT64_MAX, last_row = INT64_MIN, last_col = INT64_MIN;
  for (const auto& [part, reads] : parts) {
    row = std::min(row, part->bounds.rows.first - reads.rows.shift);
    col = std::min(col, part->bounds.cols.first - reads.cols.shift);
    last_row = std::max(last_row, part->bounds.rows.last - reads.rows.shift);
    last_col = std::max(last_col, part->bounds.cols.last - reads.cols.shift);
  }
  const auto masses =
      torch::zeros({static_cast<std::int64_t>(parts.size()), 1, last_row - row + 1, last_col - col + 1});
  auto at = masses.accessor<float, 4>();
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto& [part, reads] = parts[i];
    for (const Pixel& pixel : part->pixels) {
      at[static_cast<std::int64_t>(i)][0][pixel.row - reads.rows.shift - row]
        [pixel.col - reads.cols.shift - col] = pixel.mass;
    }
  }
  return {masses, row, col};
}

// Where the parts' sums of this pass lie in all sums, part after part.
torch::Tensor places_of(const std::vector<std::pair<const Part*, PartReads>>& parts) {
  std::vector<std::int64_t> places;
  for (const auto& [part, reads] : parts) {
    for (std::int64_t i = 0; i < reads.rows.count; ++i) {
      for (std::int64_t j = 0; j < reads.cols.count; ++j)
        places.push_back(part->first_sum + (reads.rows.first + i) * part->box.x.count + reads.cols.first + j);
    }
  }
  return torch::tensor(places, torch::kInt64);
}

void add_at_one_location(const torch::Tensor& phi, const Region& region, const Pass& pass,
                         const torch::Tensor& sums) {
  const auto readers = chosen(region.readers, region, pass);
  const auto drives = torch::matmul(phi.flatten(1), readers.t());  // (n, parts)
  std::vector<std::int64_t> places;
  for (std::int64_t i = 0; i < readers.size(0); ++i) {
    const Part& part = part_of(region, pass, i);
    const PartReads reads = reads_of(part, region, pass);
    places.push_back(part.first_sum + reads.rows.first * part.box.x.count + reads.cols.first);
  }
  torch::Tensor(sums).index_add_(1, torch::tensor(places, torch::kInt64).to(phi.device()), drives);
}

}  // namespace

void add_plainly(const torch::Tensor& phi, const Region& region, const Pass& pass,
                 const torch::Tensor& sums) {
  const torch::Device device = phi.device();
  each_chunk(phi, region, pass, [&](std::int64_t first, const torch::Tensor& z) {
    const auto planes = z.view({z.size(0), z.size(1), phi.size(2), phi.size(3)});
    struct Team {
      std::vector<std::pair<const Part*, PartReads>> parts;
      std::vector<std::int64_t> index;
    };
    std::map<std::pair<std::int64_t, std::int64_t>, Team> teams;  // by their numbers of sums
    for (std::int64_t i = 0; i < z.size(1); ++i) {
      const Part& part = part_of(region, pass, first + i);
      const PartReads reads = reads_of(part, region, pass);
      Team& team = teams[{reads.rows.count, reads.cols.count}];
      team.parts.emplace_back(&part, reads);
      team.index.push_back(i);
    }
    for (const auto& [counts, team] : teams) {
      const Reads& rows = team.parts.front().second.rows;
      const Reads& cols = team.parts.front().second.cols;
      const Kernels kernels = kernels_of(team.parts);
      const auto read = planes.index_select(1, torch::tensor(team.index, torch::kInt64).to(device))
                            .narrow(2, kernels.row, kernels.masses.size(2) + (rows.count - 1) * rows.step)
                            .narrow(3, kernels.col, kernels.masses.size(3) + (cols.count - 1) * cols.step);
      const std::array<std::int64_t, 2> steps{rows.step, cols.step}, no_padding{0, 0}, dense{1, 1};
      const auto drives = torch::conv2d(read, kernels.masses.to(device), torch::Tensor(), steps, no_padding,
                                        dense, static_cast<std::int64_t>(team.parts.size()));
      torch::Tensor(sums).index_add_(1, places_of(team.parts).to(device), drives.flatten(1));
    }
  });
}

void add(const torch::Tensor& phi, const Region& region, const Pass& pass, const torch::Tensor& sums) {
  if (region.readers.defined()) return add_at_one_location(phi, region, pass, sums);
  if (!phi.is_cpu()) return add_plainly(phi, region, pass, sums);
  const AddRow add_row = has_avx2() ? add_row_on_avx2 : add_row_anywhere;
  const std::int64_t n = phi.size(0), pixels = phi.size(2) * phi.size(3), all = sums.size(1);
  each_chunk(phi, region, pass, [&](std::int64_t first, const torch::Tensor& z) {
    const float* values = z.data_ptr<float>();
    float* sum = sums.data_ptr<float>();
    const std::int64_t n_parts = z.size(1);
    at::parallel_for(0, n_parts, 1, [&](std::int64_t begin, std::int64_t end) {
      for (std::int64_t i = begin; i < end; ++i) {
        const Part& part = part_of(region, pass, first + i);
        const PartReads reads = reads_of(part, region, pass);
        const auto taps = taps_of(part, reads, phi.size(3));
        for (std::int64_t k = 0; k < n; ++k) {
          const float* mine = values + (k * n_parts + i) * pixels;
          float* to = sum + k * all + part.first_sum + reads.cols.first;
          for (std::int64_t row = 0; row < reads.rows.count; ++row) {
            add_row(mine + row * reads.rows.step * phi.size(3), taps, reads.cols,
                    to + (reads.rows.first + row) * part.box.x.count);
          }
        }
      }
    });
  });
}

Location location_of(const LocationBox& box, std::int64_t k) {
  const std::int64_t row = k / box.x.count, col = k % box.x.count;
  return {box.y.last() - row * box.y.step, box.x.last() - col * box.x.step};
}

}  // namespace doppel::science::masks

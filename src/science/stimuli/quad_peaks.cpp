#include "science/stimuli/quad_peaks.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <array>

#include "science/layers/channel_loops.h"
#include "science/stimuli/near_ties.h"

namespace doppel::science::quads {
namespace {

constexpr std::int64_t kFloatsAtOnce = 200'000;  // of a product: what a core's own cache holds
// From so many members on the features are copied first: the product over the columns between the window's
// rows would take longer.
constexpr std::int64_t kMembersWorthACopy = 16;

// A member's readout of every pixel of a window, and where in it the member reads.
struct Answers {
  const float* first;       // at the top left of the first read
  std::int64_t row;         // from one row of pixels to the next
  std::int64_t rows, cols;  // reads
  std::int64_t step;        // [px]
  const float* shares;      // of the pixels top left, top right, bottom left, bottom right
};

constexpr float kNone = -std::numeric_limits<float>::infinity();

DOPPEL_BODY float drive_at(const float* pixel, std::int64_t row, const float* shares) {
  return pixel[0] * shares[0] + pixel[1] * shares[1] + pixel[row] * shares[2] + pixel[row + 1] * shares[3];
}

DOPPEL_BODY float highest_one_by_one(const Answers& of) {
  float highest = kNone;
  for (std::int64_t y = 0; y < of.rows; ++y) {
    for (std::int64_t x = 0; x < of.cols; ++x) {
      const float drive = drive_at(of.first + (y * of.row + x) * of.step, of.row, of.shares);
      highest = drive > highest ? drive : highest;
    }
  }
  return highest;
}

float highest_anywhere(const Answers& of) { return highest_one_by_one(of); }

// Eight neighbours at a time; the last eight of a row overlap those before.
DOPPEL_AVX2 float highest_on_avx2(const Answers& of) {
  if (of.step != 1 || of.cols < n_lanes) return highest_one_by_one(of);
  const Lanes s0 = of.shares[0] - Lanes{}, s1 = of.shares[1] - Lanes{}, s2 = of.shares[2] - Lanes{},
              s3 = of.shares[3] - Lanes{};
  Lanes top = kNone - Lanes{};
  for (std::int64_t y = 0; y < of.rows; ++y) {
    const float* above = of.first + y * of.row;
    const float* below = above + of.row;
    for (std::int64_t next = 0; next < of.cols; next += n_lanes) {
      const std::int64_t x = std::min(next, of.cols - n_lanes);
      const Lanes drive = load_lanes(above + x) * s0 + load_lanes(above + x + 1) * s1 +
                          load_lanes(below + x) * s2 + load_lanes(below + x + 1) * s3;
      top = drive > top ? drive : top;
    }
  }
  float highest = kNone;
  for (std::int64_t lane = 0; lane < n_lanes; ++lane) highest = std::max(highest, top[lane]);
  return highest;
}

// A member's peaks so far. Most images have none, so that only the few that do are looked at place by place.
class Collected {
 public:
  explicit Collected(const Wanted& wanted) : tolerance_(wanted.tolerance), floor_(wanted.floor) {}

  // highest: of the image's places; other instructions found it, so that these here may round below it.
  void look(const Answers& of, std::int64_t image, float highest) {
    if (highest < floor_) return;
    const float floor = highest - tolerance_;
    if (floor > floor_) {
      floor_ = floor;
      std::erase_if(peaks_, [&](const Peak& peak) { return peak.drive < floor_; });
    }
    Peak best;
    bool none = true;
    for (std::int64_t y = 0; y < of.rows; ++y) {
      for (std::int64_t x = 0; x < of.cols; ++x) {
        const Peak peak{drive_at(of.first + (y * of.row + x) * of.step, of.row, of.shares), image, y, x};
        if (peak.drive > best.drive) best = peak;
        if (peak.drive < floor_ || peaks_.size() == NearTies::most) continue;
        peaks_.push_back(peak);
        none = false;
      }
    }
    if (none && peaks_.size() < NearTies::most) peaks_.push_back(best);
  }
  std::vector<Peak> take() { return std::move(peaks_); }

 private:
  float tolerance_, floor_;
  std::vector<Peak> peaks_;
};

// Those of a team's window.
struct Features {
  torch::Tensor values;  // (n, n_channels, pixels), row after row
  std::int64_t row;      // from one to the next
};

Features features_of(const torch::Tensor& phi, const Team& team, const PixelWindow& needed) {
  const std::int64_t rows = team.window.rows.count(), cols = team.window.cols.count();
  const std::int64_t top = team.window.rows.first - needed.rows.first,
                     left = team.window.cols.first - needed.cols.first;
  if (team.weights.size(0) >= kMembersWorthACopy)
    return {phi.narrow(2, top, rows).narrow(3, left, cols).flatten(2), cols};
  const std::int64_t row = phi.size(3);
  return {phi.flatten(2).narrow(2, top * row + left, (rows - 1) * row + cols), row};
}

std::vector<std::vector<Peak>> peaks_of(const torch::Tensor& phi, const Team& team, const PixelWindow& needed,
                                        std::int64_t step, const Ask& ask) {
  const auto highest = has_avx2() ? highest_on_avx2 : highest_anywhere;
  const auto features = features_of(phi, team, needed);
  const std::int64_t n = phi.size(0), n_members = team.weights.size(0), pixels = features.values.size(2);
  const auto at_once = std::clamp<std::int64_t>(kFloatsAtOnce / (n_members * pixels), 1, n);
  const auto weights = team.weights.unsqueeze(0);
  const auto shares = team.shares.view({4, n_members}).t().contiguous();
  auto product = torch::empty({at_once, n_members, pixels});
  std::vector<Collected> collected;
  for (const Searcher* member : team.members) collected.emplace_back(ask(*member));
  for (std::int64_t first = 0; first < n; first += at_once) {
    const std::int64_t count = std::min(at_once, n - first);
    auto part = product.narrow(0, 0, count);
    torch::bmm_out(part, weights.expand({count, -1, -1}), features.values.narrow(0, first, count));
    const float* answers = part.data_ptr<float>();
    for (std::int64_t image = first; image < first + count; ++image) {
      for (std::size_t i = 0; i < collected.size(); ++i, answers += pixels) {
        const MemberReads& reads = team.reads[i];
        const Answers mine{answers + reads.row * features.row + reads.col,
                           features.row,
                           reads.n_rows,
                           reads.n_cols,
                           step,
                           shares.data_ptr<float>() + 4 * i};
        collected[i].look(mine, image, highest(mine));
      }
    }
  }
  std::vector<std::vector<Peak>> peaks;
  for (Collected& one : collected) peaks.push_back(one.take());
  return peaks;
}

void find_peaks_on_cores(const torch::Tensor& phi, const Pass& pass, std::int64_t step, const Ask& ask,
                         const Keep& keep) {
  const auto look = [&](std::int64_t begin, std::int64_t end) {
    const torch::NoGradGuard no_grad;  // of this thread
    for (std::int64_t i = begin; i < end; ++i) {
      const Team& team = pass.teams[static_cast<std::size_t>(i)];
      keep(peaks_of(phi, team, pass.needed, step, ask), team);
    }
  };
  const auto n = static_cast<std::int64_t>(pass.teams.size());
  n > 1 ? at::parallel_for(0, n, 1, look) : look(0, n);  // no neuron is in two teams
}

// What each member answers to each stimulus at each pixel of the window: (n, members, rows - 1, cols - 1),
// minus infinity where it does not read.
torch::Tensor drives(const torch::Tensor& phi, const Team& team, const PixelWindow& needed) {
  const std::int64_t rows = team.window.rows.count(), cols = team.window.cols.count();
  const auto window = phi.narrow(2, team.window.rows.first - needed.rows.first, rows)
                          .narrow(3, team.window.cols.first - needed.cols.first, cols);
  const auto at_pixels = torch::matmul(team.weights, window.flatten(2)).view({phi.size(0), -1, rows, cols});
  const auto corner = [&](std::int64_t dy, std::int64_t dx) {
    return at_pixels.narrow(2, dy, rows - 1).narrow(3, dx, cols - 1);
  };
  return torch::addcmul(team.others, corner(0, 0), team.shares[0])
      .addcmul_(corner(0, 1), team.shares[1])
      .addcmul_(corner(1, 0), team.shares[2])
      .addcmul_(corner(1, 1), team.shares[3]);
}

// place: among the flattened drives of an image each.
Peak peak_at(float drive, std::int64_t place, const Team& team, const MemberReads& reads, std::int64_t step) {
  const std::int64_t rows = team.others.size(1), cols = team.others.size(2);
  const std::int64_t row = place / cols % rows, col = place % cols;
  return {drive, place / (rows * cols), (row - reads.row) / step, (col - reads.col) / step};
}

}  // namespace

void find_peaks(const torch::Tensor& phi, const Pass& pass, std::int64_t step, const Ask& ask,
                const Keep& keep) {
  phi.is_cpu() ? find_peaks_on_cores(phi.contiguous(), pass, step, ask, keep)
               : find_peaks_by_tensors(phi, pass, step, keep);
}

// Most batches improve few members, yet to ask a device about each of these, or about each team, costs more
// than all places together.
void find_peaks_by_tensors(const torch::Tensor& phi, const Pass& pass, std::int64_t step, const Keep& keep) {
  std::vector<torch::Tensor> drives_of_all, places_of_all;
  for (const Team& team : pass.teams) {
    const auto [drive, place] = drives(phi, team, pass.needed).transpose(0, 1).flatten(1).max(1);
    drives_of_all.push_back(drive);
    places_of_all.push_back(place);
  }
  const auto all_drives = torch::cat(drives_of_all).to(torch::kCPU),
             all_places = torch::cat(places_of_all).to(torch::kCPU);
  const float* drive = all_drives.data_ptr<float>();
  const std::int64_t* place = all_places.data_ptr<std::int64_t>();
  for (const Team& team : pass.teams) {
    std::vector<std::vector<Peak>> peaks;
    for (const MemberReads& reads : team.reads)
      peaks.push_back({peak_at(*drive++, *place++, team, reads, step)});
    keep(peaks, team);
  }
}

torch::Tensor drives_at_only_reads(const torch::Tensor& phi, const Team& team, const PixelWindow& needed) {
  const std::int64_t rows = team.window.rows.count(), cols = team.window.cols.count();
  const auto n_members = static_cast<std::int64_t>(team.members.size());
  const auto window = phi.narrow(2, team.window.rows.first - needed.rows.first, rows)
                          .narrow(3, team.window.cols.first - needed.cols.first, cols);
  const auto at_pixels = torch::matmul(team.weights, window.flatten(2));  // (n, members, pixels)
  auto pixels = torch::empty({n_members, 4}, torch::kInt64);
  for (std::int64_t i = 0; i < n_members; ++i) {
    const MemberReads& reads = team.reads[static_cast<std::size_t>(i)];
    const std::int64_t first = reads.row * cols + reads.col;
    std::ranges::copy(std::array{first, first + 1, first + cols, first + cols + 1},
                      pixels.data_ptr<std::int64_t>() + 4 * i);
  }
  const auto read = at_pixels.gather(2, pixels.to(phi.device()).expand({phi.size(0), -1, -1}));
  return (read * team.shares.view({4, n_members}).t()).sum(2);
}

}  // namespace doppel::science::quads

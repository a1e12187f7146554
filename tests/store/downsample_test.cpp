// Images averaged down on import, beside a plain mean in floating point.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "store/recording.h"
#include "store/scan_file.h"
#include "tests/store/fixtures.h"
#include "util/sha256.h"

namespace doppel::store::test {
namespace {

double plain_mean(const Recording& r, std::size_t image, int row, int col, int factor) {
  double sum = 0;
  for (int i = 0; i < factor; ++i)
    for (int j = 0; j < factor; ++j)
      sum += r.images[image * 48 + static_cast<std::size_t>((row + i) * 8 + col + j)];
  return sum / (factor * factor);
}

TEST(Downsample, EachPixelIsTheMeanOfItsBlock) {
  const Recording full = small_recording();
  Recording small = full;
  downsample_images(small, 2, "scan.h5");
  ASSERT_EQ(small.rows, 3);
  ASSERT_EQ(small.cols, 4);
  ASSERT_EQ(small.images.size(), 6U * 12);
  for (std::size_t image = 0; image < 6; ++image) {
    for (int row = 0; row < 3; ++row) {
      for (int col = 0; col < 4; ++col) {
        const auto grey = small.images[image * 12 + static_cast<std::size_t>(row * 4 + col)];
        EXPECT_EQ(grey, std::floor(plain_mean(full, image, 2 * row, 2 * col, 2) + 0.5));
      }
    }
    const auto pixels = std::span(small.images).subspan(image * 12, 12);
    EXPECT_EQ(small.image_sha256[image], sha256_hex(std::as_bytes(pixels)));
  }
  EXPECT_EQ(small.source, "a test, in \u00b5m; images averaged over 2 x 2 px");
  EXPECT_EQ(small.responses, full.responses);
}

TEST(Downsample, ByOneChangesNothing) {
  Recording same = small_recording();
  downsample_images(same, 1, "scan.h5");
  expect_equal(same, small_recording());
}

TEST(Downsample, OfSidesThatAreNoMultiplesIsRefused) {
  for (const int factor : {0, -2, 3, 4, 48}) {
    Recording recording = small_recording();
    expect_refused([&] { downsample_images(recording, factor, "scan.h5"); }, {"scan.h5", "6 x 8 px"});
    expect_equal(recording, small_recording());
  }
}

TEST(Downsample, OfAGroundTruthIsRefused) {
  Recording recording = small_simulation();
  expect_refused([&] { downsample_images(recording, 2, "scan.h5"); }, {"scan.h5", "ground truth"});
}

// All pixels of a block may differ and its mean be the same everywhere.
TEST(Downsample, ToAConstantImageIsRefused) {
  Recording recording = small_recording();
  for (std::size_t i = 0; i < 48; ++i) recording.images[i] = (i % 8 + i / 8) % 2 == 0 ? 0 : 200;
  expect_refused([&] { downsample_images(recording, 2, "scan.h5"); }, {"scan.h5", "image_id 11", "constant"});
}

TEST(Downsample, AFileAndATreeGiveTheSameImages) {
  const TemporaryFolder folder;
  write_scan_file(small_recording(), folder / "scan.h5");
  write_file_tree(small_recording(), folder / "tree");
  const Recording file = read_any(folder / "scan.h5", {2, {}}), tree = read_any(folder / "tree", {2, {}});
  auto hashes = file.image_sha256, others = tree.image_sha256;
  std::sort(hashes.begin(), hashes.end());
  std::sort(others.begin(), others.end());
  EXPECT_EQ(hashes, others);
  EXPECT_EQ(tree.source, "Sensorium FileTree; images averaged over 2 x 2 px");
}

}  // namespace
}  // namespace doppel::store::test

#include "store/stimulus_file.h"

#include "store/scan_file.h"
#include "tests/store/fixtures.h"
#include "util/sha256.h"

namespace doppel::store::test {
namespace {

StimulusSet small_set() {
  StimulusSet set;
  set.rows = 3;
  set.cols = 4;
  set.image_mean = 110;
  set.image_sd = 45;
  set.source = "a test";
  for (std::uint8_t i = 0; i < 24; ++i) set.images.push_back(static_cast<std::uint8_t>(10 * i));
  for (std::size_t first : {0U, 12U})
    set.image_sha256.push_back(sha256_hex(std::as_bytes(std::span(set.images).subspan(first, 12))));
  set.stimuli = {{1, 1, 0, 1.5, 1, 8, 0.1, 4, 30, 45, 0}, {1, 2, 1, 1.5, 1, 13.2, 0.1, 4, 30, 45, 0.25}};
  return set;
}

TEST(StimulusFile, WhatIsWrittenIsRead) {
  const TemporaryFolder folder;
  const auto set = small_set();
  write_stimulus_file(set, folder / "stimuli.h5");
  const auto read = read_stimulus_file(folder / "stimuli.h5");
  EXPECT_EQ(read.rows, 3);
  EXPECT_EQ(read.cols, 4);
  EXPECT_EQ(read.images, set.images);
  EXPECT_EQ(read.image_sha256, set.image_sha256);
  EXPECT_EQ(read.source, set.source);
  ASSERT_EQ(read.stimuli.size(), 2U);
  EXPECT_EQ(read.stimuli[1].image, 1);
  EXPECT_EQ(read.stimuli[1].size_rank, 2);
  EXPECT_EQ(read.stimuli[1].size, 13.2);
  EXPECT_EQ(read.stimuli[1].clipped_share, 0.25);
}

TEST(StimulusFile, AnotherPictureUnderItsHashIsRefused) {
  const TemporaryFolder folder;
  auto set = small_set();
  set.images[0] = 7;
  write_stimulus_file(set, folder / "stimuli.h5");
  expect_refused([&] { read_stimulus_file(folder / "stimuli.h5"); }, {"stimuli.h5", "/image_sha256 row 0"});
}

TEST(StimulusFile, AStimulusWithoutPictureIsRefused) {
  const TemporaryFolder folder;
  auto set = small_set();
  set.stimuli[1].image = 2;
  write_stimulus_file(set, folder / "stimuli.h5");
  expect_refused([&] { read_stimulus_file(folder / "stimuli.h5"); }, {"/stimuli/image row 1", "2"});
}

TEST(StimulusFile, WhatIsNoneIsRefused) {
  const TemporaryFolder folder;
  write_scan_file(small_recording(), folder / "scan.h5");
  expect_refused([&] { read_stimulus_file(folder / "scan.h5"); }, {"scan.h5", "/stimuli"});
  write_text(folder / "text.h5", "no HDF5");
  expect_refused([&] { read_stimulus_file(folder / "text.h5"); }, {"text.h5", "no HDF5 file"});
  expect_refused([&] { read_stimulus_file(folder / "absent.h5"); }, {"absent.h5", "no such file"});
}

}  // namespace
}  // namespace doppel::store::test

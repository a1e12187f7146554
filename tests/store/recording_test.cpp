// What validate() refuses, one fault at a time in a recording that is otherwise sound.
#include "store/recording.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <limits>

#include "tests/store/fixtures.h"
#include "util/sha256.h"

namespace doppel::store::test {
namespace {

void expect_refused_after(const std::function<void(Recording&)>& spoil,
                          std::initializer_list<std::string> parts) {
  Recording recording = small_simulation();
  spoil(recording);
  expect_refused([&] { validate(recording, "some/scan.h5"); }, parts);
  expect_refused([&] { validate(recording, "some/scan.h5"); }, {"some/scan.h5: "});
}

void set_hash(Recording& r, std::size_t row) {
  r.image_sha256[row] = sha256_hex(std::as_bytes(std::span(r.images).subspan(row * 48, 48)));
}

TEST(Recording, ASoundOnePasses) {
  EXPECT_NO_THROW(validate(small_recording(), "scan.h5"));
  EXPECT_NO_THROW(validate(small_simulation(), "scan.h5"));
}

TEST(Recording, RepeatsMayStandInAnyOrder) {
  Recording r = small_recording();
  std::swap(r.trials[0].repeat, r.trials[4].repeat);
  EXPECT_NO_THROW(validate(r, "scan.h5"));
}

TEST(Recording, NanResponseIsRefused) {
  expect_refused_after([](Recording& r) { r.responses[7] = std::numeric_limits<float>::quiet_NaN(); },
                       {"/responses", "row 1, column 2", "unit_id 90", "NaN"});
}

TEST(Recording, InfiniteResponseIsRefused) {
  expect_refused_after([](Recording& r) { r.responses[0] = std::numeric_limits<float>::infinity(); },
                       {"/responses", "infinite"});
}

TEST(Recording, NegativeResponseIsRefused) {
  expect_refused_after([](Recording& r) { r.responses[49] = -0.5F; },
                       {"/responses", "row 9, column 4", "negative"});
}

TEST(Recording, DuplicateUnitIsRefused) {
  expect_refused_after([](Recording& r) { r.unit_id[4] = 3; },
                       {"/neurons/unit_id", "unit 3", "rows 0 and 4"});
}

TEST(Recording, DuplicatePresentationIsRefused) {
  expect_refused_after([](Recording& r) { r.trials[8].repeat = 1; },
                       {"/trials/repeat", "repeat 1 of image_id 100", "more than once"});
}

TEST(Recording, RepeatsThatDoNotCountFromZeroAreRefused) {
  expect_refused_after([](Recording& r) { r.trials[1].repeat = 1; },
                       {"/trials/repeat", "no repeat 0 of image_id 11"});
  expect_refused_after([](Recording& r) { r.trials[1].repeat = -1; }, {"/trials/repeat", "row 1 is -1"});
}

TEST(Recording, ImageThatNoTrialShowsIsRefused) {
  expect_refused_after(
      [](Recording& r) {
        r.trials.pop_back();
        r.responses.resize(r.responses.size() - 5);
      },
      {"/image_id", "row 3 (image_id 5)", "no trial"});
}

TEST(Recording, TrialOfAnAbsentImageIsRefused) {
  expect_refused_after([](Recording& r) { r.trials[2].image = 6; }, {"/trials/image_id", "row 2"});
  expect_refused_after([](Recording& r) { r.trials[2].image = -1; }, {"/trials/image_id", "row 2"});
}

TEST(Recording, DuplicateImageIdIsRefused) {
  expect_refused_after([](Recording& r) { r.image_id[2] = 11; }, {"/image_id", "image 11", "rows 0 and 2"});
}

TEST(Recording, EqualImagesUnderTwoNumbersAreRefused) {
  expect_refused_after(
      [](Recording& r) {
        std::copy_n(r.images.begin(), 48, r.images.begin() + 48);
        set_hash(r, 1);
      },
      {"/images", "row 1 (image_id 4)", "row 0 (image_id 11)"});
}

TEST(Recording, WrongImageHashIsRefused) {
  expect_refused_after([](Recording& r) { r.images[50] ^= 1; }, {"/image_sha256", "row 1 (image_id 4)"});
}

TEST(Recording, ConstantImageIsRefused) {
  expect_refused_after(
      [](Recording& r) {
        std::fill_n(r.images.begin() + 96, 48, std::uint8_t{127});
        set_hash(r, 2);
      },
      {"/images", "row 2 (image_id 29)", "constant"});
}

TEST(Recording, TestImageShownAsTrainIsRefused) {
  expect_refused_after([](Recording& r) { r.trials[4].tier = TrialTier::train; },
                       {"/trials/tier", "row 4", "image_id 100"});
}

TEST(Recording, NothingRecordedIsRefused) {
  expect_refused_after([](Recording& r) { r.unit_id.clear(); }, {"/neurons/unit_id", "empty"});
  expect_refused_after([](Recording& r) { r.trials.clear(); }, {"/trials/image_id", "empty"});
  expect_refused_after([](Recording& r) { r.image_id.clear(); }, {"/image_id", "empty"});
}

TEST(Recording, WrongSizesAreRefused) {
  expect_refused_after([](Recording& r) { r.responses.pop_back(); }, {"/responses", "49", "50"});
  expect_refused_after([](Recording& r) { r.images.pop_back(); }, {"/images"});
  expect_refused_after([](Recording& r) { r.image_sha256.pop_back(); }, {"/image_sha256"});
  expect_refused_after([](Recording& r) { r.x.pop_back(); }, {"/neurons/x"});
  expect_refused_after([](Recording& r) { r.rows = 0; }, {"/images"});
  expect_refused_after([](Recording& r) { r.cols = 100'000; }, {"/images", "100000"});
}

TEST(Recording, InfinitePositionIsRefused) {
  expect_refused_after([](Recording& r) { r.y[1] = std::numeric_limits<float>::infinity(); },
                       {"/neurons/y", "row 1"});
}

TEST(Recording, UnknownPositionUnitIsRefused) {
  expect_refused_after([](Recording& r) { r.position_unit = "mm"; }, {"position_unit", "mm"});
}

TEST(Recording, NegativeKeyIsRefused) {
  expect_refused_after([](Recording& r) { r.session = -1; }, {"session", "-1"});
}

TEST(Recording, TruthOfARealScanIsRefused) {
  expect_refused_after([](Recording& r) { r.simulated = false; }, {"/ground_truth", "simulated"});
}

TEST(Recording, InfiniteOrShortTruthIsRefused) {
  expect_refused_after(
      [](Recording& r) { r.truth["phase_index"][2] = std::numeric_limits<double>::infinity(); },
      {"/ground_truth/phase_index", "row 2"});
  expect_refused_after([](Recording& r) { r.truth["phase_index"].pop_back(); },
                       {"/ground_truth/phase_index"});
}

}  // namespace
}  // namespace doppel::store::test

// The HDF5 scan file: round trip, and what is refused of files from elsewhere.
#include "store/scan_file.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <fstream>
#include <limits>

#include "store/atomic_file.h"
#include "tests/store/fixtures.h"
#include "util/rng.h"

namespace doppel::store::test {
namespace {

class ScanFile : public testing::Test {
 protected:
  void SetUp() override {
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
    write_scan_file(recording_, file_);
  }

  // Changes the sound file with `edit`; expects it to be refused with the file's name and every part.
  void expect_refused_after(const std::function<void(ScanFileEditor&)>& edit,
                            std::initializer_list<std::string> parts) {
    {
      ScanFileEditor editor(file_);
      edit(editor);
    }
    expect_refused([&] { read_scan_file(file_); }, parts);
    expect_refused([&] { read_scan_file(file_); }, {file_.string() + ": "});
  }

  Recording recording_ = small_simulation();
  TemporaryFolder folder_;
  std::filesystem::path file_ = folder_ / "scan.h5";
};

TEST_F(ScanFile, WhatIsWrittenIsRead) { expect_equal(read_scan_file(file_), recording_); }

TEST_F(ScanFile, ARealScanHasNoSeedAndNoTruth) {
  const Recording real = small_recording();
  write_scan_file(real, file_);
  expect_equal(read_scan_file(file_), real);
}

TEST_F(ScanFile, EqualRecordingsGiveEqualBytes) {
  write_scan_file(recording_, folder_ / "again.h5");
  EXPECT_EQ(read_bytes(file_), read_bytes(folder_ / "again.h5"));
}

TEST_F(ScanFile, AFileWithoutTheOptionalPartsTakesDefaults) {
  {
    ScanFileEditor editor(file_);
    for (const char* name : {"simulated", "seed", "position_unit", "response_unit", "source", "image_mean",
                             "image_std", "simulation_noiseless", "simulation_coupling"}) {
      editor.remove_attribute(name);
    }
    for (const char* path : {"/ground_truth", "/neurons/x", "/neurons/y", "/neurons/z"}) editor.remove(path);
  }
  const Recording read = read_scan_file(file_);
  EXPECT_FALSE(read.simulated);
  EXPECT_FALSE(read.seed.has_value());
  EXPECT_FALSE(read.simulation.has_value()) << "half of a simulation's settings are none";
  EXPECT_EQ(read.position_unit, "normalised");
  EXPECT_EQ(read.source, "");
  EXPECT_TRUE(read.truth.empty());
  EXPECT_TRUE(std::isnan(read.x[0]));
  EXPECT_EQ(read.responses, recording_.responses);
}

TEST_F(ScanFile, ASeedMeansASimulation) {
  {
    ScanFileEditor editor(file_);
    editor.remove_attribute("simulated");
    editor.remove("/ground_truth");
  }
  EXPECT_TRUE(read_scan_file(file_).simulated);
}

TEST_F(ScanFile, WiderNumbersAreNarrowed) {
  {
    ScanFileEditor editor(file_);
    const std::vector<std::int64_t> units(recording_.unit_id.begin(), recording_.unit_id.end());
    editor.put("/neurons/unit_id", H5T_NATIVE_INT64, units.data(), {5});
    const std::vector<double> responses(recording_.responses.begin(), recording_.responses.end());
    editor.put("/responses", H5T_NATIVE_DOUBLE, responses.data(), {10, 5});
  }
  expect_equal(read_scan_file(file_), recording_);
}

TEST_F(ScanFile, EveryTruncationIsRefused) {
  const auto bytes = read_bytes(file_);
  const auto cut = folder_ / "cut.h5";
  for (std::size_t size = 0; size < bytes.size(); size += size < 600 || size + 20 > bytes.size() ? 1 : 53) {
    write_bytes(cut, std::span(bytes).first(size));
    expect_refused([&] { read_scan_file(cut); }, {cut.string()});
  }
}

TEST_F(ScanFile, AFlippedByteGivesTheSameContentOrAnError) {
  const auto bytes = read_bytes(file_);
  const auto flipped = folder_ / "flipped.h5";
  Rng rng(5);
  int refused = 0;
  constexpr int n_flips = 1500;
  for (int i = 0; i < n_flips; ++i) {
    auto damaged = bytes;
    damaged[rng.below(damaged.size())] ^= static_cast<std::byte>(1 + rng.below(255));
    write_bytes(flipped, damaged);
    try {
      expect_equal(read_scan_file(flipped), recording_);
    } catch (const Error& error) {
      EXPECT_EQ(error.error_class(), ErrorClass::bad_input);
      ++refused;
    }
    ASSERT_FALSE(HasFailure()) << "flip " << i;
  }
  EXPECT_GT(refused, n_flips / 2);
}

// What h5py writes by default: old groups and headers without checksums.
void rewrite_in_old_format(const std::filesystem::path& from, const std::filesystem::path& to) {
  const hid_t source = H5Fopen(from.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT);
  const hid_t target = H5Fcreate(to.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT);
  for (const char* name :
       {"images", "image_id", "image_sha256", "trials", "responses", "neurons", "ground_truth"}) {
    ASSERT_GE(H5Ocopy(source, name, target, name, H5P_DEFAULT, H5P_DEFAULT), 0) << name;
  }
  for (const char* name : {"animal_id", "session", "scan_idx"}) {
    std::int64_t value = 0;
    const hid_t attribute = H5Aopen(source, name, H5P_DEFAULT);
    ASSERT_GE(H5Aread(attribute, H5T_NATIVE_INT64, &value), 0);
    H5Aclose(attribute);
    const hid_t space = H5Screate(H5S_SCALAR);
    const hid_t copy = H5Acreate2(target, name, H5T_STD_I64LE, space, H5P_DEFAULT, H5P_DEFAULT);
    ASSERT_GE(H5Awrite(copy, H5T_NATIVE_INT64, &value), 0);
    H5Aclose(copy);
    H5Sclose(space);
  }
  H5Fclose(target);
  H5Fclose(source);
}

TEST_F(ScanFile, DamageThatCrashesTheLibraryIsRefusedLikeAnyOther) {
  const auto old = folder_ / "old.h5";
  ASSERT_NO_FATAL_FAILURE(rewrite_in_old_format(file_, old));
  const auto bytes = read_bytes(old);
  ASSERT_EQ(std::to_integer<int>(bytes[8]), 0) << "the superblock's version";
  ASSERT_EQ(read_any(old).n_neurons(), recording_.n_neurons());
  Rng rng(6);
  int refused = 0;
  constexpr int n_flips = 400;
  for (int i = 0; i < n_flips; ++i) {
    auto damaged = bytes;
    for (int k = 0; k < 8; ++k)
      damaged[rng.below(damaged.size())] ^= static_cast<std::byte>(1 + rng.below(255));
    write_bytes(old, damaged);
    try {
      read_any(old);  // nothing tells damage in the data themselves
    } catch (const Error& error) {
      EXPECT_EQ(error.error_class(), ErrorClass::bad_input) << error.what();
      ++refused;
    }
  }
  EXPECT_GT(refused, n_flips / 2);
}

TEST_F(ScanFile, AnotherKindOfFileIsRefused) {
  write_text(file_, "animal,session,scan\n");
  expect_refused([&] { read_scan_file(file_); }, {file_.string(), "not an HDF5 file"});
}

TEST_F(ScanFile, AnAbsentFileIsRefused) {
  expect_refused([&] { read_scan_file(folder_ / "absent.h5"); }, {"absent.h5"});
  expect_refused([&] { read_any(folder_ / "absent.h5"); }, {"absent.h5"});
}

TEST_F(ScanFile, EveryRequiredDatasetIsMissed) {
  for (const char* path : {"/images", "/image_id", "/image_sha256", "/trials/image_id", "/trials/tier",
                           "/trials/repeat", "/responses", "/neurons/unit_id"}) {
    write_scan_file(recording_, file_);
    expect_refused_after([&](ScanFileEditor& editor) { editor.remove(path); }, {path, "is missing"});
  }
}

TEST_F(ScanFile, EveryRequiredAttributeIsMissed) {
  for (const char* name : {"animal_id", "session", "scan_idx"}) {
    write_scan_file(recording_, file_);
    expect_refused_after([&](ScanFileEditor& editor) { editor.remove_attribute(name); },
                         {name, "is missing"});
  }
}

TEST_F(ScanFile, WrongRankIsRefused) {
  expect_refused_after([&](ScanFileEditor& e) { e.put_floats("/responses", recording_.responses, {50}); },
                       {"/responses", "(50)", "n_trials = 10, n_neurons = 5"});
}

TEST_F(ScanFile, WrongShapeIsRefused) {
  expect_refused_after(
      [&](ScanFileEditor& e) {
        e.put_floats("/responses", recording_.responses, {5, 10});
      },
      {"/responses", "(5, 10)", "n_trials = 10, n_neurons = 5"});
}

TEST_F(ScanFile, WrongTypeClassIsRefused) {
  expect_refused_after(
      [&](ScanFileEditor& e) {
        e.put_floats("/neurons/unit_id", {1, 2, 3, 4, 5}, {5});
      },
      {"/neurons/unit_id", "floating-point", "expected integers"});
}

TEST_F(ScanFile, SignedImagesAreRefused) {
  expect_refused_after(
      [&](ScanFileEditor& e) {
        e.put("/images", H5T_NATIVE_INT8, recording_.images.data(), {6, 6, 8});
      },
      {"/images", "expected uint8"});
}

TEST_F(ScanFile, NumbersThatDoNotFitAreRefused) {
  const std::array<std::int64_t, 5> units{1, 2, 3, 4, std::int64_t{1} << 40};
  expect_refused_after(
      [&](ScanFileEditor& e) { e.put("/neurons/unit_id", H5T_NATIVE_INT64, units.data(), {5}); },
      {"/neurons/unit_id", "row 4"});
}

TEST_F(ScanFile, UnknownTierIsRefused) {
  std::vector<std::string> tiers(10, "train");
  tiers[3] = "valid";
  expect_refused_after([&](ScanFileEditor& e) { e.put_texts("/trials/tier", tiers, 8); },
                       {"/trials/tier", "row 3", "'valid'"});
}

TEST_F(ScanFile, TierAsVariableLengthTextIsRefused) {
  const std::vector<const char*> tiers(10, "train");
  const hid_t type = H5Tcopy(H5T_C_S1);
  H5Tset_size(type, H5T_VARIABLE);
  expect_refused_after([&](ScanFileEditor& e) { e.put("/trials/tier", type, tiers.data(), {10}); },
                       {"/trials/tier", "fixed-length"});
  H5Tclose(type);
}

TEST_F(ScanFile, TrialOfAnAbsentImageIsRefused) {
  expect_refused_after(
      [&](ScanFileEditor& e) {
        e.put_int32("/trials/image_id", {100, 11, 2, 4, 100, 2, 29, 2, 100, 6});
      },
      {"/trials/image_id", "row 9", "image 6"});
}

TEST_F(ScanFile, NanResponsesAreRefused) {
  auto responses = recording_.responses;
  responses[3] = std::numeric_limits<float>::quiet_NaN();
  expect_refused_after(
      [&](ScanFileEditor& e) {
        e.put_floats("/responses", responses, {10, 5});
      },
      {"/responses", "row 0, column 3"});
}

TEST_F(ScanFile, ZeroNeuronsAreRefused) {
  expect_refused_after([&](ScanFileEditor& e) { e.put_int32("/neurons/unit_id", {}); }, {"/neurons"});
}

TEST_F(ScanFile, AbsurdContiguousSizeIsRefusedBeforeAllocation) {
  // Space is claimed in the header alone: late allocation, nothing written.
  expect_refused_after(
      [&](ScanFileEditor& e) {
        e.put("/responses", H5T_NATIVE_FLOAT, nullptr, {10, hsize_t{1} << 40});
      },
      {"/responses"});
  expect_refused_after(
      [&](ScanFileEditor& e) {
        e.put("/images", H5T_NATIVE_UINT8, nullptr, {hsize_t{1} << 30, 1 << 10, 1 << 10});
      },
      {"/images", "claims"});
}

TEST_F(ScanFile, AbsurdChunkedSizeIsRefusedBeforeAllocation) {
  expect_refused_after(
      [&](ScanFileEditor& e) {
        e.remove("/images");
        const std::array<hsize_t, 3> extents{hsize_t{1} << 32, 36, 64}, chunk{1, 36, 64};
        const hid_t space = H5Screate_simple(3, extents.data(), nullptr);
        const hid_t creation = H5Pcreate(H5P_DATASET_CREATE);
        H5Pset_chunk(creation, 3, chunk.data());
        H5Dclose(
            H5Dcreate2(e.file(), "/images", H5T_NATIVE_UINT8, space, H5P_DEFAULT, creation, H5P_DEFAULT));
        H5Pclose(creation);
        H5Sclose(space);
      },
      {"/images", "claims"});
}

TEST_F(ScanFile, ExternalLinkIsRefused) {
  write_scan_file(recording_, folder_ / "other.h5");
  expect_refused_after(
      [&](ScanFileEditor& e) {
        e.remove("/responses");
        H5Lcreate_external((folder_ / "other.h5").c_str(), "/responses", e.file(), "/responses", H5P_DEFAULT,
                           H5P_DEFAULT);
      },
      {"/responses", "external link"});
}

TEST_F(ScanFile, ExternalLinkToAGroupIsRefused) {
  write_scan_file(recording_, folder_ / "other.h5");
  expect_refused_after(
      [&](ScanFileEditor& e) {
        e.remove("/trials");
        H5Lcreate_external((folder_ / "other.h5").c_str(), "/trials", e.file(), "/trials", H5P_DEFAULT,
                           H5P_DEFAULT);
      },
      {"/trials", "external link"});
}

TEST_F(ScanFile, ExternalStorageIsRefused) {
  expect_refused_after(
      [&](ScanFileEditor& e) {
        e.remove("/responses");
        const std::array<hsize_t, 2> extents{10, 5};
        const hid_t space = H5Screate_simple(2, extents.data(), nullptr);
        const hid_t creation = H5Pcreate(H5P_DATASET_CREATE);
        H5Pset_external(creation, "/etc/hostname", 0, 200);
        H5Dclose(
            H5Dcreate2(e.file(), "/responses", H5T_NATIVE_FLOAT, space, H5P_DEFAULT, creation, H5P_DEFAULT));
        H5Pclose(creation);
        H5Sclose(space);
      },
      {"/responses", "another file"});
}

TEST_F(ScanFile, ObjectReferencesAreRefused) {
  const std::array<hobj_ref_t, 5> references{};
  expect_refused_after(
      [&](ScanFileEditor& e) { e.put("/neurons/unit_id", H5T_STD_REF_OBJ, references.data(), {5}); },
      {"/neurons/unit_id", "object reference"});
}

TEST_F(ScanFile, AGroupInPlaceOfADatasetIsRefused) {
  expect_refused_after(
      [&](ScanFileEditor& e) {
        e.remove("/responses");
        H5Gclose(H5Gcreate2(e.file(), "/responses", H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT));
      },
      {"/responses", "not a dataset"});
}

TEST_F(ScanFile, AnInvalidRecordingIsNotWritten) {
  Recording bad = recording_;
  bad.responses[0] = -1;
  expect_refused([&] { write_scan_file(bad, folder_ / "bad.h5"); }, {"/responses"});
  EXPECT_FALSE(std::filesystem::exists(folder_ / "bad.h5"));
}

TEST_F(ScanFile, ReadAnyTellsFilesFoldersAndArchivesApart) {
  std::filesystem::rename(file_, folder_ / "misnamed.tar");
  expect_equal(read_any(folder_ / "misnamed.tar"), recording_);
  write_file_tree(recording_, folder_ / "tree");
  EXPECT_EQ(read_any(folder_ / "tree").n_neurons(), 5U);
  EXPECT_TRUE(is_scan_file(folder_ / "misnamed.tar"));
  EXPECT_FALSE(is_scan_file(folder_ / "tree"));
}

}  // namespace
}  // namespace doppel::store::test

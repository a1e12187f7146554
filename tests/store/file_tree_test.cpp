// The Sensorium FileTree: round trip by folder and by archive, the layout's variants, and what is refused.
#include <archive.h>
#include <archive_entry.h>
#include <gtest/gtest.h>

#include <cmath>

#include "store/atomic_file.h"
#include "store/npy.h"
#include "store/scan_file.h"
#include "tests/store/fixtures.h"

namespace doppel::store::test {
namespace {

namespace fs = std::filesystem;

using Entries = std::vector<std::pair<std::string, std::vector<std::byte>>>;

// tar or zip by the extension of `file`; gzip for .gz.
void pack(const fs::path& file, const Entries& entries) {
  archive* out = archive_write_new();
  if (file.extension() == ".zip") {
    archive_write_set_format_zip(out);
  } else {
    archive_write_set_format_pax_restricted(out);
  }
  if (file.extension() == ".gz") archive_write_add_filter_gzip(out);
  ASSERT_EQ(archive_write_open_filename(out, file.c_str()), ARCHIVE_OK);
  for (const auto& [name, bytes] : entries) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, name.c_str());
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_size(entry, static_cast<la_int64_t>(bytes.size()));
    EXPECT_EQ(archive_write_header(out, entry), ARCHIVE_OK);
    archive_write_data(out, bytes.data(), bytes.size());
    archive_entry_free(entry);
  }
  archive_write_free(out);
}

class FileTree : public testing::Test {
 protected:
  void SetUp() override { write_file_tree(recording_, tree_); }

  static Recording tree_recording() {
    Recording recording = small_recording();
    recording.response_unit = "";
    recording.source = "Sensorium FileTree";
    return recording;
  }

  // What the tree gives back: its images come in the order of their first trial.
  static Recording in_order_of_appearance(const Recording& r) {
    Recording sorted = r;
    std::vector<std::int32_t> new_row(r.n_images(), -1);
    sorted.images.clear();
    sorted.image_id.clear();
    sorted.image_sha256.clear();
    for (Trial& trial : sorted.trials) {
      auto& row = new_row[static_cast<std::size_t>(trial.image)];
      if (row < 0) {
        row = static_cast<std::int32_t>(sorted.image_id.size());
        const auto old = static_cast<std::size_t>(trial.image);
        sorted.image_id.push_back(r.image_id[old]);
        sorted.image_sha256.push_back(r.image_sha256[old]);
        sorted.images.insert(sorted.images.end(), r.images.begin() + trial.image * 48,
                             r.images.begin() + (trial.image + 1) * 48);
      }
      trial.image = row;
    }
    return sorted;
  }

  Entries entries(const std::string& prefix) const {
    Entries all;
    for (const fs::path& file : files_below(tree_))
      all.emplace_back(prefix + fs::relative(file, tree_).string(), read_bytes(file));
    return all;
  }

  template <class T>
  void put(const std::string& file, const std::vector<T>& values) const {
    write_bytes(tree_ / file, encode_npy(std::span<const T>(values)));
  }
  void put(const std::string& file, const std::vector<float>& values,
           const std::vector<std::size_t>& shape) const {
    write_bytes(tree_ / file, encode_npy(std::span<const float>(values), shape));
  }

  void expect_tree_refused(std::initializer_list<std::string> parts) const {
    expect_refused([&] { read_file_tree(tree_); }, parts);
    expect_refused([&] { read_file_tree(tree_); }, {tree_.string()});
  }

  Recording recording_ = tree_recording();
  Recording expected_ = in_order_of_appearance(recording_);
  TemporaryFolder folder_;
  fs::path tree_ = folder_ / "static99-1-1-preproc";  // a name that says something else than meta/neurons
};

TEST_F(FileTree, WhatIsWrittenIsRead) { expect_equal(read_file_tree(tree_), expected_); }

TEST_F(FileTree, TheArchiveOfATreeIsTheSameRecording) {
  for (const char* name : {"tree.tar", "tree.tar.gz", "tree.zip"}) {
    pack(folder_ / name, entries("some/where/tree/"));
    expect_equal(read_any(folder_ / name), expected_);
  }
  pack(folder_ / "bare.tar", entries("./"));
  expect_equal(read_any(folder_ / "bare.tar"), expected_);
}

TEST_F(FileTree, StatisticsAreOverTrainingTrials) {
  const auto mean = NpyArray::parse(read_bytes(tree_ / "meta/statistics/responses/all/mean.npy"), "mean");
  double sum = 0;  // of neuron 0; the 4 training trials are 1, 3, 6, 9
  for (std::size_t trial : {1, 3, 6, 9}) sum += recording_.responses[trial * 5];
  EXPECT_NEAR(mean.floats().at(0), sum / 4, 1e-6);
  EXPECT_TRUE(
      NpyArray::parse(read_bytes(tree_ / "meta/statistics/images/all/std.npy"), "std").shape().empty());
}

TEST_F(FileTree, TrialsFollowTrialIdx) {
  std::vector<std::int64_t> reversed;
  for (std::int64_t i = 10; i > 0; --i) reversed.push_back(100 * i);
  put("meta/trials/trial_idx.npy", reversed);
  const Recording read = read_file_tree(tree_);
  const std::vector<float> last(recording_.responses.end() - 5, recording_.responses.end());
  EXPECT_EQ(std::vector<float>(read.responses.begin(), read.responses.begin() + 5), last);
  EXPECT_EQ(read.image_id[0], 5);
}

TEST_F(FileTree, ValidationIsReadAsTrain) {
  std::vector<std::string> tiers;
  for (const Trial& trial : recording_.trials)
    tiers.emplace_back(trial.tier == TrialTier::test ? "test" : "validation");
  put("meta/trials/tiers.npy", tiers);
  expect_equal(read_file_tree(tree_), expected_);
}

TEST_F(FileTree, ImagesAreKnownByContentNotByNumber) {
  std::vector<std::int64_t> ids;
  for (std::int64_t i = 0; i < 10; ++i) ids.push_back(1000 + i);  // a number for each trial
  put("meta/trials/frame_image_id.npy", ids);
  const Recording read = read_file_tree(tree_);
  EXPECT_EQ(read.n_images(), 6U);
  EXPECT_EQ(read.trials[8].repeat, 2);
  EXPECT_EQ(read.image_id[0], 1000);
}

TEST_F(FileTree, FloatImagesAreRounded) {
  std::vector<float> image;
  for (std::size_t p = 0; p < 48; ++p)
    image.push_back(static_cast<float>(recording_.images[p]) + (recording_.images[p] < 255 ? 0.25F : 0));
  put("data/images/1.npy", image, {1, 6, 8});  // trial 1 shows row 0
  expect_equal(read_file_tree(tree_), expected_);
}

TEST_F(FileTree, SmallCoordinatesAreNormalised) {
  put("meta/neurons/cell_motor_coordinates.npy", std::vector<float>(15, 0.5F), {5, 3});
  EXPECT_EQ(read_file_tree(tree_).position_unit, "normalised");
}

TEST_F(FileTree, TheNameIsAHintWhereTheTreeDoesNotSay) {
  for (const char* file : {"animal_ids", "sessions", "scan_idx"})
    fs::remove(tree_ / "meta/neurons" / (std::string(file) + ".npy"));
  const Recording read = read_file_tree(tree_);
  EXPECT_EQ(read.animal_id, 99);
  EXPECT_EQ(read.session, 1);
  fs::rename(tree_, folder_ / "nameless");
  expect_refused([&] { read_file_tree(folder_ / "nameless"); }, {"meta/neurons/animal_ids.npy", "missing"});
}

TEST_F(FileTree, AFileThatIsMissingIsNamed) {
  for (const char* file : {"meta/trials/tiers.npy", "meta/trials/frame_image_id.npy",
                           "meta/neurons/unit_ids.npy", "data/images/3.npy", "data/responses/9.npy"}) {
    fs::rename(tree_ / file, folder_ / "aside");
    expect_tree_refused({file, "missing"});
    fs::rename(folder_ / "aside", tree_ / file);
  }
}

TEST_F(FileTree, UnknownTierIsRefused) {
  put("meta/trials/tiers.npy", std::vector<std::string>(10, "final_test"));
  expect_tree_refused({"tiers.npy", "final_test"});
}

TEST_F(FileTree, TrialsOfASkippedTierAreLeftOut) {
  const auto tier = [&](std::size_t i) -> std::string {
    return i < 2 ? "final_test" : expected_.trials[i].tier == TrialTier::train ? "train" : "test";
  };
  std::vector<std::string> tiers;
  for (std::size_t i = 0; i < 10; ++i) tiers.push_back(tier(i));
  put("meta/trials/tiers.npy", tiers);
  expect_tree_refused({"tiers.npy", "final_test"});
  fs::remove(tree_ / "data/responses/0.npy");  // withheld: nothing of these trials is read
  fs::remove(tree_ / "data/images/1.npy");
  const Recording read = read_any(tree_, {1, {"final_test"}});
  ASSERT_EQ(read.trials.size(), 8U);
  EXPECT_TRUE(std::equal(read.responses.begin(), read.responses.end(),
                         expected_.responses.begin() + 2 * static_cast<std::ptrdiff_t>(read.n_neurons())));
  EXPECT_EQ(read.source, "Sensorium FileTree without tier final_test");
  expect_refused([&] { read_any(tree_, {1, {"final_test", "final_tset"}}); }, {"tiers.npy", "'final_tset'"});
}

TEST_F(FileTree, TiersOfAScanFileAreNotSkipped) {
  write_scan_file(recording_, folder_ / "scan.h5");
  expect_refused([&] { read_any(folder_ / "scan.h5", {1, {"test"}}); }, {"scan.h5", "'test'"});
}

TEST_F(FileTree, OneNumberForTwoImagesIsRefused) {
  put("meta/trials/frame_image_id.npy", std::vector<std::int64_t>(10, 1));
  expect_tree_refused({"frame_image_id.npy", "trials 0 and 1"});
}

TEST_F(FileTree, BadResponsesAreRefused) {
  put("data/responses/4.npy", {1, 2, 3, 4}, {4});
  expect_tree_refused({"data/responses/4.npy", "(4)", "(5)"});
  put("data/responses/4.npy", {1, 2, -3, 4, 5}, {5});
  expect_tree_refused({"data/responses/4.npy", "value 2", "-3"});
  put("data/responses/4.npy", {1, 2, 3, NAN, 5}, {5});
  expect_tree_refused({"data/responses/4.npy", "value 3", "nan"});
}

TEST_F(FileTree, BadImagesAreRefused) {
  put("data/images/2.npy", std::vector<float>(48, -1.5F), {1, 6, 8});
  expect_tree_refused({"data/images/2.npy", "-1.5"});
  put("data/images/2.npy", std::vector<float>(48, 1), {1, 8, 6});
  expect_tree_refused({"data/images/2.npy", "8 x 6"});
  put("data/images/2.npy", std::vector<float>(96, 1), {2, 6, 8});
  expect_tree_refused({"data/images/2.npy", "not one grey image"});
}

TEST_F(FileTree, TwoScansInOneTreeAreRefused) {
  put("meta/neurons/sessions.npy", std::vector<std::int64_t>{1, 1, 1, 2, 1});
  expect_tree_refused({"meta/neurons/sessions.npy", "more than one scan"});
}

TEST_F(FileTree, DuplicateUnitsAreRefused) {
  put("meta/neurons/unit_ids.npy", std::vector<std::int64_t>{1, 2, 3, 2, 5});
  expect_tree_refused({"unit 2"});
}

TEST_F(FileTree, ATruncatedArrayIsRefused) {
  const auto bytes = read_bytes(tree_ / "data/images/0.npy");
  write_bytes(tree_ / "data/images/0.npy", std::span(bytes).first(bytes.size() - 1));
  expect_tree_refused({"data/images/0.npy", "47 bytes"});
}

TEST_F(FileTree, ArchivesThatLeadOutsideAreRefused) {
  for (const char* name :
       {"/etc/meta/trials/tiers.npy", "tree/../../meta/trials/tiers.npy", "../data/images/0.npy"}) {
    pack(folder_ / "bad.tar", {{name, read_bytes(tree_ / "meta/trials/tiers.npy")}});
    expect_refused([&] { read_file_tree(folder_ / "bad.tar"); }, {"bad.tar", name, "leads out"});
  }
}

TEST_F(FileTree, ALinkInAnArchiveIsRefused) {
  archive* out = archive_write_new();
  archive_write_set_format_pax_restricted(out);
  archive_write_open_filename(out, (folder_ / "link.tar").c_str());
  archive_entry* entry = archive_entry_new();
  archive_entry_set_pathname(entry, "tree/meta/trials/tiers.npy");
  archive_entry_set_filetype(entry, AE_IFLNK);
  archive_entry_set_symlink(entry, "/etc/passwd");
  archive_write_header(out, entry);
  archive_entry_free(entry);
  archive_write_free(out);
  expect_refused([&] { read_file_tree(folder_ / "link.tar"); }, {"link.tar", "tiers.npy", "link"});
}

TEST_F(FileTree, AnArchiveOfTwoTreesIsRefused) {
  Entries both = entries("a/");
  const Entries second = entries("b/");
  both.insert(both.end(), second.begin(), second.end());
  pack(folder_ / "two.tar", both);
  expect_refused([&] { read_file_tree(folder_ / "two.tar"); }, {"two.tar", "more than one FileTree"});
}

TEST_F(FileTree, ATruncatedOrForeignArchiveIsRefused) {
  pack(folder_ / "tree.tar.gz", entries("tree/"));
  const auto bytes = read_bytes(folder_ / "tree.tar.gz");
  for (std::size_t part = 0; part < 20; ++part) {
    write_bytes(folder_ / "cut.tar.gz", std::span(bytes).first(bytes.size() * part / 20));
    expect_refused([&] { read_any(folder_ / "cut.tar.gz"); }, {"cut.tar.gz"});
  }
  write_text(folder_ / "text.tar", "not an archive at all");
  expect_refused([&] { read_any(folder_ / "text.tar"); }, {"text.tar", "archive"});
}

TEST_F(FileTree, AnExistingFolderIsNotOverwritten) {
  expect_error(ErrorClass::usage, [&] { write_file_tree(recording_, tree_); }, {tree_.string(), "exists"});
  expect_equal(read_file_tree(tree_), expected_);
}

}  // namespace
}  // namespace doppel::store::test

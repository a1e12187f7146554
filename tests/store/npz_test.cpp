#include "store/npz.h"

#include <archive.h>
#include <archive_entry.h>
#include <gtest/gtest.h>

#include <map>

#include "store/atomic_file.h"
#include "store/npy.h"
#include "tests/store/fixtures.h"

namespace doppel::store::test {
namespace {

std::map<std::string, std::vector<std::byte>> unzip(const std::filesystem::path& file) {
  std::map<std::string, std::vector<std::byte>> files;
  archive* zip = archive_read_new();
  archive_read_support_format_zip(zip);
  EXPECT_EQ(archive_read_open_filename(zip, file.c_str(), 10240), ARCHIVE_OK);
  archive_entry* entry = nullptr;
  while (archive_read_next_header(zip, &entry) == ARCHIVE_OK) {
    auto& bytes = files[archive_entry_pathname(entry)];
    bytes.resize(static_cast<std::size_t>(archive_entry_size(entry)));
    EXPECT_EQ(archive_read_data(zip, bytes.data(), bytes.size()), static_cast<la_ssize_t>(bytes.size()));
  }
  archive_read_free(zip);
  return files;
}

TEST(Npz, EachArrayIsAnEntryOfItsName) {
  const TemporaryFolder folder;
  write_npz(folder / "a.npz", {{"first", {2, 2}, {1, 2, 3, 4}}, {"second", {1}, {0.5F}}});
  const auto files = unzip(folder / "a.npz");
  ASSERT_EQ(files.size(), 2U);
  const auto first = NpyArray::parse(files.at("first.npy"), "first");
  EXPECT_EQ(first.floats(), (std::vector<float>{1, 2, 3, 4}));
  EXPECT_EQ(first.shape(), (std::vector<std::size_t>{2, 2}));
  EXPECT_EQ(NpyArray::parse(files.at("second.npy"), "second").floats(), (std::vector<float>{0.5F}));
}

TEST(Npz, EqualArraysGiveEqualBytes) {
  const TemporaryFolder folder;
  write_npz(folder / "a.npz", {{"a", {1}, {3}}});
  write_npz(folder / "b.npz", {{"a", {1}, {3}}});
  EXPECT_EQ(read_bytes(folder / "a.npz"), read_bytes(folder / "b.npz"));
}

}  // namespace
}  // namespace doppel::store::test

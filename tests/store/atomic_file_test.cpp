// Complete or absent: what is left behind when a write is dropped, or when the disk is full.
#include "store/atomic_file.h"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>

#include "store/blob_store.h"
#include "store/picture.h"
#include "store/scan_file.h"
#include "tests/store/fixtures.h"

namespace doppel::store::test {
namespace {

// No file of this process may grow beyond `bytes`: the full disk that a test can have without privileges.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit limit{bytes, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FileSizeLimit() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }
  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;

 private:
  rlimit before_{};
  void (*handler_)(int);
};

void expect_environment_error(const std::function<void()>& action, const std::filesystem::path& named) {
  const FileSizeLimit full_disk(100);
  expect_error(ErrorClass::environment, action, {named.string()});
}

const std::vector<std::byte> kilobyte(1000, std::byte{7});

TEST(AtomicFile, AppearsOnCommitWithItsContent) {
  const TemporaryFolder folder;
  const auto target = folder / "new/folder/file";
  store::AtomicFile file(target);
  file.write(kilobyte);
  EXPECT_FALSE(std::filesystem::exists(target));
  file.commit();
  EXPECT_EQ(read_bytes(target), kilobyte);
  EXPECT_EQ(files_below(folder.path()).size(), 1U);
}

TEST(AtomicFile, DroppedItLeavesNothingAndKeepsWhatWasThere) {
  const TemporaryFolder folder;
  write_text(folder / "file", "old");
  {
    store::AtomicFile file(folder / "file");
    file.write(kilobyte);
  }
  EXPECT_EQ(read_bytes(folder / "file").size(), 3U);
  EXPECT_EQ(files_below(folder.path()).size(), 1U);
}

TEST(AtomicFile, AFullDiskLeavesNoScanFile) {
  const TemporaryFolder folder;
  expect_environment_error([&] { write_scan_file(small_recording(), folder / "scan.h5"); },
                           folder / "scan.h5");
  EXPECT_TRUE(files_below(folder.path()).empty());
}

TEST(AtomicFile, AFullDiskLeavesNoFileTree) {
  const TemporaryFolder folder;
  expect_environment_error([&] { write_file_tree(small_recording(), folder / "tree"); }, folder / "tree");
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(AtomicFile, AFullDiskLeavesNoBlobAndNoCheckpoint) {
  const TemporaryFolder folder;
  const BlobStore store(folder / "blobs");
  write_bytes(folder / "source", kilobyte);
  expect_environment_error([&] { store.put(kilobyte); }, store.root());
  expect_environment_error([&] { store.put_file(folder / "source"); }, store.root());
  expect_environment_error([&] { store.put_checkpoint("key", kilobyte); }, store.root());
  EXPECT_TRUE(files_below(store.root()).empty());
}

TEST(AtomicFile, AFullDiskLeavesNoPicture) {
  const TemporaryFolder folder;
  Picture picture{20, 20, {}};
  for (int i = 0; i < 400; ++i) picture.grey.push_back(static_cast<std::uint8_t>(i * i * 31 % 251));
  expect_environment_error([&] { write_png(picture, folder / "p.png"); }, folder / "p.png");
  EXPECT_TRUE(files_below(folder.path()).empty());
}

TEST(AtomicFile, AFileInPlaceOfAFolderIsNamed) {
  const TemporaryFolder folder;
  write_text(folder / "file", "text");
  expect_error(ErrorClass::environment, [&] { write_scan_file(small_recording(), folder / "file/scan.h5"); },
               {(folder / "file").string()});
}

}  // namespace
}  // namespace doppel::store::test

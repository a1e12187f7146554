#include "store/blob_census.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "tests/store/fixtures.h"

namespace doppel::store::test {
namespace {

using namespace std::chrono_literals;

std::vector<std::byte> content(const std::string& text) {
  const auto bytes = std::as_bytes(std::span(text));
  return {bytes.begin(), bytes.end()};
}

void make_old(const std::filesystem::path& file, std::chrono::seconds age) {
  std::filesystem::last_write_time(file, std::filesystem::file_time_type::clock::now() - age);
}

class BlobCensus : public testing::Test {
 protected:
  StoredFile only_file() const {
    const auto files = stored_files(store_);
    EXPECT_EQ(files.size(), 1U);
    return files.empty() ? StoredFile() : files.front();
  }
  // Now or in a moment: what has been put aside by mistake comes back.
  bool is_there(const std::string& sha256) const {
    const auto deadline = std::chrono::steady_clock::now() + 20s;
    while (!store_.contains(sha256)) {
      if (std::chrono::steady_clock::now() > deadline) return false;
      std::this_thread::yield();
    }
    return true;
  }
  TemporaryFolder folder_;
  store::BlobStore store_{folder_ / "blobs"};
};

TEST_F(BlobCensus, AStoreThatIsNotThereHoldsNothing) { EXPECT_TRUE(stored_files(store_).empty()); }

TEST_F(BlobCensus, ABlobIsListedWithItsHashItsSizeAndItsAge) {
  const std::string sha256 = store_.put(content("abc"));
  make_old(store_.path_of(sha256), 3h);
  const StoredFile file = only_file();
  EXPECT_EQ(file.sha256, sha256);
  EXPECT_EQ(file.bytes, 3U);
  EXPECT_GE(file.age, 3h);
  EXPECT_LT(file.age, 4h);
}

TEST_F(BlobCensus, WhatAWriterLeftBehindIsListedAndOtherPeoplesFilesAreNot) {
  const auto left = store_.root() / "objects" / "ab" / ".cdef.tmp-1-2-3";
  write_text(left, "half of a bl");
  write_text(store_.root() / "notes.txt", "ours");
  store_.put_checkpoint("model", content("state"));
  const StoredFile file = only_file();
  EXPECT_EQ(file.path, left);
  EXPECT_EQ(file.sha256, "");
}

TEST_F(BlobCensus, OnlyWhatIsOldEnoughIsRemoved) {
  store_.put(content("abc"));
  EXPECT_FALSE(remove_if_older(only_file(), 1h));
  make_old(only_file().path, 2h);
  EXPECT_TRUE(remove_if_older(only_file(), 1h));
  EXPECT_TRUE(files_below(store_.root()).empty());
}

TEST_F(BlobCensus, WhatIsPutAgainIsYoungAgain) {
  store_.put(content("abc"));
  make_old(only_file().path, 48h);
  const StoredFile as_listed = only_file();
  const std::string sha256 = store_.put(content("abc"));
  EXPECT_FALSE(remove_if_older(as_listed, 24h));
  EXPECT_EQ(store_.get(sha256), content("abc"));
}

// Each put is followed by a look, as a commit and a worker's read would be; meanwhile every blob that is
// found old is removed, and all are made old again and again.
TEST_F(BlobCensus, NothingThatHasJustBeenPutIsLost) {
  std::atomic<int> n_removed = 0;
  const std::jthread pruner([&](const std::stop_token& ended) {
    while (!ended.stop_requested()) {
      for (const StoredFile& file : stored_files(store_)) {
        if (remove_if_older(file, 1h)) ++n_removed;
      }
    }
  });
  for (int round = 0; round < 300 || n_removed < 20; ++round) {
    const std::string sha256 = store_.put(content("blob"));
    EXPECT_TRUE(is_there(sha256));
    try {
      make_old(store_.path_of(sha256), 2h);
    } catch (const std::filesystem::filesystem_error&) {  // it has been put aside for a moment
    }
  }
}

TEST_F(BlobCensus, OtherDatabasesOfAStoreAreTold) {
  EXPECT_TRUE(other_users(store_, "a").empty());
  sign_store(store_, "a", "database mouse");
  sign_store(store_, "a", "database mouse");
  EXPECT_TRUE(other_users(store_, "a").empty());
  sign_store(store_, "b", "database fly");
  const auto others = other_users(store_, "a");
  ASSERT_EQ(others.size(), 1U);
  EXPECT_NE(others.front().find("database fly"), std::string::npos);
}

}  // namespace
}  // namespace doppel::store::test

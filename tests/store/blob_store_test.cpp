#include "store/blob_store.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/atomic_file.h"
#include "tests/store/fixtures.h"

namespace doppel::store::test {
namespace {

// FIPS 180-2, the SHA-256 of "abc".
constexpr const char* abc_hash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

std::vector<std::byte> bytes_of(const std::string& text) {
  const auto bytes = std::as_bytes(std::span(text));
  return {bytes.begin(), bytes.end()};
}

class BlobStore : public testing::Test {
 protected:
  std::filesystem::path object(const std::string& sha256) const {
    return store_.root() / "objects" / sha256.substr(0, 2) / sha256.substr(2);
  }

  void flip_a_byte(const std::string& sha256) const {
    auto bytes = read_bytes(object(sha256));
    bytes[1] ^= std::byte{1};
    std::filesystem::remove(object(sha256));
    write_bytes(object(sha256), bytes);
  }

  TemporaryFolder folder_;
  store::BlobStore store_{folder_ / "blobs"};
};

TEST_F(BlobStore, ABlobIsNamedByItsHashAndReadBack) {
  EXPECT_EQ(store_.put(bytes_of("abc")), abc_hash);
  EXPECT_EQ(store_.get(abc_hash), bytes_of("abc"));
  EXPECT_TRUE(store_.contains(abc_hash));
  EXPECT_EQ(store_.verified_path(abc_hash), object(abc_hash));
}

TEST_F(BlobStore, TheRootIsMadeOnTheFirstWrite) {
  EXPECT_FALSE(store_.contains(abc_hash));
  EXPECT_FALSE(std::filesystem::exists(store_.root()));
}

TEST_F(BlobStore, PuttingTwiceKeepsTheOneFile) {
  store_.put(bytes_of("abc"));
  struct stat before {
  }, after{};
  ::stat(object(abc_hash).c_str(), &before);
  store_.put(bytes_of("abc"));
  ::stat(object(abc_hash).c_str(), &after);
  EXPECT_EQ(before.st_ino, after.st_ino);
  EXPECT_EQ(files_below(store_.root()).size(), 1U);
}

TEST_F(BlobStore, AFileIsStreamedToTheSameName) {
  const std::string text(3'000'000, 'x');
  write_text(folder_ / "big", text);
  const std::string sha256 = store_.put_file(folder_ / "big");
  EXPECT_EQ(sha256, store_.put(bytes_of(text)));
  EXPECT_EQ(store_.get(sha256), bytes_of(text));
  expect_refused([&] { store_.put_file(folder_ / "absent"); }, {"absent"});
}

TEST_F(BlobStore, BlobsAreReadOnly) {
  store_.put(bytes_of("abc"));
  struct stat status {};
  ::stat(object(abc_hash).c_str(), &status);
  EXPECT_EQ(status.st_mode & 0222, 0U);
}

TEST_F(BlobStore, AFlippedByteIsFoundOnEveryRead) {
  store_.put(bytes_of("abc"));
  flip_a_byte(abc_hash);
  expect_refused([&] { store_.get(abc_hash); }, {abc_hash, "damaged", object(abc_hash).string()});
  expect_refused([&] { store_.verified_path(abc_hash); }, {abc_hash, "damaged"});
}

TEST_F(BlobStore, PuttingTheContentAgainMendsADamagedBlob) {
  store_.put(bytes_of("abc"));
  flip_a_byte(abc_hash);
  store_.put(bytes_of("abc"));
  EXPECT_EQ(store_.get(abc_hash), bytes_of("abc"));
}

TEST_F(BlobStore, AnAbsentBlobIsNamedWithTheStore) {
  expect_refused([&] { store_.get(abc_hash); }, {abc_hash, store_.root().string()});
  expect_refused([&] { store_.verified_path(abc_hash); }, {abc_hash, store_.root().string()});
}

TEST_F(BlobStore, OnlyAHashIsAName) {
  const std::string outside = "../../" + std::string(58, 'a');
  for (const std::string& name :
       {std::string(), std::string("abc"), outside, std::string(64, 'G'), std::string(64, 'A')}) {
    expect_refused([&] { store_.get(name); }, {"'" + name + "'"});
    expect_refused([&] { store_.verified_path(name); }, {"'" + name + "'"});
  }
}

TEST_F(BlobStore, ProcessesMayPutTheSameBlobAtOnce) {
  const std::string text(500'000, 'y');
  std::vector<pid_t> children;
  for (int i = 0; i < 4; ++i) {
    const pid_t child = ::fork();
    if (child == 0) {
      try {
        for (int round = 0; round < 5; ++round) store_.put(bytes_of(text + std::to_string(round)));
        ::_exit(0);
      } catch (...) {
        ::_exit(1);
      }
    }
    children.push_back(child);
  }
  for (pid_t child : children) {
    int status = -1;
    ::waitpid(child, &status, 0);
    EXPECT_EQ(status, 0);
  }
  EXPECT_EQ(files_below(store_.root()).size(), 5U);  // and no temporary file
  for (int round = 0; round < 5; ++round) {
    const auto bytes = bytes_of(text + std::to_string(round));
    EXPECT_EQ(store_.get(store_.put(bytes)), bytes);
  }
}

TEST_F(BlobStore, ACheckpointIsReplacedAndDropped) {
  EXPECT_TRUE(store_.get_checkpoint("model 1 / seed 2").empty());
  store_.put_checkpoint("model 1 / seed 2", bytes_of("first"));
  store_.put_checkpoint("model 1 / seed 2", bytes_of("second"));
  store_.put_checkpoint("model 1 / seed 3", bytes_of("other"));
  EXPECT_EQ(store_.get_checkpoint("model 1 / seed 2"), bytes_of("second"));
  store_.drop_checkpoint("model 1 / seed 2");
  store_.drop_checkpoint("model 1 / seed 2");
  EXPECT_TRUE(store_.get_checkpoint("model 1 / seed 2").empty());
  EXPECT_EQ(store_.get_checkpoint("model 1 / seed 3"), bytes_of("other"));
}

TEST_F(BlobStore, ADamagedCheckpointIsNotUsed) {
  store_.put_checkpoint("key", bytes_of("state"));
  const auto file = files_below(store_.root()).at(0);
  auto bytes = read_bytes(file);
  bytes.back() ^= std::byte{1};
  write_bytes(file, bytes);
  EXPECT_TRUE(store_.get_checkpoint("key").empty());
  write_bytes(file, std::span(bytes).first(10));
  EXPECT_TRUE(store_.get_checkpoint("key").empty());
}

}  // namespace
}  // namespace doppel::store::test

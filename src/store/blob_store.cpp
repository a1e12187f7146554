#include "store/blob_store.h"

#include <fcntl.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>

#include <algorithm>
#include <utility>

#include "store/atomic_file.h"
#include "util/error.h"
#include "util/sha256.h"

namespace doppel::store {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t hash_length = 64;

// A hash comes from a row or a person and becomes a path: nothing but 64 hexadecimal digits may.
void check_hash(const std::string& sha256) {
  if (!is_blob_name(sha256)) {
    throw Error(ErrorClass::bad_input, "'" + sha256 + "' is not the name of a blob",
                "a blob is named by the 64 lower-case hexadecimal digits of its SHA-256");
  }
}

fs::path object_path(const fs::path& root, const std::string& sha256) {
  return root / "objects" / sha256.substr(0, 2) / sha256.substr(2);
}

fs::path checkpoint_path(const fs::path& root, const std::string& key) {
  return root / "checkpoints" / sha256_hex(std::string_view(key));
}

std::string hash_of_file(const fs::path& file) {
  Sha256 hash;
  read_in_pieces(file, [&](std::span<const std::byte> piece) { hash.update(piece); });
  return hash.hex();
}

// Whose age begins anew. False where it is gone by now, or belongs to somebody else: it is written again.
bool renew(const fs::path& file) { return ::utimensat(AT_FDCWD, file.c_str(), nullptr, 0) == 0; }

// False too if it goes meanwhile (blob_census.h).
bool holds(const fs::path& file, const std::string& sha256) {
  if (!fs::is_regular_file(file)) return false;
  try {
    // The file that renew() found may have been removed before its time was set: then it has no name any
    // more.
    return hash_of_file(file) == sha256 && renew(file) && fs::is_regular_file(file);
  } catch (const Error& error) {
    if (error.error_class() != ErrorClass::bad_input) throw;
    return false;
  }
}

void require_present(const fs::path& file, const fs::path& root, const std::string& sha256) {
  if (fs::exists(file)) return;
  throw Error(ErrorClass::bad_input, "blob " + sha256 + " is not in the store " + root.string(),
              "import its scan or train its model again, or point DOPPEL_STORE at the store that holds it");
}

[[noreturn]] void throw_corrupt(const fs::path& file, const std::string& sha256, const std::string& actual) {
  throw Error(ErrorClass::bad_input,
              "blob " + sha256 + " is damaged: the bytes of " + file.string() + " hash to " + actual,
              "restore that file from a copy, or import its scan (train its model) again, which replaces it");
}

}  // namespace

bool is_blob_name(const std::string& text) {
  return text.size() == hash_length &&
         std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

BlobStore::BlobStore(fs::path root) : root_(std::move(root)) {}

std::string BlobStore::put(std::span<const std::byte> bytes) const {
  const std::string sha256 = sha256_hex(bytes);
  const fs::path target = object_path(root_, sha256);
  // A damaged blob of that name is replaced: writing the same content again is the mend that errors advise.
  if (holds(target, sha256)) return sha256;
  AtomicFile file(target, 0444);
  file.write(bytes);
  file.commit();
  return sha256;
}

std::string BlobStore::put_file(const fs::path& file) const {
  const std::string expected = hash_of_file(file);
  const fs::path expected_target = object_path(root_, expected);
  if (holds(expected_target, expected)) return expected;

  AtomicFile copy(expected_target, 0444);
  Sha256 hash;
  read_in_pieces(file, [&](std::span<const std::byte> piece) {
    hash.update(piece);
    copy.write(piece);
  });
  if (hash.hex() != expected) {
    throw Error(ErrorClass::bad_input, file.string() + " changed while it was copied into the blob store",
                "wait until its writer is done, then try again");
  }
  copy.commit();
  return expected;
}

std::vector<std::byte> BlobStore::get(const std::string& sha256) const {
  check_hash(sha256);
  const fs::path file = object_path(root_, sha256);
  require_present(file, root_, sha256);
  std::vector<std::byte> bytes = read_bytes(file);
  const std::string actual = sha256_hex(std::span<const std::byte>(bytes));
  if (actual != sha256) throw_corrupt(file, sha256, actual);
  return bytes;
}

fs::path BlobStore::verified_path(const std::string& sha256) const {
  check_hash(sha256);
  fs::path file = object_path(root_, sha256);
  require_present(file, root_, sha256);
  const std::string actual = hash_of_file(file);
  if (actual != sha256) throw_corrupt(file, sha256, actual);
  return file;
}

fs::path BlobStore::path_of(const std::string& sha256) const {
  check_hash(sha256);
  return object_path(root_, sha256);
}

bool BlobStore::contains(const std::string& sha256) const { return fs::is_regular_file(path_of(sha256)); }

// A checkpoint file is the hash of the bytes, then the bytes.
void BlobStore::put_checkpoint(const std::string& key, std::span<const std::byte> bytes) const {
  AtomicFile file(checkpoint_path(root_, key));
  const std::string hash = sha256_hex(bytes);
  file.write(std::as_bytes(std::span(hash)));
  file.write(bytes);
  file.commit();
}

std::vector<std::byte> BlobStore::get_checkpoint(const std::string& key) const {
  const fs::path path = checkpoint_path(root_, key);
  if (!fs::exists(path)) return {};
  const std::vector<std::byte> content = read_bytes(path);
  if (content.size() >= hash_length) {
    const auto bytes = std::span(content).subspan(hash_length);
    const std::string_view hash(reinterpret_cast<const char*>(content.data()), hash_length);
    if (sha256_hex(bytes) == hash) return {bytes.begin(), bytes.end()};
  }
  // Scratch that can be computed again, unlike a blob: the training restarts and ends at the same weights.
  spdlog::warn("the checkpoint of '{}' ({}) is damaged and will not be used", key, path.string());
  return {};
}

void BlobStore::drop_checkpoint(const std::string& key) const {
  const fs::path path = checkpoint_path(root_, key);
  std::error_code code;
  fs::remove(path, code);
  if (code) throw_system_error("remove", path, code.value());
}

}  // namespace doppel::store

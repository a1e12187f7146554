// Content-addressed blobs: recordings and model weights, named by the SHA-256 of their bytes, verified on
// every read. Thread-safe. A write is complete or absent: temporary file, fsync, rename.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace doppel::store {

bool is_blob_name(const std::string& text);  // 64 lower-case hexadecimal digits

class BlobStore {
 public:
  explicit BlobStore(std::filesystem::path root);  // made on first write

  // What is there already is not written again, but is as young as if it were (blob_census.h).
  std::string put(std::span<const std::byte> bytes) const;        // returns the hash
  std::string put_file(const std::filesystem::path& file) const;  // streamed
  // Throws Error(bad_input) if absent (naming hash and root) or if the bytes do not hash to their name.
  std::vector<std::byte> get(const std::string& sha256) const;
  std::filesystem::path verified_path(
      const std::string& sha256) const;  // for readers that need a file (HDF5)
  bool contains(const std::string& sha256) const;
  std::filesystem::path path_of(const std::string& sha256) const;  // where it is, if it is there

  // Scratch space for checkpoints, beside the blobs and as shared as they are; replaced atomically, keyed by
  // text.
  void put_checkpoint(const std::string& key, std::span<const std::byte> bytes) const;
  std::vector<std::byte> get_checkpoint(const std::string& key) const;  // empty: none
  void drop_checkpoint(const std::string& key) const;

  const std::filesystem::path& root() const { return root_; }

 private:
  std::filesystem::path root_;
};

}  // namespace doppel::store

// Files that appear complete or not at all: written under a temporary name in the folder of the target,
// synced, renamed. Dropped without a commit they leave nothing behind. One thread owns an AtomicFile.
// Everything here throws Error(environment), naming the path and the mend, when the system refuses.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace doppel::store {

class AtomicFile {
 public:
  // Makes missing folders. `mode` is narrowed by the umask.
  explicit AtomicFile(std::filesystem::path target, mode_t mode = 0666);
  ~AtomicFile();
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;

  void write(std::span<const std::byte> bytes);
  void commit() { commit_as(target_); }
  // For a blob, whose name is known only when all bytes have passed. REQUIRES: a path on the target's file
  // system.
  void commit_as(const std::filesystem::path& target);

 private:
  [[noreturn]] void fail(const char* action, int error_number) const;

  std::filesystem::path target_, temporary_;
  int descriptor_ = -1;
};

// A hidden, unused name beside `target`: temporary files and folders start with it.
std::filesystem::path temporary_beside(const std::filesystem::path& target);

void make_folders(const std::filesystem::path& folder);
void sync_folder(const std::filesystem::path& folder);  // makes the names in it durable

// Passes the file to `consume` in pieces of at most 1 MiB. Throws Error(bad_input) if there is no such file.
void read_in_pieces(const std::filesystem::path& file,
                    const std::function<void(std::span<const std::byte>)>& consume);
std::vector<std::byte> read_bytes(const std::filesystem::path& file);

// The Error for a failed system call: what was done to which path, why it failed, what mends that.
[[noreturn]] void throw_system_error(const std::string& action, const std::filesystem::path& path,
                                     int error_number);

}  // namespace doppel::store

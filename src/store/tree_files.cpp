#include "store/tree_files.h"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "store/atomic_file.h"
#include "util/error.h"

namespace doppel::store {
namespace {

// The file that every FileTree has; the part of its path before this name is where the tree lies.
constexpr const char* landmark = "meta/trials/tiers.npy";
constexpr std::array needed_folders{"data/images/", "data/responses/", "meta/trials/", "meta/neurons/"};
constexpr std::size_t max_file_bytes = std::size_t{1} << 28;

[[noreturn]] void throw_missing(const std::string& tree, const std::string& file) {
  throw Error(ErrorClass::bad_input, fmt::format("{}: {} is missing", tree, file),
              "complete the tree as described in docs/formats.md, or copy it again");
}

class FolderFiles : public TreeFiles {
 public:
  explicit FolderFiles(std::filesystem::path folder) : folder_(std::move(folder)) {
    if (!has(landmark)) throw_missing(folder_.string(), landmark);
  }

  bool has(const std::string& name) const override {
    return std::filesystem::is_regular_file(folder_ / name);
  }

  std::vector<std::byte> read(const std::string& name) const override {
    if (!has(name)) throw_missing(folder_.string(), name);
    if (std::filesystem::file_size(folder_ / name) > max_file_bytes) {
      throw Error(ErrorClass::bad_input, fmt::format("{}: {} is larger than 256 MiB", folder_.string(), name),
                  "a FileTree has one small array a file; check that this is one");
    }
    return read_bytes(folder_ / name);
  }

 private:
  std::filesystem::path folder_;
};

// One pass over an archive. Member functions throw Error(bad_input).
class ArchiveReader {
 public:
  explicit ArchiveReader(const std::filesystem::path& file)
      : name_(file.string()), archive_(archive_read_new()) {
    archive_read_support_format_tar(archive_.get());
    archive_read_support_format_zip(archive_.get());
    archive_read_support_filter_gzip(archive_.get());
    constexpr std::size_t block_bytes = 1 << 16;
    check(archive_read_open_filename(archive_.get(), file.c_str(), block_bytes));
  }

  std::map<std::string, std::vector<std::byte>> needed_files() {
    std::map<std::string, std::vector<std::byte>> files;
    archive_entry* entry = nullptr;
    while (next(entry)) {
      const std::string path = checked_path(entry);
      const bool needed = std::any_of(needed_folders.begin(), needed_folders.end(), [&](const char* folder) {
        const std::size_t at = path.find(folder);
        return at != std::string::npos && (at == 0 || path[at - 1] == '/');
      });
      if (archive_entry_filetype(entry) == AE_IFDIR || !needed || !path.ends_with(".npy")) continue;
      if (archive_entry_filetype(entry) != AE_IFREG || archive_entry_hardlink(entry) != nullptr) {
        refuse(path + " is a link or a special file",
               "pack the files themselves (tar --dereference --hard-dereference)");
      }
      if (!files.emplace(path, content(path)).second) refuse(path + " occurs twice", "pack the tree again");
    }
    return files;
  }

 private:
  struct Free {
    void operator()(archive* a) const { archive_read_free(a); }
  };

  [[noreturn]] void refuse(const std::string& fault, const std::string& mend) const {
    throw Error(ErrorClass::bad_input, fmt::format("{}: {}", name_, fault), mend);
  }

  void check(int code) const {
    if (code == ARCHIVE_OK) return;
    const char* reason = archive_error_string(archive_.get());
    refuse(fmt::format("not a readable .tar, .tar.gz or .zip archive ({})",
                       reason != nullptr ? reason : "unknown reason"),
           "copy it again from its source, or unpack it and give the folder");
  }

  bool next(archive_entry*& entry) const {
    const int code = archive_read_next_header(archive_.get(), &entry);
    if (code == ARCHIVE_EOF) return false;
    check(code);
    return true;
  }

  std::string checked_path(archive_entry* entry) const {
    const char* raw = archive_entry_pathname(entry);
    if (raw == nullptr) refuse("has an entry without a name", "pack the tree again");
    std::string path = raw;
    while (path.starts_with("./")) path.erase(0, 2);
    const std::string slashed = "/" + path + "/";
    if (path.starts_with('/') || slashed.find("/../") != std::string::npos) {
      refuse(fmt::format("has the entry '{}', which leads out of the archive", raw),
             "pack the tree again with relative names (tar -C PARENT -cf FILE FOLDER)");
    }
    return path;
  }

  std::vector<std::byte> content(const std::string& path) {
    std::vector<std::byte> bytes;
    std::array<std::byte, 1 << 16> piece;
    while (true) {
      const la_ssize_t count = archive_read_data(archive_.get(), piece.data(), piece.size());
      if (count < 0) check(static_cast<int>(count));
      if (count <= 0) return bytes;
      bytes.insert(bytes.end(), piece.begin(), piece.begin() + count);
      total_bytes_ += static_cast<std::size_t>(count);
      if (bytes.size() > max_file_bytes)
        refuse(path + " is larger than 256 MiB", "a FileTree has one small array a file");
      if (total_bytes_ > memory_bytes_ / 2) {
        refuse("holds more than half of this machine's memory", "unpack it and give the folder");
      }
    }
  }

  std::string name_;
  std::unique_ptr<archive, Free> archive_;
  std::size_t total_bytes_ = 0;
  std::size_t memory_bytes_ =
      static_cast<std::size_t>(::sysconf(_SC_PHYS_PAGES)) * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
};

class ArchiveFiles : public TreeFiles {
 public:
  explicit ArchiveFiles(const std::filesystem::path& file)
      : name_(file.string()), files_(ArchiveReader(file).needed_files()) {
    for (const auto& [path, content] : files_) {
      if (path != landmark && !path.ends_with(fmt::format("/{}", landmark))) continue;
      if (!root_.empty() || found_) {
        throw Error(ErrorClass::bad_input, fmt::format("{}: holds more than one FileTree", name_),
                    "pack each scan into an archive of its own");
      }
      found_ = true;
      root_ = path.substr(0, path.size() - std::char_traits<char>::length(landmark));
    }
    if (!found_) throw_missing(name_, landmark);
  }

  bool has(const std::string& name) const override { return files_.contains(root_ + name); }

  std::vector<std::byte> read(const std::string& name) const override {
    const auto file = files_.find(root_ + name);
    if (file == files_.end()) throw_missing(name_, name);
    return file->second;
  }

 private:
  std::string name_;
  std::map<std::string, std::vector<std::byte>> files_;
  bool found_ = false;
  std::string root_;
};

}  // namespace

std::unique_ptr<TreeFiles> open_tree(const std::filesystem::path& folder_or_archive) {
  if (std::filesystem::is_directory(folder_or_archive))
    return std::make_unique<FolderFiles>(folder_or_archive);
  if (!std::filesystem::exists(folder_or_archive)) {
    throw Error(ErrorClass::bad_input, fmt::format("{}: no such file or folder", folder_or_archive.string()),
                "check the path");
  }
  return std::make_unique<ArchiveFiles>(folder_or_archive);
}

}  // namespace doppel::store

#include "store/blob_census.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <optional>

#include "store/atomic_file.h"

namespace doppel::store {
namespace {

namespace fs = std::filesystem;
using std::chrono::seconds;

// nullopt: it is gone.
std::optional<seconds> age_of(const fs::path& file) {
  std::error_code gone;
  const auto written = fs::last_write_time(file, gone);
  if (gone) return std::nullopt;
  return std::chrono::duration_cast<seconds>(fs::file_time_type::clock::now() - written);
}

// Names that BlobStore, AtomicFile and the import of a FileTree give.
bool is_leftover(const fs::path& file) {
  const std::string name = file.filename().string();
  return (name.starts_with('.') && name.find(".tmp-") != std::string::npos) ||
         (name.starts_with("import-") && file.extension() == ".h5");
}

// objects/ab/cdef... -> abcdef...; empty for anything else.
std::string hash_of_path(const BlobStore& store, const fs::path& file) {
  const std::string sha256 = file.parent_path().filename().string() + file.filename().string();
  return is_blob_name(sha256) && store.path_of(sha256) == file ? sha256 : "";
}

bool rename_file(const fs::path& from, const fs::path& to) {
  if (std::rename(from.c_str(), to.c_str()) == 0) return true;
  if (errno != ENOENT) throw_system_error("rename", from, errno);
  return false;
}

void unlink_file(const fs::path& file) {
  std::error_code code;
  fs::remove(file, code);
  if (code) throw_system_error("remove", file, code.value());
}

fs::path users_folder(const BlobStore& store) { return store.root() / "databases"; }

}  // namespace

std::vector<StoredFile> stored_files(const BlobStore& store) {
  std::vector<StoredFile> files;
  if (!fs::exists(store.root())) return files;
  for (const auto& entry : fs::recursive_directory_iterator(store.root())) {
    std::error_code gone;  // others may be writing
    const std::string sha256 = hash_of_path(store, entry.path());
    if ((sha256.empty() && !is_leftover(entry.path())) || !entry.is_regular_file(gone) || gone) continue;
    const auto bytes = entry.file_size(gone);
    if (const auto age = age_of(entry.path()); age && !gone)
      files.push_back({entry.path(), sha256, bytes, *age});
  }
  std::ranges::sort(files, {}, &StoredFile::path);
  return files;
}

// Put aside first: from then on a writer does not find it and writes its own. One that had found it before
// has made it young, and gets it back; a reader misses it for that moment alone.
bool remove_if_older(const StoredFile& file, seconds age) {
  const auto before = age_of(file.path);
  if (!before || *before < age) return false;
  const fs::path aside = temporary_beside(file.path);
  if (!rename_file(file.path, aside)) return false;
  const auto now = age_of(aside);
  if (now && *now < age) {
    rename_file(aside, file.path);
    return false;
  }
  unlink_file(aside);
  return true;
}

void sign_store(const BlobStore& store, const std::string& id, const std::string& description) {
  const fs::path signature = users_folder(store) / id;
  if (fs::exists(signature)) return;
  AtomicFile file(signature);
  file.write(std::as_bytes(std::span(description)));
  file.commit();
}

std::vector<std::string> other_users(const BlobStore& store, const std::string& id) {
  std::vector<std::string> others;
  if (!fs::exists(users_folder(store))) return others;
  for (const auto& entry : fs::directory_iterator(users_folder(store))) {
    if (entry.path().filename() == id || is_leftover(entry.path())) continue;
    const auto bytes = read_bytes(entry.path());
    others.push_back(std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size()) + " (" +
                     entry.path().string() + ")");
  }
  std::ranges::sort(others);
  return others;
}

}  // namespace doppel::store

#include "store/atomic_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <random>
#include <system_error>
#include <utility>

#include "util/error.h"

namespace doppel::store {
namespace {

std::filesystem::path folder_of(const std::filesystem::path& path) {
  const auto folder = path.parent_path();
  return folder.empty() ? std::filesystem::path(".") : folder;
}

std::string mend_for(int error_number, const std::filesystem::path& path) {
  const std::string folder = folder_of(path).string();
  switch (error_number) {
    case ENOSPC:
    case EDQUOT:
      return "free space in " + folder + " or choose another folder, then run the same command again";
    case EFBIG:
      return "raise the limit on file sizes (ulimit -f), then run the same command again";
    case EACCES:
    case EPERM:
      return "give this user permission in " + folder + " or choose another folder";
    case EROFS:
      return folder + " is on a read-only file system: choose another folder";
    case ENOENT:
      return "check the path";
    default:
      return "check the disk and the path " + path.string();
  }
}

// Closes on every way out; for reading only, where a failed close loses nothing.
class Descriptor {
 public:
  explicit Descriptor(int value) : value_(value) {}
  ~Descriptor() {
    if (value_ >= 0) ::close(value_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return value_; }

 private:
  int value_;
};

}  // namespace

void throw_system_error(const std::string& action, const std::filesystem::path& path, int error_number) {
  throw Error(ErrorClass::environment,
              "cannot " + action + " " + path.string() + ": " + std::generic_category().message(error_number),
              mend_for(error_number, path));
}

std::filesystem::path temporary_beside(const std::filesystem::path& target) {
  // The names need not be reproducible, only unused: other processes and hosts may write to the same folder.
  static std::atomic<std::uint64_t> count{0};
  static thread_local std::random_device entropy;
  return folder_of(target) / fmt::format(".{}.tmp-{}-{}-{}", target.filename().string().substr(0, 100),
                                         ::getpid(), entropy(), count++);
}

void make_folders(const std::filesystem::path& folder) {
  std::error_code code;
  std::filesystem::create_directories(folder, code);
  if (code) throw_system_error("make folder", folder, code.value());
}

void sync_folder(const std::filesystem::path& folder) {
  const Descriptor descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (descriptor.get() < 0) throw_system_error("open folder", folder, errno);
  // Some network file systems cannot sync a directory and say EINVAL: their names are durable by other means.
  if (::fsync(descriptor.get()) != 0 && errno != EINVAL) throw_system_error("sync folder", folder, errno);
}

AtomicFile::AtomicFile(std::filesystem::path target, mode_t mode)
    : target_(std::move(target)), temporary_(temporary_beside(target_)) {
  make_folders(folder_of(target_));
  descriptor_ = ::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  if (descriptor_ < 0) fail("write", errno);
}

AtomicFile::~AtomicFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

void AtomicFile::fail(const char* action, int error_number) const {
  throw_system_error(action, target_, error_number);
}

void AtomicFile::write(std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail("write", errno);
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
}

void AtomicFile::commit_as(const std::filesystem::path& target) {
  if (::fsync(descriptor_) != 0) fail("write", errno);
  // Network file systems report a full disk as late as here.
  if (::close(std::exchange(descriptor_, -1)) != 0) fail("write", errno);
  if (::rename(temporary_.c_str(), target.c_str()) != 0) fail("write", errno);
  temporary_.clear();
  sync_folder(folder_of(target));
}

void read_in_pieces(const std::filesystem::path& file,
                    const std::function<void(std::span<const std::byte>)>& consume) {
  const Descriptor descriptor(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  if (descriptor.get() < 0 && errno == ENOENT) {
    throw Error(ErrorClass::bad_input, file.string() + ": no such file", "check the path");
  }
  if (descriptor.get() < 0) throw_system_error("read", file, errno);
  std::vector<std::byte> piece(std::size_t{1} << 20);
  while (true) {
    const ssize_t count = ::read(descriptor.get(), piece.data(), piece.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw_system_error("read", file, errno);
    if (count == 0) return;
    consume(std::span(piece).first(static_cast<std::size_t>(count)));
  }
}

std::vector<std::byte> read_bytes(const std::filesystem::path& file) {
  std::vector<std::byte> bytes;
  std::error_code ignored;
  const auto size = std::filesystem::file_size(file, ignored);
  if (!ignored) bytes.reserve(size);
  read_in_pieces(
      file, [&](std::span<const std::byte> piece) { bytes.insert(bytes.end(), piece.begin(), piece.end()); });
  return bytes;
}

}  // namespace doppel::store

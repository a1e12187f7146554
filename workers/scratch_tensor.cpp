#include "workers/scratch_tensor.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <string>

#include "util/error.h"

namespace doppel::workers {
namespace {

class File {
 public:
  explicit File(const std::filesystem::path& folder) : folder_(folder) {
    std::filesystem::create_directories(folder);
    std::string name = folder / "tensor.XXXXXX";
    descriptor_ = mkostemp(name.data(), O_CLOEXEC);
    if (descriptor_ < 0) fail("no file could be made", errno);
    unlink(name.c_str());
  }
  ~File() { close(descriptor_); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  // Room is taken now: later, a write to a full disk would kill the process.
  void* map(std::size_t n_bytes) {
    if (const int code = posix_fallocate(descriptor_, 0, static_cast<off_t>(n_bytes)); code != 0)
      fail("no room for " + std::to_string(n_bytes >> 20) + " MB of scratch", code);
    void* memory = mmap(nullptr, n_bytes, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor_, 0);
    if (memory == MAP_FAILED) fail("a file could not be mapped", errno);
    return memory;
  }

 private:
  [[noreturn]] void fail(const std::string& what, int code) const {
    throw Error(ErrorClass::environment, what + " in " + folder_.string() + ": " + std::strerror(code),
                "make room there: data that are larger than the memory are kept in files beside the blobs");
  }
  std::filesystem::path folder_;
  int descriptor_ = -1;
};

}  // namespace

torch::Tensor zeros_in_file(torch::IntArrayRef shape, torch::ScalarType type,
                            const std::filesystem::path& folder) {
  const auto n_bytes = static_cast<std::size_t>(c10::multiply_integers(shape)) * c10::elementSize(type);
  if (n_bytes == 0) return torch::zeros(shape, type);
  void* memory = File(folder).map(n_bytes);
  return torch::from_blob(
      memory, shape, [n_bytes](void* mapped) { munmap(mapped, n_bytes); }, type);
}

}  // namespace doppel::workers

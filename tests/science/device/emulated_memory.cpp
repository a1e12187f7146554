#include "tests/science/device/emulated_memory.h"

#include <sys/mman.h>

#include <algorithm>
#include <cstring>
#include <new>
#include <vector>

namespace doppel::science {
namespace {

class Block {
 public:
  explicit Block(std::size_t n_bytes) : bytes_(n_bytes) {
    if (n_bytes == 0) return;
    shown_ = mmap(nullptr, n_bytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (shown_ == MAP_FAILED) throw std::bad_alloc();
  }
  ~Block() {
    if (shown_ != nullptr) munmap(shown_, bytes_.size());
  }
  Block(const Block&) = delete;
  Block& operator=(const Block&) = delete;

  void* shown() const { return shown_; }
  std::byte* bytes() { return bytes_.data(); }

 private:
  std::vector<std::byte> bytes_;
  void* shown_ = nullptr;
};

void give_back(void* block) { delete static_cast<Block*>(block); }

class Allocator final : public c10::Allocator {
 public:
  c10::DataPtr allocate(std::size_t n_bytes) override {
    auto* block = new Block(n_bytes);
    return {block->shown(), block, &give_back, c10::Device(c10::kHPU, 0)};
  }
  void copy_data(void*, const void*, std::size_t) const override {
    TORCH_CHECK(false, "the emulated device copies tensors, not bytes");
  }
};

std::byte* bytes_of(const c10::Storage& storage) {
  auto* block = static_cast<Block*>(storage.data_ptr().get_context());
  return block != nullptr ? block->bytes() : nullptr;
}

}  // namespace

c10::Allocator* emulated_allocator() {
  static Allocator allocator;
  return &allocator;
}

torch::Tensor host_view(const torch::Tensor& tensor) {
  if (tensor.device().type() != c10::kHPU) return tensor;
  std::byte* first = bytes_of(tensor.storage());
  if (first != nullptr) first += static_cast<std::size_t>(tensor.storage_offset()) * tensor.element_size();
  auto view = torch::from_blob(first, tensor.sizes(), tensor.strides(),
                               torch::TensorOptions().dtype(tensor.scalar_type()));
  view._set_conj(tensor.is_conj());
  view._set_neg(tensor.is_neg());
  return view;
}

void grow(const c10::Storage& storage, std::size_t n_bytes) {
  if (n_bytes <= storage.nbytes()) return;
  auto larger = emulated_allocator()->allocate(n_bytes);
  if (storage.nbytes() > 0) {
    std::memcpy(static_cast<Block*>(larger.get_context())->bytes(), bytes_of(storage), storage.nbytes());
  }
  auto* impl = storage.unsafeGetStorageImpl();
  impl->set_data_ptr_noswap(std::move(larger));
  impl->set_nbytes(n_bytes);
}

}  // namespace doppel::science

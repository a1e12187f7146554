// The device that tests run src/science on: the one that DOPPEL_TEST_DEVICE names ("cuda:0"), else one that
// is emulated, so that code for a GPU is tried where there is none. The emulated device computes with the
// CPU's kernels, but is as strict as CUDA: its memory cannot be read by the host (a raw access ends in
// SIGSEGV), and an operation on tensors of two devices throws, but for what CUDA permits, too: copies,
// scalars, and indices of index() on the host.
//
// It takes LibTorch's key for HPU, another accelerator that LibTorch itself has no kernels for. PrivateUse1,
// meant for such purposes, will not do: torch::nn::Module::to() refuses it (TensorImpl::
// has_compatible_shallow_copy_type knows the backends that it may move a parameter between).
#pragma once

#include <string>

namespace doppel::science {

// "cuda:0", or the emulated device, which is there from the first call on. The first call must come before
// the process's first backward(): autograd starts its threads for the devices that it finds then.
const std::string& test_device();

bool device_is_emulated();

// While it lives, sums on a GPU are made in the same order each time, as `doppel worker --deterministic` has
// it.
class Deterministic {
 public:
  Deterministic();
  ~Deterministic();
  Deterministic(const Deterministic&) = delete;
  Deterministic& operator=(const Deterministic&) = delete;
};

}  // namespace doppel::science

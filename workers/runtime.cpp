#include "workers/runtime.h"

#include <dlfcn.h>
#include <malloc.h>
#include <torch/cuda.h>
#include <torch/types.h>
#include <torch/version.h>

#include <Eigen/Core>
#include <array>
#include <cstdlib>
#include <fstream>
#include <thread>

#include "util/error.h"

namespace doppel::workers {

int use_threads(int threads) {
  const int n = threads > 0 ? threads : static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  at::set_num_threads(n);
  return n;
}

void keep_freed_memory() {
#ifdef __GLIBC__
  mallopt(M_ARENA_MAX, 1);  // the heaps of further arenas are too small for such tensors
  mallopt(M_MMAP_MAX, 0);
  mallopt(M_TRIM_THRESHOLD, -1);
#endif
}

void be_deterministic() {
  setenv("CUBLAS_WORKSPACE_CONFIG", ":4096:8", /*overwrite=*/0);  // cuBLAS reads it when it starts
  auto& context = at::globalContext();
  context.setDeterministicAlgorithms(true, /*warn_only=*/false);
  context.setDeterministicFillUninitializedMemory(false);  // nothing here reads what it did not write
  context.setDeterministicCuDNN(true);
  context.setBenchmarkCuDNN(false);
}

void keep_float32() {
  at::globalContext().setAllowTF32CuDNN(false);
  at::globalContext().setAllowTF32CuBLAS(false);
}

namespace {

using populate::DeviceFacts;

torch::Device parse(const std::string& device) {
  try {
    return torch::Device(device);
  } catch (const c10::Error&) {
    throw Error(ErrorClass::usage, "'" + device + "' is not a device", "use cpu, cuda or cuda:N");
  }
}

std::string cpu_model() {
  std::ifstream info("/proc/cpuinfo");
  for (std::string line; std::getline(info, line);) {
    const auto colon = line.find(": ");
    if (line.starts_with("model name") && colon != std::string::npos) return line.substr(colon + 2);
  }
  return "unknown";
}

std::string hex(unsigned char byte) {
  static constexpr char digits[] = "0123456789abcdef";
  return {digits[byte >> 4], digits[byte & 15]};
}

// The CUDA driver's own answers, by dlopen: the binary links no CUDA library, so that one build serves both
// kinds.
DeviceFacts cuda_facts(int index) {
  DeviceFacts facts;
  void* driver = dlopen("libcuda.so.1", RTLD_LAZY);
  if (!driver) return facts;
  const auto symbol = [&](const char* name) { return dlsym(driver, name); };
  using Int = int (*)(int*);
  using Get = int (*)(int*, int);
  using Name = int (*)(char*, int, int);
  using Uuid = int (*)(unsigned char*, int);
  int version = 0, device = 0;
  const auto driver_version = reinterpret_cast<Int>(symbol("cuDriverGetVersion"));
  const auto get = reinterpret_cast<Get>(symbol("cuDeviceGet"));
  const auto name = reinterpret_cast<Name>(symbol("cuDeviceGetName"));
  const auto uuid = reinterpret_cast<Uuid>(symbol("cuDeviceGetUuid"));
  if (driver_version && driver_version(&version) == 0) {
    facts.cuda = std::to_string(version / 1000) + "." + std::to_string(version % 1000 / 10);
  }
  if (get && get(&device, index) == 0) {
    std::array<char, 256> text{};
    if (name && name(text.data(), static_cast<int>(text.size()), device) == 0) facts.model = text.data();
    std::array<unsigned char, 16> bytes{};
    if (uuid && uuid(bytes.data(), device) == 0) {
      for (auto byte : bytes) facts.uuid += hex(byte);
    }
  }
  std::ifstream module_version("/sys/module/nvidia/version");
  std::getline(module_version, facts.driver);
  return facts;
}

}  // namespace

void require_device(const std::string& device) {
  const auto parsed = parse(device);
  if (parsed.is_cpu()) return;
  if (!parsed.is_cuda()) {
    throw Error(ErrorClass::usage, "device '" + device + "' is not supported", "use cpu, cuda or cuda:N");
  }
  const int n = static_cast<unsigned char>(torch::cuda::device_count());
  if (n == 0 || (parsed.has_index() && static_cast<unsigned char>(parsed.index()) >= n)) {
    throw Error(
        ErrorClass::environment,
        "there is no device '" + device + "': " + std::to_string(n) + " CUDA devices are visible",
        "use --device cpu, or install the CUDA build of torch and a driver (nvidia-smi should list the GPU)");
  }
}

DeviceFacts device_facts(const std::string& device) {
  const auto parsed = parse(device);
  if (parsed.is_cuda()) return cuda_facts(parsed.has_index() ? static_cast<int>(parsed.index()) : 0);
  return {cpu_model(), "", "", ""};
}

std::map<std::string, std::string> library_versions() {
  return {{"libtorch", TORCH_VERSION},
          {"eigen", std::to_string(EIGEN_WORLD_VERSION) + "." + std::to_string(EIGEN_MAJOR_VERSION) + "." +
                        std::to_string(EIGEN_MINOR_VERSION)}};
}

}  // namespace doppel::workers

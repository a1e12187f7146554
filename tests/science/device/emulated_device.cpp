#include "tests/science/device/emulated_device.h"

#include <ATen/EmptyTensor.h>
#include <ATen/detail/CUDAHooksInterface.h>
#include <ATen/detail/HPUHooksInterface.h>
#include <ATen/native/CPUFallback.h>
#include <ATen/ops/_reshape_alias_native.h>
#include <ATen/ops/as_strided_native.h>
#include <ATen/ops/set_native.h>
#include <ATen/ops/unfold_native.h>
#include <ATen/ops/view_native.h>
#include <c10/core/impl/DeviceGuardImplInterface.h>
#include <gtest/gtest.h>
#include <torch/library.h>
#include <torch/types.h>

#include <array>
#include <cstdlib>
#include <utility>
#include <vector>

#include "tests/science/device/emulated_memory.h"

namespace doppel::science {
namespace {

using at::IntArrayRef;
using at::Tensor;

const c10::Device kDevice(c10::kHPU, 0);
const c10::Stream kStream(c10::Stream::DEFAULT, kDevice);

bool is_here(const Tensor& tensor) { return tensor.device().type() == kDevice.type(); }

// CUDA's draws differ from the CPU's, this one's do not.
class Generator final : public c10::GeneratorImpl {
 public:
  explicit Generator(at::Generator host)
      : GeneratorImpl(kDevice, c10::DispatchKeySet(c10::DispatchKey::HPU)), host_(std::move(host)) {}
  const at::Generator& host() const { return host_; }
  void set_current_seed(std::uint64_t seed) override { host_.set_current_seed(seed); }
  void set_offset(std::uint64_t offset) override { host_.set_offset(offset); }
  std::uint64_t get_offset() const override { return host_.get_offset(); }
  std::uint64_t current_seed() const override { return host_.current_seed(); }
  std::uint64_t seed() override { return host_.seed(); }
  void set_state(const c10::TensorImpl& state) override { host_.unsafeGetGeneratorImpl()->set_state(state); }
  c10::intrusive_ptr<c10::TensorImpl> get_state() const override {
    return host_.unsafeGetGeneratorImpl()->get_state();
  }

 private:
  Generator* clone_impl() const override { return new Generator(host_.clone()); }
  at::Generator host_;
};

struct Hooks final : at::HPUHooksInterface {
  explicit Hooks(at::HPUHooksArgs) {}
  void init() const override {}
  bool isBuilt() const override { return true; }
  bool isAvailable() const override { return true; }
  bool hasHPU() const override { return true; }
  c10::DeviceIndex deviceCount() const override { return 1; }
  c10::DeviceIndex getCurrentDevice() const override { return 0; }
  bool hasPrimaryContext(c10::DeviceIndex) const override { return true; }
  const at::Generator& getDefaultGenerator(c10::DeviceIndex) const override {
    static const at::Generator generator =
        at::make_generator<Generator>(at::globalContext().defaultGenerator(c10::kCPU).clone());
    return generator;
  }
};

struct Guard final : c10::impl::NoOpDeviceGuardImpl<c10::kHPU> {
  c10::Device getDevice() const override { return kDevice; }
  c10::Device exchangeDevice(c10::Device) const override { return kDevice; }
  c10::Stream getStream(c10::Device) const noexcept override { return kStream; }
  c10::Stream exchangeStream(c10::Stream) const noexcept override { return kStream; }
  // There is one stream, so nothing to wait for.
  void record(void**, const c10::Stream&, c10::DeviceIndex, c10::EventFlag) const override {}
  void block(void*, const c10::Stream&) const override {}
  bool queryEvent(void*) const override { return true; }
};

// ---- kernels that know the memory: copies and views

Tensor copy_from(const Tensor& from, const Tensor& to, bool) {
  host_view(to).copy_(host_view(from));
  return to;
}

const Tensor& resize_here(const Tensor& tensor, IntArrayRef size, std::optional<at::MemoryFormat> format) {
  auto* impl = tensor.unsafeGetTensorImpl();
  impl->set_sizes_contiguous(size);
  if (format && *format != at::MemoryFormat::Preserve) impl->empty_tensor_restride(*format);
  const auto needed = static_cast<std::size_t>(tensor.storage_offset() + tensor.numel()) * tensor.itemsize();
  grow(tensor.storage(), needed);
  return tensor;
}

Tensor copy_from_and_resize(const Tensor& from, const Tensor& to) {
  if (from.sizes() != to.sizes()) resize_here(to, from.sizes(), std::nullopt);
  return copy_from(from, to, false);
}

constexpr c10::DispatchKeySet kKeys(c10::DispatchKey::HPU);

Tensor empty_here(IntArrayRef size, std::optional<at::ScalarType> type, std::optional<at::Layout>,
                  std::optional<c10::Device>, std::optional<bool>, std::optional<at::MemoryFormat> format) {
  return at::detail::empty_generic(size, emulated_allocator(), kKeys, c10::dtype_or_default(type), format);
}

Tensor empty_strided_here(IntArrayRef size, IntArrayRef stride, std::optional<at::ScalarType> type,
                          std::optional<at::Layout>, std::optional<c10::Device>, std::optional<bool>) {
  return at::detail::empty_strided_generic(size, stride, emulated_allocator(), kKeys,
                                           c10::dtype_or_default(type));
}

// ---- all others: on the host, with what they take and give copied

// More than one number on the host, or a result there.
bool is_refused(const Tensor& tensor, bool is_written) {
  return tensor.defined() && !is_here(tensor) && (tensor.dim() > 0 || is_written);
}

template <class Look>
void look_at(const c10::IValue& value, const Look& look) {
  if (value.isTensor()) {
    look(value.toTensor());
  } else if (value.isTensorList()) {
    for (const Tensor& tensor : value.toTensorVector()) look(tensor);
  } else if (value.isOptionalTensorList()) {
    for (const std::optional<Tensor>& tensor : value.toOptionalTensorVector()) {
      if (tensor) look(*tensor);
    }
  }
}

void require_one_device(const c10::FunctionSchema& schema, c10::ArrayRef<c10::IValue> arguments) {
  bool some_here = false, some_elsewhere = false;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const c10::Argument& argument = schema.arguments()[i];
    if (argument.name() == "indices") continue;  // of index and index_put
    const bool is_written = argument.alias_info() != nullptr && argument.alias_info()->isWrite();
    look_at(arguments[i], [&](const Tensor& tensor) {
      some_here = some_here || (tensor.defined() && is_here(tensor));
      some_elsewhere = some_elsewhere || is_refused(tensor, is_written);
    });
  }
  TORCH_CHECK(!(some_here && some_elsewhere), schema.name(), ": tensors on two devices");
}

void compute_on_host(const c10::OperatorHandle& op, torch::jit::Stack* stack) {
  const auto& schema = op.schema();
  const std::size_t n_arguments = schema.arguments().size(), n_results = schema.returns().size();
  require_one_device(schema, torch::jit::last(*stack, n_arguments));
  for (std::size_t i = stack->size() - n_arguments; i < stack->size(); ++i) {
    c10::IValue& value = (*stack)[i];
    if (value.isGenerator() && value.toGenerator().device() == kDevice)
      value = static_cast<Generator*>(value.toGenerator().unsafeGetGeneratorImpl())->host();
  }
  at::native::cpu_fallback(op, stack);
  // The fallback puts results where the first tensor was, which may be a scalar of the host.
  for (std::size_t i = stack->size() - n_results; i < stack->size(); ++i) {
    c10::IValue& value = (*stack)[i];
    if (value.isTensor() && value.toTensor().defined()) value = value.toTensor().to(kDevice);
  }
}

void require_here(std::initializer_list<Tensor> tensors) {
  for (const Tensor& tensor : tensors)
    TORCH_CHECK(!tensor.defined() || is_here(tensor), "convolution: tensors on two devices");
}

Tensor convolve(const Tensor& input, const Tensor& filters, const std::optional<Tensor>& bias,
                IntArrayRef stride, IntArrayRef padding, IntArrayRef dilation, bool transposed,
                IntArrayRef output_padding, std::int64_t groups) {
  require_here({input, filters, bias.value_or(Tensor())});
  const bool biased = bias && bias->defined();
  return at::convolution(input.cpu(), filters.cpu(), biased ? bias->cpu() : Tensor(), stride, padding,
                         dilation, transposed, output_padding, groups)
      .to(kDevice);
}

std::tuple<Tensor, Tensor, Tensor> differentiate_convolution(const Tensor& slope, const Tensor& input,
                                                             const Tensor& filters, IntArrayRef stride,
                                                             IntArrayRef padding, IntArrayRef dilation,
                                                             bool transposed, IntArrayRef output_padding,
                                                             std::int64_t groups, std::array<bool, 3> asked) {
  require_here({slope, input, filters});
  const std::vector<std::int64_t> bias_sizes{transposed ? filters.size(1) * groups : filters.size(0)};
  const auto [by_input, by_filters, by_bias] =
      at::convolution_backward(slope.cpu(), input.cpu(), filters.cpu(), IntArrayRef(bias_sizes), stride,
                               padding, dilation, transposed, output_padding, groups, asked);
  const auto back = [](const Tensor& of) { return of.defined() ? of.to(kDevice) : of; };
  return {back(by_input), back(by_filters), back(by_bias)};
}

void register_kernels() {
  // Libraries take their kernels away when they end: these never do.
  static auto* all = new torch::Library(torch::Library::IMPL, "_", c10::DispatchKey::HPU, __FILE__, __LINE__);
  all->fallback(torch::CppFunction::makeFromBoxedFunction<&compute_on_host>());
  static auto* own =
      new torch::Library(torch::Library::IMPL, "aten", c10::DispatchKey::HPU, __FILE__, __LINE__);
  own->impl("empty.memory_format", &empty_here);
  own->impl("empty_strided", &empty_strided_here);
  own->impl("_copy_from", &copy_from);
  own->impl("_copy_from_and_resize", &copy_from_and_resize);
  own->impl("resize_", &resize_here);
  own->impl("as_strided", &at::native::as_strided_tensorimpl);
  own->impl("view", &at::native::view);
  own->impl("_reshape_alias", &at::native::_reshape_alias);
  own->impl("unfold", &at::native::unfold);
  own->impl("set_.source_Storage_storage_offset", &at::native::set_storage_cpu_);
  own->impl("set_.source_Tensor", &at::native::set_tensor_);
  own->impl("convolution_overrideable", &convolve);
  own->impl("convolution_backward_overrideable", &differentiate_convolution);
}

std::string register_emulated_device() {
  // LibTorch knows one accelerator. Its build for CUDA takes that for it, with a GPU or without, until told
  // that there is none.
  at::CUDAHooksRegistry()->Register(
      "CUDAHooks", [](at::CUDAHooksArgs) { return std::make_unique<at::CUDAHooksInterface>(); },
      c10::REGISTRY_PREFERRED);
  c10::SetAllocator(kDevice.type(), emulated_allocator());
  static const c10::impl::DeviceGuardImplRegistrar guard(kDevice.type(), new Guard);
  at::HPUHooksRegistry()->Register("HPUHooks",
                                   [](at::HPUHooksArgs args) -> std::unique_ptr<at::HPUHooksInterface> {
                                     return std::make_unique<Hooks>(args);
                                   });
  register_kernels();
  return kDevice.str();
}

const char* named_device() {
  const char* name = std::getenv("DOPPEL_TEST_DEVICE");
  return name != nullptr && *name != '\0' ? name : nullptr;
}

// Before the first test, and with it before the first backward(). Float32 is float32, as workers have it on a
// GPU.
struct DeviceIsThere : testing::Environment {
  void SetUp() override {
    setenv("CUBLAS_WORKSPACE_CONFIG", ":4096:8", /*overwrite=*/0);  // cuBLAS reads it when it starts
    test_device();
    at::globalContext().setAllowTF32CuDNN(false);
    at::globalContext().setAllowTF32CuBLAS(false);
  }
};
const testing::Environment* const device_is_there = testing::AddGlobalTestEnvironment(new DeviceIsThere);

}  // namespace

const std::string& test_device() {
  static const std::string device = named_device() != nullptr ? named_device() : register_emulated_device();
  return device;
}

Deterministic::Deterministic() {
  at::globalContext().setDeterministicAlgorithms(true, /*warn_only=*/false);
  at::globalContext().setDeterministicFillUninitializedMemory(false);
}

Deterministic::~Deterministic() {
  at::globalContext().setDeterministicAlgorithms(false, /*warn_only=*/false);
  at::globalContext().setDeterministicFillUninitializedMemory(true);
}

bool device_is_emulated() { return named_device() == nullptr; }

}  // namespace doppel::science

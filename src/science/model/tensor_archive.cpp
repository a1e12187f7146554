#include "science/model/tensor_archive.h"

#include <bit>
#include <cstring>

#include "util/error.h"

static_assert(std::endian::native == std::endian::little, "archives are little-endian");

namespace doppel::science {
namespace {

constexpr std::size_t kind_size = 8;
constexpr std::uint32_t format_version = 1;
constexpr std::int64_t most_elements = std::int64_t{1} << 40;

[[noreturn]] void refuse(std::string_view kind, const std::string& why) {
  throw Error(ErrorClass::bad_input, "not a " + std::string(kind) + " archive: " + why,
              "compute it again, or fetch the blob again");
}

template <class T>
void append(std::vector<std::byte>& bytes, const T& value) {
  const auto* first = reinterpret_cast<const std::byte*>(&value);
  bytes.insert(bytes.end(), first, first + sizeof value);
}

class Reader {
 public:
  Reader(std::string_view kind, std::span<const std::byte> bytes) : kind_(kind), rest_(bytes) {}
  std::span<const std::byte> take(std::uint64_t n) {
    if (n > rest_.size()) refuse(kind_, "it ends too early");
    const auto taken = rest_.first(static_cast<std::size_t>(n));
    rest_ = rest_.subspan(taken.size());
    return taken;
  }
  template <class T>
  T value() {
    T result;
    std::memcpy(&result, take(sizeof result).data(), sizeof result);
    return result;
  }
  bool empty() const { return rest_.empty(); }

 private:
  std::string_view kind_;
  std::span<const std::byte> rest_;
};

torch::Tensor read_tensor(std::string_view kind, const nlohmann::json& entry, Reader& reader) {
  const auto shape = entry.at("shape").get<std::vector<std::int64_t>>();
  const std::string type = entry.at("type");
  if (type != "float32" && type != "int64") refuse(kind, "unknown tensor type " + type);
  std::int64_t n_elements = 1;
  for (std::int64_t extent : shape) {
    if (extent < 0 || extent > most_elements / std::max<std::int64_t>(n_elements, 1))
      refuse(kind, "a tensor's shape");
    n_elements *= extent;
  }
  const auto data = reader.take(static_cast<std::uint64_t>(n_elements) * (type == "float32" ? 4 : 8));
  torch::Tensor tensor = torch::empty(shape, type == "float32" ? torch::kFloat32 : torch::kInt64);
  if (!data.empty()) std::memcpy(tensor.data_ptr(), data.data(), data.size());
  return tensor;
}

}  // namespace

const torch::Tensor& TensorArchive::at(std::string_view name) const {
  for (const auto& [key, tensor] : tensors) {
    if (key == name) return tensor;
  }
  throw Error(ErrorClass::bad_input, "archive without tensor '" + std::string(name) + "'",
              "compute it again");
}

std::vector<std::byte> write_archive(std::string_view kind, const TensorArchive& archive) {
  TORCH_INTERNAL_ASSERT(kind.size() == kind_size);
  nlohmann::json header = archive.header;
  header["tensors"] = nlohmann::json::array();
  std::vector<torch::Tensor> values;
  for (const auto& [name, tensor] : archive.tensors) {
    const bool integral = tensor.scalar_type() == torch::kInt64;
    values.push_back(
        tensor.detach().to(torch::kCPU, integral ? torch::kInt64 : torch::kFloat32).contiguous());
    header["tensors"].push_back(
        {{"name", name}, {"type", integral ? "int64" : "float32"}, {"shape", tensor.sizes().vec()}});
  }
  const std::string text = header.dump();
  std::vector<std::byte> bytes;
  for (char c : kind) bytes.push_back(static_cast<std::byte>(c));
  append(bytes, format_version);
  append(bytes, static_cast<std::uint64_t>(text.size()));
  for (char c : text) bytes.push_back(static_cast<std::byte>(c));
  for (const torch::Tensor& value : values) {
    const auto* first = static_cast<const std::byte*>(value.data_ptr());
    bytes.insert(bytes.end(), first, first + value.nbytes());
  }
  return bytes;
}

TensorArchive read_archive(std::string_view kind, std::span<const std::byte> bytes) {
  Reader reader(kind, bytes);
  const auto magic = reader.take(kind_size);
  if (std::memcmp(magic.data(), kind.data(), kind_size) != 0) refuse(kind, "it begins otherwise");
  const auto version = reader.value<std::uint32_t>();
  if (version != format_version) refuse(kind, "format version " + std::to_string(version) + " is unknown");
  const auto text = reader.take(reader.value<std::uint64_t>());
  TensorArchive archive;
  try {
    const auto* first = reinterpret_cast<const char*>(text.data());
    archive.header = nlohmann::json::parse(first, first + text.size());
    for (const auto& entry : archive.header.at("tensors")) {
      archive.tensors.emplace_back(entry.at("name").get<std::string>(), read_tensor(kind, entry, reader));
    }
  } catch (const nlohmann::json::exception& e) {
    refuse(kind, std::string("its header: ") + e.what());
  }
  if (!reader.empty()) refuse(kind, "bytes follow its last tensor");
  return archive;
}

}  // namespace doppel::science

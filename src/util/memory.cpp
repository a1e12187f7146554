#include "util/memory.h"

#include <algorithm>
#include <fstream>
#include <limits>
#include <optional>
#include <string>

namespace doppel {
namespace {

constexpr std::uint64_t kUnknown = std::numeric_limits<std::uint64_t>::max();

// The number that a file begins with; "max" is none.
std::optional<std::uint64_t> number_in(const std::filesystem::path& file) {
  std::ifstream stream(file);
  std::uint64_t number = 0;
  return stream >> number ? std::optional(number) : std::nullopt;
}

std::uint64_t of_system(const std::filesystem::path& root) {
  std::ifstream stream(root / "proc/meminfo");
  std::string name, unit;
  std::uint64_t kilobytes = 0;
  while (stream >> name >> kilobytes) {
    if (name == "MemAvailable:") return kilobytes * 1024;
    std::getline(stream, unit);
  }
  return kUnknown;
}

// A container sees its own control group as the root of them all.
std::uint64_t of_container(const std::filesystem::path& root) {
  const std::filesystem::path group = root / "sys/fs/cgroup";
  const auto limit = number_in(group / "memory.max"), used = number_in(group / "memory.current");
  if (!limit || !used) return kUnknown;
  return *limit - std::min(*limit, *used);
}

}  // namespace

std::uint64_t available_memory(const std::filesystem::path& root) {
  return std::min(of_system(root), of_container(root));
}

}  // namespace doppel

// How much memory this process may still take.
#pragma once

#include <cstdint>
#include <filesystem>

namespace doppel {

// What the system can give without swapping and, in a container, what is left of its limit, if that is
// less. [bytes]; the largest number where neither can be read. `root`: of the file system, for a test.
std::uint64_t available_memory(const std::filesystem::path& root = "/");

}  // namespace doppel

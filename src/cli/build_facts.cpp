#include "cli/build_facts.h"

#include <array>
#include <fstream>
#include <span>

#include "doppel_commit.h"  // written at build time by commit.cmake
#include "util/sha256.h"
#include "workers/runtime.h"

namespace doppel::cli {
namespace {

std::string hash_of_running_binary() {
  std::ifstream file("/proc/self/exe", std::ios::binary);
  Sha256 hash;
  std::array<char, 1 << 16> buffer{};
  while (file.read(buffer.data(), buffer.size()), file.gcount() > 0) {
    hash.update(std::as_bytes(std::span(buffer.data(), static_cast<std::size_t>(file.gcount()))));
  }
  return hash.hex();
}

}  // namespace

populate::BuildFacts build_facts() {
  populate::BuildFacts facts;
  facts.commit = DOPPEL_COMMIT;
  facts.dirty = DOPPEL_DIRTY;
  facts.build_id = hash_of_running_binary();
  facts.libraries = workers::library_versions();
  return facts;
}

}  // namespace doppel::cli

// The files of a FileTree, by their names inside it ("meta/trials/tiers.npy"), from a folder or an archive.
// An archive is read once, into memory, and never unpacked to disk; only files that a FileTree is read for
// are kept.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace doppel::store {

class TreeFiles {
 public:
  virtual ~TreeFiles() = default;
  virtual bool has(const std::string& name) const = 0;
  // Throws Error(bad_input) naming folder or archive and the file if it is missing.
  virtual std::vector<std::byte> read(const std::string& name) const = 0;
};

// A folder, or a .tar, .tar.gz or .zip with one tree in it at any depth. Throws Error(bad_input) for an
// archive that is damaged, holds two trees, or has absolute or ../ names, links or files of absurd size among
// those needed.
std::unique_ptr<TreeFiles> open_tree(const std::filesystem::path& folder_or_archive);

}  // namespace doppel::store

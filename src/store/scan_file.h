// Doppel's scan file (HDF5; docs/formats.md) and the Sensorium FileTree layout, read and written.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "store/recording.h"

namespace doppel::store {

// Reads and validates. Throws Error(bad_input) naming file, dataset and mend for anything truncated or
// foreign. A damaged file of an older HDF5 format can crash the library: read_any is for files from
// elsewhere.
Recording read_scan_file(const std::filesystem::path& file);
void write_scan_file(const Recording& recording, const std::filesystem::path& file);  // complete or absent

// A folder in the FileTree layout, or a .tar, .tar.gz or .zip of one. Validated, and refused, like a scan
// file. Trials of the skipped tiers are left out, and nothing of them is read; a tier that no trial has is
// refused.
Recording read_file_tree(const std::filesystem::path& folder_or_archive,
                         const std::vector<std::string>& skipped_tiers = {});
// Complete or absent; Error(usage) if the folder is there and not empty. Truth, seed and units do not fit the
// layout.
void write_file_tree(const Recording& recording, const std::filesystem::path& folder);

// True for an HDF5 file, whatever it holds.
bool is_scan_file(const std::filesystem::path& path);

// What of a recording is taken otherwise than it lies there; its source says so.
struct ReadOptions {
  std::int32_t downsample = 1;             // images are averaged over blocks of so many pixels a side
  std::vector<std::string> skipped_tiers;  // of a FileTree: final_test
};

// By what is there: an HDF5 file, a folder, or an archive. What could crash the HDF5 library is read by a
// child process first.
Recording read_any(const std::filesystem::path& path, const ReadOptions& options = {});

}  // namespace doppel::store

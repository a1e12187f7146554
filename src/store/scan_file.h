// Doppel's scan file (HDF5; docs/formats.md) and the Sensorium FileTree layout, read and written.
#pragma once

#include <filesystem>

#include "store/recording.h"

namespace doppel::store {

// Reads and validates. Throws Error(bad_input) naming file, dataset and mend for anything truncated or
// foreign. A damaged file of an older HDF5 format can crash the library: read_any is for files from
// elsewhere.
Recording read_scan_file(const std::filesystem::path& file);
void write_scan_file(const Recording& recording, const std::filesystem::path& file);  // complete or absent

// A folder in the FileTree layout, or a .tar, .tar.gz or .zip of one. Validated, and refused, like a scan
// file.
Recording read_file_tree(const std::filesystem::path& folder_or_archive);
// Complete or absent; Error(usage) if the folder is there and not empty. Truth, seed and units do not fit the
// layout.
void write_file_tree(const Recording& recording, const std::filesystem::path& folder);

// True for an HDF5 file, whatever it holds.
bool is_scan_file(const std::filesystem::path& path);

// By what is there: an HDF5 file, a folder, or an archive. What could crash the HDF5 library is read by a
// child process first.
Recording read_any(const std::filesystem::path& path);

}  // namespace doppel::store

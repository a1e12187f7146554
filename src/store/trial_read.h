// Reading what may crash the reader: libhdf5 follows damaged addresses in files whose metadata carry no
// checksums (HDF5's older formats, h5py's default) and can end in a segmentation fault or an endless loop.
// Such a file is read in a child process first, which is all that it can take down.
#pragma once

#include <filesystem>
#include <functional>

namespace doppel::store::hdf5 {

// True unless the file's superblock is of a version (2 or newer) whose metadata are checksummed.
bool may_crash_reader(const std::filesystem::path& file);

// Runs `read` in a forked child, which neither returns nor runs the parent's destructors. Throws
// Error(bad_input) naming `file` if the child was killed by a signal or did not end within ten minutes; an
// exception in the child counts as an end, since reading again tells it. REQUIRES: the caller does not hold
// the library's lock.
void try_in_child(const std::filesystem::path& file, const std::function<void()>& read);

}  // namespace doppel::store::hdf5

// The one lock of the HDF5 library, which distributions build without thread safety.
#pragma once

#include <mutex>

namespace doppel::store::hdf5 {

// Also silences the library's own error stack and its loading of plugins.
std::unique_lock<std::mutex> lock_library();

}  // namespace doppel::store::hdf5

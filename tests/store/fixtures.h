// Small recordings and the check of a refusal, shared by the tests of src/store.
#pragma once

#include <gtest/gtest.h>
#include <hdf5.h>

#include <cstddef>
#include <filesystem>
#include <functional>
#include <initializer_list>
#include <span>
#include <string>
#include <vector>

#include "store/recording.h"
#include "tests/support/temporary_folder.h"
#include "util/error.h"

namespace doppel::store::test {

using doppel::test::TemporaryFolder;

// 4 training images shown once, 2 test images shown 3 times, 10 trials, 5 neurons, images of 6 x 8 px.
Recording small_recording();
// The same with simulated = true and two columns of truth, one with an absent value.
Recording small_simulation();

void expect_equal(const Recording& a, const Recording& b);  // all that a scan file keeps; NaN equals NaN

// Expects Error of that class, whose message holds every part and whose mend is not empty.
void expect_error(ErrorClass error_class, const std::function<void()>& action,
                  std::initializer_list<std::string> parts);
void expect_refused(const std::function<void()>& action, std::initializer_list<std::string> parts);

void write_bytes(const std::filesystem::path& file, std::span<const std::byte> bytes);
void write_text(const std::filesystem::path& file, const std::string& text);
std::vector<std::filesystem::path> files_below(const std::filesystem::path& folder);

// Changes a scan file as a foreign program might: plain HDF5 calls, no checks.
class ScanFileEditor {
 public:
  explicit ScanFileEditor(const std::filesystem::path& file);
  ~ScanFileEditor();
  ScanFileEditor(const ScanFileEditor&) = delete;
  ScanFileEditor& operator=(const ScanFileEditor&) = delete;
  hid_t file() const { return file_; }
  void remove(const std::string& path);
  void remove_attribute(const std::string& name);
  // Replaces a dataset; contiguous, h5py's default.
  void put(const std::string& path, hid_t type, const void* values, const std::vector<hsize_t>& extents);
  void put_int32(const std::string& path, const std::vector<std::int32_t>& values);
  void put_floats(const std::string& path, const std::vector<float>& values,
                  const std::vector<hsize_t>& extents);
  void put_texts(const std::string& path, const std::vector<std::string>& values, std::size_t width);

 private:
  hid_t file_;
};

}  // namespace doppel::store::test

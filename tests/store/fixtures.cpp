#include "tests/store/fixtures.h"

#include <cmath>
#include <fstream>
#include <limits>

#include "util/rng.h"
#include "util/sha256.h"

namespace doppel::store::test {

namespace fs = std::filesystem;

Recording small_recording() {
  Recording r;
  r.animal_id = 7;
  r.session = 2;
  r.scan_idx = 3;
  r.rows = 6;
  r.cols = 8;
  Rng rng(1);
  const std::size_t pixels = 48;
  r.image_id = {11, 4, 29, 5, 100, 2};
  for (std::size_t i = 0; i < r.image_id.size(); ++i) {
    for (std::size_t p = 0; p < pixels; ++p) r.images.push_back(static_cast<std::uint8_t>(rng.below(256)));
    r.image_sha256.push_back(sha256_hex(std::as_bytes(std::span(r.images).subspan(i * pixels))));
  }
  const std::int32_t order[] = {4, 0, 5, 1, 4, 5, 2, 5, 4, 3};  // images 4 and 5 are test images
  std::int16_t shown[6] = {};
  for (std::int32_t image : order) {
    r.trials.push_back({image, image >= 4 ? TrialTier::test : TrialTier::train, shown[image]++});
  }
  r.unit_id = {3, 1, 90, 7, 12};
  for (std::size_t i = 0; i < r.trials.size() * r.unit_id.size(); ++i)
    r.responses.push_back(static_cast<float>(rng.uniform(0, 5)));
  for (std::size_t i = 0; i < r.unit_id.size(); ++i) {
    r.x.push_back(static_cast<float>(100 * i));
    r.y.push_back(static_cast<float>(-20 * static_cast<double>(i)));
    r.z.push_back(std::numeric_limits<float>::quiet_NaN());
  }
  r.position_unit = "um";
  r.response_unit = "events";
  r.source = "a test, in µm";
  return r;
}

Recording small_simulation() {
  Recording r = small_recording();
  r.simulated = true;
  r.seed = 42;
  r.simulation = SimulationSettings{0.35, 0.2, -0.5, true};
  r.truth["orientation"] = {10.0, std::nullopt, 170.5, 0.0, 90.0};
  r.truth["phase_index"] = {0.1, 0.2, 0.3, 0.4, 1.9};
  return r;
}

namespace {

void expect_same_floats(const std::vector<float>& a, const std::vector<float>& b) {
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t i = 0; i < a.size(); ++i)
    EXPECT_TRUE(a[i] == b[i] || (std::isnan(a[i]) && std::isnan(b[i]))) << i;
}

}  // namespace

void expect_equal(const Recording& a, const Recording& b) {
  EXPECT_EQ(std::tie(a.animal_id, a.session, a.scan_idx, a.rows, a.cols),
            std::tie(b.animal_id, b.session, b.scan_idx, b.rows, b.cols));
  EXPECT_EQ(a.images, b.images);
  EXPECT_EQ(a.image_id, b.image_id);
  EXPECT_EQ(a.image_sha256, b.image_sha256);
  ASSERT_EQ(a.trials.size(), b.trials.size());
  for (std::size_t i = 0; i < a.trials.size(); ++i) {
    EXPECT_EQ(a.trials[i].image, b.trials[i].image) << i;
    EXPECT_EQ(a.trials[i].tier, b.trials[i].tier) << i;
    EXPECT_EQ(a.trials[i].repeat, b.trials[i].repeat) << i;
  }
  EXPECT_EQ(a.responses, b.responses);
  EXPECT_EQ(a.unit_id, b.unit_id);
  expect_same_floats(a.x, b.x);
  expect_same_floats(a.y, b.y);
  expect_same_floats(a.z, b.z);
  EXPECT_EQ(std::tie(a.position_unit, a.response_unit, a.source),
            std::tie(b.position_unit, b.response_unit, b.source));
  EXPECT_EQ(a.simulated, b.simulated);
  EXPECT_EQ(a.seed, b.seed);
  EXPECT_EQ(a.simulation, b.simulation);
  EXPECT_EQ(a.truth, b.truth);
}

void expect_error(ErrorClass error_class, const std::function<void()>& action,
                  std::initializer_list<std::string> parts) {
  try {
    action();
    ADD_FAILURE() << "nothing was thrown";
  } catch (const Error& error) {
    EXPECT_STREQ(name(error.error_class()), name(error_class)) << error.what();
    for (const std::string& part : parts) {
      EXPECT_NE(std::string(error.what()).find(part), std::string::npos)
          << "'" << part << "' is not in: " << error.what();
    }
    EXPECT_FALSE(error.mend().empty()) << error.what();
  }
}

void expect_refused(const std::function<void()>& action, std::initializer_list<std::string> parts) {
  expect_error(ErrorClass::bad_input, action, parts);
}

void write_bytes(const fs::path& file, std::span<const std::byte> bytes) {
  fs::create_directories(file.parent_path());
  fs::remove(file);  // ext4 flushes a file that is truncated and rewritten: slow for thousands of variants
  std::ofstream(file, std::ios::binary)
      .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
}

void write_text(const fs::path& file, const std::string& text) {
  write_bytes(file, std::as_bytes(std::span(text)));
}

std::vector<fs::path> files_below(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_directory()) files.push_back(entry.path());
  }
  return files;
}

ScanFileEditor::ScanFileEditor(const fs::path& file)
    : file_(H5Fopen(file.c_str(), H5F_ACC_RDWR, H5P_DEFAULT)) {
  if (file_ < 0) throw std::runtime_error("cannot edit " + file.string());
}

ScanFileEditor::~ScanFileEditor() { H5Fclose(file_); }

void ScanFileEditor::remove(const std::string& path) {
  ASSERT_GE(H5Ldelete(file_, path.c_str(), H5P_DEFAULT), 0);
}

void ScanFileEditor::remove_attribute(const std::string& name) {
  ASSERT_GE(H5Adelete(file_, name.c_str()), 0);
}

void ScanFileEditor::put(const std::string& path, hid_t type, const void* values,
                         const std::vector<hsize_t>& extents) {
  if (H5Lexists(file_, path.c_str(), H5P_DEFAULT) > 0) remove(path);
  const hid_t space = H5Screate_simple(static_cast<int>(extents.size()), extents.data(), nullptr);
  const hid_t dataset = H5Dcreate2(file_, path.c_str(), type, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
  ASSERT_GE(dataset, 0);
  if (values != nullptr) {
    ASSERT_GE(H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values), 0);
  }
  H5Dclose(dataset);
  H5Sclose(space);
}

void ScanFileEditor::put_int32(const std::string& path, const std::vector<std::int32_t>& values) {
  put(path, H5T_NATIVE_INT32, values.data(), {values.size()});
}

void ScanFileEditor::put_floats(const std::string& path, const std::vector<float>& values,
                                const std::vector<hsize_t>& extents) {
  put(path, H5T_NATIVE_FLOAT, values.data(), extents);
}

void ScanFileEditor::put_texts(const std::string& path, const std::vector<std::string>& values,
                               std::size_t width) {
  std::vector<char> fields(values.size() * width, '\0');
  for (std::size_t i = 0; i < values.size(); ++i) values[i].copy(fields.data() + i * width, width);
  const hid_t type = H5Tcopy(H5T_C_S1);
  H5Tset_size(type, width);
  H5Tset_strpad(type, H5T_STR_NULLPAD);
  put(path, type, fields.data(), {values.size()});
  H5Tclose(type);
}

}  // namespace doppel::store::test

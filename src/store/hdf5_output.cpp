#include <algorithm>
#include <cstring>
#include <new>
#include <utility>

#include "store/hdf5.h"
#include "store/hdf5_lock.h"
#include "util/error.h"

namespace doppel::store::hdf5 {
namespace {

constexpr std::size_t growth_bytes = std::size_t{1} << 24;
constexpr std::size_t chunk_bytes = std::size_t{1} << 18;
constexpr unsigned gzip_level = 4;

// Only memory can fail here; it is ours to grow, so anything else is a bug.
void require(bool worked, const std::string& what) {
  if (!worked)
    throw Error(ErrorClass::internal, "HDF5 cannot make " + what + " in memory",
                "free memory and report this");
}

// Whole rows, or runs of whole images, of about 256 KiB.
std::vector<hsize_t> chunk_of(const std::vector<std::size_t>& extents, std::size_t value_bytes) {
  std::vector<hsize_t> chunk(extents.begin(), extents.end());
  std::size_t row_bytes = value_bytes;
  for (std::size_t i = 1; i < extents.size(); ++i) row_bytes *= extents[i];
  chunk[0] = std::clamp<std::size_t>(chunk_bytes / row_bytes, 1, extents[0]);
  return chunk;
}

// The memory file outlives its HDF5 handle: the library gives the buffer back at close, and `MemoryFile`
// keeps it then. (H5Fget_file_image would copy an open file, whose superblock fails its own checksum in
// HDF5 1.10.)
void* allocate(std::size_t size, H5FD_file_image_op_t /*why*/, void* memory_file) {
  return static_cast<MemoryFile*>(memory_file)->resize(size);
}

void* reallocate(void* /*buffer*/, std::size_t size, H5FD_file_image_op_t /*why*/, void* memory_file) {
  return static_cast<MemoryFile*>(memory_file)->resize(size);
}

void* copy(void* to, const void* from, std::size_t size, H5FD_file_image_op_t /*why*/,
           void* /*memory_file*/) {
  return std::memcpy(to, from, size);
}

herr_t keep(void* /*buffer*/, H5FD_file_image_op_t /*why*/, void* /*memory_file*/) { return 0; }
void* share(void* memory_file) { return memory_file; }
herr_t release(void* /*memory_file*/) { return 0; }

}  // namespace

void* MemoryFile::resize(std::size_t size) {
  try {
    bytes.resize(size);
    return bytes.data();
  } catch (const std::bad_alloc&) {
    return nullptr;  // no exception may cross the library's C frames; it reports the failure itself
  }
}

Output::Output() : lock_(lock_library()), memory_(std::make_unique<MemoryFile>()) {
  const Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose);
  const Handle creation(H5Pcreate(H5P_FILE_CREATE), H5Pclose);
  H5Pset_fapl_core(access.get(), growth_bytes, false);
  H5FD_file_image_callbacks_t callbacks{allocate, copy, reallocate, keep, share, release, memory_.get()};
  H5Pset_file_image_callbacks(access.get(), &callbacks);
  // The 1.10 format puts a checksum on every piece of metadata, so that a flipped bit is an error and not
  // another file.
  H5Pset_libver_bounds(access.get(), H5F_LIBVER_V110, H5F_LIBVER_V110);
  H5Pset_obj_track_times(creation.get(), false);
  file_ = Handle(H5Fcreate("scan.h5", H5F_ACC_TRUNC, creation.get(), access.get()), H5Fclose);
  require(static_cast<bool>(file_), "a file");
}

void Output::make_group(const std::string& path) {
  const Handle creation(H5Pcreate(H5P_GROUP_CREATE), H5Pclose);
  H5Pset_obj_track_times(creation.get(), false);
  const Handle group(H5Gcreate2(file_.get(), path.c_str(), H5P_DEFAULT, creation.get(), H5P_DEFAULT),
                     H5Gclose);
  require(static_cast<bool>(group), path);
}

void Output::write_values(const std::string& path, const void* values, hid_t file_type, hid_t memory_type,
                          const std::vector<std::size_t>& extents) {
  const std::vector<hsize_t> dims(extents.begin(), extents.end());
  const std::vector<hsize_t> chunk = chunk_of(extents, H5Tget_size(file_type));
  const Handle space(H5Screate_simple(static_cast<int>(dims.size()), dims.data(), nullptr), H5Sclose);
  const Handle creation(H5Pcreate(H5P_DATASET_CREATE), H5Pclose);
  H5Pset_obj_track_times(creation.get(), false);
  H5Pset_chunk(creation.get(), static_cast<int>(chunk.size()), chunk.data());
  if (H5Tget_size(file_type) > 1) H5Pset_shuffle(creation.get());
  H5Pset_deflate(creation.get(), gzip_level);
  H5Pset_fletcher32(creation.get());
  const Handle dataset(
      H5Dcreate2(file_.get(), path.c_str(), file_type, space.get(), H5P_DEFAULT, creation.get(), H5P_DEFAULT),
      H5Dclose);
  require(dataset && H5Dwrite(dataset.get(), memory_type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values) >= 0, path);
}

void Output::write(const std::string& path, std::span<const std::uint8_t> values,
                   const std::vector<std::size_t>& extents) {
  write_values(path, values.data(), H5T_STD_U8LE, H5T_NATIVE_UINT8, extents);
}

void Output::write(const std::string& path, std::span<const float> values,
                   const std::vector<std::size_t>& extents) {
  write_values(path, values.data(), H5T_IEEE_F32LE, H5T_NATIVE_FLOAT, extents);
}

void Output::write(const std::string& path, std::span<const double> values) {
  write_values(path, values.data(), H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, {values.size()});
}

void Output::write(const std::string& path, std::span<const std::int32_t> values) {
  write_values(path, values.data(), H5T_STD_I32LE, H5T_NATIVE_INT32, {values.size()});
}

void Output::write(const std::string& path, std::span<const std::int16_t> values) {
  write_values(path, values.data(), H5T_STD_I16LE, H5T_NATIVE_INT16, {values.size()});
}

void Output::write(const std::string& path, std::span<const std::string> values, std::size_t width) {
  std::vector<char> fields(values.size() * width, '\0');
  for (std::size_t i = 0; i < values.size(); ++i) values[i].copy(fields.data() + i * width, width);
  const Handle type(H5Tcopy(H5T_C_S1), H5Tclose);
  H5Tset_size(type.get(), width);
  H5Tset_strpad(type.get(), H5T_STR_NULLPAD);
  write_values(path, fields.data(), type.get(), type.get(), {values.size()});
}

void Output::write_attribute(const std::string& name, const void* value, hid_t file_type, hid_t memory_type) {
  const Handle space(H5Screate(H5S_SCALAR), H5Sclose);
  const Handle attribute(
      H5Acreate2(file_.get(), name.c_str(), file_type, space.get(), H5P_DEFAULT, H5P_DEFAULT), H5Aclose);
  require(attribute && H5Awrite(attribute.get(), memory_type, value) >= 0, "attribute " + name);
}

void Output::set_attribute(const std::string& name, std::int64_t value) {
  write_attribute(name, &value, H5T_STD_I64LE, H5T_NATIVE_INT64);
}

void Output::set_attribute(const std::string& name, double value) {
  write_attribute(name, &value, H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE);
}

// Fixed length: variable-length text would lie in the global heap, which has no checksum.
void Output::set_attribute(const std::string& name, const std::string& value) {
  const Handle type(H5Tcopy(H5T_C_S1), H5Tclose);
  H5Tset_size(type.get(), std::max<std::size_t>(value.size(), 1));
  H5Tset_strpad(type.get(), H5T_STR_NULLPAD);
  H5Tset_cset(type.get(), H5T_CSET_UTF8);
  write_attribute(name, value.data(), type.get(), type.get());
}

std::vector<std::byte> Output::image() {
  file_ = Handle();
  // The buffer grows in steps; the superblock (version 3) says where the file ends.
  constexpr std::size_t end_of_file_at = 28;
  std::vector<std::byte> bytes = std::move(memory_->bytes);
  std::uint64_t size = 0;
  require(bytes.size() >= end_of_file_at + sizeof size, "the file");
  std::memcpy(&size, bytes.data() + end_of_file_at, sizeof size);
  require(size > 0 && size <= bytes.size(), "the file");
  bytes.resize(size);
  return bytes;
}

}  // namespace doppel::store::hdf5

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <utility>

#include "store/hdf5.h"
#include "store/hdf5_lock.h"
#include "util/error.h"

namespace doppel::store::hdf5 {
namespace {

// gzip cannot shrink data by more than about 1032 to 1: a dataset that claims more holds nothing, or is
// damaged.
constexpr std::size_t max_compression = 1100;
constexpr std::size_t max_chunk_bytes = std::size_t{1} << 30;
constexpr const char* damaged_mend = "copy the file again from its source, or write it again";

std::size_t physical_memory() {
  return static_cast<std::size_t>(::sysconf(_SC_PHYS_PAGES)) *
         static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

std::string shape_text(std::span<const std::size_t> extents) {
  std::string text = "(";
  for (std::size_t i = 0; i < extents.size(); ++i) text += (i ? ", " : "") + std::to_string(extents[i]);
  return text + ")";
}

std::string shape_text(std::span<const Axis> axes) {
  std::string text = "(";
  for (std::size_t i = 0; i < axes.size(); ++i) {
    text += (i ? ", " : "") + std::string(axes[i].name);
    if (axes[i].extent) text += " = " + std::to_string(*axes[i].extent);
  }
  return text + ")";
}

const char* class_name(H5T_class_t type_class) {
  switch (type_class) {
    case H5T_INTEGER:
      return "integer";
    case H5T_FLOAT:
      return "floating-point";
    case H5T_STRING:
      return "string";
    case H5T_COMPOUND:
      return "compound";
    case H5T_REFERENCE:
      return "object reference";
    case H5T_ENUM:
      return "enumeration";
    case H5T_VLEN:
      return "variable-length";
    default:
      return "unusual";
  }
}

bool is_kind(hid_t type, Kind kind) {
  const H5T_class_t type_class = H5Tget_class(type);
  const std::size_t size = H5Tget_size(type);
  switch (kind) {
    case Kind::byte:
      return type_class == H5T_INTEGER && size == 1 && H5Tget_sign(type) == H5T_SGN_NONE;
    case Kind::integer:
      return type_class == H5T_INTEGER && size <= 8;
    case Kind::real:
      return type_class == H5T_FLOAT && size <= 8;
  }
  return false;
}

const char* kind_name(Kind kind) {
  return kind == Kind::byte ? "uint8" : kind == Kind::integer ? "integers" : "float32";
}

std::string parent_of(const std::string& path) {
  const auto slash = path.rfind('/');
  return slash == std::string::npos ? "" : path.substr(0, slash);
}

herr_t collect_name(hid_t /*group*/, const char* name, const H5L_info_t* /*info*/, void* names) {
  static_cast<std::vector<std::string>*>(names)->emplace_back(name);
  return 0;
}

// A fixed-length field up to its first NUL, without trailing blanks (the padding of Fortran and MATLAB).
std::string field_text(const char* field, std::size_t width) {
  std::string text(field, strnlen(field, width));
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

}  // namespace

Handle::Handle(Handle&& other) noexcept : id_(std::exchange(other.id_, -1)), close_(other.close_) {}

Handle& Handle::operator=(Handle&& other) noexcept {
  std::swap(id_, other.id_);
  std::swap(close_, other.close_);
  return *this;
}

Handle::~Handle() {
  if (id_ >= 0) close_(id_);
}

std::unique_lock<std::mutex> lock_library() {
  static std::mutex mutex;
  std::unique_lock<std::mutex> lock(mutex);
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
  // Without this a file could name a filter and have its code loaded from HDF5_PLUGIN_PATH.
  H5PLset_loading_state(0);
  return lock;
}

bool is_hdf5(const std::filesystem::path& file) {
  const auto lock = lock_library();
  return H5Fis_hdf5(file.c_str()) > 0;
}

Input::Input(const std::filesystem::path& file) : lock_(lock_library()), name_(file.string()) {
  std::error_code code;
  file_size_ = std::filesystem::file_size(file, code);
  if (code) {
    const bool absent = code == std::errc::no_such_file_or_directory;
    throw Error(absent ? ErrorClass::bad_input : ErrorClass::environment, name_ + ": " + code.message(),
                "check the path");
  }
  if (::access(file.c_str(), R_OK) != 0) {
    throw Error(ErrorClass::environment, name_ + ": no permission to read",
                "give this user permission to read it");
  }
  if (H5Fis_hdf5(file.c_str()) <= 0) {
    throw Error(
        ErrorClass::bad_input, name_ + ": not an HDF5 file (its signature is missing)",
        "give a scan file as described in docs/formats.md; if this is one, it is damaged: copy it again");
  }
  const Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose);
#if H5_VERSION_GE(1, 10, 7)
  // Locks fail on read-only and some network file systems, and nobody writes a scan file in place.
  H5Pset_file_locking(access.get(), false, true);
#endif
  file_ = Handle(H5Fopen(file.c_str(), H5F_ACC_RDONLY, access.get()), H5Fclose);
  if (!file_) {
    throw Error(ErrorClass::bad_input,
                name_ + ": truncated or damaged HDF5 file (" + std::to_string(file_size_) + " bytes)",
                damaged_mend);
  }
}

void Input::refuse(const std::string& path, const std::string& fault, const std::string& mend) const {
  throw Error(ErrorClass::bad_input, name_ + ": " + path + " " + fault, mend);
}

// Every link on the way must be a hard one: any other may lead into another file.
void Input::check_links(const std::string& path) const {
  for (std::size_t end = path.find('/', 1);; end = path.find('/', end + 1)) {
    const std::string prefix = path.substr(0, end);
    H5L_info_t info;
    if (H5Lexists(file_.get(), prefix.c_str(), H5P_DEFAULT) <= 0) {
      refuse(path, "is missing", "write it as described in docs/formats.md");
    }
    if (H5Lget_info(file_.get(), prefix.c_str(), &info, H5P_DEFAULT) < 0)
      refuse(prefix, "is damaged", damaged_mend);
    if (info.type != H5L_TYPE_HARD) {
      refuse(prefix, std::string("is a ") + (info.type == H5L_TYPE_SOFT ? "soft" : "external") + " link",
             "store the data itself there, not a link");
    }
    if (end == std::string::npos) return;
  }
}

bool Input::has(const std::string& path) const {
  const std::string parent = parent_of(path);
  if (!parent.empty() && !has(parent)) return false;
  return H5Lexists(file_.get(), path.c_str(), H5P_DEFAULT) > 0;
}

std::vector<std::string> Input::children(const std::string& group) const {
  check_links(group);
  const Handle id(H5Gopen2(file_.get(), group.c_str(), H5P_DEFAULT), H5Gclose);
  if (!id) refuse(group, "is not a group or is damaged", damaged_mend);
  std::vector<std::string> names;
  if (H5Literate(id.get(), H5_INDEX_NAME, H5_ITER_INC, nullptr, collect_name, &names) < 0) {
    refuse(group, "is damaged", damaged_mend);
  }
  std::sort(names.begin(), names.end());
  return names;
}

Input::Dataset Input::open(const std::string& path, std::span<const Axis> axes) const {
  check_links(path);
  Dataset dataset;
  dataset.id = Handle(H5Dopen2(file_.get(), path.c_str(), H5P_DEFAULT), H5Dclose);
  if (!dataset.id) refuse(path, "is not a dataset or is damaged", damaged_mend);
  dataset.type = Handle(H5Dget_type(dataset.id.get()), H5Tclose);
  const Handle space(H5Dget_space(dataset.id.get()), H5Sclose);
  if (!dataset.type || !space) refuse(path, "is damaged", damaged_mend);

  std::array<hsize_t, H5S_MAX_RANK> extents{};
  const int rank = H5Sget_simple_extent_dims(space.get(), extents.data(), nullptr);
  if (rank < 0) refuse(path, "is damaged", damaged_mend);
  dataset.extents.assign(extents.begin(), extents.begin() + rank);
  bool fits = static_cast<std::size_t>(rank) == axes.size();
  for (std::size_t i = 0; fits && i < axes.size(); ++i)
    fits = dataset.extents[i] == axes[i].extent.value_or(dataset.extents[i]);
  if (!fits) {
    refuse(
        path, "has shape " + shape_text(dataset.extents) + ", expected " + shape_text(axes),
        "write it with that shape (docs/formats.md); all datasets count the same trials, neurons and images");
  }
  check_storage(path, dataset);
  dataset.count = 1;
  for (std::size_t extent : dataset.extents) dataset.count *= extent;
  return dataset;
}

// What a header claims is measured against the file before anything is allocated for it.
void Input::check_storage(const std::string& path, const Dataset& dataset) const {
  const Handle creation(H5Dget_create_plist(dataset.id.get()), H5Pclose);
  if (!creation) refuse(path, "is damaged", damaged_mend);
  const H5D_layout_t layout = H5Pget_layout(creation.get());
  if (layout == H5D_VIRTUAL || H5Pget_external_count(creation.get()) > 0) {
    refuse(path, "keeps its data in another file", "store the data itself in this file");
  }
  check_filters(path, creation.get());

  std::size_t bytes = H5Tget_size(dataset.type.get());
  bool absurd = bytes == 0;
  for (std::size_t extent : dataset.extents) {
    if (extent != 0 && bytes > std::numeric_limits<std::size_t>::max() / extent) absurd = true;
    bytes *= extent;
  }
  const std::size_t stored = H5Dget_storage_size(dataset.id.get());
  const std::size_t possible = layout == H5D_CHUNKED ? stored * max_compression : stored;
  absurd = absurd || stored > file_size_ || bytes > possible;
  if (absurd) {
    refuse(path,
           "claims " + shape_text(dataset.extents) + " values, more than the " + std::to_string(stored) +
               " bytes that the file stores for it can hold",
           "write all of its data; if that was done, the file is damaged: copy it again");
  }
  if (bytes > physical_memory()) {
    refuse(path, "needs " + std::to_string(bytes >> 30) + " GiB, more than this machine's memory",
           "split the scan, or use a machine with more memory");
  }
}

void Input::check_filters(const std::string& path, hid_t creation) const {
  if (H5Pget_layout(creation) != H5D_CHUNKED) return;
  std::array<hsize_t, H5S_MAX_RANK> chunk{};
  const int rank = H5Pget_chunk(creation, H5S_MAX_RANK, chunk.data());
  std::size_t values = 1;
  for (int i = 0; i < rank; ++i) {
    const auto extent = static_cast<std::size_t>(chunk[static_cast<std::size_t>(i)]);
    values =
        extent > max_chunk_bytes || values * extent > max_chunk_bytes ? max_chunk_bytes + 1 : values * extent;
  }
  if (rank < 1 || values > max_chunk_bytes) {
    refuse(path, "has chunks of more than 1 GiB", "write it with chunks of about 1 MiB");
  }
  for (int i = 0; i < H5Pget_nfilters(creation); ++i) {
    unsigned flags = 0;
    std::size_t n_parameters = 0;
    const H5Z_filter_t filter = H5Pget_filter2(creation, static_cast<unsigned>(i), &flags, &n_parameters,
                                               nullptr, 0, nullptr, nullptr);
    if (filter != H5Z_FILTER_DEFLATE && filter != H5Z_FILTER_SHUFFLE && filter != H5Z_FILTER_FLETCHER32) {
      refuse(path, "uses HDF5 filter " + std::to_string(filter), "write it with compression='gzip' or none");
    }
  }
}

template <class T>
std::vector<T> Input::read(const std::string& path, std::span<const Axis> axes, Kind kind,
                           hid_t memory_type) const {
  const Dataset dataset = open(path, axes);
  if (!is_kind(dataset.type.get(), kind)) {
    refuse(path,
           "holds " + std::string(class_name(H5Tget_class(dataset.type.get()))) + " values of " +
               std::to_string(H5Tget_size(dataset.type.get())) + " bytes, expected " + kind_name(kind),
           std::string("write it as ") + kind_name(kind));
  }
  std::vector<T> values(dataset.count);
  if (dataset.count > 0 &&
      H5Dread(dataset.id.get(), memory_type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()) < 0) {
    refuse(path, "cannot be read: its data are damaged", damaged_mend);
  }
  return values;
}

std::vector<std::size_t> Input::extents(const std::string& path, std::span<const Axis> axes) const {
  return open(path, axes).extents;
}

std::vector<std::uint8_t> Input::read_bytes(const std::string& path, std::span<const Axis> axes) const {
  return read<std::uint8_t>(path, axes, Kind::byte, H5T_NATIVE_UINT8);
}

std::vector<float> Input::read_floats(const std::string& path, std::span<const Axis> axes) const {
  return read<float>(path, axes, Kind::real, H5T_NATIVE_FLOAT);
}

std::vector<double> Input::read_doubles(const std::string& path, std::size_t n) const {
  const Axis axis{"n", n};
  return read<double>(path, std::span(&axis, 1), Kind::real, H5T_NATIVE_DOUBLE);
}

std::vector<std::int32_t> Input::read_int32(const std::string& path, Axis axis) const {
  // Read wide, since the library would clip silently.
  const auto wide = read<std::int64_t>(path, std::span(&axis, 1), Kind::integer, H5T_NATIVE_INT64);
  std::vector<std::int32_t> values(wide.size());
  for (std::size_t i = 0; i < wide.size(); ++i) {
    if (!std::in_range<std::int32_t>(wide[i])) {
      refuse(path, "row " + std::to_string(i) + " is " + std::to_string(wide[i]),
             "write numbers that fit int32");
    }
    values[i] = static_cast<std::int32_t>(wide[i]);
  }
  return values;
}

std::vector<std::string> Input::read_texts(const std::string& path, Axis axis) const {
  const Dataset dataset = open(path, std::span(&axis, 1));
  const hid_t type = dataset.type.get();
  if (H5Tget_class(type) != H5T_STRING || H5Tis_variable_str(type) > 0) {
    refuse(path, "does not hold fixed-length strings",
           "write it as np.array(values, dtype='S8') (S64 for hashes)");
  }
  const std::size_t width = H5Tget_size(type);
  std::vector<char> fields(dataset.count * width);
  if (H5Dread(dataset.id.get(), type, H5S_ALL, H5S_ALL, H5P_DEFAULT, fields.data()) < 0) {
    refuse(path, "cannot be read: its data are damaged", damaged_mend);
  }
  std::vector<std::string> values(dataset.count);
  for (std::size_t i = 0; i < dataset.count; ++i) values[i] = field_text(fields.data() + i * width, width);
  return values;
}

std::optional<std::int64_t> Input::integer_attribute(const std::string& name) const {
  if (H5Aexists(file_.get(), name.c_str()) <= 0) return std::nullopt;
  const std::string path = "attribute " + name;
  const Handle id(H5Aopen(file_.get(), name.c_str(), H5P_DEFAULT), H5Aclose);
  if (!id) refuse(path, "is damaged", damaged_mend);
  const Handle type(H5Aget_type(id.get()), H5Tclose);
  const Handle space(H5Aget_space(id.get()), H5Sclose);
  const H5T_class_t type_class = H5Tget_class(type.get());  // h5py writes a bool as an enumeration
  if ((type_class != H5T_INTEGER && type_class != H5T_ENUM) ||
      H5Sget_simple_extent_npoints(space.get()) != 1) {
    refuse(path, "is not one integer", "write it as f.attrs['" + name + "'] = 1");
  }
  std::int64_t value = 0;
  if (H5Aread(id.get(), H5T_NATIVE_INT64, &value) < 0) refuse(path, "is damaged", damaged_mend);
  return value;
}

std::optional<double> Input::real_attribute(const std::string& name) const {
  if (H5Aexists(file_.get(), name.c_str()) <= 0) return std::nullopt;
  const std::string path = "attribute " + name;
  const Handle id(H5Aopen(file_.get(), name.c_str(), H5P_DEFAULT), H5Aclose);
  if (!id) refuse(path, "is damaged", damaged_mend);
  const Handle type(H5Aget_type(id.get()), H5Tclose);
  const Handle space(H5Aget_space(id.get()), H5Sclose);
  if (H5Tget_class(type.get()) != H5T_FLOAT || H5Sget_simple_extent_npoints(space.get()) != 1) {
    refuse(path, "is not one number", "write it as f.attrs['" + name + "'] = 0.4");
  }
  double value = 0;
  if (H5Aread(id.get(), H5T_NATIVE_DOUBLE, &value) < 0) refuse(path, "is damaged", damaged_mend);
  return value;
}

std::optional<std::string> Input::text_attribute(const std::string& name) const {
  if (H5Aexists(file_.get(), name.c_str()) <= 0) return std::nullopt;
  const std::string path = "attribute " + name;
  const Handle id(H5Aopen(file_.get(), name.c_str(), H5P_DEFAULT), H5Aclose);
  if (!id) refuse(path, "is damaged", damaged_mend);
  const Handle type(H5Aget_type(id.get()), H5Tclose);
  const Handle space(H5Aget_space(id.get()), H5Sclose);
  if (H5Tget_class(type.get()) != H5T_STRING || H5Sget_simple_extent_npoints(space.get()) != 1) {
    refuse(path, "is not one string", "write it as f.attrs['" + name + "'] = 'text'");
  }
  if (H5Tis_variable_str(type.get()) > 0) {
    char* text = nullptr;
    if (H5Aread(id.get(), type.get(), &text) < 0 || text == nullptr) refuse(path, "is damaged", damaged_mend);
    std::string value = text;
    H5free_memory(text);
    return value;
  }
  const std::size_t width = H5Tget_size(type.get());
  if (width > file_size_) refuse(path, "is damaged", damaged_mend);
  std::vector<char> field(width);
  if (H5Aread(id.get(), type.get(), field.data()) < 0) refuse(path, "is damaged", damaged_mend);
  return field_text(field.data(), width);
}

}  // namespace doppel::store::hdf5

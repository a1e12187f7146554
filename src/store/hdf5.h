// HDF5 as this folder needs it: owned handles, a silent error stack, datasets read with their rank, extents
// and type class checked before a byte is allocated. Only src/store/*.cpp include this header.
//
// The library is not thread-safe as distributions build it: whoever holds an Input or Output also holds the
// one lock.
#pragma once

#include <hdf5.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace doppel::store::hdf5 {

bool is_hdf5(const std::filesystem::path& file);  // has the signature

class Handle {
 public:
  using Close = herr_t (*)(hid_t);
  Handle() = default;
  Handle(hid_t id, Close close) : id_(id), close_(close) {}
  Handle(Handle&& other) noexcept;
  Handle& operator=(Handle&& other) noexcept;
  ~Handle();
  explicit operator bool() const { return id_ >= 0; }
  hid_t get() const { return id_; }

 private:
  hid_t id_ = -1;
  Close close_ = nullptr;
};

// One axis of an expected shape: its name for messages, and its extent where that is known already.
struct Axis {
  const char* name;
  std::optional<std::size_t> extent = std::nullopt;
};

enum class Kind { byte, integer, real };

// A file open for reading. Every member throws Error(bad_input) that names the file, the dataset and the
// mend. Refused, because a foreign file must not reach outside itself: soft and external links, external and
// virtual storage, references, filters other than gzip, shuffle and fletcher32.
class Input {
 public:
  explicit Input(const std::filesystem::path& file);

  bool has(const std::string& path) const;
  std::vector<std::string> children(const std::string& group) const;  // names, sorted

  // Extents of a dataset with the expected axes.
  std::vector<std::size_t> extents(const std::string& path, std::span<const Axis> axes) const;
  std::vector<std::uint8_t> read_bytes(const std::string& path, std::span<const Axis> axes) const;
  std::vector<float> read_floats(const std::string& path, std::span<const Axis> axes) const;
  std::vector<double> read_doubles(const std::string& path, std::size_t n) const;
  std::vector<std::int32_t> read_int32(const std::string& path, Axis axis) const;
  std::vector<std::string> read_texts(const std::string& path, Axis axis) const;  // fixed-length, NUL-padded

  // Attributes of the file itself; nullopt if absent.
  std::optional<std::int64_t> integer_attribute(const std::string& name) const;
  std::optional<double> real_attribute(const std::string& name) const;
  std::optional<std::string> text_attribute(const std::string& name) const;

 private:
  struct Dataset {
    Handle id, type;
    std::vector<std::size_t> extents;
    std::size_t count = 0;  // values
  };
  [[noreturn]] void refuse(const std::string& path, const std::string& fault, const std::string& mend) const;
  Dataset open(const std::string& path, std::span<const Axis> axes) const;
  void check_links(const std::string& path) const;
  void check_storage(const std::string& path, const Dataset& dataset) const;
  void check_filters(const std::string& path, hid_t creation) const;
  template <class T>
  std::vector<T> read(const std::string& path, std::span<const Axis> axes, Kind kind,
                      hid_t memory_type) const;

  std::unique_lock<std::mutex> lock_;
  std::string name_;
  std::size_t file_size_ = 0;
  Handle file_;
};

struct MemoryFile {
  std::vector<std::byte> bytes;
  void* resize(std::size_t size);  // nullptr when memory is short
};

// A file that is built in memory, so that a full disk meets our own write and never the library's. Equal
// content gives equal bytes (no times are stored); all metadata and data carry checksums. Throws
// Error(internal).
class Output {
 public:
  Output();

  void make_group(const std::string& path);
  void write(const std::string& path, std::span<const std::uint8_t> values,
             const std::vector<std::size_t>& extents);
  void write(const std::string& path, std::span<const float> values, const std::vector<std::size_t>& extents);
  void write(const std::string& path, std::span<const double> values);
  void write(const std::string& path, std::span<const std::int32_t> values);
  void write(const std::string& path, std::span<const std::int16_t> values);
  void write(const std::string& path, std::span<const std::string> values, std::size_t width);

  void set_attribute(const std::string& name, std::int64_t value);
  void set_attribute(const std::string& name, double value);
  void set_attribute(const std::string& name, const std::string& value);

  std::vector<std::byte> image();  // the file's bytes. REQUIRES: called once, last

 private:
  void write_values(const std::string& path, const void* values, hid_t file_type, hid_t memory_type,
                    const std::vector<std::size_t>& extents);
  void write_attribute(const std::string& name, const void* value, hid_t file_type, hid_t memory_type);

  std::unique_lock<std::mutex> lock_;
  std::unique_ptr<MemoryFile> memory_;
  Handle file_;  // closed before memory_ goes
};

}  // namespace doppel::store::hdf5

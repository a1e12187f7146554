// NumPy's .npy arrays (format versions 1 to 3), little-endian, without pickled objects: what a FileTree is
// made of.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace doppel::store {

// A parsed array. Values are in C order whatever the file's order.
// Every function throws Error(bad_input) that names `origin`, what is wrong and the mend.
class NpyArray {
 public:
  // bytes: a whole .npy file. Kinds read: b, u, i, f (1 to 8 bytes), U and S.
  static NpyArray parse(std::span<const std::byte> bytes, const std::string& origin);

  const std::vector<std::size_t>& shape() const { return shape_; }
  std::size_t size() const { return size_; }
  void require_shape(std::span<const std::size_t> shape) const;
  void require_length(std::size_t length) const;  // one axis

  std::vector<std::int64_t> integers() const;  // of b, u, i
  std::vector<float> floats() const;           // of b, u, i, f
  std::vector<std::string> texts() const;      // of U (as UTF-8) and S

 private:
  [[noreturn]] void refuse(const std::string& fault, const std::string& mend) const;
  void parse_header(const std::string& header);
  void reorder_from_fortran();
  double number(std::size_t index) const;
  std::int64_t integer(std::size_t index) const;

  std::string origin_;
  char kind_ = 0;          // b u i f U S
  std::size_t width_ = 0;  // bytes of one value
  bool fortran_order_ = false;
  std::vector<std::size_t> shape_;
  std::size_t size_ = 0;
  std::vector<std::byte> values_;
};

// The bytes of a .npy file (version 1.0).
std::vector<std::byte> encode_npy(std::span<const std::uint8_t> values,
                                  const std::vector<std::size_t>& shape);
std::vector<std::byte> encode_npy(std::span<const float> values, const std::vector<std::size_t>& shape);
std::vector<std::byte> encode_npy(std::span<const std::int64_t> values);
std::vector<std::byte> encode_npy(std::span<const std::string> values);  // ASCII, as U

}  // namespace doppel::store

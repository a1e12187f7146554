#include "store/npy.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <limits>
#include <numeric>
#include <optional>
#include <string_view>

#include "util/error.h"

namespace doppel::store {
namespace {

constexpr std::string_view magic("\x93NUMPY", 6);
constexpr std::size_t max_axes = 32;
constexpr const char* damaged_mend = "copy the file again, or write it again with numpy.save";

// The value of a key in the header's dict literal: '...' for text, (...) for a tuple, else a bare word.
std::optional<std::string_view> header_value(std::string_view header, std::string_view key) {
  const std::size_t at = header.find(fmt::format("'{}'", key));
  if (at == std::string_view::npos) return std::nullopt;
  const std::size_t colon = header.find(':', at);
  if (colon == std::string_view::npos) return std::nullopt;
  const std::size_t begin = header.find_first_not_of(' ', colon + 1);
  if (begin == std::string_view::npos) return std::nullopt;
  const char open = header[begin];
  const std::size_t end = open == '\''  ? header.find('\'', begin + 1)
                          : open == '(' ? header.find(')', begin + 1)
                          : open == '[' ? header.find(']', begin + 1)
                                        : header.find_first_of(",}", begin);
  if (end == std::string_view::npos) return std::nullopt;
  const bool quoted = open == '\'' || open == '(';
  return quoted ? header.substr(begin + 1, end - begin - 1) : header.substr(begin, end - begin);
}

std::optional<std::size_t> parse_number(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(' ');
  if (begin == std::string_view::npos) return std::nullopt;
  std::size_t value = 0;
  const auto [end, code] = std::from_chars(text.data() + begin, text.data() + text.size(), value);
  const std::string_view rest(end, static_cast<std::size_t>(text.data() + text.size() - end));
  if (code != std::errc{} || rest.find_first_not_of(" L") != std::string_view::npos) return std::nullopt;
  return value;
}

std::optional<std::vector<std::size_t>> parse_shape(std::string_view text) {
  std::vector<std::size_t> shape;
  while (text.find_first_not_of(' ') != std::string_view::npos) {
    const std::size_t comma = std::min(text.find(','), text.size());
    const auto extent = parse_number(text.substr(0, comma));
    if (!extent || shape.size() == max_axes) return std::nullopt;
    shape.push_back(*extent);
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return shape;
}

template <class T>
T load(const std::byte* at) {
  T value;
  std::memcpy(&value, at, sizeof value);
  return value;
}

void append_utf8(std::string& text, std::uint32_t code) {
  const auto push = [&](std::uint32_t byte) { text.push_back(static_cast<char>(byte)); };
  if (code < 0x80) {
    push(code);
  } else if (code < 0x800) {
    push(0xC0 | code >> 6), push(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    push(0xE0 | code >> 12), push(0x80 | (code >> 6 & 0x3F)), push(0x80 | (code & 0x3F));
  } else {
    push(0xF0 | (code >> 18 & 0x07)), push(0x80 | (code >> 12 & 0x3F)), push(0x80 | (code >> 6 & 0x3F)),
        push(0x80 | (code & 0x3F));
  }
}

std::vector<std::byte> encode(std::string_view descr, const std::vector<std::size_t>& shape,
                              std::span<const std::byte> values) {
  std::string header = fmt::format("{{'descr': '{}', 'fortran_order': False, 'shape': ({}{}), }}", descr,
                                   fmt::join(shape, ", "), shape.size() == 1 ? "," : "");
  constexpr std::size_t preamble = 10, alignment = 64;
  header.append(alignment - (preamble + header.size() + 1) % alignment, ' ').push_back('\n');
  std::string text(magic);
  text += '\x01';
  text += '\x00';
  text += static_cast<char>(header.size() & 0xFF);
  text += static_cast<char>(header.size() >> 8);
  text += header;
  const auto head = std::as_bytes(std::span(text));
  std::vector<std::byte> bytes(head.begin(), head.end());
  bytes.insert(bytes.end(), values.begin(), values.end());
  return bytes;
}

}  // namespace

void NpyArray::refuse(const std::string& fault, const std::string& mend) const {
  throw Error(ErrorClass::bad_input, fmt::format("{}: {}", origin_, fault), mend);
}

NpyArray NpyArray::parse(std::span<const std::byte> bytes, const std::string& origin) {
  NpyArray array;
  array.origin_ = origin;
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  if (!text.starts_with(magic)) array.refuse("not a NumPy array (.npy)", damaged_mend);
  if (text.size() < 12) array.refuse("truncated .npy header", damaged_mend);
  const auto major = static_cast<unsigned>(bytes[6]);
  if (major < 1 || major > 3)
    array.refuse(fmt::format(".npy format version {}", major), "write it with numpy.save");
  const std::size_t preamble = major == 1 ? 10 : 12;
  const std::size_t length = major == 1 ? load<std::uint16_t>(&bytes[8]) : load<std::uint32_t>(&bytes[8]);
  if (length > bytes.size() - preamble) array.refuse("truncated .npy header", damaged_mend);
  array.parse_header(std::string(text.substr(preamble, length)));

  const auto values = bytes.subspan(preamble + length);
  if (values.size() / array.width_ < array.size_ || values.size() % array.width_ != 0 ||
      values.size() / array.width_ != array.size_) {
    array.refuse(fmt::format("holds {} bytes, but its shape ({}) needs {} values of {} bytes", values.size(),
                             fmt::join(array.shape_, ", "), array.size_, array.width_),
                 "the file is truncated or damaged: copy it again");
  }
  array.values_.assign(values.begin(), values.end());
  if (array.fortran_order_ && array.shape_.size() > 1) array.reorder_from_fortran();
  return array;
}

void NpyArray::parse_header(const std::string& header) {
  const auto descr = header_value(header, "descr");
  const auto order = header_value(header, "fortran_order");
  const auto shape = header_value(header, "shape");
  const auto extents = shape ? parse_shape(*shape) : std::nullopt;
  if (!descr || !order || !extents || descr->empty()) refuse("damaged .npy header", damaged_mend);
  if (descr->find('O') != std::string_view::npos) {
    refuse("holds pickled Python objects",
           "save a plain array, e.g. array.astype('U') for text or array.astype('int64')");
  }
  if (descr->front() == '>')
    refuse(fmt::format("is big-endian ('{}')", *descr),
           "save it with array.astype(array.dtype.newbyteorder('<'))");
  const std::string_view type = descr->substr(descr->find_first_not_of("<|=") == 0 ? 0 : 1);
  const auto width = type.size() > 1 ? parse_number(type.substr(1)) : std::nullopt;
  constexpr std::size_t max_text = 1 << 16;
  const bool number = width && type[0] != 'U' && type[0] != 'S' &&
                      std::string_view("buif").find(type[0]) != std::string_view::npos &&
                      (*width == 1 || *width == 2 || *width == 4 || *width == 8) &&
                      !(type[0] == 'f' && *width < 4);
  const bool text = width && (type[0] == 'U' || type[0] == 'S') && *width > 0 && *width < max_text;
  if (!number && !text) {
    refuse(fmt::format("has the type '{}'", *descr), "save it as integers, float32, float64 or text");
  }
  kind_ = type[0];
  width_ = kind_ == 'U' ? 4 * *width : *width;
  fortran_order_ = *order == "True";
  shape_ = *extents;
  size_ = 1;
  for (std::size_t extent : shape_) {
    if (extent != 0 && size_ > std::numeric_limits<std::size_t>::max() / extent / width_)
      refuse("claims an absurd shape", damaged_mend);
    size_ *= extent;
  }
}

void NpyArray::reorder_from_fortran() {
  std::vector<std::byte> ordered(values_.size());
  std::vector<std::size_t> stride(shape_.size(), 1);  // of the file, in values
  for (std::size_t axis = 1; axis < shape_.size(); ++axis) stride[axis] = stride[axis - 1] * shape_[axis - 1];
  std::vector<std::size_t> index(shape_.size(), 0);
  for (std::size_t to = 0; to < size_; ++to) {
    const std::size_t from = std::inner_product(index.begin(), index.end(), stride.begin(), std::size_t{0});
    std::copy_n(values_.begin() + static_cast<std::ptrdiff_t>(from * width_), width_,
                ordered.begin() + static_cast<std::ptrdiff_t>(to * width_));
    for (std::size_t axis = shape_.size(); axis-- > 0;) {
      if (++index[axis] < shape_[axis]) break;
      index[axis] = 0;
    }
  }
  values_ = std::move(ordered);
}

void NpyArray::require_shape(std::span<const std::size_t> shape) const {
  if (std::equal(shape.begin(), shape.end(), shape_.begin(), shape_.end())) return;
  refuse(fmt::format("has shape ({}), expected ({})", fmt::join(shape_, ", "), fmt::join(shape, ", ")),
         "save it with that shape (docs/formats.md)");
}

void NpyArray::require_length(std::size_t length) const { require_shape(std::span(&length, 1)); }

std::int64_t NpyArray::integer(std::size_t index) const {
  const std::byte* at = values_.data() + index * width_;
  const bool is_signed = kind_ == 'i';
  switch (width_) {
    case 1:
      return is_signed ? std::int64_t{load<std::int8_t>(at)} : std::int64_t{load<std::uint8_t>(at)};
    case 2:
      return is_signed ? std::int64_t{load<std::int16_t>(at)} : std::int64_t{load<std::uint16_t>(at)};
    case 4:
      return is_signed ? std::int64_t{load<std::int32_t>(at)} : std::int64_t{load<std::uint32_t>(at)};
    default:
      if (!is_signed && load<std::uint64_t>(at) > std::uint64_t{std::numeric_limits<std::int64_t>::max()}) {
        refuse(fmt::format("value {} does not fit int64", index), "save it as int64");
      }
      return load<std::int64_t>(at);
  }
}

double NpyArray::number(std::size_t index) const {
  if (kind_ != 'f') return static_cast<double>(integer(index));
  const std::byte* at = values_.data() + index * width_;
  return width_ == 4 ? static_cast<double>(load<float>(at)) : load<double>(at);
}

std::vector<std::int64_t> NpyArray::integers() const {
  if (kind_ != 'b' && kind_ != 'u' && kind_ != 'i') refuse("does not hold integers", "save it as int64");
  std::vector<std::int64_t> values(size_);
  for (std::size_t i = 0; i < size_; ++i) values[i] = integer(i);
  return values;
}

std::vector<float> NpyArray::floats() const {
  if (kind_ == 'U' || kind_ == 'S') refuse("does not hold numbers", "save it as float32");
  std::vector<float> values(size_);
  for (std::size_t i = 0; i < size_; ++i) values[i] = static_cast<float>(number(i));
  return values;
}

std::vector<std::string> NpyArray::texts() const {
  if (kind_ != 'U' && kind_ != 'S') refuse("does not hold text", "save it with array.astype('U')");
  std::vector<std::string> values(size_);
  const std::size_t unit = kind_ == 'U' ? 4 : 1;
  for (std::size_t i = 0; i < size_; ++i) {
    for (std::size_t at = i * width_; at < (i + 1) * width_; at += unit) {
      const auto code =
          unit == 4 ? load<std::uint32_t>(&values_[at]) : std::uint32_t{load<std::uint8_t>(&values_[at])};
      if (code == 0) break;
      if (code > 0x10FFFF) refuse(fmt::format("value {} is not Unicode", i), damaged_mend);
      append_utf8(values[i], code);
    }
  }
  return values;
}

std::vector<std::byte> encode_npy(std::span<const std::uint8_t> values,
                                  const std::vector<std::size_t>& shape) {
  return encode("|u1", shape, std::as_bytes(values));
}

std::vector<std::byte> encode_npy(std::span<const float> values, const std::vector<std::size_t>& shape) {
  return encode("<f4", shape, std::as_bytes(values));
}

std::vector<std::byte> encode_npy(std::span<const std::int64_t> values) {
  return encode("<i8", {values.size()}, std::as_bytes(values));
}

std::vector<std::byte> encode_npy(std::span<const std::string> values) {
  std::size_t width = 1;
  for (const std::string& value : values) width = std::max(width, value.size());
  std::vector<std::uint32_t> codes(values.size() * width, 0);
  for (std::size_t i = 0; i < values.size(); ++i) {
    std::transform(values[i].begin(), values[i].end(), codes.begin() + static_cast<std::ptrdiff_t>(i * width),
                   [](char c) { return static_cast<std::uint32_t>(static_cast<unsigned char>(c)); });
  }
  return encode(fmt::format("<U{}", width), {values.size()}, std::as_bytes(std::span(codes)));
}

}  // namespace doppel::store

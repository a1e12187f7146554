#include "relation/row_hash.h"

#include <bit>
#include <cmath>
#include <limits>

#include "util/error.h"
#include "util/sha256.h"

namespace doppel::relation {
namespace {

// Object identifiers of element types: fixed for ever in PostgreSQL's catalogue, and part of an array's
// binary form.
constexpr std::uint32_t kSmallint = 21, kInteger = 23, kReal = 700, kDouble = 701;

template <class Unsigned>
void append_big_endian(std::string& bytes, Unsigned number) {
  for (int shift = static_cast<int>(sizeof number) * 8 - 8; shift >= 0; shift -= 8)
    bytes.push_back(static_cast<char>(number >> shift & 0xff));
}

template <class Width>
std::string integer_bytes(std::int64_t number) {
  std::string bytes;
  append_big_endian(bytes, static_cast<std::make_unsigned_t<Width>>(number));
  return bytes;
}

// PostgreSQL reads "NaN" as the quiet NaN without sign.
std::string real_bytes(double number) {
  std::string bytes;
  const auto narrow =
      std::isnan(number) ? std::numeric_limits<float>::quiet_NaN() : static_cast<float>(number);
  append_big_endian(bytes, std::bit_cast<std::uint32_t>(narrow));
  return bytes;
}

std::string double_bytes(double number) {
  std::string bytes;
  const auto quiet = std::isnan(number) ? std::numeric_limits<double>::quiet_NaN() : number;
  append_big_endian(bytes, std::bit_cast<std::uint64_t>(quiet));
  return bytes;
}

// array_send: dimensions, has-null flag, element type; per dimension its size and lower bound; per element
// its length and bytes. An empty array has no dimension.
template <class Elements, class ToBytes>
std::string array_bytes(const Elements& elements, std::uint32_t element_type, ToBytes to_bytes) {
  std::string bytes;
  append_big_endian(bytes, static_cast<std::uint32_t>(elements.empty() ? 0 : 1));
  append_big_endian(bytes, std::uint32_t{0});
  append_big_endian(bytes, element_type);
  if (elements.empty()) return bytes;
  append_big_endian(bytes, static_cast<std::uint32_t>(elements.size()));
  append_big_endian(bytes, std::uint32_t{1});
  for (const auto& element : elements) {
    const std::string one = to_bytes(element);
    append_big_endian(bytes, static_cast<std::uint32_t>(one.size()));
    bytes += one;
  }
  return bytes;
}

std::string text_array_bytes(const std::vector<std::string>& texts) {
  std::string bytes;
  append_big_endian(bytes, static_cast<std::uint32_t>(texts.size()));
  for (const std::string& text : texts) {
    bytes.push_back(1);
    append_big_endian(bytes, static_cast<std::uint32_t>(text.size()));
    bytes += text;
  }
  return bytes;
}

std::string binary_form(const Value& value, Type type) {
  using Integers = std::vector<std::int64_t>;
  switch (type) {
    case Type::boolean:
      return {std::get<bool>(value) ? '\1' : '\0'};
    case Type::smallint:
      return integer_bytes<std::int16_t>(std::get<std::int64_t>(value));
    case Type::integer:
      return integer_bytes<std::int32_t>(std::get<std::int64_t>(value));
    case Type::bigint:
    case Type::timestamptz:
      return integer_bytes<std::int64_t>(std::get<std::int64_t>(value));
    case Type::real:
      return real_bytes(std::get<double>(value));
    case Type::double_precision:
      return double_bytes(std::get<double>(value));
    case Type::text:
      return std::get<std::string>(value);
    case Type::smallint_array:
      return array_bytes(std::get<Integers>(value), kSmallint, integer_bytes<std::int16_t>);
    case Type::integer_array:
      return array_bytes(std::get<Integers>(value), kInteger, integer_bytes<std::int32_t>);
    case Type::real_array:
      return array_bytes(std::get<std::vector<float>>(value), kReal, real_bytes);
    case Type::double_array:
      return array_bytes(std::get<std::vector<double>>(value), kDouble, double_bytes);
    case Type::text_array:
      return text_array_bytes(std::get<std::vector<std::string>>(value));
  }
  throw Error(ErrorClass::internal, "a type without a binary form");
}

}  // namespace

RowHash& RowHash::field(const Value& value, Type type) {
  if (is_null(value)) {
    bytes_.push_back(0);
    return *this;
  }
  const std::string bytes = binary_form(value, type);
  bytes_.push_back(1);
  append_big_endian(bytes_, static_cast<std::uint32_t>(bytes.size()));
  bytes_ += bytes;
  return *this;
}

RowHash& RowHash::later_field(const std::string& name, const Value& value, Type type) {
  if (is_null(value)) return *this;
  return field(name, Type::text).field(value, type);
}

std::string RowHash::hex() const { return sha256_hex(bytes_); }

}  // namespace doppel::relation

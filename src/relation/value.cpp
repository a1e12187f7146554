#include "relation/value.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <optional>
#include <system_error>
#include <utility>

#include "util/error.h"

namespace doppel::relation {
namespace {

constexpr std::array<std::pair<Type, std::string_view>, 13> kNames{{
    {Type::boolean, "boolean"},
    {Type::smallint, "smallint"},
    {Type::integer, "integer"},
    {Type::bigint, "bigint"},
    {Type::real, "real"},
    {Type::double_precision, "double precision"},
    {Type::text, "text"},
    {Type::timestamptz, "timestamp with time zone"},
    {Type::smallint_array, "smallint[]"},
    {Type::integer_array, "integer[]"},
    {Type::real_array, "real[]"},
    {Type::double_array, "double precision[]"},
    {Type::text_array, "text[]"},
}};

[[noreturn]] void fail_text(std::string_view text, Type type) {
  throw Error(ErrorClass::internal,
              "'" + std::string(text.substr(0, 80)) + "' is not a " + std::string(sql_name(type)));
}

// The alternative of `value` that `type` asks for.
template <class T>
const T& alternative(const Value& value, Type type) {
  if (const T* held = std::get_if<T>(&value)) return *held;
  throw Error(ErrorClass::internal, "a value of alternative " + std::to_string(value.index()) +
                                        " does not fit a column of type " + std::string(sql_name(type)));
}

template <class Number>
void append_number(std::string& out, Number number) {
  if constexpr (std::is_floating_point_v<Number>) {
    if (number != number) return void(out += "NaN");
    if (number == std::numeric_limits<Number>::infinity()) return void(out += "Infinity");
    if (number == -std::numeric_limits<Number>::infinity()) return void(out += "-Infinity");
  }
  std::array<char, 40> buffer;
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number);
  out.append(buffer.data(), end.ptr);
}

// Appends an integer of a column that holds [min, max] of `Width`.
template <class Width>
void append_integer(std::string& out, std::int64_t number, Type type) {
  if (number < std::numeric_limits<Width>::min() || number > std::numeric_limits<Width>::max()) {
    throw Error(ErrorClass::internal,
                std::to_string(number) + " is out of range for " + std::string(sql_name(type)));
  }
  append_number(out, number);
}

void append_checked_text(std::string& out, const std::string& text) {
  if (text.find('\0') != std::string::npos) {
    throw Error(ErrorClass::internal, "a text value holds a zero byte, which PostgreSQL cannot store");
  }
  out += text;
}

void append_quoted_element(std::string& out, const std::string& text) {
  out.push_back('"');
  std::string checked;
  append_checked_text(checked, text);
  for (const char c : checked) {
    if (c == '"' || c == '\\') out.push_back('\\');
    out.push_back(c);
  }
  out.push_back('"');
}

template <class Elements, class Append>
void append_array(std::string& out, const Elements& elements, Append append) {
  out.push_back('{');
  bool first = true;
  for (const auto& element : elements) {
    if (!std::exchange(first, false)) out.push_back(',');
    append(element);
  }
  out.push_back('}');
}

void append_text(std::string& out, const Value& value, Type type) {
  using Integers = std::vector<std::int64_t>;
  switch (type) {
    case Type::boolean:
      return void(out += alternative<bool>(value, type) ? "t" : "f");
    case Type::smallint:
      return append_integer<std::int16_t>(out, alternative<std::int64_t>(value, type), type);
    case Type::integer:
      return append_integer<std::int32_t>(out, alternative<std::int64_t>(value, type), type);
    case Type::bigint:
      return append_number(out, alternative<std::int64_t>(value, type));
    case Type::real:
      return append_number(out, static_cast<float>(alternative<double>(value, type)));
    case Type::double_precision:
      return append_number(out, alternative<double>(value, type));
    case Type::text:
    case Type::timestamptz:
      return append_checked_text(out, alternative<std::string>(value, type));
    case Type::smallint_array:
      return append_array(out, alternative<Integers>(value, type),
                          [&](std::int64_t number) { append_integer<std::int16_t>(out, number, type); });
    case Type::integer_array:
      return append_array(out, alternative<Integers>(value, type),
                          [&](std::int64_t number) { append_integer<std::int32_t>(out, number, type); });
    case Type::real_array:
      return append_array(out, alternative<std::vector<float>>(value, type),
                          [&](float number) { append_number(out, number); });
    case Type::double_array:
      return append_array(out, alternative<std::vector<double>>(value, type),
                          [&](double number) { append_number(out, number); });
    case Type::text_array:
      return append_array(out, alternative<std::vector<std::string>>(value, type),
                          [&](const std::string& text) { append_quoted_element(out, text); });
  }
}

template <class Number>
Number parse_number(std::string_view text, Type type) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) fail_text(text, type);
  return number;
}

// Calls `take(element, quoted)` for each element of a one-dimensional array literal.
template <class Take>
void for_each_element(std::string_view text, Type type, Take take) {
  if (text.size() < 2 || text.front() != '{' || text.back() != '}') fail_text(text, type);
  const std::string_view body = text.substr(1, text.size() - 2);
  if (body.empty()) return;
  std::string unescaped;
  for (std::size_t at = 0;; ++at) {  // `at` is the first character of an element
    if (at < body.size() && body[at] == '"') {
      unescaped.clear();
      for (++at; at < body.size() && body[at] != '"'; ++at) {
        if (body[at] == '\\' && at + 1 < body.size()) ++at;
        unescaped.push_back(body[at]);
      }
      if (at++ >= body.size()) fail_text(text, type);
      take(std::string_view(unescaped), true);
    } else {
      const std::size_t end = std::min(body.find(',', at), body.size());
      const std::string_view element = body.substr(at, end - at);
      if (element.empty() || element.find_first_of("{}\"") != std::string_view::npos) fail_text(text, type);
      take(element, false);
      at = end;
    }
    if (at == body.size()) return;
    if (body[at] != ',') fail_text(text, type);
  }
}

template <class Element, class Stored>
Value parse_numbers(std::string_view text, Type type) {
  std::vector<Stored> numbers;
  for_each_element(text, type, [&](std::string_view element, bool) {
    numbers.push_back(static_cast<Stored>(parse_number<Element>(element, type)));
  });
  return numbers;
}

Value parse_texts(std::string_view text, Type type) {
  std::vector<std::string> texts;
  for_each_element(text, type, [&](std::string_view element, bool quoted) {
    if (!quoted && element == "NULL") fail_text(text, type);  // our columns hold no NULL elements
    texts.emplace_back(element);
  });
  return texts;
}

}  // namespace

std::string_view sql_name(Type type) {
  for (const auto& [candidate, name] : kNames) {
    if (candidate == type) return name;
  }
  return "?";
}

bool is_null(const Value& value) { return std::holds_alternative<std::monostate>(value); }

std::string to_text(const Value& value, Type type) {
  std::string text;
  append_text(text, value, type);
  return text;
}

Value from_text(std::string_view text, Type type) {
  switch (type) {
    case Type::boolean:
      if (text == "t" || text == "true") return true;
      if (text == "f" || text == "false") return false;
      fail_text(text, type);
    case Type::smallint:
      return std::int64_t{parse_number<std::int16_t>(text, type)};
    case Type::integer:
      return std::int64_t{parse_number<std::int32_t>(text, type)};
    case Type::bigint:
      return parse_number<std::int64_t>(text, type);
    case Type::real:
      return static_cast<double>(parse_number<float>(text, type));
    case Type::double_precision:
      return parse_number<double>(text, type);
    case Type::text:
    case Type::timestamptz:
      return std::string(text);
    case Type::smallint_array:
      return parse_numbers<std::int16_t, std::int64_t>(text, type);
    case Type::integer_array:
      return parse_numbers<std::int32_t, std::int64_t>(text, type);
    case Type::real_array:
      return parse_numbers<float, float>(text, type);
    case Type::double_array:
      return parse_numbers<double, double>(text, type);
    case Type::text_array:
      return parse_texts(text, type);
  }
  fail_text(text, type);
}

void append_copy_field(std::string& line, const Value& value, Type type) {
  if (is_null(value)) return void(line += "\\N");
  const std::size_t start = line.size();
  append_text(line, value, type);
  if (line.find_first_of("\\\t\n\r", start) == std::string::npos)
    return;  // the usual case: nothing to escape
  const std::string raw = line.substr(start);
  line.resize(start);
  for (const char c : raw) {
    switch (c) {
      case '\\':
        line += "\\\\";
        break;
      case '\t':
        line += "\\t";
        break;
      case '\n':
        line += "\\n";
        break;
      case '\r':
        line += "\\r";
        break;
      default:
        line.push_back(c);
    }
  }
}

}  // namespace doppel::relation

#include "relation/key.h"

#include <algorithm>

#include "util/error.h"

namespace doppel::relation {
namespace {

std::string shown(const Value& value) {
  if (is_null(value)) return "null";
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return std::to_string(*integer);
  if (std::holds_alternative<double>(value)) return to_text(value, Type::double_precision);
  if (const auto* text = std::get_if<std::string>(&value)) {
    if (!text->empty() && text->find_first_of(" =\"\\\t\n") == std::string::npos) return *text;
    std::string quoted = "\"";  // so that two different keys never read the same
    for (const char c : *text) {
      if (c == '"' || c == '\\') quoted.push_back('\\');
      quoted.push_back(c);
    }
    return quoted + "\"";
  }
  return "{...}";  // arrays are never keys
}

}  // namespace

Key::Key(KeyNames names, std::vector<Value> values) : names_(std::move(names)), values_(std::move(values)) {
  if (this->names().size() != values_.size()) {
    throw Error(ErrorClass::internal, "a key has " + std::to_string(this->names().size()) + " names but " +
                                          std::to_string(values_.size()) + " values");
  }
}

Key::Key(std::initializer_list<std::pair<std::string, Value>> pairs) : Key(Key().with(pairs)) {}

const std::vector<std::string>& Key::names() const {
  static const std::vector<std::string> none;
  return names_ ? *names_ : none;
}

bool Key::has(std::string_view name) const { return std::ranges::find(names(), name) != names().end(); }

const Value& Key::at(std::string_view name) const {
  const auto found = std::ranges::find(names(), name);
  if (found == names().end()) {
    throw Error(ErrorClass::internal, "the key " + to_string() + " has no column " + std::string(name));
  }
  return values_[static_cast<std::size_t>(found - names().begin())];
}

Key Key::project(const std::vector<std::string>& columns) const {
  std::vector<Value> values;
  values.reserve(columns.size());
  for (const std::string& column : columns) values.push_back(at(column));
  return {std::make_shared<const std::vector<std::string>>(columns), std::move(values)};
}

Key Key::with(std::initializer_list<std::pair<std::string, Value>> more) const {
  std::vector<std::string> columns = names();
  std::vector<Value> values = values_;
  for (const auto& [name, value] : more) {
    if (std::ranges::find(columns, name) != columns.end()) {
      throw Error(ErrorClass::internal, "the key " + to_string() + " names " + name + " twice");
    }
    columns.push_back(name);
    values.push_back(value);
  }
  return {std::make_shared<const std::vector<std::string>>(std::move(columns)), std::move(values)};
}

std::string Key::to_string() const {
  std::string text;
  for (std::size_t i = 0; i < values_.size(); ++i) {
    if (i > 0) text.push_back(' ');
    text += names()[i] + "=" + shown(values_[i]);
  }
  return text;
}

bool Key::operator==(const Key& other) const {
  return (names_ == other.names_ || names() == other.names()) && values_ == other.values_;
}

bool Key::operator<(const Key& other) const {
  if (names_ != other.names_ && names() != other.names()) return names() < other.names();
  return values_ < other.values_;
}

}  // namespace doppel::relation

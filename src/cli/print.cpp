#include "cli/print.h"

#include <algorithm>
#include <charconv>
#include <iostream>

namespace doppel::cli {
namespace {

bool is_number(const std::string& text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size();
}

// A character of UTF-8 is one column; its continuation bytes are none.
bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

std::size_t width(const std::string& text) {
  return text.size() - static_cast<std::size_t>(std::count_if(text.begin(), text.end(), is_continuation));
}

std::string shortened(std::string text, std::size_t max_width) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  if (width(text) <= max_width) return text;
  std::size_t end = 0;
  for (std::size_t columns = 0; end < text.size(); ++end) {
    if (!is_continuation(text[end]) && ++columns > max_width - 3) break;
  }
  return text.substr(0, end) + "...";
}

std::string quoted(const std::string& field) {
  if (field.find_first_of(",\"\r\n") == std::string::npos) return field;
  std::string text = "\"";
  for (char c : field) text += c == '"' ? "\"\"" : std::string(1, c);
  return text + "\"";
}

void print_csv_line(std::ostream& out, const std::vector<std::string>& fields) {
  for (std::size_t i = 0; i < fields.size(); ++i) out << (i == 0 ? "" : ",") << quoted(fields[i]);
  out << '\n';
}

struct Column {
  std::size_t width = 0;
  bool numeric = true;
};

void print_line(std::ostream& out, const std::vector<std::string>& fields,
                const std::vector<Column>& columns) {
  std::string line;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const std::string padding(columns[i].width - width(fields[i]), ' ');
    line += (i == 0 ? "" : "  ") + (columns[i].numeric ? padding + fields[i] : fields[i] + padding);
  }
  line.erase(line.find_last_not_of(' ') + 1);
  out << line << '\n';
}

}  // namespace

Cells cells(const db::Result& result) {
  Cells cells;
  for (std::size_t column = 0; column < result.columns(); ++column)
    cells.header.push_back(result.column_name(column));
  for (std::size_t row = 0; row < result.size(); ++row) {
    auto& fields = cells.rows.emplace_back();
    for (std::size_t column = 0; column < result.columns(); ++column) {
      fields.emplace_back(result.is_null(row, column) ? std::string_view() : result.text(row, column));
    }
  }
  return cells;
}

void print_aligned(std::ostream& out, const Cells& cells, std::size_t max_width) {
  std::vector<Column> columns;
  for (const auto& name : cells.header) columns.push_back({width(name)});
  auto rows = cells.rows;
  for (auto& fields : rows) {
    for (std::size_t i = 0; i < fields.size(); ++i) {
      fields[i] = shortened(std::move(fields[i]), max_width);
      columns[i].width = std::max(columns[i].width, width(fields[i]));
      columns[i].numeric = columns[i].numeric && (fields[i].empty() || is_number(fields[i]));
    }
  }
  print_line(out, cells.header, columns);
  std::vector<std::string> rules;
  rules.reserve(columns.size());
  for (const auto& column : columns) rules.emplace_back(column.width, '-');
  print_line(out, rules, columns);
  for (const auto& fields : rows) print_line(out, fields, columns);
}

void print_aligned_or(std::ostream& out, const Cells& cells, const std::string& if_none,
                      std::size_t max_width) {
  if (cells.rows.empty()) {
    std::cerr << if_none << '\n';
  } else {
    print_aligned(out, cells, max_width);
  }
}

void print_csv(std::ostream& out, const Cells& cells) {
  print_csv_line(out, cells.header);
  for (const auto& fields : cells.rows) print_csv_line(out, fields);
}

}  // namespace doppel::cli

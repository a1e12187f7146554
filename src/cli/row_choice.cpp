#include "cli/row_choice.h"

#include <unistd.h>

#include <iostream>
#include <regex>

#include "populate/key_arrays.h"
#include "relation/ddl.h"
#include "util/error.h"

namespace doppel::cli {
namespace {

std::string unquoted(const std::string& value) {
  if (value.size() < 2 || value.front() != '"') return value;
  std::string text;
  for (std::size_t i = 1; i + 1 < value.size(); ++i) {
    if (value[i] == '\\' && i + 2 < value.size()) ++i;
    text.push_back(value[i]);
  }
  return text;
}

std::string as_literal(const std::string& value) {
  std::string literal = "'";
  for (const char c : unquoted(value)) literal += c == '\'' ? "''" : std::string(1, c);
  return literal + "'";
}

// "a=1 b=x" as "a = '1' and b = 'x'"; anything else as it is.
std::string as_restriction(const std::string& text) {
  static const std::regex pair(
      R"re(\s*([A-Za-z_][A-Za-z0-9_]*)=("(?:[^"\\]|\\.)*"|[^\s="'()<>]+)(?=\s|$))re");
  std::string restriction;
  auto rest = text.cbegin();
  for (std::smatch match;
       std::regex_search(rest, text.cend(), match, pair, std::regex_constants::match_continuous);) {
    restriction += (restriction.empty() ? "" : " and ") + match.str(1) + " = " + as_literal(match.str(2));
    rest = match[0].second;
  }
  const bool is_all_pairs = std::string(rest, text.cend()).find_first_not_of(" \t\n") == std::string::npos;
  return is_all_pairs && !restriction.empty() ? restriction : text;
}

}  // namespace

relation::Restriction parse_rows(const relation::Table& table, const std::string& text) {
  if (text.find_first_not_of(" \t\n") == std::string::npos) return {};
  return relation::parse_restriction(table, as_restriction(text));
}

relation::Key one_row(db::Transaction& transaction, const relation::Table& table,
                      const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  const auto restriction = parse_rows(table, text);
  const auto rows = transaction.query("select " + relation::column_list(table.key_names()) + " from " +
                                          relation::quote_qualified(table.qualified()) + " where " +
                                          restriction.sql + " limit 1000",
                                      {restriction.values.begin(), restriction.values.end()});
  if (rows.size() == 1) return populate::read_keys(rows, table).front();
  std::string columns;
  for (const std::string& column : table.key_names()) columns += (columns.empty() ? "" : ", ") + column;
  throw Error(ErrorClass::usage,
              "\"" + text + "\" names " +
                  (rows.size() == 1000 ? "1000 or more" : std::to_string(rows.size())) + " rows of " +
                  table.qualified() + ", not one",
              "its key is " + columns);
}

bool confirm(const std::string& question) {
  if (isatty(STDIN_FILENO) == 0) {
    throw Error(ErrorClass::usage, "there is no terminal to ask on", "look with --dry-run, then add --yes");
  }
  std::cerr << question << " [y/N] " << std::flush;
  std::string answer;
  std::getline(std::cin, answer);
  return answer == "y" || answer == "Y" || answer == "yes";
}

}  // namespace doppel::cli

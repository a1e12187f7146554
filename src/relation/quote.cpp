// Quoting of identifiers and literals: the only place where names become SQL.
#include <algorithm>

#include "relation/ddl.h"
#include "util/error.h"

namespace doppel::relation {
namespace {

// PostgreSQL's keywords that are not free to use as names: pg_get_keywords() with catcode other than U.
constexpr std::string_view kKeywords =
    " "
    "all analyse analyze and any array as asc asymmetric authorization between bigint binary bit "
    "boolean both case cast char character check coalesce collate collation column concurrently "
    "constraint create cross current_catalog current_date current_role current_schema current_time "
    "current_timestamp current_user dec decimal default deferrable desc distinct do else end except "
    "exists extract false fetch float for foreign freeze from full grant greatest group grouping "
    "having ilike in initially inner inout int integer intersect interval into is isnull join "
    "lateral leading least left like limit localtime localtimestamp national natural nchar none "
    "normalize not notnull null nullif numeric offset on only or order out outer overlaps overlay "
    "placing position precision primary real references returning right row select session_user "
    "setof similar smallint some substring symmetric table tablesample then time timestamp to "
    "trailing treat trim true union unique user using values varchar variadic verbose when where "
    "window with xmlattributes xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi "
    "xmlroot xmlserialize xmltable ";

bool is_keyword(std::string_view word) {
  return kKeywords.find(" " + std::string(word) + " ") != std::string_view::npos;
}

bool is_plain(std::string_view identifier) {
  const auto allowed = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
  return !identifier.empty() && !(identifier[0] >= '0' && identifier[0] <= '9') &&
         std::ranges::all_of(identifier, allowed) && !is_keyword(identifier);
}

std::string enclosed(std::string_view text, char quote) {
  std::string quoted(1, quote);
  for (const char c : text) {
    if (c == quote) quoted.push_back(quote);
    quoted.push_back(c);
  }
  quoted.push_back(quote);
  return quoted;
}

void refuse_zero_byte(std::string_view text) {
  if (text.find('\0') != std::string_view::npos) {
    throw Error(ErrorClass::internal, "a name or literal for SQL holds a zero byte");
  }
}

}  // namespace

std::string quote_identifier(std::string_view identifier) {
  refuse_zero_byte(identifier);
  return is_plain(identifier) ? std::string(identifier) : enclosed(identifier, '"');
}

std::string quote_qualified(std::string_view name) {
  const auto dot = name.find('.');
  if (dot == std::string_view::npos) return quote_identifier(name);
  return quote_identifier(name.substr(0, dot)) + "." + quote_identifier(name.substr(dot + 1));
}

// Backslashes get the E'' form, so that standard_conforming_strings does not matter.
std::string quote_literal(std::string_view text) {
  refuse_zero_byte(text);
  if (text.find('\\') == std::string_view::npos) return enclosed(text, '\'');
  std::string doubled;
  for (const char c : text) {
    if (c == '\\') doubled.push_back('\\');
    doubled.push_back(c);
  }
  return "E" + enclosed(doubled, '\'');
}

std::string column_list(const std::vector<std::string>& columns, std::string_view prefix) {
  std::string list;
  for (const std::string& column : columns) {
    if (!list.empty()) list += ", ";
    list += prefix;
    list += quote_identifier(column);
  }
  return list;
}

std::string equal_columns(const std::vector<std::string>& columns, const std::string& left,
                          const std::string& right) {
  std::string condition;
  for (const std::string& column : columns) {
    const std::string name = quote_identifier(column);
    condition += (condition.empty() ? "" : " and ") + left + "." + name + " = " + right + "." + name;
  }
  return condition;
}

}  // namespace doppel::relation

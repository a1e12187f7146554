// A recursive-descent parser: one function per rule of the grammar. SQL is put together from column names of
// the definition, operators of a fixed list and placeholders; the person's text itself goes no further than
// the values.
#include "relation/restriction.h"

#include <algorithm>
#include <cctype>

#include "relation/ddl.h"
#include "util/error.h"

namespace doppel::relation {
namespace {

constexpr int kDeepest = 64;  // nested parentheses and nots: deeper ones are no person's

enum class Kind { word, number, string, symbol, end };

// A column that may be named. One that the table lacks has a type all the same, that of the tables that have
// it.
struct Name {
  const Column* column = nullptr;
  bool is_there = true;
};

struct Vocabulary {
  std::string owner;  // "twin.scan", for messages
  std::vector<Name> names;
};

struct Token {
  Kind kind = Kind::end;
  std::string text;       // strings without their quotes
  std::size_t place = 0;  // from 1
};

std::string lower(std::string text) {
  std::ranges::transform(text, text.begin(), [](unsigned char c) { return std::tolower(c); });
  return text;
}

class Parser {
 public:
  Parser(Vocabulary vocabulary, std::string_view text, int first_parameter)
      : vocabulary_(std::move(vocabulary)), text_(text), next_parameter_(first_parameter) {
    advance();
  }

  Restriction parse() {
    Restriction result;
    result.sql = disjunction(0);
    if (token_.kind != Kind::end) fail("expected 'and', 'or' or the end");
    result.values = std::move(values_);
    return result;
  }

  // Did it compare a column that the table lacks?
  bool met_unknown() const { return met_unknown_; }
  bool met_known() const { return met_known_; }  // one that it has?

 private:
  [[noreturn]] void fail(const std::string& what) const {
    std::string columns;
    for (const Name& name : vocabulary_.names) columns += (columns.empty() ? "" : ", ") + name.column->name;
    const std::string found = token_.kind == Kind::end ? "the end" : "'" + token_.text + "'";
    throw Error(ErrorClass::usage,
                "restriction \"" + std::string(text_) + "\", character " + std::to_string(token_.place) +
                    ": " + what + ", found " + found,
                "write it like animal_id = 1 and scan_idx in (3, 4); columns of " + vocabulary_.owner + ": " +
                    columns);
  }

  // Tokens
  // ---------------------------------------------------------------------------------------------------------
  bool at_end() const { return next_ >= text_.size(); }
  char peek() const { return at_end() ? '\0' : text_[next_]; }

  void advance() {
    while (!at_end() && std::isspace(static_cast<unsigned char>(peek()))) ++next_;
    token_ = {Kind::end, "", next_ + 1};
    if (at_end()) return;
    const char c = peek();
    if (std::isalpha(static_cast<unsigned char>(c)) || c == '_') return take_while(Kind::word, "_");
    if (starts_number()) return take_while(Kind::number, ".+-");
    if (c == '\'') return take_string();
    take_symbol();
  }

  bool starts_number() const {
    std::size_t at = next_;
    if (text_[at] == '-' || text_[at] == '+') ++at;
    if (at < text_.size() && text_[at] == '.') ++at;
    return at < text_.size() && std::isdigit(static_cast<unsigned char>(text_[at]));
  }

  void take_while(Kind kind, std::string_view also) {
    token_.kind = kind;
    while (!at_end() && (std::isalnum(static_cast<unsigned char>(peek())) ||
                         also.find(peek()) != std::string_view::npos)) {
      token_.text.push_back(text_[next_++]);
    }
  }

  void take_string() {
    token_.kind = Kind::string;
    for (++next_;; ++next_) {
      if (at_end()) fail("a quote is not closed");
      if (peek() == '\'') {
        if (next_ + 1 >= text_.size() || text_[next_ + 1] != '\'') break;
        ++next_;  // '' is a quote within the text
      }
      token_.text.push_back(peek());
    }
    ++next_;
  }

  void take_symbol() {
    token_.kind = Kind::symbol;
    for (const std::string_view symbol : {"<>", "!=", "<=", ">=", "<", ">", "=", "(", ")", ","}) {
      if (!text_.substr(next_).starts_with(symbol)) continue;
      token_.text = symbol;
      next_ += symbol.size();
      return;
    }
    token_.text = peek();
    fail("not understood");
  }

  bool is_word(std::string_view word) const {
    return token_.kind == Kind::word && lower(token_.text) == word;
  }
  bool is_symbol(std::string_view symbol) const {
    return token_.kind == Kind::symbol && token_.text == symbol;
  }
  bool accept_word(std::string_view word) {
    if (!is_word(word)) return false;
    advance();
    return true;
  }
  bool accept_symbol(std::string_view symbol) {
    if (!is_symbol(symbol)) return false;
    advance();
    return true;
  }
  void expect_symbol(std::string_view symbol) {
    if (!accept_symbol(symbol)) fail("expected '" + std::string(symbol) + "'");
  }

  // Rules
  // ----------------------------------------------------------------------------------------------------------
  std::string disjunction(int depth) {
    std::string sql = conjunction(depth);
    while (accept_word("or")) sql += " or " + conjunction(depth);
    return sql;
  }

  std::string conjunction(int depth) {
    std::string sql = negation(depth);
    while (accept_word("and")) sql += " and " + negation(depth);
    return sql;
  }

  std::string negation(int depth) {
    if (depth > kDeepest) fail("nested too deeply");
    if (accept_word("not")) return "not (" + negation(depth + 1) + ")";
    if (!accept_symbol("(")) return comparison();
    std::string sql = "(" + disjunction(depth + 1) + ")";
    expect_symbol(")");
    return sql;
  }

  std::string comparison() {
    if (token_.kind != Kind::word) fail("expected a column");
    const auto named = [&](const Name& name) { return name.column->name == token_.text; };
    const auto name = std::ranges::find_if(vocabulary_.names, named);
    if (name == vocabulary_.names.end()) fail("there is no such column");
    advance();
    is_unknown_ = !name->is_there;
    (is_unknown_ ? met_unknown_ : met_known_) = true;
    const std::string sql = predicate(*name->column);
    return is_unknown_ ? "null::boolean" : sql;
  }

  std::string predicate(const Column& column) {
    const std::string name = quote_identifier(column.name);
    if (accept_word("is")) {
      const bool negated = accept_word("not");
      if (!accept_word("null")) fail("expected 'null'");
      return name + (negated ? " is not null" : " is null");
    }
    const bool negated = accept_word("not");
    if (accept_word("in")) return name + (negated ? " not in " : " in ") + list(column);
    if (accept_word("like")) return name + (negated ? "::text not like " : "::text like ") + pattern();
    if (negated) fail("expected 'in' or 'like'");
    const std::string symbol =
        comparison_operator();  // before the literal: + does not say which side it evaluates first
    return name + " " + symbol + " " + literal(column);
  }

  std::string comparison_operator() {
    for (const std::string_view symbol : {"=", "<>", "<", "<=", ">", ">="}) {
      if (accept_symbol(symbol)) return std::string(symbol);
    }
    if (accept_symbol("!=")) return "<>";
    fail("expected =, <>, <, <=, >, >=, in, like or is");
  }

  std::string list(const Column& column) {
    expect_symbol("(");
    std::string sql = "(" + literal(column);
    while (accept_symbol(",")) sql += ", " + literal(column);
    expect_symbol(")");
    return sql + ")";
  }

  std::string pattern() {
    if (token_.kind != Kind::string) fail("expected a quoted pattern");
    return bind("text");
  }

  std::string literal(const Column& column) {
    const bool is_flag = is_word("true") || is_word("false");
    if (token_.kind != Kind::number && token_.kind != Kind::string && !is_flag)
      fail("expected a number or a 'text'");
    if (is_flag) token_.text = lower(token_.text);
    try {
      from_text(token_.text, column.type);
    } catch (const Error&) {
      fail(column.name + " is of type " + std::string(sql_name(column.type)));
    }
    return bind(sql_name(column.type));
  }

  // Binds the current token and returns its placeholder. What an unknown column is compared with is not
  // bound: PostgreSQL would ask for the type of a value that the statement does not name.
  std::string bind(std::string_view type) {
    if (token_.text.find('\0') != std::string::npos) fail("a text cannot hold a zero byte");
    if (is_unknown_) {
      advance();
      return "null";
    }
    values_.push_back(token_.text);
    advance();
    return "$" + std::to_string(next_parameter_++) + "::" + std::string(type);
  }

  const Vocabulary vocabulary_;
  std::string_view text_;
  std::size_t next_ = 0;
  Token token_;
  std::vector<std::string> values_;
  int next_parameter_;
  bool is_unknown_ = false;  // the column of this comparison
  bool met_unknown_ = false, met_known_ = false;
};

const Column* find_in_key(const Table& table, std::string_view name) {
  const auto found = std::ranges::find(table.key, name, &Column::name);
  return found == table.key.end() ? nullptr : &*found;
}

}  // namespace

Restriction parse_restriction(const Table& table, std::string_view text, int first_parameter) {
  Vocabulary vocabulary{table.qualified(), {}};
  for (const auto* group : {&table.key, &table.columns}) {
    for (const Column& column : *group) vocabulary.names.push_back({&column});
  }
  return Parser(std::move(vocabulary), text, first_parameter).parse();
}

KeyRestriction::KeyRestriction(const std::vector<const Table*>& tables, std::string_view text) : text_(text) {
  for (const Table* table : tables) {
    for (const Column& column : table->key) {
      if (std::ranges::find(columns_, column.name, &Column::name) == columns_.end())
        columns_.push_back(column);
    }
  }
  for (const Table* table : tables) of(*table);  // refused now rather than where it is used
}

KeyRestriction::OfTable KeyRestriction::look_at(const Table& table, int first_parameter) const {
  Vocabulary vocabulary{"the tables' keys", {}};
  for (const Column& column : columns_) {
    const Column* own = find_in_key(table, column.name);
    vocabulary.names.push_back({own ? own : &column, own != nullptr});
  }
  Parser parser(std::move(vocabulary), *text_, first_parameter);
  Restriction result = parser.parse();
  // Key columns are never null: where none is unknown the whole is not either, and indexes may serve it.
  result.sql = "(" + result.sql + ")" + (parser.met_unknown() ? " is not false" : "");
  return {std::move(result), parser.met_known()};
}

Restriction KeyRestriction::of(const Table& table, int first_parameter) const {
  return text_ ? look_at(table, first_parameter).restriction : Restriction();
}

bool KeyRestriction::names_column_of(const Table& table) const { return text_ && look_at(table, 1).named; }

}  // namespace doppel::relation

#include "relation/alter.h"

#include <algorithm>
#include <set>

#include "relation/ddl.h"
#include "util/error.h"

namespace doppel::relation {
namespace {

// A column's fact, taken apart.
struct ColumnFact {
  std::string type;
  bool not_null = false;
  std::string default_sql, generated_sql;
};

ColumnFact parse_column(const std::string& text, const std::string& label) {
  if (text.find(" collate ") != std::string::npos || text.find(" as identity") != std::string::npos) {
    throw Error(ErrorClass::usage, label + " is " + text + ", which no definition states",
                "change it by hand, then draft again");
  }
  ColumnFact column;
  std::string head = text;
  for (const auto& [word, value] : {std::pair{std::string(" generated always as "), &column.generated_sql},
                                    std::pair{std::string(" default "), &column.default_sql}}) {
    if (const auto at = head.find(word); at != std::string::npos) {
      *value = head.substr(at + word.size());
      head.resize(at);
    }
  }
  const std::string not_null = " not null";
  column.not_null = head.ends_with(not_null);
  column.type = column.not_null ? head.substr(0, head.size() - not_null.size()) : head;
  return column;
}

std::string declaration(const std::string& name, const ColumnFact& column, bool not_null) {
  std::string text = quote_identifier(name) + " " + column.type;
  if (not_null) text += " not null";
  if (!column.generated_sql.empty()) text += " generated always as (" + column.generated_sql + ") stored";
  if (!column.default_sql.empty()) text += " default " + column.default_sql;
  return text;
}

// The pieces of the statements, in the order in which they must run.
struct TablePieces {
  std::vector<std::string> notes;     // comments in front
  std::vector<std::string> indexes;   // statements before: drop index
  std::vector<std::string> changes;   // clauses of the first ALTER TABLE
  std::vector<std::string> to_fill;   // new columns that a person must fill
  std::vector<std::string> closing;   // clauses that need the columns filled
  std::vector<std::string> comments;  // statements after: new indexes, comments
};

class Alteration {
 public:
  Alteration(const std::string& table, const Facts& live, const Facts& expected)
      : table_(table), expected_(expected) {
    differences_ = compare(of_table(live), of_table(expected));
    const Fact hash{table, "column", "_row_hash"};
    drops_hash_ = any_column() && live.contains(hash);
    adds_hash_ = any_column() && expected.contains(hash);
  }

  std::string sql() {
    drop_constraints();
    change_columns();
    add_constraints();
    change_indexes();
    change_comments();
    change_options();
    return text();
  }

 private:
  Facts of_table(const Facts& facts) const {
    Facts own;
    for (auto at = facts.lower_bound({table_, "", ""}); at != facts.end() && at->first.table == table_;
         ++at) {
      own.insert(*at);
    }
    return own;
  }

  bool any_column() const {
    return std::ranges::any_of(differences_, [](const auto& d) { return d.fact.kind == "column"; });
  }

  std::vector<const Difference*> of_kind(const std::string& kind) const {
    std::vector<const Difference*> found;
    for (const Difference& difference : differences_) {
      if (difference.fact.kind == kind) found.push_back(&difference);
    }
    return found;
  }

  void drop_constraints() {
    for (const Difference* difference : of_kind("constraint")) {
      if (difference->live)
        pieces_.changes.push_back("drop constraint " + quote_identifier(difference->fact.name));
    }
  }

  void add_constraints() {
    for (const Difference* difference : of_kind("constraint")) {
      if (!difference->expected) continue;
      pieces_.closing.push_back("add constraint " + quote_identifier(difference->fact.name) + " " +
                                *difference->expected);
    }
  }

  void change_columns() {
    if (drops_hash_) pieces_.changes.emplace_back("drop column _row_hash");
    for (const Difference* difference : of_kind("column")) {
      if (difference->fact.name == "_row_hash") continue;
      if (!difference->live) {
        add_column(*difference);
      } else if (!difference->expected) {
        pieces_.notes.push_back("drops the values of " + table_ + "." + difference->fact.name);
        pieces_.changes.push_back("drop column " + quote_identifier(difference->fact.name));
      } else {
        change_column(*difference);
      }
    }
    if (!adds_hash_) return;
    const std::string& hash = expected_.at({table_, "column", "_row_hash"});
    pieces_.notes.push_back("rewrites " + table_ +
                            ": _row_hash covers the new columns, so every row gets another hash (later "
                            "columns: every row that sets one)");
    pieces_.closing.push_back("add column " +
                              declaration("_row_hash", parse_column(hash, table_ + "._row_hash"), true));
  }

  void add_column(const Difference& difference) {
    const std::string& name = difference.fact.name;
    const ColumnFact column = parse_column(*difference.expected, table_ + "." + name);
    const bool must_be_filled = column.not_null && column.default_sql.empty() && column.generated_sql.empty();
    pieces_.changes.push_back("add column " + declaration(name, column, column.not_null && !must_be_filled));
    if (!must_be_filled) return;
    pieces_.to_fill.push_back(name);
    pieces_.closing.push_back("alter column " + quote_identifier(name) + " set not null");
  }

  void change_column(const Difference& difference) {
    const std::string& name = difference.fact.name;
    const ColumnFact live = parse_column(*difference.live, table_ + "." + name);
    const ColumnFact expected = parse_column(*difference.expected, table_ + "." + name);
    const std::string alter = "alter column " + quote_identifier(name);
    if (live.generated_sql != expected.generated_sql) {
      pieces_.notes.push_back("drops the values of " + table_ + "." + name +
                              " for generated ones, or the reverse");
      pieces_.changes.push_back("drop column " + quote_identifier(name));
      return add_column(difference);
    }
    // The default goes before the type changes, since it may not convert.
    const bool default_changes = live.default_sql != expected.default_sql || live.type != expected.type;
    if (default_changes && !live.default_sql.empty()) pieces_.changes.push_back(alter + " drop default");
    if (live.type != expected.type) {
      pieces_.notes.push_back("converts " + table_ + "." + name + " from " + live.type + " to " +
                              expected.type);
      pieces_.changes.push_back(alter + " type " + expected.type + " using " + quote_identifier(name) +
                                "::" + expected.type);
    }
    if (default_changes && !expected.default_sql.empty()) {
      pieces_.changes.push_back(alter + " set default " + expected.default_sql);
    }
    if (live.not_null && !expected.not_null) pieces_.changes.push_back(alter + " drop not null");
    if (!live.not_null && expected.not_null) {
      pieces_.notes.push_back("fails where a row has no " + name);
      pieces_.changes.push_back(alter + " set not null");
    }
  }

  void change_indexes() {
    for (const Difference* difference : of_kind("index")) {
      const std::string schema = table_.substr(0, table_.find('.'));
      if (difference->live) {
        pieces_.indexes.push_back("drop index " + quote_identifier(schema) + "." +
                                  quote_identifier(difference->fact.name) + ";\n");
      }
      if (difference->expected) pieces_.comments.push_back(*difference->expected + ";\n");
    }
  }

  void change_comments() {
    std::set<std::string> commented;
    for (const Difference* difference : of_kind("comment")) {
      pieces_.comments.push_back("comment on table " + quote_qualified(table_) + " is " +
                                 literal_or_null(difference->expected) + ";\n");
    }
    for (const Difference* difference : of_kind("comment of column")) {
      const std::string& column = difference->fact.name;
      const bool dropped = !expected_.contains({table_, "column", column});
      if (!dropped) comment_column(column, difference->expected);
      commented.insert(column);
    }
    const auto hash = expected_.find({table_, "comment of column", "_row_hash"});
    if (adds_hash_ && hash != expected_.end() && !commented.contains("_row_hash")) {
      comment_column("_row_hash", hash->second);
    }
  }

  void comment_column(const std::string& column, const std::optional<std::string>& text) {
    pieces_.comments.push_back("comment on column " + quote_qualified(table_) + "." +
                               quote_identifier(column) + " is " + literal_or_null(text) + ";\n");
  }

  static std::string literal_or_null(const std::optional<std::string>& text) {
    return text ? quote_literal(*text) : "null";
  }

  // "table with (a=1, b=2)"
  void change_options() {
    const auto options = [](const std::string& text) {
      const auto open = text.find("with (");
      return open == std::string::npos ? "" : text.substr(open + 6, text.size() - open - 7);
    };
    for (const Difference* difference : of_kind("table")) {
      const std::string before = options(*difference->live), after = options(*difference->expected);
      if (before == after) {
        throw Error(ErrorClass::usage, to_string(*difference),
                    "move what is there away by hand, then draft again");
      }
      if (!before.empty()) pieces_.changes.push_back("reset (" + names_of_options(before) + ")");
      if (!after.empty()) pieces_.changes.push_back("set (" + after + ")");
    }
  }

  static std::string names_of_options(const std::string& options) {
    std::string names;
    bool in_name = true;
    for (const char c : options) {
      if (c == '=') in_name = false;
      if (c == ',') in_name = true;
      if (in_name) names += c;
    }
    return names;
  }

  std::string alter(const std::vector<std::string>& clauses) const {
    if (clauses.empty()) return "";
    std::string sql = "alter table " + quote_qualified(table_);
    for (const std::string& clause : clauses)
      sql += (&clause == &clauses.front() ? "\n  " : ",\n  ") + clause;
    return sql + ";\n";
  }

  std::string text() const {
    std::string sql;
    for (const std::string& note : pieces_.notes) sql += "-- " + note + "\n";
    for (const std::string& statement : pieces_.indexes) sql += statement;
    if (pieces_.to_fill.empty()) {
      auto clauses = pieces_.changes;
      clauses.insert(clauses.end(), pieces_.closing.begin(), pieces_.closing.end());
      sql += alter(clauses);
    } else {
      sql += alter(pieces_.changes);
      for (const std::string& column : pieces_.to_fill) {
        sql += "-- " + column +
               " has no default: give the rows that exist a value here, or delete them, else `set " +
               "not null` fails\n-- update " + quote_qualified(table_) + " set " + quote_identifier(column) +
               " = ...;\n";
      }
      sql += alter(pieces_.closing);
    }
    for (const std::string& statement : pieces_.comments) sql += statement;
    return sql;
  }

  const std::string& table_;
  const Facts& expected_;
  std::vector<Difference> differences_;
  bool drops_hash_ = false, adds_hash_ = false;  // whenever a column changes
  TablePieces pieces_;
};

std::string primary_key_of(const std::string& table, const Facts& facts) {
  for (auto at = facts.lower_bound({table, "constraint", ""});
       at != facts.end() && at->first.table == table && at->first.kind == "constraint"; ++at) {
    if (at->second.starts_with("PRIMARY KEY")) return at->second;
  }
  return "no primary key";
}

}  // namespace

std::string alter_table(const std::string& table, const Facts& live, const Facts& expected) {
  return Alteration(table, live, expected).sql();
}

bool columns_differ(const std::string& table, const Facts& live, const Facts& expected) {
  const auto columns = [&](const Facts& facts) {
    Facts found;
    for (auto at = facts.lower_bound({table, "column", ""});
         at != facts.end() && at->first.table == table && at->first.kind == "column"; ++at) {
      found.insert(*at);
    }
    return found;
  };
  return columns(live) != columns(expected);
}

std::string primary_key_change(const std::string& table, const Facts& live, const Facts& expected) {
  const std::string before = primary_key_of(table, live), after = primary_key_of(table, expected);
  return before == after ? "" : table + ": " + before + " would become " + after;
}

}  // namespace doppel::relation

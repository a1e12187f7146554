#include "relation/describe.h"

#include <algorithm>
#include <cctype>
#include <set>
#include <vector>

namespace doppel::relation {
namespace {

using Names = std::vector<std::string>;

std::string column_text(const Column& column) {
  std::string line = column.name;
  if (column.nullable) line += "=null";
  if (!column.nullable && !column.default_sql.empty()) line += "=" + column.default_sql;
  line += " : " + std::string(sql_name(column.type));
  const std::string unit = column.unit.empty() ? "" : "[" + column.unit + "] ";
  if (!column.comment.empty() || !unit.empty()) line += "  # " + unit + column.comment;
  return line + "\n";
}

// Of a foreign key outside the primary key whose columns may be null.
std::string parent_text(const Table& table, const Parent& parent) {
  const bool nullable = std::ranges::any_of(parent.columns, [&](const auto& name) {
    const Column* column = table.find(name);
    return column != nullptr && column->nullable;
  });
  const bool is_master = table.tier == Tier::part && parent.table == table.master;
  return std::string("-> ") + (nullable ? "[nullable] " : "") +
         (is_master ? "master" : class_name(unqualified(parent.table))) + "\n";
}

std::string section(const Table& table, const std::vector<Column>& columns, bool in_key) {
  std::string text;
  std::set<std::string> inherited;
  for (const Parent& parent : table.parents) {
    if (!in_key || parent.in_key) inherited.insert(parent.columns.begin(), parent.columns.end());
    if (parent.in_key == in_key) text += parent_text(table, parent);
  }
  for (const Column& column : columns) {
    if (!inherited.contains(column.name)) text += column_text(column);
  }
  return text;
}

struct Look {
  std::string_view shape, fill, colour;  // Graphviz
};

Look look_of(Tier tier) {
  switch (tier) {
    case Tier::manual:
      return {"box", "#00FF0030", "darkgreen"};
    case Tier::lookup:
      return {"plaintext", "#00000020", "black"};
    case Tier::imported:
      return {"ellipse", "#00007F40", "#00007FA0"};
    case Tier::computed:
      return {"ellipse", "#FF000020", "#7F0000A0"};
    case Tier::part:
      return {"plaintext", "#FFFFFF00", "black"};
  }
  return {"box", "#FFFFFF00", "black"};
}

enum class Bond { same_key, in_key, outside_key };

Bond bond_of(const Table& child, const Parent& parent) {
  if (!parent.in_key) return Bond::outside_key;
  return parent.columns.size() == child.key.size() ? Bond::same_key : Bond::in_key;
}

}  // namespace

std::string class_name(std::string_view table) {
  std::string name;
  bool upper = true;
  for (const char c : table) {
    if (c == '_') {
      upper = true;
      continue;
    }
    name += upper ? static_cast<char>(std::toupper(static_cast<unsigned char>(c))) : c;
    upper = false;
  }
  return name;
}

std::string describe(const Table& table) {
  std::string text = "# " + table.comment + "\n" + section(table, table.key, true) + "---\n" +
                     section(table, table.columns, false);
  for (const Names& columns : table.unique) {
    std::string list;
    for (const std::string& column : columns) list += (list.empty() ? "" : ", ") + column;
    text += "unique index (" + list + ")\n";
  }
  for (const Check& check : table.checks) text += "# check " + check.name + ": " + check.sql + "\n";
  return text;
}

std::string graphviz_diagram(const Schema& schema) {
  std::string text =
      "digraph doppel {\n  rankdir=TB;\n  node [fontname=\"Helvetica\", fontsize=11, style=filled];\n";
  for (const Table* table : schema.tables) {
    const Look look = look_of(table->tier);
    text += "  \"" + table->name + "\" [shape=" + std::string(look.shape) + ", fillcolor=\"" +
            std::string(look.fill) + "\", color=\"" + std::string(look.fill) + "\", fontcolor=\"" +
            std::string(look.colour) + "\"];\n";
  }
  for (const Table* table : schema.tables) {
    for (const Parent& parent : table->parents) {
      const Bond bond = bond_of(*table, parent);
      text += "  \"" + unqualified(parent.table) + "\" -> \"" + table->name + "\" [arrowhead=none, " +
              (bond == Bond::outside_key ? "style=dashed"
               : bond == Bond::same_key  ? "penwidth=2.5"
                                         : "penwidth=1") +
              "];\n";
    }
  }
  return text + "}\n";
}

std::string mermaid_diagram(const Schema& schema) {
  std::string text = "flowchart TB\n";
  for (const Table* table : schema.tables)
    text += "  " + table->name + ":::" + std::string(name(table->tier)) + "\n";
  for (const Table* table : schema.tables) {
    for (const Parent& parent : table->parents) {
      const Bond bond = bond_of(*table, parent);
      text += "  " + unqualified(parent.table) +
              (bond == Bond::outside_key ? " -.- "
               : bond == Bond::same_key  ? " === "
                                         : " --- ") +
              table->name + "\n";
    }
  }
  return text +
         "  classDef manual fill:#bfb,stroke:#060\n"
         "  classDef lookup fill:#ddd,stroke:#888\n"
         "  classDef imported fill:#bbe,stroke:#007\n"
         "  classDef computed fill:#fcc,stroke:#700\n"
         "  classDef part fill:none,stroke:none\n";
}

}  // namespace doppel::relation

#include "populate/inputs.h"

#include "populate/key_arrays.h"
#include "relation/ddl.h"
#include "util/error.h"

namespace doppel::populate {

using relation::Key;
using relation::Table;

InputHashes::InputHashes(const Table& table) : table_(&table) {
  std::string lines, joins, aliases;
  int n = 0;
  for (const relation::Parent& parent : table.parents) {
    if (!parent.in_key) continue;
    const std::string alias = "p" + std::to_string(++n);
    lines += (n == 1 ? "" : " || E'\\n' || ") + relation::quote_literal(parent.table + ":") + " || " + alias +
             "._row_hash";
    joins += "\njoin " + relation::quote_qualified(parent.table) + " " + alias + " on " +
             equal_columns(parent.columns, alias, "k");
    aliases += (n == 1 ? "" : ", ") + alias;
  }
  if (n == 0)
    throw Error(ErrorClass::internal,
                table.qualified() + " has no parent in its key, so nothing to compute from");
  read_ = "select k.place, encode(sha256(convert_to(" + lines + ", 'UTF8')), 'hex')\nfrom " +
          unnest_keys(table, 1) + " with ordinality k (" + relation::column_list(table.key_names()) +
          ", place)" + joins;
  hold_ = read_ + "\nfor share of " + aliases;
}

std::vector<std::optional<std::string>> InputHashes::run(const std::string& sql, db::Transaction& transaction,
                                                         const std::vector<Key>& keys) const {
  std::vector<db::Parameter> parameters;
  append_key_arrays(parameters, *table_, keys);
  const auto rows = transaction.prepared(sql, parameters);
  std::vector<std::optional<std::string>> hashes(keys.size());
  for (std::size_t row = 0; row < rows.size(); ++row) {
    hashes.at(static_cast<std::size_t>(rows.integer(row, 0)) - 1) = std::string(rows.text(row, 1));
  }
  return hashes;
}

std::vector<std::optional<std::string>> InputHashes::read(db::Transaction& transaction,
                                                          const std::vector<Key>& keys) const {
  return run(read_, transaction, keys);
}

std::vector<std::optional<std::string>> InputHashes::read_and_hold(db::Transaction& transaction,
                                                                   const std::vector<Key>& keys) const {
  return run(hold_, transaction, keys);
}

}  // namespace doppel::populate

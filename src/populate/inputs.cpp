#include "populate/inputs.h"

#include "populate/key_arrays.h"
#include "relation/ddl.h"
#include "relation/input_hash.h"
#include "relation/queue_functions.h"
#include "util/error.h"
#include "util/sha256.h"

namespace doppel::populate {

using relation::Key;
using relation::Table;

InputHashes::InputHashes(const Table& table) : table_(&table) {
  if (relation::input_parents(table).empty())
    throw Error(ErrorClass::internal,
                table.qualified() + " has no parent in its key, so nothing to compute from");
  read_ = "select k.place, " + relation::input_lines_expression(table) + "\nfrom " + unnest_keys(table, 1) +
          " with ordinality k (" + relation::column_list(table.key_names()) + ", place)" +
          relation::join_inputs(table, "k", "join");
  std::string arrays;
  for (std::size_t i = 0; i < table.key.size(); ++i) {
    arrays += (i == 0 ? "$" : ", $") + std::to_string(i + 1) +
              "::" + std::string(sql_name(table.key[i].type)) + "[]";
  }
  hold_ = "select place, inputs from " + relation::queue_function("hold", table) + "(" + arrays + ")";
}

std::vector<std::optional<std::string>> InputHashes::run(const std::string& sql, db::Transaction& transaction,
                                                         const std::vector<Key>& keys) const {
  std::vector<db::Parameter> parameters;
  append_key_arrays(parameters, *table_, keys);
  const auto rows = transaction.prepared(sql, parameters);
  std::vector<std::optional<std::string>> hashes(keys.size());
  for (std::size_t row = 0; row < rows.size(); ++row) {
    hashes.at(static_cast<std::size_t>(rows.integer(row, 0)) - 1) = sha256_hex(rows.text(row, 1));
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

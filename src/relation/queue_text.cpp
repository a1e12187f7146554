#include "relation/queue_text.h"

#include "relation/ddl.h"

namespace doppel::relation {

std::string listed(const std::vector<std::string>& pieces) {
  std::string list;
  for (const std::string& piece : pieces) list += (list.empty() ? "" : ", ") + piece;
  return list;
}

std::string type_of(const Column& column) { return std::string(sql_name(column.type)); }

std::string array_types(const Table& table) {
  return for_each_key(table, [](const Column& column) { return type_of(column) + "[]"; });
}

std::string parameters(const Table& table, int first) {
  return for_each_key(table, [&](const Column&) { return "$" + std::to_string(first++); });
}

Pieces pieces_of(const Table& table) {
  return {{"table", quote_qualified(table.qualified())},
          {"job", quote_qualified(table.job_table())},
          {"keys", column_list(table.key_names())},
          {"key types", for_each_key(table, type_of)},
          {"array types", array_types(table)},
          {"turn", claim_turn(table)},
          {"free", "epoch = null, worker_id = null, claimed_at = null"}};
}

Pieces with(Pieces pieces, const Pieces& more) {
  pieces.insert(pieces.end(), more.begin(), more.end());
  return pieces;
}

DatabaseFunction function_of(const std::string& verb, const Table& table, const Signature& signature,
                             std::string_view body, const Pieces& pieces) {
  const std::string name = short_name(verb + "_" + table.name);
  return {name, create_function("job." + quote_identifier(name), signature, filled(body, pieces))};
}

}  // namespace doppel::relation

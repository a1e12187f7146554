#include "populate/whole_tables.h"

namespace doppel::populate {
namespace {

// Room for hash tables of a million keys; compiling a statement costs more than a million rows gain by it.
constexpr const char* kSettings =
    "set local enable_nestloop = off; set local work_mem = '64MB'; set local jit = off";
constexpr const char* kDefaults =
    "set local enable_nestloop to default; set local work_mem to default; set local jit to default";

}  // namespace

db::Result query_whole_tables(db::Transaction& transaction, const std::string& sql,
                              const std::vector<db::Parameter>& parameters) {
  transaction.query(kSettings);
  auto rows = transaction.query(sql, parameters);
  transaction.query(kDefaults);
  return rows;
}

}  // namespace doppel::populate

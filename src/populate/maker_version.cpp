#include "populate/maker_version.h"

namespace doppel::populate {

void announce_makers(db::Connection& connection, const std::vector<std::unique_ptr<Maker>>& makers) {
  std::vector<std::string> tables;
  std::vector<std::int64_t> versions;
  for (const auto& maker : makers) {
    tables.push_back(maker->table().qualified());
    versions.push_back(maker->version());
  }
  connection.execute("select provenance.announce_makers($1::text[], $2::integer[])",
                     {relation::to_text(relation::Value(tables), relation::Type::text_array),
                      relation::to_text(relation::Value(versions), relation::Type::integer_array)});
}

}  // namespace doppel::populate

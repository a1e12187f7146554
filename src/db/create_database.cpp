#include "db/create_database.h"

#include "db/connection.h"
#include "db/connection_options.h"
#include "relation/ddl.h"
#include "util/error.h"

namespace doppel::db {

void create_database(const std::string& connection_string, const std::string& name) {
  if (name.empty() || name.size() > 63) {
    throw Error(ErrorClass::usage, "\"" + name + "\" cannot name a database", "1 to 63 bytes");
  }
  Connection admin(with_database(connection_string, "postgres"), "doppel db create");
  if (admin.execute("select from pg_database where datname = $1", {name}).size() > 0) {
    throw Error(ErrorClass::usage, "there is a database " + name + " already",
                "doppel db migrate, or another name");
  }
  admin.execute("create database " + relation::quote_identifier(name) +
                " encoding 'UTF8' template template0");
}

}  // namespace doppel::db

// Where this program's data is: the database (a configured server, else the embedded one, started when
// needed), the blob store, and the home directory. One per process; not thread-safe. Connections that it
// opens belong to the caller.
#pragma once

#include <filesystem>
#include <string>

#include "db/connection.h"
#include "db/server.h"
#include "store/blob_store.h"

namespace doppel::cli {

std::filesystem::path
home_folder();  // DOPPEL_HOME, else .doppel beside the source tree, else below the current folder
std::filesystem::path store_folder();  // DOPPEL_STORE, else <home>/store
std::filesystem::path share_folder();  // DOPPEL_SHARE, else the source tree: holds migrations/ and sql/

class Session {
 public:
  // as_found: the database may be of any version (db migrate, schema check). up_to_date: the embedded
  // database and an empty one are migrated; a lab's database that is behind is an Error(environment), since
  // others depend on it.
  enum class Version { as_found, up_to_date };
  explicit Session(Version version = Version::up_to_date);

  db::Connection connect(const std::string& application_name = "doppel") const;
  const std::string& connection_string() const { return connection_string_; }
  const store::BlobStore& blobs() const { return blobs_; }
  bool embedded() const { return embedded_; }

 private:
  bool embedded_ = false;
  std::string connection_string_;
  store::BlobStore blobs_;
};

// Applies missing migrations and the views of sql/; returns how many migrations.
int migrate(db::Connection& connection);

}  // namespace doppel::cli

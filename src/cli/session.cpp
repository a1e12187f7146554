#include "cli/session.h"

#include <cstdlib>

#include "db/migrator.h"
#include "populate/stale.h"
#include "schema/tables.h"
#include "util/error.h"

namespace doppel::cli {

namespace fs = std::filesystem;

namespace {

fs::path from_environment(const char* variable, const fs::path& otherwise) {
  const char* value = std::getenv(variable);
  return fs::absolute(value != nullptr && *value != '\0' ? fs::path(value) : otherwise);
}

void bring_up_to_date(db::Connection& connection, bool embedded) {
  const auto migrations = db::read_migrations(share_folder() / "migrations");
  const int newest = migrations.empty() ? 0 : migrations.back().version;
  const int version = db::schema_version(connection);
  if (version == newest) return;
  if (version > newest) {
    throw Error(ErrorClass::environment,
                "the database has schema version " + std::to_string(version) + ", this program knows only " +
                    std::to_string(newest),
                "use the Doppel that the others of your lab use, or update this one");
  }
  if (!embedded && version > 0) {
    throw Error(ErrorClass::environment,
                "the database has schema version " + std::to_string(version) + ", this program needs " +
                    std::to_string(newest),
                "whoever looks after the server runs `doppel db migrate` once");
  }
  migrate(connection);
}

}  // namespace

fs::path home_folder() {
  const fs::path source(DOPPEL_SOURCE_FOLDER);
  return from_environment("DOPPEL_HOME", (fs::exists(source) ? source : fs::current_path()) / ".doppel");
}

fs::path store_folder() { return from_environment("DOPPEL_STORE", home_folder() / "store"); }

fs::path share_folder() {
  const fs::path folder = from_environment("DOPPEL_SHARE", DOPPEL_SOURCE_FOLDER);
  if (!fs::is_directory(folder / "migrations")) {
    throw Error(ErrorClass::environment, "there is no folder " + (folder / "migrations").string(),
                "set DOPPEL_SHARE to the folder that holds Doppel's migrations/ and sql/");
  }
  return folder;
}

Session::Session(Version version) : blobs_(store_folder()) {
  if (const auto server = db::configured_server()) {
    connection_string_ = *server;
  } else {
    embedded_ = true;
    connection_string_ = db::EmbeddedServer(home_folder()).ensure_running();
  }
  if (version == Version::up_to_date) {
    auto connection = connect();
    bring_up_to_date(connection, embedded_);
  }
}

db::Connection Session::connect(const std::string& application_name) const {
  return db::Connection(connection_string_, application_name);
}

int migrate(db::Connection& connection) {
  const fs::path share = share_folder();
  const int applied = db::migrate(connection, db::read_migrations(share / "migrations"));
  if (fs::is_directory(share / "sql")) db::apply_views(connection, share / "sql");
  connection.execute(populate::create_stale_view(schema::tables()));
  return applied;
}

}  // namespace doppel::cli

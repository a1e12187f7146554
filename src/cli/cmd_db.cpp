// doppel db: the server and the database's version.
#include <iostream>
#include <memory>

#include "cli/command.h"
#include "cli/session.h"
#include "db/create_database.h"
#include "db/roles.h"
#include "db/server.h"
#include "schema/tables.h"
#include "util/error.h"
#include "util/log.h"

namespace doppel::cli {
namespace {

// The commands below are about the private server; a configured one is not ours to start or stop.
db::EmbeddedServer embedded_server() {
  if (const auto server = db::configured_server()) {
    throw Error(ErrorClass::usage,
                "the environment names a server (" +
                    (server->empty() ? "PG* variables" : without_password(*server)) +
                    "), which Doppel neither starts nor stops",
                "unset DOPPEL_DATABASE_URL and the PG* variables to use the private one");
  }
  return db::EmbeddedServer(home_folder());
}

int start() {
  std::cout << embedded_server().ensure_running() << '\n';
  return success;
}

int stop() {
  std::cout << (embedded_server().stop() ? "stopped\n" : "it was not running\n");
  return success;
}

int status() {
  const auto server = embedded_server();
  const bool running = server.is_running();
  std::cout << (running ? "running: " + server.connection_string() : "not running")
            << "\nlog: " << server.log_file().string() << '\n';
  return running ? success : failure;
}

int url() {
  const auto server = db::configured_server();
  std::cout << (server ? without_password(*server) : db::EmbeddedServer(home_folder()).connection_string())
            << '\n';
  return success;
}

int migrate_database() {
  const Session session(Session::Version::as_found);
  auto connection = session.connect("doppel db migrate");
  const int applied = migrate(connection);
  std::cout << (applied == 0 ? "up to date\n" : std::to_string(applied) + " migrations applied\n");
  return success;
}

// A database for one project on a server that several share; DOPPEL_DATABASE_URL names the new one from then
// on.
int create_database(const std::string& name) {
  const auto server = db::configured_server();
  const std::string beside = server ? *server : db::EmbeddedServer(home_folder()).ensure_running("postgres");
  db::create_database(beside, name);
  std::cout << "made the database " << name << "; name it in DOPPEL_DATABASE_URL (or PGDATABASE), then: "
            << "doppel db migrate\n";
  return success;
}

int roles(const std::string& prefix) {
  const Session session;
  auto connection = session.connect("doppel db roles");
  for (const std::string& line : db::make_roles(connection, schema::tables(), prefix))
    std::cout << line << '\n';
  std::cerr << "set passwords with \\password in psql, or grant a role to somebody: grant " << prefix
            << "_reader to anna\n";
  return success;
}

}  // namespace

void add_db(CLI::App& app, Context& context) {
  auto* command = add_command(app, "db", "the database server", "doppel db status");
  command->require_subcommand(1);
  const auto add = [&](const std::string& name, const std::string& description, const std::string& example,
                       int (*run)()) {
    add_command(*command, name, description, example)->callback([&context, run] { context.action = run; });
  };
  add("start", "make the private server where missing and start it", "doppel db start", start);
  add("stop", "stop the private server", "doppel db stop", stop);
  add("status", "is the private server running? (exit code 1: no)", "doppel db status", status);
  add("url", "where the database is, for psql and other clients", "psql \"$(doppel db url)\"", url);
  add("migrate", "bring the database to this program's version", "doppel db migrate", migrate_database);
  auto database = std::make_shared<std::string>();
  auto* creating = add_command(*command, "create", "make a database for a project on the server",
                               "doppel db create mouse_lab");
  creating->add_option("name", *database, "its name")->required();
  creating->callback(
      [database, &context] { context.action = [database] { return create_database(*database); }; });
  auto prefix = std::make_shared<std::string>("doppel");
  auto* granting =
      add_command(*command, "roles", "make owner, migrator, worker and reader, and grant them what they need",
                  "doppel db roles --prefix mouse_lab");
  granting->add_option("--prefix", *prefix, "what the roles' names start with")->capture_default_str();
  granting->callback([prefix, &context] { context.action = [prefix] { return roles(*prefix); }; });
}

}  // namespace doppel::cli

// doppel db: the server and the database's version.
#include <iostream>

#include "cli/command.h"
#include "cli/session.h"
#include "db/server.h"
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
}

}  // namespace doppel::cli

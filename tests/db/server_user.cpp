// One of several processes that share an embedded server: makes sure that it runs, and prints the server's
// process id and start time. Used by server_test.cpp.
#include <cstdio>
#include <exception>

#include "db/connection.h"
#include "db/server.h"

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  try {
    doppel::db::EmbeddedServer server(argv[1], false);
    doppel::db::Connection connection(server.ensure_running("shared"));
    const auto result = connection.execute("select pg_postmaster_start_time()::text");
    std::printf("%.*s\n", static_cast<int>(result.text(0, 0).size()), result.text(0, 0).data());
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
  return 0;
}

// Starts or stops the tests' database server: ctest's fixture `server`.
#include <cstdio>
#include <cstring>
#include <exception>

#include "support/database.h"

int main(int argc, char** argv) {
  if (argc != 2 || (std::strcmp(argv[1], "start") != 0 && std::strcmp(argv[1], "stop") != 0)) {
    std::fprintf(stderr, "usage: test_server start|stop\n");
    return 2;
  }
  try {
    if (std::strcmp(argv[1], "start") == 0) {
      doppel::test::start_server();
    } else {
      doppel::test::stop_server();
    }
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
  return 0;
}

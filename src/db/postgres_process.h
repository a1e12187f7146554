// Running PostgreSQL's own programs: where they are, under which account, and as children that share nothing
// with us (own session, own log, no inherited descriptors, no PG* variables). Private to src/db.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

namespace doppel::db {

// The account that the server runs under.
struct Account {
  std::string name;
  uid_t uid = 0;
  gid_t gid = 0;
  std::vector<gid_t> groups;
  bool is_ours = true;  // false: children must change to it
};

// Our own account; as root, which PostgreSQL refuses, `postgres` or else `nobody`. Throws Error(environment).
Account server_account();

// May this account enter `folder`? Asks the kernel, in a child, so that ACLs and mounts count.
bool can_enter(const Account& account, const std::filesystem::path& folder);

struct Program {
  std::filesystem::path executable;
  std::vector<std::string> arguments;
  std::filesystem::path log;  // stdout and stderr are appended here; it must exist
};

// Runs to the end; the exit status, or 128 + signal.
int run_program(const Program& program, const Account& account);

// Starts a daemon in a session of its own, no child of ours; returns its process id.
pid_t start_daemon(const Program& program, const Account& account);

bool is_alive(pid_t process);  // a zombie is not

// The folder of initdb and postgres: of the major version given, else the newest. Throws Error(environment)
// saying what to install.
std::filesystem::path find_postgres(const std::string& major_version = "");

}  // namespace doppel::db

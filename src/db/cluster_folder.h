// The folders of an embedded cluster, and the promise to touch none that Doppel did not make. Private to
// src/db.
//
//   <home>/postgresql/   marker, lock, and normally data/, run/ (the socket), log
//
// Run by root, the server belongs to another account; where that one cannot enter <home> (/root is 0700), the
// cluster lies in /var/lib/doppel/<hash> and <home>/postgresql/location names it. Where the socket's path
// would be longer than Unix allows, it lies in /tmp/doppel-<uid>-<hash>, named by the file `socket`.
#pragma once

#include <filesystem>
#include <string>

#include "db/postgres_process.h"

namespace doppel::db {

struct ClusterFolder {
  std::filesystem::path front;   // <home>/postgresql
  std::filesystem::path base;    // front, or the place named by front/location
  std::filesystem::path socket;  // folder of the socket, 0700

  std::filesystem::path data() const { return base / "data"; }
  std::filesystem::path log() const { return base / "log"; }
  std::filesystem::path lock() const { return front / "lock"; }
  bool exists() const;  // has a cluster been made here?
};

// Computes the paths; creates nothing.
ClusterFolder cluster_folder(const std::filesystem::path& home, const Account& account);

// The account for the cluster of this home: as root, that of an existing cluster's owner, else
// server_account().
Account cluster_account(const std::filesystem::path& home);

// <home>/postgresql with its marker. Throws Error(environment) for a folder that is there without our marker.
void make_front(const std::filesystem::path& home);

// The rest: base with its marker, the log, and the socket's folder, with the owner and mode that the server
// needs.
void make_base(const ClusterFolder& folder, const Account& account);

void give_to(const std::filesystem::path& path, const Account& account);  // chown, where we are root

// Exclusive among all processes of this machine while it lives; survives no process (flock).
class FileLock {
 public:
  explicit FileLock(const std::filesystem::path& path);
  ~FileLock();
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

 private:
  int descriptor_;
};

}  // namespace doppel::db

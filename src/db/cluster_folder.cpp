#include "db/cluster_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstring>
#include <fstream>

#include "util/error.h"
#include "util/sha256.h"

namespace doppel::db {
namespace {

namespace fs = std::filesystem;

constexpr const char* marker_text =
    "Doppel made this folder for its embedded PostgreSQL database and may change or remove what is in it.\n"
    "Stop the server with: doppel db stop\n";

Error failed(const std::string& what, const std::string& mend = "") {
  return {ErrorClass::environment, what + ": " + std::strerror(errno), mend};
}

std::string hash_of(const fs::path& path) { return sha256_hex(path.string()).substr(0, 16); }

std::string first_line(const fs::path& file) {
  std::ifstream stream(file);
  std::string line;
  std::getline(stream, line);
  return line;
}

// Whole or not at all: a note cut short by a full disk would mislead the next start.
void write_note(const fs::path& file, const std::string& text) {
  const fs::path draft = file.string() + ".new";
  {
    std::ofstream stream(draft);
    stream << text << std::flush;
    if (!stream)
      throw failed("cannot write " + draft.string(), "free disk space, or check the folder's owner");
  }
  fs::rename(draft, file);
}

void set_mode(const fs::path& path, mode_t mode) {
  if (chmod(path.c_str(), mode) != 0) throw failed("cannot set the mode of " + path.string());
}

// A folder appears with its marker in it, so that a crash leaves no folder that looks foreign.
void make_marked(const fs::path& folder) {
  if (fs::exists(folder / "marker")) return;
  if (fs::exists(folder)) {
    throw Error(ErrorClass::environment,
                folder.string() + " was not made by Doppel (it has no file `marker`)",
                "move it away, or set DOPPEL_HOME to another folder");
  }
  const fs::path draft = folder.string() + ".new." + std::to_string(getpid());
  fs::remove_all(draft);
  if (mkdir(draft.c_str(), 0755) != 0)
    throw failed("cannot make " + draft.string(), "set DOPPEL_HOME to another folder");
  set_mode(draft, 0755);
  write_note(draft / "marker", marker_text);
  if (rename(draft.c_str(), folder.c_str()) == 0) return;
  fs::remove_all(draft);
  if (!fs::exists(folder / "marker"))
    throw failed("cannot make " + folder.string());  // else another process was first
}

fs::path deepest_existing(fs::path path) {
  while (!fs::exists(path) && path.has_relative_path()) path = path.parent_path();
  return path;
}

// libpq splits a host at commas, PostgreSQL its list of folders at commas and quotes.
bool suits_socket(const fs::path& folder) {
  const std::string socket = (folder / ".s.PGSQL.5432").string();
  return socket.size() < sizeof(sockaddr_un{}.sun_path) &&
         std::all_of(socket.begin(), socket.end(), [](unsigned char c) {
           return std::isalnum(c) || c >= 0x80 || std::strchr("/._-+ ", c);
         });
}

fs::path socket_folder(const fs::path& base, const Account& account) {
  if (suits_socket(base / "run")) return base / "run";
  return fs::path("/tmp") / ("doppel-" + std::to_string(account.uid) + "-" + hash_of(base));
}

// In /tmp anybody may have been there first: accept only a real folder, private to the server's account.
void make_private_folder(const fs::path& folder, const Account& account) {
  if (mkdir(folder.c_str(), 0700) == 0) {
    set_mode(folder, 0700);
    give_to(folder, account);
    return;
  }
  struct stat status {};
  if (errno != EEXIST || lstat(folder.c_str(), &status) != 0) throw failed("cannot make " + folder.string());
  if (S_ISDIR(status.st_mode) && status.st_uid == account.uid && (status.st_mode & 077) == 0) return;
  // Made by us as root, but not yet given away when the process died.
  if (S_ISDIR(status.st_mode) && status.st_uid == geteuid() && (status.st_mode & 077) == 0)
    return give_to(folder, account);
  throw Error(ErrorClass::environment, folder.string() + " is not a private folder of " + account.name,
              "remove it, or set DOPPEL_HOME to a folder with a shorter path");
}

}  // namespace

bool ClusterFolder::exists() const {
  return fs::exists(front / "marker") && fs::exists(data() / "PG_VERSION");
}

ClusterFolder cluster_folder(const fs::path& home, const Account& account) {
  ClusterFolder folder;
  folder.front = home / "postgresql";
  const std::string elsewhere = first_line(folder.front / "location");
  if (!elsewhere.empty()) {
    folder.base = elsewhere;
  } else if (account.is_ours || can_enter(account, deepest_existing(folder.front))) {
    folder.base = folder.front;
  } else {
    folder.base = fs::path("/var/lib/doppel") / hash_of(home);
  }
  folder.socket = socket_folder(folder.base, account);
  return folder;
}

Account cluster_account(const fs::path& home) {
  Account account = server_account();
  const fs::path data = cluster_folder(home, account).data();
  struct stat status {};
  if (stat(data.c_str(), &status) != 0 || status.st_uid == account.uid || status.st_uid == 0) return account;
  if (account.is_ours) {
    throw Error(ErrorClass::environment,
                "the embedded database in " + data.string() + " belongs to another user (uid " +
                    std::to_string(status.st_uid) + ")",
                "run doppel as root or as that user, or set DOPPEL_HOME to a folder of your own");
  }
  return {"uid " + std::to_string(status.st_uid), status.st_uid, status.st_gid, {status.st_gid}, false};
}

void make_front(const fs::path& home) {
  std::error_code error;
  fs::create_directories(home, error);
  if (error) {
    throw Error(ErrorClass::environment, "cannot make " + home.string() + ": " + error.message(),
                "set DOPPEL_HOME to a folder that you may write");
  }
  make_marked(home / "postgresql");
}

void make_base(const ClusterFolder& folder, const Account& account) {
  if (folder.base != folder.front) {
    const fs::path parent = folder.base.parent_path();
    if (mkdir(parent.c_str(), 0755) == 0) set_mode(parent, 0755);
    make_marked(folder.base);
    write_note(folder.front / "location", folder.base.string() + "\n");
  }
  make_private_folder(folder.socket, account);
  if (folder.socket.parent_path() != folder.base)
    write_note(folder.base / "socket", folder.socket.string() + "\n");
  const int log = open(folder.log().c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0640);
  if (log < 0) throw failed("cannot write " + folder.log().string());
  close(log);
}

void give_to(const fs::path& path, const Account& account) {
  if (account.is_ours) return;
  if (lchown(path.c_str(), account.uid, account.gid) != 0) {
    throw failed("cannot give " + path.string() + " to " + account.name);
  }
}

FileLock::FileLock(const fs::path& path)
    : descriptor_(open(path.c_str(), O_RDONLY | O_CREAT | O_CLOEXEC, 0644)) {
  if (descriptor_ < 0) throw failed("cannot open the lock " + path.string());
  while (flock(descriptor_, LOCK_EX) != 0) {
    if (errno == EINTR) continue;
    close(descriptor_);
    throw failed("cannot lock " + path.string(), "put DOPPEL_HOME on a local file system");
  }
}

FileLock::~FileLock() { close(descriptor_); }

}  // namespace doppel::db

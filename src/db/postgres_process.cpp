#include "db/postgres_process.h"

#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <optional>
#include <sstream>

#include "util/error.h"

extern char** environ;

namespace doppel::db {
namespace {

namespace fs = std::filesystem;

Error failed(const std::string& what) {
  return {ErrorClass::environment, what + ": " + std::strerror(errno)};
}

std::optional<Account> account_named(const char* name) {
  passwd entry{};
  passwd* found = nullptr;
  std::array<char, 16384> texts{};
  getpwnam_r(name, &entry, texts.data(), texts.size(), &found);  // any thread may ask
  if (!found) return std::nullopt;
  Account account{name, entry.pw_uid, entry.pw_gid, std::vector<gid_t>(64), false};
  int count = static_cast<int>(account.groups.size());
  if (getgrouplist(name, account.gid, account.groups.data(), &count) < 0) count = 1;
  account.groups.resize(static_cast<std::size_t>(count));
  account.groups.front() = account.gid;
  return account;
}

// Everything a child needs, made before fork: between fork and exec only async-signal-safe calls are allowed,
// since other threads may hold any lock.
struct Image {
  std::string executable;
  std::vector<std::string> texts;
  std::vector<char*> arguments;
  std::vector<std::string> variables;
  std::vector<char*> environment;
};

bool reaches_postgres(std::string_view variable) {
  // PGPORT, PGDATA and their like would sway the server; a foreign locale would translate or break it.
  return !variable.starts_with("PG") && !variable.starts_with("LC_") && !variable.starts_with("LANG");
}

Image image_of(const Program& program) {
  Image image;
  image.executable = program.executable.string();
  image.texts = program.arguments;
  image.texts.insert(image.texts.begin(), image.executable);
  for (char** variable = environ; *variable; ++variable) {
    if (reaches_postgres(*variable)) image.variables.emplace_back(*variable);
  }
  image.variables.emplace_back("LC_ALL=C");
  for (std::string& text : image.texts) image.arguments.push_back(text.data());
  for (std::string& text : image.variables) image.environment.push_back(text.data());
  image.arguments.push_back(nullptr);
  image.environment.push_back(nullptr);
  return image;
}

bool become(const Account& account) {
  if (account.is_ours) return true;
  return setgroups(account.groups.size(), account.groups.data()) == 0 && setgid(account.gid) == 0 &&
         setuid(account.uid) == 0;
}

void close_from_three() {
#ifdef SYS_close_range
  if (syscall(SYS_close_range, 3U, ~0U, 0U) == 0) return;
#endif
  for (int descriptor = 3; descriptor < 65536; ++descriptor) close(descriptor);
}

void default_signals() {
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  for (int number = 1; number < NSIG; ++number) signal(number, SIG_DFL);
}

// In the child; never returns.
[[noreturn]] void execute(const Image& image, const Account& account, int log) {
  default_signals();
  const int nothing = open("/dev/null", O_RDONLY);
  dup2(nothing, 0);
  dup2(log, 1);
  dup2(log, 2);
  close_from_three();
  umask(077);
  if (become(account) && chdir("/") == 0) {
    execve(image.executable.c_str(), image.arguments.data(), image.environment.data());
  }
  const char* why = std::strerror(errno);
  [[maybe_unused]] const auto written = write(2, why, std::strlen(why));
  _exit(127);
}

int open_log(const fs::path& log) {
  const int descriptor = open(log.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
  if (descriptor < 0) throw failed("cannot write " + log.string());
  return descriptor;
}

int exit_status(pid_t child) {
  int status = 0;
  while (waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) throw failed("waiting for a child process");
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

bool has_programs(const fs::path& folder) {
  return access((folder / "postgres").c_str(), X_OK) == 0 && access((folder / "initdb").c_str(), X_OK) == 0;
}

int leading_number(const std::string& text) { return std::atoi(text.c_str()); }

// Debian's and Ubuntu's folders, newest first.
std::vector<fs::path> versioned_folders() {
  std::vector<fs::path> versions;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator("/usr/lib/postgresql", ignored))
    versions.push_back(entry.path());
  std::sort(versions.begin(), versions.end(), [](const fs::path& a, const fs::path& b) {
    return leading_number(a.filename()) > leading_number(b.filename());
  });
  for (fs::path& version : versions) version /= "bin";
  return versions;
}

std::vector<fs::path> folders_in_path() {
  std::vector<fs::path> folders;
  const char* path = std::getenv("PATH");
  std::istringstream parts(path ? path : "/usr/bin:/usr/local/bin");
  for (std::string part; std::getline(parts, part, ':');) {
    // initdb may be a link into the real folder.
    std::error_code ignored;
    const fs::path program = fs::canonical(fs::path(part) / "initdb", ignored);
    if (!ignored) folders.push_back(program.parent_path());
  }
  return folders;
}

std::string output_line(const std::string& command) {
  std::string line;
  if (FILE* pipe = popen(command.c_str(), "r")) {
    std::array<char, 4096> buffer{};
    if (fgets(buffer.data(), buffer.size(), pipe)) line = buffer.data();
    pclose(pipe);
  }
  while (!line.empty() && line.back() == '\n') line.pop_back();
  return line;
}

// "15" from "postgres (PostgreSQL) 15.20 (Debian ...)".
std::string major_of(const fs::path& folder) {
  std::string command = "exec '";
  command += (folder / "postgres").string();
  command += "' --version 2>/dev/null";
  const std::string line = output_line(command);
  const auto digits = line.find_first_of("0123456789");
  return digits == std::string::npos ? "" : std::to_string(leading_number(line.substr(digits)));
}

std::vector<fs::path> candidate_folders() {
  std::vector<fs::path> folders = versioned_folders();
  for (const fs::path& folder : folders_in_path()) folders.push_back(folder);
  const std::string configured = output_line("pg_config --bindir 2>/dev/null");
  if (!configured.empty()) folders.emplace_back(configured);
  return folders;
}

}  // namespace

Account server_account() {
  if (geteuid() != 0) {
    const passwd* entry = getpwuid(geteuid());
    return {entry ? entry->pw_name : std::to_string(geteuid()), geteuid(), getegid(), {}, true};
  }
  for (const char* name : {"postgres", "nobody"}) {
    if (auto account = account_named(name)) return *account;
  }
  throw Error(ErrorClass::environment,
              "PostgreSQL does not run as root, and there is no user postgres or nobody",
              "run doppel as an ordinary user, or: adduser --system postgres");
}

bool can_enter(const Account& account, const fs::path& folder) {
  const std::string path = folder.string();
  const pid_t child = fork();
  if (child < 0) throw failed("cannot start a process");
  if (child == 0) _exit(become(account) && access(path.c_str(), X_OK) == 0 ? 0 : 1);
  return exit_status(child) == 0;
}

int run_program(const Program& program, const Account& account) {
  const Image image = image_of(program);
  const int log = open_log(program.log);
  const pid_t child = fork();
  if (child == 0) execute(image, account, log);
  close(log);
  if (child < 0) throw failed("cannot start " + image.executable);
  return exit_status(child);
}

pid_t start_daemon(const Program& program, const Account& account) {
  const Image image = image_of(program);
  const int log = open_log(program.log);
  std::array<int, 2> report{};
  if (pipe2(report.data(), O_CLOEXEC) != 0) throw failed("cannot start " + image.executable);
  const pid_t starter = fork();
  if (starter == 0) {
    // The starter leaves our session and dies, so that the server outlives the terminal and is reaped by
    // init.
    setsid();
    const pid_t daemon = fork();
    if (daemon == 0) execute(image, account, log);
    const bool told = write(report[1], &daemon, sizeof daemon) == sizeof daemon;
    _exit(told && daemon > 0 ? 0 : 1);
  }
  close(log);
  close(report[1]);
  pid_t daemon = -1;
  const bool heard = starter > 0 && read(report[0], &daemon, sizeof daemon) == sizeof daemon;
  close(report[0]);
  if (starter > 0) exit_status(starter);
  if (!heard || daemon <= 0) throw failed("cannot start " + image.executable);
  return daemon;
}

bool is_alive(pid_t process) {
  if (process <= 0 || (kill(process, 0) != 0 && errno != EPERM)) return false;
  // Where nobody reaps orphans (a container whose first process is not an init), the dead stay visible.
  std::ifstream stat("/proc/" + std::to_string(process) + "/stat");
  std::string line;
  if (!std::getline(stat, line)) return errno != ENOENT;
  const auto name_end = line.rfind(')');
  return name_end == std::string::npos || name_end + 2 >= line.size() || line[name_end + 2] != 'Z';
}

fs::path find_postgres(const std::string& major_version) {
  for (const fs::path& folder : candidate_folders()) {
    if (has_programs(folder) && (major_version.empty() || major_of(folder) == major_version)) return folder;
  }
  if (major_version.empty()) {
    throw Error(ErrorClass::environment, "PostgreSQL is not installed: neither initdb nor postgres was found",
                "apt-get install postgresql, or name a server in DOPPEL_DATABASE_URL");
  }
  throw Error(
      ErrorClass::environment,
      "the embedded database was made by PostgreSQL " + major_version + ", which is not installed here",
      "apt-get install postgresql-" + major_version + ", or dump it where that version is and load it here");
}

}  // namespace doppel::db

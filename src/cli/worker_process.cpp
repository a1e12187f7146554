#include "cli/worker_process.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <fstream>
#include <utility>

#include "cli/signals.h"
#include "util/error.h"

namespace doppel::cli {
namespace {

// Only async-signal-safe calls: other threads of the parent may hold any lock.
[[noreturn]] void become_worker(char** argv, int log, pid_t parent) {
  setpgid(0, 0);  // Ctrl-C reaches the parent alone, which passes it on once
  prctl(PR_SET_PDEATHSIG, SIGTERM);
  if (getppid() != parent) _exit(1);
  const sigset_t signals = stop_signals();
  sigprocmask(SIG_UNBLOCK, &signals, nullptr);
  dup2(log, STDOUT_FILENO);
  dup2(log, STDERR_FILENO);
  execv("/proc/self/exe", argv);
  _exit(127);
}

}  // namespace

WorkerProcess::WorkerProcess(const std::vector<std::string>& arguments, std::filesystem::path log)
    : log_(std::move(log)) {
  std::filesystem::create_directories(log_.parent_path());
  const int file = open(log_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  if (file < 0) {
    throw Error(ErrorClass::environment, "cannot write " + log_.string() + ": " + std::strerror(errno),
                "set DOPPEL_HOME to a folder of yours");
  }
  std::vector<std::string> words{"doppel"};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  argv.reserve(words.size() + 1);
  for (auto& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);

  const pid_t parent = getpid();
  pid_ = fork();
  if (pid_ == 0) become_worker(argv.data(), file, parent);
  const int error = errno;
  close(file);
  if (pid_ < 0) {
    throw Error(ErrorClass::environment,
                std::string("cannot start a worker process: ") + std::strerror(error),
                "fewer --workers, or a higher limit on processes");
  }
}

const std::optional<WorkerProcess::End>& WorkerProcess::poll() {
  int status = 0;
  if (!end_ && waitpid(pid_, &status, WNOHANG) == pid_) {
    end_ = WIFSIGNALED(status) ? End{0, WTERMSIG(status)} : End{WEXITSTATUS(status), 0};
  }
  return end_;
}

void WorkerProcess::terminate() {
  if (!end_) kill(pid_, SIGTERM);
}

std::string WorkerProcess::log_tail(std::size_t lines) const {
  std::ifstream file(log_);
  std::deque<std::string> tail;
  for (std::string line; std::getline(file, line);) {
    tail.push_back("  " + line + "\n");
    if (tail.size() > lines) tail.pop_front();
  }
  std::string text;
  for (const auto& line : tail) text += line;
  return text;
}

bool set_passive_waiting() {
  const bool there = std::getenv("OMP_WAIT_POLICY") != nullptr;
  setenv("OMP_WAIT_POLICY", "PASSIVE", 0);
  setenv("GOMP_SPINCOUNT", "0", 0);
  return there;
}

}  // namespace doppel::cli

#include "bench/engine/crew.h"

#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <thread>

#include "util/error.h"

namespace doppel::bench {
namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

struct ProcessTimes {
  pid_t parent = 0;
  double cpu_seconds = 0;
};

// From /proc/<pid>/stat, whose second field may hold blanks; zeros if the process is gone.
ProcessTimes times_of(const std::filesystem::path& folder) {
  std::ifstream stream(folder / "stat");
  std::string line;
  std::getline(stream, line);
  std::istringstream fields(line.substr(std::min(line.size(), line.rfind(')') + 1)));
  std::string skipped;
  ProcessTimes times;
  double user = 0, system = 0;
  fields >> skipped >> times.parent;
  for (int field = 5; field <= 13; ++field) fields >> skipped;
  fields >> user >> system;
  times.cpu_seconds = (user + system) / static_cast<double>(sysconf(_SC_CLK_TCK));
  return times;
}

// Of the processes named, and of the server's children.
double cpu_seconds(const std::vector<pid_t>& pids, pid_t server_pid) {
  const std::set<pid_t> ours(pids.begin(), pids.end());
  double sum = 0;
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    const std::string name = entry.path().filename();
    if (name.find_first_not_of("0123456789") != std::string::npos) continue;
    const ProcessTimes times = times_of(entry.path());
    if (times.parent == server_pid || ours.contains(std::stoi(name))) sum += times.cpu_seconds;
  }
  return sum;
}

}  // namespace

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

pid_t process_parent(pid_t pid) { return times_of("/proc/" + std::to_string(pid)).parent; }

Gate::Gate() {
  if (pipe(arrivals_.data()) != 0 || pipe(opening_.data()) != 0)
    throw Error(ErrorClass::environment, "no pipe could be made");
}

Gate::~Gate() {
  for (auto* ends : {&arrivals_, &opening_}) {
    for (int& end : *ends) close_end(end);
  }
}

void Gate::close_end(int& end) {
  if (end >= 0) close(end);
  end = -1;
}

// The opening is the end of a pipe to which nobody can write any more: so each closes its own end.
void Gate::wait() {
  if (opening_[0] < 0) return;
  close_end(opening_[1]);
  char byte = 0;
  while (write(arrivals_[1], &byte, 1) != 1) {
  }
  while (read(opening_[0], &byte, 1) != 0) {
  }
  close_end(opening_[0]);
}

void Gate::open_for(Crew& crew) {
  for (std::size_t n_waiting = 0; n_waiting < crew.pids().size();) {
    if (!crew.is_at_work()) throw Error(ErrorClass::internal, "a worker had nothing to do");
    pollfd arrival{arrivals_[0], POLLIN, 0};
    char byte = 0;
    if (poll(&arrival, 1, 100) > 0 && read(arrivals_[0], &byte, 1) == 1) ++n_waiting;
  }
  close_end(opening_[1]);
}

Crew::Crew(int n_workers, const std::function<int(int number)>& body) {
  for (int number = 0; number < n_workers; ++number) {
    const pid_t pid = fork();
    if (pid < 0) throw Error(ErrorClass::environment, "no process could be started");
    if (pid > 0) {
      pids_.push_back(pid);
      continue;
    }
    int code = 1;
    try {
      code = body(number);
    } catch (const std::exception& error) {
      std::fprintf(stderr, "worker %d: %s\n", number, error.what());
    }
    _exit(code);  // no destructor of the parent's objects may run here
  }
}

Crew::~Crew() {
  for (const pid_t pid : pids_) {
    if (pid == 0) continue;
    kill(pid, SIGKILL);
    waitpid(pid, nullptr, 0);
  }
}

void Crew::note_end(std::size_t worker, int status) {
  pids_[worker] = 0;
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return;
  throw Error(ErrorClass::internal, "worker " + std::to_string(worker) + " ended badly");
}

bool Crew::is_at_work() {
  bool all = true;
  for (std::size_t worker = 0; worker < pids_.size(); ++worker) {
    int status = 0;
    if (pids_[worker] != 0 && waitpid(pids_[worker], &status, WNOHANG) != 0) note_end(worker, status);
    all = all && pids_[worker] != 0;
  }
  return all;
}

void Crew::wait() {
  for (std::size_t worker = 0; worker < pids_.size(); ++worker) {
    int status = 0;
    if (pids_[worker] == 0) continue;
    waitpid(pids_[worker], &status, 0);
    note_end(worker, status);
  }
}

Rate measure(Crew& crew, int n_workers, pid_t server_pid, std::int64_t enough, double longest_seconds,
             const std::function<Progress()>& progress) {
  Progress now = progress();
  while (now.n_workers < n_workers) {
    if (!crew.is_at_work() || now.n_keys >= enough)
      throw Error(ErrorClass::usage, "too few keys for these workers", "state more --keys");
    std::this_thread::sleep_for(20ms);
    now = progress();
  }
  const Progress first = now;
  const auto start = Clock::now();
  const double cpu_before = cpu_seconds(crew.pids(), server_pid);
  Rate rate;
  while (now.n_keys < enough && seconds_since(start) < longest_seconds && crew.is_at_work()) {
    std::this_thread::sleep_for(250ms);
    now = progress();
    rate = {now.n_keys - first.n_keys, seconds_since(start),
            cpu_seconds(crew.pids(), server_pid) - cpu_before};
  }
  return rate;
}

}  // namespace doppel::bench

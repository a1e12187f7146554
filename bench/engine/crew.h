// Worker processes, a gate before which they gather, and a meter. The meter's figures are of the time when
// all of them are at work: from the first moment at which each has committed a batch until most keys are
// done.
#pragma once

#include <sys/types.h>

#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace doppel::bench {

// Child processes, each running `body` with its number and ending with its result. Killed at the end of their
// owner. REQUIRES: made while the program has one thread and no connection that a child would share.
class Crew {
 public:
  Crew(int n_workers, const std::function<int(int number)>& body);
  ~Crew();
  Crew(const Crew&) = delete;
  Crew& operator=(const Crew&) = delete;

  bool is_at_work();  // do all of them still run? Throws Error(internal) if one has ended badly
  void wait();        // for all; throws likewise
  const std::vector<pid_t>& pids() const { return pids_; }

 private:
  void note_end(std::size_t worker, int status);
  std::vector<pid_t> pids_;  // 0: ended
};

// Processes wait at it, each once, until all of them are there: so that none has done its share before the
// last one has started. Made before the crew.
class Gate {
 public:
  Gate();
  ~Gate();
  Gate(const Gate&) = delete;
  Gate& operator=(const Gate&) = delete;

  void wait();                // in a child; from the second call on it returns at once
  void open_for(Crew& crew);  // in the parent, when all wait; throws Error(internal) if one has ended before

 private:
  void close_end(int& end);
  std::array<int, 2> arrivals_{-1, -1}, opening_{-1, -1};  // pipes: ends to read from and to write to
};

double seconds_since(std::chrono::steady_clock::time_point start);
pid_t process_parent(pid_t pid);  // 0 if there is no such process

struct Rate {
  std::int64_t n_keys = 0;
  double seconds = 0;
  double cpu_seconds =
      0;  // of the workers and of the server's processes, where the server is on this machine
  double keys_per_second() const { return static_cast<double>(n_keys) / seconds; }
  double cpu_microseconds_per_key() const { return 1e6 * cpu_seconds / static_cast<double>(n_keys); }
};

// Counts what is done: {keys, workers that did some}.
struct Progress {
  std::int64_t n_keys = 0, n_workers = 0;
};

// Watches the crew until `enough` keys are done, or for `longest_seconds` once all are at work.
Rate measure(Crew& crew, int n_workers, pid_t server_pid, std::int64_t enough, double longest_seconds,
             const std::function<Progress()>& progress);

}  // namespace doppel::bench

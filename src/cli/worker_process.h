// A child process running `doppel worker`, its output in a log file. If its owner
// dies, the kernel sends the child SIGTERM.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace doppel::cli {

class WorkerProcess {
 public:
  // arguments: those after the program's name. Throws Error(environment) if no process can be started.
  WorkerProcess(const std::vector<std::string>& arguments, std::filesystem::path log);

  // How it ended, once it has; never blocks.
  struct End {
    int exit_code = 0;  // of a normal end
    int signal = 0;     // that killed it; 0: a normal end
  };
  const std::optional<End>& poll();
  void terminate();  // SIGTERM: it releases what it holds and ends

  const std::filesystem::path& log() const { return log_; }
  std::string log_tail(std::size_t lines) const;

 private:
  pid_t pid_ = -1;
  std::optional<End> end_;
  std::filesystem::path log_;
};

// Idle threads of several workers that share the cores must sleep, not spin: OpenMP reads this before main()
// starts, so it has to be in the environment at exec. True if it already was.
bool set_passive_waiting();

}  // namespace doppel::cli

// A set of worker processes on this machine, as `populate` runs it: started together, replaced when a signal
// kills one, stopped together. Used by one thread.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "cli/worker_process.h"

namespace doppel::cli {

class LocalWorkers {
 public:
  // arguments(i): those of the i-th worker. Logs are <log_folder>/worker-<pid of this process>-<i + 1>.log.
  LocalWorkers(int count, std::function<std::vector<std::string>(int)> arguments,
               std::filesystem::path log_folder);

  bool poll();       // takes note of those that ended; false when none is left
  void terminate();  // tells all to release what they hold and end; none is replaced any more

  bool any_broke() const { return broke_; }                    // ended otherwise than by exit code 0 or 1
  const std::string& complaint() const { return complaint_; }  // the last words of one that ended with 1

 private:
  struct Slot {
    WorkerProcess process;
    bool noted = false;
  };
  std::unique_ptr<Slot> start(int i) const;
  bool replace(int i, const WorkerProcess::End& end);

  std::function<std::vector<std::string>(int)> arguments_;
  std::filesystem::path log_folder_;
  std::vector<std::unique_ptr<Slot>> slots_;
  int replacements_ = 0;
  bool stopping_ = false, broke_ = false;
  std::string complaint_;
};

}  // namespace doppel::cli

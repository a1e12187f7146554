#include "cli/local_workers.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <utility>

#include "cli/command.h"

namespace doppel::cli {
namespace {

// In all, for one populate: a key that kills its workers is quarantined long before.
constexpr int most_replacements = 8;

}  // namespace

LocalWorkers::LocalWorkers(int count, std::function<std::vector<std::string>(int)> arguments,
                           std::filesystem::path log_folder)
    : arguments_(std::move(arguments)), log_folder_(std::move(log_folder)) {
  for (int i = 0; i < count; ++i) slots_.push_back(start(i));
}

std::unique_ptr<LocalWorkers::Slot> LocalWorkers::start(int i) const {
  const auto log = log_folder_ / fmt::format("worker-{}-{}.log", getpid(), i + 1);
  return std::make_unique<Slot>(Slot{WorkerProcess(arguments_(i), log)});
}

bool LocalWorkers::poll() {
  bool running = false;
  for (int i = 0; i < static_cast<int>(slots_.size()); ++i) {
    auto& slot = *slots_[static_cast<std::size_t>(i)];
    const auto end = slot.process.poll();
    if (!end) {
      running = true;
    } else if (!std::exchange(slot.noted, true)) {
      running = replace(i, *end) || running;
    }
  }
  return running;
}

// True if another worker takes the place of the i-th, which has ended.
bool LocalWorkers::replace(int i, const WorkerProcess::End& end) {
  const auto& process = slots_[static_cast<std::size_t>(i)]->process;
  if (end.signal == 0 && (end.exit_code == success || end.exit_code == failure)) {
    // 1: jobs failed, which the database tells, or it could not work at all, which only its log tells.
    if (end.exit_code == failure) complaint_ = process.log_tail(3);
    return false;
  }
  const auto how = end.signal != 0 ? fmt::format("was killed by signal {}", end.signal)
                                   : fmt::format("ended with code {}", end.exit_code);
  spdlog::error("worker {} {}; the last lines of {}:\n{}", i + 1, how, process.log().string(),
                process.log_tail(5));
  broke_ = true;
  if (stopping_ || end.signal == 0 || replacements_++ >= most_replacements) return false;
  slots_[static_cast<std::size_t>(i)] = start(i);
  return true;
}

void LocalWorkers::terminate() {
  stopping_ = true;
  for (auto& slot : slots_) slot->process.terminate();
}

}  // namespace doppel::cli

#include "cli/signals.h"

#include <unistd.h>

#include <ctime>

namespace doppel::cli {

sigset_t stop_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  return signals;
}

StopOnSignal::StopOnSignal() {
  const sigset_t signals = stop_signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  waiter_ = std::jthread([this, signals](const std::stop_token& ended) {
    constexpr timespec tenth_of_a_second{0, 100'000'000};
    while (!ended.stop_requested()) {
      const int signal = sigtimedwait(&signals, nullptr, &tenth_of_a_second);
      if (signal <= 0) continue;
      if (!source_.request_stop()) _exit(128 + signal);
    }
  });
}

}  // namespace doppel::cli

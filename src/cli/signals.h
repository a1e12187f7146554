// SIGINT and SIGTERM as a stop token. Blocks both in the calling thread, so construct it before any other
// thread starts; a thread of its own waits for them. A second signal ends the process at once, for when
// stopping takes too long.
#pragma once

#include <csignal>
#include <stop_token>
#include <thread>

namespace doppel::cli {

class StopOnSignal {
 public:
  StopOnSignal();
  std::stop_token token() const { return source_.get_token(); }

 private:
  std::stop_source source_;
  std::jthread waiter_;  // last: it uses the source
};

// The signals that StopOnSignal waits for; a child process unblocks them before exec.
sigset_t stop_signals();

}  // namespace doppel::cli

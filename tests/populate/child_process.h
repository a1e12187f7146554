// A child process that runs a function and nothing else of this program, killed at the end if it still lives;
// and a flag that parent and child share.
#pragma once

#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstdio>
#include <exception>
#include <functional>
#include <new>
#include <optional>

namespace doppel::toy {

class Child {
 public:
  // REQUIRES: the program has one thread.
  explicit Child(const std::function<int()>& body) : pid_(fork()) {
    if (pid_ != 0) return;
    int code = 99;
    try {
      code = body();
    } catch (const std::exception& error) {
      std::fprintf(stderr, "child: %s\n", error.what());
    }
    _exit(code);  // no destructor of the parent's objects may run here
  }
  ~Child() {
    if (ended()) return;
    send(SIGKILL);
    wait();
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  void send(int signal) const {
    if (!end_) kill(pid_, signal);
  }
  int wait() {  // exit code, or minus the signal; 99 if nobody knows
    if (!end_) take_note(0);
    return end_.value_or(99);
  }
  bool ended() {
    if (!end_) take_note(WNOHANG);
    return end_.has_value();
  }

 private:
  void take_note(int options) {
    int status = 0;
    if (waitpid(pid_, &status, options) != pid_) return;
    end_ = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  }

  pid_t pid_;
  std::optional<int> end_;
};

class SharedFlag {
 public:
  SharedFlag()
      : flag_(new (mmap(nullptr, sizeof(std::atomic<bool>), PROT_READ | PROT_WRITE,
                        MAP_SHARED | MAP_ANONYMOUS, -1, 0)) std::atomic<bool>(false)) {}
  ~SharedFlag() { munmap(flag_, sizeof *flag_); }
  SharedFlag(const SharedFlag&) = delete;
  SharedFlag& operator=(const SharedFlag&) = delete;

  void raise() { *flag_ = true; }
  bool is_up() const { return *flag_; }

 private:
  std::atomic<bool>* flag_;
};

}  // namespace doppel::toy

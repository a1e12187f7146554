#include "store/trial_read.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <exception>
#include <fstream>
#include <string_view>

#include "store/hdf5_lock.h"
#include "util/error.h"

namespace doppel::store::hdf5 {
namespace {

constexpr unsigned longest_read_seconds = 600;
constexpr std::string_view signature = "\x89HDF\r\n\x1a\n";

[[noreturn]] void read_and_exit(const std::function<void()>& read) {
  const rlimit no_core{0, 0};
  ::setrlimit(RLIMIT_CORE, &no_core);
  // As the shell left them: a handler of the parent's would run its clean-up.
  for (const int signal : {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL, SIGALRM}) ::signal(signal, SIG_DFL);
  ::alarm(longest_read_seconds);
  try {
    read();
  } catch (
      const std::exception&) {  // NOLINT(bugprone-empty-catch): the parent reads again and meets the same
  }
  ::_exit(0);
}

}  // namespace

bool may_crash_reader(const std::filesystem::path& file) {
  std::array<char, signature.size() + 1> head{};
  std::ifstream(file, std::ios::binary).read(head.data(), head.size());
  const auto superblock_version = static_cast<unsigned char>(head.back());
  return std::string_view(head.data(), signature.size()) != signature || superblock_version < 2;
}

void try_in_child(const std::filesystem::path& file, const std::function<void()>& read) {
  auto lock = lock_library();  // so that no other thread of ours holds it in the child
  const pid_t child = ::fork();
  if (child == 0) {
    lock.unlock();
    read_and_exit(read);
  }
  lock.unlock();
  if (child < 0) {
    throw Error(ErrorClass::environment,
                std::string("cannot start a process to read ") + file.string() + ": " + std::strerror(errno),
                "raise the limit on processes (ulimit -u) or free memory");
  }
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (!WIFSIGNALED(status)) return;
  const int signal = WTERMSIG(status);
  throw Error(ErrorClass::bad_input,
              file.string() + ": damaged; the HDF5 library " +
                  (signal == SIGALRM ? std::string("did not come to an end")
                                     : std::string("crashed (") + strsignal(signal) + ")") +
                  " on reading it",
              "copy the file again from its source, or write it again");
}

}  // namespace doppel::store::hdf5

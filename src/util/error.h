// The one exception root of Doppel. A message names the thing (file, dataset, key, value); `mend` says what
// to do. Thrown by every layer; only the populate engine and main() catch it broadly.
#pragma once

#include <stdexcept>
#include <string>

namespace doppel {

// What a caller may do about a failure. The populate engine's retry policy is a function of this alone.
enum class ErrorClass {
  usage,          // wrong arguments: exit code 2
  bad_input,      // a file or row that can never be right: permanent
  environment,    // disk full, no permission, a missing program: retry after a mend
  transient,      // connection lost, server restarting: retry
  out_of_memory,  // host or device: retry with a smaller batch
  lost_lease,     // somebody else owns the job now: drop the work
  interrupted,    // asked to stop: release the work
  internal,       // a broken promise between our own parts
};

const char* name(ErrorClass error_class);

class Error : public std::runtime_error {
 public:
  Error(ErrorClass error_class, const std::string& message, std::string mend = "");

  ErrorClass error_class() const { return error_class_; }
  const std::string& mend() const { return mend_; }

 private:
  ErrorClass error_class_;
  std::string mend_;
};

}  // namespace doppel

#include "util/error.h"

#include <utility>

namespace doppel {

const char* name(ErrorClass error_class) {
  switch (error_class) {
    case ErrorClass::usage:
      return "usage";
    case ErrorClass::bad_input:
      return "bad_input";
    case ErrorClass::environment:
      return "environment";
    case ErrorClass::transient:
      return "transient";
    case ErrorClass::out_of_memory:
      return "out_of_memory";
    case ErrorClass::lost_lease:
      return "lost_lease";
    case ErrorClass::interrupted:
      return "interrupted";
    case ErrorClass::internal:
      return "internal";
  }
  return "internal";
}

Error::Error(ErrorClass error_class, const std::string& message, std::string mend)
    : std::runtime_error(message), error_class_(error_class), mend_(std::move(mend)) {}

}  // namespace doppel

// What a run's record says about the program and the machine it ran on. Filled by the command line, which
// knows both; plain values.
#pragma once

#include <map>
#include <string>

namespace doppel::populate {

struct BuildFacts {
  std::string commit = "unknown";  // of the source tree
  bool dirty = true;               // did the tree differ from it, or is that unknown?
  std::string build_id = "unknown";
  std::map<std::string, std::string> libraries;  // name -> version
};

// Empty where there is nothing to say.
struct DeviceFacts {
  std::string model;   // "NVIDIA H200"; for the CPU its own name
  std::string uuid;    // of the GPU
  std::string driver;  // version
  std::string cuda;    // version of the runtime
};

}  // namespace doppel::populate

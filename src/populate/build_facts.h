// What the program knows of itself and its libraries, for provenance.run. Filled once by main().
#pragma once

#include <map>
#include <string>

namespace doppel::populate {

struct BuildFacts {
  std::string code_commit = "unknown";            // git commit of the source tree at build time
  bool code_dirty = true;                         // the tree differed from that commit, or is unknown
  std::string build_id;                           // SHA-256 of the running binary
  std::map<std::string, std::string> libraries;   // name -> version: libtorch, libpqxx, hdf5, ...
};

}  // namespace doppel::populate

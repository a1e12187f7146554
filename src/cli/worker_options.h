// The options that `worker` and `populate` share: which tables, where, how long.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/command.h"
#include "populate/build_facts.h"
#include "relation/restriction.h"
#include "relation/table.h"

namespace doppel::cli {

struct WorkerChoices {
  std::vector<std::string> tables;   // empty: all
  std::optional<std::string> where;  // a restriction of their keys
  int threads = 0;                   // 0: all cores
  std::string max_time;              // "55m"; empty: no limit
  std::int64_t max_jobs = 0;         // 0: no limit
  std::string grace;                 // "25s"; empty: none
  bool deterministic = false;        // the same bits each time, on the GPU as well
  bool require_clean = false;        // refuse to compute with a program of unknown source
};

void add_worker_choices(CLI::App& command, WorkerChoices& choices);
// Error(environment) if the source tree that the program was built from is not a known commit.
void check_clean(const populate::BuildFacts& facts);
void check_tables(const std::vector<std::string>& tables);  // Error(usage) naming the computed tables
// Those of that name, or all; throws likewise.
std::vector<const relation::Table*> computed_tables(const std::vector<std::string>& names);
// Of the keys of the tables chosen; throws Error(usage) likewise.
relation::KeyRestriction key_restriction(const WorkerChoices& choices);
std::int64_t parse_duration(const std::string& text);  // [s] of "90", "90s", "55m", "2h"; Error(usage)

}  // namespace doppel::cli

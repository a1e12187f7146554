// The limit: claim and commit of the same tables in plain SQL, without records of runs and without a look at
// the inputs, from as many processes.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>

namespace doppel::bench {

// Works until no key is pending, and counts what is committed. `n_done` may lie in memory that processes
// share.
void work_plainly(const std::string& connection_string, int batch, std::atomic<std::int64_t>& n_done);

}  // namespace doppel::bench

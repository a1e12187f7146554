// How long a look for stale rows takes, beside the least that it could: to read the same rows once.
#pragma once

#include <cstdint>
#include <string>

namespace doppel::bench {

// Prints both for a table of n_keys results, with nothing stale and with one percent. REQUIRES: n_keys is a
// multiple of 100 * kModels.
void bench_stale(const std::string& server, std::int64_t n_keys);

}  // namespace doppel::bench

// The rate under full load for minutes: keys are fed while workers do them, as a laboratory goes on
// recording.
#pragma once

#include <string>

namespace doppel::bench {

struct Feeding {
  int n_workers = 2;
  int batch = 1024;
  int minutes = 10;
  bool reader = false;  // a transaction that reads stays open from the start, and holds back vacuum
};

// Prints the rate of each minute and of all of them. Takes about 600 bytes of disk a key.
void bench_feed(const Feeding& feeding, const std::string& server);

}  // namespace doppel::bench

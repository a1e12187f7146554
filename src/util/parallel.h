// A loop over 0..n-1 shared out among threads in fixed pieces, so that sums that are kept per piece come out
// the same for any number of threads.
#pragma once

#include <atomic>
#include <cstddef>
#include <exception>
#include <thread>
#include <vector>

namespace doppel {

// Calls work(piece, first, last) for every piece of `piece_size` indices, on `threads` threads (at least one,
// the caller's among them). The first exception is rethrown when all have ended. REQUIRES: work may run
// concurrently.
template <class Work>
void parallel_for(std::size_t n, std::size_t piece_size, int threads, Work&& work) {
  const std::size_t n_pieces = (n + piece_size - 1) / piece_size;
  std::atomic<std::size_t> next{0};
  std::atomic<bool> failed{false};
  std::exception_ptr failure;
  const auto run = [&] {
    for (std::size_t piece = next++; piece < n_pieces && !failed; piece = next++) {
      try {
        const std::size_t first = piece * piece_size;
        work(piece, first, first + piece_size < n ? first + piece_size : n);
      } catch (...) {
        if (!failed.exchange(true)) failure = std::current_exception();
      }
    }
  };
  {
    std::vector<std::jthread> others;
    for (int i = 1; i < threads; ++i) others.emplace_back(run);
    run();
  }
  if (failure) std::rethrow_exception(failure);
}

}  // namespace doppel

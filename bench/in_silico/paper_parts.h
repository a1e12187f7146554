// The parts of the paper's work, each measured at its size or in a piece of it.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace doppel::bench {

struct Problem {
  std::string device = "cpu";
  std::int64_t neurons = 13047;
  int threads = 1;
};

struct Measured {
  std::string piece;      // what was run
  double seconds = 0;     // of that
  double share = 1;       // of the whole that it is
  double operations = 0;  // floating-point operations that it needs (two a multiply-add)
  bool instead = false;   // of the first one of the part: not counted in the sum
};

struct Part {
  std::string name;
  std::function<std::vector<Measured>(const Problem&)> run;
};
const std::vector<Part>& parts();

// Of work that may still run on the device when the call returns.
double seconds(const Problem& problem, const std::function<void()>& work);

}  // namespace doppel::bench

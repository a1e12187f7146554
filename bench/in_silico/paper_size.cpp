// Seconds of each part at the paper's size, beside the limits of the device: a large product in float32 and
// in bfloat16, and a large copy.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <exception>

#include "bench/in_silico/paper_parts.h"
#include "util/denormals.h"
#include "workers/runtime.h"

#include <torch/types.h>

namespace doppel::bench {
namespace {

struct Limits {
  double float32 = 0, bfloat16 = 0;  // [operations / s]
  double copy = 0;                   // [bytes / s], read and written
};

double fastest_of(const Problem& problem, const std::function<void()>& work) {
  double best = seconds(problem, work);
  for (int i = 0; i < 4; ++i) best = std::min(best, seconds(problem, work));
  return best;
}

Limits measure_limits(const Problem& problem) {
  const torch::Device device(problem.device);
  const std::int64_t n = device.is_cuda() ? 8192 : 1024;
  const auto product = [&](torch::ScalarType type) {
    const auto a = torch::randn({n, n}, device).to(type), b = torch::randn({n, n}, device).to(type);
    return 2.0 * static_cast<double>(n * n * n) / fastest_of(problem, [&] { a.mm(b); });
  };
  const auto from = torch::randn({n * n * 4}, device);
  auto to = torch::empty_like(from);
  return {product(torch::kFloat32), product(torch::kBFloat16),
          2.0 * static_cast<double>(from.nbytes()) / fastest_of(problem, [&] { to.copy_(from); })};
}

void print(const std::string& name, const Measured& measured, const Limits& limits, double& total) {
  const double whole = measured.seconds / measured.share;
  std::printf("%-13s %-62s %9.2f s  whole %8.1f s", name.c_str(), measured.piece.c_str(), measured.seconds,
              whole);
  if (measured.operations > 0) {
    const double rate = measured.operations / measured.seconds;
    std::printf("  %8.2f TFLOP, %6.2f TFLOP/s, %3.0f %% of float32's limit", measured.operations / 1e12,
                rate / 1e12, 100 * rate / limits.float32);
  }
  std::printf(measured.instead ? "  (instead)\n" : "\n");
  std::fflush(stdout);
  if (!measured.instead) total += whole;
}

int run(const Problem& problem, const std::vector<std::string>& names) {
  const Limits limits = measure_limits(problem);
  std::printf("%s: float32 %.1f TFLOP/s, bfloat16 %.1f TFLOP/s, copy %.0f GB/s; %d threads, %lld neurons\n",
              problem.device.c_str(), limits.float32 / 1e12, limits.bfloat16 / 1e12, limits.copy / 1e9,
              problem.threads, static_cast<long long>(problem.neurons));
  double total = 0;
  int failures = 0;
  for (const Part& part : parts()) {
    if (!names.empty() && std::ranges::find(names, part.name) == names.end()) continue;
    try {
      for (const Measured& measured : part.run(problem)) print(part.name, measured, limits, total);
    } catch (const std::exception& e) {
      std::printf("%-13s failed: %s\n", part.name.c_str(), e.what());
      ++failures;
    }
  }
  std::printf("all of these, one after another: %.1f min\n", total / 60);
  return failures == 0 ? 0 : 1;
}

}  // namespace
}  // namespace doppel::bench

int main(int argc, char** argv) {
  doppel::flush_denormals();
  doppel::bench::Problem problem;
  std::vector<std::string> names;
  int threads = 0;
  CLI::App app("each part of the paper's work at its size");
  app.add_option("--device", problem.device, "cpu, or cuda:0 and so on")->capture_default_str();
  app.add_option("--neurons", problem.neurons, "fewer than the paper's, for a try")->capture_default_str();
  app.add_option("--threads", threads, "0: all cores")->capture_default_str();
  app.add_option("parts", names, "all, if none is named");
  CLI11_PARSE(app, argc, argv);
  doppel::workers::keep_float32();
  problem.threads = doppel::workers::use_threads(threads);
  doppel::workers::require_device(problem.device);
  return doppel::bench::run(problem, names);
}

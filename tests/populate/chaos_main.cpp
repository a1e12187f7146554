// chaos [--minutes N] [--seed S] [--keys K] [--workers W]: rounds of trouble until the time is up; the first
// complaint ends it with exit code 1. chaos --zombie: the one scenario that the fence alone decides.
#include <spdlog/spdlog.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <iostream>
#include <random>

#include "populate/chaos.h"

namespace {

using Clock = std::chrono::steady_clock;

int report(const std::vector<std::string>& complaints) {
  for (const auto& complaint : complaints) std::cout << complaint << '\n';
  return complaints.empty() ? 0 : 1;
}

int rounds(doppel::chaos::Options options, double minutes) {
  const auto until = Clock::now() + std::chrono::duration<double, std::ratio<60>>(minutes);
  do {
    std::cout << "seed " << options.seed << ": " << std::flush;
    const auto result = doppel::chaos::run(options);
    std::cout << result.to_string() << std::endl;
    if (!result.complaints.empty()) return report(result.complaints);
    ++options.seed;
  } while (Clock::now() < until);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Workers in trouble, and whether each key is done exactly once", "chaos");
  doppel::chaos::Options options{.seed = std::random_device()()};
  double minutes = 0;
  bool zombie = false;
  app.add_option("--minutes", minutes, "go on with further rounds for so long");
  app.add_option("--seed", options.seed, "of the first round; the next is one larger");
  app.add_option("--keys", options.n_keys, "a round")->check(CLI::PositiveNumber)->capture_default_str();
  app.add_option("--workers", options.n_workers, "processes")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  app.add_option("--batch", options.batch, "keys a batch at most")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  app.add_flag("--zombie", zombie,
               "only: a worker that was stopped beyond its lease goes on after another finished");
  CLI11_PARSE(app, argc, argv);
  spdlog::set_level(spdlog::level::err);
  return zombie ? report(doppel::chaos::wake_a_zombie()) : rounds(options, minutes);
}

// The engine in trouble: exactly one result and one record for each key, whatever happens to workers and
// server.
#include "populate/chaos.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <random>

namespace doppel {
namespace {

// From DOPPEL_CHAOS_SEED, to see a failure again, as far as the machine's timing lets it.
std::uint64_t seed() {
  if (const char* text = std::getenv("DOPPEL_CHAOS_SEED")) return std::strtoull(text, nullptr, 10);
  return std::random_device()();
}

TEST(Chaos, TenThousandKeysOverEightWorkersAreEachDoneOnce) {
  const chaos::Options options{.seed = seed()};
  std::printf("seed %lu\n", static_cast<unsigned long>(options.seed));
  const auto report = chaos::run(options);
  std::printf("%s\n", report.to_string().c_str());
  EXPECT_EQ(report.complaints, std::vector<std::string>{});
  EXPECT_GT(report.n_killed + report.n_stopped + report.n_cut, 10);  // it was trouble
}

TEST(Chaos, TheFenceAloneKeepsAZombieFromCommitting) {
  EXPECT_EQ(chaos::wake_a_zombie(), std::vector<std::string>{});
}

// The same program; in its database the guard of the results asks for no epoch.
TEST(Chaos, WithoutTheFenceTheCheckerTellsOfTheDoubleCommit) {
  FILE* program = popen(DOPPEL_CHAOS_WITHOUT_FENCE " --zombie 2>&1", "r");
  ASSERT_NE(program, nullptr);
  std::string output;
  std::array<char, 4096> piece{};
  while (std::fgets(piece.data(), piece.size(), program)) output += piece.data();
  EXPECT_EQ(WEXITSTATUS(pclose(program)), 1) << output;
  EXPECT_NE(output.find("subject=1 setting=fine was committed 2 times"), std::string::npos) << output;
  EXPECT_NE(output.find("runs made 2 keys of 1"), std::string::npos) << output;
}

}  // namespace
}  // namespace doppel

#include "util/memory.h"

#include <gtest/gtest.h>

#include <fstream>
#include <limits>
#include <string>

#include "tests/support/temporary_folder.h"

namespace doppel {
namespace {

class Memory : public testing::Test {
 protected:
  void write(const std::string& file, const std::string& text) const {
    const auto path = root_.path() / file;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path) << text;
  }
  std::uint64_t available() const { return available_memory(root_.path()); }

  test::TemporaryFolder root_;
};

TEST_F(Memory, IsWhatTheSystemCanGive) {
  write("proc/meminfo", "MemTotal:       24000000 kB\nMemFree:          100 kB\nMemAvailable:   3000 kB\n");
  EXPECT_EQ(available(), 3'000U * 1024);
}

TEST_F(Memory, IsNoMoreThanTheContainersLimitLeaves) {
  write("proc/meminfo", "MemAvailable:   3000 kB\n");
  write("sys/fs/cgroup/memory.max", "max\n");
  write("sys/fs/cgroup/memory.current", "1000000\n");
  EXPECT_EQ(available(), 3'000U * 1024) << "no limit";
  write("sys/fs/cgroup/memory.max", "1500000\n");
  EXPECT_EQ(available(), 500'000U);
  write("sys/fs/cgroup/memory.current", "2000000\n");
  EXPECT_EQ(available(), 0U);
}

TEST_F(Memory, IsUnknownWhereNothingTells) {
  EXPECT_EQ(available(), std::numeric_limits<std::uint64_t>::max());
}

TEST(MemoryHere, IsAPlausibleNumber) {
  EXPECT_GT(available_memory(), 1U << 20);
  EXPECT_LT(available_memory(), 1ULL << 50);
}

}  // namespace
}  // namespace doppel

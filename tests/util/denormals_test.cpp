#include "util/denormals.h"

#include <gtest/gtest.h>

#include <thread>

namespace doppel {
namespace {

TEST(Denormals, AreZeroInThisThreadAndThoseItStarts) {
#if !defined(__SSE2__) && !defined(__aarch64__)
  GTEST_SKIP() << "not known for this processor";
#endif
  flush_denormals();
  EXPECT_TRUE(denormals_are_flushed());
  bool in_another = false;
  std::thread([&] { in_another = denormals_are_flushed(); }).join();
  EXPECT_TRUE(in_another);
}

}  // namespace
}  // namespace doppel

// Runs the tests of an executable, in the floating-point environment of the program.
#include <gtest/gtest.h>

#include "util/denormals.h"

int main(int argc, char** argv) {
  doppel::flush_denormals();
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}

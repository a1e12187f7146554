// A read that takes its process down costs the child alone.
#include "store/trial_read.h"

#include <gtest/gtest.h>

#include <csignal>

#include "tests/store/fixtures.h"

namespace doppel::store::test {
namespace {

TEST(TrialRead, ACrashIsAnErrorThatNamesTheFile) {
  expect_refused([] { hdf5::try_in_child("broken.h5", [] { std::raise(SIGSEGV); }); },
                 {"broken.h5", "Segmentation fault"});
}

TEST(TrialRead, AnEndlessReadIsAnErrorToo) {
  expect_refused([] { hdf5::try_in_child("endless.h5", [] { std::raise(SIGALRM); }); },
                 {"endless.h5", "did not come to an end"});
}

TEST(TrialRead, AnErrorOfTheChildIsLeftToTheParentsOwnRead) {
  EXPECT_NO_THROW(
      hdf5::try_in_child("refused.h5", [] { throw Error(ErrorClass::bad_input, "refused", "mend it"); }));
}

}  // namespace
}  // namespace doppel::store::test

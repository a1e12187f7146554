// The retry policy at work: what becomes of keys whose compute throws.
#include <new>

#include "populate/retry.h"
#include "populate/status.h"
#include "populate/toy.h"

namespace doppel {
namespace {

using populate::ComputeContext;
using relation::Key;

bool contains(const std::string& text, const std::string& piece) {
  return text.find(piece) != std::string::npos;
}

bool has_subject(const std::vector<Key>& keys, std::int64_t subject) {
  return std::any_of(keys.begin(), keys.end(),
                     [&](const Key& key) { return key.integer("subject") == subject; });
}

class Failure : public toy::Laboratory {
 protected:
  // Fills the measurements with a compute that calls `hook`.
  populate::WorkerSummary measure(const std::function<void(const std::vector<Key>&)>& hook,
                                  int max_keys = 8) {
    auto how = options();
    how.tables = {"measurement"};
    return work(toy::makers({.max_keys = max_keys,
                             .on_compute = [hook](const auto& keys, const ComputeContext&) { hook(keys); }}),
                how);
  }
};

TEST_F(Failure, OneBadKeyOfABatchCostsOnlyItself) {
  add(8);
  const auto summary = measure([](const auto& keys) {
    if (has_subject(keys, 5)) throw Error(ErrorClass::bad_input, "no light", "switch the lamp on");
  });
  EXPECT_EQ(summary.done, 7);
  EXPECT_EQ(summary.failed, 1);
  EXPECT_EQ(count("toy.measurement where subject <> 5"), 7);
  EXPECT_EQ(text("select status || ' ' || attempts from job.measurement"), "failed 1");
}

// Whose fault it is, the halves would tell.
TEST_F(Failure, ABatchThatFailsWhenTheWorkerIsToldToStopIsReleased) {
  add(8);
  std::stop_source stop;
  const auto makers = toy::makers({.max_keys = 8, .on_compute = [&](const auto&, const ComputeContext&) {
                                     stop.request_stop();
                                     throw Error(ErrorClass::bad_input, "no light", "switch the lamp on");
                                   }});
  auto how = options();
  how.tables = {"measurement"};
  const auto summary = populate::Worker(how, toy::schema(), makers).run(stop.get_token());
  EXPECT_EQ(summary.failed, 0);
  EXPECT_EQ(summary.released, 8);
  EXPECT_EQ(count("job.measurement where status = 'pending' and attempts = 0"), 8);
}

TEST_F(Failure, ABadKeyAloneFailsAlsoWhenTheWorkerIsToldToStop) {
  add(1);
  std::stop_source stop;
  const auto makers = toy::makers({.on_compute = [&](const auto&, const ComputeContext&) {
    stop.request_stop();
    throw Error(ErrorClass::bad_input, "no light", "switch the lamp on");
  }});
  EXPECT_EQ(populate::Worker(options(), toy::schema(), makers).run(stop.get_token()).failed, 1);
}

TEST_F(Failure, TheErrorNamesTheKeyAndTheMend) {
  add(2);
  measure([](const auto& keys) {
    if (has_subject(keys, 2)) throw Error(ErrorClass::bad_input, "no light", "switch the lamp on");
  });
  const auto errors = populate::job_errors(connection(), toy::schema());
  ASSERT_EQ(errors.size(), 1u);
  EXPECT_EQ(errors[0].table, "measurement");
  EXPECT_EQ(errors[0].key, "subject=2 setting=fine");
  EXPECT_EQ(errors[0].error_class, "bad_input");
  EXPECT_EQ(errors[0].status, "failed");
  EXPECT_EQ(errors[0].attempts, 1);
  for (const char* piece : {"toy.measurement", "subject=2 setting=fine", "no light", "switch the lamp on"}) {
    EXPECT_TRUE(contains(errors[0].message, piece)) << errors[0].message;
  }
}

TEST_F(Failure, AFailedKeyIsNotTriedAgain) {
  add(1);
  int n_computes = 0;
  const auto always = [&](const auto&) {
    ++n_computes;
    throw Error(ErrorClass::internal, "a bug");
  };
  measure(always);
  measure(always);
  EXPECT_EQ(n_computes, 1);
}

TEST_F(Failure, ATransientOneIsTriedAgainAfterAPause) {
  add(1);
  int n_computes = 0;
  const auto summary = measure([&](const auto&) {
    if (++n_computes <= 2) throw Error(ErrorClass::transient, "the file server is away");
  });
  EXPECT_EQ(n_computes, 3);
  EXPECT_EQ(summary.done, 1);
  EXPECT_EQ(count("job.measurement"), 0);
}

TEST_F(Failure, RetriesEndAfterFiveAttempts) {
  add(1);
  int n_computes = 0;
  measure([&](const auto&) {
    ++n_computes;
    throw Error(ErrorClass::environment, "the disk is full");
  });
  EXPECT_EQ(n_computes, 5);
  EXPECT_EQ(text("select status || ' ' || attempts || ' ' || error_class from job.measurement"),
            "failed 5 environment");
}

TEST_F(Failure, OutOfMemoryHalvesTheBatchUntilItFits) {
  add(8);
  std::vector<std::size_t> fitted;
  const auto summary = measure([&](const auto& keys) {
    if (keys.size() > 2) throw std::bad_alloc();
    fitted.push_back(keys.size());
  });
  EXPECT_EQ(summary.done, 8);
  EXPECT_EQ(fitted, (std::vector<std::size_t>{2, 2, 2, 2}));
  EXPECT_EQ(text("select array_agg(n_keys) from provenance.run"), "{2,2,2,2}");
}

TEST_F(Failure, TheSizeThatFitIsWhereTheNextBatchesStart) {
  add(16);
  std::vector<std::size_t> tried;
  measure([&](const auto& keys) {
    tried.push_back(keys.size());
    if (keys.size() > 2) throw std::bad_alloc();
  });
  EXPECT_EQ(tried, (std::vector<std::size_t>{8, 4, 2, 2, 2, 2, 2, 2, 2, 2}));
}

TEST_F(Failure, AMakerThatForgetsAKeyIsABug) {
  add(1);
  auto how = options();
  how.tables = {"measurement"};
  work(toy::makers({.on_insert = [](populate::RowSink& sink) { sink = {}; }}), how);
  EXPECT_EQ(text("select error_class from job.measurement"), "internal");
  EXPECT_TRUE(
      contains(text("select error_message from job.measurement"), "wrote 0 rows for subject=1 setting=fine"));
  EXPECT_EQ(count("provenance.run"), 0);
}

TEST_F(Failure, AMakerThatWritesForAStrangersKeyIsABug) {
  add(1);
  auto how = options();
  how.tables = {"measurement"};
  work(toy::makers({.on_insert =
                        [](populate::RowSink& sink) {
                          sink.add(toy::measurement(), {toy::measurement_key(99), 1.0});
                        }}),
       how);
  EXPECT_TRUE(contains(text("select error_message from job.measurement"), "(99, fine)"));
  EXPECT_EQ(count("toy.measurement"), 0);
}

TEST_F(Failure, AFetchThatThrowsIsTheKeysFault) {
  add(4);
  auto how = options();
  how.tables = {"measurement"};
  const auto summary = work(toy::makers({.on_fetch =
                                             [](const auto& keys) {
                                               if (has_subject(keys, 3))
                                                 throw Error(ErrorClass::bad_input, "unreadable");
                                             }}),
                            how);
  EXPECT_EQ(summary.done, 3);
  EXPECT_EQ(text("select subject || ' ' || status from job.measurement"), "3 failed");
}

TEST_F(Failure, AResultThatTheDatabaseRefusesFailsOnlyItsKey) {
  execute("alter table toy.measurement add constraint light check (value < 9)");
  add(6);  // value is 2 * subject
  EXPECT_EQ(measure([](const auto&) {}).done, 4);
  EXPECT_EQ(text("select array_agg(subject order by subject) from job.measurement where status = 'failed'"),
            "{5,6}");
}

TEST_F(Failure, WhereWorkersDiedBatchesAreSmaller) {
  const populate::RetryPolicy policy;  // three deaths
  EXPECT_EQ(populate::largest_batch(1024, 0, policy), 1024);
  EXPECT_EQ(populate::largest_batch(1024, 1, policy), 32);
  EXPECT_EQ(populate::largest_batch(1024, 2, policy), 1);
  EXPECT_EQ(populate::largest_batch(1, 1, policy), 1);
}

TEST_F(Failure, TellsErrorsApart) {
  const auto class_of = [](auto thrown) {
    return populate::failure_of(std::make_exception_ptr(thrown)).error_class;
  };
  EXPECT_EQ(class_of(Error(ErrorClass::transient, "x")), ErrorClass::transient);
  EXPECT_EQ(class_of(std::bad_alloc()), ErrorClass::out_of_memory);
  EXPECT_EQ(class_of(std::runtime_error("CUDA out of memory. Tried to allocate 2 GiB")),
            ErrorClass::out_of_memory);
  EXPECT_EQ(class_of(std::runtime_error("index 3 out of bounds")), ErrorClass::internal);
  EXPECT_EQ(class_of(7), ErrorClass::internal);
}

}  // namespace
}  // namespace doppel

// A small made-up laboratory for the engine's tests: subjects are measured with settings, measurements have
// samples as parts, and each measurement is summarised. Its tables live in a database of their own, with all
// migrations.
//
//   subject (manual) --+--> measurement (computed) --> summary (computed)
//   setting (lookup) --+        +-- sample (part)
#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <set>

#include "populate/worker.h"
#include "support/database.h"

namespace doppel::toy {

using relation::Key;

struct Subject {
  Key key;
  float weight = 0;
};
struct Setting {
  Key key;
  float gain = 0;
};
struct Measurement {
  Key key;
  double value = 0;  // weight * gain
};
struct Sample {
  Key key;
  double value = 0;  // value * sample
};
struct Summary {
  Key key;
  std::string text;
};
const relation::RowTable<Subject>& subject();
const relation::RowTable<Setting>& setting();
const relation::RowTable<Measurement>& measurement();
const relation::RowTable<Sample>& sample();
const relation::RowTable<Summary>& summary();
const relation::Schema& schema();

// What a test wants to happen inside a make.
struct Hooks {
  int max_keys = 4;
  std::vector<std::string> group_by = {};
  int version = 1;
  std::function<void(const std::vector<Key>&)> on_fetch = {};
  std::function<void(const std::vector<Key>&, const populate::ComputeContext&)> on_compute = {};
  std::function<void(populate::RowSink&)> on_insert = {};
};
using Makers = std::vector<std::unique_ptr<populate::Maker>>;
Makers makers(Hooks hooks = {}, Hooks summary_hooks = {});

// Makes the laboratory's tables, and before them all migrations that are missing.
void create_laboratory(db::Connection& connection);
// What the migrations of the science have besides: triggers that queue keys. Tests of the search do without.
void create_triggers(db::Connection& connection);
// Subjects 1..n_subjects (weight = subject) and the settings (gain 2, 3, ...).
void add_parents(db::Connection& connection, int n_subjects, const std::vector<std::string>& settings);
// Records of nine earlier runs of one key each that took this long; their rows do not exist.
void add_runs(db::Connection& connection, const std::string& table, std::chrono::milliseconds duration,
              const std::string& device = "cpu");
// Short poll and pauses, exit when empty.
populate::WorkerOptions brisk_options(const std::string& connection_string);

// Counts how often each key reached compute. Any thread.
class Tally {
 public:
  void add(const std::vector<Key>& keys);
  int count(const Key& key) const;
  std::size_t size() const;
  int largest() const;

 private:
  mutable std::mutex mutex_;
  std::map<Key, int> counts_;
};

class Laboratory : public ::testing::Test {
 protected:
  Laboratory();

  void add(int n_subjects, const std::vector<std::string>& settings = {"fine"}) {
    add_parents(connection(), n_subjects, settings);
  }
  populate::WorkerOptions options() const { return brisk_options(database.connection_string()); }
  populate::WorkerSummary work(const Makers& with, populate::WorkerOptions how) const;
  populate::WorkerSummary work(const Makers& with) const { return work(with, options()); }

  std::int64_t count(const std::string& from_where) const;  // "toy.summary where ..."
  std::string text(const std::string& query) const;         // first cell
  void execute(const std::string& sql) const { connection().execute(sql); }
  db::Connection& connection() const { return *connection_; }

  test::MigratedDatabase database;

 private:
  std::unique_ptr<db::Connection> connection_;
};

Key subject_key(int subject);
Key measurement_key(int subject, const std::string& setting = "fine");

// Polls until it holds; false after the time-out.
bool wait_until(const std::function<bool()>& condition,
                std::chrono::milliseconds timeout = std::chrono::seconds(20));

}  // namespace doppel::toy

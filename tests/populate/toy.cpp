#include "populate/toy.h"

#include <thread>

#include "db/foreign_keys.h"
#include "db/migrator.h"
#include "db/rows.h"
#include "populate/stale.h"
#include "populate/status.h"
#include "relation/ddl.h"
#include "relation/enqueue_ddl.h"
#include "relation/integrity.h"
#include "relation/result_guard.h"

namespace doppel::toy {
namespace {

using relation::Tier;
using relation::Type;
template <class Row>
using Builder = relation::TableBuilder<Row>;

struct Input {
  std::vector<Key> keys;
  std::vector<double> products;
};

class MeasurementMaker final : public populate::TypedMaker<Input, Input> {
 public:
  explicit MeasurementMaker(Hooks hooks) : hooks_(std::move(hooks)) {}
  const relation::Table& table() const override { return measurement(); }
  int version() const override { return hooks_.version; }
  populate::Batching batching() const override { return {hooks_.group_by, hooks_.max_keys}; }
  std::string parameters_of(const Input& input) const override {
    return R"({"seed": 7, "n": )" + std::to_string(input.keys.size()) + "}";
  }

  std::shared_ptr<Input> fetch(db::Transaction& snapshot, const std::vector<Key>& keys) const override {
    if (hooks_.on_fetch) hooks_.on_fetch(keys);
    auto input = std::make_shared<Input>();
    input->keys = keys;
    for (const Key& key : keys) {
      const auto weight = db::fetch_one(snapshot, subject(), key.project({"subject"})).weight;
      const auto gain = db::fetch_one(snapshot, setting(), key.project({"setting"})).gain;
      input->products.push_back(double{weight} * double{gain});
    }
    return input;
  }
  std::shared_ptr<Input> compute(const Input& input, const populate::ComputeContext& context) const override {
    if (hooks_.on_compute) hooks_.on_compute(input.keys, context);
    return std::make_shared<Input>(input);
  }
  void insert(const Input&, const Input& output, populate::RowSink& sink) const override {
    for (std::size_t i = 0; i < output.keys.size(); ++i) {
      sink.add(measurement(), {output.keys[i], output.products[i]});
      for (std::int64_t n = 1; n <= 2; ++n) {
        sink.add(sample(),
                 {output.keys[i].with({{"sample", n}}), output.products[i] * static_cast<double>(n)});
      }
    }
    if (hooks_.on_insert) hooks_.on_insert(sink);
  }

 private:
  Hooks hooks_;
};

class SummaryMaker final : public populate::TypedMaker<Input, Input> {
 public:
  explicit SummaryMaker(Hooks hooks) : hooks_(std::move(hooks)) {}
  const relation::Table& table() const override { return summary(); }
  int version() const override { return 1; }
  populate::Batching batching() const override { return {hooks_.group_by, hooks_.max_keys}; }

  std::shared_ptr<Input> fetch(db::Transaction& snapshot, const std::vector<Key>& keys) const override {
    auto input = std::make_shared<Input>();
    input->keys = keys;
    for (const Key& key : keys) input->products.push_back(db::fetch_one(snapshot, measurement(), key).value);
    return input;
  }
  std::shared_ptr<Input> compute(const Input& input, const populate::ComputeContext& context) const override {
    if (hooks_.on_compute) hooks_.on_compute(input.keys, context);
    return std::make_shared<Input>(input);
  }
  void insert(const Input&, const Input& output, populate::RowSink& sink) const override {
    for (std::size_t i = 0; i < output.keys.size(); ++i) {
      sink.add(summary(), {output.keys[i], relation::to_text(output.products[i], Type::double_precision)});
    }
  }

 private:
  Hooks hooks_;
};

}  // namespace

const relation::RowTable<Subject>& subject() {
  static const auto table = Builder<Subject>("toy.subject", Tier::manual, "Who is measured")
                                .key("subject", Type::integer, "number of the subject")
                                .column("weight", &Subject::weight, "g", "body weight")
                                .build();
  return table;
}

const relation::RowTable<Setting>& setting() {
  static const auto table = Builder<Setting>("toy.setting", Tier::lookup, "How it is measured")
                                .key("setting", Type::text, "name of the setting")
                                .column("gain", &Setting::gain, "", "of the amplifier")
                                .build();
  return table;
}

const relation::RowTable<Measurement>& measurement() {
  static const auto table = Builder<Measurement>("toy.measurement", Tier::computed, "What was measured")
                                .parent(subject())
                                .parent(setting())
                                .column("value", &Measurement::value, "g", "weight times gain")
                                .build();
  return table;
}

const relation::RowTable<Sample>& sample() {
  static const auto table =
      Builder<Sample>("toy.sample", Tier::part, "Samples of a measurement")
          .master(measurement())
          .key("sample", Type::bigint, "number of the sample")
          .column("value", &Sample::value, "g", "the measurement's value times the number")
          .build();
  return table;
}

const relation::RowTable<Summary>& summary() {
  static const auto table = Builder<Summary>("toy.summary", Tier::computed, "In words")
                                .parent(measurement())
                                .column("text", &Summary::text, "", "the value")
                                .build();
  return table;
}

const relation::Schema& schema() {
  static const relation::Schema all{{&subject().table(), &setting().table(), &measurement().table(),
                                     &sample().table(), &summary().table()}};
  return all;
}

Makers makers(Hooks hooks, Hooks summary_hooks) {
  Makers all;
  all.push_back(std::make_unique<MeasurementMaker>(std::move(hooks)));
  all.push_back(std::make_unique<SummaryMaker>(std::move(summary_hooks)));
  return all;
}

void Tally::add(const std::vector<Key>& keys) {
  const std::lock_guard lock(mutex_);
  for (const Key& key : keys) ++counts_[key];
}
int Tally::count(const Key& key) const {
  const std::lock_guard lock(mutex_);
  const auto found = counts_.find(key);
  return found == counts_.end() ? 0 : found->second;
}
std::size_t Tally::size() const {
  const std::lock_guard lock(mutex_);
  return counts_.size();
}
int Tally::largest() const {
  const std::lock_guard lock(mutex_);
  int largest = 0;
  for (const auto& [key, n] : counts_) largest = std::max(largest, n);
  return largest;
}

void create_laboratory(db::Connection& connection) {
  db::migrate(connection, db::read_migrations(test::source_folder() / "migrations"));
  std::string ddl = "create schema toy;\n";
  for (const relation::Table* table : schema().tables) {
    ddl += relation::create_table(*table, !schema().parts_of(*table).empty());
    if (table->tier == Tier::computed) ddl += relation::create_job_table(*table);
  }
  for (const relation::Table* table : schema().tables) ddl += relation::create_integrity(schema(), *table);
  for (const relation::Table* table : schema().computed()) ddl += relation::create_queue(schema(), *table);
  ddl += populate::create_stale_view(schema());
  connection.execute(ddl);
  db::let_guards_check_foreign_keys(connection);
}

void create_triggers(db::Connection& connection) {
  for (const relation::Table* table : schema().computed()) {
    connection.execute(relation::create_enqueue_triggers(schema(), *table));
  }
}

void add_parents(db::Connection& connection, int n_subjects, const std::vector<std::string>& settings) {
  db::Transaction transaction(connection);
  std::vector<Subject> subjects;
  for (int i = 1; i <= n_subjects; ++i) subjects.push_back({subject_key(i), static_cast<float>(i)});
  std::vector<Setting> rows;
  for (const std::string& name : settings) {
    rows.push_back({Key{{"setting", name}}, static_cast<float>(rows.size() + 2)});
  }
  db::insert(transaction, subject(), subjects);
  db::insert(transaction, setting(), rows);
  transaction.commit();
}

void add_runs(db::Connection& connection, const std::string& table, std::chrono::milliseconds duration,
              const std::string& device) {
  connection.execute(
      "insert into provenance.run (table_name, n_keys, maker_version, worker, host, pid, device, "
      "code_commit, "
      "code_dirty, build_id, libraries, schema_version, claimed_at, started_at, ended_at, cpu_seconds, "
      "gpu_seconds, "
      "peak_memory_bytes)\n"
      "select $1, 1, 1, 'earlier', 'here', 1, $2, '', false, '', '{}', 1, now(), now(), "
      "now() + $3::bigint * interval '1 millisecond', 0, 0, 0 from generate_series(1, 9)",
      {table, device, std::to_string(duration.count())});
}

populate::WorkerOptions brisk_options(const std::string& connection_string) {
  populate::WorkerOptions options;
  options.connection_string = connection_string;
  options.exit_when_empty = true;
  options.poll = std::chrono::milliseconds(50);
  options.lease = std::chrono::milliseconds(600);
  options.retry.first_pause = std::chrono::milliseconds(10);
  options.retry.longest_pause = std::chrono::milliseconds(50);
  options.facts.commit = "0123abc";
  options.facts.dirty = false;
  options.facts.build_id = "build-1";
  options.facts.libraries = {{"libpqxx", "6.4"}, {"torch", "2.13.0"}};
  return options;
}

Laboratory::Laboratory() : connection_(std::make_unique<db::Connection>(database.connect())) {
  create_laboratory(*connection_);
}

populate::WorkerSummary Laboratory::work(const Makers& with, populate::WorkerOptions how) const {
  return populate::Worker(std::move(how), schema(), with).run({});
}

std::int64_t Laboratory::count(const std::string& from_where) const {
  return connection().execute("select count(*) from " + from_where).integer(0, 0);
}

std::string Laboratory::text(const std::string& query) const {
  const auto rows = connection().execute(query);
  return rows.size() == 0 || rows.is_null(0, 0) ? "" : std::string(rows.text(0, 0));
}

Key subject_key(int number) { return Key{{"subject", std::int64_t{number}}}; }

Key measurement_key(int number, const std::string& name) {
  return subject_key(number).with({{"setting", name}});
}

bool wait_until(const std::function<bool()>& condition, std::chrono::milliseconds timeout) {
  const auto deadline = std::chrono::steady_clock::now() + timeout;
  while (std::chrono::steady_clock::now() < deadline) {
    if (condition()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return condition();
}

}  // namespace doppel::toy

#include "bench/engine/laboratory.h"

#include "db/foreign_keys.h"
#include "db/migrator.h"
#include "populate/status.h"
#include "relation/ddl.h"
#include "relation/result_guard.h"

namespace doppel::bench {
namespace {

using relation::RowTable;
using relation::TableBuilder;
using relation::Tier;
using relation::Type;

struct Model {
  relation::Key key;
  float scale = 0;
};
struct Unit {
  relation::Key key;
  float depth = 0;
};
struct Score {
  relation::Key key;
  double value = 0;
};

const RowTable<Model>& model() {
  static const auto table = TableBuilder<Model>("bench.model", Tier::manual, "What the units share")
                                .key("model", Type::integer, "number of the model")
                                .column("scale", &Model::scale, "", "of its responses")
                                .build();
  return table;
}

const RowTable<Unit>& unit() {
  static const auto table = TableBuilder<Unit>("bench.unit", Tier::manual, "One of many")
                                .key("unit_id", Type::integer, "number of the unit")
                                .column("depth", &Unit::depth, "um", "below the pia")
                                .build();
  return table;
}

const RowTable<Score>& scores() {
  static const auto table = TableBuilder<Score>("bench.score", Tier::computed, "One value per model and unit")
                                .parent(model())
                                .parent(unit())
                                .column("value", &Score::value, "", "the unit's number")
                                .build();
  return table;
}

struct Keys {
  std::vector<relation::Key> keys;
};

class ScoreMaker final : public populate::TypedMaker<Keys, Keys> {
 public:
  ScoreMaker(int batch, std::function<void()> before_compute)
      : batch_(batch), before_compute_(std::move(before_compute)) {}
  const relation::Table& table() const override { return score(); }
  int version() const override { return 1; }
  populate::Batching batching() const override { return {{"model"}, batch_}; }
  std::shared_ptr<Keys> fetch(db::Transaction&, const std::vector<relation::Key>& keys) const override {
    return std::make_shared<Keys>(Keys{keys});
  }
  std::shared_ptr<Keys> compute(const Keys& input, const populate::ComputeContext&) const override {
    if (before_compute_) before_compute_();
    return std::make_shared<Keys>(input);
  }
  void insert(const Keys&, const Keys& output, populate::RowSink& sink) const override {
    for (const auto& key : output.keys)
      sink.add(scores(), {key, static_cast<double>(key.integer("unit_id"))});
  }

 private:
  int batch_;
  std::function<void()> before_compute_;
};

}  // namespace

const relation::Table& score() { return scores(); }

const relation::Schema& schema() {
  static const relation::Schema all{{&model().table(), &unit().table(), &score()}};
  return all;
}

std::vector<std::unique_ptr<populate::Maker>> makers(int batch, std::function<void()> before_compute) {
  std::vector<std::unique_ptr<populate::Maker>> all;
  all.push_back(std::make_unique<ScoreMaker>(batch, std::move(before_compute)));
  return all;
}

std::string fresh_database(const std::string& server, const std::string& name) {
  db::Connection admin(server, "bench");
  admin.execute("drop database if exists " + relation::quote_identifier(name) + " with (force)");
  admin.execute("create database " + relation::quote_identifier(name));
  return server + " dbname='" + name + "'";  // of two names the last counts
}

void create_tables(db::Connection& connection) {
  db::migrate(connection, db::read_migrations(DOPPEL_SOURCE_FOLDER "/migrations"));
  std::string ddl = "create schema bench;\n";
  for (const relation::Table* table : schema().tables) ddl += relation::create_table(*table);
  connection.execute(ddl + relation::create_job_table(score()) + relation::create_queue(schema(), score()));
  db::let_guards_check_foreign_keys(connection);
}

void add_parents(db::Connection& connection, std::int64_t n_keys) {
  connection.execute("insert into bench.model select n, n from generate_series(1, $1::integer) n",
                     {std::to_string(kModels)});
  connection.execute("insert into bench.unit select n, n from generate_series(1, $1::integer) n",
                     {std::to_string(n_keys / kModels)});
  connection.execute("vacuum analyze bench.model, bench.unit");
}

std::string laboratory(const std::string& server, std::int64_t n_keys) {
  const std::string database = fresh_database(server, "bench_engine");
  db::Connection connection(database, "bench");
  create_tables(connection);
  add_parents(connection, n_keys);
  populate::enqueue_missing(connection, score());
  connection.execute("vacuum analyze job.score");
  connection.execute("checkpoint");
  return database;
}

populate::WorkerOptions worker_options(const std::string& connection_string) {
  populate::WorkerOptions options;
  options.connection_string = connection_string;
  options.exit_when_empty = true;
  options.facts.commit = "bench";
  options.facts.build_id = "bench";
  options.facts.libraries = {{"libpqxx", "6.4.5"}};
  return options;
}

}  // namespace doppel::bench

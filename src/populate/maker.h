// How rows of a computed table are made: fetch -> compute -> insert. The engine claims a batch of keys, calls
// fetch inside a read-only snapshot, compute outside any transaction, and insert to collect the rows that it
// commits together with their provenance. A maker is stateless apart from caches, which must be thread-safe:
// one batch is fetched while another is computed. compute is a pure function of (input, context.device,
// threads): no database, no clock, no log.
#pragma once

#include <any>
#include <functional>
#include <map>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "db/connection.h"
#include "relation/key.h"
#include "relation/row_table.h"

namespace doppel::populate {

using relation::Key;

struct Batching {
  std::vector<std::string> group_by;  // key columns that all keys of a batch share (one model stays loaded)
  int max_keys = 1;
};

struct ComputeContext {
  std::string device = "cpu";  // "cpu", "cuda:0"
  int threads = 1;
  std::stop_token stop;  // asked to stop: throw Error(interrupted) at the next safe point
  // Resumable work: what an interrupted compute of the same key left behind (empty: nothing), and a place to
  // leave it.
  std::function<std::vector<std::byte>()> load_checkpoint;
  std::function<void(const std::vector<std::byte>&)> save_checkpoint;
};

// The rows that a make produces, by table: the maker's own table and its parts. Every key of the batch must
// end up with exactly one row of the master table; the engine checks it.
class RowSink {
 public:
  template <class Row>
  void add(const relation::RowTable<Row>& table, const Row& row) {
    rows_[&table.table()].push_back(table.values(row));
  }
  const std::map<const relation::Table*, std::vector<std::vector<relation::Value>>>& rows() const {
    return rows_;
  }

 private:
  std::map<const relation::Table*, std::vector<std::vector<relation::Value>>> rows_;
};

class Maker {
 public:
  virtual ~Maker() = default;
  virtual const relation::Table& table() const = 0;
  virtual int version() const = 0;  // raise it when the same inputs would give other results
  virtual Batching batching() const { return {}; }
  // The settings and the seed of this batch as JSON text, for provenance.run; a pure function of the input.
  virtual std::string parameters(const std::any& input) const = 0;

  virtual std::any fetch_any(db::Transaction& snapshot, const std::vector<Key>& keys) const = 0;
  virtual std::any compute_any(const std::any& input, const ComputeContext& context) const = 0;
  virtual void insert_any(const std::any& input, const std::any& output, RowSink& sink) const = 0;
};

template <class Input, class Output>
class TypedMaker : public Maker {
 public:
  virtual std::shared_ptr<Input> fetch(db::Transaction& snapshot, const std::vector<Key>& keys) const = 0;
  virtual std::shared_ptr<Output> compute(const Input& input, const ComputeContext& context) const = 0;
  virtual void insert(const Input& input, const Output& output, RowSink& sink) const = 0;
  virtual std::string parameters_of(const Input&) const { return "{}"; }

  std::string parameters(const std::any& input) const final { return parameters_of(*as<Input>(input)); }
  std::any fetch_any(db::Transaction& snapshot, const std::vector<Key>& keys) const final {
    return fetch(snapshot, keys);
  }
  std::any compute_any(const std::any& input, const ComputeContext& context) const final {
    return compute(*as<Input>(input), context);
  }
  void insert_any(const std::any& input, const std::any& output, RowSink& sink) const final {
    insert(*as<Input>(input), *as<Output>(output), sink);
  }

 private:
  template <class T>
  static std::shared_ptr<T> as(const std::any& value) {
    return std::any_cast<std::shared_ptr<T>>(value);
  }
};

}  // namespace doppel::populate

// PostgreSQL, over libpqxx, which no other folder sees. A Connection belongs to one thread at a time; a
// Transaction borrows it and rolls back unless commit() is called. Failures are Error: transient (lost
// connection, deadlock, serialization, server starting or stopping), environment (disk full, no permission,
// wrong password), bad_input (constraint violated), internal (bad SQL). The message carries PostgreSQL's own
// words, never a password.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "relation/value.h"

namespace doppel::db {

// A query's result: text cells, decoded on demand. Owns its data.
class Result {
 public:
  Result();
  ~Result();
  Result(Result&&) noexcept;
  Result& operator=(Result&&) noexcept;

  std::size_t size() const;  // rows
  std::size_t columns() const;
  std::string column_name(std::size_t column) const;
  std::size_t affected_rows() const;
  bool is_null(std::size_t row, std::size_t column) const;
  std::string_view text(std::size_t row, std::size_t column) const;  // valid while the result lives
  relation::Value value(std::size_t row, std::size_t column, relation::Type type) const;
  std::int64_t integer(std::size_t row, std::size_t column) const;
  double real(std::size_t row, std::size_t column) const;
  bool boolean(std::size_t row, std::size_t column) const;

 private:
  friend class Connection;
  friend class Transaction;
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// A bound parameter: text form or NULL. Types are fixed in the SQL by casts ($1::int[]).
using Parameter = std::optional<std::string>;

class Connection {
 public:
  // connection_string as libpq knows it (URL or keywords); empty: the PG* variables. application_name shows
  // in pg_stat_activity.
  explicit Connection(const std::string& connection_string, const std::string& application_name = "doppel");
  ~Connection();
  Connection(Connection&&) noexcept;
  Connection& operator=(Connection&&) noexcept;

  bool is_open() const;
  int backend_pid() const;
  // Waits for a notification on any channel listened to; false at the time-out.
  bool wait_for_notification(std::chrono::milliseconds timeout);
  void listen(std::string_view channel);
  // One statement outside any transaction block, committed by itself.
  Result execute(const std::string& sql, const std::vector<Parameter>& parameters = {});
  // The same, prepared once per connection, as Transaction::prepared() does.
  Result prepared(const std::string& sql, const std::vector<Parameter>& parameters = {});

 private:
  friend class Transaction;
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// Rows to write, asked for one after the other, each column after column.
struct CopyRows {
  std::size_t n_rows = 0;
  std::function<const relation::Value&(std::size_t row, std::size_t column)> value;
};

class Transaction {
 public:
  enum class Mode { read_write, read_only_snapshot };  // snapshot: repeatable read
  explicit Transaction(Connection& connection, Mode mode = Mode::read_write);
  ~Transaction();  // rolls back unless committed

  Result query(const std::string& sql, const std::vector<Parameter>& parameters = {});
  // Prepared once per connection under a name derived from the text.
  Result prepared(const std::string& sql, const std::vector<Parameter>& parameters = {});
  // COPY table (columns) FROM STDIN.
  void copy(const std::string& table, const std::vector<std::string>& columns,
            const std::vector<relation::Type>& types, const CopyRows& rows);
  void commit();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace doppel::db

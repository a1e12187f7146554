#include "db/connection.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <map>
#include <memory>
#include <pqxx/pqxx>
#include <utility>

#include "db/connection_options.h"
#include "db/copy.h"
#include "db/sql_error.h"
#include "relation/ddl.h"
#include "util/error.h"
#include "util/sha256.h"

namespace doppel::db {
namespace {

// Text forms that relation::from_text can rely on, whatever the server's or role's settings say.
constexpr const char* session_settings =
    "set datestyle to 'ISO'; set timezone to 'UTC'; set extra_float_digits to 1; set bytea_output to 'hex'; "
    "set standard_conforming_strings to on; set client_min_messages to warning";

// NOTICE and WARNING go to the log; libpqxx would print them on stderr.
class NoticeLog : public pqxx::errorhandler {
 public:
  using pqxx::errorhandler::errorhandler;
  bool operator()(const char message[]) noexcept override {
    spdlog::debug("PostgreSQL: {}", message);
    return false;
  }
};

class Channel : public pqxx::notification_receiver {
 public:
  using pqxx::notification_receiver::notification_receiver;
  void operator()(const std::string&, int) override {}
};

// libpqxx 6 reconnects behind the caller's back, losing session state; 7 does not know the call.
void never_reconnect([[maybe_unused]] pqxx::connection& connection) {
#if PQXX_VERSION_MAJOR < 7
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
  connection.inhibit_reactivation(true);
#pragma GCC diagnostic pop
#endif
}

std::vector<const char*> bound(const std::vector<Parameter>& parameters) {
  std::vector<const char*> texts;
  texts.reserve(parameters.size());
  for (const Parameter& parameter : parameters) {
    // PostgreSQL's text cannot hold a zero byte; passed on, it would silently cut the value.
    if (parameter && parameter->find('\0') != std::string::npos) {
      throw Error(ErrorClass::bad_input, "a text value contains a zero byte, which PostgreSQL cannot store");
    }
    texts.push_back(parameter ? parameter->c_str() : nullptr);
  }
  return texts;
}

// Without parameters the simple protocol, which takes several statements at once (migrations).
pqxx::result run(pqxx::transaction_base& work, const std::string& sql,
                 const std::vector<Parameter>& parameters) {
  return translated(
      [&] {
        if (parameters.empty()) return work.exec(sql);
        const auto texts = bound(parameters);
        return work.exec_params(sql, pqxx::prepare::make_dynamic_params(texts));
      },
      sql);
}

pqxx::connection open(const std::string& options) {
  return translated([&] {
    try {
      return pqxx::connection(options);
    } catch (const pqxx::broken_connection& refusal) {
      throw_refusal(options, refusal.what());
    }
  });
}

}  // namespace

struct Result::Impl {
  pqxx::result rows;
};

struct Connection::Impl {
  explicit Impl(const std::string& options) : connection(open(options)), notices(connection) {}

  pqxx::result run_prepared(pqxx::transaction_base& work, const std::string& sql,
                            const std::vector<Parameter>& parameters);

  pqxx::connection connection;
  NoticeLog notices;
  std::map<std::string, std::unique_ptr<Channel>, std::less<>> channels;
  std::map<std::string, std::string> prepared;  // SQL -> statement name
};

pqxx::result Connection::Impl::run_prepared(pqxx::transaction_base& work, const std::string& sql,
                                            const std::vector<Parameter>& parameters) {
  return translated(
      [&] {
        auto [statement, fresh] = prepared.try_emplace(sql);
        if (fresh) {
          statement->second = "doppel_" + sha256_hex(sql).substr(0, 32);
          connection.prepare(statement->second, sql);
        }
        const auto texts = bound(parameters);
        return work.exec_prepared(statement->second, pqxx::prepare::make_dynamic_params(texts));
      },
      sql);
}

Result::Result() : impl_(std::make_unique<Impl>()) {}
Result::~Result() = default;
Result::Result(Result&&) noexcept = default;
Result& Result::operator=(Result&&) noexcept = default;

namespace {
pqxx::field cell(const pqxx::result& rows, std::size_t row, std::size_t column) {
  return translated([&] {
    return rows.at(static_cast<pqxx::result::size_type>(row)).at(static_cast<pqxx::row::size_type>(column));
  });
}
}  // namespace

std::size_t Result::size() const { return static_cast<std::size_t>(impl_->rows.size()); }
std::size_t Result::columns() const { return static_cast<std::size_t>(impl_->rows.columns()); }

std::string Result::column_name(std::size_t column) const {
  return translated([&] { return impl_->rows.column_name(static_cast<pqxx::row::size_type>(column)); });
}

std::size_t Result::affected_rows() const { return static_cast<std::size_t>(impl_->rows.affected_rows()); }

bool Result::is_null(std::size_t row, std::size_t column) const {
  return cell(impl_->rows, row, column).is_null();
}

std::string_view Result::text(std::size_t row, std::size_t column) const {
  const pqxx::field field = cell(impl_->rows, row, column);
  return {field.c_str(), field.size()};
}

relation::Value Result::value(std::size_t row, std::size_t column, relation::Type type) const {
  if (is_null(row, column)) return {};
  return relation::from_text(text(row, column), type);
}

namespace {
template <class T>
T scalar(const Result& result, std::size_t row, std::size_t column, relation::Type type) {
  const relation::Value value = result.value(row, column, type);
  if (const T* held = std::get_if<T>(&value)) return *held;
  throw Error(ErrorClass::internal,
              "column " + result.column_name(column) + " is NULL where a value was expected");
}
}  // namespace

std::int64_t Result::integer(std::size_t row, std::size_t column) const {
  return scalar<std::int64_t>(*this, row, column, relation::Type::bigint);
}
double Result::real(std::size_t row, std::size_t column) const {
  return scalar<double>(*this, row, column, relation::Type::double_precision);
}
bool Result::boolean(std::size_t row, std::size_t column) const {
  return scalar<bool>(*this, row, column, relation::Type::boolean);
}

Connection::Connection(const std::string& connection_string, const std::string& application_name)
    : impl_(std::make_unique<Impl>(with_defaults(connection_string, application_name))) {
  never_reconnect(impl_->connection);
  execute(session_settings);
}
Connection::~Connection() = default;
Connection::Connection(Connection&&) noexcept = default;
Connection& Connection::operator=(Connection&&) noexcept = default;

bool Connection::is_open() const { return impl_->connection.is_open(); }
int Connection::backend_pid() const { return impl_->connection.backendpid(); }

bool Connection::wait_for_notification(std::chrono::milliseconds timeout) {
  const auto deadline = std::chrono::steady_clock::now() + timeout;
  // Other traffic may end a wait early, hence the loop.
  for (;;) {
    const auto left = std::max(
        std::chrono::duration_cast<std::chrono::microseconds>(deadline - std::chrono::steady_clock::now()),
        std::chrono::microseconds(0));
    const bool notified = translated([&] {
      return impl_->connection.await_notification(static_cast<long>(left.count() / 1'000'000),
                                                  static_cast<long>(left.count() % 1'000'000)) > 0;
    });
    if (notified) return true;
    if (left.count() == 0) return false;
  }
}

void Connection::listen(std::string_view channel) {
  if (impl_->channels.contains(channel)) return;
  translated([&] {
    impl_->channels.emplace(channel, std::make_unique<Channel>(impl_->connection, std::string(channel)));
  });
}

Result Connection::execute(const std::string& sql, const std::vector<Parameter>& parameters) {
  Result result;
  translated([&] {
    pqxx::nontransaction work(impl_->connection);
    result.impl_->rows = run(work, sql, parameters);
    work.commit();
  });
  return result;
}

Result Connection::prepared(const std::string& sql, const std::vector<Parameter>& parameters) {
  Result result;
  translated([&] {
    pqxx::nontransaction work(impl_->connection);
    result.impl_->rows = impl_->run_prepared(work, sql, parameters);
    work.commit();
  });
  return result;
}

struct Transaction::Impl {
  Impl(Connection::Impl& connection_impl, Mode mode) : connection(connection_impl) {
    using Snapshot = pqxx::transaction<pqxx::repeatable_read, pqxx::read_only>;
    translated([&] {
      if (mode == Mode::read_only_snapshot) {
        work = std::make_unique<Snapshot>(connection.connection);
      } else {
        work = std::make_unique<pqxx::work>(connection.connection);
      }
    });
  }

  Connection::Impl& connection;
  std::unique_ptr<pqxx::transaction_base> work;
};

Transaction::Transaction(Connection& connection, Mode mode)
    : impl_(std::make_unique<Impl>(*connection.impl_, mode)) {}
Transaction::~Transaction() = default;

Result Transaction::query(const std::string& sql, const std::vector<Parameter>& parameters) {
  Result result;
  result.impl_->rows = run(*impl_->work, sql, parameters);
  return result;
}

Result Transaction::prepared(const std::string& sql, const std::vector<Parameter>& parameters) {
  Result result;
  result.impl_->rows = impl_->connection.run_prepared(*impl_->work, sql, parameters);
  return result;
}

void Transaction::copy(const std::string& table, const std::vector<std::string>& columns,
                       const std::vector<relation::Type>& types, const CopyRows& rows) {
  if (rows.n_rows == 0) return;
  std::vector<std::string> quoted;
  quoted.reserve(columns.size());
  for (const std::string& column : columns) quoted.push_back(relation::quote_identifier(column));
  translated([&] { copy_rows(*impl_->work, table, quoted, types, rows); }, "copy " + table);
}

void Transaction::commit() {
  translated([&] { impl_->work->commit(); });
}

}  // namespace doppel::db

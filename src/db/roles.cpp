#include "db/roles.h"

#include <algorithm>
#include <set>

#include "relation/ddl.h"
#include "relation/queue_functions.h"
#include "util/error.h"

namespace doppel::db {
namespace {

using relation::quote_identifier;
using relation::quote_literal;
using relation::quote_qualified;
using relation::Schema;
using relation::Table;

struct Roles {
  std::string owner, migrator, worker, reader;  // not quoted
};

Roles named(const std::string& prefix) {
  const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
  if (prefix.empty() || prefix.size() > 40 || !std::ranges::all_of(prefix, plain) ||
      prefix.starts_with("pg_")) {
    throw Error(ErrorClass::usage, "roles cannot be called " + prefix + "_owner and so on",
                "a prefix of at most 40 lower-case letters, digits and underscores, e.g. doppel");
  }
  return {prefix + "_owner", prefix + "_migrator", prefix + "_worker", prefix + "_reader"};
}

std::set<std::string> own_schemas(const Schema& schema) {
  std::set<std::string> names;
  for (const Table* table : schema.tables) names.insert(table->schema);
  return names;
}

// Those of the definitions, and the framework's that are there.
std::vector<std::string> schemas_of(Transaction& transaction, const Schema& schema) {
  std::set<std::string> wanted = own_schemas(schema);
  wanted.insert({"job", "provenance", "store", "report"});
  std::vector<std::string> there;
  for (const std::string& name : wanted) {
    if (transaction.query("select from pg_namespace where nspname = $1", {name}).size() > 0)
      there.push_back(name);
  }
  return there;
}

// Runs each row's text, so that names come quoted from the catalogue. `schemas` is bound as $1.
void run_each(Transaction& transaction, const std::string& statements,
              const std::vector<std::string>& schemas) {
  const Result rows = transaction.query(
      statements, {relation::to_text(relation::Value(schemas), relation::Type::text_array)});
  for (std::size_t i = 0; i < rows.size(); ++i) transaction.query(std::string(rows.text(i, 0)));
}

void create_role(Transaction& transaction, const std::string& role, const std::string& login) {
  if (transaction.query("select from pg_roles where rolname = $1", {role}).size() == 0) {
    transaction.query("create role " + quote_identifier(role) + " " + login);
  }
}

// Tables, views, sequences and functions of our schemas, and the readers' views.
void hand_over(Transaction& transaction, const Schema& schema, const std::vector<std::string>& schemas,
               const std::string& owner) {
  const std::string to = " owner to " + quote_identifier(owner);
  run_each(transaction,
           "select format('alter schema %I" + to + "', nspname) from pg_namespace where nspname = any ($1)",
           schemas);
  run_each(transaction,
           "select format('alter %s %I.%I" + to +
               "', case relkind when 'v' then 'view' when 'S' then 'sequence' "
               "when 'm' then 'materialized view' else 'table' end, n.nspname, relname) "
               "from pg_class c join pg_namespace n on n.oid = relnamespace where n.nspname = any ($1) "
               "and relkind in ('r', 'p', 'v', 'm', 'S') and not exists (select from pg_depend d where "
               "d.objid = c.oid "
               "and d.classid = 'pg_class'::regclass and d.deptype in ('a', 'i') and c.relkind = 'S')",
           schemas);
  run_each(transaction,
           "select format('alter routine %s" + to +
               "', p.oid::regprocedure) from pg_proc p join pg_namespace n on n.oid = p.pronamespace "
               "where n.nspname = any ($1)",
           schemas);
  for (const Table* table : schema.tables) {
    transaction.query("alter view if exists public." + quote_identifier(table->name) + to);
  }
}

std::string insertable_columns(const Table& table) {
  std::vector<std::string> columns = table.key_names();
  for (const auto& column : table.columns) columns.push_back(column.name);
  return relation::column_list(columns) + ", _run_id, _input_hash";
}

class Granting {
 public:
  Granting(Transaction& transaction, std::vector<std::string>& lines)
      : transaction_(transaction), lines_(lines) {}
  void operator()(const std::string& what, const std::string& role) {
    transaction_.query("grant " + what + " to " + quote_identifier(role));
    lines_.push_back(role + ": " + what);
  }

 private:
  Transaction& transaction_;
  std::vector<std::string>& lines_;
};

void revoke_everything(Transaction& transaction, const Roles& roles, const std::vector<std::string>& schemas,
                       const std::string& database) {
  for (const std::string& role :
       {quote_identifier(roles.worker), quote_identifier(roles.reader), std::string("public")}) {
    for (const std::string& name : schemas) {
      const std::string in = " in schema " + quote_identifier(name) + " from " + role;
      transaction.query("revoke all on all tables" + in + "; revoke all on all sequences" + in);
    }
    transaction.query("revoke all on database " + database + " from " + role +
                      "; revoke create on schema public from " + role);
  }
  transaction.query("revoke execute on all functions in schema job from public");
}

void grant_reading(Granting& grant, Transaction& transaction, std::vector<std::string> schemas,
                   const std::string& owner, const std::string& role) {
  schemas.emplace_back("public");
  for (const std::string& name : schemas) {
    const std::string in = " in schema " + quote_identifier(name);
    grant("usage on schema " + quote_identifier(name), role);
    grant("select on all tables" + in, role);
    transaction.query("alter default privileges for role " + quote_identifier(owner) + in +
                      " grant select on tables to " + quote_identifier(role));
  }
}

void grant_work(Granting& grant, const Schema& schema, const std::string& role) {
  for (const Table* table : schema.computed()) {
    auto written = schema.parts_of(*table);
    written.insert(written.begin(), table);
    for (const Table* one : written) {
      grant("insert (" + insertable_columns(*one) + ") on " + quote_qualified(one->qualified()), role);
    }
    for (const auto& function : relation::queue_functions(schema, *table))
      grant("execute on function job." + quote_identifier(function.name), role);
  }
  for (const auto& function : relation::worker_functions())
    grant("execute on function job." + quote_identifier(function.name), role);
  grant("execute on function provenance.announce_makers", role);
  // run_id, database_role and committed_at are the database's to say.
  grant(
      "insert (table_name, n_keys, maker_version, parameters, worker, host, pid, scheduler_job_id, "
      "scheduler_array_job_id, scheduler_array_task_id, device, device_model, device_uuid, device_driver, "
      "cuda_version, code_commit, code_dirty, build_id, libraries, schema_version, claimed_at, started_at, "
      "ended_at, "
      "cpu_seconds, gpu_seconds, peak_memory_bytes) on provenance.run",
      role);
}

// Many keys are queued with their foreign keys checked together (relation/queue_functions.cpp). Only a
// superuser can give the right; without it they are checked one by one.
void let_enqueue_many(Granting& grant, Transaction& transaction, const std::string& owner) {
  if (transaction.query("select rolsuper from pg_roles where rolname = current_user").boolean(0, 0))
    grant("set on parameter session_replication_role", owner);
}

}  // namespace

std::vector<std::string> make_roles(Connection& connection, const Schema& schema, const std::string& prefix) {
  const Roles roles = named(prefix);
  const std::string owner = quote_identifier(roles.owner);
  Transaction transaction(connection);
  transaction.query("select pg_advisory_xact_lock(hashtextextended('doppel roles', 0))");
  const std::string database =
      std::string(transaction.query("select quote_ident(current_database())").text(0, 0));
  create_role(transaction, roles.owner, "nologin");
  for (const std::string& role : {roles.migrator, roles.worker, roles.reader})
    create_role(transaction, role, "login");

  const auto schemas = schemas_of(transaction, schema);
  hand_over(transaction, schema, schemas, roles.owner);
  revoke_everything(transaction, roles, schemas, database);

  std::vector<std::string> lines;
  Granting grant(transaction, lines);
  grant("connect, create, temporary on database " + database, roles.owner);
  grant("usage, create on schema public", roles.owner);
  grant(owner, roles.migrator);
  let_enqueue_many(grant, transaction, roles.owner);
  // What a migration makes belongs to the owner, whoever runs it.
  transaction.query("alter role " + quote_identifier(roles.migrator) + " in database " + database +
                    " set role to " + quote_literal(roles.owner));
  for (const std::string& role : {roles.migrator, roles.worker, roles.reader}) {
    grant("connect on database " + database, role);
  }
  grant_reading(grant, transaction, schemas, roles.owner, roles.worker);
  grant_reading(grant, transaction, schemas, roles.owner, roles.reader);
  for (const std::string& name : own_schemas(schema))
    grant("references on all tables in schema " + quote_identifier(name), roles.reader);
  grant_work(grant, schema, roles.worker);
  transaction.commit();
  return lines;
}

}  // namespace doppel::db

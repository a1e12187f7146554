#include "relation/result_guard.h"

#include "relation/ddl.h"
#include "relation/function_ddl.h"
#include "relation/sql_text.h"

namespace doppel::relation {
namespace {

constexpr std::string_view kNotAsked =
    "coalesce(current_setting('doppel.epoch', true), '') = ''\n"
    "     and pg_has_role(session_user, current_user, 'member')";

// A run that this transaction has inserted.
constexpr std::string_view kOwnRun = "r.xmin = pg_current_xact_id()::xid and r.committed_at >= now()";

constexpr std::string_view kAccept = R"(
declare
  mine constant bigint := nullif(current_setting('doppel.epoch', true), '');
  n bigint;
  n_held bigint;
  run bigint;
  last_run bigint;
begin
  if {not asked} then
    return null;
  end if;
  select count(*), min(_run_id), max(_run_id) into n, run, last_run from new_rows;
  if n = 0 then
    return null;
  end if;
  if run <> last_run or not exists (select from provenance.run r
      where r.run_id = run and r.table_name = {name} and r.n_keys = n
        and {own run}) then
    raise exception 'results of {plain name} without a run of their own in this transaction'
      using errcode = 'insufficient_privilege';
  end if;
  delete from {job} j where j.epoch = mine and j.ctid = any (array(
    select own.ctid from {job} own, new_rows k
    where own.status = 'claimed' and own.epoch = mine and {same key}
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from {job} where status = 'claimed' and epoch = mine limit 1))));
  get diagnostics n_held = row_count;
  if n_held <> n then
    raise exception '{plain name}: only % of the % keys are held', n_held, n using errcode = '{lost lease}';
  end if;
  return null;
end)";

constexpr std::string_view kAcceptPart = R"(
begin
  if {not asked} then
    return null;
  end if;
  if exists (select from (select distinct {keys}, _run_id from new_rows) k left join {master} m
      on {same key}
      where m._run_id is distinct from k._run_id or not exists (
        select from provenance.run r where r.run_id = k._run_id and {own run})) then
    raise exception 'parts of {plain name} without their master in this transaction'
      using errcode = 'insufficient_privilege';
  end if;
  return null;
end)";

// In an exception's format % would stand for a value.
std::string plain_name(const Table& table) {
  std::string name;
  for (const char c : table.qualified())
    name += c == '%' || c == '\'' ? std::string(2, c) : std::string(1, c);
  return name;
}

DatabaseFunction accept_function(const Table& table, std::string_view body, const Pieces& pieces) {
  return {short_name("accept_" + table.name),
          create_function(queue_function("accept", table), {"", "trigger", {kLookUp, kHashBatches}},
                          filled(body, pieces))};
}

DatabaseFunction accept_results(const Table& table) {
  return accept_function(table, kAccept,
                         {{"not asked", std::string(kNotAsked)},
                          {"own run", std::string(kOwnRun)},
                          {"name", quote_literal(table.qualified())},
                          {"plain name", plain_name(table)},
                          {"job", quote_qualified(table.job_table())},
                          {"same key", equal_columns(table.key_names(), "own", "k")},
                          {"lost lease", kLostLease}});
}

DatabaseFunction accept_parts(const Table& master, const Table& part) {
  return accept_function(part, kAcceptPart,
                         {{"not asked", std::string(kNotAsked)},
                          {"own run", std::string(kOwnRun)},
                          {"plain name", plain_name(part)},
                          {"master", quote_qualified(master.qualified())},
                          {"keys", column_list(master.key_names())},
                          {"same key", equal_columns(master.key_names(), "m", "k")}});
}

}  // namespace

std::vector<DatabaseFunction> guard_functions(const Schema& schema, const Table& table) {
  std::vector<DatabaseFunction> functions{accept_results(table)};
  for (const Table* part : schema.parts_of(table)) functions.push_back(accept_parts(table, *part));
  return functions;
}

std::string guard_trigger(const Table& table) {
  return "create or replace trigger accept after insert on " + quote_qualified(table.qualified()) +
         "\n  referencing new table as new_rows for each statement execute function " +
         queue_function("accept", table) + "();\n";
}

std::string create_queue(const Schema& schema, const Table& table) {
  std::string ddl = ddl_of(queue_functions(schema, table)) + ddl_of(guard_functions(schema, table));
  ddl += guard_trigger(table);
  for (const Table* part : schema.parts_of(table)) ddl += guard_trigger(*part);
  return ddl;
}

}  // namespace doppel::relation

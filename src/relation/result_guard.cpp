#include "relation/result_guard.h"

#include "relation/ddl.h"
#include "relation/function_ddl.h"
#include "relation/input_hash.h"
#include "relation/sql_text.h"

namespace doppel::relation {
namespace {

constexpr std::string_view kNotAsked =
    "coalesce(current_setting('doppel.epoch', true), '') = ''\n"
    "     and pg_has_role(session_user, current_user, 'member')";

// A run that this transaction has inserted.
constexpr std::string_view kOwnRun = "r.xmin = pg_current_xact_id()::xid and r.committed_at >= now()";

// What PostgreSQL's own trigger does for each row (a look-up that locks the parent until the transaction
// ends), once for each parent of the statement; and its refusal.
constexpr std::string_view kParent = R"(
  select {columns} into absent from (select distinct {columns} from new_rows{stated}) k
  where not exists (select from {parent} o where {same} for key share) limit 1;
  if found then
    raise foreign_key_violation using
      message = {message}, detail = {key} || concat_ws(', ', {absent}) || {missing},
      schema = {schema}, table = {table}, constraint = {constraint};
  end if;)";

// Parents before job rows: the order in which the delete of a parent locks them, too. A parent that rows
// share is locked once. It is looked up in its index whatever the statistics say; a plain join would leave
// that to them.
constexpr std::string_view kAccept = R"(
declare
  mine constant bigint := nullif(current_setting('doppel.epoch', true), '');
  n bigint;
  n_sound bigint;
  n_held bigint;
  run bigint;
  last_run bigint;
  absent record;
begin{other parents}
  if {not asked} then{key parents}
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
  with {inputs}
  select count(*) into n_sound from new_rows k{same inputs}
    where {input hash} = k._input_hash;
  if n_sound <> n then
    raise exception '{plain name}: the inputs of % of the % keys have changed or are gone', n - n_sound, n
      using errcode = '{inputs changed}';
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
declare
  absent record;
begin{parents}
  if {not asked} then
    return null;
  end if;
  if exists (select from (select distinct {keys}, _run_id, _input_hash from new_rows) k left join {master} m
      on {same key}
      where m._run_id is distinct from k._run_id or m._input_hash is distinct from k._input_hash or not exists (
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

// A foreign key of which a column is NULL refers to nothing.
std::string where_stated(const Table& table, const Parent& parent) {
  std::string condition;
  for (const std::string& column : parent.columns) {
    if (!table.find(column)->nullable) continue;
    condition += (condition.empty() ? " where " : " and ") + quote_identifier(column) + " is not null";
  }
  return condition;
}

// Of the parents in the key, or of the others.
std::string parent_checks(const Table& table, bool in_key) {
  std::string checks;
  for (const Parent& parent : table.parents) {
    if (parent.in_key != in_key) continue;
    const std::string columns = column_list(parent.columns);
    const std::string constraint = foreign_key_name(table, parent);
    checks += filled(
        kParent,
        {{"columns", columns},
         {"stated", where_stated(table, parent)},
         {"parent", quote_qualified(parent.table)},
         {"same", equal_columns(parent.columns, "o", "k")},
         {"message", quote_literal("insert or update on table \"" + table.name +
                                   "\" violates foreign key constraint \"" + constraint + "\"")},
         {"key", quote_literal("Key (" + columns + ")=(")},
         {"absent", column_list(parent.columns, "absent.")},
         {"missing", quote_literal(") is not present in table \"" + unqualified(parent.table) + "\".")},
         {"schema", quote_literal(table.schema)},
         {"table", quote_literal(table.name)},
         {"constraint", quote_literal(constraint)}});
  }
  return checks;
}

// The parents whose hashes are inputs, each with what identifies it.
constexpr std::string_view kInput = R"({alias} as materialized (
    select o.* from (select distinct {columns} from new_rows) k cross join lateral (
      select {columns}, _row_hash from {parent} o where {same} for share) o))";

std::string inputs(const Table& table) {
  std::string all;
  for (const auto& [parent, alias] : input_parents(table))
    all += (all.empty() ? "" : ", ") + filled(kInput, {{"alias", alias},
                                                       {"columns", column_list(parent->columns)},
                                                       {"parent", quote_qualified(parent->table)},
                                                       {"same", equal_columns(parent->columns, "o", "k")}});
  return all;
}

std::string same_inputs(const Table& table) {
  std::string joins;
  for (const auto& [parent, alias] : input_parents(table))
    joins += " join " + alias + " on " + equal_columns(parent->columns, alias, "k");
  return joins;
}

DatabaseFunction accept_function(const Table& table, std::string_view body, const Pieces& pieces) {
  return {short_name("accept_" + table.name),
          create_function(queue_function("accept", table), {"", "trigger", {kLookUp, kHashBatches}},
                          filled(body, pieces))};
}

DatabaseFunction accept_results(const Table& table) {
  return accept_function(table, kAccept,
                         {{"other parents", parent_checks(table, false)},
                          {"key parents", parent_checks(table, true)},
                          {"inputs", inputs(table)},
                          {"same inputs", same_inputs(table)},
                          {"input hash", input_hash_expression(table)},
                          {"inputs changed", kInputsChanged},
                          {"not asked", std::string(kNotAsked)},
                          {"own run", std::string(kOwnRun)},
                          {"name", quote_literal(table.qualified())},
                          {"plain name", plain_name(table)},
                          {"job", quote_qualified(table.job_table())},
                          {"same key", equal_columns(table.key_names(), "own", "k")},
                          {"lost lease", kLostLease}});
}

DatabaseFunction accept_parts(const Table& master, const Table& part) {
  return accept_function(part, kAcceptPart,
                         {{"parents", parent_checks(part, true) + parent_checks(part, false)},
                          {"not asked", std::string(kNotAsked)},
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

#include "relation/queue_functions.h"

#include "relation/claim_functions.h"
#include "relation/ddl.h"
#include "relation/function_ddl.h"
#include "relation/input_hash.h"
#include "relation/key_source.h"
#include "relation/queue_text.h"
#include "relation/sql_text.h"

namespace doppel::relation {
namespace {

// "the row's key is among the keys and the epoch is mine": the fence. One worker holds all rows of an epoch.
constexpr std::string_view kFenced = R"(j.epoch = $1 and j.ctid = any (array(
    select own.ctid from {job} own, unnest({arrays}) k ({keys})
    where own.status = 'claimed' and own.epoch = $1 and {same key}
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from {job} where status = 'claimed' and epoch = $1 limit 1)))))";

std::string fenced(const Table& table, int first_key) {
  return filled(kFenced,
                with(pieces_of(table), {{"arrays", parameters(table, first_key)},
                                        {"same key", equal_columns(table.key_names(), "own", "k")}}));
}

constexpr std::string_view kRelease = R"(
declare
  n bigint;
begin
  update {job} j set status = 'pending', {free}
  where {fenced};
  get diagnostics n = row_count;
  return n;
end)";

// $1 epoch, $2 ... keys. How many went back.
DatabaseFunction release_function(const Table& table) {
  return function_of("release", table, {"bigint, " + array_types(table), "bigint", {kLookUp, kHashBatches}},
                     kRelease, with(pieces_of(table), {{"fenced", fenced(table, 2)}}));
}

constexpr std::string_view kFail = R"(
declare
  n bigint;
begin
  with tried as (
    update {job} j set
      status = case when $4 and j.attempts + 1 < $5 then 'pending' else 'failed' end,
      attempts = j.attempts + 1,
      not_before = clock_timestamp() + interval '1 millisecond'
        * least($6 * power(2, least(j.attempts, 30)), $7) * (0.5 + random()),
      error_class = $2, error_message = $3, {free}
    where {fenced}
    returning j.status)
  select count(*) filter (where status = 'failed') into n from tried;
  return n;
end)";

// $1 epoch, $2 error class, $3 message, $4 retryable, $5 max attempts, $6 first and $7 longest pause [ms],
// $8 ... keys. How many ended failed.
DatabaseFunction fail_function(const Table& table) {
  return function_of(
      "fail", table,
      {"bigint, text, text, boolean, integer, double precision, double precision, " + array_types(table),
       "bigint",
       {kLookUp, kHashBatches}},
      kFail, with(pieces_of(table), {{"fenced", fenced(table, 8)}}));
}

// Locking parents takes more than a worker's privileges. One look into an index for each key and parent.
constexpr std::string_view kHold = R"(
begin
  return query select k.place, {inputs}
    from unnest({arrays}) with ordinality k ({keys}, place){parents};
end)";

DatabaseFunction hold_function(const Table& table) {
  std::string parents;
  for (const auto& [parent, alias] : input_parents(table)) {
    parents += "\n    cross join lateral (select _row_hash from " + quote_qualified(parent->table) +
               " o where " + equal_columns(parent->columns, "o", "k") + " for share) " + alias;
  }
  return function_of("hold", table, {array_types(table), "table (place bigint, inputs text)", {kLookUp}},
                     kHold,
                     with(pieces_of(table), {{"inputs", input_lines_expression(table)},
                                             {"arrays", parameters(table, 1)},
                                             {"parents", parents}}));
}

// The key source (relation/key_source.h): a natural join of keys (hidden columns share names too), minus what
// is done, minus what is queued.
constexpr std::string_view kMissing = R"((
      select {keys} from (select {keys} from {source}) k
      where not exists (select from {table} o where {same key})
        and not exists (select from {job} o where {same key})) missing)";

// One call at a time, else a key that another call queued and a third worker finished, between this one's
// snapshot and its insert, would be queued again: the lock comes before the snapshot. Planned afresh each
// time: three new keys and a million want different plans.
//
// The foreign keys are checked for all keys together, since row by row that takes longer than all the rest:
// PostgreSQL's own triggers sleep where the owner may make them (always on the embedded server; `doppel db
// roles` gives the right), the parents are locked as they would lock them, and none may be missing. In order,
// so that indexes grow at their end. Keys that are there already are hardly ever met (a trigger of a
// transaction that ended meanwhile queued them), and "on conflict" costs each key a look and a note: so only
// then.
constexpr std::string_view kEnqueue = R"(
declare
  role_before constant text := current_setting('session_replication_role');
  may_check constant boolean := has_parameter_privilege(current_user, 'session_replication_role', 'SET');
  is_whole boolean := true;
  n bigint;
begin
  perform pg_advisory_xact_lock(hashtextextended('doppel enqueue ' || {name}, 0));
  if may_check then
    perform set_config('session_replication_role', 'replica', true);
  end if;
  begin
    execute $insert$ {insert} $insert$ into n, is_whole;
  exception when unique_violation then
    execute $insert$ {insert what is not there} $insert$ into n, is_whole;
  end;
  if may_check then
    perform set_config('session_replication_role', role_before, true);
    if not is_whole then
      raise exception 'rows that new keys of % refer to were deleted meanwhile', {name}
        using errcode = 'serialization_failure';
    end if;
  end if;
  if n > 0 then
    perform pg_notify('doppel_job', '');
  end if;
  return n;
end)";

// How many keys were added, and whether all that they refer to is there, and stays.
constexpr std::string_view kInsert = R"(
      with added as (
        insert into {job} ({keys}) select {keys} from {missing} order by {keys}{conflict} returning {keys}),
      {locked}
      select (select count(*) from added), {whole})";

// A parent's keys among the new ones, and the rows that have them.
constexpr std::string_view kLocked = R"({alias}_keys as materialized (select distinct {columns} from added),
      {alias} as (select from {parent} p where ({columns}) in (select {columns} from {alias}_keys) for key share))";

DatabaseFunction enqueue_function(const Schema& schema, const Table& table) {
  std::string locked, whole;
  for (const auto& [parent, alias] : input_parents(table)) {
    locked +=
        (locked.empty() ? "" : ",\n      ") + filled(kLocked, {{"alias", alias},
                                                               {"columns", column_list(parent->columns)},
                                                               {"parent", quote_qualified(parent->table)}});
    whole +=
        (whole.empty() ? "" : "\n        and ") +
        filled("(select count(*) from {alias}) = (select count(*) from {alias}_keys)", {{"alias", alias}});
  }
  const Pieces pieces = with(pieces_of(table), {{"name", quote_literal(table.qualified())},
                                                {"missing", missing_keys(schema, table)},
                                                {"locked", locked},
                                                {"whole", whole}});
  const auto insert = [&](const char* conflict) {
    return filled(kInsert, with(pieces, {{"conflict", conflict}}));
  };
  return function_of("enqueue", table, {"", "bigint", {}}, kEnqueue,
                     with(pieces, {{"insert", insert("")},
                                   {"insert what is not there", insert(" on conflict do nothing")}}));
}

}  // namespace

std::string missing_keys(const Schema& schema, const Table& table) {
  std::string source;
  int n = 0;
  for (const Parent* parent : key_source(schema, table)) {
    if (n > 0) source += "\n        natural join ";
    ++n;
    source += "(select " + column_list(parent->columns) + " from " + quote_qualified(parent->table) + ") p" +
              std::to_string(n);
  }
  return filled(kMissing, with(pieces_of(table), {{"source", source},
                                                  {"same key", equal_columns(table.key_names(), "o", "k")}}));
}

std::string queue_function(std::string_view verb, const Table& table) {
  return "job." + quote_identifier(short_name(std::string(verb) + "_" + table.name));
}

std::vector<DatabaseFunction> queue_functions(const Schema& schema, const Table& table) {
  return {claim_function(table), claim_listed_function(table), release_function(table),
          fail_function(table),  hold_function(table),         enqueue_function(schema, table)};
}

std::string ddl_of(const std::vector<DatabaseFunction>& functions) {
  std::string ddl;
  for (const DatabaseFunction& function : functions) ddl += function.ddl;
  return ddl;
}

}  // namespace doppel::relation

#include "relation/queue_functions.h"

#include <vector>

#include "relation/ddl.h"
#include "relation/input_hash.h"

namespace doppel::relation {
namespace {

constexpr const char* kSecurity =
    "language plpgsql security definer set search_path = pg_catalog, pg_temp as $$\n#variable_conflict "
    "use_column\n";
constexpr const char* kFree = "epoch = null, worker_id = null, claimed_at = null";

std::string function_name(const std::string& verb, const Table& table) {
  return "job." + quote_identifier(verb + "_" + table.name);
}

std::string key_arrays(const Table& table) {
  std::string arguments;
  for (const Column& column : table.key) arguments += ", " + std::string(sql_name(column.type)) + "[]";
  return arguments;
}

std::string unnested(const Table& table, int first) {
  std::string arrays;
  for (std::size_t i = 0; i < table.key.size(); ++i) {
    arrays += (i == 0 ? "$" : ", $") + std::to_string(first + static_cast<int>(i));
  }
  return "unnest(" + arrays + ")";
}

std::string typed_keys(const Table& table) {
  std::string columns;
  for (const Column& column : table.key) {
    columns += (columns.empty() ? "" : ", ") + quote_identifier(column.name) + " " +
               std::string(sql_name(column.type));
  }
  return columns;
}

// Rows of k that the caller's own worker holds under epoch $1.
std::string held(const Table& table, int first) {
  return unnested(table, first) + " k (" + column_list(table.key_names()) + "), job.worker w\n  where " +
         equal_columns(table.key_names(), "j", "k") +
         " and j.epoch = $1 and w.worker_id = j.worker_id and w.database_role = session_user";
}

std::string job_of(const Table& table) { return quote_qualified(table.job_table()); }

// $1 worker, $2 most keys, $3 the key columns that all keys of the batch share.
std::string claim_function(const Table& table) {
  const std::string keys = column_list(table.key_names());
  std::string same_group;
  for (const std::string& column : table.key_names()) {
    const std::string name = quote_identifier(column);
    same_group += "\n      and (not " + quote_literal(column) + " = any ($3) or " + name + " = (select " +
                  name + " from best))";
  }
  const std::string pending = " where status = 'pending' and not_before <= now()";
  const std::string order = "\n      order by priority desc, " + keys;
  // A custom plan knows $3, so that its conditions fold away.
  return "create or replace function " + function_name("claim", table) +
         "(bigint, integer, text[])\nreturns table (" + typed_keys(table) +
         ", epoch bigint, claimed_at timestamptz)\nset plan_cache_mode = force_custom_plan " + kSecurity +
         "begin\n  if not exists (select from job.worker where worker_id = $1 and database_role = " +
         "session_user) then\n    return;\n  end if;\n  perform set_config('synchronous_commit', 'off', "
         "true);\n" +
         "  return query with best as materialized (\n      select " + keys + " from " + job_of(table) +
         pending + order +
         " limit 1 for update skip locked),\n    batch as materialized (\n      select ctid from " +
         job_of(table) + pending + same_group + order + " limit $2 for update skip locked),\n" +
         "    claim as materialized (select nextval('job.epoch') as epoch where exists (select from "
         "batch))\n" +
         "  update " + job_of(table) +
         " j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = " +
         "now()\n  from claim where j.ctid = any (array(select ctid from batch))\n  returning " +
         column_list(table.key_names(), "j.") + ", j.epoch, j.claimed_at;\nend $$;\n";
}

// $1 epoch, then the keys.
std::string release_function(const Table& table) {
  return "create or replace function " + function_name("release", table) + "(bigint" + key_arrays(table) +
         ") returns bigint\n" + kSecurity + "declare\n  n bigint;\nbegin\n  update " + job_of(table) +
         " j set status = 'pending', " + kFree + "\n  from " + held(table, 2) +
         ";\n  get diagnostics n = row_count;\n  return n;\nend $$;\n";
}

// $1 epoch, $2 error class, $3 message, $4 retryable, $5 max attempts, $6 first and $7 longest pause [ms],
// keys.
std::string fail_function(const Table& table) {
  return "create or replace function " + function_name("fail", table) +
         "(bigint, text, text, boolean, integer, double precision, double precision" + key_arrays(table) +
         ") returns setof boolean\n" + kSecurity + "begin\n  return query update " + job_of(table) +
         " j set\n    status = case when $4 and j.attempts + 1 < $5 then 'pending' else 'failed' end,\n" +
         "    attempts = j.attempts + 1,\n    not_before = clock_timestamp() + interval '1 millisecond'\n" +
         "      * least($6 * power(2, least(j.attempts, 30)), $7) * (0.5 + random()),\n" +
         "    error_class = $2, error_message = $3, " + kFree + "\n  from " + held(table, 8) +
         "\n  returning j.status = 'failed';\nend $$;\n";
}

// Locking parents takes more than a worker's privileges.
std::string hold_function(const Table& table) {
  return "create or replace function " + function_name("hold", table) + "(" + key_arrays(table).substr(2) +
         ")\nreturns table (place bigint, input_hash text)\n" + kSecurity +
         "begin\n  return query select k.place, " + input_hash_expression(table) + "\n    from " +
         unnested(table, 1) + " with ordinality k (" + column_list(table.key_names()) + ", place)" +
         join_inputs(table, "k", "join") + "\n    for share of " + input_aliases(table) + ";\nend $$;\n";
}

// One call at a time a table, else a key that another queued and a third finished meanwhile would be queued
// again.
std::string enqueue_function(const Table& table) {
  const std::string keys = column_list(table.key_names());
  std::string source;
  for (const Parent& parent : table.parents) {
    if (!parent.in_key) continue;
    source += (source.empty() ? "" : " natural join ") + ("(select " + column_list(parent.columns)) +
              " from " + quote_qualified(parent.table) + ") p" + std::to_string(source.size());
  }
  const auto absent_from = [&](const std::string& other) {
    return "not exists (select from " + quote_qualified(other) + " o where " +
           equal_columns(table.key_names(), "o", "k") + ")";
  };
  return "create or replace function " + function_name("enqueue", table) + "() returns bigint\n" + kSecurity +
         "declare\n  n bigint;\nbegin\n  perform pg_advisory_xact_lock(hashtextextended('doppel enqueue ' "
         "|| " +
         quote_literal(table.qualified()) + ", 0));\n  insert into " + job_of(table) + " (" + keys +
         ")\n  select " + keys + " from (select " + keys + " from " + source + ") k\n  where " +
         absent_from(table.qualified()) + "\n    and " + absent_from(table.job_table()) +
         "\n  on conflict do nothing;\n" +
         "  get diagnostics n = row_count;\n  if n > 0 then\n    perform pg_notify('doppel_job', '');\n  end "
         "if;\n" +
         "  return n;\nend $$;\n";
}

constexpr const char* kOwnRun =
    "r.xmin = pg_current_xact_id()::xid and r.committed_at >= now() and r.database_role = session_user";

std::string accept_function(const Table& table) {
  return "create or replace function " + function_name("accept", table) + "() returns trigger\n" + kSecurity +
         "declare\n  n bigint; run bigint; n_runs bigint; n_held bigint;\nbegin\n" +
         "  select count(*), min(_run_id), count(distinct _run_id) into n, run, n_runs from new_rows;\n" +
         "  if n = 0 then\n    return null;\n  end if;\n" +
         "  if n_runs <> 1 or not exists (select from provenance.run r where r.run_id = run and r.table_name "
         "= " +
         quote_literal(table.qualified()) + "\n      and r.n_keys = n and " + kOwnRun + ") then\n" +
         "    raise exception 'results of " + table.qualified() +
         " without a run of their own in this transaction'\n      using errcode = "
         "'insufficient_privilege';\n  end if;\n" +
         "  with ended as (\n    delete from " + job_of(table) +
         " j using new_rows k, job.worker w\n    where " + equal_columns(table.key_names(), "j", "k") +
         " and j.epoch = nullif(current_setting('doppel.epoch', true), '')::bigint\n" +
         "      and w.worker_id = j.worker_id and w.database_role = session_user returning 1)\n" +
         "  select count(*) into n_held from ended;\n  if n_held <> n then\n    raise exception '" +
         table.qualified() +
         ": only % of the % keys are held', n_held, n\n      using errcode = 'insufficient_privilege';\n  "
         "end if;\n" +
         "  return null;\nend $$;\n";
}

std::string accept_part_function(const Table& master, const Table& part) {
  const std::string keys = column_list(master.key_names());
  return "create or replace function " + function_name("accept", part) + "() returns trigger\n" + kSecurity +
         "begin\n  if exists (select from (select distinct " + keys +
         ", _run_id from new_rows) k left join " + quote_qualified(master.qualified()) + " m on " +
         equal_columns(master.key_names(), "m", "k") +
         "\n      where m._run_id is distinct from k._run_id or not exists (\n" +
         "        select from provenance.run r where r.run_id = k._run_id and " + kOwnRun + ")) then\n" +
         "    raise exception 'parts of " + part.qualified() +
         " without their master in this transaction'\n      using errcode = 'insufficient_privilege';\n  end "
         "if;\n" +
         "  return null;\nend $$;\n";
}

// The owner inserts as it likes, unless it asks for the check by naming an epoch.
std::string accept_trigger(const Table& table, const std::string& owner) {
  return "create or replace trigger accept after insert on " + quote_qualified(table.qualified()) +
         "\n  referencing new table as new_rows for each statement\n  when (not pg_has_role(session_user, " +
         quote_literal(owner) +
         ", 'member') or coalesce(current_setting('doppel.epoch', true), '') <> '')\n" +
         "  execute function " + function_name("accept", table) + "();\n";
}

}  // namespace

std::string worker_functions() {
  const std::string security = kSecurity;
  return "create or replace function job.register_worker(text, text, integer, text, bigint) returns "
         "bigint\n" +
         security +
         "declare\n  id bigint;\nbegin\n"
         "  insert into job.worker (application_name, host, pid, device, lease_until, database_role)\n"
         "  values ($1, $2, $3, $4, clock_timestamp() + $5 * interval '1 millisecond', session_user)\n"
         "  returning worker_id into id;\n  return id;\nend $$;\n"
         "create or replace function job.beat(bigint, bigint) returns boolean\n" +
         security +
         "begin\n  update job.worker set lease_until = clock_timestamp() + $2 * interval '1 millisecond'\n"
         "  where worker_id = $1 and database_role = session_user;\n  return found;\nend $$;\n"
         "create or replace function job.end_worker(bigint) returns boolean\n" +
         security +
         "begin\n  delete from job.worker where worker_id = $1 and database_role = session_user;\n"
         "  return found;\nend $$;\n"
         "create or replace function job.free_abandoned(integer) returns bigint\n" +
         security +
         "declare\n  job_table regclass; dead bigint[]; n bigint; total bigint := 0;\nbegin\n"
         "  with ended as (delete from job.worker where lease_until < clock_timestamp() returning "
         "worker_id)\n"
         "  select coalesce(array_agg(worker_id), '{}') into dead from ended;\n"
         "  for job_table in select attrelid::regclass from pg_attribute a join pg_class c on c.oid = "
         "a.attrelid\n"
         "      where c.relnamespace = 'job'::regnamespace and c.relkind = 'r' and attname = 'not_before' "
         "loop\n"
         "    execute format($sql$update %s set deaths = deaths + 1, epoch = null, worker_id = null, "
         "claimed_at = null,\n"
         "      status = case when deaths + 1 >= $2 then 'quarantined' else 'pending' end, error_class = "
         "'lost_lease',\n"
         "      error_message = 'worker ' || worker_id || ' died (its lease ran out) while it held the key'\n"
         "      where status = 'claimed' and (worker_id = any ($1) or not exists (\n"
         "        select from job.worker w where w.worker_id = %s.worker_id))$sql$, job_table, job_table)\n"
         "      using dead, $1;\n"
         "    get diagnostics n = row_count;\n    total := total + n;\n  end loop;\n"
         "  if total > 0 then\n    perform pg_notify('doppel_job', '');\n  end if;\n  return total;\nend "
         "$$;\n";
}

std::string queue_functions(const Table& table) {
  return claim_function(table) + release_function(table) + fail_function(table) + hold_function(table) +
         enqueue_function(table);
}

std::string result_guards(const Schema& schema, const Table& table, const std::string& owner) {
  std::string sql = accept_function(table) + accept_trigger(table, owner);
  for (const Table* part : schema.parts_of(table)) {
    sql += accept_part_function(table, *part) + accept_trigger(*part, owner);
  }
  return sql;
}

}  // namespace doppel::relation

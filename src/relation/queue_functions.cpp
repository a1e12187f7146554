#include "relation/queue_functions.h"

#include "relation/ddl.h"
#include "relation/function_ddl.h"
#include "relation/input_hash.h"
#include "relation/key_source.h"
#include "relation/sql_text.h"

namespace doppel::relation {
namespace {

std::string listed(const std::vector<std::string>& pieces) {
  std::string list;
  for (const std::string& piece : pieces) list += (list.empty() ? "" : ", ") + piece;
  return list;
}

template <class Text>
std::string for_each_key(const Table& table, Text text) {
  std::vector<std::string> pieces;
  for (const Column& column : table.key) pieces.push_back(text(column));
  return listed(pieces);
}

std::string type_of(const Column& column) { return std::string(sql_name(column.type)); }

std::string array_types(const Table& table) {
  return for_each_key(table, [](const Column& column) { return type_of(column) + "[]"; });
}

std::string parameters(const Table& table, int first) {
  return for_each_key(table, [&](const Column&) { return "$" + std::to_string(first++); });
}

Pieces pieces_of(const Table& table) {
  return {{"table", quote_qualified(table.qualified())},
          {"job", quote_qualified(table.job_table())},
          {"keys", column_list(table.key_names())},
          {"key types", for_each_key(table, type_of)},
          {"array types", array_types(table)},
          {"turn", claim_turn(table)},
          {"free", "epoch = null, worker_id = null, claimed_at = null"}};
}

Pieces with(Pieces pieces, const Pieces& more) {
  pieces.insert(pieces.end(), more.begin(), more.end());
  return pieces;
}

DatabaseFunction function(const std::string& verb, const Table& table, const Signature& signature,
                          std::string_view body, const Pieces& pieces) {
  const std::string name = short_name(verb + "_" + table.name);
  return {name, create_function("job." + quote_identifier(name), signature, filled(body, pieces))};
}

// 1. Where to search from: the place where the caller's last claim began, or where the newest claim since
// then did (one of its first rows), if that is farther. The rows between are others', claimed meanwhile;
// walking over them would cost each of many workers a look at every key. 2. The best pending row from there
// on, unless there is a key of a higher priority by now. 3. The batch: what follows it in its priority and
// group. 4. One epoch for it. 5. The claim. The searches are ranges of the indexes of pending and of claimed
// rows, and stay so with statistics that are old or missing, since what they look for comes from there in
// order (which is why the search for a higher priority states an order, where "not exists" would let the
// planner scan the table). One row comes back, with an array a key column. A claim that a crash loses is only
// made again, so it need not wait for the disk.
//
// One claim at a time: the lock comes before the snapshot. A claim whose snapshot is older than another's
// commit would take the other's keys for pending, and lock their new versions, before it looks again and
// leaves them; with many workers they would all wait for one another, and commits for them.
//
// So hardly anybody else touches a pending row, and to lock each before its update would cost a fifth of the
// claim. Where somebody does (the delete of a parent, say), the update gives up after a moment
// (lock_not_available), and the caller, who sets doppel.claim_locks, claims once more with locks, which leave
// out the rows that are taken. To catch that here would take a subtransaction, whose number every look at the
// claimed rows would have to compare.
constexpr std::string_view kClaim = R"(
declare
  place record;
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  perform pg_advisory_xact_lock({turn});
  select priority, {keys} into place from (
    select $5 as priority, {own place}
    union all (
      select priority, {keys} from {job} where status = 'claimed' and deaths = $3 and epoch = (
        select epoch from {job} where status = 'claimed' and deaths = $3 and epoch > $6
        order by epoch desc limit 1)
      limit 1)) as known
  order by priority, {keys backwards} limit 1;
  if current_setting('doppel.claim_locks', true) = 'on' then
    return query{claimed with locks};
  else
    perform set_config('lock_timeout', '10ms', true);
    return query{claimed at once};
  end if;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end)";

constexpr std::string_view kClaimed = R"(
    with best as materialized (
      select priority, {keys} from {job}
      where status = 'pending' and not_before <= now() and deaths = $3
        and ($5 is null or priority = place.priority and ({keys}) > ({place})
          and (select priority from {job}
               where status = 'pending' and not_before <= now() and deaths = $3 and priority > place.priority
               order by priority desc, {keys} limit 1) is null)
      order by priority desc, {keys} limit 1{locks}),
    batch as materialized (
      select ctid from {job}
      where status = 'pending' and not_before <= now() and deaths = $3
        and priority = (select priority from best) and ({keys}) >= ({best})
        {same group}
      order by priority desc, {keys} limit $2{locks}),{claimed batch})";

// One epoch for the rows of `batch`, and one row that tells it, with an array a key column.
constexpr std::string_view kClaimedBatch = R"(
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update {job} j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch)) and j.status = 'pending'
      returning j.epoch, j.claimed_at, j.priority, {claimed keys})
    select min(epoch), min(claimed_at), min(priority), {key arrays} from claimed having count(*) > 0)";

std::string key_of_best(const Column& column) {
  return "(select " + quote_identifier(column.name) + " from best)";
}

// "and <the best row's value>" for each key column that $n, an array of names, names.
std::string same_group(const Table& table, const std::string& group_columns) {
  std::string conditions;
  for (const Column& column : table.key) {
    conditions += (conditions.empty() ? "" : "\n        ") +
                  ("and (not " + quote_literal(column.name) + " = any (" + group_columns + ") or " +
                   quote_identifier(column.name) + " = " + key_of_best(column) + ")");
  }
  return conditions;
}

// What both kinds of claims return, and the pieces that do so.
std::string claim_type(const Table& table) {
  return "table (epoch bigint, claimed_at timestamp with time zone, priority integer, " +
         for_each_key(table,
                      [](const Column& column) {
                        return quote_identifier(column.name) + " " + type_of(column) + "[]";
                      }) +
         ")";
}

Pieces claim_pieces(const Table& table) {
  const Pieces pieces = with(pieces_of(table), {{"claimed keys", column_list(table.key_names(), "j.")},
                                                {"key arrays", for_each_key(table, [](const Column& column) {
                                                   return "array_agg(" + quote_identifier(column.name) + ")";
                                                 })}});
  return with(pieces, {{"claimed batch", filled(kClaimedBatch, pieces)}});
}

// $1 worker, $2 most keys, $3 deaths that the keys have seen, $4 the key columns that all keys of the batch
// share, $5 priority, $6 epoch and $7 ... key of the caller's last claim; null: from the start.
DatabaseFunction claim_function(const Table& table) {
  int argument = 7;
  const std::string own_place = for_each_key(table, [&](const Column& column) {
    return "$" + std::to_string(argument++) + " as " + quote_identifier(column.name);
  });
  const auto of_place = [](const Column& column) { return "place." + quote_identifier(column.name); };
  const auto backwards = [](const Column& column) { return quote_identifier(column.name) + " desc"; };
  Signature signature;
  signature.arguments = "bigint, integer, integer, text[], integer, bigint, " + for_each_key(table, type_of);
  signature.returns = claim_type(table);
  // A custom plan knows $4 to $6, so that their conditions fold away.
  signature.settings = {"plan_cache_mode = force_custom_plan"};
  const Pieces pieces = with(claim_pieces(table), {{"own place", own_place},
                                                   {"keys backwards", for_each_key(table, backwards)},
                                                   {"place", for_each_key(table, of_place)},
                                                   {"best", for_each_key(table, key_of_best)},
                                                   {"same group", same_group(table, "$4")}});
  const auto claimed = [&](const char* locks) { return filled(kClaimed, with(pieces, {{"locks", locks}})); };
  return function("claim", table, signature, kClaim,
                  with(pieces, {{"claimed at once", claimed("")},
                                {"claimed with locks", claimed(" for update skip locked")}}));
}

// A claim among keys that the caller has chosen, by a restriction that this function, with its owner's
// rights, must not run: the best of those that are pending, and what follows it in its priority and group;
// around rows that somebody has locked. Each key is one look into an index, whatever the statistics say. The
// caller has the turn already where it chose the keys under it (populate/restricted_claim.h).
constexpr std::string_view kClaimListed = R"(
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  perform pg_advisory_xact_lock({turn});
  return query
    with listed as materialized (
      select j.ctid, j.priority, {claimed keys}
      from unnest({arrays}) k ({keys}) join {job} j on {same key}
      where j.status = 'pending' and j.not_before <= now() for update of j skip locked),
    best as materialized (
      select priority, {keys} from listed order by priority desc, {keys} limit 1),
    batch as materialized (
      select ctid from listed
      where priority = (select priority from best)
        {same group}
      order by priority desc, {keys} limit $2),{claimed batch};
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end)";

// $1 worker, $2 most keys, $3 the key columns that all keys of the batch share, $4 ... keys.
DatabaseFunction claim_listed_function(const Table& table) {
  const Signature signature{
      "bigint, integer, text[], " + array_types(table),
      claim_type(table),
      {kLookUp, "enable_hashjoin = off", "enable_mergejoin = off", "plan_cache_mode = force_custom_plan"}};
  return function("claim_listed", table, signature, kClaimListed,
                  with(claim_pieces(table), {{"arrays", parameters(table, 4)},
                                             {"same key", equal_columns(table.key_names(), "j", "k")},
                                             {"same group", same_group(table, "$3")}}));
}

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
  return function("release", table, {"bigint, " + array_types(table), "bigint", {kLookUp, kHashBatches}},
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
  return function(
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
  return function("hold", table, {array_types(table), "table (place bigint, inputs text)", {kLookUp}}, kHold,
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
  return function("enqueue", table, {"", "bigint", {}}, kEnqueue,
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

std::string claim_turn(const Table& table) {
  return "hashtextextended(" + quote_literal("doppel claim " + quote_qualified(table.job_table())) + ", 0)";
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

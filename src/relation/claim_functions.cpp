#include "relation/claim_functions.h"

#include "relation/ddl.h"
#include "relation/function_ddl.h"
#include "relation/queue_text.h"
#include "relation/sql_text.h"

namespace doppel::relation {
namespace {

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

}  // namespace

std::string claim_turn(const Table& table) {
  return "hashtextextended(" + quote_literal("doppel claim " + quote_qualified(table.job_table())) + ", 0)";
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
  return function_of("claim", table, signature, kClaim,
                     with(pieces, {{"claimed at once", claimed("")},
                                   {"claimed with locks", claimed(" for update skip locked")}}));
}

// $1 worker, $2 most keys, $3 the key columns that all keys of the batch share, $4 ... keys.
DatabaseFunction claim_listed_function(const Table& table) {
  const Signature signature{
      "bigint, integer, text[], " + array_types(table),
      claim_type(table),
      {kLookUp, "enable_hashjoin = off", "enable_mergejoin = off", "plan_cache_mode = force_custom_plan"}};
  return function_of("claim_listed", table, signature, kClaimListed,
                     with(claim_pieces(table), {{"arrays", parameters(table, 4)},
                                                {"same key", equal_columns(table.key_names(), "j", "k")},
                                                {"same group", same_group(table, "$3")}}));
}

}  // namespace doppel::relation

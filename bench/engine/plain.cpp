#include "bench/engine/plain.h"

#include "db/connection.h"

namespace doppel::bench {
namespace {

constexpr const char* kClaim = R"(
with batch as materialized (
  select ctid from job.score where status = 'pending' order by priority desc, model, unit_id
  limit $1::integer for update skip locked)
update job.score set status = 'claimed', epoch = $2::bigint, worker_id = 1, claimed_at = now()
where ctid = any (array(select ctid from batch)) returning model, unit_id)";

// The result of a key is its unit's number, so that one statement can do all.
constexpr const char* kCommit = R"(
with done as (
  delete from job.score j using unnest($1::integer[], $2::integer[]) k (model, unit_id)
  where j.model = k.model and j.unit_id = k.unit_id and j.epoch = $3::bigint returning j.model, j.unit_id)
insert into bench.score (model, unit_id, value, _run_id, _input_hash)
select model, unit_id, unit_id, $3::bigint, repeat('0', 64) from done)";

// "{1,2,3}" of one column.
std::string column_array(const db::Result& rows, std::size_t column) {
  std::string array = "{";
  for (std::size_t row = 0; row < rows.size(); ++row) {
    if (row > 0) array += ",";
    array += rows.text(row, column);
  }
  return array + "}";
}

std::size_t claim_and_commit(db::Connection& connection, int batch) {
  const std::string epoch(connection.execute("select nextval('job.epoch')").text(0, 0));
  db::Transaction claim(connection);
  claim.query("set local synchronous_commit = off");
  const auto keys = claim.prepared(kClaim, {std::to_string(batch), epoch});
  claim.commit();
  if (keys.size() == 0) return 0;
  db::Transaction commit(connection);
  commit.prepared(kCommit, {column_array(keys, 0), column_array(keys, 1), epoch});
  commit.commit();
  return keys.size();
}

}  // namespace

void work_plainly(const std::string& connection_string, int batch, std::atomic<std::int64_t>& n_done) {
  db::Connection connection(connection_string, "bench plain");
  while (const std::size_t n_keys = claim_and_commit(connection, batch))
    n_done += static_cast<std::int64_t>(n_keys);
}

}  // namespace doppel::bench

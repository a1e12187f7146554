// The functions of a worker's lease, which serve all tables.
#include "relation/function_ddl.h"
#include "relation/queue_functions.h"

namespace doppel::relation {
namespace {

DatabaseFunction function(const std::string& name, const std::string& arguments, const std::string& returns,
                          std::string_view body) {
  return {name, create_function("job." + name, {arguments, returns, {}}, body)};
}

// $1 application name, $2 host, $3 process id, $4 device, $5 length of the lease [ms].
constexpr std::string_view kRegister = R"(
declare
  id bigint;
begin
  insert into job.worker (application_name, host, pid, device, lease_until, database_role)
  values ($1, $2, $3, $4, clock_timestamp() + $5 * interval '1 millisecond', session_user)
  returning worker_id into id;
  return id;
end)";

// $1 worker, $2 length of the lease from now on [ms]. False: the lease is lost.
constexpr std::string_view kBeat = R"(
begin
  update job.worker set lease_until = clock_timestamp() + $2 * interval '1 millisecond'
  where worker_id = $1 and database_role = session_user;
  return found;
end)";

constexpr std::string_view kEnd = R"(
begin
  delete from job.worker where worker_id = $1 and database_role = session_user;
  return found;
end)";

// $1 deaths that quarantine. The leases that are over end first: from then on the dead worker's heartbeat
// finds no row, and tells it to stop. Then what workers without a lease hold is freed, an administrator's
// delete included, in all job tables that there are. Rows and leases that somebody has locked (the worker may
// have been stopped in the middle of its commit) are left for the next time: nobody waits for one who sleeps.
constexpr std::string_view kFree = R"(
declare
  job_table regclass;
  n bigint;
  total bigint := 0;
begin
  if not pg_try_advisory_xact_lock(hashtextextended('doppel free_abandoned', 0)) then
    return 0;
  end if;
  delete from job.worker where worker_id = any (array(
    select worker_id from job.worker where lease_until < clock_timestamp() for update skip locked));
  for job_table in
    select attrelid from pg_attribute a join pg_class c on c.oid = a.attrelid
    where c.relnamespace = 'job'::regnamespace and c.relkind = 'r' and attname = 'not_before'
      and not attisdropped order by c.relname
  loop
    execute format($sql$
      update %1$s set deaths = deaths + 1, epoch = null, worker_id = null, claimed_at = null,
        status = case when deaths + 1 >= $1 then 'quarantined' else 'pending' end,
        error_class = 'lost_lease',
        error_message = 'worker ' || worker_id || ' died (its lease ran out) while it held the key'
      where ctid = any (array(
        select ctid from %1$s j where status = 'claimed'
          and not exists (select from job.worker w where w.worker_id = j.worker_id)
        for update skip locked))$sql$, job_table) using $1;
    get diagnostics n = row_count;
    total := total + n;
  end loop;
  if total > 0 then
    perform pg_notify('doppel_job', '');
  end if;
  return total;
end)";

}  // namespace

std::vector<DatabaseFunction> worker_functions() {
  return {function("register_worker", "text, text, integer, text, bigint", "bigint", kRegister),
          function("beat", "bigint, bigint", "boolean", kBeat),
          function("end_worker", "bigint", "boolean", kEnd),
          function("free_abandoned", "integer", "bigint", kFree)};
}

}  // namespace doppel::relation

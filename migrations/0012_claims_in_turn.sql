-- Claims of one table take turns, and of the workers that look for abandoned keys one does it.
do $$
declare
  old text;
begin
  for old in
    select pg_get_functiondef(oid) from pg_proc
    where pronamespace = 'job'::regnamespace and proname like 'claim\_%' and prosrc like '%with best as materialized%'
  loop
    execute regexp_replace(old, E'\n  return query\n', format(
      E'\n  perform pg_advisory_xact_lock(hashtextextended(''doppel claim %s'', 0));\n  return query\n',
      substring(old from 'from (job\.\S+)\n +where')));
  end loop;
end $$;

create or replace function job.free_abandoned(integer)
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
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
end $$;
revoke execute on function job.free_abandoned(integer) from public;

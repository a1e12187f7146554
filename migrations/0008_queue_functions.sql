-- The queue as functions: workers claim, beat, release, fail and enqueue through them alone, and the trigger `accept`
-- takes their results, finishing the jobs. The functions are generated (doppel schema draft) and belong to whoever owns
-- the tables; docs/roles.md tells what they guarantee.

alter table job.worker add column if not exists database_role text not null default session_user;
comment on column job.worker.database_role is 'Role that registered the worker';

-- Those that an earlier `doppel db roles` has installed had other signatures.
do $$
declare
  old regprocedure;
begin
  for old in
    select p.oid from pg_proc p where pronamespace = 'job'::regnamespace
      and (proname ~ '^(claim|release|fail|hold|accept)_' or proname ~ '^enqueue_' and prorettype <> 'trigger'::regtype
           or proname in ('register_worker', 'beat', 'end_worker', 'free_abandoned'))
  loop
    execute format('drop function %s cascade', old);
  end loop;
end $$;

drop index job.scan_oracle_claimed_idx;
CREATE INDEX scan_oracle_claimed_idx ON job.scan_oracle USING btree (epoch) WHERE (status = 'claimed'::text);

drop index job.model_claimed_idx;
CREATE INDEX model_claimed_idx ON job.model USING btree (epoch) WHERE (status = 'claimed'::text);

drop index job.model_score_claimed_idx;
CREATE INDEX model_score_claimed_idx ON job.model_score USING btree (epoch) WHERE (status = 'claimed'::text);

drop index job.readout_claimed_idx;
CREATE INDEX readout_claimed_idx ON job.readout USING btree (epoch) WHERE (status = 'claimed'::text);

drop index job.clustering_claimed_idx;
CREATE INDEX clustering_claimed_idx ON job.clustering USING btree (epoch) WHERE (status = 'claimed'::text);

drop index job.optimal_gabor_claimed_idx;
CREATE INDEX optimal_gabor_claimed_idx ON job.optimal_gabor USING btree (epoch) WHERE (status = 'claimed'::text);

drop index job.orientation_tuning_claimed_idx;
CREATE INDEX orientation_tuning_claimed_idx ON job.orientation_tuning USING btree (epoch) WHERE (status = 'claimed'::text);

drop index job.phase_tuning_claimed_idx;
CREATE INDEX phase_tuning_claimed_idx ON job.phase_tuning USING btree (epoch) WHERE (status = 'claimed'::text);

create or replace function job.register_worker(text, text, integer, text, bigint)
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  id bigint;
begin
  insert into job.worker (application_name, host, pid, device, lease_until, database_role)
  values ($1, $2, $3, $4, clock_timestamp() + $5 * interval '1 millisecond', session_user)
  returning worker_id into id;
  return id;
end $$;
revoke execute on function job.register_worker(text, text, integer, text, bigint) from public;

create or replace function job.beat(bigint, bigint)
returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  update job.worker set lease_until = clock_timestamp() + $2 * interval '1 millisecond'
  where worker_id = $1 and database_role = session_user;
  return found;
end $$;
revoke execute on function job.beat(bigint, bigint) from public;

create or replace function job.end_worker(bigint)
returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  delete from job.worker where worker_id = $1 and database_role = session_user;
  return found;
end $$;
revoke execute on function job.end_worker(bigint) from public;

create or replace function job.free_abandoned(integer)
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  job_table regclass;
  n bigint;
  total bigint := 0;
begin
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

create or replace function job.claim_scan_oracle(bigint, integer, integer, text[], integer, integer, integer, integer)
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, animal_id integer[], session integer[], scan_idx integer[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  return query
    with best as materialized (
      select priority, animal_id, session, scan_idx from job.scan_oracle
      where status = 'pending' and not_before <= now() and deaths = $3
        and ($5 is null or priority = $5 and (animal_id, session, scan_idx) > ($6, $7, $8)
          and (select priority from job.scan_oracle
               where status = 'pending' and not_before <= now() and deaths = $3 and priority > $5
               order by priority desc, animal_id, session, scan_idx limit 1) is null)
      order by priority desc, animal_id, session, scan_idx limit 1 for update skip locked),
    batch as materialized (
      select ctid from job.scan_oracle
      where status = 'pending' and not_before <= now() and deaths = $3
        and priority = (select priority from best) and (animal_id, session, scan_idx) >= ((select animal_id from best), (select session from best), (select scan_idx from best))
        and (not 'animal_id' = any ($4) or animal_id = (select animal_id from best))
        and (not 'session' = any ($4) or session = (select session from best))
        and (not 'scan_idx' = any ($4) or scan_idx = (select scan_idx from best))
      order by priority desc, animal_id, session, scan_idx limit $2 for update skip locked),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.scan_oracle j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch))
      returning j.epoch, j.claimed_at, j.priority, j.animal_id, j.session, j.scan_idx)
    select min(epoch), min(claimed_at), min(priority), array_agg(animal_id), array_agg(session), array_agg(scan_idx) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_scan_oracle(bigint, integer, integer, text[], integer, integer, integer, integer) from public;

create or replace function job.release_scan_oracle(bigint, integer[], integer[], integer[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  update job.scan_oracle j set status = 'pending', epoch = null, worker_id = null, claimed_at = null
  where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.scan_oracle own, unnest($2, $3, $4) k (animal_id, session, scan_idx)
    where own.status = 'claimed' and own.epoch = $1 and own.animal_id = k.animal_id and own.session = k.session and own.scan_idx = k.scan_idx
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.scan_oracle where status = 'claimed' and epoch = $1 limit 1))));
  get diagnostics n = row_count;
  return n;
end $$;
revoke execute on function job.release_scan_oracle(bigint, integer[], integer[], integer[]) from public;

create or replace function job.fail_scan_oracle(bigint, text, text, boolean, integer, double precision, double precision, integer[], integer[], integer[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  with tried as (
    update job.scan_oracle j set
      status = case when $4 and j.attempts + 1 < $5 then 'pending' else 'failed' end,
      attempts = j.attempts + 1,
      not_before = clock_timestamp() + interval '1 millisecond'
        * least($6 * power(2, least(j.attempts, 30)), $7) * (0.5 + random()),
      error_class = $2, error_message = $3, epoch = null, worker_id = null, claimed_at = null
    where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.scan_oracle own, unnest($8, $9, $10) k (animal_id, session, scan_idx)
    where own.status = 'claimed' and own.epoch = $1 and own.animal_id = k.animal_id and own.session = k.session and own.scan_idx = k.scan_idx
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.scan_oracle where status = 'claimed' and epoch = $1 limit 1))))
    returning j.status)
  select count(*) filter (where status = 'failed') into n from tried;
  return n;
end $$;
revoke execute on function job.fail_scan_oracle(bigint, text, text, boolean, integer, double precision, double precision, integer[], integer[], integer[]) from public;

create or replace function job.hold_scan_oracle(integer[], integer[], integer[])
returns table (place bigint, inputs text)
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
#variable_conflict use_column
begin
  return query select k.place, 'twin.scan:' || p1._row_hash
    from unnest($1, $2, $3) with ordinality k (animal_id, session, scan_idx, place)
    cross join lateral (select _row_hash from twin.scan o where o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx for share) p1;
end $$;
revoke execute on function job.hold_scan_oracle(integer[], integer[], integer[]) from public;

create or replace function job.enqueue_scan_oracle()
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  role_before constant text := current_setting('session_replication_role');
  n bigint;
  is_whole boolean;
begin
  perform pg_advisory_xact_lock(hashtextextended('doppel enqueue ' || 'twin.scan_oracle', 0));
  execute $count$ select count(*) from (
      select animal_id, session, scan_idx from (select animal_id, session, scan_idx from (select animal_id, session, scan_idx from twin.scan) p1) k
      where not exists (select from twin.scan_oracle o where o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx)
        and not exists (select from job.scan_oracle o where o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx)) missing $count$ into n;
  if n = 0 then
    return 0;
  end if;
  if n < 10000 or not has_parameter_privilege(current_user, 'session_replication_role', 'SET') then
    execute $insert$ insert into job.scan_oracle (animal_id, session, scan_idx) select animal_id, session, scan_idx from (
      select animal_id, session, scan_idx from (select animal_id, session, scan_idx from (select animal_id, session, scan_idx from twin.scan) p1) k
      where not exists (select from twin.scan_oracle o where o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx)
        and not exists (select from job.scan_oracle o where o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx)) missing on conflict do nothing $insert$;
    get diagnostics n = row_count;
  else
    perform set_config('session_replication_role', 'replica', true);
    execute $insert$
      with added as (
        insert into job.scan_oracle (animal_id, session, scan_idx) select animal_id, session, scan_idx from (
      select animal_id, session, scan_idx from (select animal_id, session, scan_idx from (select animal_id, session, scan_idx from twin.scan) p1) k
      where not exists (select from twin.scan_oracle o where o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx)
        and not exists (select from job.scan_oracle o where o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx)) missing on conflict do nothing returning animal_id, session, scan_idx),
      p1 as (select from twin.scan p where (animal_id, session, scan_idx) in (select animal_id, session, scan_idx from added) for key share)
      select (select count(*) from added), (select count(*) from p1) = (select count(*) from (select distinct animal_id, session, scan_idx from added) d) $insert$ into n, is_whole;
    perform set_config('session_replication_role', role_before, true);
    if not is_whole then
      raise exception 'rows that new keys of % refer to were deleted meanwhile', 'twin.scan_oracle'
        using errcode = 'serialization_failure';
    end if;
  end if;
  if n > 0 then
    perform pg_notify('doppel_job', '');
  end if;
  return n;
end $$;
revoke execute on function job.enqueue_scan_oracle() from public;

create or replace function job.accept_scan_oracle()
returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  mine constant bigint := nullif(current_setting('doppel.epoch', true), '');
  n bigint;
  n_held bigint;
  run bigint;
  last_run bigint;
begin
  if coalesce(current_setting('doppel.epoch', true), '') = ''
     and pg_has_role(session_user, current_user, 'member') then
    return null;
  end if;
  select count(*), min(_run_id), max(_run_id) into n, run, last_run from new_rows;
  if n = 0 then
    return null;
  end if;
  if run <> last_run or not exists (select from provenance.run r
      where r.run_id = run and r.table_name = 'twin.scan_oracle' and r.n_keys = n
        and r.xmin = pg_current_xact_id()::xid and r.committed_at >= now()) then
    raise exception 'results of twin.scan_oracle without a run of their own in this transaction'
      using errcode = 'insufficient_privilege';
  end if;
  delete from job.scan_oracle j where j.epoch = mine and j.ctid = any (array(
    select own.ctid from job.scan_oracle own, new_rows k
    where own.status = 'claimed' and own.epoch = mine and own.animal_id = k.animal_id and own.session = k.session and own.scan_idx = k.scan_idx
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.scan_oracle where status = 'claimed' and epoch = mine limit 1))));
  get diagnostics n_held = row_count;
  if n_held <> n then
    raise exception 'twin.scan_oracle: only % of the % keys are held', n_held, n using errcode = 'ZL001';
  end if;
  return null;
end $$;
revoke execute on function job.accept_scan_oracle() from public;

create or replace function job.accept_oracle()
returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
begin
  if coalesce(current_setting('doppel.epoch', true), '') = ''
     and pg_has_role(session_user, current_user, 'member') then
    return null;
  end if;
  if exists (select from (select distinct animal_id, session, scan_idx, _run_id from new_rows) k left join twin.scan_oracle m
      on m.animal_id = k.animal_id and m.session = k.session and m.scan_idx = k.scan_idx
      where m._run_id is distinct from k._run_id or not exists (
        select from provenance.run r where r.run_id = k._run_id and r.xmin = pg_current_xact_id()::xid and r.committed_at >= now())) then
    raise exception 'parts of twin.oracle without their master in this transaction'
      using errcode = 'insufficient_privilege';
  end if;
  return null;
end $$;
revoke execute on function job.accept_oracle() from public;

create or replace trigger accept after insert on twin.scan_oracle
  referencing new table as new_rows for each statement execute function job.accept_scan_oracle();
create or replace trigger accept after insert on twin.oracle
  referencing new table as new_rows for each statement execute function job.accept_oracle();
create or replace function job.claim_model(bigint, integer, integer, text[], integer, text, text, text, bigint)
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], model_config text[], training_config text[], seed bigint[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  return query
    with best as materialized (
      select priority, dataset, model_config, training_config, seed from job.model
      where status = 'pending' and not_before <= now() and deaths = $3
        and ($5 is null or priority = $5 and (dataset, model_config, training_config, seed) > ($6, $7, $8, $9)
          and (select priority from job.model
               where status = 'pending' and not_before <= now() and deaths = $3 and priority > $5
               order by priority desc, dataset, model_config, training_config, seed limit 1) is null)
      order by priority desc, dataset, model_config, training_config, seed limit 1 for update skip locked),
    batch as materialized (
      select ctid from job.model
      where status = 'pending' and not_before <= now() and deaths = $3
        and priority = (select priority from best) and (dataset, model_config, training_config, seed) >= ((select dataset from best), (select model_config from best), (select training_config from best), (select seed from best))
        and (not 'dataset' = any ($4) or dataset = (select dataset from best))
        and (not 'model_config' = any ($4) or model_config = (select model_config from best))
        and (not 'training_config' = any ($4) or training_config = (select training_config from best))
        and (not 'seed' = any ($4) or seed = (select seed from best))
      order by priority desc, dataset, model_config, training_config, seed limit $2 for update skip locked),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.model j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch))
      returning j.epoch, j.claimed_at, j.priority, j.dataset, j.model_config, j.training_config, j.seed)
    select min(epoch), min(claimed_at), min(priority), array_agg(dataset), array_agg(model_config), array_agg(training_config), array_agg(seed) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_model(bigint, integer, integer, text[], integer, text, text, text, bigint) from public;

create or replace function job.release_model(bigint, text[], text[], text[], bigint[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  update job.model j set status = 'pending', epoch = null, worker_id = null, claimed_at = null
  where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.model own, unnest($2, $3, $4, $5) k (dataset, model_config, training_config, seed)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.model where status = 'claimed' and epoch = $1 limit 1))));
  get diagnostics n = row_count;
  return n;
end $$;
revoke execute on function job.release_model(bigint, text[], text[], text[], bigint[]) from public;

create or replace function job.fail_model(bigint, text, text, boolean, integer, double precision, double precision, text[], text[], text[], bigint[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  with tried as (
    update job.model j set
      status = case when $4 and j.attempts + 1 < $5 then 'pending' else 'failed' end,
      attempts = j.attempts + 1,
      not_before = clock_timestamp() + interval '1 millisecond'
        * least($6 * power(2, least(j.attempts, 30)), $7) * (0.5 + random()),
      error_class = $2, error_message = $3, epoch = null, worker_id = null, claimed_at = null
    where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.model own, unnest($8, $9, $10, $11) k (dataset, model_config, training_config, seed)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.model where status = 'claimed' and epoch = $1 limit 1))))
    returning j.status)
  select count(*) filter (where status = 'failed') into n from tried;
  return n;
end $$;
revoke execute on function job.fail_model(bigint, text, text, boolean, integer, double precision, double precision, text[], text[], text[], bigint[]) from public;

create or replace function job.hold_model(text[], text[], text[], bigint[])
returns table (place bigint, inputs text)
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
#variable_conflict use_column
begin
  return query select k.place, 'twin.training_task:' || p1._row_hash || E'\n' || 'twin.dataset:' || p2._row_hash || E'\n' || 'twin.model_config:' || p3._row_hash || E'\n' || 'twin.training_config:' || p4._row_hash
    from unnest($1, $2, $3, $4) with ordinality k (dataset, model_config, training_config, seed, place)
    cross join lateral (select _row_hash from twin.training_task o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed for share) p1
    cross join lateral (select _row_hash from twin.dataset o where o.dataset = k.dataset for share) p2
    cross join lateral (select _row_hash from twin.model_config o where o.model_config = k.model_config for share) p3
    cross join lateral (select _row_hash from twin.training_config o where o.training_config = k.training_config for share) p4;
end $$;
revoke execute on function job.hold_model(text[], text[], text[], bigint[]) from public;

create or replace function job.enqueue_model()
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  role_before constant text := current_setting('session_replication_role');
  n bigint;
  is_whole boolean;
begin
  perform pg_advisory_xact_lock(hashtextextended('doppel enqueue ' || 'twin.model', 0));
  execute $count$ select count(*) from (
      select dataset, model_config, training_config, seed from (select dataset, model_config, training_config, seed from (select dataset, model_config, training_config, seed from twin.training_task) p1
        natural join (select dataset from twin.dataset) p2
        natural join (select model_config from twin.model_config) p3
        natural join (select training_config from twin.training_config) p4) k
      where not exists (select from twin.model o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed)
        and not exists (select from job.model o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed)) missing $count$ into n;
  if n = 0 then
    return 0;
  end if;
  if n < 10000 or not has_parameter_privilege(current_user, 'session_replication_role', 'SET') then
    execute $insert$ insert into job.model (dataset, model_config, training_config, seed) select dataset, model_config, training_config, seed from (
      select dataset, model_config, training_config, seed from (select dataset, model_config, training_config, seed from (select dataset, model_config, training_config, seed from twin.training_task) p1
        natural join (select dataset from twin.dataset) p2
        natural join (select model_config from twin.model_config) p3
        natural join (select training_config from twin.training_config) p4) k
      where not exists (select from twin.model o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed)
        and not exists (select from job.model o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed)) missing on conflict do nothing $insert$;
    get diagnostics n = row_count;
  else
    perform set_config('session_replication_role', 'replica', true);
    execute $insert$
      with added as (
        insert into job.model (dataset, model_config, training_config, seed) select dataset, model_config, training_config, seed from (
      select dataset, model_config, training_config, seed from (select dataset, model_config, training_config, seed from (select dataset, model_config, training_config, seed from twin.training_task) p1
        natural join (select dataset from twin.dataset) p2
        natural join (select model_config from twin.model_config) p3
        natural join (select training_config from twin.training_config) p4) k
      where not exists (select from twin.model o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed)
        and not exists (select from job.model o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed)) missing on conflict do nothing returning dataset, model_config, training_config, seed),
      p1 as (select from twin.training_task p where (dataset, model_config, training_config, seed) in (select dataset, model_config, training_config, seed from added) for key share),
      p2 as (select from twin.dataset p where (dataset) in (select dataset from added) for key share),
      p3 as (select from twin.model_config p where (model_config) in (select model_config from added) for key share),
      p4 as (select from twin.training_config p where (training_config) in (select training_config from added) for key share)
      select (select count(*) from added), (select count(*) from p1) = (select count(*) from (select distinct dataset, model_config, training_config, seed from added) d)
        and (select count(*) from p2) = (select count(*) from (select distinct dataset from added) d)
        and (select count(*) from p3) = (select count(*) from (select distinct model_config from added) d)
        and (select count(*) from p4) = (select count(*) from (select distinct training_config from added) d) $insert$ into n, is_whole;
    perform set_config('session_replication_role', role_before, true);
    if not is_whole then
      raise exception 'rows that new keys of % refer to were deleted meanwhile', 'twin.model'
        using errcode = 'serialization_failure';
    end if;
  end if;
  if n > 0 then
    perform pg_notify('doppel_job', '');
  end if;
  return n;
end $$;
revoke execute on function job.enqueue_model() from public;

create or replace function job.accept_model()
returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  mine constant bigint := nullif(current_setting('doppel.epoch', true), '');
  n bigint;
  n_held bigint;
  run bigint;
  last_run bigint;
begin
  if coalesce(current_setting('doppel.epoch', true), '') = ''
     and pg_has_role(session_user, current_user, 'member') then
    return null;
  end if;
  select count(*), min(_run_id), max(_run_id) into n, run, last_run from new_rows;
  if n = 0 then
    return null;
  end if;
  if run <> last_run or not exists (select from provenance.run r
      where r.run_id = run and r.table_name = 'twin.model' and r.n_keys = n
        and r.xmin = pg_current_xact_id()::xid and r.committed_at >= now()) then
    raise exception 'results of twin.model without a run of their own in this transaction'
      using errcode = 'insufficient_privilege';
  end if;
  delete from job.model j where j.epoch = mine and j.ctid = any (array(
    select own.ctid from job.model own, new_rows k
    where own.status = 'claimed' and own.epoch = mine and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.model where status = 'claimed' and epoch = mine limit 1))));
  get diagnostics n_held = row_count;
  if n_held <> n then
    raise exception 'twin.model: only % of the % keys are held', n_held, n using errcode = 'ZL001';
  end if;
  return null;
end $$;
revoke execute on function job.accept_model() from public;

create or replace function job.accept_training_log()
returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
begin
  if coalesce(current_setting('doppel.epoch', true), '') = ''
     and pg_has_role(session_user, current_user, 'member') then
    return null;
  end if;
  if exists (select from (select distinct dataset, model_config, training_config, seed, _run_id from new_rows) k left join twin.model m
      on m.dataset = k.dataset and m.model_config = k.model_config and m.training_config = k.training_config and m.seed = k.seed
      where m._run_id is distinct from k._run_id or not exists (
        select from provenance.run r where r.run_id = k._run_id and r.xmin = pg_current_xact_id()::xid and r.committed_at >= now())) then
    raise exception 'parts of twin.training_log without their master in this transaction'
      using errcode = 'insufficient_privilege';
  end if;
  return null;
end $$;
revoke execute on function job.accept_training_log() from public;

create or replace trigger accept after insert on twin.model
  referencing new table as new_rows for each statement execute function job.accept_model();
create or replace trigger accept after insert on twin.training_log
  referencing new table as new_rows for each statement execute function job.accept_training_log();
create or replace function job.claim_model_score(bigint, integer, integer, text[], integer, text, text, text, bigint)
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], model_config text[], training_config text[], seed bigint[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  return query
    with best as materialized (
      select priority, dataset, model_config, training_config, seed from job.model_score
      where status = 'pending' and not_before <= now() and deaths = $3
        and ($5 is null or priority = $5 and (dataset, model_config, training_config, seed) > ($6, $7, $8, $9)
          and (select priority from job.model_score
               where status = 'pending' and not_before <= now() and deaths = $3 and priority > $5
               order by priority desc, dataset, model_config, training_config, seed limit 1) is null)
      order by priority desc, dataset, model_config, training_config, seed limit 1 for update skip locked),
    batch as materialized (
      select ctid from job.model_score
      where status = 'pending' and not_before <= now() and deaths = $3
        and priority = (select priority from best) and (dataset, model_config, training_config, seed) >= ((select dataset from best), (select model_config from best), (select training_config from best), (select seed from best))
        and (not 'dataset' = any ($4) or dataset = (select dataset from best))
        and (not 'model_config' = any ($4) or model_config = (select model_config from best))
        and (not 'training_config' = any ($4) or training_config = (select training_config from best))
        and (not 'seed' = any ($4) or seed = (select seed from best))
      order by priority desc, dataset, model_config, training_config, seed limit $2 for update skip locked),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.model_score j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch))
      returning j.epoch, j.claimed_at, j.priority, j.dataset, j.model_config, j.training_config, j.seed)
    select min(epoch), min(claimed_at), min(priority), array_agg(dataset), array_agg(model_config), array_agg(training_config), array_agg(seed) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_model_score(bigint, integer, integer, text[], integer, text, text, text, bigint) from public;

create or replace function job.release_model_score(bigint, text[], text[], text[], bigint[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  update job.model_score j set status = 'pending', epoch = null, worker_id = null, claimed_at = null
  where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.model_score own, unnest($2, $3, $4, $5) k (dataset, model_config, training_config, seed)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.model_score where status = 'claimed' and epoch = $1 limit 1))));
  get diagnostics n = row_count;
  return n;
end $$;
revoke execute on function job.release_model_score(bigint, text[], text[], text[], bigint[]) from public;

create or replace function job.fail_model_score(bigint, text, text, boolean, integer, double precision, double precision, text[], text[], text[], bigint[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  with tried as (
    update job.model_score j set
      status = case when $4 and j.attempts + 1 < $5 then 'pending' else 'failed' end,
      attempts = j.attempts + 1,
      not_before = clock_timestamp() + interval '1 millisecond'
        * least($6 * power(2, least(j.attempts, 30)), $7) * (0.5 + random()),
      error_class = $2, error_message = $3, epoch = null, worker_id = null, claimed_at = null
    where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.model_score own, unnest($8, $9, $10, $11) k (dataset, model_config, training_config, seed)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.model_score where status = 'claimed' and epoch = $1 limit 1))))
    returning j.status)
  select count(*) filter (where status = 'failed') into n from tried;
  return n;
end $$;
revoke execute on function job.fail_model_score(bigint, text, text, boolean, integer, double precision, double precision, text[], text[], text[], bigint[]) from public;

create or replace function job.hold_model_score(text[], text[], text[], bigint[])
returns table (place bigint, inputs text)
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
#variable_conflict use_column
begin
  return query select k.place, 'twin.model:' || p1._row_hash
    from unnest($1, $2, $3, $4) with ordinality k (dataset, model_config, training_config, seed, place)
    cross join lateral (select _row_hash from twin.model o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed for share) p1;
end $$;
revoke execute on function job.hold_model_score(text[], text[], text[], bigint[]) from public;

create or replace function job.enqueue_model_score()
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  role_before constant text := current_setting('session_replication_role');
  n bigint;
  is_whole boolean;
begin
  perform pg_advisory_xact_lock(hashtextextended('doppel enqueue ' || 'twin.model_score', 0));
  execute $count$ select count(*) from (
      select dataset, model_config, training_config, seed from (select dataset, model_config, training_config, seed from (select dataset, model_config, training_config, seed from twin.model) p1) k
      where not exists (select from twin.model_score o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed)
        and not exists (select from job.model_score o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed)) missing $count$ into n;
  if n = 0 then
    return 0;
  end if;
  if n < 10000 or not has_parameter_privilege(current_user, 'session_replication_role', 'SET') then
    execute $insert$ insert into job.model_score (dataset, model_config, training_config, seed) select dataset, model_config, training_config, seed from (
      select dataset, model_config, training_config, seed from (select dataset, model_config, training_config, seed from (select dataset, model_config, training_config, seed from twin.model) p1) k
      where not exists (select from twin.model_score o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed)
        and not exists (select from job.model_score o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed)) missing on conflict do nothing $insert$;
    get diagnostics n = row_count;
  else
    perform set_config('session_replication_role', 'replica', true);
    execute $insert$
      with added as (
        insert into job.model_score (dataset, model_config, training_config, seed) select dataset, model_config, training_config, seed from (
      select dataset, model_config, training_config, seed from (select dataset, model_config, training_config, seed from (select dataset, model_config, training_config, seed from twin.model) p1) k
      where not exists (select from twin.model_score o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed)
        and not exists (select from job.model_score o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed)) missing on conflict do nothing returning dataset, model_config, training_config, seed),
      p1 as (select from twin.model p where (dataset, model_config, training_config, seed) in (select dataset, model_config, training_config, seed from added) for key share)
      select (select count(*) from added), (select count(*) from p1) = (select count(*) from (select distinct dataset, model_config, training_config, seed from added) d) $insert$ into n, is_whole;
    perform set_config('session_replication_role', role_before, true);
    if not is_whole then
      raise exception 'rows that new keys of % refer to were deleted meanwhile', 'twin.model_score'
        using errcode = 'serialization_failure';
    end if;
  end if;
  if n > 0 then
    perform pg_notify('doppel_job', '');
  end if;
  return n;
end $$;
revoke execute on function job.enqueue_model_score() from public;

create or replace function job.accept_model_score()
returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  mine constant bigint := nullif(current_setting('doppel.epoch', true), '');
  n bigint;
  n_held bigint;
  run bigint;
  last_run bigint;
begin
  if coalesce(current_setting('doppel.epoch', true), '') = ''
     and pg_has_role(session_user, current_user, 'member') then
    return null;
  end if;
  select count(*), min(_run_id), max(_run_id) into n, run, last_run from new_rows;
  if n = 0 then
    return null;
  end if;
  if run <> last_run or not exists (select from provenance.run r
      where r.run_id = run and r.table_name = 'twin.model_score' and r.n_keys = n
        and r.xmin = pg_current_xact_id()::xid and r.committed_at >= now()) then
    raise exception 'results of twin.model_score without a run of their own in this transaction'
      using errcode = 'insufficient_privilege';
  end if;
  delete from job.model_score j where j.epoch = mine and j.ctid = any (array(
    select own.ctid from job.model_score own, new_rows k
    where own.status = 'claimed' and own.epoch = mine and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.model_score where status = 'claimed' and epoch = mine limit 1))));
  get diagnostics n_held = row_count;
  if n_held <> n then
    raise exception 'twin.model_score: only % of the % keys are held', n_held, n using errcode = 'ZL001';
  end if;
  return null;
end $$;
revoke execute on function job.accept_model_score() from public;

create or replace function job.accept_neuron_score()
returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
begin
  if coalesce(current_setting('doppel.epoch', true), '') = ''
     and pg_has_role(session_user, current_user, 'member') then
    return null;
  end if;
  if exists (select from (select distinct dataset, model_config, training_config, seed, _run_id from new_rows) k left join twin.model_score m
      on m.dataset = k.dataset and m.model_config = k.model_config and m.training_config = k.training_config and m.seed = k.seed
      where m._run_id is distinct from k._run_id or not exists (
        select from provenance.run r where r.run_id = k._run_id and r.xmin = pg_current_xact_id()::xid and r.committed_at >= now())) then
    raise exception 'parts of twin.neuron_score without their master in this transaction'
      using errcode = 'insufficient_privilege';
  end if;
  return null;
end $$;
revoke execute on function job.accept_neuron_score() from public;

create or replace trigger accept after insert on twin.model_score
  referencing new table as new_rows for each statement execute function job.accept_model_score();
create or replace trigger accept after insert on twin.neuron_score
  referencing new table as new_rows for each statement execute function job.accept_neuron_score();
create or replace function job.claim_readout(bigint, integer, integer, text[], integer, text, text, text, bigint)
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], model_config text[], training_config text[], seed bigint[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  return query
    with best as materialized (
      select priority, dataset, model_config, training_config, seed from job.readout
      where status = 'pending' and not_before <= now() and deaths = $3
        and ($5 is null or priority = $5 and (dataset, model_config, training_config, seed) > ($6, $7, $8, $9)
          and (select priority from job.readout
               where status = 'pending' and not_before <= now() and deaths = $3 and priority > $5
               order by priority desc, dataset, model_config, training_config, seed limit 1) is null)
      order by priority desc, dataset, model_config, training_config, seed limit 1 for update skip locked),
    batch as materialized (
      select ctid from job.readout
      where status = 'pending' and not_before <= now() and deaths = $3
        and priority = (select priority from best) and (dataset, model_config, training_config, seed) >= ((select dataset from best), (select model_config from best), (select training_config from best), (select seed from best))
        and (not 'dataset' = any ($4) or dataset = (select dataset from best))
        and (not 'model_config' = any ($4) or model_config = (select model_config from best))
        and (not 'training_config' = any ($4) or training_config = (select training_config from best))
        and (not 'seed' = any ($4) or seed = (select seed from best))
      order by priority desc, dataset, model_config, training_config, seed limit $2 for update skip locked),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.readout j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch))
      returning j.epoch, j.claimed_at, j.priority, j.dataset, j.model_config, j.training_config, j.seed)
    select min(epoch), min(claimed_at), min(priority), array_agg(dataset), array_agg(model_config), array_agg(training_config), array_agg(seed) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_readout(bigint, integer, integer, text[], integer, text, text, text, bigint) from public;

create or replace function job.release_readout(bigint, text[], text[], text[], bigint[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  update job.readout j set status = 'pending', epoch = null, worker_id = null, claimed_at = null
  where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.readout own, unnest($2, $3, $4, $5) k (dataset, model_config, training_config, seed)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.readout where status = 'claimed' and epoch = $1 limit 1))));
  get diagnostics n = row_count;
  return n;
end $$;
revoke execute on function job.release_readout(bigint, text[], text[], text[], bigint[]) from public;

create or replace function job.fail_readout(bigint, text, text, boolean, integer, double precision, double precision, text[], text[], text[], bigint[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  with tried as (
    update job.readout j set
      status = case when $4 and j.attempts + 1 < $5 then 'pending' else 'failed' end,
      attempts = j.attempts + 1,
      not_before = clock_timestamp() + interval '1 millisecond'
        * least($6 * power(2, least(j.attempts, 30)), $7) * (0.5 + random()),
      error_class = $2, error_message = $3, epoch = null, worker_id = null, claimed_at = null
    where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.readout own, unnest($8, $9, $10, $11) k (dataset, model_config, training_config, seed)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.readout where status = 'claimed' and epoch = $1 limit 1))))
    returning j.status)
  select count(*) filter (where status = 'failed') into n from tried;
  return n;
end $$;
revoke execute on function job.fail_readout(bigint, text, text, boolean, integer, double precision, double precision, text[], text[], text[], bigint[]) from public;

create or replace function job.hold_readout(text[], text[], text[], bigint[])
returns table (place bigint, inputs text)
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
#variable_conflict use_column
begin
  return query select k.place, 'twin.model:' || p1._row_hash
    from unnest($1, $2, $3, $4) with ordinality k (dataset, model_config, training_config, seed, place)
    cross join lateral (select _row_hash from twin.model o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed for share) p1;
end $$;
revoke execute on function job.hold_readout(text[], text[], text[], bigint[]) from public;

create or replace function job.enqueue_readout()
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  role_before constant text := current_setting('session_replication_role');
  n bigint;
  is_whole boolean;
begin
  perform pg_advisory_xact_lock(hashtextextended('doppel enqueue ' || 'twin.readout', 0));
  execute $count$ select count(*) from (
      select dataset, model_config, training_config, seed from (select dataset, model_config, training_config, seed from (select dataset, model_config, training_config, seed from twin.model) p1) k
      where not exists (select from twin.readout o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed)
        and not exists (select from job.readout o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed)) missing $count$ into n;
  if n = 0 then
    return 0;
  end if;
  if n < 10000 or not has_parameter_privilege(current_user, 'session_replication_role', 'SET') then
    execute $insert$ insert into job.readout (dataset, model_config, training_config, seed) select dataset, model_config, training_config, seed from (
      select dataset, model_config, training_config, seed from (select dataset, model_config, training_config, seed from (select dataset, model_config, training_config, seed from twin.model) p1) k
      where not exists (select from twin.readout o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed)
        and not exists (select from job.readout o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed)) missing on conflict do nothing $insert$;
    get diagnostics n = row_count;
  else
    perform set_config('session_replication_role', 'replica', true);
    execute $insert$
      with added as (
        insert into job.readout (dataset, model_config, training_config, seed) select dataset, model_config, training_config, seed from (
      select dataset, model_config, training_config, seed from (select dataset, model_config, training_config, seed from (select dataset, model_config, training_config, seed from twin.model) p1) k
      where not exists (select from twin.readout o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed)
        and not exists (select from job.readout o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed)) missing on conflict do nothing returning dataset, model_config, training_config, seed),
      p1 as (select from twin.model p where (dataset, model_config, training_config, seed) in (select dataset, model_config, training_config, seed from added) for key share)
      select (select count(*) from added), (select count(*) from p1) = (select count(*) from (select distinct dataset, model_config, training_config, seed from added) d) $insert$ into n, is_whole;
    perform set_config('session_replication_role', role_before, true);
    if not is_whole then
      raise exception 'rows that new keys of % refer to were deleted meanwhile', 'twin.readout'
        using errcode = 'serialization_failure';
    end if;
  end if;
  if n > 0 then
    perform pg_notify('doppel_job', '');
  end if;
  return n;
end $$;
revoke execute on function job.enqueue_readout() from public;

create or replace function job.accept_readout()
returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  mine constant bigint := nullif(current_setting('doppel.epoch', true), '');
  n bigint;
  n_held bigint;
  run bigint;
  last_run bigint;
begin
  if coalesce(current_setting('doppel.epoch', true), '') = ''
     and pg_has_role(session_user, current_user, 'member') then
    return null;
  end if;
  select count(*), min(_run_id), max(_run_id) into n, run, last_run from new_rows;
  if n = 0 then
    return null;
  end if;
  if run <> last_run or not exists (select from provenance.run r
      where r.run_id = run and r.table_name = 'twin.readout' and r.n_keys = n
        and r.xmin = pg_current_xact_id()::xid and r.committed_at >= now()) then
    raise exception 'results of twin.readout without a run of their own in this transaction'
      using errcode = 'insufficient_privilege';
  end if;
  delete from job.readout j where j.epoch = mine and j.ctid = any (array(
    select own.ctid from job.readout own, new_rows k
    where own.status = 'claimed' and own.epoch = mine and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.readout where status = 'claimed' and epoch = mine limit 1))));
  get diagnostics n_held = row_count;
  if n_held <> n then
    raise exception 'twin.readout: only % of the % keys are held', n_held, n using errcode = 'ZL001';
  end if;
  return null;
end $$;
revoke execute on function job.accept_readout() from public;

create or replace function job.accept_bar_code()
returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
begin
  if coalesce(current_setting('doppel.epoch', true), '') = ''
     and pg_has_role(session_user, current_user, 'member') then
    return null;
  end if;
  if exists (select from (select distinct dataset, model_config, training_config, seed, _run_id from new_rows) k left join twin.readout m
      on m.dataset = k.dataset and m.model_config = k.model_config and m.training_config = k.training_config and m.seed = k.seed
      where m._run_id is distinct from k._run_id or not exists (
        select from provenance.run r where r.run_id = k._run_id and r.xmin = pg_current_xact_id()::xid and r.committed_at >= now())) then
    raise exception 'parts of twin.bar_code without their master in this transaction'
      using errcode = 'insufficient_privilege';
  end if;
  return null;
end $$;
revoke execute on function job.accept_bar_code() from public;

create or replace trigger accept after insert on twin.readout
  referencing new table as new_rows for each statement execute function job.accept_readout();
create or replace trigger accept after insert on twin.bar_code
  referencing new table as new_rows for each statement execute function job.accept_bar_code();
create or replace function job.claim_clustering(bigint, integer, integer, text[], integer, text, text, text, bigint, text)
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], model_config text[], training_config text[], seed bigint[], clustering_config text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  return query
    with best as materialized (
      select priority, dataset, model_config, training_config, seed, clustering_config from job.clustering
      where status = 'pending' and not_before <= now() and deaths = $3
        and ($5 is null or priority = $5 and (dataset, model_config, training_config, seed, clustering_config) > ($6, $7, $8, $9, $10)
          and (select priority from job.clustering
               where status = 'pending' and not_before <= now() and deaths = $3 and priority > $5
               order by priority desc, dataset, model_config, training_config, seed, clustering_config limit 1) is null)
      order by priority desc, dataset, model_config, training_config, seed, clustering_config limit 1 for update skip locked),
    batch as materialized (
      select ctid from job.clustering
      where status = 'pending' and not_before <= now() and deaths = $3
        and priority = (select priority from best) and (dataset, model_config, training_config, seed, clustering_config) >= ((select dataset from best), (select model_config from best), (select training_config from best), (select seed from best), (select clustering_config from best))
        and (not 'dataset' = any ($4) or dataset = (select dataset from best))
        and (not 'model_config' = any ($4) or model_config = (select model_config from best))
        and (not 'training_config' = any ($4) or training_config = (select training_config from best))
        and (not 'seed' = any ($4) or seed = (select seed from best))
        and (not 'clustering_config' = any ($4) or clustering_config = (select clustering_config from best))
      order by priority desc, dataset, model_config, training_config, seed, clustering_config limit $2 for update skip locked),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.clustering j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch))
      returning j.epoch, j.claimed_at, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.clustering_config)
    select min(epoch), min(claimed_at), min(priority), array_agg(dataset), array_agg(model_config), array_agg(training_config), array_agg(seed), array_agg(clustering_config) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_clustering(bigint, integer, integer, text[], integer, text, text, text, bigint, text) from public;

create or replace function job.release_clustering(bigint, text[], text[], text[], bigint[], text[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  update job.clustering j set status = 'pending', epoch = null, worker_id = null, claimed_at = null
  where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.clustering own, unnest($2, $3, $4, $5, $6) k (dataset, model_config, training_config, seed, clustering_config)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.clustering_config = k.clustering_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.clustering where status = 'claimed' and epoch = $1 limit 1))));
  get diagnostics n = row_count;
  return n;
end $$;
revoke execute on function job.release_clustering(bigint, text[], text[], text[], bigint[], text[]) from public;

create or replace function job.fail_clustering(bigint, text, text, boolean, integer, double precision, double precision, text[], text[], text[], bigint[], text[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  with tried as (
    update job.clustering j set
      status = case when $4 and j.attempts + 1 < $5 then 'pending' else 'failed' end,
      attempts = j.attempts + 1,
      not_before = clock_timestamp() + interval '1 millisecond'
        * least($6 * power(2, least(j.attempts, 30)), $7) * (0.5 + random()),
      error_class = $2, error_message = $3, epoch = null, worker_id = null, claimed_at = null
    where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.clustering own, unnest($8, $9, $10, $11, $12) k (dataset, model_config, training_config, seed, clustering_config)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.clustering_config = k.clustering_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.clustering where status = 'claimed' and epoch = $1 limit 1))))
    returning j.status)
  select count(*) filter (where status = 'failed') into n from tried;
  return n;
end $$;
revoke execute on function job.fail_clustering(bigint, text, text, boolean, integer, double precision, double precision, text[], text[], text[], bigint[], text[]) from public;

create or replace function job.hold_clustering(text[], text[], text[], bigint[], text[])
returns table (place bigint, inputs text)
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
#variable_conflict use_column
begin
  return query select k.place, 'twin.readout:' || p1._row_hash || E'\n' || 'twin.clustering_task:' || p2._row_hash || E'\n' || 'twin.clustering_config:' || p3._row_hash
    from unnest($1, $2, $3, $4, $5) with ordinality k (dataset, model_config, training_config, seed, clustering_config, place)
    cross join lateral (select _row_hash from twin.readout o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed for share) p1
    cross join lateral (select _row_hash from twin.clustering_task o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.clustering_config = k.clustering_config for share) p2
    cross join lateral (select _row_hash from twin.clustering_config o where o.clustering_config = k.clustering_config for share) p3;
end $$;
revoke execute on function job.hold_clustering(text[], text[], text[], bigint[], text[]) from public;

create or replace function job.enqueue_clustering()
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  role_before constant text := current_setting('session_replication_role');
  n bigint;
  is_whole boolean;
begin
  perform pg_advisory_xact_lock(hashtextextended('doppel enqueue ' || 'twin.clustering', 0));
  execute $count$ select count(*) from (
      select dataset, model_config, training_config, seed, clustering_config from (select dataset, model_config, training_config, seed, clustering_config from (select dataset, model_config, training_config, seed from twin.readout) p1
        natural join (select dataset, model_config, training_config, seed, clustering_config from twin.clustering_task) p2
        natural join (select clustering_config from twin.clustering_config) p3) k
      where not exists (select from twin.clustering o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.clustering_config = k.clustering_config)
        and not exists (select from job.clustering o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.clustering_config = k.clustering_config)) missing $count$ into n;
  if n = 0 then
    return 0;
  end if;
  if n < 10000 or not has_parameter_privilege(current_user, 'session_replication_role', 'SET') then
    execute $insert$ insert into job.clustering (dataset, model_config, training_config, seed, clustering_config) select dataset, model_config, training_config, seed, clustering_config from (
      select dataset, model_config, training_config, seed, clustering_config from (select dataset, model_config, training_config, seed, clustering_config from (select dataset, model_config, training_config, seed from twin.readout) p1
        natural join (select dataset, model_config, training_config, seed, clustering_config from twin.clustering_task) p2
        natural join (select clustering_config from twin.clustering_config) p3) k
      where not exists (select from twin.clustering o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.clustering_config = k.clustering_config)
        and not exists (select from job.clustering o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.clustering_config = k.clustering_config)) missing on conflict do nothing $insert$;
    get diagnostics n = row_count;
  else
    perform set_config('session_replication_role', 'replica', true);
    execute $insert$
      with added as (
        insert into job.clustering (dataset, model_config, training_config, seed, clustering_config) select dataset, model_config, training_config, seed, clustering_config from (
      select dataset, model_config, training_config, seed, clustering_config from (select dataset, model_config, training_config, seed, clustering_config from (select dataset, model_config, training_config, seed from twin.readout) p1
        natural join (select dataset, model_config, training_config, seed, clustering_config from twin.clustering_task) p2
        natural join (select clustering_config from twin.clustering_config) p3) k
      where not exists (select from twin.clustering o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.clustering_config = k.clustering_config)
        and not exists (select from job.clustering o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.clustering_config = k.clustering_config)) missing on conflict do nothing returning dataset, model_config, training_config, seed, clustering_config),
      p1 as (select from twin.readout p where (dataset, model_config, training_config, seed) in (select dataset, model_config, training_config, seed from added) for key share),
      p2 as (select from twin.clustering_task p where (dataset, model_config, training_config, seed, clustering_config) in (select dataset, model_config, training_config, seed, clustering_config from added) for key share),
      p3 as (select from twin.clustering_config p where (clustering_config) in (select clustering_config from added) for key share)
      select (select count(*) from added), (select count(*) from p1) = (select count(*) from (select distinct dataset, model_config, training_config, seed from added) d)
        and (select count(*) from p2) = (select count(*) from (select distinct dataset, model_config, training_config, seed, clustering_config from added) d)
        and (select count(*) from p3) = (select count(*) from (select distinct clustering_config from added) d) $insert$ into n, is_whole;
    perform set_config('session_replication_role', role_before, true);
    if not is_whole then
      raise exception 'rows that new keys of % refer to were deleted meanwhile', 'twin.clustering'
        using errcode = 'serialization_failure';
    end if;
  end if;
  if n > 0 then
    perform pg_notify('doppel_job', '');
  end if;
  return n;
end $$;
revoke execute on function job.enqueue_clustering() from public;

create or replace function job.accept_clustering()
returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  mine constant bigint := nullif(current_setting('doppel.epoch', true), '');
  n bigint;
  n_held bigint;
  run bigint;
  last_run bigint;
begin
  if coalesce(current_setting('doppel.epoch', true), '') = ''
     and pg_has_role(session_user, current_user, 'member') then
    return null;
  end if;
  select count(*), min(_run_id), max(_run_id) into n, run, last_run from new_rows;
  if n = 0 then
    return null;
  end if;
  if run <> last_run or not exists (select from provenance.run r
      where r.run_id = run and r.table_name = 'twin.clustering' and r.n_keys = n
        and r.xmin = pg_current_xact_id()::xid and r.committed_at >= now()) then
    raise exception 'results of twin.clustering without a run of their own in this transaction'
      using errcode = 'insufficient_privilege';
  end if;
  delete from job.clustering j where j.epoch = mine and j.ctid = any (array(
    select own.ctid from job.clustering own, new_rows k
    where own.status = 'claimed' and own.epoch = mine and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.clustering_config = k.clustering_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.clustering where status = 'claimed' and epoch = mine limit 1))));
  get diagnostics n_held = row_count;
  if n_held <> n then
    raise exception 'twin.clustering: only % of the % keys are held', n_held, n using errcode = 'ZL001';
  end if;
  return null;
end $$;
revoke execute on function job.accept_clustering() from public;

create or replace function job.accept_cluster()
returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
begin
  if coalesce(current_setting('doppel.epoch', true), '') = ''
     and pg_has_role(session_user, current_user, 'member') then
    return null;
  end if;
  if exists (select from (select distinct dataset, model_config, training_config, seed, clustering_config, _run_id from new_rows) k left join twin.clustering m
      on m.dataset = k.dataset and m.model_config = k.model_config and m.training_config = k.training_config and m.seed = k.seed and m.clustering_config = k.clustering_config
      where m._run_id is distinct from k._run_id or not exists (
        select from provenance.run r where r.run_id = k._run_id and r.xmin = pg_current_xact_id()::xid and r.committed_at >= now())) then
    raise exception 'parts of twin.cluster without their master in this transaction'
      using errcode = 'insufficient_privilege';
  end if;
  return null;
end $$;
revoke execute on function job.accept_cluster() from public;

create or replace function job.accept_cluster_member()
returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
begin
  if coalesce(current_setting('doppel.epoch', true), '') = ''
     and pg_has_role(session_user, current_user, 'member') then
    return null;
  end if;
  if exists (select from (select distinct dataset, model_config, training_config, seed, clustering_config, _run_id from new_rows) k left join twin.clustering m
      on m.dataset = k.dataset and m.model_config = k.model_config and m.training_config = k.training_config and m.seed = k.seed and m.clustering_config = k.clustering_config
      where m._run_id is distinct from k._run_id or not exists (
        select from provenance.run r where r.run_id = k._run_id and r.xmin = pg_current_xact_id()::xid and r.committed_at >= now())) then
    raise exception 'parts of twin.cluster_member without their master in this transaction'
      using errcode = 'insufficient_privilege';
  end if;
  return null;
end $$;
revoke execute on function job.accept_cluster_member() from public;

create or replace trigger accept after insert on twin.clustering
  referencing new table as new_rows for each statement execute function job.accept_clustering();
create or replace trigger accept after insert on twin.cluster
  referencing new table as new_rows for each statement execute function job.accept_cluster();
create or replace trigger accept after insert on twin.cluster_member
  referencing new table as new_rows for each statement execute function job.accept_cluster_member();
create or replace function job.claim_optimal_gabor(bigint, integer, integer, text[], integer, text, text, text, bigint, integer, integer, integer, integer, text)
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], model_config text[], training_config text[], seed bigint[], animal_id integer[], session integer[], scan_idx integer[], unit_id integer[], optimal_gabor_config text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  return query
    with best as materialized (
      select priority, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from job.optimal_gabor
      where status = 'pending' and not_before <= now() and deaths = $3
        and ($5 is null or priority = $5 and (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) > ($6, $7, $8, $9, $10, $11, $12, $13, $14)
          and (select priority from job.optimal_gabor
               where status = 'pending' and not_before <= now() and deaths = $3 and priority > $5
               order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config limit 1) is null)
      order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config limit 1 for update skip locked),
    batch as materialized (
      select ctid from job.optimal_gabor
      where status = 'pending' and not_before <= now() and deaths = $3
        and priority = (select priority from best) and (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) >= ((select dataset from best), (select model_config from best), (select training_config from best), (select seed from best), (select animal_id from best), (select session from best), (select scan_idx from best), (select unit_id from best), (select optimal_gabor_config from best))
        and (not 'dataset' = any ($4) or dataset = (select dataset from best))
        and (not 'model_config' = any ($4) or model_config = (select model_config from best))
        and (not 'training_config' = any ($4) or training_config = (select training_config from best))
        and (not 'seed' = any ($4) or seed = (select seed from best))
        and (not 'animal_id' = any ($4) or animal_id = (select animal_id from best))
        and (not 'session' = any ($4) or session = (select session from best))
        and (not 'scan_idx' = any ($4) or scan_idx = (select scan_idx from best))
        and (not 'unit_id' = any ($4) or unit_id = (select unit_id from best))
        and (not 'optimal_gabor_config' = any ($4) or optimal_gabor_config = (select optimal_gabor_config from best))
      order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config limit $2 for update skip locked),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.optimal_gabor j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch))
      returning j.epoch, j.claimed_at, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.animal_id, j.session, j.scan_idx, j.unit_id, j.optimal_gabor_config)
    select min(epoch), min(claimed_at), min(priority), array_agg(dataset), array_agg(model_config), array_agg(training_config), array_agg(seed), array_agg(animal_id), array_agg(session), array_agg(scan_idx), array_agg(unit_id), array_agg(optimal_gabor_config) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_optimal_gabor(bigint, integer, integer, text[], integer, text, text, text, bigint, integer, integer, integer, integer, text) from public;

create or replace function job.release_optimal_gabor(bigint, text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  update job.optimal_gabor j set status = 'pending', epoch = null, worker_id = null, claimed_at = null
  where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.optimal_gabor own, unnest($2, $3, $4, $5, $6, $7, $8, $9, $10) k (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.animal_id = k.animal_id and own.session = k.session and own.scan_idx = k.scan_idx and own.unit_id = k.unit_id and own.optimal_gabor_config = k.optimal_gabor_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.optimal_gabor where status = 'claimed' and epoch = $1 limit 1))));
  get diagnostics n = row_count;
  return n;
end $$;
revoke execute on function job.release_optimal_gabor(bigint, text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[]) from public;

create or replace function job.fail_optimal_gabor(bigint, text, text, boolean, integer, double precision, double precision, text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  with tried as (
    update job.optimal_gabor j set
      status = case when $4 and j.attempts + 1 < $5 then 'pending' else 'failed' end,
      attempts = j.attempts + 1,
      not_before = clock_timestamp() + interval '1 millisecond'
        * least($6 * power(2, least(j.attempts, 30)), $7) * (0.5 + random()),
      error_class = $2, error_message = $3, epoch = null, worker_id = null, claimed_at = null
    where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.optimal_gabor own, unnest($8, $9, $10, $11, $12, $13, $14, $15, $16) k (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.animal_id = k.animal_id and own.session = k.session and own.scan_idx = k.scan_idx and own.unit_id = k.unit_id and own.optimal_gabor_config = k.optimal_gabor_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.optimal_gabor where status = 'claimed' and epoch = $1 limit 1))))
    returning j.status)
  select count(*) filter (where status = 'failed') into n from tried;
  return n;
end $$;
revoke execute on function job.fail_optimal_gabor(bigint, text, text, boolean, integer, double precision, double precision, text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[]) from public;

create or replace function job.hold_optimal_gabor(text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[])
returns table (place bigint, inputs text)
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
#variable_conflict use_column
begin
  return query select k.place, 'twin.bar_code:' || p1._row_hash || E'\n' || 'twin.optimal_gabor_task:' || p2._row_hash || E'\n' || 'twin.optimal_gabor_config:' || p3._row_hash || E'\n' || 'twin.model:' || p4._row_hash
    from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9) with ordinality k (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, place)
    cross join lateral (select _row_hash from twin.bar_code o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id for share) p1
    cross join lateral (select _row_hash from twin.optimal_gabor_task o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.optimal_gabor_config = k.optimal_gabor_config for share) p2
    cross join lateral (select _row_hash from twin.optimal_gabor_config o where o.optimal_gabor_config = k.optimal_gabor_config for share) p3
    cross join lateral (select _row_hash from twin.model o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed for share) p4;
end $$;
revoke execute on function job.hold_optimal_gabor(text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[]) from public;

create or replace function job.enqueue_optimal_gabor()
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  role_before constant text := current_setting('session_replication_role');
  n bigint;
  is_whole boolean;
begin
  perform pg_advisory_xact_lock(hashtextextended('doppel enqueue ' || 'twin.optimal_gabor', 0));
  execute $count$ select count(*) from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id from twin.bar_code) p1
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config from twin.optimal_gabor_task) p2
        natural join (select optimal_gabor_config from twin.optimal_gabor_config) p3
        natural join (select dataset, model_config, training_config, seed from twin.model) p4) k
      where not exists (select from twin.optimal_gabor o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config)
        and not exists (select from job.optimal_gabor o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config)) missing $count$ into n;
  if n = 0 then
    return 0;
  end if;
  if n < 10000 or not has_parameter_privilege(current_user, 'session_replication_role', 'SET') then
    execute $insert$ insert into job.optimal_gabor (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id from twin.bar_code) p1
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config from twin.optimal_gabor_task) p2
        natural join (select optimal_gabor_config from twin.optimal_gabor_config) p3
        natural join (select dataset, model_config, training_config, seed from twin.model) p4) k
      where not exists (select from twin.optimal_gabor o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config)
        and not exists (select from job.optimal_gabor o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config)) missing on conflict do nothing $insert$;
    get diagnostics n = row_count;
  else
    perform set_config('session_replication_role', 'replica', true);
    execute $insert$
      with added as (
        insert into job.optimal_gabor (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id from twin.bar_code) p1
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config from twin.optimal_gabor_task) p2
        natural join (select optimal_gabor_config from twin.optimal_gabor_config) p3
        natural join (select dataset, model_config, training_config, seed from twin.model) p4) k
      where not exists (select from twin.optimal_gabor o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config)
        and not exists (select from job.optimal_gabor o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config)) missing on conflict do nothing returning dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config),
      p1 as (select from twin.bar_code p where (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id) in (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id from added) for key share),
      p2 as (select from twin.optimal_gabor_task p where (dataset, model_config, training_config, seed, optimal_gabor_config) in (select dataset, model_config, training_config, seed, optimal_gabor_config from added) for key share),
      p3 as (select from twin.optimal_gabor_config p where (optimal_gabor_config) in (select optimal_gabor_config from added) for key share),
      p4 as (select from twin.model p where (dataset, model_config, training_config, seed) in (select dataset, model_config, training_config, seed from added) for key share)
      select (select count(*) from added), (select count(*) from p1) = (select count(*) from (select distinct dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id from added) d)
        and (select count(*) from p2) = (select count(*) from (select distinct dataset, model_config, training_config, seed, optimal_gabor_config from added) d)
        and (select count(*) from p3) = (select count(*) from (select distinct optimal_gabor_config from added) d)
        and (select count(*) from p4) = (select count(*) from (select distinct dataset, model_config, training_config, seed from added) d) $insert$ into n, is_whole;
    perform set_config('session_replication_role', role_before, true);
    if not is_whole then
      raise exception 'rows that new keys of % refer to were deleted meanwhile', 'twin.optimal_gabor'
        using errcode = 'serialization_failure';
    end if;
  end if;
  if n > 0 then
    perform pg_notify('doppel_job', '');
  end if;
  return n;
end $$;
revoke execute on function job.enqueue_optimal_gabor() from public;

create or replace function job.accept_optimal_gabor()
returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  mine constant bigint := nullif(current_setting('doppel.epoch', true), '');
  n bigint;
  n_held bigint;
  run bigint;
  last_run bigint;
begin
  if coalesce(current_setting('doppel.epoch', true), '') = ''
     and pg_has_role(session_user, current_user, 'member') then
    return null;
  end if;
  select count(*), min(_run_id), max(_run_id) into n, run, last_run from new_rows;
  if n = 0 then
    return null;
  end if;
  if run <> last_run or not exists (select from provenance.run r
      where r.run_id = run and r.table_name = 'twin.optimal_gabor' and r.n_keys = n
        and r.xmin = pg_current_xact_id()::xid and r.committed_at >= now()) then
    raise exception 'results of twin.optimal_gabor without a run of their own in this transaction'
      using errcode = 'insufficient_privilege';
  end if;
  delete from job.optimal_gabor j where j.epoch = mine and j.ctid = any (array(
    select own.ctid from job.optimal_gabor own, new_rows k
    where own.status = 'claimed' and own.epoch = mine and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.animal_id = k.animal_id and own.session = k.session and own.scan_idx = k.scan_idx and own.unit_id = k.unit_id and own.optimal_gabor_config = k.optimal_gabor_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.optimal_gabor where status = 'claimed' and epoch = mine limit 1))));
  get diagnostics n_held = row_count;
  if n_held <> n then
    raise exception 'twin.optimal_gabor: only % of the % keys are held', n_held, n using errcode = 'ZL001';
  end if;
  return null;
end $$;
revoke execute on function job.accept_optimal_gabor() from public;

create or replace trigger accept after insert on twin.optimal_gabor
  referencing new table as new_rows for each statement execute function job.accept_optimal_gabor();
create or replace function job.claim_orientation_tuning(bigint, integer, integer, text[], integer, text, text, text, bigint, integer, integer, integer, integer, text, text)
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], model_config text[], training_config text[], seed bigint[], animal_id integer[], session integer[], scan_idx integer[], unit_id integer[], optimal_gabor_config text[], orientation_tuning_config text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  return query
    with best as materialized (
      select priority, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config from job.orientation_tuning
      where status = 'pending' and not_before <= now() and deaths = $3
        and ($5 is null or priority = $5 and (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config) > ($6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
          and (select priority from job.orientation_tuning
               where status = 'pending' and not_before <= now() and deaths = $3 and priority > $5
               order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config limit 1) is null)
      order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config limit 1 for update skip locked),
    batch as materialized (
      select ctid from job.orientation_tuning
      where status = 'pending' and not_before <= now() and deaths = $3
        and priority = (select priority from best) and (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config) >= ((select dataset from best), (select model_config from best), (select training_config from best), (select seed from best), (select animal_id from best), (select session from best), (select scan_idx from best), (select unit_id from best), (select optimal_gabor_config from best), (select orientation_tuning_config from best))
        and (not 'dataset' = any ($4) or dataset = (select dataset from best))
        and (not 'model_config' = any ($4) or model_config = (select model_config from best))
        and (not 'training_config' = any ($4) or training_config = (select training_config from best))
        and (not 'seed' = any ($4) or seed = (select seed from best))
        and (not 'animal_id' = any ($4) or animal_id = (select animal_id from best))
        and (not 'session' = any ($4) or session = (select session from best))
        and (not 'scan_idx' = any ($4) or scan_idx = (select scan_idx from best))
        and (not 'unit_id' = any ($4) or unit_id = (select unit_id from best))
        and (not 'optimal_gabor_config' = any ($4) or optimal_gabor_config = (select optimal_gabor_config from best))
        and (not 'orientation_tuning_config' = any ($4) or orientation_tuning_config = (select orientation_tuning_config from best))
      order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config limit $2 for update skip locked),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.orientation_tuning j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch))
      returning j.epoch, j.claimed_at, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.animal_id, j.session, j.scan_idx, j.unit_id, j.optimal_gabor_config, j.orientation_tuning_config)
    select min(epoch), min(claimed_at), min(priority), array_agg(dataset), array_agg(model_config), array_agg(training_config), array_agg(seed), array_agg(animal_id), array_agg(session), array_agg(scan_idx), array_agg(unit_id), array_agg(optimal_gabor_config), array_agg(orientation_tuning_config) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_orientation_tuning(bigint, integer, integer, text[], integer, text, text, text, bigint, integer, integer, integer, integer, text, text) from public;

create or replace function job.release_orientation_tuning(bigint, text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  update job.orientation_tuning j set status = 'pending', epoch = null, worker_id = null, claimed_at = null
  where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.orientation_tuning own, unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11) k (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.animal_id = k.animal_id and own.session = k.session and own.scan_idx = k.scan_idx and own.unit_id = k.unit_id and own.optimal_gabor_config = k.optimal_gabor_config and own.orientation_tuning_config = k.orientation_tuning_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.orientation_tuning where status = 'claimed' and epoch = $1 limit 1))));
  get diagnostics n = row_count;
  return n;
end $$;
revoke execute on function job.release_orientation_tuning(bigint, text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[]) from public;

create or replace function job.fail_orientation_tuning(bigint, text, text, boolean, integer, double precision, double precision, text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  with tried as (
    update job.orientation_tuning j set
      status = case when $4 and j.attempts + 1 < $5 then 'pending' else 'failed' end,
      attempts = j.attempts + 1,
      not_before = clock_timestamp() + interval '1 millisecond'
        * least($6 * power(2, least(j.attempts, 30)), $7) * (0.5 + random()),
      error_class = $2, error_message = $3, epoch = null, worker_id = null, claimed_at = null
    where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.orientation_tuning own, unnest($8, $9, $10, $11, $12, $13, $14, $15, $16, $17) k (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.animal_id = k.animal_id and own.session = k.session and own.scan_idx = k.scan_idx and own.unit_id = k.unit_id and own.optimal_gabor_config = k.optimal_gabor_config and own.orientation_tuning_config = k.orientation_tuning_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.orientation_tuning where status = 'claimed' and epoch = $1 limit 1))))
    returning j.status)
  select count(*) filter (where status = 'failed') into n from tried;
  return n;
end $$;
revoke execute on function job.fail_orientation_tuning(bigint, text, text, boolean, integer, double precision, double precision, text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[]) from public;

create or replace function job.hold_orientation_tuning(text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[])
returns table (place bigint, inputs text)
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
#variable_conflict use_column
begin
  return query select k.place, 'twin.optimal_gabor:' || p1._row_hash || E'\n' || 'twin.orientation_tuning_task:' || p2._row_hash || E'\n' || 'twin.orientation_tuning_config:' || p3._row_hash || E'\n' || 'twin.model:' || p4._row_hash
    from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) with ordinality k (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config, place)
    cross join lateral (select _row_hash from twin.optimal_gabor o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config for share) p1
    cross join lateral (select _row_hash from twin.orientation_tuning_task o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.optimal_gabor_config = k.optimal_gabor_config and o.orientation_tuning_config = k.orientation_tuning_config for share) p2
    cross join lateral (select _row_hash from twin.orientation_tuning_config o where o.orientation_tuning_config = k.orientation_tuning_config for share) p3
    cross join lateral (select _row_hash from twin.model o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed for share) p4;
end $$;
revoke execute on function job.hold_orientation_tuning(text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[]) from public;

create or replace function job.enqueue_orientation_tuning()
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  role_before constant text := current_setting('session_replication_role');
  n bigint;
  is_whole boolean;
begin
  perform pg_advisory_xact_lock(hashtextextended('doppel enqueue ' || 'twin.orientation_tuning', 0));
  execute $count$ select count(*) from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p1
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, orientation_tuning_config from twin.orientation_tuning_task) p2
        natural join (select orientation_tuning_config from twin.orientation_tuning_config) p3
        natural join (select dataset, model_config, training_config, seed from twin.model) p4) k
      where not exists (select from twin.orientation_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.orientation_tuning_config = k.orientation_tuning_config)
        and not exists (select from job.orientation_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.orientation_tuning_config = k.orientation_tuning_config)) missing $count$ into n;
  if n = 0 then
    return 0;
  end if;
  if n < 10000 or not has_parameter_privilege(current_user, 'session_replication_role', 'SET') then
    execute $insert$ insert into job.orientation_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config) select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p1
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, orientation_tuning_config from twin.orientation_tuning_task) p2
        natural join (select orientation_tuning_config from twin.orientation_tuning_config) p3
        natural join (select dataset, model_config, training_config, seed from twin.model) p4) k
      where not exists (select from twin.orientation_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.orientation_tuning_config = k.orientation_tuning_config)
        and not exists (select from job.orientation_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.orientation_tuning_config = k.orientation_tuning_config)) missing on conflict do nothing $insert$;
    get diagnostics n = row_count;
  else
    perform set_config('session_replication_role', 'replica', true);
    execute $insert$
      with added as (
        insert into job.orientation_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config) select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p1
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, orientation_tuning_config from twin.orientation_tuning_task) p2
        natural join (select orientation_tuning_config from twin.orientation_tuning_config) p3
        natural join (select dataset, model_config, training_config, seed from twin.model) p4) k
      where not exists (select from twin.orientation_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.orientation_tuning_config = k.orientation_tuning_config)
        and not exists (select from job.orientation_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.orientation_tuning_config = k.orientation_tuning_config)) missing on conflict do nothing returning dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config),
      p1 as (select from twin.optimal_gabor p where (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) in (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from added) for key share),
      p2 as (select from twin.orientation_tuning_task p where (dataset, model_config, training_config, seed, optimal_gabor_config, orientation_tuning_config) in (select dataset, model_config, training_config, seed, optimal_gabor_config, orientation_tuning_config from added) for key share),
      p3 as (select from twin.orientation_tuning_config p where (orientation_tuning_config) in (select orientation_tuning_config from added) for key share),
      p4 as (select from twin.model p where (dataset, model_config, training_config, seed) in (select dataset, model_config, training_config, seed from added) for key share)
      select (select count(*) from added), (select count(*) from p1) = (select count(*) from (select distinct dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from added) d)
        and (select count(*) from p2) = (select count(*) from (select distinct dataset, model_config, training_config, seed, optimal_gabor_config, orientation_tuning_config from added) d)
        and (select count(*) from p3) = (select count(*) from (select distinct orientation_tuning_config from added) d)
        and (select count(*) from p4) = (select count(*) from (select distinct dataset, model_config, training_config, seed from added) d) $insert$ into n, is_whole;
    perform set_config('session_replication_role', role_before, true);
    if not is_whole then
      raise exception 'rows that new keys of % refer to were deleted meanwhile', 'twin.orientation_tuning'
        using errcode = 'serialization_failure';
    end if;
  end if;
  if n > 0 then
    perform pg_notify('doppel_job', '');
  end if;
  return n;
end $$;
revoke execute on function job.enqueue_orientation_tuning() from public;

create or replace function job.accept_orientation_tuning()
returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  mine constant bigint := nullif(current_setting('doppel.epoch', true), '');
  n bigint;
  n_held bigint;
  run bigint;
  last_run bigint;
begin
  if coalesce(current_setting('doppel.epoch', true), '') = ''
     and pg_has_role(session_user, current_user, 'member') then
    return null;
  end if;
  select count(*), min(_run_id), max(_run_id) into n, run, last_run from new_rows;
  if n = 0 then
    return null;
  end if;
  if run <> last_run or not exists (select from provenance.run r
      where r.run_id = run and r.table_name = 'twin.orientation_tuning' and r.n_keys = n
        and r.xmin = pg_current_xact_id()::xid and r.committed_at >= now()) then
    raise exception 'results of twin.orientation_tuning without a run of their own in this transaction'
      using errcode = 'insufficient_privilege';
  end if;
  delete from job.orientation_tuning j where j.epoch = mine and j.ctid = any (array(
    select own.ctid from job.orientation_tuning own, new_rows k
    where own.status = 'claimed' and own.epoch = mine and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.animal_id = k.animal_id and own.session = k.session and own.scan_idx = k.scan_idx and own.unit_id = k.unit_id and own.optimal_gabor_config = k.optimal_gabor_config and own.orientation_tuning_config = k.orientation_tuning_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.orientation_tuning where status = 'claimed' and epoch = mine limit 1))));
  get diagnostics n_held = row_count;
  if n_held <> n then
    raise exception 'twin.orientation_tuning: only % of the % keys are held', n_held, n using errcode = 'ZL001';
  end if;
  return null;
end $$;
revoke execute on function job.accept_orientation_tuning() from public;

create or replace trigger accept after insert on twin.orientation_tuning
  referencing new table as new_rows for each statement execute function job.accept_orientation_tuning();
create or replace function job.claim_phase_tuning(bigint, integer, integer, text[], integer, text, text, text, bigint, integer, integer, integer, integer, text, text)
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], model_config text[], training_config text[], seed bigint[], animal_id integer[], session integer[], scan_idx integer[], unit_id integer[], optimal_gabor_config text[], phase_tuning_config text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  return query
    with best as materialized (
      select priority, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config from job.phase_tuning
      where status = 'pending' and not_before <= now() and deaths = $3
        and ($5 is null or priority = $5 and (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config) > ($6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
          and (select priority from job.phase_tuning
               where status = 'pending' and not_before <= now() and deaths = $3 and priority > $5
               order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config limit 1) is null)
      order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config limit 1 for update skip locked),
    batch as materialized (
      select ctid from job.phase_tuning
      where status = 'pending' and not_before <= now() and deaths = $3
        and priority = (select priority from best) and (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config) >= ((select dataset from best), (select model_config from best), (select training_config from best), (select seed from best), (select animal_id from best), (select session from best), (select scan_idx from best), (select unit_id from best), (select optimal_gabor_config from best), (select phase_tuning_config from best))
        and (not 'dataset' = any ($4) or dataset = (select dataset from best))
        and (not 'model_config' = any ($4) or model_config = (select model_config from best))
        and (not 'training_config' = any ($4) or training_config = (select training_config from best))
        and (not 'seed' = any ($4) or seed = (select seed from best))
        and (not 'animal_id' = any ($4) or animal_id = (select animal_id from best))
        and (not 'session' = any ($4) or session = (select session from best))
        and (not 'scan_idx' = any ($4) or scan_idx = (select scan_idx from best))
        and (not 'unit_id' = any ($4) or unit_id = (select unit_id from best))
        and (not 'optimal_gabor_config' = any ($4) or optimal_gabor_config = (select optimal_gabor_config from best))
        and (not 'phase_tuning_config' = any ($4) or phase_tuning_config = (select phase_tuning_config from best))
      order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config limit $2 for update skip locked),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.phase_tuning j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch))
      returning j.epoch, j.claimed_at, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.animal_id, j.session, j.scan_idx, j.unit_id, j.optimal_gabor_config, j.phase_tuning_config)
    select min(epoch), min(claimed_at), min(priority), array_agg(dataset), array_agg(model_config), array_agg(training_config), array_agg(seed), array_agg(animal_id), array_agg(session), array_agg(scan_idx), array_agg(unit_id), array_agg(optimal_gabor_config), array_agg(phase_tuning_config) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_phase_tuning(bigint, integer, integer, text[], integer, text, text, text, bigint, integer, integer, integer, integer, text, text) from public;

create or replace function job.release_phase_tuning(bigint, text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  update job.phase_tuning j set status = 'pending', epoch = null, worker_id = null, claimed_at = null
  where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.phase_tuning own, unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11) k (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.animal_id = k.animal_id and own.session = k.session and own.scan_idx = k.scan_idx and own.unit_id = k.unit_id and own.optimal_gabor_config = k.optimal_gabor_config and own.phase_tuning_config = k.phase_tuning_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.phase_tuning where status = 'claimed' and epoch = $1 limit 1))));
  get diagnostics n = row_count;
  return n;
end $$;
revoke execute on function job.release_phase_tuning(bigint, text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[]) from public;

create or replace function job.fail_phase_tuning(bigint, text, text, boolean, integer, double precision, double precision, text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  with tried as (
    update job.phase_tuning j set
      status = case when $4 and j.attempts + 1 < $5 then 'pending' else 'failed' end,
      attempts = j.attempts + 1,
      not_before = clock_timestamp() + interval '1 millisecond'
        * least($6 * power(2, least(j.attempts, 30)), $7) * (0.5 + random()),
      error_class = $2, error_message = $3, epoch = null, worker_id = null, claimed_at = null
    where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.phase_tuning own, unnest($8, $9, $10, $11, $12, $13, $14, $15, $16, $17) k (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.animal_id = k.animal_id and own.session = k.session and own.scan_idx = k.scan_idx and own.unit_id = k.unit_id and own.optimal_gabor_config = k.optimal_gabor_config and own.phase_tuning_config = k.phase_tuning_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.phase_tuning where status = 'claimed' and epoch = $1 limit 1))))
    returning j.status)
  select count(*) filter (where status = 'failed') into n from tried;
  return n;
end $$;
revoke execute on function job.fail_phase_tuning(bigint, text, text, boolean, integer, double precision, double precision, text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[]) from public;

create or replace function job.hold_phase_tuning(text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[])
returns table (place bigint, inputs text)
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
#variable_conflict use_column
begin
  return query select k.place, 'twin.optimal_gabor:' || p1._row_hash || E'\n' || 'twin.phase_tuning_task:' || p2._row_hash || E'\n' || 'twin.phase_tuning_config:' || p3._row_hash || E'\n' || 'twin.model:' || p4._row_hash
    from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) with ordinality k (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config, place)
    cross join lateral (select _row_hash from twin.optimal_gabor o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config for share) p1
    cross join lateral (select _row_hash from twin.phase_tuning_task o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.optimal_gabor_config = k.optimal_gabor_config and o.phase_tuning_config = k.phase_tuning_config for share) p2
    cross join lateral (select _row_hash from twin.phase_tuning_config o where o.phase_tuning_config = k.phase_tuning_config for share) p3
    cross join lateral (select _row_hash from twin.model o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed for share) p4;
end $$;
revoke execute on function job.hold_phase_tuning(text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[]) from public;

create or replace function job.enqueue_phase_tuning()
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  role_before constant text := current_setting('session_replication_role');
  n bigint;
  is_whole boolean;
begin
  perform pg_advisory_xact_lock(hashtextextended('doppel enqueue ' || 'twin.phase_tuning', 0));
  execute $count$ select count(*) from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p1
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, phase_tuning_config from twin.phase_tuning_task) p2
        natural join (select phase_tuning_config from twin.phase_tuning_config) p3
        natural join (select dataset, model_config, training_config, seed from twin.model) p4) k
      where not exists (select from twin.phase_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.phase_tuning_config = k.phase_tuning_config)
        and not exists (select from job.phase_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.phase_tuning_config = k.phase_tuning_config)) missing $count$ into n;
  if n = 0 then
    return 0;
  end if;
  if n < 10000 or not has_parameter_privilege(current_user, 'session_replication_role', 'SET') then
    execute $insert$ insert into job.phase_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config) select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p1
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, phase_tuning_config from twin.phase_tuning_task) p2
        natural join (select phase_tuning_config from twin.phase_tuning_config) p3
        natural join (select dataset, model_config, training_config, seed from twin.model) p4) k
      where not exists (select from twin.phase_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.phase_tuning_config = k.phase_tuning_config)
        and not exists (select from job.phase_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.phase_tuning_config = k.phase_tuning_config)) missing on conflict do nothing $insert$;
    get diagnostics n = row_count;
  else
    perform set_config('session_replication_role', 'replica', true);
    execute $insert$
      with added as (
        insert into job.phase_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config) select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p1
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, phase_tuning_config from twin.phase_tuning_task) p2
        natural join (select phase_tuning_config from twin.phase_tuning_config) p3
        natural join (select dataset, model_config, training_config, seed from twin.model) p4) k
      where not exists (select from twin.phase_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.phase_tuning_config = k.phase_tuning_config)
        and not exists (select from job.phase_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.phase_tuning_config = k.phase_tuning_config)) missing on conflict do nothing returning dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config),
      p1 as (select from twin.optimal_gabor p where (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) in (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from added) for key share),
      p2 as (select from twin.phase_tuning_task p where (dataset, model_config, training_config, seed, optimal_gabor_config, phase_tuning_config) in (select dataset, model_config, training_config, seed, optimal_gabor_config, phase_tuning_config from added) for key share),
      p3 as (select from twin.phase_tuning_config p where (phase_tuning_config) in (select phase_tuning_config from added) for key share),
      p4 as (select from twin.model p where (dataset, model_config, training_config, seed) in (select dataset, model_config, training_config, seed from added) for key share)
      select (select count(*) from added), (select count(*) from p1) = (select count(*) from (select distinct dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from added) d)
        and (select count(*) from p2) = (select count(*) from (select distinct dataset, model_config, training_config, seed, optimal_gabor_config, phase_tuning_config from added) d)
        and (select count(*) from p3) = (select count(*) from (select distinct phase_tuning_config from added) d)
        and (select count(*) from p4) = (select count(*) from (select distinct dataset, model_config, training_config, seed from added) d) $insert$ into n, is_whole;
    perform set_config('session_replication_role', role_before, true);
    if not is_whole then
      raise exception 'rows that new keys of % refer to were deleted meanwhile', 'twin.phase_tuning'
        using errcode = 'serialization_failure';
    end if;
  end if;
  if n > 0 then
    perform pg_notify('doppel_job', '');
  end if;
  return n;
end $$;
revoke execute on function job.enqueue_phase_tuning() from public;

create or replace function job.accept_phase_tuning()
returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  mine constant bigint := nullif(current_setting('doppel.epoch', true), '');
  n bigint;
  n_held bigint;
  run bigint;
  last_run bigint;
begin
  if coalesce(current_setting('doppel.epoch', true), '') = ''
     and pg_has_role(session_user, current_user, 'member') then
    return null;
  end if;
  select count(*), min(_run_id), max(_run_id) into n, run, last_run from new_rows;
  if n = 0 then
    return null;
  end if;
  if run <> last_run or not exists (select from provenance.run r
      where r.run_id = run and r.table_name = 'twin.phase_tuning' and r.n_keys = n
        and r.xmin = pg_current_xact_id()::xid and r.committed_at >= now()) then
    raise exception 'results of twin.phase_tuning without a run of their own in this transaction'
      using errcode = 'insufficient_privilege';
  end if;
  delete from job.phase_tuning j where j.epoch = mine and j.ctid = any (array(
    select own.ctid from job.phase_tuning own, new_rows k
    where own.status = 'claimed' and own.epoch = mine and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.animal_id = k.animal_id and own.session = k.session and own.scan_idx = k.scan_idx and own.unit_id = k.unit_id and own.optimal_gabor_config = k.optimal_gabor_config and own.phase_tuning_config = k.phase_tuning_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.phase_tuning where status = 'claimed' and epoch = mine limit 1))));
  get diagnostics n_held = row_count;
  if n_held <> n then
    raise exception 'twin.phase_tuning: only % of the % keys are held', n_held, n using errcode = 'ZL001';
  end if;
  return null;
end $$;
revoke execute on function job.accept_phase_tuning() from public;

create or replace trigger accept after insert on twin.phase_tuning
  referencing new table as new_rows for each statement execute function job.accept_phase_tuning();

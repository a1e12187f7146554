-- The functions and guards of the tables of 0009 and 0010, and random searches of regularisation weights. Drafted.
create table twin.weight_search (
  weight_search text not null,
  base_model_config text not null,
  n_draws integer not null,
  draw_seed bigint not null,
  smooth_range real[] not null,
  sparse_range real[] not null,
  readout_range real[] not null,
  _parts_hash text not null default '',
  _row_hash text not null generated always as (encode(sha256(provenance.field(weight_search) || provenance.field(base_model_config) || provenance.field(n_draws) || provenance.field(draw_seed) || provenance.field(smooth_range) || provenance.field(sparse_range) || provenance.field(readout_range) || provenance.field(_parts_hash)), 'hex')) stored,
  constraint weight_search_pkey primary key (weight_search),
  constraint weight_search_draws_positive check (n_draws > 0)
);
comment on table twin.weight_search is 'Random searches of regularisation weights; the best draw has the lowest validation loss';
comment on column twin.weight_search.weight_search is 'name of the search';
comment on column twin.weight_search.base_model_config is 'model_config whose other settings all draws share';
comment on column twin.weight_search.n_draws is 'settings drawn';
comment on column twin.weight_search.draw_seed is 'seed of the draws';
comment on column twin.weight_search.smooth_range is 'lowest and highest smooth_weight, log-uniform';
comment on column twin.weight_search.sparse_range is 'lowest and highest sparse_weight, log-uniform';
comment on column twin.weight_search.readout_range is 'lowest and highest readout_weight, log-uniform';
comment on column twin.weight_search._parts_hash is 'SHA-256 over the row hashes of the parts; triggers keep it true';
comment on column twin.weight_search._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.weight_search_draw (
  weight_search text not null,
  draw integer not null,
  model_config text not null,
  _run_id bigint,
  _input_hash text,
  _row_hash text not null generated always as (encode(sha256(provenance.field(weight_search) || provenance.field(draw) || provenance.field(model_config) || provenance.field(_input_hash)), 'hex')) stored,
  constraint weight_search_draw_pkey primary key (weight_search, draw),
  constraint weight_search_draw_weight_search_fkey foreign key (weight_search) references twin.weight_search (weight_search) on delete cascade,
  constraint weight_search_draw_model_config_fkey foreign key (model_config) references twin.model_config (model_config) on delete restrict
);
create index weight_search_draw_model_config_idx on twin.weight_search_draw (model_config);
comment on table twin.weight_search_draw is 'The settings that a search drew';
comment on column twin.weight_search_draw.weight_search is 'name of the search';
comment on column twin.weight_search_draw.draw is 'number of the draw, from 0';
comment on column twin.weight_search_draw.model_config is 'the row that holds its weights';
comment on column twin.weight_search_draw._run_id is 'The provenance.run that wrote the row';
comment on column twin.weight_search_draw._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.weight_search_draw._row_hash is 'SHA-256 over the key, the columns and _input_hash';

drop index job.alignment_claimed_idx;
CREATE INDEX alignment_claimed_idx ON job.alignment USING btree (epoch) WHERE (status = 'claimed'::text);

drop index job.clustering_claimed_idx;
CREATE INDEX clustering_claimed_idx ON job.clustering USING btree (epoch) WHERE (status = 'claimed'::text);

drop index job.embedding_claimed_idx;
CREATE INDEX embedding_claimed_idx ON job.embedding USING btree (epoch) WHERE (status = 'claimed'::text);

drop index job.density_estimate_claimed_idx;
CREATE INDEX density_estimate_claimed_idx ON job.density_estimate USING btree (epoch) WHERE (status = 'claimed'::text);

drop index job.clustering_agreement_claimed_idx;
CREATE INDEX clustering_agreement_claimed_idx ON job.clustering_agreement USING btree (epoch) WHERE (status = 'claimed'::text);

drop index job.cluster_stability_claimed_idx;
CREATE INDEX cluster_stability_claimed_idx ON job.cluster_stability USING btree (epoch) WHERE (status = 'claimed'::text);

drop index job.orientation_fit_claimed_idx;
CREATE INDEX orientation_fit_claimed_idx ON job.orientation_fit USING btree (epoch) WHERE (status = 'claimed'::text);

drop index job.phase_fit_claimed_idx;
CREATE INDEX phase_fit_claimed_idx ON job.phase_fit USING btree (epoch) WHERE (status = 'claimed'::text);

drop index job.gabor_certificate_claimed_idx;
CREATE INDEX gabor_certificate_claimed_idx ON job.gabor_certificate USING btree (epoch) WHERE (status = 'claimed'::text);

drop index job.size_contrast_tuning_claimed_idx;
CREATE INDEX size_contrast_tuning_claimed_idx ON job.size_contrast_tuning USING btree (epoch) WHERE (status = 'claimed'::text);

drop index job.plaid_tuning_claimed_idx;
CREATE INDEX plaid_tuning_claimed_idx ON job.plaid_tuning USING btree (epoch) WHERE (status = 'claimed'::text);

drop index job.glm_claimed_idx;
CREATE INDEX glm_claimed_idx ON job.glm USING btree (epoch) WHERE (status = 'claimed'::text);

drop index job.nonlinearity_claimed_idx;
CREATE INDEX nonlinearity_claimed_idx ON job.nonlinearity USING btree (epoch) WHERE (status = 'claimed'::text);

drop index job.optimal_dog_claimed_idx;
CREATE INDEX optimal_dog_claimed_idx ON job.optimal_dog USING btree (epoch) WHERE (status = 'claimed'::text);

drop index job.mei_claimed_idx;
CREATE INDEX mei_claimed_idx ON job.mei USING btree (epoch) WHERE (status = 'claimed'::text);

drop index job.stimulus_comparison_claimed_idx;
CREATE INDEX stimulus_comparison_claimed_idx ON job.stimulus_comparison USING btree (epoch) WHERE (status = 'claimed'::text);

drop index job.population_claimed_idx;
CREATE INDEX population_claimed_idx ON job.population USING btree (epoch) WHERE (status = 'claimed'::text);

drop index job.cluster_analysis_claimed_idx;
CREATE INDEX cluster_analysis_claimed_idx ON job.cluster_analysis USING btree (epoch) WHERE (status = 'claimed'::text);

create view public.weight_search as
  select weight_search, base_model_config, n_draws, draw_seed, smooth_range, sparse_range, readout_range
  from twin.weight_search;
comment on view public.weight_search is 'Random searches of regularisation weights; the best draw has the lowest validation loss';
comment on column public.weight_search.weight_search is 'name of the search';
comment on column public.weight_search.base_model_config is 'model_config whose other settings all draws share';
comment on column public.weight_search.n_draws is 'settings drawn';
comment on column public.weight_search.draw_seed is 'seed of the draws';
comment on column public.weight_search.smooth_range is 'lowest and highest smooth_weight, log-uniform';
comment on column public.weight_search.sparse_range is 'lowest and highest sparse_weight, log-uniform';
comment on column public.weight_search.readout_range is 'lowest and highest readout_weight, log-uniform';
create view public.weight_search_draw as
  select weight_search, draw, model_config
  from twin.weight_search_draw;
comment on view public.weight_search_draw is 'The settings that a search drew';
comment on column public.weight_search_draw.weight_search is 'name of the search';
comment on column public.weight_search_draw.draw is 'number of the draw, from 0';
comment on column public.weight_search_draw.model_config is 'the row that holds its weights';
drop function if exists twin.seal_weight_search();
create trigger note_change after update on twin.weight_search referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('weight_search');
create function twin.seal_weight_search() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform from twin.weight_search m, (select distinct weight_search from touched) t where m.weight_search = t.weight_search for no key update of m;
  update twin.weight_search m set _parts_hash = coalesce((select encode(sha256(convert_to(string_agg(line, E'\n' order by line collate "C"), 'UTF8')), 'hex')
    from (select 'twin.weight_search_draw:' || p._row_hash as line from twin.weight_search_draw p where p.weight_search = m.weight_search) parts), '')
  from (select distinct weight_search from touched) t where m.weight_search = t.weight_search;
  if tg_op = 'UPDATE' then
  perform from twin.weight_search m, (select distinct weight_search from was) t where m.weight_search = t.weight_search for no key update of m;
  update twin.weight_search m set _parts_hash = coalesce((select encode(sha256(convert_to(string_agg(line, E'\n' order by line collate "C"), 'UTF8')), 'hex')
    from (select 'twin.weight_search_draw:' || p._row_hash as line from twin.weight_search_draw p where p.weight_search = m.weight_search) parts), '')
  from (select distinct weight_search from was) t where m.weight_search = t.weight_search;
  end if;
  return null;
end $$;
comment on function twin.seal_weight_search() is 'Trigger of the parts: keeps _parts_hash of their master true';
create trigger seal_insert after insert on twin.weight_search_draw referencing new table as touched
  for each statement execute function twin.seal_weight_search();
create trigger seal_update after update on twin.weight_search_draw referencing old table as was new table as touched
  for each statement execute function twin.seal_weight_search();
create trigger seal_delete after delete on twin.weight_search_draw referencing old table as touched
  for each statement execute function twin.seal_weight_search();
create trigger note_change after update on twin.weight_search_draw referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('weight_search', 'draw');

create or replace function job.claim_alignment(bigint, integer, integer, text[], integer, text, text, text, bigint, text)
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], model_config text[], training_config text[], seed bigint[], alignment_config text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  return query
    with best as materialized (
      select priority, dataset, model_config, training_config, seed, alignment_config from job.alignment
      where status = 'pending' and not_before <= now() and deaths = $3
        and ($5 is null or priority = $5 and (dataset, model_config, training_config, seed, alignment_config) > ($6, $7, $8, $9, $10)
          and (select priority from job.alignment
               where status = 'pending' and not_before <= now() and deaths = $3 and priority > $5
               order by priority desc, dataset, model_config, training_config, seed, alignment_config limit 1) is null)
      order by priority desc, dataset, model_config, training_config, seed, alignment_config limit 1 for update skip locked),
    batch as materialized (
      select ctid from job.alignment
      where status = 'pending' and not_before <= now() and deaths = $3
        and priority = (select priority from best) and (dataset, model_config, training_config, seed, alignment_config) >= ((select dataset from best), (select model_config from best), (select training_config from best), (select seed from best), (select alignment_config from best))
        and (not 'dataset' = any ($4) or dataset = (select dataset from best))
        and (not 'model_config' = any ($4) or model_config = (select model_config from best))
        and (not 'training_config' = any ($4) or training_config = (select training_config from best))
        and (not 'seed' = any ($4) or seed = (select seed from best))
        and (not 'alignment_config' = any ($4) or alignment_config = (select alignment_config from best))
      order by priority desc, dataset, model_config, training_config, seed, alignment_config limit $2 for update skip locked),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.alignment j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch))
      returning j.epoch, j.claimed_at, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.alignment_config)
    select min(epoch), min(claimed_at), min(priority), array_agg(dataset), array_agg(model_config), array_agg(training_config), array_agg(seed), array_agg(alignment_config) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_alignment(bigint, integer, integer, text[], integer, text, text, text, bigint, text) from public;

create or replace function job.release_alignment(bigint, text[], text[], text[], bigint[], text[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  update job.alignment j set status = 'pending', epoch = null, worker_id = null, claimed_at = null
  where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.alignment own, unnest($2, $3, $4, $5, $6) k (dataset, model_config, training_config, seed, alignment_config)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.alignment_config = k.alignment_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.alignment where status = 'claimed' and epoch = $1 limit 1))));
  get diagnostics n = row_count;
  return n;
end $$;
revoke execute on function job.release_alignment(bigint, text[], text[], text[], bigint[], text[]) from public;

create or replace function job.fail_alignment(bigint, text, text, boolean, integer, double precision, double precision, text[], text[], text[], bigint[], text[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  with tried as (
    update job.alignment j set
      status = case when $4 and j.attempts + 1 < $5 then 'pending' else 'failed' end,
      attempts = j.attempts + 1,
      not_before = clock_timestamp() + interval '1 millisecond'
        * least($6 * power(2, least(j.attempts, 30)), $7) * (0.5 + random()),
      error_class = $2, error_message = $3, epoch = null, worker_id = null, claimed_at = null
    where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.alignment own, unnest($8, $9, $10, $11, $12) k (dataset, model_config, training_config, seed, alignment_config)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.alignment_config = k.alignment_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.alignment where status = 'claimed' and epoch = $1 limit 1))))
    returning j.status)
  select count(*) filter (where status = 'failed') into n from tried;
  return n;
end $$;
revoke execute on function job.fail_alignment(bigint, text, text, boolean, integer, double precision, double precision, text[], text[], text[], bigint[], text[]) from public;

create or replace function job.hold_alignment(text[], text[], text[], bigint[], text[])
returns table (place bigint, inputs text)
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
#variable_conflict use_column
begin
  return query select k.place, 'twin.readout:' || p1._row_hash || E'\n' || 'twin.alignment_task:' || p2._row_hash || E'\n' || 'twin.alignment_config:' || p3._row_hash
    from unnest($1, $2, $3, $4, $5) with ordinality k (dataset, model_config, training_config, seed, alignment_config, place)
    cross join lateral (select _row_hash from twin.readout o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed for share) p1
    cross join lateral (select _row_hash from twin.alignment_task o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config for share) p2
    cross join lateral (select _row_hash from twin.alignment_config o where o.alignment_config = k.alignment_config for share) p3;
end $$;
revoke execute on function job.hold_alignment(text[], text[], text[], bigint[], text[]) from public;

create or replace function job.enqueue_alignment()
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  role_before constant text := current_setting('session_replication_role');
  n bigint;
  is_whole boolean;
begin
  perform pg_advisory_xact_lock(hashtextextended('doppel enqueue ' || 'twin.alignment', 0));
  execute $count$ select count(*) from (
      select dataset, model_config, training_config, seed, alignment_config from (select dataset, model_config, training_config, seed, alignment_config from (select dataset, model_config, training_config, seed from twin.readout) p1
        natural join (select dataset, model_config, training_config, seed, alignment_config from twin.alignment_task) p2
        natural join (select alignment_config from twin.alignment_config) p3) k
      where not exists (select from twin.alignment o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config)
        and not exists (select from job.alignment o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config)) missing $count$ into n;
  if n = 0 then
    return 0;
  end if;
  if n < 10000 or not has_parameter_privilege(current_user, 'session_replication_role', 'SET') then
    execute $insert$ insert into job.alignment (dataset, model_config, training_config, seed, alignment_config) select dataset, model_config, training_config, seed, alignment_config from (
      select dataset, model_config, training_config, seed, alignment_config from (select dataset, model_config, training_config, seed, alignment_config from (select dataset, model_config, training_config, seed from twin.readout) p1
        natural join (select dataset, model_config, training_config, seed, alignment_config from twin.alignment_task) p2
        natural join (select alignment_config from twin.alignment_config) p3) k
      where not exists (select from twin.alignment o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config)
        and not exists (select from job.alignment o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config)) missing on conflict do nothing $insert$;
    get diagnostics n = row_count;
  else
    perform set_config('session_replication_role', 'replica', true);
    execute $insert$
      with added as (
        insert into job.alignment (dataset, model_config, training_config, seed, alignment_config) select dataset, model_config, training_config, seed, alignment_config from (
      select dataset, model_config, training_config, seed, alignment_config from (select dataset, model_config, training_config, seed, alignment_config from (select dataset, model_config, training_config, seed from twin.readout) p1
        natural join (select dataset, model_config, training_config, seed, alignment_config from twin.alignment_task) p2
        natural join (select alignment_config from twin.alignment_config) p3) k
      where not exists (select from twin.alignment o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config)
        and not exists (select from job.alignment o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config)) missing on conflict do nothing returning dataset, model_config, training_config, seed, alignment_config),
      p1 as (select from twin.readout p where (dataset, model_config, training_config, seed) in (select dataset, model_config, training_config, seed from added) for key share),
      p2 as (select from twin.alignment_task p where (dataset, model_config, training_config, seed, alignment_config) in (select dataset, model_config, training_config, seed, alignment_config from added) for key share),
      p3 as (select from twin.alignment_config p where (alignment_config) in (select alignment_config from added) for key share)
      select (select count(*) from added), (select count(*) from p1) = (select count(*) from (select distinct dataset, model_config, training_config, seed from added) d)
        and (select count(*) from p2) = (select count(*) from (select distinct dataset, model_config, training_config, seed, alignment_config from added) d)
        and (select count(*) from p3) = (select count(*) from (select distinct alignment_config from added) d) $insert$ into n, is_whole;
    perform set_config('session_replication_role', role_before, true);
    if not is_whole then
      raise exception 'rows that new keys of % refer to were deleted meanwhile', 'twin.alignment'
        using errcode = 'serialization_failure';
    end if;
  end if;
  if n > 0 then
    perform pg_notify('doppel_job', '');
  end if;
  return n;
end $$;
revoke execute on function job.enqueue_alignment() from public;

create or replace function job.accept_alignment()
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
      where r.run_id = run and r.table_name = 'twin.alignment' and r.n_keys = n
        and r.xmin = pg_current_xact_id()::xid and r.committed_at >= now()) then
    raise exception 'results of twin.alignment without a run of their own in this transaction'
      using errcode = 'insufficient_privilege';
  end if;
  delete from job.alignment j where j.epoch = mine and j.ctid = any (array(
    select own.ctid from job.alignment own, new_rows k
    where own.status = 'claimed' and own.epoch = mine and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.alignment_config = k.alignment_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.alignment where status = 'claimed' and epoch = mine limit 1))));
  get diagnostics n_held = row_count;
  if n_held <> n then
    raise exception 'twin.alignment: only % of the % keys are held', n_held, n using errcode = 'ZL001';
  end if;
  return null;
end $$;
revoke execute on function job.accept_alignment() from public;

create or replace function job.accept_alignment_fit()
returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
begin
  if coalesce(current_setting('doppel.epoch', true), '') = ''
     and pg_has_role(session_user, current_user, 'member') then
    return null;
  end if;
  if exists (select from (select distinct dataset, model_config, training_config, seed, alignment_config, _run_id from new_rows) k left join twin.alignment m
      on m.dataset = k.dataset and m.model_config = k.model_config and m.training_config = k.training_config and m.seed = k.seed and m.alignment_config = k.alignment_config
      where m._run_id is distinct from k._run_id or not exists (
        select from provenance.run r where r.run_id = k._run_id and r.xmin = pg_current_xact_id()::xid and r.committed_at >= now())) then
    raise exception 'parts of twin.alignment_fit without their master in this transaction'
      using errcode = 'insufficient_privilege';
  end if;
  return null;
end $$;
revoke execute on function job.accept_alignment_fit() from public;

create or replace function job.accept_aligned_bar_code()
returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
begin
  if coalesce(current_setting('doppel.epoch', true), '') = ''
     and pg_has_role(session_user, current_user, 'member') then
    return null;
  end if;
  if exists (select from (select distinct dataset, model_config, training_config, seed, alignment_config, _run_id from new_rows) k left join twin.alignment m
      on m.dataset = k.dataset and m.model_config = k.model_config and m.training_config = k.training_config and m.seed = k.seed and m.alignment_config = k.alignment_config
      where m._run_id is distinct from k._run_id or not exists (
        select from provenance.run r where r.run_id = k._run_id and r.xmin = pg_current_xact_id()::xid and r.committed_at >= now())) then
    raise exception 'parts of twin.aligned_bar_code without their master in this transaction'
      using errcode = 'insufficient_privilege';
  end if;
  return null;
end $$;
revoke execute on function job.accept_aligned_bar_code() from public;

create or replace trigger accept after insert on twin.alignment
  referencing new table as new_rows for each statement execute function job.accept_alignment();
create or replace trigger accept after insert on twin.alignment_fit
  referencing new table as new_rows for each statement execute function job.accept_alignment_fit();
create or replace trigger accept after insert on twin.aligned_bar_code
  referencing new table as new_rows for each statement execute function job.accept_aligned_bar_code();
create or replace function job.claim_clustering(bigint, integer, integer, text[], integer, text, text, text, bigint, text, text)
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], model_config text[], training_config text[], seed bigint[], alignment_config text[], clustering_config text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  return query
    with best as materialized (
      select priority, dataset, model_config, training_config, seed, alignment_config, clustering_config from job.clustering
      where status = 'pending' and not_before <= now() and deaths = $3
        and ($5 is null or priority = $5 and (dataset, model_config, training_config, seed, alignment_config, clustering_config) > ($6, $7, $8, $9, $10, $11)
          and (select priority from job.clustering
               where status = 'pending' and not_before <= now() and deaths = $3 and priority > $5
               order by priority desc, dataset, model_config, training_config, seed, alignment_config, clustering_config limit 1) is null)
      order by priority desc, dataset, model_config, training_config, seed, alignment_config, clustering_config limit 1 for update skip locked),
    batch as materialized (
      select ctid from job.clustering
      where status = 'pending' and not_before <= now() and deaths = $3
        and priority = (select priority from best) and (dataset, model_config, training_config, seed, alignment_config, clustering_config) >= ((select dataset from best), (select model_config from best), (select training_config from best), (select seed from best), (select alignment_config from best), (select clustering_config from best))
        and (not 'dataset' = any ($4) or dataset = (select dataset from best))
        and (not 'model_config' = any ($4) or model_config = (select model_config from best))
        and (not 'training_config' = any ($4) or training_config = (select training_config from best))
        and (not 'seed' = any ($4) or seed = (select seed from best))
        and (not 'alignment_config' = any ($4) or alignment_config = (select alignment_config from best))
        and (not 'clustering_config' = any ($4) or clustering_config = (select clustering_config from best))
      order by priority desc, dataset, model_config, training_config, seed, alignment_config, clustering_config limit $2 for update skip locked),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.clustering j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch))
      returning j.epoch, j.claimed_at, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.alignment_config, j.clustering_config)
    select min(epoch), min(claimed_at), min(priority), array_agg(dataset), array_agg(model_config), array_agg(training_config), array_agg(seed), array_agg(alignment_config), array_agg(clustering_config) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_clustering(bigint, integer, integer, text[], integer, text, text, text, bigint, text, text) from public;

create or replace function job.release_clustering(bigint, text[], text[], text[], bigint[], text[], text[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  update job.clustering j set status = 'pending', epoch = null, worker_id = null, claimed_at = null
  where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.clustering own, unnest($2, $3, $4, $5, $6, $7) k (dataset, model_config, training_config, seed, alignment_config, clustering_config)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.alignment_config = k.alignment_config and own.clustering_config = k.clustering_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.clustering where status = 'claimed' and epoch = $1 limit 1))));
  get diagnostics n = row_count;
  return n;
end $$;
revoke execute on function job.release_clustering(bigint, text[], text[], text[], bigint[], text[], text[]) from public;

create or replace function job.fail_clustering(bigint, text, text, boolean, integer, double precision, double precision, text[], text[], text[], bigint[], text[], text[])
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
    select own.ctid from job.clustering own, unnest($8, $9, $10, $11, $12, $13) k (dataset, model_config, training_config, seed, alignment_config, clustering_config)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.alignment_config = k.alignment_config and own.clustering_config = k.clustering_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.clustering where status = 'claimed' and epoch = $1 limit 1))))
    returning j.status)
  select count(*) filter (where status = 'failed') into n from tried;
  return n;
end $$;
revoke execute on function job.fail_clustering(bigint, text, text, boolean, integer, double precision, double precision, text[], text[], text[], bigint[], text[], text[]) from public;

create or replace function job.hold_clustering(text[], text[], text[], bigint[], text[], text[])
returns table (place bigint, inputs text)
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
#variable_conflict use_column
begin
  return query select k.place, 'twin.alignment:' || p1._row_hash || E'\n' || 'twin.clustering_task:' || p2._row_hash || E'\n' || 'twin.clustering_config:' || p3._row_hash
    from unnest($1, $2, $3, $4, $5, $6) with ordinality k (dataset, model_config, training_config, seed, alignment_config, clustering_config, place)
    cross join lateral (select _row_hash from twin.alignment o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config for share) p1
    cross join lateral (select _row_hash from twin.clustering_task o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config for share) p2
    cross join lateral (select _row_hash from twin.clustering_config o where o.clustering_config = k.clustering_config for share) p3;
end $$;
revoke execute on function job.hold_clustering(text[], text[], text[], bigint[], text[], text[]) from public;

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
      select dataset, model_config, training_config, seed, alignment_config, clustering_config from (select dataset, model_config, training_config, seed, alignment_config, clustering_config from (select dataset, model_config, training_config, seed, alignment_config from twin.alignment) p1
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config from twin.clustering_task) p2
        natural join (select clustering_config from twin.clustering_config) p3) k
      where not exists (select from twin.clustering o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config)
        and not exists (select from job.clustering o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config)) missing $count$ into n;
  if n = 0 then
    return 0;
  end if;
  if n < 10000 or not has_parameter_privilege(current_user, 'session_replication_role', 'SET') then
    execute $insert$ insert into job.clustering (dataset, model_config, training_config, seed, alignment_config, clustering_config) select dataset, model_config, training_config, seed, alignment_config, clustering_config from (
      select dataset, model_config, training_config, seed, alignment_config, clustering_config from (select dataset, model_config, training_config, seed, alignment_config, clustering_config from (select dataset, model_config, training_config, seed, alignment_config from twin.alignment) p1
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config from twin.clustering_task) p2
        natural join (select clustering_config from twin.clustering_config) p3) k
      where not exists (select from twin.clustering o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config)
        and not exists (select from job.clustering o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config)) missing on conflict do nothing $insert$;
    get diagnostics n = row_count;
  else
    perform set_config('session_replication_role', 'replica', true);
    execute $insert$
      with added as (
        insert into job.clustering (dataset, model_config, training_config, seed, alignment_config, clustering_config) select dataset, model_config, training_config, seed, alignment_config, clustering_config from (
      select dataset, model_config, training_config, seed, alignment_config, clustering_config from (select dataset, model_config, training_config, seed, alignment_config, clustering_config from (select dataset, model_config, training_config, seed, alignment_config from twin.alignment) p1
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config from twin.clustering_task) p2
        natural join (select clustering_config from twin.clustering_config) p3) k
      where not exists (select from twin.clustering o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config)
        and not exists (select from job.clustering o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config)) missing on conflict do nothing returning dataset, model_config, training_config, seed, alignment_config, clustering_config),
      p1 as (select from twin.alignment p where (dataset, model_config, training_config, seed, alignment_config) in (select dataset, model_config, training_config, seed, alignment_config from added) for key share),
      p2 as (select from twin.clustering_task p where (dataset, model_config, training_config, seed, alignment_config, clustering_config) in (select dataset, model_config, training_config, seed, alignment_config, clustering_config from added) for key share),
      p3 as (select from twin.clustering_config p where (clustering_config) in (select clustering_config from added) for key share)
      select (select count(*) from added), (select count(*) from p1) = (select count(*) from (select distinct dataset, model_config, training_config, seed, alignment_config from added) d)
        and (select count(*) from p2) = (select count(*) from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config from added) d)
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
    where own.status = 'claimed' and own.epoch = mine and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.alignment_config = k.alignment_config and own.clustering_config = k.clustering_config
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
  if exists (select from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, _run_id from new_rows) k left join twin.clustering m
      on m.dataset = k.dataset and m.model_config = k.model_config and m.training_config = k.training_config and m.seed = k.seed and m.alignment_config = k.alignment_config and m.clustering_config = k.clustering_config
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
  if exists (select from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, _run_id from new_rows) k left join twin.clustering m
      on m.dataset = k.dataset and m.model_config = k.model_config and m.training_config = k.training_config and m.seed = k.seed and m.alignment_config = k.alignment_config and m.clustering_config = k.clustering_config
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
create or replace function job.claim_embedding(bigint, integer, integer, text[], integer, text, text, text, bigint, text, text)
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], model_config text[], training_config text[], seed bigint[], alignment_config text[], embedding_config text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  return query
    with best as materialized (
      select priority, dataset, model_config, training_config, seed, alignment_config, embedding_config from job.embedding
      where status = 'pending' and not_before <= now() and deaths = $3
        and ($5 is null or priority = $5 and (dataset, model_config, training_config, seed, alignment_config, embedding_config) > ($6, $7, $8, $9, $10, $11)
          and (select priority from job.embedding
               where status = 'pending' and not_before <= now() and deaths = $3 and priority > $5
               order by priority desc, dataset, model_config, training_config, seed, alignment_config, embedding_config limit 1) is null)
      order by priority desc, dataset, model_config, training_config, seed, alignment_config, embedding_config limit 1 for update skip locked),
    batch as materialized (
      select ctid from job.embedding
      where status = 'pending' and not_before <= now() and deaths = $3
        and priority = (select priority from best) and (dataset, model_config, training_config, seed, alignment_config, embedding_config) >= ((select dataset from best), (select model_config from best), (select training_config from best), (select seed from best), (select alignment_config from best), (select embedding_config from best))
        and (not 'dataset' = any ($4) or dataset = (select dataset from best))
        and (not 'model_config' = any ($4) or model_config = (select model_config from best))
        and (not 'training_config' = any ($4) or training_config = (select training_config from best))
        and (not 'seed' = any ($4) or seed = (select seed from best))
        and (not 'alignment_config' = any ($4) or alignment_config = (select alignment_config from best))
        and (not 'embedding_config' = any ($4) or embedding_config = (select embedding_config from best))
      order by priority desc, dataset, model_config, training_config, seed, alignment_config, embedding_config limit $2 for update skip locked),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.embedding j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch))
      returning j.epoch, j.claimed_at, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.alignment_config, j.embedding_config)
    select min(epoch), min(claimed_at), min(priority), array_agg(dataset), array_agg(model_config), array_agg(training_config), array_agg(seed), array_agg(alignment_config), array_agg(embedding_config) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_embedding(bigint, integer, integer, text[], integer, text, text, text, bigint, text, text) from public;

create or replace function job.release_embedding(bigint, text[], text[], text[], bigint[], text[], text[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  update job.embedding j set status = 'pending', epoch = null, worker_id = null, claimed_at = null
  where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.embedding own, unnest($2, $3, $4, $5, $6, $7) k (dataset, model_config, training_config, seed, alignment_config, embedding_config)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.alignment_config = k.alignment_config and own.embedding_config = k.embedding_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.embedding where status = 'claimed' and epoch = $1 limit 1))));
  get diagnostics n = row_count;
  return n;
end $$;
revoke execute on function job.release_embedding(bigint, text[], text[], text[], bigint[], text[], text[]) from public;

create or replace function job.fail_embedding(bigint, text, text, boolean, integer, double precision, double precision, text[], text[], text[], bigint[], text[], text[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  with tried as (
    update job.embedding j set
      status = case when $4 and j.attempts + 1 < $5 then 'pending' else 'failed' end,
      attempts = j.attempts + 1,
      not_before = clock_timestamp() + interval '1 millisecond'
        * least($6 * power(2, least(j.attempts, 30)), $7) * (0.5 + random()),
      error_class = $2, error_message = $3, epoch = null, worker_id = null, claimed_at = null
    where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.embedding own, unnest($8, $9, $10, $11, $12, $13) k (dataset, model_config, training_config, seed, alignment_config, embedding_config)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.alignment_config = k.alignment_config and own.embedding_config = k.embedding_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.embedding where status = 'claimed' and epoch = $1 limit 1))))
    returning j.status)
  select count(*) filter (where status = 'failed') into n from tried;
  return n;
end $$;
revoke execute on function job.fail_embedding(bigint, text, text, boolean, integer, double precision, double precision, text[], text[], text[], bigint[], text[], text[]) from public;

create or replace function job.hold_embedding(text[], text[], text[], bigint[], text[], text[])
returns table (place bigint, inputs text)
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
#variable_conflict use_column
begin
  return query select k.place, 'twin.alignment:' || p1._row_hash || E'\n' || 'twin.embedding_task:' || p2._row_hash || E'\n' || 'twin.embedding_config:' || p3._row_hash
    from unnest($1, $2, $3, $4, $5, $6) with ordinality k (dataset, model_config, training_config, seed, alignment_config, embedding_config, place)
    cross join lateral (select _row_hash from twin.alignment o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config for share) p1
    cross join lateral (select _row_hash from twin.embedding_task o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.embedding_config = k.embedding_config for share) p2
    cross join lateral (select _row_hash from twin.embedding_config o where o.embedding_config = k.embedding_config for share) p3;
end $$;
revoke execute on function job.hold_embedding(text[], text[], text[], bigint[], text[], text[]) from public;

create or replace function job.enqueue_embedding()
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  role_before constant text := current_setting('session_replication_role');
  n bigint;
  is_whole boolean;
begin
  perform pg_advisory_xact_lock(hashtextextended('doppel enqueue ' || 'twin.embedding', 0));
  execute $count$ select count(*) from (
      select dataset, model_config, training_config, seed, alignment_config, embedding_config from (select dataset, model_config, training_config, seed, alignment_config, embedding_config from (select dataset, model_config, training_config, seed, alignment_config from twin.alignment) p1
        natural join (select dataset, model_config, training_config, seed, alignment_config, embedding_config from twin.embedding_task) p2
        natural join (select embedding_config from twin.embedding_config) p3) k
      where not exists (select from twin.embedding o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.embedding_config = k.embedding_config)
        and not exists (select from job.embedding o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.embedding_config = k.embedding_config)) missing $count$ into n;
  if n = 0 then
    return 0;
  end if;
  if n < 10000 or not has_parameter_privilege(current_user, 'session_replication_role', 'SET') then
    execute $insert$ insert into job.embedding (dataset, model_config, training_config, seed, alignment_config, embedding_config) select dataset, model_config, training_config, seed, alignment_config, embedding_config from (
      select dataset, model_config, training_config, seed, alignment_config, embedding_config from (select dataset, model_config, training_config, seed, alignment_config, embedding_config from (select dataset, model_config, training_config, seed, alignment_config from twin.alignment) p1
        natural join (select dataset, model_config, training_config, seed, alignment_config, embedding_config from twin.embedding_task) p2
        natural join (select embedding_config from twin.embedding_config) p3) k
      where not exists (select from twin.embedding o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.embedding_config = k.embedding_config)
        and not exists (select from job.embedding o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.embedding_config = k.embedding_config)) missing on conflict do nothing $insert$;
    get diagnostics n = row_count;
  else
    perform set_config('session_replication_role', 'replica', true);
    execute $insert$
      with added as (
        insert into job.embedding (dataset, model_config, training_config, seed, alignment_config, embedding_config) select dataset, model_config, training_config, seed, alignment_config, embedding_config from (
      select dataset, model_config, training_config, seed, alignment_config, embedding_config from (select dataset, model_config, training_config, seed, alignment_config, embedding_config from (select dataset, model_config, training_config, seed, alignment_config from twin.alignment) p1
        natural join (select dataset, model_config, training_config, seed, alignment_config, embedding_config from twin.embedding_task) p2
        natural join (select embedding_config from twin.embedding_config) p3) k
      where not exists (select from twin.embedding o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.embedding_config = k.embedding_config)
        and not exists (select from job.embedding o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.embedding_config = k.embedding_config)) missing on conflict do nothing returning dataset, model_config, training_config, seed, alignment_config, embedding_config),
      p1 as (select from twin.alignment p where (dataset, model_config, training_config, seed, alignment_config) in (select dataset, model_config, training_config, seed, alignment_config from added) for key share),
      p2 as (select from twin.embedding_task p where (dataset, model_config, training_config, seed, alignment_config, embedding_config) in (select dataset, model_config, training_config, seed, alignment_config, embedding_config from added) for key share),
      p3 as (select from twin.embedding_config p where (embedding_config) in (select embedding_config from added) for key share)
      select (select count(*) from added), (select count(*) from p1) = (select count(*) from (select distinct dataset, model_config, training_config, seed, alignment_config from added) d)
        and (select count(*) from p2) = (select count(*) from (select distinct dataset, model_config, training_config, seed, alignment_config, embedding_config from added) d)
        and (select count(*) from p3) = (select count(*) from (select distinct embedding_config from added) d) $insert$ into n, is_whole;
    perform set_config('session_replication_role', role_before, true);
    if not is_whole then
      raise exception 'rows that new keys of % refer to were deleted meanwhile', 'twin.embedding'
        using errcode = 'serialization_failure';
    end if;
  end if;
  if n > 0 then
    perform pg_notify('doppel_job', '');
  end if;
  return n;
end $$;
revoke execute on function job.enqueue_embedding() from public;

create or replace function job.accept_embedding()
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
      where r.run_id = run and r.table_name = 'twin.embedding' and r.n_keys = n
        and r.xmin = pg_current_xact_id()::xid and r.committed_at >= now()) then
    raise exception 'results of twin.embedding without a run of their own in this transaction'
      using errcode = 'insufficient_privilege';
  end if;
  delete from job.embedding j where j.epoch = mine and j.ctid = any (array(
    select own.ctid from job.embedding own, new_rows k
    where own.status = 'claimed' and own.epoch = mine and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.alignment_config = k.alignment_config and own.embedding_config = k.embedding_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.embedding where status = 'claimed' and epoch = mine limit 1))));
  get diagnostics n_held = row_count;
  if n_held <> n then
    raise exception 'twin.embedding: only % of the % keys are held', n_held, n using errcode = 'ZL001';
  end if;
  return null;
end $$;
revoke execute on function job.accept_embedding() from public;

create or replace function job.accept_embedding_point()
returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
begin
  if coalesce(current_setting('doppel.epoch', true), '') = ''
     and pg_has_role(session_user, current_user, 'member') then
    return null;
  end if;
  if exists (select from (select distinct dataset, model_config, training_config, seed, alignment_config, embedding_config, _run_id from new_rows) k left join twin.embedding m
      on m.dataset = k.dataset and m.model_config = k.model_config and m.training_config = k.training_config and m.seed = k.seed and m.alignment_config = k.alignment_config and m.embedding_config = k.embedding_config
      where m._run_id is distinct from k._run_id or not exists (
        select from provenance.run r where r.run_id = k._run_id and r.xmin = pg_current_xact_id()::xid and r.committed_at >= now())) then
    raise exception 'parts of twin.embedding_point without their master in this transaction'
      using errcode = 'insufficient_privilege';
  end if;
  return null;
end $$;
revoke execute on function job.accept_embedding_point() from public;

create or replace trigger accept after insert on twin.embedding
  referencing new table as new_rows for each statement execute function job.accept_embedding();
create or replace trigger accept after insert on twin.embedding_point
  referencing new table as new_rows for each statement execute function job.accept_embedding_point();
create or replace function job.claim_density_estimate(bigint, integer, integer, text[], integer, text, text, text, bigint, text, text, text)
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], model_config text[], training_config text[], seed bigint[], alignment_config text[], embedding_config text[], density_mode_config text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  return query
    with best as materialized (
      select priority, dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config from job.density_estimate
      where status = 'pending' and not_before <= now() and deaths = $3
        and ($5 is null or priority = $5 and (dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config) > ($6, $7, $8, $9, $10, $11, $12)
          and (select priority from job.density_estimate
               where status = 'pending' and not_before <= now() and deaths = $3 and priority > $5
               order by priority desc, dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config limit 1) is null)
      order by priority desc, dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config limit 1 for update skip locked),
    batch as materialized (
      select ctid from job.density_estimate
      where status = 'pending' and not_before <= now() and deaths = $3
        and priority = (select priority from best) and (dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config) >= ((select dataset from best), (select model_config from best), (select training_config from best), (select seed from best), (select alignment_config from best), (select embedding_config from best), (select density_mode_config from best))
        and (not 'dataset' = any ($4) or dataset = (select dataset from best))
        and (not 'model_config' = any ($4) or model_config = (select model_config from best))
        and (not 'training_config' = any ($4) or training_config = (select training_config from best))
        and (not 'seed' = any ($4) or seed = (select seed from best))
        and (not 'alignment_config' = any ($4) or alignment_config = (select alignment_config from best))
        and (not 'embedding_config' = any ($4) or embedding_config = (select embedding_config from best))
        and (not 'density_mode_config' = any ($4) or density_mode_config = (select density_mode_config from best))
      order by priority desc, dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config limit $2 for update skip locked),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.density_estimate j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch))
      returning j.epoch, j.claimed_at, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.alignment_config, j.embedding_config, j.density_mode_config)
    select min(epoch), min(claimed_at), min(priority), array_agg(dataset), array_agg(model_config), array_agg(training_config), array_agg(seed), array_agg(alignment_config), array_agg(embedding_config), array_agg(density_mode_config) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_density_estimate(bigint, integer, integer, text[], integer, text, text, text, bigint, text, text, text) from public;

create or replace function job.release_density_estimate(bigint, text[], text[], text[], bigint[], text[], text[], text[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  update job.density_estimate j set status = 'pending', epoch = null, worker_id = null, claimed_at = null
  where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.density_estimate own, unnest($2, $3, $4, $5, $6, $7, $8) k (dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.alignment_config = k.alignment_config and own.embedding_config = k.embedding_config and own.density_mode_config = k.density_mode_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.density_estimate where status = 'claimed' and epoch = $1 limit 1))));
  get diagnostics n = row_count;
  return n;
end $$;
revoke execute on function job.release_density_estimate(bigint, text[], text[], text[], bigint[], text[], text[], text[]) from public;

create or replace function job.fail_density_estimate(bigint, text, text, boolean, integer, double precision, double precision, text[], text[], text[], bigint[], text[], text[], text[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  with tried as (
    update job.density_estimate j set
      status = case when $4 and j.attempts + 1 < $5 then 'pending' else 'failed' end,
      attempts = j.attempts + 1,
      not_before = clock_timestamp() + interval '1 millisecond'
        * least($6 * power(2, least(j.attempts, 30)), $7) * (0.5 + random()),
      error_class = $2, error_message = $3, epoch = null, worker_id = null, claimed_at = null
    where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.density_estimate own, unnest($8, $9, $10, $11, $12, $13, $14) k (dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.alignment_config = k.alignment_config and own.embedding_config = k.embedding_config and own.density_mode_config = k.density_mode_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.density_estimate where status = 'claimed' and epoch = $1 limit 1))))
    returning j.status)
  select count(*) filter (where status = 'failed') into n from tried;
  return n;
end $$;
revoke execute on function job.fail_density_estimate(bigint, text, text, boolean, integer, double precision, double precision, text[], text[], text[], bigint[], text[], text[], text[]) from public;

create or replace function job.hold_density_estimate(text[], text[], text[], bigint[], text[], text[], text[])
returns table (place bigint, inputs text)
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
#variable_conflict use_column
begin
  return query select k.place, 'twin.embedding:' || p1._row_hash || E'\n' || 'twin.density_task:' || p2._row_hash || E'\n' || 'twin.density_mode_config:' || p3._row_hash
    from unnest($1, $2, $3, $4, $5, $6, $7) with ordinality k (dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config, place)
    cross join lateral (select _row_hash from twin.embedding o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.embedding_config = k.embedding_config for share) p1
    cross join lateral (select _row_hash from twin.density_task o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.embedding_config = k.embedding_config and o.density_mode_config = k.density_mode_config for share) p2
    cross join lateral (select _row_hash from twin.density_mode_config o where o.density_mode_config = k.density_mode_config for share) p3;
end $$;
revoke execute on function job.hold_density_estimate(text[], text[], text[], bigint[], text[], text[], text[]) from public;

create or replace function job.enqueue_density_estimate()
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  role_before constant text := current_setting('session_replication_role');
  n bigint;
  is_whole boolean;
begin
  perform pg_advisory_xact_lock(hashtextextended('doppel enqueue ' || 'twin.density_estimate', 0));
  execute $count$ select count(*) from (
      select dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config from (select dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config from (select dataset, model_config, training_config, seed, alignment_config, embedding_config from twin.embedding) p1
        natural join (select dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config from twin.density_task) p2
        natural join (select density_mode_config from twin.density_mode_config) p3) k
      where not exists (select from twin.density_estimate o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.embedding_config = k.embedding_config and o.density_mode_config = k.density_mode_config)
        and not exists (select from job.density_estimate o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.embedding_config = k.embedding_config and o.density_mode_config = k.density_mode_config)) missing $count$ into n;
  if n = 0 then
    return 0;
  end if;
  if n < 10000 or not has_parameter_privilege(current_user, 'session_replication_role', 'SET') then
    execute $insert$ insert into job.density_estimate (dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config) select dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config from (
      select dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config from (select dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config from (select dataset, model_config, training_config, seed, alignment_config, embedding_config from twin.embedding) p1
        natural join (select dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config from twin.density_task) p2
        natural join (select density_mode_config from twin.density_mode_config) p3) k
      where not exists (select from twin.density_estimate o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.embedding_config = k.embedding_config and o.density_mode_config = k.density_mode_config)
        and not exists (select from job.density_estimate o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.embedding_config = k.embedding_config and o.density_mode_config = k.density_mode_config)) missing on conflict do nothing $insert$;
    get diagnostics n = row_count;
  else
    perform set_config('session_replication_role', 'replica', true);
    execute $insert$
      with added as (
        insert into job.density_estimate (dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config) select dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config from (
      select dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config from (select dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config from (select dataset, model_config, training_config, seed, alignment_config, embedding_config from twin.embedding) p1
        natural join (select dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config from twin.density_task) p2
        natural join (select density_mode_config from twin.density_mode_config) p3) k
      where not exists (select from twin.density_estimate o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.embedding_config = k.embedding_config and o.density_mode_config = k.density_mode_config)
        and not exists (select from job.density_estimate o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.embedding_config = k.embedding_config and o.density_mode_config = k.density_mode_config)) missing on conflict do nothing returning dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config),
      p1 as (select from twin.embedding p where (dataset, model_config, training_config, seed, alignment_config, embedding_config) in (select dataset, model_config, training_config, seed, alignment_config, embedding_config from added) for key share),
      p2 as (select from twin.density_task p where (dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config) in (select dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config from added) for key share),
      p3 as (select from twin.density_mode_config p where (density_mode_config) in (select density_mode_config from added) for key share)
      select (select count(*) from added), (select count(*) from p1) = (select count(*) from (select distinct dataset, model_config, training_config, seed, alignment_config, embedding_config from added) d)
        and (select count(*) from p2) = (select count(*) from (select distinct dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config from added) d)
        and (select count(*) from p3) = (select count(*) from (select distinct density_mode_config from added) d) $insert$ into n, is_whole;
    perform set_config('session_replication_role', role_before, true);
    if not is_whole then
      raise exception 'rows that new keys of % refer to were deleted meanwhile', 'twin.density_estimate'
        using errcode = 'serialization_failure';
    end if;
  end if;
  if n > 0 then
    perform pg_notify('doppel_job', '');
  end if;
  return n;
end $$;
revoke execute on function job.enqueue_density_estimate() from public;

create or replace function job.accept_density_estimate()
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
      where r.run_id = run and r.table_name = 'twin.density_estimate' and r.n_keys = n
        and r.xmin = pg_current_xact_id()::xid and r.committed_at >= now()) then
    raise exception 'results of twin.density_estimate without a run of their own in this transaction'
      using errcode = 'insufficient_privilege';
  end if;
  delete from job.density_estimate j where j.epoch = mine and j.ctid = any (array(
    select own.ctid from job.density_estimate own, new_rows k
    where own.status = 'claimed' and own.epoch = mine and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.alignment_config = k.alignment_config and own.embedding_config = k.embedding_config and own.density_mode_config = k.density_mode_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.density_estimate where status = 'claimed' and epoch = mine limit 1))));
  get diagnostics n_held = row_count;
  if n_held <> n then
    raise exception 'twin.density_estimate: only % of the % keys are held', n_held, n using errcode = 'ZL001';
  end if;
  return null;
end $$;
revoke execute on function job.accept_density_estimate() from public;

create or replace function job.accept_density_mode()
returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
begin
  if coalesce(current_setting('doppel.epoch', true), '') = ''
     and pg_has_role(session_user, current_user, 'member') then
    return null;
  end if;
  if exists (select from (select distinct dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config, _run_id from new_rows) k left join twin.density_estimate m
      on m.dataset = k.dataset and m.model_config = k.model_config and m.training_config = k.training_config and m.seed = k.seed and m.alignment_config = k.alignment_config and m.embedding_config = k.embedding_config and m.density_mode_config = k.density_mode_config
      where m._run_id is distinct from k._run_id or not exists (
        select from provenance.run r where r.run_id = k._run_id and r.xmin = pg_current_xact_id()::xid and r.committed_at >= now())) then
    raise exception 'parts of twin.density_mode without their master in this transaction'
      using errcode = 'insufficient_privilege';
  end if;
  return null;
end $$;
revoke execute on function job.accept_density_mode() from public;

create or replace function job.accept_mode_member()
returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
begin
  if coalesce(current_setting('doppel.epoch', true), '') = ''
     and pg_has_role(session_user, current_user, 'member') then
    return null;
  end if;
  if exists (select from (select distinct dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config, _run_id from new_rows) k left join twin.density_estimate m
      on m.dataset = k.dataset and m.model_config = k.model_config and m.training_config = k.training_config and m.seed = k.seed and m.alignment_config = k.alignment_config and m.embedding_config = k.embedding_config and m.density_mode_config = k.density_mode_config
      where m._run_id is distinct from k._run_id or not exists (
        select from provenance.run r where r.run_id = k._run_id and r.xmin = pg_current_xact_id()::xid and r.committed_at >= now())) then
    raise exception 'parts of twin.mode_member without their master in this transaction'
      using errcode = 'insufficient_privilege';
  end if;
  return null;
end $$;
revoke execute on function job.accept_mode_member() from public;

create or replace trigger accept after insert on twin.density_estimate
  referencing new table as new_rows for each statement execute function job.accept_density_estimate();
create or replace trigger accept after insert on twin.density_mode
  referencing new table as new_rows for each statement execute function job.accept_density_mode();
create or replace trigger accept after insert on twin.mode_member
  referencing new table as new_rows for each statement execute function job.accept_mode_member();
create or replace function job.claim_clustering_agreement(bigint, integer, integer, text[], integer, text, text)
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], clustering_set text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  return query
    with best as materialized (
      select priority, dataset, clustering_set from job.clustering_agreement
      where status = 'pending' and not_before <= now() and deaths = $3
        and ($5 is null or priority = $5 and (dataset, clustering_set) > ($6, $7)
          and (select priority from job.clustering_agreement
               where status = 'pending' and not_before <= now() and deaths = $3 and priority > $5
               order by priority desc, dataset, clustering_set limit 1) is null)
      order by priority desc, dataset, clustering_set limit 1 for update skip locked),
    batch as materialized (
      select ctid from job.clustering_agreement
      where status = 'pending' and not_before <= now() and deaths = $3
        and priority = (select priority from best) and (dataset, clustering_set) >= ((select dataset from best), (select clustering_set from best))
        and (not 'dataset' = any ($4) or dataset = (select dataset from best))
        and (not 'clustering_set' = any ($4) or clustering_set = (select clustering_set from best))
      order by priority desc, dataset, clustering_set limit $2 for update skip locked),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.clustering_agreement j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch))
      returning j.epoch, j.claimed_at, j.priority, j.dataset, j.clustering_set)
    select min(epoch), min(claimed_at), min(priority), array_agg(dataset), array_agg(clustering_set) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_clustering_agreement(bigint, integer, integer, text[], integer, text, text) from public;

create or replace function job.release_clustering_agreement(bigint, text[], text[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  update job.clustering_agreement j set status = 'pending', epoch = null, worker_id = null, claimed_at = null
  where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.clustering_agreement own, unnest($2, $3) k (dataset, clustering_set)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.clustering_set = k.clustering_set
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.clustering_agreement where status = 'claimed' and epoch = $1 limit 1))));
  get diagnostics n = row_count;
  return n;
end $$;
revoke execute on function job.release_clustering_agreement(bigint, text[], text[]) from public;

create or replace function job.fail_clustering_agreement(bigint, text, text, boolean, integer, double precision, double precision, text[], text[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  with tried as (
    update job.clustering_agreement j set
      status = case when $4 and j.attempts + 1 < $5 then 'pending' else 'failed' end,
      attempts = j.attempts + 1,
      not_before = clock_timestamp() + interval '1 millisecond'
        * least($6 * power(2, least(j.attempts, 30)), $7) * (0.5 + random()),
      error_class = $2, error_message = $3, epoch = null, worker_id = null, claimed_at = null
    where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.clustering_agreement own, unnest($8, $9) k (dataset, clustering_set)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.clustering_set = k.clustering_set
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.clustering_agreement where status = 'claimed' and epoch = $1 limit 1))))
    returning j.status)
  select count(*) filter (where status = 'failed') into n from tried;
  return n;
end $$;
revoke execute on function job.fail_clustering_agreement(bigint, text, text, boolean, integer, double precision, double precision, text[], text[]) from public;

create or replace function job.hold_clustering_agreement(text[], text[])
returns table (place bigint, inputs text)
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
#variable_conflict use_column
begin
  return query select k.place, 'twin.complete_clustering_set:' || p1._row_hash
    from unnest($1, $2) with ordinality k (dataset, clustering_set, place)
    cross join lateral (select _row_hash from twin.complete_clustering_set o where o.dataset = k.dataset and o.clustering_set = k.clustering_set for share) p1;
end $$;
revoke execute on function job.hold_clustering_agreement(text[], text[]) from public;

create or replace function job.enqueue_clustering_agreement()
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  role_before constant text := current_setting('session_replication_role');
  n bigint;
  is_whole boolean;
begin
  perform pg_advisory_xact_lock(hashtextextended('doppel enqueue ' || 'twin.clustering_agreement', 0));
  execute $count$ select count(*) from (
      select dataset, clustering_set from (select dataset, clustering_set from (select dataset, clustering_set from twin.complete_clustering_set) p1) k
      where not exists (select from twin.clustering_agreement o where o.dataset = k.dataset and o.clustering_set = k.clustering_set)
        and not exists (select from job.clustering_agreement o where o.dataset = k.dataset and o.clustering_set = k.clustering_set)) missing $count$ into n;
  if n = 0 then
    return 0;
  end if;
  if n < 10000 or not has_parameter_privilege(current_user, 'session_replication_role', 'SET') then
    execute $insert$ insert into job.clustering_agreement (dataset, clustering_set) select dataset, clustering_set from (
      select dataset, clustering_set from (select dataset, clustering_set from (select dataset, clustering_set from twin.complete_clustering_set) p1) k
      where not exists (select from twin.clustering_agreement o where o.dataset = k.dataset and o.clustering_set = k.clustering_set)
        and not exists (select from job.clustering_agreement o where o.dataset = k.dataset and o.clustering_set = k.clustering_set)) missing on conflict do nothing $insert$;
    get diagnostics n = row_count;
  else
    perform set_config('session_replication_role', 'replica', true);
    execute $insert$
      with added as (
        insert into job.clustering_agreement (dataset, clustering_set) select dataset, clustering_set from (
      select dataset, clustering_set from (select dataset, clustering_set from (select dataset, clustering_set from twin.complete_clustering_set) p1) k
      where not exists (select from twin.clustering_agreement o where o.dataset = k.dataset and o.clustering_set = k.clustering_set)
        and not exists (select from job.clustering_agreement o where o.dataset = k.dataset and o.clustering_set = k.clustering_set)) missing on conflict do nothing returning dataset, clustering_set),
      p1 as (select from twin.complete_clustering_set p where (dataset, clustering_set) in (select dataset, clustering_set from added) for key share)
      select (select count(*) from added), (select count(*) from p1) = (select count(*) from (select distinct dataset, clustering_set from added) d) $insert$ into n, is_whole;
    perform set_config('session_replication_role', role_before, true);
    if not is_whole then
      raise exception 'rows that new keys of % refer to were deleted meanwhile', 'twin.clustering_agreement'
        using errcode = 'serialization_failure';
    end if;
  end if;
  if n > 0 then
    perform pg_notify('doppel_job', '');
  end if;
  return n;
end $$;
revoke execute on function job.enqueue_clustering_agreement() from public;

create or replace function job.accept_clustering_agreement()
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
      where r.run_id = run and r.table_name = 'twin.clustering_agreement' and r.n_keys = n
        and r.xmin = pg_current_xact_id()::xid and r.committed_at >= now()) then
    raise exception 'results of twin.clustering_agreement without a run of their own in this transaction'
      using errcode = 'insufficient_privilege';
  end if;
  delete from job.clustering_agreement j where j.epoch = mine and j.ctid = any (array(
    select own.ctid from job.clustering_agreement own, new_rows k
    where own.status = 'claimed' and own.epoch = mine and own.dataset = k.dataset and own.clustering_set = k.clustering_set
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.clustering_agreement where status = 'claimed' and epoch = mine limit 1))));
  get diagnostics n_held = row_count;
  if n_held <> n then
    raise exception 'twin.clustering_agreement: only % of the % keys are held', n_held, n using errcode = 'ZL001';
  end if;
  return null;
end $$;
revoke execute on function job.accept_clustering_agreement() from public;

create or replace function job.accept_clustering_comparison()
returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
begin
  if coalesce(current_setting('doppel.epoch', true), '') = ''
     and pg_has_role(session_user, current_user, 'member') then
    return null;
  end if;
  if exists (select from (select distinct dataset, clustering_set, _run_id from new_rows) k left join twin.clustering_agreement m
      on m.dataset = k.dataset and m.clustering_set = k.clustering_set
      where m._run_id is distinct from k._run_id or not exists (
        select from provenance.run r where r.run_id = k._run_id and r.xmin = pg_current_xact_id()::xid and r.committed_at >= now())) then
    raise exception 'parts of twin.clustering_comparison without their master in this transaction'
      using errcode = 'insufficient_privilege';
  end if;
  return null;
end $$;
revoke execute on function job.accept_clustering_comparison() from public;

create or replace trigger accept after insert on twin.clustering_agreement
  referencing new table as new_rows for each statement execute function job.accept_clustering_agreement();
create or replace trigger accept after insert on twin.clustering_comparison
  referencing new table as new_rows for each statement execute function job.accept_clustering_comparison();
create or replace function job.claim_cluster_stability(bigint, integer, integer, text[], integer, text, text, text, bigint, text, text, text)
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], model_config text[], training_config text[], seed bigint[], alignment_config text[], clustering_config text[], stability_config text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  return query
    with best as materialized (
      select priority, dataset, model_config, training_config, seed, alignment_config, clustering_config, stability_config from job.cluster_stability
      where status = 'pending' and not_before <= now() and deaths = $3
        and ($5 is null or priority = $5 and (dataset, model_config, training_config, seed, alignment_config, clustering_config, stability_config) > ($6, $7, $8, $9, $10, $11, $12)
          and (select priority from job.cluster_stability
               where status = 'pending' and not_before <= now() and deaths = $3 and priority > $5
               order by priority desc, dataset, model_config, training_config, seed, alignment_config, clustering_config, stability_config limit 1) is null)
      order by priority desc, dataset, model_config, training_config, seed, alignment_config, clustering_config, stability_config limit 1 for update skip locked),
    batch as materialized (
      select ctid from job.cluster_stability
      where status = 'pending' and not_before <= now() and deaths = $3
        and priority = (select priority from best) and (dataset, model_config, training_config, seed, alignment_config, clustering_config, stability_config) >= ((select dataset from best), (select model_config from best), (select training_config from best), (select seed from best), (select alignment_config from best), (select clustering_config from best), (select stability_config from best))
        and (not 'dataset' = any ($4) or dataset = (select dataset from best))
        and (not 'model_config' = any ($4) or model_config = (select model_config from best))
        and (not 'training_config' = any ($4) or training_config = (select training_config from best))
        and (not 'seed' = any ($4) or seed = (select seed from best))
        and (not 'alignment_config' = any ($4) or alignment_config = (select alignment_config from best))
        and (not 'clustering_config' = any ($4) or clustering_config = (select clustering_config from best))
        and (not 'stability_config' = any ($4) or stability_config = (select stability_config from best))
      order by priority desc, dataset, model_config, training_config, seed, alignment_config, clustering_config, stability_config limit $2 for update skip locked),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.cluster_stability j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch))
      returning j.epoch, j.claimed_at, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.alignment_config, j.clustering_config, j.stability_config)
    select min(epoch), min(claimed_at), min(priority), array_agg(dataset), array_agg(model_config), array_agg(training_config), array_agg(seed), array_agg(alignment_config), array_agg(clustering_config), array_agg(stability_config) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_cluster_stability(bigint, integer, integer, text[], integer, text, text, text, bigint, text, text, text) from public;

create or replace function job.release_cluster_stability(bigint, text[], text[], text[], bigint[], text[], text[], text[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  update job.cluster_stability j set status = 'pending', epoch = null, worker_id = null, claimed_at = null
  where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.cluster_stability own, unnest($2, $3, $4, $5, $6, $7, $8) k (dataset, model_config, training_config, seed, alignment_config, clustering_config, stability_config)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.alignment_config = k.alignment_config and own.clustering_config = k.clustering_config and own.stability_config = k.stability_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.cluster_stability where status = 'claimed' and epoch = $1 limit 1))));
  get diagnostics n = row_count;
  return n;
end $$;
revoke execute on function job.release_cluster_stability(bigint, text[], text[], text[], bigint[], text[], text[], text[]) from public;

create or replace function job.fail_cluster_stability(bigint, text, text, boolean, integer, double precision, double precision, text[], text[], text[], bigint[], text[], text[], text[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  with tried as (
    update job.cluster_stability j set
      status = case when $4 and j.attempts + 1 < $5 then 'pending' else 'failed' end,
      attempts = j.attempts + 1,
      not_before = clock_timestamp() + interval '1 millisecond'
        * least($6 * power(2, least(j.attempts, 30)), $7) * (0.5 + random()),
      error_class = $2, error_message = $3, epoch = null, worker_id = null, claimed_at = null
    where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.cluster_stability own, unnest($8, $9, $10, $11, $12, $13, $14) k (dataset, model_config, training_config, seed, alignment_config, clustering_config, stability_config)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.alignment_config = k.alignment_config and own.clustering_config = k.clustering_config and own.stability_config = k.stability_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.cluster_stability where status = 'claimed' and epoch = $1 limit 1))))
    returning j.status)
  select count(*) filter (where status = 'failed') into n from tried;
  return n;
end $$;
revoke execute on function job.fail_cluster_stability(bigint, text, text, boolean, integer, double precision, double precision, text[], text[], text[], bigint[], text[], text[], text[]) from public;

create or replace function job.hold_cluster_stability(text[], text[], text[], bigint[], text[], text[], text[])
returns table (place bigint, inputs text)
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
#variable_conflict use_column
begin
  return query select k.place, 'twin.clustering:' || p1._row_hash || E'\n' || 'twin.stability_task:' || p2._row_hash || E'\n' || 'twin.stability_config:' || p3._row_hash
    from unnest($1, $2, $3, $4, $5, $6, $7) with ordinality k (dataset, model_config, training_config, seed, alignment_config, clustering_config, stability_config, place)
    cross join lateral (select _row_hash from twin.clustering o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config for share) p1
    cross join lateral (select _row_hash from twin.stability_task o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.stability_config = k.stability_config for share) p2
    cross join lateral (select _row_hash from twin.stability_config o where o.stability_config = k.stability_config for share) p3;
end $$;
revoke execute on function job.hold_cluster_stability(text[], text[], text[], bigint[], text[], text[], text[]) from public;

create or replace function job.enqueue_cluster_stability()
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  role_before constant text := current_setting('session_replication_role');
  n bigint;
  is_whole boolean;
begin
  perform pg_advisory_xact_lock(hashtextextended('doppel enqueue ' || 'twin.cluster_stability', 0));
  execute $count$ select count(*) from (
      select dataset, model_config, training_config, seed, alignment_config, clustering_config, stability_config from (select dataset, model_config, training_config, seed, alignment_config, clustering_config, stability_config from (select dataset, model_config, training_config, seed, alignment_config, clustering_config from twin.clustering) p1
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, stability_config from twin.stability_task) p2
        natural join (select stability_config from twin.stability_config) p3) k
      where not exists (select from twin.cluster_stability o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.stability_config = k.stability_config)
        and not exists (select from job.cluster_stability o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.stability_config = k.stability_config)) missing $count$ into n;
  if n = 0 then
    return 0;
  end if;
  if n < 10000 or not has_parameter_privilege(current_user, 'session_replication_role', 'SET') then
    execute $insert$ insert into job.cluster_stability (dataset, model_config, training_config, seed, alignment_config, clustering_config, stability_config) select dataset, model_config, training_config, seed, alignment_config, clustering_config, stability_config from (
      select dataset, model_config, training_config, seed, alignment_config, clustering_config, stability_config from (select dataset, model_config, training_config, seed, alignment_config, clustering_config, stability_config from (select dataset, model_config, training_config, seed, alignment_config, clustering_config from twin.clustering) p1
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, stability_config from twin.stability_task) p2
        natural join (select stability_config from twin.stability_config) p3) k
      where not exists (select from twin.cluster_stability o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.stability_config = k.stability_config)
        and not exists (select from job.cluster_stability o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.stability_config = k.stability_config)) missing on conflict do nothing $insert$;
    get diagnostics n = row_count;
  else
    perform set_config('session_replication_role', 'replica', true);
    execute $insert$
      with added as (
        insert into job.cluster_stability (dataset, model_config, training_config, seed, alignment_config, clustering_config, stability_config) select dataset, model_config, training_config, seed, alignment_config, clustering_config, stability_config from (
      select dataset, model_config, training_config, seed, alignment_config, clustering_config, stability_config from (select dataset, model_config, training_config, seed, alignment_config, clustering_config, stability_config from (select dataset, model_config, training_config, seed, alignment_config, clustering_config from twin.clustering) p1
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, stability_config from twin.stability_task) p2
        natural join (select stability_config from twin.stability_config) p3) k
      where not exists (select from twin.cluster_stability o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.stability_config = k.stability_config)
        and not exists (select from job.cluster_stability o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.stability_config = k.stability_config)) missing on conflict do nothing returning dataset, model_config, training_config, seed, alignment_config, clustering_config, stability_config),
      p1 as (select from twin.clustering p where (dataset, model_config, training_config, seed, alignment_config, clustering_config) in (select dataset, model_config, training_config, seed, alignment_config, clustering_config from added) for key share),
      p2 as (select from twin.stability_task p where (dataset, model_config, training_config, seed, alignment_config, clustering_config, stability_config) in (select dataset, model_config, training_config, seed, alignment_config, clustering_config, stability_config from added) for key share),
      p3 as (select from twin.stability_config p where (stability_config) in (select stability_config from added) for key share)
      select (select count(*) from added), (select count(*) from p1) = (select count(*) from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config from added) d)
        and (select count(*) from p2) = (select count(*) from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, stability_config from added) d)
        and (select count(*) from p3) = (select count(*) from (select distinct stability_config from added) d) $insert$ into n, is_whole;
    perform set_config('session_replication_role', role_before, true);
    if not is_whole then
      raise exception 'rows that new keys of % refer to were deleted meanwhile', 'twin.cluster_stability'
        using errcode = 'serialization_failure';
    end if;
  end if;
  if n > 0 then
    perform pg_notify('doppel_job', '');
  end if;
  return n;
end $$;
revoke execute on function job.enqueue_cluster_stability() from public;

create or replace function job.accept_cluster_stability()
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
      where r.run_id = run and r.table_name = 'twin.cluster_stability' and r.n_keys = n
        and r.xmin = pg_current_xact_id()::xid and r.committed_at >= now()) then
    raise exception 'results of twin.cluster_stability without a run of their own in this transaction'
      using errcode = 'insufficient_privilege';
  end if;
  delete from job.cluster_stability j where j.epoch = mine and j.ctid = any (array(
    select own.ctid from job.cluster_stability own, new_rows k
    where own.status = 'claimed' and own.epoch = mine and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.alignment_config = k.alignment_config and own.clustering_config = k.clustering_config and own.stability_config = k.stability_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.cluster_stability where status = 'claimed' and epoch = mine limit 1))));
  get diagnostics n_held = row_count;
  if n_held <> n then
    raise exception 'twin.cluster_stability: only % of the % keys are held', n_held, n using errcode = 'ZL001';
  end if;
  return null;
end $$;
revoke execute on function job.accept_cluster_stability() from public;

create or replace function job.accept_cluster_overlap()
returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
begin
  if coalesce(current_setting('doppel.epoch', true), '') = ''
     and pg_has_role(session_user, current_user, 'member') then
    return null;
  end if;
  if exists (select from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, stability_config, _run_id from new_rows) k left join twin.cluster_stability m
      on m.dataset = k.dataset and m.model_config = k.model_config and m.training_config = k.training_config and m.seed = k.seed and m.alignment_config = k.alignment_config and m.clustering_config = k.clustering_config and m.stability_config = k.stability_config
      where m._run_id is distinct from k._run_id or not exists (
        select from provenance.run r where r.run_id = k._run_id and r.xmin = pg_current_xact_id()::xid and r.committed_at >= now())) then
    raise exception 'parts of twin.cluster_overlap without their master in this transaction'
      using errcode = 'insufficient_privilege';
  end if;
  return null;
end $$;
revoke execute on function job.accept_cluster_overlap() from public;

create or replace trigger accept after insert on twin.cluster_stability
  referencing new table as new_rows for each statement execute function job.accept_cluster_stability();
create or replace trigger accept after insert on twin.cluster_overlap
  referencing new table as new_rows for each statement execute function job.accept_cluster_overlap();
create or replace function job.claim_orientation_fit(bigint, integer, integer, text[], integer, text, text, text, bigint, integer, integer, integer, integer, text, text)
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], model_config text[], training_config text[], seed bigint[], animal_id integer[], session integer[], scan_idx integer[], unit_id integer[], optimal_gabor_config text[], orientation_tuning_config text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  return query
    with best as materialized (
      select priority, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config from job.orientation_fit
      where status = 'pending' and not_before <= now() and deaths = $3
        and ($5 is null or priority = $5 and (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config) > ($6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
          and (select priority from job.orientation_fit
               where status = 'pending' and not_before <= now() and deaths = $3 and priority > $5
               order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config limit 1) is null)
      order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config limit 1 for update skip locked),
    batch as materialized (
      select ctid from job.orientation_fit
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
      update job.orientation_fit j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch))
      returning j.epoch, j.claimed_at, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.animal_id, j.session, j.scan_idx, j.unit_id, j.optimal_gabor_config, j.orientation_tuning_config)
    select min(epoch), min(claimed_at), min(priority), array_agg(dataset), array_agg(model_config), array_agg(training_config), array_agg(seed), array_agg(animal_id), array_agg(session), array_agg(scan_idx), array_agg(unit_id), array_agg(optimal_gabor_config), array_agg(orientation_tuning_config) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_orientation_fit(bigint, integer, integer, text[], integer, text, text, text, bigint, integer, integer, integer, integer, text, text) from public;

create or replace function job.release_orientation_fit(bigint, text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  update job.orientation_fit j set status = 'pending', epoch = null, worker_id = null, claimed_at = null
  where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.orientation_fit own, unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11) k (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.animal_id = k.animal_id and own.session = k.session and own.scan_idx = k.scan_idx and own.unit_id = k.unit_id and own.optimal_gabor_config = k.optimal_gabor_config and own.orientation_tuning_config = k.orientation_tuning_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.orientation_fit where status = 'claimed' and epoch = $1 limit 1))));
  get diagnostics n = row_count;
  return n;
end $$;
revoke execute on function job.release_orientation_fit(bigint, text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[]) from public;

create or replace function job.fail_orientation_fit(bigint, text, text, boolean, integer, double precision, double precision, text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  with tried as (
    update job.orientation_fit j set
      status = case when $4 and j.attempts + 1 < $5 then 'pending' else 'failed' end,
      attempts = j.attempts + 1,
      not_before = clock_timestamp() + interval '1 millisecond'
        * least($6 * power(2, least(j.attempts, 30)), $7) * (0.5 + random()),
      error_class = $2, error_message = $3, epoch = null, worker_id = null, claimed_at = null
    where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.orientation_fit own, unnest($8, $9, $10, $11, $12, $13, $14, $15, $16, $17) k (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.animal_id = k.animal_id and own.session = k.session and own.scan_idx = k.scan_idx and own.unit_id = k.unit_id and own.optimal_gabor_config = k.optimal_gabor_config and own.orientation_tuning_config = k.orientation_tuning_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.orientation_fit where status = 'claimed' and epoch = $1 limit 1))))
    returning j.status)
  select count(*) filter (where status = 'failed') into n from tried;
  return n;
end $$;
revoke execute on function job.fail_orientation_fit(bigint, text, text, boolean, integer, double precision, double precision, text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[]) from public;

create or replace function job.hold_orientation_fit(text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[])
returns table (place bigint, inputs text)
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
#variable_conflict use_column
begin
  return query select k.place, 'twin.orientation_tuning:' || p1._row_hash
    from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) with ordinality k (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config, place)
    cross join lateral (select _row_hash from twin.orientation_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.orientation_tuning_config = k.orientation_tuning_config for share) p1;
end $$;
revoke execute on function job.hold_orientation_fit(text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[]) from public;

create or replace function job.enqueue_orientation_fit()
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  role_before constant text := current_setting('session_replication_role');
  n bigint;
  is_whole boolean;
begin
  perform pg_advisory_xact_lock(hashtextextended('doppel enqueue ' || 'twin.orientation_fit', 0));
  execute $count$ select count(*) from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config from twin.orientation_tuning) p1) k
      where not exists (select from twin.orientation_fit o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.orientation_tuning_config = k.orientation_tuning_config)
        and not exists (select from job.orientation_fit o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.orientation_tuning_config = k.orientation_tuning_config)) missing $count$ into n;
  if n = 0 then
    return 0;
  end if;
  if n < 10000 or not has_parameter_privilege(current_user, 'session_replication_role', 'SET') then
    execute $insert$ insert into job.orientation_fit (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config) select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config from twin.orientation_tuning) p1) k
      where not exists (select from twin.orientation_fit o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.orientation_tuning_config = k.orientation_tuning_config)
        and not exists (select from job.orientation_fit o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.orientation_tuning_config = k.orientation_tuning_config)) missing on conflict do nothing $insert$;
    get diagnostics n = row_count;
  else
    perform set_config('session_replication_role', 'replica', true);
    execute $insert$
      with added as (
        insert into job.orientation_fit (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config) select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config from twin.orientation_tuning) p1) k
      where not exists (select from twin.orientation_fit o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.orientation_tuning_config = k.orientation_tuning_config)
        and not exists (select from job.orientation_fit o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.orientation_tuning_config = k.orientation_tuning_config)) missing on conflict do nothing returning dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config),
      p1 as (select from twin.orientation_tuning p where (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config) in (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config from added) for key share)
      select (select count(*) from added), (select count(*) from p1) = (select count(*) from (select distinct dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config from added) d) $insert$ into n, is_whole;
    perform set_config('session_replication_role', role_before, true);
    if not is_whole then
      raise exception 'rows that new keys of % refer to were deleted meanwhile', 'twin.orientation_fit'
        using errcode = 'serialization_failure';
    end if;
  end if;
  if n > 0 then
    perform pg_notify('doppel_job', '');
  end if;
  return n;
end $$;
revoke execute on function job.enqueue_orientation_fit() from public;

create or replace function job.accept_orientation_fit()
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
      where r.run_id = run and r.table_name = 'twin.orientation_fit' and r.n_keys = n
        and r.xmin = pg_current_xact_id()::xid and r.committed_at >= now()) then
    raise exception 'results of twin.orientation_fit without a run of their own in this transaction'
      using errcode = 'insufficient_privilege';
  end if;
  delete from job.orientation_fit j where j.epoch = mine and j.ctid = any (array(
    select own.ctid from job.orientation_fit own, new_rows k
    where own.status = 'claimed' and own.epoch = mine and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.animal_id = k.animal_id and own.session = k.session and own.scan_idx = k.scan_idx and own.unit_id = k.unit_id and own.optimal_gabor_config = k.optimal_gabor_config and own.orientation_tuning_config = k.orientation_tuning_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.orientation_fit where status = 'claimed' and epoch = mine limit 1))));
  get diagnostics n_held = row_count;
  if n_held <> n then
    raise exception 'twin.orientation_fit: only % of the % keys are held', n_held, n using errcode = 'ZL001';
  end if;
  return null;
end $$;
revoke execute on function job.accept_orientation_fit() from public;

create or replace trigger accept after insert on twin.orientation_fit
  referencing new table as new_rows for each statement execute function job.accept_orientation_fit();
create or replace function job.claim_phase_fit(bigint, integer, integer, text[], integer, text, text, text, bigint, integer, integer, integer, integer, text, text)
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], model_config text[], training_config text[], seed bigint[], animal_id integer[], session integer[], scan_idx integer[], unit_id integer[], optimal_gabor_config text[], phase_tuning_config text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  return query
    with best as materialized (
      select priority, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config from job.phase_fit
      where status = 'pending' and not_before <= now() and deaths = $3
        and ($5 is null or priority = $5 and (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config) > ($6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
          and (select priority from job.phase_fit
               where status = 'pending' and not_before <= now() and deaths = $3 and priority > $5
               order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config limit 1) is null)
      order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config limit 1 for update skip locked),
    batch as materialized (
      select ctid from job.phase_fit
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
      update job.phase_fit j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch))
      returning j.epoch, j.claimed_at, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.animal_id, j.session, j.scan_idx, j.unit_id, j.optimal_gabor_config, j.phase_tuning_config)
    select min(epoch), min(claimed_at), min(priority), array_agg(dataset), array_agg(model_config), array_agg(training_config), array_agg(seed), array_agg(animal_id), array_agg(session), array_agg(scan_idx), array_agg(unit_id), array_agg(optimal_gabor_config), array_agg(phase_tuning_config) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_phase_fit(bigint, integer, integer, text[], integer, text, text, text, bigint, integer, integer, integer, integer, text, text) from public;

create or replace function job.release_phase_fit(bigint, text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  update job.phase_fit j set status = 'pending', epoch = null, worker_id = null, claimed_at = null
  where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.phase_fit own, unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11) k (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.animal_id = k.animal_id and own.session = k.session and own.scan_idx = k.scan_idx and own.unit_id = k.unit_id and own.optimal_gabor_config = k.optimal_gabor_config and own.phase_tuning_config = k.phase_tuning_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.phase_fit where status = 'claimed' and epoch = $1 limit 1))));
  get diagnostics n = row_count;
  return n;
end $$;
revoke execute on function job.release_phase_fit(bigint, text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[]) from public;

create or replace function job.fail_phase_fit(bigint, text, text, boolean, integer, double precision, double precision, text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  with tried as (
    update job.phase_fit j set
      status = case when $4 and j.attempts + 1 < $5 then 'pending' else 'failed' end,
      attempts = j.attempts + 1,
      not_before = clock_timestamp() + interval '1 millisecond'
        * least($6 * power(2, least(j.attempts, 30)), $7) * (0.5 + random()),
      error_class = $2, error_message = $3, epoch = null, worker_id = null, claimed_at = null
    where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.phase_fit own, unnest($8, $9, $10, $11, $12, $13, $14, $15, $16, $17) k (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.animal_id = k.animal_id and own.session = k.session and own.scan_idx = k.scan_idx and own.unit_id = k.unit_id and own.optimal_gabor_config = k.optimal_gabor_config and own.phase_tuning_config = k.phase_tuning_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.phase_fit where status = 'claimed' and epoch = $1 limit 1))))
    returning j.status)
  select count(*) filter (where status = 'failed') into n from tried;
  return n;
end $$;
revoke execute on function job.fail_phase_fit(bigint, text, text, boolean, integer, double precision, double precision, text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[]) from public;

create or replace function job.hold_phase_fit(text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[])
returns table (place bigint, inputs text)
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
#variable_conflict use_column
begin
  return query select k.place, 'twin.phase_tuning:' || p1._row_hash
    from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) with ordinality k (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config, place)
    cross join lateral (select _row_hash from twin.phase_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.phase_tuning_config = k.phase_tuning_config for share) p1;
end $$;
revoke execute on function job.hold_phase_fit(text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[]) from public;

create or replace function job.enqueue_phase_fit()
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  role_before constant text := current_setting('session_replication_role');
  n bigint;
  is_whole boolean;
begin
  perform pg_advisory_xact_lock(hashtextextended('doppel enqueue ' || 'twin.phase_fit', 0));
  execute $count$ select count(*) from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config from twin.phase_tuning) p1) k
      where not exists (select from twin.phase_fit o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.phase_tuning_config = k.phase_tuning_config)
        and not exists (select from job.phase_fit o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.phase_tuning_config = k.phase_tuning_config)) missing $count$ into n;
  if n = 0 then
    return 0;
  end if;
  if n < 10000 or not has_parameter_privilege(current_user, 'session_replication_role', 'SET') then
    execute $insert$ insert into job.phase_fit (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config) select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config from twin.phase_tuning) p1) k
      where not exists (select from twin.phase_fit o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.phase_tuning_config = k.phase_tuning_config)
        and not exists (select from job.phase_fit o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.phase_tuning_config = k.phase_tuning_config)) missing on conflict do nothing $insert$;
    get diagnostics n = row_count;
  else
    perform set_config('session_replication_role', 'replica', true);
    execute $insert$
      with added as (
        insert into job.phase_fit (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config) select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config from twin.phase_tuning) p1) k
      where not exists (select from twin.phase_fit o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.phase_tuning_config = k.phase_tuning_config)
        and not exists (select from job.phase_fit o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.phase_tuning_config = k.phase_tuning_config)) missing on conflict do nothing returning dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config),
      p1 as (select from twin.phase_tuning p where (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config) in (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config from added) for key share)
      select (select count(*) from added), (select count(*) from p1) = (select count(*) from (select distinct dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config from added) d) $insert$ into n, is_whole;
    perform set_config('session_replication_role', role_before, true);
    if not is_whole then
      raise exception 'rows that new keys of % refer to were deleted meanwhile', 'twin.phase_fit'
        using errcode = 'serialization_failure';
    end if;
  end if;
  if n > 0 then
    perform pg_notify('doppel_job', '');
  end if;
  return n;
end $$;
revoke execute on function job.enqueue_phase_fit() from public;

create or replace function job.accept_phase_fit()
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
      where r.run_id = run and r.table_name = 'twin.phase_fit' and r.n_keys = n
        and r.xmin = pg_current_xact_id()::xid and r.committed_at >= now()) then
    raise exception 'results of twin.phase_fit without a run of their own in this transaction'
      using errcode = 'insufficient_privilege';
  end if;
  delete from job.phase_fit j where j.epoch = mine and j.ctid = any (array(
    select own.ctid from job.phase_fit own, new_rows k
    where own.status = 'claimed' and own.epoch = mine and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.animal_id = k.animal_id and own.session = k.session and own.scan_idx = k.scan_idx and own.unit_id = k.unit_id and own.optimal_gabor_config = k.optimal_gabor_config and own.phase_tuning_config = k.phase_tuning_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.phase_fit where status = 'claimed' and epoch = mine limit 1))));
  get diagnostics n_held = row_count;
  if n_held <> n then
    raise exception 'twin.phase_fit: only % of the % keys are held', n_held, n using errcode = 'ZL001';
  end if;
  return null;
end $$;
revoke execute on function job.accept_phase_fit() from public;

create or replace trigger accept after insert on twin.phase_fit
  referencing new table as new_rows for each statement execute function job.accept_phase_fit();
create or replace function job.claim_gabor_certificate(bigint, integer, integer, text[], integer, text, text, text, bigint, integer, integer, integer, integer, text)
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], model_config text[], training_config text[], seed bigint[], animal_id integer[], session integer[], scan_idx integer[], unit_id integer[], optimal_gabor_config text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  return query
    with best as materialized (
      select priority, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from job.gabor_certificate
      where status = 'pending' and not_before <= now() and deaths = $3
        and ($5 is null or priority = $5 and (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) > ($6, $7, $8, $9, $10, $11, $12, $13, $14)
          and (select priority from job.gabor_certificate
               where status = 'pending' and not_before <= now() and deaths = $3 and priority > $5
               order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config limit 1) is null)
      order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config limit 1 for update skip locked),
    batch as materialized (
      select ctid from job.gabor_certificate
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
      update job.gabor_certificate j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch))
      returning j.epoch, j.claimed_at, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.animal_id, j.session, j.scan_idx, j.unit_id, j.optimal_gabor_config)
    select min(epoch), min(claimed_at), min(priority), array_agg(dataset), array_agg(model_config), array_agg(training_config), array_agg(seed), array_agg(animal_id), array_agg(session), array_agg(scan_idx), array_agg(unit_id), array_agg(optimal_gabor_config) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_gabor_certificate(bigint, integer, integer, text[], integer, text, text, text, bigint, integer, integer, integer, integer, text) from public;

create or replace function job.release_gabor_certificate(bigint, text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  update job.gabor_certificate j set status = 'pending', epoch = null, worker_id = null, claimed_at = null
  where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.gabor_certificate own, unnest($2, $3, $4, $5, $6, $7, $8, $9, $10) k (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.animal_id = k.animal_id and own.session = k.session and own.scan_idx = k.scan_idx and own.unit_id = k.unit_id and own.optimal_gabor_config = k.optimal_gabor_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.gabor_certificate where status = 'claimed' and epoch = $1 limit 1))));
  get diagnostics n = row_count;
  return n;
end $$;
revoke execute on function job.release_gabor_certificate(bigint, text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[]) from public;

create or replace function job.fail_gabor_certificate(bigint, text, text, boolean, integer, double precision, double precision, text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  with tried as (
    update job.gabor_certificate j set
      status = case when $4 and j.attempts + 1 < $5 then 'pending' else 'failed' end,
      attempts = j.attempts + 1,
      not_before = clock_timestamp() + interval '1 millisecond'
        * least($6 * power(2, least(j.attempts, 30)), $7) * (0.5 + random()),
      error_class = $2, error_message = $3, epoch = null, worker_id = null, claimed_at = null
    where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.gabor_certificate own, unnest($8, $9, $10, $11, $12, $13, $14, $15, $16) k (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.animal_id = k.animal_id and own.session = k.session and own.scan_idx = k.scan_idx and own.unit_id = k.unit_id and own.optimal_gabor_config = k.optimal_gabor_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.gabor_certificate where status = 'claimed' and epoch = $1 limit 1))))
    returning j.status)
  select count(*) filter (where status = 'failed') into n from tried;
  return n;
end $$;
revoke execute on function job.fail_gabor_certificate(bigint, text, text, boolean, integer, double precision, double precision, text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[]) from public;

create or replace function job.hold_gabor_certificate(text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[])
returns table (place bigint, inputs text)
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
#variable_conflict use_column
begin
  return query select k.place, 'twin.optimal_gabor:' || p1._row_hash || E'\n' || 'twin.optimal_gabor_config:' || p2._row_hash || E'\n' || 'twin.model:' || p3._row_hash
    from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9) with ordinality k (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, place)
    cross join lateral (select _row_hash from twin.optimal_gabor o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config for share) p1
    cross join lateral (select _row_hash from twin.optimal_gabor_config o where o.optimal_gabor_config = k.optimal_gabor_config for share) p2
    cross join lateral (select _row_hash from twin.model o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed for share) p3;
end $$;
revoke execute on function job.hold_gabor_certificate(text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[]) from public;

create or replace function job.enqueue_gabor_certificate()
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  role_before constant text := current_setting('session_replication_role');
  n bigint;
  is_whole boolean;
begin
  perform pg_advisory_xact_lock(hashtextextended('doppel enqueue ' || 'twin.gabor_certificate', 0));
  execute $count$ select count(*) from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p1
        natural join (select optimal_gabor_config from twin.optimal_gabor_config) p2
        natural join (select dataset, model_config, training_config, seed from twin.model) p3) k
      where not exists (select from twin.gabor_certificate o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config)
        and not exists (select from job.gabor_certificate o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config)) missing $count$ into n;
  if n = 0 then
    return 0;
  end if;
  if n < 10000 or not has_parameter_privilege(current_user, 'session_replication_role', 'SET') then
    execute $insert$ insert into job.gabor_certificate (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p1
        natural join (select optimal_gabor_config from twin.optimal_gabor_config) p2
        natural join (select dataset, model_config, training_config, seed from twin.model) p3) k
      where not exists (select from twin.gabor_certificate o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config)
        and not exists (select from job.gabor_certificate o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config)) missing on conflict do nothing $insert$;
    get diagnostics n = row_count;
  else
    perform set_config('session_replication_role', 'replica', true);
    execute $insert$
      with added as (
        insert into job.gabor_certificate (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p1
        natural join (select optimal_gabor_config from twin.optimal_gabor_config) p2
        natural join (select dataset, model_config, training_config, seed from twin.model) p3) k
      where not exists (select from twin.gabor_certificate o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config)
        and not exists (select from job.gabor_certificate o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config)) missing on conflict do nothing returning dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config),
      p1 as (select from twin.optimal_gabor p where (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) in (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from added) for key share),
      p2 as (select from twin.optimal_gabor_config p where (optimal_gabor_config) in (select optimal_gabor_config from added) for key share),
      p3 as (select from twin.model p where (dataset, model_config, training_config, seed) in (select dataset, model_config, training_config, seed from added) for key share)
      select (select count(*) from added), (select count(*) from p1) = (select count(*) from (select distinct dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from added) d)
        and (select count(*) from p2) = (select count(*) from (select distinct optimal_gabor_config from added) d)
        and (select count(*) from p3) = (select count(*) from (select distinct dataset, model_config, training_config, seed from added) d) $insert$ into n, is_whole;
    perform set_config('session_replication_role', role_before, true);
    if not is_whole then
      raise exception 'rows that new keys of % refer to were deleted meanwhile', 'twin.gabor_certificate'
        using errcode = 'serialization_failure';
    end if;
  end if;
  if n > 0 then
    perform pg_notify('doppel_job', '');
  end if;
  return n;
end $$;
revoke execute on function job.enqueue_gabor_certificate() from public;

create or replace function job.accept_gabor_certificate()
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
      where r.run_id = run and r.table_name = 'twin.gabor_certificate' and r.n_keys = n
        and r.xmin = pg_current_xact_id()::xid and r.committed_at >= now()) then
    raise exception 'results of twin.gabor_certificate without a run of their own in this transaction'
      using errcode = 'insufficient_privilege';
  end if;
  delete from job.gabor_certificate j where j.epoch = mine and j.ctid = any (array(
    select own.ctid from job.gabor_certificate own, new_rows k
    where own.status = 'claimed' and own.epoch = mine and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.animal_id = k.animal_id and own.session = k.session and own.scan_idx = k.scan_idx and own.unit_id = k.unit_id and own.optimal_gabor_config = k.optimal_gabor_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.gabor_certificate where status = 'claimed' and epoch = mine limit 1))));
  get diagnostics n_held = row_count;
  if n_held <> n then
    raise exception 'twin.gabor_certificate: only % of the % keys are held', n_held, n using errcode = 'ZL001';
  end if;
  return null;
end $$;
revoke execute on function job.accept_gabor_certificate() from public;

create or replace trigger accept after insert on twin.gabor_certificate
  referencing new table as new_rows for each statement execute function job.accept_gabor_certificate();
create or replace function job.claim_size_contrast_tuning(bigint, integer, integer, text[], integer, text, text, text, bigint, integer, integer, integer, integer, text, text)
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], model_config text[], training_config text[], seed bigint[], animal_id integer[], session integer[], scan_idx integer[], unit_id integer[], optimal_gabor_config text[], size_contrast_config text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  return query
    with best as materialized (
      select priority, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, size_contrast_config from job.size_contrast_tuning
      where status = 'pending' and not_before <= now() and deaths = $3
        and ($5 is null or priority = $5 and (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, size_contrast_config) > ($6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
          and (select priority from job.size_contrast_tuning
               where status = 'pending' and not_before <= now() and deaths = $3 and priority > $5
               order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, size_contrast_config limit 1) is null)
      order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, size_contrast_config limit 1 for update skip locked),
    batch as materialized (
      select ctid from job.size_contrast_tuning
      where status = 'pending' and not_before <= now() and deaths = $3
        and priority = (select priority from best) and (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, size_contrast_config) >= ((select dataset from best), (select model_config from best), (select training_config from best), (select seed from best), (select animal_id from best), (select session from best), (select scan_idx from best), (select unit_id from best), (select optimal_gabor_config from best), (select size_contrast_config from best))
        and (not 'dataset' = any ($4) or dataset = (select dataset from best))
        and (not 'model_config' = any ($4) or model_config = (select model_config from best))
        and (not 'training_config' = any ($4) or training_config = (select training_config from best))
        and (not 'seed' = any ($4) or seed = (select seed from best))
        and (not 'animal_id' = any ($4) or animal_id = (select animal_id from best))
        and (not 'session' = any ($4) or session = (select session from best))
        and (not 'scan_idx' = any ($4) or scan_idx = (select scan_idx from best))
        and (not 'unit_id' = any ($4) or unit_id = (select unit_id from best))
        and (not 'optimal_gabor_config' = any ($4) or optimal_gabor_config = (select optimal_gabor_config from best))
        and (not 'size_contrast_config' = any ($4) or size_contrast_config = (select size_contrast_config from best))
      order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, size_contrast_config limit $2 for update skip locked),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.size_contrast_tuning j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch))
      returning j.epoch, j.claimed_at, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.animal_id, j.session, j.scan_idx, j.unit_id, j.optimal_gabor_config, j.size_contrast_config)
    select min(epoch), min(claimed_at), min(priority), array_agg(dataset), array_agg(model_config), array_agg(training_config), array_agg(seed), array_agg(animal_id), array_agg(session), array_agg(scan_idx), array_agg(unit_id), array_agg(optimal_gabor_config), array_agg(size_contrast_config) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_size_contrast_tuning(bigint, integer, integer, text[], integer, text, text, text, bigint, integer, integer, integer, integer, text, text) from public;

create or replace function job.release_size_contrast_tuning(bigint, text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  update job.size_contrast_tuning j set status = 'pending', epoch = null, worker_id = null, claimed_at = null
  where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.size_contrast_tuning own, unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11) k (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, size_contrast_config)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.animal_id = k.animal_id and own.session = k.session and own.scan_idx = k.scan_idx and own.unit_id = k.unit_id and own.optimal_gabor_config = k.optimal_gabor_config and own.size_contrast_config = k.size_contrast_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.size_contrast_tuning where status = 'claimed' and epoch = $1 limit 1))));
  get diagnostics n = row_count;
  return n;
end $$;
revoke execute on function job.release_size_contrast_tuning(bigint, text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[]) from public;

create or replace function job.fail_size_contrast_tuning(bigint, text, text, boolean, integer, double precision, double precision, text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  with tried as (
    update job.size_contrast_tuning j set
      status = case when $4 and j.attempts + 1 < $5 then 'pending' else 'failed' end,
      attempts = j.attempts + 1,
      not_before = clock_timestamp() + interval '1 millisecond'
        * least($6 * power(2, least(j.attempts, 30)), $7) * (0.5 + random()),
      error_class = $2, error_message = $3, epoch = null, worker_id = null, claimed_at = null
    where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.size_contrast_tuning own, unnest($8, $9, $10, $11, $12, $13, $14, $15, $16, $17) k (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, size_contrast_config)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.animal_id = k.animal_id and own.session = k.session and own.scan_idx = k.scan_idx and own.unit_id = k.unit_id and own.optimal_gabor_config = k.optimal_gabor_config and own.size_contrast_config = k.size_contrast_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.size_contrast_tuning where status = 'claimed' and epoch = $1 limit 1))))
    returning j.status)
  select count(*) filter (where status = 'failed') into n from tried;
  return n;
end $$;
revoke execute on function job.fail_size_contrast_tuning(bigint, text, text, boolean, integer, double precision, double precision, text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[]) from public;

create or replace function job.hold_size_contrast_tuning(text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[])
returns table (place bigint, inputs text)
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
#variable_conflict use_column
begin
  return query select k.place, 'twin.optimal_gabor:' || p1._row_hash || E'\n' || 'twin.size_contrast_task:' || p2._row_hash || E'\n' || 'twin.size_contrast_config:' || p3._row_hash || E'\n' || 'twin.model:' || p4._row_hash
    from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) with ordinality k (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, size_contrast_config, place)
    cross join lateral (select _row_hash from twin.optimal_gabor o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config for share) p1
    cross join lateral (select _row_hash from twin.size_contrast_task o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.optimal_gabor_config = k.optimal_gabor_config and o.size_contrast_config = k.size_contrast_config for share) p2
    cross join lateral (select _row_hash from twin.size_contrast_config o where o.size_contrast_config = k.size_contrast_config for share) p3
    cross join lateral (select _row_hash from twin.model o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed for share) p4;
end $$;
revoke execute on function job.hold_size_contrast_tuning(text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[]) from public;

create or replace function job.enqueue_size_contrast_tuning()
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  role_before constant text := current_setting('session_replication_role');
  n bigint;
  is_whole boolean;
begin
  perform pg_advisory_xact_lock(hashtextextended('doppel enqueue ' || 'twin.size_contrast_tuning', 0));
  execute $count$ select count(*) from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, size_contrast_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, size_contrast_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p1
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, size_contrast_config from twin.size_contrast_task) p2
        natural join (select size_contrast_config from twin.size_contrast_config) p3
        natural join (select dataset, model_config, training_config, seed from twin.model) p4) k
      where not exists (select from twin.size_contrast_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.size_contrast_config = k.size_contrast_config)
        and not exists (select from job.size_contrast_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.size_contrast_config = k.size_contrast_config)) missing $count$ into n;
  if n = 0 then
    return 0;
  end if;
  if n < 10000 or not has_parameter_privilege(current_user, 'session_replication_role', 'SET') then
    execute $insert$ insert into job.size_contrast_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, size_contrast_config) select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, size_contrast_config from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, size_contrast_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, size_contrast_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p1
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, size_contrast_config from twin.size_contrast_task) p2
        natural join (select size_contrast_config from twin.size_contrast_config) p3
        natural join (select dataset, model_config, training_config, seed from twin.model) p4) k
      where not exists (select from twin.size_contrast_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.size_contrast_config = k.size_contrast_config)
        and not exists (select from job.size_contrast_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.size_contrast_config = k.size_contrast_config)) missing on conflict do nothing $insert$;
    get diagnostics n = row_count;
  else
    perform set_config('session_replication_role', 'replica', true);
    execute $insert$
      with added as (
        insert into job.size_contrast_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, size_contrast_config) select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, size_contrast_config from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, size_contrast_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, size_contrast_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p1
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, size_contrast_config from twin.size_contrast_task) p2
        natural join (select size_contrast_config from twin.size_contrast_config) p3
        natural join (select dataset, model_config, training_config, seed from twin.model) p4) k
      where not exists (select from twin.size_contrast_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.size_contrast_config = k.size_contrast_config)
        and not exists (select from job.size_contrast_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.size_contrast_config = k.size_contrast_config)) missing on conflict do nothing returning dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, size_contrast_config),
      p1 as (select from twin.optimal_gabor p where (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) in (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from added) for key share),
      p2 as (select from twin.size_contrast_task p where (dataset, model_config, training_config, seed, optimal_gabor_config, size_contrast_config) in (select dataset, model_config, training_config, seed, optimal_gabor_config, size_contrast_config from added) for key share),
      p3 as (select from twin.size_contrast_config p where (size_contrast_config) in (select size_contrast_config from added) for key share),
      p4 as (select from twin.model p where (dataset, model_config, training_config, seed) in (select dataset, model_config, training_config, seed from added) for key share)
      select (select count(*) from added), (select count(*) from p1) = (select count(*) from (select distinct dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from added) d)
        and (select count(*) from p2) = (select count(*) from (select distinct dataset, model_config, training_config, seed, optimal_gabor_config, size_contrast_config from added) d)
        and (select count(*) from p3) = (select count(*) from (select distinct size_contrast_config from added) d)
        and (select count(*) from p4) = (select count(*) from (select distinct dataset, model_config, training_config, seed from added) d) $insert$ into n, is_whole;
    perform set_config('session_replication_role', role_before, true);
    if not is_whole then
      raise exception 'rows that new keys of % refer to were deleted meanwhile', 'twin.size_contrast_tuning'
        using errcode = 'serialization_failure';
    end if;
  end if;
  if n > 0 then
    perform pg_notify('doppel_job', '');
  end if;
  return n;
end $$;
revoke execute on function job.enqueue_size_contrast_tuning() from public;

create or replace function job.accept_size_contrast_tuning()
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
      where r.run_id = run and r.table_name = 'twin.size_contrast_tuning' and r.n_keys = n
        and r.xmin = pg_current_xact_id()::xid and r.committed_at >= now()) then
    raise exception 'results of twin.size_contrast_tuning without a run of their own in this transaction'
      using errcode = 'insufficient_privilege';
  end if;
  delete from job.size_contrast_tuning j where j.epoch = mine and j.ctid = any (array(
    select own.ctid from job.size_contrast_tuning own, new_rows k
    where own.status = 'claimed' and own.epoch = mine and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.animal_id = k.animal_id and own.session = k.session and own.scan_idx = k.scan_idx and own.unit_id = k.unit_id and own.optimal_gabor_config = k.optimal_gabor_config and own.size_contrast_config = k.size_contrast_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.size_contrast_tuning where status = 'claimed' and epoch = mine limit 1))));
  get diagnostics n_held = row_count;
  if n_held <> n then
    raise exception 'twin.size_contrast_tuning: only % of the % keys are held', n_held, n using errcode = 'ZL001';
  end if;
  return null;
end $$;
revoke execute on function job.accept_size_contrast_tuning() from public;

create or replace trigger accept after insert on twin.size_contrast_tuning
  referencing new table as new_rows for each statement execute function job.accept_size_contrast_tuning();
create or replace function job.claim_plaid_tuning(bigint, integer, integer, text[], integer, text, text, text, bigint, integer, integer, integer, integer, text, text)
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], model_config text[], training_config text[], seed bigint[], animal_id integer[], session integer[], scan_idx integer[], unit_id integer[], optimal_gabor_config text[], plaid_config text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  return query
    with best as materialized (
      select priority, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, plaid_config from job.plaid_tuning
      where status = 'pending' and not_before <= now() and deaths = $3
        and ($5 is null or priority = $5 and (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, plaid_config) > ($6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
          and (select priority from job.plaid_tuning
               where status = 'pending' and not_before <= now() and deaths = $3 and priority > $5
               order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, plaid_config limit 1) is null)
      order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, plaid_config limit 1 for update skip locked),
    batch as materialized (
      select ctid from job.plaid_tuning
      where status = 'pending' and not_before <= now() and deaths = $3
        and priority = (select priority from best) and (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, plaid_config) >= ((select dataset from best), (select model_config from best), (select training_config from best), (select seed from best), (select animal_id from best), (select session from best), (select scan_idx from best), (select unit_id from best), (select optimal_gabor_config from best), (select plaid_config from best))
        and (not 'dataset' = any ($4) or dataset = (select dataset from best))
        and (not 'model_config' = any ($4) or model_config = (select model_config from best))
        and (not 'training_config' = any ($4) or training_config = (select training_config from best))
        and (not 'seed' = any ($4) or seed = (select seed from best))
        and (not 'animal_id' = any ($4) or animal_id = (select animal_id from best))
        and (not 'session' = any ($4) or session = (select session from best))
        and (not 'scan_idx' = any ($4) or scan_idx = (select scan_idx from best))
        and (not 'unit_id' = any ($4) or unit_id = (select unit_id from best))
        and (not 'optimal_gabor_config' = any ($4) or optimal_gabor_config = (select optimal_gabor_config from best))
        and (not 'plaid_config' = any ($4) or plaid_config = (select plaid_config from best))
      order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, plaid_config limit $2 for update skip locked),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.plaid_tuning j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch))
      returning j.epoch, j.claimed_at, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.animal_id, j.session, j.scan_idx, j.unit_id, j.optimal_gabor_config, j.plaid_config)
    select min(epoch), min(claimed_at), min(priority), array_agg(dataset), array_agg(model_config), array_agg(training_config), array_agg(seed), array_agg(animal_id), array_agg(session), array_agg(scan_idx), array_agg(unit_id), array_agg(optimal_gabor_config), array_agg(plaid_config) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_plaid_tuning(bigint, integer, integer, text[], integer, text, text, text, bigint, integer, integer, integer, integer, text, text) from public;

create or replace function job.release_plaid_tuning(bigint, text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  update job.plaid_tuning j set status = 'pending', epoch = null, worker_id = null, claimed_at = null
  where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.plaid_tuning own, unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11) k (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, plaid_config)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.animal_id = k.animal_id and own.session = k.session and own.scan_idx = k.scan_idx and own.unit_id = k.unit_id and own.optimal_gabor_config = k.optimal_gabor_config and own.plaid_config = k.plaid_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.plaid_tuning where status = 'claimed' and epoch = $1 limit 1))));
  get diagnostics n = row_count;
  return n;
end $$;
revoke execute on function job.release_plaid_tuning(bigint, text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[]) from public;

create or replace function job.fail_plaid_tuning(bigint, text, text, boolean, integer, double precision, double precision, text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  with tried as (
    update job.plaid_tuning j set
      status = case when $4 and j.attempts + 1 < $5 then 'pending' else 'failed' end,
      attempts = j.attempts + 1,
      not_before = clock_timestamp() + interval '1 millisecond'
        * least($6 * power(2, least(j.attempts, 30)), $7) * (0.5 + random()),
      error_class = $2, error_message = $3, epoch = null, worker_id = null, claimed_at = null
    where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.plaid_tuning own, unnest($8, $9, $10, $11, $12, $13, $14, $15, $16, $17) k (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, plaid_config)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.animal_id = k.animal_id and own.session = k.session and own.scan_idx = k.scan_idx and own.unit_id = k.unit_id and own.optimal_gabor_config = k.optimal_gabor_config and own.plaid_config = k.plaid_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.plaid_tuning where status = 'claimed' and epoch = $1 limit 1))))
    returning j.status)
  select count(*) filter (where status = 'failed') into n from tried;
  return n;
end $$;
revoke execute on function job.fail_plaid_tuning(bigint, text, text, boolean, integer, double precision, double precision, text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[]) from public;

create or replace function job.hold_plaid_tuning(text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[])
returns table (place bigint, inputs text)
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
#variable_conflict use_column
begin
  return query select k.place, 'twin.optimal_gabor:' || p1._row_hash || E'\n' || 'twin.plaid_task:' || p2._row_hash || E'\n' || 'twin.plaid_config:' || p3._row_hash || E'\n' || 'twin.model:' || p4._row_hash
    from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) with ordinality k (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, plaid_config, place)
    cross join lateral (select _row_hash from twin.optimal_gabor o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config for share) p1
    cross join lateral (select _row_hash from twin.plaid_task o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.optimal_gabor_config = k.optimal_gabor_config and o.plaid_config = k.plaid_config for share) p2
    cross join lateral (select _row_hash from twin.plaid_config o where o.plaid_config = k.plaid_config for share) p3
    cross join lateral (select _row_hash from twin.model o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed for share) p4;
end $$;
revoke execute on function job.hold_plaid_tuning(text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[]) from public;

create or replace function job.enqueue_plaid_tuning()
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  role_before constant text := current_setting('session_replication_role');
  n bigint;
  is_whole boolean;
begin
  perform pg_advisory_xact_lock(hashtextextended('doppel enqueue ' || 'twin.plaid_tuning', 0));
  execute $count$ select count(*) from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, plaid_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, plaid_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p1
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, plaid_config from twin.plaid_task) p2
        natural join (select plaid_config from twin.plaid_config) p3
        natural join (select dataset, model_config, training_config, seed from twin.model) p4) k
      where not exists (select from twin.plaid_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.plaid_config = k.plaid_config)
        and not exists (select from job.plaid_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.plaid_config = k.plaid_config)) missing $count$ into n;
  if n = 0 then
    return 0;
  end if;
  if n < 10000 or not has_parameter_privilege(current_user, 'session_replication_role', 'SET') then
    execute $insert$ insert into job.plaid_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, plaid_config) select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, plaid_config from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, plaid_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, plaid_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p1
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, plaid_config from twin.plaid_task) p2
        natural join (select plaid_config from twin.plaid_config) p3
        natural join (select dataset, model_config, training_config, seed from twin.model) p4) k
      where not exists (select from twin.plaid_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.plaid_config = k.plaid_config)
        and not exists (select from job.plaid_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.plaid_config = k.plaid_config)) missing on conflict do nothing $insert$;
    get diagnostics n = row_count;
  else
    perform set_config('session_replication_role', 'replica', true);
    execute $insert$
      with added as (
        insert into job.plaid_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, plaid_config) select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, plaid_config from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, plaid_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, plaid_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p1
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, plaid_config from twin.plaid_task) p2
        natural join (select plaid_config from twin.plaid_config) p3
        natural join (select dataset, model_config, training_config, seed from twin.model) p4) k
      where not exists (select from twin.plaid_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.plaid_config = k.plaid_config)
        and not exists (select from job.plaid_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.plaid_config = k.plaid_config)) missing on conflict do nothing returning dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, plaid_config),
      p1 as (select from twin.optimal_gabor p where (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) in (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from added) for key share),
      p2 as (select from twin.plaid_task p where (dataset, model_config, training_config, seed, optimal_gabor_config, plaid_config) in (select dataset, model_config, training_config, seed, optimal_gabor_config, plaid_config from added) for key share),
      p3 as (select from twin.plaid_config p where (plaid_config) in (select plaid_config from added) for key share),
      p4 as (select from twin.model p where (dataset, model_config, training_config, seed) in (select dataset, model_config, training_config, seed from added) for key share)
      select (select count(*) from added), (select count(*) from p1) = (select count(*) from (select distinct dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from added) d)
        and (select count(*) from p2) = (select count(*) from (select distinct dataset, model_config, training_config, seed, optimal_gabor_config, plaid_config from added) d)
        and (select count(*) from p3) = (select count(*) from (select distinct plaid_config from added) d)
        and (select count(*) from p4) = (select count(*) from (select distinct dataset, model_config, training_config, seed from added) d) $insert$ into n, is_whole;
    perform set_config('session_replication_role', role_before, true);
    if not is_whole then
      raise exception 'rows that new keys of % refer to were deleted meanwhile', 'twin.plaid_tuning'
        using errcode = 'serialization_failure';
    end if;
  end if;
  if n > 0 then
    perform pg_notify('doppel_job', '');
  end if;
  return n;
end $$;
revoke execute on function job.enqueue_plaid_tuning() from public;

create or replace function job.accept_plaid_tuning()
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
      where r.run_id = run and r.table_name = 'twin.plaid_tuning' and r.n_keys = n
        and r.xmin = pg_current_xact_id()::xid and r.committed_at >= now()) then
    raise exception 'results of twin.plaid_tuning without a run of their own in this transaction'
      using errcode = 'insufficient_privilege';
  end if;
  delete from job.plaid_tuning j where j.epoch = mine and j.ctid = any (array(
    select own.ctid from job.plaid_tuning own, new_rows k
    where own.status = 'claimed' and own.epoch = mine and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.animal_id = k.animal_id and own.session = k.session and own.scan_idx = k.scan_idx and own.unit_id = k.unit_id and own.optimal_gabor_config = k.optimal_gabor_config and own.plaid_config = k.plaid_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.plaid_tuning where status = 'claimed' and epoch = mine limit 1))));
  get diagnostics n_held = row_count;
  if n_held <> n then
    raise exception 'twin.plaid_tuning: only % of the % keys are held', n_held, n using errcode = 'ZL001';
  end if;
  return null;
end $$;
revoke execute on function job.accept_plaid_tuning() from public;

create or replace trigger accept after insert on twin.plaid_tuning
  referencing new table as new_rows for each statement execute function job.accept_plaid_tuning();
create or replace function job.claim_glm(bigint, integer, integer, text[], integer, text, text)
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], glm_config text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  return query
    with best as materialized (
      select priority, dataset, glm_config from job.glm
      where status = 'pending' and not_before <= now() and deaths = $3
        and ($5 is null or priority = $5 and (dataset, glm_config) > ($6, $7)
          and (select priority from job.glm
               where status = 'pending' and not_before <= now() and deaths = $3 and priority > $5
               order by priority desc, dataset, glm_config limit 1) is null)
      order by priority desc, dataset, glm_config limit 1 for update skip locked),
    batch as materialized (
      select ctid from job.glm
      where status = 'pending' and not_before <= now() and deaths = $3
        and priority = (select priority from best) and (dataset, glm_config) >= ((select dataset from best), (select glm_config from best))
        and (not 'dataset' = any ($4) or dataset = (select dataset from best))
        and (not 'glm_config' = any ($4) or glm_config = (select glm_config from best))
      order by priority desc, dataset, glm_config limit $2 for update skip locked),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.glm j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch))
      returning j.epoch, j.claimed_at, j.priority, j.dataset, j.glm_config)
    select min(epoch), min(claimed_at), min(priority), array_agg(dataset), array_agg(glm_config) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_glm(bigint, integer, integer, text[], integer, text, text) from public;

create or replace function job.release_glm(bigint, text[], text[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  update job.glm j set status = 'pending', epoch = null, worker_id = null, claimed_at = null
  where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.glm own, unnest($2, $3) k (dataset, glm_config)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.glm_config = k.glm_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.glm where status = 'claimed' and epoch = $1 limit 1))));
  get diagnostics n = row_count;
  return n;
end $$;
revoke execute on function job.release_glm(bigint, text[], text[]) from public;

create or replace function job.fail_glm(bigint, text, text, boolean, integer, double precision, double precision, text[], text[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  with tried as (
    update job.glm j set
      status = case when $4 and j.attempts + 1 < $5 then 'pending' else 'failed' end,
      attempts = j.attempts + 1,
      not_before = clock_timestamp() + interval '1 millisecond'
        * least($6 * power(2, least(j.attempts, 30)), $7) * (0.5 + random()),
      error_class = $2, error_message = $3, epoch = null, worker_id = null, claimed_at = null
    where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.glm own, unnest($8, $9) k (dataset, glm_config)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.glm_config = k.glm_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.glm where status = 'claimed' and epoch = $1 limit 1))))
    returning j.status)
  select count(*) filter (where status = 'failed') into n from tried;
  return n;
end $$;
revoke execute on function job.fail_glm(bigint, text, text, boolean, integer, double precision, double precision, text[], text[]) from public;

create or replace function job.hold_glm(text[], text[])
returns table (place bigint, inputs text)
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
#variable_conflict use_column
begin
  return query select k.place, 'twin.dataset:' || p1._row_hash || E'\n' || 'twin.glm_task:' || p2._row_hash || E'\n' || 'twin.glm_config:' || p3._row_hash
    from unnest($1, $2) with ordinality k (dataset, glm_config, place)
    cross join lateral (select _row_hash from twin.dataset o where o.dataset = k.dataset for share) p1
    cross join lateral (select _row_hash from twin.glm_task o where o.dataset = k.dataset and o.glm_config = k.glm_config for share) p2
    cross join lateral (select _row_hash from twin.glm_config o where o.glm_config = k.glm_config for share) p3;
end $$;
revoke execute on function job.hold_glm(text[], text[]) from public;

create or replace function job.enqueue_glm()
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  role_before constant text := current_setting('session_replication_role');
  n bigint;
  is_whole boolean;
begin
  perform pg_advisory_xact_lock(hashtextextended('doppel enqueue ' || 'twin.glm', 0));
  execute $count$ select count(*) from (
      select dataset, glm_config from (select dataset, glm_config from (select dataset from twin.dataset) p1
        natural join (select dataset, glm_config from twin.glm_task) p2
        natural join (select glm_config from twin.glm_config) p3) k
      where not exists (select from twin.glm o where o.dataset = k.dataset and o.glm_config = k.glm_config)
        and not exists (select from job.glm o where o.dataset = k.dataset and o.glm_config = k.glm_config)) missing $count$ into n;
  if n = 0 then
    return 0;
  end if;
  if n < 10000 or not has_parameter_privilege(current_user, 'session_replication_role', 'SET') then
    execute $insert$ insert into job.glm (dataset, glm_config) select dataset, glm_config from (
      select dataset, glm_config from (select dataset, glm_config from (select dataset from twin.dataset) p1
        natural join (select dataset, glm_config from twin.glm_task) p2
        natural join (select glm_config from twin.glm_config) p3) k
      where not exists (select from twin.glm o where o.dataset = k.dataset and o.glm_config = k.glm_config)
        and not exists (select from job.glm o where o.dataset = k.dataset and o.glm_config = k.glm_config)) missing on conflict do nothing $insert$;
    get diagnostics n = row_count;
  else
    perform set_config('session_replication_role', 'replica', true);
    execute $insert$
      with added as (
        insert into job.glm (dataset, glm_config) select dataset, glm_config from (
      select dataset, glm_config from (select dataset, glm_config from (select dataset from twin.dataset) p1
        natural join (select dataset, glm_config from twin.glm_task) p2
        natural join (select glm_config from twin.glm_config) p3) k
      where not exists (select from twin.glm o where o.dataset = k.dataset and o.glm_config = k.glm_config)
        and not exists (select from job.glm o where o.dataset = k.dataset and o.glm_config = k.glm_config)) missing on conflict do nothing returning dataset, glm_config),
      p1 as (select from twin.dataset p where (dataset) in (select dataset from added) for key share),
      p2 as (select from twin.glm_task p where (dataset, glm_config) in (select dataset, glm_config from added) for key share),
      p3 as (select from twin.glm_config p where (glm_config) in (select glm_config from added) for key share)
      select (select count(*) from added), (select count(*) from p1) = (select count(*) from (select distinct dataset from added) d)
        and (select count(*) from p2) = (select count(*) from (select distinct dataset, glm_config from added) d)
        and (select count(*) from p3) = (select count(*) from (select distinct glm_config from added) d) $insert$ into n, is_whole;
    perform set_config('session_replication_role', role_before, true);
    if not is_whole then
      raise exception 'rows that new keys of % refer to were deleted meanwhile', 'twin.glm'
        using errcode = 'serialization_failure';
    end if;
  end if;
  if n > 0 then
    perform pg_notify('doppel_job', '');
  end if;
  return n;
end $$;
revoke execute on function job.enqueue_glm() from public;

create or replace function job.accept_glm()
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
      where r.run_id = run and r.table_name = 'twin.glm' and r.n_keys = n
        and r.xmin = pg_current_xact_id()::xid and r.committed_at >= now()) then
    raise exception 'results of twin.glm without a run of their own in this transaction'
      using errcode = 'insufficient_privilege';
  end if;
  delete from job.glm j where j.epoch = mine and j.ctid = any (array(
    select own.ctid from job.glm own, new_rows k
    where own.status = 'claimed' and own.epoch = mine and own.dataset = k.dataset and own.glm_config = k.glm_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.glm where status = 'claimed' and epoch = mine limit 1))));
  get diagnostics n_held = row_count;
  if n_held <> n then
    raise exception 'twin.glm: only % of the % keys are held', n_held, n using errcode = 'ZL001';
  end if;
  return null;
end $$;
revoke execute on function job.accept_glm() from public;

create or replace function job.accept_glm_neuron()
returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
begin
  if coalesce(current_setting('doppel.epoch', true), '') = ''
     and pg_has_role(session_user, current_user, 'member') then
    return null;
  end if;
  if exists (select from (select distinct dataset, glm_config, _run_id from new_rows) k left join twin.glm m
      on m.dataset = k.dataset and m.glm_config = k.glm_config
      where m._run_id is distinct from k._run_id or not exists (
        select from provenance.run r where r.run_id = k._run_id and r.xmin = pg_current_xact_id()::xid and r.committed_at >= now())) then
    raise exception 'parts of twin.glm_neuron without their master in this transaction'
      using errcode = 'insufficient_privilege';
  end if;
  return null;
end $$;
revoke execute on function job.accept_glm_neuron() from public;

create or replace trigger accept after insert on twin.glm
  referencing new table as new_rows for each statement execute function job.accept_glm();
create or replace trigger accept after insert on twin.glm_neuron
  referencing new table as new_rows for each statement execute function job.accept_glm_neuron();
create or replace function job.claim_nonlinearity(bigint, integer, integer, text[], integer, text, text, text, bigint, integer, integer, integer, integer, text)
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], model_config text[], training_config text[], seed bigint[], animal_id integer[], session integer[], scan_idx integer[], unit_id integer[], glm_config text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  return query
    with best as materialized (
      select priority, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, glm_config from job.nonlinearity
      where status = 'pending' and not_before <= now() and deaths = $3
        and ($5 is null or priority = $5 and (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, glm_config) > ($6, $7, $8, $9, $10, $11, $12, $13, $14)
          and (select priority from job.nonlinearity
               where status = 'pending' and not_before <= now() and deaths = $3 and priority > $5
               order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, glm_config limit 1) is null)
      order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, glm_config limit 1 for update skip locked),
    batch as materialized (
      select ctid from job.nonlinearity
      where status = 'pending' and not_before <= now() and deaths = $3
        and priority = (select priority from best) and (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, glm_config) >= ((select dataset from best), (select model_config from best), (select training_config from best), (select seed from best), (select animal_id from best), (select session from best), (select scan_idx from best), (select unit_id from best), (select glm_config from best))
        and (not 'dataset' = any ($4) or dataset = (select dataset from best))
        and (not 'model_config' = any ($4) or model_config = (select model_config from best))
        and (not 'training_config' = any ($4) or training_config = (select training_config from best))
        and (not 'seed' = any ($4) or seed = (select seed from best))
        and (not 'animal_id' = any ($4) or animal_id = (select animal_id from best))
        and (not 'session' = any ($4) or session = (select session from best))
        and (not 'scan_idx' = any ($4) or scan_idx = (select scan_idx from best))
        and (not 'unit_id' = any ($4) or unit_id = (select unit_id from best))
        and (not 'glm_config' = any ($4) or glm_config = (select glm_config from best))
      order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, glm_config limit $2 for update skip locked),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.nonlinearity j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch))
      returning j.epoch, j.claimed_at, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.animal_id, j.session, j.scan_idx, j.unit_id, j.glm_config)
    select min(epoch), min(claimed_at), min(priority), array_agg(dataset), array_agg(model_config), array_agg(training_config), array_agg(seed), array_agg(animal_id), array_agg(session), array_agg(scan_idx), array_agg(unit_id), array_agg(glm_config) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_nonlinearity(bigint, integer, integer, text[], integer, text, text, text, bigint, integer, integer, integer, integer, text) from public;

create or replace function job.release_nonlinearity(bigint, text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  update job.nonlinearity j set status = 'pending', epoch = null, worker_id = null, claimed_at = null
  where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.nonlinearity own, unnest($2, $3, $4, $5, $6, $7, $8, $9, $10) k (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, glm_config)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.animal_id = k.animal_id and own.session = k.session and own.scan_idx = k.scan_idx and own.unit_id = k.unit_id and own.glm_config = k.glm_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.nonlinearity where status = 'claimed' and epoch = $1 limit 1))));
  get diagnostics n = row_count;
  return n;
end $$;
revoke execute on function job.release_nonlinearity(bigint, text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[]) from public;

create or replace function job.fail_nonlinearity(bigint, text, text, boolean, integer, double precision, double precision, text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  with tried as (
    update job.nonlinearity j set
      status = case when $4 and j.attempts + 1 < $5 then 'pending' else 'failed' end,
      attempts = j.attempts + 1,
      not_before = clock_timestamp() + interval '1 millisecond'
        * least($6 * power(2, least(j.attempts, 30)), $7) * (0.5 + random()),
      error_class = $2, error_message = $3, epoch = null, worker_id = null, claimed_at = null
    where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.nonlinearity own, unnest($8, $9, $10, $11, $12, $13, $14, $15, $16) k (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, glm_config)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.animal_id = k.animal_id and own.session = k.session and own.scan_idx = k.scan_idx and own.unit_id = k.unit_id and own.glm_config = k.glm_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.nonlinearity where status = 'claimed' and epoch = $1 limit 1))))
    returning j.status)
  select count(*) filter (where status = 'failed') into n from tried;
  return n;
end $$;
revoke execute on function job.fail_nonlinearity(bigint, text, text, boolean, integer, double precision, double precision, text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[]) from public;

create or replace function job.hold_nonlinearity(text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[])
returns table (place bigint, inputs text)
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
#variable_conflict use_column
begin
  return query select k.place, 'twin.neuron_score:' || p1._row_hash || E'\n' || 'twin.glm_neuron:' || p2._row_hash || E'\n' || 'twin.glm_config:' || p3._row_hash
    from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9) with ordinality k (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, glm_config, place)
    cross join lateral (select _row_hash from twin.neuron_score o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id for share) p1
    cross join lateral (select _row_hash from twin.glm_neuron o where o.dataset = k.dataset and o.glm_config = k.glm_config and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id for share) p2
    cross join lateral (select _row_hash from twin.glm_config o where o.glm_config = k.glm_config for share) p3;
end $$;
revoke execute on function job.hold_nonlinearity(text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[]) from public;

create or replace function job.enqueue_nonlinearity()
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  role_before constant text := current_setting('session_replication_role');
  n bigint;
  is_whole boolean;
begin
  perform pg_advisory_xact_lock(hashtextextended('doppel enqueue ' || 'twin.nonlinearity', 0));
  execute $count$ select count(*) from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, glm_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, glm_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id from twin.neuron_score) p1
        natural join (select dataset, glm_config, animal_id, session, scan_idx, unit_id from twin.glm_neuron) p2
        natural join (select glm_config from twin.glm_config) p3) k
      where not exists (select from twin.nonlinearity o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.glm_config = k.glm_config)
        and not exists (select from job.nonlinearity o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.glm_config = k.glm_config)) missing $count$ into n;
  if n = 0 then
    return 0;
  end if;
  if n < 10000 or not has_parameter_privilege(current_user, 'session_replication_role', 'SET') then
    execute $insert$ insert into job.nonlinearity (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, glm_config) select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, glm_config from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, glm_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, glm_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id from twin.neuron_score) p1
        natural join (select dataset, glm_config, animal_id, session, scan_idx, unit_id from twin.glm_neuron) p2
        natural join (select glm_config from twin.glm_config) p3) k
      where not exists (select from twin.nonlinearity o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.glm_config = k.glm_config)
        and not exists (select from job.nonlinearity o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.glm_config = k.glm_config)) missing on conflict do nothing $insert$;
    get diagnostics n = row_count;
  else
    perform set_config('session_replication_role', 'replica', true);
    execute $insert$
      with added as (
        insert into job.nonlinearity (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, glm_config) select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, glm_config from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, glm_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, glm_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id from twin.neuron_score) p1
        natural join (select dataset, glm_config, animal_id, session, scan_idx, unit_id from twin.glm_neuron) p2
        natural join (select glm_config from twin.glm_config) p3) k
      where not exists (select from twin.nonlinearity o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.glm_config = k.glm_config)
        and not exists (select from job.nonlinearity o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.glm_config = k.glm_config)) missing on conflict do nothing returning dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, glm_config),
      p1 as (select from twin.neuron_score p where (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id) in (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id from added) for key share),
      p2 as (select from twin.glm_neuron p where (dataset, glm_config, animal_id, session, scan_idx, unit_id) in (select dataset, glm_config, animal_id, session, scan_idx, unit_id from added) for key share),
      p3 as (select from twin.glm_config p where (glm_config) in (select glm_config from added) for key share)
      select (select count(*) from added), (select count(*) from p1) = (select count(*) from (select distinct dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id from added) d)
        and (select count(*) from p2) = (select count(*) from (select distinct dataset, glm_config, animal_id, session, scan_idx, unit_id from added) d)
        and (select count(*) from p3) = (select count(*) from (select distinct glm_config from added) d) $insert$ into n, is_whole;
    perform set_config('session_replication_role', role_before, true);
    if not is_whole then
      raise exception 'rows that new keys of % refer to were deleted meanwhile', 'twin.nonlinearity'
        using errcode = 'serialization_failure';
    end if;
  end if;
  if n > 0 then
    perform pg_notify('doppel_job', '');
  end if;
  return n;
end $$;
revoke execute on function job.enqueue_nonlinearity() from public;

create or replace function job.accept_nonlinearity()
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
      where r.run_id = run and r.table_name = 'twin.nonlinearity' and r.n_keys = n
        and r.xmin = pg_current_xact_id()::xid and r.committed_at >= now()) then
    raise exception 'results of twin.nonlinearity without a run of their own in this transaction'
      using errcode = 'insufficient_privilege';
  end if;
  delete from job.nonlinearity j where j.epoch = mine and j.ctid = any (array(
    select own.ctid from job.nonlinearity own, new_rows k
    where own.status = 'claimed' and own.epoch = mine and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.animal_id = k.animal_id and own.session = k.session and own.scan_idx = k.scan_idx and own.unit_id = k.unit_id and own.glm_config = k.glm_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.nonlinearity where status = 'claimed' and epoch = mine limit 1))));
  get diagnostics n_held = row_count;
  if n_held <> n then
    raise exception 'twin.nonlinearity: only % of the % keys are held', n_held, n using errcode = 'ZL001';
  end if;
  return null;
end $$;
revoke execute on function job.accept_nonlinearity() from public;

create or replace trigger accept after insert on twin.nonlinearity
  referencing new table as new_rows for each statement execute function job.accept_nonlinearity();
create or replace function job.claim_optimal_dog(bigint, integer, integer, text[], integer, text, text, text, bigint, integer, integer, integer, integer, text)
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], model_config text[], training_config text[], seed bigint[], animal_id integer[], session integer[], scan_idx integer[], unit_id integer[], optimal_dog_config text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  return query
    with best as materialized (
      select priority, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_dog_config from job.optimal_dog
      where status = 'pending' and not_before <= now() and deaths = $3
        and ($5 is null or priority = $5 and (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_dog_config) > ($6, $7, $8, $9, $10, $11, $12, $13, $14)
          and (select priority from job.optimal_dog
               where status = 'pending' and not_before <= now() and deaths = $3 and priority > $5
               order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_dog_config limit 1) is null)
      order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_dog_config limit 1 for update skip locked),
    batch as materialized (
      select ctid from job.optimal_dog
      where status = 'pending' and not_before <= now() and deaths = $3
        and priority = (select priority from best) and (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_dog_config) >= ((select dataset from best), (select model_config from best), (select training_config from best), (select seed from best), (select animal_id from best), (select session from best), (select scan_idx from best), (select unit_id from best), (select optimal_dog_config from best))
        and (not 'dataset' = any ($4) or dataset = (select dataset from best))
        and (not 'model_config' = any ($4) or model_config = (select model_config from best))
        and (not 'training_config' = any ($4) or training_config = (select training_config from best))
        and (not 'seed' = any ($4) or seed = (select seed from best))
        and (not 'animal_id' = any ($4) or animal_id = (select animal_id from best))
        and (not 'session' = any ($4) or session = (select session from best))
        and (not 'scan_idx' = any ($4) or scan_idx = (select scan_idx from best))
        and (not 'unit_id' = any ($4) or unit_id = (select unit_id from best))
        and (not 'optimal_dog_config' = any ($4) or optimal_dog_config = (select optimal_dog_config from best))
      order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_dog_config limit $2 for update skip locked),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.optimal_dog j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch))
      returning j.epoch, j.claimed_at, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.animal_id, j.session, j.scan_idx, j.unit_id, j.optimal_dog_config)
    select min(epoch), min(claimed_at), min(priority), array_agg(dataset), array_agg(model_config), array_agg(training_config), array_agg(seed), array_agg(animal_id), array_agg(session), array_agg(scan_idx), array_agg(unit_id), array_agg(optimal_dog_config) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_optimal_dog(bigint, integer, integer, text[], integer, text, text, text, bigint, integer, integer, integer, integer, text) from public;

create or replace function job.release_optimal_dog(bigint, text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  update job.optimal_dog j set status = 'pending', epoch = null, worker_id = null, claimed_at = null
  where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.optimal_dog own, unnest($2, $3, $4, $5, $6, $7, $8, $9, $10) k (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_dog_config)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.animal_id = k.animal_id and own.session = k.session and own.scan_idx = k.scan_idx and own.unit_id = k.unit_id and own.optimal_dog_config = k.optimal_dog_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.optimal_dog where status = 'claimed' and epoch = $1 limit 1))));
  get diagnostics n = row_count;
  return n;
end $$;
revoke execute on function job.release_optimal_dog(bigint, text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[]) from public;

create or replace function job.fail_optimal_dog(bigint, text, text, boolean, integer, double precision, double precision, text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  with tried as (
    update job.optimal_dog j set
      status = case when $4 and j.attempts + 1 < $5 then 'pending' else 'failed' end,
      attempts = j.attempts + 1,
      not_before = clock_timestamp() + interval '1 millisecond'
        * least($6 * power(2, least(j.attempts, 30)), $7) * (0.5 + random()),
      error_class = $2, error_message = $3, epoch = null, worker_id = null, claimed_at = null
    where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.optimal_dog own, unnest($8, $9, $10, $11, $12, $13, $14, $15, $16) k (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_dog_config)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.animal_id = k.animal_id and own.session = k.session and own.scan_idx = k.scan_idx and own.unit_id = k.unit_id and own.optimal_dog_config = k.optimal_dog_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.optimal_dog where status = 'claimed' and epoch = $1 limit 1))))
    returning j.status)
  select count(*) filter (where status = 'failed') into n from tried;
  return n;
end $$;
revoke execute on function job.fail_optimal_dog(bigint, text, text, boolean, integer, double precision, double precision, text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[]) from public;

create or replace function job.hold_optimal_dog(text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[])
returns table (place bigint, inputs text)
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
#variable_conflict use_column
begin
  return query select k.place, 'twin.bar_code:' || p1._row_hash || E'\n' || 'twin.optimal_dog_task:' || p2._row_hash || E'\n' || 'twin.optimal_dog_config:' || p3._row_hash || E'\n' || 'twin.model:' || p4._row_hash
    from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9) with ordinality k (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_dog_config, place)
    cross join lateral (select _row_hash from twin.bar_code o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id for share) p1
    cross join lateral (select _row_hash from twin.optimal_dog_task o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.optimal_dog_config = k.optimal_dog_config for share) p2
    cross join lateral (select _row_hash from twin.optimal_dog_config o where o.optimal_dog_config = k.optimal_dog_config for share) p3
    cross join lateral (select _row_hash from twin.model o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed for share) p4;
end $$;
revoke execute on function job.hold_optimal_dog(text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[]) from public;

create or replace function job.enqueue_optimal_dog()
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  role_before constant text := current_setting('session_replication_role');
  n bigint;
  is_whole boolean;
begin
  perform pg_advisory_xact_lock(hashtextextended('doppel enqueue ' || 'twin.optimal_dog', 0));
  execute $count$ select count(*) from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_dog_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_dog_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id from twin.bar_code) p1
        natural join (select dataset, model_config, training_config, seed, optimal_dog_config from twin.optimal_dog_task) p2
        natural join (select optimal_dog_config from twin.optimal_dog_config) p3
        natural join (select dataset, model_config, training_config, seed from twin.model) p4) k
      where not exists (select from twin.optimal_dog o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_dog_config = k.optimal_dog_config)
        and not exists (select from job.optimal_dog o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_dog_config = k.optimal_dog_config)) missing $count$ into n;
  if n = 0 then
    return 0;
  end if;
  if n < 10000 or not has_parameter_privilege(current_user, 'session_replication_role', 'SET') then
    execute $insert$ insert into job.optimal_dog (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_dog_config) select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_dog_config from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_dog_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_dog_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id from twin.bar_code) p1
        natural join (select dataset, model_config, training_config, seed, optimal_dog_config from twin.optimal_dog_task) p2
        natural join (select optimal_dog_config from twin.optimal_dog_config) p3
        natural join (select dataset, model_config, training_config, seed from twin.model) p4) k
      where not exists (select from twin.optimal_dog o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_dog_config = k.optimal_dog_config)
        and not exists (select from job.optimal_dog o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_dog_config = k.optimal_dog_config)) missing on conflict do nothing $insert$;
    get diagnostics n = row_count;
  else
    perform set_config('session_replication_role', 'replica', true);
    execute $insert$
      with added as (
        insert into job.optimal_dog (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_dog_config) select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_dog_config from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_dog_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_dog_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id from twin.bar_code) p1
        natural join (select dataset, model_config, training_config, seed, optimal_dog_config from twin.optimal_dog_task) p2
        natural join (select optimal_dog_config from twin.optimal_dog_config) p3
        natural join (select dataset, model_config, training_config, seed from twin.model) p4) k
      where not exists (select from twin.optimal_dog o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_dog_config = k.optimal_dog_config)
        and not exists (select from job.optimal_dog o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_dog_config = k.optimal_dog_config)) missing on conflict do nothing returning dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_dog_config),
      p1 as (select from twin.bar_code p where (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id) in (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id from added) for key share),
      p2 as (select from twin.optimal_dog_task p where (dataset, model_config, training_config, seed, optimal_dog_config) in (select dataset, model_config, training_config, seed, optimal_dog_config from added) for key share),
      p3 as (select from twin.optimal_dog_config p where (optimal_dog_config) in (select optimal_dog_config from added) for key share),
      p4 as (select from twin.model p where (dataset, model_config, training_config, seed) in (select dataset, model_config, training_config, seed from added) for key share)
      select (select count(*) from added), (select count(*) from p1) = (select count(*) from (select distinct dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id from added) d)
        and (select count(*) from p2) = (select count(*) from (select distinct dataset, model_config, training_config, seed, optimal_dog_config from added) d)
        and (select count(*) from p3) = (select count(*) from (select distinct optimal_dog_config from added) d)
        and (select count(*) from p4) = (select count(*) from (select distinct dataset, model_config, training_config, seed from added) d) $insert$ into n, is_whole;
    perform set_config('session_replication_role', role_before, true);
    if not is_whole then
      raise exception 'rows that new keys of % refer to were deleted meanwhile', 'twin.optimal_dog'
        using errcode = 'serialization_failure';
    end if;
  end if;
  if n > 0 then
    perform pg_notify('doppel_job', '');
  end if;
  return n;
end $$;
revoke execute on function job.enqueue_optimal_dog() from public;

create or replace function job.accept_optimal_dog()
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
      where r.run_id = run and r.table_name = 'twin.optimal_dog' and r.n_keys = n
        and r.xmin = pg_current_xact_id()::xid and r.committed_at >= now()) then
    raise exception 'results of twin.optimal_dog without a run of their own in this transaction'
      using errcode = 'insufficient_privilege';
  end if;
  delete from job.optimal_dog j where j.epoch = mine and j.ctid = any (array(
    select own.ctid from job.optimal_dog own, new_rows k
    where own.status = 'claimed' and own.epoch = mine and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.animal_id = k.animal_id and own.session = k.session and own.scan_idx = k.scan_idx and own.unit_id = k.unit_id and own.optimal_dog_config = k.optimal_dog_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.optimal_dog where status = 'claimed' and epoch = mine limit 1))));
  get diagnostics n_held = row_count;
  if n_held <> n then
    raise exception 'twin.optimal_dog: only % of the % keys are held', n_held, n using errcode = 'ZL001';
  end if;
  return null;
end $$;
revoke execute on function job.accept_optimal_dog() from public;

create or replace trigger accept after insert on twin.optimal_dog
  referencing new table as new_rows for each statement execute function job.accept_optimal_dog();
create or replace function job.claim_mei(bigint, integer, integer, text[], integer, text, text, text, bigint, integer, integer, integer, integer, text)
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], model_config text[], training_config text[], seed bigint[], animal_id integer[], session integer[], scan_idx integer[], unit_id integer[], mei_config text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  return query
    with best as materialized (
      select priority, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, mei_config from job.mei
      where status = 'pending' and not_before <= now() and deaths = $3
        and ($5 is null or priority = $5 and (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, mei_config) > ($6, $7, $8, $9, $10, $11, $12, $13, $14)
          and (select priority from job.mei
               where status = 'pending' and not_before <= now() and deaths = $3 and priority > $5
               order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, mei_config limit 1) is null)
      order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, mei_config limit 1 for update skip locked),
    batch as materialized (
      select ctid from job.mei
      where status = 'pending' and not_before <= now() and deaths = $3
        and priority = (select priority from best) and (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, mei_config) >= ((select dataset from best), (select model_config from best), (select training_config from best), (select seed from best), (select animal_id from best), (select session from best), (select scan_idx from best), (select unit_id from best), (select mei_config from best))
        and (not 'dataset' = any ($4) or dataset = (select dataset from best))
        and (not 'model_config' = any ($4) or model_config = (select model_config from best))
        and (not 'training_config' = any ($4) or training_config = (select training_config from best))
        and (not 'seed' = any ($4) or seed = (select seed from best))
        and (not 'animal_id' = any ($4) or animal_id = (select animal_id from best))
        and (not 'session' = any ($4) or session = (select session from best))
        and (not 'scan_idx' = any ($4) or scan_idx = (select scan_idx from best))
        and (not 'unit_id' = any ($4) or unit_id = (select unit_id from best))
        and (not 'mei_config' = any ($4) or mei_config = (select mei_config from best))
      order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, mei_config limit $2 for update skip locked),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.mei j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch))
      returning j.epoch, j.claimed_at, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.animal_id, j.session, j.scan_idx, j.unit_id, j.mei_config)
    select min(epoch), min(claimed_at), min(priority), array_agg(dataset), array_agg(model_config), array_agg(training_config), array_agg(seed), array_agg(animal_id), array_agg(session), array_agg(scan_idx), array_agg(unit_id), array_agg(mei_config) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_mei(bigint, integer, integer, text[], integer, text, text, text, bigint, integer, integer, integer, integer, text) from public;

create or replace function job.release_mei(bigint, text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  update job.mei j set status = 'pending', epoch = null, worker_id = null, claimed_at = null
  where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.mei own, unnest($2, $3, $4, $5, $6, $7, $8, $9, $10) k (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, mei_config)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.animal_id = k.animal_id and own.session = k.session and own.scan_idx = k.scan_idx and own.unit_id = k.unit_id and own.mei_config = k.mei_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.mei where status = 'claimed' and epoch = $1 limit 1))));
  get diagnostics n = row_count;
  return n;
end $$;
revoke execute on function job.release_mei(bigint, text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[]) from public;

create or replace function job.fail_mei(bigint, text, text, boolean, integer, double precision, double precision, text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  with tried as (
    update job.mei j set
      status = case when $4 and j.attempts + 1 < $5 then 'pending' else 'failed' end,
      attempts = j.attempts + 1,
      not_before = clock_timestamp() + interval '1 millisecond'
        * least($6 * power(2, least(j.attempts, 30)), $7) * (0.5 + random()),
      error_class = $2, error_message = $3, epoch = null, worker_id = null, claimed_at = null
    where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.mei own, unnest($8, $9, $10, $11, $12, $13, $14, $15, $16) k (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, mei_config)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.animal_id = k.animal_id and own.session = k.session and own.scan_idx = k.scan_idx and own.unit_id = k.unit_id and own.mei_config = k.mei_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.mei where status = 'claimed' and epoch = $1 limit 1))))
    returning j.status)
  select count(*) filter (where status = 'failed') into n from tried;
  return n;
end $$;
revoke execute on function job.fail_mei(bigint, text, text, boolean, integer, double precision, double precision, text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[]) from public;

create or replace function job.hold_mei(text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[])
returns table (place bigint, inputs text)
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
#variable_conflict use_column
begin
  return query select k.place, 'twin.bar_code:' || p1._row_hash || E'\n' || 'twin.mei_task:' || p2._row_hash || E'\n' || 'twin.mei_config:' || p3._row_hash || E'\n' || 'twin.model:' || p4._row_hash
    from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9) with ordinality k (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, mei_config, place)
    cross join lateral (select _row_hash from twin.bar_code o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id for share) p1
    cross join lateral (select _row_hash from twin.mei_task o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.mei_config = k.mei_config for share) p2
    cross join lateral (select _row_hash from twin.mei_config o where o.mei_config = k.mei_config for share) p3
    cross join lateral (select _row_hash from twin.model o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed for share) p4;
end $$;
revoke execute on function job.hold_mei(text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[]) from public;

create or replace function job.enqueue_mei()
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  role_before constant text := current_setting('session_replication_role');
  n bigint;
  is_whole boolean;
begin
  perform pg_advisory_xact_lock(hashtextextended('doppel enqueue ' || 'twin.mei', 0));
  execute $count$ select count(*) from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, mei_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, mei_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id from twin.bar_code) p1
        natural join (select dataset, model_config, training_config, seed, mei_config from twin.mei_task) p2
        natural join (select mei_config from twin.mei_config) p3
        natural join (select dataset, model_config, training_config, seed from twin.model) p4) k
      where not exists (select from twin.mei o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.mei_config = k.mei_config)
        and not exists (select from job.mei o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.mei_config = k.mei_config)) missing $count$ into n;
  if n = 0 then
    return 0;
  end if;
  if n < 10000 or not has_parameter_privilege(current_user, 'session_replication_role', 'SET') then
    execute $insert$ insert into job.mei (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, mei_config) select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, mei_config from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, mei_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, mei_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id from twin.bar_code) p1
        natural join (select dataset, model_config, training_config, seed, mei_config from twin.mei_task) p2
        natural join (select mei_config from twin.mei_config) p3
        natural join (select dataset, model_config, training_config, seed from twin.model) p4) k
      where not exists (select from twin.mei o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.mei_config = k.mei_config)
        and not exists (select from job.mei o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.mei_config = k.mei_config)) missing on conflict do nothing $insert$;
    get diagnostics n = row_count;
  else
    perform set_config('session_replication_role', 'replica', true);
    execute $insert$
      with added as (
        insert into job.mei (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, mei_config) select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, mei_config from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, mei_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, mei_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id from twin.bar_code) p1
        natural join (select dataset, model_config, training_config, seed, mei_config from twin.mei_task) p2
        natural join (select mei_config from twin.mei_config) p3
        natural join (select dataset, model_config, training_config, seed from twin.model) p4) k
      where not exists (select from twin.mei o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.mei_config = k.mei_config)
        and not exists (select from job.mei o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.mei_config = k.mei_config)) missing on conflict do nothing returning dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, mei_config),
      p1 as (select from twin.bar_code p where (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id) in (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id from added) for key share),
      p2 as (select from twin.mei_task p where (dataset, model_config, training_config, seed, mei_config) in (select dataset, model_config, training_config, seed, mei_config from added) for key share),
      p3 as (select from twin.mei_config p where (mei_config) in (select mei_config from added) for key share),
      p4 as (select from twin.model p where (dataset, model_config, training_config, seed) in (select dataset, model_config, training_config, seed from added) for key share)
      select (select count(*) from added), (select count(*) from p1) = (select count(*) from (select distinct dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id from added) d)
        and (select count(*) from p2) = (select count(*) from (select distinct dataset, model_config, training_config, seed, mei_config from added) d)
        and (select count(*) from p3) = (select count(*) from (select distinct mei_config from added) d)
        and (select count(*) from p4) = (select count(*) from (select distinct dataset, model_config, training_config, seed from added) d) $insert$ into n, is_whole;
    perform set_config('session_replication_role', role_before, true);
    if not is_whole then
      raise exception 'rows that new keys of % refer to were deleted meanwhile', 'twin.mei'
        using errcode = 'serialization_failure';
    end if;
  end if;
  if n > 0 then
    perform pg_notify('doppel_job', '');
  end if;
  return n;
end $$;
revoke execute on function job.enqueue_mei() from public;

create or replace function job.accept_mei()
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
      where r.run_id = run and r.table_name = 'twin.mei' and r.n_keys = n
        and r.xmin = pg_current_xact_id()::xid and r.committed_at >= now()) then
    raise exception 'results of twin.mei without a run of their own in this transaction'
      using errcode = 'insufficient_privilege';
  end if;
  delete from job.mei j where j.epoch = mine and j.ctid = any (array(
    select own.ctid from job.mei own, new_rows k
    where own.status = 'claimed' and own.epoch = mine and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.animal_id = k.animal_id and own.session = k.session and own.scan_idx = k.scan_idx and own.unit_id = k.unit_id and own.mei_config = k.mei_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.mei where status = 'claimed' and epoch = mine limit 1))));
  get diagnostics n_held = row_count;
  if n_held <> n then
    raise exception 'twin.mei: only % of the % keys are held', n_held, n using errcode = 'ZL001';
  end if;
  return null;
end $$;
revoke execute on function job.accept_mei() from public;

create or replace trigger accept after insert on twin.mei
  referencing new table as new_rows for each statement execute function job.accept_mei();
create or replace function job.claim_stimulus_comparison(bigint, integer, integer, text[], integer, text, text, text, bigint, integer, integer, integer, integer, text, text, text, text)
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], model_config text[], training_config text[], seed bigint[], animal_id integer[], session integer[], scan_idx integer[], unit_id integer[], optimal_gabor_config text[], optimal_dog_config text[], mei_config text[], stimulus_comparison_config text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  return query
    with best as materialized (
      select priority, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, optimal_dog_config, mei_config, stimulus_comparison_config from job.stimulus_comparison
      where status = 'pending' and not_before <= now() and deaths = $3
        and ($5 is null or priority = $5 and (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, optimal_dog_config, mei_config, stimulus_comparison_config) > ($6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
          and (select priority from job.stimulus_comparison
               where status = 'pending' and not_before <= now() and deaths = $3 and priority > $5
               order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, optimal_dog_config, mei_config, stimulus_comparison_config limit 1) is null)
      order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, optimal_dog_config, mei_config, stimulus_comparison_config limit 1 for update skip locked),
    batch as materialized (
      select ctid from job.stimulus_comparison
      where status = 'pending' and not_before <= now() and deaths = $3
        and priority = (select priority from best) and (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, optimal_dog_config, mei_config, stimulus_comparison_config) >= ((select dataset from best), (select model_config from best), (select training_config from best), (select seed from best), (select animal_id from best), (select session from best), (select scan_idx from best), (select unit_id from best), (select optimal_gabor_config from best), (select optimal_dog_config from best), (select mei_config from best), (select stimulus_comparison_config from best))
        and (not 'dataset' = any ($4) or dataset = (select dataset from best))
        and (not 'model_config' = any ($4) or model_config = (select model_config from best))
        and (not 'training_config' = any ($4) or training_config = (select training_config from best))
        and (not 'seed' = any ($4) or seed = (select seed from best))
        and (not 'animal_id' = any ($4) or animal_id = (select animal_id from best))
        and (not 'session' = any ($4) or session = (select session from best))
        and (not 'scan_idx' = any ($4) or scan_idx = (select scan_idx from best))
        and (not 'unit_id' = any ($4) or unit_id = (select unit_id from best))
        and (not 'optimal_gabor_config' = any ($4) or optimal_gabor_config = (select optimal_gabor_config from best))
        and (not 'optimal_dog_config' = any ($4) or optimal_dog_config = (select optimal_dog_config from best))
        and (not 'mei_config' = any ($4) or mei_config = (select mei_config from best))
        and (not 'stimulus_comparison_config' = any ($4) or stimulus_comparison_config = (select stimulus_comparison_config from best))
      order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, optimal_dog_config, mei_config, stimulus_comparison_config limit $2 for update skip locked),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.stimulus_comparison j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch))
      returning j.epoch, j.claimed_at, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.animal_id, j.session, j.scan_idx, j.unit_id, j.optimal_gabor_config, j.optimal_dog_config, j.mei_config, j.stimulus_comparison_config)
    select min(epoch), min(claimed_at), min(priority), array_agg(dataset), array_agg(model_config), array_agg(training_config), array_agg(seed), array_agg(animal_id), array_agg(session), array_agg(scan_idx), array_agg(unit_id), array_agg(optimal_gabor_config), array_agg(optimal_dog_config), array_agg(mei_config), array_agg(stimulus_comparison_config) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_stimulus_comparison(bigint, integer, integer, text[], integer, text, text, text, bigint, integer, integer, integer, integer, text, text, text, text) from public;

create or replace function job.release_stimulus_comparison(bigint, text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[], text[], text[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  update job.stimulus_comparison j set status = 'pending', epoch = null, worker_id = null, claimed_at = null
  where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.stimulus_comparison own, unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) k (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, optimal_dog_config, mei_config, stimulus_comparison_config)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.animal_id = k.animal_id and own.session = k.session and own.scan_idx = k.scan_idx and own.unit_id = k.unit_id and own.optimal_gabor_config = k.optimal_gabor_config and own.optimal_dog_config = k.optimal_dog_config and own.mei_config = k.mei_config and own.stimulus_comparison_config = k.stimulus_comparison_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.stimulus_comparison where status = 'claimed' and epoch = $1 limit 1))));
  get diagnostics n = row_count;
  return n;
end $$;
revoke execute on function job.release_stimulus_comparison(bigint, text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[], text[], text[]) from public;

create or replace function job.fail_stimulus_comparison(bigint, text, text, boolean, integer, double precision, double precision, text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[], text[], text[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  with tried as (
    update job.stimulus_comparison j set
      status = case when $4 and j.attempts + 1 < $5 then 'pending' else 'failed' end,
      attempts = j.attempts + 1,
      not_before = clock_timestamp() + interval '1 millisecond'
        * least($6 * power(2, least(j.attempts, 30)), $7) * (0.5 + random()),
      error_class = $2, error_message = $3, epoch = null, worker_id = null, claimed_at = null
    where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.stimulus_comparison own, unnest($8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19) k (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, optimal_dog_config, mei_config, stimulus_comparison_config)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.animal_id = k.animal_id and own.session = k.session and own.scan_idx = k.scan_idx and own.unit_id = k.unit_id and own.optimal_gabor_config = k.optimal_gabor_config and own.optimal_dog_config = k.optimal_dog_config and own.mei_config = k.mei_config and own.stimulus_comparison_config = k.stimulus_comparison_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.stimulus_comparison where status = 'claimed' and epoch = $1 limit 1))))
    returning j.status)
  select count(*) filter (where status = 'failed') into n from tried;
  return n;
end $$;
revoke execute on function job.fail_stimulus_comparison(bigint, text, text, boolean, integer, double precision, double precision, text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[], text[], text[]) from public;

create or replace function job.hold_stimulus_comparison(text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[], text[], text[])
returns table (place bigint, inputs text)
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
#variable_conflict use_column
begin
  return query select k.place, 'twin.optimal_gabor:' || p1._row_hash || E'\n' || 'twin.optimal_dog:' || p2._row_hash || E'\n' || 'twin.mei:' || p3._row_hash || E'\n' || 'twin.stimulus_comparison_task:' || p4._row_hash || E'\n' || 'twin.stimulus_comparison_config:' || p5._row_hash || E'\n' || 'twin.model:' || p6._row_hash
    from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) with ordinality k (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, optimal_dog_config, mei_config, stimulus_comparison_config, place)
    cross join lateral (select _row_hash from twin.optimal_gabor o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config for share) p1
    cross join lateral (select _row_hash from twin.optimal_dog o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_dog_config = k.optimal_dog_config for share) p2
    cross join lateral (select _row_hash from twin.mei o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.mei_config = k.mei_config for share) p3
    cross join lateral (select _row_hash from twin.stimulus_comparison_task o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.optimal_gabor_config = k.optimal_gabor_config and o.optimal_dog_config = k.optimal_dog_config and o.mei_config = k.mei_config and o.stimulus_comparison_config = k.stimulus_comparison_config for share) p4
    cross join lateral (select _row_hash from twin.stimulus_comparison_config o where o.stimulus_comparison_config = k.stimulus_comparison_config for share) p5
    cross join lateral (select _row_hash from twin.model o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed for share) p6;
end $$;
revoke execute on function job.hold_stimulus_comparison(text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[], text[], text[]) from public;

create or replace function job.enqueue_stimulus_comparison()
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  role_before constant text := current_setting('session_replication_role');
  n bigint;
  is_whole boolean;
begin
  perform pg_advisory_xact_lock(hashtextextended('doppel enqueue ' || 'twin.stimulus_comparison', 0));
  execute $count$ select count(*) from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, optimal_dog_config, mei_config, stimulus_comparison_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, optimal_dog_config, mei_config, stimulus_comparison_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p1
        natural join (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_dog_config from twin.optimal_dog) p2
        natural join (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, mei_config from twin.mei) p3
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, optimal_dog_config, mei_config, stimulus_comparison_config from twin.stimulus_comparison_task) p4
        natural join (select stimulus_comparison_config from twin.stimulus_comparison_config) p5
        natural join (select dataset, model_config, training_config, seed from twin.model) p6) k
      where not exists (select from twin.stimulus_comparison o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.optimal_dog_config = k.optimal_dog_config and o.mei_config = k.mei_config and o.stimulus_comparison_config = k.stimulus_comparison_config)
        and not exists (select from job.stimulus_comparison o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.optimal_dog_config = k.optimal_dog_config and o.mei_config = k.mei_config and o.stimulus_comparison_config = k.stimulus_comparison_config)) missing $count$ into n;
  if n = 0 then
    return 0;
  end if;
  if n < 10000 or not has_parameter_privilege(current_user, 'session_replication_role', 'SET') then
    execute $insert$ insert into job.stimulus_comparison (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, optimal_dog_config, mei_config, stimulus_comparison_config) select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, optimal_dog_config, mei_config, stimulus_comparison_config from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, optimal_dog_config, mei_config, stimulus_comparison_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, optimal_dog_config, mei_config, stimulus_comparison_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p1
        natural join (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_dog_config from twin.optimal_dog) p2
        natural join (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, mei_config from twin.mei) p3
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, optimal_dog_config, mei_config, stimulus_comparison_config from twin.stimulus_comparison_task) p4
        natural join (select stimulus_comparison_config from twin.stimulus_comparison_config) p5
        natural join (select dataset, model_config, training_config, seed from twin.model) p6) k
      where not exists (select from twin.stimulus_comparison o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.optimal_dog_config = k.optimal_dog_config and o.mei_config = k.mei_config and o.stimulus_comparison_config = k.stimulus_comparison_config)
        and not exists (select from job.stimulus_comparison o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.optimal_dog_config = k.optimal_dog_config and o.mei_config = k.mei_config and o.stimulus_comparison_config = k.stimulus_comparison_config)) missing on conflict do nothing $insert$;
    get diagnostics n = row_count;
  else
    perform set_config('session_replication_role', 'replica', true);
    execute $insert$
      with added as (
        insert into job.stimulus_comparison (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, optimal_dog_config, mei_config, stimulus_comparison_config) select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, optimal_dog_config, mei_config, stimulus_comparison_config from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, optimal_dog_config, mei_config, stimulus_comparison_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, optimal_dog_config, mei_config, stimulus_comparison_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p1
        natural join (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_dog_config from twin.optimal_dog) p2
        natural join (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, mei_config from twin.mei) p3
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, optimal_dog_config, mei_config, stimulus_comparison_config from twin.stimulus_comparison_task) p4
        natural join (select stimulus_comparison_config from twin.stimulus_comparison_config) p5
        natural join (select dataset, model_config, training_config, seed from twin.model) p6) k
      where not exists (select from twin.stimulus_comparison o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.optimal_dog_config = k.optimal_dog_config and o.mei_config = k.mei_config and o.stimulus_comparison_config = k.stimulus_comparison_config)
        and not exists (select from job.stimulus_comparison o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.optimal_dog_config = k.optimal_dog_config and o.mei_config = k.mei_config and o.stimulus_comparison_config = k.stimulus_comparison_config)) missing on conflict do nothing returning dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, optimal_dog_config, mei_config, stimulus_comparison_config),
      p1 as (select from twin.optimal_gabor p where (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) in (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from added) for key share),
      p2 as (select from twin.optimal_dog p where (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_dog_config) in (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_dog_config from added) for key share),
      p3 as (select from twin.mei p where (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, mei_config) in (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, mei_config from added) for key share),
      p4 as (select from twin.stimulus_comparison_task p where (dataset, model_config, training_config, seed, optimal_gabor_config, optimal_dog_config, mei_config, stimulus_comparison_config) in (select dataset, model_config, training_config, seed, optimal_gabor_config, optimal_dog_config, mei_config, stimulus_comparison_config from added) for key share),
      p5 as (select from twin.stimulus_comparison_config p where (stimulus_comparison_config) in (select stimulus_comparison_config from added) for key share),
      p6 as (select from twin.model p where (dataset, model_config, training_config, seed) in (select dataset, model_config, training_config, seed from added) for key share)
      select (select count(*) from added), (select count(*) from p1) = (select count(*) from (select distinct dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from added) d)
        and (select count(*) from p2) = (select count(*) from (select distinct dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_dog_config from added) d)
        and (select count(*) from p3) = (select count(*) from (select distinct dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, mei_config from added) d)
        and (select count(*) from p4) = (select count(*) from (select distinct dataset, model_config, training_config, seed, optimal_gabor_config, optimal_dog_config, mei_config, stimulus_comparison_config from added) d)
        and (select count(*) from p5) = (select count(*) from (select distinct stimulus_comparison_config from added) d)
        and (select count(*) from p6) = (select count(*) from (select distinct dataset, model_config, training_config, seed from added) d) $insert$ into n, is_whole;
    perform set_config('session_replication_role', role_before, true);
    if not is_whole then
      raise exception 'rows that new keys of % refer to were deleted meanwhile', 'twin.stimulus_comparison'
        using errcode = 'serialization_failure';
    end if;
  end if;
  if n > 0 then
    perform pg_notify('doppel_job', '');
  end if;
  return n;
end $$;
revoke execute on function job.enqueue_stimulus_comparison() from public;

create or replace function job.accept_stimulus_comparison()
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
      where r.run_id = run and r.table_name = 'twin.stimulus_comparison' and r.n_keys = n
        and r.xmin = pg_current_xact_id()::xid and r.committed_at >= now()) then
    raise exception 'results of twin.stimulus_comparison without a run of their own in this transaction'
      using errcode = 'insufficient_privilege';
  end if;
  delete from job.stimulus_comparison j where j.epoch = mine and j.ctid = any (array(
    select own.ctid from job.stimulus_comparison own, new_rows k
    where own.status = 'claimed' and own.epoch = mine and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.animal_id = k.animal_id and own.session = k.session and own.scan_idx = k.scan_idx and own.unit_id = k.unit_id and own.optimal_gabor_config = k.optimal_gabor_config and own.optimal_dog_config = k.optimal_dog_config and own.mei_config = k.mei_config and own.stimulus_comparison_config = k.stimulus_comparison_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.stimulus_comparison where status = 'claimed' and epoch = mine limit 1))));
  get diagnostics n_held = row_count;
  if n_held <> n then
    raise exception 'twin.stimulus_comparison: only % of the % keys are held', n_held, n using errcode = 'ZL001';
  end if;
  return null;
end $$;
revoke execute on function job.accept_stimulus_comparison() from public;

create or replace trigger accept after insert on twin.stimulus_comparison
  referencing new table as new_rows for each statement execute function job.accept_stimulus_comparison();
create or replace function job.claim_population(bigint, integer, integer, text[], integer, text, text, text, bigint, text, text)
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], model_config text[], training_config text[], seed bigint[], optimal_gabor_config text[], population_config text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  return query
    with best as materialized (
      select priority, dataset, model_config, training_config, seed, optimal_gabor_config, population_config from job.population
      where status = 'pending' and not_before <= now() and deaths = $3
        and ($5 is null or priority = $5 and (dataset, model_config, training_config, seed, optimal_gabor_config, population_config) > ($6, $7, $8, $9, $10, $11)
          and (select priority from job.population
               where status = 'pending' and not_before <= now() and deaths = $3 and priority > $5
               order by priority desc, dataset, model_config, training_config, seed, optimal_gabor_config, population_config limit 1) is null)
      order by priority desc, dataset, model_config, training_config, seed, optimal_gabor_config, population_config limit 1 for update skip locked),
    batch as materialized (
      select ctid from job.population
      where status = 'pending' and not_before <= now() and deaths = $3
        and priority = (select priority from best) and (dataset, model_config, training_config, seed, optimal_gabor_config, population_config) >= ((select dataset from best), (select model_config from best), (select training_config from best), (select seed from best), (select optimal_gabor_config from best), (select population_config from best))
        and (not 'dataset' = any ($4) or dataset = (select dataset from best))
        and (not 'model_config' = any ($4) or model_config = (select model_config from best))
        and (not 'training_config' = any ($4) or training_config = (select training_config from best))
        and (not 'seed' = any ($4) or seed = (select seed from best))
        and (not 'optimal_gabor_config' = any ($4) or optimal_gabor_config = (select optimal_gabor_config from best))
        and (not 'population_config' = any ($4) or population_config = (select population_config from best))
      order by priority desc, dataset, model_config, training_config, seed, optimal_gabor_config, population_config limit $2 for update skip locked),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.population j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch))
      returning j.epoch, j.claimed_at, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.optimal_gabor_config, j.population_config)
    select min(epoch), min(claimed_at), min(priority), array_agg(dataset), array_agg(model_config), array_agg(training_config), array_agg(seed), array_agg(optimal_gabor_config), array_agg(population_config) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_population(bigint, integer, integer, text[], integer, text, text, text, bigint, text, text) from public;

create or replace function job.release_population(bigint, text[], text[], text[], bigint[], text[], text[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  update job.population j set status = 'pending', epoch = null, worker_id = null, claimed_at = null
  where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.population own, unnest($2, $3, $4, $5, $6, $7) k (dataset, model_config, training_config, seed, optimal_gabor_config, population_config)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.optimal_gabor_config = k.optimal_gabor_config and own.population_config = k.population_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.population where status = 'claimed' and epoch = $1 limit 1))));
  get diagnostics n = row_count;
  return n;
end $$;
revoke execute on function job.release_population(bigint, text[], text[], text[], bigint[], text[], text[]) from public;

create or replace function job.fail_population(bigint, text, text, boolean, integer, double precision, double precision, text[], text[], text[], bigint[], text[], text[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  with tried as (
    update job.population j set
      status = case when $4 and j.attempts + 1 < $5 then 'pending' else 'failed' end,
      attempts = j.attempts + 1,
      not_before = clock_timestamp() + interval '1 millisecond'
        * least($6 * power(2, least(j.attempts, 30)), $7) * (0.5 + random()),
      error_class = $2, error_message = $3, epoch = null, worker_id = null, claimed_at = null
    where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.population own, unnest($8, $9, $10, $11, $12, $13) k (dataset, model_config, training_config, seed, optimal_gabor_config, population_config)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.optimal_gabor_config = k.optimal_gabor_config and own.population_config = k.population_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.population where status = 'claimed' and epoch = $1 limit 1))))
    returning j.status)
  select count(*) filter (where status = 'failed') into n from tried;
  return n;
end $$;
revoke execute on function job.fail_population(bigint, text, text, boolean, integer, double precision, double precision, text[], text[], text[], bigint[], text[], text[]) from public;

create or replace function job.hold_population(text[], text[], text[], bigint[], text[], text[])
returns table (place bigint, inputs text)
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
#variable_conflict use_column
begin
  return query select k.place, 'twin.complete_population:' || p1._row_hash || E'\n' || 'twin.population_config:' || p2._row_hash
    from unnest($1, $2, $3, $4, $5, $6) with ordinality k (dataset, model_config, training_config, seed, optimal_gabor_config, population_config, place)
    cross join lateral (select _row_hash from twin.complete_population o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.optimal_gabor_config = k.optimal_gabor_config and o.population_config = k.population_config for share) p1
    cross join lateral (select _row_hash from twin.population_config o where o.population_config = k.population_config for share) p2;
end $$;
revoke execute on function job.hold_population(text[], text[], text[], bigint[], text[], text[]) from public;

create or replace function job.enqueue_population()
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  role_before constant text := current_setting('session_replication_role');
  n bigint;
  is_whole boolean;
begin
  perform pg_advisory_xact_lock(hashtextextended('doppel enqueue ' || 'twin.population', 0));
  execute $count$ select count(*) from (
      select dataset, model_config, training_config, seed, optimal_gabor_config, population_config from (select dataset, model_config, training_config, seed, optimal_gabor_config, population_config from (select dataset, model_config, training_config, seed, optimal_gabor_config, population_config from twin.complete_population) p1
        natural join (select population_config from twin.population_config) p2) k
      where not exists (select from twin.population o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.optimal_gabor_config = k.optimal_gabor_config and o.population_config = k.population_config)
        and not exists (select from job.population o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.optimal_gabor_config = k.optimal_gabor_config and o.population_config = k.population_config)) missing $count$ into n;
  if n = 0 then
    return 0;
  end if;
  if n < 10000 or not has_parameter_privilege(current_user, 'session_replication_role', 'SET') then
    execute $insert$ insert into job.population (dataset, model_config, training_config, seed, optimal_gabor_config, population_config) select dataset, model_config, training_config, seed, optimal_gabor_config, population_config from (
      select dataset, model_config, training_config, seed, optimal_gabor_config, population_config from (select dataset, model_config, training_config, seed, optimal_gabor_config, population_config from (select dataset, model_config, training_config, seed, optimal_gabor_config, population_config from twin.complete_population) p1
        natural join (select population_config from twin.population_config) p2) k
      where not exists (select from twin.population o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.optimal_gabor_config = k.optimal_gabor_config and o.population_config = k.population_config)
        and not exists (select from job.population o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.optimal_gabor_config = k.optimal_gabor_config and o.population_config = k.population_config)) missing on conflict do nothing $insert$;
    get diagnostics n = row_count;
  else
    perform set_config('session_replication_role', 'replica', true);
    execute $insert$
      with added as (
        insert into job.population (dataset, model_config, training_config, seed, optimal_gabor_config, population_config) select dataset, model_config, training_config, seed, optimal_gabor_config, population_config from (
      select dataset, model_config, training_config, seed, optimal_gabor_config, population_config from (select dataset, model_config, training_config, seed, optimal_gabor_config, population_config from (select dataset, model_config, training_config, seed, optimal_gabor_config, population_config from twin.complete_population) p1
        natural join (select population_config from twin.population_config) p2) k
      where not exists (select from twin.population o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.optimal_gabor_config = k.optimal_gabor_config and o.population_config = k.population_config)
        and not exists (select from job.population o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.optimal_gabor_config = k.optimal_gabor_config and o.population_config = k.population_config)) missing on conflict do nothing returning dataset, model_config, training_config, seed, optimal_gabor_config, population_config),
      p1 as (select from twin.complete_population p where (dataset, model_config, training_config, seed, optimal_gabor_config, population_config) in (select dataset, model_config, training_config, seed, optimal_gabor_config, population_config from added) for key share),
      p2 as (select from twin.population_config p where (population_config) in (select population_config from added) for key share)
      select (select count(*) from added), (select count(*) from p1) = (select count(*) from (select distinct dataset, model_config, training_config, seed, optimal_gabor_config, population_config from added) d)
        and (select count(*) from p2) = (select count(*) from (select distinct population_config from added) d) $insert$ into n, is_whole;
    perform set_config('session_replication_role', role_before, true);
    if not is_whole then
      raise exception 'rows that new keys of % refer to were deleted meanwhile', 'twin.population'
        using errcode = 'serialization_failure';
    end if;
  end if;
  if n > 0 then
    perform pg_notify('doppel_job', '');
  end if;
  return n;
end $$;
revoke execute on function job.enqueue_population() from public;

create or replace function job.accept_population()
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
      where r.run_id = run and r.table_name = 'twin.population' and r.n_keys = n
        and r.xmin = pg_current_xact_id()::xid and r.committed_at >= now()) then
    raise exception 'results of twin.population without a run of their own in this transaction'
      using errcode = 'insufficient_privilege';
  end if;
  delete from job.population j where j.epoch = mine and j.ctid = any (array(
    select own.ctid from job.population own, new_rows k
    where own.status = 'claimed' and own.epoch = mine and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.optimal_gabor_config = k.optimal_gabor_config and own.population_config = k.population_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.population where status = 'claimed' and epoch = mine limit 1))));
  get diagnostics n_held = row_count;
  if n_held <> n then
    raise exception 'twin.population: only % of the % keys are held', n_held, n using errcode = 'ZL001';
  end if;
  return null;
end $$;
revoke execute on function job.accept_population() from public;

create or replace function job.accept_neuron_property()
returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
begin
  if coalesce(current_setting('doppel.epoch', true), '') = ''
     and pg_has_role(session_user, current_user, 'member') then
    return null;
  end if;
  if exists (select from (select distinct dataset, model_config, training_config, seed, optimal_gabor_config, population_config, _run_id from new_rows) k left join twin.population m
      on m.dataset = k.dataset and m.model_config = k.model_config and m.training_config = k.training_config and m.seed = k.seed and m.optimal_gabor_config = k.optimal_gabor_config and m.population_config = k.population_config
      where m._run_id is distinct from k._run_id or not exists (
        select from provenance.run r where r.run_id = k._run_id and r.xmin = pg_current_xact_id()::xid and r.committed_at >= now())) then
    raise exception 'parts of twin.neuron_property without their master in this transaction'
      using errcode = 'insufficient_privilege';
  end if;
  return null;
end $$;
revoke execute on function job.accept_neuron_property() from public;

create or replace function job.accept_index_correlation()
returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
begin
  if coalesce(current_setting('doppel.epoch', true), '') = ''
     and pg_has_role(session_user, current_user, 'member') then
    return null;
  end if;
  if exists (select from (select distinct dataset, model_config, training_config, seed, optimal_gabor_config, population_config, _run_id from new_rows) k left join twin.population m
      on m.dataset = k.dataset and m.model_config = k.model_config and m.training_config = k.training_config and m.seed = k.seed and m.optimal_gabor_config = k.optimal_gabor_config and m.population_config = k.population_config
      where m._run_id is distinct from k._run_id or not exists (
        select from provenance.run r where r.run_id = k._run_id and r.xmin = pg_current_xact_id()::xid and r.committed_at >= now())) then
    raise exception 'parts of twin.index_correlation without their master in this transaction'
      using errcode = 'insufficient_privilege';
  end if;
  return null;
end $$;
revoke execute on function job.accept_index_correlation() from public;

create or replace trigger accept after insert on twin.population
  referencing new table as new_rows for each statement execute function job.accept_population();
create or replace trigger accept after insert on twin.neuron_property
  referencing new table as new_rows for each statement execute function job.accept_neuron_property();
create or replace trigger accept after insert on twin.index_correlation
  referencing new table as new_rows for each statement execute function job.accept_index_correlation();
create or replace function job.claim_cluster_analysis(bigint, integer, integer, text[], integer, text, text, text, bigint, text, text, text, text, text)
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], model_config text[], training_config text[], seed bigint[], alignment_config text[], clustering_config text[], optimal_gabor_config text[], population_config text[], statistics_config text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  return query
    with best as materialized (
      select priority, dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config from job.cluster_analysis
      where status = 'pending' and not_before <= now() and deaths = $3
        and ($5 is null or priority = $5 and (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config) > ($6, $7, $8, $9, $10, $11, $12, $13, $14)
          and (select priority from job.cluster_analysis
               where status = 'pending' and not_before <= now() and deaths = $3 and priority > $5
               order by priority desc, dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config limit 1) is null)
      order by priority desc, dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config limit 1 for update skip locked),
    batch as materialized (
      select ctid from job.cluster_analysis
      where status = 'pending' and not_before <= now() and deaths = $3
        and priority = (select priority from best) and (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config) >= ((select dataset from best), (select model_config from best), (select training_config from best), (select seed from best), (select alignment_config from best), (select clustering_config from best), (select optimal_gabor_config from best), (select population_config from best), (select statistics_config from best))
        and (not 'dataset' = any ($4) or dataset = (select dataset from best))
        and (not 'model_config' = any ($4) or model_config = (select model_config from best))
        and (not 'training_config' = any ($4) or training_config = (select training_config from best))
        and (not 'seed' = any ($4) or seed = (select seed from best))
        and (not 'alignment_config' = any ($4) or alignment_config = (select alignment_config from best))
        and (not 'clustering_config' = any ($4) or clustering_config = (select clustering_config from best))
        and (not 'optimal_gabor_config' = any ($4) or optimal_gabor_config = (select optimal_gabor_config from best))
        and (not 'population_config' = any ($4) or population_config = (select population_config from best))
        and (not 'statistics_config' = any ($4) or statistics_config = (select statistics_config from best))
      order by priority desc, dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config limit $2 for update skip locked),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.cluster_analysis j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch))
      returning j.epoch, j.claimed_at, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.alignment_config, j.clustering_config, j.optimal_gabor_config, j.population_config, j.statistics_config)
    select min(epoch), min(claimed_at), min(priority), array_agg(dataset), array_agg(model_config), array_agg(training_config), array_agg(seed), array_agg(alignment_config), array_agg(clustering_config), array_agg(optimal_gabor_config), array_agg(population_config), array_agg(statistics_config) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_cluster_analysis(bigint, integer, integer, text[], integer, text, text, text, bigint, text, text, text, text, text) from public;

create or replace function job.release_cluster_analysis(bigint, text[], text[], text[], bigint[], text[], text[], text[], text[], text[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  update job.cluster_analysis j set status = 'pending', epoch = null, worker_id = null, claimed_at = null
  where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.cluster_analysis own, unnest($2, $3, $4, $5, $6, $7, $8, $9, $10) k (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.alignment_config = k.alignment_config and own.clustering_config = k.clustering_config and own.optimal_gabor_config = k.optimal_gabor_config and own.population_config = k.population_config and own.statistics_config = k.statistics_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.cluster_analysis where status = 'claimed' and epoch = $1 limit 1))));
  get diagnostics n = row_count;
  return n;
end $$;
revoke execute on function job.release_cluster_analysis(bigint, text[], text[], text[], bigint[], text[], text[], text[], text[], text[]) from public;

create or replace function job.fail_cluster_analysis(bigint, text, text, boolean, integer, double precision, double precision, text[], text[], text[], bigint[], text[], text[], text[], text[], text[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  with tried as (
    update job.cluster_analysis j set
      status = case when $4 and j.attempts + 1 < $5 then 'pending' else 'failed' end,
      attempts = j.attempts + 1,
      not_before = clock_timestamp() + interval '1 millisecond'
        * least($6 * power(2, least(j.attempts, 30)), $7) * (0.5 + random()),
      error_class = $2, error_message = $3, epoch = null, worker_id = null, claimed_at = null
    where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.cluster_analysis own, unnest($8, $9, $10, $11, $12, $13, $14, $15, $16) k (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.alignment_config = k.alignment_config and own.clustering_config = k.clustering_config and own.optimal_gabor_config = k.optimal_gabor_config and own.population_config = k.population_config and own.statistics_config = k.statistics_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.cluster_analysis where status = 'claimed' and epoch = $1 limit 1))))
    returning j.status)
  select count(*) filter (where status = 'failed') into n from tried;
  return n;
end $$;
revoke execute on function job.fail_cluster_analysis(bigint, text, text, boolean, integer, double precision, double precision, text[], text[], text[], bigint[], text[], text[], text[], text[], text[]) from public;

create or replace function job.hold_cluster_analysis(text[], text[], text[], bigint[], text[], text[], text[], text[], text[])
returns table (place bigint, inputs text)
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
#variable_conflict use_column
begin
  return query select k.place, 'twin.clustering:' || p1._row_hash || E'\n' || 'twin.population:' || p2._row_hash || E'\n' || 'twin.cluster_analysis_task:' || p3._row_hash || E'\n' || 'twin.statistics_config:' || p4._row_hash
    from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9) with ordinality k (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config, place)
    cross join lateral (select _row_hash from twin.clustering o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config for share) p1
    cross join lateral (select _row_hash from twin.population o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.optimal_gabor_config = k.optimal_gabor_config and o.population_config = k.population_config for share) p2
    cross join lateral (select _row_hash from twin.cluster_analysis_task o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.optimal_gabor_config = k.optimal_gabor_config and o.population_config = k.population_config and o.statistics_config = k.statistics_config for share) p3
    cross join lateral (select _row_hash from twin.statistics_config o where o.statistics_config = k.statistics_config for share) p4;
end $$;
revoke execute on function job.hold_cluster_analysis(text[], text[], text[], bigint[], text[], text[], text[], text[], text[]) from public;

create or replace function job.enqueue_cluster_analysis()
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  role_before constant text := current_setting('session_replication_role');
  n bigint;
  is_whole boolean;
begin
  perform pg_advisory_xact_lock(hashtextextended('doppel enqueue ' || 'twin.cluster_analysis', 0));
  execute $count$ select count(*) from (
      select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config from (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config from (select dataset, model_config, training_config, seed, alignment_config, clustering_config from twin.clustering) p1
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, population_config from twin.population) p2
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config from twin.cluster_analysis_task) p3
        natural join (select statistics_config from twin.statistics_config) p4) k
      where not exists (select from twin.cluster_analysis o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.optimal_gabor_config = k.optimal_gabor_config and o.population_config = k.population_config and o.statistics_config = k.statistics_config)
        and not exists (select from job.cluster_analysis o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.optimal_gabor_config = k.optimal_gabor_config and o.population_config = k.population_config and o.statistics_config = k.statistics_config)) missing $count$ into n;
  if n = 0 then
    return 0;
  end if;
  if n < 10000 or not has_parameter_privilege(current_user, 'session_replication_role', 'SET') then
    execute $insert$ insert into job.cluster_analysis (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config) select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config from (
      select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config from (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config from (select dataset, model_config, training_config, seed, alignment_config, clustering_config from twin.clustering) p1
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, population_config from twin.population) p2
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config from twin.cluster_analysis_task) p3
        natural join (select statistics_config from twin.statistics_config) p4) k
      where not exists (select from twin.cluster_analysis o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.optimal_gabor_config = k.optimal_gabor_config and o.population_config = k.population_config and o.statistics_config = k.statistics_config)
        and not exists (select from job.cluster_analysis o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.optimal_gabor_config = k.optimal_gabor_config and o.population_config = k.population_config and o.statistics_config = k.statistics_config)) missing on conflict do nothing $insert$;
    get diagnostics n = row_count;
  else
    perform set_config('session_replication_role', 'replica', true);
    execute $insert$
      with added as (
        insert into job.cluster_analysis (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config) select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config from (
      select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config from (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config from (select dataset, model_config, training_config, seed, alignment_config, clustering_config from twin.clustering) p1
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, population_config from twin.population) p2
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config from twin.cluster_analysis_task) p3
        natural join (select statistics_config from twin.statistics_config) p4) k
      where not exists (select from twin.cluster_analysis o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.optimal_gabor_config = k.optimal_gabor_config and o.population_config = k.population_config and o.statistics_config = k.statistics_config)
        and not exists (select from job.cluster_analysis o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.optimal_gabor_config = k.optimal_gabor_config and o.population_config = k.population_config and o.statistics_config = k.statistics_config)) missing on conflict do nothing returning dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config),
      p1 as (select from twin.clustering p where (dataset, model_config, training_config, seed, alignment_config, clustering_config) in (select dataset, model_config, training_config, seed, alignment_config, clustering_config from added) for key share),
      p2 as (select from twin.population p where (dataset, model_config, training_config, seed, optimal_gabor_config, population_config) in (select dataset, model_config, training_config, seed, optimal_gabor_config, population_config from added) for key share),
      p3 as (select from twin.cluster_analysis_task p where (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config) in (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config from added) for key share),
      p4 as (select from twin.statistics_config p where (statistics_config) in (select statistics_config from added) for key share)
      select (select count(*) from added), (select count(*) from p1) = (select count(*) from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config from added) d)
        and (select count(*) from p2) = (select count(*) from (select distinct dataset, model_config, training_config, seed, optimal_gabor_config, population_config from added) d)
        and (select count(*) from p3) = (select count(*) from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config from added) d)
        and (select count(*) from p4) = (select count(*) from (select distinct statistics_config from added) d) $insert$ into n, is_whole;
    perform set_config('session_replication_role', role_before, true);
    if not is_whole then
      raise exception 'rows that new keys of % refer to were deleted meanwhile', 'twin.cluster_analysis'
        using errcode = 'serialization_failure';
    end if;
  end if;
  if n > 0 then
    perform pg_notify('doppel_job', '');
  end if;
  return n;
end $$;
revoke execute on function job.enqueue_cluster_analysis() from public;

create or replace function job.accept_cluster_analysis()
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
      where r.run_id = run and r.table_name = 'twin.cluster_analysis' and r.n_keys = n
        and r.xmin = pg_current_xact_id()::xid and r.committed_at >= now()) then
    raise exception 'results of twin.cluster_analysis without a run of their own in this transaction'
      using errcode = 'insufficient_privilege';
  end if;
  delete from job.cluster_analysis j where j.epoch = mine and j.ctid = any (array(
    select own.ctid from job.cluster_analysis own, new_rows k
    where own.status = 'claimed' and own.epoch = mine and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.alignment_config = k.alignment_config and own.clustering_config = k.clustering_config and own.optimal_gabor_config = k.optimal_gabor_config and own.population_config = k.population_config and own.statistics_config = k.statistics_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.cluster_analysis where status = 'claimed' and epoch = mine limit 1))));
  get diagnostics n_held = row_count;
  if n_held <> n then
    raise exception 'twin.cluster_analysis: only % of the % keys are held', n_held, n using errcode = 'ZL001';
  end if;
  return null;
end $$;
revoke execute on function job.accept_cluster_analysis() from public;

create or replace function job.accept_cluster_property()
returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
begin
  if coalesce(current_setting('doppel.epoch', true), '') = ''
     and pg_has_role(session_user, current_user, 'member') then
    return null;
  end if;
  if exists (select from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config, _run_id from new_rows) k left join twin.cluster_analysis m
      on m.dataset = k.dataset and m.model_config = k.model_config and m.training_config = k.training_config and m.seed = k.seed and m.alignment_config = k.alignment_config and m.clustering_config = k.clustering_config and m.optimal_gabor_config = k.optimal_gabor_config and m.population_config = k.population_config and m.statistics_config = k.statistics_config
      where m._run_id is distinct from k._run_id or not exists (
        select from provenance.run r where r.run_id = k._run_id and r.xmin = pg_current_xact_id()::xid and r.committed_at >= now())) then
    raise exception 'parts of twin.cluster_property without their master in this transaction'
      using errcode = 'insufficient_privilege';
  end if;
  return null;
end $$;
revoke execute on function job.accept_cluster_property() from public;

create or replace function job.accept_combination_count()
returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
begin
  if coalesce(current_setting('doppel.epoch', true), '') = ''
     and pg_has_role(session_user, current_user, 'member') then
    return null;
  end if;
  if exists (select from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config, _run_id from new_rows) k left join twin.cluster_analysis m
      on m.dataset = k.dataset and m.model_config = k.model_config and m.training_config = k.training_config and m.seed = k.seed and m.alignment_config = k.alignment_config and m.clustering_config = k.clustering_config and m.optimal_gabor_config = k.optimal_gabor_config and m.population_config = k.population_config and m.statistics_config = k.statistics_config
      where m._run_id is distinct from k._run_id or not exists (
        select from provenance.run r where r.run_id = k._run_id and r.xmin = pg_current_xact_id()::xid and r.committed_at >= now())) then
    raise exception 'parts of twin.combination_count without their master in this transaction'
      using errcode = 'insufficient_privilege';
  end if;
  return null;
end $$;
revoke execute on function job.accept_combination_count() from public;

create or replace trigger accept after insert on twin.cluster_analysis
  referencing new table as new_rows for each statement execute function job.accept_cluster_analysis();
create or replace trigger accept after insert on twin.cluster_property
  referencing new table as new_rows for each statement execute function job.accept_cluster_property();
create or replace trigger accept after insert on twin.combination_count
  referencing new table as new_rows for each statement execute function job.accept_combination_count();
insert into twin."~lineage" (table_name, attribute_name, lineage) values
  ('weight_search', 'weight_search', 'twin.weight_search.weight_search'),
  ('weight_search_draw', 'draw', 'twin.weight_search_draw.draw'),
  ('weight_search_draw', 'model_config', 'twin.model_config.model_config'),
  ('weight_search_draw', 'weight_search', 'twin.weight_search.weight_search');

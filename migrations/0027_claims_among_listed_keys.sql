-- Claims among keys that a restriction takes: doppel populate --where.
create or replace function job.claim_listed_scan_oracle(bigint, integer, text[], integer[], integer[], integer[])
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, animal_id integer[], session integer[], scan_idx integer[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('doppel claim job.scan_oracle', 0));
  return query
    with listed as materialized (
      select j.ctid, j.priority, j.animal_id, j.session, j.scan_idx
      from unnest($4, $5, $6) k (animal_id, session, scan_idx) join job.scan_oracle j on j.animal_id = k.animal_id and j.session = k.session and j.scan_idx = k.scan_idx
      where j.status = 'pending' and j.not_before <= now() for update of j skip locked),
    best as materialized (
      select priority, animal_id, session, scan_idx from listed order by priority desc, animal_id, session, scan_idx limit 1),
    batch as materialized (
      select ctid from listed
      where priority = (select priority from best)
        and (not 'animal_id' = any ($3) or animal_id = (select animal_id from best))
        and (not 'session' = any ($3) or session = (select session from best))
        and (not 'scan_idx' = any ($3) or scan_idx = (select scan_idx from best))
      order by priority desc, animal_id, session, scan_idx limit $2),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.scan_oracle j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch)) and j.status = 'pending'
      returning j.epoch, j.claimed_at, j.priority, j.animal_id, j.session, j.scan_idx)
    select min(epoch), min(claimed_at), min(priority), array_agg(animal_id), array_agg(session), array_agg(scan_idx) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_listed_scan_oracle(bigint, integer, text[], integer[], integer[], integer[]) from public;

create or replace function job.claim_listed_model(bigint, integer, text[], text[], text[], text[], bigint[])
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], model_config text[], training_config text[], seed bigint[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('doppel claim job.model', 0));
  return query
    with listed as materialized (
      select j.ctid, j.priority, j.dataset, j.model_config, j.training_config, j.seed
      from unnest($4, $5, $6, $7) k (dataset, model_config, training_config, seed) join job.model j on j.dataset = k.dataset and j.model_config = k.model_config and j.training_config = k.training_config and j.seed = k.seed
      where j.status = 'pending' and j.not_before <= now() for update of j skip locked),
    best as materialized (
      select priority, dataset, model_config, training_config, seed from listed order by priority desc, dataset, model_config, training_config, seed limit 1),
    batch as materialized (
      select ctid from listed
      where priority = (select priority from best)
        and (not 'dataset' = any ($3) or dataset = (select dataset from best))
        and (not 'model_config' = any ($3) or model_config = (select model_config from best))
        and (not 'training_config' = any ($3) or training_config = (select training_config from best))
        and (not 'seed' = any ($3) or seed = (select seed from best))
      order by priority desc, dataset, model_config, training_config, seed limit $2),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.model j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch)) and j.status = 'pending'
      returning j.epoch, j.claimed_at, j.priority, j.dataset, j.model_config, j.training_config, j.seed)
    select min(epoch), min(claimed_at), min(priority), array_agg(dataset), array_agg(model_config), array_agg(training_config), array_agg(seed) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_listed_model(bigint, integer, text[], text[], text[], text[], bigint[]) from public;

create or replace function job.claim_listed_model_score(bigint, integer, text[], text[], text[], text[], bigint[])
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], model_config text[], training_config text[], seed bigint[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('doppel claim job.model_score', 0));
  return query
    with listed as materialized (
      select j.ctid, j.priority, j.dataset, j.model_config, j.training_config, j.seed
      from unnest($4, $5, $6, $7) k (dataset, model_config, training_config, seed) join job.model_score j on j.dataset = k.dataset and j.model_config = k.model_config and j.training_config = k.training_config and j.seed = k.seed
      where j.status = 'pending' and j.not_before <= now() for update of j skip locked),
    best as materialized (
      select priority, dataset, model_config, training_config, seed from listed order by priority desc, dataset, model_config, training_config, seed limit 1),
    batch as materialized (
      select ctid from listed
      where priority = (select priority from best)
        and (not 'dataset' = any ($3) or dataset = (select dataset from best))
        and (not 'model_config' = any ($3) or model_config = (select model_config from best))
        and (not 'training_config' = any ($3) or training_config = (select training_config from best))
        and (not 'seed' = any ($3) or seed = (select seed from best))
      order by priority desc, dataset, model_config, training_config, seed limit $2),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.model_score j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch)) and j.status = 'pending'
      returning j.epoch, j.claimed_at, j.priority, j.dataset, j.model_config, j.training_config, j.seed)
    select min(epoch), min(claimed_at), min(priority), array_agg(dataset), array_agg(model_config), array_agg(training_config), array_agg(seed) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_listed_model_score(bigint, integer, text[], text[], text[], text[], bigint[]) from public;

create or replace function job.claim_listed_ensemble(bigint, integer, text[], text[], text[])
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], model_set text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('doppel claim job.ensemble', 0));
  return query
    with listed as materialized (
      select j.ctid, j.priority, j.dataset, j.model_set
      from unnest($4, $5) k (dataset, model_set) join job.ensemble j on j.dataset = k.dataset and j.model_set = k.model_set
      where j.status = 'pending' and j.not_before <= now() for update of j skip locked),
    best as materialized (
      select priority, dataset, model_set from listed order by priority desc, dataset, model_set limit 1),
    batch as materialized (
      select ctid from listed
      where priority = (select priority from best)
        and (not 'dataset' = any ($3) or dataset = (select dataset from best))
        and (not 'model_set' = any ($3) or model_set = (select model_set from best))
      order by priority desc, dataset, model_set limit $2),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.ensemble j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch)) and j.status = 'pending'
      returning j.epoch, j.claimed_at, j.priority, j.dataset, j.model_set)
    select min(epoch), min(claimed_at), min(priority), array_agg(dataset), array_agg(model_set) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_listed_ensemble(bigint, integer, text[], text[], text[]) from public;

create or replace function job.claim_listed_readout(bigint, integer, text[], text[], text[], text[], bigint[])
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], model_config text[], training_config text[], seed bigint[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('doppel claim job.readout', 0));
  return query
    with listed as materialized (
      select j.ctid, j.priority, j.dataset, j.model_config, j.training_config, j.seed
      from unnest($4, $5, $6, $7) k (dataset, model_config, training_config, seed) join job.readout j on j.dataset = k.dataset and j.model_config = k.model_config and j.training_config = k.training_config and j.seed = k.seed
      where j.status = 'pending' and j.not_before <= now() for update of j skip locked),
    best as materialized (
      select priority, dataset, model_config, training_config, seed from listed order by priority desc, dataset, model_config, training_config, seed limit 1),
    batch as materialized (
      select ctid from listed
      where priority = (select priority from best)
        and (not 'dataset' = any ($3) or dataset = (select dataset from best))
        and (not 'model_config' = any ($3) or model_config = (select model_config from best))
        and (not 'training_config' = any ($3) or training_config = (select training_config from best))
        and (not 'seed' = any ($3) or seed = (select seed from best))
      order by priority desc, dataset, model_config, training_config, seed limit $2),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.readout j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch)) and j.status = 'pending'
      returning j.epoch, j.claimed_at, j.priority, j.dataset, j.model_config, j.training_config, j.seed)
    select min(epoch), min(claimed_at), min(priority), array_agg(dataset), array_agg(model_config), array_agg(training_config), array_agg(seed) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_listed_readout(bigint, integer, text[], text[], text[], text[], bigint[]) from public;

create or replace function job.claim_listed_alignment(bigint, integer, text[], text[], text[], text[], bigint[], text[])
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], model_config text[], training_config text[], seed bigint[], alignment_config text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('doppel claim job.alignment', 0));
  return query
    with listed as materialized (
      select j.ctid, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.alignment_config
      from unnest($4, $5, $6, $7, $8) k (dataset, model_config, training_config, seed, alignment_config) join job.alignment j on j.dataset = k.dataset and j.model_config = k.model_config and j.training_config = k.training_config and j.seed = k.seed and j.alignment_config = k.alignment_config
      where j.status = 'pending' and j.not_before <= now() for update of j skip locked),
    best as materialized (
      select priority, dataset, model_config, training_config, seed, alignment_config from listed order by priority desc, dataset, model_config, training_config, seed, alignment_config limit 1),
    batch as materialized (
      select ctid from listed
      where priority = (select priority from best)
        and (not 'dataset' = any ($3) or dataset = (select dataset from best))
        and (not 'model_config' = any ($3) or model_config = (select model_config from best))
        and (not 'training_config' = any ($3) or training_config = (select training_config from best))
        and (not 'seed' = any ($3) or seed = (select seed from best))
        and (not 'alignment_config' = any ($3) or alignment_config = (select alignment_config from best))
      order by priority desc, dataset, model_config, training_config, seed, alignment_config limit $2),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.alignment j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch)) and j.status = 'pending'
      returning j.epoch, j.claimed_at, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.alignment_config)
    select min(epoch), min(claimed_at), min(priority), array_agg(dataset), array_agg(model_config), array_agg(training_config), array_agg(seed), array_agg(alignment_config) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_listed_alignment(bigint, integer, text[], text[], text[], text[], bigint[], text[]) from public;

create or replace function job.claim_listed_clustering(bigint, integer, text[], text[], text[], text[], bigint[], text[], text[])
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], model_config text[], training_config text[], seed bigint[], alignment_config text[], clustering_config text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('doppel claim job.clustering', 0));
  return query
    with listed as materialized (
      select j.ctid, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.alignment_config, j.clustering_config
      from unnest($4, $5, $6, $7, $8, $9) k (dataset, model_config, training_config, seed, alignment_config, clustering_config) join job.clustering j on j.dataset = k.dataset and j.model_config = k.model_config and j.training_config = k.training_config and j.seed = k.seed and j.alignment_config = k.alignment_config and j.clustering_config = k.clustering_config
      where j.status = 'pending' and j.not_before <= now() for update of j skip locked),
    best as materialized (
      select priority, dataset, model_config, training_config, seed, alignment_config, clustering_config from listed order by priority desc, dataset, model_config, training_config, seed, alignment_config, clustering_config limit 1),
    batch as materialized (
      select ctid from listed
      where priority = (select priority from best)
        and (not 'dataset' = any ($3) or dataset = (select dataset from best))
        and (not 'model_config' = any ($3) or model_config = (select model_config from best))
        and (not 'training_config' = any ($3) or training_config = (select training_config from best))
        and (not 'seed' = any ($3) or seed = (select seed from best))
        and (not 'alignment_config' = any ($3) or alignment_config = (select alignment_config from best))
        and (not 'clustering_config' = any ($3) or clustering_config = (select clustering_config from best))
      order by priority desc, dataset, model_config, training_config, seed, alignment_config, clustering_config limit $2),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.clustering j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch)) and j.status = 'pending'
      returning j.epoch, j.claimed_at, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.alignment_config, j.clustering_config)
    select min(epoch), min(claimed_at), min(priority), array_agg(dataset), array_agg(model_config), array_agg(training_config), array_agg(seed), array_agg(alignment_config), array_agg(clustering_config) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_listed_clustering(bigint, integer, text[], text[], text[], text[], bigint[], text[], text[]) from public;

create or replace function job.claim_listed_embedding(bigint, integer, text[], text[], text[], text[], bigint[], text[], text[])
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], model_config text[], training_config text[], seed bigint[], alignment_config text[], embedding_config text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('doppel claim job.embedding', 0));
  return query
    with listed as materialized (
      select j.ctid, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.alignment_config, j.embedding_config
      from unnest($4, $5, $6, $7, $8, $9) k (dataset, model_config, training_config, seed, alignment_config, embedding_config) join job.embedding j on j.dataset = k.dataset and j.model_config = k.model_config and j.training_config = k.training_config and j.seed = k.seed and j.alignment_config = k.alignment_config and j.embedding_config = k.embedding_config
      where j.status = 'pending' and j.not_before <= now() for update of j skip locked),
    best as materialized (
      select priority, dataset, model_config, training_config, seed, alignment_config, embedding_config from listed order by priority desc, dataset, model_config, training_config, seed, alignment_config, embedding_config limit 1),
    batch as materialized (
      select ctid from listed
      where priority = (select priority from best)
        and (not 'dataset' = any ($3) or dataset = (select dataset from best))
        and (not 'model_config' = any ($3) or model_config = (select model_config from best))
        and (not 'training_config' = any ($3) or training_config = (select training_config from best))
        and (not 'seed' = any ($3) or seed = (select seed from best))
        and (not 'alignment_config' = any ($3) or alignment_config = (select alignment_config from best))
        and (not 'embedding_config' = any ($3) or embedding_config = (select embedding_config from best))
      order by priority desc, dataset, model_config, training_config, seed, alignment_config, embedding_config limit $2),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.embedding j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch)) and j.status = 'pending'
      returning j.epoch, j.claimed_at, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.alignment_config, j.embedding_config)
    select min(epoch), min(claimed_at), min(priority), array_agg(dataset), array_agg(model_config), array_agg(training_config), array_agg(seed), array_agg(alignment_config), array_agg(embedding_config) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_listed_embedding(bigint, integer, text[], text[], text[], text[], bigint[], text[], text[]) from public;

create or replace function job.claim_listed_density_estimate(bigint, integer, text[], text[], text[], text[], bigint[], text[], text[], text[])
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], model_config text[], training_config text[], seed bigint[], alignment_config text[], embedding_config text[], density_mode_config text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('doppel claim job.density_estimate', 0));
  return query
    with listed as materialized (
      select j.ctid, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.alignment_config, j.embedding_config, j.density_mode_config
      from unnest($4, $5, $6, $7, $8, $9, $10) k (dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config) join job.density_estimate j on j.dataset = k.dataset and j.model_config = k.model_config and j.training_config = k.training_config and j.seed = k.seed and j.alignment_config = k.alignment_config and j.embedding_config = k.embedding_config and j.density_mode_config = k.density_mode_config
      where j.status = 'pending' and j.not_before <= now() for update of j skip locked),
    best as materialized (
      select priority, dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config from listed order by priority desc, dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config limit 1),
    batch as materialized (
      select ctid from listed
      where priority = (select priority from best)
        and (not 'dataset' = any ($3) or dataset = (select dataset from best))
        and (not 'model_config' = any ($3) or model_config = (select model_config from best))
        and (not 'training_config' = any ($3) or training_config = (select training_config from best))
        and (not 'seed' = any ($3) or seed = (select seed from best))
        and (not 'alignment_config' = any ($3) or alignment_config = (select alignment_config from best))
        and (not 'embedding_config' = any ($3) or embedding_config = (select embedding_config from best))
        and (not 'density_mode_config' = any ($3) or density_mode_config = (select density_mode_config from best))
      order by priority desc, dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config limit $2),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.density_estimate j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch)) and j.status = 'pending'
      returning j.epoch, j.claimed_at, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.alignment_config, j.embedding_config, j.density_mode_config)
    select min(epoch), min(claimed_at), min(priority), array_agg(dataset), array_agg(model_config), array_agg(training_config), array_agg(seed), array_agg(alignment_config), array_agg(embedding_config), array_agg(density_mode_config) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_listed_density_estimate(bigint, integer, text[], text[], text[], text[], bigint[], text[], text[], text[]) from public;

create or replace function job.claim_listed_clustering_agreement(bigint, integer, text[], text[], text[])
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], clustering_set text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('doppel claim job.clustering_agreement', 0));
  return query
    with listed as materialized (
      select j.ctid, j.priority, j.dataset, j.clustering_set
      from unnest($4, $5) k (dataset, clustering_set) join job.clustering_agreement j on j.dataset = k.dataset and j.clustering_set = k.clustering_set
      where j.status = 'pending' and j.not_before <= now() for update of j skip locked),
    best as materialized (
      select priority, dataset, clustering_set from listed order by priority desc, dataset, clustering_set limit 1),
    batch as materialized (
      select ctid from listed
      where priority = (select priority from best)
        and (not 'dataset' = any ($3) or dataset = (select dataset from best))
        and (not 'clustering_set' = any ($3) or clustering_set = (select clustering_set from best))
      order by priority desc, dataset, clustering_set limit $2),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.clustering_agreement j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch)) and j.status = 'pending'
      returning j.epoch, j.claimed_at, j.priority, j.dataset, j.clustering_set)
    select min(epoch), min(claimed_at), min(priority), array_agg(dataset), array_agg(clustering_set) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_listed_clustering_agreement(bigint, integer, text[], text[], text[]) from public;

create or replace function job.claim_listed_cluster_stability(bigint, integer, text[], text[], text[], text[], bigint[], text[], text[], text[])
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], model_config text[], training_config text[], seed bigint[], alignment_config text[], clustering_config text[], stability_config text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('doppel claim job.cluster_stability', 0));
  return query
    with listed as materialized (
      select j.ctid, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.alignment_config, j.clustering_config, j.stability_config
      from unnest($4, $5, $6, $7, $8, $9, $10) k (dataset, model_config, training_config, seed, alignment_config, clustering_config, stability_config) join job.cluster_stability j on j.dataset = k.dataset and j.model_config = k.model_config and j.training_config = k.training_config and j.seed = k.seed and j.alignment_config = k.alignment_config and j.clustering_config = k.clustering_config and j.stability_config = k.stability_config
      where j.status = 'pending' and j.not_before <= now() for update of j skip locked),
    best as materialized (
      select priority, dataset, model_config, training_config, seed, alignment_config, clustering_config, stability_config from listed order by priority desc, dataset, model_config, training_config, seed, alignment_config, clustering_config, stability_config limit 1),
    batch as materialized (
      select ctid from listed
      where priority = (select priority from best)
        and (not 'dataset' = any ($3) or dataset = (select dataset from best))
        and (not 'model_config' = any ($3) or model_config = (select model_config from best))
        and (not 'training_config' = any ($3) or training_config = (select training_config from best))
        and (not 'seed' = any ($3) or seed = (select seed from best))
        and (not 'alignment_config' = any ($3) or alignment_config = (select alignment_config from best))
        and (not 'clustering_config' = any ($3) or clustering_config = (select clustering_config from best))
        and (not 'stability_config' = any ($3) or stability_config = (select stability_config from best))
      order by priority desc, dataset, model_config, training_config, seed, alignment_config, clustering_config, stability_config limit $2),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.cluster_stability j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch)) and j.status = 'pending'
      returning j.epoch, j.claimed_at, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.alignment_config, j.clustering_config, j.stability_config)
    select min(epoch), min(claimed_at), min(priority), array_agg(dataset), array_agg(model_config), array_agg(training_config), array_agg(seed), array_agg(alignment_config), array_agg(clustering_config), array_agg(stability_config) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_listed_cluster_stability(bigint, integer, text[], text[], text[], text[], bigint[], text[], text[], text[]) from public;

create or replace function job.claim_listed_optimal_gabor(bigint, integer, text[], text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[])
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], model_config text[], training_config text[], seed bigint[], animal_id integer[], session integer[], scan_idx integer[], unit_id integer[], optimal_gabor_config text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('doppel claim job.optimal_gabor', 0));
  return query
    with listed as materialized (
      select j.ctid, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.animal_id, j.session, j.scan_idx, j.unit_id, j.optimal_gabor_config
      from unnest($4, $5, $6, $7, $8, $9, $10, $11, $12) k (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) join job.optimal_gabor j on j.dataset = k.dataset and j.model_config = k.model_config and j.training_config = k.training_config and j.seed = k.seed and j.animal_id = k.animal_id and j.session = k.session and j.scan_idx = k.scan_idx and j.unit_id = k.unit_id and j.optimal_gabor_config = k.optimal_gabor_config
      where j.status = 'pending' and j.not_before <= now() for update of j skip locked),
    best as materialized (
      select priority, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from listed order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config limit 1),
    batch as materialized (
      select ctid from listed
      where priority = (select priority from best)
        and (not 'dataset' = any ($3) or dataset = (select dataset from best))
        and (not 'model_config' = any ($3) or model_config = (select model_config from best))
        and (not 'training_config' = any ($3) or training_config = (select training_config from best))
        and (not 'seed' = any ($3) or seed = (select seed from best))
        and (not 'animal_id' = any ($3) or animal_id = (select animal_id from best))
        and (not 'session' = any ($3) or session = (select session from best))
        and (not 'scan_idx' = any ($3) or scan_idx = (select scan_idx from best))
        and (not 'unit_id' = any ($3) or unit_id = (select unit_id from best))
        and (not 'optimal_gabor_config' = any ($3) or optimal_gabor_config = (select optimal_gabor_config from best))
      order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config limit $2),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.optimal_gabor j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch)) and j.status = 'pending'
      returning j.epoch, j.claimed_at, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.animal_id, j.session, j.scan_idx, j.unit_id, j.optimal_gabor_config)
    select min(epoch), min(claimed_at), min(priority), array_agg(dataset), array_agg(model_config), array_agg(training_config), array_agg(seed), array_agg(animal_id), array_agg(session), array_agg(scan_idx), array_agg(unit_id), array_agg(optimal_gabor_config) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_listed_optimal_gabor(bigint, integer, text[], text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[]) from public;

create or replace function job.claim_listed_orientation_tuning(bigint, integer, text[], text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[])
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], model_config text[], training_config text[], seed bigint[], animal_id integer[], session integer[], scan_idx integer[], unit_id integer[], optimal_gabor_config text[], orientation_tuning_config text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('doppel claim job.orientation_tuning', 0));
  return query
    with listed as materialized (
      select j.ctid, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.animal_id, j.session, j.scan_idx, j.unit_id, j.optimal_gabor_config, j.orientation_tuning_config
      from unnest($4, $5, $6, $7, $8, $9, $10, $11, $12, $13) k (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config) join job.orientation_tuning j on j.dataset = k.dataset and j.model_config = k.model_config and j.training_config = k.training_config and j.seed = k.seed and j.animal_id = k.animal_id and j.session = k.session and j.scan_idx = k.scan_idx and j.unit_id = k.unit_id and j.optimal_gabor_config = k.optimal_gabor_config and j.orientation_tuning_config = k.orientation_tuning_config
      where j.status = 'pending' and j.not_before <= now() for update of j skip locked),
    best as materialized (
      select priority, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config from listed order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config limit 1),
    batch as materialized (
      select ctid from listed
      where priority = (select priority from best)
        and (not 'dataset' = any ($3) or dataset = (select dataset from best))
        and (not 'model_config' = any ($3) or model_config = (select model_config from best))
        and (not 'training_config' = any ($3) or training_config = (select training_config from best))
        and (not 'seed' = any ($3) or seed = (select seed from best))
        and (not 'animal_id' = any ($3) or animal_id = (select animal_id from best))
        and (not 'session' = any ($3) or session = (select session from best))
        and (not 'scan_idx' = any ($3) or scan_idx = (select scan_idx from best))
        and (not 'unit_id' = any ($3) or unit_id = (select unit_id from best))
        and (not 'optimal_gabor_config' = any ($3) or optimal_gabor_config = (select optimal_gabor_config from best))
        and (not 'orientation_tuning_config' = any ($3) or orientation_tuning_config = (select orientation_tuning_config from best))
      order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config limit $2),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.orientation_tuning j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch)) and j.status = 'pending'
      returning j.epoch, j.claimed_at, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.animal_id, j.session, j.scan_idx, j.unit_id, j.optimal_gabor_config, j.orientation_tuning_config)
    select min(epoch), min(claimed_at), min(priority), array_agg(dataset), array_agg(model_config), array_agg(training_config), array_agg(seed), array_agg(animal_id), array_agg(session), array_agg(scan_idx), array_agg(unit_id), array_agg(optimal_gabor_config), array_agg(orientation_tuning_config) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_listed_orientation_tuning(bigint, integer, text[], text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[]) from public;

create or replace function job.claim_listed_phase_tuning(bigint, integer, text[], text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[])
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], model_config text[], training_config text[], seed bigint[], animal_id integer[], session integer[], scan_idx integer[], unit_id integer[], optimal_gabor_config text[], phase_tuning_config text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('doppel claim job.phase_tuning', 0));
  return query
    with listed as materialized (
      select j.ctid, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.animal_id, j.session, j.scan_idx, j.unit_id, j.optimal_gabor_config, j.phase_tuning_config
      from unnest($4, $5, $6, $7, $8, $9, $10, $11, $12, $13) k (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config) join job.phase_tuning j on j.dataset = k.dataset and j.model_config = k.model_config and j.training_config = k.training_config and j.seed = k.seed and j.animal_id = k.animal_id and j.session = k.session and j.scan_idx = k.scan_idx and j.unit_id = k.unit_id and j.optimal_gabor_config = k.optimal_gabor_config and j.phase_tuning_config = k.phase_tuning_config
      where j.status = 'pending' and j.not_before <= now() for update of j skip locked),
    best as materialized (
      select priority, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config from listed order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config limit 1),
    batch as materialized (
      select ctid from listed
      where priority = (select priority from best)
        and (not 'dataset' = any ($3) or dataset = (select dataset from best))
        and (not 'model_config' = any ($3) or model_config = (select model_config from best))
        and (not 'training_config' = any ($3) or training_config = (select training_config from best))
        and (not 'seed' = any ($3) or seed = (select seed from best))
        and (not 'animal_id' = any ($3) or animal_id = (select animal_id from best))
        and (not 'session' = any ($3) or session = (select session from best))
        and (not 'scan_idx' = any ($3) or scan_idx = (select scan_idx from best))
        and (not 'unit_id' = any ($3) or unit_id = (select unit_id from best))
        and (not 'optimal_gabor_config' = any ($3) or optimal_gabor_config = (select optimal_gabor_config from best))
        and (not 'phase_tuning_config' = any ($3) or phase_tuning_config = (select phase_tuning_config from best))
      order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config limit $2),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.phase_tuning j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch)) and j.status = 'pending'
      returning j.epoch, j.claimed_at, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.animal_id, j.session, j.scan_idx, j.unit_id, j.optimal_gabor_config, j.phase_tuning_config)
    select min(epoch), min(claimed_at), min(priority), array_agg(dataset), array_agg(model_config), array_agg(training_config), array_agg(seed), array_agg(animal_id), array_agg(session), array_agg(scan_idx), array_agg(unit_id), array_agg(optimal_gabor_config), array_agg(phase_tuning_config) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_listed_phase_tuning(bigint, integer, text[], text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[]) from public;

create or replace function job.claim_listed_orientation_fit(bigint, integer, text[], text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[])
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], model_config text[], training_config text[], seed bigint[], animal_id integer[], session integer[], scan_idx integer[], unit_id integer[], optimal_gabor_config text[], orientation_tuning_config text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('doppel claim job.orientation_fit', 0));
  return query
    with listed as materialized (
      select j.ctid, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.animal_id, j.session, j.scan_idx, j.unit_id, j.optimal_gabor_config, j.orientation_tuning_config
      from unnest($4, $5, $6, $7, $8, $9, $10, $11, $12, $13) k (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config) join job.orientation_fit j on j.dataset = k.dataset and j.model_config = k.model_config and j.training_config = k.training_config and j.seed = k.seed and j.animal_id = k.animal_id and j.session = k.session and j.scan_idx = k.scan_idx and j.unit_id = k.unit_id and j.optimal_gabor_config = k.optimal_gabor_config and j.orientation_tuning_config = k.orientation_tuning_config
      where j.status = 'pending' and j.not_before <= now() for update of j skip locked),
    best as materialized (
      select priority, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config from listed order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config limit 1),
    batch as materialized (
      select ctid from listed
      where priority = (select priority from best)
        and (not 'dataset' = any ($3) or dataset = (select dataset from best))
        and (not 'model_config' = any ($3) or model_config = (select model_config from best))
        and (not 'training_config' = any ($3) or training_config = (select training_config from best))
        and (not 'seed' = any ($3) or seed = (select seed from best))
        and (not 'animal_id' = any ($3) or animal_id = (select animal_id from best))
        and (not 'session' = any ($3) or session = (select session from best))
        and (not 'scan_idx' = any ($3) or scan_idx = (select scan_idx from best))
        and (not 'unit_id' = any ($3) or unit_id = (select unit_id from best))
        and (not 'optimal_gabor_config' = any ($3) or optimal_gabor_config = (select optimal_gabor_config from best))
        and (not 'orientation_tuning_config' = any ($3) or orientation_tuning_config = (select orientation_tuning_config from best))
      order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config limit $2),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.orientation_fit j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch)) and j.status = 'pending'
      returning j.epoch, j.claimed_at, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.animal_id, j.session, j.scan_idx, j.unit_id, j.optimal_gabor_config, j.orientation_tuning_config)
    select min(epoch), min(claimed_at), min(priority), array_agg(dataset), array_agg(model_config), array_agg(training_config), array_agg(seed), array_agg(animal_id), array_agg(session), array_agg(scan_idx), array_agg(unit_id), array_agg(optimal_gabor_config), array_agg(orientation_tuning_config) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_listed_orientation_fit(bigint, integer, text[], text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[]) from public;

create or replace function job.claim_listed_phase_fit(bigint, integer, text[], text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[])
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], model_config text[], training_config text[], seed bigint[], animal_id integer[], session integer[], scan_idx integer[], unit_id integer[], optimal_gabor_config text[], phase_tuning_config text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('doppel claim job.phase_fit', 0));
  return query
    with listed as materialized (
      select j.ctid, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.animal_id, j.session, j.scan_idx, j.unit_id, j.optimal_gabor_config, j.phase_tuning_config
      from unnest($4, $5, $6, $7, $8, $9, $10, $11, $12, $13) k (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config) join job.phase_fit j on j.dataset = k.dataset and j.model_config = k.model_config and j.training_config = k.training_config and j.seed = k.seed and j.animal_id = k.animal_id and j.session = k.session and j.scan_idx = k.scan_idx and j.unit_id = k.unit_id and j.optimal_gabor_config = k.optimal_gabor_config and j.phase_tuning_config = k.phase_tuning_config
      where j.status = 'pending' and j.not_before <= now() for update of j skip locked),
    best as materialized (
      select priority, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config from listed order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config limit 1),
    batch as materialized (
      select ctid from listed
      where priority = (select priority from best)
        and (not 'dataset' = any ($3) or dataset = (select dataset from best))
        and (not 'model_config' = any ($3) or model_config = (select model_config from best))
        and (not 'training_config' = any ($3) or training_config = (select training_config from best))
        and (not 'seed' = any ($3) or seed = (select seed from best))
        and (not 'animal_id' = any ($3) or animal_id = (select animal_id from best))
        and (not 'session' = any ($3) or session = (select session from best))
        and (not 'scan_idx' = any ($3) or scan_idx = (select scan_idx from best))
        and (not 'unit_id' = any ($3) or unit_id = (select unit_id from best))
        and (not 'optimal_gabor_config' = any ($3) or optimal_gabor_config = (select optimal_gabor_config from best))
        and (not 'phase_tuning_config' = any ($3) or phase_tuning_config = (select phase_tuning_config from best))
      order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config limit $2),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.phase_fit j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch)) and j.status = 'pending'
      returning j.epoch, j.claimed_at, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.animal_id, j.session, j.scan_idx, j.unit_id, j.optimal_gabor_config, j.phase_tuning_config)
    select min(epoch), min(claimed_at), min(priority), array_agg(dataset), array_agg(model_config), array_agg(training_config), array_agg(seed), array_agg(animal_id), array_agg(session), array_agg(scan_idx), array_agg(unit_id), array_agg(optimal_gabor_config), array_agg(phase_tuning_config) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_listed_phase_fit(bigint, integer, text[], text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[]) from public;

create or replace function job.claim_listed_gabor_certificate(bigint, integer, text[], text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[])
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], model_config text[], training_config text[], seed bigint[], animal_id integer[], session integer[], scan_idx integer[], unit_id integer[], optimal_gabor_config text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('doppel claim job.gabor_certificate', 0));
  return query
    with listed as materialized (
      select j.ctid, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.animal_id, j.session, j.scan_idx, j.unit_id, j.optimal_gabor_config
      from unnest($4, $5, $6, $7, $8, $9, $10, $11, $12) k (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) join job.gabor_certificate j on j.dataset = k.dataset and j.model_config = k.model_config and j.training_config = k.training_config and j.seed = k.seed and j.animal_id = k.animal_id and j.session = k.session and j.scan_idx = k.scan_idx and j.unit_id = k.unit_id and j.optimal_gabor_config = k.optimal_gabor_config
      where j.status = 'pending' and j.not_before <= now() for update of j skip locked),
    best as materialized (
      select priority, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from listed order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config limit 1),
    batch as materialized (
      select ctid from listed
      where priority = (select priority from best)
        and (not 'dataset' = any ($3) or dataset = (select dataset from best))
        and (not 'model_config' = any ($3) or model_config = (select model_config from best))
        and (not 'training_config' = any ($3) or training_config = (select training_config from best))
        and (not 'seed' = any ($3) or seed = (select seed from best))
        and (not 'animal_id' = any ($3) or animal_id = (select animal_id from best))
        and (not 'session' = any ($3) or session = (select session from best))
        and (not 'scan_idx' = any ($3) or scan_idx = (select scan_idx from best))
        and (not 'unit_id' = any ($3) or unit_id = (select unit_id from best))
        and (not 'optimal_gabor_config' = any ($3) or optimal_gabor_config = (select optimal_gabor_config from best))
      order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config limit $2),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.gabor_certificate j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch)) and j.status = 'pending'
      returning j.epoch, j.claimed_at, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.animal_id, j.session, j.scan_idx, j.unit_id, j.optimal_gabor_config)
    select min(epoch), min(claimed_at), min(priority), array_agg(dataset), array_agg(model_config), array_agg(training_config), array_agg(seed), array_agg(animal_id), array_agg(session), array_agg(scan_idx), array_agg(unit_id), array_agg(optimal_gabor_config) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_listed_gabor_certificate(bigint, integer, text[], text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[]) from public;

create or replace function job.claim_listed_size_contrast_tuning(bigint, integer, text[], text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[])
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], model_config text[], training_config text[], seed bigint[], animal_id integer[], session integer[], scan_idx integer[], unit_id integer[], optimal_gabor_config text[], size_contrast_config text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('doppel claim job.size_contrast_tuning', 0));
  return query
    with listed as materialized (
      select j.ctid, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.animal_id, j.session, j.scan_idx, j.unit_id, j.optimal_gabor_config, j.size_contrast_config
      from unnest($4, $5, $6, $7, $8, $9, $10, $11, $12, $13) k (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, size_contrast_config) join job.size_contrast_tuning j on j.dataset = k.dataset and j.model_config = k.model_config and j.training_config = k.training_config and j.seed = k.seed and j.animal_id = k.animal_id and j.session = k.session and j.scan_idx = k.scan_idx and j.unit_id = k.unit_id and j.optimal_gabor_config = k.optimal_gabor_config and j.size_contrast_config = k.size_contrast_config
      where j.status = 'pending' and j.not_before <= now() for update of j skip locked),
    best as materialized (
      select priority, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, size_contrast_config from listed order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, size_contrast_config limit 1),
    batch as materialized (
      select ctid from listed
      where priority = (select priority from best)
        and (not 'dataset' = any ($3) or dataset = (select dataset from best))
        and (not 'model_config' = any ($3) or model_config = (select model_config from best))
        and (not 'training_config' = any ($3) or training_config = (select training_config from best))
        and (not 'seed' = any ($3) or seed = (select seed from best))
        and (not 'animal_id' = any ($3) or animal_id = (select animal_id from best))
        and (not 'session' = any ($3) or session = (select session from best))
        and (not 'scan_idx' = any ($3) or scan_idx = (select scan_idx from best))
        and (not 'unit_id' = any ($3) or unit_id = (select unit_id from best))
        and (not 'optimal_gabor_config' = any ($3) or optimal_gabor_config = (select optimal_gabor_config from best))
        and (not 'size_contrast_config' = any ($3) or size_contrast_config = (select size_contrast_config from best))
      order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, size_contrast_config limit $2),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.size_contrast_tuning j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch)) and j.status = 'pending'
      returning j.epoch, j.claimed_at, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.animal_id, j.session, j.scan_idx, j.unit_id, j.optimal_gabor_config, j.size_contrast_config)
    select min(epoch), min(claimed_at), min(priority), array_agg(dataset), array_agg(model_config), array_agg(training_config), array_agg(seed), array_agg(animal_id), array_agg(session), array_agg(scan_idx), array_agg(unit_id), array_agg(optimal_gabor_config), array_agg(size_contrast_config) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_listed_size_contrast_tuning(bigint, integer, text[], text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[]) from public;

create or replace function job.claim_listed_plaid_tuning(bigint, integer, text[], text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[])
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], model_config text[], training_config text[], seed bigint[], animal_id integer[], session integer[], scan_idx integer[], unit_id integer[], optimal_gabor_config text[], plaid_config text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('doppel claim job.plaid_tuning', 0));
  return query
    with listed as materialized (
      select j.ctid, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.animal_id, j.session, j.scan_idx, j.unit_id, j.optimal_gabor_config, j.plaid_config
      from unnest($4, $5, $6, $7, $8, $9, $10, $11, $12, $13) k (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, plaid_config) join job.plaid_tuning j on j.dataset = k.dataset and j.model_config = k.model_config and j.training_config = k.training_config and j.seed = k.seed and j.animal_id = k.animal_id and j.session = k.session and j.scan_idx = k.scan_idx and j.unit_id = k.unit_id and j.optimal_gabor_config = k.optimal_gabor_config and j.plaid_config = k.plaid_config
      where j.status = 'pending' and j.not_before <= now() for update of j skip locked),
    best as materialized (
      select priority, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, plaid_config from listed order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, plaid_config limit 1),
    batch as materialized (
      select ctid from listed
      where priority = (select priority from best)
        and (not 'dataset' = any ($3) or dataset = (select dataset from best))
        and (not 'model_config' = any ($3) or model_config = (select model_config from best))
        and (not 'training_config' = any ($3) or training_config = (select training_config from best))
        and (not 'seed' = any ($3) or seed = (select seed from best))
        and (not 'animal_id' = any ($3) or animal_id = (select animal_id from best))
        and (not 'session' = any ($3) or session = (select session from best))
        and (not 'scan_idx' = any ($3) or scan_idx = (select scan_idx from best))
        and (not 'unit_id' = any ($3) or unit_id = (select unit_id from best))
        and (not 'optimal_gabor_config' = any ($3) or optimal_gabor_config = (select optimal_gabor_config from best))
        and (not 'plaid_config' = any ($3) or plaid_config = (select plaid_config from best))
      order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, plaid_config limit $2),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.plaid_tuning j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch)) and j.status = 'pending'
      returning j.epoch, j.claimed_at, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.animal_id, j.session, j.scan_idx, j.unit_id, j.optimal_gabor_config, j.plaid_config)
    select min(epoch), min(claimed_at), min(priority), array_agg(dataset), array_agg(model_config), array_agg(training_config), array_agg(seed), array_agg(animal_id), array_agg(session), array_agg(scan_idx), array_agg(unit_id), array_agg(optimal_gabor_config), array_agg(plaid_config) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_listed_plaid_tuning(bigint, integer, text[], text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[]) from public;

create or replace function job.claim_listed_glm(bigint, integer, text[], text[], text[])
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], glm_config text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('doppel claim job.glm', 0));
  return query
    with listed as materialized (
      select j.ctid, j.priority, j.dataset, j.glm_config
      from unnest($4, $5) k (dataset, glm_config) join job.glm j on j.dataset = k.dataset and j.glm_config = k.glm_config
      where j.status = 'pending' and j.not_before <= now() for update of j skip locked),
    best as materialized (
      select priority, dataset, glm_config from listed order by priority desc, dataset, glm_config limit 1),
    batch as materialized (
      select ctid from listed
      where priority = (select priority from best)
        and (not 'dataset' = any ($3) or dataset = (select dataset from best))
        and (not 'glm_config' = any ($3) or glm_config = (select glm_config from best))
      order by priority desc, dataset, glm_config limit $2),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.glm j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch)) and j.status = 'pending'
      returning j.epoch, j.claimed_at, j.priority, j.dataset, j.glm_config)
    select min(epoch), min(claimed_at), min(priority), array_agg(dataset), array_agg(glm_config) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_listed_glm(bigint, integer, text[], text[], text[]) from public;

create or replace function job.claim_listed_nonlinearity(bigint, integer, text[], text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[])
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], model_config text[], training_config text[], seed bigint[], animal_id integer[], session integer[], scan_idx integer[], unit_id integer[], glm_config text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('doppel claim job.nonlinearity', 0));
  return query
    with listed as materialized (
      select j.ctid, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.animal_id, j.session, j.scan_idx, j.unit_id, j.glm_config
      from unnest($4, $5, $6, $7, $8, $9, $10, $11, $12) k (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, glm_config) join job.nonlinearity j on j.dataset = k.dataset and j.model_config = k.model_config and j.training_config = k.training_config and j.seed = k.seed and j.animal_id = k.animal_id and j.session = k.session and j.scan_idx = k.scan_idx and j.unit_id = k.unit_id and j.glm_config = k.glm_config
      where j.status = 'pending' and j.not_before <= now() for update of j skip locked),
    best as materialized (
      select priority, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, glm_config from listed order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, glm_config limit 1),
    batch as materialized (
      select ctid from listed
      where priority = (select priority from best)
        and (not 'dataset' = any ($3) or dataset = (select dataset from best))
        and (not 'model_config' = any ($3) or model_config = (select model_config from best))
        and (not 'training_config' = any ($3) or training_config = (select training_config from best))
        and (not 'seed' = any ($3) or seed = (select seed from best))
        and (not 'animal_id' = any ($3) or animal_id = (select animal_id from best))
        and (not 'session' = any ($3) or session = (select session from best))
        and (not 'scan_idx' = any ($3) or scan_idx = (select scan_idx from best))
        and (not 'unit_id' = any ($3) or unit_id = (select unit_id from best))
        and (not 'glm_config' = any ($3) or glm_config = (select glm_config from best))
      order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, glm_config limit $2),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.nonlinearity j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch)) and j.status = 'pending'
      returning j.epoch, j.claimed_at, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.animal_id, j.session, j.scan_idx, j.unit_id, j.glm_config)
    select min(epoch), min(claimed_at), min(priority), array_agg(dataset), array_agg(model_config), array_agg(training_config), array_agg(seed), array_agg(animal_id), array_agg(session), array_agg(scan_idx), array_agg(unit_id), array_agg(glm_config) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_listed_nonlinearity(bigint, integer, text[], text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[]) from public;

create or replace function job.claim_listed_optimal_dog(bigint, integer, text[], text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[])
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], model_config text[], training_config text[], seed bigint[], animal_id integer[], session integer[], scan_idx integer[], unit_id integer[], optimal_dog_config text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('doppel claim job.optimal_dog', 0));
  return query
    with listed as materialized (
      select j.ctid, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.animal_id, j.session, j.scan_idx, j.unit_id, j.optimal_dog_config
      from unnest($4, $5, $6, $7, $8, $9, $10, $11, $12) k (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_dog_config) join job.optimal_dog j on j.dataset = k.dataset and j.model_config = k.model_config and j.training_config = k.training_config and j.seed = k.seed and j.animal_id = k.animal_id and j.session = k.session and j.scan_idx = k.scan_idx and j.unit_id = k.unit_id and j.optimal_dog_config = k.optimal_dog_config
      where j.status = 'pending' and j.not_before <= now() for update of j skip locked),
    best as materialized (
      select priority, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_dog_config from listed order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_dog_config limit 1),
    batch as materialized (
      select ctid from listed
      where priority = (select priority from best)
        and (not 'dataset' = any ($3) or dataset = (select dataset from best))
        and (not 'model_config' = any ($3) or model_config = (select model_config from best))
        and (not 'training_config' = any ($3) or training_config = (select training_config from best))
        and (not 'seed' = any ($3) or seed = (select seed from best))
        and (not 'animal_id' = any ($3) or animal_id = (select animal_id from best))
        and (not 'session' = any ($3) or session = (select session from best))
        and (not 'scan_idx' = any ($3) or scan_idx = (select scan_idx from best))
        and (not 'unit_id' = any ($3) or unit_id = (select unit_id from best))
        and (not 'optimal_dog_config' = any ($3) or optimal_dog_config = (select optimal_dog_config from best))
      order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_dog_config limit $2),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.optimal_dog j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch)) and j.status = 'pending'
      returning j.epoch, j.claimed_at, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.animal_id, j.session, j.scan_idx, j.unit_id, j.optimal_dog_config)
    select min(epoch), min(claimed_at), min(priority), array_agg(dataset), array_agg(model_config), array_agg(training_config), array_agg(seed), array_agg(animal_id), array_agg(session), array_agg(scan_idx), array_agg(unit_id), array_agg(optimal_dog_config) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_listed_optimal_dog(bigint, integer, text[], text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[]) from public;

create or replace function job.claim_listed_mei(bigint, integer, text[], text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[])
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], model_config text[], training_config text[], seed bigint[], animal_id integer[], session integer[], scan_idx integer[], unit_id integer[], mei_config text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('doppel claim job.mei', 0));
  return query
    with listed as materialized (
      select j.ctid, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.animal_id, j.session, j.scan_idx, j.unit_id, j.mei_config
      from unnest($4, $5, $6, $7, $8, $9, $10, $11, $12) k (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, mei_config) join job.mei j on j.dataset = k.dataset and j.model_config = k.model_config and j.training_config = k.training_config and j.seed = k.seed and j.animal_id = k.animal_id and j.session = k.session and j.scan_idx = k.scan_idx and j.unit_id = k.unit_id and j.mei_config = k.mei_config
      where j.status = 'pending' and j.not_before <= now() for update of j skip locked),
    best as materialized (
      select priority, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, mei_config from listed order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, mei_config limit 1),
    batch as materialized (
      select ctid from listed
      where priority = (select priority from best)
        and (not 'dataset' = any ($3) or dataset = (select dataset from best))
        and (not 'model_config' = any ($3) or model_config = (select model_config from best))
        and (not 'training_config' = any ($3) or training_config = (select training_config from best))
        and (not 'seed' = any ($3) or seed = (select seed from best))
        and (not 'animal_id' = any ($3) or animal_id = (select animal_id from best))
        and (not 'session' = any ($3) or session = (select session from best))
        and (not 'scan_idx' = any ($3) or scan_idx = (select scan_idx from best))
        and (not 'unit_id' = any ($3) or unit_id = (select unit_id from best))
        and (not 'mei_config' = any ($3) or mei_config = (select mei_config from best))
      order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, mei_config limit $2),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.mei j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch)) and j.status = 'pending'
      returning j.epoch, j.claimed_at, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.animal_id, j.session, j.scan_idx, j.unit_id, j.mei_config)
    select min(epoch), min(claimed_at), min(priority), array_agg(dataset), array_agg(model_config), array_agg(training_config), array_agg(seed), array_agg(animal_id), array_agg(session), array_agg(scan_idx), array_agg(unit_id), array_agg(mei_config) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_listed_mei(bigint, integer, text[], text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[]) from public;

create or replace function job.claim_listed_stimulus_comparison(bigint, integer, text[], text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[], text[], text[])
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], model_config text[], training_config text[], seed bigint[], animal_id integer[], session integer[], scan_idx integer[], unit_id integer[], optimal_gabor_config text[], optimal_dog_config text[], mei_config text[], stimulus_comparison_config text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('doppel claim job.stimulus_comparison', 0));
  return query
    with listed as materialized (
      select j.ctid, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.animal_id, j.session, j.scan_idx, j.unit_id, j.optimal_gabor_config, j.optimal_dog_config, j.mei_config, j.stimulus_comparison_config
      from unnest($4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) k (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, optimal_dog_config, mei_config, stimulus_comparison_config) join job.stimulus_comparison j on j.dataset = k.dataset and j.model_config = k.model_config and j.training_config = k.training_config and j.seed = k.seed and j.animal_id = k.animal_id and j.session = k.session and j.scan_idx = k.scan_idx and j.unit_id = k.unit_id and j.optimal_gabor_config = k.optimal_gabor_config and j.optimal_dog_config = k.optimal_dog_config and j.mei_config = k.mei_config and j.stimulus_comparison_config = k.stimulus_comparison_config
      where j.status = 'pending' and j.not_before <= now() for update of j skip locked),
    best as materialized (
      select priority, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, optimal_dog_config, mei_config, stimulus_comparison_config from listed order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, optimal_dog_config, mei_config, stimulus_comparison_config limit 1),
    batch as materialized (
      select ctid from listed
      where priority = (select priority from best)
        and (not 'dataset' = any ($3) or dataset = (select dataset from best))
        and (not 'model_config' = any ($3) or model_config = (select model_config from best))
        and (not 'training_config' = any ($3) or training_config = (select training_config from best))
        and (not 'seed' = any ($3) or seed = (select seed from best))
        and (not 'animal_id' = any ($3) or animal_id = (select animal_id from best))
        and (not 'session' = any ($3) or session = (select session from best))
        and (not 'scan_idx' = any ($3) or scan_idx = (select scan_idx from best))
        and (not 'unit_id' = any ($3) or unit_id = (select unit_id from best))
        and (not 'optimal_gabor_config' = any ($3) or optimal_gabor_config = (select optimal_gabor_config from best))
        and (not 'optimal_dog_config' = any ($3) or optimal_dog_config = (select optimal_dog_config from best))
        and (not 'mei_config' = any ($3) or mei_config = (select mei_config from best))
        and (not 'stimulus_comparison_config' = any ($3) or stimulus_comparison_config = (select stimulus_comparison_config from best))
      order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, optimal_dog_config, mei_config, stimulus_comparison_config limit $2),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.stimulus_comparison j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch)) and j.status = 'pending'
      returning j.epoch, j.claimed_at, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.animal_id, j.session, j.scan_idx, j.unit_id, j.optimal_gabor_config, j.optimal_dog_config, j.mei_config, j.stimulus_comparison_config)
    select min(epoch), min(claimed_at), min(priority), array_agg(dataset), array_agg(model_config), array_agg(training_config), array_agg(seed), array_agg(animal_id), array_agg(session), array_agg(scan_idx), array_agg(unit_id), array_agg(optimal_gabor_config), array_agg(optimal_dog_config), array_agg(mei_config), array_agg(stimulus_comparison_config) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_listed_stimulus_comparison(bigint, integer, text[], text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[], text[], text[]) from public;

create or replace function job.claim_listed_cluster_gabor(bigint, integer, text[], text[], text[], text[], bigint[], text[], text[], integer[], text[])
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], model_config text[], training_config text[], seed bigint[], alignment_config text[], clustering_config text[], cluster integer[], optimal_gabor_config text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('doppel claim job.cluster_gabor', 0));
  return query
    with listed as materialized (
      select j.ctid, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.alignment_config, j.clustering_config, j.cluster, j.optimal_gabor_config
      from unnest($4, $5, $6, $7, $8, $9, $10, $11) k (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config) join job.cluster_gabor j on j.dataset = k.dataset and j.model_config = k.model_config and j.training_config = k.training_config and j.seed = k.seed and j.alignment_config = k.alignment_config and j.clustering_config = k.clustering_config and j.cluster = k.cluster and j.optimal_gabor_config = k.optimal_gabor_config
      where j.status = 'pending' and j.not_before <= now() for update of j skip locked),
    best as materialized (
      select priority, dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from listed order by priority desc, dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config limit 1),
    batch as materialized (
      select ctid from listed
      where priority = (select priority from best)
        and (not 'dataset' = any ($3) or dataset = (select dataset from best))
        and (not 'model_config' = any ($3) or model_config = (select model_config from best))
        and (not 'training_config' = any ($3) or training_config = (select training_config from best))
        and (not 'seed' = any ($3) or seed = (select seed from best))
        and (not 'alignment_config' = any ($3) or alignment_config = (select alignment_config from best))
        and (not 'clustering_config' = any ($3) or clustering_config = (select clustering_config from best))
        and (not 'cluster' = any ($3) or cluster = (select cluster from best))
        and (not 'optimal_gabor_config' = any ($3) or optimal_gabor_config = (select optimal_gabor_config from best))
      order by priority desc, dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config limit $2),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.cluster_gabor j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch)) and j.status = 'pending'
      returning j.epoch, j.claimed_at, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.alignment_config, j.clustering_config, j.cluster, j.optimal_gabor_config)
    select min(epoch), min(claimed_at), min(priority), array_agg(dataset), array_agg(model_config), array_agg(training_config), array_agg(seed), array_agg(alignment_config), array_agg(clustering_config), array_agg(cluster), array_agg(optimal_gabor_config) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_listed_cluster_gabor(bigint, integer, text[], text[], text[], text[], bigint[], text[], text[], integer[], text[]) from public;

create or replace function job.claim_listed_cluster_dog(bigint, integer, text[], text[], text[], text[], bigint[], text[], text[], integer[], text[], text[])
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], model_config text[], training_config text[], seed bigint[], alignment_config text[], clustering_config text[], cluster integer[], optimal_gabor_config text[], optimal_dog_config text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('doppel claim job.cluster_dog', 0));
  return query
    with listed as materialized (
      select j.ctid, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.alignment_config, j.clustering_config, j.cluster, j.optimal_gabor_config, j.optimal_dog_config
      from unnest($4, $5, $6, $7, $8, $9, $10, $11, $12) k (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config) join job.cluster_dog j on j.dataset = k.dataset and j.model_config = k.model_config and j.training_config = k.training_config and j.seed = k.seed and j.alignment_config = k.alignment_config and j.clustering_config = k.clustering_config and j.cluster = k.cluster and j.optimal_gabor_config = k.optimal_gabor_config and j.optimal_dog_config = k.optimal_dog_config
      where j.status = 'pending' and j.not_before <= now() for update of j skip locked),
    best as materialized (
      select priority, dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config from listed order by priority desc, dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config limit 1),
    batch as materialized (
      select ctid from listed
      where priority = (select priority from best)
        and (not 'dataset' = any ($3) or dataset = (select dataset from best))
        and (not 'model_config' = any ($3) or model_config = (select model_config from best))
        and (not 'training_config' = any ($3) or training_config = (select training_config from best))
        and (not 'seed' = any ($3) or seed = (select seed from best))
        and (not 'alignment_config' = any ($3) or alignment_config = (select alignment_config from best))
        and (not 'clustering_config' = any ($3) or clustering_config = (select clustering_config from best))
        and (not 'cluster' = any ($3) or cluster = (select cluster from best))
        and (not 'optimal_gabor_config' = any ($3) or optimal_gabor_config = (select optimal_gabor_config from best))
        and (not 'optimal_dog_config' = any ($3) or optimal_dog_config = (select optimal_dog_config from best))
      order by priority desc, dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config limit $2),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.cluster_dog j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch)) and j.status = 'pending'
      returning j.epoch, j.claimed_at, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.alignment_config, j.clustering_config, j.cluster, j.optimal_gabor_config, j.optimal_dog_config)
    select min(epoch), min(claimed_at), min(priority), array_agg(dataset), array_agg(model_config), array_agg(training_config), array_agg(seed), array_agg(alignment_config), array_agg(clustering_config), array_agg(cluster), array_agg(optimal_gabor_config), array_agg(optimal_dog_config) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_listed_cluster_dog(bigint, integer, text[], text[], text[], text[], bigint[], text[], text[], integer[], text[], text[]) from public;

create or replace function job.claim_listed_cluster_mei(bigint, integer, text[], text[], text[], text[], bigint[], text[], text[], integer[], text[], text[])
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], model_config text[], training_config text[], seed bigint[], alignment_config text[], clustering_config text[], cluster integer[], optimal_gabor_config text[], cluster_mei_config text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('doppel claim job.cluster_mei', 0));
  return query
    with listed as materialized (
      select j.ctid, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.alignment_config, j.clustering_config, j.cluster, j.optimal_gabor_config, j.cluster_mei_config
      from unnest($4, $5, $6, $7, $8, $9, $10, $11, $12) k (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config) join job.cluster_mei j on j.dataset = k.dataset and j.model_config = k.model_config and j.training_config = k.training_config and j.seed = k.seed and j.alignment_config = k.alignment_config and j.clustering_config = k.clustering_config and j.cluster = k.cluster and j.optimal_gabor_config = k.optimal_gabor_config and j.cluster_mei_config = k.cluster_mei_config
      where j.status = 'pending' and j.not_before <= now() for update of j skip locked),
    best as materialized (
      select priority, dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config from listed order by priority desc, dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config limit 1),
    batch as materialized (
      select ctid from listed
      where priority = (select priority from best)
        and (not 'dataset' = any ($3) or dataset = (select dataset from best))
        and (not 'model_config' = any ($3) or model_config = (select model_config from best))
        and (not 'training_config' = any ($3) or training_config = (select training_config from best))
        and (not 'seed' = any ($3) or seed = (select seed from best))
        and (not 'alignment_config' = any ($3) or alignment_config = (select alignment_config from best))
        and (not 'clustering_config' = any ($3) or clustering_config = (select clustering_config from best))
        and (not 'cluster' = any ($3) or cluster = (select cluster from best))
        and (not 'optimal_gabor_config' = any ($3) or optimal_gabor_config = (select optimal_gabor_config from best))
        and (not 'cluster_mei_config' = any ($3) or cluster_mei_config = (select cluster_mei_config from best))
      order by priority desc, dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config limit $2),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.cluster_mei j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch)) and j.status = 'pending'
      returning j.epoch, j.claimed_at, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.alignment_config, j.clustering_config, j.cluster, j.optimal_gabor_config, j.cluster_mei_config)
    select min(epoch), min(claimed_at), min(priority), array_agg(dataset), array_agg(model_config), array_agg(training_config), array_agg(seed), array_agg(alignment_config), array_agg(clustering_config), array_agg(cluster), array_agg(optimal_gabor_config), array_agg(cluster_mei_config) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_listed_cluster_mei(bigint, integer, text[], text[], text[], text[], bigint[], text[], text[], integer[], text[], text[]) from public;

create or replace function job.claim_listed_cluster_orientation_tuning(bigint, integer, text[], text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[], text[], integer[], text[])
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], model_config text[], training_config text[], seed bigint[], animal_id integer[], session integer[], scan_idx integer[], unit_id integer[], optimal_gabor_config text[], alignment_config text[], clustering_config text[], cluster integer[], orientation_tuning_config text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('doppel claim job.cluster_orientation_tuning', 0));
  return query
    with listed as materialized (
      select j.ctid, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.animal_id, j.session, j.scan_idx, j.unit_id, j.optimal_gabor_config, j.alignment_config, j.clustering_config, j.cluster, j.orientation_tuning_config
      from unnest($4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) k (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, orientation_tuning_config) join job.cluster_orientation_tuning j on j.dataset = k.dataset and j.model_config = k.model_config and j.training_config = k.training_config and j.seed = k.seed and j.animal_id = k.animal_id and j.session = k.session and j.scan_idx = k.scan_idx and j.unit_id = k.unit_id and j.optimal_gabor_config = k.optimal_gabor_config and j.alignment_config = k.alignment_config and j.clustering_config = k.clustering_config and j.cluster = k.cluster and j.orientation_tuning_config = k.orientation_tuning_config
      where j.status = 'pending' and j.not_before <= now() for update of j skip locked),
    best as materialized (
      select priority, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, orientation_tuning_config from listed order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, orientation_tuning_config limit 1),
    batch as materialized (
      select ctid from listed
      where priority = (select priority from best)
        and (not 'dataset' = any ($3) or dataset = (select dataset from best))
        and (not 'model_config' = any ($3) or model_config = (select model_config from best))
        and (not 'training_config' = any ($3) or training_config = (select training_config from best))
        and (not 'seed' = any ($3) or seed = (select seed from best))
        and (not 'animal_id' = any ($3) or animal_id = (select animal_id from best))
        and (not 'session' = any ($3) or session = (select session from best))
        and (not 'scan_idx' = any ($3) or scan_idx = (select scan_idx from best))
        and (not 'unit_id' = any ($3) or unit_id = (select unit_id from best))
        and (not 'optimal_gabor_config' = any ($3) or optimal_gabor_config = (select optimal_gabor_config from best))
        and (not 'alignment_config' = any ($3) or alignment_config = (select alignment_config from best))
        and (not 'clustering_config' = any ($3) or clustering_config = (select clustering_config from best))
        and (not 'cluster' = any ($3) or cluster = (select cluster from best))
        and (not 'orientation_tuning_config' = any ($3) or orientation_tuning_config = (select orientation_tuning_config from best))
      order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, orientation_tuning_config limit $2),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.cluster_orientation_tuning j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch)) and j.status = 'pending'
      returning j.epoch, j.claimed_at, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.animal_id, j.session, j.scan_idx, j.unit_id, j.optimal_gabor_config, j.alignment_config, j.clustering_config, j.cluster, j.orientation_tuning_config)
    select min(epoch), min(claimed_at), min(priority), array_agg(dataset), array_agg(model_config), array_agg(training_config), array_agg(seed), array_agg(animal_id), array_agg(session), array_agg(scan_idx), array_agg(unit_id), array_agg(optimal_gabor_config), array_agg(alignment_config), array_agg(clustering_config), array_agg(cluster), array_agg(orientation_tuning_config) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_listed_cluster_orientation_tuning(bigint, integer, text[], text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[], text[], integer[], text[]) from public;

create or replace function job.claim_listed_cluster_phase_tuning(bigint, integer, text[], text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[], text[], integer[], text[])
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], model_config text[], training_config text[], seed bigint[], animal_id integer[], session integer[], scan_idx integer[], unit_id integer[], optimal_gabor_config text[], alignment_config text[], clustering_config text[], cluster integer[], phase_tuning_config text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('doppel claim job.cluster_phase_tuning', 0));
  return query
    with listed as materialized (
      select j.ctid, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.animal_id, j.session, j.scan_idx, j.unit_id, j.optimal_gabor_config, j.alignment_config, j.clustering_config, j.cluster, j.phase_tuning_config
      from unnest($4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) k (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, phase_tuning_config) join job.cluster_phase_tuning j on j.dataset = k.dataset and j.model_config = k.model_config and j.training_config = k.training_config and j.seed = k.seed and j.animal_id = k.animal_id and j.session = k.session and j.scan_idx = k.scan_idx and j.unit_id = k.unit_id and j.optimal_gabor_config = k.optimal_gabor_config and j.alignment_config = k.alignment_config and j.clustering_config = k.clustering_config and j.cluster = k.cluster and j.phase_tuning_config = k.phase_tuning_config
      where j.status = 'pending' and j.not_before <= now() for update of j skip locked),
    best as materialized (
      select priority, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, phase_tuning_config from listed order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, phase_tuning_config limit 1),
    batch as materialized (
      select ctid from listed
      where priority = (select priority from best)
        and (not 'dataset' = any ($3) or dataset = (select dataset from best))
        and (not 'model_config' = any ($3) or model_config = (select model_config from best))
        and (not 'training_config' = any ($3) or training_config = (select training_config from best))
        and (not 'seed' = any ($3) or seed = (select seed from best))
        and (not 'animal_id' = any ($3) or animal_id = (select animal_id from best))
        and (not 'session' = any ($3) or session = (select session from best))
        and (not 'scan_idx' = any ($3) or scan_idx = (select scan_idx from best))
        and (not 'unit_id' = any ($3) or unit_id = (select unit_id from best))
        and (not 'optimal_gabor_config' = any ($3) or optimal_gabor_config = (select optimal_gabor_config from best))
        and (not 'alignment_config' = any ($3) or alignment_config = (select alignment_config from best))
        and (not 'clustering_config' = any ($3) or clustering_config = (select clustering_config from best))
        and (not 'cluster' = any ($3) or cluster = (select cluster from best))
        and (not 'phase_tuning_config' = any ($3) or phase_tuning_config = (select phase_tuning_config from best))
      order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, phase_tuning_config limit $2),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.cluster_phase_tuning j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch)) and j.status = 'pending'
      returning j.epoch, j.claimed_at, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.animal_id, j.session, j.scan_idx, j.unit_id, j.optimal_gabor_config, j.alignment_config, j.clustering_config, j.cluster, j.phase_tuning_config)
    select min(epoch), min(claimed_at), min(priority), array_agg(dataset), array_agg(model_config), array_agg(training_config), array_agg(seed), array_agg(animal_id), array_agg(session), array_agg(scan_idx), array_agg(unit_id), array_agg(optimal_gabor_config), array_agg(alignment_config), array_agg(clustering_config), array_agg(cluster), array_agg(phase_tuning_config) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_listed_cluster_phase_tuning(bigint, integer, text[], text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[], text[], integer[], text[]) from public;

create or replace function job.claim_listed_cluster_size_contrast_tuning(bigint, integer, text[], text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[], text[], integer[], text[])
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], model_config text[], training_config text[], seed bigint[], animal_id integer[], session integer[], scan_idx integer[], unit_id integer[], optimal_gabor_config text[], alignment_config text[], clustering_config text[], cluster integer[], size_contrast_config text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('doppel claim job.cluster_size_contrast_tuning', 0));
  return query
    with listed as materialized (
      select j.ctid, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.animal_id, j.session, j.scan_idx, j.unit_id, j.optimal_gabor_config, j.alignment_config, j.clustering_config, j.cluster, j.size_contrast_config
      from unnest($4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) k (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, size_contrast_config) join job.cluster_size_contrast_tuning j on j.dataset = k.dataset and j.model_config = k.model_config and j.training_config = k.training_config and j.seed = k.seed and j.animal_id = k.animal_id and j.session = k.session and j.scan_idx = k.scan_idx and j.unit_id = k.unit_id and j.optimal_gabor_config = k.optimal_gabor_config and j.alignment_config = k.alignment_config and j.clustering_config = k.clustering_config and j.cluster = k.cluster and j.size_contrast_config = k.size_contrast_config
      where j.status = 'pending' and j.not_before <= now() for update of j skip locked),
    best as materialized (
      select priority, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, size_contrast_config from listed order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, size_contrast_config limit 1),
    batch as materialized (
      select ctid from listed
      where priority = (select priority from best)
        and (not 'dataset' = any ($3) or dataset = (select dataset from best))
        and (not 'model_config' = any ($3) or model_config = (select model_config from best))
        and (not 'training_config' = any ($3) or training_config = (select training_config from best))
        and (not 'seed' = any ($3) or seed = (select seed from best))
        and (not 'animal_id' = any ($3) or animal_id = (select animal_id from best))
        and (not 'session' = any ($3) or session = (select session from best))
        and (not 'scan_idx' = any ($3) or scan_idx = (select scan_idx from best))
        and (not 'unit_id' = any ($3) or unit_id = (select unit_id from best))
        and (not 'optimal_gabor_config' = any ($3) or optimal_gabor_config = (select optimal_gabor_config from best))
        and (not 'alignment_config' = any ($3) or alignment_config = (select alignment_config from best))
        and (not 'clustering_config' = any ($3) or clustering_config = (select clustering_config from best))
        and (not 'cluster' = any ($3) or cluster = (select cluster from best))
        and (not 'size_contrast_config' = any ($3) or size_contrast_config = (select size_contrast_config from best))
      order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, size_contrast_config limit $2),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.cluster_size_contrast_tuning j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch)) and j.status = 'pending'
      returning j.epoch, j.claimed_at, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.animal_id, j.session, j.scan_idx, j.unit_id, j.optimal_gabor_config, j.alignment_config, j.clustering_config, j.cluster, j.size_contrast_config)
    select min(epoch), min(claimed_at), min(priority), array_agg(dataset), array_agg(model_config), array_agg(training_config), array_agg(seed), array_agg(animal_id), array_agg(session), array_agg(scan_idx), array_agg(unit_id), array_agg(optimal_gabor_config), array_agg(alignment_config), array_agg(clustering_config), array_agg(cluster), array_agg(size_contrast_config) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_listed_cluster_size_contrast_tuning(bigint, integer, text[], text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[], text[], integer[], text[]) from public;

create or replace function job.claim_listed_cluster_plaid_tuning(bigint, integer, text[], text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[], text[], integer[], text[])
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], model_config text[], training_config text[], seed bigint[], animal_id integer[], session integer[], scan_idx integer[], unit_id integer[], optimal_gabor_config text[], alignment_config text[], clustering_config text[], cluster integer[], plaid_config text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('doppel claim job.cluster_plaid_tuning', 0));
  return query
    with listed as materialized (
      select j.ctid, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.animal_id, j.session, j.scan_idx, j.unit_id, j.optimal_gabor_config, j.alignment_config, j.clustering_config, j.cluster, j.plaid_config
      from unnest($4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) k (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, plaid_config) join job.cluster_plaid_tuning j on j.dataset = k.dataset and j.model_config = k.model_config and j.training_config = k.training_config and j.seed = k.seed and j.animal_id = k.animal_id and j.session = k.session and j.scan_idx = k.scan_idx and j.unit_id = k.unit_id and j.optimal_gabor_config = k.optimal_gabor_config and j.alignment_config = k.alignment_config and j.clustering_config = k.clustering_config and j.cluster = k.cluster and j.plaid_config = k.plaid_config
      where j.status = 'pending' and j.not_before <= now() for update of j skip locked),
    best as materialized (
      select priority, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, plaid_config from listed order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, plaid_config limit 1),
    batch as materialized (
      select ctid from listed
      where priority = (select priority from best)
        and (not 'dataset' = any ($3) or dataset = (select dataset from best))
        and (not 'model_config' = any ($3) or model_config = (select model_config from best))
        and (not 'training_config' = any ($3) or training_config = (select training_config from best))
        and (not 'seed' = any ($3) or seed = (select seed from best))
        and (not 'animal_id' = any ($3) or animal_id = (select animal_id from best))
        and (not 'session' = any ($3) or session = (select session from best))
        and (not 'scan_idx' = any ($3) or scan_idx = (select scan_idx from best))
        and (not 'unit_id' = any ($3) or unit_id = (select unit_id from best))
        and (not 'optimal_gabor_config' = any ($3) or optimal_gabor_config = (select optimal_gabor_config from best))
        and (not 'alignment_config' = any ($3) or alignment_config = (select alignment_config from best))
        and (not 'clustering_config' = any ($3) or clustering_config = (select clustering_config from best))
        and (not 'cluster' = any ($3) or cluster = (select cluster from best))
        and (not 'plaid_config' = any ($3) or plaid_config = (select plaid_config from best))
      order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, plaid_config limit $2),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.cluster_plaid_tuning j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch)) and j.status = 'pending'
      returning j.epoch, j.claimed_at, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.animal_id, j.session, j.scan_idx, j.unit_id, j.optimal_gabor_config, j.alignment_config, j.clustering_config, j.cluster, j.plaid_config)
    select min(epoch), min(claimed_at), min(priority), array_agg(dataset), array_agg(model_config), array_agg(training_config), array_agg(seed), array_agg(animal_id), array_agg(session), array_agg(scan_idx), array_agg(unit_id), array_agg(optimal_gabor_config), array_agg(alignment_config), array_agg(clustering_config), array_agg(cluster), array_agg(plaid_config) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_listed_cluster_plaid_tuning(bigint, integer, text[], text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[], text[], integer[], text[]) from public;

create or replace function job.claim_listed_cluster_stimulus_comparison(bigint, integer, text[], text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[], text[], integer[], text[], text[], text[])
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], model_config text[], training_config text[], seed bigint[], animal_id integer[], session integer[], scan_idx integer[], unit_id integer[], optimal_gabor_config text[], alignment_config text[], clustering_config text[], cluster integer[], optimal_dog_config text[], cluster_mei_config text[], stimulus_comparison_config text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('doppel claim job.cluster_stimulus_comparison', 0));
  return query
    with listed as materialized (
      select j.ctid, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.animal_id, j.session, j.scan_idx, j.unit_id, j.optimal_gabor_config, j.alignment_config, j.clustering_config, j.cluster, j.optimal_dog_config, j.cluster_mei_config, j.stimulus_comparison_config
      from unnest($4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18) k (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, optimal_dog_config, cluster_mei_config, stimulus_comparison_config) join job.cluster_stimulus_comparison j on j.dataset = k.dataset and j.model_config = k.model_config and j.training_config = k.training_config and j.seed = k.seed and j.animal_id = k.animal_id and j.session = k.session and j.scan_idx = k.scan_idx and j.unit_id = k.unit_id and j.optimal_gabor_config = k.optimal_gabor_config and j.alignment_config = k.alignment_config and j.clustering_config = k.clustering_config and j.cluster = k.cluster and j.optimal_dog_config = k.optimal_dog_config and j.cluster_mei_config = k.cluster_mei_config and j.stimulus_comparison_config = k.stimulus_comparison_config
      where j.status = 'pending' and j.not_before <= now() for update of j skip locked),
    best as materialized (
      select priority, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, optimal_dog_config, cluster_mei_config, stimulus_comparison_config from listed order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, optimal_dog_config, cluster_mei_config, stimulus_comparison_config limit 1),
    batch as materialized (
      select ctid from listed
      where priority = (select priority from best)
        and (not 'dataset' = any ($3) or dataset = (select dataset from best))
        and (not 'model_config' = any ($3) or model_config = (select model_config from best))
        and (not 'training_config' = any ($3) or training_config = (select training_config from best))
        and (not 'seed' = any ($3) or seed = (select seed from best))
        and (not 'animal_id' = any ($3) or animal_id = (select animal_id from best))
        and (not 'session' = any ($3) or session = (select session from best))
        and (not 'scan_idx' = any ($3) or scan_idx = (select scan_idx from best))
        and (not 'unit_id' = any ($3) or unit_id = (select unit_id from best))
        and (not 'optimal_gabor_config' = any ($3) or optimal_gabor_config = (select optimal_gabor_config from best))
        and (not 'alignment_config' = any ($3) or alignment_config = (select alignment_config from best))
        and (not 'clustering_config' = any ($3) or clustering_config = (select clustering_config from best))
        and (not 'cluster' = any ($3) or cluster = (select cluster from best))
        and (not 'optimal_dog_config' = any ($3) or optimal_dog_config = (select optimal_dog_config from best))
        and (not 'cluster_mei_config' = any ($3) or cluster_mei_config = (select cluster_mei_config from best))
        and (not 'stimulus_comparison_config' = any ($3) or stimulus_comparison_config = (select stimulus_comparison_config from best))
      order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, optimal_dog_config, cluster_mei_config, stimulus_comparison_config limit $2),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.cluster_stimulus_comparison j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch)) and j.status = 'pending'
      returning j.epoch, j.claimed_at, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.animal_id, j.session, j.scan_idx, j.unit_id, j.optimal_gabor_config, j.alignment_config, j.clustering_config, j.cluster, j.optimal_dog_config, j.cluster_mei_config, j.stimulus_comparison_config)
    select min(epoch), min(claimed_at), min(priority), array_agg(dataset), array_agg(model_config), array_agg(training_config), array_agg(seed), array_agg(animal_id), array_agg(session), array_agg(scan_idx), array_agg(unit_id), array_agg(optimal_gabor_config), array_agg(alignment_config), array_agg(clustering_config), array_agg(cluster), array_agg(optimal_dog_config), array_agg(cluster_mei_config), array_agg(stimulus_comparison_config) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_listed_cluster_stimulus_comparison(bigint, integer, text[], text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[], text[], integer[], text[], text[], text[]) from public;

create or replace function job.claim_listed_optimum_in_truth(bigint, integer, text[], text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[])
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], model_config text[], training_config text[], seed bigint[], animal_id integer[], session integer[], scan_idx integer[], unit_id integer[], optimal_gabor_config text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('doppel claim job.optimum_in_truth', 0));
  return query
    with listed as materialized (
      select j.ctid, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.animal_id, j.session, j.scan_idx, j.unit_id, j.optimal_gabor_config
      from unnest($4, $5, $6, $7, $8, $9, $10, $11, $12) k (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) join job.optimum_in_truth j on j.dataset = k.dataset and j.model_config = k.model_config and j.training_config = k.training_config and j.seed = k.seed and j.animal_id = k.animal_id and j.session = k.session and j.scan_idx = k.scan_idx and j.unit_id = k.unit_id and j.optimal_gabor_config = k.optimal_gabor_config
      where j.status = 'pending' and j.not_before <= now() for update of j skip locked),
    best as materialized (
      select priority, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from listed order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config limit 1),
    batch as materialized (
      select ctid from listed
      where priority = (select priority from best)
        and (not 'dataset' = any ($3) or dataset = (select dataset from best))
        and (not 'model_config' = any ($3) or model_config = (select model_config from best))
        and (not 'training_config' = any ($3) or training_config = (select training_config from best))
        and (not 'seed' = any ($3) or seed = (select seed from best))
        and (not 'animal_id' = any ($3) or animal_id = (select animal_id from best))
        and (not 'session' = any ($3) or session = (select session from best))
        and (not 'scan_idx' = any ($3) or scan_idx = (select scan_idx from best))
        and (not 'unit_id' = any ($3) or unit_id = (select unit_id from best))
        and (not 'optimal_gabor_config' = any ($3) or optimal_gabor_config = (select optimal_gabor_config from best))
      order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config limit $2),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.optimum_in_truth j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch)) and j.status = 'pending'
      returning j.epoch, j.claimed_at, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.animal_id, j.session, j.scan_idx, j.unit_id, j.optimal_gabor_config)
    select min(epoch), min(claimed_at), min(priority), array_agg(dataset), array_agg(model_config), array_agg(training_config), array_agg(seed), array_agg(animal_id), array_agg(session), array_agg(scan_idx), array_agg(unit_id), array_agg(optimal_gabor_config) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_listed_optimum_in_truth(bigint, integer, text[], text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[]) from public;

create or replace function job.claim_listed_perfect_twin(bigint, integer, text[], integer[], integer[], integer[], integer[], text[], text[], text[], text[], text[])
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, animal_id integer[], session integer[], scan_idx integer[], unit_id integer[], optimal_gabor_config text[], orientation_tuning_config text[], phase_tuning_config text[], size_contrast_config text[], plaid_config text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('doppel claim job.perfect_twin', 0));
  return query
    with listed as materialized (
      select j.ctid, j.priority, j.animal_id, j.session, j.scan_idx, j.unit_id, j.optimal_gabor_config, j.orientation_tuning_config, j.phase_tuning_config, j.size_contrast_config, j.plaid_config
      from unnest($4, $5, $6, $7, $8, $9, $10, $11, $12) k (animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config, phase_tuning_config, size_contrast_config, plaid_config) join job.perfect_twin j on j.animal_id = k.animal_id and j.session = k.session and j.scan_idx = k.scan_idx and j.unit_id = k.unit_id and j.optimal_gabor_config = k.optimal_gabor_config and j.orientation_tuning_config = k.orientation_tuning_config and j.phase_tuning_config = k.phase_tuning_config and j.size_contrast_config = k.size_contrast_config and j.plaid_config = k.plaid_config
      where j.status = 'pending' and j.not_before <= now() for update of j skip locked),
    best as materialized (
      select priority, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config, phase_tuning_config, size_contrast_config, plaid_config from listed order by priority desc, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config, phase_tuning_config, size_contrast_config, plaid_config limit 1),
    batch as materialized (
      select ctid from listed
      where priority = (select priority from best)
        and (not 'animal_id' = any ($3) or animal_id = (select animal_id from best))
        and (not 'session' = any ($3) or session = (select session from best))
        and (not 'scan_idx' = any ($3) or scan_idx = (select scan_idx from best))
        and (not 'unit_id' = any ($3) or unit_id = (select unit_id from best))
        and (not 'optimal_gabor_config' = any ($3) or optimal_gabor_config = (select optimal_gabor_config from best))
        and (not 'orientation_tuning_config' = any ($3) or orientation_tuning_config = (select orientation_tuning_config from best))
        and (not 'phase_tuning_config' = any ($3) or phase_tuning_config = (select phase_tuning_config from best))
        and (not 'size_contrast_config' = any ($3) or size_contrast_config = (select size_contrast_config from best))
        and (not 'plaid_config' = any ($3) or plaid_config = (select plaid_config from best))
      order by priority desc, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config, phase_tuning_config, size_contrast_config, plaid_config limit $2),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.perfect_twin j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch)) and j.status = 'pending'
      returning j.epoch, j.claimed_at, j.priority, j.animal_id, j.session, j.scan_idx, j.unit_id, j.optimal_gabor_config, j.orientation_tuning_config, j.phase_tuning_config, j.size_contrast_config, j.plaid_config)
    select min(epoch), min(claimed_at), min(priority), array_agg(animal_id), array_agg(session), array_agg(scan_idx), array_agg(unit_id), array_agg(optimal_gabor_config), array_agg(orientation_tuning_config), array_agg(phase_tuning_config), array_agg(size_contrast_config), array_agg(plaid_config) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_listed_perfect_twin(bigint, integer, text[], integer[], integer[], integer[], integer[], text[], text[], text[], text[], text[]) from public;

create or replace function job.claim_listed_population(bigint, integer, text[], text[], text[], text[], bigint[], text[], text[])
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], model_config text[], training_config text[], seed bigint[], optimal_gabor_config text[], population_config text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('doppel claim job.population', 0));
  return query
    with listed as materialized (
      select j.ctid, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.optimal_gabor_config, j.population_config
      from unnest($4, $5, $6, $7, $8, $9) k (dataset, model_config, training_config, seed, optimal_gabor_config, population_config) join job.population j on j.dataset = k.dataset and j.model_config = k.model_config and j.training_config = k.training_config and j.seed = k.seed and j.optimal_gabor_config = k.optimal_gabor_config and j.population_config = k.population_config
      where j.status = 'pending' and j.not_before <= now() for update of j skip locked),
    best as materialized (
      select priority, dataset, model_config, training_config, seed, optimal_gabor_config, population_config from listed order by priority desc, dataset, model_config, training_config, seed, optimal_gabor_config, population_config limit 1),
    batch as materialized (
      select ctid from listed
      where priority = (select priority from best)
        and (not 'dataset' = any ($3) or dataset = (select dataset from best))
        and (not 'model_config' = any ($3) or model_config = (select model_config from best))
        and (not 'training_config' = any ($3) or training_config = (select training_config from best))
        and (not 'seed' = any ($3) or seed = (select seed from best))
        and (not 'optimal_gabor_config' = any ($3) or optimal_gabor_config = (select optimal_gabor_config from best))
        and (not 'population_config' = any ($3) or population_config = (select population_config from best))
      order by priority desc, dataset, model_config, training_config, seed, optimal_gabor_config, population_config limit $2),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.population j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch)) and j.status = 'pending'
      returning j.epoch, j.claimed_at, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.optimal_gabor_config, j.population_config)
    select min(epoch), min(claimed_at), min(priority), array_agg(dataset), array_agg(model_config), array_agg(training_config), array_agg(seed), array_agg(optimal_gabor_config), array_agg(population_config) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_listed_population(bigint, integer, text[], text[], text[], text[], bigint[], text[], text[]) from public;

create or replace function job.claim_listed_cluster_analysis(bigint, integer, text[], text[], text[], text[], bigint[], text[], text[], text[], text[], text[])
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], model_config text[], training_config text[], seed bigint[], alignment_config text[], clustering_config text[], optimal_gabor_config text[], population_config text[], statistics_config text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('doppel claim job.cluster_analysis', 0));
  return query
    with listed as materialized (
      select j.ctid, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.alignment_config, j.clustering_config, j.optimal_gabor_config, j.population_config, j.statistics_config
      from unnest($4, $5, $6, $7, $8, $9, $10, $11, $12) k (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config) join job.cluster_analysis j on j.dataset = k.dataset and j.model_config = k.model_config and j.training_config = k.training_config and j.seed = k.seed and j.alignment_config = k.alignment_config and j.clustering_config = k.clustering_config and j.optimal_gabor_config = k.optimal_gabor_config and j.population_config = k.population_config and j.statistics_config = k.statistics_config
      where j.status = 'pending' and j.not_before <= now() for update of j skip locked),
    best as materialized (
      select priority, dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config from listed order by priority desc, dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config limit 1),
    batch as materialized (
      select ctid from listed
      where priority = (select priority from best)
        and (not 'dataset' = any ($3) or dataset = (select dataset from best))
        and (not 'model_config' = any ($3) or model_config = (select model_config from best))
        and (not 'training_config' = any ($3) or training_config = (select training_config from best))
        and (not 'seed' = any ($3) or seed = (select seed from best))
        and (not 'alignment_config' = any ($3) or alignment_config = (select alignment_config from best))
        and (not 'clustering_config' = any ($3) or clustering_config = (select clustering_config from best))
        and (not 'optimal_gabor_config' = any ($3) or optimal_gabor_config = (select optimal_gabor_config from best))
        and (not 'population_config' = any ($3) or population_config = (select population_config from best))
        and (not 'statistics_config' = any ($3) or statistics_config = (select statistics_config from best))
      order by priority desc, dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config limit $2),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.cluster_analysis j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch)) and j.status = 'pending'
      returning j.epoch, j.claimed_at, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.alignment_config, j.clustering_config, j.optimal_gabor_config, j.population_config, j.statistics_config)
    select min(epoch), min(claimed_at), min(priority), array_agg(dataset), array_agg(model_config), array_agg(training_config), array_agg(seed), array_agg(alignment_config), array_agg(clustering_config), array_agg(optimal_gabor_config), array_agg(population_config), array_agg(statistics_config) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_listed_cluster_analysis(bigint, integer, text[], text[], text[], text[], bigint[], text[], text[], text[], text[], text[]) from public;

create or replace function job.claim_listed_suboptimal_gabor(bigint, integer, text[], text[], text[], text[], bigint[], text[], text[])
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], model_config text[], training_config text[], seed bigint[], optimal_gabor_config text[], suboptimal_gabor_config text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('doppel claim job.suboptimal_gabor', 0));
  return query
    with listed as materialized (
      select j.ctid, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.optimal_gabor_config, j.suboptimal_gabor_config
      from unnest($4, $5, $6, $7, $8, $9) k (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config) join job.suboptimal_gabor j on j.dataset = k.dataset and j.model_config = k.model_config and j.training_config = k.training_config and j.seed = k.seed and j.optimal_gabor_config = k.optimal_gabor_config and j.suboptimal_gabor_config = k.suboptimal_gabor_config
      where j.status = 'pending' and j.not_before <= now() for update of j skip locked),
    best as materialized (
      select priority, dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config from listed order by priority desc, dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config limit 1),
    batch as materialized (
      select ctid from listed
      where priority = (select priority from best)
        and (not 'dataset' = any ($3) or dataset = (select dataset from best))
        and (not 'model_config' = any ($3) or model_config = (select model_config from best))
        and (not 'training_config' = any ($3) or training_config = (select training_config from best))
        and (not 'seed' = any ($3) or seed = (select seed from best))
        and (not 'optimal_gabor_config' = any ($3) or optimal_gabor_config = (select optimal_gabor_config from best))
        and (not 'suboptimal_gabor_config' = any ($3) or suboptimal_gabor_config = (select suboptimal_gabor_config from best))
      order by priority desc, dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config limit $2),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.suboptimal_gabor j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch)) and j.status = 'pending'
      returning j.epoch, j.claimed_at, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.optimal_gabor_config, j.suboptimal_gabor_config)
    select min(epoch), min(claimed_at), min(priority), array_agg(dataset), array_agg(model_config), array_agg(training_config), array_agg(seed), array_agg(optimal_gabor_config), array_agg(suboptimal_gabor_config) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_listed_suboptimal_gabor(bigint, integer, text[], text[], text[], text[], bigint[], text[], text[]) from public;

create or replace function job.claim_listed_size_curve_agreement(bigint, integer, text[], text[], text[], text[], bigint[], text[], text[], text[], text[])
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], model_config text[], training_config text[], seed bigint[], optimal_gabor_config text[], suboptimal_gabor_config text[], verification text[], size_curve_agreement_config text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('doppel claim job.size_curve_agreement', 0));
  return query
    with listed as materialized (
      select j.ctid, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.optimal_gabor_config, j.suboptimal_gabor_config, j.verification, j.size_curve_agreement_config
      from unnest($4, $5, $6, $7, $8, $9, $10, $11) k (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config) join job.size_curve_agreement j on j.dataset = k.dataset and j.model_config = k.model_config and j.training_config = k.training_config and j.seed = k.seed and j.optimal_gabor_config = k.optimal_gabor_config and j.suboptimal_gabor_config = k.suboptimal_gabor_config and j.verification = k.verification and j.size_curve_agreement_config = k.size_curve_agreement_config
      where j.status = 'pending' and j.not_before <= now() for update of j skip locked),
    best as materialized (
      select priority, dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config from listed order by priority desc, dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config limit 1),
    batch as materialized (
      select ctid from listed
      where priority = (select priority from best)
        and (not 'dataset' = any ($3) or dataset = (select dataset from best))
        and (not 'model_config' = any ($3) or model_config = (select model_config from best))
        and (not 'training_config' = any ($3) or training_config = (select training_config from best))
        and (not 'seed' = any ($3) or seed = (select seed from best))
        and (not 'optimal_gabor_config' = any ($3) or optimal_gabor_config = (select optimal_gabor_config from best))
        and (not 'suboptimal_gabor_config' = any ($3) or suboptimal_gabor_config = (select suboptimal_gabor_config from best))
        and (not 'verification' = any ($3) or verification = (select verification from best))
        and (not 'size_curve_agreement_config' = any ($3) or size_curve_agreement_config = (select size_curve_agreement_config from best))
      order by priority desc, dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config limit $2),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.size_curve_agreement j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch)) and j.status = 'pending'
      returning j.epoch, j.claimed_at, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.optimal_gabor_config, j.suboptimal_gabor_config, j.verification, j.size_curve_agreement_config)
    select min(epoch), min(claimed_at), min(priority), array_agg(dataset), array_agg(model_config), array_agg(training_config), array_agg(seed), array_agg(optimal_gabor_config), array_agg(suboptimal_gabor_config), array_agg(verification), array_agg(size_curve_agreement_config) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_listed_size_curve_agreement(bigint, integer, text[], text[], text[], text[], bigint[], text[], text[], text[], text[]) from public;

create or replace function job.claim_listed_model_comparison(bigint, integer, text[], text[])
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, model_comparison text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('doppel claim job.model_comparison', 0));
  return query
    with listed as materialized (
      select j.ctid, j.priority, j.model_comparison
      from unnest($4) k (model_comparison) join job.model_comparison j on j.model_comparison = k.model_comparison
      where j.status = 'pending' and j.not_before <= now() for update of j skip locked),
    best as materialized (
      select priority, model_comparison from listed order by priority desc, model_comparison limit 1),
    batch as materialized (
      select ctid from listed
      where priority = (select priority from best)
        and (not 'model_comparison' = any ($3) or model_comparison = (select model_comparison from best))
      order by priority desc, model_comparison limit $2),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.model_comparison j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch)) and j.status = 'pending'
      returning j.epoch, j.claimed_at, j.priority, j.model_comparison)
    select min(epoch), min(claimed_at), min(priority), array_agg(model_comparison) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_listed_model_comparison(bigint, integer, text[], text[]) from public;


-- Whoever may claim may claim so.
do $$
declare
  listed text;
begin
  for listed in
    select format('function %s to %s', new.oid::regprocedure, grantee::regrole)
    from pg_proc old
      join pg_proc new on new.pronamespace = old.pronamespace and new.proname = 'claim_listed_' || substr(old.proname, 7)
      cross join aclexplode(old.proacl)
    where old.pronamespace = 'job'::regnamespace and old.proname like 'claim\_%' and grantee not in (0, old.proowner)
  loop
    execute 'grant execute on ' || listed;
  end loop;
end $$;

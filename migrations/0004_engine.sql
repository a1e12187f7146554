-- The engine: what new rows make possible is queued in the transaction that writes them. The functions are generated
-- (doppel schema draft). They run with their owner's rights, since who inserts a task need not be allowed to write the
-- queue. Keys that earlier rows made possible are found by the workers, as are those that two transactions make
-- possible only together.

create function job.enqueue_scan_oracle_from_scan() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.scan_oracle (animal_id, session, scan_idx)
      select animal_id, session, scan_idx
      from (select * from (select animal_id, session, scan_idx from new_rows) p0) k
      where not exists (select from twin.scan_oracle o
        where (o.animal_id, o.session, o.scan_idx)
            = (k.animal_id, k.session, k.scan_idx))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.scan_oracle where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_scan_oracle_from_scan() is 'Queues the keys of twin.scan_oracle that new rows of twin.scan make possible';
create trigger enqueue_scan_oracle after insert on twin.scan
  referencing new table as new_rows for each statement execute function job.enqueue_scan_oracle_from_scan();

create function job.enqueue_model_from_training_task() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.model (dataset, model_config, training_config, seed)
      select dataset, model_config, training_config, seed
      from (select * from (select dataset, model_config, training_config, seed from new_rows) p0
            natural join (select dataset from twin.dataset) p1
            natural join (select model_config from twin.model_config) p2
            natural join (select training_config from twin.training_config) p3) k
      where not exists (select from twin.model o
        where (o.dataset, o.model_config, o.training_config, o.seed)
            = (k.dataset, k.model_config, k.training_config, k.seed))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.model where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_model_from_training_task() is 'Queues the keys of twin.model that new rows of twin.training_task make possible';
create trigger enqueue_model after insert on twin.training_task
  referencing new table as new_rows for each statement execute function job.enqueue_model_from_training_task();

create function job.enqueue_model_score_from_model() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.model_score (dataset, model_config, training_config, seed)
      select dataset, model_config, training_config, seed
      from (select * from (select dataset, model_config, training_config, seed from new_rows) p0) k
      where not exists (select from twin.model_score o
        where (o.dataset, o.model_config, o.training_config, o.seed)
            = (k.dataset, k.model_config, k.training_config, k.seed))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.model_score where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_model_score_from_model() is 'Queues the keys of twin.model_score that new rows of twin.model make possible';
create trigger enqueue_model_score after insert on twin.model
  referencing new table as new_rows for each statement execute function job.enqueue_model_score_from_model();

create function job.enqueue_readout_from_model() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.readout (dataset, model_config, training_config, seed)
      select dataset, model_config, training_config, seed
      from (select * from (select dataset, model_config, training_config, seed from new_rows) p0) k
      where not exists (select from twin.readout o
        where (o.dataset, o.model_config, o.training_config, o.seed)
            = (k.dataset, k.model_config, k.training_config, k.seed))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.readout where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_readout_from_model() is 'Queues the keys of twin.readout that new rows of twin.model make possible';
create trigger enqueue_readout after insert on twin.model
  referencing new table as new_rows for each statement execute function job.enqueue_readout_from_model();

create function job.enqueue_clustering_from_readout() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.clustering (dataset, model_config, training_config, seed, clustering_config)
      select dataset, model_config, training_config, seed, clustering_config
      from (select * from (select dataset, model_config, training_config, seed from new_rows) p0
            natural join (select dataset, model_config, training_config, seed, clustering_config from twin.clustering_task) p1
            natural join (select clustering_config from twin.clustering_config) p2) k
      where not exists (select from twin.clustering o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.clustering_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.clustering_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.clustering where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_clustering_from_readout() is 'Queues the keys of twin.clustering that new rows of twin.readout make possible';
create trigger enqueue_clustering after insert on twin.readout
  referencing new table as new_rows for each statement execute function job.enqueue_clustering_from_readout();

create function job.enqueue_clustering_from_clustering_task() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.clustering (dataset, model_config, training_config, seed, clustering_config)
      select dataset, model_config, training_config, seed, clustering_config
      from (select * from (select dataset, model_config, training_config, seed from twin.readout) p0
            natural join (select dataset, model_config, training_config, seed, clustering_config from new_rows) p1
            natural join (select clustering_config from twin.clustering_config) p2) k
      where not exists (select from twin.clustering o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.clustering_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.clustering_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.clustering where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_clustering_from_clustering_task() is 'Queues the keys of twin.clustering that new rows of twin.clustering_task make possible';
create trigger enqueue_clustering after insert on twin.clustering_task
  referencing new table as new_rows for each statement execute function job.enqueue_clustering_from_clustering_task();

create function job.enqueue_optimal_gabor_from_bar_code() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.optimal_gabor (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id from new_rows) p0
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config from twin.optimal_gabor_task) p1
            natural join (select optimal_gabor_config from twin.optimal_gabor_config) p2
            natural join (select dataset, model_config, training_config, seed from twin.model) p3) k
      where not exists (select from twin.optimal_gabor o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.optimal_gabor where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_optimal_gabor_from_bar_code() is 'Queues the keys of twin.optimal_gabor that new rows of twin.bar_code make possible';
create trigger enqueue_optimal_gabor after insert on twin.bar_code
  referencing new table as new_rows for each statement execute function job.enqueue_optimal_gabor_from_bar_code();

create function job.enqueue_optimal_gabor_from_optimal_gabor_task() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.optimal_gabor (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id from twin.bar_code) p0
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config from new_rows) p1
            natural join (select optimal_gabor_config from twin.optimal_gabor_config) p2
            natural join (select dataset, model_config, training_config, seed from twin.model) p3) k
      where not exists (select from twin.optimal_gabor o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.optimal_gabor where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_optimal_gabor_from_optimal_gabor_task() is 'Queues the keys of twin.optimal_gabor that new rows of twin.optimal_gabor_task make possible';
create trigger enqueue_optimal_gabor after insert on twin.optimal_gabor_task
  referencing new table as new_rows for each statement execute function job.enqueue_optimal_gabor_from_optimal_gabor_task();

create function job.enqueue_orientation_tuning_from_optimal_gabor() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.orientation_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from new_rows) p0
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, orientation_tuning_config from twin.orientation_tuning_task) p1
            natural join (select orientation_tuning_config from twin.orientation_tuning_config) p2
            natural join (select dataset, model_config, training_config, seed from twin.model) p3) k
      where not exists (select from twin.orientation_tuning o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config, o.orientation_tuning_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config, k.orientation_tuning_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.orientation_tuning where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_orientation_tuning_from_optimal_gabor() is 'Queues the keys of twin.orientation_tuning that new rows of twin.optimal_gabor make possible';
create trigger enqueue_orientation_tuning after insert on twin.optimal_gabor
  referencing new table as new_rows for each statement execute function job.enqueue_orientation_tuning_from_optimal_gabor();

create function job.enqueue_orientation_tuning_from_orientation_tuning_task() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.orientation_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p0
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, orientation_tuning_config from new_rows) p1
            natural join (select orientation_tuning_config from twin.orientation_tuning_config) p2
            natural join (select dataset, model_config, training_config, seed from twin.model) p3) k
      where not exists (select from twin.orientation_tuning o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config, o.orientation_tuning_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config, k.orientation_tuning_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.orientation_tuning where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_orientation_tuning_from_orientation_tuning_task() is 'Queues the keys of twin.orientation_tuning that new rows of twin.orientation_tuning_task make possible';
create trigger enqueue_orientation_tuning after insert on twin.orientation_tuning_task
  referencing new table as new_rows for each statement execute function job.enqueue_orientation_tuning_from_orientation_tuning_task();

create function job.enqueue_phase_tuning_from_optimal_gabor() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.phase_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from new_rows) p0
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, phase_tuning_config from twin.phase_tuning_task) p1
            natural join (select phase_tuning_config from twin.phase_tuning_config) p2
            natural join (select dataset, model_config, training_config, seed from twin.model) p3) k
      where not exists (select from twin.phase_tuning o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config, o.phase_tuning_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config, k.phase_tuning_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.phase_tuning where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_phase_tuning_from_optimal_gabor() is 'Queues the keys of twin.phase_tuning that new rows of twin.optimal_gabor make possible';
create trigger enqueue_phase_tuning after insert on twin.optimal_gabor
  referencing new table as new_rows for each statement execute function job.enqueue_phase_tuning_from_optimal_gabor();

create function job.enqueue_phase_tuning_from_phase_tuning_task() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.phase_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p0
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, phase_tuning_config from new_rows) p1
            natural join (select phase_tuning_config from twin.phase_tuning_config) p2
            natural join (select dataset, model_config, training_config, seed from twin.model) p3) k
      where not exists (select from twin.phase_tuning o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config, o.phase_tuning_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config, k.phase_tuning_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.phase_tuning where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_phase_tuning_from_phase_tuning_task() is 'Queues the keys of twin.phase_tuning that new rows of twin.phase_tuning_task make possible';
create trigger enqueue_phase_tuning after insert on twin.phase_tuning_task
  referencing new table as new_rows for each statement execute function job.enqueue_phase_tuning_from_phase_tuning_task();

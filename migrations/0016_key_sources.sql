-- The keys that a table's parents make possible are looked for in those parents alone that no other parent stands for.
drop trigger enqueue_model on twin.training_task;
drop function if exists job.enqueue_model_from_training_task();
create function job.enqueue_model_from_training_task() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.model (dataset, model_config, training_config, seed)
      select dataset, model_config, training_config, seed
      from (select * from (select dataset, model_config, training_config, seed from new_rows) p0) k
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

drop trigger enqueue_ensemble on twin.complete_model_set;
drop function if exists job.enqueue_ensemble_from_complete_model_set();
create function job.enqueue_ensemble_from_complete_model_set() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.ensemble (dataset, model_set)
      select dataset, model_set
      from (select * from (select dataset, model_set from new_rows) p0) k
      where not exists (select from twin.ensemble o
        where (o.dataset, o.model_set)
            = (k.dataset, k.model_set))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.ensemble where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_ensemble_from_complete_model_set() is 'Queues the keys of twin.ensemble that new rows of twin.complete_model_set make possible';
create trigger enqueue_ensemble after insert on twin.complete_model_set
  referencing new table as new_rows for each statement execute function job.enqueue_ensemble_from_complete_model_set();

drop trigger enqueue_alignment on twin.readout;
drop function if exists job.enqueue_alignment_from_readout();
create function job.enqueue_alignment_from_readout() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.alignment (dataset, model_config, training_config, seed, alignment_config)
      select dataset, model_config, training_config, seed, alignment_config
      from (select * from (select dataset, model_config, training_config, seed from new_rows) p0
            natural join (select dataset, model_config, training_config, seed, alignment_config from twin.alignment_task) p1) k
      where not exists (select from twin.alignment o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.alignment_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.alignment_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.alignment where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_alignment_from_readout() is 'Queues the keys of twin.alignment that new rows of twin.readout make possible';
create trigger enqueue_alignment after insert on twin.readout
  referencing new table as new_rows for each statement execute function job.enqueue_alignment_from_readout();

drop trigger enqueue_alignment on twin.alignment_task;
drop function if exists job.enqueue_alignment_from_alignment_task();
create function job.enqueue_alignment_from_alignment_task() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.alignment (dataset, model_config, training_config, seed, alignment_config)
      select dataset, model_config, training_config, seed, alignment_config
      from (select * from (select dataset, model_config, training_config, seed from twin.readout) p0
            natural join (select dataset, model_config, training_config, seed, alignment_config from new_rows) p1) k
      where not exists (select from twin.alignment o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.alignment_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.alignment_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.alignment where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_alignment_from_alignment_task() is 'Queues the keys of twin.alignment that new rows of twin.alignment_task make possible';
create trigger enqueue_alignment after insert on twin.alignment_task
  referencing new table as new_rows for each statement execute function job.enqueue_alignment_from_alignment_task();

drop trigger enqueue_clustering on twin.alignment;
drop function if exists job.enqueue_clustering_from_alignment();
create function job.enqueue_clustering_from_alignment() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.clustering (dataset, model_config, training_config, seed, alignment_config, clustering_config)
      select dataset, model_config, training_config, seed, alignment_config, clustering_config
      from (select * from (select dataset, model_config, training_config, seed, alignment_config from new_rows) p0
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config from twin.clustering_task) p1) k
      where not exists (select from twin.clustering o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.alignment_config, o.clustering_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.alignment_config, k.clustering_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.clustering where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_clustering_from_alignment() is 'Queues the keys of twin.clustering that new rows of twin.alignment make possible';
create trigger enqueue_clustering after insert on twin.alignment
  referencing new table as new_rows for each statement execute function job.enqueue_clustering_from_alignment();

drop trigger enqueue_clustering on twin.clustering_task;
drop function if exists job.enqueue_clustering_from_clustering_task();
create function job.enqueue_clustering_from_clustering_task() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.clustering (dataset, model_config, training_config, seed, alignment_config, clustering_config)
      select dataset, model_config, training_config, seed, alignment_config, clustering_config
      from (select * from (select dataset, model_config, training_config, seed, alignment_config from twin.alignment) p0
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config from new_rows) p1) k
      where not exists (select from twin.clustering o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.alignment_config, o.clustering_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.alignment_config, k.clustering_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.clustering where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_clustering_from_clustering_task() is 'Queues the keys of twin.clustering that new rows of twin.clustering_task make possible';
create trigger enqueue_clustering after insert on twin.clustering_task
  referencing new table as new_rows for each statement execute function job.enqueue_clustering_from_clustering_task();

drop trigger enqueue_embedding on twin.alignment;
drop function if exists job.enqueue_embedding_from_alignment();
create function job.enqueue_embedding_from_alignment() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.embedding (dataset, model_config, training_config, seed, alignment_config, embedding_config)
      select dataset, model_config, training_config, seed, alignment_config, embedding_config
      from (select * from (select dataset, model_config, training_config, seed, alignment_config from new_rows) p0
            natural join (select dataset, model_config, training_config, seed, alignment_config, embedding_config from twin.embedding_task) p1) k
      where not exists (select from twin.embedding o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.alignment_config, o.embedding_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.alignment_config, k.embedding_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.embedding where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_embedding_from_alignment() is 'Queues the keys of twin.embedding that new rows of twin.alignment make possible';
create trigger enqueue_embedding after insert on twin.alignment
  referencing new table as new_rows for each statement execute function job.enqueue_embedding_from_alignment();

drop trigger enqueue_embedding on twin.embedding_task;
drop function if exists job.enqueue_embedding_from_embedding_task();
create function job.enqueue_embedding_from_embedding_task() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.embedding (dataset, model_config, training_config, seed, alignment_config, embedding_config)
      select dataset, model_config, training_config, seed, alignment_config, embedding_config
      from (select * from (select dataset, model_config, training_config, seed, alignment_config from twin.alignment) p0
            natural join (select dataset, model_config, training_config, seed, alignment_config, embedding_config from new_rows) p1) k
      where not exists (select from twin.embedding o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.alignment_config, o.embedding_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.alignment_config, k.embedding_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.embedding where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_embedding_from_embedding_task() is 'Queues the keys of twin.embedding that new rows of twin.embedding_task make possible';
create trigger enqueue_embedding after insert on twin.embedding_task
  referencing new table as new_rows for each statement execute function job.enqueue_embedding_from_embedding_task();

drop trigger enqueue_density_estimate on twin.embedding;
drop function if exists job.enqueue_density_estimate_from_embedding();
create function job.enqueue_density_estimate_from_embedding() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.density_estimate (dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config)
      select dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config
      from (select * from (select dataset, model_config, training_config, seed, alignment_config, embedding_config from new_rows) p0
            natural join (select dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config from twin.density_task) p1) k
      where not exists (select from twin.density_estimate o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.alignment_config, o.embedding_config, o.density_mode_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.alignment_config, k.embedding_config, k.density_mode_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.density_estimate where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_density_estimate_from_embedding() is 'Queues the keys of twin.density_estimate that new rows of twin.embedding make possible';
create trigger enqueue_density_estimate after insert on twin.embedding
  referencing new table as new_rows for each statement execute function job.enqueue_density_estimate_from_embedding();

drop trigger enqueue_density_estimate on twin.density_task;
drop function if exists job.enqueue_density_estimate_from_density_task();
create function job.enqueue_density_estimate_from_density_task() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.density_estimate (dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config)
      select dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config
      from (select * from (select dataset, model_config, training_config, seed, alignment_config, embedding_config from twin.embedding) p0
            natural join (select dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config from new_rows) p1) k
      where not exists (select from twin.density_estimate o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.alignment_config, o.embedding_config, o.density_mode_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.alignment_config, k.embedding_config, k.density_mode_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.density_estimate where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_density_estimate_from_density_task() is 'Queues the keys of twin.density_estimate that new rows of twin.density_task make possible';
create trigger enqueue_density_estimate after insert on twin.density_task
  referencing new table as new_rows for each statement execute function job.enqueue_density_estimate_from_density_task();

drop trigger enqueue_cluster_stability on twin.clustering;
drop function if exists job.enqueue_cluster_stability_from_clustering();
create function job.enqueue_cluster_stability_from_clustering() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.cluster_stability (dataset, model_config, training_config, seed, alignment_config, clustering_config, stability_config)
      select dataset, model_config, training_config, seed, alignment_config, clustering_config, stability_config
      from (select * from (select dataset, model_config, training_config, seed, alignment_config, clustering_config from new_rows) p0
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, stability_config from twin.stability_task) p1) k
      where not exists (select from twin.cluster_stability o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.alignment_config, o.clustering_config, o.stability_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.alignment_config, k.clustering_config, k.stability_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.cluster_stability where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_cluster_stability_from_clustering() is 'Queues the keys of twin.cluster_stability that new rows of twin.clustering make possible';
create trigger enqueue_cluster_stability after insert on twin.clustering
  referencing new table as new_rows for each statement execute function job.enqueue_cluster_stability_from_clustering();

drop trigger enqueue_cluster_stability on twin.stability_task;
drop function if exists job.enqueue_cluster_stability_from_stability_task();
create function job.enqueue_cluster_stability_from_stability_task() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.cluster_stability (dataset, model_config, training_config, seed, alignment_config, clustering_config, stability_config)
      select dataset, model_config, training_config, seed, alignment_config, clustering_config, stability_config
      from (select * from (select dataset, model_config, training_config, seed, alignment_config, clustering_config from twin.clustering) p0
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, stability_config from new_rows) p1) k
      where not exists (select from twin.cluster_stability o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.alignment_config, o.clustering_config, o.stability_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.alignment_config, k.clustering_config, k.stability_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.cluster_stability where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_cluster_stability_from_stability_task() is 'Queues the keys of twin.cluster_stability that new rows of twin.stability_task make possible';
create trigger enqueue_cluster_stability after insert on twin.stability_task
  referencing new table as new_rows for each statement execute function job.enqueue_cluster_stability_from_stability_task();

drop trigger enqueue_optimal_gabor on twin.bar_code;
drop function if exists job.enqueue_optimal_gabor_from_bar_code();
create function job.enqueue_optimal_gabor_from_bar_code() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.optimal_gabor (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id from new_rows) p0
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config from twin.optimal_gabor_task) p1) k
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

drop trigger enqueue_optimal_gabor on twin.optimal_gabor_task;
drop function if exists job.enqueue_optimal_gabor_from_optimal_gabor_task();
create function job.enqueue_optimal_gabor_from_optimal_gabor_task() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.optimal_gabor (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id from twin.bar_code) p0
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config from new_rows) p1) k
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

drop trigger enqueue_orientation_tuning on twin.optimal_gabor;
drop function if exists job.enqueue_orientation_tuning_from_optimal_gabor();
create function job.enqueue_orientation_tuning_from_optimal_gabor() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.orientation_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from new_rows) p0
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, orientation_tuning_config from twin.orientation_tuning_task) p1) k
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

drop trigger enqueue_orientation_tuning on twin.orientation_tuning_task;
drop function if exists job.enqueue_orientation_tuning_from_orientation_tuning_task();
create function job.enqueue_orientation_tuning_from_orientation_tuning_task() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.orientation_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p0
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, orientation_tuning_config from new_rows) p1) k
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

drop trigger enqueue_phase_tuning on twin.optimal_gabor;
drop function if exists job.enqueue_phase_tuning_from_optimal_gabor();
create function job.enqueue_phase_tuning_from_optimal_gabor() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.phase_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from new_rows) p0
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, phase_tuning_config from twin.phase_tuning_task) p1) k
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

drop trigger enqueue_phase_tuning on twin.phase_tuning_task;
drop function if exists job.enqueue_phase_tuning_from_phase_tuning_task();
create function job.enqueue_phase_tuning_from_phase_tuning_task() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.phase_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p0
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, phase_tuning_config from new_rows) p1) k
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

drop trigger enqueue_gabor_certificate on twin.optimal_gabor;
drop function if exists job.enqueue_gabor_certificate_from_optimal_gabor();
create function job.enqueue_gabor_certificate_from_optimal_gabor() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.gabor_certificate (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from new_rows) p0) k
      where not exists (select from twin.gabor_certificate o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.gabor_certificate where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_gabor_certificate_from_optimal_gabor() is 'Queues the keys of twin.gabor_certificate that new rows of twin.optimal_gabor make possible';
create trigger enqueue_gabor_certificate after insert on twin.optimal_gabor
  referencing new table as new_rows for each statement execute function job.enqueue_gabor_certificate_from_optimal_gabor();

drop trigger enqueue_size_contrast_tuning on twin.optimal_gabor;
drop function if exists job.enqueue_size_contrast_tuning_from_optimal_gabor();
create function job.enqueue_size_contrast_tuning_from_optimal_gabor() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.size_contrast_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, size_contrast_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, size_contrast_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from new_rows) p0
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, size_contrast_config from twin.size_contrast_task) p1) k
      where not exists (select from twin.size_contrast_tuning o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config, o.size_contrast_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config, k.size_contrast_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.size_contrast_tuning where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_size_contrast_tuning_from_optimal_gabor() is 'Queues the keys of twin.size_contrast_tuning that new rows of twin.optimal_gabor make possible';
create trigger enqueue_size_contrast_tuning after insert on twin.optimal_gabor
  referencing new table as new_rows for each statement execute function job.enqueue_size_contrast_tuning_from_optimal_gabor();

drop trigger enqueue_size_contrast_tuning on twin.size_contrast_task;
drop function if exists job.enqueue_size_contrast_tuning_from_size_contrast_task();
create function job.enqueue_size_contrast_tuning_from_size_contrast_task() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.size_contrast_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, size_contrast_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, size_contrast_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p0
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, size_contrast_config from new_rows) p1) k
      where not exists (select from twin.size_contrast_tuning o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config, o.size_contrast_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config, k.size_contrast_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.size_contrast_tuning where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_size_contrast_tuning_from_size_contrast_task() is 'Queues the keys of twin.size_contrast_tuning that new rows of twin.size_contrast_task make possible';
create trigger enqueue_size_contrast_tuning after insert on twin.size_contrast_task
  referencing new table as new_rows for each statement execute function job.enqueue_size_contrast_tuning_from_size_contrast_task();

drop trigger enqueue_plaid_tuning on twin.optimal_gabor;
drop function if exists job.enqueue_plaid_tuning_from_optimal_gabor();
create function job.enqueue_plaid_tuning_from_optimal_gabor() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.plaid_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, plaid_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, plaid_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from new_rows) p0
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, plaid_config from twin.plaid_task) p1) k
      where not exists (select from twin.plaid_tuning o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config, o.plaid_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config, k.plaid_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.plaid_tuning where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_plaid_tuning_from_optimal_gabor() is 'Queues the keys of twin.plaid_tuning that new rows of twin.optimal_gabor make possible';
create trigger enqueue_plaid_tuning after insert on twin.optimal_gabor
  referencing new table as new_rows for each statement execute function job.enqueue_plaid_tuning_from_optimal_gabor();

drop trigger enqueue_plaid_tuning on twin.plaid_task;
drop function if exists job.enqueue_plaid_tuning_from_plaid_task();
create function job.enqueue_plaid_tuning_from_plaid_task() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.plaid_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, plaid_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, plaid_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p0
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, plaid_config from new_rows) p1) k
      where not exists (select from twin.plaid_tuning o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config, o.plaid_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config, k.plaid_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.plaid_tuning where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_plaid_tuning_from_plaid_task() is 'Queues the keys of twin.plaid_tuning that new rows of twin.plaid_task make possible';
create trigger enqueue_plaid_tuning after insert on twin.plaid_task
  referencing new table as new_rows for each statement execute function job.enqueue_plaid_tuning_from_plaid_task();

drop trigger enqueue_glm on twin.glm_task;
drop function if exists job.enqueue_glm_from_glm_task();
create function job.enqueue_glm_from_glm_task() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.glm (dataset, glm_config)
      select dataset, glm_config
      from (select * from (select dataset, glm_config from new_rows) p0) k
      where not exists (select from twin.glm o
        where (o.dataset, o.glm_config)
            = (k.dataset, k.glm_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.glm where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_glm_from_glm_task() is 'Queues the keys of twin.glm that new rows of twin.glm_task make possible';
create trigger enqueue_glm after insert on twin.glm_task
  referencing new table as new_rows for each statement execute function job.enqueue_glm_from_glm_task();

drop trigger enqueue_nonlinearity on twin.neuron_score;
drop function if exists job.enqueue_nonlinearity_from_neuron_score();
create function job.enqueue_nonlinearity_from_neuron_score() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.nonlinearity (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, glm_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, glm_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id from new_rows) p0
            natural join (select dataset, glm_config, animal_id, session, scan_idx, unit_id from twin.glm_neuron) p1) k
      where not exists (select from twin.nonlinearity o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.glm_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.glm_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.nonlinearity where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_nonlinearity_from_neuron_score() is 'Queues the keys of twin.nonlinearity that new rows of twin.neuron_score make possible';
create trigger enqueue_nonlinearity after insert on twin.neuron_score
  referencing new table as new_rows for each statement execute function job.enqueue_nonlinearity_from_neuron_score();

drop trigger enqueue_nonlinearity on twin.glm_neuron;
drop function if exists job.enqueue_nonlinearity_from_glm_neuron();
create function job.enqueue_nonlinearity_from_glm_neuron() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.nonlinearity (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, glm_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, glm_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id from twin.neuron_score) p0
            natural join (select dataset, glm_config, animal_id, session, scan_idx, unit_id from new_rows) p1) k
      where not exists (select from twin.nonlinearity o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.glm_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.glm_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.nonlinearity where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_nonlinearity_from_glm_neuron() is 'Queues the keys of twin.nonlinearity that new rows of twin.glm_neuron make possible';
create trigger enqueue_nonlinearity after insert on twin.glm_neuron
  referencing new table as new_rows for each statement execute function job.enqueue_nonlinearity_from_glm_neuron();

drop trigger enqueue_optimal_dog on twin.bar_code;
drop function if exists job.enqueue_optimal_dog_from_bar_code();
create function job.enqueue_optimal_dog_from_bar_code() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.optimal_dog (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_dog_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_dog_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id from new_rows) p0
            natural join (select dataset, model_config, training_config, seed, optimal_dog_config from twin.optimal_dog_task) p1) k
      where not exists (select from twin.optimal_dog o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_dog_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_dog_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.optimal_dog where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_optimal_dog_from_bar_code() is 'Queues the keys of twin.optimal_dog that new rows of twin.bar_code make possible';
create trigger enqueue_optimal_dog after insert on twin.bar_code
  referencing new table as new_rows for each statement execute function job.enqueue_optimal_dog_from_bar_code();

drop trigger enqueue_optimal_dog on twin.optimal_dog_task;
drop function if exists job.enqueue_optimal_dog_from_optimal_dog_task();
create function job.enqueue_optimal_dog_from_optimal_dog_task() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.optimal_dog (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_dog_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_dog_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id from twin.bar_code) p0
            natural join (select dataset, model_config, training_config, seed, optimal_dog_config from new_rows) p1) k
      where not exists (select from twin.optimal_dog o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_dog_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_dog_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.optimal_dog where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_optimal_dog_from_optimal_dog_task() is 'Queues the keys of twin.optimal_dog that new rows of twin.optimal_dog_task make possible';
create trigger enqueue_optimal_dog after insert on twin.optimal_dog_task
  referencing new table as new_rows for each statement execute function job.enqueue_optimal_dog_from_optimal_dog_task();

drop trigger enqueue_mei on twin.bar_code;
drop function if exists job.enqueue_mei_from_bar_code();
create function job.enqueue_mei_from_bar_code() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.mei (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, mei_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, mei_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id from new_rows) p0
            natural join (select dataset, model_config, training_config, seed, mei_config from twin.mei_task) p1) k
      where not exists (select from twin.mei o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.mei_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.mei_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.mei where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_mei_from_bar_code() is 'Queues the keys of twin.mei that new rows of twin.bar_code make possible';
create trigger enqueue_mei after insert on twin.bar_code
  referencing new table as new_rows for each statement execute function job.enqueue_mei_from_bar_code();

drop trigger enqueue_mei on twin.mei_task;
drop function if exists job.enqueue_mei_from_mei_task();
create function job.enqueue_mei_from_mei_task() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.mei (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, mei_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, mei_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id from twin.bar_code) p0
            natural join (select dataset, model_config, training_config, seed, mei_config from new_rows) p1) k
      where not exists (select from twin.mei o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.mei_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.mei_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.mei where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_mei_from_mei_task() is 'Queues the keys of twin.mei that new rows of twin.mei_task make possible';
create trigger enqueue_mei after insert on twin.mei_task
  referencing new table as new_rows for each statement execute function job.enqueue_mei_from_mei_task();

drop trigger enqueue_stimulus_comparison on twin.optimal_gabor;
drop function if exists job.enqueue_stimulus_comparison_from_optimal_gabor();
create function job.enqueue_stimulus_comparison_from_optimal_gabor() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.stimulus_comparison (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, optimal_dog_config, mei_config, stimulus_comparison_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, optimal_dog_config, mei_config, stimulus_comparison_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from new_rows) p0
            natural join (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_dog_config from twin.optimal_dog) p1
            natural join (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, mei_config from twin.mei) p2
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, optimal_dog_config, mei_config, stimulus_comparison_config from twin.stimulus_comparison_task) p3) k
      where not exists (select from twin.stimulus_comparison o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config, o.optimal_dog_config, o.mei_config, o.stimulus_comparison_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config, k.optimal_dog_config, k.mei_config, k.stimulus_comparison_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.stimulus_comparison where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_stimulus_comparison_from_optimal_gabor() is 'Queues the keys of twin.stimulus_comparison that new rows of twin.optimal_gabor make possible';
create trigger enqueue_stimulus_comparison after insert on twin.optimal_gabor
  referencing new table as new_rows for each statement execute function job.enqueue_stimulus_comparison_from_optimal_gabor();

drop trigger enqueue_stimulus_comparison on twin.optimal_dog;
drop function if exists job.enqueue_stimulus_comparison_from_optimal_dog();
create function job.enqueue_stimulus_comparison_from_optimal_dog() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.stimulus_comparison (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, optimal_dog_config, mei_config, stimulus_comparison_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, optimal_dog_config, mei_config, stimulus_comparison_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p0
            natural join (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_dog_config from new_rows) p1
            natural join (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, mei_config from twin.mei) p2
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, optimal_dog_config, mei_config, stimulus_comparison_config from twin.stimulus_comparison_task) p3) k
      where not exists (select from twin.stimulus_comparison o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config, o.optimal_dog_config, o.mei_config, o.stimulus_comparison_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config, k.optimal_dog_config, k.mei_config, k.stimulus_comparison_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.stimulus_comparison where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_stimulus_comparison_from_optimal_dog() is 'Queues the keys of twin.stimulus_comparison that new rows of twin.optimal_dog make possible';
create trigger enqueue_stimulus_comparison after insert on twin.optimal_dog
  referencing new table as new_rows for each statement execute function job.enqueue_stimulus_comparison_from_optimal_dog();

drop trigger enqueue_stimulus_comparison on twin.mei;
drop function if exists job.enqueue_stimulus_comparison_from_mei();
create function job.enqueue_stimulus_comparison_from_mei() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.stimulus_comparison (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, optimal_dog_config, mei_config, stimulus_comparison_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, optimal_dog_config, mei_config, stimulus_comparison_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p0
            natural join (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_dog_config from twin.optimal_dog) p1
            natural join (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, mei_config from new_rows) p2
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, optimal_dog_config, mei_config, stimulus_comparison_config from twin.stimulus_comparison_task) p3) k
      where not exists (select from twin.stimulus_comparison o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config, o.optimal_dog_config, o.mei_config, o.stimulus_comparison_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config, k.optimal_dog_config, k.mei_config, k.stimulus_comparison_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.stimulus_comparison where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_stimulus_comparison_from_mei() is 'Queues the keys of twin.stimulus_comparison that new rows of twin.mei make possible';
create trigger enqueue_stimulus_comparison after insert on twin.mei
  referencing new table as new_rows for each statement execute function job.enqueue_stimulus_comparison_from_mei();

drop trigger enqueue_stimulus_comparison on twin.stimulus_comparison_task;
drop function if exists job.enqueue_stimulus_comparison_from_stimulus_comparison_task();
create function job.enqueue_stimulus_comparison_from_stimulus_comparison_task() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.stimulus_comparison (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, optimal_dog_config, mei_config, stimulus_comparison_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, optimal_dog_config, mei_config, stimulus_comparison_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p0
            natural join (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_dog_config from twin.optimal_dog) p1
            natural join (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, mei_config from twin.mei) p2
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, optimal_dog_config, mei_config, stimulus_comparison_config from new_rows) p3) k
      where not exists (select from twin.stimulus_comparison o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config, o.optimal_dog_config, o.mei_config, o.stimulus_comparison_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config, k.optimal_dog_config, k.mei_config, k.stimulus_comparison_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.stimulus_comparison where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_stimulus_comparison_from_stimulus_comparison_task() is 'Queues the keys of twin.stimulus_comparison that new rows of twin.stimulus_comparison_task make possible';
create trigger enqueue_stimulus_comparison after insert on twin.stimulus_comparison_task
  referencing new table as new_rows for each statement execute function job.enqueue_stimulus_comparison_from_stimulus_comparison_task();

drop trigger enqueue_cluster_gabor on twin.complete_cluster;
drop function if exists job.enqueue_cluster_gabor_from_complete_cluster();
create function job.enqueue_cluster_gabor_from_complete_cluster() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.cluster_gabor (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config)
      select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config
      from (select * from (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster from new_rows) p0) k
      where not exists (select from twin.cluster_gabor o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.alignment_config, o.clustering_config, o.cluster, o.optimal_gabor_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.alignment_config, k.clustering_config, k.cluster, k.optimal_gabor_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.cluster_gabor where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_cluster_gabor_from_complete_cluster() is 'Queues the keys of twin.cluster_gabor that new rows of twin.complete_cluster make possible';
create trigger enqueue_cluster_gabor after insert on twin.complete_cluster
  referencing new table as new_rows for each statement execute function job.enqueue_cluster_gabor_from_complete_cluster();

drop trigger enqueue_cluster_dog on twin.complete_cluster;
drop function if exists job.enqueue_cluster_dog_from_complete_cluster();
create function job.enqueue_cluster_dog_from_complete_cluster() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.cluster_dog (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config)
      select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config
      from (select * from (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster from new_rows) p0
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, optimal_dog_config from twin.cluster_dog_task) p1) k
      where not exists (select from twin.cluster_dog o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.alignment_config, o.clustering_config, o.cluster, o.optimal_gabor_config, o.optimal_dog_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.alignment_config, k.clustering_config, k.cluster, k.optimal_gabor_config, k.optimal_dog_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.cluster_dog where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_cluster_dog_from_complete_cluster() is 'Queues the keys of twin.cluster_dog that new rows of twin.complete_cluster make possible';
create trigger enqueue_cluster_dog after insert on twin.complete_cluster
  referencing new table as new_rows for each statement execute function job.enqueue_cluster_dog_from_complete_cluster();

drop trigger enqueue_cluster_dog on twin.cluster_dog_task;
drop function if exists job.enqueue_cluster_dog_from_cluster_dog_task();
create function job.enqueue_cluster_dog_from_cluster_dog_task() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.cluster_dog (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config)
      select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config
      from (select * from (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster from twin.complete_cluster) p0
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, optimal_dog_config from new_rows) p1) k
      where not exists (select from twin.cluster_dog o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.alignment_config, o.clustering_config, o.cluster, o.optimal_gabor_config, o.optimal_dog_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.alignment_config, k.clustering_config, k.cluster, k.optimal_gabor_config, k.optimal_dog_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.cluster_dog where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_cluster_dog_from_cluster_dog_task() is 'Queues the keys of twin.cluster_dog that new rows of twin.cluster_dog_task make possible';
create trigger enqueue_cluster_dog after insert on twin.cluster_dog_task
  referencing new table as new_rows for each statement execute function job.enqueue_cluster_dog_from_cluster_dog_task();

drop trigger enqueue_cluster_mei on twin.complete_cluster;
drop function if exists job.enqueue_cluster_mei_from_complete_cluster();
create function job.enqueue_cluster_mei_from_complete_cluster() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.cluster_mei (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config)
      select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config
      from (select * from (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster from new_rows) p0
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster_mei_config from twin.cluster_mei_task) p1) k
      where not exists (select from twin.cluster_mei o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.alignment_config, o.clustering_config, o.cluster, o.optimal_gabor_config, o.cluster_mei_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.alignment_config, k.clustering_config, k.cluster, k.optimal_gabor_config, k.cluster_mei_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.cluster_mei where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_cluster_mei_from_complete_cluster() is 'Queues the keys of twin.cluster_mei that new rows of twin.complete_cluster make possible';
create trigger enqueue_cluster_mei after insert on twin.complete_cluster
  referencing new table as new_rows for each statement execute function job.enqueue_cluster_mei_from_complete_cluster();

drop trigger enqueue_cluster_mei on twin.cluster_mei_task;
drop function if exists job.enqueue_cluster_mei_from_cluster_mei_task();
create function job.enqueue_cluster_mei_from_cluster_mei_task() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.cluster_mei (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config)
      select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config
      from (select * from (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster from twin.complete_cluster) p0
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster_mei_config from new_rows) p1) k
      where not exists (select from twin.cluster_mei o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.alignment_config, o.clustering_config, o.cluster, o.optimal_gabor_config, o.cluster_mei_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.alignment_config, k.clustering_config, k.cluster, k.optimal_gabor_config, k.cluster_mei_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.cluster_mei where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_cluster_mei_from_cluster_mei_task() is 'Queues the keys of twin.cluster_mei that new rows of twin.cluster_mei_task make possible';
create trigger enqueue_cluster_mei after insert on twin.cluster_mei_task
  referencing new table as new_rows for each statement execute function job.enqueue_cluster_mei_from_cluster_mei_task();

drop trigger enqueue_cluster_orientation_tuning on twin.optimal_gabor;
drop function if exists job.enqueue_cluster_orientation_tuning_from_optimal_gabor();
create function job.enqueue_cluster_orientation_tuning_from_optimal_gabor() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.cluster_orientation_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, orientation_tuning_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, orientation_tuning_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from new_rows) p0
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from twin.cluster_gabor_member) p1
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config from twin.cluster_experiment_task) p2
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, orientation_tuning_config from twin.orientation_tuning_task) p3) k
      where not exists (select from twin.cluster_orientation_tuning o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config, o.alignment_config, o.clustering_config, o.cluster, o.orientation_tuning_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config, k.alignment_config, k.clustering_config, k.cluster, k.orientation_tuning_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.cluster_orientation_tuning where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_cluster_orientation_tuning_from_optimal_gabor() is 'Queues the keys of twin.cluster_orientation_tuning that new rows of twin.optimal_gabor make possible';
create trigger enqueue_cluster_orientation_tuning after insert on twin.optimal_gabor
  referencing new table as new_rows for each statement execute function job.enqueue_cluster_orientation_tuning_from_optimal_gabor();

drop trigger enqueue_cluster_orientation_tuning on twin.cluster_gabor_member;
drop function if exists job.enqueue_cluster_orientation_tuning_from_cluster_gabor_member();
create function job.enqueue_cluster_orientation_tuning_from_cluster_gabor_member() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.cluster_orientation_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, orientation_tuning_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, orientation_tuning_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p0
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from new_rows) p1
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config from twin.cluster_experiment_task) p2
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, orientation_tuning_config from twin.orientation_tuning_task) p3) k
      where not exists (select from twin.cluster_orientation_tuning o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config, o.alignment_config, o.clustering_config, o.cluster, o.orientation_tuning_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config, k.alignment_config, k.clustering_config, k.cluster, k.orientation_tuning_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.cluster_orientation_tuning where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_cluster_orientation_tuning_from_cluster_gabor_member() is 'Queues the keys of twin.cluster_orientation_tuning that new rows of twin.cluster_gabor_member make possible';
create trigger enqueue_cluster_orientation_tuning after insert on twin.cluster_gabor_member
  referencing new table as new_rows for each statement execute function job.enqueue_cluster_orientation_tuning_from_cluster_gabor_member();

drop trigger enqueue_cluster_orientation_tuning on twin.cluster_experiment_task;
drop function if exists job.enqueue_cluster_orientation_tuning_from_cluster_experiment_task();
create function job.enqueue_cluster_orientation_tuning_from_cluster_experiment_task() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.cluster_orientation_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, orientation_tuning_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, orientation_tuning_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p0
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from twin.cluster_gabor_member) p1
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config from new_rows) p2
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, orientation_tuning_config from twin.orientation_tuning_task) p3) k
      where not exists (select from twin.cluster_orientation_tuning o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config, o.alignment_config, o.clustering_config, o.cluster, o.orientation_tuning_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config, k.alignment_config, k.clustering_config, k.cluster, k.orientation_tuning_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.cluster_orientation_tuning where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_cluster_orientation_tuning_from_cluster_experiment_task() is 'Queues the keys of twin.cluster_orientation_tuning that new rows of twin.cluster_experiment_task make possible';
create trigger enqueue_cluster_orientation_tuning after insert on twin.cluster_experiment_task
  referencing new table as new_rows for each statement execute function job.enqueue_cluster_orientation_tuning_from_cluster_experiment_task();

drop trigger enqueue_cluster_orientation_tuning on twin.orientation_tuning_task;
drop function if exists job.enqueue_cluster_orientation_tuning_from_orientation_tuning_task();
create function job.enqueue_cluster_orientation_tuning_from_orientation_tuning_task() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.cluster_orientation_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, orientation_tuning_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, orientation_tuning_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p0
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from twin.cluster_gabor_member) p1
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config from twin.cluster_experiment_task) p2
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, orientation_tuning_config from new_rows) p3) k
      where not exists (select from twin.cluster_orientation_tuning o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config, o.alignment_config, o.clustering_config, o.cluster, o.orientation_tuning_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config, k.alignment_config, k.clustering_config, k.cluster, k.orientation_tuning_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.cluster_orientation_tuning where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_cluster_orientation_tuning_from_orientation_tuning_task() is 'Queues the keys of twin.cluster_orientation_tuning that new rows of twin.orientation_tuning_task make possible';
create trigger enqueue_cluster_orientation_tuning after insert on twin.orientation_tuning_task
  referencing new table as new_rows for each statement execute function job.enqueue_cluster_orientation_tuning_from_orientation_tuning_task();

drop trigger enqueue_cluster_phase_tuning on twin.optimal_gabor;
drop function if exists job.enqueue_cluster_phase_tuning_from_optimal_gabor();
create function job.enqueue_cluster_phase_tuning_from_optimal_gabor() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.cluster_phase_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, phase_tuning_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, phase_tuning_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from new_rows) p0
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from twin.cluster_gabor_member) p1
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config from twin.cluster_experiment_task) p2
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, phase_tuning_config from twin.phase_tuning_task) p3) k
      where not exists (select from twin.cluster_phase_tuning o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config, o.alignment_config, o.clustering_config, o.cluster, o.phase_tuning_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config, k.alignment_config, k.clustering_config, k.cluster, k.phase_tuning_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.cluster_phase_tuning where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_cluster_phase_tuning_from_optimal_gabor() is 'Queues the keys of twin.cluster_phase_tuning that new rows of twin.optimal_gabor make possible';
create trigger enqueue_cluster_phase_tuning after insert on twin.optimal_gabor
  referencing new table as new_rows for each statement execute function job.enqueue_cluster_phase_tuning_from_optimal_gabor();

drop trigger enqueue_cluster_phase_tuning on twin.cluster_gabor_member;
drop function if exists job.enqueue_cluster_phase_tuning_from_cluster_gabor_member();
create function job.enqueue_cluster_phase_tuning_from_cluster_gabor_member() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.cluster_phase_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, phase_tuning_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, phase_tuning_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p0
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from new_rows) p1
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config from twin.cluster_experiment_task) p2
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, phase_tuning_config from twin.phase_tuning_task) p3) k
      where not exists (select from twin.cluster_phase_tuning o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config, o.alignment_config, o.clustering_config, o.cluster, o.phase_tuning_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config, k.alignment_config, k.clustering_config, k.cluster, k.phase_tuning_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.cluster_phase_tuning where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_cluster_phase_tuning_from_cluster_gabor_member() is 'Queues the keys of twin.cluster_phase_tuning that new rows of twin.cluster_gabor_member make possible';
create trigger enqueue_cluster_phase_tuning after insert on twin.cluster_gabor_member
  referencing new table as new_rows for each statement execute function job.enqueue_cluster_phase_tuning_from_cluster_gabor_member();

drop trigger enqueue_cluster_phase_tuning on twin.cluster_experiment_task;
drop function if exists job.enqueue_cluster_phase_tuning_from_cluster_experiment_task();
create function job.enqueue_cluster_phase_tuning_from_cluster_experiment_task() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.cluster_phase_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, phase_tuning_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, phase_tuning_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p0
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from twin.cluster_gabor_member) p1
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config from new_rows) p2
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, phase_tuning_config from twin.phase_tuning_task) p3) k
      where not exists (select from twin.cluster_phase_tuning o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config, o.alignment_config, o.clustering_config, o.cluster, o.phase_tuning_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config, k.alignment_config, k.clustering_config, k.cluster, k.phase_tuning_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.cluster_phase_tuning where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_cluster_phase_tuning_from_cluster_experiment_task() is 'Queues the keys of twin.cluster_phase_tuning that new rows of twin.cluster_experiment_task make possible';
create trigger enqueue_cluster_phase_tuning after insert on twin.cluster_experiment_task
  referencing new table as new_rows for each statement execute function job.enqueue_cluster_phase_tuning_from_cluster_experiment_task();

drop trigger enqueue_cluster_phase_tuning on twin.phase_tuning_task;
drop function if exists job.enqueue_cluster_phase_tuning_from_phase_tuning_task();
create function job.enqueue_cluster_phase_tuning_from_phase_tuning_task() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.cluster_phase_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, phase_tuning_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, phase_tuning_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p0
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from twin.cluster_gabor_member) p1
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config from twin.cluster_experiment_task) p2
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, phase_tuning_config from new_rows) p3) k
      where not exists (select from twin.cluster_phase_tuning o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config, o.alignment_config, o.clustering_config, o.cluster, o.phase_tuning_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config, k.alignment_config, k.clustering_config, k.cluster, k.phase_tuning_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.cluster_phase_tuning where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_cluster_phase_tuning_from_phase_tuning_task() is 'Queues the keys of twin.cluster_phase_tuning that new rows of twin.phase_tuning_task make possible';
create trigger enqueue_cluster_phase_tuning after insert on twin.phase_tuning_task
  referencing new table as new_rows for each statement execute function job.enqueue_cluster_phase_tuning_from_phase_tuning_task();

drop trigger enqueue_cluster_size_contrast_tuning on twin.optimal_gabor;
drop function if exists job.enqueue_cluster_size_contrast_tuning_from_optimal_gabor();
create function job.enqueue_cluster_size_contrast_tuning_from_optimal_gabor() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.cluster_size_contrast_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, size_contrast_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, size_contrast_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from new_rows) p0
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from twin.cluster_gabor_member) p1
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config from twin.cluster_experiment_task) p2
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, size_contrast_config from twin.size_contrast_task) p3) k
      where not exists (select from twin.cluster_size_contrast_tuning o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config, o.alignment_config, o.clustering_config, o.cluster, o.size_contrast_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config, k.alignment_config, k.clustering_config, k.cluster, k.size_contrast_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.cluster_size_contrast_tuning where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_cluster_size_contrast_tuning_from_optimal_gabor() is 'Queues the keys of twin.cluster_size_contrast_tuning that new rows of twin.optimal_gabor make possible';
create trigger enqueue_cluster_size_contrast_tuning after insert on twin.optimal_gabor
  referencing new table as new_rows for each statement execute function job.enqueue_cluster_size_contrast_tuning_from_optimal_gabor();

drop trigger enqueue_cluster_size_contrast_tuning on twin.cluster_gabor_member;
drop function if exists job.enqueue_cluster_size_contrast_tuning_from_cluster_gabor_member();
create function job.enqueue_cluster_size_contrast_tuning_from_cluster_gabor_member() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.cluster_size_contrast_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, size_contrast_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, size_contrast_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p0
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from new_rows) p1
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config from twin.cluster_experiment_task) p2
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, size_contrast_config from twin.size_contrast_task) p3) k
      where not exists (select from twin.cluster_size_contrast_tuning o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config, o.alignment_config, o.clustering_config, o.cluster, o.size_contrast_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config, k.alignment_config, k.clustering_config, k.cluster, k.size_contrast_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.cluster_size_contrast_tuning where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_cluster_size_contrast_tuning_from_cluster_gabor_member() is 'Queues the keys of twin.cluster_size_contrast_tuning that new rows of twin.cluster_gabor_member make possible';
create trigger enqueue_cluster_size_contrast_tuning after insert on twin.cluster_gabor_member
  referencing new table as new_rows for each statement execute function job.enqueue_cluster_size_contrast_tuning_from_cluster_gabor_member();

drop trigger enqueue_cluster_size_contrast_tuning on twin.cluster_experiment_task;
drop function if exists job.enqueue_cluster_size_contrast_tuning_from_cluster_expe_47cf70df();
create function job.enqueue_cluster_size_contrast_tuning_from_cluster_expe_47cf70df() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.cluster_size_contrast_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, size_contrast_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, size_contrast_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p0
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from twin.cluster_gabor_member) p1
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config from new_rows) p2
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, size_contrast_config from twin.size_contrast_task) p3) k
      where not exists (select from twin.cluster_size_contrast_tuning o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config, o.alignment_config, o.clustering_config, o.cluster, o.size_contrast_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config, k.alignment_config, k.clustering_config, k.cluster, k.size_contrast_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.cluster_size_contrast_tuning where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_cluster_size_contrast_tuning_from_cluster_expe_47cf70df() is 'Queues the keys of twin.cluster_size_contrast_tuning that new rows of twin.cluster_experiment_task make possible';
create trigger enqueue_cluster_size_contrast_tuning after insert on twin.cluster_experiment_task
  referencing new table as new_rows for each statement execute function job.enqueue_cluster_size_contrast_tuning_from_cluster_expe_47cf70df();

drop trigger enqueue_cluster_size_contrast_tuning on twin.size_contrast_task;
drop function if exists job.enqueue_cluster_size_contrast_tuning_from_size_contrast_task();
create function job.enqueue_cluster_size_contrast_tuning_from_size_contrast_task() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.cluster_size_contrast_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, size_contrast_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, size_contrast_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p0
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from twin.cluster_gabor_member) p1
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config from twin.cluster_experiment_task) p2
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, size_contrast_config from new_rows) p3) k
      where not exists (select from twin.cluster_size_contrast_tuning o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config, o.alignment_config, o.clustering_config, o.cluster, o.size_contrast_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config, k.alignment_config, k.clustering_config, k.cluster, k.size_contrast_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.cluster_size_contrast_tuning where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_cluster_size_contrast_tuning_from_size_contrast_task() is 'Queues the keys of twin.cluster_size_contrast_tuning that new rows of twin.size_contrast_task make possible';
create trigger enqueue_cluster_size_contrast_tuning after insert on twin.size_contrast_task
  referencing new table as new_rows for each statement execute function job.enqueue_cluster_size_contrast_tuning_from_size_contrast_task();

drop trigger enqueue_cluster_plaid_tuning on twin.optimal_gabor;
drop function if exists job.enqueue_cluster_plaid_tuning_from_optimal_gabor();
create function job.enqueue_cluster_plaid_tuning_from_optimal_gabor() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.cluster_plaid_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, plaid_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, plaid_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from new_rows) p0
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from twin.cluster_gabor_member) p1
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config from twin.cluster_experiment_task) p2
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, plaid_config from twin.plaid_task) p3) k
      where not exists (select from twin.cluster_plaid_tuning o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config, o.alignment_config, o.clustering_config, o.cluster, o.plaid_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config, k.alignment_config, k.clustering_config, k.cluster, k.plaid_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.cluster_plaid_tuning where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_cluster_plaid_tuning_from_optimal_gabor() is 'Queues the keys of twin.cluster_plaid_tuning that new rows of twin.optimal_gabor make possible';
create trigger enqueue_cluster_plaid_tuning after insert on twin.optimal_gabor
  referencing new table as new_rows for each statement execute function job.enqueue_cluster_plaid_tuning_from_optimal_gabor();

drop trigger enqueue_cluster_plaid_tuning on twin.cluster_gabor_member;
drop function if exists job.enqueue_cluster_plaid_tuning_from_cluster_gabor_member();
create function job.enqueue_cluster_plaid_tuning_from_cluster_gabor_member() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.cluster_plaid_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, plaid_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, plaid_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p0
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from new_rows) p1
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config from twin.cluster_experiment_task) p2
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, plaid_config from twin.plaid_task) p3) k
      where not exists (select from twin.cluster_plaid_tuning o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config, o.alignment_config, o.clustering_config, o.cluster, o.plaid_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config, k.alignment_config, k.clustering_config, k.cluster, k.plaid_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.cluster_plaid_tuning where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_cluster_plaid_tuning_from_cluster_gabor_member() is 'Queues the keys of twin.cluster_plaid_tuning that new rows of twin.cluster_gabor_member make possible';
create trigger enqueue_cluster_plaid_tuning after insert on twin.cluster_gabor_member
  referencing new table as new_rows for each statement execute function job.enqueue_cluster_plaid_tuning_from_cluster_gabor_member();

drop trigger enqueue_cluster_plaid_tuning on twin.cluster_experiment_task;
drop function if exists job.enqueue_cluster_plaid_tuning_from_cluster_experiment_task();
create function job.enqueue_cluster_plaid_tuning_from_cluster_experiment_task() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.cluster_plaid_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, plaid_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, plaid_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p0
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from twin.cluster_gabor_member) p1
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config from new_rows) p2
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, plaid_config from twin.plaid_task) p3) k
      where not exists (select from twin.cluster_plaid_tuning o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config, o.alignment_config, o.clustering_config, o.cluster, o.plaid_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config, k.alignment_config, k.clustering_config, k.cluster, k.plaid_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.cluster_plaid_tuning where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_cluster_plaid_tuning_from_cluster_experiment_task() is 'Queues the keys of twin.cluster_plaid_tuning that new rows of twin.cluster_experiment_task make possible';
create trigger enqueue_cluster_plaid_tuning after insert on twin.cluster_experiment_task
  referencing new table as new_rows for each statement execute function job.enqueue_cluster_plaid_tuning_from_cluster_experiment_task();

drop trigger enqueue_cluster_plaid_tuning on twin.plaid_task;
drop function if exists job.enqueue_cluster_plaid_tuning_from_plaid_task();
create function job.enqueue_cluster_plaid_tuning_from_plaid_task() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.cluster_plaid_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, plaid_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, plaid_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p0
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from twin.cluster_gabor_member) p1
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config from twin.cluster_experiment_task) p2
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, plaid_config from new_rows) p3) k
      where not exists (select from twin.cluster_plaid_tuning o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config, o.alignment_config, o.clustering_config, o.cluster, o.plaid_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config, k.alignment_config, k.clustering_config, k.cluster, k.plaid_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.cluster_plaid_tuning where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_cluster_plaid_tuning_from_plaid_task() is 'Queues the keys of twin.cluster_plaid_tuning that new rows of twin.plaid_task make possible';
create trigger enqueue_cluster_plaid_tuning after insert on twin.plaid_task
  referencing new table as new_rows for each statement execute function job.enqueue_cluster_plaid_tuning_from_plaid_task();

drop trigger enqueue_cluster_stimulus_comparison on twin.optimal_gabor;
drop function if exists job.enqueue_cluster_stimulus_comparison_from_optimal_gabor();
create function job.enqueue_cluster_stimulus_comparison_from_optimal_gabor() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.cluster_stimulus_comparison (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, optimal_dog_config, cluster_mei_config, stimulus_comparison_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, optimal_dog_config, cluster_mei_config, stimulus_comparison_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from new_rows) p0
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from twin.cluster_gabor_member) p1
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config from twin.cluster_dog) p2
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config, animal_id, session, scan_idx, unit_id from twin.cluster_mei_member) p3
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, optimal_dog_config, cluster_mei_config, stimulus_comparison_config from twin.cluster_stimulus_comparison_task) p4) k
      where not exists (select from twin.cluster_stimulus_comparison o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config, o.alignment_config, o.clustering_config, o.cluster, o.optimal_dog_config, o.cluster_mei_config, o.stimulus_comparison_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config, k.alignment_config, k.clustering_config, k.cluster, k.optimal_dog_config, k.cluster_mei_config, k.stimulus_comparison_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.cluster_stimulus_comparison where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_cluster_stimulus_comparison_from_optimal_gabor() is 'Queues the keys of twin.cluster_stimulus_comparison that new rows of twin.optimal_gabor make possible';
create trigger enqueue_cluster_stimulus_comparison after insert on twin.optimal_gabor
  referencing new table as new_rows for each statement execute function job.enqueue_cluster_stimulus_comparison_from_optimal_gabor();

drop trigger enqueue_cluster_stimulus_comparison on twin.cluster_gabor_member;
drop function if exists job.enqueue_cluster_stimulus_comparison_from_cluster_gabor_member();
create function job.enqueue_cluster_stimulus_comparison_from_cluster_gabor_member() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.cluster_stimulus_comparison (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, optimal_dog_config, cluster_mei_config, stimulus_comparison_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, optimal_dog_config, cluster_mei_config, stimulus_comparison_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p0
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from new_rows) p1
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config from twin.cluster_dog) p2
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config, animal_id, session, scan_idx, unit_id from twin.cluster_mei_member) p3
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, optimal_dog_config, cluster_mei_config, stimulus_comparison_config from twin.cluster_stimulus_comparison_task) p4) k
      where not exists (select from twin.cluster_stimulus_comparison o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config, o.alignment_config, o.clustering_config, o.cluster, o.optimal_dog_config, o.cluster_mei_config, o.stimulus_comparison_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config, k.alignment_config, k.clustering_config, k.cluster, k.optimal_dog_config, k.cluster_mei_config, k.stimulus_comparison_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.cluster_stimulus_comparison where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_cluster_stimulus_comparison_from_cluster_gabor_member() is 'Queues the keys of twin.cluster_stimulus_comparison that new rows of twin.cluster_gabor_member make possible';
create trigger enqueue_cluster_stimulus_comparison after insert on twin.cluster_gabor_member
  referencing new table as new_rows for each statement execute function job.enqueue_cluster_stimulus_comparison_from_cluster_gabor_member();

drop trigger enqueue_cluster_stimulus_comparison on twin.cluster_dog;
drop function if exists job.enqueue_cluster_stimulus_comparison_from_cluster_dog();
create function job.enqueue_cluster_stimulus_comparison_from_cluster_dog() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.cluster_stimulus_comparison (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, optimal_dog_config, cluster_mei_config, stimulus_comparison_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, optimal_dog_config, cluster_mei_config, stimulus_comparison_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p0
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from twin.cluster_gabor_member) p1
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config from new_rows) p2
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config, animal_id, session, scan_idx, unit_id from twin.cluster_mei_member) p3
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, optimal_dog_config, cluster_mei_config, stimulus_comparison_config from twin.cluster_stimulus_comparison_task) p4) k
      where not exists (select from twin.cluster_stimulus_comparison o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config, o.alignment_config, o.clustering_config, o.cluster, o.optimal_dog_config, o.cluster_mei_config, o.stimulus_comparison_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config, k.alignment_config, k.clustering_config, k.cluster, k.optimal_dog_config, k.cluster_mei_config, k.stimulus_comparison_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.cluster_stimulus_comparison where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_cluster_stimulus_comparison_from_cluster_dog() is 'Queues the keys of twin.cluster_stimulus_comparison that new rows of twin.cluster_dog make possible';
create trigger enqueue_cluster_stimulus_comparison after insert on twin.cluster_dog
  referencing new table as new_rows for each statement execute function job.enqueue_cluster_stimulus_comparison_from_cluster_dog();

drop trigger enqueue_cluster_stimulus_comparison on twin.cluster_mei_member;
drop function if exists job.enqueue_cluster_stimulus_comparison_from_cluster_mei_member();
create function job.enqueue_cluster_stimulus_comparison_from_cluster_mei_member() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.cluster_stimulus_comparison (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, optimal_dog_config, cluster_mei_config, stimulus_comparison_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, optimal_dog_config, cluster_mei_config, stimulus_comparison_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p0
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from twin.cluster_gabor_member) p1
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config from twin.cluster_dog) p2
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config, animal_id, session, scan_idx, unit_id from new_rows) p3
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, optimal_dog_config, cluster_mei_config, stimulus_comparison_config from twin.cluster_stimulus_comparison_task) p4) k
      where not exists (select from twin.cluster_stimulus_comparison o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config, o.alignment_config, o.clustering_config, o.cluster, o.optimal_dog_config, o.cluster_mei_config, o.stimulus_comparison_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config, k.alignment_config, k.clustering_config, k.cluster, k.optimal_dog_config, k.cluster_mei_config, k.stimulus_comparison_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.cluster_stimulus_comparison where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_cluster_stimulus_comparison_from_cluster_mei_member() is 'Queues the keys of twin.cluster_stimulus_comparison that new rows of twin.cluster_mei_member make possible';
create trigger enqueue_cluster_stimulus_comparison after insert on twin.cluster_mei_member
  referencing new table as new_rows for each statement execute function job.enqueue_cluster_stimulus_comparison_from_cluster_mei_member();

drop trigger enqueue_cluster_stimulus_comparison on twin.cluster_stimulus_comparison_task;
drop function if exists job.enqueue_cluster_stimulus_comparison_from_cluster_stimu_626c2a9c();
create function job.enqueue_cluster_stimulus_comparison_from_cluster_stimu_626c2a9c() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.cluster_stimulus_comparison (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, optimal_dog_config, cluster_mei_config, stimulus_comparison_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, optimal_dog_config, cluster_mei_config, stimulus_comparison_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p0
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from twin.cluster_gabor_member) p1
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config from twin.cluster_dog) p2
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config, animal_id, session, scan_idx, unit_id from twin.cluster_mei_member) p3
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, optimal_dog_config, cluster_mei_config, stimulus_comparison_config from new_rows) p4) k
      where not exists (select from twin.cluster_stimulus_comparison o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config, o.alignment_config, o.clustering_config, o.cluster, o.optimal_dog_config, o.cluster_mei_config, o.stimulus_comparison_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config, k.alignment_config, k.clustering_config, k.cluster, k.optimal_dog_config, k.cluster_mei_config, k.stimulus_comparison_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.cluster_stimulus_comparison where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_cluster_stimulus_comparison_from_cluster_stimu_626c2a9c() is 'Queues the keys of twin.cluster_stimulus_comparison that new rows of twin.cluster_stimulus_comparison_task make possible';
create trigger enqueue_cluster_stimulus_comparison after insert on twin.cluster_stimulus_comparison_task
  referencing new table as new_rows for each statement execute function job.enqueue_cluster_stimulus_comparison_from_cluster_stimu_626c2a9c();

drop trigger enqueue_optimum_in_truth on twin.optimal_gabor;
drop function if exists job.enqueue_optimum_in_truth_from_optimal_gabor();
create function job.enqueue_optimum_in_truth_from_optimal_gabor() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.optimum_in_truth (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from new_rows) p0
            natural join (select animal_id, session, scan_idx, unit_id from twin.ground_truth) p1
            natural join (select animal_id, session, scan_idx from twin.simulation) p2) k
      where not exists (select from twin.optimum_in_truth o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.optimum_in_truth where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_optimum_in_truth_from_optimal_gabor() is 'Queues the keys of twin.optimum_in_truth that new rows of twin.optimal_gabor make possible';
create trigger enqueue_optimum_in_truth after insert on twin.optimal_gabor
  referencing new table as new_rows for each statement execute function job.enqueue_optimum_in_truth_from_optimal_gabor();

drop trigger enqueue_optimum_in_truth on twin.ground_truth;
drop function if exists job.enqueue_optimum_in_truth_from_ground_truth();
create function job.enqueue_optimum_in_truth_from_ground_truth() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.optimum_in_truth (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p0
            natural join (select animal_id, session, scan_idx, unit_id from new_rows) p1
            natural join (select animal_id, session, scan_idx from twin.simulation) p2) k
      where not exists (select from twin.optimum_in_truth o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.optimum_in_truth where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_optimum_in_truth_from_ground_truth() is 'Queues the keys of twin.optimum_in_truth that new rows of twin.ground_truth make possible';
create trigger enqueue_optimum_in_truth after insert on twin.ground_truth
  referencing new table as new_rows for each statement execute function job.enqueue_optimum_in_truth_from_ground_truth();

drop trigger enqueue_optimum_in_truth on twin.simulation;
drop function if exists job.enqueue_optimum_in_truth_from_simulation();
create function job.enqueue_optimum_in_truth_from_simulation() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.optimum_in_truth (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p0
            natural join (select animal_id, session, scan_idx, unit_id from twin.ground_truth) p1
            natural join (select animal_id, session, scan_idx from new_rows) p2) k
      where not exists (select from twin.optimum_in_truth o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.optimum_in_truth where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_optimum_in_truth_from_simulation() is 'Queues the keys of twin.optimum_in_truth that new rows of twin.simulation make possible';
create trigger enqueue_optimum_in_truth after insert on twin.simulation
  referencing new table as new_rows for each statement execute function job.enqueue_optimum_in_truth_from_simulation();

drop trigger enqueue_perfect_twin on twin.ground_truth;
drop function if exists job.enqueue_perfect_twin_from_ground_truth();
create function job.enqueue_perfect_twin_from_ground_truth() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.perfect_twin (animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config, phase_tuning_config, size_contrast_config, plaid_config)
      select animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config, phase_tuning_config, size_contrast_config, plaid_config
      from (select * from (select animal_id, session, scan_idx, unit_id from new_rows) p0
            natural join (select animal_id, session, scan_idx, optimal_gabor_config, orientation_tuning_config, phase_tuning_config, size_contrast_config, plaid_config from twin.perfect_twin_task) p1) k
      where not exists (select from twin.perfect_twin o
        where (o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config, o.orientation_tuning_config, o.phase_tuning_config, o.size_contrast_config, o.plaid_config)
            = (k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config, k.orientation_tuning_config, k.phase_tuning_config, k.size_contrast_config, k.plaid_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.perfect_twin where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_perfect_twin_from_ground_truth() is 'Queues the keys of twin.perfect_twin that new rows of twin.ground_truth make possible';
create trigger enqueue_perfect_twin after insert on twin.ground_truth
  referencing new table as new_rows for each statement execute function job.enqueue_perfect_twin_from_ground_truth();

drop trigger enqueue_perfect_twin on twin.perfect_twin_task;
drop function if exists job.enqueue_perfect_twin_from_perfect_twin_task();
create function job.enqueue_perfect_twin_from_perfect_twin_task() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.perfect_twin (animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config, phase_tuning_config, size_contrast_config, plaid_config)
      select animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config, phase_tuning_config, size_contrast_config, plaid_config
      from (select * from (select animal_id, session, scan_idx, unit_id from twin.ground_truth) p0
            natural join (select animal_id, session, scan_idx, optimal_gabor_config, orientation_tuning_config, phase_tuning_config, size_contrast_config, plaid_config from new_rows) p1) k
      where not exists (select from twin.perfect_twin o
        where (o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config, o.orientation_tuning_config, o.phase_tuning_config, o.size_contrast_config, o.plaid_config)
            = (k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config, k.orientation_tuning_config, k.phase_tuning_config, k.size_contrast_config, k.plaid_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.perfect_twin where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_perfect_twin_from_perfect_twin_task() is 'Queues the keys of twin.perfect_twin that new rows of twin.perfect_twin_task make possible';
create trigger enqueue_perfect_twin after insert on twin.perfect_twin_task
  referencing new table as new_rows for each statement execute function job.enqueue_perfect_twin_from_perfect_twin_task();

drop trigger enqueue_population on twin.complete_population;
drop function if exists job.enqueue_population_from_complete_population();
create function job.enqueue_population_from_complete_population() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.population (dataset, model_config, training_config, seed, optimal_gabor_config, population_config)
      select dataset, model_config, training_config, seed, optimal_gabor_config, population_config
      from (select * from (select dataset, model_config, training_config, seed, optimal_gabor_config, population_config from new_rows) p0) k
      where not exists (select from twin.population o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.optimal_gabor_config, o.population_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.optimal_gabor_config, k.population_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.population where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_population_from_complete_population() is 'Queues the keys of twin.population that new rows of twin.complete_population make possible';
create trigger enqueue_population after insert on twin.complete_population
  referencing new table as new_rows for each statement execute function job.enqueue_population_from_complete_population();

drop trigger enqueue_cluster_analysis on twin.clustering;
drop function if exists job.enqueue_cluster_analysis_from_clustering();
create function job.enqueue_cluster_analysis_from_clustering() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.cluster_analysis (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config)
      select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config
      from (select * from (select dataset, model_config, training_config, seed, alignment_config, clustering_config from new_rows) p0
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, population_config from twin.population) p1
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config from twin.cluster_analysis_task) p2) k
      where not exists (select from twin.cluster_analysis o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.alignment_config, o.clustering_config, o.optimal_gabor_config, o.population_config, o.statistics_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.alignment_config, k.clustering_config, k.optimal_gabor_config, k.population_config, k.statistics_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.cluster_analysis where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_cluster_analysis_from_clustering() is 'Queues the keys of twin.cluster_analysis that new rows of twin.clustering make possible';
create trigger enqueue_cluster_analysis after insert on twin.clustering
  referencing new table as new_rows for each statement execute function job.enqueue_cluster_analysis_from_clustering();

drop trigger enqueue_cluster_analysis on twin.population;
drop function if exists job.enqueue_cluster_analysis_from_population();
create function job.enqueue_cluster_analysis_from_population() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.cluster_analysis (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config)
      select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config
      from (select * from (select dataset, model_config, training_config, seed, alignment_config, clustering_config from twin.clustering) p0
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, population_config from new_rows) p1
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config from twin.cluster_analysis_task) p2) k
      where not exists (select from twin.cluster_analysis o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.alignment_config, o.clustering_config, o.optimal_gabor_config, o.population_config, o.statistics_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.alignment_config, k.clustering_config, k.optimal_gabor_config, k.population_config, k.statistics_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.cluster_analysis where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_cluster_analysis_from_population() is 'Queues the keys of twin.cluster_analysis that new rows of twin.population make possible';
create trigger enqueue_cluster_analysis after insert on twin.population
  referencing new table as new_rows for each statement execute function job.enqueue_cluster_analysis_from_population();

drop trigger enqueue_cluster_analysis on twin.cluster_analysis_task;
drop function if exists job.enqueue_cluster_analysis_from_cluster_analysis_task();
create function job.enqueue_cluster_analysis_from_cluster_analysis_task() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.cluster_analysis (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config)
      select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config
      from (select * from (select dataset, model_config, training_config, seed, alignment_config, clustering_config from twin.clustering) p0
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, population_config from twin.population) p1
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config from new_rows) p2) k
      where not exists (select from twin.cluster_analysis o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.alignment_config, o.clustering_config, o.optimal_gabor_config, o.population_config, o.statistics_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.alignment_config, k.clustering_config, k.optimal_gabor_config, k.population_config, k.statistics_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.cluster_analysis where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_cluster_analysis_from_cluster_analysis_task() is 'Queues the keys of twin.cluster_analysis that new rows of twin.cluster_analysis_task make possible';
create trigger enqueue_cluster_analysis after insert on twin.cluster_analysis_task
  referencing new table as new_rows for each statement execute function job.enqueue_cluster_analysis_from_cluster_analysis_task();

drop trigger enqueue_suboptimal_gabor on twin.complete_optimal_gabors;
drop function if exists job.enqueue_suboptimal_gabor_from_complete_optimal_gabors();
create function job.enqueue_suboptimal_gabor_from_complete_optimal_gabors() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.suboptimal_gabor (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config)
      select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config
      from (select * from (select dataset, model_config, training_config, seed, optimal_gabor_config from new_rows) p0
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config from twin.suboptimal_gabor_task) p1
            natural join (select dataset, model_config, training_config, seed from twin.model) p2) k
      where not exists (select from twin.suboptimal_gabor o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.optimal_gabor_config, o.suboptimal_gabor_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.optimal_gabor_config, k.suboptimal_gabor_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.suboptimal_gabor where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_suboptimal_gabor_from_complete_optimal_gabors() is 'Queues the keys of twin.suboptimal_gabor that new rows of twin.complete_optimal_gabors make possible';
create trigger enqueue_suboptimal_gabor after insert on twin.complete_optimal_gabors
  referencing new table as new_rows for each statement execute function job.enqueue_suboptimal_gabor_from_complete_optimal_gabors();

drop trigger enqueue_suboptimal_gabor on twin.suboptimal_gabor_task;
drop function if exists job.enqueue_suboptimal_gabor_from_suboptimal_gabor_task();
create function job.enqueue_suboptimal_gabor_from_suboptimal_gabor_task() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.suboptimal_gabor (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config)
      select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config
      from (select * from (select dataset, model_config, training_config, seed, optimal_gabor_config from twin.complete_optimal_gabors) p0
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config from new_rows) p1
            natural join (select dataset, model_config, training_config, seed from twin.model) p2) k
      where not exists (select from twin.suboptimal_gabor o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.optimal_gabor_config, o.suboptimal_gabor_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.optimal_gabor_config, k.suboptimal_gabor_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.suboptimal_gabor where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_suboptimal_gabor_from_suboptimal_gabor_task() is 'Queues the keys of twin.suboptimal_gabor that new rows of twin.suboptimal_gabor_task make possible';
create trigger enqueue_suboptimal_gabor after insert on twin.suboptimal_gabor_task
  referencing new table as new_rows for each statement execute function job.enqueue_suboptimal_gabor_from_suboptimal_gabor_task();

drop trigger enqueue_suboptimal_gabor on twin.model;
drop function if exists job.enqueue_suboptimal_gabor_from_model();
create function job.enqueue_suboptimal_gabor_from_model() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.suboptimal_gabor (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config)
      select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config
      from (select * from (select dataset, model_config, training_config, seed, optimal_gabor_config from twin.complete_optimal_gabors) p0
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config from twin.suboptimal_gabor_task) p1
            natural join (select dataset, model_config, training_config, seed from new_rows) p2) k
      where not exists (select from twin.suboptimal_gabor o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.optimal_gabor_config, o.suboptimal_gabor_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.optimal_gabor_config, k.suboptimal_gabor_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.suboptimal_gabor where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_suboptimal_gabor_from_model() is 'Queues the keys of twin.suboptimal_gabor that new rows of twin.model make possible';
create trigger enqueue_suboptimal_gabor after insert on twin.model
  referencing new table as new_rows for each statement execute function job.enqueue_suboptimal_gabor_from_model();

drop trigger enqueue_size_curve_agreement on twin.suboptimal_gabor;
drop function if exists job.enqueue_size_curve_agreement_from_suboptimal_gabor();
create function job.enqueue_size_curve_agreement_from_suboptimal_gabor() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.size_curve_agreement (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config)
      select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config
      from (select * from (select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config from new_rows) p0
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config from twin.size_curve_agreement_task) p1) k
      where not exists (select from twin.size_curve_agreement o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.optimal_gabor_config, o.suboptimal_gabor_config, o.verification, o.size_curve_agreement_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.optimal_gabor_config, k.suboptimal_gabor_config, k.verification, k.size_curve_agreement_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.size_curve_agreement where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_size_curve_agreement_from_suboptimal_gabor() is 'Queues the keys of twin.size_curve_agreement that new rows of twin.suboptimal_gabor make possible';
create trigger enqueue_size_curve_agreement after insert on twin.suboptimal_gabor
  referencing new table as new_rows for each statement execute function job.enqueue_size_curve_agreement_from_suboptimal_gabor();

drop trigger enqueue_size_curve_agreement on twin.size_curve_agreement_task;
drop function if exists job.enqueue_size_curve_agreement_from_size_curve_agreement_task();
create function job.enqueue_size_curve_agreement_from_size_curve_agreement_task() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.size_curve_agreement (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config)
      select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config
      from (select * from (select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config from twin.suboptimal_gabor) p0
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config from new_rows) p1) k
      where not exists (select from twin.size_curve_agreement o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.optimal_gabor_config, o.suboptimal_gabor_config, o.verification, o.size_curve_agreement_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.optimal_gabor_config, k.suboptimal_gabor_config, k.verification, k.size_curve_agreement_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.size_curve_agreement where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_size_curve_agreement_from_size_curve_agreement_task() is 'Queues the keys of twin.size_curve_agreement that new rows of twin.size_curve_agreement_task make possible';
create trigger enqueue_size_curve_agreement after insert on twin.size_curve_agreement_task
  referencing new table as new_rows for each statement execute function job.enqueue_size_curve_agreement_from_size_curve_agreement_task();

drop trigger enqueue_model_comparison on twin.complete_model_comparison;
drop function if exists job.enqueue_model_comparison_from_complete_model_comparison();
create function job.enqueue_model_comparison_from_complete_model_comparison() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.model_comparison (model_comparison)
      select model_comparison
      from (select * from (select model_comparison from new_rows) p0) k
      where not exists (select from twin.model_comparison o
        where (o.model_comparison)
            = (k.model_comparison))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.model_comparison where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_model_comparison_from_complete_model_comparison() is 'Queues the keys of twin.model_comparison that new rows of twin.complete_model_comparison make possible';
create trigger enqueue_model_comparison after insert on twin.complete_model_comparison
  referencing new table as new_rows for each statement execute function job.enqueue_model_comparison_from_complete_model_comparison();

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
      select dataset, model_config, training_config, seed from (select dataset, model_config, training_config, seed from (select dataset, model_config, training_config, seed from twin.training_task) p1) k
      where not exists (select from twin.model o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed)
        and not exists (select from job.model o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed)) missing $count$ into n;
  if n = 0 then
    return 0;
  end if;
  if n < 10000 or not has_parameter_privilege(current_user, 'session_replication_role', 'SET') then
    execute $insert$ insert into job.model (dataset, model_config, training_config, seed) select dataset, model_config, training_config, seed from (
      select dataset, model_config, training_config, seed from (select dataset, model_config, training_config, seed from (select dataset, model_config, training_config, seed from twin.training_task) p1) k
      where not exists (select from twin.model o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed)
        and not exists (select from job.model o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed)) missing on conflict do nothing $insert$;
    get diagnostics n = row_count;
  else
    perform set_config('session_replication_role', 'replica', true);
    execute $insert$
      with added as (
        insert into job.model (dataset, model_config, training_config, seed) select dataset, model_config, training_config, seed from (
      select dataset, model_config, training_config, seed from (select dataset, model_config, training_config, seed from (select dataset, model_config, training_config, seed from twin.training_task) p1) k
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

create or replace function job.enqueue_ensemble()
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  role_before constant text := current_setting('session_replication_role');
  n bigint;
  is_whole boolean;
begin
  perform pg_advisory_xact_lock(hashtextextended('doppel enqueue ' || 'twin.ensemble', 0));
  execute $count$ select count(*) from (
      select dataset, model_set from (select dataset, model_set from (select dataset, model_set from twin.complete_model_set) p1) k
      where not exists (select from twin.ensemble o where o.dataset = k.dataset and o.model_set = k.model_set)
        and not exists (select from job.ensemble o where o.dataset = k.dataset and o.model_set = k.model_set)) missing $count$ into n;
  if n = 0 then
    return 0;
  end if;
  if n < 10000 or not has_parameter_privilege(current_user, 'session_replication_role', 'SET') then
    execute $insert$ insert into job.ensemble (dataset, model_set) select dataset, model_set from (
      select dataset, model_set from (select dataset, model_set from (select dataset, model_set from twin.complete_model_set) p1) k
      where not exists (select from twin.ensemble o where o.dataset = k.dataset and o.model_set = k.model_set)
        and not exists (select from job.ensemble o where o.dataset = k.dataset and o.model_set = k.model_set)) missing on conflict do nothing $insert$;
    get diagnostics n = row_count;
  else
    perform set_config('session_replication_role', 'replica', true);
    execute $insert$
      with added as (
        insert into job.ensemble (dataset, model_set) select dataset, model_set from (
      select dataset, model_set from (select dataset, model_set from (select dataset, model_set from twin.complete_model_set) p1) k
      where not exists (select from twin.ensemble o where o.dataset = k.dataset and o.model_set = k.model_set)
        and not exists (select from job.ensemble o where o.dataset = k.dataset and o.model_set = k.model_set)) missing on conflict do nothing returning dataset, model_set),
      p1 as (select from twin.complete_model_set p where (dataset, model_set) in (select dataset, model_set from added) for key share),
      p2 as (select from twin.dataset p where (dataset) in (select dataset from added) for key share)
      select (select count(*) from added), (select count(*) from p1) = (select count(*) from (select distinct dataset, model_set from added) d)
        and (select count(*) from p2) = (select count(*) from (select distinct dataset from added) d) $insert$ into n, is_whole;
    perform set_config('session_replication_role', role_before, true);
    if not is_whole then
      raise exception 'rows that new keys of % refer to were deleted meanwhile', 'twin.ensemble'
        using errcode = 'serialization_failure';
    end if;
  end if;
  if n > 0 then
    perform pg_notify('doppel_job', '');
  end if;
  return n;
end $$;
revoke execute on function job.enqueue_ensemble() from public;

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
        natural join (select dataset, model_config, training_config, seed, alignment_config from twin.alignment_task) p2) k
      where not exists (select from twin.alignment o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config)
        and not exists (select from job.alignment o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config)) missing $count$ into n;
  if n = 0 then
    return 0;
  end if;
  if n < 10000 or not has_parameter_privilege(current_user, 'session_replication_role', 'SET') then
    execute $insert$ insert into job.alignment (dataset, model_config, training_config, seed, alignment_config) select dataset, model_config, training_config, seed, alignment_config from (
      select dataset, model_config, training_config, seed, alignment_config from (select dataset, model_config, training_config, seed, alignment_config from (select dataset, model_config, training_config, seed from twin.readout) p1
        natural join (select dataset, model_config, training_config, seed, alignment_config from twin.alignment_task) p2) k
      where not exists (select from twin.alignment o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config)
        and not exists (select from job.alignment o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config)) missing on conflict do nothing $insert$;
    get diagnostics n = row_count;
  else
    perform set_config('session_replication_role', 'replica', true);
    execute $insert$
      with added as (
        insert into job.alignment (dataset, model_config, training_config, seed, alignment_config) select dataset, model_config, training_config, seed, alignment_config from (
      select dataset, model_config, training_config, seed, alignment_config from (select dataset, model_config, training_config, seed, alignment_config from (select dataset, model_config, training_config, seed from twin.readout) p1
        natural join (select dataset, model_config, training_config, seed, alignment_config from twin.alignment_task) p2) k
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
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config from twin.clustering_task) p2) k
      where not exists (select from twin.clustering o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config)
        and not exists (select from job.clustering o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config)) missing $count$ into n;
  if n = 0 then
    return 0;
  end if;
  if n < 10000 or not has_parameter_privilege(current_user, 'session_replication_role', 'SET') then
    execute $insert$ insert into job.clustering (dataset, model_config, training_config, seed, alignment_config, clustering_config) select dataset, model_config, training_config, seed, alignment_config, clustering_config from (
      select dataset, model_config, training_config, seed, alignment_config, clustering_config from (select dataset, model_config, training_config, seed, alignment_config, clustering_config from (select dataset, model_config, training_config, seed, alignment_config from twin.alignment) p1
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config from twin.clustering_task) p2) k
      where not exists (select from twin.clustering o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config)
        and not exists (select from job.clustering o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config)) missing on conflict do nothing $insert$;
    get diagnostics n = row_count;
  else
    perform set_config('session_replication_role', 'replica', true);
    execute $insert$
      with added as (
        insert into job.clustering (dataset, model_config, training_config, seed, alignment_config, clustering_config) select dataset, model_config, training_config, seed, alignment_config, clustering_config from (
      select dataset, model_config, training_config, seed, alignment_config, clustering_config from (select dataset, model_config, training_config, seed, alignment_config, clustering_config from (select dataset, model_config, training_config, seed, alignment_config from twin.alignment) p1
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config from twin.clustering_task) p2) k
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
        natural join (select dataset, model_config, training_config, seed, alignment_config, embedding_config from twin.embedding_task) p2) k
      where not exists (select from twin.embedding o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.embedding_config = k.embedding_config)
        and not exists (select from job.embedding o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.embedding_config = k.embedding_config)) missing $count$ into n;
  if n = 0 then
    return 0;
  end if;
  if n < 10000 or not has_parameter_privilege(current_user, 'session_replication_role', 'SET') then
    execute $insert$ insert into job.embedding (dataset, model_config, training_config, seed, alignment_config, embedding_config) select dataset, model_config, training_config, seed, alignment_config, embedding_config from (
      select dataset, model_config, training_config, seed, alignment_config, embedding_config from (select dataset, model_config, training_config, seed, alignment_config, embedding_config from (select dataset, model_config, training_config, seed, alignment_config from twin.alignment) p1
        natural join (select dataset, model_config, training_config, seed, alignment_config, embedding_config from twin.embedding_task) p2) k
      where not exists (select from twin.embedding o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.embedding_config = k.embedding_config)
        and not exists (select from job.embedding o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.embedding_config = k.embedding_config)) missing on conflict do nothing $insert$;
    get diagnostics n = row_count;
  else
    perform set_config('session_replication_role', 'replica', true);
    execute $insert$
      with added as (
        insert into job.embedding (dataset, model_config, training_config, seed, alignment_config, embedding_config) select dataset, model_config, training_config, seed, alignment_config, embedding_config from (
      select dataset, model_config, training_config, seed, alignment_config, embedding_config from (select dataset, model_config, training_config, seed, alignment_config, embedding_config from (select dataset, model_config, training_config, seed, alignment_config from twin.alignment) p1
        natural join (select dataset, model_config, training_config, seed, alignment_config, embedding_config from twin.embedding_task) p2) k
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
        natural join (select dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config from twin.density_task) p2) k
      where not exists (select from twin.density_estimate o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.embedding_config = k.embedding_config and o.density_mode_config = k.density_mode_config)
        and not exists (select from job.density_estimate o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.embedding_config = k.embedding_config and o.density_mode_config = k.density_mode_config)) missing $count$ into n;
  if n = 0 then
    return 0;
  end if;
  if n < 10000 or not has_parameter_privilege(current_user, 'session_replication_role', 'SET') then
    execute $insert$ insert into job.density_estimate (dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config) select dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config from (
      select dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config from (select dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config from (select dataset, model_config, training_config, seed, alignment_config, embedding_config from twin.embedding) p1
        natural join (select dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config from twin.density_task) p2) k
      where not exists (select from twin.density_estimate o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.embedding_config = k.embedding_config and o.density_mode_config = k.density_mode_config)
        and not exists (select from job.density_estimate o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.embedding_config = k.embedding_config and o.density_mode_config = k.density_mode_config)) missing on conflict do nothing $insert$;
    get diagnostics n = row_count;
  else
    perform set_config('session_replication_role', 'replica', true);
    execute $insert$
      with added as (
        insert into job.density_estimate (dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config) select dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config from (
      select dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config from (select dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config from (select dataset, model_config, training_config, seed, alignment_config, embedding_config from twin.embedding) p1
        natural join (select dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config from twin.density_task) p2) k
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
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, stability_config from twin.stability_task) p2) k
      where not exists (select from twin.cluster_stability o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.stability_config = k.stability_config)
        and not exists (select from job.cluster_stability o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.stability_config = k.stability_config)) missing $count$ into n;
  if n = 0 then
    return 0;
  end if;
  if n < 10000 or not has_parameter_privilege(current_user, 'session_replication_role', 'SET') then
    execute $insert$ insert into job.cluster_stability (dataset, model_config, training_config, seed, alignment_config, clustering_config, stability_config) select dataset, model_config, training_config, seed, alignment_config, clustering_config, stability_config from (
      select dataset, model_config, training_config, seed, alignment_config, clustering_config, stability_config from (select dataset, model_config, training_config, seed, alignment_config, clustering_config, stability_config from (select dataset, model_config, training_config, seed, alignment_config, clustering_config from twin.clustering) p1
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, stability_config from twin.stability_task) p2) k
      where not exists (select from twin.cluster_stability o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.stability_config = k.stability_config)
        and not exists (select from job.cluster_stability o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.stability_config = k.stability_config)) missing on conflict do nothing $insert$;
    get diagnostics n = row_count;
  else
    perform set_config('session_replication_role', 'replica', true);
    execute $insert$
      with added as (
        insert into job.cluster_stability (dataset, model_config, training_config, seed, alignment_config, clustering_config, stability_config) select dataset, model_config, training_config, seed, alignment_config, clustering_config, stability_config from (
      select dataset, model_config, training_config, seed, alignment_config, clustering_config, stability_config from (select dataset, model_config, training_config, seed, alignment_config, clustering_config, stability_config from (select dataset, model_config, training_config, seed, alignment_config, clustering_config from twin.clustering) p1
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, stability_config from twin.stability_task) p2) k
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
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config from twin.optimal_gabor_task) p2) k
      where not exists (select from twin.optimal_gabor o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config)
        and not exists (select from job.optimal_gabor o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config)) missing $count$ into n;
  if n = 0 then
    return 0;
  end if;
  if n < 10000 or not has_parameter_privilege(current_user, 'session_replication_role', 'SET') then
    execute $insert$ insert into job.optimal_gabor (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id from twin.bar_code) p1
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config from twin.optimal_gabor_task) p2) k
      where not exists (select from twin.optimal_gabor o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config)
        and not exists (select from job.optimal_gabor o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config)) missing on conflict do nothing $insert$;
    get diagnostics n = row_count;
  else
    perform set_config('session_replication_role', 'replica', true);
    execute $insert$
      with added as (
        insert into job.optimal_gabor (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id from twin.bar_code) p1
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config from twin.optimal_gabor_task) p2) k
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
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, orientation_tuning_config from twin.orientation_tuning_task) p2) k
      where not exists (select from twin.orientation_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.orientation_tuning_config = k.orientation_tuning_config)
        and not exists (select from job.orientation_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.orientation_tuning_config = k.orientation_tuning_config)) missing $count$ into n;
  if n = 0 then
    return 0;
  end if;
  if n < 10000 or not has_parameter_privilege(current_user, 'session_replication_role', 'SET') then
    execute $insert$ insert into job.orientation_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config) select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p1
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, orientation_tuning_config from twin.orientation_tuning_task) p2) k
      where not exists (select from twin.orientation_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.orientation_tuning_config = k.orientation_tuning_config)
        and not exists (select from job.orientation_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.orientation_tuning_config = k.orientation_tuning_config)) missing on conflict do nothing $insert$;
    get diagnostics n = row_count;
  else
    perform set_config('session_replication_role', 'replica', true);
    execute $insert$
      with added as (
        insert into job.orientation_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config) select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p1
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, orientation_tuning_config from twin.orientation_tuning_task) p2) k
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
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, phase_tuning_config from twin.phase_tuning_task) p2) k
      where not exists (select from twin.phase_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.phase_tuning_config = k.phase_tuning_config)
        and not exists (select from job.phase_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.phase_tuning_config = k.phase_tuning_config)) missing $count$ into n;
  if n = 0 then
    return 0;
  end if;
  if n < 10000 or not has_parameter_privilege(current_user, 'session_replication_role', 'SET') then
    execute $insert$ insert into job.phase_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config) select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p1
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, phase_tuning_config from twin.phase_tuning_task) p2) k
      where not exists (select from twin.phase_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.phase_tuning_config = k.phase_tuning_config)
        and not exists (select from job.phase_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.phase_tuning_config = k.phase_tuning_config)) missing on conflict do nothing $insert$;
    get diagnostics n = row_count;
  else
    perform set_config('session_replication_role', 'replica', true);
    execute $insert$
      with added as (
        insert into job.phase_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config) select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p1
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, phase_tuning_config from twin.phase_tuning_task) p2) k
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
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p1) k
      where not exists (select from twin.gabor_certificate o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config)
        and not exists (select from job.gabor_certificate o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config)) missing $count$ into n;
  if n = 0 then
    return 0;
  end if;
  if n < 10000 or not has_parameter_privilege(current_user, 'session_replication_role', 'SET') then
    execute $insert$ insert into job.gabor_certificate (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p1) k
      where not exists (select from twin.gabor_certificate o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config)
        and not exists (select from job.gabor_certificate o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config)) missing on conflict do nothing $insert$;
    get diagnostics n = row_count;
  else
    perform set_config('session_replication_role', 'replica', true);
    execute $insert$
      with added as (
        insert into job.gabor_certificate (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p1) k
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
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, size_contrast_config from twin.size_contrast_task) p2) k
      where not exists (select from twin.size_contrast_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.size_contrast_config = k.size_contrast_config)
        and not exists (select from job.size_contrast_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.size_contrast_config = k.size_contrast_config)) missing $count$ into n;
  if n = 0 then
    return 0;
  end if;
  if n < 10000 or not has_parameter_privilege(current_user, 'session_replication_role', 'SET') then
    execute $insert$ insert into job.size_contrast_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, size_contrast_config) select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, size_contrast_config from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, size_contrast_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, size_contrast_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p1
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, size_contrast_config from twin.size_contrast_task) p2) k
      where not exists (select from twin.size_contrast_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.size_contrast_config = k.size_contrast_config)
        and not exists (select from job.size_contrast_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.size_contrast_config = k.size_contrast_config)) missing on conflict do nothing $insert$;
    get diagnostics n = row_count;
  else
    perform set_config('session_replication_role', 'replica', true);
    execute $insert$
      with added as (
        insert into job.size_contrast_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, size_contrast_config) select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, size_contrast_config from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, size_contrast_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, size_contrast_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p1
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, size_contrast_config from twin.size_contrast_task) p2) k
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
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, plaid_config from twin.plaid_task) p2) k
      where not exists (select from twin.plaid_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.plaid_config = k.plaid_config)
        and not exists (select from job.plaid_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.plaid_config = k.plaid_config)) missing $count$ into n;
  if n = 0 then
    return 0;
  end if;
  if n < 10000 or not has_parameter_privilege(current_user, 'session_replication_role', 'SET') then
    execute $insert$ insert into job.plaid_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, plaid_config) select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, plaid_config from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, plaid_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, plaid_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p1
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, plaid_config from twin.plaid_task) p2) k
      where not exists (select from twin.plaid_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.plaid_config = k.plaid_config)
        and not exists (select from job.plaid_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.plaid_config = k.plaid_config)) missing on conflict do nothing $insert$;
    get diagnostics n = row_count;
  else
    perform set_config('session_replication_role', 'replica', true);
    execute $insert$
      with added as (
        insert into job.plaid_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, plaid_config) select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, plaid_config from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, plaid_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, plaid_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p1
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, plaid_config from twin.plaid_task) p2) k
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
      select dataset, glm_config from (select dataset, glm_config from (select dataset, glm_config from twin.glm_task) p1) k
      where not exists (select from twin.glm o where o.dataset = k.dataset and o.glm_config = k.glm_config)
        and not exists (select from job.glm o where o.dataset = k.dataset and o.glm_config = k.glm_config)) missing $count$ into n;
  if n = 0 then
    return 0;
  end if;
  if n < 10000 or not has_parameter_privilege(current_user, 'session_replication_role', 'SET') then
    execute $insert$ insert into job.glm (dataset, glm_config) select dataset, glm_config from (
      select dataset, glm_config from (select dataset, glm_config from (select dataset, glm_config from twin.glm_task) p1) k
      where not exists (select from twin.glm o where o.dataset = k.dataset and o.glm_config = k.glm_config)
        and not exists (select from job.glm o where o.dataset = k.dataset and o.glm_config = k.glm_config)) missing on conflict do nothing $insert$;
    get diagnostics n = row_count;
  else
    perform set_config('session_replication_role', 'replica', true);
    execute $insert$
      with added as (
        insert into job.glm (dataset, glm_config) select dataset, glm_config from (
      select dataset, glm_config from (select dataset, glm_config from (select dataset, glm_config from twin.glm_task) p1) k
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
        natural join (select dataset, glm_config, animal_id, session, scan_idx, unit_id from twin.glm_neuron) p2) k
      where not exists (select from twin.nonlinearity o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.glm_config = k.glm_config)
        and not exists (select from job.nonlinearity o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.glm_config = k.glm_config)) missing $count$ into n;
  if n = 0 then
    return 0;
  end if;
  if n < 10000 or not has_parameter_privilege(current_user, 'session_replication_role', 'SET') then
    execute $insert$ insert into job.nonlinearity (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, glm_config) select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, glm_config from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, glm_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, glm_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id from twin.neuron_score) p1
        natural join (select dataset, glm_config, animal_id, session, scan_idx, unit_id from twin.glm_neuron) p2) k
      where not exists (select from twin.nonlinearity o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.glm_config = k.glm_config)
        and not exists (select from job.nonlinearity o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.glm_config = k.glm_config)) missing on conflict do nothing $insert$;
    get diagnostics n = row_count;
  else
    perform set_config('session_replication_role', 'replica', true);
    execute $insert$
      with added as (
        insert into job.nonlinearity (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, glm_config) select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, glm_config from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, glm_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, glm_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id from twin.neuron_score) p1
        natural join (select dataset, glm_config, animal_id, session, scan_idx, unit_id from twin.glm_neuron) p2) k
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
        natural join (select dataset, model_config, training_config, seed, optimal_dog_config from twin.optimal_dog_task) p2) k
      where not exists (select from twin.optimal_dog o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_dog_config = k.optimal_dog_config)
        and not exists (select from job.optimal_dog o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_dog_config = k.optimal_dog_config)) missing $count$ into n;
  if n = 0 then
    return 0;
  end if;
  if n < 10000 or not has_parameter_privilege(current_user, 'session_replication_role', 'SET') then
    execute $insert$ insert into job.optimal_dog (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_dog_config) select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_dog_config from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_dog_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_dog_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id from twin.bar_code) p1
        natural join (select dataset, model_config, training_config, seed, optimal_dog_config from twin.optimal_dog_task) p2) k
      where not exists (select from twin.optimal_dog o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_dog_config = k.optimal_dog_config)
        and not exists (select from job.optimal_dog o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_dog_config = k.optimal_dog_config)) missing on conflict do nothing $insert$;
    get diagnostics n = row_count;
  else
    perform set_config('session_replication_role', 'replica', true);
    execute $insert$
      with added as (
        insert into job.optimal_dog (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_dog_config) select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_dog_config from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_dog_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_dog_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id from twin.bar_code) p1
        natural join (select dataset, model_config, training_config, seed, optimal_dog_config from twin.optimal_dog_task) p2) k
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
        natural join (select dataset, model_config, training_config, seed, mei_config from twin.mei_task) p2) k
      where not exists (select from twin.mei o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.mei_config = k.mei_config)
        and not exists (select from job.mei o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.mei_config = k.mei_config)) missing $count$ into n;
  if n = 0 then
    return 0;
  end if;
  if n < 10000 or not has_parameter_privilege(current_user, 'session_replication_role', 'SET') then
    execute $insert$ insert into job.mei (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, mei_config) select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, mei_config from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, mei_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, mei_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id from twin.bar_code) p1
        natural join (select dataset, model_config, training_config, seed, mei_config from twin.mei_task) p2) k
      where not exists (select from twin.mei o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.mei_config = k.mei_config)
        and not exists (select from job.mei o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.mei_config = k.mei_config)) missing on conflict do nothing $insert$;
    get diagnostics n = row_count;
  else
    perform set_config('session_replication_role', 'replica', true);
    execute $insert$
      with added as (
        insert into job.mei (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, mei_config) select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, mei_config from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, mei_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, mei_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id from twin.bar_code) p1
        natural join (select dataset, model_config, training_config, seed, mei_config from twin.mei_task) p2) k
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
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, optimal_dog_config, mei_config, stimulus_comparison_config from twin.stimulus_comparison_task) p4) k
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
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, optimal_dog_config, mei_config, stimulus_comparison_config from twin.stimulus_comparison_task) p4) k
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
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, optimal_dog_config, mei_config, stimulus_comparison_config from twin.stimulus_comparison_task) p4) k
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

create or replace function job.enqueue_cluster_gabor()
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  role_before constant text := current_setting('session_replication_role');
  n bigint;
  is_whole boolean;
begin
  perform pg_advisory_xact_lock(hashtextextended('doppel enqueue ' || 'twin.cluster_gabor', 0));
  execute $count$ select count(*) from (
      select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster from twin.complete_cluster) p1) k
      where not exists (select from twin.cluster_gabor o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.optimal_gabor_config = k.optimal_gabor_config)
        and not exists (select from job.cluster_gabor o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.optimal_gabor_config = k.optimal_gabor_config)) missing $count$ into n;
  if n = 0 then
    return 0;
  end if;
  if n < 10000 or not has_parameter_privilege(current_user, 'session_replication_role', 'SET') then
    execute $insert$ insert into job.cluster_gabor (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config) select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from (
      select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster from twin.complete_cluster) p1) k
      where not exists (select from twin.cluster_gabor o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.optimal_gabor_config = k.optimal_gabor_config)
        and not exists (select from job.cluster_gabor o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.optimal_gabor_config = k.optimal_gabor_config)) missing on conflict do nothing $insert$;
    get diagnostics n = row_count;
  else
    perform set_config('session_replication_role', 'replica', true);
    execute $insert$
      with added as (
        insert into job.cluster_gabor (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config) select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from (
      select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster from twin.complete_cluster) p1) k
      where not exists (select from twin.cluster_gabor o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.optimal_gabor_config = k.optimal_gabor_config)
        and not exists (select from job.cluster_gabor o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.optimal_gabor_config = k.optimal_gabor_config)) missing on conflict do nothing returning dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config),
      p1 as (select from twin.cluster p where (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster) in (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster from added) for key share),
      p2 as (select from twin.complete_cluster p where (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster) in (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster from added) for key share),
      p3 as (select from twin.optimal_gabor_config p where (optimal_gabor_config) in (select optimal_gabor_config from added) for key share),
      p4 as (select from twin.model p where (dataset, model_config, training_config, seed) in (select dataset, model_config, training_config, seed from added) for key share)
      select (select count(*) from added), (select count(*) from p1) = (select count(*) from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster from added) d)
        and (select count(*) from p2) = (select count(*) from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster from added) d)
        and (select count(*) from p3) = (select count(*) from (select distinct optimal_gabor_config from added) d)
        and (select count(*) from p4) = (select count(*) from (select distinct dataset, model_config, training_config, seed from added) d) $insert$ into n, is_whole;
    perform set_config('session_replication_role', role_before, true);
    if not is_whole then
      raise exception 'rows that new keys of % refer to were deleted meanwhile', 'twin.cluster_gabor'
        using errcode = 'serialization_failure';
    end if;
  end if;
  if n > 0 then
    perform pg_notify('doppel_job', '');
  end if;
  return n;
end $$;
revoke execute on function job.enqueue_cluster_gabor() from public;

create or replace function job.enqueue_cluster_dog()
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  role_before constant text := current_setting('session_replication_role');
  n bigint;
  is_whole boolean;
begin
  perform pg_advisory_xact_lock(hashtextextended('doppel enqueue ' || 'twin.cluster_dog', 0));
  execute $count$ select count(*) from (
      select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config from (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config from (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster from twin.complete_cluster) p1
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, optimal_dog_config from twin.cluster_dog_task) p2) k
      where not exists (select from twin.cluster_dog o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.optimal_gabor_config = k.optimal_gabor_config and o.optimal_dog_config = k.optimal_dog_config)
        and not exists (select from job.cluster_dog o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.optimal_gabor_config = k.optimal_gabor_config and o.optimal_dog_config = k.optimal_dog_config)) missing $count$ into n;
  if n = 0 then
    return 0;
  end if;
  if n < 10000 or not has_parameter_privilege(current_user, 'session_replication_role', 'SET') then
    execute $insert$ insert into job.cluster_dog (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config) select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config from (
      select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config from (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config from (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster from twin.complete_cluster) p1
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, optimal_dog_config from twin.cluster_dog_task) p2) k
      where not exists (select from twin.cluster_dog o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.optimal_gabor_config = k.optimal_gabor_config and o.optimal_dog_config = k.optimal_dog_config)
        and not exists (select from job.cluster_dog o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.optimal_gabor_config = k.optimal_gabor_config and o.optimal_dog_config = k.optimal_dog_config)) missing on conflict do nothing $insert$;
    get diagnostics n = row_count;
  else
    perform set_config('session_replication_role', 'replica', true);
    execute $insert$
      with added as (
        insert into job.cluster_dog (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config) select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config from (
      select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config from (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config from (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster from twin.complete_cluster) p1
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, optimal_dog_config from twin.cluster_dog_task) p2) k
      where not exists (select from twin.cluster_dog o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.optimal_gabor_config = k.optimal_gabor_config and o.optimal_dog_config = k.optimal_dog_config)
        and not exists (select from job.cluster_dog o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.optimal_gabor_config = k.optimal_gabor_config and o.optimal_dog_config = k.optimal_dog_config)) missing on conflict do nothing returning dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config),
      p1 as (select from twin.cluster p where (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster) in (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster from added) for key share),
      p2 as (select from twin.complete_cluster p where (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster) in (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster from added) for key share),
      p3 as (select from twin.cluster_dog_task p where (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, optimal_dog_config) in (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, optimal_dog_config from added) for key share),
      p4 as (select from twin.optimal_dog_config p where (optimal_dog_config) in (select optimal_dog_config from added) for key share),
      p5 as (select from twin.model p where (dataset, model_config, training_config, seed) in (select dataset, model_config, training_config, seed from added) for key share)
      select (select count(*) from added), (select count(*) from p1) = (select count(*) from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster from added) d)
        and (select count(*) from p2) = (select count(*) from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster from added) d)
        and (select count(*) from p3) = (select count(*) from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, optimal_dog_config from added) d)
        and (select count(*) from p4) = (select count(*) from (select distinct optimal_dog_config from added) d)
        and (select count(*) from p5) = (select count(*) from (select distinct dataset, model_config, training_config, seed from added) d) $insert$ into n, is_whole;
    perform set_config('session_replication_role', role_before, true);
    if not is_whole then
      raise exception 'rows that new keys of % refer to were deleted meanwhile', 'twin.cluster_dog'
        using errcode = 'serialization_failure';
    end if;
  end if;
  if n > 0 then
    perform pg_notify('doppel_job', '');
  end if;
  return n;
end $$;
revoke execute on function job.enqueue_cluster_dog() from public;

create or replace function job.enqueue_cluster_mei()
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  role_before constant text := current_setting('session_replication_role');
  n bigint;
  is_whole boolean;
begin
  perform pg_advisory_xact_lock(hashtextextended('doppel enqueue ' || 'twin.cluster_mei', 0));
  execute $count$ select count(*) from (
      select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config from (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config from (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster from twin.complete_cluster) p1
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster_mei_config from twin.cluster_mei_task) p2) k
      where not exists (select from twin.cluster_mei o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.optimal_gabor_config = k.optimal_gabor_config and o.cluster_mei_config = k.cluster_mei_config)
        and not exists (select from job.cluster_mei o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.optimal_gabor_config = k.optimal_gabor_config and o.cluster_mei_config = k.cluster_mei_config)) missing $count$ into n;
  if n = 0 then
    return 0;
  end if;
  if n < 10000 or not has_parameter_privilege(current_user, 'session_replication_role', 'SET') then
    execute $insert$ insert into job.cluster_mei (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config) select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config from (
      select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config from (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config from (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster from twin.complete_cluster) p1
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster_mei_config from twin.cluster_mei_task) p2) k
      where not exists (select from twin.cluster_mei o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.optimal_gabor_config = k.optimal_gabor_config and o.cluster_mei_config = k.cluster_mei_config)
        and not exists (select from job.cluster_mei o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.optimal_gabor_config = k.optimal_gabor_config and o.cluster_mei_config = k.cluster_mei_config)) missing on conflict do nothing $insert$;
    get diagnostics n = row_count;
  else
    perform set_config('session_replication_role', 'replica', true);
    execute $insert$
      with added as (
        insert into job.cluster_mei (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config) select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config from (
      select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config from (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config from (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster from twin.complete_cluster) p1
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster_mei_config from twin.cluster_mei_task) p2) k
      where not exists (select from twin.cluster_mei o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.optimal_gabor_config = k.optimal_gabor_config and o.cluster_mei_config = k.cluster_mei_config)
        and not exists (select from job.cluster_mei o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.optimal_gabor_config = k.optimal_gabor_config and o.cluster_mei_config = k.cluster_mei_config)) missing on conflict do nothing returning dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config),
      p1 as (select from twin.cluster p where (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster) in (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster from added) for key share),
      p2 as (select from twin.complete_cluster p where (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster) in (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster from added) for key share),
      p3 as (select from twin.cluster_mei_task p where (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster_mei_config) in (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster_mei_config from added) for key share),
      p4 as (select from twin.cluster_mei_config p where (cluster_mei_config) in (select cluster_mei_config from added) for key share),
      p5 as (select from twin.model p where (dataset, model_config, training_config, seed) in (select dataset, model_config, training_config, seed from added) for key share)
      select (select count(*) from added), (select count(*) from p1) = (select count(*) from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster from added) d)
        and (select count(*) from p2) = (select count(*) from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster from added) d)
        and (select count(*) from p3) = (select count(*) from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster_mei_config from added) d)
        and (select count(*) from p4) = (select count(*) from (select distinct cluster_mei_config from added) d)
        and (select count(*) from p5) = (select count(*) from (select distinct dataset, model_config, training_config, seed from added) d) $insert$ into n, is_whole;
    perform set_config('session_replication_role', role_before, true);
    if not is_whole then
      raise exception 'rows that new keys of % refer to were deleted meanwhile', 'twin.cluster_mei'
        using errcode = 'serialization_failure';
    end if;
  end if;
  if n > 0 then
    perform pg_notify('doppel_job', '');
  end if;
  return n;
end $$;
revoke execute on function job.enqueue_cluster_mei() from public;

create or replace function job.enqueue_cluster_orientation_tuning()
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  role_before constant text := current_setting('session_replication_role');
  n bigint;
  is_whole boolean;
begin
  perform pg_advisory_xact_lock(hashtextextended('doppel enqueue ' || 'twin.cluster_orientation_tuning', 0));
  execute $count$ select count(*) from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, orientation_tuning_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, orientation_tuning_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p1
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from twin.cluster_gabor_member) p2
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config from twin.cluster_experiment_task) p3
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, orientation_tuning_config from twin.orientation_tuning_task) p4) k
      where not exists (select from twin.cluster_orientation_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.orientation_tuning_config = k.orientation_tuning_config)
        and not exists (select from job.cluster_orientation_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.orientation_tuning_config = k.orientation_tuning_config)) missing $count$ into n;
  if n = 0 then
    return 0;
  end if;
  if n < 10000 or not has_parameter_privilege(current_user, 'session_replication_role', 'SET') then
    execute $insert$ insert into job.cluster_orientation_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, orientation_tuning_config) select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, orientation_tuning_config from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, orientation_tuning_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, orientation_tuning_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p1
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from twin.cluster_gabor_member) p2
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config from twin.cluster_experiment_task) p3
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, orientation_tuning_config from twin.orientation_tuning_task) p4) k
      where not exists (select from twin.cluster_orientation_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.orientation_tuning_config = k.orientation_tuning_config)
        and not exists (select from job.cluster_orientation_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.orientation_tuning_config = k.orientation_tuning_config)) missing on conflict do nothing $insert$;
    get diagnostics n = row_count;
  else
    perform set_config('session_replication_role', 'replica', true);
    execute $insert$
      with added as (
        insert into job.cluster_orientation_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, orientation_tuning_config) select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, orientation_tuning_config from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, orientation_tuning_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, orientation_tuning_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p1
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from twin.cluster_gabor_member) p2
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config from twin.cluster_experiment_task) p3
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, orientation_tuning_config from twin.orientation_tuning_task) p4) k
      where not exists (select from twin.cluster_orientation_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.orientation_tuning_config = k.orientation_tuning_config)
        and not exists (select from job.cluster_orientation_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.orientation_tuning_config = k.orientation_tuning_config)) missing on conflict do nothing returning dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, orientation_tuning_config),
      p1 as (select from twin.optimal_gabor p where (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) in (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from added) for key share),
      p2 as (select from twin.cluster_gabor_member p where (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id) in (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from added) for key share),
      p3 as (select from twin.cluster_gabor p where (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config) in (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from added) for key share),
      p4 as (select from twin.cluster_experiment_task p where (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config) in (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config from added) for key share),
      p5 as (select from twin.orientation_tuning_task p where (dataset, model_config, training_config, seed, optimal_gabor_config, orientation_tuning_config) in (select dataset, model_config, training_config, seed, optimal_gabor_config, orientation_tuning_config from added) for key share),
      p6 as (select from twin.orientation_tuning_config p where (orientation_tuning_config) in (select orientation_tuning_config from added) for key share),
      p7 as (select from twin.model p where (dataset, model_config, training_config, seed) in (select dataset, model_config, training_config, seed from added) for key share)
      select (select count(*) from added), (select count(*) from p1) = (select count(*) from (select distinct dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from added) d)
        and (select count(*) from p2) = (select count(*) from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from added) d)
        and (select count(*) from p3) = (select count(*) from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from added) d)
        and (select count(*) from p4) = (select count(*) from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config from added) d)
        and (select count(*) from p5) = (select count(*) from (select distinct dataset, model_config, training_config, seed, optimal_gabor_config, orientation_tuning_config from added) d)
        and (select count(*) from p6) = (select count(*) from (select distinct orientation_tuning_config from added) d)
        and (select count(*) from p7) = (select count(*) from (select distinct dataset, model_config, training_config, seed from added) d) $insert$ into n, is_whole;
    perform set_config('session_replication_role', role_before, true);
    if not is_whole then
      raise exception 'rows that new keys of % refer to were deleted meanwhile', 'twin.cluster_orientation_tuning'
        using errcode = 'serialization_failure';
    end if;
  end if;
  if n > 0 then
    perform pg_notify('doppel_job', '');
  end if;
  return n;
end $$;
revoke execute on function job.enqueue_cluster_orientation_tuning() from public;

create or replace function job.enqueue_cluster_phase_tuning()
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  role_before constant text := current_setting('session_replication_role');
  n bigint;
  is_whole boolean;
begin
  perform pg_advisory_xact_lock(hashtextextended('doppel enqueue ' || 'twin.cluster_phase_tuning', 0));
  execute $count$ select count(*) from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, phase_tuning_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, phase_tuning_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p1
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from twin.cluster_gabor_member) p2
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config from twin.cluster_experiment_task) p3
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, phase_tuning_config from twin.phase_tuning_task) p4) k
      where not exists (select from twin.cluster_phase_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.phase_tuning_config = k.phase_tuning_config)
        and not exists (select from job.cluster_phase_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.phase_tuning_config = k.phase_tuning_config)) missing $count$ into n;
  if n = 0 then
    return 0;
  end if;
  if n < 10000 or not has_parameter_privilege(current_user, 'session_replication_role', 'SET') then
    execute $insert$ insert into job.cluster_phase_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, phase_tuning_config) select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, phase_tuning_config from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, phase_tuning_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, phase_tuning_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p1
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from twin.cluster_gabor_member) p2
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config from twin.cluster_experiment_task) p3
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, phase_tuning_config from twin.phase_tuning_task) p4) k
      where not exists (select from twin.cluster_phase_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.phase_tuning_config = k.phase_tuning_config)
        and not exists (select from job.cluster_phase_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.phase_tuning_config = k.phase_tuning_config)) missing on conflict do nothing $insert$;
    get diagnostics n = row_count;
  else
    perform set_config('session_replication_role', 'replica', true);
    execute $insert$
      with added as (
        insert into job.cluster_phase_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, phase_tuning_config) select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, phase_tuning_config from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, phase_tuning_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, phase_tuning_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p1
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from twin.cluster_gabor_member) p2
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config from twin.cluster_experiment_task) p3
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, phase_tuning_config from twin.phase_tuning_task) p4) k
      where not exists (select from twin.cluster_phase_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.phase_tuning_config = k.phase_tuning_config)
        and not exists (select from job.cluster_phase_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.phase_tuning_config = k.phase_tuning_config)) missing on conflict do nothing returning dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, phase_tuning_config),
      p1 as (select from twin.optimal_gabor p where (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) in (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from added) for key share),
      p2 as (select from twin.cluster_gabor_member p where (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id) in (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from added) for key share),
      p3 as (select from twin.cluster_gabor p where (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config) in (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from added) for key share),
      p4 as (select from twin.cluster_experiment_task p where (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config) in (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config from added) for key share),
      p5 as (select from twin.phase_tuning_task p where (dataset, model_config, training_config, seed, optimal_gabor_config, phase_tuning_config) in (select dataset, model_config, training_config, seed, optimal_gabor_config, phase_tuning_config from added) for key share),
      p6 as (select from twin.phase_tuning_config p where (phase_tuning_config) in (select phase_tuning_config from added) for key share),
      p7 as (select from twin.model p where (dataset, model_config, training_config, seed) in (select dataset, model_config, training_config, seed from added) for key share)
      select (select count(*) from added), (select count(*) from p1) = (select count(*) from (select distinct dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from added) d)
        and (select count(*) from p2) = (select count(*) from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from added) d)
        and (select count(*) from p3) = (select count(*) from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from added) d)
        and (select count(*) from p4) = (select count(*) from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config from added) d)
        and (select count(*) from p5) = (select count(*) from (select distinct dataset, model_config, training_config, seed, optimal_gabor_config, phase_tuning_config from added) d)
        and (select count(*) from p6) = (select count(*) from (select distinct phase_tuning_config from added) d)
        and (select count(*) from p7) = (select count(*) from (select distinct dataset, model_config, training_config, seed from added) d) $insert$ into n, is_whole;
    perform set_config('session_replication_role', role_before, true);
    if not is_whole then
      raise exception 'rows that new keys of % refer to were deleted meanwhile', 'twin.cluster_phase_tuning'
        using errcode = 'serialization_failure';
    end if;
  end if;
  if n > 0 then
    perform pg_notify('doppel_job', '');
  end if;
  return n;
end $$;
revoke execute on function job.enqueue_cluster_phase_tuning() from public;

create or replace function job.enqueue_cluster_size_contrast_tuning()
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  role_before constant text := current_setting('session_replication_role');
  n bigint;
  is_whole boolean;
begin
  perform pg_advisory_xact_lock(hashtextextended('doppel enqueue ' || 'twin.cluster_size_contrast_tuning', 0));
  execute $count$ select count(*) from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, size_contrast_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, size_contrast_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p1
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from twin.cluster_gabor_member) p2
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config from twin.cluster_experiment_task) p3
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, size_contrast_config from twin.size_contrast_task) p4) k
      where not exists (select from twin.cluster_size_contrast_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.size_contrast_config = k.size_contrast_config)
        and not exists (select from job.cluster_size_contrast_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.size_contrast_config = k.size_contrast_config)) missing $count$ into n;
  if n = 0 then
    return 0;
  end if;
  if n < 10000 or not has_parameter_privilege(current_user, 'session_replication_role', 'SET') then
    execute $insert$ insert into job.cluster_size_contrast_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, size_contrast_config) select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, size_contrast_config from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, size_contrast_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, size_contrast_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p1
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from twin.cluster_gabor_member) p2
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config from twin.cluster_experiment_task) p3
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, size_contrast_config from twin.size_contrast_task) p4) k
      where not exists (select from twin.cluster_size_contrast_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.size_contrast_config = k.size_contrast_config)
        and not exists (select from job.cluster_size_contrast_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.size_contrast_config = k.size_contrast_config)) missing on conflict do nothing $insert$;
    get diagnostics n = row_count;
  else
    perform set_config('session_replication_role', 'replica', true);
    execute $insert$
      with added as (
        insert into job.cluster_size_contrast_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, size_contrast_config) select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, size_contrast_config from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, size_contrast_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, size_contrast_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p1
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from twin.cluster_gabor_member) p2
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config from twin.cluster_experiment_task) p3
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, size_contrast_config from twin.size_contrast_task) p4) k
      where not exists (select from twin.cluster_size_contrast_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.size_contrast_config = k.size_contrast_config)
        and not exists (select from job.cluster_size_contrast_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.size_contrast_config = k.size_contrast_config)) missing on conflict do nothing returning dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, size_contrast_config),
      p1 as (select from twin.optimal_gabor p where (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) in (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from added) for key share),
      p2 as (select from twin.cluster_gabor_member p where (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id) in (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from added) for key share),
      p3 as (select from twin.cluster_gabor p where (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config) in (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from added) for key share),
      p4 as (select from twin.cluster_experiment_task p where (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config) in (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config from added) for key share),
      p5 as (select from twin.size_contrast_task p where (dataset, model_config, training_config, seed, optimal_gabor_config, size_contrast_config) in (select dataset, model_config, training_config, seed, optimal_gabor_config, size_contrast_config from added) for key share),
      p6 as (select from twin.size_contrast_config p where (size_contrast_config) in (select size_contrast_config from added) for key share),
      p7 as (select from twin.model p where (dataset, model_config, training_config, seed) in (select dataset, model_config, training_config, seed from added) for key share)
      select (select count(*) from added), (select count(*) from p1) = (select count(*) from (select distinct dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from added) d)
        and (select count(*) from p2) = (select count(*) from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from added) d)
        and (select count(*) from p3) = (select count(*) from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from added) d)
        and (select count(*) from p4) = (select count(*) from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config from added) d)
        and (select count(*) from p5) = (select count(*) from (select distinct dataset, model_config, training_config, seed, optimal_gabor_config, size_contrast_config from added) d)
        and (select count(*) from p6) = (select count(*) from (select distinct size_contrast_config from added) d)
        and (select count(*) from p7) = (select count(*) from (select distinct dataset, model_config, training_config, seed from added) d) $insert$ into n, is_whole;
    perform set_config('session_replication_role', role_before, true);
    if not is_whole then
      raise exception 'rows that new keys of % refer to were deleted meanwhile', 'twin.cluster_size_contrast_tuning'
        using errcode = 'serialization_failure';
    end if;
  end if;
  if n > 0 then
    perform pg_notify('doppel_job', '');
  end if;
  return n;
end $$;
revoke execute on function job.enqueue_cluster_size_contrast_tuning() from public;

create or replace function job.enqueue_cluster_plaid_tuning()
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  role_before constant text := current_setting('session_replication_role');
  n bigint;
  is_whole boolean;
begin
  perform pg_advisory_xact_lock(hashtextextended('doppel enqueue ' || 'twin.cluster_plaid_tuning', 0));
  execute $count$ select count(*) from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, plaid_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, plaid_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p1
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from twin.cluster_gabor_member) p2
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config from twin.cluster_experiment_task) p3
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, plaid_config from twin.plaid_task) p4) k
      where not exists (select from twin.cluster_plaid_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.plaid_config = k.plaid_config)
        and not exists (select from job.cluster_plaid_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.plaid_config = k.plaid_config)) missing $count$ into n;
  if n = 0 then
    return 0;
  end if;
  if n < 10000 or not has_parameter_privilege(current_user, 'session_replication_role', 'SET') then
    execute $insert$ insert into job.cluster_plaid_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, plaid_config) select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, plaid_config from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, plaid_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, plaid_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p1
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from twin.cluster_gabor_member) p2
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config from twin.cluster_experiment_task) p3
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, plaid_config from twin.plaid_task) p4) k
      where not exists (select from twin.cluster_plaid_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.plaid_config = k.plaid_config)
        and not exists (select from job.cluster_plaid_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.plaid_config = k.plaid_config)) missing on conflict do nothing $insert$;
    get diagnostics n = row_count;
  else
    perform set_config('session_replication_role', 'replica', true);
    execute $insert$
      with added as (
        insert into job.cluster_plaid_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, plaid_config) select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, plaid_config from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, plaid_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, plaid_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p1
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from twin.cluster_gabor_member) p2
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config from twin.cluster_experiment_task) p3
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, plaid_config from twin.plaid_task) p4) k
      where not exists (select from twin.cluster_plaid_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.plaid_config = k.plaid_config)
        and not exists (select from job.cluster_plaid_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.plaid_config = k.plaid_config)) missing on conflict do nothing returning dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, plaid_config),
      p1 as (select from twin.optimal_gabor p where (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) in (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from added) for key share),
      p2 as (select from twin.cluster_gabor_member p where (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id) in (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from added) for key share),
      p3 as (select from twin.cluster_gabor p where (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config) in (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from added) for key share),
      p4 as (select from twin.cluster_experiment_task p where (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config) in (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config from added) for key share),
      p5 as (select from twin.plaid_task p where (dataset, model_config, training_config, seed, optimal_gabor_config, plaid_config) in (select dataset, model_config, training_config, seed, optimal_gabor_config, plaid_config from added) for key share),
      p6 as (select from twin.plaid_config p where (plaid_config) in (select plaid_config from added) for key share),
      p7 as (select from twin.model p where (dataset, model_config, training_config, seed) in (select dataset, model_config, training_config, seed from added) for key share)
      select (select count(*) from added), (select count(*) from p1) = (select count(*) from (select distinct dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from added) d)
        and (select count(*) from p2) = (select count(*) from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from added) d)
        and (select count(*) from p3) = (select count(*) from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from added) d)
        and (select count(*) from p4) = (select count(*) from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config from added) d)
        and (select count(*) from p5) = (select count(*) from (select distinct dataset, model_config, training_config, seed, optimal_gabor_config, plaid_config from added) d)
        and (select count(*) from p6) = (select count(*) from (select distinct plaid_config from added) d)
        and (select count(*) from p7) = (select count(*) from (select distinct dataset, model_config, training_config, seed from added) d) $insert$ into n, is_whole;
    perform set_config('session_replication_role', role_before, true);
    if not is_whole then
      raise exception 'rows that new keys of % refer to were deleted meanwhile', 'twin.cluster_plaid_tuning'
        using errcode = 'serialization_failure';
    end if;
  end if;
  if n > 0 then
    perform pg_notify('doppel_job', '');
  end if;
  return n;
end $$;
revoke execute on function job.enqueue_cluster_plaid_tuning() from public;

create or replace function job.enqueue_cluster_stimulus_comparison()
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  role_before constant text := current_setting('session_replication_role');
  n bigint;
  is_whole boolean;
begin
  perform pg_advisory_xact_lock(hashtextextended('doppel enqueue ' || 'twin.cluster_stimulus_comparison', 0));
  execute $count$ select count(*) from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, optimal_dog_config, cluster_mei_config, stimulus_comparison_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, optimal_dog_config, cluster_mei_config, stimulus_comparison_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p1
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from twin.cluster_gabor_member) p2
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config from twin.cluster_dog) p3
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config, animal_id, session, scan_idx, unit_id from twin.cluster_mei_member) p4
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, optimal_dog_config, cluster_mei_config, stimulus_comparison_config from twin.cluster_stimulus_comparison_task) p5) k
      where not exists (select from twin.cluster_stimulus_comparison o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.optimal_dog_config = k.optimal_dog_config and o.cluster_mei_config = k.cluster_mei_config and o.stimulus_comparison_config = k.stimulus_comparison_config)
        and not exists (select from job.cluster_stimulus_comparison o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.optimal_dog_config = k.optimal_dog_config and o.cluster_mei_config = k.cluster_mei_config and o.stimulus_comparison_config = k.stimulus_comparison_config)) missing $count$ into n;
  if n = 0 then
    return 0;
  end if;
  if n < 10000 or not has_parameter_privilege(current_user, 'session_replication_role', 'SET') then
    execute $insert$ insert into job.cluster_stimulus_comparison (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, optimal_dog_config, cluster_mei_config, stimulus_comparison_config) select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, optimal_dog_config, cluster_mei_config, stimulus_comparison_config from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, optimal_dog_config, cluster_mei_config, stimulus_comparison_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, optimal_dog_config, cluster_mei_config, stimulus_comparison_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p1
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from twin.cluster_gabor_member) p2
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config from twin.cluster_dog) p3
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config, animal_id, session, scan_idx, unit_id from twin.cluster_mei_member) p4
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, optimal_dog_config, cluster_mei_config, stimulus_comparison_config from twin.cluster_stimulus_comparison_task) p5) k
      where not exists (select from twin.cluster_stimulus_comparison o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.optimal_dog_config = k.optimal_dog_config and o.cluster_mei_config = k.cluster_mei_config and o.stimulus_comparison_config = k.stimulus_comparison_config)
        and not exists (select from job.cluster_stimulus_comparison o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.optimal_dog_config = k.optimal_dog_config and o.cluster_mei_config = k.cluster_mei_config and o.stimulus_comparison_config = k.stimulus_comparison_config)) missing on conflict do nothing $insert$;
    get diagnostics n = row_count;
  else
    perform set_config('session_replication_role', 'replica', true);
    execute $insert$
      with added as (
        insert into job.cluster_stimulus_comparison (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, optimal_dog_config, cluster_mei_config, stimulus_comparison_config) select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, optimal_dog_config, cluster_mei_config, stimulus_comparison_config from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, optimal_dog_config, cluster_mei_config, stimulus_comparison_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, optimal_dog_config, cluster_mei_config, stimulus_comparison_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p1
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from twin.cluster_gabor_member) p2
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config from twin.cluster_dog) p3
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config, animal_id, session, scan_idx, unit_id from twin.cluster_mei_member) p4
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, optimal_dog_config, cluster_mei_config, stimulus_comparison_config from twin.cluster_stimulus_comparison_task) p5) k
      where not exists (select from twin.cluster_stimulus_comparison o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.optimal_dog_config = k.optimal_dog_config and o.cluster_mei_config = k.cluster_mei_config and o.stimulus_comparison_config = k.stimulus_comparison_config)
        and not exists (select from job.cluster_stimulus_comparison o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.optimal_dog_config = k.optimal_dog_config and o.cluster_mei_config = k.cluster_mei_config and o.stimulus_comparison_config = k.stimulus_comparison_config)) missing on conflict do nothing returning dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, optimal_dog_config, cluster_mei_config, stimulus_comparison_config),
      p1 as (select from twin.optimal_gabor p where (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) in (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from added) for key share),
      p2 as (select from twin.cluster_gabor_member p where (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id) in (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from added) for key share),
      p3 as (select from twin.cluster_gabor p where (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config) in (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from added) for key share),
      p4 as (select from twin.cluster_dog p where (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config) in (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config from added) for key share),
      p5 as (select from twin.cluster_mei_member p where (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config, animal_id, session, scan_idx, unit_id) in (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config, animal_id, session, scan_idx, unit_id from added) for key share),
      p6 as (select from twin.cluster_mei p where (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config) in (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config from added) for key share),
      p7 as (select from twin.cluster_stimulus_comparison_task p where (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, optimal_dog_config, cluster_mei_config, stimulus_comparison_config) in (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, optimal_dog_config, cluster_mei_config, stimulus_comparison_config from added) for key share),
      p8 as (select from twin.stimulus_comparison_config p where (stimulus_comparison_config) in (select stimulus_comparison_config from added) for key share),
      p9 as (select from twin.cluster_mei_config p where (cluster_mei_config) in (select cluster_mei_config from added) for key share),
      p10 as (select from twin.model p where (dataset, model_config, training_config, seed) in (select dataset, model_config, training_config, seed from added) for key share)
      select (select count(*) from added), (select count(*) from p1) = (select count(*) from (select distinct dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from added) d)
        and (select count(*) from p2) = (select count(*) from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from added) d)
        and (select count(*) from p3) = (select count(*) from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from added) d)
        and (select count(*) from p4) = (select count(*) from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config from added) d)
        and (select count(*) from p5) = (select count(*) from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config, animal_id, session, scan_idx, unit_id from added) d)
        and (select count(*) from p6) = (select count(*) from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config from added) d)
        and (select count(*) from p7) = (select count(*) from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, optimal_dog_config, cluster_mei_config, stimulus_comparison_config from added) d)
        and (select count(*) from p8) = (select count(*) from (select distinct stimulus_comparison_config from added) d)
        and (select count(*) from p9) = (select count(*) from (select distinct cluster_mei_config from added) d)
        and (select count(*) from p10) = (select count(*) from (select distinct dataset, model_config, training_config, seed from added) d) $insert$ into n, is_whole;
    perform set_config('session_replication_role', role_before, true);
    if not is_whole then
      raise exception 'rows that new keys of % refer to were deleted meanwhile', 'twin.cluster_stimulus_comparison'
        using errcode = 'serialization_failure';
    end if;
  end if;
  if n > 0 then
    perform pg_notify('doppel_job', '');
  end if;
  return n;
end $$;
revoke execute on function job.enqueue_cluster_stimulus_comparison() from public;

create or replace function job.enqueue_optimum_in_truth()
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  role_before constant text := current_setting('session_replication_role');
  n bigint;
  is_whole boolean;
begin
  perform pg_advisory_xact_lock(hashtextextended('doppel enqueue ' || 'twin.optimum_in_truth', 0));
  execute $count$ select count(*) from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p1
        natural join (select animal_id, session, scan_idx, unit_id from twin.ground_truth) p2
        natural join (select animal_id, session, scan_idx from twin.simulation) p3) k
      where not exists (select from twin.optimum_in_truth o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config)
        and not exists (select from job.optimum_in_truth o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config)) missing $count$ into n;
  if n = 0 then
    return 0;
  end if;
  if n < 10000 or not has_parameter_privilege(current_user, 'session_replication_role', 'SET') then
    execute $insert$ insert into job.optimum_in_truth (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p1
        natural join (select animal_id, session, scan_idx, unit_id from twin.ground_truth) p2
        natural join (select animal_id, session, scan_idx from twin.simulation) p3) k
      where not exists (select from twin.optimum_in_truth o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config)
        and not exists (select from job.optimum_in_truth o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config)) missing on conflict do nothing $insert$;
    get diagnostics n = row_count;
  else
    perform set_config('session_replication_role', 'replica', true);
    execute $insert$
      with added as (
        insert into job.optimum_in_truth (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p1
        natural join (select animal_id, session, scan_idx, unit_id from twin.ground_truth) p2
        natural join (select animal_id, session, scan_idx from twin.simulation) p3) k
      where not exists (select from twin.optimum_in_truth o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config)
        and not exists (select from job.optimum_in_truth o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config)) missing on conflict do nothing returning dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config),
      p1 as (select from twin.optimal_gabor p where (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) in (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from added) for key share),
      p2 as (select from twin.ground_truth p where (animal_id, session, scan_idx, unit_id) in (select animal_id, session, scan_idx, unit_id from added) for key share),
      p3 as (select from twin.simulation p where (animal_id, session, scan_idx) in (select animal_id, session, scan_idx from added) for key share),
      p4 as (select from twin.scan p where (animal_id, session, scan_idx) in (select animal_id, session, scan_idx from added) for key share)
      select (select count(*) from added), (select count(*) from p1) = (select count(*) from (select distinct dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from added) d)
        and (select count(*) from p2) = (select count(*) from (select distinct animal_id, session, scan_idx, unit_id from added) d)
        and (select count(*) from p3) = (select count(*) from (select distinct animal_id, session, scan_idx from added) d)
        and (select count(*) from p4) = (select count(*) from (select distinct animal_id, session, scan_idx from added) d) $insert$ into n, is_whole;
    perform set_config('session_replication_role', role_before, true);
    if not is_whole then
      raise exception 'rows that new keys of % refer to were deleted meanwhile', 'twin.optimum_in_truth'
        using errcode = 'serialization_failure';
    end if;
  end if;
  if n > 0 then
    perform pg_notify('doppel_job', '');
  end if;
  return n;
end $$;
revoke execute on function job.enqueue_optimum_in_truth() from public;

create or replace function job.enqueue_perfect_twin()
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  role_before constant text := current_setting('session_replication_role');
  n bigint;
  is_whole boolean;
begin
  perform pg_advisory_xact_lock(hashtextextended('doppel enqueue ' || 'twin.perfect_twin', 0));
  execute $count$ select count(*) from (
      select animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config, phase_tuning_config, size_contrast_config, plaid_config from (select animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config, phase_tuning_config, size_contrast_config, plaid_config from (select animal_id, session, scan_idx, unit_id from twin.ground_truth) p1
        natural join (select animal_id, session, scan_idx, optimal_gabor_config, orientation_tuning_config, phase_tuning_config, size_contrast_config, plaid_config from twin.perfect_twin_task) p2) k
      where not exists (select from twin.perfect_twin o where o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.orientation_tuning_config = k.orientation_tuning_config and o.phase_tuning_config = k.phase_tuning_config and o.size_contrast_config = k.size_contrast_config and o.plaid_config = k.plaid_config)
        and not exists (select from job.perfect_twin o where o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.orientation_tuning_config = k.orientation_tuning_config and o.phase_tuning_config = k.phase_tuning_config and o.size_contrast_config = k.size_contrast_config and o.plaid_config = k.plaid_config)) missing $count$ into n;
  if n = 0 then
    return 0;
  end if;
  if n < 10000 or not has_parameter_privilege(current_user, 'session_replication_role', 'SET') then
    execute $insert$ insert into job.perfect_twin (animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config, phase_tuning_config, size_contrast_config, plaid_config) select animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config, phase_tuning_config, size_contrast_config, plaid_config from (
      select animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config, phase_tuning_config, size_contrast_config, plaid_config from (select animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config, phase_tuning_config, size_contrast_config, plaid_config from (select animal_id, session, scan_idx, unit_id from twin.ground_truth) p1
        natural join (select animal_id, session, scan_idx, optimal_gabor_config, orientation_tuning_config, phase_tuning_config, size_contrast_config, plaid_config from twin.perfect_twin_task) p2) k
      where not exists (select from twin.perfect_twin o where o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.orientation_tuning_config = k.orientation_tuning_config and o.phase_tuning_config = k.phase_tuning_config and o.size_contrast_config = k.size_contrast_config and o.plaid_config = k.plaid_config)
        and not exists (select from job.perfect_twin o where o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.orientation_tuning_config = k.orientation_tuning_config and o.phase_tuning_config = k.phase_tuning_config and o.size_contrast_config = k.size_contrast_config and o.plaid_config = k.plaid_config)) missing on conflict do nothing $insert$;
    get diagnostics n = row_count;
  else
    perform set_config('session_replication_role', 'replica', true);
    execute $insert$
      with added as (
        insert into job.perfect_twin (animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config, phase_tuning_config, size_contrast_config, plaid_config) select animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config, phase_tuning_config, size_contrast_config, plaid_config from (
      select animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config, phase_tuning_config, size_contrast_config, plaid_config from (select animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config, phase_tuning_config, size_contrast_config, plaid_config from (select animal_id, session, scan_idx, unit_id from twin.ground_truth) p1
        natural join (select animal_id, session, scan_idx, optimal_gabor_config, orientation_tuning_config, phase_tuning_config, size_contrast_config, plaid_config from twin.perfect_twin_task) p2) k
      where not exists (select from twin.perfect_twin o where o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.orientation_tuning_config = k.orientation_tuning_config and o.phase_tuning_config = k.phase_tuning_config and o.size_contrast_config = k.size_contrast_config and o.plaid_config = k.plaid_config)
        and not exists (select from job.perfect_twin o where o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.orientation_tuning_config = k.orientation_tuning_config and o.phase_tuning_config = k.phase_tuning_config and o.size_contrast_config = k.size_contrast_config and o.plaid_config = k.plaid_config)) missing on conflict do nothing returning animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config, phase_tuning_config, size_contrast_config, plaid_config),
      p1 as (select from twin.ground_truth p where (animal_id, session, scan_idx, unit_id) in (select animal_id, session, scan_idx, unit_id from added) for key share),
      p2 as (select from twin.perfect_twin_task p where (animal_id, session, scan_idx, optimal_gabor_config, orientation_tuning_config, phase_tuning_config, size_contrast_config, plaid_config) in (select animal_id, session, scan_idx, optimal_gabor_config, orientation_tuning_config, phase_tuning_config, size_contrast_config, plaid_config from added) for key share),
      p3 as (select from twin.simulation p where (animal_id, session, scan_idx) in (select animal_id, session, scan_idx from added) for key share),
      p4 as (select from twin.optimal_gabor_config p where (optimal_gabor_config) in (select optimal_gabor_config from added) for key share),
      p5 as (select from twin.orientation_tuning_config p where (orientation_tuning_config) in (select orientation_tuning_config from added) for key share),
      p6 as (select from twin.phase_tuning_config p where (phase_tuning_config) in (select phase_tuning_config from added) for key share),
      p7 as (select from twin.size_contrast_config p where (size_contrast_config) in (select size_contrast_config from added) for key share),
      p8 as (select from twin.plaid_config p where (plaid_config) in (select plaid_config from added) for key share),
      p9 as (select from twin.scan p where (animal_id, session, scan_idx) in (select animal_id, session, scan_idx from added) for key share)
      select (select count(*) from added), (select count(*) from p1) = (select count(*) from (select distinct animal_id, session, scan_idx, unit_id from added) d)
        and (select count(*) from p2) = (select count(*) from (select distinct animal_id, session, scan_idx, optimal_gabor_config, orientation_tuning_config, phase_tuning_config, size_contrast_config, plaid_config from added) d)
        and (select count(*) from p3) = (select count(*) from (select distinct animal_id, session, scan_idx from added) d)
        and (select count(*) from p4) = (select count(*) from (select distinct optimal_gabor_config from added) d)
        and (select count(*) from p5) = (select count(*) from (select distinct orientation_tuning_config from added) d)
        and (select count(*) from p6) = (select count(*) from (select distinct phase_tuning_config from added) d)
        and (select count(*) from p7) = (select count(*) from (select distinct size_contrast_config from added) d)
        and (select count(*) from p8) = (select count(*) from (select distinct plaid_config from added) d)
        and (select count(*) from p9) = (select count(*) from (select distinct animal_id, session, scan_idx from added) d) $insert$ into n, is_whole;
    perform set_config('session_replication_role', role_before, true);
    if not is_whole then
      raise exception 'rows that new keys of % refer to were deleted meanwhile', 'twin.perfect_twin'
        using errcode = 'serialization_failure';
    end if;
  end if;
  if n > 0 then
    perform pg_notify('doppel_job', '');
  end if;
  return n;
end $$;
revoke execute on function job.enqueue_perfect_twin() from public;

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
      select dataset, model_config, training_config, seed, optimal_gabor_config, population_config from (select dataset, model_config, training_config, seed, optimal_gabor_config, population_config from (select dataset, model_config, training_config, seed, optimal_gabor_config, population_config from twin.complete_population) p1) k
      where not exists (select from twin.population o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.optimal_gabor_config = k.optimal_gabor_config and o.population_config = k.population_config)
        and not exists (select from job.population o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.optimal_gabor_config = k.optimal_gabor_config and o.population_config = k.population_config)) missing $count$ into n;
  if n = 0 then
    return 0;
  end if;
  if n < 10000 or not has_parameter_privilege(current_user, 'session_replication_role', 'SET') then
    execute $insert$ insert into job.population (dataset, model_config, training_config, seed, optimal_gabor_config, population_config) select dataset, model_config, training_config, seed, optimal_gabor_config, population_config from (
      select dataset, model_config, training_config, seed, optimal_gabor_config, population_config from (select dataset, model_config, training_config, seed, optimal_gabor_config, population_config from (select dataset, model_config, training_config, seed, optimal_gabor_config, population_config from twin.complete_population) p1) k
      where not exists (select from twin.population o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.optimal_gabor_config = k.optimal_gabor_config and o.population_config = k.population_config)
        and not exists (select from job.population o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.optimal_gabor_config = k.optimal_gabor_config and o.population_config = k.population_config)) missing on conflict do nothing $insert$;
    get diagnostics n = row_count;
  else
    perform set_config('session_replication_role', 'replica', true);
    execute $insert$
      with added as (
        insert into job.population (dataset, model_config, training_config, seed, optimal_gabor_config, population_config) select dataset, model_config, training_config, seed, optimal_gabor_config, population_config from (
      select dataset, model_config, training_config, seed, optimal_gabor_config, population_config from (select dataset, model_config, training_config, seed, optimal_gabor_config, population_config from (select dataset, model_config, training_config, seed, optimal_gabor_config, population_config from twin.complete_population) p1) k
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
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config from twin.cluster_analysis_task) p3) k
      where not exists (select from twin.cluster_analysis o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.optimal_gabor_config = k.optimal_gabor_config and o.population_config = k.population_config and o.statistics_config = k.statistics_config)
        and not exists (select from job.cluster_analysis o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.optimal_gabor_config = k.optimal_gabor_config and o.population_config = k.population_config and o.statistics_config = k.statistics_config)) missing $count$ into n;
  if n = 0 then
    return 0;
  end if;
  if n < 10000 or not has_parameter_privilege(current_user, 'session_replication_role', 'SET') then
    execute $insert$ insert into job.cluster_analysis (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config) select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config from (
      select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config from (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config from (select dataset, model_config, training_config, seed, alignment_config, clustering_config from twin.clustering) p1
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, population_config from twin.population) p2
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config from twin.cluster_analysis_task) p3) k
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
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config from twin.cluster_analysis_task) p3) k
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

create or replace function job.enqueue_suboptimal_gabor()
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  role_before constant text := current_setting('session_replication_role');
  n bigint;
  is_whole boolean;
begin
  perform pg_advisory_xact_lock(hashtextextended('doppel enqueue ' || 'twin.suboptimal_gabor', 0));
  execute $count$ select count(*) from (
      select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config from (select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config from (select dataset, model_config, training_config, seed, optimal_gabor_config from twin.complete_optimal_gabors) p1
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config from twin.suboptimal_gabor_task) p2
        natural join (select dataset, model_config, training_config, seed from twin.model) p3) k
      where not exists (select from twin.suboptimal_gabor o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.optimal_gabor_config = k.optimal_gabor_config and o.suboptimal_gabor_config = k.suboptimal_gabor_config)
        and not exists (select from job.suboptimal_gabor o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.optimal_gabor_config = k.optimal_gabor_config and o.suboptimal_gabor_config = k.suboptimal_gabor_config)) missing $count$ into n;
  if n = 0 then
    return 0;
  end if;
  if n < 10000 or not has_parameter_privilege(current_user, 'session_replication_role', 'SET') then
    execute $insert$ insert into job.suboptimal_gabor (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config) select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config from (
      select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config from (select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config from (select dataset, model_config, training_config, seed, optimal_gabor_config from twin.complete_optimal_gabors) p1
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config from twin.suboptimal_gabor_task) p2
        natural join (select dataset, model_config, training_config, seed from twin.model) p3) k
      where not exists (select from twin.suboptimal_gabor o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.optimal_gabor_config = k.optimal_gabor_config and o.suboptimal_gabor_config = k.suboptimal_gabor_config)
        and not exists (select from job.suboptimal_gabor o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.optimal_gabor_config = k.optimal_gabor_config and o.suboptimal_gabor_config = k.suboptimal_gabor_config)) missing on conflict do nothing $insert$;
    get diagnostics n = row_count;
  else
    perform set_config('session_replication_role', 'replica', true);
    execute $insert$
      with added as (
        insert into job.suboptimal_gabor (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config) select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config from (
      select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config from (select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config from (select dataset, model_config, training_config, seed, optimal_gabor_config from twin.complete_optimal_gabors) p1
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config from twin.suboptimal_gabor_task) p2
        natural join (select dataset, model_config, training_config, seed from twin.model) p3) k
      where not exists (select from twin.suboptimal_gabor o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.optimal_gabor_config = k.optimal_gabor_config and o.suboptimal_gabor_config = k.suboptimal_gabor_config)
        and not exists (select from job.suboptimal_gabor o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.optimal_gabor_config = k.optimal_gabor_config and o.suboptimal_gabor_config = k.suboptimal_gabor_config)) missing on conflict do nothing returning dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config),
      p1 as (select from twin.complete_optimal_gabors p where (dataset, model_config, training_config, seed, optimal_gabor_config) in (select dataset, model_config, training_config, seed, optimal_gabor_config from added) for key share),
      p2 as (select from twin.suboptimal_gabor_task p where (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config) in (select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config from added) for key share),
      p3 as (select from twin.suboptimal_gabor_config p where (suboptimal_gabor_config) in (select suboptimal_gabor_config from added) for key share),
      p4 as (select from twin.optimal_gabor_config p where (optimal_gabor_config) in (select optimal_gabor_config from added) for key share),
      p5 as (select from twin.model p where (dataset, model_config, training_config, seed) in (select dataset, model_config, training_config, seed from added) for key share)
      select (select count(*) from added), (select count(*) from p1) = (select count(*) from (select distinct dataset, model_config, training_config, seed, optimal_gabor_config from added) d)
        and (select count(*) from p2) = (select count(*) from (select distinct dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config from added) d)
        and (select count(*) from p3) = (select count(*) from (select distinct suboptimal_gabor_config from added) d)
        and (select count(*) from p4) = (select count(*) from (select distinct optimal_gabor_config from added) d)
        and (select count(*) from p5) = (select count(*) from (select distinct dataset, model_config, training_config, seed from added) d) $insert$ into n, is_whole;
    perform set_config('session_replication_role', role_before, true);
    if not is_whole then
      raise exception 'rows that new keys of % refer to were deleted meanwhile', 'twin.suboptimal_gabor'
        using errcode = 'serialization_failure';
    end if;
  end if;
  if n > 0 then
    perform pg_notify('doppel_job', '');
  end if;
  return n;
end $$;
revoke execute on function job.enqueue_suboptimal_gabor() from public;

create or replace function job.enqueue_size_curve_agreement()
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  role_before constant text := current_setting('session_replication_role');
  n bigint;
  is_whole boolean;
begin
  perform pg_advisory_xact_lock(hashtextextended('doppel enqueue ' || 'twin.size_curve_agreement', 0));
  execute $count$ select count(*) from (
      select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config from (select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config from (select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config from twin.suboptimal_gabor) p1
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config from twin.size_curve_agreement_task) p2) k
      where not exists (select from twin.size_curve_agreement o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.optimal_gabor_config = k.optimal_gabor_config and o.suboptimal_gabor_config = k.suboptimal_gabor_config and o.verification = k.verification and o.size_curve_agreement_config = k.size_curve_agreement_config)
        and not exists (select from job.size_curve_agreement o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.optimal_gabor_config = k.optimal_gabor_config and o.suboptimal_gabor_config = k.suboptimal_gabor_config and o.verification = k.verification and o.size_curve_agreement_config = k.size_curve_agreement_config)) missing $count$ into n;
  if n = 0 then
    return 0;
  end if;
  if n < 10000 or not has_parameter_privilege(current_user, 'session_replication_role', 'SET') then
    execute $insert$ insert into job.size_curve_agreement (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config) select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config from (
      select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config from (select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config from (select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config from twin.suboptimal_gabor) p1
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config from twin.size_curve_agreement_task) p2) k
      where not exists (select from twin.size_curve_agreement o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.optimal_gabor_config = k.optimal_gabor_config and o.suboptimal_gabor_config = k.suboptimal_gabor_config and o.verification = k.verification and o.size_curve_agreement_config = k.size_curve_agreement_config)
        and not exists (select from job.size_curve_agreement o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.optimal_gabor_config = k.optimal_gabor_config and o.suboptimal_gabor_config = k.suboptimal_gabor_config and o.verification = k.verification and o.size_curve_agreement_config = k.size_curve_agreement_config)) missing on conflict do nothing $insert$;
    get diagnostics n = row_count;
  else
    perform set_config('session_replication_role', 'replica', true);
    execute $insert$
      with added as (
        insert into job.size_curve_agreement (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config) select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config from (
      select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config from (select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config from (select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config from twin.suboptimal_gabor) p1
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config from twin.size_curve_agreement_task) p2) k
      where not exists (select from twin.size_curve_agreement o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.optimal_gabor_config = k.optimal_gabor_config and o.suboptimal_gabor_config = k.suboptimal_gabor_config and o.verification = k.verification and o.size_curve_agreement_config = k.size_curve_agreement_config)
        and not exists (select from job.size_curve_agreement o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.optimal_gabor_config = k.optimal_gabor_config and o.suboptimal_gabor_config = k.suboptimal_gabor_config and o.verification = k.verification and o.size_curve_agreement_config = k.size_curve_agreement_config)) missing on conflict do nothing returning dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config),
      p1 as (select from twin.suboptimal_gabor p where (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config) in (select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config from added) for key share),
      p2 as (select from twin.verification_scan p where (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification) in (select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification from added) for key share),
      p3 as (select from twin.size_curve_agreement_task p where (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config) in (select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config from added) for key share),
      p4 as (select from twin.size_curve_agreement_config p where (size_curve_agreement_config) in (select size_curve_agreement_config from added) for key share),
      p5 as (select from twin.model p where (dataset, model_config, training_config, seed) in (select dataset, model_config, training_config, seed from added) for key share)
      select (select count(*) from added), (select count(*) from p1) = (select count(*) from (select distinct dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config from added) d)
        and (select count(*) from p2) = (select count(*) from (select distinct dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification from added) d)
        and (select count(*) from p3) = (select count(*) from (select distinct dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config from added) d)
        and (select count(*) from p4) = (select count(*) from (select distinct size_curve_agreement_config from added) d)
        and (select count(*) from p5) = (select count(*) from (select distinct dataset, model_config, training_config, seed from added) d) $insert$ into n, is_whole;
    perform set_config('session_replication_role', role_before, true);
    if not is_whole then
      raise exception 'rows that new keys of % refer to were deleted meanwhile', 'twin.size_curve_agreement'
        using errcode = 'serialization_failure';
    end if;
  end if;
  if n > 0 then
    perform pg_notify('doppel_job', '');
  end if;
  return n;
end $$;
revoke execute on function job.enqueue_size_curve_agreement() from public;

create or replace function job.enqueue_model_comparison()
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  role_before constant text := current_setting('session_replication_role');
  n bigint;
  is_whole boolean;
begin
  perform pg_advisory_xact_lock(hashtextextended('doppel enqueue ' || 'twin.model_comparison', 0));
  execute $count$ select count(*) from (
      select model_comparison from (select model_comparison from (select model_comparison from twin.complete_model_comparison) p1) k
      where not exists (select from twin.model_comparison o where o.model_comparison = k.model_comparison)
        and not exists (select from job.model_comparison o where o.model_comparison = k.model_comparison)) missing $count$ into n;
  if n = 0 then
    return 0;
  end if;
  if n < 10000 or not has_parameter_privilege(current_user, 'session_replication_role', 'SET') then
    execute $insert$ insert into job.model_comparison (model_comparison) select model_comparison from (
      select model_comparison from (select model_comparison from (select model_comparison from twin.complete_model_comparison) p1) k
      where not exists (select from twin.model_comparison o where o.model_comparison = k.model_comparison)
        and not exists (select from job.model_comparison o where o.model_comparison = k.model_comparison)) missing on conflict do nothing $insert$;
    get diagnostics n = row_count;
  else
    perform set_config('session_replication_role', 'replica', true);
    execute $insert$
      with added as (
        insert into job.model_comparison (model_comparison) select model_comparison from (
      select model_comparison from (select model_comparison from (select model_comparison from twin.complete_model_comparison) p1) k
      where not exists (select from twin.model_comparison o where o.model_comparison = k.model_comparison)
        and not exists (select from job.model_comparison o where o.model_comparison = k.model_comparison)) missing on conflict do nothing returning model_comparison),
      p1 as (select from twin.complete_model_comparison p where (model_comparison) in (select model_comparison from added) for key share),
      p2 as (select from twin.model_comparison_task p where (model_comparison) in (select model_comparison from added) for key share)
      select (select count(*) from added), (select count(*) from p1) = (select count(*) from (select distinct model_comparison from added) d)
        and (select count(*) from p2) = (select count(*) from (select distinct model_comparison from added) d) $insert$ into n, is_whole;
    perform set_config('session_replication_role', role_before, true);
    if not is_whole then
      raise exception 'rows that new keys of % refer to were deleted meanwhile', 'twin.model_comparison'
        using errcode = 'serialization_failure';
    end if;
  end if;
  if n > 0 then
    perform pg_notify('doppel_job', '');
  end if;
  return n;
end $$;
revoke execute on function job.enqueue_model_comparison() from public;


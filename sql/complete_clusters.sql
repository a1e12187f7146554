-- One stimulus for all members of a cluster needs the optimal Gabor of each of them, which says where it looks and how it
-- is turned. twin.complete_cluster holds one row for each cluster whose members all have theirs, with a hash over
-- them, for the clusterings whose stimuli somebody asked for. Kept as the other complete sets (complete_sets.sql).

create or replace function twin.settle_clusters(tasks twin.cluster_gabor_task[]) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  task twin.cluster_gabor_task;
begin
  foreach task in array tasks loop
    perform pg_advisory_xact_lock(hashtextextended('clusters ' || task._row_hash, 0));
    insert into twin.complete_cluster as done
      (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster,
       n_complete_members, members_sha256)
    select task.dataset, task.model_config, task.training_config, task.seed, task.alignment_config,
           task.clustering_config, task.optimal_gabor_config, m.cluster, count(*),
           encode(sha256(convert_to(string_agg(g._row_hash, E'\n'
             order by m.animal_id, m.session, m.scan_idx, m.unit_id), 'UTF8')), 'hex')
    from twin.cluster_member m
    left join twin.optimal_gabor g
      on g.dataset = m.dataset and g.model_config = m.model_config and g.training_config = m.training_config
      and g.seed = m.seed and g.animal_id = m.animal_id and g.session = m.session and g.scan_idx = m.scan_idx
      and g.unit_id = m.unit_id and g.optimal_gabor_config = task.optimal_gabor_config
    where m.dataset = task.dataset and m.model_config = task.model_config and m.training_config = task.training_config
      and m.seed = task.seed and m.alignment_config = task.alignment_config
      and m.clustering_config = task.clustering_config
    group by m.cluster
    having bool_and(g.dataset is not null)
    on conflict (dataset, model_config, training_config, seed, alignment_config, clustering_config,
                 optimal_gabor_config, cluster) do update
      set n_complete_members = excluded.n_complete_members, members_sha256 = excluded.members_sha256
      where done.members_sha256 <> excluded.members_sha256;
  end loop;
end $$;
comment on function twin.settle_clusters(twin.cluster_gabor_task[]) is
  'Notes the clusters all of whose members have their optimal Gabor in twin.complete_cluster';

-- Of a table whose rows name a model.
create or replace function twin.settle_clusters_of_new_rows() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform twin.settle_clusters(array(
    select t from twin.cluster_gabor_task t
    where (t.dataset, t.model_config, t.training_config, t.seed) in (
      select distinct n.dataset, n.model_config, n.training_config, n.seed from new_rows n)
    order by t._row_hash));
  return null;
end $$;
comment on function twin.settle_clusters_of_new_rows() is
  'Trigger: looks at the clusters of the models that new rows belong to';

-- What was made from these clusters goes, the last first, and then their rows.
create or replace function twin.break_clusters(broken twin.complete_cluster[]) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  result text;
begin
  foreach result in array array['cluster_stimulus_comparison', 'cluster_plaid_tuning', 'cluster_size_contrast_tuning',
                                'cluster_phase_tuning', 'cluster_orientation_tuning', 'cluster_mei', 'cluster_dog',
                                'cluster_gabor', 'complete_cluster'] loop
    execute format(
      'delete from twin.%I t using unnest($1) b
       where t.dataset = b.dataset and t.model_config = b.model_config and t.training_config = b.training_config
         and t.seed = b.seed and t.alignment_config = b.alignment_config
         and t.clustering_config = b.clustering_config and t.optimal_gabor_config = b.optimal_gabor_config
         and t.cluster = b.cluster', result)
    using broken;
  end loop;
end $$;
comment on function twin.break_clusters(twin.complete_cluster[]) is
  'Deletes what was made from clusters that are no longer complete';

create or replace function twin.break_clusters_of_old_gabors() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform twin.break_clusters(array(
    select c from twin.complete_cluster c
    where exists (
      select from twin.cluster_member m
      join old_rows o
        on o.dataset = m.dataset and o.model_config = m.model_config and o.training_config = m.training_config
        and o.seed = m.seed and o.animal_id = m.animal_id and o.session = m.session and o.scan_idx = m.scan_idx
        and o.unit_id = m.unit_id
      where m.dataset = c.dataset and m.model_config = c.model_config and m.training_config = c.training_config
        and m.seed = c.seed and m.alignment_config = c.alignment_config
        and m.clustering_config = c.clustering_config and m.cluster = c.cluster
        and o.optimal_gabor_config = c.optimal_gabor_config)));
  return null;
end $$;
comment on function twin.break_clusters_of_old_gabors() is
  'Trigger: clusters whose members lost optimal Gabors are not complete, and their stimuli go';

-- Before the clustering goes, since complete_cluster refers to its clusters.
create or replace function twin.break_clusters_of_old_clustering() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform twin.break_clusters(array(
    select c from twin.complete_cluster c
    where c.dataset = old.dataset and c.model_config = old.model_config and c.training_config = old.training_config
      and c.seed = old.seed and c.alignment_config = old.alignment_config
      and c.clustering_config = old.clustering_config));
  return old;
end $$;
comment on function twin.break_clusters_of_old_clustering() is
  'Trigger: clusters of a clustering that goes are not complete';

create or replace trigger settle_clusters after insert on twin.cluster_gabor_task
  referencing new table as new_rows for each statement execute function twin.settle_clusters_of_new_rows();
create or replace trigger settle_clusters after insert on twin.optimal_gabor
  referencing new table as new_rows for each statement execute function twin.settle_clusters_of_new_rows();
-- A clustering is whole when its parts have sealed it: by an update.
create or replace trigger settle_clusters after update on twin.clustering
  referencing new table as new_rows for each statement execute function twin.settle_clusters_of_new_rows();
create or replace trigger break_clusters after delete on twin.optimal_gabor
  referencing old table as old_rows for each statement execute function twin.break_clusters_of_old_gabors();
create or replace trigger break_clusters before delete on twin.clustering
  for each row execute function twin.break_clusters_of_old_clustering();

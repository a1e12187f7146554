-- What foreign keys cannot say: that all of a set is there. Statistics of a population need all of its neurons, and a
-- comparison all of its clusterings. twin.complete_population, twin.complete_optimal_gabors and
-- twin.complete_clustering_set hold one row for each set that is whole, with a hash over its results; computed tables have them as a parent, and so are queued, and found stale,
-- like all others. Triggers keep the rows: when results arrive, they look for the sets that these may complete, under a
-- lock for each set, so that of two transactions that bring the last two results the later one sees both. When results
-- go, the set's row goes, and the statistics made from it go with it.

create or replace function twin.settle_populations(tasks twin.population_task[]) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  task twin.population_task;
begin
  foreach task in array tasks loop
    perform pg_advisory_xact_lock(hashtextextended('population ' || task._row_hash, 0));
    if exists (
      select from twin.population_config c
      cross join unnest(c.properties, c.experiments) as w (property, experiment)
      join twin.dataset_neuron d on d.dataset = task.dataset
      where c.population_config = task.population_config and not exists (
        select from report.neuron_property p
        where p.property = w.property and p.experiment = w.experiment and p.dataset = task.dataset
          and p.model_config = task.model_config and p.training_config = task.training_config and p.seed = task.seed
          and (p.optimal_gabor_config = task.optimal_gabor_config or p.optimal_gabor_config is null)
          and p.animal_id = d.animal_id and p.session = d.session and p.scan_idx = d.scan_idx
          and p.unit_id = d.unit_id)) then
      continue;
    end if;
    insert into twin.complete_population as done
      (dataset, model_config, training_config, seed, optimal_gabor_config, population_config, n_complete_neurons,
       properties_sha256)
    select task.dataset, task.model_config, task.training_config, task.seed, task.optimal_gabor_config,
           task.population_config, count(distinct (p.animal_id, p.session, p.scan_idx, p.unit_id)),
           encode(sha256(convert_to(string_agg(p.property || ':' || p.row_hash, E'\n'
             order by p.animal_id, p.session, p.scan_idx, p.unit_id, p.property collate "C"), 'UTF8')), 'hex')
    from twin.population_config c
    cross join unnest(c.properties, c.experiments) as w (property, experiment)
    join report.neuron_property p on p.property = w.property and p.experiment = w.experiment
    where c.population_config = task.population_config and p.dataset = task.dataset
      and p.model_config = task.model_config and p.training_config = task.training_config and p.seed = task.seed
      and (p.optimal_gabor_config = task.optimal_gabor_config or p.optimal_gabor_config is null)
    having count(*) > 0
    on conflict (dataset, model_config, training_config, seed, optimal_gabor_config, population_config) do update
      set n_complete_neurons = excluded.n_complete_neurons, properties_sha256 = excluded.properties_sha256
      where done.properties_sha256 <> excluded.properties_sha256;
  end loop;
end $$;
comment on function twin.settle_populations(twin.population_task[]) is
  'Notes those of the populations all of whose neurons have all properties in twin.complete_population';

-- Of a table whose rows name a model.
create or replace function twin.settle_populations_of_new_rows() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform twin.settle_populations(array(
    select t from twin.population_task t
    where (t.dataset, t.model_config, t.training_config, t.seed) in (
      select distinct n.dataset, n.model_config, n.training_config, n.seed from new_rows n)
    order by t._row_hash));
  return null;
end $$;
comment on function twin.settle_populations_of_new_rows() is
  'Trigger: looks at the populations of the models that new rows belong to';

create or replace function twin.break_populations_of_old_rows() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  broken twin.complete_population;
begin
  for broken in
    select c.* from twin.complete_population c
    where (c.dataset, c.model_config, c.training_config, c.seed) in (
      select distinct n.dataset, n.model_config, n.training_config, n.seed from old_rows n)
  loop
    delete from twin.cluster_analysis a
    where a.dataset = broken.dataset and a.model_config = broken.model_config
      and a.training_config = broken.training_config and a.seed = broken.seed
      and a.optimal_gabor_config = broken.optimal_gabor_config and a.population_config = broken.population_config;
    delete from twin.population p
    where p.dataset = broken.dataset and p.model_config = broken.model_config
      and p.training_config = broken.training_config and p.seed = broken.seed
      and p.optimal_gabor_config = broken.optimal_gabor_config and p.population_config = broken.population_config;
    delete from twin.complete_population c
    where c.dataset = broken.dataset and c.model_config = broken.model_config
      and c.training_config = broken.training_config and c.seed = broken.seed
      and c.optimal_gabor_config = broken.optimal_gabor_config and c.population_config = broken.population_config;
  end loop;
  return null;
end $$;
comment on function twin.break_populations_of_old_rows() is
  'Trigger: the populations of models that lost results are not complete, and their statistics go';

create or replace trigger settle_populations after insert on twin.population_task
  referencing new table as new_rows for each statement execute function twin.settle_populations_of_new_rows();

-- One pair of triggers for each table that report.neuron_property reads. A table with parts wants that on update too,
-- since a master's row hash is final only once its parts are there.
create or replace trigger settle_populations after insert on twin.orientation_tuning
  referencing new table as new_rows for each statement execute function twin.settle_populations_of_new_rows();
create or replace trigger break_populations after delete on twin.orientation_tuning
  referencing old table as old_rows for each statement execute function twin.break_populations_of_old_rows();
create or replace trigger settle_populations after insert on twin.phase_tuning
  referencing new table as new_rows for each statement execute function twin.settle_populations_of_new_rows();
create or replace trigger break_populations after delete on twin.phase_tuning
  referencing old table as old_rows for each statement execute function twin.break_populations_of_old_rows();
create or replace trigger settle_populations after insert on twin.size_contrast_tuning
  referencing new table as new_rows for each statement execute function twin.settle_populations_of_new_rows();
create or replace trigger break_populations after delete on twin.size_contrast_tuning
  referencing old table as old_rows for each statement execute function twin.break_populations_of_old_rows();
create or replace trigger settle_populations after insert on twin.plaid_tuning
  referencing new table as new_rows for each statement execute function twin.settle_populations_of_new_rows();
create or replace trigger break_populations after delete on twin.plaid_tuning
  referencing old table as old_rows for each statement execute function twin.break_populations_of_old_rows();
create or replace trigger settle_populations after insert on twin.nonlinearity
  referencing new table as new_rows for each statement execute function twin.settle_populations_of_new_rows();
create or replace trigger break_populations after delete on twin.nonlinearity
  referencing old table as old_rows for each statement execute function twin.break_populations_of_old_rows();
create or replace trigger settle_populations after insert on twin.stimulus_comparison
  referencing new table as new_rows for each statement execute function twin.settle_populations_of_new_rows();
create or replace trigger break_populations after delete on twin.stimulus_comparison
  referencing old table as old_rows for each statement execute function twin.break_populations_of_old_rows();
create or replace trigger settle_populations after insert on twin.cluster_orientation_tuning
  referencing new table as new_rows for each statement execute function twin.settle_populations_of_new_rows();
create or replace trigger break_populations after delete on twin.cluster_orientation_tuning
  referencing old table as old_rows for each statement execute function twin.break_populations_of_old_rows();
create or replace trigger settle_populations after insert on twin.cluster_phase_tuning
  referencing new table as new_rows for each statement execute function twin.settle_populations_of_new_rows();
create or replace trigger break_populations after delete on twin.cluster_phase_tuning
  referencing old table as old_rows for each statement execute function twin.break_populations_of_old_rows();
create or replace trigger settle_populations after insert on twin.cluster_size_contrast_tuning
  referencing new table as new_rows for each statement execute function twin.settle_populations_of_new_rows();
create or replace trigger break_populations after delete on twin.cluster_size_contrast_tuning
  referencing old table as old_rows for each statement execute function twin.break_populations_of_old_rows();
create or replace trigger settle_populations after insert on twin.cluster_plaid_tuning
  referencing new table as new_rows for each statement execute function twin.settle_populations_of_new_rows();
create or replace trigger break_populations after delete on twin.cluster_plaid_tuning
  referencing old table as old_rows for each statement execute function twin.break_populations_of_old_rows();
create or replace trigger settle_populations after insert on twin.cluster_stimulus_comparison
  referencing new table as new_rows for each statement execute function twin.settle_populations_of_new_rows();
create or replace trigger break_populations after delete on twin.cluster_stimulus_comparison
  referencing old table as old_rows for each statement execute function twin.break_populations_of_old_rows();

-- Of a table whose rows name a search for optimal Gabors: what stands for the Gabors of all neurons needs all of them.
create or replace function twin.settle_optimal_gabors() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  task twin.optimal_gabor_task;
begin
  for task in
    select t.* from twin.optimal_gabor_task t
    where (t.dataset, t.model_config, t.training_config, t.seed, t.optimal_gabor_config) in (
      select distinct n.dataset, n.model_config, n.training_config, n.seed, n.optimal_gabor_config from new_rows n)
    order by t._row_hash
  loop
    perform pg_advisory_xact_lock(hashtextextended('optimal gabors ' || task._row_hash, 0));
    if exists (
      select from twin.dataset_neuron d
      where d.dataset = task.dataset and not exists (
        select from twin.optimal_gabor g
        where g.dataset = task.dataset and g.model_config = task.model_config
          and g.training_config = task.training_config and g.seed = task.seed
          and g.optimal_gabor_config = task.optimal_gabor_config and g.animal_id = d.animal_id
          and g.session = d.session and g.scan_idx = d.scan_idx and g.unit_id = d.unit_id)) then
      continue;
    end if;
    insert into twin.complete_optimal_gabors as done
      (dataset, model_config, training_config, seed, optimal_gabor_config, n_searched_neurons, optimal_gabors_sha256)
    select task.dataset, task.model_config, task.training_config, task.seed, task.optimal_gabor_config, count(*),
           encode(sha256(convert_to(string_agg(g._row_hash, E'\n'
             order by g.animal_id, g.session, g.scan_idx, g.unit_id), 'UTF8')), 'hex')
    from twin.optimal_gabor g
    where g.dataset = task.dataset and g.model_config = task.model_config and g.training_config = task.training_config
      and g.seed = task.seed and g.optimal_gabor_config = task.optimal_gabor_config
    on conflict (dataset, model_config, training_config, seed, optimal_gabor_config) do update
      set n_searched_neurons = excluded.n_searched_neurons, optimal_gabors_sha256 = excluded.optimal_gabors_sha256
      where done.optimal_gabors_sha256 <> excluded.optimal_gabors_sha256;
  end loop;
  return null;
end $$;
comment on function twin.settle_optimal_gabors() is
  'Trigger: notes the searches all of whose neurons have their optimal Gabor in twin.complete_optimal_gabors';

create or replace function twin.break_optimal_gabors() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  broken twin.complete_optimal_gabors;
begin
  for broken in
    select c.* from twin.complete_optimal_gabors c
    where (c.dataset, c.model_config, c.training_config, c.seed, c.optimal_gabor_config) in (
      select distinct n.dataset, n.model_config, n.training_config, n.seed, n.optimal_gabor_config from old_rows n)
  loop
    delete from twin.size_curve_agreement a
    where a.dataset = broken.dataset and a.model_config = broken.model_config
      and a.training_config = broken.training_config and a.seed = broken.seed
      and a.optimal_gabor_config = broken.optimal_gabor_config;
    delete from twin.suboptimal_gabor s
    where s.dataset = broken.dataset and s.model_config = broken.model_config
      and s.training_config = broken.training_config and s.seed = broken.seed
      and s.optimal_gabor_config = broken.optimal_gabor_config;
    delete from twin.complete_optimal_gabors c
    where c.dataset = broken.dataset and c.model_config = broken.model_config
      and c.training_config = broken.training_config and c.seed = broken.seed
      and c.optimal_gabor_config = broken.optimal_gabor_config;
  end loop;
  return null;
end $$;
comment on function twin.break_optimal_gabors() is
  'Trigger: searches that lost an optimal Gabor are not complete, and what was made of all of them goes';

create or replace trigger settle_optimal_gabors after insert on twin.suboptimal_gabor_task
  referencing new table as new_rows for each statement execute function twin.settle_optimal_gabors();
create or replace trigger settle_optimal_gabors after insert on twin.optimal_gabor
  referencing new table as new_rows for each statement execute function twin.settle_optimal_gabors();
create or replace trigger break_optimal_gabors after delete on twin.optimal_gabor
  referencing old table as old_rows for each statement execute function twin.break_optimal_gabors();

create or replace function twin.settle_clustering_sets() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  one twin.clustering_set;
begin
  for one in
    select s.* from twin.clustering_set s
    where s.dataset in (select distinct n.dataset from new_rows n) order by s._row_hash
  loop
    perform pg_advisory_xact_lock(hashtextextended('clustering set ' || one._row_hash, 0));
    insert into twin.complete_clustering_set as done (dataset, clustering_set, n_compared, clusterings_sha256)
    select one.dataset, one.clustering_set, count(*),
           encode(sha256(convert_to(string_agg(m.member_index || ':' || c._row_hash, E'\n'
             order by m.member_index), 'UTF8')), 'hex')
    from twin.clustering_set_member m
    left join twin.clustering c using (dataset, model_config, training_config, seed, alignment_config, clustering_config)
    where m.dataset = one.dataset and m.clustering_set = one.clustering_set
    having count(*) > 1 and bool_and(c.dataset is not null)
    on conflict (dataset, clustering_set) do update
      set n_compared = excluded.n_compared, clusterings_sha256 = excluded.clusterings_sha256
      where done.clusterings_sha256 <> excluded.clusterings_sha256;
  end loop;
  return null;
end $$;
comment on function twin.settle_clustering_sets() is
  'Trigger: notes the sets all of whose clusterings are there in twin.complete_clustering_set';

create or replace function twin.break_clustering_sets() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from twin.clustering_agreement a
  using old_rows o
    join twin.clustering_set_member m
      using (dataset, model_config, training_config, seed, alignment_config, clustering_config)
  where a.dataset = m.dataset and a.clustering_set = m.clustering_set;
  delete from twin.complete_clustering_set c
  using old_rows o
    join twin.clustering_set_member m
      using (dataset, model_config, training_config, seed, alignment_config, clustering_config)
  where c.dataset = m.dataset and c.clustering_set = m.clustering_set;
  return null;
end $$;
comment on function twin.break_clustering_sets() is
  'Trigger: the sets that lost a clustering are not complete, and their comparisons go';

create or replace trigger settle_clustering_sets after insert on twin.clustering_set_member
  referencing new table as new_rows for each statement execute function twin.settle_clustering_sets();
-- A clustering is whole, and its row hash final, when its parts have sealed it: by an update.
create or replace trigger settle_clustering_sets after update on twin.clustering
  referencing new table as new_rows for each statement execute function twin.settle_clustering_sets();
create or replace trigger break_clustering_sets after delete on twin.clustering
  referencing old table as old_rows for each statement execute function twin.break_clustering_sets();

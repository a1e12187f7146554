-- What foreign keys cannot say: that all of a set is there. Statistics of a population need all of its neurons, a comparison
-- all that it compares. Tables twin.complete_... hold one row for each set that is whole, with a hash over its results;
-- computed tables have them as a parent, and so are queued, and found stale, like all others. Triggers keep the rows: when
-- results come or go, they look at the sets that have a part in them, under a lock for each set, so that of two transactions
-- that bring the last two results the later one sees both. A set that is not whole any more loses its row, and the
-- statistics made from it go with it.

-- Set operations, since their cost does not hang on what the planner believes of tables that fill.
create or replace function twin.lacking_properties(task twin.population_task, of_index integer)
  returns table (animal_id integer, session integer, scan_idx integer, unit_id integer, property text)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select d.animal_id, d.session, d.scan_idx, d.unit_id, w.property
  from twin.population_config c cross join unnest(c.properties, c.experiments) as w (property, experiment)
  join twin.dataset_neuron d on d.dataset = task.dataset and d.neuron_index = coalesce(of_index, d.neuron_index)
  where c.population_config = task.population_config
  except
  select p.animal_id, p.session, p.scan_idx, p.unit_id, p.property
  from twin.population_config c cross join unnest(c.properties, c.experiments) as w (property, experiment)
  join report.neuron_property p on p.property = w.property and p.experiment = w.experiment
  where c.population_config = task.population_config and p.dataset = task.dataset and p.model_config = task.model_config
    and p.training_config = task.training_config and p.seed = task.seed
    and (p.optimal_gabor_config = task.optimal_gabor_config or p.optimal_gabor_config is null)
    and (of_index is null or (p.animal_id, p.session, p.scan_idx, p.unit_id) = (
      select d.animal_id, d.session, d.scan_idx, d.unit_id from twin.dataset_neuron d
      where d.dataset = task.dataset and d.neuron_index = of_index))
  except
  select p.animal_id, p.session, p.scan_idx, p.unit_id, p.property
  from twin.population_config c cross join unnest(c.properties, c.experiments) as w (property, experiment)
  join report.property_gap p on p.property = w.property and p.experiment = w.experiment
  where c.population_config = task.population_config and p.dataset = task.dataset and p.model_config = task.model_config
    and p.training_config = task.training_config and p.seed = task.seed
    and (p.optimal_gabor_config = task.optimal_gabor_config or p.optimal_gabor_config is null)
$$;
comment on function twin.lacking_properties(twin.population_task, integer) is
  'Neurons of a population, or the one with that index, and properties that they lack and may still get';

-- A population is whole when each of its neurons has each property, or is known not to get it: a job on the way to it failed,
-- was quarantined or is ignored (report.property_gap). So one bad neuron does not keep 13,047 from their statistics. The hash
-- covers who lacks what; a job that is tried again makes its population wait for the outcome. A property that no neuron has
-- is a fault of the experiment, not of a neuron, and is waited for.
create or replace function twin.settle_population(task twin.population_task) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  -- Those of the queue, where a failed job calls this, are for look-ups of a few keys.
  set enable_seqscan = on set enable_nestloop = on as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('population ' || task._row_hash, 0));
  -- Workers go by the order of the neurons: where the last one lacks something, and mostly it does, the others need no look.
  if exists (
    select from twin.lacking_properties(task, (select n_pooled_neurons - 1 from twin.dataset where dataset = task.dataset)))
  or exists (select from twin.lacking_properties(task, null)) then
    delete from twin.cluster_analysis a
    where a.dataset = task.dataset and a.model_config = task.model_config
      and a.training_config = task.training_config and a.seed = task.seed
      and a.optimal_gabor_config = task.optimal_gabor_config and a.population_config = task.population_config;
    delete from twin.population p
    where p.dataset = task.dataset and p.model_config = task.model_config
      and p.training_config = task.training_config and p.seed = task.seed
      and p.optimal_gabor_config = task.optimal_gabor_config and p.population_config = task.population_config;
    delete from twin.complete_population c
    where c.dataset = task.dataset and c.model_config = task.model_config
      and c.training_config = task.training_config and c.seed = task.seed
      and c.optimal_gabor_config = task.optimal_gabor_config and c.population_config = task.population_config;
    return;
  end if;
  with wanted as (
    select w.property, w.experiment
    from twin.population_config c cross join unnest(c.properties, c.experiments) as w (property, experiment)
    where c.population_config = task.population_config
  ), found as materialized (
    select p.animal_id, p.session, p.scan_idx, p.unit_id, p.property, p.row_hash
    from wanted w
    join report.neuron_property p on p.property = w.property and p.experiment = w.experiment
    where p.dataset = task.dataset and p.model_config = task.model_config
      and p.training_config = task.training_config and p.seed = task.seed
      and (p.optimal_gabor_config = task.optimal_gabor_config or p.optimal_gabor_config is null)
  ), lacking as materialized (
    select d.animal_id, d.session, d.scan_idx, d.unit_id, w.property
    from wanted w cross join twin.dataset_neuron d
    where d.dataset = task.dataset
    except
    select animal_id, session, scan_idx, unit_id, property from found
  ), line as (
    select *, property || ':' || row_hash as text from found
    union all
    select *, null, property || ':lacks:' || concat_ws('-', animal_id, session, scan_idx, unit_id) from lacking
  ), excluded_neurons as (
    select count(distinct (animal_id, session, scan_idx, unit_id))::integer as n from lacking
  )
  insert into twin.complete_population as done
    (dataset, model_config, training_config, seed, optimal_gabor_config, population_config, n_complete_neurons,
     properties_sha256, n_excluded_neurons)
  select task.dataset, task.model_config, task.training_config, task.seed, task.optimal_gabor_config,
         task.population_config, count(distinct (animal_id, session, scan_idx, unit_id)) - x.n,
         encode(sha256(convert_to(string_agg(text, E'\n'
           order by animal_id, session, scan_idx, unit_id, property collate "C"), 'UTF8')), 'hex'),
         nullif(x.n, 0)
  from line cross join excluded_neurons x
  group by x.n
  having count(distinct property) filter (where row_hash is not null) = (select count(*) from wanted)
  on conflict (dataset, model_config, training_config, seed, optimal_gabor_config, population_config) do update
    set n_complete_neurons = excluded.n_complete_neurons, properties_sha256 = excluded.properties_sha256,
        n_excluded_neurons = excluded.n_excluded_neurons
    where done.properties_sha256 <> excluded.properties_sha256;
end $$;
comment on function twin.settle_population(twin.population_task) is
  'Notes in twin.complete_population whether all neurons of a population have all properties or are known to lack them';

-- touched_rows: of a table whose rows name a model.
create or replace function twin.settle_touched_populations() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  task twin.population_task;
begin
  for task in
    select t.* from twin.population_task t
    where (t.dataset, t.model_config, t.training_config, t.seed) in (
      select distinct n.dataset, n.model_config, n.training_config, n.seed from touched_rows n)
    order by t._row_hash
  loop
    perform twin.settle_population(task);
  end loop;
  return null;
end $$;
comment on function twin.settle_touched_populations() is
  'Trigger: looks at the populations of the models that the rows belong to';

-- Of a job table: only where a job leaves the queue or returns to it, since every claim is an update.
create or replace function twin.settle_populations_of_jobs() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  task twin.population_task;
  given_up constant text[] := '{failed,quarantined,ignored}';
begin
  if not exists (select from old_rows where status = any (given_up)) then
    if tg_op = 'DELETE' then  -- there are no touched_rows then, not even to name them
      return null;
    elsif not exists (select from touched_rows where status = any (given_up)) then
      return null;
    end if;
  end if;
  for task in
    select t.* from twin.population_task t
    where (t.dataset, t.model_config, t.training_config, t.seed) in (
      select distinct n.dataset, n.model_config, n.training_config, n.seed from old_rows n)
    order by t._row_hash
  loop
    perform twin.settle_population(task);
  end loop;
  return null;
end $$;
comment on function twin.settle_populations_of_jobs() is
  'Trigger: looks at the populations of the models whose jobs ended without a result, or are tried again';

create or replace trigger settle_populations after insert on twin.population_task
  referencing new table as touched_rows for each statement execute function twin.settle_touched_populations();

-- The tables that report.neuron_property reads. (One with parts would want a trigger on update too, since a master's row
-- hash is final only once its parts are there.)
do $$
declare
  name text;
begin
  foreach name in array array['orientation_tuning', 'phase_tuning', 'size_contrast_tuning', 'plaid_tuning', 'nonlinearity',
                              'stimulus_comparison', 'neuron_score',
                              'cluster_orientation_tuning', 'cluster_phase_tuning', 'cluster_size_contrast_tuning', 'cluster_plaid_tuning',
                              'cluster_stimulus_comparison'] loop
    execute format('create or replace trigger settle_populations after insert on twin.%I referencing new table as '
                   'touched_rows for each statement execute function twin.settle_touched_populations()', name);
    execute format('create or replace trigger break_populations after delete on twin.%I referencing old table as '
                   'touched_rows for each statement execute function twin.settle_touched_populations()', name);
  end loop;
end $$;

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

-- The jobs that report.property_job reads.
do $$
declare
  name text;
begin
  foreach name in array array['optimal_gabor', 'optimal_dog', 'mei', 'orientation_tuning', 'phase_tuning',
                              'size_contrast_tuning', 'plaid_tuning', 'nonlinearity', 'stimulus_comparison',
                              'cluster_orientation_tuning', 'cluster_phase_tuning', 'cluster_size_contrast_tuning', 'cluster_plaid_tuning',
                              'cluster_stimulus_comparison'] loop
    execute format('create or replace trigger settle_populations after update on job.%I referencing old table as old_rows '
                   'new table as touched_rows for each statement execute function twin.settle_populations_of_jobs()', name);
    execute format('create or replace trigger break_populations after delete on job.%I referencing old table as old_rows '
                   'for each statement execute function twin.settle_populations_of_jobs()', name);
  end loop;
end $$;

drop function if exists twin.settle_populations(twin.population_task[]);
drop function if exists twin.settle_populations_of_new_rows();
drop function if exists twin.break_populations_of_old_rows();

-- Sets that list their members one by one: a table of sets, one of members, the table of the members' results, and the
-- table of those that are whole.
create or replace function twin.key_columns(name regclass) returns text
  language sql stable set search_path = pg_catalog, pg_temp as $$
  select string_agg(quote_ident(a.attname), ', ' order by array_position(k.conkey, a.attnum))
  from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any (k.conkey)
  where k.conrelid = name and k.contype = 'p'
$$;
comment on function twin.key_columns(regclass) is 'Names of the primary key''s columns, for statements';

-- Arguments: tables of sets, members, results, whole sets and what is computed from these; columns: a member's place in its
-- set, the count of a whole set and its hash. touched_rows: members, or results.
create or replace function twin.settle_sets() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  pieces constant text[] := array[twin.key_columns(('twin.' || tg_argv[0])::regclass),
                                  twin.key_columns(('twin.' || tg_argv[2])::regclass)] || tg_argv;
  members constant text := format('twin.%3$I s join twin.%4$I m using (%1$s) left join twin.%5$I c using (%2$s) '
                                  'where s._row_hash = $1', variadic pieces);
  set_hash text;
  is_whole boolean;
begin
  for set_hash in execute format(
    'select distinct s._row_hash from twin.%3$I s join twin.%4$I m using (%1$s) join touched_rows using (%2$s) order by 1',
    variadic pieces)
  loop
    perform pg_advisory_xact_lock(hashtextextended(tg_argv[0] || ' ' || set_hash, 0));
    execute 'select count(*) > 1 and count(c._row_hash) = count(*) from ' || members into is_whole using set_hash;
    if is_whole then
      execute format(
        'insert into twin.%6$I as done (%1$s, %9$I, %10$I) select %1$s, count(*), encode(sha256(convert_to('
        'string_agg(m.%8$I || '':'' || c._row_hash, E''\n'' order by m.%8$I), ''UTF8'')), ''hex'') from ' || members ||
        ' group by %1$s on conflict (%1$s) do update set %9$I = excluded.%9$I, %10$I = excluded.%10$I '
        'where done.%10$I <> excluded.%10$I', variadic pieces) using set_hash;
    else
      execute format('delete from twin.%7$I where (%1$s) in (select %1$s from twin.%3$I where _row_hash = $1)',
                     variadic pieces) using set_hash;
      execute format('delete from twin.%6$I where (%1$s) in (select %1$s from twin.%3$I where _row_hash = $1)',
                     variadic pieces) using set_hash;
    end if;
  end loop;
  return null;
end $$;
comment on function twin.settle_sets() is
  'Trigger: notes the sets all of whose members have their results in a table of whole sets';

-- Members of all sets are rows that people add; results with parts are whole, and their row hashes final, when these have
-- sealed them: by an update.
do $$
declare
  kind record;
begin
  for kind in select * from (values
    ('clustering_sets', 'clustering_set', 'clustering_set_member', 'clustering', 'complete_clustering_set',
     'clustering_agreement', 'member_index', 'n_compared', 'clusterings_sha256'),
    ('model_sets', 'model_set', 'model_set_member', 'model_score', 'complete_model_set',
     'ensemble', 'model_set_index', 'n_set_models', 'model_scores_sha256'),
    ('model_comparisons', 'model_comparison_task', 'compared_population', 'population', 'complete_model_comparison',
     'model_comparison', 'comparison_place', 'n_compared_populations', 'populations_sha256'))
    k (sets, one_set, members, results, whole, computed, place, count, hash)
  loop
    execute format(
      'create or replace trigger settle_%1$s after insert on twin.%3$I referencing new table as touched_rows '
      'for each statement execute function twin.settle_sets(%2$I, %3$I, %4$I, %5$I, %6$I, %7$I, %8$I, %9$I);'
      'create or replace trigger settle_%1$s after update on twin.%4$I referencing new table as touched_rows '
      'for each statement execute function twin.settle_sets(%2$I, %3$I, %4$I, %5$I, %6$I, %7$I, %8$I, %9$I);'
      'create or replace trigger break_%1$s after delete on twin.%4$I referencing old table as touched_rows '
      'for each statement execute function twin.settle_sets(%2$I, %3$I, %4$I, %5$I, %6$I, %7$I, %8$I, %9$I)',
      kind.sets, kind.one_set, kind.members, kind.results, kind.whole, kind.computed, kind.place, kind.count, kind.hash);
  end loop;
end $$;

drop function if exists twin.settle_clustering_sets();
drop function if exists twin.break_clustering_sets();

-- Where each neuron left, so that n on every figure adds up: from the neurons of a dataset's scans to the values that a
-- figure shows. Tables and job tables are read as they are now; nothing is noted down beside them.

-- The jobs of whole models, in any state, that a property of its neurons waits for.
create or replace view report.model_job as
select dataset, model_config, training_config, seed, null as glm_config, 1 as stage_order, 'model' as stage, status,
       error_message
from job.model
union all
select dataset, model_config, training_config, seed, null, 2, 'readout', status, error_message from job.readout
union all
select dataset, model_config, training_config, seed, null, 2, 'model_score', status, error_message from job.model_score
union all
select dataset, model_config, training_config, seed, glm_config, 2, 'glm', status, error_message
from job.glm join twin.training_task using (dataset);
comment on view report.model_job is 'One row a model and a job of it that is not done';

-- figure            population: statistics of the population and its clusters (figures 3, 4); recovery: simulated neurons
--                   against their truth (report.property_recovery_summary)
-- stage, reason     where it left, and why; null: its value counts
-- is_counted        its value is among those of the figure
-- remark            what else is to be known: the message of a job, or a constant neuron, which scores 0
create or replace view report.neuron_ledger as
with wanted as (
  select 'population' as figure, t.dataset, t.model_config, t.training_config, t.seed, t.optimal_gabor_config,
         t.population_config, w.property, w.experiment
  from twin.population_task t
  join twin.population_config c using (population_config)
  cross join unnest(c.properties, c.experiments) as w (property, experiment)
  union all
  select 'recovery', dataset, model_config, training_config, seed, optimal_gabor_config, null, property, experiment
  from report.asked_property a
  where property in ('orientation_index', 'phase_index', 'suppression_index', 'cross_orientation_index')
    and exists (select from twin.dataset_scan s join twin.ground_truth g using (animal_id, session, scan_idx)
                where s.dataset = a.dataset)
), candidate as (
  select w.*, animal_id, session, scan_idx, unit_id, d.dataset is not null as is_selected
  from wanted w
  join twin.dataset_scan s using (dataset)
  join twin.neuron n using (animal_id, session, scan_idx)
  left join twin.dataset_neuron d using (dataset, animal_id, session, scan_idx, unit_id)
), measured as (
  select c.*, p.row_hash is not null as is_measured, p.value
  from candidate c
  left join report.neuron_property p
    on p.property = c.property and p.experiment = c.experiment and p.dataset = c.dataset
    and p.model_config = c.model_config and p.training_config = c.training_config and p.seed = c.seed
    and (p.optimal_gabor_config = c.optimal_gabor_config or p.optimal_gabor_config is null)
    and p.animal_id = c.animal_id and p.session = c.session and p.scan_idx = c.scan_idx and p.unit_id = c.unit_id
)
select m.figure, m.dataset, m.model_config, m.training_config, m.seed, m.optimal_gabor_config, m.population_config,
       m.property, m.animal_id, m.session, m.scan_idx, m.unit_id, e.stage_order, e.stage, e.reason,
       e.reason is null as is_counted,
       case when e.reason is null and m.property in ('single_trial_correlation', 'average_correlation') and m.value = 0
            then 'constant responses or predictions: scores 0' else e.remark end as remark
from measured m
cross join lateral (
  select * from (
    select 0 as stage_order, 'dataset_neuron' as stage, 'not selected for the dataset' as reason, null as remark
    where not m.is_selected
    union all
    select j.stage_order, j.stage, j.status, j.error_message
    from report.model_job j
    where not m.is_measured and j.dataset = m.dataset and j.model_config = m.model_config
      and j.training_config = m.training_config and j.seed = m.seed
      and case when m.property = 'nonlinearity_index' then j.stage <> 'readout' and coalesce(j.glm_config, m.experiment) = m.experiment
               when m.property in ('single_trial_correlation', 'average_correlation') then j.stage in ('model', 'model_score')
               else j.stage in ('model', 'readout') end
    union all
    select j.stage_order + 2, j.stage, j.status, j.error_message
    from report.property_job j
    where not m.is_measured and j.property = m.property and j.experiment = m.experiment and j.dataset = m.dataset
      and j.model_config = m.model_config and j.training_config = m.training_config and j.seed = m.seed
      and (j.optimal_gabor_config = m.optimal_gabor_config or j.optimal_gabor_config is null)
      and j.animal_id = m.animal_id and j.session = m.session and j.scan_idx = m.scan_idx and j.unit_id = m.unit_id
    union all
    select 7, 'experiment', case when exists (
               select from report.asked_property a
               where a.property = m.property and a.experiment = m.experiment and a.dataset = m.dataset
                 and a.model_config = m.model_config and a.training_config = m.training_config and a.seed = m.seed
                 and (a.optimal_gabor_config = m.optimal_gabor_config or a.optimal_gabor_config is null))
             then 'not queued yet' else 'not asked for' end, null
    where not m.is_measured
    union all
    select 8, 'value', case when m.property = 'nonlinearity_index' then (
               select n.no_nonlinearity_index from twin.nonlinearity n
               where n.dataset = m.dataset and n.model_config = m.model_config and n.training_config = m.training_config
                 and n.seed = m.seed and n.glm_config = m.experiment and n.animal_id = m.animal_id
                 and n.session = m.session and n.scan_idx = m.scan_idx and n.unit_id = m.unit_id)
               when m.property in ('gabor_over_dog', 'gabor_over_mei', 'dog_over_mei')
               then 'no response to the stimulus in the divisor' else 'not defined' end, null
    where m.is_measured and m.value is null
    union all
    select 9, 'recovery', case when g.truth is null then 'no true value' else 'oracle not above 0.3' end, null
    from (select case m.property when 'orientation_index' then g.orientation_index when 'phase_index' then g.phase_index
                                 when 'suppression_index' then g.suppression_index
                                 else g.cross_orientation_index end as truth, o.jackknife_oracle
          from (values (1)) one (row)
          left join twin.ground_truth g on g.animal_id = m.animal_id and g.session = m.session and g.scan_idx = m.scan_idx
                                       and g.unit_id = m.unit_id
          left join twin.oracle o on o.animal_id = m.animal_id and o.session = m.session and o.scan_idx = m.scan_idx
                                 and o.unit_id = m.unit_id) g
    where m.figure = 'recovery' and (g.truth is null or g.jackknife_oracle > 0.3 is not true)
    union all
    select 10, null, null, null
  ) ways_out
  order by stage_order, stage limit 1) e;
comment on view report.neuron_ledger is
  'One row a neuron of a dataset''s scans and a property of a figure: whether its value counts, else the stage at which it left and why';

create or replace view report.exclusion_ledger as
select figure, dataset, model_config, training_config, seed, optimal_gabor_config, population_config, property,
       animal_id, session, scan_idx, unit_id, stage_order, stage, reason, remark
from report.neuron_ledger
where not is_counted;
comment on view report.exclusion_ledger is
  'One row a neuron that a figure lacks, and property: the stage at which it left, the reason, the message of a failed job';

create or replace view report.exclusion_counts as
with left_at as (
  select figure, dataset, model_config, training_config, seed, optimal_gabor_config, population_config, property,
         stage_order, coalesce(stage, 'counted') as stage, reason, count(*) as n
  from report.neuron_ledger
  group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11
)
select figure, dataset, model_config, training_config, seed, optimal_gabor_config, population_config, property,
       stage_order, stage, reason, sum(n) over (figure_of_property rows between current row and unbounded following) as n_in,
       case when reason is null then 0 else n end as n_out,
       case when reason is null then n
            else coalesce(sum(n) over (figure_of_property rows between 1 following and unbounded following), 0) end as n_left
from left_at
window figure_of_property as (
  partition by figure, dataset, model_config, training_config, seed, optimal_gabor_config, population_config, property
  order by stage_order, stage, reason);
comment on view report.exclusion_counts is
  'One row a figure, property, stage and reason: neurons before it, those that left there, those that went on; the last row is n';

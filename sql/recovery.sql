-- Recovered against true properties of simulated neurons, by the pipeline's own tables.

create or replace view report.orientation_recovery as
select t.dataset, t.model_config, t.training_config, t.seed, t.optimal_gabor_config,
       t.animal_id, t.session, t.scan_idx, t.unit_id,
       g.preferred_orientation as true_orientation, t.preferred_orientation as recovered_orientation,
       least(abs(g.preferred_orientation - t.preferred_orientation),
             180 - abs(g.preferred_orientation - t.preferred_orientation)) as error,
       g.orientation_index as true_orientation_index, t.orientation_index as recovered_orientation_index,
       o.jackknife_oracle
from twin.orientation_tuning t
join twin.ground_truth g using (animal_id, session, scan_idx, unit_id)
join twin.oracle o using (animal_id, session, scan_idx, unit_id)
where g.preferred_orientation is not null;
comment on view report.orientation_recovery is
  'Preferred orientation [deg] of oriented simulated neurons: true, recovered in silico, and the error (0..90)';

create or replace view report.phase_recovery as
select t.dataset, t.model_config, t.training_config, t.seed, t.optimal_gabor_config,
       t.animal_id, t.session, t.scan_idx, t.unit_id,
       g.phase_index as true_phase_index, t.phase_index as recovered_phase_index,
       g.orientation_index as true_orientation_index, g.oriented, o.jackknife_oracle
from twin.phase_tuning t
join twin.ground_truth g using (animal_id, session, scan_idx, unit_id)
join twin.oracle o using (animal_id, session, scan_idx, unit_id);
comment on view report.phase_recovery is 'Phase modulation F1/F0 of simulated neurons: true and recovered in silico';

-- The two headline figures of recovery, one row a model: neurons with oracle above 0.3, and for orientation a true
-- orientation index above 0.5 (tuned).
create or replace view report.recovery_summary as
with orientation as (
  select dataset, model_config, training_config, seed, optimal_gabor_config, count(*) as n_tuned,
         percentile_cont(0.5) within group (order by error) as median_orientation_error
  from report.orientation_recovery
  where jackknife_oracle > 0.3 and true_orientation_index > 0.5
  group by dataset, model_config, training_config, seed, optimal_gabor_config
), ranked as (
  select dataset, model_config, training_config, seed, optimal_gabor_config,
         rank() over (model order by true_phase_index)
           + (count(*) over (partition by dataset, model_config, training_config, seed, optimal_gabor_config,
                                          true_phase_index) - 1) / 2.0 as true_rank,
         rank() over (model order by recovered_phase_index)
           + (count(*) over (partition by dataset, model_config, training_config, seed, optimal_gabor_config,
                                          recovered_phase_index) - 1) / 2.0 as recovered_rank
  from report.phase_recovery
  where jackknife_oracle > 0.3
  window model as (partition by dataset, model_config, training_config, seed, optimal_gabor_config)
), phase as (
  select dataset, model_config, training_config, seed, optimal_gabor_config, count(*) as n_reliable,
         corr(true_rank, recovered_rank) as phase_rank_correlation
  from ranked
  group by dataset, model_config, training_config, seed, optimal_gabor_config
)
select * from orientation
full join phase using (dataset, model_config, training_config, seed, optimal_gabor_config);
comment on view report.recovery_summary is
  'Simulated neurons with oracle > 0.3: median error of preferred orientation [deg] (true orientation index > 0.5), rank correlation of phase modulation';

-- The optimal Gabor beside the true one.
create or replace view report.gabor_recovery as
select t.dataset, t.model_config, t.training_config, t.seed, t.optimal_gabor_config,
       t.animal_id, t.session, t.scan_idx, t.unit_id, o.jackknife_oracle, g.oriented,
       sqrt((t.r_x - g.r_x) ^ 2 + (t.r_y - g.r_y) ^ 2) as position_error,
       g.size as true_size, t.size as recovered_size,
       g.spatial_frequency as true_spatial_frequency, t.spatial_frequency as recovered_spatial_frequency,
       t.at_grid_edge
from twin.optimal_gabor t
join twin.ground_truth g using (animal_id, session, scan_idx, unit_id)
join twin.oracle o using (animal_id, session, scan_idx, unit_id);
comment on view report.gabor_recovery is
  'Optimal Gabor of simulated neurons, true and recovered: distance of the centres [px], size [px], frequency [cycles/px]';

-- Every property that is a number on a line, one row a neuron and property.
create or replace view report.property_recovery as
select dataset, model_config, training_config, seed, optimal_gabor_config, animal_id, session, scan_idx, unit_id,
       'size' as property, true_size::double precision as true_value, recovered_size::double precision as recovered_value,
       jackknife_oracle
from report.gabor_recovery
union all
select dataset, model_config, training_config, seed, optimal_gabor_config, animal_id, session, scan_idx, unit_id,
       'spatial_frequency', true_spatial_frequency, recovered_spatial_frequency, jackknife_oracle
from report.gabor_recovery
where oriented
union all
select dataset, model_config, training_config, seed, optimal_gabor_config, animal_id, session, scan_idx, unit_id,
       'orientation_index', g.orientation_index, t.orientation_index, o.jackknife_oracle
from twin.orientation_tuning t
join twin.ground_truth g using (animal_id, session, scan_idx, unit_id)
join twin.oracle o using (animal_id, session, scan_idx, unit_id)
union all
select dataset, model_config, training_config, seed, optimal_gabor_config, animal_id, session, scan_idx, unit_id,
       'phase_index', true_phase_index, recovered_phase_index, jackknife_oracle
from report.phase_recovery
union all
select t.dataset, t.model_config, t.training_config, t.seed, t.optimal_gabor_config,
       t.animal_id, t.session, t.scan_idx, t.unit_id,
       'suppression_index', g.suppression_index, t.suppression_index, o.jackknife_oracle
from twin.size_contrast_tuning t
join twin.ground_truth g using (animal_id, session, scan_idx, unit_id)
join twin.oracle o using (animal_id, session, scan_idx, unit_id)
union all
select t.dataset, t.model_config, t.training_config, t.seed, t.optimal_gabor_config,
       t.animal_id, t.session, t.scan_idx, t.unit_id,
       'cross_orientation_index', g.cross_orientation_index, t.cross_orientation_index, o.jackknife_oracle
from twin.plaid_tuning t
join twin.ground_truth g using (animal_id, session, scan_idx, unit_id)
join twin.oracle o using (animal_id, session, scan_idx, unit_id);
comment on view report.property_recovery is
  'Properties of simulated neurons, one row a neuron and property: true value and the one recovered in silico';

-- Rank correlation (ties share their mean rank) over neurons with oracle above 0.3.
create or replace view report.property_recovery_summary as
with ranked as (
  select dataset, model_config, training_config, seed, optimal_gabor_config, property, true_value, recovered_value,
         rank() over (of_model order by true_value)
           + (count(*) over (partition by dataset, model_config, training_config, seed, optimal_gabor_config, property,
                                          true_value) - 1) / 2.0 as true_rank,
         rank() over (of_model order by recovered_value)
           + (count(*) over (partition by dataset, model_config, training_config, seed, optimal_gabor_config, property,
                                          recovered_value) - 1) / 2.0 as recovered_rank
  from report.property_recovery
  where jackknife_oracle > 0.3 and true_value is not null
  window of_model as (partition by dataset, model_config, training_config, seed, optimal_gabor_config, property)
)
select dataset, model_config, training_config, seed, optimal_gabor_config, property, count(*) as n_reliable,
       corr(true_rank, recovered_rank) as rank_correlation,
       percentile_cont(0.5) within group (order by true_value) as median_true,
       percentile_cont(0.5) within group (order by recovered_value) as median_recovered,
       percentile_cont(0.5) within group (order by abs(recovered_value - true_value)) as median_error
from ranked
group by dataset, model_config, training_config, seed, optimal_gabor_config, property
union all
select dataset, model_config, training_config, seed, optimal_gabor_config, 'position', count(*), null, null, null,
       percentile_cont(0.5) within group (order by position_error)
from report.gabor_recovery
where jackknife_oracle > 0.3
group by dataset, model_config, training_config, seed, optimal_gabor_config;
comment on view report.property_recovery_summary is
  'One row a model and property, simulated neurons with oracle > 0.3: rank correlation of true and recovered values, median error (position: [px])';

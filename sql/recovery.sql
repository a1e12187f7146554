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

-- Every property, one row a neuron and property, with the error that suits it: of an orientation the smaller angle, of a
-- position the distance (its true value is 0), of the optimum's share what is missing to 1, else the difference.
create or replace view report.property_recovery as
select dataset, model_config, training_config, seed, optimal_gabor_config, animal_id, session, scan_idx, unit_id,
       'size' as property, true_size::double precision as true_value, recovered_size::double precision as recovered_value,
       jackknife_oracle, abs(recovered_size - true_size)::double precision as error
from report.gabor_recovery
union all
select dataset, model_config, training_config, seed, optimal_gabor_config, animal_id, session, scan_idx, unit_id,
       'spatial_frequency', true_spatial_frequency, recovered_spatial_frequency, jackknife_oracle,
       abs(recovered_spatial_frequency - true_spatial_frequency)
from report.gabor_recovery
where oriented
union all
select dataset, model_config, training_config, seed, optimal_gabor_config, animal_id, session, scan_idx, unit_id,
       'position', 0, position_error, jackknife_oracle, position_error
from report.gabor_recovery
union all
select dataset, model_config, training_config, seed, optimal_gabor_config, animal_id, session, scan_idx, unit_id,
       'preferred_orientation', true_orientation, recovered_orientation, jackknife_oracle, error
from report.orientation_recovery
where true_orientation_index > 0.5
union all
select dataset, model_config, training_config, seed, optimal_gabor_config, animal_id, session, scan_idx, unit_id,
       'orientation_index', g.orientation_index, t.orientation_index, o.jackknife_oracle,
       abs(t.orientation_index - g.orientation_index)
from twin.orientation_tuning t
join twin.ground_truth g using (animal_id, session, scan_idx, unit_id)
join twin.oracle o using (animal_id, session, scan_idx, unit_id)
union all
select dataset, model_config, training_config, seed, optimal_gabor_config, animal_id, session, scan_idx, unit_id,
       'phase_index', true_phase_index, recovered_phase_index, jackknife_oracle,
       abs(recovered_phase_index - true_phase_index)
from report.phase_recovery
union all
select t.dataset, t.model_config, t.training_config, t.seed, t.optimal_gabor_config,
       t.animal_id, t.session, t.scan_idx, t.unit_id,
       'suppression_index', g.suppression_index, t.suppression_index, o.jackknife_oracle,
       abs(t.suppression_index - g.suppression_index)
from twin.size_contrast_tuning t
join twin.ground_truth g using (animal_id, session, scan_idx, unit_id)
join twin.oracle o using (animal_id, session, scan_idx, unit_id)
union all
select t.dataset, t.model_config, t.training_config, t.seed, t.optimal_gabor_config,
       t.animal_id, t.session, t.scan_idx, t.unit_id,
       'cross_orientation_index', g.cross_orientation_index, t.cross_orientation_index, o.jackknife_oracle,
       abs(t.cross_orientation_index - g.cross_orientation_index)
from twin.plaid_tuning t
join twin.ground_truth g using (animal_id, session, scan_idx, unit_id)
join twin.oracle o using (animal_id, session, scan_idx, unit_id)
union all
select t.dataset, t.model_config, t.training_config, t.seed, t.optimal_gabor_config,
       t.animal_id, t.session, t.scan_idx, t.unit_id, w.property, 1, w.share, o.jackknife_oracle, 1 - w.share
from twin.optimum_in_truth t
join twin.oracle o using (animal_id, session, scan_idx, unit_id)
cross join lateral (values ('optimum_share', truth_share), ('blank_share', blank_share)) as w (property, share);
comment on view report.property_recovery is
  'Properties of simulated neurons, one row a neuron and property: true value, the one recovered in silico, and the error';

-- Properties that are not ordered along a line have an error and no rank correlation.
create or replace function report.is_ranked(property text) returns boolean
  language sql immutable parallel safe as $$
  select property not in ('position', 'preferred_orientation', 'optimum_share', 'blank_share')
$$;
comment on function report.is_ranked is 'Whether true and recovered values of a property are compared by their ranks';

-- 95 % confidence limits of a rank correlation of n pairs: Fisher's z, with the variance 1.06 / (n - 3) of Spearman's rho
-- (Fieller, Hartley & Pearson 1957).
create or replace function report.rank_limit(rho double precision, n bigint, side integer) returns double precision
  language sql immutable parallel safe as $$
  select case when n > 3 and abs(rho) < 1 then tanh(atanh(rho) + side * 1.959964 * sqrt(1.06 / (n - 3))) end
$$;
comment on function report.rank_limit is
  'Lower (side -1) or upper (side 1) 95 % confidence limit of a rank correlation of n pairs';

-- Neurons with oracle above 0.3 (all, where the responses are noiseless). Ties share their mean rank.
create or replace view report.property_recovery_measure as
with ranked as (
  select dataset, model_config, training_config, seed, optimal_gabor_config, property, true_value, recovered_value, error,
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
       case when report.is_ranked(property) then corr(true_rank, recovered_rank) end as rank_correlation,
       case when report.is_ranked(property)
            then percentile_cont(0.5) within group (order by true_value) end as median_true,
       percentile_cont(0.5) within group (order by recovered_value) as median_recovered,
       percentile_cont(0.5) within group (order by error) as median_error
from ranked
group by dataset, model_config, training_config, seed, optimal_gabor_config, property;
comment on view report.property_recovery_measure is
  'One row a model and property, simulated neurons with oracle > 0.3: rank correlation of true and recovered values, median error';

-- Beside its null: the same of the untrained core, and for clusters those of shuffled bar codes.
create or replace view report.property_recovery_summary as
select m.dataset, m.model_config, m.training_config, m.seed, m.optimal_gabor_config, m.property, m.n_reliable,
       m.rank_correlation,
       case when m.property <> 'preferred_orientation' then m.median_true end as median_true,
       case when m.property <> 'preferred_orientation' then m.median_recovered end as median_recovered,
       m.median_error,
       report.rank_limit(m.rank_correlation, m.n_reliable, -1) as rank_lower,
       report.rank_limit(m.rank_correlation, m.n_reliable, 1) as rank_upper,
       case when u.dataset is not null then 'untrained core' end as null_control,
       u.rank_correlation as null_rank_correlation,
       case when m.property <> 'preferred_orientation' then u.median_recovered end as null_median_recovered,
       u.median_error as null_median_error
from report.property_recovery_measure m
left join report.property_recovery_measure u
  on u.training_config = 'untrained' and m.training_config <> 'untrained' and u.dataset = m.dataset
  and u.model_config = m.model_config and u.seed = m.seed and u.optimal_gabor_config = m.optimal_gabor_config
  and u.property = m.property
union all
select t.dataset, t.model_config, t.training_config, t.seed, null,
       'cluster_purity ' || t.alignment_config || '/' || t.clustering_config, t.n_neurons, null, null, t.purity, null,
       null, null, case when n.purity is not null then 'shuffled codes' end, null, n.purity, null
from report.cluster_truth t
join twin.clustering_config c using (clustering_config)
left join lateral (
  select avg(o.purity) as purity
  from report.cluster_truth o join twin.clustering_config d using (clustering_config)
  where d.shuffle_seed is not null and d.n_clusters = c.n_clusters and o.dataset = t.dataset
    and o.model_config = t.model_config and o.training_config = t.training_config and o.seed = t.seed
    and o.alignment_config = t.alignment_config) n on true
where c.shuffle_seed is null;
comment on view report.property_recovery_summary is
  'One row a model and property, simulated neurons with oracle > 0.3 (clusters: all): rank correlation of true and recovered values with its 95 % limits, median error (position: [px], orientation: [deg]), medians, and the null control''s';

-- The method's own share: the same of the perfect twin, which is the simulated neuron itself.
create or replace view report.perfect_recovery as
with one as (
  select distinct on (animal_id, session, scan_idx, unit_id, optimal_gabor_config) *
  from twin.perfect_twin
  order by animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config, phase_tuning_config,
           size_contrast_config, plaid_config
)
select p.animal_id, p.session, p.scan_idx, p.unit_id, p.optimal_gabor_config, w.property,
       w.true_value, w.recovered_value,
       case when w.property = 'preferred_orientation'
            then least(abs(w.true_value - w.recovered_value), 180 - abs(w.true_value - w.recovered_value))
            when w.property = 'optimum_share' then 1 - w.recovered_value
            else abs(w.true_value - w.recovered_value) end as error
from one p
join twin.ground_truth g using (animal_id, session, scan_idx, unit_id)
cross join lateral (values
  ('size', g.size::double precision, p.perfect_size::double precision),
  ('spatial_frequency', case when g.oriented then g.spatial_frequency end, p.perfect_spatial_frequency),
  ('position', 0, sqrt((p.perfect_r_x - g.r_x) ^ 2 + (p.perfect_r_y - g.r_y) ^ 2)),
  ('preferred_orientation', case when g.orientation_index > 0.5 then g.preferred_orientation end,
   p.perfect_preferred_orientation),
  ('orientation_index', g.orientation_index, p.perfect_orientation_index),
  ('phase_index', g.phase_index, p.perfect_phase_index),
  ('suppression_index', g.suppression_index, p.perfect_suppression_index),
  ('cross_orientation_index', g.cross_orientation_index, p.perfect_cross_orientation_index),
  ('optimum_share', 1, p.perfect_share)) as w (property, true_value, recovered_value)
where w.true_value is not null;
comment on view report.perfect_recovery is
  'Properties of simulated neurons as the method finds them on the neurons themselves: true value, found value, error';

-- Of a noisy scan, the scan of the same simulated neurons under the same images whose responses have no noise.
create or replace view report.noiseless_scan as
select distinct on (s.animal_id, s.session, s.scan_idx)
       s.animal_id, s.session, s.scan_idx,
       q.animal_id as noiseless_animal_id, q.session as noiseless_session, q.scan_idx as noiseless_scan_idx
from twin.scan s
join twin.simulation a on (a.animal_id, a.session, a.scan_idx) = (s.animal_id, s.session, s.scan_idx)
join twin.scan q on q.simulation_seed = s.simulation_seed and q.n_neurons = s.n_neurons and q.n_images = s.n_images
  and q.image_mean = s.image_mean and q.image_sd = s.image_sd
join twin.simulation b on (b.animal_id, b.session, b.scan_idx) = (q.animal_id, q.session, q.scan_idx)
where b.noiseless and not a.noiseless
  and (a.target_oracle, a.share_unoriented, a.coupling, coalesce(a.draw_indices, false))
    = (b.target_oracle, b.share_unoriented, b.coupling, coalesce(b.draw_indices, false))
order by s.animal_id, s.session, s.scan_idx, q.animal_id, q.session, q.scan_idx;
comment on view report.noiseless_scan is
  'Noisy simulated scans, and the scan of the same neurons under the same images without noise';

-- Neurons with oracle above 0.3 in the noisy scan, and the same ones in all columns.
create or replace view report.recovery_by_source as
select p.dataset, p.model_config, p.training_config, p.seed, p.optimal_gabor_config,
       p.animal_id, p.session, p.scan_idx, p.unit_id, p.property, p.true_value,
       p.recovered_value as noisy, p.error as noisy_error,
       q.recovered_value as noiseless, q.error as noiseless_error,
       t.recovered_value as perfect, t.error as perfect_error
from report.property_recovery p
left join report.noiseless_scan n using (animal_id, session, scan_idx)
left join report.property_recovery q
  on (q.animal_id, q.session, q.scan_idx, q.unit_id)
       = (n.noiseless_animal_id, n.noiseless_session, n.noiseless_scan_idx, p.unit_id)
  and (q.model_config, q.training_config, q.seed, q.optimal_gabor_config, q.property)
       = (p.model_config, p.training_config, p.seed, p.optimal_gabor_config, p.property)
left join report.perfect_recovery t
  on (t.animal_id, t.session, t.scan_idx, t.unit_id, t.optimal_gabor_config, t.property)
       = (p.animal_id, p.session, p.scan_idx, p.unit_id, p.optimal_gabor_config, p.property)
where p.jackknife_oracle > 0.3 and p.true_value is not null and p.property <> 'blank_share'
  and not exists (select from twin.simulation s
                  where s.noiseless and (s.animal_id, s.session, s.scan_idx) = (p.animal_id, p.session, p.scan_idx));
comment on view report.recovery_by_source is
  'Properties of simulated neurons with oracle > 0.3, recovered from noisy responses, from noiseless ones, and by the method on the neurons themselves';

-- What is lost on the way from the truth: to noise, what the same pipeline gains on noiseless responses; to the model (its
-- form, its training, the number of images), what a perfect twin gains on top; to the method, what a perfect twin lacks.
create or replace view report.recovery_attribution as
with ranked as (
  select *,
         rank() over (of_model order by true_value) + (count(*) over (of_property_true) - 1) / 2.0 as true_rank,
         rank() over (of_model order by noisy) + (count(*) over (of_property_noisy) - 1) / 2.0 as noisy_rank,
         rank() over (of_model order by noiseless) + (count(*) over (of_property_noiseless) - 1) / 2.0 as noiseless_rank,
         rank() over (of_model order by perfect) + (count(*) over (of_property_perfect) - 1) / 2.0 as perfect_rank
  from report.recovery_by_source
  window of_model as (partition by dataset, model_config, training_config, seed, optimal_gabor_config, property),
         of_property_true as (partition by dataset, model_config, training_config, seed, optimal_gabor_config, property,
                              true_value),
         of_property_noisy as (partition by dataset, model_config, training_config, seed, optimal_gabor_config, property,
                               noisy),
         of_property_noiseless as (partition by dataset, model_config, training_config, seed, optimal_gabor_config,
                                   property, noiseless),
         of_property_perfect as (partition by dataset, model_config, training_config, seed, optimal_gabor_config,
                                 property, perfect)
), measured as (
  select dataset, model_config, training_config, seed, optimal_gabor_config, property, count(*) as n,
         corr(true_rank, noisy_rank) as noisy_rho,
         corr(true_rank, noiseless_rank) filter (where noiseless is not null) as noiseless_rho,
         corr(true_rank, perfect_rank) filter (where perfect is not null) as perfect_rho,
         percentile_cont(0.5) within group (order by noisy_error) as noisy_error,
         percentile_cont(0.5) within group (order by noiseless_error) as noiseless_error,
         percentile_cont(0.5) within group (order by perfect_error) as perfect_error
  from ranked
  group by dataset, model_config, training_config, seed, optimal_gabor_config, property
), purity as (
  select distinct t.dataset, t.model_config, t.training_config, t.seed, t.alignment_config, t.clustering_config,
         t.n_neurons, t.purity, q.purity as noiseless_purity
  from report.cluster_truth t
  join twin.dataset_scan d using (dataset)
  join report.noiseless_scan n using (animal_id, session, scan_idx)
  left join twin.dataset_scan e
    on (e.animal_id, e.session, e.scan_idx) = (n.noiseless_animal_id, n.noiseless_session, n.noiseless_scan_idx)
  left join report.cluster_truth q
    on q.dataset = e.dataset
    and (q.model_config, q.training_config, q.seed, q.alignment_config, q.clustering_config)
          = (t.model_config, t.training_config, t.seed, t.alignment_config, t.clustering_config)
)
select dataset, model_config, training_config, seed, optimal_gabor_config, property, w.measure, n,
       w.noisy, w.noiseless, w.perfect as perfect_twin,
       w.sign * (w.noiseless - w.noisy) as lost_to_noise, w.sign * (w.perfect - w.noiseless) as lost_to_model,
       w.sign * (w.goal - w.perfect) as lost_to_method
from measured
cross join lateral (values
  ('rank correlation', case when report.is_ranked(property) then noisy_rho end, noiseless_rho, perfect_rho, 1, 1),
  ('median error', case when property <> 'optimum_share' then noisy_error end, noiseless_error, perfect_error, 0, -1),
  ('median', case when property = 'optimum_share' then 1 - noisy_error end, 1 - noiseless_error, 1 - perfect_error, 1, 1)
) as w (measure, noisy, noiseless, perfect, goal, sign)
where w.noisy is not null
union all
select dataset, model_config, training_config, seed, null,
       'cluster_purity ' || alignment_config || '/' || clustering_config, 'purity', n_neurons,
       purity, noiseless_purity, null, noiseless_purity - purity, null, null
from purity;
comment on view report.recovery_attribution is
  'Recovery of simulated neurons with oracle > 0.3 from noisy and from noiseless responses and by the method on the neurons themselves, and what is lost to noise, model and method';

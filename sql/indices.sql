-- All indices of a neuron side by side, and each index computed again from the curve that is stored beside it.

-- One row a neuron and set of experiments with its optimal Gabor; what was not asked for is null. Stimuli other than
-- Gabors and the GLM have settings of their own: their columns name them.
create or replace view report.neuron_indices as
select g.dataset, g.model_config, g.training_config, g.seed, g.animal_id, g.session, g.scan_idx, g.unit_id,
       g.optimal_gabor_config, o.orientation_tuning_config, p.phase_tuning_config, s.size_contrast_config,
       x.plaid_config, n.glm_config, c.optimal_dog_config, c.mei_config, c.stimulus_comparison_config,
       r.jackknife_oracle, k.single_trial_correlation,
       o.orientation_index, p.phase_index, s.suppression_index, s.contrast_index, s.preferred_size,
       x.cross_orientation_index, n.nonlinearity_index, c.gabor_dog, c.gabor_mei, c.dog_mei
from twin.optimal_gabor g
join twin.neuron_score k using (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id)
join twin.oracle r using (animal_id, session, scan_idx, unit_id)
left join twin.orientation_tuning o
  using (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config)
left join twin.phase_tuning p
  using (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config)
left join twin.size_contrast_tuning s
  using (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config)
left join twin.plaid_tuning x
  using (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config)
left join twin.nonlinearity n
  using (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id)
left join twin.stimulus_comparison c
  using (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config);
comment on view report.neuron_indices is
  'One row a neuron: the indices of all its in silico experiments; null where an experiment was not asked for';

-- Amplitude over mean of a curve's first harmonic: 2 |sum_j r_j exp(2 pi i j / n)| / sum_j r_j; 0 where the sum is 0.
create or replace function report.modulation(curve real[]) returns double precision
language sql immutable strict parallel safe as $$
  select case when sum(r) = 0 then 0
              else 2 * sqrt(sum(r * cos(angle)) ^ 2 + sum(r * sin(angle)) ^ 2) / sum(r) end
  from (select r::double precision, 2 * pi() * (j - 1) / cardinality(curve) as angle
        from unnest(curve) with ordinality as point (r, j)) as points
$$;
comment on function report.modulation is 'Amplitude over mean of the first harmonic of a closed curve';

-- Relative fall from the largest of some values to the last of them; 0 where the largest is not positive.
create or replace function report.drop_from_peak(curve real[]) returns double precision
language sql immutable strict parallel safe as $$
  select case when max(r) > 0 then (max(r) - curve[cardinality(curve)]) / max(r) else 0 end
  from (select unnest(curve)::double precision as r) as points
$$;
comment on function report.drop_from_peak is 'Relative fall from the largest value of a curve to its last one';

-- Mean of a_e / b_e; null where a divisor is 0.
create or replace function report.mean_ratio(a real[], b real[]) returns double precision
language sql immutable strict parallel safe as $$
  select case when bool_and(below <> 0) then avg(above::double precision / nullif(below, 0)) end
  from unnest(a, b) as pair (above, below)
$$;
comment on function report.mean_ratio is 'Mean of the ratios of two curves, point by point';

create or replace view report.recomputed_tuning as
select o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id,
       o.optimal_gabor_config, o.orientation_tuning_config, p.phase_tuning_config,
       o.orientation_index, report.modulation(o.responses) as recomputed_orientation_index,
       p.phase_index, report.modulation(p.responses) as recomputed_phase_index
from twin.orientation_tuning o
join twin.phase_tuning p
  using (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config);
comment on view report.recomputed_tuning is
  'Orientation and phase index as stored, and computed again from the stored curves';

-- The last column of sizes x contrasts is the highest contrast, the last row the largest size.
create or replace view report.recomputed_size_contrast as
select s.dataset, s.model_config, s.training_config, s.seed, s.animal_id, s.session, s.scan_idx, s.unit_id,
       s.optimal_gabor_config, s.size_contrast_config,
       s.suppression_index, report.drop_from_peak(at.highest_contrast) as recomputed_suppression_index,
       s.contrast_index, report.drop_from_peak(at.largest_size) as recomputed_contrast_index,
       s.preferred_size,
       s.sizes[array_position(at.highest_contrast, (select max(r) from unnest(at.highest_contrast) r))]
         as recomputed_preferred_size
from twin.size_contrast_tuning s,
     lateral (select array(select s.responses[k * cardinality(s.contrasts)]
                           from generate_series(1, cardinality(s.sizes)) k order by k) as highest_contrast,
                     s.responses[(cardinality(s.sizes) - 1) * cardinality(s.contrasts) + 1:] as largest_size) at;
comment on view report.recomputed_size_contrast is
  'Suppression and contrast index and preferred size as stored, and computed again from the stored responses';

create or replace view report.recomputed_plaid as
select x.dataset, x.model_config, x.training_config, x.seed, x.animal_id, x.session, x.scan_idx, x.unit_id,
       x.optimal_gabor_config, x.plaid_config, x.cross_orientation_index,
       report.drop_from_peak(x.responses[(cardinality(x.plaid_contrasts) - 1) * cardinality(x.plaid_contrasts) + 1:])
         as recomputed_cross_orientation_index
from twin.plaid_tuning x;
comment on view report.recomputed_plaid is
  'Cross-orientation index as stored, and computed again from the stored responses';

create or replace view report.recomputed_comparison as
select c.dataset, c.model_config, c.training_config, c.seed, c.animal_id, c.session, c.scan_idx, c.unit_id,
       c.optimal_gabor_config, c.optimal_dog_config, c.mei_config, c.stimulus_comparison_config,
       c.gabor_dog, report.mean_ratio(c.gabor_responses, c.dog_responses) as recomputed_gabor_dog,
       c.gabor_mei, report.mean_ratio(c.gabor_responses, c.mei_responses) as recomputed_gabor_mei,
       c.dog_mei, report.mean_ratio(c.dog_responses, c.mei_responses) as recomputed_dog_mei
from twin.stimulus_comparison c;
comment on view report.recomputed_comparison is
  'Ratios of responses to optimal stimuli as stored, and computed again from the stored responses';

create or replace view report.recomputed_nonlinearity as
select n.dataset, n.model_config, n.training_config, n.seed, n.animal_id, n.session, n.scan_idx, n.unit_id,
       n.glm_config, n.nonlinearity_index, n.no_nonlinearity_index,
       case when g.glm_single_trial_correlation >= f.min_glm_correlation and g.glm_single_trial_correlation > 0
            then s.single_trial_correlation::double precision / nullif(g.glm_single_trial_correlation, 0) end
         as recomputed_nonlinearity_index
from twin.nonlinearity n
join twin.neuron_score s using (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id)
join twin.glm_neuron g using (dataset, glm_config, animal_id, session, scan_idx, unit_id)
join twin.glm_config f using (glm_config);
comment on view report.recomputed_nonlinearity is
  'Non-linearity index as stored, and computed again from the scores of twin and GLM';

create or replace view report.tuning_fit as
select o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id,
       o.optimal_gabor_config, o.orientation_tuning_config, p.phase_tuning_config,
       o.fitted_orientation, o.orientation_half_width, o.concentration, o.orientation_r_squared,
       p.fitted_phase, p.phase_amplitude, p.phase_baseline, p.phase_r_squared
from twin.orientation_fit o
join twin.phase_fit p
  using (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config);
comment on view report.tuning_fit is
  'The von Mises function fitted to the orientation tuning curve, and the sine fitted to the phase tuning curve';

-- One row a grid: how far its optima can be trusted.
create or replace view report.gabor_soundness as
select c.dataset, c.model_config, c.training_config, c.seed, c.optimal_gabor_config, count(*) as n_neurons,
       avg((cardinality(c.grid_edges) > 0)::integer) as share_at_edge,
       percentile_cont(0.5) within group (order by c.polish_gain) as median_polish_gain,
       percentile_cont(0.95) within group (order by c.polish_gain) as p95_polish_gain,
       avg((c.energy_outside > 0.01)::integer) as share_cut_by_the_border,
       avg(c.aliased::integer) as share_aliased
from twin.gabor_certificate c
group by c.dataset, c.model_config, c.training_config, c.seed, c.optimal_gabor_config;
comment on view report.gabor_soundness is
  'One row a model and grid: how many optimal Gabors touch its ends, gain by an ascent, are cut by the border or aliased';

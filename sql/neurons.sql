-- One row a neuron of a twin: reliability, prediction, optimal Gabor and tuning side by side. (A natural join of both
-- tuning tables would also compare their curves, which are called `responses` in each.)
create or replace view report.neuron_tuning as
select g.dataset, g.model_config, g.training_config, g.seed, g.animal_id, g.session, g.scan_idx, g.unit_id,
       g.optimal_gabor_config, o.orientation_tuning_config, p.phase_tuning_config,
       r.jackknife_oracle, s.single_trial_correlation,
       g.r_x, g.r_y, g.size, g.spatial_frequency, g.contrast, g.orientation, g.phase, g.activation,
       o.preferred_orientation, o.orientation_index, o.responses as orientation_responses,
       p.preferred_phase, p.phase_index, p.responses as phase_responses
from twin.optimal_gabor g
join twin.neuron_score s using (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id)
join twin.oracle r using (animal_id, session, scan_idx, unit_id)
left join twin.orientation_tuning o
  using (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config)
left join twin.phase_tuning p
  using (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config);
comment on view report.neuron_tuning is
  'One row a neuron of a twin: oracle, score, optimal Gabor, orientation and phase tuning';

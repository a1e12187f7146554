-- Figure 2D: each neuron's phase tuning curve, its index (F1/F0) and the sine fitted to it
select p.dataset, p.model_config, p.training_config, p.seed, p.optimal_gabor_config, p.phase_tuning_config,
       p.animal_id, p.session, p.scan_idx, p.unit_id, p.phase_index, p.preferred_phase, f.fitted_phase,
       f.phase_amplitude, f.phase_baseline, f.phase_r_squared, p.responses
from twin.phase_tuning p
left join twin.phase_fit f
  using (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config,
         phase_tuning_config)
order by p.dataset, p.model_config, p.training_config, p.seed, p.optimal_gabor_config, p.phase_tuning_config,
         p.animal_id, p.session, p.scan_idx, p.unit_id;

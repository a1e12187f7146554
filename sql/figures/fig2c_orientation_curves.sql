-- Figure 2C: each neuron's orientation tuning curve, its index (F2/F0) and the von Mises function fitted to it
select o.dataset, o.model_config, o.training_config, o.seed, o.optimal_gabor_config, o.orientation_tuning_config,
       o.animal_id, o.session, o.scan_idx, o.unit_id, o.orientation_index, o.preferred_orientation,
       f.fitted_orientation, f.orientation_half_width, f.orientation_r_squared, o.responses
from twin.orientation_tuning o
left join twin.orientation_fit f
  using (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config,
         orientation_tuning_config)
order by o.dataset, o.model_config, o.training_config, o.seed, o.optimal_gabor_config, o.orientation_tuning_config,
         o.animal_id, o.session, o.scan_idx, o.unit_id;

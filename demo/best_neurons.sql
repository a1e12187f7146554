-- The best predicted neurons: their optimal Gabor and its tuning.
select animal_id, unit_id, round(single_trial_correlation::numeric, 2) as score, round(orientation::numeric) as orientation,
       round(spatial_frequency::numeric, 3) as cycles_per_px, round(orientation_index::numeric, 2) as orientation_index,
       round(phase_index::numeric, 2) as phase_index
from neuron_score natural join optimal_gabor natural join orientation_tuning natural join phase_tuning
where dataset = 'animals' order by single_trial_correlation desc limit 5

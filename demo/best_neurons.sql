-- The best predicted neurons: their optimal Gabor, how tuned they are, and the strongest weight of their bar code.
select animal_id, unit_id, round(single_trial_correlation::numeric, 2) as score, round(orientation::numeric) as orientation,
       round(spatial_frequency::numeric, 3) as cycles_per_px, round(orientation_index::numeric, 2) as orientation_index,
       round((select max(abs(w)) from unnest(weights) w)::numeric, 2) as strongest_weight
from neuron_score natural join optimal_gabor natural join orientation_tuning natural join bar_code
where dataset = 'animals' order by single_trial_correlation desc limit 5

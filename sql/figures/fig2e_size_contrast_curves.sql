-- Figure 2E: each neuron's responses over sizes (rows) and contrasts (columns), suppression and contrast index
select dataset, model_config, training_config, seed, optimal_gabor_config, size_contrast_config, animal_id, session,
       scan_idx, unit_id, suppression_index, contrast_index, preferred_size, sizes, contrasts, responses
from twin.size_contrast_tuning
order by dataset, model_config, training_config, seed, optimal_gabor_config, size_contrast_config, animal_id, session,
         scan_idx, unit_id;

-- Methods, after equation 13: correlation of suppression and contrast index over neurons (0.95)
select dataset, model_config, training_config, seed, optimal_gabor_config, size_contrast_config,
       count(*) as n_neurons, corr(suppression_index, contrast_index) as pearson
from twin.size_contrast_tuning
group by dataset, model_config, training_config, seed, optimal_gabor_config, size_contrast_config
order by dataset, model_config, training_config, seed, optimal_gabor_config, size_contrast_config;

-- Each index over models that differ in their seeds: SD over seeds and over neurons, and its reliability
select dataset, model_config, training_config, optimal_gabor_config, experiment, property, n_neurons, fewest_seeds,
       most_seeds, sd_over_seeds, sd_over_neurons, reliability
from report.index_reliability
order by dataset, model_config, training_config, optimal_gabor_config, experiment, property;

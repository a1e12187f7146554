-- From the neurons of the scans to n of each property: how many left at which stage, and why
select figure, dataset, model_config, training_config, seed, optimal_gabor_config, population_config, property, stage,
       reason, n_in, n_out, n_left
from report.exclusion_counts
order by figure, dataset, model_config, training_config, seed, optimal_gabor_config, population_config, property,
         stage_order, stage, reason;

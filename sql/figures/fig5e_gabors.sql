-- Figure 5E: the few Gabors in the order of the choice, and the neurons that each adds
select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, gabor_rank,
       chosen_size, chosen_frequency, chosen_contrast, chosen_orientation, chosen_phase, n_driven_alone, n_newly_driven,
       cumulated_share
from twin.chosen_gabor
order by dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, gabor_rank;

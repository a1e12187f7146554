-- Figure 5D: share of neurons that 1, 10 and all (20) chosen Gabors drive to a share of their optimum (20: 75 % to 50 %)
select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, n_first, share_percent,
       n_driven, n_neurons, share_driven
from report.gabor_coverage_curve
order by dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, n_first,
         share_percent;

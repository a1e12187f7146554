-- Figure 4A: correlations of the properties over neurons, beside chance and an untrained core
select dataset, model_config, training_config, seed, report.null_control(training_config, null) as null_control,
       optimal_gabor_config, population_config, one_property, other_property, n_with_both, pearson, spearman, chance_95,
       untrained_pearson, untrained_spearman
from twin.index_correlation
join report.index_correlation_null
  using (dataset, model_config, training_config, seed, optimal_gabor_config, population_config, one_property,
         other_property)
order by dataset, model_config, training_config, seed, optimal_gabor_config, population_config, one_property,
         other_property;

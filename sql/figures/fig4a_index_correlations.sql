-- Figure 4A: correlations of the properties over neurons
select dataset, model_config, training_config, seed, optimal_gabor_config, population_config, one_property,
       other_property, n_with_both, pearson, spearman
from twin.index_correlation
order by dataset, model_config, training_config, seed, optimal_gabor_config, population_config, one_property,
         other_property;

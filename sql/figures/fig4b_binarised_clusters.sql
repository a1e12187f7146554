-- Figure 4B: each cluster high (+) or low (-) in each property, at the population's mean
select dataset, model_config, training_config, seed, alignment_config, clustering_config, population_config,
       statistics_config, cluster, property, cluster_mean, population_mean,
       case when cluster_mean > population_mean then '+' else '-' end as is_high
from twin.cluster_property
where assignment = 'clusters'
order by dataset, model_config, training_config, seed, alignment_config, clustering_config, population_config,
         statistics_config, cluster, property;

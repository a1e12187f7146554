-- Figure 4B: each cluster high (+) or low (-) in each property, at the population's mean, and how often by chance
select dataset, model_config, training_config, seed, alignment_config, clustering_config,
       report.null_control(training_config, clustering_config) as null_control, population_config, statistics_config,
       cluster, property, cluster_mean, population_mean,
       case when cluster_mean > population_mean then '+' else '-' end as is_high, r.share_high_at_random
from twin.cluster_property
left join report.cluster_property_null r
  using (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config,
         population_config, statistics_config, property, cluster)
where assignment = 'clusters'
order by dataset, model_config, training_config, seed, alignment_config, clustering_config, population_config,
         statistics_config, cluster, property;

-- Figure 3: each cluster's mean of each property, beside the population's and random clusters of its size, with the test
select dataset, model_config, training_config, seed, alignment_config, clustering_config,
       report.null_control(training_config, clustering_config) as null_control, statistics_config, property, cluster,
       n_cluster_values, cluster_mean, population_mean, r.random_low, r.random_high, ks_statistic, ks_p_value, differs,
       r.share_differ_at_random
from twin.cluster_property
left join report.cluster_property_null r
  using (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config,
         population_config, statistics_config, property, cluster)
where assignment = 'clusters'
order by dataset, model_config, training_config, seed, alignment_config, clustering_config, statistics_config, property,
         cluster;

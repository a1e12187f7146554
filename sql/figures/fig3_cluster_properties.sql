-- Figure 3: each cluster's mean of each property, beside the population's, with the test of the difference
select dataset, model_config, training_config, seed, alignment_config, clustering_config, statistics_config, property,
       cluster, n_cluster_values, cluster_mean, population_mean, ks_statistic, ks_p_value, differs
from twin.cluster_property
where assignment = 'clusters'
order by dataset, model_config, training_config, seed, alignment_config, clustering_config, statistics_config, property,
         cluster;

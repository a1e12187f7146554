-- Figures 4B to 4D: clusters by their combination of high (+) and low (-) properties, and by chance
select dataset, model_config, training_config, seed, alignment_config, clustering_config,
       report.null_control(training_config, clustering_config) as null_control, statistics_config, cluster_group,
       properties, n_clusters, n_neurons, round(n_clusters_at_random, 2) as n_clusters_at_random
from report.combination
order by dataset, model_config, training_config, seed, alignment_config, clustering_config, statistics_config,
         cluster_group, combination desc;

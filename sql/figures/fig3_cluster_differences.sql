-- Figure 3, text: clusters that differ from the population in any and in all properties (50 and 15 of 50), and by chance
select dataset, model_config, training_config, seed, alignment_config, clustering_config,
       report.null_control(training_config, clustering_config) as null_control, population_config, statistics_config,
       assignment, n_assignments, round(n_clusters, 1) as n_clusters, round(n_differ_in_any, 2) as n_differ_in_any,
       round(n_differ_in_all, 2) as n_differ_in_all
from report.cluster_difference
order by dataset, model_config, training_config, seed, alignment_config, clustering_config, population_config,
         statistics_config, assignment;

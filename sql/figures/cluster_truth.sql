-- Simulated neurons: agreement of each clustering with the true classes, null controls included
select * from report.cluster_truth
order by dataset, model_config, training_config, seed, alignment_config, clustering_config;

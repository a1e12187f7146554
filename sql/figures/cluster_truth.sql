-- Simulated neurons: agreement of each clustering with the true classes, null controls included
select *, report.null_control(training_config, clustering_config) as null_control from report.cluster_truth
order by dataset, model_config, training_config, seed, alignment_config, clustering_config;

-- Clusterings compared across settings, seeds, models and alignments: adjusted Rand index of each pair
select * from report.clustering_comparison
order by dataset, clustering_set, one_model_config, one_training_config, one_seed, one_alignment_config,
         one_clustering_config, other_model_config, other_training_config, other_seed, other_alignment_config,
         other_clustering_config;

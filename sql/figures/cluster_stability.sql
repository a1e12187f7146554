-- How far each clustering is found again from other starts or other neurons, and its least stable cluster
select s.dataset, s.model_config, s.training_config, s.seed, s.alignment_config, s.clustering_config, s.stability_config,
       report.null_control(s.training_config, s.clustering_config) as null_control, s.agreement_of_runs, s.agreement_with_runs, avg(o.best_overlap) as mean_overlap, min(o.best_overlap) as least_overlap
from twin.cluster_stability s
join twin.cluster_overlap o
  using (dataset, model_config, training_config, seed, alignment_config, clustering_config, stability_config)
group by s.dataset, s.model_config, s.training_config, s.seed, s.alignment_config, s.clustering_config,
         s.stability_config, s.agreement_of_runs, s.agreement_with_runs
order by s.dataset, s.model_config, s.training_config, s.seed, s.alignment_config, s.clustering_config,
         s.stability_config;

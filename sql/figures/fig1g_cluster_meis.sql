-- Figure 1G: the most exciting image of each cluster, its convergence, and the share of their own MEIs' activity it elicits
select m.dataset, m.model_config, m.training_config, m.seed, m.alignment_config, m.clustering_config, m.cluster,
       c.n_members, m.cluster_mei_config, m.cluster_mei_objective, m.cluster_mei_converged, m.n_agreeing_templates,
       s.own_config as mei_config, s.mean_share, m.cluster_mei_template
from twin.cluster_mei m
join twin.cluster c
  using (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster)
left join report.cluster_share s
  on s.stimulus = 'mei' and s.stimulus_config = m.cluster_mei_config
  and (s.dataset, s.model_config, s.training_config, s.seed, s.alignment_config, s.clustering_config, s.cluster,
       s.optimal_gabor_config)
    = (m.dataset, m.model_config, m.training_config, m.seed, m.alignment_config, m.clustering_config, m.cluster,
       m.optimal_gabor_config)
order by m.dataset, m.model_config, m.training_config, m.seed, m.alignment_config, m.clustering_config, m.cluster,
         m.cluster_mei_config, s.own_config;

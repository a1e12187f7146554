-- Figure 2B: the optimal Gabor of each cluster as each member sees it (place, angle), and its share of the member's own
select g.dataset, g.model_config, g.training_config, g.seed, g.alignment_config, g.clustering_config, g.cluster,
       g.optimal_gabor_config, g.cluster_size, g.cluster_spatial_frequency, g.cluster_contrast, g.cluster_phase,
       m.animal_id, m.session, m.scan_idx, m.unit_id, o.r_x, o.r_y, m.cluster_gabor_angle, m.cluster_gabor_activation,
       m.cluster_gabor_share
from twin.cluster_gabor g
join twin.cluster_gabor_member m
  using (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster,
         optimal_gabor_config)
join twin.optimal_gabor o
  using (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config)
order by g.dataset, g.model_config, g.training_config, g.seed, g.alignment_config, g.clustering_config, g.cluster,
         g.optimal_gabor_config, m.animal_id, m.session, m.scan_idx, m.unit_id;

-- Figure 1D: the aligned bar codes, in the order of their clusters
select m.dataset, m.model_config, m.training_config, m.seed, m.alignment_config, m.clustering_config, m.cluster,
       m.animal_id, m.session, m.scan_idx, m.unit_id, b.alignment_angle, b.aligned_weights
from twin.cluster_member m
join twin.aligned_bar_code b
  using (dataset, model_config, training_config, seed, alignment_config, animal_id, session, scan_idx, unit_id)
order by m.dataset, m.model_config, m.training_config, m.seed, m.alignment_config, m.clustering_config, m.cluster,
         m.distance;

-- Figure 1E: the t-SNE embedding of the bar codes, coloured by cluster
select p.dataset, p.model_config, p.training_config, p.seed, p.alignment_config, p.embedding_config,
       m.clustering_config, p.animal_id, p.session, p.scan_idx, p.unit_id, p.embedding_x, p.embedding_y, m.cluster
from twin.embedding_point p
join twin.cluster_member m
  using (dataset, model_config, training_config, seed, alignment_config, animal_id, session, scan_idx, unit_id)
order by p.dataset, p.model_config, p.training_config, p.seed, p.alignment_config, p.embedding_config,
         m.clustering_config, m.cluster, p.animal_id, p.session, p.scan_idx, p.unit_id;

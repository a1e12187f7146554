-- Clusters at a glance.
create or replace view report.cluster_summary as
select c.dataset, c.model_config, c.training_config, c.seed, c.clustering_config, c.cluster, c.n_members,
       avg(o.orientation_index) as mean_orientation_index,
       avg(p.phase_index) as mean_phase_index,
       avg(g.size) as mean_gabor_size
from twin.cluster c
join twin.cluster_member m using (dataset, model_config, training_config, seed, clustering_config, cluster)
left join twin.optimal_gabor g
  using (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id)
left join twin.orientation_tuning o
  using (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config)
left join twin.phase_tuning p
  using (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config)
group by c.dataset, c.model_config, c.training_config, c.seed, c.clustering_config, c.cluster, c.n_members;
comment on view report.cluster_summary is 'One row a cluster: members, and the means of their tuning';

-- Figure 1F: the most exciting images of the 16 best predicted neurons of each cluster
select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, mei_config,
       place_in_cluster, animal_id, session, scan_idx, unit_id, single_trial_correlation, mei_activation,
       n_agreeing_starts, mei_converged, mei_image
from (select m.*, c.alignment_config, c.clustering_config, c.cluster, s.single_trial_correlation,
             row_number() over (
               partition by m.dataset, m.model_config, m.training_config, m.seed, c.alignment_config,
                            c.clustering_config, c.cluster, m.mei_config
               order by s.single_trial_correlation desc, m.animal_id, m.session, m.scan_idx, m.unit_id)
               as place_in_cluster
      from twin.mei m
      join twin.cluster_member c
        using (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id)
      join twin.neuron_score s
        using (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id)) ranked
where place_in_cluster <= 16
order by dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, mei_config,
         place_in_cluster;

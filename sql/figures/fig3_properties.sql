-- Figure 3: the embedding coloured by each property
select p.dataset, p.model_config, p.training_config, p.seed, p.alignment_config, p.embedding_config,
       n.population_config, n.property, p.animal_id, p.session, p.scan_idx, p.unit_id, p.embedding_x, p.embedding_y,
       n.property_value
from twin.embedding_point p
join twin.neuron_property n
  using (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id)
order by p.dataset, p.model_config, p.training_config, p.seed, p.alignment_config, p.embedding_config,
         n.population_config, n.property, p.animal_id, p.session, p.scan_idx, p.unit_id;

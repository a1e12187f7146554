-- Figure 6: the modes of the embedding's density (around 30), each with its neurons
select d.dataset, d.model_config, d.training_config, d.seed, d.alignment_config, d.embedding_config,
       d.density_mode_config, report.null_control(d.training_config, null) as null_control, e.kl_divergence, d.n_modes, m.mode, m.mode_x, m.mode_y, m.mode_density, m.mode_size
from twin.density_estimate d
join twin.embedding e using (dataset, model_config, training_config, seed, alignment_config, embedding_config)
join twin.density_mode m
  using (dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config)
order by d.dataset, d.model_config, d.training_config, d.seed, d.alignment_config, d.embedding_config,
         d.density_mode_config, m.mode;

-- Random searches of regularisation weights: every draw that is trained, the best first.
create or replace view report.weight_search as
select d.weight_search, m.dataset, m.training_config, m.seed,
       rank() over (partition by d.weight_search, m.dataset, m.training_config, m.seed
                    order by m.final_validation_loss) as place,
       d.draw, d.model_config, c.smooth_weight, c.sparse_weight, c.readout_weight, m.final_validation_loss,
       m.final_validation_correlation
from twin.weight_search_draw d
join twin.model_config c using (model_config)
join twin.model m using (model_config);
comment on view report.weight_search is
  'Draws of a weight search by their validation loss: place 1 is the setting to take';

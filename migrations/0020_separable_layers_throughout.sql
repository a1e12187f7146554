-- The settings for a CPU and the demo's get separable layers, which were settings of their own in 0019, smaller batches and
-- readouts that start with a tenth of the noise of position: a better twin in less time. ten_minutes_dense keeps what
-- ten_minutes named. Models that were trained by the former settings stay, and provenance.stale tells of them.
insert into twin.model_config
  (model_config, filter_sizes, n_features, n_orientations, shared_batch_norm, batch_norm_momentum, batch_norm_epsilon,
   readout, smooth_weight, sparse_weight, readout_weight, position_weight, sigma_init, mask_threshold)
select 'ten_minutes_dense', filter_sizes, n_features, n_orientations, shared_batch_norm, batch_norm_momentum,
  batch_norm_epsilon, readout, smooth_weight, sparse_weight, readout_weight, position_weight, sigma_init, mask_threshold
from twin.model_config where model_config = 'ten_minutes';
insert into twin.training_config
  (training_config, learning_rate, learning_rate_factor, batch_size, max_iterations, schedule, drop_shares, n_drops,
   validation_every, patience, validation_share, reduced_precision)
select 'ten_minutes_dense', learning_rate, learning_rate_factor, batch_size, max_iterations, schedule, drop_shares, n_drops,
  validation_every, patience, validation_share, reduced_precision
from twin.training_config where training_config = 'ten_minutes';

update twin.model_config as m
set filter_sizes = s.filter_sizes, n_features = s.n_features, layer_kinds = s.layer_kinds, nonlinearity = s.nonlinearity,
  sigma_init = 0.015
from (values ('two_minutes', '{9,7,7}'::integer[], 8), ('ten_minutes', '{9,7,7,7}', 8), ('demo', '{9,7,7}', 4))
  as named (model_config, filter_sizes, n_features)
  cross join lateral (select named.filter_sizes, named.n_features, 'elu' as nonlinearity,
    '{dense}'::text[] || array_fill('mixed_separable'::text, array[cardinality(named.filter_sizes) - 1]) as layer_kinds) s
where m.model_config = named.model_config;

update twin.training_config as t
set learning_rate = 0.004, learning_rate_factor = 0.02, batch_size = 16, max_iterations = named.steps, schedule = 'cosine',
  drop_shares = '{}', validation_every = named.steps / 4, validation_share = named.held_out, averaging_share = 0.2,
  position_start = 'receptive_fields'
from (values ('two_minutes', 1200, 0.1), ('ten_minutes', 4000, 0.05), ('demo', 2600, 0.2))
  as named (training_config, steps, held_out)
where t.training_config = named.training_config;

-- Where nothing was trained by them.
do $$
declare name text;
begin
  foreach name in array array['ten_minutes_separable', 'demo_separable'] loop
    begin
      delete from twin.model_config where model_config = name;
    exception when foreign_key_violation then null;
    end;
    begin
      delete from twin.training_config where training_config = name;
    exception when foreign_key_violation then null;
    end;
  end loop;
end $$;

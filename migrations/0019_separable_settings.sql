-- Settings with separable layers, whose training takes a fraction of the time of dense ones: as good a twin as
-- ten_minutes gives, or a better one, in the same time without AVX-512, and the demo's.
insert into twin.model_config
  (model_config, filter_sizes, n_features, n_orientations, shared_batch_norm, batch_norm_momentum, batch_norm_epsilon,
   readout, smooth_weight, sparse_weight, readout_weight, position_weight, sigma_init, mask_threshold, layer_kinds,
   nonlinearity) values
  ('ten_minutes_separable', '{9,7,7,7}', 8, 8, true, 0.1, 0.001, 'gaussian', 0.003, 0.002, 0.003, 0.1, 0.12, 0,
   '{dense,mixed_separable,mixed_separable,mixed_separable}', 'elu'),
  ('demo_separable', '{9,7,7}', 4, 8, true, 0.1, 0.001, 'gaussian', 0.003, 0.002, 0.003, 0.1, 0.12, 0,
   '{dense,mixed_separable,mixed_separable}', 'elu');
insert into twin.training_config
  (training_config, learning_rate, learning_rate_factor, batch_size, max_iterations, schedule, drop_shares, n_drops,
   validation_every, patience, validation_share, reduced_precision, averaging_share, position_start) values
  ('ten_minutes_separable', 0.005, 0.02, 32, 2000, 'cosine', '{}', 1, 500, 5, 0.1, true, 0.2, 'receptive_fields'),
  ('demo_separable', 0.005, 0.02, 32, 1300, 'cosine', '{}', 1, 325, 5, 0.2, true, 0.2, 'receptive_fields');

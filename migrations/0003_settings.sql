-- The named settings: rows of the lookup tables. Add rows of your own beside them; results of both live side by side.

insert into twin.model_config
  (model_config, filter_sizes, n_features, n_orientations, shared_batch_norm, batch_norm_momentum, batch_norm_epsilon,
   readout, smooth_weight, sparse_weight, readout_weight, position_weight, sigma_init, mask_threshold) values
  ('paper',                  '{13,5,5}', 16, 8, true, 0.1, 0.001, 'factorised', 0.0249692, 0.0152482, 0.0170696, 0.1, 0.12, 0),
  ('two_minutes',            '{13,5}',    4, 8, true, 0.1, 0.001, 'gaussian',   0.003,     0.002,     0.003,     0.1, 0.12, 0),
  ('ten_minutes',            '{13,5,5}',  8, 8, true, 0.1, 0.001, 'gaussian',   0.003,     0.002,     0.003,     0.1, 0.12, 0),
  ('ten_minutes_factorised', '{13,5}',    4, 8, true, 0.1, 0.001, 'factorised', 0.003,     0.002,     0.01,      0.1, 0.12, 0),
  ('demo',                   '{13,5}',    4, 8, true, 0.1, 0.001, 'gaussian',   0.003,     0.002,     0.003,     0.1, 0.12, 0);

insert into twin.training_config
  (training_config, learning_rate, learning_rate_factor, batch_size, max_iterations, schedule, drop_shares, n_drops,
   validation_every, patience, validation_share, reduced_precision) values
  ('paper',                  0.002, 0.1, 256, 10000, 'plateau', '{}',             1,  50, 5, 0.2, false),
  ('two_minutes',            0.01,  0.3,  32,  1600, 'fixed',   '{0.5,0.7,0.85}', 1, 400, 5, 0.2, true),
  ('ten_minutes',            0.01,  0.3,  32,  1200, 'fixed',   '{0.5,0.7,0.85}', 1, 300, 5, 0.2, true),
  ('ten_minutes_factorised', 0.003, 0.3,  64,  1100, 'fixed',   '{0.5,0.7,0.85}', 1, 275, 5, 0.2, true),
  ('demo',                   0.01,  0.3,  32,  1200, 'fixed',   '{0.5,0.7,0.85}', 1, 300, 5, 0.2, true);

insert into twin.clustering_config
  (clustering_config, preparation, n_clusters, n_restarts, max_lloyd_iterations, tolerance, kmeans_seed) values
  ('paper', 'peak', 50, 10, 300, 1e-4, 1),
  ('demo',  'peak', 10, 10, 300, 1e-4, 1);

-- paper: the published grid over all locations of the population. local: the same stimuli at the locations around each
-- neuron's own receptive field. coarse: for twins with masks, whose search cannot share work between locations.
insert into twin.optimal_gabor_config
  (optimal_gabor_config, size_min, size_factor, n_sizes, sf_min, sf_factor, n_sfs, contrast_min, contrast_factor,
   n_contrasts, n_grid_orientations, n_grid_phases, location_step, location_margin, location_window) values
  ('paper',  8, 1.25,   8, 0.7692308, 1.3, 4, 0.125, 2, 6, 12, 8, 1, 3, null),
  ('local',  8, 1.25,   8, 0.7692308, 1.3, 4, 0.125, 2, 6, 12, 8, 1, 0, 4),
  ('coarse', 8, 1.5625, 4, 0.7692308, 1.3, 3, 4,     2, 1, 12, 8, 4, 0, 6),
  ('demo',   8, 1.5625, 4, 0.7692308, 1.3, 4, 2,     2, 2, 12, 8, 2, 0, 4);

insert into twin.orientation_tuning_config (orientation_tuning_config, n_tuning_orientations) values ('paper', 24);
insert into twin.phase_tuning_config (phase_tuning_config, n_tuning_phases) values ('paper', 24);

-- ten_minutes: a learning rate that falls only to half, the mean of the weights over the last half of the steps, and four
-- layers, whose smaller filters see as far as those of the three before, so that their searches take no longer
-- (docs/benchmarks.md). Models that were trained by the former settings stay, and provenance.stale tells of them.
update twin.model_config
set filter_sizes = '{9,5,5,5}', layer_kinds = '{dense,mixed_separable,mixed_separable,mixed_separable}'
where model_config = 'ten_minutes';
update twin.training_config
set learning_rate_factor = 0.5, averaging_share = 0.5, max_iterations = 6000, validation_every = 1500
where training_config = 'ten_minutes';

-- The settings for a CPU and the demo's are trained on what their readouts see, which leaves time for more steps
-- and, in ten_minutes, for twice the features; three layers, whose searches take a tenth of the time of four
-- (docs/benchmarks.md). Models that were trained by the former settings stay, and provenance.stale tells of them.
update twin.model_config
set filter_sizes = '{9,7,7}', layer_kinds = '{dense,mixed_separable,mixed_separable}', n_features = 16, readout_weight = 0.006
where model_config = 'ten_minutes';
update twin.training_config as t
set window_margin = 2, max_iterations = named.steps, validation_every = named.steps / 4
from (values ('two_minutes', 2400), ('ten_minutes', 5000), ('demo', 2600)) as named (training_config, steps)
where t.training_config = named.training_config;

-- The configurations for a CPU fit with nine tenths of the training images instead of eight: their schedules are fixed, so
-- that the images held out serve the log alone. On the recording of docs/benchmarks.md this gains .004 of single-trial
-- correlation in the same time.
update twin.training_config set validation_share = 0.1
where training_config in ('two_minutes', 'ten_minutes', 'ten_minutes_factorised');

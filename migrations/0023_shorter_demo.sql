-- The demo's twins are as good to a few thousandths after two thirds of the steps (docs/benchmarks.md).
update twin.training_config set max_iterations = 1700, validation_every = 425 where training_config = 'demo';

-- Simulated neurons: what recovery loses to noise, to the model and to the method
select * from report.recovery_attribution
where training_config <> 'untrained'
order by dataset, model_config, training_config, seed, optimal_gabor_config nulls last, property, measure;

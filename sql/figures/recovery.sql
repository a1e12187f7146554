-- Simulated neurons: recovered against true properties, one row a property, beside its null control
select * from report.property_recovery_summary
where training_config <> 'untrained'
order by dataset, model_config, training_config, seed, optimal_gabor_config nulls last, property;

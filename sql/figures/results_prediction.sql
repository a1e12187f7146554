-- Results, "digital twin": single-trial test correlation (0.42) and share of oracle (0.69) of each model
select dataset, model_config, training_config, seed, n_neurons, mean_single_trial_correlation,
       mean_average_correlation, mean_test_oracle, fraction_oracle, equivariance_error
from report.model_summary
order by dataset, model_config, training_config, seed;

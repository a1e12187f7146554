-- One row a model.
select dataset, n_neurons, round(mean_single_trial_correlation::numeric, 3) as test_correlation,
       round(fraction_oracle::numeric, 3) as share_of_oracle, equivariance_error
from report.model_summary order by dataset

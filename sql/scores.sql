-- How well each twin predicts, one row a model.
create or replace view report.model_summary as
select s.dataset, s.model_config, s.training_config, s.seed, d.n_pooled_neurons as n_neurons, m.n_iterations,
       s.mean_single_trial_correlation, s.mean_average_correlation, s.mean_test_oracle, s.fraction_oracle,
       m.equivariance_error
from twin.model_score s
join twin.model m using (dataset, model_config, training_config, seed)
join twin.dataset d using (dataset);
comment on view report.model_summary is
  'One row a trained twin: single-trial test correlation, share of the jackknife oracle (slope), soundness';

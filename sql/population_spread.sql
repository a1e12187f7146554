-- Several models of one dataset that differ in their seeds alone.
create or replace view report.index_spread as
select dataset, model_config, training_config, optimal_gabor_config, experiment, property, animal_id, session, scan_idx,
       unit_id, count(value) as n_seeds, avg(value) as mean, stddev_samp(value) as sd, min(value) as lowest,
       max(value) as highest
from report.neuron_property
group by dataset, model_config, training_config, optimal_gabor_config, experiment, property, animal_id, session, scan_idx,
         unit_id;
comment on view report.index_spread is
  'One row a neuron and property: mean, SD and number of its values over the seeds of equal settings';

-- Reliability: the share of the variance over neurons that is not the seeds', 1 - within / total, for a single model.
create or replace view report.index_reliability as
select dataset, model_config, training_config, optimal_gabor_config, experiment, property, count(*) as n_neurons,
       min(n_seeds) as fewest_seeds, max(n_seeds) as most_seeds, sqrt(avg(sd ^ 2)) as sd_over_seeds,
       stddev_samp(mean) as sd_over_neurons,
       1 - avg(sd ^ 2) / nullif(avg(sd ^ 2) + greatest(var_samp(mean) - avg(sd ^ 2 / n_seeds), 0), 0) as reliability
from report.index_spread
where n_seeds > 1
group by dataset, model_config, training_config, optimal_gabor_config, experiment, property;
comment on view report.index_reliability is
  'One row a property: its SD over seeds (root mean square over neurons) beside that over neurons, and the share of a value''s variance that is the neuron''s';

create or replace view report.ensemble as
select e.dataset, e.model_set, w.n_set_models as n_models, e.mean_ensemble_single_trial_correlation,
       e.mean_members_single_trial_correlation, e.best_member_single_trial_correlation,
       e.mean_ensemble_average_correlation, e.mean_members_average_correlation
from twin.ensemble e join twin.complete_model_set w using (dataset, model_set);
comment on view report.ensemble is 'One row an ensemble: how well it predicts, beside its members';

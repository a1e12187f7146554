-- One row a model of simulated neurons.
select dataset, n_tuned, round(median_orientation_error::numeric, 1) as median_orientation_error_deg,
       n_reliable, round(phase_rank_correlation::numeric, 2) as phase_rank_correlation
from report.recovery_summary order by dataset

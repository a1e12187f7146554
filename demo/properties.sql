-- One row a property of simulated neurons: rank correlation of true and recovered values, and the median error.
select dataset, property, n_reliable as neurons, round(rank_correlation::numeric, 2) as rank_correlation,
       round(median_error::numeric, 3) as median_error
from report.property_recovery_summary where dataset = 'animals' order by property

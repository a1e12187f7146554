-- How each property is distributed over a model's neurons: extremes, deciles 1 and 9, quartiles and median
select dataset, model_config, training_config, seed, report.null_control(training_config, null) as null_control,
       optimal_gabor_config, experiment, property, n_neurons, n_undefined, round(least::numeric, 4) as least,
       round(quantiles[1]::numeric, 4) as first_decile, round(quantiles[2]::numeric, 4) as first_quartile,
       round(quantiles[3]::numeric, 4) as median, round(quantiles[4]::numeric, 4) as third_quartile,
       round(quantiles[5]::numeric, 4) as ninth_decile, round(greatest::numeric, 4) as greatest
from (
  select dataset, model_config, training_config, seed, optimal_gabor_config, experiment, property,
         count(value) as n_neurons, count(*) - count(value) as n_undefined, min(value) as least,
         percentile_cont(array[.1, .25, .5, .75, .9]) within group (order by value) as quantiles, max(value) as greatest
  from report.neuron_property
  group by dataset, model_config, training_config, seed, optimal_gabor_config, experiment, property) as distribution
order by dataset, model_config, training_config, seed, optimal_gabor_config, experiment, property;

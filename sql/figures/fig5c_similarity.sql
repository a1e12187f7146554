-- Figure 5C: how similar the model's size curves under the chosen and the optimal Gabor are, by share of optimum
select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification,
       size_curve_agreement_config, 10 * least(floor(10 * share_of_optimum), 10)::integer as from_percent, count(*) as n_neurons,
       avg(model_curve_similarity) as mean_similarity,
       percentile_cont(0.5) within group (order by model_curve_similarity) as median_similarity
from twin.neuron_size_curve
join twin.gabor_coverage
  using (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, animal_id, session,
         scan_idx, unit_id)
group by 1, 2, 3, 4, 5, 6, 7, 8, 9
order by 1, 2, 3, 4, 5, 6, 7, 8, 9;

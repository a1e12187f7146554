-- Figure 5B: recorded against predicted size curves as a share of the oracle (about 70 %), by share of optimum
select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification,
       size_curve_agreement_config, case model_curve when 'shown' then 'mouse - model' else 'mouse - optimal' end as curves,
       share_percent, n_subset_neurons, n_reliable_neurons, subset_oracle, subset_curve_correlation,
       curve_of_oracle_mean, curve_of_oracle_sd, trial_of_oracle_mean, trial_of_oracle_sd
from twin.agreement_by_share
order by dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification,
         size_curve_agreement_config, model_curve desc, share_percent;

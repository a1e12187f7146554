-- Results: what clusters' stimuli elicit, as a share of the members' own optima (Gabors 87 %, MEIs about 60 %)
select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, stimulus,
       stimulus_config, own_config, count(distinct cluster) as n_clusters, count(*) as n_neurons,
       round(avg(share)::numeric, 3) as mean_share,
       round((percentile_cont(0.5) within group (order by share))::numeric, 3) as median_share,
       round((sum(cluster_activation::double precision) / nullif(sum(own_activation::double precision), 0))::numeric, 3)
         as share_of_mean_activation
from report.member_share
group by dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config,
         stimulus, stimulus_config, own_config
order by dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config,
         stimulus, stimulus_config, own_config;

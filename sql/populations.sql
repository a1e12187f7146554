-- Statistics of clusters beside their null controls.
create or replace view report.cluster_difference as
select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config,
       population_config, statistics_config, assignment, count(distinct draw) as n_assignments,
       avg(n_clusters) as n_clusters, avg(n_any) as n_differ_in_any, avg(n_all) as n_differ_in_all,
       max(n_any) as most_differ_in_any
from (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config,
             population_config, statistics_config, assignment, draw, count(*) as n_clusters,
             count(*) filter (where n_differing > 0) as n_any,
             count(*) filter (where n_differing = cardinality(properties)) as n_all
      from (select dataset, model_config, training_config, seed, alignment_config, clustering_config,
                   optimal_gabor_config, population_config, statistics_config, assignment, draw, cluster,
                   count(*) filter (where differs) as n_differing
            from twin.cluster_property group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12) c
      join twin.population_config using (population_config)
      group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11) d
group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10;
comment on view report.cluster_difference is
  'Clusters that differ from the population in at least one and in all properties, beside random assignments (means)';

create or replace view report.combination as
select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config,
       population_config, statistics_config, cluster_group, combination,
       (select string_agg(s.sign || p.property, ' ' order by p.place)
        from unnest(case when cluster_group = 'below' then t.combined_below else t.combined_above end)
               with ordinality p (property, place)
        join lateral (select substr(combination, p.place::integer, 1) as sign) s on true) as properties,
       max(n_combined_clusters) filter (where assignment = 'clusters') as n_clusters,
       max(n_combined_neurons) filter (where assignment = 'clusters') as n_neurons,
       avg(n_combined_clusters) filter (where assignment = 'shuffled') as n_clusters_at_random
from twin.combination_count
join twin.statistics_config t using (statistics_config)
group by dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config,
         population_config, statistics_config, cluster_group, combination, t.combined_above, t.combined_below;
comment on view report.combination is
  'Clusters by their combination of high (+) and low (-) properties, beside the mean of random assignments';

-- Random clusters of the same size: the sizes of clusters are kept by the random assignments, number by number.
create or replace view report.cluster_property_null as
select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config,
       population_config, statistics_config, property, cluster, count(*) as n_random,
       avg(cluster_mean) as random_mean,
       percentile_cont(0.025) within group (order by cluster_mean) as random_low,
       percentile_cont(0.975) within group (order by cluster_mean) as random_high,
       avg((cluster_mean > population_mean)::integer) as share_high_at_random,
       avg(differs::integer) as share_differ_at_random
from twin.cluster_property
where assignment = 'shuffled'
group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11;
comment on view report.cluster_property_null is
  'One row a cluster and property: means of random clusters of its size (mean, 2.5 and 97.5 %), and how many of them differ or are high';

-- Of independent properties rank correlations have an SD of 1 / sqrt(n - 1). Beside them: the same pair in the twin with an
-- untrained core, where there is one of the same architecture, seed and settings.
create or replace view report.index_correlation_null as
select c.dataset, c.model_config, c.training_config, c.seed, c.optimal_gabor_config, c.population_config, c.one_property,
       c.other_property, 1.96 / sqrt(nullif(c.n_with_both - 1, 0)) as chance_95,
       u.pearson as untrained_pearson, u.spearman as untrained_spearman
from twin.index_correlation c
left join lateral (
  select u.pearson, u.spearman
  from twin.index_correlation u join twin.training_config t using (training_config)
  where t.max_iterations = 0 and u.training_config <> c.training_config and u.dataset = c.dataset
    and u.model_config = c.model_config and u.seed = c.seed and u.optimal_gabor_config = c.optimal_gabor_config
    and u.population_config = c.population_config and u.one_property = c.one_property
    and u.other_property = c.other_property
  order by u.training_config limit 1) u on true;
comment on view report.index_correlation_null is
  'One row a pair of properties: the correlation that chance exceeds in 5 % of cases, and that of the twin with an untrained core';

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

-- Clusters at a glance.
create or replace view report.cluster_summary as
select c.dataset, c.model_config, c.training_config, c.seed, c.alignment_config, c.clustering_config, c.cluster,
       c.n_members,
       avg(o.orientation_index) as mean_orientation_index,
       avg(p.phase_index) as mean_phase_index,
       avg(g.size) as mean_gabor_size
from twin.cluster c
join twin.cluster_member m
  using (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster)
left join twin.optimal_gabor g
  using (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id)
left join twin.orientation_tuning o
  using (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config)
left join twin.phase_tuning p
  using (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config)
group by c.dataset, c.model_config, c.training_config, c.seed, c.alignment_config, c.clustering_config, c.cluster,
         c.n_members;
comment on view report.cluster_summary is 'One row a cluster: members, and the means of their tuning';

-- Which fit of an alignment is kept, by the rule of the method: the smallest pair loss among the fits that are sharp, or
-- of all where none is.
create or replace view report.alignment_choice as
select distinct on (f.dataset, f.model_config, f.training_config, f.seed, f.alignment_config)
       f.dataset, f.model_config, f.training_config, f.seed, f.alignment_config, f.beta_index, f.alignment_restart,
       f.fit_beta, f.fit_sharpness, f.fit_pair_loss, f.fit_sharpness > c.sharp_enough as is_sharp
from twin.alignment_fit f
join twin.alignment_config c using (alignment_config)
order by f.dataset, f.model_config, f.training_config, f.seed, f.alignment_config,
         f.fit_sharpness > c.sharp_enough desc, f.fit_pair_loss, f.beta_index, f.alignment_restart;
comment on view report.alignment_choice is 'The fit of each alignment that its rule keeps, chosen anew from the sweep';

-- Pairs of clusterings by name.
create or replace view report.clustering_comparison as
select p.dataset, p.clustering_set,
       a.model_config as one_model_config, a.training_config as one_training_config, a.seed as one_seed,
       a.alignment_config as one_alignment_config, a.clustering_config as one_clustering_config,
       b.model_config as other_model_config, b.training_config as other_training_config, b.seed as other_seed,
       b.alignment_config as other_alignment_config, b.clustering_config as other_clustering_config,
       p.adjusted_rand_index, p.n_common_neurons
from twin.clustering_comparison p
join twin.clustering_set_member a
  on a.dataset = p.dataset and a.clustering_set = p.clustering_set and a.member_index = p.one_member
join twin.clustering_set_member b
  on b.dataset = p.dataset and b.clustering_set = p.clustering_set and b.member_index = p.other_member;
comment on view report.clustering_comparison is 'Pairs of clusterings that were compared, and how far they agree';

-- Classes of simulated neurons: oriented or not; simple or complex; suppressed by large stimuli or not; inhibited by the
-- orthogonal orientation or not. The last two by the truth's own indices, at the mean of the scan's oriented neurons.
create or replace view report.true_class as
select animal_id, session, scan_idx, unit_id,
       case when not oriented then 'unoriented'
            else concat_ws(' ', case when phase_index > 1 then 'simple' else 'complex' end,
                           case when suppression_index > avg(suppression_index) over scan then 'suppressed' end,
                           case when cross_orientation_index > avg(cross_orientation_index) over scan
                                then 'inhibited' end)
       end as true_class
from twin.ground_truth
window scan as (partition by animal_id, session, scan_idx, oriented);
comment on view report.true_class is 'Class of a simulated neuron by its true properties';

-- Agreement of clusters with the true classes beyond chance (adjusted Rand index, Hubert & Arabie 1985), and the share of
-- neurons in the commonest class of their cluster.
create or replace view report.cluster_truth as
with cell as (
  select m.dataset, m.model_config, m.training_config, m.seed, m.alignment_config, m.clustering_config, m.cluster,
         t.true_class, count(*)::double precision as n
  from twin.cluster_member m join report.true_class t using (animal_id, session, scan_idx, unit_id)
  group by 1, 2, 3, 4, 5, 6, 7, 8
), by_cluster as (
  select dataset, model_config, training_config, seed, alignment_config, clustering_config,
         sum(pairs) as pairs, sum(most) as most, sum(n) as n
  from (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster,
               sum(n) * (sum(n) - 1) / 2 as pairs, max(n) as most, sum(n) as n
        from cell group by 1, 2, 3, 4, 5, 6, 7) c
  group by 1, 2, 3, 4, 5, 6
), by_class as (
  select dataset, model_config, training_config, seed, alignment_config, clustering_config, sum(pairs) as pairs
  from (select dataset, model_config, training_config, seed, alignment_config, clustering_config, true_class,
               sum(n) * (sum(n) - 1) / 2 as pairs
        from cell group by 1, 2, 3, 4, 5, 6, 7) c
  group by 1, 2, 3, 4, 5, 6
), together as (
  select dataset, model_config, training_config, seed, alignment_config, clustering_config,
         sum(n * (n - 1) / 2) as pairs
  from cell group by 1, 2, 3, 4, 5, 6
)
select dataset, model_config, training_config, seed, alignment_config, clustering_config, a.n::bigint as n_neurons,
       (t.pairs - a.pairs * b.pairs / nullif(a.n * (a.n - 1) / 2, 0))
         / nullif((a.pairs + b.pairs) / 2 - a.pairs * b.pairs / nullif(a.n * (a.n - 1) / 2, 0), 0)
         as adjusted_rand_index,
       a.most / a.n as purity
from together t
join by_cluster a using (dataset, model_config, training_config, seed, alignment_config, clustering_config)
join by_class b using (dataset, model_config, training_config, seed, alignment_config, clustering_config);
comment on view report.cluster_truth is
  'Simulated neurons: agreement of a clustering with the true classes, as adjusted Rand index and purity';

-- What a result is where it is a null control: of a core that was never trained, or of bar codes whose channels were
-- permuted over the neurons. Random clusters are rows with assignment 'shuffled' beside the clusters' own.
create or replace function report.null_control(of_training_config text, of_clustering_config text) returns text
language sql stable parallel safe as $$
  select nullif(concat_ws(', ',
    (select 'untrained core' from twin.training_config where training_config = $1 and max_iterations = 0),
    (select 'shuffled bar codes' from twin.clustering_config where clustering_config = $2 and shuffle_seed is not null)), '')
$$;
comment on function report.null_control(text, text) is
  'Names the null control that results of these settings are; null for results proper';

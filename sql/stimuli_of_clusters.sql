-- What the stimuli of a cluster do to its members, beside the members' own optima; and the indices of the experiments with
-- them, computed again from the stored curves (the functions are in indices.sql).

-- One row a member and kind of stimulus. own_config: the search for the member's own optimum. Of MEIs, those of the same
-- norm are compared.
create or replace view report.member_share as
select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, animal_id, session,
       scan_idx, unit_id, optimal_gabor_config, 'gabor' as stimulus, optimal_gabor_config as stimulus_config,
       optimal_gabor_config as own_config, cluster_gabor_activation as cluster_activation, activation as own_activation,
       cluster_gabor_activation::double precision / nullif(activation, 0) as share
from twin.cluster_gabor_member
join twin.optimal_gabor
  using (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config)
union all
select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, animal_id, session,
       scan_idx, unit_id, optimal_gabor_config, 'dog', optimal_dog_config, optimal_dog_config,
       cluster_dog_activation, dog_activation,
       cluster_dog_activation::double precision / nullif(dog_activation, 0)
from twin.cluster_dog_member
join twin.optimal_dog
  using (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_dog_config)
union all
select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, animal_id, session,
       scan_idx, unit_id, optimal_gabor_config, 'mei', cluster_mei_config, mei_config,
       cluster_mei_activation, mei_activation,
       cluster_mei_activation::double precision / nullif(mei_activation, 0)
from twin.cluster_mei_member
join twin.cluster_mei_config using (cluster_mei_config)
join twin.mei using (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id)
where abs(norm - cluster_mei_norm) < 1e-3 * norm;
comment on view report.member_share is
  'One row a neuron and kind of stimulus: response to its cluster''s as a share of that to its own optimum';

create or replace view report.cluster_share as
select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config,
       stimulus, stimulus_config, own_config, count(*) as n_neurons, avg(share) as mean_share,
       percentile_cont(0.5) within group (order by share) as median_share,
       sum(cluster_activation::double precision) / nullif(sum(own_activation::double precision), 0)
         as share_of_mean_activation
from report.member_share
group by dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster,
         optimal_gabor_config, stimulus, stimulus_config, own_config;
comment on view report.cluster_share is
  'One row a cluster and kind of stimulus: mean and median share of the members'' own optima, and that of the mean activity';

create or replace view report.recomputed_cluster_tuning as
select o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id,
       o.alignment_config, o.clustering_config, o.cluster, o.optimal_gabor_config, o.orientation_tuning_config,
       p.phase_tuning_config, o.cluster_orientation_index,
       report.modulation(o.cluster_orientation_responses) as recomputed_cluster_orientation_index,
       p.cluster_phase_index, report.modulation(p.cluster_phase_responses) as recomputed_cluster_phase_index
from twin.cluster_orientation_tuning o
join twin.cluster_phase_tuning p
  using (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config,
         alignment_config, clustering_config, cluster);
comment on view report.recomputed_cluster_tuning is
  'Orientation and phase index with the cluster''s Gabor as stored, and computed again from the stored curves';

create or replace view report.recomputed_cluster_size_contrast as
select s.dataset, s.model_config, s.training_config, s.seed, s.animal_id, s.session, s.scan_idx, s.unit_id,
       s.alignment_config, s.clustering_config, s.cluster, s.optimal_gabor_config, s.size_contrast_config,
       s.cluster_suppression_index, report.drop_from_peak(at.highest_contrast) as recomputed_cluster_suppression_index,
       s.cluster_contrast_index, report.drop_from_peak(at.largest_size) as recomputed_cluster_contrast_index,
       s.cluster_preferred_size,
       s.cluster_gabor_sizes[array_position(at.highest_contrast, (select max(r) from unnest(at.highest_contrast) r))]
         as recomputed_cluster_preferred_size
from twin.cluster_size_contrast_tuning s,
     lateral (select array(select s.cluster_size_contrast_responses[k * cardinality(s.cluster_gabor_contrasts)]
                           from generate_series(1, cardinality(s.cluster_gabor_sizes)) k order by k)
                       as highest_contrast,
                     s.cluster_size_contrast_responses[
                       (cardinality(s.cluster_gabor_sizes) - 1) * cardinality(s.cluster_gabor_contrasts) + 1:]
                       as largest_size) at;
comment on view report.recomputed_cluster_size_contrast is
  'Suppression and contrast index with the cluster''s Gabor as stored, and computed again from the stored responses';

create or replace view report.recomputed_cluster_plaid as
select x.dataset, x.model_config, x.training_config, x.seed, x.animal_id, x.session, x.scan_idx, x.unit_id,
       x.alignment_config, x.clustering_config, x.cluster, x.optimal_gabor_config, x.plaid_config,
       x.cluster_cross_orientation_index,
       report.drop_from_peak(x.cluster_plaid_responses[
         (cardinality(x.cluster_plaid_contrasts) - 1) * cardinality(x.cluster_plaid_contrasts) + 1:])
         as recomputed_cluster_cross_orientation_index
from twin.cluster_plaid_tuning x;
comment on view report.recomputed_cluster_plaid is
  'Cross-orientation index with the cluster''s Gabor as stored, and computed again from the stored responses';

create or replace view report.recomputed_cluster_comparison as
select c.dataset, c.model_config, c.training_config, c.seed, c.animal_id, c.session, c.scan_idx, c.unit_id,
       c.alignment_config, c.clustering_config, c.cluster, c.optimal_gabor_config, c.optimal_dog_config,
       c.cluster_mei_config, c.stimulus_comparison_config,
       c.cluster_gabor_dog,
       report.mean_ratio(c.cluster_gabor_responses, c.cluster_dog_responses) as recomputed_cluster_gabor_dog,
       c.cluster_gabor_mei,
       report.mean_ratio(c.cluster_gabor_responses, c.cluster_mei_responses) as recomputed_cluster_gabor_mei,
       c.cluster_dog_mei,
       report.mean_ratio(c.cluster_dog_responses, c.cluster_mei_responses) as recomputed_cluster_dog_mei
from twin.cluster_stimulus_comparison c;
comment on view report.recomputed_cluster_comparison is
  'Ratios of responses to the cluster''s stimuli as stored, and computed again from the stored responses';

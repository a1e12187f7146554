-- Every property of every neuron, one row each, whatever experiment measures it. Statistics of populations and clusters
-- begin here: a new property is one more branch, and a line among the triggers of complete_sets.sql.
--   experiment            setting of the experiment that measured it; of a comparison, followed by those of its DoG and MEI.
--                         With the stimuli of the neuron's cluster: cluster/ALIGNMENT/CLUSTERING/ and then these settings
--   optimal_gabor_config  search for the stimulus that it began from; null where it needs none
--   value                 null where the property is not defined for the neuron
--   row_hash              of the result that it comes from
create or replace view report.neuron_property as
select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config,
       orientation_tuning_config as experiment, 'orientation_index' as property,
       orientation_index::double precision as value, _row_hash as row_hash
from twin.orientation_tuning
union all
select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config,
       phase_tuning_config, 'phase_index', phase_index::double precision, _row_hash
from twin.phase_tuning
union all
select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config,
       size_contrast_config, w.property, w.value::double precision, _row_hash
from twin.size_contrast_tuning
cross join lateral (values ('suppression_index', suppression_index), ('contrast_index', contrast_index)) w (property, value)
union all
select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config,
       plaid_config, 'cross_orientation_index', cross_orientation_index::double precision, _row_hash
from twin.plaid_tuning
union all
select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, null,
       glm_config, 'nonlinearity_index', nonlinearity_index::double precision, _row_hash
from twin.nonlinearity
union all
select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config,
       stimulus_comparison_config || '/' || optimal_dog_config || '/' || mei_config, w.property,
       w.value::double precision, _row_hash
from twin.stimulus_comparison
cross join lateral (values ('gabor_over_dog', gabor_dog), ('gabor_over_mei', gabor_mei), ('dog_over_mei', dog_mei))
  w (property, value)
union all
select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config,
       'cluster/' || alignment_config || '/' || clustering_config || '/' || orientation_tuning_config,
       'orientation_index', cluster_orientation_index::double precision, _row_hash
from twin.cluster_orientation_tuning
union all
select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config,
       'cluster/' || alignment_config || '/' || clustering_config || '/' || phase_tuning_config,
       'phase_index', cluster_phase_index::double precision, _row_hash
from twin.cluster_phase_tuning
union all
select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config,
       'cluster/' || alignment_config || '/' || clustering_config || '/' || size_contrast_config,
       w.property, w.value::double precision, _row_hash
from twin.cluster_size_contrast_tuning
cross join lateral (values ('suppression_index', cluster_suppression_index), ('contrast_index', cluster_contrast_index))
  w (property, value)
union all
select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config,
       'cluster/' || alignment_config || '/' || clustering_config || '/' || plaid_config,
       'cross_orientation_index', cluster_cross_orientation_index::double precision, _row_hash
from twin.cluster_plaid_tuning
union all
select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config,
       'cluster/' || alignment_config || '/' || clustering_config || '/' || stimulus_comparison_config || '/'
         || optimal_dog_config || '/' || cluster_mei_config,
       w.property, w.value::double precision, _row_hash
from twin.cluster_stimulus_comparison
cross join lateral (values ('gabor_over_dog', cluster_gabor_dog), ('gabor_over_mei', cluster_gabor_mei),
                           ('dog_over_mei', cluster_dog_mei)) w (property, value);
comment on view report.neuron_property is
  'One row a neuron and property: the values that statistics of populations and clusters are taken of';

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
                           ('dog_over_mei', cluster_dog_mei)) w (property, value)
union all
select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, null, 'test', w.property,
       w.value::double precision, _row_hash
from twin.neuron_score
cross join lateral (values ('single_trial_correlation', single_trial_correlation),
                           ('average_correlation', average_correlation)) w (property, value);
comment on view report.neuron_property is
  'One row a neuron and property: the values that statistics of populations and clusters are taken of';

-- Which properties of a model somebody asked for, and the settings of the searches that they need besides their own.
create or replace view report.asked_property as
select dataset, model_config, training_config, seed, optimal_gabor_config, null as optimal_dog_config,
       null as mei_config, orientation_tuning_config as experiment, 'orientation_index' as property
from twin.orientation_tuning_task
union all
select dataset, model_config, training_config, seed, optimal_gabor_config, null, null, phase_tuning_config, 'phase_index'
from twin.phase_tuning_task
union all
select dataset, model_config, training_config, seed, optimal_gabor_config, null, null, size_contrast_config, property
from twin.size_contrast_task cross join (values ('suppression_index'), ('contrast_index')) w (property)
union all
select dataset, model_config, training_config, seed, optimal_gabor_config, null, null, plaid_config,
       'cross_orientation_index'
from twin.plaid_task
union all
select dataset, model_config, training_config, seed, null, null, null, glm_config, 'nonlinearity_index'
from twin.training_task join twin.glm_task using (dataset)
union all
select dataset, model_config, training_config, seed, optimal_gabor_config, optimal_dog_config, mei_config,
       stimulus_comparison_config || '/' || optimal_dog_config || '/' || mei_config, property
from twin.stimulus_comparison_task
cross join (values ('gabor_over_dog'), ('gabor_over_mei'), ('dog_over_mei')) w (property)
union all
select dataset, model_config, training_config, seed, null, null, null, 'test', property
from twin.training_task cross join (values ('single_trial_correlation'), ('average_correlation')) w (property);
comment on view report.asked_property is
  'One row a model and property that somebody asked for, with the settings that lead to it';

-- The jobs of single neurons that stand between them and their properties, in any state, one row a property. A new
-- experiment with a key per neuron is one more branch here, too.
create or replace view report.property_job as
select a.dataset, a.model_config, a.training_config, a.seed, j.animal_id, j.session, j.scan_idx, j.unit_id,
       a.optimal_gabor_config, a.experiment, a.property, 1 as stage_order, 'optimal_gabor' as stage, j.status,
       j.error_class, j.error_message
from job.optimal_gabor j
join report.asked_property a using (dataset, model_config, training_config, seed, optimal_gabor_config)
union all
select a.dataset, a.model_config, a.training_config, a.seed, j.animal_id, j.session, j.scan_idx, j.unit_id,
       a.optimal_gabor_config, a.experiment, a.property, 2, 'optimal_dog', j.status, j.error_class, j.error_message
from job.optimal_dog j
join report.asked_property a using (dataset, model_config, training_config, seed, optimal_dog_config)
union all
select a.dataset, a.model_config, a.training_config, a.seed, j.animal_id, j.session, j.scan_idx, j.unit_id,
       a.optimal_gabor_config, a.experiment, a.property, 3, 'mei', j.status, j.error_class, j.error_message
from job.mei j
join report.asked_property a using (dataset, model_config, training_config, seed, mei_config)
union all
select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config,
       orientation_tuning_config, 'orientation_index', 4, 'orientation_tuning', status, error_class, error_message
from job.orientation_tuning
union all
select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config,
       phase_tuning_config, 'phase_index', 4, 'phase_tuning', status, error_class, error_message
from job.phase_tuning
union all
select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config,
       size_contrast_config, property, 4, 'size_contrast_tuning', status, error_class, error_message
from job.size_contrast_tuning cross join (values ('suppression_index'), ('contrast_index')) w (property)
union all
select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config,
       plaid_config, 'cross_orientation_index', 4, 'plaid_tuning', status, error_class, error_message
from job.plaid_tuning
union all
select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, null,
       glm_config, 'nonlinearity_index', 4, 'nonlinearity', status, error_class, error_message
from job.nonlinearity
union all
select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config,
       stimulus_comparison_config || '/' || optimal_dog_config || '/' || mei_config, property, 4, 'stimulus_comparison',
       status, error_class, error_message
from job.stimulus_comparison
cross join (values ('gabor_over_dog'), ('gabor_over_mei'), ('dog_over_mei')) w (property)
union all
select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config,
       'cluster/' || alignment_config || '/' || clustering_config || '/' || orientation_tuning_config, 'orientation_index', 4,
       'cluster_orientation_tuning', status, error_class, error_message
from job.cluster_orientation_tuning
union all
select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config,
       'cluster/' || alignment_config || '/' || clustering_config || '/' || phase_tuning_config, 'phase_index', 4,
       'cluster_phase_tuning', status, error_class, error_message
from job.cluster_phase_tuning
union all
select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config,
       'cluster/' || alignment_config || '/' || clustering_config || '/' || size_contrast_config, property, 4,
       'cluster_size_contrast_tuning', status, error_class, error_message
from job.cluster_size_contrast_tuning cross join (values ('suppression_index'), ('contrast_index')) w (property)
union all
select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config,
       'cluster/' || alignment_config || '/' || clustering_config || '/' || plaid_config, 'cross_orientation_index', 4,
       'cluster_plaid_tuning', status, error_class, error_message
from job.cluster_plaid_tuning
union all
select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config,
       'cluster/' || alignment_config || '/' || clustering_config || '/' || stimulus_comparison_config || '/' || optimal_dog_config || '/'
         || cluster_mei_config, property, 4,
       'cluster_stimulus_comparison', status, error_class, error_message
from job.cluster_stimulus_comparison
cross join (values ('gabor_over_dog'), ('gabor_over_mei'), ('dog_over_mei')) w (property);
comment on view report.property_job is
  'One row a neuron and property that a job still stands before, with the state of the job';

create or replace view report.property_gap as
select * from report.property_job where status in ('failed', 'quarantined', 'ignored');
comment on view report.property_gap is
  'One row a neuron and property that it will not get: a job on the way failed, was quarantined or is ignored';

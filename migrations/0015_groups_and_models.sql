-- Stimuli of clusters and of named sets, and experiments with them; ensembles, comparisons of models, halves of a scan, cores that
-- are taken from other models; separable layers and averaged weights; populations that go on without neurons that failed.
drop view if exists report.weight_search;
drop view if exists report.model_summary;
drop view public.dataset;
drop view public.model_config;
drop view public.training_config;
drop view public.clustering_task;
drop view public.complete_population;

create table twin.model_set (
  dataset text not null,
  model_set text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_set)), 'hex')) stored,
  constraint model_set_pkey primary key (dataset, model_set),
  constraint model_set_dataset_fkey foreign key (dataset) references twin.dataset (dataset) on delete restrict
);
comment on table twin.model_set is 'Models of one dataset whose ensemble somebody asked for (doppel request ensemble)';
comment on column twin.model_set.dataset is 'name of the dataset';
comment on column twin.model_set.model_set is 'name of the set';
comment on column twin.model_set._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.model_set_member (
  dataset text not null,
  model_set text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  model_set_index integer not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_set) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(model_set_index)), 'hex')) stored,
  constraint model_set_member_pkey primary key (dataset, model_set, model_config, training_config, seed),
  constraint model_set_member_dataset_model_set_model_set_index_key unique (dataset, model_set, model_set_index),
  constraint model_set_member_model_set_fkey foreign key (dataset, model_set) references twin.model_set (dataset, model_set) on delete restrict,
  constraint model_set_member_training_task_fkey foreign key (dataset, model_config, training_config, seed) references twin.training_task (dataset, model_config, training_config, seed) on delete restrict
);
create index model_set_member_training_task_idx on twin.model_set_member (dataset, model_config, training_config, seed);
comment on table twin.model_set_member is 'The models of a set: of other seeds or settings';
comment on column twin.model_set_member.dataset is 'name of the dataset';
comment on column twin.model_set_member.model_set is 'name of the set';
comment on column twin.model_set_member.model_config is 'name of the setting';
comment on column twin.model_set_member.training_config is 'name of the setting';
comment on column twin.model_set_member.seed is 'of initial weights, validation split and batches';
comment on column twin.model_set_member.model_set_index is 'place in the set, from 0';
comment on column twin.model_set_member._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.complete_model_set (
  dataset text not null,
  model_set text not null,
  n_set_models integer not null,
  model_scores_sha256 text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_set) || provenance.field(n_set_models) || provenance.field(model_scores_sha256)), 'hex')) stored,
  constraint complete_model_set_pkey primary key (dataset, model_set),
  constraint complete_model_set_model_set_fkey foreign key (dataset, model_set) references twin.model_set (dataset, model_set) on delete restrict
);
comment on table twin.complete_model_set is 'Sets all of whose models are scored; triggers keep it (sql/complete_sets.sql)';
comment on column twin.complete_model_set.dataset is 'name of the dataset';
comment on column twin.complete_model_set.model_set is 'name of the set';
comment on column twin.complete_model_set.n_set_models is 'models';
comment on column twin.complete_model_set.model_scores_sha256 is 'SHA-256 over the places and row hashes of the models'' scores';
comment on column twin.complete_model_set._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.ensemble (
  dataset text not null,
  model_set text not null,
  mean_ensemble_single_trial_correlation real not null,
  mean_ensemble_average_correlation real not null,
  mean_members_single_trial_correlation real not null,
  mean_members_average_correlation real not null,
  best_member_single_trial_correlation real not null,
  _parts_hash text not null default '',
  _run_id bigint not null,
  _input_hash text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_set) || provenance.field(mean_ensemble_single_trial_correlation) || provenance.field(mean_ensemble_average_correlation) || provenance.field(mean_members_single_trial_correlation) || provenance.field(mean_members_average_correlation) || provenance.field(best_member_single_trial_correlation) || provenance.field(_parts_hash) || provenance.field(_input_hash)), 'hex')) stored,
  constraint ensemble_pkey primary key (dataset, model_set),
  constraint ensemble_complete_model_set_fkey foreign key (dataset, model_set) references twin.complete_model_set (dataset, model_set) on delete restrict,
  constraint ensemble_dataset_fkey foreign key (dataset) references twin.dataset (dataset) on delete restrict
);
comment on table twin.ensemble is 'How well the mean of several twins'' predictions agrees with the test images'' trials';
comment on column twin.ensemble.dataset is 'name of the dataset';
comment on column twin.ensemble.model_set is 'name of the set';
comment on column twin.ensemble.mean_ensemble_single_trial_correlation is 'of the ensemble with single trials, mean over neurons';
comment on column twin.ensemble.mean_ensemble_average_correlation is 'of the ensemble with the mean over repeats, mean over neurons';
comment on column twin.ensemble.mean_members_single_trial_correlation is 'of a member with single trials, mean over members and neurons';
comment on column twin.ensemble.mean_members_average_correlation is 'of a member with the mean over repeats, mean over members and neurons';
comment on column twin.ensemble.best_member_single_trial_correlation is 'of the best member with single trials, mean over neurons';
comment on column twin.ensemble._parts_hash is 'SHA-256 over the row hashes of the parts; triggers keep it true';
comment on column twin.ensemble._run_id is 'The provenance.run that wrote the row';
comment on column twin.ensemble._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.ensemble._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table job.ensemble (
  dataset text not null,
  model_set text not null,
  status text not null default 'pending',
  priority integer not null default 0,
  attempts integer not null default 0,
  deaths integer not null default 0,
  epoch bigint,
  worker_id bigint,
  claimed_at timestamp with time zone,
  not_before timestamp with time zone not null default '-infinity',
  error_class text,
  error_message text,
  constraint ensemble_pkey primary key (dataset, model_set),
  constraint ensemble_complete_model_set_fkey foreign key (dataset, model_set) references twin.complete_model_set (dataset, model_set) on delete cascade,
  constraint ensemble_dataset_fkey foreign key (dataset) references twin.dataset (dataset) on delete cascade,
  constraint ensemble_status_known check (status in ('pending', 'claimed', 'failed', 'quarantined', 'ignored')),
  constraint ensemble_claim_complete check ((status = 'claimed') = (epoch is not null) and (status = 'claimed') = (worker_id is not null) and (status = 'claimed') = (claimed_at is not null)),
  constraint ensemble_failure_explained check (status <> 'failed' or (error_class is not null and error_message is not null)),
  constraint ensemble_counts_not_negative check (attempts >= 0 and deaths >= 0)
) with (autovacuum_vacuum_scale_factor = 0.02);
create index ensemble_pending_idx on job.ensemble (priority desc, dataset, model_set) where status = 'pending';
create index ensemble_claimed_idx on job.ensemble (epoch) where status = 'claimed';
comment on table job.ensemble is 'Keys of twin.ensemble that are not done';
comment on column job.ensemble.dataset is 'name of the dataset';
comment on column job.ensemble.model_set is 'name of the set';
comment on column job.ensemble.status is 'pending, claimed, failed, quarantined or ignored';
comment on column job.ensemble.priority is 'Larger ones are claimed first';
comment on column job.ensemble.attempts is 'Computes that ended with an error';
comment on column job.ensemble.deaths is 'Workers that died while they held the key';
comment on column job.ensemble.epoch is 'Number of the claim that holds the key; only its commit counts';
comment on column job.ensemble.worker_id is 'The job.worker that holds the key';
comment on column job.ensemble.claimed_at is 'Database time of the claim';
comment on column job.ensemble.not_before is 'Back-off: not to be claimed earlier';
comment on column job.ensemble.error_class is 'Kind of the last error';
comment on column job.ensemble.error_message is 'The last error, with its key';

create table twin.ensemble_score (
  dataset text not null,
  model_set text not null,
  animal_id integer not null,
  session integer not null,
  scan_idx integer not null,
  unit_id integer not null,
  ensemble_single_trial_correlation real not null,
  ensemble_average_correlation real not null,
  members_single_trial_correlation real not null,
  members_average_correlation real not null,
  ensemble_predictions real[] not null,
  _run_id bigint,
  _input_hash text,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_set) || provenance.field(animal_id) || provenance.field(session) || provenance.field(scan_idx) || provenance.field(unit_id) || provenance.field(ensemble_single_trial_correlation) || provenance.field(ensemble_average_correlation) || provenance.field(members_single_trial_correlation) || provenance.field(members_average_correlation) || provenance.field(ensemble_predictions) || provenance.field(_input_hash)), 'hex')) stored,
  constraint ensemble_score_pkey primary key (dataset, model_set, animal_id, session, scan_idx, unit_id),
  constraint ensemble_score_ensemble_fkey foreign key (dataset, model_set) references twin.ensemble (dataset, model_set) on delete cascade,
  constraint ensemble_score_dataset_neuron_fkey foreign key (dataset, animal_id, session, scan_idx, unit_id) references twin.dataset_neuron (dataset, animal_id, session, scan_idx, unit_id) on delete restrict
);
create index ensemble_score_dataset_neuron_idx on twin.ensemble_score (dataset, animal_id, session, scan_idx, unit_id);
comment on table twin.ensemble_score is 'How well an ensemble predicts one neuron, with its predictions';
comment on column twin.ensemble_score.dataset is 'name of the dataset';
comment on column twin.ensemble_score.model_set is 'name of the set';
comment on column twin.ensemble_score.animal_id is 'number of the animal';
comment on column twin.ensemble_score.session is 'number of the animal''s experiment';
comment on column twin.ensemble_score.scan_idx is 'number of the scan in its session';
comment on column twin.ensemble_score.unit_id is 'number of the neuron in its scan';
comment on column twin.ensemble_score.ensemble_single_trial_correlation is 'over all pairs of test image and repeat; 0 for a constant neuron';
comment on column twin.ensemble_score.ensemble_average_correlation is 'with the mean over repeats';
comment on column twin.ensemble_score.members_single_trial_correlation is 'neuron_score.single_trial_correlation, mean over members';
comment on column twin.ensemble_score.members_average_correlation is 'neuron_score.average_correlation, mean over members';
comment on column twin.ensemble_score.ensemble_predictions is '[events] mean of the members'' neuron_score.test_predictions';
comment on column twin.ensemble_score._run_id is 'The provenance.run that wrote the row';
comment on column twin.ensemble_score._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.ensemble_score._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.neuron_group (
  dataset text not null,
  clustering_config text not null,
  chosen_from text not null,
  chosen_where text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(clustering_config) || provenance.field(chosen_from) || provenance.field(chosen_where)), 'hex')) stored,
  constraint neuron_group_pkey primary key (dataset, clustering_config),
  constraint neuron_group_dataset_fkey foreign key (dataset) references twin.dataset (dataset) on delete restrict,
  constraint neuron_group_clustering_config_fkey foreign key (clustering_config) references twin.clustering_config (clustering_config) on delete restrict
);
create index neuron_group_clustering_config_idx on twin.neuron_group (clustering_config);
comment on table twin.neuron_group is 'Sets of neurons that a person named: each is a clustering of one cluster (doppel request stimuli)';
comment on column twin.neuron_group.dataset is 'name of the dataset';
comment on column twin.neuron_group.clustering_config is 'name of the setting';
comment on column twin.neuron_group.chosen_from is 'table whose rows the members were chosen by';
comment on column twin.neuron_group.chosen_where is 'condition on those rows';
comment on column twin.neuron_group._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.neuron_group_member (
  dataset text not null,
  clustering_config text not null,
  animal_id integer not null,
  session integer not null,
  scan_idx integer not null,
  unit_id integer not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(clustering_config) || provenance.field(animal_id) || provenance.field(session) || provenance.field(scan_idx) || provenance.field(unit_id)), 'hex')) stored,
  constraint neuron_group_member_pkey primary key (dataset, clustering_config, animal_id, session, scan_idx, unit_id),
  constraint neuron_group_member_neuron_group_fkey foreign key (dataset, clustering_config) references twin.neuron_group (dataset, clustering_config) on delete restrict,
  constraint neuron_group_member_dataset_neuron_fkey foreign key (dataset, animal_id, session, scan_idx, unit_id) references twin.dataset_neuron (dataset, animal_id, session, scan_idx, unit_id) on delete restrict
);
create index neuron_group_member_dataset_neuron_idx on twin.neuron_group_member (dataset, animal_id, session, scan_idx, unit_id);
comment on table twin.neuron_group_member is 'The neurons of a named set';
comment on column twin.neuron_group_member.dataset is 'name of the dataset';
comment on column twin.neuron_group_member.clustering_config is 'name of the setting';
comment on column twin.neuron_group_member.animal_id is 'number of the animal';
comment on column twin.neuron_group_member.session is 'number of the animal''s experiment';
comment on column twin.neuron_group_member.scan_idx is 'number of the scan in its session';
comment on column twin.neuron_group_member.unit_id is 'number of the neuron in its scan';
comment on column twin.neuron_group_member._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.cluster_gabor_task (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  alignment_config text not null,
  clustering_config text not null,
  optimal_gabor_config text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(alignment_config) || provenance.field(clustering_config) || provenance.field(optimal_gabor_config)), 'hex')) stored,
  constraint cluster_gabor_task_pkey primary key (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config),
  constraint cluster_gabor_task_clustering_task_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config) references twin.clustering_task (dataset, model_config, training_config, seed, alignment_config, clustering_config) on delete restrict,
  constraint cluster_gabor_task_optimal_gabor_task_fkey foreign key (dataset, model_config, training_config, seed, optimal_gabor_config) references twin.optimal_gabor_task (dataset, model_config, training_config, seed, optimal_gabor_config) on delete restrict
);
create index cluster_gabor_task_optimal_gabor_task_idx on twin.cluster_gabor_task (dataset, model_config, training_config, seed, optimal_gabor_config);
comment on table twin.cluster_gabor_task is 'The clusterings whose clusters'' optimal Gabors somebody asked for';
comment on column twin.cluster_gabor_task.dataset is 'name of the dataset';
comment on column twin.cluster_gabor_task.model_config is 'name of the setting';
comment on column twin.cluster_gabor_task.training_config is 'name of the setting';
comment on column twin.cluster_gabor_task.seed is 'of initial weights, validation split and batches';
comment on column twin.cluster_gabor_task.alignment_config is 'name of the setting';
comment on column twin.cluster_gabor_task.clustering_config is 'name of the setting';
comment on column twin.cluster_gabor_task.optimal_gabor_config is 'name of the grid';
comment on column twin.cluster_gabor_task._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.complete_cluster (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  alignment_config text not null,
  clustering_config text not null,
  optimal_gabor_config text not null,
  cluster integer not null,
  n_complete_members integer not null,
  members_sha256 text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(alignment_config) || provenance.field(clustering_config) || provenance.field(optimal_gabor_config) || provenance.field(cluster) || provenance.field(n_complete_members) || provenance.field(members_sha256)), 'hex')) stored,
  constraint complete_cluster_pkey primary key (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster),
  constraint complete_cluster_cluster_gabor_task_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config) references twin.cluster_gabor_task (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config) on delete restrict,
  constraint complete_cluster_cluster_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster) references twin.cluster (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster) on delete restrict
);
create index complete_cluster_cluster_idx on twin.complete_cluster (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster);
comment on table twin.complete_cluster is 'Clusters all of whose members have their optimal Gabor; triggers keep it (sql/complete_clusters.sql)';
comment on column twin.complete_cluster.dataset is 'name of the dataset';
comment on column twin.complete_cluster.model_config is 'name of the setting';
comment on column twin.complete_cluster.training_config is 'name of the setting';
comment on column twin.complete_cluster.seed is 'of initial weights, validation split and batches';
comment on column twin.complete_cluster.alignment_config is 'name of the setting';
comment on column twin.complete_cluster.clustering_config is 'name of the setting';
comment on column twin.complete_cluster.optimal_gabor_config is 'name of the grid';
comment on column twin.complete_cluster.cluster is 'number of the cluster, from 0, the largest first';
comment on column twin.complete_cluster.n_complete_members is 'neurons';
comment on column twin.complete_cluster.members_sha256 is 'SHA-256 over the row hashes of the members'' optimal Gabors';
comment on column twin.complete_cluster._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.cluster_gabor (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  alignment_config text not null,
  clustering_config text not null,
  cluster integer not null,
  optimal_gabor_config text not null,
  cluster_size real not null,
  cluster_spatial_frequency real not null,
  cluster_contrast real not null,
  cluster_phase real not null,
  cluster_gabor_objective double precision not null,
  cluster_gabor_edges text[] not null,
  n_cluster_gabors bigint not null,
  _parts_hash text not null default '',
  _run_id bigint not null,
  _input_hash text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(alignment_config) || provenance.field(clustering_config) || provenance.field(cluster) || provenance.field(optimal_gabor_config) || provenance.field(cluster_size) || provenance.field(cluster_spatial_frequency) || provenance.field(cluster_contrast) || provenance.field(cluster_phase) || provenance.field(cluster_gabor_objective) || provenance.field(cluster_gabor_edges) || provenance.field(n_cluster_gabors) || provenance.field(_parts_hash) || provenance.field(_input_hash)), 'hex')) stored,
  constraint cluster_gabor_pkey primary key (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config),
  constraint cluster_gabor_cluster_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster) references twin.cluster (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster) on delete restrict,
  constraint cluster_gabor_complete_cluster_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster) references twin.complete_cluster (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster) on delete restrict,
  constraint cluster_gabor_optimal_gabor_config_fkey foreign key (optimal_gabor_config) references twin.optimal_gabor_config (optimal_gabor_config) on delete restrict,
  constraint cluster_gabor_model_fkey foreign key (dataset, model_config, training_config, seed) references twin.model (dataset, model_config, training_config, seed) on delete restrict
);
create index cluster_gabor_optimal_gabor_config_idx on twin.cluster_gabor (optimal_gabor_config);
comment on table twin.cluster_gabor is 'The Gabor that excites the members of a cluster most, shown to each at the centre of its optimal Gabor and at that one''s orientation, in the better of both directions';
comment on column twin.cluster_gabor.dataset is 'name of the dataset';
comment on column twin.cluster_gabor.model_config is 'name of the setting';
comment on column twin.cluster_gabor.training_config is 'name of the setting';
comment on column twin.cluster_gabor.seed is 'of initial weights, validation split and batches';
comment on column twin.cluster_gabor.alignment_config is 'name of the setting';
comment on column twin.cluster_gabor.clustering_config is 'name of the setting';
comment on column twin.cluster_gabor.cluster is 'number of the cluster, from 0, the largest first';
comment on column twin.cluster_gabor.optimal_gabor_config is 'name of the grid';
comment on column twin.cluster_gabor.cluster_size is '[px] +-2 SD of the envelope';
comment on column twin.cluster_gabor.cluster_spatial_frequency is '[cycles/px] of the carrier';
comment on column twin.cluster_gabor.cluster_contrast is '[z-score] in units of the training images'' pixel SD';
comment on column twin.cluster_gabor.cluster_phase is '[deg] of the carrier at the centre, 0..180: above, it is the same stimulus with every member turned by 180 deg';
comment on column twin.cluster_gabor.cluster_gabor_objective is '[SD] what is largest: mean over members of the predicted response over the SD of the neuron''s training responses';
comment on column twin.cluster_gabor.cluster_gabor_edges is 'ends of the grid that it touches (size_min, ...), so that a better one may lie beyond; the highest contrast is the rule and does not count';
comment on column twin.cluster_gabor.n_cluster_gabors is 'stimuli that were compared';
comment on column twin.cluster_gabor._parts_hash is 'SHA-256 over the row hashes of the parts; triggers keep it true';
comment on column twin.cluster_gabor._run_id is 'The provenance.run that wrote the row';
comment on column twin.cluster_gabor._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.cluster_gabor._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table job.cluster_gabor (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  alignment_config text not null,
  clustering_config text not null,
  cluster integer not null,
  optimal_gabor_config text not null,
  status text not null default 'pending',
  priority integer not null default 0,
  attempts integer not null default 0,
  deaths integer not null default 0,
  epoch bigint,
  worker_id bigint,
  claimed_at timestamp with time zone,
  not_before timestamp with time zone not null default '-infinity',
  error_class text,
  error_message text,
  constraint cluster_gabor_pkey primary key (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config),
  constraint cluster_gabor_cluster_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster) references twin.cluster (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster) on delete cascade,
  constraint cluster_gabor_complete_cluster_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster) references twin.complete_cluster (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster) on delete cascade,
  constraint cluster_gabor_optimal_gabor_config_fkey foreign key (optimal_gabor_config) references twin.optimal_gabor_config (optimal_gabor_config) on delete cascade,
  constraint cluster_gabor_model_fkey foreign key (dataset, model_config, training_config, seed) references twin.model (dataset, model_config, training_config, seed) on delete cascade,
  constraint cluster_gabor_status_known check (status in ('pending', 'claimed', 'failed', 'quarantined', 'ignored')),
  constraint cluster_gabor_claim_complete check ((status = 'claimed') = (epoch is not null) and (status = 'claimed') = (worker_id is not null) and (status = 'claimed') = (claimed_at is not null)),
  constraint cluster_gabor_failure_explained check (status <> 'failed' or (error_class is not null and error_message is not null)),
  constraint cluster_gabor_counts_not_negative check (attempts >= 0 and deaths >= 0)
) with (autovacuum_vacuum_scale_factor = 0.02);
create index cluster_gabor_pending_idx on job.cluster_gabor (priority desc, dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config) where status = 'pending';
create index cluster_gabor_claimed_idx on job.cluster_gabor (epoch) where status = 'claimed';
comment on table job.cluster_gabor is 'Keys of twin.cluster_gabor that are not done';
comment on column job.cluster_gabor.dataset is 'name of the dataset';
comment on column job.cluster_gabor.model_config is 'name of the setting';
comment on column job.cluster_gabor.training_config is 'name of the setting';
comment on column job.cluster_gabor.seed is 'of initial weights, validation split and batches';
comment on column job.cluster_gabor.alignment_config is 'name of the setting';
comment on column job.cluster_gabor.clustering_config is 'name of the setting';
comment on column job.cluster_gabor.cluster is 'number of the cluster, from 0, the largest first';
comment on column job.cluster_gabor.optimal_gabor_config is 'name of the grid';
comment on column job.cluster_gabor.status is 'pending, claimed, failed, quarantined or ignored';
comment on column job.cluster_gabor.priority is 'Larger ones are claimed first';
comment on column job.cluster_gabor.attempts is 'Computes that ended with an error';
comment on column job.cluster_gabor.deaths is 'Workers that died while they held the key';
comment on column job.cluster_gabor.epoch is 'Number of the claim that holds the key; only its commit counts';
comment on column job.cluster_gabor.worker_id is 'The job.worker that holds the key';
comment on column job.cluster_gabor.claimed_at is 'Database time of the claim';
comment on column job.cluster_gabor.not_before is 'Back-off: not to be claimed earlier';
comment on column job.cluster_gabor.error_class is 'Kind of the last error';
comment on column job.cluster_gabor.error_message is 'The last error, with its key';

create table twin.cluster_gabor_member (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  alignment_config text not null,
  clustering_config text not null,
  cluster integer not null,
  optimal_gabor_config text not null,
  animal_id integer not null,
  session integer not null,
  scan_idx integer not null,
  unit_id integer not null,
  cluster_gabor_angle real not null,
  cluster_gabor_activation real not null,
  cluster_gabor_share real,
  _run_id bigint,
  _input_hash text,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(alignment_config) || provenance.field(clustering_config) || provenance.field(cluster) || provenance.field(optimal_gabor_config) || provenance.field(animal_id) || provenance.field(session) || provenance.field(scan_idx) || provenance.field(unit_id) || provenance.field(cluster_gabor_angle) || provenance.field(cluster_gabor_activation) || provenance.field(cluster_gabor_share) || provenance.field(_input_hash)), 'hex')) stored,
  constraint cluster_gabor_member_pkey primary key (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id),
  constraint cluster_gabor_member_cluster_gabor_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config) references twin.cluster_gabor (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config) on delete cascade,
  constraint cluster_gabor_member_cluster_member_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, animal_id, session, scan_idx, unit_id) references twin.cluster_member (dataset, model_config, training_config, seed, alignment_config, clustering_config, animal_id, session, scan_idx, unit_id) on delete restrict
);
create index cluster_gabor_member_cluster_member_idx on twin.cluster_gabor_member (dataset, model_config, training_config, seed, alignment_config, clustering_config, animal_id, session, scan_idx, unit_id);
comment on table twin.cluster_gabor_member is 'What its cluster''s Gabor does to a neuron';
comment on column twin.cluster_gabor_member.dataset is 'name of the dataset';
comment on column twin.cluster_gabor_member.model_config is 'name of the setting';
comment on column twin.cluster_gabor_member.training_config is 'name of the setting';
comment on column twin.cluster_gabor_member.seed is 'of initial weights, validation split and batches';
comment on column twin.cluster_gabor_member.alignment_config is 'name of the setting';
comment on column twin.cluster_gabor_member.clustering_config is 'name of the setting';
comment on column twin.cluster_gabor_member.cluster is 'number of the cluster, from 0, the largest first';
comment on column twin.cluster_gabor_member.optimal_gabor_config is 'name of the grid';
comment on column twin.cluster_gabor_member.animal_id is 'number of the animal';
comment on column twin.cluster_gabor_member.session is 'number of the animal''s experiment';
comment on column twin.cluster_gabor_member.scan_idx is 'number of the scan in its session';
comment on column twin.cluster_gabor_member.unit_id is 'number of the neuron in its scan';
comment on column twin.cluster_gabor_member.cluster_gabor_angle is '[deg] that the Gabor is turned by, 0..360: the orientation of the neuron''s optimal Gabor, or that + 180';
comment on column twin.cluster_gabor_member.cluster_gabor_activation is '[events] predicted response to it';
comment on column twin.cluster_gabor_member.cluster_gabor_share is 'that response over the one to the neuron''s optimal Gabor; null where that is 0';
comment on column twin.cluster_gabor_member._run_id is 'The provenance.run that wrote the row';
comment on column twin.cluster_gabor_member._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.cluster_gabor_member._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.cluster_dog_task (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  alignment_config text not null,
  clustering_config text not null,
  optimal_gabor_config text not null,
  optimal_dog_config text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(alignment_config) || provenance.field(clustering_config) || provenance.field(optimal_gabor_config) || provenance.field(optimal_dog_config)), 'hex')) stored,
  constraint cluster_dog_task_pkey primary key (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, optimal_dog_config),
  constraint cluster_dog_task_cluster_gabor_task_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config) references twin.cluster_gabor_task (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config) on delete restrict,
  constraint cluster_dog_task_optimal_dog_config_fkey foreign key (optimal_dog_config) references twin.optimal_dog_config (optimal_dog_config) on delete restrict
);
create index cluster_dog_task_optimal_dog_config_idx on twin.cluster_dog_task (optimal_dog_config);
comment on table twin.cluster_dog_task is 'The clusterings whose clusters'' optimal differences of Gaussians somebody asked for';
comment on column twin.cluster_dog_task.dataset is 'name of the dataset';
comment on column twin.cluster_dog_task.model_config is 'name of the setting';
comment on column twin.cluster_dog_task.training_config is 'name of the setting';
comment on column twin.cluster_dog_task.seed is 'of initial weights, validation split and batches';
comment on column twin.cluster_dog_task.alignment_config is 'name of the setting';
comment on column twin.cluster_dog_task.clustering_config is 'name of the setting';
comment on column twin.cluster_dog_task.optimal_gabor_config is 'name of the grid';
comment on column twin.cluster_dog_task.optimal_dog_config is 'name of the grid';
comment on column twin.cluster_dog_task._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.cluster_dog (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  alignment_config text not null,
  clustering_config text not null,
  cluster integer not null,
  optimal_gabor_config text not null,
  optimal_dog_config text not null,
  cluster_sigma_cen real not null,
  cluster_sigma_sur real not null,
  cluster_a_cen real not null,
  cluster_a_sur real not null,
  cluster_dog_objective double precision not null,
  cluster_dog_edges text[] not null,
  n_cluster_dogs bigint not null,
  _parts_hash text not null default '',
  _run_id bigint not null,
  _input_hash text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(alignment_config) || provenance.field(clustering_config) || provenance.field(cluster) || provenance.field(optimal_gabor_config) || provenance.field(optimal_dog_config) || provenance.field(cluster_sigma_cen) || provenance.field(cluster_sigma_sur) || provenance.field(cluster_a_cen) || provenance.field(cluster_a_sur) || provenance.field(cluster_dog_objective) || provenance.field(cluster_dog_edges) || provenance.field(n_cluster_dogs) || provenance.field(_parts_hash) || provenance.field(_input_hash)), 'hex')) stored,
  constraint cluster_dog_pkey primary key (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config),
  constraint cluster_dog_cluster_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster) references twin.cluster (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster) on delete restrict,
  constraint cluster_dog_complete_cluster_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster) references twin.complete_cluster (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster) on delete restrict,
  constraint cluster_dog_cluster_dog_task_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, optimal_dog_config) references twin.cluster_dog_task (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, optimal_dog_config) on delete restrict,
  constraint cluster_dog_optimal_dog_config_fkey foreign key (optimal_dog_config) references twin.optimal_dog_config (optimal_dog_config) on delete restrict,
  constraint cluster_dog_model_fkey foreign key (dataset, model_config, training_config, seed) references twin.model (dataset, model_config, training_config, seed) on delete restrict
);
create index cluster_dog_cluster_dog_task_idx on twin.cluster_dog (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, optimal_dog_config);
create index cluster_dog_optimal_dog_config_idx on twin.cluster_dog (optimal_dog_config);
comment on table twin.cluster_dog is 'The difference of Gaussians that excites the members of a cluster most, shown to each at the centre of its optimal Gabor';
comment on column twin.cluster_dog.dataset is 'name of the dataset';
comment on column twin.cluster_dog.model_config is 'name of the setting';
comment on column twin.cluster_dog.training_config is 'name of the setting';
comment on column twin.cluster_dog.seed is 'of initial weights, validation split and batches';
comment on column twin.cluster_dog.alignment_config is 'name of the setting';
comment on column twin.cluster_dog.clustering_config is 'name of the setting';
comment on column twin.cluster_dog.cluster is 'number of the cluster, from 0, the largest first';
comment on column twin.cluster_dog.optimal_gabor_config is 'name of the grid';
comment on column twin.cluster_dog.optimal_dog_config is 'name of the grid';
comment on column twin.cluster_dog.cluster_sigma_cen is '[px] SD of the centre';
comment on column twin.cluster_dog.cluster_sigma_sur is '[px] SD of the surround; without surround the first of the grid';
comment on column twin.cluster_dog.cluster_a_cen is '[z-score] value at the middle; negative: dark';
comment on column twin.cluster_dog.cluster_a_sur is 'weight of the surround';
comment on column twin.cluster_dog.cluster_dog_objective is '[SD] what is largest: mean over members of the predicted response over the SD of the neuron''s training responses';
comment on column twin.cluster_dog.cluster_dog_edges is 'ends of the grid that it touches (sigma_cen_min, ...), as optimal_dog.dog_grid_edges';
comment on column twin.cluster_dog.n_cluster_dogs is 'stimuli that were compared';
comment on column twin.cluster_dog._parts_hash is 'SHA-256 over the row hashes of the parts; triggers keep it true';
comment on column twin.cluster_dog._run_id is 'The provenance.run that wrote the row';
comment on column twin.cluster_dog._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.cluster_dog._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table job.cluster_dog (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  alignment_config text not null,
  clustering_config text not null,
  cluster integer not null,
  optimal_gabor_config text not null,
  optimal_dog_config text not null,
  status text not null default 'pending',
  priority integer not null default 0,
  attempts integer not null default 0,
  deaths integer not null default 0,
  epoch bigint,
  worker_id bigint,
  claimed_at timestamp with time zone,
  not_before timestamp with time zone not null default '-infinity',
  error_class text,
  error_message text,
  constraint cluster_dog_pkey primary key (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config),
  constraint cluster_dog_cluster_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster) references twin.cluster (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster) on delete cascade,
  constraint cluster_dog_complete_cluster_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster) references twin.complete_cluster (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster) on delete cascade,
  constraint cluster_dog_cluster_dog_task_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, optimal_dog_config) references twin.cluster_dog_task (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, optimal_dog_config) on delete cascade,
  constraint cluster_dog_optimal_dog_config_fkey foreign key (optimal_dog_config) references twin.optimal_dog_config (optimal_dog_config) on delete cascade,
  constraint cluster_dog_model_fkey foreign key (dataset, model_config, training_config, seed) references twin.model (dataset, model_config, training_config, seed) on delete cascade,
  constraint cluster_dog_status_known check (status in ('pending', 'claimed', 'failed', 'quarantined', 'ignored')),
  constraint cluster_dog_claim_complete check ((status = 'claimed') = (epoch is not null) and (status = 'claimed') = (worker_id is not null) and (status = 'claimed') = (claimed_at is not null)),
  constraint cluster_dog_failure_explained check (status <> 'failed' or (error_class is not null and error_message is not null)),
  constraint cluster_dog_counts_not_negative check (attempts >= 0 and deaths >= 0)
) with (autovacuum_vacuum_scale_factor = 0.02);
create index cluster_dog_pending_idx on job.cluster_dog (priority desc, dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config) where status = 'pending';
create index cluster_dog_claimed_idx on job.cluster_dog (epoch) where status = 'claimed';
comment on table job.cluster_dog is 'Keys of twin.cluster_dog that are not done';
comment on column job.cluster_dog.dataset is 'name of the dataset';
comment on column job.cluster_dog.model_config is 'name of the setting';
comment on column job.cluster_dog.training_config is 'name of the setting';
comment on column job.cluster_dog.seed is 'of initial weights, validation split and batches';
comment on column job.cluster_dog.alignment_config is 'name of the setting';
comment on column job.cluster_dog.clustering_config is 'name of the setting';
comment on column job.cluster_dog.cluster is 'number of the cluster, from 0, the largest first';
comment on column job.cluster_dog.optimal_gabor_config is 'name of the grid';
comment on column job.cluster_dog.optimal_dog_config is 'name of the grid';
comment on column job.cluster_dog.status is 'pending, claimed, failed, quarantined or ignored';
comment on column job.cluster_dog.priority is 'Larger ones are claimed first';
comment on column job.cluster_dog.attempts is 'Computes that ended with an error';
comment on column job.cluster_dog.deaths is 'Workers that died while they held the key';
comment on column job.cluster_dog.epoch is 'Number of the claim that holds the key; only its commit counts';
comment on column job.cluster_dog.worker_id is 'The job.worker that holds the key';
comment on column job.cluster_dog.claimed_at is 'Database time of the claim';
comment on column job.cluster_dog.not_before is 'Back-off: not to be claimed earlier';
comment on column job.cluster_dog.error_class is 'Kind of the last error';
comment on column job.cluster_dog.error_message is 'The last error, with its key';

create table twin.cluster_dog_member (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  alignment_config text not null,
  clustering_config text not null,
  cluster integer not null,
  optimal_gabor_config text not null,
  optimal_dog_config text not null,
  animal_id integer not null,
  session integer not null,
  scan_idx integer not null,
  unit_id integer not null,
  cluster_dog_activation real not null,
  _run_id bigint,
  _input_hash text,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(alignment_config) || provenance.field(clustering_config) || provenance.field(cluster) || provenance.field(optimal_gabor_config) || provenance.field(optimal_dog_config) || provenance.field(animal_id) || provenance.field(session) || provenance.field(scan_idx) || provenance.field(unit_id) || provenance.field(cluster_dog_activation) || provenance.field(_input_hash)), 'hex')) stored,
  constraint cluster_dog_member_pkey primary key (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config, animal_id, session, scan_idx, unit_id),
  constraint cluster_dog_member_cluster_dog_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config) references twin.cluster_dog (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config) on delete cascade,
  constraint cluster_dog_member_cluster_member_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, animal_id, session, scan_idx, unit_id) references twin.cluster_member (dataset, model_config, training_config, seed, alignment_config, clustering_config, animal_id, session, scan_idx, unit_id) on delete restrict
);
create index cluster_dog_member_cluster_member_idx on twin.cluster_dog_member (dataset, model_config, training_config, seed, alignment_config, clustering_config, animal_id, session, scan_idx, unit_id);
comment on table twin.cluster_dog_member is 'What its cluster''s difference of Gaussians does to a neuron';
comment on column twin.cluster_dog_member.dataset is 'name of the dataset';
comment on column twin.cluster_dog_member.model_config is 'name of the setting';
comment on column twin.cluster_dog_member.training_config is 'name of the setting';
comment on column twin.cluster_dog_member.seed is 'of initial weights, validation split and batches';
comment on column twin.cluster_dog_member.alignment_config is 'name of the setting';
comment on column twin.cluster_dog_member.clustering_config is 'name of the setting';
comment on column twin.cluster_dog_member.cluster is 'number of the cluster, from 0, the largest first';
comment on column twin.cluster_dog_member.optimal_gabor_config is 'name of the grid';
comment on column twin.cluster_dog_member.optimal_dog_config is 'name of the grid';
comment on column twin.cluster_dog_member.animal_id is 'number of the animal';
comment on column twin.cluster_dog_member.session is 'number of the animal''s experiment';
comment on column twin.cluster_dog_member.scan_idx is 'number of the scan in its session';
comment on column twin.cluster_dog_member.unit_id is 'number of the neuron in its scan';
comment on column twin.cluster_dog_member.cluster_dog_activation is '[events] predicted response to it';
comment on column twin.cluster_dog_member._run_id is 'The provenance.run that wrote the row';
comment on column twin.cluster_dog_member._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.cluster_dog_member._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.cluster_mei_config (
  cluster_mei_config text not null,
  n_hermite_ranks integer not null,
  template_support integer not null,
  hermite_unit real not null,
  cluster_mei_norm real not null,
  cluster_mei_smoothness real not null,
  cluster_mei_learning_rate real not null,
  n_template_angles integer not null,
  n_cluster_mei_starts integer not null,
  steps_per_round integer not null,
  max_cluster_mei_rounds integer not null,
  n_cluster_mei_drops integer not null,
  cluster_mei_patience integer not null,
  cluster_mei_tolerance real not null,
  cluster_mei_seed bigint not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(cluster_mei_config) || provenance.field(n_hermite_ranks) || provenance.field(template_support) || provenance.field(hermite_unit) || provenance.field(cluster_mei_norm) || provenance.field(cluster_mei_smoothness) || provenance.field(cluster_mei_learning_rate) || provenance.field(n_template_angles) || provenance.field(n_cluster_mei_starts) || provenance.field(steps_per_round) || provenance.field(max_cluster_mei_rounds) || provenance.field(n_cluster_mei_drops) || provenance.field(cluster_mei_patience) || provenance.field(cluster_mei_tolerance) || provenance.field(cluster_mei_seed)), 'hex')) stored,
  constraint cluster_mei_config_pkey primary key (cluster_mei_config),
  constraint cluster_mei_config_counts_positive check (n_cluster_mei_starts > 0 and steps_per_round > 0 and max_cluster_mei_rounds > 0 and cluster_mei_patience > 0),
  constraint cluster_mei_config_norm_positive check (cluster_mei_norm > 0 and cluster_mei_learning_rate > 0),
  constraint cluster_mei_config_support_odd check (template_support > 2 and template_support % 2 = 1)
);
comment on table twin.cluster_mei_config is 'Settings of the ascent to clusters'' most exciting images';
comment on column twin.cluster_mei_config.cluster_mei_config is 'name of the setting';
comment on column twin.cluster_mei_config.n_hermite_ranks is 'of the Hermite functions: r give r (r + 1) / 2';
comment on column twin.cluster_mei_config.template_support is '[px] width of the template, odd';
comment on column twin.cluster_mei_config.hermite_unit is '[px] length of the functions'' unit: rank 0 has an SD of sqrt(2) of them';
comment on column twin.cluster_mei_config.cluster_mei_norm is '[z-score] L2 norm of the template';
comment on column twin.cluster_mei_config.cluster_mei_smoothness is 'weight of the roughness';
comment on column twin.cluster_mei_config.cluster_mei_learning_rate is 'first rate of Adam';
comment on column twin.cluster_mei_config.n_template_angles is 'of the grid over the full circle on which a member''s angle is searched';
comment on column twin.cluster_mei_config.n_cluster_mei_starts is 'random starts of a cluster';
comment on column twin.cluster_mei_config.steps_per_round is 'of the coefficients between two searches for angles';
comment on column twin.cluster_mei_config.max_cluster_mei_rounds is 'rounds of a start at most';
comment on column twin.cluster_mei_config.n_cluster_mei_drops is 'times that the rate falls to a tenth';
comment on column twin.cluster_mei_config.cluster_mei_patience is 'rounds without a rise of the objective by cluster_mei_tolerance';
comment on column twin.cluster_mei_config.cluster_mei_tolerance is 'relative';
comment on column twin.cluster_mei_config.cluster_mei_seed is 'of the starts';
comment on column twin.cluster_mei_config._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.cluster_mei_task (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  alignment_config text not null,
  clustering_config text not null,
  optimal_gabor_config text not null,
  cluster_mei_config text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(alignment_config) || provenance.field(clustering_config) || provenance.field(optimal_gabor_config) || provenance.field(cluster_mei_config)), 'hex')) stored,
  constraint cluster_mei_task_pkey primary key (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster_mei_config),
  constraint cluster_mei_task_cluster_gabor_task_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config) references twin.cluster_gabor_task (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config) on delete restrict,
  constraint cluster_mei_task_cluster_mei_config_fkey foreign key (cluster_mei_config) references twin.cluster_mei_config (cluster_mei_config) on delete restrict
);
create index cluster_mei_task_cluster_mei_config_idx on twin.cluster_mei_task (cluster_mei_config);
comment on table twin.cluster_mei_task is 'The clusterings whose clusters'' most exciting images somebody asked for';
comment on column twin.cluster_mei_task.dataset is 'name of the dataset';
comment on column twin.cluster_mei_task.model_config is 'name of the setting';
comment on column twin.cluster_mei_task.training_config is 'name of the setting';
comment on column twin.cluster_mei_task.seed is 'of initial weights, validation split and batches';
comment on column twin.cluster_mei_task.alignment_config is 'name of the setting';
comment on column twin.cluster_mei_task.clustering_config is 'name of the setting';
comment on column twin.cluster_mei_task.optimal_gabor_config is 'name of the grid';
comment on column twin.cluster_mei_task.cluster_mei_config is 'name of the setting';
comment on column twin.cluster_mei_task._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.cluster_mei (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  alignment_config text not null,
  clustering_config text not null,
  cluster integer not null,
  optimal_gabor_config text not null,
  cluster_mei_config text not null,
  cluster_mei_template real[] not null,
  cluster_mei_coefficients real[] not null,
  cluster_mei_objective double precision not null,
  cluster_mei_roughness real not null,
  start_objectives real[] not null,
  n_agreeing_templates integer not null,
  n_cluster_mei_rounds integer not null,
  cluster_mei_converged boolean not null,
  _parts_hash text not null default '',
  _run_id bigint not null,
  _input_hash text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(alignment_config) || provenance.field(clustering_config) || provenance.field(cluster) || provenance.field(optimal_gabor_config) || provenance.field(cluster_mei_config) || provenance.field(cluster_mei_template) || provenance.field(cluster_mei_coefficients) || provenance.field(cluster_mei_objective) || provenance.field(cluster_mei_roughness) || provenance.field(start_objectives) || provenance.field(n_agreeing_templates) || provenance.field(n_cluster_mei_rounds) || provenance.field(cluster_mei_converged) || provenance.field(_parts_hash) || provenance.field(_input_hash)), 'hex')) stored,
  constraint cluster_mei_pkey primary key (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config),
  constraint cluster_mei_cluster_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster) references twin.cluster (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster) on delete restrict,
  constraint cluster_mei_complete_cluster_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster) references twin.complete_cluster (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster) on delete restrict,
  constraint cluster_mei_cluster_mei_task_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster_mei_config) references twin.cluster_mei_task (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster_mei_config) on delete restrict,
  constraint cluster_mei_cluster_mei_config_fkey foreign key (cluster_mei_config) references twin.cluster_mei_config (cluster_mei_config) on delete restrict,
  constraint cluster_mei_model_fkey foreign key (dataset, model_config, training_config, seed) references twin.model (dataset, model_config, training_config, seed) on delete restrict
);
create index cluster_mei_cluster_mei_task_idx on twin.cluster_mei (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster_mei_config);
create index cluster_mei_cluster_mei_config_idx on twin.cluster_mei (cluster_mei_config);
comment on table twin.cluster_mei is 'The template that excites the members of a cluster most, shown to each at the centre of its optimal Gabor and turned by the angle that suits it';
comment on column twin.cluster_mei.dataset is 'name of the dataset';
comment on column twin.cluster_mei.model_config is 'name of the setting';
comment on column twin.cluster_mei.training_config is 'name of the setting';
comment on column twin.cluster_mei.seed is 'of initial weights, validation split and batches';
comment on column twin.cluster_mei.alignment_config is 'name of the setting';
comment on column twin.cluster_mei.clustering_config is 'name of the setting';
comment on column twin.cluster_mei.cluster is 'number of the cluster, from 0, the largest first';
comment on column twin.cluster_mei.optimal_gabor_config is 'name of the grid';
comment on column twin.cluster_mei.cluster_mei_config is 'name of the setting';
comment on column twin.cluster_mei.cluster_mei_template is '[z-score] template_support x template_support, row-major; known up to a turn that all members share';
comment on column twin.cluster_mei.cluster_mei_coefficients is 'of the Hermite functions, whose sum the template is';
comment on column twin.cluster_mei.cluster_mei_objective is '[SD] what is largest: mean over members of the predicted response over the SD of the neuron''s training responses, less cluster_mei_smoothness times the roughness';
comment on column twin.cluster_mei.cluster_mei_roughness is 'sum of the template''s squared Laplacian';
comment on column twin.cluster_mei.start_objectives is '[SD] where each start ended';
comment on column twin.cluster_mei.n_agreeing_templates is 'starts whose objective is within 1 % of the best, that one included';
comment on column twin.cluster_mei.n_cluster_mei_rounds is 'of the best start';
comment on column twin.cluster_mei.cluster_mei_converged is 'the best start ended because its objective no longer rose, not at max_cluster_mei_rounds';
comment on column twin.cluster_mei._parts_hash is 'SHA-256 over the row hashes of the parts; triggers keep it true';
comment on column twin.cluster_mei._run_id is 'The provenance.run that wrote the row';
comment on column twin.cluster_mei._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.cluster_mei._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table job.cluster_mei (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  alignment_config text not null,
  clustering_config text not null,
  cluster integer not null,
  optimal_gabor_config text not null,
  cluster_mei_config text not null,
  status text not null default 'pending',
  priority integer not null default 0,
  attempts integer not null default 0,
  deaths integer not null default 0,
  epoch bigint,
  worker_id bigint,
  claimed_at timestamp with time zone,
  not_before timestamp with time zone not null default '-infinity',
  error_class text,
  error_message text,
  constraint cluster_mei_pkey primary key (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config),
  constraint cluster_mei_cluster_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster) references twin.cluster (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster) on delete cascade,
  constraint cluster_mei_complete_cluster_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster) references twin.complete_cluster (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster) on delete cascade,
  constraint cluster_mei_cluster_mei_task_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster_mei_config) references twin.cluster_mei_task (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster_mei_config) on delete cascade,
  constraint cluster_mei_cluster_mei_config_fkey foreign key (cluster_mei_config) references twin.cluster_mei_config (cluster_mei_config) on delete cascade,
  constraint cluster_mei_model_fkey foreign key (dataset, model_config, training_config, seed) references twin.model (dataset, model_config, training_config, seed) on delete cascade,
  constraint cluster_mei_status_known check (status in ('pending', 'claimed', 'failed', 'quarantined', 'ignored')),
  constraint cluster_mei_claim_complete check ((status = 'claimed') = (epoch is not null) and (status = 'claimed') = (worker_id is not null) and (status = 'claimed') = (claimed_at is not null)),
  constraint cluster_mei_failure_explained check (status <> 'failed' or (error_class is not null and error_message is not null)),
  constraint cluster_mei_counts_not_negative check (attempts >= 0 and deaths >= 0)
) with (autovacuum_vacuum_scale_factor = 0.02);
create index cluster_mei_pending_idx on job.cluster_mei (priority desc, dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config) where status = 'pending';
create index cluster_mei_claimed_idx on job.cluster_mei (epoch) where status = 'claimed';
comment on table job.cluster_mei is 'Keys of twin.cluster_mei that are not done';
comment on column job.cluster_mei.dataset is 'name of the dataset';
comment on column job.cluster_mei.model_config is 'name of the setting';
comment on column job.cluster_mei.training_config is 'name of the setting';
comment on column job.cluster_mei.seed is 'of initial weights, validation split and batches';
comment on column job.cluster_mei.alignment_config is 'name of the setting';
comment on column job.cluster_mei.clustering_config is 'name of the setting';
comment on column job.cluster_mei.cluster is 'number of the cluster, from 0, the largest first';
comment on column job.cluster_mei.optimal_gabor_config is 'name of the grid';
comment on column job.cluster_mei.cluster_mei_config is 'name of the setting';
comment on column job.cluster_mei.status is 'pending, claimed, failed, quarantined or ignored';
comment on column job.cluster_mei.priority is 'Larger ones are claimed first';
comment on column job.cluster_mei.attempts is 'Computes that ended with an error';
comment on column job.cluster_mei.deaths is 'Workers that died while they held the key';
comment on column job.cluster_mei.epoch is 'Number of the claim that holds the key; only its commit counts';
comment on column job.cluster_mei.worker_id is 'The job.worker that holds the key';
comment on column job.cluster_mei.claimed_at is 'Database time of the claim';
comment on column job.cluster_mei.not_before is 'Back-off: not to be claimed earlier';
comment on column job.cluster_mei.error_class is 'Kind of the last error';
comment on column job.cluster_mei.error_message is 'The last error, with its key';

create table twin.cluster_mei_member (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  alignment_config text not null,
  clustering_config text not null,
  cluster integer not null,
  optimal_gabor_config text not null,
  cluster_mei_config text not null,
  animal_id integer not null,
  session integer not null,
  scan_idx integer not null,
  unit_id integer not null,
  cluster_mei_angle real not null,
  cluster_mei_activation real not null,
  _run_id bigint,
  _input_hash text,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(alignment_config) || provenance.field(clustering_config) || provenance.field(cluster) || provenance.field(optimal_gabor_config) || provenance.field(cluster_mei_config) || provenance.field(animal_id) || provenance.field(session) || provenance.field(scan_idx) || provenance.field(unit_id) || provenance.field(cluster_mei_angle) || provenance.field(cluster_mei_activation) || provenance.field(_input_hash)), 'hex')) stored,
  constraint cluster_mei_member_pkey primary key (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config, animal_id, session, scan_idx, unit_id),
  constraint cluster_mei_member_cluster_mei_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config) references twin.cluster_mei (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config) on delete cascade,
  constraint cluster_mei_member_cluster_member_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, animal_id, session, scan_idx, unit_id) references twin.cluster_member (dataset, model_config, training_config, seed, alignment_config, clustering_config, animal_id, session, scan_idx, unit_id) on delete restrict
);
create index cluster_mei_member_cluster_member_idx on twin.cluster_mei_member (dataset, model_config, training_config, seed, alignment_config, clustering_config, animal_id, session, scan_idx, unit_id);
comment on table twin.cluster_mei_member is 'What its cluster''s most exciting image does to a neuron';
comment on column twin.cluster_mei_member.dataset is 'name of the dataset';
comment on column twin.cluster_mei_member.model_config is 'name of the setting';
comment on column twin.cluster_mei_member.training_config is 'name of the setting';
comment on column twin.cluster_mei_member.seed is 'of initial weights, validation split and batches';
comment on column twin.cluster_mei_member.alignment_config is 'name of the setting';
comment on column twin.cluster_mei_member.clustering_config is 'name of the setting';
comment on column twin.cluster_mei_member.cluster is 'number of the cluster, from 0, the largest first';
comment on column twin.cluster_mei_member.optimal_gabor_config is 'name of the grid';
comment on column twin.cluster_mei_member.cluster_mei_config is 'name of the setting';
comment on column twin.cluster_mei_member.animal_id is 'number of the animal';
comment on column twin.cluster_mei_member.session is 'number of the animal''s experiment';
comment on column twin.cluster_mei_member.scan_idx is 'number of the scan in its session';
comment on column twin.cluster_mei_member.unit_id is 'number of the neuron in its scan';
comment on column twin.cluster_mei_member.cluster_mei_angle is '[deg] that the template is turned by, 0..360, counter-clockwise';
comment on column twin.cluster_mei_member.cluster_mei_activation is '[events] predicted response to it';
comment on column twin.cluster_mei_member._run_id is 'The provenance.run that wrote the row';
comment on column twin.cluster_mei_member._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.cluster_mei_member._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.cluster_experiment_task (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  alignment_config text not null,
  clustering_config text not null,
  optimal_gabor_config text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(alignment_config) || provenance.field(clustering_config) || provenance.field(optimal_gabor_config)), 'hex')) stored,
  constraint cluster_experiment_task_pkey primary key (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config),
  constraint cluster_experiment_task_cluster_gabor_task_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config) references twin.cluster_gabor_task (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config) on delete restrict
);
comment on table twin.cluster_experiment_task is 'The clusterings whose Gabors shall go through all experiments that are asked for with the neurons'' own';
comment on column twin.cluster_experiment_task.dataset is 'name of the dataset';
comment on column twin.cluster_experiment_task.model_config is 'name of the setting';
comment on column twin.cluster_experiment_task.training_config is 'name of the setting';
comment on column twin.cluster_experiment_task.seed is 'of initial weights, validation split and batches';
comment on column twin.cluster_experiment_task.alignment_config is 'name of the setting';
comment on column twin.cluster_experiment_task.clustering_config is 'name of the setting';
comment on column twin.cluster_experiment_task.optimal_gabor_config is 'name of the grid';
comment on column twin.cluster_experiment_task._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.cluster_orientation_tuning (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  animal_id integer not null,
  session integer not null,
  scan_idx integer not null,
  unit_id integer not null,
  optimal_gabor_config text not null,
  alignment_config text not null,
  clustering_config text not null,
  cluster integer not null,
  orientation_tuning_config text not null,
  cluster_orientation_index real not null,
  cluster_preferred_orientation real not null,
  cluster_orientation_responses real[] not null,
  _run_id bigint not null,
  _input_hash text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(animal_id) || provenance.field(session) || provenance.field(scan_idx) || provenance.field(unit_id) || provenance.field(optimal_gabor_config) || provenance.field(alignment_config) || provenance.field(clustering_config) || provenance.field(cluster) || provenance.field(orientation_tuning_config) || provenance.field(cluster_orientation_index) || provenance.field(cluster_preferred_orientation) || provenance.field(cluster_orientation_responses) || provenance.field(_input_hash)), 'hex')) stored,
  constraint cluster_orientation_tuning_pkey primary key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, orientation_tuning_config),
  constraint cluster_orientation_tuning_optimal_gabor_fkey foreign key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) references twin.optimal_gabor (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) on delete restrict,
  constraint cluster_orientation_tuning_cluster_gabor_member_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id) references twin.cluster_gabor_member (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id) on delete restrict,
  constraint cluster_orientation_tuning_cluster_gabor_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config) references twin.cluster_gabor (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config) on delete restrict,
  constraint cluster_orientation_tuning_cluster_experiment_task_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config) references twin.cluster_experiment_task (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config) on delete restrict,
  constraint cluster_orientation_tuning_orientation_tuning_task_fkey foreign key (dataset, model_config, training_config, seed, optimal_gabor_config, orientation_tuning_config) references twin.orientation_tuning_task (dataset, model_config, training_config, seed, optimal_gabor_config, orientation_tuning_config) on delete restrict,
  constraint cluster_orientation_tuning_orientation_tuning_config_fkey foreign key (orientation_tuning_config) references twin.orientation_tuning_config (orientation_tuning_config) on delete restrict,
  constraint cluster_orientation_tuning_model_fkey foreign key (dataset, model_config, training_config, seed) references twin.model (dataset, model_config, training_config, seed) on delete restrict
);
create index cluster_orientation_tuning_cluster_gabor_idx on twin.cluster_orientation_tuning (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config);
create index cluster_orientation_tuning_cluster_experiment_task_idx on twin.cluster_orientation_tuning (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config);
create index cluster_orientation_tuning_orientation_tuning_task_idx on twin.cluster_orientation_tuning (dataset, model_config, training_config, seed, optimal_gabor_config, orientation_tuning_config);
create index cluster_orientation_tuning_orientation_tuning_config_idx on twin.cluster_orientation_tuning (orientation_tuning_config);
comment on table twin.cluster_orientation_tuning is 'The twin''s responses to its cluster''s Gabor at every orientation';
comment on column twin.cluster_orientation_tuning.dataset is 'name of the dataset';
comment on column twin.cluster_orientation_tuning.model_config is 'name of the setting';
comment on column twin.cluster_orientation_tuning.training_config is 'name of the setting';
comment on column twin.cluster_orientation_tuning.seed is 'of initial weights, validation split and batches';
comment on column twin.cluster_orientation_tuning.animal_id is 'number of the animal';
comment on column twin.cluster_orientation_tuning.session is 'number of the animal''s experiment';
comment on column twin.cluster_orientation_tuning.scan_idx is 'number of the scan in its session';
comment on column twin.cluster_orientation_tuning.unit_id is 'number of the neuron in its scan';
comment on column twin.cluster_orientation_tuning.optimal_gabor_config is 'name of the grid';
comment on column twin.cluster_orientation_tuning.alignment_config is 'name of the setting';
comment on column twin.cluster_orientation_tuning.clustering_config is 'name of the setting';
comment on column twin.cluster_orientation_tuning.cluster is 'number of the cluster, from 0, the largest first';
comment on column twin.cluster_orientation_tuning.orientation_tuning_config is 'name of the setting';
comment on column twin.cluster_orientation_tuning.cluster_orientation_index is 'F2/F0 as orientation_tuning.orientation_index';
comment on column twin.cluster_orientation_tuning.cluster_preferred_orientation is '[deg] angle of the F2 component, 0..180';
comment on column twin.cluster_orientation_tuning.cluster_orientation_responses is '[events] at n_tuning_orientations orientations from 0, evenly in 0..180 deg';
comment on column twin.cluster_orientation_tuning._run_id is 'The provenance.run that wrote the row';
comment on column twin.cluster_orientation_tuning._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.cluster_orientation_tuning._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table job.cluster_orientation_tuning (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  animal_id integer not null,
  session integer not null,
  scan_idx integer not null,
  unit_id integer not null,
  optimal_gabor_config text not null,
  alignment_config text not null,
  clustering_config text not null,
  cluster integer not null,
  orientation_tuning_config text not null,
  status text not null default 'pending',
  priority integer not null default 0,
  attempts integer not null default 0,
  deaths integer not null default 0,
  epoch bigint,
  worker_id bigint,
  claimed_at timestamp with time zone,
  not_before timestamp with time zone not null default '-infinity',
  error_class text,
  error_message text,
  constraint cluster_orientation_tuning_pkey primary key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, orientation_tuning_config),
  constraint cluster_orientation_tuning_optimal_gabor_fkey foreign key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) references twin.optimal_gabor (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) on delete cascade,
  constraint cluster_orientation_tuning_cluster_gabor_member_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id) references twin.cluster_gabor_member (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id) on delete cascade,
  constraint cluster_orientation_tuning_cluster_gabor_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config) references twin.cluster_gabor (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config) on delete cascade,
  constraint cluster_orientation_tuning_cluster_experiment_task_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config) references twin.cluster_experiment_task (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config) on delete cascade,
  constraint cluster_orientation_tuning_orientation_tuning_task_fkey foreign key (dataset, model_config, training_config, seed, optimal_gabor_config, orientation_tuning_config) references twin.orientation_tuning_task (dataset, model_config, training_config, seed, optimal_gabor_config, orientation_tuning_config) on delete cascade,
  constraint cluster_orientation_tuning_orientation_tuning_config_fkey foreign key (orientation_tuning_config) references twin.orientation_tuning_config (orientation_tuning_config) on delete cascade,
  constraint cluster_orientation_tuning_model_fkey foreign key (dataset, model_config, training_config, seed) references twin.model (dataset, model_config, training_config, seed) on delete cascade,
  constraint cluster_orientation_tuning_status_known check (status in ('pending', 'claimed', 'failed', 'quarantined', 'ignored')),
  constraint cluster_orientation_tuning_claim_complete check ((status = 'claimed') = (epoch is not null) and (status = 'claimed') = (worker_id is not null) and (status = 'claimed') = (claimed_at is not null)),
  constraint cluster_orientation_tuning_failure_explained check (status <> 'failed' or (error_class is not null and error_message is not null)),
  constraint cluster_orientation_tuning_counts_not_negative check (attempts >= 0 and deaths >= 0)
) with (autovacuum_vacuum_scale_factor = 0.02);
create index cluster_orientation_tuning_pending_idx on job.cluster_orientation_tuning (priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, orientation_tuning_config) where status = 'pending';
create index cluster_orientation_tuning_claimed_idx on job.cluster_orientation_tuning (epoch) where status = 'claimed';
comment on table job.cluster_orientation_tuning is 'Keys of twin.cluster_orientation_tuning that are not done';
comment on column job.cluster_orientation_tuning.dataset is 'name of the dataset';
comment on column job.cluster_orientation_tuning.model_config is 'name of the setting';
comment on column job.cluster_orientation_tuning.training_config is 'name of the setting';
comment on column job.cluster_orientation_tuning.seed is 'of initial weights, validation split and batches';
comment on column job.cluster_orientation_tuning.animal_id is 'number of the animal';
comment on column job.cluster_orientation_tuning.session is 'number of the animal''s experiment';
comment on column job.cluster_orientation_tuning.scan_idx is 'number of the scan in its session';
comment on column job.cluster_orientation_tuning.unit_id is 'number of the neuron in its scan';
comment on column job.cluster_orientation_tuning.optimal_gabor_config is 'name of the grid';
comment on column job.cluster_orientation_tuning.alignment_config is 'name of the setting';
comment on column job.cluster_orientation_tuning.clustering_config is 'name of the setting';
comment on column job.cluster_orientation_tuning.cluster is 'number of the cluster, from 0, the largest first';
comment on column job.cluster_orientation_tuning.orientation_tuning_config is 'name of the setting';
comment on column job.cluster_orientation_tuning.status is 'pending, claimed, failed, quarantined or ignored';
comment on column job.cluster_orientation_tuning.priority is 'Larger ones are claimed first';
comment on column job.cluster_orientation_tuning.attempts is 'Computes that ended with an error';
comment on column job.cluster_orientation_tuning.deaths is 'Workers that died while they held the key';
comment on column job.cluster_orientation_tuning.epoch is 'Number of the claim that holds the key; only its commit counts';
comment on column job.cluster_orientation_tuning.worker_id is 'The job.worker that holds the key';
comment on column job.cluster_orientation_tuning.claimed_at is 'Database time of the claim';
comment on column job.cluster_orientation_tuning.not_before is 'Back-off: not to be claimed earlier';
comment on column job.cluster_orientation_tuning.error_class is 'Kind of the last error';
comment on column job.cluster_orientation_tuning.error_message is 'The last error, with its key';

create table twin.cluster_phase_tuning (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  animal_id integer not null,
  session integer not null,
  scan_idx integer not null,
  unit_id integer not null,
  optimal_gabor_config text not null,
  alignment_config text not null,
  clustering_config text not null,
  cluster integer not null,
  phase_tuning_config text not null,
  cluster_phase_index real not null,
  cluster_preferred_phase real not null,
  cluster_phase_responses real[] not null,
  _run_id bigint not null,
  _input_hash text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(animal_id) || provenance.field(session) || provenance.field(scan_idx) || provenance.field(unit_id) || provenance.field(optimal_gabor_config) || provenance.field(alignment_config) || provenance.field(clustering_config) || provenance.field(cluster) || provenance.field(phase_tuning_config) || provenance.field(cluster_phase_index) || provenance.field(cluster_preferred_phase) || provenance.field(cluster_phase_responses) || provenance.field(_input_hash)), 'hex')) stored,
  constraint cluster_phase_tuning_pkey primary key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, phase_tuning_config),
  constraint cluster_phase_tuning_optimal_gabor_fkey foreign key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) references twin.optimal_gabor (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) on delete restrict,
  constraint cluster_phase_tuning_cluster_gabor_member_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id) references twin.cluster_gabor_member (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id) on delete restrict,
  constraint cluster_phase_tuning_cluster_gabor_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config) references twin.cluster_gabor (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config) on delete restrict,
  constraint cluster_phase_tuning_cluster_experiment_task_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config) references twin.cluster_experiment_task (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config) on delete restrict,
  constraint cluster_phase_tuning_phase_tuning_task_fkey foreign key (dataset, model_config, training_config, seed, optimal_gabor_config, phase_tuning_config) references twin.phase_tuning_task (dataset, model_config, training_config, seed, optimal_gabor_config, phase_tuning_config) on delete restrict,
  constraint cluster_phase_tuning_phase_tuning_config_fkey foreign key (phase_tuning_config) references twin.phase_tuning_config (phase_tuning_config) on delete restrict,
  constraint cluster_phase_tuning_model_fkey foreign key (dataset, model_config, training_config, seed) references twin.model (dataset, model_config, training_config, seed) on delete restrict
);
create index cluster_phase_tuning_cluster_gabor_idx on twin.cluster_phase_tuning (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config);
create index cluster_phase_tuning_cluster_experiment_task_idx on twin.cluster_phase_tuning (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config);
create index cluster_phase_tuning_phase_tuning_task_idx on twin.cluster_phase_tuning (dataset, model_config, training_config, seed, optimal_gabor_config, phase_tuning_config);
create index cluster_phase_tuning_phase_tuning_config_idx on twin.cluster_phase_tuning (phase_tuning_config);
comment on table twin.cluster_phase_tuning is 'The twin''s responses to its cluster''s Gabor at every phase';
comment on column twin.cluster_phase_tuning.dataset is 'name of the dataset';
comment on column twin.cluster_phase_tuning.model_config is 'name of the setting';
comment on column twin.cluster_phase_tuning.training_config is 'name of the setting';
comment on column twin.cluster_phase_tuning.seed is 'of initial weights, validation split and batches';
comment on column twin.cluster_phase_tuning.animal_id is 'number of the animal';
comment on column twin.cluster_phase_tuning.session is 'number of the animal''s experiment';
comment on column twin.cluster_phase_tuning.scan_idx is 'number of the scan in its session';
comment on column twin.cluster_phase_tuning.unit_id is 'number of the neuron in its scan';
comment on column twin.cluster_phase_tuning.optimal_gabor_config is 'name of the grid';
comment on column twin.cluster_phase_tuning.alignment_config is 'name of the setting';
comment on column twin.cluster_phase_tuning.clustering_config is 'name of the setting';
comment on column twin.cluster_phase_tuning.cluster is 'number of the cluster, from 0, the largest first';
comment on column twin.cluster_phase_tuning.phase_tuning_config is 'name of the setting';
comment on column twin.cluster_phase_tuning.cluster_phase_index is 'F1/F0 as phase_tuning.phase_index';
comment on column twin.cluster_phase_tuning.cluster_preferred_phase is '[deg] angle of the F1 component, 0..360, of the Gabor at an orientation in 0..180';
comment on column twin.cluster_phase_tuning.cluster_phase_responses is '[events] at n_tuning_phases phases from 0, evenly in 0..360 deg';
comment on column twin.cluster_phase_tuning._run_id is 'The provenance.run that wrote the row';
comment on column twin.cluster_phase_tuning._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.cluster_phase_tuning._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table job.cluster_phase_tuning (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  animal_id integer not null,
  session integer not null,
  scan_idx integer not null,
  unit_id integer not null,
  optimal_gabor_config text not null,
  alignment_config text not null,
  clustering_config text not null,
  cluster integer not null,
  phase_tuning_config text not null,
  status text not null default 'pending',
  priority integer not null default 0,
  attempts integer not null default 0,
  deaths integer not null default 0,
  epoch bigint,
  worker_id bigint,
  claimed_at timestamp with time zone,
  not_before timestamp with time zone not null default '-infinity',
  error_class text,
  error_message text,
  constraint cluster_phase_tuning_pkey primary key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, phase_tuning_config),
  constraint cluster_phase_tuning_optimal_gabor_fkey foreign key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) references twin.optimal_gabor (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) on delete cascade,
  constraint cluster_phase_tuning_cluster_gabor_member_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id) references twin.cluster_gabor_member (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id) on delete cascade,
  constraint cluster_phase_tuning_cluster_gabor_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config) references twin.cluster_gabor (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config) on delete cascade,
  constraint cluster_phase_tuning_cluster_experiment_task_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config) references twin.cluster_experiment_task (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config) on delete cascade,
  constraint cluster_phase_tuning_phase_tuning_task_fkey foreign key (dataset, model_config, training_config, seed, optimal_gabor_config, phase_tuning_config) references twin.phase_tuning_task (dataset, model_config, training_config, seed, optimal_gabor_config, phase_tuning_config) on delete cascade,
  constraint cluster_phase_tuning_phase_tuning_config_fkey foreign key (phase_tuning_config) references twin.phase_tuning_config (phase_tuning_config) on delete cascade,
  constraint cluster_phase_tuning_model_fkey foreign key (dataset, model_config, training_config, seed) references twin.model (dataset, model_config, training_config, seed) on delete cascade,
  constraint cluster_phase_tuning_status_known check (status in ('pending', 'claimed', 'failed', 'quarantined', 'ignored')),
  constraint cluster_phase_tuning_claim_complete check ((status = 'claimed') = (epoch is not null) and (status = 'claimed') = (worker_id is not null) and (status = 'claimed') = (claimed_at is not null)),
  constraint cluster_phase_tuning_failure_explained check (status <> 'failed' or (error_class is not null and error_message is not null)),
  constraint cluster_phase_tuning_counts_not_negative check (attempts >= 0 and deaths >= 0)
) with (autovacuum_vacuum_scale_factor = 0.02);
create index cluster_phase_tuning_pending_idx on job.cluster_phase_tuning (priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, phase_tuning_config) where status = 'pending';
create index cluster_phase_tuning_claimed_idx on job.cluster_phase_tuning (epoch) where status = 'claimed';
comment on table job.cluster_phase_tuning is 'Keys of twin.cluster_phase_tuning that are not done';
comment on column job.cluster_phase_tuning.dataset is 'name of the dataset';
comment on column job.cluster_phase_tuning.model_config is 'name of the setting';
comment on column job.cluster_phase_tuning.training_config is 'name of the setting';
comment on column job.cluster_phase_tuning.seed is 'of initial weights, validation split and batches';
comment on column job.cluster_phase_tuning.animal_id is 'number of the animal';
comment on column job.cluster_phase_tuning.session is 'number of the animal''s experiment';
comment on column job.cluster_phase_tuning.scan_idx is 'number of the scan in its session';
comment on column job.cluster_phase_tuning.unit_id is 'number of the neuron in its scan';
comment on column job.cluster_phase_tuning.optimal_gabor_config is 'name of the grid';
comment on column job.cluster_phase_tuning.alignment_config is 'name of the setting';
comment on column job.cluster_phase_tuning.clustering_config is 'name of the setting';
comment on column job.cluster_phase_tuning.cluster is 'number of the cluster, from 0, the largest first';
comment on column job.cluster_phase_tuning.phase_tuning_config is 'name of the setting';
comment on column job.cluster_phase_tuning.status is 'pending, claimed, failed, quarantined or ignored';
comment on column job.cluster_phase_tuning.priority is 'Larger ones are claimed first';
comment on column job.cluster_phase_tuning.attempts is 'Computes that ended with an error';
comment on column job.cluster_phase_tuning.deaths is 'Workers that died while they held the key';
comment on column job.cluster_phase_tuning.epoch is 'Number of the claim that holds the key; only its commit counts';
comment on column job.cluster_phase_tuning.worker_id is 'The job.worker that holds the key';
comment on column job.cluster_phase_tuning.claimed_at is 'Database time of the claim';
comment on column job.cluster_phase_tuning.not_before is 'Back-off: not to be claimed earlier';
comment on column job.cluster_phase_tuning.error_class is 'Kind of the last error';
comment on column job.cluster_phase_tuning.error_message is 'The last error, with its key';

create table twin.cluster_size_contrast_tuning (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  animal_id integer not null,
  session integer not null,
  scan_idx integer not null,
  unit_id integer not null,
  optimal_gabor_config text not null,
  alignment_config text not null,
  clustering_config text not null,
  cluster integer not null,
  size_contrast_config text not null,
  cluster_suppression_index real not null,
  cluster_contrast_index real not null,
  cluster_preferred_size real not null,
  cluster_gabor_sizes real[] not null,
  cluster_gabor_contrasts real[] not null,
  cluster_size_contrast_responses real[] not null,
  _run_id bigint not null,
  _input_hash text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(animal_id) || provenance.field(session) || provenance.field(scan_idx) || provenance.field(unit_id) || provenance.field(optimal_gabor_config) || provenance.field(alignment_config) || provenance.field(clustering_config) || provenance.field(cluster) || provenance.field(size_contrast_config) || provenance.field(cluster_suppression_index) || provenance.field(cluster_contrast_index) || provenance.field(cluster_preferred_size) || provenance.field(cluster_gabor_sizes) || provenance.field(cluster_gabor_contrasts) || provenance.field(cluster_size_contrast_responses) || provenance.field(_input_hash)), 'hex')) stored,
  constraint cluster_size_contrast_tuning_pkey primary key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, size_contrast_config),
  constraint cluster_size_contrast_tuning_optimal_gabor_fkey foreign key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) references twin.optimal_gabor (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) on delete restrict,
  constraint cluster_size_contrast_tuning_cluster_gabor_member_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id) references twin.cluster_gabor_member (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id) on delete restrict,
  constraint cluster_size_contrast_tuning_cluster_gabor_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config) references twin.cluster_gabor (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config) on delete restrict,
  constraint cluster_size_contrast_tuning_cluster_experiment_task_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config) references twin.cluster_experiment_task (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config) on delete restrict,
  constraint cluster_size_contrast_tuning_size_contrast_task_fkey foreign key (dataset, model_config, training_config, seed, optimal_gabor_config, size_contrast_config) references twin.size_contrast_task (dataset, model_config, training_config, seed, optimal_gabor_config, size_contrast_config) on delete restrict,
  constraint cluster_size_contrast_tuning_size_contrast_config_fkey foreign key (size_contrast_config) references twin.size_contrast_config (size_contrast_config) on delete restrict,
  constraint cluster_size_contrast_tuning_model_fkey foreign key (dataset, model_config, training_config, seed) references twin.model (dataset, model_config, training_config, seed) on delete restrict
);
create index cluster_size_contrast_tuning_cluster_gabor_idx on twin.cluster_size_contrast_tuning (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config);
create index cluster_size_contrast_tuning_cluster_experiment_task_idx on twin.cluster_size_contrast_tuning (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config);
create index cluster_size_contrast_tuning_size_contrast_task_idx on twin.cluster_size_contrast_tuning (dataset, model_config, training_config, seed, optimal_gabor_config, size_contrast_config);
create index cluster_size_contrast_tuning_size_contrast_config_idx on twin.cluster_size_contrast_tuning (size_contrast_config);
comment on table twin.cluster_size_contrast_tuning is 'The twin''s responses to its cluster''s Gabor at every size and contrast, its spatial frequency held';
comment on column twin.cluster_size_contrast_tuning.dataset is 'name of the dataset';
comment on column twin.cluster_size_contrast_tuning.model_config is 'name of the setting';
comment on column twin.cluster_size_contrast_tuning.training_config is 'name of the setting';
comment on column twin.cluster_size_contrast_tuning.seed is 'of initial weights, validation split and batches';
comment on column twin.cluster_size_contrast_tuning.animal_id is 'number of the animal';
comment on column twin.cluster_size_contrast_tuning.session is 'number of the animal''s experiment';
comment on column twin.cluster_size_contrast_tuning.scan_idx is 'number of the scan in its session';
comment on column twin.cluster_size_contrast_tuning.unit_id is 'number of the neuron in its scan';
comment on column twin.cluster_size_contrast_tuning.optimal_gabor_config is 'name of the grid';
comment on column twin.cluster_size_contrast_tuning.alignment_config is 'name of the setting';
comment on column twin.cluster_size_contrast_tuning.clustering_config is 'name of the setting';
comment on column twin.cluster_size_contrast_tuning.cluster is 'number of the cluster, from 0, the largest first';
comment on column twin.cluster_size_contrast_tuning.size_contrast_config is 'name of the setting';
comment on column twin.cluster_size_contrast_tuning.cluster_suppression_index is 'as size_contrast_tuning.suppression_index';
comment on column twin.cluster_size_contrast_tuning.cluster_contrast_index is 'as size_contrast_tuning.contrast_index';
comment on column twin.cluster_size_contrast_tuning.cluster_preferred_size is '[px] size of the largest response at the highest contrast, the smallest of equals';
comment on column twin.cluster_size_contrast_tuning.cluster_gabor_sizes is '[px] that were shown, ascending';
comment on column twin.cluster_size_contrast_tuning.cluster_gabor_contrasts is '[z-score] that were shown, ascending';
comment on column twin.cluster_size_contrast_tuning.cluster_size_contrast_responses is '[events] sizes x contrasts, the contrast varying fastest, as size_contrast_tuning.responses';
comment on column twin.cluster_size_contrast_tuning._run_id is 'The provenance.run that wrote the row';
comment on column twin.cluster_size_contrast_tuning._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.cluster_size_contrast_tuning._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table job.cluster_size_contrast_tuning (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  animal_id integer not null,
  session integer not null,
  scan_idx integer not null,
  unit_id integer not null,
  optimal_gabor_config text not null,
  alignment_config text not null,
  clustering_config text not null,
  cluster integer not null,
  size_contrast_config text not null,
  status text not null default 'pending',
  priority integer not null default 0,
  attempts integer not null default 0,
  deaths integer not null default 0,
  epoch bigint,
  worker_id bigint,
  claimed_at timestamp with time zone,
  not_before timestamp with time zone not null default '-infinity',
  error_class text,
  error_message text,
  constraint cluster_size_contrast_tuning_pkey primary key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, size_contrast_config),
  constraint cluster_size_contrast_tuning_optimal_gabor_fkey foreign key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) references twin.optimal_gabor (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) on delete cascade,
  constraint cluster_size_contrast_tuning_cluster_gabor_member_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id) references twin.cluster_gabor_member (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id) on delete cascade,
  constraint cluster_size_contrast_tuning_cluster_gabor_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config) references twin.cluster_gabor (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config) on delete cascade,
  constraint cluster_size_contrast_tuning_cluster_experiment_task_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config) references twin.cluster_experiment_task (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config) on delete cascade,
  constraint cluster_size_contrast_tuning_size_contrast_task_fkey foreign key (dataset, model_config, training_config, seed, optimal_gabor_config, size_contrast_config) references twin.size_contrast_task (dataset, model_config, training_config, seed, optimal_gabor_config, size_contrast_config) on delete cascade,
  constraint cluster_size_contrast_tuning_size_contrast_config_fkey foreign key (size_contrast_config) references twin.size_contrast_config (size_contrast_config) on delete cascade,
  constraint cluster_size_contrast_tuning_model_fkey foreign key (dataset, model_config, training_config, seed) references twin.model (dataset, model_config, training_config, seed) on delete cascade,
  constraint cluster_size_contrast_tuning_status_known check (status in ('pending', 'claimed', 'failed', 'quarantined', 'ignored')),
  constraint cluster_size_contrast_tuning_claim_complete check ((status = 'claimed') = (epoch is not null) and (status = 'claimed') = (worker_id is not null) and (status = 'claimed') = (claimed_at is not null)),
  constraint cluster_size_contrast_tuning_failure_explained check (status <> 'failed' or (error_class is not null and error_message is not null)),
  constraint cluster_size_contrast_tuning_counts_not_negative check (attempts >= 0 and deaths >= 0)
) with (autovacuum_vacuum_scale_factor = 0.02);
create index cluster_size_contrast_tuning_pending_idx on job.cluster_size_contrast_tuning (priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, size_contrast_config) where status = 'pending';
create index cluster_size_contrast_tuning_claimed_idx on job.cluster_size_contrast_tuning (epoch) where status = 'claimed';
comment on table job.cluster_size_contrast_tuning is 'Keys of twin.cluster_size_contrast_tuning that are not done';
comment on column job.cluster_size_contrast_tuning.dataset is 'name of the dataset';
comment on column job.cluster_size_contrast_tuning.model_config is 'name of the setting';
comment on column job.cluster_size_contrast_tuning.training_config is 'name of the setting';
comment on column job.cluster_size_contrast_tuning.seed is 'of initial weights, validation split and batches';
comment on column job.cluster_size_contrast_tuning.animal_id is 'number of the animal';
comment on column job.cluster_size_contrast_tuning.session is 'number of the animal''s experiment';
comment on column job.cluster_size_contrast_tuning.scan_idx is 'number of the scan in its session';
comment on column job.cluster_size_contrast_tuning.unit_id is 'number of the neuron in its scan';
comment on column job.cluster_size_contrast_tuning.optimal_gabor_config is 'name of the grid';
comment on column job.cluster_size_contrast_tuning.alignment_config is 'name of the setting';
comment on column job.cluster_size_contrast_tuning.clustering_config is 'name of the setting';
comment on column job.cluster_size_contrast_tuning.cluster is 'number of the cluster, from 0, the largest first';
comment on column job.cluster_size_contrast_tuning.size_contrast_config is 'name of the setting';
comment on column job.cluster_size_contrast_tuning.status is 'pending, claimed, failed, quarantined or ignored';
comment on column job.cluster_size_contrast_tuning.priority is 'Larger ones are claimed first';
comment on column job.cluster_size_contrast_tuning.attempts is 'Computes that ended with an error';
comment on column job.cluster_size_contrast_tuning.deaths is 'Workers that died while they held the key';
comment on column job.cluster_size_contrast_tuning.epoch is 'Number of the claim that holds the key; only its commit counts';
comment on column job.cluster_size_contrast_tuning.worker_id is 'The job.worker that holds the key';
comment on column job.cluster_size_contrast_tuning.claimed_at is 'Database time of the claim';
comment on column job.cluster_size_contrast_tuning.not_before is 'Back-off: not to be claimed earlier';
comment on column job.cluster_size_contrast_tuning.error_class is 'Kind of the last error';
comment on column job.cluster_size_contrast_tuning.error_message is 'The last error, with its key';

create table twin.cluster_plaid_tuning (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  animal_id integer not null,
  session integer not null,
  scan_idx integer not null,
  unit_id integer not null,
  optimal_gabor_config text not null,
  alignment_config text not null,
  clustering_config text not null,
  cluster integer not null,
  plaid_config text not null,
  cluster_cross_orientation_index real not null,
  cluster_plaid_contrasts real[] not null,
  cluster_plaid_responses real[] not null,
  _run_id bigint not null,
  _input_hash text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(animal_id) || provenance.field(session) || provenance.field(scan_idx) || provenance.field(unit_id) || provenance.field(optimal_gabor_config) || provenance.field(alignment_config) || provenance.field(clustering_config) || provenance.field(cluster) || provenance.field(plaid_config) || provenance.field(cluster_cross_orientation_index) || provenance.field(cluster_plaid_contrasts) || provenance.field(cluster_plaid_responses) || provenance.field(_input_hash)), 'hex')) stored,
  constraint cluster_plaid_tuning_pkey primary key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, plaid_config),
  constraint cluster_plaid_tuning_optimal_gabor_fkey foreign key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) references twin.optimal_gabor (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) on delete restrict,
  constraint cluster_plaid_tuning_cluster_gabor_member_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id) references twin.cluster_gabor_member (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id) on delete restrict,
  constraint cluster_plaid_tuning_cluster_gabor_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config) references twin.cluster_gabor (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config) on delete restrict,
  constraint cluster_plaid_tuning_cluster_experiment_task_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config) references twin.cluster_experiment_task (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config) on delete restrict,
  constraint cluster_plaid_tuning_plaid_task_fkey foreign key (dataset, model_config, training_config, seed, optimal_gabor_config, plaid_config) references twin.plaid_task (dataset, model_config, training_config, seed, optimal_gabor_config, plaid_config) on delete restrict,
  constraint cluster_plaid_tuning_plaid_config_fkey foreign key (plaid_config) references twin.plaid_config (plaid_config) on delete restrict,
  constraint cluster_plaid_tuning_model_fkey foreign key (dataset, model_config, training_config, seed) references twin.model (dataset, model_config, training_config, seed) on delete restrict
);
create index cluster_plaid_tuning_cluster_gabor_idx on twin.cluster_plaid_tuning (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config);
create index cluster_plaid_tuning_cluster_experiment_task_idx on twin.cluster_plaid_tuning (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config);
create index cluster_plaid_tuning_plaid_task_idx on twin.cluster_plaid_tuning (dataset, model_config, training_config, seed, optimal_gabor_config, plaid_config);
create index cluster_plaid_tuning_plaid_config_idx on twin.cluster_plaid_tuning (plaid_config);
comment on table twin.cluster_plaid_tuning is 'The twin''s responses to its cluster''s Gabor plus the same one turned by 90 degrees, each at every contrast';
comment on column twin.cluster_plaid_tuning.dataset is 'name of the dataset';
comment on column twin.cluster_plaid_tuning.model_config is 'name of the setting';
comment on column twin.cluster_plaid_tuning.training_config is 'name of the setting';
comment on column twin.cluster_plaid_tuning.seed is 'of initial weights, validation split and batches';
comment on column twin.cluster_plaid_tuning.animal_id is 'number of the animal';
comment on column twin.cluster_plaid_tuning.session is 'number of the animal''s experiment';
comment on column twin.cluster_plaid_tuning.scan_idx is 'number of the scan in its session';
comment on column twin.cluster_plaid_tuning.unit_id is 'number of the neuron in its scan';
comment on column twin.cluster_plaid_tuning.optimal_gabor_config is 'name of the grid';
comment on column twin.cluster_plaid_tuning.alignment_config is 'name of the setting';
comment on column twin.cluster_plaid_tuning.clustering_config is 'name of the setting';
comment on column twin.cluster_plaid_tuning.cluster is 'number of the cluster, from 0, the largest first';
comment on column twin.cluster_plaid_tuning.plaid_config is 'name of the setting';
comment on column twin.cluster_plaid_tuning.cluster_cross_orientation_index is 'as plaid_tuning.cross_orientation_index';
comment on column twin.cluster_plaid_tuning.cluster_plaid_contrasts is '[z-score] of either Gabor, ascending from 0';
comment on column twin.cluster_plaid_tuning.cluster_plaid_responses is '[events] Gabor x orthogonal, the orthogonal''s contrast varying fastest, as plaid_tuning.responses';
comment on column twin.cluster_plaid_tuning._run_id is 'The provenance.run that wrote the row';
comment on column twin.cluster_plaid_tuning._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.cluster_plaid_tuning._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table job.cluster_plaid_tuning (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  animal_id integer not null,
  session integer not null,
  scan_idx integer not null,
  unit_id integer not null,
  optimal_gabor_config text not null,
  alignment_config text not null,
  clustering_config text not null,
  cluster integer not null,
  plaid_config text not null,
  status text not null default 'pending',
  priority integer not null default 0,
  attempts integer not null default 0,
  deaths integer not null default 0,
  epoch bigint,
  worker_id bigint,
  claimed_at timestamp with time zone,
  not_before timestamp with time zone not null default '-infinity',
  error_class text,
  error_message text,
  constraint cluster_plaid_tuning_pkey primary key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, plaid_config),
  constraint cluster_plaid_tuning_optimal_gabor_fkey foreign key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) references twin.optimal_gabor (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) on delete cascade,
  constraint cluster_plaid_tuning_cluster_gabor_member_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id) references twin.cluster_gabor_member (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id) on delete cascade,
  constraint cluster_plaid_tuning_cluster_gabor_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config) references twin.cluster_gabor (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config) on delete cascade,
  constraint cluster_plaid_tuning_cluster_experiment_task_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config) references twin.cluster_experiment_task (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config) on delete cascade,
  constraint cluster_plaid_tuning_plaid_task_fkey foreign key (dataset, model_config, training_config, seed, optimal_gabor_config, plaid_config) references twin.plaid_task (dataset, model_config, training_config, seed, optimal_gabor_config, plaid_config) on delete cascade,
  constraint cluster_plaid_tuning_plaid_config_fkey foreign key (plaid_config) references twin.plaid_config (plaid_config) on delete cascade,
  constraint cluster_plaid_tuning_model_fkey foreign key (dataset, model_config, training_config, seed) references twin.model (dataset, model_config, training_config, seed) on delete cascade,
  constraint cluster_plaid_tuning_status_known check (status in ('pending', 'claimed', 'failed', 'quarantined', 'ignored')),
  constraint cluster_plaid_tuning_claim_complete check ((status = 'claimed') = (epoch is not null) and (status = 'claimed') = (worker_id is not null) and (status = 'claimed') = (claimed_at is not null)),
  constraint cluster_plaid_tuning_failure_explained check (status <> 'failed' or (error_class is not null and error_message is not null)),
  constraint cluster_plaid_tuning_counts_not_negative check (attempts >= 0 and deaths >= 0)
) with (autovacuum_vacuum_scale_factor = 0.02);
create index cluster_plaid_tuning_pending_idx on job.cluster_plaid_tuning (priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, plaid_config) where status = 'pending';
create index cluster_plaid_tuning_claimed_idx on job.cluster_plaid_tuning (epoch) where status = 'claimed';
comment on table job.cluster_plaid_tuning is 'Keys of twin.cluster_plaid_tuning that are not done';
comment on column job.cluster_plaid_tuning.dataset is 'name of the dataset';
comment on column job.cluster_plaid_tuning.model_config is 'name of the setting';
comment on column job.cluster_plaid_tuning.training_config is 'name of the setting';
comment on column job.cluster_plaid_tuning.seed is 'of initial weights, validation split and batches';
comment on column job.cluster_plaid_tuning.animal_id is 'number of the animal';
comment on column job.cluster_plaid_tuning.session is 'number of the animal''s experiment';
comment on column job.cluster_plaid_tuning.scan_idx is 'number of the scan in its session';
comment on column job.cluster_plaid_tuning.unit_id is 'number of the neuron in its scan';
comment on column job.cluster_plaid_tuning.optimal_gabor_config is 'name of the grid';
comment on column job.cluster_plaid_tuning.alignment_config is 'name of the setting';
comment on column job.cluster_plaid_tuning.clustering_config is 'name of the setting';
comment on column job.cluster_plaid_tuning.cluster is 'number of the cluster, from 0, the largest first';
comment on column job.cluster_plaid_tuning.plaid_config is 'name of the setting';
comment on column job.cluster_plaid_tuning.status is 'pending, claimed, failed, quarantined or ignored';
comment on column job.cluster_plaid_tuning.priority is 'Larger ones are claimed first';
comment on column job.cluster_plaid_tuning.attempts is 'Computes that ended with an error';
comment on column job.cluster_plaid_tuning.deaths is 'Workers that died while they held the key';
comment on column job.cluster_plaid_tuning.epoch is 'Number of the claim that holds the key; only its commit counts';
comment on column job.cluster_plaid_tuning.worker_id is 'The job.worker that holds the key';
comment on column job.cluster_plaid_tuning.claimed_at is 'Database time of the claim';
comment on column job.cluster_plaid_tuning.not_before is 'Back-off: not to be claimed earlier';
comment on column job.cluster_plaid_tuning.error_class is 'Kind of the last error';
comment on column job.cluster_plaid_tuning.error_message is 'The last error, with its key';

create table twin.cluster_stimulus_comparison_task (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  alignment_config text not null,
  clustering_config text not null,
  optimal_gabor_config text not null,
  optimal_dog_config text not null,
  cluster_mei_config text not null,
  stimulus_comparison_config text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(alignment_config) || provenance.field(clustering_config) || provenance.field(optimal_gabor_config) || provenance.field(optimal_dog_config) || provenance.field(cluster_mei_config) || provenance.field(stimulus_comparison_config)), 'hex')) stored,
  constraint cluster_stimulus_comparison_task_pkey primary key (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, optimal_dog_config, cluster_mei_config, stimulus_comparison_config),
  constraint cluster_stimulus_comparison_task_cluster_dog_task_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, optimal_dog_config) references twin.cluster_dog_task (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, optimal_dog_config) on delete restrict,
  constraint cluster_stimulus_comparison_task_cluster_mei_task_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster_mei_config) references twin.cluster_mei_task (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster_mei_config) on delete restrict,
  constraint cluster_stimulus_comparison_task_stimulus_comparison_c_c0f80f54 foreign key (stimulus_comparison_config) references twin.stimulus_comparison_config (stimulus_comparison_config) on delete restrict
);
create index cluster_stimulus_comparison_task_cluster_mei_task_idx on twin.cluster_stimulus_comparison_task (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster_mei_config);
create index cluster_stimulus_comparison_task_stimulus_comparison_config_idx on twin.cluster_stimulus_comparison_task (stimulus_comparison_config);
comment on table twin.cluster_stimulus_comparison_task is 'The comparisons of clusters'' stimuli that somebody asked for';
comment on column twin.cluster_stimulus_comparison_task.dataset is 'name of the dataset';
comment on column twin.cluster_stimulus_comparison_task.model_config is 'name of the setting';
comment on column twin.cluster_stimulus_comparison_task.training_config is 'name of the setting';
comment on column twin.cluster_stimulus_comparison_task.seed is 'of initial weights, validation split and batches';
comment on column twin.cluster_stimulus_comparison_task.alignment_config is 'name of the setting';
comment on column twin.cluster_stimulus_comparison_task.clustering_config is 'name of the setting';
comment on column twin.cluster_stimulus_comparison_task.optimal_gabor_config is 'name of the grid';
comment on column twin.cluster_stimulus_comparison_task.optimal_dog_config is 'name of the grid';
comment on column twin.cluster_stimulus_comparison_task.cluster_mei_config is 'name of the setting';
comment on column twin.cluster_stimulus_comparison_task.stimulus_comparison_config is 'name of the setting';
comment on column twin.cluster_stimulus_comparison_task._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.cluster_stimulus_comparison (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  animal_id integer not null,
  session integer not null,
  scan_idx integer not null,
  unit_id integer not null,
  optimal_gabor_config text not null,
  alignment_config text not null,
  clustering_config text not null,
  cluster integer not null,
  optimal_dog_config text not null,
  cluster_mei_config text not null,
  stimulus_comparison_config text not null,
  cluster_gabor_dog real,
  cluster_gabor_mei real,
  cluster_dog_mei real,
  cluster_energies real[] not null,
  cluster_gabor_responses real[] not null,
  cluster_dog_responses real[] not null,
  cluster_mei_responses real[] not null,
  _run_id bigint not null,
  _input_hash text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(animal_id) || provenance.field(session) || provenance.field(scan_idx) || provenance.field(unit_id) || provenance.field(optimal_gabor_config) || provenance.field(alignment_config) || provenance.field(clustering_config) || provenance.field(cluster) || provenance.field(optimal_dog_config) || provenance.field(cluster_mei_config) || provenance.field(stimulus_comparison_config) || provenance.field(cluster_gabor_dog) || provenance.field(cluster_gabor_mei) || provenance.field(cluster_dog_mei) || provenance.field(cluster_energies) || provenance.field(cluster_gabor_responses) || provenance.field(cluster_dog_responses) || provenance.field(cluster_mei_responses) || provenance.field(_input_hash)), 'hex')) stored,
  constraint cluster_stimulus_comparison_pkey primary key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, optimal_dog_config, cluster_mei_config, stimulus_comparison_config),
  constraint cluster_stimulus_comparison_optimal_gabor_fkey foreign key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) references twin.optimal_gabor (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) on delete restrict,
  constraint cluster_stimulus_comparison_cluster_gabor_member_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id) references twin.cluster_gabor_member (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id) on delete restrict,
  constraint cluster_stimulus_comparison_cluster_gabor_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config) references twin.cluster_gabor (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config) on delete restrict,
  constraint cluster_stimulus_comparison_cluster_dog_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config) references twin.cluster_dog (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config) on delete restrict,
  constraint cluster_stimulus_comparison_cluster_mei_member_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config, animal_id, session, scan_idx, unit_id) references twin.cluster_mei_member (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config, animal_id, session, scan_idx, unit_id) on delete restrict,
  constraint cluster_stimulus_comparison_cluster_mei_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config) references twin.cluster_mei (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config) on delete restrict,
  constraint cluster_stimulus_comparison_cluster_stimulus_compariso_70061d7a foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, optimal_dog_config, cluster_mei_config, stimulus_comparison_config) references twin.cluster_stimulus_comparison_task (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, optimal_dog_config, cluster_mei_config, stimulus_comparison_config) on delete restrict,
  constraint cluster_stimulus_comparison_stimulus_comparison_config_fkey foreign key (stimulus_comparison_config) references twin.stimulus_comparison_config (stimulus_comparison_config) on delete restrict,
  constraint cluster_stimulus_comparison_cluster_mei_config_fkey foreign key (cluster_mei_config) references twin.cluster_mei_config (cluster_mei_config) on delete restrict,
  constraint cluster_stimulus_comparison_model_fkey foreign key (dataset, model_config, training_config, seed) references twin.model (dataset, model_config, training_config, seed) on delete restrict
);
create index cluster_stimulus_comparison_cluster_gabor_idx on twin.cluster_stimulus_comparison (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config);
create index cluster_stimulus_comparison_cluster_dog_idx on twin.cluster_stimulus_comparison (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config);
create index cluster_stimulus_comparison_cluster_mei_member_idx on twin.cluster_stimulus_comparison (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config, animal_id, session, scan_idx, unit_id);
create index cluster_stimulus_comparison_cluster_stimulus_compariso_ebdafab5 on twin.cluster_stimulus_comparison (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, optimal_dog_config, cluster_mei_config, stimulus_comparison_config);
create index cluster_stimulus_comparison_stimulus_comparison_config_idx on twin.cluster_stimulus_comparison (stimulus_comparison_config);
create index cluster_stimulus_comparison_cluster_mei_config_idx on twin.cluster_stimulus_comparison (cluster_mei_config);
comment on table twin.cluster_stimulus_comparison is 'The twin''s responses to its cluster''s Gabor, difference of Gaussians and MEI at equal norms';
comment on column twin.cluster_stimulus_comparison.dataset is 'name of the dataset';
comment on column twin.cluster_stimulus_comparison.model_config is 'name of the setting';
comment on column twin.cluster_stimulus_comparison.training_config is 'name of the setting';
comment on column twin.cluster_stimulus_comparison.seed is 'of initial weights, validation split and batches';
comment on column twin.cluster_stimulus_comparison.animal_id is 'number of the animal';
comment on column twin.cluster_stimulus_comparison.session is 'number of the animal''s experiment';
comment on column twin.cluster_stimulus_comparison.scan_idx is 'number of the scan in its session';
comment on column twin.cluster_stimulus_comparison.unit_id is 'number of the neuron in its scan';
comment on column twin.cluster_stimulus_comparison.optimal_gabor_config is 'name of the grid';
comment on column twin.cluster_stimulus_comparison.alignment_config is 'name of the setting';
comment on column twin.cluster_stimulus_comparison.clustering_config is 'name of the setting';
comment on column twin.cluster_stimulus_comparison.cluster is 'number of the cluster, from 0, the largest first';
comment on column twin.cluster_stimulus_comparison.optimal_dog_config is 'name of the grid';
comment on column twin.cluster_stimulus_comparison.cluster_mei_config is 'name of the setting';
comment on column twin.cluster_stimulus_comparison.stimulus_comparison_config is 'name of the setting';
comment on column twin.cluster_stimulus_comparison.cluster_gabor_dog is 'response to the Gabor over that to the DoG, mean over norms; null where a divisor is 0';
comment on column twin.cluster_stimulus_comparison.cluster_gabor_mei is 'Gabor over MEI, likewise';
comment on column twin.cluster_stimulus_comparison.cluster_dog_mei is 'DoG over MEI, likewise';
comment on column twin.cluster_stimulus_comparison.cluster_energies is '[z-score] L2 norms, ascending';
comment on column twin.cluster_stimulus_comparison.cluster_gabor_responses is '[events] to the Gabor at each norm';
comment on column twin.cluster_stimulus_comparison.cluster_dog_responses is '[events] to the difference of Gaussians';
comment on column twin.cluster_stimulus_comparison.cluster_mei_responses is '[events] to the MEI';
comment on column twin.cluster_stimulus_comparison._run_id is 'The provenance.run that wrote the row';
comment on column twin.cluster_stimulus_comparison._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.cluster_stimulus_comparison._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table job.cluster_stimulus_comparison (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  animal_id integer not null,
  session integer not null,
  scan_idx integer not null,
  unit_id integer not null,
  optimal_gabor_config text not null,
  alignment_config text not null,
  clustering_config text not null,
  cluster integer not null,
  optimal_dog_config text not null,
  cluster_mei_config text not null,
  stimulus_comparison_config text not null,
  status text not null default 'pending',
  priority integer not null default 0,
  attempts integer not null default 0,
  deaths integer not null default 0,
  epoch bigint,
  worker_id bigint,
  claimed_at timestamp with time zone,
  not_before timestamp with time zone not null default '-infinity',
  error_class text,
  error_message text,
  constraint cluster_stimulus_comparison_pkey primary key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, optimal_dog_config, cluster_mei_config, stimulus_comparison_config),
  constraint cluster_stimulus_comparison_optimal_gabor_fkey foreign key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) references twin.optimal_gabor (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) on delete cascade,
  constraint cluster_stimulus_comparison_cluster_gabor_member_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id) references twin.cluster_gabor_member (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id) on delete cascade,
  constraint cluster_stimulus_comparison_cluster_gabor_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config) references twin.cluster_gabor (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config) on delete cascade,
  constraint cluster_stimulus_comparison_cluster_dog_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config) references twin.cluster_dog (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config) on delete cascade,
  constraint cluster_stimulus_comparison_cluster_mei_member_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config, animal_id, session, scan_idx, unit_id) references twin.cluster_mei_member (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config, animal_id, session, scan_idx, unit_id) on delete cascade,
  constraint cluster_stimulus_comparison_cluster_mei_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config) references twin.cluster_mei (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config) on delete cascade,
  constraint cluster_stimulus_comparison_cluster_stimulus_compariso_70061d7a foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, optimal_dog_config, cluster_mei_config, stimulus_comparison_config) references twin.cluster_stimulus_comparison_task (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, optimal_dog_config, cluster_mei_config, stimulus_comparison_config) on delete cascade,
  constraint cluster_stimulus_comparison_stimulus_comparison_config_fkey foreign key (stimulus_comparison_config) references twin.stimulus_comparison_config (stimulus_comparison_config) on delete cascade,
  constraint cluster_stimulus_comparison_cluster_mei_config_fkey foreign key (cluster_mei_config) references twin.cluster_mei_config (cluster_mei_config) on delete cascade,
  constraint cluster_stimulus_comparison_model_fkey foreign key (dataset, model_config, training_config, seed) references twin.model (dataset, model_config, training_config, seed) on delete cascade,
  constraint cluster_stimulus_comparison_status_known check (status in ('pending', 'claimed', 'failed', 'quarantined', 'ignored')),
  constraint cluster_stimulus_comparison_claim_complete check ((status = 'claimed') = (epoch is not null) and (status = 'claimed') = (worker_id is not null) and (status = 'claimed') = (claimed_at is not null)),
  constraint cluster_stimulus_comparison_failure_explained check (status <> 'failed' or (error_class is not null and error_message is not null)),
  constraint cluster_stimulus_comparison_counts_not_negative check (attempts >= 0 and deaths >= 0)
) with (autovacuum_vacuum_scale_factor = 0.02);
create index cluster_stimulus_comparison_pending_idx on job.cluster_stimulus_comparison (priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, optimal_dog_config, cluster_mei_config, stimulus_comparison_config) where status = 'pending';
create index cluster_stimulus_comparison_claimed_idx on job.cluster_stimulus_comparison (epoch) where status = 'claimed';
comment on table job.cluster_stimulus_comparison is 'Keys of twin.cluster_stimulus_comparison that are not done';
comment on column job.cluster_stimulus_comparison.dataset is 'name of the dataset';
comment on column job.cluster_stimulus_comparison.model_config is 'name of the setting';
comment on column job.cluster_stimulus_comparison.training_config is 'name of the setting';
comment on column job.cluster_stimulus_comparison.seed is 'of initial weights, validation split and batches';
comment on column job.cluster_stimulus_comparison.animal_id is 'number of the animal';
comment on column job.cluster_stimulus_comparison.session is 'number of the animal''s experiment';
comment on column job.cluster_stimulus_comparison.scan_idx is 'number of the scan in its session';
comment on column job.cluster_stimulus_comparison.unit_id is 'number of the neuron in its scan';
comment on column job.cluster_stimulus_comparison.optimal_gabor_config is 'name of the grid';
comment on column job.cluster_stimulus_comparison.alignment_config is 'name of the setting';
comment on column job.cluster_stimulus_comparison.clustering_config is 'name of the setting';
comment on column job.cluster_stimulus_comparison.cluster is 'number of the cluster, from 0, the largest first';
comment on column job.cluster_stimulus_comparison.optimal_dog_config is 'name of the grid';
comment on column job.cluster_stimulus_comparison.cluster_mei_config is 'name of the setting';
comment on column job.cluster_stimulus_comparison.stimulus_comparison_config is 'name of the setting';
comment on column job.cluster_stimulus_comparison.status is 'pending, claimed, failed, quarantined or ignored';
comment on column job.cluster_stimulus_comparison.priority is 'Larger ones are claimed first';
comment on column job.cluster_stimulus_comparison.attempts is 'Computes that ended with an error';
comment on column job.cluster_stimulus_comparison.deaths is 'Workers that died while they held the key';
comment on column job.cluster_stimulus_comparison.epoch is 'Number of the claim that holds the key; only its commit counts';
comment on column job.cluster_stimulus_comparison.worker_id is 'The job.worker that holds the key';
comment on column job.cluster_stimulus_comparison.claimed_at is 'Database time of the claim';
comment on column job.cluster_stimulus_comparison.not_before is 'Back-off: not to be claimed earlier';
comment on column job.cluster_stimulus_comparison.error_class is 'Kind of the last error';
comment on column job.cluster_stimulus_comparison.error_message is 'The last error, with its key';

create table twin.model_comparison_task (
  model_comparison text not null,
  matching text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(model_comparison) || provenance.field(matching)), 'hex')) stored,
  constraint model_comparison_task_pkey primary key (model_comparison),
  constraint model_comparison_task_matching_known check (matching in ('key', 'unit'))
);
comment on table twin.model_comparison_task is 'Comparisons of two populations that somebody asked for (doppel compare)';
comment on column twin.model_comparison_task.model_comparison is 'name of the comparison';
comment on column twin.model_comparison_task.matching is 'which neurons are the same: key (of one scan) or unit (animal_id and unit_id, across scans)';
comment on column twin.model_comparison_task._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.compared_population (
  model_comparison text not null,
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  optimal_gabor_config text not null,
  population_config text not null,
  comparison_place integer not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(model_comparison) || provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(optimal_gabor_config) || provenance.field(population_config) || provenance.field(comparison_place)), 'hex')) stored,
  constraint compared_population_pkey primary key (model_comparison, dataset, model_config, training_config, seed, optimal_gabor_config, population_config),
  constraint compared_population_model_comparison_comparison_place_key unique (model_comparison, comparison_place),
  constraint compared_population_model_comparison_task_fkey foreign key (model_comparison) references twin.model_comparison_task (model_comparison) on delete restrict,
  constraint compared_population_population_task_fkey foreign key (dataset, model_config, training_config, seed, optimal_gabor_config, population_config) references twin.population_task (dataset, model_config, training_config, seed, optimal_gabor_config, population_config) on delete restrict,
  constraint compared_population_one_or_other check (comparison_place in (0, 1))
);
create index compared_population_population_task_idx on twin.compared_population (dataset, model_config, training_config, seed, optimal_gabor_config, population_config);
comment on table twin.compared_population is 'The two populations of a comparison';
comment on column twin.compared_population.model_comparison is 'name of the comparison';
comment on column twin.compared_population.dataset is 'name of the dataset';
comment on column twin.compared_population.model_config is 'name of the setting';
comment on column twin.compared_population.training_config is 'name of the setting';
comment on column twin.compared_population.seed is 'of initial weights, validation split and batches';
comment on column twin.compared_population.optimal_gabor_config is 'name of the grid';
comment on column twin.compared_population.population_config is 'name of the setting';
comment on column twin.compared_population.comparison_place is '0: one; 1: the other';
comment on column twin.compared_population._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.complete_model_comparison (
  model_comparison text not null,
  n_compared_populations integer not null,
  populations_sha256 text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(model_comparison) || provenance.field(n_compared_populations) || provenance.field(populations_sha256)), 'hex')) stored,
  constraint complete_model_comparison_pkey primary key (model_comparison),
  constraint complete_model_comparison_model_comparison_task_fkey foreign key (model_comparison) references twin.model_comparison_task (model_comparison) on delete restrict
);
comment on table twin.complete_model_comparison is 'Comparisons both of whose populations are there; triggers keep it (sql/complete_sets.sql)';
comment on column twin.complete_model_comparison.model_comparison is 'name of the comparison';
comment on column twin.complete_model_comparison.n_compared_populations is 'two';
comment on column twin.complete_model_comparison.populations_sha256 is 'SHA-256 over the places and row hashes of the populations';
comment on column twin.complete_model_comparison._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.model_comparison (
  model_comparison text not null,
  n_paired_neurons integer not null,
  _parts_hash text not null default '',
  _run_id bigint not null,
  _input_hash text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(model_comparison) || provenance.field(n_paired_neurons) || provenance.field(_parts_hash) || provenance.field(_input_hash)), 'hex')) stored,
  constraint model_comparison_pkey primary key (model_comparison),
  constraint model_comparison_complete_model_comparison_fkey foreign key (model_comparison) references twin.complete_model_comparison (model_comparison) on delete restrict,
  constraint model_comparison_model_comparison_task_fkey foreign key (model_comparison) references twin.model_comparison_task (model_comparison) on delete restrict
);
comment on table twin.model_comparison is 'Two populations of the same neurons';
comment on column twin.model_comparison.model_comparison is 'name of the comparison';
comment on column twin.model_comparison.n_paired_neurons is 'neurons that are in both datasets';
comment on column twin.model_comparison._parts_hash is 'SHA-256 over the row hashes of the parts; triggers keep it true';
comment on column twin.model_comparison._run_id is 'The provenance.run that wrote the row';
comment on column twin.model_comparison._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.model_comparison._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table job.model_comparison (
  model_comparison text not null,
  status text not null default 'pending',
  priority integer not null default 0,
  attempts integer not null default 0,
  deaths integer not null default 0,
  epoch bigint,
  worker_id bigint,
  claimed_at timestamp with time zone,
  not_before timestamp with time zone not null default '-infinity',
  error_class text,
  error_message text,
  constraint model_comparison_pkey primary key (model_comparison),
  constraint model_comparison_complete_model_comparison_fkey foreign key (model_comparison) references twin.complete_model_comparison (model_comparison) on delete cascade,
  constraint model_comparison_model_comparison_task_fkey foreign key (model_comparison) references twin.model_comparison_task (model_comparison) on delete cascade,
  constraint model_comparison_status_known check (status in ('pending', 'claimed', 'failed', 'quarantined', 'ignored')),
  constraint model_comparison_claim_complete check ((status = 'claimed') = (epoch is not null) and (status = 'claimed') = (worker_id is not null) and (status = 'claimed') = (claimed_at is not null)),
  constraint model_comparison_failure_explained check (status <> 'failed' or (error_class is not null and error_message is not null)),
  constraint model_comparison_counts_not_negative check (attempts >= 0 and deaths >= 0)
) with (autovacuum_vacuum_scale_factor = 0.02);
create index model_comparison_pending_idx on job.model_comparison (priority desc, model_comparison) where status = 'pending';
create index model_comparison_claimed_idx on job.model_comparison (epoch) where status = 'claimed';
comment on table job.model_comparison is 'Keys of twin.model_comparison that are not done';
comment on column job.model_comparison.model_comparison is 'name of the comparison';
comment on column job.model_comparison.status is 'pending, claimed, failed, quarantined or ignored';
comment on column job.model_comparison.priority is 'Larger ones are claimed first';
comment on column job.model_comparison.attempts is 'Computes that ended with an error';
comment on column job.model_comparison.deaths is 'Workers that died while they held the key';
comment on column job.model_comparison.epoch is 'Number of the claim that holds the key; only its commit counts';
comment on column job.model_comparison.worker_id is 'The job.worker that holds the key';
comment on column job.model_comparison.claimed_at is 'Database time of the claim';
comment on column job.model_comparison.not_before is 'Back-off: not to be claimed earlier';
comment on column job.model_comparison.error_class is 'Kind of the last error';
comment on column job.model_comparison.error_message is 'The last error, with its key';

create table twin.index_comparison (
  model_comparison text not null,
  compared_property text not null,
  n_pairs_with_both integer not null,
  one_mean double precision,
  other_mean double precision,
  mean_difference double precision,
  sd_difference double precision,
  wilcoxon_statistic double precision not null,
  wilcoxon_p_value double precision not null,
  wilcoxon_q_value double precision not null,
  paired_pearson double precision not null,
  paired_spearman double precision not null,
  _run_id bigint,
  _input_hash text,
  _row_hash text not null generated always as (encode(sha256(provenance.field(model_comparison) || provenance.field(compared_property) || provenance.field(n_pairs_with_both) || provenance.field(one_mean) || provenance.field(other_mean) || provenance.field(mean_difference) || provenance.field(sd_difference) || provenance.field(wilcoxon_statistic) || provenance.field(wilcoxon_p_value) || provenance.field(wilcoxon_q_value) || provenance.field(paired_pearson) || provenance.field(paired_spearman) || provenance.field(_input_hash)), 'hex')) stored,
  constraint index_comparison_pkey primary key (model_comparison, compared_property),
  constraint index_comparison_model_comparison_fkey foreign key (model_comparison) references twin.model_comparison (model_comparison) on delete cascade
);
comment on table twin.index_comparison is 'One index of the neurons of two populations';
comment on column twin.index_comparison.model_comparison is 'name of the comparison';
comment on column twin.index_comparison.compared_property is 'name of the index, as in report.neuron_property';
comment on column twin.index_comparison.n_pairs_with_both is 'neurons that have it in both';
comment on column twin.index_comparison.one_mean is 'over these neurons; null where there is none';
comment on column twin.index_comparison.other_mean is 'over these neurons';
comment on column twin.index_comparison.mean_difference is 'the other minus the one, mean over these neurons';
comment on column twin.index_comparison.sd_difference is 'SD of the difference; null below two neurons';
comment on column twin.index_comparison.wilcoxon_statistic is 'signed-rank test: the smaller sum of ranks of positive and negative differences';
comment on column twin.index_comparison.wilcoxon_p_value is 'two-sided; 1 where no neuron differs';
comment on column twin.index_comparison.wilcoxon_q_value is 'false discovery rate over the indices (Benjamini & Hochberg)';
comment on column twin.index_comparison.paired_pearson is 'correlation of the one with the other; 0 where one is constant';
comment on column twin.index_comparison.paired_spearman is 'rank correlation of the one with the other';
comment on column twin.index_comparison._run_id is 'The provenance.run that wrote the row';
comment on column twin.index_comparison._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.index_comparison._row_hash is 'SHA-256 over the key, the columns and _input_hash';

-- makes stale what is there of twin.model, twin.model_score, twin.ensemble, twin.readout, twin.alignment, twin.clustering, twin.embedding, twin.density_estimate, twin.cluster_stability, twin.optimal_gabor, twin.orientation_tuning, twin.phase_tuning, twin.orientation_fit, twin.phase_fit, twin.gabor_certificate, twin.size_contrast_tuning, twin.plaid_tuning, twin.glm, twin.nonlinearity, twin.optimal_dog, twin.mei, twin.stimulus_comparison, twin.cluster_gabor, twin.cluster_dog, twin.cluster_mei, twin.cluster_orientation_tuning, twin.cluster_phase_tuning, twin.cluster_size_contrast_tuning, twin.cluster_plaid_tuning, twin.cluster_stimulus_comparison, twin.optimum_in_truth, twin.cluster_analysis, twin.suboptimal_gabor, twin.size_curve_agreement
-- rewrites twin.dataset: _row_hash covers the new columns, so every row gets another hash (later columns: every row that sets one)
alter table twin.dataset
  drop column _row_hash,
  add column half_seed bigint,
  add column image_half integer,
  add column _row_hash text not null generated always as (encode(sha256(((((((((((((provenance.field(dataset) || provenance.field(pooling)) || provenance.field(selection)) || provenance.field(neurons_per_scan)) || provenance.field(selection_seed)) || provenance.field(test_repeats)) || provenance.field(n_scans)) || provenance.field(n_pooled_neurons)) || provenance.field(n_train_images)) || provenance.field(n_test_images)) || provenance.field(content_sha256)) ||
CASE
    WHEN (image_half IS NULL) THEN '\x'::bytea
    ELSE (provenance.field('image_half'::text) || provenance.field(image_half))
END) ||
CASE
    WHEN (half_seed IS NULL) THEN '\x'::bytea
    ELSE (provenance.field('half_seed'::text) || provenance.field(half_seed))
END)), 'hex'::text)) stored,
  add constraint dataset_half_proper CHECK ((((image_half = ANY (ARRAY[1, 2])) AND (half_seed IS NOT NULL)) OR ((image_half IS NULL) AND (half_seed IS NULL))));
comment on column twin.dataset.half_seed is 'of the draw of the halves; with one seed, halves 1 and 2 share no training image';
comment on column twin.dataset.image_half is '1 or 2: the training images are this half of the pooled ones; null: all';
comment on column twin.dataset._row_hash is 'SHA-256 over the key, the columns and _input_hash';

-- makes stale what is there of twin.model, twin.model_score, twin.readout, twin.alignment, twin.clustering, twin.embedding, twin.density_estimate, twin.cluster_stability, twin.optimal_gabor, twin.orientation_tuning, twin.phase_tuning, twin.orientation_fit, twin.phase_fit, twin.gabor_certificate, twin.size_contrast_tuning, twin.plaid_tuning, twin.nonlinearity, twin.optimal_dog, twin.mei, twin.stimulus_comparison, twin.cluster_gabor, twin.cluster_dog, twin.cluster_mei, twin.cluster_orientation_tuning, twin.cluster_phase_tuning, twin.cluster_size_contrast_tuning, twin.cluster_plaid_tuning, twin.cluster_stimulus_comparison, twin.optimum_in_truth, twin.cluster_analysis, twin.suboptimal_gabor, twin.size_curve_agreement
-- rewrites twin.model_config: _row_hash covers the new columns, so every row gets another hash (later columns: every row that sets one)
alter table twin.model_config
  drop column _row_hash,
  add column core_sha256 text,
  add column core_source text,
  add column layer_kinds text[],
  add column nonlinearity text,
  add column _row_hash text not null generated always as (encode(sha256((((((((((((((((((provenance.field(model_config) || provenance.field(filter_sizes)) || provenance.field(n_features)) || provenance.field(n_orientations)) || provenance.field(shared_batch_norm)) || provenance.field(batch_norm_momentum)) || provenance.field(batch_norm_epsilon)) || provenance.field(readout)) || provenance.field(smooth_weight)) || provenance.field(sparse_weight)) || provenance.field(readout_weight)) || provenance.field(position_weight)) || provenance.field(sigma_init)) || provenance.field(mask_threshold)) ||
CASE
    WHEN (layer_kinds IS NULL) THEN '\x'::bytea
    ELSE (provenance.field('layer_kinds'::text) || provenance.field(layer_kinds))
END) ||
CASE
    WHEN (nonlinearity IS NULL) THEN '\x'::bytea
    ELSE (provenance.field('nonlinearity'::text) || provenance.field(nonlinearity))
END) ||
CASE
    WHEN (core_sha256 IS NULL) THEN '\x'::bytea
    ELSE (provenance.field('core_sha256'::text) || provenance.field(core_sha256))
END) ||
CASE
    WHEN (core_source IS NULL) THEN '\x'::bytea
    ELSE (provenance.field('core_source'::text) || provenance.field(core_source))
END)), 'hex'::text)) stored,
  add constraint model_config_core_with_source CHECK (((core_sha256 IS NULL) = (core_source IS NULL))),
  add constraint model_config_nonlinearity_known CHECK ((nonlinearity = ANY (ARRAY['softplus'::text, 'elu'::text])));
comment on column twin.model_config.core_sha256 is 'SHA-256 of the twin whose core is taken and stays as it is, a blob of the store; null: the core is trained';
comment on column twin.model_config.core_source is 'key of the model that the core comes from';
comment on column twin.model_config.layer_kinds is 'of each layer: dense, separable (a filter for each channel, then mixing), mixed_separable (mixing before, too); null: all dense';
comment on column twin.model_config.nonlinearity is 'between layers: softplus or elu; null: softplus';
comment on column twin.model_config._row_hash is 'SHA-256 over the key, the columns and _input_hash';

-- makes stale what is there of twin.model, twin.model_score, twin.readout, twin.alignment, twin.clustering, twin.embedding, twin.density_estimate, twin.cluster_stability, twin.optimal_gabor, twin.orientation_tuning, twin.phase_tuning, twin.orientation_fit, twin.phase_fit, twin.gabor_certificate, twin.size_contrast_tuning, twin.plaid_tuning, twin.nonlinearity, twin.optimal_dog, twin.mei, twin.stimulus_comparison, twin.cluster_gabor, twin.cluster_dog, twin.cluster_mei, twin.cluster_orientation_tuning, twin.cluster_phase_tuning, twin.cluster_size_contrast_tuning, twin.cluster_plaid_tuning, twin.cluster_stimulus_comparison, twin.optimum_in_truth, twin.cluster_analysis, twin.suboptimal_gabor, twin.size_curve_agreement
-- rewrites twin.training_config: _row_hash covers the new columns, so every row gets another hash (later columns: every row that sets one)
alter table twin.training_config
  drop constraint training_config_schedule_known,
  drop column _row_hash,
  add column averaging_share real,
  add column _row_hash text not null generated always as (encode(sha256(((((((((((((provenance.field(training_config) || provenance.field(learning_rate)) || provenance.field(learning_rate_factor)) || provenance.field(batch_size)) || provenance.field(max_iterations)) || provenance.field(schedule)) || provenance.field(drop_shares)) || provenance.field(n_drops)) || provenance.field(validation_every)) || provenance.field(patience)) || provenance.field(validation_share)) || provenance.field(reduced_precision)) ||
CASE
    WHEN (averaging_share IS NULL) THEN '\x'::bytea
    ELSE (provenance.field('averaging_share'::text) || provenance.field(averaging_share))
END)), 'hex'::text)) stored,
  add constraint training_config_schedule_known CHECK ((schedule = ANY (ARRAY['plateau'::text, 'fixed'::text, 'cosine'::text])));
comment on column twin.training_config.averaging_share is 'the twin has the mean of the weights over this last share of max_iterations; null: those of one step';
comment on column twin.training_config.schedule is 'plateau: drop when validation stops improving; fixed: drop at drop_shares; cosine: fall to learning_rate_factor along half a period';
comment on column twin.training_config._row_hash is 'SHA-256 over the key, the columns and _input_hash';

-- makes stale what is there of twin.clustering, twin.cluster_stability, twin.cluster_gabor, twin.cluster_dog, twin.cluster_mei, twin.cluster_orientation_tuning, twin.cluster_phase_tuning, twin.cluster_size_contrast_tuning, twin.cluster_plaid_tuning, twin.cluster_stimulus_comparison, twin.cluster_analysis
-- rewrites twin.clustering_task: _row_hash covers the new columns, so every row gets another hash (later columns: every row that sets one)
alter table twin.clustering_task
  drop column _row_hash,
  add column neuron_group_sha256 text,
  add column _row_hash text not null generated always as (encode(sha256(((((((provenance.field(dataset) || provenance.field(model_config)) || provenance.field(training_config)) || provenance.field(seed)) || provenance.field(alignment_config)) || provenance.field(clustering_config)) ||
CASE
    WHEN (neuron_group_sha256 IS NULL) THEN '\x'::bytea
    ELSE (provenance.field('neuron_group_sha256'::text) || provenance.field(neuron_group_sha256))
END)), 'hex'::text)) stored;
comment on column twin.clustering_task.neuron_group_sha256 is 'of a named set of neurons: SHA-256 over its members, which alone are clustered; null: all neurons are';
comment on column twin.clustering_task._row_hash is 'SHA-256 over the key, the columns and _input_hash';

-- makes stale what is there of twin.population, twin.cluster_analysis
-- rewrites twin.complete_population: _row_hash covers the new columns, so every row gets another hash (later columns: every row that sets one)
alter table twin.complete_population
  drop column _row_hash,
  add column n_excluded_neurons integer,
  add column _row_hash text not null generated always as (encode(sha256(((((((((provenance.field(dataset) || provenance.field(model_config)) || provenance.field(training_config)) || provenance.field(seed)) || provenance.field(optimal_gabor_config)) || provenance.field(population_config)) || provenance.field(n_complete_neurons)) || provenance.field(properties_sha256)) ||
CASE
    WHEN (n_excluded_neurons IS NULL) THEN '\x'::bytea
    ELSE (provenance.field('n_excluded_neurons'::text) || provenance.field(n_excluded_neurons))
END)), 'hex'::text)) stored;
comment on column twin.complete_population.n_excluded_neurons is 'neurons that lack a property, since a job on the way to it failed, was quarantined or is ignored (report.property_gap); null: none';
comment on column twin.complete_population._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create view public.dataset as
  select dataset, pooling, selection, neurons_per_scan, selection_seed, test_repeats, n_scans, n_pooled_neurons, n_train_images, n_test_images, content_sha256, image_half, half_seed
  from twin.dataset;
comment on view public.dataset is 'Scans pooled for one model';
comment on column public.dataset.dataset is 'name of the dataset';
comment on column public.dataset.pooling is 'training images of all scans (intersection) or of any (union, missing responses masked)';
comment on column public.dataset.selection is 'neurons of each scan: all, random (by seed) or best by oracle';
comment on column public.dataset.neurons_per_scan is 'at most so many neurons of a scan; null: all';
comment on column public.dataset.selection_seed is 'seed of the random selection and of the resampled test repeats';
comment on column public.dataset.test_repeats is 'test trials of an image are drawn or resampled to so many; exactly so many pass untouched';
comment on column public.dataset.n_scans is 'scans';
comment on column public.dataset.n_pooled_neurons is 'neurons of all scans';
comment on column public.dataset.n_train_images is 'training images, validation included';
comment on column public.dataset.n_test_images is 'test images';
comment on column public.dataset.content_sha256 is 'SHA-256 over the recordings, neurons and images selected: what a model of this dataset depends on';
comment on column public.dataset.image_half is '1 or 2: the training images are this half of the pooled ones; null: all';
comment on column public.dataset.half_seed is 'of the draw of the halves; with one seed, halves 1 and 2 share no training image';
create view public.model_config as
  select model_config, filter_sizes, n_features, n_orientations, shared_batch_norm, batch_norm_momentum, batch_norm_epsilon, readout, smooth_weight, sparse_weight, readout_weight, position_weight, sigma_init, mask_threshold, layer_kinds, nonlinearity, core_sha256, core_source
  from twin.model_config;
comment on view public.model_config is 'Architectures: rotation-equivariant core and readout';
comment on column public.model_config.model_config is 'name of the setting';
comment on column public.model_config.filter_sizes is '[px] width of the filters of each layer';
comment on column public.model_config.n_features is 'features per orientation and layer';
comment on column public.model_config.n_orientations is 'orientations of each feature';
comment on column public.model_config.shared_batch_norm is 'batch norm shared by the orientations of a feature: exact equivariance';
comment on column public.model_config.batch_norm_momentum is 'weight of a batch in the running statistics';
comment on column public.model_config.batch_norm_epsilon is 'added to the variance';
comment on column public.model_config.readout is 'factorised (mask x features) or gaussian (one position)';
comment on column public.model_config.smooth_weight is 'penalty on the Laplacian of the filters, scaled by n_neurons / 13047';
comment on column public.model_config.sparse_weight is 'group-sparsity penalty, scaled by n_neurons / 13047';
comment on column public.model_config.readout_weight is 'L1 penalty of the readout, per neuron';
comment on column public.model_config.position_weight is 'gaussian: penalty on each neuron''s own shift';
comment on column public.model_config.sigma_init is 'gaussian: initial SD of the position noise, image half-widths';
comment on column public.model_config.mask_threshold is 'factorised: mask values below it count as zero';
comment on column public.model_config.layer_kinds is 'of each layer: dense, separable (a filter for each channel, then mixing), mixed_separable (mixing before, too); null: all dense';
comment on column public.model_config.nonlinearity is 'between layers: softplus or elu; null: softplus';
comment on column public.model_config.core_sha256 is 'SHA-256 of the twin whose core is taken and stays as it is, a blob of the store; null: the core is trained';
comment on column public.model_config.core_source is 'key of the model that the core comes from';
create view public.training_config as
  select training_config, learning_rate, learning_rate_factor, batch_size, max_iterations, schedule, drop_shares, n_drops, validation_every, patience, validation_share, reduced_precision, averaging_share
  from twin.training_config;
comment on view public.training_config is 'Settings of training';
comment on column public.training_config.training_config is 'name of the setting';
comment on column public.training_config.learning_rate is 'of Adam, at the start';
comment on column public.training_config.learning_rate_factor is 'at each drop';
comment on column public.training_config.batch_size is '[images] images a step';
comment on column public.training_config.max_iterations is 'steps at most; 0: the network as it was drawn';
comment on column public.training_config.schedule is 'plateau: drop when validation stops improving; fixed: drop at drop_shares; cosine: fall to learning_rate_factor along half a period';
comment on column public.training_config.drop_shares is 'fixed: shares of max_iterations at which the rate drops';
comment on column public.training_config.n_drops is 'plateau: drops before training ends';
comment on column public.training_config.validation_every is '[iterations] steps between validations';
comment on column public.training_config.patience is '[validations] plateau: validations without improvement before a drop';
comment on column public.training_config.validation_share is 'share of the training images held out';
comment on column public.training_config.reduced_precision is 'while training, convolutions behind the first layer run in bfloat16, where the CPU (AVX512-BF16) or GPU has it';
comment on column public.training_config.averaging_share is 'the twin has the mean of the weights over this last share of max_iterations; null: those of one step';
create view public.model_set as
  select dataset, model_set
  from twin.model_set;
comment on view public.model_set is 'Models of one dataset whose ensemble somebody asked for (doppel request ensemble)';
comment on column public.model_set.dataset is 'name of the dataset';
comment on column public.model_set.model_set is 'name of the set';
create view public.model_set_member as
  select dataset, model_set, model_config, training_config, seed, model_set_index
  from twin.model_set_member;
comment on view public.model_set_member is 'The models of a set: of other seeds or settings';
comment on column public.model_set_member.dataset is 'name of the dataset';
comment on column public.model_set_member.model_set is 'name of the set';
comment on column public.model_set_member.model_config is 'name of the setting';
comment on column public.model_set_member.training_config is 'name of the setting';
comment on column public.model_set_member.seed is 'of initial weights, validation split and batches';
comment on column public.model_set_member.model_set_index is 'place in the set, from 0';
create view public.complete_model_set as
  select dataset, model_set, n_set_models, model_scores_sha256
  from twin.complete_model_set;
comment on view public.complete_model_set is 'Sets all of whose models are scored; triggers keep it (sql/complete_sets.sql)';
comment on column public.complete_model_set.dataset is 'name of the dataset';
comment on column public.complete_model_set.model_set is 'name of the set';
comment on column public.complete_model_set.n_set_models is 'models';
comment on column public.complete_model_set.model_scores_sha256 is 'SHA-256 over the places and row hashes of the models'' scores';
create view public.ensemble as
  select dataset, model_set, mean_ensemble_single_trial_correlation, mean_ensemble_average_correlation, mean_members_single_trial_correlation, mean_members_average_correlation, best_member_single_trial_correlation
  from twin.ensemble;
comment on view public.ensemble is 'How well the mean of several twins'' predictions agrees with the test images'' trials';
comment on column public.ensemble.dataset is 'name of the dataset';
comment on column public.ensemble.model_set is 'name of the set';
comment on column public.ensemble.mean_ensemble_single_trial_correlation is 'of the ensemble with single trials, mean over neurons';
comment on column public.ensemble.mean_ensemble_average_correlation is 'of the ensemble with the mean over repeats, mean over neurons';
comment on column public.ensemble.mean_members_single_trial_correlation is 'of a member with single trials, mean over members and neurons';
comment on column public.ensemble.mean_members_average_correlation is 'of a member with the mean over repeats, mean over members and neurons';
comment on column public.ensemble.best_member_single_trial_correlation is 'of the best member with single trials, mean over neurons';
create view public.ensemble_score as
  select dataset, model_set, animal_id, session, scan_idx, unit_id, ensemble_single_trial_correlation, ensemble_average_correlation, members_single_trial_correlation, members_average_correlation, ensemble_predictions
  from twin.ensemble_score;
comment on view public.ensemble_score is 'How well an ensemble predicts one neuron, with its predictions';
comment on column public.ensemble_score.dataset is 'name of the dataset';
comment on column public.ensemble_score.model_set is 'name of the set';
comment on column public.ensemble_score.animal_id is 'number of the animal';
comment on column public.ensemble_score.session is 'number of the animal''s experiment';
comment on column public.ensemble_score.scan_idx is 'number of the scan in its session';
comment on column public.ensemble_score.unit_id is 'number of the neuron in its scan';
comment on column public.ensemble_score.ensemble_single_trial_correlation is 'over all pairs of test image and repeat; 0 for a constant neuron';
comment on column public.ensemble_score.ensemble_average_correlation is 'with the mean over repeats';
comment on column public.ensemble_score.members_single_trial_correlation is 'neuron_score.single_trial_correlation, mean over members';
comment on column public.ensemble_score.members_average_correlation is 'neuron_score.average_correlation, mean over members';
comment on column public.ensemble_score.ensemble_predictions is '[events] mean of the members'' neuron_score.test_predictions';
create view public.neuron_group as
  select dataset, clustering_config, chosen_from, chosen_where
  from twin.neuron_group;
comment on view public.neuron_group is 'Sets of neurons that a person named: each is a clustering of one cluster (doppel request stimuli)';
comment on column public.neuron_group.dataset is 'name of the dataset';
comment on column public.neuron_group.clustering_config is 'name of the setting';
comment on column public.neuron_group.chosen_from is 'table whose rows the members were chosen by';
comment on column public.neuron_group.chosen_where is 'condition on those rows';
create view public.neuron_group_member as
  select dataset, clustering_config, animal_id, session, scan_idx, unit_id
  from twin.neuron_group_member;
comment on view public.neuron_group_member is 'The neurons of a named set';
comment on column public.neuron_group_member.dataset is 'name of the dataset';
comment on column public.neuron_group_member.clustering_config is 'name of the setting';
comment on column public.neuron_group_member.animal_id is 'number of the animal';
comment on column public.neuron_group_member.session is 'number of the animal''s experiment';
comment on column public.neuron_group_member.scan_idx is 'number of the scan in its session';
comment on column public.neuron_group_member.unit_id is 'number of the neuron in its scan';
create view public.clustering_task as
  select dataset, model_config, training_config, seed, alignment_config, clustering_config, neuron_group_sha256
  from twin.clustering_task;
comment on view public.clustering_task is 'The clusterings that somebody asked for';
comment on column public.clustering_task.dataset is 'name of the dataset';
comment on column public.clustering_task.model_config is 'name of the setting';
comment on column public.clustering_task.training_config is 'name of the setting';
comment on column public.clustering_task.seed is 'of initial weights, validation split and batches';
comment on column public.clustering_task.alignment_config is 'name of the setting';
comment on column public.clustering_task.clustering_config is 'name of the setting';
comment on column public.clustering_task.neuron_group_sha256 is 'of a named set of neurons: SHA-256 over its members, which alone are clustered; null: all neurons are';
create view public.cluster_gabor_task as
  select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config
  from twin.cluster_gabor_task;
comment on view public.cluster_gabor_task is 'The clusterings whose clusters'' optimal Gabors somebody asked for';
comment on column public.cluster_gabor_task.dataset is 'name of the dataset';
comment on column public.cluster_gabor_task.model_config is 'name of the setting';
comment on column public.cluster_gabor_task.training_config is 'name of the setting';
comment on column public.cluster_gabor_task.seed is 'of initial weights, validation split and batches';
comment on column public.cluster_gabor_task.alignment_config is 'name of the setting';
comment on column public.cluster_gabor_task.clustering_config is 'name of the setting';
comment on column public.cluster_gabor_task.optimal_gabor_config is 'name of the grid';
create view public.complete_cluster as
  select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster, n_complete_members, members_sha256
  from twin.complete_cluster;
comment on view public.complete_cluster is 'Clusters all of whose members have their optimal Gabor; triggers keep it (sql/complete_clusters.sql)';
comment on column public.complete_cluster.dataset is 'name of the dataset';
comment on column public.complete_cluster.model_config is 'name of the setting';
comment on column public.complete_cluster.training_config is 'name of the setting';
comment on column public.complete_cluster.seed is 'of initial weights, validation split and batches';
comment on column public.complete_cluster.alignment_config is 'name of the setting';
comment on column public.complete_cluster.clustering_config is 'name of the setting';
comment on column public.complete_cluster.optimal_gabor_config is 'name of the grid';
comment on column public.complete_cluster.cluster is 'number of the cluster, from 0, the largest first';
comment on column public.complete_cluster.n_complete_members is 'neurons';
comment on column public.complete_cluster.members_sha256 is 'SHA-256 over the row hashes of the members'' optimal Gabors';
create view public.cluster_gabor as
  select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_size, cluster_spatial_frequency, cluster_contrast, cluster_phase, cluster_gabor_objective, cluster_gabor_edges, n_cluster_gabors
  from twin.cluster_gabor;
comment on view public.cluster_gabor is 'The Gabor that excites the members of a cluster most, shown to each at the centre of its optimal Gabor and at that one''s orientation, in the better of both directions';
comment on column public.cluster_gabor.dataset is 'name of the dataset';
comment on column public.cluster_gabor.model_config is 'name of the setting';
comment on column public.cluster_gabor.training_config is 'name of the setting';
comment on column public.cluster_gabor.seed is 'of initial weights, validation split and batches';
comment on column public.cluster_gabor.alignment_config is 'name of the setting';
comment on column public.cluster_gabor.clustering_config is 'name of the setting';
comment on column public.cluster_gabor.cluster is 'number of the cluster, from 0, the largest first';
comment on column public.cluster_gabor.optimal_gabor_config is 'name of the grid';
comment on column public.cluster_gabor.cluster_size is '[px] +-2 SD of the envelope';
comment on column public.cluster_gabor.cluster_spatial_frequency is '[cycles/px] of the carrier';
comment on column public.cluster_gabor.cluster_contrast is '[z-score] in units of the training images'' pixel SD';
comment on column public.cluster_gabor.cluster_phase is '[deg] of the carrier at the centre, 0..180: above, it is the same stimulus with every member turned by 180 deg';
comment on column public.cluster_gabor.cluster_gabor_objective is '[SD] what is largest: mean over members of the predicted response over the SD of the neuron''s training responses';
comment on column public.cluster_gabor.cluster_gabor_edges is 'ends of the grid that it touches (size_min, ...), so that a better one may lie beyond; the highest contrast is the rule and does not count';
comment on column public.cluster_gabor.n_cluster_gabors is 'stimuli that were compared';
create view public.cluster_gabor_member as
  select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id, cluster_gabor_angle, cluster_gabor_activation, cluster_gabor_share
  from twin.cluster_gabor_member;
comment on view public.cluster_gabor_member is 'What its cluster''s Gabor does to a neuron';
comment on column public.cluster_gabor_member.dataset is 'name of the dataset';
comment on column public.cluster_gabor_member.model_config is 'name of the setting';
comment on column public.cluster_gabor_member.training_config is 'name of the setting';
comment on column public.cluster_gabor_member.seed is 'of initial weights, validation split and batches';
comment on column public.cluster_gabor_member.alignment_config is 'name of the setting';
comment on column public.cluster_gabor_member.clustering_config is 'name of the setting';
comment on column public.cluster_gabor_member.cluster is 'number of the cluster, from 0, the largest first';
comment on column public.cluster_gabor_member.optimal_gabor_config is 'name of the grid';
comment on column public.cluster_gabor_member.animal_id is 'number of the animal';
comment on column public.cluster_gabor_member.session is 'number of the animal''s experiment';
comment on column public.cluster_gabor_member.scan_idx is 'number of the scan in its session';
comment on column public.cluster_gabor_member.unit_id is 'number of the neuron in its scan';
comment on column public.cluster_gabor_member.cluster_gabor_angle is '[deg] that the Gabor is turned by, 0..360: the orientation of the neuron''s optimal Gabor, or that + 180';
comment on column public.cluster_gabor_member.cluster_gabor_activation is '[events] predicted response to it';
comment on column public.cluster_gabor_member.cluster_gabor_share is 'that response over the one to the neuron''s optimal Gabor; null where that is 0';
create view public.cluster_dog_task as
  select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, optimal_dog_config
  from twin.cluster_dog_task;
comment on view public.cluster_dog_task is 'The clusterings whose clusters'' optimal differences of Gaussians somebody asked for';
comment on column public.cluster_dog_task.dataset is 'name of the dataset';
comment on column public.cluster_dog_task.model_config is 'name of the setting';
comment on column public.cluster_dog_task.training_config is 'name of the setting';
comment on column public.cluster_dog_task.seed is 'of initial weights, validation split and batches';
comment on column public.cluster_dog_task.alignment_config is 'name of the setting';
comment on column public.cluster_dog_task.clustering_config is 'name of the setting';
comment on column public.cluster_dog_task.optimal_gabor_config is 'name of the grid';
comment on column public.cluster_dog_task.optimal_dog_config is 'name of the grid';
create view public.cluster_dog as
  select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config, cluster_sigma_cen, cluster_sigma_sur, cluster_a_cen, cluster_a_sur, cluster_dog_objective, cluster_dog_edges, n_cluster_dogs
  from twin.cluster_dog;
comment on view public.cluster_dog is 'The difference of Gaussians that excites the members of a cluster most, shown to each at the centre of its optimal Gabor';
comment on column public.cluster_dog.dataset is 'name of the dataset';
comment on column public.cluster_dog.model_config is 'name of the setting';
comment on column public.cluster_dog.training_config is 'name of the setting';
comment on column public.cluster_dog.seed is 'of initial weights, validation split and batches';
comment on column public.cluster_dog.alignment_config is 'name of the setting';
comment on column public.cluster_dog.clustering_config is 'name of the setting';
comment on column public.cluster_dog.cluster is 'number of the cluster, from 0, the largest first';
comment on column public.cluster_dog.optimal_gabor_config is 'name of the grid';
comment on column public.cluster_dog.optimal_dog_config is 'name of the grid';
comment on column public.cluster_dog.cluster_sigma_cen is '[px] SD of the centre';
comment on column public.cluster_dog.cluster_sigma_sur is '[px] SD of the surround; without surround the first of the grid';
comment on column public.cluster_dog.cluster_a_cen is '[z-score] value at the middle; negative: dark';
comment on column public.cluster_dog.cluster_a_sur is 'weight of the surround';
comment on column public.cluster_dog.cluster_dog_objective is '[SD] what is largest: mean over members of the predicted response over the SD of the neuron''s training responses';
comment on column public.cluster_dog.cluster_dog_edges is 'ends of the grid that it touches (sigma_cen_min, ...), as optimal_dog.dog_grid_edges';
comment on column public.cluster_dog.n_cluster_dogs is 'stimuli that were compared';
create view public.cluster_dog_member as
  select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config, animal_id, session, scan_idx, unit_id, cluster_dog_activation
  from twin.cluster_dog_member;
comment on view public.cluster_dog_member is 'What its cluster''s difference of Gaussians does to a neuron';
comment on column public.cluster_dog_member.dataset is 'name of the dataset';
comment on column public.cluster_dog_member.model_config is 'name of the setting';
comment on column public.cluster_dog_member.training_config is 'name of the setting';
comment on column public.cluster_dog_member.seed is 'of initial weights, validation split and batches';
comment on column public.cluster_dog_member.alignment_config is 'name of the setting';
comment on column public.cluster_dog_member.clustering_config is 'name of the setting';
comment on column public.cluster_dog_member.cluster is 'number of the cluster, from 0, the largest first';
comment on column public.cluster_dog_member.optimal_gabor_config is 'name of the grid';
comment on column public.cluster_dog_member.optimal_dog_config is 'name of the grid';
comment on column public.cluster_dog_member.animal_id is 'number of the animal';
comment on column public.cluster_dog_member.session is 'number of the animal''s experiment';
comment on column public.cluster_dog_member.scan_idx is 'number of the scan in its session';
comment on column public.cluster_dog_member.unit_id is 'number of the neuron in its scan';
comment on column public.cluster_dog_member.cluster_dog_activation is '[events] predicted response to it';
create view public.cluster_mei_config as
  select cluster_mei_config, n_hermite_ranks, template_support, hermite_unit, cluster_mei_norm, cluster_mei_smoothness, cluster_mei_learning_rate, n_template_angles, n_cluster_mei_starts, steps_per_round, max_cluster_mei_rounds, n_cluster_mei_drops, cluster_mei_patience, cluster_mei_tolerance, cluster_mei_seed
  from twin.cluster_mei_config;
comment on view public.cluster_mei_config is 'Settings of the ascent to clusters'' most exciting images';
comment on column public.cluster_mei_config.cluster_mei_config is 'name of the setting';
comment on column public.cluster_mei_config.n_hermite_ranks is 'of the Hermite functions: r give r (r + 1) / 2';
comment on column public.cluster_mei_config.template_support is '[px] width of the template, odd';
comment on column public.cluster_mei_config.hermite_unit is '[px] length of the functions'' unit: rank 0 has an SD of sqrt(2) of them';
comment on column public.cluster_mei_config.cluster_mei_norm is '[z-score] L2 norm of the template';
comment on column public.cluster_mei_config.cluster_mei_smoothness is 'weight of the roughness';
comment on column public.cluster_mei_config.cluster_mei_learning_rate is 'first rate of Adam';
comment on column public.cluster_mei_config.n_template_angles is 'of the grid over the full circle on which a member''s angle is searched';
comment on column public.cluster_mei_config.n_cluster_mei_starts is 'random starts of a cluster';
comment on column public.cluster_mei_config.steps_per_round is 'of the coefficients between two searches for angles';
comment on column public.cluster_mei_config.max_cluster_mei_rounds is 'rounds of a start at most';
comment on column public.cluster_mei_config.n_cluster_mei_drops is 'times that the rate falls to a tenth';
comment on column public.cluster_mei_config.cluster_mei_patience is 'rounds without a rise of the objective by cluster_mei_tolerance';
comment on column public.cluster_mei_config.cluster_mei_tolerance is 'relative';
comment on column public.cluster_mei_config.cluster_mei_seed is 'of the starts';
create view public.cluster_mei_task as
  select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster_mei_config
  from twin.cluster_mei_task;
comment on view public.cluster_mei_task is 'The clusterings whose clusters'' most exciting images somebody asked for';
comment on column public.cluster_mei_task.dataset is 'name of the dataset';
comment on column public.cluster_mei_task.model_config is 'name of the setting';
comment on column public.cluster_mei_task.training_config is 'name of the setting';
comment on column public.cluster_mei_task.seed is 'of initial weights, validation split and batches';
comment on column public.cluster_mei_task.alignment_config is 'name of the setting';
comment on column public.cluster_mei_task.clustering_config is 'name of the setting';
comment on column public.cluster_mei_task.optimal_gabor_config is 'name of the grid';
comment on column public.cluster_mei_task.cluster_mei_config is 'name of the setting';
create view public.cluster_mei as
  select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config, cluster_mei_template, cluster_mei_coefficients, cluster_mei_objective, cluster_mei_roughness, start_objectives, n_agreeing_templates, n_cluster_mei_rounds, cluster_mei_converged
  from twin.cluster_mei;
comment on view public.cluster_mei is 'The template that excites the members of a cluster most, shown to each at the centre of its optimal Gabor and turned by the angle that suits it';
comment on column public.cluster_mei.dataset is 'name of the dataset';
comment on column public.cluster_mei.model_config is 'name of the setting';
comment on column public.cluster_mei.training_config is 'name of the setting';
comment on column public.cluster_mei.seed is 'of initial weights, validation split and batches';
comment on column public.cluster_mei.alignment_config is 'name of the setting';
comment on column public.cluster_mei.clustering_config is 'name of the setting';
comment on column public.cluster_mei.cluster is 'number of the cluster, from 0, the largest first';
comment on column public.cluster_mei.optimal_gabor_config is 'name of the grid';
comment on column public.cluster_mei.cluster_mei_config is 'name of the setting';
comment on column public.cluster_mei.cluster_mei_template is '[z-score] template_support x template_support, row-major; known up to a turn that all members share';
comment on column public.cluster_mei.cluster_mei_coefficients is 'of the Hermite functions, whose sum the template is';
comment on column public.cluster_mei.cluster_mei_objective is '[SD] what is largest: mean over members of the predicted response over the SD of the neuron''s training responses, less cluster_mei_smoothness times the roughness';
comment on column public.cluster_mei.cluster_mei_roughness is 'sum of the template''s squared Laplacian';
comment on column public.cluster_mei.start_objectives is '[SD] where each start ended';
comment on column public.cluster_mei.n_agreeing_templates is 'starts whose objective is within 1 % of the best, that one included';
comment on column public.cluster_mei.n_cluster_mei_rounds is 'of the best start';
comment on column public.cluster_mei.cluster_mei_converged is 'the best start ended because its objective no longer rose, not at max_cluster_mei_rounds';
create view public.cluster_mei_member as
  select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config, animal_id, session, scan_idx, unit_id, cluster_mei_angle, cluster_mei_activation
  from twin.cluster_mei_member;
comment on view public.cluster_mei_member is 'What its cluster''s most exciting image does to a neuron';
comment on column public.cluster_mei_member.dataset is 'name of the dataset';
comment on column public.cluster_mei_member.model_config is 'name of the setting';
comment on column public.cluster_mei_member.training_config is 'name of the setting';
comment on column public.cluster_mei_member.seed is 'of initial weights, validation split and batches';
comment on column public.cluster_mei_member.alignment_config is 'name of the setting';
comment on column public.cluster_mei_member.clustering_config is 'name of the setting';
comment on column public.cluster_mei_member.cluster is 'number of the cluster, from 0, the largest first';
comment on column public.cluster_mei_member.optimal_gabor_config is 'name of the grid';
comment on column public.cluster_mei_member.cluster_mei_config is 'name of the setting';
comment on column public.cluster_mei_member.animal_id is 'number of the animal';
comment on column public.cluster_mei_member.session is 'number of the animal''s experiment';
comment on column public.cluster_mei_member.scan_idx is 'number of the scan in its session';
comment on column public.cluster_mei_member.unit_id is 'number of the neuron in its scan';
comment on column public.cluster_mei_member.cluster_mei_angle is '[deg] that the template is turned by, 0..360, counter-clockwise';
comment on column public.cluster_mei_member.cluster_mei_activation is '[events] predicted response to it';
create view public.cluster_experiment_task as
  select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config
  from twin.cluster_experiment_task;
comment on view public.cluster_experiment_task is 'The clusterings whose Gabors shall go through all experiments that are asked for with the neurons'' own';
comment on column public.cluster_experiment_task.dataset is 'name of the dataset';
comment on column public.cluster_experiment_task.model_config is 'name of the setting';
comment on column public.cluster_experiment_task.training_config is 'name of the setting';
comment on column public.cluster_experiment_task.seed is 'of initial weights, validation split and batches';
comment on column public.cluster_experiment_task.alignment_config is 'name of the setting';
comment on column public.cluster_experiment_task.clustering_config is 'name of the setting';
comment on column public.cluster_experiment_task.optimal_gabor_config is 'name of the grid';
create view public.cluster_orientation_tuning as
  select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, orientation_tuning_config, cluster_orientation_index, cluster_preferred_orientation, cluster_orientation_responses
  from twin.cluster_orientation_tuning;
comment on view public.cluster_orientation_tuning is 'The twin''s responses to its cluster''s Gabor at every orientation';
comment on column public.cluster_orientation_tuning.dataset is 'name of the dataset';
comment on column public.cluster_orientation_tuning.model_config is 'name of the setting';
comment on column public.cluster_orientation_tuning.training_config is 'name of the setting';
comment on column public.cluster_orientation_tuning.seed is 'of initial weights, validation split and batches';
comment on column public.cluster_orientation_tuning.animal_id is 'number of the animal';
comment on column public.cluster_orientation_tuning.session is 'number of the animal''s experiment';
comment on column public.cluster_orientation_tuning.scan_idx is 'number of the scan in its session';
comment on column public.cluster_orientation_tuning.unit_id is 'number of the neuron in its scan';
comment on column public.cluster_orientation_tuning.optimal_gabor_config is 'name of the grid';
comment on column public.cluster_orientation_tuning.alignment_config is 'name of the setting';
comment on column public.cluster_orientation_tuning.clustering_config is 'name of the setting';
comment on column public.cluster_orientation_tuning.cluster is 'number of the cluster, from 0, the largest first';
comment on column public.cluster_orientation_tuning.orientation_tuning_config is 'name of the setting';
comment on column public.cluster_orientation_tuning.cluster_orientation_index is 'F2/F0 as orientation_tuning.orientation_index';
comment on column public.cluster_orientation_tuning.cluster_preferred_orientation is '[deg] angle of the F2 component, 0..180';
comment on column public.cluster_orientation_tuning.cluster_orientation_responses is '[events] at n_tuning_orientations orientations from 0, evenly in 0..180 deg';
create view public.cluster_phase_tuning as
  select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, phase_tuning_config, cluster_phase_index, cluster_preferred_phase, cluster_phase_responses
  from twin.cluster_phase_tuning;
comment on view public.cluster_phase_tuning is 'The twin''s responses to its cluster''s Gabor at every phase';
comment on column public.cluster_phase_tuning.dataset is 'name of the dataset';
comment on column public.cluster_phase_tuning.model_config is 'name of the setting';
comment on column public.cluster_phase_tuning.training_config is 'name of the setting';
comment on column public.cluster_phase_tuning.seed is 'of initial weights, validation split and batches';
comment on column public.cluster_phase_tuning.animal_id is 'number of the animal';
comment on column public.cluster_phase_tuning.session is 'number of the animal''s experiment';
comment on column public.cluster_phase_tuning.scan_idx is 'number of the scan in its session';
comment on column public.cluster_phase_tuning.unit_id is 'number of the neuron in its scan';
comment on column public.cluster_phase_tuning.optimal_gabor_config is 'name of the grid';
comment on column public.cluster_phase_tuning.alignment_config is 'name of the setting';
comment on column public.cluster_phase_tuning.clustering_config is 'name of the setting';
comment on column public.cluster_phase_tuning.cluster is 'number of the cluster, from 0, the largest first';
comment on column public.cluster_phase_tuning.phase_tuning_config is 'name of the setting';
comment on column public.cluster_phase_tuning.cluster_phase_index is 'F1/F0 as phase_tuning.phase_index';
comment on column public.cluster_phase_tuning.cluster_preferred_phase is '[deg] angle of the F1 component, 0..360, of the Gabor at an orientation in 0..180';
comment on column public.cluster_phase_tuning.cluster_phase_responses is '[events] at n_tuning_phases phases from 0, evenly in 0..360 deg';
create view public.cluster_size_contrast_tuning as
  select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, size_contrast_config, cluster_suppression_index, cluster_contrast_index, cluster_preferred_size, cluster_gabor_sizes, cluster_gabor_contrasts, cluster_size_contrast_responses
  from twin.cluster_size_contrast_tuning;
comment on view public.cluster_size_contrast_tuning is 'The twin''s responses to its cluster''s Gabor at every size and contrast, its spatial frequency held';
comment on column public.cluster_size_contrast_tuning.dataset is 'name of the dataset';
comment on column public.cluster_size_contrast_tuning.model_config is 'name of the setting';
comment on column public.cluster_size_contrast_tuning.training_config is 'name of the setting';
comment on column public.cluster_size_contrast_tuning.seed is 'of initial weights, validation split and batches';
comment on column public.cluster_size_contrast_tuning.animal_id is 'number of the animal';
comment on column public.cluster_size_contrast_tuning.session is 'number of the animal''s experiment';
comment on column public.cluster_size_contrast_tuning.scan_idx is 'number of the scan in its session';
comment on column public.cluster_size_contrast_tuning.unit_id is 'number of the neuron in its scan';
comment on column public.cluster_size_contrast_tuning.optimal_gabor_config is 'name of the grid';
comment on column public.cluster_size_contrast_tuning.alignment_config is 'name of the setting';
comment on column public.cluster_size_contrast_tuning.clustering_config is 'name of the setting';
comment on column public.cluster_size_contrast_tuning.cluster is 'number of the cluster, from 0, the largest first';
comment on column public.cluster_size_contrast_tuning.size_contrast_config is 'name of the setting';
comment on column public.cluster_size_contrast_tuning.cluster_suppression_index is 'as size_contrast_tuning.suppression_index';
comment on column public.cluster_size_contrast_tuning.cluster_contrast_index is 'as size_contrast_tuning.contrast_index';
comment on column public.cluster_size_contrast_tuning.cluster_preferred_size is '[px] size of the largest response at the highest contrast, the smallest of equals';
comment on column public.cluster_size_contrast_tuning.cluster_gabor_sizes is '[px] that were shown, ascending';
comment on column public.cluster_size_contrast_tuning.cluster_gabor_contrasts is '[z-score] that were shown, ascending';
comment on column public.cluster_size_contrast_tuning.cluster_size_contrast_responses is '[events] sizes x contrasts, the contrast varying fastest, as size_contrast_tuning.responses';
create view public.cluster_plaid_tuning as
  select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, plaid_config, cluster_cross_orientation_index, cluster_plaid_contrasts, cluster_plaid_responses
  from twin.cluster_plaid_tuning;
comment on view public.cluster_plaid_tuning is 'The twin''s responses to its cluster''s Gabor plus the same one turned by 90 degrees, each at every contrast';
comment on column public.cluster_plaid_tuning.dataset is 'name of the dataset';
comment on column public.cluster_plaid_tuning.model_config is 'name of the setting';
comment on column public.cluster_plaid_tuning.training_config is 'name of the setting';
comment on column public.cluster_plaid_tuning.seed is 'of initial weights, validation split and batches';
comment on column public.cluster_plaid_tuning.animal_id is 'number of the animal';
comment on column public.cluster_plaid_tuning.session is 'number of the animal''s experiment';
comment on column public.cluster_plaid_tuning.scan_idx is 'number of the scan in its session';
comment on column public.cluster_plaid_tuning.unit_id is 'number of the neuron in its scan';
comment on column public.cluster_plaid_tuning.optimal_gabor_config is 'name of the grid';
comment on column public.cluster_plaid_tuning.alignment_config is 'name of the setting';
comment on column public.cluster_plaid_tuning.clustering_config is 'name of the setting';
comment on column public.cluster_plaid_tuning.cluster is 'number of the cluster, from 0, the largest first';
comment on column public.cluster_plaid_tuning.plaid_config is 'name of the setting';
comment on column public.cluster_plaid_tuning.cluster_cross_orientation_index is 'as plaid_tuning.cross_orientation_index';
comment on column public.cluster_plaid_tuning.cluster_plaid_contrasts is '[z-score] of either Gabor, ascending from 0';
comment on column public.cluster_plaid_tuning.cluster_plaid_responses is '[events] Gabor x orthogonal, the orthogonal''s contrast varying fastest, as plaid_tuning.responses';
create view public.cluster_stimulus_comparison_task as
  select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, optimal_dog_config, cluster_mei_config, stimulus_comparison_config
  from twin.cluster_stimulus_comparison_task;
comment on view public.cluster_stimulus_comparison_task is 'The comparisons of clusters'' stimuli that somebody asked for';
comment on column public.cluster_stimulus_comparison_task.dataset is 'name of the dataset';
comment on column public.cluster_stimulus_comparison_task.model_config is 'name of the setting';
comment on column public.cluster_stimulus_comparison_task.training_config is 'name of the setting';
comment on column public.cluster_stimulus_comparison_task.seed is 'of initial weights, validation split and batches';
comment on column public.cluster_stimulus_comparison_task.alignment_config is 'name of the setting';
comment on column public.cluster_stimulus_comparison_task.clustering_config is 'name of the setting';
comment on column public.cluster_stimulus_comparison_task.optimal_gabor_config is 'name of the grid';
comment on column public.cluster_stimulus_comparison_task.optimal_dog_config is 'name of the grid';
comment on column public.cluster_stimulus_comparison_task.cluster_mei_config is 'name of the setting';
comment on column public.cluster_stimulus_comparison_task.stimulus_comparison_config is 'name of the setting';
create view public.cluster_stimulus_comparison as
  select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, optimal_dog_config, cluster_mei_config, stimulus_comparison_config, cluster_gabor_dog, cluster_gabor_mei, cluster_dog_mei, cluster_energies, cluster_gabor_responses, cluster_dog_responses, cluster_mei_responses
  from twin.cluster_stimulus_comparison;
comment on view public.cluster_stimulus_comparison is 'The twin''s responses to its cluster''s Gabor, difference of Gaussians and MEI at equal norms';
comment on column public.cluster_stimulus_comparison.dataset is 'name of the dataset';
comment on column public.cluster_stimulus_comparison.model_config is 'name of the setting';
comment on column public.cluster_stimulus_comparison.training_config is 'name of the setting';
comment on column public.cluster_stimulus_comparison.seed is 'of initial weights, validation split and batches';
comment on column public.cluster_stimulus_comparison.animal_id is 'number of the animal';
comment on column public.cluster_stimulus_comparison.session is 'number of the animal''s experiment';
comment on column public.cluster_stimulus_comparison.scan_idx is 'number of the scan in its session';
comment on column public.cluster_stimulus_comparison.unit_id is 'number of the neuron in its scan';
comment on column public.cluster_stimulus_comparison.optimal_gabor_config is 'name of the grid';
comment on column public.cluster_stimulus_comparison.alignment_config is 'name of the setting';
comment on column public.cluster_stimulus_comparison.clustering_config is 'name of the setting';
comment on column public.cluster_stimulus_comparison.cluster is 'number of the cluster, from 0, the largest first';
comment on column public.cluster_stimulus_comparison.optimal_dog_config is 'name of the grid';
comment on column public.cluster_stimulus_comparison.cluster_mei_config is 'name of the setting';
comment on column public.cluster_stimulus_comparison.stimulus_comparison_config is 'name of the setting';
comment on column public.cluster_stimulus_comparison.cluster_gabor_dog is 'response to the Gabor over that to the DoG, mean over norms; null where a divisor is 0';
comment on column public.cluster_stimulus_comparison.cluster_gabor_mei is 'Gabor over MEI, likewise';
comment on column public.cluster_stimulus_comparison.cluster_dog_mei is 'DoG over MEI, likewise';
comment on column public.cluster_stimulus_comparison.cluster_energies is '[z-score] L2 norms, ascending';
comment on column public.cluster_stimulus_comparison.cluster_gabor_responses is '[events] to the Gabor at each norm';
comment on column public.cluster_stimulus_comparison.cluster_dog_responses is '[events] to the difference of Gaussians';
comment on column public.cluster_stimulus_comparison.cluster_mei_responses is '[events] to the MEI';
create view public.complete_population as
  select dataset, model_config, training_config, seed, optimal_gabor_config, population_config, n_complete_neurons, properties_sha256, n_excluded_neurons
  from twin.complete_population;
comment on view public.complete_population is 'Populations all of whose neurons have all properties; triggers keep it (sql/complete_sets.sql)';
comment on column public.complete_population.dataset is 'name of the dataset';
comment on column public.complete_population.model_config is 'name of the setting';
comment on column public.complete_population.training_config is 'name of the setting';
comment on column public.complete_population.seed is 'of initial weights, validation split and batches';
comment on column public.complete_population.optimal_gabor_config is 'name of the grid';
comment on column public.complete_population.population_config is 'name of the setting';
comment on column public.complete_population.n_complete_neurons is 'neurons';
comment on column public.complete_population.properties_sha256 is 'SHA-256 over the row hashes of all results that the properties come from';
comment on column public.complete_population.n_excluded_neurons is 'neurons that lack a property, since a job on the way to it failed, was quarantined or is ignored (report.property_gap); null: none';
create view public.model_comparison_task as
  select model_comparison, matching
  from twin.model_comparison_task;
comment on view public.model_comparison_task is 'Comparisons of two populations that somebody asked for (doppel compare)';
comment on column public.model_comparison_task.model_comparison is 'name of the comparison';
comment on column public.model_comparison_task.matching is 'which neurons are the same: key (of one scan) or unit (animal_id and unit_id, across scans)';
create view public.compared_population as
  select model_comparison, dataset, model_config, training_config, seed, optimal_gabor_config, population_config, comparison_place
  from twin.compared_population;
comment on view public.compared_population is 'The two populations of a comparison';
comment on column public.compared_population.model_comparison is 'name of the comparison';
comment on column public.compared_population.dataset is 'name of the dataset';
comment on column public.compared_population.model_config is 'name of the setting';
comment on column public.compared_population.training_config is 'name of the setting';
comment on column public.compared_population.seed is 'of initial weights, validation split and batches';
comment on column public.compared_population.optimal_gabor_config is 'name of the grid';
comment on column public.compared_population.population_config is 'name of the setting';
comment on column public.compared_population.comparison_place is '0: one; 1: the other';
create view public.complete_model_comparison as
  select model_comparison, n_compared_populations, populations_sha256
  from twin.complete_model_comparison;
comment on view public.complete_model_comparison is 'Comparisons both of whose populations are there; triggers keep it (sql/complete_sets.sql)';
comment on column public.complete_model_comparison.model_comparison is 'name of the comparison';
comment on column public.complete_model_comparison.n_compared_populations is 'two';
comment on column public.complete_model_comparison.populations_sha256 is 'SHA-256 over the places and row hashes of the populations';
create view public.model_comparison as
  select model_comparison, n_paired_neurons
  from twin.model_comparison;
comment on view public.model_comparison is 'Two populations of the same neurons';
comment on column public.model_comparison.model_comparison is 'name of the comparison';
comment on column public.model_comparison.n_paired_neurons is 'neurons that are in both datasets';
create view public.index_comparison as
  select model_comparison, compared_property, n_pairs_with_both, one_mean, other_mean, mean_difference, sd_difference, wilcoxon_statistic, wilcoxon_p_value, wilcoxon_q_value, paired_pearson, paired_spearman
  from twin.index_comparison;
comment on view public.index_comparison is 'One index of the neurons of two populations';
comment on column public.index_comparison.model_comparison is 'name of the comparison';
comment on column public.index_comparison.compared_property is 'name of the index, as in report.neuron_property';
comment on column public.index_comparison.n_pairs_with_both is 'neurons that have it in both';
comment on column public.index_comparison.one_mean is 'over these neurons; null where there is none';
comment on column public.index_comparison.other_mean is 'over these neurons';
comment on column public.index_comparison.mean_difference is 'the other minus the one, mean over these neurons';
comment on column public.index_comparison.sd_difference is 'SD of the difference; null below two neurons';
comment on column public.index_comparison.wilcoxon_statistic is 'signed-rank test: the smaller sum of ranks of positive and negative differences';
comment on column public.index_comparison.wilcoxon_p_value is 'two-sided; 1 where no neuron differs';
comment on column public.index_comparison.wilcoxon_q_value is 'false discovery rate over the indices (Benjamini & Hochberg)';
comment on column public.index_comparison.paired_pearson is 'correlation of the one with the other; 0 where one is constant';
comment on column public.index_comparison.paired_spearman is 'rank correlation of the one with the other';
drop function if exists twin.seal_model_set();
create trigger note_change after update on twin.model_set referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_set');

drop function if exists twin.seal_model_set_member();
create trigger note_change after update on twin.model_set_member referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_set', 'model_config', 'training_config', 'seed');

drop function if exists twin.seal_complete_model_set();
create trigger note_change after update on twin.complete_model_set referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_set');

drop function if exists twin.seal_ensemble();
create trigger note_change after update on twin.ensemble referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_set');
create function twin.seal_ensemble() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform from twin.ensemble m, (select distinct dataset, model_set from touched) t where m.dataset = t.dataset and m.model_set = t.model_set for no key update of m;
  update twin.ensemble m set _parts_hash = coalesce((select encode(sha256(convert_to(string_agg(line, E'\n' order by line collate "C"), 'UTF8')), 'hex')
    from (select 'twin.ensemble_score:' || p._row_hash as line from twin.ensemble_score p where p.dataset = m.dataset and p.model_set = m.model_set) parts), '')
  from (select distinct dataset, model_set from touched) t where m.dataset = t.dataset and m.model_set = t.model_set;
  if tg_op = 'UPDATE' then
  perform from twin.ensemble m, (select distinct dataset, model_set from was) t where m.dataset = t.dataset and m.model_set = t.model_set for no key update of m;
  update twin.ensemble m set _parts_hash = coalesce((select encode(sha256(convert_to(string_agg(line, E'\n' order by line collate "C"), 'UTF8')), 'hex')
    from (select 'twin.ensemble_score:' || p._row_hash as line from twin.ensemble_score p where p.dataset = m.dataset and p.model_set = m.model_set) parts), '')
  from (select distinct dataset, model_set from was) t where m.dataset = t.dataset and m.model_set = t.model_set;
  end if;
  return null;
end $$;
comment on function twin.seal_ensemble() is 'Trigger of the parts: keeps _parts_hash of their master true';
create trigger seal_insert after insert on twin.ensemble_score referencing new table as touched
  for each statement execute function twin.seal_ensemble();
create trigger seal_update after update on twin.ensemble_score referencing old table as was new table as touched
  for each statement execute function twin.seal_ensemble();
create trigger seal_delete after delete on twin.ensemble_score referencing old table as touched
  for each statement execute function twin.seal_ensemble();
create trigger note_change after update on twin.ensemble_score referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_set', 'animal_id', 'session', 'scan_idx', 'unit_id');

drop function if exists twin.seal_neuron_group();
create trigger note_change after update on twin.neuron_group referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'clustering_config');

drop function if exists twin.seal_neuron_group_member();
create trigger note_change after update on twin.neuron_group_member referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'clustering_config', 'animal_id', 'session', 'scan_idx', 'unit_id');

drop function if exists twin.seal_cluster_gabor_task();
create trigger note_change after update on twin.cluster_gabor_task referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'alignment_config', 'clustering_config', 'optimal_gabor_config');

drop function if exists twin.seal_complete_cluster();
create trigger note_change after update on twin.complete_cluster referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'alignment_config', 'clustering_config', 'optimal_gabor_config', 'cluster');

drop function if exists twin.seal_cluster_gabor();
create trigger note_change after update on twin.cluster_gabor referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'alignment_config', 'clustering_config', 'cluster', 'optimal_gabor_config');
create function twin.seal_cluster_gabor() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform from twin.cluster_gabor m, (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from touched) t where m.dataset = t.dataset and m.model_config = t.model_config and m.training_config = t.training_config and m.seed = t.seed and m.alignment_config = t.alignment_config and m.clustering_config = t.clustering_config and m.cluster = t.cluster and m.optimal_gabor_config = t.optimal_gabor_config for no key update of m;
  update twin.cluster_gabor m set _parts_hash = coalesce((select encode(sha256(convert_to(string_agg(line, E'\n' order by line collate "C"), 'UTF8')), 'hex')
    from (select 'twin.cluster_gabor_member:' || p._row_hash as line from twin.cluster_gabor_member p where p.dataset = m.dataset and p.model_config = m.model_config and p.training_config = m.training_config and p.seed = m.seed and p.alignment_config = m.alignment_config and p.clustering_config = m.clustering_config and p.cluster = m.cluster and p.optimal_gabor_config = m.optimal_gabor_config) parts), '')
  from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from touched) t where m.dataset = t.dataset and m.model_config = t.model_config and m.training_config = t.training_config and m.seed = t.seed and m.alignment_config = t.alignment_config and m.clustering_config = t.clustering_config and m.cluster = t.cluster and m.optimal_gabor_config = t.optimal_gabor_config;
  if tg_op = 'UPDATE' then
  perform from twin.cluster_gabor m, (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from was) t where m.dataset = t.dataset and m.model_config = t.model_config and m.training_config = t.training_config and m.seed = t.seed and m.alignment_config = t.alignment_config and m.clustering_config = t.clustering_config and m.cluster = t.cluster and m.optimal_gabor_config = t.optimal_gabor_config for no key update of m;
  update twin.cluster_gabor m set _parts_hash = coalesce((select encode(sha256(convert_to(string_agg(line, E'\n' order by line collate "C"), 'UTF8')), 'hex')
    from (select 'twin.cluster_gabor_member:' || p._row_hash as line from twin.cluster_gabor_member p where p.dataset = m.dataset and p.model_config = m.model_config and p.training_config = m.training_config and p.seed = m.seed and p.alignment_config = m.alignment_config and p.clustering_config = m.clustering_config and p.cluster = m.cluster and p.optimal_gabor_config = m.optimal_gabor_config) parts), '')
  from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from was) t where m.dataset = t.dataset and m.model_config = t.model_config and m.training_config = t.training_config and m.seed = t.seed and m.alignment_config = t.alignment_config and m.clustering_config = t.clustering_config and m.cluster = t.cluster and m.optimal_gabor_config = t.optimal_gabor_config;
  end if;
  return null;
end $$;
comment on function twin.seal_cluster_gabor() is 'Trigger of the parts: keeps _parts_hash of their master true';
create trigger seal_insert after insert on twin.cluster_gabor_member referencing new table as touched
  for each statement execute function twin.seal_cluster_gabor();
create trigger seal_update after update on twin.cluster_gabor_member referencing old table as was new table as touched
  for each statement execute function twin.seal_cluster_gabor();
create trigger seal_delete after delete on twin.cluster_gabor_member referencing old table as touched
  for each statement execute function twin.seal_cluster_gabor();
create trigger note_change after update on twin.cluster_gabor_member referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'alignment_config', 'clustering_config', 'cluster', 'optimal_gabor_config', 'animal_id', 'session', 'scan_idx', 'unit_id');

drop function if exists twin.seal_cluster_dog_task();
create trigger note_change after update on twin.cluster_dog_task referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'alignment_config', 'clustering_config', 'optimal_gabor_config', 'optimal_dog_config');

drop function if exists twin.seal_cluster_dog();
create trigger note_change after update on twin.cluster_dog referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'alignment_config', 'clustering_config', 'cluster', 'optimal_gabor_config', 'optimal_dog_config');
create function twin.seal_cluster_dog() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform from twin.cluster_dog m, (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config from touched) t where m.dataset = t.dataset and m.model_config = t.model_config and m.training_config = t.training_config and m.seed = t.seed and m.alignment_config = t.alignment_config and m.clustering_config = t.clustering_config and m.cluster = t.cluster and m.optimal_gabor_config = t.optimal_gabor_config and m.optimal_dog_config = t.optimal_dog_config for no key update of m;
  update twin.cluster_dog m set _parts_hash = coalesce((select encode(sha256(convert_to(string_agg(line, E'\n' order by line collate "C"), 'UTF8')), 'hex')
    from (select 'twin.cluster_dog_member:' || p._row_hash as line from twin.cluster_dog_member p where p.dataset = m.dataset and p.model_config = m.model_config and p.training_config = m.training_config and p.seed = m.seed and p.alignment_config = m.alignment_config and p.clustering_config = m.clustering_config and p.cluster = m.cluster and p.optimal_gabor_config = m.optimal_gabor_config and p.optimal_dog_config = m.optimal_dog_config) parts), '')
  from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config from touched) t where m.dataset = t.dataset and m.model_config = t.model_config and m.training_config = t.training_config and m.seed = t.seed and m.alignment_config = t.alignment_config and m.clustering_config = t.clustering_config and m.cluster = t.cluster and m.optimal_gabor_config = t.optimal_gabor_config and m.optimal_dog_config = t.optimal_dog_config;
  if tg_op = 'UPDATE' then
  perform from twin.cluster_dog m, (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config from was) t where m.dataset = t.dataset and m.model_config = t.model_config and m.training_config = t.training_config and m.seed = t.seed and m.alignment_config = t.alignment_config and m.clustering_config = t.clustering_config and m.cluster = t.cluster and m.optimal_gabor_config = t.optimal_gabor_config and m.optimal_dog_config = t.optimal_dog_config for no key update of m;
  update twin.cluster_dog m set _parts_hash = coalesce((select encode(sha256(convert_to(string_agg(line, E'\n' order by line collate "C"), 'UTF8')), 'hex')
    from (select 'twin.cluster_dog_member:' || p._row_hash as line from twin.cluster_dog_member p where p.dataset = m.dataset and p.model_config = m.model_config and p.training_config = m.training_config and p.seed = m.seed and p.alignment_config = m.alignment_config and p.clustering_config = m.clustering_config and p.cluster = m.cluster and p.optimal_gabor_config = m.optimal_gabor_config and p.optimal_dog_config = m.optimal_dog_config) parts), '')
  from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config from was) t where m.dataset = t.dataset and m.model_config = t.model_config and m.training_config = t.training_config and m.seed = t.seed and m.alignment_config = t.alignment_config and m.clustering_config = t.clustering_config and m.cluster = t.cluster and m.optimal_gabor_config = t.optimal_gabor_config and m.optimal_dog_config = t.optimal_dog_config;
  end if;
  return null;
end $$;
comment on function twin.seal_cluster_dog() is 'Trigger of the parts: keeps _parts_hash of their master true';
create trigger seal_insert after insert on twin.cluster_dog_member referencing new table as touched
  for each statement execute function twin.seal_cluster_dog();
create trigger seal_update after update on twin.cluster_dog_member referencing old table as was new table as touched
  for each statement execute function twin.seal_cluster_dog();
create trigger seal_delete after delete on twin.cluster_dog_member referencing old table as touched
  for each statement execute function twin.seal_cluster_dog();
create trigger note_change after update on twin.cluster_dog_member referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'alignment_config', 'clustering_config', 'cluster', 'optimal_gabor_config', 'optimal_dog_config', 'animal_id', 'session', 'scan_idx', 'unit_id');

drop function if exists twin.seal_cluster_mei_config();
create trigger note_change after update on twin.cluster_mei_config referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('cluster_mei_config');

drop function if exists twin.seal_cluster_mei_task();
create trigger note_change after update on twin.cluster_mei_task referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'alignment_config', 'clustering_config', 'optimal_gabor_config', 'cluster_mei_config');

drop function if exists twin.seal_cluster_mei();
create trigger note_change after update on twin.cluster_mei referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'alignment_config', 'clustering_config', 'cluster', 'optimal_gabor_config', 'cluster_mei_config');
create function twin.seal_cluster_mei() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform from twin.cluster_mei m, (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config from touched) t where m.dataset = t.dataset and m.model_config = t.model_config and m.training_config = t.training_config and m.seed = t.seed and m.alignment_config = t.alignment_config and m.clustering_config = t.clustering_config and m.cluster = t.cluster and m.optimal_gabor_config = t.optimal_gabor_config and m.cluster_mei_config = t.cluster_mei_config for no key update of m;
  update twin.cluster_mei m set _parts_hash = coalesce((select encode(sha256(convert_to(string_agg(line, E'\n' order by line collate "C"), 'UTF8')), 'hex')
    from (select 'twin.cluster_mei_member:' || p._row_hash as line from twin.cluster_mei_member p where p.dataset = m.dataset and p.model_config = m.model_config and p.training_config = m.training_config and p.seed = m.seed and p.alignment_config = m.alignment_config and p.clustering_config = m.clustering_config and p.cluster = m.cluster and p.optimal_gabor_config = m.optimal_gabor_config and p.cluster_mei_config = m.cluster_mei_config) parts), '')
  from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config from touched) t where m.dataset = t.dataset and m.model_config = t.model_config and m.training_config = t.training_config and m.seed = t.seed and m.alignment_config = t.alignment_config and m.clustering_config = t.clustering_config and m.cluster = t.cluster and m.optimal_gabor_config = t.optimal_gabor_config and m.cluster_mei_config = t.cluster_mei_config;
  if tg_op = 'UPDATE' then
  perform from twin.cluster_mei m, (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config from was) t where m.dataset = t.dataset and m.model_config = t.model_config and m.training_config = t.training_config and m.seed = t.seed and m.alignment_config = t.alignment_config and m.clustering_config = t.clustering_config and m.cluster = t.cluster and m.optimal_gabor_config = t.optimal_gabor_config and m.cluster_mei_config = t.cluster_mei_config for no key update of m;
  update twin.cluster_mei m set _parts_hash = coalesce((select encode(sha256(convert_to(string_agg(line, E'\n' order by line collate "C"), 'UTF8')), 'hex')
    from (select 'twin.cluster_mei_member:' || p._row_hash as line from twin.cluster_mei_member p where p.dataset = m.dataset and p.model_config = m.model_config and p.training_config = m.training_config and p.seed = m.seed and p.alignment_config = m.alignment_config and p.clustering_config = m.clustering_config and p.cluster = m.cluster and p.optimal_gabor_config = m.optimal_gabor_config and p.cluster_mei_config = m.cluster_mei_config) parts), '')
  from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config from was) t where m.dataset = t.dataset and m.model_config = t.model_config and m.training_config = t.training_config and m.seed = t.seed and m.alignment_config = t.alignment_config and m.clustering_config = t.clustering_config and m.cluster = t.cluster and m.optimal_gabor_config = t.optimal_gabor_config and m.cluster_mei_config = t.cluster_mei_config;
  end if;
  return null;
end $$;
comment on function twin.seal_cluster_mei() is 'Trigger of the parts: keeps _parts_hash of their master true';
create trigger seal_insert after insert on twin.cluster_mei_member referencing new table as touched
  for each statement execute function twin.seal_cluster_mei();
create trigger seal_update after update on twin.cluster_mei_member referencing old table as was new table as touched
  for each statement execute function twin.seal_cluster_mei();
create trigger seal_delete after delete on twin.cluster_mei_member referencing old table as touched
  for each statement execute function twin.seal_cluster_mei();
create trigger note_change after update on twin.cluster_mei_member referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'alignment_config', 'clustering_config', 'cluster', 'optimal_gabor_config', 'cluster_mei_config', 'animal_id', 'session', 'scan_idx', 'unit_id');

drop function if exists twin.seal_cluster_experiment_task();
create trigger note_change after update on twin.cluster_experiment_task referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'alignment_config', 'clustering_config', 'optimal_gabor_config');

drop function if exists twin.seal_cluster_orientation_tuning();
create trigger note_change after update on twin.cluster_orientation_tuning referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'animal_id', 'session', 'scan_idx', 'unit_id', 'optimal_gabor_config', 'alignment_config', 'clustering_config', 'cluster', 'orientation_tuning_config');

drop function if exists twin.seal_cluster_phase_tuning();
create trigger note_change after update on twin.cluster_phase_tuning referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'animal_id', 'session', 'scan_idx', 'unit_id', 'optimal_gabor_config', 'alignment_config', 'clustering_config', 'cluster', 'phase_tuning_config');

drop function if exists twin.seal_cluster_size_contrast_tuning();
create trigger note_change after update on twin.cluster_size_contrast_tuning referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'animal_id', 'session', 'scan_idx', 'unit_id', 'optimal_gabor_config', 'alignment_config', 'clustering_config', 'cluster', 'size_contrast_config');

drop function if exists twin.seal_cluster_plaid_tuning();
create trigger note_change after update on twin.cluster_plaid_tuning referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'animal_id', 'session', 'scan_idx', 'unit_id', 'optimal_gabor_config', 'alignment_config', 'clustering_config', 'cluster', 'plaid_config');

drop function if exists twin.seal_cluster_stimulus_comparison_task();
create trigger note_change after update on twin.cluster_stimulus_comparison_task referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'alignment_config', 'clustering_config', 'optimal_gabor_config', 'optimal_dog_config', 'cluster_mei_config', 'stimulus_comparison_config');

drop function if exists twin.seal_cluster_stimulus_comparison();
create trigger note_change after update on twin.cluster_stimulus_comparison referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'animal_id', 'session', 'scan_idx', 'unit_id', 'optimal_gabor_config', 'alignment_config', 'clustering_config', 'cluster', 'optimal_dog_config', 'cluster_mei_config', 'stimulus_comparison_config');

drop function if exists twin.seal_model_comparison_task();
create trigger note_change after update on twin.model_comparison_task referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('model_comparison');

drop function if exists twin.seal_compared_population();
create trigger note_change after update on twin.compared_population referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('model_comparison', 'dataset', 'model_config', 'training_config', 'seed', 'optimal_gabor_config', 'population_config');

drop function if exists twin.seal_complete_model_comparison();
create trigger note_change after update on twin.complete_model_comparison referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('model_comparison');

drop function if exists twin.seal_model_comparison();
create trigger note_change after update on twin.model_comparison referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('model_comparison');
create function twin.seal_model_comparison() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform from twin.model_comparison m, (select distinct model_comparison from touched) t where m.model_comparison = t.model_comparison for no key update of m;
  update twin.model_comparison m set _parts_hash = coalesce((select encode(sha256(convert_to(string_agg(line, E'\n' order by line collate "C"), 'UTF8')), 'hex')
    from (select 'twin.index_comparison:' || p._row_hash as line from twin.index_comparison p where p.model_comparison = m.model_comparison) parts), '')
  from (select distinct model_comparison from touched) t where m.model_comparison = t.model_comparison;
  if tg_op = 'UPDATE' then
  perform from twin.model_comparison m, (select distinct model_comparison from was) t where m.model_comparison = t.model_comparison for no key update of m;
  update twin.model_comparison m set _parts_hash = coalesce((select encode(sha256(convert_to(string_agg(line, E'\n' order by line collate "C"), 'UTF8')), 'hex')
    from (select 'twin.index_comparison:' || p._row_hash as line from twin.index_comparison p where p.model_comparison = m.model_comparison) parts), '')
  from (select distinct model_comparison from was) t where m.model_comparison = t.model_comparison;
  end if;
  return null;
end $$;
comment on function twin.seal_model_comparison() is 'Trigger of the parts: keeps _parts_hash of their master true';
create trigger seal_insert after insert on twin.index_comparison referencing new table as touched
  for each statement execute function twin.seal_model_comparison();
create trigger seal_update after update on twin.index_comparison referencing old table as was new table as touched
  for each statement execute function twin.seal_model_comparison();
create trigger seal_delete after delete on twin.index_comparison referencing old table as touched
  for each statement execute function twin.seal_model_comparison();
create trigger note_change after update on twin.index_comparison referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('model_comparison', 'compared_property');

drop function if exists job.enqueue_ensemble_from_complete_model_set();
create function job.enqueue_ensemble_from_complete_model_set() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.ensemble (dataset, model_set)
      select dataset, model_set
      from (select * from (select dataset, model_set from new_rows) p0
            natural join (select dataset from twin.dataset) p1) k
      where not exists (select from twin.ensemble o
        where (o.dataset, o.model_set)
            = (k.dataset, k.model_set))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.ensemble where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_ensemble_from_complete_model_set() is 'Queues the keys of twin.ensemble that new rows of twin.complete_model_set make possible';
create trigger enqueue_ensemble after insert on twin.complete_model_set
  referencing new table as new_rows for each statement execute function job.enqueue_ensemble_from_complete_model_set();

drop function if exists job.enqueue_cluster_gabor_from_complete_cluster();
create function job.enqueue_cluster_gabor_from_complete_cluster() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.cluster_gabor (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config)
      select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config
      from (select * from (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster from twin.cluster) p0
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster from new_rows) p1
            natural join (select optimal_gabor_config from twin.optimal_gabor_config) p2
            natural join (select dataset, model_config, training_config, seed from twin.model) p3) k
      where not exists (select from twin.cluster_gabor o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.alignment_config, o.clustering_config, o.cluster, o.optimal_gabor_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.alignment_config, k.clustering_config, k.cluster, k.optimal_gabor_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.cluster_gabor where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_cluster_gabor_from_complete_cluster() is 'Queues the keys of twin.cluster_gabor that new rows of twin.complete_cluster make possible';
create trigger enqueue_cluster_gabor after insert on twin.complete_cluster
  referencing new table as new_rows for each statement execute function job.enqueue_cluster_gabor_from_complete_cluster();

drop function if exists job.enqueue_cluster_dog_from_complete_cluster();
create function job.enqueue_cluster_dog_from_complete_cluster() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.cluster_dog (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config)
      select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config
      from (select * from (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster from twin.cluster) p0
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster from new_rows) p1
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, optimal_dog_config from twin.cluster_dog_task) p2
            natural join (select optimal_dog_config from twin.optimal_dog_config) p3
            natural join (select dataset, model_config, training_config, seed from twin.model) p4) k
      where not exists (select from twin.cluster_dog o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.alignment_config, o.clustering_config, o.cluster, o.optimal_gabor_config, o.optimal_dog_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.alignment_config, k.clustering_config, k.cluster, k.optimal_gabor_config, k.optimal_dog_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.cluster_dog where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_cluster_dog_from_complete_cluster() is 'Queues the keys of twin.cluster_dog that new rows of twin.complete_cluster make possible';
create trigger enqueue_cluster_dog after insert on twin.complete_cluster
  referencing new table as new_rows for each statement execute function job.enqueue_cluster_dog_from_complete_cluster();

drop function if exists job.enqueue_cluster_dog_from_cluster_dog_task();
create function job.enqueue_cluster_dog_from_cluster_dog_task() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.cluster_dog (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config)
      select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config
      from (select * from (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster from twin.cluster) p0
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster from twin.complete_cluster) p1
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, optimal_dog_config from new_rows) p2
            natural join (select optimal_dog_config from twin.optimal_dog_config) p3
            natural join (select dataset, model_config, training_config, seed from twin.model) p4) k
      where not exists (select from twin.cluster_dog o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.alignment_config, o.clustering_config, o.cluster, o.optimal_gabor_config, o.optimal_dog_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.alignment_config, k.clustering_config, k.cluster, k.optimal_gabor_config, k.optimal_dog_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.cluster_dog where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_cluster_dog_from_cluster_dog_task() is 'Queues the keys of twin.cluster_dog that new rows of twin.cluster_dog_task make possible';
create trigger enqueue_cluster_dog after insert on twin.cluster_dog_task
  referencing new table as new_rows for each statement execute function job.enqueue_cluster_dog_from_cluster_dog_task();

drop function if exists job.enqueue_cluster_mei_from_complete_cluster();
create function job.enqueue_cluster_mei_from_complete_cluster() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.cluster_mei (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config)
      select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config
      from (select * from (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster from twin.cluster) p0
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster from new_rows) p1
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster_mei_config from twin.cluster_mei_task) p2
            natural join (select cluster_mei_config from twin.cluster_mei_config) p3
            natural join (select dataset, model_config, training_config, seed from twin.model) p4) k
      where not exists (select from twin.cluster_mei o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.alignment_config, o.clustering_config, o.cluster, o.optimal_gabor_config, o.cluster_mei_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.alignment_config, k.clustering_config, k.cluster, k.optimal_gabor_config, k.cluster_mei_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.cluster_mei where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_cluster_mei_from_complete_cluster() is 'Queues the keys of twin.cluster_mei that new rows of twin.complete_cluster make possible';
create trigger enqueue_cluster_mei after insert on twin.complete_cluster
  referencing new table as new_rows for each statement execute function job.enqueue_cluster_mei_from_complete_cluster();

drop function if exists job.enqueue_cluster_mei_from_cluster_mei_task();
create function job.enqueue_cluster_mei_from_cluster_mei_task() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.cluster_mei (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config)
      select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config
      from (select * from (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster from twin.cluster) p0
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster from twin.complete_cluster) p1
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster_mei_config from new_rows) p2
            natural join (select cluster_mei_config from twin.cluster_mei_config) p3
            natural join (select dataset, model_config, training_config, seed from twin.model) p4) k
      where not exists (select from twin.cluster_mei o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.alignment_config, o.clustering_config, o.cluster, o.optimal_gabor_config, o.cluster_mei_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.alignment_config, k.clustering_config, k.cluster, k.optimal_gabor_config, k.cluster_mei_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.cluster_mei where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_cluster_mei_from_cluster_mei_task() is 'Queues the keys of twin.cluster_mei that new rows of twin.cluster_mei_task make possible';
create trigger enqueue_cluster_mei after insert on twin.cluster_mei_task
  referencing new table as new_rows for each statement execute function job.enqueue_cluster_mei_from_cluster_mei_task();

drop function if exists job.enqueue_cluster_orientation_tuning_from_optimal_gabor();
create function job.enqueue_cluster_orientation_tuning_from_optimal_gabor() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.cluster_orientation_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, orientation_tuning_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, orientation_tuning_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from new_rows) p0
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from twin.cluster_gabor_member) p1
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from twin.cluster_gabor) p2
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config from twin.cluster_experiment_task) p3
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, orientation_tuning_config from twin.orientation_tuning_task) p4
            natural join (select orientation_tuning_config from twin.orientation_tuning_config) p5
            natural join (select dataset, model_config, training_config, seed from twin.model) p6) k
      where not exists (select from twin.cluster_orientation_tuning o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config, o.alignment_config, o.clustering_config, o.cluster, o.orientation_tuning_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config, k.alignment_config, k.clustering_config, k.cluster, k.orientation_tuning_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.cluster_orientation_tuning where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_cluster_orientation_tuning_from_optimal_gabor() is 'Queues the keys of twin.cluster_orientation_tuning that new rows of twin.optimal_gabor make possible';
create trigger enqueue_cluster_orientation_tuning after insert on twin.optimal_gabor
  referencing new table as new_rows for each statement execute function job.enqueue_cluster_orientation_tuning_from_optimal_gabor();

drop function if exists job.enqueue_cluster_orientation_tuning_from_cluster_gabor_member();
create function job.enqueue_cluster_orientation_tuning_from_cluster_gabor_member() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.cluster_orientation_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, orientation_tuning_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, orientation_tuning_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p0
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from new_rows) p1
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from twin.cluster_gabor) p2
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config from twin.cluster_experiment_task) p3
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, orientation_tuning_config from twin.orientation_tuning_task) p4
            natural join (select orientation_tuning_config from twin.orientation_tuning_config) p5
            natural join (select dataset, model_config, training_config, seed from twin.model) p6) k
      where not exists (select from twin.cluster_orientation_tuning o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config, o.alignment_config, o.clustering_config, o.cluster, o.orientation_tuning_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config, k.alignment_config, k.clustering_config, k.cluster, k.orientation_tuning_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.cluster_orientation_tuning where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_cluster_orientation_tuning_from_cluster_gabor_member() is 'Queues the keys of twin.cluster_orientation_tuning that new rows of twin.cluster_gabor_member make possible';
create trigger enqueue_cluster_orientation_tuning after insert on twin.cluster_gabor_member
  referencing new table as new_rows for each statement execute function job.enqueue_cluster_orientation_tuning_from_cluster_gabor_member();

drop function if exists job.enqueue_cluster_orientation_tuning_from_cluster_experiment_task();
create function job.enqueue_cluster_orientation_tuning_from_cluster_experiment_task() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.cluster_orientation_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, orientation_tuning_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, orientation_tuning_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p0
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from twin.cluster_gabor_member) p1
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from twin.cluster_gabor) p2
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config from new_rows) p3
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, orientation_tuning_config from twin.orientation_tuning_task) p4
            natural join (select orientation_tuning_config from twin.orientation_tuning_config) p5
            natural join (select dataset, model_config, training_config, seed from twin.model) p6) k
      where not exists (select from twin.cluster_orientation_tuning o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config, o.alignment_config, o.clustering_config, o.cluster, o.orientation_tuning_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config, k.alignment_config, k.clustering_config, k.cluster, k.orientation_tuning_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.cluster_orientation_tuning where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_cluster_orientation_tuning_from_cluster_experiment_task() is 'Queues the keys of twin.cluster_orientation_tuning that new rows of twin.cluster_experiment_task make possible';
create trigger enqueue_cluster_orientation_tuning after insert on twin.cluster_experiment_task
  referencing new table as new_rows for each statement execute function job.enqueue_cluster_orientation_tuning_from_cluster_experiment_task();

drop function if exists job.enqueue_cluster_orientation_tuning_from_orientation_tuning_task();
create function job.enqueue_cluster_orientation_tuning_from_orientation_tuning_task() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.cluster_orientation_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, orientation_tuning_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, orientation_tuning_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p0
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from twin.cluster_gabor_member) p1
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from twin.cluster_gabor) p2
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config from twin.cluster_experiment_task) p3
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, orientation_tuning_config from new_rows) p4
            natural join (select orientation_tuning_config from twin.orientation_tuning_config) p5
            natural join (select dataset, model_config, training_config, seed from twin.model) p6) k
      where not exists (select from twin.cluster_orientation_tuning o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config, o.alignment_config, o.clustering_config, o.cluster, o.orientation_tuning_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config, k.alignment_config, k.clustering_config, k.cluster, k.orientation_tuning_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.cluster_orientation_tuning where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_cluster_orientation_tuning_from_orientation_tuning_task() is 'Queues the keys of twin.cluster_orientation_tuning that new rows of twin.orientation_tuning_task make possible';
create trigger enqueue_cluster_orientation_tuning after insert on twin.orientation_tuning_task
  referencing new table as new_rows for each statement execute function job.enqueue_cluster_orientation_tuning_from_orientation_tuning_task();

drop function if exists job.enqueue_cluster_phase_tuning_from_optimal_gabor();
create function job.enqueue_cluster_phase_tuning_from_optimal_gabor() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.cluster_phase_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, phase_tuning_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, phase_tuning_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from new_rows) p0
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from twin.cluster_gabor_member) p1
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from twin.cluster_gabor) p2
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config from twin.cluster_experiment_task) p3
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, phase_tuning_config from twin.phase_tuning_task) p4
            natural join (select phase_tuning_config from twin.phase_tuning_config) p5
            natural join (select dataset, model_config, training_config, seed from twin.model) p6) k
      where not exists (select from twin.cluster_phase_tuning o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config, o.alignment_config, o.clustering_config, o.cluster, o.phase_tuning_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config, k.alignment_config, k.clustering_config, k.cluster, k.phase_tuning_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.cluster_phase_tuning where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_cluster_phase_tuning_from_optimal_gabor() is 'Queues the keys of twin.cluster_phase_tuning that new rows of twin.optimal_gabor make possible';
create trigger enqueue_cluster_phase_tuning after insert on twin.optimal_gabor
  referencing new table as new_rows for each statement execute function job.enqueue_cluster_phase_tuning_from_optimal_gabor();

drop function if exists job.enqueue_cluster_phase_tuning_from_cluster_gabor_member();
create function job.enqueue_cluster_phase_tuning_from_cluster_gabor_member() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.cluster_phase_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, phase_tuning_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, phase_tuning_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p0
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from new_rows) p1
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from twin.cluster_gabor) p2
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config from twin.cluster_experiment_task) p3
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, phase_tuning_config from twin.phase_tuning_task) p4
            natural join (select phase_tuning_config from twin.phase_tuning_config) p5
            natural join (select dataset, model_config, training_config, seed from twin.model) p6) k
      where not exists (select from twin.cluster_phase_tuning o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config, o.alignment_config, o.clustering_config, o.cluster, o.phase_tuning_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config, k.alignment_config, k.clustering_config, k.cluster, k.phase_tuning_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.cluster_phase_tuning where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_cluster_phase_tuning_from_cluster_gabor_member() is 'Queues the keys of twin.cluster_phase_tuning that new rows of twin.cluster_gabor_member make possible';
create trigger enqueue_cluster_phase_tuning after insert on twin.cluster_gabor_member
  referencing new table as new_rows for each statement execute function job.enqueue_cluster_phase_tuning_from_cluster_gabor_member();

drop function if exists job.enqueue_cluster_phase_tuning_from_cluster_experiment_task();
create function job.enqueue_cluster_phase_tuning_from_cluster_experiment_task() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.cluster_phase_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, phase_tuning_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, phase_tuning_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p0
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from twin.cluster_gabor_member) p1
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from twin.cluster_gabor) p2
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config from new_rows) p3
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, phase_tuning_config from twin.phase_tuning_task) p4
            natural join (select phase_tuning_config from twin.phase_tuning_config) p5
            natural join (select dataset, model_config, training_config, seed from twin.model) p6) k
      where not exists (select from twin.cluster_phase_tuning o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config, o.alignment_config, o.clustering_config, o.cluster, o.phase_tuning_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config, k.alignment_config, k.clustering_config, k.cluster, k.phase_tuning_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.cluster_phase_tuning where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_cluster_phase_tuning_from_cluster_experiment_task() is 'Queues the keys of twin.cluster_phase_tuning that new rows of twin.cluster_experiment_task make possible';
create trigger enqueue_cluster_phase_tuning after insert on twin.cluster_experiment_task
  referencing new table as new_rows for each statement execute function job.enqueue_cluster_phase_tuning_from_cluster_experiment_task();

drop function if exists job.enqueue_cluster_phase_tuning_from_phase_tuning_task();
create function job.enqueue_cluster_phase_tuning_from_phase_tuning_task() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.cluster_phase_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, phase_tuning_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, phase_tuning_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p0
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from twin.cluster_gabor_member) p1
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from twin.cluster_gabor) p2
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config from twin.cluster_experiment_task) p3
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, phase_tuning_config from new_rows) p4
            natural join (select phase_tuning_config from twin.phase_tuning_config) p5
            natural join (select dataset, model_config, training_config, seed from twin.model) p6) k
      where not exists (select from twin.cluster_phase_tuning o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config, o.alignment_config, o.clustering_config, o.cluster, o.phase_tuning_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config, k.alignment_config, k.clustering_config, k.cluster, k.phase_tuning_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.cluster_phase_tuning where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_cluster_phase_tuning_from_phase_tuning_task() is 'Queues the keys of twin.cluster_phase_tuning that new rows of twin.phase_tuning_task make possible';
create trigger enqueue_cluster_phase_tuning after insert on twin.phase_tuning_task
  referencing new table as new_rows for each statement execute function job.enqueue_cluster_phase_tuning_from_phase_tuning_task();

drop function if exists job.enqueue_cluster_size_contrast_tuning_from_optimal_gabor();
create function job.enqueue_cluster_size_contrast_tuning_from_optimal_gabor() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.cluster_size_contrast_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, size_contrast_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, size_contrast_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from new_rows) p0
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from twin.cluster_gabor_member) p1
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from twin.cluster_gabor) p2
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config from twin.cluster_experiment_task) p3
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, size_contrast_config from twin.size_contrast_task) p4
            natural join (select size_contrast_config from twin.size_contrast_config) p5
            natural join (select dataset, model_config, training_config, seed from twin.model) p6) k
      where not exists (select from twin.cluster_size_contrast_tuning o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config, o.alignment_config, o.clustering_config, o.cluster, o.size_contrast_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config, k.alignment_config, k.clustering_config, k.cluster, k.size_contrast_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.cluster_size_contrast_tuning where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_cluster_size_contrast_tuning_from_optimal_gabor() is 'Queues the keys of twin.cluster_size_contrast_tuning that new rows of twin.optimal_gabor make possible';
create trigger enqueue_cluster_size_contrast_tuning after insert on twin.optimal_gabor
  referencing new table as new_rows for each statement execute function job.enqueue_cluster_size_contrast_tuning_from_optimal_gabor();

drop function if exists job.enqueue_cluster_size_contrast_tuning_from_cluster_gabor_member();
create function job.enqueue_cluster_size_contrast_tuning_from_cluster_gabor_member() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.cluster_size_contrast_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, size_contrast_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, size_contrast_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p0
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from new_rows) p1
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from twin.cluster_gabor) p2
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config from twin.cluster_experiment_task) p3
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, size_contrast_config from twin.size_contrast_task) p4
            natural join (select size_contrast_config from twin.size_contrast_config) p5
            natural join (select dataset, model_config, training_config, seed from twin.model) p6) k
      where not exists (select from twin.cluster_size_contrast_tuning o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config, o.alignment_config, o.clustering_config, o.cluster, o.size_contrast_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config, k.alignment_config, k.clustering_config, k.cluster, k.size_contrast_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.cluster_size_contrast_tuning where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_cluster_size_contrast_tuning_from_cluster_gabor_member() is 'Queues the keys of twin.cluster_size_contrast_tuning that new rows of twin.cluster_gabor_member make possible';
create trigger enqueue_cluster_size_contrast_tuning after insert on twin.cluster_gabor_member
  referencing new table as new_rows for each statement execute function job.enqueue_cluster_size_contrast_tuning_from_cluster_gabor_member();

drop function if exists job.enqueue_cluster_size_contrast_tuning_from_cluster_expe_47cf70df();
create function job.enqueue_cluster_size_contrast_tuning_from_cluster_expe_47cf70df() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.cluster_size_contrast_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, size_contrast_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, size_contrast_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p0
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from twin.cluster_gabor_member) p1
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from twin.cluster_gabor) p2
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config from new_rows) p3
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, size_contrast_config from twin.size_contrast_task) p4
            natural join (select size_contrast_config from twin.size_contrast_config) p5
            natural join (select dataset, model_config, training_config, seed from twin.model) p6) k
      where not exists (select from twin.cluster_size_contrast_tuning o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config, o.alignment_config, o.clustering_config, o.cluster, o.size_contrast_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config, k.alignment_config, k.clustering_config, k.cluster, k.size_contrast_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.cluster_size_contrast_tuning where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_cluster_size_contrast_tuning_from_cluster_expe_47cf70df() is 'Queues the keys of twin.cluster_size_contrast_tuning that new rows of twin.cluster_experiment_task make possible';
create trigger enqueue_cluster_size_contrast_tuning after insert on twin.cluster_experiment_task
  referencing new table as new_rows for each statement execute function job.enqueue_cluster_size_contrast_tuning_from_cluster_expe_47cf70df();

drop function if exists job.enqueue_cluster_size_contrast_tuning_from_size_contrast_task();
create function job.enqueue_cluster_size_contrast_tuning_from_size_contrast_task() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.cluster_size_contrast_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, size_contrast_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, size_contrast_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p0
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from twin.cluster_gabor_member) p1
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from twin.cluster_gabor) p2
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config from twin.cluster_experiment_task) p3
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, size_contrast_config from new_rows) p4
            natural join (select size_contrast_config from twin.size_contrast_config) p5
            natural join (select dataset, model_config, training_config, seed from twin.model) p6) k
      where not exists (select from twin.cluster_size_contrast_tuning o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config, o.alignment_config, o.clustering_config, o.cluster, o.size_contrast_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config, k.alignment_config, k.clustering_config, k.cluster, k.size_contrast_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.cluster_size_contrast_tuning where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_cluster_size_contrast_tuning_from_size_contrast_task() is 'Queues the keys of twin.cluster_size_contrast_tuning that new rows of twin.size_contrast_task make possible';
create trigger enqueue_cluster_size_contrast_tuning after insert on twin.size_contrast_task
  referencing new table as new_rows for each statement execute function job.enqueue_cluster_size_contrast_tuning_from_size_contrast_task();

drop function if exists job.enqueue_cluster_plaid_tuning_from_optimal_gabor();
create function job.enqueue_cluster_plaid_tuning_from_optimal_gabor() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.cluster_plaid_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, plaid_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, plaid_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from new_rows) p0
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from twin.cluster_gabor_member) p1
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from twin.cluster_gabor) p2
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config from twin.cluster_experiment_task) p3
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, plaid_config from twin.plaid_task) p4
            natural join (select plaid_config from twin.plaid_config) p5
            natural join (select dataset, model_config, training_config, seed from twin.model) p6) k
      where not exists (select from twin.cluster_plaid_tuning o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config, o.alignment_config, o.clustering_config, o.cluster, o.plaid_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config, k.alignment_config, k.clustering_config, k.cluster, k.plaid_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.cluster_plaid_tuning where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_cluster_plaid_tuning_from_optimal_gabor() is 'Queues the keys of twin.cluster_plaid_tuning that new rows of twin.optimal_gabor make possible';
create trigger enqueue_cluster_plaid_tuning after insert on twin.optimal_gabor
  referencing new table as new_rows for each statement execute function job.enqueue_cluster_plaid_tuning_from_optimal_gabor();

drop function if exists job.enqueue_cluster_plaid_tuning_from_cluster_gabor_member();
create function job.enqueue_cluster_plaid_tuning_from_cluster_gabor_member() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.cluster_plaid_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, plaid_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, plaid_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p0
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from new_rows) p1
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from twin.cluster_gabor) p2
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config from twin.cluster_experiment_task) p3
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, plaid_config from twin.plaid_task) p4
            natural join (select plaid_config from twin.plaid_config) p5
            natural join (select dataset, model_config, training_config, seed from twin.model) p6) k
      where not exists (select from twin.cluster_plaid_tuning o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config, o.alignment_config, o.clustering_config, o.cluster, o.plaid_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config, k.alignment_config, k.clustering_config, k.cluster, k.plaid_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.cluster_plaid_tuning where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_cluster_plaid_tuning_from_cluster_gabor_member() is 'Queues the keys of twin.cluster_plaid_tuning that new rows of twin.cluster_gabor_member make possible';
create trigger enqueue_cluster_plaid_tuning after insert on twin.cluster_gabor_member
  referencing new table as new_rows for each statement execute function job.enqueue_cluster_plaid_tuning_from_cluster_gabor_member();

drop function if exists job.enqueue_cluster_plaid_tuning_from_cluster_experiment_task();
create function job.enqueue_cluster_plaid_tuning_from_cluster_experiment_task() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.cluster_plaid_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, plaid_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, plaid_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p0
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from twin.cluster_gabor_member) p1
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from twin.cluster_gabor) p2
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config from new_rows) p3
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, plaid_config from twin.plaid_task) p4
            natural join (select plaid_config from twin.plaid_config) p5
            natural join (select dataset, model_config, training_config, seed from twin.model) p6) k
      where not exists (select from twin.cluster_plaid_tuning o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config, o.alignment_config, o.clustering_config, o.cluster, o.plaid_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config, k.alignment_config, k.clustering_config, k.cluster, k.plaid_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.cluster_plaid_tuning where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_cluster_plaid_tuning_from_cluster_experiment_task() is 'Queues the keys of twin.cluster_plaid_tuning that new rows of twin.cluster_experiment_task make possible';
create trigger enqueue_cluster_plaid_tuning after insert on twin.cluster_experiment_task
  referencing new table as new_rows for each statement execute function job.enqueue_cluster_plaid_tuning_from_cluster_experiment_task();

drop function if exists job.enqueue_cluster_plaid_tuning_from_plaid_task();
create function job.enqueue_cluster_plaid_tuning_from_plaid_task() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.cluster_plaid_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, plaid_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, plaid_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p0
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from twin.cluster_gabor_member) p1
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from twin.cluster_gabor) p2
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config from twin.cluster_experiment_task) p3
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, plaid_config from new_rows) p4
            natural join (select plaid_config from twin.plaid_config) p5
            natural join (select dataset, model_config, training_config, seed from twin.model) p6) k
      where not exists (select from twin.cluster_plaid_tuning o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config, o.alignment_config, o.clustering_config, o.cluster, o.plaid_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config, k.alignment_config, k.clustering_config, k.cluster, k.plaid_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.cluster_plaid_tuning where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_cluster_plaid_tuning_from_plaid_task() is 'Queues the keys of twin.cluster_plaid_tuning that new rows of twin.plaid_task make possible';
create trigger enqueue_cluster_plaid_tuning after insert on twin.plaid_task
  referencing new table as new_rows for each statement execute function job.enqueue_cluster_plaid_tuning_from_plaid_task();

drop function if exists job.enqueue_cluster_stimulus_comparison_from_optimal_gabor();
create function job.enqueue_cluster_stimulus_comparison_from_optimal_gabor() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.cluster_stimulus_comparison (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, optimal_dog_config, cluster_mei_config, stimulus_comparison_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, optimal_dog_config, cluster_mei_config, stimulus_comparison_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from new_rows) p0
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from twin.cluster_gabor_member) p1
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from twin.cluster_gabor) p2
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config from twin.cluster_dog) p3
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config, animal_id, session, scan_idx, unit_id from twin.cluster_mei_member) p4
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config from twin.cluster_mei) p5
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, optimal_dog_config, cluster_mei_config, stimulus_comparison_config from twin.cluster_stimulus_comparison_task) p6
            natural join (select stimulus_comparison_config from twin.stimulus_comparison_config) p7
            natural join (select cluster_mei_config from twin.cluster_mei_config) p8
            natural join (select dataset, model_config, training_config, seed from twin.model) p9) k
      where not exists (select from twin.cluster_stimulus_comparison o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config, o.alignment_config, o.clustering_config, o.cluster, o.optimal_dog_config, o.cluster_mei_config, o.stimulus_comparison_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config, k.alignment_config, k.clustering_config, k.cluster, k.optimal_dog_config, k.cluster_mei_config, k.stimulus_comparison_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.cluster_stimulus_comparison where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_cluster_stimulus_comparison_from_optimal_gabor() is 'Queues the keys of twin.cluster_stimulus_comparison that new rows of twin.optimal_gabor make possible';
create trigger enqueue_cluster_stimulus_comparison after insert on twin.optimal_gabor
  referencing new table as new_rows for each statement execute function job.enqueue_cluster_stimulus_comparison_from_optimal_gabor();

drop function if exists job.enqueue_cluster_stimulus_comparison_from_cluster_gabor_member();
create function job.enqueue_cluster_stimulus_comparison_from_cluster_gabor_member() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.cluster_stimulus_comparison (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, optimal_dog_config, cluster_mei_config, stimulus_comparison_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, optimal_dog_config, cluster_mei_config, stimulus_comparison_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p0
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from new_rows) p1
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from twin.cluster_gabor) p2
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config from twin.cluster_dog) p3
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config, animal_id, session, scan_idx, unit_id from twin.cluster_mei_member) p4
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config from twin.cluster_mei) p5
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, optimal_dog_config, cluster_mei_config, stimulus_comparison_config from twin.cluster_stimulus_comparison_task) p6
            natural join (select stimulus_comparison_config from twin.stimulus_comparison_config) p7
            natural join (select cluster_mei_config from twin.cluster_mei_config) p8
            natural join (select dataset, model_config, training_config, seed from twin.model) p9) k
      where not exists (select from twin.cluster_stimulus_comparison o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config, o.alignment_config, o.clustering_config, o.cluster, o.optimal_dog_config, o.cluster_mei_config, o.stimulus_comparison_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config, k.alignment_config, k.clustering_config, k.cluster, k.optimal_dog_config, k.cluster_mei_config, k.stimulus_comparison_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.cluster_stimulus_comparison where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_cluster_stimulus_comparison_from_cluster_gabor_member() is 'Queues the keys of twin.cluster_stimulus_comparison that new rows of twin.cluster_gabor_member make possible';
create trigger enqueue_cluster_stimulus_comparison after insert on twin.cluster_gabor_member
  referencing new table as new_rows for each statement execute function job.enqueue_cluster_stimulus_comparison_from_cluster_gabor_member();

drop function if exists job.enqueue_cluster_stimulus_comparison_from_cluster_dog();
create function job.enqueue_cluster_stimulus_comparison_from_cluster_dog() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.cluster_stimulus_comparison (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, optimal_dog_config, cluster_mei_config, stimulus_comparison_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, optimal_dog_config, cluster_mei_config, stimulus_comparison_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p0
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from twin.cluster_gabor_member) p1
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from twin.cluster_gabor) p2
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config from new_rows) p3
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config, animal_id, session, scan_idx, unit_id from twin.cluster_mei_member) p4
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config from twin.cluster_mei) p5
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, optimal_dog_config, cluster_mei_config, stimulus_comparison_config from twin.cluster_stimulus_comparison_task) p6
            natural join (select stimulus_comparison_config from twin.stimulus_comparison_config) p7
            natural join (select cluster_mei_config from twin.cluster_mei_config) p8
            natural join (select dataset, model_config, training_config, seed from twin.model) p9) k
      where not exists (select from twin.cluster_stimulus_comparison o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config, o.alignment_config, o.clustering_config, o.cluster, o.optimal_dog_config, o.cluster_mei_config, o.stimulus_comparison_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config, k.alignment_config, k.clustering_config, k.cluster, k.optimal_dog_config, k.cluster_mei_config, k.stimulus_comparison_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.cluster_stimulus_comparison where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_cluster_stimulus_comparison_from_cluster_dog() is 'Queues the keys of twin.cluster_stimulus_comparison that new rows of twin.cluster_dog make possible';
create trigger enqueue_cluster_stimulus_comparison after insert on twin.cluster_dog
  referencing new table as new_rows for each statement execute function job.enqueue_cluster_stimulus_comparison_from_cluster_dog();

drop function if exists job.enqueue_cluster_stimulus_comparison_from_cluster_mei_member();
create function job.enqueue_cluster_stimulus_comparison_from_cluster_mei_member() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.cluster_stimulus_comparison (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, optimal_dog_config, cluster_mei_config, stimulus_comparison_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, optimal_dog_config, cluster_mei_config, stimulus_comparison_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p0
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from twin.cluster_gabor_member) p1
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from twin.cluster_gabor) p2
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config from twin.cluster_dog) p3
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config, animal_id, session, scan_idx, unit_id from new_rows) p4
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config from twin.cluster_mei) p5
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, optimal_dog_config, cluster_mei_config, stimulus_comparison_config from twin.cluster_stimulus_comparison_task) p6
            natural join (select stimulus_comparison_config from twin.stimulus_comparison_config) p7
            natural join (select cluster_mei_config from twin.cluster_mei_config) p8
            natural join (select dataset, model_config, training_config, seed from twin.model) p9) k
      where not exists (select from twin.cluster_stimulus_comparison o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config, o.alignment_config, o.clustering_config, o.cluster, o.optimal_dog_config, o.cluster_mei_config, o.stimulus_comparison_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config, k.alignment_config, k.clustering_config, k.cluster, k.optimal_dog_config, k.cluster_mei_config, k.stimulus_comparison_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.cluster_stimulus_comparison where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_cluster_stimulus_comparison_from_cluster_mei_member() is 'Queues the keys of twin.cluster_stimulus_comparison that new rows of twin.cluster_mei_member make possible';
create trigger enqueue_cluster_stimulus_comparison after insert on twin.cluster_mei_member
  referencing new table as new_rows for each statement execute function job.enqueue_cluster_stimulus_comparison_from_cluster_mei_member();

drop function if exists job.enqueue_cluster_stimulus_comparison_from_cluster_stimu_626c2a9c();
create function job.enqueue_cluster_stimulus_comparison_from_cluster_stimu_626c2a9c() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.cluster_stimulus_comparison (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, optimal_dog_config, cluster_mei_config, stimulus_comparison_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, optimal_dog_config, cluster_mei_config, stimulus_comparison_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p0
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from twin.cluster_gabor_member) p1
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from twin.cluster_gabor) p2
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config from twin.cluster_dog) p3
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config, animal_id, session, scan_idx, unit_id from twin.cluster_mei_member) p4
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config from twin.cluster_mei) p5
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, optimal_dog_config, cluster_mei_config, stimulus_comparison_config from new_rows) p6
            natural join (select stimulus_comparison_config from twin.stimulus_comparison_config) p7
            natural join (select cluster_mei_config from twin.cluster_mei_config) p8
            natural join (select dataset, model_config, training_config, seed from twin.model) p9) k
      where not exists (select from twin.cluster_stimulus_comparison o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config, o.alignment_config, o.clustering_config, o.cluster, o.optimal_dog_config, o.cluster_mei_config, o.stimulus_comparison_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config, k.alignment_config, k.clustering_config, k.cluster, k.optimal_dog_config, k.cluster_mei_config, k.stimulus_comparison_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.cluster_stimulus_comparison where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_cluster_stimulus_comparison_from_cluster_stimu_626c2a9c() is 'Queues the keys of twin.cluster_stimulus_comparison that new rows of twin.cluster_stimulus_comparison_task make possible';
create trigger enqueue_cluster_stimulus_comparison after insert on twin.cluster_stimulus_comparison_task
  referencing new table as new_rows for each statement execute function job.enqueue_cluster_stimulus_comparison_from_cluster_stimu_626c2a9c();

drop function if exists job.enqueue_model_comparison_from_complete_model_comparison();
create function job.enqueue_model_comparison_from_complete_model_comparison() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.model_comparison (model_comparison)
      select model_comparison
      from (select * from (select model_comparison from new_rows) p0
            natural join (select model_comparison from twin.model_comparison_task) p1) k
      where not exists (select from twin.model_comparison o
        where (o.model_comparison)
            = (k.model_comparison))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.model_comparison where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_model_comparison_from_complete_model_comparison() is 'Queues the keys of twin.model_comparison that new rows of twin.complete_model_comparison make possible';
create trigger enqueue_model_comparison after insert on twin.complete_model_comparison
  referencing new table as new_rows for each statement execute function job.enqueue_model_comparison_from_complete_model_comparison();

create or replace function job.claim_ensemble(bigint, integer, integer, text[], integer, text, text)
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], model_set text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('doppel claim job.ensemble', 0));
  return query
    with best as materialized (
      select priority, dataset, model_set from job.ensemble
      where status = 'pending' and not_before <= now() and deaths = $3
        and ($5 is null or priority = $5 and (dataset, model_set) > ($6, $7)
          and (select priority from job.ensemble
               where status = 'pending' and not_before <= now() and deaths = $3 and priority > $5
               order by priority desc, dataset, model_set limit 1) is null)
      order by priority desc, dataset, model_set limit 1 for update skip locked),
    batch as materialized (
      select ctid from job.ensemble
      where status = 'pending' and not_before <= now() and deaths = $3
        and priority = (select priority from best) and (dataset, model_set) >= ((select dataset from best), (select model_set from best))
        and (not 'dataset' = any ($4) or dataset = (select dataset from best))
        and (not 'model_set' = any ($4) or model_set = (select model_set from best))
      order by priority desc, dataset, model_set limit $2 for update skip locked),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.ensemble j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch))
      returning j.epoch, j.claimed_at, j.priority, j.dataset, j.model_set)
    select min(epoch), min(claimed_at), min(priority), array_agg(dataset), array_agg(model_set) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_ensemble(bigint, integer, integer, text[], integer, text, text) from public;

create or replace function job.release_ensemble(bigint, text[], text[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  update job.ensemble j set status = 'pending', epoch = null, worker_id = null, claimed_at = null
  where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.ensemble own, unnest($2, $3) k (dataset, model_set)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.model_set = k.model_set
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.ensemble where status = 'claimed' and epoch = $1 limit 1))));
  get diagnostics n = row_count;
  return n;
end $$;
revoke execute on function job.release_ensemble(bigint, text[], text[]) from public;

create or replace function job.fail_ensemble(bigint, text, text, boolean, integer, double precision, double precision, text[], text[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  with tried as (
    update job.ensemble j set
      status = case when $4 and j.attempts + 1 < $5 then 'pending' else 'failed' end,
      attempts = j.attempts + 1,
      not_before = clock_timestamp() + interval '1 millisecond'
        * least($6 * power(2, least(j.attempts, 30)), $7) * (0.5 + random()),
      error_class = $2, error_message = $3, epoch = null, worker_id = null, claimed_at = null
    where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.ensemble own, unnest($8, $9) k (dataset, model_set)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.model_set = k.model_set
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.ensemble where status = 'claimed' and epoch = $1 limit 1))))
    returning j.status)
  select count(*) filter (where status = 'failed') into n from tried;
  return n;
end $$;
revoke execute on function job.fail_ensemble(bigint, text, text, boolean, integer, double precision, double precision, text[], text[]) from public;

create or replace function job.hold_ensemble(text[], text[])
returns table (place bigint, inputs text)
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
#variable_conflict use_column
begin
  return query select k.place, 'twin.complete_model_set:' || p1._row_hash || E'\n' || 'twin.dataset:' || p2._row_hash
    from unnest($1, $2) with ordinality k (dataset, model_set, place)
    cross join lateral (select _row_hash from twin.complete_model_set o where o.dataset = k.dataset and o.model_set = k.model_set for share) p1
    cross join lateral (select _row_hash from twin.dataset o where o.dataset = k.dataset for share) p2;
end $$;
revoke execute on function job.hold_ensemble(text[], text[]) from public;

create or replace function job.enqueue_ensemble()
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  role_before constant text := current_setting('session_replication_role');
  n bigint;
  is_whole boolean;
begin
  perform pg_advisory_xact_lock(hashtextextended('doppel enqueue ' || 'twin.ensemble', 0));
  execute $count$ select count(*) from (
      select dataset, model_set from (select dataset, model_set from (select dataset, model_set from twin.complete_model_set) p1
        natural join (select dataset from twin.dataset) p2) k
      where not exists (select from twin.ensemble o where o.dataset = k.dataset and o.model_set = k.model_set)
        and not exists (select from job.ensemble o where o.dataset = k.dataset and o.model_set = k.model_set)) missing $count$ into n;
  if n = 0 then
    return 0;
  end if;
  if n < 10000 or not has_parameter_privilege(current_user, 'session_replication_role', 'SET') then
    execute $insert$ insert into job.ensemble (dataset, model_set) select dataset, model_set from (
      select dataset, model_set from (select dataset, model_set from (select dataset, model_set from twin.complete_model_set) p1
        natural join (select dataset from twin.dataset) p2) k
      where not exists (select from twin.ensemble o where o.dataset = k.dataset and o.model_set = k.model_set)
        and not exists (select from job.ensemble o where o.dataset = k.dataset and o.model_set = k.model_set)) missing on conflict do nothing $insert$;
    get diagnostics n = row_count;
  else
    perform set_config('session_replication_role', 'replica', true);
    execute $insert$
      with added as (
        insert into job.ensemble (dataset, model_set) select dataset, model_set from (
      select dataset, model_set from (select dataset, model_set from (select dataset, model_set from twin.complete_model_set) p1
        natural join (select dataset from twin.dataset) p2) k
      where not exists (select from twin.ensemble o where o.dataset = k.dataset and o.model_set = k.model_set)
        and not exists (select from job.ensemble o where o.dataset = k.dataset and o.model_set = k.model_set)) missing on conflict do nothing returning dataset, model_set),
      p1 as (select from twin.complete_model_set p where (dataset, model_set) in (select dataset, model_set from added) for key share),
      p2 as (select from twin.dataset p where (dataset) in (select dataset from added) for key share)
      select (select count(*) from added), (select count(*) from p1) = (select count(*) from (select distinct dataset, model_set from added) d)
        and (select count(*) from p2) = (select count(*) from (select distinct dataset from added) d) $insert$ into n, is_whole;
    perform set_config('session_replication_role', role_before, true);
    if not is_whole then
      raise exception 'rows that new keys of % refer to were deleted meanwhile', 'twin.ensemble'
        using errcode = 'serialization_failure';
    end if;
  end if;
  if n > 0 then
    perform pg_notify('doppel_job', '');
  end if;
  return n;
end $$;
revoke execute on function job.enqueue_ensemble() from public;

create or replace function job.accept_ensemble()
returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  mine constant bigint := nullif(current_setting('doppel.epoch', true), '');
  n bigint;
  n_held bigint;
  run bigint;
  last_run bigint;
begin
  if coalesce(current_setting('doppel.epoch', true), '') = ''
     and pg_has_role(session_user, current_user, 'member') then
    return null;
  end if;
  select count(*), min(_run_id), max(_run_id) into n, run, last_run from new_rows;
  if n = 0 then
    return null;
  end if;
  if run <> last_run or not exists (select from provenance.run r
      where r.run_id = run and r.table_name = 'twin.ensemble' and r.n_keys = n
        and r.xmin = pg_current_xact_id()::xid and r.committed_at >= now()) then
    raise exception 'results of twin.ensemble without a run of their own in this transaction'
      using errcode = 'insufficient_privilege';
  end if;
  delete from job.ensemble j where j.epoch = mine and j.ctid = any (array(
    select own.ctid from job.ensemble own, new_rows k
    where own.status = 'claimed' and own.epoch = mine and own.dataset = k.dataset and own.model_set = k.model_set
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.ensemble where status = 'claimed' and epoch = mine limit 1))));
  get diagnostics n_held = row_count;
  if n_held <> n then
    raise exception 'twin.ensemble: only % of the % keys are held', n_held, n using errcode = 'ZL001';
  end if;
  return null;
end $$;
revoke execute on function job.accept_ensemble() from public;

create or replace function job.accept_ensemble_score()
returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
begin
  if coalesce(current_setting('doppel.epoch', true), '') = ''
     and pg_has_role(session_user, current_user, 'member') then
    return null;
  end if;
  if exists (select from (select distinct dataset, model_set, _run_id from new_rows) k left join twin.ensemble m
      on m.dataset = k.dataset and m.model_set = k.model_set
      where m._run_id is distinct from k._run_id or not exists (
        select from provenance.run r where r.run_id = k._run_id and r.xmin = pg_current_xact_id()::xid and r.committed_at >= now())) then
    raise exception 'parts of twin.ensemble_score without their master in this transaction'
      using errcode = 'insufficient_privilege';
  end if;
  return null;
end $$;
revoke execute on function job.accept_ensemble_score() from public;

create or replace trigger accept after insert on twin.ensemble
  referencing new table as new_rows for each statement execute function job.accept_ensemble();
create or replace trigger accept after insert on twin.ensemble_score
  referencing new table as new_rows for each statement execute function job.accept_ensemble_score();
create or replace function job.claim_cluster_gabor(bigint, integer, integer, text[], integer, text, text, text, bigint, text, text, integer, text)
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], model_config text[], training_config text[], seed bigint[], alignment_config text[], clustering_config text[], cluster integer[], optimal_gabor_config text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('doppel claim job.cluster_gabor', 0));
  return query
    with best as materialized (
      select priority, dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from job.cluster_gabor
      where status = 'pending' and not_before <= now() and deaths = $3
        and ($5 is null or priority = $5 and (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config) > ($6, $7, $8, $9, $10, $11, $12, $13)
          and (select priority from job.cluster_gabor
               where status = 'pending' and not_before <= now() and deaths = $3 and priority > $5
               order by priority desc, dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config limit 1) is null)
      order by priority desc, dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config limit 1 for update skip locked),
    batch as materialized (
      select ctid from job.cluster_gabor
      where status = 'pending' and not_before <= now() and deaths = $3
        and priority = (select priority from best) and (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config) >= ((select dataset from best), (select model_config from best), (select training_config from best), (select seed from best), (select alignment_config from best), (select clustering_config from best), (select cluster from best), (select optimal_gabor_config from best))
        and (not 'dataset' = any ($4) or dataset = (select dataset from best))
        and (not 'model_config' = any ($4) or model_config = (select model_config from best))
        and (not 'training_config' = any ($4) or training_config = (select training_config from best))
        and (not 'seed' = any ($4) or seed = (select seed from best))
        and (not 'alignment_config' = any ($4) or alignment_config = (select alignment_config from best))
        and (not 'clustering_config' = any ($4) or clustering_config = (select clustering_config from best))
        and (not 'cluster' = any ($4) or cluster = (select cluster from best))
        and (not 'optimal_gabor_config' = any ($4) or optimal_gabor_config = (select optimal_gabor_config from best))
      order by priority desc, dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config limit $2 for update skip locked),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.cluster_gabor j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch))
      returning j.epoch, j.claimed_at, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.alignment_config, j.clustering_config, j.cluster, j.optimal_gabor_config)
    select min(epoch), min(claimed_at), min(priority), array_agg(dataset), array_agg(model_config), array_agg(training_config), array_agg(seed), array_agg(alignment_config), array_agg(clustering_config), array_agg(cluster), array_agg(optimal_gabor_config) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_cluster_gabor(bigint, integer, integer, text[], integer, text, text, text, bigint, text, text, integer, text) from public;

create or replace function job.release_cluster_gabor(bigint, text[], text[], text[], bigint[], text[], text[], integer[], text[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  update job.cluster_gabor j set status = 'pending', epoch = null, worker_id = null, claimed_at = null
  where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.cluster_gabor own, unnest($2, $3, $4, $5, $6, $7, $8, $9) k (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.alignment_config = k.alignment_config and own.clustering_config = k.clustering_config and own.cluster = k.cluster and own.optimal_gabor_config = k.optimal_gabor_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.cluster_gabor where status = 'claimed' and epoch = $1 limit 1))));
  get diagnostics n = row_count;
  return n;
end $$;
revoke execute on function job.release_cluster_gabor(bigint, text[], text[], text[], bigint[], text[], text[], integer[], text[]) from public;

create or replace function job.fail_cluster_gabor(bigint, text, text, boolean, integer, double precision, double precision, text[], text[], text[], bigint[], text[], text[], integer[], text[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  with tried as (
    update job.cluster_gabor j set
      status = case when $4 and j.attempts + 1 < $5 then 'pending' else 'failed' end,
      attempts = j.attempts + 1,
      not_before = clock_timestamp() + interval '1 millisecond'
        * least($6 * power(2, least(j.attempts, 30)), $7) * (0.5 + random()),
      error_class = $2, error_message = $3, epoch = null, worker_id = null, claimed_at = null
    where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.cluster_gabor own, unnest($8, $9, $10, $11, $12, $13, $14, $15) k (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.alignment_config = k.alignment_config and own.clustering_config = k.clustering_config and own.cluster = k.cluster and own.optimal_gabor_config = k.optimal_gabor_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.cluster_gabor where status = 'claimed' and epoch = $1 limit 1))))
    returning j.status)
  select count(*) filter (where status = 'failed') into n from tried;
  return n;
end $$;
revoke execute on function job.fail_cluster_gabor(bigint, text, text, boolean, integer, double precision, double precision, text[], text[], text[], bigint[], text[], text[], integer[], text[]) from public;

create or replace function job.hold_cluster_gabor(text[], text[], text[], bigint[], text[], text[], integer[], text[])
returns table (place bigint, inputs text)
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
#variable_conflict use_column
begin
  return query select k.place, 'twin.cluster:' || p1._row_hash || E'\n' || 'twin.complete_cluster:' || p2._row_hash || E'\n' || 'twin.optimal_gabor_config:' || p3._row_hash || E'\n' || 'twin.model:' || p4._row_hash
    from unnest($1, $2, $3, $4, $5, $6, $7, $8) with ordinality k (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, place)
    cross join lateral (select _row_hash from twin.cluster o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster for share) p1
    cross join lateral (select _row_hash from twin.complete_cluster o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.optimal_gabor_config = k.optimal_gabor_config and o.cluster = k.cluster for share) p2
    cross join lateral (select _row_hash from twin.optimal_gabor_config o where o.optimal_gabor_config = k.optimal_gabor_config for share) p3
    cross join lateral (select _row_hash from twin.model o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed for share) p4;
end $$;
revoke execute on function job.hold_cluster_gabor(text[], text[], text[], bigint[], text[], text[], integer[], text[]) from public;

create or replace function job.enqueue_cluster_gabor()
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  role_before constant text := current_setting('session_replication_role');
  n bigint;
  is_whole boolean;
begin
  perform pg_advisory_xact_lock(hashtextextended('doppel enqueue ' || 'twin.cluster_gabor', 0));
  execute $count$ select count(*) from (
      select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster from twin.cluster) p1
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster from twin.complete_cluster) p2
        natural join (select optimal_gabor_config from twin.optimal_gabor_config) p3
        natural join (select dataset, model_config, training_config, seed from twin.model) p4) k
      where not exists (select from twin.cluster_gabor o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.optimal_gabor_config = k.optimal_gabor_config)
        and not exists (select from job.cluster_gabor o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.optimal_gabor_config = k.optimal_gabor_config)) missing $count$ into n;
  if n = 0 then
    return 0;
  end if;
  if n < 10000 or not has_parameter_privilege(current_user, 'session_replication_role', 'SET') then
    execute $insert$ insert into job.cluster_gabor (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config) select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from (
      select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster from twin.cluster) p1
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster from twin.complete_cluster) p2
        natural join (select optimal_gabor_config from twin.optimal_gabor_config) p3
        natural join (select dataset, model_config, training_config, seed from twin.model) p4) k
      where not exists (select from twin.cluster_gabor o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.optimal_gabor_config = k.optimal_gabor_config)
        and not exists (select from job.cluster_gabor o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.optimal_gabor_config = k.optimal_gabor_config)) missing on conflict do nothing $insert$;
    get diagnostics n = row_count;
  else
    perform set_config('session_replication_role', 'replica', true);
    execute $insert$
      with added as (
        insert into job.cluster_gabor (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config) select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from (
      select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster from twin.cluster) p1
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster from twin.complete_cluster) p2
        natural join (select optimal_gabor_config from twin.optimal_gabor_config) p3
        natural join (select dataset, model_config, training_config, seed from twin.model) p4) k
      where not exists (select from twin.cluster_gabor o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.optimal_gabor_config = k.optimal_gabor_config)
        and not exists (select from job.cluster_gabor o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.optimal_gabor_config = k.optimal_gabor_config)) missing on conflict do nothing returning dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config),
      p1 as (select from twin.cluster p where (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster) in (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster from added) for key share),
      p2 as (select from twin.complete_cluster p where (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster) in (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster from added) for key share),
      p3 as (select from twin.optimal_gabor_config p where (optimal_gabor_config) in (select optimal_gabor_config from added) for key share),
      p4 as (select from twin.model p where (dataset, model_config, training_config, seed) in (select dataset, model_config, training_config, seed from added) for key share)
      select (select count(*) from added), (select count(*) from p1) = (select count(*) from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster from added) d)
        and (select count(*) from p2) = (select count(*) from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster from added) d)
        and (select count(*) from p3) = (select count(*) from (select distinct optimal_gabor_config from added) d)
        and (select count(*) from p4) = (select count(*) from (select distinct dataset, model_config, training_config, seed from added) d) $insert$ into n, is_whole;
    perform set_config('session_replication_role', role_before, true);
    if not is_whole then
      raise exception 'rows that new keys of % refer to were deleted meanwhile', 'twin.cluster_gabor'
        using errcode = 'serialization_failure';
    end if;
  end if;
  if n > 0 then
    perform pg_notify('doppel_job', '');
  end if;
  return n;
end $$;
revoke execute on function job.enqueue_cluster_gabor() from public;

create or replace function job.accept_cluster_gabor()
returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  mine constant bigint := nullif(current_setting('doppel.epoch', true), '');
  n bigint;
  n_held bigint;
  run bigint;
  last_run bigint;
begin
  if coalesce(current_setting('doppel.epoch', true), '') = ''
     and pg_has_role(session_user, current_user, 'member') then
    return null;
  end if;
  select count(*), min(_run_id), max(_run_id) into n, run, last_run from new_rows;
  if n = 0 then
    return null;
  end if;
  if run <> last_run or not exists (select from provenance.run r
      where r.run_id = run and r.table_name = 'twin.cluster_gabor' and r.n_keys = n
        and r.xmin = pg_current_xact_id()::xid and r.committed_at >= now()) then
    raise exception 'results of twin.cluster_gabor without a run of their own in this transaction'
      using errcode = 'insufficient_privilege';
  end if;
  delete from job.cluster_gabor j where j.epoch = mine and j.ctid = any (array(
    select own.ctid from job.cluster_gabor own, new_rows k
    where own.status = 'claimed' and own.epoch = mine and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.alignment_config = k.alignment_config and own.clustering_config = k.clustering_config and own.cluster = k.cluster and own.optimal_gabor_config = k.optimal_gabor_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.cluster_gabor where status = 'claimed' and epoch = mine limit 1))));
  get diagnostics n_held = row_count;
  if n_held <> n then
    raise exception 'twin.cluster_gabor: only % of the % keys are held', n_held, n using errcode = 'ZL001';
  end if;
  return null;
end $$;
revoke execute on function job.accept_cluster_gabor() from public;

create or replace function job.accept_cluster_gabor_member()
returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
begin
  if coalesce(current_setting('doppel.epoch', true), '') = ''
     and pg_has_role(session_user, current_user, 'member') then
    return null;
  end if;
  if exists (select from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, _run_id from new_rows) k left join twin.cluster_gabor m
      on m.dataset = k.dataset and m.model_config = k.model_config and m.training_config = k.training_config and m.seed = k.seed and m.alignment_config = k.alignment_config and m.clustering_config = k.clustering_config and m.cluster = k.cluster and m.optimal_gabor_config = k.optimal_gabor_config
      where m._run_id is distinct from k._run_id or not exists (
        select from provenance.run r where r.run_id = k._run_id and r.xmin = pg_current_xact_id()::xid and r.committed_at >= now())) then
    raise exception 'parts of twin.cluster_gabor_member without their master in this transaction'
      using errcode = 'insufficient_privilege';
  end if;
  return null;
end $$;
revoke execute on function job.accept_cluster_gabor_member() from public;

create or replace trigger accept after insert on twin.cluster_gabor
  referencing new table as new_rows for each statement execute function job.accept_cluster_gabor();
create or replace trigger accept after insert on twin.cluster_gabor_member
  referencing new table as new_rows for each statement execute function job.accept_cluster_gabor_member();
create or replace function job.claim_cluster_dog(bigint, integer, integer, text[], integer, text, text, text, bigint, text, text, integer, text, text)
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], model_config text[], training_config text[], seed bigint[], alignment_config text[], clustering_config text[], cluster integer[], optimal_gabor_config text[], optimal_dog_config text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('doppel claim job.cluster_dog', 0));
  return query
    with best as materialized (
      select priority, dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config from job.cluster_dog
      where status = 'pending' and not_before <= now() and deaths = $3
        and ($5 is null or priority = $5 and (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config) > ($6, $7, $8, $9, $10, $11, $12, $13, $14)
          and (select priority from job.cluster_dog
               where status = 'pending' and not_before <= now() and deaths = $3 and priority > $5
               order by priority desc, dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config limit 1) is null)
      order by priority desc, dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config limit 1 for update skip locked),
    batch as materialized (
      select ctid from job.cluster_dog
      where status = 'pending' and not_before <= now() and deaths = $3
        and priority = (select priority from best) and (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config) >= ((select dataset from best), (select model_config from best), (select training_config from best), (select seed from best), (select alignment_config from best), (select clustering_config from best), (select cluster from best), (select optimal_gabor_config from best), (select optimal_dog_config from best))
        and (not 'dataset' = any ($4) or dataset = (select dataset from best))
        and (not 'model_config' = any ($4) or model_config = (select model_config from best))
        and (not 'training_config' = any ($4) or training_config = (select training_config from best))
        and (not 'seed' = any ($4) or seed = (select seed from best))
        and (not 'alignment_config' = any ($4) or alignment_config = (select alignment_config from best))
        and (not 'clustering_config' = any ($4) or clustering_config = (select clustering_config from best))
        and (not 'cluster' = any ($4) or cluster = (select cluster from best))
        and (not 'optimal_gabor_config' = any ($4) or optimal_gabor_config = (select optimal_gabor_config from best))
        and (not 'optimal_dog_config' = any ($4) or optimal_dog_config = (select optimal_dog_config from best))
      order by priority desc, dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config limit $2 for update skip locked),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.cluster_dog j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch))
      returning j.epoch, j.claimed_at, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.alignment_config, j.clustering_config, j.cluster, j.optimal_gabor_config, j.optimal_dog_config)
    select min(epoch), min(claimed_at), min(priority), array_agg(dataset), array_agg(model_config), array_agg(training_config), array_agg(seed), array_agg(alignment_config), array_agg(clustering_config), array_agg(cluster), array_agg(optimal_gabor_config), array_agg(optimal_dog_config) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_cluster_dog(bigint, integer, integer, text[], integer, text, text, text, bigint, text, text, integer, text, text) from public;

create or replace function job.release_cluster_dog(bigint, text[], text[], text[], bigint[], text[], text[], integer[], text[], text[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  update job.cluster_dog j set status = 'pending', epoch = null, worker_id = null, claimed_at = null
  where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.cluster_dog own, unnest($2, $3, $4, $5, $6, $7, $8, $9, $10) k (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.alignment_config = k.alignment_config and own.clustering_config = k.clustering_config and own.cluster = k.cluster and own.optimal_gabor_config = k.optimal_gabor_config and own.optimal_dog_config = k.optimal_dog_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.cluster_dog where status = 'claimed' and epoch = $1 limit 1))));
  get diagnostics n = row_count;
  return n;
end $$;
revoke execute on function job.release_cluster_dog(bigint, text[], text[], text[], bigint[], text[], text[], integer[], text[], text[]) from public;

create or replace function job.fail_cluster_dog(bigint, text, text, boolean, integer, double precision, double precision, text[], text[], text[], bigint[], text[], text[], integer[], text[], text[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  with tried as (
    update job.cluster_dog j set
      status = case when $4 and j.attempts + 1 < $5 then 'pending' else 'failed' end,
      attempts = j.attempts + 1,
      not_before = clock_timestamp() + interval '1 millisecond'
        * least($6 * power(2, least(j.attempts, 30)), $7) * (0.5 + random()),
      error_class = $2, error_message = $3, epoch = null, worker_id = null, claimed_at = null
    where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.cluster_dog own, unnest($8, $9, $10, $11, $12, $13, $14, $15, $16) k (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.alignment_config = k.alignment_config and own.clustering_config = k.clustering_config and own.cluster = k.cluster and own.optimal_gabor_config = k.optimal_gabor_config and own.optimal_dog_config = k.optimal_dog_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.cluster_dog where status = 'claimed' and epoch = $1 limit 1))))
    returning j.status)
  select count(*) filter (where status = 'failed') into n from tried;
  return n;
end $$;
revoke execute on function job.fail_cluster_dog(bigint, text, text, boolean, integer, double precision, double precision, text[], text[], text[], bigint[], text[], text[], integer[], text[], text[]) from public;

create or replace function job.hold_cluster_dog(text[], text[], text[], bigint[], text[], text[], integer[], text[], text[])
returns table (place bigint, inputs text)
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
#variable_conflict use_column
begin
  return query select k.place, 'twin.cluster:' || p1._row_hash || E'\n' || 'twin.complete_cluster:' || p2._row_hash || E'\n' || 'twin.cluster_dog_task:' || p3._row_hash || E'\n' || 'twin.optimal_dog_config:' || p4._row_hash || E'\n' || 'twin.model:' || p5._row_hash
    from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9) with ordinality k (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config, place)
    cross join lateral (select _row_hash from twin.cluster o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster for share) p1
    cross join lateral (select _row_hash from twin.complete_cluster o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.optimal_gabor_config = k.optimal_gabor_config and o.cluster = k.cluster for share) p2
    cross join lateral (select _row_hash from twin.cluster_dog_task o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.optimal_gabor_config = k.optimal_gabor_config and o.optimal_dog_config = k.optimal_dog_config for share) p3
    cross join lateral (select _row_hash from twin.optimal_dog_config o where o.optimal_dog_config = k.optimal_dog_config for share) p4
    cross join lateral (select _row_hash from twin.model o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed for share) p5;
end $$;
revoke execute on function job.hold_cluster_dog(text[], text[], text[], bigint[], text[], text[], integer[], text[], text[]) from public;

create or replace function job.enqueue_cluster_dog()
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  role_before constant text := current_setting('session_replication_role');
  n bigint;
  is_whole boolean;
begin
  perform pg_advisory_xact_lock(hashtextextended('doppel enqueue ' || 'twin.cluster_dog', 0));
  execute $count$ select count(*) from (
      select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config from (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config from (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster from twin.cluster) p1
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster from twin.complete_cluster) p2
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, optimal_dog_config from twin.cluster_dog_task) p3
        natural join (select optimal_dog_config from twin.optimal_dog_config) p4
        natural join (select dataset, model_config, training_config, seed from twin.model) p5) k
      where not exists (select from twin.cluster_dog o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.optimal_gabor_config = k.optimal_gabor_config and o.optimal_dog_config = k.optimal_dog_config)
        and not exists (select from job.cluster_dog o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.optimal_gabor_config = k.optimal_gabor_config and o.optimal_dog_config = k.optimal_dog_config)) missing $count$ into n;
  if n = 0 then
    return 0;
  end if;
  if n < 10000 or not has_parameter_privilege(current_user, 'session_replication_role', 'SET') then
    execute $insert$ insert into job.cluster_dog (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config) select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config from (
      select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config from (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config from (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster from twin.cluster) p1
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster from twin.complete_cluster) p2
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, optimal_dog_config from twin.cluster_dog_task) p3
        natural join (select optimal_dog_config from twin.optimal_dog_config) p4
        natural join (select dataset, model_config, training_config, seed from twin.model) p5) k
      where not exists (select from twin.cluster_dog o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.optimal_gabor_config = k.optimal_gabor_config and o.optimal_dog_config = k.optimal_dog_config)
        and not exists (select from job.cluster_dog o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.optimal_gabor_config = k.optimal_gabor_config and o.optimal_dog_config = k.optimal_dog_config)) missing on conflict do nothing $insert$;
    get diagnostics n = row_count;
  else
    perform set_config('session_replication_role', 'replica', true);
    execute $insert$
      with added as (
        insert into job.cluster_dog (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config) select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config from (
      select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config from (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config from (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster from twin.cluster) p1
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster from twin.complete_cluster) p2
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, optimal_dog_config from twin.cluster_dog_task) p3
        natural join (select optimal_dog_config from twin.optimal_dog_config) p4
        natural join (select dataset, model_config, training_config, seed from twin.model) p5) k
      where not exists (select from twin.cluster_dog o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.optimal_gabor_config = k.optimal_gabor_config and o.optimal_dog_config = k.optimal_dog_config)
        and not exists (select from job.cluster_dog o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.optimal_gabor_config = k.optimal_gabor_config and o.optimal_dog_config = k.optimal_dog_config)) missing on conflict do nothing returning dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config),
      p1 as (select from twin.cluster p where (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster) in (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster from added) for key share),
      p2 as (select from twin.complete_cluster p where (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster) in (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster from added) for key share),
      p3 as (select from twin.cluster_dog_task p where (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, optimal_dog_config) in (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, optimal_dog_config from added) for key share),
      p4 as (select from twin.optimal_dog_config p where (optimal_dog_config) in (select optimal_dog_config from added) for key share),
      p5 as (select from twin.model p where (dataset, model_config, training_config, seed) in (select dataset, model_config, training_config, seed from added) for key share)
      select (select count(*) from added), (select count(*) from p1) = (select count(*) from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster from added) d)
        and (select count(*) from p2) = (select count(*) from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster from added) d)
        and (select count(*) from p3) = (select count(*) from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, optimal_dog_config from added) d)
        and (select count(*) from p4) = (select count(*) from (select distinct optimal_dog_config from added) d)
        and (select count(*) from p5) = (select count(*) from (select distinct dataset, model_config, training_config, seed from added) d) $insert$ into n, is_whole;
    perform set_config('session_replication_role', role_before, true);
    if not is_whole then
      raise exception 'rows that new keys of % refer to were deleted meanwhile', 'twin.cluster_dog'
        using errcode = 'serialization_failure';
    end if;
  end if;
  if n > 0 then
    perform pg_notify('doppel_job', '');
  end if;
  return n;
end $$;
revoke execute on function job.enqueue_cluster_dog() from public;

create or replace function job.accept_cluster_dog()
returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  mine constant bigint := nullif(current_setting('doppel.epoch', true), '');
  n bigint;
  n_held bigint;
  run bigint;
  last_run bigint;
begin
  if coalesce(current_setting('doppel.epoch', true), '') = ''
     and pg_has_role(session_user, current_user, 'member') then
    return null;
  end if;
  select count(*), min(_run_id), max(_run_id) into n, run, last_run from new_rows;
  if n = 0 then
    return null;
  end if;
  if run <> last_run or not exists (select from provenance.run r
      where r.run_id = run and r.table_name = 'twin.cluster_dog' and r.n_keys = n
        and r.xmin = pg_current_xact_id()::xid and r.committed_at >= now()) then
    raise exception 'results of twin.cluster_dog without a run of their own in this transaction'
      using errcode = 'insufficient_privilege';
  end if;
  delete from job.cluster_dog j where j.epoch = mine and j.ctid = any (array(
    select own.ctid from job.cluster_dog own, new_rows k
    where own.status = 'claimed' and own.epoch = mine and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.alignment_config = k.alignment_config and own.clustering_config = k.clustering_config and own.cluster = k.cluster and own.optimal_gabor_config = k.optimal_gabor_config and own.optimal_dog_config = k.optimal_dog_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.cluster_dog where status = 'claimed' and epoch = mine limit 1))));
  get diagnostics n_held = row_count;
  if n_held <> n then
    raise exception 'twin.cluster_dog: only % of the % keys are held', n_held, n using errcode = 'ZL001';
  end if;
  return null;
end $$;
revoke execute on function job.accept_cluster_dog() from public;

create or replace function job.accept_cluster_dog_member()
returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
begin
  if coalesce(current_setting('doppel.epoch', true), '') = ''
     and pg_has_role(session_user, current_user, 'member') then
    return null;
  end if;
  if exists (select from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config, _run_id from new_rows) k left join twin.cluster_dog m
      on m.dataset = k.dataset and m.model_config = k.model_config and m.training_config = k.training_config and m.seed = k.seed and m.alignment_config = k.alignment_config and m.clustering_config = k.clustering_config and m.cluster = k.cluster and m.optimal_gabor_config = k.optimal_gabor_config and m.optimal_dog_config = k.optimal_dog_config
      where m._run_id is distinct from k._run_id or not exists (
        select from provenance.run r where r.run_id = k._run_id and r.xmin = pg_current_xact_id()::xid and r.committed_at >= now())) then
    raise exception 'parts of twin.cluster_dog_member without their master in this transaction'
      using errcode = 'insufficient_privilege';
  end if;
  return null;
end $$;
revoke execute on function job.accept_cluster_dog_member() from public;

create or replace trigger accept after insert on twin.cluster_dog
  referencing new table as new_rows for each statement execute function job.accept_cluster_dog();
create or replace trigger accept after insert on twin.cluster_dog_member
  referencing new table as new_rows for each statement execute function job.accept_cluster_dog_member();
create or replace function job.claim_cluster_mei(bigint, integer, integer, text[], integer, text, text, text, bigint, text, text, integer, text, text)
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], model_config text[], training_config text[], seed bigint[], alignment_config text[], clustering_config text[], cluster integer[], optimal_gabor_config text[], cluster_mei_config text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('doppel claim job.cluster_mei', 0));
  return query
    with best as materialized (
      select priority, dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config from job.cluster_mei
      where status = 'pending' and not_before <= now() and deaths = $3
        and ($5 is null or priority = $5 and (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config) > ($6, $7, $8, $9, $10, $11, $12, $13, $14)
          and (select priority from job.cluster_mei
               where status = 'pending' and not_before <= now() and deaths = $3 and priority > $5
               order by priority desc, dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config limit 1) is null)
      order by priority desc, dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config limit 1 for update skip locked),
    batch as materialized (
      select ctid from job.cluster_mei
      where status = 'pending' and not_before <= now() and deaths = $3
        and priority = (select priority from best) and (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config) >= ((select dataset from best), (select model_config from best), (select training_config from best), (select seed from best), (select alignment_config from best), (select clustering_config from best), (select cluster from best), (select optimal_gabor_config from best), (select cluster_mei_config from best))
        and (not 'dataset' = any ($4) or dataset = (select dataset from best))
        and (not 'model_config' = any ($4) or model_config = (select model_config from best))
        and (not 'training_config' = any ($4) or training_config = (select training_config from best))
        and (not 'seed' = any ($4) or seed = (select seed from best))
        and (not 'alignment_config' = any ($4) or alignment_config = (select alignment_config from best))
        and (not 'clustering_config' = any ($4) or clustering_config = (select clustering_config from best))
        and (not 'cluster' = any ($4) or cluster = (select cluster from best))
        and (not 'optimal_gabor_config' = any ($4) or optimal_gabor_config = (select optimal_gabor_config from best))
        and (not 'cluster_mei_config' = any ($4) or cluster_mei_config = (select cluster_mei_config from best))
      order by priority desc, dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config limit $2 for update skip locked),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.cluster_mei j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch))
      returning j.epoch, j.claimed_at, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.alignment_config, j.clustering_config, j.cluster, j.optimal_gabor_config, j.cluster_mei_config)
    select min(epoch), min(claimed_at), min(priority), array_agg(dataset), array_agg(model_config), array_agg(training_config), array_agg(seed), array_agg(alignment_config), array_agg(clustering_config), array_agg(cluster), array_agg(optimal_gabor_config), array_agg(cluster_mei_config) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_cluster_mei(bigint, integer, integer, text[], integer, text, text, text, bigint, text, text, integer, text, text) from public;

create or replace function job.release_cluster_mei(bigint, text[], text[], text[], bigint[], text[], text[], integer[], text[], text[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  update job.cluster_mei j set status = 'pending', epoch = null, worker_id = null, claimed_at = null
  where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.cluster_mei own, unnest($2, $3, $4, $5, $6, $7, $8, $9, $10) k (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.alignment_config = k.alignment_config and own.clustering_config = k.clustering_config and own.cluster = k.cluster and own.optimal_gabor_config = k.optimal_gabor_config and own.cluster_mei_config = k.cluster_mei_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.cluster_mei where status = 'claimed' and epoch = $1 limit 1))));
  get diagnostics n = row_count;
  return n;
end $$;
revoke execute on function job.release_cluster_mei(bigint, text[], text[], text[], bigint[], text[], text[], integer[], text[], text[]) from public;

create or replace function job.fail_cluster_mei(bigint, text, text, boolean, integer, double precision, double precision, text[], text[], text[], bigint[], text[], text[], integer[], text[], text[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  with tried as (
    update job.cluster_mei j set
      status = case when $4 and j.attempts + 1 < $5 then 'pending' else 'failed' end,
      attempts = j.attempts + 1,
      not_before = clock_timestamp() + interval '1 millisecond'
        * least($6 * power(2, least(j.attempts, 30)), $7) * (0.5 + random()),
      error_class = $2, error_message = $3, epoch = null, worker_id = null, claimed_at = null
    where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.cluster_mei own, unnest($8, $9, $10, $11, $12, $13, $14, $15, $16) k (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.alignment_config = k.alignment_config and own.clustering_config = k.clustering_config and own.cluster = k.cluster and own.optimal_gabor_config = k.optimal_gabor_config and own.cluster_mei_config = k.cluster_mei_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.cluster_mei where status = 'claimed' and epoch = $1 limit 1))))
    returning j.status)
  select count(*) filter (where status = 'failed') into n from tried;
  return n;
end $$;
revoke execute on function job.fail_cluster_mei(bigint, text, text, boolean, integer, double precision, double precision, text[], text[], text[], bigint[], text[], text[], integer[], text[], text[]) from public;

create or replace function job.hold_cluster_mei(text[], text[], text[], bigint[], text[], text[], integer[], text[], text[])
returns table (place bigint, inputs text)
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
#variable_conflict use_column
begin
  return query select k.place, 'twin.cluster:' || p1._row_hash || E'\n' || 'twin.complete_cluster:' || p2._row_hash || E'\n' || 'twin.cluster_mei_task:' || p3._row_hash || E'\n' || 'twin.cluster_mei_config:' || p4._row_hash || E'\n' || 'twin.model:' || p5._row_hash
    from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9) with ordinality k (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config, place)
    cross join lateral (select _row_hash from twin.cluster o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster for share) p1
    cross join lateral (select _row_hash from twin.complete_cluster o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.optimal_gabor_config = k.optimal_gabor_config and o.cluster = k.cluster for share) p2
    cross join lateral (select _row_hash from twin.cluster_mei_task o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.optimal_gabor_config = k.optimal_gabor_config and o.cluster_mei_config = k.cluster_mei_config for share) p3
    cross join lateral (select _row_hash from twin.cluster_mei_config o where o.cluster_mei_config = k.cluster_mei_config for share) p4
    cross join lateral (select _row_hash from twin.model o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed for share) p5;
end $$;
revoke execute on function job.hold_cluster_mei(text[], text[], text[], bigint[], text[], text[], integer[], text[], text[]) from public;

create or replace function job.enqueue_cluster_mei()
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  role_before constant text := current_setting('session_replication_role');
  n bigint;
  is_whole boolean;
begin
  perform pg_advisory_xact_lock(hashtextextended('doppel enqueue ' || 'twin.cluster_mei', 0));
  execute $count$ select count(*) from (
      select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config from (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config from (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster from twin.cluster) p1
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster from twin.complete_cluster) p2
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster_mei_config from twin.cluster_mei_task) p3
        natural join (select cluster_mei_config from twin.cluster_mei_config) p4
        natural join (select dataset, model_config, training_config, seed from twin.model) p5) k
      where not exists (select from twin.cluster_mei o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.optimal_gabor_config = k.optimal_gabor_config and o.cluster_mei_config = k.cluster_mei_config)
        and not exists (select from job.cluster_mei o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.optimal_gabor_config = k.optimal_gabor_config and o.cluster_mei_config = k.cluster_mei_config)) missing $count$ into n;
  if n = 0 then
    return 0;
  end if;
  if n < 10000 or not has_parameter_privilege(current_user, 'session_replication_role', 'SET') then
    execute $insert$ insert into job.cluster_mei (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config) select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config from (
      select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config from (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config from (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster from twin.cluster) p1
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster from twin.complete_cluster) p2
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster_mei_config from twin.cluster_mei_task) p3
        natural join (select cluster_mei_config from twin.cluster_mei_config) p4
        natural join (select dataset, model_config, training_config, seed from twin.model) p5) k
      where not exists (select from twin.cluster_mei o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.optimal_gabor_config = k.optimal_gabor_config and o.cluster_mei_config = k.cluster_mei_config)
        and not exists (select from job.cluster_mei o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.optimal_gabor_config = k.optimal_gabor_config and o.cluster_mei_config = k.cluster_mei_config)) missing on conflict do nothing $insert$;
    get diagnostics n = row_count;
  else
    perform set_config('session_replication_role', 'replica', true);
    execute $insert$
      with added as (
        insert into job.cluster_mei (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config) select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config from (
      select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config from (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config from (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster from twin.cluster) p1
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster from twin.complete_cluster) p2
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster_mei_config from twin.cluster_mei_task) p3
        natural join (select cluster_mei_config from twin.cluster_mei_config) p4
        natural join (select dataset, model_config, training_config, seed from twin.model) p5) k
      where not exists (select from twin.cluster_mei o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.optimal_gabor_config = k.optimal_gabor_config and o.cluster_mei_config = k.cluster_mei_config)
        and not exists (select from job.cluster_mei o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.optimal_gabor_config = k.optimal_gabor_config and o.cluster_mei_config = k.cluster_mei_config)) missing on conflict do nothing returning dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config),
      p1 as (select from twin.cluster p where (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster) in (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster from added) for key share),
      p2 as (select from twin.complete_cluster p where (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster) in (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster from added) for key share),
      p3 as (select from twin.cluster_mei_task p where (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster_mei_config) in (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster_mei_config from added) for key share),
      p4 as (select from twin.cluster_mei_config p where (cluster_mei_config) in (select cluster_mei_config from added) for key share),
      p5 as (select from twin.model p where (dataset, model_config, training_config, seed) in (select dataset, model_config, training_config, seed from added) for key share)
      select (select count(*) from added), (select count(*) from p1) = (select count(*) from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster from added) d)
        and (select count(*) from p2) = (select count(*) from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster from added) d)
        and (select count(*) from p3) = (select count(*) from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, cluster_mei_config from added) d)
        and (select count(*) from p4) = (select count(*) from (select distinct cluster_mei_config from added) d)
        and (select count(*) from p5) = (select count(*) from (select distinct dataset, model_config, training_config, seed from added) d) $insert$ into n, is_whole;
    perform set_config('session_replication_role', role_before, true);
    if not is_whole then
      raise exception 'rows that new keys of % refer to were deleted meanwhile', 'twin.cluster_mei'
        using errcode = 'serialization_failure';
    end if;
  end if;
  if n > 0 then
    perform pg_notify('doppel_job', '');
  end if;
  return n;
end $$;
revoke execute on function job.enqueue_cluster_mei() from public;

create or replace function job.accept_cluster_mei()
returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  mine constant bigint := nullif(current_setting('doppel.epoch', true), '');
  n bigint;
  n_held bigint;
  run bigint;
  last_run bigint;
begin
  if coalesce(current_setting('doppel.epoch', true), '') = ''
     and pg_has_role(session_user, current_user, 'member') then
    return null;
  end if;
  select count(*), min(_run_id), max(_run_id) into n, run, last_run from new_rows;
  if n = 0 then
    return null;
  end if;
  if run <> last_run or not exists (select from provenance.run r
      where r.run_id = run and r.table_name = 'twin.cluster_mei' and r.n_keys = n
        and r.xmin = pg_current_xact_id()::xid and r.committed_at >= now()) then
    raise exception 'results of twin.cluster_mei without a run of their own in this transaction'
      using errcode = 'insufficient_privilege';
  end if;
  delete from job.cluster_mei j where j.epoch = mine and j.ctid = any (array(
    select own.ctid from job.cluster_mei own, new_rows k
    where own.status = 'claimed' and own.epoch = mine and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.alignment_config = k.alignment_config and own.clustering_config = k.clustering_config and own.cluster = k.cluster and own.optimal_gabor_config = k.optimal_gabor_config and own.cluster_mei_config = k.cluster_mei_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.cluster_mei where status = 'claimed' and epoch = mine limit 1))));
  get diagnostics n_held = row_count;
  if n_held <> n then
    raise exception 'twin.cluster_mei: only % of the % keys are held', n_held, n using errcode = 'ZL001';
  end if;
  return null;
end $$;
revoke execute on function job.accept_cluster_mei() from public;

create or replace function job.accept_cluster_mei_member()
returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
begin
  if coalesce(current_setting('doppel.epoch', true), '') = ''
     and pg_has_role(session_user, current_user, 'member') then
    return null;
  end if;
  if exists (select from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config, _run_id from new_rows) k left join twin.cluster_mei m
      on m.dataset = k.dataset and m.model_config = k.model_config and m.training_config = k.training_config and m.seed = k.seed and m.alignment_config = k.alignment_config and m.clustering_config = k.clustering_config and m.cluster = k.cluster and m.optimal_gabor_config = k.optimal_gabor_config and m.cluster_mei_config = k.cluster_mei_config
      where m._run_id is distinct from k._run_id or not exists (
        select from provenance.run r where r.run_id = k._run_id and r.xmin = pg_current_xact_id()::xid and r.committed_at >= now())) then
    raise exception 'parts of twin.cluster_mei_member without their master in this transaction'
      using errcode = 'insufficient_privilege';
  end if;
  return null;
end $$;
revoke execute on function job.accept_cluster_mei_member() from public;

create or replace trigger accept after insert on twin.cluster_mei
  referencing new table as new_rows for each statement execute function job.accept_cluster_mei();
create or replace trigger accept after insert on twin.cluster_mei_member
  referencing new table as new_rows for each statement execute function job.accept_cluster_mei_member();
create or replace function job.claim_cluster_orientation_tuning(bigint, integer, integer, text[], integer, text, text, text, bigint, integer, integer, integer, integer, text, text, text, integer, text)
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], model_config text[], training_config text[], seed bigint[], animal_id integer[], session integer[], scan_idx integer[], unit_id integer[], optimal_gabor_config text[], alignment_config text[], clustering_config text[], cluster integer[], orientation_tuning_config text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('doppel claim job.cluster_orientation_tuning', 0));
  return query
    with best as materialized (
      select priority, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, orientation_tuning_config from job.cluster_orientation_tuning
      where status = 'pending' and not_before <= now() and deaths = $3
        and ($5 is null or priority = $5 and (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, orientation_tuning_config) > ($6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
          and (select priority from job.cluster_orientation_tuning
               where status = 'pending' and not_before <= now() and deaths = $3 and priority > $5
               order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, orientation_tuning_config limit 1) is null)
      order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, orientation_tuning_config limit 1 for update skip locked),
    batch as materialized (
      select ctid from job.cluster_orientation_tuning
      where status = 'pending' and not_before <= now() and deaths = $3
        and priority = (select priority from best) and (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, orientation_tuning_config) >= ((select dataset from best), (select model_config from best), (select training_config from best), (select seed from best), (select animal_id from best), (select session from best), (select scan_idx from best), (select unit_id from best), (select optimal_gabor_config from best), (select alignment_config from best), (select clustering_config from best), (select cluster from best), (select orientation_tuning_config from best))
        and (not 'dataset' = any ($4) or dataset = (select dataset from best))
        and (not 'model_config' = any ($4) or model_config = (select model_config from best))
        and (not 'training_config' = any ($4) or training_config = (select training_config from best))
        and (not 'seed' = any ($4) or seed = (select seed from best))
        and (not 'animal_id' = any ($4) or animal_id = (select animal_id from best))
        and (not 'session' = any ($4) or session = (select session from best))
        and (not 'scan_idx' = any ($4) or scan_idx = (select scan_idx from best))
        and (not 'unit_id' = any ($4) or unit_id = (select unit_id from best))
        and (not 'optimal_gabor_config' = any ($4) or optimal_gabor_config = (select optimal_gabor_config from best))
        and (not 'alignment_config' = any ($4) or alignment_config = (select alignment_config from best))
        and (not 'clustering_config' = any ($4) or clustering_config = (select clustering_config from best))
        and (not 'cluster' = any ($4) or cluster = (select cluster from best))
        and (not 'orientation_tuning_config' = any ($4) or orientation_tuning_config = (select orientation_tuning_config from best))
      order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, orientation_tuning_config limit $2 for update skip locked),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.cluster_orientation_tuning j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch))
      returning j.epoch, j.claimed_at, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.animal_id, j.session, j.scan_idx, j.unit_id, j.optimal_gabor_config, j.alignment_config, j.clustering_config, j.cluster, j.orientation_tuning_config)
    select min(epoch), min(claimed_at), min(priority), array_agg(dataset), array_agg(model_config), array_agg(training_config), array_agg(seed), array_agg(animal_id), array_agg(session), array_agg(scan_idx), array_agg(unit_id), array_agg(optimal_gabor_config), array_agg(alignment_config), array_agg(clustering_config), array_agg(cluster), array_agg(orientation_tuning_config) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_cluster_orientation_tuning(bigint, integer, integer, text[], integer, text, text, text, bigint, integer, integer, integer, integer, text, text, text, integer, text) from public;

create or replace function job.release_cluster_orientation_tuning(bigint, text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[], text[], integer[], text[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  update job.cluster_orientation_tuning j set status = 'pending', epoch = null, worker_id = null, claimed_at = null
  where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.cluster_orientation_tuning own, unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) k (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, orientation_tuning_config)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.animal_id = k.animal_id and own.session = k.session and own.scan_idx = k.scan_idx and own.unit_id = k.unit_id and own.optimal_gabor_config = k.optimal_gabor_config and own.alignment_config = k.alignment_config and own.clustering_config = k.clustering_config and own.cluster = k.cluster and own.orientation_tuning_config = k.orientation_tuning_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.cluster_orientation_tuning where status = 'claimed' and epoch = $1 limit 1))));
  get diagnostics n = row_count;
  return n;
end $$;
revoke execute on function job.release_cluster_orientation_tuning(bigint, text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[], text[], integer[], text[]) from public;

create or replace function job.fail_cluster_orientation_tuning(bigint, text, text, boolean, integer, double precision, double precision, text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[], text[], integer[], text[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  with tried as (
    update job.cluster_orientation_tuning j set
      status = case when $4 and j.attempts + 1 < $5 then 'pending' else 'failed' end,
      attempts = j.attempts + 1,
      not_before = clock_timestamp() + interval '1 millisecond'
        * least($6 * power(2, least(j.attempts, 30)), $7) * (0.5 + random()),
      error_class = $2, error_message = $3, epoch = null, worker_id = null, claimed_at = null
    where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.cluster_orientation_tuning own, unnest($8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20) k (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, orientation_tuning_config)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.animal_id = k.animal_id and own.session = k.session and own.scan_idx = k.scan_idx and own.unit_id = k.unit_id and own.optimal_gabor_config = k.optimal_gabor_config and own.alignment_config = k.alignment_config and own.clustering_config = k.clustering_config and own.cluster = k.cluster and own.orientation_tuning_config = k.orientation_tuning_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.cluster_orientation_tuning where status = 'claimed' and epoch = $1 limit 1))))
    returning j.status)
  select count(*) filter (where status = 'failed') into n from tried;
  return n;
end $$;
revoke execute on function job.fail_cluster_orientation_tuning(bigint, text, text, boolean, integer, double precision, double precision, text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[], text[], integer[], text[]) from public;

create or replace function job.hold_cluster_orientation_tuning(text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[], text[], integer[], text[])
returns table (place bigint, inputs text)
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
#variable_conflict use_column
begin
  return query select k.place, 'twin.optimal_gabor:' || p1._row_hash || E'\n' || 'twin.cluster_gabor_member:' || p2._row_hash || E'\n' || 'twin.cluster_gabor:' || p3._row_hash || E'\n' || 'twin.cluster_experiment_task:' || p4._row_hash || E'\n' || 'twin.orientation_tuning_task:' || p5._row_hash || E'\n' || 'twin.orientation_tuning_config:' || p6._row_hash || E'\n' || 'twin.model:' || p7._row_hash
    from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) with ordinality k (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, orientation_tuning_config, place)
    cross join lateral (select _row_hash from twin.optimal_gabor o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config for share) p1
    cross join lateral (select _row_hash from twin.cluster_gabor_member o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.optimal_gabor_config = k.optimal_gabor_config and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id for share) p2
    cross join lateral (select _row_hash from twin.cluster_gabor o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.optimal_gabor_config = k.optimal_gabor_config for share) p3
    cross join lateral (select _row_hash from twin.cluster_experiment_task o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.optimal_gabor_config = k.optimal_gabor_config for share) p4
    cross join lateral (select _row_hash from twin.orientation_tuning_task o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.optimal_gabor_config = k.optimal_gabor_config and o.orientation_tuning_config = k.orientation_tuning_config for share) p5
    cross join lateral (select _row_hash from twin.orientation_tuning_config o where o.orientation_tuning_config = k.orientation_tuning_config for share) p6
    cross join lateral (select _row_hash from twin.model o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed for share) p7;
end $$;
revoke execute on function job.hold_cluster_orientation_tuning(text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[], text[], integer[], text[]) from public;

create or replace function job.enqueue_cluster_orientation_tuning()
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  role_before constant text := current_setting('session_replication_role');
  n bigint;
  is_whole boolean;
begin
  perform pg_advisory_xact_lock(hashtextextended('doppel enqueue ' || 'twin.cluster_orientation_tuning', 0));
  execute $count$ select count(*) from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, orientation_tuning_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, orientation_tuning_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p1
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from twin.cluster_gabor_member) p2
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from twin.cluster_gabor) p3
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config from twin.cluster_experiment_task) p4
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, orientation_tuning_config from twin.orientation_tuning_task) p5
        natural join (select orientation_tuning_config from twin.orientation_tuning_config) p6
        natural join (select dataset, model_config, training_config, seed from twin.model) p7) k
      where not exists (select from twin.cluster_orientation_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.orientation_tuning_config = k.orientation_tuning_config)
        and not exists (select from job.cluster_orientation_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.orientation_tuning_config = k.orientation_tuning_config)) missing $count$ into n;
  if n = 0 then
    return 0;
  end if;
  if n < 10000 or not has_parameter_privilege(current_user, 'session_replication_role', 'SET') then
    execute $insert$ insert into job.cluster_orientation_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, orientation_tuning_config) select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, orientation_tuning_config from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, orientation_tuning_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, orientation_tuning_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p1
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from twin.cluster_gabor_member) p2
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from twin.cluster_gabor) p3
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config from twin.cluster_experiment_task) p4
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, orientation_tuning_config from twin.orientation_tuning_task) p5
        natural join (select orientation_tuning_config from twin.orientation_tuning_config) p6
        natural join (select dataset, model_config, training_config, seed from twin.model) p7) k
      where not exists (select from twin.cluster_orientation_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.orientation_tuning_config = k.orientation_tuning_config)
        and not exists (select from job.cluster_orientation_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.orientation_tuning_config = k.orientation_tuning_config)) missing on conflict do nothing $insert$;
    get diagnostics n = row_count;
  else
    perform set_config('session_replication_role', 'replica', true);
    execute $insert$
      with added as (
        insert into job.cluster_orientation_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, orientation_tuning_config) select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, orientation_tuning_config from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, orientation_tuning_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, orientation_tuning_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p1
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from twin.cluster_gabor_member) p2
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from twin.cluster_gabor) p3
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config from twin.cluster_experiment_task) p4
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, orientation_tuning_config from twin.orientation_tuning_task) p5
        natural join (select orientation_tuning_config from twin.orientation_tuning_config) p6
        natural join (select dataset, model_config, training_config, seed from twin.model) p7) k
      where not exists (select from twin.cluster_orientation_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.orientation_tuning_config = k.orientation_tuning_config)
        and not exists (select from job.cluster_orientation_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.orientation_tuning_config = k.orientation_tuning_config)) missing on conflict do nothing returning dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, orientation_tuning_config),
      p1 as (select from twin.optimal_gabor p where (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) in (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from added) for key share),
      p2 as (select from twin.cluster_gabor_member p where (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id) in (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from added) for key share),
      p3 as (select from twin.cluster_gabor p where (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config) in (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from added) for key share),
      p4 as (select from twin.cluster_experiment_task p where (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config) in (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config from added) for key share),
      p5 as (select from twin.orientation_tuning_task p where (dataset, model_config, training_config, seed, optimal_gabor_config, orientation_tuning_config) in (select dataset, model_config, training_config, seed, optimal_gabor_config, orientation_tuning_config from added) for key share),
      p6 as (select from twin.orientation_tuning_config p where (orientation_tuning_config) in (select orientation_tuning_config from added) for key share),
      p7 as (select from twin.model p where (dataset, model_config, training_config, seed) in (select dataset, model_config, training_config, seed from added) for key share)
      select (select count(*) from added), (select count(*) from p1) = (select count(*) from (select distinct dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from added) d)
        and (select count(*) from p2) = (select count(*) from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from added) d)
        and (select count(*) from p3) = (select count(*) from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from added) d)
        and (select count(*) from p4) = (select count(*) from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config from added) d)
        and (select count(*) from p5) = (select count(*) from (select distinct dataset, model_config, training_config, seed, optimal_gabor_config, orientation_tuning_config from added) d)
        and (select count(*) from p6) = (select count(*) from (select distinct orientation_tuning_config from added) d)
        and (select count(*) from p7) = (select count(*) from (select distinct dataset, model_config, training_config, seed from added) d) $insert$ into n, is_whole;
    perform set_config('session_replication_role', role_before, true);
    if not is_whole then
      raise exception 'rows that new keys of % refer to were deleted meanwhile', 'twin.cluster_orientation_tuning'
        using errcode = 'serialization_failure';
    end if;
  end if;
  if n > 0 then
    perform pg_notify('doppel_job', '');
  end if;
  return n;
end $$;
revoke execute on function job.enqueue_cluster_orientation_tuning() from public;

create or replace function job.accept_cluster_orientation_tuning()
returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  mine constant bigint := nullif(current_setting('doppel.epoch', true), '');
  n bigint;
  n_held bigint;
  run bigint;
  last_run bigint;
begin
  if coalesce(current_setting('doppel.epoch', true), '') = ''
     and pg_has_role(session_user, current_user, 'member') then
    return null;
  end if;
  select count(*), min(_run_id), max(_run_id) into n, run, last_run from new_rows;
  if n = 0 then
    return null;
  end if;
  if run <> last_run or not exists (select from provenance.run r
      where r.run_id = run and r.table_name = 'twin.cluster_orientation_tuning' and r.n_keys = n
        and r.xmin = pg_current_xact_id()::xid and r.committed_at >= now()) then
    raise exception 'results of twin.cluster_orientation_tuning without a run of their own in this transaction'
      using errcode = 'insufficient_privilege';
  end if;
  delete from job.cluster_orientation_tuning j where j.epoch = mine and j.ctid = any (array(
    select own.ctid from job.cluster_orientation_tuning own, new_rows k
    where own.status = 'claimed' and own.epoch = mine and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.animal_id = k.animal_id and own.session = k.session and own.scan_idx = k.scan_idx and own.unit_id = k.unit_id and own.optimal_gabor_config = k.optimal_gabor_config and own.alignment_config = k.alignment_config and own.clustering_config = k.clustering_config and own.cluster = k.cluster and own.orientation_tuning_config = k.orientation_tuning_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.cluster_orientation_tuning where status = 'claimed' and epoch = mine limit 1))));
  get diagnostics n_held = row_count;
  if n_held <> n then
    raise exception 'twin.cluster_orientation_tuning: only % of the % keys are held', n_held, n using errcode = 'ZL001';
  end if;
  return null;
end $$;
revoke execute on function job.accept_cluster_orientation_tuning() from public;

create or replace trigger accept after insert on twin.cluster_orientation_tuning
  referencing new table as new_rows for each statement execute function job.accept_cluster_orientation_tuning();
create or replace function job.claim_cluster_phase_tuning(bigint, integer, integer, text[], integer, text, text, text, bigint, integer, integer, integer, integer, text, text, text, integer, text)
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], model_config text[], training_config text[], seed bigint[], animal_id integer[], session integer[], scan_idx integer[], unit_id integer[], optimal_gabor_config text[], alignment_config text[], clustering_config text[], cluster integer[], phase_tuning_config text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('doppel claim job.cluster_phase_tuning', 0));
  return query
    with best as materialized (
      select priority, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, phase_tuning_config from job.cluster_phase_tuning
      where status = 'pending' and not_before <= now() and deaths = $3
        and ($5 is null or priority = $5 and (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, phase_tuning_config) > ($6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
          and (select priority from job.cluster_phase_tuning
               where status = 'pending' and not_before <= now() and deaths = $3 and priority > $5
               order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, phase_tuning_config limit 1) is null)
      order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, phase_tuning_config limit 1 for update skip locked),
    batch as materialized (
      select ctid from job.cluster_phase_tuning
      where status = 'pending' and not_before <= now() and deaths = $3
        and priority = (select priority from best) and (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, phase_tuning_config) >= ((select dataset from best), (select model_config from best), (select training_config from best), (select seed from best), (select animal_id from best), (select session from best), (select scan_idx from best), (select unit_id from best), (select optimal_gabor_config from best), (select alignment_config from best), (select clustering_config from best), (select cluster from best), (select phase_tuning_config from best))
        and (not 'dataset' = any ($4) or dataset = (select dataset from best))
        and (not 'model_config' = any ($4) or model_config = (select model_config from best))
        and (not 'training_config' = any ($4) or training_config = (select training_config from best))
        and (not 'seed' = any ($4) or seed = (select seed from best))
        and (not 'animal_id' = any ($4) or animal_id = (select animal_id from best))
        and (not 'session' = any ($4) or session = (select session from best))
        and (not 'scan_idx' = any ($4) or scan_idx = (select scan_idx from best))
        and (not 'unit_id' = any ($4) or unit_id = (select unit_id from best))
        and (not 'optimal_gabor_config' = any ($4) or optimal_gabor_config = (select optimal_gabor_config from best))
        and (not 'alignment_config' = any ($4) or alignment_config = (select alignment_config from best))
        and (not 'clustering_config' = any ($4) or clustering_config = (select clustering_config from best))
        and (not 'cluster' = any ($4) or cluster = (select cluster from best))
        and (not 'phase_tuning_config' = any ($4) or phase_tuning_config = (select phase_tuning_config from best))
      order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, phase_tuning_config limit $2 for update skip locked),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.cluster_phase_tuning j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch))
      returning j.epoch, j.claimed_at, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.animal_id, j.session, j.scan_idx, j.unit_id, j.optimal_gabor_config, j.alignment_config, j.clustering_config, j.cluster, j.phase_tuning_config)
    select min(epoch), min(claimed_at), min(priority), array_agg(dataset), array_agg(model_config), array_agg(training_config), array_agg(seed), array_agg(animal_id), array_agg(session), array_agg(scan_idx), array_agg(unit_id), array_agg(optimal_gabor_config), array_agg(alignment_config), array_agg(clustering_config), array_agg(cluster), array_agg(phase_tuning_config) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_cluster_phase_tuning(bigint, integer, integer, text[], integer, text, text, text, bigint, integer, integer, integer, integer, text, text, text, integer, text) from public;

create or replace function job.release_cluster_phase_tuning(bigint, text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[], text[], integer[], text[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  update job.cluster_phase_tuning j set status = 'pending', epoch = null, worker_id = null, claimed_at = null
  where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.cluster_phase_tuning own, unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) k (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, phase_tuning_config)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.animal_id = k.animal_id and own.session = k.session and own.scan_idx = k.scan_idx and own.unit_id = k.unit_id and own.optimal_gabor_config = k.optimal_gabor_config and own.alignment_config = k.alignment_config and own.clustering_config = k.clustering_config and own.cluster = k.cluster and own.phase_tuning_config = k.phase_tuning_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.cluster_phase_tuning where status = 'claimed' and epoch = $1 limit 1))));
  get diagnostics n = row_count;
  return n;
end $$;
revoke execute on function job.release_cluster_phase_tuning(bigint, text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[], text[], integer[], text[]) from public;

create or replace function job.fail_cluster_phase_tuning(bigint, text, text, boolean, integer, double precision, double precision, text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[], text[], integer[], text[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  with tried as (
    update job.cluster_phase_tuning j set
      status = case when $4 and j.attempts + 1 < $5 then 'pending' else 'failed' end,
      attempts = j.attempts + 1,
      not_before = clock_timestamp() + interval '1 millisecond'
        * least($6 * power(2, least(j.attempts, 30)), $7) * (0.5 + random()),
      error_class = $2, error_message = $3, epoch = null, worker_id = null, claimed_at = null
    where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.cluster_phase_tuning own, unnest($8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20) k (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, phase_tuning_config)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.animal_id = k.animal_id and own.session = k.session and own.scan_idx = k.scan_idx and own.unit_id = k.unit_id and own.optimal_gabor_config = k.optimal_gabor_config and own.alignment_config = k.alignment_config and own.clustering_config = k.clustering_config and own.cluster = k.cluster and own.phase_tuning_config = k.phase_tuning_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.cluster_phase_tuning where status = 'claimed' and epoch = $1 limit 1))))
    returning j.status)
  select count(*) filter (where status = 'failed') into n from tried;
  return n;
end $$;
revoke execute on function job.fail_cluster_phase_tuning(bigint, text, text, boolean, integer, double precision, double precision, text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[], text[], integer[], text[]) from public;

create or replace function job.hold_cluster_phase_tuning(text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[], text[], integer[], text[])
returns table (place bigint, inputs text)
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
#variable_conflict use_column
begin
  return query select k.place, 'twin.optimal_gabor:' || p1._row_hash || E'\n' || 'twin.cluster_gabor_member:' || p2._row_hash || E'\n' || 'twin.cluster_gabor:' || p3._row_hash || E'\n' || 'twin.cluster_experiment_task:' || p4._row_hash || E'\n' || 'twin.phase_tuning_task:' || p5._row_hash || E'\n' || 'twin.phase_tuning_config:' || p6._row_hash || E'\n' || 'twin.model:' || p7._row_hash
    from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) with ordinality k (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, phase_tuning_config, place)
    cross join lateral (select _row_hash from twin.optimal_gabor o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config for share) p1
    cross join lateral (select _row_hash from twin.cluster_gabor_member o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.optimal_gabor_config = k.optimal_gabor_config and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id for share) p2
    cross join lateral (select _row_hash from twin.cluster_gabor o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.optimal_gabor_config = k.optimal_gabor_config for share) p3
    cross join lateral (select _row_hash from twin.cluster_experiment_task o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.optimal_gabor_config = k.optimal_gabor_config for share) p4
    cross join lateral (select _row_hash from twin.phase_tuning_task o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.optimal_gabor_config = k.optimal_gabor_config and o.phase_tuning_config = k.phase_tuning_config for share) p5
    cross join lateral (select _row_hash from twin.phase_tuning_config o where o.phase_tuning_config = k.phase_tuning_config for share) p6
    cross join lateral (select _row_hash from twin.model o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed for share) p7;
end $$;
revoke execute on function job.hold_cluster_phase_tuning(text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[], text[], integer[], text[]) from public;

create or replace function job.enqueue_cluster_phase_tuning()
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  role_before constant text := current_setting('session_replication_role');
  n bigint;
  is_whole boolean;
begin
  perform pg_advisory_xact_lock(hashtextextended('doppel enqueue ' || 'twin.cluster_phase_tuning', 0));
  execute $count$ select count(*) from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, phase_tuning_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, phase_tuning_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p1
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from twin.cluster_gabor_member) p2
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from twin.cluster_gabor) p3
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config from twin.cluster_experiment_task) p4
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, phase_tuning_config from twin.phase_tuning_task) p5
        natural join (select phase_tuning_config from twin.phase_tuning_config) p6
        natural join (select dataset, model_config, training_config, seed from twin.model) p7) k
      where not exists (select from twin.cluster_phase_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.phase_tuning_config = k.phase_tuning_config)
        and not exists (select from job.cluster_phase_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.phase_tuning_config = k.phase_tuning_config)) missing $count$ into n;
  if n = 0 then
    return 0;
  end if;
  if n < 10000 or not has_parameter_privilege(current_user, 'session_replication_role', 'SET') then
    execute $insert$ insert into job.cluster_phase_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, phase_tuning_config) select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, phase_tuning_config from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, phase_tuning_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, phase_tuning_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p1
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from twin.cluster_gabor_member) p2
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from twin.cluster_gabor) p3
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config from twin.cluster_experiment_task) p4
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, phase_tuning_config from twin.phase_tuning_task) p5
        natural join (select phase_tuning_config from twin.phase_tuning_config) p6
        natural join (select dataset, model_config, training_config, seed from twin.model) p7) k
      where not exists (select from twin.cluster_phase_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.phase_tuning_config = k.phase_tuning_config)
        and not exists (select from job.cluster_phase_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.phase_tuning_config = k.phase_tuning_config)) missing on conflict do nothing $insert$;
    get diagnostics n = row_count;
  else
    perform set_config('session_replication_role', 'replica', true);
    execute $insert$
      with added as (
        insert into job.cluster_phase_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, phase_tuning_config) select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, phase_tuning_config from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, phase_tuning_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, phase_tuning_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p1
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from twin.cluster_gabor_member) p2
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from twin.cluster_gabor) p3
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config from twin.cluster_experiment_task) p4
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, phase_tuning_config from twin.phase_tuning_task) p5
        natural join (select phase_tuning_config from twin.phase_tuning_config) p6
        natural join (select dataset, model_config, training_config, seed from twin.model) p7) k
      where not exists (select from twin.cluster_phase_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.phase_tuning_config = k.phase_tuning_config)
        and not exists (select from job.cluster_phase_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.phase_tuning_config = k.phase_tuning_config)) missing on conflict do nothing returning dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, phase_tuning_config),
      p1 as (select from twin.optimal_gabor p where (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) in (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from added) for key share),
      p2 as (select from twin.cluster_gabor_member p where (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id) in (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from added) for key share),
      p3 as (select from twin.cluster_gabor p where (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config) in (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from added) for key share),
      p4 as (select from twin.cluster_experiment_task p where (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config) in (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config from added) for key share),
      p5 as (select from twin.phase_tuning_task p where (dataset, model_config, training_config, seed, optimal_gabor_config, phase_tuning_config) in (select dataset, model_config, training_config, seed, optimal_gabor_config, phase_tuning_config from added) for key share),
      p6 as (select from twin.phase_tuning_config p where (phase_tuning_config) in (select phase_tuning_config from added) for key share),
      p7 as (select from twin.model p where (dataset, model_config, training_config, seed) in (select dataset, model_config, training_config, seed from added) for key share)
      select (select count(*) from added), (select count(*) from p1) = (select count(*) from (select distinct dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from added) d)
        and (select count(*) from p2) = (select count(*) from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from added) d)
        and (select count(*) from p3) = (select count(*) from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from added) d)
        and (select count(*) from p4) = (select count(*) from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config from added) d)
        and (select count(*) from p5) = (select count(*) from (select distinct dataset, model_config, training_config, seed, optimal_gabor_config, phase_tuning_config from added) d)
        and (select count(*) from p6) = (select count(*) from (select distinct phase_tuning_config from added) d)
        and (select count(*) from p7) = (select count(*) from (select distinct dataset, model_config, training_config, seed from added) d) $insert$ into n, is_whole;
    perform set_config('session_replication_role', role_before, true);
    if not is_whole then
      raise exception 'rows that new keys of % refer to were deleted meanwhile', 'twin.cluster_phase_tuning'
        using errcode = 'serialization_failure';
    end if;
  end if;
  if n > 0 then
    perform pg_notify('doppel_job', '');
  end if;
  return n;
end $$;
revoke execute on function job.enqueue_cluster_phase_tuning() from public;

create or replace function job.accept_cluster_phase_tuning()
returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  mine constant bigint := nullif(current_setting('doppel.epoch', true), '');
  n bigint;
  n_held bigint;
  run bigint;
  last_run bigint;
begin
  if coalesce(current_setting('doppel.epoch', true), '') = ''
     and pg_has_role(session_user, current_user, 'member') then
    return null;
  end if;
  select count(*), min(_run_id), max(_run_id) into n, run, last_run from new_rows;
  if n = 0 then
    return null;
  end if;
  if run <> last_run or not exists (select from provenance.run r
      where r.run_id = run and r.table_name = 'twin.cluster_phase_tuning' and r.n_keys = n
        and r.xmin = pg_current_xact_id()::xid and r.committed_at >= now()) then
    raise exception 'results of twin.cluster_phase_tuning without a run of their own in this transaction'
      using errcode = 'insufficient_privilege';
  end if;
  delete from job.cluster_phase_tuning j where j.epoch = mine and j.ctid = any (array(
    select own.ctid from job.cluster_phase_tuning own, new_rows k
    where own.status = 'claimed' and own.epoch = mine and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.animal_id = k.animal_id and own.session = k.session and own.scan_idx = k.scan_idx and own.unit_id = k.unit_id and own.optimal_gabor_config = k.optimal_gabor_config and own.alignment_config = k.alignment_config and own.clustering_config = k.clustering_config and own.cluster = k.cluster and own.phase_tuning_config = k.phase_tuning_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.cluster_phase_tuning where status = 'claimed' and epoch = mine limit 1))));
  get diagnostics n_held = row_count;
  if n_held <> n then
    raise exception 'twin.cluster_phase_tuning: only % of the % keys are held', n_held, n using errcode = 'ZL001';
  end if;
  return null;
end $$;
revoke execute on function job.accept_cluster_phase_tuning() from public;

create or replace trigger accept after insert on twin.cluster_phase_tuning
  referencing new table as new_rows for each statement execute function job.accept_cluster_phase_tuning();
create or replace function job.claim_cluster_size_contrast_tuning(bigint, integer, integer, text[], integer, text, text, text, bigint, integer, integer, integer, integer, text, text, text, integer, text)
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], model_config text[], training_config text[], seed bigint[], animal_id integer[], session integer[], scan_idx integer[], unit_id integer[], optimal_gabor_config text[], alignment_config text[], clustering_config text[], cluster integer[], size_contrast_config text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('doppel claim job.cluster_size_contrast_tuning', 0));
  return query
    with best as materialized (
      select priority, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, size_contrast_config from job.cluster_size_contrast_tuning
      where status = 'pending' and not_before <= now() and deaths = $3
        and ($5 is null or priority = $5 and (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, size_contrast_config) > ($6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
          and (select priority from job.cluster_size_contrast_tuning
               where status = 'pending' and not_before <= now() and deaths = $3 and priority > $5
               order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, size_contrast_config limit 1) is null)
      order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, size_contrast_config limit 1 for update skip locked),
    batch as materialized (
      select ctid from job.cluster_size_contrast_tuning
      where status = 'pending' and not_before <= now() and deaths = $3
        and priority = (select priority from best) and (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, size_contrast_config) >= ((select dataset from best), (select model_config from best), (select training_config from best), (select seed from best), (select animal_id from best), (select session from best), (select scan_idx from best), (select unit_id from best), (select optimal_gabor_config from best), (select alignment_config from best), (select clustering_config from best), (select cluster from best), (select size_contrast_config from best))
        and (not 'dataset' = any ($4) or dataset = (select dataset from best))
        and (not 'model_config' = any ($4) or model_config = (select model_config from best))
        and (not 'training_config' = any ($4) or training_config = (select training_config from best))
        and (not 'seed' = any ($4) or seed = (select seed from best))
        and (not 'animal_id' = any ($4) or animal_id = (select animal_id from best))
        and (not 'session' = any ($4) or session = (select session from best))
        and (not 'scan_idx' = any ($4) or scan_idx = (select scan_idx from best))
        and (not 'unit_id' = any ($4) or unit_id = (select unit_id from best))
        and (not 'optimal_gabor_config' = any ($4) or optimal_gabor_config = (select optimal_gabor_config from best))
        and (not 'alignment_config' = any ($4) or alignment_config = (select alignment_config from best))
        and (not 'clustering_config' = any ($4) or clustering_config = (select clustering_config from best))
        and (not 'cluster' = any ($4) or cluster = (select cluster from best))
        and (not 'size_contrast_config' = any ($4) or size_contrast_config = (select size_contrast_config from best))
      order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, size_contrast_config limit $2 for update skip locked),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.cluster_size_contrast_tuning j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch))
      returning j.epoch, j.claimed_at, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.animal_id, j.session, j.scan_idx, j.unit_id, j.optimal_gabor_config, j.alignment_config, j.clustering_config, j.cluster, j.size_contrast_config)
    select min(epoch), min(claimed_at), min(priority), array_agg(dataset), array_agg(model_config), array_agg(training_config), array_agg(seed), array_agg(animal_id), array_agg(session), array_agg(scan_idx), array_agg(unit_id), array_agg(optimal_gabor_config), array_agg(alignment_config), array_agg(clustering_config), array_agg(cluster), array_agg(size_contrast_config) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_cluster_size_contrast_tuning(bigint, integer, integer, text[], integer, text, text, text, bigint, integer, integer, integer, integer, text, text, text, integer, text) from public;

create or replace function job.release_cluster_size_contrast_tuning(bigint, text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[], text[], integer[], text[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  update job.cluster_size_contrast_tuning j set status = 'pending', epoch = null, worker_id = null, claimed_at = null
  where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.cluster_size_contrast_tuning own, unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) k (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, size_contrast_config)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.animal_id = k.animal_id and own.session = k.session and own.scan_idx = k.scan_idx and own.unit_id = k.unit_id and own.optimal_gabor_config = k.optimal_gabor_config and own.alignment_config = k.alignment_config and own.clustering_config = k.clustering_config and own.cluster = k.cluster and own.size_contrast_config = k.size_contrast_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.cluster_size_contrast_tuning where status = 'claimed' and epoch = $1 limit 1))));
  get diagnostics n = row_count;
  return n;
end $$;
revoke execute on function job.release_cluster_size_contrast_tuning(bigint, text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[], text[], integer[], text[]) from public;

create or replace function job.fail_cluster_size_contrast_tuning(bigint, text, text, boolean, integer, double precision, double precision, text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[], text[], integer[], text[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  with tried as (
    update job.cluster_size_contrast_tuning j set
      status = case when $4 and j.attempts + 1 < $5 then 'pending' else 'failed' end,
      attempts = j.attempts + 1,
      not_before = clock_timestamp() + interval '1 millisecond'
        * least($6 * power(2, least(j.attempts, 30)), $7) * (0.5 + random()),
      error_class = $2, error_message = $3, epoch = null, worker_id = null, claimed_at = null
    where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.cluster_size_contrast_tuning own, unnest($8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20) k (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, size_contrast_config)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.animal_id = k.animal_id and own.session = k.session and own.scan_idx = k.scan_idx and own.unit_id = k.unit_id and own.optimal_gabor_config = k.optimal_gabor_config and own.alignment_config = k.alignment_config and own.clustering_config = k.clustering_config and own.cluster = k.cluster and own.size_contrast_config = k.size_contrast_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.cluster_size_contrast_tuning where status = 'claimed' and epoch = $1 limit 1))))
    returning j.status)
  select count(*) filter (where status = 'failed') into n from tried;
  return n;
end $$;
revoke execute on function job.fail_cluster_size_contrast_tuning(bigint, text, text, boolean, integer, double precision, double precision, text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[], text[], integer[], text[]) from public;

create or replace function job.hold_cluster_size_contrast_tuning(text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[], text[], integer[], text[])
returns table (place bigint, inputs text)
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
#variable_conflict use_column
begin
  return query select k.place, 'twin.optimal_gabor:' || p1._row_hash || E'\n' || 'twin.cluster_gabor_member:' || p2._row_hash || E'\n' || 'twin.cluster_gabor:' || p3._row_hash || E'\n' || 'twin.cluster_experiment_task:' || p4._row_hash || E'\n' || 'twin.size_contrast_task:' || p5._row_hash || E'\n' || 'twin.size_contrast_config:' || p6._row_hash || E'\n' || 'twin.model:' || p7._row_hash
    from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) with ordinality k (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, size_contrast_config, place)
    cross join lateral (select _row_hash from twin.optimal_gabor o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config for share) p1
    cross join lateral (select _row_hash from twin.cluster_gabor_member o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.optimal_gabor_config = k.optimal_gabor_config and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id for share) p2
    cross join lateral (select _row_hash from twin.cluster_gabor o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.optimal_gabor_config = k.optimal_gabor_config for share) p3
    cross join lateral (select _row_hash from twin.cluster_experiment_task o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.optimal_gabor_config = k.optimal_gabor_config for share) p4
    cross join lateral (select _row_hash from twin.size_contrast_task o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.optimal_gabor_config = k.optimal_gabor_config and o.size_contrast_config = k.size_contrast_config for share) p5
    cross join lateral (select _row_hash from twin.size_contrast_config o where o.size_contrast_config = k.size_contrast_config for share) p6
    cross join lateral (select _row_hash from twin.model o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed for share) p7;
end $$;
revoke execute on function job.hold_cluster_size_contrast_tuning(text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[], text[], integer[], text[]) from public;

create or replace function job.enqueue_cluster_size_contrast_tuning()
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  role_before constant text := current_setting('session_replication_role');
  n bigint;
  is_whole boolean;
begin
  perform pg_advisory_xact_lock(hashtextextended('doppel enqueue ' || 'twin.cluster_size_contrast_tuning', 0));
  execute $count$ select count(*) from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, size_contrast_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, size_contrast_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p1
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from twin.cluster_gabor_member) p2
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from twin.cluster_gabor) p3
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config from twin.cluster_experiment_task) p4
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, size_contrast_config from twin.size_contrast_task) p5
        natural join (select size_contrast_config from twin.size_contrast_config) p6
        natural join (select dataset, model_config, training_config, seed from twin.model) p7) k
      where not exists (select from twin.cluster_size_contrast_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.size_contrast_config = k.size_contrast_config)
        and not exists (select from job.cluster_size_contrast_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.size_contrast_config = k.size_contrast_config)) missing $count$ into n;
  if n = 0 then
    return 0;
  end if;
  if n < 10000 or not has_parameter_privilege(current_user, 'session_replication_role', 'SET') then
    execute $insert$ insert into job.cluster_size_contrast_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, size_contrast_config) select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, size_contrast_config from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, size_contrast_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, size_contrast_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p1
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from twin.cluster_gabor_member) p2
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from twin.cluster_gabor) p3
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config from twin.cluster_experiment_task) p4
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, size_contrast_config from twin.size_contrast_task) p5
        natural join (select size_contrast_config from twin.size_contrast_config) p6
        natural join (select dataset, model_config, training_config, seed from twin.model) p7) k
      where not exists (select from twin.cluster_size_contrast_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.size_contrast_config = k.size_contrast_config)
        and not exists (select from job.cluster_size_contrast_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.size_contrast_config = k.size_contrast_config)) missing on conflict do nothing $insert$;
    get diagnostics n = row_count;
  else
    perform set_config('session_replication_role', 'replica', true);
    execute $insert$
      with added as (
        insert into job.cluster_size_contrast_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, size_contrast_config) select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, size_contrast_config from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, size_contrast_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, size_contrast_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p1
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from twin.cluster_gabor_member) p2
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from twin.cluster_gabor) p3
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config from twin.cluster_experiment_task) p4
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, size_contrast_config from twin.size_contrast_task) p5
        natural join (select size_contrast_config from twin.size_contrast_config) p6
        natural join (select dataset, model_config, training_config, seed from twin.model) p7) k
      where not exists (select from twin.cluster_size_contrast_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.size_contrast_config = k.size_contrast_config)
        and not exists (select from job.cluster_size_contrast_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.size_contrast_config = k.size_contrast_config)) missing on conflict do nothing returning dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, size_contrast_config),
      p1 as (select from twin.optimal_gabor p where (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) in (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from added) for key share),
      p2 as (select from twin.cluster_gabor_member p where (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id) in (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from added) for key share),
      p3 as (select from twin.cluster_gabor p where (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config) in (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from added) for key share),
      p4 as (select from twin.cluster_experiment_task p where (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config) in (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config from added) for key share),
      p5 as (select from twin.size_contrast_task p where (dataset, model_config, training_config, seed, optimal_gabor_config, size_contrast_config) in (select dataset, model_config, training_config, seed, optimal_gabor_config, size_contrast_config from added) for key share),
      p6 as (select from twin.size_contrast_config p where (size_contrast_config) in (select size_contrast_config from added) for key share),
      p7 as (select from twin.model p where (dataset, model_config, training_config, seed) in (select dataset, model_config, training_config, seed from added) for key share)
      select (select count(*) from added), (select count(*) from p1) = (select count(*) from (select distinct dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from added) d)
        and (select count(*) from p2) = (select count(*) from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from added) d)
        and (select count(*) from p3) = (select count(*) from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from added) d)
        and (select count(*) from p4) = (select count(*) from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config from added) d)
        and (select count(*) from p5) = (select count(*) from (select distinct dataset, model_config, training_config, seed, optimal_gabor_config, size_contrast_config from added) d)
        and (select count(*) from p6) = (select count(*) from (select distinct size_contrast_config from added) d)
        and (select count(*) from p7) = (select count(*) from (select distinct dataset, model_config, training_config, seed from added) d) $insert$ into n, is_whole;
    perform set_config('session_replication_role', role_before, true);
    if not is_whole then
      raise exception 'rows that new keys of % refer to were deleted meanwhile', 'twin.cluster_size_contrast_tuning'
        using errcode = 'serialization_failure';
    end if;
  end if;
  if n > 0 then
    perform pg_notify('doppel_job', '');
  end if;
  return n;
end $$;
revoke execute on function job.enqueue_cluster_size_contrast_tuning() from public;

create or replace function job.accept_cluster_size_contrast_tuning()
returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  mine constant bigint := nullif(current_setting('doppel.epoch', true), '');
  n bigint;
  n_held bigint;
  run bigint;
  last_run bigint;
begin
  if coalesce(current_setting('doppel.epoch', true), '') = ''
     and pg_has_role(session_user, current_user, 'member') then
    return null;
  end if;
  select count(*), min(_run_id), max(_run_id) into n, run, last_run from new_rows;
  if n = 0 then
    return null;
  end if;
  if run <> last_run or not exists (select from provenance.run r
      where r.run_id = run and r.table_name = 'twin.cluster_size_contrast_tuning' and r.n_keys = n
        and r.xmin = pg_current_xact_id()::xid and r.committed_at >= now()) then
    raise exception 'results of twin.cluster_size_contrast_tuning without a run of their own in this transaction'
      using errcode = 'insufficient_privilege';
  end if;
  delete from job.cluster_size_contrast_tuning j where j.epoch = mine and j.ctid = any (array(
    select own.ctid from job.cluster_size_contrast_tuning own, new_rows k
    where own.status = 'claimed' and own.epoch = mine and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.animal_id = k.animal_id and own.session = k.session and own.scan_idx = k.scan_idx and own.unit_id = k.unit_id and own.optimal_gabor_config = k.optimal_gabor_config and own.alignment_config = k.alignment_config and own.clustering_config = k.clustering_config and own.cluster = k.cluster and own.size_contrast_config = k.size_contrast_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.cluster_size_contrast_tuning where status = 'claimed' and epoch = mine limit 1))));
  get diagnostics n_held = row_count;
  if n_held <> n then
    raise exception 'twin.cluster_size_contrast_tuning: only % of the % keys are held', n_held, n using errcode = 'ZL001';
  end if;
  return null;
end $$;
revoke execute on function job.accept_cluster_size_contrast_tuning() from public;

create or replace trigger accept after insert on twin.cluster_size_contrast_tuning
  referencing new table as new_rows for each statement execute function job.accept_cluster_size_contrast_tuning();
create or replace function job.claim_cluster_plaid_tuning(bigint, integer, integer, text[], integer, text, text, text, bigint, integer, integer, integer, integer, text, text, text, integer, text)
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], model_config text[], training_config text[], seed bigint[], animal_id integer[], session integer[], scan_idx integer[], unit_id integer[], optimal_gabor_config text[], alignment_config text[], clustering_config text[], cluster integer[], plaid_config text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('doppel claim job.cluster_plaid_tuning', 0));
  return query
    with best as materialized (
      select priority, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, plaid_config from job.cluster_plaid_tuning
      where status = 'pending' and not_before <= now() and deaths = $3
        and ($5 is null or priority = $5 and (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, plaid_config) > ($6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
          and (select priority from job.cluster_plaid_tuning
               where status = 'pending' and not_before <= now() and deaths = $3 and priority > $5
               order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, plaid_config limit 1) is null)
      order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, plaid_config limit 1 for update skip locked),
    batch as materialized (
      select ctid from job.cluster_plaid_tuning
      where status = 'pending' and not_before <= now() and deaths = $3
        and priority = (select priority from best) and (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, plaid_config) >= ((select dataset from best), (select model_config from best), (select training_config from best), (select seed from best), (select animal_id from best), (select session from best), (select scan_idx from best), (select unit_id from best), (select optimal_gabor_config from best), (select alignment_config from best), (select clustering_config from best), (select cluster from best), (select plaid_config from best))
        and (not 'dataset' = any ($4) or dataset = (select dataset from best))
        and (not 'model_config' = any ($4) or model_config = (select model_config from best))
        and (not 'training_config' = any ($4) or training_config = (select training_config from best))
        and (not 'seed' = any ($4) or seed = (select seed from best))
        and (not 'animal_id' = any ($4) or animal_id = (select animal_id from best))
        and (not 'session' = any ($4) or session = (select session from best))
        and (not 'scan_idx' = any ($4) or scan_idx = (select scan_idx from best))
        and (not 'unit_id' = any ($4) or unit_id = (select unit_id from best))
        and (not 'optimal_gabor_config' = any ($4) or optimal_gabor_config = (select optimal_gabor_config from best))
        and (not 'alignment_config' = any ($4) or alignment_config = (select alignment_config from best))
        and (not 'clustering_config' = any ($4) or clustering_config = (select clustering_config from best))
        and (not 'cluster' = any ($4) or cluster = (select cluster from best))
        and (not 'plaid_config' = any ($4) or plaid_config = (select plaid_config from best))
      order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, plaid_config limit $2 for update skip locked),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.cluster_plaid_tuning j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch))
      returning j.epoch, j.claimed_at, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.animal_id, j.session, j.scan_idx, j.unit_id, j.optimal_gabor_config, j.alignment_config, j.clustering_config, j.cluster, j.plaid_config)
    select min(epoch), min(claimed_at), min(priority), array_agg(dataset), array_agg(model_config), array_agg(training_config), array_agg(seed), array_agg(animal_id), array_agg(session), array_agg(scan_idx), array_agg(unit_id), array_agg(optimal_gabor_config), array_agg(alignment_config), array_agg(clustering_config), array_agg(cluster), array_agg(plaid_config) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_cluster_plaid_tuning(bigint, integer, integer, text[], integer, text, text, text, bigint, integer, integer, integer, integer, text, text, text, integer, text) from public;

create or replace function job.release_cluster_plaid_tuning(bigint, text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[], text[], integer[], text[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  update job.cluster_plaid_tuning j set status = 'pending', epoch = null, worker_id = null, claimed_at = null
  where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.cluster_plaid_tuning own, unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) k (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, plaid_config)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.animal_id = k.animal_id and own.session = k.session and own.scan_idx = k.scan_idx and own.unit_id = k.unit_id and own.optimal_gabor_config = k.optimal_gabor_config and own.alignment_config = k.alignment_config and own.clustering_config = k.clustering_config and own.cluster = k.cluster and own.plaid_config = k.plaid_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.cluster_plaid_tuning where status = 'claimed' and epoch = $1 limit 1))));
  get diagnostics n = row_count;
  return n;
end $$;
revoke execute on function job.release_cluster_plaid_tuning(bigint, text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[], text[], integer[], text[]) from public;

create or replace function job.fail_cluster_plaid_tuning(bigint, text, text, boolean, integer, double precision, double precision, text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[], text[], integer[], text[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  with tried as (
    update job.cluster_plaid_tuning j set
      status = case when $4 and j.attempts + 1 < $5 then 'pending' else 'failed' end,
      attempts = j.attempts + 1,
      not_before = clock_timestamp() + interval '1 millisecond'
        * least($6 * power(2, least(j.attempts, 30)), $7) * (0.5 + random()),
      error_class = $2, error_message = $3, epoch = null, worker_id = null, claimed_at = null
    where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.cluster_plaid_tuning own, unnest($8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20) k (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, plaid_config)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.animal_id = k.animal_id and own.session = k.session and own.scan_idx = k.scan_idx and own.unit_id = k.unit_id and own.optimal_gabor_config = k.optimal_gabor_config and own.alignment_config = k.alignment_config and own.clustering_config = k.clustering_config and own.cluster = k.cluster and own.plaid_config = k.plaid_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.cluster_plaid_tuning where status = 'claimed' and epoch = $1 limit 1))))
    returning j.status)
  select count(*) filter (where status = 'failed') into n from tried;
  return n;
end $$;
revoke execute on function job.fail_cluster_plaid_tuning(bigint, text, text, boolean, integer, double precision, double precision, text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[], text[], integer[], text[]) from public;

create or replace function job.hold_cluster_plaid_tuning(text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[], text[], integer[], text[])
returns table (place bigint, inputs text)
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
#variable_conflict use_column
begin
  return query select k.place, 'twin.optimal_gabor:' || p1._row_hash || E'\n' || 'twin.cluster_gabor_member:' || p2._row_hash || E'\n' || 'twin.cluster_gabor:' || p3._row_hash || E'\n' || 'twin.cluster_experiment_task:' || p4._row_hash || E'\n' || 'twin.plaid_task:' || p5._row_hash || E'\n' || 'twin.plaid_config:' || p6._row_hash || E'\n' || 'twin.model:' || p7._row_hash
    from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) with ordinality k (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, plaid_config, place)
    cross join lateral (select _row_hash from twin.optimal_gabor o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config for share) p1
    cross join lateral (select _row_hash from twin.cluster_gabor_member o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.optimal_gabor_config = k.optimal_gabor_config and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id for share) p2
    cross join lateral (select _row_hash from twin.cluster_gabor o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.optimal_gabor_config = k.optimal_gabor_config for share) p3
    cross join lateral (select _row_hash from twin.cluster_experiment_task o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.optimal_gabor_config = k.optimal_gabor_config for share) p4
    cross join lateral (select _row_hash from twin.plaid_task o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.optimal_gabor_config = k.optimal_gabor_config and o.plaid_config = k.plaid_config for share) p5
    cross join lateral (select _row_hash from twin.plaid_config o where o.plaid_config = k.plaid_config for share) p6
    cross join lateral (select _row_hash from twin.model o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed for share) p7;
end $$;
revoke execute on function job.hold_cluster_plaid_tuning(text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[], text[], integer[], text[]) from public;

create or replace function job.enqueue_cluster_plaid_tuning()
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  role_before constant text := current_setting('session_replication_role');
  n bigint;
  is_whole boolean;
begin
  perform pg_advisory_xact_lock(hashtextextended('doppel enqueue ' || 'twin.cluster_plaid_tuning', 0));
  execute $count$ select count(*) from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, plaid_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, plaid_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p1
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from twin.cluster_gabor_member) p2
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from twin.cluster_gabor) p3
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config from twin.cluster_experiment_task) p4
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, plaid_config from twin.plaid_task) p5
        natural join (select plaid_config from twin.plaid_config) p6
        natural join (select dataset, model_config, training_config, seed from twin.model) p7) k
      where not exists (select from twin.cluster_plaid_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.plaid_config = k.plaid_config)
        and not exists (select from job.cluster_plaid_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.plaid_config = k.plaid_config)) missing $count$ into n;
  if n = 0 then
    return 0;
  end if;
  if n < 10000 or not has_parameter_privilege(current_user, 'session_replication_role', 'SET') then
    execute $insert$ insert into job.cluster_plaid_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, plaid_config) select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, plaid_config from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, plaid_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, plaid_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p1
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from twin.cluster_gabor_member) p2
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from twin.cluster_gabor) p3
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config from twin.cluster_experiment_task) p4
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, plaid_config from twin.plaid_task) p5
        natural join (select plaid_config from twin.plaid_config) p6
        natural join (select dataset, model_config, training_config, seed from twin.model) p7) k
      where not exists (select from twin.cluster_plaid_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.plaid_config = k.plaid_config)
        and not exists (select from job.cluster_plaid_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.plaid_config = k.plaid_config)) missing on conflict do nothing $insert$;
    get diagnostics n = row_count;
  else
    perform set_config('session_replication_role', 'replica', true);
    execute $insert$
      with added as (
        insert into job.cluster_plaid_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, plaid_config) select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, plaid_config from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, plaid_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, plaid_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p1
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from twin.cluster_gabor_member) p2
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from twin.cluster_gabor) p3
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config from twin.cluster_experiment_task) p4
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, plaid_config from twin.plaid_task) p5
        natural join (select plaid_config from twin.plaid_config) p6
        natural join (select dataset, model_config, training_config, seed from twin.model) p7) k
      where not exists (select from twin.cluster_plaid_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.plaid_config = k.plaid_config)
        and not exists (select from job.cluster_plaid_tuning o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.plaid_config = k.plaid_config)) missing on conflict do nothing returning dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, plaid_config),
      p1 as (select from twin.optimal_gabor p where (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) in (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from added) for key share),
      p2 as (select from twin.cluster_gabor_member p where (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id) in (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from added) for key share),
      p3 as (select from twin.cluster_gabor p where (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config) in (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from added) for key share),
      p4 as (select from twin.cluster_experiment_task p where (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config) in (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config from added) for key share),
      p5 as (select from twin.plaid_task p where (dataset, model_config, training_config, seed, optimal_gabor_config, plaid_config) in (select dataset, model_config, training_config, seed, optimal_gabor_config, plaid_config from added) for key share),
      p6 as (select from twin.plaid_config p where (plaid_config) in (select plaid_config from added) for key share),
      p7 as (select from twin.model p where (dataset, model_config, training_config, seed) in (select dataset, model_config, training_config, seed from added) for key share)
      select (select count(*) from added), (select count(*) from p1) = (select count(*) from (select distinct dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from added) d)
        and (select count(*) from p2) = (select count(*) from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from added) d)
        and (select count(*) from p3) = (select count(*) from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from added) d)
        and (select count(*) from p4) = (select count(*) from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config from added) d)
        and (select count(*) from p5) = (select count(*) from (select distinct dataset, model_config, training_config, seed, optimal_gabor_config, plaid_config from added) d)
        and (select count(*) from p6) = (select count(*) from (select distinct plaid_config from added) d)
        and (select count(*) from p7) = (select count(*) from (select distinct dataset, model_config, training_config, seed from added) d) $insert$ into n, is_whole;
    perform set_config('session_replication_role', role_before, true);
    if not is_whole then
      raise exception 'rows that new keys of % refer to were deleted meanwhile', 'twin.cluster_plaid_tuning'
        using errcode = 'serialization_failure';
    end if;
  end if;
  if n > 0 then
    perform pg_notify('doppel_job', '');
  end if;
  return n;
end $$;
revoke execute on function job.enqueue_cluster_plaid_tuning() from public;

create or replace function job.accept_cluster_plaid_tuning()
returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  mine constant bigint := nullif(current_setting('doppel.epoch', true), '');
  n bigint;
  n_held bigint;
  run bigint;
  last_run bigint;
begin
  if coalesce(current_setting('doppel.epoch', true), '') = ''
     and pg_has_role(session_user, current_user, 'member') then
    return null;
  end if;
  select count(*), min(_run_id), max(_run_id) into n, run, last_run from new_rows;
  if n = 0 then
    return null;
  end if;
  if run <> last_run or not exists (select from provenance.run r
      where r.run_id = run and r.table_name = 'twin.cluster_plaid_tuning' and r.n_keys = n
        and r.xmin = pg_current_xact_id()::xid and r.committed_at >= now()) then
    raise exception 'results of twin.cluster_plaid_tuning without a run of their own in this transaction'
      using errcode = 'insufficient_privilege';
  end if;
  delete from job.cluster_plaid_tuning j where j.epoch = mine and j.ctid = any (array(
    select own.ctid from job.cluster_plaid_tuning own, new_rows k
    where own.status = 'claimed' and own.epoch = mine and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.animal_id = k.animal_id and own.session = k.session and own.scan_idx = k.scan_idx and own.unit_id = k.unit_id and own.optimal_gabor_config = k.optimal_gabor_config and own.alignment_config = k.alignment_config and own.clustering_config = k.clustering_config and own.cluster = k.cluster and own.plaid_config = k.plaid_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.cluster_plaid_tuning where status = 'claimed' and epoch = mine limit 1))));
  get diagnostics n_held = row_count;
  if n_held <> n then
    raise exception 'twin.cluster_plaid_tuning: only % of the % keys are held', n_held, n using errcode = 'ZL001';
  end if;
  return null;
end $$;
revoke execute on function job.accept_cluster_plaid_tuning() from public;

create or replace trigger accept after insert on twin.cluster_plaid_tuning
  referencing new table as new_rows for each statement execute function job.accept_cluster_plaid_tuning();
create or replace function job.claim_cluster_stimulus_comparison(bigint, integer, integer, text[], integer, text, text, text, bigint, integer, integer, integer, integer, text, text, text, integer, text, text, text)
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], model_config text[], training_config text[], seed bigint[], animal_id integer[], session integer[], scan_idx integer[], unit_id integer[], optimal_gabor_config text[], alignment_config text[], clustering_config text[], cluster integer[], optimal_dog_config text[], cluster_mei_config text[], stimulus_comparison_config text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('doppel claim job.cluster_stimulus_comparison', 0));
  return query
    with best as materialized (
      select priority, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, optimal_dog_config, cluster_mei_config, stimulus_comparison_config from job.cluster_stimulus_comparison
      where status = 'pending' and not_before <= now() and deaths = $3
        and ($5 is null or priority = $5 and (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, optimal_dog_config, cluster_mei_config, stimulus_comparison_config) > ($6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
          and (select priority from job.cluster_stimulus_comparison
               where status = 'pending' and not_before <= now() and deaths = $3 and priority > $5
               order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, optimal_dog_config, cluster_mei_config, stimulus_comparison_config limit 1) is null)
      order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, optimal_dog_config, cluster_mei_config, stimulus_comparison_config limit 1 for update skip locked),
    batch as materialized (
      select ctid from job.cluster_stimulus_comparison
      where status = 'pending' and not_before <= now() and deaths = $3
        and priority = (select priority from best) and (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, optimal_dog_config, cluster_mei_config, stimulus_comparison_config) >= ((select dataset from best), (select model_config from best), (select training_config from best), (select seed from best), (select animal_id from best), (select session from best), (select scan_idx from best), (select unit_id from best), (select optimal_gabor_config from best), (select alignment_config from best), (select clustering_config from best), (select cluster from best), (select optimal_dog_config from best), (select cluster_mei_config from best), (select stimulus_comparison_config from best))
        and (not 'dataset' = any ($4) or dataset = (select dataset from best))
        and (not 'model_config' = any ($4) or model_config = (select model_config from best))
        and (not 'training_config' = any ($4) or training_config = (select training_config from best))
        and (not 'seed' = any ($4) or seed = (select seed from best))
        and (not 'animal_id' = any ($4) or animal_id = (select animal_id from best))
        and (not 'session' = any ($4) or session = (select session from best))
        and (not 'scan_idx' = any ($4) or scan_idx = (select scan_idx from best))
        and (not 'unit_id' = any ($4) or unit_id = (select unit_id from best))
        and (not 'optimal_gabor_config' = any ($4) or optimal_gabor_config = (select optimal_gabor_config from best))
        and (not 'alignment_config' = any ($4) or alignment_config = (select alignment_config from best))
        and (not 'clustering_config' = any ($4) or clustering_config = (select clustering_config from best))
        and (not 'cluster' = any ($4) or cluster = (select cluster from best))
        and (not 'optimal_dog_config' = any ($4) or optimal_dog_config = (select optimal_dog_config from best))
        and (not 'cluster_mei_config' = any ($4) or cluster_mei_config = (select cluster_mei_config from best))
        and (not 'stimulus_comparison_config' = any ($4) or stimulus_comparison_config = (select stimulus_comparison_config from best))
      order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, optimal_dog_config, cluster_mei_config, stimulus_comparison_config limit $2 for update skip locked),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.cluster_stimulus_comparison j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch))
      returning j.epoch, j.claimed_at, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.animal_id, j.session, j.scan_idx, j.unit_id, j.optimal_gabor_config, j.alignment_config, j.clustering_config, j.cluster, j.optimal_dog_config, j.cluster_mei_config, j.stimulus_comparison_config)
    select min(epoch), min(claimed_at), min(priority), array_agg(dataset), array_agg(model_config), array_agg(training_config), array_agg(seed), array_agg(animal_id), array_agg(session), array_agg(scan_idx), array_agg(unit_id), array_agg(optimal_gabor_config), array_agg(alignment_config), array_agg(clustering_config), array_agg(cluster), array_agg(optimal_dog_config), array_agg(cluster_mei_config), array_agg(stimulus_comparison_config) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_cluster_stimulus_comparison(bigint, integer, integer, text[], integer, text, text, text, bigint, integer, integer, integer, integer, text, text, text, integer, text, text, text) from public;

create or replace function job.release_cluster_stimulus_comparison(bigint, text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[], text[], integer[], text[], text[], text[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  update job.cluster_stimulus_comparison j set status = 'pending', epoch = null, worker_id = null, claimed_at = null
  where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.cluster_stimulus_comparison own, unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) k (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, optimal_dog_config, cluster_mei_config, stimulus_comparison_config)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.animal_id = k.animal_id and own.session = k.session and own.scan_idx = k.scan_idx and own.unit_id = k.unit_id and own.optimal_gabor_config = k.optimal_gabor_config and own.alignment_config = k.alignment_config and own.clustering_config = k.clustering_config and own.cluster = k.cluster and own.optimal_dog_config = k.optimal_dog_config and own.cluster_mei_config = k.cluster_mei_config and own.stimulus_comparison_config = k.stimulus_comparison_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.cluster_stimulus_comparison where status = 'claimed' and epoch = $1 limit 1))));
  get diagnostics n = row_count;
  return n;
end $$;
revoke execute on function job.release_cluster_stimulus_comparison(bigint, text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[], text[], integer[], text[], text[], text[]) from public;

create or replace function job.fail_cluster_stimulus_comparison(bigint, text, text, boolean, integer, double precision, double precision, text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[], text[], integer[], text[], text[], text[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  with tried as (
    update job.cluster_stimulus_comparison j set
      status = case when $4 and j.attempts + 1 < $5 then 'pending' else 'failed' end,
      attempts = j.attempts + 1,
      not_before = clock_timestamp() + interval '1 millisecond'
        * least($6 * power(2, least(j.attempts, 30)), $7) * (0.5 + random()),
      error_class = $2, error_message = $3, epoch = null, worker_id = null, claimed_at = null
    where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.cluster_stimulus_comparison own, unnest($8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22) k (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, optimal_dog_config, cluster_mei_config, stimulus_comparison_config)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.animal_id = k.animal_id and own.session = k.session and own.scan_idx = k.scan_idx and own.unit_id = k.unit_id and own.optimal_gabor_config = k.optimal_gabor_config and own.alignment_config = k.alignment_config and own.clustering_config = k.clustering_config and own.cluster = k.cluster and own.optimal_dog_config = k.optimal_dog_config and own.cluster_mei_config = k.cluster_mei_config and own.stimulus_comparison_config = k.stimulus_comparison_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.cluster_stimulus_comparison where status = 'claimed' and epoch = $1 limit 1))))
    returning j.status)
  select count(*) filter (where status = 'failed') into n from tried;
  return n;
end $$;
revoke execute on function job.fail_cluster_stimulus_comparison(bigint, text, text, boolean, integer, double precision, double precision, text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[], text[], integer[], text[], text[], text[]) from public;

create or replace function job.hold_cluster_stimulus_comparison(text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[], text[], integer[], text[], text[], text[])
returns table (place bigint, inputs text)
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
#variable_conflict use_column
begin
  return query select k.place, 'twin.optimal_gabor:' || p1._row_hash || E'\n' || 'twin.cluster_gabor_member:' || p2._row_hash || E'\n' || 'twin.cluster_gabor:' || p3._row_hash || E'\n' || 'twin.cluster_dog:' || p4._row_hash || E'\n' || 'twin.cluster_mei_member:' || p5._row_hash || E'\n' || 'twin.cluster_mei:' || p6._row_hash || E'\n' || 'twin.cluster_stimulus_comparison_task:' || p7._row_hash || E'\n' || 'twin.stimulus_comparison_config:' || p8._row_hash || E'\n' || 'twin.cluster_mei_config:' || p9._row_hash || E'\n' || 'twin.model:' || p10._row_hash
    from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) with ordinality k (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, optimal_dog_config, cluster_mei_config, stimulus_comparison_config, place)
    cross join lateral (select _row_hash from twin.optimal_gabor o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config for share) p1
    cross join lateral (select _row_hash from twin.cluster_gabor_member o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.optimal_gabor_config = k.optimal_gabor_config and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id for share) p2
    cross join lateral (select _row_hash from twin.cluster_gabor o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.optimal_gabor_config = k.optimal_gabor_config for share) p3
    cross join lateral (select _row_hash from twin.cluster_dog o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.optimal_gabor_config = k.optimal_gabor_config and o.optimal_dog_config = k.optimal_dog_config for share) p4
    cross join lateral (select _row_hash from twin.cluster_mei_member o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.optimal_gabor_config = k.optimal_gabor_config and o.cluster_mei_config = k.cluster_mei_config and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id for share) p5
    cross join lateral (select _row_hash from twin.cluster_mei o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.optimal_gabor_config = k.optimal_gabor_config and o.cluster_mei_config = k.cluster_mei_config for share) p6
    cross join lateral (select _row_hash from twin.cluster_stimulus_comparison_task o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.optimal_gabor_config = k.optimal_gabor_config and o.optimal_dog_config = k.optimal_dog_config and o.cluster_mei_config = k.cluster_mei_config and o.stimulus_comparison_config = k.stimulus_comparison_config for share) p7
    cross join lateral (select _row_hash from twin.stimulus_comparison_config o where o.stimulus_comparison_config = k.stimulus_comparison_config for share) p8
    cross join lateral (select _row_hash from twin.cluster_mei_config o where o.cluster_mei_config = k.cluster_mei_config for share) p9
    cross join lateral (select _row_hash from twin.model o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed for share) p10;
end $$;
revoke execute on function job.hold_cluster_stimulus_comparison(text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[], text[], text[], integer[], text[], text[], text[]) from public;

create or replace function job.enqueue_cluster_stimulus_comparison()
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  role_before constant text := current_setting('session_replication_role');
  n bigint;
  is_whole boolean;
begin
  perform pg_advisory_xact_lock(hashtextextended('doppel enqueue ' || 'twin.cluster_stimulus_comparison', 0));
  execute $count$ select count(*) from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, optimal_dog_config, cluster_mei_config, stimulus_comparison_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, optimal_dog_config, cluster_mei_config, stimulus_comparison_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p1
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from twin.cluster_gabor_member) p2
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from twin.cluster_gabor) p3
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config from twin.cluster_dog) p4
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config, animal_id, session, scan_idx, unit_id from twin.cluster_mei_member) p5
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config from twin.cluster_mei) p6
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, optimal_dog_config, cluster_mei_config, stimulus_comparison_config from twin.cluster_stimulus_comparison_task) p7
        natural join (select stimulus_comparison_config from twin.stimulus_comparison_config) p8
        natural join (select cluster_mei_config from twin.cluster_mei_config) p9
        natural join (select dataset, model_config, training_config, seed from twin.model) p10) k
      where not exists (select from twin.cluster_stimulus_comparison o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.optimal_dog_config = k.optimal_dog_config and o.cluster_mei_config = k.cluster_mei_config and o.stimulus_comparison_config = k.stimulus_comparison_config)
        and not exists (select from job.cluster_stimulus_comparison o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.optimal_dog_config = k.optimal_dog_config and o.cluster_mei_config = k.cluster_mei_config and o.stimulus_comparison_config = k.stimulus_comparison_config)) missing $count$ into n;
  if n = 0 then
    return 0;
  end if;
  if n < 10000 or not has_parameter_privilege(current_user, 'session_replication_role', 'SET') then
    execute $insert$ insert into job.cluster_stimulus_comparison (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, optimal_dog_config, cluster_mei_config, stimulus_comparison_config) select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, optimal_dog_config, cluster_mei_config, stimulus_comparison_config from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, optimal_dog_config, cluster_mei_config, stimulus_comparison_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, optimal_dog_config, cluster_mei_config, stimulus_comparison_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p1
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from twin.cluster_gabor_member) p2
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from twin.cluster_gabor) p3
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config from twin.cluster_dog) p4
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config, animal_id, session, scan_idx, unit_id from twin.cluster_mei_member) p5
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config from twin.cluster_mei) p6
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, optimal_dog_config, cluster_mei_config, stimulus_comparison_config from twin.cluster_stimulus_comparison_task) p7
        natural join (select stimulus_comparison_config from twin.stimulus_comparison_config) p8
        natural join (select cluster_mei_config from twin.cluster_mei_config) p9
        natural join (select dataset, model_config, training_config, seed from twin.model) p10) k
      where not exists (select from twin.cluster_stimulus_comparison o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.optimal_dog_config = k.optimal_dog_config and o.cluster_mei_config = k.cluster_mei_config and o.stimulus_comparison_config = k.stimulus_comparison_config)
        and not exists (select from job.cluster_stimulus_comparison o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.optimal_dog_config = k.optimal_dog_config and o.cluster_mei_config = k.cluster_mei_config and o.stimulus_comparison_config = k.stimulus_comparison_config)) missing on conflict do nothing $insert$;
    get diagnostics n = row_count;
  else
    perform set_config('session_replication_role', 'replica', true);
    execute $insert$
      with added as (
        insert into job.cluster_stimulus_comparison (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, optimal_dog_config, cluster_mei_config, stimulus_comparison_config) select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, optimal_dog_config, cluster_mei_config, stimulus_comparison_config from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, optimal_dog_config, cluster_mei_config, stimulus_comparison_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, optimal_dog_config, cluster_mei_config, stimulus_comparison_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p1
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from twin.cluster_gabor_member) p2
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from twin.cluster_gabor) p3
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config from twin.cluster_dog) p4
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config, animal_id, session, scan_idx, unit_id from twin.cluster_mei_member) p5
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config from twin.cluster_mei) p6
        natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, optimal_dog_config, cluster_mei_config, stimulus_comparison_config from twin.cluster_stimulus_comparison_task) p7
        natural join (select stimulus_comparison_config from twin.stimulus_comparison_config) p8
        natural join (select cluster_mei_config from twin.cluster_mei_config) p9
        natural join (select dataset, model_config, training_config, seed from twin.model) p10) k
      where not exists (select from twin.cluster_stimulus_comparison o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.optimal_dog_config = k.optimal_dog_config and o.cluster_mei_config = k.cluster_mei_config and o.stimulus_comparison_config = k.stimulus_comparison_config)
        and not exists (select from job.cluster_stimulus_comparison o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.alignment_config = k.alignment_config and o.clustering_config = k.clustering_config and o.cluster = k.cluster and o.optimal_dog_config = k.optimal_dog_config and o.cluster_mei_config = k.cluster_mei_config and o.stimulus_comparison_config = k.stimulus_comparison_config)) missing on conflict do nothing returning dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, alignment_config, clustering_config, cluster, optimal_dog_config, cluster_mei_config, stimulus_comparison_config),
      p1 as (select from twin.optimal_gabor p where (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) in (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from added) for key share),
      p2 as (select from twin.cluster_gabor_member p where (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id) in (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from added) for key share),
      p3 as (select from twin.cluster_gabor p where (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config) in (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from added) for key share),
      p4 as (select from twin.cluster_dog p where (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config) in (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config from added) for key share),
      p5 as (select from twin.cluster_mei_member p where (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config, animal_id, session, scan_idx, unit_id) in (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config, animal_id, session, scan_idx, unit_id from added) for key share),
      p6 as (select from twin.cluster_mei p where (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config) in (select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config from added) for key share),
      p7 as (select from twin.cluster_stimulus_comparison_task p where (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, optimal_dog_config, cluster_mei_config, stimulus_comparison_config) in (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, optimal_dog_config, cluster_mei_config, stimulus_comparison_config from added) for key share),
      p8 as (select from twin.stimulus_comparison_config p where (stimulus_comparison_config) in (select stimulus_comparison_config from added) for key share),
      p9 as (select from twin.cluster_mei_config p where (cluster_mei_config) in (select cluster_mei_config from added) for key share),
      p10 as (select from twin.model p where (dataset, model_config, training_config, seed) in (select dataset, model_config, training_config, seed from added) for key share)
      select (select count(*) from added), (select count(*) from p1) = (select count(*) from (select distinct dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from added) d)
        and (select count(*) from p2) = (select count(*) from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, animal_id, session, scan_idx, unit_id from added) d)
        and (select count(*) from p3) = (select count(*) from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config from added) d)
        and (select count(*) from p4) = (select count(*) from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, optimal_dog_config from added) d)
        and (select count(*) from p5) = (select count(*) from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config, animal_id, session, scan_idx, unit_id from added) d)
        and (select count(*) from p6) = (select count(*) from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, optimal_gabor_config, cluster_mei_config from added) d)
        and (select count(*) from p7) = (select count(*) from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, optimal_dog_config, cluster_mei_config, stimulus_comparison_config from added) d)
        and (select count(*) from p8) = (select count(*) from (select distinct stimulus_comparison_config from added) d)
        and (select count(*) from p9) = (select count(*) from (select distinct cluster_mei_config from added) d)
        and (select count(*) from p10) = (select count(*) from (select distinct dataset, model_config, training_config, seed from added) d) $insert$ into n, is_whole;
    perform set_config('session_replication_role', role_before, true);
    if not is_whole then
      raise exception 'rows that new keys of % refer to were deleted meanwhile', 'twin.cluster_stimulus_comparison'
        using errcode = 'serialization_failure';
    end if;
  end if;
  if n > 0 then
    perform pg_notify('doppel_job', '');
  end if;
  return n;
end $$;
revoke execute on function job.enqueue_cluster_stimulus_comparison() from public;

create or replace function job.accept_cluster_stimulus_comparison()
returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  mine constant bigint := nullif(current_setting('doppel.epoch', true), '');
  n bigint;
  n_held bigint;
  run bigint;
  last_run bigint;
begin
  if coalesce(current_setting('doppel.epoch', true), '') = ''
     and pg_has_role(session_user, current_user, 'member') then
    return null;
  end if;
  select count(*), min(_run_id), max(_run_id) into n, run, last_run from new_rows;
  if n = 0 then
    return null;
  end if;
  if run <> last_run or not exists (select from provenance.run r
      where r.run_id = run and r.table_name = 'twin.cluster_stimulus_comparison' and r.n_keys = n
        and r.xmin = pg_current_xact_id()::xid and r.committed_at >= now()) then
    raise exception 'results of twin.cluster_stimulus_comparison without a run of their own in this transaction'
      using errcode = 'insufficient_privilege';
  end if;
  delete from job.cluster_stimulus_comparison j where j.epoch = mine and j.ctid = any (array(
    select own.ctid from job.cluster_stimulus_comparison own, new_rows k
    where own.status = 'claimed' and own.epoch = mine and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.animal_id = k.animal_id and own.session = k.session and own.scan_idx = k.scan_idx and own.unit_id = k.unit_id and own.optimal_gabor_config = k.optimal_gabor_config and own.alignment_config = k.alignment_config and own.clustering_config = k.clustering_config and own.cluster = k.cluster and own.optimal_dog_config = k.optimal_dog_config and own.cluster_mei_config = k.cluster_mei_config and own.stimulus_comparison_config = k.stimulus_comparison_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.cluster_stimulus_comparison where status = 'claimed' and epoch = mine limit 1))));
  get diagnostics n_held = row_count;
  if n_held <> n then
    raise exception 'twin.cluster_stimulus_comparison: only % of the % keys are held', n_held, n using errcode = 'ZL001';
  end if;
  return null;
end $$;
revoke execute on function job.accept_cluster_stimulus_comparison() from public;

create or replace trigger accept after insert on twin.cluster_stimulus_comparison
  referencing new table as new_rows for each statement execute function job.accept_cluster_stimulus_comparison();
create or replace function job.claim_optimum_in_truth(bigint, integer, integer, text[], integer, text, text, text, bigint, integer, integer, integer, integer, text)
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], model_config text[], training_config text[], seed bigint[], animal_id integer[], session integer[], scan_idx integer[], unit_id integer[], optimal_gabor_config text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('doppel claim job.optimum_in_truth', 0));
  return query
    with best as materialized (
      select priority, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from job.optimum_in_truth
      where status = 'pending' and not_before <= now() and deaths = $3
        and ($5 is null or priority = $5 and (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) > ($6, $7, $8, $9, $10, $11, $12, $13, $14)
          and (select priority from job.optimum_in_truth
               where status = 'pending' and not_before <= now() and deaths = $3 and priority > $5
               order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config limit 1) is null)
      order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config limit 1 for update skip locked),
    batch as materialized (
      select ctid from job.optimum_in_truth
      where status = 'pending' and not_before <= now() and deaths = $3
        and priority = (select priority from best) and (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) >= ((select dataset from best), (select model_config from best), (select training_config from best), (select seed from best), (select animal_id from best), (select session from best), (select scan_idx from best), (select unit_id from best), (select optimal_gabor_config from best))
        and (not 'dataset' = any ($4) or dataset = (select dataset from best))
        and (not 'model_config' = any ($4) or model_config = (select model_config from best))
        and (not 'training_config' = any ($4) or training_config = (select training_config from best))
        and (not 'seed' = any ($4) or seed = (select seed from best))
        and (not 'animal_id' = any ($4) or animal_id = (select animal_id from best))
        and (not 'session' = any ($4) or session = (select session from best))
        and (not 'scan_idx' = any ($4) or scan_idx = (select scan_idx from best))
        and (not 'unit_id' = any ($4) or unit_id = (select unit_id from best))
        and (not 'optimal_gabor_config' = any ($4) or optimal_gabor_config = (select optimal_gabor_config from best))
      order by priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config limit $2 for update skip locked),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.optimum_in_truth j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch))
      returning j.epoch, j.claimed_at, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.animal_id, j.session, j.scan_idx, j.unit_id, j.optimal_gabor_config)
    select min(epoch), min(claimed_at), min(priority), array_agg(dataset), array_agg(model_config), array_agg(training_config), array_agg(seed), array_agg(animal_id), array_agg(session), array_agg(scan_idx), array_agg(unit_id), array_agg(optimal_gabor_config) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_optimum_in_truth(bigint, integer, integer, text[], integer, text, text, text, bigint, integer, integer, integer, integer, text) from public;

create or replace function job.claim_perfect_twin(bigint, integer, integer, text[], integer, integer, integer, integer, integer, text, text, text, text, text)
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, animal_id integer[], session integer[], scan_idx integer[], unit_id integer[], optimal_gabor_config text[], orientation_tuning_config text[], phase_tuning_config text[], size_contrast_config text[], plaid_config text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('doppel claim job.perfect_twin', 0));
  return query
    with best as materialized (
      select priority, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config, phase_tuning_config, size_contrast_config, plaid_config from job.perfect_twin
      where status = 'pending' and not_before <= now() and deaths = $3
        and ($5 is null or priority = $5 and (animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config, phase_tuning_config, size_contrast_config, plaid_config) > ($6, $7, $8, $9, $10, $11, $12, $13, $14)
          and (select priority from job.perfect_twin
               where status = 'pending' and not_before <= now() and deaths = $3 and priority > $5
               order by priority desc, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config, phase_tuning_config, size_contrast_config, plaid_config limit 1) is null)
      order by priority desc, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config, phase_tuning_config, size_contrast_config, plaid_config limit 1 for update skip locked),
    batch as materialized (
      select ctid from job.perfect_twin
      where status = 'pending' and not_before <= now() and deaths = $3
        and priority = (select priority from best) and (animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config, phase_tuning_config, size_contrast_config, plaid_config) >= ((select animal_id from best), (select session from best), (select scan_idx from best), (select unit_id from best), (select optimal_gabor_config from best), (select orientation_tuning_config from best), (select phase_tuning_config from best), (select size_contrast_config from best), (select plaid_config from best))
        and (not 'animal_id' = any ($4) or animal_id = (select animal_id from best))
        and (not 'session' = any ($4) or session = (select session from best))
        and (not 'scan_idx' = any ($4) or scan_idx = (select scan_idx from best))
        and (not 'unit_id' = any ($4) or unit_id = (select unit_id from best))
        and (not 'optimal_gabor_config' = any ($4) or optimal_gabor_config = (select optimal_gabor_config from best))
        and (not 'orientation_tuning_config' = any ($4) or orientation_tuning_config = (select orientation_tuning_config from best))
        and (not 'phase_tuning_config' = any ($4) or phase_tuning_config = (select phase_tuning_config from best))
        and (not 'size_contrast_config' = any ($4) or size_contrast_config = (select size_contrast_config from best))
        and (not 'plaid_config' = any ($4) or plaid_config = (select plaid_config from best))
      order by priority desc, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config, phase_tuning_config, size_contrast_config, plaid_config limit $2 for update skip locked),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.perfect_twin j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch))
      returning j.epoch, j.claimed_at, j.priority, j.animal_id, j.session, j.scan_idx, j.unit_id, j.optimal_gabor_config, j.orientation_tuning_config, j.phase_tuning_config, j.size_contrast_config, j.plaid_config)
    select min(epoch), min(claimed_at), min(priority), array_agg(animal_id), array_agg(session), array_agg(scan_idx), array_agg(unit_id), array_agg(optimal_gabor_config), array_agg(orientation_tuning_config), array_agg(phase_tuning_config), array_agg(size_contrast_config), array_agg(plaid_config) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_perfect_twin(bigint, integer, integer, text[], integer, integer, integer, integer, integer, text, text, text, text, text) from public;

create or replace function job.claim_suboptimal_gabor(bigint, integer, integer, text[], integer, text, text, text, bigint, text, text)
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], model_config text[], training_config text[], seed bigint[], optimal_gabor_config text[], suboptimal_gabor_config text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('doppel claim job.suboptimal_gabor', 0));
  return query
    with best as materialized (
      select priority, dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config from job.suboptimal_gabor
      where status = 'pending' and not_before <= now() and deaths = $3
        and ($5 is null or priority = $5 and (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config) > ($6, $7, $8, $9, $10, $11)
          and (select priority from job.suboptimal_gabor
               where status = 'pending' and not_before <= now() and deaths = $3 and priority > $5
               order by priority desc, dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config limit 1) is null)
      order by priority desc, dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config limit 1 for update skip locked),
    batch as materialized (
      select ctid from job.suboptimal_gabor
      where status = 'pending' and not_before <= now() and deaths = $3
        and priority = (select priority from best) and (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config) >= ((select dataset from best), (select model_config from best), (select training_config from best), (select seed from best), (select optimal_gabor_config from best), (select suboptimal_gabor_config from best))
        and (not 'dataset' = any ($4) or dataset = (select dataset from best))
        and (not 'model_config' = any ($4) or model_config = (select model_config from best))
        and (not 'training_config' = any ($4) or training_config = (select training_config from best))
        and (not 'seed' = any ($4) or seed = (select seed from best))
        and (not 'optimal_gabor_config' = any ($4) or optimal_gabor_config = (select optimal_gabor_config from best))
        and (not 'suboptimal_gabor_config' = any ($4) or suboptimal_gabor_config = (select suboptimal_gabor_config from best))
      order by priority desc, dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config limit $2 for update skip locked),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.suboptimal_gabor j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch))
      returning j.epoch, j.claimed_at, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.optimal_gabor_config, j.suboptimal_gabor_config)
    select min(epoch), min(claimed_at), min(priority), array_agg(dataset), array_agg(model_config), array_agg(training_config), array_agg(seed), array_agg(optimal_gabor_config), array_agg(suboptimal_gabor_config) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_suboptimal_gabor(bigint, integer, integer, text[], integer, text, text, text, bigint, text, text) from public;

create or replace function job.claim_size_curve_agreement(bigint, integer, integer, text[], integer, text, text, text, bigint, text, text, text, text)
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], model_config text[], training_config text[], seed bigint[], optimal_gabor_config text[], suboptimal_gabor_config text[], verification text[], size_curve_agreement_config text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('doppel claim job.size_curve_agreement', 0));
  return query
    with best as materialized (
      select priority, dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config from job.size_curve_agreement
      where status = 'pending' and not_before <= now() and deaths = $3
        and ($5 is null or priority = $5 and (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config) > ($6, $7, $8, $9, $10, $11, $12, $13)
          and (select priority from job.size_curve_agreement
               where status = 'pending' and not_before <= now() and deaths = $3 and priority > $5
               order by priority desc, dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config limit 1) is null)
      order by priority desc, dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config limit 1 for update skip locked),
    batch as materialized (
      select ctid from job.size_curve_agreement
      where status = 'pending' and not_before <= now() and deaths = $3
        and priority = (select priority from best) and (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config) >= ((select dataset from best), (select model_config from best), (select training_config from best), (select seed from best), (select optimal_gabor_config from best), (select suboptimal_gabor_config from best), (select verification from best), (select size_curve_agreement_config from best))
        and (not 'dataset' = any ($4) or dataset = (select dataset from best))
        and (not 'model_config' = any ($4) or model_config = (select model_config from best))
        and (not 'training_config' = any ($4) or training_config = (select training_config from best))
        and (not 'seed' = any ($4) or seed = (select seed from best))
        and (not 'optimal_gabor_config' = any ($4) or optimal_gabor_config = (select optimal_gabor_config from best))
        and (not 'suboptimal_gabor_config' = any ($4) or suboptimal_gabor_config = (select suboptimal_gabor_config from best))
        and (not 'verification' = any ($4) or verification = (select verification from best))
        and (not 'size_curve_agreement_config' = any ($4) or size_curve_agreement_config = (select size_curve_agreement_config from best))
      order by priority desc, dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config limit $2 for update skip locked),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.size_curve_agreement j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch))
      returning j.epoch, j.claimed_at, j.priority, j.dataset, j.model_config, j.training_config, j.seed, j.optimal_gabor_config, j.suboptimal_gabor_config, j.verification, j.size_curve_agreement_config)
    select min(epoch), min(claimed_at), min(priority), array_agg(dataset), array_agg(model_config), array_agg(training_config), array_agg(seed), array_agg(optimal_gabor_config), array_agg(suboptimal_gabor_config), array_agg(verification), array_agg(size_curve_agreement_config) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_size_curve_agreement(bigint, integer, integer, text[], integer, text, text, text, bigint, text, text, text, text) from public;

create or replace function job.claim_model_comparison(bigint, integer, integer, text[], integer, text)
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, model_comparison text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('doppel claim job.model_comparison', 0));
  return query
    with best as materialized (
      select priority, model_comparison from job.model_comparison
      where status = 'pending' and not_before <= now() and deaths = $3
        and ($5 is null or priority = $5 and (model_comparison) > ($6)
          and (select priority from job.model_comparison
               where status = 'pending' and not_before <= now() and deaths = $3 and priority > $5
               order by priority desc, model_comparison limit 1) is null)
      order by priority desc, model_comparison limit 1 for update skip locked),
    batch as materialized (
      select ctid from job.model_comparison
      where status = 'pending' and not_before <= now() and deaths = $3
        and priority = (select priority from best) and (model_comparison) >= ((select model_comparison from best))
        and (not 'model_comparison' = any ($4) or model_comparison = (select model_comparison from best))
      order by priority desc, model_comparison limit $2 for update skip locked),
    claim as materialized (
      select nextval('job.epoch') as epoch where exists (select from batch)),
    claimed as (
      update job.model_comparison j set status = 'claimed', epoch = claim.epoch, worker_id = $1, claimed_at = now()
      from claim where j.ctid = any (array(select ctid from batch))
      returning j.epoch, j.claimed_at, j.priority, j.model_comparison)
    select min(epoch), min(claimed_at), min(priority), array_agg(model_comparison) from claimed having count(*) > 0;
  if found then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
revoke execute on function job.claim_model_comparison(bigint, integer, integer, text[], integer, text) from public;

create or replace function job.release_model_comparison(bigint, text[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  update job.model_comparison j set status = 'pending', epoch = null, worker_id = null, claimed_at = null
  where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.model_comparison own, unnest($2) k (model_comparison)
    where own.status = 'claimed' and own.epoch = $1 and own.model_comparison = k.model_comparison
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.model_comparison where status = 'claimed' and epoch = $1 limit 1))));
  get diagnostics n = row_count;
  return n;
end $$;
revoke execute on function job.release_model_comparison(bigint, text[]) from public;

create or replace function job.fail_model_comparison(bigint, text, text, boolean, integer, double precision, double precision, text[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  with tried as (
    update job.model_comparison j set
      status = case when $4 and j.attempts + 1 < $5 then 'pending' else 'failed' end,
      attempts = j.attempts + 1,
      not_before = clock_timestamp() + interval '1 millisecond'
        * least($6 * power(2, least(j.attempts, 30)), $7) * (0.5 + random()),
      error_class = $2, error_message = $3, epoch = null, worker_id = null, claimed_at = null
    where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.model_comparison own, unnest($8) k (model_comparison)
    where own.status = 'claimed' and own.epoch = $1 and own.model_comparison = k.model_comparison
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.model_comparison where status = 'claimed' and epoch = $1 limit 1))))
    returning j.status)
  select count(*) filter (where status = 'failed') into n from tried;
  return n;
end $$;
revoke execute on function job.fail_model_comparison(bigint, text, text, boolean, integer, double precision, double precision, text[]) from public;

create or replace function job.hold_model_comparison(text[])
returns table (place bigint, inputs text)
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
#variable_conflict use_column
begin
  return query select k.place, 'twin.complete_model_comparison:' || p1._row_hash || E'\n' || 'twin.model_comparison_task:' || p2._row_hash
    from unnest($1) with ordinality k (model_comparison, place)
    cross join lateral (select _row_hash from twin.complete_model_comparison o where o.model_comparison = k.model_comparison for share) p1
    cross join lateral (select _row_hash from twin.model_comparison_task o where o.model_comparison = k.model_comparison for share) p2;
end $$;
revoke execute on function job.hold_model_comparison(text[]) from public;

create or replace function job.enqueue_model_comparison()
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  role_before constant text := current_setting('session_replication_role');
  n bigint;
  is_whole boolean;
begin
  perform pg_advisory_xact_lock(hashtextextended('doppel enqueue ' || 'twin.model_comparison', 0));
  execute $count$ select count(*) from (
      select model_comparison from (select model_comparison from (select model_comparison from twin.complete_model_comparison) p1
        natural join (select model_comparison from twin.model_comparison_task) p2) k
      where not exists (select from twin.model_comparison o where o.model_comparison = k.model_comparison)
        and not exists (select from job.model_comparison o where o.model_comparison = k.model_comparison)) missing $count$ into n;
  if n = 0 then
    return 0;
  end if;
  if n < 10000 or not has_parameter_privilege(current_user, 'session_replication_role', 'SET') then
    execute $insert$ insert into job.model_comparison (model_comparison) select model_comparison from (
      select model_comparison from (select model_comparison from (select model_comparison from twin.complete_model_comparison) p1
        natural join (select model_comparison from twin.model_comparison_task) p2) k
      where not exists (select from twin.model_comparison o where o.model_comparison = k.model_comparison)
        and not exists (select from job.model_comparison o where o.model_comparison = k.model_comparison)) missing on conflict do nothing $insert$;
    get diagnostics n = row_count;
  else
    perform set_config('session_replication_role', 'replica', true);
    execute $insert$
      with added as (
        insert into job.model_comparison (model_comparison) select model_comparison from (
      select model_comparison from (select model_comparison from (select model_comparison from twin.complete_model_comparison) p1
        natural join (select model_comparison from twin.model_comparison_task) p2) k
      where not exists (select from twin.model_comparison o where o.model_comparison = k.model_comparison)
        and not exists (select from job.model_comparison o where o.model_comparison = k.model_comparison)) missing on conflict do nothing returning model_comparison),
      p1 as (select from twin.complete_model_comparison p where (model_comparison) in (select model_comparison from added) for key share),
      p2 as (select from twin.model_comparison_task p where (model_comparison) in (select model_comparison from added) for key share)
      select (select count(*) from added), (select count(*) from p1) = (select count(*) from (select distinct model_comparison from added) d)
        and (select count(*) from p2) = (select count(*) from (select distinct model_comparison from added) d) $insert$ into n, is_whole;
    perform set_config('session_replication_role', role_before, true);
    if not is_whole then
      raise exception 'rows that new keys of % refer to were deleted meanwhile', 'twin.model_comparison'
        using errcode = 'serialization_failure';
    end if;
  end if;
  if n > 0 then
    perform pg_notify('doppel_job', '');
  end if;
  return n;
end $$;
revoke execute on function job.enqueue_model_comparison() from public;

create or replace function job.accept_model_comparison()
returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  mine constant bigint := nullif(current_setting('doppel.epoch', true), '');
  n bigint;
  n_held bigint;
  run bigint;
  last_run bigint;
begin
  if coalesce(current_setting('doppel.epoch', true), '') = ''
     and pg_has_role(session_user, current_user, 'member') then
    return null;
  end if;
  select count(*), min(_run_id), max(_run_id) into n, run, last_run from new_rows;
  if n = 0 then
    return null;
  end if;
  if run <> last_run or not exists (select from provenance.run r
      where r.run_id = run and r.table_name = 'twin.model_comparison' and r.n_keys = n
        and r.xmin = pg_current_xact_id()::xid and r.committed_at >= now()) then
    raise exception 'results of twin.model_comparison without a run of their own in this transaction'
      using errcode = 'insufficient_privilege';
  end if;
  delete from job.model_comparison j where j.epoch = mine and j.ctid = any (array(
    select own.ctid from job.model_comparison own, new_rows k
    where own.status = 'claimed' and own.epoch = mine and own.model_comparison = k.model_comparison
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.model_comparison where status = 'claimed' and epoch = mine limit 1))));
  get diagnostics n_held = row_count;
  if n_held <> n then
    raise exception 'twin.model_comparison: only % of the % keys are held', n_held, n using errcode = 'ZL001';
  end if;
  return null;
end $$;
revoke execute on function job.accept_model_comparison() from public;

create or replace function job.accept_index_comparison()
returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
begin
  if coalesce(current_setting('doppel.epoch', true), '') = ''
     and pg_has_role(session_user, current_user, 'member') then
    return null;
  end if;
  if exists (select from (select distinct model_comparison, _run_id from new_rows) k left join twin.model_comparison m
      on m.model_comparison = k.model_comparison
      where m._run_id is distinct from k._run_id or not exists (
        select from provenance.run r where r.run_id = k._run_id and r.xmin = pg_current_xact_id()::xid and r.committed_at >= now())) then
    raise exception 'parts of twin.index_comparison without their master in this transaction'
      using errcode = 'insufficient_privilege';
  end if;
  return null;
end $$;
revoke execute on function job.accept_index_comparison() from public;

create or replace trigger accept after insert on twin.model_comparison
  referencing new table as new_rows for each statement execute function job.accept_model_comparison();
create or replace trigger accept after insert on twin.index_comparison
  referencing new table as new_rows for each statement execute function job.accept_index_comparison();
insert into twin."~lineage" (table_name, attribute_name, lineage) values
  ('cluster_dog', 'alignment_config', 'twin.alignment_config.alignment_config'),
  ('cluster_dog', 'cluster', 'twin.cluster.cluster'),
  ('cluster_dog', 'clustering_config', 'twin.clustering_config.clustering_config'),
  ('cluster_dog', 'dataset', 'twin.dataset.dataset'),
  ('cluster_dog', 'model_config', 'twin.model_config.model_config'),
  ('cluster_dog', 'optimal_dog_config', 'twin.optimal_dog_config.optimal_dog_config'),
  ('cluster_dog', 'optimal_gabor_config', 'twin.optimal_gabor_config.optimal_gabor_config'),
  ('cluster_dog', 'seed', 'twin.training_task.seed'),
  ('cluster_dog', 'training_config', 'twin.training_config.training_config'),
  ('cluster_dog_member', 'alignment_config', 'twin.alignment_config.alignment_config'),
  ('cluster_dog_member', 'animal_id', 'twin.scan.animal_id'),
  ('cluster_dog_member', 'cluster', 'twin.cluster.cluster'),
  ('cluster_dog_member', 'clustering_config', 'twin.clustering_config.clustering_config'),
  ('cluster_dog_member', 'dataset', 'twin.dataset.dataset'),
  ('cluster_dog_member', 'model_config', 'twin.model_config.model_config'),
  ('cluster_dog_member', 'optimal_dog_config', 'twin.optimal_dog_config.optimal_dog_config'),
  ('cluster_dog_member', 'optimal_gabor_config', 'twin.optimal_gabor_config.optimal_gabor_config'),
  ('cluster_dog_member', 'scan_idx', 'twin.scan.scan_idx'),
  ('cluster_dog_member', 'seed', 'twin.training_task.seed'),
  ('cluster_dog_member', 'session', 'twin.scan.session'),
  ('cluster_dog_member', 'training_config', 'twin.training_config.training_config'),
  ('cluster_dog_member', 'unit_id', 'twin.neuron.unit_id'),
  ('cluster_dog_task', 'alignment_config', 'twin.alignment_config.alignment_config'),
  ('cluster_dog_task', 'clustering_config', 'twin.clustering_config.clustering_config'),
  ('cluster_dog_task', 'dataset', 'twin.dataset.dataset'),
  ('cluster_dog_task', 'model_config', 'twin.model_config.model_config'),
  ('cluster_dog_task', 'optimal_dog_config', 'twin.optimal_dog_config.optimal_dog_config'),
  ('cluster_dog_task', 'optimal_gabor_config', 'twin.optimal_gabor_config.optimal_gabor_config'),
  ('cluster_dog_task', 'seed', 'twin.training_task.seed'),
  ('cluster_dog_task', 'training_config', 'twin.training_config.training_config'),
  ('cluster_experiment_task', 'alignment_config', 'twin.alignment_config.alignment_config'),
  ('cluster_experiment_task', 'clustering_config', 'twin.clustering_config.clustering_config'),
  ('cluster_experiment_task', 'dataset', 'twin.dataset.dataset'),
  ('cluster_experiment_task', 'model_config', 'twin.model_config.model_config'),
  ('cluster_experiment_task', 'optimal_gabor_config', 'twin.optimal_gabor_config.optimal_gabor_config'),
  ('cluster_experiment_task', 'seed', 'twin.training_task.seed'),
  ('cluster_experiment_task', 'training_config', 'twin.training_config.training_config'),
  ('cluster_gabor', 'alignment_config', 'twin.alignment_config.alignment_config'),
  ('cluster_gabor', 'cluster', 'twin.cluster.cluster'),
  ('cluster_gabor', 'clustering_config', 'twin.clustering_config.clustering_config'),
  ('cluster_gabor', 'dataset', 'twin.dataset.dataset'),
  ('cluster_gabor', 'model_config', 'twin.model_config.model_config'),
  ('cluster_gabor', 'optimal_gabor_config', 'twin.optimal_gabor_config.optimal_gabor_config'),
  ('cluster_gabor', 'seed', 'twin.training_task.seed'),
  ('cluster_gabor', 'training_config', 'twin.training_config.training_config'),
  ('cluster_gabor_member', 'alignment_config', 'twin.alignment_config.alignment_config'),
  ('cluster_gabor_member', 'animal_id', 'twin.scan.animal_id'),
  ('cluster_gabor_member', 'cluster', 'twin.cluster.cluster'),
  ('cluster_gabor_member', 'clustering_config', 'twin.clustering_config.clustering_config'),
  ('cluster_gabor_member', 'dataset', 'twin.dataset.dataset'),
  ('cluster_gabor_member', 'model_config', 'twin.model_config.model_config'),
  ('cluster_gabor_member', 'optimal_gabor_config', 'twin.optimal_gabor_config.optimal_gabor_config'),
  ('cluster_gabor_member', 'scan_idx', 'twin.scan.scan_idx'),
  ('cluster_gabor_member', 'seed', 'twin.training_task.seed'),
  ('cluster_gabor_member', 'session', 'twin.scan.session'),
  ('cluster_gabor_member', 'training_config', 'twin.training_config.training_config'),
  ('cluster_gabor_member', 'unit_id', 'twin.neuron.unit_id'),
  ('cluster_gabor_task', 'alignment_config', 'twin.alignment_config.alignment_config'),
  ('cluster_gabor_task', 'clustering_config', 'twin.clustering_config.clustering_config'),
  ('cluster_gabor_task', 'dataset', 'twin.dataset.dataset'),
  ('cluster_gabor_task', 'model_config', 'twin.model_config.model_config'),
  ('cluster_gabor_task', 'optimal_gabor_config', 'twin.optimal_gabor_config.optimal_gabor_config'),
  ('cluster_gabor_task', 'seed', 'twin.training_task.seed'),
  ('cluster_gabor_task', 'training_config', 'twin.training_config.training_config'),
  ('cluster_mei', 'alignment_config', 'twin.alignment_config.alignment_config'),
  ('cluster_mei', 'cluster', 'twin.cluster.cluster'),
  ('cluster_mei', 'cluster_mei_config', 'twin.cluster_mei_config.cluster_mei_config'),
  ('cluster_mei', 'clustering_config', 'twin.clustering_config.clustering_config'),
  ('cluster_mei', 'dataset', 'twin.dataset.dataset'),
  ('cluster_mei', 'model_config', 'twin.model_config.model_config'),
  ('cluster_mei', 'optimal_gabor_config', 'twin.optimal_gabor_config.optimal_gabor_config'),
  ('cluster_mei', 'seed', 'twin.training_task.seed'),
  ('cluster_mei', 'training_config', 'twin.training_config.training_config'),
  ('cluster_mei_config', 'cluster_mei_config', 'twin.cluster_mei_config.cluster_mei_config'),
  ('cluster_mei_member', 'alignment_config', 'twin.alignment_config.alignment_config'),
  ('cluster_mei_member', 'animal_id', 'twin.scan.animal_id'),
  ('cluster_mei_member', 'cluster', 'twin.cluster.cluster'),
  ('cluster_mei_member', 'cluster_mei_config', 'twin.cluster_mei_config.cluster_mei_config'),
  ('cluster_mei_member', 'clustering_config', 'twin.clustering_config.clustering_config'),
  ('cluster_mei_member', 'dataset', 'twin.dataset.dataset'),
  ('cluster_mei_member', 'model_config', 'twin.model_config.model_config'),
  ('cluster_mei_member', 'optimal_gabor_config', 'twin.optimal_gabor_config.optimal_gabor_config'),
  ('cluster_mei_member', 'scan_idx', 'twin.scan.scan_idx'),
  ('cluster_mei_member', 'seed', 'twin.training_task.seed'),
  ('cluster_mei_member', 'session', 'twin.scan.session'),
  ('cluster_mei_member', 'training_config', 'twin.training_config.training_config'),
  ('cluster_mei_member', 'unit_id', 'twin.neuron.unit_id'),
  ('cluster_mei_task', 'alignment_config', 'twin.alignment_config.alignment_config'),
  ('cluster_mei_task', 'cluster_mei_config', 'twin.cluster_mei_config.cluster_mei_config'),
  ('cluster_mei_task', 'clustering_config', 'twin.clustering_config.clustering_config'),
  ('cluster_mei_task', 'dataset', 'twin.dataset.dataset'),
  ('cluster_mei_task', 'model_config', 'twin.model_config.model_config'),
  ('cluster_mei_task', 'optimal_gabor_config', 'twin.optimal_gabor_config.optimal_gabor_config'),
  ('cluster_mei_task', 'seed', 'twin.training_task.seed'),
  ('cluster_mei_task', 'training_config', 'twin.training_config.training_config'),
  ('cluster_orientation_tuning', 'alignment_config', 'twin.alignment_config.alignment_config'),
  ('cluster_orientation_tuning', 'animal_id', 'twin.scan.animal_id'),
  ('cluster_orientation_tuning', 'cluster', 'twin.cluster.cluster'),
  ('cluster_orientation_tuning', 'clustering_config', 'twin.clustering_config.clustering_config'),
  ('cluster_orientation_tuning', 'dataset', 'twin.dataset.dataset'),
  ('cluster_orientation_tuning', 'model_config', 'twin.model_config.model_config'),
  ('cluster_orientation_tuning', 'optimal_gabor_config', 'twin.optimal_gabor_config.optimal_gabor_config'),
  ('cluster_orientation_tuning', 'orientation_tuning_config', 'twin.orientation_tuning_config.orientation_tuning_config'),
  ('cluster_orientation_tuning', 'scan_idx', 'twin.scan.scan_idx'),
  ('cluster_orientation_tuning', 'seed', 'twin.training_task.seed'),
  ('cluster_orientation_tuning', 'session', 'twin.scan.session'),
  ('cluster_orientation_tuning', 'training_config', 'twin.training_config.training_config'),
  ('cluster_orientation_tuning', 'unit_id', 'twin.neuron.unit_id'),
  ('cluster_phase_tuning', 'alignment_config', 'twin.alignment_config.alignment_config'),
  ('cluster_phase_tuning', 'animal_id', 'twin.scan.animal_id'),
  ('cluster_phase_tuning', 'cluster', 'twin.cluster.cluster'),
  ('cluster_phase_tuning', 'clustering_config', 'twin.clustering_config.clustering_config'),
  ('cluster_phase_tuning', 'dataset', 'twin.dataset.dataset'),
  ('cluster_phase_tuning', 'model_config', 'twin.model_config.model_config'),
  ('cluster_phase_tuning', 'optimal_gabor_config', 'twin.optimal_gabor_config.optimal_gabor_config'),
  ('cluster_phase_tuning', 'phase_tuning_config', 'twin.phase_tuning_config.phase_tuning_config'),
  ('cluster_phase_tuning', 'scan_idx', 'twin.scan.scan_idx'),
  ('cluster_phase_tuning', 'seed', 'twin.training_task.seed'),
  ('cluster_phase_tuning', 'session', 'twin.scan.session'),
  ('cluster_phase_tuning', 'training_config', 'twin.training_config.training_config'),
  ('cluster_phase_tuning', 'unit_id', 'twin.neuron.unit_id'),
  ('cluster_plaid_tuning', 'alignment_config', 'twin.alignment_config.alignment_config'),
  ('cluster_plaid_tuning', 'animal_id', 'twin.scan.animal_id'),
  ('cluster_plaid_tuning', 'cluster', 'twin.cluster.cluster'),
  ('cluster_plaid_tuning', 'clustering_config', 'twin.clustering_config.clustering_config'),
  ('cluster_plaid_tuning', 'dataset', 'twin.dataset.dataset'),
  ('cluster_plaid_tuning', 'model_config', 'twin.model_config.model_config'),
  ('cluster_plaid_tuning', 'optimal_gabor_config', 'twin.optimal_gabor_config.optimal_gabor_config'),
  ('cluster_plaid_tuning', 'plaid_config', 'twin.plaid_config.plaid_config'),
  ('cluster_plaid_tuning', 'scan_idx', 'twin.scan.scan_idx'),
  ('cluster_plaid_tuning', 'seed', 'twin.training_task.seed'),
  ('cluster_plaid_tuning', 'session', 'twin.scan.session'),
  ('cluster_plaid_tuning', 'training_config', 'twin.training_config.training_config'),
  ('cluster_plaid_tuning', 'unit_id', 'twin.neuron.unit_id'),
  ('cluster_size_contrast_tuning', 'alignment_config', 'twin.alignment_config.alignment_config'),
  ('cluster_size_contrast_tuning', 'animal_id', 'twin.scan.animal_id'),
  ('cluster_size_contrast_tuning', 'cluster', 'twin.cluster.cluster'),
  ('cluster_size_contrast_tuning', 'clustering_config', 'twin.clustering_config.clustering_config'),
  ('cluster_size_contrast_tuning', 'dataset', 'twin.dataset.dataset'),
  ('cluster_size_contrast_tuning', 'model_config', 'twin.model_config.model_config'),
  ('cluster_size_contrast_tuning', 'optimal_gabor_config', 'twin.optimal_gabor_config.optimal_gabor_config'),
  ('cluster_size_contrast_tuning', 'scan_idx', 'twin.scan.scan_idx'),
  ('cluster_size_contrast_tuning', 'seed', 'twin.training_task.seed'),
  ('cluster_size_contrast_tuning', 'session', 'twin.scan.session'),
  ('cluster_size_contrast_tuning', 'size_contrast_config', 'twin.size_contrast_config.size_contrast_config'),
  ('cluster_size_contrast_tuning', 'training_config', 'twin.training_config.training_config'),
  ('cluster_size_contrast_tuning', 'unit_id', 'twin.neuron.unit_id'),
  ('cluster_stimulus_comparison', 'alignment_config', 'twin.alignment_config.alignment_config'),
  ('cluster_stimulus_comparison', 'animal_id', 'twin.scan.animal_id'),
  ('cluster_stimulus_comparison', 'cluster', 'twin.cluster.cluster'),
  ('cluster_stimulus_comparison', 'cluster_mei_config', 'twin.cluster_mei_config.cluster_mei_config'),
  ('cluster_stimulus_comparison', 'clustering_config', 'twin.clustering_config.clustering_config'),
  ('cluster_stimulus_comparison', 'dataset', 'twin.dataset.dataset'),
  ('cluster_stimulus_comparison', 'model_config', 'twin.model_config.model_config'),
  ('cluster_stimulus_comparison', 'optimal_dog_config', 'twin.optimal_dog_config.optimal_dog_config'),
  ('cluster_stimulus_comparison', 'optimal_gabor_config', 'twin.optimal_gabor_config.optimal_gabor_config'),
  ('cluster_stimulus_comparison', 'scan_idx', 'twin.scan.scan_idx'),
  ('cluster_stimulus_comparison', 'seed', 'twin.training_task.seed'),
  ('cluster_stimulus_comparison', 'session', 'twin.scan.session'),
  ('cluster_stimulus_comparison', 'stimulus_comparison_config', 'twin.stimulus_comparison_config.stimulus_comparison_config'),
  ('cluster_stimulus_comparison', 'training_config', 'twin.training_config.training_config'),
  ('cluster_stimulus_comparison', 'unit_id', 'twin.neuron.unit_id'),
  ('cluster_stimulus_comparison_task', 'alignment_config', 'twin.alignment_config.alignment_config'),
  ('cluster_stimulus_comparison_task', 'cluster_mei_config', 'twin.cluster_mei_config.cluster_mei_config'),
  ('cluster_stimulus_comparison_task', 'clustering_config', 'twin.clustering_config.clustering_config'),
  ('cluster_stimulus_comparison_task', 'dataset', 'twin.dataset.dataset'),
  ('cluster_stimulus_comparison_task', 'model_config', 'twin.model_config.model_config'),
  ('cluster_stimulus_comparison_task', 'optimal_dog_config', 'twin.optimal_dog_config.optimal_dog_config'),
  ('cluster_stimulus_comparison_task', 'optimal_gabor_config', 'twin.optimal_gabor_config.optimal_gabor_config'),
  ('cluster_stimulus_comparison_task', 'seed', 'twin.training_task.seed'),
  ('cluster_stimulus_comparison_task', 'stimulus_comparison_config', 'twin.stimulus_comparison_config.stimulus_comparison_config'),
  ('cluster_stimulus_comparison_task', 'training_config', 'twin.training_config.training_config'),
  ('compared_population', 'dataset', 'twin.dataset.dataset'),
  ('compared_population', 'model_comparison', 'twin.model_comparison_task.model_comparison'),
  ('compared_population', 'model_config', 'twin.model_config.model_config'),
  ('compared_population', 'optimal_gabor_config', 'twin.optimal_gabor_config.optimal_gabor_config'),
  ('compared_population', 'population_config', 'twin.population_config.population_config'),
  ('compared_population', 'seed', 'twin.training_task.seed'),
  ('compared_population', 'training_config', 'twin.training_config.training_config'),
  ('complete_cluster', 'alignment_config', 'twin.alignment_config.alignment_config'),
  ('complete_cluster', 'cluster', 'twin.cluster.cluster'),
  ('complete_cluster', 'clustering_config', 'twin.clustering_config.clustering_config'),
  ('complete_cluster', 'dataset', 'twin.dataset.dataset'),
  ('complete_cluster', 'model_config', 'twin.model_config.model_config'),
  ('complete_cluster', 'optimal_gabor_config', 'twin.optimal_gabor_config.optimal_gabor_config'),
  ('complete_cluster', 'seed', 'twin.training_task.seed'),
  ('complete_cluster', 'training_config', 'twin.training_config.training_config'),
  ('complete_model_comparison', 'model_comparison', 'twin.model_comparison_task.model_comparison'),
  ('complete_model_set', 'dataset', 'twin.dataset.dataset'),
  ('complete_model_set', 'model_set', 'twin.model_set.model_set'),
  ('ensemble', 'dataset', 'twin.dataset.dataset'),
  ('ensemble', 'model_set', 'twin.model_set.model_set'),
  ('ensemble_score', 'animal_id', 'twin.scan.animal_id'),
  ('ensemble_score', 'dataset', 'twin.dataset.dataset'),
  ('ensemble_score', 'model_set', 'twin.model_set.model_set'),
  ('ensemble_score', 'scan_idx', 'twin.scan.scan_idx'),
  ('ensemble_score', 'session', 'twin.scan.session'),
  ('ensemble_score', 'unit_id', 'twin.neuron.unit_id'),
  ('index_comparison', 'compared_property', 'twin.index_comparison.compared_property'),
  ('index_comparison', 'model_comparison', 'twin.model_comparison_task.model_comparison'),
  ('model_comparison', 'model_comparison', 'twin.model_comparison_task.model_comparison'),
  ('model_comparison_task', 'model_comparison', 'twin.model_comparison_task.model_comparison'),
  ('model_set', 'dataset', 'twin.dataset.dataset'),
  ('model_set', 'model_set', 'twin.model_set.model_set'),
  ('model_set_member', 'dataset', 'twin.dataset.dataset'),
  ('model_set_member', 'model_config', 'twin.model_config.model_config'),
  ('model_set_member', 'model_set', 'twin.model_set.model_set'),
  ('model_set_member', 'seed', 'twin.training_task.seed'),
  ('model_set_member', 'training_config', 'twin.training_config.training_config'),
  ('neuron_group', 'clustering_config', 'twin.clustering_config.clustering_config'),
  ('neuron_group', 'dataset', 'twin.dataset.dataset'),
  ('neuron_group_member', 'animal_id', 'twin.scan.animal_id'),
  ('neuron_group_member', 'clustering_config', 'twin.clustering_config.clustering_config'),
  ('neuron_group_member', 'dataset', 'twin.dataset.dataset'),
  ('neuron_group_member', 'scan_idx', 'twin.scan.scan_idx'),
  ('neuron_group_member', 'session', 'twin.scan.session'),
  ('neuron_group_member', 'unit_id', 'twin.neuron.unit_id');

-- Settings. paper: the defaults of docs/methods.md; demo: what two cores do in the time of the demo.
insert into twin.cluster_mei_config
  (cluster_mei_config, n_hermite_ranks, template_support, hermite_unit, cluster_mei_norm, cluster_mei_smoothness,
   cluster_mei_learning_rate, n_template_angles, n_cluster_mei_starts, steps_per_round, max_cluster_mei_rounds,
   n_cluster_mei_drops, cluster_mei_patience, cluster_mei_tolerance, cluster_mei_seed) values
  ('paper', 13, 33, 2.08, 12, 0.005, 0.1, 64, 4, 20, 100, 2, 5, 1e-3, 1),
  ('demo',  13, 33, 2.08, 12, 0.005, 0.1, 16, 1, 10,  12, 1, 3, 1e-2, 1);

-- The properties of figures 3 and 4 measured with the stimuli of each neuron's cluster instead of its own.
insert into twin.population_config (population_config, properties, experiments) values
  ('cluster_stimuli',
   '{orientation_index,phase_index,suppression_index,cross_orientation_index,gabor_over_mei,dog_over_mei}',
   '{cluster/paper/paper/paper,cluster/paper/paper/paper,cluster/paper/paper/paper,cluster/paper/paper/paper,cluster/paper/paper/paper/local/paper,cluster/paper/paper/paper/local/paper}');

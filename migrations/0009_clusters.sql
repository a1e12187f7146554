-- Bar codes are aligned before they are clustered, embedded and compared; statistics of populations and clusters.
--
-- Clusterings are of one alignment from here on, so that it belongs into their key. What k-means found before was of
-- codes prepared as clustering_config.preparation said, which is now an alignment of that name (none for unit, peak): the
-- tasks move over, the clusterings go, and workers make them again from the tasks.

-- Both come back after the migration, from sql/ and from the definitions.
drop view if exists report.cluster_summary;
drop view if exists provenance.stale;
create temporary table asked_clustering on commit drop as
select t.dataset, t.model_config, t.training_config, t.seed, t.clustering_config,
       case c.preparation when 'unit' then 'none' else 'peak' end as alignment_config
from twin.clustering_task t join twin.clustering_config c using (clustering_config);

drop view public.cluster_member, public.cluster, public.clustering, public.clustering_task;
drop table job.clustering, twin.cluster_member, twin.cluster, twin.clustering, twin.clustering_task;
drop trigger if exists enqueue_clustering on twin.readout;
drop function twin.seal_clustering();
do $$
declare
  old regprocedure;
begin
  -- The queue's triggers, and the functions of a worker role, whose arguments are the key.
  for old in
    select p.oid from pg_proc p
    where p.pronamespace = 'job'::regnamespace and p.proname ~ '^(claim|release|fail|hold|enqueue|accept)_cluster(ing|_member)?(_from_.*)?$'
  loop
    execute format('drop function %s', old);
  end loop;
end $$;

-- The definitions ------------------------------------------------------------------------------------------------------
drop view public.clustering_config;

create table twin.alignment_config (
  alignment_config text not null,
  alignment_method text not null,
  n_betas integer not null,
  beta_min double precision not null,
  beta_max double precision not null,
  n_alignment_restarts integer not null,
  angle_learning_rate double precision not null,
  evaluate_every integer not null,
  evaluation_patience integer not null,
  n_rate_phases integer not null,
  min_improvement double precision not null,
  initial_angle_sd double precision not null,
  sharp_enough double precision not null,
  alignment_seed bigint not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(alignment_config) || provenance.field(alignment_method) || provenance.field(n_betas) || provenance.field(beta_min) || provenance.field(beta_max) || provenance.field(n_alignment_restarts) || provenance.field(angle_learning_rate) || provenance.field(evaluate_every) || provenance.field(evaluation_patience) || provenance.field(n_rate_phases) || provenance.field(min_improvement) || provenance.field(initial_angle_sd) || provenance.field(sharp_enough) || provenance.field(alignment_seed)), 'hex')) stored,
  constraint alignment_config_pkey primary key (alignment_config),
  constraint alignment_config_method_known check (alignment_method in ('none', 'peak', 'fitted')),
  constraint alignment_config_counts_positive check (n_betas > 0 and n_alignment_restarts > 0 and evaluate_every > 0 and evaluation_patience > 0 and n_rate_phases > 0),
  constraint alignment_config_betas_ordered check (beta_min > 0 and beta_max >= beta_min)
);
comment on table twin.alignment_config is 'Ways to align bar codes';
comment on column twin.alignment_config.alignment_config is 'name of the setting';
comment on column twin.alignment_config.alignment_method is 'none (codes of length 1), peak (rolled to their strongest orientation as well), fitted (an angle a neuron, by gradient); the columns that follow are of the last';
comment on column twin.alignment_config.n_betas is 'weights of the blur term that are tried, log-spaced';
comment on column twin.alignment_config.beta_min is 'smallest of them';
comment on column twin.alignment_config.beta_max is 'largest of them';
comment on column twin.alignment_config.n_alignment_restarts is 'fits with each';
comment on column twin.alignment_config.angle_learning_rate is 'of Adam, in the first phase';
comment on column twin.alignment_config.evaluate_every is '[iterations] steps between evaluations';
comment on column twin.alignment_config.evaluation_patience is '[evaluations] without improvement that end a phase';
comment on column twin.alignment_config.n_rate_phases is 'phases, each at 1/sqrt(10) of the last one''s rate';
comment on column twin.alignment_config.min_improvement is 'relative fall of the loss that counts as one';
comment on column twin.alignment_config.initial_angle_sd is 'of v, where the angle is 2 pi sigmoid(v)';
comment on column twin.alignment_config.sharp_enough is 'a fit with a sharpness T above it is sharp';
comment on column twin.alignment_config.alignment_seed is 'of the initial angles';
comment on column twin.alignment_config._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.alignment_task (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  alignment_config text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(alignment_config)), 'hex')) stored,
  constraint alignment_task_pkey primary key (dataset, model_config, training_config, seed, alignment_config),
  constraint alignment_task_training_task_fkey foreign key (dataset, model_config, training_config, seed) references twin.training_task (dataset, model_config, training_config, seed) on delete restrict,
  constraint alignment_task_alignment_config_fkey foreign key (alignment_config) references twin.alignment_config (alignment_config) on delete restrict
);
create index alignment_task_alignment_config_idx on twin.alignment_task (alignment_config);
comment on table twin.alignment_task is 'The alignments that somebody asked for';
comment on column twin.alignment_task.dataset is 'name of the dataset';
comment on column twin.alignment_task.model_config is 'name of the setting';
comment on column twin.alignment_task.training_config is 'name of the setting';
comment on column twin.alignment_task.seed is 'of initial weights, validation split and batches';
comment on column twin.alignment_task.alignment_config is 'name of the setting';
comment on column twin.alignment_task._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.alignment (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  alignment_config text not null,
  pair_loss_before double precision not null,
  pair_loss double precision not null,
  blur_loss double precision,
  beta double precision,
  sharpness double precision,
  n_sharp_fits integer not null,
  no_fit_is_sharp boolean not null,
  _parts_hash text not null default '',
  _run_id bigint not null,
  _input_hash text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(alignment_config) || provenance.field(pair_loss_before) || provenance.field(pair_loss) || provenance.field(blur_loss) || provenance.field(beta) || provenance.field(sharpness) || provenance.field(n_sharp_fits) || provenance.field(no_fit_is_sharp) || provenance.field(_parts_hash) || provenance.field(_input_hash)), 'hex')) stored,
  constraint alignment_pkey primary key (dataset, model_config, training_config, seed, alignment_config),
  constraint alignment_readout_fkey foreign key (dataset, model_config, training_config, seed) references twin.readout (dataset, model_config, training_config, seed) on delete restrict,
  constraint alignment_alignment_task_fkey foreign key (dataset, model_config, training_config, seed, alignment_config) references twin.alignment_task (dataset, model_config, training_config, seed, alignment_config) on delete restrict,
  constraint alignment_alignment_config_fkey foreign key (alignment_config) references twin.alignment_config (alignment_config) on delete restrict
);
create index alignment_alignment_config_idx on twin.alignment (alignment_config);
comment on table twin.alignment is 'The bar codes of a twin, aligned with one another';
comment on column twin.alignment.dataset is 'name of the dataset';
comment on column twin.alignment.model_config is 'name of the setting';
comment on column twin.alignment.training_config is 'name of the setting';
comment on column twin.alignment.seed is 'of initial weights, validation split and batches';
comment on column twin.alignment.alignment_config is 'name of the setting';
comment on column twin.alignment.pair_loss_before is 'mean squared distance of two codes of length 1, over all pairs, as they were';
comment on column twin.alignment.pair_loss is 'the same of the aligned codes';
comment on column twin.alignment.blur_loss is 'of the fit kept: mean squared change of a code at angle 0';
comment on column twin.alignment.beta is 'of the fit kept: weight of the blur term';
comment on column twin.alignment.sharpness is 'of the fit kept: T';
comment on column twin.alignment.n_sharp_fits is 'fits with T above sharp_enough';
comment on column twin.alignment.no_fit_is_sharp is 'true: none was, so that the smallest pair loss of all was kept, and codes may be blurred';
comment on column twin.alignment._parts_hash is 'SHA-256 over the row hashes of the parts; triggers keep it true';
comment on column twin.alignment._run_id is 'The provenance.run that wrote the row';
comment on column twin.alignment._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.alignment._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table job.alignment (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  alignment_config text not null,
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
  constraint alignment_pkey primary key (dataset, model_config, training_config, seed, alignment_config),
  constraint alignment_readout_fkey foreign key (dataset, model_config, training_config, seed) references twin.readout (dataset, model_config, training_config, seed) on delete cascade,
  constraint alignment_alignment_task_fkey foreign key (dataset, model_config, training_config, seed, alignment_config) references twin.alignment_task (dataset, model_config, training_config, seed, alignment_config) on delete cascade,
  constraint alignment_alignment_config_fkey foreign key (alignment_config) references twin.alignment_config (alignment_config) on delete cascade,
  constraint alignment_status_known check (status in ('pending', 'claimed', 'failed', 'quarantined', 'ignored')),
  constraint alignment_claim_complete check ((status = 'claimed') = (epoch is not null) and (status = 'claimed') = (worker_id is not null) and (status = 'claimed') = (claimed_at is not null)),
  constraint alignment_failure_explained check (status <> 'failed' or (error_class is not null and error_message is not null)),
  constraint alignment_counts_not_negative check (attempts >= 0 and deaths >= 0)
) with (autovacuum_vacuum_scale_factor = 0.02);
create index alignment_pending_idx on job.alignment (priority desc, dataset, model_config, training_config, seed, alignment_config) where status = 'pending';
create index alignment_claimed_idx on job.alignment (worker_id) where status = 'claimed';
comment on table job.alignment is 'Keys of twin.alignment that are not done';
comment on column job.alignment.dataset is 'name of the dataset';
comment on column job.alignment.model_config is 'name of the setting';
comment on column job.alignment.training_config is 'name of the setting';
comment on column job.alignment.seed is 'of initial weights, validation split and batches';
comment on column job.alignment.alignment_config is 'name of the setting';
comment on column job.alignment.status is 'pending, claimed, failed, quarantined or ignored';
comment on column job.alignment.priority is 'Larger ones are claimed first';
comment on column job.alignment.attempts is 'Computes that ended with an error';
comment on column job.alignment.deaths is 'Workers that died while they held the key';
comment on column job.alignment.epoch is 'Number of the claim that holds the key; only its commit counts';
comment on column job.alignment.worker_id is 'The job.worker that holds the key';
comment on column job.alignment.claimed_at is 'Database time of the claim';
comment on column job.alignment.not_before is 'Back-off: not to be claimed earlier';
comment on column job.alignment.error_class is 'Kind of the last error';
comment on column job.alignment.error_message is 'The last error, with its key';

create table twin.alignment_fit (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  alignment_config text not null,
  beta_index integer not null,
  alignment_restart integer not null,
  fit_beta double precision not null,
  fit_pair_loss double precision not null,
  fit_blur_loss double precision not null,
  fit_sharpness double precision not null,
  fit_iterations integer not null,
  _run_id bigint,
  _input_hash text,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(alignment_config) || provenance.field(beta_index) || provenance.field(alignment_restart) || provenance.field(fit_beta) || provenance.field(fit_pair_loss) || provenance.field(fit_blur_loss) || provenance.field(fit_sharpness) || provenance.field(fit_iterations) || provenance.field(_input_hash)), 'hex')) stored,
  constraint alignment_fit_pkey primary key (dataset, model_config, training_config, seed, alignment_config, beta_index, alignment_restart),
  constraint alignment_fit_alignment_fkey foreign key (dataset, model_config, training_config, seed, alignment_config) references twin.alignment (dataset, model_config, training_config, seed, alignment_config) on delete cascade
);
comment on table twin.alignment_fit is 'The fits of an alignment: that with the smallest pair loss among the sharp ones was kept';
comment on column twin.alignment_fit.dataset is 'name of the dataset';
comment on column twin.alignment_fit.model_config is 'name of the setting';
comment on column twin.alignment_fit.training_config is 'name of the setting';
comment on column twin.alignment_fit.seed is 'of initial weights, validation split and batches';
comment on column twin.alignment_fit.alignment_config is 'name of the setting';
comment on column twin.alignment_fit.beta_index is 'number of the weight, from 0, the smallest first';
comment on column twin.alignment_fit.alignment_restart is 'number of the fit with it, from 0';
comment on column twin.alignment_fit.fit_beta is 'weight of the blur term';
comment on column twin.alignment_fit.fit_pair_loss is 'mean squared distance of two aligned codes';
comment on column twin.alignment_fit.fit_blur_loss is 'mean squared change of a code at angle 0';
comment on column twin.alignment_fit.fit_sharpness is 'T';
comment on column twin.alignment_fit.fit_iterations is 'steps of Adam';
comment on column twin.alignment_fit._run_id is 'The provenance.run that wrote the row';
comment on column twin.alignment_fit._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.alignment_fit._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.aligned_bar_code (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  alignment_config text not null,
  animal_id integer not null,
  session integer not null,
  scan_idx integer not null,
  unit_id integer not null,
  alignment_angle real not null,
  aligned_weights real[] not null,
  _run_id bigint,
  _input_hash text,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(alignment_config) || provenance.field(animal_id) || provenance.field(session) || provenance.field(scan_idx) || provenance.field(unit_id) || provenance.field(alignment_angle) || provenance.field(aligned_weights) || provenance.field(_input_hash)), 'hex')) stored,
  constraint aligned_bar_code_pkey primary key (dataset, model_config, training_config, seed, alignment_config, animal_id, session, scan_idx, unit_id),
  constraint aligned_bar_code_alignment_fkey foreign key (dataset, model_config, training_config, seed, alignment_config) references twin.alignment (dataset, model_config, training_config, seed, alignment_config) on delete cascade,
  constraint aligned_bar_code_bar_code_fkey foreign key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id) references twin.bar_code (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id) on delete restrict
);
create index aligned_bar_code_bar_code_idx on twin.aligned_bar_code (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id);
comment on table twin.aligned_bar_code is 'A neuron''s bar code, aligned with the others''';
comment on column twin.aligned_bar_code.dataset is 'name of the dataset';
comment on column twin.aligned_bar_code.model_config is 'name of the setting';
comment on column twin.aligned_bar_code.training_config is 'name of the setting';
comment on column twin.aligned_bar_code.seed is 'of initial weights, validation split and batches';
comment on column twin.aligned_bar_code.alignment_config is 'name of the setting';
comment on column twin.aligned_bar_code.animal_id is 'number of the animal';
comment on column twin.aligned_bar_code.session is 'number of the animal''s experiment';
comment on column twin.aligned_bar_code.scan_idx is 'number of the scan in its session';
comment on column twin.aligned_bar_code.unit_id is 'number of the neuron in its scan';
comment on column twin.aligned_bar_code.alignment_angle is '[deg] by which the code was shifted along the orientation axis, 0..360';
comment on column twin.aligned_bar_code.aligned_weights is 'of length 1 before the shift; element orientation * n_features + feature';
comment on column twin.aligned_bar_code._run_id is 'The provenance.run that wrote the row';
comment on column twin.aligned_bar_code._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.aligned_bar_code._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.clustering_task (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  alignment_config text not null,
  clustering_config text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(alignment_config) || provenance.field(clustering_config)), 'hex')) stored,
  constraint clustering_task_pkey primary key (dataset, model_config, training_config, seed, alignment_config, clustering_config),
  constraint clustering_task_alignment_task_fkey foreign key (dataset, model_config, training_config, seed, alignment_config) references twin.alignment_task (dataset, model_config, training_config, seed, alignment_config) on delete restrict,
  constraint clustering_task_clustering_config_fkey foreign key (clustering_config) references twin.clustering_config (clustering_config) on delete restrict
);
create index clustering_task_clustering_config_idx on twin.clustering_task (clustering_config);
comment on table twin.clustering_task is 'The clusterings that somebody asked for';
comment on column twin.clustering_task.dataset is 'name of the dataset';
comment on column twin.clustering_task.model_config is 'name of the setting';
comment on column twin.clustering_task.training_config is 'name of the setting';
comment on column twin.clustering_task.seed is 'of initial weights, validation split and batches';
comment on column twin.clustering_task.alignment_config is 'name of the setting';
comment on column twin.clustering_task.clustering_config is 'name of the setting';
comment on column twin.clustering_task._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.clustering (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  alignment_config text not null,
  clustering_config text not null,
  lloyd_iterations integer not null,
  reseeded integer not null,
  inertia double precision not null,
  _parts_hash text not null default '',
  _run_id bigint not null,
  _input_hash text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(alignment_config) || provenance.field(clustering_config) || provenance.field(lloyd_iterations) || provenance.field(reseeded) || provenance.field(inertia) || provenance.field(_parts_hash) || provenance.field(_input_hash)), 'hex')) stored,
  constraint clustering_pkey primary key (dataset, model_config, training_config, seed, alignment_config, clustering_config),
  constraint clustering_alignment_fkey foreign key (dataset, model_config, training_config, seed, alignment_config) references twin.alignment (dataset, model_config, training_config, seed, alignment_config) on delete restrict,
  constraint clustering_clustering_task_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config) references twin.clustering_task (dataset, model_config, training_config, seed, alignment_config, clustering_config) on delete restrict,
  constraint clustering_clustering_config_fkey foreign key (clustering_config) references twin.clustering_config (clustering_config) on delete restrict
);
create index clustering_clustering_config_idx on twin.clustering (clustering_config);
comment on table twin.clustering is 'A k-means clustering of a twin''s aligned bar codes';
comment on column twin.clustering.dataset is 'name of the dataset';
comment on column twin.clustering.model_config is 'name of the setting';
comment on column twin.clustering.training_config is 'name of the setting';
comment on column twin.clustering.seed is 'of initial weights, validation split and batches';
comment on column twin.clustering.alignment_config is 'name of the setting';
comment on column twin.clustering.clustering_config is 'name of the setting';
comment on column twin.clustering.lloyd_iterations is 'Lloyd iterations of the best start';
comment on column twin.clustering.reseeded is 'empty clusters given the farthest bar code, in the best start';
comment on column twin.clustering.inertia is 'sum of squared distances to the centres';
comment on column twin.clustering._parts_hash is 'SHA-256 over the row hashes of the parts; triggers keep it true';
comment on column twin.clustering._run_id is 'The provenance.run that wrote the row';
comment on column twin.clustering._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.clustering._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table job.clustering (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  alignment_config text not null,
  clustering_config text not null,
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
  constraint clustering_pkey primary key (dataset, model_config, training_config, seed, alignment_config, clustering_config),
  constraint clustering_alignment_fkey foreign key (dataset, model_config, training_config, seed, alignment_config) references twin.alignment (dataset, model_config, training_config, seed, alignment_config) on delete cascade,
  constraint clustering_clustering_task_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config) references twin.clustering_task (dataset, model_config, training_config, seed, alignment_config, clustering_config) on delete cascade,
  constraint clustering_clustering_config_fkey foreign key (clustering_config) references twin.clustering_config (clustering_config) on delete cascade,
  constraint clustering_status_known check (status in ('pending', 'claimed', 'failed', 'quarantined', 'ignored')),
  constraint clustering_claim_complete check ((status = 'claimed') = (epoch is not null) and (status = 'claimed') = (worker_id is not null) and (status = 'claimed') = (claimed_at is not null)),
  constraint clustering_failure_explained check (status <> 'failed' or (error_class is not null and error_message is not null)),
  constraint clustering_counts_not_negative check (attempts >= 0 and deaths >= 0)
) with (autovacuum_vacuum_scale_factor = 0.02);
create index clustering_pending_idx on job.clustering (priority desc, dataset, model_config, training_config, seed, alignment_config, clustering_config) where status = 'pending';
create index clustering_claimed_idx on job.clustering (worker_id) where status = 'claimed';
comment on table job.clustering is 'Keys of twin.clustering that are not done';
comment on column job.clustering.dataset is 'name of the dataset';
comment on column job.clustering.model_config is 'name of the setting';
comment on column job.clustering.training_config is 'name of the setting';
comment on column job.clustering.seed is 'of initial weights, validation split and batches';
comment on column job.clustering.alignment_config is 'name of the setting';
comment on column job.clustering.clustering_config is 'name of the setting';
comment on column job.clustering.status is 'pending, claimed, failed, quarantined or ignored';
comment on column job.clustering.priority is 'Larger ones are claimed first';
comment on column job.clustering.attempts is 'Computes that ended with an error';
comment on column job.clustering.deaths is 'Workers that died while they held the key';
comment on column job.clustering.epoch is 'Number of the claim that holds the key; only its commit counts';
comment on column job.clustering.worker_id is 'The job.worker that holds the key';
comment on column job.clustering.claimed_at is 'Database time of the claim';
comment on column job.clustering.not_before is 'Back-off: not to be claimed earlier';
comment on column job.clustering.error_class is 'Kind of the last error';
comment on column job.clustering.error_message is 'The last error, with its key';

create table twin.cluster (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  alignment_config text not null,
  clustering_config text not null,
  cluster integer not null,
  n_members integer not null,
  centre real[] not null,
  _run_id bigint,
  _input_hash text,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(alignment_config) || provenance.field(clustering_config) || provenance.field(cluster) || provenance.field(n_members) || provenance.field(centre) || provenance.field(_input_hash)), 'hex')) stored,
  constraint cluster_pkey primary key (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster),
  constraint cluster_clustering_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config) references twin.clustering (dataset, model_config, training_config, seed, alignment_config, clustering_config) on delete cascade
);
comment on table twin.cluster is 'A cluster of bar codes';
comment on column twin.cluster.dataset is 'name of the dataset';
comment on column twin.cluster.model_config is 'name of the setting';
comment on column twin.cluster.training_config is 'name of the setting';
comment on column twin.cluster.seed is 'of initial weights, validation split and batches';
comment on column twin.cluster.alignment_config is 'name of the setting';
comment on column twin.cluster.clustering_config is 'name of the setting';
comment on column twin.cluster.cluster is 'number of the cluster, from 0, the largest first';
comment on column twin.cluster.n_members is 'neurons in it';
comment on column twin.cluster.centre is 'mean of the members'' aligned bar codes';
comment on column twin.cluster._run_id is 'The provenance.run that wrote the row';
comment on column twin.cluster._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.cluster._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.cluster_member (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  alignment_config text not null,
  clustering_config text not null,
  animal_id integer not null,
  session integer not null,
  scan_idx integer not null,
  unit_id integer not null,
  cluster integer not null,
  distance real not null,
  _run_id bigint,
  _input_hash text,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(alignment_config) || provenance.field(clustering_config) || provenance.field(animal_id) || provenance.field(session) || provenance.field(scan_idx) || provenance.field(unit_id) || provenance.field(cluster) || provenance.field(distance) || provenance.field(_input_hash)), 'hex')) stored,
  constraint cluster_member_pkey primary key (dataset, model_config, training_config, seed, alignment_config, clustering_config, animal_id, session, scan_idx, unit_id),
  constraint cluster_member_clustering_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config) references twin.clustering (dataset, model_config, training_config, seed, alignment_config, clustering_config) on delete cascade,
  constraint cluster_member_aligned_bar_code_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, animal_id, session, scan_idx, unit_id) references twin.aligned_bar_code (dataset, model_config, training_config, seed, alignment_config, animal_id, session, scan_idx, unit_id) on delete restrict,
  constraint cluster_member_cluster_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster) references twin.cluster (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster) on delete restrict
);
create index cluster_member_aligned_bar_code_idx on twin.cluster_member (dataset, model_config, training_config, seed, alignment_config, animal_id, session, scan_idx, unit_id);
create index cluster_member_cluster_idx on twin.cluster_member (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster);
comment on table twin.cluster_member is 'The cluster of each neuron';
comment on column twin.cluster_member.dataset is 'name of the dataset';
comment on column twin.cluster_member.model_config is 'name of the setting';
comment on column twin.cluster_member.training_config is 'name of the setting';
comment on column twin.cluster_member.seed is 'of initial weights, validation split and batches';
comment on column twin.cluster_member.alignment_config is 'name of the setting';
comment on column twin.cluster_member.clustering_config is 'name of the setting';
comment on column twin.cluster_member.animal_id is 'number of the animal';
comment on column twin.cluster_member.session is 'number of the animal''s experiment';
comment on column twin.cluster_member.scan_idx is 'number of the scan in its session';
comment on column twin.cluster_member.unit_id is 'number of the neuron in its scan';
comment on column twin.cluster_member.cluster is 'number of its cluster';
comment on column twin.cluster_member.distance is 'of the aligned bar code from the cluster''s centre';
comment on column twin.cluster_member._run_id is 'The provenance.run that wrote the row';
comment on column twin.cluster_member._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.cluster_member._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.embedding_config (
  embedding_config text not null,
  perplexity_share double precision not null,
  least_perplexity double precision not null,
  learning_rate_divisor double precision not null,
  exaggeration double precision not null,
  exaggerated_iterations integer not null,
  embedding_iterations integer not null,
  initial_plane_sd double precision not null,
  barnes_hut_theta double precision not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(embedding_config) || provenance.field(perplexity_share) || provenance.field(least_perplexity) || provenance.field(learning_rate_divisor) || provenance.field(exaggeration) || provenance.field(exaggerated_iterations) || provenance.field(embedding_iterations) || provenance.field(initial_plane_sd) || provenance.field(barnes_hut_theta)), 'hex')) stored,
  constraint embedding_config_pkey primary key (embedding_config),
  constraint embedding_config_numbers_sound check (perplexity_share > 0 and least_perplexity > 1 and learning_rate_divisor > 0 and exaggeration >= 1 and exaggerated_iterations >= 0 and embedding_iterations > 0 and initial_plane_sd > 0 and barnes_hut_theta >= 0)
);
comment on table twin.embedding_config is 'Settings of t-SNE in the plane; it starts from the principal plane and draws nothing';
comment on column twin.embedding_config.embedding_config is 'name of the setting';
comment on column twin.embedding_config.perplexity_share is 'perplexity as a share of the neurons';
comment on column twin.embedding_config.least_perplexity is 'perplexity at least, as far as a third of the neurons allows';
comment on column twin.embedding_config.learning_rate_divisor is 'learning rate: neurons over this, at least 50';
comment on column twin.embedding_config.exaggeration is 'factor on the affinities in the first iterations';
comment on column twin.embedding_config.exaggerated_iterations is 'those with exaggeration';
comment on column twin.embedding_config.embedding_iterations is 'in all';
comment on column twin.embedding_config.initial_plane_sd is 'SD of the first coordinate at the start';
comment on column twin.embedding_config.barnes_hut_theta is 'accuracy of the Barnes-Hut sums; 0: exact';
comment on column twin.embedding_config._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.embedding_task (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  alignment_config text not null,
  embedding_config text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(alignment_config) || provenance.field(embedding_config)), 'hex')) stored,
  constraint embedding_task_pkey primary key (dataset, model_config, training_config, seed, alignment_config, embedding_config),
  constraint embedding_task_alignment_task_fkey foreign key (dataset, model_config, training_config, seed, alignment_config) references twin.alignment_task (dataset, model_config, training_config, seed, alignment_config) on delete restrict,
  constraint embedding_task_embedding_config_fkey foreign key (embedding_config) references twin.embedding_config (embedding_config) on delete restrict
);
create index embedding_task_embedding_config_idx on twin.embedding_task (embedding_config);
comment on table twin.embedding_task is 'The embeddings that somebody asked for';
comment on column twin.embedding_task.dataset is 'name of the dataset';
comment on column twin.embedding_task.model_config is 'name of the setting';
comment on column twin.embedding_task.training_config is 'name of the setting';
comment on column twin.embedding_task.seed is 'of initial weights, validation split and batches';
comment on column twin.embedding_task.alignment_config is 'name of the setting';
comment on column twin.embedding_task.embedding_config is 'name of the setting';
comment on column twin.embedding_task._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.embedding (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  alignment_config text not null,
  embedding_config text not null,
  kl_divergence double precision not null,
  perplexity double precision not null,
  embedding_learning_rate double precision not null,
  _parts_hash text not null default '',
  _run_id bigint not null,
  _input_hash text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(alignment_config) || provenance.field(embedding_config) || provenance.field(kl_divergence) || provenance.field(perplexity) || provenance.field(embedding_learning_rate) || provenance.field(_parts_hash) || provenance.field(_input_hash)), 'hex')) stored,
  constraint embedding_pkey primary key (dataset, model_config, training_config, seed, alignment_config, embedding_config),
  constraint embedding_alignment_fkey foreign key (dataset, model_config, training_config, seed, alignment_config) references twin.alignment (dataset, model_config, training_config, seed, alignment_config) on delete restrict,
  constraint embedding_embedding_task_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, embedding_config) references twin.embedding_task (dataset, model_config, training_config, seed, alignment_config, embedding_config) on delete restrict,
  constraint embedding_embedding_config_fkey foreign key (embedding_config) references twin.embedding_config (embedding_config) on delete restrict
);
create index embedding_embedding_config_idx on twin.embedding (embedding_config);
comment on table twin.embedding is 'The t-SNE embedding of a twin''s aligned bar codes';
comment on column twin.embedding.dataset is 'name of the dataset';
comment on column twin.embedding.model_config is 'name of the setting';
comment on column twin.embedding.training_config is 'name of the setting';
comment on column twin.embedding.seed is 'of initial weights, validation split and batches';
comment on column twin.embedding.alignment_config is 'name of the setting';
comment on column twin.embedding.embedding_config is 'name of the setting';
comment on column twin.embedding.kl_divergence is '[nats] of the codes'' affinities from the embedding''s, computed exactly';
comment on column twin.embedding.perplexity is 'that was used';
comment on column twin.embedding.embedding_learning_rate is 'that was used';
comment on column twin.embedding._parts_hash is 'SHA-256 over the row hashes of the parts; triggers keep it true';
comment on column twin.embedding._run_id is 'The provenance.run that wrote the row';
comment on column twin.embedding._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.embedding._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table job.embedding (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  alignment_config text not null,
  embedding_config text not null,
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
  constraint embedding_pkey primary key (dataset, model_config, training_config, seed, alignment_config, embedding_config),
  constraint embedding_alignment_fkey foreign key (dataset, model_config, training_config, seed, alignment_config) references twin.alignment (dataset, model_config, training_config, seed, alignment_config) on delete cascade,
  constraint embedding_embedding_task_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, embedding_config) references twin.embedding_task (dataset, model_config, training_config, seed, alignment_config, embedding_config) on delete cascade,
  constraint embedding_embedding_config_fkey foreign key (embedding_config) references twin.embedding_config (embedding_config) on delete cascade,
  constraint embedding_status_known check (status in ('pending', 'claimed', 'failed', 'quarantined', 'ignored')),
  constraint embedding_claim_complete check ((status = 'claimed') = (epoch is not null) and (status = 'claimed') = (worker_id is not null) and (status = 'claimed') = (claimed_at is not null)),
  constraint embedding_failure_explained check (status <> 'failed' or (error_class is not null and error_message is not null)),
  constraint embedding_counts_not_negative check (attempts >= 0 and deaths >= 0)
) with (autovacuum_vacuum_scale_factor = 0.02);
create index embedding_pending_idx on job.embedding (priority desc, dataset, model_config, training_config, seed, alignment_config, embedding_config) where status = 'pending';
create index embedding_claimed_idx on job.embedding (worker_id) where status = 'claimed';
comment on table job.embedding is 'Keys of twin.embedding that are not done';
comment on column job.embedding.dataset is 'name of the dataset';
comment on column job.embedding.model_config is 'name of the setting';
comment on column job.embedding.training_config is 'name of the setting';
comment on column job.embedding.seed is 'of initial weights, validation split and batches';
comment on column job.embedding.alignment_config is 'name of the setting';
comment on column job.embedding.embedding_config is 'name of the setting';
comment on column job.embedding.status is 'pending, claimed, failed, quarantined or ignored';
comment on column job.embedding.priority is 'Larger ones are claimed first';
comment on column job.embedding.attempts is 'Computes that ended with an error';
comment on column job.embedding.deaths is 'Workers that died while they held the key';
comment on column job.embedding.epoch is 'Number of the claim that holds the key; only its commit counts';
comment on column job.embedding.worker_id is 'The job.worker that holds the key';
comment on column job.embedding.claimed_at is 'Database time of the claim';
comment on column job.embedding.not_before is 'Back-off: not to be claimed earlier';
comment on column job.embedding.error_class is 'Kind of the last error';
comment on column job.embedding.error_message is 'The last error, with its key';

create table twin.embedding_point (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  alignment_config text not null,
  embedding_config text not null,
  animal_id integer not null,
  session integer not null,
  scan_idx integer not null,
  unit_id integer not null,
  embedding_x double precision not null,
  embedding_y double precision not null,
  _run_id bigint,
  _input_hash text,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(alignment_config) || provenance.field(embedding_config) || provenance.field(animal_id) || provenance.field(session) || provenance.field(scan_idx) || provenance.field(unit_id) || provenance.field(embedding_x) || provenance.field(embedding_y) || provenance.field(_input_hash)), 'hex')) stored,
  constraint embedding_point_pkey primary key (dataset, model_config, training_config, seed, alignment_config, embedding_config, animal_id, session, scan_idx, unit_id),
  constraint embedding_point_embedding_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, embedding_config) references twin.embedding (dataset, model_config, training_config, seed, alignment_config, embedding_config) on delete cascade,
  constraint embedding_point_aligned_bar_code_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, animal_id, session, scan_idx, unit_id) references twin.aligned_bar_code (dataset, model_config, training_config, seed, alignment_config, animal_id, session, scan_idx, unit_id) on delete restrict
);
create index embedding_point_aligned_bar_code_idx on twin.embedding_point (dataset, model_config, training_config, seed, alignment_config, animal_id, session, scan_idx, unit_id);
comment on table twin.embedding_point is 'The place of a neuron in an embedding';
comment on column twin.embedding_point.dataset is 'name of the dataset';
comment on column twin.embedding_point.model_config is 'name of the setting';
comment on column twin.embedding_point.training_config is 'name of the setting';
comment on column twin.embedding_point.seed is 'of initial weights, validation split and batches';
comment on column twin.embedding_point.alignment_config is 'name of the setting';
comment on column twin.embedding_point.embedding_config is 'name of the setting';
comment on column twin.embedding_point.animal_id is 'number of the animal';
comment on column twin.embedding_point.session is 'number of the animal''s experiment';
comment on column twin.embedding_point.scan_idx is 'number of the scan in its session';
comment on column twin.embedding_point.unit_id is 'number of the neuron in its scan';
comment on column twin.embedding_point.embedding_x is 'first coordinate; the mean is 0';
comment on column twin.embedding_point.embedding_y is 'second coordinate; the mean is 0';
comment on column twin.embedding_point._run_id is 'The provenance.run that wrote the row';
comment on column twin.embedding_point._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.embedding_point._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.density_mode_config (
  density_mode_config text not null,
  bandwidth_share double precision not null,
  cells_per_bandwidth integer not null,
  least_mode_size integer not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(density_mode_config) || provenance.field(bandwidth_share) || provenance.field(cells_per_bandwidth) || provenance.field(least_mode_size)), 'hex')) stored,
  constraint density_mode_config_pkey primary key (density_mode_config),
  constraint density_mode_config_numbers_sound check (bandwidth_share > 0 and cells_per_bandwidth > 0 and least_mode_size > 0)
);
comment on table twin.density_mode_config is 'Settings of the density of an embedding';
comment on column twin.density_mode_config.density_mode_config is 'name of the setting';
comment on column twin.density_mode_config.bandwidth_share is 'SD of the kernel as a share of the embedding''s larger side';
comment on column twin.density_mode_config.cells_per_bandwidth is 'fineness of the grid';
comment on column twin.density_mode_config.least_mode_size is '[neurons] a peak with fewer gives them to the neighbour with the highest saddle';
comment on column twin.density_mode_config._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.density_task (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  alignment_config text not null,
  embedding_config text not null,
  density_mode_config text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(alignment_config) || provenance.field(embedding_config) || provenance.field(density_mode_config)), 'hex')) stored,
  constraint density_task_pkey primary key (dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config),
  constraint density_task_embedding_task_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, embedding_config) references twin.embedding_task (dataset, model_config, training_config, seed, alignment_config, embedding_config) on delete restrict,
  constraint density_task_density_mode_config_fkey foreign key (density_mode_config) references twin.density_mode_config (density_mode_config) on delete restrict
);
create index density_task_density_mode_config_idx on twin.density_task (density_mode_config);
comment on table twin.density_task is 'The density estimates that somebody asked for';
comment on column twin.density_task.dataset is 'name of the dataset';
comment on column twin.density_task.model_config is 'name of the setting';
comment on column twin.density_task.training_config is 'name of the setting';
comment on column twin.density_task.seed is 'of initial weights, validation split and batches';
comment on column twin.density_task.alignment_config is 'name of the setting';
comment on column twin.density_task.embedding_config is 'name of the setting';
comment on column twin.density_task.density_mode_config is 'name of the setting';
comment on column twin.density_task._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.density_estimate (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  alignment_config text not null,
  embedding_config text not null,
  density_mode_config text not null,
  bandwidth double precision not null,
  n_modes integer not null,
  _parts_hash text not null default '',
  _run_id bigint not null,
  _input_hash text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(alignment_config) || provenance.field(embedding_config) || provenance.field(density_mode_config) || provenance.field(bandwidth) || provenance.field(n_modes) || provenance.field(_parts_hash) || provenance.field(_input_hash)), 'hex')) stored,
  constraint density_estimate_pkey primary key (dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config),
  constraint density_estimate_embedding_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, embedding_config) references twin.embedding (dataset, model_config, training_config, seed, alignment_config, embedding_config) on delete restrict,
  constraint density_estimate_density_task_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config) references twin.density_task (dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config) on delete restrict,
  constraint density_estimate_density_mode_config_fkey foreign key (density_mode_config) references twin.density_mode_config (density_mode_config) on delete restrict
);
create index density_estimate_density_mode_config_idx on twin.density_estimate (density_mode_config);
comment on table twin.density_estimate is 'A Gaussian kernel density of an embedding';
comment on column twin.density_estimate.dataset is 'name of the dataset';
comment on column twin.density_estimate.model_config is 'name of the setting';
comment on column twin.density_estimate.training_config is 'name of the setting';
comment on column twin.density_estimate.seed is 'of initial weights, validation split and batches';
comment on column twin.density_estimate.alignment_config is 'name of the setting';
comment on column twin.density_estimate.embedding_config is 'name of the setting';
comment on column twin.density_estimate.density_mode_config is 'name of the setting';
comment on column twin.density_estimate.bandwidth is 'SD of the kernel, in the embedding''s units';
comment on column twin.density_estimate.n_modes is 'peaks';
comment on column twin.density_estimate._parts_hash is 'SHA-256 over the row hashes of the parts; triggers keep it true';
comment on column twin.density_estimate._run_id is 'The provenance.run that wrote the row';
comment on column twin.density_estimate._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.density_estimate._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table job.density_estimate (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  alignment_config text not null,
  embedding_config text not null,
  density_mode_config text not null,
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
  constraint density_estimate_pkey primary key (dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config),
  constraint density_estimate_embedding_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, embedding_config) references twin.embedding (dataset, model_config, training_config, seed, alignment_config, embedding_config) on delete cascade,
  constraint density_estimate_density_task_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config) references twin.density_task (dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config) on delete cascade,
  constraint density_estimate_density_mode_config_fkey foreign key (density_mode_config) references twin.density_mode_config (density_mode_config) on delete cascade,
  constraint density_estimate_status_known check (status in ('pending', 'claimed', 'failed', 'quarantined', 'ignored')),
  constraint density_estimate_claim_complete check ((status = 'claimed') = (epoch is not null) and (status = 'claimed') = (worker_id is not null) and (status = 'claimed') = (claimed_at is not null)),
  constraint density_estimate_failure_explained check (status <> 'failed' or (error_class is not null and error_message is not null)),
  constraint density_estimate_counts_not_negative check (attempts >= 0 and deaths >= 0)
) with (autovacuum_vacuum_scale_factor = 0.02);
create index density_estimate_pending_idx on job.density_estimate (priority desc, dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config) where status = 'pending';
create index density_estimate_claimed_idx on job.density_estimate (worker_id) where status = 'claimed';
comment on table job.density_estimate is 'Keys of twin.density_estimate that are not done';
comment on column job.density_estimate.dataset is 'name of the dataset';
comment on column job.density_estimate.model_config is 'name of the setting';
comment on column job.density_estimate.training_config is 'name of the setting';
comment on column job.density_estimate.seed is 'of initial weights, validation split and batches';
comment on column job.density_estimate.alignment_config is 'name of the setting';
comment on column job.density_estimate.embedding_config is 'name of the setting';
comment on column job.density_estimate.density_mode_config is 'name of the setting';
comment on column job.density_estimate.status is 'pending, claimed, failed, quarantined or ignored';
comment on column job.density_estimate.priority is 'Larger ones are claimed first';
comment on column job.density_estimate.attempts is 'Computes that ended with an error';
comment on column job.density_estimate.deaths is 'Workers that died while they held the key';
comment on column job.density_estimate.epoch is 'Number of the claim that holds the key; only its commit counts';
comment on column job.density_estimate.worker_id is 'The job.worker that holds the key';
comment on column job.density_estimate.claimed_at is 'Database time of the claim';
comment on column job.density_estimate.not_before is 'Back-off: not to be claimed earlier';
comment on column job.density_estimate.error_class is 'Kind of the last error';
comment on column job.density_estimate.error_message is 'The last error, with its key';

create table twin.density_mode (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  alignment_config text not null,
  embedding_config text not null,
  density_mode_config text not null,
  mode integer not null,
  mode_x double precision not null,
  mode_y double precision not null,
  mode_density double precision not null,
  mode_size integer not null,
  _run_id bigint,
  _input_hash text,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(alignment_config) || provenance.field(embedding_config) || provenance.field(density_mode_config) || provenance.field(mode) || provenance.field(mode_x) || provenance.field(mode_y) || provenance.field(mode_density) || provenance.field(mode_size) || provenance.field(_input_hash)), 'hex')) stored,
  constraint density_mode_pkey primary key (dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config, mode),
  constraint density_mode_density_estimate_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config) references twin.density_estimate (dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config) on delete cascade
);
comment on table twin.density_mode is 'A peak of the density';
comment on column twin.density_mode.dataset is 'name of the dataset';
comment on column twin.density_mode.model_config is 'name of the setting';
comment on column twin.density_mode.training_config is 'name of the setting';
comment on column twin.density_mode.seed is 'of initial weights, validation split and batches';
comment on column twin.density_mode.alignment_config is 'name of the setting';
comment on column twin.density_mode.embedding_config is 'name of the setting';
comment on column twin.density_mode.density_mode_config is 'name of the setting';
comment on column twin.density_mode.mode is 'number of the peak, from 0, the highest first';
comment on column twin.density_mode.mode_x is 'first coordinate of the peak';
comment on column twin.density_mode.mode_y is 'second coordinate of the peak';
comment on column twin.density_mode.mode_density is '[neurons/unit^2] at the peak';
comment on column twin.density_mode.mode_size is 'neurons that belong to it';
comment on column twin.density_mode._run_id is 'The provenance.run that wrote the row';
comment on column twin.density_mode._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.density_mode._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.mode_member (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  alignment_config text not null,
  embedding_config text not null,
  density_mode_config text not null,
  animal_id integer not null,
  session integer not null,
  scan_idx integer not null,
  unit_id integer not null,
  mode integer not null,
  _run_id bigint,
  _input_hash text,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(alignment_config) || provenance.field(embedding_config) || provenance.field(density_mode_config) || provenance.field(animal_id) || provenance.field(session) || provenance.field(scan_idx) || provenance.field(unit_id) || provenance.field(mode) || provenance.field(_input_hash)), 'hex')) stored,
  constraint mode_member_pkey primary key (dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config, animal_id, session, scan_idx, unit_id),
  constraint mode_member_density_estimate_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config) references twin.density_estimate (dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config) on delete cascade,
  constraint mode_member_embedding_point_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, embedding_config, animal_id, session, scan_idx, unit_id) references twin.embedding_point (dataset, model_config, training_config, seed, alignment_config, embedding_config, animal_id, session, scan_idx, unit_id) on delete restrict,
  constraint mode_member_density_mode_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config, mode) references twin.density_mode (dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config, mode) on delete restrict
);
create index mode_member_embedding_point_idx on twin.mode_member (dataset, model_config, training_config, seed, alignment_config, embedding_config, animal_id, session, scan_idx, unit_id);
create index mode_member_density_mode_idx on twin.mode_member (dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config, mode);
comment on table twin.mode_member is 'The peak on which the steepest ascent from a neuron''s place ends';
comment on column twin.mode_member.dataset is 'name of the dataset';
comment on column twin.mode_member.model_config is 'name of the setting';
comment on column twin.mode_member.training_config is 'name of the setting';
comment on column twin.mode_member.seed is 'of initial weights, validation split and batches';
comment on column twin.mode_member.alignment_config is 'name of the setting';
comment on column twin.mode_member.embedding_config is 'name of the setting';
comment on column twin.mode_member.density_mode_config is 'name of the setting';
comment on column twin.mode_member.animal_id is 'number of the animal';
comment on column twin.mode_member.session is 'number of the animal''s experiment';
comment on column twin.mode_member.scan_idx is 'number of the scan in its session';
comment on column twin.mode_member.unit_id is 'number of the neuron in its scan';
comment on column twin.mode_member.mode is 'number of its peak';
comment on column twin.mode_member._run_id is 'The provenance.run that wrote the row';
comment on column twin.mode_member._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.mode_member._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.clustering_set (
  dataset text not null,
  clustering_set text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(clustering_set)), 'hex')) stored,
  constraint clustering_set_pkey primary key (dataset, clustering_set),
  constraint clustering_set_dataset_fkey foreign key (dataset) references twin.dataset (dataset) on delete restrict
);
comment on table twin.clustering_set is 'Clusterings of one dataset''s neurons to be compared (doppel request comparison)';
comment on column twin.clustering_set.dataset is 'name of the dataset';
comment on column twin.clustering_set.clustering_set is 'name of the set';
comment on column twin.clustering_set._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.clustering_set_member (
  dataset text not null,
  clustering_set text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  alignment_config text not null,
  clustering_config text not null,
  member_index integer not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(clustering_set) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(alignment_config) || provenance.field(clustering_config) || provenance.field(member_index)), 'hex')) stored,
  constraint clustering_set_member_pkey primary key (dataset, clustering_set, model_config, training_config, seed, alignment_config, clustering_config),
  constraint clustering_set_member_dataset_clustering_set_member_index_key unique (dataset, clustering_set, member_index),
  constraint clustering_set_member_clustering_set_fkey foreign key (dataset, clustering_set) references twin.clustering_set (dataset, clustering_set) on delete restrict,
  constraint clustering_set_member_clustering_task_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config) references twin.clustering_task (dataset, model_config, training_config, seed, alignment_config, clustering_config) on delete restrict
);
create index clustering_set_member_clustering_task_idx on twin.clustering_set_member (dataset, model_config, training_config, seed, alignment_config, clustering_config);
comment on table twin.clustering_set_member is 'The clusterings of a set: of other settings, seeds, models or alignments';
comment on column twin.clustering_set_member.dataset is 'name of the dataset';
comment on column twin.clustering_set_member.clustering_set is 'name of the set';
comment on column twin.clustering_set_member.model_config is 'name of the setting';
comment on column twin.clustering_set_member.training_config is 'name of the setting';
comment on column twin.clustering_set_member.seed is 'of initial weights, validation split and batches';
comment on column twin.clustering_set_member.alignment_config is 'name of the setting';
comment on column twin.clustering_set_member.clustering_config is 'name of the setting';
comment on column twin.clustering_set_member.member_index is 'place in the set, from 0';
comment on column twin.clustering_set_member._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.complete_clustering_set (
  dataset text not null,
  clustering_set text not null,
  n_compared integer not null,
  clusterings_sha256 text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(clustering_set) || provenance.field(n_compared) || provenance.field(clusterings_sha256)), 'hex')) stored,
  constraint complete_clustering_set_pkey primary key (dataset, clustering_set),
  constraint complete_clustering_set_clustering_set_fkey foreign key (dataset, clustering_set) references twin.clustering_set (dataset, clustering_set) on delete restrict
);
comment on table twin.complete_clustering_set is 'Sets all of whose clusterings are there; triggers keep it (sql/complete_sets.sql)';
comment on column twin.complete_clustering_set.dataset is 'name of the dataset';
comment on column twin.complete_clustering_set.clustering_set is 'name of the set';
comment on column twin.complete_clustering_set.n_compared is 'clusterings';
comment on column twin.complete_clustering_set.clusterings_sha256 is 'SHA-256 over the places and row hashes of the clusterings';
comment on column twin.complete_clustering_set._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.clustering_agreement (
  dataset text not null,
  clustering_set text not null,
  n_pairs integer not null,
  mean_adjusted_rand_index double precision not null,
  _parts_hash text not null default '',
  _run_id bigint not null,
  _input_hash text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(clustering_set) || provenance.field(n_pairs) || provenance.field(mean_adjusted_rand_index) || provenance.field(_parts_hash) || provenance.field(_input_hash)), 'hex')) stored,
  constraint clustering_agreement_pkey primary key (dataset, clustering_set),
  constraint clustering_agreement_complete_clustering_set_fkey foreign key (dataset, clustering_set) references twin.complete_clustering_set (dataset, clustering_set) on delete restrict
);
comment on table twin.clustering_agreement is 'How far the clusterings of a set agree';
comment on column twin.clustering_agreement.dataset is 'name of the dataset';
comment on column twin.clustering_agreement.clustering_set is 'name of the set';
comment on column twin.clustering_agreement.n_pairs is 'pairs of clusterings';
comment on column twin.clustering_agreement.mean_adjusted_rand_index is 'over the pairs';
comment on column twin.clustering_agreement._parts_hash is 'SHA-256 over the row hashes of the parts; triggers keep it true';
comment on column twin.clustering_agreement._run_id is 'The provenance.run that wrote the row';
comment on column twin.clustering_agreement._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.clustering_agreement._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table job.clustering_agreement (
  dataset text not null,
  clustering_set text not null,
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
  constraint clustering_agreement_pkey primary key (dataset, clustering_set),
  constraint clustering_agreement_complete_clustering_set_fkey foreign key (dataset, clustering_set) references twin.complete_clustering_set (dataset, clustering_set) on delete cascade,
  constraint clustering_agreement_status_known check (status in ('pending', 'claimed', 'failed', 'quarantined', 'ignored')),
  constraint clustering_agreement_claim_complete check ((status = 'claimed') = (epoch is not null) and (status = 'claimed') = (worker_id is not null) and (status = 'claimed') = (claimed_at is not null)),
  constraint clustering_agreement_failure_explained check (status <> 'failed' or (error_class is not null and error_message is not null)),
  constraint clustering_agreement_counts_not_negative check (attempts >= 0 and deaths >= 0)
) with (autovacuum_vacuum_scale_factor = 0.02);
create index clustering_agreement_pending_idx on job.clustering_agreement (priority desc, dataset, clustering_set) where status = 'pending';
create index clustering_agreement_claimed_idx on job.clustering_agreement (worker_id) where status = 'claimed';
comment on table job.clustering_agreement is 'Keys of twin.clustering_agreement that are not done';
comment on column job.clustering_agreement.dataset is 'name of the dataset';
comment on column job.clustering_agreement.clustering_set is 'name of the set';
comment on column job.clustering_agreement.status is 'pending, claimed, failed, quarantined or ignored';
comment on column job.clustering_agreement.priority is 'Larger ones are claimed first';
comment on column job.clustering_agreement.attempts is 'Computes that ended with an error';
comment on column job.clustering_agreement.deaths is 'Workers that died while they held the key';
comment on column job.clustering_agreement.epoch is 'Number of the claim that holds the key; only its commit counts';
comment on column job.clustering_agreement.worker_id is 'The job.worker that holds the key';
comment on column job.clustering_agreement.claimed_at is 'Database time of the claim';
comment on column job.clustering_agreement.not_before is 'Back-off: not to be claimed earlier';
comment on column job.clustering_agreement.error_class is 'Kind of the last error';
comment on column job.clustering_agreement.error_message is 'The last error, with its key';

create table twin.clustering_comparison (
  dataset text not null,
  clustering_set text not null,
  one_member integer not null,
  other_member integer not null,
  adjusted_rand_index double precision not null,
  n_common_neurons integer not null,
  _run_id bigint,
  _input_hash text,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(clustering_set) || provenance.field(one_member) || provenance.field(other_member) || provenance.field(adjusted_rand_index) || provenance.field(n_common_neurons) || provenance.field(_input_hash)), 'hex')) stored,
  constraint clustering_comparison_pkey primary key (dataset, clustering_set, one_member, other_member),
  constraint clustering_comparison_clustering_agreement_fkey foreign key (dataset, clustering_set) references twin.clustering_agreement (dataset, clustering_set) on delete cascade
);
comment on table twin.clustering_comparison is 'Two clusterings of a set';
comment on column twin.clustering_comparison.dataset is 'name of the dataset';
comment on column twin.clustering_comparison.clustering_set is 'name of the set';
comment on column twin.clustering_comparison.one_member is 'clustering_set_member.member_index of one';
comment on column twin.clustering_comparison.other_member is 'that of the other, the larger one';
comment on column twin.clustering_comparison.adjusted_rand_index is '1: the same clusters; 0: as random assignments would agree';
comment on column twin.clustering_comparison.n_common_neurons is 'neurons that both have';
comment on column twin.clustering_comparison._run_id is 'The provenance.run that wrote the row';
comment on column twin.clustering_comparison._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.clustering_comparison._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.stability_config (
  stability_config text not null,
  resampling text not null,
  n_stability_runs integer not null,
  stability_seed bigint not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(stability_config) || provenance.field(resampling) || provenance.field(n_stability_runs) || provenance.field(stability_seed)), 'hex')) stored,
  constraint stability_config_pkey primary key (stability_config),
  constraint stability_config_resampling_known check (resampling in ('seeds', 'bootstrap')),
  constraint stability_config_runs_positive check (n_stability_runs > 0)
);
comment on table twin.stability_config is 'Ways to make a clustering again';
comment on column twin.stability_config.stability_config is 'name of the setting';
comment on column twin.stability_config.resampling is 'seeds (the same codes, other starts), bootstrap (neurons drawn with replacement)';
comment on column twin.stability_config.n_stability_runs is 'times';
comment on column twin.stability_config.stability_seed is 'of starts and draws';
comment on column twin.stability_config._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.stability_task (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  alignment_config text not null,
  clustering_config text not null,
  stability_config text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(alignment_config) || provenance.field(clustering_config) || provenance.field(stability_config)), 'hex')) stored,
  constraint stability_task_pkey primary key (dataset, model_config, training_config, seed, alignment_config, clustering_config, stability_config),
  constraint stability_task_clustering_task_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config) references twin.clustering_task (dataset, model_config, training_config, seed, alignment_config, clustering_config) on delete restrict,
  constraint stability_task_stability_config_fkey foreign key (stability_config) references twin.stability_config (stability_config) on delete restrict
);
create index stability_task_stability_config_idx on twin.stability_task (stability_config);
comment on table twin.stability_task is 'The clusterings whose stability somebody asked for';
comment on column twin.stability_task.dataset is 'name of the dataset';
comment on column twin.stability_task.model_config is 'name of the setting';
comment on column twin.stability_task.training_config is 'name of the setting';
comment on column twin.stability_task.seed is 'of initial weights, validation split and batches';
comment on column twin.stability_task.alignment_config is 'name of the setting';
comment on column twin.stability_task.clustering_config is 'name of the setting';
comment on column twin.stability_task.stability_config is 'name of the setting';
comment on column twin.stability_task._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.cluster_stability (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  alignment_config text not null,
  clustering_config text not null,
  stability_config text not null,
  agreement_of_runs double precision not null,
  agreement_with_runs double precision not null,
  _parts_hash text not null default '',
  _run_id bigint not null,
  _input_hash text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(alignment_config) || provenance.field(clustering_config) || provenance.field(stability_config) || provenance.field(agreement_of_runs) || provenance.field(agreement_with_runs) || provenance.field(_parts_hash) || provenance.field(_input_hash)), 'hex')) stored,
  constraint cluster_stability_pkey primary key (dataset, model_config, training_config, seed, alignment_config, clustering_config, stability_config),
  constraint cluster_stability_clustering_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config) references twin.clustering (dataset, model_config, training_config, seed, alignment_config, clustering_config) on delete restrict,
  constraint cluster_stability_stability_task_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, stability_config) references twin.stability_task (dataset, model_config, training_config, seed, alignment_config, clustering_config, stability_config) on delete restrict,
  constraint cluster_stability_stability_config_fkey foreign key (stability_config) references twin.stability_config (stability_config) on delete restrict
);
create index cluster_stability_stability_config_idx on twin.cluster_stability (stability_config);
comment on table twin.cluster_stability is 'A clustering and the same made again';
comment on column twin.cluster_stability.dataset is 'name of the dataset';
comment on column twin.cluster_stability.model_config is 'name of the setting';
comment on column twin.cluster_stability.training_config is 'name of the setting';
comment on column twin.cluster_stability.seed is 'of initial weights, validation split and batches';
comment on column twin.cluster_stability.alignment_config is 'name of the setting';
comment on column twin.cluster_stability.clustering_config is 'name of the setting';
comment on column twin.cluster_stability.stability_config is 'name of the setting';
comment on column twin.cluster_stability.agreement_of_runs is 'adjusted Rand index of two runs, mean over pairs of runs';
comment on column twin.cluster_stability.agreement_with_runs is 'adjusted Rand index of the clustering with a run, mean over runs';
comment on column twin.cluster_stability._parts_hash is 'SHA-256 over the row hashes of the parts; triggers keep it true';
comment on column twin.cluster_stability._run_id is 'The provenance.run that wrote the row';
comment on column twin.cluster_stability._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.cluster_stability._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table job.cluster_stability (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  alignment_config text not null,
  clustering_config text not null,
  stability_config text not null,
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
  constraint cluster_stability_pkey primary key (dataset, model_config, training_config, seed, alignment_config, clustering_config, stability_config),
  constraint cluster_stability_clustering_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config) references twin.clustering (dataset, model_config, training_config, seed, alignment_config, clustering_config) on delete cascade,
  constraint cluster_stability_stability_task_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, stability_config) references twin.stability_task (dataset, model_config, training_config, seed, alignment_config, clustering_config, stability_config) on delete cascade,
  constraint cluster_stability_stability_config_fkey foreign key (stability_config) references twin.stability_config (stability_config) on delete cascade,
  constraint cluster_stability_status_known check (status in ('pending', 'claimed', 'failed', 'quarantined', 'ignored')),
  constraint cluster_stability_claim_complete check ((status = 'claimed') = (epoch is not null) and (status = 'claimed') = (worker_id is not null) and (status = 'claimed') = (claimed_at is not null)),
  constraint cluster_stability_failure_explained check (status <> 'failed' or (error_class is not null and error_message is not null)),
  constraint cluster_stability_counts_not_negative check (attempts >= 0 and deaths >= 0)
) with (autovacuum_vacuum_scale_factor = 0.02);
create index cluster_stability_pending_idx on job.cluster_stability (priority desc, dataset, model_config, training_config, seed, alignment_config, clustering_config, stability_config) where status = 'pending';
create index cluster_stability_claimed_idx on job.cluster_stability (worker_id) where status = 'claimed';
comment on table job.cluster_stability is 'Keys of twin.cluster_stability that are not done';
comment on column job.cluster_stability.dataset is 'name of the dataset';
comment on column job.cluster_stability.model_config is 'name of the setting';
comment on column job.cluster_stability.training_config is 'name of the setting';
comment on column job.cluster_stability.seed is 'of initial weights, validation split and batches';
comment on column job.cluster_stability.alignment_config is 'name of the setting';
comment on column job.cluster_stability.clustering_config is 'name of the setting';
comment on column job.cluster_stability.stability_config is 'name of the setting';
comment on column job.cluster_stability.status is 'pending, claimed, failed, quarantined or ignored';
comment on column job.cluster_stability.priority is 'Larger ones are claimed first';
comment on column job.cluster_stability.attempts is 'Computes that ended with an error';
comment on column job.cluster_stability.deaths is 'Workers that died while they held the key';
comment on column job.cluster_stability.epoch is 'Number of the claim that holds the key; only its commit counts';
comment on column job.cluster_stability.worker_id is 'The job.worker that holds the key';
comment on column job.cluster_stability.claimed_at is 'Database time of the claim';
comment on column job.cluster_stability.not_before is 'Back-off: not to be claimed earlier';
comment on column job.cluster_stability.error_class is 'Kind of the last error';
comment on column job.cluster_stability.error_message is 'The last error, with its key';

create table twin.cluster_overlap (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  alignment_config text not null,
  clustering_config text not null,
  stability_config text not null,
  cluster integer not null,
  best_overlap double precision not null,
  _run_id bigint,
  _input_hash text,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(alignment_config) || provenance.field(clustering_config) || provenance.field(stability_config) || provenance.field(cluster) || provenance.field(best_overlap) || provenance.field(_input_hash)), 'hex')) stored,
  constraint cluster_overlap_pkey primary key (dataset, model_config, training_config, seed, alignment_config, clustering_config, stability_config, cluster),
  constraint cluster_overlap_cluster_stability_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, stability_config) references twin.cluster_stability (dataset, model_config, training_config, seed, alignment_config, clustering_config, stability_config) on delete cascade,
  constraint cluster_overlap_cluster_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster) references twin.cluster (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster) on delete restrict
);
create index cluster_overlap_cluster_idx on twin.cluster_overlap (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster);
comment on table twin.cluster_overlap is 'How well a cluster is found again';
comment on column twin.cluster_overlap.dataset is 'name of the dataset';
comment on column twin.cluster_overlap.model_config is 'name of the setting';
comment on column twin.cluster_overlap.training_config is 'name of the setting';
comment on column twin.cluster_overlap.seed is 'of initial weights, validation split and batches';
comment on column twin.cluster_overlap.alignment_config is 'name of the setting';
comment on column twin.cluster_overlap.clustering_config is 'name of the setting';
comment on column twin.cluster_overlap.stability_config is 'name of the setting';
comment on column twin.cluster_overlap.cluster is 'number of the cluster, from 0, the largest first';
comment on column twin.cluster_overlap.best_overlap is 'Jaccard index with the most similar cluster of a run, mean over runs';
comment on column twin.cluster_overlap._run_id is 'The provenance.run that wrote the row';
comment on column twin.cluster_overlap._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.cluster_overlap._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.population_config (
  population_config text not null,
  properties text[] not null,
  experiments text[] not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(population_config) || provenance.field(properties) || provenance.field(experiments)), 'hex')) stored,
  constraint population_config_pkey primary key (population_config),
  constraint population_config_an_experiment_each check (cardinality(properties) = cardinality(experiments)),
  constraint population_config_properties_named check (cardinality(properties) > 0)
);
comment on table twin.population_config is 'Which properties describe a population';
comment on column twin.population_config.population_config is 'name of the setting';
comment on column twin.population_config.properties is 'names of properties, as in report.neuron_property';
comment on column twin.population_config.experiments is 'for each property the setting of the experiment that measures it';
comment on column twin.population_config._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.population_task (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  optimal_gabor_config text not null,
  population_config text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(optimal_gabor_config) || provenance.field(population_config)), 'hex')) stored,
  constraint population_task_pkey primary key (dataset, model_config, training_config, seed, optimal_gabor_config, population_config),
  constraint population_task_optimal_gabor_task_fkey foreign key (dataset, model_config, training_config, seed, optimal_gabor_config) references twin.optimal_gabor_task (dataset, model_config, training_config, seed, optimal_gabor_config) on delete restrict,
  constraint population_task_population_config_fkey foreign key (population_config) references twin.population_config (population_config) on delete restrict
);
create index population_task_population_config_idx on twin.population_task (population_config);
comment on table twin.population_task is 'The populations whose statistics somebody asked for';
comment on column twin.population_task.dataset is 'name of the dataset';
comment on column twin.population_task.model_config is 'name of the setting';
comment on column twin.population_task.training_config is 'name of the setting';
comment on column twin.population_task.seed is 'of initial weights, validation split and batches';
comment on column twin.population_task.optimal_gabor_config is 'name of the grid';
comment on column twin.population_task.population_config is 'name of the setting';
comment on column twin.population_task._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.complete_population (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  optimal_gabor_config text not null,
  population_config text not null,
  n_complete_neurons integer not null,
  properties_sha256 text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(optimal_gabor_config) || provenance.field(population_config) || provenance.field(n_complete_neurons) || provenance.field(properties_sha256)), 'hex')) stored,
  constraint complete_population_pkey primary key (dataset, model_config, training_config, seed, optimal_gabor_config, population_config),
  constraint complete_population_population_task_fkey foreign key (dataset, model_config, training_config, seed, optimal_gabor_config, population_config) references twin.population_task (dataset, model_config, training_config, seed, optimal_gabor_config, population_config) on delete restrict
);
comment on table twin.complete_population is 'Populations all of whose neurons have all properties; triggers keep it (sql/complete_sets.sql)';
comment on column twin.complete_population.dataset is 'name of the dataset';
comment on column twin.complete_population.model_config is 'name of the setting';
comment on column twin.complete_population.training_config is 'name of the setting';
comment on column twin.complete_population.seed is 'of initial weights, validation split and batches';
comment on column twin.complete_population.optimal_gabor_config is 'name of the grid';
comment on column twin.complete_population.population_config is 'name of the setting';
comment on column twin.complete_population.n_complete_neurons is 'neurons';
comment on column twin.complete_population.properties_sha256 is 'SHA-256 over the row hashes of all results that the properties come from';
comment on column twin.complete_population._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.population (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  optimal_gabor_config text not null,
  population_config text not null,
  n_values integer not null,
  _parts_hash text not null default '',
  _run_id bigint not null,
  _input_hash text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(optimal_gabor_config) || provenance.field(population_config) || provenance.field(n_values) || provenance.field(_parts_hash) || provenance.field(_input_hash)), 'hex')) stored,
  constraint population_pkey primary key (dataset, model_config, training_config, seed, optimal_gabor_config, population_config),
  constraint population_complete_population_fkey foreign key (dataset, model_config, training_config, seed, optimal_gabor_config, population_config) references twin.complete_population (dataset, model_config, training_config, seed, optimal_gabor_config, population_config) on delete restrict,
  constraint population_population_config_fkey foreign key (population_config) references twin.population_config (population_config) on delete restrict
);
create index population_population_config_idx on twin.population (population_config);
comment on table twin.population is 'The properties of all neurons of a twin, side by side';
comment on column twin.population.dataset is 'name of the dataset';
comment on column twin.population.model_config is 'name of the setting';
comment on column twin.population.training_config is 'name of the setting';
comment on column twin.population.seed is 'of initial weights, validation split and batches';
comment on column twin.population.optimal_gabor_config is 'name of the grid';
comment on column twin.population.population_config is 'name of the setting';
comment on column twin.population.n_values is 'values; a neuron lacks one where the property is not defined for it';
comment on column twin.population._parts_hash is 'SHA-256 over the row hashes of the parts; triggers keep it true';
comment on column twin.population._run_id is 'The provenance.run that wrote the row';
comment on column twin.population._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.population._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table job.population (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  optimal_gabor_config text not null,
  population_config text not null,
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
  constraint population_pkey primary key (dataset, model_config, training_config, seed, optimal_gabor_config, population_config),
  constraint population_complete_population_fkey foreign key (dataset, model_config, training_config, seed, optimal_gabor_config, population_config) references twin.complete_population (dataset, model_config, training_config, seed, optimal_gabor_config, population_config) on delete cascade,
  constraint population_population_config_fkey foreign key (population_config) references twin.population_config (population_config) on delete cascade,
  constraint population_status_known check (status in ('pending', 'claimed', 'failed', 'quarantined', 'ignored')),
  constraint population_claim_complete check ((status = 'claimed') = (epoch is not null) and (status = 'claimed') = (worker_id is not null) and (status = 'claimed') = (claimed_at is not null)),
  constraint population_failure_explained check (status <> 'failed' or (error_class is not null and error_message is not null)),
  constraint population_counts_not_negative check (attempts >= 0 and deaths >= 0)
) with (autovacuum_vacuum_scale_factor = 0.02);
create index population_pending_idx on job.population (priority desc, dataset, model_config, training_config, seed, optimal_gabor_config, population_config) where status = 'pending';
create index population_claimed_idx on job.population (worker_id) where status = 'claimed';
comment on table job.population is 'Keys of twin.population that are not done';
comment on column job.population.dataset is 'name of the dataset';
comment on column job.population.model_config is 'name of the setting';
comment on column job.population.training_config is 'name of the setting';
comment on column job.population.seed is 'of initial weights, validation split and batches';
comment on column job.population.optimal_gabor_config is 'name of the grid';
comment on column job.population.population_config is 'name of the setting';
comment on column job.population.status is 'pending, claimed, failed, quarantined or ignored';
comment on column job.population.priority is 'Larger ones are claimed first';
comment on column job.population.attempts is 'Computes that ended with an error';
comment on column job.population.deaths is 'Workers that died while they held the key';
comment on column job.population.epoch is 'Number of the claim that holds the key; only its commit counts';
comment on column job.population.worker_id is 'The job.worker that holds the key';
comment on column job.population.claimed_at is 'Database time of the claim';
comment on column job.population.not_before is 'Back-off: not to be claimed earlier';
comment on column job.population.error_class is 'Kind of the last error';
comment on column job.population.error_message is 'The last error, with its key';

create table twin.neuron_property (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  optimal_gabor_config text not null,
  population_config text not null,
  animal_id integer not null,
  session integer not null,
  scan_idx integer not null,
  unit_id integer not null,
  property text not null,
  property_value double precision not null,
  _run_id bigint,
  _input_hash text,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(optimal_gabor_config) || provenance.field(population_config) || provenance.field(animal_id) || provenance.field(session) || provenance.field(scan_idx) || provenance.field(unit_id) || provenance.field(property) || provenance.field(property_value) || provenance.field(_input_hash)), 'hex')) stored,
  constraint neuron_property_pkey primary key (dataset, model_config, training_config, seed, optimal_gabor_config, population_config, animal_id, session, scan_idx, unit_id, property),
  constraint neuron_property_population_fkey foreign key (dataset, model_config, training_config, seed, optimal_gabor_config, population_config) references twin.population (dataset, model_config, training_config, seed, optimal_gabor_config, population_config) on delete cascade,
  constraint neuron_property_dataset_neuron_fkey foreign key (dataset, animal_id, session, scan_idx, unit_id) references twin.dataset_neuron (dataset, animal_id, session, scan_idx, unit_id) on delete restrict
);
create index neuron_property_dataset_neuron_idx on twin.neuron_property (dataset, animal_id, session, scan_idx, unit_id);
comment on table twin.neuron_property is 'A property of a neuron, as the population''s statistics take it';
comment on column twin.neuron_property.dataset is 'name of the dataset';
comment on column twin.neuron_property.model_config is 'name of the setting';
comment on column twin.neuron_property.training_config is 'name of the setting';
comment on column twin.neuron_property.seed is 'of initial weights, validation split and batches';
comment on column twin.neuron_property.optimal_gabor_config is 'name of the grid';
comment on column twin.neuron_property.population_config is 'name of the setting';
comment on column twin.neuron_property.animal_id is 'number of the animal';
comment on column twin.neuron_property.session is 'number of the animal''s experiment';
comment on column twin.neuron_property.scan_idx is 'number of the scan in its session';
comment on column twin.neuron_property.unit_id is 'number of the neuron in its scan';
comment on column twin.neuron_property.property is 'name of the property';
comment on column twin.neuron_property.property_value is 'its value; missing where undefined';
comment on column twin.neuron_property._run_id is 'The provenance.run that wrote the row';
comment on column twin.neuron_property._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.neuron_property._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.index_correlation (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  optimal_gabor_config text not null,
  population_config text not null,
  one_property text not null,
  other_property text not null,
  n_with_both integer not null,
  pearson double precision not null,
  spearman double precision not null,
  _run_id bigint,
  _input_hash text,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(optimal_gabor_config) || provenance.field(population_config) || provenance.field(one_property) || provenance.field(other_property) || provenance.field(n_with_both) || provenance.field(pearson) || provenance.field(spearman) || provenance.field(_input_hash)), 'hex')) stored,
  constraint index_correlation_pkey primary key (dataset, model_config, training_config, seed, optimal_gabor_config, population_config, one_property, other_property),
  constraint index_correlation_population_fkey foreign key (dataset, model_config, training_config, seed, optimal_gabor_config, population_config) references twin.population (dataset, model_config, training_config, seed, optimal_gabor_config, population_config) on delete cascade
);
comment on table twin.index_correlation is 'How two properties go together over the neurons';
comment on column twin.index_correlation.dataset is 'name of the dataset';
comment on column twin.index_correlation.model_config is 'name of the setting';
comment on column twin.index_correlation.training_config is 'name of the setting';
comment on column twin.index_correlation.seed is 'of initial weights, validation split and batches';
comment on column twin.index_correlation.optimal_gabor_config is 'name of the grid';
comment on column twin.index_correlation.population_config is 'name of the setting';
comment on column twin.index_correlation.one_property is 'a property; the pair in the order of population_config.properties';
comment on column twin.index_correlation.other_property is 'another property';
comment on column twin.index_correlation.n_with_both is 'neurons that have both';
comment on column twin.index_correlation.pearson is 'correlation; 0 where a property is constant';
comment on column twin.index_correlation.spearman is 'rank correlation; equal values share their mean rank';
comment on column twin.index_correlation._run_id is 'The provenance.run that wrote the row';
comment on column twin.index_correlation._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.index_correlation._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.statistics_config (
  statistics_config text not null,
  significance_level double precision not null,
  n_random_assignments integer not null,
  assignment_seed bigint not null,
  dividing_property text,
  combined_above text[] not null,
  combined_below text[] not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(statistics_config) || provenance.field(significance_level) || provenance.field(n_random_assignments) || provenance.field(assignment_seed) || provenance.field(dividing_property) || provenance.field(combined_above) || provenance.field(combined_below)), 'hex')) stored,
  constraint statistics_config_pkey primary key (statistics_config),
  constraint statistics_config_level_proper check (significance_level > 0 and significance_level < 1),
  constraint statistics_config_draws_not_negative check (n_random_assignments >= 0)
);
comment on table twin.statistics_config is 'Settings of the statistics of clusters';
comment on column twin.statistics_config.statistics_config is 'name of the setting';
comment on column twin.statistics_config.significance_level is 'a cluster differs where the test''s p value is below it';
comment on column twin.statistics_config.n_random_assignments is 'null control: random assignments to clusters of the same sizes';
comment on column twin.statistics_config.assignment_seed is 'of the random assignments';
comment on column twin.statistics_config.dividing_property is 'clusters above and below its population mean are counted apart; null: all together';
comment on column twin.statistics_config.combined_above is 'properties whose combinations are counted among clusters above it, or among all';
comment on column twin.statistics_config.combined_below is 'the same for clusters below it';
comment on column twin.statistics_config._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.cluster_analysis_task (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  alignment_config text not null,
  clustering_config text not null,
  optimal_gabor_config text not null,
  population_config text not null,
  statistics_config text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(alignment_config) || provenance.field(clustering_config) || provenance.field(optimal_gabor_config) || provenance.field(population_config) || provenance.field(statistics_config)), 'hex')) stored,
  constraint cluster_analysis_task_pkey primary key (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config),
  constraint cluster_analysis_task_clustering_task_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config) references twin.clustering_task (dataset, model_config, training_config, seed, alignment_config, clustering_config) on delete restrict,
  constraint cluster_analysis_task_population_task_fkey foreign key (dataset, model_config, training_config, seed, optimal_gabor_config, population_config) references twin.population_task (dataset, model_config, training_config, seed, optimal_gabor_config, population_config) on delete restrict,
  constraint cluster_analysis_task_statistics_config_fkey foreign key (statistics_config) references twin.statistics_config (statistics_config) on delete restrict
);
create index cluster_analysis_task_population_task_idx on twin.cluster_analysis_task (dataset, model_config, training_config, seed, optimal_gabor_config, population_config);
create index cluster_analysis_task_statistics_config_idx on twin.cluster_analysis_task (statistics_config);
comment on table twin.cluster_analysis_task is 'The statistics of clusters that somebody asked for';
comment on column twin.cluster_analysis_task.dataset is 'name of the dataset';
comment on column twin.cluster_analysis_task.model_config is 'name of the setting';
comment on column twin.cluster_analysis_task.training_config is 'name of the setting';
comment on column twin.cluster_analysis_task.seed is 'of initial weights, validation split and batches';
comment on column twin.cluster_analysis_task.alignment_config is 'name of the setting';
comment on column twin.cluster_analysis_task.clustering_config is 'name of the setting';
comment on column twin.cluster_analysis_task.optimal_gabor_config is 'name of the grid';
comment on column twin.cluster_analysis_task.population_config is 'name of the setting';
comment on column twin.cluster_analysis_task.statistics_config is 'name of the setting';
comment on column twin.cluster_analysis_task._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.cluster_analysis (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  alignment_config text not null,
  clustering_config text not null,
  optimal_gabor_config text not null,
  population_config text not null,
  statistics_config text not null,
  n_compared_clusters integer not null,
  n_differ_in_any integer not null,
  n_differ_in_all integer not null,
  _parts_hash text not null default '',
  _run_id bigint not null,
  _input_hash text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(alignment_config) || provenance.field(clustering_config) || provenance.field(optimal_gabor_config) || provenance.field(population_config) || provenance.field(statistics_config) || provenance.field(n_compared_clusters) || provenance.field(n_differ_in_any) || provenance.field(n_differ_in_all) || provenance.field(_parts_hash) || provenance.field(_input_hash)), 'hex')) stored,
  constraint cluster_analysis_pkey primary key (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config),
  constraint cluster_analysis_clustering_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config) references twin.clustering (dataset, model_config, training_config, seed, alignment_config, clustering_config) on delete restrict,
  constraint cluster_analysis_population_fkey foreign key (dataset, model_config, training_config, seed, optimal_gabor_config, population_config) references twin.population (dataset, model_config, training_config, seed, optimal_gabor_config, population_config) on delete restrict,
  constraint cluster_analysis_cluster_analysis_task_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config) references twin.cluster_analysis_task (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config) on delete restrict,
  constraint cluster_analysis_statistics_config_fkey foreign key (statistics_config) references twin.statistics_config (statistics_config) on delete restrict
);
create index cluster_analysis_population_idx on twin.cluster_analysis (dataset, model_config, training_config, seed, optimal_gabor_config, population_config);
create index cluster_analysis_statistics_config_idx on twin.cluster_analysis (statistics_config);
comment on table twin.cluster_analysis is 'How the clusters of a clustering differ from the population in its properties';
comment on column twin.cluster_analysis.dataset is 'name of the dataset';
comment on column twin.cluster_analysis.model_config is 'name of the setting';
comment on column twin.cluster_analysis.training_config is 'name of the setting';
comment on column twin.cluster_analysis.seed is 'of initial weights, validation split and batches';
comment on column twin.cluster_analysis.alignment_config is 'name of the setting';
comment on column twin.cluster_analysis.clustering_config is 'name of the setting';
comment on column twin.cluster_analysis.optimal_gabor_config is 'name of the grid';
comment on column twin.cluster_analysis.population_config is 'name of the setting';
comment on column twin.cluster_analysis.statistics_config is 'name of the setting';
comment on column twin.cluster_analysis.n_compared_clusters is 'clusters';
comment on column twin.cluster_analysis.n_differ_in_any is 'of them: differ in at least one property';
comment on column twin.cluster_analysis.n_differ_in_all is 'of them: differ in every property';
comment on column twin.cluster_analysis._parts_hash is 'SHA-256 over the row hashes of the parts; triggers keep it true';
comment on column twin.cluster_analysis._run_id is 'The provenance.run that wrote the row';
comment on column twin.cluster_analysis._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.cluster_analysis._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table job.cluster_analysis (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  alignment_config text not null,
  clustering_config text not null,
  optimal_gabor_config text not null,
  population_config text not null,
  statistics_config text not null,
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
  constraint cluster_analysis_pkey primary key (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config),
  constraint cluster_analysis_clustering_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config) references twin.clustering (dataset, model_config, training_config, seed, alignment_config, clustering_config) on delete cascade,
  constraint cluster_analysis_population_fkey foreign key (dataset, model_config, training_config, seed, optimal_gabor_config, population_config) references twin.population (dataset, model_config, training_config, seed, optimal_gabor_config, population_config) on delete cascade,
  constraint cluster_analysis_cluster_analysis_task_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config) references twin.cluster_analysis_task (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config) on delete cascade,
  constraint cluster_analysis_statistics_config_fkey foreign key (statistics_config) references twin.statistics_config (statistics_config) on delete cascade,
  constraint cluster_analysis_status_known check (status in ('pending', 'claimed', 'failed', 'quarantined', 'ignored')),
  constraint cluster_analysis_claim_complete check ((status = 'claimed') = (epoch is not null) and (status = 'claimed') = (worker_id is not null) and (status = 'claimed') = (claimed_at is not null)),
  constraint cluster_analysis_failure_explained check (status <> 'failed' or (error_class is not null and error_message is not null)),
  constraint cluster_analysis_counts_not_negative check (attempts >= 0 and deaths >= 0)
) with (autovacuum_vacuum_scale_factor = 0.02);
create index cluster_analysis_pending_idx on job.cluster_analysis (priority desc, dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config) where status = 'pending';
create index cluster_analysis_claimed_idx on job.cluster_analysis (worker_id) where status = 'claimed';
comment on table job.cluster_analysis is 'Keys of twin.cluster_analysis that are not done';
comment on column job.cluster_analysis.dataset is 'name of the dataset';
comment on column job.cluster_analysis.model_config is 'name of the setting';
comment on column job.cluster_analysis.training_config is 'name of the setting';
comment on column job.cluster_analysis.seed is 'of initial weights, validation split and batches';
comment on column job.cluster_analysis.alignment_config is 'name of the setting';
comment on column job.cluster_analysis.clustering_config is 'name of the setting';
comment on column job.cluster_analysis.optimal_gabor_config is 'name of the grid';
comment on column job.cluster_analysis.population_config is 'name of the setting';
comment on column job.cluster_analysis.statistics_config is 'name of the setting';
comment on column job.cluster_analysis.status is 'pending, claimed, failed, quarantined or ignored';
comment on column job.cluster_analysis.priority is 'Larger ones are claimed first';
comment on column job.cluster_analysis.attempts is 'Computes that ended with an error';
comment on column job.cluster_analysis.deaths is 'Workers that died while they held the key';
comment on column job.cluster_analysis.epoch is 'Number of the claim that holds the key; only its commit counts';
comment on column job.cluster_analysis.worker_id is 'The job.worker that holds the key';
comment on column job.cluster_analysis.claimed_at is 'Database time of the claim';
comment on column job.cluster_analysis.not_before is 'Back-off: not to be claimed earlier';
comment on column job.cluster_analysis.error_class is 'Kind of the last error';
comment on column job.cluster_analysis.error_message is 'The last error, with its key';

create table twin.cluster_property (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  alignment_config text not null,
  clustering_config text not null,
  optimal_gabor_config text not null,
  population_config text not null,
  statistics_config text not null,
  cluster integer not null,
  assignment text not null,
  draw integer not null,
  property text not null,
  n_cluster_values integer not null,
  cluster_mean double precision not null,
  population_mean double precision not null,
  ks_statistic double precision not null,
  ks_p_value double precision not null,
  differs boolean not null,
  _run_id bigint,
  _input_hash text,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(alignment_config) || provenance.field(clustering_config) || provenance.field(optimal_gabor_config) || provenance.field(population_config) || provenance.field(statistics_config) || provenance.field(cluster) || provenance.field(assignment) || provenance.field(draw) || provenance.field(property) || provenance.field(n_cluster_values) || provenance.field(cluster_mean) || provenance.field(population_mean) || provenance.field(ks_statistic) || provenance.field(ks_p_value) || provenance.field(differs) || provenance.field(_input_hash)), 'hex')) stored,
  constraint cluster_property_pkey primary key (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config, cluster, assignment, draw, property),
  constraint cluster_property_cluster_analysis_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config) references twin.cluster_analysis (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config) on delete cascade,
  constraint cluster_property_cluster_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster) references twin.cluster (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster) on delete restrict,
  constraint cluster_property_assignment_known check (assignment in ('clusters', 'shuffled')),
  constraint cluster_property_draw_fits check ((draw = 0) = (assignment = 'clusters'))
);
create index cluster_property_cluster_idx on twin.cluster_property (dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster);
comment on table twin.cluster_property is 'A property of a cluster against the population';
comment on column twin.cluster_property.dataset is 'name of the dataset';
comment on column twin.cluster_property.model_config is 'name of the setting';
comment on column twin.cluster_property.training_config is 'name of the setting';
comment on column twin.cluster_property.seed is 'of initial weights, validation split and batches';
comment on column twin.cluster_property.alignment_config is 'name of the setting';
comment on column twin.cluster_property.clustering_config is 'name of the setting';
comment on column twin.cluster_property.optimal_gabor_config is 'name of the grid';
comment on column twin.cluster_property.population_config is 'name of the setting';
comment on column twin.cluster_property.statistics_config is 'name of the setting';
comment on column twin.cluster_property.cluster is 'number of the cluster, from 0, the largest first';
comment on column twin.cluster_property.assignment is 'clusters, or shuffled: a null control with the neurons dealt at random to clusters of these sizes';
comment on column twin.cluster_property.draw is '0 for clusters; from 1 for shuffled';
comment on column twin.cluster_property.property is 'name of the property';
comment on column twin.cluster_property.n_cluster_values is 'members that have the property';
comment on column twin.cluster_property.cluster_mean is 'mean over them';
comment on column twin.cluster_property.population_mean is 'mean over all neurons that have it';
comment on column twin.cluster_property.ks_statistic is 'Kolmogorov-Smirnov, two-sided, members against all neurons';
comment on column twin.cluster_property.ks_p_value is 'of it';
comment on column twin.cluster_property.differs is 'p value below significance_level';
comment on column twin.cluster_property._run_id is 'The provenance.run that wrote the row';
comment on column twin.cluster_property._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.cluster_property._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.combination_count (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  alignment_config text not null,
  clustering_config text not null,
  optimal_gabor_config text not null,
  population_config text not null,
  statistics_config text not null,
  assignment text not null,
  draw integer not null,
  cluster_group text not null,
  combination text not null,
  n_combined_clusters integer not null,
  n_combined_neurons integer not null,
  _run_id bigint,
  _input_hash text,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(alignment_config) || provenance.field(clustering_config) || provenance.field(optimal_gabor_config) || provenance.field(population_config) || provenance.field(statistics_config) || provenance.field(assignment) || provenance.field(draw) || provenance.field(cluster_group) || provenance.field(combination) || provenance.field(n_combined_clusters) || provenance.field(n_combined_neurons) || provenance.field(_input_hash)), 'hex')) stored,
  constraint combination_count_pkey primary key (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config, assignment, draw, cluster_group, combination),
  constraint combination_count_cluster_analysis_fkey foreign key (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config) references twin.cluster_analysis (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config) on delete cascade
);
comment on table twin.combination_count is 'How many clusters express a combination of high and low properties';
comment on column twin.combination_count.dataset is 'name of the dataset';
comment on column twin.combination_count.model_config is 'name of the setting';
comment on column twin.combination_count.training_config is 'name of the setting';
comment on column twin.combination_count.seed is 'of initial weights, validation split and batches';
comment on column twin.combination_count.alignment_config is 'name of the setting';
comment on column twin.combination_count.clustering_config is 'name of the setting';
comment on column twin.combination_count.optimal_gabor_config is 'name of the grid';
comment on column twin.combination_count.population_config is 'name of the setting';
comment on column twin.combination_count.statistics_config is 'name of the setting';
comment on column twin.combination_count.assignment is 'clusters or shuffled, as in cluster_property';
comment on column twin.combination_count.draw is '0 for clusters; from 1 for shuffled';
comment on column twin.combination_count.cluster_group is 'above or below: by the dividing property; all without one';
comment on column twin.combination_count.combination is 'for each property of statistics_config.combined_above (or combined_below) in turn: + the cluster''s mean is above the population''s, - it is not';
comment on column twin.combination_count.n_combined_clusters is 'clusters that express it';
comment on column twin.combination_count.n_combined_neurons is 'their members';
comment on column twin.combination_count._run_id is 'The provenance.run that wrote the row';
comment on column twin.combination_count._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.combination_count._row_hash is 'SHA-256 over the key, the columns and _input_hash';

comment on column twin.training_config.max_iterations is 'steps at most; 0: the network as it was drawn';

-- makes stale what is there of twin.clustering, twin.cluster_stability, twin.cluster_analysis
-- drops the values of twin.clustering_config.preparation
-- rewrites twin.clustering_config: _row_hash covers the new columns, so every row gets another hash
alter table twin.clustering_config
  drop constraint clustering_config_preparation_known,
  drop column _row_hash,
  add column shuffle_seed bigint,
  drop column preparation,
  add column _row_hash text not null generated always as (encode(sha256(((((((provenance.field(clustering_config) || provenance.field(n_clusters)) || provenance.field(n_restarts)) || provenance.field(max_lloyd_iterations)) || provenance.field(tolerance)) || provenance.field(kmeans_seed)) || provenance.field(shuffle_seed))), 'hex'::text)) stored;
comment on table twin.clustering_config is 'Settings of k-means on aligned bar codes';
comment on column twin.clustering_config.shuffle_seed is 'null control: each channel is first permuted over the neurons, with this seed; null: not';
comment on column twin.clustering_config._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create view public.alignment_config as
  select alignment_config, alignment_method, n_betas, beta_min, beta_max, n_alignment_restarts, angle_learning_rate, evaluate_every, evaluation_patience, n_rate_phases, min_improvement, initial_angle_sd, sharp_enough, alignment_seed
  from twin.alignment_config;
comment on view public.alignment_config is 'Ways to align bar codes';
comment on column public.alignment_config.alignment_config is 'name of the setting';
comment on column public.alignment_config.alignment_method is 'none (codes of length 1), peak (rolled to their strongest orientation as well), fitted (an angle a neuron, by gradient); the columns that follow are of the last';
comment on column public.alignment_config.n_betas is 'weights of the blur term that are tried, log-spaced';
comment on column public.alignment_config.beta_min is 'smallest of them';
comment on column public.alignment_config.beta_max is 'largest of them';
comment on column public.alignment_config.n_alignment_restarts is 'fits with each';
comment on column public.alignment_config.angle_learning_rate is 'of Adam, in the first phase';
comment on column public.alignment_config.evaluate_every is '[iterations] steps between evaluations';
comment on column public.alignment_config.evaluation_patience is '[evaluations] without improvement that end a phase';
comment on column public.alignment_config.n_rate_phases is 'phases, each at 1/sqrt(10) of the last one''s rate';
comment on column public.alignment_config.min_improvement is 'relative fall of the loss that counts as one';
comment on column public.alignment_config.initial_angle_sd is 'of v, where the angle is 2 pi sigmoid(v)';
comment on column public.alignment_config.sharp_enough is 'a fit with a sharpness T above it is sharp';
comment on column public.alignment_config.alignment_seed is 'of the initial angles';
create view public.alignment_task as
  select dataset, model_config, training_config, seed, alignment_config
  from twin.alignment_task;
comment on view public.alignment_task is 'The alignments that somebody asked for';
comment on column public.alignment_task.dataset is 'name of the dataset';
comment on column public.alignment_task.model_config is 'name of the setting';
comment on column public.alignment_task.training_config is 'name of the setting';
comment on column public.alignment_task.seed is 'of initial weights, validation split and batches';
comment on column public.alignment_task.alignment_config is 'name of the setting';
create view public.alignment as
  select dataset, model_config, training_config, seed, alignment_config, pair_loss_before, pair_loss, blur_loss, beta, sharpness, n_sharp_fits, no_fit_is_sharp
  from twin.alignment;
comment on view public.alignment is 'The bar codes of a twin, aligned with one another';
comment on column public.alignment.dataset is 'name of the dataset';
comment on column public.alignment.model_config is 'name of the setting';
comment on column public.alignment.training_config is 'name of the setting';
comment on column public.alignment.seed is 'of initial weights, validation split and batches';
comment on column public.alignment.alignment_config is 'name of the setting';
comment on column public.alignment.pair_loss_before is 'mean squared distance of two codes of length 1, over all pairs, as they were';
comment on column public.alignment.pair_loss is 'the same of the aligned codes';
comment on column public.alignment.blur_loss is 'of the fit kept: mean squared change of a code at angle 0';
comment on column public.alignment.beta is 'of the fit kept: weight of the blur term';
comment on column public.alignment.sharpness is 'of the fit kept: T';
comment on column public.alignment.n_sharp_fits is 'fits with T above sharp_enough';
comment on column public.alignment.no_fit_is_sharp is 'true: none was, so that the smallest pair loss of all was kept, and codes may be blurred';
create view public.alignment_fit as
  select dataset, model_config, training_config, seed, alignment_config, beta_index, alignment_restart, fit_beta, fit_pair_loss, fit_blur_loss, fit_sharpness, fit_iterations
  from twin.alignment_fit;
comment on view public.alignment_fit is 'The fits of an alignment: that with the smallest pair loss among the sharp ones was kept';
comment on column public.alignment_fit.dataset is 'name of the dataset';
comment on column public.alignment_fit.model_config is 'name of the setting';
comment on column public.alignment_fit.training_config is 'name of the setting';
comment on column public.alignment_fit.seed is 'of initial weights, validation split and batches';
comment on column public.alignment_fit.alignment_config is 'name of the setting';
comment on column public.alignment_fit.beta_index is 'number of the weight, from 0, the smallest first';
comment on column public.alignment_fit.alignment_restart is 'number of the fit with it, from 0';
comment on column public.alignment_fit.fit_beta is 'weight of the blur term';
comment on column public.alignment_fit.fit_pair_loss is 'mean squared distance of two aligned codes';
comment on column public.alignment_fit.fit_blur_loss is 'mean squared change of a code at angle 0';
comment on column public.alignment_fit.fit_sharpness is 'T';
comment on column public.alignment_fit.fit_iterations is 'steps of Adam';
create view public.aligned_bar_code as
  select dataset, model_config, training_config, seed, alignment_config, animal_id, session, scan_idx, unit_id, alignment_angle, aligned_weights
  from twin.aligned_bar_code;
comment on view public.aligned_bar_code is 'A neuron''s bar code, aligned with the others''';
comment on column public.aligned_bar_code.dataset is 'name of the dataset';
comment on column public.aligned_bar_code.model_config is 'name of the setting';
comment on column public.aligned_bar_code.training_config is 'name of the setting';
comment on column public.aligned_bar_code.seed is 'of initial weights, validation split and batches';
comment on column public.aligned_bar_code.alignment_config is 'name of the setting';
comment on column public.aligned_bar_code.animal_id is 'number of the animal';
comment on column public.aligned_bar_code.session is 'number of the animal''s experiment';
comment on column public.aligned_bar_code.scan_idx is 'number of the scan in its session';
comment on column public.aligned_bar_code.unit_id is 'number of the neuron in its scan';
comment on column public.aligned_bar_code.alignment_angle is '[deg] by which the code was shifted along the orientation axis, 0..360';
comment on column public.aligned_bar_code.aligned_weights is 'of length 1 before the shift; element orientation * n_features + feature';
create view public.clustering_config as
  select clustering_config, n_clusters, n_restarts, max_lloyd_iterations, tolerance, kmeans_seed, shuffle_seed
  from twin.clustering_config;
comment on view public.clustering_config is 'Settings of k-means on aligned bar codes';
comment on column public.clustering_config.clustering_config is 'name of the setting';
comment on column public.clustering_config.n_clusters is 'k';
comment on column public.clustering_config.n_restarts is 'k-means++ starts; the best by inertia is kept';
comment on column public.clustering_config.max_lloyd_iterations is 'Lloyd iterations of a start at most';
comment on column public.clustering_config.tolerance is 'squared shift of the centres that ends a start, relative to variance';
comment on column public.clustering_config.kmeans_seed is 'of the starts';
comment on column public.clustering_config.shuffle_seed is 'null control: each channel is first permuted over the neurons, with this seed; null: not';
create view public.clustering_task as
  select dataset, model_config, training_config, seed, alignment_config, clustering_config
  from twin.clustering_task;
comment on view public.clustering_task is 'The clusterings that somebody asked for';
comment on column public.clustering_task.dataset is 'name of the dataset';
comment on column public.clustering_task.model_config is 'name of the setting';
comment on column public.clustering_task.training_config is 'name of the setting';
comment on column public.clustering_task.seed is 'of initial weights, validation split and batches';
comment on column public.clustering_task.alignment_config is 'name of the setting';
comment on column public.clustering_task.clustering_config is 'name of the setting';
create view public.clustering as
  select dataset, model_config, training_config, seed, alignment_config, clustering_config, lloyd_iterations, reseeded, inertia
  from twin.clustering;
comment on view public.clustering is 'A k-means clustering of a twin''s aligned bar codes';
comment on column public.clustering.dataset is 'name of the dataset';
comment on column public.clustering.model_config is 'name of the setting';
comment on column public.clustering.training_config is 'name of the setting';
comment on column public.clustering.seed is 'of initial weights, validation split and batches';
comment on column public.clustering.alignment_config is 'name of the setting';
comment on column public.clustering.clustering_config is 'name of the setting';
comment on column public.clustering.lloyd_iterations is 'Lloyd iterations of the best start';
comment on column public.clustering.reseeded is 'empty clusters given the farthest bar code, in the best start';
comment on column public.clustering.inertia is 'sum of squared distances to the centres';
create view public.cluster as
  select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, n_members, centre
  from twin.cluster;
comment on view public.cluster is 'A cluster of bar codes';
comment on column public.cluster.dataset is 'name of the dataset';
comment on column public.cluster.model_config is 'name of the setting';
comment on column public.cluster.training_config is 'name of the setting';
comment on column public.cluster.seed is 'of initial weights, validation split and batches';
comment on column public.cluster.alignment_config is 'name of the setting';
comment on column public.cluster.clustering_config is 'name of the setting';
comment on column public.cluster.cluster is 'number of the cluster, from 0, the largest first';
comment on column public.cluster.n_members is 'neurons in it';
comment on column public.cluster.centre is 'mean of the members'' aligned bar codes';
create view public.cluster_member as
  select dataset, model_config, training_config, seed, alignment_config, clustering_config, animal_id, session, scan_idx, unit_id, cluster, distance
  from twin.cluster_member;
comment on view public.cluster_member is 'The cluster of each neuron';
comment on column public.cluster_member.dataset is 'name of the dataset';
comment on column public.cluster_member.model_config is 'name of the setting';
comment on column public.cluster_member.training_config is 'name of the setting';
comment on column public.cluster_member.seed is 'of initial weights, validation split and batches';
comment on column public.cluster_member.alignment_config is 'name of the setting';
comment on column public.cluster_member.clustering_config is 'name of the setting';
comment on column public.cluster_member.animal_id is 'number of the animal';
comment on column public.cluster_member.session is 'number of the animal''s experiment';
comment on column public.cluster_member.scan_idx is 'number of the scan in its session';
comment on column public.cluster_member.unit_id is 'number of the neuron in its scan';
comment on column public.cluster_member.cluster is 'number of its cluster';
comment on column public.cluster_member.distance is 'of the aligned bar code from the cluster''s centre';
create view public.embedding_config as
  select embedding_config, perplexity_share, least_perplexity, learning_rate_divisor, exaggeration, exaggerated_iterations, embedding_iterations, initial_plane_sd, barnes_hut_theta
  from twin.embedding_config;
comment on view public.embedding_config is 'Settings of t-SNE in the plane; it starts from the principal plane and draws nothing';
comment on column public.embedding_config.embedding_config is 'name of the setting';
comment on column public.embedding_config.perplexity_share is 'perplexity as a share of the neurons';
comment on column public.embedding_config.least_perplexity is 'perplexity at least, as far as a third of the neurons allows';
comment on column public.embedding_config.learning_rate_divisor is 'learning rate: neurons over this, at least 50';
comment on column public.embedding_config.exaggeration is 'factor on the affinities in the first iterations';
comment on column public.embedding_config.exaggerated_iterations is 'those with exaggeration';
comment on column public.embedding_config.embedding_iterations is 'in all';
comment on column public.embedding_config.initial_plane_sd is 'SD of the first coordinate at the start';
comment on column public.embedding_config.barnes_hut_theta is 'accuracy of the Barnes-Hut sums; 0: exact';
create view public.embedding_task as
  select dataset, model_config, training_config, seed, alignment_config, embedding_config
  from twin.embedding_task;
comment on view public.embedding_task is 'The embeddings that somebody asked for';
comment on column public.embedding_task.dataset is 'name of the dataset';
comment on column public.embedding_task.model_config is 'name of the setting';
comment on column public.embedding_task.training_config is 'name of the setting';
comment on column public.embedding_task.seed is 'of initial weights, validation split and batches';
comment on column public.embedding_task.alignment_config is 'name of the setting';
comment on column public.embedding_task.embedding_config is 'name of the setting';
create view public.embedding as
  select dataset, model_config, training_config, seed, alignment_config, embedding_config, kl_divergence, perplexity, embedding_learning_rate
  from twin.embedding;
comment on view public.embedding is 'The t-SNE embedding of a twin''s aligned bar codes';
comment on column public.embedding.dataset is 'name of the dataset';
comment on column public.embedding.model_config is 'name of the setting';
comment on column public.embedding.training_config is 'name of the setting';
comment on column public.embedding.seed is 'of initial weights, validation split and batches';
comment on column public.embedding.alignment_config is 'name of the setting';
comment on column public.embedding.embedding_config is 'name of the setting';
comment on column public.embedding.kl_divergence is '[nats] of the codes'' affinities from the embedding''s, computed exactly';
comment on column public.embedding.perplexity is 'that was used';
comment on column public.embedding.embedding_learning_rate is 'that was used';
create view public.embedding_point as
  select dataset, model_config, training_config, seed, alignment_config, embedding_config, animal_id, session, scan_idx, unit_id, embedding_x, embedding_y
  from twin.embedding_point;
comment on view public.embedding_point is 'The place of a neuron in an embedding';
comment on column public.embedding_point.dataset is 'name of the dataset';
comment on column public.embedding_point.model_config is 'name of the setting';
comment on column public.embedding_point.training_config is 'name of the setting';
comment on column public.embedding_point.seed is 'of initial weights, validation split and batches';
comment on column public.embedding_point.alignment_config is 'name of the setting';
comment on column public.embedding_point.embedding_config is 'name of the setting';
comment on column public.embedding_point.animal_id is 'number of the animal';
comment on column public.embedding_point.session is 'number of the animal''s experiment';
comment on column public.embedding_point.scan_idx is 'number of the scan in its session';
comment on column public.embedding_point.unit_id is 'number of the neuron in its scan';
comment on column public.embedding_point.embedding_x is 'first coordinate; the mean is 0';
comment on column public.embedding_point.embedding_y is 'second coordinate; the mean is 0';
create view public.density_mode_config as
  select density_mode_config, bandwidth_share, cells_per_bandwidth, least_mode_size
  from twin.density_mode_config;
comment on view public.density_mode_config is 'Settings of the density of an embedding';
comment on column public.density_mode_config.density_mode_config is 'name of the setting';
comment on column public.density_mode_config.bandwidth_share is 'SD of the kernel as a share of the embedding''s larger side';
comment on column public.density_mode_config.cells_per_bandwidth is 'fineness of the grid';
comment on column public.density_mode_config.least_mode_size is '[neurons] a peak with fewer gives them to the neighbour with the highest saddle';
create view public.density_task as
  select dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config
  from twin.density_task;
comment on view public.density_task is 'The density estimates that somebody asked for';
comment on column public.density_task.dataset is 'name of the dataset';
comment on column public.density_task.model_config is 'name of the setting';
comment on column public.density_task.training_config is 'name of the setting';
comment on column public.density_task.seed is 'of initial weights, validation split and batches';
comment on column public.density_task.alignment_config is 'name of the setting';
comment on column public.density_task.embedding_config is 'name of the setting';
comment on column public.density_task.density_mode_config is 'name of the setting';
create view public.density_estimate as
  select dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config, bandwidth, n_modes
  from twin.density_estimate;
comment on view public.density_estimate is 'A Gaussian kernel density of an embedding';
comment on column public.density_estimate.dataset is 'name of the dataset';
comment on column public.density_estimate.model_config is 'name of the setting';
comment on column public.density_estimate.training_config is 'name of the setting';
comment on column public.density_estimate.seed is 'of initial weights, validation split and batches';
comment on column public.density_estimate.alignment_config is 'name of the setting';
comment on column public.density_estimate.embedding_config is 'name of the setting';
comment on column public.density_estimate.density_mode_config is 'name of the setting';
comment on column public.density_estimate.bandwidth is 'SD of the kernel, in the embedding''s units';
comment on column public.density_estimate.n_modes is 'peaks';
create view public.density_mode as
  select dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config, mode, mode_x, mode_y, mode_density, mode_size
  from twin.density_mode;
comment on view public.density_mode is 'A peak of the density';
comment on column public.density_mode.dataset is 'name of the dataset';
comment on column public.density_mode.model_config is 'name of the setting';
comment on column public.density_mode.training_config is 'name of the setting';
comment on column public.density_mode.seed is 'of initial weights, validation split and batches';
comment on column public.density_mode.alignment_config is 'name of the setting';
comment on column public.density_mode.embedding_config is 'name of the setting';
comment on column public.density_mode.density_mode_config is 'name of the setting';
comment on column public.density_mode.mode is 'number of the peak, from 0, the highest first';
comment on column public.density_mode.mode_x is 'first coordinate of the peak';
comment on column public.density_mode.mode_y is 'second coordinate of the peak';
comment on column public.density_mode.mode_density is '[neurons/unit^2] at the peak';
comment on column public.density_mode.mode_size is 'neurons that belong to it';
create view public.mode_member as
  select dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config, animal_id, session, scan_idx, unit_id, mode
  from twin.mode_member;
comment on view public.mode_member is 'The peak on which the steepest ascent from a neuron''s place ends';
comment on column public.mode_member.dataset is 'name of the dataset';
comment on column public.mode_member.model_config is 'name of the setting';
comment on column public.mode_member.training_config is 'name of the setting';
comment on column public.mode_member.seed is 'of initial weights, validation split and batches';
comment on column public.mode_member.alignment_config is 'name of the setting';
comment on column public.mode_member.embedding_config is 'name of the setting';
comment on column public.mode_member.density_mode_config is 'name of the setting';
comment on column public.mode_member.animal_id is 'number of the animal';
comment on column public.mode_member.session is 'number of the animal''s experiment';
comment on column public.mode_member.scan_idx is 'number of the scan in its session';
comment on column public.mode_member.unit_id is 'number of the neuron in its scan';
comment on column public.mode_member.mode is 'number of its peak';
create view public.clustering_set as
  select dataset, clustering_set
  from twin.clustering_set;
comment on view public.clustering_set is 'Clusterings of one dataset''s neurons to be compared (doppel request comparison)';
comment on column public.clustering_set.dataset is 'name of the dataset';
comment on column public.clustering_set.clustering_set is 'name of the set';
create view public.clustering_set_member as
  select dataset, clustering_set, model_config, training_config, seed, alignment_config, clustering_config, member_index
  from twin.clustering_set_member;
comment on view public.clustering_set_member is 'The clusterings of a set: of other settings, seeds, models or alignments';
comment on column public.clustering_set_member.dataset is 'name of the dataset';
comment on column public.clustering_set_member.clustering_set is 'name of the set';
comment on column public.clustering_set_member.model_config is 'name of the setting';
comment on column public.clustering_set_member.training_config is 'name of the setting';
comment on column public.clustering_set_member.seed is 'of initial weights, validation split and batches';
comment on column public.clustering_set_member.alignment_config is 'name of the setting';
comment on column public.clustering_set_member.clustering_config is 'name of the setting';
comment on column public.clustering_set_member.member_index is 'place in the set, from 0';
create view public.complete_clustering_set as
  select dataset, clustering_set, n_compared, clusterings_sha256
  from twin.complete_clustering_set;
comment on view public.complete_clustering_set is 'Sets all of whose clusterings are there; triggers keep it (sql/complete_sets.sql)';
comment on column public.complete_clustering_set.dataset is 'name of the dataset';
comment on column public.complete_clustering_set.clustering_set is 'name of the set';
comment on column public.complete_clustering_set.n_compared is 'clusterings';
comment on column public.complete_clustering_set.clusterings_sha256 is 'SHA-256 over the places and row hashes of the clusterings';
create view public.clustering_agreement as
  select dataset, clustering_set, n_pairs, mean_adjusted_rand_index
  from twin.clustering_agreement;
comment on view public.clustering_agreement is 'How far the clusterings of a set agree';
comment on column public.clustering_agreement.dataset is 'name of the dataset';
comment on column public.clustering_agreement.clustering_set is 'name of the set';
comment on column public.clustering_agreement.n_pairs is 'pairs of clusterings';
comment on column public.clustering_agreement.mean_adjusted_rand_index is 'over the pairs';
create view public.clustering_comparison as
  select dataset, clustering_set, one_member, other_member, adjusted_rand_index, n_common_neurons
  from twin.clustering_comparison;
comment on view public.clustering_comparison is 'Two clusterings of a set';
comment on column public.clustering_comparison.dataset is 'name of the dataset';
comment on column public.clustering_comparison.clustering_set is 'name of the set';
comment on column public.clustering_comparison.one_member is 'clustering_set_member.member_index of one';
comment on column public.clustering_comparison.other_member is 'that of the other, the larger one';
comment on column public.clustering_comparison.adjusted_rand_index is '1: the same clusters; 0: as random assignments would agree';
comment on column public.clustering_comparison.n_common_neurons is 'neurons that both have';
create view public.stability_config as
  select stability_config, resampling, n_stability_runs, stability_seed
  from twin.stability_config;
comment on view public.stability_config is 'Ways to make a clustering again';
comment on column public.stability_config.stability_config is 'name of the setting';
comment on column public.stability_config.resampling is 'seeds (the same codes, other starts), bootstrap (neurons drawn with replacement)';
comment on column public.stability_config.n_stability_runs is 'times';
comment on column public.stability_config.stability_seed is 'of starts and draws';
create view public.stability_task as
  select dataset, model_config, training_config, seed, alignment_config, clustering_config, stability_config
  from twin.stability_task;
comment on view public.stability_task is 'The clusterings whose stability somebody asked for';
comment on column public.stability_task.dataset is 'name of the dataset';
comment on column public.stability_task.model_config is 'name of the setting';
comment on column public.stability_task.training_config is 'name of the setting';
comment on column public.stability_task.seed is 'of initial weights, validation split and batches';
comment on column public.stability_task.alignment_config is 'name of the setting';
comment on column public.stability_task.clustering_config is 'name of the setting';
comment on column public.stability_task.stability_config is 'name of the setting';
create view public.cluster_stability as
  select dataset, model_config, training_config, seed, alignment_config, clustering_config, stability_config, agreement_of_runs, agreement_with_runs
  from twin.cluster_stability;
comment on view public.cluster_stability is 'A clustering and the same made again';
comment on column public.cluster_stability.dataset is 'name of the dataset';
comment on column public.cluster_stability.model_config is 'name of the setting';
comment on column public.cluster_stability.training_config is 'name of the setting';
comment on column public.cluster_stability.seed is 'of initial weights, validation split and batches';
comment on column public.cluster_stability.alignment_config is 'name of the setting';
comment on column public.cluster_stability.clustering_config is 'name of the setting';
comment on column public.cluster_stability.stability_config is 'name of the setting';
comment on column public.cluster_stability.agreement_of_runs is 'adjusted Rand index of two runs, mean over pairs of runs';
comment on column public.cluster_stability.agreement_with_runs is 'adjusted Rand index of the clustering with a run, mean over runs';
create view public.cluster_overlap as
  select dataset, model_config, training_config, seed, alignment_config, clustering_config, stability_config, cluster, best_overlap
  from twin.cluster_overlap;
comment on view public.cluster_overlap is 'How well a cluster is found again';
comment on column public.cluster_overlap.dataset is 'name of the dataset';
comment on column public.cluster_overlap.model_config is 'name of the setting';
comment on column public.cluster_overlap.training_config is 'name of the setting';
comment on column public.cluster_overlap.seed is 'of initial weights, validation split and batches';
comment on column public.cluster_overlap.alignment_config is 'name of the setting';
comment on column public.cluster_overlap.clustering_config is 'name of the setting';
comment on column public.cluster_overlap.stability_config is 'name of the setting';
comment on column public.cluster_overlap.cluster is 'number of the cluster, from 0, the largest first';
comment on column public.cluster_overlap.best_overlap is 'Jaccard index with the most similar cluster of a run, mean over runs';
create view public.population_config as
  select population_config, properties, experiments
  from twin.population_config;
comment on view public.population_config is 'Which properties describe a population';
comment on column public.population_config.population_config is 'name of the setting';
comment on column public.population_config.properties is 'names of properties, as in report.neuron_property';
comment on column public.population_config.experiments is 'for each property the setting of the experiment that measures it';
create view public.population_task as
  select dataset, model_config, training_config, seed, optimal_gabor_config, population_config
  from twin.population_task;
comment on view public.population_task is 'The populations whose statistics somebody asked for';
comment on column public.population_task.dataset is 'name of the dataset';
comment on column public.population_task.model_config is 'name of the setting';
comment on column public.population_task.training_config is 'name of the setting';
comment on column public.population_task.seed is 'of initial weights, validation split and batches';
comment on column public.population_task.optimal_gabor_config is 'name of the grid';
comment on column public.population_task.population_config is 'name of the setting';
create view public.complete_population as
  select dataset, model_config, training_config, seed, optimal_gabor_config, population_config, n_complete_neurons, properties_sha256
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
create view public.population as
  select dataset, model_config, training_config, seed, optimal_gabor_config, population_config, n_values
  from twin.population;
comment on view public.population is 'The properties of all neurons of a twin, side by side';
comment on column public.population.dataset is 'name of the dataset';
comment on column public.population.model_config is 'name of the setting';
comment on column public.population.training_config is 'name of the setting';
comment on column public.population.seed is 'of initial weights, validation split and batches';
comment on column public.population.optimal_gabor_config is 'name of the grid';
comment on column public.population.population_config is 'name of the setting';
comment on column public.population.n_values is 'values; a neuron lacks one where the property is not defined for it';
create view public.neuron_property as
  select dataset, model_config, training_config, seed, optimal_gabor_config, population_config, animal_id, session, scan_idx, unit_id, property, property_value
  from twin.neuron_property;
comment on view public.neuron_property is 'A property of a neuron, as the population''s statistics take it';
comment on column public.neuron_property.dataset is 'name of the dataset';
comment on column public.neuron_property.model_config is 'name of the setting';
comment on column public.neuron_property.training_config is 'name of the setting';
comment on column public.neuron_property.seed is 'of initial weights, validation split and batches';
comment on column public.neuron_property.optimal_gabor_config is 'name of the grid';
comment on column public.neuron_property.population_config is 'name of the setting';
comment on column public.neuron_property.animal_id is 'number of the animal';
comment on column public.neuron_property.session is 'number of the animal''s experiment';
comment on column public.neuron_property.scan_idx is 'number of the scan in its session';
comment on column public.neuron_property.unit_id is 'number of the neuron in its scan';
comment on column public.neuron_property.property is 'name of the property';
comment on column public.neuron_property.property_value is 'its value; missing where undefined';
create view public.index_correlation as
  select dataset, model_config, training_config, seed, optimal_gabor_config, population_config, one_property, other_property, n_with_both, pearson, spearman
  from twin.index_correlation;
comment on view public.index_correlation is 'How two properties go together over the neurons';
comment on column public.index_correlation.dataset is 'name of the dataset';
comment on column public.index_correlation.model_config is 'name of the setting';
comment on column public.index_correlation.training_config is 'name of the setting';
comment on column public.index_correlation.seed is 'of initial weights, validation split and batches';
comment on column public.index_correlation.optimal_gabor_config is 'name of the grid';
comment on column public.index_correlation.population_config is 'name of the setting';
comment on column public.index_correlation.one_property is 'a property; the pair in the order of population_config.properties';
comment on column public.index_correlation.other_property is 'another property';
comment on column public.index_correlation.n_with_both is 'neurons that have both';
comment on column public.index_correlation.pearson is 'correlation; 0 where a property is constant';
comment on column public.index_correlation.spearman is 'rank correlation; equal values share their mean rank';
create view public.statistics_config as
  select statistics_config, significance_level, n_random_assignments, assignment_seed, dividing_property, combined_above, combined_below
  from twin.statistics_config;
comment on view public.statistics_config is 'Settings of the statistics of clusters';
comment on column public.statistics_config.statistics_config is 'name of the setting';
comment on column public.statistics_config.significance_level is 'a cluster differs where the test''s p value is below it';
comment on column public.statistics_config.n_random_assignments is 'null control: random assignments to clusters of the same sizes';
comment on column public.statistics_config.assignment_seed is 'of the random assignments';
comment on column public.statistics_config.dividing_property is 'clusters above and below its population mean are counted apart; null: all together';
comment on column public.statistics_config.combined_above is 'properties whose combinations are counted among clusters above it, or among all';
comment on column public.statistics_config.combined_below is 'the same for clusters below it';
create view public.cluster_analysis_task as
  select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config
  from twin.cluster_analysis_task;
comment on view public.cluster_analysis_task is 'The statistics of clusters that somebody asked for';
comment on column public.cluster_analysis_task.dataset is 'name of the dataset';
comment on column public.cluster_analysis_task.model_config is 'name of the setting';
comment on column public.cluster_analysis_task.training_config is 'name of the setting';
comment on column public.cluster_analysis_task.seed is 'of initial weights, validation split and batches';
comment on column public.cluster_analysis_task.alignment_config is 'name of the setting';
comment on column public.cluster_analysis_task.clustering_config is 'name of the setting';
comment on column public.cluster_analysis_task.optimal_gabor_config is 'name of the grid';
comment on column public.cluster_analysis_task.population_config is 'name of the setting';
comment on column public.cluster_analysis_task.statistics_config is 'name of the setting';
create view public.cluster_analysis as
  select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config, n_compared_clusters, n_differ_in_any, n_differ_in_all
  from twin.cluster_analysis;
comment on view public.cluster_analysis is 'How the clusters of a clustering differ from the population in its properties';
comment on column public.cluster_analysis.dataset is 'name of the dataset';
comment on column public.cluster_analysis.model_config is 'name of the setting';
comment on column public.cluster_analysis.training_config is 'name of the setting';
comment on column public.cluster_analysis.seed is 'of initial weights, validation split and batches';
comment on column public.cluster_analysis.alignment_config is 'name of the setting';
comment on column public.cluster_analysis.clustering_config is 'name of the setting';
comment on column public.cluster_analysis.optimal_gabor_config is 'name of the grid';
comment on column public.cluster_analysis.population_config is 'name of the setting';
comment on column public.cluster_analysis.statistics_config is 'name of the setting';
comment on column public.cluster_analysis.n_compared_clusters is 'clusters';
comment on column public.cluster_analysis.n_differ_in_any is 'of them: differ in at least one property';
comment on column public.cluster_analysis.n_differ_in_all is 'of them: differ in every property';
create view public.cluster_property as
  select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config, cluster, assignment, draw, property, n_cluster_values, cluster_mean, population_mean, ks_statistic, ks_p_value, differs
  from twin.cluster_property;
comment on view public.cluster_property is 'A property of a cluster against the population';
comment on column public.cluster_property.dataset is 'name of the dataset';
comment on column public.cluster_property.model_config is 'name of the setting';
comment on column public.cluster_property.training_config is 'name of the setting';
comment on column public.cluster_property.seed is 'of initial weights, validation split and batches';
comment on column public.cluster_property.alignment_config is 'name of the setting';
comment on column public.cluster_property.clustering_config is 'name of the setting';
comment on column public.cluster_property.optimal_gabor_config is 'name of the grid';
comment on column public.cluster_property.population_config is 'name of the setting';
comment on column public.cluster_property.statistics_config is 'name of the setting';
comment on column public.cluster_property.cluster is 'number of the cluster, from 0, the largest first';
comment on column public.cluster_property.assignment is 'clusters, or shuffled: a null control with the neurons dealt at random to clusters of these sizes';
comment on column public.cluster_property.draw is '0 for clusters; from 1 for shuffled';
comment on column public.cluster_property.property is 'name of the property';
comment on column public.cluster_property.n_cluster_values is 'members that have the property';
comment on column public.cluster_property.cluster_mean is 'mean over them';
comment on column public.cluster_property.population_mean is 'mean over all neurons that have it';
comment on column public.cluster_property.ks_statistic is 'Kolmogorov-Smirnov, two-sided, members against all neurons';
comment on column public.cluster_property.ks_p_value is 'of it';
comment on column public.cluster_property.differs is 'p value below significance_level';
create view public.combination_count as
  select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config, assignment, draw, cluster_group, combination, n_combined_clusters, n_combined_neurons
  from twin.combination_count;
comment on view public.combination_count is 'How many clusters express a combination of high and low properties';
comment on column public.combination_count.dataset is 'name of the dataset';
comment on column public.combination_count.model_config is 'name of the setting';
comment on column public.combination_count.training_config is 'name of the setting';
comment on column public.combination_count.seed is 'of initial weights, validation split and batches';
comment on column public.combination_count.alignment_config is 'name of the setting';
comment on column public.combination_count.clustering_config is 'name of the setting';
comment on column public.combination_count.optimal_gabor_config is 'name of the grid';
comment on column public.combination_count.population_config is 'name of the setting';
comment on column public.combination_count.statistics_config is 'name of the setting';
comment on column public.combination_count.assignment is 'clusters or shuffled, as in cluster_property';
comment on column public.combination_count.draw is '0 for clusters; from 1 for shuffled';
comment on column public.combination_count.cluster_group is 'above or below: by the dividing property; all without one';
comment on column public.combination_count.combination is 'for each property of statistics_config.combined_above (or combined_below) in turn: + the cluster''s mean is above the population''s, - it is not';
comment on column public.combination_count.n_combined_clusters is 'clusters that express it';
comment on column public.combination_count.n_combined_neurons is 'their members';
comment on column public.training_config.max_iterations is 'steps at most; 0: the network as it was drawn';
create trigger note_change after update on twin.alignment_config referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('alignment_config');

create trigger note_change after update on twin.alignment_task referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'alignment_config');

create trigger note_change after update on twin.alignment referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'alignment_config');
create function twin.seal_alignment() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform from twin.alignment m, (select distinct dataset, model_config, training_config, seed, alignment_config from touched) t where m.dataset = t.dataset and m.model_config = t.model_config and m.training_config = t.training_config and m.seed = t.seed and m.alignment_config = t.alignment_config for no key update of m;
  update twin.alignment m set _parts_hash = coalesce((select encode(sha256(convert_to(string_agg(line, E'\n' order by line collate "C"), 'UTF8')), 'hex')
    from (select 'twin.alignment_fit:' || p._row_hash as line from twin.alignment_fit p where p.dataset = m.dataset and p.model_config = m.model_config and p.training_config = m.training_config and p.seed = m.seed and p.alignment_config = m.alignment_config union all select 'twin.aligned_bar_code:' || p._row_hash as line from twin.aligned_bar_code p where p.dataset = m.dataset and p.model_config = m.model_config and p.training_config = m.training_config and p.seed = m.seed and p.alignment_config = m.alignment_config) parts), '')
  from (select distinct dataset, model_config, training_config, seed, alignment_config from touched) t where m.dataset = t.dataset and m.model_config = t.model_config and m.training_config = t.training_config and m.seed = t.seed and m.alignment_config = t.alignment_config;
  if tg_op = 'UPDATE' then
  perform from twin.alignment m, (select distinct dataset, model_config, training_config, seed, alignment_config from was) t where m.dataset = t.dataset and m.model_config = t.model_config and m.training_config = t.training_config and m.seed = t.seed and m.alignment_config = t.alignment_config for no key update of m;
  update twin.alignment m set _parts_hash = coalesce((select encode(sha256(convert_to(string_agg(line, E'\n' order by line collate "C"), 'UTF8')), 'hex')
    from (select 'twin.alignment_fit:' || p._row_hash as line from twin.alignment_fit p where p.dataset = m.dataset and p.model_config = m.model_config and p.training_config = m.training_config and p.seed = m.seed and p.alignment_config = m.alignment_config union all select 'twin.aligned_bar_code:' || p._row_hash as line from twin.aligned_bar_code p where p.dataset = m.dataset and p.model_config = m.model_config and p.training_config = m.training_config and p.seed = m.seed and p.alignment_config = m.alignment_config) parts), '')
  from (select distinct dataset, model_config, training_config, seed, alignment_config from was) t where m.dataset = t.dataset and m.model_config = t.model_config and m.training_config = t.training_config and m.seed = t.seed and m.alignment_config = t.alignment_config;
  end if;
  return null;
end $$;
comment on function twin.seal_alignment() is 'Trigger of the parts: keeps _parts_hash of their master true';
create trigger seal_insert after insert on twin.alignment_fit referencing new table as touched
  for each statement execute function twin.seal_alignment();
create trigger seal_update after update on twin.alignment_fit referencing old table as was new table as touched
  for each statement execute function twin.seal_alignment();
create trigger seal_delete after delete on twin.alignment_fit referencing old table as touched
  for each statement execute function twin.seal_alignment();
create trigger seal_insert after insert on twin.aligned_bar_code referencing new table as touched
  for each statement execute function twin.seal_alignment();
create trigger seal_update after update on twin.aligned_bar_code referencing old table as was new table as touched
  for each statement execute function twin.seal_alignment();
create trigger seal_delete after delete on twin.aligned_bar_code referencing old table as touched
  for each statement execute function twin.seal_alignment();
create trigger note_change after update on twin.alignment_fit referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'alignment_config', 'beta_index', 'alignment_restart');
create trigger note_change after update on twin.aligned_bar_code referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'alignment_config', 'animal_id', 'session', 'scan_idx', 'unit_id');

create trigger note_change after update on twin.clustering_task referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'alignment_config', 'clustering_config');

create trigger note_change after update on twin.clustering referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'alignment_config', 'clustering_config');
create function twin.seal_clustering() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform from twin.clustering m, (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config from touched) t where m.dataset = t.dataset and m.model_config = t.model_config and m.training_config = t.training_config and m.seed = t.seed and m.alignment_config = t.alignment_config and m.clustering_config = t.clustering_config for no key update of m;
  update twin.clustering m set _parts_hash = coalesce((select encode(sha256(convert_to(string_agg(line, E'\n' order by line collate "C"), 'UTF8')), 'hex')
    from (select 'twin.cluster:' || p._row_hash as line from twin.cluster p where p.dataset = m.dataset and p.model_config = m.model_config and p.training_config = m.training_config and p.seed = m.seed and p.alignment_config = m.alignment_config and p.clustering_config = m.clustering_config union all select 'twin.cluster_member:' || p._row_hash as line from twin.cluster_member p where p.dataset = m.dataset and p.model_config = m.model_config and p.training_config = m.training_config and p.seed = m.seed and p.alignment_config = m.alignment_config and p.clustering_config = m.clustering_config) parts), '')
  from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config from touched) t where m.dataset = t.dataset and m.model_config = t.model_config and m.training_config = t.training_config and m.seed = t.seed and m.alignment_config = t.alignment_config and m.clustering_config = t.clustering_config;
  if tg_op = 'UPDATE' then
  perform from twin.clustering m, (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config from was) t where m.dataset = t.dataset and m.model_config = t.model_config and m.training_config = t.training_config and m.seed = t.seed and m.alignment_config = t.alignment_config and m.clustering_config = t.clustering_config for no key update of m;
  update twin.clustering m set _parts_hash = coalesce((select encode(sha256(convert_to(string_agg(line, E'\n' order by line collate "C"), 'UTF8')), 'hex')
    from (select 'twin.cluster:' || p._row_hash as line from twin.cluster p where p.dataset = m.dataset and p.model_config = m.model_config and p.training_config = m.training_config and p.seed = m.seed and p.alignment_config = m.alignment_config and p.clustering_config = m.clustering_config union all select 'twin.cluster_member:' || p._row_hash as line from twin.cluster_member p where p.dataset = m.dataset and p.model_config = m.model_config and p.training_config = m.training_config and p.seed = m.seed and p.alignment_config = m.alignment_config and p.clustering_config = m.clustering_config) parts), '')
  from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config from was) t where m.dataset = t.dataset and m.model_config = t.model_config and m.training_config = t.training_config and m.seed = t.seed and m.alignment_config = t.alignment_config and m.clustering_config = t.clustering_config;
  end if;
  return null;
end $$;
comment on function twin.seal_clustering() is 'Trigger of the parts: keeps _parts_hash of their master true';
create trigger seal_insert after insert on twin.cluster referencing new table as touched
  for each statement execute function twin.seal_clustering();
create trigger seal_update after update on twin.cluster referencing old table as was new table as touched
  for each statement execute function twin.seal_clustering();
create trigger seal_delete after delete on twin.cluster referencing old table as touched
  for each statement execute function twin.seal_clustering();
create trigger seal_insert after insert on twin.cluster_member referencing new table as touched
  for each statement execute function twin.seal_clustering();
create trigger seal_update after update on twin.cluster_member referencing old table as was new table as touched
  for each statement execute function twin.seal_clustering();
create trigger seal_delete after delete on twin.cluster_member referencing old table as touched
  for each statement execute function twin.seal_clustering();
create trigger note_change after update on twin.cluster referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'alignment_config', 'clustering_config', 'cluster');
create trigger note_change after update on twin.cluster_member referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'alignment_config', 'clustering_config', 'animal_id', 'session', 'scan_idx', 'unit_id');

create trigger note_change after update on twin.embedding_config referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('embedding_config');

create trigger note_change after update on twin.embedding_task referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'alignment_config', 'embedding_config');

create trigger note_change after update on twin.embedding referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'alignment_config', 'embedding_config');
create function twin.seal_embedding() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform from twin.embedding m, (select distinct dataset, model_config, training_config, seed, alignment_config, embedding_config from touched) t where m.dataset = t.dataset and m.model_config = t.model_config and m.training_config = t.training_config and m.seed = t.seed and m.alignment_config = t.alignment_config and m.embedding_config = t.embedding_config for no key update of m;
  update twin.embedding m set _parts_hash = coalesce((select encode(sha256(convert_to(string_agg(line, E'\n' order by line collate "C"), 'UTF8')), 'hex')
    from (select 'twin.embedding_point:' || p._row_hash as line from twin.embedding_point p where p.dataset = m.dataset and p.model_config = m.model_config and p.training_config = m.training_config and p.seed = m.seed and p.alignment_config = m.alignment_config and p.embedding_config = m.embedding_config) parts), '')
  from (select distinct dataset, model_config, training_config, seed, alignment_config, embedding_config from touched) t where m.dataset = t.dataset and m.model_config = t.model_config and m.training_config = t.training_config and m.seed = t.seed and m.alignment_config = t.alignment_config and m.embedding_config = t.embedding_config;
  if tg_op = 'UPDATE' then
  perform from twin.embedding m, (select distinct dataset, model_config, training_config, seed, alignment_config, embedding_config from was) t where m.dataset = t.dataset and m.model_config = t.model_config and m.training_config = t.training_config and m.seed = t.seed and m.alignment_config = t.alignment_config and m.embedding_config = t.embedding_config for no key update of m;
  update twin.embedding m set _parts_hash = coalesce((select encode(sha256(convert_to(string_agg(line, E'\n' order by line collate "C"), 'UTF8')), 'hex')
    from (select 'twin.embedding_point:' || p._row_hash as line from twin.embedding_point p where p.dataset = m.dataset and p.model_config = m.model_config and p.training_config = m.training_config and p.seed = m.seed and p.alignment_config = m.alignment_config and p.embedding_config = m.embedding_config) parts), '')
  from (select distinct dataset, model_config, training_config, seed, alignment_config, embedding_config from was) t where m.dataset = t.dataset and m.model_config = t.model_config and m.training_config = t.training_config and m.seed = t.seed and m.alignment_config = t.alignment_config and m.embedding_config = t.embedding_config;
  end if;
  return null;
end $$;
comment on function twin.seal_embedding() is 'Trigger of the parts: keeps _parts_hash of their master true';
create trigger seal_insert after insert on twin.embedding_point referencing new table as touched
  for each statement execute function twin.seal_embedding();
create trigger seal_update after update on twin.embedding_point referencing old table as was new table as touched
  for each statement execute function twin.seal_embedding();
create trigger seal_delete after delete on twin.embedding_point referencing old table as touched
  for each statement execute function twin.seal_embedding();
create trigger note_change after update on twin.embedding_point referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'alignment_config', 'embedding_config', 'animal_id', 'session', 'scan_idx', 'unit_id');

create trigger note_change after update on twin.density_mode_config referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('density_mode_config');

create trigger note_change after update on twin.density_task referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'alignment_config', 'embedding_config', 'density_mode_config');

create trigger note_change after update on twin.density_estimate referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'alignment_config', 'embedding_config', 'density_mode_config');
create function twin.seal_density_estimate() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform from twin.density_estimate m, (select distinct dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config from touched) t where m.dataset = t.dataset and m.model_config = t.model_config and m.training_config = t.training_config and m.seed = t.seed and m.alignment_config = t.alignment_config and m.embedding_config = t.embedding_config and m.density_mode_config = t.density_mode_config for no key update of m;
  update twin.density_estimate m set _parts_hash = coalesce((select encode(sha256(convert_to(string_agg(line, E'\n' order by line collate "C"), 'UTF8')), 'hex')
    from (select 'twin.density_mode:' || p._row_hash as line from twin.density_mode p where p.dataset = m.dataset and p.model_config = m.model_config and p.training_config = m.training_config and p.seed = m.seed and p.alignment_config = m.alignment_config and p.embedding_config = m.embedding_config and p.density_mode_config = m.density_mode_config union all select 'twin.mode_member:' || p._row_hash as line from twin.mode_member p where p.dataset = m.dataset and p.model_config = m.model_config and p.training_config = m.training_config and p.seed = m.seed and p.alignment_config = m.alignment_config and p.embedding_config = m.embedding_config and p.density_mode_config = m.density_mode_config) parts), '')
  from (select distinct dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config from touched) t where m.dataset = t.dataset and m.model_config = t.model_config and m.training_config = t.training_config and m.seed = t.seed and m.alignment_config = t.alignment_config and m.embedding_config = t.embedding_config and m.density_mode_config = t.density_mode_config;
  if tg_op = 'UPDATE' then
  perform from twin.density_estimate m, (select distinct dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config from was) t where m.dataset = t.dataset and m.model_config = t.model_config and m.training_config = t.training_config and m.seed = t.seed and m.alignment_config = t.alignment_config and m.embedding_config = t.embedding_config and m.density_mode_config = t.density_mode_config for no key update of m;
  update twin.density_estimate m set _parts_hash = coalesce((select encode(sha256(convert_to(string_agg(line, E'\n' order by line collate "C"), 'UTF8')), 'hex')
    from (select 'twin.density_mode:' || p._row_hash as line from twin.density_mode p where p.dataset = m.dataset and p.model_config = m.model_config and p.training_config = m.training_config and p.seed = m.seed and p.alignment_config = m.alignment_config and p.embedding_config = m.embedding_config and p.density_mode_config = m.density_mode_config union all select 'twin.mode_member:' || p._row_hash as line from twin.mode_member p where p.dataset = m.dataset and p.model_config = m.model_config and p.training_config = m.training_config and p.seed = m.seed and p.alignment_config = m.alignment_config and p.embedding_config = m.embedding_config and p.density_mode_config = m.density_mode_config) parts), '')
  from (select distinct dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config from was) t where m.dataset = t.dataset and m.model_config = t.model_config and m.training_config = t.training_config and m.seed = t.seed and m.alignment_config = t.alignment_config and m.embedding_config = t.embedding_config and m.density_mode_config = t.density_mode_config;
  end if;
  return null;
end $$;
comment on function twin.seal_density_estimate() is 'Trigger of the parts: keeps _parts_hash of their master true';
create trigger seal_insert after insert on twin.density_mode referencing new table as touched
  for each statement execute function twin.seal_density_estimate();
create trigger seal_update after update on twin.density_mode referencing old table as was new table as touched
  for each statement execute function twin.seal_density_estimate();
create trigger seal_delete after delete on twin.density_mode referencing old table as touched
  for each statement execute function twin.seal_density_estimate();
create trigger seal_insert after insert on twin.mode_member referencing new table as touched
  for each statement execute function twin.seal_density_estimate();
create trigger seal_update after update on twin.mode_member referencing old table as was new table as touched
  for each statement execute function twin.seal_density_estimate();
create trigger seal_delete after delete on twin.mode_member referencing old table as touched
  for each statement execute function twin.seal_density_estimate();
create trigger note_change after update on twin.density_mode referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'alignment_config', 'embedding_config', 'density_mode_config', 'mode');
create trigger note_change after update on twin.mode_member referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'alignment_config', 'embedding_config', 'density_mode_config', 'animal_id', 'session', 'scan_idx', 'unit_id');

create trigger note_change after update on twin.clustering_set referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'clustering_set');

create trigger note_change after update on twin.clustering_set_member referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'clustering_set', 'model_config', 'training_config', 'seed', 'alignment_config', 'clustering_config');

create trigger note_change after update on twin.complete_clustering_set referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'clustering_set');

create trigger note_change after update on twin.clustering_agreement referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'clustering_set');
create function twin.seal_clustering_agreement() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform from twin.clustering_agreement m, (select distinct dataset, clustering_set from touched) t where m.dataset = t.dataset and m.clustering_set = t.clustering_set for no key update of m;
  update twin.clustering_agreement m set _parts_hash = coalesce((select encode(sha256(convert_to(string_agg(line, E'\n' order by line collate "C"), 'UTF8')), 'hex')
    from (select 'twin.clustering_comparison:' || p._row_hash as line from twin.clustering_comparison p where p.dataset = m.dataset and p.clustering_set = m.clustering_set) parts), '')
  from (select distinct dataset, clustering_set from touched) t where m.dataset = t.dataset and m.clustering_set = t.clustering_set;
  if tg_op = 'UPDATE' then
  perform from twin.clustering_agreement m, (select distinct dataset, clustering_set from was) t where m.dataset = t.dataset and m.clustering_set = t.clustering_set for no key update of m;
  update twin.clustering_agreement m set _parts_hash = coalesce((select encode(sha256(convert_to(string_agg(line, E'\n' order by line collate "C"), 'UTF8')), 'hex')
    from (select 'twin.clustering_comparison:' || p._row_hash as line from twin.clustering_comparison p where p.dataset = m.dataset and p.clustering_set = m.clustering_set) parts), '')
  from (select distinct dataset, clustering_set from was) t where m.dataset = t.dataset and m.clustering_set = t.clustering_set;
  end if;
  return null;
end $$;
comment on function twin.seal_clustering_agreement() is 'Trigger of the parts: keeps _parts_hash of their master true';
create trigger seal_insert after insert on twin.clustering_comparison referencing new table as touched
  for each statement execute function twin.seal_clustering_agreement();
create trigger seal_update after update on twin.clustering_comparison referencing old table as was new table as touched
  for each statement execute function twin.seal_clustering_agreement();
create trigger seal_delete after delete on twin.clustering_comparison referencing old table as touched
  for each statement execute function twin.seal_clustering_agreement();
create trigger note_change after update on twin.clustering_comparison referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'clustering_set', 'one_member', 'other_member');

create trigger note_change after update on twin.stability_config referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('stability_config');

create trigger note_change after update on twin.stability_task referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'alignment_config', 'clustering_config', 'stability_config');

create trigger note_change after update on twin.cluster_stability referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'alignment_config', 'clustering_config', 'stability_config');
create function twin.seal_cluster_stability() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform from twin.cluster_stability m, (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, stability_config from touched) t where m.dataset = t.dataset and m.model_config = t.model_config and m.training_config = t.training_config and m.seed = t.seed and m.alignment_config = t.alignment_config and m.clustering_config = t.clustering_config and m.stability_config = t.stability_config for no key update of m;
  update twin.cluster_stability m set _parts_hash = coalesce((select encode(sha256(convert_to(string_agg(line, E'\n' order by line collate "C"), 'UTF8')), 'hex')
    from (select 'twin.cluster_overlap:' || p._row_hash as line from twin.cluster_overlap p where p.dataset = m.dataset and p.model_config = m.model_config and p.training_config = m.training_config and p.seed = m.seed and p.alignment_config = m.alignment_config and p.clustering_config = m.clustering_config and p.stability_config = m.stability_config) parts), '')
  from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, stability_config from touched) t where m.dataset = t.dataset and m.model_config = t.model_config and m.training_config = t.training_config and m.seed = t.seed and m.alignment_config = t.alignment_config and m.clustering_config = t.clustering_config and m.stability_config = t.stability_config;
  if tg_op = 'UPDATE' then
  perform from twin.cluster_stability m, (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, stability_config from was) t where m.dataset = t.dataset and m.model_config = t.model_config and m.training_config = t.training_config and m.seed = t.seed and m.alignment_config = t.alignment_config and m.clustering_config = t.clustering_config and m.stability_config = t.stability_config for no key update of m;
  update twin.cluster_stability m set _parts_hash = coalesce((select encode(sha256(convert_to(string_agg(line, E'\n' order by line collate "C"), 'UTF8')), 'hex')
    from (select 'twin.cluster_overlap:' || p._row_hash as line from twin.cluster_overlap p where p.dataset = m.dataset and p.model_config = m.model_config and p.training_config = m.training_config and p.seed = m.seed and p.alignment_config = m.alignment_config and p.clustering_config = m.clustering_config and p.stability_config = m.stability_config) parts), '')
  from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, stability_config from was) t where m.dataset = t.dataset and m.model_config = t.model_config and m.training_config = t.training_config and m.seed = t.seed and m.alignment_config = t.alignment_config and m.clustering_config = t.clustering_config and m.stability_config = t.stability_config;
  end if;
  return null;
end $$;
comment on function twin.seal_cluster_stability() is 'Trigger of the parts: keeps _parts_hash of their master true';
create trigger seal_insert after insert on twin.cluster_overlap referencing new table as touched
  for each statement execute function twin.seal_cluster_stability();
create trigger seal_update after update on twin.cluster_overlap referencing old table as was new table as touched
  for each statement execute function twin.seal_cluster_stability();
create trigger seal_delete after delete on twin.cluster_overlap referencing old table as touched
  for each statement execute function twin.seal_cluster_stability();
create trigger note_change after update on twin.cluster_overlap referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'alignment_config', 'clustering_config', 'stability_config', 'cluster');

create trigger note_change after update on twin.population_config referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('population_config');

create trigger note_change after update on twin.population_task referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'optimal_gabor_config', 'population_config');

create trigger note_change after update on twin.complete_population referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'optimal_gabor_config', 'population_config');

create trigger note_change after update on twin.population referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'optimal_gabor_config', 'population_config');
create function twin.seal_population() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform from twin.population m, (select distinct dataset, model_config, training_config, seed, optimal_gabor_config, population_config from touched) t where m.dataset = t.dataset and m.model_config = t.model_config and m.training_config = t.training_config and m.seed = t.seed and m.optimal_gabor_config = t.optimal_gabor_config and m.population_config = t.population_config for no key update of m;
  update twin.population m set _parts_hash = coalesce((select encode(sha256(convert_to(string_agg(line, E'\n' order by line collate "C"), 'UTF8')), 'hex')
    from (select 'twin.neuron_property:' || p._row_hash as line from twin.neuron_property p where p.dataset = m.dataset and p.model_config = m.model_config and p.training_config = m.training_config and p.seed = m.seed and p.optimal_gabor_config = m.optimal_gabor_config and p.population_config = m.population_config union all select 'twin.index_correlation:' || p._row_hash as line from twin.index_correlation p where p.dataset = m.dataset and p.model_config = m.model_config and p.training_config = m.training_config and p.seed = m.seed and p.optimal_gabor_config = m.optimal_gabor_config and p.population_config = m.population_config) parts), '')
  from (select distinct dataset, model_config, training_config, seed, optimal_gabor_config, population_config from touched) t where m.dataset = t.dataset and m.model_config = t.model_config and m.training_config = t.training_config and m.seed = t.seed and m.optimal_gabor_config = t.optimal_gabor_config and m.population_config = t.population_config;
  if tg_op = 'UPDATE' then
  perform from twin.population m, (select distinct dataset, model_config, training_config, seed, optimal_gabor_config, population_config from was) t where m.dataset = t.dataset and m.model_config = t.model_config and m.training_config = t.training_config and m.seed = t.seed and m.optimal_gabor_config = t.optimal_gabor_config and m.population_config = t.population_config for no key update of m;
  update twin.population m set _parts_hash = coalesce((select encode(sha256(convert_to(string_agg(line, E'\n' order by line collate "C"), 'UTF8')), 'hex')
    from (select 'twin.neuron_property:' || p._row_hash as line from twin.neuron_property p where p.dataset = m.dataset and p.model_config = m.model_config and p.training_config = m.training_config and p.seed = m.seed and p.optimal_gabor_config = m.optimal_gabor_config and p.population_config = m.population_config union all select 'twin.index_correlation:' || p._row_hash as line from twin.index_correlation p where p.dataset = m.dataset and p.model_config = m.model_config and p.training_config = m.training_config and p.seed = m.seed and p.optimal_gabor_config = m.optimal_gabor_config and p.population_config = m.population_config) parts), '')
  from (select distinct dataset, model_config, training_config, seed, optimal_gabor_config, population_config from was) t where m.dataset = t.dataset and m.model_config = t.model_config and m.training_config = t.training_config and m.seed = t.seed and m.optimal_gabor_config = t.optimal_gabor_config and m.population_config = t.population_config;
  end if;
  return null;
end $$;
comment on function twin.seal_population() is 'Trigger of the parts: keeps _parts_hash of their master true';
create trigger seal_insert after insert on twin.neuron_property referencing new table as touched
  for each statement execute function twin.seal_population();
create trigger seal_update after update on twin.neuron_property referencing old table as was new table as touched
  for each statement execute function twin.seal_population();
create trigger seal_delete after delete on twin.neuron_property referencing old table as touched
  for each statement execute function twin.seal_population();
create trigger seal_insert after insert on twin.index_correlation referencing new table as touched
  for each statement execute function twin.seal_population();
create trigger seal_update after update on twin.index_correlation referencing old table as was new table as touched
  for each statement execute function twin.seal_population();
create trigger seal_delete after delete on twin.index_correlation referencing old table as touched
  for each statement execute function twin.seal_population();
create trigger note_change after update on twin.neuron_property referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'optimal_gabor_config', 'population_config', 'animal_id', 'session', 'scan_idx', 'unit_id', 'property');
create trigger note_change after update on twin.index_correlation referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'optimal_gabor_config', 'population_config', 'one_property', 'other_property');

create trigger note_change after update on twin.statistics_config referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('statistics_config');

create trigger note_change after update on twin.cluster_analysis_task referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'alignment_config', 'clustering_config', 'optimal_gabor_config', 'population_config', 'statistics_config');

create trigger note_change after update on twin.cluster_analysis referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'alignment_config', 'clustering_config', 'optimal_gabor_config', 'population_config', 'statistics_config');
create function twin.seal_cluster_analysis() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform from twin.cluster_analysis m, (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config from touched) t where m.dataset = t.dataset and m.model_config = t.model_config and m.training_config = t.training_config and m.seed = t.seed and m.alignment_config = t.alignment_config and m.clustering_config = t.clustering_config and m.optimal_gabor_config = t.optimal_gabor_config and m.population_config = t.population_config and m.statistics_config = t.statistics_config for no key update of m;
  update twin.cluster_analysis m set _parts_hash = coalesce((select encode(sha256(convert_to(string_agg(line, E'\n' order by line collate "C"), 'UTF8')), 'hex')
    from (select 'twin.cluster_property:' || p._row_hash as line from twin.cluster_property p where p.dataset = m.dataset and p.model_config = m.model_config and p.training_config = m.training_config and p.seed = m.seed and p.alignment_config = m.alignment_config and p.clustering_config = m.clustering_config and p.optimal_gabor_config = m.optimal_gabor_config and p.population_config = m.population_config and p.statistics_config = m.statistics_config union all select 'twin.combination_count:' || p._row_hash as line from twin.combination_count p where p.dataset = m.dataset and p.model_config = m.model_config and p.training_config = m.training_config and p.seed = m.seed and p.alignment_config = m.alignment_config and p.clustering_config = m.clustering_config and p.optimal_gabor_config = m.optimal_gabor_config and p.population_config = m.population_config and p.statistics_config = m.statistics_config) parts), '')
  from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config from touched) t where m.dataset = t.dataset and m.model_config = t.model_config and m.training_config = t.training_config and m.seed = t.seed and m.alignment_config = t.alignment_config and m.clustering_config = t.clustering_config and m.optimal_gabor_config = t.optimal_gabor_config and m.population_config = t.population_config and m.statistics_config = t.statistics_config;
  if tg_op = 'UPDATE' then
  perform from twin.cluster_analysis m, (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config from was) t where m.dataset = t.dataset and m.model_config = t.model_config and m.training_config = t.training_config and m.seed = t.seed and m.alignment_config = t.alignment_config and m.clustering_config = t.clustering_config and m.optimal_gabor_config = t.optimal_gabor_config and m.population_config = t.population_config and m.statistics_config = t.statistics_config for no key update of m;
  update twin.cluster_analysis m set _parts_hash = coalesce((select encode(sha256(convert_to(string_agg(line, E'\n' order by line collate "C"), 'UTF8')), 'hex')
    from (select 'twin.cluster_property:' || p._row_hash as line from twin.cluster_property p where p.dataset = m.dataset and p.model_config = m.model_config and p.training_config = m.training_config and p.seed = m.seed and p.alignment_config = m.alignment_config and p.clustering_config = m.clustering_config and p.optimal_gabor_config = m.optimal_gabor_config and p.population_config = m.population_config and p.statistics_config = m.statistics_config union all select 'twin.combination_count:' || p._row_hash as line from twin.combination_count p where p.dataset = m.dataset and p.model_config = m.model_config and p.training_config = m.training_config and p.seed = m.seed and p.alignment_config = m.alignment_config and p.clustering_config = m.clustering_config and p.optimal_gabor_config = m.optimal_gabor_config and p.population_config = m.population_config and p.statistics_config = m.statistics_config) parts), '')
  from (select distinct dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config from was) t where m.dataset = t.dataset and m.model_config = t.model_config and m.training_config = t.training_config and m.seed = t.seed and m.alignment_config = t.alignment_config and m.clustering_config = t.clustering_config and m.optimal_gabor_config = t.optimal_gabor_config and m.population_config = t.population_config and m.statistics_config = t.statistics_config;
  end if;
  return null;
end $$;
comment on function twin.seal_cluster_analysis() is 'Trigger of the parts: keeps _parts_hash of their master true';
create trigger seal_insert after insert on twin.cluster_property referencing new table as touched
  for each statement execute function twin.seal_cluster_analysis();
create trigger seal_update after update on twin.cluster_property referencing old table as was new table as touched
  for each statement execute function twin.seal_cluster_analysis();
create trigger seal_delete after delete on twin.cluster_property referencing old table as touched
  for each statement execute function twin.seal_cluster_analysis();
create trigger seal_insert after insert on twin.combination_count referencing new table as touched
  for each statement execute function twin.seal_cluster_analysis();
create trigger seal_update after update on twin.combination_count referencing old table as was new table as touched
  for each statement execute function twin.seal_cluster_analysis();
create trigger seal_delete after delete on twin.combination_count referencing old table as touched
  for each statement execute function twin.seal_cluster_analysis();
create trigger note_change after update on twin.cluster_property referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'alignment_config', 'clustering_config', 'optimal_gabor_config', 'population_config', 'statistics_config', 'cluster', 'assignment', 'draw', 'property');
create trigger note_change after update on twin.combination_count referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'alignment_config', 'clustering_config', 'optimal_gabor_config', 'population_config', 'statistics_config', 'assignment', 'draw', 'cluster_group', 'combination');

create function job.enqueue_alignment_from_readout() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.alignment (dataset, model_config, training_config, seed, alignment_config)
      select dataset, model_config, training_config, seed, alignment_config
      from (select * from (select dataset, model_config, training_config, seed from new_rows) p0
            natural join (select dataset, model_config, training_config, seed, alignment_config from twin.alignment_task) p1
            natural join (select alignment_config from twin.alignment_config) p2) k
      where not exists (select from twin.alignment o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.alignment_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.alignment_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.alignment where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_alignment_from_readout() is 'Queues the keys of twin.alignment that new rows of twin.readout make possible';
create trigger enqueue_alignment after insert on twin.readout
  referencing new table as new_rows for each statement execute function job.enqueue_alignment_from_readout();

create function job.enqueue_alignment_from_alignment_task() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.alignment (dataset, model_config, training_config, seed, alignment_config)
      select dataset, model_config, training_config, seed, alignment_config
      from (select * from (select dataset, model_config, training_config, seed from twin.readout) p0
            natural join (select dataset, model_config, training_config, seed, alignment_config from new_rows) p1
            natural join (select alignment_config from twin.alignment_config) p2) k
      where not exists (select from twin.alignment o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.alignment_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.alignment_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.alignment where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_alignment_from_alignment_task() is 'Queues the keys of twin.alignment that new rows of twin.alignment_task make possible';
create trigger enqueue_alignment after insert on twin.alignment_task
  referencing new table as new_rows for each statement execute function job.enqueue_alignment_from_alignment_task();

create function job.enqueue_clustering_from_alignment() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.clustering (dataset, model_config, training_config, seed, alignment_config, clustering_config)
      select dataset, model_config, training_config, seed, alignment_config, clustering_config
      from (select * from (select dataset, model_config, training_config, seed, alignment_config from new_rows) p0
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config from twin.clustering_task) p1
            natural join (select clustering_config from twin.clustering_config) p2) k
      where not exists (select from twin.clustering o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.alignment_config, o.clustering_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.alignment_config, k.clustering_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.clustering where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_clustering_from_alignment() is 'Queues the keys of twin.clustering that new rows of twin.alignment make possible';
create trigger enqueue_clustering after insert on twin.alignment
  referencing new table as new_rows for each statement execute function job.enqueue_clustering_from_alignment();

create function job.enqueue_clustering_from_clustering_task() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.clustering (dataset, model_config, training_config, seed, alignment_config, clustering_config)
      select dataset, model_config, training_config, seed, alignment_config, clustering_config
      from (select * from (select dataset, model_config, training_config, seed, alignment_config from twin.alignment) p0
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config from new_rows) p1
            natural join (select clustering_config from twin.clustering_config) p2) k
      where not exists (select from twin.clustering o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.alignment_config, o.clustering_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.alignment_config, k.clustering_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.clustering where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_clustering_from_clustering_task() is 'Queues the keys of twin.clustering that new rows of twin.clustering_task make possible';
create trigger enqueue_clustering after insert on twin.clustering_task
  referencing new table as new_rows for each statement execute function job.enqueue_clustering_from_clustering_task();

create function job.enqueue_embedding_from_alignment() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.embedding (dataset, model_config, training_config, seed, alignment_config, embedding_config)
      select dataset, model_config, training_config, seed, alignment_config, embedding_config
      from (select * from (select dataset, model_config, training_config, seed, alignment_config from new_rows) p0
            natural join (select dataset, model_config, training_config, seed, alignment_config, embedding_config from twin.embedding_task) p1
            natural join (select embedding_config from twin.embedding_config) p2) k
      where not exists (select from twin.embedding o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.alignment_config, o.embedding_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.alignment_config, k.embedding_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.embedding where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_embedding_from_alignment() is 'Queues the keys of twin.embedding that new rows of twin.alignment make possible';
create trigger enqueue_embedding after insert on twin.alignment
  referencing new table as new_rows for each statement execute function job.enqueue_embedding_from_alignment();

create function job.enqueue_embedding_from_embedding_task() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.embedding (dataset, model_config, training_config, seed, alignment_config, embedding_config)
      select dataset, model_config, training_config, seed, alignment_config, embedding_config
      from (select * from (select dataset, model_config, training_config, seed, alignment_config from twin.alignment) p0
            natural join (select dataset, model_config, training_config, seed, alignment_config, embedding_config from new_rows) p1
            natural join (select embedding_config from twin.embedding_config) p2) k
      where not exists (select from twin.embedding o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.alignment_config, o.embedding_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.alignment_config, k.embedding_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.embedding where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_embedding_from_embedding_task() is 'Queues the keys of twin.embedding that new rows of twin.embedding_task make possible';
create trigger enqueue_embedding after insert on twin.embedding_task
  referencing new table as new_rows for each statement execute function job.enqueue_embedding_from_embedding_task();

create function job.enqueue_density_estimate_from_embedding() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.density_estimate (dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config)
      select dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config
      from (select * from (select dataset, model_config, training_config, seed, alignment_config, embedding_config from new_rows) p0
            natural join (select dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config from twin.density_task) p1
            natural join (select density_mode_config from twin.density_mode_config) p2) k
      where not exists (select from twin.density_estimate o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.alignment_config, o.embedding_config, o.density_mode_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.alignment_config, k.embedding_config, k.density_mode_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.density_estimate where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_density_estimate_from_embedding() is 'Queues the keys of twin.density_estimate that new rows of twin.embedding make possible';
create trigger enqueue_density_estimate after insert on twin.embedding
  referencing new table as new_rows for each statement execute function job.enqueue_density_estimate_from_embedding();

create function job.enqueue_density_estimate_from_density_task() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.density_estimate (dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config)
      select dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config
      from (select * from (select dataset, model_config, training_config, seed, alignment_config, embedding_config from twin.embedding) p0
            natural join (select dataset, model_config, training_config, seed, alignment_config, embedding_config, density_mode_config from new_rows) p1
            natural join (select density_mode_config from twin.density_mode_config) p2) k
      where not exists (select from twin.density_estimate o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.alignment_config, o.embedding_config, o.density_mode_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.alignment_config, k.embedding_config, k.density_mode_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.density_estimate where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_density_estimate_from_density_task() is 'Queues the keys of twin.density_estimate that new rows of twin.density_task make possible';
create trigger enqueue_density_estimate after insert on twin.density_task
  referencing new table as new_rows for each statement execute function job.enqueue_density_estimate_from_density_task();

create function job.enqueue_clustering_agreement_from_complete_clustering_set() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.clustering_agreement (dataset, clustering_set)
      select dataset, clustering_set
      from (select * from (select dataset, clustering_set from new_rows) p0) k
      where not exists (select from twin.clustering_agreement o
        where (o.dataset, o.clustering_set)
            = (k.dataset, k.clustering_set))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.clustering_agreement where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_clustering_agreement_from_complete_clustering_set() is 'Queues the keys of twin.clustering_agreement that new rows of twin.complete_clustering_set make possible';
create trigger enqueue_clustering_agreement after insert on twin.complete_clustering_set
  referencing new table as new_rows for each statement execute function job.enqueue_clustering_agreement_from_complete_clustering_set();

create function job.enqueue_cluster_stability_from_clustering() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.cluster_stability (dataset, model_config, training_config, seed, alignment_config, clustering_config, stability_config)
      select dataset, model_config, training_config, seed, alignment_config, clustering_config, stability_config
      from (select * from (select dataset, model_config, training_config, seed, alignment_config, clustering_config from new_rows) p0
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, stability_config from twin.stability_task) p1
            natural join (select stability_config from twin.stability_config) p2) k
      where not exists (select from twin.cluster_stability o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.alignment_config, o.clustering_config, o.stability_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.alignment_config, k.clustering_config, k.stability_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.cluster_stability where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_cluster_stability_from_clustering() is 'Queues the keys of twin.cluster_stability that new rows of twin.clustering make possible';
create trigger enqueue_cluster_stability after insert on twin.clustering
  referencing new table as new_rows for each statement execute function job.enqueue_cluster_stability_from_clustering();

create function job.enqueue_cluster_stability_from_stability_task() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.cluster_stability (dataset, model_config, training_config, seed, alignment_config, clustering_config, stability_config)
      select dataset, model_config, training_config, seed, alignment_config, clustering_config, stability_config
      from (select * from (select dataset, model_config, training_config, seed, alignment_config, clustering_config from twin.clustering) p0
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, stability_config from new_rows) p1
            natural join (select stability_config from twin.stability_config) p2) k
      where not exists (select from twin.cluster_stability o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.alignment_config, o.clustering_config, o.stability_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.alignment_config, k.clustering_config, k.stability_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.cluster_stability where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_cluster_stability_from_stability_task() is 'Queues the keys of twin.cluster_stability that new rows of twin.stability_task make possible';
create trigger enqueue_cluster_stability after insert on twin.stability_task
  referencing new table as new_rows for each statement execute function job.enqueue_cluster_stability_from_stability_task();

create function job.enqueue_population_from_complete_population() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.population (dataset, model_config, training_config, seed, optimal_gabor_config, population_config)
      select dataset, model_config, training_config, seed, optimal_gabor_config, population_config
      from (select * from (select dataset, model_config, training_config, seed, optimal_gabor_config, population_config from new_rows) p0
            natural join (select population_config from twin.population_config) p1) k
      where not exists (select from twin.population o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.optimal_gabor_config, o.population_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.optimal_gabor_config, k.population_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.population where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_population_from_complete_population() is 'Queues the keys of twin.population that new rows of twin.complete_population make possible';
create trigger enqueue_population after insert on twin.complete_population
  referencing new table as new_rows for each statement execute function job.enqueue_population_from_complete_population();

create function job.enqueue_cluster_analysis_from_clustering() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.cluster_analysis (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config)
      select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config
      from (select * from (select dataset, model_config, training_config, seed, alignment_config, clustering_config from new_rows) p0
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, population_config from twin.population) p1
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config from twin.cluster_analysis_task) p2
            natural join (select statistics_config from twin.statistics_config) p3) k
      where not exists (select from twin.cluster_analysis o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.alignment_config, o.clustering_config, o.optimal_gabor_config, o.population_config, o.statistics_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.alignment_config, k.clustering_config, k.optimal_gabor_config, k.population_config, k.statistics_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.cluster_analysis where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_cluster_analysis_from_clustering() is 'Queues the keys of twin.cluster_analysis that new rows of twin.clustering make possible';
create trigger enqueue_cluster_analysis after insert on twin.clustering
  referencing new table as new_rows for each statement execute function job.enqueue_cluster_analysis_from_clustering();

create function job.enqueue_cluster_analysis_from_population() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.cluster_analysis (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config)
      select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config
      from (select * from (select dataset, model_config, training_config, seed, alignment_config, clustering_config from twin.clustering) p0
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, population_config from new_rows) p1
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config from twin.cluster_analysis_task) p2
            natural join (select statistics_config from twin.statistics_config) p3) k
      where not exists (select from twin.cluster_analysis o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.alignment_config, o.clustering_config, o.optimal_gabor_config, o.population_config, o.statistics_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.alignment_config, k.clustering_config, k.optimal_gabor_config, k.population_config, k.statistics_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.cluster_analysis where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_cluster_analysis_from_population() is 'Queues the keys of twin.cluster_analysis that new rows of twin.population make possible';
create trigger enqueue_cluster_analysis after insert on twin.population
  referencing new table as new_rows for each statement execute function job.enqueue_cluster_analysis_from_population();

create function job.enqueue_cluster_analysis_from_cluster_analysis_task() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.cluster_analysis (dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config)
      select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config
      from (select * from (select dataset, model_config, training_config, seed, alignment_config, clustering_config from twin.clustering) p0
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, population_config from twin.population) p1
            natural join (select dataset, model_config, training_config, seed, alignment_config, clustering_config, optimal_gabor_config, population_config, statistics_config from new_rows) p2
            natural join (select statistics_config from twin.statistics_config) p3) k
      where not exists (select from twin.cluster_analysis o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.alignment_config, o.clustering_config, o.optimal_gabor_config, o.population_config, o.statistics_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.alignment_config, k.clustering_config, k.optimal_gabor_config, k.population_config, k.statistics_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.cluster_analysis where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_cluster_analysis_from_cluster_analysis_task() is 'Queues the keys of twin.cluster_analysis that new rows of twin.cluster_analysis_task make possible';
create trigger enqueue_cluster_analysis after insert on twin.cluster_analysis_task
  referencing new table as new_rows for each statement execute function job.enqueue_cluster_analysis_from_cluster_analysis_task();

insert into twin."~lineage" (table_name, attribute_name, lineage) values
  ('aligned_bar_code', 'alignment_config', 'twin.alignment_config.alignment_config'),
  ('aligned_bar_code', 'animal_id', 'twin.scan.animal_id'),
  ('aligned_bar_code', 'dataset', 'twin.dataset.dataset'),
  ('aligned_bar_code', 'model_config', 'twin.model_config.model_config'),
  ('aligned_bar_code', 'scan_idx', 'twin.scan.scan_idx'),
  ('aligned_bar_code', 'seed', 'twin.training_task.seed'),
  ('aligned_bar_code', 'session', 'twin.scan.session'),
  ('aligned_bar_code', 'training_config', 'twin.training_config.training_config'),
  ('aligned_bar_code', 'unit_id', 'twin.neuron.unit_id'),
  ('alignment', 'alignment_config', 'twin.alignment_config.alignment_config'),
  ('alignment', 'dataset', 'twin.dataset.dataset'),
  ('alignment', 'model_config', 'twin.model_config.model_config'),
  ('alignment', 'seed', 'twin.training_task.seed'),
  ('alignment', 'training_config', 'twin.training_config.training_config'),
  ('alignment_config', 'alignment_config', 'twin.alignment_config.alignment_config'),
  ('alignment_fit', 'alignment_config', 'twin.alignment_config.alignment_config'),
  ('alignment_fit', 'alignment_restart', 'twin.alignment_fit.alignment_restart'),
  ('alignment_fit', 'beta_index', 'twin.alignment_fit.beta_index'),
  ('alignment_fit', 'dataset', 'twin.dataset.dataset'),
  ('alignment_fit', 'model_config', 'twin.model_config.model_config'),
  ('alignment_fit', 'seed', 'twin.training_task.seed'),
  ('alignment_fit', 'training_config', 'twin.training_config.training_config'),
  ('alignment_task', 'alignment_config', 'twin.alignment_config.alignment_config'),
  ('alignment_task', 'dataset', 'twin.dataset.dataset'),
  ('alignment_task', 'model_config', 'twin.model_config.model_config'),
  ('alignment_task', 'seed', 'twin.training_task.seed'),
  ('alignment_task', 'training_config', 'twin.training_config.training_config'),
  ('cluster', 'alignment_config', 'twin.alignment_config.alignment_config'),
  ('cluster_analysis', 'alignment_config', 'twin.alignment_config.alignment_config'),
  ('cluster_analysis', 'clustering_config', 'twin.clustering_config.clustering_config'),
  ('cluster_analysis', 'dataset', 'twin.dataset.dataset'),
  ('cluster_analysis', 'model_config', 'twin.model_config.model_config'),
  ('cluster_analysis', 'optimal_gabor_config', 'twin.optimal_gabor_config.optimal_gabor_config'),
  ('cluster_analysis', 'population_config', 'twin.population_config.population_config'),
  ('cluster_analysis', 'seed', 'twin.training_task.seed'),
  ('cluster_analysis', 'statistics_config', 'twin.statistics_config.statistics_config'),
  ('cluster_analysis', 'training_config', 'twin.training_config.training_config'),
  ('cluster_analysis_task', 'alignment_config', 'twin.alignment_config.alignment_config'),
  ('cluster_analysis_task', 'clustering_config', 'twin.clustering_config.clustering_config'),
  ('cluster_analysis_task', 'dataset', 'twin.dataset.dataset'),
  ('cluster_analysis_task', 'model_config', 'twin.model_config.model_config'),
  ('cluster_analysis_task', 'optimal_gabor_config', 'twin.optimal_gabor_config.optimal_gabor_config'),
  ('cluster_analysis_task', 'population_config', 'twin.population_config.population_config'),
  ('cluster_analysis_task', 'seed', 'twin.training_task.seed'),
  ('cluster_analysis_task', 'statistics_config', 'twin.statistics_config.statistics_config'),
  ('cluster_analysis_task', 'training_config', 'twin.training_config.training_config'),
  ('cluster_member', 'alignment_config', 'twin.alignment_config.alignment_config'),
  ('cluster_overlap', 'alignment_config', 'twin.alignment_config.alignment_config'),
  ('cluster_overlap', 'cluster', 'twin.cluster.cluster'),
  ('cluster_overlap', 'clustering_config', 'twin.clustering_config.clustering_config'),
  ('cluster_overlap', 'dataset', 'twin.dataset.dataset'),
  ('cluster_overlap', 'model_config', 'twin.model_config.model_config'),
  ('cluster_overlap', 'seed', 'twin.training_task.seed'),
  ('cluster_overlap', 'stability_config', 'twin.stability_config.stability_config'),
  ('cluster_overlap', 'training_config', 'twin.training_config.training_config'),
  ('cluster_property', 'alignment_config', 'twin.alignment_config.alignment_config'),
  ('cluster_property', 'assignment', 'twin.cluster_property.assignment'),
  ('cluster_property', 'cluster', 'twin.cluster.cluster'),
  ('cluster_property', 'clustering_config', 'twin.clustering_config.clustering_config'),
  ('cluster_property', 'dataset', 'twin.dataset.dataset'),
  ('cluster_property', 'draw', 'twin.cluster_property.draw'),
  ('cluster_property', 'model_config', 'twin.model_config.model_config'),
  ('cluster_property', 'optimal_gabor_config', 'twin.optimal_gabor_config.optimal_gabor_config'),
  ('cluster_property', 'population_config', 'twin.population_config.population_config'),
  ('cluster_property', 'property', 'twin.cluster_property.property'),
  ('cluster_property', 'seed', 'twin.training_task.seed'),
  ('cluster_property', 'statistics_config', 'twin.statistics_config.statistics_config'),
  ('cluster_property', 'training_config', 'twin.training_config.training_config'),
  ('cluster_stability', 'alignment_config', 'twin.alignment_config.alignment_config'),
  ('cluster_stability', 'clustering_config', 'twin.clustering_config.clustering_config'),
  ('cluster_stability', 'dataset', 'twin.dataset.dataset'),
  ('cluster_stability', 'model_config', 'twin.model_config.model_config'),
  ('cluster_stability', 'seed', 'twin.training_task.seed'),
  ('cluster_stability', 'stability_config', 'twin.stability_config.stability_config'),
  ('cluster_stability', 'training_config', 'twin.training_config.training_config'),
  ('clustering', 'alignment_config', 'twin.alignment_config.alignment_config'),
  ('clustering_agreement', 'clustering_set', 'twin.clustering_set.clustering_set'),
  ('clustering_agreement', 'dataset', 'twin.dataset.dataset'),
  ('clustering_comparison', 'clustering_set', 'twin.clustering_set.clustering_set'),
  ('clustering_comparison', 'dataset', 'twin.dataset.dataset'),
  ('clustering_comparison', 'one_member', 'twin.clustering_comparison.one_member'),
  ('clustering_comparison', 'other_member', 'twin.clustering_comparison.other_member'),
  ('clustering_set', 'clustering_set', 'twin.clustering_set.clustering_set'),
  ('clustering_set', 'dataset', 'twin.dataset.dataset'),
  ('clustering_set_member', 'alignment_config', 'twin.alignment_config.alignment_config'),
  ('clustering_set_member', 'clustering_config', 'twin.clustering_config.clustering_config'),
  ('clustering_set_member', 'clustering_set', 'twin.clustering_set.clustering_set'),
  ('clustering_set_member', 'dataset', 'twin.dataset.dataset'),
  ('clustering_set_member', 'model_config', 'twin.model_config.model_config'),
  ('clustering_set_member', 'seed', 'twin.training_task.seed'),
  ('clustering_set_member', 'training_config', 'twin.training_config.training_config'),
  ('clustering_task', 'alignment_config', 'twin.alignment_config.alignment_config'),
  ('combination_count', 'alignment_config', 'twin.alignment_config.alignment_config'),
  ('combination_count', 'assignment', 'twin.combination_count.assignment'),
  ('combination_count', 'cluster_group', 'twin.combination_count.cluster_group'),
  ('combination_count', 'clustering_config', 'twin.clustering_config.clustering_config'),
  ('combination_count', 'combination', 'twin.combination_count.combination'),
  ('combination_count', 'dataset', 'twin.dataset.dataset'),
  ('combination_count', 'draw', 'twin.combination_count.draw'),
  ('combination_count', 'model_config', 'twin.model_config.model_config'),
  ('combination_count', 'optimal_gabor_config', 'twin.optimal_gabor_config.optimal_gabor_config'),
  ('combination_count', 'population_config', 'twin.population_config.population_config'),
  ('combination_count', 'seed', 'twin.training_task.seed'),
  ('combination_count', 'statistics_config', 'twin.statistics_config.statistics_config'),
  ('combination_count', 'training_config', 'twin.training_config.training_config'),
  ('complete_clustering_set', 'clustering_set', 'twin.clustering_set.clustering_set'),
  ('complete_clustering_set', 'dataset', 'twin.dataset.dataset'),
  ('complete_population', 'dataset', 'twin.dataset.dataset'),
  ('complete_population', 'model_config', 'twin.model_config.model_config'),
  ('complete_population', 'optimal_gabor_config', 'twin.optimal_gabor_config.optimal_gabor_config'),
  ('complete_population', 'population_config', 'twin.population_config.population_config'),
  ('complete_population', 'seed', 'twin.training_task.seed'),
  ('complete_population', 'training_config', 'twin.training_config.training_config'),
  ('density_estimate', 'alignment_config', 'twin.alignment_config.alignment_config'),
  ('density_estimate', 'dataset', 'twin.dataset.dataset'),
  ('density_estimate', 'density_mode_config', 'twin.density_mode_config.density_mode_config'),
  ('density_estimate', 'embedding_config', 'twin.embedding_config.embedding_config'),
  ('density_estimate', 'model_config', 'twin.model_config.model_config'),
  ('density_estimate', 'seed', 'twin.training_task.seed'),
  ('density_estimate', 'training_config', 'twin.training_config.training_config'),
  ('density_mode', 'alignment_config', 'twin.alignment_config.alignment_config'),
  ('density_mode', 'dataset', 'twin.dataset.dataset'),
  ('density_mode', 'density_mode_config', 'twin.density_mode_config.density_mode_config'),
  ('density_mode', 'embedding_config', 'twin.embedding_config.embedding_config'),
  ('density_mode', 'mode', 'twin.density_mode.mode'),
  ('density_mode', 'model_config', 'twin.model_config.model_config'),
  ('density_mode', 'seed', 'twin.training_task.seed'),
  ('density_mode', 'training_config', 'twin.training_config.training_config'),
  ('density_mode_config', 'density_mode_config', 'twin.density_mode_config.density_mode_config'),
  ('density_task', 'alignment_config', 'twin.alignment_config.alignment_config'),
  ('density_task', 'dataset', 'twin.dataset.dataset'),
  ('density_task', 'density_mode_config', 'twin.density_mode_config.density_mode_config'),
  ('density_task', 'embedding_config', 'twin.embedding_config.embedding_config'),
  ('density_task', 'model_config', 'twin.model_config.model_config'),
  ('density_task', 'seed', 'twin.training_task.seed'),
  ('density_task', 'training_config', 'twin.training_config.training_config'),
  ('embedding', 'alignment_config', 'twin.alignment_config.alignment_config'),
  ('embedding', 'dataset', 'twin.dataset.dataset'),
  ('embedding', 'embedding_config', 'twin.embedding_config.embedding_config'),
  ('embedding', 'model_config', 'twin.model_config.model_config'),
  ('embedding', 'seed', 'twin.training_task.seed'),
  ('embedding', 'training_config', 'twin.training_config.training_config'),
  ('embedding_config', 'embedding_config', 'twin.embedding_config.embedding_config'),
  ('embedding_point', 'alignment_config', 'twin.alignment_config.alignment_config'),
  ('embedding_point', 'animal_id', 'twin.scan.animal_id'),
  ('embedding_point', 'dataset', 'twin.dataset.dataset'),
  ('embedding_point', 'embedding_config', 'twin.embedding_config.embedding_config'),
  ('embedding_point', 'model_config', 'twin.model_config.model_config'),
  ('embedding_point', 'scan_idx', 'twin.scan.scan_idx'),
  ('embedding_point', 'seed', 'twin.training_task.seed'),
  ('embedding_point', 'session', 'twin.scan.session'),
  ('embedding_point', 'training_config', 'twin.training_config.training_config'),
  ('embedding_point', 'unit_id', 'twin.neuron.unit_id'),
  ('embedding_task', 'alignment_config', 'twin.alignment_config.alignment_config'),
  ('embedding_task', 'dataset', 'twin.dataset.dataset'),
  ('embedding_task', 'embedding_config', 'twin.embedding_config.embedding_config'),
  ('embedding_task', 'model_config', 'twin.model_config.model_config'),
  ('embedding_task', 'seed', 'twin.training_task.seed'),
  ('embedding_task', 'training_config', 'twin.training_config.training_config'),
  ('index_correlation', 'dataset', 'twin.dataset.dataset'),
  ('index_correlation', 'model_config', 'twin.model_config.model_config'),
  ('index_correlation', 'one_property', 'twin.index_correlation.one_property'),
  ('index_correlation', 'optimal_gabor_config', 'twin.optimal_gabor_config.optimal_gabor_config'),
  ('index_correlation', 'other_property', 'twin.index_correlation.other_property'),
  ('index_correlation', 'population_config', 'twin.population_config.population_config'),
  ('index_correlation', 'seed', 'twin.training_task.seed'),
  ('index_correlation', 'training_config', 'twin.training_config.training_config'),
  ('mode_member', 'alignment_config', 'twin.alignment_config.alignment_config'),
  ('mode_member', 'animal_id', 'twin.scan.animal_id'),
  ('mode_member', 'dataset', 'twin.dataset.dataset'),
  ('mode_member', 'density_mode_config', 'twin.density_mode_config.density_mode_config'),
  ('mode_member', 'embedding_config', 'twin.embedding_config.embedding_config'),
  ('mode_member', 'mode', 'twin.density_mode.mode'),
  ('mode_member', 'model_config', 'twin.model_config.model_config'),
  ('mode_member', 'scan_idx', 'twin.scan.scan_idx'),
  ('mode_member', 'seed', 'twin.training_task.seed'),
  ('mode_member', 'session', 'twin.scan.session'),
  ('mode_member', 'training_config', 'twin.training_config.training_config'),
  ('mode_member', 'unit_id', 'twin.neuron.unit_id'),
  ('neuron_property', 'animal_id', 'twin.scan.animal_id'),
  ('neuron_property', 'dataset', 'twin.dataset.dataset'),
  ('neuron_property', 'model_config', 'twin.model_config.model_config'),
  ('neuron_property', 'optimal_gabor_config', 'twin.optimal_gabor_config.optimal_gabor_config'),
  ('neuron_property', 'population_config', 'twin.population_config.population_config'),
  ('neuron_property', 'property', 'twin.neuron_property.property'),
  ('neuron_property', 'scan_idx', 'twin.scan.scan_idx'),
  ('neuron_property', 'seed', 'twin.training_task.seed'),
  ('neuron_property', 'session', 'twin.scan.session'),
  ('neuron_property', 'training_config', 'twin.training_config.training_config'),
  ('neuron_property', 'unit_id', 'twin.neuron.unit_id'),
  ('population', 'dataset', 'twin.dataset.dataset'),
  ('population', 'model_config', 'twin.model_config.model_config'),
  ('population', 'optimal_gabor_config', 'twin.optimal_gabor_config.optimal_gabor_config'),
  ('population', 'population_config', 'twin.population_config.population_config'),
  ('population', 'seed', 'twin.training_task.seed'),
  ('population', 'training_config', 'twin.training_config.training_config'),
  ('population_config', 'population_config', 'twin.population_config.population_config'),
  ('population_task', 'dataset', 'twin.dataset.dataset'),
  ('population_task', 'model_config', 'twin.model_config.model_config'),
  ('population_task', 'optimal_gabor_config', 'twin.optimal_gabor_config.optimal_gabor_config'),
  ('population_task', 'population_config', 'twin.population_config.population_config'),
  ('population_task', 'seed', 'twin.training_task.seed'),
  ('population_task', 'training_config', 'twin.training_config.training_config'),
  ('stability_config', 'stability_config', 'twin.stability_config.stability_config'),
  ('stability_task', 'alignment_config', 'twin.alignment_config.alignment_config'),
  ('stability_task', 'clustering_config', 'twin.clustering_config.clustering_config'),
  ('stability_task', 'dataset', 'twin.dataset.dataset'),
  ('stability_task', 'model_config', 'twin.model_config.model_config'),
  ('stability_task', 'seed', 'twin.training_task.seed'),
  ('stability_task', 'stability_config', 'twin.stability_config.stability_config'),
  ('stability_task', 'training_config', 'twin.training_config.training_config'),
  ('statistics_config', 'statistics_config', 'twin.statistics_config.statistics_config');

-- Settings ------------------------------------------------------------------------------------------------------------
-- paper: the sweep of the method. demo: a coarse one. peak, none: without a fit, their other columns count nothing.
insert into twin.alignment_config
  (alignment_config, alignment_method, n_betas, beta_min, beta_max, n_alignment_restarts, angle_learning_rate, evaluate_every,
   evaluation_patience, n_rate_phases, min_improvement, initial_angle_sd, sharp_enough, alignment_seed) values
  ('paper', 'fitted', 20, 0.001, 10, 3, 0.01, 25, 5, 5, 0.001, 0.01, 5, 1),
  ('demo',  'fitted',  7, 0.001, 10, 1, 0.01, 25, 5, 5, 0.001, 0.01, 5, 1),
  ('peak',  'peak',   20, 0.001, 10, 3, 0.01, 25, 5, 5, 0.001, 0.01, 5, 1),
  ('none',  'none',   20, 0.001, 10, 3, 0.01, 25, 5, 5, 0.001, 0.01, 5, 1);

-- For comparisons across k and seeds; shuffled: null controls.
insert into twin.clustering_config
  (clustering_config, n_clusters, n_restarts, max_lloyd_iterations, tolerance, kmeans_seed, shuffle_seed) values
  ('paper_seed_2',   50, 10, 300, 1e-4, 2, null),
  ('paper_40',       40, 10, 300, 1e-4, 1, null),
  ('paper_60',       60, 10, 300, 1e-4, 1, null),
  ('paper_shuffled', 50, 10, 300, 1e-4, 1, 1),
  ('demo_seed_2',    10, 10, 300, 1e-4, 2, null),
  ('demo_shuffled',  10, 10, 300, 1e-4, 1, 1);

insert into twin.embedding_config
  (embedding_config, perplexity_share, least_perplexity, learning_rate_divisor, exaggeration, exaggerated_iterations,
   embedding_iterations, initial_plane_sd, barnes_hut_theta) values
  ('paper', 0.01, 30, 12, 12, 250, 1000, 1e-4, 0.5);

insert into twin.density_mode_config (density_mode_config, bandwidth_share, cells_per_bandwidth, least_mode_size) values
  ('paper', 0.03, 4, 1);

insert into twin.stability_config (stability_config, resampling, n_stability_runs, stability_seed) values
  ('seeds', 'seeds', 20, 1),
  ('bootstrap', 'bootstrap', 20, 1);

-- tuning: what orientation and phase experiments give. paper: all properties of figures 3 and 4; demo: the same of the
-- settings that the demo asks for.
insert into twin.population_config (population_config, properties, experiments) values
  ('tuning', '{orientation_index,phase_index}', '{paper,paper}'),
  ('paper',
   '{orientation_index,phase_index,suppression_index,cross_orientation_index,nonlinearity_index,gabor_over_mei,dog_over_mei}',
   '{paper,paper,paper,paper,paper,paper/paper/paper,paper/paper/paper}'),
  ('demo',
   '{orientation_index,phase_index,suppression_index,cross_orientation_index,nonlinearity_index,gabor_over_mei,dog_over_mei}',
   '{paper,paper,paper,paper,demo,paper/demo/demo,paper/demo/demo}');

insert into twin.statistics_config
  (statistics_config, significance_level, n_random_assignments, assignment_seed, dividing_property, combined_above,
   combined_below) values
  ('tuning', 0.01, 100, 1, null, '{orientation_index,phase_index}', '{}'),
  ('paper', 0.01, 100, 1, 'gabor_over_mei', '{phase_index,suppression_index,cross_orientation_index}',
   '{orientation_index,nonlinearity_index,dog_over_mei}');

-- A null control: the network as it was drawn.
insert into twin.training_config
  (training_config, learning_rate, learning_rate_factor, batch_size, max_iterations, schedule, drop_shares, n_drops,
   validation_every, patience, validation_share, reduced_precision) values
  ('untrained', 0.01, 0.3, 32, 0, 'fixed', '{}', 0, 1, 1, 0.1, false);

-- What had been asked for ------------------------------------------------------------------------------------------------
insert into twin.alignment_task (dataset, model_config, training_config, seed, alignment_config)
select distinct dataset, model_config, training_config, seed, alignment_config from asked_clustering;
insert into twin.clustering_task (dataset, model_config, training_config, seed, alignment_config, clustering_config)
select dataset, model_config, training_config, seed, alignment_config, clustering_config from asked_clustering;

-- In silico experiments: fits of tuning curves, certificates of optimal Gabors, size-contrast and plaid tuning, the GLM
-- baseline and the non-linearity index, optimal differences of Gaussians, most exciting images, and their comparison.

create table twin.orientation_fit (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  animal_id integer not null,
  session integer not null,
  scan_idx integer not null,
  unit_id integer not null,
  optimal_gabor_config text not null,
  orientation_tuning_config text not null,
  fitted_orientation real not null,
  orientation_baseline real not null,
  orientation_amplitude real not null,
  concentration real not null,
  orientation_half_width real,
  orientation_r_squared real,
  _run_id bigint not null,
  _input_hash text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(animal_id) || provenance.field(session) || provenance.field(scan_idx) || provenance.field(unit_id) || provenance.field(optimal_gabor_config) || provenance.field(orientation_tuning_config) || provenance.field(fitted_orientation) || provenance.field(orientation_baseline) || provenance.field(orientation_amplitude) || provenance.field(concentration) || provenance.field(orientation_half_width) || provenance.field(orientation_r_squared) || provenance.field(_input_hash)), 'hex')) stored,
  constraint orientation_fit_pkey primary key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config),
  constraint orientation_fit_orientation_tuning_fkey foreign key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config) references twin.orientation_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config) on delete restrict
);
comment on table twin.orientation_fit is 'A von Mises function fitted to the orientation tuning curve by least squares';
comment on column twin.orientation_fit.dataset is 'name of the dataset';
comment on column twin.orientation_fit.model_config is 'name of the setting';
comment on column twin.orientation_fit.training_config is 'name of the setting';
comment on column twin.orientation_fit.seed is 'of initial weights, validation split and batches';
comment on column twin.orientation_fit.animal_id is 'number of the animal';
comment on column twin.orientation_fit.session is 'number of the animal''s experiment';
comment on column twin.orientation_fit.scan_idx is 'number of the scan in its session';
comment on column twin.orientation_fit.unit_id is 'number of the neuron in its scan';
comment on column twin.orientation_fit.optimal_gabor_config is 'name of the grid';
comment on column twin.orientation_fit.orientation_tuning_config is 'name of the setting';
comment on column twin.orientation_fit.fitted_orientation is '[deg] of the peak, 0..180; 0 if flat';
comment on column twin.orientation_fit.orientation_baseline is '[events] lowest point of the function';
comment on column twin.orientation_fit.orientation_amplitude is '[events] height of the peak above it';
comment on column twin.orientation_fit.concentration is 'k in exp(k cos 2 (theta - fitted_orientation)), .01..200; 0 if flat';
comment on column twin.orientation_fit.orientation_half_width is '[deg] from the peak to half of its height above the lowest point; null if flat';
comment on column twin.orientation_fit.orientation_r_squared is 'share of the curve''s variance that the function explains; null if flat';
comment on column twin.orientation_fit._run_id is 'The provenance.run that wrote the row';
comment on column twin.orientation_fit._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.orientation_fit._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table job.orientation_fit (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  animal_id integer not null,
  session integer not null,
  scan_idx integer not null,
  unit_id integer not null,
  optimal_gabor_config text not null,
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
  constraint orientation_fit_pkey primary key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config),
  constraint orientation_fit_orientation_tuning_fkey foreign key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config) references twin.orientation_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config) on delete cascade,
  constraint orientation_fit_status_known check (status in ('pending', 'claimed', 'failed', 'quarantined', 'ignored')),
  constraint orientation_fit_claim_complete check ((status = 'claimed') = (epoch is not null) and (status = 'claimed') = (worker_id is not null) and (status = 'claimed') = (claimed_at is not null)),
  constraint orientation_fit_failure_explained check (status <> 'failed' or (error_class is not null and error_message is not null)),
  constraint orientation_fit_counts_not_negative check (attempts >= 0 and deaths >= 0)
) with (autovacuum_vacuum_scale_factor = 0.02);
create index orientation_fit_pending_idx on job.orientation_fit (priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config) where status = 'pending';
create index orientation_fit_claimed_idx on job.orientation_fit (worker_id) where status = 'claimed';
comment on table job.orientation_fit is 'Keys of twin.orientation_fit that are not done';
comment on column job.orientation_fit.dataset is 'name of the dataset';
comment on column job.orientation_fit.model_config is 'name of the setting';
comment on column job.orientation_fit.training_config is 'name of the setting';
comment on column job.orientation_fit.seed is 'of initial weights, validation split and batches';
comment on column job.orientation_fit.animal_id is 'number of the animal';
comment on column job.orientation_fit.session is 'number of the animal''s experiment';
comment on column job.orientation_fit.scan_idx is 'number of the scan in its session';
comment on column job.orientation_fit.unit_id is 'number of the neuron in its scan';
comment on column job.orientation_fit.optimal_gabor_config is 'name of the grid';
comment on column job.orientation_fit.orientation_tuning_config is 'name of the setting';
comment on column job.orientation_fit.status is 'pending, claimed, failed, quarantined or ignored';
comment on column job.orientation_fit.priority is 'Larger ones are claimed first';
comment on column job.orientation_fit.attempts is 'Computes that ended with an error';
comment on column job.orientation_fit.deaths is 'Workers that died while they held the key';
comment on column job.orientation_fit.epoch is 'Number of the claim that holds the key; only its commit counts';
comment on column job.orientation_fit.worker_id is 'The job.worker that holds the key';
comment on column job.orientation_fit.claimed_at is 'Database time of the claim';
comment on column job.orientation_fit.not_before is 'Back-off: not to be claimed earlier';
comment on column job.orientation_fit.error_class is 'Kind of the last error';
comment on column job.orientation_fit.error_message is 'The last error, with its key';

create table twin.phase_fit (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  animal_id integer not null,
  session integer not null,
  scan_idx integer not null,
  unit_id integer not null,
  optimal_gabor_config text not null,
  phase_tuning_config text not null,
  fitted_phase real not null,
  phase_baseline real not null,
  phase_amplitude real not null,
  phase_r_squared real,
  _run_id bigint not null,
  _input_hash text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(animal_id) || provenance.field(session) || provenance.field(scan_idx) || provenance.field(unit_id) || provenance.field(optimal_gabor_config) || provenance.field(phase_tuning_config) || provenance.field(fitted_phase) || provenance.field(phase_baseline) || provenance.field(phase_amplitude) || provenance.field(phase_r_squared) || provenance.field(_input_hash)), 'hex')) stored,
  constraint phase_fit_pkey primary key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config),
  constraint phase_fit_phase_tuning_fkey foreign key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config) references twin.phase_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config) on delete restrict
);
comment on table twin.phase_fit is 'A sine fitted to the phase tuning curve by least squares';
comment on column twin.phase_fit.dataset is 'name of the dataset';
comment on column twin.phase_fit.model_config is 'name of the setting';
comment on column twin.phase_fit.training_config is 'name of the setting';
comment on column twin.phase_fit.seed is 'of initial weights, validation split and batches';
comment on column twin.phase_fit.animal_id is 'number of the animal';
comment on column twin.phase_fit.session is 'number of the animal''s experiment';
comment on column twin.phase_fit.scan_idx is 'number of the scan in its session';
comment on column twin.phase_fit.unit_id is 'number of the neuron in its scan';
comment on column twin.phase_fit.optimal_gabor_config is 'name of the grid';
comment on column twin.phase_fit.phase_tuning_config is 'name of the setting';
comment on column twin.phase_fit.fitted_phase is '[deg] of the peak, 0..360';
comment on column twin.phase_fit.phase_baseline is '[events] mean of the sine';
comment on column twin.phase_fit.phase_amplitude is '[events] height of the peak above the mean';
comment on column twin.phase_fit.phase_r_squared is 'share of the curve''s variance that the sine explains; null if flat';
comment on column twin.phase_fit._run_id is 'The provenance.run that wrote the row';
comment on column twin.phase_fit._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.phase_fit._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table job.phase_fit (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  animal_id integer not null,
  session integer not null,
  scan_idx integer not null,
  unit_id integer not null,
  optimal_gabor_config text not null,
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
  constraint phase_fit_pkey primary key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config),
  constraint phase_fit_phase_tuning_fkey foreign key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config) references twin.phase_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config) on delete cascade,
  constraint phase_fit_status_known check (status in ('pending', 'claimed', 'failed', 'quarantined', 'ignored')),
  constraint phase_fit_claim_complete check ((status = 'claimed') = (epoch is not null) and (status = 'claimed') = (worker_id is not null) and (status = 'claimed') = (claimed_at is not null)),
  constraint phase_fit_failure_explained check (status <> 'failed' or (error_class is not null and error_message is not null)),
  constraint phase_fit_counts_not_negative check (attempts >= 0 and deaths >= 0)
) with (autovacuum_vacuum_scale_factor = 0.02);
create index phase_fit_pending_idx on job.phase_fit (priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config) where status = 'pending';
create index phase_fit_claimed_idx on job.phase_fit (worker_id) where status = 'claimed';
comment on table job.phase_fit is 'Keys of twin.phase_fit that are not done';
comment on column job.phase_fit.dataset is 'name of the dataset';
comment on column job.phase_fit.model_config is 'name of the setting';
comment on column job.phase_fit.training_config is 'name of the setting';
comment on column job.phase_fit.seed is 'of initial weights, validation split and batches';
comment on column job.phase_fit.animal_id is 'number of the animal';
comment on column job.phase_fit.session is 'number of the animal''s experiment';
comment on column job.phase_fit.scan_idx is 'number of the scan in its session';
comment on column job.phase_fit.unit_id is 'number of the neuron in its scan';
comment on column job.phase_fit.optimal_gabor_config is 'name of the grid';
comment on column job.phase_fit.phase_tuning_config is 'name of the setting';
comment on column job.phase_fit.status is 'pending, claimed, failed, quarantined or ignored';
comment on column job.phase_fit.priority is 'Larger ones are claimed first';
comment on column job.phase_fit.attempts is 'Computes that ended with an error';
comment on column job.phase_fit.deaths is 'Workers that died while they held the key';
comment on column job.phase_fit.epoch is 'Number of the claim that holds the key; only its commit counts';
comment on column job.phase_fit.worker_id is 'The job.worker that holds the key';
comment on column job.phase_fit.claimed_at is 'Database time of the claim';
comment on column job.phase_fit.not_before is 'Back-off: not to be claimed earlier';
comment on column job.phase_fit.error_class is 'Kind of the last error';
comment on column job.phase_fit.error_message is 'The last error, with its key';

create table twin.gabor_certificate (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  animal_id integer not null,
  session integer not null,
  scan_idx integer not null,
  unit_id integer not null,
  optimal_gabor_config text not null,
  grid_edges text[] not null,
  polish_gain real not null,
  polished_activation real not null,
  polished_r_x real not null,
  polished_r_y real not null,
  polished_size real not null,
  polished_spatial_frequency real not null,
  polished_contrast real not null,
  polished_orientation real not null,
  polished_phase real not null,
  energy_outside real not null,
  alias_margin real not null,
  aliased boolean not null,
  _run_id bigint not null,
  _input_hash text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(animal_id) || provenance.field(session) || provenance.field(scan_idx) || provenance.field(unit_id) || provenance.field(optimal_gabor_config) || provenance.field(grid_edges) || provenance.field(polish_gain) || provenance.field(polished_activation) || provenance.field(polished_r_x) || provenance.field(polished_r_y) || provenance.field(polished_size) || provenance.field(polished_spatial_frequency) || provenance.field(polished_contrast) || provenance.field(polished_orientation) || provenance.field(polished_phase) || provenance.field(energy_outside) || provenance.field(alias_margin) || provenance.field(aliased) || provenance.field(_input_hash)), 'hex')) stored,
  constraint gabor_certificate_pkey primary key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config),
  constraint gabor_certificate_optimal_gabor_fkey foreign key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) references twin.optimal_gabor (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) on delete restrict,
  constraint gabor_certificate_optimal_gabor_config_fkey foreign key (optimal_gabor_config) references twin.optimal_gabor_config (optimal_gabor_config) on delete restrict,
  constraint gabor_certificate_model_fkey foreign key (dataset, model_config, training_config, seed) references twin.model (dataset, model_config, training_config, seed) on delete restrict
);
create index gabor_certificate_optimal_gabor_config_idx on twin.gabor_certificate (optimal_gabor_config);
comment on table twin.gabor_certificate is 'What speaks for and against an optimal Gabor: ends of the grid, a gradient ascent from it, its place in the image, its spectrum';
comment on column twin.gabor_certificate.dataset is 'name of the dataset';
comment on column twin.gabor_certificate.model_config is 'name of the setting';
comment on column twin.gabor_certificate.training_config is 'name of the setting';
comment on column twin.gabor_certificate.seed is 'of initial weights, validation split and batches';
comment on column twin.gabor_certificate.animal_id is 'number of the animal';
comment on column twin.gabor_certificate.session is 'number of the animal''s experiment';
comment on column twin.gabor_certificate.scan_idx is 'number of the scan in its session';
comment on column twin.gabor_certificate.unit_id is 'number of the neuron in its scan';
comment on column twin.gabor_certificate.optimal_gabor_config is 'name of the grid';
comment on column twin.gabor_certificate.grid_edges is 'ends of the grid that it touches (size_min, r_x_max, ...), so that a better one may lie beyond; the highest contrast is the rule and does not count';
comment on column twin.gabor_certificate.polish_gain is 'what a gradient ascent of its parameters gains, relative to its response: contrast up to the grid''s highest, the others free';
comment on column twin.gabor_certificate.polished_activation is '[events] response at the ascent''s end';
comment on column twin.gabor_certificate.polished_r_x is '[px] column of the centre there';
comment on column twin.gabor_certificate.polished_r_y is '[px] row of the centre there';
comment on column twin.gabor_certificate.polished_size is '[px] size there: +-2 SD of the envelope';
comment on column twin.gabor_certificate.polished_spatial_frequency is '[cycles/px] of the carrier there';
comment on column twin.gabor_certificate.polished_contrast is '[z-score] contrast there';
comment on column twin.gabor_certificate.polished_orientation is '[deg] orientation there, 0..180';
comment on column twin.gabor_certificate.polished_phase is '[deg] phase there, 0..360';
comment on column twin.gabor_certificate.energy_outside is 'share of the optimal Gabor''s squared norm that lies outside the image';
comment on column twin.gabor_certificate.alias_margin is '[cycles/px] of the optimal Gabor, .5 - (frequency along an axis + 2 SD of the spectrum), the smaller of both axes';
comment on column twin.gabor_certificate.aliased is 'the margin is negative: pixels cannot show all of its spectrum';
comment on column twin.gabor_certificate._run_id is 'The provenance.run that wrote the row';
comment on column twin.gabor_certificate._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.gabor_certificate._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table job.gabor_certificate (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  animal_id integer not null,
  session integer not null,
  scan_idx integer not null,
  unit_id integer not null,
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
  constraint gabor_certificate_pkey primary key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config),
  constraint gabor_certificate_optimal_gabor_fkey foreign key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) references twin.optimal_gabor (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) on delete cascade,
  constraint gabor_certificate_optimal_gabor_config_fkey foreign key (optimal_gabor_config) references twin.optimal_gabor_config (optimal_gabor_config) on delete cascade,
  constraint gabor_certificate_model_fkey foreign key (dataset, model_config, training_config, seed) references twin.model (dataset, model_config, training_config, seed) on delete cascade,
  constraint gabor_certificate_status_known check (status in ('pending', 'claimed', 'failed', 'quarantined', 'ignored')),
  constraint gabor_certificate_claim_complete check ((status = 'claimed') = (epoch is not null) and (status = 'claimed') = (worker_id is not null) and (status = 'claimed') = (claimed_at is not null)),
  constraint gabor_certificate_failure_explained check (status <> 'failed' or (error_class is not null and error_message is not null)),
  constraint gabor_certificate_counts_not_negative check (attempts >= 0 and deaths >= 0)
) with (autovacuum_vacuum_scale_factor = 0.02);
create index gabor_certificate_pending_idx on job.gabor_certificate (priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) where status = 'pending';
create index gabor_certificate_claimed_idx on job.gabor_certificate (worker_id) where status = 'claimed';
comment on table job.gabor_certificate is 'Keys of twin.gabor_certificate that are not done';
comment on column job.gabor_certificate.dataset is 'name of the dataset';
comment on column job.gabor_certificate.model_config is 'name of the setting';
comment on column job.gabor_certificate.training_config is 'name of the setting';
comment on column job.gabor_certificate.seed is 'of initial weights, validation split and batches';
comment on column job.gabor_certificate.animal_id is 'number of the animal';
comment on column job.gabor_certificate.session is 'number of the animal''s experiment';
comment on column job.gabor_certificate.scan_idx is 'number of the scan in its session';
comment on column job.gabor_certificate.unit_id is 'number of the neuron in its scan';
comment on column job.gabor_certificate.optimal_gabor_config is 'name of the grid';
comment on column job.gabor_certificate.status is 'pending, claimed, failed, quarantined or ignored';
comment on column job.gabor_certificate.priority is 'Larger ones are claimed first';
comment on column job.gabor_certificate.attempts is 'Computes that ended with an error';
comment on column job.gabor_certificate.deaths is 'Workers that died while they held the key';
comment on column job.gabor_certificate.epoch is 'Number of the claim that holds the key; only its commit counts';
comment on column job.gabor_certificate.worker_id is 'The job.worker that holds the key';
comment on column job.gabor_certificate.claimed_at is 'Database time of the claim';
comment on column job.gabor_certificate.not_before is 'Back-off: not to be claimed earlier';
comment on column job.gabor_certificate.error_class is 'Kind of the last error';
comment on column job.gabor_certificate.error_message is 'The last error, with its key';

create table twin.size_contrast_config (
  size_contrast_config text not null,
  experiment_size_min real not null,
  experiment_size_factor real not null,
  n_experiment_sizes integer not null,
  experiment_contrast_min real not null,
  experiment_contrast_factor real not null,
  n_experiment_contrasts integer not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(size_contrast_config) || provenance.field(experiment_size_min) || provenance.field(experiment_size_factor) || provenance.field(n_experiment_sizes) || provenance.field(experiment_contrast_min) || provenance.field(experiment_contrast_factor) || provenance.field(n_experiment_contrasts)), 'hex')) stored,
  constraint size_contrast_config_pkey primary key (size_contrast_config),
  constraint size_contrast_config_sizes_ascend check (experiment_size_min > 0 and experiment_size_factor > 1),
  constraint size_contrast_config_contrasts_ascend check (experiment_contrast_min > 0 and experiment_contrast_factor > 1),
  constraint size_contrast_config_counts_positive check (n_experiment_sizes > 0 and n_experiment_contrasts > 0)
);
comment on table twin.size_contrast_config is 'Settings of the size-contrast experiment';
comment on column twin.size_contrast_config.size_contrast_config is 'name of the setting';
comment on column twin.size_contrast_config.experiment_size_min is '[px] smallest size of the Gabor';
comment on column twin.size_contrast_config.experiment_size_factor is 'from one size to the next';
comment on column twin.size_contrast_config.n_experiment_sizes is 'sizes';
comment on column twin.size_contrast_config.experiment_contrast_min is '[z-score] smallest contrast';
comment on column twin.size_contrast_config.experiment_contrast_factor is 'from one contrast to the next';
comment on column twin.size_contrast_config.n_experiment_contrasts is 'contrasts';
comment on column twin.size_contrast_config._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.size_contrast_task (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  optimal_gabor_config text not null,
  size_contrast_config text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(optimal_gabor_config) || provenance.field(size_contrast_config)), 'hex')) stored,
  constraint size_contrast_task_pkey primary key (dataset, model_config, training_config, seed, optimal_gabor_config, size_contrast_config),
  constraint size_contrast_task_optimal_gabor_task_fkey foreign key (dataset, model_config, training_config, seed, optimal_gabor_config) references twin.optimal_gabor_task (dataset, model_config, training_config, seed, optimal_gabor_config) on delete restrict,
  constraint size_contrast_task_size_contrast_config_fkey foreign key (size_contrast_config) references twin.size_contrast_config (size_contrast_config) on delete restrict
);
create index size_contrast_task_size_contrast_config_idx on twin.size_contrast_task (size_contrast_config);
comment on table twin.size_contrast_task is 'The size-contrast experiments that somebody asked for';
comment on column twin.size_contrast_task.dataset is 'name of the dataset';
comment on column twin.size_contrast_task.model_config is 'name of the setting';
comment on column twin.size_contrast_task.training_config is 'name of the setting';
comment on column twin.size_contrast_task.seed is 'of initial weights, validation split and batches';
comment on column twin.size_contrast_task.optimal_gabor_config is 'name of the grid';
comment on column twin.size_contrast_task.size_contrast_config is 'name of the setting';
comment on column twin.size_contrast_task._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.size_contrast_tuning (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  animal_id integer not null,
  session integer not null,
  scan_idx integer not null,
  unit_id integer not null,
  optimal_gabor_config text not null,
  size_contrast_config text not null,
  suppression_index real not null,
  contrast_index real not null,
  preferred_size real not null,
  sizes real[] not null,
  contrasts real[] not null,
  responses real[] not null,
  _run_id bigint not null,
  _input_hash text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(animal_id) || provenance.field(session) || provenance.field(scan_idx) || provenance.field(unit_id) || provenance.field(optimal_gabor_config) || provenance.field(size_contrast_config) || provenance.field(suppression_index) || provenance.field(contrast_index) || provenance.field(preferred_size) || provenance.field(sizes) || provenance.field(contrasts) || provenance.field(responses) || provenance.field(_input_hash)), 'hex')) stored,
  constraint size_contrast_tuning_pkey primary key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, size_contrast_config),
  constraint size_contrast_tuning_optimal_gabor_fkey foreign key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) references twin.optimal_gabor (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) on delete restrict,
  constraint size_contrast_tuning_size_contrast_task_fkey foreign key (dataset, model_config, training_config, seed, optimal_gabor_config, size_contrast_config) references twin.size_contrast_task (dataset, model_config, training_config, seed, optimal_gabor_config, size_contrast_config) on delete restrict,
  constraint size_contrast_tuning_size_contrast_config_fkey foreign key (size_contrast_config) references twin.size_contrast_config (size_contrast_config) on delete restrict,
  constraint size_contrast_tuning_model_fkey foreign key (dataset, model_config, training_config, seed) references twin.model (dataset, model_config, training_config, seed) on delete restrict
);
create index size_contrast_tuning_size_contrast_task_idx on twin.size_contrast_tuning (dataset, model_config, training_config, seed, optimal_gabor_config, size_contrast_config);
create index size_contrast_tuning_size_contrast_config_idx on twin.size_contrast_tuning (size_contrast_config);
comment on table twin.size_contrast_tuning is 'The twin''s responses to its optimal Gabor at every size and contrast, its spatial frequency held';
comment on column twin.size_contrast_tuning.dataset is 'name of the dataset';
comment on column twin.size_contrast_tuning.model_config is 'name of the setting';
comment on column twin.size_contrast_tuning.training_config is 'name of the setting';
comment on column twin.size_contrast_tuning.seed is 'of initial weights, validation split and batches';
comment on column twin.size_contrast_tuning.animal_id is 'number of the animal';
comment on column twin.size_contrast_tuning.session is 'number of the animal''s experiment';
comment on column twin.size_contrast_tuning.scan_idx is 'number of the scan in its session';
comment on column twin.size_contrast_tuning.unit_id is 'number of the neuron in its scan';
comment on column twin.size_contrast_tuning.optimal_gabor_config is 'name of the grid';
comment on column twin.size_contrast_tuning.size_contrast_config is 'name of the setting';
comment on column twin.size_contrast_tuning.suppression_index is 'at the highest contrast: (largest response - that to the largest size) / largest response';
comment on column twin.size_contrast_tuning.contrast_index is 'at the largest size: (largest response - that to the highest contrast) / largest response';
comment on column twin.size_contrast_tuning.preferred_size is '[px] size of the largest response at the highest contrast, the smallest of equals';
comment on column twin.size_contrast_tuning.sizes is '[px] ascending';
comment on column twin.size_contrast_tuning.contrasts is '[z-score] ascending';
comment on column twin.size_contrast_tuning.responses is '[events] sizes x contrasts, the contrast varying fastest: that to sizes[s], contrasts[c] is responses[(s - 1) * cardinality(contrasts) + c]';
comment on column twin.size_contrast_tuning._run_id is 'The provenance.run that wrote the row';
comment on column twin.size_contrast_tuning._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.size_contrast_tuning._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table job.size_contrast_tuning (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  animal_id integer not null,
  session integer not null,
  scan_idx integer not null,
  unit_id integer not null,
  optimal_gabor_config text not null,
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
  constraint size_contrast_tuning_pkey primary key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, size_contrast_config),
  constraint size_contrast_tuning_optimal_gabor_fkey foreign key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) references twin.optimal_gabor (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) on delete cascade,
  constraint size_contrast_tuning_size_contrast_task_fkey foreign key (dataset, model_config, training_config, seed, optimal_gabor_config, size_contrast_config) references twin.size_contrast_task (dataset, model_config, training_config, seed, optimal_gabor_config, size_contrast_config) on delete cascade,
  constraint size_contrast_tuning_size_contrast_config_fkey foreign key (size_contrast_config) references twin.size_contrast_config (size_contrast_config) on delete cascade,
  constraint size_contrast_tuning_model_fkey foreign key (dataset, model_config, training_config, seed) references twin.model (dataset, model_config, training_config, seed) on delete cascade,
  constraint size_contrast_tuning_status_known check (status in ('pending', 'claimed', 'failed', 'quarantined', 'ignored')),
  constraint size_contrast_tuning_claim_complete check ((status = 'claimed') = (epoch is not null) and (status = 'claimed') = (worker_id is not null) and (status = 'claimed') = (claimed_at is not null)),
  constraint size_contrast_tuning_failure_explained check (status <> 'failed' or (error_class is not null and error_message is not null)),
  constraint size_contrast_tuning_counts_not_negative check (attempts >= 0 and deaths >= 0)
) with (autovacuum_vacuum_scale_factor = 0.02);
create index size_contrast_tuning_pending_idx on job.size_contrast_tuning (priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, size_contrast_config) where status = 'pending';
create index size_contrast_tuning_claimed_idx on job.size_contrast_tuning (worker_id) where status = 'claimed';
comment on table job.size_contrast_tuning is 'Keys of twin.size_contrast_tuning that are not done';
comment on column job.size_contrast_tuning.dataset is 'name of the dataset';
comment on column job.size_contrast_tuning.model_config is 'name of the setting';
comment on column job.size_contrast_tuning.training_config is 'name of the setting';
comment on column job.size_contrast_tuning.seed is 'of initial weights, validation split and batches';
comment on column job.size_contrast_tuning.animal_id is 'number of the animal';
comment on column job.size_contrast_tuning.session is 'number of the animal''s experiment';
comment on column job.size_contrast_tuning.scan_idx is 'number of the scan in its session';
comment on column job.size_contrast_tuning.unit_id is 'number of the neuron in its scan';
comment on column job.size_contrast_tuning.optimal_gabor_config is 'name of the grid';
comment on column job.size_contrast_tuning.size_contrast_config is 'name of the setting';
comment on column job.size_contrast_tuning.status is 'pending, claimed, failed, quarantined or ignored';
comment on column job.size_contrast_tuning.priority is 'Larger ones are claimed first';
comment on column job.size_contrast_tuning.attempts is 'Computes that ended with an error';
comment on column job.size_contrast_tuning.deaths is 'Workers that died while they held the key';
comment on column job.size_contrast_tuning.epoch is 'Number of the claim that holds the key; only its commit counts';
comment on column job.size_contrast_tuning.worker_id is 'The job.worker that holds the key';
comment on column job.size_contrast_tuning.claimed_at is 'Database time of the claim';
comment on column job.size_contrast_tuning.not_before is 'Back-off: not to be claimed earlier';
comment on column job.size_contrast_tuning.error_class is 'Kind of the last error';
comment on column job.size_contrast_tuning.error_message is 'The last error, with its key';

create table twin.plaid_config (
  plaid_config text not null,
  plaid_contrast_min real not null,
  plaid_contrast_factor real not null,
  n_plaid_contrasts integer not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(plaid_config) || provenance.field(plaid_contrast_min) || provenance.field(plaid_contrast_factor) || provenance.field(n_plaid_contrasts)), 'hex')) stored,
  constraint plaid_config_pkey primary key (plaid_config),
  constraint plaid_config_contrasts_ascend check (plaid_contrast_min > 0 and plaid_contrast_factor > 1),
  constraint plaid_config_counts_positive check (n_plaid_contrasts > 0)
);
comment on table twin.plaid_config is 'Settings of the plaid experiment';
comment on column twin.plaid_config.plaid_config is 'name of the setting';
comment on column twin.plaid_config.plaid_contrast_min is '[z-score] smallest contrast above 0 of either Gabor';
comment on column twin.plaid_config.plaid_contrast_factor is 'from one contrast to the next';
comment on column twin.plaid_config.n_plaid_contrasts is 'contrasts besides 0';
comment on column twin.plaid_config._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.plaid_task (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  optimal_gabor_config text not null,
  plaid_config text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(optimal_gabor_config) || provenance.field(plaid_config)), 'hex')) stored,
  constraint plaid_task_pkey primary key (dataset, model_config, training_config, seed, optimal_gabor_config, plaid_config),
  constraint plaid_task_optimal_gabor_task_fkey foreign key (dataset, model_config, training_config, seed, optimal_gabor_config) references twin.optimal_gabor_task (dataset, model_config, training_config, seed, optimal_gabor_config) on delete restrict,
  constraint plaid_task_plaid_config_fkey foreign key (plaid_config) references twin.plaid_config (plaid_config) on delete restrict
);
create index plaid_task_plaid_config_idx on twin.plaid_task (plaid_config);
comment on table twin.plaid_task is 'The plaid experiments that somebody asked for';
comment on column twin.plaid_task.dataset is 'name of the dataset';
comment on column twin.plaid_task.model_config is 'name of the setting';
comment on column twin.plaid_task.training_config is 'name of the setting';
comment on column twin.plaid_task.seed is 'of initial weights, validation split and batches';
comment on column twin.plaid_task.optimal_gabor_config is 'name of the grid';
comment on column twin.plaid_task.plaid_config is 'name of the setting';
comment on column twin.plaid_task._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.plaid_tuning (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  animal_id integer not null,
  session integer not null,
  scan_idx integer not null,
  unit_id integer not null,
  optimal_gabor_config text not null,
  plaid_config text not null,
  cross_orientation_index real not null,
  plaid_contrasts real[] not null,
  responses real[] not null,
  _run_id bigint not null,
  _input_hash text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(animal_id) || provenance.field(session) || provenance.field(scan_idx) || provenance.field(unit_id) || provenance.field(optimal_gabor_config) || provenance.field(plaid_config) || provenance.field(cross_orientation_index) || provenance.field(plaid_contrasts) || provenance.field(responses) || provenance.field(_input_hash)), 'hex')) stored,
  constraint plaid_tuning_pkey primary key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, plaid_config),
  constraint plaid_tuning_optimal_gabor_fkey foreign key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) references twin.optimal_gabor (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) on delete restrict,
  constraint plaid_tuning_plaid_task_fkey foreign key (dataset, model_config, training_config, seed, optimal_gabor_config, plaid_config) references twin.plaid_task (dataset, model_config, training_config, seed, optimal_gabor_config, plaid_config) on delete restrict,
  constraint plaid_tuning_plaid_config_fkey foreign key (plaid_config) references twin.plaid_config (plaid_config) on delete restrict,
  constraint plaid_tuning_model_fkey foreign key (dataset, model_config, training_config, seed) references twin.model (dataset, model_config, training_config, seed) on delete restrict
);
create index plaid_tuning_plaid_task_idx on twin.plaid_tuning (dataset, model_config, training_config, seed, optimal_gabor_config, plaid_config);
create index plaid_tuning_plaid_config_idx on twin.plaid_tuning (plaid_config);
comment on table twin.plaid_tuning is 'The twin''s responses to its optimal Gabor plus the same one turned by 90 degrees, each at every contrast';
comment on column twin.plaid_tuning.dataset is 'name of the dataset';
comment on column twin.plaid_tuning.model_config is 'name of the setting';
comment on column twin.plaid_tuning.training_config is 'name of the setting';
comment on column twin.plaid_tuning.seed is 'of initial weights, validation split and batches';
comment on column twin.plaid_tuning.animal_id is 'number of the animal';
comment on column twin.plaid_tuning.session is 'number of the animal''s experiment';
comment on column twin.plaid_tuning.scan_idx is 'number of the scan in its session';
comment on column twin.plaid_tuning.unit_id is 'number of the neuron in its scan';
comment on column twin.plaid_tuning.optimal_gabor_config is 'name of the grid';
comment on column twin.plaid_tuning.plaid_config is 'name of the setting';
comment on column twin.plaid_tuning.cross_orientation_index is 'at the optimal Gabor''s highest contrast: (largest response - that to the highest contrast of the orthogonal one) / largest response';
comment on column twin.plaid_tuning.plaid_contrasts is '[z-score] of either Gabor, ascending from 0';
comment on column twin.plaid_tuning.responses is '[events] optimal x orthogonal, the orthogonal''s contrast varying fastest: that to plaid_contrasts[p] of the optimal and plaid_contrasts[o] of the orthogonal one is responses[(p - 1) * cardinality(plaid_contrasts) + o]';
comment on column twin.plaid_tuning._run_id is 'The provenance.run that wrote the row';
comment on column twin.plaid_tuning._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.plaid_tuning._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table job.plaid_tuning (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  animal_id integer not null,
  session integer not null,
  scan_idx integer not null,
  unit_id integer not null,
  optimal_gabor_config text not null,
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
  constraint plaid_tuning_pkey primary key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, plaid_config),
  constraint plaid_tuning_optimal_gabor_fkey foreign key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) references twin.optimal_gabor (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) on delete cascade,
  constraint plaid_tuning_plaid_task_fkey foreign key (dataset, model_config, training_config, seed, optimal_gabor_config, plaid_config) references twin.plaid_task (dataset, model_config, training_config, seed, optimal_gabor_config, plaid_config) on delete cascade,
  constraint plaid_tuning_plaid_config_fkey foreign key (plaid_config) references twin.plaid_config (plaid_config) on delete cascade,
  constraint plaid_tuning_model_fkey foreign key (dataset, model_config, training_config, seed) references twin.model (dataset, model_config, training_config, seed) on delete cascade,
  constraint plaid_tuning_status_known check (status in ('pending', 'claimed', 'failed', 'quarantined', 'ignored')),
  constraint plaid_tuning_claim_complete check ((status = 'claimed') = (epoch is not null) and (status = 'claimed') = (worker_id is not null) and (status = 'claimed') = (claimed_at is not null)),
  constraint plaid_tuning_failure_explained check (status <> 'failed' or (error_class is not null and error_message is not null)),
  constraint plaid_tuning_counts_not_negative check (attempts >= 0 and deaths >= 0)
) with (autovacuum_vacuum_scale_factor = 0.02);
create index plaid_tuning_pending_idx on job.plaid_tuning (priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, plaid_config) where status = 'pending';
create index plaid_tuning_claimed_idx on job.plaid_tuning (worker_id) where status = 'claimed';
comment on table job.plaid_tuning is 'Keys of twin.plaid_tuning that are not done';
comment on column job.plaid_tuning.dataset is 'name of the dataset';
comment on column job.plaid_tuning.model_config is 'name of the setting';
comment on column job.plaid_tuning.training_config is 'name of the setting';
comment on column job.plaid_tuning.seed is 'of initial weights, validation split and batches';
comment on column job.plaid_tuning.animal_id is 'number of the animal';
comment on column job.plaid_tuning.session is 'number of the animal''s experiment';
comment on column job.plaid_tuning.scan_idx is 'number of the scan in its session';
comment on column job.plaid_tuning.unit_id is 'number of the neuron in its scan';
comment on column job.plaid_tuning.optimal_gabor_config is 'name of the grid';
comment on column job.plaid_tuning.plaid_config is 'name of the setting';
comment on column job.plaid_tuning.status is 'pending, claimed, failed, quarantined or ignored';
comment on column job.plaid_tuning.priority is 'Larger ones are claimed first';
comment on column job.plaid_tuning.attempts is 'Computes that ended with an error';
comment on column job.plaid_tuning.deaths is 'Workers that died while they held the key';
comment on column job.plaid_tuning.epoch is 'Number of the claim that holds the key; only its commit counts';
comment on column job.plaid_tuning.worker_id is 'The job.worker that holds the key';
comment on column job.plaid_tuning.claimed_at is 'Database time of the claim';
comment on column job.plaid_tuning.not_before is 'Back-off: not to be claimed earlier';
comment on column job.plaid_tuning.error_class is 'Kind of the last error';
comment on column job.plaid_tuning.error_message is 'The last error, with its key';

create table twin.glm_config (
  glm_config text not null,
  n_alphas integer not null,
  alpha_min real not null,
  alpha_max real not null,
  n_folds integer not null,
  glm_seed bigint not null,
  glm_tolerance real not null,
  max_glm_iterations integer not null,
  min_glm_correlation real not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(glm_config) || provenance.field(n_alphas) || provenance.field(alpha_min) || provenance.field(alpha_max) || provenance.field(n_folds) || provenance.field(glm_seed) || provenance.field(glm_tolerance) || provenance.field(max_glm_iterations) || provenance.field(min_glm_correlation)), 'hex')) stored,
  constraint glm_config_pkey primary key (glm_config),
  constraint glm_config_alphas_positive check (n_alphas > 0 and alpha_min > 0 and alpha_max >= alpha_min),
  constraint glm_config_enough_folds check (n_folds >= 2)
);
comment on table twin.glm_config is 'Settings of the GLM baseline';
comment on column twin.glm_config.glm_config is 'name of the setting';
comment on column twin.glm_config.n_alphas is 'weights of the penalty that are tried, log-spaced';
comment on column twin.glm_config.alpha_min is 'smallest weight of the penalty (alpha / 2) ||w||^2';
comment on column twin.glm_config.alpha_max is 'largest';
comment on column twin.glm_config.n_folds is 'folds of the cross-validation on the training images';
comment on column twin.glm_config.glm_seed is 'of the folds';
comment on column twin.glm_config.glm_tolerance is 'loss that is left to gain where a fit ends';
comment on column twin.glm_config.max_glm_iterations is 'iterations of a fit at most';
comment on column twin.glm_config.min_glm_correlation is 'single-trial test correlation of the GLM below which the non-linearity index is not defined';
comment on column twin.glm_config._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.glm_task (
  dataset text not null,
  glm_config text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(glm_config)), 'hex')) stored,
  constraint glm_task_pkey primary key (dataset, glm_config),
  constraint glm_task_dataset_fkey foreign key (dataset) references twin.dataset (dataset) on delete restrict,
  constraint glm_task_glm_config_fkey foreign key (glm_config) references twin.glm_config (glm_config) on delete restrict
);
create index glm_task_glm_config_idx on twin.glm_task (glm_config);
comment on table twin.glm_task is 'The GLM baselines that somebody asked for';
comment on column twin.glm_task.dataset is 'name of the dataset';
comment on column twin.glm_task.glm_config is 'name of the setting';
comment on column twin.glm_task._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.glm (
  dataset text not null,
  glm_config text not null,
  mean_glm_single_trial_correlation real not null,
  mean_glm_average_correlation real not null,
  n_glm_converged integer not null,
  _parts_hash text not null default '',
  _run_id bigint not null,
  _input_hash text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(glm_config) || provenance.field(mean_glm_single_trial_correlation) || provenance.field(mean_glm_average_correlation) || provenance.field(n_glm_converged) || provenance.field(_parts_hash) || provenance.field(_input_hash)), 'hex')) stored,
  constraint glm_pkey primary key (dataset, glm_config),
  constraint glm_dataset_fkey foreign key (dataset) references twin.dataset (dataset) on delete restrict,
  constraint glm_glm_task_fkey foreign key (dataset, glm_config) references twin.glm_task (dataset, glm_config) on delete restrict,
  constraint glm_glm_config_fkey foreign key (glm_config) references twin.glm_config (glm_config) on delete restrict
);
create index glm_glm_config_idx on twin.glm (glm_config);
comment on table twin.glm is 'The Poisson regression of every neuron of a dataset on the pixels';
comment on column twin.glm.dataset is 'name of the dataset';
comment on column twin.glm.glm_config is 'name of the setting';
comment on column twin.glm.mean_glm_single_trial_correlation is 'prediction with single trials, mean over neurons';
comment on column twin.glm.mean_glm_average_correlation is 'prediction with the mean over repeats, mean over neurons';
comment on column twin.glm.n_glm_converged is 'neurons whose final fit reached the tolerance';
comment on column twin.glm._parts_hash is 'SHA-256 over the row hashes of the parts; triggers keep it true';
comment on column twin.glm._run_id is 'The provenance.run that wrote the row';
comment on column twin.glm._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.glm._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table job.glm (
  dataset text not null,
  glm_config text not null,
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
  constraint glm_pkey primary key (dataset, glm_config),
  constraint glm_dataset_fkey foreign key (dataset) references twin.dataset (dataset) on delete cascade,
  constraint glm_glm_task_fkey foreign key (dataset, glm_config) references twin.glm_task (dataset, glm_config) on delete cascade,
  constraint glm_glm_config_fkey foreign key (glm_config) references twin.glm_config (glm_config) on delete cascade,
  constraint glm_status_known check (status in ('pending', 'claimed', 'failed', 'quarantined', 'ignored')),
  constraint glm_claim_complete check ((status = 'claimed') = (epoch is not null) and (status = 'claimed') = (worker_id is not null) and (status = 'claimed') = (claimed_at is not null)),
  constraint glm_failure_explained check (status <> 'failed' or (error_class is not null and error_message is not null)),
  constraint glm_counts_not_negative check (attempts >= 0 and deaths >= 0)
) with (autovacuum_vacuum_scale_factor = 0.02);
create index glm_pending_idx on job.glm (priority desc, dataset, glm_config) where status = 'pending';
create index glm_claimed_idx on job.glm (worker_id) where status = 'claimed';
comment on table job.glm is 'Keys of twin.glm that are not done';
comment on column job.glm.dataset is 'name of the dataset';
comment on column job.glm.glm_config is 'name of the setting';
comment on column job.glm.status is 'pending, claimed, failed, quarantined or ignored';
comment on column job.glm.priority is 'Larger ones are claimed first';
comment on column job.glm.attempts is 'Computes that ended with an error';
comment on column job.glm.deaths is 'Workers that died while they held the key';
comment on column job.glm.epoch is 'Number of the claim that holds the key; only its commit counts';
comment on column job.glm.worker_id is 'The job.worker that holds the key';
comment on column job.glm.claimed_at is 'Database time of the claim';
comment on column job.glm.not_before is 'Back-off: not to be claimed earlier';
comment on column job.glm.error_class is 'Kind of the last error';
comment on column job.glm.error_message is 'The last error, with its key';

create table twin.glm_neuron (
  dataset text not null,
  glm_config text not null,
  animal_id integer not null,
  session integer not null,
  scan_idx integer not null,
  unit_id integer not null,
  glm_weights real[] not null,
  glm_bias real not null,
  glm_alpha real not null,
  cross_validated_losses real[] not null,
  cross_validated_loss real not null,
  glm_single_trial_correlation real not null,
  glm_average_correlation real not null,
  glm_converged boolean not null,
  _run_id bigint,
  _input_hash text,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(glm_config) || provenance.field(animal_id) || provenance.field(session) || provenance.field(scan_idx) || provenance.field(unit_id) || provenance.field(glm_weights) || provenance.field(glm_bias) || provenance.field(glm_alpha) || provenance.field(cross_validated_losses) || provenance.field(cross_validated_loss) || provenance.field(glm_single_trial_correlation) || provenance.field(glm_average_correlation) || provenance.field(glm_converged) || provenance.field(_input_hash)), 'hex')) stored,
  constraint glm_neuron_pkey primary key (dataset, glm_config, animal_id, session, scan_idx, unit_id),
  constraint glm_neuron_glm_fkey foreign key (dataset, glm_config) references twin.glm (dataset, glm_config) on delete cascade,
  constraint glm_neuron_dataset_neuron_fkey foreign key (dataset, animal_id, session, scan_idx, unit_id) references twin.dataset_neuron (dataset, animal_id, session, scan_idx, unit_id) on delete restrict
);
create index glm_neuron_dataset_neuron_idx on twin.glm_neuron (dataset, animal_id, session, scan_idx, unit_id);
comment on table twin.glm_neuron is 'The Poisson regression of one neuron: expected events = exp(w . x + bias)';
comment on column twin.glm_neuron.dataset is 'name of the dataset';
comment on column twin.glm_neuron.glm_config is 'name of the setting';
comment on column twin.glm_neuron.animal_id is 'number of the animal';
comment on column twin.glm_neuron.session is 'number of the animal''s experiment';
comment on column twin.glm_neuron.scan_idx is 'number of the scan in its session';
comment on column twin.glm_neuron.unit_id is 'number of the neuron in its scan';
comment on column twin.glm_neuron.glm_weights is '[1 / z-score] w: rows x columns of the image, row-major; pixels z-scored over all training images that the neuron saw';
comment on column twin.glm_neuron.glm_bias is 'log of the expected events at mean grey';
comment on column twin.glm_neuron.glm_alpha is 'chosen weight of the penalty: the lowest cross-validated loss';
comment on column twin.glm_neuron.cross_validated_losses is 'mean of mu - y log(mu) on the images left out, at each alpha ascending; y in units of the neuron''s SD';
comment on column twin.glm_neuron.cross_validated_loss is 'the lowest of them';
comment on column twin.glm_neuron.glm_single_trial_correlation is 'over all pairs of test image and repeat; 0 for a constant neuron';
comment on column twin.glm_neuron.glm_average_correlation is 'with the mean over repeats';
comment on column twin.glm_neuron.glm_converged is 'the final fit reached the tolerance';
comment on column twin.glm_neuron._run_id is 'The provenance.run that wrote the row';
comment on column twin.glm_neuron._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.glm_neuron._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.nonlinearity (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  animal_id integer not null,
  session integer not null,
  scan_idx integer not null,
  unit_id integer not null,
  glm_config text not null,
  nonlinearity_index real,
  no_nonlinearity_index text,
  _run_id bigint not null,
  _input_hash text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(animal_id) || provenance.field(session) || provenance.field(scan_idx) || provenance.field(unit_id) || provenance.field(glm_config) || provenance.field(nonlinearity_index) || provenance.field(no_nonlinearity_index) || provenance.field(_input_hash)), 'hex')) stored,
  constraint nonlinearity_pkey primary key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, glm_config),
  constraint nonlinearity_neuron_score_fkey foreign key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id) references twin.neuron_score (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id) on delete restrict,
  constraint nonlinearity_glm_neuron_fkey foreign key (dataset, glm_config, animal_id, session, scan_idx, unit_id) references twin.glm_neuron (dataset, glm_config, animal_id, session, scan_idx, unit_id) on delete restrict,
  constraint nonlinearity_glm_config_fkey foreign key (glm_config) references twin.glm_config (glm_config) on delete restrict,
  constraint nonlinearity_index_or_reason check ((nonlinearity_index is null) = (no_nonlinearity_index is not null))
);
create index nonlinearity_glm_neuron_idx on twin.nonlinearity (dataset, glm_config, animal_id, session, scan_idx, unit_id);
create index nonlinearity_glm_config_idx on twin.nonlinearity (glm_config);
comment on table twin.nonlinearity is 'How much better a twin predicts a neuron than the GLM baseline does';
comment on column twin.nonlinearity.dataset is 'name of the dataset';
comment on column twin.nonlinearity.model_config is 'name of the setting';
comment on column twin.nonlinearity.training_config is 'name of the setting';
comment on column twin.nonlinearity.seed is 'of initial weights, validation split and batches';
comment on column twin.nonlinearity.animal_id is 'number of the animal';
comment on column twin.nonlinearity.session is 'number of the animal''s experiment';
comment on column twin.nonlinearity.scan_idx is 'number of the scan in its session';
comment on column twin.nonlinearity.unit_id is 'number of the neuron in its scan';
comment on column twin.nonlinearity.glm_config is 'name of the setting';
comment on column twin.nonlinearity.nonlinearity_index is 'single_trial_correlation / glm_single_trial_correlation; null where no_nonlinearity_index says why';
comment on column twin.nonlinearity.no_nonlinearity_index is 'why there is no index; else null';
comment on column twin.nonlinearity._run_id is 'The provenance.run that wrote the row';
comment on column twin.nonlinearity._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.nonlinearity._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table job.nonlinearity (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  animal_id integer not null,
  session integer not null,
  scan_idx integer not null,
  unit_id integer not null,
  glm_config text not null,
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
  constraint nonlinearity_pkey primary key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, glm_config),
  constraint nonlinearity_neuron_score_fkey foreign key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id) references twin.neuron_score (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id) on delete cascade,
  constraint nonlinearity_glm_neuron_fkey foreign key (dataset, glm_config, animal_id, session, scan_idx, unit_id) references twin.glm_neuron (dataset, glm_config, animal_id, session, scan_idx, unit_id) on delete cascade,
  constraint nonlinearity_glm_config_fkey foreign key (glm_config) references twin.glm_config (glm_config) on delete cascade,
  constraint nonlinearity_status_known check (status in ('pending', 'claimed', 'failed', 'quarantined', 'ignored')),
  constraint nonlinearity_claim_complete check ((status = 'claimed') = (epoch is not null) and (status = 'claimed') = (worker_id is not null) and (status = 'claimed') = (claimed_at is not null)),
  constraint nonlinearity_failure_explained check (status <> 'failed' or (error_class is not null and error_message is not null)),
  constraint nonlinearity_counts_not_negative check (attempts >= 0 and deaths >= 0)
) with (autovacuum_vacuum_scale_factor = 0.02);
create index nonlinearity_pending_idx on job.nonlinearity (priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, glm_config) where status = 'pending';
create index nonlinearity_claimed_idx on job.nonlinearity (worker_id) where status = 'claimed';
comment on table job.nonlinearity is 'Keys of twin.nonlinearity that are not done';
comment on column job.nonlinearity.dataset is 'name of the dataset';
comment on column job.nonlinearity.model_config is 'name of the setting';
comment on column job.nonlinearity.training_config is 'name of the setting';
comment on column job.nonlinearity.seed is 'of initial weights, validation split and batches';
comment on column job.nonlinearity.animal_id is 'number of the animal';
comment on column job.nonlinearity.session is 'number of the animal''s experiment';
comment on column job.nonlinearity.scan_idx is 'number of the scan in its session';
comment on column job.nonlinearity.unit_id is 'number of the neuron in its scan';
comment on column job.nonlinearity.glm_config is 'name of the setting';
comment on column job.nonlinearity.status is 'pending, claimed, failed, quarantined or ignored';
comment on column job.nonlinearity.priority is 'Larger ones are claimed first';
comment on column job.nonlinearity.attempts is 'Computes that ended with an error';
comment on column job.nonlinearity.deaths is 'Workers that died while they held the key';
comment on column job.nonlinearity.epoch is 'Number of the claim that holds the key; only its commit counts';
comment on column job.nonlinearity.worker_id is 'The job.worker that holds the key';
comment on column job.nonlinearity.claimed_at is 'Database time of the claim';
comment on column job.nonlinearity.not_before is 'Back-off: not to be claimed earlier';
comment on column job.nonlinearity.error_class is 'Kind of the last error';
comment on column job.nonlinearity.error_message is 'The last error, with its key';

create table twin.optimal_dog_config (
  optimal_dog_config text not null,
  sigma_cen_min real not null,
  sigma_cen_max real not null,
  n_sigma_cens integer not null,
  sigma_ratios real[] not null,
  a_surs real[] not null,
  a_cen_min real not null,
  a_cen_factor real not null,
  n_a_cens integer not null,
  dog_location_step integer not null,
  dog_location_margin integer not null,
  dog_location_window integer,
  _row_hash text not null generated always as (encode(sha256(provenance.field(optimal_dog_config) || provenance.field(sigma_cen_min) || provenance.field(sigma_cen_max) || provenance.field(n_sigma_cens) || provenance.field(sigma_ratios) || provenance.field(a_surs) || provenance.field(a_cen_min) || provenance.field(a_cen_factor) || provenance.field(n_a_cens) || provenance.field(dog_location_step) || provenance.field(dog_location_margin) || provenance.field(dog_location_window)), 'hex')) stored,
  constraint optimal_dog_config_pkey primary key (optimal_dog_config)
);
comment on table twin.optimal_dog_config is 'Grids of differences of Gaussians';
comment on column twin.optimal_dog_config.optimal_dog_config is 'name of the grid';
comment on column twin.optimal_dog_config.sigma_cen_min is '[px] smallest SD of the centre';
comment on column twin.optimal_dog_config.sigma_cen_max is '[px] largest';
comment on column twin.optimal_dog_config.n_sigma_cens is 'SDs of the centre, log-spaced';
comment on column twin.optimal_dog_config.sigma_ratios is 'SD of the surround over that of the centre';
comment on column twin.optimal_dog_config.a_surs is 'weights of the surround; 0: none';
comment on column twin.optimal_dog_config.a_cen_min is '[z-score] smallest contrast; each of either sign';
comment on column twin.optimal_dog_config.a_cen_factor is 'from one contrast to the next';
comment on column twin.optimal_dog_config.n_a_cens is 'contrasts';
comment on column twin.optimal_dog_config.dog_location_step is '[px] distance of neighbouring locations';
comment on column twin.optimal_dog_config.dog_location_margin is '[px] without a window: locations fill the box of all receptive fields plus this margin';
comment on column twin.optimal_dog_config.dog_location_window is '[px] locations within so many pixels of the neuron''s own receptive field; null: the population''s box';
comment on column twin.optimal_dog_config._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.optimal_dog_task (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  optimal_dog_config text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(optimal_dog_config)), 'hex')) stored,
  constraint optimal_dog_task_pkey primary key (dataset, model_config, training_config, seed, optimal_dog_config),
  constraint optimal_dog_task_training_task_fkey foreign key (dataset, model_config, training_config, seed) references twin.training_task (dataset, model_config, training_config, seed) on delete restrict,
  constraint optimal_dog_task_optimal_dog_config_fkey foreign key (optimal_dog_config) references twin.optimal_dog_config (optimal_dog_config) on delete restrict
);
create index optimal_dog_task_optimal_dog_config_idx on twin.optimal_dog_task (optimal_dog_config);
comment on table twin.optimal_dog_task is 'The searches for optimal differences of Gaussians that somebody asked for';
comment on column twin.optimal_dog_task.dataset is 'name of the dataset';
comment on column twin.optimal_dog_task.model_config is 'name of the setting';
comment on column twin.optimal_dog_task.training_config is 'name of the setting';
comment on column twin.optimal_dog_task.seed is 'of initial weights, validation split and batches';
comment on column twin.optimal_dog_task.optimal_dog_config is 'name of the grid';
comment on column twin.optimal_dog_task._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.optimal_dog (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  animal_id integer not null,
  session integer not null,
  scan_idx integer not null,
  unit_id integer not null,
  optimal_dog_config text not null,
  dog_r_x real not null,
  dog_r_y real not null,
  sigma_cen real not null,
  sigma_sur real not null,
  a_cen real not null,
  a_sur real not null,
  dog_activation real not null,
  dog_grid_edges text[] not null,
  n_dog_stimuli bigint not null,
  _run_id bigint not null,
  _input_hash text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(animal_id) || provenance.field(session) || provenance.field(scan_idx) || provenance.field(unit_id) || provenance.field(optimal_dog_config) || provenance.field(dog_r_x) || provenance.field(dog_r_y) || provenance.field(sigma_cen) || provenance.field(sigma_sur) || provenance.field(a_cen) || provenance.field(a_sur) || provenance.field(dog_activation) || provenance.field(dog_grid_edges) || provenance.field(n_dog_stimuli) || provenance.field(_input_hash)), 'hex')) stored,
  constraint optimal_dog_pkey primary key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_dog_config),
  constraint optimal_dog_bar_code_fkey foreign key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id) references twin.bar_code (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id) on delete restrict,
  constraint optimal_dog_optimal_dog_task_fkey foreign key (dataset, model_config, training_config, seed, optimal_dog_config) references twin.optimal_dog_task (dataset, model_config, training_config, seed, optimal_dog_config) on delete restrict,
  constraint optimal_dog_optimal_dog_config_fkey foreign key (optimal_dog_config) references twin.optimal_dog_config (optimal_dog_config) on delete restrict,
  constraint optimal_dog_model_fkey foreign key (dataset, model_config, training_config, seed) references twin.model (dataset, model_config, training_config, seed) on delete restrict
);
create index optimal_dog_optimal_dog_task_idx on twin.optimal_dog (dataset, model_config, training_config, seed, optimal_dog_config);
create index optimal_dog_optimal_dog_config_idx on twin.optimal_dog (optimal_dog_config);
comment on table twin.optimal_dog is 'The difference of Gaussians of a grid that excites the neuron''s twin most: a_cen [(1 + a_sur) g(sigma_cen) - a_sur g(sigma_sur)]';
comment on column twin.optimal_dog.dataset is 'name of the dataset';
comment on column twin.optimal_dog.model_config is 'name of the setting';
comment on column twin.optimal_dog.training_config is 'name of the setting';
comment on column twin.optimal_dog.seed is 'of initial weights, validation split and batches';
comment on column twin.optimal_dog.animal_id is 'number of the animal';
comment on column twin.optimal_dog.session is 'number of the animal''s experiment';
comment on column twin.optimal_dog.scan_idx is 'number of the scan in its session';
comment on column twin.optimal_dog.unit_id is 'number of the neuron in its scan';
comment on column twin.optimal_dog.optimal_dog_config is 'name of the grid';
comment on column twin.optimal_dog.dog_r_x is '[px] column of the centre';
comment on column twin.optimal_dog.dog_r_y is '[px] row of the centre';
comment on column twin.optimal_dog.sigma_cen is '[px] SD of the centre';
comment on column twin.optimal_dog.sigma_sur is '[px] SD of the surround; without surround (a_sur = 0) the first of the grid';
comment on column twin.optimal_dog.a_cen is '[z-score] value at the middle; negative: dark';
comment on column twin.optimal_dog.a_sur is 'weight of the surround';
comment on column twin.optimal_dog.dog_activation is '[events] predicted response to it';
comment on column twin.optimal_dog.dog_grid_edges is 'ends of the grid that it touches (sigma_cen_min, r_x_max, ...), so that a better one may lie beyond; the highest contrast is the rule and does not count';
comment on column twin.optimal_dog.n_dog_stimuli is 'stimuli of the grid that were compared for this neuron';
comment on column twin.optimal_dog._run_id is 'The provenance.run that wrote the row';
comment on column twin.optimal_dog._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.optimal_dog._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table job.optimal_dog (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  animal_id integer not null,
  session integer not null,
  scan_idx integer not null,
  unit_id integer not null,
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
  constraint optimal_dog_pkey primary key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_dog_config),
  constraint optimal_dog_bar_code_fkey foreign key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id) references twin.bar_code (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id) on delete cascade,
  constraint optimal_dog_optimal_dog_task_fkey foreign key (dataset, model_config, training_config, seed, optimal_dog_config) references twin.optimal_dog_task (dataset, model_config, training_config, seed, optimal_dog_config) on delete cascade,
  constraint optimal_dog_optimal_dog_config_fkey foreign key (optimal_dog_config) references twin.optimal_dog_config (optimal_dog_config) on delete cascade,
  constraint optimal_dog_model_fkey foreign key (dataset, model_config, training_config, seed) references twin.model (dataset, model_config, training_config, seed) on delete cascade,
  constraint optimal_dog_status_known check (status in ('pending', 'claimed', 'failed', 'quarantined', 'ignored')),
  constraint optimal_dog_claim_complete check ((status = 'claimed') = (epoch is not null) and (status = 'claimed') = (worker_id is not null) and (status = 'claimed') = (claimed_at is not null)),
  constraint optimal_dog_failure_explained check (status <> 'failed' or (error_class is not null and error_message is not null)),
  constraint optimal_dog_counts_not_negative check (attempts >= 0 and deaths >= 0)
) with (autovacuum_vacuum_scale_factor = 0.02);
create index optimal_dog_pending_idx on job.optimal_dog (priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_dog_config) where status = 'pending';
create index optimal_dog_claimed_idx on job.optimal_dog (worker_id) where status = 'claimed';
comment on table job.optimal_dog is 'Keys of twin.optimal_dog that are not done';
comment on column job.optimal_dog.dataset is 'name of the dataset';
comment on column job.optimal_dog.model_config is 'name of the setting';
comment on column job.optimal_dog.training_config is 'name of the setting';
comment on column job.optimal_dog.seed is 'of initial weights, validation split and batches';
comment on column job.optimal_dog.animal_id is 'number of the animal';
comment on column job.optimal_dog.session is 'number of the animal''s experiment';
comment on column job.optimal_dog.scan_idx is 'number of the scan in its session';
comment on column job.optimal_dog.unit_id is 'number of the neuron in its scan';
comment on column job.optimal_dog.optimal_dog_config is 'name of the grid';
comment on column job.optimal_dog.status is 'pending, claimed, failed, quarantined or ignored';
comment on column job.optimal_dog.priority is 'Larger ones are claimed first';
comment on column job.optimal_dog.attempts is 'Computes that ended with an error';
comment on column job.optimal_dog.deaths is 'Workers that died while they held the key';
comment on column job.optimal_dog.epoch is 'Number of the claim that holds the key; only its commit counts';
comment on column job.optimal_dog.worker_id is 'The job.worker that holds the key';
comment on column job.optimal_dog.claimed_at is 'Database time of the claim';
comment on column job.optimal_dog.not_before is 'Back-off: not to be claimed earlier';
comment on column job.optimal_dog.error_class is 'Kind of the last error';
comment on column job.optimal_dog.error_message is 'The last error, with its key';

create table twin.mei_config (
  mei_config text not null,
  mei_norm real not null,
  mei_smoothness real not null,
  mei_learning_rate real not null,
  n_mei_starts integer not null,
  max_mei_steps integer not null,
  n_mei_drops integer not null,
  mei_patience integer not null,
  mei_averaging real not null,
  agreement_correlation real not null,
  agreement_activation real not null,
  mei_border integer not null,
  mei_seed bigint not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(mei_config) || provenance.field(mei_norm) || provenance.field(mei_smoothness) || provenance.field(mei_learning_rate) || provenance.field(n_mei_starts) || provenance.field(max_mei_steps) || provenance.field(n_mei_drops) || provenance.field(mei_patience) || provenance.field(mei_averaging) || provenance.field(agreement_correlation) || provenance.field(agreement_activation) || provenance.field(mei_border) || provenance.field(mei_seed)), 'hex')) stored,
  constraint mei_config_pkey primary key (mei_config),
  constraint mei_config_counts_positive check (n_mei_starts > 0 and max_mei_steps > 0 and mei_patience > 0),
  constraint mei_config_norm_positive check (mei_norm > 0 and mei_learning_rate > 0)
);
comment on table twin.mei_config is 'Settings of the ascent to most exciting images';
comment on column twin.mei_config.mei_config is 'name of the setting';
comment on column twin.mei_config.mei_norm is '[z-score] L2 norm of the images';
comment on column twin.mei_config.mei_smoothness is 'weight of the roughness';
comment on column twin.mei_config.mei_learning_rate is 'first rate of Adam';
comment on column twin.mei_config.n_mei_starts is 'random starts of a neuron';
comment on column twin.mei_config.max_mei_steps is 'steps of a start at most';
comment on column twin.mei_config.n_mei_drops is 'times that the rate falls to a tenth';
comment on column twin.mei_config.mei_patience is 'steps without a rise of the objective''s moving average';
comment on column twin.mei_config.mei_averaging is 'of that average: share of the past';
comment on column twin.mei_config.agreement_correlation is 'of the pixels of two images that count as the same';
comment on column twin.mei_config.agreement_activation is 'response that counts as equal, as a share of the best';
comment on column twin.mei_config.mei_border is '[px] width of the border whose energy is told';
comment on column twin.mei_config.mei_seed is 'of the starts';
comment on column twin.mei_config._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.mei_task (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  mei_config text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(mei_config)), 'hex')) stored,
  constraint mei_task_pkey primary key (dataset, model_config, training_config, seed, mei_config),
  constraint mei_task_training_task_fkey foreign key (dataset, model_config, training_config, seed) references twin.training_task (dataset, model_config, training_config, seed) on delete restrict,
  constraint mei_task_mei_config_fkey foreign key (mei_config) references twin.mei_config (mei_config) on delete restrict
);
create index mei_task_mei_config_idx on twin.mei_task (mei_config);
comment on table twin.mei_task is 'The ascents to most exciting images that somebody asked for';
comment on column twin.mei_task.dataset is 'name of the dataset';
comment on column twin.mei_task.model_config is 'name of the setting';
comment on column twin.mei_task.training_config is 'name of the setting';
comment on column twin.mei_task.seed is 'of initial weights, validation split and batches';
comment on column twin.mei_task.mei_config is 'name of the setting';
comment on column twin.mei_task._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.mei (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  animal_id integer not null,
  session integer not null,
  scan_idx integer not null,
  unit_id integer not null,
  mei_config text not null,
  mei_image real[] not null,
  norm real not null,
  mei_activation real not null,
  roughness real not null,
  start_activations real[] not null,
  best_start integer not null,
  n_agreeing_starts integer not null,
  n_mei_steps integer not null,
  mei_converged boolean not null,
  border_energy real not null,
  _run_id bigint not null,
  _input_hash text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(animal_id) || provenance.field(session) || provenance.field(scan_idx) || provenance.field(unit_id) || provenance.field(mei_config) || provenance.field(mei_image) || provenance.field(norm) || provenance.field(mei_activation) || provenance.field(roughness) || provenance.field(start_activations) || provenance.field(best_start) || provenance.field(n_agreeing_starts) || provenance.field(n_mei_steps) || provenance.field(mei_converged) || provenance.field(border_energy) || provenance.field(_input_hash)), 'hex')) stored,
  constraint mei_pkey primary key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, mei_config),
  constraint mei_bar_code_fkey foreign key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id) references twin.bar_code (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id) on delete restrict,
  constraint mei_mei_task_fkey foreign key (dataset, model_config, training_config, seed, mei_config) references twin.mei_task (dataset, model_config, training_config, seed, mei_config) on delete restrict,
  constraint mei_mei_config_fkey foreign key (mei_config) references twin.mei_config (mei_config) on delete restrict,
  constraint mei_model_fkey foreign key (dataset, model_config, training_config, seed) references twin.model (dataset, model_config, training_config, seed) on delete restrict
);
create index mei_mei_task_idx on twin.mei (dataset, model_config, training_config, seed, mei_config);
create index mei_mei_config_idx on twin.mei (mei_config);
comment on table twin.mei is 'The image of one norm that excites the neuron''s twin most';
comment on column twin.mei.dataset is 'name of the dataset';
comment on column twin.mei.model_config is 'name of the setting';
comment on column twin.mei.training_config is 'name of the setting';
comment on column twin.mei.seed is 'of initial weights, validation split and batches';
comment on column twin.mei.animal_id is 'number of the animal';
comment on column twin.mei.session is 'number of the animal''s experiment';
comment on column twin.mei.scan_idx is 'number of the scan in its session';
comment on column twin.mei.unit_id is 'number of the neuron in its scan';
comment on column twin.mei.mei_config is 'name of the setting';
comment on column twin.mei.mei_image is '[z-score] rows x columns of the image, row-major';
comment on column twin.mei.norm is '[z-score] L2 norm of the image';
comment on column twin.mei.mei_activation is '[events] predicted response to it';
comment on column twin.mei.roughness is 'sum of its squared Laplacian';
comment on column twin.mei.start_activations is '[events] predicted response to the image that each start ended at';
comment on column twin.mei.best_start is 'the start that won, from 0';
comment on column twin.mei.n_agreeing_starts is 'starts that ended at the same image, the winner included';
comment on column twin.mei.n_mei_steps is 'steps of the winner';
comment on column twin.mei.mei_converged is 'the winner ended because its objective no longer rose, not at max_mei_steps';
comment on column twin.mei.border_energy is 'share of the image''s squared norm within mei_border of the image''s border';
comment on column twin.mei._run_id is 'The provenance.run that wrote the row';
comment on column twin.mei._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.mei._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table job.mei (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  animal_id integer not null,
  session integer not null,
  scan_idx integer not null,
  unit_id integer not null,
  mei_config text not null,
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
  constraint mei_pkey primary key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, mei_config),
  constraint mei_bar_code_fkey foreign key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id) references twin.bar_code (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id) on delete cascade,
  constraint mei_mei_task_fkey foreign key (dataset, model_config, training_config, seed, mei_config) references twin.mei_task (dataset, model_config, training_config, seed, mei_config) on delete cascade,
  constraint mei_mei_config_fkey foreign key (mei_config) references twin.mei_config (mei_config) on delete cascade,
  constraint mei_model_fkey foreign key (dataset, model_config, training_config, seed) references twin.model (dataset, model_config, training_config, seed) on delete cascade,
  constraint mei_status_known check (status in ('pending', 'claimed', 'failed', 'quarantined', 'ignored')),
  constraint mei_claim_complete check ((status = 'claimed') = (epoch is not null) and (status = 'claimed') = (worker_id is not null) and (status = 'claimed') = (claimed_at is not null)),
  constraint mei_failure_explained check (status <> 'failed' or (error_class is not null and error_message is not null)),
  constraint mei_counts_not_negative check (attempts >= 0 and deaths >= 0)
) with (autovacuum_vacuum_scale_factor = 0.02);
create index mei_pending_idx on job.mei (priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, mei_config) where status = 'pending';
create index mei_claimed_idx on job.mei (worker_id) where status = 'claimed';
comment on table job.mei is 'Keys of twin.mei that are not done';
comment on column job.mei.dataset is 'name of the dataset';
comment on column job.mei.model_config is 'name of the setting';
comment on column job.mei.training_config is 'name of the setting';
comment on column job.mei.seed is 'of initial weights, validation split and batches';
comment on column job.mei.animal_id is 'number of the animal';
comment on column job.mei.session is 'number of the animal''s experiment';
comment on column job.mei.scan_idx is 'number of the scan in its session';
comment on column job.mei.unit_id is 'number of the neuron in its scan';
comment on column job.mei.mei_config is 'name of the setting';
comment on column job.mei.status is 'pending, claimed, failed, quarantined or ignored';
comment on column job.mei.priority is 'Larger ones are claimed first';
comment on column job.mei.attempts is 'Computes that ended with an error';
comment on column job.mei.deaths is 'Workers that died while they held the key';
comment on column job.mei.epoch is 'Number of the claim that holds the key; only its commit counts';
comment on column job.mei.worker_id is 'The job.worker that holds the key';
comment on column job.mei.claimed_at is 'Database time of the claim';
comment on column job.mei.not_before is 'Back-off: not to be claimed earlier';
comment on column job.mei.error_class is 'Kind of the last error';
comment on column job.mei.error_message is 'The last error, with its key';

create table twin.stimulus_comparison_config (
  stimulus_comparison_config text not null,
  n_energies integer not null,
  energy_min real not null,
  energy_max real not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(stimulus_comparison_config) || provenance.field(n_energies) || provenance.field(energy_min) || provenance.field(energy_max)), 'hex')) stored,
  constraint stimulus_comparison_config_pkey primary key (stimulus_comparison_config),
  constraint stimulus_comparison_config_energies_ascend check (n_energies > 0 and energy_min > 0 and energy_max >= energy_min)
);
comment on table twin.stimulus_comparison_config is 'Settings of the comparison of optimal stimuli';
comment on column twin.stimulus_comparison_config.stimulus_comparison_config is 'name of the setting';
comment on column twin.stimulus_comparison_config.n_energies is 'L2 norms, log-spaced';
comment on column twin.stimulus_comparison_config.energy_min is '[z-score] smallest norm';
comment on column twin.stimulus_comparison_config.energy_max is '[z-score] largest norm';
comment on column twin.stimulus_comparison_config._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.stimulus_comparison_task (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  optimal_gabor_config text not null,
  optimal_dog_config text not null,
  mei_config text not null,
  stimulus_comparison_config text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(optimal_gabor_config) || provenance.field(optimal_dog_config) || provenance.field(mei_config) || provenance.field(stimulus_comparison_config)), 'hex')) stored,
  constraint stimulus_comparison_task_pkey primary key (dataset, model_config, training_config, seed, optimal_gabor_config, optimal_dog_config, mei_config, stimulus_comparison_config),
  constraint stimulus_comparison_task_optimal_gabor_task_fkey foreign key (dataset, model_config, training_config, seed, optimal_gabor_config) references twin.optimal_gabor_task (dataset, model_config, training_config, seed, optimal_gabor_config) on delete restrict,
  constraint stimulus_comparison_task_optimal_dog_task_fkey foreign key (dataset, model_config, training_config, seed, optimal_dog_config) references twin.optimal_dog_task (dataset, model_config, training_config, seed, optimal_dog_config) on delete restrict,
  constraint stimulus_comparison_task_mei_task_fkey foreign key (dataset, model_config, training_config, seed, mei_config) references twin.mei_task (dataset, model_config, training_config, seed, mei_config) on delete restrict,
  constraint stimulus_comparison_task_stimulus_comparison_config_fkey foreign key (stimulus_comparison_config) references twin.stimulus_comparison_config (stimulus_comparison_config) on delete restrict
);
create index stimulus_comparison_task_optimal_dog_task_idx on twin.stimulus_comparison_task (dataset, model_config, training_config, seed, optimal_dog_config);
create index stimulus_comparison_task_mei_task_idx on twin.stimulus_comparison_task (dataset, model_config, training_config, seed, mei_config);
create index stimulus_comparison_task_stimulus_comparison_config_idx on twin.stimulus_comparison_task (stimulus_comparison_config);
comment on table twin.stimulus_comparison_task is 'The comparisons of optimal stimuli that somebody asked for';
comment on column twin.stimulus_comparison_task.dataset is 'name of the dataset';
comment on column twin.stimulus_comparison_task.model_config is 'name of the setting';
comment on column twin.stimulus_comparison_task.training_config is 'name of the setting';
comment on column twin.stimulus_comparison_task.seed is 'of initial weights, validation split and batches';
comment on column twin.stimulus_comparison_task.optimal_gabor_config is 'name of the grid';
comment on column twin.stimulus_comparison_task.optimal_dog_config is 'name of the grid';
comment on column twin.stimulus_comparison_task.mei_config is 'name of the setting';
comment on column twin.stimulus_comparison_task.stimulus_comparison_config is 'name of the setting';
comment on column twin.stimulus_comparison_task._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.stimulus_comparison (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  animal_id integer not null,
  session integer not null,
  scan_idx integer not null,
  unit_id integer not null,
  optimal_gabor_config text not null,
  optimal_dog_config text not null,
  mei_config text not null,
  stimulus_comparison_config text not null,
  gabor_dog real,
  gabor_mei real,
  dog_mei real,
  energies real[] not null,
  gabor_responses real[] not null,
  dog_responses real[] not null,
  mei_responses real[] not null,
  _run_id bigint not null,
  _input_hash text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(animal_id) || provenance.field(session) || provenance.field(scan_idx) || provenance.field(unit_id) || provenance.field(optimal_gabor_config) || provenance.field(optimal_dog_config) || provenance.field(mei_config) || provenance.field(stimulus_comparison_config) || provenance.field(gabor_dog) || provenance.field(gabor_mei) || provenance.field(dog_mei) || provenance.field(energies) || provenance.field(gabor_responses) || provenance.field(dog_responses) || provenance.field(mei_responses) || provenance.field(_input_hash)), 'hex')) stored,
  constraint stimulus_comparison_pkey primary key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, optimal_dog_config, mei_config, stimulus_comparison_config),
  constraint stimulus_comparison_optimal_gabor_fkey foreign key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) references twin.optimal_gabor (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) on delete restrict,
  constraint stimulus_comparison_optimal_dog_fkey foreign key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_dog_config) references twin.optimal_dog (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_dog_config) on delete restrict,
  constraint stimulus_comparison_mei_fkey foreign key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, mei_config) references twin.mei (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, mei_config) on delete restrict,
  constraint stimulus_comparison_stimulus_comparison_task_fkey foreign key (dataset, model_config, training_config, seed, optimal_gabor_config, optimal_dog_config, mei_config, stimulus_comparison_config) references twin.stimulus_comparison_task (dataset, model_config, training_config, seed, optimal_gabor_config, optimal_dog_config, mei_config, stimulus_comparison_config) on delete restrict,
  constraint stimulus_comparison_stimulus_comparison_config_fkey foreign key (stimulus_comparison_config) references twin.stimulus_comparison_config (stimulus_comparison_config) on delete restrict,
  constraint stimulus_comparison_model_fkey foreign key (dataset, model_config, training_config, seed) references twin.model (dataset, model_config, training_config, seed) on delete restrict
);
create index stimulus_comparison_optimal_dog_idx on twin.stimulus_comparison (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_dog_config);
create index stimulus_comparison_mei_idx on twin.stimulus_comparison (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, mei_config);
create index stimulus_comparison_stimulus_comparison_task_idx on twin.stimulus_comparison (dataset, model_config, training_config, seed, optimal_gabor_config, optimal_dog_config, mei_config, stimulus_comparison_config);
create index stimulus_comparison_stimulus_comparison_config_idx on twin.stimulus_comparison (stimulus_comparison_config);
comment on table twin.stimulus_comparison is 'The twin''s responses to its optimal Gabor, difference of Gaussians and MEI at equal norms';
comment on column twin.stimulus_comparison.dataset is 'name of the dataset';
comment on column twin.stimulus_comparison.model_config is 'name of the setting';
comment on column twin.stimulus_comparison.training_config is 'name of the setting';
comment on column twin.stimulus_comparison.seed is 'of initial weights, validation split and batches';
comment on column twin.stimulus_comparison.animal_id is 'number of the animal';
comment on column twin.stimulus_comparison.session is 'number of the animal''s experiment';
comment on column twin.stimulus_comparison.scan_idx is 'number of the scan in its session';
comment on column twin.stimulus_comparison.unit_id is 'number of the neuron in its scan';
comment on column twin.stimulus_comparison.optimal_gabor_config is 'name of the grid';
comment on column twin.stimulus_comparison.optimal_dog_config is 'name of the grid';
comment on column twin.stimulus_comparison.mei_config is 'name of the setting';
comment on column twin.stimulus_comparison.stimulus_comparison_config is 'name of the setting';
comment on column twin.stimulus_comparison.gabor_dog is 'response to the Gabor over that to the DoG, mean over norms; null where a divisor is 0';
comment on column twin.stimulus_comparison.gabor_mei is 'Gabor over MEI, likewise';
comment on column twin.stimulus_comparison.dog_mei is 'DoG over MEI, likewise';
comment on column twin.stimulus_comparison.energies is '[z-score] L2 norms, ascending';
comment on column twin.stimulus_comparison.gabor_responses is '[events] to the Gabor at each norm';
comment on column twin.stimulus_comparison.dog_responses is '[events] to the difference of Gaussians';
comment on column twin.stimulus_comparison.mei_responses is '[events] to the MEI';
comment on column twin.stimulus_comparison._run_id is 'The provenance.run that wrote the row';
comment on column twin.stimulus_comparison._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.stimulus_comparison._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table job.stimulus_comparison (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  animal_id integer not null,
  session integer not null,
  scan_idx integer not null,
  unit_id integer not null,
  optimal_gabor_config text not null,
  optimal_dog_config text not null,
  mei_config text not null,
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
  constraint stimulus_comparison_pkey primary key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, optimal_dog_config, mei_config, stimulus_comparison_config),
  constraint stimulus_comparison_optimal_gabor_fkey foreign key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) references twin.optimal_gabor (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) on delete cascade,
  constraint stimulus_comparison_optimal_dog_fkey foreign key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_dog_config) references twin.optimal_dog (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_dog_config) on delete cascade,
  constraint stimulus_comparison_mei_fkey foreign key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, mei_config) references twin.mei (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, mei_config) on delete cascade,
  constraint stimulus_comparison_stimulus_comparison_task_fkey foreign key (dataset, model_config, training_config, seed, optimal_gabor_config, optimal_dog_config, mei_config, stimulus_comparison_config) references twin.stimulus_comparison_task (dataset, model_config, training_config, seed, optimal_gabor_config, optimal_dog_config, mei_config, stimulus_comparison_config) on delete cascade,
  constraint stimulus_comparison_stimulus_comparison_config_fkey foreign key (stimulus_comparison_config) references twin.stimulus_comparison_config (stimulus_comparison_config) on delete cascade,
  constraint stimulus_comparison_model_fkey foreign key (dataset, model_config, training_config, seed) references twin.model (dataset, model_config, training_config, seed) on delete cascade,
  constraint stimulus_comparison_status_known check (status in ('pending', 'claimed', 'failed', 'quarantined', 'ignored')),
  constraint stimulus_comparison_claim_complete check ((status = 'claimed') = (epoch is not null) and (status = 'claimed') = (worker_id is not null) and (status = 'claimed') = (claimed_at is not null)),
  constraint stimulus_comparison_failure_explained check (status <> 'failed' or (error_class is not null and error_message is not null)),
  constraint stimulus_comparison_counts_not_negative check (attempts >= 0 and deaths >= 0)
) with (autovacuum_vacuum_scale_factor = 0.02);
create index stimulus_comparison_pending_idx on job.stimulus_comparison (priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, optimal_dog_config, mei_config, stimulus_comparison_config) where status = 'pending';
create index stimulus_comparison_claimed_idx on job.stimulus_comparison (worker_id) where status = 'claimed';
comment on table job.stimulus_comparison is 'Keys of twin.stimulus_comparison that are not done';
comment on column job.stimulus_comparison.dataset is 'name of the dataset';
comment on column job.stimulus_comparison.model_config is 'name of the setting';
comment on column job.stimulus_comparison.training_config is 'name of the setting';
comment on column job.stimulus_comparison.seed is 'of initial weights, validation split and batches';
comment on column job.stimulus_comparison.animal_id is 'number of the animal';
comment on column job.stimulus_comparison.session is 'number of the animal''s experiment';
comment on column job.stimulus_comparison.scan_idx is 'number of the scan in its session';
comment on column job.stimulus_comparison.unit_id is 'number of the neuron in its scan';
comment on column job.stimulus_comparison.optimal_gabor_config is 'name of the grid';
comment on column job.stimulus_comparison.optimal_dog_config is 'name of the grid';
comment on column job.stimulus_comparison.mei_config is 'name of the setting';
comment on column job.stimulus_comparison.stimulus_comparison_config is 'name of the setting';
comment on column job.stimulus_comparison.status is 'pending, claimed, failed, quarantined or ignored';
comment on column job.stimulus_comparison.priority is 'Larger ones are claimed first';
comment on column job.stimulus_comparison.attempts is 'Computes that ended with an error';
comment on column job.stimulus_comparison.deaths is 'Workers that died while they held the key';
comment on column job.stimulus_comparison.epoch is 'Number of the claim that holds the key; only its commit counts';
comment on column job.stimulus_comparison.worker_id is 'The job.worker that holds the key';
comment on column job.stimulus_comparison.claimed_at is 'Database time of the claim';
comment on column job.stimulus_comparison.not_before is 'Back-off: not to be claimed earlier';
comment on column job.stimulus_comparison.error_class is 'Kind of the last error';
comment on column job.stimulus_comparison.error_message is 'The last error, with its key';

create view public.orientation_fit as
  select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config, fitted_orientation, orientation_baseline, orientation_amplitude, concentration, orientation_half_width, orientation_r_squared
  from twin.orientation_fit;
comment on view public.orientation_fit is 'A von Mises function fitted to the orientation tuning curve by least squares';
comment on column public.orientation_fit.dataset is 'name of the dataset';
comment on column public.orientation_fit.model_config is 'name of the setting';
comment on column public.orientation_fit.training_config is 'name of the setting';
comment on column public.orientation_fit.seed is 'of initial weights, validation split and batches';
comment on column public.orientation_fit.animal_id is 'number of the animal';
comment on column public.orientation_fit.session is 'number of the animal''s experiment';
comment on column public.orientation_fit.scan_idx is 'number of the scan in its session';
comment on column public.orientation_fit.unit_id is 'number of the neuron in its scan';
comment on column public.orientation_fit.optimal_gabor_config is 'name of the grid';
comment on column public.orientation_fit.orientation_tuning_config is 'name of the setting';
comment on column public.orientation_fit.fitted_orientation is '[deg] of the peak, 0..180; 0 if flat';
comment on column public.orientation_fit.orientation_baseline is '[events] lowest point of the function';
comment on column public.orientation_fit.orientation_amplitude is '[events] height of the peak above it';
comment on column public.orientation_fit.concentration is 'k in exp(k cos 2 (theta - fitted_orientation)), .01..200; 0 if flat';
comment on column public.orientation_fit.orientation_half_width is '[deg] from the peak to half of its height above the lowest point; null if flat';
comment on column public.orientation_fit.orientation_r_squared is 'share of the curve''s variance that the function explains; null if flat';
create view public.phase_fit as
  select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config, fitted_phase, phase_baseline, phase_amplitude, phase_r_squared
  from twin.phase_fit;
comment on view public.phase_fit is 'A sine fitted to the phase tuning curve by least squares';
comment on column public.phase_fit.dataset is 'name of the dataset';
comment on column public.phase_fit.model_config is 'name of the setting';
comment on column public.phase_fit.training_config is 'name of the setting';
comment on column public.phase_fit.seed is 'of initial weights, validation split and batches';
comment on column public.phase_fit.animal_id is 'number of the animal';
comment on column public.phase_fit.session is 'number of the animal''s experiment';
comment on column public.phase_fit.scan_idx is 'number of the scan in its session';
comment on column public.phase_fit.unit_id is 'number of the neuron in its scan';
comment on column public.phase_fit.optimal_gabor_config is 'name of the grid';
comment on column public.phase_fit.phase_tuning_config is 'name of the setting';
comment on column public.phase_fit.fitted_phase is '[deg] of the peak, 0..360';
comment on column public.phase_fit.phase_baseline is '[events] mean of the sine';
comment on column public.phase_fit.phase_amplitude is '[events] height of the peak above the mean';
comment on column public.phase_fit.phase_r_squared is 'share of the curve''s variance that the sine explains; null if flat';
create view public.gabor_certificate as
  select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, grid_edges, polish_gain, polished_activation, polished_r_x, polished_r_y, polished_size, polished_spatial_frequency, polished_contrast, polished_orientation, polished_phase, energy_outside, alias_margin, aliased
  from twin.gabor_certificate;
comment on view public.gabor_certificate is 'What speaks for and against an optimal Gabor: ends of the grid, a gradient ascent from it, its place in the image, its spectrum';
comment on column public.gabor_certificate.dataset is 'name of the dataset';
comment on column public.gabor_certificate.model_config is 'name of the setting';
comment on column public.gabor_certificate.training_config is 'name of the setting';
comment on column public.gabor_certificate.seed is 'of initial weights, validation split and batches';
comment on column public.gabor_certificate.animal_id is 'number of the animal';
comment on column public.gabor_certificate.session is 'number of the animal''s experiment';
comment on column public.gabor_certificate.scan_idx is 'number of the scan in its session';
comment on column public.gabor_certificate.unit_id is 'number of the neuron in its scan';
comment on column public.gabor_certificate.optimal_gabor_config is 'name of the grid';
comment on column public.gabor_certificate.grid_edges is 'ends of the grid that it touches (size_min, r_x_max, ...), so that a better one may lie beyond; the highest contrast is the rule and does not count';
comment on column public.gabor_certificate.polish_gain is 'what a gradient ascent of its parameters gains, relative to its response: contrast up to the grid''s highest, the others free';
comment on column public.gabor_certificate.polished_activation is '[events] response at the ascent''s end';
comment on column public.gabor_certificate.polished_r_x is '[px] column of the centre there';
comment on column public.gabor_certificate.polished_r_y is '[px] row of the centre there';
comment on column public.gabor_certificate.polished_size is '[px] size there: +-2 SD of the envelope';
comment on column public.gabor_certificate.polished_spatial_frequency is '[cycles/px] of the carrier there';
comment on column public.gabor_certificate.polished_contrast is '[z-score] contrast there';
comment on column public.gabor_certificate.polished_orientation is '[deg] orientation there, 0..180';
comment on column public.gabor_certificate.polished_phase is '[deg] phase there, 0..360';
comment on column public.gabor_certificate.energy_outside is 'share of the optimal Gabor''s squared norm that lies outside the image';
comment on column public.gabor_certificate.alias_margin is '[cycles/px] of the optimal Gabor, .5 - (frequency along an axis + 2 SD of the spectrum), the smaller of both axes';
comment on column public.gabor_certificate.aliased is 'the margin is negative: pixels cannot show all of its spectrum';
create view public.size_contrast_config as
  select size_contrast_config, experiment_size_min, experiment_size_factor, n_experiment_sizes, experiment_contrast_min, experiment_contrast_factor, n_experiment_contrasts
  from twin.size_contrast_config;
comment on view public.size_contrast_config is 'Settings of the size-contrast experiment';
comment on column public.size_contrast_config.size_contrast_config is 'name of the setting';
comment on column public.size_contrast_config.experiment_size_min is '[px] smallest size of the Gabor';
comment on column public.size_contrast_config.experiment_size_factor is 'from one size to the next';
comment on column public.size_contrast_config.n_experiment_sizes is 'sizes';
comment on column public.size_contrast_config.experiment_contrast_min is '[z-score] smallest contrast';
comment on column public.size_contrast_config.experiment_contrast_factor is 'from one contrast to the next';
comment on column public.size_contrast_config.n_experiment_contrasts is 'contrasts';
create view public.size_contrast_task as
  select dataset, model_config, training_config, seed, optimal_gabor_config, size_contrast_config
  from twin.size_contrast_task;
comment on view public.size_contrast_task is 'The size-contrast experiments that somebody asked for';
comment on column public.size_contrast_task.dataset is 'name of the dataset';
comment on column public.size_contrast_task.model_config is 'name of the setting';
comment on column public.size_contrast_task.training_config is 'name of the setting';
comment on column public.size_contrast_task.seed is 'of initial weights, validation split and batches';
comment on column public.size_contrast_task.optimal_gabor_config is 'name of the grid';
comment on column public.size_contrast_task.size_contrast_config is 'name of the setting';
create view public.size_contrast_tuning as
  select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, size_contrast_config, suppression_index, contrast_index, preferred_size, sizes, contrasts, responses
  from twin.size_contrast_tuning;
comment on view public.size_contrast_tuning is 'The twin''s responses to its optimal Gabor at every size and contrast, its spatial frequency held';
comment on column public.size_contrast_tuning.dataset is 'name of the dataset';
comment on column public.size_contrast_tuning.model_config is 'name of the setting';
comment on column public.size_contrast_tuning.training_config is 'name of the setting';
comment on column public.size_contrast_tuning.seed is 'of initial weights, validation split and batches';
comment on column public.size_contrast_tuning.animal_id is 'number of the animal';
comment on column public.size_contrast_tuning.session is 'number of the animal''s experiment';
comment on column public.size_contrast_tuning.scan_idx is 'number of the scan in its session';
comment on column public.size_contrast_tuning.unit_id is 'number of the neuron in its scan';
comment on column public.size_contrast_tuning.optimal_gabor_config is 'name of the grid';
comment on column public.size_contrast_tuning.size_contrast_config is 'name of the setting';
comment on column public.size_contrast_tuning.suppression_index is 'at the highest contrast: (largest response - that to the largest size) / largest response';
comment on column public.size_contrast_tuning.contrast_index is 'at the largest size: (largest response - that to the highest contrast) / largest response';
comment on column public.size_contrast_tuning.preferred_size is '[px] size of the largest response at the highest contrast, the smallest of equals';
comment on column public.size_contrast_tuning.sizes is '[px] ascending';
comment on column public.size_contrast_tuning.contrasts is '[z-score] ascending';
comment on column public.size_contrast_tuning.responses is '[events] sizes x contrasts, the contrast varying fastest: that to sizes[s], contrasts[c] is responses[(s - 1) * cardinality(contrasts) + c]';
create view public.plaid_config as
  select plaid_config, plaid_contrast_min, plaid_contrast_factor, n_plaid_contrasts
  from twin.plaid_config;
comment on view public.plaid_config is 'Settings of the plaid experiment';
comment on column public.plaid_config.plaid_config is 'name of the setting';
comment on column public.plaid_config.plaid_contrast_min is '[z-score] smallest contrast above 0 of either Gabor';
comment on column public.plaid_config.plaid_contrast_factor is 'from one contrast to the next';
comment on column public.plaid_config.n_plaid_contrasts is 'contrasts besides 0';
create view public.plaid_task as
  select dataset, model_config, training_config, seed, optimal_gabor_config, plaid_config
  from twin.plaid_task;
comment on view public.plaid_task is 'The plaid experiments that somebody asked for';
comment on column public.plaid_task.dataset is 'name of the dataset';
comment on column public.plaid_task.model_config is 'name of the setting';
comment on column public.plaid_task.training_config is 'name of the setting';
comment on column public.plaid_task.seed is 'of initial weights, validation split and batches';
comment on column public.plaid_task.optimal_gabor_config is 'name of the grid';
comment on column public.plaid_task.plaid_config is 'name of the setting';
create view public.plaid_tuning as
  select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, plaid_config, cross_orientation_index, plaid_contrasts, responses
  from twin.plaid_tuning;
comment on view public.plaid_tuning is 'The twin''s responses to its optimal Gabor plus the same one turned by 90 degrees, each at every contrast';
comment on column public.plaid_tuning.dataset is 'name of the dataset';
comment on column public.plaid_tuning.model_config is 'name of the setting';
comment on column public.plaid_tuning.training_config is 'name of the setting';
comment on column public.plaid_tuning.seed is 'of initial weights, validation split and batches';
comment on column public.plaid_tuning.animal_id is 'number of the animal';
comment on column public.plaid_tuning.session is 'number of the animal''s experiment';
comment on column public.plaid_tuning.scan_idx is 'number of the scan in its session';
comment on column public.plaid_tuning.unit_id is 'number of the neuron in its scan';
comment on column public.plaid_tuning.optimal_gabor_config is 'name of the grid';
comment on column public.plaid_tuning.plaid_config is 'name of the setting';
comment on column public.plaid_tuning.cross_orientation_index is 'at the optimal Gabor''s highest contrast: (largest response - that to the highest contrast of the orthogonal one) / largest response';
comment on column public.plaid_tuning.plaid_contrasts is '[z-score] of either Gabor, ascending from 0';
comment on column public.plaid_tuning.responses is '[events] optimal x orthogonal, the orthogonal''s contrast varying fastest: that to plaid_contrasts[p] of the optimal and plaid_contrasts[o] of the orthogonal one is responses[(p - 1) * cardinality(plaid_contrasts) + o]';
create view public.glm_config as
  select glm_config, n_alphas, alpha_min, alpha_max, n_folds, glm_seed, glm_tolerance, max_glm_iterations, min_glm_correlation
  from twin.glm_config;
comment on view public.glm_config is 'Settings of the GLM baseline';
comment on column public.glm_config.glm_config is 'name of the setting';
comment on column public.glm_config.n_alphas is 'weights of the penalty that are tried, log-spaced';
comment on column public.glm_config.alpha_min is 'smallest weight of the penalty (alpha / 2) ||w||^2';
comment on column public.glm_config.alpha_max is 'largest';
comment on column public.glm_config.n_folds is 'folds of the cross-validation on the training images';
comment on column public.glm_config.glm_seed is 'of the folds';
comment on column public.glm_config.glm_tolerance is 'loss that is left to gain where a fit ends';
comment on column public.glm_config.max_glm_iterations is 'iterations of a fit at most';
comment on column public.glm_config.min_glm_correlation is 'single-trial test correlation of the GLM below which the non-linearity index is not defined';
create view public.glm_task as
  select dataset, glm_config
  from twin.glm_task;
comment on view public.glm_task is 'The GLM baselines that somebody asked for';
comment on column public.glm_task.dataset is 'name of the dataset';
comment on column public.glm_task.glm_config is 'name of the setting';
create view public.glm as
  select dataset, glm_config, mean_glm_single_trial_correlation, mean_glm_average_correlation, n_glm_converged
  from twin.glm;
comment on view public.glm is 'The Poisson regression of every neuron of a dataset on the pixels';
comment on column public.glm.dataset is 'name of the dataset';
comment on column public.glm.glm_config is 'name of the setting';
comment on column public.glm.mean_glm_single_trial_correlation is 'prediction with single trials, mean over neurons';
comment on column public.glm.mean_glm_average_correlation is 'prediction with the mean over repeats, mean over neurons';
comment on column public.glm.n_glm_converged is 'neurons whose final fit reached the tolerance';
create view public.glm_neuron as
  select dataset, glm_config, animal_id, session, scan_idx, unit_id, glm_weights, glm_bias, glm_alpha, cross_validated_losses, cross_validated_loss, glm_single_trial_correlation, glm_average_correlation, glm_converged
  from twin.glm_neuron;
comment on view public.glm_neuron is 'The Poisson regression of one neuron: expected events = exp(w . x + bias)';
comment on column public.glm_neuron.dataset is 'name of the dataset';
comment on column public.glm_neuron.glm_config is 'name of the setting';
comment on column public.glm_neuron.animal_id is 'number of the animal';
comment on column public.glm_neuron.session is 'number of the animal''s experiment';
comment on column public.glm_neuron.scan_idx is 'number of the scan in its session';
comment on column public.glm_neuron.unit_id is 'number of the neuron in its scan';
comment on column public.glm_neuron.glm_weights is '[1 / z-score] w: rows x columns of the image, row-major; pixels z-scored over all training images that the neuron saw';
comment on column public.glm_neuron.glm_bias is 'log of the expected events at mean grey';
comment on column public.glm_neuron.glm_alpha is 'chosen weight of the penalty: the lowest cross-validated loss';
comment on column public.glm_neuron.cross_validated_losses is 'mean of mu - y log(mu) on the images left out, at each alpha ascending; y in units of the neuron''s SD';
comment on column public.glm_neuron.cross_validated_loss is 'the lowest of them';
comment on column public.glm_neuron.glm_single_trial_correlation is 'over all pairs of test image and repeat; 0 for a constant neuron';
comment on column public.glm_neuron.glm_average_correlation is 'with the mean over repeats';
comment on column public.glm_neuron.glm_converged is 'the final fit reached the tolerance';
create view public.nonlinearity as
  select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, glm_config, nonlinearity_index, no_nonlinearity_index
  from twin.nonlinearity;
comment on view public.nonlinearity is 'How much better a twin predicts a neuron than the GLM baseline does';
comment on column public.nonlinearity.dataset is 'name of the dataset';
comment on column public.nonlinearity.model_config is 'name of the setting';
comment on column public.nonlinearity.training_config is 'name of the setting';
comment on column public.nonlinearity.seed is 'of initial weights, validation split and batches';
comment on column public.nonlinearity.animal_id is 'number of the animal';
comment on column public.nonlinearity.session is 'number of the animal''s experiment';
comment on column public.nonlinearity.scan_idx is 'number of the scan in its session';
comment on column public.nonlinearity.unit_id is 'number of the neuron in its scan';
comment on column public.nonlinearity.glm_config is 'name of the setting';
comment on column public.nonlinearity.nonlinearity_index is 'single_trial_correlation / glm_single_trial_correlation; null where no_nonlinearity_index says why';
comment on column public.nonlinearity.no_nonlinearity_index is 'why there is no index; else null';
create view public.optimal_dog_config as
  select optimal_dog_config, sigma_cen_min, sigma_cen_max, n_sigma_cens, sigma_ratios, a_surs, a_cen_min, a_cen_factor, n_a_cens, dog_location_step, dog_location_margin, dog_location_window
  from twin.optimal_dog_config;
comment on view public.optimal_dog_config is 'Grids of differences of Gaussians';
comment on column public.optimal_dog_config.optimal_dog_config is 'name of the grid';
comment on column public.optimal_dog_config.sigma_cen_min is '[px] smallest SD of the centre';
comment on column public.optimal_dog_config.sigma_cen_max is '[px] largest';
comment on column public.optimal_dog_config.n_sigma_cens is 'SDs of the centre, log-spaced';
comment on column public.optimal_dog_config.sigma_ratios is 'SD of the surround over that of the centre';
comment on column public.optimal_dog_config.a_surs is 'weights of the surround; 0: none';
comment on column public.optimal_dog_config.a_cen_min is '[z-score] smallest contrast; each of either sign';
comment on column public.optimal_dog_config.a_cen_factor is 'from one contrast to the next';
comment on column public.optimal_dog_config.n_a_cens is 'contrasts';
comment on column public.optimal_dog_config.dog_location_step is '[px] distance of neighbouring locations';
comment on column public.optimal_dog_config.dog_location_margin is '[px] without a window: locations fill the box of all receptive fields plus this margin';
comment on column public.optimal_dog_config.dog_location_window is '[px] locations within so many pixels of the neuron''s own receptive field; null: the population''s box';
create view public.optimal_dog_task as
  select dataset, model_config, training_config, seed, optimal_dog_config
  from twin.optimal_dog_task;
comment on view public.optimal_dog_task is 'The searches for optimal differences of Gaussians that somebody asked for';
comment on column public.optimal_dog_task.dataset is 'name of the dataset';
comment on column public.optimal_dog_task.model_config is 'name of the setting';
comment on column public.optimal_dog_task.training_config is 'name of the setting';
comment on column public.optimal_dog_task.seed is 'of initial weights, validation split and batches';
comment on column public.optimal_dog_task.optimal_dog_config is 'name of the grid';
create view public.optimal_dog as
  select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_dog_config, dog_r_x, dog_r_y, sigma_cen, sigma_sur, a_cen, a_sur, dog_activation, dog_grid_edges, n_dog_stimuli
  from twin.optimal_dog;
comment on view public.optimal_dog is 'The difference of Gaussians of a grid that excites the neuron''s twin most: a_cen [(1 + a_sur) g(sigma_cen) - a_sur g(sigma_sur)]';
comment on column public.optimal_dog.dataset is 'name of the dataset';
comment on column public.optimal_dog.model_config is 'name of the setting';
comment on column public.optimal_dog.training_config is 'name of the setting';
comment on column public.optimal_dog.seed is 'of initial weights, validation split and batches';
comment on column public.optimal_dog.animal_id is 'number of the animal';
comment on column public.optimal_dog.session is 'number of the animal''s experiment';
comment on column public.optimal_dog.scan_idx is 'number of the scan in its session';
comment on column public.optimal_dog.unit_id is 'number of the neuron in its scan';
comment on column public.optimal_dog.optimal_dog_config is 'name of the grid';
comment on column public.optimal_dog.dog_r_x is '[px] column of the centre';
comment on column public.optimal_dog.dog_r_y is '[px] row of the centre';
comment on column public.optimal_dog.sigma_cen is '[px] SD of the centre';
comment on column public.optimal_dog.sigma_sur is '[px] SD of the surround; without surround (a_sur = 0) the first of the grid';
comment on column public.optimal_dog.a_cen is '[z-score] value at the middle; negative: dark';
comment on column public.optimal_dog.a_sur is 'weight of the surround';
comment on column public.optimal_dog.dog_activation is '[events] predicted response to it';
comment on column public.optimal_dog.dog_grid_edges is 'ends of the grid that it touches (sigma_cen_min, r_x_max, ...), so that a better one may lie beyond; the highest contrast is the rule and does not count';
comment on column public.optimal_dog.n_dog_stimuli is 'stimuli of the grid that were compared for this neuron';
create view public.mei_config as
  select mei_config, mei_norm, mei_smoothness, mei_learning_rate, n_mei_starts, max_mei_steps, n_mei_drops, mei_patience, mei_averaging, agreement_correlation, agreement_activation, mei_border, mei_seed
  from twin.mei_config;
comment on view public.mei_config is 'Settings of the ascent to most exciting images';
comment on column public.mei_config.mei_config is 'name of the setting';
comment on column public.mei_config.mei_norm is '[z-score] L2 norm of the images';
comment on column public.mei_config.mei_smoothness is 'weight of the roughness';
comment on column public.mei_config.mei_learning_rate is 'first rate of Adam';
comment on column public.mei_config.n_mei_starts is 'random starts of a neuron';
comment on column public.mei_config.max_mei_steps is 'steps of a start at most';
comment on column public.mei_config.n_mei_drops is 'times that the rate falls to a tenth';
comment on column public.mei_config.mei_patience is 'steps without a rise of the objective''s moving average';
comment on column public.mei_config.mei_averaging is 'of that average: share of the past';
comment on column public.mei_config.agreement_correlation is 'of the pixels of two images that count as the same';
comment on column public.mei_config.agreement_activation is 'response that counts as equal, as a share of the best';
comment on column public.mei_config.mei_border is '[px] width of the border whose energy is told';
comment on column public.mei_config.mei_seed is 'of the starts';
create view public.mei_task as
  select dataset, model_config, training_config, seed, mei_config
  from twin.mei_task;
comment on view public.mei_task is 'The ascents to most exciting images that somebody asked for';
comment on column public.mei_task.dataset is 'name of the dataset';
comment on column public.mei_task.model_config is 'name of the setting';
comment on column public.mei_task.training_config is 'name of the setting';
comment on column public.mei_task.seed is 'of initial weights, validation split and batches';
comment on column public.mei_task.mei_config is 'name of the setting';
create view public.mei as
  select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, mei_config, mei_image, norm, mei_activation, roughness, start_activations, best_start, n_agreeing_starts, n_mei_steps, mei_converged, border_energy
  from twin.mei;
comment on view public.mei is 'The image of one norm that excites the neuron''s twin most';
comment on column public.mei.dataset is 'name of the dataset';
comment on column public.mei.model_config is 'name of the setting';
comment on column public.mei.training_config is 'name of the setting';
comment on column public.mei.seed is 'of initial weights, validation split and batches';
comment on column public.mei.animal_id is 'number of the animal';
comment on column public.mei.session is 'number of the animal''s experiment';
comment on column public.mei.scan_idx is 'number of the scan in its session';
comment on column public.mei.unit_id is 'number of the neuron in its scan';
comment on column public.mei.mei_config is 'name of the setting';
comment on column public.mei.mei_image is '[z-score] rows x columns of the image, row-major';
comment on column public.mei.norm is '[z-score] L2 norm of the image';
comment on column public.mei.mei_activation is '[events] predicted response to it';
comment on column public.mei.roughness is 'sum of its squared Laplacian';
comment on column public.mei.start_activations is '[events] predicted response to the image that each start ended at';
comment on column public.mei.best_start is 'the start that won, from 0';
comment on column public.mei.n_agreeing_starts is 'starts that ended at the same image, the winner included';
comment on column public.mei.n_mei_steps is 'steps of the winner';
comment on column public.mei.mei_converged is 'the winner ended because its objective no longer rose, not at max_mei_steps';
comment on column public.mei.border_energy is 'share of the image''s squared norm within mei_border of the image''s border';
create view public.stimulus_comparison_config as
  select stimulus_comparison_config, n_energies, energy_min, energy_max
  from twin.stimulus_comparison_config;
comment on view public.stimulus_comparison_config is 'Settings of the comparison of optimal stimuli';
comment on column public.stimulus_comparison_config.stimulus_comparison_config is 'name of the setting';
comment on column public.stimulus_comparison_config.n_energies is 'L2 norms, log-spaced';
comment on column public.stimulus_comparison_config.energy_min is '[z-score] smallest norm';
comment on column public.stimulus_comparison_config.energy_max is '[z-score] largest norm';
create view public.stimulus_comparison_task as
  select dataset, model_config, training_config, seed, optimal_gabor_config, optimal_dog_config, mei_config, stimulus_comparison_config
  from twin.stimulus_comparison_task;
comment on view public.stimulus_comparison_task is 'The comparisons of optimal stimuli that somebody asked for';
comment on column public.stimulus_comparison_task.dataset is 'name of the dataset';
comment on column public.stimulus_comparison_task.model_config is 'name of the setting';
comment on column public.stimulus_comparison_task.training_config is 'name of the setting';
comment on column public.stimulus_comparison_task.seed is 'of initial weights, validation split and batches';
comment on column public.stimulus_comparison_task.optimal_gabor_config is 'name of the grid';
comment on column public.stimulus_comparison_task.optimal_dog_config is 'name of the grid';
comment on column public.stimulus_comparison_task.mei_config is 'name of the setting';
comment on column public.stimulus_comparison_task.stimulus_comparison_config is 'name of the setting';
create view public.stimulus_comparison as
  select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, optimal_dog_config, mei_config, stimulus_comparison_config, gabor_dog, gabor_mei, dog_mei, energies, gabor_responses, dog_responses, mei_responses
  from twin.stimulus_comparison;
comment on view public.stimulus_comparison is 'The twin''s responses to its optimal Gabor, difference of Gaussians and MEI at equal norms';
comment on column public.stimulus_comparison.dataset is 'name of the dataset';
comment on column public.stimulus_comparison.model_config is 'name of the setting';
comment on column public.stimulus_comparison.training_config is 'name of the setting';
comment on column public.stimulus_comparison.seed is 'of initial weights, validation split and batches';
comment on column public.stimulus_comparison.animal_id is 'number of the animal';
comment on column public.stimulus_comparison.session is 'number of the animal''s experiment';
comment on column public.stimulus_comparison.scan_idx is 'number of the scan in its session';
comment on column public.stimulus_comparison.unit_id is 'number of the neuron in its scan';
comment on column public.stimulus_comparison.optimal_gabor_config is 'name of the grid';
comment on column public.stimulus_comparison.optimal_dog_config is 'name of the grid';
comment on column public.stimulus_comparison.mei_config is 'name of the setting';
comment on column public.stimulus_comparison.stimulus_comparison_config is 'name of the setting';
comment on column public.stimulus_comparison.gabor_dog is 'response to the Gabor over that to the DoG, mean over norms; null where a divisor is 0';
comment on column public.stimulus_comparison.gabor_mei is 'Gabor over MEI, likewise';
comment on column public.stimulus_comparison.dog_mei is 'DoG over MEI, likewise';
comment on column public.stimulus_comparison.energies is '[z-score] L2 norms, ascending';
comment on column public.stimulus_comparison.gabor_responses is '[events] to the Gabor at each norm';
comment on column public.stimulus_comparison.dog_responses is '[events] to the difference of Gaussians';
comment on column public.stimulus_comparison.mei_responses is '[events] to the MEI';
drop function if exists twin.seal_orientation_fit();
create trigger note_change after update on twin.orientation_fit referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'animal_id', 'session', 'scan_idx', 'unit_id', 'optimal_gabor_config', 'orientation_tuning_config');

drop function if exists twin.seal_phase_fit();
create trigger note_change after update on twin.phase_fit referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'animal_id', 'session', 'scan_idx', 'unit_id', 'optimal_gabor_config', 'phase_tuning_config');

drop function if exists twin.seal_gabor_certificate();
create trigger note_change after update on twin.gabor_certificate referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'animal_id', 'session', 'scan_idx', 'unit_id', 'optimal_gabor_config');

drop function if exists twin.seal_size_contrast_config();
create trigger note_change after update on twin.size_contrast_config referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('size_contrast_config');

drop function if exists twin.seal_size_contrast_task();
create trigger note_change after update on twin.size_contrast_task referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'optimal_gabor_config', 'size_contrast_config');

drop function if exists twin.seal_size_contrast_tuning();
create trigger note_change after update on twin.size_contrast_tuning referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'animal_id', 'session', 'scan_idx', 'unit_id', 'optimal_gabor_config', 'size_contrast_config');

drop function if exists twin.seal_plaid_config();
create trigger note_change after update on twin.plaid_config referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('plaid_config');

drop function if exists twin.seal_plaid_task();
create trigger note_change after update on twin.plaid_task referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'optimal_gabor_config', 'plaid_config');

drop function if exists twin.seal_plaid_tuning();
create trigger note_change after update on twin.plaid_tuning referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'animal_id', 'session', 'scan_idx', 'unit_id', 'optimal_gabor_config', 'plaid_config');

drop function if exists twin.seal_glm_config();
create trigger note_change after update on twin.glm_config referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('glm_config');

drop function if exists twin.seal_glm_task();
create trigger note_change after update on twin.glm_task referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'glm_config');

drop function if exists twin.seal_glm();
create trigger note_change after update on twin.glm referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'glm_config');
create function twin.seal_glm() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform from twin.glm m, (select distinct dataset, glm_config from touched) t where m.dataset = t.dataset and m.glm_config = t.glm_config for no key update of m;
  update twin.glm m set _parts_hash = coalesce((select encode(sha256(convert_to(string_agg(line, E'\n' order by line collate "C"), 'UTF8')), 'hex')
    from (select 'twin.glm_neuron:' || p._row_hash as line from twin.glm_neuron p where p.dataset = m.dataset and p.glm_config = m.glm_config) parts), '')
  from (select distinct dataset, glm_config from touched) t where m.dataset = t.dataset and m.glm_config = t.glm_config;
  if tg_op = 'UPDATE' then
  perform from twin.glm m, (select distinct dataset, glm_config from was) t where m.dataset = t.dataset and m.glm_config = t.glm_config for no key update of m;
  update twin.glm m set _parts_hash = coalesce((select encode(sha256(convert_to(string_agg(line, E'\n' order by line collate "C"), 'UTF8')), 'hex')
    from (select 'twin.glm_neuron:' || p._row_hash as line from twin.glm_neuron p where p.dataset = m.dataset and p.glm_config = m.glm_config) parts), '')
  from (select distinct dataset, glm_config from was) t where m.dataset = t.dataset and m.glm_config = t.glm_config;
  end if;
  return null;
end $$;
comment on function twin.seal_glm() is 'Trigger of the parts: keeps _parts_hash of their master true';
create trigger seal_insert after insert on twin.glm_neuron referencing new table as touched
  for each statement execute function twin.seal_glm();
create trigger seal_update after update on twin.glm_neuron referencing old table as was new table as touched
  for each statement execute function twin.seal_glm();
create trigger seal_delete after delete on twin.glm_neuron referencing old table as touched
  for each statement execute function twin.seal_glm();
create trigger note_change after update on twin.glm_neuron referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'glm_config', 'animal_id', 'session', 'scan_idx', 'unit_id');

drop function if exists twin.seal_nonlinearity();
create trigger note_change after update on twin.nonlinearity referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'animal_id', 'session', 'scan_idx', 'unit_id', 'glm_config');

drop function if exists twin.seal_optimal_dog_config();
create trigger note_change after update on twin.optimal_dog_config referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('optimal_dog_config');

drop function if exists twin.seal_optimal_dog_task();
create trigger note_change after update on twin.optimal_dog_task referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'optimal_dog_config');

drop function if exists twin.seal_optimal_dog();
create trigger note_change after update on twin.optimal_dog referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'animal_id', 'session', 'scan_idx', 'unit_id', 'optimal_dog_config');

drop function if exists twin.seal_mei_config();
create trigger note_change after update on twin.mei_config referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('mei_config');

drop function if exists twin.seal_mei_task();
create trigger note_change after update on twin.mei_task referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'mei_config');

drop function if exists twin.seal_mei();
create trigger note_change after update on twin.mei referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'animal_id', 'session', 'scan_idx', 'unit_id', 'mei_config');

drop function if exists twin.seal_stimulus_comparison_config();
create trigger note_change after update on twin.stimulus_comparison_config referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('stimulus_comparison_config');

drop function if exists twin.seal_stimulus_comparison_task();
create trigger note_change after update on twin.stimulus_comparison_task referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'optimal_gabor_config', 'optimal_dog_config', 'mei_config', 'stimulus_comparison_config');

drop function if exists twin.seal_stimulus_comparison();
create trigger note_change after update on twin.stimulus_comparison referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'animal_id', 'session', 'scan_idx', 'unit_id', 'optimal_gabor_config', 'optimal_dog_config', 'mei_config', 'stimulus_comparison_config');

drop function if exists job.enqueue_orientation_fit_from_orientation_tuning();
create function job.enqueue_orientation_fit_from_orientation_tuning() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.orientation_fit (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config from new_rows) p0) k
      where not exists (select from twin.orientation_fit o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config, o.orientation_tuning_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config, k.orientation_tuning_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.orientation_fit where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_orientation_fit_from_orientation_tuning() is 'Queues the keys of twin.orientation_fit that new rows of twin.orientation_tuning make possible';
create trigger enqueue_orientation_fit after insert on twin.orientation_tuning
  referencing new table as new_rows for each statement execute function job.enqueue_orientation_fit_from_orientation_tuning();

drop function if exists job.enqueue_phase_fit_from_phase_tuning();
create function job.enqueue_phase_fit_from_phase_tuning() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.phase_fit (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config from new_rows) p0) k
      where not exists (select from twin.phase_fit o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config, o.phase_tuning_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config, k.phase_tuning_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.phase_fit where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_phase_fit_from_phase_tuning() is 'Queues the keys of twin.phase_fit that new rows of twin.phase_tuning make possible';
create trigger enqueue_phase_fit after insert on twin.phase_tuning
  referencing new table as new_rows for each statement execute function job.enqueue_phase_fit_from_phase_tuning();

drop function if exists job.enqueue_gabor_certificate_from_optimal_gabor();
create function job.enqueue_gabor_certificate_from_optimal_gabor() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.gabor_certificate (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from new_rows) p0
            natural join (select optimal_gabor_config from twin.optimal_gabor_config) p1
            natural join (select dataset, model_config, training_config, seed from twin.model) p2) k
      where not exists (select from twin.gabor_certificate o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.gabor_certificate where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_gabor_certificate_from_optimal_gabor() is 'Queues the keys of twin.gabor_certificate that new rows of twin.optimal_gabor make possible';
create trigger enqueue_gabor_certificate after insert on twin.optimal_gabor
  referencing new table as new_rows for each statement execute function job.enqueue_gabor_certificate_from_optimal_gabor();

drop function if exists job.enqueue_size_contrast_tuning_from_optimal_gabor();
create function job.enqueue_size_contrast_tuning_from_optimal_gabor() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.size_contrast_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, size_contrast_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, size_contrast_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from new_rows) p0
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, size_contrast_config from twin.size_contrast_task) p1
            natural join (select size_contrast_config from twin.size_contrast_config) p2
            natural join (select dataset, model_config, training_config, seed from twin.model) p3) k
      where not exists (select from twin.size_contrast_tuning o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config, o.size_contrast_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config, k.size_contrast_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.size_contrast_tuning where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_size_contrast_tuning_from_optimal_gabor() is 'Queues the keys of twin.size_contrast_tuning that new rows of twin.optimal_gabor make possible';
create trigger enqueue_size_contrast_tuning after insert on twin.optimal_gabor
  referencing new table as new_rows for each statement execute function job.enqueue_size_contrast_tuning_from_optimal_gabor();

drop function if exists job.enqueue_size_contrast_tuning_from_size_contrast_task();
create function job.enqueue_size_contrast_tuning_from_size_contrast_task() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.size_contrast_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, size_contrast_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, size_contrast_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p0
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, size_contrast_config from new_rows) p1
            natural join (select size_contrast_config from twin.size_contrast_config) p2
            natural join (select dataset, model_config, training_config, seed from twin.model) p3) k
      where not exists (select from twin.size_contrast_tuning o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config, o.size_contrast_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config, k.size_contrast_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.size_contrast_tuning where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_size_contrast_tuning_from_size_contrast_task() is 'Queues the keys of twin.size_contrast_tuning that new rows of twin.size_contrast_task make possible';
create trigger enqueue_size_contrast_tuning after insert on twin.size_contrast_task
  referencing new table as new_rows for each statement execute function job.enqueue_size_contrast_tuning_from_size_contrast_task();

drop function if exists job.enqueue_plaid_tuning_from_optimal_gabor();
create function job.enqueue_plaid_tuning_from_optimal_gabor() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.plaid_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, plaid_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, plaid_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from new_rows) p0
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, plaid_config from twin.plaid_task) p1
            natural join (select plaid_config from twin.plaid_config) p2
            natural join (select dataset, model_config, training_config, seed from twin.model) p3) k
      where not exists (select from twin.plaid_tuning o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config, o.plaid_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config, k.plaid_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.plaid_tuning where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_plaid_tuning_from_optimal_gabor() is 'Queues the keys of twin.plaid_tuning that new rows of twin.optimal_gabor make possible';
create trigger enqueue_plaid_tuning after insert on twin.optimal_gabor
  referencing new table as new_rows for each statement execute function job.enqueue_plaid_tuning_from_optimal_gabor();

drop function if exists job.enqueue_plaid_tuning_from_plaid_task();
create function job.enqueue_plaid_tuning_from_plaid_task() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.plaid_tuning (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, plaid_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, plaid_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p0
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, plaid_config from new_rows) p1
            natural join (select plaid_config from twin.plaid_config) p2
            natural join (select dataset, model_config, training_config, seed from twin.model) p3) k
      where not exists (select from twin.plaid_tuning o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config, o.plaid_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config, k.plaid_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.plaid_tuning where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_plaid_tuning_from_plaid_task() is 'Queues the keys of twin.plaid_tuning that new rows of twin.plaid_task make possible';
create trigger enqueue_plaid_tuning after insert on twin.plaid_task
  referencing new table as new_rows for each statement execute function job.enqueue_plaid_tuning_from_plaid_task();

drop function if exists job.enqueue_glm_from_glm_task();
create function job.enqueue_glm_from_glm_task() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.glm (dataset, glm_config)
      select dataset, glm_config
      from (select * from (select dataset from twin.dataset) p0
            natural join (select dataset, glm_config from new_rows) p1
            natural join (select glm_config from twin.glm_config) p2) k
      where not exists (select from twin.glm o
        where (o.dataset, o.glm_config)
            = (k.dataset, k.glm_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.glm where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_glm_from_glm_task() is 'Queues the keys of twin.glm that new rows of twin.glm_task make possible';
create trigger enqueue_glm after insert on twin.glm_task
  referencing new table as new_rows for each statement execute function job.enqueue_glm_from_glm_task();

drop function if exists job.enqueue_nonlinearity_from_neuron_score();
create function job.enqueue_nonlinearity_from_neuron_score() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.nonlinearity (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, glm_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, glm_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id from new_rows) p0
            natural join (select dataset, glm_config, animal_id, session, scan_idx, unit_id from twin.glm_neuron) p1
            natural join (select glm_config from twin.glm_config) p2) k
      where not exists (select from twin.nonlinearity o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.glm_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.glm_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.nonlinearity where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_nonlinearity_from_neuron_score() is 'Queues the keys of twin.nonlinearity that new rows of twin.neuron_score make possible';
create trigger enqueue_nonlinearity after insert on twin.neuron_score
  referencing new table as new_rows for each statement execute function job.enqueue_nonlinearity_from_neuron_score();

drop function if exists job.enqueue_nonlinearity_from_glm_neuron();
create function job.enqueue_nonlinearity_from_glm_neuron() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.nonlinearity (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, glm_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, glm_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id from twin.neuron_score) p0
            natural join (select dataset, glm_config, animal_id, session, scan_idx, unit_id from new_rows) p1
            natural join (select glm_config from twin.glm_config) p2) k
      where not exists (select from twin.nonlinearity o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.glm_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.glm_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.nonlinearity where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_nonlinearity_from_glm_neuron() is 'Queues the keys of twin.nonlinearity that new rows of twin.glm_neuron make possible';
create trigger enqueue_nonlinearity after insert on twin.glm_neuron
  referencing new table as new_rows for each statement execute function job.enqueue_nonlinearity_from_glm_neuron();

drop function if exists job.enqueue_optimal_dog_from_bar_code();
create function job.enqueue_optimal_dog_from_bar_code() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.optimal_dog (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_dog_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_dog_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id from new_rows) p0
            natural join (select dataset, model_config, training_config, seed, optimal_dog_config from twin.optimal_dog_task) p1
            natural join (select optimal_dog_config from twin.optimal_dog_config) p2
            natural join (select dataset, model_config, training_config, seed from twin.model) p3) k
      where not exists (select from twin.optimal_dog o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_dog_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_dog_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.optimal_dog where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_optimal_dog_from_bar_code() is 'Queues the keys of twin.optimal_dog that new rows of twin.bar_code make possible';
create trigger enqueue_optimal_dog after insert on twin.bar_code
  referencing new table as new_rows for each statement execute function job.enqueue_optimal_dog_from_bar_code();

drop function if exists job.enqueue_optimal_dog_from_optimal_dog_task();
create function job.enqueue_optimal_dog_from_optimal_dog_task() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.optimal_dog (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_dog_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_dog_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id from twin.bar_code) p0
            natural join (select dataset, model_config, training_config, seed, optimal_dog_config from new_rows) p1
            natural join (select optimal_dog_config from twin.optimal_dog_config) p2
            natural join (select dataset, model_config, training_config, seed from twin.model) p3) k
      where not exists (select from twin.optimal_dog o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_dog_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_dog_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.optimal_dog where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_optimal_dog_from_optimal_dog_task() is 'Queues the keys of twin.optimal_dog that new rows of twin.optimal_dog_task make possible';
create trigger enqueue_optimal_dog after insert on twin.optimal_dog_task
  referencing new table as new_rows for each statement execute function job.enqueue_optimal_dog_from_optimal_dog_task();

drop function if exists job.enqueue_mei_from_bar_code();
create function job.enqueue_mei_from_bar_code() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.mei (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, mei_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, mei_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id from new_rows) p0
            natural join (select dataset, model_config, training_config, seed, mei_config from twin.mei_task) p1
            natural join (select mei_config from twin.mei_config) p2
            natural join (select dataset, model_config, training_config, seed from twin.model) p3) k
      where not exists (select from twin.mei o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.mei_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.mei_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.mei where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_mei_from_bar_code() is 'Queues the keys of twin.mei that new rows of twin.bar_code make possible';
create trigger enqueue_mei after insert on twin.bar_code
  referencing new table as new_rows for each statement execute function job.enqueue_mei_from_bar_code();

drop function if exists job.enqueue_mei_from_mei_task();
create function job.enqueue_mei_from_mei_task() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.mei (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, mei_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, mei_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id from twin.bar_code) p0
            natural join (select dataset, model_config, training_config, seed, mei_config from new_rows) p1
            natural join (select mei_config from twin.mei_config) p2
            natural join (select dataset, model_config, training_config, seed from twin.model) p3) k
      where not exists (select from twin.mei o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.mei_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.mei_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.mei where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_mei_from_mei_task() is 'Queues the keys of twin.mei that new rows of twin.mei_task make possible';
create trigger enqueue_mei after insert on twin.mei_task
  referencing new table as new_rows for each statement execute function job.enqueue_mei_from_mei_task();

drop function if exists job.enqueue_stimulus_comparison_from_optimal_gabor();
create function job.enqueue_stimulus_comparison_from_optimal_gabor() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.stimulus_comparison (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, optimal_dog_config, mei_config, stimulus_comparison_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, optimal_dog_config, mei_config, stimulus_comparison_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from new_rows) p0
            natural join (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_dog_config from twin.optimal_dog) p1
            natural join (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, mei_config from twin.mei) p2
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, optimal_dog_config, mei_config, stimulus_comparison_config from twin.stimulus_comparison_task) p3
            natural join (select stimulus_comparison_config from twin.stimulus_comparison_config) p4
            natural join (select dataset, model_config, training_config, seed from twin.model) p5) k
      where not exists (select from twin.stimulus_comparison o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config, o.optimal_dog_config, o.mei_config, o.stimulus_comparison_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config, k.optimal_dog_config, k.mei_config, k.stimulus_comparison_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.stimulus_comparison where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_stimulus_comparison_from_optimal_gabor() is 'Queues the keys of twin.stimulus_comparison that new rows of twin.optimal_gabor make possible';
create trigger enqueue_stimulus_comparison after insert on twin.optimal_gabor
  referencing new table as new_rows for each statement execute function job.enqueue_stimulus_comparison_from_optimal_gabor();

drop function if exists job.enqueue_stimulus_comparison_from_optimal_dog();
create function job.enqueue_stimulus_comparison_from_optimal_dog() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.stimulus_comparison (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, optimal_dog_config, mei_config, stimulus_comparison_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, optimal_dog_config, mei_config, stimulus_comparison_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p0
            natural join (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_dog_config from new_rows) p1
            natural join (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, mei_config from twin.mei) p2
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, optimal_dog_config, mei_config, stimulus_comparison_config from twin.stimulus_comparison_task) p3
            natural join (select stimulus_comparison_config from twin.stimulus_comparison_config) p4
            natural join (select dataset, model_config, training_config, seed from twin.model) p5) k
      where not exists (select from twin.stimulus_comparison o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config, o.optimal_dog_config, o.mei_config, o.stimulus_comparison_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config, k.optimal_dog_config, k.mei_config, k.stimulus_comparison_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.stimulus_comparison where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_stimulus_comparison_from_optimal_dog() is 'Queues the keys of twin.stimulus_comparison that new rows of twin.optimal_dog make possible';
create trigger enqueue_stimulus_comparison after insert on twin.optimal_dog
  referencing new table as new_rows for each statement execute function job.enqueue_stimulus_comparison_from_optimal_dog();

drop function if exists job.enqueue_stimulus_comparison_from_mei();
create function job.enqueue_stimulus_comparison_from_mei() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.stimulus_comparison (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, optimal_dog_config, mei_config, stimulus_comparison_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, optimal_dog_config, mei_config, stimulus_comparison_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p0
            natural join (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_dog_config from twin.optimal_dog) p1
            natural join (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, mei_config from new_rows) p2
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, optimal_dog_config, mei_config, stimulus_comparison_config from twin.stimulus_comparison_task) p3
            natural join (select stimulus_comparison_config from twin.stimulus_comparison_config) p4
            natural join (select dataset, model_config, training_config, seed from twin.model) p5) k
      where not exists (select from twin.stimulus_comparison o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config, o.optimal_dog_config, o.mei_config, o.stimulus_comparison_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config, k.optimal_dog_config, k.mei_config, k.stimulus_comparison_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.stimulus_comparison where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_stimulus_comparison_from_mei() is 'Queues the keys of twin.stimulus_comparison that new rows of twin.mei make possible';
create trigger enqueue_stimulus_comparison after insert on twin.mei
  referencing new table as new_rows for each statement execute function job.enqueue_stimulus_comparison_from_mei();

drop function if exists job.enqueue_stimulus_comparison_from_stimulus_comparison_task();
create function job.enqueue_stimulus_comparison_from_stimulus_comparison_task() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.stimulus_comparison (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, optimal_dog_config, mei_config, stimulus_comparison_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, optimal_dog_config, mei_config, stimulus_comparison_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p0
            natural join (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_dog_config from twin.optimal_dog) p1
            natural join (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, mei_config from twin.mei) p2
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, optimal_dog_config, mei_config, stimulus_comparison_config from new_rows) p3
            natural join (select stimulus_comparison_config from twin.stimulus_comparison_config) p4
            natural join (select dataset, model_config, training_config, seed from twin.model) p5) k
      where not exists (select from twin.stimulus_comparison o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config, o.optimal_dog_config, o.mei_config, o.stimulus_comparison_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config, k.optimal_dog_config, k.mei_config, k.stimulus_comparison_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.stimulus_comparison where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_stimulus_comparison_from_stimulus_comparison_task() is 'Queues the keys of twin.stimulus_comparison that new rows of twin.stimulus_comparison_task make possible';
create trigger enqueue_stimulus_comparison after insert on twin.stimulus_comparison_task
  referencing new table as new_rows for each statement execute function job.enqueue_stimulus_comparison_from_stimulus_comparison_task();

insert into twin."~lineage" (table_name, attribute_name, lineage) values
  ('gabor_certificate', 'animal_id', 'twin.scan.animal_id'),
  ('gabor_certificate', 'dataset', 'twin.dataset.dataset'),
  ('gabor_certificate', 'model_config', 'twin.model_config.model_config'),
  ('gabor_certificate', 'optimal_gabor_config', 'twin.optimal_gabor_config.optimal_gabor_config'),
  ('gabor_certificate', 'scan_idx', 'twin.scan.scan_idx'),
  ('gabor_certificate', 'seed', 'twin.training_task.seed'),
  ('gabor_certificate', 'session', 'twin.scan.session'),
  ('gabor_certificate', 'training_config', 'twin.training_config.training_config'),
  ('gabor_certificate', 'unit_id', 'twin.neuron.unit_id'),
  ('glm', 'dataset', 'twin.dataset.dataset'),
  ('glm', 'glm_config', 'twin.glm_config.glm_config'),
  ('glm_config', 'glm_config', 'twin.glm_config.glm_config'),
  ('glm_neuron', 'animal_id', 'twin.scan.animal_id'),
  ('glm_neuron', 'dataset', 'twin.dataset.dataset'),
  ('glm_neuron', 'glm_config', 'twin.glm_config.glm_config'),
  ('glm_neuron', 'scan_idx', 'twin.scan.scan_idx'),
  ('glm_neuron', 'session', 'twin.scan.session'),
  ('glm_neuron', 'unit_id', 'twin.neuron.unit_id'),
  ('glm_task', 'dataset', 'twin.dataset.dataset'),
  ('glm_task', 'glm_config', 'twin.glm_config.glm_config'),
  ('mei', 'animal_id', 'twin.scan.animal_id'),
  ('mei', 'dataset', 'twin.dataset.dataset'),
  ('mei', 'mei_config', 'twin.mei_config.mei_config'),
  ('mei', 'model_config', 'twin.model_config.model_config'),
  ('mei', 'scan_idx', 'twin.scan.scan_idx'),
  ('mei', 'seed', 'twin.training_task.seed'),
  ('mei', 'session', 'twin.scan.session'),
  ('mei', 'training_config', 'twin.training_config.training_config'),
  ('mei', 'unit_id', 'twin.neuron.unit_id'),
  ('mei_config', 'mei_config', 'twin.mei_config.mei_config'),
  ('mei_task', 'dataset', 'twin.dataset.dataset'),
  ('mei_task', 'mei_config', 'twin.mei_config.mei_config'),
  ('mei_task', 'model_config', 'twin.model_config.model_config'),
  ('mei_task', 'seed', 'twin.training_task.seed'),
  ('mei_task', 'training_config', 'twin.training_config.training_config'),
  ('nonlinearity', 'animal_id', 'twin.scan.animal_id'),
  ('nonlinearity', 'dataset', 'twin.dataset.dataset'),
  ('nonlinearity', 'glm_config', 'twin.glm_config.glm_config'),
  ('nonlinearity', 'model_config', 'twin.model_config.model_config'),
  ('nonlinearity', 'scan_idx', 'twin.scan.scan_idx'),
  ('nonlinearity', 'seed', 'twin.training_task.seed'),
  ('nonlinearity', 'session', 'twin.scan.session'),
  ('nonlinearity', 'training_config', 'twin.training_config.training_config'),
  ('nonlinearity', 'unit_id', 'twin.neuron.unit_id'),
  ('optimal_dog', 'animal_id', 'twin.scan.animal_id'),
  ('optimal_dog', 'dataset', 'twin.dataset.dataset'),
  ('optimal_dog', 'model_config', 'twin.model_config.model_config'),
  ('optimal_dog', 'optimal_dog_config', 'twin.optimal_dog_config.optimal_dog_config'),
  ('optimal_dog', 'scan_idx', 'twin.scan.scan_idx'),
  ('optimal_dog', 'seed', 'twin.training_task.seed'),
  ('optimal_dog', 'session', 'twin.scan.session'),
  ('optimal_dog', 'training_config', 'twin.training_config.training_config'),
  ('optimal_dog', 'unit_id', 'twin.neuron.unit_id'),
  ('optimal_dog_config', 'optimal_dog_config', 'twin.optimal_dog_config.optimal_dog_config'),
  ('optimal_dog_task', 'dataset', 'twin.dataset.dataset'),
  ('optimal_dog_task', 'model_config', 'twin.model_config.model_config'),
  ('optimal_dog_task', 'optimal_dog_config', 'twin.optimal_dog_config.optimal_dog_config'),
  ('optimal_dog_task', 'seed', 'twin.training_task.seed'),
  ('optimal_dog_task', 'training_config', 'twin.training_config.training_config'),
  ('orientation_fit', 'animal_id', 'twin.scan.animal_id'),
  ('orientation_fit', 'dataset', 'twin.dataset.dataset'),
  ('orientation_fit', 'model_config', 'twin.model_config.model_config'),
  ('orientation_fit', 'optimal_gabor_config', 'twin.optimal_gabor_config.optimal_gabor_config'),
  ('orientation_fit', 'orientation_tuning_config', 'twin.orientation_tuning_config.orientation_tuning_config'),
  ('orientation_fit', 'scan_idx', 'twin.scan.scan_idx'),
  ('orientation_fit', 'seed', 'twin.training_task.seed'),
  ('orientation_fit', 'session', 'twin.scan.session'),
  ('orientation_fit', 'training_config', 'twin.training_config.training_config'),
  ('orientation_fit', 'unit_id', 'twin.neuron.unit_id'),
  ('phase_fit', 'animal_id', 'twin.scan.animal_id'),
  ('phase_fit', 'dataset', 'twin.dataset.dataset'),
  ('phase_fit', 'model_config', 'twin.model_config.model_config'),
  ('phase_fit', 'optimal_gabor_config', 'twin.optimal_gabor_config.optimal_gabor_config'),
  ('phase_fit', 'phase_tuning_config', 'twin.phase_tuning_config.phase_tuning_config'),
  ('phase_fit', 'scan_idx', 'twin.scan.scan_idx'),
  ('phase_fit', 'seed', 'twin.training_task.seed'),
  ('phase_fit', 'session', 'twin.scan.session'),
  ('phase_fit', 'training_config', 'twin.training_config.training_config'),
  ('phase_fit', 'unit_id', 'twin.neuron.unit_id'),
  ('plaid_config', 'plaid_config', 'twin.plaid_config.plaid_config'),
  ('plaid_task', 'dataset', 'twin.dataset.dataset'),
  ('plaid_task', 'model_config', 'twin.model_config.model_config'),
  ('plaid_task', 'optimal_gabor_config', 'twin.optimal_gabor_config.optimal_gabor_config'),
  ('plaid_task', 'plaid_config', 'twin.plaid_config.plaid_config'),
  ('plaid_task', 'seed', 'twin.training_task.seed'),
  ('plaid_task', 'training_config', 'twin.training_config.training_config'),
  ('plaid_tuning', 'animal_id', 'twin.scan.animal_id'),
  ('plaid_tuning', 'dataset', 'twin.dataset.dataset'),
  ('plaid_tuning', 'model_config', 'twin.model_config.model_config'),
  ('plaid_tuning', 'optimal_gabor_config', 'twin.optimal_gabor_config.optimal_gabor_config'),
  ('plaid_tuning', 'plaid_config', 'twin.plaid_config.plaid_config'),
  ('plaid_tuning', 'scan_idx', 'twin.scan.scan_idx'),
  ('plaid_tuning', 'seed', 'twin.training_task.seed'),
  ('plaid_tuning', 'session', 'twin.scan.session'),
  ('plaid_tuning', 'training_config', 'twin.training_config.training_config'),
  ('plaid_tuning', 'unit_id', 'twin.neuron.unit_id'),
  ('size_contrast_config', 'size_contrast_config', 'twin.size_contrast_config.size_contrast_config'),
  ('size_contrast_task', 'dataset', 'twin.dataset.dataset'),
  ('size_contrast_task', 'model_config', 'twin.model_config.model_config'),
  ('size_contrast_task', 'optimal_gabor_config', 'twin.optimal_gabor_config.optimal_gabor_config'),
  ('size_contrast_task', 'seed', 'twin.training_task.seed'),
  ('size_contrast_task', 'size_contrast_config', 'twin.size_contrast_config.size_contrast_config'),
  ('size_contrast_task', 'training_config', 'twin.training_config.training_config'),
  ('size_contrast_tuning', 'animal_id', 'twin.scan.animal_id'),
  ('size_contrast_tuning', 'dataset', 'twin.dataset.dataset'),
  ('size_contrast_tuning', 'model_config', 'twin.model_config.model_config'),
  ('size_contrast_tuning', 'optimal_gabor_config', 'twin.optimal_gabor_config.optimal_gabor_config'),
  ('size_contrast_tuning', 'scan_idx', 'twin.scan.scan_idx'),
  ('size_contrast_tuning', 'seed', 'twin.training_task.seed'),
  ('size_contrast_tuning', 'session', 'twin.scan.session'),
  ('size_contrast_tuning', 'size_contrast_config', 'twin.size_contrast_config.size_contrast_config'),
  ('size_contrast_tuning', 'training_config', 'twin.training_config.training_config'),
  ('size_contrast_tuning', 'unit_id', 'twin.neuron.unit_id'),
  ('stimulus_comparison', 'animal_id', 'twin.scan.animal_id'),
  ('stimulus_comparison', 'dataset', 'twin.dataset.dataset'),
  ('stimulus_comparison', 'mei_config', 'twin.mei_config.mei_config'),
  ('stimulus_comparison', 'model_config', 'twin.model_config.model_config'),
  ('stimulus_comparison', 'optimal_dog_config', 'twin.optimal_dog_config.optimal_dog_config'),
  ('stimulus_comparison', 'optimal_gabor_config', 'twin.optimal_gabor_config.optimal_gabor_config'),
  ('stimulus_comparison', 'scan_idx', 'twin.scan.scan_idx'),
  ('stimulus_comparison', 'seed', 'twin.training_task.seed'),
  ('stimulus_comparison', 'session', 'twin.scan.session'),
  ('stimulus_comparison', 'stimulus_comparison_config', 'twin.stimulus_comparison_config.stimulus_comparison_config'),
  ('stimulus_comparison', 'training_config', 'twin.training_config.training_config'),
  ('stimulus_comparison', 'unit_id', 'twin.neuron.unit_id'),
  ('stimulus_comparison_config', 'stimulus_comparison_config', 'twin.stimulus_comparison_config.stimulus_comparison_config'),
  ('stimulus_comparison_task', 'dataset', 'twin.dataset.dataset'),
  ('stimulus_comparison_task', 'mei_config', 'twin.mei_config.mei_config'),
  ('stimulus_comparison_task', 'model_config', 'twin.model_config.model_config'),
  ('stimulus_comparison_task', 'optimal_dog_config', 'twin.optimal_dog_config.optimal_dog_config'),
  ('stimulus_comparison_task', 'optimal_gabor_config', 'twin.optimal_gabor_config.optimal_gabor_config'),
  ('stimulus_comparison_task', 'seed', 'twin.training_task.seed'),
  ('stimulus_comparison_task', 'stimulus_comparison_config', 'twin.stimulus_comparison_config.stimulus_comparison_config'),
  ('stimulus_comparison_task', 'training_config', 'twin.training_config.training_config');

-- Settings. paper: the published values, or where it has none the defaults of docs/methods.md. local: the same
-- stimuli at the locations around each neuron's own receptive field. demo: what two cores do in the time of the demo.
insert into twin.size_contrast_config
  (size_contrast_config, experiment_size_min, experiment_size_factor, n_experiment_sizes, experiment_contrast_min,
   experiment_contrast_factor, n_experiment_contrasts) values
  ('paper', 8, 1.2, 12, 0.088388346, 1.4142135, 12);

insert into twin.plaid_config (plaid_config, plaid_contrast_min, plaid_contrast_factor, n_plaid_contrasts) values
  ('paper', 0.125, 1.4142135, 9);

insert into twin.glm_config
  (glm_config, n_alphas, alpha_min, alpha_max, n_folds, glm_seed, glm_tolerance, max_glm_iterations,
   min_glm_correlation) values
  ('paper', 48, 0.1, 5, 5, 1, 1e-6, 200, 0.05),
  ('demo',   6, 0.1, 5, 3, 1, 1e-5, 200, 0.05);

insert into twin.optimal_dog_config
  (optimal_dog_config, sigma_cen_min, sigma_cen_max, n_sigma_cens, sigma_ratios, a_surs, a_cen_min, a_cen_factor,
   n_a_cens, dog_location_step, dog_location_margin, dog_location_window) values
  ('paper', 2, 12, 8, '{1.25,1.5,2,3,4}', '{0,0.25,0.5,0.75,1}', 0.125, 2, 6, 1, 3, null),
  ('local', 2, 12, 8, '{1.25,1.5,2,3,4}', '{0,0.25,0.5,0.75,1}', 0.125, 2, 6, 1, 0, 4),
  ('demo',  2, 12, 5, '{1.5,2,4}',        '{0,0.5,1}',           2,     2, 2, 2, 0, 4);

insert into twin.mei_config
  (mei_config, mei_norm, mei_smoothness, mei_learning_rate, n_mei_starts, max_mei_steps, n_mei_drops, mei_patience,
   mei_averaging, agreement_correlation, agreement_activation, mei_border, mei_seed) values
  ('paper', 12, 0.005, 1, 8, 2000, 2, 100, 0.9, 0.9, 0.99, 2, 1),
  ('demo',  12, 0.005, 1, 2,  200, 2,  20, 0.9, 0.9, 0.99, 2, 1);

insert into twin.stimulus_comparison_config (stimulus_comparison_config, n_energies, energy_min, energy_max) values
  ('paper', 10, 3, 24);

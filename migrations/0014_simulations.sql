-- Simulated scans: what their populations were drawn with, what a recovered optimum is worth in the truth, and the method on the truth
-- itself. Drafted.
create table twin.simulation (
  animal_id integer not null,
  session integer not null,
  scan_idx integer not null,
  target_oracle real not null,
  share_unoriented real not null,
  coupling real not null,
  noiseless boolean not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(animal_id) || provenance.field(session) || provenance.field(scan_idx) || provenance.field(target_oracle) || provenance.field(share_unoriented) || provenance.field(coupling) || provenance.field(noiseless)), 'hex')) stored,
  constraint simulation_pkey primary key (animal_id, session, scan_idx),
  constraint simulation_scan_fkey foreign key (animal_id, session, scan_idx) references twin.scan (animal_id, session, scan_idx) on delete restrict
);
comment on table twin.simulation is 'What a simulated population was drawn with: with the scan''s seed and training images enough to build it again; import fills it';
comment on column twin.simulation.animal_id is 'number of the animal';
comment on column twin.simulation.session is 'number of the animal''s experiment';
comment on column twin.simulation.scan_idx is 'number of the scan in its session';
comment on column twin.simulation.target_oracle is 'mean jackknife oracle that the gains were chosen for';
comment on column twin.simulation.share_unoriented is 'expected share of centre-surround neurons';
comment on column twin.simulation.coupling is 'rank correlation of suppression_strength and cross_inhibition_strength as drawn';
comment on column twin.simulation.noiseless is 'true: the responses are the expected events; repeats are identical and every oracle is 1';
comment on column twin.simulation._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.optimum_in_truth (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  animal_id integer not null,
  session integer not null,
  scan_idx integer not null,
  unit_id integer not null,
  optimal_gabor_config text not null,
  truth_activation real not null,
  truth_share real not null,
  blank_share real not null,
  _run_id bigint not null,
  _input_hash text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(animal_id) || provenance.field(session) || provenance.field(scan_idx) || provenance.field(unit_id) || provenance.field(optimal_gabor_config) || provenance.field(truth_activation) || provenance.field(truth_share) || provenance.field(blank_share) || provenance.field(_input_hash)), 'hex')) stored,
  constraint optimum_in_truth_pkey primary key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config),
  constraint optimum_in_truth_optimal_gabor_fkey foreign key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) references twin.optimal_gabor (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) on delete restrict,
  constraint optimum_in_truth_ground_truth_fkey foreign key (animal_id, session, scan_idx, unit_id) references twin.ground_truth (animal_id, session, scan_idx, unit_id) on delete restrict,
  constraint optimum_in_truth_simulation_fkey foreign key (animal_id, session, scan_idx) references twin.simulation (animal_id, session, scan_idx) on delete restrict,
  constraint optimum_in_truth_scan_fkey foreign key (animal_id, session, scan_idx) references twin.scan (animal_id, session, scan_idx) on delete restrict
);
create index optimum_in_truth_ground_truth_idx on twin.optimum_in_truth (animal_id, session, scan_idx, unit_id);
comment on table twin.optimum_in_truth is 'What the optimal Gabor of a twin is worth in the simulated neuron that it stands for';
comment on column twin.optimum_in_truth.dataset is 'name of the dataset';
comment on column twin.optimum_in_truth.model_config is 'name of the setting';
comment on column twin.optimum_in_truth.training_config is 'name of the setting';
comment on column twin.optimum_in_truth.seed is 'of initial weights, validation split and batches';
comment on column twin.optimum_in_truth.animal_id is 'number of the animal';
comment on column twin.optimum_in_truth.session is 'number of the animal''s experiment';
comment on column twin.optimum_in_truth.scan_idx is 'number of the scan in its session';
comment on column twin.optimum_in_truth.unit_id is 'number of the neuron in its scan';
comment on column twin.optimum_in_truth.optimal_gabor_config is 'name of the grid';
comment on column twin.optimum_in_truth.truth_activation is '[events] expected response of the simulated neuron to the twin''s optimal Gabor';
comment on column twin.optimum_in_truth.truth_share is 'of the expected response to its own optimal Gabor (ground_truth.activation)';
comment on column twin.optimum_in_truth.blank_share is 'the same share for a uniform grey image: what the spontaneous rate gives whatever is shown';
comment on column twin.optimum_in_truth._run_id is 'The provenance.run that wrote the row';
comment on column twin.optimum_in_truth._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.optimum_in_truth._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table job.optimum_in_truth (
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
  constraint optimum_in_truth_pkey primary key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config),
  constraint optimum_in_truth_optimal_gabor_fkey foreign key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) references twin.optimal_gabor (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) on delete cascade,
  constraint optimum_in_truth_ground_truth_fkey foreign key (animal_id, session, scan_idx, unit_id) references twin.ground_truth (animal_id, session, scan_idx, unit_id) on delete cascade,
  constraint optimum_in_truth_simulation_fkey foreign key (animal_id, session, scan_idx) references twin.simulation (animal_id, session, scan_idx) on delete cascade,
  constraint optimum_in_truth_scan_fkey foreign key (animal_id, session, scan_idx) references twin.scan (animal_id, session, scan_idx) on delete cascade,
  constraint optimum_in_truth_status_known check (status in ('pending', 'claimed', 'failed', 'quarantined', 'ignored')),
  constraint optimum_in_truth_claim_complete check ((status = 'claimed') = (epoch is not null) and (status = 'claimed') = (worker_id is not null) and (status = 'claimed') = (claimed_at is not null)),
  constraint optimum_in_truth_failure_explained check (status <> 'failed' or (error_class is not null and error_message is not null)),
  constraint optimum_in_truth_counts_not_negative check (attempts >= 0 and deaths >= 0)
) with (autovacuum_vacuum_scale_factor = 0.02);
create index optimum_in_truth_pending_idx on job.optimum_in_truth (priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) where status = 'pending';
create index optimum_in_truth_claimed_idx on job.optimum_in_truth (epoch) where status = 'claimed';
comment on table job.optimum_in_truth is 'Keys of twin.optimum_in_truth that are not done';
comment on column job.optimum_in_truth.dataset is 'name of the dataset';
comment on column job.optimum_in_truth.model_config is 'name of the setting';
comment on column job.optimum_in_truth.training_config is 'name of the setting';
comment on column job.optimum_in_truth.seed is 'of initial weights, validation split and batches';
comment on column job.optimum_in_truth.animal_id is 'number of the animal';
comment on column job.optimum_in_truth.session is 'number of the animal''s experiment';
comment on column job.optimum_in_truth.scan_idx is 'number of the scan in its session';
comment on column job.optimum_in_truth.unit_id is 'number of the neuron in its scan';
comment on column job.optimum_in_truth.optimal_gabor_config is 'name of the grid';
comment on column job.optimum_in_truth.status is 'pending, claimed, failed, quarantined or ignored';
comment on column job.optimum_in_truth.priority is 'Larger ones are claimed first';
comment on column job.optimum_in_truth.attempts is 'Computes that ended with an error';
comment on column job.optimum_in_truth.deaths is 'Workers that died while they held the key';
comment on column job.optimum_in_truth.epoch is 'Number of the claim that holds the key; only its commit counts';
comment on column job.optimum_in_truth.worker_id is 'The job.worker that holds the key';
comment on column job.optimum_in_truth.claimed_at is 'Database time of the claim';
comment on column job.optimum_in_truth.not_before is 'Back-off: not to be claimed earlier';
comment on column job.optimum_in_truth.error_class is 'Kind of the last error';
comment on column job.optimum_in_truth.error_message is 'The last error, with its key';

create table twin.perfect_twin_task (
  animal_id integer not null,
  session integer not null,
  scan_idx integer not null,
  optimal_gabor_config text not null,
  orientation_tuning_config text not null,
  phase_tuning_config text not null,
  size_contrast_config text not null,
  plaid_config text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(animal_id) || provenance.field(session) || provenance.field(scan_idx) || provenance.field(optimal_gabor_config) || provenance.field(orientation_tuning_config) || provenance.field(phase_tuning_config) || provenance.field(size_contrast_config) || provenance.field(plaid_config)), 'hex')) stored,
  constraint perfect_twin_task_pkey primary key (animal_id, session, scan_idx, optimal_gabor_config, orientation_tuning_config, phase_tuning_config, size_contrast_config, plaid_config),
  constraint perfect_twin_task_simulation_fkey foreign key (animal_id, session, scan_idx) references twin.simulation (animal_id, session, scan_idx) on delete restrict,
  constraint perfect_twin_task_optimal_gabor_config_fkey foreign key (optimal_gabor_config) references twin.optimal_gabor_config (optimal_gabor_config) on delete restrict,
  constraint perfect_twin_task_orientation_tuning_config_fkey foreign key (orientation_tuning_config) references twin.orientation_tuning_config (orientation_tuning_config) on delete restrict,
  constraint perfect_twin_task_phase_tuning_config_fkey foreign key (phase_tuning_config) references twin.phase_tuning_config (phase_tuning_config) on delete restrict,
  constraint perfect_twin_task_size_contrast_config_fkey foreign key (size_contrast_config) references twin.size_contrast_config (size_contrast_config) on delete restrict,
  constraint perfect_twin_task_plaid_config_fkey foreign key (plaid_config) references twin.plaid_config (plaid_config) on delete restrict
);
create index perfect_twin_task_optimal_gabor_config_idx on twin.perfect_twin_task (optimal_gabor_config);
create index perfect_twin_task_orientation_tuning_config_idx on twin.perfect_twin_task (orientation_tuning_config);
create index perfect_twin_task_phase_tuning_config_idx on twin.perfect_twin_task (phase_tuning_config);
create index perfect_twin_task_size_contrast_config_idx on twin.perfect_twin_task (size_contrast_config);
create index perfect_twin_task_plaid_config_idx on twin.perfect_twin_task (plaid_config);
comment on table twin.perfect_twin_task is 'The searches and experiments on simulated neurons themselves that somebody asked for';
comment on column twin.perfect_twin_task.animal_id is 'number of the animal';
comment on column twin.perfect_twin_task.session is 'number of the animal''s experiment';
comment on column twin.perfect_twin_task.scan_idx is 'number of the scan in its session';
comment on column twin.perfect_twin_task.optimal_gabor_config is 'name of the grid';
comment on column twin.perfect_twin_task.orientation_tuning_config is 'name of the setting';
comment on column twin.perfect_twin_task.phase_tuning_config is 'name of the setting';
comment on column twin.perfect_twin_task.size_contrast_config is 'name of the setting';
comment on column twin.perfect_twin_task.plaid_config is 'name of the setting';
comment on column twin.perfect_twin_task._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.perfect_twin (
  animal_id integer not null,
  session integer not null,
  scan_idx integer not null,
  unit_id integer not null,
  optimal_gabor_config text not null,
  orientation_tuning_config text not null,
  phase_tuning_config text not null,
  size_contrast_config text not null,
  plaid_config text not null,
  perfect_r_x real not null,
  perfect_r_y real not null,
  perfect_size real not null,
  perfect_spatial_frequency real not null,
  perfect_contrast real not null,
  perfect_orientation real not null,
  perfect_phase real not null,
  perfect_activation real not null,
  perfect_at_grid_edge boolean not null,
  perfect_share real not null,
  perfect_preferred_orientation real not null,
  perfect_orientation_index real not null,
  perfect_phase_index real not null,
  perfect_suppression_index real not null,
  perfect_cross_orientation_index real not null,
  _run_id bigint not null,
  _input_hash text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(animal_id) || provenance.field(session) || provenance.field(scan_idx) || provenance.field(unit_id) || provenance.field(optimal_gabor_config) || provenance.field(orientation_tuning_config) || provenance.field(phase_tuning_config) || provenance.field(size_contrast_config) || provenance.field(plaid_config) || provenance.field(perfect_r_x) || provenance.field(perfect_r_y) || provenance.field(perfect_size) || provenance.field(perfect_spatial_frequency) || provenance.field(perfect_contrast) || provenance.field(perfect_orientation) || provenance.field(perfect_phase) || provenance.field(perfect_activation) || provenance.field(perfect_at_grid_edge) || provenance.field(perfect_share) || provenance.field(perfect_preferred_orientation) || provenance.field(perfect_orientation_index) || provenance.field(perfect_phase_index) || provenance.field(perfect_suppression_index) || provenance.field(perfect_cross_orientation_index) || provenance.field(_input_hash)), 'hex')) stored,
  constraint perfect_twin_pkey primary key (animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config, phase_tuning_config, size_contrast_config, plaid_config),
  constraint perfect_twin_ground_truth_fkey foreign key (animal_id, session, scan_idx, unit_id) references twin.ground_truth (animal_id, session, scan_idx, unit_id) on delete restrict,
  constraint perfect_twin_perfect_twin_task_fkey foreign key (animal_id, session, scan_idx, optimal_gabor_config, orientation_tuning_config, phase_tuning_config, size_contrast_config, plaid_config) references twin.perfect_twin_task (animal_id, session, scan_idx, optimal_gabor_config, orientation_tuning_config, phase_tuning_config, size_contrast_config, plaid_config) on delete restrict,
  constraint perfect_twin_simulation_fkey foreign key (animal_id, session, scan_idx) references twin.simulation (animal_id, session, scan_idx) on delete restrict,
  constraint perfect_twin_optimal_gabor_config_fkey foreign key (optimal_gabor_config) references twin.optimal_gabor_config (optimal_gabor_config) on delete restrict,
  constraint perfect_twin_orientation_tuning_config_fkey foreign key (orientation_tuning_config) references twin.orientation_tuning_config (orientation_tuning_config) on delete restrict,
  constraint perfect_twin_phase_tuning_config_fkey foreign key (phase_tuning_config) references twin.phase_tuning_config (phase_tuning_config) on delete restrict,
  constraint perfect_twin_size_contrast_config_fkey foreign key (size_contrast_config) references twin.size_contrast_config (size_contrast_config) on delete restrict,
  constraint perfect_twin_plaid_config_fkey foreign key (plaid_config) references twin.plaid_config (plaid_config) on delete restrict,
  constraint perfect_twin_scan_fkey foreign key (animal_id, session, scan_idx) references twin.scan (animal_id, session, scan_idx) on delete restrict
);
create index perfect_twin_perfect_twin_task_idx on twin.perfect_twin (animal_id, session, scan_idx, optimal_gabor_config, orientation_tuning_config, phase_tuning_config, size_contrast_config, plaid_config);
create index perfect_twin_optimal_gabor_config_idx on twin.perfect_twin (optimal_gabor_config);
create index perfect_twin_orientation_tuning_config_idx on twin.perfect_twin (orientation_tuning_config);
create index perfect_twin_phase_tuning_config_idx on twin.perfect_twin (phase_tuning_config);
create index perfect_twin_size_contrast_config_idx on twin.perfect_twin (size_contrast_config);
create index perfect_twin_plaid_config_idx on twin.perfect_twin (plaid_config);
comment on table twin.perfect_twin is 'What the method makes of a perfect twin: search and experiments on the simulated neuron itself';
comment on column twin.perfect_twin.animal_id is 'number of the animal';
comment on column twin.perfect_twin.session is 'number of the animal''s experiment';
comment on column twin.perfect_twin.scan_idx is 'number of the scan in its session';
comment on column twin.perfect_twin.unit_id is 'number of the neuron in its scan';
comment on column twin.perfect_twin.optimal_gabor_config is 'name of the grid';
comment on column twin.perfect_twin.orientation_tuning_config is 'name of the setting';
comment on column twin.perfect_twin.phase_tuning_config is 'name of the setting';
comment on column twin.perfect_twin.size_contrast_config is 'name of the setting';
comment on column twin.perfect_twin.plaid_config is 'name of the setting';
comment on column twin.perfect_twin.perfect_r_x is '[px] column of the centre of the grid''s best Gabor';
comment on column twin.perfect_twin.perfect_r_y is '[px] row of its centre';
comment on column twin.perfect_twin.perfect_size is '[px] +-2 SD of its envelope';
comment on column twin.perfect_twin.perfect_spatial_frequency is '[cycles/px] of its carrier';
comment on column twin.perfect_twin.perfect_contrast is '[z-score] of it';
comment on column twin.perfect_twin.perfect_orientation is '[deg] of it, 0..180';
comment on column twin.perfect_twin.perfect_phase is '[deg] of it, 0..360';
comment on column twin.perfect_twin.perfect_activation is '[events] expected response to it';
comment on column twin.perfect_twin.perfect_at_grid_edge is 'true: size, frequency or location is at an end of its range';
comment on column twin.perfect_twin.perfect_share is 'of the true optimum''s expected response (ground_truth.activation)';
comment on column twin.perfect_twin.perfect_preferred_orientation is '[deg] angle of the F2 component of the orientation tuning curve, 0..180';
comment on column twin.perfect_twin.perfect_orientation_index is 'F2/F0 as amplitude over mean';
comment on column twin.perfect_twin.perfect_phase_index is 'F1/F0 as amplitude over mean';
comment on column twin.perfect_twin.perfect_suppression_index is 'relative fall from the best to the largest size';
comment on column twin.perfect_twin.perfect_cross_orientation_index is 'relative fall from the best to the highest contrast of the orthogonal Gabor';
comment on column twin.perfect_twin._run_id is 'The provenance.run that wrote the row';
comment on column twin.perfect_twin._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.perfect_twin._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table job.perfect_twin (
  animal_id integer not null,
  session integer not null,
  scan_idx integer not null,
  unit_id integer not null,
  optimal_gabor_config text not null,
  orientation_tuning_config text not null,
  phase_tuning_config text not null,
  size_contrast_config text not null,
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
  constraint perfect_twin_pkey primary key (animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config, phase_tuning_config, size_contrast_config, plaid_config),
  constraint perfect_twin_ground_truth_fkey foreign key (animal_id, session, scan_idx, unit_id) references twin.ground_truth (animal_id, session, scan_idx, unit_id) on delete cascade,
  constraint perfect_twin_perfect_twin_task_fkey foreign key (animal_id, session, scan_idx, optimal_gabor_config, orientation_tuning_config, phase_tuning_config, size_contrast_config, plaid_config) references twin.perfect_twin_task (animal_id, session, scan_idx, optimal_gabor_config, orientation_tuning_config, phase_tuning_config, size_contrast_config, plaid_config) on delete cascade,
  constraint perfect_twin_simulation_fkey foreign key (animal_id, session, scan_idx) references twin.simulation (animal_id, session, scan_idx) on delete cascade,
  constraint perfect_twin_optimal_gabor_config_fkey foreign key (optimal_gabor_config) references twin.optimal_gabor_config (optimal_gabor_config) on delete cascade,
  constraint perfect_twin_orientation_tuning_config_fkey foreign key (orientation_tuning_config) references twin.orientation_tuning_config (orientation_tuning_config) on delete cascade,
  constraint perfect_twin_phase_tuning_config_fkey foreign key (phase_tuning_config) references twin.phase_tuning_config (phase_tuning_config) on delete cascade,
  constraint perfect_twin_size_contrast_config_fkey foreign key (size_contrast_config) references twin.size_contrast_config (size_contrast_config) on delete cascade,
  constraint perfect_twin_plaid_config_fkey foreign key (plaid_config) references twin.plaid_config (plaid_config) on delete cascade,
  constraint perfect_twin_scan_fkey foreign key (animal_id, session, scan_idx) references twin.scan (animal_id, session, scan_idx) on delete cascade,
  constraint perfect_twin_status_known check (status in ('pending', 'claimed', 'failed', 'quarantined', 'ignored')),
  constraint perfect_twin_claim_complete check ((status = 'claimed') = (epoch is not null) and (status = 'claimed') = (worker_id is not null) and (status = 'claimed') = (claimed_at is not null)),
  constraint perfect_twin_failure_explained check (status <> 'failed' or (error_class is not null and error_message is not null)),
  constraint perfect_twin_counts_not_negative check (attempts >= 0 and deaths >= 0)
) with (autovacuum_vacuum_scale_factor = 0.02);
create index perfect_twin_pending_idx on job.perfect_twin (priority desc, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config, phase_tuning_config, size_contrast_config, plaid_config) where status = 'pending';
create index perfect_twin_claimed_idx on job.perfect_twin (epoch) where status = 'claimed';
comment on table job.perfect_twin is 'Keys of twin.perfect_twin that are not done';
comment on column job.perfect_twin.animal_id is 'number of the animal';
comment on column job.perfect_twin.session is 'number of the animal''s experiment';
comment on column job.perfect_twin.scan_idx is 'number of the scan in its session';
comment on column job.perfect_twin.unit_id is 'number of the neuron in its scan';
comment on column job.perfect_twin.optimal_gabor_config is 'name of the grid';
comment on column job.perfect_twin.orientation_tuning_config is 'name of the setting';
comment on column job.perfect_twin.phase_tuning_config is 'name of the setting';
comment on column job.perfect_twin.size_contrast_config is 'name of the setting';
comment on column job.perfect_twin.plaid_config is 'name of the setting';
comment on column job.perfect_twin.status is 'pending, claimed, failed, quarantined or ignored';
comment on column job.perfect_twin.priority is 'Larger ones are claimed first';
comment on column job.perfect_twin.attempts is 'Computes that ended with an error';
comment on column job.perfect_twin.deaths is 'Workers that died while they held the key';
comment on column job.perfect_twin.epoch is 'Number of the claim that holds the key; only its commit counts';
comment on column job.perfect_twin.worker_id is 'The job.worker that holds the key';
comment on column job.perfect_twin.claimed_at is 'Database time of the claim';
comment on column job.perfect_twin.not_before is 'Back-off: not to be claimed earlier';
comment on column job.perfect_twin.error_class is 'Kind of the last error';
comment on column job.perfect_twin.error_message is 'The last error, with its key';

create view public.simulation as
  select animal_id, session, scan_idx, target_oracle, share_unoriented, coupling, noiseless
  from twin.simulation;
comment on view public.simulation is 'What a simulated population was drawn with: with the scan''s seed and training images enough to build it again; import fills it';
comment on column public.simulation.animal_id is 'number of the animal';
comment on column public.simulation.session is 'number of the animal''s experiment';
comment on column public.simulation.scan_idx is 'number of the scan in its session';
comment on column public.simulation.target_oracle is 'mean jackknife oracle that the gains were chosen for';
comment on column public.simulation.share_unoriented is 'expected share of centre-surround neurons';
comment on column public.simulation.coupling is 'rank correlation of suppression_strength and cross_inhibition_strength as drawn';
comment on column public.simulation.noiseless is 'true: the responses are the expected events; repeats are identical and every oracle is 1';
create view public.optimum_in_truth as
  select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, truth_activation, truth_share, blank_share
  from twin.optimum_in_truth;
comment on view public.optimum_in_truth is 'What the optimal Gabor of a twin is worth in the simulated neuron that it stands for';
comment on column public.optimum_in_truth.dataset is 'name of the dataset';
comment on column public.optimum_in_truth.model_config is 'name of the setting';
comment on column public.optimum_in_truth.training_config is 'name of the setting';
comment on column public.optimum_in_truth.seed is 'of initial weights, validation split and batches';
comment on column public.optimum_in_truth.animal_id is 'number of the animal';
comment on column public.optimum_in_truth.session is 'number of the animal''s experiment';
comment on column public.optimum_in_truth.scan_idx is 'number of the scan in its session';
comment on column public.optimum_in_truth.unit_id is 'number of the neuron in its scan';
comment on column public.optimum_in_truth.optimal_gabor_config is 'name of the grid';
comment on column public.optimum_in_truth.truth_activation is '[events] expected response of the simulated neuron to the twin''s optimal Gabor';
comment on column public.optimum_in_truth.truth_share is 'of the expected response to its own optimal Gabor (ground_truth.activation)';
comment on column public.optimum_in_truth.blank_share is 'the same share for a uniform grey image: what the spontaneous rate gives whatever is shown';
create view public.perfect_twin_task as
  select animal_id, session, scan_idx, optimal_gabor_config, orientation_tuning_config, phase_tuning_config, size_contrast_config, plaid_config
  from twin.perfect_twin_task;
comment on view public.perfect_twin_task is 'The searches and experiments on simulated neurons themselves that somebody asked for';
comment on column public.perfect_twin_task.animal_id is 'number of the animal';
comment on column public.perfect_twin_task.session is 'number of the animal''s experiment';
comment on column public.perfect_twin_task.scan_idx is 'number of the scan in its session';
comment on column public.perfect_twin_task.optimal_gabor_config is 'name of the grid';
comment on column public.perfect_twin_task.orientation_tuning_config is 'name of the setting';
comment on column public.perfect_twin_task.phase_tuning_config is 'name of the setting';
comment on column public.perfect_twin_task.size_contrast_config is 'name of the setting';
comment on column public.perfect_twin_task.plaid_config is 'name of the setting';
create view public.perfect_twin as
  select animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config, phase_tuning_config, size_contrast_config, plaid_config, perfect_r_x, perfect_r_y, perfect_size, perfect_spatial_frequency, perfect_contrast, perfect_orientation, perfect_phase, perfect_activation, perfect_at_grid_edge, perfect_share, perfect_preferred_orientation, perfect_orientation_index, perfect_phase_index, perfect_suppression_index, perfect_cross_orientation_index
  from twin.perfect_twin;
comment on view public.perfect_twin is 'What the method makes of a perfect twin: search and experiments on the simulated neuron itself';
comment on column public.perfect_twin.animal_id is 'number of the animal';
comment on column public.perfect_twin.session is 'number of the animal''s experiment';
comment on column public.perfect_twin.scan_idx is 'number of the scan in its session';
comment on column public.perfect_twin.unit_id is 'number of the neuron in its scan';
comment on column public.perfect_twin.optimal_gabor_config is 'name of the grid';
comment on column public.perfect_twin.orientation_tuning_config is 'name of the setting';
comment on column public.perfect_twin.phase_tuning_config is 'name of the setting';
comment on column public.perfect_twin.size_contrast_config is 'name of the setting';
comment on column public.perfect_twin.plaid_config is 'name of the setting';
comment on column public.perfect_twin.perfect_r_x is '[px] column of the centre of the grid''s best Gabor';
comment on column public.perfect_twin.perfect_r_y is '[px] row of its centre';
comment on column public.perfect_twin.perfect_size is '[px] +-2 SD of its envelope';
comment on column public.perfect_twin.perfect_spatial_frequency is '[cycles/px] of its carrier';
comment on column public.perfect_twin.perfect_contrast is '[z-score] of it';
comment on column public.perfect_twin.perfect_orientation is '[deg] of it, 0..180';
comment on column public.perfect_twin.perfect_phase is '[deg] of it, 0..360';
comment on column public.perfect_twin.perfect_activation is '[events] expected response to it';
comment on column public.perfect_twin.perfect_at_grid_edge is 'true: size, frequency or location is at an end of its range';
comment on column public.perfect_twin.perfect_share is 'of the true optimum''s expected response (ground_truth.activation)';
comment on column public.perfect_twin.perfect_preferred_orientation is '[deg] angle of the F2 component of the orientation tuning curve, 0..180';
comment on column public.perfect_twin.perfect_orientation_index is 'F2/F0 as amplitude over mean';
comment on column public.perfect_twin.perfect_phase_index is 'F1/F0 as amplitude over mean';
comment on column public.perfect_twin.perfect_suppression_index is 'relative fall from the best to the largest size';
comment on column public.perfect_twin.perfect_cross_orientation_index is 'relative fall from the best to the highest contrast of the orthogonal Gabor';
drop function if exists twin.seal_simulation();
create trigger note_change after update on twin.simulation referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('animal_id', 'session', 'scan_idx');

drop function if exists twin.seal_optimum_in_truth();
create trigger note_change after update on twin.optimum_in_truth referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'animal_id', 'session', 'scan_idx', 'unit_id', 'optimal_gabor_config');

drop function if exists twin.seal_perfect_twin_task();
create trigger note_change after update on twin.perfect_twin_task referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('animal_id', 'session', 'scan_idx', 'optimal_gabor_config', 'orientation_tuning_config', 'phase_tuning_config', 'size_contrast_config', 'plaid_config');

drop function if exists twin.seal_perfect_twin();
create trigger note_change after update on twin.perfect_twin referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('animal_id', 'session', 'scan_idx', 'unit_id', 'optimal_gabor_config', 'orientation_tuning_config', 'phase_tuning_config', 'size_contrast_config', 'plaid_config');

drop function if exists job.enqueue_optimum_in_truth_from_optimal_gabor();
create function job.enqueue_optimum_in_truth_from_optimal_gabor() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.optimum_in_truth (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from new_rows) p0
            natural join (select animal_id, session, scan_idx, unit_id from twin.ground_truth) p1
            natural join (select animal_id, session, scan_idx from twin.simulation) p2
            natural join (select animal_id, session, scan_idx from twin.scan) p3) k
      where not exists (select from twin.optimum_in_truth o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.optimum_in_truth where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_optimum_in_truth_from_optimal_gabor() is 'Queues the keys of twin.optimum_in_truth that new rows of twin.optimal_gabor make possible';
create trigger enqueue_optimum_in_truth after insert on twin.optimal_gabor
  referencing new table as new_rows for each statement execute function job.enqueue_optimum_in_truth_from_optimal_gabor();

drop function if exists job.enqueue_optimum_in_truth_from_ground_truth();
create function job.enqueue_optimum_in_truth_from_ground_truth() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.optimum_in_truth (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p0
            natural join (select animal_id, session, scan_idx, unit_id from new_rows) p1
            natural join (select animal_id, session, scan_idx from twin.simulation) p2
            natural join (select animal_id, session, scan_idx from twin.scan) p3) k
      where not exists (select from twin.optimum_in_truth o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.optimum_in_truth where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_optimum_in_truth_from_ground_truth() is 'Queues the keys of twin.optimum_in_truth that new rows of twin.ground_truth make possible';
create trigger enqueue_optimum_in_truth after insert on twin.ground_truth
  referencing new table as new_rows for each statement execute function job.enqueue_optimum_in_truth_from_ground_truth();

drop function if exists job.enqueue_optimum_in_truth_from_simulation();
create function job.enqueue_optimum_in_truth_from_simulation() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.optimum_in_truth (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config)
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config
      from (select * from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p0
            natural join (select animal_id, session, scan_idx, unit_id from twin.ground_truth) p1
            natural join (select animal_id, session, scan_idx from new_rows) p2
            natural join (select animal_id, session, scan_idx from twin.scan) p3) k
      where not exists (select from twin.optimum_in_truth o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.optimum_in_truth where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_optimum_in_truth_from_simulation() is 'Queues the keys of twin.optimum_in_truth that new rows of twin.simulation make possible';
create trigger enqueue_optimum_in_truth after insert on twin.simulation
  referencing new table as new_rows for each statement execute function job.enqueue_optimum_in_truth_from_simulation();

drop function if exists job.enqueue_perfect_twin_from_ground_truth();
create function job.enqueue_perfect_twin_from_ground_truth() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.perfect_twin (animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config, phase_tuning_config, size_contrast_config, plaid_config)
      select animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config, phase_tuning_config, size_contrast_config, plaid_config
      from (select * from (select animal_id, session, scan_idx, unit_id from new_rows) p0
            natural join (select animal_id, session, scan_idx, optimal_gabor_config, orientation_tuning_config, phase_tuning_config, size_contrast_config, plaid_config from twin.perfect_twin_task) p1
            natural join (select animal_id, session, scan_idx from twin.simulation) p2
            natural join (select optimal_gabor_config from twin.optimal_gabor_config) p3
            natural join (select orientation_tuning_config from twin.orientation_tuning_config) p4
            natural join (select phase_tuning_config from twin.phase_tuning_config) p5
            natural join (select size_contrast_config from twin.size_contrast_config) p6
            natural join (select plaid_config from twin.plaid_config) p7
            natural join (select animal_id, session, scan_idx from twin.scan) p8) k
      where not exists (select from twin.perfect_twin o
        where (o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config, o.orientation_tuning_config, o.phase_tuning_config, o.size_contrast_config, o.plaid_config)
            = (k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config, k.orientation_tuning_config, k.phase_tuning_config, k.size_contrast_config, k.plaid_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.perfect_twin where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_perfect_twin_from_ground_truth() is 'Queues the keys of twin.perfect_twin that new rows of twin.ground_truth make possible';
create trigger enqueue_perfect_twin after insert on twin.ground_truth
  referencing new table as new_rows for each statement execute function job.enqueue_perfect_twin_from_ground_truth();

drop function if exists job.enqueue_perfect_twin_from_perfect_twin_task();
create function job.enqueue_perfect_twin_from_perfect_twin_task() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.perfect_twin (animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config, phase_tuning_config, size_contrast_config, plaid_config)
      select animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config, phase_tuning_config, size_contrast_config, plaid_config
      from (select * from (select animal_id, session, scan_idx, unit_id from twin.ground_truth) p0
            natural join (select animal_id, session, scan_idx, optimal_gabor_config, orientation_tuning_config, phase_tuning_config, size_contrast_config, plaid_config from new_rows) p1
            natural join (select animal_id, session, scan_idx from twin.simulation) p2
            natural join (select optimal_gabor_config from twin.optimal_gabor_config) p3
            natural join (select orientation_tuning_config from twin.orientation_tuning_config) p4
            natural join (select phase_tuning_config from twin.phase_tuning_config) p5
            natural join (select size_contrast_config from twin.size_contrast_config) p6
            natural join (select plaid_config from twin.plaid_config) p7
            natural join (select animal_id, session, scan_idx from twin.scan) p8) k
      where not exists (select from twin.perfect_twin o
        where (o.animal_id, o.session, o.scan_idx, o.unit_id, o.optimal_gabor_config, o.orientation_tuning_config, o.phase_tuning_config, o.size_contrast_config, o.plaid_config)
            = (k.animal_id, k.session, k.scan_idx, k.unit_id, k.optimal_gabor_config, k.orientation_tuning_config, k.phase_tuning_config, k.size_contrast_config, k.plaid_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.perfect_twin where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_perfect_twin_from_perfect_twin_task() is 'Queues the keys of twin.perfect_twin that new rows of twin.perfect_twin_task make possible';
create trigger enqueue_perfect_twin after insert on twin.perfect_twin_task
  referencing new table as new_rows for each statement execute function job.enqueue_perfect_twin_from_perfect_twin_task();

create or replace function job.claim_optimum_in_truth(bigint, integer, integer, text[], integer, text, text, text, bigint, integer, integer, integer, integer, text)
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], model_config text[], training_config text[], seed bigint[], animal_id integer[], session integer[], scan_idx integer[], unit_id integer[], optimal_gabor_config text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
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

create or replace function job.release_optimum_in_truth(bigint, text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  update job.optimum_in_truth j set status = 'pending', epoch = null, worker_id = null, claimed_at = null
  where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.optimum_in_truth own, unnest($2, $3, $4, $5, $6, $7, $8, $9, $10) k (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.animal_id = k.animal_id and own.session = k.session and own.scan_idx = k.scan_idx and own.unit_id = k.unit_id and own.optimal_gabor_config = k.optimal_gabor_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.optimum_in_truth where status = 'claimed' and epoch = $1 limit 1))));
  get diagnostics n = row_count;
  return n;
end $$;
revoke execute on function job.release_optimum_in_truth(bigint, text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[]) from public;

create or replace function job.fail_optimum_in_truth(bigint, text, text, boolean, integer, double precision, double precision, text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  with tried as (
    update job.optimum_in_truth j set
      status = case when $4 and j.attempts + 1 < $5 then 'pending' else 'failed' end,
      attempts = j.attempts + 1,
      not_before = clock_timestamp() + interval '1 millisecond'
        * least($6 * power(2, least(j.attempts, 30)), $7) * (0.5 + random()),
      error_class = $2, error_message = $3, epoch = null, worker_id = null, claimed_at = null
    where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.optimum_in_truth own, unnest($8, $9, $10, $11, $12, $13, $14, $15, $16) k (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.animal_id = k.animal_id and own.session = k.session and own.scan_idx = k.scan_idx and own.unit_id = k.unit_id and own.optimal_gabor_config = k.optimal_gabor_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.optimum_in_truth where status = 'claimed' and epoch = $1 limit 1))))
    returning j.status)
  select count(*) filter (where status = 'failed') into n from tried;
  return n;
end $$;
revoke execute on function job.fail_optimum_in_truth(bigint, text, text, boolean, integer, double precision, double precision, text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[]) from public;

create or replace function job.hold_optimum_in_truth(text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[])
returns table (place bigint, inputs text)
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
#variable_conflict use_column
begin
  return query select k.place, 'twin.optimal_gabor:' || p1._row_hash || E'\n' || 'twin.ground_truth:' || p2._row_hash || E'\n' || 'twin.simulation:' || p3._row_hash || E'\n' || 'twin.scan:' || p4._row_hash
    from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9) with ordinality k (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, place)
    cross join lateral (select _row_hash from twin.optimal_gabor o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config for share) p1
    cross join lateral (select _row_hash from twin.ground_truth o where o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id for share) p2
    cross join lateral (select _row_hash from twin.simulation o where o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx for share) p3
    cross join lateral (select _row_hash from twin.scan o where o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx for share) p4;
end $$;
revoke execute on function job.hold_optimum_in_truth(text[], text[], text[], bigint[], integer[], integer[], integer[], integer[], text[]) from public;

create or replace function job.enqueue_optimum_in_truth()
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  role_before constant text := current_setting('session_replication_role');
  n bigint;
  is_whole boolean;
begin
  perform pg_advisory_xact_lock(hashtextextended('doppel enqueue ' || 'twin.optimum_in_truth', 0));
  execute $count$ select count(*) from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p1
        natural join (select animal_id, session, scan_idx, unit_id from twin.ground_truth) p2
        natural join (select animal_id, session, scan_idx from twin.simulation) p3
        natural join (select animal_id, session, scan_idx from twin.scan) p4) k
      where not exists (select from twin.optimum_in_truth o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config)
        and not exists (select from job.optimum_in_truth o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config)) missing $count$ into n;
  if n = 0 then
    return 0;
  end if;
  if n < 10000 or not has_parameter_privilege(current_user, 'session_replication_role', 'SET') then
    execute $insert$ insert into job.optimum_in_truth (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p1
        natural join (select animal_id, session, scan_idx, unit_id from twin.ground_truth) p2
        natural join (select animal_id, session, scan_idx from twin.simulation) p3
        natural join (select animal_id, session, scan_idx from twin.scan) p4) k
      where not exists (select from twin.optimum_in_truth o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config)
        and not exists (select from job.optimum_in_truth o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config)) missing on conflict do nothing $insert$;
    get diagnostics n = row_count;
  else
    perform set_config('session_replication_role', 'replica', true);
    execute $insert$
      with added as (
        insert into job.optimum_in_truth (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from (
      select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from twin.optimal_gabor) p1
        natural join (select animal_id, session, scan_idx, unit_id from twin.ground_truth) p2
        natural join (select animal_id, session, scan_idx from twin.simulation) p3
        natural join (select animal_id, session, scan_idx from twin.scan) p4) k
      where not exists (select from twin.optimum_in_truth o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config)
        and not exists (select from job.optimum_in_truth o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config)) missing on conflict do nothing returning dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config),
      p1 as (select from twin.optimal_gabor p where (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) in (select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from added) for key share),
      p2 as (select from twin.ground_truth p where (animal_id, session, scan_idx, unit_id) in (select animal_id, session, scan_idx, unit_id from added) for key share),
      p3 as (select from twin.simulation p where (animal_id, session, scan_idx) in (select animal_id, session, scan_idx from added) for key share),
      p4 as (select from twin.scan p where (animal_id, session, scan_idx) in (select animal_id, session, scan_idx from added) for key share)
      select (select count(*) from added), (select count(*) from p1) = (select count(*) from (select distinct dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config from added) d)
        and (select count(*) from p2) = (select count(*) from (select distinct animal_id, session, scan_idx, unit_id from added) d)
        and (select count(*) from p3) = (select count(*) from (select distinct animal_id, session, scan_idx from added) d)
        and (select count(*) from p4) = (select count(*) from (select distinct animal_id, session, scan_idx from added) d) $insert$ into n, is_whole;
    perform set_config('session_replication_role', role_before, true);
    if not is_whole then
      raise exception 'rows that new keys of % refer to were deleted meanwhile', 'twin.optimum_in_truth'
        using errcode = 'serialization_failure';
    end if;
  end if;
  if n > 0 then
    perform pg_notify('doppel_job', '');
  end if;
  return n;
end $$;
revoke execute on function job.enqueue_optimum_in_truth() from public;

create or replace function job.accept_optimum_in_truth()
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
      where r.run_id = run and r.table_name = 'twin.optimum_in_truth' and r.n_keys = n
        and r.xmin = pg_current_xact_id()::xid and r.committed_at >= now()) then
    raise exception 'results of twin.optimum_in_truth without a run of their own in this transaction'
      using errcode = 'insufficient_privilege';
  end if;
  delete from job.optimum_in_truth j where j.epoch = mine and j.ctid = any (array(
    select own.ctid from job.optimum_in_truth own, new_rows k
    where own.status = 'claimed' and own.epoch = mine and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.animal_id = k.animal_id and own.session = k.session and own.scan_idx = k.scan_idx and own.unit_id = k.unit_id and own.optimal_gabor_config = k.optimal_gabor_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.optimum_in_truth where status = 'claimed' and epoch = mine limit 1))));
  get diagnostics n_held = row_count;
  if n_held <> n then
    raise exception 'twin.optimum_in_truth: only % of the % keys are held', n_held, n using errcode = 'ZL001';
  end if;
  return null;
end $$;
revoke execute on function job.accept_optimum_in_truth() from public;

create or replace trigger accept after insert on twin.optimum_in_truth
  referencing new table as new_rows for each statement execute function job.accept_optimum_in_truth();
create or replace function job.claim_perfect_twin(bigint, integer, integer, text[], integer, integer, integer, integer, integer, text, text, text, text, text)
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, animal_id integer[], session integer[], scan_idx integer[], unit_id integer[], optimal_gabor_config text[], orientation_tuning_config text[], phase_tuning_config text[], size_contrast_config text[], plaid_config text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
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

create or replace function job.release_perfect_twin(bigint, integer[], integer[], integer[], integer[], text[], text[], text[], text[], text[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  update job.perfect_twin j set status = 'pending', epoch = null, worker_id = null, claimed_at = null
  where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.perfect_twin own, unnest($2, $3, $4, $5, $6, $7, $8, $9, $10) k (animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config, phase_tuning_config, size_contrast_config, plaid_config)
    where own.status = 'claimed' and own.epoch = $1 and own.animal_id = k.animal_id and own.session = k.session and own.scan_idx = k.scan_idx and own.unit_id = k.unit_id and own.optimal_gabor_config = k.optimal_gabor_config and own.orientation_tuning_config = k.orientation_tuning_config and own.phase_tuning_config = k.phase_tuning_config and own.size_contrast_config = k.size_contrast_config and own.plaid_config = k.plaid_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.perfect_twin where status = 'claimed' and epoch = $1 limit 1))));
  get diagnostics n = row_count;
  return n;
end $$;
revoke execute on function job.release_perfect_twin(bigint, integer[], integer[], integer[], integer[], text[], text[], text[], text[], text[]) from public;

create or replace function job.fail_perfect_twin(bigint, text, text, boolean, integer, double precision, double precision, integer[], integer[], integer[], integer[], text[], text[], text[], text[], text[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  with tried as (
    update job.perfect_twin j set
      status = case when $4 and j.attempts + 1 < $5 then 'pending' else 'failed' end,
      attempts = j.attempts + 1,
      not_before = clock_timestamp() + interval '1 millisecond'
        * least($6 * power(2, least(j.attempts, 30)), $7) * (0.5 + random()),
      error_class = $2, error_message = $3, epoch = null, worker_id = null, claimed_at = null
    where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.perfect_twin own, unnest($8, $9, $10, $11, $12, $13, $14, $15, $16) k (animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config, phase_tuning_config, size_contrast_config, plaid_config)
    where own.status = 'claimed' and own.epoch = $1 and own.animal_id = k.animal_id and own.session = k.session and own.scan_idx = k.scan_idx and own.unit_id = k.unit_id and own.optimal_gabor_config = k.optimal_gabor_config and own.orientation_tuning_config = k.orientation_tuning_config and own.phase_tuning_config = k.phase_tuning_config and own.size_contrast_config = k.size_contrast_config and own.plaid_config = k.plaid_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.perfect_twin where status = 'claimed' and epoch = $1 limit 1))))
    returning j.status)
  select count(*) filter (where status = 'failed') into n from tried;
  return n;
end $$;
revoke execute on function job.fail_perfect_twin(bigint, text, text, boolean, integer, double precision, double precision, integer[], integer[], integer[], integer[], text[], text[], text[], text[], text[]) from public;

create or replace function job.hold_perfect_twin(integer[], integer[], integer[], integer[], text[], text[], text[], text[], text[])
returns table (place bigint, inputs text)
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
#variable_conflict use_column
begin
  return query select k.place, 'twin.ground_truth:' || p1._row_hash || E'\n' || 'twin.perfect_twin_task:' || p2._row_hash || E'\n' || 'twin.simulation:' || p3._row_hash || E'\n' || 'twin.optimal_gabor_config:' || p4._row_hash || E'\n' || 'twin.orientation_tuning_config:' || p5._row_hash || E'\n' || 'twin.phase_tuning_config:' || p6._row_hash || E'\n' || 'twin.size_contrast_config:' || p7._row_hash || E'\n' || 'twin.plaid_config:' || p8._row_hash || E'\n' || 'twin.scan:' || p9._row_hash
    from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9) with ordinality k (animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config, phase_tuning_config, size_contrast_config, plaid_config, place)
    cross join lateral (select _row_hash from twin.ground_truth o where o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id for share) p1
    cross join lateral (select _row_hash from twin.perfect_twin_task o where o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.optimal_gabor_config = k.optimal_gabor_config and o.orientation_tuning_config = k.orientation_tuning_config and o.phase_tuning_config = k.phase_tuning_config and o.size_contrast_config = k.size_contrast_config and o.plaid_config = k.plaid_config for share) p2
    cross join lateral (select _row_hash from twin.simulation o where o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx for share) p3
    cross join lateral (select _row_hash from twin.optimal_gabor_config o where o.optimal_gabor_config = k.optimal_gabor_config for share) p4
    cross join lateral (select _row_hash from twin.orientation_tuning_config o where o.orientation_tuning_config = k.orientation_tuning_config for share) p5
    cross join lateral (select _row_hash from twin.phase_tuning_config o where o.phase_tuning_config = k.phase_tuning_config for share) p6
    cross join lateral (select _row_hash from twin.size_contrast_config o where o.size_contrast_config = k.size_contrast_config for share) p7
    cross join lateral (select _row_hash from twin.plaid_config o where o.plaid_config = k.plaid_config for share) p8
    cross join lateral (select _row_hash from twin.scan o where o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx for share) p9;
end $$;
revoke execute on function job.hold_perfect_twin(integer[], integer[], integer[], integer[], text[], text[], text[], text[], text[]) from public;

create or replace function job.enqueue_perfect_twin()
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  role_before constant text := current_setting('session_replication_role');
  n bigint;
  is_whole boolean;
begin
  perform pg_advisory_xact_lock(hashtextextended('doppel enqueue ' || 'twin.perfect_twin', 0));
  execute $count$ select count(*) from (
      select animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config, phase_tuning_config, size_contrast_config, plaid_config from (select animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config, phase_tuning_config, size_contrast_config, plaid_config from (select animal_id, session, scan_idx, unit_id from twin.ground_truth) p1
        natural join (select animal_id, session, scan_idx, optimal_gabor_config, orientation_tuning_config, phase_tuning_config, size_contrast_config, plaid_config from twin.perfect_twin_task) p2
        natural join (select animal_id, session, scan_idx from twin.simulation) p3
        natural join (select optimal_gabor_config from twin.optimal_gabor_config) p4
        natural join (select orientation_tuning_config from twin.orientation_tuning_config) p5
        natural join (select phase_tuning_config from twin.phase_tuning_config) p6
        natural join (select size_contrast_config from twin.size_contrast_config) p7
        natural join (select plaid_config from twin.plaid_config) p8
        natural join (select animal_id, session, scan_idx from twin.scan) p9) k
      where not exists (select from twin.perfect_twin o where o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.orientation_tuning_config = k.orientation_tuning_config and o.phase_tuning_config = k.phase_tuning_config and o.size_contrast_config = k.size_contrast_config and o.plaid_config = k.plaid_config)
        and not exists (select from job.perfect_twin o where o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.orientation_tuning_config = k.orientation_tuning_config and o.phase_tuning_config = k.phase_tuning_config and o.size_contrast_config = k.size_contrast_config and o.plaid_config = k.plaid_config)) missing $count$ into n;
  if n = 0 then
    return 0;
  end if;
  if n < 10000 or not has_parameter_privilege(current_user, 'session_replication_role', 'SET') then
    execute $insert$ insert into job.perfect_twin (animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config, phase_tuning_config, size_contrast_config, plaid_config) select animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config, phase_tuning_config, size_contrast_config, plaid_config from (
      select animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config, phase_tuning_config, size_contrast_config, plaid_config from (select animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config, phase_tuning_config, size_contrast_config, plaid_config from (select animal_id, session, scan_idx, unit_id from twin.ground_truth) p1
        natural join (select animal_id, session, scan_idx, optimal_gabor_config, orientation_tuning_config, phase_tuning_config, size_contrast_config, plaid_config from twin.perfect_twin_task) p2
        natural join (select animal_id, session, scan_idx from twin.simulation) p3
        natural join (select optimal_gabor_config from twin.optimal_gabor_config) p4
        natural join (select orientation_tuning_config from twin.orientation_tuning_config) p5
        natural join (select phase_tuning_config from twin.phase_tuning_config) p6
        natural join (select size_contrast_config from twin.size_contrast_config) p7
        natural join (select plaid_config from twin.plaid_config) p8
        natural join (select animal_id, session, scan_idx from twin.scan) p9) k
      where not exists (select from twin.perfect_twin o where o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.orientation_tuning_config = k.orientation_tuning_config and o.phase_tuning_config = k.phase_tuning_config and o.size_contrast_config = k.size_contrast_config and o.plaid_config = k.plaid_config)
        and not exists (select from job.perfect_twin o where o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.orientation_tuning_config = k.orientation_tuning_config and o.phase_tuning_config = k.phase_tuning_config and o.size_contrast_config = k.size_contrast_config and o.plaid_config = k.plaid_config)) missing on conflict do nothing $insert$;
    get diagnostics n = row_count;
  else
    perform set_config('session_replication_role', 'replica', true);
    execute $insert$
      with added as (
        insert into job.perfect_twin (animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config, phase_tuning_config, size_contrast_config, plaid_config) select animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config, phase_tuning_config, size_contrast_config, plaid_config from (
      select animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config, phase_tuning_config, size_contrast_config, plaid_config from (select animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config, phase_tuning_config, size_contrast_config, plaid_config from (select animal_id, session, scan_idx, unit_id from twin.ground_truth) p1
        natural join (select animal_id, session, scan_idx, optimal_gabor_config, orientation_tuning_config, phase_tuning_config, size_contrast_config, plaid_config from twin.perfect_twin_task) p2
        natural join (select animal_id, session, scan_idx from twin.simulation) p3
        natural join (select optimal_gabor_config from twin.optimal_gabor_config) p4
        natural join (select orientation_tuning_config from twin.orientation_tuning_config) p5
        natural join (select phase_tuning_config from twin.phase_tuning_config) p6
        natural join (select size_contrast_config from twin.size_contrast_config) p7
        natural join (select plaid_config from twin.plaid_config) p8
        natural join (select animal_id, session, scan_idx from twin.scan) p9) k
      where not exists (select from twin.perfect_twin o where o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.orientation_tuning_config = k.orientation_tuning_config and o.phase_tuning_config = k.phase_tuning_config and o.size_contrast_config = k.size_contrast_config and o.plaid_config = k.plaid_config)
        and not exists (select from job.perfect_twin o where o.animal_id = k.animal_id and o.session = k.session and o.scan_idx = k.scan_idx and o.unit_id = k.unit_id and o.optimal_gabor_config = k.optimal_gabor_config and o.orientation_tuning_config = k.orientation_tuning_config and o.phase_tuning_config = k.phase_tuning_config and o.size_contrast_config = k.size_contrast_config and o.plaid_config = k.plaid_config)) missing on conflict do nothing returning animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config, phase_tuning_config, size_contrast_config, plaid_config),
      p1 as (select from twin.ground_truth p where (animal_id, session, scan_idx, unit_id) in (select animal_id, session, scan_idx, unit_id from added) for key share),
      p2 as (select from twin.perfect_twin_task p where (animal_id, session, scan_idx, optimal_gabor_config, orientation_tuning_config, phase_tuning_config, size_contrast_config, plaid_config) in (select animal_id, session, scan_idx, optimal_gabor_config, orientation_tuning_config, phase_tuning_config, size_contrast_config, plaid_config from added) for key share),
      p3 as (select from twin.simulation p where (animal_id, session, scan_idx) in (select animal_id, session, scan_idx from added) for key share),
      p4 as (select from twin.optimal_gabor_config p where (optimal_gabor_config) in (select optimal_gabor_config from added) for key share),
      p5 as (select from twin.orientation_tuning_config p where (orientation_tuning_config) in (select orientation_tuning_config from added) for key share),
      p6 as (select from twin.phase_tuning_config p where (phase_tuning_config) in (select phase_tuning_config from added) for key share),
      p7 as (select from twin.size_contrast_config p where (size_contrast_config) in (select size_contrast_config from added) for key share),
      p8 as (select from twin.plaid_config p where (plaid_config) in (select plaid_config from added) for key share),
      p9 as (select from twin.scan p where (animal_id, session, scan_idx) in (select animal_id, session, scan_idx from added) for key share)
      select (select count(*) from added), (select count(*) from p1) = (select count(*) from (select distinct animal_id, session, scan_idx, unit_id from added) d)
        and (select count(*) from p2) = (select count(*) from (select distinct animal_id, session, scan_idx, optimal_gabor_config, orientation_tuning_config, phase_tuning_config, size_contrast_config, plaid_config from added) d)
        and (select count(*) from p3) = (select count(*) from (select distinct animal_id, session, scan_idx from added) d)
        and (select count(*) from p4) = (select count(*) from (select distinct optimal_gabor_config from added) d)
        and (select count(*) from p5) = (select count(*) from (select distinct orientation_tuning_config from added) d)
        and (select count(*) from p6) = (select count(*) from (select distinct phase_tuning_config from added) d)
        and (select count(*) from p7) = (select count(*) from (select distinct size_contrast_config from added) d)
        and (select count(*) from p8) = (select count(*) from (select distinct plaid_config from added) d)
        and (select count(*) from p9) = (select count(*) from (select distinct animal_id, session, scan_idx from added) d) $insert$ into n, is_whole;
    perform set_config('session_replication_role', role_before, true);
    if not is_whole then
      raise exception 'rows that new keys of % refer to were deleted meanwhile', 'twin.perfect_twin'
        using errcode = 'serialization_failure';
    end if;
  end if;
  if n > 0 then
    perform pg_notify('doppel_job', '');
  end if;
  return n;
end $$;
revoke execute on function job.enqueue_perfect_twin() from public;

create or replace function job.accept_perfect_twin()
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
      where r.run_id = run and r.table_name = 'twin.perfect_twin' and r.n_keys = n
        and r.xmin = pg_current_xact_id()::xid and r.committed_at >= now()) then
    raise exception 'results of twin.perfect_twin without a run of their own in this transaction'
      using errcode = 'insufficient_privilege';
  end if;
  delete from job.perfect_twin j where j.epoch = mine and j.ctid = any (array(
    select own.ctid from job.perfect_twin own, new_rows k
    where own.status = 'claimed' and own.epoch = mine and own.animal_id = k.animal_id and own.session = k.session and own.scan_idx = k.scan_idx and own.unit_id = k.unit_id and own.optimal_gabor_config = k.optimal_gabor_config and own.orientation_tuning_config = k.orientation_tuning_config and own.phase_tuning_config = k.phase_tuning_config and own.size_contrast_config = k.size_contrast_config and own.plaid_config = k.plaid_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.perfect_twin where status = 'claimed' and epoch = mine limit 1))));
  get diagnostics n_held = row_count;
  if n_held <> n then
    raise exception 'twin.perfect_twin: only % of the % keys are held', n_held, n using errcode = 'ZL001';
  end if;
  return null;
end $$;
revoke execute on function job.accept_perfect_twin() from public;

create or replace trigger accept after insert on twin.perfect_twin
  referencing new table as new_rows for each statement execute function job.accept_perfect_twin();
insert into twin."~lineage" (table_name, attribute_name, lineage) values
  ('optimum_in_truth', 'animal_id', 'twin.scan.animal_id'),
  ('optimum_in_truth', 'dataset', 'twin.dataset.dataset'),
  ('optimum_in_truth', 'model_config', 'twin.model_config.model_config'),
  ('optimum_in_truth', 'optimal_gabor_config', 'twin.optimal_gabor_config.optimal_gabor_config'),
  ('optimum_in_truth', 'scan_idx', 'twin.scan.scan_idx'),
  ('optimum_in_truth', 'seed', 'twin.training_task.seed'),
  ('optimum_in_truth', 'session', 'twin.scan.session'),
  ('optimum_in_truth', 'training_config', 'twin.training_config.training_config'),
  ('optimum_in_truth', 'unit_id', 'twin.neuron.unit_id'),
  ('perfect_twin', 'animal_id', 'twin.scan.animal_id'),
  ('perfect_twin', 'optimal_gabor_config', 'twin.optimal_gabor_config.optimal_gabor_config'),
  ('perfect_twin', 'orientation_tuning_config', 'twin.orientation_tuning_config.orientation_tuning_config'),
  ('perfect_twin', 'phase_tuning_config', 'twin.phase_tuning_config.phase_tuning_config'),
  ('perfect_twin', 'plaid_config', 'twin.plaid_config.plaid_config'),
  ('perfect_twin', 'scan_idx', 'twin.scan.scan_idx'),
  ('perfect_twin', 'session', 'twin.scan.session'),
  ('perfect_twin', 'size_contrast_config', 'twin.size_contrast_config.size_contrast_config'),
  ('perfect_twin', 'unit_id', 'twin.neuron.unit_id'),
  ('perfect_twin_task', 'animal_id', 'twin.scan.animal_id'),
  ('perfect_twin_task', 'optimal_gabor_config', 'twin.optimal_gabor_config.optimal_gabor_config'),
  ('perfect_twin_task', 'orientation_tuning_config', 'twin.orientation_tuning_config.orientation_tuning_config'),
  ('perfect_twin_task', 'phase_tuning_config', 'twin.phase_tuning_config.phase_tuning_config'),
  ('perfect_twin_task', 'plaid_config', 'twin.plaid_config.plaid_config'),
  ('perfect_twin_task', 'scan_idx', 'twin.scan.scan_idx'),
  ('perfect_twin_task', 'session', 'twin.scan.session'),
  ('perfect_twin_task', 'size_contrast_config', 'twin.size_contrast_config.size_contrast_config'),
  ('simulation', 'animal_id', 'twin.scan.animal_id'),
  ('simulation', 'scan_idx', 'twin.scan.scan_idx'),
  ('simulation', 'session', 'twin.scan.session');

-- Settings ------------------------------------------------------------------------------------------------------------
-- The published frequencies end at 1.7 cycles within a size; two thirds of the simulated neurons' optima on that grid lie
-- at its end, and half of the true ones beyond it. The same grids with frequencies up to 4.8 cycles.
insert into twin.optimal_gabor_config
  (optimal_gabor_config, size_min, size_factor, n_sizes, sf_min, sf_factor, n_sfs, contrast_min, contrast_factor,
   n_contrasts, n_grid_orientations, n_grid_phases, location_step, location_margin, location_window) values
  ('local_wide', 8, 1.25,   8, 0.7692308, 1.3, 8, 0.125, 2, 6, 12, 8, 1, 0, 4),
  ('demo_wide',  8, 1.5625, 4, 0.7692308, 1.3, 8, 2,     2, 2, 12, 8, 2, 0, 4);

-- In vivo verification: a few Gabors that drive most neurons, the pictures of them to show, second scans that showed them,
-- and how the size curves recorded there agree with the model's.

create table twin.complete_optimal_gabors (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  optimal_gabor_config text not null,
  n_searched_neurons integer not null,
  optimal_gabors_sha256 text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(optimal_gabor_config) || provenance.field(n_searched_neurons) || provenance.field(optimal_gabors_sha256)), 'hex')) stored,
  constraint complete_optimal_gabors_pkey primary key (dataset, model_config, training_config, seed, optimal_gabor_config),
  constraint complete_optimal_gabors_optimal_gabor_task_fkey foreign key (dataset, model_config, training_config, seed, optimal_gabor_config) references twin.optimal_gabor_task (dataset, model_config, training_config, seed, optimal_gabor_config) on delete restrict
);
comment on table twin.complete_optimal_gabors is 'Models all of whose neurons have their optimal Gabor; triggers keep it (sql/complete_sets.sql)';
comment on column twin.complete_optimal_gabors.dataset is 'name of the dataset';
comment on column twin.complete_optimal_gabors.model_config is 'name of the setting';
comment on column twin.complete_optimal_gabors.training_config is 'name of the setting';
comment on column twin.complete_optimal_gabors.seed is 'of initial weights, validation split and batches';
comment on column twin.complete_optimal_gabors.optimal_gabor_config is 'name of the grid';
comment on column twin.complete_optimal_gabors.n_searched_neurons is 'neurons';
comment on column twin.complete_optimal_gabors.optimal_gabors_sha256 is 'SHA-256 over the row hashes of their optimal Gabors';
comment on column twin.complete_optimal_gabors._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.suboptimal_gabor_config (
  suboptimal_gabor_config text not null,
  driven_share real not null,
  n_gabors integer not null,
  highest_contrast_only boolean not null,
  verification_sizes real[] not null,
  verification_contrast real,
  _row_hash text not null generated always as (encode(sha256(provenance.field(suboptimal_gabor_config) || provenance.field(driven_share) || provenance.field(n_gabors) || provenance.field(highest_contrast_only) || provenance.field(verification_sizes) || provenance.field(verification_contrast)), 'hex')) stored,
  constraint suboptimal_gabor_config_pkey primary key (suboptimal_gabor_config),
  constraint suboptimal_gabor_config_share_positive check (driven_share > 0),
  constraint suboptimal_gabor_config_gabors_positive check (n_gabors > 0),
  constraint suboptimal_gabor_config_sizes_there check (cardinality(verification_sizes) > 1 and 0 < all (verification_sizes)),
  constraint suboptimal_gabor_config_contrast_positive check (verification_contrast > 0)
);
comment on table twin.suboptimal_gabor_config is 'How few Gabors are chosen for many neurons, and how they are shown';
comment on column twin.suboptimal_gabor_config.suboptimal_gabor_config is 'name of the setting';
comment on column twin.suboptimal_gabor_config.driven_share is 'a Gabor drives a neuron that answers with at least this share of its response to its own optimal Gabor';
comment on column twin.suboptimal_gabor_config.n_gabors is 'Gabors to choose, at most';
comment on column twin.suboptimal_gabor_config.highest_contrast_only is 'true: among the Gabors of the grid''s highest contrast alone';
comment on column twin.suboptimal_gabor_config.verification_sizes is '[px] sizes at which each chosen Gabor is shown, ascending; its spatial frequency is held';
comment on column twin.suboptimal_gabor_config.verification_contrast is '[z-score] contrast at which it is shown; null: the grid''s highest';
comment on column twin.suboptimal_gabor_config._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.suboptimal_gabor_task (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  optimal_gabor_config text not null,
  suboptimal_gabor_config text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(optimal_gabor_config) || provenance.field(suboptimal_gabor_config)), 'hex')) stored,
  constraint suboptimal_gabor_task_pkey primary key (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config),
  constraint suboptimal_gabor_task_optimal_gabor_task_fkey foreign key (dataset, model_config, training_config, seed, optimal_gabor_config) references twin.optimal_gabor_task (dataset, model_config, training_config, seed, optimal_gabor_config) on delete restrict,
  constraint suboptimal_gabor_task_suboptimal_gabor_config_fkey foreign key (suboptimal_gabor_config) references twin.suboptimal_gabor_config (suboptimal_gabor_config) on delete restrict
);
create index suboptimal_gabor_task_suboptimal_gabor_config_idx on twin.suboptimal_gabor_task (suboptimal_gabor_config);
comment on table twin.suboptimal_gabor_task is 'The choices of Gabors for a population that somebody asked for';
comment on column twin.suboptimal_gabor_task.dataset is 'name of the dataset';
comment on column twin.suboptimal_gabor_task.model_config is 'name of the setting';
comment on column twin.suboptimal_gabor_task.training_config is 'name of the setting';
comment on column twin.suboptimal_gabor_task.seed is 'of initial weights, validation split and batches';
comment on column twin.suboptimal_gabor_task.optimal_gabor_config is 'name of the grid';
comment on column twin.suboptimal_gabor_task.suboptimal_gabor_config is 'name of the setting';
comment on column twin.suboptimal_gabor_task._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.suboptimal_gabor (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  optimal_gabor_config text not null,
  suboptimal_gabor_config text not null,
  n_centred_stimuli bigint not null,
  n_chosen_gabors integer not null,
  n_driven_neurons integer not null,
  driven_neurons_share real not null,
  stimulus_grey_mean real not null,
  stimulus_grey_sd real not null,
  n_stimulus_images integer not null,
  n_clipped_images integer not null,
  stimuli_sha256 text not null,
  _parts_hash text not null default '',
  _run_id bigint not null,
  _input_hash text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(optimal_gabor_config) || provenance.field(suboptimal_gabor_config) || provenance.field(n_centred_stimuli) || provenance.field(n_chosen_gabors) || provenance.field(n_driven_neurons) || provenance.field(driven_neurons_share) || provenance.field(stimulus_grey_mean) || provenance.field(stimulus_grey_sd) || provenance.field(n_stimulus_images) || provenance.field(n_clipped_images) || provenance.field(stimuli_sha256) || provenance.field(_parts_hash) || provenance.field(_input_hash)), 'hex')) stored,
  constraint suboptimal_gabor_pkey primary key (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config),
  constraint suboptimal_gabor_complete_optimal_gabors_fkey foreign key (dataset, model_config, training_config, seed, optimal_gabor_config) references twin.complete_optimal_gabors (dataset, model_config, training_config, seed, optimal_gabor_config) on delete restrict,
  constraint suboptimal_gabor_suboptimal_gabor_task_fkey foreign key (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config) references twin.suboptimal_gabor_task (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config) on delete restrict,
  constraint suboptimal_gabor_suboptimal_gabor_config_fkey foreign key (suboptimal_gabor_config) references twin.suboptimal_gabor_config (suboptimal_gabor_config) on delete restrict,
  constraint suboptimal_gabor_optimal_gabor_config_fkey foreign key (optimal_gabor_config) references twin.optimal_gabor_config (optimal_gabor_config) on delete restrict,
  constraint suboptimal_gabor_model_fkey foreign key (dataset, model_config, training_config, seed) references twin.model (dataset, model_config, training_config, seed) on delete restrict
);
create index suboptimal_gabor_suboptimal_gabor_config_idx on twin.suboptimal_gabor (suboptimal_gabor_config);
create index suboptimal_gabor_optimal_gabor_config_idx on twin.suboptimal_gabor (optimal_gabor_config);
comment on table twin.suboptimal_gabor is 'A few Gabors at the image''s centre, chosen greedily so that each newly drives most neurons';
comment on column twin.suboptimal_gabor.dataset is 'name of the dataset';
comment on column twin.suboptimal_gabor.model_config is 'name of the setting';
comment on column twin.suboptimal_gabor.training_config is 'name of the setting';
comment on column twin.suboptimal_gabor.seed is 'of initial weights, validation split and batches';
comment on column twin.suboptimal_gabor.optimal_gabor_config is 'name of the grid';
comment on column twin.suboptimal_gabor.suboptimal_gabor_config is 'name of the setting';
comment on column twin.suboptimal_gabor.n_centred_stimuli is 'Gabors of the grid that were compared';
comment on column twin.suboptimal_gabor.n_chosen_gabors is 'Gabors chosen; fewer than asked for where no other drives a further neuron';
comment on column twin.suboptimal_gabor.n_driven_neurons is 'neurons that one of them drives, at least';
comment on column twin.suboptimal_gabor.driven_neurons_share is 'the same over all neurons';
comment on column twin.suboptimal_gabor.stimulus_grey_mean is '[grey] of the pictures: grey of a pixel of value 0, the model''s image mean';
comment on column twin.suboptimal_gabor.stimulus_grey_sd is '[grey] of the pictures: greys per unit of contrast, the model''s image SD';
comment on column twin.suboptimal_gabor.n_stimulus_images is 'different pictures to show';
comment on column twin.suboptimal_gabor.n_clipped_images is 'of them: with a pixel that the contrast would take outside the greys 0..255';
comment on column twin.suboptimal_gabor.stimuli_sha256 is 'SHA-256 over the lines of verification_stimulus.stimulus_sha256, in the order of their key';
comment on column twin.suboptimal_gabor._parts_hash is 'SHA-256 over the row hashes of the parts; triggers keep it true';
comment on column twin.suboptimal_gabor._run_id is 'The provenance.run that wrote the row';
comment on column twin.suboptimal_gabor._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.suboptimal_gabor._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table job.suboptimal_gabor (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  optimal_gabor_config text not null,
  suboptimal_gabor_config text not null,
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
  constraint suboptimal_gabor_pkey primary key (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config),
  constraint suboptimal_gabor_complete_optimal_gabors_fkey foreign key (dataset, model_config, training_config, seed, optimal_gabor_config) references twin.complete_optimal_gabors (dataset, model_config, training_config, seed, optimal_gabor_config) on delete cascade,
  constraint suboptimal_gabor_suboptimal_gabor_task_fkey foreign key (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config) references twin.suboptimal_gabor_task (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config) on delete cascade,
  constraint suboptimal_gabor_suboptimal_gabor_config_fkey foreign key (suboptimal_gabor_config) references twin.suboptimal_gabor_config (suboptimal_gabor_config) on delete cascade,
  constraint suboptimal_gabor_optimal_gabor_config_fkey foreign key (optimal_gabor_config) references twin.optimal_gabor_config (optimal_gabor_config) on delete cascade,
  constraint suboptimal_gabor_model_fkey foreign key (dataset, model_config, training_config, seed) references twin.model (dataset, model_config, training_config, seed) on delete cascade,
  constraint suboptimal_gabor_status_known check (status in ('pending', 'claimed', 'failed', 'quarantined', 'ignored')),
  constraint suboptimal_gabor_claim_complete check ((status = 'claimed') = (epoch is not null) and (status = 'claimed') = (worker_id is not null) and (status = 'claimed') = (claimed_at is not null)),
  constraint suboptimal_gabor_failure_explained check (status <> 'failed' or (error_class is not null and error_message is not null)),
  constraint suboptimal_gabor_counts_not_negative check (attempts >= 0 and deaths >= 0)
) with (autovacuum_vacuum_scale_factor = 0.02);
create index suboptimal_gabor_pending_idx on job.suboptimal_gabor (priority desc, dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config) where status = 'pending';
create index suboptimal_gabor_claimed_idx on job.suboptimal_gabor (epoch) where status = 'claimed';
comment on table job.suboptimal_gabor is 'Keys of twin.suboptimal_gabor that are not done';
comment on column job.suboptimal_gabor.dataset is 'name of the dataset';
comment on column job.suboptimal_gabor.model_config is 'name of the setting';
comment on column job.suboptimal_gabor.training_config is 'name of the setting';
comment on column job.suboptimal_gabor.seed is 'of initial weights, validation split and batches';
comment on column job.suboptimal_gabor.optimal_gabor_config is 'name of the grid';
comment on column job.suboptimal_gabor.suboptimal_gabor_config is 'name of the setting';
comment on column job.suboptimal_gabor.status is 'pending, claimed, failed, quarantined or ignored';
comment on column job.suboptimal_gabor.priority is 'Larger ones are claimed first';
comment on column job.suboptimal_gabor.attempts is 'Computes that ended with an error';
comment on column job.suboptimal_gabor.deaths is 'Workers that died while they held the key';
comment on column job.suboptimal_gabor.epoch is 'Number of the claim that holds the key; only its commit counts';
comment on column job.suboptimal_gabor.worker_id is 'The job.worker that holds the key';
comment on column job.suboptimal_gabor.claimed_at is 'Database time of the claim';
comment on column job.suboptimal_gabor.not_before is 'Back-off: not to be claimed earlier';
comment on column job.suboptimal_gabor.error_class is 'Kind of the last error';
comment on column job.suboptimal_gabor.error_message is 'The last error, with its key';

create table twin.chosen_gabor (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  optimal_gabor_config text not null,
  suboptimal_gabor_config text not null,
  gabor_rank integer not null,
  chosen_x real not null,
  chosen_y real not null,
  chosen_size real not null,
  chosen_frequency real not null,
  chosen_contrast real not null,
  chosen_orientation real not null,
  chosen_phase real not null,
  n_driven_alone integer not null,
  n_newly_driven integer not null,
  cumulated_share real not null,
  _run_id bigint,
  _input_hash text,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(optimal_gabor_config) || provenance.field(suboptimal_gabor_config) || provenance.field(gabor_rank) || provenance.field(chosen_x) || provenance.field(chosen_y) || provenance.field(chosen_size) || provenance.field(chosen_frequency) || provenance.field(chosen_contrast) || provenance.field(chosen_orientation) || provenance.field(chosen_phase) || provenance.field(n_driven_alone) || provenance.field(n_newly_driven) || provenance.field(cumulated_share) || provenance.field(_input_hash)), 'hex')) stored,
  constraint chosen_gabor_pkey primary key (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, gabor_rank),
  constraint chosen_gabor_suboptimal_gabor_fkey foreign key (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config) references twin.suboptimal_gabor (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config) on delete cascade
);
comment on table twin.chosen_gabor is 'One of the few Gabors, as the grid has it';
comment on column twin.chosen_gabor.dataset is 'name of the dataset';
comment on column twin.chosen_gabor.model_config is 'name of the setting';
comment on column twin.chosen_gabor.training_config is 'name of the setting';
comment on column twin.chosen_gabor.seed is 'of initial weights, validation split and batches';
comment on column twin.chosen_gabor.optimal_gabor_config is 'name of the grid';
comment on column twin.chosen_gabor.suboptimal_gabor_config is 'name of the setting';
comment on column twin.chosen_gabor.gabor_rank is 'place in the order of the choice, from 1';
comment on column twin.chosen_gabor.chosen_x is '[px] column of the centre, the image''s';
comment on column twin.chosen_gabor.chosen_y is '[px] row of the centre, the image''s';
comment on column twin.chosen_gabor.chosen_size is '[px] +-2 SD of the envelope';
comment on column twin.chosen_gabor.chosen_frequency is '[cycles/px] spatial frequency';
comment on column twin.chosen_gabor.chosen_contrast is '[z-score] in units of the training images'' pixel SD';
comment on column twin.chosen_gabor.chosen_orientation is '[deg] 0..180';
comment on column twin.chosen_gabor.chosen_phase is '[deg] at the centre, 0..360';
comment on column twin.chosen_gabor.n_driven_alone is 'neurons that it drives';
comment on column twin.chosen_gabor.n_newly_driven is 'of them: that none before it drives';
comment on column twin.chosen_gabor.cumulated_share is 'of all neurons: that it or one before it drives';
comment on column twin.chosen_gabor._run_id is 'The provenance.run that wrote the row';
comment on column twin.chosen_gabor._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.chosen_gabor._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.verification_stimulus (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  optimal_gabor_config text not null,
  suboptimal_gabor_config text not null,
  gabor_rank integer not null,
  size_rank integer not null,
  stimulus_size real not null,
  stimulus_contrast real not null,
  stimulus_sha256 text not null,
  clipped_share real not null,
  _run_id bigint,
  _input_hash text,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(optimal_gabor_config) || provenance.field(suboptimal_gabor_config) || provenance.field(gabor_rank) || provenance.field(size_rank) || provenance.field(stimulus_size) || provenance.field(stimulus_contrast) || provenance.field(stimulus_sha256) || provenance.field(clipped_share) || provenance.field(_input_hash)), 'hex')) stored,
  constraint verification_stimulus_pkey primary key (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, gabor_rank, size_rank),
  constraint verification_stimulus_suboptimal_gabor_fkey foreign key (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config) references twin.suboptimal_gabor (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config) on delete cascade,
  constraint verification_stimulus_chosen_gabor_fkey foreign key (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, gabor_rank) references twin.chosen_gabor (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, gabor_rank) on delete restrict
);
comment on table twin.verification_stimulus is 'A picture to show: a chosen Gabor at one of the sizes';
comment on column twin.verification_stimulus.dataset is 'name of the dataset';
comment on column twin.verification_stimulus.model_config is 'name of the setting';
comment on column twin.verification_stimulus.training_config is 'name of the setting';
comment on column twin.verification_stimulus.seed is 'of initial weights, validation split and batches';
comment on column twin.verification_stimulus.optimal_gabor_config is 'name of the grid';
comment on column twin.verification_stimulus.suboptimal_gabor_config is 'name of the setting';
comment on column twin.verification_stimulus.gabor_rank is 'place in the order of the choice, from 1';
comment on column twin.verification_stimulus.size_rank is 'place among suboptimal_gabor_config.verification_sizes, from 1';
comment on column twin.verification_stimulus.stimulus_size is '[px] +-2 SD of the envelope';
comment on column twin.verification_stimulus.stimulus_contrast is '[z-score] contrast';
comment on column twin.verification_stimulus.stimulus_sha256 is 'SHA-256 of the picture''s row-major grey bytes: image.image_sha256 where a scan showed it';
comment on column twin.verification_stimulus.clipped_share is 'of its pixels: the contrast would take them outside the greys 0..255';
comment on column twin.verification_stimulus._run_id is 'The provenance.run that wrote the row';
comment on column twin.verification_stimulus._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.verification_stimulus._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.gabor_coverage (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  optimal_gabor_config text not null,
  suboptimal_gabor_config text not null,
  animal_id integer not null,
  session integer not null,
  scan_idx integer not null,
  unit_id integer not null,
  best_gabor_rank integer not null,
  share_of_optimum real not null,
  gabor_shares real[] not null,
  _run_id bigint,
  _input_hash text,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(optimal_gabor_config) || provenance.field(suboptimal_gabor_config) || provenance.field(animal_id) || provenance.field(session) || provenance.field(scan_idx) || provenance.field(unit_id) || provenance.field(best_gabor_rank) || provenance.field(share_of_optimum) || provenance.field(gabor_shares) || provenance.field(_input_hash)), 'hex')) stored,
  constraint gabor_coverage_pkey primary key (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, animal_id, session, scan_idx, unit_id),
  constraint gabor_coverage_suboptimal_gabor_fkey foreign key (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config) references twin.suboptimal_gabor (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config) on delete cascade,
  constraint gabor_coverage_dataset_neuron_fkey foreign key (dataset, animal_id, session, scan_idx, unit_id) references twin.dataset_neuron (dataset, animal_id, session, scan_idx, unit_id) on delete restrict
);
create index gabor_coverage_dataset_neuron_idx on twin.gabor_coverage (dataset, animal_id, session, scan_idx, unit_id);
comment on table twin.gabor_coverage is 'How far the few Gabors drive a neuron';
comment on column twin.gabor_coverage.dataset is 'name of the dataset';
comment on column twin.gabor_coverage.model_config is 'name of the setting';
comment on column twin.gabor_coverage.training_config is 'name of the setting';
comment on column twin.gabor_coverage.seed is 'of initial weights, validation split and batches';
comment on column twin.gabor_coverage.optimal_gabor_config is 'name of the grid';
comment on column twin.gabor_coverage.suboptimal_gabor_config is 'name of the setting';
comment on column twin.gabor_coverage.animal_id is 'number of the animal';
comment on column twin.gabor_coverage.session is 'number of the animal''s experiment';
comment on column twin.gabor_coverage.scan_idx is 'number of the scan in its session';
comment on column twin.gabor_coverage.unit_id is 'number of the neuron in its scan';
comment on column twin.gabor_coverage.best_gabor_rank is 'the chosen Gabor that it answers most to, the first of equals';
comment on column twin.gabor_coverage.share_of_optimum is 'response to it over that to the neuron''s optimal Gabor';
comment on column twin.gabor_coverage.gabor_shares is 'the same for every chosen Gabor, in the order of gabor_rank';
comment on column twin.gabor_coverage._run_id is 'The provenance.run that wrote the row';
comment on column twin.gabor_coverage._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.gabor_coverage._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.verification_scan (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  optimal_gabor_config text not null,
  suboptimal_gabor_config text not null,
  verification text not null,
  animal_id integer not null,
  session integer not null,
  scan_idx integer not null,
  n_matched_neurons integer not null,
  verification_sha256 text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(optimal_gabor_config) || provenance.field(suboptimal_gabor_config) || provenance.field(verification) || provenance.field(animal_id) || provenance.field(session) || provenance.field(scan_idx) || provenance.field(n_matched_neurons) || provenance.field(verification_sha256)), 'hex')) stored,
  constraint verification_scan_pkey primary key (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification),
  constraint verification_scan_suboptimal_gabor_task_fkey foreign key (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config) references twin.suboptimal_gabor_task (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config) on delete restrict,
  constraint verification_scan_scan_fkey foreign key (animal_id, session, scan_idx) references twin.scan (animal_id, session, scan_idx) on delete restrict,
  constraint verification_scan_neurons_matched check (n_matched_neurons > 0)
);
create index verification_scan_scan_idx on twin.verification_scan (animal_id, session, scan_idx);
comment on table twin.verification_scan is 'A second scan of neurons of a model that shows the Gabors chosen for them';
comment on column twin.verification_scan.dataset is 'name of the dataset';
comment on column twin.verification_scan.model_config is 'name of the setting';
comment on column twin.verification_scan.training_config is 'name of the setting';
comment on column twin.verification_scan.seed is 'of initial weights, validation split and batches';
comment on column twin.verification_scan.optimal_gabor_config is 'name of the grid';
comment on column twin.verification_scan.suboptimal_gabor_config is 'name of the setting';
comment on column twin.verification_scan.verification is 'name of the verification, e.g. that of the second scan';
comment on column twin.verification_scan.animal_id is 'the second scan, not that of the model';
comment on column twin.verification_scan.session is 'the second scan, not that of the model';
comment on column twin.verification_scan.scan_idx is 'the second scan, not that of the model';
comment on column twin.verification_scan.n_matched_neurons is 'neurons of the model that it shows again';
comment on column twin.verification_scan.verification_sha256 is 'SHA-256 over its recording and the matched neurons: what the agreement depends on';
comment on column twin.verification_scan._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.verification_neuron (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  optimal_gabor_config text not null,
  suboptimal_gabor_config text not null,
  verification text not null,
  animal_id integer not null,
  session integer not null,
  scan_idx integer not null,
  unit_id integer not null,
  verification_unit_id integer not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(optimal_gabor_config) || provenance.field(suboptimal_gabor_config) || provenance.field(verification) || provenance.field(animal_id) || provenance.field(session) || provenance.field(scan_idx) || provenance.field(unit_id) || provenance.field(verification_unit_id)), 'hex')) stored,
  constraint verification_neuron_pkey primary key (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, animal_id, session, scan_idx, unit_id),
  constraint verification_neuron_dataset_model_config_training_conf_45a326ff unique (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, verification_unit_id),
  constraint verification_neuron_verification_scan_fkey foreign key (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification) references twin.verification_scan (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification) on delete restrict,
  constraint verification_neuron_dataset_neuron_fkey foreign key (dataset, animal_id, session, scan_idx, unit_id) references twin.dataset_neuron (dataset, animal_id, session, scan_idx, unit_id) on delete restrict
);
create index verification_neuron_dataset_neuron_idx on twin.verification_neuron (dataset, animal_id, session, scan_idx, unit_id);
comment on table twin.verification_neuron is 'A neuron of the model, found again in the second scan';
comment on column twin.verification_neuron.dataset is 'name of the dataset';
comment on column twin.verification_neuron.model_config is 'name of the setting';
comment on column twin.verification_neuron.training_config is 'name of the setting';
comment on column twin.verification_neuron.seed is 'of initial weights, validation split and batches';
comment on column twin.verification_neuron.optimal_gabor_config is 'name of the grid';
comment on column twin.verification_neuron.suboptimal_gabor_config is 'name of the setting';
comment on column twin.verification_neuron.verification is 'name of the verification, e.g. that of the second scan';
comment on column twin.verification_neuron.animal_id is 'number of the animal';
comment on column twin.verification_neuron.session is 'number of the animal''s experiment';
comment on column twin.verification_neuron.scan_idx is 'number of the scan in its session';
comment on column twin.verification_neuron.unit_id is 'number of the neuron in its scan';
comment on column twin.verification_neuron.verification_unit_id is 'its unit_id in the second scan';
comment on column twin.verification_neuron._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.size_curve_agreement_config (
  size_curve_agreement_config text not null,
  share_percents integer[] not null,
  min_curve_oracle double precision not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(size_curve_agreement_config) || provenance.field(share_percents) || provenance.field(min_curve_oracle)), 'hex')) stored,
  constraint size_curve_agreement_config_pkey primary key (size_curve_agreement_config),
  constraint size_curve_agreement_config_subsets_there check (cardinality(share_percents) > 0),
  constraint size_curve_agreement_config_oracle_positive check (min_curve_oracle > 0)
);
comment on table twin.size_curve_agreement_config is 'How agreement of recorded and predicted size curves is summarised';
comment on column twin.size_curve_agreement_config.size_curve_agreement_config is 'name of the setting';
comment on column twin.size_curve_agreement_config.share_percents is '[%] subsets: neurons that the Gabor shown drives to at least so much of their optimum';
comment on column twin.size_curve_agreement_config.min_curve_oracle is 'correlations over oracle are averaged over neurons whose oracle is at least this';
comment on column twin.size_curve_agreement_config._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.size_curve_agreement_task (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  optimal_gabor_config text not null,
  suboptimal_gabor_config text not null,
  verification text not null,
  size_curve_agreement_config text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(optimal_gabor_config) || provenance.field(suboptimal_gabor_config) || provenance.field(verification) || provenance.field(size_curve_agreement_config)), 'hex')) stored,
  constraint size_curve_agreement_task_pkey primary key (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config),
  constraint size_curve_agreement_task_verification_scan_fkey foreign key (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification) references twin.verification_scan (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification) on delete restrict,
  constraint size_curve_agreement_task_size_curve_agreement_config_fkey foreign key (size_curve_agreement_config) references twin.size_curve_agreement_config (size_curve_agreement_config) on delete restrict
);
create index size_curve_agreement_task_size_curve_agreement_config_idx on twin.size_curve_agreement_task (size_curve_agreement_config);
comment on table twin.size_curve_agreement_task is 'The comparisons of size curves that somebody asked for';
comment on column twin.size_curve_agreement_task.dataset is 'name of the dataset';
comment on column twin.size_curve_agreement_task.model_config is 'name of the setting';
comment on column twin.size_curve_agreement_task.training_config is 'name of the setting';
comment on column twin.size_curve_agreement_task.seed is 'of initial weights, validation split and batches';
comment on column twin.size_curve_agreement_task.optimal_gabor_config is 'name of the grid';
comment on column twin.size_curve_agreement_task.suboptimal_gabor_config is 'name of the setting';
comment on column twin.size_curve_agreement_task.verification is 'name of the verification, e.g. that of the second scan';
comment on column twin.size_curve_agreement_task.size_curve_agreement_config is 'name of the setting';
comment on column twin.size_curve_agreement_task._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.size_curve_agreement (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  optimal_gabor_config text not null,
  suboptimal_gabor_config text not null,
  verification text not null,
  size_curve_agreement_config text not null,
  n_verified_neurons integer not null,
  mean_curve_oracle double precision not null,
  curve_sizes real[] not null,
  _parts_hash text not null default '',
  _run_id bigint not null,
  _input_hash text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(optimal_gabor_config) || provenance.field(suboptimal_gabor_config) || provenance.field(verification) || provenance.field(size_curve_agreement_config) || provenance.field(n_verified_neurons) || provenance.field(mean_curve_oracle) || provenance.field(curve_sizes) || provenance.field(_parts_hash) || provenance.field(_input_hash)), 'hex')) stored,
  constraint size_curve_agreement_pkey primary key (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config),
  constraint size_curve_agreement_suboptimal_gabor_fkey foreign key (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config) references twin.suboptimal_gabor (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config) on delete restrict,
  constraint size_curve_agreement_verification_scan_fkey foreign key (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification) references twin.verification_scan (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification) on delete restrict,
  constraint size_curve_agreement_size_curve_agreement_task_fkey foreign key (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config) references twin.size_curve_agreement_task (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config) on delete restrict,
  constraint size_curve_agreement_size_curve_agreement_config_fkey foreign key (size_curve_agreement_config) references twin.size_curve_agreement_config (size_curve_agreement_config) on delete restrict,
  constraint size_curve_agreement_model_fkey foreign key (dataset, model_config, training_config, seed) references twin.model (dataset, model_config, training_config, seed) on delete restrict
);
create index size_curve_agreement_size_curve_agreement_config_idx on twin.size_curve_agreement (size_curve_agreement_config);
comment on table twin.size_curve_agreement is 'How size tuning curves recorded in a second scan agree with the model''s';
comment on column twin.size_curve_agreement.dataset is 'name of the dataset';
comment on column twin.size_curve_agreement.model_config is 'name of the setting';
comment on column twin.size_curve_agreement.training_config is 'name of the setting';
comment on column twin.size_curve_agreement.seed is 'of initial weights, validation split and batches';
comment on column twin.size_curve_agreement.optimal_gabor_config is 'name of the grid';
comment on column twin.size_curve_agreement.suboptimal_gabor_config is 'name of the setting';
comment on column twin.size_curve_agreement.verification is 'name of the verification, e.g. that of the second scan';
comment on column twin.size_curve_agreement.size_curve_agreement_config is 'name of the setting';
comment on column twin.size_curve_agreement.n_verified_neurons is 'neurons compared';
comment on column twin.size_curve_agreement.mean_curve_oracle is 'mean over them of neuron_size_curve.curve_oracle';
comment on column twin.size_curve_agreement.curve_sizes is '[px] sizes of the curves of neuron_size_curve, ascending';
comment on column twin.size_curve_agreement._parts_hash is 'SHA-256 over the row hashes of the parts; triggers keep it true';
comment on column twin.size_curve_agreement._run_id is 'The provenance.run that wrote the row';
comment on column twin.size_curve_agreement._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.size_curve_agreement._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table job.size_curve_agreement (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  optimal_gabor_config text not null,
  suboptimal_gabor_config text not null,
  verification text not null,
  size_curve_agreement_config text not null,
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
  constraint size_curve_agreement_pkey primary key (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config),
  constraint size_curve_agreement_suboptimal_gabor_fkey foreign key (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config) references twin.suboptimal_gabor (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config) on delete cascade,
  constraint size_curve_agreement_verification_scan_fkey foreign key (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification) references twin.verification_scan (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification) on delete cascade,
  constraint size_curve_agreement_size_curve_agreement_task_fkey foreign key (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config) references twin.size_curve_agreement_task (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config) on delete cascade,
  constraint size_curve_agreement_size_curve_agreement_config_fkey foreign key (size_curve_agreement_config) references twin.size_curve_agreement_config (size_curve_agreement_config) on delete cascade,
  constraint size_curve_agreement_model_fkey foreign key (dataset, model_config, training_config, seed) references twin.model (dataset, model_config, training_config, seed) on delete cascade,
  constraint size_curve_agreement_status_known check (status in ('pending', 'claimed', 'failed', 'quarantined', 'ignored')),
  constraint size_curve_agreement_claim_complete check ((status = 'claimed') = (epoch is not null) and (status = 'claimed') = (worker_id is not null) and (status = 'claimed') = (claimed_at is not null)),
  constraint size_curve_agreement_failure_explained check (status <> 'failed' or (error_class is not null and error_message is not null)),
  constraint size_curve_agreement_counts_not_negative check (attempts >= 0 and deaths >= 0)
) with (autovacuum_vacuum_scale_factor = 0.02);
create index size_curve_agreement_pending_idx on job.size_curve_agreement (priority desc, dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config) where status = 'pending';
create index size_curve_agreement_claimed_idx on job.size_curve_agreement (epoch) where status = 'claimed';
comment on table job.size_curve_agreement is 'Keys of twin.size_curve_agreement that are not done';
comment on column job.size_curve_agreement.dataset is 'name of the dataset';
comment on column job.size_curve_agreement.model_config is 'name of the setting';
comment on column job.size_curve_agreement.training_config is 'name of the setting';
comment on column job.size_curve_agreement.seed is 'of initial weights, validation split and batches';
comment on column job.size_curve_agreement.optimal_gabor_config is 'name of the grid';
comment on column job.size_curve_agreement.suboptimal_gabor_config is 'name of the setting';
comment on column job.size_curve_agreement.verification is 'name of the verification, e.g. that of the second scan';
comment on column job.size_curve_agreement.size_curve_agreement_config is 'name of the setting';
comment on column job.size_curve_agreement.status is 'pending, claimed, failed, quarantined or ignored';
comment on column job.size_curve_agreement.priority is 'Larger ones are claimed first';
comment on column job.size_curve_agreement.attempts is 'Computes that ended with an error';
comment on column job.size_curve_agreement.deaths is 'Workers that died while they held the key';
comment on column job.size_curve_agreement.epoch is 'Number of the claim that holds the key; only its commit counts';
comment on column job.size_curve_agreement.worker_id is 'The job.worker that holds the key';
comment on column job.size_curve_agreement.claimed_at is 'Database time of the claim';
comment on column job.size_curve_agreement.not_before is 'Back-off: not to be claimed earlier';
comment on column job.size_curve_agreement.error_class is 'Kind of the last error';
comment on column job.size_curve_agreement.error_message is 'The last error, with its key';

create table twin.neuron_size_curve (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  optimal_gabor_config text not null,
  suboptimal_gabor_config text not null,
  verification text not null,
  size_curve_agreement_config text not null,
  animal_id integer not null,
  session integer not null,
  scan_idx integer not null,
  unit_id integer not null,
  curve_oracle double precision not null,
  shown_correlation double precision not null,
  optimal_correlation double precision not null,
  shown_trial_correlation double precision not null,
  optimal_trial_correlation double precision not null,
  model_curve_similarity double precision not null,
  in_vivo_suppression real not null,
  shown_suppression real not null,
  optimal_suppression real not null,
  in_vivo_preferred_size real not null,
  shown_preferred_size real not null,
  optimal_preferred_size real not null,
  in_vivo_curve real[] not null,
  shown_curve real[] not null,
  optimal_curve real[] not null,
  in_vivo_trials real[] not null,
  trials_of_size integer[] not null,
  _run_id bigint,
  _input_hash text,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(optimal_gabor_config) || provenance.field(suboptimal_gabor_config) || provenance.field(verification) || provenance.field(size_curve_agreement_config) || provenance.field(animal_id) || provenance.field(session) || provenance.field(scan_idx) || provenance.field(unit_id) || provenance.field(curve_oracle) || provenance.field(shown_correlation) || provenance.field(optimal_correlation) || provenance.field(shown_trial_correlation) || provenance.field(optimal_trial_correlation) || provenance.field(model_curve_similarity) || provenance.field(in_vivo_suppression) || provenance.field(shown_suppression) || provenance.field(optimal_suppression) || provenance.field(in_vivo_preferred_size) || provenance.field(shown_preferred_size) || provenance.field(optimal_preferred_size) || provenance.field(in_vivo_curve) || provenance.field(shown_curve) || provenance.field(optimal_curve) || provenance.field(in_vivo_trials) || provenance.field(trials_of_size) || provenance.field(_input_hash)), 'hex')) stored,
  constraint neuron_size_curve_pkey primary key (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config, animal_id, session, scan_idx, unit_id),
  constraint neuron_size_curve_size_curve_agreement_fkey foreign key (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config) references twin.size_curve_agreement (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config) on delete cascade,
  constraint neuron_size_curve_verification_neuron_fkey foreign key (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, animal_id, session, scan_idx, unit_id) references twin.verification_neuron (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, animal_id, session, scan_idx, unit_id) on delete restrict
);
create index neuron_size_curve_verification_neuron_idx on twin.neuron_size_curve (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, animal_id, session, scan_idx, unit_id);
comment on table twin.neuron_size_curve is 'A neuron''s size curves: recorded, and the model''s under the Gabor shown (gabor_coverage.best_gabor_rank) and its own optimal one';
comment on column twin.neuron_size_curve.dataset is 'name of the dataset';
comment on column twin.neuron_size_curve.model_config is 'name of the setting';
comment on column twin.neuron_size_curve.training_config is 'name of the setting';
comment on column twin.neuron_size_curve.seed is 'of initial weights, validation split and batches';
comment on column twin.neuron_size_curve.optimal_gabor_config is 'name of the grid';
comment on column twin.neuron_size_curve.suboptimal_gabor_config is 'name of the setting';
comment on column twin.neuron_size_curve.verification is 'name of the verification, e.g. that of the second scan';
comment on column twin.neuron_size_curve.size_curve_agreement_config is 'name of the setting';
comment on column twin.neuron_size_curve.animal_id is 'number of the animal';
comment on column twin.neuron_size_curve.session is 'number of the animal''s experiment';
comment on column twin.neuron_size_curve.scan_idx is 'number of the scan in its session';
comment on column twin.neuron_size_curve.unit_id is 'number of the neuron in its scan';
comment on column twin.neuron_size_curve.curve_oracle is 'correlation of each trial with the mean of the other trials of its size';
comment on column twin.neuron_size_curve.shown_correlation is 'of shown_curve with in_vivo_curve, over sizes';
comment on column twin.neuron_size_curve.optimal_correlation is 'of optimal_curve with in_vivo_curve, over sizes';
comment on column twin.neuron_size_curve.shown_trial_correlation is 'of shown_curve with single trials';
comment on column twin.neuron_size_curve.optimal_trial_correlation is 'of optimal_curve with single trials';
comment on column twin.neuron_size_curve.model_curve_similarity is 'correlation of shown_curve with optimal_curve, over sizes';
comment on column twin.neuron_size_curve.in_vivo_suppression is 'of in_vivo_curve: (largest response - that to the largest size) / largest response';
comment on column twin.neuron_size_curve.shown_suppression is 'of shown_curve';
comment on column twin.neuron_size_curve.optimal_suppression is 'of optimal_curve';
comment on column twin.neuron_size_curve.in_vivo_preferred_size is '[px] size of the largest response of in_vivo_curve, the smallest of equals';
comment on column twin.neuron_size_curve.shown_preferred_size is '[px] of shown_curve';
comment on column twin.neuron_size_curve.optimal_preferred_size is '[px] of optimal_curve';
comment on column twin.neuron_size_curve.in_vivo_curve is '[events] mean recorded response at each size';
comment on column twin.neuron_size_curve.shown_curve is '[events] the model''s response to the very pictures shown';
comment on column twin.neuron_size_curve.optimal_curve is '[events] the model''s response to the neuron''s optimal Gabor at each size, at the contrast shown';
comment on column twin.neuron_size_curve.in_vivo_trials is '[events] recorded responses, size by size';
comment on column twin.neuron_size_curve.trials_of_size is 'how many of in_vivo_trials belong to each size';
comment on column twin.neuron_size_curve._run_id is 'The provenance.run that wrote the row';
comment on column twin.neuron_size_curve._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.neuron_size_curve._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create table twin.agreement_by_share (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  optimal_gabor_config text not null,
  suboptimal_gabor_config text not null,
  verification text not null,
  size_curve_agreement_config text not null,
  model_curve text not null,
  share_percent integer not null,
  n_subset_neurons integer not null,
  n_reliable_neurons integer not null,
  subset_oracle double precision,
  subset_curve_correlation double precision,
  subset_trial_correlation double precision,
  curve_of_oracle_mean double precision,
  curve_of_oracle_sd double precision,
  trial_of_oracle_mean double precision,
  trial_of_oracle_sd double precision,
  _run_id bigint,
  _input_hash text,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(optimal_gabor_config) || provenance.field(suboptimal_gabor_config) || provenance.field(verification) || provenance.field(size_curve_agreement_config) || provenance.field(model_curve) || provenance.field(share_percent) || provenance.field(n_subset_neurons) || provenance.field(n_reliable_neurons) || provenance.field(subset_oracle) || provenance.field(subset_curve_correlation) || provenance.field(subset_trial_correlation) || provenance.field(curve_of_oracle_mean) || provenance.field(curve_of_oracle_sd) || provenance.field(trial_of_oracle_mean) || provenance.field(trial_of_oracle_sd) || provenance.field(_input_hash)), 'hex')) stored,
  constraint agreement_by_share_pkey primary key (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config, model_curve, share_percent),
  constraint agreement_by_share_size_curve_agreement_fkey foreign key (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config) references twin.size_curve_agreement (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config) on delete cascade,
  constraint agreement_by_share_curve_known check (model_curve in ('shown', 'optimal'))
);
comment on table twin.agreement_by_share is 'Agreement over the neurons that the Gabor shown drives far enough';
comment on column twin.agreement_by_share.dataset is 'name of the dataset';
comment on column twin.agreement_by_share.model_config is 'name of the setting';
comment on column twin.agreement_by_share.training_config is 'name of the setting';
comment on column twin.agreement_by_share.seed is 'of initial weights, validation split and batches';
comment on column twin.agreement_by_share.optimal_gabor_config is 'name of the grid';
comment on column twin.agreement_by_share.suboptimal_gabor_config is 'name of the setting';
comment on column twin.agreement_by_share.verification is 'name of the verification, e.g. that of the second scan';
comment on column twin.agreement_by_share.size_curve_agreement_config is 'name of the setting';
comment on column twin.agreement_by_share.model_curve is 'shown: the model under the pictures shown; optimal: under the neuron''s optimal Gabor';
comment on column twin.agreement_by_share.share_percent is '[%] neurons that the Gabor shown drives to at least so much of their optimum';
comment on column twin.agreement_by_share.n_subset_neurons is 'neurons of the subset';
comment on column twin.agreement_by_share.n_reliable_neurons is 'of them: with an oracle of at least min_curve_oracle';
comment on column twin.agreement_by_share.subset_oracle is 'mean curve_oracle of the subset';
comment on column twin.agreement_by_share.subset_curve_correlation is 'mean correlation with in_vivo_curve';
comment on column twin.agreement_by_share.subset_trial_correlation is 'mean correlation with single trials';
comment on column twin.agreement_by_share.curve_of_oracle_mean is 'mean of correlation with in_vivo_curve / oracle, over the reliable ones';
comment on column twin.agreement_by_share.curve_of_oracle_sd is 'its SD over neurons';
comment on column twin.agreement_by_share.trial_of_oracle_mean is 'mean of correlation with single trials / oracle, over the reliable ones';
comment on column twin.agreement_by_share.trial_of_oracle_sd is 'its SD over neurons';
comment on column twin.agreement_by_share._run_id is 'The provenance.run that wrote the row';
comment on column twin.agreement_by_share._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.agreement_by_share._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create view public.complete_optimal_gabors as
  select dataset, model_config, training_config, seed, optimal_gabor_config, n_searched_neurons, optimal_gabors_sha256
  from twin.complete_optimal_gabors;
comment on view public.complete_optimal_gabors is 'Models all of whose neurons have their optimal Gabor; triggers keep it (sql/complete_sets.sql)';
comment on column public.complete_optimal_gabors.dataset is 'name of the dataset';
comment on column public.complete_optimal_gabors.model_config is 'name of the setting';
comment on column public.complete_optimal_gabors.training_config is 'name of the setting';
comment on column public.complete_optimal_gabors.seed is 'of initial weights, validation split and batches';
comment on column public.complete_optimal_gabors.optimal_gabor_config is 'name of the grid';
comment on column public.complete_optimal_gabors.n_searched_neurons is 'neurons';
comment on column public.complete_optimal_gabors.optimal_gabors_sha256 is 'SHA-256 over the row hashes of their optimal Gabors';
create view public.suboptimal_gabor_config as
  select suboptimal_gabor_config, driven_share, n_gabors, highest_contrast_only, verification_sizes, verification_contrast
  from twin.suboptimal_gabor_config;
comment on view public.suboptimal_gabor_config is 'How few Gabors are chosen for many neurons, and how they are shown';
comment on column public.suboptimal_gabor_config.suboptimal_gabor_config is 'name of the setting';
comment on column public.suboptimal_gabor_config.driven_share is 'a Gabor drives a neuron that answers with at least this share of its response to its own optimal Gabor';
comment on column public.suboptimal_gabor_config.n_gabors is 'Gabors to choose, at most';
comment on column public.suboptimal_gabor_config.highest_contrast_only is 'true: among the Gabors of the grid''s highest contrast alone';
comment on column public.suboptimal_gabor_config.verification_sizes is '[px] sizes at which each chosen Gabor is shown, ascending; its spatial frequency is held';
comment on column public.suboptimal_gabor_config.verification_contrast is '[z-score] contrast at which it is shown; null: the grid''s highest';
create view public.suboptimal_gabor_task as
  select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config
  from twin.suboptimal_gabor_task;
comment on view public.suboptimal_gabor_task is 'The choices of Gabors for a population that somebody asked for';
comment on column public.suboptimal_gabor_task.dataset is 'name of the dataset';
comment on column public.suboptimal_gabor_task.model_config is 'name of the setting';
comment on column public.suboptimal_gabor_task.training_config is 'name of the setting';
comment on column public.suboptimal_gabor_task.seed is 'of initial weights, validation split and batches';
comment on column public.suboptimal_gabor_task.optimal_gabor_config is 'name of the grid';
comment on column public.suboptimal_gabor_task.suboptimal_gabor_config is 'name of the setting';
create view public.suboptimal_gabor as
  select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, n_centred_stimuli, n_chosen_gabors, n_driven_neurons, driven_neurons_share, stimulus_grey_mean, stimulus_grey_sd, n_stimulus_images, n_clipped_images, stimuli_sha256
  from twin.suboptimal_gabor;
comment on view public.suboptimal_gabor is 'A few Gabors at the image''s centre, chosen greedily so that each newly drives most neurons';
comment on column public.suboptimal_gabor.dataset is 'name of the dataset';
comment on column public.suboptimal_gabor.model_config is 'name of the setting';
comment on column public.suboptimal_gabor.training_config is 'name of the setting';
comment on column public.suboptimal_gabor.seed is 'of initial weights, validation split and batches';
comment on column public.suboptimal_gabor.optimal_gabor_config is 'name of the grid';
comment on column public.suboptimal_gabor.suboptimal_gabor_config is 'name of the setting';
comment on column public.suboptimal_gabor.n_centred_stimuli is 'Gabors of the grid that were compared';
comment on column public.suboptimal_gabor.n_chosen_gabors is 'Gabors chosen; fewer than asked for where no other drives a further neuron';
comment on column public.suboptimal_gabor.n_driven_neurons is 'neurons that one of them drives, at least';
comment on column public.suboptimal_gabor.driven_neurons_share is 'the same over all neurons';
comment on column public.suboptimal_gabor.stimulus_grey_mean is '[grey] of the pictures: grey of a pixel of value 0, the model''s image mean';
comment on column public.suboptimal_gabor.stimulus_grey_sd is '[grey] of the pictures: greys per unit of contrast, the model''s image SD';
comment on column public.suboptimal_gabor.n_stimulus_images is 'different pictures to show';
comment on column public.suboptimal_gabor.n_clipped_images is 'of them: with a pixel that the contrast would take outside the greys 0..255';
comment on column public.suboptimal_gabor.stimuli_sha256 is 'SHA-256 over the lines of verification_stimulus.stimulus_sha256, in the order of their key';
create view public.chosen_gabor as
  select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, gabor_rank, chosen_x, chosen_y, chosen_size, chosen_frequency, chosen_contrast, chosen_orientation, chosen_phase, n_driven_alone, n_newly_driven, cumulated_share
  from twin.chosen_gabor;
comment on view public.chosen_gabor is 'One of the few Gabors, as the grid has it';
comment on column public.chosen_gabor.dataset is 'name of the dataset';
comment on column public.chosen_gabor.model_config is 'name of the setting';
comment on column public.chosen_gabor.training_config is 'name of the setting';
comment on column public.chosen_gabor.seed is 'of initial weights, validation split and batches';
comment on column public.chosen_gabor.optimal_gabor_config is 'name of the grid';
comment on column public.chosen_gabor.suboptimal_gabor_config is 'name of the setting';
comment on column public.chosen_gabor.gabor_rank is 'place in the order of the choice, from 1';
comment on column public.chosen_gabor.chosen_x is '[px] column of the centre, the image''s';
comment on column public.chosen_gabor.chosen_y is '[px] row of the centre, the image''s';
comment on column public.chosen_gabor.chosen_size is '[px] +-2 SD of the envelope';
comment on column public.chosen_gabor.chosen_frequency is '[cycles/px] spatial frequency';
comment on column public.chosen_gabor.chosen_contrast is '[z-score] in units of the training images'' pixel SD';
comment on column public.chosen_gabor.chosen_orientation is '[deg] 0..180';
comment on column public.chosen_gabor.chosen_phase is '[deg] at the centre, 0..360';
comment on column public.chosen_gabor.n_driven_alone is 'neurons that it drives';
comment on column public.chosen_gabor.n_newly_driven is 'of them: that none before it drives';
comment on column public.chosen_gabor.cumulated_share is 'of all neurons: that it or one before it drives';
create view public.verification_stimulus as
  select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, gabor_rank, size_rank, stimulus_size, stimulus_contrast, stimulus_sha256, clipped_share
  from twin.verification_stimulus;
comment on view public.verification_stimulus is 'A picture to show: a chosen Gabor at one of the sizes';
comment on column public.verification_stimulus.dataset is 'name of the dataset';
comment on column public.verification_stimulus.model_config is 'name of the setting';
comment on column public.verification_stimulus.training_config is 'name of the setting';
comment on column public.verification_stimulus.seed is 'of initial weights, validation split and batches';
comment on column public.verification_stimulus.optimal_gabor_config is 'name of the grid';
comment on column public.verification_stimulus.suboptimal_gabor_config is 'name of the setting';
comment on column public.verification_stimulus.gabor_rank is 'place in the order of the choice, from 1';
comment on column public.verification_stimulus.size_rank is 'place among suboptimal_gabor_config.verification_sizes, from 1';
comment on column public.verification_stimulus.stimulus_size is '[px] +-2 SD of the envelope';
comment on column public.verification_stimulus.stimulus_contrast is '[z-score] contrast';
comment on column public.verification_stimulus.stimulus_sha256 is 'SHA-256 of the picture''s row-major grey bytes: image.image_sha256 where a scan showed it';
comment on column public.verification_stimulus.clipped_share is 'of its pixels: the contrast would take them outside the greys 0..255';
create view public.gabor_coverage as
  select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, animal_id, session, scan_idx, unit_id, best_gabor_rank, share_of_optimum, gabor_shares
  from twin.gabor_coverage;
comment on view public.gabor_coverage is 'How far the few Gabors drive a neuron';
comment on column public.gabor_coverage.dataset is 'name of the dataset';
comment on column public.gabor_coverage.model_config is 'name of the setting';
comment on column public.gabor_coverage.training_config is 'name of the setting';
comment on column public.gabor_coverage.seed is 'of initial weights, validation split and batches';
comment on column public.gabor_coverage.optimal_gabor_config is 'name of the grid';
comment on column public.gabor_coverage.suboptimal_gabor_config is 'name of the setting';
comment on column public.gabor_coverage.animal_id is 'number of the animal';
comment on column public.gabor_coverage.session is 'number of the animal''s experiment';
comment on column public.gabor_coverage.scan_idx is 'number of the scan in its session';
comment on column public.gabor_coverage.unit_id is 'number of the neuron in its scan';
comment on column public.gabor_coverage.best_gabor_rank is 'the chosen Gabor that it answers most to, the first of equals';
comment on column public.gabor_coverage.share_of_optimum is 'response to it over that to the neuron''s optimal Gabor';
comment on column public.gabor_coverage.gabor_shares is 'the same for every chosen Gabor, in the order of gabor_rank';
create view public.verification_scan as
  select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, animal_id, session, scan_idx, n_matched_neurons, verification_sha256
  from twin.verification_scan;
comment on view public.verification_scan is 'A second scan of neurons of a model that shows the Gabors chosen for them';
comment on column public.verification_scan.dataset is 'name of the dataset';
comment on column public.verification_scan.model_config is 'name of the setting';
comment on column public.verification_scan.training_config is 'name of the setting';
comment on column public.verification_scan.seed is 'of initial weights, validation split and batches';
comment on column public.verification_scan.optimal_gabor_config is 'name of the grid';
comment on column public.verification_scan.suboptimal_gabor_config is 'name of the setting';
comment on column public.verification_scan.verification is 'name of the verification, e.g. that of the second scan';
comment on column public.verification_scan.animal_id is 'the second scan, not that of the model';
comment on column public.verification_scan.session is 'the second scan, not that of the model';
comment on column public.verification_scan.scan_idx is 'the second scan, not that of the model';
comment on column public.verification_scan.n_matched_neurons is 'neurons of the model that it shows again';
comment on column public.verification_scan.verification_sha256 is 'SHA-256 over its recording and the matched neurons: what the agreement depends on';
create view public.verification_neuron as
  select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, animal_id, session, scan_idx, unit_id, verification_unit_id
  from twin.verification_neuron;
comment on view public.verification_neuron is 'A neuron of the model, found again in the second scan';
comment on column public.verification_neuron.dataset is 'name of the dataset';
comment on column public.verification_neuron.model_config is 'name of the setting';
comment on column public.verification_neuron.training_config is 'name of the setting';
comment on column public.verification_neuron.seed is 'of initial weights, validation split and batches';
comment on column public.verification_neuron.optimal_gabor_config is 'name of the grid';
comment on column public.verification_neuron.suboptimal_gabor_config is 'name of the setting';
comment on column public.verification_neuron.verification is 'name of the verification, e.g. that of the second scan';
comment on column public.verification_neuron.animal_id is 'number of the animal';
comment on column public.verification_neuron.session is 'number of the animal''s experiment';
comment on column public.verification_neuron.scan_idx is 'number of the scan in its session';
comment on column public.verification_neuron.unit_id is 'number of the neuron in its scan';
comment on column public.verification_neuron.verification_unit_id is 'its unit_id in the second scan';
create view public.size_curve_agreement_config as
  select size_curve_agreement_config, share_percents, min_curve_oracle
  from twin.size_curve_agreement_config;
comment on view public.size_curve_agreement_config is 'How agreement of recorded and predicted size curves is summarised';
comment on column public.size_curve_agreement_config.size_curve_agreement_config is 'name of the setting';
comment on column public.size_curve_agreement_config.share_percents is '[%] subsets: neurons that the Gabor shown drives to at least so much of their optimum';
comment on column public.size_curve_agreement_config.min_curve_oracle is 'correlations over oracle are averaged over neurons whose oracle is at least this';
create view public.size_curve_agreement_task as
  select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config
  from twin.size_curve_agreement_task;
comment on view public.size_curve_agreement_task is 'The comparisons of size curves that somebody asked for';
comment on column public.size_curve_agreement_task.dataset is 'name of the dataset';
comment on column public.size_curve_agreement_task.model_config is 'name of the setting';
comment on column public.size_curve_agreement_task.training_config is 'name of the setting';
comment on column public.size_curve_agreement_task.seed is 'of initial weights, validation split and batches';
comment on column public.size_curve_agreement_task.optimal_gabor_config is 'name of the grid';
comment on column public.size_curve_agreement_task.suboptimal_gabor_config is 'name of the setting';
comment on column public.size_curve_agreement_task.verification is 'name of the verification, e.g. that of the second scan';
comment on column public.size_curve_agreement_task.size_curve_agreement_config is 'name of the setting';
create view public.size_curve_agreement as
  select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config, n_verified_neurons, mean_curve_oracle, curve_sizes
  from twin.size_curve_agreement;
comment on view public.size_curve_agreement is 'How size tuning curves recorded in a second scan agree with the model''s';
comment on column public.size_curve_agreement.dataset is 'name of the dataset';
comment on column public.size_curve_agreement.model_config is 'name of the setting';
comment on column public.size_curve_agreement.training_config is 'name of the setting';
comment on column public.size_curve_agreement.seed is 'of initial weights, validation split and batches';
comment on column public.size_curve_agreement.optimal_gabor_config is 'name of the grid';
comment on column public.size_curve_agreement.suboptimal_gabor_config is 'name of the setting';
comment on column public.size_curve_agreement.verification is 'name of the verification, e.g. that of the second scan';
comment on column public.size_curve_agreement.size_curve_agreement_config is 'name of the setting';
comment on column public.size_curve_agreement.n_verified_neurons is 'neurons compared';
comment on column public.size_curve_agreement.mean_curve_oracle is 'mean over them of neuron_size_curve.curve_oracle';
comment on column public.size_curve_agreement.curve_sizes is '[px] sizes of the curves of neuron_size_curve, ascending';
create view public.neuron_size_curve as
  select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config, animal_id, session, scan_idx, unit_id, curve_oracle, shown_correlation, optimal_correlation, shown_trial_correlation, optimal_trial_correlation, model_curve_similarity, in_vivo_suppression, shown_suppression, optimal_suppression, in_vivo_preferred_size, shown_preferred_size, optimal_preferred_size, in_vivo_curve, shown_curve, optimal_curve, in_vivo_trials, trials_of_size
  from twin.neuron_size_curve;
comment on view public.neuron_size_curve is 'A neuron''s size curves: recorded, and the model''s under the Gabor shown (gabor_coverage.best_gabor_rank) and its own optimal one';
comment on column public.neuron_size_curve.dataset is 'name of the dataset';
comment on column public.neuron_size_curve.model_config is 'name of the setting';
comment on column public.neuron_size_curve.training_config is 'name of the setting';
comment on column public.neuron_size_curve.seed is 'of initial weights, validation split and batches';
comment on column public.neuron_size_curve.optimal_gabor_config is 'name of the grid';
comment on column public.neuron_size_curve.suboptimal_gabor_config is 'name of the setting';
comment on column public.neuron_size_curve.verification is 'name of the verification, e.g. that of the second scan';
comment on column public.neuron_size_curve.size_curve_agreement_config is 'name of the setting';
comment on column public.neuron_size_curve.animal_id is 'number of the animal';
comment on column public.neuron_size_curve.session is 'number of the animal''s experiment';
comment on column public.neuron_size_curve.scan_idx is 'number of the scan in its session';
comment on column public.neuron_size_curve.unit_id is 'number of the neuron in its scan';
comment on column public.neuron_size_curve.curve_oracle is 'correlation of each trial with the mean of the other trials of its size';
comment on column public.neuron_size_curve.shown_correlation is 'of shown_curve with in_vivo_curve, over sizes';
comment on column public.neuron_size_curve.optimal_correlation is 'of optimal_curve with in_vivo_curve, over sizes';
comment on column public.neuron_size_curve.shown_trial_correlation is 'of shown_curve with single trials';
comment on column public.neuron_size_curve.optimal_trial_correlation is 'of optimal_curve with single trials';
comment on column public.neuron_size_curve.model_curve_similarity is 'correlation of shown_curve with optimal_curve, over sizes';
comment on column public.neuron_size_curve.in_vivo_suppression is 'of in_vivo_curve: (largest response - that to the largest size) / largest response';
comment on column public.neuron_size_curve.shown_suppression is 'of shown_curve';
comment on column public.neuron_size_curve.optimal_suppression is 'of optimal_curve';
comment on column public.neuron_size_curve.in_vivo_preferred_size is '[px] size of the largest response of in_vivo_curve, the smallest of equals';
comment on column public.neuron_size_curve.shown_preferred_size is '[px] of shown_curve';
comment on column public.neuron_size_curve.optimal_preferred_size is '[px] of optimal_curve';
comment on column public.neuron_size_curve.in_vivo_curve is '[events] mean recorded response at each size';
comment on column public.neuron_size_curve.shown_curve is '[events] the model''s response to the very pictures shown';
comment on column public.neuron_size_curve.optimal_curve is '[events] the model''s response to the neuron''s optimal Gabor at each size, at the contrast shown';
comment on column public.neuron_size_curve.in_vivo_trials is '[events] recorded responses, size by size';
comment on column public.neuron_size_curve.trials_of_size is 'how many of in_vivo_trials belong to each size';
create view public.agreement_by_share as
  select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config, model_curve, share_percent, n_subset_neurons, n_reliable_neurons, subset_oracle, subset_curve_correlation, subset_trial_correlation, curve_of_oracle_mean, curve_of_oracle_sd, trial_of_oracle_mean, trial_of_oracle_sd
  from twin.agreement_by_share;
comment on view public.agreement_by_share is 'Agreement over the neurons that the Gabor shown drives far enough';
comment on column public.agreement_by_share.dataset is 'name of the dataset';
comment on column public.agreement_by_share.model_config is 'name of the setting';
comment on column public.agreement_by_share.training_config is 'name of the setting';
comment on column public.agreement_by_share.seed is 'of initial weights, validation split and batches';
comment on column public.agreement_by_share.optimal_gabor_config is 'name of the grid';
comment on column public.agreement_by_share.suboptimal_gabor_config is 'name of the setting';
comment on column public.agreement_by_share.verification is 'name of the verification, e.g. that of the second scan';
comment on column public.agreement_by_share.size_curve_agreement_config is 'name of the setting';
comment on column public.agreement_by_share.model_curve is 'shown: the model under the pictures shown; optimal: under the neuron''s optimal Gabor';
comment on column public.agreement_by_share.share_percent is '[%] neurons that the Gabor shown drives to at least so much of their optimum';
comment on column public.agreement_by_share.n_subset_neurons is 'neurons of the subset';
comment on column public.agreement_by_share.n_reliable_neurons is 'of them: with an oracle of at least min_curve_oracle';
comment on column public.agreement_by_share.subset_oracle is 'mean curve_oracle of the subset';
comment on column public.agreement_by_share.subset_curve_correlation is 'mean correlation with in_vivo_curve';
comment on column public.agreement_by_share.subset_trial_correlation is 'mean correlation with single trials';
comment on column public.agreement_by_share.curve_of_oracle_mean is 'mean of correlation with in_vivo_curve / oracle, over the reliable ones';
comment on column public.agreement_by_share.curve_of_oracle_sd is 'its SD over neurons';
comment on column public.agreement_by_share.trial_of_oracle_mean is 'mean of correlation with single trials / oracle, over the reliable ones';
comment on column public.agreement_by_share.trial_of_oracle_sd is 'its SD over neurons';
drop function if exists twin.seal_complete_optimal_gabors();
create trigger note_change after update on twin.complete_optimal_gabors referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'optimal_gabor_config');

drop function if exists twin.seal_suboptimal_gabor_config();
create trigger note_change after update on twin.suboptimal_gabor_config referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('suboptimal_gabor_config');

drop function if exists twin.seal_suboptimal_gabor_task();
create trigger note_change after update on twin.suboptimal_gabor_task referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'optimal_gabor_config', 'suboptimal_gabor_config');

drop function if exists twin.seal_suboptimal_gabor();
create trigger note_change after update on twin.suboptimal_gabor referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'optimal_gabor_config', 'suboptimal_gabor_config');
create function twin.seal_suboptimal_gabor() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform from twin.suboptimal_gabor m, (select distinct dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config from touched) t where m.dataset = t.dataset and m.model_config = t.model_config and m.training_config = t.training_config and m.seed = t.seed and m.optimal_gabor_config = t.optimal_gabor_config and m.suboptimal_gabor_config = t.suboptimal_gabor_config for no key update of m;
  update twin.suboptimal_gabor m set _parts_hash = coalesce((select encode(sha256(convert_to(string_agg(line, E'\n' order by line collate "C"), 'UTF8')), 'hex')
    from (select 'twin.chosen_gabor:' || p._row_hash as line from twin.chosen_gabor p where p.dataset = m.dataset and p.model_config = m.model_config and p.training_config = m.training_config and p.seed = m.seed and p.optimal_gabor_config = m.optimal_gabor_config and p.suboptimal_gabor_config = m.suboptimal_gabor_config union all select 'twin.verification_stimulus:' || p._row_hash as line from twin.verification_stimulus p where p.dataset = m.dataset and p.model_config = m.model_config and p.training_config = m.training_config and p.seed = m.seed and p.optimal_gabor_config = m.optimal_gabor_config and p.suboptimal_gabor_config = m.suboptimal_gabor_config union all select 'twin.gabor_coverage:' || p._row_hash as line from twin.gabor_coverage p where p.dataset = m.dataset and p.model_config = m.model_config and p.training_config = m.training_config and p.seed = m.seed and p.optimal_gabor_config = m.optimal_gabor_config and p.suboptimal_gabor_config = m.suboptimal_gabor_config) parts), '')
  from (select distinct dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config from touched) t where m.dataset = t.dataset and m.model_config = t.model_config and m.training_config = t.training_config and m.seed = t.seed and m.optimal_gabor_config = t.optimal_gabor_config and m.suboptimal_gabor_config = t.suboptimal_gabor_config;
  if tg_op = 'UPDATE' then
  perform from twin.suboptimal_gabor m, (select distinct dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config from was) t where m.dataset = t.dataset and m.model_config = t.model_config and m.training_config = t.training_config and m.seed = t.seed and m.optimal_gabor_config = t.optimal_gabor_config and m.suboptimal_gabor_config = t.suboptimal_gabor_config for no key update of m;
  update twin.suboptimal_gabor m set _parts_hash = coalesce((select encode(sha256(convert_to(string_agg(line, E'\n' order by line collate "C"), 'UTF8')), 'hex')
    from (select 'twin.chosen_gabor:' || p._row_hash as line from twin.chosen_gabor p where p.dataset = m.dataset and p.model_config = m.model_config and p.training_config = m.training_config and p.seed = m.seed and p.optimal_gabor_config = m.optimal_gabor_config and p.suboptimal_gabor_config = m.suboptimal_gabor_config union all select 'twin.verification_stimulus:' || p._row_hash as line from twin.verification_stimulus p where p.dataset = m.dataset and p.model_config = m.model_config and p.training_config = m.training_config and p.seed = m.seed and p.optimal_gabor_config = m.optimal_gabor_config and p.suboptimal_gabor_config = m.suboptimal_gabor_config union all select 'twin.gabor_coverage:' || p._row_hash as line from twin.gabor_coverage p where p.dataset = m.dataset and p.model_config = m.model_config and p.training_config = m.training_config and p.seed = m.seed and p.optimal_gabor_config = m.optimal_gabor_config and p.suboptimal_gabor_config = m.suboptimal_gabor_config) parts), '')
  from (select distinct dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config from was) t where m.dataset = t.dataset and m.model_config = t.model_config and m.training_config = t.training_config and m.seed = t.seed and m.optimal_gabor_config = t.optimal_gabor_config and m.suboptimal_gabor_config = t.suboptimal_gabor_config;
  end if;
  return null;
end $$;
comment on function twin.seal_suboptimal_gabor() is 'Trigger of the parts: keeps _parts_hash of their master true';
create trigger seal_insert after insert on twin.chosen_gabor referencing new table as touched
  for each statement execute function twin.seal_suboptimal_gabor();
create trigger seal_update after update on twin.chosen_gabor referencing old table as was new table as touched
  for each statement execute function twin.seal_suboptimal_gabor();
create trigger seal_delete after delete on twin.chosen_gabor referencing old table as touched
  for each statement execute function twin.seal_suboptimal_gabor();
create trigger seal_insert after insert on twin.verification_stimulus referencing new table as touched
  for each statement execute function twin.seal_suboptimal_gabor();
create trigger seal_update after update on twin.verification_stimulus referencing old table as was new table as touched
  for each statement execute function twin.seal_suboptimal_gabor();
create trigger seal_delete after delete on twin.verification_stimulus referencing old table as touched
  for each statement execute function twin.seal_suboptimal_gabor();
create trigger seal_insert after insert on twin.gabor_coverage referencing new table as touched
  for each statement execute function twin.seal_suboptimal_gabor();
create trigger seal_update after update on twin.gabor_coverage referencing old table as was new table as touched
  for each statement execute function twin.seal_suboptimal_gabor();
create trigger seal_delete after delete on twin.gabor_coverage referencing old table as touched
  for each statement execute function twin.seal_suboptimal_gabor();
create trigger note_change after update on twin.chosen_gabor referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'optimal_gabor_config', 'suboptimal_gabor_config', 'gabor_rank');
create trigger note_change after update on twin.verification_stimulus referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'optimal_gabor_config', 'suboptimal_gabor_config', 'gabor_rank', 'size_rank');
create trigger note_change after update on twin.gabor_coverage referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'optimal_gabor_config', 'suboptimal_gabor_config', 'animal_id', 'session', 'scan_idx', 'unit_id');

drop function if exists twin.seal_verification_scan();
create trigger note_change after update on twin.verification_scan referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'optimal_gabor_config', 'suboptimal_gabor_config', 'verification');

drop function if exists twin.seal_verification_neuron();
create trigger note_change after update on twin.verification_neuron referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'optimal_gabor_config', 'suboptimal_gabor_config', 'verification', 'animal_id', 'session', 'scan_idx', 'unit_id');

drop function if exists twin.seal_size_curve_agreement_config();
create trigger note_change after update on twin.size_curve_agreement_config referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('size_curve_agreement_config');

drop function if exists twin.seal_size_curve_agreement_task();
create trigger note_change after update on twin.size_curve_agreement_task referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'optimal_gabor_config', 'suboptimal_gabor_config', 'verification', 'size_curve_agreement_config');

drop function if exists twin.seal_size_curve_agreement();
create trigger note_change after update on twin.size_curve_agreement referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'optimal_gabor_config', 'suboptimal_gabor_config', 'verification', 'size_curve_agreement_config');
create function twin.seal_size_curve_agreement() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform from twin.size_curve_agreement m, (select distinct dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config from touched) t where m.dataset = t.dataset and m.model_config = t.model_config and m.training_config = t.training_config and m.seed = t.seed and m.optimal_gabor_config = t.optimal_gabor_config and m.suboptimal_gabor_config = t.suboptimal_gabor_config and m.verification = t.verification and m.size_curve_agreement_config = t.size_curve_agreement_config for no key update of m;
  update twin.size_curve_agreement m set _parts_hash = coalesce((select encode(sha256(convert_to(string_agg(line, E'\n' order by line collate "C"), 'UTF8')), 'hex')
    from (select 'twin.neuron_size_curve:' || p._row_hash as line from twin.neuron_size_curve p where p.dataset = m.dataset and p.model_config = m.model_config and p.training_config = m.training_config and p.seed = m.seed and p.optimal_gabor_config = m.optimal_gabor_config and p.suboptimal_gabor_config = m.suboptimal_gabor_config and p.verification = m.verification and p.size_curve_agreement_config = m.size_curve_agreement_config union all select 'twin.agreement_by_share:' || p._row_hash as line from twin.agreement_by_share p where p.dataset = m.dataset and p.model_config = m.model_config and p.training_config = m.training_config and p.seed = m.seed and p.optimal_gabor_config = m.optimal_gabor_config and p.suboptimal_gabor_config = m.suboptimal_gabor_config and p.verification = m.verification and p.size_curve_agreement_config = m.size_curve_agreement_config) parts), '')
  from (select distinct dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config from touched) t where m.dataset = t.dataset and m.model_config = t.model_config and m.training_config = t.training_config and m.seed = t.seed and m.optimal_gabor_config = t.optimal_gabor_config and m.suboptimal_gabor_config = t.suboptimal_gabor_config and m.verification = t.verification and m.size_curve_agreement_config = t.size_curve_agreement_config;
  if tg_op = 'UPDATE' then
  perform from twin.size_curve_agreement m, (select distinct dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config from was) t where m.dataset = t.dataset and m.model_config = t.model_config and m.training_config = t.training_config and m.seed = t.seed and m.optimal_gabor_config = t.optimal_gabor_config and m.suboptimal_gabor_config = t.suboptimal_gabor_config and m.verification = t.verification and m.size_curve_agreement_config = t.size_curve_agreement_config for no key update of m;
  update twin.size_curve_agreement m set _parts_hash = coalesce((select encode(sha256(convert_to(string_agg(line, E'\n' order by line collate "C"), 'UTF8')), 'hex')
    from (select 'twin.neuron_size_curve:' || p._row_hash as line from twin.neuron_size_curve p where p.dataset = m.dataset and p.model_config = m.model_config and p.training_config = m.training_config and p.seed = m.seed and p.optimal_gabor_config = m.optimal_gabor_config and p.suboptimal_gabor_config = m.suboptimal_gabor_config and p.verification = m.verification and p.size_curve_agreement_config = m.size_curve_agreement_config union all select 'twin.agreement_by_share:' || p._row_hash as line from twin.agreement_by_share p where p.dataset = m.dataset and p.model_config = m.model_config and p.training_config = m.training_config and p.seed = m.seed and p.optimal_gabor_config = m.optimal_gabor_config and p.suboptimal_gabor_config = m.suboptimal_gabor_config and p.verification = m.verification and p.size_curve_agreement_config = m.size_curve_agreement_config) parts), '')
  from (select distinct dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config from was) t where m.dataset = t.dataset and m.model_config = t.model_config and m.training_config = t.training_config and m.seed = t.seed and m.optimal_gabor_config = t.optimal_gabor_config and m.suboptimal_gabor_config = t.suboptimal_gabor_config and m.verification = t.verification and m.size_curve_agreement_config = t.size_curve_agreement_config;
  end if;
  return null;
end $$;
comment on function twin.seal_size_curve_agreement() is 'Trigger of the parts: keeps _parts_hash of their master true';
create trigger seal_insert after insert on twin.neuron_size_curve referencing new table as touched
  for each statement execute function twin.seal_size_curve_agreement();
create trigger seal_update after update on twin.neuron_size_curve referencing old table as was new table as touched
  for each statement execute function twin.seal_size_curve_agreement();
create trigger seal_delete after delete on twin.neuron_size_curve referencing old table as touched
  for each statement execute function twin.seal_size_curve_agreement();
create trigger seal_insert after insert on twin.agreement_by_share referencing new table as touched
  for each statement execute function twin.seal_size_curve_agreement();
create trigger seal_update after update on twin.agreement_by_share referencing old table as was new table as touched
  for each statement execute function twin.seal_size_curve_agreement();
create trigger seal_delete after delete on twin.agreement_by_share referencing old table as touched
  for each statement execute function twin.seal_size_curve_agreement();
create trigger note_change after update on twin.neuron_size_curve referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'optimal_gabor_config', 'suboptimal_gabor_config', 'verification', 'size_curve_agreement_config', 'animal_id', 'session', 'scan_idx', 'unit_id');
create trigger note_change after update on twin.agreement_by_share referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'optimal_gabor_config', 'suboptimal_gabor_config', 'verification', 'size_curve_agreement_config', 'model_curve', 'share_percent');

drop function if exists job.enqueue_suboptimal_gabor_from_complete_optimal_gabors();
create function job.enqueue_suboptimal_gabor_from_complete_optimal_gabors() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.suboptimal_gabor (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config)
      select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config
      from (select * from (select dataset, model_config, training_config, seed, optimal_gabor_config from new_rows) p0
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config from twin.suboptimal_gabor_task) p1
            natural join (select suboptimal_gabor_config from twin.suboptimal_gabor_config) p2
            natural join (select optimal_gabor_config from twin.optimal_gabor_config) p3
            natural join (select dataset, model_config, training_config, seed from twin.model) p4) k
      where not exists (select from twin.suboptimal_gabor o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.optimal_gabor_config, o.suboptimal_gabor_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.optimal_gabor_config, k.suboptimal_gabor_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.suboptimal_gabor where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_suboptimal_gabor_from_complete_optimal_gabors() is 'Queues the keys of twin.suboptimal_gabor that new rows of twin.complete_optimal_gabors make possible';
create trigger enqueue_suboptimal_gabor after insert on twin.complete_optimal_gabors
  referencing new table as new_rows for each statement execute function job.enqueue_suboptimal_gabor_from_complete_optimal_gabors();

drop function if exists job.enqueue_suboptimal_gabor_from_suboptimal_gabor_task();
create function job.enqueue_suboptimal_gabor_from_suboptimal_gabor_task() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.suboptimal_gabor (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config)
      select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config
      from (select * from (select dataset, model_config, training_config, seed, optimal_gabor_config from twin.complete_optimal_gabors) p0
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config from new_rows) p1
            natural join (select suboptimal_gabor_config from twin.suboptimal_gabor_config) p2
            natural join (select optimal_gabor_config from twin.optimal_gabor_config) p3
            natural join (select dataset, model_config, training_config, seed from twin.model) p4) k
      where not exists (select from twin.suboptimal_gabor o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.optimal_gabor_config, o.suboptimal_gabor_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.optimal_gabor_config, k.suboptimal_gabor_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.suboptimal_gabor where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_suboptimal_gabor_from_suboptimal_gabor_task() is 'Queues the keys of twin.suboptimal_gabor that new rows of twin.suboptimal_gabor_task make possible';
create trigger enqueue_suboptimal_gabor after insert on twin.suboptimal_gabor_task
  referencing new table as new_rows for each statement execute function job.enqueue_suboptimal_gabor_from_suboptimal_gabor_task();

drop function if exists job.enqueue_suboptimal_gabor_from_model();
create function job.enqueue_suboptimal_gabor_from_model() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.suboptimal_gabor (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config)
      select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config
      from (select * from (select dataset, model_config, training_config, seed, optimal_gabor_config from twin.complete_optimal_gabors) p0
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config from twin.suboptimal_gabor_task) p1
            natural join (select suboptimal_gabor_config from twin.suboptimal_gabor_config) p2
            natural join (select optimal_gabor_config from twin.optimal_gabor_config) p3
            natural join (select dataset, model_config, training_config, seed from new_rows) p4) k
      where not exists (select from twin.suboptimal_gabor o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.optimal_gabor_config, o.suboptimal_gabor_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.optimal_gabor_config, k.suboptimal_gabor_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.suboptimal_gabor where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_suboptimal_gabor_from_model() is 'Queues the keys of twin.suboptimal_gabor that new rows of twin.model make possible';
create trigger enqueue_suboptimal_gabor after insert on twin.model
  referencing new table as new_rows for each statement execute function job.enqueue_suboptimal_gabor_from_model();

drop function if exists job.enqueue_size_curve_agreement_from_suboptimal_gabor();
create function job.enqueue_size_curve_agreement_from_suboptimal_gabor() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.size_curve_agreement (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config)
      select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config
      from (select * from (select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config from new_rows) p0
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification from twin.verification_scan) p1
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config from twin.size_curve_agreement_task) p2
            natural join (select size_curve_agreement_config from twin.size_curve_agreement_config) p3
            natural join (select dataset, model_config, training_config, seed from twin.model) p4) k
      where not exists (select from twin.size_curve_agreement o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.optimal_gabor_config, o.suboptimal_gabor_config, o.verification, o.size_curve_agreement_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.optimal_gabor_config, k.suboptimal_gabor_config, k.verification, k.size_curve_agreement_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.size_curve_agreement where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_size_curve_agreement_from_suboptimal_gabor() is 'Queues the keys of twin.size_curve_agreement that new rows of twin.suboptimal_gabor make possible';
create trigger enqueue_size_curve_agreement after insert on twin.suboptimal_gabor
  referencing new table as new_rows for each statement execute function job.enqueue_size_curve_agreement_from_suboptimal_gabor();

drop function if exists job.enqueue_size_curve_agreement_from_size_curve_agreement_task();
create function job.enqueue_size_curve_agreement_from_size_curve_agreement_task() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $enqueue$
begin
  execute $statement$
    with added as (
      insert into job.size_curve_agreement (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config)
      select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config
      from (select * from (select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config from twin.suboptimal_gabor) p0
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification from twin.verification_scan) p1
            natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config from new_rows) p2
            natural join (select size_curve_agreement_config from twin.size_curve_agreement_config) p3
            natural join (select dataset, model_config, training_config, seed from twin.model) p4) k
      where not exists (select from twin.size_curve_agreement o
        where (o.dataset, o.model_config, o.training_config, o.seed, o.optimal_gabor_config, o.suboptimal_gabor_config, o.verification, o.size_curve_agreement_config)
            = (k.dataset, k.model_config, k.training_config, k.seed, k.optimal_gabor_config, k.suboptimal_gabor_config, k.verification, k.size_curve_agreement_config))
      on conflict do nothing returning 1)
    select pg_notify('doppel_job', '')
    where exists (select from added) and not exists (select from job.size_curve_agreement where status = 'pending')
  $statement$;
  return null;
end $enqueue$;
comment on function job.enqueue_size_curve_agreement_from_size_curve_agreement_task() is 'Queues the keys of twin.size_curve_agreement that new rows of twin.size_curve_agreement_task make possible';
create trigger enqueue_size_curve_agreement after insert on twin.size_curve_agreement_task
  referencing new table as new_rows for each statement execute function job.enqueue_size_curve_agreement_from_size_curve_agreement_task();

create or replace function job.claim_suboptimal_gabor(bigint, integer, integer, text[], integer, text, text, text, bigint, text, text)
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], model_config text[], training_config text[], seed bigint[], optimal_gabor_config text[], suboptimal_gabor_config text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
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

create or replace function job.release_suboptimal_gabor(bigint, text[], text[], text[], bigint[], text[], text[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  update job.suboptimal_gabor j set status = 'pending', epoch = null, worker_id = null, claimed_at = null
  where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.suboptimal_gabor own, unnest($2, $3, $4, $5, $6, $7) k (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.optimal_gabor_config = k.optimal_gabor_config and own.suboptimal_gabor_config = k.suboptimal_gabor_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.suboptimal_gabor where status = 'claimed' and epoch = $1 limit 1))));
  get diagnostics n = row_count;
  return n;
end $$;
revoke execute on function job.release_suboptimal_gabor(bigint, text[], text[], text[], bigint[], text[], text[]) from public;

create or replace function job.fail_suboptimal_gabor(bigint, text, text, boolean, integer, double precision, double precision, text[], text[], text[], bigint[], text[], text[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  with tried as (
    update job.suboptimal_gabor j set
      status = case when $4 and j.attempts + 1 < $5 then 'pending' else 'failed' end,
      attempts = j.attempts + 1,
      not_before = clock_timestamp() + interval '1 millisecond'
        * least($6 * power(2, least(j.attempts, 30)), $7) * (0.5 + random()),
      error_class = $2, error_message = $3, epoch = null, worker_id = null, claimed_at = null
    where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.suboptimal_gabor own, unnest($8, $9, $10, $11, $12, $13) k (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.optimal_gabor_config = k.optimal_gabor_config and own.suboptimal_gabor_config = k.suboptimal_gabor_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.suboptimal_gabor where status = 'claimed' and epoch = $1 limit 1))))
    returning j.status)
  select count(*) filter (where status = 'failed') into n from tried;
  return n;
end $$;
revoke execute on function job.fail_suboptimal_gabor(bigint, text, text, boolean, integer, double precision, double precision, text[], text[], text[], bigint[], text[], text[]) from public;

create or replace function job.hold_suboptimal_gabor(text[], text[], text[], bigint[], text[], text[])
returns table (place bigint, inputs text)
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
#variable_conflict use_column
begin
  return query select k.place, 'twin.complete_optimal_gabors:' || p1._row_hash || E'\n' || 'twin.suboptimal_gabor_task:' || p2._row_hash || E'\n' || 'twin.suboptimal_gabor_config:' || p3._row_hash || E'\n' || 'twin.optimal_gabor_config:' || p4._row_hash || E'\n' || 'twin.model:' || p5._row_hash
    from unnest($1, $2, $3, $4, $5, $6) with ordinality k (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, place)
    cross join lateral (select _row_hash from twin.complete_optimal_gabors o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.optimal_gabor_config = k.optimal_gabor_config for share) p1
    cross join lateral (select _row_hash from twin.suboptimal_gabor_task o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.optimal_gabor_config = k.optimal_gabor_config and o.suboptimal_gabor_config = k.suboptimal_gabor_config for share) p2
    cross join lateral (select _row_hash from twin.suboptimal_gabor_config o where o.suboptimal_gabor_config = k.suboptimal_gabor_config for share) p3
    cross join lateral (select _row_hash from twin.optimal_gabor_config o where o.optimal_gabor_config = k.optimal_gabor_config for share) p4
    cross join lateral (select _row_hash from twin.model o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed for share) p5;
end $$;
revoke execute on function job.hold_suboptimal_gabor(text[], text[], text[], bigint[], text[], text[]) from public;

create or replace function job.enqueue_suboptimal_gabor()
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  role_before constant text := current_setting('session_replication_role');
  n bigint;
  is_whole boolean;
begin
  perform pg_advisory_xact_lock(hashtextextended('doppel enqueue ' || 'twin.suboptimal_gabor', 0));
  execute $count$ select count(*) from (
      select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config from (select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config from (select dataset, model_config, training_config, seed, optimal_gabor_config from twin.complete_optimal_gabors) p1
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config from twin.suboptimal_gabor_task) p2
        natural join (select suboptimal_gabor_config from twin.suboptimal_gabor_config) p3
        natural join (select optimal_gabor_config from twin.optimal_gabor_config) p4
        natural join (select dataset, model_config, training_config, seed from twin.model) p5) k
      where not exists (select from twin.suboptimal_gabor o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.optimal_gabor_config = k.optimal_gabor_config and o.suboptimal_gabor_config = k.suboptimal_gabor_config)
        and not exists (select from job.suboptimal_gabor o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.optimal_gabor_config = k.optimal_gabor_config and o.suboptimal_gabor_config = k.suboptimal_gabor_config)) missing $count$ into n;
  if n = 0 then
    return 0;
  end if;
  if n < 10000 or not has_parameter_privilege(current_user, 'session_replication_role', 'SET') then
    execute $insert$ insert into job.suboptimal_gabor (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config) select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config from (
      select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config from (select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config from (select dataset, model_config, training_config, seed, optimal_gabor_config from twin.complete_optimal_gabors) p1
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config from twin.suboptimal_gabor_task) p2
        natural join (select suboptimal_gabor_config from twin.suboptimal_gabor_config) p3
        natural join (select optimal_gabor_config from twin.optimal_gabor_config) p4
        natural join (select dataset, model_config, training_config, seed from twin.model) p5) k
      where not exists (select from twin.suboptimal_gabor o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.optimal_gabor_config = k.optimal_gabor_config and o.suboptimal_gabor_config = k.suboptimal_gabor_config)
        and not exists (select from job.suboptimal_gabor o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.optimal_gabor_config = k.optimal_gabor_config and o.suboptimal_gabor_config = k.suboptimal_gabor_config)) missing on conflict do nothing $insert$;
    get diagnostics n = row_count;
  else
    perform set_config('session_replication_role', 'replica', true);
    execute $insert$
      with added as (
        insert into job.suboptimal_gabor (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config) select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config from (
      select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config from (select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config from (select dataset, model_config, training_config, seed, optimal_gabor_config from twin.complete_optimal_gabors) p1
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config from twin.suboptimal_gabor_task) p2
        natural join (select suboptimal_gabor_config from twin.suboptimal_gabor_config) p3
        natural join (select optimal_gabor_config from twin.optimal_gabor_config) p4
        natural join (select dataset, model_config, training_config, seed from twin.model) p5) k
      where not exists (select from twin.suboptimal_gabor o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.optimal_gabor_config = k.optimal_gabor_config and o.suboptimal_gabor_config = k.suboptimal_gabor_config)
        and not exists (select from job.suboptimal_gabor o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.optimal_gabor_config = k.optimal_gabor_config and o.suboptimal_gabor_config = k.suboptimal_gabor_config)) missing on conflict do nothing returning dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config),
      p1 as (select from twin.complete_optimal_gabors p where (dataset, model_config, training_config, seed, optimal_gabor_config) in (select dataset, model_config, training_config, seed, optimal_gabor_config from added) for key share),
      p2 as (select from twin.suboptimal_gabor_task p where (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config) in (select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config from added) for key share),
      p3 as (select from twin.suboptimal_gabor_config p where (suboptimal_gabor_config) in (select suboptimal_gabor_config from added) for key share),
      p4 as (select from twin.optimal_gabor_config p where (optimal_gabor_config) in (select optimal_gabor_config from added) for key share),
      p5 as (select from twin.model p where (dataset, model_config, training_config, seed) in (select dataset, model_config, training_config, seed from added) for key share)
      select (select count(*) from added), (select count(*) from p1) = (select count(*) from (select distinct dataset, model_config, training_config, seed, optimal_gabor_config from added) d)
        and (select count(*) from p2) = (select count(*) from (select distinct dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config from added) d)
        and (select count(*) from p3) = (select count(*) from (select distinct suboptimal_gabor_config from added) d)
        and (select count(*) from p4) = (select count(*) from (select distinct optimal_gabor_config from added) d)
        and (select count(*) from p5) = (select count(*) from (select distinct dataset, model_config, training_config, seed from added) d) $insert$ into n, is_whole;
    perform set_config('session_replication_role', role_before, true);
    if not is_whole then
      raise exception 'rows that new keys of % refer to were deleted meanwhile', 'twin.suboptimal_gabor'
        using errcode = 'serialization_failure';
    end if;
  end if;
  if n > 0 then
    perform pg_notify('doppel_job', '');
  end if;
  return n;
end $$;
revoke execute on function job.enqueue_suboptimal_gabor() from public;

create or replace function job.accept_suboptimal_gabor()
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
      where r.run_id = run and r.table_name = 'twin.suboptimal_gabor' and r.n_keys = n
        and r.xmin = pg_current_xact_id()::xid and r.committed_at >= now()) then
    raise exception 'results of twin.suboptimal_gabor without a run of their own in this transaction'
      using errcode = 'insufficient_privilege';
  end if;
  delete from job.suboptimal_gabor j where j.epoch = mine and j.ctid = any (array(
    select own.ctid from job.suboptimal_gabor own, new_rows k
    where own.status = 'claimed' and own.epoch = mine and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.optimal_gabor_config = k.optimal_gabor_config and own.suboptimal_gabor_config = k.suboptimal_gabor_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.suboptimal_gabor where status = 'claimed' and epoch = mine limit 1))));
  get diagnostics n_held = row_count;
  if n_held <> n then
    raise exception 'twin.suboptimal_gabor: only % of the % keys are held', n_held, n using errcode = 'ZL001';
  end if;
  return null;
end $$;
revoke execute on function job.accept_suboptimal_gabor() from public;

create or replace function job.accept_chosen_gabor()
returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
begin
  if coalesce(current_setting('doppel.epoch', true), '') = ''
     and pg_has_role(session_user, current_user, 'member') then
    return null;
  end if;
  if exists (select from (select distinct dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, _run_id from new_rows) k left join twin.suboptimal_gabor m
      on m.dataset = k.dataset and m.model_config = k.model_config and m.training_config = k.training_config and m.seed = k.seed and m.optimal_gabor_config = k.optimal_gabor_config and m.suboptimal_gabor_config = k.suboptimal_gabor_config
      where m._run_id is distinct from k._run_id or not exists (
        select from provenance.run r where r.run_id = k._run_id and r.xmin = pg_current_xact_id()::xid and r.committed_at >= now())) then
    raise exception 'parts of twin.chosen_gabor without their master in this transaction'
      using errcode = 'insufficient_privilege';
  end if;
  return null;
end $$;
revoke execute on function job.accept_chosen_gabor() from public;

create or replace function job.accept_verification_stimulus()
returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
begin
  if coalesce(current_setting('doppel.epoch', true), '') = ''
     and pg_has_role(session_user, current_user, 'member') then
    return null;
  end if;
  if exists (select from (select distinct dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, _run_id from new_rows) k left join twin.suboptimal_gabor m
      on m.dataset = k.dataset and m.model_config = k.model_config and m.training_config = k.training_config and m.seed = k.seed and m.optimal_gabor_config = k.optimal_gabor_config and m.suboptimal_gabor_config = k.suboptimal_gabor_config
      where m._run_id is distinct from k._run_id or not exists (
        select from provenance.run r where r.run_id = k._run_id and r.xmin = pg_current_xact_id()::xid and r.committed_at >= now())) then
    raise exception 'parts of twin.verification_stimulus without their master in this transaction'
      using errcode = 'insufficient_privilege';
  end if;
  return null;
end $$;
revoke execute on function job.accept_verification_stimulus() from public;

create or replace function job.accept_gabor_coverage()
returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
begin
  if coalesce(current_setting('doppel.epoch', true), '') = ''
     and pg_has_role(session_user, current_user, 'member') then
    return null;
  end if;
  if exists (select from (select distinct dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, _run_id from new_rows) k left join twin.suboptimal_gabor m
      on m.dataset = k.dataset and m.model_config = k.model_config and m.training_config = k.training_config and m.seed = k.seed and m.optimal_gabor_config = k.optimal_gabor_config and m.suboptimal_gabor_config = k.suboptimal_gabor_config
      where m._run_id is distinct from k._run_id or not exists (
        select from provenance.run r where r.run_id = k._run_id and r.xmin = pg_current_xact_id()::xid and r.committed_at >= now())) then
    raise exception 'parts of twin.gabor_coverage without their master in this transaction'
      using errcode = 'insufficient_privilege';
  end if;
  return null;
end $$;
revoke execute on function job.accept_gabor_coverage() from public;

create or replace trigger accept after insert on twin.suboptimal_gabor
  referencing new table as new_rows for each statement execute function job.accept_suboptimal_gabor();
create or replace trigger accept after insert on twin.chosen_gabor
  referencing new table as new_rows for each statement execute function job.accept_chosen_gabor();
create or replace trigger accept after insert on twin.verification_stimulus
  referencing new table as new_rows for each statement execute function job.accept_verification_stimulus();
create or replace trigger accept after insert on twin.gabor_coverage
  referencing new table as new_rows for each statement execute function job.accept_gabor_coverage();
create or replace function job.claim_size_curve_agreement(bigint, integer, integer, text[], integer, text, text, text, bigint, text, text, text, text)
returns table (epoch bigint, claimed_at timestamp with time zone, priority integer, dataset text[], model_config text[], training_config text[], seed bigint[], optimal_gabor_config text[], suboptimal_gabor_config text[], verification text[], size_curve_agreement_config text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not exists (select from job.worker where worker_id = $1 and database_role = session_user) then
    return;
  end if;
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

create or replace function job.release_size_curve_agreement(bigint, text[], text[], text[], bigint[], text[], text[], text[], text[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  update job.size_curve_agreement j set status = 'pending', epoch = null, worker_id = null, claimed_at = null
  where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.size_curve_agreement own, unnest($2, $3, $4, $5, $6, $7, $8, $9) k (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.optimal_gabor_config = k.optimal_gabor_config and own.suboptimal_gabor_config = k.suboptimal_gabor_config and own.verification = k.verification and own.size_curve_agreement_config = k.size_curve_agreement_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.size_curve_agreement where status = 'claimed' and epoch = $1 limit 1))));
  get diagnostics n = row_count;
  return n;
end $$;
revoke execute on function job.release_size_curve_agreement(bigint, text[], text[], text[], bigint[], text[], text[], text[], text[]) from public;

create or replace function job.fail_size_curve_agreement(bigint, text, text, boolean, integer, double precision, double precision, text[], text[], text[], bigint[], text[], text[], text[], text[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  n bigint;
begin
  with tried as (
    update job.size_curve_agreement j set
      status = case when $4 and j.attempts + 1 < $5 then 'pending' else 'failed' end,
      attempts = j.attempts + 1,
      not_before = clock_timestamp() + interval '1 millisecond'
        * least($6 * power(2, least(j.attempts, 30)), $7) * (0.5 + random()),
      error_class = $2, error_message = $3, epoch = null, worker_id = null, claimed_at = null
    where j.epoch = $1 and j.ctid = any (array(
    select own.ctid from job.size_curve_agreement own, unnest($8, $9, $10, $11, $12, $13, $14, $15) k (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config)
    where own.status = 'claimed' and own.epoch = $1 and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.optimal_gabor_config = k.optimal_gabor_config and own.suboptimal_gabor_config = k.suboptimal_gabor_config and own.verification = k.verification and own.size_curve_agreement_config = k.size_curve_agreement_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.size_curve_agreement where status = 'claimed' and epoch = $1 limit 1))))
    returning j.status)
  select count(*) filter (where status = 'failed') into n from tried;
  return n;
end $$;
revoke execute on function job.fail_size_curve_agreement(bigint, text, text, boolean, integer, double precision, double precision, text[], text[], text[], bigint[], text[], text[], text[], text[]) from public;

create or replace function job.hold_size_curve_agreement(text[], text[], text[], bigint[], text[], text[], text[], text[])
returns table (place bigint, inputs text)
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
#variable_conflict use_column
begin
  return query select k.place, 'twin.suboptimal_gabor:' || p1._row_hash || E'\n' || 'twin.verification_scan:' || p2._row_hash || E'\n' || 'twin.size_curve_agreement_task:' || p3._row_hash || E'\n' || 'twin.size_curve_agreement_config:' || p4._row_hash || E'\n' || 'twin.model:' || p5._row_hash
    from unnest($1, $2, $3, $4, $5, $6, $7, $8) with ordinality k (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config, place)
    cross join lateral (select _row_hash from twin.suboptimal_gabor o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.optimal_gabor_config = k.optimal_gabor_config and o.suboptimal_gabor_config = k.suboptimal_gabor_config for share) p1
    cross join lateral (select _row_hash from twin.verification_scan o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.optimal_gabor_config = k.optimal_gabor_config and o.suboptimal_gabor_config = k.suboptimal_gabor_config and o.verification = k.verification for share) p2
    cross join lateral (select _row_hash from twin.size_curve_agreement_task o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.optimal_gabor_config = k.optimal_gabor_config and o.suboptimal_gabor_config = k.suboptimal_gabor_config and o.verification = k.verification and o.size_curve_agreement_config = k.size_curve_agreement_config for share) p3
    cross join lateral (select _row_hash from twin.size_curve_agreement_config o where o.size_curve_agreement_config = k.size_curve_agreement_config for share) p4
    cross join lateral (select _row_hash from twin.model o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed for share) p5;
end $$;
revoke execute on function job.hold_size_curve_agreement(text[], text[], text[], bigint[], text[], text[], text[], text[]) from public;

create or replace function job.enqueue_size_curve_agreement()
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  role_before constant text := current_setting('session_replication_role');
  n bigint;
  is_whole boolean;
begin
  perform pg_advisory_xact_lock(hashtextextended('doppel enqueue ' || 'twin.size_curve_agreement', 0));
  execute $count$ select count(*) from (
      select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config from (select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config from (select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config from twin.suboptimal_gabor) p1
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification from twin.verification_scan) p2
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config from twin.size_curve_agreement_task) p3
        natural join (select size_curve_agreement_config from twin.size_curve_agreement_config) p4
        natural join (select dataset, model_config, training_config, seed from twin.model) p5) k
      where not exists (select from twin.size_curve_agreement o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.optimal_gabor_config = k.optimal_gabor_config and o.suboptimal_gabor_config = k.suboptimal_gabor_config and o.verification = k.verification and o.size_curve_agreement_config = k.size_curve_agreement_config)
        and not exists (select from job.size_curve_agreement o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.optimal_gabor_config = k.optimal_gabor_config and o.suboptimal_gabor_config = k.suboptimal_gabor_config and o.verification = k.verification and o.size_curve_agreement_config = k.size_curve_agreement_config)) missing $count$ into n;
  if n = 0 then
    return 0;
  end if;
  if n < 10000 or not has_parameter_privilege(current_user, 'session_replication_role', 'SET') then
    execute $insert$ insert into job.size_curve_agreement (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config) select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config from (
      select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config from (select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config from (select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config from twin.suboptimal_gabor) p1
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification from twin.verification_scan) p2
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config from twin.size_curve_agreement_task) p3
        natural join (select size_curve_agreement_config from twin.size_curve_agreement_config) p4
        natural join (select dataset, model_config, training_config, seed from twin.model) p5) k
      where not exists (select from twin.size_curve_agreement o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.optimal_gabor_config = k.optimal_gabor_config and o.suboptimal_gabor_config = k.suboptimal_gabor_config and o.verification = k.verification and o.size_curve_agreement_config = k.size_curve_agreement_config)
        and not exists (select from job.size_curve_agreement o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.optimal_gabor_config = k.optimal_gabor_config and o.suboptimal_gabor_config = k.suboptimal_gabor_config and o.verification = k.verification and o.size_curve_agreement_config = k.size_curve_agreement_config)) missing on conflict do nothing $insert$;
    get diagnostics n = row_count;
  else
    perform set_config('session_replication_role', 'replica', true);
    execute $insert$
      with added as (
        insert into job.size_curve_agreement (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config) select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config from (
      select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config from (select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config from (select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config from twin.suboptimal_gabor) p1
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification from twin.verification_scan) p2
        natural join (select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config from twin.size_curve_agreement_task) p3
        natural join (select size_curve_agreement_config from twin.size_curve_agreement_config) p4
        natural join (select dataset, model_config, training_config, seed from twin.model) p5) k
      where not exists (select from twin.size_curve_agreement o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.optimal_gabor_config = k.optimal_gabor_config and o.suboptimal_gabor_config = k.suboptimal_gabor_config and o.verification = k.verification and o.size_curve_agreement_config = k.size_curve_agreement_config)
        and not exists (select from job.size_curve_agreement o where o.dataset = k.dataset and o.model_config = k.model_config and o.training_config = k.training_config and o.seed = k.seed and o.optimal_gabor_config = k.optimal_gabor_config and o.suboptimal_gabor_config = k.suboptimal_gabor_config and o.verification = k.verification and o.size_curve_agreement_config = k.size_curve_agreement_config)) missing on conflict do nothing returning dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config),
      p1 as (select from twin.suboptimal_gabor p where (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config) in (select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config from added) for key share),
      p2 as (select from twin.verification_scan p where (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification) in (select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification from added) for key share),
      p3 as (select from twin.size_curve_agreement_task p where (dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config) in (select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config from added) for key share),
      p4 as (select from twin.size_curve_agreement_config p where (size_curve_agreement_config) in (select size_curve_agreement_config from added) for key share),
      p5 as (select from twin.model p where (dataset, model_config, training_config, seed) in (select dataset, model_config, training_config, seed from added) for key share)
      select (select count(*) from added), (select count(*) from p1) = (select count(*) from (select distinct dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config from added) d)
        and (select count(*) from p2) = (select count(*) from (select distinct dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification from added) d)
        and (select count(*) from p3) = (select count(*) from (select distinct dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config from added) d)
        and (select count(*) from p4) = (select count(*) from (select distinct size_curve_agreement_config from added) d)
        and (select count(*) from p5) = (select count(*) from (select distinct dataset, model_config, training_config, seed from added) d) $insert$ into n, is_whole;
    perform set_config('session_replication_role', role_before, true);
    if not is_whole then
      raise exception 'rows that new keys of % refer to were deleted meanwhile', 'twin.size_curve_agreement'
        using errcode = 'serialization_failure';
    end if;
  end if;
  if n > 0 then
    perform pg_notify('doppel_job', '');
  end if;
  return n;
end $$;
revoke execute on function job.enqueue_size_curve_agreement() from public;

create or replace function job.accept_size_curve_agreement()
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
      where r.run_id = run and r.table_name = 'twin.size_curve_agreement' and r.n_keys = n
        and r.xmin = pg_current_xact_id()::xid and r.committed_at >= now()) then
    raise exception 'results of twin.size_curve_agreement without a run of their own in this transaction'
      using errcode = 'insufficient_privilege';
  end if;
  delete from job.size_curve_agreement j where j.epoch = mine and j.ctid = any (array(
    select own.ctid from job.size_curve_agreement own, new_rows k
    where own.status = 'claimed' and own.epoch = mine and own.dataset = k.dataset and own.model_config = k.model_config and own.training_config = k.training_config and own.seed = k.seed and own.optimal_gabor_config = k.optimal_gabor_config and own.suboptimal_gabor_config = k.suboptimal_gabor_config and own.verification = k.verification and own.size_curve_agreement_config = k.size_curve_agreement_config
      and exists (select from job.worker where database_role = session_user and worker_id = (
        select worker_id from job.size_curve_agreement where status = 'claimed' and epoch = mine limit 1))));
  get diagnostics n_held = row_count;
  if n_held <> n then
    raise exception 'twin.size_curve_agreement: only % of the % keys are held', n_held, n using errcode = 'ZL001';
  end if;
  return null;
end $$;
revoke execute on function job.accept_size_curve_agreement() from public;

create or replace function job.accept_neuron_size_curve()
returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
begin
  if coalesce(current_setting('doppel.epoch', true), '') = ''
     and pg_has_role(session_user, current_user, 'member') then
    return null;
  end if;
  if exists (select from (select distinct dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config, _run_id from new_rows) k left join twin.size_curve_agreement m
      on m.dataset = k.dataset and m.model_config = k.model_config and m.training_config = k.training_config and m.seed = k.seed and m.optimal_gabor_config = k.optimal_gabor_config and m.suboptimal_gabor_config = k.suboptimal_gabor_config and m.verification = k.verification and m.size_curve_agreement_config = k.size_curve_agreement_config
      where m._run_id is distinct from k._run_id or not exists (
        select from provenance.run r where r.run_id = k._run_id and r.xmin = pg_current_xact_id()::xid and r.committed_at >= now())) then
    raise exception 'parts of twin.neuron_size_curve without their master in this transaction'
      using errcode = 'insufficient_privilege';
  end if;
  return null;
end $$;
revoke execute on function job.accept_neuron_size_curve() from public;

create or replace function job.accept_agreement_by_share()
returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
#variable_conflict use_column
begin
  if coalesce(current_setting('doppel.epoch', true), '') = ''
     and pg_has_role(session_user, current_user, 'member') then
    return null;
  end if;
  if exists (select from (select distinct dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, verification, size_curve_agreement_config, _run_id from new_rows) k left join twin.size_curve_agreement m
      on m.dataset = k.dataset and m.model_config = k.model_config and m.training_config = k.training_config and m.seed = k.seed and m.optimal_gabor_config = k.optimal_gabor_config and m.suboptimal_gabor_config = k.suboptimal_gabor_config and m.verification = k.verification and m.size_curve_agreement_config = k.size_curve_agreement_config
      where m._run_id is distinct from k._run_id or not exists (
        select from provenance.run r where r.run_id = k._run_id and r.xmin = pg_current_xact_id()::xid and r.committed_at >= now())) then
    raise exception 'parts of twin.agreement_by_share without their master in this transaction'
      using errcode = 'insufficient_privilege';
  end if;
  return null;
end $$;
revoke execute on function job.accept_agreement_by_share() from public;

create or replace trigger accept after insert on twin.size_curve_agreement
  referencing new table as new_rows for each statement execute function job.accept_size_curve_agreement();
create or replace trigger accept after insert on twin.neuron_size_curve
  referencing new table as new_rows for each statement execute function job.accept_neuron_size_curve();
create or replace trigger accept after insert on twin.agreement_by_share
  referencing new table as new_rows for each statement execute function job.accept_agreement_by_share();
insert into twin."~lineage" (table_name, attribute_name, lineage) values
  ('agreement_by_share', 'dataset', 'twin.dataset.dataset'),
  ('agreement_by_share', 'model_config', 'twin.model_config.model_config'),
  ('agreement_by_share', 'model_curve', 'twin.agreement_by_share.model_curve'),
  ('agreement_by_share', 'optimal_gabor_config', 'twin.optimal_gabor_config.optimal_gabor_config'),
  ('agreement_by_share', 'seed', 'twin.training_task.seed'),
  ('agreement_by_share', 'share_percent', 'twin.agreement_by_share.share_percent'),
  ('agreement_by_share', 'size_curve_agreement_config', 'twin.size_curve_agreement_config.size_curve_agreement_config'),
  ('agreement_by_share', 'suboptimal_gabor_config', 'twin.suboptimal_gabor_config.suboptimal_gabor_config'),
  ('agreement_by_share', 'training_config', 'twin.training_config.training_config'),
  ('agreement_by_share', 'verification', 'twin.verification_scan.verification'),
  ('chosen_gabor', 'dataset', 'twin.dataset.dataset'),
  ('chosen_gabor', 'gabor_rank', 'twin.chosen_gabor.gabor_rank'),
  ('chosen_gabor', 'model_config', 'twin.model_config.model_config'),
  ('chosen_gabor', 'optimal_gabor_config', 'twin.optimal_gabor_config.optimal_gabor_config'),
  ('chosen_gabor', 'seed', 'twin.training_task.seed'),
  ('chosen_gabor', 'suboptimal_gabor_config', 'twin.suboptimal_gabor_config.suboptimal_gabor_config'),
  ('chosen_gabor', 'training_config', 'twin.training_config.training_config'),
  ('complete_optimal_gabors', 'dataset', 'twin.dataset.dataset'),
  ('complete_optimal_gabors', 'model_config', 'twin.model_config.model_config'),
  ('complete_optimal_gabors', 'optimal_gabor_config', 'twin.optimal_gabor_config.optimal_gabor_config'),
  ('complete_optimal_gabors', 'seed', 'twin.training_task.seed'),
  ('complete_optimal_gabors', 'training_config', 'twin.training_config.training_config'),
  ('gabor_coverage', 'animal_id', 'twin.scan.animal_id'),
  ('gabor_coverage', 'dataset', 'twin.dataset.dataset'),
  ('gabor_coverage', 'model_config', 'twin.model_config.model_config'),
  ('gabor_coverage', 'optimal_gabor_config', 'twin.optimal_gabor_config.optimal_gabor_config'),
  ('gabor_coverage', 'scan_idx', 'twin.scan.scan_idx'),
  ('gabor_coverage', 'seed', 'twin.training_task.seed'),
  ('gabor_coverage', 'session', 'twin.scan.session'),
  ('gabor_coverage', 'suboptimal_gabor_config', 'twin.suboptimal_gabor_config.suboptimal_gabor_config'),
  ('gabor_coverage', 'training_config', 'twin.training_config.training_config'),
  ('gabor_coverage', 'unit_id', 'twin.neuron.unit_id'),
  ('neuron_size_curve', 'animal_id', 'twin.scan.animal_id'),
  ('neuron_size_curve', 'dataset', 'twin.dataset.dataset'),
  ('neuron_size_curve', 'model_config', 'twin.model_config.model_config'),
  ('neuron_size_curve', 'optimal_gabor_config', 'twin.optimal_gabor_config.optimal_gabor_config'),
  ('neuron_size_curve', 'scan_idx', 'twin.scan.scan_idx'),
  ('neuron_size_curve', 'seed', 'twin.training_task.seed'),
  ('neuron_size_curve', 'session', 'twin.scan.session'),
  ('neuron_size_curve', 'size_curve_agreement_config', 'twin.size_curve_agreement_config.size_curve_agreement_config'),
  ('neuron_size_curve', 'suboptimal_gabor_config', 'twin.suboptimal_gabor_config.suboptimal_gabor_config'),
  ('neuron_size_curve', 'training_config', 'twin.training_config.training_config'),
  ('neuron_size_curve', 'unit_id', 'twin.neuron.unit_id'),
  ('neuron_size_curve', 'verification', 'twin.verification_scan.verification'),
  ('size_curve_agreement', 'dataset', 'twin.dataset.dataset'),
  ('size_curve_agreement', 'model_config', 'twin.model_config.model_config'),
  ('size_curve_agreement', 'optimal_gabor_config', 'twin.optimal_gabor_config.optimal_gabor_config'),
  ('size_curve_agreement', 'seed', 'twin.training_task.seed'),
  ('size_curve_agreement', 'size_curve_agreement_config', 'twin.size_curve_agreement_config.size_curve_agreement_config'),
  ('size_curve_agreement', 'suboptimal_gabor_config', 'twin.suboptimal_gabor_config.suboptimal_gabor_config'),
  ('size_curve_agreement', 'training_config', 'twin.training_config.training_config'),
  ('size_curve_agreement', 'verification', 'twin.verification_scan.verification'),
  ('size_curve_agreement_config', 'size_curve_agreement_config', 'twin.size_curve_agreement_config.size_curve_agreement_config'),
  ('size_curve_agreement_task', 'dataset', 'twin.dataset.dataset'),
  ('size_curve_agreement_task', 'model_config', 'twin.model_config.model_config'),
  ('size_curve_agreement_task', 'optimal_gabor_config', 'twin.optimal_gabor_config.optimal_gabor_config'),
  ('size_curve_agreement_task', 'seed', 'twin.training_task.seed'),
  ('size_curve_agreement_task', 'size_curve_agreement_config', 'twin.size_curve_agreement_config.size_curve_agreement_config'),
  ('size_curve_agreement_task', 'suboptimal_gabor_config', 'twin.suboptimal_gabor_config.suboptimal_gabor_config'),
  ('size_curve_agreement_task', 'training_config', 'twin.training_config.training_config'),
  ('size_curve_agreement_task', 'verification', 'twin.verification_scan.verification'),
  ('suboptimal_gabor', 'dataset', 'twin.dataset.dataset'),
  ('suboptimal_gabor', 'model_config', 'twin.model_config.model_config'),
  ('suboptimal_gabor', 'optimal_gabor_config', 'twin.optimal_gabor_config.optimal_gabor_config'),
  ('suboptimal_gabor', 'seed', 'twin.training_task.seed'),
  ('suboptimal_gabor', 'suboptimal_gabor_config', 'twin.suboptimal_gabor_config.suboptimal_gabor_config'),
  ('suboptimal_gabor', 'training_config', 'twin.training_config.training_config'),
  ('suboptimal_gabor_config', 'suboptimal_gabor_config', 'twin.suboptimal_gabor_config.suboptimal_gabor_config'),
  ('suboptimal_gabor_task', 'dataset', 'twin.dataset.dataset'),
  ('suboptimal_gabor_task', 'model_config', 'twin.model_config.model_config'),
  ('suboptimal_gabor_task', 'optimal_gabor_config', 'twin.optimal_gabor_config.optimal_gabor_config'),
  ('suboptimal_gabor_task', 'seed', 'twin.training_task.seed'),
  ('suboptimal_gabor_task', 'suboptimal_gabor_config', 'twin.suboptimal_gabor_config.suboptimal_gabor_config'),
  ('suboptimal_gabor_task', 'training_config', 'twin.training_config.training_config'),
  ('verification_neuron', 'animal_id', 'twin.scan.animal_id'),
  ('verification_neuron', 'dataset', 'twin.dataset.dataset'),
  ('verification_neuron', 'model_config', 'twin.model_config.model_config'),
  ('verification_neuron', 'optimal_gabor_config', 'twin.optimal_gabor_config.optimal_gabor_config'),
  ('verification_neuron', 'scan_idx', 'twin.scan.scan_idx'),
  ('verification_neuron', 'seed', 'twin.training_task.seed'),
  ('verification_neuron', 'session', 'twin.scan.session'),
  ('verification_neuron', 'suboptimal_gabor_config', 'twin.suboptimal_gabor_config.suboptimal_gabor_config'),
  ('verification_neuron', 'training_config', 'twin.training_config.training_config'),
  ('verification_neuron', 'unit_id', 'twin.neuron.unit_id'),
  ('verification_neuron', 'verification', 'twin.verification_scan.verification'),
  ('verification_scan', 'animal_id', 'twin.scan.animal_id'),
  ('verification_scan', 'dataset', 'twin.dataset.dataset'),
  ('verification_scan', 'model_config', 'twin.model_config.model_config'),
  ('verification_scan', 'optimal_gabor_config', 'twin.optimal_gabor_config.optimal_gabor_config'),
  ('verification_scan', 'scan_idx', 'twin.scan.scan_idx'),
  ('verification_scan', 'seed', 'twin.training_task.seed'),
  ('verification_scan', 'session', 'twin.scan.session'),
  ('verification_scan', 'suboptimal_gabor_config', 'twin.suboptimal_gabor_config.suboptimal_gabor_config'),
  ('verification_scan', 'training_config', 'twin.training_config.training_config'),
  ('verification_scan', 'verification', 'twin.verification_scan.verification'),
  ('verification_stimulus', 'dataset', 'twin.dataset.dataset'),
  ('verification_stimulus', 'gabor_rank', 'twin.chosen_gabor.gabor_rank'),
  ('verification_stimulus', 'model_config', 'twin.model_config.model_config'),
  ('verification_stimulus', 'optimal_gabor_config', 'twin.optimal_gabor_config.optimal_gabor_config'),
  ('verification_stimulus', 'seed', 'twin.training_task.seed'),
  ('verification_stimulus', 'size_rank', 'twin.verification_stimulus.size_rank'),
  ('verification_stimulus', 'suboptimal_gabor_config', 'twin.suboptimal_gabor_config.suboptimal_gabor_config'),
  ('verification_stimulus', 'training_config', 'twin.training_config.training_config');

-- Settings. paper: the published sizes, share and number; demo: among the highest contrast's Gabors alone.
insert into twin.suboptimal_gabor_config
  (suboptimal_gabor_config, driven_share, n_gabors, highest_contrast_only, verification_sizes, verification_contrast) values
  ('paper', 0.5, 20, false, '{8,13.2,21.8,35.9,59.3}', null),
  ('demo',  0.5, 20, true,  '{8,13.2,21.8,35.9,59.3}', null);

insert into twin.size_curve_agreement_config (size_curve_agreement_config, share_percents, min_curve_oracle) values
  ('paper', '{0,10,20,30,40,50,60,70,80,90,100}', 0.2);

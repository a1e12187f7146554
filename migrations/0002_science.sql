-- The tables of the science, their job tables, their readers' views and their lineage, from the definitions in schema/.

create table twin.scan (
  animal_id integer not null,
  session integer not null,
  scan_idx integer not null,
  n_neurons integer not null,
  n_images integer not null,
  n_trials integer not null,
  image_rows integer not null,
  image_cols integer not null,
  image_mean real not null,
  image_sd real not null,
  simulated boolean not null,
  simulation_seed bigint,
  position_unit text not null,
  response_unit text not null,
  source text not null,
  recording_sha256 text not null,
  _run_id bigint not null,
  _input_hash text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(animal_id) || provenance.field(session) || provenance.field(scan_idx) || provenance.field(n_neurons) || provenance.field(n_images) || provenance.field(n_trials) || provenance.field(image_rows) || provenance.field(image_cols) || provenance.field(image_mean) || provenance.field(image_sd) || provenance.field(simulated) || provenance.field(simulation_seed) || provenance.field(position_unit) || provenance.field(response_unit) || provenance.field(source) || provenance.field(recording_sha256) || provenance.field(_input_hash)), 'hex')) stored,
  constraint scan_pkey primary key (animal_id, session, scan_idx),
  constraint scan_counts_positive check (n_neurons > 0 and n_images > 0 and n_trials > 0)
);
comment on table twin.scan is 'One recording of many neurons under still images';
comment on column twin.scan.animal_id is 'number of the animal';
comment on column twin.scan.session is 'number of the animal''s experiment';
comment on column twin.scan.scan_idx is 'number of the scan in its session';
comment on column twin.scan.n_neurons is 'neurons recorded';
comment on column twin.scan.n_images is 'different images shown';
comment on column twin.scan.n_trials is 'presentations of an image';
comment on column twin.scan.image_rows is '[px] height of the images';
comment on column twin.scan.image_cols is '[px] width of the images';
comment on column twin.scan.image_mean is '[grey] mean over the pixels of the training images, 0..255';
comment on column twin.scan.image_sd is '[grey] standard deviation over the pixels of the training images';
comment on column twin.scan.simulated is 'true: the responses come from a simulation';
comment on column twin.scan.simulation_seed is 'seed of the simulation';
comment on column twin.scan.position_unit is 'unit of the neurons'' x, y, z: um or normalised';
comment on column twin.scan.response_unit is 'unit of the responses';
comment on column twin.scan.source is 'where the recording came from, in its author''s words';
comment on column twin.scan.recording_sha256 is 'SHA-256 of the recording, a blob of the store';
comment on column twin.scan._run_id is 'The provenance.run that wrote the row';
comment on column twin.scan._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.scan._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create view public.scan as
  select animal_id, session, scan_idx, n_neurons, n_images, n_trials, image_rows, image_cols, image_mean, image_sd, simulated, simulation_seed, position_unit, response_unit, source, recording_sha256
  from twin.scan;
comment on view public.scan is 'One recording of many neurons under still images';
comment on column public.scan.animal_id is 'number of the animal';
comment on column public.scan.session is 'number of the animal''s experiment';
comment on column public.scan.scan_idx is 'number of the scan in its session';
comment on column public.scan.n_neurons is 'neurons recorded';
comment on column public.scan.n_images is 'different images shown';
comment on column public.scan.n_trials is 'presentations of an image';
comment on column public.scan.image_rows is '[px] height of the images';
comment on column public.scan.image_cols is '[px] width of the images';
comment on column public.scan.image_mean is '[grey] mean over the pixels of the training images, 0..255';
comment on column public.scan.image_sd is '[grey] standard deviation over the pixels of the training images';
comment on column public.scan.simulated is 'true: the responses come from a simulation';
comment on column public.scan.simulation_seed is 'seed of the simulation';
comment on column public.scan.position_unit is 'unit of the neurons'' x, y, z: um or normalised';
comment on column public.scan.response_unit is 'unit of the responses';
comment on column public.scan.source is 'where the recording came from, in its author''s words';
comment on column public.scan.recording_sha256 is 'SHA-256 of the recording, a blob of the store';

create table twin.neuron (
  animal_id integer not null,
  session integer not null,
  scan_idx integer not null,
  unit_id integer not null,
  x real,
  y real,
  z real,
  _run_id bigint,
  _input_hash text,
  _row_hash text not null generated always as (encode(sha256(provenance.field(animal_id) || provenance.field(session) || provenance.field(scan_idx) || provenance.field(unit_id) || provenance.field(x) || provenance.field(y) || provenance.field(z) || provenance.field(_input_hash)), 'hex')) stored,
  constraint neuron_pkey primary key (animal_id, session, scan_idx, unit_id),
  constraint neuron_scan_fkey foreign key (animal_id, session, scan_idx) references twin.scan (animal_id, session, scan_idx) on delete cascade
);
comment on table twin.neuron is 'A recorded neuron';
comment on column twin.neuron.animal_id is 'number of the animal';
comment on column twin.neuron.session is 'number of the animal''s experiment';
comment on column twin.neuron.scan_idx is 'number of the scan in its session';
comment on column twin.neuron.unit_id is 'number of the neuron in its scan';
comment on column twin.neuron.x is '[scan.position_unit] cortical position, medial to lateral';
comment on column twin.neuron.y is '[scan.position_unit] cortical position, posterior to anterior';
comment on column twin.neuron.z is '[scan.position_unit] depth below the surface';
comment on column twin.neuron._run_id is 'The provenance.run that wrote the row';
comment on column twin.neuron._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.neuron._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create view public.neuron as
  select animal_id, session, scan_idx, unit_id, x, y, z
  from twin.neuron;
comment on view public.neuron is 'A recorded neuron';
comment on column public.neuron.animal_id is 'number of the animal';
comment on column public.neuron.session is 'number of the animal''s experiment';
comment on column public.neuron.scan_idx is 'number of the scan in its session';
comment on column public.neuron.unit_id is 'number of the neuron in its scan';
comment on column public.neuron.x is '[scan.position_unit] cortical position, medial to lateral';
comment on column public.neuron.y is '[scan.position_unit] cortical position, posterior to anterior';
comment on column public.neuron.z is '[scan.position_unit] depth below the surface';

create table twin.image (
  image_sha256 text not null,
  height integer not null,
  width integer not null,
  mean real not null,
  sd real not null,
  _run_id bigint not null,
  _input_hash text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(image_sha256) || provenance.field(height) || provenance.field(width) || provenance.field(mean) || provenance.field(sd) || provenance.field(_input_hash)), 'hex')) stored,
  constraint image_pkey primary key (image_sha256)
);
comment on table twin.image is 'An image, known by its content: scans share images';
comment on column twin.image.image_sha256 is 'SHA-256 of the row-major grey bytes, lower-case hex';
comment on column twin.image.height is '[px] rows';
comment on column twin.image.width is '[px] columns';
comment on column twin.image.mean is '[grey] mean over pixels, 0..255';
comment on column twin.image.sd is '[grey] standard deviation over pixels';
comment on column twin.image._run_id is 'The provenance.run that wrote the row';
comment on column twin.image._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.image._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create view public.image as
  select image_sha256, height, width, mean, sd
  from twin.image;
comment on view public.image is 'An image, known by its content: scans share images';
comment on column public.image.image_sha256 is 'SHA-256 of the row-major grey bytes, lower-case hex';
comment on column public.image.height is '[px] rows';
comment on column public.image.width is '[px] columns';
comment on column public.image.mean is '[grey] mean over pixels, 0..255';
comment on column public.image.sd is '[grey] standard deviation over pixels';

create table twin.trial (
  animal_id integer not null,
  session integer not null,
  scan_idx integer not null,
  trial_idx integer not null,
  image_sha256 text not null,
  image_id integer not null,
  tier text not null,
  repeat smallint not null,
  _run_id bigint,
  _input_hash text,
  _row_hash text not null generated always as (encode(sha256(provenance.field(animal_id) || provenance.field(session) || provenance.field(scan_idx) || provenance.field(trial_idx) || provenance.field(image_sha256) || provenance.field(image_id) || provenance.field(tier) || provenance.field(repeat) || provenance.field(_input_hash)), 'hex')) stored,
  constraint trial_pkey primary key (animal_id, session, scan_idx, trial_idx),
  constraint trial_animal_id_session_scan_idx_image_sha256_repeat_key unique (animal_id, session, scan_idx, image_sha256, repeat),
  constraint trial_scan_fkey foreign key (animal_id, session, scan_idx) references twin.scan (animal_id, session, scan_idx) on delete cascade,
  constraint trial_image_fkey foreign key (image_sha256) references twin.image (image_sha256) on delete restrict,
  constraint trial_tier_known check (tier in ('train', 'test'))
);
create index trial_image_idx on twin.trial (image_sha256);
comment on table twin.trial is 'One presentation of an image in a scan';
comment on column twin.trial.animal_id is 'number of the animal';
comment on column twin.trial.session is 'number of the animal''s experiment';
comment on column twin.trial.scan_idx is 'number of the scan in its session';
comment on column twin.trial.trial_idx is 'number of the trial in presentation order, from 0';
comment on column twin.trial.image_sha256 is 'the image shown';
comment on column twin.trial.image_id is 'the scan''s own number of that image';
comment on column twin.trial.tier is 'train (shown once, as a rule) or test (repeated)';
comment on column twin.trial.repeat is 'n-th presentation of that image, from 0';
comment on column twin.trial._run_id is 'The provenance.run that wrote the row';
comment on column twin.trial._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.trial._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create view public.trial as
  select animal_id, session, scan_idx, trial_idx, image_sha256, image_id, tier, repeat
  from twin.trial;
comment on view public.trial is 'One presentation of an image in a scan';
comment on column public.trial.animal_id is 'number of the animal';
comment on column public.trial.session is 'number of the animal''s experiment';
comment on column public.trial.scan_idx is 'number of the scan in its session';
comment on column public.trial.trial_idx is 'number of the trial in presentation order, from 0';
comment on column public.trial.image_sha256 is 'the image shown';
comment on column public.trial.image_id is 'the scan''s own number of that image';
comment on column public.trial.tier is 'train (shown once, as a rule) or test (repeated)';
comment on column public.trial.repeat is 'n-th presentation of that image, from 0';

create table twin.ground_truth (
  animal_id integer not null,
  session integer not null,
  scan_idx integer not null,
  unit_id integer not null,
  oriented boolean,
  r_x real,
  r_y real,
  size real,
  spatial_frequency real,
  contrast real,
  orientation real,
  phase real,
  activation real,
  receptive_field_x real,
  receptive_field_y real,
  preferred_orientation real,
  orientation_index real,
  phase_index real,
  suppression_index real,
  cross_orientation_index real,
  phase_invariance real,
  suppression_strength real,
  cross_inhibition_strength real,
  gain real,
  _run_id bigint,
  _input_hash text,
  _row_hash text not null generated always as (encode(sha256(provenance.field(animal_id) || provenance.field(session) || provenance.field(scan_idx) || provenance.field(unit_id) || provenance.field(oriented) || provenance.field(r_x) || provenance.field(r_y) || provenance.field(size) || provenance.field(spatial_frequency) || provenance.field(contrast) || provenance.field(orientation) || provenance.field(phase) || provenance.field(activation) || provenance.field(receptive_field_x) || provenance.field(receptive_field_y) || provenance.field(preferred_orientation) || provenance.field(orientation_index) || provenance.field(phase_index) || provenance.field(suppression_index) || provenance.field(cross_orientation_index) || provenance.field(phase_invariance) || provenance.field(suppression_strength) || provenance.field(cross_inhibition_strength) || provenance.field(gain) || provenance.field(_input_hash)), 'hex')) stored,
  constraint ground_truth_pkey primary key (animal_id, session, scan_idx, unit_id),
  constraint ground_truth_scan_fkey foreign key (animal_id, session, scan_idx) references twin.scan (animal_id, session, scan_idx) on delete cascade,
  constraint ground_truth_neuron_fkey foreign key (animal_id, session, scan_idx, unit_id) references twin.neuron (animal_id, session, scan_idx, unit_id) on delete restrict
);
comment on table twin.ground_truth is 'True properties of a simulated neuron, by noiseless experiments on the simulation itself';
comment on column twin.ground_truth.animal_id is 'number of the animal';
comment on column twin.ground_truth.session is 'number of the animal''s experiment';
comment on column twin.ground_truth.scan_idx is 'number of the scan in its session';
comment on column twin.ground_truth.unit_id is 'number of the neuron in its scan';
comment on column twin.ground_truth.oriented is 'false: a centre-surround neuron without a preferred orientation';
comment on column twin.ground_truth.r_x is '[px] column of the optimal Gabor''s centre';
comment on column twin.ground_truth.r_y is '[px] row of the optimal Gabor''s centre';
comment on column twin.ground_truth.size is '[px] size of the optimal Gabor: +-2 SD of its envelope';
comment on column twin.ground_truth.spatial_frequency is '[cycles/px] of the optimal Gabor';
comment on column twin.ground_truth.contrast is '[z-score] of the optimal Gabor';
comment on column twin.ground_truth.orientation is '[deg] of the optimal Gabor, 0..180';
comment on column twin.ground_truth.phase is '[deg] of the optimal Gabor, 0..360';
comment on column twin.ground_truth.activation is '[events] expected response to the optimal Gabor';
comment on column twin.ground_truth.receptive_field_x is '[px] column of the receptive field''s centre';
comment on column twin.ground_truth.receptive_field_y is '[px] row of the receptive field''s centre';
comment on column twin.ground_truth.preferred_orientation is '[deg] angle of the F2 component of the orientation tuning curve, 0..180; null for unoriented neurons';
comment on column twin.ground_truth.orientation_index is 'F2/F0 as amplitude over mean';
comment on column twin.ground_truth.phase_index is 'F1/F0 as amplitude over mean';
comment on column twin.ground_truth.suppression_index is 'relative fall from the best to the largest size';
comment on column twin.ground_truth.cross_orientation_index is 'relative fall from the best to the highest contrast of the orthogonal Gabor';
comment on column twin.ground_truth.phase_invariance is 'as drawn: 0 simple .. 1 complex';
comment on column twin.ground_truth.suppression_strength is 'as drawn: weight of the surround';
comment on column twin.ground_truth.cross_inhibition_strength is 'as drawn: weight of other orientations';
comment on column twin.ground_truth.gain is '[events] events per unit of drive';
comment on column twin.ground_truth._run_id is 'The provenance.run that wrote the row';
comment on column twin.ground_truth._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.ground_truth._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create view public.ground_truth as
  select animal_id, session, scan_idx, unit_id, oriented, r_x, r_y, size, spatial_frequency, contrast, orientation, phase, activation, receptive_field_x, receptive_field_y, preferred_orientation, orientation_index, phase_index, suppression_index, cross_orientation_index, phase_invariance, suppression_strength, cross_inhibition_strength, gain
  from twin.ground_truth;
comment on view public.ground_truth is 'True properties of a simulated neuron, by noiseless experiments on the simulation itself';
comment on column public.ground_truth.animal_id is 'number of the animal';
comment on column public.ground_truth.session is 'number of the animal''s experiment';
comment on column public.ground_truth.scan_idx is 'number of the scan in its session';
comment on column public.ground_truth.unit_id is 'number of the neuron in its scan';
comment on column public.ground_truth.oriented is 'false: a centre-surround neuron without a preferred orientation';
comment on column public.ground_truth.r_x is '[px] column of the optimal Gabor''s centre';
comment on column public.ground_truth.r_y is '[px] row of the optimal Gabor''s centre';
comment on column public.ground_truth.size is '[px] size of the optimal Gabor: +-2 SD of its envelope';
comment on column public.ground_truth.spatial_frequency is '[cycles/px] of the optimal Gabor';
comment on column public.ground_truth.contrast is '[z-score] of the optimal Gabor';
comment on column public.ground_truth.orientation is '[deg] of the optimal Gabor, 0..180';
comment on column public.ground_truth.phase is '[deg] of the optimal Gabor, 0..360';
comment on column public.ground_truth.activation is '[events] expected response to the optimal Gabor';
comment on column public.ground_truth.receptive_field_x is '[px] column of the receptive field''s centre';
comment on column public.ground_truth.receptive_field_y is '[px] row of the receptive field''s centre';
comment on column public.ground_truth.preferred_orientation is '[deg] angle of the F2 component of the orientation tuning curve, 0..180; null for unoriented neurons';
comment on column public.ground_truth.orientation_index is 'F2/F0 as amplitude over mean';
comment on column public.ground_truth.phase_index is 'F1/F0 as amplitude over mean';
comment on column public.ground_truth.suppression_index is 'relative fall from the best to the largest size';
comment on column public.ground_truth.cross_orientation_index is 'relative fall from the best to the highest contrast of the orthogonal Gabor';
comment on column public.ground_truth.phase_invariance is 'as drawn: 0 simple .. 1 complex';
comment on column public.ground_truth.suppression_strength is 'as drawn: weight of the surround';
comment on column public.ground_truth.cross_inhibition_strength is 'as drawn: weight of other orientations';
comment on column public.ground_truth.gain is '[events] events per unit of drive';

create table twin.scan_oracle (
  animal_id integer not null,
  session integer not null,
  scan_idx integer not null,
  n_repeated_images integer not null,
  n_repeats integer not null,
  mean_jackknife_oracle real not null,
  mean_conservative_oracle real not null,
  _run_id bigint not null,
  _input_hash text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(animal_id) || provenance.field(session) || provenance.field(scan_idx) || provenance.field(n_repeated_images) || provenance.field(n_repeats) || provenance.field(mean_jackknife_oracle) || provenance.field(mean_conservative_oracle) || provenance.field(_input_hash)), 'hex')) stored,
  constraint scan_oracle_pkey primary key (animal_id, session, scan_idx),
  constraint scan_oracle_scan_fkey foreign key (animal_id, session, scan_idx) references twin.scan (animal_id, session, scan_idx) on delete restrict
);
comment on table twin.scan_oracle is 'Reliability of a scan''s neurons over test repeats';
comment on column twin.scan_oracle.animal_id is 'number of the animal';
comment on column twin.scan_oracle.session is 'number of the animal''s experiment';
comment on column twin.scan_oracle.scan_idx is 'number of the scan in its session';
comment on column twin.scan_oracle.n_repeated_images is 'test images';
comment on column twin.scan_oracle.n_repeats is 'repeats of each that were used';
comment on column twin.scan_oracle.mean_jackknife_oracle is 'mean over neurons';
comment on column twin.scan_oracle.mean_conservative_oracle is 'mean over neurons';
comment on column twin.scan_oracle._run_id is 'The provenance.run that wrote the row';
comment on column twin.scan_oracle._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.scan_oracle._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create view public.scan_oracle as
  select animal_id, session, scan_idx, n_repeated_images, n_repeats, mean_jackknife_oracle, mean_conservative_oracle
  from twin.scan_oracle;
comment on view public.scan_oracle is 'Reliability of a scan''s neurons over test repeats';
comment on column public.scan_oracle.animal_id is 'number of the animal';
comment on column public.scan_oracle.session is 'number of the animal''s experiment';
comment on column public.scan_oracle.scan_idx is 'number of the scan in its session';
comment on column public.scan_oracle.n_repeated_images is 'test images';
comment on column public.scan_oracle.n_repeats is 'repeats of each that were used';
comment on column public.scan_oracle.mean_jackknife_oracle is 'mean over neurons';
comment on column public.scan_oracle.mean_conservative_oracle is 'mean over neurons';

create table job.scan_oracle (
  animal_id integer not null,
  session integer not null,
  scan_idx integer not null,
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
  constraint scan_oracle_pkey primary key (animal_id, session, scan_idx),
  constraint scan_oracle_scan_fkey foreign key (animal_id, session, scan_idx) references twin.scan (animal_id, session, scan_idx) on delete cascade,
  constraint scan_oracle_status_known check (status in ('pending', 'claimed', 'failed', 'quarantined', 'ignored')),
  constraint scan_oracle_claim_complete check ((status = 'claimed') = (epoch is not null) and (status = 'claimed') = (worker_id is not null) and (status = 'claimed') = (claimed_at is not null)),
  constraint scan_oracle_failure_explained check (status <> 'failed' or (error_class is not null and error_message is not null)),
  constraint scan_oracle_counts_not_negative check (attempts >= 0 and deaths >= 0)
) with (autovacuum_vacuum_scale_factor = 0.02);
create index scan_oracle_pending_idx on job.scan_oracle (priority desc, animal_id, session, scan_idx) where status = 'pending';
create index scan_oracle_claimed_idx on job.scan_oracle (worker_id) where status = 'claimed';
comment on table job.scan_oracle is 'Keys of twin.scan_oracle that are not done';
comment on column job.scan_oracle.animal_id is 'number of the animal';
comment on column job.scan_oracle.session is 'number of the animal''s experiment';
comment on column job.scan_oracle.scan_idx is 'number of the scan in its session';
comment on column job.scan_oracle.status is 'pending, claimed, failed, quarantined or ignored';
comment on column job.scan_oracle.priority is 'Larger ones are claimed first';
comment on column job.scan_oracle.attempts is 'Computes that ended with an error';
comment on column job.scan_oracle.deaths is 'Workers that died while they held the key';
comment on column job.scan_oracle.epoch is 'Number of the claim that holds the key; only its commit counts';
comment on column job.scan_oracle.worker_id is 'The job.worker that holds the key';
comment on column job.scan_oracle.claimed_at is 'Database time of the claim';
comment on column job.scan_oracle.not_before is 'Back-off: not to be claimed earlier';
comment on column job.scan_oracle.error_class is 'Kind of the last error';
comment on column job.scan_oracle.error_message is 'The last error, with its key';

create table twin.oracle (
  animal_id integer not null,
  session integer not null,
  scan_idx integer not null,
  unit_id integer not null,
  jackknife_oracle real not null,
  conservative_oracle real not null,
  _run_id bigint,
  _input_hash text,
  _row_hash text not null generated always as (encode(sha256(provenance.field(animal_id) || provenance.field(session) || provenance.field(scan_idx) || provenance.field(unit_id) || provenance.field(jackknife_oracle) || provenance.field(conservative_oracle) || provenance.field(_input_hash)), 'hex')) stored,
  constraint oracle_pkey primary key (animal_id, session, scan_idx, unit_id),
  constraint oracle_scan_oracle_fkey foreign key (animal_id, session, scan_idx) references twin.scan_oracle (animal_id, session, scan_idx) on delete cascade,
  constraint oracle_neuron_fkey foreign key (animal_id, session, scan_idx, unit_id) references twin.neuron (animal_id, session, scan_idx, unit_id) on delete restrict
);
comment on table twin.oracle is 'Reliability of a neuron over test repeats';
comment on column twin.oracle.animal_id is 'number of the animal';
comment on column twin.oracle.session is 'number of the animal''s experiment';
comment on column twin.oracle.scan_idx is 'number of the scan in its session';
comment on column twin.oracle.unit_id is 'number of the neuron in its scan';
comment on column twin.oracle.jackknife_oracle is 'correlation of a trial with the mean of the image''s other repeats';
comment on column twin.oracle.conservative_oracle is 'V_m / sqrt(V_m (V_m + V_n)), V_m the variance over images, V_n over repeats';
comment on column twin.oracle._run_id is 'The provenance.run that wrote the row';
comment on column twin.oracle._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.oracle._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create view public.oracle as
  select animal_id, session, scan_idx, unit_id, jackknife_oracle, conservative_oracle
  from twin.oracle;
comment on view public.oracle is 'Reliability of a neuron over test repeats';
comment on column public.oracle.animal_id is 'number of the animal';
comment on column public.oracle.session is 'number of the animal''s experiment';
comment on column public.oracle.scan_idx is 'number of the scan in its session';
comment on column public.oracle.unit_id is 'number of the neuron in its scan';
comment on column public.oracle.jackknife_oracle is 'correlation of a trial with the mean of the image''s other repeats';
comment on column public.oracle.conservative_oracle is 'V_m / sqrt(V_m (V_m + V_n)), V_m the variance over images, V_n over repeats';

create table twin.dataset (
  dataset text not null,
  pooling text not null,
  selection text not null,
  neurons_per_scan integer,
  selection_seed bigint not null,
  test_repeats integer not null,
  n_scans integer not null,
  n_pooled_neurons integer not null,
  n_train_images integer not null,
  n_test_images integer not null,
  content_sha256 text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(pooling) || provenance.field(selection) || provenance.field(neurons_per_scan) || provenance.field(selection_seed) || provenance.field(test_repeats) || provenance.field(n_scans) || provenance.field(n_pooled_neurons) || provenance.field(n_train_images) || provenance.field(n_test_images) || provenance.field(content_sha256)), 'hex')) stored,
  constraint dataset_pkey primary key (dataset),
  constraint dataset_pooling_known check (pooling in ('intersection', 'union')),
  constraint dataset_selection_known check (selection in ('all', 'random', 'oracle')),
  constraint dataset_repeats_positive check (test_repeats > 1)
);
comment on table twin.dataset is 'Scans pooled for one model';
comment on column twin.dataset.dataset is 'name of the dataset';
comment on column twin.dataset.pooling is 'training images of all scans (intersection) or of any (union, missing responses masked)';
comment on column twin.dataset.selection is 'neurons of each scan: all, random (by seed) or best by oracle';
comment on column twin.dataset.neurons_per_scan is 'at most so many neurons of a scan; null: all';
comment on column twin.dataset.selection_seed is 'seed of the random selection and of the resampled test repeats';
comment on column twin.dataset.test_repeats is 'test trials of an image are drawn or resampled to so many; exactly so many pass untouched';
comment on column twin.dataset.n_scans is 'scans';
comment on column twin.dataset.n_pooled_neurons is 'neurons of all scans';
comment on column twin.dataset.n_train_images is 'training images, validation included';
comment on column twin.dataset.n_test_images is 'test images';
comment on column twin.dataset.content_sha256 is 'SHA-256 over the recordings, neurons and images selected: what a model of this dataset depends on';
comment on column twin.dataset._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create view public.dataset as
  select dataset, pooling, selection, neurons_per_scan, selection_seed, test_repeats, n_scans, n_pooled_neurons, n_train_images, n_test_images, content_sha256
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

create table twin.dataset_scan (
  dataset text not null,
  animal_id integer not null,
  session integer not null,
  scan_idx integer not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(animal_id) || provenance.field(session) || provenance.field(scan_idx)), 'hex')) stored,
  constraint dataset_scan_pkey primary key (dataset, animal_id, session, scan_idx),
  constraint dataset_scan_dataset_fkey foreign key (dataset) references twin.dataset (dataset) on delete restrict,
  constraint dataset_scan_scan_fkey foreign key (animal_id, session, scan_idx) references twin.scan (animal_id, session, scan_idx) on delete restrict
);
create index dataset_scan_scan_idx on twin.dataset_scan (animal_id, session, scan_idx);
comment on table twin.dataset_scan is 'The scans of a dataset';
comment on column twin.dataset_scan.dataset is 'name of the dataset';
comment on column twin.dataset_scan.animal_id is 'number of the animal';
comment on column twin.dataset_scan.session is 'number of the animal''s experiment';
comment on column twin.dataset_scan.scan_idx is 'number of the scan in its session';
comment on column twin.dataset_scan._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create view public.dataset_scan as
  select dataset, animal_id, session, scan_idx
  from twin.dataset_scan;
comment on view public.dataset_scan is 'The scans of a dataset';
comment on column public.dataset_scan.dataset is 'name of the dataset';
comment on column public.dataset_scan.animal_id is 'number of the animal';
comment on column public.dataset_scan.session is 'number of the animal''s experiment';
comment on column public.dataset_scan.scan_idx is 'number of the scan in its session';

create table twin.dataset_neuron (
  dataset text not null,
  animal_id integer not null,
  session integer not null,
  scan_idx integer not null,
  unit_id integer not null,
  neuron_index integer not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(animal_id) || provenance.field(session) || provenance.field(scan_idx) || provenance.field(unit_id) || provenance.field(neuron_index)), 'hex')) stored,
  constraint dataset_neuron_pkey primary key (dataset, animal_id, session, scan_idx, unit_id),
  constraint dataset_neuron_dataset_neuron_index_key unique (dataset, neuron_index),
  constraint dataset_neuron_dataset_scan_fkey foreign key (dataset, animal_id, session, scan_idx) references twin.dataset_scan (dataset, animal_id, session, scan_idx) on delete restrict,
  constraint dataset_neuron_neuron_fkey foreign key (animal_id, session, scan_idx, unit_id) references twin.neuron (animal_id, session, scan_idx, unit_id) on delete restrict
);
create index dataset_neuron_neuron_idx on twin.dataset_neuron (animal_id, session, scan_idx, unit_id);
comment on table twin.dataset_neuron is 'The neurons of a dataset';
comment on column twin.dataset_neuron.dataset is 'name of the dataset';
comment on column twin.dataset_neuron.animal_id is 'number of the animal';
comment on column twin.dataset_neuron.session is 'number of the animal''s experiment';
comment on column twin.dataset_neuron.scan_idx is 'number of the scan in its session';
comment on column twin.dataset_neuron.unit_id is 'number of the neuron in its scan';
comment on column twin.dataset_neuron.neuron_index is 'place in the models of the dataset, from 0';
comment on column twin.dataset_neuron._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create view public.dataset_neuron as
  select dataset, animal_id, session, scan_idx, unit_id, neuron_index
  from twin.dataset_neuron;
comment on view public.dataset_neuron is 'The neurons of a dataset';
comment on column public.dataset_neuron.dataset is 'name of the dataset';
comment on column public.dataset_neuron.animal_id is 'number of the animal';
comment on column public.dataset_neuron.session is 'number of the animal''s experiment';
comment on column public.dataset_neuron.scan_idx is 'number of the scan in its session';
comment on column public.dataset_neuron.unit_id is 'number of the neuron in its scan';
comment on column public.dataset_neuron.neuron_index is 'place in the models of the dataset, from 0';

create table twin.dataset_image (
  dataset text not null,
  image_sha256 text not null,
  dataset_tier text not null,
  image_index integer not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(image_sha256) || provenance.field(dataset_tier) || provenance.field(image_index)), 'hex')) stored,
  constraint dataset_image_pkey primary key (dataset, image_sha256),
  constraint dataset_image_dataset_dataset_tier_image_index_key unique (dataset, dataset_tier, image_index),
  constraint dataset_image_dataset_fkey foreign key (dataset) references twin.dataset (dataset) on delete restrict,
  constraint dataset_image_image_fkey foreign key (image_sha256) references twin.image (image_sha256) on delete restrict,
  constraint dataset_image_tier_known check (dataset_tier in ('train', 'test'))
);
create index dataset_image_image_idx on twin.dataset_image (image_sha256);
comment on table twin.dataset_image is 'The images of a dataset';
comment on column twin.dataset_image.dataset is 'name of the dataset';
comment on column twin.dataset_image.image_sha256 is 'SHA-256 of the row-major grey bytes, lower-case hex';
comment on column twin.dataset_image.dataset_tier is 'train or test';
comment on column twin.dataset_image.image_index is 'place among the images of its tier, from 0: the order of neuron_score.test_predictions';
comment on column twin.dataset_image._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create view public.dataset_image as
  select dataset, image_sha256, dataset_tier, image_index
  from twin.dataset_image;
comment on view public.dataset_image is 'The images of a dataset';
comment on column public.dataset_image.dataset is 'name of the dataset';
comment on column public.dataset_image.image_sha256 is 'SHA-256 of the row-major grey bytes, lower-case hex';
comment on column public.dataset_image.dataset_tier is 'train or test';
comment on column public.dataset_image.image_index is 'place among the images of its tier, from 0: the order of neuron_score.test_predictions';

create table twin.model_config (
  model_config text not null,
  filter_sizes integer[] not null,
  n_features integer not null,
  n_orientations integer not null,
  shared_batch_norm boolean not null,
  batch_norm_momentum real not null,
  batch_norm_epsilon real not null,
  readout text not null,
  smooth_weight real not null,
  sparse_weight real not null,
  readout_weight real not null,
  position_weight real not null,
  sigma_init real not null,
  mask_threshold real not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(model_config) || provenance.field(filter_sizes) || provenance.field(n_features) || provenance.field(n_orientations) || provenance.field(shared_batch_norm) || provenance.field(batch_norm_momentum) || provenance.field(batch_norm_epsilon) || provenance.field(readout) || provenance.field(smooth_weight) || provenance.field(sparse_weight) || provenance.field(readout_weight) || provenance.field(position_weight) || provenance.field(sigma_init) || provenance.field(mask_threshold)), 'hex')) stored,
  constraint model_config_pkey primary key (model_config),
  constraint model_config_readout_known check (readout in ('factorised', 'gaussian')),
  constraint model_config_orientations_by_four check (n_orientations > 0 and n_orientations % 4 = 0)
);
comment on table twin.model_config is 'Architectures: rotation-equivariant core and readout';
comment on column twin.model_config.model_config is 'name of the setting';
comment on column twin.model_config.filter_sizes is '[px] width of the filters of each layer';
comment on column twin.model_config.n_features is 'features per orientation and layer';
comment on column twin.model_config.n_orientations is 'orientations of each feature';
comment on column twin.model_config.shared_batch_norm is 'batch norm shared by the orientations of a feature: exact equivariance';
comment on column twin.model_config.batch_norm_momentum is 'weight of a batch in the running statistics';
comment on column twin.model_config.batch_norm_epsilon is 'added to the variance';
comment on column twin.model_config.readout is 'factorised (mask x features) or gaussian (one position)';
comment on column twin.model_config.smooth_weight is 'penalty on the Laplacian of the filters, scaled by n_neurons / 13047';
comment on column twin.model_config.sparse_weight is 'group-sparsity penalty, scaled by n_neurons / 13047';
comment on column twin.model_config.readout_weight is 'L1 penalty of the readout, per neuron';
comment on column twin.model_config.position_weight is 'gaussian: penalty on each neuron''s own shift';
comment on column twin.model_config.sigma_init is 'gaussian: initial SD of the position noise, image half-widths';
comment on column twin.model_config.mask_threshold is 'factorised: mask values below it count as zero';
comment on column twin.model_config._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create view public.model_config as
  select model_config, filter_sizes, n_features, n_orientations, shared_batch_norm, batch_norm_momentum, batch_norm_epsilon, readout, smooth_weight, sparse_weight, readout_weight, position_weight, sigma_init, mask_threshold
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

create table twin.training_config (
  training_config text not null,
  learning_rate real not null,
  learning_rate_factor real not null,
  batch_size integer not null,
  max_iterations integer not null,
  schedule text not null,
  drop_shares real[] not null,
  n_drops integer not null,
  validation_every integer not null,
  patience integer not null,
  validation_share real not null,
  reduced_precision boolean not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(training_config) || provenance.field(learning_rate) || provenance.field(learning_rate_factor) || provenance.field(batch_size) || provenance.field(max_iterations) || provenance.field(schedule) || provenance.field(drop_shares) || provenance.field(n_drops) || provenance.field(validation_every) || provenance.field(patience) || provenance.field(validation_share) || provenance.field(reduced_precision)), 'hex')) stored,
  constraint training_config_pkey primary key (training_config),
  constraint training_config_schedule_known check (schedule in ('plateau', 'fixed')),
  constraint training_config_share_proper check (validation_share > 0 and validation_share < 1)
);
comment on table twin.training_config is 'Settings of training';
comment on column twin.training_config.training_config is 'name of the setting';
comment on column twin.training_config.learning_rate is 'of Adam, at the start';
comment on column twin.training_config.learning_rate_factor is 'at each drop';
comment on column twin.training_config.batch_size is '[images] images a step';
comment on column twin.training_config.max_iterations is 'steps at most';
comment on column twin.training_config.schedule is 'plateau: drop when validation stops improving; fixed: drop at drop_shares';
comment on column twin.training_config.drop_shares is 'fixed: shares of max_iterations at which the rate drops';
comment on column twin.training_config.n_drops is 'plateau: drops before training ends';
comment on column twin.training_config.validation_every is '[iterations] steps between validations';
comment on column twin.training_config.patience is '[validations] plateau: validations without improvement before a drop';
comment on column twin.training_config.validation_share is 'share of the training images held out';
comment on column twin.training_config.reduced_precision is 'while training, convolutions behind the first layer run in bfloat16, where the CPU (AVX512-BF16) or GPU has it';
comment on column twin.training_config._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create view public.training_config as
  select training_config, learning_rate, learning_rate_factor, batch_size, max_iterations, schedule, drop_shares, n_drops, validation_every, patience, validation_share, reduced_precision
  from twin.training_config;
comment on view public.training_config is 'Settings of training';
comment on column public.training_config.training_config is 'name of the setting';
comment on column public.training_config.learning_rate is 'of Adam, at the start';
comment on column public.training_config.learning_rate_factor is 'at each drop';
comment on column public.training_config.batch_size is '[images] images a step';
comment on column public.training_config.max_iterations is 'steps at most';
comment on column public.training_config.schedule is 'plateau: drop when validation stops improving; fixed: drop at drop_shares';
comment on column public.training_config.drop_shares is 'fixed: shares of max_iterations at which the rate drops';
comment on column public.training_config.n_drops is 'plateau: drops before training ends';
comment on column public.training_config.validation_every is '[iterations] steps between validations';
comment on column public.training_config.patience is '[validations] plateau: validations without improvement before a drop';
comment on column public.training_config.validation_share is 'share of the training images held out';
comment on column public.training_config.reduced_precision is 'while training, convolutions behind the first layer run in bfloat16, where the CPU (AVX512-BF16) or GPU has it';

create table twin.training_task (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed)), 'hex')) stored,
  constraint training_task_pkey primary key (dataset, model_config, training_config, seed),
  constraint training_task_dataset_fkey foreign key (dataset) references twin.dataset (dataset) on delete restrict,
  constraint training_task_model_config_fkey foreign key (model_config) references twin.model_config (model_config) on delete restrict,
  constraint training_task_training_config_fkey foreign key (training_config) references twin.training_config (training_config) on delete restrict
);
create index training_task_model_config_idx on twin.training_task (model_config);
create index training_task_training_config_idx on twin.training_task (training_config);
comment on table twin.training_task is 'The models that somebody asked for (doppel request model)';
comment on column twin.training_task.dataset is 'name of the dataset';
comment on column twin.training_task.model_config is 'name of the setting';
comment on column twin.training_task.training_config is 'name of the setting';
comment on column twin.training_task.seed is 'of initial weights, validation split and batches';
comment on column twin.training_task._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create view public.training_task as
  select dataset, model_config, training_config, seed
  from twin.training_task;
comment on view public.training_task is 'The models that somebody asked for (doppel request model)';
comment on column public.training_task.dataset is 'name of the dataset';
comment on column public.training_task.model_config is 'name of the setting';
comment on column public.training_task.training_config is 'name of the setting';
comment on column public.training_task.seed is 'of initial weights, validation split and batches';

create table twin.model (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  weights_sha256 text not null,
  n_iterations integer not null,
  final_validation_loss real not null,
  final_validation_correlation real not null,
  equivariance_error real not null,
  _run_id bigint not null,
  _input_hash text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(weights_sha256) || provenance.field(n_iterations) || provenance.field(final_validation_loss) || provenance.field(final_validation_correlation) || provenance.field(equivariance_error) || provenance.field(_input_hash)), 'hex')) stored,
  constraint model_pkey primary key (dataset, model_config, training_config, seed),
  constraint model_training_task_fkey foreign key (dataset, model_config, training_config, seed) references twin.training_task (dataset, model_config, training_config, seed) on delete restrict,
  constraint model_dataset_fkey foreign key (dataset) references twin.dataset (dataset) on delete restrict,
  constraint model_model_config_fkey foreign key (model_config) references twin.model_config (model_config) on delete restrict,
  constraint model_training_config_fkey foreign key (training_config) references twin.training_config (training_config) on delete restrict
);
create index model_model_config_idx on twin.model (model_config);
create index model_training_config_idx on twin.model (training_config);
comment on table twin.model is 'A trained digital twin of a dataset''s neurons';
comment on column twin.model.dataset is 'name of the dataset';
comment on column twin.model.model_config is 'name of the setting';
comment on column twin.model.training_config is 'name of the setting';
comment on column twin.model.seed is 'of initial weights, validation split and batches';
comment on column twin.model.weights_sha256 is 'SHA-256 of the trained twin, a blob of the store';
comment on column twin.model.n_iterations is 'training steps taken';
comment on column twin.model.final_validation_loss is '[nats] Poisson loss on the held-out images, per image and neuron';
comment on column twin.model.final_validation_correlation is 'correlation on the held-out images, mean over neurons';
comment on column twin.model.equivariance_error is '[feature SD] largest error of the features of an image turned by 90 degrees; about 1e-5 for a sound core';
comment on column twin.model._run_id is 'The provenance.run that wrote the row';
comment on column twin.model._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.model._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create view public.model as
  select dataset, model_config, training_config, seed, weights_sha256, n_iterations, final_validation_loss, final_validation_correlation, equivariance_error
  from twin.model;
comment on view public.model is 'A trained digital twin of a dataset''s neurons';
comment on column public.model.dataset is 'name of the dataset';
comment on column public.model.model_config is 'name of the setting';
comment on column public.model.training_config is 'name of the setting';
comment on column public.model.seed is 'of initial weights, validation split and batches';
comment on column public.model.weights_sha256 is 'SHA-256 of the trained twin, a blob of the store';
comment on column public.model.n_iterations is 'training steps taken';
comment on column public.model.final_validation_loss is '[nats] Poisson loss on the held-out images, per image and neuron';
comment on column public.model.final_validation_correlation is 'correlation on the held-out images, mean over neurons';
comment on column public.model.equivariance_error is '[feature SD] largest error of the features of an image turned by 90 degrees; about 1e-5 for a sound core';

create table job.model (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
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
  constraint model_pkey primary key (dataset, model_config, training_config, seed),
  constraint model_training_task_fkey foreign key (dataset, model_config, training_config, seed) references twin.training_task (dataset, model_config, training_config, seed) on delete cascade,
  constraint model_dataset_fkey foreign key (dataset) references twin.dataset (dataset) on delete cascade,
  constraint model_model_config_fkey foreign key (model_config) references twin.model_config (model_config) on delete cascade,
  constraint model_training_config_fkey foreign key (training_config) references twin.training_config (training_config) on delete cascade,
  constraint model_status_known check (status in ('pending', 'claimed', 'failed', 'quarantined', 'ignored')),
  constraint model_claim_complete check ((status = 'claimed') = (epoch is not null) and (status = 'claimed') = (worker_id is not null) and (status = 'claimed') = (claimed_at is not null)),
  constraint model_failure_explained check (status <> 'failed' or (error_class is not null and error_message is not null)),
  constraint model_counts_not_negative check (attempts >= 0 and deaths >= 0)
) with (autovacuum_vacuum_scale_factor = 0.02);
create index model_pending_idx on job.model (priority desc, dataset, model_config, training_config, seed) where status = 'pending';
create index model_claimed_idx on job.model (worker_id) where status = 'claimed';
comment on table job.model is 'Keys of twin.model that are not done';
comment on column job.model.dataset is 'name of the dataset';
comment on column job.model.model_config is 'name of the setting';
comment on column job.model.training_config is 'name of the setting';
comment on column job.model.seed is 'of initial weights, validation split and batches';
comment on column job.model.status is 'pending, claimed, failed, quarantined or ignored';
comment on column job.model.priority is 'Larger ones are claimed first';
comment on column job.model.attempts is 'Computes that ended with an error';
comment on column job.model.deaths is 'Workers that died while they held the key';
comment on column job.model.epoch is 'Number of the claim that holds the key; only its commit counts';
comment on column job.model.worker_id is 'The job.worker that holds the key';
comment on column job.model.claimed_at is 'Database time of the claim';
comment on column job.model.not_before is 'Back-off: not to be claimed earlier';
comment on column job.model.error_class is 'Kind of the last error';
comment on column job.model.error_message is 'The last error, with its key';

create table twin.training_log (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  iteration integer not null,
  schedule_phase integer not null,
  current_learning_rate real not null,
  train_loss real not null,
  validation_loss real not null,
  validation_correlation real not null,
  _run_id bigint,
  _input_hash text,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(iteration) || provenance.field(schedule_phase) || provenance.field(current_learning_rate) || provenance.field(train_loss) || provenance.field(validation_loss) || provenance.field(validation_correlation) || provenance.field(_input_hash)), 'hex')) stored,
  constraint training_log_pkey primary key (dataset, model_config, training_config, seed, iteration),
  constraint training_log_model_fkey foreign key (dataset, model_config, training_config, seed) references twin.model (dataset, model_config, training_config, seed) on delete cascade
);
comment on table twin.training_log is 'The course of a training, one row a validation';
comment on column twin.training_log.dataset is 'name of the dataset';
comment on column twin.training_log.model_config is 'name of the setting';
comment on column twin.training_log.training_config is 'name of the setting';
comment on column twin.training_log.seed is 'of initial weights, validation split and batches';
comment on column twin.training_log.iteration is 'training steps so far';
comment on column twin.training_log.schedule_phase is 'drops of the learning rate so far';
comment on column twin.training_log.current_learning_rate is 'of Adam';
comment on column twin.training_log.train_loss is '[nats] mean total loss since the last row, per image and neuron';
comment on column twin.training_log.validation_loss is '[nats] Poisson loss, per image and neuron';
comment on column twin.training_log.validation_correlation is 'mean over neurons';
comment on column twin.training_log._run_id is 'The provenance.run that wrote the row';
comment on column twin.training_log._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.training_log._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create view public.training_log as
  select dataset, model_config, training_config, seed, iteration, schedule_phase, current_learning_rate, train_loss, validation_loss, validation_correlation
  from twin.training_log;
comment on view public.training_log is 'The course of a training, one row a validation';
comment on column public.training_log.dataset is 'name of the dataset';
comment on column public.training_log.model_config is 'name of the setting';
comment on column public.training_log.training_config is 'name of the setting';
comment on column public.training_log.seed is 'of initial weights, validation split and batches';
comment on column public.training_log.iteration is 'training steps so far';
comment on column public.training_log.schedule_phase is 'drops of the learning rate so far';
comment on column public.training_log.current_learning_rate is 'of Adam';
comment on column public.training_log.train_loss is '[nats] mean total loss since the last row, per image and neuron';
comment on column public.training_log.validation_loss is '[nats] Poisson loss, per image and neuron';
comment on column public.training_log.validation_correlation is 'mean over neurons';

create table twin.model_score (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  mean_single_trial_correlation real not null,
  mean_average_correlation real not null,
  mean_test_oracle real not null,
  mean_test_conservative_oracle real not null,
  fraction_oracle real not null,
  fraction_conservative_oracle real not null,
  _run_id bigint not null,
  _input_hash text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(mean_single_trial_correlation) || provenance.field(mean_average_correlation) || provenance.field(mean_test_oracle) || provenance.field(mean_test_conservative_oracle) || provenance.field(fraction_oracle) || provenance.field(fraction_conservative_oracle) || provenance.field(_input_hash)), 'hex')) stored,
  constraint model_score_pkey primary key (dataset, model_config, training_config, seed),
  constraint model_score_model_fkey foreign key (dataset, model_config, training_config, seed) references twin.model (dataset, model_config, training_config, seed) on delete restrict
);
comment on table twin.model_score is 'How well a twin predicts the test images';
comment on column twin.model_score.dataset is 'name of the dataset';
comment on column twin.model_score.model_config is 'name of the setting';
comment on column twin.model_score.training_config is 'name of the setting';
comment on column twin.model_score.seed is 'of initial weights, validation split and batches';
comment on column twin.model_score.mean_single_trial_correlation is 'prediction with single trials, mean over neurons';
comment on column twin.model_score.mean_average_correlation is 'prediction with the mean over repeats, mean over neurons';
comment on column twin.model_score.mean_test_oracle is 'of the same test responses';
comment on column twin.model_score.mean_test_conservative_oracle is 'of the same test responses';
comment on column twin.model_score.fraction_oracle is 'slope through the origin of single-trial correlation on the jackknife oracle, over neurons';
comment on column twin.model_score.fraction_conservative_oracle is 'slope through the origin of single-trial correlation on the conservative oracle';
comment on column twin.model_score._run_id is 'The provenance.run that wrote the row';
comment on column twin.model_score._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.model_score._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create view public.model_score as
  select dataset, model_config, training_config, seed, mean_single_trial_correlation, mean_average_correlation, mean_test_oracle, mean_test_conservative_oracle, fraction_oracle, fraction_conservative_oracle
  from twin.model_score;
comment on view public.model_score is 'How well a twin predicts the test images';
comment on column public.model_score.dataset is 'name of the dataset';
comment on column public.model_score.model_config is 'name of the setting';
comment on column public.model_score.training_config is 'name of the setting';
comment on column public.model_score.seed is 'of initial weights, validation split and batches';
comment on column public.model_score.mean_single_trial_correlation is 'prediction with single trials, mean over neurons';
comment on column public.model_score.mean_average_correlation is 'prediction with the mean over repeats, mean over neurons';
comment on column public.model_score.mean_test_oracle is 'of the same test responses';
comment on column public.model_score.mean_test_conservative_oracle is 'of the same test responses';
comment on column public.model_score.fraction_oracle is 'slope through the origin of single-trial correlation on the jackknife oracle, over neurons';
comment on column public.model_score.fraction_conservative_oracle is 'slope through the origin of single-trial correlation on the conservative oracle';

create table job.model_score (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
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
  constraint model_score_pkey primary key (dataset, model_config, training_config, seed),
  constraint model_score_model_fkey foreign key (dataset, model_config, training_config, seed) references twin.model (dataset, model_config, training_config, seed) on delete cascade,
  constraint model_score_status_known check (status in ('pending', 'claimed', 'failed', 'quarantined', 'ignored')),
  constraint model_score_claim_complete check ((status = 'claimed') = (epoch is not null) and (status = 'claimed') = (worker_id is not null) and (status = 'claimed') = (claimed_at is not null)),
  constraint model_score_failure_explained check (status <> 'failed' or (error_class is not null and error_message is not null)),
  constraint model_score_counts_not_negative check (attempts >= 0 and deaths >= 0)
) with (autovacuum_vacuum_scale_factor = 0.02);
create index model_score_pending_idx on job.model_score (priority desc, dataset, model_config, training_config, seed) where status = 'pending';
create index model_score_claimed_idx on job.model_score (worker_id) where status = 'claimed';
comment on table job.model_score is 'Keys of twin.model_score that are not done';
comment on column job.model_score.dataset is 'name of the dataset';
comment on column job.model_score.model_config is 'name of the setting';
comment on column job.model_score.training_config is 'name of the setting';
comment on column job.model_score.seed is 'of initial weights, validation split and batches';
comment on column job.model_score.status is 'pending, claimed, failed, quarantined or ignored';
comment on column job.model_score.priority is 'Larger ones are claimed first';
comment on column job.model_score.attempts is 'Computes that ended with an error';
comment on column job.model_score.deaths is 'Workers that died while they held the key';
comment on column job.model_score.epoch is 'Number of the claim that holds the key; only its commit counts';
comment on column job.model_score.worker_id is 'The job.worker that holds the key';
comment on column job.model_score.claimed_at is 'Database time of the claim';
comment on column job.model_score.not_before is 'Back-off: not to be claimed earlier';
comment on column job.model_score.error_class is 'Kind of the last error';
comment on column job.model_score.error_message is 'The last error, with its key';

create table twin.neuron_score (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  animal_id integer not null,
  session integer not null,
  scan_idx integer not null,
  unit_id integer not null,
  single_trial_correlation real not null,
  average_correlation real not null,
  test_predictions real[] not null,
  test_means real[] not null,
  _run_id bigint,
  _input_hash text,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(animal_id) || provenance.field(session) || provenance.field(scan_idx) || provenance.field(unit_id) || provenance.field(single_trial_correlation) || provenance.field(average_correlation) || provenance.field(test_predictions) || provenance.field(test_means) || provenance.field(_input_hash)), 'hex')) stored,
  constraint neuron_score_pkey primary key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id),
  constraint neuron_score_model_score_fkey foreign key (dataset, model_config, training_config, seed) references twin.model_score (dataset, model_config, training_config, seed) on delete cascade,
  constraint neuron_score_dataset_neuron_fkey foreign key (dataset, animal_id, session, scan_idx, unit_id) references twin.dataset_neuron (dataset, animal_id, session, scan_idx, unit_id) on delete restrict
);
create index neuron_score_dataset_neuron_idx on twin.neuron_score (dataset, animal_id, session, scan_idx, unit_id);
comment on table twin.neuron_score is 'How well a twin predicts one neuron, with its predictions';
comment on column twin.neuron_score.dataset is 'name of the dataset';
comment on column twin.neuron_score.model_config is 'name of the setting';
comment on column twin.neuron_score.training_config is 'name of the setting';
comment on column twin.neuron_score.seed is 'of initial weights, validation split and batches';
comment on column twin.neuron_score.animal_id is 'number of the animal';
comment on column twin.neuron_score.session is 'number of the animal''s experiment';
comment on column twin.neuron_score.scan_idx is 'number of the scan in its session';
comment on column twin.neuron_score.unit_id is 'number of the neuron in its scan';
comment on column twin.neuron_score.single_trial_correlation is 'over all pairs of test image and repeat; 0 for a constant neuron';
comment on column twin.neuron_score.average_correlation is 'with the mean over repeats';
comment on column twin.neuron_score.test_predictions is '[events] predicted response to each test image, in the order of dataset_image.image_index';
comment on column twin.neuron_score.test_means is '[events] recorded response to each, mean over repeats';
comment on column twin.neuron_score._run_id is 'The provenance.run that wrote the row';
comment on column twin.neuron_score._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.neuron_score._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create view public.neuron_score as
  select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, single_trial_correlation, average_correlation, test_predictions, test_means
  from twin.neuron_score;
comment on view public.neuron_score is 'How well a twin predicts one neuron, with its predictions';
comment on column public.neuron_score.dataset is 'name of the dataset';
comment on column public.neuron_score.model_config is 'name of the setting';
comment on column public.neuron_score.training_config is 'name of the setting';
comment on column public.neuron_score.seed is 'of initial weights, validation split and batches';
comment on column public.neuron_score.animal_id is 'number of the animal';
comment on column public.neuron_score.session is 'number of the animal''s experiment';
comment on column public.neuron_score.scan_idx is 'number of the scan in its session';
comment on column public.neuron_score.unit_id is 'number of the neuron in its scan';
comment on column public.neuron_score.single_trial_correlation is 'over all pairs of test image and repeat; 0 for a constant neuron';
comment on column public.neuron_score.average_correlation is 'with the mean over repeats';
comment on column public.neuron_score.test_predictions is '[events] predicted response to each test image, in the order of dataset_image.image_index';
comment on column public.neuron_score.test_means is '[events] recorded response to each, mean over repeats';

create table twin.readout (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  n_channels integer not null,
  _run_id bigint not null,
  _input_hash text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(n_channels) || provenance.field(_input_hash)), 'hex')) stored,
  constraint readout_pkey primary key (dataset, model_config, training_config, seed),
  constraint readout_model_fkey foreign key (dataset, model_config, training_config, seed) references twin.model (dataset, model_config, training_config, seed) on delete restrict
);
comment on table twin.readout is 'The bar codes of a twin, read from its weights';
comment on column twin.readout.dataset is 'name of the dataset';
comment on column twin.readout.model_config is 'name of the setting';
comment on column twin.readout.training_config is 'name of the setting';
comment on column twin.readout.seed is 'of initial weights, validation split and batches';
comment on column twin.readout.n_channels is 'length of a bar code: orientations x features';
comment on column twin.readout._run_id is 'The provenance.run that wrote the row';
comment on column twin.readout._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.readout._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create view public.readout as
  select dataset, model_config, training_config, seed, n_channels
  from twin.readout;
comment on view public.readout is 'The bar codes of a twin, read from its weights';
comment on column public.readout.dataset is 'name of the dataset';
comment on column public.readout.model_config is 'name of the setting';
comment on column public.readout.training_config is 'name of the setting';
comment on column public.readout.seed is 'of initial weights, validation split and batches';
comment on column public.readout.n_channels is 'length of a bar code: orientations x features';

create table job.readout (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
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
  constraint readout_pkey primary key (dataset, model_config, training_config, seed),
  constraint readout_model_fkey foreign key (dataset, model_config, training_config, seed) references twin.model (dataset, model_config, training_config, seed) on delete cascade,
  constraint readout_status_known check (status in ('pending', 'claimed', 'failed', 'quarantined', 'ignored')),
  constraint readout_claim_complete check ((status = 'claimed') = (epoch is not null) and (status = 'claimed') = (worker_id is not null) and (status = 'claimed') = (claimed_at is not null)),
  constraint readout_failure_explained check (status <> 'failed' or (error_class is not null and error_message is not null)),
  constraint readout_counts_not_negative check (attempts >= 0 and deaths >= 0)
) with (autovacuum_vacuum_scale_factor = 0.02);
create index readout_pending_idx on job.readout (priority desc, dataset, model_config, training_config, seed) where status = 'pending';
create index readout_claimed_idx on job.readout (worker_id) where status = 'claimed';
comment on table job.readout is 'Keys of twin.readout that are not done';
comment on column job.readout.dataset is 'name of the dataset';
comment on column job.readout.model_config is 'name of the setting';
comment on column job.readout.training_config is 'name of the setting';
comment on column job.readout.seed is 'of initial weights, validation split and batches';
comment on column job.readout.status is 'pending, claimed, failed, quarantined or ignored';
comment on column job.readout.priority is 'Larger ones are claimed first';
comment on column job.readout.attempts is 'Computes that ended with an error';
comment on column job.readout.deaths is 'Workers that died while they held the key';
comment on column job.readout.epoch is 'Number of the claim that holds the key; only its commit counts';
comment on column job.readout.worker_id is 'The job.worker that holds the key';
comment on column job.readout.claimed_at is 'Database time of the claim';
comment on column job.readout.not_before is 'Back-off: not to be claimed earlier';
comment on column job.readout.error_class is 'Kind of the last error';
comment on column job.readout.error_message is 'The last error, with its key';

create table twin.bar_code (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  animal_id integer not null,
  session integer not null,
  scan_idx integer not null,
  unit_id integer not null,
  weights real[] not null,
  receptive_field_x real not null,
  receptive_field_y real not null,
  _run_id bigint,
  _input_hash text,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(animal_id) || provenance.field(session) || provenance.field(scan_idx) || provenance.field(unit_id) || provenance.field(weights) || provenance.field(receptive_field_x) || provenance.field(receptive_field_y) || provenance.field(_input_hash)), 'hex')) stored,
  constraint bar_code_pkey primary key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id),
  constraint bar_code_readout_fkey foreign key (dataset, model_config, training_config, seed) references twin.readout (dataset, model_config, training_config, seed) on delete cascade,
  constraint bar_code_dataset_neuron_fkey foreign key (dataset, animal_id, session, scan_idx, unit_id) references twin.dataset_neuron (dataset, animal_id, session, scan_idx, unit_id) on delete restrict
);
create index bar_code_dataset_neuron_idx on twin.bar_code (dataset, animal_id, session, scan_idx, unit_id);
comment on table twin.bar_code is 'A neuron''s bar code: its function, whatever its position';
comment on column twin.bar_code.dataset is 'name of the dataset';
comment on column twin.bar_code.model_config is 'name of the setting';
comment on column twin.bar_code.training_config is 'name of the setting';
comment on column twin.bar_code.seed is 'of initial weights, validation split and batches';
comment on column twin.bar_code.animal_id is 'number of the animal';
comment on column twin.bar_code.session is 'number of the animal''s experiment';
comment on column twin.bar_code.scan_idx is 'number of the scan in its session';
comment on column twin.bar_code.unit_id is 'number of the neuron in its scan';
comment on column twin.bar_code.weights is 'feature weights; element orientation * n_features + feature';
comment on column twin.bar_code.receptive_field_x is '[px] column of the receptive field: centre of mass of the mask, or the readout''s position';
comment on column twin.bar_code.receptive_field_y is '[px] row of the receptive field';
comment on column twin.bar_code._run_id is 'The provenance.run that wrote the row';
comment on column twin.bar_code._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.bar_code._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create view public.bar_code as
  select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, weights, receptive_field_x, receptive_field_y
  from twin.bar_code;
comment on view public.bar_code is 'A neuron''s bar code: its function, whatever its position';
comment on column public.bar_code.dataset is 'name of the dataset';
comment on column public.bar_code.model_config is 'name of the setting';
comment on column public.bar_code.training_config is 'name of the setting';
comment on column public.bar_code.seed is 'of initial weights, validation split and batches';
comment on column public.bar_code.animal_id is 'number of the animal';
comment on column public.bar_code.session is 'number of the animal''s experiment';
comment on column public.bar_code.scan_idx is 'number of the scan in its session';
comment on column public.bar_code.unit_id is 'number of the neuron in its scan';
comment on column public.bar_code.weights is 'feature weights; element orientation * n_features + feature';
comment on column public.bar_code.receptive_field_x is '[px] column of the receptive field: centre of mass of the mask, or the readout''s position';
comment on column public.bar_code.receptive_field_y is '[px] row of the receptive field';

create table twin.clustering_config (
  clustering_config text not null,
  preparation text not null,
  n_clusters integer not null,
  n_restarts integer not null,
  max_lloyd_iterations integer not null,
  tolerance double precision not null,
  kmeans_seed bigint not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(clustering_config) || provenance.field(preparation) || provenance.field(n_clusters) || provenance.field(n_restarts) || provenance.field(max_lloyd_iterations) || provenance.field(tolerance) || provenance.field(kmeans_seed)), 'hex')) stored,
  constraint clustering_config_pkey primary key (clustering_config),
  constraint clustering_config_preparation_known check (preparation in ('unit', 'peak')),
  constraint clustering_config_clusters_positive check (n_clusters > 0 and n_restarts > 0)
);
comment on table twin.clustering_config is 'Settings of k-means on bar codes';
comment on column twin.clustering_config.clustering_config is 'name of the setting';
comment on column twin.clustering_config.preparation is 'of the bar codes: unit (length 1), peak (length 1, rolled to their strongest orientation)';
comment on column twin.clustering_config.n_clusters is 'k';
comment on column twin.clustering_config.n_restarts is 'k-means++ starts; the best by inertia is kept';
comment on column twin.clustering_config.max_lloyd_iterations is 'Lloyd iterations of a start at most';
comment on column twin.clustering_config.tolerance is 'squared shift of the centres that ends a start, relative to variance';
comment on column twin.clustering_config.kmeans_seed is 'of the starts';
comment on column twin.clustering_config._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create view public.clustering_config as
  select clustering_config, preparation, n_clusters, n_restarts, max_lloyd_iterations, tolerance, kmeans_seed
  from twin.clustering_config;
comment on view public.clustering_config is 'Settings of k-means on bar codes';
comment on column public.clustering_config.clustering_config is 'name of the setting';
comment on column public.clustering_config.preparation is 'of the bar codes: unit (length 1), peak (length 1, rolled to their strongest orientation)';
comment on column public.clustering_config.n_clusters is 'k';
comment on column public.clustering_config.n_restarts is 'k-means++ starts; the best by inertia is kept';
comment on column public.clustering_config.max_lloyd_iterations is 'Lloyd iterations of a start at most';
comment on column public.clustering_config.tolerance is 'squared shift of the centres that ends a start, relative to variance';
comment on column public.clustering_config.kmeans_seed is 'of the starts';

create table twin.clustering_task (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  clustering_config text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(clustering_config)), 'hex')) stored,
  constraint clustering_task_pkey primary key (dataset, model_config, training_config, seed, clustering_config),
  constraint clustering_task_training_task_fkey foreign key (dataset, model_config, training_config, seed) references twin.training_task (dataset, model_config, training_config, seed) on delete restrict,
  constraint clustering_task_clustering_config_fkey foreign key (clustering_config) references twin.clustering_config (clustering_config) on delete restrict
);
create index clustering_task_clustering_config_idx on twin.clustering_task (clustering_config);
comment on table twin.clustering_task is 'The clusterings that somebody asked for';
comment on column twin.clustering_task.dataset is 'name of the dataset';
comment on column twin.clustering_task.model_config is 'name of the setting';
comment on column twin.clustering_task.training_config is 'name of the setting';
comment on column twin.clustering_task.seed is 'of initial weights, validation split and batches';
comment on column twin.clustering_task.clustering_config is 'name of the setting';
comment on column twin.clustering_task._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create view public.clustering_task as
  select dataset, model_config, training_config, seed, clustering_config
  from twin.clustering_task;
comment on view public.clustering_task is 'The clusterings that somebody asked for';
comment on column public.clustering_task.dataset is 'name of the dataset';
comment on column public.clustering_task.model_config is 'name of the setting';
comment on column public.clustering_task.training_config is 'name of the setting';
comment on column public.clustering_task.seed is 'of initial weights, validation split and batches';
comment on column public.clustering_task.clustering_config is 'name of the setting';

create table twin.clustering (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  clustering_config text not null,
  lloyd_iterations integer not null,
  reseeded integer not null,
  inertia double precision not null,
  _run_id bigint not null,
  _input_hash text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(clustering_config) || provenance.field(lloyd_iterations) || provenance.field(reseeded) || provenance.field(inertia) || provenance.field(_input_hash)), 'hex')) stored,
  constraint clustering_pkey primary key (dataset, model_config, training_config, seed, clustering_config),
  constraint clustering_readout_fkey foreign key (dataset, model_config, training_config, seed) references twin.readout (dataset, model_config, training_config, seed) on delete restrict,
  constraint clustering_clustering_task_fkey foreign key (dataset, model_config, training_config, seed, clustering_config) references twin.clustering_task (dataset, model_config, training_config, seed, clustering_config) on delete restrict,
  constraint clustering_clustering_config_fkey foreign key (clustering_config) references twin.clustering_config (clustering_config) on delete restrict
);
create index clustering_clustering_config_idx on twin.clustering (clustering_config);
comment on table twin.clustering is 'A k-means clustering of a twin''s bar codes';
comment on column twin.clustering.dataset is 'name of the dataset';
comment on column twin.clustering.model_config is 'name of the setting';
comment on column twin.clustering.training_config is 'name of the setting';
comment on column twin.clustering.seed is 'of initial weights, validation split and batches';
comment on column twin.clustering.clustering_config is 'name of the setting';
comment on column twin.clustering.lloyd_iterations is 'Lloyd iterations of the best start';
comment on column twin.clustering.reseeded is 'empty clusters given the farthest bar code, in the best start';
comment on column twin.clustering.inertia is 'sum of squared distances to the centres';
comment on column twin.clustering._run_id is 'The provenance.run that wrote the row';
comment on column twin.clustering._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.clustering._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create view public.clustering as
  select dataset, model_config, training_config, seed, clustering_config, lloyd_iterations, reseeded, inertia
  from twin.clustering;
comment on view public.clustering is 'A k-means clustering of a twin''s bar codes';
comment on column public.clustering.dataset is 'name of the dataset';
comment on column public.clustering.model_config is 'name of the setting';
comment on column public.clustering.training_config is 'name of the setting';
comment on column public.clustering.seed is 'of initial weights, validation split and batches';
comment on column public.clustering.clustering_config is 'name of the setting';
comment on column public.clustering.lloyd_iterations is 'Lloyd iterations of the best start';
comment on column public.clustering.reseeded is 'empty clusters given the farthest bar code, in the best start';
comment on column public.clustering.inertia is 'sum of squared distances to the centres';

create table job.clustering (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
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
  constraint clustering_pkey primary key (dataset, model_config, training_config, seed, clustering_config),
  constraint clustering_readout_fkey foreign key (dataset, model_config, training_config, seed) references twin.readout (dataset, model_config, training_config, seed) on delete cascade,
  constraint clustering_clustering_task_fkey foreign key (dataset, model_config, training_config, seed, clustering_config) references twin.clustering_task (dataset, model_config, training_config, seed, clustering_config) on delete cascade,
  constraint clustering_clustering_config_fkey foreign key (clustering_config) references twin.clustering_config (clustering_config) on delete cascade,
  constraint clustering_status_known check (status in ('pending', 'claimed', 'failed', 'quarantined', 'ignored')),
  constraint clustering_claim_complete check ((status = 'claimed') = (epoch is not null) and (status = 'claimed') = (worker_id is not null) and (status = 'claimed') = (claimed_at is not null)),
  constraint clustering_failure_explained check (status <> 'failed' or (error_class is not null and error_message is not null)),
  constraint clustering_counts_not_negative check (attempts >= 0 and deaths >= 0)
) with (autovacuum_vacuum_scale_factor = 0.02);
create index clustering_pending_idx on job.clustering (priority desc, dataset, model_config, training_config, seed, clustering_config) where status = 'pending';
create index clustering_claimed_idx on job.clustering (worker_id) where status = 'claimed';
comment on table job.clustering is 'Keys of twin.clustering that are not done';
comment on column job.clustering.dataset is 'name of the dataset';
comment on column job.clustering.model_config is 'name of the setting';
comment on column job.clustering.training_config is 'name of the setting';
comment on column job.clustering.seed is 'of initial weights, validation split and batches';
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
  clustering_config text not null,
  cluster integer not null,
  n_members integer not null,
  centre real[] not null,
  _run_id bigint,
  _input_hash text,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(clustering_config) || provenance.field(cluster) || provenance.field(n_members) || provenance.field(centre) || provenance.field(_input_hash)), 'hex')) stored,
  constraint cluster_pkey primary key (dataset, model_config, training_config, seed, clustering_config, cluster),
  constraint cluster_clustering_fkey foreign key (dataset, model_config, training_config, seed, clustering_config) references twin.clustering (dataset, model_config, training_config, seed, clustering_config) on delete cascade
);
comment on table twin.cluster is 'A cluster of bar codes';
comment on column twin.cluster.dataset is 'name of the dataset';
comment on column twin.cluster.model_config is 'name of the setting';
comment on column twin.cluster.training_config is 'name of the setting';
comment on column twin.cluster.seed is 'of initial weights, validation split and batches';
comment on column twin.cluster.clustering_config is 'name of the setting';
comment on column twin.cluster.cluster is 'number of the cluster, from 0, the largest first';
comment on column twin.cluster.n_members is 'neurons in it';
comment on column twin.cluster.centre is 'mean of the members'' prepared bar codes';
comment on column twin.cluster._run_id is 'The provenance.run that wrote the row';
comment on column twin.cluster._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.cluster._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create view public.cluster as
  select dataset, model_config, training_config, seed, clustering_config, cluster, n_members, centre
  from twin.cluster;
comment on view public.cluster is 'A cluster of bar codes';
comment on column public.cluster.dataset is 'name of the dataset';
comment on column public.cluster.model_config is 'name of the setting';
comment on column public.cluster.training_config is 'name of the setting';
comment on column public.cluster.seed is 'of initial weights, validation split and batches';
comment on column public.cluster.clustering_config is 'name of the setting';
comment on column public.cluster.cluster is 'number of the cluster, from 0, the largest first';
comment on column public.cluster.n_members is 'neurons in it';
comment on column public.cluster.centre is 'mean of the members'' prepared bar codes';

create table twin.cluster_member (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  clustering_config text not null,
  animal_id integer not null,
  session integer not null,
  scan_idx integer not null,
  unit_id integer not null,
  cluster integer not null,
  distance real not null,
  _run_id bigint,
  _input_hash text,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(clustering_config) || provenance.field(animal_id) || provenance.field(session) || provenance.field(scan_idx) || provenance.field(unit_id) || provenance.field(cluster) || provenance.field(distance) || provenance.field(_input_hash)), 'hex')) stored,
  constraint cluster_member_pkey primary key (dataset, model_config, training_config, seed, clustering_config, animal_id, session, scan_idx, unit_id),
  constraint cluster_member_clustering_fkey foreign key (dataset, model_config, training_config, seed, clustering_config) references twin.clustering (dataset, model_config, training_config, seed, clustering_config) on delete cascade,
  constraint cluster_member_bar_code_fkey foreign key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id) references twin.bar_code (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id) on delete restrict,
  constraint cluster_member_cluster_fkey foreign key (dataset, model_config, training_config, seed, clustering_config, cluster) references twin.cluster (dataset, model_config, training_config, seed, clustering_config, cluster) on delete restrict
);
create index cluster_member_bar_code_idx on twin.cluster_member (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id);
create index cluster_member_cluster_idx on twin.cluster_member (dataset, model_config, training_config, seed, clustering_config, cluster);
comment on table twin.cluster_member is 'The cluster of each neuron';
comment on column twin.cluster_member.dataset is 'name of the dataset';
comment on column twin.cluster_member.model_config is 'name of the setting';
comment on column twin.cluster_member.training_config is 'name of the setting';
comment on column twin.cluster_member.seed is 'of initial weights, validation split and batches';
comment on column twin.cluster_member.clustering_config is 'name of the setting';
comment on column twin.cluster_member.animal_id is 'number of the animal';
comment on column twin.cluster_member.session is 'number of the animal''s experiment';
comment on column twin.cluster_member.scan_idx is 'number of the scan in its session';
comment on column twin.cluster_member.unit_id is 'number of the neuron in its scan';
comment on column twin.cluster_member.cluster is 'number of its cluster';
comment on column twin.cluster_member.distance is 'of the prepared bar code from the cluster''s centre';
comment on column twin.cluster_member._run_id is 'The provenance.run that wrote the row';
comment on column twin.cluster_member._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.cluster_member._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create view public.cluster_member as
  select dataset, model_config, training_config, seed, clustering_config, animal_id, session, scan_idx, unit_id, cluster, distance
  from twin.cluster_member;
comment on view public.cluster_member is 'The cluster of each neuron';
comment on column public.cluster_member.dataset is 'name of the dataset';
comment on column public.cluster_member.model_config is 'name of the setting';
comment on column public.cluster_member.training_config is 'name of the setting';
comment on column public.cluster_member.seed is 'of initial weights, validation split and batches';
comment on column public.cluster_member.clustering_config is 'name of the setting';
comment on column public.cluster_member.animal_id is 'number of the animal';
comment on column public.cluster_member.session is 'number of the animal''s experiment';
comment on column public.cluster_member.scan_idx is 'number of the scan in its session';
comment on column public.cluster_member.unit_id is 'number of the neuron in its scan';
comment on column public.cluster_member.cluster is 'number of its cluster';
comment on column public.cluster_member.distance is 'of the prepared bar code from the cluster''s centre';

create table twin.optimal_gabor_config (
  optimal_gabor_config text not null,
  size_min real not null,
  size_factor real not null,
  n_sizes integer not null,
  sf_min real not null,
  sf_factor real not null,
  n_sfs integer not null,
  contrast_min real not null,
  contrast_factor real not null,
  n_contrasts integer not null,
  n_grid_orientations integer not null,
  n_grid_phases integer not null,
  location_step integer not null,
  location_margin integer not null,
  location_window integer,
  _row_hash text not null generated always as (encode(sha256(provenance.field(optimal_gabor_config) || provenance.field(size_min) || provenance.field(size_factor) || provenance.field(n_sizes) || provenance.field(sf_min) || provenance.field(sf_factor) || provenance.field(n_sfs) || provenance.field(contrast_min) || provenance.field(contrast_factor) || provenance.field(n_contrasts) || provenance.field(n_grid_orientations) || provenance.field(n_grid_phases) || provenance.field(location_step) || provenance.field(location_margin) || provenance.field(location_window)), 'hex')) stored,
  constraint optimal_gabor_config_pkey primary key (optimal_gabor_config)
);
comment on table twin.optimal_gabor_config is 'Grids of Gabor stimuli';
comment on column twin.optimal_gabor_config.optimal_gabor_config is 'name of the grid';
comment on column twin.optimal_gabor_config.size_min is '[px] smallest size';
comment on column twin.optimal_gabor_config.size_factor is 'from one size to the next';
comment on column twin.optimal_gabor_config.n_sizes is 'sizes';
comment on column twin.optimal_gabor_config.sf_min is '[cycles] smallest spatial frequency, relative: cycles per size';
comment on column twin.optimal_gabor_config.sf_factor is 'from one frequency to the next';
comment on column twin.optimal_gabor_config.n_sfs is 'frequencies';
comment on column twin.optimal_gabor_config.contrast_min is '[z-score] smallest contrast';
comment on column twin.optimal_gabor_config.contrast_factor is 'from one contrast to the next';
comment on column twin.optimal_gabor_config.n_contrasts is 'contrasts';
comment on column twin.optimal_gabor_config.n_grid_orientations is 'orientations, evenly in 0..180 deg';
comment on column twin.optimal_gabor_config.n_grid_phases is 'phases, evenly in 0..360 deg';
comment on column twin.optimal_gabor_config.location_step is '[px] distance of neighbouring locations';
comment on column twin.optimal_gabor_config.location_margin is '[px] without a window: locations fill the box of all receptive fields plus this margin';
comment on column twin.optimal_gabor_config.location_window is '[px] locations within so many pixels of the neuron''s own receptive field; null: the population''s box';
comment on column twin.optimal_gabor_config._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create view public.optimal_gabor_config as
  select optimal_gabor_config, size_min, size_factor, n_sizes, sf_min, sf_factor, n_sfs, contrast_min, contrast_factor, n_contrasts, n_grid_orientations, n_grid_phases, location_step, location_margin, location_window
  from twin.optimal_gabor_config;
comment on view public.optimal_gabor_config is 'Grids of Gabor stimuli';
comment on column public.optimal_gabor_config.optimal_gabor_config is 'name of the grid';
comment on column public.optimal_gabor_config.size_min is '[px] smallest size';
comment on column public.optimal_gabor_config.size_factor is 'from one size to the next';
comment on column public.optimal_gabor_config.n_sizes is 'sizes';
comment on column public.optimal_gabor_config.sf_min is '[cycles] smallest spatial frequency, relative: cycles per size';
comment on column public.optimal_gabor_config.sf_factor is 'from one frequency to the next';
comment on column public.optimal_gabor_config.n_sfs is 'frequencies';
comment on column public.optimal_gabor_config.contrast_min is '[z-score] smallest contrast';
comment on column public.optimal_gabor_config.contrast_factor is 'from one contrast to the next';
comment on column public.optimal_gabor_config.n_contrasts is 'contrasts';
comment on column public.optimal_gabor_config.n_grid_orientations is 'orientations, evenly in 0..180 deg';
comment on column public.optimal_gabor_config.n_grid_phases is 'phases, evenly in 0..360 deg';
comment on column public.optimal_gabor_config.location_step is '[px] distance of neighbouring locations';
comment on column public.optimal_gabor_config.location_margin is '[px] without a window: locations fill the box of all receptive fields plus this margin';
comment on column public.optimal_gabor_config.location_window is '[px] locations within so many pixels of the neuron''s own receptive field; null: the population''s box';

create table twin.optimal_gabor_task (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  optimal_gabor_config text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(optimal_gabor_config)), 'hex')) stored,
  constraint optimal_gabor_task_pkey primary key (dataset, model_config, training_config, seed, optimal_gabor_config),
  constraint optimal_gabor_task_training_task_fkey foreign key (dataset, model_config, training_config, seed) references twin.training_task (dataset, model_config, training_config, seed) on delete restrict,
  constraint optimal_gabor_task_optimal_gabor_config_fkey foreign key (optimal_gabor_config) references twin.optimal_gabor_config (optimal_gabor_config) on delete restrict
);
create index optimal_gabor_task_optimal_gabor_config_idx on twin.optimal_gabor_task (optimal_gabor_config);
comment on table twin.optimal_gabor_task is 'The searches for optimal Gabors that somebody asked for';
comment on column twin.optimal_gabor_task.dataset is 'name of the dataset';
comment on column twin.optimal_gabor_task.model_config is 'name of the setting';
comment on column twin.optimal_gabor_task.training_config is 'name of the setting';
comment on column twin.optimal_gabor_task.seed is 'of initial weights, validation split and batches';
comment on column twin.optimal_gabor_task.optimal_gabor_config is 'name of the grid';
comment on column twin.optimal_gabor_task._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create view public.optimal_gabor_task as
  select dataset, model_config, training_config, seed, optimal_gabor_config
  from twin.optimal_gabor_task;
comment on view public.optimal_gabor_task is 'The searches for optimal Gabors that somebody asked for';
comment on column public.optimal_gabor_task.dataset is 'name of the dataset';
comment on column public.optimal_gabor_task.model_config is 'name of the setting';
comment on column public.optimal_gabor_task.training_config is 'name of the setting';
comment on column public.optimal_gabor_task.seed is 'of initial weights, validation split and batches';
comment on column public.optimal_gabor_task.optimal_gabor_config is 'name of the grid';

create table twin.optimal_gabor (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  animal_id integer not null,
  session integer not null,
  scan_idx integer not null,
  unit_id integer not null,
  optimal_gabor_config text not null,
  r_x real not null,
  r_y real not null,
  size real not null,
  spatial_frequency real not null,
  contrast real not null,
  orientation real not null,
  phase real not null,
  activation real not null,
  at_grid_edge boolean not null,
  n_stimuli bigint not null,
  _run_id bigint not null,
  _input_hash text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(animal_id) || provenance.field(session) || provenance.field(scan_idx) || provenance.field(unit_id) || provenance.field(optimal_gabor_config) || provenance.field(r_x) || provenance.field(r_y) || provenance.field(size) || provenance.field(spatial_frequency) || provenance.field(contrast) || provenance.field(orientation) || provenance.field(phase) || provenance.field(activation) || provenance.field(at_grid_edge) || provenance.field(n_stimuli) || provenance.field(_input_hash)), 'hex')) stored,
  constraint optimal_gabor_pkey primary key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config),
  constraint optimal_gabor_bar_code_fkey foreign key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id) references twin.bar_code (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id) on delete restrict,
  constraint optimal_gabor_optimal_gabor_task_fkey foreign key (dataset, model_config, training_config, seed, optimal_gabor_config) references twin.optimal_gabor_task (dataset, model_config, training_config, seed, optimal_gabor_config) on delete restrict,
  constraint optimal_gabor_optimal_gabor_config_fkey foreign key (optimal_gabor_config) references twin.optimal_gabor_config (optimal_gabor_config) on delete restrict,
  constraint optimal_gabor_model_fkey foreign key (dataset, model_config, training_config, seed) references twin.model (dataset, model_config, training_config, seed) on delete restrict
);
create index optimal_gabor_optimal_gabor_task_idx on twin.optimal_gabor (dataset, model_config, training_config, seed, optimal_gabor_config);
create index optimal_gabor_optimal_gabor_config_idx on twin.optimal_gabor (optimal_gabor_config);
comment on table twin.optimal_gabor is 'The Gabor of a grid that excites the neuron''s twin most';
comment on column twin.optimal_gabor.dataset is 'name of the dataset';
comment on column twin.optimal_gabor.model_config is 'name of the setting';
comment on column twin.optimal_gabor.training_config is 'name of the setting';
comment on column twin.optimal_gabor.seed is 'of initial weights, validation split and batches';
comment on column twin.optimal_gabor.animal_id is 'number of the animal';
comment on column twin.optimal_gabor.session is 'number of the animal''s experiment';
comment on column twin.optimal_gabor.scan_idx is 'number of the scan in its session';
comment on column twin.optimal_gabor.unit_id is 'number of the neuron in its scan';
comment on column twin.optimal_gabor.optimal_gabor_config is 'name of the grid';
comment on column twin.optimal_gabor.r_x is '[px] column of the centre';
comment on column twin.optimal_gabor.r_y is '[px] row of the centre';
comment on column twin.optimal_gabor.size is '[px] +-2 SD of the envelope';
comment on column twin.optimal_gabor.spatial_frequency is '[cycles/px] of the carrier';
comment on column twin.optimal_gabor.contrast is '[z-score] in units of the training images'' pixel SD';
comment on column twin.optimal_gabor.orientation is '[deg] 0..180; 0: the carrier varies along x';
comment on column twin.optimal_gabor.phase is '[deg] of the carrier at the centre, 0..360';
comment on column twin.optimal_gabor.activation is '[events] predicted response to it';
comment on column twin.optimal_gabor.at_grid_edge is 'true: size, frequency or location is at an end of its range, so a better one may lie outside (the highest contrast is the rule and does not count)';
comment on column twin.optimal_gabor.n_stimuli is 'stimuli of the grid that were compared for this neuron';
comment on column twin.optimal_gabor._run_id is 'The provenance.run that wrote the row';
comment on column twin.optimal_gabor._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.optimal_gabor._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create view public.optimal_gabor as
  select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, r_x, r_y, size, spatial_frequency, contrast, orientation, phase, activation, at_grid_edge, n_stimuli
  from twin.optimal_gabor;
comment on view public.optimal_gabor is 'The Gabor of a grid that excites the neuron''s twin most';
comment on column public.optimal_gabor.dataset is 'name of the dataset';
comment on column public.optimal_gabor.model_config is 'name of the setting';
comment on column public.optimal_gabor.training_config is 'name of the setting';
comment on column public.optimal_gabor.seed is 'of initial weights, validation split and batches';
comment on column public.optimal_gabor.animal_id is 'number of the animal';
comment on column public.optimal_gabor.session is 'number of the animal''s experiment';
comment on column public.optimal_gabor.scan_idx is 'number of the scan in its session';
comment on column public.optimal_gabor.unit_id is 'number of the neuron in its scan';
comment on column public.optimal_gabor.optimal_gabor_config is 'name of the grid';
comment on column public.optimal_gabor.r_x is '[px] column of the centre';
comment on column public.optimal_gabor.r_y is '[px] row of the centre';
comment on column public.optimal_gabor.size is '[px] +-2 SD of the envelope';
comment on column public.optimal_gabor.spatial_frequency is '[cycles/px] of the carrier';
comment on column public.optimal_gabor.contrast is '[z-score] in units of the training images'' pixel SD';
comment on column public.optimal_gabor.orientation is '[deg] 0..180; 0: the carrier varies along x';
comment on column public.optimal_gabor.phase is '[deg] of the carrier at the centre, 0..360';
comment on column public.optimal_gabor.activation is '[events] predicted response to it';
comment on column public.optimal_gabor.at_grid_edge is 'true: size, frequency or location is at an end of its range, so a better one may lie outside (the highest contrast is the rule and does not count)';
comment on column public.optimal_gabor.n_stimuli is 'stimuli of the grid that were compared for this neuron';

create table job.optimal_gabor (
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
  constraint optimal_gabor_pkey primary key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config),
  constraint optimal_gabor_bar_code_fkey foreign key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id) references twin.bar_code (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id) on delete cascade,
  constraint optimal_gabor_optimal_gabor_task_fkey foreign key (dataset, model_config, training_config, seed, optimal_gabor_config) references twin.optimal_gabor_task (dataset, model_config, training_config, seed, optimal_gabor_config) on delete cascade,
  constraint optimal_gabor_optimal_gabor_config_fkey foreign key (optimal_gabor_config) references twin.optimal_gabor_config (optimal_gabor_config) on delete cascade,
  constraint optimal_gabor_model_fkey foreign key (dataset, model_config, training_config, seed) references twin.model (dataset, model_config, training_config, seed) on delete cascade,
  constraint optimal_gabor_status_known check (status in ('pending', 'claimed', 'failed', 'quarantined', 'ignored')),
  constraint optimal_gabor_claim_complete check ((status = 'claimed') = (epoch is not null) and (status = 'claimed') = (worker_id is not null) and (status = 'claimed') = (claimed_at is not null)),
  constraint optimal_gabor_failure_explained check (status <> 'failed' or (error_class is not null and error_message is not null)),
  constraint optimal_gabor_counts_not_negative check (attempts >= 0 and deaths >= 0)
) with (autovacuum_vacuum_scale_factor = 0.02);
create index optimal_gabor_pending_idx on job.optimal_gabor (priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) where status = 'pending';
create index optimal_gabor_claimed_idx on job.optimal_gabor (worker_id) where status = 'claimed';
comment on table job.optimal_gabor is 'Keys of twin.optimal_gabor that are not done';
comment on column job.optimal_gabor.dataset is 'name of the dataset';
comment on column job.optimal_gabor.model_config is 'name of the setting';
comment on column job.optimal_gabor.training_config is 'name of the setting';
comment on column job.optimal_gabor.seed is 'of initial weights, validation split and batches';
comment on column job.optimal_gabor.animal_id is 'number of the animal';
comment on column job.optimal_gabor.session is 'number of the animal''s experiment';
comment on column job.optimal_gabor.scan_idx is 'number of the scan in its session';
comment on column job.optimal_gabor.unit_id is 'number of the neuron in its scan';
comment on column job.optimal_gabor.optimal_gabor_config is 'name of the grid';
comment on column job.optimal_gabor.status is 'pending, claimed, failed, quarantined or ignored';
comment on column job.optimal_gabor.priority is 'Larger ones are claimed first';
comment on column job.optimal_gabor.attempts is 'Computes that ended with an error';
comment on column job.optimal_gabor.deaths is 'Workers that died while they held the key';
comment on column job.optimal_gabor.epoch is 'Number of the claim that holds the key; only its commit counts';
comment on column job.optimal_gabor.worker_id is 'The job.worker that holds the key';
comment on column job.optimal_gabor.claimed_at is 'Database time of the claim';
comment on column job.optimal_gabor.not_before is 'Back-off: not to be claimed earlier';
comment on column job.optimal_gabor.error_class is 'Kind of the last error';
comment on column job.optimal_gabor.error_message is 'The last error, with its key';

create table twin.orientation_tuning_config (
  orientation_tuning_config text not null,
  n_tuning_orientations integer not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(orientation_tuning_config) || provenance.field(n_tuning_orientations)), 'hex')) stored,
  constraint orientation_tuning_config_pkey primary key (orientation_tuning_config),
  constraint orientation_tuning_config_enough_orientations check (n_tuning_orientations >= 4)
);
comment on table twin.orientation_tuning_config is 'Settings of the orientation tuning experiment';
comment on column twin.orientation_tuning_config.orientation_tuning_config is 'name of the setting';
comment on column twin.orientation_tuning_config.n_tuning_orientations is 'orientations, evenly in 0..180 deg';
comment on column twin.orientation_tuning_config._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create view public.orientation_tuning_config as
  select orientation_tuning_config, n_tuning_orientations
  from twin.orientation_tuning_config;
comment on view public.orientation_tuning_config is 'Settings of the orientation tuning experiment';
comment on column public.orientation_tuning_config.orientation_tuning_config is 'name of the setting';
comment on column public.orientation_tuning_config.n_tuning_orientations is 'orientations, evenly in 0..180 deg';

create table twin.orientation_tuning_task (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  optimal_gabor_config text not null,
  orientation_tuning_config text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(optimal_gabor_config) || provenance.field(orientation_tuning_config)), 'hex')) stored,
  constraint orientation_tuning_task_pkey primary key (dataset, model_config, training_config, seed, optimal_gabor_config, orientation_tuning_config),
  constraint orientation_tuning_task_optimal_gabor_task_fkey foreign key (dataset, model_config, training_config, seed, optimal_gabor_config) references twin.optimal_gabor_task (dataset, model_config, training_config, seed, optimal_gabor_config) on delete restrict,
  constraint orientation_tuning_task_orientation_tuning_config_fkey foreign key (orientation_tuning_config) references twin.orientation_tuning_config (orientation_tuning_config) on delete restrict
);
create index orientation_tuning_task_orientation_tuning_config_idx on twin.orientation_tuning_task (orientation_tuning_config);
comment on table twin.orientation_tuning_task is 'The orientation tuning experiments that somebody asked for';
comment on column twin.orientation_tuning_task.dataset is 'name of the dataset';
comment on column twin.orientation_tuning_task.model_config is 'name of the setting';
comment on column twin.orientation_tuning_task.training_config is 'name of the setting';
comment on column twin.orientation_tuning_task.seed is 'of initial weights, validation split and batches';
comment on column twin.orientation_tuning_task.optimal_gabor_config is 'name of the grid';
comment on column twin.orientation_tuning_task.orientation_tuning_config is 'name of the setting';
comment on column twin.orientation_tuning_task._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create view public.orientation_tuning_task as
  select dataset, model_config, training_config, seed, optimal_gabor_config, orientation_tuning_config
  from twin.orientation_tuning_task;
comment on view public.orientation_tuning_task is 'The orientation tuning experiments that somebody asked for';
comment on column public.orientation_tuning_task.dataset is 'name of the dataset';
comment on column public.orientation_tuning_task.model_config is 'name of the setting';
comment on column public.orientation_tuning_task.training_config is 'name of the setting';
comment on column public.orientation_tuning_task.seed is 'of initial weights, validation split and batches';
comment on column public.orientation_tuning_task.optimal_gabor_config is 'name of the grid';
comment on column public.orientation_tuning_task.orientation_tuning_config is 'name of the setting';

create table twin.orientation_tuning (
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
  orientation_index real not null,
  preferred_orientation real not null,
  responses real[] not null,
  _run_id bigint not null,
  _input_hash text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(animal_id) || provenance.field(session) || provenance.field(scan_idx) || provenance.field(unit_id) || provenance.field(optimal_gabor_config) || provenance.field(orientation_tuning_config) || provenance.field(orientation_index) || provenance.field(preferred_orientation) || provenance.field(responses) || provenance.field(_input_hash)), 'hex')) stored,
  constraint orientation_tuning_pkey primary key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config),
  constraint orientation_tuning_optimal_gabor_fkey foreign key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) references twin.optimal_gabor (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) on delete restrict,
  constraint orientation_tuning_orientation_tuning_task_fkey foreign key (dataset, model_config, training_config, seed, optimal_gabor_config, orientation_tuning_config) references twin.orientation_tuning_task (dataset, model_config, training_config, seed, optimal_gabor_config, orientation_tuning_config) on delete restrict,
  constraint orientation_tuning_orientation_tuning_config_fkey foreign key (orientation_tuning_config) references twin.orientation_tuning_config (orientation_tuning_config) on delete restrict,
  constraint orientation_tuning_model_fkey foreign key (dataset, model_config, training_config, seed) references twin.model (dataset, model_config, training_config, seed) on delete restrict
);
create index orientation_tuning_orientation_tuning_task_idx on twin.orientation_tuning (dataset, model_config, training_config, seed, optimal_gabor_config, orientation_tuning_config);
create index orientation_tuning_orientation_tuning_config_idx on twin.orientation_tuning (orientation_tuning_config);
comment on table twin.orientation_tuning is 'The twin''s responses to its optimal Gabor at every orientation';
comment on column twin.orientation_tuning.dataset is 'name of the dataset';
comment on column twin.orientation_tuning.model_config is 'name of the setting';
comment on column twin.orientation_tuning.training_config is 'name of the setting';
comment on column twin.orientation_tuning.seed is 'of initial weights, validation split and batches';
comment on column twin.orientation_tuning.animal_id is 'number of the animal';
comment on column twin.orientation_tuning.session is 'number of the animal''s experiment';
comment on column twin.orientation_tuning.scan_idx is 'number of the scan in its session';
comment on column twin.orientation_tuning.unit_id is 'number of the neuron in its scan';
comment on column twin.orientation_tuning.optimal_gabor_config is 'name of the grid';
comment on column twin.orientation_tuning.orientation_tuning_config is 'name of the setting';
comment on column twin.orientation_tuning.orientation_index is 'F2/F0 as amplitude over mean: 2 |sum r exp(2i theta)| / sum r';
comment on column twin.orientation_tuning.preferred_orientation is '[deg] angle of the F2 component, 0..180';
comment on column twin.orientation_tuning.responses is '[events] at n_tuning_orientations orientations from 0, evenly in 0..180 deg';
comment on column twin.orientation_tuning._run_id is 'The provenance.run that wrote the row';
comment on column twin.orientation_tuning._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.orientation_tuning._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create view public.orientation_tuning as
  select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config, orientation_index, preferred_orientation, responses
  from twin.orientation_tuning;
comment on view public.orientation_tuning is 'The twin''s responses to its optimal Gabor at every orientation';
comment on column public.orientation_tuning.dataset is 'name of the dataset';
comment on column public.orientation_tuning.model_config is 'name of the setting';
comment on column public.orientation_tuning.training_config is 'name of the setting';
comment on column public.orientation_tuning.seed is 'of initial weights, validation split and batches';
comment on column public.orientation_tuning.animal_id is 'number of the animal';
comment on column public.orientation_tuning.session is 'number of the animal''s experiment';
comment on column public.orientation_tuning.scan_idx is 'number of the scan in its session';
comment on column public.orientation_tuning.unit_id is 'number of the neuron in its scan';
comment on column public.orientation_tuning.optimal_gabor_config is 'name of the grid';
comment on column public.orientation_tuning.orientation_tuning_config is 'name of the setting';
comment on column public.orientation_tuning.orientation_index is 'F2/F0 as amplitude over mean: 2 |sum r exp(2i theta)| / sum r';
comment on column public.orientation_tuning.preferred_orientation is '[deg] angle of the F2 component, 0..180';
comment on column public.orientation_tuning.responses is '[events] at n_tuning_orientations orientations from 0, evenly in 0..180 deg';

create table job.orientation_tuning (
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
  constraint orientation_tuning_pkey primary key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config),
  constraint orientation_tuning_optimal_gabor_fkey foreign key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) references twin.optimal_gabor (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) on delete cascade,
  constraint orientation_tuning_orientation_tuning_task_fkey foreign key (dataset, model_config, training_config, seed, optimal_gabor_config, orientation_tuning_config) references twin.orientation_tuning_task (dataset, model_config, training_config, seed, optimal_gabor_config, orientation_tuning_config) on delete cascade,
  constraint orientation_tuning_orientation_tuning_config_fkey foreign key (orientation_tuning_config) references twin.orientation_tuning_config (orientation_tuning_config) on delete cascade,
  constraint orientation_tuning_model_fkey foreign key (dataset, model_config, training_config, seed) references twin.model (dataset, model_config, training_config, seed) on delete cascade,
  constraint orientation_tuning_status_known check (status in ('pending', 'claimed', 'failed', 'quarantined', 'ignored')),
  constraint orientation_tuning_claim_complete check ((status = 'claimed') = (epoch is not null) and (status = 'claimed') = (worker_id is not null) and (status = 'claimed') = (claimed_at is not null)),
  constraint orientation_tuning_failure_explained check (status <> 'failed' or (error_class is not null and error_message is not null)),
  constraint orientation_tuning_counts_not_negative check (attempts >= 0 and deaths >= 0)
) with (autovacuum_vacuum_scale_factor = 0.02);
create index orientation_tuning_pending_idx on job.orientation_tuning (priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, orientation_tuning_config) where status = 'pending';
create index orientation_tuning_claimed_idx on job.orientation_tuning (worker_id) where status = 'claimed';
comment on table job.orientation_tuning is 'Keys of twin.orientation_tuning that are not done';
comment on column job.orientation_tuning.dataset is 'name of the dataset';
comment on column job.orientation_tuning.model_config is 'name of the setting';
comment on column job.orientation_tuning.training_config is 'name of the setting';
comment on column job.orientation_tuning.seed is 'of initial weights, validation split and batches';
comment on column job.orientation_tuning.animal_id is 'number of the animal';
comment on column job.orientation_tuning.session is 'number of the animal''s experiment';
comment on column job.orientation_tuning.scan_idx is 'number of the scan in its session';
comment on column job.orientation_tuning.unit_id is 'number of the neuron in its scan';
comment on column job.orientation_tuning.optimal_gabor_config is 'name of the grid';
comment on column job.orientation_tuning.orientation_tuning_config is 'name of the setting';
comment on column job.orientation_tuning.status is 'pending, claimed, failed, quarantined or ignored';
comment on column job.orientation_tuning.priority is 'Larger ones are claimed first';
comment on column job.orientation_tuning.attempts is 'Computes that ended with an error';
comment on column job.orientation_tuning.deaths is 'Workers that died while they held the key';
comment on column job.orientation_tuning.epoch is 'Number of the claim that holds the key; only its commit counts';
comment on column job.orientation_tuning.worker_id is 'The job.worker that holds the key';
comment on column job.orientation_tuning.claimed_at is 'Database time of the claim';
comment on column job.orientation_tuning.not_before is 'Back-off: not to be claimed earlier';
comment on column job.orientation_tuning.error_class is 'Kind of the last error';
comment on column job.orientation_tuning.error_message is 'The last error, with its key';

create table twin.phase_tuning_config (
  phase_tuning_config text not null,
  n_tuning_phases integer not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(phase_tuning_config) || provenance.field(n_tuning_phases)), 'hex')) stored,
  constraint phase_tuning_config_pkey primary key (phase_tuning_config),
  constraint phase_tuning_config_enough_phases check (n_tuning_phases >= 4)
);
comment on table twin.phase_tuning_config is 'Settings of the phase tuning experiment';
comment on column twin.phase_tuning_config.phase_tuning_config is 'name of the setting';
comment on column twin.phase_tuning_config.n_tuning_phases is 'phases, evenly in 0..360 deg';
comment on column twin.phase_tuning_config._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create view public.phase_tuning_config as
  select phase_tuning_config, n_tuning_phases
  from twin.phase_tuning_config;
comment on view public.phase_tuning_config is 'Settings of the phase tuning experiment';
comment on column public.phase_tuning_config.phase_tuning_config is 'name of the setting';
comment on column public.phase_tuning_config.n_tuning_phases is 'phases, evenly in 0..360 deg';

create table twin.phase_tuning_task (
  dataset text not null,
  model_config text not null,
  training_config text not null,
  seed bigint not null,
  optimal_gabor_config text not null,
  phase_tuning_config text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(optimal_gabor_config) || provenance.field(phase_tuning_config)), 'hex')) stored,
  constraint phase_tuning_task_pkey primary key (dataset, model_config, training_config, seed, optimal_gabor_config, phase_tuning_config),
  constraint phase_tuning_task_optimal_gabor_task_fkey foreign key (dataset, model_config, training_config, seed, optimal_gabor_config) references twin.optimal_gabor_task (dataset, model_config, training_config, seed, optimal_gabor_config) on delete restrict,
  constraint phase_tuning_task_phase_tuning_config_fkey foreign key (phase_tuning_config) references twin.phase_tuning_config (phase_tuning_config) on delete restrict
);
create index phase_tuning_task_phase_tuning_config_idx on twin.phase_tuning_task (phase_tuning_config);
comment on table twin.phase_tuning_task is 'The phase tuning experiments that somebody asked for';
comment on column twin.phase_tuning_task.dataset is 'name of the dataset';
comment on column twin.phase_tuning_task.model_config is 'name of the setting';
comment on column twin.phase_tuning_task.training_config is 'name of the setting';
comment on column twin.phase_tuning_task.seed is 'of initial weights, validation split and batches';
comment on column twin.phase_tuning_task.optimal_gabor_config is 'name of the grid';
comment on column twin.phase_tuning_task.phase_tuning_config is 'name of the setting';
comment on column twin.phase_tuning_task._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create view public.phase_tuning_task as
  select dataset, model_config, training_config, seed, optimal_gabor_config, phase_tuning_config
  from twin.phase_tuning_task;
comment on view public.phase_tuning_task is 'The phase tuning experiments that somebody asked for';
comment on column public.phase_tuning_task.dataset is 'name of the dataset';
comment on column public.phase_tuning_task.model_config is 'name of the setting';
comment on column public.phase_tuning_task.training_config is 'name of the setting';
comment on column public.phase_tuning_task.seed is 'of initial weights, validation split and batches';
comment on column public.phase_tuning_task.optimal_gabor_config is 'name of the grid';
comment on column public.phase_tuning_task.phase_tuning_config is 'name of the setting';

create table twin.phase_tuning (
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
  phase_index real not null,
  preferred_phase real not null,
  responses real[] not null,
  _run_id bigint not null,
  _input_hash text not null,
  _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(animal_id) || provenance.field(session) || provenance.field(scan_idx) || provenance.field(unit_id) || provenance.field(optimal_gabor_config) || provenance.field(phase_tuning_config) || provenance.field(phase_index) || provenance.field(preferred_phase) || provenance.field(responses) || provenance.field(_input_hash)), 'hex')) stored,
  constraint phase_tuning_pkey primary key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config),
  constraint phase_tuning_optimal_gabor_fkey foreign key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) references twin.optimal_gabor (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) on delete restrict,
  constraint phase_tuning_phase_tuning_task_fkey foreign key (dataset, model_config, training_config, seed, optimal_gabor_config, phase_tuning_config) references twin.phase_tuning_task (dataset, model_config, training_config, seed, optimal_gabor_config, phase_tuning_config) on delete restrict,
  constraint phase_tuning_phase_tuning_config_fkey foreign key (phase_tuning_config) references twin.phase_tuning_config (phase_tuning_config) on delete restrict,
  constraint phase_tuning_model_fkey foreign key (dataset, model_config, training_config, seed) references twin.model (dataset, model_config, training_config, seed) on delete restrict
);
create index phase_tuning_phase_tuning_task_idx on twin.phase_tuning (dataset, model_config, training_config, seed, optimal_gabor_config, phase_tuning_config);
create index phase_tuning_phase_tuning_config_idx on twin.phase_tuning (phase_tuning_config);
comment on table twin.phase_tuning is 'The twin''s responses to its optimal Gabor at every phase';
comment on column twin.phase_tuning.dataset is 'name of the dataset';
comment on column twin.phase_tuning.model_config is 'name of the setting';
comment on column twin.phase_tuning.training_config is 'name of the setting';
comment on column twin.phase_tuning.seed is 'of initial weights, validation split and batches';
comment on column twin.phase_tuning.animal_id is 'number of the animal';
comment on column twin.phase_tuning.session is 'number of the animal''s experiment';
comment on column twin.phase_tuning.scan_idx is 'number of the scan in its session';
comment on column twin.phase_tuning.unit_id is 'number of the neuron in its scan';
comment on column twin.phase_tuning.optimal_gabor_config is 'name of the grid';
comment on column twin.phase_tuning.phase_tuning_config is 'name of the setting';
comment on column twin.phase_tuning.phase_index is 'F1/F0 as amplitude over mean: 2 |sum r exp(i theta)| / sum r; above 1 for simple cells';
comment on column twin.phase_tuning.preferred_phase is '[deg] angle of the F1 component, 0..360';
comment on column twin.phase_tuning.responses is '[events] at n_tuning_phases phases from 0, evenly in 0..360 deg';
comment on column twin.phase_tuning._run_id is 'The provenance.run that wrote the row';
comment on column twin.phase_tuning._input_hash is 'SHA-256 over the row hashes of the parents that it was made from';
comment on column twin.phase_tuning._row_hash is 'SHA-256 over the key, the columns and _input_hash';

create view public.phase_tuning as
  select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config, phase_index, preferred_phase, responses
  from twin.phase_tuning;
comment on view public.phase_tuning is 'The twin''s responses to its optimal Gabor at every phase';
comment on column public.phase_tuning.dataset is 'name of the dataset';
comment on column public.phase_tuning.model_config is 'name of the setting';
comment on column public.phase_tuning.training_config is 'name of the setting';
comment on column public.phase_tuning.seed is 'of initial weights, validation split and batches';
comment on column public.phase_tuning.animal_id is 'number of the animal';
comment on column public.phase_tuning.session is 'number of the animal''s experiment';
comment on column public.phase_tuning.scan_idx is 'number of the scan in its session';
comment on column public.phase_tuning.unit_id is 'number of the neuron in its scan';
comment on column public.phase_tuning.optimal_gabor_config is 'name of the grid';
comment on column public.phase_tuning.phase_tuning_config is 'name of the setting';
comment on column public.phase_tuning.phase_index is 'F1/F0 as amplitude over mean: 2 |sum r exp(i theta)| / sum r; above 1 for simple cells';
comment on column public.phase_tuning.preferred_phase is '[deg] angle of the F1 component, 0..360';
comment on column public.phase_tuning.responses is '[events] at n_tuning_phases phases from 0, evenly in 0..360 deg';

create table job.phase_tuning (
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
  constraint phase_tuning_pkey primary key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config),
  constraint phase_tuning_optimal_gabor_fkey foreign key (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) references twin.optimal_gabor (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config) on delete cascade,
  constraint phase_tuning_phase_tuning_task_fkey foreign key (dataset, model_config, training_config, seed, optimal_gabor_config, phase_tuning_config) references twin.phase_tuning_task (dataset, model_config, training_config, seed, optimal_gabor_config, phase_tuning_config) on delete cascade,
  constraint phase_tuning_phase_tuning_config_fkey foreign key (phase_tuning_config) references twin.phase_tuning_config (phase_tuning_config) on delete cascade,
  constraint phase_tuning_model_fkey foreign key (dataset, model_config, training_config, seed) references twin.model (dataset, model_config, training_config, seed) on delete cascade,
  constraint phase_tuning_status_known check (status in ('pending', 'claimed', 'failed', 'quarantined', 'ignored')),
  constraint phase_tuning_claim_complete check ((status = 'claimed') = (epoch is not null) and (status = 'claimed') = (worker_id is not null) and (status = 'claimed') = (claimed_at is not null)),
  constraint phase_tuning_failure_explained check (status <> 'failed' or (error_class is not null and error_message is not null)),
  constraint phase_tuning_counts_not_negative check (attempts >= 0 and deaths >= 0)
) with (autovacuum_vacuum_scale_factor = 0.02);
create index phase_tuning_pending_idx on job.phase_tuning (priority desc, dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, optimal_gabor_config, phase_tuning_config) where status = 'pending';
create index phase_tuning_claimed_idx on job.phase_tuning (worker_id) where status = 'claimed';
comment on table job.phase_tuning is 'Keys of twin.phase_tuning that are not done';
comment on column job.phase_tuning.dataset is 'name of the dataset';
comment on column job.phase_tuning.model_config is 'name of the setting';
comment on column job.phase_tuning.training_config is 'name of the setting';
comment on column job.phase_tuning.seed is 'of initial weights, validation split and batches';
comment on column job.phase_tuning.animal_id is 'number of the animal';
comment on column job.phase_tuning.session is 'number of the animal''s experiment';
comment on column job.phase_tuning.scan_idx is 'number of the scan in its session';
comment on column job.phase_tuning.unit_id is 'number of the neuron in its scan';
comment on column job.phase_tuning.optimal_gabor_config is 'name of the grid';
comment on column job.phase_tuning.phase_tuning_config is 'name of the setting';
comment on column job.phase_tuning.status is 'pending, claimed, failed, quarantined or ignored';
comment on column job.phase_tuning.priority is 'Larger ones are claimed first';
comment on column job.phase_tuning.attempts is 'Computes that ended with an error';
comment on column job.phase_tuning.deaths is 'Workers that died while they held the key';
comment on column job.phase_tuning.epoch is 'Number of the claim that holds the key; only its commit counts';
comment on column job.phase_tuning.worker_id is 'The job.worker that holds the key';
comment on column job.phase_tuning.claimed_at is 'Database time of the claim';
comment on column job.phase_tuning.not_before is 'Back-off: not to be claimed earlier';
comment on column job.phase_tuning.error_class is 'Kind of the last error';
comment on column job.phase_tuning.error_message is 'The last error, with its key';

insert into twin."~lineage" (table_name, attribute_name, lineage) values
  ('scan', 'animal_id', 'twin.scan.animal_id'),
  ('scan', 'session', 'twin.scan.session'),
  ('scan', 'scan_idx', 'twin.scan.scan_idx'),
  ('neuron', 'animal_id', 'twin.scan.animal_id'),
  ('neuron', 'session', 'twin.scan.session'),
  ('neuron', 'scan_idx', 'twin.scan.scan_idx'),
  ('neuron', 'unit_id', 'twin.neuron.unit_id'),
  ('image', 'image_sha256', 'twin.image.image_sha256'),
  ('trial', 'animal_id', 'twin.scan.animal_id'),
  ('trial', 'session', 'twin.scan.session'),
  ('trial', 'scan_idx', 'twin.scan.scan_idx'),
  ('trial', 'trial_idx', 'twin.trial.trial_idx'),
  ('trial', 'image_sha256', 'twin.image.image_sha256'),
  ('ground_truth', 'animal_id', 'twin.scan.animal_id'),
  ('ground_truth', 'session', 'twin.scan.session'),
  ('ground_truth', 'scan_idx', 'twin.scan.scan_idx'),
  ('ground_truth', 'unit_id', 'twin.neuron.unit_id'),
  ('scan_oracle', 'animal_id', 'twin.scan.animal_id'),
  ('scan_oracle', 'session', 'twin.scan.session'),
  ('scan_oracle', 'scan_idx', 'twin.scan.scan_idx'),
  ('oracle', 'animal_id', 'twin.scan.animal_id'),
  ('oracle', 'session', 'twin.scan.session'),
  ('oracle', 'scan_idx', 'twin.scan.scan_idx'),
  ('oracle', 'unit_id', 'twin.neuron.unit_id'),
  ('dataset', 'dataset', 'twin.dataset.dataset'),
  ('dataset_scan', 'dataset', 'twin.dataset.dataset'),
  ('dataset_scan', 'animal_id', 'twin.scan.animal_id'),
  ('dataset_scan', 'session', 'twin.scan.session'),
  ('dataset_scan', 'scan_idx', 'twin.scan.scan_idx'),
  ('dataset_neuron', 'dataset', 'twin.dataset.dataset'),
  ('dataset_neuron', 'animal_id', 'twin.scan.animal_id'),
  ('dataset_neuron', 'session', 'twin.scan.session'),
  ('dataset_neuron', 'scan_idx', 'twin.scan.scan_idx'),
  ('dataset_neuron', 'unit_id', 'twin.neuron.unit_id'),
  ('dataset_image', 'dataset', 'twin.dataset.dataset'),
  ('dataset_image', 'image_sha256', 'twin.image.image_sha256'),
  ('model_config', 'model_config', 'twin.model_config.model_config'),
  ('training_config', 'training_config', 'twin.training_config.training_config'),
  ('training_task', 'dataset', 'twin.dataset.dataset'),
  ('training_task', 'model_config', 'twin.model_config.model_config'),
  ('training_task', 'training_config', 'twin.training_config.training_config'),
  ('training_task', 'seed', 'twin.training_task.seed'),
  ('model', 'dataset', 'twin.dataset.dataset'),
  ('model', 'model_config', 'twin.model_config.model_config'),
  ('model', 'training_config', 'twin.training_config.training_config'),
  ('model', 'seed', 'twin.training_task.seed'),
  ('training_log', 'dataset', 'twin.dataset.dataset'),
  ('training_log', 'model_config', 'twin.model_config.model_config'),
  ('training_log', 'training_config', 'twin.training_config.training_config'),
  ('training_log', 'seed', 'twin.training_task.seed'),
  ('training_log', 'iteration', 'twin.training_log.iteration'),
  ('model_score', 'dataset', 'twin.dataset.dataset'),
  ('model_score', 'model_config', 'twin.model_config.model_config'),
  ('model_score', 'training_config', 'twin.training_config.training_config'),
  ('model_score', 'seed', 'twin.training_task.seed'),
  ('neuron_score', 'dataset', 'twin.dataset.dataset'),
  ('neuron_score', 'model_config', 'twin.model_config.model_config'),
  ('neuron_score', 'training_config', 'twin.training_config.training_config'),
  ('neuron_score', 'seed', 'twin.training_task.seed'),
  ('neuron_score', 'animal_id', 'twin.scan.animal_id'),
  ('neuron_score', 'session', 'twin.scan.session'),
  ('neuron_score', 'scan_idx', 'twin.scan.scan_idx'),
  ('neuron_score', 'unit_id', 'twin.neuron.unit_id'),
  ('readout', 'dataset', 'twin.dataset.dataset'),
  ('readout', 'model_config', 'twin.model_config.model_config'),
  ('readout', 'training_config', 'twin.training_config.training_config'),
  ('readout', 'seed', 'twin.training_task.seed'),
  ('bar_code', 'dataset', 'twin.dataset.dataset'),
  ('bar_code', 'model_config', 'twin.model_config.model_config'),
  ('bar_code', 'training_config', 'twin.training_config.training_config'),
  ('bar_code', 'seed', 'twin.training_task.seed'),
  ('bar_code', 'animal_id', 'twin.scan.animal_id'),
  ('bar_code', 'session', 'twin.scan.session'),
  ('bar_code', 'scan_idx', 'twin.scan.scan_idx'),
  ('bar_code', 'unit_id', 'twin.neuron.unit_id'),
  ('clustering_config', 'clustering_config', 'twin.clustering_config.clustering_config'),
  ('clustering_task', 'dataset', 'twin.dataset.dataset'),
  ('clustering_task', 'model_config', 'twin.model_config.model_config'),
  ('clustering_task', 'training_config', 'twin.training_config.training_config'),
  ('clustering_task', 'seed', 'twin.training_task.seed'),
  ('clustering_task', 'clustering_config', 'twin.clustering_config.clustering_config'),
  ('clustering', 'dataset', 'twin.dataset.dataset'),
  ('clustering', 'model_config', 'twin.model_config.model_config'),
  ('clustering', 'training_config', 'twin.training_config.training_config'),
  ('clustering', 'seed', 'twin.training_task.seed'),
  ('clustering', 'clustering_config', 'twin.clustering_config.clustering_config'),
  ('cluster', 'dataset', 'twin.dataset.dataset'),
  ('cluster', 'model_config', 'twin.model_config.model_config'),
  ('cluster', 'training_config', 'twin.training_config.training_config'),
  ('cluster', 'seed', 'twin.training_task.seed'),
  ('cluster', 'clustering_config', 'twin.clustering_config.clustering_config'),
  ('cluster', 'cluster', 'twin.cluster.cluster'),
  ('cluster_member', 'dataset', 'twin.dataset.dataset'),
  ('cluster_member', 'model_config', 'twin.model_config.model_config'),
  ('cluster_member', 'training_config', 'twin.training_config.training_config'),
  ('cluster_member', 'seed', 'twin.training_task.seed'),
  ('cluster_member', 'clustering_config', 'twin.clustering_config.clustering_config'),
  ('cluster_member', 'animal_id', 'twin.scan.animal_id'),
  ('cluster_member', 'session', 'twin.scan.session'),
  ('cluster_member', 'scan_idx', 'twin.scan.scan_idx'),
  ('cluster_member', 'unit_id', 'twin.neuron.unit_id'),
  ('cluster_member', 'cluster', 'twin.cluster.cluster'),
  ('optimal_gabor_config', 'optimal_gabor_config', 'twin.optimal_gabor_config.optimal_gabor_config'),
  ('optimal_gabor_task', 'dataset', 'twin.dataset.dataset'),
  ('optimal_gabor_task', 'model_config', 'twin.model_config.model_config'),
  ('optimal_gabor_task', 'training_config', 'twin.training_config.training_config'),
  ('optimal_gabor_task', 'seed', 'twin.training_task.seed'),
  ('optimal_gabor_task', 'optimal_gabor_config', 'twin.optimal_gabor_config.optimal_gabor_config'),
  ('optimal_gabor', 'dataset', 'twin.dataset.dataset'),
  ('optimal_gabor', 'model_config', 'twin.model_config.model_config'),
  ('optimal_gabor', 'training_config', 'twin.training_config.training_config'),
  ('optimal_gabor', 'seed', 'twin.training_task.seed'),
  ('optimal_gabor', 'animal_id', 'twin.scan.animal_id'),
  ('optimal_gabor', 'session', 'twin.scan.session'),
  ('optimal_gabor', 'scan_idx', 'twin.scan.scan_idx'),
  ('optimal_gabor', 'unit_id', 'twin.neuron.unit_id'),
  ('optimal_gabor', 'optimal_gabor_config', 'twin.optimal_gabor_config.optimal_gabor_config'),
  ('orientation_tuning_config', 'orientation_tuning_config', 'twin.orientation_tuning_config.orientation_tuning_config'),
  ('orientation_tuning_task', 'dataset', 'twin.dataset.dataset'),
  ('orientation_tuning_task', 'model_config', 'twin.model_config.model_config'),
  ('orientation_tuning_task', 'training_config', 'twin.training_config.training_config'),
  ('orientation_tuning_task', 'seed', 'twin.training_task.seed'),
  ('orientation_tuning_task', 'optimal_gabor_config', 'twin.optimal_gabor_config.optimal_gabor_config'),
  ('orientation_tuning_task', 'orientation_tuning_config', 'twin.orientation_tuning_config.orientation_tuning_config'),
  ('orientation_tuning', 'dataset', 'twin.dataset.dataset'),
  ('orientation_tuning', 'model_config', 'twin.model_config.model_config'),
  ('orientation_tuning', 'training_config', 'twin.training_config.training_config'),
  ('orientation_tuning', 'seed', 'twin.training_task.seed'),
  ('orientation_tuning', 'animal_id', 'twin.scan.animal_id'),
  ('orientation_tuning', 'session', 'twin.scan.session'),
  ('orientation_tuning', 'scan_idx', 'twin.scan.scan_idx'),
  ('orientation_tuning', 'unit_id', 'twin.neuron.unit_id'),
  ('orientation_tuning', 'optimal_gabor_config', 'twin.optimal_gabor_config.optimal_gabor_config'),
  ('orientation_tuning', 'orientation_tuning_config', 'twin.orientation_tuning_config.orientation_tuning_config'),
  ('phase_tuning_config', 'phase_tuning_config', 'twin.phase_tuning_config.phase_tuning_config'),
  ('phase_tuning_task', 'dataset', 'twin.dataset.dataset'),
  ('phase_tuning_task', 'model_config', 'twin.model_config.model_config'),
  ('phase_tuning_task', 'training_config', 'twin.training_config.training_config'),
  ('phase_tuning_task', 'seed', 'twin.training_task.seed'),
  ('phase_tuning_task', 'optimal_gabor_config', 'twin.optimal_gabor_config.optimal_gabor_config'),
  ('phase_tuning_task', 'phase_tuning_config', 'twin.phase_tuning_config.phase_tuning_config'),
  ('phase_tuning', 'dataset', 'twin.dataset.dataset'),
  ('phase_tuning', 'model_config', 'twin.model_config.model_config'),
  ('phase_tuning', 'training_config', 'twin.training_config.training_config'),
  ('phase_tuning', 'seed', 'twin.training_task.seed'),
  ('phase_tuning', 'animal_id', 'twin.scan.animal_id'),
  ('phase_tuning', 'session', 'twin.scan.session'),
  ('phase_tuning', 'scan_idx', 'twin.scan.scan_idx'),
  ('phase_tuning', 'unit_id', 'twin.neuron.unit_id'),
  ('phase_tuning', 'optimal_gabor_config', 'twin.optimal_gabor_config.optimal_gabor_config'),
  ('phase_tuning', 'phase_tuning_config', 'twin.phase_tuning_config.phase_tuning_config');

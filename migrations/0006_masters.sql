-- Masters that cover their parts, the triggers that keep it so, and the view of what is stale: for the tables of the science.

-- Masters cover their parts ------------------------------------------------------------------------------------------
-- A master's row hash now covers _parts_hash. Results that were up to date before stay so: their input hashes are taken
-- anew, from the top of the lineage down.
create temporary table fresh (table_name text, key jsonb) on commit drop;
insert into fresh select 'twin.scan_oracle', jsonb_build_object('animal_id', t.animal_id, 'session', t.session, 'scan_idx', t.scan_idx)
from twin.scan_oracle t
left join twin.scan p1 on p1.animal_id = t.animal_id and p1.session = t.session and p1.scan_idx = t.scan_idx
where t._input_hash = encode(sha256(convert_to('twin.scan:' || p1._row_hash, 'UTF8')), 'hex');
insert into fresh select 'twin.model', jsonb_build_object('dataset', t.dataset, 'model_config', t.model_config, 'training_config', t.training_config, 'seed', t.seed)
from twin.model t
left join twin.training_task p1 on p1.dataset = t.dataset and p1.model_config = t.model_config and p1.training_config = t.training_config and p1.seed = t.seed
left join twin.dataset p2 on p2.dataset = t.dataset
left join twin.model_config p3 on p3.model_config = t.model_config
left join twin.training_config p4 on p4.training_config = t.training_config
where t._input_hash = encode(sha256(convert_to('twin.training_task:' || p1._row_hash || E'\n' || 'twin.dataset:' || p2._row_hash || E'\n' || 'twin.model_config:' || p3._row_hash || E'\n' || 'twin.training_config:' || p4._row_hash, 'UTF8')), 'hex');
insert into fresh select 'twin.model_score', jsonb_build_object('dataset', t.dataset, 'model_config', t.model_config, 'training_config', t.training_config, 'seed', t.seed)
from twin.model_score t
left join twin.model p1 on p1.dataset = t.dataset and p1.model_config = t.model_config and p1.training_config = t.training_config and p1.seed = t.seed
where t._input_hash = encode(sha256(convert_to('twin.model:' || p1._row_hash, 'UTF8')), 'hex');
insert into fresh select 'twin.readout', jsonb_build_object('dataset', t.dataset, 'model_config', t.model_config, 'training_config', t.training_config, 'seed', t.seed)
from twin.readout t
left join twin.model p1 on p1.dataset = t.dataset and p1.model_config = t.model_config and p1.training_config = t.training_config and p1.seed = t.seed
where t._input_hash = encode(sha256(convert_to('twin.model:' || p1._row_hash, 'UTF8')), 'hex');
insert into fresh select 'twin.clustering', jsonb_build_object('dataset', t.dataset, 'model_config', t.model_config, 'training_config', t.training_config, 'seed', t.seed, 'clustering_config', t.clustering_config)
from twin.clustering t
left join twin.readout p1 on p1.dataset = t.dataset and p1.model_config = t.model_config and p1.training_config = t.training_config and p1.seed = t.seed
left join twin.clustering_task p2 on p2.dataset = t.dataset and p2.model_config = t.model_config and p2.training_config = t.training_config and p2.seed = t.seed and p2.clustering_config = t.clustering_config
left join twin.clustering_config p3 on p3.clustering_config = t.clustering_config
where t._input_hash = encode(sha256(convert_to('twin.readout:' || p1._row_hash || E'\n' || 'twin.clustering_task:' || p2._row_hash || E'\n' || 'twin.clustering_config:' || p3._row_hash, 'UTF8')), 'hex');
insert into fresh select 'twin.optimal_gabor', jsonb_build_object('dataset', t.dataset, 'model_config', t.model_config, 'training_config', t.training_config, 'seed', t.seed, 'animal_id', t.animal_id, 'session', t.session, 'scan_idx', t.scan_idx, 'unit_id', t.unit_id, 'optimal_gabor_config', t.optimal_gabor_config)
from twin.optimal_gabor t
left join twin.bar_code p1 on p1.dataset = t.dataset and p1.model_config = t.model_config and p1.training_config = t.training_config and p1.seed = t.seed and p1.animal_id = t.animal_id and p1.session = t.session and p1.scan_idx = t.scan_idx and p1.unit_id = t.unit_id
left join twin.optimal_gabor_task p2 on p2.dataset = t.dataset and p2.model_config = t.model_config and p2.training_config = t.training_config and p2.seed = t.seed and p2.optimal_gabor_config = t.optimal_gabor_config
left join twin.optimal_gabor_config p3 on p3.optimal_gabor_config = t.optimal_gabor_config
left join twin.model p4 on p4.dataset = t.dataset and p4.model_config = t.model_config and p4.training_config = t.training_config and p4.seed = t.seed
where t._input_hash = encode(sha256(convert_to('twin.bar_code:' || p1._row_hash || E'\n' || 'twin.optimal_gabor_task:' || p2._row_hash || E'\n' || 'twin.optimal_gabor_config:' || p3._row_hash || E'\n' || 'twin.model:' || p4._row_hash, 'UTF8')), 'hex');
insert into fresh select 'twin.orientation_tuning', jsonb_build_object('dataset', t.dataset, 'model_config', t.model_config, 'training_config', t.training_config, 'seed', t.seed, 'animal_id', t.animal_id, 'session', t.session, 'scan_idx', t.scan_idx, 'unit_id', t.unit_id, 'optimal_gabor_config', t.optimal_gabor_config, 'orientation_tuning_config', t.orientation_tuning_config)
from twin.orientation_tuning t
left join twin.optimal_gabor p1 on p1.dataset = t.dataset and p1.model_config = t.model_config and p1.training_config = t.training_config and p1.seed = t.seed and p1.animal_id = t.animal_id and p1.session = t.session and p1.scan_idx = t.scan_idx and p1.unit_id = t.unit_id and p1.optimal_gabor_config = t.optimal_gabor_config
left join twin.orientation_tuning_task p2 on p2.dataset = t.dataset and p2.model_config = t.model_config and p2.training_config = t.training_config and p2.seed = t.seed and p2.optimal_gabor_config = t.optimal_gabor_config and p2.orientation_tuning_config = t.orientation_tuning_config
left join twin.orientation_tuning_config p3 on p3.orientation_tuning_config = t.orientation_tuning_config
left join twin.model p4 on p4.dataset = t.dataset and p4.model_config = t.model_config and p4.training_config = t.training_config and p4.seed = t.seed
where t._input_hash = encode(sha256(convert_to('twin.optimal_gabor:' || p1._row_hash || E'\n' || 'twin.orientation_tuning_task:' || p2._row_hash || E'\n' || 'twin.orientation_tuning_config:' || p3._row_hash || E'\n' || 'twin.model:' || p4._row_hash, 'UTF8')), 'hex');
insert into fresh select 'twin.phase_tuning', jsonb_build_object('dataset', t.dataset, 'model_config', t.model_config, 'training_config', t.training_config, 'seed', t.seed, 'animal_id', t.animal_id, 'session', t.session, 'scan_idx', t.scan_idx, 'unit_id', t.unit_id, 'optimal_gabor_config', t.optimal_gabor_config, 'phase_tuning_config', t.phase_tuning_config)
from twin.phase_tuning t
left join twin.optimal_gabor p1 on p1.dataset = t.dataset and p1.model_config = t.model_config and p1.training_config = t.training_config and p1.seed = t.seed and p1.animal_id = t.animal_id and p1.session = t.session and p1.scan_idx = t.scan_idx and p1.unit_id = t.unit_id and p1.optimal_gabor_config = t.optimal_gabor_config
left join twin.phase_tuning_task p2 on p2.dataset = t.dataset and p2.model_config = t.model_config and p2.training_config = t.training_config and p2.seed = t.seed and p2.optimal_gabor_config = t.optimal_gabor_config and p2.phase_tuning_config = t.phase_tuning_config
left join twin.phase_tuning_config p3 on p3.phase_tuning_config = t.phase_tuning_config
left join twin.model p4 on p4.dataset = t.dataset and p4.model_config = t.model_config and p4.training_config = t.training_config and p4.seed = t.seed
where t._input_hash = encode(sha256(convert_to('twin.optimal_gabor:' || p1._row_hash || E'\n' || 'twin.phase_tuning_task:' || p2._row_hash || E'\n' || 'twin.phase_tuning_config:' || p3._row_hash || E'\n' || 'twin.model:' || p4._row_hash, 'UTF8')), 'hex');

alter table twin.scan
  add column _parts_hash text not null default '',
  drop column _row_hash;
update twin.scan m set _parts_hash = coalesce((select encode(sha256(convert_to(string_agg(line, E'\n' order by line collate "C"), 'UTF8')), 'hex')
    from (select 'twin.neuron:' || p._row_hash as line from twin.neuron p where p.animal_id = m.animal_id and p.session = m.session and p.scan_idx = m.scan_idx union all select 'twin.trial:' || p._row_hash as line from twin.trial p where p.animal_id = m.animal_id and p.session = m.session and p.scan_idx = m.scan_idx union all select 'twin.ground_truth:' || p._row_hash as line from twin.ground_truth p where p.animal_id = m.animal_id and p.session = m.session and p.scan_idx = m.scan_idx) parts), '');
alter table twin.scan
  add column _row_hash text not null generated always as (encode(sha256(provenance.field(animal_id) || provenance.field(session) || provenance.field(scan_idx) || provenance.field(n_neurons) || provenance.field(n_images) || provenance.field(n_trials) || provenance.field(image_rows) || provenance.field(image_cols) || provenance.field(image_mean) || provenance.field(image_sd) || provenance.field(simulated) || provenance.field(simulation_seed) || provenance.field(position_unit) || provenance.field(response_unit) || provenance.field(source) || provenance.field(recording_sha256) || provenance.field(_parts_hash) || provenance.field(_input_hash)), 'hex')) stored;
comment on column twin.scan._parts_hash is 'SHA-256 over the row hashes of the parts; triggers keep it true';
comment on column twin.scan._row_hash is 'SHA-256 over the key, the columns and _input_hash';

alter table twin.scan_oracle
  add column _parts_hash text not null default '',
  drop column _row_hash;
update twin.scan_oracle m set _parts_hash = coalesce((select encode(sha256(convert_to(string_agg(line, E'\n' order by line collate "C"), 'UTF8')), 'hex')
    from (select 'twin.oracle:' || p._row_hash as line from twin.oracle p where p.animal_id = m.animal_id and p.session = m.session and p.scan_idx = m.scan_idx) parts), '');
alter table twin.scan_oracle
  add column _row_hash text not null generated always as (encode(sha256(provenance.field(animal_id) || provenance.field(session) || provenance.field(scan_idx) || provenance.field(n_repeated_images) || provenance.field(n_repeats) || provenance.field(mean_jackknife_oracle) || provenance.field(mean_conservative_oracle) || provenance.field(_parts_hash) || provenance.field(_input_hash)), 'hex')) stored;
comment on column twin.scan_oracle._parts_hash is 'SHA-256 over the row hashes of the parts; triggers keep it true';
comment on column twin.scan_oracle._row_hash is 'SHA-256 over the key, the columns and _input_hash';

alter table twin.model
  add column _parts_hash text not null default '',
  drop column _row_hash;
update twin.model m set _parts_hash = coalesce((select encode(sha256(convert_to(string_agg(line, E'\n' order by line collate "C"), 'UTF8')), 'hex')
    from (select 'twin.training_log:' || p._row_hash as line from twin.training_log p where p.dataset = m.dataset and p.model_config = m.model_config and p.training_config = m.training_config and p.seed = m.seed) parts), '');
alter table twin.model
  add column _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(weights_sha256) || provenance.field(n_iterations) || provenance.field(final_validation_loss) || provenance.field(final_validation_correlation) || provenance.field(equivariance_error) || provenance.field(_parts_hash) || provenance.field(_input_hash)), 'hex')) stored;
comment on column twin.model._parts_hash is 'SHA-256 over the row hashes of the parts; triggers keep it true';
comment on column twin.model._row_hash is 'SHA-256 over the key, the columns and _input_hash';

alter table twin.model_score
  add column _parts_hash text not null default '',
  drop column _row_hash;
update twin.model_score m set _parts_hash = coalesce((select encode(sha256(convert_to(string_agg(line, E'\n' order by line collate "C"), 'UTF8')), 'hex')
    from (select 'twin.neuron_score:' || p._row_hash as line from twin.neuron_score p where p.dataset = m.dataset and p.model_config = m.model_config and p.training_config = m.training_config and p.seed = m.seed) parts), '');
alter table twin.model_score
  add column _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(mean_single_trial_correlation) || provenance.field(mean_average_correlation) || provenance.field(mean_test_oracle) || provenance.field(mean_test_conservative_oracle) || provenance.field(fraction_oracle) || provenance.field(fraction_conservative_oracle) || provenance.field(_parts_hash) || provenance.field(_input_hash)), 'hex')) stored;
comment on column twin.model_score._parts_hash is 'SHA-256 over the row hashes of the parts; triggers keep it true';
comment on column twin.model_score._row_hash is 'SHA-256 over the key, the columns and _input_hash';

alter table twin.readout
  add column _parts_hash text not null default '',
  drop column _row_hash;
update twin.readout m set _parts_hash = coalesce((select encode(sha256(convert_to(string_agg(line, E'\n' order by line collate "C"), 'UTF8')), 'hex')
    from (select 'twin.bar_code:' || p._row_hash as line from twin.bar_code p where p.dataset = m.dataset and p.model_config = m.model_config and p.training_config = m.training_config and p.seed = m.seed) parts), '');
alter table twin.readout
  add column _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(n_channels) || provenance.field(_parts_hash) || provenance.field(_input_hash)), 'hex')) stored;
comment on column twin.readout._parts_hash is 'SHA-256 over the row hashes of the parts; triggers keep it true';
comment on column twin.readout._row_hash is 'SHA-256 over the key, the columns and _input_hash';

alter table twin.clustering
  add column _parts_hash text not null default '',
  drop column _row_hash;
update twin.clustering m set _parts_hash = coalesce((select encode(sha256(convert_to(string_agg(line, E'\n' order by line collate "C"), 'UTF8')), 'hex')
    from (select 'twin.cluster:' || p._row_hash as line from twin.cluster p where p.dataset = m.dataset and p.model_config = m.model_config and p.training_config = m.training_config and p.seed = m.seed and p.clustering_config = m.clustering_config union all select 'twin.cluster_member:' || p._row_hash as line from twin.cluster_member p where p.dataset = m.dataset and p.model_config = m.model_config and p.training_config = m.training_config and p.seed = m.seed and p.clustering_config = m.clustering_config) parts), '');
alter table twin.clustering
  add column _row_hash text not null generated always as (encode(sha256(provenance.field(dataset) || provenance.field(model_config) || provenance.field(training_config) || provenance.field(seed) || provenance.field(clustering_config) || provenance.field(lloyd_iterations) || provenance.field(reseeded) || provenance.field(inertia) || provenance.field(_parts_hash) || provenance.field(_input_hash)), 'hex')) stored;
comment on column twin.clustering._parts_hash is 'SHA-256 over the row hashes of the parts; triggers keep it true';
comment on column twin.clustering._row_hash is 'SHA-256 over the key, the columns and _input_hash';

update twin.scan_oracle t set _input_hash = encode(sha256(convert_to('twin.scan:' || p1._row_hash, 'UTF8')), 'hex')
from twin.scan p1
where p1.animal_id = t.animal_id and p1.session = t.session and p1.scan_idx = t.scan_idx
  and exists (select from fresh f where f.table_name = 'twin.scan_oracle' and f.key = jsonb_build_object('animal_id', t.animal_id, 'session', t.session, 'scan_idx', t.scan_idx));
update twin.oracle p set _input_hash = m._input_hash from twin.scan_oracle m where m.animal_id = p.animal_id and m.session = p.session and m.scan_idx = p.scan_idx and m._run_id = p._run_id;
update twin.scan_oracle m set _parts_hash = coalesce((select encode(sha256(convert_to(string_agg(line, E'\n' order by line collate "C"), 'UTF8')), 'hex')
    from (select 'twin.oracle:' || p._row_hash as line from twin.oracle p where p.animal_id = m.animal_id and p.session = m.session and p.scan_idx = m.scan_idx) parts), '');
update twin.model t set _input_hash = encode(sha256(convert_to('twin.training_task:' || p1._row_hash || E'\n' || 'twin.dataset:' || p2._row_hash || E'\n' || 'twin.model_config:' || p3._row_hash || E'\n' || 'twin.training_config:' || p4._row_hash, 'UTF8')), 'hex')
from twin.training_task p1, twin.dataset p2, twin.model_config p3, twin.training_config p4
where p1.dataset = t.dataset and p1.model_config = t.model_config and p1.training_config = t.training_config and p1.seed = t.seed and p2.dataset = t.dataset and p3.model_config = t.model_config and p4.training_config = t.training_config
  and exists (select from fresh f where f.table_name = 'twin.model' and f.key = jsonb_build_object('dataset', t.dataset, 'model_config', t.model_config, 'training_config', t.training_config, 'seed', t.seed));
update twin.training_log p set _input_hash = m._input_hash from twin.model m where m.dataset = p.dataset and m.model_config = p.model_config and m.training_config = p.training_config and m.seed = p.seed and m._run_id = p._run_id;
update twin.model m set _parts_hash = coalesce((select encode(sha256(convert_to(string_agg(line, E'\n' order by line collate "C"), 'UTF8')), 'hex')
    from (select 'twin.training_log:' || p._row_hash as line from twin.training_log p where p.dataset = m.dataset and p.model_config = m.model_config and p.training_config = m.training_config and p.seed = m.seed) parts), '');
update twin.model_score t set _input_hash = encode(sha256(convert_to('twin.model:' || p1._row_hash, 'UTF8')), 'hex')
from twin.model p1
where p1.dataset = t.dataset and p1.model_config = t.model_config and p1.training_config = t.training_config and p1.seed = t.seed
  and exists (select from fresh f where f.table_name = 'twin.model_score' and f.key = jsonb_build_object('dataset', t.dataset, 'model_config', t.model_config, 'training_config', t.training_config, 'seed', t.seed));
update twin.neuron_score p set _input_hash = m._input_hash from twin.model_score m where m.dataset = p.dataset and m.model_config = p.model_config and m.training_config = p.training_config and m.seed = p.seed and m._run_id = p._run_id;
update twin.model_score m set _parts_hash = coalesce((select encode(sha256(convert_to(string_agg(line, E'\n' order by line collate "C"), 'UTF8')), 'hex')
    from (select 'twin.neuron_score:' || p._row_hash as line from twin.neuron_score p where p.dataset = m.dataset and p.model_config = m.model_config and p.training_config = m.training_config and p.seed = m.seed) parts), '');
update twin.readout t set _input_hash = encode(sha256(convert_to('twin.model:' || p1._row_hash, 'UTF8')), 'hex')
from twin.model p1
where p1.dataset = t.dataset and p1.model_config = t.model_config and p1.training_config = t.training_config and p1.seed = t.seed
  and exists (select from fresh f where f.table_name = 'twin.readout' and f.key = jsonb_build_object('dataset', t.dataset, 'model_config', t.model_config, 'training_config', t.training_config, 'seed', t.seed));
update twin.bar_code p set _input_hash = m._input_hash from twin.readout m where m.dataset = p.dataset and m.model_config = p.model_config and m.training_config = p.training_config and m.seed = p.seed and m._run_id = p._run_id;
update twin.readout m set _parts_hash = coalesce((select encode(sha256(convert_to(string_agg(line, E'\n' order by line collate "C"), 'UTF8')), 'hex')
    from (select 'twin.bar_code:' || p._row_hash as line from twin.bar_code p where p.dataset = m.dataset and p.model_config = m.model_config and p.training_config = m.training_config and p.seed = m.seed) parts), '');
update twin.clustering t set _input_hash = encode(sha256(convert_to('twin.readout:' || p1._row_hash || E'\n' || 'twin.clustering_task:' || p2._row_hash || E'\n' || 'twin.clustering_config:' || p3._row_hash, 'UTF8')), 'hex')
from twin.readout p1, twin.clustering_task p2, twin.clustering_config p3
where p1.dataset = t.dataset and p1.model_config = t.model_config and p1.training_config = t.training_config and p1.seed = t.seed and p2.dataset = t.dataset and p2.model_config = t.model_config and p2.training_config = t.training_config and p2.seed = t.seed and p2.clustering_config = t.clustering_config and p3.clustering_config = t.clustering_config
  and exists (select from fresh f where f.table_name = 'twin.clustering' and f.key = jsonb_build_object('dataset', t.dataset, 'model_config', t.model_config, 'training_config', t.training_config, 'seed', t.seed, 'clustering_config', t.clustering_config));
update twin.cluster p set _input_hash = m._input_hash from twin.clustering m where m.dataset = p.dataset and m.model_config = p.model_config and m.training_config = p.training_config and m.seed = p.seed and m.clustering_config = p.clustering_config and m._run_id = p._run_id;
update twin.cluster_member p set _input_hash = m._input_hash from twin.clustering m where m.dataset = p.dataset and m.model_config = p.model_config and m.training_config = p.training_config and m.seed = p.seed and m.clustering_config = p.clustering_config and m._run_id = p._run_id;
update twin.clustering m set _parts_hash = coalesce((select encode(sha256(convert_to(string_agg(line, E'\n' order by line collate "C"), 'UTF8')), 'hex')
    from (select 'twin.cluster:' || p._row_hash as line from twin.cluster p where p.dataset = m.dataset and p.model_config = m.model_config and p.training_config = m.training_config and p.seed = m.seed and p.clustering_config = m.clustering_config union all select 'twin.cluster_member:' || p._row_hash as line from twin.cluster_member p where p.dataset = m.dataset and p.model_config = m.model_config and p.training_config = m.training_config and p.seed = m.seed and p.clustering_config = m.clustering_config) parts), '');
update twin.optimal_gabor t set _input_hash = encode(sha256(convert_to('twin.bar_code:' || p1._row_hash || E'\n' || 'twin.optimal_gabor_task:' || p2._row_hash || E'\n' || 'twin.optimal_gabor_config:' || p3._row_hash || E'\n' || 'twin.model:' || p4._row_hash, 'UTF8')), 'hex')
from twin.bar_code p1, twin.optimal_gabor_task p2, twin.optimal_gabor_config p3, twin.model p4
where p1.dataset = t.dataset and p1.model_config = t.model_config and p1.training_config = t.training_config and p1.seed = t.seed and p1.animal_id = t.animal_id and p1.session = t.session and p1.scan_idx = t.scan_idx and p1.unit_id = t.unit_id and p2.dataset = t.dataset and p2.model_config = t.model_config and p2.training_config = t.training_config and p2.seed = t.seed and p2.optimal_gabor_config = t.optimal_gabor_config and p3.optimal_gabor_config = t.optimal_gabor_config and p4.dataset = t.dataset and p4.model_config = t.model_config and p4.training_config = t.training_config and p4.seed = t.seed
  and exists (select from fresh f where f.table_name = 'twin.optimal_gabor' and f.key = jsonb_build_object('dataset', t.dataset, 'model_config', t.model_config, 'training_config', t.training_config, 'seed', t.seed, 'animal_id', t.animal_id, 'session', t.session, 'scan_idx', t.scan_idx, 'unit_id', t.unit_id, 'optimal_gabor_config', t.optimal_gabor_config));
update twin.orientation_tuning t set _input_hash = encode(sha256(convert_to('twin.optimal_gabor:' || p1._row_hash || E'\n' || 'twin.orientation_tuning_task:' || p2._row_hash || E'\n' || 'twin.orientation_tuning_config:' || p3._row_hash || E'\n' || 'twin.model:' || p4._row_hash, 'UTF8')), 'hex')
from twin.optimal_gabor p1, twin.orientation_tuning_task p2, twin.orientation_tuning_config p3, twin.model p4
where p1.dataset = t.dataset and p1.model_config = t.model_config and p1.training_config = t.training_config and p1.seed = t.seed and p1.animal_id = t.animal_id and p1.session = t.session and p1.scan_idx = t.scan_idx and p1.unit_id = t.unit_id and p1.optimal_gabor_config = t.optimal_gabor_config and p2.dataset = t.dataset and p2.model_config = t.model_config and p2.training_config = t.training_config and p2.seed = t.seed and p2.optimal_gabor_config = t.optimal_gabor_config and p2.orientation_tuning_config = t.orientation_tuning_config and p3.orientation_tuning_config = t.orientation_tuning_config and p4.dataset = t.dataset and p4.model_config = t.model_config and p4.training_config = t.training_config and p4.seed = t.seed
  and exists (select from fresh f where f.table_name = 'twin.orientation_tuning' and f.key = jsonb_build_object('dataset', t.dataset, 'model_config', t.model_config, 'training_config', t.training_config, 'seed', t.seed, 'animal_id', t.animal_id, 'session', t.session, 'scan_idx', t.scan_idx, 'unit_id', t.unit_id, 'optimal_gabor_config', t.optimal_gabor_config, 'orientation_tuning_config', t.orientation_tuning_config));
update twin.phase_tuning t set _input_hash = encode(sha256(convert_to('twin.optimal_gabor:' || p1._row_hash || E'\n' || 'twin.phase_tuning_task:' || p2._row_hash || E'\n' || 'twin.phase_tuning_config:' || p3._row_hash || E'\n' || 'twin.model:' || p4._row_hash, 'UTF8')), 'hex')
from twin.optimal_gabor p1, twin.phase_tuning_task p2, twin.phase_tuning_config p3, twin.model p4
where p1.dataset = t.dataset and p1.model_config = t.model_config and p1.training_config = t.training_config and p1.seed = t.seed and p1.animal_id = t.animal_id and p1.session = t.session and p1.scan_idx = t.scan_idx and p1.unit_id = t.unit_id and p1.optimal_gabor_config = t.optimal_gabor_config and p2.dataset = t.dataset and p2.model_config = t.model_config and p2.training_config = t.training_config and p2.seed = t.seed and p2.optimal_gabor_config = t.optimal_gabor_config and p2.phase_tuning_config = t.phase_tuning_config and p3.phase_tuning_config = t.phase_tuning_config and p4.dataset = t.dataset and p4.model_config = t.model_config and p4.training_config = t.training_config and p4.seed = t.seed
  and exists (select from fresh f where f.table_name = 'twin.phase_tuning' and f.key = jsonb_build_object('dataset', t.dataset, 'model_config', t.model_config, 'training_config', t.training_config, 'seed', t.seed, 'animal_id', t.animal_id, 'session', t.session, 'scan_idx', t.scan_idx, 'unit_id', t.unit_id, 'optimal_gabor_config', t.optimal_gabor_config, 'phase_tuning_config', t.phase_tuning_config));

-- Triggers, from the definitions ---------------------------------------------------------------------------------------
create trigger note_change after update on twin.scan referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('animal_id', 'session', 'scan_idx');
create function twin.seal_scan() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform from twin.scan m, (select distinct animal_id, session, scan_idx from touched) t where m.animal_id = t.animal_id and m.session = t.session and m.scan_idx = t.scan_idx for no key update of m;
  update twin.scan m set _parts_hash = coalesce((select encode(sha256(convert_to(string_agg(line, E'\n' order by line collate "C"), 'UTF8')), 'hex')
    from (select 'twin.neuron:' || p._row_hash as line from twin.neuron p where p.animal_id = m.animal_id and p.session = m.session and p.scan_idx = m.scan_idx union all select 'twin.trial:' || p._row_hash as line from twin.trial p where p.animal_id = m.animal_id and p.session = m.session and p.scan_idx = m.scan_idx union all select 'twin.ground_truth:' || p._row_hash as line from twin.ground_truth p where p.animal_id = m.animal_id and p.session = m.session and p.scan_idx = m.scan_idx) parts), '')
  from (select distinct animal_id, session, scan_idx from touched) t where m.animal_id = t.animal_id and m.session = t.session and m.scan_idx = t.scan_idx;
  if tg_op = 'UPDATE' then
  perform from twin.scan m, (select distinct animal_id, session, scan_idx from was) t where m.animal_id = t.animal_id and m.session = t.session and m.scan_idx = t.scan_idx for no key update of m;
  update twin.scan m set _parts_hash = coalesce((select encode(sha256(convert_to(string_agg(line, E'\n' order by line collate "C"), 'UTF8')), 'hex')
    from (select 'twin.neuron:' || p._row_hash as line from twin.neuron p where p.animal_id = m.animal_id and p.session = m.session and p.scan_idx = m.scan_idx union all select 'twin.trial:' || p._row_hash as line from twin.trial p where p.animal_id = m.animal_id and p.session = m.session and p.scan_idx = m.scan_idx union all select 'twin.ground_truth:' || p._row_hash as line from twin.ground_truth p where p.animal_id = m.animal_id and p.session = m.session and p.scan_idx = m.scan_idx) parts), '')
  from (select distinct animal_id, session, scan_idx from was) t where m.animal_id = t.animal_id and m.session = t.session and m.scan_idx = t.scan_idx;
  end if;
  return null;
end $$;
comment on function twin.seal_scan() is 'Trigger of the parts: keeps _parts_hash of their master true';
create trigger seal_insert after insert on twin.neuron referencing new table as touched
  for each statement execute function twin.seal_scan();
create trigger seal_update after update on twin.neuron referencing old table as was new table as touched
  for each statement execute function twin.seal_scan();
create trigger seal_delete after delete on twin.neuron referencing old table as touched
  for each statement execute function twin.seal_scan();
create trigger seal_insert after insert on twin.trial referencing new table as touched
  for each statement execute function twin.seal_scan();
create trigger seal_update after update on twin.trial referencing old table as was new table as touched
  for each statement execute function twin.seal_scan();
create trigger seal_delete after delete on twin.trial referencing old table as touched
  for each statement execute function twin.seal_scan();
create trigger seal_insert after insert on twin.ground_truth referencing new table as touched
  for each statement execute function twin.seal_scan();
create trigger seal_update after update on twin.ground_truth referencing old table as was new table as touched
  for each statement execute function twin.seal_scan();
create trigger seal_delete after delete on twin.ground_truth referencing old table as touched
  for each statement execute function twin.seal_scan();
create trigger note_change after update on twin.neuron referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('animal_id', 'session', 'scan_idx', 'unit_id');
create trigger note_change after update on twin.image referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('image_sha256');
create trigger note_change after update on twin.trial referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('animal_id', 'session', 'scan_idx', 'trial_idx');
create trigger note_change after update on twin.ground_truth referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('animal_id', 'session', 'scan_idx', 'unit_id');
create trigger note_change after update on twin.scan_oracle referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('animal_id', 'session', 'scan_idx');
create function twin.seal_scan_oracle() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform from twin.scan_oracle m, (select distinct animal_id, session, scan_idx from touched) t where m.animal_id = t.animal_id and m.session = t.session and m.scan_idx = t.scan_idx for no key update of m;
  update twin.scan_oracle m set _parts_hash = coalesce((select encode(sha256(convert_to(string_agg(line, E'\n' order by line collate "C"), 'UTF8')), 'hex')
    from (select 'twin.oracle:' || p._row_hash as line from twin.oracle p where p.animal_id = m.animal_id and p.session = m.session and p.scan_idx = m.scan_idx) parts), '')
  from (select distinct animal_id, session, scan_idx from touched) t where m.animal_id = t.animal_id and m.session = t.session and m.scan_idx = t.scan_idx;
  if tg_op = 'UPDATE' then
  perform from twin.scan_oracle m, (select distinct animal_id, session, scan_idx from was) t where m.animal_id = t.animal_id and m.session = t.session and m.scan_idx = t.scan_idx for no key update of m;
  update twin.scan_oracle m set _parts_hash = coalesce((select encode(sha256(convert_to(string_agg(line, E'\n' order by line collate "C"), 'UTF8')), 'hex')
    from (select 'twin.oracle:' || p._row_hash as line from twin.oracle p where p.animal_id = m.animal_id and p.session = m.session and p.scan_idx = m.scan_idx) parts), '')
  from (select distinct animal_id, session, scan_idx from was) t where m.animal_id = t.animal_id and m.session = t.session and m.scan_idx = t.scan_idx;
  end if;
  return null;
end $$;
comment on function twin.seal_scan_oracle() is 'Trigger of the parts: keeps _parts_hash of their master true';
create trigger seal_insert after insert on twin.oracle referencing new table as touched
  for each statement execute function twin.seal_scan_oracle();
create trigger seal_update after update on twin.oracle referencing old table as was new table as touched
  for each statement execute function twin.seal_scan_oracle();
create trigger seal_delete after delete on twin.oracle referencing old table as touched
  for each statement execute function twin.seal_scan_oracle();
create trigger note_change after update on twin.oracle referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('animal_id', 'session', 'scan_idx', 'unit_id');
create trigger note_change after update on twin.dataset referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset');
create trigger note_change after update on twin.dataset_scan referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'animal_id', 'session', 'scan_idx');
create trigger note_change after update on twin.dataset_neuron referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'animal_id', 'session', 'scan_idx', 'unit_id');
create trigger note_change after update on twin.dataset_image referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'image_sha256');
create trigger note_change after update on twin.model_config referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('model_config');
create trigger note_change after update on twin.training_config referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('training_config');
create trigger note_change after update on twin.training_task referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed');
create trigger note_change after update on twin.model referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed');
create function twin.seal_model() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform from twin.model m, (select distinct dataset, model_config, training_config, seed from touched) t where m.dataset = t.dataset and m.model_config = t.model_config and m.training_config = t.training_config and m.seed = t.seed for no key update of m;
  update twin.model m set _parts_hash = coalesce((select encode(sha256(convert_to(string_agg(line, E'\n' order by line collate "C"), 'UTF8')), 'hex')
    from (select 'twin.training_log:' || p._row_hash as line from twin.training_log p where p.dataset = m.dataset and p.model_config = m.model_config and p.training_config = m.training_config and p.seed = m.seed) parts), '')
  from (select distinct dataset, model_config, training_config, seed from touched) t where m.dataset = t.dataset and m.model_config = t.model_config and m.training_config = t.training_config and m.seed = t.seed;
  if tg_op = 'UPDATE' then
  perform from twin.model m, (select distinct dataset, model_config, training_config, seed from was) t where m.dataset = t.dataset and m.model_config = t.model_config and m.training_config = t.training_config and m.seed = t.seed for no key update of m;
  update twin.model m set _parts_hash = coalesce((select encode(sha256(convert_to(string_agg(line, E'\n' order by line collate "C"), 'UTF8')), 'hex')
    from (select 'twin.training_log:' || p._row_hash as line from twin.training_log p where p.dataset = m.dataset and p.model_config = m.model_config and p.training_config = m.training_config and p.seed = m.seed) parts), '')
  from (select distinct dataset, model_config, training_config, seed from was) t where m.dataset = t.dataset and m.model_config = t.model_config and m.training_config = t.training_config and m.seed = t.seed;
  end if;
  return null;
end $$;
comment on function twin.seal_model() is 'Trigger of the parts: keeps _parts_hash of their master true';
create trigger seal_insert after insert on twin.training_log referencing new table as touched
  for each statement execute function twin.seal_model();
create trigger seal_update after update on twin.training_log referencing old table as was new table as touched
  for each statement execute function twin.seal_model();
create trigger seal_delete after delete on twin.training_log referencing old table as touched
  for each statement execute function twin.seal_model();
create trigger note_change after update on twin.training_log referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'iteration');
create trigger note_change after update on twin.model_score referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed');
create function twin.seal_model_score() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform from twin.model_score m, (select distinct dataset, model_config, training_config, seed from touched) t where m.dataset = t.dataset and m.model_config = t.model_config and m.training_config = t.training_config and m.seed = t.seed for no key update of m;
  update twin.model_score m set _parts_hash = coalesce((select encode(sha256(convert_to(string_agg(line, E'\n' order by line collate "C"), 'UTF8')), 'hex')
    from (select 'twin.neuron_score:' || p._row_hash as line from twin.neuron_score p where p.dataset = m.dataset and p.model_config = m.model_config and p.training_config = m.training_config and p.seed = m.seed) parts), '')
  from (select distinct dataset, model_config, training_config, seed from touched) t where m.dataset = t.dataset and m.model_config = t.model_config and m.training_config = t.training_config and m.seed = t.seed;
  if tg_op = 'UPDATE' then
  perform from twin.model_score m, (select distinct dataset, model_config, training_config, seed from was) t where m.dataset = t.dataset and m.model_config = t.model_config and m.training_config = t.training_config and m.seed = t.seed for no key update of m;
  update twin.model_score m set _parts_hash = coalesce((select encode(sha256(convert_to(string_agg(line, E'\n' order by line collate "C"), 'UTF8')), 'hex')
    from (select 'twin.neuron_score:' || p._row_hash as line from twin.neuron_score p where p.dataset = m.dataset and p.model_config = m.model_config and p.training_config = m.training_config and p.seed = m.seed) parts), '')
  from (select distinct dataset, model_config, training_config, seed from was) t where m.dataset = t.dataset and m.model_config = t.model_config and m.training_config = t.training_config and m.seed = t.seed;
  end if;
  return null;
end $$;
comment on function twin.seal_model_score() is 'Trigger of the parts: keeps _parts_hash of their master true';
create trigger seal_insert after insert on twin.neuron_score referencing new table as touched
  for each statement execute function twin.seal_model_score();
create trigger seal_update after update on twin.neuron_score referencing old table as was new table as touched
  for each statement execute function twin.seal_model_score();
create trigger seal_delete after delete on twin.neuron_score referencing old table as touched
  for each statement execute function twin.seal_model_score();
create trigger note_change after update on twin.neuron_score referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'animal_id', 'session', 'scan_idx', 'unit_id');
create trigger note_change after update on twin.readout referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed');
create function twin.seal_readout() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform from twin.readout m, (select distinct dataset, model_config, training_config, seed from touched) t where m.dataset = t.dataset and m.model_config = t.model_config and m.training_config = t.training_config and m.seed = t.seed for no key update of m;
  update twin.readout m set _parts_hash = coalesce((select encode(sha256(convert_to(string_agg(line, E'\n' order by line collate "C"), 'UTF8')), 'hex')
    from (select 'twin.bar_code:' || p._row_hash as line from twin.bar_code p where p.dataset = m.dataset and p.model_config = m.model_config and p.training_config = m.training_config and p.seed = m.seed) parts), '')
  from (select distinct dataset, model_config, training_config, seed from touched) t where m.dataset = t.dataset and m.model_config = t.model_config and m.training_config = t.training_config and m.seed = t.seed;
  if tg_op = 'UPDATE' then
  perform from twin.readout m, (select distinct dataset, model_config, training_config, seed from was) t where m.dataset = t.dataset and m.model_config = t.model_config and m.training_config = t.training_config and m.seed = t.seed for no key update of m;
  update twin.readout m set _parts_hash = coalesce((select encode(sha256(convert_to(string_agg(line, E'\n' order by line collate "C"), 'UTF8')), 'hex')
    from (select 'twin.bar_code:' || p._row_hash as line from twin.bar_code p where p.dataset = m.dataset and p.model_config = m.model_config and p.training_config = m.training_config and p.seed = m.seed) parts), '')
  from (select distinct dataset, model_config, training_config, seed from was) t where m.dataset = t.dataset and m.model_config = t.model_config and m.training_config = t.training_config and m.seed = t.seed;
  end if;
  return null;
end $$;
comment on function twin.seal_readout() is 'Trigger of the parts: keeps _parts_hash of their master true';
create trigger seal_insert after insert on twin.bar_code referencing new table as touched
  for each statement execute function twin.seal_readout();
create trigger seal_update after update on twin.bar_code referencing old table as was new table as touched
  for each statement execute function twin.seal_readout();
create trigger seal_delete after delete on twin.bar_code referencing old table as touched
  for each statement execute function twin.seal_readout();
create trigger note_change after update on twin.bar_code referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'animal_id', 'session', 'scan_idx', 'unit_id');
create trigger note_change after update on twin.clustering_config referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('clustering_config');
create trigger note_change after update on twin.clustering_task referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'clustering_config');
create trigger note_change after update on twin.clustering referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'clustering_config');
create function twin.seal_clustering() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform from twin.clustering m, (select distinct dataset, model_config, training_config, seed, clustering_config from touched) t where m.dataset = t.dataset and m.model_config = t.model_config and m.training_config = t.training_config and m.seed = t.seed and m.clustering_config = t.clustering_config for no key update of m;
  update twin.clustering m set _parts_hash = coalesce((select encode(sha256(convert_to(string_agg(line, E'\n' order by line collate "C"), 'UTF8')), 'hex')
    from (select 'twin.cluster:' || p._row_hash as line from twin.cluster p where p.dataset = m.dataset and p.model_config = m.model_config and p.training_config = m.training_config and p.seed = m.seed and p.clustering_config = m.clustering_config union all select 'twin.cluster_member:' || p._row_hash as line from twin.cluster_member p where p.dataset = m.dataset and p.model_config = m.model_config and p.training_config = m.training_config and p.seed = m.seed and p.clustering_config = m.clustering_config) parts), '')
  from (select distinct dataset, model_config, training_config, seed, clustering_config from touched) t where m.dataset = t.dataset and m.model_config = t.model_config and m.training_config = t.training_config and m.seed = t.seed and m.clustering_config = t.clustering_config;
  if tg_op = 'UPDATE' then
  perform from twin.clustering m, (select distinct dataset, model_config, training_config, seed, clustering_config from was) t where m.dataset = t.dataset and m.model_config = t.model_config and m.training_config = t.training_config and m.seed = t.seed and m.clustering_config = t.clustering_config for no key update of m;
  update twin.clustering m set _parts_hash = coalesce((select encode(sha256(convert_to(string_agg(line, E'\n' order by line collate "C"), 'UTF8')), 'hex')
    from (select 'twin.cluster:' || p._row_hash as line from twin.cluster p where p.dataset = m.dataset and p.model_config = m.model_config and p.training_config = m.training_config and p.seed = m.seed and p.clustering_config = m.clustering_config union all select 'twin.cluster_member:' || p._row_hash as line from twin.cluster_member p where p.dataset = m.dataset and p.model_config = m.model_config and p.training_config = m.training_config and p.seed = m.seed and p.clustering_config = m.clustering_config) parts), '')
  from (select distinct dataset, model_config, training_config, seed, clustering_config from was) t where m.dataset = t.dataset and m.model_config = t.model_config and m.training_config = t.training_config and m.seed = t.seed and m.clustering_config = t.clustering_config;
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
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'clustering_config', 'cluster');
create trigger note_change after update on twin.cluster_member referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'clustering_config', 'animal_id', 'session', 'scan_idx', 'unit_id');
create trigger note_change after update on twin.optimal_gabor_config referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('optimal_gabor_config');
create trigger note_change after update on twin.optimal_gabor_task referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'optimal_gabor_config');
create trigger note_change after update on twin.optimal_gabor referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'animal_id', 'session', 'scan_idx', 'unit_id', 'optimal_gabor_config');
create trigger note_change after update on twin.orientation_tuning_config referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('orientation_tuning_config');
create trigger note_change after update on twin.orientation_tuning_task referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'optimal_gabor_config', 'orientation_tuning_config');
create trigger note_change after update on twin.orientation_tuning referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'animal_id', 'session', 'scan_idx', 'unit_id', 'optimal_gabor_config', 'orientation_tuning_config');
create trigger note_change after update on twin.phase_tuning_config referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('phase_tuning_config');
create trigger note_change after update on twin.phase_tuning_task referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'optimal_gabor_config', 'phase_tuning_config');
create trigger note_change after update on twin.phase_tuning referencing old table as was new table as now
  for each statement when (pg_trigger_depth() = 0) execute function provenance.note_change('dataset', 'model_config', 'training_config', 'seed', 'animal_id', 'session', 'scan_idx', 'unit_id', 'optimal_gabor_config', 'phase_tuning_config');

-- What is stale, from the definitions; `doppel db migrate` keeps it up to date ------------------------------------------
create or replace view provenance.stale (table_name, key, run_id, reason, detail) as
select 'twin.scan_oracle'::text, jsonb_build_object('animal_id', s.animal_id, 'session', s.session, 'scan_idx', s.scan_idx), s._run_id, why.reason, why.detail
from (select t.animal_id, t.session, t.scan_idx, t._run_id, r.claimed_at, r.maker_version, m.version,
  t._input_hash is distinct from encode(sha256(convert_to('twin.scan:' || p1._row_hash, 'UTF8')), 'hex') as has_other_inputs, p1._run_id as p1_run
from twin.scan_oracle t
left join twin.scan p1 on p1.animal_id = t.animal_id and p1.session = t.session and p1.scan_idx = t.scan_idx
left join provenance.run r on r.run_id = t._run_id
left join provenance.maker m on m.table_name = 'twin.scan_oracle'
where t._input_hash is distinct from encode(sha256(convert_to('twin.scan:' || p1._row_hash, 'UTF8')), 'hex') or r.maker_version < m.version) s
cross join lateral (
  select 'maker', 'made by version ' || s.maker_version || ' of its maker, which is at ' || s.version
  where s.maker_version < s.version
  union all
  (with known (reason, detail) as (
    select 'input', 'twin.scan ' || ('animal_id=' || s.animal_id || ' ' || 'session=' || s.session || ' ' || 'scan_idx=' || s.scan_idx) || ' was made again by run ' || s.p1_run
    where s.has_other_inputs and s.p1_run > s._run_id
    union all
    select 'input', c.table_name || ' ' || ('animal_id=' || s.animal_id || ' ' || 'session=' || s.session || ' ' || 'scan_idx=' || s.scan_idx) || ', ' || (select string_agg(e.key || ': ' || (e.value -> 0) || ' -> ' || (e.value -> 1), ', ' order by e.key)
       from jsonb_each(c.columns) e)
    from provenance.change c where s.has_other_inputs and c.changed_at >= s.claimed_at and (c.table_name = 'twin.scan' and c.key = jsonb_build_object('animal_id', s.animal_id, 'session', s.session, 'scan_idx', s.scan_idx)
       or c.table_name = 'twin.neuron' and c.key @> jsonb_build_object('animal_id', s.animal_id, 'session', s.session, 'scan_idx', s.scan_idx)
       or c.table_name = 'twin.trial' and c.key @> jsonb_build_object('animal_id', s.animal_id, 'session', s.session, 'scan_idx', s.scan_idx)
       or c.table_name = 'twin.ground_truth' and c.key @> jsonb_build_object('animal_id', s.animal_id, 'session', s.session, 'scan_idx', s.scan_idx)))
  select reason, detail from known
  union all
  select 'input', 'an input row, or its parts, or the hash itself is another; it is not on record which'
  where s.has_other_inputs and not exists (select from known))) why (reason, detail)
union all
select 'twin.model'::text, jsonb_build_object('dataset', s.dataset, 'model_config', s.model_config, 'training_config', s.training_config, 'seed', s.seed), s._run_id, why.reason, why.detail
from (select t.dataset, t.model_config, t.training_config, t.seed, t._run_id, r.claimed_at, r.maker_version, m.version,
  t._input_hash is distinct from encode(sha256(convert_to('twin.training_task:' || p1._row_hash || E'\n' || 'twin.dataset:' || p2._row_hash || E'\n' || 'twin.model_config:' || p3._row_hash || E'\n' || 'twin.training_config:' || p4._row_hash, 'UTF8')), 'hex') as has_other_inputs
from twin.model t
left join twin.training_task p1 on p1.dataset = t.dataset and p1.model_config = t.model_config and p1.training_config = t.training_config and p1.seed = t.seed
left join twin.dataset p2 on p2.dataset = t.dataset
left join twin.model_config p3 on p3.model_config = t.model_config
left join twin.training_config p4 on p4.training_config = t.training_config
left join provenance.run r on r.run_id = t._run_id
left join provenance.maker m on m.table_name = 'twin.model'
where t._input_hash is distinct from encode(sha256(convert_to('twin.training_task:' || p1._row_hash || E'\n' || 'twin.dataset:' || p2._row_hash || E'\n' || 'twin.model_config:' || p3._row_hash || E'\n' || 'twin.training_config:' || p4._row_hash, 'UTF8')), 'hex') or r.maker_version < m.version) s
cross join lateral (
  select 'maker', 'made by version ' || s.maker_version || ' of its maker, which is at ' || s.version
  where s.maker_version < s.version
  union all
  (with known (reason, detail) as (
    select 'input', c.table_name || ' ' || ('dataset=' || s.dataset || ' ' || 'model_config=' || s.model_config || ' ' || 'training_config=' || s.training_config || ' ' || 'seed=' || s.seed) || ', ' || (select string_agg(e.key || ': ' || (e.value -> 0) || ' -> ' || (e.value -> 1), ', ' order by e.key)
       from jsonb_each(c.columns) e)
    from provenance.change c where s.has_other_inputs and c.changed_at >= s.claimed_at and (c.table_name = 'twin.training_task' and c.key = jsonb_build_object('dataset', s.dataset, 'model_config', s.model_config, 'training_config', s.training_config, 'seed', s.seed))
    union all
    select 'input', c.table_name || ' ' || ('dataset=' || s.dataset) || ', ' || (select string_agg(e.key || ': ' || (e.value -> 0) || ' -> ' || (e.value -> 1), ', ' order by e.key)
       from jsonb_each(c.columns) e)
    from provenance.change c where s.has_other_inputs and c.changed_at >= s.claimed_at and (c.table_name = 'twin.dataset' and c.key = jsonb_build_object('dataset', s.dataset))
    union all
    select 'parameter', c.table_name || ' ' || ('model_config=' || s.model_config) || ', ' || (select string_agg(e.key || ': ' || (e.value -> 0) || ' -> ' || (e.value -> 1), ', ' order by e.key)
       from jsonb_each(c.columns) e)
    from provenance.change c where s.has_other_inputs and c.changed_at >= s.claimed_at and (c.table_name = 'twin.model_config' and c.key = jsonb_build_object('model_config', s.model_config))
    union all
    select 'parameter', c.table_name || ' ' || ('training_config=' || s.training_config) || ', ' || (select string_agg(e.key || ': ' || (e.value -> 0) || ' -> ' || (e.value -> 1), ', ' order by e.key)
       from jsonb_each(c.columns) e)
    from provenance.change c where s.has_other_inputs and c.changed_at >= s.claimed_at and (c.table_name = 'twin.training_config' and c.key = jsonb_build_object('training_config', s.training_config)))
  select reason, detail from known
  union all
  select 'input', 'an input row, or its parts, or the hash itself is another; it is not on record which'
  where s.has_other_inputs and not exists (select from known))) why (reason, detail)
union all
select 'twin.model_score'::text, jsonb_build_object('dataset', s.dataset, 'model_config', s.model_config, 'training_config', s.training_config, 'seed', s.seed), s._run_id, why.reason, why.detail
from (select t.dataset, t.model_config, t.training_config, t.seed, t._run_id, r.claimed_at, r.maker_version, m.version,
  t._input_hash is distinct from encode(sha256(convert_to('twin.model:' || p1._row_hash, 'UTF8')), 'hex') as has_other_inputs, p1._run_id as p1_run
from twin.model_score t
left join twin.model p1 on p1.dataset = t.dataset and p1.model_config = t.model_config and p1.training_config = t.training_config and p1.seed = t.seed
left join provenance.run r on r.run_id = t._run_id
left join provenance.maker m on m.table_name = 'twin.model_score'
where t._input_hash is distinct from encode(sha256(convert_to('twin.model:' || p1._row_hash, 'UTF8')), 'hex') or r.maker_version < m.version) s
cross join lateral (
  select 'maker', 'made by version ' || s.maker_version || ' of its maker, which is at ' || s.version
  where s.maker_version < s.version
  union all
  (with known (reason, detail) as (
    select 'input', 'twin.model ' || ('dataset=' || s.dataset || ' ' || 'model_config=' || s.model_config || ' ' || 'training_config=' || s.training_config || ' ' || 'seed=' || s.seed) || ' was made again by run ' || s.p1_run
    where s.has_other_inputs and s.p1_run > s._run_id
    union all
    select 'input', c.table_name || ' ' || ('dataset=' || s.dataset || ' ' || 'model_config=' || s.model_config || ' ' || 'training_config=' || s.training_config || ' ' || 'seed=' || s.seed) || ', ' || (select string_agg(e.key || ': ' || (e.value -> 0) || ' -> ' || (e.value -> 1), ', ' order by e.key)
       from jsonb_each(c.columns) e)
    from provenance.change c where s.has_other_inputs and c.changed_at >= s.claimed_at and (c.table_name = 'twin.model' and c.key = jsonb_build_object('dataset', s.dataset, 'model_config', s.model_config, 'training_config', s.training_config, 'seed', s.seed)
       or c.table_name = 'twin.training_log' and c.key @> jsonb_build_object('dataset', s.dataset, 'model_config', s.model_config, 'training_config', s.training_config, 'seed', s.seed)))
  select reason, detail from known
  union all
  select 'input', 'an input row, or its parts, or the hash itself is another; it is not on record which'
  where s.has_other_inputs and not exists (select from known))) why (reason, detail)
union all
select 'twin.readout'::text, jsonb_build_object('dataset', s.dataset, 'model_config', s.model_config, 'training_config', s.training_config, 'seed', s.seed), s._run_id, why.reason, why.detail
from (select t.dataset, t.model_config, t.training_config, t.seed, t._run_id, r.claimed_at, r.maker_version, m.version,
  t._input_hash is distinct from encode(sha256(convert_to('twin.model:' || p1._row_hash, 'UTF8')), 'hex') as has_other_inputs, p1._run_id as p1_run
from twin.readout t
left join twin.model p1 on p1.dataset = t.dataset and p1.model_config = t.model_config and p1.training_config = t.training_config and p1.seed = t.seed
left join provenance.run r on r.run_id = t._run_id
left join provenance.maker m on m.table_name = 'twin.readout'
where t._input_hash is distinct from encode(sha256(convert_to('twin.model:' || p1._row_hash, 'UTF8')), 'hex') or r.maker_version < m.version) s
cross join lateral (
  select 'maker', 'made by version ' || s.maker_version || ' of its maker, which is at ' || s.version
  where s.maker_version < s.version
  union all
  (with known (reason, detail) as (
    select 'input', 'twin.model ' || ('dataset=' || s.dataset || ' ' || 'model_config=' || s.model_config || ' ' || 'training_config=' || s.training_config || ' ' || 'seed=' || s.seed) || ' was made again by run ' || s.p1_run
    where s.has_other_inputs and s.p1_run > s._run_id
    union all
    select 'input', c.table_name || ' ' || ('dataset=' || s.dataset || ' ' || 'model_config=' || s.model_config || ' ' || 'training_config=' || s.training_config || ' ' || 'seed=' || s.seed) || ', ' || (select string_agg(e.key || ': ' || (e.value -> 0) || ' -> ' || (e.value -> 1), ', ' order by e.key)
       from jsonb_each(c.columns) e)
    from provenance.change c where s.has_other_inputs and c.changed_at >= s.claimed_at and (c.table_name = 'twin.model' and c.key = jsonb_build_object('dataset', s.dataset, 'model_config', s.model_config, 'training_config', s.training_config, 'seed', s.seed)
       or c.table_name = 'twin.training_log' and c.key @> jsonb_build_object('dataset', s.dataset, 'model_config', s.model_config, 'training_config', s.training_config, 'seed', s.seed)))
  select reason, detail from known
  union all
  select 'input', 'an input row, or its parts, or the hash itself is another; it is not on record which'
  where s.has_other_inputs and not exists (select from known))) why (reason, detail)
union all
select 'twin.clustering'::text, jsonb_build_object('dataset', s.dataset, 'model_config', s.model_config, 'training_config', s.training_config, 'seed', s.seed, 'clustering_config', s.clustering_config), s._run_id, why.reason, why.detail
from (select t.dataset, t.model_config, t.training_config, t.seed, t.clustering_config, t._run_id, r.claimed_at, r.maker_version, m.version,
  t._input_hash is distinct from encode(sha256(convert_to('twin.readout:' || p1._row_hash || E'\n' || 'twin.clustering_task:' || p2._row_hash || E'\n' || 'twin.clustering_config:' || p3._row_hash, 'UTF8')), 'hex') as has_other_inputs, p1._run_id as p1_run
from twin.clustering t
left join twin.readout p1 on p1.dataset = t.dataset and p1.model_config = t.model_config and p1.training_config = t.training_config and p1.seed = t.seed
left join twin.clustering_task p2 on p2.dataset = t.dataset and p2.model_config = t.model_config and p2.training_config = t.training_config and p2.seed = t.seed and p2.clustering_config = t.clustering_config
left join twin.clustering_config p3 on p3.clustering_config = t.clustering_config
left join provenance.run r on r.run_id = t._run_id
left join provenance.maker m on m.table_name = 'twin.clustering'
where t._input_hash is distinct from encode(sha256(convert_to('twin.readout:' || p1._row_hash || E'\n' || 'twin.clustering_task:' || p2._row_hash || E'\n' || 'twin.clustering_config:' || p3._row_hash, 'UTF8')), 'hex') or r.maker_version < m.version) s
cross join lateral (
  select 'maker', 'made by version ' || s.maker_version || ' of its maker, which is at ' || s.version
  where s.maker_version < s.version
  union all
  (with known (reason, detail) as (
    select 'input', 'twin.readout ' || ('dataset=' || s.dataset || ' ' || 'model_config=' || s.model_config || ' ' || 'training_config=' || s.training_config || ' ' || 'seed=' || s.seed) || ' was made again by run ' || s.p1_run
    where s.has_other_inputs and s.p1_run > s._run_id
    union all
    select 'input', c.table_name || ' ' || ('dataset=' || s.dataset || ' ' || 'model_config=' || s.model_config || ' ' || 'training_config=' || s.training_config || ' ' || 'seed=' || s.seed) || ', ' || (select string_agg(e.key || ': ' || (e.value -> 0) || ' -> ' || (e.value -> 1), ', ' order by e.key)
       from jsonb_each(c.columns) e)
    from provenance.change c where s.has_other_inputs and c.changed_at >= s.claimed_at and (c.table_name = 'twin.readout' and c.key = jsonb_build_object('dataset', s.dataset, 'model_config', s.model_config, 'training_config', s.training_config, 'seed', s.seed)
       or c.table_name = 'twin.bar_code' and c.key @> jsonb_build_object('dataset', s.dataset, 'model_config', s.model_config, 'training_config', s.training_config, 'seed', s.seed))
    union all
    select 'input', c.table_name || ' ' || ('dataset=' || s.dataset || ' ' || 'model_config=' || s.model_config || ' ' || 'training_config=' || s.training_config || ' ' || 'seed=' || s.seed || ' ' || 'clustering_config=' || s.clustering_config) || ', ' || (select string_agg(e.key || ': ' || (e.value -> 0) || ' -> ' || (e.value -> 1), ', ' order by e.key)
       from jsonb_each(c.columns) e)
    from provenance.change c where s.has_other_inputs and c.changed_at >= s.claimed_at and (c.table_name = 'twin.clustering_task' and c.key = jsonb_build_object('dataset', s.dataset, 'model_config', s.model_config, 'training_config', s.training_config, 'seed', s.seed, 'clustering_config', s.clustering_config))
    union all
    select 'parameter', c.table_name || ' ' || ('clustering_config=' || s.clustering_config) || ', ' || (select string_agg(e.key || ': ' || (e.value -> 0) || ' -> ' || (e.value -> 1), ', ' order by e.key)
       from jsonb_each(c.columns) e)
    from provenance.change c where s.has_other_inputs and c.changed_at >= s.claimed_at and (c.table_name = 'twin.clustering_config' and c.key = jsonb_build_object('clustering_config', s.clustering_config)))
  select reason, detail from known
  union all
  select 'input', 'an input row, or its parts, or the hash itself is another; it is not on record which'
  where s.has_other_inputs and not exists (select from known))) why (reason, detail)
union all
select 'twin.optimal_gabor'::text, jsonb_build_object('dataset', s.dataset, 'model_config', s.model_config, 'training_config', s.training_config, 'seed', s.seed, 'animal_id', s.animal_id, 'session', s.session, 'scan_idx', s.scan_idx, 'unit_id', s.unit_id, 'optimal_gabor_config', s.optimal_gabor_config), s._run_id, why.reason, why.detail
from (select t.dataset, t.model_config, t.training_config, t.seed, t.animal_id, t.session, t.scan_idx, t.unit_id, t.optimal_gabor_config, t._run_id, r.claimed_at, r.maker_version, m.version,
  t._input_hash is distinct from encode(sha256(convert_to('twin.bar_code:' || p1._row_hash || E'\n' || 'twin.optimal_gabor_task:' || p2._row_hash || E'\n' || 'twin.optimal_gabor_config:' || p3._row_hash || E'\n' || 'twin.model:' || p4._row_hash, 'UTF8')), 'hex') as has_other_inputs, p1._run_id as p1_run, p4._run_id as p4_run
from twin.optimal_gabor t
left join twin.bar_code p1 on p1.dataset = t.dataset and p1.model_config = t.model_config and p1.training_config = t.training_config and p1.seed = t.seed and p1.animal_id = t.animal_id and p1.session = t.session and p1.scan_idx = t.scan_idx and p1.unit_id = t.unit_id
left join twin.optimal_gabor_task p2 on p2.dataset = t.dataset and p2.model_config = t.model_config and p2.training_config = t.training_config and p2.seed = t.seed and p2.optimal_gabor_config = t.optimal_gabor_config
left join twin.optimal_gabor_config p3 on p3.optimal_gabor_config = t.optimal_gabor_config
left join twin.model p4 on p4.dataset = t.dataset and p4.model_config = t.model_config and p4.training_config = t.training_config and p4.seed = t.seed
left join provenance.run r on r.run_id = t._run_id
left join provenance.maker m on m.table_name = 'twin.optimal_gabor'
where t._input_hash is distinct from encode(sha256(convert_to('twin.bar_code:' || p1._row_hash || E'\n' || 'twin.optimal_gabor_task:' || p2._row_hash || E'\n' || 'twin.optimal_gabor_config:' || p3._row_hash || E'\n' || 'twin.model:' || p4._row_hash, 'UTF8')), 'hex') or r.maker_version < m.version) s
cross join lateral (
  select 'maker', 'made by version ' || s.maker_version || ' of its maker, which is at ' || s.version
  where s.maker_version < s.version
  union all
  (with known (reason, detail) as (
    select 'input', 'twin.bar_code ' || ('dataset=' || s.dataset || ' ' || 'model_config=' || s.model_config || ' ' || 'training_config=' || s.training_config || ' ' || 'seed=' || s.seed || ' ' || 'animal_id=' || s.animal_id || ' ' || 'session=' || s.session || ' ' || 'scan_idx=' || s.scan_idx || ' ' || 'unit_id=' || s.unit_id) || ' was made again by run ' || s.p1_run
    where s.has_other_inputs and s.p1_run > s._run_id
    union all
    select 'input', c.table_name || ' ' || ('dataset=' || s.dataset || ' ' || 'model_config=' || s.model_config || ' ' || 'training_config=' || s.training_config || ' ' || 'seed=' || s.seed || ' ' || 'animal_id=' || s.animal_id || ' ' || 'session=' || s.session || ' ' || 'scan_idx=' || s.scan_idx || ' ' || 'unit_id=' || s.unit_id) || ', ' || (select string_agg(e.key || ': ' || (e.value -> 0) || ' -> ' || (e.value -> 1), ', ' order by e.key)
       from jsonb_each(c.columns) e)
    from provenance.change c where s.has_other_inputs and c.changed_at >= s.claimed_at and (c.table_name = 'twin.bar_code' and c.key = jsonb_build_object('dataset', s.dataset, 'model_config', s.model_config, 'training_config', s.training_config, 'seed', s.seed, 'animal_id', s.animal_id, 'session', s.session, 'scan_idx', s.scan_idx, 'unit_id', s.unit_id))
    union all
    select 'input', c.table_name || ' ' || ('dataset=' || s.dataset || ' ' || 'model_config=' || s.model_config || ' ' || 'training_config=' || s.training_config || ' ' || 'seed=' || s.seed || ' ' || 'optimal_gabor_config=' || s.optimal_gabor_config) || ', ' || (select string_agg(e.key || ': ' || (e.value -> 0) || ' -> ' || (e.value -> 1), ', ' order by e.key)
       from jsonb_each(c.columns) e)
    from provenance.change c where s.has_other_inputs and c.changed_at >= s.claimed_at and (c.table_name = 'twin.optimal_gabor_task' and c.key = jsonb_build_object('dataset', s.dataset, 'model_config', s.model_config, 'training_config', s.training_config, 'seed', s.seed, 'optimal_gabor_config', s.optimal_gabor_config))
    union all
    select 'parameter', c.table_name || ' ' || ('optimal_gabor_config=' || s.optimal_gabor_config) || ', ' || (select string_agg(e.key || ': ' || (e.value -> 0) || ' -> ' || (e.value -> 1), ', ' order by e.key)
       from jsonb_each(c.columns) e)
    from provenance.change c where s.has_other_inputs and c.changed_at >= s.claimed_at and (c.table_name = 'twin.optimal_gabor_config' and c.key = jsonb_build_object('optimal_gabor_config', s.optimal_gabor_config))
    union all
    select 'input', 'twin.model ' || ('dataset=' || s.dataset || ' ' || 'model_config=' || s.model_config || ' ' || 'training_config=' || s.training_config || ' ' || 'seed=' || s.seed) || ' was made again by run ' || s.p4_run
    where s.has_other_inputs and s.p4_run > s._run_id
    union all
    select 'input', c.table_name || ' ' || ('dataset=' || s.dataset || ' ' || 'model_config=' || s.model_config || ' ' || 'training_config=' || s.training_config || ' ' || 'seed=' || s.seed) || ', ' || (select string_agg(e.key || ': ' || (e.value -> 0) || ' -> ' || (e.value -> 1), ', ' order by e.key)
       from jsonb_each(c.columns) e)
    from provenance.change c where s.has_other_inputs and c.changed_at >= s.claimed_at and (c.table_name = 'twin.model' and c.key = jsonb_build_object('dataset', s.dataset, 'model_config', s.model_config, 'training_config', s.training_config, 'seed', s.seed)
       or c.table_name = 'twin.training_log' and c.key @> jsonb_build_object('dataset', s.dataset, 'model_config', s.model_config, 'training_config', s.training_config, 'seed', s.seed)))
  select reason, detail from known
  union all
  select 'input', 'an input row, or its parts, or the hash itself is another; it is not on record which'
  where s.has_other_inputs and not exists (select from known))) why (reason, detail)
union all
select 'twin.orientation_tuning'::text, jsonb_build_object('dataset', s.dataset, 'model_config', s.model_config, 'training_config', s.training_config, 'seed', s.seed, 'animal_id', s.animal_id, 'session', s.session, 'scan_idx', s.scan_idx, 'unit_id', s.unit_id, 'optimal_gabor_config', s.optimal_gabor_config, 'orientation_tuning_config', s.orientation_tuning_config), s._run_id, why.reason, why.detail
from (select t.dataset, t.model_config, t.training_config, t.seed, t.animal_id, t.session, t.scan_idx, t.unit_id, t.optimal_gabor_config, t.orientation_tuning_config, t._run_id, r.claimed_at, r.maker_version, m.version,
  t._input_hash is distinct from encode(sha256(convert_to('twin.optimal_gabor:' || p1._row_hash || E'\n' || 'twin.orientation_tuning_task:' || p2._row_hash || E'\n' || 'twin.orientation_tuning_config:' || p3._row_hash || E'\n' || 'twin.model:' || p4._row_hash, 'UTF8')), 'hex') as has_other_inputs, p1._run_id as p1_run, p4._run_id as p4_run
from twin.orientation_tuning t
left join twin.optimal_gabor p1 on p1.dataset = t.dataset and p1.model_config = t.model_config and p1.training_config = t.training_config and p1.seed = t.seed and p1.animal_id = t.animal_id and p1.session = t.session and p1.scan_idx = t.scan_idx and p1.unit_id = t.unit_id and p1.optimal_gabor_config = t.optimal_gabor_config
left join twin.orientation_tuning_task p2 on p2.dataset = t.dataset and p2.model_config = t.model_config and p2.training_config = t.training_config and p2.seed = t.seed and p2.optimal_gabor_config = t.optimal_gabor_config and p2.orientation_tuning_config = t.orientation_tuning_config
left join twin.orientation_tuning_config p3 on p3.orientation_tuning_config = t.orientation_tuning_config
left join twin.model p4 on p4.dataset = t.dataset and p4.model_config = t.model_config and p4.training_config = t.training_config and p4.seed = t.seed
left join provenance.run r on r.run_id = t._run_id
left join provenance.maker m on m.table_name = 'twin.orientation_tuning'
where t._input_hash is distinct from encode(sha256(convert_to('twin.optimal_gabor:' || p1._row_hash || E'\n' || 'twin.orientation_tuning_task:' || p2._row_hash || E'\n' || 'twin.orientation_tuning_config:' || p3._row_hash || E'\n' || 'twin.model:' || p4._row_hash, 'UTF8')), 'hex') or r.maker_version < m.version) s
cross join lateral (
  select 'maker', 'made by version ' || s.maker_version || ' of its maker, which is at ' || s.version
  where s.maker_version < s.version
  union all
  (with known (reason, detail) as (
    select 'input', 'twin.optimal_gabor ' || ('dataset=' || s.dataset || ' ' || 'model_config=' || s.model_config || ' ' || 'training_config=' || s.training_config || ' ' || 'seed=' || s.seed || ' ' || 'animal_id=' || s.animal_id || ' ' || 'session=' || s.session || ' ' || 'scan_idx=' || s.scan_idx || ' ' || 'unit_id=' || s.unit_id || ' ' || 'optimal_gabor_config=' || s.optimal_gabor_config) || ' was made again by run ' || s.p1_run
    where s.has_other_inputs and s.p1_run > s._run_id
    union all
    select 'input', c.table_name || ' ' || ('dataset=' || s.dataset || ' ' || 'model_config=' || s.model_config || ' ' || 'training_config=' || s.training_config || ' ' || 'seed=' || s.seed || ' ' || 'animal_id=' || s.animal_id || ' ' || 'session=' || s.session || ' ' || 'scan_idx=' || s.scan_idx || ' ' || 'unit_id=' || s.unit_id || ' ' || 'optimal_gabor_config=' || s.optimal_gabor_config) || ', ' || (select string_agg(e.key || ': ' || (e.value -> 0) || ' -> ' || (e.value -> 1), ', ' order by e.key)
       from jsonb_each(c.columns) e)
    from provenance.change c where s.has_other_inputs and c.changed_at >= s.claimed_at and (c.table_name = 'twin.optimal_gabor' and c.key = jsonb_build_object('dataset', s.dataset, 'model_config', s.model_config, 'training_config', s.training_config, 'seed', s.seed, 'animal_id', s.animal_id, 'session', s.session, 'scan_idx', s.scan_idx, 'unit_id', s.unit_id, 'optimal_gabor_config', s.optimal_gabor_config))
    union all
    select 'input', c.table_name || ' ' || ('dataset=' || s.dataset || ' ' || 'model_config=' || s.model_config || ' ' || 'training_config=' || s.training_config || ' ' || 'seed=' || s.seed || ' ' || 'optimal_gabor_config=' || s.optimal_gabor_config || ' ' || 'orientation_tuning_config=' || s.orientation_tuning_config) || ', ' || (select string_agg(e.key || ': ' || (e.value -> 0) || ' -> ' || (e.value -> 1), ', ' order by e.key)
       from jsonb_each(c.columns) e)
    from provenance.change c where s.has_other_inputs and c.changed_at >= s.claimed_at and (c.table_name = 'twin.orientation_tuning_task' and c.key = jsonb_build_object('dataset', s.dataset, 'model_config', s.model_config, 'training_config', s.training_config, 'seed', s.seed, 'optimal_gabor_config', s.optimal_gabor_config, 'orientation_tuning_config', s.orientation_tuning_config))
    union all
    select 'parameter', c.table_name || ' ' || ('orientation_tuning_config=' || s.orientation_tuning_config) || ', ' || (select string_agg(e.key || ': ' || (e.value -> 0) || ' -> ' || (e.value -> 1), ', ' order by e.key)
       from jsonb_each(c.columns) e)
    from provenance.change c where s.has_other_inputs and c.changed_at >= s.claimed_at and (c.table_name = 'twin.orientation_tuning_config' and c.key = jsonb_build_object('orientation_tuning_config', s.orientation_tuning_config))
    union all
    select 'input', 'twin.model ' || ('dataset=' || s.dataset || ' ' || 'model_config=' || s.model_config || ' ' || 'training_config=' || s.training_config || ' ' || 'seed=' || s.seed) || ' was made again by run ' || s.p4_run
    where s.has_other_inputs and s.p4_run > s._run_id
    union all
    select 'input', c.table_name || ' ' || ('dataset=' || s.dataset || ' ' || 'model_config=' || s.model_config || ' ' || 'training_config=' || s.training_config || ' ' || 'seed=' || s.seed) || ', ' || (select string_agg(e.key || ': ' || (e.value -> 0) || ' -> ' || (e.value -> 1), ', ' order by e.key)
       from jsonb_each(c.columns) e)
    from provenance.change c where s.has_other_inputs and c.changed_at >= s.claimed_at and (c.table_name = 'twin.model' and c.key = jsonb_build_object('dataset', s.dataset, 'model_config', s.model_config, 'training_config', s.training_config, 'seed', s.seed)
       or c.table_name = 'twin.training_log' and c.key @> jsonb_build_object('dataset', s.dataset, 'model_config', s.model_config, 'training_config', s.training_config, 'seed', s.seed)))
  select reason, detail from known
  union all
  select 'input', 'an input row, or its parts, or the hash itself is another; it is not on record which'
  where s.has_other_inputs and not exists (select from known))) why (reason, detail)
union all
select 'twin.phase_tuning'::text, jsonb_build_object('dataset', s.dataset, 'model_config', s.model_config, 'training_config', s.training_config, 'seed', s.seed, 'animal_id', s.animal_id, 'session', s.session, 'scan_idx', s.scan_idx, 'unit_id', s.unit_id, 'optimal_gabor_config', s.optimal_gabor_config, 'phase_tuning_config', s.phase_tuning_config), s._run_id, why.reason, why.detail
from (select t.dataset, t.model_config, t.training_config, t.seed, t.animal_id, t.session, t.scan_idx, t.unit_id, t.optimal_gabor_config, t.phase_tuning_config, t._run_id, r.claimed_at, r.maker_version, m.version,
  t._input_hash is distinct from encode(sha256(convert_to('twin.optimal_gabor:' || p1._row_hash || E'\n' || 'twin.phase_tuning_task:' || p2._row_hash || E'\n' || 'twin.phase_tuning_config:' || p3._row_hash || E'\n' || 'twin.model:' || p4._row_hash, 'UTF8')), 'hex') as has_other_inputs, p1._run_id as p1_run, p4._run_id as p4_run
from twin.phase_tuning t
left join twin.optimal_gabor p1 on p1.dataset = t.dataset and p1.model_config = t.model_config and p1.training_config = t.training_config and p1.seed = t.seed and p1.animal_id = t.animal_id and p1.session = t.session and p1.scan_idx = t.scan_idx and p1.unit_id = t.unit_id and p1.optimal_gabor_config = t.optimal_gabor_config
left join twin.phase_tuning_task p2 on p2.dataset = t.dataset and p2.model_config = t.model_config and p2.training_config = t.training_config and p2.seed = t.seed and p2.optimal_gabor_config = t.optimal_gabor_config and p2.phase_tuning_config = t.phase_tuning_config
left join twin.phase_tuning_config p3 on p3.phase_tuning_config = t.phase_tuning_config
left join twin.model p4 on p4.dataset = t.dataset and p4.model_config = t.model_config and p4.training_config = t.training_config and p4.seed = t.seed
left join provenance.run r on r.run_id = t._run_id
left join provenance.maker m on m.table_name = 'twin.phase_tuning'
where t._input_hash is distinct from encode(sha256(convert_to('twin.optimal_gabor:' || p1._row_hash || E'\n' || 'twin.phase_tuning_task:' || p2._row_hash || E'\n' || 'twin.phase_tuning_config:' || p3._row_hash || E'\n' || 'twin.model:' || p4._row_hash, 'UTF8')), 'hex') or r.maker_version < m.version) s
cross join lateral (
  select 'maker', 'made by version ' || s.maker_version || ' of its maker, which is at ' || s.version
  where s.maker_version < s.version
  union all
  (with known (reason, detail) as (
    select 'input', 'twin.optimal_gabor ' || ('dataset=' || s.dataset || ' ' || 'model_config=' || s.model_config || ' ' || 'training_config=' || s.training_config || ' ' || 'seed=' || s.seed || ' ' || 'animal_id=' || s.animal_id || ' ' || 'session=' || s.session || ' ' || 'scan_idx=' || s.scan_idx || ' ' || 'unit_id=' || s.unit_id || ' ' || 'optimal_gabor_config=' || s.optimal_gabor_config) || ' was made again by run ' || s.p1_run
    where s.has_other_inputs and s.p1_run > s._run_id
    union all
    select 'input', c.table_name || ' ' || ('dataset=' || s.dataset || ' ' || 'model_config=' || s.model_config || ' ' || 'training_config=' || s.training_config || ' ' || 'seed=' || s.seed || ' ' || 'animal_id=' || s.animal_id || ' ' || 'session=' || s.session || ' ' || 'scan_idx=' || s.scan_idx || ' ' || 'unit_id=' || s.unit_id || ' ' || 'optimal_gabor_config=' || s.optimal_gabor_config) || ', ' || (select string_agg(e.key || ': ' || (e.value -> 0) || ' -> ' || (e.value -> 1), ', ' order by e.key)
       from jsonb_each(c.columns) e)
    from provenance.change c where s.has_other_inputs and c.changed_at >= s.claimed_at and (c.table_name = 'twin.optimal_gabor' and c.key = jsonb_build_object('dataset', s.dataset, 'model_config', s.model_config, 'training_config', s.training_config, 'seed', s.seed, 'animal_id', s.animal_id, 'session', s.session, 'scan_idx', s.scan_idx, 'unit_id', s.unit_id, 'optimal_gabor_config', s.optimal_gabor_config))
    union all
    select 'input', c.table_name || ' ' || ('dataset=' || s.dataset || ' ' || 'model_config=' || s.model_config || ' ' || 'training_config=' || s.training_config || ' ' || 'seed=' || s.seed || ' ' || 'optimal_gabor_config=' || s.optimal_gabor_config || ' ' || 'phase_tuning_config=' || s.phase_tuning_config) || ', ' || (select string_agg(e.key || ': ' || (e.value -> 0) || ' -> ' || (e.value -> 1), ', ' order by e.key)
       from jsonb_each(c.columns) e)
    from provenance.change c where s.has_other_inputs and c.changed_at >= s.claimed_at and (c.table_name = 'twin.phase_tuning_task' and c.key = jsonb_build_object('dataset', s.dataset, 'model_config', s.model_config, 'training_config', s.training_config, 'seed', s.seed, 'optimal_gabor_config', s.optimal_gabor_config, 'phase_tuning_config', s.phase_tuning_config))
    union all
    select 'parameter', c.table_name || ' ' || ('phase_tuning_config=' || s.phase_tuning_config) || ', ' || (select string_agg(e.key || ': ' || (e.value -> 0) || ' -> ' || (e.value -> 1), ', ' order by e.key)
       from jsonb_each(c.columns) e)
    from provenance.change c where s.has_other_inputs and c.changed_at >= s.claimed_at and (c.table_name = 'twin.phase_tuning_config' and c.key = jsonb_build_object('phase_tuning_config', s.phase_tuning_config))
    union all
    select 'input', 'twin.model ' || ('dataset=' || s.dataset || ' ' || 'model_config=' || s.model_config || ' ' || 'training_config=' || s.training_config || ' ' || 'seed=' || s.seed) || ' was made again by run ' || s.p4_run
    where s.has_other_inputs and s.p4_run > s._run_id
    union all
    select 'input', c.table_name || ' ' || ('dataset=' || s.dataset || ' ' || 'model_config=' || s.model_config || ' ' || 'training_config=' || s.training_config || ' ' || 'seed=' || s.seed) || ', ' || (select string_agg(e.key || ': ' || (e.value -> 0) || ' -> ' || (e.value -> 1), ', ' order by e.key)
       from jsonb_each(c.columns) e)
    from provenance.change c where s.has_other_inputs and c.changed_at >= s.claimed_at and (c.table_name = 'twin.model' and c.key = jsonb_build_object('dataset', s.dataset, 'model_config', s.model_config, 'training_config', s.training_config, 'seed', s.seed)
       or c.table_name = 'twin.training_log' and c.key @> jsonb_build_object('dataset', s.dataset, 'model_config', s.model_config, 'training_config', s.training_config, 'seed', s.seed)))
  select reason, detail from known
  union all
  select 'input', 'an input row, or its parts, or the hash itself is another; it is not on record which'
  where s.has_other_inputs and not exists (select from known))) why (reason, detail);
comment on view provenance.stale is 'Rows whose inputs, settings or maker have changed since they were made, each with the reason';

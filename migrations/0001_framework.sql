-- The framework's own part of the database: schemas, row hashes, runs, workers' leases, lineage. It knows no science.
-- Tables of the science and their job tables follow in later files, generated from the definitions in schema/.

do $$
begin
  if current_setting('server_encoding') <> 'UTF8' then
    raise exception 'the database has encoding %, but row hashes cover UTF-8 text', current_setting('server_encoding')
      using hint = 'create the database with: create database doppel encoding ''UTF8'' template template0';
  end if;
end $$;

create schema if not exists twin;
create schema if not exists job;
create schema if not exists provenance;
create schema if not exists store;
comment on schema twin is 'The science: scans, neurons, models, bar codes, clusters, optimal stimuli, tuning';
comment on schema job is 'Work that is not done: one table per computed table, and the workers with their leases';
comment on schema provenance is 'Who computed what, when, where, with which code; hashes; migrations';
comment on schema store is 'Content-addressed blobs: recordings and model weights';

-- Row hashes ---------------------------------------------------------------------------------------------------------
-- provenance.field(value): the bytes of one column in a row hash. NULL is the byte 0; anything else the byte 1, the length
-- as a big-endian int4, and the value in PostgreSQL's binary form. No session setting sways them: not DateStyle, TimeZone,
-- extra_float_digits, bytea_output, client_encoding or search_path (bodies are stored parsed). The scalar ones are
-- inlined into the generated columns, which makes them cost no more than their built-in functions.

create function provenance.field(boolean) returns bytea language sql immutable parallel safe
  return coalesce('\x0100000001'::bytea || boolsend($1), '\x00'::bytea);
create function provenance.field(smallint) returns bytea language sql immutable parallel safe
  return coalesce('\x0100000002'::bytea || int2send($1), '\x00'::bytea);
create function provenance.field(integer) returns bytea language sql immutable parallel safe
  return coalesce('\x0100000004'::bytea || int4send($1), '\x00'::bytea);
create function provenance.field(bigint) returns bytea language sql immutable parallel safe
  return coalesce('\x0100000008'::bytea || int8send($1), '\x00'::bytea);
create function provenance.field(real) returns bytea language sql immutable parallel safe
  return coalesce('\x0100000004'::bytea || float4send($1), '\x00'::bytea);
create function provenance.field(double precision) returns bytea language sql immutable parallel safe
  return coalesce('\x0100000008'::bytea || float8send($1), '\x00'::bytea);
create function provenance.field(timestamp with time zone) returns bytea language sql immutable parallel safe
  return coalesce('\x0100000008'::bytea || timestamptz_send($1), '\x00'::bytea);

-- convert_to(text, 'UTF8') is not immutable in PostgreSQL's eyes; in a UTF-8 database decode(.., 'escape') gives the same
-- bytes once backslashes are doubled, and is.
create function provenance.field(text) returns bytea language sql immutable parallel safe
  return coalesce('\x01'::bytea || int4send(octet_length($1))
                  || decode(replace($1, E'\\', E'\\\\'), 'escape'), '\x00'::bytea);

-- array_send is marked stable because it calls the element type's function, whichever that is; those of numbers are
-- immutable. PL/pgSQL evaluates such expressions faster than a non-inlined SQL function does; every name in it is
-- qualified, so that search_path cannot redirect it.
create function provenance.number_array_field(anyarray) returns bytea language plpgsql immutable strict parallel safe as $$
declare
  bytes constant pg_catalog.bytea := pg_catalog.array_send($1);
begin
  return '\x01'::pg_catalog.bytea operator(pg_catalog.||) pg_catalog.int4send(pg_catalog.octet_length(bytes))
         operator(pg_catalog.||) bytes;
end $$;
create function provenance.field(smallint[]) returns bytea language sql immutable parallel safe
  return coalesce(provenance.number_array_field($1), '\x00'::bytea);
create function provenance.field(integer[]) returns bytea language sql immutable parallel safe
  return coalesce(provenance.number_array_field($1), '\x00'::bytea);
create function provenance.field(real[]) returns bytea language sql immutable parallel safe
  return coalesce(provenance.number_array_field($1), '\x00'::bytea);
create function provenance.field(double precision[]) returns bytea language sql immutable parallel safe
  return coalesce(provenance.number_array_field($1), '\x00'::bytea);

-- Text arrays: their binary form would follow client_encoding, so the fields of their elements stand one after another.
create function provenance.text_array_bytes(text[]) returns bytea language sql immutable strict parallel safe
  return int4send(cardinality($1)) || coalesce(
    (select string_agg(provenance.field(element), '\x'::bytea order by place)
     from unnest($1) with ordinality as elements (element, place)), '\x'::bytea);
create function provenance.field(text[]) returns bytea language sql immutable parallel safe
  return coalesce('\x01'::bytea || int4send(octet_length(provenance.text_array_bytes($1)))
                  || provenance.text_array_bytes($1), '\x00'::bytea);

-- Runs ---------------------------------------------------------------------------------------------------------------
create table provenance.run (
  run_id bigint generated always as identity,
  table_name text not null,
  n_keys integer not null,
  maker_version integer not null,
  parameters jsonb not null default '{}',
  seed numeric generated always as (
    case jsonb_typeof(parameters -> 'seed') when 'number' then (parameters ->> 'seed')::numeric end) stored,
  worker text not null,
  host text not null,
  pid integer not null,
  database_role text not null default current_user,
  scheduler_job_id text,
  scheduler_array_job_id text,
  scheduler_array_task_id text,
  device text not null,
  device_model text,
  device_uuid text,
  device_driver text,
  cuda_version text,
  code_commit text not null,
  code_dirty boolean not null,
  build_id text not null,
  libraries jsonb not null,
  schema_version integer not null,
  claimed_at timestamptz not null,
  started_at timestamptz not null,
  ended_at timestamptz not null,
  committed_at timestamptz not null default clock_timestamp(),
  cpu_seconds double precision not null,
  gpu_seconds double precision not null,
  peak_memory_bytes bigint not null,
  constraint run_pkey primary key (run_id),
  constraint run_n_keys_positive check (n_keys > 0),
  constraint run_parameters_object check (jsonb_typeof(parameters) = 'object'),
  constraint run_libraries_object check (jsonb_typeof(libraries) = 'object'),
  constraint run_times_ordered check (claimed_at <= started_at and started_at <= ended_at),
  constraint run_costs_not_negative check (cpu_seconds >= 0 and gpu_seconds >= 0 and peak_memory_bytes >= 0)
);
comment on table provenance.run is 'One row per batch of keys that was computed, or file that was imported. Append-only';
comment on column provenance.run.run_id is 'Named by _run_id of every row that the run wrote';
comment on column provenance.run.table_name is 'Qualified name of the table whose rows the run made';
comment on column provenance.run.n_keys is 'Keys that it wrote';
comment on column provenance.run.maker_version is 'Version of the maker: raised when the same inputs would give other results';
comment on column provenance.run.parameters is 'Settings and seed of the batch, as the maker states them';
comment on column provenance.run.seed is 'The seed among the parameters, where there is one';
comment on column provenance.run.worker is 'Name of the worker, as in pg_stat_activity.application_name';
comment on column provenance.run.host is 'Host name of the machine that computed';
comment on column provenance.run.pid is 'Process on that host';
comment on column provenance.run.database_role is 'Role that committed';
comment on column provenance.run.scheduler_job_id is 'Job of the cluster''s scheduler (SLURM_JOB_ID, PBS_JOBID, LSB_JOBID, JOB_ID)';
comment on column provenance.run.scheduler_array_job_id is 'SLURM_ARRAY_JOB_ID';
comment on column provenance.run.scheduler_array_task_id is 'SLURM_ARRAY_TASK_ID or its like';
comment on column provenance.run.device is 'Where it computed: cpu, cuda:0';
comment on column provenance.run.device_model is 'Model of the device, e.g. that of the GPU or the CPU';
comment on column provenance.run.device_uuid is 'UUID of the GPU';
comment on column provenance.run.device_driver is 'Version of the GPU''s driver';
comment on column provenance.run.cuda_version is 'Version of the CUDA runtime';
comment on column provenance.run.code_commit is 'Commit that the program was built from; unknown outside a repository';
comment on column provenance.run.code_dirty is 'Did the source tree differ from that commit, or is it unknown?';
comment on column provenance.run.build_id is 'Build id of the binary';
comment on column provenance.run.libraries is 'Versions of the libraries that it ran with';
comment on column provenance.run.schema_version is 'Number of the last migration applied when the worker connected';
comment on column provenance.run.claimed_at is 'Database time at which the keys were claimed';
comment on column provenance.run.started_at is 'Database time at which compute started';
comment on column provenance.run.ended_at is 'Database time at which compute ended';
comment on column provenance.run.committed_at is 'Database time at which the rows were written';
comment on column provenance.run.cpu_seconds is '[s] CPU time of the process from fetch to the end of compute';
comment on column provenance.run.gpu_seconds is '[s] wall time of compute on a GPU; 0 on the CPU';
comment on column provenance.run.peak_memory_bytes is '[bytes] largest resident set of the process so far';

create function provenance.refuse_change() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception '%.% is append-only: % refused', tg_table_schema, tg_table_name, tg_op
    using errcode = 'integrity_constraint_violation',
          hint = 'Results are replaced by new runs; the record of the old ones stays';
end $$;
comment on function provenance.refuse_change() is 'Trigger of append-only tables: refuses the statement';
create trigger run_append_only before update or delete or truncate on provenance.run
  for each statement execute function provenance.refuse_change();
alter table provenance.run enable always trigger run_append_only;  -- also under session_replication_role

-- Workers ------------------------------------------------------------------------------------------------------------
create sequence job.epoch;
comment on sequence job.epoch is 'One number per claim. A commit counts only while the job rows carry the epoch of its claim';

create table job.worker (
  worker_id bigint generated always as identity,
  application_name text not null,
  host text not null,
  pid integer not null,
  device text not null,
  started_at timestamptz not null default clock_timestamp(),
  lease_until timestamptz not null,
  constraint worker_pkey primary key (worker_id)
);
comment on table job.worker is 'Workers at work. A row goes when its worker ends, or when its lease is over and another worker frees what it held';
comment on column job.worker.worker_id is 'Named by worker_id of the claimed rows in the job tables';
comment on column job.worker.application_name is 'As in pg_stat_activity';
comment on column job.worker.host is 'Host name';
comment on column job.worker.pid is 'Process on that host';
comment on column job.worker.device is 'cpu, cuda:0';
comment on column job.worker.started_at is 'Database time';
comment on column job.worker.lease_until is 'Database time at which others may take over; the heartbeat extends it';

-- Lineage, for DataJoint clients ---------------------------------------------------------------------------------------
create table twin."~lineage" (
  table_name varchar(64) not null,
  attribute_name varchar(64) not null,
  lineage varchar(255) not null,
  constraint "~lineage_pkey" primary key (table_name, attribute_name)
);
comment on table twin."~lineage" is 'Where each key and foreign-key column comes from (schema.table.attribute), as DataJoint reads it';
comment on column twin."~lineage".table_name is 'Table of this schema';
comment on column twin."~lineage".attribute_name is 'Its column';
comment on column twin."~lineage".lineage is 'schema.table.attribute in which the value originates';

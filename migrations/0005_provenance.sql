-- Provenance at full strength, the framework's part: makers' versions, and what was changed by hand.

-- Makers' versions -----------------------------------------------------------------------------------------------------
create table provenance.maker (
  table_name text not null,
  version integer not null,
  announced_at timestamptz not null default clock_timestamp(),
  constraint maker_pkey primary key (table_name)
);
comment on table provenance.maker is 'The newest version of each table''s maker that a worker has announced';
comment on column provenance.maker.table_name is 'Qualified name of the table that it fills';
comment on column provenance.maker.version is 'As in provenance.run.maker_version: rows of a lower one are stale';
comment on column provenance.maker.announced_at is 'Database time at which this version was first announced';

create function provenance.announce_makers(tables text[], versions integer[]) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  insert into provenance.maker as known (table_name, version)
  select name, version from unnest(tables, versions) as announced (name, version) order by name
  on conflict (table_name) do update set version = excluded.version, announced_at = clock_timestamp()
  where excluded.version > known.version
$$;
comment on function provenance.announce_makers(text[], integer[]) is
  'Workers call it at their start; versions only rise';
revoke execute on function provenance.announce_makers(text[], integer[]) from public;

-- Changes by hand ------------------------------------------------------------------------------------------------------
create table provenance.change (
  change_id bigint generated always as identity,
  table_name text not null,
  key jsonb not null,
  columns jsonb not null,
  changed_by text not null default session_user,
  changed_at timestamptz not null default clock_timestamp(),
  constraint change_pkey primary key (change_id)
);
create index change_row_idx on provenance.change (table_name, key);
comment on table provenance.change is 'Rows that somebody updated in place. Append-only';
comment on column provenance.change.table_name is 'Qualified name of the table';
comment on column provenance.change.key is 'Primary key of the row';
comment on column provenance.change.columns is 'Column -> [value before, value after], of those that changed';
comment on column provenance.change.changed_by is 'Role that logged in';
comment on column provenance.change.changed_at is 'Database time';
create trigger change_append_only before update or delete or truncate on provenance.change
  for each statement execute function provenance.refuse_change();
alter table provenance.change enable always trigger change_append_only;

create function provenance.key_of(wide_row jsonb, columns text[]) returns jsonb language sql immutable parallel safe
  return (select jsonb_object_agg(name, wide_row -> name) from unnest(columns) as key (name));
comment on function provenance.key_of(jsonb, text[]) is 'The named columns of a row';

create function provenance.note_change() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into provenance.change (table_name, key, columns)
  select tg_table_schema || '.' || tg_table_name, b.key, d.columns
  from (select to_jsonb(w) as columns, provenance.key_of(to_jsonb(w), tg_argv) as key from was w) b
  join (select to_jsonb(n) as columns, provenance.key_of(to_jsonb(n), tg_argv) as key from now n) a using (key)
  cross join lateral (
    select jsonb_object_agg(e.key, jsonb_build_array(e.value, a.columns -> e.key)) as columns
    from jsonb_each(b.columns) e
    where not starts_with(e.key, '_') and e.value is distinct from a.columns -> e.key) d
  where d.columns is not null;
  return null;
end $$;
comment on function provenance.note_change() is
  'Trigger of every table: which columns of which row changed, for the reasons of provenance.stale';

-- The guards of results check the foreign keys of a statement's rows, and that their inputs are what they were at fetch.
do $migration$
declare
  guard record;
  parent record;
  checks text;
  key_checks text;
  other_checks text;
  lines text;
  inputs text;
  same text;
  n_inputs integer;
begin
  for guard in
    select p.oid::regproc as name, pg_get_functiondef(p.oid) as definition, t.tgrelid as of, n.nspname as schema,
      c.relname as table, p.prosrc like '%delete from job.%' as is_master
    from pg_trigger t join pg_proc p on p.oid = t.tgfoid join pg_class c on c.oid = t.tgrelid
    join pg_namespace n on n.oid = c.relnamespace
    where t.tgname = 'accept' and p.pronamespace = 'job'::regnamespace
  loop
    key_checks := '';
    other_checks := '';
    lines := '';
    inputs := '';
    same := '';
    n_inputs := 0;
    for parent in
      select k.conname as constraint, n.nspname || '.' || c.relname as plain_name, c.relname as table,
        format('%I.%I', n.nspname, c.relname) as name, k.conkey <@ own.conkey as in_key,
        string_agg(quote_ident(a.attname), ', ' order by place) as columns,
        string_agg('absent.' || quote_ident(a.attname), ', ' order by place) as absent,
        string_agg(format('o.%1$I = k.%1$I', a.attname), ' and ' order by place) as same,
        ' where ' || string_agg(quote_ident(a.attname) || ' is not null', ' and ' order by place)
          filter (where not a.attnotnull) as stated
      from pg_constraint k join pg_constraint own on own.conrelid = k.conrelid and own.contype = 'p'
      join pg_class c on c.oid = k.confrelid join pg_namespace n on n.oid = c.relnamespace
      cross join lateral unnest(k.conkey) with ordinality of_key (number, place)
      join pg_attribute a on a.attrelid = k.conrelid and a.attnum = of_key.number
      where k.conrelid = guard.of and k.contype = 'f'
      group by k.oid, k.conname, n.nspname, c.relname, k.conkey, own.conkey order by k.oid
    loop
      checks := format($check$
  select %1$s into absent from (select distinct %1$s from new_rows%2$s) k
  where not exists (select from %3$s o where %4$s for key share) limit 1;
  if found then
    raise foreign_key_violation using
      message = %5$L, detail = %6$L || concat_ws(', ', %7$s) || %8$L,
      schema = %9$L, table = %10$L, constraint = %11$L;
  end if;$check$, parent.columns, parent.stated, parent.name, parent.same,
        format('insert or update on table "%s" violates foreign key constraint "%s"', guard.table, parent.constraint),
        'Key (' || parent.columns || ')=(', parent.absent, format(') is not present in table "%s".', parent.table),
        guard.schema, guard.table, parent.constraint);
      if not parent.in_key then
        other_checks := other_checks || checks;
        continue;
      end if;
      key_checks := key_checks || checks;
      n_inputs := n_inputs + 1;
      lines := lines || case n_inputs when 1 then '' else ' || E''\n'' || ' end
        || format('%L || p%s._row_hash', parent.plain_name || ':', n_inputs);
      inputs := inputs || case n_inputs when 1 then '' else ' cross join ' end || format('%s p%s', parent.name, n_inputs);
      same := same || case n_inputs when 1 then '' else ' and ' end
        || replace(parent.same, 'o.', format('p%s.', n_inputs));
    end loop;
    if guard.is_master then
      guard.definition := replace(guard.definition, E'\n  n bigint;\n', E'\n  n bigint;\n  n_sound bigint;\n');
      guard.definition := replace(guard.definition, E'\n  last_run bigint;\nbegin\n',
        format(E'\n  last_run bigint;\n  absent record;\nbegin%s\n', other_checks));
      guard.definition := replace(guard.definition, E'''member'') then\n', format(E'''member'') then%s\n', key_checks));
      guard.definition := replace(guard.definition, E'\n  delete from job.', format($sound$
  select count(*) into n_sound from new_rows k
    cross join lateral (select encode(sha256(convert_to(%1$s, 'UTF8')), 'hex') as hash
      from %2$s
      where %3$s for share) now
    where now.hash = k._input_hash;
  if n_sound <> n then
    raise exception '%4$s: the inputs of %% of the %% keys have changed or are gone', n - n_sound, n
      using errcode = 'ZL002';
  end if;
  delete from job.$sound$, lines, inputs, same, guard.schema || '.' || guard.table));
    else
      guard.definition := replace(guard.definition, E'\nbegin\n',
        format(E'\ndeclare\n  absent record;\nbegin%s%s\n', key_checks, other_checks));
      guard.definition := replace(guard.definition, ', _run_id from new_rows)', ', _run_id, _input_hash from new_rows)');
      guard.definition := replace(guard.definition, 'is distinct from k._run_id or not exists',
        'is distinct from k._run_id or m._input_hash is distinct from k._input_hash or not exists');
    end if;
    execute guard.definition;
  end loop;
end $migration$;

-- Less work for each key: a claim locks rows only where somebody else holds one, the search for keys adds them in one
-- pass and in order, and a guard locks each parent once.
do $migration$
declare
  old record;
  body text;
  piece text;
  pieces text[];
  inputs text;
  joins text;
  hash text;
  condition text;
begin
  for old in
    select p.oid, pg_get_functiondef(p.oid) as definition, prosrc from pg_proc p
    where pronamespace = 'job'::regnamespace and prosrc like '%with best as materialized%'
  loop
    piece := substring(old.prosrc from E'\n  return query(\n.*);\n  if found then');
    piece := replace(piece, 'any (array(select ctid from batch))', 'any (array(select ctid from batch)) and j.status = ''pending''');
    body := replace(old.prosrc, substring(old.prosrc from E'(\n  return query\n.*;)\n  if found then'), E'\n  if current_setting(''doppel.claim_locks'', true) = ''on'' then\n'
      '    return query' || piece || E';\n'
      '  else\n'
      '    perform set_config(''lock_timeout'', ''10ms'', true);\n'
      '    return query' || replace(piece, ' for update skip locked', '') || E';\n'
      '  end if;');
    body := regexp_replace(body, E'(order by epoch desc limit 1\\))\n {6}order by [^\n]* limit 1\\)\\) as known', E'\\1\n      limit 1)) as known');
    execute replace(old.definition, old.prosrc, body);
  end loop;

  for old in
    select p.oid, pg_get_functiondef(p.oid) as definition, prosrc,
      substring(prosrc from '''doppel enqueue '' \|\| (''[^'']*''),') as name,
      substring(prosrc from 'select count\(\*\) from (.*) \$count\$') as missing,
      substring(prosrc from 'insert into (job\.[^ ]+) \(') as job,
      substring(prosrc from 'insert into job\.[^ ]+ \(([^)]*)\)') as keys,
      substring(prosrc from ',\n      (p1 as \(.*)\n      select \(select count') as locked
    from pg_proc p
    where pronamespace = 'job'::regnamespace and prosrc like '%$count$%'
  loop
    inputs := '';
    condition := '';
    for pieces in
      select regexp_matches(old.locked, '(p\d+) as \(select from (\S+) p where \(([^)]*)\) in ', 'g')
    loop
      inputs := inputs || case inputs when '' then '' else E',\n      ' end || format(
        E'%1$s_keys as materialized (select distinct %3$s from added),\n'
        '      %1$s as (select from %2$s p where (%3$s) in (select %3$s from %1$s_keys) for key share)',
        pieces[1], pieces[2], pieces[3]);
      condition := condition || case condition when '' then '' else E'\n        and ' end
        || format('(select count(*) from %1$s) = (select count(*) from %1$s_keys)', pieces[1]);
    end loop;
    piece := format(E'\n'
      '      with added as (\n'
      '        insert into %1$s (%2$s) select %2$s from %3$s order by %2$s%%s returning %2$s),\n'
      '      %4$s\n'
      '      select (select count(*) from added), %5$s', old.job, old.keys, replace(old.missing, '%', '%%'), inputs, condition);
    body := format($body$
declare
  role_before constant text := current_setting('session_replication_role');
  may_check constant boolean := has_parameter_privilege(current_user, 'session_replication_role', 'SET');
  is_whole boolean := true;
  n bigint;
begin
  perform pg_advisory_xact_lock(hashtextextended('doppel enqueue ' || %1$s, 0));
  if may_check then
    perform set_config('session_replication_role', 'replica', true);
  end if;
  begin
    execute $insert$ %2$s $insert$ into n, is_whole;
  exception when unique_violation then
    execute $insert$ %3$s $insert$ into n, is_whole;
  end;
  if may_check then
    perform set_config('session_replication_role', role_before, true);
    if not is_whole then
      raise exception 'rows that new keys of %% refer to were deleted meanwhile', %1$s
        using errcode = 'serialization_failure';
    end if;
  end if;
  if n > 0 then
    perform pg_notify('doppel_job', '');
  end if;
  return n;
end$body$, old.name, format(piece, ''), format(piece, ' on conflict do nothing'));
    execute replace(old.definition, old.prosrc, E'\n#variable_conflict use_column' || body || ' ');
  end loop;

  for old in
    select p.oid, pg_get_functiondef(p.oid) as definition, prosrc,
      substring(prosrc from E'\n  select count\\(\\*\\) into n_sound .*= k\\._input_hash;') as check
    from pg_proc p
    where pronamespace = 'job'::regnamespace and prosrc like '%select count(*) into n_sound from new_rows k%cross join lateral%'
  loop
    hash := substring(old.check from 'lateral \(select (.*) as hash\n');
    inputs := '';
    joins := '';
    for pieces in
      select regexp_matches(substring(old.check from E'\n      from ([^\n]*)\n'), '(\S+) (p\d+)(?: cross join |$)', 'g')
    loop
      select string_agg(split_part(split_part(one, ' = ', 1), '.', 2), ', ' order by place) as columns,
        string_agg(replace(one, pieces[2] || '.', 'o.'), ' and ' order by place) as same,
        string_agg(one, ' and ' order by place) as joined
        into strict piece, condition, body
      from unnest(string_to_array(substring(old.check from E'\n      where ([^\n]*) for share'), ' and '))
        with ordinality as conditions (one, place)
      where one like pieces[2] || '.%';
      inputs := inputs || case inputs when '' then '' else ', ' end || format(E'%1$s as materialized (\n'
        '    select o.* from (select distinct %2$s from new_rows) k cross join lateral (\n'
        '      select %2$s, _row_hash from %3$s o where %4$s for share) o)', pieces[2], piece, pieces[1], condition);
      joins := joins || format(' join %s on %s', pieces[2], body);
    end loop;
    execute replace(old.definition, old.check, format(E'\n'
      '  with %s\n'
      '  select count(*) into n_sound from new_rows k%s\n'
      '    where %s = k._input_hash;', inputs, joins, hash));
  end loop;
end $migration$;

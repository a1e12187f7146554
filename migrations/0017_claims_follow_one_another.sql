-- A claim begins where the newest one began, not where its own worker's last one did.
do $$
declare
  old record;
  job text;
  keys text[];
  own_place text;
  of_place text;
  backwards text;
  role text;
begin
  for old in
    select oid::regprocedure as signature, pg_get_functiondef(oid) as definition, proname as name,
      pg_get_function_identity_arguments(oid) as arguments,
      array(select grantee::regrole::text from aclexplode(proacl) where grantee not in (0, proowner)) as roles
    from pg_proc
    where pronamespace = 'job'::regnamespace and proname like 'claim\_%' and prosrc like '%with best as materialized%'
  loop
    job := substring(old.definition from 'best as materialized \(\n {6}select priority, [^\n]* from (job\.\S+)\n');
    keys := string_to_array(substring(old.definition from 'best as materialized \(\n {6}select priority, ([^\n]*) from job\.'), ', ');
    select string_agg(format('$%s as %s', place + 6, key), ', ' order by place),
      string_agg('place.' || key, ', ' order by place), string_agg(key || ' desc', ', ' order by place)
      into own_place, of_place, backwards
    from unnest(keys) with ordinality as k (key, place);
    execute format('drop function %s', old.signature);
    old.definition := replace(old.definition, old.arguments,
      regexp_replace(old.arguments, '^bigint, integer, integer, text\[\], integer, ', '\&bigint, '));
    old.definition := regexp_replace(old.definition, '\) > \(\$6[^)]*\)', ') > (' || of_place || ')');
    old.definition := replace(old.definition, ' priority = $5 and ', ' priority = place.priority and ');
    old.definition := replace(old.definition, ' priority > $5', ' priority > place.priority');
    old.definition := replace(old.definition, E'\nbegin\n', E'\ndeclare\n  place record;\nbegin\n');
    old.definition := replace(old.definition, E'\n  return query\n', format(E'\n'
      '  select priority, %1$s into place from (\n'
      '    select $5 as priority, %2$s\n'
      '    union all (\n'
      '      select priority, %1$s from %3$s where status = ''claimed'' and deaths = $3 and epoch = (\n'
      '        select epoch from %3$s where status = ''claimed'' and deaths = $3 and epoch > $6\n'
      '        order by epoch desc limit 1)\n'
      '      order by %1$s limit 1)) as known\n'
      '  order by priority, %4$s limit 1;\n'
      '  return query\n', array_to_string(keys, ', '), own_place, job, backwards));
    execute old.definition;
    execute format('revoke execute on function job.%I from public', old.name);
    foreach role in array old.roles loop
      execute format('grant execute on function job.%I to %s', old.name, role);
    end loop;
  end loop;
end $$;

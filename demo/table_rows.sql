-- Rows of every table of the science.
select t.relname as table, n.rows, obj_description(t.oid) as what
from pg_class t,
     lateral (select (xpath('/row/n/text()',
                            query_to_xml(format('select count(*) as n from twin.%I', t.relname), false, true, '')
                     ))[1]::text::bigint as rows) n
where t.relnamespace = 'twin'::regnamespace and t.relkind = 'r' and t.relname not like '~%'
order by t.oid

-- Who computed what, where, with which code.
select table_name, count(*) as runs, sum(n_keys) as keys, count(distinct worker) as workers,
       round(sum(cpu_seconds)) as cpu_s, left(min(code_commit), 10) as commit, bool_or(code_dirty) as dirty
from provenance.run group by table_name order by min(run_id)

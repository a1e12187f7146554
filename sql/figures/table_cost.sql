-- Where the time went: seconds of compute and keys per second of each table
select table_name, device, n_batches, n_keys, round(compute_seconds::numeric, 2) as compute_seconds,
       round(cpu_seconds::numeric, 2) as cpu_seconds, round(keys_per_second::numeric, 2) as keys_per_second
from report.table_cost
order by compute_seconds desc, table_name;

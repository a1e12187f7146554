-- What the hardware did. A worker computes one batch at a time on its device, so the share of its time between its first
-- and its last batch in which a compute ran is the share in which the device was busy; fetching and committing overlap.
create or replace view report.device_use as
select worker, host, pid, device, device_model, count(*) as n_batches, sum(n_keys) as n_keys,
       min(started_at) as first_started_at, max(ended_at) as last_ended_at,
       extract(epoch from sum(ended_at - started_at))::double precision as compute_seconds,
       extract(epoch from max(ended_at) - min(started_at))::double precision as wall_seconds,
       extract(epoch from sum(ended_at - started_at))::double precision
         / nullif(extract(epoch from max(ended_at) - min(started_at))::double precision, 0) as share_busy,
       sum(cpu_seconds) as cpu_seconds, sum(gpu_seconds) as gpu_seconds,
       max(peak_memory_bytes) as peak_memory_bytes
from provenance.run
where table_name <> 'twin.scan'
group by worker, host, pid, device, device_model;
comment on view report.device_use is
  'One row a worker process: the share of its time from its first to its last batch in which its device computed';

-- Where the time went, one row a table and kind of device.
create or replace view report.table_cost as
select table_name, device, device_model, count(*) as n_batches, sum(n_keys) as n_keys,
       extract(epoch from sum(ended_at - started_at))::double precision as compute_seconds, sum(cpu_seconds) as cpu_seconds,
       sum(gpu_seconds) as gpu_seconds,
       sum(n_keys) / nullif(extract(epoch from sum(ended_at - started_at))::double precision, 0) as keys_per_second
from provenance.run
group by table_name, device, device_model;
comment on view report.table_cost is 'One row a table and kind of device: batches, keys and seconds of all computes';

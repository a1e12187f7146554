-- How busy each worker kept its device, from its first to its last batch
select worker, device, device_model, n_batches, n_keys, round(compute_seconds::numeric, 1) as compute_seconds,
       round(wall_seconds::numeric, 1) as wall_seconds, round(share_busy::numeric, 3) as share_busy
from report.device_use
order by first_started_at, worker, pid;

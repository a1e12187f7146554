-- Clusters of bar codes: how the members are tuned, and from how many animals they come.
select cluster, count(*) as neurons, count(distinct animal_id) as animals,
       round(avg(orientation_index)::numeric, 2) as orientation_index, round(avg(phase_index)::numeric, 2) as phase_index
from cluster_member natural join report.neuron_tuning
where dataset = 'animals' and alignment_config = 'demo' and clustering_config = 'demo'
group by cluster order by neurons desc limit 5

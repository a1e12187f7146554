-- Each neuron that a figure lacks, with the stage, the reason and the message of a failed job
select figure, dataset, model_config, training_config, seed, optimal_gabor_config, population_config, property,
       animal_id, session, scan_idx, unit_id, stage, reason, remark
from report.exclusion_ledger
order by figure, dataset, model_config, training_config, seed, optimal_gabor_config, population_config, property,
         stage_order, stage, animal_id, session, scan_idx, unit_id;

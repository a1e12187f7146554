-- Figure 2F: each neuron's responses to plaids over preferred (rows) and orthogonal (columns) contrast, and its index
select dataset, model_config, training_config, seed, optimal_gabor_config, plaid_config, animal_id, session, scan_idx,
       unit_id, cross_orientation_index, plaid_contrasts, responses
from twin.plaid_tuning
order by dataset, model_config, training_config, seed, optimal_gabor_config, plaid_config, animal_id, session, scan_idx,
         unit_id;

-- One row a dataset: the mean of every index over its neurons.
select dataset, count(*) as neurons, round(avg(orientation_index)::numeric, 2) as orientation,
       round(avg(phase_index)::numeric, 2) as phase, round(avg(suppression_index)::numeric, 2) as suppression,
       round(avg(cross_orientation_index)::numeric, 2) as cross_orientation,
       round(avg(nonlinearity_index)::numeric, 2) as nonlinearity, round(avg(gabor_dog)::numeric, 2) as gabor_dog,
       round(avg(gabor_mei)::numeric, 2) as gabor_mei, round(avg(dog_mei)::numeric, 2) as dog_mei
from report.neuron_indices group by dataset order by dataset

-- Two populations of the same neurons, index by index: paired differences, signed-rank test, correlation
select c.model_comparison, t.matching, c.n_paired_neurons, i.compared_property, i.n_pairs_with_both, i.one_mean,
       i.other_mean, i.mean_difference, i.sd_difference, i.wilcoxon_p_value, i.wilcoxon_q_value, i.paired_pearson,
       i.paired_spearman
from twin.model_comparison c
join twin.model_comparison_task t using (model_comparison)
join twin.index_comparison i using (model_comparison)
order by c.model_comparison, i.compared_property;

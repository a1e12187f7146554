-- The numbers that the paper states, beside those of each model in this database: one row a model and statement.
--   query   the named query with the whole of it
--   scope   which settings, where there are several
create or replace view report.paper_number as
with shares as (
  select dataset, model_config, training_config, seed, stimulus, alignment_config || '/' || clustering_config as scope,
         avg(share) as mean_share
  from report.member_share
  group by 1, 2, 3, 4, 5, 6
), correlation as (
  select dataset, model_config, training_config, seed, population_config as scope, spearman,
         least(one_property, other_property) || ' & ' || greatest(one_property, other_property) as pair
  from twin.index_correlation
)
select dataset, model_config, training_config, seed, 1 as place, null as scope,
       'single-trial test correlation' as statement, 'results_prediction' as query,
       mean_single_trial_correlation::double precision as value, '.42' as paper
from report.model_summary
union all
select dataset, model_config, training_config, seed, 2, null, 'share of oracle (slope)', 'results_prediction',
       fraction_oracle, '.69 (undefined there)'
from report.model_summary
union all
select dataset, model_config, training_config, seed, 3, alignment_config || '/' || embedding_config || '/' || density_mode_config,
       'density modes of the embedding', 'fig6_density_modes', n_modes, 'around 30'
from twin.density_estimate
union all
select dataset, model_config, training_config, seed, 4, scope, 'cluster''s Gabor as a share of the members'' own',
       'results_cluster_shares', mean_share, '.87'
from shares where stimulus = 'gabor'
union all
select dataset, model_config, training_config, seed, 5, scope, 'cluster''s MEI as a share of the members'' own',
       'results_cluster_shares', mean_share, 'about .60'
from shares where stimulus = 'mei'
union all
select dataset, model_config, training_config, seed, 6 + w.place, alignment_config || '/' || clustering_config || ', ' || assignment,
       w.statement, 'fig3_cluster_differences', w.share, w.paper
from report.cluster_difference
cross join lateral (values
  (0, 'share of clusters that differ in at least one property', n_differ_in_any / nullif(n_clusters, 0),
   case assignment when 'clusters' then '50 of 50' else '0 of 50' end),
  (1, 'share of clusters that differ in all properties', n_differ_in_all / nullif(n_clusters, 0),
   case assignment when 'clusters' then '15 of 50' else '1 of 50' end)) w (place, statement, share, paper)
union all
select dataset, model_config, training_config, seed, 8 + w.place, scope, 'rank correlation: ' || pair, 'fig4a_index_correlations',
       spearman, w.paper
from correlation
join (values
  (0, 'nonlinearity_index & phase_index', 'correlated'),
  (1, 'nonlinearity_index & suppression_index', 'correlated'),
  (2, 'cross_orientation_index & nonlinearity_index', 'correlated'),
  (3, 'nonlinearity_index & orientation_index', 'none'),
  (4, 'orientation_index & phase_index', 'correlated'),
  (5, 'cross_orientation_index & orientation_index', 'correlated'),
  (6, 'phase_index & suppression_index', 'none'),
  (7, 'cross_orientation_index & phase_index', 'none'),
  (8, 'cross_orientation_index & suppression_index', 'none')) w (place, pair, paper) using (pair)
union all
select dataset, model_config, training_config, seed, 17, alignment_config || '/' || clustering_config,
       'combinations of three properties that occur, of 8', 'fig4c_combinations',
       count(*) filter (where n_clusters > 0), '8'
from report.combination
where cluster_group = 'above' and length(combination) = 3
group by dataset, model_config, training_config, seed, alignment_config, clustering_config, statistics_config
union all
select dataset, model_config, training_config, seed, 18, size_contrast_config, 'correlation of suppression and contrast index',
       'results_contrast_and_suppression', corr(suppression_index, contrast_index), '.95'
from twin.size_contrast_tuning
group by dataset, model_config, training_config, seed, optimal_gabor_config, size_contrast_config
union all
select dataset, model_config, training_config, seed, 19, suboptimal_gabor_config,
       'share of neurons that ' || n_first || ' Gabors drive to 50 % of their optimum', 'fig5d_coverage', share_driven, '.75 (20 Gabors)'
from report.gabor_coverage_curve c
where share_percent = 50 and n_first = (
  select max(n_first) from report.gabor_coverage_curve m
  where (m.dataset, m.model_config, m.training_config, m.seed, m.optimal_gabor_config, m.suboptimal_gabor_config)
      = (c.dataset, c.model_config, c.training_config, c.seed, c.optimal_gabor_config, c.suboptimal_gabor_config))
union all
select dataset, model_config, training_config, seed, 20, verification,
       'recorded against predicted size curves, over the oracle', 'fig5b_agreement', curve_of_oracle_mean, 'about .70'
from twin.agreement_by_share
where model_curve = 'shown' and share_percent = 50;
comment on view report.paper_number is
  'One row a model and statement of the paper: its number here, the one in the paper, and the named query that has more';

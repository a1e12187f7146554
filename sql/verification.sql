-- In vivo verification: what the stored curves and shares say, computed again.

-- Every chosen set of Gabors against a share of the optimum: how many neurons one of the first n_first Gabors drives that
-- far.
create or replace view report.gabor_coverage_curve as
select dataset, model_config, training_config, seed, optimal_gabor_config, suboptimal_gabor_config, n_first,
       share_percent, count(*) as n_neurons, count(*) filter (where share >= share_percent / 100.0) as n_driven,
       avg((share >= share_percent / 100.0)::integer) as share_driven
from (select g.*, n.n_first,
             (select max(s) from unnest(g.gabor_shares[1:n.n_first]) s)::double precision as share
      from twin.gabor_coverage g
      cross join lateral (
        select distinct least(wanted, cardinality(g.gabor_shares)) as n_first
        from unnest(array[1, 10, cardinality(g.gabor_shares)]) wanted) n) covered
cross join generate_series(0, 100, 5) share_percent
group by 1, 2, 3, 4, 5, 6, 7, 8;
comment on view report.gabor_coverage_curve is
  'Neurons that the first 1, 10 and all chosen Gabors drive to a share of their optimum, in steps of 5 %';

-- Pearson over rows (x, y); 0 where either is constant, as in the tables.
create or replace view report.recomputed_size_curve as
select s.*,
       (select coalesce(corr(i, m), 0) from unnest(in_vivo_curve::float8[], shown_curve::float8[]) u (i, m))
         as recomputed_shown_correlation,
       (select coalesce(corr(i, m), 0) from unnest(in_vivo_curve::float8[], optimal_curve::float8[]) u (i, m))
         as recomputed_optimal_correlation,
       (select coalesce(corr(i, m), 0) from unnest(shown_curve::float8[], optimal_curve::float8[]) u (i, m))
         as recomputed_model_curve_similarity,
       (select coalesce(corr(response, others), 0)
        from (select t.response, (sum(t.response) over w - t.response) / (count(*) over w - 1) as others
              from (select response::float8,
                           (select count(*) from unnest(s.trials_of_size) with ordinality n (trials, size)
                            where (select sum(x) from unnest(s.trials_of_size[1:n.size]) x) < place) as size
                    from unnest(in_vivo_trials) with ordinality r (response, place)) t
              window w as (partition by t.size)) pairs) as recomputed_curve_oracle,
       report.drop_from_peak(in_vivo_curve) as recomputed_in_vivo_suppression,
       report.drop_from_peak(shown_curve) as recomputed_shown_suppression,
       report.drop_from_peak(optimal_curve) as recomputed_optimal_suppression
from twin.neuron_size_curve s;
comment on view report.recomputed_size_curve is
  'Correlations, oracle and suppression indices of size curves, computed again from the stored curves and trials';

#include "tests/pipeline/tuned_population.h"

#include "workers/request_clusters.h"

namespace doppel::test {
namespace {

// Optimal Gabors of the neurons of models without any, and a population with the two tuning indices.
constexpr const char* add_population = R"(
insert into twin.optimal_gabor_task
select dataset, model_config, training_config, seed, 'local' from twin.training_task on conflict do nothing;
insert into twin.optimal_gabor (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id,
  optimal_gabor_config, r_x, r_y, size, spatial_frequency, contrast, orientation, phase, activation, at_grid_edge,
  n_stimuli, _run_id, _input_hash)
select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, 'local', 30, 20, 10, 0.1, 4,
  0, 0, 1, false, 1, 1, '' from twin.bar_code on conflict do nothing;
insert into twin.orientation_tuning_task
select dataset, model_config, training_config, seed, optimal_gabor_config, 'paper' from twin.optimal_gabor_task
on conflict do nothing;
insert into twin.phase_tuning_task
select dataset, model_config, training_config, seed, optimal_gabor_config, 'paper' from twin.optimal_gabor_task
on conflict do nothing;
insert into twin.population_task
select dataset, model_config, training_config, seed, optimal_gabor_config, 'tuning' from twin.optimal_gabor_task
on conflict do nothing;)";

constexpr const char* statistics_settings = R"(
insert into twin.statistics_config (statistics_config, significance_level, n_random_assignments, assignment_seed,
  dividing_property, combined_above, combined_below)
values ('divided', 0.01, 20, 1, 'orientation_index', '{phase_index,orientation_index}', '{phase_index}'),
       ('unknown', 0.01, 0, 1, 'colour_index', '{}', '{}');)";

}  // namespace

TunedPopulation::TunedPopulation() {
  connection().execute(statistics_settings);
  connection().execute(add_population);
  request_clusters("divided");
}

void TunedPopulation::add_tuned_model(std::int64_t seed) {
  add_model(seed, 0.2);
  connection().execute(add_population);
}

void TunedPopulation::request_clusters(const std::string& statistics) {
  workers::ClusterRequest request;
  request.alignment_config = "peak";
  request.clustering_config = "kinds";
  request.statistics_config = statistics;
  workers::request_clusters(connection(), model(), request);
}

std::string TunedPopulation::tuning(const std::string& name, const std::string& index,
                                    const std::string& where) {
  const std::string what = name.substr(0, name.find('_'));
  return "insert into twin." + name +
         " (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, "
         "optimal_gabor_config, " +
         name + "_config, " + what + "_index, preferred_" + what +
         ", responses, _run_id, _input_hash) select dataset, model_config, training_config, seed, animal_id, "
         "session, scan_idx, unit_id, optimal_gabor_config, 'paper', " +
         index + ", 0, '{1}', 1, '' from twin.optimal_gabor where " + where;
}

std::string TunedPopulation::orientation(const std::string& where) {
  return tuning("orientation_tuning", "0.2 + 0.6 * (unit_id % 3) + 0.001 * unit_id", where);
}

std::string TunedPopulation::phase(const std::string& where) {
  return tuning("phase_tuning", "1.5 - 0.6 * (unit_id % 3) - 0.001 * unit_id", where);
}

void TunedPopulation::insert_all() {
  connection().execute(orientation("true"));
  connection().execute(phase("true"));
}

}  // namespace doppel::test

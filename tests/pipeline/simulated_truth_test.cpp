// Simulated neurons built again from what is stored, and asked: what recovered optima are worth to them, what
// the method finds on them, what noise costs.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "store/scan_file.h"
#include "tests/pipeline/coded_population.h"
#include "tests/support/temporary_folder.h"
#include "util/error.h"
#include "workers/import.h"
#include "workers/request_truth.h"
#include "workers/simulate.h"

namespace doppel {
namespace {

// Two answers of a search: `local` found the true optima, `demo` the same turned by 60 degrees.
constexpr const char* prepare = R"(
insert into twin.optimal_gabor_task
select dataset, model_config, training_config, seed, grid from twin.training_task, (values ('local'), ('demo')) g (grid);
insert into twin.optimal_gabor (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id,
  optimal_gabor_config, r_x, r_y, size, spatial_frequency, contrast, orientation, phase, activation, at_grid_edge,
  n_stimuli, _run_id, _input_hash)
select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, grid, r_x, r_y, size,
  spatial_frequency, contrast, orientation + turn, phase, 1, false, 1, 1, ''
from twin.bar_code join twin.ground_truth using (animal_id, session, scan_idx, unit_id),
  (values ('local', 0), ('demo', 60)) g (grid, turn);
insert into twin.optimal_gabor_config (optimal_gabor_config, size_min, size_factor, n_sizes, sf_min, sf_factor, n_sfs,
  contrast_min, contrast_factor, n_contrasts, n_grid_orientations, n_grid_phases, location_step, location_margin,
  location_window) values ('small', 8, 1.4, 5, 0.77, 1.3, 3, 1, 2, 3, 8, 8, 2, 0, 2);)";

class SimulatedTruth : public testing::Test {
 protected:
  SimulatedTruth() { population_.connection().execute(prepare); }

  workers::SimulateRequest scan(int animal) const {
    workers::SimulateRequest request;
    request.animal_id = animal;
    request.n_neurons = test::CodedPopulation::n_neurons;
    request.n_train_images = 120;
    request.n_test_images = 12;
    request.repeats = 3;
    request.output = folder_.path() / ("scan" + std::to_string(animal) + ".h5");
    return request;
  }
  void import(const workers::SimulateRequest& request) {
    workers::simulate_scan(request);
    workers::import_recording(population_.connection(), population_.blobs(), request.output, {});
  }
  std::int64_t count(const std::string& from_where) { return population_.count(from_where); }

  test::TemporaryFolder folder_;
  test::CodedPopulation population_;
};

TEST_F(SimulatedTruth, TheNeuronsBuiltAgainGiveTheStoredActivation) {
  EXPECT_EQ(population_.populate({"optimum_in_truth"}).failed, 0);
  const std::string from =
      "twin.optimum_in_truth join twin.ground_truth using (animal_id, session, scan_idx, unit_id) where ";
  EXPECT_EQ(count(from +
                  "optimal_gabor_config = 'local' and abs(truth_activation - activation) < 1e-4 * activation "
                  "and abs(truth_share - 1) < 1e-4"),
            test::CodedPopulation::n_neurons);
  EXPECT_EQ(
      count(from + "optimal_gabor_config = 'demo' and truth_share <= 1.01 and blank_share between 0 and 1"),
      test::CodedPopulation::n_neurons);
  EXPECT_LT(
      population_.number("select avg(truth_share) from twin.optimum_in_truth join twin.ground_truth using "
                         "(animal_id, session, scan_idx, unit_id) where oriented and optimal_gabor_config = "
                         "'demo'"),
      0.8)
      << "an oriented neuron answers less to another orientation";
}

// Workers share keys out as they come. Each neuron has six Gabors here, since few results depend on where in
// a tensor they stood.
TEST_F(SimulatedTruth, WhatANeuronAnswersIsTheSameBitsInAnyBatch) {
  population_.connection().execute(R"(
    create temp table more as select * from (values ('paper', 13), ('demo_wide', 29), ('local_wide', 45), ('small', 77)) g (grid, turn);
    insert into twin.optimal_gabor_task select dataset, model_config, training_config, seed, grid from twin.training_task, more;
    insert into twin.optimal_gabor (dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id,
      optimal_gabor_config, r_x, r_y, size, spatial_frequency, contrast, orientation, phase, activation, at_grid_edge,
      n_stimuli, _run_id, _input_hash)
    select dataset, model_config, training_config, seed, animal_id, session, scan_idx, unit_id, grid, r_x, r_y, size,
      spatial_frequency, contrast, orientation + turn, phase, 1, false, 1, 1, ''
    from twin.optimal_gabor, more where optimal_gabor_config = 'local')");
  const auto rows = [&] {
    EXPECT_EQ(population_.populate({"optimum_in_truth"}).failed, 0);
    return std::string(
        population_.connection()
            .execute("select string_agg(_row_hash, ' ' order by _row_hash) from twin.optimum_in_truth")
            .text(0, 0));
  };
  const auto together = rows();
  EXPECT_EQ(count("twin.optimum_in_truth"), 6 * test::CodedPopulation::n_neurons);
  for (int part = 0; part < 9; ++part) {  // 30 keys each: too few for a loop to be vectorised
    const std::string some = "unit_id % 9 = " + std::to_string(part);
    population_.connection().execute("delete from twin.optimum_in_truth where " + some);
    EXPECT_EQ(rows(), together) << some;
  }
}

TEST_F(SimulatedTruth, ATruthOfAnotherSimulatorIsRefused) {
  population_.connection().execute(
      "update twin.ground_truth set activation = activation * 1.1 where unit_id = 4");
  EXPECT_GT(population_.populate({"optimum_in_truth"}).failed, 0);
  EXPECT_EQ(count("twin.optimum_in_truth"), 2 * (test::CodedPopulation::n_neurons - 1)) << "of both searches";
  EXPECT_GT(count("job.optimum_in_truth where error_message like '%unit_id=4%' and error_message like "
                  "'%ground_truth says%'"),
            0);
}

TEST_F(SimulatedTruth, AScanWithoutSettingsHasNoneOfTheseRows) {
  auto request = scan(2);
  request.n_neurons = 5;
  workers::simulate_scan(request);
  auto recording = store::read_scan_file(request.output);
  recording.simulation.reset();
  store::write_scan_file(recording, request.output);
  workers::import_recording(population_.connection(), population_.blobs(), request.output, {});
  EXPECT_EQ(count("twin.simulation where animal_id = 2"), 0);
  EXPECT_EQ(count("twin.ground_truth where animal_id = 2"), 5);
}

TEST_F(SimulatedTruth, NoiselessResponsesAreImportedAndTheirOracleIsOne) {
  auto request = scan(2);
  request.noiseless = true;
  import(request);
  EXPECT_EQ(count("twin.simulation where animal_id = 2 and noiseless"), 1);
  EXPECT_EQ(count("twin.simulation where animal_id = 1 and not noiseless"), 1);
  EXPECT_EQ(count("report.noiseless_scan where animal_id = 1 and noiseless_animal_id = 2"), 1);
  const auto noiseless = store::read_scan_file(request.output);
  EXPECT_TRUE(std::ranges::any_of(noiseless.responses, [](float r) { return r != std::round(r); }));
  EXPECT_EQ(population_.populate({"scan_oracle"}).failed, 0);
  EXPECT_EQ(count("twin.oracle where animal_id = 2 and abs(jackknife_oracle - 1) < 1e-6 and "
                  "abs(conservative_oracle - 1) < 1e-6"),
            test::CodedPopulation::n_neurons);
  EXPECT_LT(population_.number("select max(jackknife_oracle) from twin.oracle where animal_id = 1"), 0.95);
}

// A search asked for by its settings, and judged beside a model's whose optima are off by known amounts: what
// is lost adds up to what is missing, for each property and measure.
TEST_F(SimulatedTruth, TheMethodOnThePerfectTwinComesCloseToTheTruthAndLossesAddUp) {
  workers::TruthRequest request;
  request.dataset = "coded";
  request.optimal_gabor_config = "small";
  EXPECT_EQ(workers::request_truth(population_.connection(), request), 1);
  EXPECT_EQ(workers::request_truth(population_.connection(), request), 0) << "asked for before";
  request.plaid_config = "none";
  EXPECT_THROW(workers::request_truth(population_.connection(), request), Error);
  EXPECT_EQ(population_.populate({"perfect_twin"}).failed, 0);
  EXPECT_EQ(count("twin.perfect_twin where perfect_share between 0.3 and 1.02"),
            test::CodedPopulation::n_neurons);
  EXPECT_LT(population_.number("select percentile_cont(0.5) within group (order by error) from "
                               "report.perfect_recovery where property = 'preferred_orientation'"),
            5);
  EXPECT_GT(population_.number("select percentile_cont(0.5) within group (order by recovered_value) from "
                               "report.perfect_recovery where property = 'optimum_share'"),
            0.9);
  population_.connection().execute(
      "insert into twin.optimal_gabor_task select dataset, model_config, training_config, seed, "
      "'small' from twin.training_task");
  population_.connection().execute(
      "insert into twin.optimal_gabor (dataset, model_config, training_config, seed, animal_id, session, "
      "scan_idx, "
      "unit_id, optimal_gabor_config, r_x, r_y, size, spatial_frequency, contrast, orientation, phase, "
      "activation, "
      "at_grid_edge, n_stimuli, _run_id, _input_hash) select dataset, model_config, training_config, seed, "
      "animal_id, "
      "session, scan_idx, unit_id, 'small', r_x + 2, r_y, size * (1 + 0.05 * (unit_id % 7)), "
      "spatial_frequency, "
      "contrast, orientation, phase, 1, false, 1, 1, '' from twin.optimal_gabor where optimal_gabor_config = "
      "'local'");
  EXPECT_EQ(population_.populate({"scan_oracle", "optimum_in_truth"}).failed, 0);
  const std::string of = "report.recovery_attribution where optimal_gabor_config = 'small' and ";
  EXPECT_EQ(count(of + "property in ('size', 'position', 'optimum_share')"), 4);
  EXPECT_EQ(count(of + "noisy is not null and noiseless is null and perfect_twin is not null"), 6)
      << "no noiseless scan is there, so that noise and model are not told apart";
  EXPECT_EQ(count(of + "measure <> 'median error' and abs(1 - perfect_twin - lost_to_method) < 1e-9 and "
                       "lost_to_noise is null"),
            3);
  EXPECT_NEAR(population_.number("select noisy from " + of + "property = 'position'"), 2, 1e-4);
}

}  // namespace
}  // namespace doppel

// A coded population (coded_population.h) whose optimal Gabors are there and whose two tuning indices are put
// in as a test says, by SQL, without an experiment.
#pragma once

#include <string>

#include "tests/pipeline/coded_population.h"

namespace doppel::test {

class TunedPopulation : public CodedPopulation {
 public:
  TunedPopulation();  // model 1, its population 'tuning', its clusters with the statistics 'divided'

  // Another model of the dataset, with its population.
  void add_tuned_model(std::int64_t seed);
  void request_clusters(const std::string& statistics);

  // Statements that insert the index of the neurons (and models) that match; `index` is SQL over
  // optimal_gabor.
  static std::string tuning(const std::string& name, const std::string& index, const std::string& where);
  // By kind 0.2, 0.8, 1.4, and a little by neuron; the phase index falls as the orientation index rises.
  static std::string orientation(const std::string& where);
  static std::string phase(const std::string& where);

  void insert_all();
};

}  // namespace doppel::test

// The key columns that models and their neurons share: what makers group by and project on.
#pragma once

#include <string>
#include <vector>

#include "relation/key.h"

namespace doppel::workers {

inline const std::vector<std::string>& model_columns() {
  static const std::vector<std::string> columns{"dataset", "model_config", "training_config", "seed"};
  return columns;
}

inline const std::vector<std::string>& population_columns() {
  static const std::vector<std::string> columns{"dataset", "model_config",         "training_config",
                                                "seed",    "optimal_gabor_config", "population_config"};
  return columns;
}

inline const std::vector<std::string>& neuron_columns() {
  static const std::vector<std::string> columns{"animal_id", "session", "scan_idx", "unit_id"};
  return columns;
}

inline const std::vector<std::string>& clustering_columns() {
  static const std::vector<std::string> columns{"dataset", "model_config",     "training_config",
                                                "seed",    "alignment_config", "clustering_config"};
  return columns;
}

inline relation::Key model_of(const relation::Key& key) { return key.project(model_columns()); }
inline relation::Key neuron_of(const relation::Key& key) { return key.project(neuron_columns()); }

// The key of a part row: a model key (with what its master adds) followed by a neuron of the dataset.
inline relation::Key with_neuron(const relation::Key& master, const relation::Key& neuron) {
  relation::Key key = master;
  for (const auto& column : neuron_columns()) key = key.with({{column, neuron.at(column)}});
  return key;
}

}  // namespace doppel::workers

// ModelConfig and TrainingConfig as JSON, one member a field: in a twin's blob and for the benchmarks' peers.
// Fields that came later are written only where they differ from what held before, so that older twins can be
// read and keep their hashes.
#pragma once

#include <nlohmann/json.hpp>

#include "science/model/config.h"

namespace doppel::science {

// Calls field(name, member), or later(name, member, what held before), for each.
template <class Config, class Field, class Later>
void each_model_field(Config& config, Field field, Later later) {
  field("filter_sizes", config.filter_sizes);
  field("n_features", config.n_features);
  field("n_orientations", config.n_orientations);
  field("shared_batch_norm", config.shared_batch_norm);
  field("batch_norm_momentum", config.batch_norm_momentum);
  field("batch_norm_epsilon", config.batch_norm_epsilon);
  field("readout", config.readout);
  field("smooth_weight", config.smooth_weight);
  field("sparse_weight", config.sparse_weight);
  field("readout_weight", config.readout_weight);
  field("position_weight", config.position_weight);
  field("sigma_init", config.sigma_init);
  field("mask_threshold", config.mask_threshold);
  later("layer_kinds", config.layer_kinds, std::vector<std::string>());
  later("nonlinearity", config.nonlinearity, std::string("softplus"));
}

template <class Config, class Field, class Later>
void each_training_field(Config& config, Field field, Later later) {
  field("learning_rate", config.learning_rate);
  field("learning_rate_factor", config.learning_rate_factor);
  field("batch_size", config.batch_size);
  field("max_iterations", config.max_iterations);
  field("schedule", config.schedule);
  field("drop_shares", config.drop_shares);
  field("n_drops", config.n_drops);
  field("validation_every", config.validation_every);
  field("patience", config.patience);
  field("validation_share", config.validation_share);
  later("averaging_share", config.averaging_share, 0.0F);
  later("position_start", config.position_start, std::string("centre"));
  later("window_margin", config.window_margin, std::optional<std::int32_t>());
}

struct WriteField {
  nlohmann::json& json;
  template <class T>
  void operator()(const char* name, const T& value) const {
    json[name] = value;
  }
  template <class T>
  void operator()(const char* name, const T& value, const T& before) const {
    if (value != before) json[name] = value;
  }
  template <class T>
  void operator()(const char* name, const std::optional<T>& value, const std::optional<T>&) const {
    if (value) json[name] = *value;
  }
};

struct ReadField {
  const nlohmann::json& json;
  template <class T>
  void operator()(const char* name, T& value) const {
    json.at(name).get_to(value);
  }
  template <class T>
  void operator()(const char* name, T& value, const T& before) const {
    value = json.value(name, before);
  }
  template <class T>
  void operator()(const char* name, std::optional<T>& value, const std::optional<T>& before) const {
    value = json.contains(name) ? json.at(name).get<T>() : before;
  }
};

inline void to_json(nlohmann::json& json, const ModelConfig& config) {
  each_model_field(config, WriteField{json}, WriteField{json});
}
inline void from_json(const nlohmann::json& json, ModelConfig& config) {
  each_model_field(config, ReadField{json}, ReadField{json});
}
inline void to_json(nlohmann::json& json, const TrainingConfig& config) {
  each_training_field(config, WriteField{json}, WriteField{json});
}
inline void from_json(const nlohmann::json& json, TrainingConfig& config) {
  each_training_field(config, ReadField{json}, ReadField{json});
}

}  // namespace doppel::science

// How well predictions of a dataset's test images agree with the recorded trials; of a twin and of the GLM
// baseline alike.
#pragma once

#include <torch/types.h>

#include "workers/model_data.h"

namespace doppel::workers {

struct PredictionScores {
  torch::Tensor single_trial, average;  // (n_neurons,) float64
};

// Rows of test_images that the neurons of a group saw: in a union, each scan has test images of its own.
torch::Tensor seen_test_images(const science::ModelData& data, const NeuronGroup& group);

// predictions: (n_test, n_neurons), on the CPU.
PredictionScores score_predictions(const DatasetContent& content, const torch::Tensor& predictions);

// Column n of a matrix (rows, columns) of float32.
std::vector<float> column_of(const torch::Tensor& values, std::int64_t n);

}  // namespace doppel::workers

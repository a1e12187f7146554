// How well a twin predicts its test set, per neuron (science terms: Schoppe et al. 2016, Lurz et al. 2020).
#pragma once

#include <torch/types.h>

namespace doppel::science {

// responses: (n_images, n_repeats, n_neurons). Each is (n_neurons,) float64; a constant neuron scores 0.
torch::Tensor jackknife_oracle(const torch::Tensor& responses);  // corr(r_ij, mean of the other repeats)
torch::Tensor conservative_oracle(
    const torch::Tensor& responses);  // V_m / sqrt(V_m (V_m + V_n)), where V_n is
// the variance over repeats, averaged over images, and V_m the variance of the average over images less V_n /
// n_repeats.

// predictions: (n_images, n_neurons).
torch::Tensor single_trial_correlation(const torch::Tensor& predictions, const torch::Tensor& responses);
torch::Tensor average_correlation(const torch::Tensor& predictions, const torch::Tensor& responses);

// predictions, responses: (n_images, n_neurons); seen, same shape (0 or 1): the pairs that count; undefined:
// all.
torch::Tensor masked_correlation(const torch::Tensor& predictions, const torch::Tensor& responses,
                                 const torch::Tensor& seen = {});

// Slope through the origin of score on oracle over neurons: sum(s o) / sum(o o).
double fraction_oracle(const torch::Tensor& score, const torch::Tensor& oracle);

}  // namespace doppel::science

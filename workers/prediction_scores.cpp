#include "workers/prediction_scores.h"

#include "science/model/scores.h"

namespace doppel::workers {

torch::Tensor seen_test_images(const science::ModelData& data, const NeuronGroup& group) {
  if (!data.test_seen.defined()) return torch::arange(data.test_images.size(0));
  return data.test_seen.select(1, group.begin).nonzero().view({-1});
}

PredictionScores score_predictions(const DatasetContent& content, const torch::Tensor& predictions) {
  const auto& data = content.data;
  const auto n = data.test_responses.size(2);
  PredictionScores scores{torch::zeros({n}, torch::kDouble), torch::zeros({n}, torch::kDouble)};
  for (const auto& group : content.groups) {
    const auto seen = seen_test_images(data, group);
    const auto predicted = predictions.index_select(0, seen).slice(1, group.begin, group.end);
    const auto responses = data.test_responses.index_select(0, seen).slice(2, group.begin, group.end);
    scores.single_trial.slice(0, group.begin, group.end)
        .copy_(science::single_trial_correlation(predicted, responses));
    scores.average.slice(0, group.begin, group.end).copy_(science::average_correlation(predicted, responses));
  }
  return scores;
}

std::vector<float> column_of(const torch::Tensor& values, std::int64_t n) {
  const auto column = values.select(1, n).contiguous();
  return {column.data_ptr<float>(), column.data_ptr<float>() + column.numel()};
}

}  // namespace doppel::workers

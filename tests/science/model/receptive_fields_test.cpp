// Responses that follow the contrast at a place of the image tell that place, and the retinotopic map.
#include "science/model/receptive_fields.h"

#include <gtest/gtest.h>

#include "science/model/training.h"

namespace doppel::science {
namespace {

using torch::Tensor;

constexpr std::int64_t kRows = 24, kCols = 40, kImages = 1500;

// Neurons that count the contrast of a gaussian window at centre (x, y) in [-1, 1], whatever its pattern, and
// noise of the same size.
ModelData contrast_neurons(const Tensor& centres, const Tensor& positions) {
  torch::manual_seed(1);
  const Tensor coarse = torch::randn({kImages, 1, kRows / 4, kCols / 4}).abs();
  const Tensor contrast =
      torch::upsample_bilinear2d(coarse, {kRows, kCols}, /*align_corners=*/false).squeeze(1);
  ModelData data;
  data.train_images = 128 + 30 * contrast * torch::randn({kImages, kRows, kCols});
  const Tensor x = torch::linspace(-1, 1, kCols).view({1, 1, -1}) - centres.select(1, 0).view({-1, 1, 1});
  const Tensor y = torch::linspace(-1, 1, kRows).view({1, -1, 1}) - centres.select(1, 1).view({-1, 1, 1});
  const Tensor window = torch::exp(-(x.square() * 100 + y.square() * 36) / 2).flatten(1);
  const Tensor drive = contrast.flatten(1).mm((window / window.sum(1, true)).t());
  data.train_responses = (drive + drive.std(0) * torch::randn_like(drive)).clamp_min(0);
  data.positions = positions;
  return data;
}

Tensor scattered(std::int64_t n, double extent) {
  torch::manual_seed(2);
  return (torch::rand({n, 2}) * 2 - 1) * extent;
}

TEST(ReceptiveFieldStart, FindsWhereTheResponsesFollowTheContrast) {
  const Tensor centres = scattered(30, 0.7);
  const auto fields =
      estimate_receptive_fields(prepare(contrast_neurons(centres, torch::zeros({30, 2})), 0.1F, 1));
  EXPECT_GT(fields.strength.min().item<float>(), 8);
  EXPECT_LT((fields.centres - centres).abs().median().item<float>(), 0.06);
  EXPECT_LT((fields.centres - centres).abs().max().item<float>(), 0.2);
}

TEST(ReceptiveFieldStart, PairsThatWereNotSeenChangeNothing) {
  ModelData data = contrast_neurons(scattered(5, 0.5), torch::zeros({5, 2}));
  data.train_seen = torch::rand(data.train_responses.sizes()) < 0.7;
  ModelData other = data;
  other.train_responses =
      torch::where(data.train_seen, data.train_responses, torch::full_like(data.train_responses, 1000));
  const auto centres = [](const ModelData& d) {
    return estimate_receptive_fields(prepare(d, 0.1F, 1)).centres;
  };
  EXPECT_TRUE(torch::equal(centres(data), centres(other)));
}

TEST(ReceptiveFieldStart, ANeuronWithoutAFieldGetsItFromTheMap) {
  const Tensor positions = scattered(40, 1.5);
  const Tensor turn = torch::tensor({{0.25F, 0.1F}, {-0.1F, 0.3F}});
  const Tensor z = torch::tensor({0.1F, -0.05F}) + positions.mm(turn.t());
  ReceptiveFields fields{torch::tanh(z), torch::full({40}, 12.0F)};
  fields.centres[7] = torch::tensor({0.9F, -0.9F});
  fields.strength[7] = 2;  // noise
  const Retinotopy map = fit_retinotopy(fields, positions);
  EXPECT_TRUE(torch::allclose(map.linear, turn, 0, 1e-4));
  EXPECT_TRUE(torch::allclose(map.offset, torch::tensor({0.1F, -0.05F}), 0, 1e-4));
  EXPECT_LT(map.deviations.abs().max().item<float>(), 1e-4);
}

TEST(ReceptiveFieldStart, WithoutCorticalPositionsTheOffsetIsTheMean) {
  const ReceptiveFields fields{torch::tensor({{0.2F, 0.1F}, {0.4F, 0.3F}}), torch::full({2}, 20.0F)};
  const Retinotopy map = fit_retinotopy(fields, torch::zeros({2, 2}));
  const Tensor z = torch::atanh(fields.centres);
  EXPECT_TRUE(torch::allclose(map.offset, z.mean(0), 0, 1e-4));
  EXPECT_TRUE(torch::allclose(map.offset + map.deviations, z, 0, 1e-4));
  EXPECT_LT(map.linear.abs().max().item<float>(), 1e-6);
}

TEST(ReceptiveFieldStart, IsWhereATrainingStarts) {
  const Tensor centres = scattered(12, 0.6);
  const ModelData data = contrast_neurons(centres, torch::zeros({12, 2}));
  ModelConfig model;
  model.filter_sizes = {5};
  model.n_features = 2;
  model.readout = "gaussian";
  TrainingConfig training;
  training.batch_size = 16;
  training.max_iterations = 1;
  training.validation_share = 0.1F;
  const auto distance = [&](const std::string& start) {
    training.position_start = start;
    const Tensor px = train(data, model, training, 1, "cpu").twin->receptive_fields();
    const Tensor extent = torch::tensor({static_cast<float>(kCols - 1), static_cast<float>(kRows - 1)});
    return ((px / extent * 2 - 1) - centres).abs().mean().item<float>();
  };
  EXPECT_LT(distance("receptive_fields"), 0.1);
  EXPECT_GT(distance("centre"), 0.2);
}

}  // namespace
}  // namespace doppel::science

#include "science/tuning/comparison.h"

#include <gtest/gtest.h>

#include <cmath>

#include "science/stimuli/dog.h"
#include "science/stimuli/gabor.h"
#include "util/error.h"

namespace doppel::science {
namespace {

// Neuron n answers exp(<w_n, x> / 20).
class Exponential : public ResponseModel {
 public:
  explicit Exponential(torch::Tensor filters) : filters_(std::move(filters)) {}
  std::int64_t n_neurons() const override { return filters_.size(0); }
  std::int64_t rows() const override { return filters_.size(1); }
  std::int64_t cols() const override { return filters_.size(2); }
  torch::Tensor responses(const torch::Tensor& images) const override {
    return (images.flatten(1).mm(filters_.flatten(1).t()) / 20).exp();
  }

 private:
  torch::Tensor filters_;
};

torch::Tensor filters() {
  const Gabor gabors[] = {{9, 8, 10, 0.15F, 2, 30, 0}, {7, 6, 8, 0.1F, 2, 120, 90}};
  return render(gabors, 16, 18);
}

ComparedStimuli stimuli() {
  const Gabor gabors[] = {{9, 8, 10, 0.12F, 4, 40, 0}, {7, 6, 9, 0.12F, 4, 100, 60}};
  const Dog dogs[] = {{9, 8, 2, 4, 1, 0.5F}, {7, 6, 3, 6, -2, 0.25F}};
  return {render(gabors, 16, 18), render(dogs, 16, 18), 3 * filters()};
}

TEST(Comparison, EachStimulusIsShownAtEachNorm) {
  const Exponential model(filters());
  const std::vector<std::int64_t> neurons = {1, 0};
  const auto s = stimuli();
  const ComparedStimuli swapped{s.gabors.flip(0), s.dogs.flip(0), s.meis.flip(0)};
  const auto comparisons = compare_stimuli(model, neurons, swapped, {});
  ASSERT_EQ(comparisons.size(), 2U);
  for (std::size_t i = 0; i < 2; ++i) {
    const auto n = neurons[i];
    const auto& one = comparisons[i];
    ASSERT_EQ(one.energies.size(), 10U);
    EXPECT_FLOAT_EQ(one.energies.front(), 3);
    EXPECT_FLOAT_EQ(one.energies.back(), 24);
    double gabor_dog = 0, gabor_mei = 0, dog_mei = 0;
    for (int e = 0; e < 10; ++e) {
      const double norm = 3 * std::pow(8.0, e / 9.0);
      const auto drive = [&](const torch::Tensor& image) {
        return norm * ((image * filters()[n]).sum() / image.norm()).item<double>() / 20;
      };
      const double gabor = drive(s.gabors[n]), dog = drive(s.dogs[n]), mei = drive(s.meis[n]);
      EXPECT_NEAR(one.mei_responses[static_cast<std::size_t>(e)], std::exp(mei), 1e-3 * std::exp(mei));
      gabor_dog += std::exp(gabor - dog) / 10;
      gabor_mei += std::exp(gabor - mei) / 10;
      dog_mei += std::exp(dog - mei) / 10;
    }
    EXPECT_NEAR(one.gabor_dog.value(), gabor_dog, 1e-3 * gabor_dog);
    EXPECT_NEAR(one.gabor_mei.value(), gabor_mei, 1e-3 * gabor_mei);
    EXPECT_NEAR(one.dog_mei.value(), dog_mei, 1e-3 * dog_mei);
    EXPECT_LT(one.gabor_mei.value(), 1) << "nothing beats a linear neuron's filter";
  }
}

TEST(Comparison, ADivisorOfZeroGivesNoRatio) {
  class Silent : public Exponential {
   public:
    using Exponential::Exponential;
    torch::Tensor responses(const torch::Tensor& images) const override {
      return torch::zeros({images.size(0), n_neurons()});
    }
  };
  const std::vector<std::int64_t> neurons = {0, 1};
  const auto comparisons = compare_stimuli(Silent(filters()), neurons, stimuli(), {});
  EXPECT_FALSE(comparisons[0].gabor_dog.has_value());
  EXPECT_EQ(comparisons[0].gabor_responses, std::vector<float>(10, 0.0F));
}

TEST(Comparison, AStimulusWithoutContrastIsRefused) {
  auto dark = stimuli();
  dark.dogs.zero_();
  const std::vector<std::int64_t> neurons = {0, 1};
  EXPECT_THROW(compare_stimuli(Exponential(filters()), neurons, dark, {}), Error);
}

}  // namespace
}  // namespace doppel::science

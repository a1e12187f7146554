#include "science/simulate/filters.h"

#include <array>
#include <cmath>
#include <numbers>

#include "science/stimuli/gabor.h"

namespace doppel::science {
namespace {

constexpr float kPi = std::numbers::pi_v<float>;
constexpr std::array kBandFrequencies = {0.045F, 0.07F, 0.105F, 0.16F};  // [cycles/px]
constexpr float kSurroundSd = 2.5F;  // of the surround, in SDs of the receptive field's envelope
constexpr float kHoleSd = 1.5F;      // of the hole at its centre

Gabor gabor_of(const NeuronDesign& design, float turn, float advance) {
  return {design.x,
          design.y,
          design.size,
          design.spatial_frequency(),
          1.0F,
          design.orientation + turn,
          design.phase + advance};
}

// exp(-distance^2 / (2 sd^2)) around each neuron, (n, rows, cols). sd: (n,) [px].
torch::Tensor blobs(std::span<const NeuronDesign> designs, const std::vector<float>& sd, std::int64_t rows,
                    std::int64_t cols) {
  std::vector<Gabor> gabors;
  for (std::size_t i = 0; i < designs.size(); ++i) {
    gabors.push_back({designs[i].x, designs[i].y, 4.0F * sd[i], 0.0F, 2.0F, 0.0F, 0.0F});
  }
  return render(gabors, rows, cols);
}

std::vector<float> envelope_sd(std::span<const NeuronDesign> designs, float factor) {
  std::vector<float> sd;
  for (const NeuronDesign& design : designs) sd.push_back(factor * design.size / 4.0F);
  return sd;
}

torch::Tensor stimuli(std::span<const NeuronDesign> designs, float turn, float advance, std::int64_t rows,
                      std::int64_t cols) {
  std::vector<Gabor> gabors;
  for (const NeuronDesign& design : designs) gabors.push_back(gabor_of(design, turn, advance));
  return render(gabors, rows, cols);
}

// Gabors without response to uniform light (the envelope's share is taken out), scaled so that the neuron's
// own Gabor of the same phase at contrast 1 gives 1. (n, pixels).
torch::Tensor gabor_filters(std::span<const NeuronDesign> designs, float turn, float advance,
                            std::int64_t rows, std::int64_t cols) {
  const auto stimulus = stimuli(designs, turn, advance, rows, cols).flatten(1);
  const auto envelope = blobs(designs, envelope_sd(designs, 1.0F), rows, cols).flatten(1);
  auto filter = stimulus - envelope * (stimulus.sum(1, true) / envelope.sum(1, true));
  return filter / (filter * stimulus).sum(1, true);
}

// ON or OFF centre-surround: a centre of SD size/6 minus a surround of twice that and equal weight; scaled so
// that the even Gabor of its size, frequency and polarity at contrast 1 gives 1. (n, pixels).
torch::Tensor centre_surround_filters(std::span<const NeuronDesign> designs, std::int64_t rows,
                                      std::int64_t cols) {
  const auto centre = blobs(designs, envelope_sd(designs, 2.0F / 3.0F), rows, cols).flatten(1);
  const auto surround = blobs(designs, envelope_sd(designs, 4.0F / 3.0F), rows, cols).flatten(1);
  const auto filter = centre / centre.sum(1, true) - surround / surround.sum(1, true);
  std::vector<NeuronDesign> even(designs.begin(), designs.end());
  for (NeuronDesign& design : even) design.phase = design.phase < 180.0F ? 0.0F : 180.0F;
  const auto stimulus = stimuli(even, 0.0F, 0.0F, rows, cols).flatten(1);
  return filter / (filter * stimulus).sum(1, true);
}

torch::Tensor oriented_column(std::span<const NeuronDesign> designs) {
  auto column = torch::empty({static_cast<std::int64_t>(designs.size()), 1});
  for (std::size_t i = 0; i < designs.size(); ++i)
    column.data_ptr<float>()[i] = designs[i].oriented ? 1.0F : 0.0F;
  return column;
}

torch::Tensor filter_bank(std::span<const NeuronDesign> designs, std::int64_t rows, std::int64_t cols) {
  const auto oriented = oriented_column(designs);
  const auto own = torch::where(oriented > 0, gabor_filters(designs, 0, 0, rows, cols),
                                centre_surround_filters(designs, rows, cols));
  return torch::stack({own, gabor_filters(designs, 0, 90, rows, cols) * oriented,
                       gabor_filters(designs, 90, 0, rows, cols) * oriented,
                       gabor_filters(designs, 90, 90, rows, cols) * oriented})
      .contiguous();
}

std::int64_t nearest_band(float frequency) {
  std::int64_t nearest = 0;
  for (std::size_t b = 1; b < kBandFrequencies.size(); ++b) {
    const auto distance = [&](float band) { return std::abs(std::log(band / frequency)); };
    if (distance(kBandFrequencies[b]) < distance(kBandFrequencies[nearest]))
      nearest = static_cast<std::int64_t>(b);
  }
  return nearest;
}

// Gain of the Laplacian of a Gaussian with its peak at `band` for a grating of `frequency`; 1 at the peak.
float band_gain(float band, float frequency) {
  const float ratio = frequency * frequency / (band * band);
  return ratio * std::exp(1.0F - ratio);
}

}  // namespace

FilterBank::Band FilterBank::make_band(float frequency, std::int64_t rows, std::int64_t cols) {
  // -Laplacian of a Gaussian has the transfer function (2 pi f)^2 exp(-2 pi^2 sd^2 f^2), with its peak at
  // 1/(sqrt 2 pi sd).
  const float sd = 1.0F / (std::numbers::sqrt2_v<float> * kPi * frequency);
  const float peak = std::pow(2.0F * kPi * frequency, 2.0F) * std::exp(-1.0F);
  const auto toeplitz = [&](std::int64_t n, bool second_derivative) {
    const auto at = torch::arange(n, torch::kFloat32);
    const auto u = (at.view({n, 1}) - at.view({1, n})) / sd;
    const auto gaussian = torch::exp(-u.square() / 2.0) / (sd * std::sqrt(2.0F * kPi));
    return second_derivative ? gaussian * (1.0 - u.square()) / (sd * sd) / peak : gaussian;
  };
  return {frequency, toeplitz(rows, true), toeplitz(rows, false), toeplitz(cols, false),
          toeplitz(cols, true)};
}

torch::Tensor FilterBank::filtered(const Band& band, const torch::Tensor& images) {
  return (band.rows_a.matmul(images.matmul(band.cols_a)) + band.rows_b.matmul(images.matmul(band.cols_b)))
      .flatten(1);
}

FilterBank::FilterBank(std::span<const NeuronDesign> designs, std::int64_t rows, std::int64_t cols)
    : n_neurons_(static_cast<std::int64_t>(designs.size())) {
  const torch::NoGradGuard no_grad;
  filters_ = filter_bank(designs, rows, cols);
  auto rings = blobs(designs, envelope_sd(designs, kSurroundSd), rows, cols) *
               (1.0 - blobs(designs, envelope_sd(designs, kHoleSd), rows, cols));
  rings_ = rings.flatten(1);
  rings_ = rings_ / rings_.sum(1, true);
  for (const float frequency : kBandFrequencies) bands_.push_back(make_band(frequency, rows, cols));
  band_of_ = torch::empty({n_neurons_}, torch::kInt64);
  for (std::int64_t i = 0; i < n_neurons_; ++i) {
    const float frequency = designs[static_cast<std::size_t>(i)].spatial_frequency();
    const std::int64_t band = nearest_band(frequency);
    band_of_.data_ptr<std::int64_t>()[i] = band;
    // A grating of contrast 1 has amplitude 0.5 and so, through the band, the mean square (0.5 gain)^2 / 2.
    const float gain = band_gain(kBandFrequencies[static_cast<std::size_t>(band)], frequency);
    rings_[i] /= gain * gain / 8.0F;
  }
  for (std::size_t b = 0; b < bands_.size(); ++b) {
    members_.push_back(torch::nonzero(band_of_ == static_cast<std::int64_t>(b)).view({-1}));
  }
}

FilterOutputs FilterBank::all(const torch::Tensor& images) const {
  const auto flat = images.flatten(1);
  const auto through = [&](int k) { return flat.matmul(filters_[k].t()); };
  FilterOutputs out;
  out.linear = through(0);
  out.energy = out.linear.square() + through(1).square_();
  out.orthogonal_energy = through(2).square_() + through(3).square_();
  out.surround_energy = torch::empty_like(out.linear);
  for (std::size_t b = 0; b < bands_.size(); ++b) {
    if (members_[b].numel() == 0) continue;
    const auto rings = rings_.index_select(0, members_[b]);
    out.surround_energy.index_copy_(1, members_[b], filtered(bands_[b], images).square_().matmul(rings.t()));
  }
  return out;
}

FilterOutputs FilterBank::paired(const torch::Tensor& images, const torch::Tensor& neurons) const {
  const auto flat = images.flatten(1);
  const auto through = [&](int k) { return (flat * filters_[k].index_select(0, neurons)).sum(1); };
  FilterOutputs out;
  out.linear = through(0);
  out.energy = out.linear.square() + through(1).square_();
  out.orthogonal_energy = through(2).square_() + through(3).square_();
  out.surround_energy = torch::empty_like(out.linear);
  const auto band_of_pair = band_of_.index_select(0, neurons);
  for (std::size_t b = 0; b < bands_.size(); ++b) {
    const auto pairs = torch::nonzero(band_of_pair == static_cast<std::int64_t>(b)).view({-1});
    if (pairs.numel() == 0) continue;
    const auto rings = rings_.index_select(0, neurons.index_select(0, pairs));
    const auto energy = filtered(bands_[b], images.index_select(0, pairs)).square_();
    out.surround_energy.index_copy_(0, pairs, (energy * rings).sum(1));
  }
  return out;
}

PairOutputs FilterBank::pairs(const torch::Tensor& a, const torch::Tensor& b,
                              const torch::Tensor& neurons) const {
  const auto filters = filters_.index_select(1, neurons).transpose(1, 2);
  PairOutputs out;
  out.of_a = a.flatten(1).matmul(filters);
  out.of_b = b.flatten(1).matmul(filters);
  out.ring_aa = torch::empty_like(out.of_a[0]);
  out.ring_ab = torch::empty_like(out.ring_aa);
  out.ring_bb = torch::empty_like(out.ring_aa);
  const auto band_of = band_of_.index_select(0, neurons);
  for (std::size_t k = 0; k < bands_.size(); ++k) {
    const auto mine = torch::nonzero(band_of == static_cast<std::int64_t>(k)).view({-1});
    if (mine.numel() == 0) continue;
    const auto rings = rings_.index_select(0, neurons.index_select(0, mine)).t();
    const auto of_a = filtered(bands_[k], a);
    const auto of_b = filtered(bands_[k], b);
    out.ring_ab.index_copy_(1, mine, (of_a * of_b).matmul(rings));
    out.ring_aa.index_copy_(1, mine, of_a.square().matmul(rings));
    out.ring_bb.index_copy_(1, mine, of_b.square().matmul(rings));
  }
  return out;
}

FilterOutputs PairOutputs::mixed(double u, double v) const {
  const auto filter = u * of_a + v * of_b;
  FilterOutputs out;
  out.linear = filter[0];
  out.energy = filter[0].square() + filter[1].square();
  out.orthogonal_energy = filter[2].square() + filter[3].square();
  out.surround_energy = (u * u) * ring_aa + (2 * u * v) * ring_ab + (v * v) * ring_bb;
  return out;
}

}  // namespace doppel::science

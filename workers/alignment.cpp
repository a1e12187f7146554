// alignment and its parts alignment_fit and aligned_bar_code: the bar codes of a twin at a common
// orientation.
#include "science/clustering/alignment.h"

#include <algorithm>
#include <numbers>

#include "db/rows.h"
#include "schema/alignment.h"
#include "schema/bar_code.h"
#include "schema/model.h"
#include "science/clustering/align.h"
#include "workers/aligned_codes.h"
#include "workers/makers.h"
#include "workers/model_key.h"
#include "workers/parameters.h"

namespace doppel::workers {
namespace {

using relation::Key;

struct AlignmentInput {
  Key key;
  schema::AlignmentConfigRow config;
  std::int32_t n_orientations = 0;
  std::vector<Key> neurons;
  Eigen::MatrixXd bar_codes;  // (n, n_channels)
};

struct AlignmentOutput {
  science::Alignment alignment;  // without fits for the methods that need none
  double pair_loss_before = 0, pair_loss = 0;
};

science::AlignmentConfig settings_of(const schema::AlignmentConfigRow& row) {
  science::AlignmentConfig config;
  config.n_betas = row.n_betas;
  config.beta_min = row.beta_min;
  config.beta_max = row.beta_max;
  config.n_restarts = row.n_alignment_restarts;
  config.learning_rate = row.angle_learning_rate;
  config.evaluate_every = row.evaluate_every;
  config.patience = row.evaluation_patience;
  config.n_phases = row.n_rate_phases;
  config.min_improvement = row.min_improvement;
  config.initial_sd = row.initial_angle_sd;
  config.sharp_enough = row.sharp_enough;
  config.check();
  return config;
}

// Whole steps to the left, as an angle to the right: 0..2 pi.
Eigen::VectorXd angles_of_peaks(const Eigen::MatrixXd& bar_codes, std::int32_t n_orientations) {
  const Eigen::VectorXi steps = science::peak_orientations(bar_codes, n_orientations);
  return steps.unaryExpr([&](int step) {
    return 2 * std::numbers::pi * ((n_orientations - step) % n_orientations) / n_orientations;
  });
}

science::Alignment align_by(const AlignmentInput& input, int threads) {
  science::Alignment result;
  if (input.config.alignment_method == "fitted") {
    return science::align(input.bar_codes, input.n_orientations, settings_of(input.config),
                          static_cast<std::uint64_t>(input.config.alignment_seed), threads);
  }
  if (input.config.alignment_method == "peak") {
    result.aligned = science::unit_rows(science::roll_to_peak(input.bar_codes, input.n_orientations));
    result.angle = angles_of_peaks(input.bar_codes, input.n_orientations);
  } else {
    result.aligned = science::unit_rows(input.bar_codes);
    result.angle = Eigen::VectorXd::Zero(input.bar_codes.rows());
  }
  return result;
}

schema::AlignmentRow summary_of(const AlignmentInput& input, const AlignmentOutput& output) {
  const science::Alignment& alignment = output.alignment;
  schema::AlignmentRow row;
  row.key = input.key;
  row.pair_loss_before = output.pair_loss_before;
  row.pair_loss = output.pair_loss;
  if (alignment.sweep.empty()) return row;
  row.blur_loss = alignment.best.blur_loss;
  row.beta = alignment.best.beta;
  row.sharpness = alignment.best.sharpness;
  row.n_sharp_fits = static_cast<std::int32_t>(std::ranges::count_if(
      alignment.sweep, [&](const auto& fit) { return fit.sharpness > input.config.sharp_enough; }));
  row.no_fit_is_sharp = !alignment.is_sharp;
  return row;
}

class AlignmentMaker final : public populate::TypedMaker<AlignmentInput, AlignmentOutput> {
 public:
  const relation::Table& table() const override { return schema::alignment(); }
  int version() const override { return 1; }
  std::string parameters_of(const AlignmentInput& input) const override {
    auto parameters = to_json(schema::alignment_config(), input.config);
    parameters["seed"] = input.config.alignment_seed;
    return parameters.dump();
  }

  std::shared_ptr<AlignmentInput> fetch(db::Transaction& snapshot,
                                        const std::vector<Key>& keys) const override {
    auto input = std::make_shared<AlignmentInput>();
    input->key = keys.front();
    input->config =
        db::fetch_one(snapshot, schema::alignment_config(), input->key.project({"alignment_config"}));
    input->n_orientations =
        db::fetch_one(snapshot, schema::model_config(), input->key.project({"model_config"})).n_orientations;
    std::vector<std::vector<float>> rows;
    for (auto& row : db::fetch(snapshot, schema::bar_code(), model_of(input->key))) {
      input->neurons.push_back(neuron_of(row.key));
      rows.push_back(std::move(row.weights));
    }
    input->bar_codes = matrix_of(rows);
    return input;
  }

  std::shared_ptr<AlignmentOutput> compute(const AlignmentInput& input,
                                           const populate::ComputeContext& context) const override {
    auto output = std::make_shared<AlignmentOutput>();
    output->alignment = align_by(input, std::max(context.threads, 1));
    output->pair_loss_before = science::mean_pair_distance(science::unit_rows(input.bar_codes));
    output->pair_loss = science::mean_pair_distance(output->alignment.aligned);
    return output;
  }

  void insert(const AlignmentInput& input, const AlignmentOutput& output,
              populate::RowSink& sink) const override {
    const science::Alignment& alignment = output.alignment;
    sink.add(schema::alignment(), summary_of(input, output));
    for (std::size_t i = 0; i < alignment.sweep.size(); ++i) {
      const auto& fit = alignment.sweep[i];
      const auto beta_index = static_cast<std::int64_t>(i) / input.config.n_alignment_restarts;
      sink.add(
          schema::alignment_fit(),
          {input.key.with({{"beta_index", beta_index}, {"alignment_restart", std::int64_t{fit.restart}}}),
           fit.beta, fit.pair_loss, fit.blur_loss, fit.sharpness, fit.iterations});
    }
    for (std::size_t i = 0; i < input.neurons.size(); ++i) {
      const auto row = static_cast<Eigen::Index>(i);
      const double degrees = alignment.angle(row) * 180 / std::numbers::pi;
      sink.add(schema::aligned_bar_code(), {with_neuron(input.key, input.neurons[i]),
                                            static_cast<float>(degrees), row_of(alignment.aligned, row)});
    }
  }
};

}  // namespace

MakerPtr make_alignment_maker() { return std::make_unique<AlignmentMaker>(); }

}  // namespace doppel::workers

// orientation_fit and phase_fit: smooth functions through the stored tuning curves.
#include "schema/tuning_fit.h"
#include "db/rows.h"
#include "schema/tuning.h"
#include "science/tuning/fits.h"
#include "workers/makers.h"
#include "workers/model_key.h"

namespace doppel::workers {
namespace {

std::optional<float> to_float(const std::optional<double>& value) {
  return value ? std::optional(static_cast<float>(*value)) : std::nullopt;
}

struct Orientations {
  using Row = schema::OrientationFit;
  static constexpr const char* config_column = "orientation_tuning_config";
  static const auto& curves() { return schema::orientation_tuning(); }
  static const auto& table() { return schema::orientation_fit(); }
  static Row fit(const relation::Key& key, const std::vector<float>& responses) {
    const auto fit = science::fit_von_mises(responses);
    return {key,
            static_cast<float>(fit.preferred),
            static_cast<float>(fit.baseline),
            static_cast<float>(fit.amplitude),
            static_cast<float>(fit.concentration),
            to_float(fit.half_width),
            to_float(fit.r_squared)};
  }
};

struct Phases {
  using Row = schema::PhaseFit;
  static constexpr const char* config_column = "phase_tuning_config";
  static const auto& curves() { return schema::phase_tuning(); }
  static const auto& table() { return schema::phase_fit(); }
  static Row fit(const relation::Key& key, const std::vector<float>& responses) {
    const auto fit = science::fit_sine(responses);
    return {key, static_cast<float>(fit.preferred), static_cast<float>(fit.baseline),
            static_cast<float>(fit.amplitude), to_float(fit.r_squared)};
  }
};

struct Curve {
  relation::Key key;
  std::vector<float> responses;
};

template <class Kind>
class FitMaker final : public populate::TypedMaker<std::vector<Curve>, std::vector<typename Kind::Row>> {
  using Rows = std::vector<typename Kind::Row>;

 public:
  const relation::Table& table() const override { return Kind::table(); }
  int version() const override { return 1; }
  populate::Batching batching() const override {
    auto columns = model_columns();
    columns.emplace_back("optimal_gabor_config");
    columns.emplace_back(Kind::config_column);
    return {columns, 1024};
  }

  std::shared_ptr<std::vector<Curve>> fetch(db::Transaction& snapshot,
                                            const std::vector<relation::Key>& keys) const override {
    auto curves = std::make_shared<std::vector<Curve>>();
    for (auto& row : db::fetch(snapshot, Kind::curves(), keys))
      curves->push_back({row.key, std::move(row.responses)});
    return curves;
  }

  std::shared_ptr<Rows> compute(const std::vector<Curve>& curves,
                                const populate::ComputeContext&) const override {
    auto rows = std::make_shared<Rows>();
    for (const Curve& curve : curves) rows->push_back(Kind::fit(curve.key, curve.responses));
    return rows;
  }

  void insert(const std::vector<Curve>&, const Rows& rows, populate::RowSink& sink) const override {
    for (const auto& row : rows) sink.add(Kind::table(), row);
  }
};

}  // namespace

MakerPtr make_orientation_fit_maker() { return std::make_unique<FitMaker<Orientations>>(); }
MakerPtr make_phase_fit_maker() { return std::make_unique<FitMaker<Phases>>(); }

}  // namespace doppel::workers

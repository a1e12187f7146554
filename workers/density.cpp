// density_estimate and its parts density_mode and mode_member: the peaks of an embedding's density.
#include "db/rows.h"
#include "schema/embedding.h"
#include "science/clustering/density_modes.h"
#include "workers/makers.h"
#include "workers/model_key.h"
#include "workers/parameters.h"

namespace doppel::workers {
namespace {

using relation::Key;

struct DensityInput {
  Key key;
  schema::DensityModeConfig config;
  std::vector<Key> neurons;
  science::Points2d points;  // (n, 2)
};

std::vector<std::string> embedding_columns() {
  auto columns = model_columns();
  columns.insert(columns.end(), {"alignment_config", "embedding_config"});
  return columns;
}

class DensityMaker final : public populate::TypedMaker<DensityInput, science::DensityModes> {
 public:
  const relation::Table& table() const override { return schema::density_estimate(); }
  int version() const override { return 1; }
  std::string parameters_of(const DensityInput& input) const override {
    return to_json(schema::density_mode_config(), input.config).dump();
  }

  std::shared_ptr<DensityInput> fetch(db::Transaction& snapshot,
                                      const std::vector<Key>& keys) const override {
    auto input = std::make_shared<DensityInput>();
    input->key = keys.front();
    input->config =
        db::fetch_one(snapshot, schema::density_mode_config(), input->key.project({"density_mode_config"}));
    const auto rows = db::fetch(snapshot, schema::embedding_point(), input->key.project(embedding_columns()));
    input->points.resize(static_cast<Eigen::Index>(rows.size()), 2);
    for (const auto& row : rows) {
      input->points.row(static_cast<Eigen::Index>(input->neurons.size())) << row.embedding_x, row.embedding_y;
      input->neurons.push_back(neuron_of(row.key));
    }
    return input;
  }

  std::shared_ptr<science::DensityModes> compute(const DensityInput& input,
                                                 const populate::ComputeContext&) const override {
    science::DensityConfig config;
    config.bandwidth_share = input.config.bandwidth_share;
    config.cells_per_bandwidth = input.config.cells_per_bandwidth;
    config.min_points = input.config.least_mode_size;
    config.check();
    return std::make_shared<science::DensityModes>(science::density_modes(input.points, config));
  }

  void insert(const DensityInput& input, const science::DensityModes& modes,
              populate::RowSink& sink) const override {
    sink.add(schema::density_estimate(),
             {input.key, modes.bandwidth, static_cast<std::int32_t>(modes.density.size())});
    for (std::size_t m = 0; m < modes.density.size(); ++m) {
      const auto row = static_cast<Eigen::Index>(m);
      sink.add(schema::density_mode(),
               {input.key.with({{"mode", static_cast<std::int64_t>(m)}}), modes.position(row, 0),
                modes.position(row, 1), modes.density[m], modes.sizes[m]});
    }
    for (std::size_t i = 0; i < input.neurons.size(); ++i) {
      sink.add(schema::mode_member(), {with_neuron(input.key, input.neurons[i]), modes.assignment[i]});
    }
  }
};

}  // namespace

MakerPtr make_density_maker() { return std::make_unique<DensityMaker>(); }

}  // namespace doppel::workers

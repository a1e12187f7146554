// gabor_certificate: what speaks for and against each optimal Gabor.
#include "schema/gabor_certificate.h"
#include "db/rows.h"
#include "science/stimuli/gabor_certificate.h"
#include "workers/gabor_batch.h"
#include "workers/gabor_grid.h"
#include "workers/makers.h"
#include "workers/model_key.h"
#include "workers/parameters.h"

namespace doppel::workers {
namespace {

using relation::Key;

struct CertificateInput {
  GaborBatch batch;
  schema::OptimalGaborConfig config;
};

class GaborCertificateMaker final
    : public populate::TypedMaker<CertificateInput, std::vector<science::GaborCertificate>> {
 public:
  explicit GaborCertificateMaker(std::shared_ptr<TwinCache> twins) : twins_(std::move(twins)) {}
  const relation::Table& table() const override { return schema::gabor_certificate(); }
  int version() const override { return 1; }
  populate::Batching batching() const override {
    auto columns = model_columns();
    columns.emplace_back("optimal_gabor_config");
    return {columns, 256};
  }
  std::string parameters_of(const CertificateInput& input) const override {
    return to_json(schema::optimal_gabor_config(), input.config).dump();
  }

  std::shared_ptr<CertificateInput> fetch(db::Transaction& snapshot,
                                          const std::vector<Key>& keys) const override {
    const auto config = keys.front().project({"optimal_gabor_config"});
    return std::make_shared<CertificateInput>(
        CertificateInput{fetch_gabors(snapshot, *twins_, keys),
                         db::fetch_one(snapshot, schema::optimal_gabor_config(), config)});
  }

  std::shared_ptr<std::vector<science::GaborCertificate>> compute(
      const CertificateInput& input, const populate::ComputeContext& context) const override {
    const auto twin = twins_->twin(input.batch.neurons.weights, context.device);
    return std::make_shared<std::vector<science::GaborCertificate>>(science::certify_gabors(
        *twin, input.batch.neurons.indices, input.batch.gabors, grid_of(input.config), context.stop));
  }

  void insert(const CertificateInput& input, const std::vector<science::GaborCertificate>& certificates,
              populate::RowSink& sink) const override {
    for (std::size_t i = 0; i < certificates.size(); ++i) {
      const auto& one = certificates[i];
      const science::Gabor& top = one.polished.gabor;
      sink.add(schema::gabor_certificate(),
               {input.batch.neurons.keys[i], one.edges, one.polished.gain, one.polished.activation, top.r_x,
                top.r_y, top.size, top.spatial_frequency, top.contrast, top.orientation, top.phase,
                one.energy_outside, one.alias_margin, one.alias_margin < 0});
    }
  }

 private:
  std::shared_ptr<TwinCache> twins_;
};

}  // namespace

MakerPtr make_gabor_certificate_maker(std::shared_ptr<TwinCache> twins) {
  return std::make_unique<GaborCertificateMaker>(std::move(twins));
}

}  // namespace doppel::workers

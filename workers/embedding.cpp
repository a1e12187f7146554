// embedding and its part embedding_point: t-SNE of the aligned bar codes of a twin.
#include "schema/embedding.h"

#include <algorithm>

#include "db/rows.h"
#include "science/clustering/tsne.h"
#include "workers/aligned_codes.h"
#include "workers/makers.h"
#include "workers/model_key.h"
#include "workers/parameters.h"

namespace doppel::workers {
namespace {

using relation::Key;

struct EmbeddingInput {
  Key key;
  schema::EmbeddingConfig config;
  AlignedCodes codes;
};

constexpr double kLeastLearningRate = 50;  // below it small populations hardly move

science::TsneConfig tsne_settings(const schema::EmbeddingConfig& row, Eigen::Index n_neurons) {
  const auto n = static_cast<double>(n_neurons);
  science::TsneConfig config;
  config.perplexity = std::min(std::max(row.perplexity_share * n, row.least_perplexity), (n - 1) / 3);
  config.learning_rate = std::max(n / row.learning_rate_divisor, kLeastLearningRate);
  config.exaggeration = row.exaggeration;
  config.exaggerated_iterations = row.exaggerated_iterations;
  config.iterations = row.embedding_iterations;
  config.initial_sd = row.initial_plane_sd;
  config.theta = row.barnes_hut_theta;
  config.check();
  return config;
}

class EmbeddingMaker final : public populate::TypedMaker<EmbeddingInput, science::Embedding> {
 public:
  const relation::Table& table() const override { return schema::embedding(); }
  int version() const override { return 1; }
  std::string parameters_of(const EmbeddingInput& input) const override {
    return to_json(schema::embedding_config(), input.config).dump();
  }

  std::shared_ptr<EmbeddingInput> fetch(db::Transaction& snapshot,
                                        const std::vector<Key>& keys) const override {
    const Key& key = keys.front();
    return std::make_shared<EmbeddingInput>(EmbeddingInput{
        key, db::fetch_one(snapshot, schema::embedding_config(), key.project({"embedding_config"})),
        fetch_aligned_codes(snapshot, key)});
  }

  std::shared_ptr<science::Embedding> compute(const EmbeddingInput& input,
                                              const populate::ComputeContext& context) const override {
    const auto& codes = input.codes.codes;
    return std::make_shared<science::Embedding>(
        science::tsne(codes, tsne_settings(input.config, codes.rows()), std::max(context.threads, 1)));
  }

  void insert(const EmbeddingInput& input, const science::Embedding& embedding,
              populate::RowSink& sink) const override {
    sink.add(schema::embedding(),
             {input.key, embedding.kl_divergence, embedding.perplexity, embedding.learning_rate});
    for (std::size_t i = 0; i < input.codes.neurons.size(); ++i) {
      const auto row = static_cast<Eigen::Index>(i);
      sink.add(schema::embedding_point(), {with_neuron(input.key, input.codes.neurons[i]),
                                           embedding.points(row, 0), embedding.points(row, 1)});
    }
  }
};

}  // namespace

MakerPtr make_embedding_maker() { return std::make_unique<EmbeddingMaker>(); }

}  // namespace doppel::workers

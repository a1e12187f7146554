// scan_oracle and its part oracle: the reliability of a scan's neurons over its test repeats.
#include <algorithm>
#include <map>
#include <numeric>

#include "db/rows.h"
#include "schema/recording.h"
#include "schema/scores.h"
#include "science/model/scores.h"
#include "util/error.h"
#include "workers/makers.h"
#include "workers/model_data.h"

namespace doppel::workers {
namespace {

using relation::Key;

struct OracleInput {
  Key scan;
  store::Recording recording;
};

struct OracleOutput {
  schema::ScanOracle scan;
  std::vector<schema::Oracle> neurons;
};

// Test images, and the number of repeats that all of them have.
std::pair<std::vector<std::int32_t>, std::int32_t> repeated_images(const store::Recording& recording) {
  std::map<std::int32_t, std::int32_t> repeats;
  for (const auto& trial : recording.trials) {
    if (trial.tier == store::TrialTier::test) ++repeats[trial.image];
  }
  std::erase_if(repeats, [](const auto& entry) { return entry.second < 2; });
  std::vector<std::int32_t> images;
  std::int32_t fewest = 0;
  for (const auto& [image, n] : repeats) {
    images.push_back(image);
    fewest = images.size() == 1 ? n : std::min(fewest, n);
  }
  return {images, fewest};
}

class ScanOracleMaker final : public populate::TypedMaker<OracleInput, OracleOutput> {
 public:
  explicit ScanOracleMaker(const store::BlobStore& blobs) : blobs_(&blobs) {}
  const relation::Table& table() const override { return schema::scan_oracle(); }
  int version() const override { return 1; }

  std::shared_ptr<OracleInput> fetch(db::Transaction& snapshot, const std::vector<Key>& keys) const override {
    const auto scan = db::fetch_one(snapshot, schema::scan(), keys.front());
    return std::make_shared<OracleInput>(
        OracleInput{keys.front(), load_recording(*blobs_, scan.recording_sha256)});
  }

  std::shared_ptr<OracleOutput> compute(const OracleInput& input,
                                        const populate::ComputeContext&) const override {
    const auto& recording = input.recording;
    const auto [images, n_repeats] = repeated_images(recording);
    if (images.size() < 2) {
      throw Error(ErrorClass::bad_input,
                  "scan " + input.scan.to_string() + " has fewer than two repeated test images",
                  "reliability needs at least two test images with two trials each; ignore this key "
                  "(doppel jobs ignore scan_oracle) or import a scan that has them");
    }
    std::vector<std::int32_t> columns(recording.n_neurons());
    std::iota(columns.begin(), columns.end(), 0);
    // Images with more repeats are cut to the common number by the image's own seed: no seed to choose here.
    const auto responses = test_responses(recording, images, columns, n_repeats, 0);
    const auto jackknife = science::jackknife_oracle(responses).to(torch::kFloat).contiguous();
    const auto conservative = science::conservative_oracle(responses).to(torch::kFloat).contiguous();

    auto output = std::make_shared<OracleOutput>();
    output->scan = {input.scan, static_cast<std::int32_t>(images.size()), n_repeats,
                    jackknife.mean().item<float>(), conservative.mean().item<float>()};
    for (std::size_t i = 0; i < recording.n_neurons(); ++i) {
      output->neurons.push_back({input.scan.with({{"unit_id", std::int64_t{recording.unit_id[i]}}}),
                                 jackknife.data_ptr<float>()[i], conservative.data_ptr<float>()[i]});
    }
    return output;
  }

  void insert(const OracleInput&, const OracleOutput& output, populate::RowSink& sink) const override {
    sink.add(schema::scan_oracle(), output.scan);
    for (const auto& row : output.neurons) sink.add(schema::oracle(), row);
  }

 private:
  const store::BlobStore* blobs_;
};

}  // namespace

MakerPtr make_scan_oracle_maker(const store::BlobStore& blobs) {
  return std::make_unique<ScanOracleMaker>(blobs);
}

}  // namespace doppel::workers

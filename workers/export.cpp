#include "workers/export.h"

#include "store/npz.h"
#include "util/error.h"
#include "workers/model_data.h"

namespace doppel::workers {

namespace {

store::NpzArray array_of(const std::string& name, const torch::Tensor& tensor) {
  const auto values = tensor.to(torch::kFloat).contiguous();
  store::NpzArray array{name, {}, {}};
  array.shape.assign(values.sizes().begin(), values.sizes().end());
  array.values.assign(values.data_ptr<float>(), values.data_ptr<float>() + values.numel());
  return array;
}

}  // namespace

void export_dataset(db::Connection& connection, const store::BlobStore& blobs, const std::string& dataset,
                    const std::filesystem::path& npz) {
  db::Transaction snapshot(connection, db::Transaction::Mode::read_only_snapshot);
  const auto content = load_dataset(snapshot, blobs, dataset);
  const auto& data = content.data;
  if (data.train_seen.defined() || data.test_seen.defined()) {
    throw Error(ErrorClass::bad_input, "dataset '" + dataset + "' has neurons that did not see every image",
                "only datasets without missing responses can be exported: pool by intersection");
  }
  store::write_npz(
      npz, {array_of("train_images", data.train_images), array_of("train_responses", data.train_responses),
            array_of("test_images", data.test_images), array_of("test_responses", data.test_responses),
            array_of("positions", data.positions)});
}

}  // namespace doppel::workers

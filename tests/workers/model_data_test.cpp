// Data that are larger than the memory lie in files, and train the same twin.
#include "workers/model_data.h"

#include <gtest/gtest.h>
#include <torch/types.h>

#include <filesystem>

#include "db/connection.h"
#include "science/model/training.h"
#include "tests/support/database.h"
#include "tests/support/temporary_folder.h"
#include "util/error.h"
#include "workers/dataset.h"
#include "workers/import.h"
#include "workers/scratch_tensor.h"
#include "workers/simulate.h"

namespace doppel {
namespace {

bool same(const torch::Tensor& a, const torch::Tensor& b) {
  return a.defined() == b.defined() && (!a.defined() || torch::equal(a, b));
}

class LargeData : public testing::Test {
 protected:
  LargeData() : connection_(database_.connect()), blobs_(folder_.path() / "store") {}

  relation::Key import(int animal, int n_train) {
    workers::SimulateRequest request;
    request.animal_id = animal;
    request.n_neurons = 12;
    request.n_train_images = n_train;
    request.n_test_images = 8;
    request.repeats = 3;
    request.seed = static_cast<std::uint64_t>(animal);
    request.output = folder_.path() / ("scan" + std::to_string(animal) + ".h5");
    workers::simulate_scan(request);
    workers::import_recording(connection_, blobs_, request.output, {});
    return {{"animal_id", std::int64_t{animal}}, {"session", std::int64_t{1}}, {"scan_idx", std::int64_t{1}}};
  }

  // Two scans that did not see the same images.
  void pool() {
    workers::DatasetRequest pooled;
    pooled.name = "pooled";
    pooled.pooling = "union";
    pooled.scans = {import(1, 90), import(2, 60)};
    pooled.test_repeats = 3;
    workers::make_dataset(connection_, pooled);
  }

  science::ModelData load(std::uint64_t available) {
    db::Transaction snapshot(connection_, db::Transaction::Mode::read_only_snapshot);
    return workers::load_dataset(snapshot, blobs_, "pooled", available).data;
  }

  static std::vector<std::byte> train(const science::ModelData& data) {
    science::ModelConfig model;
    model.filter_sizes = {5, 3};
    model.n_features = 2;
    model.readout = "gaussian";
    science::TrainingConfig training;
    training.batch_size = 8;
    training.max_iterations = 10;
    training.validation_every = 5;
    return science::train(data, model, training, 1, "cpu").twin->to_bytes();
  }

  test::MigratedDatabase database_;
  test::TemporaryFolder folder_;
  db::Connection connection_;
  store::BlobStore blobs_;
};

TEST_F(LargeData, AreTheSameInFiles) {
  pool();
  const auto in_memory = load(std::uint64_t{1} << 40);
  EXPECT_FALSE(std::filesystem::exists(blobs_.root() / "scratch"));
  const auto in_files = load(0);
  EXPECT_TRUE(std::filesystem::is_empty(blobs_.root() / "scratch")) << "files without a name";
  EXPECT_TRUE(in_memory.train_seen.defined());
  EXPECT_TRUE(same(in_memory.train_images, in_files.train_images));
  EXPECT_TRUE(same(in_memory.train_responses, in_files.train_responses));
  EXPECT_TRUE(same(in_memory.train_seen, in_files.train_seen));
  EXPECT_TRUE(same(in_memory.test_images, in_files.test_images));
  EXPECT_TRUE(same(in_memory.test_responses, in_files.test_responses));
  EXPECT_TRUE(same(in_memory.test_seen, in_files.test_seen));
  EXPECT_EQ(train(in_memory), train(in_files));
}

TEST_F(LargeData, AreRefusedWhereTheDiskHasNoRoom) {
  const auto scratch = folder_.path() / "scratch";
  try {
    workers::zeros_in_file({std::int64_t{1} << 50}, torch::kUInt8, scratch);
    FAIL() << "a petabyte";
  } catch (const Error& error) {
    EXPECT_EQ(error.error_class(), ErrorClass::environment);
    EXPECT_NE(std::string(error.what()).find(scratch.string()), std::string::npos) << error.what();
  }
  EXPECT_TRUE(std::filesystem::is_empty(scratch));
}

}  // namespace
}  // namespace doppel

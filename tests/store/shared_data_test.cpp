// The example scan, where DOPPEL_SHARED_DATA names the folder that holds it: both of its files, compared.
#include <gtest/gtest.h>

#include <cstdlib>
#include <map>

#include "store/scan_file.h"
#include "tests/store/fixtures.h"

namespace doppel::store::test {
namespace {

class SharedData : public testing::Test {
 protected:
  void SetUp() override {
    const char* folder = std::getenv("DOPPEL_SHARED_DATA");
    if (folder != nullptr) folder_ = folder;
    if (folder == nullptr || !std::filesystem::exists(scan()))
      GTEST_SKIP() << "DOPPEL_SHARED_DATA holds no example scan";
  }
  std::filesystem::path scan() const { return folder_ / "scan_26872-17-20.h5"; }
  std::filesystem::path tree() const { return folder_ / "sensorium_26872-17-20.tar.gz"; }

  std::filesystem::path folder_;
};

TEST_F(SharedData, TheScanFileHasTheShapesOfItsDescription) {
  const Recording r = read_any(scan());
  EXPECT_EQ(r.animal_id, 26872);
  EXPECT_EQ(r.session, 17);
  EXPECT_EQ(r.scan_idx, 20);
  EXPECT_EQ(r.n_images(), 4100U);
  EXPECT_EQ(r.trials.size(), 5000U);
  EXPECT_EQ(r.n_neurons(), 1500U);
  EXPECT_EQ(r.rows, 36);
  EXPECT_EQ(r.cols, 64);
  EXPECT_EQ(r.seed, 26872);
  EXPECT_TRUE(r.simulated);
}

TEST_F(SharedData, TheScanSurvivesARoundTrip) {
  const TemporaryFolder folder;
  const Recording r = read_any(scan());
  write_scan_file(r, folder / "scan.h5");
  expect_equal(read_scan_file(folder / "scan.h5"), r);
}

TEST_F(SharedData, TheTreeAgreesWithTheScanOnSharedTrialsAndNeurons) {
  const Recording whole = read_any(scan());
  const Recording part = read_any(tree());
  ASSERT_EQ(part.n_neurons(), 120U);
  ASSERT_EQ(part.trials.size(), 600U);
  EXPECT_EQ(part.animal_id, whole.animal_id);
  EXPECT_EQ(part.scan_idx, whole.scan_idx);

  std::map<std::int32_t, std::size_t> column;
  for (std::size_t i = 0; i < whole.n_neurons(); ++i) column[whole.unit_id[i]] = i;
  std::map<std::pair<std::int32_t, std::int16_t>, std::size_t> row;  // (image_id, repeat) -> trial
  for (std::size_t i = 0; i < whole.trials.size(); ++i) {
    row[{whole.image_id[static_cast<std::size_t>(whole.trials[i].image)], whole.trials[i].repeat}] = i;
  }
  for (std::size_t i = 0; i < part.trials.size(); ++i) {
    const auto image = static_cast<std::size_t>(part.trials[i].image);
    const std::size_t trial = row.at({part.image_id[image], part.trials[i].repeat});
    const auto whole_image = static_cast<std::size_t>(whole.trials[trial].image);
    ASSERT_EQ(part.image_sha256[image], whole.image_sha256[whole_image]);
    ASSERT_EQ(part.trials[i].tier, whole.trials[trial].tier);
    for (std::size_t neuron = 0; neuron < part.n_neurons(); ++neuron) {
      ASSERT_EQ(part.responses[i * 120 + neuron],
                whole.responses[trial * 1500 + column.at(part.unit_id[neuron])]);
    }
  }
  for (std::size_t neuron = 0; neuron < part.n_neurons(); ++neuron) {
    EXPECT_EQ(part.x[neuron], whole.x[column.at(part.unit_id[neuron])]);
  }
}

}  // namespace
}  // namespace doppel::store::test

// Recordings on their way into the database, and data sets of them.
#include "store/scan_file.h"
#include "tests/pipeline/small_pipeline.h"
#include "util/error.h"
#include "workers/dataset.h"
#include "workers/request.h"

namespace doppel {
namespace {

class Import : public test::SmallPipeline {};

TEST_F(Import, ImportingTheSameFileTwiceChangesNothing) {
  const auto path = simulate(1, 1);
  EXPECT_FALSE(import(path).already_there);
  EXPECT_TRUE(import(path).already_there);
  EXPECT_EQ(count("twin.scan"), 1);
  EXPECT_EQ(count("provenance.run"), 1);
}

TEST_F(Import, AnotherRecordingOfTheSameScanIsRefused) {
  import(simulate(1, 1));
  try {
    import(simulate(1, 2));
    FAIL() << "imported over another recording";
  } catch (const Error& error) {
    EXPECT_EQ(error.error_class(), ErrorClass::bad_input);
    EXPECT_NE(std::string(error.what()).find("animal_id=1"), std::string::npos) << error.what();
  }
  EXPECT_EQ(count("twin.scan"), 1);
}

TEST_F(Import, ATruncatedFileLeavesNoRow) {
  const auto path = simulate(1, 1);
  std::filesystem::resize_file(path, std::filesystem::file_size(path) / 2);
  EXPECT_THROW(import(path), Error);
  EXPECT_EQ(count("twin.scan"), 0);
  EXPECT_EQ(count("provenance.run"), 0);
}

TEST_F(Import, AFileTreeOfTheSameRecordingImportsLikewise) {
  const auto scan = import(simulate(3, 7, /*as_file_tree=*/true)).scan;
  EXPECT_EQ(scan.integer("animal_id"), 3);
  EXPECT_EQ(count("twin.neuron"), n_neurons);
  EXPECT_EQ(count("twin.trial where tier = 'test'"), n_test * n_repeats);
}

TEST_F(Import, ImagesMayBeAveragedDown) {
  const auto path = simulate(3, 7, /*as_file_tree=*/true);
  const store::ReadOptions halved{2, {}};
  const auto report = workers::import_recording(connection_, blobs_, path, {}, halved);
  EXPECT_FALSE(report.already_there);
  EXPECT_TRUE(workers::import_recording(connection_, blobs_, path, {}, halved).already_there);
  EXPECT_EQ(count("twin.scan where image_rows = " + std::to_string(report.image_rows) +
                  " and source = 'Sensorium FileTree; images averaged over 2 x 2 px'"),
            1);
  EXPECT_EQ(count("provenance.run where parameters->>'downsample' = '2'"), 1);
  const auto full = store::read_any(path);
  EXPECT_EQ(2 * report.image_rows, full.rows);
  EXPECT_EQ(2 * report.image_cols, full.cols);
  EXPECT_THROW(import(path), Error);  // the same scan with other images is another recording
}

TEST_F(Import, SimulationIsDeterministic) {
  const auto first = store::read_scan_file(simulate(1, 5));
  const auto again = store::read_scan_file(simulate(2, 5));
  EXPECT_EQ(first.responses, again.responses);
  EXPECT_EQ(first.truth, again.truth);
}

TEST_F(Import, DatasetsPoolByIntersectionOrUnion) {
  workers::SimulateRequest more;
  more.animal_id = 2;
  more.n_neurons = n_neurons;
  more.n_train_images = n_train - 30;  // the same images, the last 30 as test or not at all
  more.n_test_images = n_test;
  more.repeats = n_repeats;
  more.seed = 2;
  more.output = folder_.path() / "fewer.h5";
  workers::simulate_scan(more);
  const auto first = import(simulate(1, 1)).scan;
  const auto second = import(more.output).scan;
  workers::DatasetRequest both;
  both.name = "common";
  both.scans = {first, second};
  both.test_repeats = n_repeats;
  // The test images of the two scans differ, so no test image is common.
  EXPECT_THROW(workers::make_dataset(connection_, both), Error);
  both.name = "any";
  both.pooling = "union";
  const auto report = workers::make_dataset(connection_, both);
  EXPECT_EQ(report.neurons, 2 * n_neurons);
  EXPECT_EQ(report.test_images, 2 * n_test);
  EXPECT_EQ(report.train_images, n_train - n_test);  // what tests one scan trains none
}

TEST_F(Import, HalvesOfTheImagesShareNoneAndMakeUpAll) {
  workers::DatasetRequest request;
  request.scans = {import(simulate(1, 1)).scan};
  request.test_repeats = n_repeats;
  for (const char* name : {"whole", "one", "other", "drawn_again"}) {
    request.name = name;
    if (request.name != "whole") request.half = request.name == "other" ? 2 : 1;
    request.half_seed = request.name == "drawn_again" ? 4 : 3;
    const auto report = workers::make_dataset(connection_, request);
    EXPECT_EQ(report.train_images, request.name == "whole" ? n_train : n_train / 2) << name;
    EXPECT_EQ(report.test_images, n_test) << name;
  }
  const std::string train =
      "select image_sha256 from twin.dataset_image where dataset_tier = 'train' and dataset = ";
  EXPECT_EQ(count("(" + train + "'one' intersect " + train + "'other') i"), 0);
  EXPECT_EQ(count("(" + train + "'whole' except (" + train + "'one' union " + train + "'other')) i"), 0);
  const auto common = count("(" + train + "'one' intersect " + train + "'drawn_again') i");
  // Hypergeometric, 60 of 120 against 60: mean 30, SD sqrt(60 / 4 * 60 / 119) = 2.75.
  EXPECT_NEAR(static_cast<double>(common), 30, 11) << "four SD";
  EXPECT_EQ(count("twin.dataset where image_half = 2 and half_seed = 3"), 1);
  EXPECT_EQ(count("twin.dataset where image_half is null and half_seed is null"), 1);
  request.name = "third";
  request.half = 3;
  EXPECT_THROW(workers::make_dataset(connection_, request), Error);
}

TEST_F(Import, AnUnknownConfigurationIsNamedWithThoseThatExist) {
  const auto scan = import(simulate(1, 1)).scan;
  workers::DatasetRequest one;
  one.name = "one";
  one.scans = {scan};
  workers::make_dataset(connection_, one);
  workers::ModelRequest huge;
  huge.dataset = "one";
  huge.model_config = "huge";
  huge.training_config = "two_minutes";
  try {
    workers::request_model(connection_, huge);
    FAIL();
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("huge"), std::string::npos);
    EXPECT_NE(error.mend().find("two_minutes"), std::string::npos);
  }
}

}  // namespace
}  // namespace doppel

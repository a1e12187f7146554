#include "schema/dataset.h"

#include "schema/recording.h"

namespace doppel::schema {

using relation::RowTable;
using relation::TableBuilder;
using relation::Tier;
using relation::Type;

const RowTable<Dataset>& dataset() {
  static const auto table =
      TableBuilder<Dataset>("twin.dataset", Tier::manual, "Scans pooled for one model")
          .key("dataset", Type::text, "name of the dataset")
          .column("pooling", &Dataset::pooling, "",
                  "training images of all scans (intersection) or of any (union, missing responses masked)")
          .column("selection", &Dataset::selection, "",
                  "neurons of each scan: all, random (by seed) or best by oracle")
          .column("neurons_per_scan", &Dataset::neurons_per_scan, "",
                  "at most so many neurons of a scan; null: all")
          .column("selection_seed", &Dataset::selection_seed, "",
                  "seed of the random selection and of the resampled test repeats")
          .column("test_repeats", &Dataset::test_repeats, "",
                  "test trials of an image are drawn or resampled to so many; exactly so many pass untouched")
          .column("n_scans", &Dataset::n_scans, "", "scans")
          .column("n_pooled_neurons", &Dataset::n_pooled_neurons, "", "neurons of all scans")
          .column("n_train_images", &Dataset::n_train_images, "", "training images, validation included")
          .column("n_test_images", &Dataset::n_test_images, "", "test images")
          .column("content_sha256", &Dataset::content_sha256, "",
                  "SHA-256 over the recordings, neurons and images selected: what a model of this dataset "
                  "depends on")
          .later_column("image_half", &Dataset::image_half, "",
                        "1 or 2: the training images are this half of the pooled ones; null: all")
          .later_column("half_seed", &Dataset::half_seed, "",
                        "of the draw of the halves; with one seed, halves 1 and 2 share no training image")
          .check("pooling_known", "pooling in ('intersection', 'union')")
          .check("selection_known", "selection in ('all', 'random', 'oracle')")
          .check("repeats_positive", "test_repeats > 1")
          .check("half_proper",
                 "image_half in (1, 2) and half_seed is not null or image_half is null and half_seed is null")
          .build();
  return table;
}

const RowTable<DatasetScan>& dataset_scan() {
  static const auto table =
      TableBuilder<DatasetScan>("twin.dataset_scan", Tier::manual, "The scans of a dataset")
          .parent(dataset())
          .parent(scan())
          .build();
  return table;
}

const RowTable<DatasetNeuron>& dataset_neuron() {
  static const auto table =
      TableBuilder<DatasetNeuron>("twin.dataset_neuron", Tier::manual, "The neurons of a dataset")
          .parent(dataset_scan())
          .parent(neuron())
          .column("neuron_index", &DatasetNeuron::neuron_index, "",
                  "place in the models of the dataset, from 0")
          .unique({"dataset", "neuron_index"})
          .build();
  return table;
}

const RowTable<DatasetImage>& dataset_image() {
  static const auto table =
      TableBuilder<DatasetImage>("twin.dataset_image", Tier::manual, "The images of a dataset")
          .parent(dataset())
          .parent(image())
          .column("dataset_tier", &DatasetImage::dataset_tier, "", "train or test")
          .column("image_index", &DatasetImage::image_index, "",
                  "place among the images of its tier, from 0: the order of neuron_score.test_predictions")
          .check("tier_known", "dataset_tier in ('train', 'test')")
          .unique({"dataset", "dataset_tier", "image_index"})
          .build();
  return table;
}

}  // namespace doppel::schema

#include "schema/scores.h"

#include "schema/dataset.h"
#include "schema/model.h"
#include "schema/recording.h"

namespace doppel::schema {

using relation::RowTable;
using relation::TableBuilder;
using relation::Tier;

const RowTable<ScanOracle>& scan_oracle() {
  using S = ScanOracle;
  static const auto table =
      TableBuilder<S>("twin.scan_oracle", Tier::computed, "Reliability of a scan's neurons over test repeats")
          .parent(scan())
          .column("n_repeated_images", &S::n_repeated_images, "", "test images")
          .column("n_repeats", &S::n_repeats, "", "repeats of each that were used")
          .column("mean_jackknife_oracle", &S::mean_jackknife_oracle, "", "mean over neurons")
          .column("mean_conservative_oracle", &S::mean_conservative_oracle, "", "mean over neurons")
          .build();
  return table;
}

const RowTable<Oracle>& oracle() {
  static const auto table =
      TableBuilder<Oracle>("twin.oracle", Tier::part, "Reliability of a neuron over test repeats")
          .master(scan_oracle())
          .parent(neuron())
          .column("jackknife_oracle", &Oracle::jackknife_oracle, "",
                  "correlation of a trial with the mean of the image's other repeats")
          .column("conservative_oracle", &Oracle::conservative_oracle, "",
                  "V_m / sqrt(V_m (V_m + V_n)), V_m the variance over images, V_n over repeats")
          .build();
  return table;
}

const RowTable<ModelScore>& model_score() {
  using S = ModelScore;
  static const auto table =
      TableBuilder<S>("twin.model_score", Tier::computed, "How well a twin predicts the test images")
          .parent(model())
          .column("mean_single_trial_correlation", &S::mean_single_trial_correlation, "",
                  "prediction with single trials, mean over neurons")
          .column("mean_average_correlation", &S::mean_average_correlation, "",
                  "prediction with the mean over repeats, mean over neurons")
          .column("mean_test_oracle", &S::mean_test_oracle, "", "of the same test responses")
          .column("mean_test_conservative_oracle", &S::mean_test_conservative_oracle, "",
                  "of the same test responses")
          .column(
              "fraction_oracle", &S::fraction_oracle, "",
              "slope through the origin of single-trial correlation on the jackknife oracle, over neurons")
          .column("fraction_conservative_oracle", &S::fraction_conservative_oracle, "",
                  "slope through the origin of single-trial correlation on the conservative oracle")
          .build();
  return table;
}

const RowTable<NeuronScore>& neuron_score() {
  using S = NeuronScore;
  static const auto table =
      TableBuilder<S>("twin.neuron_score", Tier::part,
                      "How well a twin predicts one neuron, with its predictions")
          .master(model_score())
          .parent(dataset_neuron())
          .column("single_trial_correlation", &S::single_trial_correlation, "",
                  "over all pairs of test image and repeat; 0 for a constant neuron")
          .column("average_correlation", &S::average_correlation, "", "with the mean over repeats")
          .column("test_predictions", &S::test_predictions, "events",
                  "predicted response to each test image, in the order of dataset_image.image_index")
          .column("test_means", &S::test_means, "events", "recorded response to each, mean over repeats")
          .build();
  return table;
}

}  // namespace doppel::schema

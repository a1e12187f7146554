#include "schema/recording.h"

namespace doppel::schema {

using relation::RowTable;
using relation::TableBuilder;
using relation::Tier;
using relation::Type;

const RowTable<Scan>& scan() {
  static const auto table =
      TableBuilder<Scan>("twin.scan", Tier::imported, "One recording of many neurons under still images")
          .key("animal_id", Type::integer, "number of the animal")
          .key("session", Type::integer, "number of the animal's experiment")
          .key("scan_idx", Type::integer, "number of the scan in its session")
          .column("n_neurons", &Scan::n_neurons, "", "neurons recorded")
          .column("n_images", &Scan::n_images, "", "different images shown")
          .column("n_trials", &Scan::n_trials, "", "presentations of an image")
          .column("image_rows", &Scan::image_rows, "px", "height of the images")
          .column("image_cols", &Scan::image_cols, "px", "width of the images")
          .column("image_mean", &Scan::image_mean, "grey",
                  "mean over the pixels of the training images, 0..255")
          .column("image_sd", &Scan::image_sd, "grey",
                  "standard deviation over the pixels of the training images")
          .column("simulated", &Scan::simulated, "", "true: the responses come from a simulation")
          .column("simulation_seed", &Scan::simulation_seed, "", "seed of the simulation")
          .column("position_unit", &Scan::position_unit, "", "unit of the neurons' x, y, z: um or normalised")
          .column("response_unit", &Scan::response_unit, "", "unit of the responses")
          .column("source", &Scan::source, "", "where the recording came from, in its author's words")
          .column("recording_sha256", &Scan::recording_sha256, "",
                  "SHA-256 of the recording, a blob of the store")
          .check("counts_positive", "n_neurons > 0 and n_images > 0 and n_trials > 0")
          .build();
  return table;
}

const RowTable<Neuron>& neuron() {
  static const auto table =
      TableBuilder<Neuron>("twin.neuron", Tier::part, "A recorded neuron")
          .master(scan())
          .key("unit_id", Type::integer, "number of the neuron in its scan")
          .column("x", &Neuron::x, "scan.position_unit", "cortical position, medial to lateral")
          .column("y", &Neuron::y, "scan.position_unit", "cortical position, posterior to anterior")
          .column("z", &Neuron::z, "scan.position_unit", "depth below the surface")
          .build();
  return table;
}

const RowTable<Image>& image() {
  static const auto table =
      TableBuilder<Image>("twin.image", Tier::imported, "An image, known by its content: scans share images")
          .key("image_sha256", Type::text, "SHA-256 of the row-major grey bytes, lower-case hex")
          .column("height", &Image::height, "px", "rows")
          .column("width", &Image::width, "px", "columns")
          .column("mean", &Image::mean, "grey", "mean over pixels, 0..255")
          .column("sd", &Image::sd, "grey", "standard deviation over pixels")
          .build();
  return table;
}

const RowTable<Trial>& trial() {
  static const auto table =
      TableBuilder<Trial>("twin.trial", Tier::part, "One presentation of an image in a scan")
          .master(scan())
          .key("trial_idx", Type::integer, "number of the trial in presentation order, from 0")
          .column("image_sha256", &Trial::image_sha256, "", "the image shown")
          .column("image_id", &Trial::image_id, "", "the scan's own number of that image")
          .column("tier", &Trial::tier, "", "train (shown once, as a rule) or test (repeated)")
          .column("repeat", &Trial::repeat, "", "n-th presentation of that image, from 0")
          .refers_to(image())
          .check("tier_known", "tier in ('train', 'test')")
          .unique({"animal_id", "session", "scan_idx", "image_sha256", "repeat"})
          .build();
  return table;
}

const RowTable<GroundTruth>& ground_truth() {
  using G = GroundTruth;
  static const auto table =
      TableBuilder<G>(
          "twin.ground_truth", Tier::part,
          "True properties of a simulated neuron, by noiseless experiments on the simulation itself")
          .master(scan())
          .parent(neuron())
          .column("oriented", &G::oriented, "",
                  "false: a centre-surround neuron without a preferred orientation")
          .column("r_x", &G::r_x, "px", "column of the optimal Gabor's centre")
          .column("r_y", &G::r_y, "px", "row of the optimal Gabor's centre")
          .column("size", &G::size, "px", "size of the optimal Gabor: +-2 SD of its envelope")
          .column("spatial_frequency", &G::spatial_frequency, "cycles/px", "of the optimal Gabor")
          .column("contrast", &G::contrast, "z-score", "of the optimal Gabor")
          .column("orientation", &G::orientation, "deg", "of the optimal Gabor, 0..180")
          .column("phase", &G::phase, "deg", "of the optimal Gabor, 0..360")
          .column("activation", &G::activation, "events", "expected response to the optimal Gabor")
          .column("receptive_field_x", &G::receptive_field_x, "px", "column of the receptive field's centre")
          .column("receptive_field_y", &G::receptive_field_y, "px", "row of the receptive field's centre")
          .column("preferred_orientation", &G::preferred_orientation, "deg",
                  "angle of the F2 component of the orientation tuning curve, 0..180; null for unoriented "
                  "neurons")
          .column("orientation_index", &G::orientation_index, "", "F2/F0 as amplitude over mean")
          .column("phase_index", &G::phase_index, "", "F1/F0 as amplitude over mean")
          .column("suppression_index", &G::suppression_index, "",
                  "relative fall from the best to the largest size")
          .column("cross_orientation_index", &G::cross_orientation_index, "",
                  "relative fall from the best to the highest contrast of the orthogonal Gabor")
          .column("phase_invariance", &G::phase_invariance, "", "as drawn: 0 simple .. 1 complex")
          .column("suppression_strength", &G::suppression_strength, "", "as drawn: weight of the surround")
          .column("cross_inhibition_strength", &G::cross_inhibition_strength, "",
                  "as drawn: weight of other orientations")
          .column("gain", &G::gain, "events", "events per unit of drive")
          .build();
  return table;
}

}  // namespace doppel::schema

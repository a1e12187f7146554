#include "schema/gabor_certificate.h"

#include "schema/model.h"
#include "schema/stimuli.h"

namespace doppel::schema {

using relation::RowTable;
using relation::TableBuilder;
using relation::Tier;

const RowTable<GaborCertificateRow>& gabor_certificate() {
  using G = GaborCertificateRow;
  static const auto table =
      TableBuilder<G>(
          "twin.gabor_certificate", Tier::computed,
          "What speaks for and against an optimal Gabor: ends of the grid, a gradient ascent from "
          "it, its place in the image, its spectrum")
          .parent(optimal_gabor())
          .parent(optimal_gabor_config())
          .parent(model())
          .column("grid_edges", &G::grid_edges, "",
                  "ends of the grid that it touches (size_min, r_x_max, ...), so that a better one may lie "
                  "beyond; the highest contrast is the rule and does not count")
          .column("polish_gain", &G::polish_gain, "",
                  "what a gradient ascent of its parameters gains, relative to its response: contrast up to "
                  "the grid's highest, the others free")
          .column("polished_activation", &G::polished_activation, "events", "response at the ascent's end")
          .column("polished_r_x", &G::polished_r_x, "px", "column of the centre there")
          .column("polished_r_y", &G::polished_r_y, "px", "row of the centre there")
          .column("polished_size", &G::polished_size, "px", "size there: +-2 SD of the envelope")
          .column("polished_spatial_frequency", &G::polished_spatial_frequency, "cycles/px",
                  "of the carrier there")
          .column("polished_contrast", &G::polished_contrast, "z-score", "contrast there")
          .column("polished_orientation", &G::polished_orientation, "deg", "orientation there, 0..180")
          .column("polished_phase", &G::polished_phase, "deg", "phase there, 0..360")
          .column("energy_outside", &G::energy_outside, "",
                  "share of the optimal Gabor's squared norm that lies outside the image")
          .column("alias_margin", &G::alias_margin, "cycles/px",
                  "of the optimal Gabor, .5 - (frequency along an axis + 2 SD of the spectrum), the smaller "
                  "of both axes")
          .column("aliased", &G::aliased, "",
                  "the margin is negative: pixels cannot show all of its spectrum")
          .build();
  return table;
}

}  // namespace doppel::schema

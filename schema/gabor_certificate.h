// What speaks for and against each optimal Gabor.
#pragma once

#include <string>
#include <vector>

#include "relation/row_table.h"

namespace doppel::schema {

struct GaborCertificateRow {
  relation::Key key;
  std::vector<std::string> grid_edges;
  float polish_gain = 0, polished_activation = 0;
  float polished_r_x = 0, polished_r_y = 0, polished_size = 0, polished_spatial_frequency = 0,
        polished_contrast = 0, polished_orientation = 0, polished_phase = 0;
  float energy_outside = 0, alias_margin = 0;
  bool aliased = false;
};
const relation::RowTable<GaborCertificateRow>& gabor_certificate();

}  // namespace doppel::schema

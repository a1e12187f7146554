// Bar codes: the feature weights of each neuron's readout, and where it looks.
#pragma once

#include <vector>

#include "relation/row_table.h"

namespace doppel::schema {

struct Readout {
  relation::Key key;
  std::int32_t n_channels = 0;
};
const relation::RowTable<Readout>& readout();

struct BarCode {
  relation::Key key;
  std::vector<float> weights;
  float receptive_field_x = 0, receptive_field_y = 0;
};
const relation::RowTable<BarCode>& bar_code();

}  // namespace doppel::schema

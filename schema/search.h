// Random searches of a model's regularisation weights: which were asked for, and the settings drawn for each.
#pragma once

#include <string>
#include <vector>

#include "relation/row_table.h"

namespace doppel::schema {

struct WeightSearch {
  relation::Key key;
  std::string base_model_config;
  std::int32_t n_draws = 0;
  std::int64_t draw_seed = 0;
  std::vector<float> smooth_range, sparse_range, readout_range;  // {lowest, highest}
};
const relation::RowTable<WeightSearch>& weight_search();

struct WeightSearchDraw {
  relation::Key key;
  std::string model_config;
};
const relation::RowTable<WeightSearchDraw>& weight_search_draw();

}  // namespace doppel::schema

#include "schema/search.h"

#include "schema/model.h"

namespace doppel::schema {

using relation::RowTable;
using relation::TableBuilder;
using relation::Tier;
using relation::Type;

const RowTable<WeightSearch>& weight_search() {
  using W = WeightSearch;
  static const auto table =
      TableBuilder<W>(
          "twin.weight_search", Tier::manual,
          "Random searches of regularisation weights; the best draw has the lowest validation loss")
          .key("weight_search", Type::text, "name of the search")
          .column("base_model_config", &W::base_model_config, "",
                  "model_config whose other settings all draws share")
          .column("n_draws", &W::n_draws, "", "settings drawn")
          .column("draw_seed", &W::draw_seed, "", "seed of the draws")
          .column("smooth_range", &W::smooth_range, "", "lowest and highest smooth_weight, log-uniform")
          .column("sparse_range", &W::sparse_range, "", "lowest and highest sparse_weight, log-uniform")
          .column("readout_range", &W::readout_range, "", "lowest and highest readout_weight, log-uniform")
          .check("draws_positive", "n_draws > 0")
          .build();
  return table;
}

const RowTable<WeightSearchDraw>& weight_search_draw() {
  static const auto table =
      TableBuilder<WeightSearchDraw>("twin.weight_search_draw", Tier::part, "The settings that a search drew")
          .master(weight_search())
          .key("draw", Type::integer, "number of the draw, from 0")
          .column("model_config", &WeightSearchDraw::model_config, "", "the row that holds its weights")
          .refers_to(model_config())
          .build();
  return table;
}

}  // namespace doppel::schema

#include "schema/bar_code.h"

#include "schema/dataset.h"
#include "schema/model.h"

namespace doppel::schema {

using relation::RowTable;
using relation::TableBuilder;
using relation::Tier;

const RowTable<Readout>& readout() {
  static const auto table =
      TableBuilder<Readout>("twin.readout", Tier::computed, "The bar codes of a twin, read from its weights")
          .parent(model())
          .column("n_channels", &Readout::n_channels, "", "length of a bar code: orientations x features")
          .build();
  return table;
}

const RowTable<BarCode>& bar_code() {
  static const auto table =
      TableBuilder<BarCode>("twin.bar_code", Tier::part,
                            "A neuron's bar code: its function, whatever its position")
          .master(readout())
          .parent(dataset_neuron())
          .column("weights", &BarCode::weights, "",
                  "feature weights; element orientation * n_features + feature")
          .column("receptive_field_x", &BarCode::receptive_field_x, "px",
                  "column of the receptive field: centre of mass of the mask, or the readout's position")
          .column("receptive_field_y", &BarCode::receptive_field_y, "px", "row of the receptive field")
          .build();
  return table;
}

}  // namespace doppel::schema

#include "schema/mei.h"

#include "schema/bar_code.h"
#include "schema/model.h"

namespace doppel::schema {

using relation::RowTable;
using relation::TableBuilder;
using relation::Tier;
using relation::Type;

const RowTable<MeiConfigRow>& mei_config() {
  using C = MeiConfigRow;
  static const auto table =
      TableBuilder<C>("twin.mei_config", Tier::lookup, "Settings of the ascent to most exciting images")
          .key("mei_config", Type::text, "name of the setting")
          .column("mei_norm", &C::mei_norm, "z-score", "L2 norm of the images")
          .column("mei_smoothness", &C::mei_smoothness, "", "weight of the roughness")
          .column("mei_learning_rate", &C::mei_learning_rate, "", "first rate of Adam")
          .column("n_mei_starts", &C::n_mei_starts, "", "random starts of a neuron")
          .column("max_mei_steps", &C::max_mei_steps, "", "steps of a start at most")
          .column("n_mei_drops", &C::n_mei_drops, "", "times that the rate falls to a tenth")
          .column("mei_patience", &C::mei_patience, "",
                  "steps without a rise of the objective's moving average")
          .column("mei_averaging", &C::mei_averaging, "", "of that average: share of the past")
          .column("agreement_correlation", &C::agreement_correlation, "",
                  "of the pixels of two images that count as the same")
          .column("agreement_activation", &C::agreement_activation, "",
                  "response that counts as equal, as a share of the best")
          .column("mei_border", &C::mei_border, "px", "width of the border whose energy is told")
          .column("mei_seed", &C::mei_seed, "", "of the starts")
          .check("counts_positive", "n_mei_starts > 0 and max_mei_steps > 0 and mei_patience > 0")
          .check("norm_positive", "mei_norm > 0 and mei_learning_rate > 0")
          .build();
  return table;
}

const RowTable<MeiTask>& mei_task() {
  static const auto table =
      TableBuilder<MeiTask>("twin.mei_task", Tier::manual,
                            "The ascents to most exciting images that somebody asked for")
          .parent(training_task())
          .parent(mei_config())
          .build();
  return table;
}

const RowTable<MeiRow>& mei() {
  using M = MeiRow;
  static const auto table =
      TableBuilder<M>("twin.mei", Tier::computed, "The image of one norm that excites the neuron's twin most")
          .parent(bar_code())
          .parent(mei_task())
          .parent(mei_config())
          .parent(model())
          .column("mei_image", &M::mei_image, "z-score", "rows x columns of the image, row-major")
          .column("norm", &M::norm, "z-score", "L2 norm of the image")
          .column("mei_activation", &M::mei_activation, "events", "predicted response to it")
          .column("roughness", &M::roughness, "", "sum of its squared Laplacian")
          .column("start_activations", &M::start_activations, "events",
                  "predicted response to the image that each start ended at")
          .column("best_start", &M::best_start, "", "the start that won, from 0")
          .column("n_agreeing_starts", &M::n_agreeing_starts, "",
                  "starts that ended at the same image, the winner included")
          .column("n_mei_steps", &M::n_mei_steps, "", "steps of the winner")
          .column("mei_converged", &M::mei_converged, "",
                  "the winner ended because its objective no longer rose, not at max_mei_steps")
          .column("border_energy", &M::border_energy, "",
                  "share of the image's squared norm within mei_border of the image's border")
          .build();
  return table;
}

}  // namespace doppel::schema

#include "workers/search.h"

#include <cmath>

#include "db/rows.h"
#include "schema/dataset.h"
#include "schema/model.h"
#include "schema/search.h"
#include "util/error.h"
#include "util/rng.h"
#include "workers/request_rows.h"

namespace doppel::workers {

using relation::Key;

namespace {

void require_range(const std::string& weight, const std::array<float, 2>& range) {
  if (range[0] > 0 && range[1] >= range[0] && std::isfinite(range[1])) return;
  throw Error(
      ErrorClass::usage,
      "the range of " + weight + " is " + std::to_string(range[0]) + " to " + std::to_string(range[1]),
      "give the lowest and the highest value, both above 0");
}

float log_uniform(const std::array<float, 2>& range, Rng& rng) {
  return static_cast<float>(range[0] * std::pow(double{range[1]} / range[0], rng.uniform()));
}

schema::WeightSearch row_of(const WeightSearchRequest& request) {
  const auto list = [](const std::array<float, 2>& range) {
    return std::vector<float>(range.begin(), range.end());
  };
  return {Key{{"weight_search", request.name}},
          request.model_config,
          request.n_draws,
          request.draw_seed,
          list(request.smooth),
          list(request.sparse),
          list(request.readout)};
}

std::string draw_name(const WeightSearchRequest& request, std::int32_t draw) {
  const std::string number = std::to_string(draw);
  return request.name + "_" + std::string(number.size() < 3 ? 3 - number.size() : 0, '0') + number;
}

void draw_settings(db::Transaction& transaction, const WeightSearchRequest& request) {
  require_row(transaction, schema::model_config(), request.model_config);
  auto settings =
      db::fetch_one(transaction, schema::model_config(), Key{{"model_config", request.model_config}});
  std::vector<schema::ModelConfigRow> rows;
  std::vector<schema::WeightSearchDraw> draws;
  for (std::int32_t draw = 0; draw < request.n_draws; ++draw) {
    Rng rng(derive_seed(static_cast<std::uint64_t>(request.draw_seed), "draw " + std::to_string(draw)));
    settings.key = Key{{"model_config", draw_name(request, draw)}};
    settings.smooth_weight = log_uniform(request.smooth, rng);
    settings.sparse_weight = log_uniform(request.sparse, rng);
    settings.readout_weight = log_uniform(request.readout, rng);
    rows.push_back(settings);
    draws.push_back(
        {Key{{"weight_search", request.name}, {"draw", std::int64_t{draw}}}, draw_name(request, draw)});
  }
  db::insert(transaction, schema::weight_search(), {row_of(request)});
  db::insert(transaction, schema::model_config(), rows);
  db::insert(transaction, schema::weight_search_draw(), draws);
}

// True if the search is there with these settings.
bool is_known(db::Transaction& transaction, const WeightSearchRequest& request) {
  const auto& table = schema::weight_search();
  const auto found = db::fetch(transaction, table, Key{{"weight_search", request.name}});
  if (found.empty()) return false;
  if (table.values(found.front()) == table.values(row_of(request))) return true;
  throw Error(ErrorClass::usage, "the search " + request.name + " exists with other settings",
              "choose another name, or see them: doppel sql \"select * from weight_search\"");
}

}  // namespace

void WeightSearchRequest::check() const {
  if (n_draws < 1 || n_draws > 1000)
    throw Error(ErrorClass::usage, "a search of " + std::to_string(n_draws) + " draws", "ask for 1 to 1000");
  require_range("smooth_weight", smooth);
  require_range("sparse_weight", sparse);
  require_range("readout_weight", readout);
}

std::int32_t request_weight_search(db::Connection& connection, const WeightSearchRequest& request) {
  request.check();
  db::Transaction transaction(connection);
  require_row(transaction, schema::dataset(), request.dataset);
  require_row(transaction, schema::training_config(), request.training_config);
  if (!is_known(transaction, request)) draw_settings(transaction, request);
  std::vector<schema::TrainingTask> tasks;
  for (std::int32_t draw = 0; draw < request.n_draws; ++draw) {
    const Key task{{"dataset", request.dataset},
                   {"model_config", draw_name(request, draw)},
                   {"training_config", request.training_config},
                   {"seed", request.model_seed}};
    if (db::fetch(transaction, schema::training_task(), task).empty()) tasks.push_back({task});
  }
  db::insert(transaction, schema::training_task(), tasks);
  transaction.commit();
  return static_cast<std::int32_t>(tasks.size());
}

}  // namespace doppel::workers

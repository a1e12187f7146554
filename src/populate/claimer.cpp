#include "populate/claimer.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace doppel::populate {
namespace {

using relation::Table;

// How long the worker stays with one table before it looks at those listed before it.
constexpr std::chrono::milliseconds kStay{1000};

// The longest convoy, in time (by what most of the last batches took) and in keys: others may want them.
constexpr Durations::Seconds kConvoyTime{0.05};
constexpr std::int64_t kConvoyKeys = 256;

}  // namespace

Claimer::Claimer(const WorkerOptions& options, const std::vector<Workplace>& places,
                 const relation::KeyRestriction& restriction)
    : options_(options),
      places_(places),
      suspects_sql_(suspects_sql(places, restriction)),
      ready_sql_(ready_sql(places, restriction)),
      look_up_(kStay) {}

// Keys over which workers died come last, and alone: one of them may do it again.
Convoy Claimer::claim(const Claiming& how) {
  out_of_time_ = false;
  if (auto convoy = claim_with(how, 0); !convoy.empty() || how.is_busy) return convoy;
  const bool any_suspect = how.session->run(how.stop, [&](db::Connection& connection) {
    return connection.execute(suspects_sql_.text, suspects_sql_.values).boolean(0, 0);
  });
  for (int deaths = 1; any_suspect && deaths < options_.retry.max_deaths; ++deaths) {
    if (auto convoy = claim_with(how, deaths); !convoy.empty()) return convoy;
  }
  return {};
}

// From the place that last had work, then the others in turn.
Convoy Claimer::claim_with(const Claiming& how, int deaths) {
  if (!look_up_.is_due()) {
    if (auto convoy = claim_at(how, current_, deaths); !convoy.empty()) return convoy;
  }
  look_up_.done();
  for (const std::size_t at : ready_places(how, deaths)) {
    if (auto convoy = claim_at(how, at, deaths); !convoy.empty()) return convoy;
  }
  return {};
}

Convoy Claimer::claim_at(const Claiming& how, std::size_t at, int deaths) {
  auto claim = claim_from(how, places_[at], deaths);
  if (!claim) return {};
  current_ = at;
  return convoy_of(how, places_[at], std::move(*claim), deaths);
}

// Asked for all places together: a claim at each of them would keep many idle workers, and the server, busy.
std::vector<std::size_t> Claimer::ready_places(const Claiming& how, int deaths) const {
  if (places_.size() == 1) return {0};
  return how.session->run(how.stop, [&](db::Connection& connection) {
    auto values = ready_sql_.values;
    values.front() = std::to_string(deaths);
    const auto ready = connection.execute(ready_sql_.text, values);
    std::vector<std::size_t> places;
    for (std::size_t at = 0; at < places_.size(); ++at)
      if (ready.boolean(0, at)) places.push_back(at);
    return places;
  });
}

std::optional<Claim> Claimer::claim_from(const Claiming& how, const Workplace& place, int deaths) {
  if (!computes_.knows(*place.table)) {
    how.session->run(how.stop, [&](db::Connection& connection) {
      computes_.learn(connection, *place.table, options_.device);
    });
  }
  const std::int64_t batch = largest_batch_of(place, deaths);
  std::int64_t limit = deaths > 0 ? batch : batch * convoy_length(place, batch);
  if (how.keys_left) limit = std::min(limit, *how.keys_left);
  if (how.left) limit = fitting_in_time(how, place, limit);
  if (limit == 0) return std::nullopt;
  return how.session->run(how.stop, [&](db::Connection& connection) {
    return place.queue.claim(connection, how.worker_id, static_cast<int>(limit), deaths);
  });
}

std::int64_t Claimer::largest_batch_of(const Workplace& place, int deaths) const {
  const int batch = largest_batch(std::max(1, place.maker->batching().max_keys), deaths, options_.retry);
  const auto known = fits_.find(place.table);
  return known == fits_.end() ? batch : std::min(batch, known->second);
}

std::int64_t Claimer::convoy_length(const Workplace& place, std::int64_t batch) const {
  const auto compute = computes_.most_of_key(*place.table), fetch = fetches_.most_of_key(*place.table);
  if (!compute || !fetch) return 1;
  const auto per_batch = (*compute + *fetch) * static_cast<double>(batch);
  const double fitting = kConvoyTime / std::max(per_batch, Durations::Seconds(1e-9));
  const std::int64_t most = std::min<std::int64_t>(options_.longest_convoy, kConvoyKeys / batch);
  return std::clamp<std::int64_t>(static_cast<std::int64_t>(std::min(fitting, 1e9)), 1,
                                  std::max<std::int64_t>(most, 1));
}

// Keys that are expected to be done before the time is up; as many as may be where nobody knows.
std::int64_t Claimer::fitting_in_time(const Claiming& how, const Workplace& place, std::int64_t limit) {
  const auto per_key = computes_.of_key(*place.table);
  if (!per_key) return limit;
  const double fitting =
      std::floor((*how.left - how.until_free) / std::max(*per_key, Durations::Seconds(1e-9)));
  if (fitting < 1) out_of_time_ = true;
  return static_cast<std::int64_t>(std::clamp(fitting, 0.0, static_cast<double>(limit)));
}

// A claim's keys, batch by batch.
Convoy Claimer::convoy_of(const Claiming& how, const Workplace& place, Claim claim, int deaths) const {
  const auto batch = static_cast<std::size_t>(largest_batch_of(place, deaths));
  const auto keys = std::exchange(claim.keys, {});
  Convoy convoy;
  for (std::size_t first = 0; first < keys.size(); first += batch) {
    claim.keys.assign(keys.begin() + static_cast<std::ptrdiff_t>(first),
                      keys.begin() + static_cast<std::ptrdiff_t>(std::min(first + batch, keys.size())));
    convoy.push_back(std::make_shared<const Unit>(Unit{&place, claim, how.lease_lost, deaths > 0}));
  }
  return convoy;
}

void Claimer::note_fetch(const Table& table, std::size_t n_keys, Durations::Seconds duration) {
  fetches_.note(table, n_keys, duration);
}

void Claimer::note_compute(const Table& table, std::size_t n_keys, Durations::Seconds duration) {
  computes_.note(table, n_keys, duration);
}

void Claimer::note_out_of_memory(const Table& table, std::size_t n_keys) {
  fits_[&table] = std::max(1, static_cast<int>(n_keys / 2));
}

bool Claimer::fits(const Unit& unit) const {
  const auto limit = fits_.find(unit.place->table);
  return limit == fits_.end() || unit.claim.keys.size() <= static_cast<std::size_t>(limit->second);
}

// A batch that may kill its worker is waited for, so that nothing else goes down with it.
Pipeline::Expectation Claimer::expected_of(const Unit& unit) const {
  auto expected = computes_.of_key(*unit.place->table);
  if (!expected || unit.is_suspect) return std::nullopt;
  return *expected * static_cast<double>(unit.claim.keys.size());
}

}  // namespace doppel::populate

// What the engine's benchmarks fill: a computed table of two parents, whose maker does nothing, so that the
// engine alone is measured, with its foreign keys, row hashes, input hashes and records of runs.
//
//   model (manual) --+--> score (computed)
//   unit (manual) ---+
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "populate/worker.h"

namespace doppel::bench {

const relation::Table& score();
const relation::Schema& schema();
// `before_compute` is called at each compute; it may wait.
std::vector<std::unique_ptr<populate::Maker>> makers(int batch, std::function<void()> before_compute = {});

// Keys of score that the parents make possible: kModels times as many as there are units.
constexpr int kModels = 10;

// A database of its own on the server that `server` names, made anew.
std::string fresh_database(const std::string& server, const std::string& name);

// Migrates and adds the tables, empty.
void create_tables(db::Connection& connection);
// REQUIRES: n_keys is a multiple of kModels.
void add_parents(db::Connection& connection, std::int64_t n_keys);

// Tables, parents and a full queue, and statistics as an autovacuum would have gathered them.
std::string laboratory(const std::string& server, std::int64_t n_keys);

// As `doppel worker` has them, for workers that end when nothing is left.
populate::WorkerOptions worker_options(const std::string& connection_string);

}  // namespace doppel::bench

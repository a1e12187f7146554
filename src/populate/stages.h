// The three stages of a batch: fetch (a read-only snapshot), compute (no transaction), commit (one
// transaction). They share nothing but what each hands to the next, so that batches may overlap. Several
// batches of one claim may share a snapshot and a transaction. Used from one thread at a time.
#pragma once

#include <any>
#include <optional>
#include <string>
#include <vector>

#include "db/connection.h"
#include "populate/inputs.h"
#include "populate/maker.h"
#include "populate/queue.h"
#include "populate/worker.h"

namespace doppel::populate {

// A maker with its job table.
struct Workplace {
  Workplace(const Maker& maker_, const relation::Schema& schema,
            const relation::KeyRestriction& restriction = {});

  const Maker* maker;
  const relation::Table* table;
  std::vector<const relation::Table*> writes;  // the table, then its parts, in the order of writing
  Queue queue;
  InputHashes inputs;
};

struct Fetched {
  std::vector<Key> keys;                  // those whose parents are all there
  std::vector<std::string> input_hashes;  // one per key
  std::any input;
  std::string parameters;  // JSON
  double cpu_seconds = 0;
};

struct Computed {
  Fetched fetched;
  RowSink rows;
  DatabaseTime started_at{}, ended_at{};
  double cpu_seconds = 0, gpu_seconds = 0;
};

struct Committed {
  std::int64_t written = 0;
  std::int64_t sent_back = 0;  // keys whose inputs changed or went: pending again, or gone with their parents
};

// Throws whatever the maker throws. No key left (all parents deleted): `keys` is empty and the maker was not
// called.
Fetched fetch_batch(db::Connection& connection, const Workplace& place, const std::vector<Key>& keys);
// The same for each of several, in one snapshot.
std::vector<Fetched> fetch_batches(db::Connection& connection, const Workplace& place,
                                   const std::vector<std::vector<Key>>& batches);

// Throws whatever the maker throws; Error(internal) unless the rows have exactly one master per key.
Computed compute_batch(const Workplace& place, const Claim& claim, Fetched fetched,
                       const WorkerOptions& options, const std::stop_token& stop);

// Writes rows, stamps and the run, and removes the job rows: all or nothing. Throws Error(lost_lease) if
// another holds a key by now. `worker` names the worker in the run's record.
Committed commit_batch(db::Connection& connection, const Workplace& place, const Claim& claim,
                       const Computed& computed, const WorkerOptions& options, const std::string& worker);

struct ComputedBatch {
  const Claim* claim;
  const Computed* computed;
};
// The same for several in one transaction: all of them or none. REQUIRES: at least one, all of one epoch.
std::vector<Committed> commit_batches(db::Connection& connection, const Workplace& place,
                                      const std::vector<ComputedBatch>& batches, const WorkerOptions& options,
                                      const std::string& worker);

// Names the checkpoint of a batch: equal only for the same table, maker version, keys and inputs.
std::string checkpoint_name(const Workplace& place, const Fetched& fetched);

}  // namespace doppel::populate

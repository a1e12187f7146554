#include "populate/stages.h"

#include <algorithm>
#include <map>

#include "db/rows.h"
#include "util/error.h"
#include "util/sha256.h"

namespace doppel::populate {
namespace {

using relation::Table;
using relation::Value;
using Row = std::vector<Value>;
using Rows = std::vector<Row>;
using Clock = std::chrono::steady_clock;
using std::chrono::microseconds;

// Where the master's key columns stand in the rows of `table` (itself or a part).
std::vector<std::size_t> master_columns(const Table& master, const Table& table) {
  std::vector<std::size_t> places;
  for (const relation::Column& column : master.key) {
    const auto found = std::ranges::find(table.key, column.name, &relation::Column::name);
    if (found == table.key.end()) {
      throw Error(ErrorClass::internal, table.qualified() + " lacks its master's key column " + column.name);
    }
    places.push_back(static_cast<std::size_t>(found - table.key.begin()));
  }
  return places;
}

const Rows& rows_of(const RowSink& sink, const Table& table) {
  static const Rows none;
  const auto found = sink.rows().find(&table);
  return found == sink.rows().end() ? none : found->second;
}

// Which key of a batch a row of the master or of a part belongs to. Makers write rows in the order of the
// keys, or nearly so: the search begins where the last one ended.
class KeyOfRow {
 public:
  KeyOfRow(const Table& master, const Table& table, const std::vector<Key>& keys)
      : table_(table), columns_(master_columns(master, table)), keys_(keys) {}

  // Its place in the batch. A maker may write only for the keys that it was given.
  std::size_t operator()(const Row& row) {
    for (const std::size_t next : {last_, last_ + 1}) {
      if (next < keys_.size() && is_of(row, keys_[next])) return last_ = next;
    }
    if (index_.empty()) {
      for (std::size_t i = 0; i < keys_.size(); ++i) index_.emplace(keys_[i].values(), i);
    }
    const Row key = columns_of(row);
    const auto found = index_.find(key);
    if (found == index_.end()) refuse(key);
    return last_ = found->second;
  }

 private:
  bool is_of(const Row& row, const Key& key) const {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (row.at(columns_[i]) != key.values()[i]) return false;
    }
    return true;
  }
  Row columns_of(const Row& row) const {
    Row values;
    for (const std::size_t column : columns_) values.push_back(row.at(column));
    return values;
  }
  [[noreturn]] void refuse(const Row& key) const {
    std::string shown;
    for (const Value& value : key)
      shown += (shown.empty() ? "" : ", ") + Key({{"", value}}).to_string().substr(1);
    throw Error(ErrorClass::internal, "the maker wrote a row of " + table_.qualified() + " for (" + shown +
                                          "), which is not among the keys that it was given");
  }

  const Table& table_;
  std::vector<std::size_t> columns_;
  const std::vector<Key>& keys_;
  std::map<Row, std::size_t> index_;  // of all keys, once it is needed
  std::size_t last_ = 0;
};

void require_one_master_row_per_key(const Workplace& place, const std::vector<Key>& keys,
                                    const RowSink& sink) {
  KeyOfRow key_of(*place.table, *place.table, keys);
  std::vector<int> counts(keys.size(), 0);
  for (const Row& row : rows_of(sink, *place.table)) ++counts[key_of(row)];
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (counts[i] == 1) continue;
    throw Error(ErrorClass::internal, "the maker of " + place.table->qualified() + " wrote " +
                                          std::to_string(counts[i]) + " rows for " + keys[i].to_string() +
                                          ", not one");
  }
  for (const auto& [table, rows] : sink.rows()) {
    if (std::ranges::find(place.writes, table) == place.writes.end()) {
      throw Error(ErrorClass::internal, "the maker of " + place.table->qualified() + " wrote rows of " +
                                            table->qualified() +
                                            ", which is neither that table nor a part of it");
    }
  }
}

RunRecord record_of(const Workplace& place, const Claim& claim, const Computed& computed,
                    const WorkerOptions& options) {
  RunRecord run;
  run.table = place.table->qualified();
  run.maker_version = place.maker->version();
  run.parameters = computed.fetched.parameters;
  run.device = options.device;
  run.device_facts = options.device_facts;
  run.facts = options.facts;
  run.claimed_at = claim.claimed_at;
  run.started_at = computed.started_at;
  run.ended_at = computed.ended_at;
  run.cpu_seconds = computed.cpu_seconds;
  run.gpu_seconds = computed.gpu_seconds;
  return run;
}

// One text or key after the other, of all batches.
template <class Element>
std::vector<Element> joined(const std::vector<ComputedBatch>& batches,
                            std::vector<Element> Fetched::*member) {
  std::vector<Element> all;
  for (const ComputedBatch& batch : batches) {
    const auto& own = batch.computed->fetched.*member;
    all.insert(all.end(), own.begin(), own.end());
  }
  return all;
}

// Which inputs are still what they were at fetch? They cannot change any more until the transaction ends.
std::vector<bool> unchanged_inputs(db::Transaction& transaction, const Workplace& place,
                                   const std::vector<Key>& keys, const std::vector<std::string>& hashes) {
  const auto now = place.inputs.read_and_hold(transaction, keys);
  std::vector<bool> unchanged(now.size());
  for (std::size_t i = 0; i < now.size(); ++i) unchanged[i] = now[i] == hashes[i];
  return unchanged;
}

std::vector<Key> chosen(const std::vector<Key>& keys, const std::vector<bool>& flags, bool wanted) {
  std::vector<Key> result;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (flags[i] == wanted) result.push_back(keys[i]);
  }
  return result;
}

ComputeContext context_of(const WorkerOptions& options, const std::string& checkpoint,
                          const std::stop_token& stop) {
  ComputeContext context;
  context.device = options.device;
  context.threads = options.threads > 0 ? options.threads
                                        : std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
  context.stop = stop;
  context.load_checkpoint = [load = options.load_checkpoint, checkpoint] {
    return load ? load(checkpoint) : std::vector<std::byte>();
  };
  context.save_checkpoint = [save = options.save_checkpoint,
                             checkpoint](const std::vector<std::byte>& bytes) {
    if (save) save(checkpoint, bytes);
  };
  return context;
}

// A batch whose keys are known to be held or not, and the run that accounts for those that are.
struct Writing {
  const Computed* computed;
  std::vector<bool> unchanged;
  std::int64_t n_kept = 0;
  std::int64_t run_id = 0;
};

std::vector<Writing> writings(const std::vector<ComputedBatch>& batches, const std::vector<bool>& unchanged) {
  std::vector<Writing> all;
  auto next = unchanged.begin();
  for (const ComputedBatch& batch : batches) {
    const auto end = next + static_cast<std::ptrdiff_t>(batch.computed->fetched.keys.size());
    all.push_back({batch.computed, {next, end}, std::count(next, end, true), 0});
    next = end;
  }
  return all;
}

// One run for each batch of which anything is written.
void insert_runs_of(db::Transaction& transaction, const Workplace& place,
                    const std::vector<ComputedBatch>& batches, const WorkerOptions& options,
                    const std::string& worker, std::vector<Writing>& all) {
  std::vector<RunRecord> runs;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].n_kept == 0) continue;
    runs.push_back(record_of(place, *batches[i].claim, *all[i].computed, options));
    runs.back().worker = worker;
    runs.back().n_keys = all[i].n_kept;
  }
  if (runs.empty()) return;
  const auto run_ids = insert_runs(transaction, runs);
  auto run_id = run_ids.begin();
  for (Writing& writing : all) {
    if (writing.n_kept > 0) writing.run_id = *run_id++;
  }
}

void insert_rows(db::Transaction& transaction, const Workplace& place, const Writing& writing) {
  const Fetched& fetched = writing.computed->fetched;
  std::vector<db::Stamp> stamps;
  stamps.reserve(fetched.keys.size());
  for (const std::string& hash : fetched.input_hashes) stamps.push_back({writing.run_id, hash});
  for (const Table* table : place.writes) {
    KeyOfRow key_of(*place.table, *table, fetched.keys);
    std::vector<db::StampedRow> rows;
    for (const Row& row : rows_of(writing.computed->rows, *table)) {
      const std::size_t key = key_of(row);
      if (writing.unchanged[key]) rows.push_back({&row, &stamps[key]});
    }
    db::insert_stamped(transaction, *table, rows);
  }
}

// The runs and rows of the keys whose inputs are unchanged.
std::vector<Committed> write_chosen(db::Transaction& transaction, const Workplace& place,
                                    const std::vector<ComputedBatch>& batches,
                                    const std::vector<bool>& unchanged, const WorkerOptions& options,
                                    const std::string& worker) {
  auto all = writings(batches, unchanged);
  insert_runs_of(transaction, place, batches, options, worker, all);
  std::vector<Committed> committed;
  for (const Writing& writing : all) {
    if (writing.n_kept > 0) insert_rows(transaction, place, writing);
    const auto n_keys = static_cast<std::int64_t>(writing.unchanged.size());
    committed.push_back({writing.n_kept, n_keys - writing.n_kept});
  }
  return committed;
}

// All keys, or none: the guard of the results refuses the rows if an input of one has changed.
std::vector<Committed> write_all(db::Connection& connection, const Workplace& place,
                                 const std::vector<ComputedBatch>& batches, const WorkerOptions& options,
                                 const std::string& worker) {
  std::size_t n_keys = 0;
  for (const ComputedBatch& batch : batches) n_keys += batch.computed->fetched.keys.size();
  db::Transaction transaction(connection);
  Queue::begin_commit(transaction, batches.front().claim->epoch);
  auto committed =
      write_chosen(transaction, place, batches, std::vector<bool>(n_keys, true), options, worker);
  transaction.commit();
  return committed;
}

// Asks for each key first, and releases those whose inputs have changed.
std::vector<Committed> write_unchanged(db::Connection& connection, const Workplace& place,
                                       const std::vector<ComputedBatch>& batches,
                                       const WorkerOptions& options, const std::string& worker) {
  const std::int64_t epoch = batches.front().claim->epoch;
  const auto keys = joined(batches, &Fetched::keys);
  db::Transaction transaction(connection);
  Queue::begin_commit(transaction, epoch);
  // Parents first, job rows second: the order in which the delete of a parent's row locks them too.
  const auto unchanged = unchanged_inputs(transaction, place, keys, joined(batches, &Fetched::input_hashes));
  const auto changed = chosen(keys, unchanged, false);
  if (!changed.empty()) place.queue.release(transaction, epoch, changed);
  auto committed = write_chosen(transaction, place, batches, unchanged, options, worker);
  transaction.commit();
  return committed;
}

std::vector<Committed> write_batches(db::Connection& connection, const Workplace& place,
                                     const std::vector<ComputedBatch>& batches, const WorkerOptions& options,
                                     const std::string& worker) {
  try {
    return write_all(connection, place, batches, options, worker);
  } catch (const Error& error) {
    if (error.error_class() != ErrorClass::bad_input) throw;
  }
  return write_unchanged(connection, place, batches, options, worker);
}

}  // namespace

Workplace::Workplace(const Maker& maker_, const relation::Schema& schema,
                     const relation::KeyRestriction& restriction)
    : maker(&maker_), table(&maker_.table()), queue(*table, maker_.batching(), restriction), inputs(*table) {
  writes = schema.parts_of(*table);
  writes.insert(writes.begin(), table);
}

Fetched fetch_batch(db::Connection& connection, const Workplace& place, const std::vector<Key>& keys) {
  return std::move(fetch_batches(connection, place, {keys}).front());
}

std::vector<Fetched> fetch_batches(db::Connection& connection, const Workplace& place,
                                   const std::vector<std::vector<Key>>& batches) {
  std::vector<Key> keys;
  for (const auto& batch : batches) keys.insert(keys.end(), batch.begin(), batch.end());
  double cpu_before = process_cpu_seconds();
  db::Transaction snapshot(connection, db::Transaction::Mode::read_only_snapshot);
  const auto hashes = place.inputs.read(snapshot, keys);
  const double cpu_shared = (process_cpu_seconds() - cpu_before) / static_cast<double>(batches.size());
  std::vector<Fetched> all(batches.size());
  std::size_t next = 0;
  for (std::size_t i = 0; i < batches.size(); ++i) {
    Fetched& fetched = all[i];
    cpu_before = process_cpu_seconds();
    for (const Key& key : batches[i]) {
      const auto& hash = hashes[next++];
      if (!hash) continue;
      fetched.keys.push_back(key);
      fetched.input_hashes.push_back(*hash);
    }
    if (fetched.keys.empty()) continue;
    fetched.input = place.maker->fetch_any(snapshot, fetched.keys);
    fetched.parameters = place.maker->parameters(fetched.input);
    fetched.cpu_seconds = cpu_shared + process_cpu_seconds() - cpu_before;
  }
  return all;
}

Computed compute_batch(const Workplace& place, const Claim& claim, Fetched fetched,
                       const WorkerOptions& options, const std::stop_token& stop) {
  const auto since_claim = [&] {
    return std::chrono::duration_cast<microseconds>(Clock::now() - claim.received_at);
  };
  const double cpu_before = process_cpu_seconds();
  Computed computed;
  computed.started_at = claim.claimed_at + since_claim();
  const auto context = context_of(options, checkpoint_name(place, fetched), stop);
  const std::any output = place.maker->compute_any(fetched.input, context);
  computed.ended_at = claim.claimed_at + since_claim();
  place.maker->insert_any(fetched.input, output, computed.rows);
  require_one_master_row_per_key(place, fetched.keys, computed.rows);
  computed.cpu_seconds = fetched.cpu_seconds + process_cpu_seconds() - cpu_before;
  if (options.device != "cpu") {
    computed.gpu_seconds = std::chrono::duration<double>(computed.ended_at - computed.started_at).count();
  }
  computed.fetched = std::move(fetched);
  return computed;
}

Committed commit_batch(db::Connection& connection, const Workplace& place, const Claim& claim,
                       const Computed& computed, const WorkerOptions& options, const std::string& worker) {
  return commit_batches(connection, place, {{&claim, &computed}}, options, worker).front();
}

std::vector<Committed> commit_batches(db::Connection& connection, const Workplace& place,
                                      const std::vector<ComputedBatch>& batches, const WorkerOptions& options,
                                      const std::string& worker) {
  try {
    auto committed = write_batches(connection, place, batches, options, worker);
    if (options.drop_checkpoint) {
      for (const ComputedBatch& batch : batches)
        options.drop_checkpoint(checkpoint_name(place, batch.computed->fetched));
    }
    return committed;
  } catch (const Error& error) {
    // Where another worker has finished meanwhile, its rows are met before the fence is.
    const auto keys = joined(batches, &Fetched::keys);
    if (error.error_class() != ErrorClass::bad_input ||
        place.queue.n_held(connection, batches.front().claim->epoch, keys) == keys.size()) {
      throw;
    }
    throw Error(ErrorClass::lost_lease, place.table->qualified() +
                                            ": another worker holds or has finished keys of the batch from " +
                                            keys.front().to_string());
  }
}

std::string checkpoint_name(const Workplace& place, const Fetched& fetched) {
  std::string all = std::to_string(place.maker->version());
  for (std::size_t i = 0; i < fetched.keys.size(); ++i) {
    all += "\n" + fetched.keys[i].to_string() + " from " + fetched.input_hashes[i];
  }
  return place.table->qualified() + " " + fetched.keys.front().to_string() + " " +
         sha256_hex(all).substr(0, 16);
}

}  // namespace doppel::populate

// What goes when rows go: the rows themselves and all that derives from them, through every generation, found
// and deleted in the caller's transaction. A part never goes alone: its master, which says that it is whole,
// goes too, with the master's other parts. The rows found stay locked, so that no commit adds to them until
// the transaction ends. A running job on a key that goes ends quietly: its commit finds the inputs gone and
// writes nothing.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "db/connection.h"
#include "relation/restriction.h"
#include "relation/table.h"

namespace doppel::populate {

class Removal {
 public:
  Removal(db::Transaction& transaction, const relation::Schema& schema);

  // Rows to begin with. Throws Error(usage) for a part: its master is what can be deleted.
  void add(const relation::Table& table, const relation::Restriction& restriction);
  void add_stale(const relation::Table& table,
                 const relation::Restriction& restriction);  // REQUIRES: computed
  // Everything that derives from them. REQUIRES: before what follows.
  void close();

  struct Count {
    const relation::Table* table;
    std::int64_t rows = 0;
    std::int64_t jobs = 0;     // of the table, on keys whose parents go
    std::int64_t running = 0;  // of those: held by a worker now
    bool operator==(const Count&) const = default;
  };
  // Tables that lose rows or jobs, in the order of the schema.
  std::vector<Count> counts() const;

  void erase();
  // Queues the keys of computed rows that went and whose parents are still there; those further down follow
  // as their parents are made again. Returns how many. REQUIRES: after erase().
  std::int64_t enqueue();

 private:
  std::string list_of(const relation::Table& table) const;
  void open_list(const relation::Table& table);
  std::string insert_into_list(const relation::Table& table, const std::string& condition) const;
  void collect(const relation::Table& table, const std::string& condition,
               const std::vector<db::Parameter>& parameters);
  bool add_masters();
  std::int64_t number(const std::string& sql) const;
  std::string jobs_that_go(const relation::Table& table) const;

  db::Transaction* transaction_;
  const relation::Schema* schema_;
  std::set<const relation::Table*> listed_;  // those with a temporary list of keys
};

}  // namespace doppel::populate

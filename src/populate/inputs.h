// What a result is made from: the row hashes of a key's parents, taken at fetch and checked again at commit.
// Their SHA-256 is taken here, since the database's costs several times as much.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "db/connection.h"
#include "relation/key.h"
#include "relation/table.h"

namespace doppel::populate {

class InputHashes {
 public:
  explicit InputHashes(const relation::Table& table);  // REQUIRES: it has parents in its key

  // Per key SHA-256 (hex) of the lines "schema.table:<row hash>" of the in-key parents, in the definition's
  // order, joined by newlines; nullopt: a parent's row is gone.
  std::vector<std::optional<std::string>> read(db::Transaction& transaction,
                                               const std::vector<relation::Key>& keys) const;
  // The same, and keeps the parents from changing until the transaction ends (waiting for those who change
  // them now).
  std::vector<std::optional<std::string>> read_and_hold(db::Transaction& transaction,
                                                        const std::vector<relation::Key>& keys) const;

 private:
  std::vector<std::optional<std::string>> run(const std::string& sql, db::Transaction& transaction,
                                              const std::vector<relation::Key>& keys) const;
  const relation::Table* table_;
  std::string read_, hold_;
};

}  // namespace doppel::populate

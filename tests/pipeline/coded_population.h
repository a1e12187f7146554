// A model whose bar codes are known beforehand: neurons of a few kinds, each kind one code, rolled along the
// orientation axis at random. For tests of what is made from bar codes, without a training. The scan beneath
// is simulated and imported once a process; every population is a copy.
#pragma once

#include <string>
#include <vector>

#include "db/connection.h"
#include "populate/worker.h"
#include "relation/key.h"
#include "store/blob_store.h"
#include "tests/support/database.h"

namespace doppel::test {

class CodedPopulation {
 public:
  static constexpr int n_kinds = 3, n_neurons = 45, n_orientations = 8, n_features = 4;

  CodedPopulation();  // with model 1, of noise .2

  db::Connection& connection() { return connection_; }
  const store::BlobStore& blobs() const { return blobs_; }
  std::string connection_string() const { return database_.connection_string(); }
  relation::Key model(std::int64_t seed = 1) const;
  int kind_of(std::int64_t unit_id) const { return static_cast<int>(unit_id) % n_kinds; }

  // Adds a model of that seed: the same codes with other rolls, and noise of that SD on each weight (theirs
  // is 1).
  void add_model(std::int64_t seed, double noise);
  // Runs the makers of these tables until nothing is left; throws no error of theirs, but counts them.
  populate::WorkerSummary populate(const std::vector<std::string>& tables) const;

  std::int64_t count(const std::string& from_where);
  double number(const std::string& select);

 private:
  CopiedDatabase database_;
  db::Connection connection_;
  store::BlobStore blobs_;
};

}  // namespace doppel::test

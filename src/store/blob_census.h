// What lies in a blob store, and taking out what nobody needs. A blob is written before the row that names it
// is committed, so a young one without a row is nobody's orphan yet: put() renews the age of what it finds.
// Safe beside writers on any number of hosts, whose clocks may differ by less than the ages that are asked
// for.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "store/blob_store.h"

namespace doppel::store {

struct StoredFile {
  std::filesystem::path path;
  std::string sha256;  // empty: no blob, but what a writer that died has left behind
  std::uintmax_t bytes = 0;
  std::chrono::seconds age{0};  // since it was last put
};

// Blobs and leftovers, in the order of their paths; checkpoints and other people's files are not among them.
std::vector<StoredFile> stored_files(const BlobStore& store);

// False if it is younger by now, or gone: then it stays as it is.
bool remove_if_older(const StoredFile& file, std::chrono::seconds age);

// The databases whose rows name blobs of a store. Nobody else's rows can be seen from one of them.
// `id` is a file name.
void sign_store(const BlobStore& store, const std::string& id, const std::string& description);
std::vector<std::string> other_users(const BlobStore& store, const std::string& id);  // their descriptions

}  // namespace doppel::store

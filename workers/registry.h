// The makers of all computed tables: the one list.
#pragma once

#include <memory>
#include <vector>

#include "populate/maker.h"
#include "store/blob_store.h"

namespace doppel::workers {

// In the order of schema::tables(). The store must outlive them.
std::vector<std::unique_ptr<populate::Maker>> all_makers(const store::BlobStore& blobs);

}  // namespace doppel::workers

#include "schema/blobs.h"

namespace doppel::schema {

const std::vector<std::pair<std::string, std::string>>& blob_columns() {
  static const std::vector<std::pair<std::string, std::string>> columns{{"twin.scan", "recording_sha256"},
                                                                        {"twin.model", "weights_sha256"},
                                                                        {"twin.model_config", "core_sha256"}};
  return columns;
}

}  // namespace doppel::schema

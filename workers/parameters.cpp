#include "workers/parameters.h"

namespace doppel::workers {

nlohmann::json to_json(const relation::Value& value) {
  return std::visit(
      [](const auto& held) -> nlohmann::json {
        if constexpr (std::is_same_v<std::decay_t<decltype(held)>, std::monostate>) {
          return nullptr;
        } else {
          return held;
        }
      },
      value);
}

nlohmann::json to_json(const relation::Key& key) {
  nlohmann::json json;
  for (std::size_t i = 0; i < key.names().size(); ++i) json[key.names()[i]] = to_json(key.values()[i]);
  return json;
}

}  // namespace doppel::workers

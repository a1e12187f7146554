#include "workers/parameters.h"

namespace doppel::workers {

nlohmann::json to_json(const relation::Value& value, relation::Type type) {
  // The shortest digits that give the float back: 0.3, where the nearest double is 0.30000001192092896.
  if (type == relation::Type::real && !relation::is_null(value)) {
    const std::string text = relation::to_text(value, type);
    return nlohmann::json::accept(text) ? nlohmann::json::parse(text)
                                        : nlohmann::json(text);  // else NaN, Infinity
  }
  if (type == relation::Type::real_array && !relation::is_null(value)) {
    auto values = nlohmann::json::array();
    for (const float element : std::get<std::vector<float>>(value)) {
      values.push_back(to_json(double{element}, relation::Type::real));
    }
    return values;
  }
  return to_json(value);
}

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

#include "populate/ancestry.h"

#include <nlohmann/json.hpp>
#include <set>

#include "populate/key_arrays.h"
#include "relation/ddl.h"
#include "util/error.h"

namespace doppel::populate {
namespace {

using nlohmann::json;
using relation::Key;
using relation::Schema;
using relation::Table;

// Follows parents breadth first; a row that two others were made from is fetched once.
class Search {
 public:
  Search(db::Transaction& snapshot, const Schema& schema) : snapshot_(snapshot), schema_(schema) {}

  std::size_t place_of(const Table& table, const Key& key) {
    const auto [place, is_new] = places_.try_emplace({&table, key.to_string()}, found_.rows.size());
    if (is_new) found_.rows.push_back({&table, key, "", "", 0, {}});
    return place->second;
  }

  Ancestry run() {
    for (std::size_t i = 0; i < found_.rows.size(); ++i) {
      fetch(found_.rows[i]);
      const Table& table = *found_.rows[i].table;
      const Key key = found_.rows[i].key;  // a copy: the vector grows
      for (const relation::Parent& parent : table.parents) {
        if (!parent.in_key) continue;
        const auto place = place_of(schema_.at(parent.table), key.project(parent.columns));
        found_.rows[i].parents.push_back(place);
      }
    }
    return std::move(found_);
  }

 private:
  void fetch(AncestryRow& row) {
    const Table& table = *row.table;
    std::vector<db::Parameter> parameters;
    append_key_arrays(parameters, table, {row.key});
    const auto rows = snapshot_.query(
        "select to_jsonb(t), t._row_hash, " + std::string(table.has_run() ? "t._run_id" : "null") + " from " +
            relation::quote_qualified(table.qualified()) + " t join " + unnest_keys(table, 1) + " k (" +
            relation::column_list(table.key_names()) + ") on " +
            relation::equal_columns(table.key_names(), "t", "k"),
        parameters);
    if (rows.size() != 1) {
      throw Error(ErrorClass::bad_input, table.qualified() + " has no row " + row.key.to_string(),
                  "doppel verify finds rows whose parents are gone");
    }
    row.json = rows.text(0, 0);
    row.row_hash = rows.text(0, 1);
    if (rows.is_null(0, 2)) return;
    row.run_id = rows.integer(0, 2);
    fetch_run(row.run_id);
  }

  void fetch_run(std::int64_t run_id) {
    if (found_.runs.contains(run_id)) return;
    const auto runs = snapshot_.query("select to_jsonb(r) from provenance.run r where run_id = $1::bigint",
                                      {std::to_string(run_id)});
    if (runs.size() == 1) found_.runs.emplace(run_id, runs.text(0, 0));
  }

  db::Transaction& snapshot_;
  const Schema& schema_;
  Ancestry found_;
  std::map<std::pair<const Table*, std::string>, std::size_t> places_;
};

std::string text_of(const json& value) { return value.is_string() ? value.get<std::string>() : value.dump(); }

// "run 12: 2026-03-04T05:06:07, version 1 of its maker, on host (cpu: model), commit 0123abc (dirty)".
std::string run_line(const json& run) {
  std::string line = "run " + text_of(run["run_id"]) + ": " + text_of(run["ended_at"]).substr(0, 19) +
                     ", version " + text_of(run["maker_version"]) + " of its maker, on " +
                     text_of(run["host"]) + " (" + text_of(run["device"]);
  if (run["device_model"].is_string()) line += ": " + text_of(run["device_model"]);
  line += "), commit " + text_of(run["code_commit"]).substr(0, 12);
  if (run["code_dirty"] == true) line += " (dirty or unknown)";
  return line;
}

std::string settings_line(const json& run) {
  std::string line;
  if (!run["seed"].is_null()) line += "seed " + text_of(run["seed"]) + ", ";
  line += "parameters " + run["parameters"].dump();
  for (const auto& [name, version] : run["libraries"].items()) line += ", " + name + " " + text_of(version);
  return line;
}

class Tree {
 public:
  explicit Tree(const Ancestry& ancestry) : ancestry_(ancestry) {}

  std::string text() {
    add(0, "", "");
    return std::move(text_);
  }

 private:
  void add(std::size_t place, const std::string& branch, const std::string& below) {
    const AncestryRow& row = ancestry_.rows[place];
    text_ += branch + row.table->name + " " + row.key.to_string() + "  #" + row.row_hash.substr(0, 12);
    const bool is_new = met_.insert(place).second;
    text_ += is_new ? "\n" : " (above)\n";
    if (!is_new) return;
    const std::string inner = below + (row.parents.empty() ? "    " : "│   ");
    if (const auto run = ancestry_.runs.find(row.run_id); run != ancestry_.runs.end()) {
      const json facts = json::parse(run->second);
      text_ += inner + run_line(facts) + "\n" + inner + settings_line(facts) + "\n";
    }
    for (std::size_t i = 0; i < row.parents.size(); ++i) {
      const bool is_last = i + 1 == row.parents.size();
      add(row.parents[i], below + (is_last ? "└── " : "├── "), below + (is_last ? "    " : "│   "));
    }
  }

  const Ancestry& ancestry_;
  std::set<std::size_t> met_;
  std::string text_;
};

}  // namespace

Ancestry ancestry(db::Transaction& snapshot, const Schema& schema, const Table& table, const Key& key) {
  Search search(snapshot, schema);
  search.place_of(table, key);
  return search.run();
}

std::string ancestry_tree(const Ancestry& ancestry) { return Tree(ancestry).text(); }

std::string ancestry_json(const Ancestry& ancestry) {
  json all = {{"rows", json::array()}, {"runs", json::array()}};
  for (const AncestryRow& row : ancestry.rows) {
    json entry = {
        {"table", row.table->qualified()}, {"row", json::parse(row.json)}, {"parents", row.parents}};
    all["rows"].push_back(std::move(entry));
  }
  for (const auto& [run_id, run] : ancestry.runs) all["runs"].push_back(json::parse(run));
  return all.dump(2) + "\n";
}

}  // namespace doppel::populate

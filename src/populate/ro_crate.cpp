// An ancestry as a Workflow Run RO-Crate, profile Process Run Crate 0.5
// (https://w3id.org/ro/wfrun/process/0.5).
#include <nlohmann/json.hpp>
#include <set>

#include "populate/ancestry.h"
#include "util/sha256.h"

namespace doppel::populate {
namespace {

using nlohmann::json;

constexpr const char* kProfile = "https://w3id.org/ro/wfrun/process/0.5";

json reference(const std::string& id) { return {{"@id", id}}; }

class Crate {
 public:
  Crate(const Ancestry& ancestry, const CrateFacts& facts) : ancestry_(ancestry), facts_(facts) {}

  std::map<std::string, std::string> files() {
    for (const AncestryRow& row : ancestry_.rows) add_row(row);
    for (const auto& [run_id, run] : ancestry_.runs) add_run(run_id, json::parse(run));
    add_root();
    const json document = {{"@context",
                            {"https://w3id.org/ro/crate/1.1/context",
                             {{"sha256", "https://w3id.org/ro/terms/workflow-run#sha256"}}}},
                           {"@graph", graph_}};
    files_["ro-crate-metadata.json"] = document.dump(2) + "\n";
    return std::move(files_);
  }

 private:
  static std::string row_path(const AncestryRow& row) {
    return "rows/" + row.table->name + "-" + row.row_hash.substr(0, 16) + ".json";
  }

  void add_row(const AncestryRow& row) {
    const std::string path = row_path(row);
    const std::string content = json::parse(row.json).dump(2) + "\n";
    files_[path] = content;
    graph_.push_back({{"@id", path},
                      {"@type", "File"},
                      {"name", row.table->qualified() + " " + row.key.to_string()},
                      {"description", row.table->comment},
                      {"encodingFormat", "application/json"},
                      {"contentSize", std::to_string(content.size())},
                      {"sha256", sha256_hex(content)},
                      {"identifier", row.row_hash}});
    parts_.push_back(reference(path));
  }

  // Recordings and weights: too large to carry along, and known by their hash wherever they are.
  json blobs_of(const AncestryRow& row) {
    json references = json::array();
    const json values = json::parse(row.json);
    for (const auto& [table, column] : facts_.blobs) {
      if (table != row.table->qualified() || !values[column].is_string()) continue;
      const auto sha256 = values[column].get<std::string>();
      const std::string id = "#blob-" + sha256;
      if (described_.insert(id).second) {
        graph_.push_back({{"@id", id},
                          {"@type", "CreativeWork"},
                          {"name", column + " of " + row.table->name + " " + row.key.to_string()},
                          {"description", "A blob of the laboratory's store, not in this crate"},
                          {"identifier", "sha256:" + sha256},
                          {"sha256", sha256}});
      }
      references.push_back(reference(id));
    }
    return references;
  }

  json property(const std::string& id, const std::string& name, const json& value) {
    graph_.push_back({{"@id", id},
                      {"@type", "PropertyValue"},
                      {"name", name},
                      {"value", value.is_string() ? value.get<std::string>() : value.dump()}});
    return reference(id);
  }

  std::string software(const json& run) {
    const auto build = run["build_id"].get<std::string>();
    const std::string id = "#doppel-" + build.substr(0, 16);
    if (!described_.insert(id).second) return id;
    json entity = {
        {"@id", id},
        {"@type", "SoftwareApplication"},
        {"name", "Doppel"},
        {"description", "Digital twins of the visual cortex as a relational pipeline on PostgreSQL"},
        {"identifier", build},
        {"softwareVersion", run["code_commit"].get<std::string>() +
                                (run["code_dirty"] == true ? " (dirty or unknown tree)" : "")}};
    json libraries = json::array();
    for (const auto& [name, version] : run["libraries"].items()) {
      const std::string library = "#" + name + "-" + version.get<std::string>();
      if (described_.insert(library).second) {
        graph_.push_back({{"@id", library},
                          {"@type", "SoftwareApplication"},
                          {"name", name},
                          {"softwareVersion", version.get<std::string>()}});
      }
      libraries.push_back(reference(library));
    }
    if (!libraries.empty()) entity["softwareRequirements"] = libraries;
    graph_.push_back(std::move(entity));
    return id;
  }

  std::string agent(const json& run) {
    const auto role = run["database_role"].get<std::string>();
    const std::string id = "#role-" + role;
    if (described_.insert(id).second) {
      graph_.push_back({{"@id", id},
                        {"@type", "Person"},
                        {"name", role},
                        {"description", "The database role that committed the results"}});
    }
    return id;
  }

  void add_run(std::int64_t run_id, const json& run) {
    const std::string id = "#run-" + std::to_string(run_id);
    json results = json::array(), objects = json::array();
    std::set<std::string> inputs;
    for (const AncestryRow& row : ancestry_.rows) {
      if (row.run_id != run_id) continue;
      results.push_back(reference(row_path(row)));
      for (json& blob : blobs_of(row)) (row.parents.empty() ? objects : results).push_back(std::move(blob));
      for (const std::size_t parent : row.parents) {
        if (ancestry_.rows[parent].run_id != run_id) inputs.insert(row_path(ancestry_.rows[parent]));
      }
    }
    for (const std::string& input : inputs) objects.push_back(reference(input));
    for (const auto& [name, value] : run["parameters"].items())
      objects.push_back(property(id + "-" + name, name, value));
    json action = {
        {"@id", id},
        {"@type", "CreateAction"},
        {"name", "Run " + std::to_string(run_id) + " of " + run["table_name"].get<std::string>()},
        {"description", "Version " + run["maker_version"].dump() + " of the maker, " + run["n_keys"].dump() +
                            " keys, worker " + run["worker"].get<std::string>() + ", device " +
                            run["device"].get<std::string>()},
        {"instrument", reference(software(run))},
        {"agent", reference(agent(run))},
        {"startTime", run["started_at"]},
        {"endTime", run["ended_at"]},
        {"actionStatus", "http://schema.org/CompletedActionStatus"},
        {"result", results}};
    if (!objects.empty()) action["object"] = objects;
    json environment = json::array();
    for (const char* fact :
         {"host", "pid", "device_model", "device_uuid", "device_driver", "cuda_version", "scheduler_job_id",
          "schema_version", "cpu_seconds", "gpu_seconds", "peak_memory_bytes"}) {
      if (!run[fact].is_null()) environment.push_back(property(id + "-environment-" + fact, fact, run[fact]));
    }
    action["additionalProperty"] = environment;
    graph_.push_back(std::move(action));
    actions_.push_back(reference(id));
  }

  void add_root() {
    const AncestryRow& row = ancestry_.rows.front();
    const std::string license = facts_.license.empty() ? "#no-license" : facts_.license;
    json root = {{"@id", "./"},
                 {"@type", "Dataset"},
                 {"name", row.table->name + " " + row.key.to_string()},
                 {"description", row.table->comment + ", with everything that it was made from"},
                 {"datePublished", facts_.date},
                 {"license", reference(license)},
                 {"conformsTo", reference(kProfile)},
                 {"mainEntity", reference(row_path(row))},
                 {"hasPart", parts_}};
    if (!actions_.empty()) root["mentions"] = actions_;
    graph_.push_back(std::move(root));
    graph_.push_back({{"@id", "ro-crate-metadata.json"},
                      {"@type", "CreativeWork"},
                      {"conformsTo", reference("https://w3id.org/ro/crate/1.1")},
                      {"about", reference("./")}});
    graph_.push_back(
        {{"@id", kProfile}, {"@type", "CreativeWork"}, {"name", "Process Run Crate"}, {"version", "0.5"}});
    graph_.push_back(
        {{"@id", license},
         {"@type", "CreativeWork"},
         {"name", facts_.license.empty() ? "No licence is stated" : facts_.license},
         {"description", facts_.license.empty() ? "Ask the laboratory before you use the data elsewhere"
                                                : "The licence of the data"}});
  }

  const Ancestry& ancestry_;
  const CrateFacts& facts_;
  json graph_ = json::array(), parts_ = json::array(), actions_ = json::array();
  std::set<std::string> described_;
  std::map<std::string, std::string> files_;
};

}  // namespace

std::map<std::string, std::string> ro_crate(const Ancestry& ancestry, const CrateFacts& facts) {
  return Crate(ancestry, facts).files();
}

}  // namespace doppel::populate

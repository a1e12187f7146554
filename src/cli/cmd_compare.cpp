// doppel compare: two populations of the same neurons, index by index: asks for the comparison, has a worker
// make it where it is not there, and prints it.
#include <chrono>
#include <iostream>
#include <memory>
#include <thread>

#include "cli/command.h"
#include "cli/local_workers.h"
#include "cli/print.h"
#include "cli/session.h"
#include "cli/worker_process.h"
#include "util/error.h"
#include "workers/request_models.h"

namespace doppel::cli {
namespace {

using namespace std::chrono_literals;

struct Side {
  std::string dataset, config, model_config, training_config, gabors, population;
  std::int64_t seed = 1;
};

struct CompareOptions {
  std::string name, matching = "key";
  Side one, other;
  CLI::Option* other_seed = nullptr;
  bool csv = false;
};

constexpr const char* kIndices = R"(
select compared_property as index, n_pairs_with_both as n, one_mean, other_mean, mean_difference, sd_difference,
       wilcoxon_p_value, wilcoxon_q_value, paired_pearson, paired_spearman
from twin.index_comparison where model_comparison = $1 order by wilcoxon_q_value, wilcoxon_p_value, compared_property)";

// What is rounded is for eyes; --csv prints values in full.
constexpr const char* kRoundedIndices = R"(
select compared_property as index, n_pairs_with_both as n, round(one_mean::numeric, 4) as one_mean,
       round(other_mean::numeric, 4) as other_mean, round(mean_difference::numeric, 4) as mean_difference,
       round(sd_difference::numeric, 4) as sd_difference, to_char(wilcoxon_p_value, '9.9EEEE') as p,
       to_char(wilcoxon_q_value, '9.9EEEE') as q, round(paired_pearson::numeric, 3) as pearson,
       round(paired_spearman::numeric, 3) as spearman
from twin.index_comparison where model_comparison = $1 order by wilcoxon_q_value, wilcoxon_p_value, compared_property)";

// Both populations that are not computed, and the comparison's own job where it failed.
constexpr const char* kMissing = R"(
select concat_ws('/', c.dataset, c.model_config, c.training_config, c.seed, c.optimal_gabor_config, c.population_config)
from twin.compared_population c
left join twin.population p using (dataset, model_config, training_config, seed, optimal_gabor_config, population_config)
where c.model_comparison = $1 and p.dataset is null order by c.comparison_place)";

relation::Key chosen(const Side& side) {
  relation::Key key{{"dataset", side.dataset},
                    {"model_config", side.model_config.empty() ? side.config : side.model_config},
                    {"training_config", side.training_config.empty() ? side.config : side.training_config},
                    {"seed", side.seed}};
  if (!side.gabors.empty()) key = key.with({{"optimal_gabor_config", side.gabors}});
  if (!side.population.empty()) key = key.with({{"population_config", side.population}});
  return key;
}

// What is not said of the other one is as of the one.
void complete(CompareOptions& options) {
  const Side& one = options.one;
  Side& other = options.other;
  if (other.dataset.empty()) other.dataset = one.dataset;
  if (other.config.empty() && other.model_config.empty()) other.model_config = one.model_config;
  if (other.config.empty() && other.training_config.empty()) other.training_config = one.training_config;
  if (other.config.empty()) other.config = one.config;
  if (other.gabors.empty()) other.gabors = one.gabors;
  if (other.population.empty()) other.population = one.population;
  if (options.other_seed->count() == 0) other.seed = one.seed;
}

bool is_there(db::Connection& connection, const std::string& name) {
  return connection.execute("select from twin.model_comparison where model_comparison = $1", {name}).size() >
         0;
}

// The comparison, and populations that wait for nothing else.
void compute(const std::string& log_level) {
  set_passive_waiting();
  LocalWorkers workers(
      1,
      [&](int) {
        return std::vector<std::string>{"--log-level", log_level,    "worker",   "--exit-when-empty",
                                        "--tables",    "population", "--tables", "model_comparison"};
      },
      home_folder() / "log");
  while (workers.poll()) std::this_thread::sleep_for(100ms);
}

[[noreturn]] void tell_why_not(db::Connection& connection, const std::string& name) {
  const auto failed = connection.execute(
      "select error_message from job.model_comparison where model_comparison = $1 and error_message is not "
      "null",
      {name});
  if (failed.size() > 0) {
    throw Error(ErrorClass::bad_input, std::string(failed.text(0, 0)),
                "once that is mended: doppel jobs retry, and compare again");
  }
  const auto missing = connection.execute(kMissing, {name});
  std::string names;
  for (std::size_t i = 0; i < missing.size(); ++i)
    names += (i == 0 ? "" : ", ") + std::string(missing.text(i, 0));
  throw Error(ErrorClass::bad_input,
              names.empty() ? "the comparison '" + name + "' is not computed yet"
                            : "the comparison '" + name + "' waits for the indices of " + names,
              "doppel populate computes them; doppel query exclusions tells what is missing");
}

int compare(CompareOptions& options, const std::string& log_level) {
  complete(options);
  const Session session;
  auto connection = session.connect("doppel compare");
  const std::string name = workers::request_model_comparison(
      connection, {options.name, chosen(options.one), chosen(options.other), options.matching});
  if (!is_there(connection, name)) compute(log_level);
  if (!is_there(connection, name)) tell_why_not(connection, name);
  std::cerr << "comparison " << name << " (other minus one; Wilcoxon signed-rank, Benjamini-Hochberg)\n";
  const auto result = connection.execute(options.csv ? kIndices : kRoundedIndices, {name});
  options.csv ? print_csv(std::cout, cells(result)) : print_aligned(std::cout, cells(result));
  return success;
}

CLI::Option* add_side(CLI::App& command, Side& side, const std::string& prefix, const std::string& of) {
  command.add_option(prefix + "dataset", side.dataset, "name of the dataset" + of);
  command.add_option(prefix + "config", side.config, "settings of model and training" + of);
  command.add_option(prefix + "model-config", side.model_config, "settings of the model alone" + of);
  command.add_option(prefix + "training-config", side.training_config, "settings of the training alone" + of);
  command.add_option(prefix + "gabors", side.gabors, "grid of Gabor stimuli, where there are several" + of);
  command.add_option(prefix + "population", side.population,
                     "population setting, where there are several" + of);
  return command.add_option(prefix + "seed", side.seed, "of the model" + of);
}

}  // namespace

void add_compare(CLI::App& app, Context& context) {
  auto* command = add_command(
      app, "compare", "two models of the same neurons, index by index: paired differences with their test",
      "doppel compare --dataset mouse --config ten_minutes --seed 1 --with-seed 2\n"
      "  doppel compare --dataset scan_1 --config ten_minutes --with-dataset scan_2 --match unit");
  auto options = std::make_shared<CompareOptions>();
  add_side(*command, options->one, "--", "");
  options->other_seed =
      add_side(*command, options->other, "--with-", " of the other; as of the one unless said");
  command
      ->add_option("--match", options->matching,
                   "key: neurons of one scan; unit: the same animal_id and unit_id, across scans")
      ->check(CLI::IsMember({"key", "unit"}))
      ->capture_default_str();
  command->add_option("--name", options->name, "of the comparison (default: what is compared)");
  command->add_flag("--csv", options->csv, "as CSV, values in full");
  command->callback([options, &context] {
    const auto& one = options->one;
    if (one.dataset.empty()) throw CLI::RequiredError("--dataset");
    if (one.config.empty() && (one.model_config.empty() || one.training_config.empty())) {
      throw CLI::RequiredError("--config (or both --model-config and --training-config)");
    }
    context.action = [options, &context] { return compare(*options, context.log_level); };
  });
}

}  // namespace doppel::cli

#include "science/model/checkpoint.h"

#include "science/model/tensor_archive.h"
#include "util/error.h"

namespace doppel::science {

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(TrainingLogEntry, iteration, phase, learning_rate, train_loss,
                                   validation_loss, validation_correlation)

namespace {

constexpr std::string_view archive_kind = "DOPPELCK";

void put(const std::string& prefix, const Snapshot& snapshot, TensorArchive& archive) {
  for (const auto& [name, tensor] : snapshot.network) archive.tensors.emplace_back(prefix + name, tensor);
  for (std::size_t i = 0; i < snapshot.adam.first.size(); ++i) {
    archive.tensors.emplace_back(prefix + "adam first " + std::to_string(i), snapshot.adam.first[i]);
    archive.tensors.emplace_back(prefix + "adam second " + std::to_string(i), snapshot.adam.second[i]);
  }
}

Snapshot take(const std::string& prefix, const TensorArchive& archive, std::int64_t n_adam_steps) {
  Snapshot snapshot;
  snapshot.adam.n_steps = n_adam_steps;
  const std::string first = prefix + "adam first ";
  const std::string second = prefix + "adam second ";
  for (const auto& [name, tensor] : archive.tensors) {
    if (name.starts_with(first)) {
      snapshot.adam.first.push_back(tensor);
    } else if (name.starts_with(second)) {
      snapshot.adam.second.push_back(tensor);
    } else if (name.starts_with(prefix)) {
      snapshot.network.emplace_back(name.substr(prefix.size()), tensor);
    }
  }
  return snapshot;
}

}  // namespace

std::vector<std::byte> write_checkpoint(const TrainingState& state, const nlohmann::json& identity) {
  TensorArchive archive;
  archive.header = {{"identity", identity},
                    {"iteration", state.iteration},
                    {"phase", state.phase},
                    {"n_bad", state.n_bad},
                    {"n_summed", state.n_summed},
                    {"best_validation", state.best_validation},
                    {"has_best", state.has_best},
                    {"finished", state.finished},
                    {"log", state.log},
                    {"now_adam_steps", state.now.adam.n_steps},
                    {"best_adam_steps", state.best.adam.n_steps},
                    {"averaged_steps", state.average.n_steps}};
  archive.tensors.emplace_back("summed_loss", state.summed_loss);
  put("now ", state.now, archive);
  if (state.has_best) put("best ", state.best, archive);
  put("average ", {state.average.tensors, {}}, archive);
  return write_archive(archive_kind, archive);
}

TrainingState read_checkpoint(std::span<const std::byte> bytes, const nlohmann::json& identity) {
  const TensorArchive archive = read_archive(archive_kind, bytes);
  try {
    const nlohmann::json& header = archive.header;
    if (header.at("identity") != identity) {
      throw Error(ErrorClass::bad_input, "this checkpoint belongs to a training with other data or settings",
                  "delete the checkpoint and train from the start");
    }
    TrainingState state;
    header.at("iteration").get_to(state.iteration);
    header.at("phase").get_to(state.phase);
    header.at("n_bad").get_to(state.n_bad);
    header.at("n_summed").get_to(state.n_summed);
    header.at("best_validation").get_to(state.best_validation);
    header.at("has_best").get_to(state.has_best);
    header.at("finished").get_to(state.finished);
    header.at("log").get_to(state.log);
    state.summed_loss = archive.at("summed_loss");
    state.now = take("now ", archive, header.at("now_adam_steps"));
    if (state.has_best) state.best = take("best ", archive, header.at("best_adam_steps"));
    state.average = {header.value("averaged_steps", 0), take("average ", archive, 0).network};
    return state;
  } catch (const nlohmann::json::exception& e) {
    throw Error(ErrorClass::bad_input, std::string("checkpoint with a wrong header: ") + e.what(),
                "delete the checkpoint and train from the start");
  }
}

}  // namespace doppel::science

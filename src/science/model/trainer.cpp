#include "science/model/trainer.h"

#include <cmath>
#include <numbers>

#include "science/model/config_json.h"
#include "science/model/scores.h"
#include "util/error.h"
#include "util/sha256.h"

namespace doppel::science {
namespace {

constexpr std::int64_t validation_batch = 128;

// sum over neurons, mean over images of y - r log(y + 1e-5); unseen pairs count nothing.
torch::Tensor poisson_loss(const torch::Tensor& rates, const torch::Tensor& responses,
                           const torch::Tensor& seen) {
  torch::Tensor loss = rates - responses * torch::log(rates + 1e-5);
  if (seen.defined()) loss = loss * seen;
  return loss.sum() / rates.size(0);
}

nlohmann::json identify(const ModelConfig& model, const TrainingConfig& training, std::uint64_t seed,
                        const PreparedData& data) {
  return {{"model", model},
          {"training", training},
          {"seed", seed},
          {"image_mean", data.image_mean},
          {"image_sd", data.image_sd},
          {"n_images", data.images.size(0)},
          {"n_neurons", data.responses.size(1)}};
}

}  // namespace

Trainer::Trainer(const ModelData& data, const ModelConfig& model, const TrainingConfig& training,
                 std::uint64_t seed, const std::string& device)
    : training_(training), seed_(seed), device_(device) {
  model.check();
  training.check();
  data_ = prepare(data, training.validation_share, seed);
  if (data_.fit.size(0) < training.batch_size) {
    throw Error(ErrorClass::bad_input,
                "batch_size " + std::to_string(training.batch_size) + " exceeds the " +
                    std::to_string(data_.fit.size(0)) + " images to fit",
                "use a smaller batch_size");
  }
  identity_ = identify(model, training, seed, data_);
  const ReadoutShape shape{data_.responses.size(1), data_.images.size(1), data_.images.size(2)};
  network_ = std::make_shared<Network>(model, shape, data_.mean_response, data.positions, seed);
  if (training.position_start == "receptive_fields") {
    const torch::Tensor xy = data.positions.defined() ? data.positions : torch::zeros({shape.n_neurons, 2});
    network_->readout().start_at(fit_retinotopy(estimate_receptive_fields(data_), xy));
  }
  network_->core().set_reduced_precision(training.reduced_precision);
  if (training.window_margin) network_->read_within(*training.window_margin);
  network_->to(device_);
  adam_ = std::make_unique<Adam>(network_->parameters());
  if (has_room(device_, data_.n_bytes())) data_.move_to(device_);
  state_.summed_loss = torch::zeros({}, device_);
}

void Trainer::take_core(const Twin& source) {
  network_->take_core(*source.parts().network);
  adam_ = std::make_unique<Adam>(network_->readout().parameters());
  data_.image_mean = source.image_mean();
  data_.image_sd = source.image_sd();
  identity_["core_source"] = sha256_hex(source.to_bytes());
}

// Every epoch is a permutation of the fitting part; its last, partial batch is dropped.
torch::Tensor Trainer::batch_index(std::int32_t iteration) {
  const std::int64_t batches = data_.fit.size(0) / training_.batch_size;
  const std::int64_t epoch = iteration / batches;
  if (epoch != epoch_) {
    const std::uint64_t order_seed = derive_seed(seed_, "epoch " + std::to_string(epoch));
    const torch::Tensor order = random_permutation(data_.fit.size(0), order_seed);
    epoch_order_ = data_.fit.index_select(0, order.to(data_.fit.device()));
    epoch_ = epoch;
  }
  return epoch_order_.narrow(0, iteration % batches * training_.batch_size, training_.batch_size);
}

torch::Tensor Trainer::position_noise(std::int64_t n_images) const {
  if (!network_->readout().needs_noise()) return {};
  const std::uint64_t noise_seed = derive_seed(seed_, "position noise " + std::to_string(state_.iteration));
  at::Generator generator = at::globalContext().defaultGenerator(device_).clone();
  generator.set_current_seed(noise_seed);
  return torch::randn({n_images, network_->shape().n_neurons, 2}, generator,
                      torch::TensorOptions().device(device_));
}

double Trainer::learning_rate() const {
  if (training_.schedule == "cosine") {
    const double passed = static_cast<double>(state_.iteration) / training_.max_iterations;
    const double last = training_.learning_rate_factor;
    return training_.learning_rate * (last + (1 - last) * (1 + std::cos(std::numbers::pi * passed)) / 2);
  }
  return training_.learning_rate *
         std::pow(static_cast<double>(training_.learning_rate_factor), state_.phase);
}

void Trainer::step() {
  const Batch batch = data_.batch(batch_index(state_.iteration), device_);
  const torch::Tensor rates = network_->forward(batch.images, position_noise(batch.images.size(0)));
  const torch::Tensor loss = poisson_loss(rates, batch.responses, batch.seen) + network_->penalty();
  loss.backward();
  adam_->step(learning_rate());
  state_.summed_loss += loss.detach();
  ++state_.n_summed;
  ++state_.iteration;
  if (averages()) state_.average.add(*network_);
}

bool Trainer::averages() const {
  // A whole number of steps: a share such as .4 lies a little above or below itself as a float.
  const auto n_averaged =
      std::lround(static_cast<double>(training_.averaging_share) * training_.max_iterations);
  return state_.iteration > training_.max_iterations - n_averaged;
}

void Trainer::validate() {
  torch::NoGradGuard no_grad;
  network_->eval();
  std::vector<torch::Tensor> predicted, recorded, shown;
  for (const torch::Tensor& index : data_.validation.split(validation_batch)) {
    const Batch batch = data_.batch(index, device_);
    predicted.push_back(network_->forward(batch.images));
    recorded.push_back(batch.responses);
    if (batch.seen.defined()) shown.push_back(batch.seen);
  }
  network_->train();
  const torch::Tensor rates = torch::cat(predicted), responses = torch::cat(recorded);
  const torch::Tensor seen = shown.empty() ? torch::Tensor() : torch::cat(shown);
  const auto n_neurons = static_cast<float>(rates.size(1));

  TrainingLogEntry entry;
  entry.iteration = state_.iteration;
  entry.phase = state_.phase;
  entry.learning_rate = static_cast<float>(learning_rate());
  entry.train_loss =
      state_.summed_loss.item<float>() / static_cast<float>(std::max(state_.n_summed, 1)) / n_neurons;
  entry.validation_loss = poisson_loss(rates, responses, seen).item<float>() / n_neurons;
  entry.validation_correlation = masked_correlation(rates, responses, seen).mean().item<float>();
  if (!std::isfinite(entry.train_loss) || !std::isfinite(entry.validation_loss)) {
    throw Error(ErrorClass::bad_input,
                "the training diverged at iteration " + std::to_string(state_.iteration),
                "lower learning_rate");
  }
  state_.log.push_back(entry);
  state_.summed_loss.zero_();
  state_.n_summed = 0;
}

Snapshot Trainer::snapshot() const {
  Snapshot copy{{}, adam_->copy_state()};
  for (const auto& [name, tensor] : named_state(*network_))
    copy.network.emplace_back(name, tensor.detach().clone());
  return copy;
}

void Trainer::restore(const Snapshot& snapshot) {
  TensorArchive archive;
  archive.tensors = snapshot.network;
  restore_state(*network_, archive);
  adam_->restore(snapshot.adam);
}

bool Trainer::improves() {
  validate();
  const float loss = state_.log.back().validation_loss;
  if (state_.has_best && loss >= state_.best_validation) return false;
  state_.best = snapshot();
  state_.best_validation = loss;
  state_.has_best = true;
  return true;
}

bool Trainer::average_improves() {
  const Snapshot own = snapshot();
  restore({state_.average.tensors, own.adam});
  const bool improved = improves();
  restore(own);
  return improved;
}

// "plateau": at patience go back to the best and drop the rate, n_drops times, then stop. "fixed": drop at
// the shares.
void Trainer::follow_schedule(bool improved) {
  state_.n_bad = improved ? 0 : state_.n_bad + 1;
  if (training_.schedule != "plateau" || state_.n_bad < training_.patience) return;
  state_.n_bad = 0;
  restore(state_.best);
  if (state_.phase == training_.n_drops) {
    state_.finished = true;
  } else {
    ++state_.phase;
  }
}

void Trainer::advance() {
  if (training_.schedule == "fixed") {
    state_.phase = 0;
    for (float share : training_.drop_shares) {
      if (static_cast<double>(state_.iteration) >= static_cast<double>(share) * training_.max_iterations)
        ++state_.phase;
    }
  }
  if (training_.max_iterations > 0) step();  // else it stays as it was drawn: a null control
  const bool last = state_.iteration == training_.max_iterations;
  if (state_.iteration % training_.validation_every == 0 || last) {
    follow_schedule(state_.average.n_steps > 0 ? average_improves() : improves());
  }
  if (last) state_.finished = true;
}

std::vector<std::byte> Trainer::checkpoint() {
  state_.now = snapshot();
  std::vector<std::byte> bytes = write_checkpoint(state_, identity_);
  state_.now = {};
  return bytes;
}

void Trainer::resume(std::span<const std::byte> bytes) {
  state_ = read_checkpoint(bytes, identity_);
  restore(state_.now);
  state_.now = {};
  state_.summed_loss = state_.summed_loss.to(device_);
  for (auto& [name, tensor] : state_.average.tensors) tensor = tensor.to(device_);
}

TrainingResult Trainer::result() {
  if (state_.has_best) restore(state_.best);
  TrainingResult result;
  result.twin = std::make_shared<Twin>(std::make_shared<const Twin::Parts>(
      network_, data_.image_mean, data_.image_sd, data_.response_sd.to(device_)));
  result.log = state_.log;
  result.iterations = state_.iteration;
  result.validation_loss = state_.best_validation;
  result.equivariance_error = equivariance_error(*result.twin);
  state_.finished = true;
  return result;
}

}  // namespace doppel::science

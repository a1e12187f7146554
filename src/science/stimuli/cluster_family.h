// The stimuli that a cluster may have, numbered in the order of their grid: Gabors without orientation and
// place, which are the member's own, and differences of Gaussians without place. Immutable, thread-safe.
#pragma once

#include <torch/types.h>

#include <cstdint>
#include <span>
#include <vector>

#include "science/model/response_model.h"
#include "science/stimuli/cluster_mei.h"
#include "science/stimuli/gabor_grid.h"
#include "science/stimuli/optimal_dog.h"

namespace doppel::science {

class ClusterFamily {
 public:
  virtual ~ClusterFamily() = default;
  virtual std::int64_t size() const = 0;
  // Stimulus k as the members see it: (members, rows, cols).
  virtual torch::Tensor render(std::int64_t k, std::span<const ClusterMember> members,
                               const ResponseModel& model) const = 0;
  // What a member turned by 180 deg sees of k; k itself where a turn changes nothing.
  virtual std::int64_t turned(std::int64_t k) const = 0;
  // Ascending: of k and turned(k) the first.
  virtual std::vector<std::int64_t> compared() const = 0;

  // The same stimuli as a search sees them, at every orientation.
  virtual const StimulusGrid& grid() const = 0;
  // Which of the family a stimulus of grid() is to a member; -1: of another orientation than the member's.
  virtual std::int64_t number(std::int64_t parameters, const ClusterMember& member) const = 0;
  // Whether the search's grid has what this member sees.
  virtual bool is_on_grid(const ClusterMember& member) const = 0;
};

class ClusterGabors final : public ClusterFamily {
 public:
  explicit ClusterGabors(const GaborGrid& grid);
  const GaborGrid& gabors() const { return family_; }  // of one orientation
  std::int64_t size() const override { return n_parameters(family_); }
  torch::Tensor render(std::int64_t k, std::span<const ClusterMember> members,
                       const ResponseModel& model) const override;
  std::int64_t turned(std::int64_t k) const override;
  std::vector<std::int64_t> compared() const override;  // phases 0..180

  const StimulusGrid& grid() const override { return stimuli_; }
  std::int64_t number(std::int64_t parameters, const ClusterMember& member) const override;
  bool is_on_grid(const ClusterMember& member) const override;

 private:
  float steps_of(const ClusterMember& member) const;  // of orientation

  GaborGrid grid_, family_;
  GaborStimuli stimuli_;
  std::vector<std::int64_t> orientations_, numbers_;  // by parameters of grid_
};

class ClusterDogs final : public ClusterFamily {
 public:
  explicit ClusterDogs(const DogGrid& grid) : stimuli_(grid) {}
  const DogStimuli& dogs() const { return stimuli_; }
  std::int64_t size() const override { return stimuli_.n_parameters(); }
  torch::Tensor render(std::int64_t k, std::span<const ClusterMember> members,
                       const ResponseModel& model) const override;
  std::int64_t turned(std::int64_t k) const override { return k; }
  std::vector<std::int64_t> compared() const override;

  const StimulusGrid& grid() const override { return stimuli_; }
  std::int64_t number(std::int64_t parameters, const ClusterMember&) const override { return parameters; }
  bool is_on_grid(const ClusterMember& member) const override;

 private:
  DogStimuli stimuli_;
};

}  // namespace doppel::science

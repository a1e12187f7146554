// The stimuli of which rounding may decide which one excites a neuron most. A search that evaluates many
// neurons in one product rounds as the product's shape has it, so that the last bits of a response depend on
// which other neurons take part. What it finds is therefore a list, from which responses that do not depend
// on company choose (stimulus_search.h).
#pragma once

#include <cstddef>
#include <limits>
#include <vector>

#include "science/stimuli/stimulus_grid.h"

namespace doppel::science {

class NearTies {
 public:
  static constexpr std::size_t most = 64;  // of more, the first in grid order

  NearTies() = default;
  // How far below the highest a value may lie and yet be the highest but for rounding: tolerance + share *
  // |highest|.
  explicit NearTies(float tolerance, float share = 0) : tolerance_(tolerance), share_(share) {}
  // For the drives of a readout whose absolute weights have this sum: features are of order 1.
  static NearTies of_drives(float summed_weights) { return NearTies(1e-5F * summed_weights); }

  float tolerance() const { return tolerance_; }
  // What lies below it is no candidate; minus infinity before the first offer.
  float floor() const;
  void offer(const GridPoint& point, float value);
  // In grid order. Empty before the first offer.
  std::vector<GridPoint> points() const;

 private:
  struct Offer {
    GridPoint point;
    float value;
  };
  float tolerance_ = 0, share_ = 0;
  float highest_ = -std::numeric_limits<float>::infinity();
  std::vector<Offer> offers_;
};

}  // namespace doppel::science

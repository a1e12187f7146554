#include "science/stimuli/near_ties.h"

#include <algorithm>
#include <cmath>

namespace doppel::science {

float NearTies::floor() const {
  return offers_.empty() ? highest_ : highest_ - tolerance_ - share_ * std::abs(highest_);
}

void NearTies::offer(const GridPoint& point, float value) {
  if (!(value >= floor())) return;  // nor is what is no number
  if (value > highest_) {
    highest_ = value;
    std::erase_if(offers_, [&](const Offer& one) { return one.value < floor(); });
  }
  offers_.push_back({point, value});
  if (offers_.size() > most) offers_.erase(std::ranges::max_element(offers_, {}, &Offer::point));
}

std::vector<GridPoint> NearTies::points() const {
  std::vector<GridPoint> points;
  for (const Offer& one : offers_) points.push_back(one.point);
  std::ranges::sort(points);
  return points;
}

}  // namespace doppel::science

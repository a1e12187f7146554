// The Gabor and the difference of Gaussians that excite the members of a cluster most: one stimulus for all,
// shown to each member at its receptive field, the Gabor turned to the member's orientation,
//
//   maximise over the stimulus' other parameters:  mean_i w_i f_i(stimulus at r_i, turned by phi_i),
//
// f_i the predicted response. An orientation (0..180 deg) leaves open which way the Gabor is turned, and with
// that the sign of its phase: each member sees it both ways, and the better one counts. The result is the
// argmax over the whole grid; ties go to the first in grid order (size, spatial frequency, contrast, phase;
// for the DoG as in DogGrid).
#pragma once

#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "science/model/response_model.h"
#include "science/model/twin.h"
#include "science/stimuli/cluster_mei.h"
#include "science/stimuli/optimal_dog.h"
#include "science/stimuli/optimal_gabor.h"

namespace doppel::science {

struct ClusterGabor {
  // Size, frequency, contrast and phase; the rest is the member's own. The phase is in 0..180: beyond, it is
  // the same stimulus with all members turned by 180 deg.
  Gabor gabor;
  double objective = 0;            // mean of w_i f_i
  std::vector<float> activations;  // f_i of each member, events
  std::vector<float> angles;       // of each member [deg, 0..360): its orientation, or that + 180
  std::vector<std::string> edges;  // as grid_edges()
  std::int64_t n_stimuli = 0;
};

struct ClusterDog {
  Dog dog;  // without place
  double objective = 0;
  std::vector<float> activations;
  std::vector<std::string> edges;  // as OptimalDog::edges
  std::int64_t n_stimuli = 0;
};

// Of the grid without its orientations and locations. REQUIRES: at least one member. Throw Error(interrupted)
// soon after a stop was requested.
ClusterGabor find_cluster_gabor(const ResponseModel& model, std::span<const ClusterMember> members,
                                const GaborGrid& grid, const std::stop_token& stop = {});
ClusterDog find_cluster_dog(const ResponseModel& model, std::span<const ClusterMember> members,
                            const DogGrid& grid, const std::stop_token& stop = {});

// The same for many clusters of a twin, to the last bit on the CPU. Members of all clusters share what the
// search for optimal stimuli shares (quad_passes.h) where that is less work than to show each of them every
// stimulus at its own place.
std::vector<ClusterGabor> find_cluster_gabors(const Twin& twin,
                                              std::span<const std::vector<ClusterMember>> clusters,
                                              const GaborGrid& grid, const std::stop_token& stop = {});
std::vector<ClusterDog> find_cluster_dogs(const Twin& twin,
                                          std::span<const std::vector<ClusterMember>> clusters,
                                          const DogGrid& grid, const std::stop_token& stop = {});

// What a member sees of its cluster's Gabor: at (r_x, r_y), turned by `angle` [deg, 0..360), written with an
// orientation in 0..180.
Gabor gabor_for_member(const Gabor& shared, float r_x, float r_y, float angle);

}  // namespace doppel::science

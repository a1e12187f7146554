#include "workers/registry.h"

#include "workers/makers.h"
#include "workers/truth_model.h"
#include "workers/twin_cache.h"

namespace doppel::workers {

std::vector<std::unique_ptr<populate::Maker>> all_makers(const store::BlobStore& blobs) {
  auto twins = std::make_shared<TwinCache>(blobs);
  auto truths = std::make_shared<TruthCache>(blobs);
  std::vector<MakerPtr> makers;
  makers.push_back(make_scan_oracle_maker(blobs));
  makers.push_back(make_model_maker(blobs));
  makers.push_back(make_model_score_maker(blobs, twins));
  makers.push_back(make_ensemble_maker(blobs));
  makers.push_back(make_readout_maker(twins));
  makers.push_back(make_alignment_maker());
  makers.push_back(make_clustering_maker());
  makers.push_back(make_embedding_maker());
  makers.push_back(make_density_maker());
  makers.push_back(make_clustering_agreement_maker());
  makers.push_back(make_cluster_stability_maker());
  makers.push_back(make_optimal_gabor_maker(twins));
  makers.push_back(make_orientation_tuning_maker(twins));
  makers.push_back(make_phase_tuning_maker(twins));
  makers.push_back(make_population_maker());
  makers.push_back(make_cluster_analysis_maker());
  makers.push_back(make_model_comparison_maker());
  makers.push_back(make_orientation_fit_maker());
  makers.push_back(make_phase_fit_maker());
  makers.push_back(make_gabor_certificate_maker(twins));
  makers.push_back(make_size_contrast_tuning_maker(twins));
  makers.push_back(make_plaid_tuning_maker(twins));
  makers.push_back(make_glm_maker(blobs));
  makers.push_back(make_nonlinearity_maker());
  makers.push_back(make_optimal_dog_maker(twins));
  makers.push_back(make_mei_maker(twins));
  makers.push_back(make_stimulus_comparison_maker(twins));
  makers.push_back(make_suboptimal_gabor_maker(twins));
  makers.push_back(make_size_curve_agreement_maker(blobs, twins));
  makers.push_back(make_cluster_gabor_maker(twins));
  makers.push_back(make_cluster_dog_maker(twins));
  makers.push_back(make_cluster_mei_maker(twins));
  makers.push_back(make_cluster_orientation_tuning_maker(twins));
  makers.push_back(make_cluster_phase_tuning_maker(twins));
  makers.push_back(make_cluster_size_contrast_tuning_maker(twins));
  makers.push_back(make_cluster_plaid_tuning_maker(twins));
  makers.push_back(make_cluster_stimulus_comparison_maker(twins));
  makers.push_back(make_optimum_in_truth_maker(truths));
  makers.push_back(make_perfect_twin_maker(truths));
  return makers;
}

}  // namespace doppel::workers

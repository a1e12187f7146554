// One factory per computed table; registry.cpp lists them. Each maker's own file holds fetch, compute and
// insert.
#pragma once

#include <memory>

#include "populate/maker.h"
#include "store/blob_store.h"

namespace doppel::workers {

class TruthCache;
class TwinCache;
using MakerPtr = std::unique_ptr<populate::Maker>;

MakerPtr make_scan_oracle_maker(const store::BlobStore& blobs);
MakerPtr make_model_maker(const store::BlobStore& blobs);
MakerPtr make_model_score_maker(const store::BlobStore& blobs, std::shared_ptr<TwinCache> twins);
MakerPtr make_ensemble_maker(const store::BlobStore& blobs);
MakerPtr make_readout_maker(std::shared_ptr<TwinCache> twins);
MakerPtr make_alignment_maker();
MakerPtr make_clustering_maker();
MakerPtr make_embedding_maker();
MakerPtr make_density_maker();
MakerPtr make_clustering_agreement_maker();
MakerPtr make_cluster_stability_maker();
MakerPtr make_optimal_gabor_maker(std::shared_ptr<TwinCache> twins);
MakerPtr make_orientation_tuning_maker(std::shared_ptr<TwinCache> twins);
MakerPtr make_phase_tuning_maker(std::shared_ptr<TwinCache> twins);
MakerPtr make_population_maker();
MakerPtr make_cluster_analysis_maker();
MakerPtr make_model_comparison_maker();
MakerPtr make_orientation_fit_maker();
MakerPtr make_phase_fit_maker();
MakerPtr make_gabor_certificate_maker(std::shared_ptr<TwinCache> twins);
MakerPtr make_size_contrast_tuning_maker(std::shared_ptr<TwinCache> twins);
MakerPtr make_plaid_tuning_maker(std::shared_ptr<TwinCache> twins);
MakerPtr make_glm_maker(const store::BlobStore& blobs);
MakerPtr make_nonlinearity_maker();
MakerPtr make_optimal_dog_maker(std::shared_ptr<TwinCache> twins);
MakerPtr make_mei_maker(std::shared_ptr<TwinCache> twins);
MakerPtr make_stimulus_comparison_maker(std::shared_ptr<TwinCache> twins);
MakerPtr make_suboptimal_gabor_maker(std::shared_ptr<TwinCache> twins);
MakerPtr make_size_curve_agreement_maker(const store::BlobStore& blobs, std::shared_ptr<TwinCache> twins);
MakerPtr make_cluster_gabor_maker(std::shared_ptr<TwinCache> twins);
MakerPtr make_cluster_dog_maker(std::shared_ptr<TwinCache> twins);
MakerPtr make_cluster_mei_maker(std::shared_ptr<TwinCache> twins);
MakerPtr make_cluster_orientation_tuning_maker(std::shared_ptr<TwinCache> twins);
MakerPtr make_cluster_phase_tuning_maker(std::shared_ptr<TwinCache> twins);
MakerPtr make_cluster_size_contrast_tuning_maker(std::shared_ptr<TwinCache> twins);
MakerPtr make_cluster_plaid_tuning_maker(std::shared_ptr<TwinCache> twins);
MakerPtr make_cluster_stimulus_comparison_maker(std::shared_ptr<TwinCache> twins);
MakerPtr make_optimum_in_truth_maker(std::shared_ptr<TruthCache> truths);
MakerPtr make_perfect_twin_maker(std::shared_ptr<TruthCache> truths);

}  // namespace doppel::workers

#include "schema/tables.h"

#include "schema/agreement.h"
#include "schema/alignment.h"
#include "schema/bar_code.h"
#include "schema/cluster_stimuli.h"
#include "schema/cluster_tuning.h"
#include "schema/clustering.h"
#include "schema/dataset.h"
#include "schema/embedding.h"
#include "schema/gabor_certificate.h"
#include "schema/glm.h"
#include "schema/interactions.h"
#include "schema/mei.h"
#include "schema/model.h"
#include "schema/model_comparison.h"
#include "schema/model_set.h"
#include "schema/neuron_group.h"
#include "schema/optimal_dog.h"
#include "schema/population.h"
#include "schema/recording.h"
#include "schema/scores.h"
#include "schema/search.h"
#include "schema/simulation.h"
#include "schema/stimuli.h"
#include "schema/stimulus_comparison.h"
#include "schema/suboptimal_gabor.h"
#include "schema/tuning.h"
#include "schema/tuning_fit.h"
#include "schema/verification.h"

namespace doppel::schema {

const relation::Schema& tables() {
  static const relation::Schema schema{{
      &scan().table(),
      &neuron().table(),
      &image().table(),
      &trial().table(),
      &ground_truth().table(),
      &scan_oracle().table(),
      &oracle().table(),
      &dataset().table(),
      &dataset_scan().table(),
      &dataset_neuron().table(),
      &dataset_image().table(),
      &model_config().table(),
      &training_config().table(),
      &weight_search().table(),
      &weight_search_draw().table(),
      &training_task().table(),
      &model().table(),
      &training_log().table(),
      &model_score().table(),
      &neuron_score().table(),
      &model_set().table(),
      &model_set_member().table(),
      &complete_model_set().table(),
      &ensemble().table(),
      &ensemble_score().table(),
      &readout().table(),
      &bar_code().table(),
      &alignment_config().table(),
      &alignment_task().table(),
      &alignment().table(),
      &alignment_fit().table(),
      &aligned_bar_code().table(),
      &clustering_config().table(),
      &neuron_group().table(),
      &neuron_group_member().table(),
      &clustering_task().table(),
      &clustering().table(),
      &cluster().table(),
      &cluster_member().table(),
      &embedding_config().table(),
      &embedding_task().table(),
      &embedding().table(),
      &embedding_point().table(),
      &density_mode_config().table(),
      &density_task().table(),
      &density_estimate().table(),
      &density_mode().table(),
      &mode_member().table(),
      &clustering_set().table(),
      &clustering_set_member().table(),
      &complete_clustering_set().table(),
      &clustering_agreement().table(),
      &clustering_comparison().table(),
      &stability_config().table(),
      &stability_task().table(),
      &cluster_stability().table(),
      &cluster_overlap().table(),
      &optimal_gabor_config().table(),
      &optimal_gabor_task().table(),
      &optimal_gabor().table(),
      &orientation_tuning_config().table(),
      &orientation_tuning_task().table(),
      &orientation_tuning().table(),
      &phase_tuning_config().table(),
      &phase_tuning_task().table(),
      &phase_tuning().table(),
      &orientation_fit().table(),
      &phase_fit().table(),
      &gabor_certificate().table(),
      &size_contrast_config().table(),
      &size_contrast_task().table(),
      &size_contrast_tuning().table(),
      &plaid_config().table(),
      &plaid_task().table(),
      &plaid_tuning().table(),
      &glm_config().table(),
      &glm_task().table(),
      &glm().table(),
      &glm_neuron().table(),
      &nonlinearity().table(),
      &optimal_dog_config().table(),
      &optimal_dog_task().table(),
      &optimal_dog().table(),
      &mei_config().table(),
      &mei_task().table(),
      &mei().table(),
      &stimulus_comparison_config().table(),
      &stimulus_comparison_task().table(),
      &stimulus_comparison().table(),
      &cluster_gabor_task().table(),
      &complete_cluster().table(),
      &cluster_gabor().table(),
      &cluster_gabor_member().table(),
      &cluster_dog_task().table(),
      &cluster_dog().table(),
      &cluster_dog_member().table(),
      &cluster_mei_config().table(),
      &cluster_mei_task().table(),
      &cluster_mei().table(),
      &cluster_mei_member().table(),
      &cluster_experiment_task().table(),
      &cluster_orientation_tuning().table(),
      &cluster_phase_tuning().table(),
      &cluster_size_contrast_tuning().table(),
      &cluster_plaid_tuning().table(),
      &cluster_stimulus_comparison_task().table(),
      &cluster_stimulus_comparison().table(),
      &simulation().table(),
      &optimum_in_truth().table(),
      &perfect_twin_task().table(),
      &perfect_twin().table(),
      &population_config().table(),
      &population_task().table(),
      &complete_population().table(),
      &population().table(),
      &neuron_property().table(),
      &index_correlation().table(),
      &statistics_config().table(),
      &cluster_analysis_task().table(),
      &cluster_analysis().table(),
      &cluster_property().table(),
      &combination_count().table(),
      &complete_optimal_gabors().table(),
      &suboptimal_gabor_config().table(),
      &suboptimal_gabor_task().table(),
      &suboptimal_gabor().table(),
      &chosen_gabor().table(),
      &verification_stimulus().table(),
      &gabor_coverage().table(),
      &verification_scan().table(),
      &verification_neuron().table(),
      &size_curve_agreement_config().table(),
      &size_curve_agreement_task().table(),
      &size_curve_agreement().table(),
      &neuron_size_curve().table(),
      &agreement_by_share().table(),
      &model_comparison_task().table(),
      &compared_population().table(),
      &complete_model_comparison().table(),
      &model_comparison().table(),
      &index_comparison().table(),
  }};
  return schema;
}

}  // namespace doppel::schema

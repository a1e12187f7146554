#include "schema/tables.h"

#include "schema/bar_code.h"
#include "schema/clustering.h"
#include "schema/dataset.h"
#include "schema/gabor_certificate.h"
#include "schema/glm.h"
#include "schema/interactions.h"
#include "schema/mei.h"
#include "schema/model.h"
#include "schema/optimal_dog.h"
#include "schema/recording.h"
#include "schema/scores.h"
#include "schema/stimuli.h"
#include "schema/stimulus_comparison.h"
#include "schema/tuning.h"
#include "schema/tuning_fit.h"

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
      &training_task().table(),
      &model().table(),
      &training_log().table(),
      &model_score().table(),
      &neuron_score().table(),
      &readout().table(),
      &bar_code().table(),
      &clustering_config().table(),
      &clustering_task().table(),
      &clustering().table(),
      &cluster().table(),
      &cluster_member().table(),
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
  }};
  return schema;
}

}  // namespace doppel::schema

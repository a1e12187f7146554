// Experiments in silico that show each neuron its cluster's stimuli, at its own receptive field and
// orientation. Rows are those of the experiments with the neuron's own stimuli.
#pragma once

#include "schema/cluster_stimuli.h"
#include "schema/interactions.h"
#include "schema/stimulus_comparison.h"
#include "schema/tuning.h"

namespace doppel::schema {

const relation::RowTable<ClusterStimulusTask>& cluster_experiment_task();
const relation::RowTable<OrientationTuning>& cluster_orientation_tuning();
const relation::RowTable<PhaseTuning>& cluster_phase_tuning();
const relation::RowTable<SizeContrastRow>& cluster_size_contrast_tuning();
const relation::RowTable<PlaidRow>& cluster_plaid_tuning();

const relation::RowTable<ClusterStimulusTask>& cluster_stimulus_comparison_task();
const relation::RowTable<StimulusComparisonRow>& cluster_stimulus_comparison();

}  // namespace doppel::schema

// Sets of neurons that a person names. A named set is a clustering of one cluster: the clustering_config of
// its name, k-means with k = 1 over its members alone.
#pragma once

#include <string>

#include "relation/row_table.h"

namespace doppel::schema {

struct NeuronGroup {
  relation::Key key;
  std::string chosen_from, chosen_where;
};
const relation::RowTable<NeuronGroup>& neuron_group();

struct NeuronGroupMember {
  relation::Key key;
};
const relation::RowTable<NeuronGroupMember>& neuron_group_member();

}  // namespace doppel::schema

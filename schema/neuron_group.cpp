#include "schema/neuron_group.h"

#include "schema/clustering.h"
#include "schema/dataset.h"

namespace doppel::schema {

using relation::RowTable;
using relation::TableBuilder;
using relation::Tier;

const RowTable<NeuronGroup>& neuron_group() {
  using G = NeuronGroup;
  static const auto table =
      TableBuilder<G>("twin.neuron_group", Tier::manual,
                      "Sets of neurons that a person named: each is a clustering of one cluster "
                      "(doppel request stimuli)")
          .parent(dataset())
          .parent(clustering_config())
          .column("chosen_from", &G::chosen_from, "", "table whose rows the members were chosen by")
          .column("chosen_where", &G::chosen_where, "", "condition on those rows")
          .build();
  return table;
}

const RowTable<NeuronGroupMember>& neuron_group_member() {
  static const auto table =
      TableBuilder<NeuronGroupMember>("twin.neuron_group_member", Tier::manual, "The neurons of a named set")
          .parent(neuron_group())
          .parent(dataset_neuron())
          .build();
  return table;
}

}  // namespace doppel::schema

// When clusters can be searched for stimuli, and sets of neurons that a person names, through the database.
#include <gtest/gtest.h>

#include "db/connection.h"
#include "schema/tables.h"
#include "tests/pipeline/coded_population.h"
#include "util/error.h"
#include "workers/request_clusters.h"
#include "workers/request_stimuli.h"

namespace doppel {
namespace {

using relation::Key;

constexpr const char* ask_for_gabors =
    "insert into twin.optimal_gabor_task select dataset, model_config, training_config, seed, 'local' from "
    "twin.training_task";

std::string gabors(const std::string& where, const std::string& r_x = "30") {
  return "insert into twin.optimal_gabor (dataset, model_config, training_config, seed, animal_id, session, "
         "scan_idx, unit_id, optimal_gabor_config, r_x, r_y, size, spatial_frequency, contrast, orientation, "
         "phase, "
         "activation, at_grid_edge, n_stimuli, _run_id, _input_hash) select dataset, model_config, "
         "training_config, seed, animal_id, session, scan_idx, unit_id, 'local', " +
         r_x + ", 20, 10, 0.1, 4, 0, 0, 1, false, 1, 1, '' from twin.bar_code where " + where;
}

// A Gabor for every cluster that is complete, as its maker would add it.
constexpr const char* insert_cluster_gabors =
    "insert into twin.cluster_gabor (dataset, model_config, training_config, seed, alignment_config, "
    "clustering_config, cluster, optimal_gabor_config, cluster_size, cluster_spatial_frequency, "
    "cluster_contrast, "
    "cluster_phase, cluster_gabor_objective, cluster_gabor_edges, n_cluster_gabors, _run_id, _input_hash) "
    "select dataset, model_config, training_config, seed, alignment_config, clustering_config, cluster, "
    "optimal_gabor_config, 10, 0.1, 4, 0, 1, '{}', 1, 1, '' from twin.complete_cluster";

class ClusterStimuli : public testing::Test {
 protected:
  ClusterStimuli() { execute(ask_for_gabors); }

  void execute(const std::string& sql) { population_.connection().execute(sql); }
  std::int64_t count(const std::string& from_where) { return population_.count(from_where); }

  void request_clusters() {
    workers::ClusterRequest request;
    request.alignment_config = "peak";
    request.clustering_config = "kinds";
    request.embedding_config = "near";
    request.cluster_mei_config = "paper";
    EXPECT_TRUE(workers::request_clusters(population_.connection(), population_.model(), request));
    EXPECT_FALSE(workers::request_clusters(population_.connection(), population_.model(), request));
  }

  workers::NamedStimuliReport request_set(const std::string& name, const std::string& where) {
    workers::NamedStimuliRequest request;
    request.name = name;
    request.training_task = population_.model();
    request.stimuli.cluster_mei_config = "paper";
    if (!where.empty()) {
      const relation::Table& table = schema::tables().at("twin.dataset_neuron");
      request.choice = {&table, relation::parse_restriction(table, where), where};
    }
    return workers::request_named_stimuli(population_.connection(), request);
  }

  void cluster() { EXPECT_EQ(population_.populate({"alignment", "clustering"}).failed, 0); }

  test::CodedPopulation population_;
};

TEST_F(ClusterStimuli, AClusterIsCompleteWithItsMembersLastGabor) {
  request_clusters();
  cluster();
  execute(gabors("unit_id % 3 = 1"));
  EXPECT_EQ(count("complete_cluster natural join cluster where n_complete_members = n_members"), 1);
  execute(gabors("unit_id % 3 = 2 and unit_id > 3"));
  EXPECT_EQ(count("twin.complete_cluster"), 1);
  execute(gabors("unit_id = 2"));
  EXPECT_EQ(count("twin.complete_cluster"), 2);
  EXPECT_EQ(count("job.cluster_gabor"), 2);
  EXPECT_EQ(count("job.cluster_dog"), 2);
  EXPECT_EQ(count("job.cluster_mei"), 2);
}

TEST_F(ClusterStimuli, ClustersOfGaborsThatAreThereAreCompleteOnceTheyAreMade) {
  execute(gabors("true"));
  request_clusters();
  EXPECT_EQ(count("twin.complete_cluster"), 0);
  cluster();
  EXPECT_EQ(count("twin.complete_cluster"), 3);
}

TEST_F(ClusterStimuli, WhatAClusterHadGoesWithAMembersGaborAndTheOthersStay) {
  request_clusters();
  cluster();
  execute(gabors("true"));
  execute(insert_cluster_gabors);
  EXPECT_EQ(count("cluster_gabor natural join cluster"), 3);
  const std::string hashes =
      "select string_agg(members_sha256, ' ' order by cluster) from twin.complete_cluster";
  const std::string before(population_.connection().execute(hashes).text(0, 0));
  execute("delete from twin.optimal_gabor where unit_id = 4");
  EXPECT_EQ(count("twin.complete_cluster"), 2);
  EXPECT_EQ(count("twin.cluster_gabor"), 2);
  execute(gabors("unit_id = 4"));
  EXPECT_EQ(population_.connection().execute(hashes).text(0, 0), before) << "the same Gabor again";
  EXPECT_EQ(count("job.cluster_gabor j where not exists (select from twin.cluster_gabor g where g.cluster = "
                  "j.cluster)"),
            1)
      << "the others, whose results were inserted without a claim, have theirs";
  execute("delete from twin.optimal_gabor where unit_id = 4");
  execute(gabors("unit_id = 4", "31"));
  EXPECT_NE(population_.connection().execute(hashes).text(0, 0), before) << "another place";
}

TEST_F(ClusterStimuli, ADeletedClusteringLeavesNoCompleteCluster) {
  request_clusters();
  cluster();
  execute(gabors("true"));
  execute("delete from twin.clustering");
  EXPECT_EQ(count("twin.complete_cluster"), 0);
}

TEST_F(ClusterStimuli, ANamedSetIsAClusterOfItsMembers) {
  const auto report = request_set("mine", "unit_id > 32");
  EXPECT_TRUE(report.added);
  EXPECT_EQ(report.n_neurons, 13U);
  cluster();
  execute(gabors("unit_id > 30"));
  EXPECT_EQ(count("twin.cluster where clustering_config = 'mine' and cluster = 0 and n_members = 13"), 1);
  EXPECT_EQ(count("cluster_member natural join neuron_group_member"), 13);
  EXPECT_EQ(count("twin.complete_cluster where clustering_config = 'mine' and n_complete_members = 13"), 1);
  EXPECT_EQ(count("job.cluster_gabor natural join cluster"), 1);
  // The centre is the mean of the members' aligned codes.
  EXPECT_LT(
      population_.number(
          "select max(abs(c.centre[k] - m.mean)) from twin.cluster c, lateral (select k, "
          "avg(a.aligned_weights[k]) "
          "as mean from twin.neuron_group_member g join twin.aligned_bar_code a using (animal_id, session, "
          "scan_idx, unit_id), generate_series(1, 32) k where a.alignment_config = 'peak' group by k) m "
          "where c.clustering_config = 'mine'"),
      1e-5);
}

TEST_F(ClusterStimuli, ANamedSetStaysWhatItIs) {
  request_set("mine", "unit_id < 10");
  EXPECT_FALSE(request_set("mine", "unit_id < 10").added);
  EXPECT_FALSE(request_set("mine", "").added) << "the set that is there";
  EXPECT_THROW(request_set("mine", "unit_id < 11"), Error);
  EXPECT_THROW(request_set("none", "unit_id > 100000"), Error) << "nobody";
  EXPECT_THROW(request_set("kinds", "unit_id < 10"), Error) << "a setting of k-means";
  EXPECT_THROW(request_set("other", ""), Error) << "no such set";
}

TEST_F(ClusterStimuli, ANamedSetWithOtherMembersThanAskedForIsNotClustered) {
  request_set("mine", "unit_id < 10");
  execute("delete from twin.neuron_group_member where unit_id = 5");
  EXPECT_EQ(population_.populate({"alignment", "clustering"}).failed, 1);
  EXPECT_EQ(count("job.clustering where error_message like '%mine%'"), 1);
}

TEST_F(ClusterStimuli, ANamedSetIsNoSettingOfKMeansAndIsNotComparedWithClusters) {
  request_set("mine", "unit_id < 10");
  request_clusters();
  workers::ClusterRequest request;
  request.alignment_config = "peak";
  request.embedding_config = "near";
  request.clustering_config = "mine";
  EXPECT_THROW(workers::request_clusters(population_.connection(), population_.model(), request), Error);
  EXPECT_THROW(workers::request_comparison(population_.connection(), "coded", "all", {}), Error)
      << "one clustering alone";
}

TEST_F(ClusterStimuli, WithoutOptimalGaborsNothingCanBeAskedFor) {
  execute("delete from twin.optimal_gabor_task");
  EXPECT_THROW(request_set("mine", "unit_id < 10"), Error);
  EXPECT_EQ(count("twin.neuron_group"), 0) << "all or nothing";
}

}  // namespace
}  // namespace doppel

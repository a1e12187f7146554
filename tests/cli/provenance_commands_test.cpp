// The commands about where rows come from, as a person types them.
#include <nlohmann/json.hpp>
#include <thread>

#include "tests/cli/program.h"

namespace doppel::cli {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

// FIPS 180-2, the SHA-256 of "abc".
constexpr const char* kAbc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

class ProvenanceCommands : public ProgramWithScan {
 protected:
  ProvenanceCommands() { populate(); }

  void change_the_scan() const { output_of("sql --write \"update twin.scan set source = 'elsewhere'\""); }
  std::string recording() const { return sql("select recording_sha256 from twin.scan"); }
  // What would happen goes to stdout, the refusal to stderr.
  void expect_refusal_without_a_terminal(const std::string& arguments) const {
    const Outcome outcome = run(arguments);
    EXPECT_EQ(outcome.code, 2) << arguments;
    EXPECT_TRUE(contains(outcome.out, "twin.scan_oracle")) << outcome.out;
    EXPECT_TRUE(contains(outcome.err, "--yes")) << outcome.err;
  }
  static void make_old(const fs::path& file, std::chrono::hours age) {
    fs::last_write_time(file, fs::file_time_type::clock::now() - age);
  }
  fs::path put_orphan(std::chrono::hours age) const {
    fs::create_directories(blob(kAbc).parent_path());
    std::ofstream(blob(kAbc)) << "abc";
    make_old(blob(kAbc), age);
    return blob(kAbc);
  }
};

TEST_F(ProvenanceCommands, NothingIsStaleAtFirst) {
  const Outcome outcome = run("stale");
  EXPECT_EQ(outcome.code, 0);
  EXPECT_EQ(outcome.out, "");
  EXPECT_TRUE(contains(outcome.err, "nothing is stale"));
  EXPECT_EQ(nlohmann::json::parse(output_of("stale --json")), nlohmann::json::array());
}

TEST_F(ProvenanceCommands, AStaleRowIsToldWithItsReason) {
  change_the_scan();
  EXPECT_TRUE(contains(output_of("stale"), "elsewhere"));
  const auto rows = nlohmann::json::parse(output_of("stale scan_oracle --json"));
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].at("key").at("animal_id"), 7);
  EXPECT_EQ(rows[0].at("reason"), "input");
  EXPECT_EQ(output_of("stale model"), "");
}

TEST_F(ProvenanceCommands, RefreshShowsAsksAndQueuesAgain) {
  change_the_scan();
  EXPECT_TRUE(contains(output_of("refresh --dry-run"), "twin.oracle"));
  expect_refusal_without_a_terminal("refresh scan_oracle");
  EXPECT_EQ(sql("select count(*) from twin.scan_oracle"), "1");
  const Outcome done = run("refresh scan_oracle --where 'animal_id = 7' --yes");
  EXPECT_EQ(done.code, 0);
  EXPECT_TRUE(contains(done.err, "1 keys are pending again")) << done.err;
  populate();
  EXPECT_EQ(output_of("stale"), "");
  EXPECT_EQ(sql("select count(*) from twin.scan_oracle"), "1");
}

TEST_F(ProvenanceCommands, ARowThatIsComputedAgainIsTheSameToTheBit) {
  EXPECT_TRUE(contains(output_of("reproduce scan_oracle " + key_), "bit-identical"));
}

TEST_F(ProvenanceCommands, AChangedValueIsADifferenceThatATolerancePassesOver) {
  sql("update twin.oracle set jackknife_oracle = jackknife_oracle + 0.25 where unit_id = (select "
      "min(unit_id) from "
      "twin.oracle)");
  const Outcome outcome = run("reproduce scan_oracle " + key_);
  EXPECT_EQ(outcome.code, 1);
  EXPECT_TRUE(contains(outcome.out, "jackknife_oracle")) << outcome.out;
  EXPECT_EQ(run("reproduce scan_oracle " + key_ + " --tolerance 0.3").code, 0);
  EXPECT_EQ(run("reproduce scan_oracle " + key_ + " --tolerance 0.2").code, 1);
}

TEST_F(ProvenanceCommands, ASoundDatabaseHasNoFindings) {
  const Outcome outcome = run("verify");
  EXPECT_EQ(outcome.code, 0) << outcome.out;
  EXPECT_EQ(outcome.out, "");
  EXPECT_TRUE(contains(outcome.err, " 0 findings")) << outcome.err;
}

TEST_F(ProvenanceCommands, ADamagedBlobIsAFinding) {
  const fs::path file = blob(recording());
  fs::permissions(file, fs::perms::owner_write, fs::perm_options::add);
  std::ofstream(file, std::ios::app) << "more";
  const Outcome outcome = run("verify scan");
  EXPECT_EQ(outcome.code, 1);
  EXPECT_TRUE(contains(outcome.out, recording())) << outcome.out;
  EXPECT_TRUE(contains(outcome.out, "damaged")) << outcome.out;
}

TEST_F(ProvenanceCommands, ABlobThatNoRowNamesIsAFindingOnceItIsOld) {
  const fs::path orphan = put_orphan(1h);
  EXPECT_EQ(run("verify").code, 0);
  make_old(orphan, 25h);
  const Outcome outcome = run("verify");
  EXPECT_EQ(outcome.code, 1);
  EXPECT_TRUE(contains(outcome.out, orphan.string())) << outcome.out;
  EXPECT_TRUE(contains(outcome.out, "--prune")) << outcome.out;
  EXPECT_EQ(run("verify --older-than 48h").code, 0);
  EXPECT_EQ(run("verify scan").code, 0);  // which says nothing of the rest of the store
}

TEST_F(ProvenanceCommands, PruneRemovesOldOrphansAndNothingElse) {
  const fs::path orphan = put_orphan(25h);
  make_old(blob(recording()), 25h);
  EXPECT_EQ(output_of("verify --prune --older-than 48h"), "");
  EXPECT_TRUE(fs::exists(orphan));
  EXPECT_TRUE(contains(output_of("verify --prune"), "removed " + orphan.string()));
  EXPECT_FALSE(fs::exists(orphan));
  EXPECT_TRUE(fs::exists(blob(recording())));
}

TEST_F(ProvenanceCommands, PruneLeavesAStoreAloneThatAnotherDatabaseUsesToo) {
  const test::MigratedDatabase other;
  EXPECT_EQ(run_with(other.connection_string(), "import '" + scan_file_ + "'").code, 0);
  const fs::path orphan = put_orphan(25h);
  expect_usage_error("verify --prune", other.name());
  EXPECT_TRUE(fs::exists(orphan));
}

// The blob of a deleted scan is old and nobody's when the import finds it; what it finds or writes must stay.
TEST_F(ProvenanceCommands, PruneMayRunBesideAnImport) {
  const std::string sha256 = recording();
  for (int round = 0; round < 5; ++round) {
    output_of("delete scan --where 'animal_id = 7' --yes");
    if (fs::exists(blob(sha256))) make_old(blob(sha256), 25h);
    const std::jthread pruning([&] { run("verify --prune"); });
    import();
  }
  EXPECT_TRUE(fs::exists(blob(sha256)));
  EXPECT_EQ(run("verify").code, 0);
}

TEST_F(ProvenanceCommands, DeleteShowsAsksAndTellsOfTheBlobs) {
  const std::string sha256 = recording();
  EXPECT_TRUE(contains(output_of("delete scan --where 'animal_id = 7' --dry-run"), "twin.scan_oracle"));
  expect_refusal_without_a_terminal("delete scan --where 'animal_id = 7'");
  EXPECT_EQ(sql("select count(*) from twin.scan"), "1");
  const Outcome done = run("delete scan --where 'animal_id = 7' --yes");
  EXPECT_EQ(done.code, 0);
  EXPECT_TRUE(contains(done.err, sha256)) << done.err;
  EXPECT_TRUE(fs::exists(blob(sha256)));
  EXPECT_EQ(sql("select count(*) from twin.oracle"), "0");
  EXPECT_TRUE(contains(output_of("delete scan --where 'animal_id = 7' --yes"), "no row"));
}

TEST_F(ProvenanceCommands, AncestryIsATreeJsonOrACrate) {
  EXPECT_TRUE(contains(output_of("provenance scan_oracle " + key_), "scan " + key_));
  EXPECT_TRUE(nlohmann::json::accept(output_of("provenance scan_oracle " + key_ + " --json")));
  const std::string crate = (folder_.path() / "crate").string();
  EXPECT_EQ(output_of("provenance scan_oracle " + key_ + " --ro-crate '" + crate + "'"), "");
  EXPECT_TRUE(fs::exists(fs::path(crate) / "ro-crate-metadata.json"));
  expect_usage_error("provenance scan_oracle " + key_ + " --ro-crate '" + crate + "'", "not empty");
}

}  // namespace
}  // namespace doppel::cli

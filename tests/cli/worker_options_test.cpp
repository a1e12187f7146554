#include "cli/worker_options.h"

#include <gtest/gtest.h>

#include "schema/tables.h"
#include "util/error.h"

namespace doppel::cli {
namespace {

TEST(WorkerOptions, DurationsHaveUnits) {
  EXPECT_EQ(parse_duration("90"), 90);
  EXPECT_EQ(parse_duration("90s"), 90);
  EXPECT_EQ(parse_duration("55m"), 3300);
  EXPECT_EQ(parse_duration("2h"), 7200);
  for (const char* text : {"", "m", "-5m", "0", "5d", "5 m"})
    EXPECT_THROW(parse_duration(text), Error) << text;
}

TEST(WorkerOptions, OnlyTablesThatWorkersFillAreAccepted) {
  EXPECT_NO_THROW(check_tables({"model", "optimal_gabor"}));
  try {
    check_tables({"scan"});  // imported, not computed
    FAIL() << "accepted scan";
  } catch (const Error& error) {
    EXPECT_EQ(error.error_class(), ErrorClass::usage);
    EXPECT_NE(error.mend().find("orientation_tuning"), std::string::npos);
  }
}

TEST(WorkerOptions, ARestrictionSpeaksOfTheKeysOfTheTablesChosen) {
  const auto sql_for = [](const WorkerChoices& choices, const char* table) {
    return key_restriction(choices).of(schema::tables().at(table)).sql;
  };
  EXPECT_TRUE(key_restriction({}).takes_all());
  WorkerChoices choices;
  choices.where = "dataset = 'mouse' and unit_id = 5";
  EXPECT_EQ(sql_for(choices, "model"), "(dataset = $1::text and null::boolean) is not false");
  EXPECT_EQ(sql_for(choices, "scan_oracle"), "(null::boolean and null::boolean) is not false");
  EXPECT_EQ(sql_for(choices, "optimal_gabor"), "(dataset = $1::text and unit_id = $2::integer)");
  choices.tables = {"model"};  // which has no neurons
  EXPECT_THROW(key_restriction(choices), Error);
  choices.where = "";  // of a variable that is not set, say: not the same as all
  EXPECT_THROW(key_restriction(choices), Error);
}

TEST(WorkerOptions, APartStandsForTheTableThatItIsFilledWith) {
  CLI::App app;
  WorkerChoices choices;
  add_worker_choices(app, choices);
  app.parse("--tables model,bar_code,twin.neuron_score");
  EXPECT_EQ(choices.tables, (std::vector<std::string>{"model", "readout", "model_score"}));
  try {
    check_tables({"bar_code"});
    FAIL() << "accepted bar_code";
  } catch (const Error& error) {
    EXPECT_EQ(error.mend(), "name readout");
  }
}

}  // namespace
}  // namespace doppel::cli

#include "relation/describe.h"

#include <gtest/gtest.h>

#include "relation/small_schema.h"

namespace doppel::relation {
namespace {

bool has(const std::string& text, const std::string& piece) { return text.find(piece) != std::string::npos; }

class Describe : public testing::Test {
 protected:
  const Table mouse = small::mouse(), method = small::method(), cell = small::cell(), spike = small::spike();
  const Table session = small::with_secondary_parent(small::session());
  const Schema schema{{&mouse, &method, &session, &cell, &spike}};
};

TEST_F(Describe, AManualTable) {
  EXPECT_EQ(describe(mouse),
            "# An animal; it's alive\n"
            "mouse : integer  # number\n"
            "---\n"
            "weight=null : real  # [g] body weight\n"
            "# check heavy: weight > 0\n");
}

TEST_F(Describe, ParentsStandForTheirColumns) {
  EXPECT_EQ(describe(session),
            "# A day\n"
            "-> Mouse\n"
            "session : integer  # of the day\n"
            "---\n"
            "-> Method\n");
}

TEST_F(Describe, APartNamesItsMaster) {
  EXPECT_EQ(describe(spike),
            "# Spikes\n"
            "-> master\n"
            "spike : bigint  # number\n"
            "---\n"
            "time : double precision  # [ms] since the start\n");
}

TEST_F(Describe, DefaultsAndUniqueColumns) {
  EXPECT_TRUE(has(describe(method), "order=1 : smallint  # of the filter\nunique index (order)\n"));
}

TEST_F(Describe, ClassesAreNamedAsDataJointDoes) {
  EXPECT_EQ(class_name("orientation_tuning"), "OrientationTuning");
}

TEST_F(Describe, GraphvizColoursTiersAndTellsHowKeysPassOn) {
  const std::string dot = graphviz_diagram(schema);
  EXPECT_TRUE(has(dot, "\"mouse\" [shape=box, fillcolor=\"#00FF0030\"")) << dot;
  EXPECT_TRUE(has(dot, "\"cell\" [shape=ellipse, fillcolor=\"#FF000020\"")) << dot;
  EXPECT_TRUE(has(dot, "\"mouse\" -> \"session\" [arrowhead=none, penwidth=1]")) << dot;
  EXPECT_TRUE(has(dot, "\"method\" -> \"session\" [arrowhead=none, style=dashed]")) << dot;
}

TEST_F(Describe, MermaidHasANodeATableAndALineAForeignKey) {
  const std::string mermaid = mermaid_diagram(schema);
  EXPECT_TRUE(mermaid.starts_with("flowchart TB\n")) << mermaid;
  for (const char* line : {"  session:::imported\n", "  mouse --- session\n", "  method -.- session\n",
                           "  session --- cell\n", "  cell --- spike\n"}) {
    EXPECT_TRUE(has(mermaid, line)) << line << mermaid;
  }
}

TEST_F(Describe, AChildWithItsParentsKeyHangsOnAThickLine) {
  Table twin = small::mouse();
  twin.name = "twin_mouse";
  twin.parents = {{"twin.mouse", {"mouse"}, true}};
  const Schema two{{&mouse, &twin}};
  EXPECT_TRUE(has(mermaid_diagram(two), "mouse === twin_mouse"));
  EXPECT_TRUE(has(graphviz_diagram(two), "penwidth=2.5"));
}

}  // namespace
}  // namespace doppel::relation

// Graphviz itself need not be there: a script in its place shows what it is given and what becomes of its
// drawing.
#include "cli/graphviz.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "tests/support/temporary_folder.h"
#include "util/error.h"

namespace doppel::cli {
namespace {

class Graphviz : public testing::Test {
 protected:
  Graphviz() { setenv("PATH", folder.path().c_str(), 1); }
  ~Graphviz() override { setenv("PATH", path.c_str(), 1); }
  void install(const std::string& script) {
    const auto dot = folder.path() / "dot";
    std::ofstream(dot) << "#!/bin/bash\n" << script;
    std::filesystem::permissions(dot, std::filesystem::perms::owner_all);
  }

  const std::string path = std::getenv("PATH");
  test::TemporaryFolder folder;
};

TEST_F(Graphviz, DrawsTheGraphThatItIsGiven) {
  install("[ \"$1 $2\" = '-Tsvg -o' ] && printf '<svg>%s</svg>' \"$(<\"$4\")\" > \"$3\"");
  EXPECT_EQ(drawn_by_graphviz("digraph {}"), "<svg>digraph {}</svg>");
}

TEST_F(Graphviz, NamesTheMendWhereItIsNotInstalled) {
  try {
    drawn_by_graphviz("digraph {}");
    FAIL() << "no Error was thrown";
  } catch (const Error& error) {
    EXPECT_EQ(error.error_class(), ErrorClass::environment);
    EXPECT_NE(error.mend().find("apt install graphviz"), std::string::npos);
  }
}

TEST_F(Graphviz, AFailureIsNotAnEmptyDrawing) {
  install("exit 3");
  EXPECT_THROW(drawn_by_graphviz("digraph {}"), Error);
}

}  // namespace
}  // namespace doppel::cli

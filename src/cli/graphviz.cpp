#include "cli/graphviz.h"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "util/error.h"

namespace doppel::cli {
namespace {

namespace fs = std::filesystem;

class ScratchFolder {
 public:
  ScratchFolder() {
    std::string form = (fs::temp_directory_path() / "doppel-diagram-XXXXXX").string();
    if (mkdtemp(form.data()) == nullptr)
      throw Error(ErrorClass::environment, "cannot make a folder like " + form);
    path_ = form;
  }
  ~ScratchFolder() {
    std::error_code ignored;  // what stays behind in the temporary folder harms nobody
    fs::remove_all(path_, ignored);
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

// The exit code of `dot`; 127: there is none.
int run_dot(const std::string& graph, const std::string& drawing) {
  std::string program = "dot", format = "-Tsvg", to = "-o";
  std::string in = graph, out = drawing;
  std::array<char*, 6> arguments{program.data(), format.data(), to.data(), out.data(), in.data(), nullptr};
  pid_t child = 0;
  if (posix_spawnp(&child, "dot", nullptr, nullptr, arguments.data(), environ) != 0) return 127;
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

}  // namespace

std::string drawn_by_graphviz(const std::string& graph) {
  const ScratchFolder folder;
  const fs::path in = folder.path() / "graph.dot", out = folder.path() / "graph.svg";
  std::ofstream(in) << graph;
  const int code = run_dot(in.string(), out.string());
  if (code == 127) {
    throw Error(ErrorClass::environment, "SVG is drawn by Graphviz, whose program dot is not installed",
                "install it (apt install graphviz), or use --format mermaid or dot");
  }
  std::ifstream stream(out);
  std::string svg(std::istreambuf_iterator<char>(stream), {});
  if (code != 0 || svg.empty()) {
    throw Error(ErrorClass::environment,
                "Graphviz's dot ended with " + std::to_string(code) + " and drew nothing",
                "look at what it said above, and at --format dot");
  }
  return svg;
}

}  // namespace doppel::cli

// Drawing by Graphviz, an optional program that the user installs.
#pragma once

#include <string>

namespace doppel::cli {

// The SVG that `dot` makes of a graph in its language. Throws Error(environment) where Graphviz is not
// installed or does not take the graph.
std::string drawn_by_graphviz(const std::string& graph);

}  // namespace doppel::cli

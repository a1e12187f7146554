// t-SNE as a filter, for the comparison with openTSNE: reads "n d perplexity" and n x d numbers, writes n
// x 2.
#include <cstdio>
#include <iostream>

#include "science/clustering/tsne.h"

int main() {
  Eigen::Index n = 0, d = 0;
  doppel::science::TsneConfig config;
  std::cin >> n >> d >> config.perplexity;
  Eigen::MatrixXd points(n, d);
  for (Eigen::Index i = 0; i < n; ++i) {
    for (Eigen::Index k = 0; k < d; ++k) std::cin >> points(i, k);
  }
  if (!std::cin) return 1;
  const auto embedding = doppel::science::tsne(points, config, 2);
  for (Eigen::Index i = 0; i < n; ++i)
    std::printf("%.17g %.17g\n", embedding.points(i, 0), embedding.points(i, 1));
  return 0;
}

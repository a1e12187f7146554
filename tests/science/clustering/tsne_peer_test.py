"""Our t-SNE against openTSNE with the same perplexity: the divergence that it reaches is at most 1 % above theirs."""
import os
import subprocess
import sys
import time

import numpy as np
import openTSNE


def population(n, d, seed):
    """Bar codes of a kind: nested groups, some of them rare, and a share of unstructured points."""
    rng = np.random.default_rng(seed)
    parents = rng.normal(size=(6, d)) * 2
    children = parents[rng.integers(6, size=30)] + rng.normal(size=(30, d))
    member = rng.choice(30, size=n, p=rng.dirichlet(np.ones(30)))
    points = children[member] + 0.6 * rng.normal(size=(n, d))
    points[: n // 10] = rng.normal(size=(n // 10, d)) * 2
    return points


def divergence(affinities, embedding):
    """KL by its definition, in blocks of rows."""
    p = affinities.P.tocoo()
    squared = (embedding**2).sum(1)
    z = 0.0
    for first in range(0, len(embedding), 1000):
        block = embedding[first : first + 1000]
        z += (1 / (1 + np.maximum(squared[first : first + 1000, None] + squared - 2 * block @ embedding.T, 0))).sum()
    z -= len(embedding)
    q = 1 / (1 + ((embedding[p.row] - embedding[p.col]) ** 2).sum(1)) / z
    keep = p.data > 0
    return float((p.data[keep] * np.log(p.data[keep] / q[keep])).sum())


def ours(points, perplexity):
    text = f"{len(points)} {points.shape[1]} {perplexity}\n" + "\n".join(" ".join(map(repr, map(float, row))) for row in points)
    run = subprocess.run([os.environ["DOPPEL_TSNE"]], input=text, capture_output=True, text=True, check=True)
    return np.array([line.split() for line in run.stdout.splitlines()], float)


n, d = map(int, sys.argv[1:3]) if len(sys.argv) > 2 else (2000, 32)
perplexity = max(30, n / 100)
points = population(n, d, seed=1)
affinities = openTSNE.affinity.PerplexityBasedNN(points, perplexity=perplexity, method="exact", n_jobs=2)
start = time.time()
embedding = ours(points, perplexity)
seconds_ours = time.time() - start
start = time.time()
theirs = openTSNE.TSNE(perplexity=perplexity, n_jobs=2, initialization="pca", negative_gradient_method="bh").fit(affinities=affinities, initialization=openTSNE.initialization.pca(points))
seconds_theirs = time.time() - start
a, b = divergence(affinities, embedding), divergence(affinities, np.asarray(theirs))
print(f"{n} points: divergence {a:.4f} ours ({seconds_ours:.1f} s), {b:.4f} openTSNE's ({seconds_theirs:.1f} s), ratio {a / b:.4f}")
assert a <= 1.01 * b

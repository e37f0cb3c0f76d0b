"""Stability: whether the same clusters come out when the statements are drawn again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from .discover import Labels
from .features import Features
from .groups import CueTable, group
from .options import ClusterOptions

LARGEST: Final = 1000  # statements in a resample


@dataclass(frozen=True, kw_only=True)
class Stability:
    """Mean adjusted Rand index over resamples: of the whole, and by cluster. None where nothing was measured."""

    overall: float | None
    clusters: dict[int, float]
    resamples: int
    statements: int  # drawn each time


def measure_stability(
    features: Features, table: CueTable, labels: Labels, *, weak: float, options: ClusterOptions
) -> Stability:
    """Cluster bootstrap resamples of the statements again and compare with `labels` (Hennig 2007, with the adjusted Rand
    index of Hubert and Arabie 1985; for one cluster, of being in it or not, against the most like cluster)."""
    size = len(labels)
    drawn = min(size, LARGEST)
    rng = np.random.default_rng([options.seed, size])
    overall: list[float] = []
    clusters: dict[int, list[float]] = {}
    for _ in range(options.resamples):
        rows = np.unique(rng.choice(size, drawn, replace=True))
        again = group(features.rows(rows), table.rows(rows), weak=weak, options=options).labels
        before = labels[rows]
        overall.append(adjusted_rand(before, again))
        for cluster in np.unique(before).tolist():
            inside = before == cluster
            like = int(np.bincount(again[inside]).argmax())
            clusters.setdefault(cluster, []).append(
                adjusted_rand(inside.astype(np.intp), (again == like).astype(np.intp))
            )
    return Stability(
        overall=float(np.mean(overall)) if overall else None,
        clusters={cluster: float(np.mean(found)) for cluster, found in sorted(clusters.items())},
        resamples=options.resamples,
        statements=drawn,
    )


def adjusted_rand(first: Labels, second: Labels) -> float:
    """Adjusted Rand index of two groupings of the same statements: 1 the same, 0 as chance would have it."""
    from sklearn.metrics import adjusted_rand_score

    return float(adjusted_rand_score(first, second))

"""Groups in statements without any seed: consensus of many clusterings, its own number of groups.

Each base clustering sees the statements smoothed over a different number of neighbours and asks for a different number of
groups; how often two statements fall together makes the consensus (evidence accumulation, Fred and Jain 2005), which
average linkage turns into a tree. The tree is cut at the fewest groups whose mean silhouette (Rousseeuw 1987), over the
smoothed statements, is within two per cent of the highest.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from .features import Vectors, unit

Labels = npt.NDArray[np.intp]

LARGEST: Final = 4000  # statements clustered pair by pair; more are sampled, and the rest joins the nearest group
_BASES: Final = 16
_NEIGHBOURS: Final = (6, 10, 15, 20)
_ROWS: Final = 256  # compared with all others at a time
_TIE_BREAK: Final = 0.01
_TOLERANCE: Final = 0.02  # of the silhouette: the curve is flat near its top, and fewer groups are easier to read
_STEPS: Final = 8  # of k-means: its base clusterings need not be perfect


def discover(vectors: Vectors, *, seed: int, number: int | None = None) -> Labels:
    """A group for each of `vectors` (unit rows), numbered from 0 in the order of their first members.

    `number` of groups if given, else the best. Fewer than six statements are one group.
    """
    size = len(vectors)
    if size < 6:
        return np.zeros(size, dtype=np.intp)
    if size > LARGEST:
        return _sampled(vectors, seed=seed, number=number)
    from scipy.cluster.hierarchy import fcluster, linkage

    near = _neighbours(vectors)
    tree = linkage(_consensus(vectors, near, seed=seed), "average")
    if number is not None:
        return _numbered(fcluster(tree, number, "maxclust"))
    cuts = [_numbered(fcluster(tree, k, "maxclust")) for k in _candidates(size)]
    smoothed = _smooth(vectors, near, neighbours=10, rounds=2)
    scores = [_silhouette(smoothed, labels) for labels in cuts]
    good = max(scores) - _TOLERANCE * abs(max(scores))
    return next(labels for labels, score in zip(cuts, scores, strict=True) if score >= good)


def _sampled(vectors: Vectors, *, seed: int, number: int | None) -> Labels:
    """Groups of a sample; every statement then joins the group whose centre is nearest."""
    rows = np.sort(np.random.default_rng(seed).choice(len(vectors), LARGEST, replace=False))
    found = discover(vectors[rows], seed=seed, number=number)
    centres = unit(_sums(vectors[rows], found, int(found.max()) + 1))
    labels = np.concatenate([(part @ centres.T).argmax(1) for part in np.array_split(vectors, len(vectors) // LARGEST)])
    return _numbered(labels)


def _candidates(size: int) -> list[int]:
    """Numbers of groups to try: from 2, each about an eighth more than the last, up to three statements a group."""
    numbers = [2]
    while numbers[-1] < min(size // 3, 150):
        numbers.append(max(numbers[-1] + 1, round(numbers[-1] * 1.12)))
    return numbers


def _consensus(vectors: Vectors, near: tuple[Labels, Vectors], *, seed: int) -> npt.NDArray[np.float64]:
    """Number of base clusterings in which two statements do not fall together, as a condensed matrix."""
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    size = len(vectors)
    together = np.zeros((size, size), dtype=np.float32)
    rng = np.random.default_rng(seed)
    fewest, most = 2 + 0.6 * size**0.5, 2.2 * size**0.5
    wards: dict[tuple[int, int], npt.NDArray[np.float64]] = {}
    for base in range(_BASES):
        number = min(size - 1, max(2, round(fewest + (most - fewest) * base / (_BASES - 1))))
        view = (_NEIGHBOURS[base % 4], 1 + base % 2)
        smoothed = _smooth(vectors, near, neighbours=view[0], rounds=view[1])
        if base % 4 == 3:
            if view not in wards:
                wards[view] = linkage(smoothed, "ward")
            labels = _numbered(fcluster(wards[view], number, "maxclust"))
        else:
            labels = _kmeans(smoothed, number, rng)
        for group in range(int(labels.max()) + 1):
            members = np.flatnonzero(labels == group)
            together[np.ix_(members, members)] += 1
    # Groups that no base clustering joins are all equally far: their cosine says which are nearer.
    apart = _BASES * (1 + _TIE_BREAK) - together
    for start in range(0, size, _ROWS):
        apart[start : start + _ROWS] -= _TIE_BREAK * _BASES * (vectors[start : start + _ROWS] @ vectors.T)
    np.fill_diagonal(apart, 0)
    np.maximum(apart, 0, out=apart)
    return np.asarray(squareform(apart, checks=False), dtype=np.float64)


def _neighbours(vectors: Vectors) -> tuple[Labels, Vectors]:
    """The nearest others of each statement, nearest first, and their cosines."""
    size = len(vectors)
    count = min(_NEIGHBOURS[-1], size - 1)
    index = np.empty((size, count), dtype=np.intp)
    near = np.empty((size, count), dtype=np.float32)
    for start in range(0, size, _ROWS):
        cosines = vectors[start : start + _ROWS] @ vectors.T
        rows = np.arange(len(cosines))
        cosines[rows, start + rows] = -2
        index[start : start + _ROWS] = np.argsort(-cosines, axis=1, kind="stable")[:, :count]
        near[start : start + _ROWS] = np.take_along_axis(cosines, index[start : start + _ROWS], axis=1)
    return index, near


def _smooth(vectors: Vectors, near: tuple[Labels, Vectors], *, neighbours: int, rounds: int) -> Vectors:
    """Each statement moved halfway towards the mean of its neighbours, those weighing more that are nearer."""
    from scipy.sparse import csr_matrix, diags

    index, cosines = near[0][:, :neighbours], np.maximum(near[1][:, :neighbours], 0)
    size, count = index.shape
    rows = np.repeat(np.arange(size), count)
    graph = csr_matrix((cosines.ravel(), (rows, index.ravel())), shape=(size, size), dtype=np.float32)
    graph = graph.maximum(graph.T)
    graph = diags((1 / np.maximum(np.asarray(graph.sum(1)).ravel(), 1e-9)).astype(np.float32)) @ graph
    for _ in range(rounds):
        vectors = unit(vectors + graph @ vectors)
    return vectors


def _kmeans(vectors: Vectors, number: int, rng: np.random.Generator) -> Labels:
    """Spherical k-means from seeds spread by k-means++ (Arthur and Vassilvitskii 2007)."""
    centres = vectors[_spread(vectors, number, rng)]
    labels = np.zeros(len(vectors), dtype=np.intp)
    for _ in range(_STEPS):
        found = (vectors @ centres.T).argmax(1)
        if (found == labels).all():
            break
        labels = found
        sums = _sums(vectors, labels, number)
        empty = np.linalg.norm(sums, axis=1, keepdims=True) == 0
        centres = np.where(empty, centres, unit(sums))
    return _numbered(labels)


def _spread(vectors: Vectors, number: int, rng: np.random.Generator) -> list[int]:
    chosen = [int(rng.integers(len(vectors)))]
    distance = np.maximum(1 - vectors @ vectors[chosen[0]], 0).astype(np.float64)
    while len(chosen) < number:
        total = distance.sum()
        pick = int(np.searchsorted(np.cumsum(distance), rng.random() * total)) if total > 0 else len(chosen)
        chosen.append(min(pick, len(vectors) - 1))
        distance = np.minimum(distance, np.maximum(1 - vectors @ vectors[chosen[-1]], 0))
    return chosen


def _sums(vectors: Vectors, labels: Labels, number: int) -> Vectors:
    from scipy.sparse import csr_matrix

    size = len(vectors)
    members = csr_matrix((np.ones(size, dtype=np.float32), (labels, np.arange(size))), shape=(number, size))
    return np.asarray(members @ vectors, dtype=np.float32)


def _silhouette(vectors: Vectors, labels: Labels) -> float:
    """Mean silhouette by cosine distance; statements alone in their group count 0. -1 where there is but one group."""
    number = int(labels.max()) + 1
    if number < 2:
        return -1.0
    counts = np.bincount(labels, minlength=number).astype(np.float32)
    rows = np.arange(len(vectors))
    # The mean distance to a group needs only the sum of its vectors.
    totals = counts - vectors @ _sums(vectors, labels, number).T
    own = totals[rows, labels] / np.maximum(counts[labels] - 1, 1)
    means = totals / counts
    means[rows, labels] = np.inf
    other = means.min(1)
    score = (other - own) / np.maximum(np.maximum(own, other), 1e-12)
    return float(np.where(counts[labels] > 1, score, 0).mean())


def _numbered(labels: npt.NDArray[np.integer]) -> Labels:
    """The same groups, numbered in the order in which they first occur."""
    _, first, inverse = np.unique(labels, return_index=True, return_inverse=True)
    order = np.argsort(np.argsort(first))
    return np.asarray(order[inverse], dtype=np.intp)

"""Groups of statements: consensus of clusterings that start from the framework, and themes the framework has no need for.

Each base clustering draws its own part of every need's phrases, gives each statement to the need whose drawn phrases are
nearest (with a bonus where the need can be that person's), and then lets the statements pull: a seeded k-means (Basu et al.
2002) whose centres weigh on the next round. The share of base clusterings that agree is a member's confidence.

How many groups there are is not asked for: a need of the framework is a group where it wins statements, and statements
that are no nearer to any phrase than phrases of different needs are to one another may form themes of their own
(`discover`), where they are about as near to their fellows as to the framework.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from .discover import LARGEST, Labels, discover
from .features import Features, Vectors, unit
from .options import ClusterOptions
from .seeds import Seed, Side

CRITERION: Final = (
    "a need of the framework is a cluster where the consensus gives it statements; statements far from every need form "
    "themes of their own where they are about as near to one another as to the framework, their number chosen by the "
    "silhouette"
)
BASES: Final = 20
_DRAWN: Final = 0.8  # share of a need's phrases that one base clustering knows
_KEPT: Final = 6  # nearest phrases of a need that are kept: all but one statement in 25 then has two of them in a draw
_NEAREST: Final = 2  # phrases that make a similarity: one may be chance, the mean of all drowns the right one
_BONUS: Final = 0.4  # where the need can be that person's, in parts of the weak level
_PULL: Final = 0.25  # weight of a group's centre against its phrases
_PRIOR: Final = 3  # statements as which the phrases count in a centre, so that one statement is no centre yet
_ROUNDS: Final = 5
_WEAK_PERCENTILE: Final = 25
_MARGIN: Final = 0.3  # in parts of the weak level: statements differ more from one another than from short phrases
_LARGEST_THEME: Final = 200  # members of a theme with which others are compared
_ROWS: Final = 4096


@dataclass(frozen=True, kw_only=True)
class CueTable:
    """How near statements are to the phrases of each seed.

    `values` and `phrases` are n x seeds x `_KEPT`, nearest first (-1 where a seed has fewer phrases); `bonus` is n x seeds;
    `count` is the number of phrases of all seeds.
    """

    values: Vectors
    phrases: npt.NDArray[np.int32]
    bonus: Vectors
    count: int

    def rows(self, index: Labels) -> CueTable:
        """Some of the statements."""
        return CueTable(
            values=self.values[index], phrases=self.phrases[index], bonus=self.bonus[index], count=self.count
        )

    def near(self, drawn: npt.NDArray[np.bool_] | None = None) -> Vectors:
        """Mean similarity to the nearest phrases of each seed, of the drawn ones only if given. Without the bonus."""
        if drawn is None:
            use = self.values[:, :, :_NEAREST] > -1
            return _mean(self.values[:, :, :_NEAREST], use)
        known = drawn[self.phrases] & (self.values > -1)
        use = known & (np.cumsum(known, axis=2, dtype=np.int8) <= _NEAREST)
        return np.where(use.any(2), _mean(self.values, use), self.values[:, :, -1])


@dataclass(frozen=True, kw_only=True)
class Grouping:
    """A group for each statement: the index of a seed, or the number of seeds and more for a theme.

    `share` is the part of the base clusterings that agree (0 to 1).
    """

    labels: Labels
    share: Vectors


def cue_table(
    features: Features, sides: Sequence[Side], *, seeds: Sequence[Seed], cues: Features, weak: float
) -> CueTable:
    """The table of all statements. `cues` are the features of all phrases of all seeds, in order; `weak` their level."""
    size, number = len(features), len(seeds)
    values = np.full((size, number, _KEPT), -1, dtype=np.float32)
    phrases = np.zeros((size, number, _KEPT), dtype=np.int32)
    ends = np.cumsum([len(seed.phrases) for seed in seeds])
    for start in range(0, size, _ROWS):
        near = features.rows(slice(start, start + _ROWS)).similarity(cues)
        for place, (seed, end) in enumerate(zip(seeds, ends, strict=True)):
            block = near[:, end - len(seed.phrases) : end]
            order = np.argsort(-block, axis=1, kind="stable")[:, :_KEPT]
            part = slice(start, start + len(near)), place, slice(0, order.shape[1])
            values[part] = np.take_along_axis(block, order, axis=1)
            phrases[part] = order + (end - len(seed.phrases))
    kinds: tuple[Side, ...] = ("child", "adult", "family")
    fits = np.array(
        [[side == "family" or {side, "family"} & seed.sides for seed in seeds] for side in kinds], dtype=bool
    )
    bonus = _BONUS * weak * fits.astype(np.float32)[[kinds.index(side) for side in sides]]
    return CueTable(values=values, phrases=phrases, bonus=bonus, count=int(ends[-1]))


def weak_level(seeds: Sequence[Seed], cues: Features) -> float:
    """The similarity below which a statement is near no need: the lower quartile of how near phrases are to those of
    another need."""
    near = cues.similarity(cues)
    owner = np.repeat(np.arange(len(seeds)), [len(seed.phrases) for seed in seeds])
    nearest = np.full(len(owner), -1, dtype=np.float32)
    for place in range(len(seeds)):
        block = np.sort(near[:, owner == place], axis=1)[:, -_NEAREST:].mean(1)
        nearest = np.where(owner == place, nearest, np.maximum(nearest, block))
    return float(np.percentile(nearest, _WEAK_PERCENTILE))


def group(features: Features, table: CueTable, *, weak: float, options: ClusterOptions) -> Grouping:
    """Groups of all statements. Centres and themes are found on all, or on a sample of very many."""
    size, number = table.bonus.shape
    rng = np.random.default_rng(options.seed)
    fit = np.arange(size) if size <= LARGEST else np.sort(rng.choice(size, LARGEST, replace=False))
    themes = _themes(features, table, fit, weak=weak, options=options)
    to_themes = _theme_similarity(features, table, themes, weak=weak)
    vectors = features.reduced
    votes = np.zeros((size, number + len(themes)), dtype=np.uint8)
    total = np.zeros(votes.shape, dtype=np.float32)
    for _ in range(BASES):
        drawn = rng.random(table.count) < _DRAWN
        centres = _settle(vectors[fit], _near(table, to_themes, fit, drawn))
        for rows in _parts(size):
            affinity = _near(table, to_themes, rows, drawn) + _PULL * vectors[rows] @ centres.T
            votes[rows, affinity.argmax(1)] += 1
            total[rows] += affinity
    labels = total.argmax(1)
    share = (votes[np.arange(size), labels] / BASES).astype(np.float32)
    return Grouping(labels=labels, share=share)


def _near(table: CueTable, to_themes: Vectors, rows: Labels, drawn: npt.NDArray[np.bool_]) -> Vectors:
    part = table.rows(rows)
    return np.hstack([part.near(drawn) + part.bonus, to_themes[rows]])


def _settle(vectors: Vectors, near: Vectors) -> Vectors:
    """Centres of groups after the statements have pulled; shorter than 1 where a group has few statements."""
    centres = np.zeros((near.shape[1], vectors.shape[1]), dtype=np.float32)
    labels = near.argmax(1)
    for _ in range(_ROUNDS):
        counts = np.bincount(labels, minlength=near.shape[1])
        member = np.zeros(near.shape, dtype=np.float32)
        member[np.arange(len(labels)), labels] = 1
        centres = (member.T @ vectors) / (counts + _PRIOR).astype(np.float32)[:, None]
        found = (near + _PULL * vectors @ centres.T).argmax(1)
        if (found == labels).all():
            break
        labels = found
    return centres


def _themes(features: Features, table: CueTable, fit: Labels, *, weak: float, options: ClusterOptions) -> list[Labels]:
    """Members of themes outside the framework, among the statements `fit`."""
    best = table.rows(fit).near().max(1)
    rest = fit[best < weak]
    if len(rest) < options.min_theme:
        return []
    found = discover(unit(features.reduced[rest]), seed=options.seed)
    nearest_need = table.rows(rest).near().max(1)
    themes = []
    for theme in range(int(found.max()) + 1):
        places = np.flatnonzero(found == theme)
        if len(places) < options.min_theme:
            continue
        members = rest[places]
        if _fellows(features, members, members).mean() >= nearest_need[places].mean() - _MARGIN * weak:
            themes.append(members[:_LARGEST_THEME])
    return themes


def _theme_similarity(features: Features, table: CueTable, themes: Sequence[Labels], *, weak: float) -> Vectors:
    """Similarity of each statement to each theme, comparable with that to a need that fits the person."""
    size = len(features)
    similarity = np.zeros((size, len(themes)), dtype=np.float32)
    if not themes:
        return similarity
    far = np.concatenate([table.rows(rows).near().max(1) for rows in _parts(size)]) < weak
    for place, members in enumerate(themes):
        for rows in _parts(size):
            similarity[rows, place] = _fellows(features, rows, members)
    return np.asarray(similarity + weak * (_BONUS + _MARGIN * far[:, None]), dtype=np.float32)


def _fellows(features: Features, rows: Labels, members: Labels) -> Vectors:
    """Mean similarity of each of `rows` to its nearest `members`, itself left out."""
    near = features.rows(rows).similarity(features.rows(members))
    near[rows[:, None] == members[None, :]] = -1
    return np.asarray(np.sort(near, axis=1)[:, -_NEAREST:].mean(1), dtype=np.float32)


def _parts(size: int) -> list[Labels]:
    return [np.arange(start, min(start + _ROWS, size)) for start in range(0, size, _ROWS)]


def _mean(values: Vectors, use: npt.NDArray[np.bool_]) -> Vectors:
    return np.asarray((values * use).sum(2) / np.maximum(use.sum(2), 1), dtype=np.float32)

"""From needs to described clusters: statements, features, groups, then what each group is called and how sure it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from ..records.cluster import Cluster
from ..records.ids import content_id
from ..records.need import Need
from ..records.span import Evidence
from .compare import Placed, compare_categories, disagreement
from .features import FeatureMaker, Features, Memory, Vectors, load_engine, unit
from .groups import BASES, CRITERION, Grouping, cue_table, group, weak_level
from .labels import keywords, label, phrase_counts, stop_words
from .options import ClusterOptions
from .seeds import Seed, framework_seeds
from .stability import Stability, measure_stability
from .statements import Statement, make_statements, plain_words

if TYPE_CHECKING:
    from ..vocab import Vocabulary

EXEMPLARS: Final = 3
COUNTED: Final = 5000  # statements of a cluster whose phrases are counted: enough for keywords
_DIGITS: Final = 4


@dataclass(frozen=True, kw_only=True)
class _Members:
    """One group: its statements' rows and its seed, None for a theme outside the framework."""

    group: int
    rows: list[int]
    seed: Seed | None


def describe(
    needs: Sequence[Need], *, vocabulary: Vocabulary, options: ClusterOptions, memory: Memory | None
) -> tuple[tuple[Cluster, ...], dict[str, Any]]:
    """The clusters, largest first, and the summary for run.json."""
    from threadpoolctl import threadpool_limits

    seeds = framework_seeds(vocabulary.needs)
    phrases = [phrase for seed in seeds for phrase in seed.phrases]
    engine = load_engine(options, memory=memory)
    maker = FeatureMaker(phrases, engine=engine)
    cues = maker.make(phrases)
    words = frozenset(_words(phrases))
    statements = make_statements(
        needs, people=vocabulary.people, known=words | vocabulary.people.not_names, focus=_focus(seeds, cues, maker)
    )
    features = maker.make([statement.text for statement in statements])
    # Sums of floats depend on how they are shared among threads: one thread gives the same bytes everywhere.
    with threadpool_limits(limits=1):
        weak = weak_level(seeds, cues)
        table = cue_table(features, [one.side for one in statements], seeds=seeds, cues=cues, weak=weak)
        groups = group(features, table, weak=weak, options=options)
        stability = measure_stability(features, table, groups.labels, weak=weak, options=options)
        clusters = _clusters(needs, statements, seeds, features, groups, stability, options)
    placed = _placed(needs, statements, seeds, groups)
    summary = {
        "engine": engine.id,
        "weights_sha256": engine.weights,
        "framework": f"{vocabulary.needs.name} {vocabulary.needs.version}",
        "needs": len(needs),
        "statements": len(statements),
        "clusters": len(clusters),
        "outside_framework": len({int(one) for one in groups.labels if one >= len(seeds)}),
        "criterion": CRITERION,
        "base_clusterings": BASES,
        "seed": options.seed,
        "stability": _rounded(stability.overall),
        "resamples": stability.resamples,
        "resampled_statements": stability.statements,
        "uncertain": sum(len(one.uncertain) for one in clusters),
        "agreement": compare_categories(placed),
    }
    return clusters, summary


def _focus(seeds: Sequence[Seed], cues: Features, maker: FeatureMaker) -> Callable[[Need, Sequence[str]], int]:
    """Which clause of a sentence a need is about: the one that shares most letters with a phrase of the need."""
    owner = np.repeat([seed.id for seed in seeds], [len(seed.phrases) for seed in seeds])

    def choose(need: Need, clauses: Sequence[str]) -> int:
        own = np.flatnonzero(owner == need.subcategory)
        if not len(own):
            return 0
        return int((maker.words(clauses) @ cues.words[own].T).toarray().max(1).argmax())

    return choose


def _clusters(
    needs: Sequence[Need],
    statements: Sequence[Statement],
    seeds: Sequence[Seed],
    features: Features,
    groups: Grouping,
    stability: Stability,
    options: ClusterOptions,
) -> tuple[Cluster, ...]:
    members = _members(groups, seeds)
    stops = stop_words()
    known = frozenset(_words([phrase for seed in seeds for phrase in seed.phrases]))
    terms = [frozenset(_words(one.seed.phrases)) if one.seed else frozenset() for one in members]
    counts = [phrase_counts([statements[row].runs for row in one.rows[:COUNTED]], stops) for one in members]
    sizes = [len(one.rows) for one in members]
    phrases = keywords(counts, sizes, terms, known=known, plain=plain_words(needs))
    clusters = []
    for one, words, count, own in zip(members, phrases, counts, terms, strict=True):
        vectors = _vectors(features)[one.rows]
        centre = unit(vectors.sum(0, keepdims=True))[0]
        near = vectors @ centre
        inside = [place for row in one.rows for place in statements[row].needs]
        unsure = {
            place for row in one.rows if groups.share[row] < options.uncertain_below for place in statements[row].needs
        }
        filed = Counter(needs[place].category for place in inside)
        placed = _placed(needs, [statements[row] for row in one.rows], seeds, _rows(groups, one.rows))
        clusters.append(
            Cluster(
                id=_cluster_id(one, statements, near),
                label=label(one.seed.name if one.seed else None, words, count, len(one.rows), own),
                keywords=words,
                size=len(inside),
                needs=tuple(needs[place].id for place in sorted(inside)),
                category_mix=dict(sorted(filed.items(), key=lambda item: (-item[1], item[0]))),
                exemplars=_exemplars(needs, [statements[row] for row in one.rows], near, groups.share[one.rows]),
                cohesion=round(float(near.mean()), _DIGITS) if len(one.rows) > 1 else None,
                stability=_rounded(stability.clusters.get(one.group)) if len(one.rows) > 1 else None,
                note=disagreement(one.seed.name if one.seed else None, one.seed.category if one.seed else None, placed),
                uncertain=tuple(needs[place].id for place in sorted(unsure)),
            )
        )
    return tuple(sorted(clusters, key=lambda one: (-one.size, one.label, one.id)))


def _members(groups: Grouping, seeds: Sequence[Seed]) -> list[_Members]:
    rows: dict[int, list[int]] = {}
    for row, number in enumerate(groups.labels.tolist()):
        rows.setdefault(number, []).append(row)
    return [
        _Members(group=number, rows=found, seed=seeds[number] if number < len(seeds) else None)
        for number, found in sorted(rows.items())
    ]


def framework_cluster_id(need: str) -> str:
    """The id of the cluster of a need of the framework, the same in every run."""
    return content_id("clu", "need", need)


def _cluster_id(one: _Members, statements: Sequence[Statement], near: Vectors) -> str:
    """The need of the framework, else the statement at the centre: new documents do not change the first and seldom the
    second."""
    if one.seed is not None:
        return framework_cluster_id(one.seed.id)
    central = statements[one.rows[int(np.argmax(near))]]
    return content_id("clu", "theme", central.text, central.side)


def _exemplars(
    needs: Sequence[Need], statements: Sequence[Statement], near: Vectors, share: Vectors
) -> tuple[Evidence, ...]:
    """Evidence nearest the centre, no words twice: first what is not denied, not in doubt and more than a few words."""

    def rank(row: int) -> tuple[bool, bool, bool, float]:
        first = needs[statements[row].needs[0]]
        return (
            first.status == "negated",
            bool(share[row] <= 0.9),
            first.evidence.quote.count(" ") < 3,
            -float(near[row]),
        )

    order = sorted(range(len(statements)), key=rank)
    found: dict[str, Evidence] = {}
    for row in order:
        evidence = needs[statements[row].needs[0]].evidence
        found.setdefault(evidence.quote, evidence)
        if len(found) == EXEMPLARS:
            break
    return tuple(found.values())


def _placed(
    needs: Sequence[Need], statements: Sequence[Statement], seeds: Sequence[Seed], groups: Grouping
) -> list[Placed]:
    placed: list[Placed] = []
    for statement, number, share in zip(statements, groups.labels.tolist(), groups.share.tolist(), strict=True):
        seed = seeds[number] if number < len(seeds) else None
        placed.extend(
            Placed(
                need=needs[place],
                category=seed.category if seed else None,
                subcategory=seed.id if seed else None,
                share=share,
            )
            for place in statement.needs
        )
    return placed


def _rows(groups: Grouping, rows: Sequence[int]) -> Grouping:
    return Grouping(labels=groups.labels[rows], share=groups.share[rows])


def _vectors(features: Features) -> Vectors:
    return features.reduced if features.meaning is None else features.meaning


def _words(phrases: Sequence[str]) -> list[str]:
    return [word.lower() for phrase in phrases for word in phrase.split()]


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, _DIGITS)

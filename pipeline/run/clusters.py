"""The clusters of one run or of several taken as one, and what they say of the categories, of families and of change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ..cluster import Clustering, cluster
from ..cluster.decided import ClusterDecisions, apply_cluster_decisions
from ..errors import NothingToReadError, UsageError
from ..records.case import Case
from ..records.need import Need
from ..records.run import DocumentRow
from ..vocab.load import load_toml
from .assemble import load_vocabulary
from .cluster_counts import Placement, co_occurrence, group_shares
from .embeddings import EmbeddingMemory
from .load import load_rows

if TYPE_CHECKING:
    from ..config import Settings
    from ..vocab import Vocabulary

_TWO_THINGS: Final = 0.25  # share of a category's needs that read like one other category
_MADE_HOW: Final = (
    "engine",
    "weights_sha256",
    "framework",
    "criterion",
    "base_clusterings",
    "seed",
    "stability",
    "resamples",
)
_COUNTS: Final = ("needs", "statements", "clusters", "outside_framework", "uncertain")
_NO_PLACE: Final = "other"  # category of needs that the framework has no place for


@dataclass(frozen=True, kw_only=True)
class _Papers:
    needs: tuple[Need, ...]
    documents: Mapping[str, DocumentRow]
    family: Mapping[str, str]  # by document


def cluster_runs(
    runs: Sequence[Path],
    *,
    settings: Settings,
    threshold: int = 0,
    out: Path | None = None,
    decided: Path | None = None,
) -> tuple[Clustering, dict[str, Any]]:
    """The clusters of all needs of `runs`, each document once, and a report of what they say.

    Embeddings that the runs remember are used; new ones are remembered in `out`, not with a threshold. With a `threshold`
    clusters of fewer families are left out, counts of fewer are None, and no words of papers are told. `decided` is a file of
    names, merges, splits and pins. Raises UsageError for a folder that holds no whole run, ConfigurationError for a wrong
    file, and NothingToReadError where there are too few needs.
    """
    if out is not None and (out / "run.json").exists():
        raise UsageError("The output folder holds a run", where=str(out), remedy="Name another folder with --out.")
    papers = _load(runs)
    vocabulary = load_vocabulary(settings)
    memory = EmbeddingMemory(out or runs[0], also=runs)
    clustering = cluster(papers.needs, vocabulary=vocabulary, options=settings.cluster, memory=memory)
    if not clustering.clusters:
        raise NothingToReadError(
            "There is nothing to cluster",
            where=", ".join(str(run) for run in runs),
            remedy=str(clustering.summary.get("reason")),
        )
    if out is not None and not threshold:  # what is made to hand on holds nothing made from words
        memory.save()
    undone: list[str] = []
    if decided is not None:
        decisions = load_toml(ClusterDecisions, "clusters", override=decided)
        clustering, undone = apply_cluster_decisions(clustering, decisions, needs=papers.needs)
    report = _report(papers, clustering, vocabulary=vocabulary, threshold=threshold)
    return clustering, report | {"decisions_not_carried_out": undone}


def _load(runs: Sequence[Path]) -> _Papers:
    documents: dict[str, DocumentRow] = {}
    needs: list[Need] = []
    cases: list[Case] = []
    for run in runs:
        known = set(documents)
        documents |= {
            row.id: row for row in load_rows(run, "documents") if row.id not in known and not row.duplicate_of
        }
        needs += [row for row in load_rows(run, "needs") if row.document not in known]
        cases += [row for row in load_rows(run, "cases") if row.document not in known]
    family = {row.document: row.joined or row.id for row in cases}
    return _Papers(needs=tuple(needs), documents=documents, family=family)


def _report(papers: _Papers, clustering: Clustering, *, vocabulary: Vocabulary, threshold: int) -> dict[str, Any]:
    family = {need.id: papers.family.get(need.document, need.document) for need in papers.needs}
    families = {one.id: {family[need] for need in one.needs} for one in clustering.clusters}
    shown = {one.id for one in clustering.clusters if len(families[one.id]) >= threshold}
    assignment = {need: one for need, one in clustering.assignment.items() if one in shown}

    def shares(group: Mapping[str, str | None]) -> list[dict[str, Any]]:
        placement = Placement(family=family, group=group)
        return group_shares(papers.needs, cluster=assignment, placement=placement, threshold=threshold)

    rows = {need.id: papers.documents[need.document] for need in papers.needs}
    agreement: dict[str, Any] = clustering.summary["agreement"]
    return {
        "summary": {key: clustering.summary[key] for key in (_MADE_HOW if threshold else (*_MADE_HOW, *_COUNTS))},
        "suppressed_below": threshold or None,
        "clusters_not_told": len(clustering.clusters) - len(shown),
        "clusters": [
            {
                "id": one.id,
                "label": one.label if not threshold else one.label.partition(":")[0],
                "families": len(families[one.id]),
                "size": one.size if not threshold else None,
                "cohesion": one.cohesion,
                "stability": one.stability,
                "note": one.note if not threshold else None,
            }
            for one in clustering.clusters
            if one.id in shown
        ],
        "hierarchy": _hierarchy(papers.needs, clustering, shown, vocabulary),
        "agreement": {key: agreement[key] for key in ("categories", "needs")},
        "confusion": {} if threshold else agreement["confusion"],
        "two_things": [] if threshold else _two_things(agreement["confusion"]),
        "elsewhere": [] if threshold else _elsewhere(papers.needs, clustering),
        "without_category": [] if threshold else _without_category(papers.needs, clustering),
        "together": co_occurrence(papers.needs, cluster=assignment, family=family, threshold=threshold),
        "by_year": shares({need: str(row.date.year) if row.date else None for need, row in rows.items()}),
        "by_organisation": shares({need: row.organisation for need, row in rows.items()}),
        "by_agency": shares({need.id: need.raised_by for need in papers.needs}),
    }


def _hierarchy(
    needs: Sequence[Need], clustering: Clustering, shown: set[str], vocabulary: Vocabulary
) -> list[dict[str, Any]]:
    """Headline category, then the framework's need, then its cluster; themes that the framework has no need for come last."""
    from ..cluster.describe import framework_cluster_id

    labels = {one.id: one.label for one in clustering.clusters if one.id in shown}
    levels: list[dict[str, Any]] = []
    for category in vocabulary.needs.category:
        kinds = [kind for kind in vocabulary.needs.need if kind.category == category.id]
        under = [
            {"id": kind.id, "name": kind.name, "cluster": framework_cluster_id(kind.id)}
            for kind in kinds
            if framework_cluster_id(kind.id) in labels
        ]
        if under:
            levels.append({"category": category.id, "name": category.name, "needs": under})
    placed = {need["cluster"] for level in levels for need in level["needs"]}
    themes = [
        {"id": None, "name": label.partition(":")[0], "cluster": one}
        for one, label in labels.items()
        if one not in placed
    ]
    return [
        *levels,
        *([{"category": None, "name": "Outside the framework, or set apart", "needs": themes}] if themes else []),
    ]


def _two_things(confusion: Mapping[str, Mapping[str, int]]) -> list[dict[str, Any]]:
    """Categories of which a good part reads like one other category: the heading may stand for two things."""
    found = []
    for filed, row in confusion.items():
        total = sum(row.values())
        parts = {
            other: count
            for other, count in row.items()
            if other != filed and count > 1 and count / total >= _TWO_THINGS
        }
        if parts and row.get(filed, 0) / total >= _TWO_THINGS and filed != _NO_PLACE:
            found.append({"category": filed, "needs": total, "reads_like": parts})
    return found


def _elsewhere(needs: Sequence[Need], clustering: Clustering) -> list[dict[str, Any]]:
    """Needs whose words stand nearer to another category than the one they are filed under, with the words."""
    by_id = {need.id: need for need in needs}
    labels = {one.id: one.label for one in clustering.clusters}
    return [
        {
            **row,
            "cluster": clustering.assignment[row["need"]],
            "label": labels[clustering.assignment[row["need"]]],
            "document": by_id[row["need"]].document,
            "cite": by_id[row["need"]].locator.cite,
            "quote": by_id[row["need"]].evidence.quote,
        }
        for row in clustering.summary["agreement"]["elsewhere"]
        if row["filed"] != _NO_PLACE
    ]


def _without_category(needs: Sequence[Need], clustering: Clustering) -> list[dict[str, Any]]:
    """Clusters in which needs without a category stand, most first."""
    labels = {one.id: one.label for one in clustering.clusters}
    found = Counter(clustering.assignment[need.id] for need in needs if need.category == _NO_PLACE)
    return [
        {"cluster": one, "label": labels[one], "needs": count}
        for one, count in sorted(found.items(), key=lambda item: (-item[1], item[0]))
    ]

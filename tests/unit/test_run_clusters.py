from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.config import load_settings
from pipeline.errors import NothingToReadError, UsageError
from pipeline.evaluate.score import Share
from pipeline.run.cluster_counts import Placement, co_occurrence, group_shares, newcombe
from pipeline.run.clusters import cluster_runs
from pipeline.run.runner import run_folder

from .cluster_sample import need

SETTINGS = load_settings(
    overrides={"cluster.engine": "tfidf", "cluster.resamples": 2, "export.formats": [], "run.workers": 1}
)
PAPER = """# Early Help Assessment
Case reference: {reference}
Date of assessment: 3 March {year}

## Needs
{needs}
"""
NEEDS = (
    "Jayden's attendance is 71% and he is persistently absent.",
    "The family is £900 in rent arrears and has been threatened with eviction.",
    "Mum has been diagnosed with depression.",
    "Dad is drinking heavily every night.",
    "There is black mould in both bedrooms.",
)


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folders = []
    for run, year in (("a", 2023), ("b", 2024)):
        papers = tmp_path_factory.mktemp(run)
        for paper in range(2):
            words = PAPER.format(reference=f"{run.upper()}{paper}-771", year=year, needs="\n\n".join(NEEDS[paper:]))
            (papers / f"{paper}.txt").write_text(words, "utf-8")
        out = tmp_path_factory.mktemp("runs") / run
        run_folder([papers], out, settings=SETTINGS)
        folders.append(out)
    return folders


def test_several_runs_are_one_and_a_run_twice_counts_once(runs: list[Path]) -> None:
    clustering, report = cluster_runs(runs, settings=SETTINGS)
    assert sum(one["size"] for one in report["clusters"]) == len(clustering.assignment) >= 8
    assert max(one["families"] for one in report["clusters"]) == 4
    assert cluster_runs([*runs, runs[0]], settings=SETTINGS)[1] == report
    assert {row["group"] for row in report["by_year"]} == {"2023", "2024"}
    named = {need["cluster"] for level in report["hierarchy"] for need in level["needs"]}
    assert named == {one["id"] for one in report["clusters"]}


def test_small_numbers_and_words_of_papers_are_not_told(runs: list[Path]) -> None:
    _, report = cluster_runs(runs, settings=SETTINGS, threshold=3)
    assert report["clusters_not_told"] >= 1
    assert all(one["families"] >= 3 for one in report["clusters"])
    assert not [row for row in report["together"] if row["families"] is not None and row["families"] < 3]
    assert all(row["families"] is None for row in report["by_year"]), "each year has two families"
    text = json.dumps(report)
    assert "mould" not in text and "Jayden" not in text and '"needs": 1' not in text


def test_what_is_no_run_is_refused(runs: list[Path], tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Not a finished run"):
        cluster_runs([tmp_path], settings=SETTINGS)
    with pytest.raises(UsageError, match="holds a run"):
        cluster_runs(runs, settings=SETTINGS, out=runs[0])
    few = load_settings(overrides={"cluster.min_needs": 5000})
    with pytest.raises(NothingToReadError, match="nothing to cluster"):
        cluster_runs(runs, settings=few)


NEED_FAMILY = [("damp", "f1"), ("debt", "f1"), ("damp", "f2"), ("debt", "f2"), ("sleep", "f2"), ("sleep", "f3")]
PLACED = [need(place, kind) for place, (kind, _) in enumerate(NEED_FAMILY)]
CLUSTER = {one.id: one.evidence.quote for one in PLACED}
FAMILY = {one.id: name for one, (_, name) in zip(PLACED, NEED_FAMILY, strict=True)}


def test_needs_of_one_family_are_counted_once_a_pair() -> None:
    rows = co_occurrence(PLACED, cluster=CLUSTER, family=FAMILY, threshold=0)
    assert [(row["clusters"], row["families"], row["lift"]) for row in rows] == [
        (["damp", "debt"], 2, 1.5),
        (["damp", "sleep"], 1, 0.75),
        (["debt", "sleep"], 1, 0.75),
    ]
    hidden = co_occurrence(PLACED, cluster=CLUSTER, family=FAMILY, threshold=2)
    assert [row["families"] for row in hidden] == [2, None, None] and hidden[1]["lift"] is None


def test_a_denied_need_is_no_need() -> None:
    denied = [*PLACED[:3], need(3, "debt", status="negated"), *PLACED[4:]]
    rows = co_occurrence(denied, cluster=CLUSTER, family=FAMILY, threshold=0)
    assert {tuple(row["clusters"]): row["families"] for row in rows}[("damp", "debt")] == 1


def _groups(sizes: dict[str, tuple[int, int]], threshold: int) -> dict[str, dict[str, object]]:
    """Shares of groups, each of so many families with damp out of so many."""
    needs = [
        need(1000 * at + family, "damp" if family < hits else "debt")
        for at, (hits, of) in enumerate(sizes.values())
        for family in range(of)
    ]
    group = {one.id: list(sizes)[int(one.id.removeprefix("need_")) // 1000] for one in needs}
    placement = Placement(family={one.id: one.id for one in needs}, group=group)
    rows = group_shares(
        needs, cluster={one.id: one.evidence.quote for one in needs}, placement=placement, threshold=threshold
    )
    return {row["group"]: row for row in rows if row["cluster"] == "damp"}


def test_groups_differ_where_the_interval_leaves_out_nought() -> None:
    rows = _groups({"North": (18, 20), "South": (4, 20)}, 0)
    assert rows["North"]["share"] == 0.9 and rows["North"]["differs"] and rows["North"]["difference"] == 0.7
    rows = _groups({"North": (10, 20), "South": (9, 20)}, 0)
    assert rows["North"]["differs"] is False
    assert _groups({"North": (3, 3), "South": (0, 20)}, 0)["North"]["differs"] is None, "three families tell nothing"


def test_a_hidden_count_cannot_be_worked_out_from_the_rest() -> None:
    rows = _groups({"East": (9, 20), "North": (12, 20), "South": (2, 20)}, 5)
    assert [rows[name]["families"] for name in ("East", "North", "South")] == [None, 12, None]
    assert rows["North"]["difference"] is None
    assert rows["South"]["share"] is None and rows["South"]["of"] is None


def test_the_interval_of_a_difference_is_newcombes() -> None:
    """Newcombe 1998, table II, example (a), method 10: 56/70 against 48/80."""
    low, high = newcombe(Share(hits=56, of=70), Share(hits=48, of=80)) or (0, 0)
    assert (round(low, 4), round(high, 4)) == (0.0524, 0.3339)

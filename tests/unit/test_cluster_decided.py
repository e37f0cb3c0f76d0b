from __future__ import annotations

import pytest
from pydantic import ValidationError

from pipeline.cluster import Clustering, cluster
from pipeline.cluster.decided import ClusterDecisions, apply_cluster_decisions
from pipeline.cluster.describe import framework_cluster_id
from pipeline.vocab import Vocabulary

from .cluster_sample import OPTIONS, sample_needs

VOCABULARY = Vocabulary()
NEEDS = sample_needs({kind.id: kind.category for kind in VOCABULARY.needs.need})
HOUSING, DEBT = framework_cluster_id("9.2"), framework_cluster_id("10.2")


@pytest.fixture(scope="module")
def clustering() -> Clustering:
    return cluster(NEEDS, vocabulary=VOCABULARY, options=OPTIONS)


def _decided(clustering: Clustering, **entries: object) -> tuple[Clustering, list[str]]:
    return apply_cluster_decisions(clustering, ClusterDecisions.model_validate(entries), needs=NEEDS)


def test_clusters_are_named_and_merged(clustering: Clustering) -> None:
    found, undone = _decided(clustering, cluster=[{"id": HOUSING, "name": "Home and money", "merge": [DEBT]}])
    one = next(one for one in found.clusters if one.id == HOUSING)
    sizes = {one.id: one.size for one in clustering.clusters}
    assert undone == [] and one.label == "Home and money"
    assert one.size == len(one.needs) == sizes[HOUSING] + sizes[DEBT] == sum(one.category_mix.values())
    assert DEBT not in {one.id for one in found.clusters} and one.stability is None
    assert sum(one.size for one in found.clusters) == len(NEEDS)


def test_a_part_is_set_apart_with_an_id_that_stays(clustering: Clustering) -> None:
    split = {"id": HOUSING, "name": "Disrepair", "words": ["MOULD", "damp"]}
    found, undone = _decided(clustering, split=[split])
    part = next(one for one in found.clusters if one.label == "Disrepair")
    assert undone == [] and {one.quote for one in part.exemplars} == {
        "Black mould and damp in both bedrooms, landlord won't repair."
    }
    assert _decided(clustering, split=[split])[0] == found


def test_a_need_is_pinned_and_nothing_else_moves(clustering: Clustering) -> None:
    need = next(one.id for one in NEEDS if clustering.assignment[one.id] == HOUSING)
    found, _ = _decided(clustering, pin=[{"need": need, "cluster": DEBT}])
    assert found.assignment == clustering.assignment | {need: DEBT}
    untouched = {one.id for one in clustering.clusters} - {HOUSING, DEBT}
    assert untouched <= {one.id for one in found.clusters}


def test_what_is_not_there_is_told(clustering: Clustering) -> None:
    found, undone = _decided(
        clustering,
        cluster=[{"id": "clu_gone", "name": "x"}],
        split=[{"id": HOUSING, "name": "Ponies", "words": ["pony"]}],
        pin=[{"need": "need_gone", "cluster": DEBT}],
    )
    assert found.assignment == clustering.assignment
    assert [text.split()[0] for text in undone] == ["There", "No", "Need"]


def test_unknown_keys_are_refused() -> None:
    with pytest.raises(ValidationError):
        ClusterDecisions.model_validate({"cluster": [{"id": "clu_1", "nme": "x"}]})

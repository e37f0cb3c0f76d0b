from __future__ import annotations

import pytest

from pipeline.cluster.compare import Placed, compare_categories, disagreement

from .cluster_sample import need


def _placed(place: int, filed: str, category: str | None, *, share: float = 1.0) -> Placed:
    return Placed(need=need(place, "words", category=filed), category=category, subcategory=None, share=share)


def test_agreement_confusion_and_needs_that_stand_elsewhere() -> None:
    placed = [
        _placed(1, "health", "health"),
        _placed(2, "health", "education"),
        _placed(3, "education", "education"),
        _placed(4, "education", None),
        _placed(5, "health", "crime", share=0.6),
    ]
    found = compare_categories(placed)
    assert found["confusion"] == {
        "education": {"education": 1, "outside the framework": 1},
        "health": {"crime": 1, "education": 1, "health": 1},
    }
    assert [(one["need"], one["filed"], one["nearer"]) for one in found["elsewhere"]] == [
        ("need_0002", "health", "education"),
        ("need_0004", "education", "outside the framework"),
    ]
    assert found["elsewhere_count"] == 2
    assert -1 <= found["categories"]["adjusted_rand"] < 1


def test_perfect_agreement_and_nothing_to_compare() -> None:
    same = [_placed(1, "health", "health"), _placed(2, "crime", "crime")]
    assert compare_categories(same)["categories"] == {
        "adjusted_rand": 1.0,
        "normalised_mutual_information": 1.0,
        "v_measure": 1.0,
    }
    assert compare_categories(same[:1])["categories"] is None


@pytest.mark.parametrize(
    ("filed", "category", "note"),
    [
        (["health"] * 3, "health", None),
        (["health", "health", "crime"], "health", "1 of 3 needs is filed under another category: 1 crime."),
        (
            ["crime", "crime", "crime", "housing", "health"],
            "health",
            "4 of 5 needs are filed under another category: 3 crime, 1 housing. Most of what reads like child's mental "
            "health is not filed under health.",
        ),
        (["other", "other", "health"], None, "The framework has no need that is near. Filed under: 2 other, 1 health."),
    ],
)
def test_a_note_says_where_a_cluster_disagrees(filed: list[str], category: str | None, note: str | None) -> None:
    placed = [_placed(place, one, category) for place, one in enumerate(filed)]
    assert disagreement("Child's mental health", category, placed) == note

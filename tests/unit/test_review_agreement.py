"""Agreement against the examples that the coefficients were published or are taught with."""

from __future__ import annotations

from collections import Counter

import pytest

from pipeline.review.agreement import cohen_kappa, fleiss_kappa, interval, krippendorff_alpha, percent_agreement
from pipeline.review.sampling import draw_sample

# Krippendorff (2011), Computing Krippendorff's Alpha-Reliability: four observers, twelve units, missing data.
KRIPPENDORFF = [
    "1 1 . 1", "2 2 3 2", "3 3 3 3", "3 3 3 3", "2 2 2 2", "1 2 3 4", "4 4 4 4", "1 1 2 1", "2 2 2 2", ". 5 5 5", ". . 1 1",
    ". . 3 .",
]  # fmt: skip
# Fleiss' table of ten subjects, fourteen raters and five categories, as reproduced in textbooks.
FLEISS = [
    (0, 0, 0, 0, 14), (0, 2, 6, 4, 2), (0, 0, 3, 5, 6), (0, 3, 9, 2, 0), (2, 2, 8, 1, 1), (7, 7, 0, 0, 0), (3, 2, 6, 3, 0),
    (2, 5, 3, 2, 2), (6, 5, 2, 1, 0), (0, 2, 2, 3, 7),
]  # fmt: skip


def units(lines: list[str]) -> list[list[str | None]]:
    return [[None if rating == "." else rating for rating in line.split()] for line in lines]


def test_krippendorffs_own_example() -> None:
    assert krippendorff_alpha(units(KRIPPENDORFF)) == pytest.approx(0.743, abs=0.0005)


def test_fleiss_own_example() -> None:
    ratings = [[str(category) for category, count in enumerate(row) for _ in range(count)] for row in FLEISS]
    assert fleiss_kappa(ratings) == pytest.approx(0.210, abs=0.0005)


@pytest.mark.parametrize(
    ("table", "kappa"), [((20, 5, 10, 15), 0.4), ((45, 15, 25, 15), 0.1304), ((25, 35, 5, 35), 0.2593)]
)
def test_cohens_kappa_of_two_readers_of_grant_proposals(table: tuple[int, ...], kappa: float) -> None:
    cells = (("yes", "yes"), ("yes", "no"), ("no", "yes"), ("no", "no"))
    ratings = [cell for cell, count in zip(cells, table, strict=True) for _ in range(count)]
    assert cohen_kappa(ratings) == pytest.approx(kappa, abs=0.0001)


def test_without_variation_agreement_is_not_defined() -> None:
    same = [["yes", "yes"]] * 8
    assert (cohen_kappa(same), fleiss_kappa(same), krippendorff_alpha(same)) == (None, None, None)
    assert percent_agreement(same) == 1
    assert (krippendorff_alpha([]), fleiss_kappa([["yes", None]]), cohen_kappa([[None, "no"]])) == (None, None, None)


def test_an_interval_holds_the_value_and_is_the_same_again() -> None:
    ratings = [["yes", "yes"]] * 20 + [["no", "no"]] * 12 + [["yes", "no"]] * 6
    low, high = interval(cohen_kappa, ratings) or (1, 0)
    assert low < (cohen_kappa(ratings) or 0) < high
    assert interval(cohen_kappa, ratings) == (low, high)
    assert interval(cohen_kappa, ratings[:4]) is None


@pytest.mark.parametrize("size", [1, 5, 17, 40, 100])
def test_a_sample_is_of_its_size_in_proportion_and_repeatable(size: int) -> None:
    cases = {
        f"case_{number:03}": "north" if number < 30 else "south" if number < 39 else "east" for number in range(40)
    }
    drawn = draw_sample(cases, size=size, seed=7)
    assert len(drawn) == len(set(drawn)) == min(size, 40)
    assert drawn == draw_sample(cases, size=size, seed=7)
    strata = Counter(cases[case] for case in drawn)
    if size >= 5:
        assert set(strata) == {"north", "south", "east"}
        assert abs(strata["north"] - 0.75 * min(size, 40)) <= 2


def test_another_seed_draws_other_cases() -> None:
    cases = dict.fromkeys(map(str, range(200)), "")
    assert draw_sample(cases, size=20, seed=1) != draw_sample(cases, size=20, seed=2)

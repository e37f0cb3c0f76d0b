"""Small counts: those suppressed cannot be worked out from those published, whichever way the totals run."""

from __future__ import annotations

import itertools
import random

import pytest

from pipeline.privacy import Sum, attack, suppress

THRESHOLD = 5
Cells = dict[object, int]


def two_way(rows: list[list[int]]) -> tuple[Cells, list[Sum]]:
    """A table with its totals by row, by column and over all."""
    counts: Cells = {(r, c): value for r, row in enumerate(rows) for c, value in enumerate(row)}
    down, across = range(len(rows)), range(len(rows[0]))
    counts |= {(r, "all"): sum(rows[r]) for r in down} | {("all", c): sum(row[c] for row in rows) for c in across}
    counts["all", "all"] = sum(map(sum, rows))
    sums = [Sum((r, "all"), tuple((r, c) for c in across)) for r in down]
    sums += [Sum(("all", c), tuple((r, c) for r in down)) for c in across]
    sums.append(Sum(("all", "all"), tuple((r, "all") for r in down)))
    return counts, sums


def is_open(counts: Cells, hidden: frozenset[object], sums: list[Sum], key: object) -> bool:
    """Whether a cell could be one or less, and could be no small count at all, for all that is published."""
    low, high = attack(counts, hidden, sums, key)
    return low <= 1 and (high is None or high >= THRESHOLD)


def test_a_lone_small_count_is_suppressed_with_others() -> None:
    counts, sums = two_way([[3, 20, 31], [40, 17, 22], [15, 38, 29]])
    hidden = suppress(counts, sums, threshold=THRESHOLD)
    assert (0, 0) in hidden
    assert len(hidden) >= 4  # a lone cell, or two in a line, follow from the totals
    assert is_open(counts, hidden, sums, (0, 0))


def test_suppressing_only_the_small_counts_would_tell_them() -> None:
    counts, sums = two_way([[3, 20, 31], [40, 17, 22], [15, 38, 29]])
    assert attack(counts, {(0, 0)}, sums, (0, 0)) == (3, 3)


@pytest.mark.parametrize("seed", range(12))
def test_no_small_count_of_a_two_way_table_is_recoverable(seed: int) -> None:
    chance = random.Random(seed)
    rows = [[chance.choice((0, 1, 2, 3, 4, 6, 9, 14, 40)) for _ in range(3)] for _ in range(4)]
    counts, sums = two_way(rows)
    hidden = suppress(counts, sums, threshold=THRESHOLD)
    small = [key for key, count in counts.items() if 0 < count < THRESHOLD]
    assert set(small) <= hidden
    assert all(is_open(counts, hidden, sums, key) for key in small)
    assert not any(counts[key] == 0 for key in hidden), "noughts are published"


def test_small_counts_hold_against_every_table_that_fits() -> None:
    """The attack by hand: all tables that agree with what is published, without the solver."""
    counts, sums = two_way([[2, 6], [7, 8]])
    hidden = suppress(counts, sums, threshold=THRESHOLD)
    inner = [(r, c) for r in range(2) for c in range(2)]
    seen = set()
    for values in itertools.product(range(26), repeat=4):
        table = dict(zip(inner, values, strict=True))
        whole, _ = two_way([[table[0, 0], table[0, 1]], [table[1, 0], table[1, 1]]])
        if all(whole[key] == counts[key] for key in counts if key not in hidden):
            seen.add(table[0, 0])
    assert min(seen) <= 1 and max(seen) >= THRESHOLD


def test_two_tables_that_share_a_total_are_suppressed_as_one() -> None:
    """Closures by reason and by step have the same total: what the one publishes must not tell the other."""
    counts: Cells = {"all": 30, "a": 27, "b": 3, "x": 12, "y": 18}
    sums = [Sum("all", ("a", "b")), Sum("all", ("x", "y"))]
    hidden = suppress(counts, sums, threshold=THRESHOLD)
    assert "b" in hidden
    assert is_open(counts, hidden, sums, "b")


def test_large_counts_are_published_and_a_wrong_total_is_refused() -> None:
    counts, sums = two_way([[12, 20], [40, 0]])
    assert suppress(counts, sums, threshold=THRESHOLD) == frozenset()
    with pytest.raises(ValueError, match="total"):
        suppress({"all": 9, "a": 4, "b": 4}, [Sum("all", ("a", "b"))], threshold=THRESHOLD)

"""Needs counted by family: which come up together, and how their share differs between groups of families and over time.

A family counts once, however often its papers name a need; denied needs do not count. Counts of 1 to one less than the
threshold are hidden, with every number from which they could be worked out.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Final

from ..evaluate.score import Share
from ..records.need import Need

_FEWEST: Final = 5  # families on either side of a comparison
_TOLD: Final = ("families", "of", "share", "interval", "difference", "difference_interval", "differs")
_DIGITS: Final = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class Placement:
    """Where families stand: the family and the group (team, agency, year; None where it is not known) of each need."""

    family: Mapping[str, str]
    group: Mapping[str, str | None]


def co_occurrence(
    needs: Sequence[Need], *, cluster: Mapping[str, str], family: Mapping[str, str], threshold: int
) -> list[dict[str, Any]]:
    """Pairs of clusters found in one family, most families first. `lift` is the count against what chance would give.

    `families` is None where it is hidden, and `lift` with it. Pairs of no family are left out.
    """
    inside = _families(needs, cluster=cluster, family=family)
    total = len({family[need.id] for need in needs})
    pairs: list[tuple[int, str, str]] = []
    for left, right in combinations(sorted(inside), 2):
        both = len(inside[left] & inside[right])
        if both:
            pairs.append((both, left, right))
    rows = []
    for both, left, right in sorted(pairs, key=lambda pair: (-pair[0], pair[1:])):
        expected = len(inside[left]) * len(inside[right]) / total
        shown = both >= threshold
        rows.append(
            {
                "clusters": [left, right],
                "families": both if shown else None,
                "lift": round(both / expected, 2) if shown else None,
            }
        )
    return rows


def group_shares(
    needs: Sequence[Need], *, cluster: Mapping[str, str], placement: Placement, threshold: int
) -> list[dict[str, Any]]:
    """The share of each group's families with a need of each cluster, with Wilson's 95% interval (Wilson 1927).

    `difference` is the share less that of all families outside the group, with the 95% interval of Newcombe (1998, method
    10); `differs` says that the interval leaves out nought. None where hidden, or where either side has fewer than
    five families.
    """
    groups: dict[str, set[str]] = {}
    for need in needs:
        name = placement.group.get(need.id)
        if name is not None:
            groups.setdefault(name, set()).add(placement.family[need.id])
    everyone = set().union(*groups.values()) if groups else set()
    inside = _families(needs, cluster=cluster, family=placement.family)
    rows = []
    for one in sorted(inside):
        shares = {name: Share(hits=len(inside[one] & families), of=len(families)) for name, families in groups.items()}
        hidden = _hidden(shares, threshold)
        for name, here in sorted(shares.items()):
            others = everyone - groups[name]
            there = Share(hits=len(inside[one] & others), of=len(others))
            told = dict.fromkeys(_TOLD) if name in hidden else _compared(here, there, comparable=not hidden)
            rows.append({"cluster": one, "group": name, **told})
    return rows


def _hidden(shares: Mapping[str, Share], threshold: int) -> set[str]:
    """Groups whose numbers are not told: small ones, and where that is one alone, the next smallest, as the count of all
    families less the others would tell it."""
    hidden = {name for name, share in shares.items() if _small(share, threshold)}
    rest = [name for name in shares if name not in hidden]
    if len(hidden) == 1 and rest:
        hidden.add(min(rest, key=lambda name: (shares[name].hits == 0, shares[name].hits, name)))
    return hidden


def _compared(here: Share, there: Share, *, comparable: bool) -> dict[str, Any]:
    """Numbers of a group. `comparable` is False where the numbers of the rest would tell a hidden group's."""
    difference = newcombe(here, there) if comparable and min(here.of, there.of) >= _FEWEST else None
    values = (
        here.hits,
        here.of,
        round(here.value or 0.0, _DIGITS),
        _rounded(here.interval),
        round((here.value or 0.0) - (there.value or 0.0), _DIGITS) if difference else None,
        _rounded(difference),
        not difference[0] <= 0 <= difference[1] if difference else None,
    )
    return dict(zip(_TOLD, values, strict=True))


def newcombe(here: Share, there: Share) -> tuple[float, float] | None:
    """The 95% interval of the difference of two shares (Newcombe 1998, method 10). None where either is of nothing."""
    if here.interval is None or there.interval is None or here.value is None or there.value is None:
        return None
    (low, high), (other_low, other_high) = here.interval, there.interval
    difference = here.value - there.value
    return (
        difference - math.hypot(here.value - low, other_high - there.value),
        difference + math.hypot(high - here.value, there.value - other_low),
    )


def _small(share: Share, threshold: int) -> bool:
    """Whether a share tells of few people: those who have the need, those who have it not, or the group."""
    return any(0 < count < threshold for count in (share.hits, share.of - share.hits, share.of))


def _families(needs: Sequence[Need], *, cluster: Mapping[str, str], family: Mapping[str, str]) -> dict[str, set[str]]:
    """The families in each cluster."""
    found: dict[str, set[str]] = {}
    for need in needs:
        if need.status != "negated" and need.id in cluster:
            found.setdefault(cluster[need.id], set()).add(family[need.id])
    return found


def _rounded(interval: tuple[float, float] | None) -> list[float] | None:
    return None if interval is None else [round(value, _DIGITS) for value in interval]

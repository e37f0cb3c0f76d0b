"""Clusters against the categories under which the needs are filed: do the categories hold?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from ..records.need import Need

_LISTED: Final = 200  # needs that stand nearer to another category, in run.json
_SURE: Final = 0.9  # share of base clusterings that must agree before a category is questioned
_TELLING: Final = 4  # needs in a cluster of which a majority says something
_DIGITS: Final = 4
OUTSIDE: Final = "outside the framework"


@dataclass(frozen=True, kw_only=True, slots=True)
class Placed:
    """A need and the place that its words were given: category and need of the framework, None for a theme outside it."""

    need: Need
    category: str | None
    subcategory: str | None
    share: float


def compare_categories(placed: Sequence[Placed]) -> dict[str, Any]:
    """Agreement of clusters with categories, the confusion table, and the needs whose words stand nearer to another one.

    Agreement: adjusted Rand index, normalised mutual information and V-measure (Rosenberg and Hirschberg 2007), for
    categories and for the needs beneath them; None where there is nothing to compare.
    """
    confusion: dict[str, Counter[str]] = {}
    for one in placed:
        confusion.setdefault(one.need.category, Counter())[one.category or OUTSIDE] += 1
    elsewhere = sorted(
        (one for one in placed if one.share >= _SURE and one.category != one.need.category),
        key=lambda one: (-one.share, one.need.document, one.need.evidence.start, one.need.id),
    )
    return {
        "categories": _agreement([one.need.category for one in placed], [one.category or OUTSIDE for one in placed]),
        "needs": _agreement(
            [one.need.subcategory or one.need.category for one in placed],
            [one.subcategory or OUTSIDE for one in placed],
        ),
        "confusion": {filed: dict(sorted(found.items())) for filed, found in sorted(confusion.items())},
        "elsewhere": [
            {
                "need": one.need.id,
                "filed": one.need.category,
                "nearer": one.category or OUTSIDE,
                "agreement": round(one.share, _DIGITS),
            }
            for one in elsewhere[:_LISTED]
        ],
        "elsewhere_count": len(elsewhere),
    }


def disagreement(name: str | None, category: str | None, placed: Sequence[Placed]) -> str | None:
    """A note where a cluster disagrees with the taxonomy, None where it does not.

    "3 of 12 needs are filed under another category: 2 health, 1 crime."
    """
    filed = Counter(one.need.category for one in placed)
    if category is None:
        said = ", ".join(_counted(filed))
        return f"The framework has no need that is near. Filed under: {said}."
    others = Counter({name: count for name, count in filed.items() if name != category})
    if not others:
        return None
    verb = "is" if others.total() == 1 else "are"
    note = (
        f"{others.total()} of {len(placed)} needs {verb} filed under another category: {', '.join(_counted(others))}."
    )
    if others.total() * 2 > len(placed) >= _TELLING:
        note += f" Most of what reads like {(name or '').lower()} is not filed under {category}."
    return note


def _counted(counts: Counter[str]) -> list[str]:
    return [f"{count} {name}" for name, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]


def _agreement(filed: list[str], found: list[str]) -> dict[str, float] | None:
    if len(set(filed)) < 2:
        return None
    from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score, v_measure_score

    return {
        "adjusted_rand": round(float(adjusted_rand_score(filed, found)), _DIGITS),
        "normalised_mutual_information": round(float(normalized_mutual_info_score(filed, found)), _DIGITS),
        "v_measure": round(float(v_measure_score(filed, found)), _DIGITS),
    }

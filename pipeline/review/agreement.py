"""How far auditors agree beyond chance: Cohen's kappa, Fleiss' kappa and Krippendorff's alpha, with bootstrap intervals.

Ratings are a row a unit (a case) and a column a rater; None where a rater did not rate. A coefficient is None where it is not
defined: fewer than two ratings, or no variation at all, where agreement by chance alone would be certain.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import permutations
from typing import Final

Ratings = Sequence[Sequence[str | None]]
Coefficient = Callable[[Ratings], float | None]
RESAMPLES: Final = 1000
_SEED: Final = 20


def percent_agreement(ratings: Ratings) -> float | None:
    """The share of pairs of ratings of one unit that are the same, 0-1."""
    same = pairs = 0
    for unit in _rated(ratings):
        for first, second in permutations(unit, 2):
            same += first == second
            pairs += 1
    return same / pairs if pairs else None


def cohen_kappa(ratings: Ratings) -> float | None:
    """Cohen's kappa of two raters over the units that both rated (Cohen 1960)."""
    pairs = [(unit[0], unit[1]) for unit in ratings if None not in unit[:2]]
    if not pairs:
        return None
    observed = sum(first == second for first, second in pairs) / len(pairs)
    left, right = Counter(first for first, _ in pairs), Counter(second for _, second in pairs)
    expected = sum(left[category] * right[category] for category in left) / len(pairs) ** 2
    return None if expected == 1 else (observed - expected) / (1 - expected)


def fleiss_kappa(ratings: Ratings) -> float | None:
    """Fleiss' kappa over the units with as many ratings as most have, at least two (Fleiss 1971)."""
    rated = _rated(ratings)
    if not rated:
        return None
    raters = Counter(map(len, rated)).most_common(1)[0][0]
    units = [Counter(unit) for unit in rated if len(unit) == raters]
    totals: Counter[str] = Counter()
    for unit in units:
        totals.update(unit)
    whole = len(units) * raters
    expected = sum((count / whole) ** 2 for count in totals.values())
    observed = sum(sum(count * (count - 1) for count in unit.values()) for unit in units) / (whole * (raters - 1))
    return None if expected == 1 else (observed - expected) / (1 - expected)


def krippendorff_alpha(ratings: Ratings) -> float | None:
    """Krippendorff's alpha for nominal data; ratings may be missing (Krippendorff 2011, Computing Krippendorff's
    Alpha-Reliability)."""
    rated = _rated(ratings)
    weights: dict[tuple[str, str], float] = {}
    for unit in rated:
        for pair in permutations(unit, 2):
            weights[pair] = weights.get(pair, 0.0) + 1 / (len(unit) - 1)
    totals: dict[str, float] = {}
    for (first, _), weight in weights.items():
        totals[first] = totals.get(first, 0.0) + weight
    whole = sum(totals.values())
    if whole <= 1 or len(totals) < 2:
        return None
    differing = sum(weight for (first, second), weight in weights.items() if first != second)
    by_chance = whole**2 - sum(total**2 for total in totals.values())
    return 1 - (whole - 1) * differing / by_chance


def interval(coefficient: Coefficient, ratings: Ratings) -> tuple[float, float] | None:
    """The 95% percentile interval of a coefficient when units are drawn again with replacement; seeded. None below five units."""
    units = [unit for unit in ratings if sum(rating is not None for rating in unit) > 1]
    if len(units) < 5:
        return None
    chance = random.Random(_SEED)
    values = sorted(
        value
        for _ in range(RESAMPLES)
        if (value := coefficient([units[chance.randrange(len(units))] for _ in units])) is not None
    )
    if len(values) < RESAMPLES // 2:
        return None
    return values[int(0.025 * len(values))], values[min(int(0.975 * len(values)), len(values) - 1)]


def _rated(ratings: Ratings) -> list[list[str]]:
    """The ratings of each unit that two raters or more rated."""
    units = [[rating for rating in unit if rating is not None] for unit in ratings]
    return [unit for unit in units if len(unit) > 1]

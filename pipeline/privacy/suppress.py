"""Small counts on shared tables: which cells to suppress so that none of them can be worked out from the others.

Counts from 1 up to the threshold are suppressed first; then, for each of them, the cheapest further cells that leave it open
(Fischetti and Salazar-González 2001, the cell suppression problem, solved one sensitive cell at a time). `attack` is the
other side: what somebody who knows every published number can say of a suppressed one.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

Key = Hashable


@dataclass(frozen=True, slots=True)
class Sum:
    """A total and the cells that make it: ``total == sum(parts)``."""

    total: Key
    parts: tuple[Key, ...]


def suppress(counts: Mapping[Key, int], sums: Sequence[Sum], *, threshold: int) -> frozenset[Key]:
    """The cells to suppress: those of 1 to ``threshold - 1``, and others so that each could be 1 or less, or `threshold` or more.

    Counts are not negative; the sums must hold. Noughts are published. Raises ValueError where a sum does not hold.
    """
    for item in sums:
        if counts[item.total] != sum(counts[part] for part in item.parts):
            raise ValueError("a total is not the sum of its parts")
    sensitive = sorted(
        (key for key, count in counts.items() if 0 < count < threshold), key=lambda k: (counts[k], str(k))
    )
    hidden = set(sensitive)
    for key in sensitive:
        if not _is_open(counts, hidden, sums, key, threshold):
            hidden |= _cheapest(counts, hidden, sums, key, threshold)
    if not all(_is_open(counts, hidden, sums, key, threshold) for key in sensitive):
        # The rounding of the solver can leave a cell half open: with every count of the tables suppressed none is.
        hidden |= {key for key, count in counts.items() if count > 0}
    return frozenset(hidden)


def attack(
    counts: Mapping[Key, int], hidden: frozenset[Key] | set[Key], sums: Sequence[Sum], key: Key
) -> tuple[int, int | None]:
    """The least and the greatest value that cell `key` can have, given every published cell; None where it has no bound."""
    import numpy as np
    from scipy.optimize import Bounds, milp

    order, matrix = _system(counts, sums)
    values = np.array([counts[item] for item in order], dtype=float)
    free = np.array([item in hidden for item in order])
    low, high = np.where(free, 0, values), np.where(free, np.inf, values)
    target = np.zeros(len(order))
    target[order.index(key)] = 1
    ends: list[int | None] = []
    for sign in (1, -1):
        result = milp(
            sign * target, bounds=Bounds(low, high), integrality=np.ones(len(order)), constraints=_equal(matrix)
        )
        # Status 3: unbounded, 4: unbounded or infeasible; the true counts are feasible.
        ends.append(None if result.status in (3, 4) or result.x is None else round(sign * result.fun))
    return ends[0] or 0, ends[1]


def _is_open(counts: Mapping[Key, int], hidden: set[Key], sums: Sequence[Sum], key: Key, threshold: int) -> bool:
    low, high = attack(counts, hidden, sums, key)
    return low <= 1 and (high is None or high >= threshold)


def _cheapest(counts: Mapping[Key, int], hidden: set[Key], sums: Sequence[Sum], key: Key, threshold: int) -> set[Key]:
    """The further cells whose suppression opens `key`: two other tables must fit, one with little in it, one with much.

    Variables: whether each cell is suppressed, and how far it differs in the two tables. Noughts stay noughts.
    """
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp

    order, matrix = _system(counts, sums)
    size, at = len(order), order.index(key)
    values = np.array([counts[item] for item in order], dtype=float)
    totals = {item.total for item in sums}
    most = float(values.sum() + threshold)
    price = np.array([1 + counts[item] / most + (2 if item in totals else 0) for item in order])
    fixed = np.array([1.0 if item in hidden else 0.0 for item in order])
    price[fixed > 0] = 0
    open_ = np.where(values > 0, 1.0, 0.0)
    low = np.concatenate([fixed, -values, -values])
    high = np.concatenate([open_, np.full(size, most), np.full(size, most)])
    high[size : 2 * size][values == 0] = 0
    high[2 * size :][values == 0] = 0
    low[size + at] = threshold - values[at]  # much
    high[2 * size + at] = min(1 - values[at], 0)  # little
    nothing, identity = np.zeros_like(matrix), np.eye(size)
    zeros = np.zeros((size, size))
    rows = np.block(
        [
            [np.zeros((len(matrix), size)), matrix, nothing],
            [np.zeros((len(matrix), size)), nothing, matrix],
        ]
    )  # fmt: skip
    bound = np.block(
        [
            [-most * identity, identity, zeros],
            [-most * identity, zeros, identity],
            [-np.diag(values), -identity, zeros],
            [-np.diag(values), zeros, -identity],
        ]
    )  # fmt: skip
    result = milp(
        np.concatenate([price, np.zeros(2 * size)]),
        integrality=np.concatenate([np.ones(size), np.zeros(2 * size)]),
        bounds=Bounds(low, np.maximum(high, low)),
        constraints=[LinearConstraint(rows, 0, 0), LinearConstraint(bound, -np.inf, 0)],
        options={"mip_rel_gap": 0.0},
    )
    if result.x is None:
        return {item for item in order if counts[item] > 0}
    return {item for item, chosen in zip(order, result.x[:size], strict=True) if chosen > 0.5}


def _system(counts: Mapping[Key, int], sums: Sequence[Sum]) -> tuple[list[Key], np.ndarray[Any, Any]]:
    """The cells in one order, and a row a sum: parts minus total is nought."""
    import numpy as np

    order = sorted(counts, key=str)
    place = {key: at for at, key in enumerate(order)}
    matrix = np.zeros((len(sums), len(order)))
    for row, item in enumerate(sums):
        matrix[row, place[item.total]] = -1
        for part in item.parts:
            matrix[row, place[part]] = 1
    return order, matrix


def _equal(matrix: np.ndarray[Any, Any]) -> list[Any]:
    from scipy.optimize import LinearConstraint

    return [LinearConstraint(matrix, 0, 0)] if len(matrix) else []

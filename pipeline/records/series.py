"""The same measure over time."""

from __future__ import annotations

from dataclasses import dataclass

from .figure import Period, UnitKind
from .number import Number


@dataclass(frozen=True, kw_only=True, slots=True)
class Point:
    """One value of a series and the figure that states it."""

    period: Period
    value: Number
    figure: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Series:
    """`revisions` lists points of one period with different values; `breaks` says where the definition changes.

    `body` is the authority or the case whose figures they are; `stated_as` are the phrases that were joined to `measure`, and
    `basis` why; `missing` are periods between the first and the last that no document states.
    """

    id: str
    measure: str
    breakdown: dict[str, str] | None
    geography: str | None
    unit_kind: UnitKind
    unit: str | None
    points: tuple[Point, ...]
    revisions: tuple[tuple[Point, ...], ...]
    breaks: tuple[str, ...]
    body: str | None = None
    stated_as: tuple[str, ...] = ()
    basis: str = ""
    missing: tuple[Period, ...] = ()

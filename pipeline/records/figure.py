"""A stated number and what it is a number of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from .number import Number
from .span import Evidence, Locator

UnitKind = Literal["count", "percent", "percentage_points", "rate", "currency", "ratio", "duration"]
Direction = Literal["increase", "decrease", "no_change"]
Qualifier = Literal["approx", "over", "under", "at_least", "at_most"]
Role = Literal["reported", "baseline", "target", "standard", "forecast"]
Origin = Literal["prose", "list", "table", "chart", "form"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Period:
    """A stretch of days, both ends included. An end that the document cannot settle is None; a moment has start = end."""

    text: str
    start: date | None
    end: date | None

    def __post_init__(self) -> None:
        if self.start and self.end and self.start > self.end:
            raise ValueError(f"a period cannot run from {self.start} to {self.end}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """How the number moved, as stated. `amount` is in the figure's unit, or percent where the text says percent."""

    direction: Direction
    amount: Number | None = None
    baseline: Number | None = None
    baseline_period: Period | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """One stated number. See the output contract (docs/outputs.md) for the meaning of each field."""

    id: str
    document: str
    value: Number
    low: Number | None
    high: Number | None
    text: str
    start: int
    end: int
    unit_kind: UnitKind
    unit: str | None
    denominator: Number | None
    measure: str | None
    breakdown: dict[str, str] | None
    period: Period | None
    change: Change | None
    qualifier: Qualifier | None
    role: Role
    geography: str | None
    organisation: str | None
    attributed_to: str | None
    origin: Origin
    evidence: Evidence
    locator: Locator
    method: str  # the rule that found it, e.g. "prose", "table:column-header"
    confidence: float  # 0-1
    explanation: str  # which words gave the measure, the period, the unit

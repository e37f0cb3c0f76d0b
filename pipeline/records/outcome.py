"""What was done, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from .number import Number
from .span import Evidence, Locator

OutcomeStatus = Literal["met", "partly_met", "not_met", "unknown"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Intervention:
    """Help that was given or planned: which service, what it did, for whom, when."""

    id: str
    document: str
    service: str | None
    action: str
    person: str | None
    start_date: date | None
    end_date: date | None
    planned: bool
    case: str | None
    evidence: Evidence
    locator: Locator
    method: str
    confidence: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """A change, or the lack of one. `scale` names the measure ("Outcomes Star", "attendance %"), `from_` and `to` its scores."""

    id: str
    document: str
    category: str
    status: OutcomeStatus
    scale: str | None
    from_: Number | str | None  # a score, or a stage of change such as "contemplation"
    to: Number | str | None
    sustained: bool | None
    case: str | None
    evidence: Evidence
    locator: Locator
    method: str
    confidence: float

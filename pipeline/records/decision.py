"""What a committee was asked to do, decided, or set in train."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from .span import Evidence, Locator

DecisionKind = Literal["recommendation", "resolution", "action"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    """One recommendation, resolution or action, with the number printed beside it."""

    id: str
    document: str
    kind: DecisionKind
    number: str | None
    text: str
    owner: str | None
    due: date | None
    evidence: Evidence
    locator: Locator
    method: str
    confidence: float

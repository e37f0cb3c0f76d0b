"""Two runs side by side: what both state, and what cannot be compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from .figure import Figure

Reason = Literal["period", "unit", "definition", "part", "one_side"]
REASONS: Final[Mapping[Reason, str]] = {
    "period": "No period is stated on both sides.",
    "unit": "One side states it in another unit.",
    "definition": "The limit in the definition differs.",
    "part": "The sides state other parts of it.",
    "one_side": "Only one side states it.",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Compared:
    """One measure, part and period on both sides. `difference` is right less left; `notes` say what to bear in mind."""

    measure: str
    left: Figure
    right: Figure
    left_body: str
    right_body: str
    difference: Decimal
    basis: str
    notes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Apart:
    """A measure that cannot be compared. `reason` is a key of `REASONS`; `left` and `right` say what each side states."""

    measure: str
    reason: Reason
    left: tuple[str, ...]
    right: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Everything that two sides state of reported measures with a period, compared or told apart."""

    compared: tuple[Compared, ...]
    apart: tuple[Apart, ...]

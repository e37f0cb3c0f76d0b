"""What belongs to what: the golden thread, and figures that are parts of one another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

LinkKind = Literal["need_intervention", "need_outcome", "intervention_outcome", "figure_figure", "need_need"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """`from_` and `to` are ids of rows; `basis` says in words why they were linked."""

    id: str
    kind: LinkKind
    from_: str
    to: str
    basis: str
    confidence: float

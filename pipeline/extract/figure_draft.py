"""A figure while it is being worked out, and how it becomes a record."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from ..records.document import Document, evidence_at, locate
from ..records.figure import Change, Figure, Origin, Period, Qualifier, Role, UnitKind
from ..records.ids import content_id
from ..records.span import Locator
from ..vocab.figure_confidence import FigureConfidence

_LONGEST_MEASURE = 160  # characters


@dataclass(slots=True, kw_only=True)
class FigureDraft:
    """What is known of one number so far. `start:end` and `evidence` are offsets in the document."""

    start: int
    end: int
    evidence: tuple[int, int]
    value: Decimal
    low: Decimal | None = None
    high: Decimal | None = None
    unit_kind: UnitKind
    unit: str | None = None
    denominator: Decimal | None = None
    measure: str | None = None
    breakdown: dict[str, str] | None = None
    period: Period | None = None
    change: Change | None = None
    qualifier: Qualifier | None = None
    role: Role = "reported"
    geography: str | None = None
    organisation: str | None = None
    attributed_to: str | None = None
    origin: Origin
    method: str
    locator: Locator | None = None
    reasons: dict[str, str] = field(default_factory=dict)  # field -> the words it came from
    confidence: float = 0.9


def build_figure(document: Document, draft: FigureDraft, measured: FigureConfidence) -> Figure:
    """The record of a draft; its confidence is what figures of its method and raw score were worth on the gold."""
    raw = round(max(0.05, min(draft.confidence, 0.99)), 2)
    text = document.text[draft.start : draft.end]
    measure = " ".join((draft.measure or "").split())[:_LONGEST_MEASURE].strip(" ,;:–-") or None
    return Figure(
        id=content_id("fig", document.id, draft.start, draft.end, text),
        document=document.id,
        value=plain_decimal(draft.value),
        low=plain_decimal(draft.low) if draft.low is not None else None,
        high=plain_decimal(draft.high) if draft.high is not None else None,
        text=text,
        start=draft.start,
        end=draft.end,
        unit_kind=draft.unit_kind,
        unit=draft.unit,
        denominator=plain_decimal(draft.denominator) if draft.denominator is not None else None,
        measure=measure,
        breakdown=dict(sorted(draft.breakdown.items())) if draft.breakdown else None,
        period=draft.period,
        change=draft.change,
        qualifier=draft.qualifier,
        role=draft.role,
        geography=draft.geography,
        organisation=draft.organisation,
        attributed_to=draft.attributed_to,
        origin=draft.origin,
        evidence=evidence_at(document, *draft.evidence),
        locator=draft.locator or locate(document, draft.start, draft.end),
        method=draft.method,
        confidence=round(min(measured.measured(draft.method, raw), 0.99), 2),
        explanation="; ".join(f"{name}: {words}" for name, words in sorted(draft.reasons.items())),
    )


def plain_decimal(value: Decimal) -> Decimal:
    """Without an exponent and without zeros that the scale put there: 1200000.0 -> 1200000; 7.50 stays 7.5."""
    if value == value.to_integral_value():
        return value.quantize(Decimal(1))
    return Decimal(f"{value.normalize():f}")

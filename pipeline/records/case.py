"""One case document: how it ended, whether it is complete, whether it was on time."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal

from .document import Genre
from .span import Evidence

Step = Literal["none", "down", "up", "transfer", "withdrawn", "moved"]
Presence = Literal["present", "absent", "not_applicable"]
BreachKind = Literal["assessment_late", "review_gap", "gap_before_closure", "date_order", "single_need"]

# The fields whose completeness is judged, in the order of the output contract.
COMPLETENESS_FIELDS = (
    "presenting_needs",
    "intervention",
    "impact",
    "outstanding_support",
    "services_involved",
    "reason_for_closure",
    "lead_professional_reflection",
    "family_reflection",
    "consent",
    "child_voice",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class DatedEvent:
    """A date of the case and the words that state it."""

    date: datetime.date
    evidence: Evidence


@dataclass(frozen=True, kw_only=True, slots=True)
class Breach:
    """A limit that was not kept. `days` and `limit` in working days for an assessment, else in calendar days."""

    kind: BreachKind
    days: int | None
    limit: int | None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Timeliness:
    """Dates as found. `working_days` count after the referral date up to and including completion of the assessment."""

    referral_date: datetime.date | None = None
    assessment_date: datetime.date | None = None
    working_days: int | None = None
    plan_date: datetime.date | None = None
    review_dates: tuple[datetime.date, ...] = ()
    breaches: tuple[Breach, ...] = ()
    evidence: dict[str, tuple[Evidence, ...]] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """A case document (closure summary, assessment, plan, review)."""

    id: str
    document: str
    genre: Genre
    reference: str | None
    people: tuple[str, ...]
    step: Step
    reason: str | None  # canonical code of vocab/closure_reasons.toml
    reason_text: str | None
    reason_evidence: Evidence | None
    closure_date: datetime.date | None
    services_involved: tuple[str, ...]
    outstanding_support: str | None
    lead_professional: str | None
    completeness: dict[str, Presence]
    completeness_evidence: dict[str, Evidence]  # the words that fill the field, or the label of its empty box
    timeliness: Timeliness
    method: str
    confidence: float
    joined: str | None = None  # shared by the papers of one case; None where the run holds no other paper of it
    joined_basis: str | None = None  # why they were joined, or not, in words and without names

    @property
    def day(self) -> datetime.date | None:
        """The day of what the paper is for: of the closure, of its last review, of the plan or of the assessment."""
        if self.genre == "closure_summary":
            return self.closure_date
        if self.genre == "review":
            return max(self.timeliness.review_dates, default=None)
        return self.timeliness.plan_date if self.genre == "plan" else self.timeliness.assessment_date

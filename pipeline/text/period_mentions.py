"""What a stated period is, and what a reader knows when meeting one."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from ..records.figure import Period
from .calendar_units import Grain

Relation = Literal["during", "at", "since", "by", "from", "until", "previous", "around"]


@dataclass(frozen=True, kw_only=True, slots=True)
class PeriodMention:
    """A period at `start:end` of a text, its words with their preposition. `relation` "previous" is a shifted period,
    "by" a moment that something is due or reached, "at" any other moment, "around" one that something is before or after.
    `parts` are the two ends of a range as they are printed: "from 2022 to 2023".
    """

    start: int
    end: int
    period: Period
    grain: Grain
    relation: Relation = "during"
    fiscal: bool = False
    parts: tuple[Period, Period] | None = None
    vague: bool = False  # "the year", "this quarter": means what the context says

    @property
    def settled(self) -> bool:
        return self.period.start is not None or self.period.end is not None


@dataclass(slots=True)
class PeriodContext:
    """What a reader already knows: the document's date, its own period (from its title), and what was said last.

    `near` is the last period stated in the paragraph, `latest` the last one of each grain in the document.
    """

    reference: date | None = None
    document: PeriodMention | None = None
    near: PeriodMention | None = None
    last: PeriodMention | None = None  # stated last anywhere, which counts where the document has no date
    latest: dict[Grain, PeriodMention] = field(default_factory=dict)

    def note(self, mention: PeriodMention) -> None:
        """Remember a period that was stated."""
        if mention.settled and not mention.vague and mention.relation != "previous":
            self.near = self.last = mention
            self.latest[mention.grain] = mention


def changed(
    text: str, mention: PeriodMention, first: date | None, last: date | None, relation: Relation
) -> PeriodMention:
    words = " ".join(text[mention.start : mention.end].split())
    return replace(mention, period=Period(text=words, start=first, end=last), relation=relation)


def mention_of(text: str, start: int, end: int, first: date | None, last: date | None, grain: Grain) -> PeriodMention:
    words = " ".join(text[start:end].split())
    return PeriodMention(start=start, end=end, period=Period(text=words, start=first, end=last), grain=grain)


def fiscal_start(day: date) -> int:
    return day.year if day.month >= 4 else day.year - 1

"""Stretches of time as councils print them, resolved to days: "as at 31 March 2022", "since July", "the year before". Pure.

Both ends of a `Period` are included; a moment has start = end; what the text cannot settle is None. Months and quarters
without a year take it from the nearest year stated, else from the document's date; "the year before" and "the same quarter
last year" shift the period that is being spoken of.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from ..records.figure import Period
from .calendar_units import (
    CalendarUnit,
    Grain,
    financial_quarters,
    financial_year,
    find_calendar_units,
    month_days,
)
from .period_mentions import PeriodContext, PeriodMention, fiscal_start, mention_of
from .period_relations import with_relation
from .relative_periods import find_relative_periods


def find_periods(text: str, context: PeriodContext | None = None) -> list[PeriodMention]:
    """All periods of `text`, in order, none overlapping. `context` is read, and not changed."""
    context = context or PeriodContext()
    units = find_calendar_units(text)
    spans = _joined_units(text, units)
    settled = _settle(text, spans, context)
    mentions = [with_relation(text, mention, context) for mention in settled]
    relative = find_relative_periods(text, mentions, context)
    taken = bytearray(len(text) + 1)
    for mention in relative:
        taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
    kept = [m for m in mentions if not any(taken[m.start : m.end])]
    return sorted([*kept, *relative], key=lambda mention: mention.start)


@dataclass(slots=True)
class _Stretch:
    """One unit, or a range of two."""

    first: CalendarUnit
    last: CalendarUnit
    start: int
    end: int
    first_day: int | None = None  # the "10" of "10 and 11 May 2022"


_TO = re.compile(
    r"^\s*(?:-|–|—|to|until|till|through(?:\s+to)?|up\s+to|up\s+until|and\s+ending(?:\s+on)?|"
    r"ending)\s*(?:the\s+)?(?:end\s+of\s+)?$",
    re.IGNORECASE,
)
_AND = re.compile(r"^\s*(?:and|&)\s*(?:the\s+)?(?:end\s+of\s+)?$", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?(?:start\s+of\s+|beginning\s+of\s+|end\s+of\s+)?$", re.IGNORECASE)
_DAY_BEFORE = re.compile(
    r"(?<![\d.,/£])(?P<day>\d{1,2})(?:st|nd|rd|th)?\s*(?P<link>-|–|to|and|&)\s*(?:the\s+)?$", re.IGNORECASE
)


def _joined_units(text: str, units: list[CalendarUnit]) -> list[_Stretch]:
    stretches: list[_Stretch] = []
    position = 0
    while position < len(units):
        unit = units[position]
        stretch = _Stretch(unit, unit, unit.start, unit.end)
        if position + 1 < len(units):
            other = units[position + 1]
            between = text[unit.end : other.start]
            ranged = _TO.match(between) or (
                _AND.match(between) and _BETWEEN.search(text[max(0, unit.start - 40) : unit.start])
            )
            if ranged and len(between) < 30 and _can_range(unit, other):
                stretch = _Stretch(unit, other, unit.start, other.end)
                position += 1
        if unit.grain == "day" and stretch.last is unit:
            before = _DAY_BEFORE.search(text[max(0, unit.start - 14) : unit.start])
            if before and unit.day and 1 <= int(before["day"]) < unit.day:
                stretch.first_day = int(before["day"])
                stretch.start = max(0, unit.start - 14) + before.start()
        stretches.append(stretch)
        position += 1
    return stretches


def _can_range(first: CalendarUnit, last: CalendarUnit) -> bool:
    if "term" in (first.grain, last.grain) or (first.quarters and not last.quarters):
        return False
    return not (first.first and last.last and first.first > last.last)


def _settle(text: str, stretches: list[_Stretch], context: PeriodContext) -> list[PeriodMention]:
    """Give every stretch its days: first those that print a year, then the others from their neighbours."""
    settled: list[PeriodMention | None] = [_explicit(text, stretch) for stretch in stretches]
    for index, stretch in enumerate(stretches):
        if settled[index] is not None:
            continue
        earlier = next((m for m in reversed(settled[:index]) if m is not None and m.settled), None)
        later = next((m for m in settled[index + 1 :] if m is not None and m.settled), None)
        unanchored = context.reference is None and context.document is None
        near = earlier or context.near or (later if unanchored else None)
        settled[index] = _from_context(text, stretch, near, context)
    return [mention for mention in settled if mention is not None]


def _explicit(text: str, stretch: _Stretch) -> PeriodMention | None:
    first, last = stretch.first, stretch.last
    if first.grain == "term":
        return mention_of(text, stretch.start, stretch.end, first.first, first.last, "term")
    if last.first is None or last.last is None:
        if first is not last and first.first is not None and last.month is not None:
            # "April 2022 to March": the year that follows
            year = first.first.year + (1 if last.month < first.first.month else 0)
            end = date(year, last.month, last.day) if last.day else month_days(year, last.month)[1]
            return mention_of(text, stretch.start, stretch.end, first.first, end, "years")
        return None
    start = first.first
    if start is None and first.month is not None:
        year = last.last.year - (1 if first.month > last.last.month else 0)
        start = (
            date(year, first.month, first.day)
            if first.day and _is_day(year, first.month, first.day)
            else date(year, first.month, 1)
        )
    elif start is None and first.quarters is not None:
        start = financial_quarters(last.first.year if last.first.month > 3 else last.first.year - 1, *first.quarters)[0]
    if start is None or start > last.last:
        return None
    if stretch.first_day:
        start = start.replace(day=stretch.first_day)
    grain: Grain = last.grain if first is last and not stretch.first_day else "years"
    fiscal = first.fiscal or last.fiscal
    if (start, last.last) == financial_year(start.year):
        grain, fiscal = "year", True
    mention = mention_of(text, stretch.start, stretch.end, start, last.last, grain)
    if first is not last:
        mention = replace(mention, parts=_parts(text, stretch, start, last))
    return replace(mention, fiscal=fiscal)


def _parts(text: str, stretch: _Stretch, start: date, last: CalendarUnit) -> tuple[Period, Period] | None:
    """The two ends of a range as periods of their own: 2022 and 2023, or 31 March and 30 June."""
    first = stretch.first
    assert last.first is not None and last.last is not None
    begin, end = (
        (first.first, first.last)
        if first.first
        else (start, start if first.day else month_days(start.year, start.month)[1])
    )
    if begin is None or end is None or end > last.last or first.quarters:
        return None
    return (
        Period(text=text[first.start : first.end], start=begin, end=end),
        Period(text=text[last.start : last.end], start=last.first, end=last.last),
    )


def _is_day(year: int, month: int, day: int) -> bool:
    return day <= month_days(year, month)[1].day


def _from_context(text: str, stretch: _Stretch, near: PeriodMention | None, context: PeriodContext) -> PeriodMention:
    first, last = stretch.first, stretch.last
    before = text[max(0, stretch.start - 60) : stretch.start]
    backward = bool(_BACKWARD.search(before[-40:]))
    future = bool(_FUTURE.search(before)) and not backward and not _PAST.match(text[stretch.end : stretch.end + 60])
    if last.quarters is not None:
        year = _fiscal_year_near(last.quarters[1], near, context, future)
        if year is None:
            return mention_of(text, stretch.start, stretch.end, None, None, last.grain)
        days = financial_quarters(year, (first.quarters or last.quarters)[0], last.quarters[1])
        return replace(mention_of(text, stretch.start, stretch.end, *days, last.grain), fiscal=True)
    assert last.month is not None
    due = bool(re.search(r"\bby\s+(?:the\s+)?(?:end\s+of\s+)?$", before, re.IGNORECASE))
    year = _year_of_month(last.month, near, context, future, backward=backward, due=due)
    if year is None:
        return mention_of(text, stretch.start, stretch.end, None, None, last.grain)
    end = (
        date(year, last.month, last.day)
        if last.day and _is_day(year, last.month, last.day)
        else month_days(year, last.month)[1]
    )
    start = end if last.day else end.replace(day=1)
    if first is not last and first.month is not None:
        start_year = year - (1 if first.month > last.month else 0)
        start = date(start_year, first.month, first.day or 1)
    if stretch.first_day:
        start = start.replace(day=stretch.first_day)
    return mention_of(text, stretch.start, stretch.end, start, end, last.grain if first is last else "years")


_PAST = re.compile(r"[^.;]*?\b(?:had|has|have|was|were|did)\b")
_FUTURE = re.compile(
    r"\b(?:will|by|until|expected|forecast|due|planned|target|next|coming)\b[^.;]*$|(?<!\bup "
    r")(?<!\bdown )\b(?:with effect )?from\s+$",
    re.IGNORECASE,
)
_BACKWARD = re.compile(
    r"\b(?:up|down|fell|rose|fall|rise|increase[ds]?|decrease[ds]?|compared|than|against|since)\s+(?:\w+\s+){0,3}$",
    re.IGNORECASE,
)


_RUNS_ON = 220  # days that a text goes forward from one month named to the next


def _year_of_month(
    month: int, near: PeriodMention | None, context: PeriodContext, future: bool, *, backward: bool, due: bool
) -> int | None:
    """The year of a month that prints none."""
    reference = context.reference
    limit = None if future or reference is None else reference
    if near is not None and near.period.start and near.period.end and near.relation != "previous":
        start, end = near.period.start, near.period.end
        if (end - start).days > 270:
            year = start.year if month >= start.month else start.year + 1
            if date(year, month, 1) <= end and (limit is None or date(year, month, 1) <= limit):
                return year
        else:
            year = end.year
            after = date(end.year + (1 if month < end.month else 0), month, 1)
            if limit is not None and not backward and start <= after <= limit and (after - end).days < _RUNS_ON:
                return after.year  # "in October it was eleven weeks; at the end of March ..."
            if month - end.month >= 9:
                year -= 1
            elif (end.month - month >= 9 or (due and date(year, month, 1) < start)) and not backward:
                year += 1
            if limit is not None and date(year, month, 1) > limit:
                year -= 1
            return year
    anchor = reference or (context.document.period.end if context.document else None)
    if anchor is None:
        known = near or context.last
        if known is None:
            return None
        stated = known.period.end or known.period.start
        return stated.year if stated else None
    if future and not backward:
        return anchor.year if month >= anchor.month else anchor.year + 1
    return anchor.year if month <= anchor.month else anchor.year - 1


def _fiscal_year_near(quarter: int, near: PeriodMention | None, context: PeriodContext, future: bool) -> int | None:
    """The start year of the financial year that a quarter without a year belongs to."""
    for known in (near, context.document):
        if known is not None and known.period.end is not None and known.relation != "previous":
            year = fiscal_start(known.period.end)
            late = context.reference is not None and financial_quarters(year, quarter, quarter)[0] > context.reference
            return year - 1 if late and not future else year
    if context.reference is None:
        return fiscal_start(context.last.period.end) if context.last and context.last.period.end else None
    year = fiscal_start(context.reference)
    if financial_quarters(year, quarter, quarter)[0] > context.reference and not future:
        year -= 1
    return year


__all__ = ["PeriodContext", "PeriodMention", "find_periods"]


def as_academic(mentions: list[PeriodMention], near: PeriodMention | None) -> list[PeriodMention]:
    """ "In the 2022/23 academic year 22%, down from 23% in 2021/22": the second is an academic year as well.

    `near` is what was spoken of before. A year that says that it is a financial one stays one.
    """
    if not any(_is_academic(mention) for mention in (*mentions, *([near] if near is not None else []))):
        return mentions
    return [
        _moved_to_september(mention) if mention.fiscal and mention.grain == "year" else mention for mention in mentions
    ]


def _is_academic(mention: PeriodMention) -> bool:
    first, last = mention.period.start, mention.period.end
    return first is not None and last is not None and (first.month, first.day, last.month, last.day) == (9, 1, 8, 31)


def _moved_to_september(mention: PeriodMention) -> PeriodMention:
    first = mention.period.start
    own = re.search(r"financial|fiscal|FY|budget", mention.period.text, re.IGNORECASE) or mention.relation not in (
        "during",
        "previous",
    )
    if own or first is None or (first.month, first.day) != (4, 1) or re.search(r"[a-z]{4,}", mention.period.text):
        return mention
    period = replace(mention.period, start=date(first.year, 9, 1), end=date(first.year + 1, 8, 31))
    return replace(mention, period=period, fiscal=False)

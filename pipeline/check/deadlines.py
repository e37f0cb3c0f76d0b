"""Claims of time against the dates beside them: in time for a deadline, within so many days, so long after, open for so long."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ..records.figure import Figure
from ..text.calendar_units import add_months
from ..text.dates import find_dates
from ..text.working_days import count_working_days
from .catalogue import HELD, Subject, Verdict, check, doubt
from .dates import fits_length, told_length
from .statements import Statement
from .words import telling


@check(
    "CLM003",
    severity="error",
    title="Said to be in time for a date that had passed",
    holds="The return was due on 31 May 2024 and was sent on 24 May 2024, before the deadline.",
    fails="The return was due on 31 May 2024 and was sent on 4 June 2024, before the deadline.",
)
def check_deadlines(subject: Subject) -> Iterator[Verdict]:
    """Compares the two dates of a sentence that says by when something was due and when it was done, where it also says that
    this was in time or late. Silent for denied claims and where the words do not tell which date is which."""
    for statement in subject.statements:
        told = [_IN_TIME.search(statement.text) is not None, _LATE.search(statement.text) is not None]
        days = list(_days(statement))
        if sum(told) != 1 or len(days) != 2:
            continue
        due = [d for d in days if _DUE.search(d.before)]
        done = [d for d in days if d not in due and _DONE.search(d.before)]
        if len(due) != 1 or len(done) != 1:
            continue
        if (done[0].day <= due[0].day) == told[0]:
            yield HELD
            continue
        yield doubt(
            subject,
            f"{subject.where(statement)}: due by {_long(due[0].day)}, done on {_long(done[0].day)}, said to be "
            f"{'in time' if told[0] else 'late'}. Look at both dates and at the claim.",
            statement,
        )


@check(
    "CLM004",
    severity="error",
    title="A stated length of time is not that between the dates near by",
    holds="The plan was opened on 5 January 2023. It was closed on 2 June 2023. The plan was open for five months.",
    fails="The plan was opened on 5 January 2023. It was closed on 2 June 2023. The plan was open for nine months.",
)
def check_stated_lengths(subject: Subject) -> Iterator[Verdict]:
    """Compares "within 20 working days", "six weeks after the plan began", "open for nine months" with the two dates that the
    sentence, or it and the two before, name for the beginning and the end.

    Weeks and months may be half of one off; a limit ("within") may only be passed.
    """
    for statement in subject.statements:
        lengths = [
            f for f in statement.figures if f.unit_kind == "duration" and f.low is None and f.denominator is None
        ]
        if len(lengths) != 1 or _CONDITION.search(statement.text):
            continue
        length = lengths[0]
        before = statement.text[: length.start - statement.start]
        after = statement.text[length.end - statement.start :]
        if _WITHIN.search(before):
            ends = _named_ends(list(_days(statement)), _ASKED, _DONE)
        elif _AFTER.match(after):
            ends = _after(statement)
        elif _OPEN_FOR.search(before):
            near = [d for s in (*subject.before(statement, 2), statement) for d in _days(s)]
            ends = _named_ends(near, _OPENED, _CLOSED) if len(near) == 2 else None
        else:
            continue
        if ends is None or ends[0] > ends[1]:
            continue
        yield _length(subject, statement, length, ends, limit=_WITHIN.search(before) is not None)


@check(
    "CLM005",
    severity="error",
    title="A change is said to have lasted longer than the time since",
    holds="Report of 12 December 2023\n\nAttendance has stayed up for six months since the plan closed on 5 June 2023.",
    fails="Report of 12 December 2023\n\nAttendance has stayed up for six months since the plan closed on 4 September 2023.",
)
def check_lasting(subject: Subject) -> Iterator[Verdict]:
    """Adds the months of "for six months since the plan closed" to the closing date, printed there or the case's own, and
    compares the end with the latest date in the paper. Silent where the paper prints no date after the closing."""
    latest = max((day for s in subject.statements for d in _days(s) if (day := d.day)), default=None)
    printed = [day for day in (latest, subject.document.date) if day is not None]
    for statement in subject.statements if printed else ():
        match = _LASTED.search(statement.text)
        lengths = [f for f in statement.figures if f.unit_kind == "duration" and (f.unit or "").startswith("month")]
        if match is None or len(lengths) != 1 or lengths[0].value != lengths[0].value.to_integral_value():
            continue
        inside = [d.day for d in _days(statement) if _CLOSED.search(d.before)]
        own = [case.closure_date for case in subject.extraction.cases if case.closure_date is not None]
        closed = next(iter(inside or own), None)
        if closed is None or max(printed) <= closed:
            continue
        ends = add_months(closed, int(lengths[0].value))
        if (ends - max(printed)).days <= _SLACK:
            yield HELD
            continue
        yield doubt(
            subject,
            f"{subject.where(statement)}: closed on {_long(closed)}, {lengths[0].text} months end on {_long(ends)}, the latest "
            f"date in the paper is {_long(max(printed))}. Look at the dates and at the claim.",
            statement,
            lengths[0],
        )


_SLACK = 7  # days by which a length in months may be rounded up
_IN_TIME = re.compile(
    r"(?<!not )(?<!n't )\b(?:on time|in (?:good )?time\b(?! for)|(?:inside|within|met) (?:the|its|our|that) (?:window|deadline"
    r"|limit|timescale)|(?:before|ahead of) (?:the |its )?(?:deadline|due date|schedule))\b",
    re.IGNORECASE,
)
_LATE = re.compile(
    r"\b(?:(?:days?|weeks?|months?) late|was late|were late|after the deadline|missed the deadline|overdue)\b",
    re.IGNORECASE,
)
_DUE = re.compile(
    r"\b(?:due|deadline|time limit|window (?:closed|ended|closes)|target date|required|had until|expected)\b[^.;]{0,30}$",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"\b(?:finished|completed|completion|sent|submitted|done|returned|received|made|signed|held|lodged|delivered|published"
    r"|arrived|came)\b[^.;]{0,20}$",
    re.IGNORECASE,
)
_ASKED = re.compile(r"\b(?:request(?:ed)?|refer(?:red|ral)|contact(?:ed)?|asked|received)\b[^.;]{0,20}$", re.IGNORECASE)
_OPENED = re.compile(r"\b(?:open(?:ed|ing)?|beg[au]n|start(?:ed)?|agreed|set up|launched)\b[^.;]{0,20}$", re.IGNORECASE)
_CLOSED = re.compile(r"\b(?:clos(?:ed|ure|ing)|end(?:ed)?|finished|completed)\b[^.;]{0,20}$", re.IGNORECASE)
_WITHIN = re.compile(r"\bwithin (?:the )?(?:limit of )?$", re.IGNORECASE)
_AFTER = re.compile(r"^ ?(?:[a-z]+ )?after\b", re.IGNORECASE)
_OPEN_FOR = re.compile(
    r"\b(?:was|were|has been|stayed|remained|been) (?:open|involved|with us|running|in place)[^.;]{0,25}\bfor (?:a total of )?$"
    r"|\b(?:ran|lasted)(?: for)? $",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"\b(?:should|must|if|would|could|will|target|standard|aim|expected|usually|normally)\b", re.IGNORECASE
)
_LASTED = re.compile(
    r"\b(?:stayed|kept|lasted|held|sustained|maintained|remained|continued)\b[^.;]{0,60}?\bmonths?\b[^.;]{0,20}?\b(?:since"
    r"|after)\b[^.;]{0,30}?\bclos",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class _Day:
    """A full date and the words between the date before it and itself."""

    day: date
    before: str


def _days(statement: Statement) -> Iterator[_Day]:
    last = 0
    for mention in find_dates(statement.text):
        if mention.date is not None:
            yield _Day(day=mention.date, before=statement.text[last : mention.start])
        last = mention.end


def _named_ends(days: list[_Day], first: re.Pattern[str], last: re.Pattern[str]) -> tuple[date, date] | None:
    """The one date that the words name as the beginning and the one that they name as the end."""
    starts = [d for d in days if first.search(d.before) and not last.search(d.before)]
    ends = [d for d in days if last.search(d.before) and d not in starts]
    return (starts[0].day, ends[0].day) if len(starts) == len(ends) == 1 else None


_ANCHOR = re.compile(r"\bafter (?P<what>[^.;,]{3,50}), (?:on|by) (?:the )?(?:\w+day )?$", re.IGNORECASE)


def _after(statement: Statement) -> tuple[date, date] | None:
    """ "Six weeks after the plan began, on 1 August 2023; the plan began on 20 June 2023": the second date, then the first."""
    days = list(_days(statement))
    if len(days) != 2:
        return None
    anchor = _ANCHOR.search(days[0].before)
    if anchor is None or len(telling(anchor["what"]) & telling(days[1].before)) < _COMMON:
        return None
    return days[1].day, days[0].day


_COMMON = 2  # telling words by which a date is known as that of the event named before


def _length(subject: Subject, statement: Statement, length: Figure, ends: tuple[date, date], *, limit: bool) -> Verdict:
    start, end = ends
    unit = length.unit or ""
    fits = _within(length.value, unit, start, end) if limit else fits_length(length.value, unit, start, end)
    if fits is None or fits:
        return HELD
    return doubt(
        subject,
        f"{subject.where(statement)}: from {_long(start)} to {_long(end)} are {told_length(unit, start, end)}, stated "
        f"{'within ' if limit else ''}{length.text} {length.unit}. Look at both dates and at the length.",
        length,
        statement,
    )


def _within(value: Decimal, unit: str, start: date, end: date) -> bool | None:
    if "working" in unit:
        working = count_working_days(start, end)
        return None if working is None else working <= value
    days = {"day": Decimal(1), "week": Decimal(7), "month": Decimal(31)}.get(unit.removeprefix("calendar ").rstrip("s"))
    return None if days is None else (end - start).days <= value * days


def _long(day: date) -> str:
    return f"{day.day} {day:%B %Y}"

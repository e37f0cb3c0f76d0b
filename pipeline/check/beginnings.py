"""What cannot have been yet: a thing judged or ended before it began, and "next year" for a year that is over."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ..records.document import CASE_GENRES
from ..records.span import Span
from ..text.dates import find_dates
from .catalogue import HELD, Subject, Verdict, check, doubt
from .statements import Statement


@check(
    "DAT007",
    severity="query",
    title="Something is judged or ended before it began",
    holds="The pilot began on 5 June 2023. The evaluation of the pilot was signed off on 22 September 2023.",
    fails="The pilot began on 5 June 2023. The evaluation of the pilot was signed off on 22 May 2023.",
)
def check_beginnings(subject: Subject) -> Iterator[Verdict]:
    """Finds the one day on which the paper says that a pilot, course, contract or the like began, and compares the days on
    which it was evaluated, reviewed, completed or ended; in case papers, reviews held after the day of closing.

    Silent where the paper names two beginnings of the kind, or the words speak of an earlier one.
    """
    begun: dict[str, list[_Event]] = defaultdict(list)
    judged: list[tuple[str, _Event]] = []
    for statement in subject.statements:
        days = [(m.start, m.date) for m in find_dates(statement.text) if m.date is not None]
        for start, day in days:
            began = _BEGAN.search(statement.text[:start])
            if began is not None:
                begun[began["thing"].lower()].append(_Event(statement=statement, day=day))
        if len(days) == 1 and _JUDGED.search(statement.text) and not _EARLIER.search(statement.text):
            judged.extend(
                (thing, _Event(statement=statement, day=days[0][1]))
                for thing in sorted({word.lower() for word in _THINGS.findall(statement.text)})
            )
    for thing, event in judged:
        starts = begun.get(thing, [])
        if len({found.day for found in starts}) != 1 or event.statement is starts[0].statement:
            continue
        first = starts[0]
        if event.day >= first.day:
            yield HELD
            continue
        yield doubt(
            subject,
            f"{subject.where(event.statement)}: dated {_long(event.day)}, while the {thing} began on {_long(first.day)}. Look "
            "at both dates, and whether both speak of the same one.",
            event.statement,
            first.statement,
        )
    yield from _reviews_after_closing(subject)


@check(
    "DAT008",
    severity="query",
    title="A year is called next or last and is not",
    holds="Minutes of 12 May 2023\n\nNext year, 2024/25, we expect less money.",
    fails="Minutes of 12 May 2023\n\nNext year, 2022/23, we expect less money.",
)
def check_next_and_last(subject: Subject) -> Iterator[Verdict]:
    """Compares "next year, 2022/23" and "last year (2024/25)" with the document's date: next year's label cannot begin before
    the document's own financial year, last year's not after it."""
    today = subject.document.date
    if today is None:
        return
    for start, text in subject.texts():
        for match in _NEXT_OR_LAST.finditer(text):
            own = today.year if today.month >= _APRIL else today.year - 1
            label = int(match["year"])
            wrong = label < own if match["which"].lower() in ("next", "coming") else label > own
            if not wrong:
                yield HELD
                continue
            span = subject.statement_at(start + match.start())
            if span is not None:
                yield doubt(
                    subject,
                    f'{subject.where(span)}: "{match.group(0)}" in a paper of {_long(today)}. Look which year is meant.',
                    span,
                )


_APRIL = 4
_NEXT_OR_LAST = re.compile(
    r"\b(?P<which>next|coming|last|previous) (?:financial )?year,? \(?(?P<year>20\d\d)\s?[/–-]\s?\d\d\b", re.IGNORECASE
)
_THING = r"(?:pilot|project|course|scheme|programme|trial|contract|campaign|consultation|group)"
_THINGS = re.compile(rf"\b{_THING}\b", re.IGNORECASE)
_BEGAN = re.compile(
    rf"\bthe (?:[a-z]+ ){{0,2}}?(?P<thing>{_THING}) (?:itself )?(?:began|started|opened|was launched|launched|commenced|went live)"
    r" on (?:the )?(?:\w+day,? )?$",
    re.IGNORECASE,
)
_JUDGED = re.compile(
    r"\b(?:evaluat(?:ed|ion)|reviewed|review of|results of|findings|interim report|completed|had ended|closed|came to an end)\b",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"\b(?:earlier|previous|former|first|another|old|last|similar|before|agreed|approved|planned?|proposed)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class _Event:
    statement: Statement
    day: date


_HELD_REVIEW = re.compile(
    r"\b(?:my last visit|last visited|we met|reviewed|reviews? (?:was |were |took place )?(?:held )?on|"
    r"met to review|held a review|TAF (?:was )?held)\b",
    re.IGNORECASE,
)
_SINCE = re.compile(
    r"\b(?:after (?:the )?clos|since|follow[- ]?up|reopen|next|will|booked|planned|due|phone|call)", re.IGNORECASE
)
_CLOSED_ON = re.compile(
    r"\b(?:plan|case|episode|support|we|help)\b[^.;]{0,25}\b(?:closed|ended) on (?:the )?(?:\w+day,? )?$", re.I
)


def _reviews_after_closing(subject: Subject) -> Iterator[Verdict]:
    """Reviews told of in the past whose day comes after that on which the plan was closed."""
    if subject.document.genre not in CASE_GENRES:
        return
    dated = [(s, m) for s in subject.statements for m in find_dates(s.text) if m.date is not None]
    closed: list[tuple[Statement | Span, date]] = [
        (s, m.date) for s, m in dated if m.date is not None and _CLOSED_ON.search(s.text[: m.start])
    ]
    for case in subject.extraction.cases if not closed else ():
        words = (case.timeliness.evidence or {}).get("closure", ())
        closed.extend((Span(start=e.start, end=e.end), case.closure_date) for e in words[:1] if case.closure_date)
    if len({day for _, day in closed}) != 1:
        return
    place, day = closed[0]
    yield from _once_closed(subject, place, day)
    for statement, mention in dated:
        told = _HELD_REVIEW.search(statement.text[: mention.start])
        if told is None or mention.date is None or _SINCE.search(statement.text) or statement is place:
            continue
        if mention.date <= day:
            yield HELD
            continue
        yield doubt(
            subject,
            f"{subject.where(statement)}: reviewed on {_long(mention.date)}, after the closing on {_long(day)}. Look at both "
            "dates.",
            statement,
            place,
        )


_ONCE_CLOSED = re.compile(
    r"\b(?:once|after|when|since) the (?:case|plan|episode) (?:had |was |has been )?closed\b", re.IGNORECASE
)


def _once_closed(subject: Subject, place: Statement | Span, day: date) -> Iterator[Verdict]:
    """ "Sent on 20 January once the case had closed": not before the day of closing."""
    for statement in subject.statements:
        days = [m.date for m in find_dates(statement.text) if m.date is not None]
        if len(days) != 1 or not _ONCE_CLOSED.search(statement.text):
            continue
        if days[0] >= day:
            yield HELD
            continue
        yield doubt(
            subject,
            f"{subject.where(statement)}: {_long(days[0])} is said to come after the closing, which was on {_long(day)}. Look "
            "at both dates.",
            statement,
            place,
        )


def _long(day: date) -> str:
    return f"{day.day} {day:%B %Y}"

"""Dates against one another: order, weekdays, ages, stated lengths, and labels of quarters and years."""

from __future__ import annotations

import calendar
import itertools
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from ..records.span import Span
from ..text.calendar_units import month_days
from ..text.dates import MONTH_PATTERN, MONTHS, DateMention, find_dates
from ..text.working_days import count_working_days
from .catalogue import HELD, Subject, Verdict, check, doubt
from .statements import Statement


@check(
    "DAT001",
    severity="error",
    title="Something ends before it begins",
    holds="The homework club began on 9 January 2023 and ended on 16 June 2023.",
    fails="The homework club began on 9 January 2023 and ended on 16 December 2022.",
)
def check_order(subject: Subject) -> Iterator[Verdict]:
    """Compares the two dates of "from ... to ...", "between ... and ...", "began on ... and ended on ...", both with a year, and
    the columns of a table that are headed start and end."""
    for statement in subject.statements:
        dates = [(mention, day) for mention in find_dates(statement.text) if (day := _first_day(mention)) is not None]
        for (one, start), (other, end) in itertools.pairwise(dates):
            between = statement.text[one.end : other.start]
            told = _BEFORE_AFTER.match(between)
            if told is not None and one.day and other.day:
                later = told["word"].lower() == "after"
                if (start >= end) if later else (start <= end):
                    yield HELD
                else:
                    yield _out_of_order(subject, statement, one, other, f"said to be {told['word'].lower()}")
                continue
            if _THEN.match(between) and one.day and other.day and _ON.search(statement.text[: one.start]):
                yield (
                    HELD
                    if start <= end
                    else _out_of_order(subject, statement, one, other, "told before", severity="query")
                )
                continue
            if not _is_stretch(statement.text, one, other):
                continue
            if start <= (end if other.day else month_days(end.year, end.month)[1]):
                yield HELD
            else:
                yield doubt(
                    subject,
                    f"{subject.where(statement)}: {statement.text[one.start : one.end]} is "
                    f"after {statement.text[other.start : other.end]}. "
                    "Look at the years and at the order.",
                    statement,
                )
    for grid_start, grid_end, name in _table_stretches(subject):
        if grid_start[0] <= grid_end[0]:
            yield HELD
        else:
            yield doubt(
                subject,
                f"{name}: it starts on {_long(grid_start[0])} and ends on {_long(grid_end[0])}. Look at both dates.",
                grid_start[1],
                grid_end[1],
            )


@check(
    "DAT002",
    severity="error",
    title="The weekday is not that of the date",
    holds="The Board next meets on Tuesday 20 February 2024.",
    fails="The Board next meets on Thursday 20 February 2024.",
)
def check_weekdays(subject: Subject) -> Iterator[Verdict]:
    """Looks up the weekday of every date that prints one. Where the year is not printed, the year of the document and those
    beside it are tried, and only a weekday that fits none of them, or not the one that other such dates share, is doubted."""
    without_year: list[tuple[Span, DateMention]] = []
    for start, text in subject.texts():
        for mention in find_dates(text):
            if mention.weekday is None or mention.day is None:
                continue
            span = Span(start=start + mention.start, end=start + mention.end)
            if mention.date is None:
                without_year.append((span, mention))
            elif mention.date.weekday() == mention.weekday:
                yield HELD
            else:
                yield _not_that_day(subject, span, mention, mention.date)
    yield from _weekdays_without_year(subject, without_year)


@check(
    "DAT006",
    severity="error",
    title="A date that no calendar has",
    holds="The report was signed on 30 June 2023 and covers 2022 to 2024.",
    fails="The report was signed on 31 June 2023 and covers 2022 to 2024.",
)
def check_calendar(subject: Subject) -> Iterator[Verdict]:
    """Finds days that their month does not have ("31 June 2023", "29 February 2023") and stretches of years that run backwards
    ("from 2024 to 2022")."""
    for start, text in subject.texts():
        for match in _DAY_OF_MONTH.finditer(text):
            month, year = MONTHS[match["month"].rstrip(".").lower()], int(match["year"])
            span = Span(start=start + match.start(), end=start + match.end())
            if int(match["day"]) <= month_days(year, month)[1].day:
                yield HELD
                continue
            yield doubt(
                subject,
                f'{subject.place(span.start, span.end)}: "{match.group(0)}": {calendar.month_name[month]} {year} '
                f"has {month_days(year, month)[1].day} days. "
                "Look at the date.",
                subject.sentence_at(span),
            )
        for match in _YEAR_TO_YEAR.finditer(text):
            span = Span(start=start + match.start(), end=start + match.end())
            if int(match["first"]) <= int(match["last"]):
                yield HELD
            else:
                yield doubt(
                    subject,
                    f'{subject.place(span.start, span.end)}: "{match.group(0)}" runs backwards. Look at both years.',
                    subject.sentence_at(span),
                )


_DAY_OF_MONTH = re.compile(
    rf"\b(?P<day>29|3\d)(?:st|nd|rd|th)?(?: of)? (?P<month>{MONTH_PATTERN}),? (?P<year>20\d\d)\b", re.IGNORECASE
)
_YEAR_TO_YEAR = re.compile(
    r"\b(?:from|between|covers?|covering|for|years?|period|strategy|plan) (?P<first>20\d\d) ?(?:to|–|-"
    r"|until) ?(?P<last>20\d\d)\b(?!\s*(?:in|against|compared))",
    re.IGNORECASE,
)


@check(
    "DAT003",
    severity="error",
    title="A stated length is not the time between its dates",
    holds="The pilot ran for six weeks, from 3 January 2023 to 14 February 2023.",
    fails="The pilot ran for nine weeks, from 3 January 2023 to 14 February 2023.",
)
def check_lengths(subject: Subject) -> Iterator[Verdict]:
    """Compares "six weeks" and "20 working days" with the two full dates of the same sentence that it joins by from and to.

    Days may count both ends; weeks may be a working week off, months half a month.
    """
    for statement in subject.statements:
        mentions = [mention for mention in find_dates(statement.text) if mention.year is not None]
        lengths = [
            f
            for f in statement.figures
            if f.unit_kind == "duration"
            and f.qualifier is None
            and f.role != "target"
            and not _OFTEN.match(statement.text[f.end - statement.start :])
        ]
        if len(mentions) != 2 or len(lengths) != 1 or not _is_stretch(statement.text, *mentions):
            continue
        start, end = _first_day(mentions[0]), _last_day(mentions[1])
        if (mentions[0].day is None) != (mentions[1].day is None):
            continue
        if start is None or end is None or end < start or lengths[0].denominator is not None:
            continue
        fits = fits_length(lengths[0].value, lengths[0].unit or "", start, end)
        if fits is None:
            continue
        if fits:
            yield HELD
        else:
            yield doubt(
                subject,
                f"{subject.where(statement)}: from {_long(start)} to {_long(end)} "
                f"are {told_length(lengths[0].unit or '', start, end)}, stated "
                f"{lengths[0].text} {lengths[0].unit}. Look at both dates and at the length.",
                lengths[0],
            )


_OFTEN = re.compile(r"\s?-?(?:weekly|monthly|daily)\b", re.IGNORECASE)  # "eight weekly sessions" are a number


_BEFORE_AFTER = re.compile(
    r"^,? (?:(?:just |shortly |immediately |long )?|(?:\w+ ){1,2}(?:days?|weeks?|months?) )(?P<word>before"
    r"|after)\b(?! the (?:deadline|limit))[^.;]{0,60}?\b(?:on|of|in)? ?(?:the )?$",
    re.IGNORECASE,
)


_THEN = re.compile(
    r"^,? and (?:then )?(?:was |were |had been |then )?[a-z]+ed (?:up |in |out )?(?:on |by )?(?:the )?$", re.IGNORECASE
)


_ON = re.compile(r"\b[a-z]+(?:ed|sent|held|made|set) (?:[a-z]+ )?on (?:the )?(?:\w+day )?$", re.IGNORECASE)


def _out_of_order(
    subject: Subject,
    statement: Statement,
    one: DateMention,
    other: DateMention,
    words: str,
    severity: str | None = None,
) -> Verdict:
    return doubt(
        subject,
        f"{subject.where(statement)}: {statement.text[one.start : one.end]} "
        f"is {words} {statement.text[other.start : other.end]}. Look at both dates "
        "and at the order.",
        statement,
        severity=severity,  # type: ignore[arg-type]
    )


_FROM_TO = re.compile(r"^\s*(?:to|until|till|up to|through to|and|-|–|—)\s*(?:the\s)?$", re.IGNORECASE)


_FROM = re.compile(r"\b(?:from|between)\s+(?:the\s|about\s)?$", re.IGNORECASE)


_DASH = re.compile(r"^\s*(?:to|until|-|–|—)\s*$", re.IGNORECASE)


_BEGAN = re.compile(
    r"\b(?:beg[au]n|begins?|started|starts?|opened|opens?|launched|commenced|ran from|set up"
    r"|established)\b[^.;]{0,40}$",
    re.IGNORECASE,
)


_ENDED = re.compile(
    r"^[^.;]{0,60}?\b(?:and|until|but|then|it)?\s?(?:was |were |has |had |is |will )?(?:ended|ends?|closed"
    r"|closes?|finished|finishes|completed|concluded|came to an end|ran until|until)\b[^.;]{0,20}$",
    re.IGNORECASE,
)


def _first_day(mention: DateMention) -> date | None:
    if mention.year is None:
        return None
    return date(mention.year, mention.month, mention.day or 1)


def _last_day(mention: DateMention) -> date | None:
    if mention.year is None:
        return None
    return mention.date or month_days(mention.year, mention.month)[1]


def _is_stretch(text: str, one: DateMention, other: DateMention) -> bool:
    """Whether two dates are the ends of one stretch of time."""
    between, before = text[one.end : other.start], text[: one.start]
    if _FROM_TO.match(between) and _FROM.search(before):
        return True
    if _DASH.match(between) and not re.search(
        r"\b(?:than|moved|brought forward|postponed|changed|rescheduled)\b", before, re.IGNORECASE
    ):
        return one.year is not None and other.year is not None and (one.day is None) == (other.day is None)
    return bool(_BEGAN.search(before) and _ENDED.match(between))


_START = re.compile(
    r"^\W*(?:start(?:ed|s|ing)?|begins?|began|opened|opening|from|commence[sd]?|referral|referred)(?: date| on)?\W*$"
    r"|\bstart date\b|\bdate (?:started|opened)\b",
    re.IGNORECASE,
)


_END = re.compile(
    r"^\W*(?:end(?:ed|s|ing)?|finish(?:ed)?|closed|closure|closing|to|until|complet(?:ed|ion))(?: date| on)?\W*$"
    r"|\bend date\b|\bdate (?:ended|closed|completed)\b",
    re.IGNORECASE,
)


def _table_stretches(subject: Subject) -> Iterator[tuple[tuple[date, Span], tuple[date, Span], str]]:
    """Dates of one row in columns headed start and end."""
    text = subject.document.text
    for table in subject.document.tables:
        heads = {
            cell.column: text[cell.start : cell.end]
            for cell in table.cells
            if cell.row < max(table.header_rows or 0, 1)
        }
        starts = [column for column, words in heads.items() if _START.search(words)]
        ends = [column for column, words in heads.items() if _END.search(words)]
        if len(starts) != 1 or len(ends) != 1:
            continue
        cells = {(cell.row, cell.column): cell for cell in table.cells}
        for row in range(max(table.header_rows or 0, 1), table.rows):
            found = []
            for column in (starts[0], ends[0]):
                cell = cells.get((row, column))
                days = (
                    [m.date for m in find_dates(text[cell.start : cell.end]) if m.date is not None]
                    if cell is not None
                    else []
                )
                if cell is not None and len(days) == 1:
                    found.append((days[0], Span(start=cell.start, end=cell.end)))
            if len(found) == 2:
                yield found[0], found[1], f"Table {table.id + 1}, row {row + 1}"


def _not_that_day(subject: Subject, span: Span, mention: DateMention, day: date) -> Verdict:
    return doubt(
        subject,
        f"{subject.place(span.start, span.end)}: {_long(day)} was a {calendar.day_name[day.weekday()]}, stated "
        f"{calendar.day_name[mention.weekday or 0]}. Look at the date and at the weekday.",
        subject.sentence_at(span),
    )


def _weekdays_without_year(subject: Subject, found: list[tuple[Span, DateMention]]) -> Iterator[Verdict]:
    anchor = subject.document.date
    if anchor is None or not found:
        return
    years = [year for year in (anchor.year, anchor.year - 1, anchor.year + 1) if abs(year - anchor.year) <= 1]
    fitting = [{year for year in years if _weekday_in(mention, year) == mention.weekday} for _, mention in found]
    shared = max(years, key=lambda year: (sum(year in fits for fits in fitting), year == anchor.year))
    common = sum(shared in fits for fits in fitting)
    for (span, mention), fits in zip(found, fitting, strict=True):
        if shared in fits or (fits and common * 2 <= len(found)):
            yield HELD
        elif not fits or (common >= 2 and common * 2 > len(found)):
            day = _in_year(mention, shared)
            if day is not None:
                verdict = _not_that_day(subject, span, mention, day)
                yield doubt(subject, verdict.message, subject.sentence_at(span), severity="query") if verdict else HELD
        else:
            yield HELD


def _in_year(mention: DateMention, year: int) -> date | None:
    try:
        return date(year, mention.month, mention.day or 1)
    except ValueError:
        return None


def _weekday_in(mention: DateMention, year: int) -> int | None:
    day = _in_year(mention, year)
    return day.weekday() if day is not None else None


def fits_length(value: Decimal, unit: str, start: date, end: date) -> bool | None:
    """Whether two dates lie so many days, weeks, months or years apart, half a unit more or less; None for another unit."""
    days = (end - start).days
    if "working" in unit:
        working = count_working_days(start, end)
        return None if working is None else working <= value <= working + 1
    if unit.startswith("week"):
        return abs(Decimal(days + 1) / 7 - value) <= Decimal("0.6") or abs(Decimal(days) / 7 - value) <= Decimal("0.6")
    if unit.startswith("month"):
        return abs(Decimal(days) / Decimal("30.44") - value) <= Decimal("0.6")
    if unit.startswith("day") or unit.startswith("calendar day"):
        return Decimal(days) <= value <= Decimal(days + 1)
    if unit.startswith("year"):
        return abs(Decimal(days) / Decimal("365.25") - value) <= Decimal("0.5")
    return None


def told_length(unit: str, start: date, end: date) -> str:
    """The time between two dates in that unit, for people."""
    days = (end - start).days
    if "working" in unit:
        return f"{count_working_days(start, end)} working days"
    if unit.startswith("week"):
        return f"{Decimal(days) / 7:.1f} weeks"
    if unit.startswith("month"):
        return f"{Decimal(days) / Decimal('30.44'):.1f} months"
    return f"{days} days"


def _long(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"

"""Times of tables and runs: captions against columns, captions that repeat, periods that a series skips."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..records.document import CASE_GENRES
from ..records.span import Span
from ..text.dates import MONTHS
from .catalogue import HELD, Subject, Verdict, check, doubt
from .grid import Grid
from .statements import Statement

_GAP_TABLE = (
    "Table 1: Contacts\n\nTeam | {months}\n--- | --- | --- | --- | ---\nAsh | 61 | 70 | 66 | 52\nOak | 20 | 31 | 25 "
    "| 18\n"
)


_SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@check(
    "SER001",
    severity="query",
    title="A series skips a period",
    holds=_GAP_TABLE.format(months="Aug | Sep | Oct | Nov"),
    fails=_GAP_TABLE.format(months="Aug | Sep | Nov | Dec"),
)
def check_gaps(subject: Subject) -> Iterator[Verdict]:
    """Finds one month, quarter or year missing from a run of three or more in headers or in the first column, and in a
    sentence that says "month by month".

    A run with a steady step ("March 2021, March 2022, March 2023") skips nothing. August is not missed by schools. The
    meetings of one case are no series.
    """
    if subject.document.genre in CASE_GENRES:
        return
    for grid in subject.grids:
        for times in (_column_times(grid), _row_times(grid)):
            yield from _gap(subject, times, grid.place, grid.title)
    for statement in subject.statements:
        times = _listed_months(statement)
        if _EACH.search(statement.text) and len(times) >= 4:
            yield from _gap(subject, times, subject.place(statement.start, statement.end), statement.text)


_EACH = re.compile(
    r"\b(?:month by month|month on month|each month|every month|monthly|quarter by quarter|by month)\b", re.IGNORECASE
)


@dataclass(frozen=True, kw_only=True)
class _Time:
    """A place in a run: `at` counts months (quarters, years) from some point; `step` says which."""

    at: int
    name: str
    step: str
    span: Span


def _column_times(grid: Grid) -> list[_Time]:
    times = []
    for column in grid.columns:
        for row in range(grid.header_rows):
            if grid.cells[row][column] is not None and (
                time := _time(grid.text(row, column), grid.span(row, column), grid.head(column))
            ):
                times.append(time)
                break
    return times


def _row_times(grid: Grid) -> list[_Time]:
    times = []
    for row in grid.rows:
        cell = grid.cells[row][0]
        if cell is not None and (
            time := _time(grid.text(row, 0), Span(start=cell.start, end=cell.end), grid.label(row))
        ):
            times.append(time)
    return times


_MONTH_ALONE = re.compile(r"^\W*(?P<month>[a-z]{3,9})\.?[\s'’-]*(?P<year>(?:20)?\d\d)?\W*$", re.IGNORECASE)


_QUARTER_ALONE = re.compile(r"^\W*(?:q|quarter)\s?(?P<q>[1-4])(?:\s*(?P<year>20\d\d)(?:[/-]\d\d)?)?\W*$", re.IGNORECASE)


_YEAR_ALONE = re.compile(r"^\W*(?P<year>20\d\d)(?:\s?[/–-]\s?\d\d)?\W*$")


def _time(text: str, span: Span, head: str) -> _Time | None:
    month = _MONTH_ALONE.match(text)
    if month is not None and month["month"].lower() in MONTHS:
        number = MONTHS[month["month"].lower()]
        year = int(month["year"][-2:]) if month["year"] else 0
        return _Time(
            at=year * 12 + number,
            name=_SHORT_MONTHS[number - 1],
            step="month" if month["year"] else "bare month",
            span=span,
        )
    quarter = _QUARTER_ALONE.match(text)
    if quarter is not None:
        year = int(quarter["year"]) if quarter["year"] else 0
        return _Time(
            at=year * 4 + int(quarter["q"]),
            name=f"Q{quarter['q']}",
            step="quarter" if year else "bare quarter",
            span=span,
        )
    year_alone = _YEAR_ALONE.match(text)
    return _Time(at=int(year_alone["year"]), name=year_alone["year"], step="year", span=span) if year_alone else None


def _listed_months(statement: Statement) -> list[_Time]:
    found = []
    for match in re.finditer(r"\((?P<month>[A-Z][a-z]{2,8})\)", statement.text):
        span = Span(start=statement.start + match.start("month"), end=statement.start + match.end("month"))
        if (time := _time(match["month"], span, "")) is not None:
            found.append(time)
    return found


def _gap(subject: Subject, times: Sequence[_Time], place: str, context: str) -> Iterator[Verdict]:
    if len(times) < 3 or len({time.step for time in times}) != 1:
        return
    cycle = {"bare month": 12, "bare quarter": 4}.get(times[0].step)
    steps = [((b.at - a.at) % cycle if cycle else b.at - a.at) for a, b in pairwise(times)]
    if any(step <= 0 for step in steps):
        return
    usual = min(steps)
    wide = [index for index, step in enumerate(steps) if step != usual]
    if not wide:
        yield HELD
        return
    if len(wide) != 1 or steps[wide[0]] != 2 * usual or (len(steps) < 3 and not _covers(context, times)):
        return
    before, after = times[wide[0]], times[wide[0] + 1]
    missing = _name_between(before, usual)
    if missing == "Aug" and re.search(r"\b(?:school|term|attendance|exclusion|suspension)", context, re.IGNORECASE):
        yield HELD
        return
    yield doubt(
        subject,
        f"{place[0].upper()}{place[1:]}: the series goes from {before.name} to {after.name}; {missing} is "
        f"missing. Look whether it was left out "
        "on purpose.",
        *_caption_of(subject, before),
        before.span,
        after.span,
    )


def _covers(context: str, times: Sequence[_Time]) -> bool:
    return re.search(r"\bto\b|–|\beach\b|\bby month\b|\bmonthly\b", context) is not None


def _name_between(before: _Time, usual: int) -> str:
    if "month" in before.step:
        return _SHORT_MONTHS[(before.at - 1 + usual) % 12]
    if "quarter" in before.step:
        return f"Q{(before.at - 1 + usual) % 4 + 1}"
    return str(before.at + usual)


def _caption_of(subject: Subject, time: _Time) -> Iterator[Span]:
    for grid in subject.grids:
        if grid.table.start <= time.span.start < grid.table.end:
            yield from grid.caption

"""Times of tables and runs: captions against columns, captions that repeat, periods that a series skips."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from ..records.document import CASE_GENRES
from ..records.span import Span
from ..text.calendar_units import find_calendar_units
from ..text.dates import MONTHS
from .catalogue import HELD, Subject, Verdict, check, doubt
from .grid import Grid
from .statements import Statement

_MONTH_TABLE = "Table 1: Contacts, {caption}\n\nTeam | Sept 2023 | Oct 2023 | Nov 2023 | Dec 2023\n--- | --- | --- | --- | ---\nAsh | 61 | 70 | 66 | 52\n"
_GAP_TABLE = "Table 1: Contacts\n\nTeam | {months}\n--- | --- | --- | --- | ---\nAsh | 61 | 70 | 66 | 52\nOak | 20 | 31 | 25 | 18\n"
_TWO = "Table 1: Contacts by team\n\nTeam | Contacts\n--- | ---\nAsh | 61\nOak | 20\n\n{second}\n\nTeam | Contacts\n--- | ---\nAsh | 45\nOak | 12\n"
_SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@check(
    "CAP001",
    severity="query",
    title="A caption names another time than the table's columns",
    holds=_MONTH_TABLE.format(caption="autumn term 2023"),
    fails=_MONTH_TABLE.format(caption="autumn term 2022"),
)
def check_captions(subject: Subject) -> Iterator[Verdict]:
    """Compares the times in a table's caption with those in its headers; a doubt where no day is in both.

    Silent where a header prints no year.
    """
    for grid in subject.grids:
        claimed, shown = _years(_after_number(grid.title)), _header_years(grid) or _row_years(grid)
        if not claimed or not shown:
            continue
        if any(first <= last_shown and first_shown <= last for first, last in claimed for first_shown, last_shown in shown):
            yield HELD
            continue
        yield doubt(
            subject,
            f'{grid.place[0].upper()}{grid.place[1:]}: the caption says "{grid.title}", the table has '
            f"{_shown(grid)}. Look at the year of the caption.",
            *_title_and_heads(grid),
        )


@check(
    "CAP002",
    severity="query",
    title="Two tables have the same caption",
    holds=_TWO.format(second="Table 2: Contacts by team, closed cases"),
    fails=_TWO.format(second="Table 2: Contacts by team"),
)
def check_repeated_captions(subject: Subject) -> Iterator[Verdict]:
    """Finds a caption that is repeated over a table with other numbers, a number that two tables share, and a heading of a
    table or chart that is repeated beneath another heading.

    A table that goes on over a page ("continued") is one.
    """
    seen: dict[str, Grid] = {}
    numbers: dict[str, Grid] = {}
    for grid in subject.grids:
        title = grid.title
        words = re.sub(r"\W+", " ", _after_number(title)).strip().lower()
        number = _NUMBER.match(title)
        if "continued" in title.lower() or grid.table.caption is None and number is None:
            continue
        earlier = seen.get(words)
        if words and earlier is not None and _values(earlier) != _values(grid):
            yield doubt(
                subject,
                f'{grid.place[0].upper()}{grid.place[1:]} and {earlier.place} have the same caption, "{title}", and other numbers. Look whether '
                "one was copied.",
                *(_caption(grid) or (grid.span(0, 0),)),
                *(_caption(earlier) or (earlier.span(0, 0),)),
            )
        elif number is not None and number["n"].lower() in numbers and numbers[number["n"].lower()].title != title:
            other = numbers[number["n"].lower()]
            yield doubt(
                subject,
                f"{grid.place[0].upper()}{grid.place[1:]} and {other.place} are both numbered {number['n']}. Look at the numbering.",
                *(_caption(grid) or (grid.span(0, 0),)),
                *(_caption(other) or (other.span(0, 0),)),
            )
        else:
            yield HELD
        seen.setdefault(words, grid)
        if number is not None:
            numbers.setdefault(number["n"].lower(), grid)
    yield from _repeated_headings(subject)


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


_NUMBER = re.compile(r"^\W*(?:table|figure|chart)\s*(?P<n>[A-Z]?\d{1,3}[a-z]?)\b", re.IGNORECASE)
_EACH = re.compile(r"\b(?:month by month|month on month|each month|every month|monthly|quarter by quarter|by month)\b", re.IGNORECASE)
_TERM = re.compile(r"\b(?:autumn|spring|summer|winter)(?: term)?,? (?:of )?(?P<year>20\d\d)\b(?!\s?[/–-]\s?\d\d)", re.IGNORECASE)


def _after_number(title: str) -> str:
    return re.sub(r"^\W*(?:table|figure|chart)\s*[A-Z]?\d{1,3}[a-z]?\s*[:.–-]?\s*", "", title, flags=re.IGNORECASE)


def _years(text: str) -> list[tuple[date, date]]:
    """First and last day of the times that print their year: "2021/22" is 1 April 2021 to 31 March 2022."""
    found = [(unit.first, unit.last) for unit in find_calendar_units(text) if unit.first is not None and unit.last is not None]
    return [*found, *((date(int(m["year"]), 1, 1), date(int(m["year"]), 12, 31)) for m in _TERM.finditer(text))]


def _header_years(grid: Grid) -> list[tuple[date, date]]:
    years = [_years(grid.head(column)) for column in grid.columns if not _is_aside(grid.head(column))]
    return [year for found in years for year in found] if years and all(years) else []


def _row_years(grid: Grid) -> list[tuple[date, date]]:
    """Times of the rows where the first column is a run of them."""
    years = [_years(grid.label(row) or grid.text(row, 0)) for row in grid.rows if row not in grid.total_rows]
    return [year for found in years for year in found] if len(years) >= 2 and all(years) else []


def _shown(grid: Grid) -> str:
    heads = dict.fromkeys(grid.head(column) for column in grid.columns) if _header_years(grid) else dict.fromkeys(grid.label(row) for row in grid.rows)
    return ", ".join(heads)


def _is_aside(head: str) -> bool:
    return bool(re.search(r"\b(?:target|change|total|rag|dot|average|%)", head, re.IGNORECASE))


def _caption(grid: Grid) -> tuple[Span, ...]:
    return (grid.table.caption,) if grid.table.caption is not None else ()


def _title_and_heads(grid: Grid) -> Iterator[Span]:
    yield from _caption(grid)
    if grid.table.caption is None:
        for block in reversed(grid.document.blocks[: grid.table.block]):
            if block.kind not in ("furniture", "comment"):
                yield Span(start=block.start, end=block.end)
                break
    for row in range(grid.header_rows):
        for column in grid.columns:
            if grid.cells[row][column] is not None and _years(grid.text(row, column)):
                yield grid.span(row, column)


def _values(grid: Grid) -> list[object]:
    return [figure.value for _, figure in sorted(grid.figures.items())]


def _repeated_headings(subject: Subject) -> Iterator[Verdict]:
    """ "Step Downs by Month" over the chart of step-ups: a heading that repeats under two different headings above it."""
    parents: dict[str, tuple[str, Span]] = {}
    stack: list[tuple[int, str]] = []
    for section in subject.document.sections:
        while stack and stack[-1][0] >= section.level:
            stack.pop()
        parent = stack[-1][1] if stack else ""
        stack.append((section.level, section.title))
        words = section.title.strip().lower()
        if not re.search(r"\bby\b", words) or len(words.split()) < 3 or not parent:
            continue
        if words in parents and parents[words][0].lower() != parent.lower() and _names_parent(words, parents[words][0], parent):
            yield doubt(
                subject,
                f'The heading "{section.title}" stands under "{parents[words][0]}" and again under "{parent}". Look whether it was copied.',
                section.heading,
                parents[words][1],
            )
        parents.setdefault(words, (parent, section.heading))


def _names_parent(heading: str, one: str, other: str) -> bool:
    """Whether a heading names one of the two headings above it and not the other."""
    return (one.lower() in heading) != (other.lower() in heading)


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
            if grid.cells[row][column] is not None and (time := _time(grid.text(row, column), grid.span(row, column), grid.head(column))):
                times.append(time)
                break
    return times


def _row_times(grid: Grid) -> list[_Time]:
    times = []
    for row in grid.rows:
        cell = grid.cells[row][0]
        if cell is not None and (time := _time(grid.text(row, 0), Span(start=cell.start, end=cell.end), grid.label(row))):
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
        return _Time(at=year * 12 + number, name=_SHORT_MONTHS[number - 1], step="month" if month["year"] else "bare month", span=span)
    quarter = _QUARTER_ALONE.match(text)
    if quarter is not None:
        year = int(quarter["year"]) if quarter["year"] else 0
        return _Time(at=year * 4 + int(quarter["q"]), name=f"Q{quarter['q']}", step="quarter" if year else "bare quarter", span=span)
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
        f"{place[0].upper()}{place[1:]}: the series goes from {before.name} to {after.name}; {missing} is missing. Look whether it was left out "
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
            yield from _caption(grid)

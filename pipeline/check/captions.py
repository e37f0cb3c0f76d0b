"""Captions of tables against their columns and against one another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ..records.span import Span
from ..text.calendar_units import find_calendar_units
from .catalogue import HELD, Subject, Verdict, check, doubt
from .grid import Grid

_MONTH_TABLE = (
    "Table 1: Contacts, {caption}\n\nTeam | Sept 2023 | Oct 2023 | Nov 2023 | Dec 2023\n--- | --- | --- | --- | "
    "---\nAsh | 61 | 70 | 66 | 52\n"
)


_TWO = (
    "Table 1: Contacts by team\n\nTeam | Contacts\n--- | ---\nAsh | 61\nOak | 20\n\n{second}\n\nTeam | Contacts\n--- "
    "| ---\nAsh | 45\nOak | 12\n"
)


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
        if any(
            first <= last_shown and first_shown <= last for first, last in claimed for first_shown, last_shown in shown
        ):
            yield HELD
            continue
        yield doubt(
            subject,
            f'{grid.where}: the caption says "{grid.title}", the table has '
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
        if "continued" in title.lower() or (grid.table.caption is None and number is None):
            continue
        earlier = seen.get(words)
        if words and earlier is not None and _values(earlier) != _values(grid):
            yield doubt(
                subject,
                f'{grid.where} and {earlier.place} have the same caption, "{title}", and other numbers. Look whether '
                "one was copied.",
                *(grid.caption or (grid.span(0, 0),)),
                *(earlier.caption or (earlier.span(0, 0),)),
            )
        elif number is not None and number["n"].lower() in numbers and numbers[number["n"].lower()].title != title:
            other = numbers[number["n"].lower()]
            yield doubt(
                subject,
                f"{grid.where} and {other.place} are both numbered {number['n']}. Look at the numbering.",
                *(grid.caption or (grid.span(0, 0),)),
                *(other.caption or (other.span(0, 0),)),
            )
        else:
            yield HELD
        seen.setdefault(words, grid)
        if number is not None:
            numbers.setdefault(number["n"].lower(), grid)
    yield from _repeated_headings(subject)


_NUMBER = re.compile(r"^\W*(?:table|figure|chart)\s*(?P<n>[A-Z]?\d{1,3}[a-z]?)\b", re.IGNORECASE)


_TERM = re.compile(
    r"\b(?:autumn|spring|summer|winter)(?: term)?,? (?:of )?(?P<year>20\d\d)\b(?!\s?[/–-]\s?\d\d)", re.IGNORECASE
)


def _after_number(title: str) -> str:
    return re.sub(r"^\W*(?:table|figure|chart)\s*[A-Z]?\d{1,3}[a-z]?\s*[:.–-]?\s*", "", title, flags=re.IGNORECASE)


def _years(text: str) -> list[tuple[date, date]]:
    """First and last day of the times that print their year: "2021/22" is 1 April 2021 to 31 March 2022."""
    found = [
        (unit.first, unit.last)
        for unit in find_calendar_units(text)
        if unit.first is not None and unit.last is not None
    ]
    return [*found, *((date(int(m["year"]), 1, 1), date(int(m["year"]), 12, 31)) for m in _TERM.finditer(text))]


def _header_years(grid: Grid) -> list[tuple[date, date]]:
    years = [_years(grid.head(column)) for column in grid.columns if not _is_aside(grid.head(column))]
    return [year for found in years for year in found] if years and all(years) else []


def _row_years(grid: Grid) -> list[tuple[date, date]]:
    """Times of the rows where the first column is a run of them."""
    years = [_years(grid.label(row) or grid.text(row, 0)) for row in grid.rows if row not in grid.total_rows]
    return [year for found in years for year in found] if len(years) >= 2 and all(years) else []


def _shown(grid: Grid) -> str:
    heads = (
        dict.fromkeys(grid.head(column) for column in grid.columns)
        if _header_years(grid)
        else dict.fromkeys(grid.label(row) for row in grid.rows)
    )
    return ", ".join(heads)


def _is_aside(head: str) -> bool:
    return bool(re.search(r"\b(?:target|change|total|rag|dot|average|%)", head, re.IGNORECASE))


def _title_and_heads(grid: Grid) -> Iterator[Span]:
    yield from grid.caption
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
        if (
            words in parents
            and parents[words][0].lower() != parent.lower()
            and _names_parent(words, parents[words][0], parent)
        ):
            yield doubt(
                subject,
                f'The heading "{section.title}" stands under "{parents[words][0]}" and again under "{parent}". '
                f"Look whether it was copied.",
                section.heading,
                parents[words][1],
            )
        parents.setdefault(words, (parent, section.heading))


def _names_parent(heading: str, one: str, other: str) -> bool:
    """Whether a heading names one of the two headings above it and not the other."""
    return (one.lower() in heading) != (other.lower() in heading)

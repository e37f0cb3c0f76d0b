"""Rows and columns of tables as timelines: one measure at several times, and the words by which prose speaks of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..records.figure import Figure
from .grid import Grid
from .words import row_words, telling, title_words

_TIME = re.compile(
    r"\b(?:q(?:uarter|tr)?\s?(?P<q>[1-4]|one|two|three|four)|(?P<ordinal>first|second|third|fourth|final|last) "
    r"quarter"
    r"|(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:[a-z]{0,6})?"
    r"|(?P<year>20\d\d(?:\s?[/–-]\s?\d\d)?))\b",
    re.IGNORECASE,
)
_QUARTERS = {
    "one": "1",
    "two": "2",
    "three": "3",
    "four": "4",
    "first": "1",
    "second": "2",
    "third": "3",
    "fourth": "4",
    "final": "4",
    "last": "4",
}
_NOT_A_TIME = re.compile(
    r"\b(?:target|change|variance|total|rag|dot|average|difference|movement|trend|%\s?change|ytd|year to date"
    r"|cumulative)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Point:
    """A figure and its time: tokens such as "q4", "nov" and "2022/23"."""

    times: frozenset[str]
    name: str
    figure: Figure


@dataclass(frozen=True, kw_only=True)
class Timeline:
    """One measure at two or more times, in order. `needed` are all words of its label, `about` those of the table's title."""

    grid: Grid
    label: str
    needed: frozenset[str]
    about: frozenset[str]
    points: tuple[Point, ...]

    def is_named(self, words: frozenset[str]) -> bool:
        """Whether a sentence with these words speaks of it: all words of the label, and one of the title if that is short."""
        if not self.needed:
            return len(self.about & words) >= 2
        return self.needed <= words and (len(self.needed) >= 2 or bool(self.about & words) or not self.about)


def times_in(text: str) -> frozenset[str]:
    """Quarters, months and years as tokens: "quarter 4" and "Q4" are one, so are "Nov" and "November"."""
    found = set()
    for match in _TIME.finditer(text):
        if match["q"] or match["ordinal"]:
            word = (match["q"] or match["ordinal"]).lower()
            found.add("q" + _QUARTERS.get(word, word))
        elif match["month"]:
            if (match["month"].lower() != "may" and match["month"].lower() != "mar") or match.group(0)[0].isupper():
                found.add(match["month"].lower())
        else:
            found.add(re.sub(r"\s|[–-]", "", match["year"]).replace("/", ""))
    return frozenset(found)


def timelines(grid: Grid) -> Iterator[Timeline]:
    """The timelines of a table, along its rows and down its columns, whichever way its times run."""
    title = title_words(grid.title)
    columns = [column for column in grid.columns if _is_time(grid.head(column))]
    if len(columns) >= 2:
        for row in grid.rows:
            points = [_point(grid.head(c), grid.figures[row, c]) for c in columns if (row, c) in grid.figures]
            yield from _line(grid, "" if row in grid.total_rows else grid.label(row), title, points)
    rows = [row for row in grid.rows if row not in grid.total_rows and _is_time(grid.label(row) or grid.text(row, 0))]
    if len(rows) >= 2 and len(columns) < 2:
        for column in grid.columns:
            points = [
                _point(grid.label(r) or grid.text(r, 0), grid.figures[r, column])
                for r in rows
                if (r, column) in grid.figures
            ]
            yield from _line(grid, grid.head(column), title, points)


def _line(grid: Grid, label: str, title: frozenset[str], points: list[Point]) -> Iterator[Timeline]:
    figures = [point.figure for point in points]
    if (
        len(points) < 2
        or len({f.unit_kind for f in figures}) != 1
        or any(f.role in ("target", "forecast") or f.qualifier for f in figures)
    ):
        return
    needed = row_words(label.split(" | ")[0])
    yield Timeline(grid=grid, label=label, needed=needed, about=title, points=tuple(points))


def _point(head: str, figure: Figure) -> Point:
    return Point(times=times_in(head), name=head, figure=figure)


def _is_time(head: str) -> bool:
    """Whether a header is a time and nothing else."""
    return (
        bool(times_in(head))
        and not _NOT_A_TIME.search(head)
        and not telling(_TIME.sub(" ", head), leave=["term", "st", "nd", "th", "rd"])
    )

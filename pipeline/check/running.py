"""Running totals, and rows of averages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from ..records.figure import Figure
from ..records.span import Span
from ..records.table import Cell, Table, cell_grid
from .catalogue import HELD, Subject, Verdict, check, doubt
from .grid import Grid, is_additive, total_of
from .tolerance import plain

_RUNNING = (
    "Claims by month\n\nMonth | Claims | Cumulative\n--- | --- | ---\nApril | 20 | 20\nMay | 31 | 51\nJune | 24 "
    "| {june}\nJuly | 40 | 115\n"
)


_SCORES = (
    "Scores\n\nArea | First | Last\n--- | --- | ---\nRoutine | 4 | 6\nHealth | 5 | 7\nHome | 3 | 8\nAverage | 4.0 "
    "| {last}\n"
)


_CUMULATIVE = re.compile(r"\b(?:cumulative|running total|year to date|ytd|to date)\b", re.IGNORECASE)


_AVERAGE = re.compile(r"^\W*(?:(?:overall |total )?(?:average|mean)(?: score)?)\W*$", re.IGNORECASE)


_PLAIN = re.compile(r"^\d{1,6}(?:\.\d{1,3})?$")


_MEAN_PART = re.compile(r"\b(?:total|target|national|england|all|change|difference)\b", re.IGNORECASE)


@check(
    "SUM003",
    severity="error",
    title="A running total is not the sum so far",
    holds=_RUNNING.format(june=75),
    fails=_RUNNING.format(june=57),
)
def check_running_totals(subject: Subject) -> Iterator[Verdict]:
    """Adds up the column (or row) beside one that is headed cumulative or year to date; without one, it must not fall.

    Silent where the first running total is not the first number, as where the year began before the table does.
    """
    for grid in subject.grids:
        for series, beside, name in _running_series(grid):
            yield from _running(subject, grid, series, beside, name)


@check(
    "SUM004",
    severity="error",
    title="A row of averages is not the mean of the rows",
    holds=_SCORES.format(last="7.0"),
    fails=_SCORES.format(last="7.6"),
)
def check_average_rows(subject: Subject) -> Iterator[Verdict]:
    """Takes the plain mean of the rows above a row labelled average, in columns of scores or counts.

    Rates and percentages are left out, as their average may be weighted. In a table of two or more such columns one of them
    must hold for another to be doubted.
    """
    for table in subject.document.tables:
        rows = cell_grid(table)
        for index, row in enumerate(rows):
            if row and row[0] is not None and _AVERAGE.match(_words(subject, row[0])):
                verdicts = [v for column in range(1, len(row)) for v in _average(subject, table, rows, index, column)]
                if len(verdicts) == 1 or HELD in verdicts:
                    yield from verdicts


def _running_series(grid: Grid) -> Iterator[tuple[list[Figure], list[Figure] | None, str]]:
    """Running totals in columns and in rows, with the numbers they should be the sum of where there are any."""
    rows, columns = grid.rows, grid.columns
    for column in columns:
        if _CUMULATIVE.search(grid.head(column)):
            beside = next((c for c in reversed(columns) if c < column and not _CUMULATIVE.search(grid.head(c))), None)
            lines = [row for row in rows if row not in grid.total_rows and _period_end(grid.figures.get((row, column)))]
            yield _line(grid, lines, column), _line(grid, lines, beside), grid.head(column)
    for row in rows:
        if _CUMULATIVE.search(grid.label(row)):
            above = next((r for r in reversed(rows) if r < row and not _CUMULATIVE.search(grid.label(r))), None)
            cells = [c for c in columns if not grid.is_total_label(grid.head(c))]
            series = [grid.figures[row, c] for c in cells if (row, c) in grid.figures]
            parts = [grid.figures[above, c] for c in cells if above is not None and (above, c) in grid.figures]
            yield series, parts if len(parts) == len(series) else None, grid.label(row)


def _line(grid: Grid, rows: Sequence[int], column: int | None) -> list[Figure]:
    return [grid.figures[row, column] for row in rows if column is not None and (row, column) in grid.figures]


def _period_end(figure: Figure | None) -> bool:
    return figure is not None and figure.period is not None


def _running(
    subject: Subject, grid: Grid, series: list[Figure], beside: list[Figure] | None, name: str
) -> Iterator[Verdict]:
    if len(series) < 3 or not all(map(is_additive, series)):
        return
    summed = beside is not None and len(beside) == len(series) and all(map(is_additive, beside))
    parts = beside if beside is not None and summed and beside[0].value == series[0].value else None
    for index, (earlier, later) in enumerate(pairwise(series), start=1):
        place = f"{grid.where}, {name}"
        if parts is not None:
            so_far = total_of(parts[: index + 1])
            if later.value in (so_far, earlier.value + parts[index].value):
                yield HELD
                continue
            yield doubt(
                subject,
                f"{place}: {plain(earlier.value)} + {plain(parts[index].value)} "
                f"= {plain(earlier.value + parts[index].value)}, "
                f"stated {plain(later.value)}. Look at the running total and its parts.",
                later,
                earlier,
                parts[index],
            )
        elif later.value < earlier.value:
            yield doubt(
                subject,
                f"{place}: the running total falls from {plain(earlier.value)} to {plain(later.value)}. A "
                f"running total cannot "
                "fall; look at both.",
                later,
                earlier,
            )
        else:
            yield HELD


def _average(
    subject: Subject, table: Table, rows: Sequence[Sequence[Cell | None]], row: int, column: int
) -> Iterator[Verdict]:
    mean_cell = rows[row][column]
    head = max(table.header_rows or 0, 1)
    above = [
        rows[r][column]
        for r in range(head, row)
        if rows[r][0] is None or not _MEAN_PART.search(_words(subject, rows[r][0]))
    ]
    parts = [
        (cell, Decimal(_words(subject, cell)))
        for cell in above
        if cell is not None and _PLAIN.match(_words(subject, cell))
    ]
    if mean_cell is None or not _PLAIN.match(_words(subject, mean_cell)) or len(parts) < 3 or len(parts) < len(above):
        return
    heading = " ".join(_words(subject, rows[r][column]) for r in range(head))
    if _MEAN_PART.search(heading) or re.search(r"%|\b(?:per|rate|percent)", heading, re.IGNORECASE):
        return
    mean = Decimal(_words(subject, mean_cell))
    unit = Decimal(1).scaleb(int(mean.as_tuple().exponent))
    computed = sum((number for _, number in parts), Decimal(0)) / len(parts)
    if mean - unit / 2 <= computed <= mean + unit:
        yield HELD
        return
    sums = " + ".join(plain(number) for _, number in parts)
    yield doubt(
        subject,
        f"Table {table.id + 1}, column {heading or column + 1}: ({sums}) / {len(parts)} = {plain(computed)}, "
        f"stated {mean}. "
        "Look at the average and at each row.",
        Span(start=mean_cell.start, end=mean_cell.end),
        *(Span(start=cell.start, end=cell.end) for cell, _ in parts),
    )


def _words(subject: Subject, cell: Cell | None) -> str:
    return " ".join(subject.document.text[cell.start : cell.end].split()) if cell is not None else ""

"""Sums in tables: columns and rows against their totals, running totals, and rows of averages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from ..records.figure import Figure
from .catalogue import HELD, Doubt, Subject, Verdict, check, doubt
from .grid import Grid, is_additive, total_of
from .tolerance import added, plain, stated
from .wording import is_explained

_ROWS = "Referrals\n\nSource | Boys | Girls | Total\n--- | --- | --- | ---\nSchool | 10 | 12 | 22\nPolice | 4 | 5 | 9\n"


_TEAMS = "Contacts by team\n\nTeam | Contacts\n--- | ---\nAsh | 12\nOak | 30\n**Total** | {total}\n"


@check(
    "SUM001",
    severity="error",
    title="A table's column does not add up to its total",
    holds=_TEAMS.format(total=42),
    fails=_TEAMS.format(total=45),
)
def check_column_totals(subject: Subject) -> Iterator[Verdict]:
    """Adds the rows above a total (labelled so, in bold at the end, or told by another column that adds up to it).

    A grand total may be the sum of the rows or of the subtotals. Silent where a cell is suppressed or empty, for rows that
    say "of which", averages and targets, and where the text beside the table says that its rows overlap or names the gap.
    """
    for grid in subject.grids:
        columns = [c for c in grid.columns if grid.counts_as_part(grid.head(c)) or is_money(grid, c)]
        parted = any(_adds_up(grid, column) for column in columns)
        found = [verdict for column in columns for verdict in _column(subject, grid, column, parted=parted)]
        yield from _unless_all_overlap(subject, grid, found)


@check(
    "SUM002",
    severity="error",
    title="A table's row does not add up to its total",
    holds=_ROWS + "Health | 7 | 1 | 8\n",
    fails=_ROWS + "Health | 7 | 1 | 9\n",
)
def check_row_totals(subject: Subject) -> Iterator[Verdict]:
    """Adds the columns beside a column headed total, row by row.

    A column is taken for the sum of the others only if it is so in at least half of the rows; one that is not headed total
    (the last or the first), only if it is so in at least two rows, and in three rows and three quarters of them for an error.
    """
    for grid in subject.grids:
        for column in grid.columns:
            headed = grid.is_total_label(grid.head(column))
            if not headed and column not in (grid.columns[0], grid.columns[-1]):
                continue
            verdicts = [
                _compare(subject, parts, total, f"{grid.place}, row {grid.label(row) or row + 1}")
                for row in grid.rows
                if (total := grid.figures.get((row, column))) is not None and is_additive(total)
                if len(parts := _row_parts(grid, row, column)) >= 2 and all(map(is_additive, parts))
            ]
            held = verdicts.count(HELD)
            if not verdicts or held * 2 < len(verdicts):
                continue
            if headed or (held >= 3 and held * 4 >= len(verdicts) * 3):
                yield from _unless_all_overlap(subject, grid, verdicts)
            elif (
                held >= 2
                and min(grid.figures[row, column].value for row in grid.rows if (row, column) in grid.figures)
                >= _TELLING
            ):
                yield from (v if v is HELD else replace(v, severity="query") for v in verdicts)


def is_money(grid: Grid, column: int) -> bool:
    """Whether a column holds amounts of money, whatever its header says ("Forecast change")."""
    figures = [grid.figures[row, column] for row in grid.rows if (row, column) in grid.figures]
    return all(figure.unit_kind == "currency" for figure in figures) and "%" not in grid.head(column)


def _adds_up(grid: Grid, column: int) -> bool:
    """Whether a column of three rows or more adds up to its one total: its rows then hold nothing twice."""
    rows = [row for row in grid.rows if (row, column) in grid.figures]
    totals = [row for row in grid.total_rows if (row, column) in grid.figures]
    parts = [grid.figures[row, column] for row in rows if row not in totals]
    if len(totals) != 1 or len(parts) < 3 or not all(map(is_additive, parts)):
        return False
    return total_of(parts) == grid.figures[totals[0], column].value


def _column(subject: Subject, grid: Grid, column: int, *, parted: bool) -> Iterator[Verdict]:
    rows = [row for row in grid.rows if (row, column) in grid.figures]
    totals = [row for row in grid.total_rows if (row, column) in grid.figures]
    for total_row in totals:
        total = grid.figures[total_row, column]
        if not is_additive(total):
            continue
        choices = [choice for choice in _choices(grid, column, rows, totals, total_row) if len(choice) >= 2]
        if not choices:
            continue
        place = f"{grid.place}, column {grid.head(column) or column + 1}"
        verdicts = [_compare(subject, choice, total, place, parted=parted) for choice in choices]
        yield HELD if HELD in verdicts else verdicts[0]


def _choices(
    grid: Grid, column: int, rows: Sequence[int], totals: Sequence[int], total_row: int
) -> Iterator[list[Figure]]:
    """The parts that a total may be the sum of: the rows since the last total, all rows, the subtotals, the rows below."""
    above = [row for row in rows if row < total_row]
    before = [row for row in totals if row < total_row]
    since = [row for row in above if row > max(before, default=-1)]
    plain_rows = [row for row in above if row not in totals]
    below = [row for row in rows if row > total_row and row not in totals] if not above else []
    sets = [since if since else plain_rows, plain_rows, list(before), below]
    for chosen in sets:
        parts = [row for row in chosen if grid.counts_as_part(grid.label(row))]
        if chosen and _complete(grid, column, parts, [*chosen, max(max(chosen), total_row - 1)]):
            figures = [grid.figures[row, column] for row in parts]
            if all(map(is_additive, figures)):
                yield figures


def _complete(grid: Grid, column: int, parts: Sequence[int], chosen: Sequence[int]) -> bool:
    """Whether no row between the first and the last part keeps its number back or leaves it out."""
    if not parts:
        return False
    return all(
        row in parts or not grid.counts_as_part(grid.label(row)) or row in grid.total_rows or _is_heading(grid, row)
        for row in grid.body
        if min(chosen) <= row <= max(chosen)
    )


def _is_heading(grid: Grid, row: int) -> bool:
    """A row without any figure or mark: the heading of a group of rows."""
    return not any((row, column) in grid.figures or grid.is_suppressed(row, column) for column in grid.columns)


def _row_parts(grid: Grid, row: int, total_column: int) -> list[Figure]:
    """Counts of the row at the left of its total (at the right of a first column), up to another total; none where a cell is kept
    back or empty."""
    parts: list[Figure] = []
    first = total_column == grid.columns[0]
    beside = [column for column in grid.columns if (column > total_column if first else column < total_column)]
    for column in beside if first else reversed(beside):
        if grid.is_total_label(grid.head(column)):
            break
        if not grid.counts_as_part(grid.head(column)):
            continue
        figure = grid.figures.get((row, column))
        if figure is None:
            return []
        if figure.unit_kind in ("count", "currency"):
            parts.append(figure)
    return parts[::-1]


def _compare(subject: Subject, parts: Sequence[Figure], total: Figure, place: str, *, parted: bool = False) -> Verdict:
    if added(parts).meets(stated(total)):
        return HELD
    gap: Decimal = total.value - total_of(parts)
    if is_explained(subject, *_whole_table(subject, total), gap=gap, parts=len(parts), parted=parted):
        return HELD
    sums = " + ".join(plain(part.value) for part in parts).replace("+ -", "- ")
    return doubt(
        subject,
        f"{place[0].upper()}{place[1:]}: {sums} = {plain(total_of(parts))}, stated {plain(total.value)}, a "
        f"difference of "
        f"{plain(gap)}. Look at the total and at each part.",
        total,
        *parts,
    )


_TELLING = 10  # smaller totals are the sum of two small counts by chance too often


def _whole_table(subject: Subject, figure: Figure) -> tuple[int, int]:
    table = subject.document.tables[(figure.locator.table or 1) - 1]
    return table.start, table.end


def _unless_all_overlap(subject: Subject, grid: Grid, verdicts: list[Verdict]) -> Iterator[Verdict]:
    """The verdicts; but where every one of several totals is less than its parts, one query: the rows may overlap."""
    doubts = [verdict for verdict in verdicts if verdict is not None]
    if len(doubts) < 2 or len(doubts) < len(verdicts):
        yield from verdicts
        return
    yield Doubt(
        message=f"{grid.where}: none of its {len(doubts)} totals is the sum of the parts. {doubts[0].message} "
        "If something may be counted in more than one part, the paper should say so.",
        evidence=doubts[0].evidence,
        subjects=doubts[0].subjects,
        severity="query",
    )

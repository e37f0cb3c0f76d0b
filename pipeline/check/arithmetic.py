"""Sums: rows and columns of tables against their totals, and parts stated in a sentence against the whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ..records.figure import Figure
from .catalogue import HELD, Doubt, Subject, Verdict, check
from .grid import Grid, grids, is_additive, total_of
from .tolerance import half_unit, plain

_OVERLAP = re.compile(
    r"\b(?:more than one|may (?:have|appear|be counted)|multiple|overlap|double[- ]count|do not sum|not sum|not add"
    r"|counted (?:in|under) (?:each|both)|due to rounding|can be counted)\b",
    re.IGNORECASE,
)
_ROWS = "Referrals\n\nSource | Boys | Girls | Total\n--- | --- | --- | ---\nSchool | 10 | 12 | 22\nPolice | 4 | 5 | 9\n"
_TABLE_HOLDS = "Contacts by team\n\nTeam | Total\n--- | ---\nAsh | 12\nOak | 30\n**Total** | 42\n"
_TABLE_FAILS = "Contacts by team\n\nTeam | Total\n--- | ---\nAsh | 12\nOak | 30\n**Total** | 45\n"


@check(
    "SUM001",
    severity="error",
    title="A table's column does not add up to its total",
    holds=_TABLE_HOLDS,
    fails=_TABLE_FAILS,
)
def check_column_totals(subject: Subject) -> Iterator[Verdict]:
    """Adds the rows above a row labelled total (or in bold without a label at the end) in each column of counts or money.

    Silent where a cell is suppressed or missing, for rows that say "of which", averages and targets, and where the text
    beside the table says that its rows overlap. The tolerance is half of the last printed digit of each part.
    """
    for grid in grids(subject):
        if _says_overlap(grid):
            continue
        for column in grid.columns:
            parts: list[Figure] = []
            for row in grid.rows:
                figure = grid.figures.get((row, column))
                if grid.is_total_row(row):
                    if figure is not None and is_additive(figure) and _complete(grid, parts, column, row):
                        yield _verdict(parts, figure, f"column {_name(grid, column)}")
                    if grid.is_subtotal_row(row):
                        parts = []
                    continue
                if figure is not None and grid.counts_as_part(grid.row_headers.get(row, "")):
                    parts.append(figure)


@check(
    "SUM002",
    severity="error",
    title="A table's row does not add up to its total",
    holds=_ROWS + "Health | 7 | 1 | 8\n",
    fails=_ROWS + "Health | 7 | 1 | 9\n",
)
def check_row_totals(subject: Subject) -> Iterator[Verdict]:
    """Adds the columns of counts beside a column headed total, row by row.

    A total column is taken for the sum of the others only if it is so in at least half of the rows.
    """
    for grid in grids(subject):
        for column in grid.columns:
            if not grid.is_total_column(column):
                continue
            verdicts = []
            for row in grid.rows:
                total = grid.figures.get((row, column))
                parts = _row_parts(grid, row, column)
                if total is not None and is_additive(total) and len(parts) >= 2 and all(map(is_additive, parts)):
                    verdicts.append(_verdict(parts, total, f"row {grid.row_headers.get(row) or row + 1}"))
            if verdicts and verdicts.count(HELD) * 2 >= len(verdicts):
                yield from verdicts


@check(
    "SUM003",
    severity="error",
    title="Parts stated in the text do not add up to the whole",
    holds="By May 2023 we held 315 plans. Of these 205 had a lead in the council and 110 a lead in a school.",
    fails="By May 2023 we held 315 plans. Of these 205 had a lead in the council and 130 a lead in a school.",
)
def check_stated_parts(subject: Subject) -> Iterator[Verdict]:
    """Adds the counts that follow "of these", "comprising" or "made up of" and compares them with the whole before them.

    An error only where the parts exceed the whole, or where two or more parts are said to make it up and miss it narrowly;
    parts that leave a remainder ("of these 40 were new") are no contradiction.
    """
    text = subject.document.text
    figures = [f for f in subject.extraction.figures if f.origin in ("prose", "list") and is_additive(f)]
    for index, whole in enumerate(figures):
        parts = _parts_after(text, whole, figures[index + 1 : index + 8])
        if len(parts) < 2:
            continue
        gap = whole.value - total_of(parts)
        slack = sum((half_unit(part) for part in parts), half_unit(whole))
        claims_whole = abs(gap) <= whole.value / 10
        if gap < -slack or (gap > slack and claims_whole):
            yield _mismatch(parts, whole, "the sentence", severity="error" if gap < 0 else "query")
        elif abs(gap) <= slack:
            yield HELD


_INTRODUCES_PARTS = re.compile(
    r"\b(?:of these|of those|of which|of whom|of this total|of the total|comprising|comprised|made up of|consisting of"
    r"|consists of|split between|broken down (?:as|into))\b",
    re.IGNORECASE,
)


def _parts_after(text: str, whole: Figure, later: list[Figure]) -> list[Figure]:
    """Counts of the next sentence or the same one, after words that introduce parts of `whole`."""
    if not later or later[0].start - whole.end > 300:
        return []
    match = _INTRODUCES_PARTS.search(text, whole.end, later[0].start)
    if match is None:
        return []
    evidence = later[0].evidence
    return [
        figure
        for figure in later
        if figure.evidence == evidence and figure.unit_kind == whole.unit_kind and figure.value <= whole.value
        and figure.role != "baseline"
    ]  # fmt: skip


def _row_parts(grid: Grid, row: int, total_column: int) -> list[Figure]:
    """Counts of the row at the left of its total, up to an earlier total."""
    parts: list[Figure] = []
    for column in reversed([column for column in grid.columns if column < total_column]):
        if grid.is_total_column(column):
            break
        figure = grid.figures.get((row, column))
        if (
            figure is not None
            and figure.unit_kind in ("count", "currency")
            and grid.counts_as_part(grid.column_headers.get(column, ""))
        ):
            parts.append(figure)
    return parts[::-1]


def _complete(grid: Grid, parts: list[Figure], column: int, total_row: int) -> bool:
    """At least two parts, all of them additive, and no row above the total without a number in this column."""
    if len(parts) < 2 or not all(map(is_additive, parts)):
        return False
    first = min(row for row in grid.rows if (row, column) in grid.figures)
    return all(
        (row, column) in grid.figures or not grid.counts_as_part(grid.row_headers.get(row, ""))
        for row in grid.rows
        if first <= row < total_row
    )


def _verdict(parts: list[Figure], total: Figure, place: str) -> Verdict:
    slack = sum((half_unit(part) for part in parts), half_unit(total))
    if any(part.value != part.value.to_integral_value() for part in parts) or total.unit_kind == "currency":
        agrees = abs(total_of(parts) - total.value) <= slack
    else:
        agrees = total_of(parts) == total.value
    return HELD if agrees else _mismatch(parts, total, place)


def _mismatch(parts: list[Figure], total: Figure, place: str, severity: str | None = None) -> Doubt:
    added = " + ".join(plain(part.value) for part in parts)
    gap: Decimal = total.value - total_of(parts)
    where = f" ({total.locator.cite})" if total.locator.cite else ""
    return Doubt(
        message=f"{place[0].upper()}{place[1:]}{where}: {added} = {plain(total_of(parts))}, stated {plain(total.value)}, "
        f"a difference of {plain(gap)}. Look at the total and at each part.",
        evidence=(total.evidence, *(part.evidence for part in parts if part.evidence != total.evidence)),
        subjects=(total.id, *(part.id for part in parts)),
        severity=severity,  # type: ignore[arg-type]
    )


def _name(grid: Grid, column: int) -> str:
    return grid.column_headers.get(column) or str(column + 1)


def _says_overlap(grid: Grid) -> bool:
    """Whether the words around the table say that its rows overlap or need not add up."""
    text = grid.document.text
    around = text[max(0, grid.table.start - 400) : grid.table.start] + text[grid.table.end : grid.table.end + 400]
    return _OVERLAP.search(around) is not None

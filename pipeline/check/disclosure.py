"""Small numbers: cells that were kept back but can be worked out, and cells that should have been kept back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ..records.figure import Figure
from ..records.span import Span
from .catalogue import HELD, Subject, Verdict, check, doubt
from .grid import Grid, is_additive, total_of
from .tolerance import plain

_PLANS = (
    "Children with a plan\n\nArea | Early help | Child in need | Total\n--- | --- | --- | ---\nAsh | 46 | 18 | "
    "64\nOak | 38 | 14 | 52\n"
)
_LARGEST_HIDDEN = Decimal(10)  # where the mark does not say how small
_SMALL = Decimal(5)  # local practice keeps back counts of 1 to 4
_THRESHOLD = re.compile(r"\d+")
_WORDS = {"five": 5, "ten": 10}


@check(
    "DIS001",
    severity="error",
    title="A number that was kept back can be worked out",
    holds=_PLANS + "Elm | 31 | <5 | s\n",
    fails=_PLANS + "Elm | 31 | <5 | 35\n",
)
def check_recoverable_cells(subject: Subject) -> Iterator[Verdict]:
    """Subtracts the printed parts from a printed total where one part is kept back, along rows and columns.

    The total must be labelled so or hold elsewhere in the table, and the result must be as small as the mark says. Two
    hidden parts of one sum cannot be told apart.
    """
    for grid in subject.grids:
        seen: set[tuple[int, int]] = set()
        sums: list[str] = []
        places: list[Figure | Span] = []
        for hidden, parts, total in _sums_with_a_gap(grid):
            rest = total.value - total_of(parts)
            if hidden in seen or not 0 <= rest < _limit(grid.text(*hidden)) or _are_rounded((*parts, total)):
                continue
            seen.add(hidden)
            shown = " - ".join(plain(part.value) for part in parts)
            name = ", ".join(filter(None, (grid.label(hidden[0]), grid.head(hidden[1]))))
            sums.append(f'{name}: {plain(total.value)} - {shown} = {plain(rest)} ("{grid.text(*hidden)}")')
            places.extend((grid.span(*hidden), total, *parts))
        if sums:
            yield doubt(
                subject,
                f"{grid.where}: what was kept back can be worked out. {'; '.join(sums)}. A second number of the same sum must "
                "be kept back as well.",
                *places,
            )
        for row, column in _hidden(grid):
            if (row, column) not in seen:
                yield HELD


def _are_rounded(figures: Sequence[Figure]) -> bool:
    """Whether all numbers are multiples of five, as published statistics are rounded: a difference then tells nothing."""
    return len(figures) > _FEW and all(figure.value % _ROUNDED_TO == 0 for figure in figures)


_FEW, _ROUNDED_TO = 3, 5


@check(
    "DIS002",
    severity="query",
    title="A small number is printed beside others that were kept back",
    holds=_PLANS + "Elm | 31 | <5 | s\n",
    fails=_PLANS + "Elm | 31 | <5 | s\nFir | 40 | 3 | 43\n",
)
def check_small_numbers(subject: Subject) -> Iterator[Verdict]:
    """Counts of one to four in a table that keeps back such counts in other cells ("<5", "c").

    Silent in tables that keep nothing back, as publishing small numbers may be a decision.
    """
    for grid in subject.grids:
        hidden = list(_hidden(grid))
        if not hidden:
            continue
        for (row, column), figure in sorted(grid.figures.items()):
            if (
                figure.unit_kind != "count"
                or figure.qualifier is not None
                or row in grid.total_rows
                or grid.is_average_label(grid.label(row))
            ):
                continue
            same_line = any(r == row or c == column for r, c in hidden)
            if 0 < figure.value < _SMALL and same_line and figure.role == "reported" and figure.change is None:
                yield doubt(
                    subject,
                    f"{grid.where}, {grid.label(row)}, {grid.head(column)}: {figure.text} is printed, while "
                    f'"{grid.text(*hidden[0])}" stands in the same table. Look whether it should be kept back.',
                    figure,
                    grid.span(*hidden[0]),
                )
            else:
                yield HELD


@check(
    "DIS003",
    severity="query",
    title="A small number that was kept back follows from the numbers beside it",
    holds="Fewer than 5 Roma families had a plan. Of the 936 plans, 811 were for White British families and the rest for others.",
    fails="Fewer than 5 Roma families had a plan. Of the 936 plans, 811 were for White British families, 122 for other families and "
    "the rest for Roma families.",
)
def check_small_remainders(subject: Subject) -> Iterator[Verdict]:
    """Subtracts the parts that a sentence names from its whole where it leaves "the rest" unsaid and the paper keeps back small
    numbers: a rest of one to four is told all the same."""
    kept_back = _KEPT_BACK.search(subject.document.text) is not None
    for statement in subject.statements if kept_back else ():
        counts = [f for f in statement.figures if is_additive(f) and f.unit_kind == "count"]
        if len(counts) < 3 or len(counts) != len(statement.figures) or not _THE_REST.search(statement.text):
            continue
        whole, parts = counts[0], counts[1:]
        rest = whole.value - total_of(parts)
        if not 0 < rest < _SMALL:
            yield HELD
            continue
        yield doubt(
            subject,
            f"{subject.where(statement)}: {plain(whole.value)} - {' - '.join(plain(f.value) for f in parts)} = {plain(rest)}. Look "
            "whether this small number should be told.",
            *counts,
        )


_KEPT_BACK = re.compile(
    r"\b(?:fewer|less) than (?:5|five|10|ten)\b|<\s?5\b|\bsuppressed\b|\bsmall numbers?\b|\bkept back\b|\bwithheld\b",
    re.IGNORECASE,
)
_THE_REST = re.compile(r"\b(?:the rest|the remainder|the others|the remaining)\b(?! \d)", re.IGNORECASE)


def _hidden(grid: Grid) -> Iterator[tuple[int, int]]:
    """Cells of the body that keep a number back, in columns of counts."""
    for column in grid.columns:
        counts = [f for (_, c), f in grid.figures.items() if c == column and f.unit_kind == "count"]
        for row in grid.body:
            if counts and grid.is_suppressed(row, column):
                yield row, column


def _limit(mark: str) -> Decimal:
    """The number below which the mark says the count is."""
    found = _THRESHOLD.findall(mark)
    if found:
        return Decimal(found[-1]) + (1 if re.match(r"^[≤1]", mark) else 0)
    word = next((value for name, value in _WORDS.items() if name in mark.lower()), None)
    return Decimal(word) if word is not None else _LARGEST_HIDDEN


def _sums_with_a_gap(grid: Grid) -> Iterator[tuple[tuple[int, int], list[Figure], Figure]]:
    hidden = set(_hidden(grid))
    for row in grid.body:
        for total_column in grid.columns:
            if grid.is_total_label(grid.head(total_column)) or _is_sum_column(grid, total_column):
                columns = [
                    c
                    for c in grid.columns
                    if c < total_column and grid.counts_as_part(grid.head(c)) and not grid.is_total_label(grid.head(c))
                ]
                yield from _gap(grid, [(row, c) for c in columns], (row, total_column), hidden)
    for total_row in grid.total_rows:
        for column in grid.columns:
            rows = [
                r
                for r in grid.body
                if r < total_row and r not in grid.total_rows and grid.counts_as_part(grid.label(r))
            ]
            yield from _gap(grid, [(r, column) for r in rows], (total_row, column), hidden)


def _gap(
    grid: Grid, places: list[tuple[int, int]], total: tuple[int, int], hidden: set[tuple[int, int]]
) -> Iterator[tuple[tuple[int, int], list[Figure], Figure]]:
    whole = grid.figures.get(total)
    gaps = [place for place in places if place in hidden]
    shown = [grid.figures[place] for place in places if place in grid.figures and place not in hidden]
    if whole is None or total in hidden or not is_additive(whole) or len(gaps) != 1 or len(shown) + 1 < len(places):
        return
    if shown and all(map(is_additive, shown)):
        yield gaps[0], shown, whole


def _is_sum_column(grid: Grid, column: int) -> bool:
    """Whether the column is the sum of those before it in at least two rows and every complete one."""
    held = 0
    for row in grid.rows:
        total = grid.figures.get((row, column))
        parts = [grid.figures.get((row, c)) for c in grid.columns if c < column]
        known = [part for part in parts if part is not None and is_additive(part)]
        if total is None or len(known) < 2 or len(known) < len(parts) or not is_additive(total):
            continue
        if total_of(known) != total.value:
            return False
        held += 1
    return held >= 2

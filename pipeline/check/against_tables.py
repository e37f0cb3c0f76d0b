"""Numbers of the text against the cells that its words name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from ..records.figure import Figure
from .bases import is_comparable
from .catalogue import HELD, Subject, Verdict, check, doubt
from .grid import Grid
from .periods import same_time
from .statements import Statement
from .tolerance import slip, stated
from .wording import is_aim, is_corrected
from .words import labels, row_words, telling, title_words

_TABLE = (
    "# Early Help scorecard\n\n31 December 2023\n\nTable 1: Indicators\n\nIndicator | Nov 2023 | Dec 2023\n--- | "
    "--- | ---\n"
    "Families waiting for allocation | 27 | 22\nReviews held late | 14 | 19\n\n"
)


@check(
    "SAM001",
    severity="error",
    title="The text and a table give different numbers for one thing",
    holds=_TABLE + "At the end of December 2023, 22 families were waiting for allocation.\n",
    fails=_TABLE + "At the end of December 2023, 27 families were waiting for allocation.\n",
)
def check_text_against_tables(subject: Subject) -> Iterator[Verdict]:
    """Compares a number in prose with the cell whose row label and column header its sentence repeats, for the same time.

    Every word of the label must stand in the sentence. An error where the number looks like the cell's mistyped or is that
    of a neighbouring cell, else a query. Silent where the sentence speaks of a correction, a plan or a part of the group.
    """
    index = _Index(cell for grid in subject.grids for cell in _cells(grid))
    for statement in subject.statements:
        if statement.kind == "cell" or not statement.figures:
            continue
        words = labels(statement.text)
        for figure in statement.figures:
            moved = figure.change is not None and figure.change.amount == figure.value
            if moved or not is_comparable(figure) or is_aim(statement.until(figure)):
                continue
            named = [cell for cell in index.near(figure, words) if _names_cell(statement, words, figure, cell)]
            if not named:
                continue
            most = max(len(cell.needed) for cell in named)
            matching = [cell for cell in named if len(cell.needed) == most]
            if any(stated(figure).meets(stated(cell.figure)) for cell in matching):
                yield HELD
            elif len({cell.figure.value for cell in matching}) == 1 and not is_corrected(subject.near(statement)):
                yield _two_values(subject, statement, figure, matching[0])


@dataclass(frozen=True, kw_only=True)
class _Cell:
    """A table's figure with the words that name it. `needed` must all be said, of `about` some."""

    grid: Grid
    figure: Figure
    needed: frozenset[str]
    about: frozenset[str]
    is_total: bool


class _Index:
    """Cells by kind, month and one of the words that a sentence must have."""

    def __init__(self, cells: Iterable[_Cell]) -> None:
        self._cells: dict[tuple[str, int, str], list[_Cell]] = defaultdict(list)
        for cell in cells:
            month = _month(cell.figure)
            if month is not None:
                self._cells[cell.figure.unit_kind, month, min(cell.needed, default="")].append(cell)

    def near(self, figure: Figure, words: frozenset[str]) -> Iterator[_Cell]:
        """Cells that may be of the same thing at the same time as a figure whose sentence has those words."""
        month = _month(figure)
        if month is not None:
            for word in sorted(words | {""}):
                yield from self._cells.get((figure.unit_kind, month, word), ())


def _month(figure: Figure) -> int | None:
    """The month in which a figure's time ends, its first days counted to the one before; None without a time."""
    end = figure.period.end if figure.period is not None else None
    return (end - timedelta(days=2)).month if end is not None else None


def _cells(grid: Grid) -> Iterator[_Cell]:
    title = title_words(grid.title)
    for (row, column), figure in grid.figures.items():
        if not is_comparable(figure) or grid.is_average_label(grid.label(row)):
            continue
        is_total = row in grid.total_rows
        label = frozenset[str]() if is_total else row_words(grid.label(row))
        head = (
            row_words(grid.head(column))
            if not _names_time(grid, column) and not grid.is_total_label(grid.head(column))
            else frozenset[str]()
        )
        if not is_total and not label | head:
            continue
        yield _Cell(
            grid=grid,
            figure=figure,
            needed=label | head,
            about=title,
            is_total=is_total,
        )


def _names_time(grid: Grid, column: int) -> bool:
    """Whether a column's header is a time and nothing else."""
    head = grid.head(column).split(" | ")[-1]
    return not telling(
        re.sub(
            r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec|q[1-4]|ytd|qtr)\b", " ", head, flags=re.IGNORECASE
        )
    )


_PARTLY = re.compile(
    r"\b(?:of (?:these|those|them|whom|which)|alone|sample|excluding|including|except|other than|more|fewer|further"
    r"|another|extra|new)\b",
    re.IGNORECASE,
)


def _names_cell(statement: Statement, words: frozenset[str], figure: Figure, cell: _Cell) -> bool:
    theirs = cell.figure
    if not cell.needed <= words or figure.denominator is not None or figure.unit_kind != theirs.unit_kind:
        return False
    if not same_time(figure.period, theirs.period):
        return False
    if len(cell.needed) < 2 and len(cell.about & words) < (2 if cell.is_total else 1):
        return False
    if cell.is_total and (len(cell.about & words) < 2 or figure.breakdown or not _same_unit(figure, theirs)):
        return False
    counts = [
        f
        for f in statement.figures
        if f.unit_kind == figure.unit_kind and is_comparable(f) and f.period == figure.period
    ]
    return len(counts) == 1 and not _PARTLY.search(
        statement.text[max(0, figure.start - statement.start - 40) : figure.end - statement.start + 40]
    )


def _same_unit(one: Figure, other: Figure) -> bool:
    if one.unit_kind != "count":
        return True
    return bool(telling(one.unit or "") & telling(other.unit or ""))


def _two_values(subject: Subject, statement: Statement, figure: Figure, cell: _Cell) -> Verdict:
    beside = {f.value for (row, column), f in cell.grid.figures.items() if f.locator.row == cell.figure.locator.row}
    likely = slip(figure.value, cell.figure.value) is not None or figure.value in beside
    place = cell.figure.locator
    return doubt(
        subject,
        f"{subject.where(statement)}: {figure.text} in the text, {cell.figure.text} in {cell.grid.place} "
        f"({', '.join(filter(None, (place.row_header, place.column_header)))}). Look at which is right, and "
        f"whether both speak of the same thing.",
        figure,
        cell.figure,
        severity="error" if likely else "query",
    )

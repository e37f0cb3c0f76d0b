"""The figures of a table by row and column, with its totals: what the checks of tables stand on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ..records.document import Document
from ..records.figure import Figure
from ..records.table import Table
from .catalogue import Subject

_TOTAL = re.compile(
    r"^\W*(?:grand |overall |sub-?\s?)?totals?\b|^\W*all (?!other)|\btotal\W*$|^\W*overall\W*$|^\W*sum\W*$",
    re.IGNORECASE,
)
_SUBTOTAL = re.compile(r"sub-?\s?total", re.IGNORECASE)
_PART_OF = re.compile(r"^\W*(?:of which|of whom|of these|including|incl\b|in which)", re.IGNORECASE)
_NO_PART = re.compile(
    r"\b(?:average|mean|median|target|previous|last year|variance|difference|change|rate|cumulative|ytd|year to date|england"
    r"|national|neighbours?|benchmark|trend|direction)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Grid:
    """One data table: figures by (row, column), both from 0, and the words of its row and column headers."""

    document: Document
    table: Table
    figures: dict[tuple[int, int], Figure]
    row_headers: dict[int, str]
    column_headers: dict[int, str]

    @property
    def rows(self) -> list[int]:
        """Rows that hold figures."""
        return sorted({row for row, _ in self.figures})

    @property
    def columns(self) -> list[int]:
        """Columns that hold figures."""
        return sorted({column for _, column in self.figures})

    def is_total_row(self, row: int) -> bool:
        """Labelled total, or the last row, in bold and without a label."""
        header = self.row_headers.get(row, "")
        if header:
            return bool(_TOTAL.search(header))
        return row == self.rows[-1] and all(
            cell.bold for cell in self.table.cells if cell.row == row and cell.end > cell.start
        )

    def is_subtotal_row(self, row: int) -> bool:
        """Labelled subtotal."""
        return bool(_SUBTOTAL.search(self.row_headers.get(row, "")))

    def is_total_column(self, column: int) -> bool:
        """Headed total, over parts that stand beside it."""
        return bool(_TOTAL.search(self.column_headers.get(column, "").split(" | ")[-1]))

    def counts_as_part(self, header: str) -> bool:
        """Whether a row or column with this header is a part of the total: not "of which", an average or a target."""
        return not (_PART_OF.search(header) or _NO_PART.search(header))


def grids(subject: Subject) -> Iterator[Grid]:
    """The data tables of the document that hold figures."""
    by_table: dict[int, list[Figure]] = {}
    for figure in subject.extraction.figures:
        if figure.origin == "table" and figure.locator.table is not None:
            by_table.setdefault(figure.locator.table - 1, []).append(figure)
    for table in subject.document.tables:
        figures = by_table.get(table.id, [])
        if figures and not table.is_form:
            yield _grid(subject.document, table, figures)


def is_additive(figure: Figure) -> bool:
    """Whether the number can be a part of a sum: a count or an amount of money that is not suppressed or hedged."""
    return figure.unit_kind in ("count", "currency") and figure.qualifier is None and figure.low is None


def total_of(figures: list[Figure]) -> Decimal:
    """Their sum."""
    return sum((figure.value for figure in figures), Decimal(0))


def _grid(document: Document, table: Table, figures: list[Figure]) -> Grid:
    placed: dict[tuple[int, int], Figure] = {}
    rows: dict[int, str] = {}
    columns: dict[int, str] = {}
    for figure in figures:
        row, column = (figure.locator.row or 1) - 1, (figure.locator.column or 1) - 1
        placed.setdefault((row, column), figure)
        rows[row] = figure.locator.row_header or rows.get(row, "")
        columns[column] = figure.locator.column_header or columns.get(column, "")
    return Grid(document=document, table=table, figures=placed, row_headers=rows, column_headers=columns)

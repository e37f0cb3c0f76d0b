"""A data table as the checks see it: figures by row and column, the words of headers and cells, and what are totals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from ..records.document import Document
from ..records.figure import Figure
from ..records.span import Span
from ..records.table import Cell, Table, cell_grid

_TOTAL = re.compile(
    r"^\W*(?:grand |overall |combined |sub-?\s?)?totals?\b|^\W*all\W*$|^\W*all (?!other|need|goals?)\w+\W*$"
    r"|\btotals?\W*$"
    r"|^\W*overall\W*$|^\W*sum\W*$|^\W*any\b",
    re.IGNORECASE,
)
_SUBTOTAL = re.compile(r"sub-?\s?total", re.IGNORECASE)
_PART_OF = re.compile(r"^\W*(?:of which|of whom|of these|including|incl\b|in which|memo)", re.IGNORECASE)
_NO_PART = re.compile(
    r"\b(?:average|mean|median|target|previous|last year|prior year|variance|difference|change|rate|ratio"
    r"|cumulative|ytd|per \w+|each"
    r"|year to date|running total|england|national|neighbours?|benchmark|trend|direction|score|percentage|per "
    r"cent|%)(?!\w)",
    re.IGNORECASE,
)
_AVERAGE = re.compile(r"^\W*(?:average|mean|overall average|total average|average score)\b", re.IGNORECASE)
# What stands in a cell whose number is kept back, in official statistics and in council papers.
_SUPPRESSED = re.compile(
    r"^(?:[<≤]\s?\d{1,2}|(?:fewer|less) than (?:\d{1,2}|five|ten)|under (?:5|five|10|ten)|\[?[cxsz*]\]?|\*+"
    r"|1\s?(?:-|–|to)\s?[49]|suppressed|supp\.?)$",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, kw_only=True)
class Grid:
    """One data table. Rows and columns count from 0; `figures` holds the first figure of a cell."""

    document: Document
    table: Table
    cells: tuple[tuple[Cell | None, ...], ...]
    figures: dict[tuple[int, int], Figure]
    header_rows: int
    total_words: frozenset[str]

    @cached_property
    def rows(self) -> tuple[int, ...]:
        """Rows that hold figures."""
        return tuple(sorted({row for row, _ in self.figures}))

    @cached_property
    def columns(self) -> tuple[int, ...]:
        """Columns that hold figures."""
        return tuple(sorted({column for _, column in self.figures}))

    @cached_property
    def body(self) -> tuple[int, ...]:
        """All rows below the header."""
        return tuple(range(self.header_rows, len(self.cells)))

    @cached_property
    def title(self) -> str:
        """The caption, else the heading or line right above."""
        if self.table.caption is not None:
            return " ".join(self.document.text[self.table.caption.start : self.table.caption.end].split())
        for block in reversed(self.document.blocks[: self.table.block]):
            if block.kind in ("furniture", "comment"):
                continue
            text = " ".join(self.document.text[block.content : block.end].split())
            return text if block.kind in ("heading", "caption") or len(text) < 120 else ""
        return ""

    def text(self, row: int, column: int) -> str:
        """The words of a cell on one line; a merged cell's at every place that it covers."""
        cell = self.cells[row][column]
        return " ".join(self.document.text[cell.start : cell.end].split()) if cell is not None else ""

    def label(self, row: int) -> str:
        """The row's header: what stands left of its first figure, or its first cell."""
        figure = next((self.figures[row, column] for column in self.columns if (row, column) in self.figures), None)
        if figure is not None and figure.locator.row_header:
            return figure.locator.row_header
        return self.text(row, 0) if (row, 0) not in self.figures else ""

    def head(self, column: int) -> str:
        """The column's header, its rows joined with " | "."""
        figure = next((self.figures[row, column] for row in self.rows if (row, column) in self.figures), None)
        if figure is not None and figure.locator.column_header:
            return figure.locator.column_header
        words = (self.text(row, column) for row in range(self.header_rows))
        return " | ".join(dict.fromkeys(word for word in words if word))

    def is_suppressed(self, row: int, column: int) -> bool:
        """Whether the cell keeps its number back: "<5", "c", "*"."""
        return bool(_SUPPRESSED.match(self.text(row, column)))

    def is_blank(self, row: int, column: int) -> bool:
        """Whether nothing is stated there: empty, a dash or n/a."""
        return not _DIGIT.search(self.text(row, column)) and not self.is_suppressed(row, column)

    def is_total_label(self, label: str) -> bool:
        """Whether a header names a total: "Total", "All", "Borough total", or a word of the vocabulary."""
        last = label.split(" | ")[-1].strip()
        return bool(_TOTAL.search(last)) or last.lower().strip(" :*") in self.total_words

    @cached_property
    def total_rows(self) -> tuple[int, ...]:
        """Rows that hold totals: by their label, as the last row in bold, or because a column adds up to it."""
        named = [
            row
            for row in self.rows
            if self.is_total_label(self.label(row)) and not self.is_average_label(self.label(row))
        ]
        if named:
            return tuple(named)
        last = self.rows[-1] if self.rows else -1
        return (
            (last,)
            if last >= 0 and (self._is_bold(last) or self._adds_up(last)) and not self._is_bold(self.rows[0])
            else ()
        )

    def is_subtotal_row(self, row: int) -> bool:
        """Labelled subtotal."""
        return bool(_SUBTOTAL.search(self.label(row)))

    def is_average_label(self, label: str) -> bool:
        """Whether a header names the mean of the others."""
        return bool(_AVERAGE.search(label.split(" | ")[-1]))

    def counts_as_part(self, header: str) -> bool:
        """Whether a row or column with this header is a part of the total: not "of which", an average or a target."""
        return not (_PART_OF.search(header) or _NO_PART.search(header))

    def span(self, row: int, column: int) -> Span:
        """The characters of a cell. The cell must exist."""
        cell = self.cells[row][column]
        if cell is None:
            raise ValueError(f"no cell at {row}, {column}")
        return Span(start=cell.start, end=cell.end)

    @property
    def place(self) -> str:
        """ "table 2, p. 5"."""
        page = next((cell.page for row in self.cells for cell in row if cell is not None and cell.page), None)
        return f"table {self.table.id + 1}" + (f", p. {page}" if page else "")

    @property
    def caption(self) -> tuple[Span, ...]:
        """The characters of the caption, if there is one."""
        return (self.table.caption,) if self.table.caption is not None else ()

    @property
    def where(self) -> str:
        """The address at the start of a message: "Table 2, p. 5"."""
        return self.place[0].upper() + self.place[1:]

    def _is_bold(self, row: int) -> bool:
        cells = [cell for cell in self.cells[row] if cell is not None and cell.end > cell.start]
        return bool(cells) and cells[0].bold

    def _adds_up(self, row: int) -> bool:
        """Whether a column's earlier counts add up to the row's; at most as many columns may miss as hold."""
        held = missed = 0
        for column in self.columns:
            parts = [self.figures[r, column] for r in self.rows if r != row and (r, column) in self.figures]
            total = self.figures.get((row, column))
            if total is None or len(parts) < 3 or not all(map(is_additive, [*parts, total])):
                continue
            if total_of(parts) == total.value:
                held += 1
            else:
                missed += 1
        return held > 0 and held >= missed


def read_grids(document: Document, figures: Sequence[Figure], total_words: Iterable[str]) -> tuple[Grid, ...]:
    """The data tables of the document that hold figures."""
    by_table: dict[int, dict[tuple[int, int], Figure]] = {}
    for figure in figures:
        place = figure.locator
        if figure.origin == "table" and place.table is not None and place.row is not None and place.column is not None:
            by_table.setdefault(place.table - 1, {}).setdefault((place.row - 1, place.column - 1), figure)
    words = frozenset(total_words)
    return tuple(
        Grid(
            document=document,
            table=table,
            cells=tuple(tuple(row) for row in cell_grid(table)),
            figures=by_table[table.id],
            header_rows=_header_rows(table, by_table[table.id]),
            total_words=words,
        )
        for table in document.tables
        if table.id in by_table and not table.is_form
    )


def is_additive(figure: Figure) -> bool:
    """Whether the number can be a part of a sum: a count or an amount of money that is not suppressed or hedged."""
    return figure.unit_kind in ("count", "currency") and figure.qualifier is None and figure.low is None


def same_kind(figures: Iterable[Figure]) -> bool:
    """Whether all are counts, or all money, or ..."""
    return len({figure.unit_kind for figure in figures}) == 1


def total_of(figures: Iterable[Figure]) -> Decimal:
    """Their sum."""
    return sum((figure.value for figure in figures), Decimal(0))


def _header_rows(table: Table, figures: dict[tuple[int, int], Figure]) -> int:
    if table.header_rows is not None:
        return min(table.header_rows, min(row for row, _ in figures))
    return min(row for row, _ in figures)

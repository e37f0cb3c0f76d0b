"""Tables: cells with spans in the document's text, and which of them are headers."""

from __future__ import annotations

from dataclasses import dataclass

from .span import Box, Span


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """One cell. `row` and `column` count from 0; a merged cell stands once, at its top left, with its spans."""

    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    start: int
    end: int
    page: int | None = None
    bbox: Box | None = None
    # What the file itself says of the cell (TH, Word's header row); None where it says nothing.
    declared_header: bool | None = None
    address: str | None = None  # "C4" in a spreadsheet
    bold: bool = False
    # Where the second and later paragraphs of the cell begin; in the text a space stands before each.
    breaks: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """A grid of cells inside the block that spans ``start:end``.

    `header_rows` and `header_columns` count from the top and the left; they are None until `segment` has decided them.
    In the document's text a row is a line and its cells are separated by tabs.
    """

    id: int
    block: int
    start: int
    end: int
    rows: int
    columns: int
    cells: tuple[Cell, ...]
    caption: Span | None = None
    header_rows: int | None = None
    header_columns: int | None = None
    pages: tuple[int, ...] = ()
    bbox: Box | None = None
    sheet: str | None = None
    origin: str = ""  # how it was found: "tags", "ruled", "columns", "docx", "html", "pipe", "tab", "sheet"
    is_form: bool = False  # label and value cells, not a data table


def cell_grid(table: Table) -> list[list[Cell | None]]:
    """The table as rows of columns; a merged cell stands at every place it covers; None where no cell is."""
    grid: list[list[Cell | None]] = [[None] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        for row in range(cell.row, min(cell.row + cell.row_span, table.rows)):
            for column in range(cell.column, min(cell.column + cell.column_span, table.columns)):
                grid[row][column] = cell
    return grid

"""Which rows and columns of a table are headers, decided by what stands in them where the file does not say."""

from __future__ import annotations

import re
from dataclasses import replace

from ..records.document import Document
from ..records.table import Cell, Table, cell_grid
from ..text.dates import find_dates

_NUMBER = re.compile(
    r"^[\s(\[]*[+\-–−▲▼↑↓<>~£]*\s*£?\d[\d,]*(?:\.\d+)?\s*(?:%|pp|ppts?|k|m|bn|p|per cent|pts?|days?|weeks?)?[\s)\]*]*[▲▼↑↓]?$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"^(?:19|20)\d\d(?:\s?[/–-]\s?(?:\d\d|(?:19|20)\d\d))?\*?$")
_QUARTER = re.compile(r"^(?:Q[1-4]|[1-4](?:st|nd|rd|th)\s+q(?:uarte)?r)", re.IGNORECASE)
_STANDS_FOR_NUMBER = re.compile(r"^(?:-|–|—|n/?a|c|\*|\[[a-z]\]|nil|<\s?\d+|tbc|x)$", re.IGNORECASE)
_MOST_HEADER_ROWS = 4


def find_table_headers(document: Document) -> Document:
    """The document with `header_rows` and `header_columns` of every table set, and title rows counted as headers."""
    return replace(document, tables=tuple(_headed(document, table) for table in document.tables))


def _headed(document: Document, table: Table) -> Table:
    if table.rows == 0 or table.columns == 0:
        return replace(table, header_rows=0, header_columns=0)
    rows = table.header_rows if table.header_rows is not None else _header_rows(document, table)
    columns = table.header_columns if table.header_columns is not None else _header_columns(document, table, rows)
    return replace(table, header_rows=rows, header_columns=columns)


def _header_rows(document: Document, table: Table) -> int:
    """The declared header rows from the top, else the rows above the first row that holds values.

    A table without any numbers has one header row if its first row is set apart (bold) or the table is a grid of words.
    """
    grid = cell_grid(table)
    declared = _declared_rows(grid)
    if declared:
        return min(declared, table.rows)
    for index, row in enumerate(grid[: _MOST_HEADER_ROWS + 1]):
        if _has_values(document, row) and not _names_columns(document, grid[index:]):
            below = [_has_values(document, later) for later in grid[index:]]
            if index > 1 and sum(below) * 2 < len(below):
                break  # a list of labels and answers, some of them numbers
            return index
    else:
        if any(_has_values(document, row) for row in grid):
            return 1
    titles = _title_rows(grid)
    first = [cell for cell in grid[min(titles, len(grid) - 1)] if cell is not None and cell.end > cell.start]
    if first and (all(cell.bold for cell in first) or (table.columns >= 3 and len(first) == table.columns)):
        return min(titles + 1, table.rows - 1)
    return titles


def _title_rows(grid: list[list[Cell | None]]) -> int:
    """Rows at the top that are one cell over the whole width: the table's title printed inside it."""
    count = 0
    for row in grid[:2]:
        cells = {id(cell) for cell in row if cell is not None and cell.end > cell.start}
        if len(cells) != 1 or len(row) < 2 or len(grid) <= count + 1:
            break
        count += 1
    return count


def _declared_rows(grid: list[list[Cell | None]]) -> int:
    count = 0
    for row in grid:
        cells = [cell for cell in row if cell is not None]
        if not cells or not all(cell.declared_header for cell in cells):
            break
        count += 1
    return count if count < len(grid) else 0


def _has_values(document: Document, row: list[Cell | None]) -> bool:
    """Whether numbers that are no years stand outside the first column."""
    cells = {id(cell): cell for cell in row[1:] if cell is not None}.values()
    words = [document.text[cell.start : cell.end].strip() for cell in cells]
    filled = [word for word in words if word]
    numbers = [word for word in filled if _is_value(word)]
    return bool(numbers) and len(numbers) * 2 >= len([word for word in filled if not _STANDS_FOR_NUMBER.match(word)])


def _names_columns(document: Document, grid: list[list[Cell | None]]) -> bool:
    """Whether the first of these rows says in words that hold numbers what the bare numbers below it are.

    "2022 audit" and "5 to 17" stand above 14 and 1,065; a row of values would be bare numbers like those below.
    """
    first, *rest = ([cell for cell in row[1:] if cell is not None and cell.end > cell.start] for row in grid)
    texts = [[document.text[cell.start : cell.end].strip() for cell in row] for row in (first, *rest)]
    if any(_NUMBER.match(text) and not _YEAR.match(text) for text in texts[0]):
        return False
    below = [text for row in texts[1:] for text in row]
    return bool(below) and sum(bool(_NUMBER.match(text)) for text in below) * 2 > len(below)


def _is_value(text: str) -> bool:
    if _YEAR.match(text) or _QUARTER.match(text):
        return False
    if _NUMBER.match(text):
        return True
    return bool(re.match(r"^[<>~£]?\s?\d", text)) and not find_dates(text) and len(text) <= 24


def _header_columns(document: Document, table: Table, header_rows: int) -> int:
    """One or more columns of words at the left of columns of values; none where the first column holds values."""
    grid = cell_grid(table)[header_rows:]
    if not grid or table.columns < 2:
        return 0
    count = 0
    for column in range(table.columns - 1):
        words = [
            document.text[cell.start : cell.end].strip()
            for row in grid
            if (cell := row[column]) is not None and cell.end > cell.start
        ]
        values = sum(1 for word in words if _NUMBER.match(word) and not _YEAR.match(word))
        if not words or values * 2 > len(words):
            break
        count += 1
        if any(_column_has_values(document, grid, later) for later in range(column + 1, table.columns)) and (
            _column_has_values(document, grid, column + 1)
        ):
            break
    if not any(_column_has_values(document, grid, column) for column in range(table.columns)):
        return 1 if _are_labels(document, grid) else 0
    return max(1, min(count, 2)) if count else 0


def _are_labels(document: Document, grid: list[list[Cell | None]]) -> bool:
    """In a table of words, whether the first column holds short labels for the long texts beside them."""
    lengths: list[list[int]] = [[], []]
    for row in grid:
        for at, cell in enumerate(row):
            if cell is not None and cell.end > cell.start:
                lengths[min(at, 1)].append(cell.end - cell.start)
    if not lengths[0] or not lengths[1]:
        return False
    return max(lengths[0]) <= 60 and sum(lengths[0]) / len(lengths[0]) * 1.5 <= sum(lengths[1]) / len(lengths[1])


def _column_has_values(document: Document, grid: list[list[Cell | None]], column: int) -> bool:
    words = [
        document.text[cell.start : cell.end].strip()
        for row in grid
        if column < len(row) and (cell := row[column]) is not None and cell.end > cell.start
    ]
    values = [word for word in words if _is_value(word) or _STANDS_FOR_NUMBER.match(word)]
    return bool(words) and len(values) * 2 >= len(words)

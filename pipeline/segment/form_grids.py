"""Tables of forms that are told by structure: plain label/value columns, records under a header row, blocks of children side
by side, and rows of tick boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from ..records.document import Document, Field, Option
from ..records.span import Span
from ..records.table import Cell, Table, cell_grid
from ..text.dates import find_dates
from ..vocab import Vocabulary
from .form_fields import CHILD, make_field
from .form_tables import (
    Row,
    cell_text,
    could_be_label,
    is_numeric,
    is_set_apart,
    label_value_pairs,
    labels_inside,
    pair_fields,
    unique,
)

_TICK: Final = re.compile(r"[✓✔☒☑☐□✗✘xX■]|\[[ xX✓✔]?\]|\([ xX✓✔]?\)|yes|no", re.IGNORECASE)
_ON: Final = re.compile(r"[✓✔☒☑xX■]|\[[xX✓✔]\]|\([xX✓✔]\)|yes", re.IGNORECASE)
_LONGEST_LABEL: Final = 110  # characters
_LONGEST_OPTION: Final = 30
_LONGEST_HEAD: Final = 60
_LONG_VALUE: Final = 40  # characters: no label is as long

Grid = list[list[Cell | None]]


def further_table_fields(document: Document, table: Table, vocabulary: Vocabulary) -> tuple[list[Field], bool]:
    """The fields of a table in a form, and whether the table is nothing but labels and values.

    Grids of records keep their rows and columns for later stages: they have fields but are no form themselves.
    """
    grid = cell_grid(table)
    if len(grid) < 2 or table.columns < 2:
        return [], False
    if ticks := list(_tick_rows(document, table, grid, vocabulary)):
        return ticks, False
    body = [cell for cell in table.cells if cell.end > cell.start and cell.row > 0 and cell.column > 0]
    if sum(is_numeric(document, cell) for cell in body) * 2 > len(body):
        return [], False
    if inside := labels_inside(document, table, vocabulary):
        return inside, True
    if _has_header(document, table, grid, vocabulary):
        return list(_records(document, table, grid, vocabulary)), False
    pairs = label_value_pairs(document, grid, vocabulary)
    if _are_pairs(document, grid, pairs):
        return list(pair_fields(document, table, pairs, vocabulary)), True
    return [], False


def _tick_rows(document: Document, table: Table, grid: Grid, vocabulary: Vocabulary) -> Iterator[Field]:
    """Rows of a question with a column for each answer: "Is the family aware?" under "Yes" and "No"."""
    heads = grid[0]
    options = heads[1:]
    if table.columns < 3 or not all(
        head is not None and 0 < len(cell_text(document, head)) <= _LONGEST_OPTION for head in options
    ):
        return
    rows = [row for row in grid[1:] if row[0] is not None and row[0].end > row[0].start]
    marks = [cell_text(document, cell) for row in rows for cell in row[1:] if cell is not None]
    if not any(map(_ON.fullmatch, marks)) or not all(not mark or _TICK.fullmatch(mark) for mark in marks):
        return
    for row in rows:
        label, cells = row[0], row[1:]
        assert label is not None
        chosen = next((cell for cell in cells if cell and _ON.fullmatch(cell_text(document, cell))), None)
        place = chosen or next((cell for cell in cells if cell is not None), None)
        if place is None:
            continue
        end = place.end if chosen else place.start
        found = make_field(document, label.start, label.end, place.start, end, vocabulary, table=table)
        answers = tuple(
            Option(
                label=Span(start=head.start, end=head.end),
                checked=cell is not None and _ON.fullmatch(cell_text(document, cell)) is not None,
            )
            for head, cell in zip(options, cells, strict=True)
            if head is not None
        )
        yield replace(found, options=answers)


def _has_header(document: Document, table: Table, grid: Grid, vocabulary: Vocabulary) -> bool:
    """Whether the first row names the columns: all set apart, or labels that we know, and no cell beneath is."""
    heads = unique(grid[0])
    filled = [cell for cell in heads if cell.end > cell.start]
    if len(filled) < 2 or any(len(cell_text(document, cell)) > _LONGEST_HEAD for cell in filled):
        return False
    beneath = [cell for row in grid[1:] for cell in unique(row[1:]) if cell.end > cell.start]
    if sum(is_set_apart(document, cell) for cell in beneath) * 3 > len(beneath):
        return False
    if all(is_set_apart(document, cell) for cell in filled):
        return True
    known = sum(1 for cell in filled if vocabulary.headings.is_label(cell_text(document, cell)))
    plain = not any(find_dates(cell_text(document, cell)) for cell in filled)
    return plain and (known >= 2 or (table.columns == 3 and len(filled) == 3 and table.header_rows == 1))


def _records(document: Document, table: Table, grid: Grid, vocabulary: Vocabulary) -> Iterator[Field]:
    """A field a cell: the head of its column is the label, the first cell of its row the group where rows repeat.

    Where the heads are children ("Child 1", "Child 2"), or columns of one form, the first cell of the row is the label.
    """
    heads, rows = grid[0], grid[1:]
    corner = heads[0]
    children = [head for head in heads[1:] if head is not None and CHILD.search(cell_text(document, head))]
    titled = corner is None or corner.end == corner.start
    for row in rows:
        first = row[0]
        if first is None or len(unique(row)) == 1:
            continue  # a title over the width of the table
        filled = [cell for cell in unique(row) if cell.end > cell.start]
        if len(filled) > 1 and all(cell.bold for cell in filled) and not children:
            heads = row  # further labels, over values of their own
            continue
        name = cell_text(document, first)
        for column, (head, value) in enumerate(zip(heads, row, strict=True)):
            if (
                head is None
                or value is None
                or head.end == head.start
                or value.row <= head.row
                or value.column != column
            ):
                continue
            if children:
                if column and first.end > first.start:
                    yield make_field(
                        document, first.start, first.end, value.start, value.end, vocabulary,
                        group=cell_text(document, head), table=table,
                    )  # fmt: skip
                continue
            # Columns of a list say nothing of the paper: "Ref" over M4, M5 is not the case's reference.
            group = name if (titled or (column and len(rows) > 1)) and len(name) <= _LONGEST_LABEL else None
            found = make_field(
                document, head.start, head.end, value.start, value.end, vocabulary, group=group or None, table=table
            )
            yield replace(found, name=None) if len(rows) > 1 else found


def _are_pairs(document: Document, grid: Grid, pairs: list[tuple[Cell, Cell | None]]) -> bool:
    """Short, distinct labels in plain type beside their values.

    Two columns are believed at once; of four it must be seen in the first row or in empty boxes that the second and fourth
    column hold values, because a list of records under plain heads looks the same.
    """
    sides = [(label, value) for label, value in pairs if value is not None]
    labels = [cell_text(document, label) for label, _ in sides]
    if len(sides) < 2 or len(set(labels)) < len(labels) or not all(map(could_be_label, labels)):
        return False
    values = [cell_text(document, value) for _, value in sides]
    if sum(1 for _, value in sides if is_numeric(document, value)) * 2 > len(sides):
        return False
    widths = {len(unique(row)) for row in grid if len(unique(row)) > 1}
    if max(widths) <= 2:
        shorter = sum(
            len(label) <= len(value) or not value or bool(_TICK.fullmatch(value))
            for label, value in zip(labels, values, strict=True)
        )
        return shorter * 3 >= len(labels) or any(find_dates(value) for value in values)
    return _shows_values(document, [unique(row) for row in grid])


def _shows_values(document: Document, rows: list[Row]) -> bool:
    """Whether every second cell holds values: dates, numbers, long texts in the first row, or boxes left empty."""
    first = [cell_text(document, cell) for cell in rows[0][1::2]]
    if any(len(text) > _LONG_VALUE or any(letter.isdigit() for letter in text) for text in first):
        return True
    labels = [cell for row in rows for cell in row[::2]]
    values = [cell for row in rows for cell in row[1::2]]
    return any(cell.end == cell.start for cell in values) and all(cell.end > cell.start for cell in labels)

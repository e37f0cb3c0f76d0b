"""Form fields: labels and what was entered, however they are laid out.

Tables of label and value, grids whose header row holds the labels, "Label: value" lines, a label with its value beneath,
and headings of a case paper with the text under them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ..records.document import Block, Document, Field
from ..records.span import Span
from ..records.table import Cell, Table, cell_grid
from ..vocab import Vocabulary
from .ticks import find_options, has_boxes

_LINE_LABEL = re.compile(r"(?P<label>[A-Z(][^\n:\t]{1,70}?)\s*(?::|\s[–—-](?=\s))[ \t]*")
_NUMERIC = re.compile(r"^[£<>~+\-–\s]*\d[\d,.]*\s*%?$")
_LONGEST_LABEL = 110  # characters
_LONGEST_SHARED_CELL = 300  # characters
_CHILD = re.compile(r"\b(?:child|young person|sibling)\s*(?:no\.?\s*)?(\d)\b", re.IGNORECASE)


def find_fields(document: Document, *, vocabulary: Vocabulary) -> Document:
    """The document with its fields, in reading order, and with the tables that are forms marked as such."""
    fields: list[Field] = []
    tables = []
    for table in document.tables:
        found = list(_table_fields(document, table, vocabulary))
        is_form = bool(found)
        tables.append(replace(table, is_form=is_form))
        fields.extend(found)
    document = replace(document, tables=tuple(tables))
    for block in document.blocks:
        if block.start < document.body_end and block.kind in ("paragraph", "list_item", "form"):
            fields.extend(_line_fields(document, block, vocabulary))
    taken = {field.label.start for field in fields}
    fields.extend(field for field in _heading_fields(document, vocabulary, taken) if field.label.start not in taken)
    return replace(document, fields=tuple(sorted(fields, key=lambda field: (field.label.start, field.value.start))))


def _table_fields(document: Document, table: Table, vocabulary: Vocabulary) -> Iterator[Field]:
    """Fields of a table that is a form; none if it is a data table."""
    grid = cell_grid(table)
    if _is_label_grid(document, grid, vocabulary):
        yield from _grid_fields(document, table, grid, vocabulary)
        return
    shared = _shared_cells(document, table, vocabulary)
    if len(shared) >= 2:
        yield from (field for fields in shared.values() for field in fields)
        grid = [[None if cell is None or cell.start in shared else cell for cell in row] for row in grid]
    pairs = _label_value_pairs(document, grid, vocabulary)
    known = sum(1 for label, _ in pairs if _name(document, label, vocabulary))
    numeric = sum(1 for _, value in pairs if value and _NUMERIC.match(document.text[value.start : value.end].strip()))
    looks_like_label = sum(1 for label, _ in pairs if _looks_like_label(document, label))
    if not pairs or numeric * 2 > len(pairs) or (known * 3 < len(pairs) and looks_like_label * 3 < len(pairs) * 2):
        return
    group = None
    for label, value in pairs:
        text = document.text[label.start : label.end]
        child = _CHILD.search(text)
        group = text.strip() if child and value is None else group
        if value is not None:
            yield _field(document, label.start, label.end, value.start, value.end, vocabulary, group=group, table=table)


def _shared_cells(document: Document, table: Table, vocabulary: Vocabulary) -> dict[int, list[Field]]:
    """Cells in which label and value stand together ("Ref: FX-114"), by the cell's offset."""
    found = {}
    for cell in table.cells:
        if cell.end - cell.start <= _LONGEST_SHARED_CELL:
            fields = _labelled(document, cell.start, cell.end, vocabulary, table=table)
            if fields and all(field.value.end > field.value.start for field in fields):
                found[cell.start] = fields
    return found


def _label_value_pairs(
    document: Document, grid: list[list[Cell | None]], vocabulary: Vocabulary
) -> list[tuple[Cell, Cell | None]]:
    """Label and value cells: side by side (two, four, six columns), or a full-width label over a full-width value."""
    pairs: list[tuple[Cell, Cell | None]] = []
    skip = False
    for index, row in enumerate(grid):
        cells = list({id(cell): cell for cell in row if cell is not None}.values())
        if skip or not cells:
            skip = False
            continue
        if len(cells) == 1:
            below = list({id(c): c for c in grid[index + 1] if c is not None}.values()) if index + 1 < len(grid) else []
            if _looks_like_label(document, cells[0]) or _name(document, cells[0], vocabulary):
                stacked = len(below) == 1 and not _name(document, below[0], vocabulary)
                pairs.append((cells[0], below[0] if stacked else None))
                skip = stacked
            continue
        for left, right in zip(cells[::2], cells[1::2], strict=False):
            if left.end > left.start:
                pairs.append((left, right))
    return pairs


def _is_label_grid(document: Document, grid: list[list[Cell | None]], vocabulary: Vocabulary) -> bool:
    """A header row of known labels over cells of words: worried about / working well / needs to happen."""
    if len(grid) < 2 or len(grid[0]) < 2:
        return False
    heads = [cell for cell in grid[0] if cell is not None]
    named = [_name(document, cell, vocabulary) for cell in heads]
    body = [cell for row in grid[1:] for cell in row if cell is not None and cell.end > cell.start]
    long = sum(1 for cell in body if cell.end - cell.start > 20)
    return len(heads) >= 2 and sum(1 for name in named if name) >= 2 and long * 2 >= len(body) and len(set(named)) > 1


def _grid_fields(
    document: Document, table: Table, grid: list[list[Cell | None]], vocabulary: Vocabulary
) -> Iterator[Field]:
    for row in grid[1:]:
        for head, value in zip(grid[0], row, strict=True):
            if head is not None and value is not None and value.row > 0:
                yield _field(document, head.start, head.end, value.start, value.end, vocabulary, table=table)


def _line_fields(document: Document, block: Block, vocabulary: Vocabulary) -> Iterator[Field]:
    """ "Label: value" lines; several in one block where it has line breaks or where known labels follow one another."""
    fields = _labelled(document, block.content, block.end, vocabulary, any_label=block.kind == "form")
    if fields and fields[-1].value.end == fields[-1].value.start:
        last = fields.pop()
        end = _value_beneath(document, block)
        fields.append(_field(document, last.label.start, last.label.end, min(block.end, end), end, vocabulary))
    yield from fields


def _labelled(
    document: Document,
    start: int,
    end: int,
    vocabulary: Vocabulary,
    *,
    any_label: bool = False,
    table: Table | None = None,
) -> list[Field]:
    """The fields of a stretch that opens with a known label (or any, in a form): each value runs to the next label."""
    text = document.text
    starts: list[tuple[int, int, int]] = []  # label start, label end, value start
    for match in _LINE_LABEL.finditer(text, start, end):
        at_line_start = match.start() == start or text[match.start() - 1] in "\n\t"
        label = Span(start=match.start("label"), end=match.end("label"))
        if at_line_start and (any_label or vocabulary.headings.field_name(text[label.start : label.end])):
            starts.append((label.start, label.end, match.end()))
            continue
        inner = _inner_label(text, label, vocabulary) if starts and not at_line_start else None
        if inner is not None:
            starts.append((inner.start, inner.end, match.end()))
    ends = [low for low, _, _ in starts[1:]] + [end] * bool(starts)
    return [
        _field(document, low, high, value, max(value, stop), vocabulary, table=table)
        for (low, high, value), stop in zip(starts, ends, strict=True)
    ]


def _inner_label(text: str, label: Span, vocabulary: Vocabulary) -> Span | None:
    """The known label at the end of the words before a colon: "Amara Blackshaw DOB:" holds the label "DOB"."""
    words = list(re.finditer(r"\S+", text[label.start : label.end]))
    for word in words[max(0, len(words) - 5) :]:
        start = label.start + word.start()
        candidate = text[start : label.end]
        if candidate[:1].isupper() and vocabulary.headings.is_label(candidate):
            return Span(start=start, end=label.end)
    return None


def _value_beneath(document: Document, block: Block) -> int:
    """The end of the paragraph under a label that ends its line: the value may stand beneath it."""
    position = block.id + 1
    if position < len(document.blocks):
        below = document.blocks[position]
        if below.kind in ("paragraph", "list_item") and below.start < document.body_end:
            match = _LINE_LABEL.match(document.text, below.content, below.end)
            if match is None or match.end("label") - match.start("label") > 40:
                return below.end
    return block.end


def _heading_fields(document: Document, vocabulary: Vocabulary, labels: set[int]) -> Iterator[Field]:
    """Known labels printed as headings; the value is what stands beneath, up to the next heading or label. It may be empty.

    `labels` holds the offsets of labels that were found otherwise.
    """
    blocks = [block for block in document.blocks if block.start < document.body_end]
    for index, block in enumerate(blocks):
        if block.kind != "heading":
            continue
        title = document.text[block.content : block.end]
        if vocabulary.headings.field_name(title) is None:
            continue
        end = index + 1
        while end < len(blocks) and blocks[end].kind != "heading" and blocks[end].content not in labels:
            end += 1
        if end > index + 1:
            yield _field(document, block.content, block.end, blocks[index + 1].content, blocks[end - 1].end, vocabulary)
        else:
            yield _field(document, block.content, block.end, block.end, block.end, vocabulary)


def _field(
    document: Document,
    label_start: int,
    label_end: int,
    value_start: int,
    value_end: int,
    vocabulary: Vocabulary,
    *,
    group: str | None = None,
    table: Table | None = None,
) -> Field:
    text = document.text
    while value_start < value_end and text[value_start].isspace():
        value_start += 1
    while value_end > value_start and text[value_end - 1].isspace():
        value_end -= 1
    label = text[label_start:label_end].strip()
    page = next((line.page for line in document.lines if line.start <= label_start < line.end), None)
    return Field(
        label=Span(start=label_start, end=label_end),
        value=Span(start=value_start, end=value_end),
        name=vocabulary.headings.field_name(label),
        options=find_options(text, value_start, value_end),
        group=group,
        page=page,
        table=table.id if table else None,
    )


def _name(document: Document, cell: Cell, vocabulary: Vocabulary) -> str | None:
    text = document.text[cell.start : cell.end].strip()
    if len(text) > _LONGEST_LABEL or has_boxes(document.text, cell.start, cell.end):
        return None
    return vocabulary.headings.field_name(text)


def _looks_like_label(document: Document, cell: Cell) -> bool:
    text = document.text[cell.start : cell.end].strip()
    if not text or len(text) > _LONGEST_LABEL or _NUMERIC.match(text):
        return False
    return text.endswith((":", "?")) or cell.bold or bool(cell.declared_header)

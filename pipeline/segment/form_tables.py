"""Tables that are forms: label and value side by side, and label over value.

Known labels and labels that are set apart (bold, a colon, a declared header) are told first; they need nothing else. What
lies between - labels in plain type that no vocabulary holds - is told by structure, and only outside committee papers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..records.document import Document, Field
from ..records.table import Cell, Table, cell_grid
from ..text.dates import find_dates
from ..vocab import Vocabulary
from .form_fields import CHILD, labelled, make_field
from .ticks import has_boxes, lone_box

Row = list[Cell]

_NUMERIC = re.compile(r"^[£<>~+\-–\s]*\d[\d,.]*\s*%?$")
_ORDINAL = re.compile(r"^(?:Q\s?)?\d{1,2}[a-z]?[.)]?$", re.IGNORECASE)
_LONGEST_LABEL = 110  # characters
_LONGEST_SHARED_CELL = 300  # characters
_GUIDANCE_WORDS = 4
_LABEL_INSIDE = re.compile(r"(?P<label>[A-Z(][^:.;!?\t]{1,70}?)\s?:(?=\s)[ \t]*")
_MOST_LABEL_WORDS = 9
_FEWEST_INSIDE = 3  # cells that hold label and value


def table_fields(document: Document, table: Table, vocabulary: Vocabulary) -> Iterator[Field]:
    """Fields of a table whose labels are known or set apart; none if it is a data table."""
    grid = cell_grid(table)
    if is_label_grid(document, grid, vocabulary):
        yield from _grid_fields(document, table, grid, vocabulary)
        return
    if inside := labels_inside(document, table, vocabulary):
        if sum(field.name is not None for field in inside) * 2 >= len(inside):
            yield from inside
        return
    shared = _shared_cells(document, table, vocabulary)
    if len(shared) >= 2:
        yield from (field for fields in shared.values() for field in fields)
        grid = [[None if cell is None or cell.start in shared else cell for cell in row] for row in grid]
    if _is_headed_grid(document, grid, vocabulary):
        return
    pairs = label_value_pairs(document, grid, vocabulary)
    known = sum(1 for label, _ in pairs if known_name(document, label, vocabulary))
    numeric = sum(1 for _, value in pairs if value and _NUMERIC.match(cell_text(document, value)))
    apart = sum(1 for label, _ in pairs if is_set_apart(document, label))
    if not pairs or numeric * 2 > len(pairs) or (known * 3 < len(pairs) and apart * 3 < len(pairs) * 2):
        return
    yield from pair_fields(document, table, pairs, vocabulary)


def pair_fields(
    document: Document, table: Table, pairs: list[tuple[Cell, Cell | None]], vocabulary: Vocabulary
) -> Iterator[Field]:
    """The pairs as fields; a title over several rows ("Child 2") is the group of those beneath it."""
    group = None
    beside = {
        row: cell_text(document, cell)
        for cell in table.cells
        if cell.column == 0 and cell.row_span > 1 and cell.end > cell.start
        for row in range(cell.row, cell.row + cell.row_span)
    }
    for label, value in pairs:
        if value is None:
            group = cell_text(document, label) if CHILD.search(cell_text(document, label)) else group
            continue
        yield make_field(
            document,
            label.start,
            _label_end(document, label),
            value.start,
            value.end,
            vocabulary,
            group=beside.get(label.row, group) if label.column else group,
            table=table,
        )


def label_value_pairs(
    document: Document, grid: list[list[Cell | None]], vocabulary: Vocabulary
) -> list[tuple[Cell, Cell | None]]:
    """Label and value cells: side by side (two, four, six columns), or a full-width label over a full-width value.

    A column of numbers at the left ("1 | What happened? | ...") numbers the questions, a cell beside several rows names the
    part of the form, and a tick box before its words is the value of these.
    """
    pairs: list[tuple[Cell, Cell | None]] = []
    skip = False
    rows = [unique(row) for row in grid]
    for index, cells in enumerate(rows):
        if skip or not cells:
            skip = False
            continue
        if len(cells) == 1:
            below = rows[index + 1] if index + 1 < len(rows) else []
            if is_set_apart(document, cells[0]) or known_name(document, cells[0], vocabulary):
                stacked = len(below) == 1 and not (
                    known_name(document, below[0], vocabulary) or is_set_apart(document, below[0])
                )
                pairs.append((cells[0], below[0] if stacked else None))
                skip = stacked
            continue
        if len(cells) % 2 and (_ORDINAL.match(cell_text(document, cells[0])) or cells[0].row_span > 1):
            cells = cells[1:]
        for left, right in zip(cells[::2], cells[1::2], strict=False):
            if lone_box(document.text, left.start, left.end) is not None and right.end > right.start:
                left, right = right, left
            if left.end > left.start:
                pairs.append((left, right))
    return pairs


def is_label_grid(document: Document, grid: list[list[Cell | None]], vocabulary: Vocabulary) -> bool:
    """A header row of known labels over cells of words: worried about / working well / needs to happen."""
    if len(grid) < 2 or len(grid[0]) < 2:
        return False
    heads = [cell for cell in grid[0] if cell is not None]
    named = [known_name(document, cell, vocabulary) for cell in heads]
    body = [cell for row in grid[1:] for cell in row if cell is not None and cell.end > cell.start]
    long = sum(1 for cell in body if cell.end - cell.start > 20)
    return len(heads) >= 2 and sum(1 for name in named if name) >= 2 and long * 2 >= len(body) and len(set(named)) > 1


def could_be_label(text: str) -> bool:
    """Whether words in plain type could be a label: no sentence, no date, no tick."""
    return (
        0 < len(text) <= _LONGEST_LABEL
        and (text[:1].isupper() or text[:1] in "(0123456789")
        and not text.endswith((".", ";", ","))
        and lone_box(text, 0, len(text)) is None
        and any(letter.isalpha() for letter in text)
        and not find_dates(text)
    )


def unique(row: list[Cell | None]) -> Row:
    """The cells of a row, merged ones once."""
    return list({id(cell): cell for cell in row if cell is not None}.values())


def cell_text(document: Document, cell: Cell) -> str:
    """The words of a cell."""
    return document.text[cell.start : cell.end].strip()


def known_name(document: Document, cell: Cell, vocabulary: Vocabulary) -> str | None:
    """The canonical field a cell names."""
    text = cell_text(document, cell)
    if len(text) > _LONGEST_LABEL or has_boxes(document.text, cell.start, cell.end):
        return None
    return vocabulary.headings.field_name(text)


def is_set_apart(document: Document, cell: Cell) -> bool:
    """Whether a cell is printed as a label: bold, a declared header, or ending in a colon or a question mark."""
    text = cell_text(document, cell)
    if not text or len(text) > _LONGEST_LABEL or _NUMERIC.match(text):
        return False
    return text.endswith((":", "?")) or cell.bold or bool(cell.declared_header)


def is_numeric(document: Document, cell: Cell) -> bool:
    """Whether a cell holds a bare number."""
    return _NUMERIC.match(cell_text(document, cell)) is not None


def _is_headed_grid(document: Document, grid: list[list[Cell | None]], vocabulary: Vocabulary) -> bool:
    """Three or more columns under a row of headings: records one a line, no pairs ("Name | Date of birth | School").

    Labels that we know at the places of labels below the first row say that it is a table of pairs.
    """
    rows = [unique(row) for row in grid]
    if any(row and len(row) % 2 and row[0].row_span > 1 and len(row) > 1 for row in rows):
        return False
    if len(rows) < 2 or len(rows[0]) < 3 or _ORDINAL.match(cell_text(document, rows[0][0])):
        return False
    places = [cell for row in rows[1:] for cell in row[::2]]
    known = sum(1 for cell in places if known_name(document, cell, vocabulary))
    if len(rows[0]) % 2 == 0 and known * 2 >= len(places):
        return False
    body = [cell for row in rows[1:] for cell in row if cell.end > cell.start]
    if not all(is_set_apart(document, cell) or cell.end == cell.start for cell in rows[0]):
        return len(rows[0]) % 2 == 1 and not any(len(row) % 2 == 0 for row in rows)
    labels = sum(1 for cell in body if is_set_apart(document, cell))
    first = sum(1 for row in rows[1:] if row and is_set_apart(document, row[0]))
    return labels <= first


def _grid_fields(
    document: Document, table: Table, grid: list[list[Cell | None]], vocabulary: Vocabulary
) -> Iterator[Field]:
    """Each cell under its head; the name of its row, under an empty head, is its group."""
    corner = grid[0][0]
    titled = corner is None or corner.start == corner.end
    for row in grid[1:]:
        first = row[0]
        group = cell_text(document, first) if titled and first is not None else ""
        for head, value in zip(grid[0], row, strict=True):
            if head is not None and head.end > head.start and value is not None and value.row > 0:
                yield make_field(
                    document, head.start, head.end, value.start, value.end, vocabulary, group=group or None, table=table
                )


def _shared_cells(document: Document, table: Table, vocabulary: Vocabulary) -> dict[int, list[Field]]:
    """Cells in which label and value stand together ("Ref: FX-114"), by the cell's offset."""
    found = {}
    for cell in table.cells:
        if cell.end - cell.start <= _LONGEST_SHARED_CELL:
            fields = labelled(document, cell.start, cell.end, vocabulary, table=table)
            if fields and all(field.value.end > field.value.start for field in fields):
                found[cell.start] = fields
    return found


def _label_end(document: Document, cell: Cell) -> int:
    """Guidance printed in paragraphs of its own under the label is no part of it: "Money", "Are benefits in payment?"."""
    if not cell.breaks:
        return cell.end
    label, guidance = document.text[cell.start : cell.breaks[0]].rstrip(), document.text[cell.breaks[0] : cell.end]
    is_guidance = guidance[:1] in "(*" or (guidance[:1].isupper() and len(guidance.split()) >= _GUIDANCE_WORDS)
    return cell.start + len(label) if is_guidance and len(label) > 2 else cell.end


def labels_inside(document: Document, table: Table, vocabulary: Vocabulary) -> list[Field]:
    """Cells that hold their label themselves, before a colon or in a paragraph of its own above the answer.

    None unless nearly all cells are of one of the two kinds.
    """
    text = document.text
    filled = [cell for cell in table.cells if cell.end > cell.start]
    lines, above = [], []
    for cell in filled:
        match = _LABEL_INSIDE.match(text, cell.start, cell.end)
        if match is not None and len(match["label"].split()) <= _MOST_LABEL_WORDS:
            lines.append((cell, match.end("label"), match.end()))
        if cell.breaks and not text[cell.breaks[0]].islower():  # not the second line of a sentence
            first = text[cell.start : cell.breaks[0]].rstrip()
            if could_be_label(first) and len(first.split()) <= _MOST_LABEL_WORDS:
                above.append((cell, cell.start + len(first), cell.breaks[0]))
    best = max(lines, above, key=len)
    if len(best) < _FEWEST_INSIDE or len(best) * 4 < len(filled) * 3:
        return []
    return [
        make_field(document, cell.start, high, value, cell.end, vocabulary, table=table) for cell, high, value in best
    ]

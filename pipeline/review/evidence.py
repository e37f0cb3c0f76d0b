"""A row's words in their document: outlined on the printed page, or marked in the document as understood."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final, Literal

from ..records.document import Block, Document
from ..records.span import Box
from ..records.table import Cell, Table, cell_grid

Mark = Literal["", "evidence", "number"]
BLOCKS_AROUND: Final = 12  # before and after the words, in the document as understood
ROWS_AROUND: Final = 8  # of a long table
_PADDING: Final = 2.0  # points around an outline


@dataclass(frozen=True, slots=True)
class Place:
    """Characters ``start:end`` of a document that a row rests on. A figure's own number is marked more strongly."""

    start: int
    end: int
    mark: Mark = "evidence"


@dataclass(frozen=True, slots=True)
class Piece:
    """Text with one kind of mark, from the offset `at`."""

    text: str
    at: int
    mark: Mark = ""


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell to show. `scope` is "col", "row" or empty."""

    pieces: tuple[Piece, ...]
    scope: str
    row_span: int
    column_span: int
    marked: bool


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """A block of the document as understood. A table has rows of cells instead of pieces; `left_out` counts rows not shown."""

    kind: str
    level: int
    number: str
    page: int | None
    pieces: tuple[Piece, ...] = ()
    caption: str = ""
    rows: tuple[tuple[ShownCell, ...], ...] = ()
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Outline:
    """A box on a page, in points. `text` are the words in it, where the box is reckoned from the length of their line."""

    box: Box
    mark: Mark
    text: str = ""


def places(row: Mapping[str, Any], document: str) -> list[Place]:
    """Every place of that document that the row rests on, in the order of the document."""
    found = [Place(item["start"], item["end"]) for item in _evidence(row) if item["document"] == document]
    if isinstance(row.get("start"), int) and row.get("document") == document:
        found.append(Place(row["start"], row["end"], "number"))
    return sorted(set(found), key=lambda place: (place.start, place.end))


def _evidence(row: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    evidence = row.get("evidence")
    if isinstance(evidence, Mapping):
        yield evidence
    elif isinstance(evidence, list):
        yield from evidence
    if row.get("reason_evidence"):
        yield row["reason_evidence"]
    yield from (row.get("completeness_evidence") or {}).values()


def outlines(document: Document, marks: Sequence[Place], page: int) -> list[Outline]:
    """Boxes around the places on one page: the cells or the lines, cut to the words where a line holds more."""
    found: dict[Outline, None] = {}
    for place in marks:
        cells = [Outline(box, place.mark) for box in _cell_boxes(document, place, page)]
        found |= dict.fromkeys(cells or _in_lines(document, place, page))
    return list(found)


def padded(box: Box) -> Box:
    """The box with a little room about its words."""
    return (box[0] - _PADDING, box[1] - _PADDING, box[2] + _PADDING, box[3] + _PADDING)


def page_of(document: Document, marks: Sequence[Place]) -> int | None:
    """The page on which the first of the places stands."""
    for place in marks:
        for line in document.lines:
            if line.start < place.end and line.end > place.start:
                return line.page
        for block in document.blocks:
            if block.start < place.end and block.end > place.start and block.page:
                return block.page
    return None


def _in_lines(document: Document, place: Place, page: int) -> list[Outline]:
    found = []
    for line in document.lines:
        if line.page == page and line.start < place.end and line.end > place.start:
            start, end = max(line.start, place.start), min(line.end, place.end)
            left, top, right, bottom = line.bbox
            a_character = (right - left) / max(line.end - line.start, 1)
            box = (left + a_character * (start - line.start), top, right - a_character * (line.end - end), bottom)
            cut = (start, end) != (line.start, line.end)
            found.append(Outline(box, place.mark, document.text[start:end].strip() if cut else ""))
    return found


def _cell_boxes(document: Document, place: Place, page: int) -> list[Box]:
    return [
        cell.bbox
        for table in document.tables
        if table.start < place.end and table.end > place.start
        for cell in table.cells
        if cell.bbox and cell.page == page and cell.start < place.end and cell.end > place.start
    ]


def blocks_around(document: Document, marks: Sequence[Place]) -> list[ShownBlock]:
    """The document as understood around the places, the first of them in the middle."""
    shown = [block for block in document.blocks if block.kind != "furniture"]
    first = marks[0].start if marks else 0
    at = next((index for index, block in enumerate(shown) if block.end > first), 0)
    last = at
    for index in range(at, min(len(shown), at + 3 * BLOCKS_AROUND)):
        if any(place.start < shown[index].end and place.end > shown[index].start for place in marks):
            last = index
    return shown_blocks(document, shown[max(at - BLOCKS_AROUND, 0) : last + BLOCKS_AROUND + 1], marks, whole=False)


def shown_blocks(
    document: Document, blocks: Sequence[Block], marks: Sequence[Place], *, whole: bool = True
) -> list[ShownBlock]:
    """Those blocks, marked. Of long tables only the rows around a mark, unless `whole`."""
    tables = {table.block: table for table in document.tables}
    captions = {table.caption.end for table in document.tables if table.caption}
    found = []
    for block in blocks:
        if block.kind == "caption" and block.end in captions:
            continue
        if block.id in tables:
            found.append(_shown_table(document, block, tables[block.id], marks, whole=whole))
        else:
            found.append(
                ShownBlock(
                    kind=block.kind, level=block.level or 1, page=block.page,
                    number=document.text[block.start : block.content].strip(),
                    pieces=pieces(document.text, block.content, block.end, marks),
                )
            )  # fmt: skip
    return found


def table_fragment(document: Document, marks: Sequence[Place]) -> ShownBlock | None:
    """The table in which the first of the places stands, its marked cell and the rows about it; None for prose."""
    for place in marks:
        for table in document.tables:
            if not table.is_form and table.start <= place.start < table.end:
                return _shown_table(document, document.blocks[table.block], table, marks, whole=False)
    return None


def _shown_table(document: Document, block: Block, table: Table, marks: Sequence[Place], *, whole: bool) -> ShownBlock:
    grid = cell_grid(table)
    wanted = list(range(len(grid))) if whole else _rows_about(table, marks)
    rows = []
    begun: set[int] = set()
    for index in wanted:
        cells = []
        for cell in grid[index]:
            if cell is None:
                cells.append(ShownCell((), "", 1, 1, False))
            elif id(cell) not in begun:  # a cell that began above the rows shown stands in the first of them
                begun.add(id(cell))
                height = sum(cell.row <= row < cell.row + cell.row_span for row in wanted)
                cells.append(_shown_cell(document, table, cell, marks, height))
        rows.append(tuple(cells))
    caption = document.text[table.caption.start : table.caption.end] if table.caption else f"Table {table.id + 1}"
    return ShownBlock(
        kind="table",
        level=1,
        number="",
        page=block.page,
        caption=caption,
        rows=tuple(rows),
        left_out=len(grid) - len(rows),
    )


def _rows_about(table: Table, marks: Sequence[Place]) -> list[int]:
    """Header rows, and those about the first marked row; of a table without a mark the first rows."""
    marked = [
        cell.row for cell in table.cells if any(mark.start < cell.end and mark.end > cell.start for mark in marks)
    ]
    middle = marked[0] if marked else 0
    last = min(marked[-1] if marked else 0, middle + 3 * ROWS_AROUND)
    near = range(max(middle - ROWS_AROUND, 0), min(last + ROWS_AROUND + 1, table.rows))
    return sorted({*range(min(table.header_rows or 0, table.rows)), *near})


def _shown_cell(document: Document, table: Table, cell: Cell, marks: Sequence[Place], height: int) -> ShownCell:
    scope = "col" if cell.row < (table.header_rows or 0) else "row" if cell.column < (table.header_columns or 0) else ""
    parts = pieces(document.text, cell.start, cell.end, marks)
    return ShownCell(parts, scope, height, cell.column_span, any(part.mark for part in parts))


def pieces(text: str, start: int, end: int, marks: Sequence[Place]) -> tuple[Piece, ...]:
    """``text[start:end]`` cut where marks begin and end; a number's mark is stronger than that of its sentence."""
    inside = [mark for mark in marks if mark.start < end and mark.end > start]
    cuts = sorted({start, end, *(min(max(edge, start), end) for mark in inside for edge in (mark.start, mark.end))})
    found = []
    for low, high in pairwise(cuts):
        kinds = {mark.mark for mark in inside if mark.start <= low and mark.end >= high}
        mark: Mark = "number" if "number" in kinds else "evidence" if kinds else ""
        found.append(Piece(text[low:high], low, mark))
    return tuple(found)


def find_words(document: Document, quote: str, near: int | None = None) -> tuple[int, int] | None:
    """Where those words stand, white space apart: at `near` if they stand there, else the nearest place to it."""
    words = quote.split()
    if not words:
        return None
    if near is not None and document.text[near : near + len(quote)] == quote:
        return near, near + len(quote)
    found: list[tuple[int, int]] = []
    at = document.text.find(words[0])
    while at >= 0 and len(found) < 1000:
        end = _matches(document.text, at, words)
        if end is not None:
            found.append((at, end))
        at = document.text.find(words[0], at + 1)
    return min(found, key=lambda place: abs(place[0] - (near or 0)), default=None)


def _matches(text: str, at: int, words: Sequence[str]) -> int | None:
    """The end of the words where they stand at that offset."""
    for number, word in enumerate(words):
        if number:
            while at < len(text) and text[at].isspace():
                at += 1
        if not text.startswith(word, at):
            return None
        at += len(word)
    return at

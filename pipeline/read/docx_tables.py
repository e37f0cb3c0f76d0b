"""Word tables: merged cells, header rows, and grids in which the columns of different rows do not quite meet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ..errors import DocumentError
from .docx_story import Story
from .docx_xml import child, children, get, is_on, name, whole
from .draft import DraftCell
from .pieces import Flow, Piece, TablePiece

if TYPE_CHECKING:
    from lxml.etree import _Element

_MAX_SPAN: Final = 500  # Word itself stops at 63 columns
_NEAR: Final = 120  # twentieths of a point: two millimetres
_WRAPPERS: Final = frozenset(("w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo"))

ReadBlocks = Callable[["_Element"], Flow]


@dataclass(kw_only=True)
class _Cell:
    """A cell at its place in the grid; `down` rows high."""

    row: int
    column: int
    across: int
    element: _Element
    continues: bool
    down: int = 1


def read_table(table: _Element, story: Story, *, read_blocks: ReadBlocks) -> Flow:
    """The table, followed by the tables nested in its cells; or its content, if the table is only a frame.

    Raises DocumentError (limit_exceeded) for more cells than the options allow.
    """
    cells, rows, headers = _grid(table, story)
    contents = [(cell, read_blocks(cell.element)) for cell in cells if not cell.continues]
    if _is_frame(contents):
        return [item for _, flow in contents for item in flow]
    columns = _compress(cells, _grid_lines(table))
    nested: Flow = []
    drafts: list[DraftCell] = []
    for cell, flow in contents:
        pieces = [item for item in flow if isinstance(item, Piece)]
        nested.extend(item for item in flow if not isinstance(item, Piece))
        drafts.append(
            DraftCell(
                row=cell.row,
                column=cell.column,
                row_span=cell.down,
                column_span=cell.across,
                text="\n".join(piece.text for piece in pieces),
                bold=bool(pieces) and all(piece.bold for piece in pieces),
                declared_header=True if cell.row in headers else None,
            )
        )
    return [TablePiece(cells=drafts, rows=rows, columns=columns, origin="docx"), *nested]


def _is_frame(contents: list[tuple[_Cell, Flow]]) -> bool:
    """Whether the table only draws a box: one cell, or one column of cells that hold headings, tables or many paragraphs."""
    if len(contents) <= 1:
        return True
    if any(cell.column or cell.across > 1 for cell, _ in contents):
        return False
    return any(
        len(flow) > 4 or any(isinstance(item, TablePiece) or item.kind == "heading" for item in flow)
        for _, flow in contents
    )


def _grid(table: _Element, story: Story) -> tuple[list[_Cell], int, set[int]]:
    """The cells, the number of rows, and the rows that Word repeats as headers."""
    cells: list[_Cell] = []
    headers: set[int] = set()
    open_cells: dict[int, _Cell] = {}  # by column: the cell that a continued one below it belongs to
    number = 0
    for row in _unwrapped(table, "w:tr"):
        properties = child(row, "w:trPr")
        if child(properties, "w:del") is not None:
            story.tally["tracked_deletions"] += 1
            continue
        if is_on(child(properties, "w:tblHeader")) and len(headers) == number:
            headers.add(number)
        column = _span(child(properties, "w:gridBefore"), least=0)
        for element in _unwrapped(row, "w:tc"):
            story.cells[0] += 1
            if story.cells[0] > story.options.max_cells:
                raise DocumentError(
                    "limit_exceeded", f"More than {story.options.max_cells} table cells", where=story.parts.path,
                    remedy="Raise read.max_cells in the configuration if you trust the file.",
                )  # fmt: skip
            own = child(element, "w:tcPr")
            if child(own, "w:cellDel") is not None:
                story.tally["tracked_deletions"] += 1
            across = _span(child(own, "w:gridSpan"), least=1)
            merged = child(own, "w:vMerge")
            above = open_cells.get(column)
            if get(child(own, "w:hMerge"), "w:val") == "continue" and cells and cells[-1].row == number:
                cells[-1].across += across  # the older way to merge along a row
                column += across
                continue
            continues = merged is not None and get(merged, "w:val") != "restart" and above is not None
            cell = _Cell(row=number, column=column, across=across, element=element, continues=continues)
            if continues and above is not None:
                above.down = number - above.row + 1
            elif merged is not None:
                open_cells[column] = cell
            else:
                open_cells.pop(column, None)
            cells.append(cell)
            column += across
        number += 1
    return cells, number, headers


def _grid_lines(table: _Element) -> list[int]:
    """Where the table's grid columns begin, in twentieths of a point; empty where the table does not say."""
    lines = [0]
    for column in children(child(table, "w:tblGrid"), "w:gridCol"):
        lines.append(lines[-1] + max(whole(get(column, "w:w")), 0))
    return lines if lines[-1] else []


def _compress(cells: list[_Cell], lines: list[int]) -> int:
    """Number the columns anew by where cells begin, so that a grid line no cell begins at is no column.

    Grid lines drawn by hand that miss one another by a few points are one, unless a row has a cell between them.
    """
    starts = sorted({cell.column for cell in cells})
    rows: dict[int, set[int]] = {}
    for cell in cells:
        rows.setdefault(cell.row, set()).add(cell.column)
    place: dict[int, int] = {}
    group: list[int] = []
    for start in starts:
        near = group and start < len(lines) and lines[start] - lines[group[0]] <= _NEAR
        if not near or any(start in row and row & set(group) for row in rows.values()):
            group = []
        group.append(start)
        place[start] = place.get(group[0], len(set(place.values())))
    for cell in cells:
        covered = {place[start] for start in starts if cell.column <= start < cell.column + cell.across}
        cell.column = place[cell.column]
        cell.across = max(covered) - cell.column + 1
    return len(set(place.values()))


def _unwrapped(element: _Element, wanted: str) -> Iterator[_Element]:
    """Rows or cells, also where content controls or insertions are wrapped around them."""
    for below in element:
        kind = name(below)
        if kind == wanted:
            yield below
        elif kind in _WRAPPERS:
            yield from _unwrapped(below, wanted)


def _span(element: _Element | None, *, least: int) -> int:
    return max(least, min(whole(get(element, "w:val"), default=least), _MAX_SPAN))

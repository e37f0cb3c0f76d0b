"""Tables of the structure tree: rows, header cells and spans as the file declares them.

Some programs leave empty cells out of the tree, which would move all later cells of the row to the left: cells of rows
that are too short are put in the columns above and below which they stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from .pdf_lines import join_text, make_rows
from .pdf_model import Grid, GridCell, Word, union
from .pdf_tags import MarkedContent, Tag

_MAX_COLUMNS = 200
_MAX_PLACES = 500_000  # of one grid; a hostile file may claim spans without end

Words = Mapping[MarkedContent, list[Word]]
Row = tuple[list[Tag], bool]  # cells, and whether it is a header row


def table_rows(tag: Tag, in_head: bool = False) -> Iterator[Row]:
    """Rows of a table with their cells, and whether they are header rows; not those of a table within a cell."""
    for kid in tag.kids:
        if not isinstance(kid, Tag):
            continue
        if kid.type == "TR":
            cells = [cell for cell in kid.kids if isinstance(cell, Tag) and cell.type in ("TH", "TD")]
            if cells:
                yield cells, in_head or all(cell.type == "TH" and cell.scope != "Row" for cell in cells)
        elif kid.type in ("THead", "TBody", "TFoot", "Sect", "Div", "NonStruct"):
            yield from table_rows(kid, kid.type == "THead")


def tagged_grid(rows: Sequence[Row], words: Words) -> Grid | None:
    """The grid of the rows; None if none of its cells has words."""
    taken: set[tuple[int, int]] = set()
    placed: list[list[GridCell]] = []
    columns = header_rows = 0
    for index, (row, in_head) in enumerate(rows):
        column = 0
        cells = []
        for tag in row:
            while (index, column) in taken:
                column += 1
            cell = _cell(tag, words, index, column, min(tag.row_span, len(rows) - index))
            if len(taken) > _MAX_PLACES:
                cell.row_span = cell.column_span = 1
            for covered in range(index, index + cell.row_span):
                taken.update((covered, place) for place in range(column, column + cell.column_span))
            column += cell.column_span
            cells.append(cell)
        placed.append(cells)
        columns = max(columns, column)
        if in_head and header_rows == index:
            header_rows = index + 1
    _align(placed, columns, taken)
    found = [cell for cells in placed for cell in cells]
    pages = [cell.page for cell in found if cell.page]
    if not pages:
        return None
    page = min(pages)
    return Grid(
        cells=found,
        rows=len(rows),
        columns=columns,
        page=page,
        box=union([cell.box for cell in found if cell.box is not None and cell.page == page]),
        origin="tags",
        header_rows=header_rows or None,
    )


def all_content(tag: Tag) -> list[MarkedContent]:
    """All marked content under an element, in order."""
    content: list[MarkedContent] = []
    for kid in tag.kids:
        if isinstance(kid, tuple):
            content.append(kid)
        else:
            content.extend(all_content(kid))
    return content


def _cell(tag: Tag, words: Words, row: int, column: int, row_span: int) -> GridCell:
    content = all_content(tag)
    held = [(place[0], word) for place in content for word in words.get(place, [])]
    pages = sorted({page for page, _ in held})
    first = [word for page, word in held if page == pages[0]] if pages else []
    return GridCell(
        row=row,
        column=column,
        row_span=row_span,
        column_span=min(tag.column_span, _MAX_COLUMNS),
        text="\n".join(_text([word for here, word in held if here == page]) for page in pages),
        box=union([word.box for word in first]) if first else None,
        page=pages[0] if pages else 0,
        header=tag.type == "TH",
        bold=bool(held) and all(word.style.bold for _, word in held if any(char.isalnum() for char in word.text)),
    )


def _text(words: list[Word]) -> str:
    if any(word.angle for word in words):
        return " ".join(word.text for word in words)
    return "\n".join(join_text(row) for row in make_rows(words))


def _align(rows: Sequence[list[GridCell]], columns: int, taken: set[tuple[int, int]]) -> None:
    """Put the cells of rows that are too short in the columns where they stand."""
    extents: dict[int, list[float]] = {}
    short: list[list[GridCell]] = []
    for cells in rows:
        row = cells[0].row if cells else 0
        if sum((row, column) in taken for column in range(columns)) < columns:
            short.append(cells)
            continue
        for cell in cells:
            if cell.column_span == 1 and cell.box is not None:
                low, _, high, _ = cell.box
                known = extents.setdefault(cell.column, [low, high])
                known[0], known[1] = min(known[0], low), max(known[1], high)
    if len(extents) < columns:
        return
    for cells in short:
        if any(cell.column_span > 1 or cell.row_span > 1 for cell in cells):
            continue
        lowest = 0
        for position, cell in enumerate(cells):
            highest = columns - (len(cells) - position)
            if cell.box is not None:
                cell.column = min(
                    range(lowest, highest + 1), key=lambda column: (_distance(cell, extents[column]), column)
                )
            else:
                cell.column = lowest
            lowest = cell.column + 1


def _distance(cell: GridCell, extent: Sequence[float]) -> float:
    """How far the cell reaches out of the column, and its middle from the column's."""
    if cell.box is None:
        return 0.0
    x0, _, x1, _ = cell.box
    out = max(extent[0] - x0, 0.0) + max(x1 - extent[1], 0.0)
    return out + 0.01 * abs((x0 + x1) / 2 - (extent[0] + extent[1]) / 2)

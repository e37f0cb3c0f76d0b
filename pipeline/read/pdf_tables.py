"""Tables of a page: candidates from ruled lines and from white space, and the choice between them."""

from __future__ import annotations

from collections.abc import Sequence

from ..records.span import Box
from .pdf_lines import join_text, make_rows
from .pdf_model import Grid, GridCell, PageText, Word
from .pdf_rows import breaks_together, row_of
from .pdf_ruled import Lattice, find_lattices
from .pdf_segments import is_number, split

_MANY_LINES = 3  # in one cell, from which on it may hold several rows
PROSE_WORDS = 40  # a cell across the whole table with as many is a box of prose


def find_ruled_tables(page: PageText) -> tuple[list[Grid], list[Box]]:
    """Tables enclosed by lines, from the top, with the words that stand in them; and boxes drawn around other things."""
    words, graphics = page.words, page.graphics
    grids: list[Grid] = []
    frames: list[Box] = []
    for lattice in find_lattices(graphics):
        grid = _fill(lattice, page)
        peeled = grid is not None and _peel(grid)
        partial = (lattice.shaded or lattice.rows <= 3) and _goes_on(lattice, words)
        if grid is not None and (peeled or _is_table(grid)) and not partial and not _is_crowded(grid, words):
            grids.append(grid)
        elif grid is not None:
            frames.append(lattice.box)
    return _outermost(grids), frames


def is_sparse(grid: Grid) -> bool:
    """Whether hardly any row has two cells filled: bars drawn with borders look like a grid."""
    rows = [cell.row for cell in grid.cells if cell.text]
    return grid.columns >= 3 and len(rows) < 1.5 * len(set(rows))


def outside(words: Sequence[Word], boxes: Sequence[Box]) -> list[Word]:
    """The words that stand in none of the boxes."""
    return [word for word in words if not any(_holds(box, word) for box in boxes)]


def cell_text(words: Sequence[Word]) -> str:
    """The words of a cell, line by line."""
    return "\n".join(join_text(row) for row in make_rows(words))


def _fill(lattice: Lattice, page: PageText) -> Grid | None:
    box = lattice.box
    inside = [word for word in page.words if _holds(box, word)]
    turned = [word for word in page.turned if _holds(box, word)]
    if not inside:
        return None
    cells = []
    homes: dict[tuple[int, int, int, int], list[Word]] = {}
    for word in inside:
        homes.setdefault(lattice.cell_at((word.x0 + word.x1) / 2, (word.top + word.bottom) / 2), []).append(word)
    for place in lattice.cells:
        cell_box, held = lattice.cell_box(place), homes.get(place, [])
        upright = cell_text(held)
        # Titles that run up a narrow column stand in content order.
        up = " ".join(word.text for word in turned if _holds(cell_box, word, 0.0))
        row, column, row_span, column_span = place
        cells.append(
            GridCell(
                row=row,
                column=column,
                row_span=row_span,
                column_span=column_span,
                text=f"{upright} {up}".strip(),
                box=cell_box,
                page=page.number,
                bold=bool(held) and all(word.style.bold for word in held if any(c.isalnum() for c in word.text)),
            )
        )
    return without_empty_lines(
        Grid(cells=cells, rows=lattice.rows, columns=lattice.columns, page=page.number, box=box, origin="ruled")
    )


def without_empty_lines(grid: Grid) -> Grid:
    """The grid without rows and columns in which no cell of their own begins: double lines, spacers."""
    rows = sorted({cell.row for cell in grid.cells if cell.text or (cell.row_span == 1 and _height(cell) > 6)})
    columns = sorted({cell.column for cell in grid.cells if cell.text})
    if not rows or not columns:
        return grid
    row_at = {row: index for index, row in enumerate(rows)}
    column_at = {column: index for index, column in enumerate(columns)}
    kept = []
    for cell in grid.cells:
        if cell.row not in row_at or cell.column not in column_at:
            continue
        cell.row_span = max(1, sum(cell.row <= row < cell.row + cell.row_span for row in rows))
        cell.column_span = max(1, sum(cell.column <= column < cell.column + cell.column_span for column in columns))
        cell.row, cell.column = row_at[cell.row], column_at[cell.column]
        kept.append(cell)
    grid.cells, grid.rows, grid.columns = kept, len(rows), len(columns)
    return grid


def _is_crowded(grid: Grid, words: Sequence[Word]) -> bool:
    """Whether several rows stand in one row of the grid: lines part the columns only."""
    stacked: dict[int, int] = {}
    tall: set[int] = set()
    for cell in grid.cells:
        lines = cell.text.split("\n")
        if sum(is_number(line) for line in lines) >= 2:
            stacked[cell.row] = stacked.get(cell.row, 0) + 1
        if len(lines) >= _MANY_LINES and cell.row_span == 1:
            tall.add(cell.row)
    if max(stacked.values(), default=0) >= 2:
        return True
    for row in sorted(tall):
        boxes = [cell.box for cell in grid.cells if cell.row == row and cell.box is not None]
        even = len({cell.text.count("\n") for cell in grid.cells if cell.row == row}) == 1
        held = [word for word in words if any(_holds(box, word, 0.0) for box in boxes)]
        if breaks_together([row_of(line) for line in make_rows(held)], 2 if even else 3):
            return True
    return False


def _goes_on(lattice: Lattice, words: Sequence[Word]) -> bool:
    """Whether the row right above or below has cells in the same columns: only the header or bands are drawn."""
    x0, top, x1, bottom = lattice.box
    for row in make_rows([word for word in words if word.x1 > x0 and word.x0 < x1]):
        middle = (row[0].top + row[0].bottom) / 2
        reach = 1.6 * row[0].size
        if not (top - reach < middle < top or bottom < middle < bottom + reach):
            continue
        segments = split(row, 0.75)
        if len(segments) >= 2 and all(
            sum(x - 2 < segment.x1 and x + 2 > segment.x0 for x in lattice.xs[1:-1]) == 0 for segment in segments
        ):
            return True
    return False


def _height(cell: GridCell) -> float:
    return cell.box[3] - cell.box[1] if cell.box else 0.0


def _peel(grid: Grid) -> bool:
    """Take boxes of prose off the top and the bottom of a grid; whether any were and a row of cells is left."""
    done = False
    for index in (0, grid.rows - 1):
        row = [cell for cell in grid.cells if cell.row <= index < cell.row + cell.row_span and cell.text]
        if len(row) != 1 or row[0].column_span < grid.columns or row[0].row_span > 1 or row[0].box is None:
            continue
        if len(row[0].text.split()) < PROSE_WORDS or grid.rows < 2:
            continue
        x0, top, x1, bottom = grid.box
        grid.box = (x0, row[0].box[3], x1, bottom) if index == 0 else (x0, top, x1, row[0].box[1])
        grid.cells = [cell for cell in grid.cells if cell.row != index]
        grid.rows -= 1
        if index == 0:
            for cell in grid.cells:
                cell.row -= 1
        done = True
    return done and len({cell.column for cell in grid.cells if cell.text}) >= 2


def _is_table(grid: Grid) -> bool:
    """Two rows and two columns at least, with words in a fair part of the cells; a box around prose is none."""
    filled = [cell for cell in grid.cells if cell.text]
    if grid.rows < 2 or grid.columns < 2 or len(filled) < 3:
        return False
    if len({cell.row for cell in filled}) < 2 or len({cell.column for cell in filled}) < 2:
        return False
    return len(filled) >= 0.2 * len(grid.cells)


def _outermost(grids: list[Grid]) -> list[Grid]:
    """Without grids that lie inside another: tables within cells are read as the cell's text."""
    kept: list[Grid] = []
    for grid in sorted(grids, key=lambda grid: -(grid.box[2] - grid.box[0]) * (grid.box[3] - grid.box[1])):
        if not any(_within(grid.box, other.box) for other in kept):
            kept.append(grid)
    return sorted(kept, key=lambda grid: (grid.box[1], grid.box[0]))


def _within(box: Box, outer: Box) -> bool:
    return box[0] >= outer[0] - 2 and box[1] >= outer[1] - 2 and box[2] <= outer[2] + 2 and box[3] <= outer[3] + 2


def _holds(box: Box, word: Word, slack: float = 1.0) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return box[0] - slack <= x <= box[2] + slack and box[1] - slack <= y <= box[3] + slack

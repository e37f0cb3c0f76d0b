"""Tables that run over a page break, joined; the header that is printed again on the new page stands once."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .pdf_model import Grid, GridCell, Item, Passage

_SAME = 8.0  # points by which the edges of two halves may differ
_CONTINUED = re.compile(r"\b(?:continued|cont'?d?\.?)\W*$", re.IGNORECASE)
_MAX_HEAD = 4  # rows of a repeated header


def join_continued(items: Sequence[Item]) -> list[Item]:
    """The items with each table that follows its first part at the top of the next page added to that part."""
    joined: list[Item] = []
    for item in items:
        before = _table_before(joined) if isinstance(item, Grid) else None
        if isinstance(item, Grid) and before is not None and _continues(before, item):
            del joined[_place(joined, before) + 1 :]
            _append(before, item)
            continue
        joined.append(item)
    return joined


def _table_before(items: Sequence[Item]) -> Grid | None:
    """The table right above, a "continued" line aside."""
    for item in reversed(items):
        if isinstance(item, Grid):
            return item
        if not _says_continued(item):
            return None
    return None


def _says_continued(passage: Passage) -> bool:
    return len(passage.lines) == 1 and bool(_CONTINUED.search(passage.lines[0].text))


def _place(items: Sequence[Item], grid: Grid) -> int:
    return next(index for index, item in enumerate(items) if item is grid)


def _continues(one: Grid, two: Grid) -> bool:
    last_page = max((cell.page for cell in one.cells if cell.page), default=one.page)
    if two.page != last_page + 1 or one.columns != two.columns:
        return False
    level = abs(one.box[0] - two.box[0]) <= _SAME and abs(one.box[2] - two.box[2]) <= _SAME
    # Open tables are as wide as their words: their columns must line up instead.
    if not level and not (one.origin == "columns" and _lines_up(one, two)):
        return False
    return _repeated(one, two) > 0 or not _has_header(two)


def _lines_up(one: Grid, two: Grid) -> bool:
    edges = [_extents(grid) for grid in (one, two)]
    shared = [column for column in edges[0] if column in edges[1]]
    fits = sum(
        edges[0][column][0] < edges[1][column][1] and edges[1][column][0] < edges[0][column][1] for column in shared
    )
    return bool(shared) and fits == len(shared)


def _extents(grid: Grid) -> dict[int, tuple[float, float]]:
    found: dict[int, tuple[float, float]] = {}
    for cell in grid.cells:
        if cell.box is not None and cell.column_span == 1 and cell.text:
            low, high = found.get(cell.column, (cell.box[0], cell.box[2]))
            found[cell.column] = (min(low, cell.box[0]), max(high, cell.box[2]))
    return found


def _row_texts(grid: Grid, row: int) -> list[str]:
    return [" ".join(cell.text.split()).lower() for cell in _row(grid, row) if cell.text]


def _row(grid: Grid, row: int) -> list[GridCell]:
    return sorted((cell for cell in grid.cells if cell.row == row), key=lambda cell: cell.column)


def _repeated(one: Grid, two: Grid) -> int:
    """How many first rows of the second part repeat those of the first."""
    count = 0
    while count < min(_MAX_HEAD, one.rows, two.rows - 1):
        texts = _row_texts(two, count)
        if not texts or texts != _row_texts(one, count):
            break
        count += 1
    return count


def _has_header(grid: Grid) -> bool:
    """Whether the first row is set as a header of its own: a new table, not more rows."""
    first = [cell for cell in _row(grid, 0) if cell.text]
    below = [cell for cell in grid.cells if cell.row > 0 and cell.text]
    if any(cell.header for cell in first):
        return True
    return bool(first) and all(cell.bold for cell in first) and not all(cell.bold for cell in below)


def _append(one: Grid, two: Grid) -> None:
    drop = _repeated(one, two)
    words = [cell.text for cell in two.cells if cell.row < drop and cell.text]
    if words:
        one.repeated.append((two.page, " ".join(words)))
    one.repeated.extend(two.repeated)
    rows = {row: one.rows + row - drop for row in range(drop, two.rows)}
    first = _row(two, drop)
    if _goes_on(one, first):
        rows = {row: target - 1 for row, target in rows.items()}
        above = {cell.column: cell for cell in one.cells if cell.row == one.rows - 1}
        for cell in first:
            if cell.text:
                above[cell.column].text += "\n" + cell.text
        two.cells = [cell for cell in two.cells if cell.row != drop]
    for cell in two.cells:
        if cell.row in rows:
            cell.row = rows[cell.row]
            one.cells.append(cell)
    one.rows = max(rows.values(), default=one.rows - 1) + 1


def _goes_on(one: Grid, first: Sequence[GridCell]) -> bool:
    """Whether the first row on the new page is the rest of a row that the page break cut through."""
    above = {cell.column: cell for cell in one.cells if cell.row == one.rows - 1}
    filled = [cell for cell in first if cell.text]
    if not filled or any(cell.column == 0 or cell.row_span > 1 for cell in filled):
        return False
    return all(cell.column in above and above[cell.column].text and cell.text[:1].islower() for cell in filled)

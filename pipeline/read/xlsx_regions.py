"""The tables of a sheet: a sheet may hold a title, notes and several tables, apart by blank rows."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise
from typing import Final

from .draft import DraftCell
from .lines import squeeze
from .pieces import Flow, Piece, TablePiece
from .xlsx_cells import SheetCell, cell_address

Merges = Mapping[tuple[int, int], tuple[int, int]]  # top left cell -> rows and columns it covers
Row = list[SheetCell]

_MAX_TITLE: Final = 150
_FAR: Final = 8  # blank columns


def sheet_flow(cells: Sequence[SheetCell], merges: Merges, *, sheet: str, hidden: Collection[int] = ()) -> Flow:
    """Pieces and tables of a sheet, from the top. `hidden` are columns that are not shown: they part nothing."""
    rows: dict[int, Row] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(cell)
    flow: Flow = []
    for group in _groups([sorted(rows[row], key=lambda cell: cell.column) for row in sorted(rows)]):
        for part in _side_by_side(group, merges, hidden):
            _add_group(part, merges, sheet, hidden, flow)
    return flow


def _groups(rows: list[Row]) -> list[list[Row]]:
    """Rows without a blank row between them. Data under a blank row that belongs to the header above stays with it."""
    groups: list[list[Row]] = []
    for row in rows:
        if groups and (row[0].row == groups[-1][-1][0].row + 1 or _goes_on(groups[-1], row)):
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def _goes_on(group: list[Row], row: Row) -> bool:
    """Whether a row after one blank row has numbers under the columns of the table above."""
    columns = {cell.column for line in group for cell in line}
    return (
        row[0].row == group[-1][0].row + 2
        and len(columns) > 1
        and any(cell.numeric for cell in row[1:])
        and not row[0].numeric
        and {cell.column for cell in row} <= columns
    )


def _side_by_side(group: list[Row], merges: Merges, hidden: Collection[int]) -> list[list[Row]]:
    """Tables beside one another, apart by blank columns, each with heads and row labels of its own; and what stands far off.

    A blank column within one table (a spacer, a column nobody filled) parts nothing: its right half has no labels.
    """
    used = sorted({cell.column for row in group for cell in row})
    starts = [after for before, after in pairwise(used) if any(at not in hidden for at in range(before + 1, after))]
    starts = [at for at in starts if not any(_spans(place, size, at) for place, size in merges.items())]
    edges = [used[0], *starts, used[-1] + 1]
    parts = []
    for low, high in pairwise(edges):
        rows = [[cell for cell in row if low <= cell.column < high] for row in group]
        parts.append([row for row in rows if row])
    far = [part for low, part in zip(edges, parts, strict=False) if _is_far(part, low, used)]
    near = [part for part in parts if part not in far]
    if len(near) > 1 and not all(_stands_alone(part) for part in near):
        if not far:
            return [group]
        limit = min(part[0][0].column for part in far)
        near = [[row for row in ([cell for cell in row if cell.column < limit] for row in group) if row]]
    return [*near, *far]


def _spans(place: tuple[int, int], size: tuple[int, int], column: int) -> bool:
    """Whether a merged cell reaches over the left edge of a column."""
    return place[1] < column < place[1] + size[1]


def _is_far(part: list[Row], start: int, used: Sequence[int]) -> bool:
    """A single cell, many columns to the right of everything else."""
    before = [column for column in used if column < start]
    return len(part) == 1 and len(part[0]) == 1 and bool(before) and start - before[-1] > _FAR


def _stands_alone(part: list[Row]) -> bool:
    """Whether a part has a row of heads in words over rows that begin with words of their own."""
    full = [row for row in part if len(row) > 1]
    if len(full) < 2:
        return False
    head, body = full[0], full[1:]
    first = min(cell.column for row in full for cell in row)
    labels = [cell for row in body for cell in row if cell.column == first]
    return not any(cell.numeric for cell in head) and len(labels) == len(body) and not any(c.numeric for c in labels)


def _add_group(group: list[Row], merges: Merges, sheet: str, hidden: Collection[int], flow: Flow) -> None:
    """Lines of a single cell above and below are titles and notes; what stands between is a table."""
    head = 0
    while head < len(group) and len(group[head]) == 1:
        head += 1
    tail = len(group)
    while tail > head and len(group[tail - 1]) == 1 and not group[tail - 1][0].numeric:
        tail -= 1
    if tail - head < 2 and head < len(group) and tail - head + head < len(group):
        tail = len(group)
    for row in group[:head]:
        flow.append(_line(row[0]))
    if tail > head:
        flow.append(_table(group[head:tail], merges, sheet, hidden))
    for row in group[tail:]:
        flow.append(_line(row[0]))


def _line(cell: SheetCell) -> Piece:
    text = squeeze(cell.text)
    return Piece(kind="paragraph", text=text, bold=cell.bold and len(text) <= _MAX_TITLE)


def _table(rows: list[Row], merges: Merges, sheet: str, hidden: Collection[int]) -> TablePiece:
    """A grid of the rows and columns that hold anything; up to 200 columns, blank ones between them are kept if shown."""
    filled = {(cell.row, cell.column): cell for row in rows for cell in row}
    present = [row[0].row for row in rows]
    used = sorted({column for _, column in filled})
    columns = list(range(used[0], used[-1] + 1)) if used[-1] - used[0] < 200 else used
    columns = [column for column in columns if column not in hidden]
    covered: set[tuple[int, int]] = set()
    cells: list[DraftCell] = []
    for at, row in enumerate(present):
        for place, column in enumerate(columns):
            if (at, place) in covered:
                continue
            down, across = merges.get((row, column), (1, 1))
            height = max(bisect_left(present, row + down) - at, 1)
            width = max(bisect_left(columns, column + across) - place, 1)
            covered |= {(at + below, place + beside) for below in range(height) for beside in range(width)}
            cell = filled.get((row, column))
            cells.append(
                DraftCell(
                    row=at, column=place, text=cell.text if cell else "", row_span=height, column_span=width,
                    address=cell_address(row, column), bold=cell.bold if cell else False,
                )
            )  # fmt: skip
    return TablePiece(cells=cells, rows=len(present), columns=len(columns), origin="sheet", sheet=sheet)

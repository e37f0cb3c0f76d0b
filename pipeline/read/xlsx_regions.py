"""The tables of a sheet: a sheet may hold a title, notes and several tables, apart by blank rows."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import Final

from .draft import DraftCell
from .lines import squeeze
from .pieces import Flow, Piece, TablePiece
from .xlsx_cells import SheetCell, cell_address

Merges = Mapping[tuple[int, int], tuple[int, int]]  # top left cell -> rows and columns it covers
Row = list[SheetCell]

_MAX_TITLE: Final = 150


def sheet_flow(cells: Sequence[SheetCell], merges: Merges, *, sheet: str) -> Flow:
    """Pieces and tables of a sheet, from the top."""
    rows: dict[int, Row] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(cell)
    flow: Flow = []
    for group in _groups([sorted(rows[row], key=lambda cell: cell.column) for row in sorted(rows)]):
        _add_group(group, merges, sheet, flow)
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


def _add_group(group: list[Row], merges: Merges, sheet: str, flow: Flow) -> None:
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
        flow.append(_table(group[head:tail], merges, sheet))
    for row in group[tail:]:
        flow.append(_line(row[0]))


def _line(cell: SheetCell) -> Piece:
    text = squeeze(cell.text)
    return Piece(kind="paragraph", text=text, bold=cell.bold and len(text) <= _MAX_TITLE)


def _table(rows: list[Row], merges: Merges, sheet: str) -> TablePiece:
    """A grid of the rows and columns that hold anything; up to 200 columns, blank ones between them are kept."""
    filled = {(cell.row, cell.column): cell for row in rows for cell in row}
    present = [row[0].row for row in rows]
    used = sorted({column for _, column in filled})
    columns = list(range(used[0], used[-1] + 1)) if used[-1] - used[0] < 200 else used
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

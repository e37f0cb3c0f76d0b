"""Of what a table's shares are shares: "In time (%) 87.9" beside "Completed 388" and "In time 341" is of 388."""

from __future__ import annotations

import re
from decimal import Decimal

from ..records.document import Document
from ..records.table import Cell, Table, cell_grid
from ..text.numbers import NumberMention
from .table_axes import TableAxes
from .table_cells import cell_numbers
from .table_words import Axis


class TableShares:
    """The plain counts of one table's body, by row and column, and which of them a share can be of."""

    def __init__(self, document: Document, table: Table, axes: TableAxes) -> None:
        self.axes = axes
        self._counts: dict[tuple[int, int], Decimal] = {}
        self._fractions: set[tuple[int, int]] = set()
        for index, row in enumerate(cell_grid(table)):
            for column, cell in enumerate(row):
                kinds = (axes.rows[index].kind, axes.columns[column].kind)
                inside = index >= axes.header_rows and column >= axes.header_columns
                if inside and cell is not None and all(kind in (None, "count") for kind in kinds):
                    self._note(index, column, document.text[cell.start : cell.end])

    def _note(self, row: int, column: int, text: str) -> None:
        for number in cell_numbers(text, {})[:1]:
            if number.kind is None and number.form == "digits" and number.qualifier is None:
                self._counts[row, column] = number.value
                if re.search(r"\d\.\d", text):
                    self._fractions.add((row, column))

    def in_line_of_fractions(self, row: Axis, column: Axis) -> bool:
        """Whether a whole number stands in a line of decimals, and so is a mean or a score as they are: 15.1, 15.2, 15."""
        rows = [index for index, axis in enumerate(self.axes.rows) if axis is row]
        columns = [index for index, axis in enumerate(self.axes.columns) if axis is column]
        if self.axes.rows_are_measures:
            return any(place[0] in rows for place in self._fractions)
        return any(place[1] in columns for place in self._fractions)

    def whole_of(self, cell: Cell, share: NumberMention) -> Decimal | None:
        """The count that a share of this cell is of: two counts of its row, or one and its column's total, give it exactly."""
        exponent = share.value.as_tuple().exponent
        places = -exponent if isinstance(exponent, int) else 0
        row = {column: value for (index, column), value in self._counts.items() if index == cell.row}
        wholes = {b for a in row.values() for b in row.values() if a < b and _is_share(share.value, places, a, b)}
        if not wholes:
            totals = [index for index, axis in enumerate(self.axes.rows) if axis.is_total]
            wholes = {
                self._counts[total, column]
                for column, value in row.items()
                for total in totals
                if (total, column) in self._counts
                and _is_share(share.value, places, value, self._counts[total, column])
            }
        return wholes.pop() if len(wholes) == 1 else None


def _is_share(share: Decimal, places: int, part: Decimal, whole: Decimal) -> bool:
    """Whether `part` of `whole` prints as `share` per cent, rounded half up or down."""
    return whole > 0 and part <= whole and abs(part * 100 / whole - share) <= Decimal("0.5") / 10 ** max(places, 0)

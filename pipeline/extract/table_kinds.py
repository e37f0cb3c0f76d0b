"""Kinds of a table's numbers that its header cells do not tell alone: bare "Rate" columns, percent signs, columns of sums."""

from __future__ import annotations

import re

from ..records.document import Document
from ..records.table import Table
from .table_axes import TableAxes
from .table_words import Axis

_RATE_BASE = re.compile(
    r"\b(?:per|for\s+every|for\s+each|in\s+every)\s+(?P<base>10,?000|100,?000|1,?000)\b", re.IGNORECASE
)


def prints_percent(document: Document, table: Table, axes: TableAxes) -> bool:
    """Whether some cells print their own percent sign: those that do not are no percentages."""
    return any("%" in document.text[c.start : c.end] for c in table.cells if c.row >= axes.header_rows)


def settle_rates(document: Document, axes: TableAxes) -> None:
    """A column headed "Rate" without a base has the one base that the paper names: "for every 10,000 residents"."""
    bases = {int(m["base"].replace(",", "")) for m in _RATE_BASE.finditer(document.text[: document.body_end])}
    if len(bases) != 1:
        return
    for axis in (*axes.columns, *(axes.rows if axes.rows_are_measures else ())):
        if axis.kind is None and re.search(r"\brates?\b", " ".join(axis.parts), re.IGNORECASE):
            axis.kind, axis.denominator = "rate", next(iter(bases))
            axis.unit = f"per {axis.denominator:,}"


def sets_sums_side_by_side(axes: TableAxes, change: Axis) -> bool:
    """Whether the other columns are sums of one time ("Budget", "Outturn"; "Due", "Paid") and none is headed by a time."""
    others = [
        a for a in axes.columns[axes.header_columns :] if a is not change and not a.is_change and not a.no_figures
    ]
    money = any(a.kind == "currency" for a in (change, axes.caption_axis, *others))
    return money and len(others) >= 2 and not any(a.period is not None for a in others) and change.period is None

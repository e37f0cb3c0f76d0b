"""Figures that belong together: parts of a whole in one sentence or table column, a value and its baseline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from ..records.figure import Figure
from ..records.ids import content_id
from ..records.link import Link

_TOTALS = frozenset({"total", "all", "overall", "grand total", "borough", "whole", "sum", "totals"})


def link_figures(figures: Sequence[Figure]) -> Iterator[Link]:
    """Links of kind figure_figure, from the part or the baseline to the whole or the later value."""
    ordered = sorted(figures, key=lambda figure: (figure.evidence.start, figure.evidence.end, figure.start))
    for _, group in groupby(ordered, key=lambda figure: (figure.evidence.start, figure.evidence.end)):
        members = list(group)
        yield from _baselines(members)
        yield from _parts(members)
    yield from _table_totals(figures)


def _baselines(members: Sequence[Figure]) -> Iterator[Link]:
    """A value and the row of what it was before, in one sentence."""
    for figure in members:
        if figure.change is None or figure.change.baseline is None:
            continue
        for other in members:
            if other.id != figure.id and other.role == "baseline" and other.value == figure.change.baseline:
                yield _link(other, figure, "the baseline of the other, stated in the same sentence")
                break


def _parts(members: Sequence[Figure]) -> Iterator[Link]:
    """Counts of one sentence that add up to another count of it."""
    counts = [figure for figure in members if figure.unit_kind == "count" and figure.role == "reported"]
    for whole in counts:
        parts = [figure for figure in counts if figure.id != whole.id and figure.breakdown]
        if len(parts) >= 2 and not whole.breakdown and sum((part.value for part in parts), Decimal(0)) == whole.value:
            for part in parts:
                yield _link(part, whole, "a part of the other: the parts stated in the sentence add up to it")


def _table_totals(figures: Sequence[Figure]) -> Iterator[Link]:
    """Cells of a column and the cell of its total row."""
    cells = [figure for figure in figures if figure.origin == "table" and figure.locator.table is not None]
    cells.sort(
        key=lambda figure: (
            figure.locator.table or 0,
            figure.locator.column or 0,
            figure.locator.row or 0,
            figure.start,
        )
    )
    for _, group in groupby(cells, key=lambda figure: (figure.locator.table, figure.locator.column, figure.unit_kind)):
        column = list(group)
        wholes = [figure for figure in column if _is_total(figure)]
        if len(wholes) == 1 and column[0].unit_kind in ("count", "currency"):
            for part in column:
                if part.id != wholes[0].id:
                    yield _link(part, wholes[0], "a part of the other: the total row of the same column")


def _is_total(figure: Figure) -> bool:
    header = (figure.locator.row_header or "").strip().lower().strip(" :*")
    return header in _TOTALS or header.startswith("total")


def _link(one: Figure, other: Figure, basis: str) -> Link:
    return Link(
        id=content_id("link", "figure_figure", one.id, other.id), kind="figure_figure", from_=one.id, to=other.id, basis=basis,
        confidence=0.8,
    )  # fmt: skip

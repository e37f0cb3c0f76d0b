"""Reading order: a page is cut into columns where white space runs down between lines of prose.

A cut needs several rows with words on both sides and prose on both: the white space between a number and its paragraph,
or between the cells of a table, is not a gutter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from .pdf_rows import MIN_ROWS, Row, breaks_together, by_column, divide, holds_prose, parts_tables, side_by_side

_MIN_GUTTER = 0.7  # of the text size
_MAX_DEPTH = 6
_APART = 1.9  # of the text size, from line to line, from which on a line stands apart

Gap = tuple[float, float]


def order_rows(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows as columns in reading order, each from the top down."""
    return [leaf for leaf in _cut(sorted(rows, key=lambda row: (row.top, row.x0)), 0) if leaf]


@dataclass(slots=True)
class _Gutter:
    first: int
    last: int
    gap: Gap
    both: int  # rows with words on both sides


def _cut(rows: list[Row], depth: int) -> list[list[Row]]:
    if len(rows) < MIN_ROWS or depth >= _MAX_DEPTH:
        return [rows]
    gutter = _best_gutter(rows)
    if gutter is None:
        return [rows]
    middle = (gutter.gap[0] + gutter.gap[1]) / 2
    columns = [
        column
        for section in _sections(rows[gutter.first : gutter.last + 1], middle)
        for side in divide(section, middle)
        for column in _cut(side, depth + 1)
    ]
    return [*_cut(rows[: gutter.first], depth + 1), *columns, *_cut(rows[gutter.last + 1 :], depth + 1)]


def _sections(rows: list[Row], middle: float) -> list[list[Row]]:
    """The rows parted at headings over both columns: large, on the left, with nothing beside them, and both columns go on
    beneath at one height."""
    size = median(row.size for row in rows)
    largest = max((row.size for row in divide(rows, middle)[1]), default=size)  # columns have headings of their own
    starts = [0]
    index = 1
    while index < len(rows):
        end = index
        while end < len(rows) and rows[end].words and rows[end].x1 < middle and rows[end].size >= 1.15 * size:
            end += 1
        if index < end < len(rows) and rows[end].words and rows[end].x0 < middle < rows[end].x1:
            right = [row.bottom for row in divide(rows[starts[-1] : index], middle)[1]]
            if right and max(right) <= rows[index].top + 0.3 * size and rows[index].size > largest:
                starts.append(index)
        index = max(end, index + 1)
    return [rows[start:end] for start, end in zip(starts, [*starts[1:], len(rows)], strict=True)]


def _best_gutter(rows: list[Row]) -> _Gutter | None:
    """The gutter with most rows on both sides; none within rows that make a table."""
    gaps = [_gaps(row) for row in rows]
    candidates: list[_Gutter] = []
    tables: list[_Gutter] = []
    sure: list[_Gutter] = []
    known: list[_Gutter] = []
    for index, seeds in enumerate(gaps):
        beside = _beside_block(rows, index)
        for gap in [*seeds, *_offset_gap(rows, index), *beside]:
            if not beside and any(_leads_to(gap, index, other) for other in known):
                continue
            found = _grow(rows, gaps, index, gap, least=1 if beside else MIN_ROWS)
            known.append(found)
            found.both = max(found.both, MIN_ROWS if beside else 0)
            if found.both < MIN_ROWS:
                continue
            if parts_tables(rows[found.first : found.last + 1], (found.gap[0] + found.gap[1]) / 2):
                sure.append(found)
            elif breaks_together(rows[found.first : found.last + 1]):
                tables.append(found)
            elif _is_gutter(rows, found):
                candidates.append(found)
    kept = [found for found in candidates if not any(_lies_in(found, table) for table in tables)]
    return max(sure or kept, key=lambda found: (found.both, -found.first), default=None)


def _leads_to(gap: Gap, index: int, gutter: _Gutter) -> bool:
    """Whether the gap of row `index` is a part of a gutter already found."""
    inside = gap[0] <= gutter.gap[0] + 1 and gap[1] >= gutter.gap[1] - 1
    return inside and gutter.first <= index <= gutter.last


def _lies_in(gutter: _Gutter, table: _Gutter) -> bool:
    shared = min(gutter.last, table.last) - max(gutter.first, table.first) + 1
    return shared >= 0.7 * (gutter.last - gutter.first + 1)


def _gaps(row: Row) -> list[Gap]:
    """White space within the row wide enough to part columns."""
    if row.block is not None:
        return []
    found = []
    right = row.words[0].x1
    for word in row.words[1:]:
        if word.x0 - right >= max(5.0, _MIN_GUTTER * word.size):
            found.append((right, word.x0))
        right = max(right, word.x1)
    return found


def _offset_gap(rows: list[Row], index: int) -> list[Gap]:
    """The gap between a row and the next where they stand side by side: columns whose lines do not line up."""
    if index + 1 >= len(rows):
        return []
    one, two = rows[index], rows[index + 1]
    if not side_by_side(one, two):
        return []
    left, right = (one, two) if one.x0 < two.x0 else (two, one)
    return [(left.x1, right.x0)] if right.x0 - left.x1 >= 5.0 else []


def _beside_block(rows: list[Row], index: int) -> list[Gap]:
    """The gap between a table or chart and the lines of prose beside it."""
    block = rows[index]
    if block.block is None:
        return []
    beside = [row for row in rows if row.words and row.top < block.bottom - 2 and row.bottom > block.top + 2]
    words = [word for row in beside for word in row.words]
    left = max((word.x1 for word in words if word.x1 <= block.x0 + 1), default=None)
    right = min((word.x0 for word in words if word.x0 >= block.x1 - 1), default=None)
    if len(beside) < MIN_ROWS or any(word.x1 > block.x0 + 1 and word.x0 < block.x1 - 1 for word in words):
        return []
    gap = (left, block.x0) if left is not None else (block.x1, right or block.x1)
    return [gap] if gap[1] - gap[0] >= 5.0 else []


def _grow(rows: list[Row], gaps: list[list[Gap]], start: int, gap: Gap, *, least: int = MIN_ROWS) -> _Gutter:
    """The longest stretch of rows around `start` through which the gap runs, trimmed if `least` rows have both sides."""
    found = _Gutter(start, start, gap, 1)
    for step, stop in ((-1, -1), (1, len(rows))):
        index = start + step
        while index != stop:
            free = _free(rows[index], gaps[index], found.gap)
            if free is None:
                break
            narrowed, both = free
            if narrowed[1] - narrowed[0] < max(2.0, 0.2 * rows[index].size):
                break
            found.gap = narrowed
            if not both and side_by_side(rows[min(index, index - step)], rows[max(index, index - step)]):
                both = True
            found.both += both
            if step < 0:
                found.first = index
            else:
                found.last = index
            index += step
    if found.both >= least:
        _trim(rows, found)
    return found


def _free(row: Row, gaps: list[Gap], gap: Gap) -> tuple[Gap, bool] | None:
    """The part of `gap` that the row leaves free, and whether it has words on both sides; None if it is crossed."""
    x0, x1 = row.x0, row.x1
    if x1 <= gap[0] + 1 or x0 >= gap[1] - 1:
        return gap, False
    if x1 < gap[1] and (x1 - gap[0]) < 0.5 * (gap[1] - gap[0]):
        return (x1, gap[1]), False
    if x0 > gap[0] and (gap[1] - x0) < 0.5 * (gap[1] - gap[0]):
        return (gap[0], x0), False
    best: Gap | None = None
    for low, high in gaps:
        low, high = max(low, gap[0]), min(high, gap[1])
        if high > low and (best is None or high - low > best[1] - best[0]):
            best = (low, high)
    return None if best is None else (best, True)


def _trim(rows: list[Row], gutter: _Gutter) -> None:
    """Leave out one-sided rows at either end that stand apart: a heading above the columns, a line beneath them.

    Rows broken at the column's width stay: there one column begins above the other, or ends beneath it.
    """
    middle = (gutter.gap[0] + gutter.gap[1]) / 2

    blocks = [row for row in rows[gutter.first : gutter.last + 1] if row.block is not None]

    def two_sided(index: int) -> bool:
        row = rows[index]
        if row.x0 < middle < row.x1:
            return True
        others = blocks if row.words else rows[gutter.first : gutter.last + 1]
        if any(
            (row.x0 < middle) != (other.x0 < middle) and row.top < other.bottom and row.bottom > other.top
            for other in others
        ):
            return True
        return any(
            side_by_side(rows[other], rows[other + 1]) for other in (index - 1, index) if 0 <= other < len(rows) - 1
        )

    inner = [index for index in range(gutter.first, gutter.last + 1) if two_sided(index)]
    if not inner:
        return
    first, last = inner[0], inner[-1]
    sides = [row for row in divide(rows[first : last + 1], middle)[0] if row.words]
    broad = (min((row.x0 for row in sides), default=0.0), max((row.x1 for row in sides), default=0.0))

    def fills(found: Sequence[Row]) -> bool:
        """Whether lines run on from one to the next at the width of the left column, and none from beyond it."""
        full = sum(row.x1 > broad[0] + 0.8 * (broad[1] - broad[0]) for row in found if len(row.words) >= 4)
        return full >= 3 and all(broad[0] - 3 <= row.x0 and row.x1 < middle for row in found)

    if not fills(rows[gutter.first : first]):
        keep = first
        while keep > gutter.first and rows[keep].top - rows[keep - 1].top < _APART * rows[keep].size:
            keep -= 1
        gutter.first = keep
    if not fills(rows[last + 1 : gutter.last + 1]):
        keep = last
        while keep < gutter.last and rows[keep + 1].top - rows[keep].top < _APART * rows[keep].size:
            keep += 1
        gutter.last = keep


def _is_gutter(rows: list[Row], gutter: _Gutter) -> bool:
    """Whether both sides hold prose, or one of them a table or chart."""
    middle = (gutter.gap[0] + gutter.gap[1]) / 2
    sides = divide(rows[gutter.first : gutter.last + 1], middle)
    prose = [holds_prose(side) or holds_prose(by_column(side)) for side in sides]
    blocks = [any(row.block is not None for row in side) for side in sides]
    return any(prose) and all(one or other for one, other in zip(prose, blocks, strict=True))

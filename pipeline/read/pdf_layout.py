"""Reading order: a page is cut into columns where white space runs down between lines of prose.

A cut needs several rows with words on both sides and prose on both: the white space between a number and its paragraph,
or between the cells of a table, is not a gutter.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..records.span import Box
from .pdf_model import Item, Word

_MIN_ROWS = 4  # rows with words on both sides that make a gutter
_MIN_GUTTER = 0.7  # of the text size
_MAX_DEPTH = 6
_PITCH = 1.6  # of the text size, from line to line of one column
_APART = 1.9  # of the text size, from line to line, from which on a line stands apart

Gap = tuple[float, float]


@dataclass(slots=True)
class Row:
    """What stands on one baseline, or a table or chart with the box it takes."""

    top: float
    bottom: float
    words: list[Word] = field(default_factory=list)
    block: Item | None = None
    box: Box = (0, 0, 0, 0)

    @property
    def x0(self) -> float:
        return self.box[0] if self.block else min(word.x0 for word in self.words)

    @property
    def x1(self) -> float:
        return self.box[2] if self.block else max(word.x1 for word in self.words)

    @property
    def size(self) -> float:
        return max((word.size for word in self.words), default=10.0)


def row_of(words: list[Word]) -> Row:
    """A row of words in order. Raises ValueError for none."""
    return Row(top=min(word.top for word in words), bottom=max(word.bottom for word in words), words=words)


def block_row(block: Item, box: Box) -> Row:
    """A table or chart as a row."""
    return Row(top=box[1], bottom=box[3], block=block, box=box)


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
    if len(rows) < _MIN_ROWS or depth >= _MAX_DEPTH:
        return [rows]
    gutter = _best_gutter(rows)
    if gutter is None:
        return [rows]
    middle = (gutter.gap[0] + gutter.gap[1]) / 2
    left, right = _divide(rows[gutter.first : gutter.last + 1], middle)
    return [
        *_cut(rows[: gutter.first], depth + 1),
        *_cut(left, depth + 1),
        *_cut(right, depth + 1),
        *_cut(rows[gutter.last + 1 :], depth + 1),
    ]


def _best_gutter(rows: list[Row]) -> _Gutter | None:
    """The gutter with most rows on both sides; none within rows that make a table."""
    gaps = [_gaps(row) for row in rows]
    candidates: list[_Gutter] = []
    tables: list[_Gutter] = []
    known: list[_Gutter] = []
    for index, seeds in enumerate(gaps):
        for gap in [*seeds, *_offset_gap(rows, index)]:
            if any(_leads_to(gap, index, other) for other in known):
                continue
            found = _grow(rows, gaps, index, gap)
            known.append(found)
            if found.both < _MIN_ROWS:
                continue
            if breaks_together(rows[found.first : found.last + 1]):
                tables.append(found)
            elif _is_gutter(rows, found):
                candidates.append(found)
    kept = [found for found in candidates if not any(_lies_in(found, table) for table in tables)]
    return max(kept, key=lambda found: (found.both, -found.first), default=None)


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
    if not _side_by_side(one, two):
        return []
    left, right = (one, two) if one.x0 < two.x0 else (two, one)
    return [(left.x1, right.x0)] if right.x0 - left.x1 >= 5.0 else []


def _side_by_side(one: Row, two: Row) -> bool:
    return one.block is None and two.block is None and two.top < one.bottom - 0.25 * min(one.size, two.size)


def _grow(rows: list[Row], gaps: list[list[Gap]], start: int, gap: Gap) -> _Gutter:
    """The longest stretch of rows around `start` through which the gap runs."""
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
            if not both and _side_by_side(rows[min(index, index - step)], rows[max(index, index - step)]):
                both = True
            found.both += both
            if step < 0:
                found.first = index
            else:
                found.last = index
            index += step
    if found.both >= _MIN_ROWS:
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

    def two_sided(index: int) -> bool:
        row = rows[index]
        if row.x0 < middle < row.x1:
            return True
        return any(
            _side_by_side(rows[other], rows[other + 1]) for other in (index - 1, index) if 0 <= other < len(rows) - 1
        )

    inner = [index for index in range(gutter.first, gutter.last + 1) if two_sided(index)]
    if not inner:
        return
    first, last = inner[0], inner[-1]
    sides = [row for row in _divide(rows[first : last + 1], middle)[0] if row.words]
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


def _divide(rows: list[Row], middle: float) -> tuple[list[Row], list[Row]]:
    left: list[Row] = []
    right: list[Row] = []
    for row in rows:
        if row.block is not None:
            (left if (row.x0 + row.x1) / 2 < middle else right).append(row)
            continue
        for side, words in (
            (left, [word for word in row.words if (word.x0 + word.x1) / 2 < middle]),
            (right, [word for word in row.words if (word.x0 + word.x1) / 2 >= middle]),
        ):
            if words:
                side.append(row_of(words))
    return left, right


def _is_gutter(rows: list[Row], gutter: _Gutter) -> bool:
    """Whether both sides hold prose."""
    middle = (gutter.gap[0] + gutter.gap[1]) / 2
    sides = _divide(rows[gutter.first : gutter.last + 1], middle)
    return all(_holds_prose(side) or _holds_prose(_by_column(side)) for side in sides)


def _holds_prose(side: list[Row]) -> bool:
    """Whether at least half of the words stand in lines of prose, and there are enough of these."""
    texts = [row for row in side if row.words]
    if len(texts) < _MIN_ROWS:
        return False
    broad = max(row.x1 - row.x0 for row in texts)
    prose = [row for row in texts if _is_prose(row, broad)]
    words = sum(len(row.words) for row in texts)
    return broad >= 60 and len(prose) >= _MIN_ROWS and sum(len(row.words) for row in prose) >= 0.5 * words


def _by_column(side: list[Row]) -> list[Row]:
    """The rows cut where white space runs down all of them: a third column stands beside the second."""
    texts = [row for row in side if row.words]
    edges = _free_columns(texts)
    pieces = []
    for row in texts:
        for column in range(len(edges) + 1):
            words = [word for word in row.words if bisect_right(edges, (word.x0 + word.x1) / 2) == column]
            if words:
                pieces.append(row_of(words))
    return pieces


def _is_prose(row: Row, broad: float) -> bool:
    """A line of words, not of values, that reaches across most of its column."""
    letters = sum(any(char.isalpha() for char in word.text) for word in row.words)
    return row.x1 - row.x0 > 0.6 * broad and letters >= max(3, 0.65 * len(row.words))


def breaks_together(rows: list[Row], least: int = 3) -> bool:
    """Whether all columns begin something new at the same rows, `least` times or more, as the cells of a table do.

    In columns of prose one runs on where another begins a paragraph.
    """
    texts = [row for row in rows if row.words]
    edges = _free_columns(texts)
    limits: dict[int, float] = {}
    cells: list[tuple[Row, dict[int, list[Word]]]] = []
    for row in texts:
        held: dict[int, list[Word]] = {}
        for word in row.words:
            held.setdefault(bisect_right(edges, (word.x0 + word.x1) / 2), []).append(word)
        cells.append((row, held))
        for column, words in held.items():
            limits[column] = max(limits.get(column, 0.0), words[-1].x1)
    together = apart = ragged = both = listed = 0
    last: dict[int, tuple[float, list[Word]]] = {}  # where each column had words before
    for number, (row, here) in enumerate(cells):
        above = {column: words for column, (top, words) in last.items() if row.top - top < _PITCH * row.size}
        last.update((column, (row.top, words)) for column, words in here.items())
        if len(here) < 2 or not number:
            continue
        both += 1
        starts = sum(column not in above or _is_start(above[column], here[column], limits[column]) for column in here)
        bulleted = any(len(words[0].text) == 1 and not words[0].text.isalnum() for words in here.values())
        if starts >= 0.6 * len(here):
            together += not bulleted
            listed += bulleted
            ragged += len(above) < len(here)
        apart += 0.2 * len(here) < starts < 0.6 * len(here)
    # Cells of several lines differ in length; paragraphs that begin side by side by chance end side by side as well.
    varied = ragged > 0 or together >= 0.5 * both
    return together >= least and together >= 1.5 * apart and together > listed and varied


def _is_start(above: list[Word], here: list[Word], limit: float) -> bool:
    """Whether the line above could have held the first word of the line here."""
    first = here[0]
    return above[-1].x1 + 0.25 * first.size + (first.x1 - first.x0) <= limit


def _free_columns(rows: list[Row]) -> list[float]:
    """Middles of the stretches of width that none of the rows has words on."""
    spans = sorted((word.x0, word.x1) for row in rows for word in row.words)
    found = []
    reach = spans[0][1] if spans else 0.0
    for x0, x1 in spans:
        if x0 - reach >= 3.0:
            found.append((reach + x0) / 2)
        reach = max(reach, x1)
    return found

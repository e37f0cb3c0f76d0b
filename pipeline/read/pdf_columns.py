"""Tables without a grid: columns are where white space runs down between the cells of most rows."""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from ..records.span import Box
from .pdf_lines import join_text
from .pdf_model import Graphics, Rule, Word
from .pdf_segments import Segment, TextRow, is_number

Separator = tuple[float, float]

_BEFORE = frozenset(("$", "£", "€", "(", "+", "<", ">"))
_AFTER = frozenset(("%", ")", "*", "pp"))


@dataclass(slots=True)
class Slot:
    """What stands in one row of print under one column or across several."""

    column: int
    last: int  # the last column it stretches over
    words: list[Word]

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return max(word.x1 for word in self.words)

    @property
    def text(self) -> str:
        return join_text(self.words)


def find_separators(rows: Sequence[TextRow], rules: Sequence[Rule]) -> list[Separator]:
    """White space, or ruled lines, between the columns of these rows, from the left."""
    body = _body_rows(rows)
    if not body:
        return []
    left, right = min(row.x0 for row in rows), max(row.x1 for row in rows)
    top, bottom = rows[0].top, rows[-1].bottom
    size = max(row.size for row in body)
    drawn = [
        rule.x0
        for rule in rules
        if not rule.horizontal and not rule.edge
        and rule.bottom - rule.top > 0.5 * (bottom - top) and left + 3 < rule.x0 < right - 3
    ]  # fmt: skip
    found = []
    for low, high in _free_intervals(body, left, right):
        if high - low >= max(2.5, 0.28 * size) and _support(body, low, high) >= max(2, 0.3 * len(body)):
            found.append(_narrowed(rows, low, high))
    found = _without_signs(rows, _without_idle(rows, found))
    for x in sorted(drawn):
        if not any(low - 2 <= x <= high + 2 for low, high in found):
            found.append((x, x))
    return sorted(found)


def place(row: TextRow, separators: Sequence[Separator]) -> list[Slot]:
    """The row's words by column; segments that cross a separator stretch over columns."""
    middles = [(low + high) / 2 for low, high in separators]
    slots: list[Slot] = []
    for segment in row.fine:
        for piece in _cut(segment, separators, row.space):
            first = bisect_right(middles, piece.x0 + 0.5)
            last = max(first, bisect_left(middles, piece.x1 - 0.5))
            if slots and slots[-1].last >= first:
                slots[-1].words.extend(piece.words)
                slots[-1].last = max(slots[-1].last, last)
            else:
                slots.append(Slot(first, last, list(piece.words)))
    return slots


def rules_within(graphics: Graphics, box: Box) -> list[Rule]:
    """The rules that lie in the box or on its edge."""
    return [
        rule
        for rule in graphics.rules
        if rule.x1 >= box[0] - 4 and rule.x0 <= box[2] + 4 and rule.bottom >= box[1] - 6 and rule.top <= box[3] + 6
    ]


def _body_rows(rows: Sequence[TextRow]) -> list[TextRow]:
    """The rows that show the columns: those with values, if there are enough, else all with several segments."""
    multiple = [row for row in rows if row.multiple]
    valued = [row for row in multiple if sum(is_number(segment.text) for segment in row.fine) >= 0.4 * len(row.fine)]
    return valued if len(valued) >= max(3, 0.3 * len(multiple)) else multiple


def _free_intervals(rows: Sequence[TextRow], left: float, right: float) -> list[Separator]:
    """Stretches between left and right that hardly any of the rows has words on."""
    allowed = int(0.08 * len(rows))
    events: list[tuple[float, int]] = []
    for row in rows:
        for segment in row.fine:
            events.append((segment.x0, 1))
            events.append((segment.x1, -1))
    events.sort()
    found: list[Separator] = []
    covered, start = 0, left
    for x, step in events:
        before = covered
        covered += step
        if before <= allowed < covered:
            if x > start:
                found.append((start, x))
        elif covered <= allowed < before:
            start = x
    return [(low, high) for low, high in found if low > left + 1 and high < right - 1]


def _narrowed(rows: Sequence[TextRow], low: float, high: float) -> Separator:
    """The widest part of the interval that all rows leave free, if there is one."""
    edges = [(low, low)]
    for segment in sorted((s for row in rows for s in row.fine if s.x1 > low and s.x0 < high), key=lambda s: s.x0):
        if segment.x0 <= low and segment.x1 >= high:
            continue
        edges.append((segment.x0, segment.x1))
    edges.append((high, high))
    best, reach = (low, low), low
    for x0, x1 in edges:
        if x0 - reach > best[1] - best[0]:
            best = (reach, x0)
        reach = max(reach, x1)
    return best if best[1] - best[0] >= 2.5 else (low, high)


def _without_idle(rows: Sequence[TextRow], separators: Sequence[Separator]) -> list[Separator]:
    """Without separators between columns of which never both are filled: a title beside its values."""
    kept = list(separators)
    filled = [{slot.column for slot in place(row, kept) if slot.column == slot.last} for row in rows]
    index = 0
    while index < len(kept) and len(kept) > 1:
        both = sum(index in columns and index + 1 in columns for columns in filled)
        one = sum(index in columns or index + 1 in columns for columns in filled)
        if both <= 0.05 * one:
            drop = index
            if index + 1 < len(kept) and not any(index + 1 in columns and index + 2 in columns for columns in filled):
                # A column of its own that goes with either neighbour: the nearer one.
                drop = min(index, index + 1, key=lambda place: kept[place][1] - kept[place][0])
            del kept[drop]
            filled = [{column - (column > drop) for column in columns} for columns in filled]
        else:
            index += 1
    return kept


def _without_signs(rows: Sequence[TextRow], separators: Sequence[Separator]) -> list[Separator]:
    """Without the separators that part "$" or "%" from its value; titles may reach over the signs' column."""
    texts: dict[int, list[str]] = {}
    for row in rows:
        for slot in place(row, separators):
            texts.setdefault(slot.column, []).append(slot.text)
    dropped = set()
    for column, found in texts.items():
        others = [text for text in found if text not in _BEFORE and text not in _AFTER]
        if len(found) - len(others) < 2 or any(is_number(text) for text in others):
            continue
        if any(text in _BEFORE for text in found):
            dropped.add(column)
        else:
            dropped.add(column - 1)
    return [separator for index, separator in enumerate(separators) if index not in dropped]


def _support(rows: Sequence[TextRow], low: float, high: float) -> int:
    """Rows in which two neighbouring wide segments stand on either side."""
    count = 0
    for row in rows:
        ends = [segment for segment in row.wide if segment.x1 <= high]
        starts = [segment for segment in row.wide if segment.x0 >= low]
        if ends and starts:
            count += 1
    return count


def _cut(segment: Segment, separators: Sequence[Separator], space: float) -> list[Segment]:
    """A segment cut where words of two columns stand hardly further apart than words of one: at most once a separator.

    A title that is wider than the values beneath it reaches into the white space between the columns.
    """
    words = segment.words
    near_ones = [(low, high) for low, high in separators if high > segment.x0 and low < segment.x1]
    if len(words) == 1 or not near_ones:
        return [segment]
    cuts: set[int] = set()
    for low, high in near_ones:
        best, widest = None, 0.0
        for index in range(1, len(words)):
            last, word = words[index - 1].x1, words[index].x0
            gap = word - last
            whole = last <= low + 0.5 and word >= high - 0.5
            near = gap > 1.2 * space and last < high + 0.35 * gap and word > low - 0.35 * gap
            if (whole or near) and gap > widest:
                best, widest = index, gap
        if best is not None:
            cuts.add(best)
    edges = [0, *sorted(cuts), len(words)]
    pieces = [words[start:end] for start, end in itertools.pairwise(edges)]
    return [Segment(piece, piece[0].x0, max(word.x1 for word in piece)) for piece in pieces]

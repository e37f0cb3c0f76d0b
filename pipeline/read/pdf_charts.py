"""Words inside charts: axis labels, values over bars, legends. They are kept as residue, not read as prose or tables.

A chart is drawn: slices and curves, or bars that stand on one line and differ in height. Shaded cells and boxes around
text are not charts, because bars of one height, or with a line of prose in them, do not count.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..records.span import Box
from .pdf_lines import make_rows
from .pdf_model import Graphics, Word, overlap, union
from .pdf_segments import split

_NEAR = 14.0  # points between parts of one drawing
_REACH = (46.0, 16.0, 60.0, 30.0)  # points around the drawing in which labels stand: left, above, right, below
_AXIS = 45.0  # points by which axes may reach beyond what is drawn on them
_MIN_WIDTH, _MIN_HEIGHT = 70.0, 50.0
_MAX_PARTS = 800
_LABEL_WORDS = 7  # words of the longest label


def find_charts(words: Sequence[Word], graphics: Graphics, tables: Sequence[Box]) -> list[tuple[Box, list[Word]]]:
    """The charts of a page that have words, with those words, from the top."""
    parts = [*graphics.marks, *graphics.fills]
    if not 3 <= len(parts) <= _MAX_PARTS:
        return []
    found: list[tuple[Box, list[Word]]] = []
    taken: set[int] = set()
    for group in _groups(parts):
        box = union(group)
        axes = [rule.box for rule in graphics.rules if not rule.edge and _within(rule.box, _grown(box, _AXIS))]
        if not _is_drawing(group, box, graphics, axes) or any(overlap(box, table) for table in tables):
            continue
        box = union([box, *axes])
        labels = [word for word in _labels(words, box) if id(word) not in taken]
        if labels:
            taken.update(id(word) for word in labels)
            found.append((union([box, *(word.box for word in labels)]), labels))
    return sorted(found, key=lambda chart: (chart[0][1], chart[0][0]))


def _groups(parts: Sequence[Box]) -> list[list[Box]]:
    """Boxes that overlap or nearly touch, from the top."""
    groups: list[tuple[Box, list[Box]]] = []
    for part in sorted(parts, key=lambda box: (box[1], box[0])):
        merged, members = part, [part]
        rest = []
        breadth = min(part[2] - part[0], part[3] - part[1])  # bars may stand as far apart as they are broad
        for box, held in groups:
            if overlap(_grown(box, max(_NEAR, min(1.1 * breadth, 3 * _NEAR))), merged):
                merged = union([merged, box])
                members = [*held, *members]
            else:
                rest.append((box, held))
        groups = [*rest, (merged, members)]
    return [members for _, members in groups]


def _is_drawing(group: Sequence[Box], box: Box, graphics: Graphics, axes: Sequence[Box]) -> bool:
    if box[2] - box[0] < _MIN_WIDTH or box[3] - box[1] < _MIN_HEIGHT:
        return False
    inside = set(group)
    marks = {mark for mark in graphics.marks if mark in inside and max(mark[2] - mark[0], mark[3] - mark[1]) > 8}
    if len(marks) >= 3 or _are_bars([part for part in group if part not in marks]):
        return True
    # A line over time: it goes up and down, and stands on an axis.
    across = any(axis[2] - axis[0] > _MIN_WIDTH for axis in axes)
    return across and any(mark[2] - mark[0] > 100 and mark[3] - mark[1] > 15 for mark in marks)


def _are_bars(parts: Sequence[Box]) -> bool:
    """Three or more bars on one line, of one breadth, whose lengths differ."""
    upright = [(box[3], box[3] - box[1], box[2] - box[0]) for box in parts]
    lying = [(box[0], box[2] - box[0], box[3] - box[1]) for box in parts]
    for bars in (upright, lying):
        lines: dict[int, list[tuple[float, float]]] = {}
        for base, length, breadth in bars:
            lines.setdefault(round(base / 2), []).append((length, breadth))
        for held in lines.values():
            lengths = {round(length) for length, _ in held}
            breadths = [breadth for _, breadth in held]
            if len(held) >= 3 and len(lengths) >= 3 and max(breadths) < 1.5 * min(breadths):
                return True
    return False


def _labels(words: Sequence[Word], box: Box) -> list[Word]:
    """Words in and around the drawing that are labels; none if prose runs through it."""
    left, above, right, below = _REACH
    near = (box[0] - left, box[1] - above, box[2] + right, box[3] + below)
    labels: list[Word] = []
    for row in make_rows([word for word in words if overlap(word.box, (0, near[1], 1e6, near[3]))]):
        for segment in split(row, 0.8):
            middle = (segment.x0 + segment.x1) / 2
            inside = box[0] <= middle <= box[2] and box[1] <= (row[0].top + row[0].bottom) / 2 <= box[3]
            if len(segment.words) > _LABEL_WORDS:
                if inside:
                    return []
                continue
            beside = box[0] - 15 <= segment.x1 <= box[0] + 5 or box[2] - 5 <= segment.x0 <= box[2] + 15
            if beside or (segment.x0 >= near[0] and segment.x1 <= near[2]):
                labels.extend(segment.words)
    return labels


def _within(box: Box, outer: Box) -> bool:
    return box[0] >= outer[0] and box[1] >= outer[1] and box[2] <= outer[2] and box[3] <= outer[3]


def _grown(box: Box, by: float) -> Box:
    return (box[0] - by, box[1] - by, box[2] + by, box[3] + by)

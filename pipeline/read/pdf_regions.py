"""Where tables without a full grid may be: between rules of one width, inside a frame, or where rows of cells follow
one another."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from ..records.span import Box
from .pdf_model import Graphics, Rule
from .pdf_segments import TextRow

_MAX_SINGLE = 8  # rows of one segment in a row that a table may hold: wrapped cells, section heads
_SAME = 6.0  # points by which ends of rules may differ

Region = tuple[int, int]  # first and last row


def ruled_regions(rows: Sequence[TextRow], graphics: Graphics, frames: Sequence[Box]) -> list[Region]:
    """Stretches of rows between rules that begin and end at the same places, the widest first, and within frames."""
    found: list[Region] = []
    for box in frames:
        region = _between(rows, box)
        if region is not None:
            found.extend(_without_prose(rows, region))
    groups: list[list[Rule]] = []
    for rule in sorted(graphics.rules, key=lambda rule: (rule.top, rule.x0)):
        if not rule.horizontal or rule.x1 - rule.x0 < 60:
            continue
        for group in groups:
            if abs(group[0].x0 - rule.x0) <= _SAME and abs(group[0].x1 - rule.x1) <= _SAME:
                group.append(rule)
                break
        else:
            groups.append([rule])
    for group in groups:
        found.extend(_regions_of(rows, group))
    return sorted(set(found), key=lambda region: (region[0] - region[1], region))


def running_regions(rows: Sequence[TextRow], taken: set[int]) -> list[Region]:
    """Stretches in which rows of several segments follow one another."""
    found: list[Region] = []
    index = 0
    while index < len(rows):
        if index in taken or not rows[index].multiple:
            index += 1
            continue
        last = index
        ahead = index + 1
        while ahead < len(rows) and ahead not in taken and ahead - last <= _MAX_SINGLE + 1:
            if _stands_apart(rows[ahead - 1], rows[ahead]):
                break
            if rows[ahead].multiple:
                last = ahead
            elif _is_prose(rows[ahead], rows):
                break
            ahead += 1
        found.append((index, last))
        index = last + 1
    return found


def _regions_of(rows: Sequence[TextRow], rules: Sequence[Rule]) -> list[Region]:
    """The whole stretch from the first to the last rule, and the parts between large gaps."""
    if len(rules) < 2:
        return []
    box = (rules[0].x0, rules[0].top, rules[0].x1, rules[-1].bottom)
    region = _between(rows, box)
    if region is None:
        return []
    found = _without_prose(rows, region)
    gaps = [(two.top - one.bottom, index) for index, (one, two) in enumerate(itertools.pairwise(rules))]
    widest, at = max(gaps)
    if len(rules) > 2 and widest > 40:
        found.extend(_regions_of(rows, rules[: at + 1]))
        found.extend(_regions_of(rows, rules[at + 1 :]))
    return found


def _without_prose(rows: Sequence[TextRow], region: Region) -> list[Region]:
    """The region, or its parts where running text stands between them."""
    parts: list[Region] = []
    start: int | None = None
    for index in range(region[0], region[1] + 2):
        prose = index > region[1] or (not rows[index].multiple and _is_prose(rows[index], rows))
        if prose and start is not None:
            parts.append((start, index - 1))
            start = None
        elif not prose and start is None:
            start = index
    return parts


def _between(rows: Sequence[TextRow], box: Box) -> Region | None:
    inside = [
        index
        for index, row in enumerate(rows)
        if box[1] - 2 <= (row.top + row.bottom) / 2 <= box[3] + 2 and row.x0 >= box[0] - 12 and row.x1 <= box[2] + 12
    ]
    return (inside[0], inside[-1]) if inside else None


def _stands_apart(one: TextRow, two: TextRow) -> bool:
    return two.baseline - one.baseline > 3.2 * max(one.size, two.size) or two.size > 1.35 * one.size


def _is_prose(row: TextRow, rows: Sequence[TextRow]) -> bool:
    """Whether a row of one segment is a line of running text rather than part of a wrapped cell."""
    width = max(other.x1 for other in rows) - min(other.x0 for other in rows)
    return len(row.words) >= 8 and row.x1 - row.x0 > 0.6 * width

"""Rows of print and what they are together: prose in columns, or cells of a table."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..records.span import Box
from .pdf_lines import join_text
from .pdf_model import Item, Word
from .pdf_segments import is_number

MIN_ROWS = 4  # rows with words on both sides that make a gutter
_PITCH = 1.6  # of the text size, from line to line of one column
_TITLE = re.compile(r"(?:table|figure|fig\.|chart|graph)\s?\d", re.IGNORECASE)


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


def divide(rows: list[Row], middle: float) -> tuple[list[Row], list[Row]]:
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


def side_by_side(one: Row, two: Row) -> bool:
    return one.block is None and two.block is None and two.top < one.bottom - 0.25 * min(one.size, two.size)


def parts_tables(rows: Sequence[Row], middle: float) -> bool:
    """Whether two tables stand side by side: each with its caption, or with the same titles over labels of its own."""
    pairs = []
    for row in rows:
        left = [word for word in row.words if (word.x0 + word.x1) / 2 < middle]
        right = [word for word in row.words if (word.x0 + word.x1) / 2 >= middle]
        if left and right:
            pairs.append((join_text(left).casefold(), join_text(right).casefold(), right[0].text))
    if any(_TITLE.match(left) and _TITLE.match(right) for left, right, _ in pairs[:2]):
        return True
    alike = any(left == right and " " in left for left, right, _ in pairs[:3])
    labelled = sum(not is_number(first) for _, _, first in pairs)
    return alike and len(pairs) >= 3 and labelled >= 0.8 * len(pairs)


def holds_prose(side: list[Row]) -> bool:
    """Whether at least half of the words stand in lines of prose, and there are enough of these."""
    texts = [row for row in side if row.words]
    if len(texts) < MIN_ROWS:
        return False
    broad = max(row.x1 - row.x0 for row in texts)
    prose = [row for row in texts if _is_prose(row, broad)]
    words = sum(len(row.words) for row in texts)
    return broad >= 60 and len(prose) >= MIN_ROWS and sum(len(row.words) for row in prose) >= 0.5 * words


def by_column(side: list[Row]) -> list[Row]:
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

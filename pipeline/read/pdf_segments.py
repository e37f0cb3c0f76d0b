"""Rows of words as segments parted by wide white space: what cells of an unruled table look like."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from .pdf_lines import join_text, make_line
from .pdf_markers import find_marker
from .pdf_model import Word

_NUMBER = re.compile(
    r"^[(\[<>≤≥~±+\-–−£$€]{0,3}\s?\d[\d,.\s]*\d?\s?(?:%|pp|k|m|bn|ppt)?[)\]*†‡]?[⁰¹²³⁴⁵⁶⁷⁸⁹]*$|^(?:[-–—−.*]{1,3}|n/?a|nil|c|x|\.\.)$",
    re.IGNORECASE,
)
_UNIT = re.compile(r"^\(?[£$€]?[’']?0{3}[’']?s?\)?$")  # "£000": what the column is in
_YEAR = re.compile(r"^(?:19|20)\d\d(?:\s?[-/–]\s?(?:\d\d){1,2})?$")


@dataclass(slots=True)
class Segment:
    """Words of a row that stand together."""

    words: list[Word]
    x0: float
    x1: float

    @property
    def text(self) -> str:
        return join_text(self.words)


@dataclass(slots=True)
class TextRow:
    """A row and its segments, by the wide gaps that part cells (`wide`) and by any gap wider than a space (`fine`)."""

    words: list[Word]
    top: float
    bottom: float
    baseline: float
    size: float
    wide: list[Segment]
    fine: list[Segment]
    listed: bool  # a bullet or a number and its paragraph
    space: float  # points between two words

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return max(word.x1 for word in self.words)

    @property
    def multiple(self) -> bool:
        """Whether it looks like cells side by side."""
        if len(self.wide) < 2 or (self.listed and len(self.wide) == 2):
            return False
        gaps = [two.x0 - one.x1 for one, two in zip(self.wide, self.wide[1:], strict=False)]
        return len(self.wide) >= 3 or max(gaps) >= 1.2 * self.size


def space_width(rows: Sequence[Sequence[Word]]) -> float:
    """The usual space between words, as a share of the size."""
    gaps = [
        (two.x0 - one.x1) / one.size
        for row in rows
        for one, two in itertools.pairwise(row)
        if 0.1 < (two.x0 - one.x1) / one.size < 0.7
    ]
    return median(gaps) if gaps else 0.27


def level_rows(rows: Sequence[list[Word]]) -> list[list[Word]]:
    """Rows in which a value set at half height beside a title of two lines stands with the first of them."""
    found: list[list[Word]] = []
    for index, row in enumerate(rows):
        above = found[-1] if found else None
        below = rows[index + 1] if index + 1 < len(rows) else None
        if above is not None and below is not None and len(row) <= 4 and _is_between(row, above, below):
            for word in row:
                word.baseline = above[0].baseline
            found[-1] = sorted([*above, *row], key=lambda word: (word.x0, word.order))
            continue
        found.append(list(row))
    return found


def _is_between(row: Sequence[Word], above: Sequence[Word], below: Sequence[Word]) -> bool:
    size = row[0].size
    up, down = row[0].baseline - above[0].baseline, below[0].baseline - row[0].baseline
    if not (0.3 * size < up < 0.85 * size and 0.3 * size < down < 0.85 * size):
        return False
    if abs(above[0].x0 - below[0].x0) > 2:
        return False
    return all(
        word.x0 > other.x1 + 0.3 * size or word.x1 < other.x0 - 0.3 * size for word in row for other in [*above, *below]
    )


def text_row(words: list[Word], space: float) -> TextRow:
    """A row of words in order. `space` as `space_width` gives it. Raises ValueError for none."""
    line = make_line(words, 0)
    marker = find_marker(line)
    wide = split(words, max(0.75, 2.4 * space))
    return TextRow(
        words=words,
        top=line.top,
        bottom=line.bottom,
        baseline=line.baseline,
        size=line.size,
        wide=wide,
        fine=split(words, max(0.4, 1.45 * space)),
        listed=marker is not None and marker.end >= len(wide[0].text),
        space=space * line.size,
    )


def split(words: Sequence[Word], gap: float) -> list[Segment]:
    """Words parted where the white space is wider than `gap` times the size."""
    segments: list[Segment] = []
    for word in words:
        last = segments[-1] if segments else None
        if last is not None and word.x0 - last.x1 <= gap * min(word.size, last.words[-1].size):
            last.words.append(word)
            last.x1 = max(last.x1, word.x1)
        else:
            segments.append(Segment([word], word.x0, word.x1))
    return segments


def is_number(text: str) -> bool:
    """Whether a cell's text is a value and nothing else: "1,204", "43%", "(2.5)", "£900", "-", "n/a"."""
    return bool(_NUMBER.match(text.strip())) and not _UNIT.match(text.strip())


def is_year(text: str) -> bool:
    """Whether it is a year or a span of years, which head columns: "2021/22"."""
    return bool(_YEAR.match(text.strip()))

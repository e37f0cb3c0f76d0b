"""Bullets that are drawn, not typed: a dot or a small square right before a line becomes the word "•"."""

from __future__ import annotations

from collections.abc import Sequence

from ..records.span import Box
from .pdf_model import Style, Word

_MAX_GAP = 2.6  # of the size, between the bullet and the first word
_CLEAR = 0.6  # of the size that must be free on the bullet's left
_MAX_DOTS = 400  # on one page: more are a pattern, a map or a chart


def with_drawn_bullets(rows: Sequence[Sequence[Word]], dots: Sequence[Box]) -> list[list[Word]]:
    """The rows, each from left to right, with a word put in where a bullet is drawn before others."""
    found = [list(row) for row in rows]
    if not dots or len(dots) > _MAX_DOTS:
        return found
    for box in sorted(set(dots), key=lambda dot: (dot[1], dot[0])):
        middle = (box[1] + box[3]) / 2
        for row in found:
            if not row or not row[0].top - 1 <= middle <= row[0].bottom + 1:
                continue
            index = next((index for index, word in enumerate(row) if word.x0 >= box[2] - 0.5), None)
            if index is None or not _is_before(box, row, index):
                continue
            word = row[index]
            if not any(char.isalnum() for char in word.text):
                break
            style = Style("", word.size, bold=False, italic=False, symbol=True, invisible=False)
            row.insert(
                index, Word("•", box[0], word.top, box[2], word.bottom, word.baseline, style, order=word.order - 1)
            )
            break
    return found


def _is_before(box: Box, row: Sequence[Word], index: int) -> bool:
    word = row[index]
    height = word.bottom - word.top
    inside = word.top + 0.15 * height < (box[1] + box[3]) / 2 < word.bottom - 0.1 * height
    free = index == 0 or box[0] - row[index - 1].x1 > _CLEAR * word.size
    return inside and free and 0 <= word.x0 - box[2] + 0.5 <= _MAX_GAP * word.size

"""Tables whose columns are aligned by spaces, as reports of old case systems and plain e-mails have them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_GAP: Final = re.compile(r"(?<=\S) {2,}(?=\S)")
_NUMBER: Final = re.compile(r"[<£(+-]*\d[\d,.]*\s?(?:%|m|k|\))?$")
_MIN_ROWS: Final = 3
_MAX_WIDTH: Final = 400


def split_columns(line: str) -> list[str]:
    """The cells of a line: what two or more spaces part."""
    return _GAP.split(line.strip()) if len(line) <= _MAX_WIDTH and "\t" not in line else [line]


def aligned_rows(lines: Sequence[str]) -> list[list[str]] | None:
    """The cells of lines whose columns stand under one another, None if they do not.

    A column is parted from the next by a gutter: places where every line has a space. Asked for are three rows, most of
    them with a cell in every column, and figures in a column after the first, so that a poem or an address is no table.
    """
    if len(lines) < _MIN_ROWS:
        return None
    width = max(map(len, lines))
    padded = [line.ljust(width) for line in lines]
    empty = [all(line[place] == " " for line in padded) for place in range(width)]
    bounds = _bounds(empty)
    if len(bounds) < 2:
        return None
    rows = [[line[low:high].strip() for low, high in bounds] for line in padded]
    full = sum(all(row) for row in rows)
    figures = sum(any(_NUMBER.match(cell) for cell in row[1:]) for row in rows)
    return rows if full * 2 >= len(rows) and figures * 2 >= len(rows) else None


def _bounds(empty: Sequence[bool]) -> list[tuple[int, int]]:
    """Where columns begin and end: stretches between gutters of at least two spaces."""
    bounds: list[tuple[int, int]] = []
    start: int | None = None
    gap = 0
    for place, is_empty in enumerate(empty):
        if is_empty:
            gap += 1
            if start is not None and gap == 2:
                bounds.append((start, place - 1))
                start = None
        else:
            gap = 0
            start = place if start is None else start
    if start is not None:
        bounds.append((start, len(empty)))
    return bounds

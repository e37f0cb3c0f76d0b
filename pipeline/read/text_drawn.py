"""Tables and forms of plain text that are drawn or spaced by hand: box characters, pipes without a rule, pairs on one line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from .draft import DraftCell
from .pieces import TablePiece

_DRAWN: Final = str.maketrans({
    **dict.fromkeys("│┃║┆┊", "|"),
    **dict.fromkeys("─━═┄┈", "-"),
    **dict.fromkeys("┌┬┐├┼┤└┴┘┏┳┓┣╋┫┗┻┛╔╦╗╠╬╣╚╩╝╒╤╕╞╪╡╘╧╛╓╥╖╟╫╢╙╨╜", "+"),
})  # fmt: skip
_BAR: Final = re.compile(r"(?<=\S)\s+\|\s+(?=\S)")
_GAP: Final = re.compile(r"\s{3,}")
_PAIR: Final = re.compile(r"(?P<label>[A-Z(][^:|]{1,50}?)\s?:(?:\s+(?P<value>\S.*))?$")
_LONGEST_CELL: Final = 80  # characters: longer ones are sentences


def plain_rules(line: str) -> str:
    """The line with box-drawing characters as the pipes, dashes and crosses of an ASCII table."""
    return line.translate(_DRAWN)


def bare_pipe_rows(lines: Sequence[str], index: int) -> list[list[str]] | None:
    """Cells of the lines from `index` on that are apart by pipes, though no rule stands under the first.

    Two lines with three cells each, or three lines with two: one such line may be a menu or an address.
    """
    rows: list[list[str]] = []
    for line in lines[index:]:
        cells = _BAR.split(line.strip())
        is_row = len(cells) > 1 and max(map(len, cells)) <= _LONGEST_CELL
        if not is_row or (rows and len(cells) != len(rows[0])):
            break
        rows.append(cells)
    return rows if len(rows) >= 2 and len(rows) * len(rows[0]) >= 6 else None


def find_paired_lines(lines: Sequence[str], index: int) -> tuple[TablePiece, int] | None:
    """Lines of several "Label: value" apart by wide gaps as a table of pairs, and the index of the line after them."""
    rows: list[list[re.Match[str]]] = []
    for line in lines[index:]:
        pairs = [_PAIR.match(part) for part in _GAP.split(line.strip())]
        found = [pair for pair in pairs if pair is not None]
        if len(found) < 2 or len(found) < len(pairs):
            break
        rows.append(found)
    if not rows:
        return None
    cells = [
        DraftCell(row=row, column=2 * at + place, text=(pair["label"] + ":", pair["value"] or "")[place])
        for row, found in enumerate(rows)
        for at, pair in enumerate(found)
        for place in (0, 1)
    ]
    table = TablePiece(cells=cells, rows=len(rows), columns=2 * max(map(len, rows)), origin="columns")
    return table, index + len(rows)

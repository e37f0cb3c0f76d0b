"""The golden thread of one case paper drawn: a row a need, from the need to the help and to what came of it.

What is missing is a dashed box, which reads in grey and on paper; the table beneath has every word.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from .charts import svg_of
from .readable import count, need_in_words, visible, words
from .thread import EXPECTED, Strand

MOST_ROWS: Final = 12
_BOX, _GAP, _ROW, _TOP = 208, 48, 44, 30
_LETTERS: Final = 31  # that a line of a box holds
_INK, _SOFT, _FILL = "#0b0c0c", "#505a5f", "#e7e9eb"


@dataclass(frozen=True, kw_only=True, slots=True)
class _Box:
    text: str
    state: str  # "there", "missing" or "not_asked"


def thread_chart(strands: Sequence[Strand], *, name: str, title: str, labels: Mapping[str, str]) -> str | None:
    """The drawing as SVG; None where the paper has no current or suspected need."""
    needs = [strand for strand in strands if strand.needs]
    if not needs:
        return None
    parts = [
        _words(column * (_BOX + _GAP), 16, head, bold=True)
        for column, head in enumerate(("Need", "Help", "What came of it"))
    ]
    for number, strand in enumerate(needs[:MOST_ROWS]):
        parts += _row(_TOP + number * _ROW, _boxes(strand, labels))
    left = len(needs) - MOST_ROWS
    height = _TOP + min(len(needs), MOST_ROWS) * _ROW
    if left > 0:
        parts.append(_words(0, height + 14, f"{count(left, 'more need')} in the table beneath."))
        height += 24
    whole = sum(1 for strand in needs if strand.complete)
    description = (
        f"{count(len(needs), 'need')}; {count(sum(1 for strand in needs if strand.help), 'need')} with help linked, "
        f"{count(sum(1 for strand in needs if strand.outcomes), 'need')} with an outcome, {whole:,} with help and a known "
        "outcome. The table beneath has every word."
    )
    return svg_of(parts, height=height, name=name, title=title, description=description)


def _boxes(strand: Strand, labels: Mapping[str, str]) -> tuple[_Box, _Box, _Box]:
    expected = EXPECTED.get(strand.case.genre, ()) if strand.case else ()
    given = "; ".join(dict.fromkeys(row.service or row.action for row in strand.help))
    ends = "; ".join(
        dict.fromkeys(
            words(row.status) if row.status != "unknown" else "Not said whether met" for row in strand.outcomes
        )
    )
    return (
        _Box(text=need_in_words(strand.needs, labels) or "", state="there"),
        _box(given, "help" in expected, "No help linked"),
        _box(ends, "outcome" in expected, "No outcome linked"),
    )


def _box(text: str, expected: bool, missing: str) -> _Box:
    if text:
        return _Box(text=text[0].upper() + text[1:], state="there")
    return _Box(text=missing, state="missing") if expected else _Box(text="Not expected here", state="not_asked")


def _row(y: int, boxes: Sequence[_Box]) -> list[str]:
    """Three boxes and the lines between those that are there."""
    parts = []
    for column, box in enumerate(boxes):
        x = column * (_BOX + _GAP)
        line = {"there": "", "missing": ' stroke-dasharray="5 4"', "not_asked": ' stroke-opacity="0"'}[box.state]
        fill = _FILL if box.state == "there" else "#fff"
        parts.append(
            f'<rect x="{x + 1}" y="{y}" width="{_BOX - 2}" height="{_ROW - 8}" fill="{fill}" stroke="{_INK}"{line}/>'
        )
        for at, text in enumerate(_lines(box.text)):
            parts.append(_words(x + 8, y + 15 + at * 14, text, soft=box.state != "there"))
        if column and box.state == "there":
            back = 1 if boxes[column - 1].state == "there" else 2
            if column - back >= 0:
                start, middle = x - _GAP if back == 1 else x - _GAP - _BOX - _GAP, y + (_ROW - 8) / 2
                dash = "" if back == 1 else ' stroke-dasharray="2 3"'
                parts.append(f'<path d="M{start} {middle:g}H{x - 6}" stroke="{_INK}" stroke-width="2"{dash}/>')
                parts.append(
                    f'<path d="M{x - 8} {middle - 4:g}L{x} {middle:g}L{x - 8} {middle + 4:g}Z" fill="{_INK}"/>'
                )
    return parts


def _lines(text: str) -> list[str]:
    """The text on at most two lines; what does not fit is in the table."""
    text = " ".join(visible(text).split())
    if len(text) <= _LETTERS:
        return [text]
    at = text.rfind(" ", 0, _LETTERS + 1)
    first = text[: at if at > _LETTERS // 2 else _LETTERS]
    rest = text[len(first) :].strip()
    return [first, rest if len(rest) <= _LETTERS else f"{rest[: _LETTERS - 1].rstrip()}…"]


def _words(x: float, y: float, text: str, *, bold: bool = False, soft: bool = False) -> str:
    style = ' font-weight="bold"' if bold else ""
    return f'<text x="{x:g}" y="{y:g}" font-size="12" fill="{_SOFT if soft else _INK}"{style}>{escape(text)}</text>'

"""Bullets and printed numbers at the start of a line: "•", "3.8", "29.", "(a)", "iv)"."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from .pdf_lines import leading_mark
from .pdf_model import Line

MarkerKind = Literal["bullet", "dash", "number", "decimal", "letter", "roman", "note"]

_BULLETS = "•●○◦▪■□◘◙▫▸►▶➢➤➔→⇒✓✔✗✘❖◆◇♦⬧⧫⬥❍❏❑❒*·∙⚫⚪◾◽‣⁃»›>"
TICKS = "☐☑☒"
_DASHES = "-–—−‒―"
_NUMBER = re.compile(
    r"""(?P<open>[(\[])?
        (?: (?P<decimal>\d{1,3}(?:\.\d{1,3}){1,4}) | (?P<number>\d{1,3}) | (?P<roman>[ivxlIVXL]{1,6})
          | (?P<letter>[A-Za-z]{1,2}) )
        (?P<close>[.):\]]{1,2})?
        (?=\s|$|(?<=\d[.)])[^\W\d_]{2})""",
    re.VERBOSE,
)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}


@dataclass(slots=True)
class Marker:
    """What opens a paragraph. `number` as printed, without brackets and stop; `end` where its words begin.

    `order` is its place in a sequence, for a decimal that of its last part. `form` is how it is printed: "9)" and "(9)"
    are different.
    """

    kind: MarkerKind
    number: str | None
    end: int
    order: int
    form: str
    wide: bool  # more white space follows than between words

    @property
    def stem(self) -> str:
        """What the numbers of one sequence share: "3." of "3.8"."""
        return (self.number or "").rpartition(".")[0] if self.kind == "decimal" else ""


def find_marker(line: Line) -> Marker | None:
    """The marker that opens the line, or None. Whether a number is one of a sequence is for the caller to find out."""
    text = line.text
    if not text:
        return None
    mark = leading_mark(text)
    if mark is not None:
        end = len(mark)
        return Marker("note", mark, end + _blank(text, end), int(mark), "¹", True)
    wide = _wide_gap(line)
    first = line.words[0]
    if text[0] in TICKS:
        # A list of things to tick; the tick is part of what the item says.
        return Marker("bullet", None, 0, 0, "☐", wide) if sum(map(text.count, TICKS)) == 1 else None
    if text[0] in _BULLETS or (len(first.text) == 1 and _is_sign(text[0], first.style.symbol)):
        # A bullet may touch its words; an asterisk may be a footnote or an emphasis.
        if text[0] in "*»›>" and not wide:
            return None
        return Marker("bullet", None, 1 + _blank(text, 1), 0, text[0], wide)
    if (
        text[0] in _DASHES
        and len(text) > 1
        and (text[1] == " " or (len(first.text) == 1 and first.x1 < line.words[-1].x0))
    ):
        return Marker("dash", None, 1 + _blank(text, 1), 0, text[0], wide)
    if first.text == "o" and wide and len(line.words) > 1:
        return Marker("bullet", None, 1 + _blank(text, 1), 0, "o", wide)
    return _numbered(text, wide)


def _is_sign(char: str, symbol_font: bool) -> bool:
    """Whether a character that stands alone is a bullet: an arrow, a geometric shape, what a font of signs prints."""
    shape = "\u2190" <= char <= "\u21ff" or "\u25a0" <= char <= "\u27bf" or "\u2b00" <= char <= "\u2bff"
    return shape or char == "\ufffd" or unicodedata.category(char) == "Co" or (symbol_font and not char.isalnum())


def _numbered(text: str, wide: bool) -> Marker | None:
    match = _NUMBER.match(text)
    if match is None:
        return None
    opened, closed = match.group("open") or "", match.group("close") or ""
    if opened and not closed:
        return None
    if closed.startswith(":") and not wide:
        return None
    end = match.end() + _blank(text, match.end())
    form = f"{opened}#{closed}"
    if (decimal := match.group("decimal")) is not None:
        return Marker("decimal", decimal, end, int(decimal.rpartition(".")[2]), form, wide)
    if (number := match.group("number")) is not None:
        # A number without a stop is a marker before a tab only, and a large one is a value.
        return Marker("number", number, end, int(number), form, wide) if closed or (wide and len(number) < 3) else None
    if not closed or end == match.end() < len(text):
        return None
    if (roman := match.group("roman")) is not None and len(roman) > 1:
        value = _roman(roman)
        return Marker("roman", roman, end, value, form, wide) if value else None
    letter = match.group("letter") or match.group("roman")
    if len(letter) > 1 and letter[0].lower() != letter[1].lower():
        return None  # "No.", "eg."
    order = ord(letter[0].lower()) - 96 + 26 * (len(letter) - 1)
    return Marker("letter", letter, end, order, form + ("A" if letter.isupper() else "a"), wide)


def _blank(text: str, start: int) -> int:
    end = start
    while end < len(text) and text[end].isspace():
        end += 1
    return end - start


def _wide_gap(line: Line) -> bool:
    """Whether the first word stands apart from the second, as by a tab."""
    if len(line.words) < 2:
        return False
    first, second = line.words[0], line.words[1]
    return second.x0 - first.x1 > 0.55 * line.size


def _roman(text: str) -> int:
    total = 0
    digits = [_ROMAN[char] for char in text.lower()]
    for value, following in zip(digits, [*digits[1:], 0], strict=True):
        total += -value if value < following else value
    return total if total < 40 else 0

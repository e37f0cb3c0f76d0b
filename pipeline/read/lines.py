"""Lines of text: cleaning characters, knowing bullets and printed numbers, joining what was wrapped.

Shared by all readers of what is not a PDF. Nothing here knows a file format.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

# Word writes bullets as Symbol and Wingdings glyphs in the private use area, also as 0-255 plus U+F000.
_SYMBOLS: Final = {
    0xF0B7: "•", 0xF0A7: "•", 0xF076: "•", 0xF0D8: "•", 0xF06C: "•", 0xF06E: "•", 0xF075: "•", 0xF0E0: "→",
    0xF0FE: "☒", 0xF0FD: "☒", 0xF078: "☒",
    0xF0A8: "☐", 0xF06F: "☐", 0xF071: "☐", 0xF072: "☐", 0xF0FC: "✓", 0xF0FB: "✗", 0xF02D: "-", 0xF020: " ",
}  # fmt: skip
# What no reader of the text can see: soft hyphen, joiners, byte order mark, direction marks, control characters.
_UNSEEN: Final = dict.fromkeys(
    [*range(0x00, 0x09), 0x0B, *range(0x0E, 0x20), *range(0x7F, 0xA0), 0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F,
     0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)  # fmt: skip
# Hyphens and ligatures that typesetting puts in the place of plain letters.
_PLAIN: Final = {0x2010: "-", 0x2011: "-", 0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl"}
_CLEANED: Final = _UNSEEN | _SYMBOLS | _PLAIN | {0x85: "\n", 0x2028: "\n", 0x2029: "\n"}
_RAISED: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_GLYPHS: Final = "•·▪▫◦●○■◆◇►▸▶‣⁃∙➢➤❖✦"
_BULLET: Final = re.compile(rf"(?:[{_GLYPHS}]|[-–—*+](?=\s|$)|[o§Øv](?=\s{{2,}}|\t))\s*")
_SINGLE_O: Final = re.compile(r"o\s+(?=[A-Z'‘“(])")
_NUMBER: Final = re.compile(
    r"(?P<bracket>\()?"
    r"(?:(?P<dotted>\d{1,3}(?:\.\d{1,3}){1,4})|(?P<plain>\d{1,3})|(?P<letter>[a-zA-Z])|(?P<roman>[ivxIVX]{2,5}))"
    r"(?P<close>[.):]|\.\))?(?P<gap>\s+|$)"
)
# Words that no sentence, heading or item ends with.
_LEADS_ON: Final = frozenset((
    "a", "an", "the", "of", "to", "for", "and", "or", "with", "by", "from", "in", "on", "at", "that", "which", "was", "were",
    "is", "are", "be", "been", "has", "have", "had", "their", "its", "our", "your", "his", "her", "this", "these", "between",
))  # fmt: skip
_ENDS: Final = re.compile(r"[.!?:;…][\"'’”)\]]*$")


@dataclass(frozen=True, kw_only=True, slots=True)
class Marker:
    """What stands before the words of an item. `number` without brackets and full stop, None for a bullet.

    `content` is the offset of the first word. `firm`: could hardly be anything but a marker.
    """

    number: str | None
    content: int
    firm: bool = True


def clean(text: str) -> str:
    """The text without characters nobody can see, symbol-font glyphs as the Unicode they show. Line breaks are kept."""
    return text.translate(_CLEANED)


def squeeze(text: str) -> str:
    """`clean` text on one line: every run of white space (also no-break spaces) is one space."""
    return " ".join(clean(text).split())


def raise_digits(text: str) -> str:
    """Superscript digits as such: the mark of a footnote after "43%" must not make 431 of it."""
    return text.translate(_RAISED) if text.strip().isdecimal() else text


def find_bullet(line: str) -> Marker | None:
    """The bullet at the start of a line without indent: "- ", "• ", "o " before a capital."""
    match = _BULLET.match(line) or _SINGLE_O.match(line)
    return Marker(number=None, content=match.end()) if match else None


def find_number(line: str) -> Marker | None:
    """The printed number at the start of a line without indent: "4.1 The", "12. The", "(a) to", "iv) no".

    Not firm: "4.1 weeks" and "2.05.23 Visit", which may be a quantity and a date; "A. Shah", which may be a name.
    """
    match = _NUMBER.match(line)
    if not match:
        return None
    close, bracket = match["close"], match["bracket"]
    if bracket and close != ")":
        return None
    content = match.end()
    after = line[content : content + 1]
    wide = match["gap"] not in ("", " ")
    if dotted := match["dotted"]:
        firm = (wide or not after.islower()) and not _is_date(dotted)
        return Marker(number=dotted, content=content, firm=firm)
    if not close and not (wide and match["plain"]):
        return None
    number = match["plain"] or match["letter"] or match["roman"]
    if close == ":" or (not close and not after.isupper()):
        return None
    firm = not (match["letter"] and number.isupper() and close == ".")
    return Marker(number=number, content=content, firm=firm)


def ends_sentence(text: str) -> bool:
    """Whether the text closes with a full stop, a colon or the like."""
    return bool(_ENDS.search(text.rstrip()))


def continues(before: str, after: str, *, shortest: int = 40) -> bool:
    """Whether `after` goes on with the sentence of `before`, though a line or page break parts them.

    A new item of a list without bullets also begins with a small letter, but then so does the item before it, or the line
    before it is shorter than `shortest` characters. A line that ends with "of" or "the" always goes on.
    """
    before, after = before.rstrip(), after.lstrip()
    if not before or not after[:1].islower() or ends_sentence(before):
        return False
    if find_number(after) or find_bullet(after):
        return False
    words = before.rsplit(maxsplit=2)
    if len(words) > 1 and words[-1] in _LEADS_ON and words[-2][-1] not in ";,":
        return True
    first = next((letter for letter in before if letter.isalpha()), "")
    return first.isupper() and len(before) > shortest


def join(lines: Iterable[str]) -> str:
    """Lines of one paragraph as one line. "multi-" and "agency" become "multi-agency": the hyphen is kept."""
    joined = ""
    for line in lines:
        line = squeeze(line)
        if not line:
            continue
        if not joined:
            joined = line
        elif joined.endswith("-") and joined[-2:-1].isalpha() and line[0].islower():
            joined += line
        else:
            joined += " " + line
    return joined


def wrap_width(lines: Sequence[str]) -> int | None:
    """The width at which a text was hard-wrapped, or None if it was not. `lines` of one text, "" between paragraphs.

    A wrapped line is one that could not have taken the first word of the next line as well; wrapping is assumed where
    that holds for most lines that are followed by another, and one of them breaks a sentence.
    """
    width = max((len(line) for line in lines), default=0)
    if not 40 <= width <= 160:
        return None
    pairs = [(line, after) for line, after in pairwise(lines) if line and after]
    full = [line for line, after in pairs if is_full(line, after, width)]
    is_wrapped = len(full) >= 0.6 * len(pairs) and any(not ends_sentence(line) for line in full)
    return width if is_wrapped else None


def is_full(line: str, after: str, width: int) -> bool:
    """Whether the first word of `after` would not have fitted on `line`."""
    word = after.split(maxsplit=1)
    return bool(word) and len(line) + 1 + len(word[0]) > width - 2


def _is_date(dotted: str) -> bool:
    parts = [int(part) for part in dotted.split(".")]
    return len(parts) == 3 and parts[0] <= 31 and parts[1] <= 12 and 10 <= parts[2] <= 99

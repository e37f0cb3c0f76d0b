"""Lines to running text: words broken at a line's end are mended, and each line keeps its place in the text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from .draft import LineBox
from .pdf_lines import ends_with_hyphen
from .pdf_model import Frame, Line

# First halves that keep their hyphen before a word: "self-referral", "multi-agency", "post-16".
# fmt: off
_PREFIXES = frozenset(
    {
        "self", "multi", "non", "co", "ex", "pre", "post", "re", "inter", "intra", "anti", "semi", "sub", "under", "over",
        "cross", "short", "long", "high", "low", "well", "part", "full", "half", "early", "mid", "late", "single", "two",
        "three", "four", "five", "six", "year", "week", "month", "day", "face", "out", "in", "on", "step", "follow", "drop",
        "one", "decision", "evidence", "child", "family", "trauma", "strength", "strengths", "needs", "data", "school", "home",
        "community", "council", "police", "county", "city", "local", "person", "people", "user", "service", "problem",
        "solution", "time", "term", "hand", "value", "risk", "cost", "care", "all", "no", "ever", "so",
    }
)
# fmt: on
_LAST_WORD = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)-$")
_PARTED = re.compile("[\u00ad\ufffe\x02]")
_WORD = re.compile(r"[^\W_]+")
_FIRST_WORD = re.compile(r"[^\W\d_]+")


def join_lines(
    lines: Sequence[Line], frames: dict[int, Frame], vocabulary: frozenset[str]
) -> tuple[str, list[LineBox]]:
    """The text of the lines, and the part of it that stands on each.

    `vocabulary` holds words that the document prints unbroken, in lower case: "develop-" and "ment" become "development"
    because it does, while "self-" and "referral" keep their hyphen.
    """
    parts: list[str] = []
    boxes: list[LineBox] = []
    length = 0
    for index, line in enumerate(lines):
        text = line.text.strip()
        if not text:
            continue
        last = index + 1 == len(lines)
        glue = False
        if not last and ends_with_hyphen(line):
            glue = True
            if not _keeps_hyphen(text, lines[index + 1].text.lstrip(), vocabulary):
                text = text[:-1]
        elif not last and text[-1] in "/–—" and not text[-2:-1].isspace() and len(text) > 1:
            glue = text[-1] == "/"
        boxes.append((length, length + len(text), line.page, frames[line.page].to_page(line.box)))
        parts.append(text)
        length += len(text)
        if not last and not glue:
            parts.append(" ")
            length += 1
    joined = "".join(parts)
    if joined.endswith(" "):
        joined = joined[:-1]
    return joined, [box for box in boxes if box[0] < box[1]]


def count_letters(text: str) -> int:
    """Letters and digits."""
    return sum(char.isalnum() for char in text)


def all_words(text: str) -> list[str]:
    """Runs of letters and digits, without regard to case, ligatures and hyphens that part a word at a line's end."""
    # U+FFFE stands where PDFium joined a word that a line's end had parted.
    return _WORD.findall(unicodedata.normalize("NFKC", _PARTED.sub("", text)).casefold())


def words_of(text: str) -> list[str]:
    """Lower-case words of a line, for the vocabulary of a document."""
    return [word.lower() for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text)]


def _keeps_hyphen(before: str, after: str, vocabulary: frozenset[str]) -> bool:
    first = _LAST_WORD.search(before)
    second = _FIRST_WORD.match(after)
    if first is None or second is None:
        return True
    head, tail = first.group(1).lower(), second.group(0).lower()
    if f"{head}-{tail}" in vocabulary:
        return True
    if head + tail in vocabulary:
        return False
    if not second.group(0)[0].islower() or "-" in head:
        return True
    if head in _PREFIXES:
        return True
    # Both halves stand as words of their own elsewhere in the document: a compound, as "step-down".
    return head in vocabulary and tail in vocabulary and len(head) > 2 and len(tail) > 2

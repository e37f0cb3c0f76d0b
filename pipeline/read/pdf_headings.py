"""Headings by how they are set: larger or heavier than the text, short, alone on their lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ..text.dates import find_dates
from .pdf_markers import find_marker
from .pdf_model import Line, Passage
from .pdf_segments import is_number

_MAX_WORDS = 28
_MAX_LINES = 4
_LABELLED = 250  # characters beneath a title, from which on it is a heading and no label
_SENTENCE = re.compile(r"[.;,]['\"’”)]*$")
_HAS_LETTERS = re.compile(r"[^\W\d_]{2}")


@dataclass(slots=True)
class BodyStyle:
    """How most of the text is set."""

    size: float
    bold: bool


def body_style(passages: Sequence[Passage]) -> BodyStyle:
    """The commonest size and weight, by characters."""
    counts: Counter[tuple[float, bool]] = Counter()
    for passage in passages:
        for line in passage.lines:
            counts[line.size, line.bold] += len(line.text)
    if not counts:
        return BodyStyle(10.0, False)
    (size, bold), _ = max(counts.items(), key=lambda item: (item[1], item[0]))
    return BodyStyle(size, bold)


def mark_headings(passages: Sequence[Passage], body: BodyStyle) -> None:
    """Give the passages that are headings that kind and a level, from 1."""
    candidates = {
        index for index, passage in enumerate(passages) if passage.kind is None and _is_heading(passage, body)
    }
    declared = [passage.lines[0] for passage in passages if passage.tagged and passage.kind == "heading"]
    styles = {(round(line.size), line.bold) for line in declared}
    largest = max((line.size for line in declared), default=0.0)
    for index in sorted(candidates):
        first = passages[index].lines[0]
        alike = (round(first.size), first.bold) in styles or first.size >= 1.12 * largest
        # A file that tags its headings may have missed some; what is set like none of them and has a few words beneath
        # is the label of a form.
        if (
            passages[index].tagged
            and len(declared) >= 2
            and not alike
            and _held(passages, index, candidates) < _LABELLED
        ):
            continue
        passages[index].kind = "heading"
    _set_levels([passage for passage in passages if passage.kind == "heading"])


def _held(passages: Sequence[Passage], index: int, candidates: set[int]) -> int:
    """Characters from a passage to the next that may be a heading."""
    count = 0
    for later in range(index + 1, len(passages)):
        if later in candidates or passages[later].kind == "heading" or count >= _LABELLED:
            break
        count += sum(len(line.text) for line in passages[later].lines)
    return count


def _is_heading(passage: Passage, body: BodyStyle) -> bool:
    lines = passage.lines
    text = " ".join(line.text for line in lines)
    if len(lines) > _MAX_LINES or len(text.split()) > _MAX_WORDS or not _HAS_LETTERS.search(text):
        return False
    if _is_dated(text) or _is_valued(text):
        return False
    size = lines[0].size
    bold = all(line.bold for line in lines)
    larger = size >= 1.12 * body.size
    heavier = bold and not body.bold and size >= 0.93 * body.size
    marker = find_marker(lines[0])
    if marker is not None and marker.kind in ("bullet", "dash", "note"):
        return False
    if not larger and not heavier:
        apart = _is_capitals(text) or (_is_set_off(lines) and text[0].isupper())
        short = len(text) > 3 and len(lines) <= 2 and not _SENTENCE.search(text)
        return apart and short and size >= 0.97 * body.size
    words = text[marker.end :] if marker is not None else text
    if not words or (words[0].islower() and (not larger or len(words.split()) < 3)):
        return False
    if _SENTENCE.search(text) and not (larger and size >= 1.3 * body.size):
        return False
    return not (text.endswith(":") and not heavier)


def _is_valued(text: str) -> bool:
    """Whether it holds values rather than words: a row that belongs to a table."""
    words = text.split()[1:]
    return sum(is_number(word) for word in words) >= max(2, 0.4 * len(words))


def _is_set_off(lines: Sequence[Line]) -> bool:
    """Whether all of it is in italics or underlined, and it is as short as a title."""
    words = [word for line in lines for word in line.words]
    if len(words) > 12:
        return False
    italic = all(word.style.italic for word in words if any(char.isalnum() for char in word.text))
    return italic or all(line.underlined for line in lines)


def _is_dated(text: str) -> bool:
    """Whether it is a date with its label: "Report published: 3 June 2023"."""
    dates = find_dates(text)
    if not dates:
        return False
    rest = text[: dates[0].start] + text[dates[-1].end :]
    return len(re.findall(r"[^\W\d_]+", rest)) <= 3


def _is_capitals(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    mostly = len(letters) >= max(4, 0.7 * len(text.replace(" ", "")))
    return mostly and all(char.isupper() for char in letters) and len(text.split()) <= 12


def _set_levels(headings: Sequence[Passage]) -> None:
    """Levels by the file's tags, else by the depth of their numbers within a style, else by the style's size."""
    open_ones = [heading for heading in headings if heading.level is None]
    styles = sorted({_style(heading) for heading in open_ones}, reverse=True)
    tagged = [heading.level for heading in headings if heading.level is not None]
    base = max(tagged, default=0) if tagged else 0
    for heading in open_ones:
        level = min(styles.index(_style(heading)) + 1 + base, 6)
        marker = find_marker(heading.lines[0])
        if marker is not None and marker.kind == "decimal":
            level = max(level, min(marker.stem.count(".") + 2, 6))
        heading.level = level


def _style(passage: Passage) -> tuple[float, bool, bool]:
    line = passage.lines[0]
    return (round(line.size), line.bold, _is_capitals(passage.lines[0].text))

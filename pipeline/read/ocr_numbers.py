"""Numbers an OCR engine was unsure of, or that a second engine reads otherwise."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..records.span import Box
from .ocr_engine import Engine, OcrFailure, Reading
from .ocr_page import ScannedPage, crop_line, scaled

_UNSURE = 0.8  # confidence under which a number is doubtful
_SURE = 0.95  # confidence above which a number stands that the second engine does not see
_NUMERAL = re.compile(r"[^\d.]")


@dataclass(frozen=True, slots=True)
class DoubtfulWord:
    """A word with figures in it and its place on the page as displayed. `other`: what the second engine read."""

    text: str
    page: int
    box: Box
    confidence: float
    other: str | None


def find_doubtful(
    page: ScannedPage, number: int, *, second: Engine | None, seconds: float
) -> tuple[list[DoubtfulWord], bool]:
    """The doubtful numbers of page `number`, and whether the second engine read all lines with numbers."""
    lines: dict[int, list[Reading]] = {}
    for word in page.words:
        lines.setdefault(word.reading.line, []).append(word.reading)
    numeric = [line for line in lines.values() if any(_key(word.text) for word in line)]
    others: list[str | None] = [None] * len(numeric)
    checked = False
    if second is not None and numeric:
        crops = [crop_line(page.image, line) for line in numeric]
        try:
            others = [text for text, _ in second.read_lines(crops, dpi=page.dpi, seconds=seconds)]
            checked = True
        except OcrFailure:
            pass  # what the first engine read stands, unchecked; the note of the page says so
    found = []
    for line, text in zip(numeric, others, strict=True):
        for reading, other in _compare(line, text):
            if other or reading.confidence < (_UNSURE if other is None else _SURE):
                box = page.frame.to_page(scaled(reading.box, page.scale))
                found.append(DoubtfulWord(reading.text, number, box, reading.confidence, other or None))
    return found, checked


def _compare(line: Sequence[Reading], text: str | None) -> list[tuple[Reading, str | None]]:
    """The words of the line that hold numbers, each with the other reading where that differs ("" for none at all)."""
    words = [word for word in line if _key(word.text)]
    if text is None:
        return [(word, None) for word in words]
    tokens = [token for token in text.split() if _key(token)]
    mine, theirs = [_key(word.text) for word in words], [_key(token) for token in tokens]
    if "".join(mine) == "".join(theirs):
        return [(word, None) for word in words]
    found: list[tuple[Reading, str | None]] = []
    for index, (word, key) in enumerate(zip(words, mine, strict=True)):
        if key in theirs:
            found.append((word, None))
        else:
            found.append((word, tokens[index] if len(tokens) == len(words) else ""))
    return found


def _key(text: str) -> str:
    """The figures of a word and the points between them: "1,052." and "1052" are one number, "8.4" and "84" are not."""
    return _NUMERAL.sub("", text).strip(".")

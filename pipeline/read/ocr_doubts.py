"""Doubtful numbers found again in the document's text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from ..records.document import Document, Doubt
from ..records.span import Box
from .ocr_numbers import DoubtfulWord


def with_doubts(document: Document, words: Sequence[DoubtfulWord]) -> Document:
    """The document with the places of those words in its text; a word that layout set aside has none."""
    if not words:
        return document
    places: dict[int, list[tuple[Box, int, int]]] = defaultdict(list)
    for line in document.lines:
        places[line.page].append((line.bbox, line.start, line.end))
    for table in document.tables:
        for cell in table.cells:
            if cell.page is not None and cell.end > cell.start:
                box = cell.bbox or table.bbox
                if box is not None:
                    places[cell.page].append((box, cell.start, cell.end))
    found: dict[tuple[int, int], Doubt] = {}
    for word in words:
        span = _find(document.text, word, places[word.page])
        if span is not None:
            found[span] = Doubt(start=span[0], end=span[1], confidence=round(word.confidence, 2), other=word.other)
    return replace(document, doubts=tuple(found[span] for span in sorted(found)))


def _find(text: str, word: DoubtfulWord, places: Sequence[tuple[Box, int, int]]) -> tuple[int, int] | None:
    """The occurrence of the word in the smallest line or cell around its place that lies nearest to it."""
    x, y = (word.box[0] + word.box[2]) / 2, (word.box[1] + word.box[3]) / 2
    best: tuple[float, float, int] | None = None
    for box, start, end in places:
        if not (box[0] - 3 <= x <= box[2] + 3 and box[1] - 3 <= y <= box[3] + 3):
            continue
        at = text.find(word.text, start, end)
        while at >= 0:
            share = (at + len(word.text) / 2 - start) / (end - start)
            away = abs(box[0] + share * (box[2] - box[0]) - x)
            candidate = ((box[2] - box[0]) * (box[3] - box[1]), away, at)
            best = candidate if best is None or candidate < best else best
            at = text.find(word.text, at + 1, end)
    return (best[2], best[2] + len(word.text)) if best else None

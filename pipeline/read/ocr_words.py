"""From what an engine read to words as a PDF has them: baseline, type size and weight, measured on the ink.

Engines give loose boxes. Layout needs to know that a heading is larger or heavier than the text, and that words of one row
stand on one line, so both are measured: letters without descenders stand on the baseline, capitals and figures are 0.7 of
the type size high, small letters half of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import median
from typing import Any

from .ocr_engine import Reading
from .ocr_image import PageImage
from .pdf_model import Style, Word

_TALL, _SMALL = 0.71, 0.51  # of the type size: capitals, figures and ascenders; small letters
_DEEP, _COMMA = 0.21, 0.12  # below the baseline: descenders and brackets; commas
_DESCENDERS = frozenset("gjpqyQJ()[]{}|@$ç_")
_COMMAS = frozenset(",;")
_LOW = frozenset("acegmnopqrsuvwxyzç")  # letters without an ascender
_FLOATING = frozenset("-–—_=+~.,:;'\"’‘“”*•·°^")  # marks that say nothing of the size
_ASCENT, _DESCENT = 0.78, 0.22  # as for the words of a PDF
_NEAR = 0.09  # sizes closer than this are one size
_HEAVY = 1.2  # times the usual stroke of its size: a line of this weight is bold
_HEAVIER = 1.27  # a word


@dataclass(slots=True)
class ScannedWord:
    """A word measured: box and baseline in pixels, `size` in pixels, `stroke` as a share of the size."""

    reading: Reading
    baseline: float
    size: float
    stroke: float | None


def measure(readings: Sequence[Reading], ink: PageImage, darkness: PageImage) -> list[ScannedWord]:
    """The readings with sizes and baselines, line by line. Boxes of the readings are drawn in to the ink they hold."""
    found: list[ScannedWord] = []
    for _, group in groupby(readings, key=lambda reading: reading.line):
        line = list(group)
        shapes = [_tighten(reading, ink) for reading in line]
        height = median(reading.bottom - reading.top for reading in line)
        seated = [reading.bottom for reading in line if _is_letters(reading.text) and not _depth(reading.text)]
        sizes = [size for reading in line for size in _sizes(reading, seated)]
        size = median(sizes) if sizes else height / (_TALL + _DEEP)
        baseline = (
            median(seated) if seated else median(reading.bottom - _depth(reading.text) * size for reading in line)
        )
        found.extend(
            ScannedWord(reading, baseline, size, _stroke(shape, darkness, reading, size))
            for reading, shape in zip(line, shapes, strict=True)
        )
    return found


def to_words(found: Sequence[ScannedWord], scale: float, sizes: Sequence[tuple[float, float]]) -> list[Word]:
    """Words in points. `scale` is points a pixel; `sizes` are from `common_sizes`."""
    words: list[Word] = []
    for _, group in groupby(found, key=lambda item: item.reading.line):
        line = list(group)
        usual = [min(sizes, key=lambda known: abs(known[0] - item.size * scale)) for item in line]
        heavy = [item.stroke / stroke for item, (_, stroke) in zip(line, usual, strict=True) if item.stroke and stroke]
        all_bold = bool(heavy) and median(heavy) > _HEAVY
        for item, (size, stroke) in zip(line, usual, strict=True):
            bold = all_bold or (item.stroke is not None and stroke > 0 and item.stroke > _HEAVIER * stroke)
            baseline = item.baseline * scale
            words.append(
                Word(
                    text=item.reading.text,
                    x0=item.reading.x0 * scale,
                    top=baseline - _ASCENT * size,
                    x1=item.reading.x1 * scale,
                    bottom=baseline + _DESCENT * size,
                    baseline=baseline,
                    style=Style(font="", size=size, bold=bold, italic=False, symbol=False, invisible=False),
                    order=len(words),
                )
            )
    return words


def common_sizes(pages: Sequence[tuple[Sequence[ScannedWord], float]]) -> list[tuple[float, float]]:
    """The type sizes of a document in points and the usual stroke of each, commonest first.

    Measured sizes of one type spread by a few per cent; each is taken for the commonest near it, so that a paragraph
    stays in one size and a heading stands out.
    """
    weights: dict[float, float] = {}
    strokes: list[tuple[float, float, int]] = []
    for words, scale in pages:
        for word in words:
            length = len(word.reading.text)
            size = round(word.size * scale, 1)
            weights[size] = weights.get(size, 0.0) + length
            if word.stroke is not None:
                strokes.append((size, word.stroke, length))
    found: list[tuple[float, float]] = []
    while weights:
        peak = max(
            weights,
            key=lambda size: (sum(w for other, w in weights.items() if abs(other - size) <= _NEAR * size), -size),
        )
        near = {size: weight for size, weight in weights.items() if abs(size - peak) <= _NEAR * peak}
        middle = sum(size * weight for size, weight in near.items()) / sum(near.values())
        usual = [stroke for size, stroke, length in strokes if size in near for _ in range(length)]
        found.append((round(middle * 2) / 2, median(usual) if usual else 0.0))
        for size in near:
            del weights[size]
    body = found[0][1] if found else 0.0
    # Sizes of headings are bold throughout: what is usual for the text is the measure for them too.
    return [(size, min(stroke, body) if stroke else body) for size, stroke in found]


def _tighten(reading: Reading, ink: PageImage) -> Any:
    """Draw the box in to its ink and return that ink; the box stays as it is where there is none."""
    import numpy as np

    high, wide = ink.shape
    top, bottom = max(int(reading.top), 0), min(int(reading.bottom) + 1, high)
    x0, x1 = max(int(reading.x0), 0), min(int(reading.x1) + 1, wide)
    held = ink[top:bottom, x0:x1]
    rows = np.flatnonzero(held.sum(axis=1) > 0)
    if len(rows) < 2:
        return None
    rows = rows[_main_run(rows, held.sum(axis=1))]
    columns = np.flatnonzero(held[rows[0] : rows[-1] + 1].any(axis=0))
    reading.top, reading.bottom = float(top + rows[0]), float(top + rows[-1] + 1)
    reading.x0, reading.x1 = float(x0 + columns[0]), float(x0 + columns[-1] + 1)
    return held[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def _main_run(rows: Any, weights: Any) -> slice:
    """The stretch of inked rows that holds the word: ink of the lines above and below may reach into its box."""
    import numpy as np

    breaks = np.flatnonzero(np.diff(rows) > 3)
    starts, ends = [0, *(breaks + 1)], [*(breaks + 1), len(rows)]
    best = max(range(len(starts)), key=lambda index: float(weights[rows[starts[index] : ends[index]]].sum()))
    return slice(starts[best], ends[best])


def _sizes(reading: Reading, seated: Sequence[float]) -> list[float]:
    """Type sizes in pixels that the height of the word tells, one for each of its letters."""
    letters = [char for char in reading.text if char not in _FLOATING]
    if not letters:
        return []
    above = _SMALL if all(char in _LOW for char in letters) else _TALL
    below = _depth(reading.text)
    if seated and below:
        return [(median(seated) - reading.top) / above] * len(letters)
    return [(reading.bottom - reading.top) / (above + below)] * len(letters)


def _depth(text: str) -> float:
    """How far a word reaches below the baseline, as a share of the size."""
    chars = set(text)
    return _DEEP if chars & _DESCENDERS else _COMMA if chars & _COMMAS else 0.0


def _is_letters(text: str) -> bool:
    return any(char not in _FLOATING for char in text)


def _stroke(shape: Any, darkness: PageImage, reading: Reading, size: float) -> float | None:
    """Width of the strokes as a share of the size: twice the area over the outline. None for what is too small to tell.

    The area is taken from the darkness, which does not grow with the blur of the scan as the ink does.
    """
    if shape is None or size <= 0 or sum(char.isalnum() for char in reading.text) < 2:
        return None
    area = float(darkness[int(reading.top) : int(reading.bottom), int(reading.x0) : int(reading.x1)].sum())
    outline = float((shape[:, 1:] != shape[:, :-1]).sum() + (shape[1:] != shape[:-1]).sum())
    outline += float(shape[0].sum() + shape[-1].sum() + shape[:, 0].sum() + shape[:, -1].sum())
    return 2 * area / outline / size if outline else None

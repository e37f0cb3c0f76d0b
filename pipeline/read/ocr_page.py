"""One page image to words, lines and areas in points, upright and straight, ready for the layout of a PDF page."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import fmean

from ..records.span import Box
from .ocr_engine import Engine, Reading
from .ocr_image import PageImage, Straight, find_darkness, is_ink, lighten, likely_turn, smooth, straighten, turned_over
from .ocr_marks import find_marks
from .ocr_rules import Drawing, find_drawing, without_lines
from .ocr_words import ScannedWord, measure
from .pdf_model import Frame, Graphics, Quarter, Rule

_UNSURE = 0.88  # mean confidence under which a few lines are read upside down as well
_POOR = 0.75  # mean confidence under which the page is read lying on its side as well
_LONG = 3  # letters of a word that is wider than high
_SAMPLE = 8  # lines read both ways to find out
_NOISE = 0.35  # confidence under which a reading without letters and figures is dirt on the glass


@dataclass(slots=True)
class ScanFrame(Frame):
    """The frame of a page that was scanned askew: layout space is straightened, the page as displayed is not.

    `skew` in degrees, as in `Straight`, about the middle of the page.
    """

    skew: float = 0.0

    def to_page(self, box: Box) -> Box:
        """See `Frame.to_page`; the box around the slanted one, within the page."""
        if self.skew:
            box = _tilted(box, self.skew, self.layout_width / 2, self.layout_height / 2)
        x0, top, x1, bottom = Frame.to_page(self, box)
        return (max(x0, 0.0), max(top, 0.0), min(x1, self.width), min(bottom, self.height))


@dataclass(slots=True)
class ScannedPage:
    """A page as an engine read it. `scale` is points a pixel; `image` is the straight image that was read."""

    image: PageImage
    frame: ScanFrame
    scale: float
    dpi: float
    words: list[ScannedWord]
    drawing: Drawing
    dots: list[Box]

    @property
    def confidence(self) -> float:
        """Mean confidence of the words, weighted by their letters; 0 without words."""
        weights = [len(word.reading.text) for word in self.words]
        total = sum(word.reading.confidence * weight for word, weight in zip(self.words, weights, strict=True))
        return total / sum(weights) if weights else 0.0


def scan_page(image: PageImage, *, width: float, height: float, engine: Engine, seconds: float) -> ScannedPage:
    """Read a grey page image of a page of that size in points. Raises OcrFailure."""
    dpi = 72 * image.shape[1] / width
    smoothed = smooth(image, dpi)

    def read(turn: Quarter) -> ScannedPage:
        straight = straighten(smoothed, dpi, turn)
        page = _read(straight, width, height, dpi, engine, seconds)
        if page.words and page.confidence < _UNSURE and _is_upside_down(page, engine, seconds):
            page = _read(turned_over(straight), width, height, dpi, engine, seconds)
        return page

    turn = likely_turn(smoothed, dpi)
    page = read(turn)
    if page.words and (page.confidence < _POOR or _is_sideways(page)):
        page = max(page, read(0 if turn else 90), key=_legible)
    return page


def graphics_of(page: ScannedPage) -> Graphics:
    """The lines, areas and dots of the page in points. The sides of dark areas are lines, as forms have them."""
    drawing = page.drawing
    across, down, dark, tinted, dots = (
        [scaled(box, page.scale) for box in boxes]
        for boxes in (drawing.across, drawing.down, drawing.dark, drawing.tinted, page.dots)
    )
    rules = [Rule(x0, (top + bottom) / 2, x1, (top + bottom) / 2) for x0, top, x1, bottom in across]
    rules += [Rule((x0 + x1) / 2, top, (x0 + x1) / 2, bottom) for x0, top, x1, bottom in down]
    rules += [Rule(*side) for box in dark for side in _sides(box)]
    rules += [Rule(*side, edge=True) for box in tinted for side in _sides(box)]
    return Graphics(rules=rules, fills=[*dark, *tinted], dots=dots)


def _sides(box: Box) -> tuple[Box, ...]:
    x0, top, x1, bottom = box
    return ((x0, top, x1, top), (x0, bottom, x1, bottom), (x0, top, x0, bottom), (x1, top, x1, bottom))


def _read(straight: Straight, width: float, height: float, dpi: float, engine: Engine, seconds: float) -> ScannedPage:
    drawing = find_drawing(straight.image, dpi)
    image = lighten(straight.image, drawing.dark, dpi)
    darkness = find_darkness(image, dpi)
    ink = is_ink(darkness)
    marks = find_marks(ink, dpi)
    readings = [
        reading
        for reading in engine.read_page(image, dpi=dpi, seconds=seconds)
        if not _is_noise(reading) and not any(_holds(box, reading) for box, _ in marks.ticks)
    ]
    lines = 1 + max((reading.line for reading in readings), default=-1)
    readings += [Reading(sign, *box, 1.0, lines + number) for number, (box, sign) in enumerate(marks.ticks)]
    return ScannedPage(
        image=image,
        frame=ScanFrame(width=width, height=height, turn=straight.turn, skew=straight.skew),
        scale=72 / dpi,
        dpi=dpi,
        words=measure(readings, without_lines(ink, drawing), darkness),
        drawing=drawing,
        dots=[box for box in marks.dots if not any(_touches(box, reading) for reading in readings)],
    )


def _is_sideways(page: ScannedPage) -> bool:
    """Whether most words stand on end: some engines read them all the same."""
    long = [word.reading for word in page.words if len(word.reading.text) >= _LONG]
    return 2 * sum(_stands(reading) for reading in long) > len(long)


def _legible(page: ScannedPage) -> float:
    """How many letters were read with confidence in words that lie as words do."""
    readings = [word.reading for word in page.words]
    return sum(reading.confidence * len(reading.text) for reading in readings if not _stands(reading))


def _stands(reading: Reading) -> bool:
    return len(reading.text) >= _LONG and reading.bottom - reading.top > reading.x1 - reading.x0


def _is_upside_down(page: ScannedPage, engine: Engine, seconds: float) -> bool:
    """Whether the longest lines read better turned over."""
    import numpy as np

    lines: dict[int, list[Reading]] = {}
    for word in page.words:
        lines.setdefault(word.reading.line, []).append(word.reading)
    longest = sorted(lines.values(), key=lambda line: -sum(len(word.text) for word in line))[:_SAMPLE]
    crops = [crop_line(page.image, line) for line in longest]
    ahead = engine.read_lines(crops, dpi=page.dpi, seconds=seconds)
    over = engine.read_lines([np.ascontiguousarray(np.rot90(crop, 2)) for crop in crops], dpi=page.dpi, seconds=seconds)
    return fmean(confidence for _, confidence in over) > fmean(confidence for _, confidence in ahead) + 0.1


def crop_line(image: PageImage, words: list[Reading]) -> PageImage:
    """The part of the image that holds the words, with a margin."""
    import numpy as np

    top, bottom = min(word.top for word in words), max(word.bottom for word in words)
    margin = 0.3 * (bottom - top) + 2
    rows = slice(max(round(top - margin), 0), round(bottom + margin))
    columns = slice(
        max(round(min(word.x0 for word in words) - margin), 0), round(max(word.x1 for word in words) + margin)
    )
    return np.ascontiguousarray(image[rows, columns])


def _is_noise(reading: Reading) -> bool:
    return reading.confidence < _NOISE and not any(char.isalnum() for char in reading.text)


def _holds(box: Box, reading: Reading) -> bool:
    """Whether the reading is the engine's guess at the tick box: most of it lies in the box."""
    wide = min(box[2], reading.x1) - max(box[0], reading.x0)
    tall = min(box[3], reading.bottom) - max(box[1], reading.top)
    area = (reading.x1 - reading.x0) * (reading.bottom - reading.top)
    return wide > 0 and tall > 0 and wide * tall > 0.4 * area and len(reading.text) <= 3


def _touches(box: Box, reading: Reading) -> bool:
    """Whether the dot is part of the word: box and word are no further apart than letters are."""
    margin = 0.2 * (reading.bottom - reading.top)
    level = reading.top - margin < (box[1] + box[3]) / 2 < reading.bottom + margin
    return level and box[0] < reading.x1 + margin and box[2] > reading.x0 - margin


def scaled(box: Box, scale: float) -> Box:
    """A box of pixels in points."""
    return (box[0] * scale, box[1] * scale, box[2] * scale, box[3] * scale)


def _tilted(box: Box, degrees: float, x: float, y: float) -> Box:
    """The box around `box` turned clockwise about a point: what the image was before it was turned anticlockwise."""
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    corners = [(cx - x, cy - y) for cx in (box[0], box[2]) for cy in (box[1], box[3])]
    xs = [x + cos * dx - sin * dy for dx, dy in corners]
    ys = [y + sin * dx + cos * dy for dx, dy in corners]
    return (min(xs), min(ys), max(xs), max(ys))

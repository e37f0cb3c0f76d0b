"""Page images drawn in the tests, as a scanner would give them, and an engine that reads what the test says."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from pipeline.read.ocr_engine import OcrFailure, Reading

DPI = 200
A4 = (1654, 2339)  # pixels at 200 dots an inch
Box = tuple[int, int, int, int]


def sheet(
    lines: Sequence[tuple[int, int, str]] = (),
    *,
    size: int = 31,
    boxes: Sequence[Box] = (),
    bands: Sequence[tuple[Box, str]] = (),
) -> Image.Image:
    """A white page with words at places in pixels, boxes drawn, and dark bands with white words."""
    page = Image.new("L", A4, 255)
    pen = ImageDraw.Draw(page)
    font = ImageFont.load_default(size)
    for x, y, text in lines:
        pen.text((x, y), text, fill=20, font=font)
    for box in boxes:
        pen.rectangle(box, outline=40, width=2)
    for box, text in bands:
        pen.rectangle(box, fill=60)
        pen.text((box[0] + 12, box[1] + 10), text, fill=250, font=font)
    return page


def scanned(page: Image.Image, *, skew: float = 0.0, noise: float = 8.0, quality: int = 60) -> Image.Image:
    """The page as a scanner gives it: turned anticlockwise by `skew` degrees, blurred, grainy, saved as JPEG."""
    page = page.rotate(skew, resample=Image.Resampling.BICUBIC, fillcolor=255)
    page = page.filter(ImageFilter.GaussianBlur(0.6))
    grain = np.random.default_rng(7).normal(0, noise, (page.height, page.width))
    grey = np.clip(np.asarray(page, dtype=np.float64) * 0.92 + 8 + grain, 0, 255)
    buffer = io.BytesIO()
    Image.fromarray(grey.astype(np.uint8)).save(buffer, "JPEG", quality=quality)
    return Image.open(buffer)


def array(page: Image.Image) -> Any:
    """The page as the readers see it."""
    return np.array(page)


def pdf_of(*pages: Image.Image) -> bytes:
    """A PDF of page images at 200 dots an inch."""
    buffer = io.BytesIO()
    pages[0].save(buffer, "PDF", save_all=True, append_images=list(pages[1:]), resolution=DPI)
    return buffer.getvalue()


def picture(page: Image.Image, form: str, **options: Any) -> bytes:
    """The page as a picture file."""
    buffer = io.BytesIO()
    page.save(buffer, form, **options)
    return buffer.getvalue()


class FakeEngine:
    """Reads `words` on every page, whatever is on it, and `lines` in crops; fails on pages numbered in `failing`."""

    version = "1"

    def __init__(
        self,
        words: Sequence[Reading] = (),
        *,
        name: str = "fake",
        lines: Sequence[str] = (),
        failing: Sequence[int] = (),
    ) -> None:
        self.name = name
        self.pages = 0
        self._words = words
        self._lines = lines
        self._failing = failing

    def read_page(self, image: Any, *, dpi: float, seconds: float) -> list[Reading]:
        self.pages += 1
        if self.pages in self._failing:
            raise OcrFailure("longer than 1 seconds")
        return [Reading(w.text, w.x0, w.top, w.x1, w.bottom, w.confidence, w.line) for w in self._words]

    def read_lines(self, images: Sequence[Any], *, dpi: float, seconds: float) -> list[tuple[str, float]]:
        texts = list(self._lines) or [""] * len(images)
        return [(texts[index % len(texts)], 0.9) for index in range(len(images))]


def readings(*lines: Sequence[tuple[str, float]], x: float = 200, y: float = 300) -> list[Reading]:
    """Words of lines with their confidence, laid out from a place on."""
    found = []
    for number, line in enumerate(lines):
        left = x
        for text, confidence in line:
            wide = 16.0 * len(text)
            top = y + 60 * number
            found.append(Reading(text, left, top, left + wide, top + 24, confidence, number))
            left += wide + 10
    return found

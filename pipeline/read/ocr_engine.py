"""What reads the letters of a page image: one small interface, and which engine is at hand on this machine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from ..records.span import Box
from .ocr_image import PageImage


@dataclass(slots=True)
class Reading:
    """A word as an engine read it: box in pixels, confidence from 0 to 1, the number of its line on the page."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    confidence: float
    line: int

    @property
    def box(self) -> Box:
        """In pixels."""
        return (self.x0, self.top, self.x1, self.bottom)


class OcrFailure(Exception):
    """The engine could not read an image; the message says why, without words of the page."""


class Engine(Protocol):
    """An OCR engine."""

    name: str
    version: str

    def read_page(self, image: PageImage, *, dpi: float, seconds: float) -> list[Reading]:
        """The words of a straight page, line by line. Raises OcrFailure."""
        ...

    def read_lines(self, images: Sequence[PageImage], *, dpi: float, seconds: float) -> list[tuple[str, float]]:
        """Text and confidence of images of one line each. Raises OcrFailure."""
        ...


HOW_TO_INSTALL = (
    "Install an OCR engine and run again: pip install 'goldenthread[ocr]', or Tesseract (Debian and Ubuntu: "
    "apt install tesseract-ocr; macOS: brew install tesseract; Windows: the Tesseract installer)."
)


@cache
def find_engines(choice: str) -> tuple[Engine, ...]:
    """The engines found for read.ocr, the one that reads first; a second reads numbers again. Empty for none.

    RapidOCR comes first: of the numbers of noisy, skewed scans it reads all but one in a hundred, Tesseract three.
    """
    from .ocr_rapid import find_rapidocr
    from .ocr_tesseract import find_tesseract

    if choice == "off":
        return ()
    found = [engine for engine in (find_rapidocr(), find_tesseract()) if engine is not None]
    if choice != "auto":
        if not any(engine.name == choice for engine in found):
            return ()
        found.sort(key=lambda engine: engine.name != choice)
    return tuple(found)

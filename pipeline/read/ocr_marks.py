"""Small marks that OCR engines read as letters or not at all: boxes to tick, and bullets.

A box is told by its four sides and ticked by what is inside; a bullet by being a dot that is no part of a word.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..records.span import Box
from .ocr_image import PageImage

EMPTY, TICKED = "☐", "☒"
_SIDE = (0.08, 0.26)  # inches: the sides of a box to tick
_MARKED = 0.07  # of a box's inside that is ink if something was put in it
_DOT = (0.025, 0.11)  # inches: the width of a bullet
_FULL = 0.6  # of a bullet's box that is ink: a circle fills three quarters of it


@dataclass(frozen=True, slots=True)
class Marks:
    """Boxes in pixels: those to tick with the sign for each, and dots."""

    ticks: list[tuple[Box, str]]
    dots: list[Box]


def find_marks(ink: PageImage, dpi: float) -> Marks:
    """The tick boxes and the dots among the ink of a page. Full stops are dots too: only layout can tell."""
    import numpy as np
    from scipy import ndimage

    labels, _ = ndimage.label(ink, structure=np.ones((3, 3), dtype=bool))
    low, high = _SIDE[0] * dpi, _SIDE[1] * dpi
    small, large = _DOT[0] * dpi, _DOT[1] * dpi
    marks = Marks([], [])
    for number, (rows, columns) in enumerate(ndimage.find_objects(labels), start=1):
        wide, tall = columns.stop - columns.start, rows.stop - rows.start
        if not 0.8 <= wide / tall <= 1.25:
            continue
        box = (float(columns.start), float(rows.start), float(columns.stop), float(rows.stop))
        if small <= wide <= large and (labels[rows, columns] == number).mean() >= _FULL:
            marks.dots.append(box)
        elif low <= wide <= high and low <= tall <= high and _is_framed(labels[rows, columns] == number):
            inset = max(round(0.22 * wide), 3)
            inside = ink[rows, columns][inset:-inset, inset:-inset]
            marks.ticks.append((box, TICKED if inside.mean() > _MARKED else EMPTY))
    return marks


def _is_framed(shape: Any) -> bool:
    """Whether a straight stroke runs along each side, corners included: round letters have none there."""
    band = max(2, round(0.16 * min(shape.shape)))
    sides = (
        shape[:band].any(axis=0),
        shape[-band:].any(axis=0),
        shape[:, :band].any(axis=1),
        shape[:, -band:].any(axis=1),
    )
    corners = (shape[:band, :band], shape[:band, -band:], shape[-band:, :band], shape[-band:, -band:])
    return all(side.mean() >= 0.93 for side in sides) and all(corner.mean() >= 0.5 for corner in corners)

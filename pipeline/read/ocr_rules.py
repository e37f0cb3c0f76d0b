"""What is drawn on a page image besides text: ruled lines and filled areas, of which tables are made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..records.span import Box
from .ocr_image import DARK, PageImage

_ACROSS, _DOWN = 0.4, 0.25  # inches: shorter lines are letters
_THICK = 0.05  # inches: thicker ones are filled areas
_BESIDE = 0.022  # inches from a line to the paper beside it
_CONTRAST = 8.0  # of 255 by which a line is darker than what is beside it; hairlines come out of a scan as light grey
_EVEN = 2.2  # times its own unevenness: a row of letters is dark and light by turns
_TINT = 7.0  # of 255 by which a filled area is darker than the paper
_AREA = (0.5, 0.1)  # inches: the least width and height of a filled area
_PAPER = 0.055  # inches: in a window as wide, paper shows between the letters of a text


@dataclass(frozen=True, slots=True)
class Drawing:
    """Boxes in pixels of lines across and down, and of dark and of tinted areas."""

    across: list[Box]
    down: list[Box]
    dark: list[Box]
    tinted: list[Box]


def find_drawing(image: PageImage, dpi: float) -> Drawing:
    """The lines and filled areas of a straight, smoothed page."""
    import numpy as np

    grey = image.astype(np.float32)
    across = _lines(grey, round(_ACROSS * dpi), dpi)
    down = [(top, x0, bottom, x1) for x0, top, x1, bottom in _lines(grey.T, round(_DOWN * dpi), dpi)]
    return Drawing(across, down, *_areas(grey, dpi))


def without_lines(ink: PageImage, drawing: Drawing) -> PageImage:
    """The ink that is not part of a line."""
    bare: PageImage = ink.copy()
    for x0, top, x1, bottom in (*drawing.across, *drawing.down):
        bare[max(int(top) - 1, 0) : int(bottom) + 1, max(int(x0) - 1, 0) : int(x1) + 1] = False
    return bare


def _lines(grey: Any, length: int, dpi: float) -> list[Box]:
    """Boxes of the ridges along rows: evenly dark over `length` pixels, with lighter rows above and below."""
    import numpy as np
    from scipy import ndimage

    beside = max(2, round(_BESIDE * dpi))
    if grey.shape[1] <= length or grey.shape[0] <= 4 * beside:
        return []
    mean = ndimage.uniform_filter1d(grey, length, axis=1, mode="nearest")
    square = ndimage.uniform_filter1d(np.square(grey), length, axis=1, mode="nearest")
    uneven = np.sqrt(np.maximum(square - np.square(mean), 0))
    contrast = np.minimum(np.roll(mean, beside, axis=0), np.roll(mean, -beside, axis=0)) - mean
    contrast[:beside] = contrast[-beside:] = 0
    found_here = (contrast > _CONTRAST) & (contrast > _EVEN * uneven)
    reach = ndimage.maximum_filter1d(found_here.astype(np.uint8), length, axis=1, mode="constant")
    labels, _ = ndimage.label(reach, structure=np.ones((3, 3), dtype=bool))
    found = []
    for rows, columns in ndimage.find_objects(labels):
        # Shorter than this it was dark in one window only: a letter on a filled area, the edge of the sheet.
        if rows.stop - rows.start <= _THICK * dpi + 2 and columns.stop - columns.start > 1.15 * length:
            found.append((float(columns.start), float(rows.start), float(columns.stop), float(rows.stop)))
    return sorted(found, key=lambda box: (box[1], box[0]))


def _areas(grey: Any, dpi: float) -> tuple[list[Box], list[Box]]:
    """Dark and tinted rectangles, whatever is printed on them; they may touch."""
    import numpy as np
    from scipy import ndimage

    window = round(_PAPER * dpi)
    ground = ndimage.maximum_filter(ndimage.gaussian_filter(grey, 1.5 * dpi / 200), window)
    dark = ndimage.binary_fill_holes(ground < DARK)
    tinted = ndimage.binary_fill_holes((ground < np.median(ground) - _TINT) & ~dark)
    return _rectangles(dark, dpi, window), _rectangles(tinted, dpi, window)


def _rectangles(mask: Any, dpi: float, window: int) -> list[Box]:
    """Boxes of the rectangles in `mask`, which the window has drawn in by half its width on each side."""
    from scipy import ndimage

    labels, _ = ndimage.label(mask)
    half = window / 2
    found = []
    for number, (rows, columns) in enumerate(ndimage.find_objects(labels), start=1):
        wide, tall = columns.stop - columns.start, rows.stop - rows.start
        at_edge = rows.start == 0 or columns.start == 0 or rows.stop == mask.shape[0] or columns.stop == mask.shape[1]
        if wide < _AREA[0] * dpi - window or tall < _AREA[1] * dpi - window or at_edge:
            continue
        if (labels[rows, columns] == number).mean() >= 0.85:
            found.append((columns.start - half, rows.start - half, columns.stop + half, rows.stop + half))
    return found

"""Page images made fit to be read: grey, smoothed, upright, straight; and where their ink is.

Images are numpy arrays of bytes, 0 black to 255 white, row by row from the top. Nothing here knows an OCR engine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ..records.span import Box
from .pdf_model import Quarter

PageImage = Any  # numpy.ndarray of uint8; numpy is imported when a scan is first met

_MAX_SKEW = 10.0  # degrees: more is no scan of a page
_SMOOTHING = 0.7  # standard deviation in pixels at 200 dpi: takes out a scanner's noise, leaves commas and points
_INK = 0.35  # of the darkness of print: lighter is the blur around it
DARK = 128  # of 255: the ground of white letters
_RIM = 0.015  # inches: how far the edge of a dark area may be from where it was found
_BRIGHT = 0.8  # of the brightness of the paper
_PRINTED = (0.004, 0.25)  # of a page that is ink
_SAMPLE = 120_000  # ink pixels that decide the angle


@dataclass(frozen=True, slots=True)
class Straight:
    """An image turned and straightened. `turn` was done first, clockwise; then `skew` degrees anticlockwise."""

    image: PageImage
    turn: Quarter
    skew: float


def smooth(image: PageImage, dpi: float) -> PageImage:
    """The image without the specks of scanning and compression."""
    import numpy as np
    from scipy import ndimage

    blurred = ndimage.gaussian_filter(image.astype(np.float32), _SMOOTHING * dpi / 200)
    return np.clip(blurred, 0, 255).astype(np.uint8)


def find_darkness(image: PageImage, dpi: float) -> PageImage:
    """How dark each pixel is against the page around it: 0 paper, 1 print. Shadows and tinted paper are 0."""
    import numpy as np
    from scipy import ndimage

    grey = image.astype(np.float32)
    paper = ndimage.maximum_filter(ndimage.uniform_filter(grey, max(3, round(dpi / 60))), max(15, round(dpi / 5)))
    paper = ndimage.uniform_filter(paper, max(15, round(dpi / 3)))
    depth = np.maximum(paper - grey, 0)
    printed = depth[depth > 0.3 * paper]
    black = float(np.percentile(printed, 80)) if printed.size > 100 else 200.0
    darkness: PageImage = np.clip(depth / max(black, 40.0), 0, 1)
    return darkness


def is_ink(darkness: PageImage) -> PageImage:
    """Which pixels are print, as an array of bool."""
    ink: PageImage = darkness > _INK
    return ink


def looks_printed(image: PageImage, dpi: float) -> bool:
    """Whether the page looks like print on paper: mostly bright, a little of it dark. Photographs and plain colour do not."""
    import numpy as np

    bright = float((image > _BRIGHT * np.percentile(image, 95)).mean())
    ink = float(is_ink(find_darkness(smooth(image, dpi), dpi)).mean())
    return bright > 0.7 and _PRINTED[0] < ink < _PRINTED[1]


def likely_turn(image: PageImage, dpi: float) -> Quarter:
    """0 or 90: the turn after which ink stands in rows. Only a guess: vertical lines stand in columns too."""
    import numpy as np

    ink = is_ink(find_darkness(image, dpi))
    return 90 if _best_angle(np.rot90(ink, -1))[0] > 1.6 * _best_angle(ink)[0] else 0


def straighten(image: PageImage, dpi: float, turn: Quarter) -> Straight:
    """The image turned, and its lines of text made level. Which way up a page is cannot be told from its ink."""
    import numpy as np

    turned = np.ascontiguousarray(np.rot90(image, -turn // 90))
    _, angle = _best_angle(is_ink(find_darkness(turned, dpi)))
    return Straight(_rotated(turned, angle), turn, angle)


def lighten(image: PageImage, areas: Sequence[Box], dpi: float) -> PageImage:
    """The image with dark areas turned light, so that their white letters are dark as all others are."""
    import numpy as np

    light = image.copy()
    rim = max(1, round(_RIM * dpi))
    for x0, top, x1, bottom in areas:
        rows, columns = slice(max(round(top), 0), round(bottom)), slice(max(round(x0), 0), round(x1))
        part = light[rows, columns]
        if not part.size:
            continue
        turned = 255 - part[rim:-rim, rim:-rim]
        around = light[max(rows.start - rim, 0) : rows.stop + rim, max(columns.start - rim, 0) : columns.stop + rim]
        around[...] = np.median(turned) if turned.size else 255
        part[rim:-rim, rim:-rim] = turned
    return light


def turned_over(straight: Straight) -> Straight:
    """The same page upside down."""
    import numpy as np

    turn: Quarter = (straight.turn + 180) % 360  # type: ignore[assignment]
    return Straight(np.ascontiguousarray(np.rot90(straight.image, 2)), turn, straight.skew)


def _best_angle(ink: PageImage) -> tuple[float, float]:
    """How sharply rows of ink stand apart at the best angle, and that angle in degrees, clockwise positive."""
    import numpy as np

    rows, columns = np.nonzero(ink)
    if len(rows) < 200:
        return 0.0, 0.0
    step = max(1, len(rows) // _SAMPLE)
    y, x = rows[::step].astype(np.float64), columns[::step] - ink.shape[1] / 2

    def sharpness(degrees: float) -> float:
        level = np.round(y - x * np.tan(np.radians(degrees))).astype(np.int64)
        profile = np.bincount(level - level.min()).astype(np.float64)
        return float(np.square(np.diff(profile)).sum())

    best = 0.0
    for step_size, reach in ((0.5, _MAX_SKEW), (0.1, 0.5), (0.02, 0.1)):
        count = round(reach / step_size)
        angles = [best + step_size * index for index in range(-count, count + 1)]
        best = max(angles, key=lambda degrees: (sharpness(degrees), -abs(degrees)))
    return sharpness(best), round(best, 2)


def _rotated(image: PageImage, degrees: float) -> PageImage:
    """The image turned anticlockwise about its middle, its size kept, corners filled with the colour of the paper."""
    import numpy as np
    from PIL import Image as Pictures

    if abs(degrees) < 0.04:
        return np.ascontiguousarray(image)
    paper = int(np.median(image))
    picture = Pictures.fromarray(np.ascontiguousarray(image))
    return np.asarray(picture.rotate(degrees, resample=Pictures.Resampling.BICUBIC, fillcolor=paper))

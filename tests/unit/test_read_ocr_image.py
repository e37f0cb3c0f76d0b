"""Page images straightened, and what is drawn on them found."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from PIL import Image

from pipeline.read.ocr_image import (
    find_darkness,
    is_ink,
    lighten,
    likely_turn,
    looks_printed,
    smooth,
    straighten,
    turned_over,
)
from pipeline.read.ocr_marks import EMPTY, TICKED, find_marks
from pipeline.read.ocr_page import ScanFrame
from pipeline.read.ocr_rules import find_drawing

from .scan_cases import A4, DPI, array, scanned, sheet

_WORDS = (
    "Reviews",
    "were",
    "held",
    "every",
    "six",
    "weeks",
    "with",
    "the",
    "family",
    "at",
    "school,",
    "led",
    "by",
    "a",
)
_LINES = [(150, 200 + 48 * row, " ".join(Random(row).choices(_WORDS, k=12))) for row in range(30)]


@pytest.mark.parametrize("skew", [-3.0, -0.8, 0.0, 0.8, 2.4])
def test_skew_is_found_to_a_twentieth_of_a_degree(skew: float) -> None:
    straight = straighten(array(scanned(sheet(_LINES), skew=skew)), DPI, 0)
    assert straight.skew == pytest.approx(-skew, abs=0.05)


def test_a_page_on_its_side_is_turned() -> None:
    page = scanned(sheet(_LINES)).rotate(90, expand=True)
    assert likely_turn(array(scanned(sheet(_LINES))), DPI) == 0
    assert likely_turn(array(page), DPI) == 90
    straight = straighten(array(page), DPI, 90)
    assert straight.image.shape == (A4[1], A4[0])
    assert turned_over(straight).turn == 270


def test_boxes_are_where_the_crooked_page_shows_them() -> None:
    frame = ScanFrame(width=600, height=800, skew=-2.0)  # the page had been turned anticlockwise by 2 degrees
    left, top, right, bottom = frame.to_page((500, 390, 520, 410))
    assert (left + right) / 2 == pytest.approx(510, abs=1) and (top + bottom) / 2 == pytest.approx(400 - 7.3, abs=0.2)
    assert ScanFrame(width=600, height=800).to_page((1, 2, 3, 4)) == (1, 2, 3, 4)


def test_print_is_told_from_pictures() -> None:
    assert looks_printed(array(scanned(sheet(_LINES)).resize((620, 877))), 75)
    assert not looks_printed(np.full((877, 620), 230, dtype=np.uint8), 75)
    photograph = np.random.default_rng(1).integers(0, 255, (88, 62)).astype(np.uint8)
    assert not looks_printed(np.array(Image.fromarray(photograph).resize((620, 877), Image.Resampling.BICUBIC)), 75)


def test_lines_of_a_table_are_found_and_letters_are_not() -> None:
    page = sheet(_LINES, boxes=[(150, 1800, 1500, 1900), (150, 1900, 800, 2000), (800, 1900, 1500, 2000)])
    drawing = find_drawing(smooth(array(scanned(page)), DPI), DPI)
    across = sorted({round(box[1] / 10) * 10 for box in drawing.across})
    assert across == [1800, 1900, 2000]
    assert {round((box[0] + box[2]) / 20) * 10 for box in drawing.down} == {150, 800, 1500}


def test_dark_bands_are_found_and_their_words_made_dark() -> None:
    page = sheet(_LINES, bands=[((150, 1800, 1500, 1860), "About this family")])
    image = smooth(array(scanned(page)), DPI)
    (band,) = find_drawing(image, DPI).dark
    assert band == pytest.approx((150, 1800, 1500, 1860), abs=6)
    light = lighten(image, [band], DPI)
    part = light[1805:1855, 160:1490]
    assert np.median(part) > 150
    ink = is_ink(find_darkness(light, DPI))[1805:1855, 160:1490]
    assert 0.01 < ink.mean() < 0.3


def test_boxes_to_tick() -> None:
    page = sheet(
        [(206, 294, "x"), (260, 300, "Yes"), (460, 300, "No O 0 D B")],
        boxes=[(200, 300, 226, 326), (400, 300, 426, 326)],
    )
    marks = find_marks(is_ink(find_darkness(smooth(array(page), DPI), DPI)), DPI)
    assert [(round(box[0], -1), sign) for box, sign in marks.ticks] == [(200, TICKED), (400, EMPTY)]

"""Letters to words: gaps, ligatures, scripts from right to left."""

from __future__ import annotations

import pytest

from pipeline.read.pdf_model import Affine, Style
from pipeline.read.pdf_words import Char, Run, join_words

UPRIGHT: Affine = (1, 0, 0, -1, 0, 800)
RUN = Run(Style("Times", 10.0, bold=False, italic=False, symbol=False, invisible=False), -1, False, 0)


def chars(*letters: tuple[str, float, float], space_before: int = -1) -> list[Char]:
    """Letters with their left and right edges, all of one object."""
    return [
        Char(
            text,
            (left, 698.0, right, 708.0),
            (left, 700.0) if index in (0, space_before) else None,
            RUN,
            index == space_before,
        )
        for index, (text, left, right) in enumerate(letters)
    ]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (chars(("a", 50, 55), ("t", 55, 58)), ["at"]),
        (chars(("a", 50, 55), ("t", 62, 65)), ["a", "t"]),  # a gap without a space
        (chars(("a", 50, 55), ("t", 55.2, 58), space_before=1), ["a", "t"]),  # a space that slanted letters lean over
        # A ligature is two letters in one box: "field".
        (chars(("f", 50, 56), ("i", 50, 56), ("e", 56, 60), ("l", 60, 63), ("d", 63, 68)), ["field"]),
        (chars(("e", 50, 55), ("\u0301", 52, 54), ("t", 55, 58)), ["ét"]),
        # Hebrew in reading order and as printed from the left.
        (chars(("ש", 60, 65), ("ל", 55, 60), ("ו", 52, 55), ("ם", 47, 52)), ["שלום"]),
        (chars(("ם", 47, 52), ("ו", 52, 55), ("ל", 55, 60), ("ש", 60, 65)), ["שלום"]),
    ],
)
def test_words(given: list[Char], words: list[str]) -> None:
    found = join_words(given, UPRIGHT, 0)
    assert [word.text for word in found] == words
    assert all(word.baseline == 100 for word in found)
    assert min(word.x0 for word in found) == min(char.box[0] for char in given)
    assert max(word.x1 for word in found) == max(char.box[2] for char in given)

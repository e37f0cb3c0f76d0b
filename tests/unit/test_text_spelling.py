from __future__ import annotations

import pytest

from pipeline.text.spelling import Speller

SPELLER = Speller(
    ["attendance", "accommodation", "exclusion", "isolated", "carer", "suspended", "temporary"],
    stems=["attend"], keep=["attendant"],
)  # fmt: skip


@pytest.mark.parametrize(
    ("word", "right"),
    (
        ("attendence", "attendance"),
        ("accomodation", "accommodation"),
        ("exculsion", "exclusion"),
        ("isloated", "isolated"),
        ("temporory", "temporary"),
        ("career", "career"),  # short words are left alone
        ("attendant", "attendant"),
        ("attended", "attended"),  # an inflection
        ("suspender", "suspender"),  # one consonant for another is another word
        ("blackshaw", "blackshaw"),
    ),
)
def test_slips_are_mended_and_other_words_are_not(word: str, right: str) -> None:
    assert SPELLER.mend(word) == right

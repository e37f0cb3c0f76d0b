"""Dates of a case as letters, notes and forms tell them; what is the date of something else is none of the case's."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.extract.case_dates import find_case_dates
from pipeline.extract.statements import lay_out

from .case_papers import case_paper, vocabulary

_FAMILY = (("Case reference", "TST-1001"), ("Child's name", "Amara Blackshaw"))
_ABOUT = "Amara is eight. Her mum cares for her alone and she likes school."
_RIGHT = 0.88  # of the statements of date_statements.tsv


def _dates(words: str) -> dict[str, str]:
    paper = lay_out(case_paper(family=_FAMILY, prose=("# Summary", words, _ABOUT)), vocabulary=vocabulary())
    events = find_case_dates(paper, vocabulary=vocabulary())
    single = {
        "referral": events.referral,
        "assessment": events.assessment,
        "plan": events.plan,
        "closure": events.closure,
    }
    found = {name: str(event.date) for name, event in single.items() if event is not None}
    return found | ({"review": str(events.reviews[0].date)} if events.reviews else {})


def test_statements_of_many_registers() -> None:
    path = Path(__file__).with_name("date_statements.tsv")
    lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    wrong = [
        (words, _dates(words)) for event, day, words in lines if _dates(words) != ({event: day} if event != "-" else {})
    ]
    assert len(lines) - len(wrong) >= _RIGHT * len(lines), wrong


@pytest.mark.parametrize(
    ("words", "day"),
    (
        ("Closed following the last TAF on 14 June 2024.", "2024-06-14"),
        ("Written by Jo Marsh, 14 June 2024.", "2024-06-14"),
    ),
)
def test_the_day_of_closing(words: str, day: str) -> None:
    assert _dates(words).get("closure") == day

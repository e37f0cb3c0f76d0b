"""Papers that do not say what they are: told by what they tell of."""

from __future__ import annotations

import pytest

from pipeline.config import load_settings
from pipeline.read import read, source_of_bytes
from pipeline.run.assemble import load_vocabulary
from pipeline.segment.kind import tell_genre

CLOSING = """Dev Marrable, youth team

I have seen Kofi eleven times since spring. When we met he was out most nights and his mum did not know where he was. She says
he is home by nine now and she has her son back. He has finished with the group at the skate park and his brother goes to boxing
with him. Last visit was on 4 June, we had a burger and said goodbye. He knows where I am. I have signed off with his mum."""
WORRIED = """From the SENCO

Zofia is in Reception and her mother is worried about her speech. She uses two words together and her father says she does the same
at home. Her gran would like help with toileting. She plays alone and she bites. Her brother had the same trouble. Mum is
asking for support and would like somebody to visit. She hopes to hear by half term."""
REPORT = """In the quarter 412 families were helped, up from 388. Schools led 40% of plans. Parents say that they are heard, and
the service will keep its offer. Members asked about waiting times; officers explained that these had fallen."""
STORY = """One mother told us: "He is back at school and she is happy." The service helped 412 families in the quarter, up from 388 in
the quarter before, and schools led four plans in ten. Workers in all three localities have had training in trauma, and waiting times
have fallen from nine weeks to five. The next quarter brings a new contract for parenting courses and a hub in the library."""


def genre(text: str) -> str:
    settings = load_settings()
    document = read(source_of_bytes(text.encode(), path="paper.txt"), options=settings.read)
    told = tell_genre(document, vocabulary=load_vocabulary(settings), options=settings.segment)
    return told.genre


@pytest.mark.parametrize(("text", "expected"), [(CLOSING, "closure_summary"), (WORRIED, "assessment")])
def test_a_paper_about_one_family_is_a_case_paper(text: str, expected: str) -> None:
    assert genre(text) == expected


@pytest.mark.parametrize("text", [REPORT, STORY])
def test_a_paper_about_many_is_none(text: str) -> None:
    assert genre(text) not in ("closure_summary", "assessment", "plan", "review")

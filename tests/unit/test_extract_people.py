"""Whose a need is, by household table, kinship, pronouns and short names."""

from __future__ import annotations

import pytest

from pipeline.extract.people import find_cast

from .case_papers import FAMILY, case_paper, needs_in, vocabulary


def test_the_household_is_one_entry_a_person() -> None:
    paper = case_paper([("Presenting needs", "Mum is tearful. Ms Blackshaw told me that Denise is tired.")])
    members = {member.names[0]: member.role for member in find_cast(paper, vocabulary=vocabulary()).members}
    assert members == {
        "Amara Blackshaw": "child", "Rowan Blackshaw": "sibling", "Denise Blackshaw": "mother", "Paul Quarmby": "father",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("words", "person", "name"),
    (
        ("Denise is depressed.", "mother", "Denise"),
        ("Ms Blackshaw is depressed.", "mother", "Denise"),
        ("Mum is depressed.", "mother", "Denise"),
        ("Paul's drinking has got worse.", "father", "Paul"),
        ("Amara's dad is in prison.", "child", "Amara"),
        ("Denise told us she is not coping.", "mother", "Denise"),
        ("Rowan is not talking yet.", "sibling", "Rowan"),
        ("Paul's brother is in prison.", "other", None),
        ("Denise's own mum has dementia.", "other", None),
        ("Her nan died in May and Amara cries every night.", "child", "Amara"),
        ("Denise denied that Paul drinks.", "father", "Paul"),
        ("They are behind with the rent.", "family", None),
        ("Denise and Paul argue about money.", "parent", None),
    ),
)
def test_the_person_of_a_need(words: str, person: str, name: str | None) -> None:
    needs = needs_in(case_paper([("Presenting needs at referral", words)]))
    assert needs and needs[0].person == person
    assert name is None or needs[0].person_name == name


def test_a_short_name_is_the_child() -> None:
    family = tuple(
        ("Child's name", "Jaydon Blackshaw") if label == "Child's name" else (label, value) for label, value in FAMILY
    )
    needs = needs_in(case_paper([("Presenting needs", "Jay is smoking weed every day.")], family=family))
    assert [(need.category, need.person) for need in needs] == [("substance_use", "child")]


def test_somebody_who_needs_introducing_is_nobody_of_the_family() -> None:
    family = tuple(pair for pair in FAMILY if pair[0] not in ("Father", "Mother"))
    words = "Lenny, who has the flat next door, is on probation. Lenny plays music."
    cast = find_cast(case_paper([("Presenting needs", words)], family=family), vocabulary=vocabulary())
    assert not [member for member in cast.members if member.role in ("father", "mother")]

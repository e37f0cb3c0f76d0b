"""Papers of one case: references in different writings, people alone, a reference given twice, twins."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from pipeline.export.journey import followed_needs, journeys
from pipeline.link import follow_needs, join_cases
from pipeline.records.case import Case, Timeliness
from pipeline.records.run import Run

from .sample_run import case, empty_run, need, outcome

_FAMILY = ("Amara Blackshaw", "Denise Blackshaw", "Paul Quarmby")


def _paper(key: str, reference: str | None, *people: str, genre: str = "assessment") -> Case:
    return case(f"doc_{key}", genre, reference=reference, people=people)


def _groups(*cases: Case) -> list[set[str]]:
    found: dict[str, set[str]] = {}
    for one in join_cases(cases):
        if one.joined:
            found.setdefault(one.joined, set()).add(one.document)
    return sorted(found.values(), key=sorted)


@pytest.mark.parametrize(
    ("one", "other"),
    (
        ("KEH/20417", "KEH 20417"),
        ("keh-20417", "KEH20417"),
        ("KEH/20417", "20417"),
        ("EH 0117/24", "eh-0117-24"),
    ),
)
def test_a_reference_in_two_writings(one: str, other: str) -> None:
    assert _groups(_paper("a", one, *_FAMILY), _paper("b", other, "Amara", "Denise Blackshaw")) == [{"doc_a", "doc_b"}]


@pytest.mark.parametrize(("one", "other"), (("KEH/20417", "KEH/20418"), ("A12", "B12"), ("EH/117", "CP/117")))
def test_different_references_stay_apart(one: str, other: str) -> None:
    assert _groups(_paper("a", one, *_FAMILY), _paper("b", other, *_FAMILY)) == []


def test_people_alone_join_papers_of_the_same_child() -> None:
    papers = (_paper("a", None, *_FAMILY), _paper("b", "TST-1", "Amara Blackshaw", "Mrs Denise Blackshaw-Lee"))
    assert _groups(papers[0], replace(papers[1], people=("Amara Blackshaw", "Denise Blackshaw-Lee"))) == [
        {"doc_a", "doc_b"}
    ]


@pytest.mark.parametrize(
    "people",
    (
        ("Amara Blackshaw",),  # a name alone may be another child's
        ("Amara Okafor", "Denise Okafor"),
        ("Rowan Blackshaw", "Denise Blackshaw"),  # her brother's own paper
    ),
)
def test_people_that_are_not_enough(people: tuple[str, ...]) -> None:
    assert _groups(_paper("a", None, *_FAMILY), _paper("b", None, *people)) == []


def test_a_reference_given_to_two_families() -> None:
    one, other = join_cases([_paper("a", "TST-1", *_FAMILY), _paper("b", "TST-1", "Jonah Reed", "Tess Reed")])
    assert (one.joined, other.joined) == (None, None)
    assert one.joined_basis is not None and "nobody in common" in one.joined_basis
    assert other.joined_basis == one.joined_basis


def test_twins_with_papers_of_their_own() -> None:
    isla = _paper("a", "TST-1", "Isla Garside", "Neil Garside")
    freya = _paper("b", "TST-2", "Freya Garside", "Neil Garside")
    assert _groups(isla, freya) == []
    assert _groups(replace(isla, reference=None), replace(freya, reference=None)) == []


def test_twins_in_one_paper_are_one_case() -> None:
    both = ("Isla Garside", "Freya Garside", "Neil Garside")
    assert _groups(_paper("a", None, *both), _paper("b", None, "Freya Garside", "Isla Garside", "Neil Garside")) == [
        {"doc_a", "doc_b"}
    ]


def _journey() -> Run:
    first = replace(
        _paper("a", "TST-1", *_FAMILY),
        timeliness=Timeliness(referral_date=datetime.date(2024, 1, 9), assessment_date=datetime.date(2024, 2, 2)),
    )
    last = replace(
        _paper("b", "tst 1", *_FAMILY, genre="closure_summary"),
        closure_date=datetime.date(2024, 6, 14),
        timeliness=Timeliness(referral_date=datetime.date(2024, 1, 9)),
    )
    needs = (
        replace(need(0, "Attendance is 72%", "education", subcategory="1.1"), id="n1", document="doc_a"),
        replace(need(5, "Attendance was 72%", "education", subcategory="1.1"), id="n2", document="doc_b"),
    )
    cases = join_cases([last, first])
    links = tuple(follow_needs(cases, needs, dates={}))
    came = replace(outcome(9, "Attendance is 95%", "education", "met"), id="o1", document="doc_b")
    thread = replace(links[0], id="l2", kind="need_outcome", from_="n2", to="o1")
    return replace(empty_run(), cases=cases, needs=needs, outcomes=(came,), links=(*links, thread))


def test_a_need_is_followed_to_its_outcome() -> None:
    run = _journey()
    first = run.links[0]
    assert (first.kind, first.from_, first.to) == ("need_need", "n1", "n2")
    (row,) = followed_needs(run)
    assert [one.id for one in row.needs] == ["n1", "n2"]
    assert [one.status for one in row.outcomes] == ["met"]
    assert not row.over


def test_the_timeline_states_each_event_once() -> None:
    (journey,) = journeys(_journey())
    assert [case.genre for case in journey.cases] == ["assessment", "closure_summary"]
    assert [(str(event.date), event.what, len(event.cases)) for event in journey.events] == [
        ("2024-01-09", "Referral", 2),
        ("2024-02-02", "Assessment completed", 1),
        ("2024-06-14", "Closed", 1),
    ]

"""The same measure over reports: what is joined and why, what must stay apart, revisions, breaks and gaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from pipeline.link import is_about, join_series
from pipeline.link.gaps import missing_periods
from pipeline.link.measures import Phrase, join_phrases
from pipeline.records.figure import Figure, Period
from pipeline.records.series import Series
from pipeline.run.series import bodies_of
from tests.unit.helpers import VOCABULARY
from tests.unit.sample_run import document, figure

QUARTERS = [
    Period(text=f"Q{number} 2023/24", start=start, end=end)
    for number, start, end in (
        (1, date(2023, 4, 1), date(2023, 6, 30)),
        (2, date(2023, 7, 1), date(2023, 9, 30)),
        (3, date(2023, 10, 1), date(2023, 12, 31)),
        (4, date(2024, 1, 1), date(2024, 3, 31)),
    )
]
PAPERS = tuple(f"doc_{letter * 12}" for letter in "abcd")


def row(paper: int, quarter: int, measure: str, value: str, **values: object) -> Figure:
    """A figure of a paper, of a quarter, both from 0."""
    made = figure(PAPERS[paper], 100 * quarter, f"{measure} {value}", value, value, measure=measure, **values)
    return replace(made, period=QUARTERS[quarter])


def series(
    figures: Sequence[Figure], *, bodies: dict[str, str] | None = None, likeness: float | None = None
) -> list[Series]:
    def alike(phrases: Sequence[str]) -> list[list[float]]:
        return [[likeness or 0.0 for _ in phrases] for _ in phrases]

    one = dict.fromkeys(PAPERS, "Wexcombe Council")
    dates = {paper: date(2023, 7 + at, 1) for at, paper in enumerate(PAPERS)}
    return list(
        join_series(
            figures, vocabulary=VOCABULARY, bodies=bodies or one, dates=dates, likeness=alike if likeness else None
        )
    )


@pytest.mark.parametrize(
    ("one", "other", "basis"),
    [
        ("open Early Help plans", "Early Help plans open", "the same words"),
        ("Contacts received", "Contacts received, Contacts and timeliness", "the same header, a table's caption aside"),
        ("Contacts received", "Contacts", "vocabulary: Contacts"),
        (
            "assessments completed within 20 working days",
            "assessments finished within 20 working days of referral",
            "vocabulary: Assessments completed in timescale",
        ),
    ],
)
def test_phrases_of_one_measure_are_joined_and_the_basis_told(one: str, other: str, basis: str) -> None:
    (found,) = series([row(0, 0, one, "10"), row(1, 1, other, "12"), row(2, 2, one, "13")])
    assert [point.value for point in found.points] == [Decimal(10), Decimal(12), Decimal(13)]
    assert set(found.stated_as) == {one, other}
    assert found.basis == basis


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("plans opened", "plans closed"),
        ("cases stepped up", "cases stepped down"),
        ("assessments led by schools", "assessments"),
        ("families helped within 6 weeks", "families helped within 12 weeks"),
        ("families supported", "children supported"),
        ("re-referrals", "referrals"),
        ("contacts from the police", "contacts from schools"),
        ("open plans", "plans"),
    ],
)
def test_what_is_not_one_measure_stays_apart_however_alike(one: str, other: str) -> None:
    figures = [row(paper, paper, text, str(10 + paper)) for paper, text in enumerate((one, other))]
    assert series(figures, likeness=0.79) == []
    assert all(len(found.stated_as) == 1 for found in series([*figures, row(2, 2, one, "3"), row(3, 3, other, "4")]))


def test_likeness_joins_phrases_of_one_head_noun_and_says_how_alike_they_are() -> None:
    figures = [row(0, 0, "families helped by the team", "10"), row(1, 1, "families supported by the team", "12")]
    assert series(figures) == []
    (found,) = series(figures, likeness=0.91)
    assert found.basis == "alike (0.91), both of “family”"
    assert "worded otherwise" in found.breaks[0] and found.breaks[0].startswith("From Q2 2023/24")


def test_a_document_that_states_both_for_one_period_keeps_them_apart() -> None:
    figures = [
        row(0, 0, "contacts received", "10"),
        row(0, 0, "contacts", "14"),
        row(1, 1, "contacts received", "11"),
        row(1, 1, "contacts", "15"),
    ]
    assert sorted([point.value for point in found.points] for found in series(figures)) == [
        [Decimal(10), Decimal(11)],
        [Decimal(14), Decimal(15)],
    ]


def test_another_limit_is_a_break_in_definition() -> None:
    figures = [
        row(0, 0, "assessments completed within 45 working days", "60"),
        row(1, 1, "assessments in timescale", "62"),
    ]
    (found,) = series(figures)
    assert found.breaks == (
        "From Q2 2023/24 the measure is defined otherwise: “assessments in timescale”, before “assessments completed within 45 "
        "working days”",
    )


def test_a_number_in_words_is_the_number() -> None:
    (found,) = series(
        [row(0, 0, "plans reviewed within six weeks", "60"), row(1, 1, "plans reviewed in 6 weeks", "62")]
    )
    assert found.breaks == () and found.basis == "the same words"


def test_two_bodies_are_never_one_series() -> None:
    figures = [row(0, 0, "open plans", "10"), row(1, 1, "open plans", "12")]
    assert series(figures, bodies={PAPERS[0]: "Wexcombe Council", PAPERS[1]: "Marlow Vale Council"}) == []
    (found,) = series(figures, bodies=dict.fromkeys(PAPERS, "Marlow Vale Council"))
    assert found.body == "Marlow Vale Council"


def test_a_revision_keeps_both_values_and_the_newer_report_is_the_point() -> None:
    figures = [row(1, 0, "open plans", "14"), row(0, 0, "open plans", "10"), row(1, 1, "open plans", "15")]
    (found,) = series(figures)
    assert [point.value for point in found.points] == [Decimal(14), Decimal(15)]
    assert [[point.value for point in group] for group in found.revisions] == [[Decimal(10), Decimal(14)]]


@pytest.mark.parametrize(
    ("quarters", "missing"),
    [((0, 1, 3), ["Q3 2023/24"]), ((0, 1, 2, 3), []), ((0, 3), []), ((0, 2), [])],
)
def test_missing_periods_are_told_where_the_series_has_a_stride(quarters: Sequence[int], missing: list[str]) -> None:
    found = missing_periods([QUARTERS[at] for at in quarters], "quarter")
    assert [period.text for period in found] == missing


@pytest.mark.parametrize(
    ("phrase", "head"),
    [
        ("open Early Help plans", "plan"),
        ("families for whom support ended", "family"),
        ("assessments completed within 20 working days", "assessment"),
        ("proportion of plans reviewed within six weeks", "plan"),
        ("% in 20 working days", "day"),
    ],
)
def test_the_head_noun_is_what_is_counted(phrase: str, head: str) -> None:
    assert Phrase(phrase).head == head


def test_a_measure_is_found_by_its_words_and_by_its_name() -> None:
    (found,) = series([row(0, 0, "open Early Help plans", "10"), row(1, 1, "open Early Help plans", "12")])
    for asked in ("open early help plans", "open plans", "Early Help plans open"):
        assert is_about(found, asked, vocabulary=VOCABULARY), asked
    for asked in ("plans closed", "open assessments", "contacts"):
        assert not is_about(found, asked, vocabulary=VOCABULARY), asked


def test_papers_without_an_authority_are_of_the_only_one_there_is() -> None:
    rows = [
        document(PAPERS[0], "a.pdf", organisation="Wexcombe Council"),
        document(PAPERS[1], "b.txt"),
        document(PAPERS[2], "c.docx", genre="closure_summary", reference="WX-1"),
    ]
    assert bodies_of(rows) == dict(zip(PAPERS, ("Wexcombe Council", "Wexcombe Council", "WX-1"), strict=False))
    rows.append(document(PAPERS[3], "d.pdf", organisation="Marlow Vale Council"))
    assert bodies_of(rows)[PAPERS[1]] == PAPERS[1]


def test_many_phrases_take_no_longer_than_they_should() -> None:
    stated = {f"families of ward {at} helped": {} for at in range(3000)}
    assert len(join_phrases(stated, measures=VOCABULARY.measures, likeness=lambda texts: [[0.0]])) == 3000

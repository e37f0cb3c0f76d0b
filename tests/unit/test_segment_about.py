"""Genre, title, date, organisation and reference."""

from __future__ import annotations

import datetime

import pytest

from tests.unit.helpers import document_of

REPORT = """\
# Children's Scrutiny Panel - 14th November 2023

## Report of the Director of Children's Services, Thornmere Borough Council

1. It is recommended that members note the report.

2. The service was launched on 1 April 2017 across Thornmere Borough Council's four localities.
"""
MINUTES = """\
Agenda item

Early Help update

The Board received a report. Members asked about waiting times.

RESOLVED: That the report be noted.
"""
CLOSURE = """\
# Early Help closure summary

Case reference: KX/2291

Date of closure: 4 July 2024

Reason for closure: Needs met
"""
GUIDANCE = """\
# Early Help handbook

Practitioners should complete the form. You should send it within a week. If you have doubts, ask.
"""
STORY = "# Our summer\n\nThe sea was calm and the gulls were loud.\n"


@pytest.mark.parametrize(
    ("text", "genre"),
    [
        (REPORT, "committee_report"),
        (MINUTES, "minutes"),
        (CLOSURE, "closure_summary"),
        (GUIDANCE, "guidance"),
        (STORY, "other"),
    ],
)
def test_genre(text: str, genre: str) -> None:
    assert document_of(text, path="paper.md").genre == genre


def test_what_a_report_says_of_itself() -> None:
    document = document_of(REPORT, path="paper.md")
    assert document.date == datetime.date(2023, 11, 14)
    assert document.organisation == "Thornmere Borough Council"
    assert document.geography == "Thornmere"
    assert document.reference is None


def test_what_a_closure_says_of_itself() -> None:
    document = document_of(CLOSURE, path="paper.md")
    assert document.date == datetime.date(2024, 7, 4)
    assert document.reference == "KX/2291"
    assert document.title == "Early Help closure summary"


def test_a_report_about_closures_is_no_closure() -> None:
    text = (
        REPORT
        + "\n3. In the quarter 40 closure summaries gave a reason for closure, and 12 cases closed with consent withdrawn.\n"
    )
    assert document_of(text, path="paper.md").genre == "committee_report"

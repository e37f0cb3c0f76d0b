"""Recommendations, resolutions and actions: one row an item, with number, owner and date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pipeline.extract.decisions import extract_decisions
from pipeline.records.decision import Decision
from pipeline.records.document import Genre

from .case_papers import OPTIONS, case_paper, nlp, vocabulary


def _decisions(
    *prose: str, genre: Genre = "committee_report", tables: tuple[tuple[tuple[str, ...], ...], ...] = ()
) -> list[Decision]:
    paper = case_paper(
        family=(("Report to", "Children's Committee"),), title="Early help", prose=prose, tables=tables, genre=genre
    )
    paper = replace(paper, date=date(2024, 5, 7))
    return list(extract_decisions(paper, vocabulary=vocabulary(), nlp=nlp(), options=OPTIONS))


def test_a_list_of_recommendations() -> None:
    rows = _decisions(
        "# Recommendations",
        "Members are asked to:",
        "1. note the contents of this report; and",
        "2. approve the plan for 2024/25.",
    )
    assert [(row.kind, row.text) for row in rows] == [
        ("recommendation", "note the contents of this report"),
        ("recommendation", "approve the plan for 2024/25."),
    ]


def test_a_recommendation_in_a_sentence() -> None:
    rows = _decisions("It is recommended that the Committee agrees the new offer of parenting courses.")
    assert [row.kind for row in rows] == ["recommendation"]
    assert "agrees the new offer of parenting courses" in rows[0].text


def test_numbered_items_of_a_resolution() -> None:
    rows = _decisions(
        "Resolved - That the Committee: 1. notes the report; 2. asks for an update in June.", genre="minutes"
    )
    assert [(row.kind, (row.number or "").strip(".")) for row in rows] == [("resolution", "1"), ("resolution", "2")]


def test_an_action_log() -> None:
    log = (
        ("Action", "Owner", "Due"),
        ("Circulate the training dates", "Priya Shah", "3 July 2024"),
        ("Bring the data to the next board", "Head of Early Help", "9 September 2024"),
    )
    rows = _decisions("The meeting was held on 7 May 2024.", tables=(log,), genre="minutes")
    assert [(row.kind, row.text, row.owner, row.due) for row in rows] == [
        ("action", "Circulate the training dates", "Priya Shah", date(2024, 7, 3)),
        ("action", "Bring the data to the next board", "Head of Early Help", date(2024, 9, 9)),
    ]


def test_a_marked_action() -> None:
    rows = _decisions("ACTION: Priya Shah to circulate the training dates by 12 June 2024.", genre="minutes")
    assert [(row.kind, row.due) for row in rows] == [("action", date(2024, 6, 12))]


def test_case_papers_have_no_decisions() -> None:
    assert _decisions("It is recommended that Amara sees the school nurse.", genre="closure_summary") == []

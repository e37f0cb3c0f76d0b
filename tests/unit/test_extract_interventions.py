"""Help given: service, dates, whether it is only planned; offers declined are none."""

from __future__ import annotations

from datetime import date

from pipeline.extract.interventions import extract_interventions
from pipeline.records.document import Genre
from pipeline.records.outcome import Intervention

from .case_papers import OPTIONS, case_paper, nlp, vocabulary


def _help(*prose: str, genre: Genre = "closure_summary", heading: str = "# What we did") -> list[Intervention]:
    paper = case_paper(prose=(heading, *prose), genre=genre)
    return list(extract_interventions(paper, vocabulary=vocabulary(), nlp=nlp(), options=OPTIONS))


def test_help_with_its_service_and_dates() -> None:
    (row,) = _help("Parenting course at Holbeck Family Hub for Denise, 4 March 2024 to 29 April 2024.")
    assert (row.service, row.person) == ("Holbeck Family Hub", "mother")
    assert (row.start_date, row.end_date, row.planned) == (date(2024, 3, 4), date(2024, 4, 29), False)


def test_help_told_by_its_dates_alone() -> None:
    (row,) = _help("Mornings with me on Tuesdays, 10 Oct 2023 to 22 Feb 2024.")
    assert (row.start_date, row.end_date) == (date(2023, 10, 10), date(2024, 2, 22))


def test_what_was_declined_or_is_only_thought_of_is_no_help() -> None:
    assert _help("Counselling was offered and Denise declined.") == []
    assert _help("Family therapy: N/A") == []
    assert _help("If Amara struggles again the school nurse will see her.") == []


def test_actions_of_a_plan_are_planned_help_and_of_a_closure_none() -> None:
    words = "School nurse to see Amara by 4 March 2024."
    (row,) = _help(words, genre="plan", heading="# What needs to happen")
    assert row.planned
    assert _help(words, heading="# Next steps") == []

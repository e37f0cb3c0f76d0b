"""Outcomes in sentences, tables of scores and goals: status, scale, from and to."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.extract.outcomes import extract_outcomes
from pipeline.records.outcome import Outcome

from .case_papers import OPTIONS, case_paper, nlp, vocabulary


def _outcomes(*prose: str, tables: tuple[tuple[tuple[str, ...], ...], ...] = ()) -> list[Outcome]:
    paper = case_paper(prose=("# What changed", *prose) if prose else (), tables=tables)
    return list(extract_outcomes(paper, vocabulary=vocabulary(), nlp=nlp(), options=OPTIONS))


@pytest.mark.parametrize(
    ("words", "category", "status"),
    (
        ("Debts cleared and off the foodbank, met.", "financial", "met"),
        ("Mum's mood is a bit better but she has bad days.", "health", "partly_met"),
        ("No change in Paul's drinking.", "substance_use", "not_met"),
        ("They moved into a three bed house in May.", "housing", "met"),
        ("Housing: still in the one room. Not met.", "housing", "not_met"),
        ("Speech: Rowan points and says three words. Partly met.", "early_years", "partly_met"),
        ("Mum's mood: questionnaire not repeated. Not known.", "health", "unknown"),
        ("Bedtime routine in place, met in part.", "family_relationships", "partly_met"),
        ("Too early to say whether the anxiety group has helped.", "health", "unknown"),
    ),
)
def test_the_status_of_a_change(words: str, category: str, status: str) -> None:
    assert [(one.category, one.status) for one in _outcomes(words)] == [(category, status)]


@pytest.mark.parametrize(
    ("words", "start", "end"),
    (
        ("Attendance went up from 71% to 93%.", "71", "93"),
        ("Her SDQ score came down from 24 to 12.", "24", "12"),
    ),
)
def test_scores_from_and_to(words: str, start: str, end: str) -> None:
    (one,) = _outcomes(words)
    assert (one.from_, one.to) == (Decimal(start), Decimal(end))
    assert one.scale


def test_stages_of_change() -> None:
    (one,) = _outcomes("With his drinking Paul has moved from contemplation to action.")
    assert (one.from_, one.to) == ("contemplation", "action")


def test_a_row_of_an_outcome_scale() -> None:
    grid = (
        ("Area", "Start", "Now", "What is different"),
        ("Family routine", "4", "7", "Met. Both in bed by nine."),
        ("Your well-being", "3", "3", "No different."),
    )
    rows = [(one.category, one.status, one.from_, one.to) for one in _outcomes(tables=(grid,))]
    assert rows == [
        ("family_relationships", "met", Decimal(4), Decimal(7)),
        ("health", "not_met", Decimal(3), Decimal(3)),
    ]


def test_a_goal_judged_in_its_own_cell() -> None:
    grid = (
        ("Outcome wanted", "At start", "At close", "Result"),
        ("Attendance over 90%", "76%", "84%", "Not met, still missing Mondays."),
    )
    assert [(one.category, one.status) for one in _outcomes(tables=(grid,))] == [("education", "not_met")]


def test_a_plan_has_goals_and_no_outcomes() -> None:
    paper = case_paper(prose=("# What changed", "Debts cleared, met."), genre="plan")
    assert not list(extract_outcomes(paper, vocabulary=vocabulary(), nlp=nlp(), options=OPTIONS))


def test_what_lasted_is_sustained() -> None:
    (one,) = _outcomes("Attendance has stayed above 95% for six months, sustained.")
    assert one.sustained is True


_ANY_STATUS = 0.9  # of the statements of outcome_statements.tsv, told right in both status and category
_NOT_ONE = 0.95  # of those that tell of no change, left alone


def _statements() -> list[tuple[str, str, str]]:
    path = Path(__file__).with_name("outcome_statements.tsv")
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return [(status, category, words) for status, category, words in (line.split("\t") for line in lines)]


def test_statements_of_many_registers() -> None:
    """Hopes, plans, help and history are left alone; changes have the status and category that a careful reader gives them."""
    told = {words: [(o.status, o.category) for o in _outcomes(words)] for _, _, words in _statements()}
    changes = [(s, c, words) for s, c, words in _statements() if s != "-"]
    others = [words for s, _, words in _statements() if s == "-"]
    wrong = [(words, told[words]) for status, category, words in changes if told[words] != [(status, category)]]
    false = [(words, told[words]) for words in others if told[words]]
    assert len(changes) - len(wrong) >= _ANY_STATUS * len(changes), wrong
    assert len(others) - len(false) >= _NOT_ONE * len(others), false

"""The audit form and what a case row suggests to it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import ConfigurationError
from pipeline.records.case import Breach, Timeliness
from pipeline.records.codec import to_row
from pipeline.review import audit
from pipeline.review.fields import FieldError
from pipeline.review.state import State
from pipeline.review.store import EventStore
from pipeline.vocab.audit_form import load_audit_form

from .sample_run import sample_run


def case_row(**values: Any) -> dict[str, Any]:
    row: dict[str, Any] = to_row(sample_run().cases[0])
    return row | values


@pytest.fixture
def state(tmp_path: Path) -> State:
    return State(EventStore(tmp_path))


def test_the_built_in_form_asks_closures_about_closing_and_plans_not() -> None:
    form = load_audit_form()
    asked = {genre: {q.id for s in form.asked_of(genre) for q in s.question} for genre in ("closure_summary", "plan")}
    assert {"reason", "reason_right", "consent"} <= asked["closure_summary"]
    assert "consent" in asked["plan"] and "reason" not in asked["plan"]


@pytest.mark.parametrize(
    ("presence", "answer"), [("present", "yes"), ("absent", "no"), ("not_applicable", "not_applicable")]
)
def test_completeness_suggests_an_answer(presence: str, answer: str) -> None:
    row = case_row()
    row["completeness"]["consent"] = presence
    assert audit.suggestions(load_audit_form(), row)["consent"].answer == answer


@pytest.mark.parametrize(
    ("timeliness", "answer"),
    [
        (Timeliness(breaches=(Breach(kind="assessment_late", days=24, limit=20),), working_days=24), "no"),
        (Timeliness(working_days=12), "yes"),
        (Timeliness(), None),
    ],
)
def test_dates_suggest_an_answer_only_where_they_are_known(timeliness: Timeliness, answer: str | None) -> None:
    found = audit.suggestions(load_audit_form(), case_row(timeliness=to_row(timeliness))).get("assessment_on_time")
    assert (found.answer if found else None) == answer


def test_judgement_is_never_suggested() -> None:
    assert not {"analysis", "help_fits", "reason_right"} & set(audit.suggestions(load_audit_form(), case_row()))


@pytest.mark.parametrize("missing", ["answer.consent", "grade", "why"])
def test_a_form_that_is_not_whole_is_not_kept(state: State, missing: str) -> None:
    form, row = load_audit_form(), case_row(genre="closure_summary")
    entries = {f"answer.{key}": "yes" for key in form.questions} | {"grade": "good", "why": "It fits."}
    assert audit.answer(state, form, row, entries, who="R. Okafor").after is not None
    with pytest.raises(FieldError) as caught:
        audit.answer(
            state, form, row, {key: value for key, value in entries.items() if key != missing}, who="R. Okafor"
        )
    assert caught.value.field == missing


_FORM = """
name = "Ours"
version = "2"
grade = [{id = "met", name = "Met"}, {id = "not_met", name = "Not met"}]
[[section]]
title = "Consent"
[[section.question]]
id = "consent"
text = "Is there consent?"
"""


def test_an_authority_can_bring_its_own_form(tmp_path: Path) -> None:
    file = tmp_path / "form.toml"
    file.write_text(_FORM, "utf-8")
    assert [grade.name for grade in load_audit_form(file).grade] == ["Met", "Not met"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ('field = "consnet"', "no field consnet"),
        ('breach = "late"', "no breach late"),
        ('genres = ["minutes"]', "no genre minutes"),
        ('id2 = "x"', "id2"),
    ],
)
def test_a_wrong_form_is_told(tmp_path: Path, change: str, told: str) -> None:
    file = tmp_path / "form.toml"
    file.write_text(f"{_FORM}{change}\n", "utf-8")
    with pytest.raises(ConfigurationError, match=told):
        load_audit_form(file)

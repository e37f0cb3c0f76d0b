"""Decisions are checked before they are kept, and change what they should and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.records.codec import to_row
from pipeline.records.document import Block, Document
from pipeline.review.decisions import accept, add, correct, reject, settled
from pipeline.review.events import fingerprint
from pipeline.review.fields import FieldError
from pipeline.review.state import NOTHING

from .sample_run import sample_run

WHO = {"who": "R. Okafor", "expected": 0}


def row_of(table: str) -> dict[str, Any]:
    return to_row(getattr(sample_run(), table)[0])  # type: ignore[no-any-return]


def document() -> Document:
    text = "Plans fell. There were 41 open plans at the end of March. All were seen."
    block = Block(id=0, kind="paragraph", start=0, end=len(text), content=0)
    return Document(
        id="doc_1", path="a.txt", sha256="0" * 64, size=9, media_type="text/plain", text=text, body_end=len(text),
        blocks=(block,),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("table", "entries", "after"),
    [
        ("figures", {"value": "1,204"}, {"value": 1204}),
        ("figures", {"value": "12.5", "unit_kind": "percent"}, {"value": 12.5, "unit_kind": "percent"}),
        ("figures", {"breakdown": "team: North; age: 0-4"}, {"breakdown": {"team": "North", "age": "0-4"}}),
        ("needs", {"status": "resolved"}, {"status": "resolved"}),
        ("outcomes", {"from": "3", "to": "action"}, {"from": 3, "to": "action"}),
        ("outcomes", {"sustained": "no"}, {"sustained": False}),
        ("cases", {"closure_date": "2024-05-23"}, {"closure_date": "2024-05-23"}),
        ("cases", {"completeness.consent": "absent"}, {"completeness.consent": "absent"}),
    ],
)
def test_a_correction_keeps_the_fields_that_differ(table: str, entries: dict[str, str], after: dict[str, Any]) -> None:
    row = row_of(table)
    draft = correct(table, row, NOTHING, entries, why="", **WHO)
    assert draft.after == after
    assert set(draft.before or {}) == set(after)
    assert draft.basis == fingerprint(row)


@pytest.mark.parametrize(
    ("table", "entries", "told"),
    [
        ("figures", {"value": "many"}, "not a number"),
        ("figures", {"value": ""}, "is empty"),
        ("figures", {"value": "NaN"}, "not a number"),
        ("figures", {"unit_kind": "families"}, "none of the choices"),
        ("figures", {"period.start": "31 March"}, "not a date"),
        ("figures", {"period.start": "2024-03-31", "period.end": "2024-03-01"}, "does not fit"),
        ("figures", {"id": "fig_0"}, "cannot be corrected"),
        ("figures", {"breakdown": "North"}, "not made of pairs"),
        ("figures", {"measure": "x" * 5001}, "too long"),
        ("needs", {}, "Nothing was changed"),
    ],
)
def test_what_cannot_stand_is_refused_with_what_to_do(table: str, entries: dict[str, str], told: str) -> None:
    with pytest.raises(FieldError, match=told) as caught:
        correct(table, row_of(table), NOTHING, entries, **WHO)
    assert caught.value.remedy


def test_a_rejection_asks_for_a_reason() -> None:
    with pytest.raises(FieldError, match="no reason"):
        reject("figures", row_of("figures"), why=" ", **WHO)
    assert reject("figures", row_of("figures"), why="a page number", **WHO).why == "a page number"


def test_an_acceptance_changes_nothing() -> None:
    draft = accept("figures", row_of("figures"), **WHO)
    assert (draft.before, draft.after) == (None, None)


def test_an_added_figure_quotes_its_sentence_and_fits_the_contract() -> None:
    paper = document()
    start = paper.text.index("41")
    entries = {
        "value": "41",
        "unit_kind": "count",
        "unit": "plans",
        "measure": "open plans",
        "period.end": "2024-03-31",
    }
    draft = add("figures", paper, start=start, end=start + 2, entries=entries, who="R. Okafor")
    row = draft.after or {}
    assert row["evidence"]["quote"] == "There were 41 open plans at the end of March."
    assert (row["text"], row["value"], row["period"]) == (
        "41", 41, {"text": "2024-03-31", "start": None, "end": "2024-03-31"},
    )  # fmt: skip
    assert row["method"] == "review:added"
    again = add("figures", paper, start=start, end=start + 2, entries=entries, who="S. Marsh")
    assert again.item == draft.item


@pytest.mark.parametrize(
    ("table", "entries"),
    [
        ("needs", {"category": "education", "person": "child", "status": "current", "stage": "presenting"}),
        ("outcomes", {"category": "education", "status": "met"}),
        ("interventions", {"action": "a course", "planned": "no"}),
        ("decisions", {"kind": "action", "text": "to report back"}),
    ],
)
def test_every_kind_of_row_can_be_added(table: str, entries: dict[str, str]) -> None:
    draft = add(table, document(), start=0, end=10, entries=entries, who="R. Okafor")
    assert (draft.after or {})["evidence"]["quote"] == "Plans fell"


@pytest.mark.parametrize(("start", "end"), [(5, 5), (-1, 4), (0, 10_000)])
def test_words_must_stand_in_the_document(start: int, end: int) -> None:
    with pytest.raises(FieldError, match="no words"):
        add("needs", document(), start=start, end=end, entries={}, who="R. Okafor")


def test_a_period_without_days_or_words_is_none() -> None:
    assert settled({"period": {"text": None, "start": None, "end": None}})["period"] is None

"""Decisions come back: into the rows of a run, into gold, and from the cells of the workbook."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pipeline.evaluate import load_gold
from pipeline.export import export
from pipeline.export.options import ExportOptions
from pipeline.records.codec import to_row
from pipeline.review import decisions
from pipeline.review.apply import apply_decisions
from pipeline.review.fields import TABLES, FieldError
from pipeline.review.gold import gold_documents
from pipeline.review.state import NOTHING, State
from pipeline.review.store import EventStore
from pipeline.review.workbook import Imported, WorkbookRow, comment_entries, import_decisions
from pipeline.run.load import load_run
from pipeline.run.review import open_material, workbook_rows, write_gold, write_reviewed

from .sample_run import sample_run

WHO = {"who": "R. Okafor", "expected": 0}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    out = tmp_path / "run"
    out.mkdir()
    manifest = sample_run().manifest | {"paths": []}
    export(replace(sample_run(), manifest=manifest), out, options=ExportOptions(formats=("xlsx",)))
    return out


@pytest.fixture
def store(folder: Path) -> Iterator[EventStore]:
    store = EventStore(folder)
    yield store
    store.close()


def rows(table: str) -> list[dict[str, Any]]:
    return [to_row(row) for row in getattr(sample_run(), table)]


def test_rows_are_replaced_removed_and_left(folder: Path, store: EventStore) -> None:
    first, second, third = rows("figures")[:3]
    store.append(decisions.correct("figures", first, NOTHING, {"value": "98765", "unit": "referrals"}, **WHO))
    store.append(decisions.reject("figures", second, why="not a figure", **WHO))
    store.append(decisions.accept("figures", third, **WHO))
    made, told = apply_decisions(load_run(folder), State(store))
    figures = {row.id: row for row in made.figures}
    assert (figures[first["id"]].value, figures[first["id"]].unit) == (98765, "referrals")
    assert (figures[first["id"]].method, figures[first["id"]].confidence) == ("review:corrected", 1.0)
    assert second["id"] not in figures
    assert to_row(figures[third["id"]]) == third
    assert told["tables"]["figures"] == {"accepted": 1, "corrected": 1, "rejected": 1}
    assert told["corrected_fields"] == {"figures.unit": 1, "figures.value": 1}
    assert all(second["id"] not in (link.from_, link.to) for link in made.links)
    assert all(second["id"] not in finding.subjects for finding in made.findings)
    counted = {row.id: row.figures for row in made.documents if row.figures is not None}
    assert sum(counted.values()) == len(made.figures)


def test_a_decision_on_another_reading_is_not_applied(folder: Path, store: EventStore) -> None:
    row = rows("figures")[0]
    store.append(decisions.reject("figures", row | {"measure": "read otherwise"}, why="no", **WHO))
    made, told = apply_decisions(load_run(folder), State(store))
    assert row["id"] in {figure.id for figure in made.figures}
    assert [item["id"] for item in told["stale"]] == [row["id"]]


def test_without_decisions_nothing_changes(folder: Path, store: EventStore) -> None:
    run = load_run(folder)
    made, _ = apply_decisions(run, State(store))
    assert made.figures == run.figures and made.links == run.links and made.findings == run.findings


def test_every_output_is_written_again_with_its_marks_and_its_trail(folder: Path, store: EventStore) -> None:
    row = rows("figures")[0]
    store.append(decisions.correct("figures", row, NOTHING, {"value": "98765"}, **WHO))
    out = folder.parent / "reviewed"
    told = write_reviewed(folder, out, state=State(store), store=store)
    written = [json.loads(line) for line in (out / "figures.jsonl").read_text("utf-8").splitlines()]
    assert next(item for item in written if item["id"] == row["id"])["value"] == 98765
    assert "98765" in (out / "csv" / "figures.csv").read_text("utf-8")
    sheet = openpyxl.load_workbook(out / "audit.xlsx", read_only=True)["Figures"]
    assert any("review:corrected" in line for line in sheet.iter_rows(values_only=True))
    manifest = json.loads((out / "run.json").read_text("utf-8"))
    assert (manifest["review"]["events"], manifest["review"]["head"]) == store.head() == (told["events"], told["head"])
    (event,) = [json.loads(line) for line in (out / "review" / "events.jsonl").read_text("utf-8").splitlines()]
    assert (event["who"], event["before"], event["after"]) == (
        "R. Okafor",
        {"value": row["value"]},
        {"value": 98765},
    )


def test_only_what_was_decided_wholly_becomes_gold(folder: Path, store: EventStore) -> None:
    document = rows("figures")[0]["document"]
    mine = [row for row in rows("figures") if row["document"] == document]
    for row in mine[:-1]:
        store.append(decisions.accept("figures", row, **WHO))
    run = load_run(folder)
    assert gold_documents(run, apply_decisions(run, State(store))[0], State(store)) == {}
    store.append(decisions.reject("figures", mine[-1], why="a page number", **WHO))
    (file,) = write_gold(folder, folder.parent / "gold", state=State(store))
    (gold,) = load_gold(file.parent).values()
    assert gold.figures is not None
    assert [item.text for item in gold.figures] == [row["text"] for row in mine[:-1]]
    assert all(row["evidence"]["quote"] == item.quote for row, item in zip(mine, gold.figures, strict=False))


def brought_home(
    folder: Path, store: EventStore, decided: dict[str, tuple[str, str]], who: str = "S. Marsh"
) -> Imported:
    """Decide in the cells of the workbook, save it as Excel does, and import it."""
    file = folder / "audit.xlsx"
    book = openpyxl.load_workbook(file)
    for sheet in book:
        headers = {cell.value: cell.column for cell in sheet[1]}
        if "Decision" not in headers:
            continue
        for line in range(2, sheet.max_row + 1):
            decision = decided.get(sheet.cell(line, headers["Id"]).value)
            if decision is not None:
                sheet.cell(line, headers["Decision"]).value, sheet.cell(line, headers["Comment"]).value = decision
    changed = folder.parent / "decided.xlsx"
    book.save(changed)
    return import_decisions(
        workbook_rows(changed), material=open_material(folder), store=store, state=State(store), who=who
    )


def test_decisions_made_in_excel_come_home(folder: Path, store: EventStore) -> None:
    figures, findings = rows("figures"), rows("findings")
    decided = {
        figures[0]["id"]: ("accept", ""),
        figures[1]["id"]: ("reject", "a page number"),
        figures[2]["id"]: ("correct", "Value: 12; Unit: families"),
        findings[0]["id"]: ("Reject", ""),
    }
    done = brought_home(folder, store, decided)
    assert [item.fate for item in done.rows] == ["kept"] * 4
    state = State(store)
    assert state.item("figures", figures[2]["id"]).changes == {"value": 12, "unit": "families"}
    assert {event.origin for event in store.events()} == {"workbook"}
    again = brought_home(folder, store, decided)
    assert [item.fate for item in again.rows] == ["same"] * 4
    assert len(list(store.events())) == 4


def test_stale_conflicting_and_unclear_rows_are_told_and_overwrite_nothing(folder: Path, store: EventStore) -> None:
    figures = rows("figures")
    store.append(decisions.reject("figures", figures[0], why="a page number", **WHO))
    done = brought_home(folder, store, {figures[0]["id"]: ("accept", ""), figures[1]["id"]: ("correct", "wrong")})
    assert [item.fate for item in done.rows] == ["conflict", "unclear"]
    assert "R. Okafor" in done.rows[0].why
    material, state = open_material(folder), State(store)
    stale = [
        WorkbookRow(sheet="Figures", line=2, id="fig_000000000000", decision="accept", comment="", quote=None),
        WorkbookRow(sheet="Figures", line=3, id=figures[3]["id"], decision="accept", comment="", quote="Other words."),
        WorkbookRow(sheet="Figures", line=4, id="", decision="accept", comment="", quote=None),
    ]
    done = import_decisions(stale, material=material, store=store, state=state, who="S. Marsh")
    assert [item.fate for item in done.rows] == ["stale", "stale", "unclear"]
    assert len(list(store.events())) == 1


@pytest.mark.parametrize(
    ("comment", "entries"),
    [
        ("Value: 12", {"value": "12"}),
        ("value: 12\nUnit: families", {"value": "12", "unit": "families"}),
        ("Breakdown: team: North; age: 0-4; Role: target", {"breakdown": "team: North; age: 0-4", "role": "target"}),
        ("Period starts: 2024-01-01; Period ends: 2024-03-31", {"period.start": "2024-01-01", "period.end": "2024-03-31"}),
    ],
)  # fmt: skip
def test_comments_say_which_fields_are_wrong(comment: str, entries: dict[str, str]) -> None:
    assert comment_entries(TABLES["figures"], comment) == entries


def test_a_comment_that_names_no_field_is_unclear() -> None:
    with pytest.raises(FieldError, match="does not say which field"):
        comment_entries(TABLES["figures"], "this should be 12")

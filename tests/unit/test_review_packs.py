"""Packs: reviewed apart, joined again, with conflicts told and nothing written over."""

from __future__ import annotations

import sqlite3
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import UsageError
from pipeline.export import export
from pipeline.export.options import ExportOptions
from pipeline.records.codec import to_row
from pipeline.review import audit, decisions
from pipeline.review.merge import merge_events
from pipeline.review.state import NOTHING, State
from pipeline.review.store import EventStore
from pipeline.run.packs import read_pack, write_pack
from pipeline.run.review import open_material
from pipeline.vocab.audit_form import load_audit_form

from .sample_run import sample_run

FIGURES: list[dict[str, Any]] = [to_row(row) for row in sample_run().figures]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    out = tmp_path / "run"
    out.mkdir()
    counts = {"cases": len(sample_run().cases), "figures": len(FIGURES)}
    manifest = sample_run().manifest | {"paths": [], "counts": counts}
    export(replace(sample_run(), manifest=manifest), out, options=ExportOptions(formats=()))
    return out


@pytest.fixture
def store(folder: Path) -> Iterator[EventStore]:
    store = EventStore(folder)
    yield store
    store.close()


def packed(folder: Path, store: EventStore, name: str, *, sampled_only: bool = False) -> Path:
    """A pack, unpacked as an auditor would."""
    file = folder.parent / f"{name}.zip"
    material = open_material(folder)
    write_pack(folder, file, material=material, store=store, sampled_only=sampled_only, with_originals=True)
    with zipfile.ZipFile(file) as pack:
        pack.extractall(folder.parent / name)
    return folder.parent / name


def merged(folder: Path, store: EventStore, pack: Path) -> Counter[str]:
    done = merge_events(read_pack(pack), material=open_material(folder), store=store, state=State(store))
    return Counter(item.fate for item in done)


def decide(pack: Path, who: str, *, rejected: int, corrected: int) -> None:
    store = EventStore(pack)
    store.append(decisions.reject("figures", FIGURES[rejected], who=who, expected=0, why="a page number"))
    first = store.append(decisions.accept("figures", FIGURES[corrected], who=who, expected=0))
    store.append(decisions.undo(first, who=who, expected=1))
    store.append(decisions.correct("figures", FIGURES[corrected], NOTHING, {"value": "777"}, who=who, expected=2))
    store.close()


def test_two_auditors_decisions_come_together_with_who_and_when(folder: Path, store: EventStore) -> None:
    first, second = packed(folder, store, "first"), packed(folder, store, "second")
    decide(first, "R. Okafor", rejected=0, corrected=1)
    decide(second, "S. Marsh", rejected=2, corrected=3)
    assert merged(folder, store, first) == {"merged": 2}
    assert merged(folder, store, second) == {"merged": 2}
    state = State(store)
    assert [state.item("figures", FIGURES[number]["id"]).status for number in range(4)] == [
        "rejected", "corrected", "rejected", "corrected",
    ]  # fmt: skip
    assert state.item("figures", FIGURES[3]["id"]).changes == {"value": 777}
    there = {event.hash: event for event in read_pack(first)}
    here = [event for event in store.events() if event.who == "R. Okafor"]
    assert [event.decided for event in here] == [there[event.source].decided for event in here]
    assert store.verify() == []


def test_merging_again_changes_nothing_and_more_decisions_follow(folder: Path, store: EventStore) -> None:
    pack = packed(folder, store, "first")
    decide(pack, "R. Okafor", rejected=0, corrected=1)
    merged(folder, store, pack)
    count = len(list(store.events()))
    assert merged(folder, store, pack) == {"known": 2}
    assert len(list(store.events())) == count
    later = EventStore(pack)
    (rejection,) = [event for event in later.events() if event.action == "reject"]
    later.append(decisions.undo(rejection, who="R. Okafor", expected=1))
    later.close()
    assert merged(folder, store, pack) == {"merged": 1, "known": 1}
    assert State(store).item("figures", FIGURES[0]["id"]).status == "undecided"


def test_conflicts_are_told_and_the_same_is_the_same(folder: Path, store: EventStore) -> None:
    pack = packed(folder, store, "first")
    store.append(decisions.accept("figures", FIGURES[0], who="M. Adeyemi", expected=0))
    store.append(decisions.correct("figures", FIGURES[1], NOTHING, {"value": "777"}, who="M. Adeyemi", expected=0))
    decide(pack, "R. Okafor", rejected=0, corrected=1)
    assert merged(folder, store, pack) == {"conflict": 1, "same": 1}
    assert {event.who for event in store.events()} == {"M. Adeyemi"}


def test_a_decision_on_another_reading_is_stale(folder: Path, store: EventStore) -> None:
    pack = packed(folder, store, "first")
    other = EventStore(pack)
    other.append(decisions.accept("figures", FIGURES[0] | {"measure": "another"}, who="R. Okafor", expected=0))
    other.close()
    assert merged(folder, store, pack) == {"stale": 1}


def test_a_pack_of_the_sample_holds_its_cases_alone_and_answers_come_home(folder: Path, store: EventStore) -> None:
    material = open_material(folder)
    cases = dict.fromkeys(material.entries("cases"), "")
    store.append(audit.draw(State(store), cases, size=1, seed=3, by="", who="M. Adeyemi"))
    pack = packed(folder, store, "first", sampled_only=True)
    (case,) = open_material(pack).entries("cases")
    assert audit.sample(State(EventStore(pack)))["cases"] == [case]
    assert set(open_material(pack).documents) == {material.entries("cases")[case].document}
    other, form = EventStore(pack), load_audit_form()
    entries = {f"answer.{key}": "yes" for key in form.questions} | {"grade": "good", "why": "It fits."}
    row = open_material(pack).row("cases", case) or {}
    other.append(audit.answer(State(other), form, row, entries, who="R. Okafor"))
    other.close()
    assert merged(folder, store, pack) == {"merged": 1}
    assert audit.answers_of(State(store), case)["R. Okafor"]["grade"] == "good"


def test_without_a_sample_there_is_no_pack_of_it(folder: Path, store: EventStore) -> None:
    with pytest.raises(UsageError, match="No sample"):
        packed(folder, store, "first", sampled_only=True)


def test_nobodys_decisions_are_in_a_pack(folder: Path, store: EventStore) -> None:
    store.append(decisions.accept("figures", FIGURES[0], who="M. Adeyemi", expected=0))
    pack = packed(folder, store, "first")
    assert b"Adeyemi" not in (folder.parent / "first.zip").read_bytes()
    with pytest.raises(UsageError, match="no decisions"):
        read_pack(pack)


def test_a_pack_that_was_changed_is_refused(folder: Path, store: EventStore) -> None:
    pack = packed(folder, store, "first")
    decide(pack, "R. Okafor", rejected=0, corrected=1)
    raw = sqlite3.connect(pack / "review" / "events.sqlite")
    raw.executescript("DROP TRIGGER no_change; UPDATE events SET who = 'somebody' WHERE sequence = 1;")
    raw.close()
    with pytest.raises(UsageError, match="does not hold"):
        read_pack(pack)


@pytest.mark.parametrize("content", [b"", b"not a zip file"])
def test_what_is_no_pack_is_told(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "pack.zip"
    file.write_bytes(content)
    with pytest.raises(UsageError, match="cannot be opened"):
        read_pack(file)


def test_a_zipped_folder_is_a_pack_too(folder: Path, store: EventStore) -> None:
    pack = packed(folder, store, "first")
    decide(pack, "R. Okafor", rejected=0, corrected=1)
    file = folder.parent / "back.zip"
    with zipfile.ZipFile(file, "w") as zipped:
        for item in sorted((pack / "review").iterdir()):
            zipped.write(item, f"first/review/{item.name}")
    assert merged(folder, store, file) == {"merged": 2}

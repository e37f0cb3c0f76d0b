"""The event store: nothing acknowledged is lost, nobody's decision is overwritten, and a changed trail shows."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.review.events import GENESIS, Draft, event_hash
from pipeline.review.state import State
from pipeline.review.store import ConflictError, EventStore, StoreError

ACCEPT = Draft(who="R. Okafor", action="accept", table="figures", item="fig_1", expected=0, document="doc_1")


@pytest.fixture
def store(tmp_path: Path) -> EventStore:
    return EventStore(tmp_path)


def test_an_event_carries_who_when_what_and_why(store: EventStore) -> None:
    draft = replace(ACCEPT, action="correct", before={"value": 12}, after={"value": 21}, why="digits swapped")
    event = store.append(draft)
    assert (event.sequence, event.version, event.who, event.why) == (1, 1, "R. Okafor", "digits swapped")
    assert (event.before, event.after, event.previous) == ({"value": 12}, {"value": 21}, GENESIS)
    assert event.at.endswith("+00:00")
    assert list(store.events()) == [event]
    assert event.hash == event_hash(event)


def test_the_second_of_two_reviewers_is_told_of_the_first(store: EventStore) -> None:
    first = store.append(ACCEPT)
    with pytest.raises(ConflictError) as caught:
        store.append(replace(ACCEPT, who="S. Marsh", action="reject", why="not a figure"))
    assert caught.value.events == (first,)
    assert [event.who for event in store.events()] == ["R. Okafor"]
    store.append(replace(ACCEPT, who="S. Marsh", action="reject", why="not a figure", expected=1))
    assert State(store).item("figures", "fig_1").status == "rejected"


def test_several_events_are_kept_all_or_none(store: EventStore) -> None:
    store.append(ACCEPT)
    with pytest.raises(ConflictError):
        store.append_all([replace(ACCEPT, item="fig_2"), ACCEPT])
    assert [event.item for event in store.events()] == ["fig_1"]


def test_undo_is_an_event_and_the_decision_before_stands_again(store: EventStore) -> None:
    store.append(ACCEPT)
    second = store.append(replace(ACCEPT, action="correct", expected=1, before={"unit": None}, after={"unit": "plans"}))
    state = State(store)
    assert (state.item("figures", "fig_1").status, state.item("figures", "fig_1").changes) == (
        "corrected",
        {"unit": "plans"},
    )
    store.append(replace(ACCEPT, action="undo", expected=2, undoes=second.sequence))
    state.refresh()
    assert (state.item("figures", "fig_1").status, state.item("figures", "fig_1").changes) == ("accepted", {})
    assert [event.action for event in store.events()] == ["accept", "correct", "undo"]


def test_the_file_refuses_changes(store: EventStore) -> None:
    store.append(ACCEPT)
    raw = sqlite3.connect(store.file)
    for statement in ("UPDATE events SET who = 'somebody'", "DELETE FROM events"):
        with pytest.raises(sqlite3.IntegrityError, match="never"):
            raw.execute(statement)


@pytest.mark.parametrize(
    ("tampering", "told"),
    [
        ("UPDATE events SET who = 'somebody' WHERE sequence = 2", "Event 2 was changed"),
        ("DELETE FROM events WHERE sequence = 2", "Event 3 follows event 1"),
        ("UPDATE events SET why = 'other' WHERE sequence = 3", "Event 3 was changed"),
    ],
)
def test_tampering_shows(store: EventStore, tampering: str, told: str) -> None:
    for number in range(3):
        store.append(replace(ACCEPT, item=f"fig_{number}"))
    assert store.verify() == []
    raw = sqlite3.connect(store.file)
    raw.executescript(f"DROP TRIGGER no_change; DROP TRIGGER no_removal; {tampering};")
    assert any(fault.startswith(told) for fault in store.verify())


def test_a_cut_end_shows_against_the_head_that_an_export_told(store: EventStore) -> None:
    store.append(ACCEPT)
    store.append(replace(ACCEPT, item="fig_2"))
    head = store.head()
    raw = sqlite3.connect(store.file)
    raw.executescript("DROP TRIGGER no_removal; DELETE FROM events WHERE sequence = 2;")
    assert store.verify() == []
    assert "missing" in store.verify(told=head)[0]


def test_a_store_of_another_version_is_not_touched(store: EventStore) -> None:
    store.append(ACCEPT)
    raw = sqlite3.connect(store.file)
    raw.execute("PRAGMA user_version = 99")
    raw.close()
    with pytest.raises(StoreError, match="another version"):
        EventStore(store.file.parents[1])


def test_eight_reviewers_at_once_lose_nothing(store: EventStore) -> None:
    each = 25

    def review(number: int) -> None:
        for item in range(each):
            store.append(replace(ACCEPT, who=f"reviewer {number}", item=f"fig_{number}_{item}"))

    threads = [threading.Thread(target=review, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({event.item for event in store.events()}) == 8 * each
    assert store.verify() == []


def test_of_eight_who_decide_on_one_item_one_is_kept_and_seven_are_told(store: EventStore) -> None:
    told: list[str] = []

    def decide(number: int) -> None:
        try:
            EventStore(store.file.parents[1]).append(replace(ACCEPT, who=f"reviewer {number}"))
        except ConflictError as conflict:
            told.append(conflict.events[0].who)

    threads = [threading.Thread(target=decide, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (kept,) = store.events()
    assert told == [kept.who] * 7


_WRITER = """
import sys
from dataclasses import replace
from pathlib import Path
from pipeline.review.events import Draft
from pipeline.review.store import EventStore
store = EventStore(Path(sys.argv[1]))
for number in range(100_000):
    event = store.append(Draft(who="R", action="accept", table="figures", item=f"fig_{number}", expected=0))
    print(event.item, event.hash, flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="signals of Unix")
@pytest.mark.parametrize("acknowledged_before_kill", [1, 7, 40])
def test_kill_9_loses_nothing_acknowledged(tmp_path: Path, acknowledged_before_kill: int) -> None:
    writer = subprocess.Popen([sys.executable, "-c", _WRITER, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    acknowledged = [writer.stdout.readline().split() for _ in range(acknowledged_before_kill)]
    writer.send_signal(signal.SIGKILL)
    acknowledged += [line.split() for line in writer.stdout.read().splitlines() if len(line.split()) == 2]
    writer.wait()
    store = EventStore(tmp_path)
    kept = {event.item: event.hash for event in store.events()}
    assert all(kept.get(item) == digest for item, digest in acknowledged if len(digest) == 64)
    assert store.verify() == []
    store.append(ACCEPT if "fig_1" not in kept else replace(ACCEPT, item="after"))

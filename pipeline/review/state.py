"""What stands now: the events replayed, item by item. The same events always give the same state."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, get_args

from .events import DecisionAction, Event
from .store import EventStore

Status = Literal["undecided", "accepted", "corrected", "rejected", "added"]
STATUSES: Final = get_args(Status)
_DECISIONS: Final = get_args(DecisionAction)


@dataclass(frozen=True, slots=True)
class ItemState:
    """Where an item stands. `version` counts its events; `decisions` are those that were not taken back, oldest first."""

    version: int = 0
    decisions: tuple[Event, ...] = ()

    @property
    def latest(self) -> Event | None:
        """The decision that stands."""
        return self.decisions[-1] if self.decisions else None

    @property
    def status(self) -> Status:
        """An accepted row that was corrected before stays corrected: its values are not the extracted ones."""
        latest = self.latest
        if latest is None:
            return "undecided"
        if latest.action == "reject":
            return "rejected"
        if any(event.action == "add" for event in self.decisions):
            return "added"
        return "corrected" if any(event.action == "correct" for event in self.decisions) else "accepted"

    @property
    def changes(self) -> dict[str, Any]:
        """The fields that were corrected, by their dotted names, with their values now."""
        merged: dict[str, Any] = {}
        for event in self.decisions:
            if event.action == "correct":
                merged |= event.after or {}
        return merged

    @property
    def added(self) -> dict[str, Any] | None:
        """The whole row, of an item that a reviewer added, as added."""
        return next((event.after for event in self.decisions if event.action == "add"), None)

    def row(self, extracted: Mapping[str, Any] | None) -> dict[str, Any] | None:
        """The row as it stands: extracted or added, with every correction in it. None where there is neither."""
        base = self.added if self.added is not None else extracted
        return None if base is None else with_changes(base, self.changes)

    def then(self, event: Event) -> ItemState:
        """The state after one more event."""
        if event.action == "undo":
            left = tuple(earlier for earlier in self.decisions if earlier.sequence != event.undoes)
            return ItemState(event.version, left)
        return ItemState(event.version, (*self.decisions, event))


NOTHING: Final = ItemState()


class State:
    """The states of all items of a run, kept up with its store. Safe to use from several threads."""

    def __init__(self, store: EventStore) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._items: dict[str, dict[str, ItemState]] = defaultdict(dict)
        self._events: list[Event] = []
        self.refresh()

    def refresh(self) -> None:
        """Take in what was written since, also by other processes."""
        with self._lock:
            seen = self._events[-1].sequence if self._events else 0
            for event in self._store.events(after=seen):
                self._events.append(event)
                self._items[event.table][event.item] = self.item(event.table, event.item).then(event)

    def item(self, table: str, item: str) -> ItemState:
        """Where one item stands."""
        return self._items.get(table, {}).get(item, NOTHING)

    def items(self, table: str) -> dict[str, ItemState]:
        """Every item of the table that has an event."""
        return dict(self._items.get(table, {}))

    def events(self) -> tuple[Event, ...]:
        """All events, oldest first."""
        return tuple(self._events)

    def last_decision(self, who: str) -> Event | None:
        """The latest decision on a row by that person that stands and can be undone: nobody decided after it."""
        for event in reversed(self._events):
            if event.who == who and event.action in _DECISIONS and event.action != "undo":
                state = self.item(event.table, event.item)
                if state.latest is not None and state.latest.sequence == event.sequence:
                    return event
        return None


def with_changes(row: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """The row with its fields set, by their dotted names; a part that was null is made where a field of it is set."""
    made = dict(row)
    for name, value in changes.items():
        head, _, rest = name.partition(".")
        made[head] = with_changes(made.get(head) or {}, {rest: value}) if rest else value
    return made


def history(events: Iterable[Event], table: str, item: str) -> list[Event]:
    """Every event of one item, those taken back too, oldest first."""
    return [event for event in events if (event.table, event.item) == (table, item)]

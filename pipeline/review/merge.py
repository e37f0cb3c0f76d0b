"""Decisions made elsewhere, in a pack, joined to those of the run. Conflicts are told; nothing is written over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from .audit import TABLE as AUDIT
from .events import Draft, Event, fingerprint
from .fields import TABLES
from .material import Material
from .state import NOTHING, ItemState, State
from .store import ConflictError, EventStore

Fate = Literal["merged", "known", "same", "conflict", "stale"]


@dataclass(frozen=True, kw_only=True, slots=True)
class MergedItem:
    """What became of the events of one item, and why in words where they were not merged."""

    table: str
    item: str
    who: str
    fate: Fate
    why: str = ""


def merge_events(events: Sequence[Event], *, material: Material, store: EventStore, state: State) -> list[MergedItem]:
    """Join the events of a pack, item by item, in their order, each with who and when it was. Merging again changes nothing."""
    groups: dict[tuple[str, str], list[Event]] = {}
    for event in events:
        if event.origin != "pack":  # what the pack was given with
            groups.setdefault((event.table, event.item), []).append(event)
    state.refresh()
    known = {event.source for event in state.events()} - {""}
    merged = []
    for (table, item), group in groups.items():
        fate, why = _merge(table, item, group, known, material, store, state)
        merged.append(MergedItem(table=table, item=item, who=group[-1].who, fate=fate, why=why))
    state.refresh()
    return merged


def _merge(
    table: str, item: str, group: Sequence[Event], known: set[str], material: Material, store: EventStore, state: State
) -> tuple[Fate, str]:
    new = [event for event in group if event.hash not in known]
    if not new:
        return "known", ""
    standing = state.item(table, item)
    if standing.version > len(group) - len(new):
        theirs = NOTHING
        for event in group:
            theirs = theirs.then(event)
        if _says_the_same(standing, theirs):
            return "same", ""
        latest = standing.latest
        return "conflict", f"{latest.who} {standing.status} it" if latest else "it was decided and taken back meanwhile"
    if not _fits(table, item, new[0], material):
        return "stale", "the row is not as it was when the pack was made"
    return _append(new, {event.sequence: event.hash for event in group}, standing, store)


def _append(
    new: Sequence[Event], numbers: Mapping[int, str], standing: ItemState, store: EventStore
) -> tuple[Fate, str]:
    """The events one after the other; an undo names its decision by the number that it has here. `numbers` are those it had there."""
    here = {event.source: event.sequence for event in standing.decisions}
    for expected, event in enumerate(new, start=standing.version):
        undoes = here.get(numbers.get(event.undoes or 0, ""))
        try:
            kept = store.append(
                Draft(
                    who=event.who, action=event.action, table=event.table, item=event.item, expected=expected,
                    document=event.document, before=event.before, after=event.after, why=event.why, basis=event.basis,
                    undoes=undoes, origin="pack", decided=event.decided, source=event.hash,
                )
            )  # fmt: skip
        except ConflictError as conflict:
            return "conflict", f"{conflict.events[-1].who} decided meanwhile"
        here[event.hash] = kept.sequence
    return "merged", ""


def _says_the_same(first: ItemState, second: ItemState) -> bool:
    if first.latest is None or second.latest is None or first.status != second.status:
        return False
    return first.changes == second.changes and first.latest.action not in ("answer", "moderate", "action", "sample")


def _fits(table: str, item: str, event: Event, material: Material) -> bool:
    """Whether the row that was decided on is the row of this run."""
    if table == AUDIT or event.action == "add":
        return event.document is None or event.document in material.documents
    row = material.row(table, item) if table in TABLES else None
    return row is not None and fingerprint(row) == event.basis

"""An event of the review: who did what to which item, when, with what before and after, and why; chained by hashes.

The hash of an event covers everything in it and the hash of the event before. Whoever changes, removes or inserts one must
recompute all that follow, and then the last hash is no longer the one that was told with an export.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, Final, Literal

# Decisions about a row; `undo` takes back the latest decision that stands.
DecisionAction = Literal["accept", "correct", "reject", "add", "undo"]
# What is done in a case audit and with the trail itself.
AuditAction = Literal["sample", "answer", "adjudicate", "moderate", "action", "export"]
Action = DecisionAction | AuditAction
Origin = Literal["app", "workbook", "pack", "csv", "command"]

GENESIS: Final = hashlib.sha256(b"goldenthread review").hexdigest()


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """An event before it is kept. `expected` is the version of the item that the person had before them; 0 for none.

    `table` and `item` name the row or the part of the audit. `before` and `after` hold the fields that change, of an added
    row all of them. `basis` is the fingerprint of the row as extracted, by which a decision on another run's row is told.
    """

    who: str
    action: Action
    table: str
    item: str
    expected: int
    document: str | None = None
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None
    why: str = ""
    basis: str = ""
    undoes: int | None = None
    origin: Origin = "app"
    decided: str = ""  # when, of an event that was decided elsewhere and merged
    source: str = ""  # the hash it had there


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """An event as kept. `sequence` counts from 1 in the run, `version` from 1 for the item; `at` is when it was kept here and
    `decided` when the person decided, in UTC, ISO 8601."""

    sequence: int
    at: str
    who: str
    action: Action
    table: str
    item: str
    version: int
    document: str | None
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    why: str
    basis: str
    undoes: int | None
    origin: Origin
    decided: str
    source: str
    previous: str
    hash: str


def event_hash(event: Event) -> str:
    """The hash that an event of this content must carry: sha256 over its canonical JSON, its own hash left out."""
    content = asdict(event)
    del content["hash"]
    return hashlib.sha256(canonical(content)).hexdigest()


def fingerprint(row: dict[str, Any]) -> str:
    """Sixteen hex digits that a row's content gives: another content, another fingerprint."""
    return hashlib.sha256(canonical(row)).hexdigest()[:16]


def canonical(value: Any) -> bytes:
    """JSON with sorted keys and no spaces: the same value gives the same bytes."""
    return json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode("ascii")


def broken_links(events: Iterable[Event]) -> list[str]:
    """Where the chain does not hold, one sentence each; nothing for a chain that holds."""
    faults = []
    previous, sequence = GENESIS, 0
    for event in events:
        if event.sequence != sequence + 1:
            faults.append(f"Event {event.sequence} follows event {sequence}: one is missing, or was put in.")
        if event.previous != previous:
            faults.append(f"Event {event.sequence} does not follow from the event before it.")
        if event.hash != event_hash(event):
            faults.append(f"Event {event.sequence} was changed after it was written.")
        previous, sequence = event.hash, event.sequence
    return faults

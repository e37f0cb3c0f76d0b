"""The event store of a run: append-only, hash-chained, in one SQLite file. What it has acknowledged survives a kill -9.

See docs/decisions for why it is SQLite. Writers in other threads and processes wait for one another; an event is kept only if
the item still has the version that its author had seen, so that no decision is ever lost under another.
"""

from __future__ import annotations

import json
import os
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from ..errors import GoldenThreadError, UsageError
from .events import GENESIS, Draft, Event, broken_links, event_hash

FOLDER: Final = "review"
FILE: Final = "events.sqlite"
_WAIT_SECONDS: Final = 30  # for another writer
_SCHEMA_VERSION: Final = 1
_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS events (
    sequence INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, action TEXT NOT NULL, "table" TEXT NOT NULL,
    item TEXT NOT NULL, version INTEGER NOT NULL, document TEXT, before TEXT, after TEXT, why TEXT NOT NULL,
    basis TEXT NOT NULL, undoes INTEGER, origin TEXT NOT NULL, decided TEXT NOT NULL,
    source TEXT NOT NULL, previous TEXT NOT NULL, hash TEXT NOT NULL,
    UNIQUE ("table", item, version)
) STRICT;
CREATE TRIGGER IF NOT EXISTS no_change BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
CREATE TRIGGER IF NOT EXISTS no_removal BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'events are never removed'); END;
"""
_COLUMNS: Final = tuple(Event.__dataclass_fields__)
_JSON: Final = ("before", "after")


class StoreError(GoldenThreadError):
    """The event store cannot be opened or written."""

    exit_code = 2


class ConflictError(GoldenThreadError):
    """Somebody else decided on the item meanwhile. `events` are theirs, oldest first."""

    exit_code = 2

    def __init__(self, draft: Draft, events: Sequence[Event]) -> None:
        self.draft = draft
        self.events = tuple(events)
        super().__init__(
            "The item was decided on by somebody else meanwhile",
            where=f"{draft.table} {draft.item}",
            remedy="Look at their decision, then decide again.",
        )


class EventStore:
    """The events of one run folder. Safe to use from several threads and several processes at once."""

    def __init__(self, run_folder: Path) -> None:
        """Open the store of a run, made where there is none. Raises StoreError."""
        self.file = run_folder / FOLDER / FILE
        self._lock = threading.Lock()
        try:
            self.file.parent.mkdir(mode=0o700, exist_ok=True)
            descriptor = os.open(self.file, os.O_RDWR | os.O_CREAT, 0o600)
            os.close(descriptor)
            self._connection = sqlite3.connect(
                self.file, timeout=_WAIT_SECONDS, isolation_level=None, check_same_thread=False
            )
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = FULL")  # each commit reaches the disk before it returns
            (version,) = self._connection.execute("PRAGMA user_version").fetchone()
            tables = self._connection.execute("SELECT count(*) FROM sqlite_master WHERE type = 'table'").fetchone()[0]
            if tables and version != _SCHEMA_VERSION:
                raise StoreError(
                    "The decisions of the run were kept by another version of Golden Thread",
                    where=self.file.name,
                    remedy="Use that version, or move the folder review out of the run to begin anew.",
                )
            self._connection.executescript(_SCHEMA)
            self._connection.execute(f"PRAGMA user_version = {_SCHEMA_VERSION}")
        except (OSError, sqlite3.Error) as error:
            raise StoreError(
                f"The decisions of the run cannot be opened ({_told(error)})",
                where=self.file.name,
                remedy="Keep the run on a disk of this machine, with space and leave to write.",
            ) from error

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()

    def append(self, draft: Draft) -> Event:
        """Keep one event and return it, on disk. Raises ConflictError or StoreError."""
        return self.append_all([draft])[0]

    def append_all(self, drafts: Sequence[Draft]) -> list[Event]:
        """Keep several events, all or none."""
        with self._writing() as connection:
            return [self._insert(connection, draft) for draft in drafts]

    def events(self, after: int = 0) -> Iterator[Event]:
        """The events after that sequence number, in order."""
        with self._lock:
            rows = self._connection.execute(
                f"SELECT {_names()} FROM events WHERE sequence > ? ORDER BY sequence", (after,)
            ).fetchall()
        return (_event(row) for row in rows)

    def head(self) -> tuple[int, str]:
        """The last sequence number and hash; zero and the genesis hash of an empty store."""
        with self._lock:
            row = self._connection.execute(
                "SELECT sequence, hash FROM events ORDER BY sequence DESC LIMIT 1"
            ).fetchone()
        return (row[0], row[1]) if row else (0, GENESIS)

    def verify(self, *, told: tuple[int, str] | None = None) -> list[str]:
        """Faults of the chain, in words; nothing where it holds. `told` is a head that an earlier export told of."""
        events = list(self.events())
        faults = broken_links(events)
        if told is not None and told[0] and not any((event.sequence, event.hash) == told for event in events):
            faults.append(f"Event {told[0]}, of which an export told, is missing or is another one now.")
        return faults

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """One write transaction; nobody else writes while it runs."""
        with self._lock:
            try:
                self._connection.execute("BEGIN IMMEDIATE")
                try:
                    yield self._connection
                except BaseException:
                    self._connection.execute("ROLLBACK")
                    raise
                self._connection.execute("COMMIT")
            except sqlite3.Error as error:
                raise StoreError(
                    f"The decision was not kept ({_told(error)})",
                    where=self.file.name,
                    remedy="Check that there is space on the disk, then decide again.",
                ) from error

    def _insert(self, connection: sqlite3.Connection, draft: Draft) -> Event:
        version = connection.execute(
            'SELECT coalesce(max(version), 0) FROM events WHERE "table" = ? AND item = ?', (draft.table, draft.item)
        ).fetchone()[0]
        if version != draft.expected:
            rows = connection.execute(
                f'SELECT {_names()} FROM events WHERE "table" = ? AND item = ? AND version > ? ORDER BY version',
                (draft.table, draft.item, draft.expected),
            ).fetchall()
            raise ConflictError(draft, [_event(row) for row in rows])
        last = connection.execute("SELECT sequence, hash FROM events ORDER BY sequence DESC LIMIT 1").fetchone()
        sequence, previous = last or (0, GENESIS)
        now = datetime.now(tz=UTC).isoformat(timespec="milliseconds")
        event = Event(
            sequence=sequence + 1,
            at=now,
            who=draft.who,
            action=draft.action,
            table=draft.table,
            item=draft.item,
            version=version + 1,
            document=draft.document,
            before=draft.before,
            after=draft.after,
            why=draft.why,
            basis=draft.basis,
            undoes=draft.undoes,
            origin=draft.origin,
            decided=draft.decided or now,
            source=draft.source,
            previous=previous,
            hash="",
        )
        event = replace(event, hash=event_hash(event))
        marks = ", ".join("?" * len(_COLUMNS))
        connection.execute(f"INSERT INTO events ({_names()}) VALUES ({marks})", _values(event))
        return event


def has_events(run_folder: Path) -> bool:
    """Whether anybody has reviewed the run."""
    return (run_folder / FOLDER / FILE).is_file()


def open_store(run_folder: Path) -> EventStore:
    """The store of a finished run. Raises UsageError where the folder holds none, StoreError."""
    if not (run_folder / "run.json").is_file():
        raise UsageError(
            "Not a finished run", where=str(run_folder), remedy="Make one with `goldenthread run PATH... --out DIR`."
        )
    return EventStore(run_folder)


def _names() -> str:
    return ", ".join(f'"{name}"' for name in _COLUMNS)


def _values(event: Event) -> list[Any]:
    values = {name: getattr(event, name) for name in _COLUMNS}
    for name in _JSON:
        values[name] = None if values[name] is None else json.dumps(values[name], ensure_ascii=True)
    return list(values.values())


def _event(row: Sequence[Any]) -> Event:
    values = dict(zip(_COLUMNS, row, strict=True))
    for name in _JSON:
        values[name] = None if values[name] is None else json.loads(values[name])
    return Event(**values)


def _told(error: OSError | sqlite3.Error) -> str:
    """What the system said; SQLite's messages about a file hold no text of a case."""
    return getattr(error, "strerror", None) or str(error)

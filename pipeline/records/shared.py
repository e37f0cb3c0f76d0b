"""Tables that may be handed on: counts over all case papers, the small ones suppressed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class SharedRow:
    """A row: its name and its counts; None where a count is suppressed."""

    name: str
    counts: tuple[int | None, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class SharedTable:
    """A table of counts. `says` is what is counted, in one sentence; `head` names the first column."""

    name: str
    says: str
    head: str
    columns: tuple[str, ...]
    rows: tuple[SharedRow, ...]

"""Lists of rows to decide on: filtered, searched, in one order, with the row after the one at hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlencode

from .fields import TABLES
from .material import Entry, Material
from .state import STATUSES, State

PAGE: Final = 50  # rows of a list on one page
ORDERS: Final = ("document", "confidence")
_LONGEST_SEARCH: Final = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class Filter:
    """What a list shows. Empty parts filter nothing; `status` may also be "decided"."""

    document: str = ""
    status: str = ""
    facet: str = ""
    search: str = ""
    order: str = "document"

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Filter:
        """The filter that an address asks for; what it cannot mean is left out."""
        status = query.get("status", "")
        order = query.get("order", "")
        return cls(
            document=query.get("document", ""),
            status=status if status in (*STATUSES, "decided") else "",
            facet=query.get("facet", ""),
            search=query.get("search", "")[:_LONGEST_SEARCH],
            order=order if order in ORDERS else "document",
        )

    def address(self, **more: object) -> str:
        """The filter as the query of an address, "?status=undecided", or nothing."""
        parts = {name: getattr(self, name) for name in self.__slots__} | more
        if parts.get("order") == "document":
            del parts["order"]
        query = urlencode({name: value for name, value in parts.items() if value not in ("", None)})
        return f"?{query}" if query else ""

    def but(self, **parts: str) -> Filter:
        """The filter with parts of it changed."""
        return replace(self, **parts)


class Queue:
    """The rows of one table, as extracted and as added, with where each stands."""

    def __init__(self, material: Material, state: State, table: str) -> None:
        self.table = TABLES[table]
        self._states = state.items(table)
        extracted = material.entries(table)
        added = {
            item: material.entry(table, standing.row(None) or {})
            for item, standing in self._states.items()
            if item not in extracted and standing.added is not None
        }
        self.entries = {**extracted, **added} if added else extracted
        self._chosen: dict[Filter, list[Entry]] = {}

    def status(self, item: str) -> str:
        """Where a row stands."""
        state = self._states.get(item)
        return state.status if state else "undecided"

    def chosen(self, wanted: Filter) -> list[Entry]:
        """The rows that a filter lets through, in its order."""
        if wanted not in self._chosen:
            self._chosen[wanted] = self._choose(wanted)
        return self._chosen[wanted]

    def _choose(self, wanted: Filter) -> list[Entry]:
        search = wanted.search.casefold()
        found = [
            entry
            for entry in self.entries.values()
            if (not wanted.document or entry.document == wanted.document)
            and (not wanted.facet or entry.facet == wanted.facet)
            and self._has(entry.id, wanted.status)
            and (not search or search in entry.searched)
        ]
        if wanted.order == "confidence":
            found.sort(key=lambda entry: entry.confidence)
        return found

    def beside(self, item: str, wanted: Filter) -> tuple[Entry | None, Entry | None]:
        """The row before and the row after one, whatever their status: the status of the row at hand has just changed."""
        rows = self.chosen(wanted.but(status=""))
        at = next((index for index, entry in enumerate(rows) if entry.id == item), None)
        if at is None:
            return None, rows[0] if rows else None
        return (rows[at - 1] if at else None), (rows[at + 1] if at + 1 < len(rows) else None)

    def following(self, item: str, wanted: Filter) -> Entry | None:
        """The next row nobody has decided on, after this one and then from the start; None where all are decided."""
        rows = self.chosen(wanted.but(status=""))
        at = next((index + 1 for index, entry in enumerate(rows) if entry.id == item), 0)
        for entry in (*rows[at:], *rows[:at]):
            if entry.id != item and self.status(entry.id) == "undecided":
                return entry
        return None

    def decided(self, rows: Sequence[Entry]) -> int:
        """How many of the rows have a decision."""
        return sum(self.status(entry.id) != "undecided" for entry in rows)

    def facets(self) -> list[str]:
        """The values of the table's facet, sorted."""
        return sorted({entry.facet for entry in self.entries.values()} - {""})

    def _has(self, item: str, status: str) -> bool:
        if not status:
            return True
        return (self.status(item) != "undecided") if status == "decided" else self.status(item) == status

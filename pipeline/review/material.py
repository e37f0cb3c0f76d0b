"""What is reviewed: the rows of a finished run, read as they are needed, and the documents they came from."""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from ..errors import UsageError
from ..records.document import Document
from ..text.shown import words
from .decisions import document_of
from .fields import TABLES, field_value

_DOCUMENTS_KEPT: Final = 24  # in memory
# By which field the rows of a table can be told apart in a list.
FACETS: Final[Mapping[str, str]] = {
    "figures": "origin", "needs": "status", "outcomes": "status", "cases": "genre", "findings": "severity",
    "decisions": "kind", "interventions": "planned",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A row as a list knows it. `at` is the offset of its line in the table's file; -1 for a row that a reviewer added."""

    id: str
    document: str
    headline: str
    quote: str
    cite: str
    facet: str
    confidence: float
    at: int

    @property
    def searched(self) -> str:
        """What a search looks in."""
        return f"{self.headline}\n{self.quote}\n{self.id}".casefold()


class Material:
    """A finished run. `load_document` gives a document by its id, `find_original` the file it was read from, if it is there,
    and `load_choices` the codes that people choose from, which takes a moment."""

    def __init__(
        self,
        folder: Path,
        *,
        load_document: Callable[[str], Document],
        find_original: Callable[[Mapping[str, Any]], Path | None],
        labels: Mapping[str, str],
        load_choices: Callable[[], Mapping[str, Sequence[str]]],
    ) -> None:
        self.folder = folder
        self.labels = labels
        self._load_choices = load_choices
        self._load_document = load_document
        self._find_original = find_original
        self._lock = threading.RLock()
        self._entries: dict[str, dict[str, Entry]] = {}
        self._documents: OrderedDict[str, Document] = OrderedDict()
        self._originals: dict[str, Path | None] = {}

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """run.json."""
        return json.loads((self.folder / "run.json").read_text("utf-8"))  # type: ignore[no-any-return]

    @cached_property
    def documents(self) -> dict[str, dict[str, Any]]:
        """The rows of documents.jsonl by id, in their order."""
        return {row["id"]: row for _, row in self._lines("documents")}

    @cached_property
    def choices(self) -> Mapping[str, Sequence[str]]:
        """The codes of the run's vocabulary that a reviewer can choose from, by the name of the list."""
        return self._load_choices()

    def path(self, document: str) -> str:
        """What the run calls the document's file."""
        return str(self.documents.get(document, {}).get("path", document))

    def count(self, table: str) -> int:
        """How many rows were extracted."""
        return int(self.manifest.get("counts", {}).get(table, 0))

    def entries(self, table: str) -> dict[str, Entry]:
        """The extracted rows of a table as lists know them, by id, in the order of the run."""
        with self._lock:
            if table not in self._entries:
                self._entries[table] = {row["id"]: self.entry(table, row, at) for at, row in self._lines(table)}
            return self._entries[table]

    def entry(self, table: str, row: Mapping[str, Any], at: int = -1) -> Entry:
        """A row as lists know it."""
        evidence = row.get("evidence") or row.get("reason_evidence")
        if isinstance(evidence, list):
            evidence = evidence[0] if evidence else None
        facet = field_value(row, FACETS[table])
        return Entry(
            id=row["id"], document=document_of(row) or "", headline=self.headline(table, row),
            quote=(evidence or {}).get("quote") or str(row.get("message") or ""),
            cite=str((row.get("locator") or {}).get("cite") or ""),
            facet={True: "yes", False: "no", None: ""}.get(facet, facet), confidence=float(row.get("confidence") or 0), at=at,
        )  # fmt: skip

    def headline(self, table: str, row: Mapping[str, Any]) -> str:
        """What names a row: "418 · families supported"."""
        parts = []
        for name in TABLES[table].headline:
            value = field_value(row, name)
            if value not in (None, ""):
                kind = TABLES[table].by_name[name].kind if name in TABLES[table].by_name else ""
                coded = kind == "choice" or name == "genre"
                parts.append(words(str(value), self.labels) if coded else str(value))
        return " · ".join(parts)

    def row(self, table: str, item: str) -> dict[str, Any] | None:
        """A row as extracted; None where the run has none of that id."""
        entry = self.entries(table).get(item) if table in TABLES else None
        if entry is None:
            return None
        with (self.folder / f"{table}.jsonl").open("rb") as stream:
            stream.seek(entry.at)
            return json.loads(stream.readline())  # type: ignore[no-any-return]

    def rows_of(self, table: str, ids: Sequence[str]) -> list[dict[str, Any]]:
        """Those rows that the run has."""
        return [row for item in ids if (row := self.row(table, item)) is not None]

    def document(self, key: str) -> Document | None:
        """A document as understood; None where it was not read."""
        if key not in self.documents:
            return None
        key = self.documents[key].get("duplicate_of") or key
        with self._lock:
            if key in self._documents:
                self._documents.move_to_end(key)
                return self._documents[key]
        try:
            document = self._load_document(key)
        except UsageError:
            return None
        with self._lock:
            self._documents[key] = document
            while len(self._documents) > _DOCUMENTS_KEPT:
                self._documents.popitem(last=False)
        return document

    def original(self, key: str) -> Path | None:
        """The file a document was read from, by its fingerprint; None where it is not found any more."""
        if key not in self._originals:
            row = self.documents.get(key)
            self._originals[key] = self._find_original(row) if row else None
        return self._originals[key]

    def _lines(self, table: str) -> Iterator[tuple[int, dict[str, Any]]]:
        file = self.folder / f"{table}.jsonl"
        if not file.is_file():
            raise UsageError("Not a finished run", where=str(self.folder), remedy=f"{file.name} is missing; run again.")
        at = 0
        with file.open("rb") as stream:
            for line in stream:
                yield at, json.loads(line)
                at += len(line)

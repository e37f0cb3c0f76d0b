"""A run folder read back: its documents and its rows as records."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..errors import UsageError
from ..export.documents import load_document
from ..records.codec import from_row
from ..records.document import Document
from ..records.run import OUTPUT_TABLES, DocumentRow, Extraction, Run

_BY_DOCUMENT = ("figures", "decisions", "needs", "interventions", "outcomes", "cases")


def load_rows(folder: Path, table: str) -> list[Any]:
    """The records of one table of a run. Raises UsageError if the folder holds no whole run."""
    file = folder / f"{table}.jsonl"
    if not (folder / "run.json").is_file() or not file.is_file():
        raise UsageError(
            "Not a finished run", where=str(folder), remedy="Make one with `goldenthread run PATH... --out DIR`."
        )
    with file.open("rb") as lines:
        return [from_row(OUTPUT_TABLES[table], json.loads(line)) for line in lines]


def load_run(folder: Path) -> Run:
    """A run as it was written, for what is made of it later. Raises UsageError if the folder holds no whole run."""
    rows = {table: tuple(load_rows(folder, table)) for table in OUTPUT_TABLES if table != "personal_data"}
    return Run(**rows, manifest=json.loads((folder / "run.json").read_text("utf-8")))


def load_extractions(folder: Path) -> Iterator[tuple[Document, Extraction]]:
    """Each document that was read, as understood, with its rows."""
    rows: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for table in _BY_DOCUMENT:
        for row in load_rows(folder, table):
            rows[row.document][table].append(row)
    personal: dict[str, list[Any]] | None = None
    if (folder / "personal_data.jsonl").is_file():
        personal = defaultdict(list)
        for row in load_rows(folder, "personal_data"):
            personal[row.document].append(row)
    for finding in load_rows(folder, "findings"):
        rows[finding.documents[0]]["findings"].append(finding)
    read: list[DocumentRow] = load_rows(folder, "documents")
    for document in read:
        if document.duplicate_of is None and document.status in ("done", "partial"):
            parts = {table: tuple(records) for table, records in rows[document.id].items()}
            found = None if personal is None else tuple(personal[document.id])
            yield load_document(folder, document.id), Extraction(**parts, personal=found)

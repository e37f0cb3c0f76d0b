"""The documents as understood, one JSON file each in the run folder: what review, explain and evidence pages stand on."""

from __future__ import annotations

import json
from pathlib import Path

from ..errors import UsageError
from ..records.codec import dump_line, from_row
from ..records.document import Document
from .files import atomic_write, make_folder

FOLDER = "documents"


def store_document(document: Document, run_folder: Path) -> Path:
    """Keep a document of a run. Its name is its id: no name of a case stands in a file name."""
    file = make_folder(run_folder / FOLDER) / f"{document.id}.json"
    with atomic_write(file) as stream:
        stream.write(dump_line(document).encode("utf-8", "backslashreplace"))
    return file


def load_document(run_folder: Path, document_id: str) -> Document:
    """A document of a run. Raises UsageError if the run holds none of that id."""
    file = run_folder / FOLDER / f"{document_id}.json"
    if not document_id.replace("_", "").isalnum() or not file.is_file():
        raise UsageError("No such document in the run", where=document_id, remedy="See documents.jsonl for the ids.")
    return from_row(Document, json.loads(file.read_text("utf-8")))


def sweep_documents(run_folder: Path) -> None:
    """Remove the documents of an earlier run of this folder."""
    for file in sorted((run_folder / FOLDER).glob("doc_*.json")):
        file.unlink()

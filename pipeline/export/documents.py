"""The documents as understood, one JSON file each in the run folder: what review, explain and evidence pages stand on."""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path

from ..errors import UsageError
from ..records.codec import dump_line, from_row
from ..records.document import Document
from .files import atomic_write, make_folder, remove_file

FOLDER = "documents"


def store_document(document: Document, run_folder: Path) -> Path:
    """Keep a document of a run. Its name is its id: no name of a case stands in a file name."""
    file = document_file(run_folder, document.id)
    make_folder(file.parent)
    with atomic_write(file) as stream:
        stream.write(dump_line(document).encode("utf-8", "backslashreplace"))
    return file


def load_document(run_folder: Path, document_id: str) -> Document:
    """A document of a run. Raises UsageError if the run holds none of that id."""
    file = document_file(run_folder, document_id)
    if not document_id.replace("_", "").isalnum() or not file.is_file():
        raise UsageError("No such document in the run", where=document_id, remedy="See documents.jsonl for the ids.")
    return read_document(file)


def read_document(file: Path) -> Document:
    """The document that `store_document` wrote."""
    return from_row(Document, json.loads(file.read_text("utf-8")))


def document_file(run_folder: Path, document_id: str) -> Path:
    """Where the document of that id stands in a run folder."""
    return run_folder / FOLDER / f"{document_id}.json"


def sweep_documents(run_folder: Path, *, keep: Collection[str]) -> None:
    """Remove the documents of earlier runs of this folder, all but those of the ids in `keep`. Raises WriteError."""
    for file in sorted((run_folder / FOLDER).glob("doc_*.json")):
        if file.stem not in keep:
            remove_file(file)

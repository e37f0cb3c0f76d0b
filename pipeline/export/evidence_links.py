"""The addresses of words on the evidence pages: evidence/<document id>.html#s<start>-<end>."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from ..records.span import Evidence

FOLDER: Final = "evidence"


def anchor(start: int, end: int) -> str:
    """The id of a stretch of characters on the page of its document."""
    return f"s{start}-{end}"


def page_link(evidence: Evidence) -> str:
    """The link from one evidence page to words on another, or on itself."""
    return f"{evidence.document}.html#{anchor(evidence.start, evidence.end)}"


def evidence_href(evidence: Evidence) -> str:
    """The link from the run folder to the words."""
    return f"{FOLDER}/{page_link(evidence)}"


def page_href(document: str) -> str:
    """The link from the run folder to the page of a document."""
    return f"{FOLDER}/{document}.html"


def evidence_pages(folder: Path) -> frozenset[str]:
    """Ids of the documents of a run folder that have an evidence page."""
    return frozenset(file.stem for file in (folder / FOLDER).glob("doc_*.html"))


def evidence_of(record: Any) -> Iterator[Evidence]:
    """Every piece of evidence in a record, wherever it stands."""
    if isinstance(record, Evidence):
        yield record
    elif dataclasses.is_dataclass(record) and not isinstance(record, type):
        for field in dataclasses.fields(record):
            yield from evidence_of(getattr(record, field.name))
    elif isinstance(record, dict):
        for value in record.values():
            yield from evidence_of(value)
    elif isinstance(record, (tuple, list)):
        for value in record:
            yield from evidence_of(value)

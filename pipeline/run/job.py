"""One document from file to rows, inside a worker: whatever happens becomes a status, a reason and a remedy."""

from __future__ import annotations

import traceback
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import DocumentError, DocumentStatus
from ..records.document import Document
from ..records.ids import content_id
from ..records.run import DocumentRow, Extraction
from .assemble import Tools, extract, understand

if TYPE_CHECKING:
    from ..read.source import Source


@dataclass(frozen=True, kw_only=True, slots=True)
class Job:
    """A file to read. `path` is what the outputs call it; `understood` is it as an earlier run understood it, if one did."""

    file: str
    path: str
    understood: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Result:
    """What became of a job. `document` and `extraction` are None unless it was read."""

    row: DocumentRow
    document: Document | None = None
    extraction: Extraction | None = None
    seconds: dict[str, float] | None = None  # CPU seconds by stage


def process(job: Job, *, tools: Tools) -> Result:
    """Read and extract one document. Never raises, except MemoryError and what ends the process."""
    from ..export.documents import read_document
    from ..read.source import open_source

    source: Source | None = None
    try:
        if job.understood is not None:
            document = read_document(Path(job.understood))
        else:
            source = open_source(Path(job.file), path=job.path, max_bytes=tools.settings.read.max_bytes)
            document = understand(source, settings=tools.settings, vocabulary=tools.vocabulary)
    except DocumentError as error:
        return Result(row=failed_row(job.path, error, source=source))
    except MemoryError:
        raise
    except Exception as error:
        return Result(row=failed_row(job.path, unexpected(error, job.path), source=source))
    try:
        extraction = extract(document, tools=tools)
        _check_spans(document, extraction)
    except MemoryError:
        raise
    except Exception as error:
        # The text was read and can be looked at; only what follows from it is missing.
        fault = unexpected(error, job.path)
        row = replace(document_row(document, Extraction()), status="partial", error=fault.message, remedy=fault.remedy)
        return Result(row=row, document=document, extraction=Extraction())
    return Result(row=document_row(document, extraction), document=document, extraction=extraction)


def document_row(document: Document, extraction: Extraction) -> DocumentRow:
    """The row of a document that was read."""
    lost = [note.message for note in document.notes] if document.partial else []
    return DocumentRow(
        id=document.id,
        path=document.path,
        status="partial" if document.partial else "done",
        error=" ".join(dict.fromkeys(lost)) or None,
        remedy="See the notes of this row." if lost else None,
        sha256=document.sha256,
        size=document.size,
        media_type=document.media_type,
        genre=document.genre,
        genre_confidence=document.genre_confidence,
        title=document.title,
        date=document.date,
        organisation=document.organisation,
        geography=document.geography,
        reference=document.reference,
        pages=len(document.pages) or None,
        words=len(document.text[: document.body_end].split()),
        tables=len(document.tables),
        figures=len(extraction.figures),
        needs=len(extraction.needs),
        findings=len(extraction.findings),
        duplicate_of=None,
        notes=document.notes,
    )


def failed_row(path: str, error: DocumentError, *, source: Source | None = None) -> DocumentRow:
    """The row of a document that was not read."""
    return DocumentRow(
        id=content_id("doc", source.sha256) if source else content_id("doc", "unread", path),
        path=path,
        status=error.status,
        error=error.what,
        remedy=error.remedy,
        sha256=source.sha256 if source else None,
        size=source.size if source else None,
        media_type=None,
        genre=None,
        genre_confidence=None,
        title=None,
        date=None,
        organisation=None,
        geography=None,
        reference=None,
        pages=None,
        words=None,
        tables=None,
        figures=None,
        needs=None,
        findings=None,
        duplicate_of=None,
        notes=(),
    )


def unexpected(error: Exception, path: str) -> DocumentError:
    """An error nobody foresaw, by its kind and place in our code alone: its message may hold text of the document."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{Path(frame.filename).name}:{frame.lineno}"
    return fault("failed", f"An unexpected {type(error).__name__} in {place}", path)


def fault(status: DocumentStatus, what: str, path: str) -> DocumentError:
    """A fault of ours or of a parser, with the remedy for it."""
    return DocumentError(
        status,
        what,
        where=path,
        remedy="Save the document again in its own program and retry; report the fault if it stays.",
    )


def _check_spans(document: Document, extraction: Extraction) -> None:
    """Every quote is the text at its address: the promise of the output contract, kept before a row leaves the worker."""
    evidence = [row.evidence for row in extraction.figures]
    evidence += [row.evidence for row in extraction.decisions]
    evidence += [row.evidence for row in extraction.needs]
    evidence += [row.evidence for row in extraction.interventions]
    evidence += [row.evidence for row in extraction.outcomes]
    evidence += [item for finding in extraction.findings for item in finding.evidence]
    for item in evidence:
        if item.document == document.id and document.text[item.start : item.end] != item.quote:
            raise AssertionError("a quote is not the text at its address")
    for figure in extraction.figures:
        if document.text[figure.start : figure.end] != figure.text:
            raise AssertionError("a figure's text is not the text at its address")

"""`goldenthread redact`: one document with pseudonyms in place of everything personal."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .app import ConfigFile, say

if TYPE_CHECKING:
    from ..privacy import Edition
    from ..records.document import Document


class RedactFormat(StrEnum):
    """How the redacted document is written."""

    text = "text"
    html = "html"
    markdown = "markdown"
    json = "json"


def redact(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The document to redact.")],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="The file to write; by default it is printed.")
    ] = None,
    form: Annotated[
        RedactFormat,
        typer.Option("--format", help="text, html (the page as it was understood), markdown, or json (with offsets)."),
    ] = RedactFormat.text,
    key: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="The key of pseudonyms, made if it is not there; else a fresh one is used once."
        ),
    ] = None,
    listing: Annotated[
        bool, typer.Option("--list", help="Print what was found and what replaces it instead, as JSON Lines.")
    ] = False,
    config: ConfigFile = None,
) -> None:
    """Write a document with pseudonyms for people, references and schools, and without addresses and numbers.

    The result holds pseudonymised personal data: it is still personal data. Read it before you hand it on.
    """
    from ..config import load_settings
    from ..errors import UsageError
    from ..privacy import Edition, Pseudonyms
    from ..read.source import open_source
    from ..run.assemble import load_vocabulary, understand
    from ..run.keys import fresh_key, read_key

    if not file.exists():
        raise UsageError("No such file", where=str(file), remedy="Check the path.")
    settings = load_settings(config)
    vocabulary = load_vocabulary(settings)
    document = understand(
        open_source(file, max_bytes=settings.read.max_bytes), settings=settings, vocabulary=vocabulary
    )
    edition = Edition(vocabulary=vocabulary, pseudonyms=Pseudonyms(read_key(key)[0] if key else fresh_key()))
    edition.survey(document)
    edition.settle(lambda _: document)
    rows = edition.personal_data(document.id)
    text = _listed(rows) if listing else _checked(_written(document, edition, form), document, edition)
    if out is None:
        sys.stdout.write(text)
        sys.stdout.flush()
    else:
        _write(out, text)
    kinds = sorted({row.kind for row in rows})
    found = ", ".join(f"{sum(row.kind == kind for row in rows)} {kind.replace('_', ' ')}" for kind in kinds)
    say(f"Replaced: {found or 'nothing'}. What was not recognised is still there: read it before you hand it on.")


def _listed(rows: Iterable[Any]) -> str:
    from ..records.codec import dump_line

    return "".join(f"{dump_line(row)}\n" for row in rows)


def _written(document: Document, edition: Edition, form: RedactFormat) -> str:
    from ..export.markdown import document_markdown
    from ..export.view import document_html, document_json

    pseudonyms = edition.pseudonyms
    made = edition.rewriter().document(
        document, path=pseudonyms.path(document.path, document.genre), sha256=pseudonyms.fingerprint(document.sha256)
    )
    if form is RedactFormat.text:
        return made.text if made.text.endswith("\n") else f"{made.text}\n"
    return {
        RedactFormat.html: document_html,
        RedactFormat.markdown: document_markdown,
        RedactFormat.json: document_json,
    }[form](made)


def _checked(text: str, document: Document, edition: Edition) -> str:
    """The text, searched for what it must not hold. Raises LeakError."""
    from ..privacy import Chunk, LeakScanner
    from ..run.editions import LeakError

    key = edition.pseudonyms.identifier(document.id)
    leaks = LeakScanner(edition.secrets(), innocent=()).scan([Chunk("the redacted document", text, key)])
    if leaks:
        kinds = ", ".join(sorted({leak.kind for leak in leaks}))
        raise LeakError(
            "What was to be replaced still stands in the redacted document, which was not written",
            where=kinds,
            remedy="Please report this, without the document.",
        )
    return text


def _write(file: Path, text: str) -> None:
    from ..export.files import atomic_write

    with atomic_write(file) as stream:
        stream.write(text.encode("utf-8", "backslashreplace"))

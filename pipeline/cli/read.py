"""`goldenthread read`: one document as the tool understands it."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from .app import ConfigFile


class Format(StrEnum):
    """How the document is printed."""

    text = "text"
    json = "json"
    html = "html"
    outline = "outline"


def read(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The document to read.")],
    form: Annotated[
        Format,
        typer.Option(
            "--format",
            help="text: exactly the text that offsets count in. outline: its blocks, one a line, with kind, offsets and "
            "number. json: everything, with Markdown (`md`) and `tables`. html: the page as it was understood.",
        ),
    ] = Format.text,
    config: ConfigFile = None,
) -> None:
    """Print a document's text with its structure."""
    from ..config import load_settings
    from ..errors import UsageError
    from ..export.view import document_html, document_json, document_outline
    from ..read.source import open_source
    from ..run.assemble import load_vocabulary, understand

    if not file.exists():
        raise UsageError("No such file", where=str(file), remedy="Check the path.")
    settings = load_settings(config)
    source = open_source(file, max_bytes=settings.read.max_bytes)
    document = understand(source, settings=settings, vocabulary=load_vocabulary(settings))
    match form:
        case Format.text:
            shown = document.text
        case Format.json:
            shown = document_json(document)
        case Format.html:
            shown = document_html(document)
        case Format.outline:
            shown = document_outline(document)
    sys.stdout.write(shown)
    sys.stdout.flush()

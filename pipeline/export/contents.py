"""The texts that a written run holds, whatever the format: what a search for leaks looks through."""

from __future__ import annotations

import csv
import datetime
import html
import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from .evidence_links import FOLDER as EVIDENCE

_TAG = re.compile(r"<[^<>]{0,5000}>")
_MARK = re.compile(r"</?mark\b[^<>]{0,200}>")
_ATTRIBUTE = re.compile(r"=\"([^\"]{1,5000})\"")
_LONGEST_FIELD = 10_000_000  # characters of a CSV cell


def written_texts(folder: Path) -> Iterator[tuple[str, str, str | None]]:
    """File, text and, for a row of a table, the id of its document, of everything under `folder`; names of files too."""
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = file.relative_to(folder).as_posix()
        yield name, name, None
        for text, document in _texts(file):
            yield name, text, document


def _texts(file: Path) -> Iterator[tuple[str, str | None]]:
    kind = file.suffix.lower()
    if kind in (".jsonl", ".json"):
        yield from _json(file)
    elif kind == ".csv":
        yield from _csv(file)
    elif kind in (".sqlite", ".db"):
        yield from _sqlite(file)
    elif kind == ".parquet":
        yield from _parquet(file)
    elif kind in (".xlsx", ".docx"):
        yield from _zipped_xml(file)
    elif kind in (".html", ".xml", ".svg"):
        text = file.read_bytes().decode("utf-8", "replace")
        document = file.stem if file.parent.name == EVIDENCE else None
        yield _without_tags(text), document
        if "<mark" in text:  # words that the marks of an evidence page part
            yield _without_tags(_MARK.sub("", text)), document
        yield "\n".join(html.unescape(value) for value in _ATTRIBUTE.findall(text)), document
    else:
        yield file.read_bytes().decode("utf-8", "replace"), None


def _json(file: Path) -> Iterator[tuple[str, str | None]]:
    text = file.read_text("utf-8", "replace")
    rows = text.splitlines() if file.suffix == ".jsonl" else [text]
    for line in rows:
        value = json.loads(line)
        document = _document(value) if isinstance(value, dict) else None
        if file.suffix == ".json" and isinstance(value, dict) and "body_end" in value:
            document = value.get("id")
        for item in _strings(value):
            yield item, document


def _document(row: dict[str, Any]) -> str | None:
    documents = row.get("documents") or [None]
    return row.get("document") or (documents[0] if isinstance(documents, list) else None) or None


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
    elif isinstance(value, datetime.date):
        yield value.isoformat()


def _csv(file: Path) -> Iterator[tuple[str, str | None]]:
    csv.field_size_limit(_LONGEST_FIELD)
    rows = csv.reader(io.StringIO(file.read_text("utf-8-sig", "replace"), newline=""))
    head = next(rows, [])
    at = head.index("document") if "document" in head else None
    for row in [head, *rows]:
        document = row[at] if at is not None and at < len(row) else None
        for cell in row:
            yield cell, document


def _sqlite(file: Path) -> Iterator[tuple[str, str | None]]:
    with closing(sqlite3.connect(f"file:{file.resolve().as_posix()}?mode=ro", uri=True)) as connection:
        names = [
            row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        ]
        for name in names:
            cursor = connection.execute(f'SELECT * FROM "{name}"')
            columns = [item[0] for item in cursor.description]
            at = columns.index("document") if "document" in columns else None
            for row in cursor:
                document = row[at] if at is not None else None
                # The blobs of a search index hold pieces of words of the texts that stand in its content table.
                for cell in row:
                    if isinstance(cell, str):
                        yield cell, document


def _parquet(file: Path) -> Iterator[tuple[str, str | None]]:
    import pyarrow.parquet

    table = pyarrow.parquet.read_table(file)
    for row in table.to_pylist():
        document = row.get("document")
        for item in _strings(row):
            yield item, document


def _zipped_xml(file: Path) -> Iterator[tuple[str, str | None]]:
    """Every part of an Office file: cells, shared strings, properties, chart caches, links."""
    with zipfile.ZipFile(file) as archive:
        for part in archive.namelist():
            text = archive.read(part).decode("utf-8", "replace")
            yield _without_tags(text), None
            yield "\n".join(html.unescape(value) for value in _ATTRIBUTE.findall(text)), None


def _without_tags(text: str) -> str:
    """The text between tags, each piece on a line of its own; a tag within a word parts nothing."""
    pieces = re.sub(r"(?<=\w)</?(?:mark|b|i|em|strong|span|wbr)\b[^<>]{0,200}>(?=\w)", "", text)
    return html.unescape(_TAG.sub("\n", pieces))

"""datapackage.json: what the CSV files are, for programs that read tables with their types (Frictionless Data Package)."""

from __future__ import annotations

import hashlib
import json
import typing
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from ..records.run import OUTPUT_TABLES, Run
from .files import atomic_write
from .flatten import Column, ColumnType, columns_of, without_none

NAME: Final = "datapackage.json"
_TYPES: Final[Mapping[ColumnType, str]] = {
    "text": "string", "number": "number", "integer": "integer", "date": "date", "boolean": "boolean",
}  # fmt: skip
_REFERENCES: Final = {"document": "documents", "cluster": "clusters", "duplicate_of": ""}  # "" is the table itself


def export_datapackage(run: Run, folder: Path, csv_files: Sequence[Path]) -> Path:
    """Describe the CSV tables among `csv_files`, which lie in `folder`/csv. Raises WriteError."""
    tables = {file.stem: file for file in csv_files if file.parent == folder / "csv" and file.stem in OUTPUT_TABLES}
    tool = run.manifest.get("tool", {})
    package = {
        "profile": "tabular-data-package",
        "name": "golden-thread-run",
        "title": "Golden Thread: what Early Help documents state, each row beside the words it was taken from",
        "description": "The tables of a run. docs/outputs.md of Golden Thread tells every field; run.json how the run was made.",
        "version": tool.get("version", ""),
        "resources": [_resource(name, tables[name], folder) for name in OUTPUT_TABLES if name in tables],
    }
    with atomic_write(folder / NAME) as stream:
        stream.write(json.dumps(package, indent=1, ensure_ascii=False).encode("utf-8") + b"\n")
    return folder / NAME


def _resource(name: str, file: Path, folder: Path) -> dict[str, Any]:
    record = OUTPUT_TABLES[name]
    columns = columns_of(record)
    schema: dict[str, Any] = {
        "fields": [_field(column, record) for column in columns],
        "primaryKey": ["id"],
        "missingValues": [""],
    }
    keys = [_reference(column.name) for column in columns if column.name in _REFERENCES]
    if keys:
        schema["foreignKeys"] = keys
    data = file.read_bytes()
    return {
        "name": name,
        "path": file.relative_to(folder).as_posix(),
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": schema,
    }


def _field(column: Column, record: type) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": _TYPES.get(column.type) or _shape(column, record)}
    if column.path == ("id",):
        field["constraints"] = {"required": True, "unique": True}
    return field


def _shape(column: Column, record: type) -> str:
    """Whether a column of JSON text holds lists or objects."""
    hint: Any = record
    for part in column.path:
        hint = without_none(typing.get_type_hints(hint)[part])
    return "array" if typing.get_origin(hint) in (tuple, list) else "object"


def _reference(column: str) -> dict[str, Any]:
    return {"fields": [column], "reference": {"resource": _REFERENCES[column], "fields": ["id"]}}

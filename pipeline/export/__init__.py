"""A run to files. Each format is one part; JSON Lines, the machine-readable form, is always written."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ..records.run import Run
from ..registry import Registry
from .csv import export_csv, export_failures
from .files import atomic_write, remove_file
from .html import export_html
from .jsonl import export_jsonl
from .options import ExportOptions
from .parquet import export_parquet
from .sqlite import export_sqlite
from .xlsx import export_xlsx

Exporter = Callable[[Run, Path], list[Path]]

EXPORTERS: Registry[Exporter] = Registry("export")
EXPORTERS.register("csv")(export_csv)
EXPORTERS.register("parquet")(export_parquet)
EXPORTERS.register("sqlite")(export_sqlite)
EXPORTERS.register("xlsx")(export_xlsx)
EXPORTERS.register("html")(export_html)


def export(run: Run, folder: Path, *, options: ExportOptions) -> list[Path]:
    """Write the run into `folder` and return the files written, run.json last: where it stands, the run is whole.

    Raises WriteError, and ConfigurationError for a format that does not exist.
    """
    exporters = [EXPORTERS[name] for name in options.formats]
    remove_file(folder / "run.json")
    written = [*export_jsonl(run, folder), export_failures(run, folder)]
    for exporter in exporters:
        written += exporter(run, folder)
    manifest = run.manifest | {"files": [_sealed(file, folder) for file in _all_files(folder, written)]}
    with atomic_write(folder / "run.json") as stream:
        stream.write(json.dumps(manifest, indent=2, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n")
    return [*written, folder / "run.json"]


def _all_files(folder: Path, written: list[Path]) -> list[Path]:
    """What was written now, and what stood in the folder before the tables were: the documents and the configuration."""
    beside = [folder / "config.toml", folder / "personal_data.jsonl", *(folder / "documents").glob("doc_*.json")]
    return sorted({*written, *(file for file in beside if file.is_file())})


def _sealed(file: Path, folder: Path) -> dict[str, Any]:
    with file.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return {"path": file.relative_to(folder).as_posix(), "sha256": digest, "bytes": file.stat().st_size}

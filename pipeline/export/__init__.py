"""A run to files. Each format is one part; JSON Lines, the machine-readable form, is always written."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ..records.run import Run
from ..registry import Registry
from .csv import export_csv, export_failures
from .evidence import export_evidence, sweep_evidence
from .files import atomic_write, remove_file
from .html import export_html
from .jsonl import export_jsonl
from .options import ExportOptions
from .page_index import draw_findings
from .parquet import export_parquet
from .sqlite import export_sqlite
from .xlsx import export_xlsx

Exporter = Callable[[Run, Path], list[Path]]

EXPORTERS: Registry[Exporter] = Registry("export")
EXPORTERS.register("csv")(export_csv)
EXPORTERS.register("parquet")(export_parquet)
EXPORTERS.register("sqlite")(export_sqlite)
EXPORTERS.register("evidence")(export_evidence)  # before what links to its pages
EXPORTERS.register("xlsx")(export_xlsx)
EXPORTERS.register("html")(export_html)


def export(
    run: Run, folder: Path, *, options: ExportOptions, sources: Mapping[str, Path] = MappingProxyType({})
) -> list[Path]:
    """Write the run into `folder` and return the files written, run.json last: where it stands, the run is whole.

    `sources` are the files of the documents, by id: of those that are PDF the pages of findings are drawn. An edition to
    hand on gives none. Raises WriteError, and ConfigurationError for a format that does not exist.
    """
    for name in options.formats:
        EXPORTERS[name]
    remove_file(folder / "run.json")
    sweep_evidence(folder)
    written = [*export_jsonl(run, folder), export_failures(run, folder)]
    if "evidence" in options.formats:
        written += draw_findings(run, folder, sources)
    for name, exporter in EXPORTERS.items():
        if name in options.formats:
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

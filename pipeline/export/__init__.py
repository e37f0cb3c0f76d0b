"""A run to files. Each format is one part; JSON Lines, the machine-readable form, is always written."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from ..records.run import Run
from ..registry import Registry
from .csv import export_csv
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
    written = export_jsonl(run, folder)
    for exporter in exporters:
        written += exporter(run, folder)
    with atomic_write(folder / "run.json") as stream:
        stream.write(json.dumps(run.manifest, indent=2, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n")
    return [*written, folder / "run.json"]

"""The machine-readable form of a run: JSON Lines, UTF-8, one object a line, every key present."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ..records.codec import dump_line
from ..records.run import OUTPUT_TABLES, Run
from .files import atomic_write

PERSONAL_DATA = "personal_data"  # written only on demand


def export_jsonl(run: Run, folder: Path) -> list[Path]:
    """One file a table, also where it has no rows. Returns the files written."""
    written = []
    for name in OUTPUT_TABLES:
        if name != PERSONAL_DATA:
            written.append(write_rows(folder / f"{name}.jsonl", getattr(run, name)))
    return written


def write_rows(file: Path, rows: Iterable[Any]) -> Path:
    """Write records to one JSON Lines file."""
    with atomic_write(file) as stream:
        for row in rows:
            stream.write(dump_line(row).encode("utf-8", "backslashreplace") + b"\n")
    return file

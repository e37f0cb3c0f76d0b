"""Parquet with types: dates are dates, numbers are numbers, nested values are JSON text."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

from ..records.run import OUTPUT_TABLES, Run
from .files import atomic_path, make_folder
from .flatten import columns_of, flat_rows
from .jsonl import PERSONAL_DATA


def export_parquet(run: Run, folder: Path) -> list[Path]:
    """One file a table under `parquet/`. Raises WriteError."""
    import pyarrow as arrow
    from pyarrow import parquet

    arrow_types: dict[str, Any] = {
        "text": arrow.string(), "number": arrow.float64(), "integer": arrow.int64(), "date": arrow.date32(),
        "boolean": arrow.bool_(), "json": arrow.string(),
    }  # fmt: skip
    written = []
    for name, record in OUTPUT_TABLES.items():
        if name == PERSONAL_DATA:
            continue
        columns = columns_of(record)
        schema = arrow.schema([(column.name, arrow_types[column.type]) for column in columns])
        rows = list(flat_rows(getattr(run, name), record))
        data = [arrow.array([_fit(row[c.name], c.type) for row in rows], type=arrow_types[c.type]) for c in columns]
        target = make_folder(folder / "parquet") / f"{name}.parquet"
        with atomic_path(target) as file:
            parquet.write_table(arrow.Table.from_arrays(data, schema=schema), file)
        written.append(target)
    return written


def _fit(value: Any, kind: str) -> Any:
    if kind == "number" and isinstance(value, int):
        return float(value) if abs(value) < 10**300 else (math.inf if value > 0 else -math.inf)
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode("utf-8")
    return value

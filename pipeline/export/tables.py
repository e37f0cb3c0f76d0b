"""Rows for stdout: as CSV that programs read, or as columns of text for people."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from .csv import excel_safe
from .flatten import Scalar
from .readable import visible

_WIDEST = 48  # characters of a column of text


def csv_text(headers: Sequence[str], rows: Sequence[Sequence[Scalar]]) -> str:
    """CSV in which no cell is a formula when Excel opens it."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(headers)
    writer.writerows([excel_safe(value) for value in row] for row in rows)
    return stream.getvalue()


def columns_text(headers: Sequence[str], rows: Sequence[Sequence[Scalar]]) -> str:
    """Columns of text, numbers to the right; a long text is cut and says so."""
    cells = [[_shown(value) for value in row] for row in rows]
    widths = [max(len(row[at]) for row in [list(headers), *cells]) for at in range(len(headers))]
    right = [all(isinstance(row[at], (int, float)) or row[at] is None for row in rows) for at in range(len(headers))]
    lines = []
    for row in [list(headers), *cells]:
        parts = (
            text.rjust(width) if number else text.ljust(width)
            for text, width, number in zip(row, widths, right, strict=True)
        )
        lines.append("  ".join(parts).rstrip())
    return "\n".join(lines) + "\n"


def _shown(value: Scalar) -> str:
    text = "" if value is None else f"{value:,}" if isinstance(value, (int, float)) else visible(str(value))
    text = " ".join(text.split())
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 1]}…"

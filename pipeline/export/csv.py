"""CSV in two editions: `csv/` as it is, for programs, and `csv/excel/` in which no cell can become a formula."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from ..records.run import OUTPUT_TABLES, Run
from .datapackage import export_datapackage
from .files import atomic_write, make_folder
from .flatten import Scalar, columns_of, flat_rows
from .jsonl import PERSONAL_DATA
from .shared import export_shared

# A text that Excel would take for a formula, also with the wide signs of East Asian keyboards. A plain number ("-0.5",
# "+44", "-1,204") is none and stays what it is.
_FORMULA_START = re.compile(r"[=@\t\r\n＝＠＋－]|[+\-](?![\d.,]+%?\Z)")
_LONGEST = 32_767  # UTF-16 units of an Excel cell; the rest would spill into the next cell
_KEPT = 16_000  # characters of a longer text


def export_csv(run: Run, folder: Path) -> list[Path]:
    """One UTF-8 file a table in each edition; the Excel edition begins with a byte order mark. datapackage.json tells their types."""
    written = []
    plain, excel = make_folder(folder / "csv"), make_folder(folder / "csv" / "excel")
    for name, record in OUTPUT_TABLES.items():
        if name == PERSONAL_DATA:
            continue
        names = [column.name for column in columns_of(record)]
        rows = [list(row.values()) for row in flat_rows(getattr(run, name), record)]
        written.append(_write(plain / f"{name}.csv", names, rows, encoding="utf-8"))
        safe = [[excel_safe(value, name=name) for value in row] for row in rows]
        written.append(_write(excel / f"{name}.csv", names, safe, encoding="utf-8-sig"))
    return [*written, *export_shared(run, folder), export_datapackage(run, folder, written)]


def export_failures(run: Run, folder: Path) -> Path:
    """failures.csv: the documents that were not read wholly, why, and what to do about each. Always written."""
    names = ["path", "status", "error", "remedy"]
    rows = [[excel_safe(getattr(row, name)) for name in names] for row in run.documents if row.status != "done"]
    return _write(folder / "failures.csv", names, rows, encoding="utf-8-sig")


def excel_safe(value: Scalar, *, name: str = "") -> Scalar:
    """The value with an apostrophe before it where Excel would run it as a formula.

    A text too long for a cell is cut and says so; the whole of it is in the plain edition of the table `name`.
    """
    if not isinstance(value, str):
        return value
    if len(value.encode("utf-16-le", "surrogatepass")) // 2 > _LONGEST:
        value = f"{value[:_KEPT]} [cut here: too long for a cell; all of it is in csv/{name}.csv]"
    return f"'{value}" if _FORMULA_START.match(value) else value


def _write(file: Path, names: list[str], rows: list[list[Scalar]], *, encoding: str) -> Path:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows([_text(value) for value in row] for row in rows)
    with atomic_write(file) as stream:
        stream.write(buffer.getvalue().encode(encoding, "backslashreplace"))
    return file


def _text(value: Scalar) -> Scalar:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.replace("\x00", "\\x00") if isinstance(value, str) else value

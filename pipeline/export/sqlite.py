"""run.sqlite: one table each, keyed by id, with full-text search over the quotes and views for people."""

from __future__ import annotations

import datetime
import sqlite3
from pathlib import Path

from ..records.run import OUTPUT_TABLES, Run
from .files import WriteError, atomic_path
from .flatten import Column, Scalar, columns_of, flat_rows
from .jsonl import PERSONAL_DATA

_SQL_TYPES = {
    "text": "TEXT",
    "number": "NUMERIC",
    "integer": "INTEGER",
    "date": "TEXT",
    "boolean": "INTEGER",
    "json": "TEXT",
}
_SEARCHED = ("figures", "decisions", "needs", "interventions", "outcomes")

_VIEWS = {
    "figures_read": """SELECT d.path, f.text, f.value, f.unit_kind, f.unit, f.measure, f.breakdown, f.period_text,
        f.period_start, f.period_end, f.locator_cite AS cite, f.evidence_quote AS quote
        FROM figures f JOIN documents d ON d.id = f.document ORDER BY d.path, f.start""",
    "needs_read": """SELECT d.path, n.category, n.subcategory, n.person, n.person_name, n.status, n.raised_by,
        n.locator_cite AS cite, n.evidence_quote AS quote
        FROM needs n JOIN documents d ON d.id = n.document ORDER BY d.path, n.evidence_start""",
}


def export_sqlite(run: Run, folder: Path) -> list[Path]:
    """The run as one SQLite file that opens in Datasette, DuckDB or any SQLite tool. Raises WriteError."""
    target = folder / "run.sqlite"
    with atomic_path(target) as file:
        try:
            _fill(file, run)
        except sqlite3.Error as error:
            raise WriteError(
                f"The database cannot be written ({error})", where=target.name, remedy="Check that there is space."
            ) from error
    return [target]


def _fill(file: Path, run: Run) -> None:
    connection = sqlite3.connect(file, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("BEGIN")
        for name, record in OUTPUT_TABLES.items():
            if name == PERSONAL_DATA:
                continue
            columns = columns_of(record)
            connection.execute(f'CREATE TABLE "{name}" ({", ".join(_definition(column) for column in columns)})')
            marks = ", ".join("?" for _ in columns)
            rows = ([_sql(value) for value in row.values()] for row in flat_rows(getattr(run, name), record))
            connection.executemany(f'INSERT INTO "{name}" VALUES ({marks})', rows)
        for name in _SEARCHED:
            connection.execute(f"CREATE VIRTUAL TABLE {name}_search USING fts5(id UNINDEXED, quote)")
            connection.execute(f"INSERT INTO {name}_search SELECT id, evidence_quote FROM {name}")
            connection.execute(f"CREATE INDEX {name}_document ON {name}(document)")
        for name, query in _VIEWS.items():
            connection.execute(f"CREATE VIEW {name} AS {query}")
        connection.execute("COMMIT")
    finally:
        connection.close()


def _definition(column: Column) -> str:
    key = " PRIMARY KEY" if column.path == ("id",) else ""
    return f'"{column.name}" {_SQL_TYPES[column.type]}{key}'


def _sql(value: Scalar) -> str | int | float | None:
    """The value as SQLite holds it: whole numbers beyond its 64 bits as text, dates as text, no half surrogates."""
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        return str(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    return value.encode("utf-8", "backslashreplace").decode("utf-8") if isinstance(value, str) else value

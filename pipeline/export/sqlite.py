"""run.sqlite: one table each, keyed by id, with full-text search over the quotes and views for people."""

from __future__ import annotations

import datetime
import sqlite3
from pathlib import Path

from ..records.number import to_json_number
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
# Tables with full-text search, and the columns that are searched.
_SEARCHED = {
    "documents": ("title", "path"),
    "figures": ("evidence_quote", "measure"),
    "decisions": ("text", "evidence_quote"),
    "needs": ("evidence_quote",),
    "interventions": ("evidence_quote", "service", "action"),
    "outcomes": ("evidence_quote",),
    "findings": ("title", "message"),
}
_REFERENCES = {
    "document": "documents",
    "documents.duplicate_of": "documents",
    "needs.cluster": "clusters",
}
# Lists within rows as tables of their own, so that a join leads from a finding or a series to its figures.
_LISTS = {
    "finding_documents": """CREATE TABLE finding_documents (finding TEXT NOT NULL REFERENCES findings(id),
        document TEXT NOT NULL REFERENCES documents(id), PRIMARY KEY (finding, document))""",
    "finding_subjects": """CREATE TABLE finding_subjects (finding TEXT NOT NULL REFERENCES findings(id),
        subject TEXT NOT NULL, PRIMARY KEY (finding, subject))""",
    "finding_evidence": """CREATE TABLE finding_evidence (finding TEXT NOT NULL REFERENCES findings(id),
        document TEXT NOT NULL REFERENCES documents(id), start INTEGER NOT NULL, "end" INTEGER NOT NULL, quote TEXT NOT NULL)""",
    "cluster_needs": """CREATE TABLE cluster_needs (cluster TEXT NOT NULL REFERENCES clusters(id),
        need TEXT NOT NULL REFERENCES needs(id), PRIMARY KEY (cluster, need))""",
    "series_points": """CREATE TABLE series_points (series TEXT NOT NULL REFERENCES series(id), position INTEGER NOT NULL,
        period_text TEXT, period_start TEXT, period_end TEXT, value NUMERIC, figure TEXT NOT NULL REFERENCES figures(id),
        PRIMARY KEY (series, position))""",
}

_VIEWS = {
    "figures_read": """SELECT d.path, f.text, f.value, f.unit_kind, f.unit, f.measure, f.breakdown, f.period_text,
        f.period_start, f.period_end, f.locator_cite AS cite, f.evidence_quote AS quote
        FROM figures f JOIN documents d ON d.id = f.document ORDER BY d.path, f.start""",
    "needs_read": """SELECT d.path, n.category, n.subcategory, n.person, n.person_name, n.status, n.raised_by,
        n.locator_cite AS cite, n.evidence_quote AS quote
        FROM needs n JOIN documents d ON d.id = n.document ORDER BY d.path, n.evidence_start""",
    "outcomes_read": """SELECT d.path, o.category, o.status, o.scale, o."from", o."to", o.sustained, o.locator_cite AS cite,
        o.evidence_quote AS quote FROM outcomes o JOIN documents d ON d.id = o.document ORDER BY d.path, o.evidence_start""",
    "findings_read": """SELECT d.path, f.severity, f.code, f.title, f.message, e.quote
        FROM findings f LEFT JOIN finding_evidence e ON e.finding = f.id LEFT JOIN documents d ON d.id = e.document
        ORDER BY d.path, f.severity, f.id, e.start""",
    "series_read": """SELECT s.measure, s.body, s.breakdown, s.unit_kind, s.unit, p.period_text, p.period_start, p.period_end,
        p.value, d.path, f.evidence_quote AS quote FROM series s JOIN series_points p ON p.series = s.id
        JOIN figures f ON f.id = p.figure JOIN documents d ON d.id = f.document ORDER BY s.measure, s.id, p.position""",
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
            if name != PERSONAL_DATA:
                _table(connection, name, record, run)
        for statement in _LISTS.values():
            connection.execute(statement)
        for name, rows in _lists(run).items():
            if rows:
                marks = ", ".join("?" for _ in rows[0])
                connection.executemany(f"INSERT OR IGNORE INTO {name} VALUES ({marks})", rows)
        for name, columns in _SEARCHED.items():
            # The words stay in the table alone; Datasette finds the index by its content table.
            connection.execute(f'CREATE VIRTUAL TABLE {name}_fts USING fts5({", ".join(columns)}, content="{name}")')
            connection.execute(f"INSERT INTO {name}_fts({name}_fts) VALUES ('rebuild')")
        for name, query in _VIEWS.items():
            connection.execute(f"CREATE VIEW {name} AS {query}")
        connection.execute("COMMIT")
    finally:
        connection.close()


def _table(connection: sqlite3.Connection, name: str, record: type, run: Run) -> None:
    columns = columns_of(record)
    connection.execute(f'CREATE TABLE "{name}" ({", ".join(_definition(name, column) for column in columns)})')
    marks = ", ".join("?" for _ in columns)
    rows = ([_sql(value) for value in row.values()] for row in flat_rows(getattr(run, name), record))
    connection.executemany(f'INSERT INTO "{name}" VALUES ({marks})', rows)
    for column in columns:
        if _reference(name, column):
            connection.execute(f'CREATE INDEX "{name}_{column.name}" ON "{name}"("{column.name}")')


def _lists(run: Run) -> dict[str, list[tuple[str | int | float | None, ...]]]:
    """The rows of the tables of `_LISTS`. A list may name a row that an edition to hand on leaves out: that is left out too."""
    documents, figures, needs = ({row.id for row in rows} for rows in (run.documents, run.figures, run.needs))
    return {
        "finding_documents": [(row.id, key) for row in run.findings for key in row.documents if key in documents],
        "finding_subjects": [(row.id, key) for row in run.findings for key in row.subjects],
        "finding_evidence": [
            (row.id, item.document, item.start, item.end, _sql(item.quote))
            for row in run.findings
            for item in row.evidence
            if item.document in documents
        ],
        "cluster_needs": [(row.id, key) for row in run.clusters for key in row.needs if key in needs],
        "series_points": [
            (
                row.id, at, _sql(point.period.text), _sql(point.period.start), _sql(point.period.end),
                _sql(to_json_number(point.value)), point.figure,
            )
            for row in run.series
            for at, point in enumerate(row.points)
            if point.figure in figures
        ],
    }  # fmt: skip


def _reference(table: str, column: Column) -> str | None:
    """The table that the column holds ids of."""
    return _REFERENCES.get(f"{table}.{column.name}") or _REFERENCES.get(column.name)


def _definition(table: str, column: Column) -> str:
    key = " PRIMARY KEY NOT NULL" if column.path == ("id",) else ""
    to = _reference(table, column)
    return f'"{column.name}" {_SQL_TYPES[column.type]}{key}{f" REFERENCES {to}(id)" if to else ""}'


def _sql(value: Scalar) -> str | int | float | None:
    """The value as SQLite holds it: whole numbers beyond its 64 bits as text, dates as text, no half surrogates."""
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        return str(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    return value.encode("utf-8", "backslashreplace").decode("utf-8") if isinstance(value, str) else value

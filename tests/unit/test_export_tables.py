"""The same rows as JSON Lines, CSV, SQLite and Parquet: nothing lost, nothing run, nothing that differs between two runs."""

from __future__ import annotations

import csv
import datetime
import hashlib
import json
import sqlite3
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from pyarrow import parquet

from pipeline.export.csv import excel_safe, export_csv
from pipeline.export.flatten import columns_of, flat_rows
from pipeline.export.jsonl import export_jsonl
from pipeline.export.parquet import export_parquet
from pipeline.export.schema import table_schemas
from pipeline.export.sqlite import export_sqlite
from pipeline.records.case import Case
from pipeline.records.figure import Figure
from pipeline.records.outcome import Outcome
from pipeline.records.run import OUTPUT_TABLES, Run
from tests.unit.sample_run import CLOSURE, MAY, REPORT, empty_run, figure, sample_run

TABLES = [name for name in OUTPUT_TABLES if name != "personal_data"]
ODD = 'a "quoted", half \udc80 pair\x00\nand =1+1 | ’'


def odd_run() -> Run:
    """A run whose words no format likes."""
    row = figure(REPORT, 0, f"{ODD} 5", "5", "123456789012345678901234567890", measure=ODD, breakdown={ODD: ODD})
    return replace(empty_run(), figures=(row,))


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("run", [sample_run(), odd_run()], ids=["sample", "odd"])
def test_json_lines_fit_their_schema(run: Run, table: str, tmp_path: Path) -> None:
    export_jsonl(run, tmp_path)
    validator = jsonschema.Draft202012Validator(table_schemas()[table])
    rows = [json.loads(line) for line in (tmp_path / f"{table}.jsonl").read_text("utf-8").splitlines()]
    assert len(rows) == len(getattr(run, table))
    for row in rows:
        validator.validate(row)


def test_personal_data_has_a_schema_and_no_file(tmp_path: Path) -> None:
    assert "personal_data" in table_schemas()
    for exporter in (export_jsonl, export_csv, export_parquet, export_sqlite):
        assert not any("personal" in file.name for file in exporter(sample_run(), tmp_path))


def test_columns_come_from_the_record() -> None:
    names = [column.name for column in columns_of(Figure)]
    assert names[:8] == ["id", "document", "value", "low", "high", "text", "start", "end"]
    assert {"period_start", "change_baseline_period_end", "evidence_quote", "locator_row_header"} <= set(names)
    types = {column.name: column.type for column in (*columns_of(Figure), *columns_of(Case), *columns_of(Outcome))}
    assert (types["value"], types["period_start"], types["breakdown"]) == ("number", "date", "json")
    assert (types["from"], types["sustained"], types["completeness"]) == ("text", "boolean", "json")


def test_flat_values_keep_their_types() -> None:
    plans, led, _, second, cost = flat_rows(sample_run().figures, Figure)
    assert (plans["value"], plans["period_start"], plans["breakdown"]) == (412, datetime.date(2023, 5, 31), None)
    assert (led["value"], cost["value"]) == (43, 1200000)
    assert json.loads(str(second["breakdown"])) == {"team": "North"}
    assert second["change_baseline_period_text"] == "Q1 2023/24"
    assert plans["change_baseline_period_text"] is None


@pytest.mark.parametrize(
    "value, safe",
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("+44 20 7946 0000", "'+44 20 7946 0000"),
        ("-5+cmd|' /C calc'!A0", "'-5+cmd|' /C calc'!A0"),
        ("\t=1+1", "'\t=1+1"),
        ("\r=1+1", "'\r=1+1"),
        ("\n=1+1", "'\n=1+1"),
        ("＝1+1", "'＝1+1"),
        ("-5\n", "'-5\n"),
        ("-0.5", "-0.5"),
        ("-1,204", "-1,204"),
        ("+44", "+44"),
        ("-12.5%", "-12.5%"),
        ("- none", "'- none"),
        ("a=1", "a=1"),
        ("", ""),
        (-0.5, -0.5),
        (None, None),
    ],
)
def test_the_excel_edition_runs_nothing(value: Any, safe: Any) -> None:
    assert excel_safe(value) == safe


def test_the_excel_edition_says_where_it_cuts() -> None:
    cut = excel_safe("x" * 40_000, name="needs")
    assert isinstance(cut, str) and len(cut) < 32_767
    assert cut.endswith("[cut here: too long for a cell; all of it is in csv/needs.csv]")
    assert excel_safe("x" * 32_767) == "x" * 32_767


@pytest.mark.parametrize("table", TABLES)
def test_csv_has_a_row_a_record_in_both_editions(table: str, tmp_path: Path) -> None:
    run = sample_run()
    export_csv(run, tmp_path)
    plain, excel = tmp_path / "csv" / f"{table}.csv", tmp_path / "csv" / "excel" / f"{table}.csv"
    assert excel.read_bytes().startswith(b"\xef\xbb\xbf") and not plain.read_bytes().startswith(b"\xef\xbb\xbf")
    for file, encoding in ((plain, "utf-8"), (excel, "utf-8-sig")):
        with file.open(encoding=encoding, newline="") as stream:
            head, *rows = csv.reader(stream)
        assert head == [column.name for column in columns_of(OUTPUT_TABLES[table])]
        assert [row[0] for row in rows] == [row.id for row in getattr(run, table)]


def test_csv_keeps_odd_words(tmp_path: Path) -> None:
    export_csv(odd_run(), tmp_path)
    with (tmp_path / "csv" / "figures.csv").open(encoding="utf-8", newline="") as stream:
        (row,) = csv.DictReader(stream)
    assert row["measure"] == ODD.replace("\udc80", "\\udc80").replace("\x00", "\\x00")
    assert row["value"] == "123456789012345678901234567890"


def opened(folder: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(f"file:{folder / 'run.sqlite'}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    return connection


def test_sqlite_answers_questions(tmp_path: Path) -> None:
    export_sqlite(sample_run(), tmp_path)
    database = opened(tmp_path)
    assert database.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    for table in TABLES:
        (rows,) = database.execute(f"SELECT count(*) FROM {table}").fetchone()
        assert rows == len(getattr(sample_run(), table))
    (plans,) = database.execute("SELECT * FROM figures_read WHERE value = 412").fetchall()
    assert (plans["path"], plans["cite"], plans["period_start"]) == (
        "2023/scrutiny report.pdf",
        "para 3.1, p. 2",
        "2023-05-31",
    )
    found = database.execute(
        "SELECT id FROM needs WHERE rowid IN (SELECT rowid FROM needs_fts WHERE needs_fts MATCH 'rent')"
    ).fetchall()
    assert [row["id"] for row in found] == [sample_run().needs[1].id]
    assert database.execute("SELECT count(*) FROM needs_read WHERE status = 'current'").fetchone()[0] == 3
    (row,) = database.execute('SELECT "from", "to" FROM outcomes').fetchall()
    assert tuple(row) == ("71", "93")
    database.close()


def test_sqlite_keys_hold_and_lead_from_findings_and_series_to_their_words(tmp_path: Path) -> None:
    export_sqlite(sample_run(), tmp_path)
    database = opened(tmp_path)
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    tables = {row["table"] for name in TABLES for row in database.execute(f"PRAGMA foreign_key_list({name})")}
    assert tables == {"documents", "clusters"}
    read = database.execute("SELECT path, quote FROM findings_read WHERE code = 'SUM001'").fetchall()
    assert {(row["path"], row["quote"]) for row in read} == {
        ("2023/scrutiny report.pdf", "| North | 120 | 95 | £1.2m |")
    }
    points = database.execute("SELECT value, path FROM series_read ORDER BY period_start").fetchall()
    assert [row["value"] for row in points] == [120, 95]
    for view in ("figures_read", "needs_read", "outcomes_read", "findings_read", "series_read"):
        database.execute(f"SELECT * FROM {view}").fetchall()
    for table in ("documents", "figures", "decisions", "needs", "interventions", "outcomes", "findings"):
        (sql,) = database.execute("SELECT sql FROM sqlite_master WHERE name = ?", (f"{table}_fts",)).fetchone()
        assert f'content="{table}"' in sql  # how Datasette finds a table's index
        (many,) = database.execute(f"SELECT count(*) FROM {table}_fts").fetchone()
        assert many == database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    database.close()


@pytest.mark.parametrize("run", [sample_run(), empty_run(), odd_run()], ids=["sample", "empty", "odd"])
def test_the_data_package_tells_every_column_and_its_type(run: Run, tmp_path: Path) -> None:
    files = export_csv(run, tmp_path)
    assert tmp_path / "datapackage.json" in files
    package = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))
    assert [item["name"] for item in package["resources"]] == TABLES
    for item in package["resources"]:
        data = (tmp_path / item["path"]).read_bytes()
        assert (item["bytes"], item["hash"]) == (len(data), f"sha256:{hashlib.sha256(data).hexdigest()}")
        rows = list(csv.DictReader(data.decode("utf-8").splitlines(keepends=True)))
        fields = item["schema"]["fields"]
        assert [field["name"] for field in fields] == [
            column.name for column in columns_of(OUTPUT_TABLES[item["name"]])
        ]
        for row in rows:
            for field in fields:
                if row[field["name"]]:
                    _READS[field["type"]](row[field["name"]])
        names = {row["id"] for row in rows}
        assert len(names) == len(rows)


def _json_of(kind: type) -> Any:
    def read(text: str) -> None:
        assert isinstance(json.loads(text), kind)

    return read


_READS: dict[str, Any] = {
    "string": str, "number": Decimal, "integer": int, "date": datetime.date.fromisoformat,
    "boolean": {"true": True, "false": False}.__getitem__, "array": _json_of(list), "object": _json_of(dict),
}  # fmt: skip


def test_sqlite_holds_odd_words_and_large_numbers(tmp_path: Path) -> None:
    export_sqlite(odd_run(), tmp_path)
    database = opened(tmp_path)
    (row,) = database.execute("SELECT measure, value FROM figures").fetchall()
    assert row["measure"] == ODD.replace("\udc80", "\\udc80")
    assert float(row["value"]) == pytest.approx(1.2345678901234568e29)
    database.close()


@pytest.mark.parametrize("table", TABLES)
def test_parquet_has_types(table: str, tmp_path: Path) -> None:
    export_parquet(sample_run(), tmp_path)
    data = parquet.read_table(tmp_path / "parquet" / f"{table}.parquet")
    assert data.num_rows == len(getattr(sample_run(), table))
    wanted = {"number": "double", "integer": "int64", "date": "date32[day]", "boolean": "bool"}
    for column in columns_of(OUTPUT_TABLES[table]):
        assert str(data.schema.field(column.name).type) == wanted.get(column.type, "string")


def test_parquet_holds_odd_words_and_large_numbers(tmp_path: Path) -> None:
    row = figure(REPORT, 0, "x 5", "5", "1E+400", measure=ODD, period=MAY)
    export_parquet(replace(empty_run(), figures=(row,)), tmp_path)
    (values,) = parquet.read_table(tmp_path / "parquet" / "figures.parquet").to_pylist()
    assert values["measure"] == ODD.replace("\udc80", "\\udc80")
    assert values["value"] == float("inf")
    assert values["period_start"] == datetime.date(2023, 5, 31)


@pytest.mark.parametrize("exporter", [export_jsonl, export_csv, export_sqlite, export_parquet])
@pytest.mark.parametrize("run", [sample_run(), empty_run()], ids=["sample", "empty"])
def test_two_runs_give_the_same_bytes(exporter: Any, run: Run, tmp_path: Path) -> None:
    once, again = ([file.read_bytes() for file in exporter(run, _new(tmp_path / name))] for name in ("a", "b"))
    assert once == again


def _new(folder: Path) -> Path:
    folder.mkdir()
    return folder


def test_decimals_print_as_stated() -> None:
    (row,) = flat_rows((figure(REPORT, 0, "9.01", "9.01", "9.01"),), Figure)
    assert row["value"] == 9.01
    (end,) = flat_rows((replace(sample_run().outcomes[0], from_=Decimal("9.01"), to="action"),), Outcome)
    assert (end["from"], end["to"], end["document"]) == ("9.01", "action", CLOSURE)

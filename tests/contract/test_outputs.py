"""The published output contract (docs/outputs.md), tested on the demo run."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import jsonschema
import pytest

from pipeline.export.schema import table_schemas
from pipeline.records.run import OUTPUT_TABLES

TABLES = [name for name in OUTPUT_TABLES if name != "personal_data"]
# Keys the contract names, by table: they may be joined by others and are never renamed or dropped.
KEYS = {
    "documents": "id path status error",
    "figures": "id document value low high text start end unit_kind unit denominator measure breakdown period change "
    "qualifier role geography organisation attributed_to origin evidence locator method confidence",
    "needs": "category subcategory person status raised_by stage case cluster evidence locator method confidence",
    "interventions": "service person evidence",
    "outcomes": "category status scale from to sustained evidence",
    "links": "kind from to basis",
    "cases": "genre step reason reason_text closure_date services_involved outstanding_support completeness timeliness",
    "findings": "id code severity title message documents evidence subjects",
    "decisions": "kind number text owner due evidence locator",
    "clusters": "id label keywords size needs category_mix exemplars cohesion stability note",
    "series": "points revisions breaks",
}


def rows(run: Path, table: str) -> list[dict]:
    return [json.loads(line) for line in (run / f"{table}.jsonl").read_text("utf-8").splitlines()]


def test_every_file_is_there(demo_run: Path) -> None:
    names = ["run.json", "config.toml", "run.sqlite", "audit.xlsx", "report.html"]
    names += [f"{table}.jsonl" for table in TABLES]
    names += [f"csv/{table}.csv" for table in TABLES] + [f"parquet/{table}.parquet" for table in TABLES]
    assert [name for name in names if not (demo_run / name).is_file()] == []
    assert not (demo_run / "personal_data.jsonl").exists()


@pytest.mark.parametrize("table", TABLES)
def test_rows_fit_their_schema(demo_run: Path, table: str) -> None:
    schema = table_schemas()[table]
    validator = jsonschema.Draft202012Validator(schema)
    for row in rows(demo_run, table):
        validator.validate(row)
        assert set(KEYS.get(table, "").split()) <= set(row)


def test_the_demo_shows_every_kind_of_result(demo_run: Path) -> None:
    empty = [table for table in TABLES if not rows(demo_run, table)]
    assert empty == []


def test_quotes_are_the_text_at_their_address(demo_run: Path) -> None:
    texts = {}
    for file in (demo_run / "documents").glob("*.json"):
        document = json.loads(file.read_text("utf-8"))
        texts[document["id"]] = document["text"]
    checked = 0
    for table in ("figures", "needs", "interventions", "outcomes", "decisions"):
        for row in rows(demo_run, table):
            evidence = row["evidence"]
            assert texts[evidence["document"]][evidence["start"] : evidence["end"]] == evidence["quote"]
            checked += 1
    for row in rows(demo_run, "figures"):
        assert texts[row["document"]][row["start"] : row["end"]] == row["text"]
    for row in rows(demo_run, "findings"):
        for evidence in row["evidence"]:
            assert texts[evidence["document"]][evidence["start"] : evidence["end"]] == evidence["quote"]
            checked += 1
    assert checked > 200


def test_ids_are_unique_and_links_resolve(demo_run: Path) -> None:
    ids: set[str] = set()
    for table in TABLES:
        for row in rows(demo_run, table):
            assert row["id"] not in ids, (table, row["id"])
            ids.add(row["id"])
    for row in rows(demo_run, "links"):
        assert {row["from"], row["to"]} <= ids
    for row in rows(demo_run, "clusters"):
        assert set(row["needs"]) <= ids
    for row in rows(demo_run, "findings"):
        assert set(row["subjects"]) <= ids


def test_rows_stand_in_order(demo_run: Path) -> None:
    order = {row["id"]: index for index, row in enumerate(rows(demo_run, "documents"))}
    paths = [row["path"] for row in rows(demo_run, "documents")]
    assert paths == sorted(paths)
    places = [(order[row["document"]], row["start"]) for row in rows(demo_run, "figures")]
    assert places == sorted(places)


def test_outputs_are_for_their_owner_alone(demo_run: Path) -> None:
    for file in demo_run.rglob("*"):
        mode = stat.S_IMODE(file.stat().st_mode)
        assert mode == (0o700 if file.is_dir() else 0o600), file.name
